"""Letters of a page become strips, strips become columns, and columns become lines in the order of reading.

A strip is what stands on one line without a wide gap. Where a page is written from right to left, it is mirrored
before: so a line always begins at its left.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from .pdf_letters import Box, Face, Letter, Page

_SAME_LINE = 0.18
"""How far, in parts of its size, a letter's base line may be from that of its line."""
_GAP = 1.0
"""White of this width, in parts of the size, may be the white between columns or cells."""
_CELL = 0.75
"""White of this width in a line may be that between the cells of a table."""
_SPACE = 0.18
"""White of this width between strips is a space."""
_SMALLER = 0.87
"""A letter of this part of its line's size is a small one: raised, lowered or a small capital."""
_MOST_STRIPS = 3_000
"""Of a page. With more it is a drawing: its letters are read from top to bottom."""
_MOST_EDGES = 60
"""Places of a page where a column may begin, the commonest ones."""
_FEWEST = 4
"""Strips on each side of the white between columns."""
_NARROWEST = 0.18
"""Of the page's width: a column."""
_DROPPED = 1.8
"""A first letter of so many times the size of what follows is a dropped initial."""
_ACCENTS = {
    "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "¨": "\u0308", "˜": "\u0303", "¸": "\u0327", "ˇ": "\u030c",
    "˚": "\u030a", "˘": "\u0306", "¯": "\u0304", "˙": "\u0307", "˝": "\u030b", "˛": "\u0328",
}  # fmt: skip
_RAISED = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789", strict=True))
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


class Strip(NamedTuple):
    """Letters that stand on one line without a wide gap."""

    letters: tuple[Letter, ...]
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float

    @property
    def text(self) -> str:
        """Its words."""
        return "".join((" " if letter.space else "") + letter.text for letter in self.letters).strip()


class Piece(NamedTuple):
    """A stretch of a line that is set alike."""

    text: str
    face: Face
    size: float
    rise: int = 0
    """1 if it is raised, -1 if it is lowered."""
    left: float = 0
    gap: bool = False
    """A wide gap is before it."""
    bad: bool = False
    """The file does not say which letters these are."""
    right: float = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a column."""

    page: int
    column: int
    """Counted from 0 in the order of reading on its page."""
    left: float
    top: float
    right: float
    bottom: float
    base: float
    size: float
    face: Face
    pieces: tuple[Piece, ...]
    word: float
    """How wide its first word is."""
    last: bool = False
    """It ends with a hyphen."""

    @property
    def text(self) -> str:
        """Its words, as they stand."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def box(self) -> Box:
        """Where it stands."""
        return Box(self.left, self.top, self.right, self.bottom)


def right_to_left(pages: Iterable[Page]) -> bool:
    """Return whether most letters are of a script that runs from right to left."""
    letters = [letter.text for page in pages for letter in page.letters if letter.text.isalpha()]
    return sum(bool(_RIGHT_TO_LEFT.match(letter)) for letter in letters) * 2 > len(letters)


def mirrored(page: Page) -> Page:
    """Return a page as a mirror shows it."""

    def box(one: Box) -> Box:
        return Box(page.width - one.right, one.top, page.width - one.left, one.bottom)

    letters = tuple(
        letter._replace(left=page.width - letter.right, right=page.width - letter.left)
        for letter in page.letters
    )
    return page._replace(
        letters=letters,
        rulings=tuple(box(one) for one in page.rulings),
        pictures=tuple(box(one) for one in page.pictures),
    )


def strips_of(page: Page, mirror: bool = False) -> list[Strip]:
    """Return the strips of a page, from top to bottom; raised and lowered letters are in the strips they belong to."""
    strips = [_strip(run) for run in _runs(_accented(page.letters), mirror)]
    if len(strips) > _MOST_STRIPS:
        return sorted(strips, key=lambda strip: (strip.base, strip.left))
    rows = _rows(strips)
    return [strip for row in _with_initials(rows) for strip in _joined(row)]


def gutters(pages: Sequence[tuple[Page, Sequence[Strip]]]) -> frozenset[float]:
    """Return where right columns begin on pages that have columns without doubt."""
    found = [_best_gutter(strips, page.width, frozenset()) for page, strips in pages]
    return frozenset(best[0] for best in found if best)


def lines_of(
    page: Page, strips: Sequence[Strip], mirror: bool = False, known: frozenset[float] = frozenset()
) -> list[Line]:
    """Return the lines of a page in the order of reading; `known` are the places where other pages' columns begin."""
    found: list[Line] = []
    drawing = len(strips) > _MOST_STRIPS
    for column, region in enumerate([list(strips)] if drawing else regions(strips, page.width, known)):
        rows = [[strip] for strip in region] if drawing else _rows(region)
        found += [_line(page.number, column, row, mirror) for row in rows]
    return found


def regions(
    strips: Sequence[Strip], width: float, known: frozenset[float] = frozenset()
) -> list[list[Strip]]:
    """Return the strips of each column, in the order of reading, of a page that is `width` wide."""
    best = _best_gutter(strips, width, known)
    if best is None:
        return [sorted(strips, key=lambda strip: strip.base)] if strips else []
    edge, (top, bottom) = best
    bottom = _balanced_end(strips, edge, top, bottom)
    above = [strip for strip in strips if strip.base <= top]
    below = [strip for strip in strips if strip.base >= bottom]
    between = [strip for strip in strips if top < strip.base < bottom]
    left = [strip for strip in between if strip.left < edge - 1]
    right = [strip for strip in between if strip.left >= edge - 1]
    return [region for part in (above, left, right, below) for region in regions(part, width, known)]


def _balanced_end(strips: Sequence[Strip], edge: float, top: float, bottom: float) -> float:
    """Return where columns end: before a few lines at the left that stand below both, such as a heading over the page."""
    between = sorted((strip for strip in strips if top < strip.base < bottom), key=lambda strip: strip.base)
    right = max((strip.base for strip in between if strip.left >= edge - 1), default=bottom)
    below = [strip for strip in between if strip.base > right + 0.5 * strip.size]
    if bottom == float("inf") or not 0 < len(below) <= 10:
        return bottom  # the last column of a paper may be short
    above = [strip for strip in between if strip.base <= right + 0.5 * strip.size]
    last = max(strip.base for strip in above)
    for at, strip in enumerate(below):
        if strip.base - last > 1.7 * strip.size and len(below) - at <= 3:
            return (strip.base + last) / 2
        last = max(last, strip.base)
    return bottom


def _best_gutter(
    strips: Sequence[Strip], width: float, known: frozenset[float]
) -> tuple[float, tuple[float, float]] | None:
    """Return where the right one of two columns begins, and the blockers' base lines above and below them."""
    best, most = None, 0
    if len(strips) > _MOST_STRIPS:
        return None
    lefts = sorted(strip.left for strip in strips)
    counts = {
        round(left, 1): bisect_right(lefts, left + 2) - at for at, left in reversed([*enumerate(lefts)])
    }
    edges = [edge for edge, count in Counter(counts).most_common(_MOST_EDGES) if count >= _FEWEST]
    for edge in sorted(edges):
        for band, count in _bands(strips, edge, width, sure=False):
            if count > most:
                best, most = (edge, band), count
    if best is None:
        for edge in sorted(known):
            for band, count in _bands(strips, edge, width, sure=True):
                if count > most:
                    best, most = (edge, band), count
    return best


def _bands(
    strips: Sequence[Strip], edge: float, width: float, *, sure: bool
) -> Iterable[tuple[tuple[float, float], int]]:
    """Yield the parts of a page where nothing crosses the white before an edge and columns stand on both sides.

    If columns begin there on other pages (`sure`), one line on each side is enough.
    """
    tops = [float("-inf")]
    left, right = [], []
    for strip in strips:
        white = edge - max(0.6 * strip.size, 5)
        if strip.left >= edge - 1:
            right.append(strip)
        elif strip.right <= white:
            left.append(strip)
        else:
            tops.append(strip.base)
    fewest = 1 if sure else _FEWEST
    if len(left) < fewest or len(right) < fewest:
        return
    tops = [*sorted(tops), float("inf")]
    left.sort(key=lambda strip: strip.base)
    right.sort(key=lambda strip: strip.base)
    bases = [strip.base for strip in left], [strip.base for strip in right]
    for top, bottom in pairwise(tops):
        one = left[bisect_right(bases[0], top) : bisect_left(bases[0], bottom)]
        two = right[bisect_right(bases[1], top) : bisect_left(bases[1], bottom)]
        at_edge = [strip for strip in two if strip.left < edge + (3 if not sure else 2.5 * strip.size)]
        if len(one) < fewest or len(at_edge) < fewest:
            continue
        if sure and len(at_edge) < len(two):
            continue
        if _is_column(one, width) and (sure or _is_column(two, width)):
            yield (top, bottom), len(one) + len(two)


def _is_column(strips: Sequence[Strip], width: float) -> bool:
    """Return whether strips look like lines of running text and not like cells of a table."""
    left, right = min(strip.left for strip in strips), max(strip.right for strip in strips)
    wide = right - left
    typical = median(strip.right - strip.left for strip in strips)
    letters = median(len(strip.letters) for strip in strips)
    return wide > _NARROWEST * width and typical > 0.4 * wide and letters >= 14


def _accented(letters: Sequence[Letter]) -> list[Letter]:
    """Join letters and accents that were printed over one another, as old TeX does."""
    found: list[Letter] = []
    waiting: Letter | None = None
    for letter in letters:
        if waiting is not None:
            middle = (waiting.left + waiting.right) / 2
            if letter.left <= middle <= letter.right and letter.text.isalpha():
                base = {"ı": "i", "ȷ": "j"}.get(letter.text, letter.text)
                joined = unicodedata.normalize("NFC", base + _ACCENTS[waiting.text])
                found.append(letter._replace(text=joined, space=waiting.space, first=waiting.first))
                waiting = None
                continue
            found.append(waiting)
            waiting = None
        if letter.text in _ACCENTS:
            waiting = letter
        else:
            found.append(letter)
    return [*found, waiting] if waiting else found


def _runs(letters: Sequence[Letter], mirror: bool) -> Iterable[list[Letter]]:
    """Yield letters that follow one another on a line."""
    run: list[Letter] = []
    for letter in letters:
        if run and _breaks(run[-1], letter, mirror):
            yield run
            run = []
        run.append(letter)
    if run:
        yield run


def _breaks(before: Letter, letter: Letter, mirror: bool) -> bool:
    size = max(before.size, letter.size)
    if abs(before.base - letter.base) > 0.1 * size or (before.size != letter.size and mirror):
        return True
    if mirror:  # numbers run the other way: the file's own order is the better one
        return letter.first
    return letter.left - before.right > _GAP * size or letter.left < before.left - 0.4 * size


def _strip(letters: Sequence[Letter]) -> Strip:
    size = _size(letters)
    bases = [letter.base for letter in letters if letter.size == size]
    return Strip(
        tuple(letters),
        min(letter.left for letter in letters),
        min(letter.top for letter in letters),
        max(letter.right for letter in letters),
        max(letter.bottom for letter in letters),
        bases[0],
        size,
    )


def _size(letters: Sequence[Letter]) -> float:
    """Return the size of letters: the largest that a tenth of them has, since small capitals may be the most."""
    sizes = Counter(letter.size for letter in letters)
    return max(
        size for size in sizes if sizes[size] * 10 >= len(letters) or sizes[size] == max(sizes.values())
    )


def _rows(strips: Sequence[Strip]) -> list[list[Strip]]:
    """Return strips by the lines on which they stand, small ones with the line that they are raised or lowered from."""
    rows: list[list[Strip]] = []
    bases: list[float] = []
    for strip in sorted(strips, key=lambda one: (one.base, one.left)):
        for at in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            if abs(bases[at] - strip.base) <= _SAME_LINE * max(strip.size, rows[at][0].size):
                rows[at].append(strip)
                break
        else:
            rows.append([strip])
            bases.append(strip.base)
    return [sorted(row, key=lambda one: one.left) for row in _raised_to_lines(rows, bases) if row]


def _raised_to_lines(rows: list[list[Strip]], bases: list[float]) -> list[list[Strip]]:
    for at, row in enumerate(rows):
        for strip in list(row):
            if len(strip.letters) > 12:
                continue
            low = bisect_left(bases, strip.base - 40)
            high = bisect_right(bases, strip.base + 60)
            near = [
                (abs(bases[other] - strip.base), other)
                for other in range(low, high)
                if other != at and any(_raised_from(strip, big) for big in rows[other])
            ]
            if near:
                row.remove(strip)
                rows[min(near)[1]].append(strip)
    return rows


def _raised_from(small: Strip, big: Strip) -> bool:
    if small.size > _SMALLER * big.size or not -0.4 * big.size < big.base - small.base < 0.75 * big.size:
        return False
    # The number before a note may be far from it, where the line is stretched.
    return big.left - 2.6 * big.size <= small.right and small.left <= big.right + 0.6 * big.size


def _with_initials(rows: list[list[Strip]]) -> list[list[Strip]]:
    """Put a dropped initial before the line that it begins."""
    for row in list(rows):
        for strip in list(row):
            if len(strip.letters) > 2 or not strip.text[:1].isupper():
                continue
            for other in rows:
                first = min(other, key=lambda one: one.left, default=None)
                if (
                    first is None
                    or first is strip
                    or strip.size < _DROPPED * first.size
                    or not first.text[:1].isalpha()
                ):
                    continue
                inside = strip.base - 0.9 * strip.size < first.base < strip.base - 0.5 * first.size
                if inside and -1 < first.left - strip.right < 1.5 * first.size:
                    row.remove(strip)
                    begun = _strip(
                        [*(one._replace(size=first.size, base=first.base) for one in strip.letters)]
                    )
                    begun = begun._replace(top=first.top, bottom=first.bottom)
                    follows = first.letters[0]._replace(space=False, left=strip.right)
                    other[other.index(first)] = _strip([*begun.letters, follows, *first.letters[1:]])
                    break
    return [row for row in rows if row]


def _joined(row: Sequence[Strip]) -> Iterable[Strip]:
    """Yield the strips of a row, those that stand close together as one."""
    held: list[Strip] = []
    for strip in row:
        if held and strip.left - max(one.right for one in held) > _GAP * max(strip.size, held[-1].size):
            yield _strip(_letters(held, mirror=False))
            held = []
        held.append(strip)
    if held:
        yield _strip(_letters(held, mirror=False))


def _letters(strips: Sequence[Strip], mirror: bool) -> list[Letter]:
    """Return the letters of strips one after the other, with the spaces between."""
    found: list[Letter] = []
    for strip in strips:
        first, *others = strip.letters
        if found:
            before = max(letter.right for letter in found[-3:])
            white = first.left - before if not mirror else strip.left - before
            size = max(first.size, found[-1].size)
            small = min(first.size, found[-1].size) < _SMALLER * size
            space = white > (_SPACE if not small else 0.22) * size or (
                first.space and not first.first and white > 0
            )
            first = first._replace(space=space, first=False)
        found += [first, *others]
    return found


def _line(page: int, column: int, row: Sequence[Strip], mirror: bool) -> Line:
    letters = _letters(row, mirror)
    size = _size(letters)
    big = max(row, key=lambda strip: (len(strip.letters), strip.size))
    base = next(letter.base for letter in letters if letter.size == size)
    faces = Counter(letter.face for letter in letters)
    ends = next((at for at, letter in enumerate(letters) if at and letter.space), len(letters))
    word = abs(letters[ends - 1].right - letters[0].left)
    return Line(
        page,
        column,
        min(strip.left for strip in row),
        big.top,
        max(strip.right for strip in row),
        big.bottom,
        base,
        size,
        faces.most_common(1)[0][0],
        tuple(_pieces(letters, size, base)),
        word,
        letters[-1].text in "-‐" and len(letters) > 1 and letters[-2].text.isalnum(),
    )


def _pieces(letters: Sequence[Letter], size: float, base: float) -> Iterable[Piece]:
    """Yield the stretches of a line that are set alike; each begins with the space that is before it."""
    held: list[Letter] = []
    now: tuple[Face, float, int, bool] | None = None
    gap = wide = False
    for at, letter in enumerate(letters):
        rise = 1 if letter.text in _RAISED else _rise(letter, size, base)
        wide = at > 0 and letter.left - letters[at - 1].right > _CELL * size
        kind = (letter.face, letter.size, rise, letter.bad)
        if now is not None and (kind != now or wide):
            yield _piece(held, now, gap)
            held, gap = [], wide
        held.append(letter._replace(space=at > 0 and (letter.space or wide)))
        now = kind
    if now is not None:
        yield _piece(held, now, gap)


def _piece(letters: Sequence[Letter], kind: tuple[Face, float, int, bool], gap: bool) -> Piece:
    text = "".join(
        (" " if letter.space else "") + _RAISED.get(letter.text, letter.text) for letter in letters
    )
    face, size, rise, bad = kind
    return Piece(text, face, size, rise, letters[0].left, gap, bad, max(letter.right for letter in letters))


def _rise(letter: Letter, size: float, base: float) -> int:
    if letter.size > _SMALLER * size:
        return 0
    return 1 if base - letter.base > 0.12 * size else -1 if letter.base - base > 0.06 * size else 0
