"""Give finished pages to MkDocs, and render them one by one with its theme."""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from markupsafe import Markup
from mkdocs.commands.build import get_context
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation, get_navigation
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ..build import Rendered
from ..read.course import CourseFile
from ..shared.language import ENGLISH, Language
from ..weave.addresses import HOME_PAGE
from ..weave.edition import Edition
from ..web.bundles import Bundle
from ..web.headings import HeadingEntry, contents
from ..web.icon import ICON
from ..web.navigation import MenuEntry, navigation
from .mkdocs import theme_language
from .session import Frame

_FAVICON = "assets/images/favicon.png"
"""The theme's own."""
PROOFREAD = "proofread/"
"""Where a preview shows the page for proofreading, below the site's address."""


class RenderedPage(pages.Page):
    """A page that is made when MkDocs wants its content. It needs no rendering, unless editors wrote it in Markdown."""

    def __init__(
        self, planned: MenuEntry, file: File, config: MkDocsConfig, make: Callable[[], Rendered]
    ) -> None:
        home = config.extra["frame"].words.home
        super().__init__(home if planned.path == HOME_PAGE else None, file, config)
        self.meta = {"title": Markup.escape(planned.title)}
        self.markdown = ""  # without it a page has no title in the menu
        self._make = make

    def read_source(self, config: MkDocsConfig) -> None:
        """Make the page. The theme prints the title and the description without escaping them."""
        self.rendered = self._make()
        page = self.rendered.page
        self.markdown = "" if self.rendered.finished else self.rendered.text
        self.meta = {
            "title": Markup.escape(page.title),
            "description": Markup.escape(page.description),
            **({"hide": page.hide} if page.hide else {}),
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the finished HTML, and make the table of contents from its headings."""
        if not self.rendered.finished:
            super().render(config, files)
            return
        self.content = self.rendered.text
        self.toc = _nested(contents(self.content))


def _nested(entries: Iterable[HeadingEntry]) -> TableOfContents:
    """Return a table of contents in which each heading holds those below it."""
    firsts: list[AnchorLink] = []
    opened: list[AnchorLink] = []
    for entry in entries:
        link = AnchorLink(entry.words, entry.id, entry.level)
        while opened and opened[-1].level >= entry.level:
            opened.pop()
        (opened[-1].children if opened else firsts).append(link)
        opened.append(link)
    return TableOfContents(firsts)


def attach(files: Files, planned: MenuEntry, config: MkDocsConfig, make: Callable[[], Rendered]) -> None:
    """Give MkDocs a page in memory, with the source file that its edit link opens."""
    file = File(
        planned.path,
        None,
        config.site_dir,
        config.use_directory_urls,
        inclusion=InclusionLevel.INCLUDED,
    )
    file.edit_uri = planned.source or None
    replace(files, file)
    RenderedPage(planned, file, config, make)  # MkDocs finds a page through its file.


def replace(files: Files, file: File) -> None:
    """Add a file, in place of one with the same path."""
    if standing := files.get_file_from_path(file.src_uri):
        files.remove(standing)
    files.append(file)


def frame_in(
    config: MkDocsConfig,
    frame: Frame,
    course: CourseFile | None,
    planned: Iterable[MenuEntry],
    language: Language = ENGLISH,
) -> None:
    """Set what the theme prints around all pages: names, language, menu. It prints names without escaping them."""
    config.extra["frame"] = frame
    if frame.edition == Edition.STUDENT and not config.extra.get("pencil", True):
        config.edit_uri_template = None
    if course:
        config.site_name, config.site_description = (
            Markup.escape(course.title),
            Markup.escape(course.description),
        )
        if config.theme["favicon"] == _FAVICON:
            config.theme["favicon"] = ICON
        config.theme["language"] = theme_language(course.language)
        config.nav = navigation(planned, Markup.escape, language)


class Theme:
    """The theme of some settings. It keeps its templates compiled; those that were changed it compiles anew."""

    def __init__(self, config: MkDocsConfig, bundles: Iterable[Bundle]) -> None:
        self._config = config
        self._bundles = {one.path: one for one in bundles}
        self._templates = config.theme.get_env()
        self._templates.auto_reload = True
        self._navigation = Navigation([], [])
        self._files = Files([])

    def plan(
        self,
        frame: Frame,
        course: CourseFile | None,
        planned: Sequence[MenuEntry],
        make: Callable[[str], Rendered],
        language: Language = ENGLISH,
    ) -> None:
        """Take the pages that there are now; `make` makes one by its path."""
        frame_in(self._config, frame, course, planned, language)
        self._files = Files([])
        for one in planned:
            attach(self._files, one, self._config, lambda path=one.path: make(path))  # type: ignore[misc]
        self._navigation = get_navigation(self._files, self._config)
        if frame.doubts is not None:
            way = f"{urlsplit(self._config.site_url or '/').path}{PROOFREAD}"
            self._navigation.items.append(Link("Proofread", way))

    def page(self, path: str) -> str:
        """Return the HTML of a page.

        Raises `jinja2.TemplateError` if a template has a mistake.
        """
        file = self._files.src_uris[path]
        page = file.page
        assert isinstance(page, RenderedPage)  # noqa: S101  # `attach` gave it one
        page.read_source(self._config)
        page.render(self._config, self._files)
        page.active = True
        try:
            return self._printed("main.html", page)
        finally:
            page.active = False

    def file(self, path: str) -> bytes | None:
        """Return a file that the theme brings, such as a style; `None` if there is none, or if it is elsewhere.

        A listed style or script that is not there, or not yet, is left out of those that are joined.
        """
        if path in self._bundles:
            return self._bundles[path].joined(lambda part: self._found(part) or b"")
        return self._found(path)

    def _found(self, path: str) -> bytes | None:
        if not path.isprintable() or any(part.startswith(".") for part in path.split("/")):
            return None
        for folder in map(Path, self._config.theme.dirs):
            found = (folder / path).resolve()
            if found.is_relative_to(folder.resolve()) and found.is_file():
                return found.read_bytes()
        return None

    def not_found(self) -> str:
        """Return the HTML that is shown at addresses that do not exist."""
        return self._printed("404.html", base_url=urlsplit(self._config.site_url or "/").path)

    def _printed(self, template: str, page: pages.Page | None = None, base_url: str = "") -> str:
        context = get_context(self._navigation, self._files, self._config, page, base_url)
        return self._templates.get_template(template).render(context)
