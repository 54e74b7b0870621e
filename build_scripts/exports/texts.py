"""Turn texts of the editors into what other programs show: simple HTML with full links, or plain text."""

from dataclasses import replace
from itertools import chain

from ..shared.markdown import (
    Block,
    Body,
    Heading,
    Inline,
    Line,
    Link,
    Listing,
    Para,
    Quotation,
    Styled,
    plain_words,
)
from ..shared.outside import is_outside
from ..show.base import Ref, Support
from ..weave.addresses import Address
from ..web.html import html
from .material import Material


def as_html(material: Material, text: Body | Line) -> str:
    """Return a text as HTML. Links to parts of the course are full; without an address of the site there are none."""
    shown = text if material.base else _unlinked(text)
    site = material.site
    return str(html(shown, "", site.addresses, lambda _, address: material.locate(address), site.language))


def words(text: Body | Line) -> str:
    """Return a text without its markup."""
    return plain_words(text.blocks if isinstance(text, Body) else (Para(text.inside),))


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
