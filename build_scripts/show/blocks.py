"""Make the blocks of the paper as pages show them: paragraphs, lists, tables, notes, in the paper's order."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from ..paper.paper import (
    NUMBERED,
    Exhibit,
    ExhibitKind,
    Kind,
    Paper,
    Paragraph,
    Section,
    Span,
)
from ..shared.language import ENGLISH, Language
from ..weave.marks import LinkMark, Marked, Marks, Piece, Run, marked
from .names import exhibit_label, paragraph_name
from .tongues import Tongue, tongue_of

PICTURES = "paper/pictures/"
"""The folder of the paper's pictures on the site."""

_NOTES = re.compile(
    r"(?:end|foot)?notes?|anmerkungen|fu(?:ß|ss)noten|endnoten|notas|note a piè di pagina|noten|примечания|ملاحظات|حواشی|注释|注釋|注",
    re.IGNORECASE,
)
"""How papers head their notes."""
_SHOWN_AUTHORS = 3
_MANY_LINES = 4
"""Lines of the front matter that are worth folding."""
_DEEPEST = 6
"""Lists in one another, and levels of headings."""


@dataclass(frozen=True, slots=True)
class LineView:
    """A line of verse."""

    indent: int
    """In spaces."""
    words: Marked


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph of the paper with its marks: any stretch that quotes can stand in."""

    id: str
    number: str
    """Empty for what has no number in the margin."""
    words: Marked
    kind: Kind = Kind.PARAGRAPH
    name: str = ""
    """What readers call it, such as `table 2`; empty for what has a number."""
    tongue: Tongue | None = None
    lines: tuple[LineView, ...] = ()
    """The same words in lines, if it is verse."""
    was: tuple[str, ...] = ()
    """Former ids that lead here."""


@dataclass(frozen=True, slots=True)
class QuotationView:
    """A quotation that is set apart: one or more paragraphs."""

    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item of a list."""

    label: str
    """As printed."""
    is_speaker: bool
    """Whether the label names who speaks."""
    blocks: tuple["ParagraphView | ListView", ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A list."""

    depth: int
    """How deep it lies in another, from 0."""
    items: tuple[ItemView, ...]


@dataclass(frozen=True, slots=True)
class GlossView:
    """Words with their meanings below each: lines of cells."""

    paragraph: ParagraphView
    rows: tuple[tuple[Marked, ...], ...]
    columns: int


@dataclass(frozen=True, slots=True)
class PictureView:
    """A picture of the paper."""

    path: str
    """On the site."""
    alternative: str


@dataclass(frozen=True, slots=True)
class TableView:
    """A table."""

    id: str
    label: str
    """Such as `Table 2`; empty if it has no number."""
    name: str
    caption: ParagraphView
    rows: tuple[tuple[ParagraphView, ...], ...]
    heads: int
    """How many rows at the top are headers."""
    named_rows: bool
    """Whether the first cell of each row names it."""
    source: ParagraphView | None
    picture: PictureView | None
    tongue: Tongue | None


@dataclass(frozen=True, slots=True)
class FigureView:
    """A figure."""

    id: str
    label: str
    name: str
    caption: ParagraphView
    picture: PictureView | None
    """`None` if it may not be shown, or if there is none."""
    tongue: Tongue | None


@dataclass(frozen=True, slots=True)
class FormulaView:
    """A formula on a line of its own."""

    id: str
    label: str
    """Its number in brackets."""
    name: str
    words: ParagraphView
    tex: str
    """Empty if only a part of it may be shown."""
    marks: Marked
    """What editors note at it."""
    picture: PictureView | None


@dataclass(frozen=True, slots=True)
class ReferencesView:
    """Entries of the list of references."""

    entries: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class AsidesView:
    """Words around the text: title, authors, dates."""

    lines: tuple[ParagraphView, ...]
    roles: tuple[str, ...]
    """What each line is, such as `title`; empty if that is not known."""
    shown: int
    """How many lines are shown at once. The others are folded: thirty authors and where they work fill two screens."""


BlockView = (
    ParagraphView
    | QuotationView
    | ListView
    | GlossView
    | TableView
    | FigureView
    | FormulaView
    | ReferencesView
    | AsidesView
)


@dataclass(frozen=True, slots=True)
class FootnoteView:
    """A note of the paper."""

    id: str
    label: str
    """As printed."""
    back: str
    """The id of its mark on the page; empty if that is not there."""
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True)
class HeadingView:
    """A heading of the paper with its marks."""

    level: int
    """From 1; none is more than one deeper than the heading before it."""
    words: Marked
    """Empty if it has only letters."""
    tongue: Tongue | None


def headings(
    paper: Paper, sections: Iterable[Section], chosen: Marks, around: str
) -> tuple[HeadingView, ...]:
    """Return the headings of sections in order; `around`: the language of the paper."""
    made: list[HeadingView] = []
    level = 0
    for section in sections:
        if section.heading:
            level = min(section.level, level + 1, _DEEPEST)
        has_marks = section.span.start < section.span.end and paper.quoted is None
        words = marked(paper, section, chosen) if has_marks else Marked(())
        made.append(HeadingView(level, words, tongue_of(section.language, around)))
    return tuple(made)


def is_notes(section: Section) -> bool:
    """Return whether a section is only the paper's own heading of its notes."""
    return not section.paragraphs and bool(_NOTES.fullmatch(section.heading.strip(" .:")))


def on_page(paper: Paper, spans: Iterable[Span]) -> Paper:
    """Return the paper with the first mark of each note that stands in `spans` as the first: notes lead back to it."""
    seen: dict[str, int] = {}
    for span in spans:
        for mark in paper.note_marks_in(span):
            seen.setdefault(mark.note, mark.at)
    marks = tuple(
        mark if mark.first == (seen.get(mark.note) == mark.at) else replace(mark, first=not mark.first)
        for mark in paper.note_marks
    )
    return paper if marks == paper.note_marks else replace(paper, note_marks=marks)


def blocks(
    paper: Paper,
    paragraphs: Iterable[Paragraph],
    chosen: Marks,
    around: str = "",
    language: Language = ENGLISH,
) -> tuple[BlockView, ...]:
    """Return the blocks that paragraphs make, in their order.

    `around`: the language of the paper; `language`: that of the frame.
    """
    view = partial(_view, paper, chosen, around, _formers(paper), language)
    return tuple(
        block
        for (kind, exhibit), own in groupby(paragraphs, key=partial(_group, paper))
        for block in _grouped(paper, kind, exhibit, list(own), view, language)
    )


def _group(paper: Paper, paragraph: Paragraph) -> tuple[Kind, str]:
    exhibit = paper.exhibit_of(paragraph)
    return (Kind.CAPTION, exhibit.id) if exhibit else (paragraph.kind, "")


def _formers(paper: Paper) -> Mapping[str, tuple[str, ...]]:
    """Return the former ids that lead to each paragraph, by its id."""
    found: dict[str, list[str]] = {}
    for old, now in sorted({**paper.gone, **paper.former}.items(), key=lambda one: _in_order(one[0])):
        found.setdefault(now, []).append(old)
    return {now: tuple(old) for now, old in found.items()}


def _in_order(id_: str) -> tuple[int, str]:
    return (int(id_[1:]) if id_[1:].isdigit() else 0), id_


def _view(
    paper: Paper,
    chosen: Marks,
    around: str,
    formers: Mapping[str, tuple[str, ...]],
    language: Language,
    paragraph: Paragraph,
) -> ParagraphView:
    is_numbered = paragraph.kind in NUMBERED
    words = marked(paper, paragraph, chosen)
    return ParagraphView(
        id=paragraph.id,
        number=paragraph.id[1:] if is_numbered else "",
        words=words,
        kind=paragraph.kind,
        name="" if is_numbered else paragraph_name(paragraph.id, language),
        tongue=tongue_of(paragraph.language, around),
        lines=tuple(map(_line, _cut(words, "\n"))) if paragraph.kind is Kind.VERSE else (),
        was=formers.get(paragraph.id, ()),
    )


def _grouped(
    paper: Paper,
    kind: Kind,
    exhibit: str,
    own: list[Paragraph],
    view: "partial[ParagraphView]",
    language: Language,
) -> Iterator[BlockView]:
    """Yield the blocks that neighbours of one kind make."""
    match kind:
        case Kind.CAPTION:
            yield _exhibit(paper, paper.exhibits[exhibit], view, language)
        case Kind.QUOTATION:
            yield QuotationView(tuple(map(view, own)))
        case Kind.ITEM:
            yield from _lists(paper, [(min(one.depth, _DEEPEST), one) for one in own], view)
        case Kind.GLOSS:
            yield from map(_gloss, map(view, own))
        case Kind.REFERENCE:
            yield ReferencesView(tuple(map(view, own)))
        case Kind.ASIDE:
            roles = tuple(one.label for one in own)
            yield AsidesView(tuple(map(view, own)), roles, shown_asides(roles))
        case _:
            yield from map(view, own)


def _lists(
    paper: Paper, own: list[tuple[int, Paragraph]], view: "partial[ParagraphView]"
) -> Iterator[ListView]:
    """Yield the lists that items make: another one begins where the labels are of another kind."""
    top = min(depth for depth, _ in own)
    begun: list[tuple[int, Paragraph]] = []
    shape = ""
    for depth, one in own:
        now = _shape(one.label) if one.label and depth == top else shape
        if begun and shape and now != shape:
            yield _list(paper, begun, view)
            begun = []
        shape = now
        begun.append((depth, one))
    yield _list(paper, begun, view)


def _shape(label: str) -> str:
    """Return the kind of a label: the same for `1.` and `2.`, and for all names."""
    return "name" if is_name(label) else re.sub(r"\w+", "1", label)


def _list(
    paper: Paper, own: Sequence[tuple[int, Paragraph]], view: "partial[ParagraphView]", deeper: int = 0
) -> ListView:
    """Return a list of paragraphs, each with its depth. `deeper`: how many lists it lies in."""
    top = min(depth for depth, _ in own)
    items: list[ItemView] = []
    for is_below, group in groupby(own, key=lambda one: one[0] > top):
        if is_below:
            below = _list(paper, list(group), view, deeper + 1)
            last = items.pop() if items else ItemView("", False, ())
            items.append(replace(last, blocks=(*last.blocks, below)))
            continue
        for _, one in group:
            if not one.label and items:
                items[-1] = replace(items[-1], blocks=(*items[-1].blocks, view(one)))
                continue
            is_speaker = is_name(one.label)
            label = "" if is_speaker and paper.quoted is not None else one.label
            items.append(ItemView(label, is_speaker, (view(one),)))
    return ListView(deeper, tuple(items))


def is_name(label: str) -> bool:
    """Return whether the label of an item names who speaks: it has a word, as no number of an item does."""
    return re.search(r"[^\W\d_]{3}", label) is not None and not re.fullmatch(r"\W*[ivxlcIVXLC]+\W*", label)


def _line(words: Marked) -> LineView:
    """Return a line of verse; spaces at its beginning are its indent."""
    match words.pieces:
        case (Run(text) as first, *others) if not first.omitted:
            own = text.lstrip(" ")
            kept = [replace(first, text=own)] if own else []
            return LineView(len(text) - len(own), Marked((*kept, *others)))
    return LineView(0, words)


def shown_asides(roles: tuple[str, ...]) -> int:
    """Return how many lines of a front matter are shown: up to the title and the first authors; all if few follow."""
    authors = [at for at, role in enumerate(roles, start=1) if role == "author"][:_SHOWN_AUTHORS]
    named = [at for at, role in enumerate(roles, start=1) if role in ("title", "subtitle")]
    shown = max([*named, *authors], default=len(roles))
    return shown if len(roles) - shown >= _MANY_LINES else len(roles)


def _gloss(paragraph: ParagraphView) -> GlossView:
    rows = tuple(tuple(_cut(line, "\t")) for line in _cut(paragraph.words, "\n"))
    return GlossView(paragraph, rows, max(map(len, rows), default=1))


def _cut(words: Marked, sign: str) -> Iterator[Marked]:
    """Yield marked words cut at a sign, which is left out."""
    made: list[list[Piece]] = [[]]
    for piece in words.pieces:
        match piece:
            case Run(text):
                for index, part in enumerate(text.split(sign)):
                    if index:
                        made.append([])
                    if part:
                        made[-1].append(replace(piece, text=part))
            case LinkMark(runs, link):
                for index, one in enumerate(_cut(Marked(runs), sign)):
                    if index:
                        made.append([])
                        link = replace(link, number=0)  # its id stands on the first part
                    if one.pieces:
                        made[-1].append(
                            LinkMark(tuple(run for run in one.pieces if isinstance(run, Run)), link)
                        )
            case _:
                made[-1].append(piece)
    yield from (Marked(tuple(one)) for one in made)


def _exhibit(
    paper: Paper, exhibit: Exhibit, view: "partial[ParagraphView]", language: Language
) -> TableView | FigureView | FormulaView:
    head, name = view(exhibit.head), paragraph_name(exhibit.id, language)
    label = exhibit_label(exhibit.kind, exhibit.number, language) if exhibit.number else ""
    shows = exhibit.picture and paper.quoted is None
    picture = PictureView(f"{PICTURES}{exhibit.picture}", exhibit.alternative) if shows else None
    match exhibit.kind:
        case ExhibitKind.TABLE:
            return TableView(
                id=exhibit.id,
                label=label,
                name=name,
                caption=head,
                rows=tuple(tuple(map(view, row)) for row in exhibit.rows),
                heads=exhibit.heads,
                named_rows=_named_rows(paper, exhibit),
                source=view(exhibit.source) if exhibit.source else None,
                picture=picture,
                tongue=head.tongue,
            )
        case ExhibitKind.FIGURE:
            return FigureView(exhibit.id, label, name, head, picture, head.tongue)
        case ExhibitKind.FORMULA:
            number = f"({exhibit.number.strip('[]()')})" if exhibit.number else ""
            is_whole = paper.quoted is None
            span = exhibit.head.span
            return FormulaView(
                id=exhibit.id,
                label=number,
                name=name,
                words=head,
                tex=paper.text[span.start : span.end] if is_whole else "",
                marks=Marked(tuple(one for one in head.words.pieces if not isinstance(one, Run | LinkMark))),
                picture=picture,
            )


def _named_rows(paper: Paper, table: Exhibit) -> bool:
    """Return whether the first column names the rows: each of its cells has a word, no two alike."""
    body = [paper.words(row[0].span).strip() for row in table.rows[table.heads :] if row]
    return (
        all(any(letter.isalpha() for letter in words) for words in body)
        and len(set(body)) == len(body)
        and any(len(row) > 1 for row in table.rows)
    )


def footnotes(
    paper: Paper,
    notes: Iterable[Paragraph],
    chosen: Marks,
    marks: Iterable[Span],
    around: str = "",
    language: Language = ENGLISH,
) -> tuple[FootnoteView, ...]:
    """Return notes of the paper; `marks`: the spans of all that the page shows of it, where their marks stand."""
    there = {mark.note for span in marks for mark in paper.note_marks_in(span)}
    view = partial(_view, paper, chosen, around, {}, language)
    made: list[FootnoteView] = []
    for _, group in groupby(notes, key=lambda note: note.part_of):
        own = list(group)
        first = own[0]
        back = f"fnref-{first.id}" if first.id in there else ""
        made.append(FootnoteView(first.id, first.label, back, tuple(map(view, own))))
    return tuple(made)
