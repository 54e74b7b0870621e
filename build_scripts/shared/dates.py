"""EDTF text in; out come the days it spans, how sure it is, and words to print.

Level 0 and level 1 of the Extended Date/Time Format (ISO 8601-2:2019), read by `edtf`.
"""

import re
from dataclasses import dataclass
from functools import cache

from edtf import text_to_edtf
from edtf.parser.grammar import level0Expression, level1Expression
from pyparsing import ParseException

Day = tuple[int, int, int]
"""Year, month, day."""

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
    """As HTML's `datetime` wants it: 1963-03-02, 1963-03 or 1963."""
    words: str
    """As readers see it: “2 March 1963”."""
    sure: str
    """Empty, or “about ” or “perhaps ”, to print before the words."""


@dataclass(frozen=True, slots=True)
class When:
    """A date or an interval, as its author wrote it."""

    points: tuple[Point, ...]
    """One point, or the first and the last of an interval."""
    first: Day
    last: Day

    @property
    def words(self) -> str:
        """The whole in words, for places that hold no markup."""
        return " to ".join(point.sure + point.words for point in self.points)


@cache
def read_date(edtf: str) -> When | None:
    """Return the date that `edtf` spells, or `None` when it is not EDTF of level 0 or 1, or ends before it begins."""
    for grammar in (level0Expression, level1Expression):
        try:
            parsed = grammar.parse_string(edtf, parse_all=True)[0]
            first, last = parsed.lower_strict()[:3], parsed.upper_strict()[:3]
        except (ParseException, ValueError, AttributeError, TypeError):
            continue
        points = tuple(_point(part) for part in edtf.split("/"))
        if first > last:
            return None
        return When(points, tuple(first), tuple(last)) if all(points) else None  # type: ignore[arg-type]
    return None


def _point(part: str) -> Point | None:
    iso = part.rstrip("~?%")
    numbers = iso.split("-")
    if not all(number.isdigit() for number in numbers) or not 1 <= len(numbers) <= 3:
        return None
    year, *rest = numbers
    if rest and not 1 <= int(rest[0]) <= len(_MONTHS):  # EDTF's seasons, from 21
        return None
    month = [_MONTHS[int(rest[0]) - 1]] if rest else []
    day = [str(int(rest[1]))] if len(rest) > 1 else []
    return Point(iso, " ".join([*day, *month, year]), _SURE[part[len(iso) :]])


_YEARS = re.compile(r"(\d{3,4})\s*(?:[-–—/]|to|until)\s*(\d{3,4})")
_DECADE = re.compile(r"(\d{2,3})0s")
_DOUBT = re.compile(r"^(?:perhaps|maybe|possibly|probably)\s+|\s*\(?\?\)?$", re.IGNORECASE)
_PLAIN = re.compile(
    rf"(?:\d++(?:st|nd|rd|th)?|{'|'.join(f'{month[:3]}(?:{month[3:]})?[.]?' for month in _MONTHS)}|of|the"
    r"|c[.]?|ca[.]?|circa|about|around|approximately|[~ ,-])+",
    re.IGNORECASE,
)
"""Words of which none would be lost. A day before its month is one only where the month has a name."""


def likely_date(words: str) -> str | None:
    """Return the EDTF that `words` such as “c. May 1850” seem to mean, or `None` where it would be a guess."""
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
