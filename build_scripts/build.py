"""Run all stages in order: read, weave, check, make pages, render.

What makes pages is imported when pages are made: an inspection starts without it.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING

from .check.check import check
from .print.fonts import Glyphs, read_glyphs, unprintable
from .read.course import Publish
from .read.project import read_project
from .read.renamed import with_present_ids
from .shared.place import Problem, Severity, at_words
from .weave.edition import Edition, Repository
from .weave.handouts import Handout
from .weave.quotes_only import quoted_only
from .weave.weave import Woven, weave

if TYPE_CHECKING:
    from .print.sheets import Sheet
    from .show.base import Site
    from .show.handouts import Figures
    from .show.pages import Page

Printer = Callable[["tuple[Sheet, ...]"], "Mapping[str, Figures]"]
"""Prints sheets, and returns the figures of each file, by its path on the site."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page with its Markdown."""

    page: "Page"
    text: str


@dataclass(frozen=True, slots=True)
class Build:
    """The result of a build: pages, problems, and what is to be printed."""

    woven: Woven | None
    """`None` if there was too little to weave. If there are no errors, it holds only what the edition may show."""
    pages: tuple[Rendered, ...]
    """Empty when there are errors."""
    problems: tuple[Problem, ...]
    """Sorted by file and line."""
    handouts: tuple[Handout, ...] = ()
    """The handouts to print; empty when there are errors."""
    lay_out: "Callable[[], tuple[Sheet, ...]]" = tuple
    """Makes the sheets of all handouts. A preview calls it only when a reader opens a handout."""
    laid_out: "tuple[Sheet, ...] | None" = None
    """These sheets, if they were printed."""
    cards: Mapping[str, str] = field(default_factory=dict)
    """The data of each social card, by the path of its picture; the first card is that of the whole course."""

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def inspect(files: Mapping[str, str], found: tuple[Problem, ...] = ()) -> Build:
    """Read, weave and check a project; make no pages.

    `files`: texts by path. `found`: problems that were found when the files were read from the disk.
    """
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
    """Inspect a project and, if there are no errors, make the pages of an edition.

    With a `repository`, every note, question, term and event has a link to its own line there.
    `base`: the address of the site, which ends in a slash, for the links in handouts; empty if it has none.
    `press`: prints the handouts, so that their page can say how large the files are.
    `on_paper`: whether there are handouts.
    """
    inspected = inspect(files, found)
    if inspected.failed or inspected.woven is None:
        return inspected
    from .print.sheets import social_cards
    from .show.pages import course_pages, pages, site_of
    from .web.templates import render, templates

    environment = templates(files)
    shown = inspected.woven if edition is Edition.INSTRUCTOR else _published(inspected.woven)
    site = site_of(shown, repository, edition, on_paper)
    glyphs = read_glyphs(files)

    read = course_pages(site)
    lay_out = partial(_laid_out, site, read, base, glyphs)
    laid_out: tuple[Sheet, ...] | None = None
    figures: Mapping[str, Figures] = {}
    if press:
        laid_out = lay_out()
        figures = press(laid_out)
    made = tuple(pages(site, edition, read, figures))
    rendered = tuple(Rendered(page, render(page, environment, site.addresses)) for page in made)
    cards = dict(social_cards(site, read, glyphs)) if edition is Edition.STUDENT else {}
    return Build(shown, rendered, inspected.problems, site.handouts, lay_out, laid_out, cards)


def _laid_out(site: "Site", read: "Mapping[str, Page]", base: str, glyphs: Glyphs) -> "tuple[Sheet, ...]":
    from .print.sheets import sheets

    return tuple(sheets(site, read, base, glyphs))


def _published(woven: Woven) -> Woven:
    """Return what may be published. The rest is taken out before pages are made, so that it cannot leak into them."""
    student = replace(woven, project=replace(woven.project, answers={}))
    return quoted_only(student) if student.project.paper.publish is Publish.QUOTES else student


def _sorted(*groups: tuple[Problem, ...]) -> tuple[Problem, ...]:
    return tuple(sorted({problem for group in groups for problem in group}))
