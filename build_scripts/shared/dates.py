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

MONTHS = (
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
)
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
    words = [str(day)] * bool(day) + [MONTHS[month - 1]] * bool(month) + [found["year"]]
    point = Point(text.removesuffix(found["sure"]), " ".join(words), _SURE[found["sure"]])
    return point, (year, month or 1, day or 1), (year, month or 12, day or ends)


_YEARS = re.compile(r"(\d{3,4})\s*(?:[-–—/]|to|until)\s*(\d{3,4})")
_DECADE = re.compile(r"(\d{2,3})0s")
_DOUBT = re.compile(r"^(?:perhaps|maybe|possibly|probably)\s+|\s*\(?\?\)?$", re.IGNORECASE)
_ABOUT = re.compile(r"(?<![a-z])(?:c|ca|circa|about|around|approximately)(?![a-z])[.]?|~")
_BETWEEN = re.compile(r"(?:[ ,-]|\b(?:of|the)\b)+")
_YEAR, _DAY, _NUMBER = r"(?P<year>[0-9]{3,4})", r"(?P<day>[0-9]{1,2})", r"(?P<month>[0-9]{1,2})"
_NTH = f"{_DAY}(?:st|nd|rd|th)?"
_NAME = rf"(?P<month>{'|'.join(f'{month[:3]}(?:{month[3:]})?' for month in MONTHS).lower()})[.]?"
_ORDERS = tuple(
    re.compile(order)
    for order in (
        _YEAR,
        f"{_NAME} {_YEAR}",
        f"{_YEAR} {_NAME}",
        f"{_NTH} {_NAME} {_YEAR}",
        f"{_NAME} {_NTH} {_YEAR}",
        f"{_YEAR} {_NAME} {_NTH}",
        f"{_YEAR} {_NUMBER}",
        f"{_YEAR} {_NUMBER} {_DAY}",
        f"{_NUMBER} {_YEAR}",
    )
)
"""The parts of a date, in the orders that have one meaning. 1/2/1963, 1.2.1963 and 1-2-1963 are ambiguous."""


def likely_date(words: str) -> str | None:
    """Return the EDTF that `words` such as “c. May 1850” seem to mean, or `None` if it would be a guess."""
    if years := _YEARS.fullmatch(words):
        return f"{years[1]}/{years[2]}"
    if decade := _DECADE.fullmatch(words):
        return f"{decade[1]}0/{decade[1]}9"
    sure = _DOUBT.sub("", words)
    bare = _ABOUT.sub(" ", sure.lower())
    parts = _BETWEEN.sub(" ", bare).strip()
    found = next((found for order in _ORDERS if (found := order.fullmatch(parts))), None)
    meant = _written(**found.groupdict()) if found else ""
    if not read_date(meant):
        return None
    if sure != words:
        return f"{meant}?"
    return meant if bare == sure.lower() else f"{meant}~"


def _written(year: str, month: str = "", day: str = "") -> str:
    """Return a date in EDTF; a month may be a name."""
    names = [name[:3].lower() for name in MONTHS]
    number = names.index(month[:3]) + 1 if month.isalpha() else month
    return "-".join([f"{int(year):04}", *(f"{int(part):02}" for part in (number, day) if part)])
