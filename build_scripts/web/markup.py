"""Turn what pages show into Markdown that says exactly that.

Links name parts of the course; here they become relative to a page. Characters that mean something to
Markdown or HTML are written as character references. Python-Markdown and Zensical make the same page of it.
"""

import re
from collections.abc import Callable
from functools import partial

from markupsafe import Markup

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
from ..show.base import Ref
from ..timeline.chart import Chart, ThemeStyle
from ..timeline.svg import drawn, swatch
from ..weave.addresses import Address, Addresses, is_outside, relative
from ..weave.marks import LinkMark, Marked, NoteMark, Piece, Run

_SPECIAL = {ord(letter): f"&#{ord(letter)};" for letter in "\\`*_[]{}<>&#\"'~|^$=!"}
_LIST = re.compile(r"[-+]|\d+[.)]")
_IN_ADDRESS = {ord(letter): f"%{ord(letter):02X}" for letter in " ()<>[]{}\"'`\\^|*"}

Linker = Callable[[str], str]
"""Takes the target of a link, and returns the address that Markdown puts between parentheses."""


def escape(text: object) -> Markup:
    """Return text as Markdown that shows it letter for letter, on one line."""
    return text if isinstance(text, Markup) else Markup(escaped(str(text)))


def escaped(text: str) -> str:
    """Return the same as `escape`, but as a plain string, for pieces that are joined later."""
    line = text if text.isprintable() else " ".join(text.splitlines())
    listed = _LIST.match(line)
    if listed:  # At the start of a block it would begin a list.
        end = listed.end()
        return f"{line[: end - 1]}&#{ord(line[end - 1])};{line[end:].translate(_SPECIAL)}"
    return line.translate(_SPECIAL)


def address(target: str) -> str:
    """Return an external address in which the characters that would end a Markdown link are encoded."""
    return target.translate(_IN_ADDRESS)


def markdown(shown: object, page: str, addresses: Addresses) -> Markup:
    """Return what a template prints on `page` as Markdown: records by their kind, other values letter for letter."""
    link = partial(_href, page, addresses)
    match shown:
        case Ref(text, to):
            return Markup(f"[{escaped(text)}]({_address(page, to)})")
        case Body(blocks, top):
            return Markup(_blocks(blocks, link, top))
        case Line(inside):
            return Markup(_inlines(inside, link))
        case Marked(pieces):
            return Markup("".join(_piece(piece, link) for piece in pieces))
        case Chart():
            return Markup(drawn(shown))
        case ThemeStyle():
            return Markup(swatch(shown))
        case _:
            return escape(shown)


def _href(page: str, addresses: Addresses, name: str) -> str:
    """Return the address of a part of the course, relative to `page`, or of a place on the web."""
    return _address(page, name if is_outside(name) else addresses[name])


def _address(page: str, to: Address | str) -> str:
    return relative(page, to) if isinstance(to, Address) else address(to)


def _blocks(blocks: tuple[Block, ...], link: Linker, top: int) -> str:
    return "\n\n".join(_block(block, link, top) for block in blocks)


def _block(block: Block, link: Linker, top: int) -> str:
    match block:
        case Para(inside):
            return _inlines(inside, link)
        case Heading(level, inside):
            return f"{'#' * min(level + top - 1, 6)} {_inlines(inside, link)}"
        case Listing(ordered, items):
            mark = "1.  " if ordered else "-   "
            return "\n\n".join(_indent(_blocks(item, link, top), mark, "    ") for item in items)
        case Quotation(inside):
            return _indent(_blocks(inside, link, top), "> ", "> ")


def _indent(text: str, first: str, rest: str) -> str:
    head, *lines = text.split("\n")
    return "\n".join([first + head, *((rest + line).rstrip() for line in lines)])


def _inlines(inside: tuple[Inline, ...], link: Linker) -> str:
    return "".join(_inline(piece, link) for piece in inside)


def _inline(piece: Inline, link: Linker) -> str:
    match piece:
        case Words(text):
            return escaped(text)
        case Code(text):
            return f"<code>{escaped(text)}</code>"
        case Styled(tag, inside):
            return f"<{tag}>{_inlines(inside, link)}</{tag}>"
        case Link(target, inside):
            return f"[{_inlines(inside, link)}]({link(target)})"
        case Break():
            return "<br>"


def _piece(piece: Piece, link: Linker) -> str:
    """Return a piece of a paragraph. What the editors added has `data-editorial`; the rest is the paper's text."""
    match piece:
        case Run():
            return _run(piece)
        case LinkMark(runs, to):
            words = "".join(_run(run) for run in runs)
            if to.term:
                return f'[{words}]({link(f"term:{to.term}")}){{ .term data-term="{to.term}" }}'
            way = link(f"cited:{to.cited}")
            return f'[{words}]({way}){{ .cite #cite-{to.number} data-cite="{to.cited}" }}'
        case NoteMark(id_, number, kind):
            return (
                f'[{number}](#note-{id_}){{ .note-mark #mark-{id_} data-editorial="" data-note="{id_}" '
                f'data-kind="{kind}" aria-label="Note {number}, {kind}" }}'
            )


def _run(run: Run) -> str:
    words = escaped(run.text)
    if run.omitted:
        return f'<span class="omitted">{words}</span>'
    return f'<span class="noted" data-notes="{" ".join(run.notes)}">{words}</span>' if run.notes else words
