"""See how the entries of a file are written, so that new ones are written in the same way."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

from .tree import Document, Entry, Kind, Node

T = TypeVar("T")


class Look(StrEnum):
    """How the value of a field is written."""

    PLAIN = "plain"
    DOUBLE = "double"
    SINGLE = "single"
    LITERAL = "literal"
    FOLDED = "folded"
    BLOCK = "block"
    """On lines of its own: a list, or fields."""
    BRACKETS = "brackets"
    """A list or fields in brackets."""


_OF_STYLE = {
    "": Look.PLAIN,
    '"': Look.DOUBLE,
    "'": Look.SINGLE,
    "|": Look.LITERAL,
    ">": Look.FOLDED,
    "*": Look.PLAIN,
}


@dataclass(frozen=True, slots=True)
class Looks:
    """How a file is written."""

    newline: str = "\n"
    step: int = 2
    """Columns from a field to the fields inside it."""
    list_step: int = 2
    """Columns from a field to the dashes of its list."""
    gap: int = 2
    """Columns from a dash to what stands behind it."""
    alone: bool = False
    """Whether dashes of records stand alone on their lines."""
    fields: Mapping[str, Look] = field(default_factory=dict)
    """Of fields outside brackets, by their names."""
    items: Mapping[str, Look] = field(default_factory=dict)
    """Of the entries of lists, by the names of the lists."""
    folded: Mapping[str, str] = field(default_factory=dict)
    """The signs before folded blocks, such as `>-`, by the names of fields."""


def looks_of(document: Document) -> Looks:
    """Return how most values of a file are written."""
    fields: dict[str, Counter[Look]] = defaultdict(Counter)
    items: dict[str, Counter[Look]] = defaultdict(Counter)
    steps, list_steps, gaps, alone = Counter[int](), Counter[int](), Counter[int](), Counter[bool]()
    folded: dict[str, str] = {}
    for parent, entry in _entries(document.root):
        node = entry.node
        if node.empty or (node.kind is not Kind.TEXT and not node.entries):
            continue
        if parent.kind is Kind.LIST and not parent.flow and node.kind is Kind.FIELDS and not node.flow:
            same = document.line_start(entry.at) == document.line_start(node.start)
            alone[not same] += 1
            gaps[document.column(node.start) - document.column(entry.at)] += 1
        if entry.name and not parent.flow:
            fields[entry.name][look_of(node)] += 1
            column = document.column(entry.at)
            if node.style == ">":
                folded[entry.name] = document.text[node.start : node.start + 2].strip()
            if node.kind is Kind.FIELDS and not node.flow and node.entries:
                steps[document.column(node.start) - column] += 1
            if node.kind is Kind.LIST and not node.flow and node.entries:
                list_steps[document.column(node.entries[0].at) - column] += 1
        if entry.name and node.kind is Kind.LIST:
            items[entry.name].update(look_of(one.node) for one in node.entries if not one.node.empty)
    return Looks(
        document.newline,
        _most(steps, 2),
        _most(list_steps, 2),
        _most(gaps, 2),
        _most(alone, False),
        {name: counts.most_common(1)[0][0] for name, counts in fields.items()},
        {name: counts.most_common(1)[0][0] for name, counts in items.items() if counts},
        folded,
    )


def look_of(node: Node) -> Look:
    """Return how a value is written."""
    if node.kind is Kind.TEXT:
        return _OF_STYLE[node.style]
    return Look.BRACKETS if node.flow else Look.BLOCK


def _most(counts: Counter[T], otherwise: T) -> T:
    return counts.most_common(1)[0][0] if counts else otherwise


def _entries(node: Node) -> Iterator[tuple[Node, Entry]]:
    for entry in node.entries:
        yield node, entry
        yield from _entries(entry.node)
