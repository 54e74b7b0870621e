"""Read, weave and check a project. It makes no pages, so it starts fast."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .check.check import check
from .check.frame import catalogue_is_read
from .check.turned import letters_are_in_order
from .print.fonts import unprintable
from .read.drafts import Apart, drafts_apart, without_flawed
from .read.files import with_files
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
    """Without drafts. `None` if there was too little to weave."""
    problems: tuple[Problem, ...]
    """What keeps a file from being read first, then by file and line."""
    previewed: Woven | None = None
    """With drafts, which only a preview shows; the same as `woven` if there are none."""
    drafts: tuple[tuple[str, int], ...] = ()
    """How many drafts of each kind there are, such as `note` and 2."""

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
    project = with_files(project, files, keep)
    apart = drafts_apart(project, keep)
    woven, unplaced = weave(apart.published, keep)
    begin(Step(Stage.CHECK))
    problems = (*unplaced, *check(woven, keep))
    previewed, of_drafts = _with_drafts(apart, woven, problems, keep)
    checked = tuple(at_words((*problems, *apart.problems, *of_drafts), files))
    unsaid = catalogue_is_read(files, project.course.language, keep)
    of_texts = (*unprintable(files, keep), *letters_are_in_order(files, keep))
    problems = _sorted(found, unread, renamed, checked, unsaid, of_texts)
    return Inspection(woven, problems, previewed, apart.counts)


def _with_drafts(
    apart: Apart, woven: Woven, published: tuple[Problem, ...], keep: Kept
) -> tuple[Woven, tuple[Problem, ...]]:
    """Return the course with those drafts that have no error, and the problems that only drafts make.

    None of these is an error, since readers see no draft. `woven`: the course without drafts; `published`: its
    problems.
    """
    if apart.previewed is apart.published:
        return woven, ()
    previewed, unplaced = weave(apart.previewed, keep)
    drafted = [one for one in (*unplaced, *check(previewed, keep)) if one not in published]
    errors = [one for one in drafted if one.severity is Severity.ERROR]
    told = tuple(replace(one, severity=Severity.WARNING) if one in errors else one for one in drafted)
    if not errors:
        return previewed, told
    rest = without_flawed(apart.previewed, errors, keep)
    if rest is None:
        return woven, told
    left, unplaced = weave(rest, keep)
    left_over = (*unplaced, *check(left, keep))
    is_sound = all(one.severity is not Severity.ERROR or one in published for one in left_over)
    return left if is_sound else woven, told


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
