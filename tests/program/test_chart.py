"""The charts of any timeline: well-formed SVG, in which every event has its sign, its words and its link."""

import re
import sys
from xml.etree import ElementTree

from hypothesis import given, settings
from hypothesis import strategies as st
from projects import ROOT

from build_scripts.read.course import Event, Period, Theme, Timeline
from build_scripts.shared.dates import read_date
from build_scripts.timeline.chart import Form, strip, strips, tall_chart, wide_chart
from build_scripts.timeline.svg import EM, SHAPES, drawn
from build_scripts.timeline.text_width import width

TITLE = st.text(
    alphabet=st.sampled_from("aeimnstWM  <&\"'1桥的پ"), min_size=1, max_size=120
).filter(str.strip)  # fmt: skip
DATE = st.tuples(st.integers(1400, 2020), st.integers(0, 30), st.sampled_from(["", "~", "?"])).map(
    lambda one: f"{one[0]}{one[2]}" + (f"/{one[0] + one[1]}" if one[1] else "")
) | st.sampled_from(
    ["1990/..", "../1450", "1700/", "/1700", "195X", "18XX~", "1950-21", "-0043-03-15", "-0099/0014"]
)
EVENTS = st.lists(st.tuples(TITLE, DATE, st.integers(0, 9), st.integers(0, 2), st.booleans()), min_size=1, max_size=30)  # fmt: skip


def timeline_of(events):
    return Timeline.model_construct(
        introduction=None,
        themes=tuple(Theme.model_construct(id=f"t{at}", title=f"Theme <{at}>") for at in range(10)),
        periods=tuple(
            Period.model_construct(id=f"p{at}", title=f"Period & {at}", date=read_date(date), after=at == 2)
            for at, date in enumerate(["1400/1799", "1800/1899", "1900/2050"])
        ),
        events=tuple(
            Event.model_construct(
                id=f"e{at}", title=title, date=read_date(date), theme=f"t{theme}", period=f"p{period}", dispute=None, unverified=odd
            )
            for at, (title, date, theme, period, odd) in enumerate(events)
        ),
    )  # fmt: skip


@settings(max_examples=60)
@given(EVENTS)
def test_charts_hold_every_event_once_with_its_words_inside(events):
    changed = timeline_of(events)
    for chart in (wide_chart(changed), tall_chart(changed)):
        tree = ElementTree.fromstring(drawn(chart))
        _, _, across, down = (float(part) for part in tree.get("viewBox").split())
        links = {link.get("href"): link for link in tree.iter("a")}
        assert links.keys() == {f"#e{at}" for at in range(len(events))}
        for at, (title, *_) in enumerate(events):
            link = links[f"#e{at}"]
            assert link.find("title").text.startswith(title)
            lines = list(link.iter("tspan"))
            assert "".join("".join(line.text or "" for line in lines).split()) == "".join(title.split())
            before = link.find("text[@class='before']") is not None
            for line in lines:
                x, long = float(line.get("x")), width(line.text or "") * EM
                assert (x - long if before else x) >= -0.1
                assert (x if before else x + long) <= across + 0.1
                assert 0 <= float(line.get("y")) <= down


@settings(max_examples=20)
@given(EVENTS)
def test_strips_show_every_event_and_number_those_that_are_asked_for(events):
    changed = timeline_of(events)
    asked = [f"e{at}" for at in range(0, len(events), 2)]
    tree = ElementTree.fromstring(drawn(strips(changed)(asked)))
    marks = [mark for mark in tree.iter("svg") if mark.get("class", "").startswith("point")]
    assert sorted(mark.get("data-event") for mark in marks) == sorted(asked)
    numbers = {mark.get("data-event"): int(mark.find("text").text) for mark in marks}
    assert [numbers[id_] for id_ in asked] == list(range(1, len(asked) + 1))
    others = [mark for mark in tree.iter("svg") if mark.get("class") == "other"]
    assert len(marks) + len(others) == len(events)
    assert all(0 <= float(mark.get("x").rstrip("%")) <= 100 for mark in [*marks, *others])


def test_eight_themes_have_shapes_and_colours_of_their_own():
    style = (ROOT / "overrides/assets/timeline.css").read_text(encoding="utf-8")
    colours = re.findall(r"--look-(\d): (#\w+)", style)
    assert len(SHAPES) == len(set(SHAPES)) == 8
    assert len(colours) == len(set(colours)) == 16
    assert {int(number) for number, _ in colours} == set(range(len(SHAPES)))


def test_a_course_without_events_has_no_charts():
    empty = timeline_of([])
    assert (
        wide_chart(empty),
        tall_chart(empty),
        strip(empty),
        strips(timeline_of([("Built", "1810", 0, 1, False)]))(()),
    ) == (None,) * 4


def test_a_strip_of_all_events_has_no_numbers():
    chart = strip(timeline_of([("Built", "1810", 0, 1, False), ("Opened", "1850", 0, 1, False)]))
    assert chart
    assert chart.form is Form.STRIP
    assert 'class="number"' not in drawn(chart)


def test_a_line_is_whole_only_for_what_is_known_to_have_lasted():
    charts = {
        date: drawn(wide_chart(timeline_of([("Built", date, 0, 1, False)])))
        for date in ("1810/1850", "1810/1850?")
    }
    lines = {date: re.findall(r'class="(span[^"]*)"', chart) for date, chart in charts.items()}
    assert lines == {"1810/1850": ["span"], "1810/1850?": ["span vague"]}


def test_what_goes_on_is_drawn_to_the_end_of_its_period_and_has_no_end():
    chart = wide_chart(timeline_of([("Works", "1810/..", 0, 1, False), ("Later", "1950", 0, 2, False)]))
    assert chart is not None
    works = chart.entries[0]
    band = next(heading.band for heading in chart.headings if heading.band.id == "p1")
    assert band.end - 2 <= works.mark.end <= band.end
    assert (works.mark.lasting, works.mark.end_sure, works.year) == (False, False, "1810")
    assert works.name.startswith("Works, since 1810")


def test_a_period_that_goes_on_ends_with_the_last_that_is_known():
    rome = timeline_of([("Founded", "-0752", 0, 0, False), ("Burns", "0064-07", 0, 1, False)])
    periods = [
        Period.model_construct(id=f"p{at}", title=f"Age {at}", date=read_date(date), after=False)
        for at, date in enumerate(["-0752/-0026", "-0026/.."])
    ]
    chart = wide_chart(rome.model_copy(update={"periods": tuple(periods)}))
    assert chart is not None
    assert [heading.years for heading in chart.headings] == ["753 BCE–27 BCE", "since 27 BCE"]
    assert chart.name == "2 events from 753 BCE to 64 CE"
    assert [entry.year for entry in chart.entries] == ["753 BCE", "64 CE"]
    assert chart.years[0] == "700 BCE"
    assert all(year.endswith(("00 BCE", "50 BCE", "CE")) for year in chart.years)


def many_events(number: int) -> Timeline:
    return timeline_of(
        [("Built", f"{1500 + 500 * at // number}", at % 10, at % 3, False) for at in range(number)]
    )


def test_a_strip_of_very_many_events_leaves_out_only_dots_that_others_touch():
    chart = strips(many_events(1000))(["e0"])
    drawing = drawn(chart)
    dots = [float(x) for x in re.findall(r'class="other" x="([\d.]+)%"', drawing)]
    assert 50 < len(dots) <= 100
    for entry in chart.entries[1:]:
        assert min(abs(dot - 100 * entry.mark.start / chart.layout.length) for dot in dots) <= 1.01


def work_of_ten_strips(events: int) -> tuple[int, int]:
    """How many functions are called to draw ten strips of a course with so many events, and the longest strip."""
    strip_of = strips(many_events(events))
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event == "call"

    sys.setprofile(count)
    try:
        made = [drawn(strip_of([f"e{at}", f"e{at + 1}"])) for at in range(0, events, events // 10)]
    finally:
        sys.setprofile(None)
    return calls, max(map(len, made))


def test_a_lesson_s_strip_takes_no_more_work_however_many_events_there_are():
    (some, short), (many, long) = work_of_ten_strips(1000), work_of_ten_strips(4000)
    assert many < 1.2 * some
    assert long < 1.2 * short
