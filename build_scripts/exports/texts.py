"""Turn texts of the editors into what other programs show: simple HTML with full links, or plain text."""

from dataclasses import replace
from itertools import chain

from markupsafe import Markup

from ..shared.markdown import (
    Block,
    Body,
    Figure,
    Footnotes,
    Heading,
    Inline,
    Line,
    Link,
    Listing,
    Para,
    Quotation,
    Styled,
    Table,
    Words,
    plain_words,
)
from ..shared.outside import is_outside
from ..show.base import QuestionView, Ref, Support
from ..show.glossary import TranslationView
from ..show.tongues import Tongue
from ..weave.addresses import Address
from ..web.html import html
from .flow import plain
from .material import Material
from .telling import rests_on


def as_html(material: Material, text: Body | Line) -> str:
    """Return a text as HTML. Links to parts of the course are full; without an address of the site there are none."""
    shown = text if material.base else _unlinked(text)
    site = material.site
    return str(html(shown, "", site.addresses, lambda _, address: material.locate(address), site.language))


def words(text: Body | Line) -> str:
    """Return a text without its markup."""
    return plain_words(text.blocks if isinstance(text, Body) else (Para(text.inside),))


def ground(material: Material, support: Support) -> str:
    """Return what a statement rests on, in a sentence; empty if that is not told."""
    return plain(rests_on(material.site.language, support))


def asked(material: Material, question: QuestionView) -> str:
    """Return a question as HTML, with the words of the paper that it is about before it."""
    said = Markup("<blockquote><p{}>{}</p></blockquote>\n").format(tongue(question.tongue), question.about)
    place = link(material, question.place) if question.place else ""
    where = Markup('<p><a href="{}">{}</a></p>\n').format(
        place, question.place.text if question.place else ""
    )
    return (
        f"{said if question.about else ''}{as_html(material, question.ask)}\n{where if place else ''}".strip()
    )


def translated(material: Material, term: TranslationView) -> Markup:
    """Return a term in another language as HTML, and whether no speaker has checked it."""
    doubt = doubt_of(material, term)
    said = Markup('<span lang="{}" dir="{}">{}</span>').format(term.language, term.direction, term.text)
    return said + (Markup(" <small>{}</small>").format(doubt) if doubt else Markup())


def doubt_of(material: Material, term: TranslationView) -> str:
    """Return the words that no speaker has checked a term; empty if one has."""
    return material.site.language.say("(not checked by a speaker)") if term.unchecked else ""


def tongue(words: Tongue | None) -> Markup:
    """Return the attributes of an element in another language, after a space; none if it is no other."""
    if words is None:
        return Markup()
    direction = Markup(' dir="{}"').format(words.direction) if words.direction else Markup()
    return Markup(' lang="{}"').format(words.language) + direction


def link(material: Material, ref: Ref) -> str:
    """Return the full address that a link leads to; empty if the site has none."""
    return material.locate(ref.to) if isinstance(ref.to, Address) else ref.to


def names_of(support: Support) -> tuple[str, ...]:
    """Return the short names of the sources of a statement, each with its page."""
    return tuple(source.text for source in support.sources)


def _unlinked(text: Body | Line) -> Body | Line:
    if isinstance(text, Line):
        return Line(_inlines(text.inside))
    return replace(text, blocks=_blocks(text.blocks))


def _blocks(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    return tuple(_block(block) for block in blocks)


def _block(block: Block) -> Block:
    match block:
        case Para(inside):
            return Para(_inlines(inside))
        case Heading(level, inside):
            return Heading(level, _inlines(inside))
        case Listing(ordered, items):
            return Listing(ordered, tuple(_blocks(item) for item in items))
        case Quotation(inside):
            return Quotation(_blocks(inside))
        case Figure():  # its file is on the site alone
            return Para((Words(plain_words((block,))),))
        case Table(head, rows):
            return Table(tuple(map(_inlines, head)), tuple(tuple(map(_inlines, row)) for row in rows))
        case Footnotes(notes):
            return Footnotes(tuple(map(_inlines, notes)))


def _inlines(inside: tuple[Inline, ...]) -> tuple[Inline, ...]:
    return tuple(chain.from_iterable(_inline(piece) for piece in inside))


def _inline(piece: Inline) -> tuple[Inline, ...]:
    match piece:
        case Link(target, inside) if not is_outside(target):
            return _inlines(inside)
        case Link(target, inside):
            return (Link(target, _inlines(inside)),)
        case Styled(tag, inside):
            return (Styled(tag, _inlines(inside)),)
        case _:
            return (piece,)
