"""Read, weave and check a project. It makes no pages, so it starts fast."""

from collections.abc import Mapping
from dataclasses import dataclass

from .check.check import check
from .check.frame import catalogue_is_read
from .print.fonts import unprintable
from .read.project import (
    FILE_MISNAMED,
    FILE_MISSING,
    LESSON_MISSING,
    MERGE,
    NOT_UTF_8,
    OUTSIDE,
    UNREADABLE,
    read_project,
)
from .read.renamed import with_present_ids
from .read.validate import NOT_FIELDS
from .read.yaml_errors import YAML_SYNTAX
from .read.yaml_values import TOO_DEEP, TOO_LARGE, TWO_DOCUMENTS
from .shared.keep import Kept
from .shared.place import Problem, Severity, at_words
from .shared.steps import Begin, Stage, Step, silent
from .weave.weave import Woven, weave


@dataclass(frozen=True, slots=True)
class Inspection:
    """What a project says, and what is wrong with it."""

    woven: Woven | None
    """`None` if there was too little to weave."""
    problems: tuple[Problem, ...]
    """What keeps a file from being read first, then by file and line."""

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def inspect(
    files: Mapping[str, str],
    found: tuple[Problem, ...] = (),
    keep: Kept | None = None,
    begin: Begin = silent,
) -> Inspection:
    """Read, weave and check a project.

    `files`: texts by path. `found`: problems that were found when the files were read from the disk.
    `keep`: what earlier builds of the project left. `begin`: is told of each step.
    """
    keep = keep or Kept()
    begin(Step(Stage.READ))
    project, unread = read_project(files, keep, frozenset(problem.place.path for problem in found))
    if project is None:
        return Inspection(None, _sorted(found, unread))
    begin(Step(Stage.PLACE))
    project, renamed = with_present_ids(project, keep)
    woven, unplaced = weave(project, keep)
    begin(Step(Stage.CHECK))
    checked = tuple(at_words(check(woven, keep), files))
    unsaid = catalogue_is_read(files, project.course.language, keep)
    problems = _sorted(found, unread, renamed, unplaced, checked, unsaid, unprintable(files, keep))
    return Inspection(woven, problems)


def _sorted(*groups: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems, causes before their consequences: a reader of the first ten must not miss why there are ninety."""
    told = {problem for group in groups for problem in group}
    return tuple(sorted(told, key=lambda problem: (problem.rule not in _CAUSES, problem)))


_CAUSES = frozenset(
    rule.name
    for rule in (
        *(FILE_MISNAMED, FILE_MISSING, LESSON_MISSING, MERGE, NOT_UTF_8, OUTSIDE, UNREADABLE),
        *(TOO_LARGE, TOO_DEEP, YAML_SYNTAX, TWO_DOCUMENTS, NOT_FIELDS),
    )
)
"""Rules about what keeps a file from being read."""
