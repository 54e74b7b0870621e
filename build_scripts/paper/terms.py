"""Find every place of a glossary term in the paper.

One Aho-Corasick automaton reads the text once, so the cost does not grow with the number of
terms. It reports overlapping hits. A leftmost-longest automaton would lose a short term that
is part of a longer hit, if the longer one is then rejected because it is not a whole word.
"""

import re
from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from ..read.course import Term
from .folded import Folded, fold, same
from .paper import Paper, Span

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

    A hyphen and a space are alike, and hyphens inside words do not matter. None overlap: the first one wins; of those
    that begin together, the longest.
    """
    if not aliases:
        return ()
    ids = [term for _, term in aliases]
    folded = [fold(alias) for alias, _ in aliases]
    hits = _hits(paper.folded, [one.text for one in folded], ids)
    if paper.folded.joined is not paper.folded:
        hits += _hits(paper.folded.joined, [one.joined.text for one in folded], ids)
    return tuple(hit for hit in _longest(hits) if paper.paragraph_at(hit.span))


def _hits(folded: Folded, aliases: list[str], ids: list[str]) -> list[Occurrence]:
    """Return the places of aliases, which are folded as the text is; each has the id of its term."""
    text = _without_addresses(folded)
    automaton = AhoCorasick([_one_form(alias) for alias in aliases])
    return [
        Occurrence(ids[index], Span(*folded.back(start, end)))
        for index, start, end in automaton.find_matches_as_indexes(_one_form(text), overlapping=True)
        if not folded.splits_word(start)
        and not folded.splits_word(end)
        and _fits(aliases[index], folded, start)
    ]


def _without_addresses(folded: Folded) -> str:
    """Return the folded form with blank signs for web addresses: `https://who.int/` does not say WHO."""
    text = folded.text
    if "://" not in text and "www." not in text:
        return text
    for found in _ADDRESS.finditer(folded.original):
        start, end = folded.stretch(*found.span())
        text = text[:start] + "\0" * (end - start) + text[end:]
    return text


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
