"""Give the pages to MkDocs, and print the handouts of a preview on request."""

import logging
from collections.abc import Callable, Iterable
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ..build import Rendered
from ..check.report import report
from ..weave.addresses import HOME_PAGE
from ..web.headings import HeadingEntry, contents
from .typst import PrintError

log = logging.getLogger("mkdocs.hooks.course")


def printing(server: LiveReloadServer, asked_for: Callable[[str], bytes | None]) -> WSGIApplication:
    """Return a server's application that prints a handout when a reader opens it, and leaves the rest to MkDocs.

    `asked_for` takes a path on the site, and returns the file of a handout, or `None` if it is none.
    """

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        path = environ["PATH_INFO"].removeprefix(server.mount_path)
        status, kind = "200 OK", "application/pdf" if path.endswith(".pdf") else "image/png"
        try:
            data = asked_for(path)
        except PrintError as error:
            status, kind = "500 Not printed", "text/plain; charset=utf-8"
            data = report([error.problem]).encode()
        if data is None:
            return server.serve_request(environ, start_response)
        start_response(status, [("Content-Type", kind), ("Content-Length", str(len(data)))])
        return [data]

    return answer


class Compiled(BytecodeCache):
    """The theme's compiled templates, kept because MkDocs makes a new environment for every build of a preview."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Load a template that was compiled before; Jinja checks that its source has not changed."""
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


class RenderedPage(pages.Page):
    """A page that needs no rendering of Markdown, unless editors wrote it in Markdown."""

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, rendered: Rendered) -> None:
        super().__init__(title, file, config)
        self._rendered = rendered

    def read_source(self, config: MkDocsConfig) -> None:
        """Take the title and the description from the page; the theme prints both without escaping them."""
        page = self._rendered.page
        self.markdown = "" if self._rendered.finished else self._rendered.text
        self.meta = {
            "title": Markup.escape(page.title),
            "description": Markup.escape(page.description),
            **({"hide": page.hide} if page.hide else {}),
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Take the finished HTML, and make the table of contents from its headings."""
        if not self._rendered.finished:
            super().render(config, files)
            return
        self.content = self._rendered.text
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


def attach(files: Files, rendered: Rendered, config: MkDocsConfig) -> None:
    """Give MkDocs a page in memory, with the source file that its edit link opens."""
    page = rendered.page
    file = File.generated(config, page.path, content="")
    file.edit_uri = page.source or None
    replace(files, file)
    # MkDocs finds a page through its file.
    RenderedPage("Home" if page.path == HOME_PAGE else None, file, config, rendered)


def replace(files: Files, file: File) -> None:
    """Add a file, in place of one with the same path."""
    if standing := files.get_file_from_path(file.src_uri):
        files.remove(standing)
    files.append(file)


def outliving(build: Callable[[], None]) -> Callable[[], None]:
    """Return a build that a mistake in mkdocs.yml does not end: the last good pages stay."""

    def rebuild() -> None:
        try:
            build()
        except MkDocsException as error:
            log.error("the settings cannot be read; the last good pages stay\n\n%s", error)

    return rebuild
