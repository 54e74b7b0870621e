"""Replace former ids in a project by present ones.

An editor who renames a term, an event, a question, a source, a lesson or a reading list keeps its former id in `was:`.
"""

from collections.abc import Mapping
from dataclasses import replace

from ..shared.keep import ONCE, Keep
from ..shared.place import Place, Problem, Rule, Severity
from .course import Answers
from .kinds import entries
from .project import ANSWERS_FOLDER, Project, in_files, records_of_files
from .record import Written, names_in, with_ids

RENAMED = Rule(
    "renamed",
    "something is named by an id that it had before",
    "key_terms: [the-old-id]",
    "Write the present id, which the message names.",
    Severity.WARNING,
)
RULES = (RENAMED,)

FormerIds = Mapping[tuple[str, str], str]
"""Present ids, by kind and former id, such as `term` and `old`."""


def former_ids(project: Project) -> FormerIds:
    """Return the former ids that nothing else has now, with the present ones."""
    things = list(entries(project))
    if not any(record.was for _, _, record in things):
        return {}
    used = {(kind, id_) for kind, id_, _ in things}
    return {(kind, old): id_ for kind, id_, record in things for old in record.was if (kind, old) not in used}


def with_present_ids(project: Project, keep: Keep = ONCE) -> tuple[Project, tuple[Problem, ...]]:
    """Return the project with present ids in place of former ones, and a warning for each place."""
    found = keep(former_ids, project)
    if not found:
        return project, ()
    former = keep(dict, keep.same(tuple(found.items())))
    left = [problem for record in records_of_files(project) for problem in keep(_left, record, former)]
    answers, misnamed = _answers(project, former)
    changed = in_files(replace(project, answers=answers), lambda record: keep(_present, record, former))
    return changed, (*left, *misnamed)


def _left(file: Written, former: FormerIds) -> tuple[Problem, ...]:
    """Return a warning for each former id in a file."""
    return tuple(
        renamed(place, id_, former[kind, id_]) for kind, id_, place in names_in(file) if (kind, id_) in former
    )


def _present(file: Written, former: FormerIds) -> Written:
    return with_ids(file, lambda kind, id_: former.get((kind, id_), id_))


def renamed(place: Place, old: str, new: str, fix: str = "") -> Problem:
    """Return the problem for a former id at a place."""
    return RENAMED.at(place, f"“{old}” is called “{new}” now", fix or f"write {new}")


def _answers(project: Project, former: FormerIds) -> tuple[Mapping[str, Answers], tuple[Problem, ...]]:
    """Return the answers by the present ids of their lessons, and a warning for each file with a former id."""
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
