"""Turn what pages show into flowing text: editors' Markdown, the paper's blocks and their marks, sentences with links."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from ..paper.blocks import MarkKind
from ..paper.paper import Kind
from ..shared import markdown
from ..shared.language import Language
from ..shared.outside import host, is_outside
from ..show.base import Ref, Site, Support
from ..show.blocks import (
    AsidesView,
    BlockView,
    FigureView,
    FootnoteView,
    FormulaView,
    GlossView,
    ListView,
    ParagraphView,
    PictureView,
    QuotationView,
    ReferencesView,
    TableView,
)
from ..show.lesson import NoteView, PassageView
from ..show.names import begun, file_words, kind_name, paragraph_name
from ..show.tongues import Tongue, tongue_of
from ..weave.addresses import Address
from ..weave.marks import LinkMark, Marked, NoteMark, PaperNoteMark, Piece, Run
from .flow import (
    Block,
    Blocks,
    Call,
    Formula,
    Frame,
    Grid,
    Head,
    Image,
    Inline,
    Inlines,
    Items,
    Look,
    Note,
    Par,
    Style,
    Text,
    Turn,
    Way,
    led,
    styled,
    text,
)

_SLOT = re.compile("\ue000(\\d+)\ue001")
_INDENT = "\u2002"
"""What indents a line of verse: a space that no program joins to others."""
_STYLES = {
    "em": Style.EMPHASIS,
    "i": Style.EMPHASIS,
    "strong": Style.STRONG,
    "b": Style.STRONG,
    "sup": Style.SUPERSCRIPT,
    "sub": Style.SUBSCRIPT,
    MarkKind.EMPHASIS: Style.EMPHASIS,
    MarkKind.STRONG: Style.STRONG,
    MarkKind.SUPERSCRIPT: Style.SUPERSCRIPT,
    MarkKind.SUBSCRIPT: Style.SUBSCRIPT,
    MarkKind.SMALL_CAPITALS: Style.SMALL_CAPITALS,
}
_LOOKS = {
    Kind.QUOTATION: Look.QUOTATION,
    Kind.VERSE: Look.VERSE,
    Kind.ITEM: Look.ITEM,
    Kind.REFERENCE: Look.REFERENCE,
}


@dataclass(frozen=True, slots=True)
class Linked:
    """Says what the frame says, with links in it."""

    language: Language

    def say(self, sentence: str, /, **named: Inlines | str | int) -> Inlines:
        """Return a sentence; what is filled in may have links."""
        return _filled(self.language.say(sentence, **_slots(named)), list(named.values()))

    def counted(self, one: str, many: str, count: int, /, **named: Inlines | str | int) -> Inlines:
        """Return a sentence in the form for a number; what is filled in may have links."""
        return _filled(self.language.counted(one, many, count, **_slots(named)), list(named.values()))


def _slots(named: Iterable[str]) -> dict[str, str]:
    """Return a sign for each name, which stands in a sentence until it is filled."""
    return {name: f"\ue000{index}\ue001" for index, name in enumerate(named)}


def _filled(sentence: str, filled: list[Inlines | str | int]) -> Inlines:
    made: list[Inline] = []
    for index, part in enumerate(_SLOT.split(sentence)):
        value = filled[int(part)] if index % 2 else part
        made += value if isinstance(value, tuple) else (text(str(value)),) if value != "" else ()
    return tuple(made)


def series(language: Language, parts: Iterable[Inlines], between: str = ", ") -> Inlines:
    """Return some words one after the other."""
    made: list[Inline] = []
    for part in parts:
        made += [text(between if between in _PLAIN else language.say(between))] if made else []
        made += part
    return tuple(made)


_PLAIN = (". ", " · ")
"""What stands between words in every language."""


def way(ref: Ref) -> Inlines:
    """Return a link."""
    return (Way(ref.to, (text(ref.text),)),)


def quiet(*sentences: Inlines) -> Blocks:
    """Return sentences as a paragraph that may be passed over; none for no words."""
    told = [one for one in sentences if one]
    inside = tuple(
        chain.from_iterable((*((text(" "),) if index else ()), *one) for index, one in enumerate(told))
    )
    return (Par(inside, Look.QUIET),) if inside else ()


def rests_on(language: Language, support: Support) -> Inlines:
    """Return what a statement rests on; nothing if that is not told."""
    links = series(language, map(way, support.sources), "; ")
    cited = (
        Linked(language).counted(
            "Source: {sources}.", "Sources: {sources}.", len(support.sources), sources=links
        )
        if links
        else ()
    )
    bases = {
        "text": language.say("Seen in the paper itself."),
        "judgement": language.say("The editors’ judgement."),
    }
    basis = (text(bases[support.basis]),) if support.basis in bases else ()
    return (*cited, *((text(" "),) if cited and basis else ()), *basis)


def body(site: Site, shown: markdown.Body, top: int = 3) -> Blocks:
    """Return a text of the editors; `top`: the level of its first headings."""
    return tuple(_block(site, block, top) for block in shown.blocks)


def line(site: Site, shown: markdown.Line) -> Inlines:
    """Return a line of the editors."""
    return _inlines(site, shown.inside)


def _block(site: Site, block: markdown.Block, top: int) -> Block:
    match block:
        case markdown.Para(inside):
            return Par(_inlines(site, inside))
        case markdown.Heading(level, inside):
            return Head(top + level - 1, _inlines(site, inside))
        case markdown.Listing(ordered, items):
            return Items(tuple(tuple(_within(site, one) for one in item) for item in items), ordered)
        case markdown.Quotation(inside):
            return Frame(Look.QUOTATION, tuple(_within(site, one) for one in inside))
        case markdown.Figure():
            return _figure(site, block)
        case markdown.Table(head, rows):
            cells = (tuple((Par(_inlines(site, cell)),) for cell in row) for row in (head, *rows))
            return Grid(tuple(cells))
        case markdown.Footnotes(notes):
            return Items(tuple((Par(_inlines(site, one), Look.QUIET),) for one in notes), ordered=True)


def _figure(site: Site, figure: markdown.Figure) -> Block:
    """Return a picture with its credit; of a recording, what is told of it, and links to it."""
    file, name = figure.file, text(figure.alternative)
    if file is None:
        return Par((name,))
    language = site.language
    told: list[Inlines] = [(text(one),) for one in (figure.credit, figure.told) if one]
    if figure.to:
        words = text(figure.told or host(figure.to) or figure.alternative)
        told = [(text(figure.credit),)] if figure.credit else []
        told.append((Way(_target(site, figure.to), (words,)),))
    if file.kind is markdown.FileKind.PICTURE:
        caption = (Par(series(language, told, ". "), Look.CAPTION),) if told else ()
        return Frame(Look.PLAIN, (Image(file.path, figure.alternative), *caption))
    said = (text(language.say("What is said in it")),)
    links: list[Inlines] = [(Way(Address(figure.transcript.path), said),)] if figure.transcript else []
    recording = text(f"{language.say('Recording')} ({file_words(file, language)})")
    links.append((Way(Address(file.path), (recording,)),))
    return Par((*series(language, [(name,), *told], ". "), text(". "), *series(language, links, " · ")))


def _target(site: Site, target: str) -> Address | str:
    """Return where a link in a text leads."""
    if is_outside(target):
        return target
    return Address(target) if target.startswith(markdown.FILES) else site.addresses[target]


def _within(site: Site, block: markdown.Block) -> Block:
    """Return a block within another. A heading there begins no section."""
    if isinstance(block, markdown.Heading):
        return Par(styled(_inlines(site, block.inside), Style.STRONG))
    return _block(site, block, 3)


def _inlines(site: Site, inside: tuple[markdown.Inline, ...]) -> Inlines:
    return tuple(chain.from_iterable(_inline(site, piece) for piece in inside))


def _inline(site: Site, piece: markdown.Inline) -> Inlines:
    match piece:
        case markdown.Words(words):
            return (text(words),)
        case markdown.Code(words):
            return (text(words, Style.CODE),)
        case markdown.Styled(tag, inside):
            return styled(_inlines(site, inside), _STYLES[tag])
        case markdown.Link(target, inside):
            told = f" ({file_words(piece.file, site.language)})" if piece.file else ""
            return (Way(_target(site, target), _inlines(site, inside)), *((text(told),) if told else ()))
        case markdown.Break():
            return (Turn(),)
        case markdown.Mark(number, _):
            return (text(str(number), Style.SUPERSCRIPT),)


def marked(site: Site, words: Marked) -> Inlines:
    """Return words of the paper with their marks."""
    return tuple(chain.from_iterable(_piece(site, piece) for piece in words.pieces))


def _piece(site: Site, piece: Piece) -> Inlines:
    language = site.language
    match piece:
        case Run():
            return tuple(_run(piece))
        case LinkMark(runs, to):
            words = tuple(chain.from_iterable(map(_run, runs)))
            if to.term:
                return (Way(site.addresses[f"term:{to.term}"], words),)
            if to.address:
                return (Way(to.address, words),) if is_outside(to.address) else words
            return (
                Way(site.addresses[f"cited:{to.cited}"], words, f"cite-{to.number}" if to.number else ""),
            )
        case NoteMark(id_, number, kind, key):
            called = kind_name(kind, language)
            name = (
                language.say("Note {number}, {kind}, key note", number=number, kind=called)
                if key
                else language.say("Note {number}, {kind}", number=number, kind=called)
            )
            return (Call(f"note-{id_}", str(number), name),)
        case PaperNoteMark(id_, label, _):
            name = language.say("Note {number} of the paper", number=label)
            return (Call(id_, label, name, True),) if id_ else (text(label, Style.SUPERSCRIPT),)


def _run(run: Run) -> Iterator[Inline]:
    if run.omitted:
        yield text(run.text, Style.QUIET)
        return
    if any(style.kind is MarkKind.FORMULA for style in run.styles):
        yield Formula(run.text)
        return
    styles = frozenset(_STYLES[style.kind] for style in run.styles if style.kind in _STYLES)
    tongues = [style.value for style in run.styles if style.kind is MarkKind.LANGUAGE]
    tongue = tongue_of(tongues[-1], "") if tongues else None
    for index, words in enumerate(run.text.split("\n")):
        if index:
            yield Turn()
        indent = len(words) - len(words.lstrip(" ")) if index else 0
        if words:
            yield Text(_INDENT * indent + words[indent:].replace("\t", " "), styles, tongue)


def passage(site: Site, shown: PassageView, tongue: Tongue | None, level: int) -> Iterator[Block]:
    """Yield what a lesson reads under a heading of the paper; `level`: that of a main section's heading."""
    if shown.heading:
        words = marked(site, shown.marked.words) or (text(shown.heading),)
        yield Head(level + max(shown.marked.level, 1) - 1, words, tongue=shown.marked.tongue or tongue)
    for block in shown.blocks:
        yield from _of_paper(site, block, tongue)


def _of_paper(site: Site, block: BlockView, tongue: Tongue | None) -> Iterator[Block]:
    match block:
        case ParagraphView():
            yield _paragraph(site, block, tongue)
        case QuotationView(own) | ReferencesView(own) | AsidesView(own):
            yield from (_paragraph(site, one, tongue) for one in own)
        case ListView(depth, items):
            yield Items(
                tuple(
                    tuple(
                        _labelled(one, item.label if not index else "", depth)
                        for index, one in enumerate(
                            chain.from_iterable(_of_paper(site, own, tongue) for own in item.blocks)
                        )
                    )
                    for item in items
                ),
                labelled=True,
            )
        case GlossView(own, rows, _):
            name = paragraph_name(own.id, site.language) if own.number else ""
            heard = own.tongue or tongue
            lines = [tuple((Par(marked(site, cell), Look.PAPER),) for cell in words) for words in rows]
            widest = max(map(len, lines), default=0)
            yield Par((), Look.PAPER, own.id, own.number, name)
            yield Grid(tuple(one for one in lines if len(one) == widest), 0, tongue=heard)
            for one in lines:
                if len(one) < widest:  # what they mean together
                    yield from (replace(par, tongue=heard) for cell in one for par in cell)
        case TableView():
            label = (text(block.label, Style.STRONG), text(" ")) if block.label else ()
            in_tongue = block.tongue or tongue
            caption = (*label, *marked(site, block.caption.words))
            yield from _image(block.picture)
            cells = tuple(
                tuple(
                    (Par(marked(site, cell.words), Look.PAPER, cell.id, tongue=cell.tongue),) for cell in row
                )
                for row in block.rows
            )
            if cells:
                yield Grid(cells, block.heads, block.named_rows, caption, block.id, in_tongue)
            elif caption:
                yield Par(caption, Look.CAPTION, block.id, tongue=in_tongue)
            if block.source:
                yield Par(marked(site, block.source.words), Look.CAPTION, block.source.id, tongue=in_tongue)
        case FigureView():
            label = (text(block.label, Style.STRONG), text(" ")) if block.label else ()
            yield from _image(block.picture)
            words = marked(site, block.caption.words)
            yield Par((*label, *words), Look.CAPTION, block.id, tongue=block.tongue or tongue)
        case FormulaView():
            yield from _image(None if block.tex else block.picture)
            shown = (
                (Formula(block.tex, True), *marked(site, block.marks))
                if block.tex
                else marked(site, block.words.words)
            )
            number = (text(f" {block.label}"),) if block.label else ()
            yield Par((*shown, *number), Look.PAPER, block.id, tongue=block.words.tongue or tongue)


def _labelled(block: Block, label: str, depth: int) -> Block:
    return replace(block, look=Look.ITEM, label=label, depth=depth) if isinstance(block, Par) else block


def _image(picture: PictureView | None) -> Iterator[Block]:
    if picture:
        yield Image(picture.path, picture.alternative)


def _paragraph(site: Site, one: ParagraphView, tongue: Tongue | None) -> Par:
    words = marked(site, one.words)
    if one.lines:
        lines = ((text(_INDENT * of.indent), *marked(site, of.words)) for of in one.lines)
        words = tuple(
            chain.from_iterable((*((Turn(),) if index else ()), *of) for index, of in enumerate(lines))
        )
    look = _LOOKS.get(one.kind, Look.PAPER)
    name = paragraph_name(one.id, site.language) if one.number else ""
    return Par(words, look, one.id, one.number, name, one.tongue or tongue)


def note(site: Site, shown: NoteView) -> Note:
    """Return a note of the editors, which begins with what it is for."""
    language = site.language
    kind = f"{begun(kind_name(shown.kind, language))}."
    key = (text(f"★ {language.say('Key note')}", Style.STRONG), text(" ")) if shown.key else ()
    see = (
        Linked(language).say("See also {places}.", places=series(language, map(way, shown.see)))
        if shown.see
        else ()
    )
    blocks = led((text(kind, Style.STRONG), text(" "), *key), body(site, shown.body))
    ground = quiet(rests_on(language, shown.support), see)
    return Note(f"note-{shown.id}", str(shown.number), (*blocks, *ground))


def footnote(site: Site, shown: FootnoteView, tongue: Tongue | None) -> Note:
    """Return a note of the paper, which says that it is one."""
    name = site.language.say("Note {number} of the paper.", number=shown.label)
    own = tuple(_paragraph(site, one, tongue) for one in shown.paragraphs)
    return Note(shown.id, shown.label, led((text(name, Style.STRONG), text(" ")), own), True)
