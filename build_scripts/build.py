"""The texts of a project's files in; out come the texts of its pages, and problems.

The stages in a row: read, weave, check, make pages, render.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial

from .check.check import check
from .print.fonts import Glyphs, read_glyphs, unprintable
from .print.sheets import Sheet, sheets, social_cards
from .read.course import Publish
from .read.project import read_project
from .read.renamed import with_present_ids
from .shared.place import Problem, Severity, at_words
from .show.base import Site
from .show.handouts import Figures
from .show.pages import Page, pages, site_of
from .weave.edition import Edition, Repository
from .weave.handouts import Handout
from .weave.quotes_only import quoted_only
from .weave.weave import Woven, weave
from .web.templates import render, templates

Printer = Callable[[tuple[Sheet, ...]], Mapping[str, Figures]]
"""Prints sheets, and returns what is known of each file, by its path on the site."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page with its Markdown."""

    page: Page
    text: str


@dataclass(frozen=True, slots=True)
class Build:
    """What came of a project."""

    woven: Woven | None
    """`None` when there was too little to weave; of a build without errors, only what its edition may show."""
    pages: tuple[Rendered, ...]
    """Empty when there are errors."""
    problems: tuple[Problem, ...]
    """Sorted by file and line."""
    handouts: tuple[Handout, ...] = ()
    """What there is to print; empty when there are errors."""
    lay_out: Callable[[], tuple[Sheet, ...]] = tuple
    """Returns the handouts with all that is on them, made anew; a preview asks only when a reader does."""
    cards: Mapping[str, str] = field(default_factory=dict)
    """The data of each social card, by the path of its picture; the first is that of the whole course."""

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def inspect(files: Mapping[str, str], found: tuple[Problem, ...] = ()) -> Build:
    """Read, weave and check; `found` are problems that the files had before they were texts."""
    project, unread = read_project(files)
    if project is None:
        return Build(None, (), _sorted(found, unread))
    project, renamed = with_present_ids(project)
    woven, unplaced = weave(project)
    checked = tuple(at_words(check(woven), files))
    problems = _sorted(found, unread, renamed, unplaced, checked, tuple(unprintable(files)))
    return Build(woven, (), problems)


def build(
    files: Mapping[str, str],
    found: tuple[Problem, ...] = (),
    edition: Edition = Edition.STUDENT,
    repository: Repository | None = None,
    base: str = "",
    press: Printer | None = None,
    on_paper: bool = True,
) -> Build:
    """Inspect a project and, unless there are errors, make the pages of an edition.

    With a `repository`, every note, question, term and event links to its own line there.
    Handouts lead to the site at `base`, an address that ends in a slash, if there is one; their page tells
    what the `press` says of them. Without `on_paper` there are none.
    """
    inspected = inspect(files, found)
    if inspected.failed or inspected.woven is None:
        return inspected
    environment = templates(files)
    shown = inspected.woven if edition is Edition.INSTRUCTOR else _published(inspected.woven)
    site = site_of(shown, repository, edition, on_paper)
    glyphs = read_glyphs(files)

    def printed(read: Mapping[str, Page]) -> Mapping[str, Figures]:
        return press(tuple(sheets(site, read, base, glyphs))) if press else {}

    made = {page.path: page for page in pages(site, edition, printed)}
    lay_out = partial(_laid_out, site, made, base, glyphs)
    rendered = tuple(Rendered(page, render(page, environment, site.addresses)) for page in made.values())
    cards = dict(social_cards(site, made, glyphs)) if edition is Edition.STUDENT else {}
    return Build(shown, rendered, inspected.problems, site.handouts, lay_out, cards)


def _laid_out(site: Site, made: Mapping[str, Page], base: str, glyphs: Glyphs) -> tuple[Sheet, ...]:
    return tuple(sheets(site, made, base, glyphs))


def _published(woven: Woven) -> Woven:
    """Take out what may not be published before any page is made, so that none of it can leak into one."""
    student = replace(woven, project=replace(woven.project, answers={}))
    return quoted_only(student) if student.project.paper.publish is Publish.QUOTES else student


def _sorted(*groups: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted({problem for group in groups for problem in group}))
