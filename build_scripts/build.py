"""Plan the pages of a project, make them, and render them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, partial
from typing import Protocol

from jinja2 import Environment

from .exports.formats import exported, listed
from .exports.material import Material
from .inspect import inspect
from .print.fonts import Glyphs, read_glyphs
from .print.sheets import Sheet, sheets, social_cards
from .read.course import Publish
from .shared.keep import Kept
from .shared.language import language_of
from .shared.place import Problem, Severity
from .shared.steps import Begin, Stage, Step, announced, silent
from .show.base import Site
from .show.bibliography import Formatter, formatted
from .show.free import FreePage
from .show.handouts import Figures
from .show.pages import Page, Planned, course_outline, outline, site_of
from .weave.addresses import link_to_page
from .weave.edition import Edition, Repository
from .weave.handouts import Handout
from .weave.quotes_only import quoted_only
from .weave.weave import Woven
from .web.html import Linker
from .web.markdown_files import free_markdown
from .web.templates import render, templates


class Printer(Protocol):
    """What can print."""

    def figures(self, sheets: tuple[Sheet, ...]) -> Mapping[str, Figures]:
        """Print sheets, and return the figures of each file, by its path on the site."""

    def social(self, cards: Mapping[str, str]) -> Iterable[tuple[str, bytes]]:
        """Begin to draw social cards, and return at once; the iterator yields each picture with its path."""


class Shop(Protocol):
    """What exports get from the project beside its texts, and what keeps those that take long."""

    def file(self, path: str) -> bytes | None:
        """Return a file of the site by its path, such as a picture of the paper; `None` if it is not there."""

    def keep(self, make: Callable[[], bytes], *parts: str | bytes) -> bytes:
        """Return what `make` returns, or what an earlier build kept of it: see `KeepBytes`."""


@dataclass(frozen=True, slots=True)
class Rendered:
    """A page as renderers get it."""

    page: Page
    text: str
    """Finished HTML, or Markdown if editors wrote the page in Markdown."""

    @property
    def finished(self) -> bool:
        """Whether the text is HTML."""
        return not isinstance(self.page, FreePage)


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
    lay_out: Callable[[], tuple[Sheet, ...]] = tuple
    """Makes the sheets of all handouts. A preview calls it only when a reader opens a handout."""
    laid_out: tuple[Sheet, ...] | None = None
    """These sheets, if they were printed."""
    cards: Mapping[str, str] = field(default_factory=dict)
    """The data of each social card, by the path of its picture; the first card is that of the whole course."""
    pictures: Iterable[tuple[str, bytes]] = ()
    """The pictures of social cards, which are drawn while a host renders pages. They can be taken once."""
    site: Site | None = None
    """What the pages are made from; `None` when there are errors."""
    material: Material | None = None
    """What exports are made from; `None` when there are errors."""
    exports: Mapping[str, bytes] = field(default_factory=dict)
    """The files for other programs, by their paths on the site, if they were made."""
    outline: tuple[Planned, ...] = ()
    """All pages in the order of the navigation; none is made before it is asked for. Empty when there are errors."""

    def page(self, path: str) -> Page | None:
        """Make the page whose Markdown has this path, such as `lessons/rise.md`; `None` if there is none."""
        return next((one.make() for one in self.outline if one.path == path), None)

    @property
    def failed(self) -> bool:
        """Whether any problem is an error."""
        return any(problem.severity is Severity.ERROR for problem in self.problems)


def plan(
    files: Mapping[str, str],
    found: tuple[Problem, ...] = (),
    edition: Edition = Edition.STUDENT,
    repository: Repository | None = None,
    base: str = "",
    on_paper: bool = True,
    keep: Kept | None = None,
    begin: Begin = silent,
    formatter: Formatter = formatted,
    with_drafts: bool = False,
) -> Build:
    """Inspect a project and, if there are no errors, plan the pages of an edition. None is made.

    A preview gives the same `keep` to all its builds: then a build makes again only what a save has changed.
    Its pages are made `with_drafts`, which handouts never have. The other arguments are those of `build`.
    """
    keep = keep or Kept()
    inspected = inspect(files, found, keep, begin)
    if inspected.failed or inspected.woven is None:
        return Build(inspected.woven, (), inspected.problems)
    begin(Step(Stage.PLAN))
    language = language_of(files, inspected.woven.project.course.language, keep)

    def made_from(woven: Woven) -> Site:
        shown = woven if edition is Edition.INSTRUCTOR else _published(woven, keep)
        return site_of(shown, repository, edition, on_paper, keep, formatter, language)

    printed = site = made_from(inspected.woven)
    if with_drafts and inspected.previewed and inspected.previewed is not inspected.woven:
        site = replace(made_from(inspected.previewed), handouts=printed.handouts)
    material = _material(printed, edition, base, files)
    planned = Build(
        site.woven,
        (),
        inspected.problems,
        site.handouts,
        partial(_laid_out_anew, printed, base, read_glyphs(files, keep)),
        site=site,
        material=material,
        outline=outline(site, edition, listed(material)),
    )
    keep.forget_unused()
    return planned


def build(
    files: Mapping[str, str],
    found: tuple[Problem, ...] = (),
    edition: Edition = Edition.STUDENT,
    repository: Repository | None = None,
    base: str = "",
    press: Printer | None = None,
    on_paper: bool = True,
    linker: Linker = link_to_page,
    begin: Begin = silent,
    formatter: Formatter = formatted,
    shop: Shop | None = None,
) -> Build:
    """Inspect a project and, if there are no errors, make the pages of an edition.

    With a `repository`, every note, question, term and event has a link to its own line there.
    `base`: the address of the site, which ends in a slash, for the links in handouts; empty if it has none.
    `press`: prints the handouts, so that their page can say how large the files are, and draws the social cards.
    `on_paper`: whether there are handouts. `linker`: writes the links from page to page.
    `begin`: is told of each step. `formatter`: formats references; another one only saves time.
    `shop`: lets exports be made, so that the page of downloads can say how large they are.
    """
    keep = Kept()
    planned = plan(files, found, edition, repository, base, on_paper, keep, begin, formatter)
    site = planned.site
    if site is None:
        return planned
    environment, glyphs = templates(files), read_glyphs(files, keep)

    read = _made(course_outline(site), begin)
    cards: Mapping[str, str] = {}
    if edition is Edition.STUDENT:
        begin(Step(Stage.CARDS))
        cards = dict(social_cards(site, read, glyphs))
    pictures = press.social(cards) if press else ()
    lay_out = partial(_laid_out, site, read, base, glyphs)
    laid_out: tuple[Sheet, ...] | None = None
    figures: Mapping[str, Figures] = {}
    if press:
        begin(Step(Stage.LAY_OUT))
        laid_out = lay_out()
        figures = press.figures(laid_out)
    read_again = announced(begin, Stage.MAKE, tuple(read.values()), lambda page: page.path)
    finished = {page.path: _rendered(page, environment, site, linker) for page in read_again}

    def as_html(path: str) -> str:
        is_it = linker is link_to_page
        return (finished[path] if is_it else _rendered(read[path], environment, site, link_to_page)).text

    material = _material(site, edition, base, files)
    exports: Mapping[str, bytes] = {}
    if shop:
        begin(Step(Stage.EXPORT))
        stocked = replace(material, page=read.__getitem__, html=as_html, file=shop.file, keep=shop.keep)
        exports = exported(stocked, begin)
    sizes = {path: len(data) for path, data in exports.items()}
    planned = replace(planned, outline=outline(site, edition, listed(material), figures, sizes))
    around = _each(tuple(one for one in planned.outline if one.path not in read), begin)
    rest = {one.path: _rendered(one.make(), environment, site, linker) for one in around}
    return replace(
        planned,
        pages=(*finished.values(), *rest.values()),
        lay_out=lay_out,
        laid_out=laid_out,
        cards=cards,
        pictures=pictures,
        exports=exports,
    )


def _material(site: Site, edition: Edition, base: str, files: Mapping[str, str]) -> Material:
    """Return what exports are made from, if nothing is made yet: pages are made when they are asked for."""
    planned = {one.path: one for one in course_outline(site)}

    @cache
    def page(path: str) -> Page:
        return planned[path].make()

    return Material(
        site, edition, base, page, lambda path: rendered(page(path), site, files).text, lambda path: None
    )


def _made(planned: tuple[Planned, ...], begin: Begin = silent) -> Mapping[str, Page]:
    return {one.path: one.make() for one in _each(planned, begin)}


def _each(planned: tuple[Planned, ...], begin: Begin) -> Iterator[Planned]:
    return announced(begin, Stage.MAKE, planned, lambda one: one.path)


def _laid_out_anew(site: Site, base: str, glyphs: Glyphs) -> tuple[Sheet, ...]:
    return _laid_out(site, _made(course_outline(site)), base, glyphs)


def rendered(page: Page, site: Site, files: Mapping[str, str]) -> Rendered:
    """Render a page for a preview; `files`: texts by path, for their templates.

    Raises `jinja2.TemplateError` if a template has a mistake.
    """
    return _rendered(page, templates(files), site, link_to_page)


def _rendered(page: Page, environment: Environment, site: Site, linker: Linker) -> Rendered:
    if isinstance(page, FreePage):
        return Rendered(page, free_markdown(page, site.addresses, linker, site.language))
    return Rendered(page, render(page, environment, site.addresses, linker, site.language))


def _laid_out(site: Site, read: Mapping[str, Page], base: str, glyphs: Glyphs) -> tuple[Sheet, ...]:
    return tuple(sheets(site, read, base, glyphs))


def _published(woven: Woven, keep: Kept) -> Woven:
    """Return what may be published. The rest is taken out before pages are made, so that it cannot leak into them."""
    project = woven.project
    pages = {path: page for path, page in project.free_pages.items() if path not in project.for_instructors}
    student = replace(woven, project=replace(project, answers={}, free_pages=pages))
    return quoted_only(student, keep) if student.project.paper.publish is Publish.QUOTES else student
