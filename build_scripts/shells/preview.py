"""Give the pages to MkDocs. A preview keeps what it rendered, and prints its handouts on request."""

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure import pages
from mkdocs.structure.files import File, Files
from mkdocs.structure.toc import TableOfContents

from ..check.report import report
from ..show.base import Page
from ..weave.addresses import HOME_PAGE
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


@dataclass(frozen=True, slots=True)
class _Html:
    """What MkDocs made of a page's Markdown."""

    made_of: tuple[object, ...]
    content: str | None
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None
    links: Mapping[str, dict[str, str]]
    """Its links to anchors of other files, by the files' paths."""


class Kept:
    """What a preview keeps of pages from one build to the next."""

    def __init__(self) -> None:
        self.pages: dict[str, _Html] = {}
        self._there: frozenset[str] = frozenset()
        self._files: Files | None = None

    def there(self, files: Files) -> frozenset[str]:
        """Return the paths that a page can link to, as one set for all pages, and for all builds with the same paths."""
        if files is not self._files:
            there = frozenset(files.src_uris)
            self._files, self._there = files, self._there if there == self._there else there
        return self._there


class KeptPage(pages.Page):
    """A page that a preview renders again only if it has changed.

    Its HTML depends on its Markdown, on the files that it can link to, and on the settings of Markdown. What the
    theme puts around it is made at every build.
    """

    def __init__(self, title: str | None, file: File, config: MkDocsConfig, kept: Kept) -> None:
        super().__init__(title, file, config)
        self._kept = kept

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the Markdown, or take the earlier result for the same input."""
        path = self.file.src_uri
        made_of = (
            self.markdown,
            self._kept.there(files),
            repr((config.markdown_extensions, config.mdx_configs)),
        )
        kept = self._kept.pages.get(path)
        if kept is None or kept.made_of != made_of:
            super().render(config, files)
            links = {file.src_uri: anchors for file, anchors in (self.links_to_anchors or {}).items()}
            self._kept.pages[path] = _Html(
                made_of, self.content, self.toc, self._title_from_render, self.present_anchor_ids, links
            )
            return
        self.content, self.toc, self._title_from_render = kept.content, kept.toc, kept.title
        self.present_anchor_ids = kept.anchors
        self.links_to_anchors = {files.src_uris[uri]: anchors for uri, anchors in kept.links.items()}


def attach(files: Files, page: Page, text: str, config: MkDocsConfig, kept: Kept) -> None:
    """Give MkDocs a page in memory, with its Markdown and the source file that its edit link opens."""
    file = File.generated(config, page.path, content=text)
    file.edit_uri = page.source or None
    replace(files, file)
    # MkDocs finds a page through its file.
    KeptPage("Home" if page.path == HOME_PAGE else None, file, config, kept)


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
