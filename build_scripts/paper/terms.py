"""Find every place of a glossary term in the paper.

One Aho-Corasick automaton reads the text once, so the cost does not grow with the number of
terms. It reports overlapping hits. A leftmost-longest automaton would lose a short term that
is part of a longer hit, if the longer one is then rejected because it is not a whole word.
"""

from dataclasses import dataclass

from ahocorasick_rs import AhoCorasick

from ..read.course import Term
from ..shared.words import plain
from .paper import Paper, Span


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A term at a place in the paper."""

    term: str
    """Id of the term."""
    span: Span


Spellings = tuple[tuple[str, str], ...]
"""All aliases in plain punctuation, each with the id of its term."""


def spellings(terms: tuple[Term, ...]) -> Spellings:
    """Return the aliases of all terms."""
    return tuple((plain(alias), term.id) for term in terms for alias in term.aliases)


def find_terms(paper: Paper, aliases: Spellings) -> tuple[Occurrence, ...]:
    """Return the places of all aliases in the paragraphs, in the order of the text.

    None overlap: the first one wins; of those that begin together, the longest.
    """
    if not aliases:
        return ()
    text = paper.plain
    automaton = AhoCorasick([_lower(alias) for alias, _ in aliases])
    hits = [
        Occurrence(term, Span(start, end))
        for index, start, end in automaton.find_matches_as_indexes(_lower(text), overlapping=True)
        for alias, term in (aliases[index],)
        if not paper.splits_word(start)
        and not paper.splits_word(end)
        and (not _as_written(alias) or text[start:end] == alias)
    ]
    return tuple(hit for hit in _longest(hits) if paper.paragraph_at(hit.span))


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
