"""Read EDTF dates: the days they span, how certain they are, and words to print.

It reads a part of the Extended Date/Time Format (ISO 8601-2:2019): years, months, days and intervals of level 0,
and the signs of level 1 for uncertain and approximate dates.
"""

import re
from calendar import monthrange
from dataclasses import dataclass

Day = tuple[int, int, int]
"""Year, month, day."""

UNREAD = "0000/9999"
"""Replaces a date that cannot be read, so that the rest of its record can still be checked."""

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_SURE = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


@dataclass(frozen=True, slots=True)
class Point:
    """One date: a day, a month or a year."""

    iso: str
    """For HTML's `datetime` attribute: 1963-03-02, 1963-03 or 1963."""
    words: str
    """As readers see it: “2 March 1963”."""
    sure: str
    """Printed before the words: empty, “about ”, “perhaps ” or “perhaps about ”."""


@dataclass(frozen=True, slots=True)
class When:
    """A date or an interval, as its author wrote it."""

    points: tuple[Point, ...]
    """One point, or the first and the last of an interval."""
    first: Day
    last: Day

    @property
    def words(self) -> str:
        """The date or interval in words, without markup."""
        return " to ".join(point.sure + point.words for point in self.points)


_POINT = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?(?P<sure>[~?%]?)")


def read_date(edtf: str) -> When | None:
    """Return the date or interval in `edtf`, or `None` if it is not EDTF or ends before it begins."""
    parts = [_part(part) for part in edtf.split("/", 2)]
    read = [part for part in parts if part]
    if len(read) < len(parts) or len(parts) > 2:
        return None
    first, last = read[0][1], read[-1][2]
    return When(tuple(point for point, _, _ in read), first, last) if first <= last else None


def _part(text: str) -> tuple[Point, Day, Day] | None:
    """Return a year, month or day with its first and last day, or `None` if `text` is none of these."""
    found = _POINT.fullmatch(text)
    if not found:
        return None
    year, month, day = int(found["year"]), int(found["month"] or 0), int(found["day"] or 0)
    if found["month"] and not 1 <= month <= 12:
        return None
    ends = monthrange(year, month or 12)[1]
    longest = 29 if month == 2 else ends  # the Julian calendar has a 29 February in years such as 1900
    if found["day"] and not 1 <= day <= longest:
        return None
    words = [str(day)] * bool(day) + [_MONTHS[month - 1]] * bool(month) + [found["year"]]
    point = Point(text.removesuffix(found["sure"]), " ".join(words), _SURE[found["sure"]])
    return point, (year, month or 1, day or 1), (year, month or 12, day or ends)


_YEARS = re.compile(r"(\d{3,4})\s*(?:[-–—/]|to|until)\s*(\d{3,4})")
_DECADE = re.compile(r"(\d{2,3})0s")
_DOUBT = re.compile(r"^(?:perhaps|maybe|possibly|probably)\s+|\s*\(?\?\)?$", re.IGNORECASE)
_PLAIN = re.compile(
    rf"(?:\d++(?:st|nd|rd|th)?|{'|'.join(f'{month[:3]}(?:{month[3:]})?[.]?' for month in _MONTHS)}|of|the"
    r"|c[.]?|ca[.]?|circa|about|around|approximately|[~ ,-])+",
    re.IGNORECASE,
)
"""Matches text of which the edtf package loses no word. 1/2/1963 and 1.2.1963 do not match: they are ambiguous."""


def likely_date(words: str) -> str | None:
    """Return the EDTF that `words` such as “c. May 1850” seem to mean, or `None` if it would be a guess."""
    from edtf import text_to_edtf  # here, since it is slow to import and only a mistake needs it

    if years := _YEARS.fullmatch(words):
        return f"{years[1]}/{years[2]}"
    if decade := _DECADE.fullmatch(words):
        return f"{decade[1]}0/{decade[1]}9"
    sure = _DOUBT.sub("", words)
    meant = text_to_edtf(sure) if _PLAIN.fullmatch(sure) else None
    if not meant or not read_date(meant) or not _numbers(sure) <= _numbers(meant):
        return None
    return meant if sure == words else f"{meant.rstrip('~?%')}?"


def _numbers(text: str) -> set[int]:
    return {int(digits) for digits in re.findall(r"\d+", text)}
