"""Lay the blocks of the paper out as handouts set them: a list of paragraphs, each with its form.

A page of a handout ends after a sentence, so every block is a paragraph with its words, or stands whole.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..paper.blocks import MarkKind
from ..paper.paper import Kind
from ..show.blocks import (
    AsidesView,
    BlockView,
    FigureView,
    FootnoteView,
    FormulaView,
    GlossView,
    ListView,
    ParagraphView,
    QuotationView,
    ReferencesView,
    TableView,
)
from ..show.lesson import PassageView
from ..show.tongues import Tongue
from ..weave.marks import LinkMark, Marked, MarkLink, NoteMark, PaperNoteMark, Piece, Run
from .fonts import Glyphs
from .formulas import PrintedFormula, printed_formula

_DEEPEST = 4
"""Notes in one another, as they are set. Only a made paper has more."""


@dataclass(frozen=True, slots=True)
class Words:
    """Marked words as handouts set them."""

    pieces: tuple["PrintedPiece", ...]


@dataclass(frozen=True, slots=True)
class PrintedLink:
    """The words of a link."""

    runs: tuple[Run | PrintedFormula, ...]
    link: MarkLink


@dataclass(frozen=True, slots=True)
class PrintedNote:
    """The mark of a note of the paper, with the note where its mark stands first."""

    id: str
    label: str
    paragraphs: tuple[Words, ...]
    """Empty if the note stands elsewhere, or if the paper has none."""


PrintedPiece = Run | PrintedFormula | PrintedLink | NoteMark | PrintedNote


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table, a gloss, a figure or a formula: it stands whole."""

    label: str
    caption: Words
    rows: tuple[tuple[Words, ...], ...] = ()
    heads: int = 0
    named_rows: bool = False
    columns: int = 0
    source: Words | None = None
    picture: str = ""
    """The path of a picture on the site."""
    alternative: str = ""
    formula: PrintedFormula | None = None


@dataclass(frozen=True, slots=True)
class PrintedParagraph:
    """A paragraph of a passage."""

    id: str
    number: str
    words: Words
    """Of a table: all its words, one after the other."""
    form: str
    """`paragraph`, `quotation`, `verse`, `item`, `reference`, `aside`, `table`, `figure`, `formula`, `gloss`."""
    label: str = ""
    depth: int = 0
    is_speaker: bool = False
    language: str = ""
    direction: str = ""
    indent: int = 0
    table: PrintedTable | None = None


@dataclass(frozen=True, slots=True)
class PrintedPassage:
    """Paragraphs under a heading of the paper."""

    heading: str
    level: int
    words: Words
    """The heading with its marks; empty if it has none."""
    paragraphs: tuple[PrintedParagraph, ...]
    direction: str = ""
    """`ltr` or `rtl` of the heading; empty if it is that of the course."""


@dataclass(frozen=True, slots=True)
class _Setting:
    """What words are set with."""

    glyphs: Glyphs
    notes: Mapping[str, FootnoteView]
    tongue: Tongue | None
    """The language of the paper, if it is another than that of the course."""
    marked: frozenset[str] | None
    """The editors' notes whose marks are set; `None` for all."""
    underlined: frozenset[str]
    """The editors' notes whose words are underlined."""
    depth: int = 0
    """In how many notes the words stand."""


def printed_passages(
    passages: Iterable[PassageView],
    notes: Iterable[FootnoteView],
    glyphs: Glyphs,
    tongue: Tongue | None = None,
    marked: frozenset[str] | None = None,
    underlined: frozenset[str] = frozenset(),
) -> tuple[PrintedPassage, ...]:
    """Return passages for handouts, with the notes of the paper at their marks.

    `tongue`: the language of the paper, if it is another than that of the course.
    `marked`, `underlined`: the editors' notes whose marks are set, all if `None`; and those whose words are underlined.
    """
    setting = _Setting(glyphs, {note.id: note for note in notes}, tongue, marked, underlined)
    return tuple(
        PrintedPassage(
            passage.heading,
            passage.marked.level,
            _words(passage.marked.words, setting),
            tuple(one for block in passage.blocks for one in _paragraphs(block, setting)),
            own.direction if (own := passage.marked.tongue or tongue) else "",
        )
        for passage in passages
    )


def terms_of(passage: PassageView) -> Iterator[str]:
    """Yield the ids of the terms that a passage uses, each as often as it does."""
    for row in printed_passages([passage], (), Glyphs(None)):
        for words in (row.words, *(paragraph.words for paragraph in row.paragraphs)):
            links = (piece.link for piece in words.pieces if isinstance(piece, PrintedLink))
            yield from (link.term for link in links if link.term)


def pictures(passages: Iterable[PrintedPassage]) -> Iterator[str]:
    """Yield the paths of the pictures that passages show, on the site."""
    for passage in passages:
        yield from (one.table.picture for one in passage.paragraphs if one.table and one.table.picture)


def _words(marked: Marked, setting: _Setting) -> Words:
    pieces = (piece for piece in marked.pieces if _is_shown(piece, setting))
    return Words(tuple(_piece(piece, setting) for piece in pieces))


def _is_shown(piece: Piece, setting: _Setting) -> bool:
    return not isinstance(piece, NoteMark) or setting.marked is None or piece.note in setting.marked


def _piece(piece: Piece, setting: _Setting) -> PrintedPiece:
    match piece:
        case Run():
            return _run(piece, setting)
        case LinkMark(runs, link):
            return PrintedLink(tuple(_run(run, setting) for run in runs), link)
        case PaperNoteMark(id_, label, first):
            note = setting.notes.get(id_) if first else None
            # What a note marks in turn is set with it, so each note stands once.
            return PrintedNote(id_, label, tuple(_note(note, setting)) if note else ())
        case NoteMark():
            return piece


def _note(note: FootnoteView, setting: _Setting) -> Iterator[Words]:
    """Yield the paragraphs of a note. Notes that would lie too deep in it follow it."""
    if setting.depth < _DEEPEST:
        within = replace(setting, depth=setting.depth + 1)
        yield from (_words(one.words, within) for one in note.paragraphs)
        return
    only_marks = replace(setting, notes={})
    waiting = [note]
    while waiting:
        one = waiting.pop(0)
        for index, paragraph in enumerate(one.paragraphs):
            words = _words(paragraph.words, only_marks)
            label = (PrintedNote(one.id, one.label, ()), Run(" ")) if one is not note and not index else ()
            yield Words((*label, *words.pieces))
            marks = (piece for piece in paragraph.words.pieces if isinstance(piece, PaperNoteMark))
            waiting += [
                setting.notes[mark.note] for mark in marks if mark.first and mark.note in setting.notes
            ]


def _run(run: Run, setting: _Setting) -> Run | PrintedFormula:
    notes = tuple(note for note in run.notes if note in setting.underlined)
    if any(style.kind is MarkKind.FORMULA for style in run.styles):
        return printed_formula(run.text, setting.glyphs, notes=notes)
    return run if notes == run.notes else replace(run, notes=notes)


def _paragraphs(
    block: BlockView, setting: _Setting, label: str = "", is_speaker: bool = False, depth: int = 0
) -> Iterator[PrintedParagraph]:
    match block:
        case ParagraphView():
            yield _paragraph(block, block.kind, setting, label, is_speaker, depth)
        case QuotationView(own):
            yield from (_paragraph(one, Kind.QUOTATION, setting) for one in own)
        case ListView(depth, items):
            for item in items:
                for index, one in enumerate(item.blocks):
                    is_first = index == 0
                    yield from _paragraphs(
                        one, setting, item.label if is_first else "", item.is_speaker and is_first, depth
                    )
        case ReferencesView(own):
            yield from (_paragraph(one, Kind.REFERENCE, setting) for one in own)
        case AsidesView(own):
            yield from (_paragraph(one, Kind.ASIDE, setting) for one in own)
        case GlossView(own, rows, columns):
            cells = tuple(tuple(_words(cell, setting) for cell in row) for row in rows)
            table = PrintedTable("", Words(()), cells, columns=columns)
            yield _whole(own.id, "gloss", own.number, table, own.tongue or setting.tongue)
        case TableView():
            table = PrintedTable(
                label=block.label,
                caption=_words(block.caption.words, setting),
                rows=tuple(tuple(_words(cell.words, setting) for cell in row) for row in block.rows),
                heads=block.heads,
                named_rows=block.named_rows,
                columns=max(map(len, block.rows), default=0),
                source=_words(block.source.words, setting) if block.source else None,
                picture=block.picture.path if block.picture else "",
                alternative=block.picture.alternative if block.picture else "",
            )
            yield _whole(block.id, "table", "", table, block.tongue or setting.tongue)
        case FigureView():
            table = PrintedTable(
                label=block.label,
                caption=_words(block.caption.words, setting),
                picture=block.picture.path if block.picture else "",
                alternative=block.picture.alternative if block.picture else "",
            )
            yield _whole(block.id, "figure", "", table, block.tongue or setting.tongue)
        case FormulaView():
            formula = printed_formula(block.tex, setting.glyphs, on_a_line=True) if block.tex else None
            shown = block.marks if formula else block.words.words
            picture = block.picture if not block.tex else None
            table = PrintedTable(
                label=block.label,
                caption=_words(shown, setting),
                formula=formula,
                picture=picture.path if picture else "",
                alternative=picture.alternative if picture else "",
            )
            yield _whole(block.id, "formula", "", table, block.words.tongue or setting.tongue)


def _paragraph(
    one: ParagraphView,
    form: Kind,
    setting: _Setting,
    label: str = "",
    is_speaker: bool = False,
    depth: int = 0,
) -> PrintedParagraph:
    tongue = one.tongue or setting.tongue
    return PrintedParagraph(
        id=one.id,
        number=one.number,
        words=_words(one.words, setting),
        form=form,
        label=label,
        depth=depth,
        is_speaker=is_speaker,
        language=tongue.language if tongue else "",
        direction=tongue.direction if tongue else "",
        indent=one.lines[0].indent if one.lines else 0,
    )


def _whole(id_: str, form: str, number: str, table: PrintedTable, tongue: Tongue | None) -> PrintedParagraph:
    """Return a paragraph that stands whole. Its words tell which notes it has."""
    parts = (table.caption, *(cell for row in table.rows for cell in row), table.source)
    pieces = tuple(piece for part in parts if part for piece in part.pieces)
    return PrintedParagraph(
        id=id_,
        number=number,
        words=Words(pieces),
        form=form,
        language=tongue.language if tongue else "",
        direction=tongue.direction if tongue else "",
        table=table,
    )
