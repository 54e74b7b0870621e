"""Find room for the names of points, so that none lies on another, on a point or on a line that leads to a name.

A name stands beside its point if it can, else a short way off, with a line that leads to it. Where there is no room at
all, a point stays without its name. Lengths are in ems; y grows downwards.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from math import cos, hypot, pi, sin

Spot = tuple[float, float]
Segment = tuple[Spot, Spot]

POINT = 0.62
"""Half the room of a point's sign."""
_CLEAR = 0.8
"""The same, for the names of other points: beside it they would look like its own."""
_BESIDE = 0.85
"""From a point to a name beside it."""
_AWAY = (1, 1.8, 2.6, 3.4, 4.2)
"""How much further off a name may stand: nearer places are tried first."""
_BY_EASE = ((1, 0), (-1, 0), (0.7, -0.7), (0.7, 0.7), (-0.7, -0.7), (-0.7, 0.7), (0, -1), (0, 1))
"""The sides of a point on which its name may stand, first those on which it is read most easily."""
_AROUND = tuple((cos(pi * at / 12), sin(pi * at / 12)) for at in range(24))
"""The ways that lines to names further off may go."""
_SAME = 0.3
"""Points within this distance are one to the eye: a line to the name of the one may begin at the other."""
_NEAR = 5
"""Points within this distance are in each other's way, and their names stand around them."""
_ROUNDS = 12
"""How often names that found no room are tried again, before all others."""


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "Box") -> bool:
        """Return whether two rectangles have a part in common."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Label:
    """Where a name stands."""

    box: Box
    leader: Segment | None
    """The line from its point; `None` if it stands beside it."""


def labels(
    points: Sequence[Spot], sizes: Sequence[tuple[float, float]], within: Box
) -> tuple[Label | None, ...]:
    """Return where the names of points stand, in their order; `None` for a name that finds no room.

    `sizes`: width and height of each name. The names are tried anew with those first that found no room.
    """
    signs = [_around(x, y, POINT) for x, y in points]
    clear = [_around(x, y, _CLEAR) for x, y in points]
    order = sorted(range(len(points)), key=lambda at: (-_crowd(points, at), at))
    best: dict[int, Label] = {}
    for _ in range(_ROUNDS):
        placed: dict[int, Label] = {}
        for at in order:
            if label := _free(at, points, sizes[at], signs, clear, list(placed.values()), within):
                placed[at] = label
        if len(placed) > len(best):
            best = placed
        missing = [at for at in order if at not in placed]
        if not missing:
            break
        order = missing + [at for at in order if at in placed]
    return tuple(best.get(at) for at in range(len(points)))


def _around(x: float, y: float, far: float) -> Box:
    return Box(x - far, y - far, x + far, y + far)


def _crowd(points: Sequence[Spot], at: int) -> int:
    """Return how many points are near one, itself among them."""
    return len(_neighbours(points, at))


def _neighbours(points: Sequence[Spot], at: int) -> list[Spot]:
    x, y = points[at]
    return [(a, b) for a, b in points if hypot(a - x, b - y) < _NEAR]


def _outward(points: Sequence[Spot], at: int) -> Spot:
    """Return the way from the middle of the points near one to it, so that lines to names fan out."""
    near = _neighbours(points, at)
    x, y = points[at]
    return x - sum(a for a, _ in near) / len(near), y - sum(b for _, b in near) / len(near)


def _free(
    at: int,
    points: Sequence[Spot],
    size: tuple[float, float],
    signs: list[Box],
    clear: list[Box],
    placed: Collection[Label],
    within: Box,
) -> Label | None:
    """Return the first place for a name that nothing else needs."""
    taken = [one.box for one in placed]
    leaders = [one.leader for one in placed if one.leader]
    x, y = points[at]
    others = [sign for sign, (a, b) in zip(signs, points, strict=True) if hypot(a - x, b - y) > _SAME]
    foreign = [sign if sign.meets(signs[at]) else wide for sign, wide in zip(signs, clear, strict=True)]
    for label in _candidates(points[at], size, _outward(points, at)):
        box, leader = label.box, label.leader
        if box.left < within.left or box.right > within.right:
            continue
        if box.top < within.top or box.bottom > within.bottom:
            continue
        if any(map(box.meets, taken)) or any(map(box.meets, foreign)):
            continue
        if any(_crosses(one, box) for one in leaders):
            continue
        if leader and (
            any(_crosses(leader, one) for one in taken)
            or any(_crosses(leader, one) for one in others)
            or any(_meet(leader, one) for one in leaders)
        ):
            continue
        return label
    return None


def _candidates(point: Spot, size: tuple[float, float], outward: Spot) -> Iterator[Label]:
    """Yield where a name may stand: beside its point, then further off, outward first."""
    beside = ((dx * _BESIDE, dy * _BESIDE) for dx, dy in _BY_EASE)
    yield from (Label(_box(point, to, size), None) for to in beside)
    x, y = point
    ways = sorted(_AROUND, key=lambda way: -(way[0] * outward[0] + way[1] * outward[1]))
    for away in _AWAY:
        for dx, dy in ways:
            to = (dx * (_BESIDE + away), dy * (_BESIDE + away))
            begins = (x + dx * POINT, y + dy * POINT)
            yield Label(_box(point, to, size), (begins, (x + to[0], y + to[1])))


def _box(point: Spot, to: Spot, size: tuple[float, float]) -> Box:
    """Return the rectangle of a name, which `to`, a way from its point, meets in the middle of a side or at its end."""
    wide, high = size
    x, y = point[0] + to[0], point[1] + to[1]
    steep = abs(to[1]) > 2 * abs(to[0])
    left = x - wide / 2 if steep else x if to[0] > 0 else x - wide
    top = (y if to[1] > 0 else y - high) if steep else y - high / 2
    return Box(left, top, left + wide, top + high)


def _crosses(line: Segment, box: Box) -> bool:
    """Return whether a line goes through a rectangle (Liang and Barsky)."""
    (x, y), (to_x, to_y) = line
    first, last = 0.0, 1.0
    for way, room in (
        (x - to_x, x - box.left),
        (to_x - x, box.right - x),
        (y - to_y, y - box.top),
        (to_y - y, box.bottom - y),
    ):
        if way == 0:
            if room < 0:
                return False
        elif way < 0:
            first = max(first, room / way)
        else:
            last = min(last, room / way)
    return first < last


def _meet(one: Segment, other: Segment) -> bool:
    """Return whether two lines cross."""
    return _turn(*one, other[0]) != _turn(*one, other[1]) and _turn(*other, one[0]) != _turn(*other, one[1])


def _turn(a: Spot, b: Spot, c: Spot) -> bool:
    return (b[0] - a[0]) * (c[1] - a[1]) > (b[1] - a[1]) * (c[0] - a[0])
