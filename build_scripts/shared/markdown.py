"""Parse the instructors' Markdown into a small tree that web pages and print share.

The format is CommonMark with tables, read by markdown-it-py. Raw HTML is off, so tags are shown as text. Horizontal
rules and link reference definitions are off too. Pictures, recordings and other files are those of `content/files/`;
what stands elsewhere becomes a link. Free pages have footnotes.
"""

import re
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain, takewhile
from typing import TypeVar
from urllib.parse import unquote

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
    file: "File | None" = None
    """The file of the course that it leads to, if it is known."""


@dataclass(frozen=True, slots=True)
class Break:
    """A line break that the author asked for."""


@dataclass(frozen=True, slots=True)
class Mark:
    """The mark of a footnote, which has the same number."""

    number: int
    first: bool
    """Whether it is the first mark of this footnote, to which the footnote leads back."""


Inline = Words | Code | Styled | Link | Break | Mark


class FileKind(StrEnum):
    """What a file of a course is for readers."""

    PICTURE = "picture"
    AUDIO = "audio"
    VIDEO = "video"
    OTHER = "file"


@dataclass(frozen=True, slots=True)
class File:
    """A file of a course that may be published."""

    path: str
    """On the site, and in texts: such as `files/bridge.jpg`."""
    kind: FileKind
    media: str
    """Its media type."""
    size: int
    """In bytes."""
    width: int = 0
    height: int = 0
    """Of a picture, in pixels; 0 if they are not known."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture or a recording, with what is told about it."""

    target: str
    """The path of its file, as written."""
    alternative: str
    """What it shows, for those who do not see or hear it."""
    credit: str = ""
    """Who made it, and under which licence."""
    to: str = ""
    """Where a click on it leads: such as a video elsewhere."""
    told: str = ""
    """What is told of that: such as how long it is."""
    file: File | None = None
    """`None` if there is no such file, or none that may be published."""
    transcript: File | None = None
    """What is said in a recording."""
    captions: File | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: rows of cells. Every row has as many as the head."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


@dataclass(frozen=True, slots=True)
class Footnotes:
    """The footnotes of a text, in the order of their marks."""

    notes: tuple[tuple[Inline, ...], ...]


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


Block = Para | Heading | Listing | Quotation | Figure | Table | Footnotes


@dataclass(frozen=True, slots=True)
class Body:
    """Text in blocks."""

    blocks: tuple[Block, ...] = ()
    top: int = 2
    """The level at which a first-level heading is shown."""
    listed: bool = True
    """Whether its headings are in the table of contents of its page."""

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

_WEB = ("https://", "http://")
FILES = "files/"
"""The folder of a course's files: on its site, and in what texts write for `content/files/`."""
_PARSER = MarkdownIt("commonmark", {"html": False}).disable(["hr", "reference"]).enable("table")
_MARKS = frozenset("\\`*_[<&\r\0")
"""Signs without one of which a line has no markup inside."""
_OPENINGS = frozenset("#>+-=~0123456789|:")
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

    @property
    def figures(self) -> Iterator[Figure]:
        """All pictures and recordings."""
        return (block for block in _leaves(self.blocks) if isinstance(block, Figure))

    @property
    def tables(self) -> int:
        """How many tables it has."""
        return sum(isinstance(block, Table) for block in _leaves(self.blocks))

    @property
    def files(self) -> Iterator[str]:
        """The paths of all files that it shows or links to, with those that come with a recording."""
        for figure in self.figures:
            yield figure.target
            yield from (one.path for one in (figure.transcript, figure.captions) if one)
        yield from (target for target in self.links if target.startswith(FILES))


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


def read_page(text: str) -> Prose:
    """Parse Markdown with blocks and footnotes.

    A footnote is named `[^1]`, and written at the beginning of a line as `[^1]: …`. One that nothing names is not shown.
    """
    defined: dict[str, tuple[Inline, ...]] = {}

    def taken(found: re.Match[str]) -> str:
        defined.setdefault(found["name"], read_line(found["words"]).line.inside)
        return "\n"

    prose = read_prose(_FOOTNOTE.sub(taken, text) if "[^" in text else text)
    if not defined:
        return Prose(text, prose.blocks)
    numbers: dict[str, int] = {}

    def marked(piece: Inline) -> tuple[Inline, ...]:
        return tuple(_marked(piece.text, defined, numbers)) if isinstance(piece, Words) else (piece,)

    blocks = tuple(  # a heading has none: menus, contents and the page's title show it too
        block if isinstance(block, Heading) else _changed(block, marked) for block in prose.blocks
    )
    notes = Footnotes(tuple(defined[name] for name in numbers))
    return Prose(text, (*blocks, notes) if numbers else blocks)


def _marked(text: str, defined: Container[str], numbers: dict[str, int]) -> Iterator[Inline]:
    """Yield the words of a text and the marks in it; `numbers` gets those of the footnotes, in the order of their marks."""
    at = 0
    for found in _NAMED.finditer(text):
        name = found[1]
        if name in defined:
            if found.start() > at:
                yield Words(text[at : found.start()])
            is_first = name not in numbers
            yield Mark(numbers.setdefault(name, len(numbers) + 1), is_first)
            at = found.end()
    if at < len(text):
        yield Words(text[at:])


_FOOTNOTE = re.compile(r"(?m)^\[\^(?P<name>[^\[\]\s]{1,40})\]:[ \t]*(?P<words>\S.*(?:\n(?=[ \t]+\S).*)*)$")
_NAMED = re.compile(r"\[\^([^\[\]\s]{1,40})\]")


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


def with_figures(text: MarkdownText, change: Callable[[Figure], Figure]) -> MarkdownText:
    """Return a text with what `change` makes of each picture and recording."""
    return replace(text, blocks=_with_figures(text.blocks, change))


def _with_figures(blocks: tuple[Block, ...], change: Callable[[Figure], Figure]) -> tuple[Block, ...]:
    made: list[Block] = []
    for block in blocks:
        match block:
            case Figure():
                made.append(change(block))
            case Listing(_, items):
                made.append(replace(block, items=tuple(_with_figures(item, change) for item in items)))
            case Quotation(inside):
                made.append(Quotation(_with_figures(inside, change)))
            case _:
                made.append(block)
    return tuple(made)


def _changed(block: Block, change: Callable[[Inline], tuple[Inline, ...]]) -> Block:
    match block:
        case Para() | Heading():
            return replace(block, inside=_changed_inside(block.inside, change))
        case Listing(_, items):
            return replace(block, items=tuple(tuple(_changed(one, change) for one in item) for item in items))
        case Quotation(inside):
            return Quotation(tuple(_changed(one, change) for one in inside))
        case Table(head, rows):
            first, *rest = (tuple(_changed_inside(cell, change) for cell in row) for row in (head, *rows))
            return Table(first, tuple(rest))
        case Footnotes(notes):
            return Footnotes(tuple(_changed_inside(note, change) for note in notes))
        case Figure():
            kept = change(Link(block.to, ())) if block.to else ()
            return block if not block.to or kept else replace(block, to="")


def _changed_inside(
    inside: tuple[Inline, ...], change: Callable[[Inline], tuple[Inline, ...]]
) -> tuple[Inline, ...]:
    made: list[Inline] = []
    for piece in inside:
        if isinstance(piece, Styled | Link):
            piece = replace(piece, inside=_changed_inside(piece.inside, change))
        made += change(piece)
    return tuple(made)


def set_below(body: Body, top: int) -> Body:
    """Return a text that stands within another one, such as a note: its headings begin at the level `top`, and skip none.

    They begin no part of the page.
    """
    levels = sorted({block.level for block in body.blocks if isinstance(block, Heading)})
    if not levels:
        return body
    blocks: list[Block] = []
    last = 0
    for block in body.blocks:
        if isinstance(block, Heading):
            last = min(levels.index(block.level), last) + 1 if last else 1
            blocks.append(Heading(last, block.inside))
        else:
            blocks.append(block)
    return Body(tuple(blocks), top, listed=False)


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
        case "table":
            rows = tuple(
                tuple(_inlines(cell.children[0]) for cell in row.children)
                for part in node.children
                for row in part.children
            )
            return (Table(rows[0], rows[1:]),)
        case _:
            return tuple(_paragraphs(node.children[0].children)) if node.children else (Para(()),)


def _paragraphs(nodes: Sequence[SyntaxTreeNode]) -> Iterator[Block]:
    """Yield the blocks that a paragraph makes: a picture in it stands between two of its own."""
    words: list[Inline] = []
    for node in nodes:
        figure = _figure(node)
        if figure is None:
            words += _inline(node)
            continue
        if _says(words):
            yield Para(tuple(words))
        words = []
        yield figure
    if _says(words) or not nodes:
        yield Para(tuple(words))


def _says(words: list[Inline]) -> bool:
    return any(piece != Words(" ") and piece != Break() for piece in words)


def _figure(node: SyntaxTreeNode) -> Figure | None:
    """Return the picture or recording that a node is, alone or as the words of a link; `None` if it is none of ours."""
    if node.type == "link" and len(node.children) == 1:
        shown = _figure(node.children[0])
        to, told = str(node.attrs.get("href", "")), str(node.attrs.get("title", ""))
        return replace(shown, to=to, told=told) if shown else None
    target = str(node.attrs.get("src", "")) if node.type == "image" else ""
    if not target.startswith(FILES):
        return None
    return Figure(unquote(target), _alternative(node), str(node.attrs.get("title", "")))


def _alternative(node: SyntaxTreeNode) -> str:
    return "".join(_spoken(piece) for child in node.children for piece in _deep(_inline(child))).strip()


def _numbered(item: SyntaxTreeNode) -> tuple[Block, ...]:
    """Return an item of a list that does not begin with 1. Its number, such as a year, becomes part of the text."""
    number, blocks = Words(f"{item.info}{item.markup} "), _blocks(item)
    if blocks and isinstance(blocks[0], Para):
        return (Para((number, *blocks[0].inside)), *blocks[1:])
    return (Para((number,)), *blocks)


def _inlines(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    return tuple(chain.from_iterable(map(_inline, node.children)))


def _inline(node: SyntaxTreeNode) -> tuple[Inline, ...]:
    match node.type:
        case "em" | "strong":
            return (Styled(node.type, _inlines(node)),)
        case "link":
            inside = (piece.inside if isinstance(piece, Link) else (piece,) for piece in _inlines(node))
            link = Link(_target(str(node.attrs.get("href", ""))), tuple(chain.from_iterable(inside)))
            told = str(node.attrs.get("title", "")).strip()
            return (link, Words(f" ({told})")) if told else (link,)
        case "image":  # of another site, which pages do not load; or where there is no room for a picture
            target = _target(str(node.attrs.get("src", "")))
            words = Words(_alternative(node) or target)
            return (Link(target, (words,)),) if target.startswith((FILES, *_WEB)) else (words,)
        case "code_inline":
            return (Code(node.content),)
        case "hardbreak":
            return (Break(),)
        case "softbreak":
            return (Words(" "),)
        case _:
            return (Words(node.content),)


def _target(address: str) -> str:
    """Return the target of a link; that of a file as its name is, not as addresses have it."""
    return unquote(address) if address.startswith(FILES) else address


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
        match block:
            case Para(inside) | Heading(_, inside):
                yield from _deep(inside)
            case Figure():
                yield from _deep(_told(block))
            case Table(head, rows):
                for row in (head, *rows):
                    for cell in row:
                        yield from _deep((*cell, Words(" ")))
            case Footnotes(notes):
                for note in notes:
                    yield from _deep((*note, Words(" ")))


def _told(figure: Figure) -> tuple[Inline, ...]:
    """Return what a text without pictures says of one."""
    said = ", ".join(filter(None, (figure.alternative, figure.credit, figure.told)))
    return (Link(figure.to, (Words(said),)),) if figure.to else (Words(said),)


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
