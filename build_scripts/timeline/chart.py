"""Make charts of the timeline: what to draw, and the words beside it. Lengths are in ems of the chart's text."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from math import ceil

from ..read.course import Event, Timeline
from ..shared.dates import When
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
    """The year in which it begins."""
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
    looks = [theme.id for theme in timeline.themes]
    happenings = [
        DatedEvent(event.id, when, 1 + max(map(width, titles[event.id])), looks.index(event.theme))
        for event, when in _dated(timeline.events)
    ]
    heads = {period.id: balanced(period.title, 2) for period in timeline.periods}
    leasts = {id_: max(6.5, *(width(line) * 1.1 + 1 for line in head)) for id_, head in heads.items()}
    layout = in_rows(_stretches(timeline, leasts), happenings, _WIDE)
    return _chart(timeline, Form.WIDE, layout, titles, heads, language)


def tall_chart(timeline: Timeline, language: Language = ENGLISH) -> Chart | None:
    """Return the chart for narrow screens, or `None` if there are no events."""
    if not timeline.events:
        return None
    titles = {event.id: wrapped(event.title, TITLE) for event in timeline.events}
    happenings = [
        DatedEvent(event.id, when, max(2.4, len(titles[event.id]) * LINE + 0.7))
        for event, when in _dated(timeline.events)
    ]
    layout = in_line(_stretches(timeline, {}), happenings, _TALL, _HEAD)
    return _chart(
        timeline, Form.TALL, layout, titles, {one.id: (one.title,) for one in timeline.periods}, language
    )


def strip(timeline: Timeline, language: Language = ENGLISH) -> Chart | None:
    """Return a small chart of all events, or `None` if there are none."""
    if not timeline.events:
        return None
    happenings = [DatedEvent(event.id, when) for event, when in _dated(timeline.events)]
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
    happenings = [DatedEvent(event.id, when) for event, when in _dated(timeline.events)]
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


def _dated(events: Iterable[Event]) -> list[tuple[Event, When]]:
    return [(event, event.date) for event in events]


def _stretches(timeline: Timeline, leasts: dict[str, float]) -> list[DatedPeriod]:
    return [
        DatedPeriod(period.id, period.date, period.after, leasts.get(period.id, 0))
        for period in timeline.periods
    ]


def _chart(
    timeline: Timeline,
    form: Form,
    layout: Layout,
    titles: dict[str, tuple[str, ...]],
    heads: dict[str, tuple[str, ...]],
    language: Language,
) -> Chart:
    events = {event.id: event for event in timeline.events}
    whens = {period.id: period.date for period in timeline.periods}
    themes = {theme.id: (at, theme.title) for at, theme in enumerate(timeline.themes)}
    return Chart(
        form,
        layout,
        theme_views(timeline),
        tuple(
            PeriodHeading(band, heads.get(band.id, ()), _years(whens.get(band.id))) for band in layout.bands
        ),
        tuple(
            _entry(events[mark.id], mark, titles.get(mark.id, ()), themes, language) for mark in layout.marks
        ),
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
    year = str(event.date.first[0])
    return ChartEvent(mark, lines, year, name, event.theme, look, event.period, bool(event.dispute), 0)


def _years(when: When | None) -> str:
    if when is None:
        return ""
    first, last = when.first[0], when.last[0]
    return str(first) if first == last else f"{first}–{last}"


def _name(layout: Layout, events: int, language: Language) -> str:
    since, until = int(layout.bands[0].since), ceil(layout.bands[-1].until) - 1
    return language.counted(
        "{count} event from {since} to {until}",
        "{count} events from {since} to {until}",
        events,
        since=since,
        until=until,
    )
