"""Preview a course: make each page when a reader opens it, from what was saved last.

A page is the same as in a new preview of the same files; what a save left as it was is kept.
"""

import mimetypes
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from html import escape
from http import HTTPStatus
from pathlib import Path
from threading import Condition
from urllib.parse import quote, urlsplit

from jinja2 import TemplateError, TemplateSyntaxError

from ..build import Build, Rendered, plan, rendered
from ..check.report import report, summary
from ..edit.by_hand import SCRIPT, write_data
from ..exports.formats import export_at
from ..paper.paper_md import read_paper_md
from ..paper.pictures import shown_pictures
from ..print.sheets import Sheet
from ..read.files import named_files
from ..read.project import PAPER_MD
from ..shared.keep import Kept
from ..shared.language import ENGLISH
from ..shared.markdown import FILES
from ..shared.place import Problem, Severity
from ..show.base import Page
from ..show.blocks import PICTURES
from ..show.downloads import EXPORTS_FOLDER
from ..weave.addresses import HOME_PAGE, public, web_file
from ..weave.edition import Edition
from ..weave.handouts import HANDOUTS_FOLDER
from ..web.assemble import is_shown
from ..web.faces import NASKH, NASKH_FONT
from ..web.icon import ICON, icon
from ..web.redirects import redirects
from ..web.search_index import SEARCH_INDEX, SYNONYMS, search_index, synonyms_script
from ..web.words_script import words_script
from ..web.worker import WORKER
from .disk import KeptText, Stamps, read_files, read_own_files, read_pictures, stamps
from .mkdocs import SETTINGS, SettingsError, settings_for_preview
from .mkdocs_pages import Theme
from .session import Settings, frame_of, keeper, repository
from .shop import shop_of
from .typst import Press, PrintError, press_of

WATCHED = ("seeds", "content", "overrides", SETTINGS)
"""The files and folders that a preview watches."""
PATIENCE = 25.0
"""Seconds that a page waits for a change before it asks again."""
_PAGE_ENDS = "</body>"
_ASSETS = "overrides/assets/"
_RELOAD = "assets/preview/reload.js"
"""The script that asks whether its page has changed, and loads it anew."""
_EDIT = "assets/preview/edit/"
_EDIT_SCRIPTS = ("asking", "dock", "finder", "files", "prose", "fields", "form", "words", "history", "switch")
"""What lets a page be edited, in the order in which it is loaded."""
_MARK = re.compile(rb'data-mark="(\w+)"')
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a reader gets."""

    status: HTTPStatus
    kind: str
    """Its media type."""
    data: bytes
    location: str = ""
    """Where to look instead, if the status says so."""
    headers: Mapping[str, str] = field(default_factory=dict)
    """Other headers, by their names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _NothingYet(Page):
    """The only page of a course that has had mistakes since its preview began."""

    path: str = HOME_PAGE
    title: str = "Not yet"
    description: str = ""
    source: str = ""
    entries: tuple[()] = ()


_EMPTY = Rendered(_NothingYet(), "<h1>Not yet</h1>\n<p>The course has mistakes.</p>")


@dataclass
class Preview:
    """A course as its readers would see it now; many threads may ask it.

    What it remembers follows from the files, apart from the last good pages: they stay while there are mistakes.
    """

    root: Path
    edition: Edition
    address: str
    """The host and port where it is served, such as `127.0.0.1:8000`."""
    tell: Callable[[str], None]
    """Is told of each build, and of its problems."""

    base: str = "/"
    """The path of the site at its address; it begins and ends in a slash."""
    _lock: Condition = field(default_factory=Condition)
    _seen: Stamps = field(default_factory=dict)
    _settings: Settings | None = None
    _theme: Theme | None = None
    _press: Press | None = None
    _keep: Kept = field(default_factory=Kept)
    _good: Build | None = None
    _files: Mapping[str, str] = field(default_factory=dict)
    """The texts of the last good build, by path."""
    _texts_read: dict[str, KeptText] = field(default_factory=dict)
    _doubts: int | None = None
    """How many doubts about the paper are open; `None` if it is not in Markdown."""
    problems: tuple[Problem, ...] = ()
    """The problems of what was saved last."""
    _sheets: tuple[Sheet, ...] | None = None
    """The handouts of the last good build; `None` until a reader opens one."""
    _ways: Mapping[str, str] = field(default_factory=dict)
    """The paths of the pages, by their addresses below the site's."""
    _pages: dict[str, str] = field(default_factory=dict)
    """The pages that were opened since the last save, as HTML, by their paths."""
    fresh: set[str] = field(default_factory=set)
    """Files of the course that pages have sent, such as `files/bridge.jpg`: forms show them before a text names them."""
    _beside: Mapping[str, bytes] | None = None
    """The files beside the pages; `None` until a reader opens one."""

    def refresh(self) -> None:
        """Build if anything was saved since the last time.

        Raises `SettingsError` if there are no good settings yet.
        """
        with self._lock:
            seen = stamps(self.root, WATCHED)
            if seen == self._seen:
                return
            began = time.perf_counter()
            self._build(seen)
            self.tell(f"Ready after {time.perf_counter() - began:.2f} seconds.")
            self._lock.notify_all()

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths of the pages that there are, in the order of the navigation."""
        return tuple(self._ways.values())

    def last_good(self) -> tuple[Build | None, Mapping[str, str]]:
        """Return the last build without errors, after the last save, with the texts that it was made of."""
        self.refresh()
        with self._lock:
            return self._good, self._files

    def page_at(self, way: str) -> str | None:
        """Return the path of the page at an address below the site's; `None` if there is none."""
        with self._lock:
            return self._ways.get(way)

    def answer(self, way: str) -> Answer:
        """Return what stands at an address below the site's, such as `lessons/rise/`, after the last save."""
        self.refresh()
        with self._lock:
            try:
                return self._answer(way)
            except TemplateError as error:
                return self._refused(_in_template(self.root, error))
            except PrintError as error:
                return self._refused(report([error.problem]))

    def has_changed(self, way: str, mark: str) -> bool:
        """Wait until the page at an address has another mark, for `PATIENCE` at most; return whether it has."""
        until = time.monotonic() + PATIENCE
        with self._lock:
            while self.mark_of(way) == mark:
                left = until - time.monotonic()
                if left <= 0:
                    return False
                self._lock.wait(left)
        return True

    def mark_of(self, way: str) -> str:
        """Return the mark of the page that stands at an address after the last save; empty if there is none."""
        found = _MARK.search(self.answer(way).data)
        return found[1].decode() if found else ""

    def _build(self, seen: Stamps) -> None:
        """Take what was saved."""
        before, self._seen, self._pages, self._beside = self._seen, seen, {}, None
        if before.get(SETTINGS) != seen.get(SETTINGS):
            try:
                config, asked, bundles = settings_for_preview(self.edition, self.address)
            except SettingsError as error:
                if self._theme is None:
                    raise
                self.tell(f"The settings cannot be read; the last good pages stay.\n\n{error}")
                return
            self._settings, self._theme = asked, Theme(config, bundles)
            self.base = urlsplit(config.site_url or "/").path
        assert self._settings is not None  # noqa: S101  # set above
        assert self._theme is not None  # noqa: S101
        fresh = press_of(self.root)
        self._press = self._press if self._press == fresh else fresh
        files, unread = read_files(self.root, self._texts_read)
        made = plan(
            files,
            unread,
            self.edition,
            repository(self._settings),
            public(self._settings.address),
            self._settings.on_paper,
            self._keep,
            with_drafts=True,
        )
        if not made.failed:
            self._good, self._files, self._sheets = made, files, None
        paper = files.get(PAPER_MD)
        self._doubts = None if paper is None else len(self._keep(read_paper_md, paper)[0].doubts)
        errors = tuple(one for one in made.problems if one.severity is Severity.ERROR)
        self._plan(self._theme, errors)
        if made.problems != self.problems:
            self.tell(f"{report(made.problems)}\n{summary(made.problems)}")
        self.problems = made.problems

    def _plan(self, theme: Theme, errors: tuple[Problem, ...]) -> None:
        good = self._good
        pages = good.outline if good else (_EMPTY.page,)
        course = good.woven.project.course if good and good.woven else None
        language = good.site.language if good and good.site else ENGLISH
        frame = frame_of(self.edition, language, "", errors, self._doubts)
        theme.plan(frame, course, pages, self._made, language)
        self._ways = {web_file(one.path).removesuffix("index.html"): one.path for one in pages}

    def _made(self, path: str) -> Rendered:
        good = self._good
        page = good.page(path) if good else None
        return rendered(page, good.site, self._files) if good and good.site and page else _EMPTY

    def _answer(self, way: str) -> Answer:
        theme = self._theme
        assert theme is not None  # noqa: S101  # set by the first build
        if way in self._ways:
            return Answer(HTTPStatus.OK, HTML, self._page(theme, way))
        if f"{way}/" in self._ways:
            return Answer(HTTPStatus.MOVED_PERMANENTLY, HTML, b"", quote(f"{self.base}{way}/"))
        data = self._file(theme, way)
        if data is None:
            return Answer(HTTPStatus.NOT_FOUND, HTML, self._with_scripts(theme.not_found()).encode())
        kind = HTML if way.endswith("/") else mimetypes.guess_type(way)[0] or "application/octet-stream"
        return Answer(HTTPStatus.OK, kind, data)

    def _page(self, theme: Theme, way: str) -> bytes:
        path = self._ways[way]
        if way not in self._pages:
            self._pages[way] = self._with_scripts(theme.page(path))
        return self._pages[way].encode()

    def _with_scripts(self, page: str) -> str:
        """Return a page that loads itself anew when it has changed, and that can be edited."""
        more = self._asking(self._mark(page)) + self._editing()
        return page.replace(_PAGE_ENDS, more + _PAGE_ENDS)

    def _editing(self) -> str:
        """Return what loads the scripts and the style by which a page is edited."""
        styles = f'<link rel="stylesheet" href="{self.base}{_EDIT}edit.css">'
        scripts = (f'<script src="{self.base}{_EDIT}{name}.js" defer></script>' for name in _EDIT_SCRIPTS)
        return styles + "".join(scripts)

    def _asking(self, mark: str = "") -> str:
        return f'<script src="{self.base}{_RELOAD}" data-mark="{mark}" defer></script>'

    def _refused(self, words: str) -> Answer:
        """Return a page that says why there is none."""
        said = f"<!doctype html><title>Not shown</title><pre>{escape(words)}</pre>{self._asking()}"
        return Answer(HTTPStatus.INTERNAL_SERVER_ERROR, HTML, said.encode())

    def _mark(self, page: str) -> str:
        """Return what changes whenever the page or one of the files that it may load changes."""
        assets = sorted((path, stamp) for path, stamp in self._seen.items() if path.startswith(_ASSETS))
        return sha256(repr((page, assets)).encode()).hexdigest()[:16]

    def _file(self, theme: Theme, way: str) -> bytes | None:
        """Return a file of the theme or of the project, a handout, or a text beside the pages."""
        if is_shown(way, self.edition, previewed=True) and not way.endswith(".html"):
            found = theme.file(way)
            if found is not None:
                return found
        if way == NASKH:
            return self._whole_face()
        if way.startswith(PICTURES):
            return self._picture(way.removeprefix(PICTURES))
        if way.startswith(FILES):
            return self._own_file(way)
        if way.startswith(HANDOUTS_FOLDER) and not way.endswith("/"):
            return self._handout(way)
        if way.startswith(EXPORTS_FOLDER):
            return self._export(way)
        if way == SCRIPT:
            return self._write_data()
        if self._beside is None:
            self._beside = self._texts()
        return self._beside.get(f"{way}index.html" if way.endswith("/") else way)

    def _whole_face(self) -> bytes | None:
        """Return the font that a site has a part of: here it is not known which characters the pages have."""
        font = self.root / NASKH_FONT
        return font.read_bytes() if font.is_file() else None

    def _picture(self, name: str) -> bytes | None:
        woven = self._good.woven if self._good else None
        shown = tuple(shown_pictures(woven.paper)) if woven else ()
        return dict(read_pictures(self.root, [name])).get(name) if name in shown else None

    def _own_file(self, way: str) -> bytes | None:
        woven = self._good.woven if self._good else None
        named = woven is not None and way in named_files(woven.project)
        return dict(read_own_files(self.root, [way])).get(way) if named or way in self.fresh else None

    def _handout(self, way: str) -> bytes | None:
        if not self._good or not self._press:
            return None
        if self._sheets is None:
            self._sheets = self._good.lay_out()
        return self._press.file(self._sheets, way)

    def _export(self, way: str) -> bytes | None:
        material = self._good.material if self._good else None
        return export_at(way, replace(material, file=shop_of(self.root).file)) if material else None

    def _write_data(self) -> bytes | None:
        """Return what forms by hand know: it takes longer than all else beside the pages, and one page needs it."""
        good = self._good
        if self.edition is not Edition.INSTRUCTOR or not good or not good.woven or not good.site:
            return None
        return write_data(good.woven, self._files, good.site.repository).encode()

    def _texts(self) -> Mapping[str, bytes]:
        """Return what search finds, redirects from former addresses, and sentences of scripts.

        Also what takes a kept site out of a browser: the same address may have had a published one, which the browser
        would show in the place of the preview.
        """
        good = self._good
        if not good or not good.woven or not good.site:
            return {}
        language = good.site.language
        found = search_index((one.path, one.entries()) for one in good.outline)
        texts = {
            SEARCH_INDEX: found,
            ICON: icon(good.woven.project.course.title),
            SYNONYMS: synonyms_script(good.woven.project.course.synonyms),
            WORKER: keeper(self.root, False),
            **redirects(good.woven, language),
            **words_script(language),
        }
        return {path: text.encode() for path, text in texts.items()}


def _in_template(root: Path, error: TemplateError) -> str:
    """Return a mistake in a template, with its file and line where Jinja tells them."""
    if isinstance(error, TemplateSyntaxError):
        file = Path(error.filename or "overrides/pages/" + (error.name or ""))
        name = file.relative_to(root) if file.is_relative_to(root) else file
        return f"{name}:{error.lineno}: {error.message}"
    return f"a template of overrides/ cannot be used: {error.message}"
