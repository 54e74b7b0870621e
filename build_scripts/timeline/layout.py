"""Compute where to draw events and periods along an axis, for any output format.

Time runs along one axis, in the caller's unit of length (such as the size of the letters). What
would overlap there is put in different rows, counted from 0. The same records describe a picture
that runs from left to right and one that runs from top to bottom.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import ceil, floor

from ..shared.dates import Day, Edge, When

_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 2000, 5000, 10000)


@dataclass(frozen=True, slots=True)
class DatedPeriod:
    """A period to draw."""

    id: str
    when: When
    apart: bool = False
    """Whether it is set apart from those before it."""
    least: float = 0
    """Its minimum length."""


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """An event to draw."""

    id: str
    when: When
    label: float = 0
    """The length of the words beside it, along the axis."""
    lane: int = 0
    """Events of one lane are drawn together; counted from 0."""


@dataclass(frozen=True, slots=True)
class Band:
    """A period on the axis. Each has a scale of its own."""

    id: str
    since: float
    until: float
    """In years, with fractions; the end is not included."""
    start: float
    end: float
    apart: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """The beginning of a year on the axis."""

    year: int
    at: float


@dataclass(frozen=True, slots=True)
class Lane:
    """Rows that belong together."""

    row: int
    """The first row."""
    rows: int


@dataclass(frozen=True, slots=True)
class EventMark:
    """An event on the axis, with the place of its words."""

    id: str
    start: float
    end: float
    """Where it begins and ends. These differ for an interval, and for a date without a day."""
    lasting: bool
    """Whether its author wrote an interval with an end."""
    start_sure: bool
    end_sure: bool
    lane: int
    row: int
    label_start: float
    label_end: float


@dataclass(frozen=True, slots=True)
class Layout:
    """The position of everything. Lengths are in the caller's unit; rows are counted over all lanes."""

    length: float
    rows: int
    bands: tuple[Band, ...]
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    marks: tuple[EventMark, ...]
    """Sorted by date; those with the same date stay in the order given."""


@dataclass(frozen=True, slots=True)
class Sizes:
    """The sizes to draw with, in the caller's unit of length."""

    length: float
    """Length of the axis; it becomes longer if the periods need more."""
    mark: float
    """Length of a mark along the axis."""
    gap: float
    """Distance between a period that is set apart and those before it."""
    tick: float
    """Minimum distance from one tick to the next."""


def in_rows(stretches: Sequence[DatedPeriod], happenings: Sequence[DatedEvent], sizes: Sizes) -> Layout:
    """Lay out marks with their words after them, or before them near the end of the axis, in rows without overlap.

    A label must be shorter than half of the axis minus a mark, so that it fits on one of the sides.
    """
    bands = _bands(stretches, happenings, sizes)
    dated = _marks(bands, happenings, sizes)
    placed = [_beside(one, mark, sizes.mark, bands[-1].end) for one, mark in dated]
    lanes: list[Lane] = []
    marks: list[EventMark] = []
    for lane in range(max((one.lane for one in happenings), default=-1) + 1):
        first = lanes[-1].row + lanes[-1].rows if lanes else 0
        set_ = _set([mark for mark in placed if mark.lane == lane], first, sizes.mark, labels=True)
        lanes.append(Lane(first, _rows(set_) - first if set_ else 0))
        marks += set_
    order = {one.id: at for at, (one, _) in enumerate(dated)}
    return _picture(bands, tuple(lanes), sorted(marks, key=lambda mark: order[mark.id]), sizes)


def in_one_row(stretches: Sequence[DatedPeriod], happenings: Sequence[DatedEvent], sizes: Sizes) -> Layout:
    """Lay out marks without words in one row, where they may overlap."""
    bands = _bands(stretches, happenings, sizes)
    marks = [mark for _, mark in _marks(bands, happenings, sizes)]
    return _picture(bands, (Lane(0, 1),), marks, sizes)


def raised(layout: Layout, places: Iterable[int], size: float) -> Layout:
    """Return a layout of `in_one_row` with some marks moved to a second lane, in rows without overlap.

    `places` are the indexes of these marks, from 0. All else stays where it is.
    """
    ordered = sorted(places)
    lane = [replace(layout.marks[at], lane=1) for at in ordered]
    marks = list(layout.marks)
    for at, mark in zip(ordered, _set(lane, 1, size, labels=False), strict=True):
        marks[at] = mark
    rows = _rows(marks[at] for at in ordered)
    return replace(layout, rows=rows, lanes=(*layout.lanes, Lane(1, rows - 1)), marks=tuple(marks))


def in_line(
    stretches: Sequence[DatedPeriod], happenings: Sequence[DatedEvent], sizes: Sizes, head: float
) -> Layout:
    """Lay out marks with all words in one line along the axis, each as near to its mark as possible.

    `DatedEvent.label` is the length of each label along the axis. `head` is kept free at the
    beginning of every period. Marks that would overlap are put in different rows.
    """
    owned = _owned(_bands(stretches, happenings, sizes), happenings)
    needs = {id_: head + sum(one.label for one in own) for id_, own in owned.items()}
    if stretches:
        stretches = [replace(one, least=max(one.least, needs[one.id])) for one in stretches]
    else:
        sizes = replace(sizes, length=max(sizes.length, *needs.values()))
    bands = _bands(stretches, happenings, sizes)  # the same ones, with room for their words
    ends: dict[str, float] = {}
    for band in bands:
        ends |= _spread(band, owned[band.id], bands, sizes.mark, head)
    marks = [
        replace(mark, label_start=ends[one.id] - one.label, label_end=ends[one.id])
        for one, mark in _marks(bands, happenings, sizes)
    ]
    set_ = _set(marks, 0, sizes.mark, labels=False)
    return _picture(bands, (Lane(0, _rows(set_)),), set_, sizes)


def year_of(day: Day) -> float:
    """Return a day as a year with a fraction. Every month counts 31 days, which keeps days in order."""
    year, month, date = day
    return year + ((month - 1) * 31 + date - 1) / 372


def _until(day: Day) -> float:
    return year_of(day) + 1 / 372


def _bands(
    stretches: Sequence[DatedPeriod], happenings: Sequence[DatedEvent], sizes: Sizes
) -> tuple[Band, ...]:
    """Return the periods one after the other; one that overlaps the next ends where the next begins."""
    ordered = sorted(stretches, key=lambda one: (one.when.first, one.when.last, one.id))
    if not ordered:
        return (_whole(happenings, sizes.length),)
    starts = [year_of(one.when.first) for one in ordered]
    times = [
        (start, min(_until(one.when.last), following))
        for one, start, following in zip(ordered, starts, [*starts[1:], float("inf")], strict=True)
    ]
    gaps = [sizes.gap if one.apart and at else 0.0 for at, one in enumerate(ordered)]
    leasts = [max(one.least, sizes.mark) for one in ordered]
    lengths = _shared(sizes.length - sum(gaps), _weights(times, happenings), leasts)
    bands: list[Band] = []
    end = 0.0
    for one, (since, until), gap, length in zip(ordered, times, gaps, lengths, strict=True):
        bands.append(Band(one.id, since, until, end + gap, end + gap + length, one.apart))
        end = bands[-1].end
    return tuple(bands)


def _whole(happenings: Sequence[DatedEvent], length: float) -> Band:
    """Return one band for all events, for a timeline without periods."""
    since = min((year_of(one.when.first) for one in happenings), default=0)
    until = max((_until(one.when.last) for one in happenings), default=since + 1)
    return Band("", since, until, 0, length, False)


def _weights(times: Sequence[tuple[float, float]], happenings: Iterable[DatedEvent]) -> list[float]:
    """Return what part of the axis each period should have: half by its years, half by its events."""
    starts = sorted(year_of(one.when.first) for one in happenings)
    spans = [until - since for since, until in times]
    inside = [bisect_left(starts, until) - bisect_left(starts, since) for since, until in times]
    return [
        (span / (sum(spans) or 1) + number / (sum(inside) or 1)) / 2
        for span, number in zip(spans, inside, strict=True)
    ]


def _shared(total: float, weights: Sequence[float], leasts: Sequence[float]) -> list[float]:
    """Divide a length by weight, with no part below its minimum."""
    lengths = list(leasts)
    open_ = set(range(len(weights)))
    while open_:
        rest = total - sum(lengths[at] for at in range(len(lengths)) if at not in open_)
        weight = sum(weights[at] for at in open_) or 1
        short = {at for at in open_ if rest * weights[at] / weight < leasts[at]}
        if not short:
            for at in open_:
                lengths[at] = rest * weights[at] / weight
            break
        open_ -= short
    return lengths


def _at(bands: Sequence[Band], year: float, mark: float) -> float:
    """Return the position of a moment. Marks stay inside their band, so the time between bands has no length."""
    band = _band_of(bands, year)
    part = (min(max(year, band.since), band.until) - band.since) / ((band.until - band.since) or 1)
    return band.start + mark / 2 + part * (band.end - band.start - mark)


def _band_of(bands: Sequence[Band], year: float) -> Band:
    return bands[max(bisect_right(bands, year, key=lambda band: band.since) - 1, 0)]


def _marks(
    bands: Sequence[Band], happenings: Iterable[DatedEvent], sizes: Sizes
) -> list[tuple[DatedEvent, EventMark]]:
    return [(one, _mark(bands, one, sizes.mark)) for one in sorted(happenings, key=_by_date)]


def _by_date(one: DatedEvent) -> tuple[Day, Day]:
    return (one.when.first, one.when.last)


def _mark(bands: Sequence[Band], one: DatedEvent, mark: float) -> EventMark:
    start, end = (_at(bands, moment, mark) for moment in (year_of(one.when.first), year_of(one.when.last)))
    points = one.when.points
    start_sure = not points[0].sure and one.when.begins is Edge.KNOWN
    end_sure = not points[-1].sure and one.when.ends is Edge.KNOWN
    lasts = one.when.ends is Edge.KNOWN and (len(points) > 1 or one.when.begins is not Edge.KNOWN)
    return EventMark(one.id, start, end, lasts, start_sure, end_sure, one.lane, 0, start, start)


def _beside(one: DatedEvent, mark: EventMark, size: float, length: float) -> EventMark:
    """Place the words of a mark after it, or before it if they would go past the end of the picture."""
    after = mark.start + size / 2
    if after + one.label <= length:
        return replace(mark, label_start=after, label_end=after + one.label)
    before = mark.start - size / 2
    return replace(mark, label_start=before - one.label, label_end=before)


def _set(marks: Iterable[EventMark], first: int, size: float, *, labels: bool) -> list[EventMark]:
    """Put each mark in the first row that is free at its position."""
    taken: list[list[tuple[float, float]]] = []
    set_: list[EventMark] = []
    for mark in marks:
        room = occupied(mark, size, labels=labels)
        for row in count():
            if row == len(taken):
                taken.append([])
            at = bisect_left(taken[row], room)
            if _is_free(taken[row], at, room):
                break
        taken[row].insert(at, room)
        set_.append(replace(mark, row=first + row))
    return set_


def _is_free(taken: Sequence[tuple[float, float]], at: int, room: tuple[float, float]) -> bool:
    """Return whether `room` overlaps none of `taken`, which is sorted; `at` is the index that it would have there."""
    after_last = at == 0 or taken[at - 1][1] <= room[0]
    return after_last and (at == len(taken) or room[1] <= taken[at][0])


def occupied(mark: EventMark, size: float, *, labels: bool) -> tuple[float, float]:
    """Return the start and the end of what a mark covers in its row, with its words or without."""
    start, end = mark.start - size / 2, max(mark.end, mark.start) + size / 2
    return (min(start, mark.label_start), max(end, mark.label_end)) if labels else (start, end)


def _rows(marks: Iterable[EventMark]) -> int:
    return max((mark.row for mark in marks), default=-1) + 1


def _owned(bands: Sequence[Band], happenings: Iterable[DatedEvent]) -> dict[str, list[DatedEvent]]:
    """Return the events of each band, by the day on which they begin."""
    owned: dict[str, list[DatedEvent]] = {band.id: [] for band in bands}
    for one in sorted(happenings, key=_by_date):
        owned[_band_of(bands, year_of(one.when.first)).id].append(one)
    return owned


def _spread(
    band: Band, own: Sequence[DatedEvent], bands: Sequence[Band], mark: float, head: float
) -> dict[str, float]:
    """Return where the words of a band's events end: beside their marks, or moved if they would overlap."""
    wanted = [_at(bands, year_of(one.when.first), mark) - mark / 2 for one in own]
    lengths = [one.label for one in own]
    ends = _pushed_back(_pushed_on(wanted, lengths, band.start + head), lengths, band.end)
    return {one.id: end for one, end in zip(own, ends, strict=True)}


def _pushed_on(starts: Sequence[float], lengths: Sequence[float], first: float) -> list[float]:
    """Return the ends of stretches moved forward, so that none begins before `first` or before the previous one ends."""
    ends: list[float] = []
    free = first
    for start, length in zip(starts, lengths, strict=True):
        free = max(free, start) + length
        ends.append(free)
    return ends


def _pushed_back(ends: Sequence[float], lengths: Sequence[float], last: float) -> list[float]:
    """Return the ends of stretches moved back, so that none ends after `last` or after the next one begins."""
    pushed: list[float] = []
    for end, length in zip(reversed(ends), reversed(lengths), strict=True):
        pushed.append(min(end, last))
        last = pushed[-1] - length
    return pushed[::-1]


def _ticks(bands: Sequence[Band], sizes: Sizes) -> tuple[Tick, ...]:
    """Return the years to name, in round steps. No two are nearer than `sizes.tick`."""
    ticks: list[Tick] = []
    for band in bands:
        yearly = (band.end - band.start - sizes.mark) / ((band.until - band.since) or 1)
        step = next((step for step in _STEPS if step * yearly >= sizes.tick), _STEPS[-1])
        for year in _round_years(floor(band.since), ceil(band.until), step):
            at = _at(bands, year, sizes.mark)
            inside = band.since <= year < band.until
            if inside and (not ticks or at - ticks[-1].at >= sizes.tick):
                ticks.append(Tick(year, at))
    return tuple(ticks)


def _round_years(first: int, last: int, step: int) -> Iterator[int]:
    """Yield the years that are multiples of `step` as people count them: 100 BCE is the year -99."""
    before = range(-(-(1 - first) // step) * step, 0, -step)
    yield from (1 - year for year in before if 1 - year <= last)
    yield from range(max(-(-first // step), 1) * step, last + 1, step)


def _picture(
    bands: tuple[Band, ...], lanes: tuple[Lane, ...], marks: Sequence[EventMark], sizes: Sizes
) -> Layout:
    return Layout(bands[-1].end, _rows(marks), bands, _ticks(bands, sizes), lanes, tuple(marks))
