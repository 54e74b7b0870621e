"""Text and prose in; out comes Markdown that says exactly that, and nothing else.

Letters that mean something to Markdown or HTML are written as character references, which
both read as the letter. Python-Markdown and Zensical give the same page for it.
"""

import re
from collections.abc import Callable

from markupsafe import Markup

from .prose import Block, Break, Code, Heading, Inline, Link, Listing, Para, Quotation, Styled, Words

_SPECIAL = {ord(letter): f"&#{ord(letter)};" for letter in "\\`*_[]{}<>&#\"'~|^$=!"}
_LIST = re.compile(r"[-+]|\d+[.)]")
_IN_ADDRESS = {ord(letter): f"%{ord(letter):02X}" for letter in " ()<>[]{}\"'`\\^|*"}

Linker = Callable[[str], str]
"""From a link's target to what Markdown puts between the brackets."""


def escape(text: object) -> Markup:
    """Return text as Markdown that shows it letter for letter, on one line."""
    return text if isinstance(text, Markup) else Markup(escaped(str(text)))


def escaped(text: str) -> str:
    """Do what `escape` does, as a plain string, for pieces that are put together."""
    line = text if text.isprintable() else " ".join(text.splitlines())
    listed = _LIST.match(line)
    if listed:  # Only at the start of a block could it open a list.
        end = listed.end()
        return f"{line[: end - 1]}&#{ord(line[end - 1])};{line[end:].translate(_SPECIAL)}"
    return line.translate(_SPECIAL)


def address(target: str) -> str:
    """Return an outside address with the letters that would end a Markdown link encoded."""
    return target.translate(_IN_ADDRESS)


def inline(blocks: tuple[Block, ...], link: Linker) -> Markup:
    """Return prose as one run of text: for list items and headings."""
    return Markup(" ".join(_inlines(block.inside, link) for block in blocks if isinstance(block, Para)))


def prose(blocks: tuple[Block, ...], link: Linker, top: int = 2) -> Markup:
    """Return prose as Markdown blocks; headings of the first level come out at level `top`."""
    return Markup(_blocks(blocks, link, top))


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
