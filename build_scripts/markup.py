"""Text and prose in; out comes Markdown that says exactly that, and nothing else.

Letters that mean something to Markdown or HTML are written as character references, which
both read as the letter. Python-Markdown and Zensical give the same page for it.
"""

import re
from collections.abc import Callable

from markupsafe import Markup

from .prose import Block, Break, Code, Heading, Inline, Link, Listing, Para, Quotation, Styled, Words

_SPECIAL = {ord(letter): f"&#{ord(letter)};" for letter in "\\`*_[]{}<>&#\"'~|^$=!"}
_LIST = re.compile(r"^(\s*)([-+]|\d+[.)])(?=\s|$)|(?<=\d)\.(?=\s)")
_IN_ADDRESS = {ord(letter): f"%{ord(letter):02X}" for letter in " ()<>[]{}\"'`\\^|*"}

Linker = Callable[[str], str]
"""From a link's target to what Markdown puts between the brackets."""


def escape(text: object) -> Markup:
    """Return text as Markdown that shows it letter for letter, on one line."""
    if isinstance(text, Markup):
        return text
    escaped = " ".join(str(text).split(" ")).translate(_SPECIAL)
    escaped = " ".join(escaped.splitlines())
    return Markup(_LIST.sub(_harmless, escaped))  # noqa: S704 - this is where text becomes safe


def address(target: str) -> str:
    """Return an outside address with the letters that would end a Markdown link encoded."""
    return target.translate(_IN_ADDRESS)


def inline(blocks: tuple[Block, ...], link: Linker) -> Markup:
    """Return prose as one run of text: for list items and headings."""
    return Markup(" ").join(_inlines(block.inside, link) for block in blocks if isinstance(block, Para))


def prose(blocks: tuple[Block, ...], link: Linker, top: int = 2) -> Markup:
    """Return prose as Markdown blocks; headings of the first level come out at level `top`."""
    return Markup("\n\n").join(_block(block, link, top) for block in blocks)


def _harmless(found: re.Match[str]) -> str:
    return "".join(letter if letter.isspace() or letter.isdigit() else f"&#{ord(letter)};" for letter in found[0])


def _block(block: Block, link: Linker, top: int) -> Markup:
    match block:
        case Heading(level, inside):
            return Markup("#") * min(level + top - 1, 6) + Markup(" ") + _inlines(inside, link)
        case Listing(ordered, items):
            mark = "1.  " if ordered else "-   "
            return Markup("\n\n").join(_indent(prose(item, link, top), mark, "    ") for item in items)
        case Quotation(inside):
            return _indent(prose(inside, link, top), "> ", "> ")
        case Para(inside):
            return _inlines(inside, link)


def _indent(text: Markup, first: str, rest: str) -> Markup:
    lines = str(text).split("\n")
    return Markup("\n".join([first + lines[0], *(rest + line if line or rest.strip() else "" for line in lines[1:])]))


def _inlines(inside: tuple[Inline, ...], link: Linker) -> Markup:
    return Markup("").join(_inline(piece, link) for piece in inside)


def _inline(piece: Inline, link: Linker) -> Markup:
    match piece:
        case Words(text):
            return escape(text)
        case Code(text):
            return Markup("<code>{}</code>").format(escape(text))
        case Styled(tag, inside):
            return Markup("<{0}>{1}</{0}>").format(Markup(tag), _inlines(inside, link))
        case Link(target, inside):
            return Markup("[{}]({})").format(_inlines(inside, link), Markup(link(target)))
        case Break():
            return Markup("<br>")
