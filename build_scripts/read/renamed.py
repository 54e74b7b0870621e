"""A project in; out comes the same project, in which everything is called by its present id.

Whoever renames a term, an event, a question, a source or a lesson leaves its former id in `was:`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import TypeVar

from ..shared.place import Place, Problem, Severity
from .course import Event, Guide, Lesson, Question, Sourced, Term, Work
from .project import ANSWERS_FOLDER, Project
from .record import Written

Named = Term | Event | Work | Question | Lesson

_NAMES: dict[tuple[type[Written], str], str] = {
    (Lesson, "key_terms"): "term",
    (Term, "related"): "term",
    (Event, "lessons"): "lesson",
    (Guide, "question"): "question",
}
"""What kind of thing each field names; `sources` names sources in every record that has it."""

W = TypeVar("W", bound=Written)


def entries(project: Project) -> Iterator[tuple[str, str, Named]]:
    """Yield everything that may have a former id: kind, id, record."""
    yield from (("term", term.id, term) for term in project.terms)
    yield from (("source", work.id, work) for work in project.works)
    yield from (("event", event.id, event) for event in (project.timeline.events if project.timeline else ()))
    for id_, lesson in project.lessons.items():
        yield "lesson", id_, lesson
        yield from (("question", question.id, question) for question in lesson.questions)


def former_names(project: Project) -> dict[str, str]:
    """The present name, such as `term:new`, by each former one that is not in use, such as `term:old`."""
    things = list(entries(project))
    used = {(kind, id_) for kind, id_, _ in things}
    return {
        f"{kind}:{old}": f"{kind}:{id_}"
        for kind, id_, record in things
        for old in record.was
        if (kind, old) not in used
    }


def with_present_ids(project: Project) -> tuple[Project, tuple[Problem, ...]]:
    """Put the present id wherever a field has a former one, and warn of each such place."""
    names = former_names(project)
    if not names:
        return project, ()
    problems: list[Problem] = []

    def renewed(record: W) -> W:
        return _renewed(record, names, problems)

    answers = {}
    for id_, written in project.answers.items():
        new = names.get(f"lesson:{id_}", "").removeprefix("lesson:")
        taken = not new or new in project.answers
        if not taken:
            problems.append(
                renamed(Place(f"{ANSWERS_FOLDER}{id_}.yml"), id_, new, f"rename the file to {new}.yml")
            )
        answers[id_ if taken else new] = renewed(written)
    works = {}
    for cited, id_ in project.paper.works.items():
        works[cited] = _present("source", id_, project.paper.place("works"), names, problems)
    return replace(
        project,
        paper=project.paper.model_copy(update={"works": works}),
        lessons={id_: renewed(lesson) for id_, lesson in project.lessons.items()},
        terms=tuple(renewed(term) for term in project.terms),
        timeline=renewed(project.timeline) if project.timeline else None,
        answers=answers,
    ), tuple(problems)


def renamed(place: Place, old: str, new: str, fix: str = "") -> Problem:
    """What is said of a former id."""
    return Problem(
        place, "renamed", f"“{old}” is called “{new}” now", fix or f"write {new}", Severity.WARNING
    )


def _renewed(record: W, names: Mapping[str, str], problems: list[Problem]) -> W:
    changes: dict[str, object] = {}
    for field in type(record).model_fields:
        value = getattr(record, field)
        kind = _NAMES.get((type(record), field), "")
        if isinstance(record, Sourced) and field == "sources":
            kind = "source"
        if kind and isinstance(value, str):
            changes[field] = _present(kind, value, record.place(field), names, problems)
        elif kind:
            changes[field] = tuple(
                _present(kind, one, record.place(field, n), names, problems) for n, one in enumerate(value)
            )
        elif isinstance(value, Written):
            changes[field] = _renewed(value, names, problems)
        elif isinstance(value, tuple) and value and isinstance(value[0], Written):
            changes[field] = tuple(_renewed(one, names, problems) for one in value)
    return record.model_copy(update=changes)


def _present(kind: str, written: str, place: Place, names: Mapping[str, str], problems: list[Problem]) -> str:
    """An id as it is now; what follows it after a comma, as in a citation, stays."""
    id_, comma, rest = written.partition(",")
    new = names.get(f"{kind}:{id_.strip()}", "").removeprefix(f"{kind}:")
    if not new:
        return written
    problems.append(renamed(place, id_.strip(), new))
    return new + comma + rest
