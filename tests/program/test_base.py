"""What all pages draw from."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from build_scripts.inspect import inspect
from build_scripts.show.base import site_of

LESSONS = ["bridges", "no-passage"]
BEARS = st.tuples(
    st.lists(st.sampled_from(["p1", "p2", "p3"]), max_size=3), st.lists(st.sampled_from(LESSONS), max_size=2)
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(st.lists(BEARS, min_size=1, max_size=6))
def test_an_event_bears_on_lessons_that_it_names_or_that_read_its_paragraphs(tiny, bearing):
    events = "".join(
        f"  - {{id: e{at}, date: {1850 - at}, title: E, theme: works, period: old, text: T, basis: judgement, "
        f"paragraphs: {paragraphs}, lessons: {lessons}}}\n"
        for at, (paragraphs, lessons) in enumerate(bearing)
    )
    files = tiny | {
        "content/timeline.yml": "themes: [{id: works, title: W}]\nperiods: [{id: old, title: O, date: 1800/1899}]\n"
        f"events:\n{events}"
    }
    woven = inspect(files).woven
    assert woven is not None
    site = site_of(woven)
    for lesson in woven.lessons:
        expected = [
            event.id
            for event in sorted(woven.project.timeline.events, key=lambda event: event.date.first)
            if lesson.id in event.lessons or set(event.paragraphs) & set(lesson.paragraphs)
        ]
        assert [event.id for event in site.lesson_events[lesson.id]] == expected
