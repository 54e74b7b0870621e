"""Tables and figures of a PDF: captions, cells, and the parts of pages that become pictures."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ..signs import caption_label, source_label
from .groups import bare, bold, ends_early, ends_sentence
from .letters import Box, Page
from .lines import Line, Piece
from .measure import Measure

_SMALLEST = 36.0
"""Points: a figure is not smaller in any direction."""
_GAP = 0.8
"""Of the size: white between the cells of a table."""
_NEAR = 60.0
"""Points between a figure and its caption, at most."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A table or a figure."""

    kind: str
    """`table` or `figure`."""
    number: str
    caption: tuple[Line, ...]
    """With its label."""
    rows: tuple[tuple[tuple[Line, ...], ...], ...]
    """Of a table: rows of cells of lines."""
    source: tuple[Line, ...]
    inside: tuple[Line, ...]
    """Lines of a figure, such as the labels of an axis."""
    page: int
    box: Box | None
    """The part of the page to make a picture of."""
    at: int
    """The index of the first line that belongs to it."""


def displays(
    lines: Sequence[Line], measured: Measure, pages: Mapping[int, Page]
) -> tuple[list[Shown], set[int]]:
    """Return tables and figures, and the indexes of all lines that belong to one."""
    taken: set[int] = set()
    found: list[Shown] = []
    pictures = {number: figures_on(page) for number, page in pages.items()}
    used: set[tuple[int, Box]] = set()
    for at, line in enumerate(lines):
        if at in taken:
            continue
        label = caption_label(line.text)
        if label is None or not _is_caption(lines, at, measured):
            continue
        caption = _caption(lines, at, measured)
        after = at + len(caption)
        if label[0] == "table":
            one = _table(lines, at, after, label[1], measured, pages[line.page])
        else:
            one = _figure(lines, at, after, label[1], pictures[line.page], used)
        if one:
            shown, these = one
            taken |= these | set(range(at, after))
            found.append(shown)
    loose, these = _loose_tables(lines, taken, measured)
    return sorted([*found, *loose], key=lambda shown: shown.at), taken | these


def _is_caption(lines: Sequence[Line], at: int, measured: Measure) -> bool:
    """Return whether a line that begins like a caption is one, and not a sentence such as “Table 2 shows …”."""
    line = lines[at]
    found = caption_label(line.text)
    before = lines[at - 1] if at else None
    starts = (
        before is None
        or (before.page, before.column) != (line.page, line.column)
        or line.base - before.base > measured.lead(line) * 1.2
        or ends_early(before, line, measured)
        or before.size != line.size
    )
    if not starts or found is None:
        return False
    rest = line.text[found[2] :]
    label = line.text[: found[2]].rstrip()
    apart = (
        abs(line.size - measured.size) > 0.3
        or line.pieces[0].face != measured.face
        or not rest
        or label[-1:] in ".:|–—-"
    )
    return apart and not rest[:1].islower()


def _caption(lines: Sequence[Line], at: int, measured: Measure) -> list[Line]:
    """Return the lines of a caption that begins at a line."""
    found = [lines[at]]
    for line in lines[at + 1 : at + 12]:
        before = found[-1]
        same = (before.page, before.column) == (line.page, line.column) and abs(line.size - before.size) < 0.4
        near = 0 < line.base - before.base <= 1.22 * measured.lead(before) + 0.5
        label_only = len(found) == 1 and not before.text[(caption_label(before.text) or ("", "", 0))[2] :]
        if not same or not near or _cells(line) > 1:
            break
        margins = measured.margins(before)
        # A line in the middle ends early if the next word had found its place in the width of the column.
        width = before.right - before.left + 0.25 * before.size + line.word
        early = ends_early(before, line, measured) or width < margins.right - margins.left - 0.1 * before.size
        if not label_only and (early or bold(before) != bold(line)):
            break
        if (
            not label_only
            and ends_sentence(before)
            and line.size == measured.size
            and before.size == measured.size
        ):
            break
        found.append(line)
    return found


def _cells(line: Line) -> int:
    return 1 + sum(piece.gap for piece in line.pieces)


def figures_on(page: Page) -> list[Box]:
    """Return the parts of a page that hold pictures or drawings, those that touch as one."""
    boxes = [box for box in page.pictures if box.right - box.left > 4 and box.bottom - box.top > 4]
    joined: list[Box] = []
    for box in sorted(boxes)[:400]:
        now = box
        while True:
            near = [other for other in joined if _touch(now, other)]
            if not near:
                break
            for other in near:
                joined.remove(other)
                now = Box(
                    min(now.left, other.left), min(now.top, other.top),
                    max(now.right, other.right), max(now.bottom, other.bottom),
                )  # fmt: skip
        joined.append(now)
    return [box for box in joined if box.right - box.left > _SMALLEST and box.bottom - box.top > _SMALLEST]


def _touch(one: Box, two: Box) -> bool:
    near = 12
    across = one.left - near < two.right and two.left - near < one.right
    return across and one.top - near < two.bottom and two.top - near < one.bottom


def _figure(
    lines: Sequence[Line],
    at: int,
    after: int,
    number: str,
    pictures: Sequence[Box],
    used: set[tuple[int, Box]],
) -> tuple[Shown, set[int]] | None:
    """Return the figure whose caption is there: its picture stands above or below."""
    caption = lines[at:after]
    page = caption[0].page
    left, right = min(line.left for line in caption), max(line.right for line in caption)
    top, bottom = caption[0].top, caption[-1].bottom
    near = []
    for box in pictures:
        if (page, box) in used or box.right < left or box.left > right:
            continue
        distance = top - box.bottom if box.bottom <= top + 8 else box.top - bottom
        if -12 < distance < _NEAR:
            near.append((abs(distance), box))
    if not near:
        return Shown("figure", number, tuple(caption), (), (), (), page, None, at), set()
    box = min(near)[1]
    used.add((page, box))
    inside = {
        other
        for other, line in enumerate(lines)
        if line.page == page and not at <= other < after and _within(line, box)
    }
    bounds = [box, *(lines[other].box for other in inside)]
    whole = Box(
        min(one.left for one in bounds) - 2, min(one.top for one in bounds) - 2,
        max(one.right for one in bounds) + 2, max(one.bottom for one in bounds) + 2,
    )  # fmt: skip
    words = tuple(lines[other] for other in sorted(inside))
    return Shown("figure", number, tuple(caption), (), (), words, page, whole, at), inside


def _within(line: Line, box: Box) -> bool:
    middle, height = (line.left + line.right) / 2, line.base - 0.3 * line.size
    return box.left - 6 < middle < box.right + 6 and box.top - 6 < height < box.bottom + 6


def _table(
    lines: Sequence[Line], at: int, after: int, number: str, measured: Measure, page: Page
) -> tuple[Shown, set[int]] | None:
    """Return the table whose caption is there: its rows stand below it, or above."""
    caption = lines[at:after]
    below = _rows_from(lines, range(after, len(lines)), caption, page, measured)
    above = _rows_from(lines, range(at - 1, -1, -1), caption, page, measured) if len(below) < 2 else []
    rows = below if len(below) >= 2 else sorted(above)
    if not rows:
        box = next((one for one in figures_on(page) if abs(one.top - caption[-1].bottom) < _NEAR), None)
        return Shown("table", number, tuple(caption), (), (), (), caption[0].page, box, at), set()
    source: list[int] = []
    end = max(rows[-1] + 1, after)
    for other in range(end, min(end + 8, len(lines))):
        line = lines[other]
        last = lines[other - 1]
        if (line.page, line.column) != (last.page, last.column) or line.base - last.base > 3 * measured.size:
            break
        begins = bool(source_label(line.text))
        if not (begins or source) or (
            source and not begins and line.base - last.base > measured.lead(line) * 1.2
        ):
            break
        if source and not begins and line.size != lines[source[0]].size:
            break
        source.append(other)
    body = [lines[other] for other in rows]
    return (
        Shown(
            "table", number, tuple(caption), cells_of(body, page), tuple(lines[other] for other in source), (),
            caption[0].page, _around(body), min(at, rows[0]),
        ),
        set(rows) | set(source),
    )  # fmt: skip


def _around(lines: Sequence[Line]) -> Box:
    return Box(
        min(line.left for line in lines) - 3, min(line.top for line in lines) - 3,
        max(line.right for line in lines) + 3, max(line.bottom for line in lines) + 3,
    )  # fmt: skip


def _rows_from(
    lines: Sequence[Line], order: range, caption: Sequence[Line], page: Page, measured: Measure
) -> list[int]:
    """Return the indexes of lines that are rows, from the caption on."""
    down = order.step > 0
    last_ruling = _end_of_rulings(caption, page, down)
    found: list[int] = []
    before = caption[-1] if down else caption[0]
    for other in order:
        line = lines[other]
        if line.page != before.page or abs(line.base - before.base) > 4.5 * measured.size:
            break
        if caption_label(line.text) and found:
            break
        inside = last_ruling is not None and (line.base <= last_ruling if down else line.base >= last_ruling)
        if not inside:
            if last_ruling is not None or source_label(line.text):
                break
            following = lines[other + order.step] if 0 <= other + order.step < len(lines) else line
            if _cells(line) < 2 and not (_cells(following) > 1 and line.size <= measured.size * 0.96):
                break
        found.append(other)
        before = line
    return found


def _end_of_rulings(caption: Sequence[Line], page: Page, down: bool) -> float | None:
    """Return how far down (or up) the rulings of a table go on from its caption; `None` if there are no two."""
    left, right = min(line.left for line in caption), max(line.right for line in caption)
    start = caption[-1].base if down else caption[0].top
    level = sorted(
        {
            round(box.top, 1)
            for box in page.rulings
            if box.bottom - box.top < 3
            and box.right > left
            and box.left < max(right, left + 100)
            and box.right - box.left > 20
            and (box.top > start if down else box.top < start)
        },
        reverse=not down,
    )
    upright = [
        box for box in page.rulings if box.bottom - box.top > 8 and box.right > left and box.left < right
    ]
    end = None
    last = start
    for count, height in enumerate(level):
        joined = any(
            box.top - 4 < min(last, height) and box.bottom + 4 > max(last, height) for box in upright
        )
        if count and abs(height - last) > 320 and not joined:
            break
        if not count and abs(height - last) > _NEAR:
            return None
        last = height
        end = height if count else None
    return end


def cells_of(lines: Sequence[Line], page: Page | None = None) -> tuple[tuple[tuple[Line, ...], ...], ...]:
    """Return lines as rows of cells: where no line has letters, there is white between two columns."""
    bits = [bit for line in lines for bit in _bits(line)]
    edges = _edges(bits)
    rows: list[list[list[Line]]] = []
    levels = sorted(box.top for box in page.rulings if box.bottom - box.top < 3) if page else []
    by_ruling = page is not None and _ruled_rows(lines, levels)
    before: Line | None = None
    for line in sorted(lines, key=lambda one: one.base):
        row: list[list[Line]] = [[] for _ in edges]
        for bit in _bits(line):
            row[_column(bit, edges)].append(bit)
        goes_on = before is not None and (
            not any(before.base < level < line.base for level in levels)
            if by_ruling
            else not row[0] and sum(bool(cell) for cell in row) * 2 <= len(row) and len(row) > 1
            and line.base - before.base < 1.3 * line.size
        )  # fmt: skip
        if goes_on and rows:
            for cell, more in zip(rows[-1], row, strict=True):
                cell.extend(more)
        else:
            rows.append(row)
        before = line
    return tuple(tuple(tuple(cell) for cell in row) for row in rows)


def _ruled_rows(lines: Sequence[Line], levels: Sequence[float]) -> bool:
    """Return whether a ruling stands between the rows of a table, so that rows of several lines can be told."""
    bases = sorted({round(line.base) for line in lines})
    between = sum(any(one < level < two for level in levels) for one, two in pairwise(bases))
    return between >= 3 and between * 4 >= len(bases)


def _bits(line: Line) -> list[Line]:
    """Return the stretches of a line between wide gaps, as lines of their own."""
    found: list[list[Piece]] = []
    for piece in line.pieces:
        if not found or piece.gap:
            found.append([])
            piece = piece._replace(text=piece.text.lstrip(), gap=False)
        found[-1].append(piece)
    return [
        replace(line, pieces=tuple(part), left=part[0].left, right=max(piece.right for piece in part))
        for part in found
    ]


def _edges(bits: Sequence[Line]) -> list[tuple[float, float]]:
    """Return where columns begin and end; what spans several of them does not join them."""
    narrow = sorted(bits, key=lambda bit: bit.right - bit.left)
    keep = narrow[: max(1, round(len(narrow) * 0.92))]
    edges: list[list[float]] = []
    for bit in sorted(keep, key=lambda one: one.left):
        if edges and bit.left < edges[-1][1] + 0.2 * bit.size:
            edges[-1][1] = max(edges[-1][1], bit.right)
        else:
            edges.append([bit.left, bit.right])
    return [(left, right) for left, right in edges]


def _column(bit: Line, edges: Sequence[tuple[float, float]]) -> int:
    overlap = [min(bit.right, right) - max(bit.left, left) for left, right in edges]
    return max(range(len(edges)), key=lambda at: (overlap[at] > 0, -at if overlap[at] > 0 else overlap[at]))


def _loose_tables(lines: Sequence[Line], taken: set[int], measured: Measure) -> tuple[list[Shown], set[int]]:
    """Return tables without a caption: at least three lines, one below the other, with the same white in them."""
    found: list[Shown] = []
    used: set[int] = set()
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and end not in taken and _is_row(lines, at, end, measured):
            end += 1
        rows = list(lines[at:end])
        if len(rows) >= 3:
            cells = cells_of(rows)
            full = sum(sum(bool(cell) for cell in row) > 1 for row in cells)
            if (
                len(cells) >= 3
                and 2 <= len(cells[0]) <= 12
                and full >= 0.8 * len(cells)
                and _same_white(rows)
            ):
                found.append(Shown("table", "", (), cells, (), (), rows[0].page, _around(rows), at))
                used |= set(range(at, end))
        at = max(end, at + 1)
    return found, used


def _same_white(lines: Sequence[Line]) -> bool:
    """Return whether a stretch of white, as wide as a letter, is in the same place of all lines."""
    common: list[tuple[float, float]] | None = None
    for line in lines:
        bits = _bits(line)
        white = [(one.right, two.left) for one, two in pairwise(bits)]
        if common is not None:
            white = [(max(a, c), min(b, d)) for a, b in common for c, d in white]
        common = [(left, right) for left, right in white if right - left > 0.8 * line.size]
    return bool(common)


def _is_row(lines: Sequence[Line], first: int, at: int, measured: Measure) -> bool:
    line, before = lines[at], lines[at - 1]
    if _cells(line) < 2 or bare(line)[-1:] == "-":
        return False
    label = line.pieces[0].text.strip()
    if (
        _cells(line) == 2 and line.pieces[1].gap and len(label) < 5 and not label[:1].isalnum()
    ) or re.fullmatch(r"\(?\w{1,3}[.)]", label):
        return False  # an item of a list
    if re.fullmatch(r"\(\d+(?:\.\d+)?[a-z]?\)", line.pieces[-1].text.strip()):
        return False  # a formula and its number
    if first == at:
        return True
    return (before.page, before.column) == (
        line.page,
        line.column,
    ) and line.base - before.base < 2.5 * measured.lead(line)
