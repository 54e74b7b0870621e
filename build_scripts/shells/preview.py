"""Shell: what a preview prints when it is asked, and keeps from one build to the next, so that little is made again."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure import pages
from mkdocs.structure.files import Files
from mkdocs.structure.toc import TableOfContents

from ..check.report import report
from .typst import PrintError


def printing(server: LiveReloadServer, asked_for: Callable[[str], bytes | None]) -> WSGIApplication:
    """Return what answers a preview's readers: a handout is printed when one opens it, all else is as MkDocs has it.

    `asked_for` gives the file at a path below the site's, or `None` where there is none.
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
    """The theme's templates, compiled once: MkDocs makes a new environment for every build of a preview."""

    def __init__(self) -> None:
        self._kept: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template as it was compiled before, unless its source has changed: Jinja looks."""
        if kept := self._kept.get(bucket.key):
            bucket.bytecode_from_string(kept)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template as it is compiled."""
        self._kept[bucket.key] = bucket.bytecode_to_string()


@dataclass(frozen=True, slots=True)
class _Html:
    """What MkDocs makes of a page's Markdown."""

    made_of: tuple[object, ...]
    content: str | None
    toc: TableOfContents
    title: str | None
    anchors: set[str] | None
    links: Mapping[str, dict[str, str]]
    """Its links to anchors of other files, by the files' paths."""


class KeptPage(pages.Page):
    """A page that is rendered once for a whole preview, as long as it stays as it is.

    Its HTML comes of its Markdown, of the files that there are to link to, and of the settings of Markdown; what
    stands around it is always made anew.
    """

    _kept: ClassVar[dict[str, _Html]] = {}

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Render the Markdown, or take what came of the same before."""
        path, there = self.file.src_uri, files.src_uris
        made_of = (
            self.markdown,
            frozenset(there),
            repr((config.markdown_extensions, config.mdx_configs)),
        )
        kept = self._kept.get(path)
        if kept is None or kept.made_of != made_of:
            super().render(config, files)
            links = {file.src_uri: anchors for file, anchors in (self.links_to_anchors or {}).items()}
            self._kept[path] = _Html(
                made_of, self.content, self.toc, self._title_from_render, self.present_anchor_ids, links
            )
            return
        self.content, self.toc, self._title_from_render = kept.content, kept.toc, kept.title
        self.present_anchor_ids = kept.anchors
        self.links_to_anchors = {there[uri]: anchors for uri, anchors in kept.links.items()}
