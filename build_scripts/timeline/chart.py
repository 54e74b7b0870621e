"""Make charts of the timeline: what to draw, and the words beside it. Lengths are in ems of the chart's text."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil, floor

from ..read.course import Event, Timeline
from ..shared.dates import Day, Edge, When
from ..shared.language import ENGLISH, Language
from .layout import (
    Band,
    DatedEvent,
    DatedPeriod,
    EventMark,
    Layout,
    Sizes,
    in_line,
    in_one_row,
    in_rows,
    raised,
)
from .text_width import balanced, width, wrapped


class Form(StrEnum):
    """The direction of a chart."""

    WIDE = "wide"
    """From left to right, with a lane for every theme."""
    TALL = "tall"
    """From top to bottom, for narrow screens."""
    STRIP = "strip"
    """From left to right, without words."""


@dataclass(frozen=True, slots=True)
class ThemeStyle:
    """The shape and colour of a theme, to show beside its name."""

    look: int


@dataclass(frozen=True, slots=True)
class ThemeView:
    """A theme of the timeline."""

    id: str
    title: str
    look: ThemeStyle


@dataclass(frozen=True, slots=True)
class ChartEvent:
    """An event on a chart, with the words beside its mark."""

    mark: EventMark
    lines: tuple[str, ...]
    """Its title."""
    year: str
    """The year in which it begins, or ends if nobody says when it began."""
    name: str
    """All that its position, shape and colour show, in words."""
    theme: str
    look: int
    """Its theme's shape and colour: the theme's number, counted from 0."""
    period: str
    disputed: bool
    number: int
    """Its number in the list beside a strip; 0 if it is not in the list."""


@dataclass(frozen=True, slots=True)
class PeriodHeading:
    """A period on a chart."""

    band: Band
    lines: tuple[str, ...]
    years: str


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of the timeline."""

    form: Form
    layout: Layout
    themes: tuple[ThemeView, ...]
    """In the order of their shapes and colours."""
    headings: tuple[PeriodHeading, ...]
    entries: tuple[ChartEvent, ...]
    years: tuple[str, ...]
    """The years of the ticks of its layout, in words."""
    year: float
    """Width of the widest year on it: more than that of a number where years say their era."""
    name: str
    """What it shows, in words."""


TITLE = 16.5
"""Width of a title on a tall chart, so that the whole chart fits 320 pixels."""
LINE = 1.25
"""Distance from one line of words to the next."""
_WIDE = Sizes(length=76, mark=1.6, gap=1.4, tick=3)
_TALL = Sizes(length=40, mark=1.4, gap=1.4, tick=1.2)
_HEAD = 2.4
"""Height of a period's name on a tall chart."""
_STRIP = Sizes(length=23.5, mark=2, gap=0.6, tick=3)
"""On a screen of 320 pixels an em is 12 pixels, so a mark is 24 pixels wide."""
_CROWD = Sizes(length=23.5, mark=1.1, gap=0.6, tick=3)
"""For a strip with all events, which are too many to number."""


def wide_chart(timeline: Timeline, language: Language = ENGLISH) -> Chart | None:
    """Return the chart for wide screens, or `None` if there are no events."""
    if not timeline.events:
        return None
    lines = max(2, *(ceil(width(event.title) / 56) for event in timeline.events))
    titles = {event.id: balanced(event.title, lines) for event in timeline.events}
    return _in_lanes(timeline, titles, _WIDE, language)


def titled_chart(timeline: Timeline, length: float, language: Language = ENGLISH) -> Chart | None:
    """Return a wide chart of another length, or `None` if there are no events, or a title has no room on it."""
    widest = length / 2 - 2 * _WIDE.mark
    if not timeline.events:
        return None
    lines = max(2, *(ceil(width(event.title) / (0.72 * widest)) for event in timeline.events))
    titles = {event.id: balanced(event.title, lines) for event in timeline.events}
    if any(width(line) > widest for title in titles.values() for line in title):
        return None
    return _in_lanes(timeline, titles, replace(_WIDE, length=length), language)


def numbered_chart(
    timeline: Timeline, length: float, numbers: Mapping[str, int], language: Language = ENGLISH
) -> Chart | None:
    """Return a wide chart that has numbers in place of titles, or `None` if there are no events.

    `numbers`: those of the events in the list that the chart stands above, by their ids.
    """
    if not timeline.events:
        return None
    titles = {event.id: (str(numbers[event.id]),) for event in timeline.events}
    return _in_lanes(timeline, titles, replace(_WIDE, length=length), language)


def _in_lanes(
    timeline: Timeline, titles: Mapping[str, tuple[str, ...]], sizes: Sizes, language: Language
) -> Chart:
    """Return a wide chart with these words beside the marks."""
    looks = [theme.id for theme in timeline.themes]
    happenings = [
        DatedEvent(event.id, when, 1 + max(map(width, titles[event.id])), looks.index(event.theme))
        for event, when in _dated(timeline)
    ]
    heads = {period.id: balanced(period.title, 2) for period in timeline.periods}
    leasts = {id_: max(6.5, *(width(line) * 1.1 + 1 for line in head)) for id_, head in heads.items()}
    layout = in_rows(_stretches(timeline, leasts), happenings, _with_eras(timeline, sizes))
    return _chart(timeline, Form.WIDE, layout, titles, heads, language)


def tall_chart(timeline: Timeline, language: Language = ENGLISH) -> Chart | None:
    """Return the chart for narrow screens, or `None` if there are no events."""
    if not timeline.events:
        return None
    titles = {event.id: wrapped(event.title, TITLE) for event in timeline.events}
    happenings = [
        DatedEvent(event.id, when, max(2.4, len(titles[event.id]) * LINE + 0.7))
        for event, when in _dated(timeline)
    ]
    layout = in_line(_stretches(timeline, {}), happenings, _TALL, _HEAD)
    return _chart(
        timeline, Form.TALL, layout, titles, {one.id: (one.title,) for one in timeline.periods}, language
    )


def strip(timeline: Timeline, language: Language = ENGLISH) -> Chart | None:
    """Return a small chart of all events, or `None` if there are none."""
    if not timeline.events:
        return None
    happenings = [DatedEvent(event.id, when) for event, when in _dated(timeline)]
    return _chart(
        timeline, Form.STRIP, in_rows(_strip_periods(timeline), happenings, _CROWD), {}, {}, language
    )


def strips(timeline: Timeline, language: Language = ENGLISH) -> Callable[[Sequence[str]], Chart | None]:
    """Return a function that makes a small chart of all events, in which the events with given ids are numbered.

    The numbers follow the order of the ids; without ids or events it gives `None`. All events are laid out once: a chart only
    moves its numbered events.
    """
    if not timeline.events:
        return lambda chosen: None
    happenings = [DatedEvent(event.id, when) for event, when in _dated(timeline)]
    layout = in_one_row(_strip_periods(timeline), happenings, _STRIP)
    of_all = _chart(timeline, Form.STRIP, layout, {}, {}, language)
    places = {mark.id: at for at, mark in enumerate(layout.marks)}

    def of_some(chosen: Sequence[str]) -> Chart | None:
        if not chosen:
            return None
        shown = raised(layout, [places[id_] for id_ in chosen], _STRIP.mark)
        entries = list(of_all.entries)
        for number, at in enumerate((places[id_] for id_ in chosen), 1):
            entries[at] = replace(entries[at], mark=shown.marks[at], number=number)
        return replace(of_all, layout=shown, entries=tuple(entries))

    return of_some


def _strip_periods(timeline: Timeline) -> list[DatedPeriod]:
    return _stretches(timeline, dict.fromkeys((period.id for period in timeline.periods), 2.8))


def theme_views(timeline: Timeline) -> tuple[ThemeView, ...]:
    """Return the themes as they are shown."""
    return tuple(ThemeView(theme.id, theme.title, ThemeStyle(at)) for at, theme in enumerate(timeline.themes))


def _dated(timeline: Timeline) -> list[tuple[Event, When]]:
    """Return the events with the time to draw: what is open ends, or begins, with its period."""
    whole = _whole(timeline)
    periods = {period.id: _closed(period.date, *whole) for period in timeline.periods}
    within = {id_: (when.first, when.last) for id_, when in periods.items()}
    return [
        (event, _closed(event.date, *within.get(event.period, whole)) if _is_open(event.date) else event.date)
        for event in timeline.events
    ]


def _stretches(timeline: Timeline, leasts: dict[str, float]) -> list[DatedPeriod]:
    whole = _whole(timeline)
    return [
        DatedPeriod(period.id, _closed(period.date, *whole), period.after, leasts.get(period.id, 0))
        for period in timeline.periods
    ]


def _whole(timeline: Timeline) -> tuple[Day, Day]:
    """Return the first and the last day of anything in a timeline that begins, or ends."""
    dates = [*(period.date for period in timeline.periods), *(event.date for event in timeline.events)]
    days = [
        *(when.first for when in dates if when.begins is not Edge.OPEN),
        *(when.last for when in dates if when.ends is not Edge.OPEN),
    ]
    return min(days), max(days)


def _is_open(when: When) -> bool:
    return Edge.OPEN in (when.begins, when.ends)


def _closed(when: When, first: Day, last: Day) -> When:
    """Return a date that begins with `first` and ends with `last` where it is open, and lasts for a year at least."""
    if not _is_open(when):
        return when
    return replace(
        when,
        first=min(first, (when.last[0], 1, 1)) if when.begins is Edge.OPEN else when.first,
        last=max(last, (when.first[0], 12, 31)) if when.ends is Edge.OPEN else when.last,
    )


def _with_eras(timeline: Timeline, sizes: Sizes) -> Sizes:
    """Return sizes with more room from tick to tick where years need the words of their era."""
    return replace(sizes, tick=2 * sizes.tick) if _whole(timeline)[0][0] < _ERAS_UNTIL else sizes


def _chart(
    timeline: Timeline,
    form: Form,
    layout: Layout,
    titles: Mapping[str, tuple[str, ...]],
    heads: Mapping[str, tuple[str, ...]],
    language: Language,
) -> Chart:
    events = {event.id: event for event in timeline.events}
    whens = {period.id: period.date for period in timeline.periods}
    themes = {theme.id: (at, theme.title) for at, theme in enumerate(timeline.themes)}
    years = tuple(language.year(tick.year) for tick in layout.ticks)
    entries = tuple(
        _entry(events[mark.id], mark, titles.get(mark.id, ()), themes, language) for mark in layout.marks
    )
    return Chart(
        form,
        layout,
        theme_views(timeline),
        tuple(
            PeriodHeading(band, heads.get(band.id, ()), _years(whens.get(band.id), language))
            for band in layout.bands
        ),
        entries,
        years,
        max(map(width, (*years, *(entry.year for entry in entries)))),
        _name(layout, len(events), language),
    )


def _entry(
    event: Event,
    mark: EventMark,
    lines: tuple[str, ...],
    themes: dict[str, tuple[int, str]],
    language: Language,
) -> ChartEvent:
    look, theme = themes[event.theme]
    doubts = [
        *([language.say("disputed")] if event.dispute else []),
        *([language.say("not verified")] if event.unverified else []),
    ]
    name = language.series([event.title, language.date(event.date), theme, *doubts])
    year = language.year(event.date.points[0].year)
    return ChartEvent(mark, lines, year, name, event.theme, look, event.period, bool(event.dispute), 0)


def _years(when: When | None, language: Language) -> str:
    if when is None:
        return ""
    if Edge.KNOWN is not when.begins or Edge.KNOWN is not when.ends:
        return language.date(when)
    first, last = when.first[0], when.last[0]
    return language.year(first) if first == last else f"{language.year(first)}–{language.year(last)}"


_ERAS_UNTIL = 100
"""The first year that is a number alone."""


def _name(layout: Layout, events: int, language: Language) -> str:
    since, until = floor(layout.bands[0].since), ceil(layout.bands[-1].until) - 1
    return language.counted(
        "{count} event from {since} to {until}",
        "{count} events from {since} to {until}",
        events,
        since=language.year(since),
        until=language.year(until),
    )
