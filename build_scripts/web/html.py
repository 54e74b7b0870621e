"""Print what pages show as HTML.

Links name parts of the course. A linker, which the renderer chooses, turns them into addresses relative to a page.
"""

from collections.abc import Callable
from functools import partial

from markupsafe import Markup, escape

from ..paper.blocks import MarkKind
from ..shared.dates import Point, When
from ..shared.language import ENGLISH, Language
from ..shared.markdown import (
    Block,
    Body,
    Break,
    Code,
    Heading,
    Inline,
    Line,
    Link,
    Listing,
    Para,
    Quotation,
    Styled,
    Words,
)
from ..shared.outside import encoded, is_outside
from ..show.base import Ref
from ..show.names import kind_name
from ..show.tongues import Tongue, tongue_of
from ..timeline.chart import Chart, ThemeStyle
from ..timeline.svg import drawn, swatch
from ..weave.addresses import Address, Addresses
from ..weave.marks import LinkMark, Marked, NoteMark, PaperNoteMark, Piece, Run, Set
from .mathml import math

Linker = Callable[[str, Address], str]
"""Takes the path of a page and an address, and returns the link from the one to the other."""

_Named = Callable[[str], str]
"""Takes the target of a link in Markdown, and returns its address."""


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
        case Body(blocks, top):
            return Markup(_blocks(blocks, partial(_named, page, addresses, linker), top))
        case Line(inside):
            return Markup(_inlines(inside, partial(_named, page, addresses, linker)))
        case Marked(pieces):
            named = partial(_named, page, addresses, linker)
            return Markup("".join(_piece(piece, named, language) for piece in pieces))
        case When():
            return language.date(shown)
        case Point():
            return language.point(shown)
        case Tongue():
            return Markup(_attributes(shown))
        case Chart():
            return Markup(drawn(shown))
        case ThemeStyle():
            return Markup(swatch(shown))
        case _:
            return shown


def href(to: Address | str, page: str, linker: Linker) -> str:
    """Return the link from a page to a part of the course, or an address outside it."""
    return linker(page, to) if isinstance(to, Address) else encoded(to)


def _named(page: str, addresses: Addresses, linker: Linker, target: str) -> str:
    return href(target if is_outside(target) else addresses[target], page, linker)


def _blocks(blocks: tuple[Block, ...], named: _Named, top: int) -> str:
    return "\n".join(_block(block, named, top) for block in blocks)


def _block(block: Block, named: _Named, top: int) -> str:
    match block:
        case Para(inside):
            return f"<p>{_inlines(inside, named)}</p>"
        case Heading(level, inside):
            tag = f"h{min(level + top - 1, 6)}"
            return f"<{tag}>{_inlines(inside, named)}</{tag}>"
        case Listing(ordered, items):
            tag = "ol" if ordered else "ul"
            listed = "\n".join(f"<li>\n{_blocks(item, named, top)}\n</li>" for item in items)
            return f"<{tag}>\n{listed}\n</{tag}>"
        case Quotation(inside):
            return f"<blockquote>\n{_blocks(inside, named, top)}\n</blockquote>"


def _inlines(inside: tuple[Inline, ...], named: _Named) -> str:
    return "".join(_inline(piece, named) for piece in inside)


def _inline(piece: Inline, named: _Named) -> str:
    match piece:
        case Words(text):
            return escape(text)
        case Code(text):
            return f"<code>{escape(text)}</code>"
        case Styled(tag, inside):
            return f"<{tag}>{_inlines(inside, named)}</{tag}>"
        case Link(target, inside):
            return f'<a href="{escape(named(target))}">{_inlines(inside, named)}</a>'
        case Break():
            return "<br>"


def _attributes(tongue: Tongue) -> str:
    """Return the attributes of an element in another language, after a space."""
    direction = f' dir="{tongue.direction}"' if tongue.direction else ""
    return f' lang="{escape(tongue.language)}"{direction}'


def _piece(piece: Piece, named: _Named, language: Language) -> str:
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
