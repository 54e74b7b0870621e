"""What a paper says, as one string with spans into it: sections, paragraphs, notes, tables, styles."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from itertools import takewhile

from .blocks import MarkKind
from .folded import Folded, fold

OMITTED = "[…]"
"""Stands for words that readers are not shown."""

GAP = "\n\n"
"""Between headings and paragraphs in `Paper.text`."""


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Paper.text`."""

    start: int
    end: int
    """Offsets in characters from 0; the end is not included."""

    def holds(self, other: "Span") -> bool:
        """Return whether `other` is inside this span; it may share its edges."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Return whether the two share a character."""
        return self.start < other.end and other.start < self.end


class Kind(StrEnum):
    """What a stretch of a paper is."""

    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    VERSE = "verse"
    ITEM = "item"
    GLOSS = "gloss"
    CAPTION = "caption"
    CELL = "cell"
    SOURCE = "source"
    """What stands below a table."""
    FORMULA = "formula"
    REFERENCE = "reference"
    NOTE = "note"
    """A footnote or endnote of the paper."""
    ASIDE = "aside"
    """Title, authors, dates: around the text."""


NUMBERED = frozenset((Kind.PARAGRAPH, Kind.QUOTATION, Kind.VERSE, Kind.ITEM, Kind.GLOSS))
"""What has a number in the margin. Everything else has the number that the paper gives it, if any."""


PARTS = frozenset((Kind.CAPTION, Kind.CELL, Kind.SOURCE, Kind.FORMULA))
"""What is part of a table, a figure or a formula."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A stretch of the paper that quotes can stand in: a numbered paragraph, a caption, a cell, a note."""

    id: str
    """`p1`, `p2` …: permanent, since readers cite it. Others are named after what they are, such as `table-2`."""
    section: str
    """Id of its section; empty for notes."""
    span: Span
    line: int
    """Where it begins in the file, from 1."""
    kind: Kind = Kind.PARAGRAPH
    label: str = ""
    """What the paper prints before it: `(a)` before an item, `12` before a note; the role of an aside."""
    depth: int = 0
    """How deep its list lies in another."""
    language: str = ""
    """BCP 47 tag; empty for the language of the paper."""
    part_of: str = ""
    """Id of the exhibit that it is a part of, of the note that it goes on with, or the key of a reference."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, up to the next heading."""

    id: str
    """The heading in lower-case letters, digits and hyphens."""
    heading: str
    """Empty for paragraphs before the first heading."""
    paragraphs: tuple[Paragraph, ...]
    level: int = 1
    """From 1 for main sections."""
    span: Span = Span(0, 0)
    """Of the heading; empty if nothing in it is marked."""
    language: str = ""


class ExhibitKind(StrEnum):
    """What stands apart from the text."""

    TABLE = "table"
    FIGURE = "figure"
    FORMULA = "formula"


@dataclass(frozen=True, slots=True)
class Exhibit:
    """A table, a figure or a formula. Its parts are among the section's paragraphs, in the order of the text."""

    id: str
    """Such as `table-2`."""
    kind: ExhibitKind
    number: str
    """As the paper numbers it; empty if it does not."""
    head: Paragraph
    """Its caption, which may have no words; for a formula, its TeX."""
    rows: tuple[tuple[Paragraph, ...], ...] = ()
    heads: int = 0
    """How many rows at the top are headers."""
    source: Paragraph | None = None
    picture: str = ""
    """The name of a file in `seeds/pictures/`."""
    alternative: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Style:
    """How some words are set, or where they lead."""

    span: Span
    kind: MarkKind
    """Any but citations and the marks of notes."""
    value: str = ""


@dataclass(frozen=True, slots=True, order=True)
class FootnoteMark:
    """Where the mark of a note of the paper stands."""

    at: int
    """Offset in `Paper.text`."""
    note: str
    """Id of the note's first paragraph, such as `fn-1`; empty if the paper has no such note."""
    label: str
    """As printed."""
    first: bool = True
    """Whether it is the first mark of its note."""


@dataclass(frozen=True, slots=True, order=True)
class Citing:
    """Words that name entries of the list of references."""

    span: Span
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Omitted:
    """A line of page furniture, which readers are not shown."""

    line: int
    text: str


@dataclass(frozen=True)
class Paper:
    """A paper as one string, with spans into it."""

    text: str
    """Headings and paragraphs, lines joined, with an empty line between them; the notes stand at the end."""
    sections: tuple[Section, ...]
    omitted: tuple[Omitted, ...]
    quoted: tuple[Span, ...] | None = None
    """The spans whose words are kept, in order, if the paper holds only its quoted words: see `weave/quotes_only`."""
    notes: tuple[Paragraph, ...] = ()
    """The paragraphs of its footnotes and endnotes."""
    exhibits: Mapping[str, Exhibit] = field(default_factory=dict)
    """By id."""
    styles: tuple[Style, ...] = ()
    """Sorted. They lie beside or inside one another, as brackets do."""
    note_marks: tuple[FootnoteMark, ...] = ()
    """Sorted."""
    citing: tuple[Citing, ...] = ()
    """Citations that the file itself links to entries. Sorted."""
    former: Mapping[str, str] = field(default_factory=dict)
    """For the id of each paragraph that was joined to another: the id of that one."""
    gone: Mapping[str, str] = field(default_factory=dict)
    """For the id of each paragraph that is no more: the id of the one before it, where its old address leads."""
    language: str = ""
    """BCP 47 tag; empty if the file does not say it."""

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in order, the notes last."""
        return (*(paragraph for section in self.sections for paragraph in section.paragraphs), *self.notes)

    @cached_property
    def numbered(self) -> tuple[Paragraph, ...]:
        """The paragraphs with a number in the margin."""
        return tuple(paragraph for paragraph in self.paragraphs if paragraph.kind in NUMBERED)

    @cached_property
    def _mark_places(self) -> list[int]:
        """Where the mark of each note stands."""
        return [mark.at for mark in self.note_marks]

    def note_marks_in(self, span: Span) -> tuple[FootnoteMark, ...]:
        """Return the marks of notes in a span, its edges included."""
        places = self._mark_places
        return self.note_marks[bisect_left(places, span.start) : bisect_right(places, span.end)]

    def notes_of(self, shown: Iterable["Paragraph | Section"]) -> tuple[Paragraph, ...]:
        """Return the paragraphs of all notes whose marks stand in `shown`, or in such notes, in the order of the notes."""
        spans = [one.span for one in shown if one.span.start < one.span.end]  # a heading may have none
        found: set[str] = set()
        while spans:
            named = {mark.note for span in spans for mark in self.note_marks_in(span)}
            labels = {note.part_of for note in self.notes if note.id in named} - found
            spans = [note.span for note in self.notes if note.part_of in labels]
            found |= labels
        return tuple(note for note in self.notes if note.part_of in found) if found else ()

    @cached_property
    def sections_by_id(self) -> Mapping[str, Section]:
        """The sections, by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The index of each paragraph, by its id."""
        return {paragraph.id: index for index, paragraph in enumerate(self.paragraphs)}

    @cached_property
    def folded(self) -> Folded:
        """The text as it is compared with what people type, with the way back to its spans."""
        return fold(self.text)

    @cached_property
    def _quoted_ends(self) -> list[int]:
        """Where each kept span ends."""
        return [span.end for span in self.quoted or ()]

    @cached_property
    def _starts(self) -> list[int]:
        """Where each paragraph begins."""
        return [paragraph.span.start for paragraph in self.paragraphs]

    def exhibit_of(self, paragraph: Paragraph) -> Exhibit | None:
        """Return the table, figure or formula that a paragraph is a part of; `None` if it stands in the text."""
        return self.exhibits.get(paragraph.part_of) if paragraph.kind in PARTS else None

    def with_parts(self, section: str) -> tuple[Section, ...]:
        """Return a section and those under it."""
        first = next((index for index, one in enumerate(self.sections) if one.id == section), None)
        if first is None:
            return ()
        own, *after = self.sections[first:]
        return (own, *takewhile(lambda one: one.level > own.level, after))

    def paragraph_at(self, span: Span) -> Paragraph | None:
        """Return the paragraph that holds all of `span`, or `None` if no single one does."""
        after = bisect_right(self._starts, span.start)
        paragraph = self.paragraphs[after - 1] if after else None
        return paragraph if paragraph and paragraph.span.holds(span) else None

    def words(self, span: Span) -> str:
        """Return the paper's own words at `span`, with `[…]` for those that are not kept."""
        if self.quoted is None:
            return self.text[span.start : span.end]
        return "".join(
            self.text[part.start : part.end] if left else f" {OMITTED} " for part, left in self.parts(span)
        )

    def shows(self, span: Span) -> bool:
        """Return whether all words at `span` are kept."""
        return all(left for _, left in self.parts(span))

    def parts(self, span: Span) -> Iterator[tuple[Span, bool]]:
        """Yield the parts of `span` in order, each with whether its words are kept."""
        start = span.start
        for one in self._left(span):
            if start < one.start:
                yield Span(start, one.start), False
            yield one, True
            start = one.end
        if start < span.end:
            yield Span(start, span.end), False

    def _left(self, span: Span) -> Iterator[Span]:
        if self.quoted is None:
            yield span
            return
        first = bisect_right(self._quoted_ends, span.start)
        for one in takewhile(span.meets, map(self.quoted.__getitem__, range(first, len(self.quoted)))):
            yield Span(max(one.start, span.start), min(one.end, span.end))
