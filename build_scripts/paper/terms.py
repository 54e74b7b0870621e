"""Find every place of a glossary term in the paper.

One Aho-Corasick automaton reads the text once, so the cost does not grow with the number of
terms. It reports overlapping hits. A leftmost-longest automaton would lose a short term that
is part of a longer hit, if the longer one is then rejected because it is not a whole word.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from ..read.course import Term
from .folded import Folded, fold, same
from .paper import Paper, Span
from .quotes import NUMBER

_NUMBER = re.compile(NUMBER)
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)[!-~]+")


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term at a place in the paper."""

    term: str
    """Id of the term."""
    span: Span


Spellings = tuple[tuple[str, str], ...]
"""All aliases, each with the id of its term."""


def spellings(terms: tuple[Term, ...]) -> Spellings:
    """Return the aliases of all terms."""
    return tuple((alias, term.id) for term in terms for alias in term.aliases if one_spelling(alias))


def one_spelling(words: str) -> str:
    """Return words in the form in which all that an alias marks are the same: small letters, without spaces or hyphens."""
    return re.sub(r"[\s-]", "", same(words).lower())


def find_terms(paper: Paper, aliases: Spellings) -> tuple[Occurrence, ...]:
    """Return the places of all aliases in the paragraphs, in the order of the text.

    A hyphen and a space are alike, and hyphens inside words do not matter. An alias that stands nowhere may have the
    number of a note (“toll1”). None overlap: the first one wins; of those that begin together, the longest.
    """
    if not aliases:
        return ()
    folded, joined = paper.folded, paper.folded.joined
    ids: dict[str, str] = {}
    for alias, term in aliases:
        ids.setdefault(alias, term)
    forms = {alias: fold(alias) for alias in ids}
    hits = _hits(folded, {alias: form.text for alias, form in forms.items()})
    parted = {alias: form.joined.text for alias, form in forms.items()}
    if joined is not folded:
        hits += _hits(joined, parted)
    met = {alias for alias, _ in hits}
    unmet = {alias: form for alias, form in parted.items() if alias not in met and not alias.isupper()}
    hits += _hits(joined, unmet, noted=True)
    found = [Occurrence(ids[alias], span) for alias, span in hits]
    return tuple(hit for hit in _longest(found) if paper.paragraph_at(hit.span))


def _hits(folded: Folded, forms: Mapping[str, str], *, noted: bool = False) -> list[tuple[str, Span]]:
    """Return the places of aliases, each given with its form, which is folded as the text is.

    `noted`: whether the number of a note may follow.
    """
    aliases = tuple(forms)
    text = _without_addresses(folded)
    automaton = AhoCorasick([_one_form(form) for form in forms.values()])
    return [
        (aliases[index], Span(*folded.back(start, end)))
        for index, start, end in automaton.find_matches_as_indexes(_one_form(text), overlapping=True)
        if not folded.splits_word(start)
        and not folded.splits_word(_after_number(text, end) if noted else end)
        and _fits(forms[aliases[index]], folded, start)
    ]


def _after_number(text: str, offset: int) -> int:
    """Return where the number of a note at `offset` ends; the same offset if there is none."""
    number = _NUMBER.match(text, offset)
    return number.end() if number else offset


def _without_addresses(folded: Folded) -> str:
    """Return the folded form with blank signs for web addresses: `https://who.int/` does not say WHO."""
    if "://" not in folded.text and "www." not in folded.text:
        return folded.text
    parts, done = [], 0
    for found in _ADDRESS.finditer(folded.original):
        start, end = folded.stretch(*found.span())
        parts += [folded.text[done:start], "\0" * (end - start)]
        done = end
    return "".join([*parts, folded.text[done:]])


def _one_form(text: str) -> str:
    return _lower(text).replace("-", " ")


def _fits(alias: str, folded: Folded, start: int) -> bool:
    """Return whether words that are an alias but for capitals and dashes may differ from it in these."""
    words = folded.text[start : start + len(alias)]
    if words == alias:
        return True
    if _as_written(alias) and words.replace("-", " ") != alias.replace("-", " "):
        return False
    return all(
        folded.is_hyphen(at)  # other dashes part words
        for at, (mine, theirs) in enumerate(zip(alias, words, strict=True), start)
        if mine == " " and theirs == "-"
    )


def _lower(text: str) -> str:
    """Return `text` in lower case with the same length: the few letters that would grow (İ) stay as they are."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)


def _as_written(alias: str) -> bool:
    return alias.isupper() and len(alias) > 1


def _longest(hits: list[Occurrence]) -> list[Occurrence]:
    kept: list[Occurrence] = []
    for hit in sorted(hits, key=lambda hit: (hit.span.start, -hit.span.end)):
        if not kept or hit.span.start >= kept[-1].span.end:
            kept.append(hit)
    return kept
