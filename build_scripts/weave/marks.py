"""The woven paper in; out come paragraphs cut into pieces that a template can print in a row.

Links cannot stand inside links, so citations win over terms, and the mark of a note that
ends inside a link comes after it. Notes may overlap each other and everything else.
"""

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from ..paper.citations import Cited
from ..paper.paper import OMITTED, Paper, Paragraph, Span
from ..paper.terms import Occurrence
from ..read.course import NoteKind
from .weave import PlacedNote


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the paper's words, or a mark of omission in their place."""

    text: str
    notes: tuple[str, ...] = ()
    """Ids of the notes at these words."""
    omitted: bool = False
    """Whether it stands for words that readers are not shown."""


@dataclass(frozen=True, slots=True)
class MarkLink:
    """What words of the paper lead to: a term, or a work that is cited."""

    span: Span
    term: str = ""
    """Id of the term, if it is one."""
    cited: str = ""
    """Key of the work, if it is a citation."""
    number: int = 0
    """Of a citation, counted through the paper from 1."""


@dataclass(frozen=True, slots=True)
class LinkMark:
    """The words of a link."""

    runs: tuple[Run, ...]
    link: MarkLink


@dataclass(frozen=True, slots=True)
class NoteMark:
    """Where the words of a note end."""

    note: str
    """Id of the note."""
    number: int
    kind: NoteKind


Piece = Run | LinkMark | NoteMark


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph cut at its marks: its runs, read in a row, spell it, or what is left of it."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What is to be marked in a text, in its order: links that do not overlap, and notes that may."""

    links: tuple[MarkLink, ...]
    notes: tuple[PlacedNote, ...]

    @property
    def terms(self) -> frozenset[str]:
        """Ids of the terms among the links."""
        return frozenset(link.term for link in self.links if link.term)

    @property
    def works(self) -> frozenset[str]:
        """Keys of the works among the links."""
        return frozenset(link.cited for link in self.links if link.cited)


T = TypeVar("T", Cited, Occurrence, MarkLink, PlacedNote)


def marks(
    citations: tuple[Cited, ...],
    occurrences: tuple[Occurrence, ...],
    notes: tuple[PlacedNote, ...],
    passages: Iterable[tuple[Paragraph, ...]],
) -> Marks:
    """Choose what to mark: every citation and note, and each term's first place in a passage."""
    links: list[MarkLink] = []
    for passage in filter(None, passages):  # a heading may have no text of its own
        stretch = Span(passage[0].span.start, passage[-1].span.end)
        cited = _within(citations, stretch)
        free = [
            found
            for found in _within(occurrences, stretch)
            if not any(found.span.meets(citation.span) for citation in cited)
        ]
        links += [MarkLink(found.span, cited=found.key, number=found.number) for found in cited]
        links += [MarkLink(found.span, term=found.term) for found in _firsts(free)]
    return Marks(tuple(sorted(links, key=lambda link: link.span)), notes)


def marked(paper: Paper, paragraph: Paragraph, chosen: Marks) -> Marked:
    """Cut a paragraph at its marks."""
    links, notes = _within(chosen.links, paragraph.span), _within(chosen.notes, paragraph.span)
    starts = {link.span.start: link for link in links}
    parts = list(paper.parts(paragraph.span))
    omitted = {part.start for part, left in parts if not left}
    edges = {paragraph.span.end, *(part.start for part, _ in parts)}
    edges |= {edge for link in links for edge in (link.span.start, link.span.end)}
    edges |= {edge for note in notes for edge in (note.span.start, note.span.end) if not _inside(edge, links)}
    made: list[Piece] = []
    for start, end in pairwise(sorted(edges)):
        if start in omitted:
            made.append(Run(f" {OMITTED} ", omitted=True))
            continue
        runs = _runs(paper, Span(start, end), notes)
        made += [LinkMark(runs, starts[start])] if start in starts else runs
        made += [
            NoteMark(note.id, note.number, note.note.kind) for note in notes if start < note.span.end <= end
        ]
    return Marked(tuple(made))


def _within(found: tuple[T, ...], stretch: Span) -> tuple[T, ...]:
    """Those of `found`, which are in the order of the text, that begin in a stretch."""
    first = bisect_left(found, stretch.start, key=lambda one: one.span.start)
    return found[first : bisect_left(found, stretch.end, key=lambda one: one.span.start)]


def _firsts(found: Iterable[Occurrence]) -> list[Occurrence]:
    firsts: dict[str, Occurrence] = {}
    for occurrence in found:
        firsts.setdefault(occurrence.term, occurrence)
    return list(firsts.values())


def _inside(edge: int, links: tuple[MarkLink, ...]) -> bool:
    return any(link.span.start < edge < link.span.end for link in links)


def _runs(paper: Paper, stretch: Span, notes: tuple[PlacedNote, ...]) -> tuple[Run, ...]:
    edges = {stretch.start, stretch.end}
    edges |= {
        edge
        for note in notes
        for edge in (note.span.start, note.span.end)
        if stretch.start < edge < stretch.end
    }
    spans = [Span(start, end) for start, end in pairwise(sorted(edges))]
    return tuple(
        Run(paper.words(span), tuple(note.id for note in notes if note.span.holds(span))) for span in spans
    )
