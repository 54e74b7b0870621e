"""Cut paragraphs into pieces that a template can print one after the other.

Links cannot be inside links. So a citation wins over a term, and the mark of a note that
ends inside a link comes after the link. Notes may overlap each other and everything else.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

from ..paper.blocks import MarkKind
from ..paper.citations import Cited
from ..paper.paper import OMITTED, FootnoteMark, Paper, Paragraph, Section, Span, Style
from ..paper.terms import Occurrence
from ..read.course import NoteKind
from .weave import PlacedNote


@dataclass(frozen=True, slots=True)
class Set:
    """How words are set."""

    kind: MarkKind
    """Any but a link, a citation, or the mark of a note."""
    value: str = ""


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of the paper's words, or a mark of omission in their place."""

    text: str
    """In verse and glosses it may have line feeds, with the indent of the next line after them."""
    notes: tuple[str, ...] = ()
    """Ids of the notes at these words."""
    omitted: bool = False
    """Whether it replaces words that readers are not shown."""
    styles: tuple[Set, ...] = ()
    """The outermost first. A formula is a run of its own, and its text is TeX."""


@dataclass(frozen=True, slots=True)
class MarkLink:
    """A link from words of the paper to a term, to a work that is cited, or to where the paper says."""

    span: Span
    term: str = ""
    """Id of the term, if it is one."""
    cited: str = ""
    """Key of the work, if it is a citation."""
    address: str = ""
    """The address on the web, if the link is the paper's own."""
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
    key: bool = False
    """Whether it is one of the key notes of its lesson."""


@dataclass(frozen=True, slots=True)
class PaperNoteMark:
    """The mark of a note of the paper itself."""

    note: str
    """Id of the note; empty if the paper has no such note."""
    label: str
    """As printed."""
    first: bool
    """Whether it is the first mark of its note, to which the note leads back."""


Piece = Run | LinkMark | NoteMark | PaperNoteMark


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


T = TypeVar("T", Cited, Occurrence, MarkLink, PlacedNote, Style)


def marks(
    citations: tuple[Cited, ...],
    occurrences: tuple[Occurrence, ...],
    notes: tuple[PlacedNote, ...],
    passages: Iterable[tuple[Paragraph, ...]],
    styles: tuple[Style, ...] = (),
) -> Marks:
    """Return what to mark: every citation, link of the paper and note, and each term's first place in a passage."""
    addresses = tuple(style for style in styles if style.kind is MarkKind.LINK)
    links: list[MarkLink] = []
    for passage in filter(None, passages):  # a heading may have no text of its own
        stretch = Span(passage[0].span.start, passage[-1].span.end)
        cited = [one for one in _within(citations, stretch) if one.marked]
        own = _apart(_within(addresses, stretch), cited)
        free = _apart(_within(occurrences, stretch), [*cited, *own])
        links += [MarkLink(found.span, cited=found.key, number=found.number) for found in cited]
        links += [MarkLink(found.span, address=found.value) for found in own]
        links += [MarkLink(found.span, term=found.term) for found in _firsts(free)]
    return Marks(tuple(sorted(links, key=lambda link: link.span)), notes)


def _apart(found: tuple[T, ...], others: Sequence[Cited | Style]) -> list[T]:
    """Return those that share no word with any of `others`; both are in the order of the text."""
    starts = [other.span.start for other in others]
    return [
        one
        for one in found
        if not any(
            one.span.meets(other.span)
            for other in others[
                max(bisect_left(starts, one.span.start) - 1, 0) : bisect_left(starts, one.span.end)
            ]
        )
    ]


def marked(paper: Paper, paragraph: Paragraph | Section, chosen: Marks) -> Marked:
    """Cut a paragraph, or the heading of a section, at its marks."""
    links, notes = _within(chosen.links, paragraph.span), _within(chosen.notes, paragraph.span)
    styles, feet = _within(paper.styles, paragraph.span), paper.note_marks_in(paragraph.span)
    linked = {link.span.start: link for link in links}
    formulas = [style for style in styles if style.kind is MarkKind.FORMULA]
    # A note that begins or ends inside a link or a formula does not cut it in two: a link is cut into runs instead.
    changes = {edge for edge in _edges(notes) | _edges(styles) if not _inside(edge, formulas)}
    edges = _edges(links) | {
        edge for edge in changes | {foot.at for foot in feet} if not _inside(edge, links)
    }
    set_ = tuple(style for style in styles if style.kind is not MarkKind.LINK)
    made: list[Piece] = []
    for part, left in paper.parts(paragraph.span):
        if not left:
            made.append(Run(f" {OMITTED} ", omitted=True))
            continue
        for stretch in _cut(part, edges):
            if stretch.start == part.start == paragraph.span.start:
                made += _feet(feet, stretch.start, stretch.start)
            link, runs = linked.get(stretch.start), _runs(paper, stretch, notes, set_, changes)
            made += [LinkMark(runs, link)] if link else runs
            made += _feet(feet, stretch.start + 1, stretch.end)
            ending = (note for note in notes if stretch.start < note.span.end <= stretch.end)
            made += [NoteMark(note.id, note.number, note.note.kind, note.note.key) for note in ending]
    return Marked(tuple(made))


def _feet(feet: tuple[FootnoteMark, ...], first: int, last: int) -> list[PaperNoteMark]:
    """Return the marks of the paper's notes between two offsets, both included."""
    return [PaperNoteMark(foot.note, foot.label, foot.first) for foot in feet if first <= foot.at <= last]


def _edges(found: Iterable[MarkLink | PlacedNote | Style]) -> set[int]:
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


def _inside(edge: int, links: Iterable[MarkLink | Style]) -> bool:
    return any(link.span.start < edge < link.span.end for link in links)


def _runs(
    paper: Paper,
    stretch: Span,
    notes: tuple[PlacedNote, ...],
    styles: tuple[Style, ...],
    changes: Iterable[int],
) -> tuple[Run, ...]:
    """Return a stretch cut into runs, at the `changes`: where the notes at its words, or their style, change."""
    return tuple(
        Run(
            paper.words(span),
            tuple(note.id for note in notes if note.span.meets(span)),
            styles=tuple(
                Set(style.kind, style.value)
                for style in sorted(styles, key=_outermost)
                if style.span.holds(span)
            ),
        )
        for span in _cut(stretch, changes)
    )


def _outermost(style: Style) -> tuple[int, int]:
    return style.span.start, -style.span.end
