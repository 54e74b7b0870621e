"""What a reader finds in a file: blocks, doubts, pictures, and what the file says about the paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum

from ..paper.blocks import Block, Where


class Harm(IntEnum):
    """What a doubt spoils if the reader is wrong; the worst first."""

    LOST = 1
    """Words may be missing or garbled."""
    ORDER = 2
    """Columns or pages may be mixed."""
    PARAGRAPH = 3
    """Paragraphs may be joined or cut."""
    HEADING = 4
    NOTE = 5
    """A note without a mark, or a mark without a note."""
    DISPLAY = 6
    """A table, a figure or a formula is only a picture, or has no alternative text."""
    REFERENCE = 7
    DETAIL = 8
    """A hyphen, a missing space, a sign."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """What a reader is unsure of."""

    harm: Harm
    where: Where
    block: int | None
    """Index of the block that it is about, from 0; `None` for the file as a whole."""
    message: str
    """What was done, and what to look at, in plain words with the paper's own: `taken for a heading: “Who paid?”`."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader found in a file."""

    blocks: tuple[Block, ...]
    doubts: tuple[Doubt, ...] = ()
    language: str = ""
    """BCP 47 tag, if the file says it."""
    citation: Mapping[str, object] = field(default_factory=dict)
    """What the file says about the paper, in the form of CSL-JSON: `title`, `author`, `DOI`, `issued` …"""
    licence: str = ""
    """What the file says about its licence, in its own words."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """PNG, JPEG or SVG files, by name."""
    works: tuple[Mapping[str, object], ...] = ()
    """The works of the list of references as CSL-JSON, if the file has them in parts (JATS, .bib); `id` is the key."""
    comments: tuple[tuple[str, str], ...] = ()
    """Comments in the margin, such as Word's: the words that each is about, and what it says."""


class Refused(Exception):  # noqa: N818  # what happened, not an error of the program
    """A file that cannot be read. The message says why, and what to do instead."""
