"""Find citations by author and year: `(Berg, 2011; Holm and Lund 2014a, b)`, `Berg’s (2011)`, `Berg/Holm [1970] 2017`.

With a list of references, the list decides: a name before a year is a citation if an entry has them. Without one,
what looks like a citation is one.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from unicodedata import normalize

from ..shared.words import slug
from .entries import Entry
from .named_years import MOST_TOKENS, Authors, Reader, Told
from .names import CONNECTORS, INSIDE, MONTHS, PARTICLES, Token, Year, folded, tokens, without_possessive


@dataclass(frozen=True, slots=True)
class Find:
    """Words that cite one work."""

    start: int
    end: int
    """Offsets in characters from 0 in the paragraph."""
    key: str
    label: str
    torn: bool = False
    """Whether the citation lacks its opening bracket."""
    marked: bool = True
    """Whether it has words of its own: `4` in `[3–5]` has none."""


@dataclass(frozen=True, slots=True)
class Unknown:
    """Words that look like a citation, though the list has no such entry, or several."""

    start: int
    end: int
    found: str
    """What is wrong, for a message."""


class Index:
    """The entries of a list, by year."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_year: dict[str, list[_Listed]] = defaultdict(list)
        for entry in entries:
            if entry.facts.names:
                listed = _Listed(entry)
                for year in entry.facts.years:
                    self._by_year[year].append(listed)

    def __bool__(self) -> bool:
        """Return whether it has any entry with a year."""
        return bool(self._by_year)

    def of(self, year: Year) -> list["_Listed"]:
        """Return the entries of a year, those first that have the very same."""
        return list(dict.fromkeys(one for name in year.names for one in self._by_year.get(name, ())))

    def lettered(self, year: Year) -> list["_Listed"]:
        """Return the entries of a year with a letter, such as 2019a for 2019."""
        return [one for letter in "abcdefghij" for one in self._by_year.get(year.name + letter, ())]


class _Listed:
    """An entry, as citations are compared with it."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        facts = entry.facts
        self.firsts = tuple(_spellings(facts.names[0], facts.head))
        """The ways to name its first author, as folded words."""
        self.surnames = [_folded_words(name)[-1:] for name in facts.names]
        self.words = frozenset(folded(token.text) for token in tokens(facts.head) if token.is_word)
        self.initials = frozenset(word[:1] for word in self.words)


def _spellings(name: str, head: str) -> Iterator[tuple[str, ...]]:
    words = _folded_words(name)
    if not words:
        return
    yield words
    bare = [token for token in tokens(name) if token.is_word]
    while bare and bare[0].text.casefold() in PARTICLES:
        bare.pop(0)
    yield tuple(folded(token.text) for token in bare)
    said = [token for token in bare if token.is_name]
    if len(said) > 1:
        yield ("".join(folded(token.text)[:1] for token in said),)  # WHO for World Health Organization
        if not any(token.text in INSIDE for token in bare):
            yield (folded(said[-1].text),)
    for token in tokens(head):
        if len(token.text) > 1 and token.text.isupper():
            yield (folded(token.text),)


def _folded_words(name: str) -> tuple[str, ...]:
    return tuple(folded(token.text) for token in tokens(name) if token.is_word)


def find_by_year(text: str, index: Index, *, starts_bracket: bool = False) -> Iterator[Find | Unknown]:
    """Yield the citations by author and year in a paragraph, and what only looks like one, in order.

    `starts_bracket`: the whole text counts as a bracket.
    """
    read = Reader(text, starts_bracket)
    for told in read.told():
        yield from (_by_list(read, told, index) if index else _by_form(read, told))


def _by_form(read: Reader, told: Told) -> Iterator[Find]:
    """Yield the citation that has the form of one; there is no list."""
    authors, names = told.authors, told.authors.names
    if not told.shaped or not names or authors.law or authors.after_colon or len(told.year.names) > 9:
        return
    if names[-1].text.casefold() in MONTHS or _is_date(read, told):
        return
    if told.torn:
        authors = _last_name(authors)
        told = replace(told, authors=authors, start=authors.words[0].start)
    who = _as_written(read.text, authors)
    if who:
        label = f"{who}, {told.year.name}"
        yield Find(
            told.start,
            told.end,
            slug(normalize("NFC", f"{who} {told.year.name.replace('.', '')}")),
            label,
            told.torn,
        )


def _is_date(read: Reader, told: Told) -> bool:
    """Return whether a number stands before the only name, as in `4 March 2014`."""
    index = read.at(told.authors.words[0].start) - 1
    return (
        len(told.authors.words) == 1 and index >= 0 and read.tokens[index].text.isdigit() and not told.again
    )


def _is_span(text: str, year: Year) -> bool:
    """Return whether a year is the years of a life or an office, as in `the Committee (1945–1990)`."""
    return "–" in text[year.start : year.end] or "-" in text[year.start : year.end]


def _last_name(authors: Authors) -> Authors:
    """Return only the last of the authors: with no bracket before them, nobody knows where they begin."""
    words = list(authors.words)
    start = len(words) - 1
    while start and words[start - 1].text in PARTICLES:
        start -= 1
    return replace(authors, words=tuple(words[start:]))


def _as_written(text: str, authors: Authors) -> str:
    """Return the authors as the text has them, without initials, acronyms and a possessive."""
    kept = [
        token
        for index, token in enumerate(authors.words)
        if not (token.is_initial and len(authors.names) > 1)
        and not (token.text == "." and index and authors.words[index - 1].is_initial)
    ]
    while kept and not (kept[-1].is_name):
        kept.pop()
    made = ""
    for index, token in enumerate(kept):
        space = (
            " "
            if index
            and text[kept[index - 1].end : token.start].strip() == ""
            and token.start > kept[index - 1].end
            else ""
        )
        made += space + token.text
    made = without_possessive(made).replace(",,", ",")
    return (
        made
        + (
            " et al."
            if authors.et_al and "et al" in text[kept[-1].end : kept[-1].end + 8]
            else " and others"
            if authors.et_al
            else ""
        )
        if kept
        else ""
    )


def _by_list(read: Reader, told: Told, index: Index) -> Iterator[Find | Unknown]:
    """Yield the citation if the list has its entry, or a doubt."""
    names = told.authors.names
    candidates = index.of(told.year)
    if not names:
        if found := _year_alone(read, told, candidates):
            yield found
        return
    fits = _fits(told.authors, candidates)
    best = [one for fit, one in fits if fit.score == max(other.score for other, _ in fits)]
    if len(best) == 1:
        start = next(fit.start for fit, one in fits if one is best[0])
        entry = best[0].entry
        yield Find(told.year.start if told.again else start, told.end, entry.key, entry.label)
    elif told.shaped and (best := best or [one for _, one in _fits(told.authors, index.lettered(told.year))]):
        keys = ", ".join(one.entry.key for one in best)
        yield Unknown(told.start, told.end, f"it may mean {keys}")
    elif (
        told.shaped
        and not told.torn
        and names[-1].text.casefold() not in MONTHS
        and not _is_date(read, told)
        and not _is_span(read.text, told.year)
    ):
        yield Unknown(told.start, told.end, "no entry of the list has this name and year")


def _fits(authors: Authors, candidates: list[_Listed]) -> list[tuple["_Fit", _Listed]]:
    return [(fit, one) for one in candidates if (fit := _fit(authors, one)) is not None]


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well an entry fits."""

    start: int
    """Where its authors begin."""
    score: tuple[int, int, int]
    """Whether as many authors are named as the entry has; given names and initials that fit; words of the name."""


def _fit(authors: Authors, listed: _Listed) -> _Fit | None:
    """Return how well an entry fits the authors before a year; `None` if it does not."""
    words = authors.words
    bare = [folded(token.text) for token in words]
    for spelling in listed.firsts:
        length = len(spelling)
        for at in range(len(words) - length, -1, -1):
            if not _says(bare, at, spelling):
                continue
            if (
                at
                and words[at - 1].text.casefold() in CONNECTORS | {"/"}
                and words[at - 1].text not in PARTICLES
            ):
                continue
            rest = words[at + length :]
            names = [folded(token.text) for token in rest if token.is_name and not token.is_initial]
            if all(name in listed.words for name in names):
                start = _widened(words, at, listed)
                begins = _begin(words[at], bare[at], spelling) if start == at else words[start].start
                given = sum(token.is_name for token in words[start:at]) + sum(
                    token.is_initial and folded(token.text) in listed.words for token in rest
                )
                return _Fit(begins, (_as_many(authors, listed, names), given, length))
    return None


def _begin(token: Token, bare: str, spelling: tuple[str, ...]) -> int:
    """Return where the name begins in its first word: in Han script no space stands before it."""
    return token.start if bare == spelling[0] else token.end - len(spelling[0])


def _says(bare: list[str], at: int, spelling: tuple[str, ...]) -> bool:
    if tuple(bare[at : at + len(spelling)]) == spelling:
        return True
    alone = len(spelling) == 1 and ord(spelling[0][0]) >= 0x2E80
    return alone and bare[at].endswith(spelling[0])


def _widened(words: tuple[Token, ...], at: int, listed: _Listed) -> int:
    """Return where authors begin, with the particles, given names and initials before the surname."""
    start = at
    while at and words[at].start - words[at - 1].end < 2:
        at -= 1
        bare = folded(words[at].text)
        if words[at].text == "." and at and words[at - 1].is_initial:
            continue
        given = bare in listed.words or (bare[:1] in listed.initials and len(listed.words) > 1)
        if not (words[at].text.casefold() in PARTICLES or (words[at].is_name and given)):
            break
        start = at
    return start


def _as_many(authors: Authors, listed: _Listed, names: list[str]) -> int:
    """Return 1 if as many authors are named as the entry has, or if “et al.” stands for the rest; else 0."""
    named = 1 + sum(name in (surname[0] for surname in listed.surnames[1:] if surname) for name in names)
    count = len(listed.surnames)
    return int(count > named or listed.entry.facts.others) if authors.et_al else int(named == count)


def _year_alone(read: Reader, told: Told, candidates: list[_Listed]) -> Find | None:
    """Return the citation by a year in a bracket, if the sentence before names its author: `Berg thinks so (2011)`."""
    if not candidates or not told.end or read.text[told.start - 1 : told.start] not in ("(", "["):
        return None
    sentence = _sentence_before(read, told.start)
    firsts: Mapping[str, list[_Listed]] = defaultdict(list)
    for one in candidates:
        for spelling in one.firsts[:2]:
            firsts[spelling[-1]].append(one)
    for token in reversed(sentence):
        if token.is_name and (named := list(dict.fromkeys(firsts.get(folded(token.text), ())))):
            entry = named[0].entry
            return Find(told.year.start, told.year.end, entry.key, entry.label) if len(named) == 1 else None
    return None


def _sentence_before(read: Reader, offset: int) -> list[Token]:
    """Return the words of a sentence up to an offset, at most `MOST_TOKENS`."""
    last = read.at(offset)
    found: list[Token] = []
    for index in range(last - 1, max(last - 1 - MOST_TOKENS, -1), -1):
        token = read.tokens[index]
        if (
            token.text in ".?!"
            and index
            and not read.tokens[index - 1].is_initial
            and len(read.tokens[index - 1].text) > 2
        ):
            break
        found.append(token)
    return found[::-1]
