"""Cut paragraphs into pieces that a template can print one after the other.

Links cannot be inside links. So a citation wins over a term, and the mark of a note that
ends inside a link comes after the link. Notes may overlap each other and everything else.
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
    """Whether it replaces words that readers are not shown."""


@dataclass(frozen=True, slots=True)
class MarkLink:
    """A link from words of the paper to a term, or to a work that is cited."""

    span: Span
    term: str = ""
    """Id of the term, if it is one."""
    cited: str = ""
    """Key of the work, if it is a citation."""
    number: int = 0
    """The number of the citation, counted through the paper from 1."""


@dataclass(frozen=True, slots=True)
class LinkMark:
    """The words of a link."""

    runs: tuple[Run, ...]
    link: MarkLink


@dataclass(frozen=True, slots=True)
class NoteMark:
    """The mark of a note, where its words end."""

    note: str
    """Id of the note."""
    number: int
    kind: NoteKind


Piece = Run | LinkMark | NoteMark


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph cut at its marks. Its runs together are its text, or the part that is kept."""

    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Marks:
    """What to mark in a text, in the order of the text. Links do not overlap; notes may."""

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
    """Return what to mark: every citation and note, and each term's first place in a passage."""
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
    linked = {link.span.start: link for link in links}
    # A note that begins or ends inside a link does not cut it in two: the link is cut into runs instead.
    changes = _edges(notes)
    edges = _edges(links) | {edge for edge in changes if not _inside(edge, links)}
    made: list[Piece] = []
    for part, left in paper.parts(paragraph.span):
        if not left:
            made.append(Run(f" {OMITTED} ", omitted=True))
            continue
        for stretch in _cut(part, edges):
            link, runs = linked.get(stretch.start), _runs(paper, stretch, notes, changes)
            made += [LinkMark(runs, link)] if link else runs
            ending = (note for note in notes if stretch.start < note.span.end <= stretch.end)
            made += [NoteMark(note.id, note.number, note.note.kind) for note in ending]
    return Marked(tuple(made))


def _edges(found: Iterable[MarkLink | PlacedNote]) -> set[int]:
    """Return the offsets where marks begin and end."""
    return {edge for one in found for edge in (one.span.start, one.span.end)}


def _cut(stretch: Span, edges: Iterable[int]) -> list[Span]:
    """Cut a stretch at the edges that lie inside it."""
    inside = {edge for edge in edges if stretch.start < edge < stretch.end}
    if not inside:
        return [stretch]
    return [Span(start, end) for start, end in pairwise([stretch.start, *sorted(inside), stretch.end])]


def _within(found: tuple[T, ...], stretch: Span) -> tuple[T, ...]:
    """Return those of `found` that begin in a stretch; `found` is in the order of the text."""
    first = bisect_left(found, stretch.start, key=lambda one: one.span.start)
    return found[first : bisect_left(found, stretch.end, key=lambda one: one.span.start)]


def _firsts(found: Iterable[Occurrence]) -> list[Occurrence]:
    firsts: dict[str, Occurrence] = {}
    for occurrence in found:
        firsts.setdefault(occurrence.term, occurrence)
    return list(firsts.values())


def _inside(edge: int, links: tuple[MarkLink, ...]) -> bool:
    return any(link.span.start < edge < link.span.end for link in links)


def _runs(
    paper: Paper, stretch: Span, notes: tuple[PlacedNote, ...], changes: Iterable[int]
) -> tuple[Run, ...]:
    """Return a stretch cut into runs, at the `changes`: where the notes at its words change."""
    return tuple(
        Run(paper.words(span), tuple(note.id for note in notes if note.span.holds(span)))
        for span in _cut(stretch, changes)
    )
