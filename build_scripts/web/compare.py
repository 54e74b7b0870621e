"""Compare two built sites: what would readers see change, page by page?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from html.parser import HTMLParser

from ..check.report import plain_cell
from ..shared.words import counted

_BLOCK = re.compile(
    "article|aside|blockquote|d[dlt]|details|div|figure|h[1-6]|li|[ou]l|p|pre|section|summary|table|tr"
)
_LONGEST = 60
"""The most lines to show of one place."""
_MOST = 40
"""The most places, and the most files, to name."""
_AROUND = 8
"""Words to show before and after those that differ."""
_TITLE = 80
"""The most characters of a page's title."""
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
    places = _places(changes.pages)
    yield "## What readers would see change\n"
    if not changes.pages:
        yield f"Nothing: all {changes.unchanged} pages read as before."
    else:
        where = f"{counted(len(changes.pages), 'page')} of {len(changes.pages) + changes.unchanged}"
        yield f"{where}, {counted(len(places), 'place')}.\n" if places else f"{where}.\n"
        yield "| page | |\n|---|---|"
        yield from (_row(page, places) for page in changes.pages)
    if changes.dead:
        yield "\n**Addresses that no longer work.** Someone may have kept or cited them; ids are permanent:\n"
        yield from (f"- `{address}`" for address in changes.dead)
    for number, (place, pages) in enumerate(places.items()):
        if number == _MOST:
            yield f"\nAnd {counted(len(places) - _MOST, 'place')} more."
            break
        yield from _shown(place, pages)
    yield from _others(changes.files)


@dataclass(frozen=True, slots=True)
class Difference:
    """A change of what stands together: what was there, and what is there now, block by block."""

    before: tuple[str, ...]
    after: tuple[str, ...]


def _places(pages: tuple[PageChange, ...]) -> dict[Difference, list[str]]:
    """Return each change of words once, with the pages on which readers see it. New pages and those that are gone have none."""
    found: dict[Difference, list[str]] = {}
    for page in pages:
        for place in _changes(page.before, page.after):
            pages_of = found.setdefault(place, [])
            if page.path not in pages_of:
                pages_of.append(page.path)
    return found


def _changes(before: tuple[str, ...] | None, after: tuple[str, ...] | None) -> Iterator[Difference]:
    if before is None or after is None:
        return
    for tag, old, old_end, new, new_end in SequenceMatcher(None, before, after).get_opcodes():
        was, now = before[old:old_end], after[new:new_end]
        if tag == "replace" and len(was) == len(now):  # block for block
            yield from (Difference((one,), (other,)) for one, other in zip(was, now, strict=True))
        elif tag != "equal":
            yield Difference(was, now)


def _row(page: PageChange, places: Mapping[Difference, list[str]]) -> str:
    blocks = page.after or page.before or ()
    here = sum(page.path in pages for pages in places.values())
    what = "new" if page.before is None else "gone" if page.after is None else counted(here, "place")
    title = f"{plain_cell(blocks[0][:_TITLE])} " if blocks else ""
    return f"| {title}`{page.path or '/'}` | {what} |"


def _shown(place: Difference, pages: list[str]) -> Iterator[str]:
    more = f" and on {counted(len(pages) - 1, 'other page')}" if len(pages) > 1 else ""
    yield f"\nOn `{pages[0] or '/'}`{more}:\n\n~~~~~~diff"
    # No text can end the fence: every line begins with a sign.
    lines = [*(f"-{line}" for line in place.before), *(f"+{line}" for line in place.after)]
    if len(place.before) == len(place.after) == 1:
        lines = list(_near(place.before[0], place.after[0]))
    yield from (line[:_WIDEST] for line in lines[:_LONGEST])
    yield "~~~~~~"
    if len(lines) > _LONGEST:
        yield f"\nAnd {counted(len(lines) - _LONGEST, 'line')} more."


def _near(before: str, after: str) -> Iterator[str]:
    """Yield two versions of a block, each with no more than a few words around what differs."""
    old, new = before.split(" "), after.split(" ")
    shorter = min(len(old), len(new))
    same = next((n for n in range(shorter) if old[n] != new[n]), shorter)
    rest = shorter - same
    ends = next((n for n in range(rest) if old[-1 - n] != new[-1 - n]), rest)
    for sign, words in (("-", old), ("+", new)):
        start, end = max(same - _AROUND, 0), len(words) - max(ends - _AROUND, 0)
        shown = " ".join(words[start:end])
        yield f"{sign}{'… ' * (start > 0)}{shown}{' …' * (end < len(words))}"


def _others(files: tuple[str, ...]) -> Iterator[str]:
    """Yield which files beside the pages differ: what is printed follows from the pages, so it is only counted."""
    printed = [path for path in files if path.endswith(".pdf")]
    others = [path for path in files if path not in printed]
    if printed:
        yield f"\nPrinted anew: {counted(len(printed), 'file')}."
    if others:
        yield f"\nOther files that differ: {', '.join(f'`{path}`' for path in others[:_MOST])}" + (
            f" and {len(others) - _MOST} more" if len(others) > _MOST else ""
        )
