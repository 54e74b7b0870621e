"""Pages: running heads and page numbers are left out, wherever lines recur page by page; margins and gaps are measured."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..reading import Doubt, Harm
from ..signs import roman
from .lines import Line
from .sentences import SHORT, ends_sentence, opens

_EDGE = 5
"""Lines at each end of a page among which running heads are looked for."""
_OFTEN = 3
"""Pages on which a line must come again to be a running head."""
_LONG_LINE = 30
"""Letters of a line that may go on in the next one."""
_FEW_INSIDE = 12
"""Lines inside sentences that tell where lines end if they are full."""
_MARKED = 0.15
"""Part of the sentences at line beginnings that have an empty line or an indent, if these show the paragraphs."""
_LEEWAY = 0.02
"""Part of the width by which a full line may be shorter than others."""
_FEW_GAPS = 5
"""Lines inside sentences that tell whether a text is double-spaced."""
_BLOCK = 3
"""Lines close together that are set apart in a double-spaced text."""
_LONG_PAGE = 12
"""Lines that a page has at least, where pages are known only by their numbers."""
_DIGITS = re.compile(r"\d+")
_BARE = re.compile(
    r"[-–—|\[( ]*(?:p(?:age|\.)\s*)?(\d{1,5}|[ivxlc]{1,7})[-–—|\]) ]*(?:(?:of|/)\s*\d{1,5})?", re.IGNORECASE
)
_COUNTED = re.compile(r"[^\W\d_]+\.? \d+[.:]?")
"""`Study 1`, `Table 2`, or `Berg 325`."""
_THING = re.compile(
    r"study|article|case|chapter|table|figure|section|part|act|experiment|letter|lecture|box|appendix|year|step",
    re.IGNORECASE,
)
_GUTENBERG = re.compile(r"\*\*\* ?(START|END) OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Pages:
    """Lines without the furniture of pages."""

    lines: tuple[Line, ...]
    left_out: tuple[Line, ...]
    doubts: tuple[Doubt, ...]


def without_gutenberg(lines: Sequence[Line]) -> tuple[list[Line], list[Line]]:
    """Return the lines of a book, and those of Project Gutenberg's head and licence."""
    start, end = 0, len(lines)
    for at, line in enumerate(lines):
        if found := _GUTENBERG.search(line.text[:200]):
            if found[1].upper() == "START":
                start = at + 1
                while (
                    start < end
                    and "***" not in lines[start - 1].text[found.end() :]
                    and lines[start].gap == 0
                ):
                    start += 1
            elif at >= start:
                end = at
                break
    if end < len(lines) and lines[max(end - 1, 0)].text.lower().startswith("end of the project gutenberg"):
        end -= 1
    if start:
        # Who made the file is said in the first lines after the licence.
        while start < end and re.match(
            r"(?:e-text|produced|prepared|transcribed)\b", lines[start].text, re.IGNORECASE
        ):
            start += 1
            while start < end and (
                lines[start].gap == 0
                or "gutenberg" in lines[start].text.lower()
                or "http" in lines[start].text
            ):
                start += 1
    return list(lines[start:end]), [*lines[:start], *lines[end:]]


def without_furniture(lines: Sequence[Line]) -> Pages:
    """Return lines without running heads and page numbers.

    A line is left out only if it stands at the edge of a page and comes again at the edge of others, or stands once on
    nearly every page; and if its number, if any, is always the same or goes with the page.
    """
    lines = _paged(lines)
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    if len(pages) < 2:
        return Pages(tuple(lines), (), ())
    offset = _offset(pages)
    shapes = _recurring(pages, offset)
    out: set[int] = set()
    doubts: list[Doubt] = []
    for page in pages.values():
        own = _furniture_of(page, shapes, offset)
        if offset is None:
            for line in page:
                if line.at in own and line.text.isdigit():
                    doubts.append(
                        Doubt(Harm.LOST, line.where, None, f"left out as the number of a page: “{line.text}”")
                    )
        out |= own
        if (single := _beside_a_number(page, out)) is not None:
            out.add(single.at)
            message = f"left out as a running head, beside a page number: “{single.squeezed[:80]}”"
            doubts.append(Doubt(Harm.LOST, single.where, None, message))
    kept = []
    gap = 0
    for line in lines:
        gap = gap + line.gap if gap else line.gap
        if line.at in out:
            gap += 1
        else:
            kept.append(replace(line, gap=gap))
            gap = 0
    return Pages(tuple(kept), tuple(line for line in lines if line.at in out), tuple(doubts))


def _paged(lines: Sequence[Line]) -> list[Line]:
    """Return numbered lines; if the file has no form feeds, pages end where numbers that go up by one stand alone."""
    lines = [replace(line, at=at) for at, line in enumerate(lines)]
    if not lines or lines[-1].page != lines[0].page:
        return lines
    ends: list[int] = []
    for at, line in enumerate(lines):
        after = lines[at + 1] if at + 1 < len(lines) else None
        if line.text.isdigit() and len(line.text) < 5 and line.gap and (after is None or after.gap):
            if ends and (int(line.text) != int(lines[ends[-1]].text) + 1 or at - ends[-1] < _LONG_PAGE):
                continue
            ends.append(at)
    if len(ends) < _OFTEN:
        return lines
    page, paged = 0, []
    for at, line in enumerate(lines):
        paged.append(replace(line, page=page))
        page += at in ends
    return paged


def _number(text: str) -> int | None:
    """Return the number of a line that is nothing but a page number."""
    found = _BARE.fullmatch(text)
    if not found:
        return None
    return int(found[1]) if found[1].isdigit() else roman(found[1])


def _offset(pages: dict[int, list[Line]]) -> int | None:
    """Return what is to be added to a page's place to get its printed number; `None` if there are no numbers."""
    pages_with: Counter[int] = Counter()
    score: Counter[int] = Counter()
    for place, page in pages.items():
        edge = [*page[:_EDGE], *page[-_EDGE:]]
        inside = {int(found) for line in edge for found in _DIGITS.findall(line.text[:300]) if len(found) < 6}
        bare = {number for line in page if (number := _number(line.text)) is not None}
        pages_with.update({number - place for number in inside | bare})
        # A line that is nothing but a number says more than a number in a line.
        score.update({number - place: 3 if number in bare else 1 for number in inside | bare})
    need = max(2, 0.5 * len(pages))
    likely = [(score[offset], -abs(offset), offset) for offset, count in pages_with.items() if count >= need]
    return max(likely)[2] if likely else None


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.squeezed.lower())


def _recurring(pages: dict[int, list[Line]], offset: int | None) -> set[str]:
    """Return the shapes of lines that recur from page to page as running heads do."""
    seen: dict[str, dict[int, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for place, page in pages.items():
        for line in page:
            seen[_shape(line)][place].append(line)
    found = set()
    for shape, places in seen.items():
        if shape == "#" or len(places) < 2:
            continue
        at_edges = sum(
            1 for place, own in places.items() if any(_at_edge(pages[place], line) for line in own)
        )
        often = len(places) >= max(_OFTEN + 1, 0.6 * len(pages)) and all(
            len(own) == 1 for own in places.values()
        )
        need = 2 if len(pages) < 5 else _OFTEN
        if ((at_edges >= need and at_edges * 2 >= len(places)) or often) and _goes_with_pages(places, offset):
            found.add(shape)
    return found


def _at_edge(page: list[Line], line: Line) -> bool:
    return line in page[:_EDGE] or line in page[-_EDGE:]


def _goes_with_pages(places: dict[int, list[Line]], offset: int | None) -> bool:
    """Return whether the numbers in recurring lines are the same on every page, or go with it."""
    rows = [
        (place, [int(one[:9]) for one in _DIGITS.findall(line.text)])
        for place, own in places.items()
        for line in own
    ]
    text = next(iter(places.values()))[0].squeezed
    for column in zip(*(numbers for _, numbers in rows), strict=True):
        steady = len(set(column)) == 1
        offsets = Counter(number - place for (place, _), number in zip(rows, column, strict=True))
        moving = offset in offsets and offsets.most_common(1)[0][1] >= 0.7 * len(rows)
        if not steady and (not moving or _counts(text, min(column))):
            return False
    return True


def _counts(text: str, first: int) -> bool:
    """Return whether a line such as `Study 1` counts what the paper has; `Berg 325` has the number of the page."""
    return _COUNTED.fullmatch(text) is not None and (first <= 1 or _THING.match(text) is not None)


def _furniture_of(page: list[Line], shapes: set[str], offset: int | None) -> set[int]:
    """Return the places of lines of a page that are furniture."""
    place = page[0].page
    out: set[int] = set()
    if len(page) >= _LONG_PAGE and sum(_shape(line) in shapes for line in page) * 2 > len(page):
        # A page that is in the file twice is no furniture.
        shapes = set()
    for edge in (page, page[::-1]):
        for line in edge[:_EDGE]:
            if _shape(line) not in shapes and _number(line.text) != (
                None if offset is None else place + offset
            ):
                break
            if _shape(line) not in shapes and offset is None:
                break
            out.add(line.at)
    for at, line in enumerate(page):
        before = line.gap > 0 or at == 0 or page[at - 1].at in out
        after = at + 1 == len(page) or page[at + 1].gap > 0 or page[at + 1].at in out
        if not (before and after):
            continue
        number = _number(line.text)
        if (
            _shape(line) in shapes
            or (number is not None and offset is not None and number == place + offset)
            or (number is not None and offset is None and line.text.isdigit() and _is_outermost(page, at))
        ):
            out.add(line.at)
    return out


def _is_outermost(page: Sequence[Line], at: int) -> bool:
    """Return whether nothing stands between a line and an end of its page but short lines such as running heads."""
    return any(
        len(beyond) < 3
        and all(
            len(one.text) < 60 and one.gap > 0 and opens(one.text) and not ends_sentence(one.text)
            for one in beyond
        )
        for beyond in (page[at + 1 :], page[:at])
    )


def _beside_a_number(page: list[Line], out: set[int]) -> Line | None:
    """Return a short line that stands alone between a page number and the page's edge: a head that comes only once."""
    for edge in (page, page[::-1]):
        inner = next((line for line in edge if line.at not in out), None)
        if inner is None:
            continue
        at = page.index(inner)
        neighbours = [page[one] for one in (at - 1, at + 1) if 0 <= one < len(page)]
        after = page[at + 1] if at + 1 < len(page) else None
        outermost = inner in (page[0], page[-1])
        numbered = any(one.at in out and _number(one.text) is not None for one in neighbours)
        alone = (after is None or after.gap > 0 or after.at in out) and (inner.gap > 0 or at == 0)
        if (
            outermost
            and numbered
            and alone
            and len(inner.text) < 60
            and not ends_sentence(inner.text)
            and opens(inner.text)
        ):
            return inner
    return None


def measured(lines: Sequence[Line]) -> list[Line]:
    """Return lines with indents from the margin of their page or column, and gaps only where there is more than usual.

    In a double-spaced text, lines close together are set apart as well: a quotation, notes, a table.
    """
    flows: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        flows[line.flow].append(line)
    spaced = [_spaced(flow) for flow in flows.values()]
    gaps = [gap for own in spaced for gap in own.values()]
    everywhere = _mostly(gaps)
    result: list[Line] = []
    for flow, own in zip(flows.values(), spaced, strict=True):
        margin = _margin(flow)
        loose = _loose(own, len(flow), everywhere)
        apart = _close_together(flow) if any(loose) else set()
        for at, line in enumerate(flow):
            gap = max(line.gap - 1, at in apart) if loose[at] else line.gap
            result.append(replace(line, indent=max(line.indent - margin, 0), gap=gap))
    return [replace(line, at=at) for at, line in enumerate(result)]


def _close_together(flow: Sequence[Line]) -> set[int]:
    """Return where, among lines with empty lines between them, lines without any begin, and where they have ended."""
    places: set[int] = set()
    start = 0
    for at in range(1, len(flow) + 1):
        if at < len(flow) and flow[at].gap == 0:
            continue
        if at - start >= _BLOCK:
            places |= {start, at}
        start = at
    return places


def with_margins(lines: Sequence[Line]) -> list[Line]:
    """Return lines with indents from the margin that these lines have, such as those without notes."""
    flows: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        flows[line.flow].append(line)
    margins = {flow: _margin(own) for flow, own in flows.items()}
    return [replace(line, indent=max(line.indent - margins[line.flow], 0)) for line in lines]


def _margin(flow: Sequence[Line]) -> int:
    """Return the smallest indent that a good part of the lines have."""
    counts = Counter(line.indent for line in flow)
    usual = [indent for indent, count in counts.items() if count >= max(2, 0.15 * len(flow))]
    return min(usual or counts)


def _spaced(flow: Sequence[Line]) -> dict[int, bool]:
    """Return, for each line in which a sentence surely goes on, whether an empty line comes before it."""
    usual = sorted(len(line.text) for line in flow)[len(flow) // 2]
    long = min(_LONG_LINE, 0.7 * usual)
    return {
        at: after.gap > 0
        for at, (line, after) in enumerate(pairwise(flow), 1)
        if len(line.text) >= long and after.text[0].islower() and not ends_sentence(line.text)
    }


def _loose(spaced: Mapping[int, bool], length: int, everywhere: bool) -> list[bool]:
    """Return, for each line of a page, whether an empty line before it is only the spacing of the lines.

    Where a page has too few sentences that go on, those of the whole file decide. The text of a page may be
    double-spaced and its notes not: then the sentences just above or just below a line decide.
    """
    places = list(spaced)
    whole = _mostly(list(spaced.values())) or (everywhere and len(places) < _FEW_GAPS)
    loose = [whole] * length
    for at in range(1, length):
        split = bisect_left(places, at)
        sides = places[max(split - _FEW_GAPS, 0) : split], places[split : split + _FEW_GAPS]
        loose[at] = whole or any(_mostly([spaced[place] for place in side]) for side in sides)
    return loose


def _mostly(gaps: Sequence[bool]) -> bool:
    """Return whether most lines inside sentences have an empty line between them, and there are enough to tell."""
    return len(gaps) >= _FEW_GAPS and sum(gaps) > 0.6 * len(gaps)


def widths(lines: Sequence[Line], around: int = 12) -> list[int]:
    """Return the width of the type area at each line, in letters: what most lines around it do not pass.

    Narrow columns beside wide ones have each their own.
    """
    found = []
    for at in range(len(lines)):
        near = sorted(
            line.width for line in lines[max(at - around, 0) : at + around + 1] if line.width < 2000
        )
        found.append(near[len(near) * 6 // 10] if near else 0)
    return found


def is_short(line: Line, after: Line, width: int, full: float = SHORT) -> bool:
    """Return whether the first word of the next line would have had room on a line.

    `full` is the part of the width that a line and that word fill if there was no room.
    """
    return _reach(line, after) < full * width


def _reach(line: Line, after: Line) -> int:
    """Return where a line would end, in letters, if it had the first word of the next one as well."""
    return line.width + 1 + len(after.text.split(" ", 1)[0][:40])


def fullness(lines: Sequence[Line], measure: Sequence[int]) -> float:
    """Return the part of the width that a line and the next word fill where a paragraph goes on.

    Nearly all lines inside sentences fill it. Where empty lines or indents show the paragraphs, or nothing can be
    learnt, it is what it is in any text.
    """
    opening = [
        after.gap > 0 or (after.indent >= 2 and after.indent > line.indent)
        for line, after in pairwise(lines)
        if ends_sentence(line.text) and opens(after.text) and line.flow == after.flow
    ]
    inside = sorted(
        _reach(line, after) / width
        for (line, after), width in zip(pairwise(lines), measure, strict=False)
        if width and _goes_on(line, after)
    )
    if len(inside) < _FEW_INSIDE or sum(opening) > _MARKED * len(opening):
        return SHORT
    filled = sorted(line.width / width for line, width in zip(lines, measure, strict=True) if width)
    # A word has room only where the line with it is no longer than the longest lines are.
    longest = filled[len(filled) * 19 // 20]
    return max(SHORT, min(inside[len(inside) // 50], longest) - _LEEWAY)


def _goes_on(line: Line, after: Line) -> bool:
    """Return whether a sentence surely goes on in the next line."""
    return (
        not after.gap and not ends_sentence(line.text) and not opens(after.text) and line.flow == after.flow
    )


def ragged(lines: Sequence[Line], measure: Sequence[int]) -> bool:
    """Return whether lines end anywhere, so that a short one means nothing."""
    inner = [
        is_short(line, after, width)
        for (line, after), width in zip(pairwise(lines), measure, strict=False)
        if _goes_on(line, after)
    ]
    return len(inner) > 8 and sum(inner) > 0.25 * len(inner)


def unwrapped(lines: Iterable[Line]) -> bool:
    """Return whether each line is a sentence or a paragraph: nearly none goes on in the next one."""
    whole = [ends_sentence(line.text) for line in lines if len(line.text) >= 40]
    return len(whole) >= 4 and sum(whole) >= 0.8 * len(whole)
