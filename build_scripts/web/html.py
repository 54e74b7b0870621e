"""Print what pages show as HTML.

Links name parts of the course. A linker, which the renderer chooses, turns them into addresses relative to a page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from markupsafe import Markup, escape

from ..atlas.maps import Map
from ..atlas.svg import drawn_map
from ..paper.blocks import MarkKind
from ..shared.dates import Point, When
from ..shared.language import ENGLISH, Language
from ..shared.markdown import (
    Block,
    Body,
    Break,
    Code,
    Figure,
    File,
    FileKind,
    Footnotes,
    Heading,
    Inline,
    Line,
    Link,
    Listing,
    Mark,
    Para,
    Quotation,
    Styled,
    Table,
    Words,
    plain_words,
)
from ..shared.outside import encoded, is_outside
from ..show.base import Ref
from ..show.names import file_words, kind_name
from ..show.tongues import Tongue, tongue_of
from ..timeline.chart import Chart, ThemeStyle
from ..timeline.svg import drawn, swatch
from ..weave.addresses import Address, Addresses
from ..weave.marks import LinkMark, Marked, NoteMark, PaperNoteMark, Piece, Run, Set
from .headings import UNLISTED
from .mathml import math

Linker = Callable[[str, Address], str]
"""Takes the path of a page and an address, and returns the link from the one to the other."""


@dataclass(frozen=True, slots=True)
class _Ways:
    """Leads from a page to what its texts name."""

    page: str
    addresses: Addresses
    linker: Linker
    language: Language
    listed: bool = True
    """Whether headings are in the table of contents."""

    def __call__(self, target: str) -> str:
        """Return the address of the target of a link in Markdown."""
        return href(target if is_outside(target) else self.addresses[target], self.page, self.linker)

    def file(self, file: File) -> str:
        """Return the address of a file of the course, for an attribute."""
        return escape(href(Address(file.path), self.page, self.linker))


def html(
    shown: object, page: str, addresses: Addresses, linker: Linker, language: Language = ENGLISH
) -> object:
    """Return what a template prints on `page`: records as HTML by their kind, other values as they are.

    `language`: that of the frame, for the words that editors add to those of the paper, and for dates.
    """
    match shown:
        case str() | int():
            return shown
        case Ref(text, to):
            return Markup(f'<a href="{escape(href(to, page, linker))}">{escape(text)}</a>')
        case Body(blocks, top, listed):
            return Markup(_blocks(blocks, _Ways(page, addresses, linker, language, listed), top))
        case Line(inside):
            return Markup(_inlines(inside, _Ways(page, addresses, linker, language)))
        case Marked(pieces):
            named = _Ways(page, addresses, linker, language)
            return Markup("".join(_piece(piece, named, language) for piece in pieces))
        case When():
            return language.date(shown)
        case Point():
            return language.point(shown)
        case Tongue():
            return Markup(_attributes(shown))
        case Chart():
            return Markup(drawn(shown))
        case Map():
            return Markup(drawn_map(shown))
        case ThemeStyle():
            return Markup(swatch(shown))
        case _:
            return shown


def href(to: Address | str, page: str, linker: Linker) -> str:
    """Return the link from a page to a part of the course, or an address outside it."""
    return linker(page, to) if isinstance(to, Address) else encoded(to)


def block_html(
    block: Block, page: str, addresses: Addresses, linker: Linker, language: Language = ENGLISH
) -> str:
    """Return a block of Markdown as HTML."""
    return _block(block, _Ways(page, addresses, linker, language), top=1)


def inline_html(
    piece: Inline, page: str, addresses: Addresses, linker: Linker, language: Language = ENGLISH
) -> str:
    """Return a piece of a line of Markdown as HTML."""
    return _inline(piece, _Ways(page, addresses, linker, language))


def _blocks(blocks: tuple[Block, ...], named: _Ways, top: int) -> str:
    return "\n".join(_block(block, named, top) for block in blocks)


def _block(block: Block, named: _Ways, top: int) -> str:
    match block:
        case Para(inside):
            return f"<p>{_inlines(inside, named)}</p>"
        case Heading(level, inside):
            tag = f"h{min(level + top - 1, 6)}"
            return f"<{tag}{'' if named.listed else UNLISTED}>{_inlines(inside, named)}</{tag}>"
        case Listing(ordered, items):
            tag = "ol" if ordered else "ul"
            listed = "\n".join(f"<li>\n{_blocks(item, named, top)}\n</li>" for item in items)
            return f"<{tag}>\n{listed}\n</{tag}>"
        case Quotation(inside):
            return f"<blockquote>\n{_blocks(inside, named, top)}\n</blockquote>"
        case Figure():
            return _figure(block, named)
        case Table():
            return _table(block, named)
        case Footnotes(notes):
            listed = "\n".join(_footnote(number, note, named) for number, note in enumerate(notes, 1))
            name = escape(named.language.say("Notes"))
            return f'<section class="page-notes" role="doc-endnotes" aria-label="{name}">\n<ol>\n{listed}\n</ol>\n</section>'


def _figure(figure: Figure, named: _Ways) -> str:
    """Return a picture or a recording with its credit; of one that is not there, its words."""
    file = figure.file
    if file is None:
        return f"<p>{escape(figure.alternative)}</p>"
    if file.kind is not FileKind.PICTURE:
        return _recording(figure, file, named)
    size = f' width="{file.width}" height="{file.height}"' if file.width and file.height else ""
    shown = f'<img src="{named.file(file)}" alt="{escape(figure.alternative)}"{size} loading="lazy">'
    told: list[str] = [escape(figure.credit)] if figure.credit else []
    if figure.to:
        way = escape(named(figure.to))
        shown = f'<a href="{way}">{shown}</a>'
        words = figure.told or urlsplit(figure.to).netloc or figure.alternative
        told.append(f'<a href="{way}">{escape(words)}</a>')
    caption = f"<figcaption>{'. '.join(told)}</figcaption>" if told else ""
    return f'<figure class="ours">{shown}{caption}</figure>'


def _recording(figure: Figure, file: File, named: _Ways) -> str:
    language, name = named.language, escape(figure.alternative)
    told = [name, *(escape(one) for one in (figure.credit, figure.told) if one)]
    links = [_file_link(language.say("Recording"), file, named)]
    if figure.transcript:
        links.insert(0, _file_link(language.say("What is said in it"), figure.transcript, named))
    tag = "video" if file.kind is FileKind.VIDEO else "audio"
    player = f'<{tag} controls="" preload="none" src="{named.file(file)}" aria-label="{name}">'
    if figure.captions:
        label, way = escape(language.say("Captions")), named.file(figure.captions)
        player += f'<track kind="captions" src="{way}" srclang="{escape(language.tag)}" label="{label}">'
    player += f"</{tag}>"
    words = f"{'. '.join(told)}. {' · '.join(links)}"
    return f'<figure class="ours">{player}<figcaption>{words}</figcaption></figure>'


def _file_link(words: str, file: File, named: _Ways) -> str:
    told = escape(file_words(file, named.language))
    return f'<a href="{named.file(file)}">{escape(words)}</a> <span class="meta">({told})</span>'


def _table(table: Table, named: _Ways) -> str:
    """Return a table that can be scrolled, also by keyboard, where it is wider than its column."""
    names = [plain_words((Para(cell),)) for cell in table.head]
    about = escape(named.language.say("Table: {names}", names=named.language.series(filter(None, names))))
    head = "".join(_cell(cell, named, "th") for cell in table.head)
    body = "\n".join(f"<tr>{''.join(_cell(cell, named, 'td') for cell in row)}</tr>" for row in table.rows)
    rows = f"\n<tbody>\n{body}\n</tbody>" if body else ""
    return (
        f'<div class="scroll" data-scroll="" role="region" tabindex="0" aria-label="{about}">\n'
        f'<table class="data ours">\n<thead>\n<tr>{head}</tr>\n</thead>{rows}\n</table>\n</div>'
    )


def _cell(cell: tuple[Inline, ...], named: _Ways, tag: str) -> str:
    """Return a cell; a header without words names nothing, so it is a cell like others."""
    if tag == "th" and cell:
        return f'<th scope="col">{_inlines(cell, named)}</th>'
    return f"<td>{_inlines(cell, named)}</td>"


def _footnote(number: int, note: tuple[Inline, ...], named: _Ways) -> str:
    back = escape(named.language.say("Back to the mark of note {number}", number=number))
    words = _inlines(note, named)
    return f'<li id="fn-{number}">{words} <a href="#fnref-{number}" role="doc-backlink" aria-label="{back}">↩</a></li>'


def _inlines(inside: tuple[Inline, ...], named: _Ways) -> str:
    return "".join(_inline(piece, named) for piece in inside)


def _inline(piece: Inline, named: _Ways) -> str:
    match piece:
        case Words(text):
            return escape(text)
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Styled(tag, inside):
            return f"<{tag}>{_inlines(inside, named)}</{tag}>"
        case Link(target, inside):
            told = (
                f' <span class="meta">({escape(file_words(piece.file, named.language))})</span>'
                if piece.file
                else ""
            )
            return f'<a href="{escape(named(target))}">{_inlines(inside, named)}</a>{told}'
        case Break():
            return "<br>"
        case Mark(number, first):
            name = f' id="fnref-{number}"' if first else ""
            return f'<sup{name}><a href="#fn-{number}" role="doc-noteref">{number}</a></sup>'


def _attributes(tongue: Tongue) -> str:
    """Return the attributes of an element in another language, after a space."""
    direction = f' dir="{tongue.direction}"' if tongue.direction else ""
    return f' lang="{escape(tongue.language)}"{direction}'


def _piece(piece: Piece, named: _Ways, language: Language) -> str:
    """Return a piece of a paragraph. What the editors added has `data-editorial`; the rest is the paper's text."""
    match piece:
        case Run():
            return _run(piece)
        case LinkMark(runs, to):
            words = "".join(_run(run) for run in runs)
            if to.term:
                way, term = escape(named(f"term:{to.term}")), escape(to.term)
                return f'<a class="term" data-term="{term}" href="{way}">{words}</a>'
            if to.address:
                return (
                    f'<a href="{escape(named(to.address))}">{words}</a>' if is_outside(to.address) else words
                )
            way, cited = escape(named(f"cited:{to.cited}")), escape(to.cited)
            name = f' id="cite-{to.number}"' if to.number else ""
            return f'<a class="cite" data-cite="{cited}" href="{way}"{name}>{words}</a>'
        case NoteMark(id_, number, kind, key):
            called = kind_name(kind, language)
            name = (
                language.say("Note {number}, {kind}, key note", number=number, kind=called)
                if key
                else language.say("Note {number}, {kind}", number=number, kind=called)
            )
            is_key = ' data-key=""' if key else ""
            return (
                f'<a class="note-mark" data-editorial=""{is_key} data-kind="{kind}" '
                f'data-note="{id_}" href="#note-{id_}" id="mark-{id_}" aria-label="{escape(name)}">{number}</a>'
            )
        case PaperNoteMark(id_, label, first):
            name = f' id="fnref-{id_}"' if first and id_ else ""
            words = escape(label)
            told = escape(language.say("Note {number} of the paper", number=label))
            if not id_:
                return f'<sup class="fnref">{words}</sup>'
            return (
                f'<sup class="fnref"{name}><a href="#{id_}" role="doc-noteref" '
                f'aria-label="{told}">{words}</a></sup>'
            )


_ELEMENTS = {
    MarkKind.EMPHASIS: "em",
    MarkKind.STRONG: "strong",
    MarkKind.SUPERSCRIPT: "sup",
    MarkKind.SUBSCRIPT: "sub",
}


def _run(run: Run) -> str:
    if run.omitted:
        return f'<span class="omitted">{escape(run.text)}</span>'
    words: str = escape(run.text)
    for style in reversed(run.styles):
        words = _styled(style, run.text, words)
    return f'<span class="noted" data-notes="{" ".join(run.notes)}">{words}</span>' if run.notes else words


def _styled(style: Set, text: str, words: str) -> str:
    match style.kind:
        case MarkKind.FORMULA:
            return math(text)
        case MarkKind.SMALL_CAPITALS:
            return f'<span class="small-caps">{words}</span>'
        case MarkKind.LANGUAGE:
            tongue = tongue_of(style.value, "")
            return f"<span{_attributes(tongue)}>{words}</span>" if tongue else words
        case kind if kind in _ELEMENTS:
            return f"<{_ELEMENTS[kind]}>{words}</{_ELEMENTS[kind]}>"
        case _:
            return words
