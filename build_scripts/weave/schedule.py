"""Find the day of each lesson: its own, or the next class day when its turn comes."""

import re
from calendar import monthrange
from collections.abc import Iterator, Mapping

from ..read.course import CourseFile, Schedule, Weekday
from ..shared.dates import EARLIEST, LATEST, Day, When, next_day, weekday_of

_MOST_DAYS = 3660
"""The most days that are looked through for class days: ten years. A holiday may have no end."""


def lesson_days(course: CourseFile) -> Mapping[str, Day]:
    """Return the days of the lessons by their ids, in the order of the course, without lessons that have none.

    A lesson with a day of its own is held on it. Each other one is held on the next class day, after all lessons
    before it.
    """
    schedule = course.schedule
    if schedule is None:
        return {}
    own = {one.lesson: day for one in schedule.days if (day := single_day(one.date))}
    found: dict[str, Day] = {}
    free, last = iter(class_days(schedule)), EARLIEST
    for lesson in course.lessons:
        day = own.get(lesson) or next((one for one in free if one > last), None)
        if day:
            found[lesson] = day
            last = max(last, day)
    return found


def class_days(schedule: Schedule) -> Iterator[Day]:
    """Yield the days on which a lesson can be held, from the first day of the term, without holidays."""
    begins = single_day(schedule.begins) if schedule.begins else None
    weekdays = {list(Weekday).index(one) for one in schedule.weekdays}
    if begins is None or not weekdays:
        return
    day = begins
    for _ in range(_MOST_DAYS):
        if day >= LATEST:
            return
        if weekday_of(day) in weekdays and not any(includes(one, day) for one in schedule.holidays):
            yield day
        day = next_day(day)


def hours(schedule: Schedule | None) -> tuple[str, str] | None:
    """Return when lessons begin and end, such as `09:15` and `10:45`; `None` if the schedule does not say it."""
    if schedule is None or schedule.time is None:
        return None
    first, last = (one.strip().replace(".", ":").zfill(5) for one in re.split("[-–]", schedule.time))
    return first, last


def includes(when: When, day: Day) -> bool:
    """Return whether a day is within a date or an interval."""
    return when.first <= day <= when.last


def single_day(when: When) -> Day | None:
    """Return the day that a date names; `None` if it names more than one, or none of our calendar."""
    year, month, day = when.first
    if when.first != when.last or year < 1 or day > monthrange(year, month)[1]:
        return None  # 29 February in the Julian calendar is none of ours
    return when.first
