"""Compare two built sites: what would readers see change, page by page?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from html.parser import HTMLParser

from ..shared.words import counted

_BLOCK = re.compile(
    "article|aside|blockquote|d[dlt]|details|div|figure|h[1-6]|li|[ou]l|p|pre|section|summary|table|tr"
)
_LONGEST = 60
"""The most lines of difference to show for one page."""
_WIDEST = 2_000
"""The most characters to show of one line."""

SiteFiles = Mapping[str, bytes]
"""The files of a built site, by path."""


@dataclass(frozen=True, slots=True)
class PageChange:
    """A page on which readers would see something else."""

    path: str
    """Below the site's address, such as `lessons/rise/`."""
    before: tuple[str, ...] | None
    """What stood on it, block by block; `None` for a new page."""
    after: tuple[str, ...] | None
    """`None` for a page that is gone."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between two sites."""

    pages: tuple[PageChange, ...]
    unchanged: int
    """How many pages read as before."""
    dead: tuple[str, ...]
    """Addresses that led somewhere and no longer do, such as `glossary/#toll-bridge`."""
    files: tuple[str, ...]
    """Other files that differ: styles, scripts, documents."""


def compare(before: SiteFiles, after: SiteFiles) -> Changes:
    """Compare what readers see of two builds of a course."""
    old, new = _pages(before), _pages(after)
    paths = sorted(old.keys() | new.keys())
    pages = tuple(
        PageChange(path, old[path].blocks if path in old else None, new[path].blocks if path in new else None)
        for path in paths
    )
    changed = tuple(page for page in pages if page.before != page.after)
    return Changes(
        pages=changed,
        unchanged=len(pages) - len(changed),
        dead=tuple(sorted((_addresses(old) - _addresses(new)) | _gone(before, after))),
        files=tuple(path for path in sorted(before.keys() | after.keys()) if _differs(path, before, after)),
    )


def told(changes: Changes) -> str:
    """Return the changes as Markdown, for the summary of a pull request."""
    return "\n".join(_lines(changes)) + "\n"


class _ArticleReader(HTMLParser):
    """Collects the blocks of text in a page's article, and its ids."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self._inside = 0
        self._skipped = 0
        self._words: list[str] = []
        self._blocks: list[str] = []
        self.feed(text)
        self._end_block()
        self.blocks = tuple(self._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._inside += tag == "article"
        self._skipped += tag in ("script", "style")
        if self._inside:
            self.ids |= {value for name, value in attrs if name == "id" and value}
        if _BLOCK.fullmatch(tag):
            self._end_block()

    def handle_endtag(self, tag: str) -> None:
        if _BLOCK.fullmatch(tag):
            self._end_block()
        self._inside -= tag == "article"
        self._skipped -= tag in ("script", "style")

    def handle_data(self, data: str) -> None:
        if self._inside and not self._skipped:
            self._words.append(data)

    def _end_block(self) -> None:
        block = " ".join("".join(self._words).split())
        if block:
            self._blocks.append(block)
        self._words = []


def _pages(site: SiteFiles) -> dict[str, _ArticleReader]:
    return {
        path.removesuffix("index.html"): _ArticleReader(data.decode("utf-8", "replace"))
        for path, data in site.items()
        if path.endswith(".html")
    }


def _addresses(pages: Mapping[str, _ArticleReader]) -> set[str]:
    return {
        address for path, page in pages.items() for address in (path, *(f"{path}#{id_}" for id_ in page.ids))
    }


def _gone(before: SiteFiles, after: SiteFiles) -> set[str]:
    """Return the handouts that no longer exist. Files that pages load may go: nobody keeps their addresses."""
    return {path for path in before.keys() - after.keys() if path.endswith(".pdf")}


def _differs(path: str, before: SiteFiles, after: SiteFiles) -> bool:
    """Return whether a file beside the pages differs. What follows from the pages does not count: search data, sitemaps, the worker."""
    derived = path.endswith((".html", ".zip")) or re.fullmatch(
        r"search/.*|sitemap\.xml(\.gz)?|worker\.js", path
    )
    return not derived and before.get(path) != after.get(path)


def _lines(changes: Changes) -> Iterator[str]:
    yield "## What readers would see change\n"
    if not changes.pages:
        yield f"Nothing: all {changes.unchanged} pages read as before."
    else:
        yield f"{counted(len(changes.pages), 'page')} of {len(changes.pages) + changes.unchanged}.\n"
        yield "| page | | blocks added | blocks removed |\n|---|---|---|---|"
        yield from (_row(page) for page in changes.pages)
    if changes.dead:
        yield "\n**Addresses that no longer work.** Someone may have kept or cited them; ids are permanent:\n"
        yield from (f"- `{address}`" for address in changes.dead)
    if changes.files:
        yield f"\nOther files that differ: {', '.join(f'`{path}`' for path in changes.files)}"
    for page in changes.pages:
        if page.before is not None and page.after is not None:
            yield from _details(page.path, page.before, page.after)


def _row(page: PageChange) -> str:
    before, after = page.before or (), page.after or ()
    what = "new" if page.before is None else "gone" if page.after is None else "changed"
    lines = _difference(before, after)
    added, removed = (sum(line.startswith(sign) for line in lines) for sign in "+-")
    return f"| `{page.path or 'home'}` | {what} | {added} | {removed} |"


def _difference(before: tuple[str, ...], after: tuple[str, ...]) -> list[str]:
    """Return the lines that were added or removed, each with its sign."""
    return [
        line for line in list(unified_diff(before, after, n=0, lineterm=""))[2:] if not line.startswith("@@")
    ]


def _details(path: str, before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    lines = _difference(before, after)
    yield f"\n<details><summary>{path or 'home'}</summary>\n\n~~~~~~diff"
    # No text can end the fence: every line begins with a sign.
    yield from (line[:_WIDEST] for line in lines[:_LONGEST])
    yield "~~~~~~\n"
    if len(lines) > _LONGEST:
        yield f"And {counted(len(lines) - _LONGEST, 'line')} more.\n"
    yield "</details>"
