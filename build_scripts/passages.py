"""The woven paper in; out come paragraphs cut into pieces that a template can print in a row.

Links cannot stand inside links, so citations win over terms, and the mark of a note that
ends inside a link comes after it. Notes may overlap each other and everything else.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from .citations import Cited
from .paper import Paper, Paragraph, Span
from .terms import Occurrence
from .weave import PlacedNote


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the paper's words."""

    text: str
    notes: tuple[str, ...] = ()
    """Ids of the notes at these words."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that are a link: a term's or a citation's."""

    runs: tuple[Run, ...]
    term: str = ""
    """Id of the term, if it is one."""
    cited: str = ""
    """Key of the work, if it is a citation."""
    number: int = 0
    """Of a citation, counted through the paper from 1."""


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where the words of a note end."""

    note: str
    """Id of the note."""


Piece = Run | Mark | NoteMark


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be marked in a text: links that do not overlap, and notes that may."""

    links: tuple[tuple[Span, Mark], ...]
    notes: tuple[PlacedNote, ...]


def marks(
    citations: tuple[Cited, ...],
    occurrences: tuple[Occurrence, ...],
    notes: tuple[PlacedNote, ...],
    passages: Iterable[tuple[Paragraph, ...]],
) -> Marks:
    """Choose what to mark: every citation and note, and each term's first place in a passage."""
    links: list[tuple[Span, Mark]] = []
    for passage in passages:
        stretch = Span(passage[0].span.start, passage[-1].span.end)
        cited = [(found.span, Mark((), cited=found.key, number=found.number)) for found in _within(citations, stretch)]
        free = [
            found
            for found in _within(occurrences, stretch)
            if not any(found.span.meets(span) for span, _ in cited)
        ]
        links += cited + [(found.span, Mark((), term=found.term)) for found in _firsts(free)]
    return Marks(tuple(sorted(links, key=lambda link: link[0])), notes)


def pieces(paper: Paper, paragraph: Paragraph, marked: Marks) -> tuple[Piece, ...]:
    """Cut a paragraph at its marks. Its runs, read in a row, spell the paragraph."""
    notes = [note for note in marked.notes if paragraph.span.holds(note.span)]
    links = [(span, mark) for span, mark in marked.links if paragraph.span.holds(span)]
    edges = {paragraph.span.start, paragraph.span.end}
    edges |= {edge for span, _ in links for edge in (span.start, span.end)}
    edges |= {edge for note in notes for edge in (note.span.start, note.span.end) if not _inside(edge, links)}
    made: list[Piece] = []
    begun = paragraph.span.start
    for start, end in pairwise(sorted(edges)):
        stretch = Span(start, end)
        made += _stretch(paper, stretch, links, notes)
        made += [NoteMark(note.id) for note in notes if begun < note.span.end <= end]
        begun = end
    return tuple(made)


T = TypeVar("T", Cited, Occurrence)


def _within(found: tuple[T, ...], stretch: Span) -> tuple[T, ...]:
    """Those of `found`, which are in the order of the text, that begin in a stretch."""
    first = bisect_left(found, stretch.start, key=lambda one: one.span.start)
    return found[first : bisect_left(found, stretch.end, key=lambda one: one.span.start)]


def _firsts(found: Iterable[Occurrence]) -> list[Occurrence]:
    firsts: dict[str, Occurrence] = {}
    for occurrence in found:
        firsts.setdefault(occurrence.term, occurrence)
    return list(firsts.values())


def _inside(edge: int, links: list[tuple[Span, Mark]]) -> bool:
    return any(span.start < edge < span.end for span, _ in links)


def _stretch(
    paper: Paper, stretch: Span, links: list[tuple[Span, Mark]], notes: list[PlacedNote]
) -> list[Piece]:
    mark = next((mark for span, mark in links if span == stretch), None)
    runs = _runs(paper, stretch, notes)
    if mark is None:
        return list(runs)
    return [Mark(runs, term=mark.term, cited=mark.cited, number=mark.number)]


def _runs(paper: Paper, stretch: Span, notes: list[PlacedNote]) -> tuple[Run, ...]:
    edges = {stretch.start, stretch.end}
    edges |= {
        edge for note in notes for edge in (note.span.start, note.span.end) if stretch.start < edge < stretch.end
    }
    spans = [Span(start, end) for start, end in pairwise(sorted(edges))]
    return tuple(
        Run(paper.words(span), tuple(note.id for note in notes if note.span.holds(span))) for span in spans
    )
