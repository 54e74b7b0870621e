"""Say the fixed words of pages, scripts and handouts in the language of a course.

What stands around the texts of a course is written in English, in whole sentences with `{names}` for what goes into
them. A catalogue in `overrides/languages/` translates the sentences: gettext's format, in which a sentence is its own
key. Dates and numbers are written as CLDR says. A language without a catalogue gets the English frame.
"""

import datetime
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from gettext import c2py
from io import StringIO
from typing import TYPE_CHECKING, Any

from .dates import MONTHS, Edge, Point, Unit, When, ordinal, roman
from .keep import ONCE, Keep

if TYPE_CHECKING:
    from babel import Locale

CATALOGUES = "overrides/languages/"
_SCRIPTS, _HANDOUTS = "overrides/assets/", "overrides/handouts/"
"""Where the sentences of scripts and of handouts stand in the source, as catalogues tell it."""
_UNCHECKED = "not checked by a speaker"
"""What the comment at the head of a catalogue says until somebody has."""
_NAME = re.compile(r"\{(\w+)\}")
_LETTERS = re.compile(r"'([^']*)'|([a-zA-Z])\2*")
_CHINESE = {"cn": "hans", "sg": "hans", "tw": "hant", "hk": "hant", "mo": "hant"}
"""The script in which `zh` is written in a region."""

Sentences = Mapping[str, tuple[str, ...]]
"""Translations by their English sentence: one, or a form for each kind of number."""


def message(sentence: str) -> str:
    """Return an English sentence as it is: it is said elsewhere, and belongs in the catalogues."""
    return sentence


def filled(sentence: str, named: Mapping[str, str]) -> str:
    """Return a sentence with words in the places of `{names}`."""
    return _NAME.sub(lambda place: named.get(place[1], place[0]), sentence)


@dataclass(frozen=True, slots=True)
class Dates:
    """How a language writes dates, in patterns of CLDR."""

    full: str = "EEEE, d MMMM y"
    day: str = "d MMMM y"
    month: str = "MMMM y"
    year: str = "y"
    months: tuple[str, ...] = MONTHS
    """Their names, in dates."""
    weekdays: tuple[str, ...] = (
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    )
    """Their names, in dates."""


@dataclass(frozen=True, slots=True)
class Language:
    """A language of the frame: its fixed words, and how it writes dates and numbers."""

    tag: str = "en"
    """BCP 47 tag."""
    direction: str = "ltr"
    """`ltr` or `rtl`."""
    sentences: Sentences = field(default_factory=dict)
    plural: str = "n != 1"
    """Which form a number `n` wants, as gettext's header has it: also an expression of JavaScript."""
    of_scripts: Sentences = field(default_factory=dict)
    """Those of `sentences` that scripts say."""
    of_handouts: Sentences = field(default_factory=dict)
    """Those that templates of handouts say."""
    dates: Dates = field(default_factory=Dates)
    decimal: str = "."
    unchecked: bool = False
    """Whether no speaker of the language has checked the translations."""

    def say(self, sentence: str, /, **named: object) -> str:
        """Return a sentence in this language, with words in the places of `{names}`."""
        told = self.sentences.get(sentence)
        return filled(told[0] if told else sentence, _words(named))

    def counted(self, one: str, many: str, count: int, /, **named: object) -> str:
        """Return a sentence in the form for a number: `{count}` in it is the number."""
        return filled(self.form(one, many, count), {"count": str(count), **_words(named)})

    def form(self, one: str, many: str, count: int) -> str:
        """Return the form of a sentence for a number, in which nothing is filled in."""
        told = self.sentences.get(one)
        return told[self.form_of(count)] if told else one if count == 1 else many

    def form_of(self, count: int) -> int:
        """Return which form a number wants, counted from 0."""
        return int(_form(self.plural)(count))

    def series(self, words: Iterable[str]) -> str:
        """Return words one after the other: `a, b, c`."""
        return self.say(", ").join(words)

    def together(self, words: Iterable[str]) -> str:
        """Return words one after the other, the last after “and”."""
        *some, last = list(words) or [""]
        return self.say("{some} and {last}", some=self.series(some), last=last) if some else last

    def number(self, number: float, places: int = 1) -> str:
        """Return a number with some places after the decimal sign."""
        return f"{number:.{places}f}".replace(".", self.decimal)

    def date(self, when: When) -> str:
        """Return a date or an interval in words."""
        return self.span(when, [self.roughly(point, self.point(point)) for point in when.points])

    def span(self, when: When, words: list[str]) -> str:
        """Return a date or an interval, given the words of its points."""
        if len(words) > 1:
            return self.say("{since} to {until}", since=words[0], until=words[-1])
        return self.say(_EDGES[when.begins, when.ends], date=words[0])

    def roughly(self, point: Point, words: str) -> str:
        """Return the words of a date with how sure it is."""
        return self.say(_SURE[point.sure], date=words)

    def point(self, point: Point) -> str:
        """Return a day, a month, a season, a year, a decade or a century in words."""
        match point.unit:
            case Unit.CENTURY:
                return self.say("{number} century", number=self._numeral(point.century))
            case Unit.DECADE:
                return self.say("{year}s", year=point.year)
            case Unit.SEASON:
                return self.say(_SEASONS[point.month - 1], year=self.year(point.year))
        pattern = {Unit.DAY: self.dates.day, Unit.MONTH: self.dates.month}.get(point.unit, self.dates.year)
        return self._filled(pattern, point)

    def weekday(self, day: datetime.date) -> str:
        """Return a day with its day of the week, in words."""
        point = Point(Unit.DAY, day.year, day.month, day.day)
        return self._filled(self.dates.full, point, self.dates.weekdays[day.weekday()])

    def _filled(self, pattern: str, point: Point, weekday: str = "") -> str:
        """Return a date as a pattern of CLDR has it."""

        def part(found: re.Match[str]) -> str:
            match found[0][0]:
                case "y":
                    return self.year(point.year)
                case "M" | "L":
                    return self.dates.months[point.month - 1] if len(found[0]) > 2 else str(point.month)
                case "d":
                    return str(point.day)
                case "E":
                    return weekday
                case _:
                    return found[1] or ""

        return _LETTERS.sub(part, pattern)

    def year(self, year: int) -> str:
        """Return a year as a number, with its era where it needs one; the year 0 is 1 BCE."""
        if year < 1:
            return self.say("{year} BCE", year=1 - year)
        return self.say("{year} CE", year=year) if year < 100 else str(year)

    def _numeral(self, number: int) -> str:
        """Return the number of a century."""
        language = self.tag.partition("-")[0]
        return roman(number) if language in _ROMAN else ordinal(number) if language == "en" else str(number)


_SURE = {
    "": "{date}",
    "about ": message("about {date}"),
    "perhaps ": message("perhaps {date}"),
    "perhaps about ": message("perhaps about {date}"),
}
_EDGES = {
    (Edge.KNOWN, Edge.KNOWN): "{date}",
    (Edge.KNOWN, Edge.OPEN): message("since {date}"),
    (Edge.OPEN, Edge.KNOWN): message("until {date}"),
    (Edge.KNOWN, Edge.UNKNOWN): message("from {date}, until when is not known"),
    (Edge.UNKNOWN, Edge.KNOWN): message("until {date}, since when is not known"),
}
_SEASONS = (
    message("spring {year}"),
    message("summer {year}"),
    message("autumn {year}"),
    message("winter {year}"),
)
_ROMAN = ("ca", "es", "fr", "it", "pl", "pt", "ro", "ru")
"""Languages that number centuries in Roman numerals."""
ENGLISH = Language()


def language_of(files: Mapping[str, str], tag: str, keep: Keep = ONCE) -> Language:
    """Return the language for the frame of a course in the language `tag`; `files`: the texts of its project by path.

    It is English where there is no catalogue. Raises `CatalogueError` if the catalogue cannot be read.
    """
    path = catalogue_of(files, tag)
    name = path.removeprefix(CATALOGUES).removesuffix(".po")
    return keep(read_catalogue, files[path], name) if path else ENGLISH


def catalogue_of(files: Mapping[str, str], tag: str) -> str:
    """Return the path of the catalogue for a language; empty if there is none."""
    paths = (f"{CATALOGUES}{name}.po" for name in _names(tag))
    return next((path for path in paths if files.get(path)), "")


def languages(files: Iterable[str]) -> tuple[str, ...]:
    """Return the tags of all languages of the frame, English first; `files`: paths in a project."""
    there = (path.removeprefix(CATALOGUES) for path in sorted(files) if path.startswith(CATALOGUES))
    return ("en", *(name.removesuffix(".po") for name in there if name.endswith(".po")))


def _names(tag: str) -> tuple[str, ...]:
    """Return the names that the catalogue of a language may have, the nearest first: `de-AT`, then `de`."""
    first, *rest = tag.split("-")
    if first.lower() in ("zh", "cmn"):
        script = next((_CHINESE.get(one.lower(), one.lower()) for one in rest), "hans")
        return (f"zh-{script.capitalize()}",)
    return (tag, first.lower())


class CatalogueError(Exception):
    """A catalogue cannot be read; the message says why."""


def read_catalogue(text: str, tag: str) -> Language:
    """Return the language of a catalogue. What is not translated in it stays English.

    Raises `CatalogueError` if it cannot be read.
    """
    from babel import Locale  # only here: an English course does without
    from babel.messages.pofile import PoFileError, read_po

    try:
        catalogue = read_po(StringIO(text), locale=tag.replace("-", "_"), abort_invalid=True)
        _form(catalogue.plural_expr)
    except (PoFileError, ValueError) as error:
        raise CatalogueError(str(error)) from error
    said: dict[str, tuple[str, ...]] = {}
    scripts, handouts = dict(said), dict(said)
    for one in catalogue:
        key, told = one.id, one.string
        if isinstance(key, tuple | list):
            key = key[0]
        forms = (told,) if isinstance(told, str) else tuple(told or ())
        if not key or one.fuzzy or not all(forms):
            continue
        said[key] = forms
        places = [path for path, _ in one.locations]
        scripts |= {key: forms} if any(path.startswith(_SCRIPTS) for path in places) else {}
        handouts |= {key: forms} if any(path.startswith(_HANDOUTS) for path in places) else {}
    locale = Locale.parse(tag, sep="-")
    return Language(
        tag,
        "rtl" if locale.character_order == "right-to-left" else "ltr",
        said,
        catalogue.plural_expr,
        scripts,
        handouts,
        _dates(locale),
        locale.number_symbols["latn"]["decimal"],
        _UNCHECKED in text.partition("msgid")[0],
    )


def _dates(locale: "Locale") -> Dates:
    skeletons: Mapping[str, Any] = locale.datetime_skeletons
    return Dates(
        str(locale.date_formats["full"].pattern),
        str(locale.date_formats["long"].pattern),
        str(skeletons["yMMMM"].pattern),
        str(skeletons["y"].pattern),
        tuple(str(locale.months["format"]["wide"][number]) for number in range(1, 13)),
        tuple(str(locale.days["format"]["wide"][number]) for number in range(7)),
    )


def _words(named: Mapping[str, object]) -> Mapping[str, str]:
    return {name: str(one) for name, one in named.items()}


@lru_cache(maxsize=16)
def _form(plural: str) -> Any:
    """Return the function that a rule for plurals describes."""
    return c2py(plural)
