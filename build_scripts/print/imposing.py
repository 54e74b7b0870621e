"""Place pages on the sides of sheets: booklets to fold, two pages on a side, and sets for a class.

A side is what a printer prints at once. Its places are read from left to right; each has a page of a file, or nothing.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Placed:
    """A page of one of the files."""

    file: int
    """The place of the file in their list, from 0."""
    page: int
    """From 1."""


Side = tuple[Placed | None, ...]

MOST_IN_A_FOLD = 10
"""Sheets that can be folded and stapled together. A thicker booklet springs open, and its inner pages stand out."""
IN_A_GATHERING = 8
"""Sheets that are folded together where a booklet has more, as bookbinders do; the last gathering may have fewer."""


def booklet(pages: int, right_to_left: bool = False) -> tuple[Side, ...]:
    """Return sides for sheets that are printed on both sides, laid on one another and folded in the middle.

    More than `MOST_IN_A_FOLD` sheets are gatherings of `IN_A_GATHERING` sheets: each is folded, and they lie one behind
    the other. `right_to_left`: whether the booklet is opened from its left cover, as books in Arabic and Hebrew are.
    """
    sheets = -(-pages // 4)
    at_once = sheets if sheets <= MOST_IN_A_FOLD else IN_A_GATHERING
    firsts = range(1, sheets * 4, at_once * 4)
    sides = [side for first in firsts for side in _folded(first, min(first + at_once * 4 - 1, sheets * 4))]
    return _placed(sides, pages, right_to_left)


def _folded(first: int, last: int) -> list[tuple[int, int]]:
    """Return the sides of sheets that are folded together, the outermost first."""
    sides = []
    while first < last:
        sides += [(last, first), (first + 1, last - 1)]
        first, last = first + 2, last - 2
    return sides


def two_up(pages: int, right_to_left: bool = False) -> tuple[Side, ...]:
    """Return sides with two pages each, one after the other."""
    return _placed([(first, first + 1) for first in range(1, pages + 1, 2)], pages, right_to_left)


def class_set(copies: int, pages: int, key_pages: int) -> tuple[Side, ...]:
    """Return sides for copies of the first file and, last, one of the second; each begins on a sheet of its own."""
    student = _on_sheets(0, pages)
    return student * copies + _on_sheets(1, key_pages)


def _on_sheets(file: int, pages: int) -> tuple[Side, ...]:
    blank: tuple[Side, ...] = ((None,),) if pages % 2 else ()
    return (*((Placed(file, page),) for page in range(1, pages + 1)), *blank)


def _placed(sides: list[tuple[int, int]], pages: int, right_to_left: bool) -> tuple[Side, ...]:
    order = -1 if right_to_left else 1
    return tuple(
        tuple(Placed(0, page) if page <= pages else None for page in side[::order]) for side in sides
    )
