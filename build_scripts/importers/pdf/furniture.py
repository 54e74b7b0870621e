"""What stands on the pages of a PDF and is not the paper's: running heads, page numbers, stamps of downloads.

Only what stands at the edge of a page is taken for such: a line that comes again in the same place, or a number that
rises with the pages.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from ..signs import roman
from .lines import Strip

_EDGE = 0.14
"""Of the page's height: how far from its upper and lower edge furniture stands."""
_ROWS = 5
"""Counted from the edge: lines that may be furniture."""
_SAME_PLACE = 4.0
"""Points that the same line may be higher or lower on another page."""
_STAMP = re.compile(
    r"(?:this )?content downloaded (?:from|by)|downloaded (?:from|by|on) .*(?:https?:|www\.|\d{4}|\bip\b)|"
    r"all use subject to|terms and conditions of use|^https?://about\.jstor\.org|^heruntergeladen (?:von|am|durch)",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[-–—|\s]*(?:page |p\. ?|seite |s\. ?)?(\d{1,5}|[ivxlc]{1,7})(?:\s?(?:/|of|von|de|sur)\s?\d{1,5})?[-–—|\s]*",
    re.IGNORECASE,
)

_At = tuple[int, int]
"""A strip: the page and its place among the strips of the page, both from 0."""


def furniture(pages: Sequence[Sequence[Strip]], heights: Sequence[float]) -> set[_At]:
    """Return the strips that are furniture."""
    edges = {
        at: _edge(strips, height) for at, (strips, height) in enumerate(zip(pages, heights, strict=True))
    }
    numbers = _page_numbers(pages, edges)
    found = (
        _again(pages, edges) | numbers | _beside(pages, edges, numbers) | _heads_without_number(pages, edges)
    )
    found |= _small_heads(pages, heights, found)
    found |= {
        (page, at)
        for page, strips in enumerate(pages)
        for at, strip in enumerate(strips)
        if len(strip.letters) < 300 and _STAMP.search(strip.text)
    }
    return found


def _edge(strips: Sequence[Strip], height: float) -> list[int]:
    """Return the strips near the upper and the lower edge."""
    bases = sorted({round(strip.base) for strip in strips})
    first, last = bases[:_ROWS], bases[-_ROWS:]
    return [
        at
        for at, strip in enumerate(strips)
        if (strip.base < _EDGE * height and round(strip.base) in first)
        or (strip.base > (1 - _EDGE) * height and round(strip.base) in last)
    ]


def _shape(text: str) -> str:
    return re.sub(r"\W+", " ", re.sub(r"\d+", "#", text)).strip().lower() or text


def _again(pages: Sequence[Sequence[Strip]], edges: dict[int, list[int]]) -> set[_At]:
    """Return strips that come again, but for their numbers, in the same place of a quarter of the pages."""
    places: dict[tuple[str, float], list[tuple[float, int, int]]] = defaultdict(list)
    for page, strips in edges.items():
        for at in strips:
            strip = pages[page][at]
            places[_shape(strip.text), strip.size].append((strip.base, page, at))
    fewest = max(2 if len(pages) < 5 else 3, len(pages) * 0.2)
    found: set[_At] = set()
    for (shape, _), there in places.items():
        there.sort()
        for base, page, at in there:
            near = {other for height, other, _ in there if abs(height - base) <= _SAME_PLACE}
            # Two notes such as “Id. at 5.” may end two pages: words with few letters must come more often.
            if len(near) >= (fewest if len(shape) > 10 else fewest * 1.5) and shape != "#":
                found.add((page, at))
    usual = _usual_size(pages)
    while True:
        chance = {
            one
            for one in found
            if pages[one[0]][one[1]].size == usual and not _apart(pages[one[0]], one, found)
        }
        if not chance:
            return found
        found -= chance


def _apart(strips: Sequence[Strip], one: _At, found: set[_At]) -> bool:
    """Return whether white stands between a strip and the text: the first or last line of a page comes again by chance."""
    page, at = one
    strip = strips[at]
    others = [
        other
        for number, other in enumerate(strips)
        if (page, number) not in found and abs(other.base - strip.base) > 2
    ]
    return all(abs(other.base - strip.base) > 1.9 * strip.size for other in others)


def _usual_size(pages: Sequence[Sequence[Strip]]) -> float:
    sizes: Counter[float] = Counter()
    for strips in pages:
        for strip in strips:
            sizes[strip.size] += len(strip.letters)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def _page_numbers(pages: Sequence[Sequence[Strip]], edges: dict[int, list[int]]) -> set[_At]:
    """Return numbers at the edge that rise with the page."""
    numbers: dict[tuple[int, bool], list[tuple[float, _At]]] = defaultdict(list)
    for page, strips in edges.items():
        for at in strips:
            match = _NUMBER.fullmatch(pages[page][at].text)
            if match:
                value, arabic = match[1].lower(), match[1].isdigit()
                offset = (int(value) if arabic else roman(value)) - page
                numbers[offset, arabic].append((pages[page][at].base, (page, at)))
    fewest = 2 if len(pages) < 4 else 3
    found: set[_At] = set()
    for there in numbers.values():
        if len({page for _, (page, _) in there}) < fewest:
            # In a file of one or two pages: a number that is that of the page, and the last line of it.
            found |= {
                (page, at)
                for base, (page, at) in there
                if len(pages) < 3
                and pages[page][at].text.strip("-– ") == str(page + 1)
                and base >= max(strip.base for strip in pages[page])
            }
            continue
        # The number of a note may be that of its page: it stands where no other page has its number.
        alone = {page: sum(other == page for _, (other, _) in there) == 1 for _, (page, _) in there}
        for base, (page, at) in there:
            same = {
                other for height, (other, _) in there if abs(height - base) <= _SAME_PLACE and other != page
            }
            if same or (alone[page] and page == 0):
                found.add((page, at))
    return found


def _beside(pages: Sequence[Sequence[Strip]], edges: dict[int, list[int]], numbers: set[_At]) -> set[_At]:
    """Return what stands on one line with the number of a page, with white between that line and the next."""
    found: set[_At] = set()
    for page, number in numbers:
        base = pages[page][number].base
        row = [at for at, strip in enumerate(pages[page]) if abs(strip.base - base) < 2]
        others = [strip for at, strip in enumerate(pages[page]) if at not in row]
        size = max(pages[page][at].size for at in row)
        alone = all(strip.top > base + 0.9 * size or strip.bottom < base - 1.5 * size for strip in others)
        if alone and set(row) <= set(edges[page]):
            found |= {(page, at) for at in row}
    return found


def _small_heads(pages: Sequence[Sequence[Strip]], heights: Sequence[float], found: set[_At]) -> set[_At]:
    """Return first lines of later pages that are smaller than the text and far from it."""
    usual = _usual_size(pages)
    more: set[_At] = set()
    for page, strips in enumerate(pages[1:], 1):
        left = [at for at in range(len(strips)) if (page, at) not in found]
        if not left:
            continue
        base = min(strips[at].base for at in left)
        row = [at for at in left if abs(strips[at].base - base) < 2]
        below = min((strips[at].top for at in left if at not in row), default=0)
        small = all(strips[at].size < 0.9 * usual for at in row)
        if small and base < 0.1 * heights[page] and below - base > 1.2 * usual:
            more |= {(page, at) for at in row}
    return more


def _heads_without_number(pages: Sequence[Sequence[Strip]], edges: dict[int, list[int]]) -> set[_At]:
    """Return heads that change with the sections, and the words beside a page number: what stands in a row of its own.

    Such a row is the first of most pages, in the same place, and further from the next row than its own height.
    """
    firsts: dict[float, list[_At]] = defaultdict(list)
    for page, strips in enumerate(pages):
        bases = sorted({round(strip.base, 1) for strip in strips})
        if len(bases) < 3:
            continue
        row = [at for at, strip in enumerate(strips) if abs(strip.base - bases[0]) < 2]
        next_top = min((strip.top for at, strip in enumerate(strips) if at not in row), default=0)
        height = max(strips[at].size for at in row)
        if set(row) <= set(edges[page]) and next_top - bases[0] > height * 0.9:
            firsts[round(bases[0])].extend((page, at) for at in row)
    found: set[_At] = set()
    for base, heads in firsts.items():
        near = [one for other, there in firsts.items() if abs(other - base) <= 1 for one in there]
        sizes = Counter(pages[page][at].size for page, at in near)
        if len({page for page, _ in near}) >= max(3, len(pages) * 0.6) and len(sizes) <= 2:
            found |= set(heads)
    return found
