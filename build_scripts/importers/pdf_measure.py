"""What is usual in a PDF: the size and face of its text, how far apart its lines are, how wide its columns."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from .pdf_letters import Face
from .pdf_lines import Line

_SHARE = 0.15
"""Of a column's lines that begin at its margin, at least."""
_NOT_RARE = 0.45
"""Of the letters of the commonest size: a larger one with so many is that of the text, the other that of its notes."""
_REACH = 3.0
"""Points by which lines that end at a margin differ."""


@dataclass(frozen=True, slots=True)
class Margins:
    """Where the lines of a column begin and end, in points from the left edge of the page."""

    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Measure:
    """What is usual in a paper."""

    size: float
    face: Face
    leading: Mapping[float, float]
    """How far apart the base lines of a size are."""
    columns: Mapping[tuple[int, int], Margins]
    """The margins of each column of each page."""

    def lead(self, line: Line) -> float:
        """Return how far the next line of this size would be."""
        ratio = self.leading.get(self.size, self.size * 1.25) / self.size
        return self.leading.get(line.size, line.size * ratio)

    def margins(self, line: Line) -> Margins:
        """Return the margins of the column of a line."""
        return self.columns.get((line.page, line.column), Margins(line.left, line.right))


def body_type(lines: Sequence[Line]) -> tuple[float, Face]:
    """Return the size and the face that most letters have."""
    sizes: Counter[float] = Counter()
    faces: Counter[Face] = Counter()
    for line in lines:
        sizes[line.size] += len(line.text)
    most = max(sizes.values(), default=0)
    size = max((one for one in sizes if sizes[one] >= _NOT_RARE * most), default=10.0)
    for line in lines:
        if line.size == size:
            faces[line.face] += len(line.text)
    return size, faces.most_common(1)[0][0] if faces else Face("")


def measure(lines: Sequence[Line], size: float, face: Face) -> Measure:
    """Return what is usual in lines, which should be those of the text, without notes."""
    columns = _columns(lines, size)
    steps: dict[float, Counter[float]] = defaultdict(Counter)
    inside: dict[float, Counter[float]] = defaultdict(Counter)
    for before, line in pairwise(lines):
        down = round(line.base - before.base, 1)
        if _together(before, line) and 0.8 * line.size < down < 3 * line.size:
            steps[line.size][down] += 1
            margins = columns[line.page, line.column]
            # After a full line a paragraph goes on; after a short one there may be a gap.
            if before.right > margins.right - 0.12 * (margins.right - margins.left):
                inside[line.size][down] += 1
    leading = {
        one: _usual(inside[one] or counts)
        for one, counts in steps.items()
        if sum(counts.values()) > 2 or sum(inside[one].values()) > 1
    }
    return Measure(size, face, leading, columns)


def _together(before: Line, line: Line) -> bool:
    return (before.page, before.column, before.size) == (line.page, line.column, line.size)


def _usual(steps: Counter[float]) -> float:
    """Return the commonest distance; of those that differ by parts of a point, the middle."""
    near = {step: sum(count for other, count in steps.items() if abs(other - step) <= 0.3) for step in steps}
    return max(near, key=lambda step: (near[step], -step))


def _columns(lines: Sequence[Line], size: float) -> dict[tuple[int, int], Margins]:
    groups: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        groups[line.page, line.column].append(line)
    own = {at: _margins(there, size) for at, there in groups.items()}
    typical = [own[at] for at, there in groups.items() if len(there) >= 8]
    found = {}
    for at, there in groups.items():
        found[at] = own[at] if len(there) >= 8 else _fitting(own[at], typical, size)
    return found


def _margins(lines: Sequence[Line], size: float) -> Margins:
    """Return where lines begin and end: the outermost places that several of them share."""
    like = [line for line in lines if abs(line.size - size) < 0.6] or list(lines)
    fewest = max(2, len(like) * _SHARE)
    lefts = sorted(line.left for line in like)
    rights = sorted((line.right for line in like), reverse=True)
    left = next((x for x in lefts if sum(abs(x - y) <= 1.5 for y in lefts) >= fewest), lefts[0])
    enough = max(2, len(like) * 0.08)
    right = next((x for x in rights if sum(abs(x - y) <= _REACH for y in rights) >= enough), rights[0])
    return Margins(left, right)


def _fitting(own: Margins, typical: Sequence[Margins], size: float) -> Margins:
    """Return the margins of the narrowest usual column that holds a short one."""
    around = [
        one
        for one in typical
        if one.left - 2 <= own.left and own.right <= one.right + 4 and own.left - one.left < 12 * size
    ]
    return min(around, key=lambda one: one.right - one.left, default=own)
