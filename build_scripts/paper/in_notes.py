"""Find the works that a footnote cites by author and title: `Anna Berg, The Levy on Salt (Mill Press, 2011), 12`."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .author_year import Find
from .entries import Entry
from .names import CONNECTORS, INSIDE, PARTICLES, Token, folded, tokens

_FAR = 14
"""How many words after a surname a title may begin."""
_SHORT = 2
"""How many words of a title make it known."""
_TITLE = re.compile(r"[^\W_][^.?!”»()]*")
_SMALL = (
    PARTICLES
    | CONNECTORS
    | INSIDE
    | frozenset(
        (
            "the",
            "a",
            "an",
            "in",
            "to",
            "on",
            "der",
            "die",
            "das",
            "ein",
            "eine",
            "und",
            "le",
            "la",
            "les",
            "un",
            "une",
        )
    )
)


@dataclass(frozen=True, slots=True)
class _Titled:
    """An entry with the words of its title, as they are compared."""

    entry: Entry
    places: Mapping[str, tuple[int, ...]]
    """Where each word stands among the words of the title."""
    words: tuple[str, ...]


Surnames = Mapping[str, list[_Titled]]
"""Entries by the last word of their first author's name."""


def by_surname(entries: Iterable[Entry], text: str) -> Surnames:
    """Return the entries with their titles; `text`: the whole paper."""
    found: dict[str, list[_Titled]] = defaultdict(list)
    for entry in entries:
        if entry.facts.names and (said := _words(entry.facts.names[0])):
            title = _TITLE.search(text, entry.span.start + entry.facts.body, entry.span.end)
            words = tuple(folded(token.text) for token in _words(title[0] if title else "")[:40])
            places: dict[str, list[int]] = defaultdict(list)
            for at, word in enumerate(words):
                places[word].append(at)
            kept = {word: tuple(at[:3]) for word, at in places.items()}
            found[folded(said[-1].text)].append(_Titled(entry, kept, words))
    return found


def find_by_title(text: str, surnames: Surnames) -> Iterator[Find]:
    """Yield the citations by author and title in a note, in order."""
    said = _words(text)
    bare = [folded(token.text) for token in said]
    reached = 0
    for at, word in enumerate(bare):
        if at < reached or word not in surnames or not said[at].is_name:
            continue
        far = range(at + 1, min(at + 1 + _FAR, len(bare)))
        lengths = {index: _longest(one, bare, far) for index, one in enumerate(surnames[word])}
        best = max(length for length, _ in lengths.values())
        named = [index for index, (length, _) in lengths.items() if length == best]
        if best and len(named) == 1:
            entry = surnames[word][named[0]].entry
            reached = lengths[named[0]][1]
            yield Find(said[at].start, said[reached - 1].end, entry.key, entry.label)


def _longest(titled: _Titled, bare: list[str], far: range) -> tuple[int, int]:
    """Return how many words of the title follow one another in a text, and the index after them; 0 if too few."""
    best, after = 0, 0
    for start in far:
        for place in titled.places.get(bare[start], ()):
            length = 0
            while (
                start + length < len(bare)
                and place + length < len(titled.words)
                and bare[start + length] == titled.words[place + length]
            ):
                length += 1
            telling = sum(word not in _SMALL for word in bare[start : start + length])
            if length >= _SHORT and telling >= _SHORT and length > best:
                best, after = length, start + length
    return best, after


def _words(text: str) -> list[Token]:
    return [token for token in tokens(text) if token.is_word]
