"""Read, weave and check a project. It makes no pages, so it starts fast."""

from collections.abc import Mapping
from dataclasses import dataclass

from .check.check import check
from .check.frame import catalogue_is_read
from .check.turned import letters_are_in_order
from .print.fonts import unprintable
from .read.project import read_project
from .read.renamed import with_present_ids
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
    """Sorted by file and line."""

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
    project, unread = read_project(files, keep)
    if project is None:
        return Inspection(None, _sorted(found, unread))
    begin(Step(Stage.PLACE))
    project, renamed = with_present_ids(project, keep)
    woven, unplaced = weave(project, keep)
    begin(Step(Stage.CHECK))
    checked = tuple(at_words(check(woven, keep), files))
    unsaid = catalogue_is_read(files, project.course.language, keep)
    of_texts = (*unprintable(files, keep), *letters_are_in_order(files, keep))
    problems = _sorted(found, unread, renamed, unplaced, checked, unsaid, of_texts)
    return Inspection(woven, problems)


def _sorted(*groups: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted({problem for group in groups for problem in group}))
