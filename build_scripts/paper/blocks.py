"""A paper as blocks, one after the other: what `seeds/paper.md` says, and what a reader of any file finds.

A block has words, and marks on stretches of them. Nothing is nested but by a number that says how deep: so a block
can be moved, joined or cut, and every one has a place in the file it came from.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from enum import StrEnum
from heapq import heapify, heappop, heappush


class MarkKind(StrEnum):
    """What is special about some words of a block."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    SMALL_CAPITALS = "small-capitals"
    SUPERSCRIPT = "superscript"
    SUBSCRIPT = "subscript"
    LANGUAGE = "language"
    """The value is a BCP 47 tag."""
    LINK = "link"
    """The value is an address on the web; `#…` for a place in the paper is not kept."""
    CITES = "cites"
    """The value is the keys of references, with a space between them."""
    FORMULA = "formula"
    """The words are TeX."""
    NOTE = "note"
    """The mark of a footnote or endnote. It covers no words; the value is the label of the note."""


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A mark on words of a block."""

    start: int
    end: int
    """Offsets in characters from 0 in the words; the end is not included."""
    kind: MarkKind
    value: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Words with their marks.

    White space is one space between words; in verse and glosses a line ends with a line feed, and may begin with
    spaces; in glosses a tab stands between cells. `tidy` makes any words so.
    """

    text: str = ""
    marks: tuple[Mark, ...] = ()
    """Sorted. Two that share words hold one another, as brackets do; a note's mark lies in no other formula or citation."""


@dataclass(frozen=True, slots=True)
class Where:
    """A place in the file that a paper came from. What is not known is empty."""

    page: int = 0
    """Counted from 1; 0 if the file has no pages."""
    box: tuple[float, float, float, float] = (0, 0, 0, 0)
    """Left, top, right and bottom on the page, as parts of its width and height, from its upper left corner."""
    line: int = 0
    """Counted from 1; 0 if lines mean nothing in the file."""
    path: str = ""
    """Where it is in a structured file, such as `/article/body/sec[2]/p[1]`."""

    def __str__(self) -> str:
        """Return it as people say it: `page 3`, `line 12`, or the path."""
        return f"page {self.page}" if self.page else f"line {self.line}" if self.line else self.path


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What all blocks have."""

    where: Where = field(default=Where(), compare=False)
    """In the file it came from; `line` is that of `paper.md` once it was read from there."""
    language: str = ""
    """BCP 47 tag; empty for the language of the paper."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading(Found):
    """A heading: it begins a section."""

    words: Words
    level: int = 1
    """From 1 for the main sections to 6."""
    id: str = ""
    """The section's id; empty until it is given."""


class Form(StrEnum):
    """How a numbered block is set."""

    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    """Set apart; a quotation of several paragraphs is several blocks."""
    VERSE = "verse"
    """A stanza, with its lines and their indents."""
    ITEM = "item"
    """A paragraph of a list; the first one of an item has its label."""
    GLOSS = "gloss"
    """Interlinear: lines of cells with a tab between them, word under word."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text(Found):
    """A block of the paper's own text: what is numbered, read in lessons, and cited by its number."""

    words: Words
    form: Form = Form.PARAGRAPH
    number: int = 0
    """Permanent; 0 until it is given."""
    was: tuple[int, ...] = ()
    """The numbers of blocks that were joined to this one."""
    label: str = ""
    """What stands before an item, as printed: `•`, `1.`, `(a)`, or a speaker's name; empty if it goes on with the item above."""
    depth: int = 0
    """How deep a list lies in another, from 0."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Display(Found):
    """What stands apart from the text: a table, a figure or a formula."""

    number: str = ""
    """As the paper numbers it, such as `2` or `A1`; empty if it does not."""
    picture: str = ""
    """The name of a file in `seeds/pictures/`; empty if there is none."""
    alternative: str = ""
    """What the picture shows, for those who do not see it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table(Display):
    """A table, as cells, as a picture, or both."""

    caption: Words = Words()
    """Without the word “Table” and the number, if these are only its label."""
    rows: tuple[tuple[Words, ...], ...] = ()
    """Rows of equal length. A cell that spans several is followed by empty ones."""
    heads: int = 1
    """How many rows at the top are headers."""
    source: Words = Words()
    """What stands below it: its source, its notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Display):
    """A figure."""

    caption: Words = Words()
    """Without the word “Figure” and the number, if these are only its label."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formula(Display):
    """A formula on a line of its own."""

    tex: str = ""
    """In TeX, without dollar signs; or its characters, if no more is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reference(Found):
    """An entry of the list of references."""

    words: Words
    """All of it, with its number if it has one."""
    key: str = ""
    """Such as `mason-2016`, or `12` in a numbered list; empty until it is given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Found):
    """A paragraph of a footnote or an endnote. It stands where the file has it; its mark says where it belongs."""

    label: str
    """As printed, such as `1` or `*`; `1-2` is the second one that is printed `1`."""
    words: Words


@dataclass(frozen=True, slots=True, kw_only=True)
class Aside(Found):
    """Words that are not part of the text and yet shown: title, authors, affiliations, dates, about the authors."""

    words: Words
    role: str = ""
    """`title`, `subtitle`, `author`, `affiliation`, `date`, `doi`, `journal`, `keywords`, `licence`, or empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut(Found):
    """Words that readers are not shown: running heads, page numbers, what a download added. Nothing is deleted."""

    text: str
    number: int = 0
    """The number of the block that it was, if it was one; it is not given again."""


Block = Heading | Text | Table | Figure | Formula | Reference | Note | Aside | LeftOut


def words_of(block: Block) -> Iterator[Words]:
    """Yield all words of a block, in order."""
    match block:
        case Heading(words=words) | Text(words=words) | Reference(words=words):
            yield words
        case Note(words=words) | Aside(words=words):
            yield words
        case Table():
            yield block.caption
            yield from (cell for row in block.rows for cell in row)
            yield block.source
        case Figure():
            yield block.caption
        case Formula():
            yield Words(block.tex)
        case LeftOut():
            yield Words(block.text)


def tidy(words: Words, in_lines: bool = False) -> Words:
    """Return words as `Words` promises them; `in_lines`: they are verse or a gloss, whose lines and indents count.

    White space is one space between words, and no mark begins or ends with it. Marks that cross are cut in two, equal
    ones that touch are one, those without words are gone (but not a note's), and a formula has no marks inside.
    """
    text, new = _squeezed(words.text, in_lines)
    moved = [Mark(new[mark.start], new[mark.end], mark.kind, mark.value) for mark in words.marks]
    formulas = [mark for mark in moved if mark.kind is MarkKind.FORMULA and mark.start < mark.end]
    kept = [mark for mark in moved if mark in formulas or not any(_inside(mark, one) for one in formulas)]
    return Words(text, tuple(sorted(_nested(_joined(_trimmed(kept, text)), text))))


def _squeezed(text: str, in_lines: bool) -> tuple[str, list[int]]:
    """Return the text with its white space squeezed, and for every offset in it, the new one."""
    made: list[str] = []
    new: list[int] = []
    length = 0
    for piece in re.finditer(r"\s+|\S+", text):
        old = piece[0]
        now = _space(old, piece.start() == 0, piece.end() == len(text), in_lines) if old.isspace() else old
        new += [length + min(offset, len(now)) for offset in range(len(old))]
        made.append(now)
        length += len(now)
    return "".join(made), [*new, length]


def _space(old: str, first: bool, last: bool, in_lines: bool) -> str:
    """Return what is left of a stretch of white space."""
    if last or (first and not in_lines):
        return ""
    if not in_lines or not (first or "\n" in old):
        return "\t" if in_lines and "\t" in old else " "
    indent = " " * len(old.rpartition("\n")[2].expandtabs(4))
    return indent if first else f"\n{indent}"


def _inside(mark: Mark, formula: Mark) -> bool:
    """Return whether a mark would cut a formula."""
    within = formula.start <= mark.start and mark.end <= formula.end
    crosses = formula.start < mark.start < formula.end or formula.start < mark.end < formula.end
    on_edge = mark.start == mark.end and mark.start in (formula.start, formula.end)
    whole = (mark.start, mark.end) == (formula.start, formula.end)
    return mark is not formula and (crosses or (within and not on_edge and not whole))


def _trimmed(marks: Iterable[Mark], text: str) -> Iterator[Mark]:
    """Yield marks without white space at their edges, and none without words but those of notes."""
    for mark in marks:
        words = text[mark.start : mark.end]
        start = mark.start + len(words) - len(words.lstrip())
        end = mark.start + len(words.rstrip())
        if mark.kind is MarkKind.NOTE:
            yield mark
        elif start < end:
            yield replace(mark, start=start, end=end)


def _joined(marks: Iterable[Mark]) -> list[Mark]:
    """Join equal marks that touch or overlap. Of equal marks of a note in one place, one stays."""
    joined: dict[tuple[MarkKind, str], list[Mark]] = {}
    for mark in sorted(marks):
        same = joined.setdefault((mark.kind, mark.value), [])
        if not same or mark.start > same[-1].end:
            same.append(mark)
        elif mark.kind is not MarkKind.NOTE:
            same[-1] = replace(same[-1], end=max(same[-1].end, mark.end))
    return [mark for same in joined.values() for mark in same]


def _nested(marks: Iterable[Mark], text: str) -> Iterator[Mark]:
    """Yield marks; one that crosses the end of another is cut there."""
    waiting = [(outermost(mark), mark) for mark in marks]
    heapify(waiting)
    open_: list[Mark] = []
    while waiting:
        _, mark = heappop(waiting)
        open_ = [one for one in open_ if one.end > mark.start]
        end = min((one.end for one in open_), default=mark.end)
        if mark.start < end < mark.end:
            for rest in _trimmed([replace(mark, start=end)], text):
                heappush(waiting, (outermost(rest), rest))
            mark = next(_trimmed([replace(mark, end=end)], text))
        yield mark
        open_.append(mark)


def outermost(mark: Mark) -> tuple[int, int, str]:
    """Return a key that sorts marks by where they begin, and of those that begin together the longest first."""
    return mark.start, -mark.end, mark.kind
