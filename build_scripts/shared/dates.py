"""Read EDTF dates: the days they span, how certain they are, and words to print.

It reads the Extended Date/Time Format (ISO 8601-2:2019), levels 0 and 1: years (also before Christ), months, days,
seasons (`1950-21`), decades and centuries (`195X`, `18XX`), days and months that are not known (`1957-XX`), intervals,
also open ones (`2013/..`), and the signs for uncertain and approximate dates. Times of day and years of more than four
digits are not read. Years are counted as EDTF counts them: the year 0 is 1 BCE, and -43 is 44 BCE.
"""

import re
from calendar import monthrange, weekday
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

Day = tuple[int, int, int]
"""Year, month, day."""

UNREAD = "0000/9999"
"""Replaces a date that cannot be read, so that the rest of its record can still be checked."""
EARLIEST: Day = (-9999, 1, 1)
LATEST: Day = (9999, 12, 31)
"""The first and the last day of intervals that are open."""

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
SEASONS = ("spring", "summer", "autumn", "winter")
_SURE = {"": "", "~": "about ", "?": "perhaps ", "%": "perhaps about "}


class Unit(StrEnum):
    """What a date names."""

    DAY = "day"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Edge(StrEnum):
    """Whether an interval has a beginning, or an end."""

    KNOWN = "known"
    OPEN = "open"
    """There is none: it goes on."""
    UNKNOWN = "unknown"
    """There is one, and nobody knows when."""


@dataclass(frozen=True, slots=True)
class Point:
    """One date: a day, a month, a season, a year, a decade or a century."""

    unit: Unit
    year: int
    """The first one of a decade or a century. The year 0 is 1 BCE."""
    month: int = 0
    """From 1; of a season, its number from 1, which is spring. 0 if only a year is named."""
    day: int = 0
    sure: str = ""
    """Printed before the words: empty, “about ”, “perhaps ” or “perhaps about ”."""

    @property
    def iso(self) -> str:
        """For HTML's `datetime` attribute: 1963-03-02, 1963-03 or 1963. Empty if that has no form for it."""
        if self.year < 1 or self.unit in (Unit.DECADE, Unit.CENTURY):
            return ""
        parts = (self.month, self.day) if self.unit in (Unit.DAY, Unit.MONTH) else ()
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in parts if part)])

    @property
    def edtf(self) -> str:
        """As it is written in a file: `1963-03-02~`."""
        sign = next(sign for sign, words in _SURE.items() if words == self.sure)
        match self.unit:
            case Unit.CENTURY:
                return f"{self.year // 100:02}XX{sign}"
            case Unit.DECADE:
                return f"{self.year // 10:03}X{sign}"
        month = self.month + 20 if self.unit is Unit.SEASON else self.month
        return "-".join([_signed(self.year), *(f"{part:02}" for part in (month, self.day) if part)]) + sign

    @property
    def words(self) -> str:
        """As readers see it: “2 March 1963”."""
        match self.unit:
            case Unit.CENTURY:
                return f"{ordinal(self.century)} century"
            case Unit.DECADE:
                return f"{self.year}s"
            case Unit.SEASON:
                return f"{SEASONS[self.month - 1]} {year_in_words(self.year)}"
        named = [str(self.day)] * bool(self.day) + [MONTHS[self.month - 1]] * bool(self.month)
        return " ".join([*named, year_in_words(self.year)])

    @property
    def century(self) -> int:
        """The number of the century that begins with its year: 19 for 1800."""
        return self.year // 100 + 1


@dataclass(frozen=True, slots=True)
class When:
    """A date or an interval, as its author wrote it."""

    points: tuple[Point, ...]
    """One point, or the first and the last of an interval; only one if the other is open or unknown."""
    first: Day
    last: Day
    begins: Edge = Edge.KNOWN
    ends: Edge = Edge.KNOWN

    @property
    def edtf(self) -> str:
        """The date or interval as it is written in a file."""
        edges = {Edge.KNOWN: "", Edge.OPEN: "..", Edge.UNKNOWN: ""}
        said = "/".join(point.edtf for point in self.points)
        before = "" if self.begins is Edge.KNOWN else f"{edges[self.begins]}/"
        return before + said + ("" if self.ends is Edge.KNOWN else f"/{edges[self.ends]}")

    @property
    def words(self) -> str:
        """The date or interval in words, without markup."""
        said = " to ".join(point.sure + point.words for point in self.points)
        return _EDGES[self.begins, self.ends].format(date=said)


_EDGES = {
    (Edge.KNOWN, Edge.KNOWN): "{date}",
    (Edge.KNOWN, Edge.OPEN): "since {date}",
    (Edge.OPEN, Edge.KNOWN): "until {date}",
    (Edge.KNOWN, Edge.UNKNOWN): "from {date}, until when is not known",
    (Edge.UNKNOWN, Edge.KNOWN): "until {date}, since when is not known",
}


def iso(day: Day) -> str:
    """Return a day from the year 1 on as ISO 8601 has it."""
    return "-".join(f"{part:0{width}}" for part, width in zip(day, (4, 2, 2), strict=True))


def weekday_of(day: Day) -> int:
    """Return the day of the week of a day from the year 1 on: 0 is Monday."""
    return weekday(*day)


def next_day(day: Day) -> Day:
    """Return the day after a day."""
    year, month, number = day
    if number < monthrange(year, month)[1]:
        return year, month, number + 1
    return (year, month + 1, 1) if month < 12 else (year + 1, 1, 1)


def ordinal(number: int) -> str:
    """Return a number as English counts with it: `1st`, `2nd`, `11th`."""
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th") if number // 10 % 10 != 1 else "th"
    return f"{number}{ending}"


def roman(number: int) -> str:
    """Return a number below 40 as a Roman numeral."""
    return "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]


def year_in_words(year: int) -> str:
    """Return a year as readers see it: with its era before the year 100, where it would look like a day."""
    if year < 1:
        return f"{1 - year} BCE"
    return f"{year} CE" if year < 100 else str(year)


_POINT = re.compile(
    r"(?P<year>-?[0-9]{4})(?:-(?P<month>[0-9]{2}|XX)(?:-(?P<day>[0-9]{2}|XX))?)?(?P<sure>[~?%]?)"
)
_YEARS = re.compile(r"(?P<known>[0-9]{2}(?:[0-9]X|XX))(?P<sure>[~?%]?)")
_MONTHS_OF_SEASON = ((3, 5), (6, 8), (9, 11), (12, 12))
"""The first and the last month of each. EDTF has winter come last: it is where a year ends."""


def read_date(edtf: str) -> When | None:
    """Return the date or interval in `edtf`, or `None` if it is not EDTF or ends before it begins."""
    parts = edtf.split("/", 2)
    if len(parts) > 2:
        return None
    if len(parts) == 2 and ("" in parts or ".." in parts):
        return _open(*parts)
    read = [part for part in map(_part, parts) if part]
    if len(read) < len(parts):
        return None
    first, last = read[0][1], read[-1][2]
    return When(tuple(point for point, _, _ in read), first, last) if first <= last else None


def _open(since: str, until: str) -> When | None:
    """Return an interval without a beginning or an end, or of which one is not known."""
    begins, ends = (
        {"": Edge.UNKNOWN, "..": Edge.OPEN}.get(part.strip(), Edge.KNOWN) for part in (since, until)
    )
    read = _part(since if begins is Edge.KNOWN else until)
    if read is None:
        return None
    point, first, last = read
    earliest = EARLIEST if begins is Edge.OPEN else first
    latest = LATEST if ends is Edge.OPEN else last
    return When((point,), earliest, latest, begins, ends)


def _part(text: str) -> tuple[Point, Day, Day] | None:
    """Return one date with its first and last day, or `None` if `text` is none."""
    if found := _YEARS.fullmatch(text):
        known = found["known"]
        first, last = int(known.replace("X", "0")), int(known.replace("X", "9"))
        unit = Unit.CENTURY if known.endswith("XX") else Unit.DECADE
        return Point(unit, first, sure=_SURE[found["sure"]]), (first, 1, 1), (last, 12, 31)
    found = _POINT.fullmatch(text)
    if not found or found["year"] == "-0000":
        return None
    year, sure = int(found["year"]), _SURE[found["sure"]]
    month, day = (int((found[name] or "0").replace("XX", "0")) for name in ("month", "day"))
    if 21 <= month <= 24 and found["day"] is None:
        since, until = _MONTHS_OF_SEASON[month - 21]
        ends = (year, until, monthrange(year, until)[1])
        return Point(Unit.SEASON, year, month - 20, sure=sure), (year, since, 1), ends
    if month > 12 or found["month"] == "00" or found["day"] == "00" or (day and not month):
        return None
    longest = monthrange(year, month or 12)[1]
    if day > (29 if month == 2 else longest):  # the Julian calendar has a 29 February in years such as 1900
        return None
    unit = Unit.DAY if day else Unit.MONTH if month else Unit.YEAR
    return (
        Point(unit, year, month, day, sure),
        (year, month or 1, day or 1),
        (year, month or 12, day or longest),
    )


_LONGEST = 80
"""Letters of the longest words for a date."""
_DOUBT = re.compile(r"^(?:perhaps|maybe|possibly|probably|vermutlich|peut-être|quizás?)\s+|\s*\(?\?\)?$")
_ABOUT = re.compile(
    r"(?<![a-zà-ÿ])(?:c|ca|circa|about|around|approximately|um|etwa|ungefähr|vers|environ|hacia)(?![a-zà-ÿ])[.]?|~"
)
_ERA = re.compile(
    r"(?P<before>\b(?:b\.? ?c\.?(?: ?e\.?)?|v\. ?chr\.?|av\. ?j\.?-?c\.?|a\. ?c\.?)(?![a-zà-ÿ]))"
    r"|\b(?:a\. ?d\.?|ad|c\. ?e\.?|ce|n\. ?chr\.?|apr\. ?j\.?-?c\.?|d\. ?c\.?)(?![a-zà-ÿ])"
)
"""Words for the years before and after Christ."""
_LAST_NUMBER = re.compile(r"[0-9]{1,3}$")
_SINCE = re.compile(
    r"(?:since|seit|depuis|desde) (?P<a>.+)|from (?P<b>[^-]+?) on(?:wards?)?|(?P<c>.+?) onwards?"
    r"|(?:from )?(?P<d>.+?) ?(?:-|to|until|till|bis) ?(?:(?:the )?present|today|now|heute)|(?P<e>.+?) ?-"
)
_UNTIL = re.compile(r"(?:until|till|up to|bis|jusqu['’]en|hasta) (?P<a>.+)|- ?(?P<b>[0-9]{3,4})")
_FROM_TO = re.compile(
    r"(?:from |between |von |zwischen |entre |de )?(?P<since>.+?)(?: ?(?<![0-9])-(?![0-9]) ?| - | ?/ ?| (?:to|until|till|and|bis|und|à|et|y|a) )(?P<until>.+)"
)
_YEAR_TO_YEAR = re.compile(
    r"(?P<since>(?:[^\W\d]{1,13}[. ]{1,2})?[0-9]{1,4}s?) ?- ?(?P<until>[0-9]{1,4}s?(?: [^\d]{2,9})?)"
)
_SHORT_YEARS = re.compile(r"(?P<century>[0-9]{2})(?P<since>[0-9]{2}) ?[-/] ?(?P<until>[0-9]{2})")
_PART_OF = re.compile(
    r"(?:(?:in )?the )?(?:early|mid|middle|late|beginning|end|anfang|mitte|ende)(?: of the | of | in |[ -])(?:the |der |des )?"
    r"(?=.*(?:s|century|c\.?|er|[0-9]{4})$)"
)
"""Words for a part of a time. EDTF has none, so the whole is proposed, and people see in words what that says."""
_DECADE = re.compile(r"(?:the )?(?P<decade>[0-9]{3})(?:0['’]?s|0er(?: jahren?)?|[xu_-])")
_HUNDRED = re.compile(r"(?:the )?(?P<century>1?[0-9])00['’]?s")
"""The 1800s are a century rather than ten years; the 2000s are not over."""
_CENTURY = re.compile(
    r"(?:the |le |el )?(?:(?P<nth>[0-9]{1,2})(?:st|nd|rd|th|\.|e|ème)?|(?P<roman>[ivx]+)(?:e|ème)?|(?P<word>[a-z-]+))"
    r"[ -](?:century|cent\.?|c\.?|jahrhunderts?|jh\.?|jhd?t?\.?|siècle|s\.)|siglo (?P<siglo>[ivx]+|[0-9]{1,2})"
    r"|(?P<first>[0-9]{2})(?:uu|xx|--|__)"
)
_NTH_WORDS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth",
    "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth",
    "twenty-first",
)  # fmt: skip
_SEASON_NAMES = (
    ("spring", "frühling", "frühjahr", "printemps", "primavera"),
    ("summer", "sommer", "été", "verano"),
    ("autumn", "fall", "herbst", "automne", "otoño"),
    ("winter", "hiver", "invierno"),
)
_SEASON = re.compile(
    rf"(?:the |in |im |(?P<first>[0-9]{{3,4}}) )?(?P<season>{'|'.join(name for names in _SEASON_NAMES for name in names)})"
    r"(?: of| de)?,?(?: (?P<year>[0-9]{3,4}))?"
)
_MONTH_NAMES = (
    ("january", "jan", "januar", "jänner", "janvier", "janv", "enero", "ene"),
    ("february", "feb", "februar", "février", "févr", "febrero"),
    ("march", "mar", "märz", "mars", "marzo"),
    ("april", "apr", "avril", "avr", "abril", "abr"),
    ("may", "mai", "mayo"),
    ("june", "jun", "juni", "juin", "junio"),
    ("july", "jul", "juli", "juillet", "juil", "julio"),
    ("august", "aug", "août", "agosto", "ago"),
    ("september", "sep", "sept", "septembre", "septiembre"),
    ("october", "oct", "oktober", "okt", "octobre", "octubre"),
    ("november", "nov", "novembre", "noviembre"),
    ("december", "dec", "dezember", "dez", "décembre", "déc", "diciembre", "dic"),
)
"""In English, German, French and Spanish."""
_MONTH = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names}
_BETWEEN = re.compile(r"(?:[ ,-]|\b(?:of|the|de|del)\b)+")
_YEAR, _DAY, _NUMBER = r"(?P<year>[0-9]{3,4})", r"(?P<day>[0-9]{1,2})", r"(?P<month>[0-9]{1,2})"
_NTH = f"{_DAY}(?:st|nd|rd|th|er|\\.)?"
_NAME = rf"(?P<month>{'|'.join(sorted(_MONTH, key=len, reverse=True))})[.]?"
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
        f"{_YEAR}[./]{_NUMBER}[./]{_DAY}",
        f"{_NUMBER} {_YEAR}",
        f"{_NUMBER}[./]{_YEAR}",
        rf"{_DAY}\. ?{_NUMBER}\. ?{_YEAR}",
    )
)
"""The parts of a date, in the orders that have one meaning. Dots are written where the day comes first."""
_EITHER = re.compile(r"(?P<one>[0-9]{1,2})([/ -])(?P<other>[0-9]{1,2})\2(?P<year>[0-9]{4})")
"""Two numbers before a year. People write the day or the month first, so it may be a guess which is which."""
_HAN = re.compile(r"(?P<year>[0-9]{3,4})年(?:(?P<month>[0-9]{1,2})月(?:(?P<day>[0-9]{1,2})[日号])?)?")
_SHARED = re.compile(
    r"(?P<one>[0-9]{1,2}[a-z.]{0,2}|[^\W\d]+) ?- ?(?P<rest>(?P<other>[0-9]{1,2}[a-z.]{0,2}|[^\W\d]+) .*)"
)
"""Two days, months or centuries that share what follows: `1-3 May 1950`."""


def likely_date(words: str) -> str | None:
    """Return the EDTF that `words` such as “c. May 1850” seem to mean, or `None` if it would be a guess."""
    if len(words) > _LONGEST:
        return None
    plain = re.sub("[‐‑‒–—−]", "-", " ".join(words.casefold().split()))
    return next((guess for guess in _guesses(plain) if read_date(guess)), None)


def _guesses(words: str) -> Iterator[str]:
    """Yield what words may mean, the likeliest first; not all of it need be EDTF."""
    if one := _one(words):
        yield one
    if years := _SHORT_YEARS.fullmatch(words):
        yield f"{years['century']}{years['since']}/{years['century']}{years['until']}"
    for pattern in (_YEAR_TO_YEAR, _FROM_TO):
        if found := pattern.fullmatch(words):
            yield _interval(found["since"], found["until"])
    if found := _SHARED.fullmatch(words):
        rest = found["rest"].removeprefix(found["other"])
        yield _interval(found["one"] + rest, found["rest"])
    if found := _SINCE.fullmatch(words):
        yield f"{_one(next(filter(None, found.groups())))}/.."
    if found := _UNTIL.fullmatch(words):
        yield f"../{_one(next(filter(None, found.groups())))}"


def _interval(since: str, until: str) -> str:
    """Return an interval; an era after its end is that of its beginning too."""
    era = _ERA.search(until)
    if era and era["before"] and not _ERA.search(since):
        since = f"{since} bce"
    first, last = _one(since), _one(until)
    return f"{first.partition('/')[0]}/{last.rpartition('/')[2]}" if first and last else ""


def _one(words: str) -> str:
    """Return the EDTF of a single date; empty if it would be a guess."""
    if read_date(words.upper()):
        return words.upper()
    era = _ERA.search(words)
    words = _LAST_NUMBER.sub(lambda year: year[0].zfill(4), _ERA.sub(" ", words).strip()) if era else words
    for bare, sign in _unsure(words):
        bare = _PART_OF.sub("", bare)
        made = _period(bare, bool(era and era["before"])) or _calendar(bare)
        if era and era["before"] and "/" not in made:
            made = _before_christ(made)
        if not made:
            continue
        return "/".join(part + sign for part in made.split("/"))
    return ""


def _unsure(words: str) -> Iterator[tuple[str, str]]:
    """Yield words without those that say how sure they are, with the sign for these."""
    sure = _DOUBT.sub("", words)
    if sure == words:
        yield words, ""
    for most in (1, 0):  # of “c. 19th c.” only the first says “about”
        bare = " ".join(_ABOUT.sub(" ", sure, count=most).split())
        yield bare, "?" if sure != words else "~" if bare != sure else ""


def _period(words: str, before: bool) -> str:
    """Return a century, a decade or a season."""
    if found := _HUNDRED.fullmatch(words):
        return f"{int(found['century']):02}XX"
    if found := _DECADE.fullmatch(words):
        return f"{found['decade']}X"
    if found := _SEASON.fullmatch(words):
        year = found["first"] or found["year"]
        season = next(n for n, names in enumerate(_SEASON_NAMES, 21) if found["season"] in names)
        return f"{int(year):04}-{season}" if year and not (found["first"] and found["year"]) else ""
    if found := _CENTURY.fullmatch(words):
        number = int(found["first"]) + 1 if found["first"] else _number(next(filter(None, found.groups())))
        if number and before:
            return f"{_signed(1 - number * 100)}/{_signed(100 - number * 100)}"
        return f"{number - 1:02}XX" if number else ""
    return ""


def _calendar(words: str) -> str:
    """Return a year, a month or a day."""
    if found := _HAN.fullmatch(words) or next(
        (f for order in _ORDERS if (f := order.fullmatch(words))), None
    ):
        return _written(**found.groupdict())
    if found := _EITHER.fullmatch(words):
        one, other = int(found["one"]), int(found["other"])
        if one == other or max(one, other) > 12:
            return _written(found["year"], str(min(one, other)), str(max(one, other)))
    if words.endswith("-"):
        return ""
    parts = _BETWEEN.sub(" ", words).strip()
    found = next((found for order in _ORDERS if (found := order.fullmatch(parts))), None)
    return _written(**found.groupdict()) if found else ""


def _written(year: str, month: str | None = None, day: str | None = None) -> str:
    """Return a date in EDTF; a month may be a name. Empty if a month is beyond the twelfth, as EDTF writes seasons."""
    number = _MONTH.get(month, month) if month else None
    if number and int(number) > 12:
        return ""
    return "-".join([f"{int(year):04}", *(f"{int(part):02}" for part in (number, day) if part)])


def _before_christ(date: str) -> str:
    year, _, rest = date.partition("-")
    return f"{_signed(1 - int(year))}-{rest}".removesuffix("-") if year.isdigit() else ""


def _signed(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _number(nth: str) -> int:
    """Return the number of a century; 0 if it is none."""
    if nth.isdigit():
        return int(nth)
    if nth in _NTH_WORDS:
        return _NTH_WORDS.index(nth) + 1
    numerals = {roman(number): number for number in range(1, 22)}
    return numerals.get(nth.upper(), 0)
