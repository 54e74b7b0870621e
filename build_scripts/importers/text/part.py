"""Parts of a text: lines that belong together, and what they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from .lines import Line
from .pages import is_short
from .sentences import SHORT, ends_sentence, ends_with_colon

MOST_ROWS = 80
"""Chunks with cells that a table may have below its caption, and those of a table of contents."""


class Kind(StrEnum):
    """What a part is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    VERSE = "verse"
    ITEM = "item"
    TABLE = "table"
    FIGURE = "figure"
    FORMULA = "formula"
    REFERENCE = "reference"
    KEYWORDS = "keywords"
    LEFT_OUT = "left out"


RUNNING = (Kind.PARAGRAPH, Kind.QUOTATION, Kind.ITEM)
"""Parts that may go on after an empty line or on the next page."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together."""

    kind: Kind
    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    """What each line says, without labels."""
    label: str = ""
    """Of an item; the number of a table, a figure or a formula."""
    rows: tuple[Line, ...] = ()
    """The lines of a table below its caption."""
    source: tuple[str, ...] = ()
    unsure: str = ""
    """What is to be looked at."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set."""

    widths: dict[int, int]
    """The width of the type area at each line, by its place."""
    ragged: bool
    unwrapped: bool
    full: float = SHORT
    """The part of the width that a line and the next word fill where a paragraph goes on."""
    parallel: bool = False
    """Whether columns are in two languages, so that none goes on in the one beside it."""

    def width(self, line: Line) -> int:
        """Return the width of the type area at a line, in letters."""
        return self.widths.get(line.at, 0)

    def fills(self, line: Line, after: Line) -> bool:
        """Return whether there was no room on a line for the first word of the next one."""
        return not is_short(line, after, self.width(line), self.full)

    @property
    def bare(self) -> bool:
        """Whether paragraphs can be told by how full their last lines are, and by nothing else."""
        return self.full > SHORT and not self.ragged and not self.unwrapped


def part_of(
    kind: Kind,
    lines: Sequence[Line],
    texts: Sequence[str] | None = None,
    *,
    label: str = "",
    rows: Sequence[Line] = (),
    source: Sequence[str] = (),
    unsure: str = "",
) -> Part:
    """Return lines as a part. `texts`: what each line says, if that is not all that stands there."""
    said = [line.text for line in lines] if texts is None else texts
    return Part(kind, tuple(lines), tuple(said), label, tuple(rows), tuple(source), unsure)


def ended(parts: Sequence[Part]) -> bool:
    """Return whether the text so far may end here: at the end of a sentence, or of what is no text."""
    if not parts or parts[-1].kind not in RUNNING:
        return True
    last = parts[-1].texts[-1] if parts[-1].texts else ""
    return ends_sentence(last) or ends_with_colon(last)


def announces(part: Part | None) -> bool:
    """Return whether a text ends in a colon, which announces what follows."""
    return part is not None and part.kind in RUNNING and bool(part.texts) and ends_with_colon(part.texts[-1])
