"""Hold a text as it flows from page to page: what books and Word documents are written from.

It says what each part is, not how it looks: a heading, a quotation, a note at its words, room for an answer.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum, auto

from ..show.tongues import Tongue
from ..weave.addresses import Address


class Look(StrEnum):
    """What a paragraph or a frame is."""

    PLAIN = auto()
    QUIET = auto()
    """What may be passed over: sources, places, minutes."""
    PAPER = auto()
    """The paper's words."""
    QUOTATION = auto()
    VERSE = auto()
    ITEM = auto()
    CAPTION = auto()
    REFERENCE = auto()
    OPTION = auto()
    """An answer to choose."""
    GUIDE = auto()
    """For instructors alone."""
    SUBTITLE = auto()


class Style(StrEnum):
    """How words are set."""

    EMPHASIS = auto()
    STRONG = auto()
    SUPERSCRIPT = auto()
    SUBSCRIPT = auto()
    SMALL_CAPITALS = auto()
    CODE = auto()
    QUIET = auto()


@dataclass(frozen=True, slots=True)
class Text:
    """Words."""

    words: str
    styles: frozenset[Style] = frozenset()
    tongue: Tongue | None = None


@dataclass(frozen=True, slots=True)
class Way:
    """Words that lead somewhere."""

    to: Address | str
    inside: tuple["Inline", ...]
    id: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """The mark of a note at the words that it is about."""

    note: str
    """Its id in the chapter."""
    label: str
    name: str
    """What it is called aloud, such as `Note 3, context`."""
    of_paper: bool = False
    """Whether the paper itself has the note, not its editors."""


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula, in TeX."""

    tex: str
    on_a_line: bool = False


@dataclass(frozen=True, slots=True)
class Turn:
    """The end of a line within a paragraph."""


Inline = Text | Way | Call | Formula | Turn
Inlines = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A heading; its level is from 2, since 1 is that of the chapter's title."""

    level: int
    inside: Inlines
    id: str = ""
    tongue: Tongue | None = None


@dataclass(frozen=True, slots=True)
class Par:
    """A paragraph."""

    inside: Inlines
    look: Look = Look.PLAIN
    id: str = ""
    number: str = ""
    """Of a paragraph of the paper; empty if it has none."""
    name: str = ""
    """What the number is called aloud, such as `paragraph 7`."""
    tongue: Tongue | None = None
    label: str = ""
    """What stands before it: of an item, as the paper prints it; of a question, its number."""
    counter: str = ""
    """What its number counts, such as `questions`; empty if its label is the paper's."""
    depth: int = 0
    """How deep its list lies in another."""


@dataclass(frozen=True, slots=True)
class Items:
    """A list."""

    items: tuple[tuple["Block", ...], ...]
    ordered: bool = False
    labelled: bool = False
    """Whether its items begin with labels of their own, as the paper prints them."""


@dataclass(frozen=True, slots=True)
class Grid:
    """A table."""

    rows: tuple[tuple[tuple["Block", ...], ...], ...]
    heads: int = 1
    """How many rows at the top are headers."""
    named_rows: bool = False
    """Whether the first cell of each row names it."""
    caption: Inlines = ()
    id: str = ""
    tongue: Tongue | None = None
    shares: tuple[int, ...] = ()
    """The widths of columns in relation to each other; empty if all are alike."""


@dataclass(frozen=True, slots=True)
class Image:
    """A picture of the site."""

    path: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """A picture in SVG."""

    svg: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Room:
    """Lines to write an answer on."""

    lines: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Blocks that belong together and stand apart from others."""

    look: Look
    blocks: tuple["Block", ...]
    id: str = ""
    tongue: Tongue | None = None


Block = Head | Par | Items | Grid | Image | Drawing | Room | Frame
Blocks = tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """A note."""

    id: str
    label: str
    blocks: Blocks
    of_paper: bool = False


@dataclass(frozen=True, slots=True)
class Chapter:
    """A chapter of a book, or all of a document."""

    page: str
    """The page of the site that shows the same."""
    title: str
    blocks: Blocks
    notes: tuple[Note, ...] = ()


def text(words: str, *styles: Style) -> Text:
    """Return words in some styles."""
    return Text(words, frozenset(styles))


def styled(inside: Inlines, style: Style) -> Inlines:
    """Return the same in one more style."""
    return tuple(_styled(piece, style) for piece in inside)


def _styled(piece: Inline, style: Style) -> Inline:
    match piece:
        case Text(styles=styles):
            return replace(piece, styles=styles | {style})
        case Way(inside=inside):
            return replace(piece, inside=styled(inside, style))
        case _:
            return piece


def led(by: Inlines, blocks: Blocks) -> Blocks:
    """Return blocks with some words before those of the first paragraph."""
    if blocks and isinstance(blocks[0], Par):
        return (replace(blocks[0], inside=(*by, *blocks[0].inside)), *blocks[1:])
    return (Par(by), *blocks)


def in_order(blocks: Blocks) -> Blocks:
    """Return blocks in which no heading is more than one level below the heading before it."""
    made: list[Block] = []
    level = 1
    for block in blocks:
        if isinstance(block, Head):
            level = min(max(block.level, 2), level + 1, 6)
            block = replace(block, level=level)
        made.append(block)
    return tuple(made)


def pieces(blocks: Iterable[Block]) -> Iterator[Inline]:
    """Yield all words, ways and marks of blocks, in order, those within ways after these."""
    for block in all_blocks(blocks):
        match block:
            case Head(inside=inside) | Par(inside=inside) | Grid(caption=inside):
                yield from _inside(inside)


def _inside(inside: Inlines) -> Iterator[Inline]:
    for piece in inside:
        yield piece
        if isinstance(piece, Way):
            yield from _inside(piece.inside)


def plain(inside: Inlines) -> str:
    """Return words without their styles and ways, and without marks of notes."""
    return "".join(piece.words for piece in _inside(inside) if isinstance(piece, Text))


def all_blocks(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks and those within them, in order."""
    for block in blocks:
        yield block
        match block:
            case Items(items=items):
                for item in items:
                    yield from all_blocks(item)
            case Grid(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from all_blocks(cell)
            case Frame(blocks=within):
                yield from all_blocks(within)
