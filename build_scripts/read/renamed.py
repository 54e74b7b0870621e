"""Replace former ids in a project by present ones.

An editor who renames a term, an event, a question, a source or a lesson keeps its former id in `was:`.
"""

from collections.abc import Mapping
from dataclasses import replace

from ..shared.place import Place, Problem, Rule, Severity
from .course import Answers
from .kinds import entries
from .project import ANSWERS_FOLDER, Project, all_records, in_files
from .record import names, with_ids

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
    used = {(kind, id_) for kind, id_, _ in things}
    return {(kind, old): id_ for kind, id_, record in things for old in record.was if (kind, old) not in used}


def with_present_ids(project: Project) -> tuple[Project, tuple[Problem, ...]]:
    """Return the project with present ids in place of former ones, and a warning for each place."""
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
    changed = in_files(replace(project, answers=answers), lambda record: with_ids(record, present))
    return changed, (*left, *misnamed)


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
