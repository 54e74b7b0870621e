"""Parse the instructors' Markdown into a small tree that web pages and print share.

The format is CommonMark, read by markdown-it-py. Raw HTML is off, so tags are shown as text. Pictures, horizontal
rules and link reference definitions are off too.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, takewhile
from typing import TypeVar

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.tree import SyntaxTreeNode

from .words import heading_id

_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{2})[.?!][”’\"')\]]?(?=\s+[^\Wa-z])|[。？！]")
"""After a whole word, so not after an initial."""


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Code:
    """Text to show in a monospaced font."""

    text: str


@dataclass(frozen=True, slots=True)
class Styled:
    """Emphasis (`em`, `strong`), italics or bold without emphasis (`i`, `b`), superscript or subscript (`sup`, `sub`)."""

    tag: str
    inside: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link, to an address or to a part of the course such as `term:toll-bridge`."""

    target: str
    inside: tuple["Inline", ...]


@dataclass(frozen=True, slots=True)
class Break:
    """A line break that the author asked for."""


Inline = Words | Code | Styled | Link | Break


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of a level from 1."""

    level: int
    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; each item is a sequence of blocks."""

    ordered: bool
    items: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True, slots=True)
class Quotation:
    """A block quotation."""

    inside: tuple["Block", ...]


Block = Para | Heading | Listing | Quotation


@dataclass(frozen=True, slots=True)
class Body:
    """Text in blocks."""

    blocks: tuple[Block, ...] = ()
    top: int = 2
    """The level at which a first-level heading is shown."""

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.blocks)


@dataclass(frozen=True, slots=True)
class Line:
    """Text without blocks, as in a heading or a short list item."""

    inside: tuple[Inline, ...] = ()

    def __bool__(self) -> bool:
        """Return whether there is any text."""
        return bool(self.inside)


DEEPEST = 50
"""Levels of nested emphasis that are read."""

_PARSER = MarkdownIt("commonmark", {"html": False}).disable(["image", "hr", "reference"])
_MARKS = frozenset("\\`*_[<&\r\0")
"""Signs without one of which a line has no markup inside."""
_OPENINGS = frozenset("#>+-=~0123456789")
"""Signs that may make a block of the line that they begin."""


@dataclass(frozen=True, slots=True)
class Markdown:
    """A text of the instructors, as written and as parsed."""

    text: str
    blocks: tuple[Block, ...]

    @property
    def words(self) -> str:
        """The text without its markup, for search and for page descriptions."""
        return plain_words(self.blocks)

    @property
    def links(self) -> Iterator[str]:
        """The targets of all links."""
        return links(self.blocks)


@dataclass(frozen=True, slots=True)
class Prose(Markdown):
    """Markdown with blocks: paragraphs, headings, lists, quotations."""

    @property
    def body(self) -> Body:
        """The text as pages show it."""
        return Body(self.blocks)


@dataclass(frozen=True, slots=True)
class OneLine(Markdown):
    """Markdown without blocks: signs that would begin a list or a heading are plain text."""

    line: Line
    """The text as pages show it."""


MarkdownText = TypeVar("MarkdownText", bound=Markdown)


def read_prose(text: str) -> Prose:
    """Parse Markdown with blocks."""
    return Prose(text, _read(text))


def read_line(text: str) -> OneLine:
    """Parse Markdown without blocks; line breaks become spaces."""
    joined = " ".join(text.split())
    if joined and _MARKS.isdisjoint(joined):
        inside: tuple[Inline, ...] = (Words(joined),)
    else:
        inside = _inlines(SyntaxTreeNode(_shallow(_PARSER.parseInline(joined))).children[0])
    return OneLine(text, (Para(inside),), Line(inside))


def _read(text: str) -> tuple[Block, ...]:
    if _MARKS.isdisjoint(text) and all(map(_is_plain, lines := text.split("\n"))):  # most texts
        inside = chain.from_iterable((Words(" "), Words(line)) for line in lines)
        return (Para(tuple(inside)[1:]),)
    return _blocks(SyntaxTreeNode(_shallow(_PARSER.parse(text))))


def _is_plain(line: str) -> bool:
    """Return whether a line without marks inside is only a line of a paragraph."""
    return line != "" and line[0] not in _OPENINGS and line == line.strip()


def is_too_deep(text: str) -> bool:
    """Return whether emphasis is nested so deep that the innermost is not shown."""
    if all(part.count("*") + part.count("_") < DEEPEST for part in text.split("\n\n")):
        return False  # emphasis ends with its paragraph
    return any(token.level >= DEEPEST for block in _PARSER.parse(text) for token in block.children or ())


def _shallow(tokens: list[Token]) -> list[Token]:
    """Remove emphasis that is nested too deep, in place, so that no text can overflow the stack."""
    for token in tokens:
        if token.children:
            token.children = [one for one in token.children if one.level < DEEPEST or not one.nesting]
    return tokens


def links(blocks: tuple[Block, ...]) -> Iterator[str]:
    """Yield the targets of all links."""
    for piece in _pieces(blocks):
        if isinstance(piece, Link):
            yield piece.target


def plain_words(blocks: tuple[Block, ...]) -> str:
    """Return the text without its markup, for search and for page descriptions."""
    return " ".join(
        "".join(_spoken(piece) for piece in _pieces((block,))).strip() for block in _leaves(blocks)
    )


def first_sentence(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the first sentence of a text as a paragraph; the first block, if that is none or has no whole sentence."""
    if not blocks or not isinstance(blocks[0], Para):
        return blocks[:1]
    taken: list[Inline] = []
    for piece in blocks[0].inside:
        end = _SENTENCE_END.search(piece.text) if isinstance(piece, Words) else None
        if end and isinstance(piece, Words):
            return (Para((*taken, Words(piece.text[: end.end()].rstrip()))),)
        taken.append(piece)
    return blocks[:1]


def unlinked(text: MarkdownText, is_left: Callable[[str], bool]) -> MarkdownText:
    """Return a text with only those links whose targets `is_left` accepts; of the others, the words stay.

    It is the same text if all links are left.
    """
    if all(map(is_left, text.links)):
        return text

    def change(piece: Inline) -> tuple[Inline, ...]:
        return (piece,) if not isinstance(piece, Link) or is_left(piece.target) else piece.inside

    return changed(text, change)


def changed(text: MarkdownText, change: Callable[[Inline], tuple[Inline, ...]]) -> MarkdownText:
    """Return a text with what `change` makes of each piece of its lines; the innermost pieces are changed first."""
    blocks = tuple(_changed(block, change) for block in text.blocks)
    if isinstance(text, OneLine):
        inside = tuple(piece for block in blocks if isinstance(block, Para) for piece in block.inside)
        return replace(text, blocks=blocks, line=Line(inside))
    return replace(text, blocks=blocks)


def _changed(block: Block, change: Callable[[Inline], tuple[Inline, ...]]) -> Block:
    match block:
        case Para() | Heading():
            return replace(block, inside=_changed_inside(block.inside, change))
        case Listing(_, items):
            return replace(block, items=tuple(tuple(_changed(one, change) for one in item) for item in items))
        case Quotation(inside):
            return Quotation(tuple(_changed(one, change) for one in inside))


def _changed_inside(
    inside: tuple[Inline, ...], change: Callable[[Inline], tuple[Inline, ...]]
) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for piece in inside:
        if isinstance(piece, Styled | Link):
            piece = replace(piece, inside=_changed_inside(piece.inside, change))
        made += change(piece)
    return tuple(made)


def before_headings(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Return the blocks above the first heading."""
    return tuple(takewhile(lambda block: not isinstance(block, Heading), blocks))


def sections(blocks: tuple[Block, ...], taken: Iterable[str]) -> Iterator[tuple[str, str, tuple[Block, ...]]]:
    """Yield the words of each heading, the id that pages give it, and the blocks between it and the next.

    `taken`: the ids that the page has already.
    """
    ids = set(taken)
    for at, block in enumerate(blocks):
        if isinstance(block, Heading):
            words = plain_words((block,))
            id_ = heading_id(words, ids)
            ids.add(id_)
            yield words, id_, before_headings(blocks[at + 1 :])


def _blocks(parent: SyntaxTreeNode) -> tuple[Block, ...]:
    return tuple(chain.from_iterable(_block(node) for node in parent.children))


def _block(node: SyntaxTreeNode) -> tuple[Block, ...]:
    match node.type:
        case "heading":
            return (Heading(int(node.tag[1]), _inlines(node.children[0])),)
        case "ordered_list" if node.attrs.get("start", 1) != 1:
            return tuple(chain.from_iterable(_numbered(item) for item in node.children))
        case "bullet_list" | "ordered_list":
            return (Listing(node.type == "ordered_list", tuple(_blocks(item) for item in node.children)),)
        case "blockquote":
            return (Quotation(_blocks(node)),)
        case "fence" | "code_block":
            return (Para((Code(node.content.strip()),)),)
        case _:
            return (Para(_inlines(node.children[0]) if node.children else ()),)


def _numbered(item: SyntaxTreeNode) -> tuple[Block, ...]:
    """Return an item of a list that does not begin with 1. Its number, such as a year, becomes part of the text."""
    number, blocks = Words(f"{item.info}{item.markup} "), _blocks(item)
    if blocks and isinstance(blocks[0], Para):
        return (Para((number, *blocks[0].inside)), *blocks[1:])
    return (Para((number,)), *blocks)


def _inlines(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    return tuple(_inline(child) for child in node.children)


def _inline(node: SyntaxTreeNode) -> Inline:
    match node.type:
        case "em" | "strong":
            return Styled(node.type, _inlines(node))
        case "link":
            return Link(str(node.attrs.get("href", "")), _inlines(node))
        case "code_inline":
            return Code(node.content)
        case "hardbreak":
            return Break()
        case "softbreak":
            return Words(" ")
        case _:
            return Words(node.content)


def _leaves(blocks: tuple[Block, ...]) -> Iterator[Block]:
    for block in blocks:
        match block:
            case Listing(_, items):
                for item in items:
                    yield from _leaves(item)
            case Quotation(inside):
                yield from _leaves(inside)
            case _:
                yield block


def _pieces(blocks: tuple[Block, ...]) -> Iterator[Inline]:
    for block in _leaves(blocks):
        if isinstance(block, Para | Heading):
            yield from _deep(block.inside)


def _deep(inlines: tuple[Inline, ...]) -> Iterator[Inline]:
    for inline in inlines:
        yield inline
        if isinstance(inline, Styled | Link):
            yield from _deep(inline.inside)


def _spoken(piece: Inline) -> str:
    match piece:
        case Words(text) | Code(text):
            return text
        case Break():
            return " "
        case _:
            return ""
