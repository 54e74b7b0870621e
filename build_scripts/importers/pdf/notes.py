"""Footnotes of a PDF: lines at the foot of a column that are smaller than the text or stand below a short ruling."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ..signs import heads_notes, heads_references
from .letters import Box
from .lines import Line, Piece

_SMALL = 0.935
"""Of the size of the text: notes are not larger."""
_SIGNS = "*∗†‡§¶#•⁎"
_LABEL = re.compile(rf"\d{{1,3}}|[{_SIGNS}]{{1,4}}|[a-z]")
_RULING = (20.0, 0.62)
"""A ruling above notes: at least so many points long, at most this part of the column."""


@dataclass(frozen=True, slots=True)
class FootNote:
    """A footnote as it is printed, with its lines, over pages if need be."""

    label: str
    """As printed, and made unique."""
    printed: str
    lines: tuple[Line, ...]
    """The first one without its label."""
    middle: float = 0
    """Of its column, from the left edge of the page."""
    end: bool = False
    """It stands at the end of the paper, not of a page."""

    @property
    def page(self) -> int:
        """The page on which it begins."""
        return self.lines[0].page


@dataclass(frozen=True, slots=True)
class Split:
    """The lines of a paper, without its footnotes, and these."""

    text: tuple[Line, ...]
    notes: tuple[FootNote, ...]
    orphans: tuple[Line, ...] = ()
    """Lines at the foot of a column that look like the end of a note, but no note is before them."""


def label_of(line: Line, expected: int | None = None) -> tuple[str, Line] | None:
    """Return the label of a note with which a line begins, and the line without it.

    A raised number or sign is one, and a number with white after it. If the next number is known, one in the line suffices.
    """
    first, *others = line.pieces
    bare = first.text.strip().rstrip(".)")
    if first.rise == 1 and _LABEL.fullmatch(bare) and others:
        return _sign(bare), _without(line, others)
    apart = bool(others) and others[0].gap and 0 < len(bare) < 5
    if apart and (bare.isdigit() or bare.strip(_SIGNS) == ""):
        return _sign(bare), _without(line, others)
    signs = re.match(rf"([{_SIGNS}]{{1,3}})(?:\s+|(?=[A-ZÀ-Þ]))", first.text)
    if signs and (first.text[signs.end() :] or others):
        return _sign(signs[1]), _shortened(line, signs.end())
    number = re.match(r"(\d{1,3})[.)]?(?:\s+(?=\S)|$)", first.text)
    if number is None or int(number[1]) != expected:
        return None
    more = number.end() < len(first.text) or (bool(others) and others[0].text[:1].isspace())
    return (number[1], _shortened(line, number.end())) if more else None


def _sign(bare: str) -> str:
    return bare.replace("∗", "*").replace("⁎", "*")


def _without(line: Line, others: Sequence[Piece]) -> Line:
    first = others[0]
    return replace(line, pieces=(first._replace(text=first.text.lstrip(), gap=False), *others[1:]))


def _shortened(line: Line, length: int) -> Line:
    first, *others = line.pieces
    rest = first.text[length:]
    return replace(line, pieces=(first._replace(text=rest), *others)) if rest else _without(line, others)


def split_notes(
    columns: Sequence[Sequence[Line]],
    size: float,
    rulings: Mapping[int, Sequence[Box]],
    widths: Mapping[int, float],
) -> Split:
    """Return text and notes. The columns come in the order of reading; `size` is that of the text.

    Rulings and widths are those of pages, by number.
    """
    text: list[Line] = []
    open_: dict[str, list[FootNote]] = defaultdict(list)
    orphans: list[Line] = []
    listed = at_end = False
    for column in columns:
        if not column:
            continue
        slot = _slot(column, widths[column[0].page])
        last = _last_number(open_[slot])
        at_end = at_end or any(heads_notes(line.text) for line in column)
        foot = _foot(column, size, rulings.get(column[0].page, ()), last, bool(open_[slot]), listed, at_end)
        body = column[: len(column) - len(foot)]
        text += body
        listed = listed or any(heads_references(line.text) for line in body)
        orphans += _entries(foot, open_[slot], last)
    notes = sorted(
        (note for notes in open_.values() for note in notes),
        key=lambda note: (note.page, note.lines[0].column),
    )
    return Split(tuple(text), tuple(_unique(notes)), tuple(orphans))


def _slot(column: Sequence[Line], width: float) -> str:
    """Return on which side of the page a column stands: notes go on in that of the next page."""
    left, right = min(line.left for line in column), max(line.right for line in column)
    return "left" if right < 0.58 * width else "right" if left > 0.42 * width else "whole"


def _last_number(notes: Sequence[FootNote]) -> int:
    return next((int(note.printed) for note in reversed(notes) if note.printed.isdigit()), 0)


def _foot(
    column: Sequence[Line],
    size: float,
    rulings: Sequence[Box],
    last: int,
    before: bool,
    listed: bool,
    at_end: bool,
) -> Sequence[Line]:
    """Return the lines of a column that are notes.

    `before`: notes stand on earlier pages; `listed`: references do. `at_end`: what looks like notes from here on are
    notes at the end of the paper, unless they stand below a ruling.
    """
    left, right = min(line.left for line in column), max(line.right for line in column)
    ruled = _below_ruling(column, rulings, left, right, size)
    at = len(column)
    while at and column[at - 1].size <= _SMALL * size:
        at -= 1
    small = column[at:]
    if ruled and (not small or len(ruled) >= len(small)) and _starts(ruled, last) is not None:
        return ruled
    if not small or (at_end and not ruled):
        return ()
    if ruled and before:
        small = small[len(small) - len(ruled) :]
    listed = listed or any(heads_references(line.text) for line in column)
    start = _starts(small, last, listed=listed)
    if start is None:
        return small if ruled and before else ()
    label = label_of(small[start], last + 1)
    goes_on = before and label is not None and label[0] == str(last + 1) and start
    return small if goes_on or (ruled and before) else small[start:]


def _below_ruling(
    column: Sequence[Line], rulings: Sequence[Box], left: float, right: float, size: float
) -> Sequence[Line]:
    wide = max(right - left, 100)
    for ruling in sorted(rulings, key=lambda one: one.top):
        length = ruling.right - ruling.left
        level = ruling.bottom - ruling.top < 3
        if not level or not _RULING[0] < length < _RULING[1] * wide or abs(ruling.left - left) > 2 * size:
            continue
        if any(_underlined(line, ruling) for line in column):
            continue
        below = [line for line in column if line.base - 0.5 * line.size > ruling.top]
        if (
            below
            and all(line.size <= size * 1.02 for line in below)
            and below[0].base - ruling.top < 4 * size
        ):
            return below
    return ()


def _underlined(line: Line, ruling: Box) -> bool:
    return (
        -1 < ruling.top - line.base < 0.35 * line.size
        and ruling.left < line.right
        and line.left < ruling.right
    )


def _starts(lines: Sequence[Line], last: int, *, listed: bool = False) -> int | None:
    """Return the first line that begins a note."""
    for at, line in enumerate(lines):
        found = label_of(line, last + 1) or (label_of(line, 1) if at == 0 else None)
        if found is None:
            continue
        raised = line.pieces[0].rise == 1 or not found[0].isdigit()
        near = (
            not found[0].isdigit()
            or int(found[0]) in (1, *range(last + 1, last + 4))
            or line.pieces[0].rise == 1
        )
        if near and (raised or not listed):
            return at
    return None


def _entries(foot: Sequence[Line], notes: list[FootNote], last: int) -> list[Line]:
    """Add the notes of a column's foot; what comes before the first label belongs to the last note."""
    orphans = []
    edge = min((line.left for line in foot), default=0)
    for line in foot:
        # Numbers may begin anew on each page.
        found = label_of(line, last + 1) or (label_of(line, 1) if line is foot[0] else None)
        if found and found[0].isdigit() and not _follows(int(found[0]), last, line, edge):
            found = None
        if found:
            label, rest = found
            last = int(label) if label.isdigit() else last
            notes.append(FootNote(label, label, (rest,), (foot[0].left + foot[0].right) / 2))
        elif notes:
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))
        else:
            orphans.append(line)
    return orphans


def _follows(number: int, last: int, line: Line, edge: float) -> bool:
    """Return whether a number is the next one, or begins anew; at the edge some may be left out, if they were lost."""
    if number in (last + 1, 1):
        return True
    raised = line.pieces[0].rise == 1
    return (
        last < number < last + (40 if raised else 4) and line.left < edge + (2 if raised else 0.3) * line.size
    )


def _unique(notes: Iterable[FootNote]) -> Iterable[FootNote]:
    count: dict[str, int] = defaultdict(int)
    for note in notes:
        count[note.printed] += 1
        yield (
            note if count[note.printed] == 1 else replace(note, label=f"{note.printed}-{count[note.printed]}")
        )


def note_finder(notes: Sequence[FootNote]) -> "NoteFinder":
    """Return what finds the notes that raised numbers refer to."""
    by_page: dict[tuple[int, str], list[FootNote]] = defaultdict(list)
    at_end: dict[str, list[FootNote]] = defaultdict(list)
    for note in notes:
        if note.end:
            at_end[note.printed].append(note)
        else:
            by_page[note.page, note.printed].append(note)
    return NoteFinder(by_page, at_end)


@dataclass(frozen=True, slots=True)
class NoteFinder:
    """Finds the notes that raised numbers refer to."""

    by_page: Mapping[tuple[int, str], Sequence[FootNote]]
    at_end: Mapping[str, Sequence[FootNote]]

    def __call__(self, line: Line, piece: Piece) -> Sequence[str]:
        """Return the labels of the notes of `1`, `1,2` or `*`; none if one of them is no note of this page."""
        bare = piece.text.strip().strip(".,;:()[]")
        signs = re.split(r"\s*[,;]\s*|\s+", bare)
        found = [self._note(line, piece, _sign(sign)) for sign in signs]
        return [note.label for note in found if note] if all(found) else ()

    def _note(self, line: Line, piece: Piece, sign: str) -> FootNote | None:
        if not _LABEL.fullmatch(sign):
            return None
        there = self.by_page.get((line.page, sign), ()) or self.by_page.get((line.page + 1, sign), ())
        if there:
            return min(there, key=lambda note: abs(note.middle - (line.left + line.right) / 2))
        ends = self.at_end.get(sign, ())
        return ends[0] if ends else None
