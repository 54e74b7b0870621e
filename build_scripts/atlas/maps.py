"""Make maps of places: what to draw, and the words beside it. Lengths are in ems of the map's text."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from ..read.course import Locality, PlaceKind
from ..read.record import Degrees
from ..shared.language import ENGLISH, Language, message
from ..timeline.chart import ThemeStyle
from ..timeline.text_width import width, wrapped
from .labels import Box, Label, labels
from .plane import Plane, Room, plane


class MapForm(StrEnum):
    """The shape of a map."""

    WIDE = "wide"
    """For screens and for paper."""
    TALL = "tall"
    """For narrow screens."""


KIND_NAMES = {
    PlaceKind.CITY: message("city or town"),
    PlaceKind.PORT: message("port"),
    PlaceKind.PASS: message("pass"),
    PlaceKind.REGION: message("region: one point in it"),
    PlaceKind.SITE: message("other place"),
}
"""What the legend says of the signs."""
_LOOKS = {
    PlaceKind.CITY: 0,
    PlaceKind.PORT: 1,
    PlaceKind.REGION: 2,
    PlaceKind.PASS: 3,
    PlaceKind.SITE: 4,
}
"""The sign of each kind, by its number among the shapes of the timeline: a triangle is a pass."""


@dataclass(frozen=True, slots=True)
class MapEntry:
    """A place on a map."""

    id: str
    x: float
    y: float
    lines: tuple[str, ...]
    """Its name."""
    label: Label | None
    """Where the name stands; `None` if there is no room for it."""
    name: str
    """All that its position and sign show, in words."""
    look: ThemeStyle
    disputed: bool


@dataclass(frozen=True, slots=True)
class Map:
    """A picture of places."""

    form: MapForm
    plane: Plane
    entries: tuple[MapEntry, ...]
    meridians: tuple[str, ...]
    parallels: tuple[str, ...]
    """The names of its lines."""
    margin: float
    """The width of the widest name of a parallel, which stand left of the map."""
    name: str
    """What it shows, in words."""

    @property
    def unnamed(self) -> int:
        """How many points have no name beside them, for want of room."""
        return sum(entry.label is None for entry in self.entries)


LINE = 1.15
"""Distance from one line of a name to the next."""
_WIDTHS = {MapForm.WIDE: 54.0, MapForm.TALL: 27.0}
"""Of a whole map: at 320 pixels an em of the tall one is 10.7 pixels, on A4 one of the wide one is 9.8 points."""
_ROOMS: Mapping[MapForm, tuple[float, float, float]] = {
    MapForm.WIDE: (3, 0.5, 0.95),
    MapForm.TALL: (2, 1.15, 1.7),
}
_MOST = {MapForm.WIDE: 14.0, MapForm.TALL: 9.0}
"""The width of a line of a name."""
_MOST_LINES = 3
_MOST_MAPS = 3
_AROUND = 0.05
"""How far beyond the places that it is for a closer map reaches, as a part of the map before it."""


def look(kind: PlaceKind) -> ThemeStyle:
    """Return the sign of a kind of place."""
    return ThemeStyle(_LOOKS[kind])


def place_maps(places: tuple[Locality, ...], form: MapForm, language: Language = ENGLISH) -> tuple[Map, ...]:
    """Return the map of places, and closer ones of those among them that find no room for their names.

    Where places lie close together, a closer map shows these, and all others that lie among them.
    """
    maps: list[Map] = []
    shown = places
    while shown and len(maps) < _MOST_MAPS:
        made = _place_map(shown, form, bool(maps), language)
        maps.append(made)
        closer = _among(shown, {entry.id for entry in made.entries if not entry.label})
        shown = closer if len(closer) < len(shown) else ()
    return tuple(maps)


def _among(places: tuple[Locality, ...], ids: set[str]) -> tuple[Locality, ...]:
    """Return these places, and those that lie among and around them."""
    first = places[0].at.longitude
    lying = [(place.at.latitude, (place.at.longitude - first + 180) % 360) for place in places]
    wanted = [at for place, at in zip(places, lying, strict=True) if place.id in ids]
    if not wanted:
        return ()
    around = _AROUND * max(max(side) - min(side) for side in zip(*lying, strict=True))
    (south, north), (west, east) = (
        (min(side) - around, max(side) + around) for side in zip(*wanted, strict=True)
    )
    return tuple(
        place
        for place, (down, across) in zip(places, lying, strict=True)
        if south <= down <= north and west <= across <= east
    )


def _place_map(places: tuple[Locality, ...], form: MapForm, is_closer: bool, language: Language) -> Map:
    pad, flattest, tallest = _ROOMS[form]
    points = [place.at for place in places]
    first = plane(points, Room(_WIDTHS[form], pad, flattest, tallest))
    margin = max((width(latitude(line.degrees, language)) for line in first.parallels), default=0) + 0.8
    laid = plane(points, Room(_WIDTHS[form] - margin, pad, flattest, tallest))
    names = [wrapped(place.name, _MOST[form]) for place in places]
    within = Box(0.2, 0.2, laid.width - 0.2, laid.height - 0.2)
    stand = labels(laid.points, [_size(lines) for lines in names], within)
    return Map(
        form,
        laid,
        tuple(
            MapEntry(
                place.id,
                x,
                y,
                lines,
                label if len(lines) <= _MOST_LINES else None,
                _name(place, language),
                look(place.kind),
                bool(place.dispute),
            )
            for place, (x, y), lines, label in zip(places, laid.points, names, stand, strict=True)
        ),
        tuple(longitude(line.degrees, language) for line in laid.meridians),
        tuple(latitude(line.degrees, language) for line in laid.parallels),
        margin,
        language.counted("A closer map of {count} place", "A closer map of {count} places", len(places))
        if is_closer
        else language.counted("Map with {count} place", "Map with {count} places", len(places)),
    )


def _size(lines: tuple[str, ...]) -> tuple[float, float]:
    return max(map(width, lines)) + 0.3, LINE * len(lines) + 0.1


def _name(place: Locality, language: Language) -> str:
    doubt = [language.say("disputed")] if place.dispute else []
    kind = language.say(KIND_NAMES[place.kind])
    return language.series([place.name, kind, *doubt])


def where(at: Degrees, language: Language = ENGLISH) -> str:
    """Return a point in words, such as “25.12° N, 62.33° E”."""
    return language.series([latitude(at.latitude, language), longitude(at.longitude, language)])


def latitude(degrees: float, language: Language = ENGLISH) -> str:
    """Return a latitude in words."""
    number = _number(degrees, language)
    if degrees == 0:
        return language.say("{degrees}°", degrees=number)
    if degrees > 0:
        return language.say("{degrees}° N", degrees=number)
    return language.say("{degrees}° S", degrees=number)


def longitude(degrees: float, language: Language = ENGLISH) -> str:
    """Return a longitude in words. At 0 and at 180 there is neither east nor west."""
    number = _number(degrees, language)
    if degrees == 0 or abs(degrees) == 180:
        return language.say("{degrees}°", degrees=number)
    if degrees > 0:
        return language.say("{degrees}° E", degrees=number)
    return language.say("{degrees}° W", degrees=number)


def _number(degrees: float, language: Language) -> str:
    digits = f"{abs(degrees):.4f}".rstrip("0").rstrip(".")
    return language.number(abs(degrees), len(digits.partition(".")[2]))
