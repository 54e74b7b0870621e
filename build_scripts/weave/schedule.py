"""Find the day of each lesson: its own, or the next class day when its turn comes."""

from collections.abc import Iterator, Mapping
from datetime import date

from ..read.course import CourseFile, Schedule, Weekday
from ..shared.dates import Day, When

_MOST_DAYS = 3660
"""The most days that are looked through for class days: ten years. A holiday may have no end."""


def lesson_days(course: CourseFile) -> Mapping[str, date]:
    """Return the days of the lessons by their ids, in the order of the course, without lessons that have none.

    A lesson with a day of its own is held on it. Each other one is held on the next class day, after all lessons
    before it.
    """
    schedule = course.schedule
    if schedule is None:
        return {}
    own = {one.lesson: day for one in schedule.days if (day := single_day(one.date))}
    found: dict[str, date] = {}
    free, last = iter(class_days(schedule)), date.min
    for lesson in course.lessons:
        day = own.get(lesson) or next((one for one in free if one > last), None)
        if day:
            found[lesson] = day
            last = max(last, day)
    return found


def class_days(schedule: Schedule) -> Iterator[date]:
    """Yield the days on which a lesson can be held, from the first day of the term, without holidays."""
    begins = single_day(schedule.begins) if schedule.begins else None
    weekdays = {list(Weekday).index(one) for one in schedule.weekdays}
    if begins is None or not weekdays:
        return
    first = begins.toordinal()
    for number in range(first, min(first + _MOST_DAYS, date.max.toordinal())):
        day = date.fromordinal(number)
        if day.weekday() in weekdays and not any(includes(one, day) for one in schedule.holidays):
            yield day


def includes(when: When, day: date) -> bool:
    """Return whether a day is within a date or an interval."""
    return when.first <= _parts(day) <= when.last


def single_day(when: When) -> date | None:
    """Return the day that a date names; `None` if it names more than one, or none of our calendar."""
    if when.first != when.last:
        return None
    try:
        return date(*when.first)
    except ValueError:  # before the year 1, or 29 February in the Julian calendar
        return None


def _parts(day: date) -> Day:
    return day.year, day.month, day.day
