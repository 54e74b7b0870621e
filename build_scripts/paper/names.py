"""What names and years look like in citations and in lists of references, in many languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

_MARKS = "\u0300-\u036f\u064b-\u065f\u0670\u0900-\u0903\u093a-\u094f\u0e31-\u0e3a\u0e47-\u0e4e"
"""Accents and vowel signs that are characters of their own."""
_LETTERS = rf"[^\W\d_](?:[^\W_]|[{_MARKS}])*"
_TOKEN = re.compile(rf"{_LETTERS}(?:['’ʼ‐‑-]{_LETTERS})*|\d+|[^\w\s]")

_YEAR = r"(?:1[4-9]|20)\d\d"
_UNDATED = (
    r"n\. ?d\.|s\. ?a\.|o\. ?J\.|[nN]o date|[uU]ndated|[fF]orthcoming|[iI]n [pP]ress|[iI]n [pP]reparation"
    r"|[tT]o appear|[iI]m Druck|[iI]m Erscheinen|[àÀ] paraître|[eE]n prensa|[iI]n corso di stampa"
)
_YEARS = re.compile(
    rf"(?<![\w§#$€£.–-])(?<!\d[,/])(?:(?:c|ca)\. ?|circa )?(?:"
    rf"\[(?P<before>{_YEAR})\] ?(?P<now>{_YEAR}[a-z]?)"
    rf"|(?P<this>{_YEAR}[a-z]?) ?\[(?P<first>{_YEAR})\]"
    rf"|(?P<old>{_YEAR})[/–-](?P<new>{_YEAR}[a-z]?)"
    rf"|(?P<year>{_YEAR}(?:[a-z](?:(?:, ?| ?/ ?| ?& ?| and | und | et )[a-z](?![\w’'.]))*)?)"
    rf"|(?P<ancient>\d{{1,4}} (?:BCE|BC|CE|AD))"
    rf"|(?P<word>{_UNDATED})"
    r")(?![^\W_]|[–-]\d)"
)


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


PARTICLES = _set(
    "van von de der den del della dell di da dal do dos das du des d la las le los lo al el bin ibn ben bint ter ten te "
    "tot zu zum zur vom af av abu"
)
CONNECTORS = _set("and & und et y e en og och i и sowie with")
INSIDE = _set("of for the on")
"""Words in small letters that stand inside the names of bodies."""
ET_AL = _set("al others colleagues a u ua autres otros altri andere")
MONTHS = _set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec januar februar märz mai juni juli oktober dezember janvier février mars avril juin juillet "
    "août septembre octobre novembre décembre enero febrero marzo abril mayo junio julio agosto septiembre octubre "
    "noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre "
    "spring summer autumn fall winter frühling frühjahr sommer herbst printemps été automne hiver primavera verano "
    "otoño invierno easter christmas michaelmas "
    "monday tuesday wednesday thursday friday saturday sunday"
)
"""Months, seasons and days: what stands before a year and is no author."""
NO_NAMES = _set(
    "in since until till after before from by on the a an as at for of with without while when where although though "
    "but and or so yet if this that these those there here his her its our their my we they he she it you both either "
    "according following like unlike see cf cp compare vgl siehe also however moreover thus hence therefore indeed "
    "similarly first second third then later recently more most many some several few all no not to into during under "
    "over between among despite because once only even still another other what who how why which chapter chapters "
    "section table figure fig part volume vol pp page pages article equation ed eds edited translated quoted cited "
    "citing per via professor prof dr mr mrs ms sir nach wie auch bei im laut mit für seit aus das die und oder dans "
    "selon comme pour chez depuis les según como para con desde e.g i.e eg ie zit interview interviews note notes "
    "about around circa ca era copyright published accessed retrieved"
)
"""Words with a capital letter that begin no name, such as the first of a sentence."""
LAWS = _set("act treaty constitution convention accord protocol")
BODIES = _set(
    "organization organisation ministry bank council commission committee institute university association agency "
    "department office centre center union nations government society group fund programme program board authority "
    "federation ministerium amt bundesamt verein gesellschaft institut conseil ministère"
)


@dataclass(frozen=True, slots=True)
class Token:
    """A word, a number or a sign of a text."""

    start: int
    end: int
    """Offsets in characters from 0."""
    text: str

    @property
    def is_word(self) -> bool:
        """Whether it begins with a letter."""
        return self.text[0].isalpha()

    @property
    def is_name(self) -> bool:
        """Whether it may be a part of a name: it has a capital letter, or its script has none."""
        return self.is_word and (not self.text[0].islower() or _INSIDE_CAPITAL.match(self.text) is not None)

    @property
    def is_initial(self) -> bool:
        """Whether it is one capital letter, or a few as in `JK`."""
        return self.is_word and self.text.replace("-", "").isupper() and len(self.text) < 3


_INSIDE_CAPITAL = re.compile(r"(?:d|l|al|el|ad|as|an|ar|at|dell|all|mc)['’-](?![^\W\d_]*[a-z]['’-])(?=\w)")


def tokens(text: str) -> list[Token]:
    """Return the words, numbers and signs of a text."""
    return [Token(found.start(), found.end(), found[0]) for found in _TOKEN.finditer(text)]


@dataclass(frozen=True, slots=True)
class Year:
    """A year, or the words that stand for it."""

    start: int
    end: int
    """Offsets in characters from 0."""
    name: str
    """Such as `2011a`, `380 BCE`, `forthcoming`."""
    others: tuple[str, ...] = ()
    """Other years of the same edition, such as that of the first one."""
    follows: bool = False
    """Whether it is only the letter after a year: the `b` of `2019a, b`."""

    @property
    def names(self) -> tuple[str, ...]:
        """All years that it names."""
        return (self.name, *self.others)


def years(text: str) -> Iterator[Year]:
    """Yield the years in a text, in order."""
    for found in _YEARS.finditer(text):
        start, end = found.span()
        if found["year"]:
            yield from _lettered(found.start("year"), found["year"], start)
        elif found["ancient"]:
            yield Year(start, end, " ".join(found["ancient"].split()))
        elif found["word"]:
            yield Year(start, end, undated(found["word"]))
        else:
            now, old = (
                (found["now"], found["before"])
                if found["now"]
                else (found["this"], found["first"])
                if found["this"]
                else (found["new"], found["old"])
            )
            yield Year(start, end, now, (old,))


def _lettered(at: int, written: str, start: int) -> Iterator[Year]:
    """Yield the years of `2019a, b`."""
    year = written[:4]
    first, *letters = list(re.finditer(rf"{year}[a-z]?|(?<![a-z])[a-z](?![a-z])", written))
    yield Year(start, at + first.end(), first[0])
    for letter in letters:
        yield Year(at + letter.start(), at + letter.end(), year + letter[0], follows=True)


def undated(words: str) -> str:
    """Return the words that stand for a year in one form: `n.d.`, `in press`."""
    return re.sub(r"(?<=\.) ", "", " ".join(words.lower().split()))


@lru_cache(maxsize=8192)
def folded(word: str) -> str:
    """Return a word as names are compared: in small letters, without accents, hyphens and a possessive."""
    bare = normalize("NFKD", _POSSESSIVE.sub("", word).casefold())
    return "".join(letter for letter in bare if letter.isalnum() and not combining(letter))


_POSSESSIVE = re.compile(r"(?<=\w)(?:['’ʼ]s|(?<=s)['’])$", re.IGNORECASE)


def without_possessive(name: str) -> str:
    """Return a name without its ’s."""
    return _POSSESSIVE.sub("", name)
