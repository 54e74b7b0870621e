"""Where a timeline's events are drawn: properties that hold for any dates."""

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.shared.dates import Point, Unit, When, read_date
from build_scripts.timeline.layout import (
    DatedEvent,
    DatedPeriod,
    Sizes,
    _pushed_back,
    _pushed_on,
    in_line,
    in_rows,
    occupied,
    year_of,
)

SIZES = Sizes(length=100, mark=2, gap=3, tick=4)
HEAD = 2.5


def dated(text: str) -> When:
    when = read_date(text)
    assert when
    return when


POINT = st.builds(
    lambda year, rest, sure: (
        Point(Unit.YEAR, year, sure=sure),
        (year, *(rest or (1, 1))),
        (year, *(rest or (12, 31))),
    ),
    st.integers(1000, 2100) | st.integers(1500, 1504) | st.integers(-600, 200),
    st.none() | st.tuples(st.integers(1, 12), st.integers(1, 28)),
    st.sampled_from(["", "about ", "perhaps "]),
)


def spanning(points) -> When:
    points = sorted(points, key=lambda point: point[1])
    return When(tuple(point for point, _, _ in points), points[0][1], max(last for _, _, last in points))


INTERVAL = st.tuples(POINT, POINT).map(spanning)
DATE = st.one_of(POINT.map(lambda point: spanning([point])), INTERVAL)
HAPPENINGS = st.lists(
    st.tuples(DATE, st.floats(0, 40), st.integers(0, 3)), max_size=25
).map(lambda many: [DatedEvent(f"e{at}", *one) for at, one in enumerate(many)])  # fmt: skip
STRETCHES = st.lists(
    st.tuples(INTERVAL, st.booleans(), st.floats(0, 30)), max_size=5
).map(lambda many: [DatedPeriod(f"p{at}", *one) for at, one in enumerate(many)])  # fmt: skip


@given(STRETCHES, HAPPENINGS)
def test_in_rows_nothing_overlaps_and_all_is_inside(stretches, happenings):
    picture = in_rows(stretches, happenings, SIZES)
    boxes = [(mark.row, *occupied(mark, SIZES.mark, labels=True)) for mark in picture.marks]
    for one, other in combinations(boxes, 2):
        assert one[0] != other[0] or one[2] <= other[1] or other[2] <= one[1]
    assert all(start >= -1e-9 and end <= picture.length + 1e-9 for _, start, end in boxes)
    assert all(0 <= mark.row < picture.rows for mark in picture.marks)
    for mark in picture.marks:
        after = mark.label_start >= mark.start + SIZES.mark / 2
        assert after or mark.label_end <= mark.start - SIZES.mark / 2


@given(STRETCHES, HAPPENINGS)
def test_in_rows_lanes_stand_one_after_another_and_hold_their_own(stretches, happenings):
    picture = in_rows(stretches, happenings, SIZES)
    assert all(one.row + one.rows == other.row for one, other in pairwise(picture.lanes))
    for mark in picture.marks:
        lane = picture.lanes[mark.lane]
        assert lane.row <= mark.row < lane.row + lane.rows


@given(STRETCHES, HAPPENINGS)
def test_in_line_no_words_and_no_marks_overlap_and_all_is_inside(stretches, happenings):
    picture = in_line(stretches, happenings, SIZES, HEAD)
    labels = sorted((mark.label_start, mark.label_end) for mark in picture.marks)
    assert all(one[1] <= other[0] + 1e-6 for one, other in pairwise(labels))
    assert all(start >= HEAD - 1e-6 and end <= picture.length + 1e-6 for start, end in labels)
    for one, other in combinations(picture.marks, 2):
        (start, end), (since, until) = (occupied(mark, SIZES.mark, labels=False) for mark in (one, other))
        assert one.row != other.row or end <= since or until <= start
    for band in picture.bands:
        assert not any(start < band.start + HEAD - 1e-6 and end > band.start + 1e-6 for start, end in labels)


@pytest.mark.parametrize("layout", [in_rows, lambda *three: in_line(*three, HEAD)])
@given(STRETCHES, HAPPENINGS)
def test_the_order_of_time_is_the_order_of_the_axis(layout, stretches, happenings):
    picture = layout(stretches, happenings, SIZES)
    starts = {mark.id: mark.start for mark in picture.marks}
    assert starts.keys() == {one.id for one in happenings}
    for one, other in combinations(sorted(happenings, key=lambda one: one.when.first), 2):
        assert starts[one.id] <= starts[other.id] + 1e-9
    assert all(mark.start <= mark.end for mark in picture.marks)


@given(STRETCHES, HAPPENINGS)
def test_bands_follow_one_another_with_the_length_that_each_needs(stretches, happenings):
    picture = in_rows(stretches, happenings, SIZES)
    leasts = {one.id: one.least for one in stretches}
    assert {band.id for band in picture.bands} == (leasts.keys() or {""})
    for band in picture.bands:
        assert band.end - band.start >= max(leasts.get(band.id, 0), SIZES.mark) - 1e-6
    for one, other in pairwise(picture.bands):
        assert other.start - one.end == pytest.approx(SIZES.gap if other.apart else 0)
    assert picture.bands[0].start == 0
    assert picture.length == pytest.approx(max(picture.length, SIZES.length))


@given(STRETCHES, HAPPENINGS)
def test_ticks_stand_apart_in_order_and_at_their_year(stretches, happenings):
    ticks = in_rows(stretches, happenings, SIZES).ticks
    assert all(
        other.at - one.at >= SIZES.tick - 1e-9 and other.year > one.year for one, other in pairwise(ticks)
    )


def test_a_crowded_period_gets_more_room_than_its_years_and_an_empty_one_less():
    periods = [DatedPeriod("calm", dated("1900/1949")), DatedPeriod("busy", dated("1950/1959"))]
    events = [DatedEvent(f"e{month}", dated(f"1955-{month:02}")) for month in range(1, 11)]
    calm, busy = in_rows(periods, events, SIZES).bands
    assert busy.end - busy.start > 50
    assert calm.end - calm.start > 20


def test_uncertainty_and_intervals_are_kept():
    events = [
        DatedEvent("about", dated("1950-01~")),
        DatedEvent("interval", dated("1966/1978?")),
        DatedEvent("year", dated("1980")),
        DatedEvent("day", dated("1990-05-06")),
    ]
    about, interval, year, day = in_rows([], events, SIZES).marks
    assert (about.start_sure, interval.start_sure, interval.end_sure, year.start_sure) == (
        False,
        True,
        False,
        True,
    )
    assert [mark.lasting for mark in (about, interval, year, day)] == [False, True, False, False]
    assert year.start < year.end
    assert day.start == day.end


def test_what_comes_after_is_set_apart():
    periods = [DatedPeriod("in", dated("1900/1950")), DatedPeriod("after", dated("1951/1960"), apart=True)]
    first, after = in_rows(periods, [], SIZES).bands
    assert after.start - first.end == SIZES.gap


@given(st.tuples(st.integers(-50, 3000), st.integers(1, 12), st.integers(1, 31)), st.tuples(st.integers(-50, 3000), st.integers(1, 12), st.integers(1, 31)))  # fmt: skip
def test_days_keep_their_order_as_years(one, other):
    assert (one < other) == (year_of(one) < year_of(other))


def test_no_year_is_named_at_which_its_period_has_ended():
    ticks = in_rows([DatedPeriod("in", dated("1900/1949"))], [], SIZES).ticks
    assert (ticks[0].year, ticks[-1].year) == (1900, 1945)


def test_each_begins_where_it_wants_to_or_where_the_one_before_it_ends():
    assert _pushed_on([0, 1, 10], [3, 2, 1], first=0) == [3, 5, 11]
    assert _pushed_on([0, 1], [3, 2], first=2) == [5, 7]


def test_what_would_run_out_is_pushed_back_and_pushes_those_before_it():
    assert _pushed_back([3, 5, 11], [3, 2, 1], last=20) == [3, 5, 11]
    assert _pushed_back([3, 9, 11], [3, 2, 4], last=10) == [3, 6, 10]
    assert _pushed_back([], [], last=10) == []
