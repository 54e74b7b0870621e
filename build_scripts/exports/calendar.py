"""Write the days of the lessons as a calendar (iCalendar, RFC 5545)."""

import re
from collections.abc import Iterator

from ..shared.dates import Day, iso, next_day
from ..show.lesson import LessonPage
from ..weave.schedule import hours
from .material import Material

_LONGEST = 75
"""The most bytes of a line; what is longer goes on in the next, after a space."""
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f]")


def is_there(material: Material) -> bool:
    """Return whether lessons have days."""
    return bool(material.site.days)


def ics(material: Material) -> bytes:
    """Return an event for each lesson that has a day: all of it, or the hours of the schedule.

    They are those of the place, whatever the zone: a course does not know in which it is held.

    Ids are those of the course and the lesson, so that a second import moves the events of the first.
    """
    course = material.site.woven.project.course
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//build_scripts//course//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(course.title)}",
        *(line for lesson in material.lessons for line in _event(material, lesson)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def _event(material: Material, lesson: LessonPage) -> Iterator[str]:
    day = material.site.days.get(lesson.id)
    if day is None:
        return
    title = material.site.language.say("Lesson {number}: {title}", number=lesson.number, title=lesson.title)
    address = material.locate(material.site.addresses[f"lesson:{lesson.id}"])
    yield "BEGIN:VEVENT"
    yield f"UID:{lesson.id}@{lesson.course.id}"
    yield f"DTSTAMP:{_written(day)}T000000Z"  # not when it was made: the same course gives the same bytes
    held = hours(material.site.woven.project.course.schedule)
    if held:
        first, last = (f"{_written(day)}T{one.replace(':', '')}00" for one in held)
        yield f"DTSTART:{first}"
        yield f"DTEND:{last}"
    else:
        yield f"DTSTART;VALUE=DATE:{_written(day)}"
        yield f"DTEND;VALUE=DATE:{_written(next_day(day))}"
    yield f"SUMMARY:{_text(title)}"
    yield f"DESCRIPTION:{_text(lesson.description)}"
    if address:
        yield f"URL:{_UNSEEN.sub('', address)}"
    if not held:
        yield "TRANSP:TRANSPARENT"  # who has a lesson on a day is not away all day
    yield "END:VEVENT"


def _written(day: Day) -> str:
    return iso(day).replace("-", "")


def _text(words: str) -> str:
    """Return a text with its signs escaped (RFC 5545, 3.3.11)."""
    escaped = re.sub(r"([\\;,])", r"\\\1", words)
    return _UNSEEN.sub("", re.sub(r"\r\n|\r|\n", r"\\n", escaped))


def _folded(line: str) -> str:
    """Return a line in parts of at most 75 bytes, none of which cuts a letter."""
    parts, size = [""], 0
    for sign in line:
        width = len(sign.encode())
        if size + width > _LONGEST:
            parts.append("")
            size = 1  # the space
        parts[-1] += sign
        size += width
    return "\r\n ".join(parts)
