"""A project in; out comes the same project, in which everything is called by its present id.

Whoever renames a term, an event, a question, a source or a lesson leaves its former id in `was:`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..shared.place import Place, Problem, Rule, Severity
from .course import Answers, Event, Lesson, Question, Term, Work
from .project import ANSWERS_FOLDER, Project, all_records
from .record import names, with_ids

RENAMED = Rule(
    "renamed",
    "something is called by an id that it had before",
    "key_terms: [the-old-id]",
    "Write the present id, which the message names.",
    Severity.WARNING,
)
RULES = (RENAMED,)

Named = Term | Event | Work | Question | Lesson
FormerIds = Mapping[tuple[str, str], str]
"""By kind and former id, such as `term` and `old`, the present id."""


def entries(project: Project) -> Iterator[tuple[str, str, Named]]:
    """Yield everything that may have a former id: kind, id, record."""
    yield from (("term", term.id, term) for term in project.terms)
    yield from (("source", work.id, work) for work in project.works)
    yield from (("event", event.id, event) for event in project.timeline.events)
    for id_, lesson in project.lessons.items():
        yield "lesson", id_, lesson
        yield from (("question", question.id, question) for question in lesson.questions)


def former_ids(project: Project) -> FormerIds:
    """Return the former ids that are not in use."""
    things = list(entries(project))
    used = {(kind, id_) for kind, id_, _ in things}
    return {(kind, old): id_ for kind, id_, record in things for old in record.was if (kind, old) not in used}


def with_present_ids(project: Project) -> tuple[Project, tuple[Problem, ...]]:
    """Put the present id wherever a field has a former one, and warn of each such place."""
    former = former_ids(project)
    if not former:
        return project, ()

    def present(kind: str, id_: str) -> str:
        return former.get((kind, id_), id_)

    left = [
        renamed(place, id_, former[kind, id_])
        for record in all_records(project)
        for kind, id_, place in names(record)
        if (kind, id_) in former
    ]
    answers, misnamed = _answers(project, former)
    return replace(
        project,
        paper=with_ids(project.paper, present),
        lessons={id_: with_ids(lesson, present) for id_, lesson in project.lessons.items()},
        terms=tuple(with_ids(term, present) for term in project.terms),
        timeline=with_ids(project.timeline, present),
        answers={id_: with_ids(written, present) for id_, written in answers.items()},
    ), (*left, *misnamed)


def renamed(place: Place, old: str, new: str, fix: str = "") -> Problem:
    """What is said of a former id."""
    return RENAMED.at(place, f"“{old}” is called “{new}” now", fix or f"write {new}")


def _answers(project: Project, former: FormerIds) -> tuple[Mapping[str, Answers], tuple[Problem, ...]]:
    """The answers by the present ids of their lessons; a file under a former one is told."""
    free = {
        old: new
        for old in project.answers
        if (new := former.get(("lesson", old), "")) and new not in project.answers
    }
    told = tuple(
        renamed(Place(f"{ANSWERS_FOLDER}{old}.yml"), old, new, f"rename the file to {new}.yml")
        for old, new in free.items()
    )
    return {free.get(id_, id_): written for id_, written in project.answers.items()}, told
