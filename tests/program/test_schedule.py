"""When lessons are held: the days that are found, and where they stand."""

import re
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some
from projects import TINY, TOWNS, texts_of

from build_scripts.build import plan
from build_scripts.exports.calendar import ics
from build_scripts.read.course import CourseFile, Weekday
from build_scripts.shared.dates import read_date
from build_scripts.shared.language import ENGLISH
from build_scripts.weave.schedule import includes, lesson_days

COURSE = "content/course.yml"
LESSONS = [f"lesson-{number}" for number in range(12)]


def material(files):
    made = plan(files, base="https://course.invalid/towns/")
    assert made.material is not None, made.problems
    return made.material


def pages_of(files):
    return {one.path: one.make() for one in plan(files).outline}


def course(**schedule) -> CourseFile:
    return CourseFile.model_validate(
        {
            "title": "T",
            "description": "D",
            "editors": ["E"],
            "welcome": "W",
            "lessons": LESSONS,
            "licence": {"name": "L"},
            "schedule": schedule,
        }
    )


weekdays = some.lists(some.sampled_from([str(day) for day in Weekday]), min_size=1, unique=True)
begins = some.dates(date(1900, 3, 1), date(2199, 12, 31))
holidays = some.lists(some.tuples(some.integers(-30, 200), some.integers(0, 30)), max_size=5)


@given(begins, weekdays, holidays)
def test_lessons_follow_each_other_on_class_days_that_are_no_holidays(first, weekdays, holidays):
    free = [
        f"{first + timedelta(begin)}/{first + timedelta(begin + length)}"
        if length
        else str(first + timedelta(begin))
        for begin, length in holidays
    ]
    days = [
        date(*day)
        for day in lesson_days(course(begins=str(first), weekdays=weekdays, holidays=free)).values()
    ]
    assert len(days) == len(LESSONS)
    assert days == sorted(set(days))
    assert first <= days[0]
    assert {list(Weekday)[day.weekday()] for day in days} <= set(weekdays)
    assert not any(includes(read_date(one), (day.year, day.month, day.day)) for one in free for day in days)


@given(begins, weekdays, some.integers(-50, 50))
def test_another_first_day_moves_the_whole_term_by_weeks(first, weekdays, weeks):
    moved = timedelta(weeks=weeks)
    days = lesson_days(course(begins=str(first), weekdays=weekdays))
    later = lesson_days(course(begins=str(first + moved), weekdays=weekdays))
    assert {lesson: date(*day) - moved for lesson, day in later.items()} == {
        lesson: date(*day) for lesson, day in days.items()
    }


def test_a_lesson_on_a_day_of_its_own_holds_up_those_after_it_alone():
    day = {"lesson": "lesson-2", "date": "2027-03-03"}
    days = lesson_days(course(begins="2027-02-01", weekdays=["monday"], days=[day]))
    assert [f"{date(*one):%m-%d}" for one in list(days.values())[:4]] == ["02-01", "02-08", "03-03", "03-08"]


@pytest.mark.parametrize(
    "schedule",
    [
        {"begins": "9999-12-31", "weekdays": ["friday"]},
        {"begins": "2027-02-01", "weekdays": ["monday"], "holidays": ["2000/.."]},
        {"begins": "1900-02-29", "weekdays": ["monday"]},
        {"begins": "-0400-01-01", "weekdays": ["monday"], "holidays": ["2027/.."]},
    ],
)
def test_a_term_that_cannot_be_ends_and_gives_at_most_one_day(schedule):
    assert len(lesson_days(course(**schedule))) <= 1


def test_without_a_schedule_no_page_has_a_day_and_there_is_no_page_of_days():
    files = texts_of(TINY)
    pages = pages_of(files)
    assert "schedule.md" not in pages
    assert pages["index.md"].schedule is None
    assert pages["lessons/bridges.md"].day is None
    files["content/pages/schedule.md"] = "# Our own\n\nOn Mondays.\n"
    assert pages_of(files)["schedule.md"].title == "Our own"


def test_home_lessons_and_the_page_of_days_have_the_same_days():
    pages = pages_of(texts_of(TOWNS))
    days = {session.lesson.id: session.day for session in pages["schedule.md"].sessions}
    assert days["looking-back"].words == "Wednesday, 3 March 2027"
    assert days["conclusion"].iso == "2027-03-04"
    for card in (*pages["index.md"].cards, *pages["lessons/index.md"].cards):
        assert card.day == days[card.lesson.id] == pages[f"lessons/{card.lesson.id}.md"].day
    assert pages["schedule.md"].holidays == ("8 February 2027", "15 February 2027 to 19 February 2027")


def events(data: bytes) -> list[dict[str, str]]:
    """The events of a calendar, read as RFC 5545 says: unfolded, then unescaped."""
    text = data.decode().replace("\r\n ", "")
    assert "\n" not in text.replace("\r\n", "")
    found: list[dict[str, str]] = []
    for line in text.split("\r\n"):
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and not line.startswith(("END", "BEGIN")) and line:
            found[-1][name.partition(";")[0]] = re.sub(
                r"\\(.)", lambda sign: "\n" if sign[1] in "nN" else sign[1], value
            )
    return found


def test_the_calendar_has_each_lesson_on_its_day():
    stuff = material(texts_of(TOWNS))
    read = events(ics(stuff))
    assert [one["UID"] for one in read] == [f"{id_}@quill-marsh-ode-2023" for id_ in stuff.site.days]
    for one, (lesson, day) in zip(read, stuff.site.days.items(), strict=True):
        record = stuff.site.woven.project.lessons[lesson]
        assert one["DTSTART"] == f"{date(*day):%Y%m%d}"
        assert one["DTEND"] == f"{date(*day) + timedelta(1):%Y%m%d}"
        assert one["SUMMARY"].endswith(record.title)
        assert one["DESCRIPTION"] == record.summary
        assert one["URL"].endswith(f"/lessons/{lesson}/")


@pytest.mark.parametrize("written", ["9:15-10:45", "09.15 – 10.45"])
def test_hours_stand_with_every_day_and_in_the_calendar(written):
    files = texts_of(TOWNS)
    files["content/course.yml"] = files["content/course.yml"].replace(
        "schedule:", f"schedule:\n  time: {written}"
    )
    assert pages_of(files)["lessons/crossing.md"].day.words.endswith(" 2027, 09:15–10:45")
    read = events(ics(material(files)))
    assert {(one["DTSTART"][8:], one["DTEND"][8:]) for one in read} == {("T091500", "T104500")}
    assert {one["DTSTART"][:8] for one in read} == {one["DTEND"][:8] for one in read}


def test_no_line_of_the_calendar_is_long_or_comes_from_a_text():
    files = texts_of(TOWNS)
    path = "content/lessons/abstract.yml"
    hostile = r"a\n; b, END:VEVENT \\ " + "橋" * 60
    files[path] = re.sub(
        r"(?m)^summary: .*", lambda _: f"summary: |\n  {hostile}\n  END:VCALENDAR", files[path]
    )
    data = ics(material(files))
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert data.count(b"\r\nEND:VCALENDAR") == 1
    (found,) = [one for one in events(data) if one["UID"].startswith("abstract@")]
    assert found["DESCRIPTION"] == f"{hostile}\nEND:VCALENDAR"


def test_a_calendar_moves_with_the_term_and_keeps_its_ids():
    files = texts_of(TOWNS)
    before = events(ics(material(files)))
    files[COURSE] = files[COURSE].replace("begins: 2027-02-01", "begins: 2027-01-25")
    after = events(ics(material(files)))
    assert [one["UID"] for one in before] == [one["UID"] for one in after]
    assert before[0]["DTSTART"] != after[0]["DTSTART"]


def test_a_day_is_said_with_its_weekday():
    assert ENGLISH.weekday((2027, 2, 1)) == "Monday, 1 February 2027"
