"""Check the schedule: every lesson has a day, days and holidays are what they say, and follow each other."""

from collections.abc import Iterator, Mapping
from itertools import chain

from ..read.course import CourseFile, Schedule
from ..shared.dates import EARLIEST, LATEST, UNREAD, Day, iso
from ..shared.place import Problem, Rule, Severity
from ..weave.schedule import hours, includes, lesson_days, single_day
from ..weave.weave import Woven

SCHEDULE_DAY = Rule(
    "schedule-day",
    "the schedule needs a single day, and a date names more than one",
    "begins: 2027-02",
    "Write the day, such as 2027-02-01.",
)
SCHEDULE_UNFINISHED = Rule(
    "schedule-unfinished",
    "the schedule gives a lesson no day",
    "schedule: {begins: 2027-02-01}",
    "Write `begins` and `weekdays`, or a day for the lesson below `days`.",
    Severity.WARNING,
)
SCHEDULE_CLASH = Rule(
    "schedule-clash",
    "two lessons have the same day, or a lesson has two",
    "days: [{lesson: one, date: 2027-03-01}, {lesson: two, date: 2027-03-01}]",
    "Give one of them another day; or leave it, if you hold both.",
    Severity.WARNING,
)
SCHEDULE_ORDER = Rule(
    "schedule-order",
    "a lesson is held before one that comes before it in the course",
    "days: [{lesson: two, date: 2027-01-01}]",
    "Correct the day; or change the order of lessons.",
    Severity.WARNING,
)
SCHEDULE_HOLIDAY = Rule(
    "schedule-holiday",
    "a holiday is not within the term, or a lesson is held on one",
    "holidays: [2026-12-24]",
    "Correct the date, or take it out.",
    Severity.WARNING,
)
SCHEDULE_TIME = Rule(
    "schedule-time",
    "a lesson ends before it begins, or when it begins",
    "time: 10:15-9:45",
    "Write from when to when, such as 10:15-11:45; hours count to 24.",
)
RULES = (SCHEDULE_TIME, SCHEDULE_DAY, SCHEDULE_UNFINISHED, SCHEDULE_CLASH, SCHEDULE_ORDER, SCHEDULE_HOLIDAY)


def schedule_is_in_order(woven: Woven) -> Iterator[Problem]:
    """Report what is wrong with the schedule. If a date in it cannot be read or is no day, nothing else is told."""
    course = woven.project.course
    schedule = course.schedule
    if schedule is None:
        return
    dates = [schedule.begins, *(one.date for one in schedule.days)]
    if any(when and when.edtf == UNREAD for when in dates):
        return
    no_days = list(_no_days(schedule))
    if no_days:
        yield from no_days
        return
    held = hours(schedule)
    if held and held[0] >= held[1]:
        found = f"a lesson that begins at {held[0]} cannot end at {held[1]}"
        yield SCHEDULE_TIME.at(schedule.place("time"), found, "write 13:15-14:45 for the afternoon")
    days = lesson_days(course)
    yield from _twice(schedule)
    yield from _order(course, schedule, days)
    unfinished = list(_unfinished(course, schedule, days))
    yield from unfinished or _holidays(schedule, days)


def _no_days(schedule: Schedule) -> Iterator[Problem]:
    fix = "write the day, such as 2027-02-01"
    if schedule.begins and single_day(schedule.begins) is None:
        yield SCHEDULE_DAY.at(schedule.place("begins"), f"“{schedule.begins.edtf}” is no single day", fix)
    for one in schedule.days:
        if single_day(one.date) is None:
            yield SCHEDULE_DAY.at(one.place("date"), f"“{one.date.edtf}” is no single day", fix)


def _unfinished(course: CourseFile, schedule: Schedule, days: Mapping[str, Day]) -> Iterator[Problem]:
    """Report that lessons have no day, once: a schedule without class days gives one to none."""
    left = [id_ for id_ in course.lessons if id_ not in days]
    if not left:
        return
    missing = [name for name in ("begins", "weekdays") if not getattr(schedule, name)]
    why = f"the schedule has no `{'` and no `'.join(missing)}`" if missing else "no class day is left"
    more = f" and {len(left) - 1} more have no day" if len(left) > 1 else " has no day"
    yield SCHEDULE_UNFINISHED.at(
        course.place("schedule"),
        f"{why}, so the lesson “{left[0]}”{more}",
        "write `begins: 2027-02-01` and `weekdays: [monday]`, or a day for each lesson below `days:`"
        if missing
        else "end the holidays earlier",
    )


def _twice(schedule: Schedule) -> Iterator[Problem]:
    seen: set[str] = set()
    for one in schedule.days:
        if one.lesson in seen:
            yield SCHEDULE_CLASH.at(
                one.place("lesson"), f"the lesson “{one.lesson}” has two days", "take one of them out"
            )
        seen.add(one.lesson)


def _order(course: CourseFile, schedule: Schedule, days: Mapping[str, Day]) -> Iterator[Problem]:
    """Report lessons with a day on which another is held, or which are held before one that comes before them."""
    places = {one.lesson: one.place("date") for one in schedule.days}
    held: dict[Day, str] = {}
    latest = ""
    for lesson, day in days.items():
        place = places.get(lesson) or places.get(held.get(day, ""), course.place("schedule"))
        if day in held:
            found = f"“{held[day]}” and “{lesson}” are both held on {iso(day)}"
            yield SCHEDULE_CLASH.at(
                place, found, "give one of them another day; or leave it, if you hold both"
            )
        elif latest and day < days[latest]:
            found = f"“{lesson}” is held on {iso(day)}, and “{latest}”, which comes before it, on {iso(days[latest])}"
            yield SCHEDULE_ORDER.at(place, found, "correct the day; or change the order of `lessons`")
        held.setdefault(day, lesson)
        latest = lesson if not latest or day > days[latest] else latest


def _outside(schedule: Schedule, numbers: list[int], one: str, many: str, when: str) -> Iterator[Problem]:
    """Report the holidays that are not within the term, once: a list of a whole year may have been pasted."""
    if not numbers:
        return
    named = f"“{schedule.holidays[numbers[0]].edtf}”"
    others = len(numbers) - 1
    found = (
        f"the holidays {named} and {others} more {many} {when}"
        if others
        else f"the holiday {named} {one} {when}"
    )
    fix = "correct their years, or take them out" if others else "correct its year, or take it out"
    yield SCHEDULE_HOLIDAY.at(schedule.place("holidays", numbers[0]), found, fix)


def _holidays(schedule: Schedule, days: Mapping[str, Day]) -> Iterator[Problem]:
    begins = single_day(schedule.begins) if schedule.begins else None
    term = list(chain(filter(None, [begins]), days.values()))
    first, last = (min(term), max(term)) if term else (EARLIEST, LATEST)
    numbered = list(enumerate(schedule.holidays))
    over = [number for number, holiday in numbered if holiday.last < first]
    to_come = [number for number, holiday in numbered if holiday.first > last]
    yield from _outside(schedule, over, "is over", "are over", f"before the first day, {iso(first)}")
    yield from _outside(
        schedule, to_come, "begins", "begin", f"after the last lesson, which is on {iso(last)}"
    )
    for one in schedule.days:
        day = single_day(one.date)
        closed = next((when for when in schedule.holidays if day and includes(when, day)), None)
        if closed:
            found = f"“{one.lesson}” is held on {iso(one.date.first)}, a holiday (“{closed.edtf}”)"
            yield SCHEDULE_HOLIDAY.at(one.place("date"), found, "give the lesson another day, or the holiday")
