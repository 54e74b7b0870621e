"""Lay the earth flat: degrees become positions on a plane, in ems, with meridians and parallels at round numbers.

It is an equirectangular projection that is true at the middle latitude: west is left of east and north is above south,
everywhere, and near the middle a mile is as long across as it is down.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, cos, floor, radians

from ..read.record import Degrees

_STEPS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 45, 90)
"""Degrees from one line to the next."""
_MOST_LINES = 7
_LEAST = 0.02
"""Degrees that a plane has at least between its points and beyond: some two kilometres."""
_NARROWEST = 0.1
"""How much narrower a degree of longitude may get than one of latitude: at the poles it would be nothing."""


@dataclass(frozen=True, slots=True)
class Room:
    """The size of a plane, in ems."""

    width: float
    pad: float
    """From a point to the edge, at least."""
    flattest: float
    tallest: float
    """The least and the greatest height, as a part of the width, if the points would need less or more."""


@dataclass(frozen=True, slots=True)
class Line:
    """A meridian or a parallel."""

    degrees: float
    at: float
    """Ems from the left or from the top."""


@dataclass(frozen=True, slots=True)
class Plane:
    """A part of the earth, laid flat."""

    width: float
    height: float
    points: tuple[tuple[float, float], ...]
    """In the order of the degrees: ems from the left, and from the top."""
    meridians: tuple[Line, ...]
    parallels: tuple[Line, ...]


def plane(points: Sequence[Degrees], room: Room) -> Plane:
    """Return the plane that shows these points, of which there is one at least."""
    west = _west(sorted({point.longitude for point in points}))
    eastward = [(point.longitude - west) % 360 for point in points]
    north, south = (pick(point.latitude for point in points) for pick in (max, min))
    narrow = max(cos(radians((north + south) / 2)), _NARROWEST)
    across, down = max(eastward) * narrow, north - south
    wide = max(across, down / room.tallest, _LEAST)
    high = max(down, wide * room.flattest)
    scale = (room.width - 2 * room.pad) / wide
    height = high * scale + 2 * room.pad
    left = west + max(eastward) / 2 - room.width / (2 * scale * narrow)
    top = (north + south) / 2 + height / (2 * scale)
    step = _step(room.width / (scale * narrow))
    return Plane(
        room.width,
        height,
        tuple(
            ((west + east - left) * narrow * scale, (top - point.latitude) * scale)
            for east, point in zip(eastward, points, strict=True)
        ),
        tuple(
            Line((degrees + 180) % 360 - 180, (degrees - left) * narrow * scale)
            for degrees in _lines(left, left + room.width / (scale * narrow), step)
        ),
        tuple(
            Line(degrees, (top - degrees) * scale)
            for degrees in _lines(max(top - height / scale, -90), min(top, 90), step)
        ),
    )


def _west(longitudes: list[float]) -> float:
    """Return the longitude from which all others lie to the east, at the end of the widest stretch without any."""
    if not longitudes[1:]:
        return longitudes[0]
    gaps = [
        (longitudes[0] + 360 - longitudes[-1], longitudes[0]),
        *((b - a, b) for a, b in pairwise(longitudes)),
    ]
    return max(gaps, key=lambda gap: gap[0])[1]


def _step(across: float) -> float:
    return next((step for step in _STEPS if across / step <= _MOST_LINES), _STEPS[-1])


def _lines(first: float, last: float, step: float) -> Iterator[float]:
    yield from (round(at * step, 4) for at in range(ceil(first / step), floor(last / step) + 1))
