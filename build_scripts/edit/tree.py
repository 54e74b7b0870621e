"""Find the characters of a YAML text in which each value stands.

`read/yaml_values` reads the same events into values; here it is known where each value ends, too.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

import yaml

from ..read.yaml_values import DEEPEST, LARGEST

Path = tuple[str | int, ...]
"""The way to a value: names of fields, and indexes in lists from 0."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNSEEN = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""As `read/yaml_values` replaces them, one by one."""
_BETWEEN = re.compile(r"(?:[ \t\r\n]+|#[^\r\n]*)*")
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*(?:[ \t\r\n]+(?:#[^\r\n]*[\r\n]+[ \t\r\n]*)?|$))*")
_HEADER = re.compile(r"[|>][0-9+-]*")
_LINE_END = re.compile(r"\r\n|\r|\n")


class Kind(Enum):
    """What a value is."""

    TEXT = "text"
    LIST = "list"
    FIELDS = "fields"


@dataclass(frozen=True, slots=True)
class Node:
    """A value, and where it stands: offsets in characters from 0."""

    kind: Kind
    start: int
    """Behind an anchor or a tag, if it has any."""
    end: int
    """Behind its last character; a block of text ends with its last line that is not blank, before the line end."""
    style: str = ""
    """Of a text: `"`, `'`, `|`, `>`, `*` for an alias, or empty for a plain one."""
    flow: bool = False
    """Whether it stands in brackets, or inside some."""
    value: str = ""
    """Of a text."""
    entries: tuple["Entry", ...] = ()
    """Of a list or of fields."""

    @property
    def empty(self) -> bool:
        """Whether nothing is written."""
        return self.kind is Kind.TEXT and self.start == self.end


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of a list, or a field."""

    at: int
    """Where it begins: with its dash, its name, or in brackets with its value."""
    after: int
    """Behind its dash or its colon; in brackets the beginning of the value."""
    node: Node
    name: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """A YAML text with its values."""

    text: str
    """Without a mark of its byte order."""
    root: Node
    newline: str = field(default="\n")
    """The line end of its first line."""

    def node(self, path: Path) -> Node | None:
        """Return the value at a path; `None` if there is none."""
        found = self.root
        for part in path:
            entry = entry_of(found, part)
            if entry is None:
                return None
            found = entry.node
        return found

    def line_start(self, at: int) -> int:
        """Return where the line begins in which a character stands."""
        return max(self.text.rfind("\n", 0, at), self.text.rfind("\r", 0, at)) + 1

    def column(self, at: int) -> int:
        """Return how many characters stand before one on its line."""
        return at - self.line_start(at)

    def line_end(self, at: int) -> int:
        """Return where the line ends in which a character stands, before its line end."""
        found = _LINE_END.search(self.text, at)
        return found.start() if found else len(self.text)

    def next_line(self, at: int) -> int:
        """Return where the next line begins; the end of the text, if there is none."""
        found = _LINE_END.search(self.text, at)
        return found.end() if found else len(self.text)

    def begins_line(self, at: int) -> bool:
        """Return whether nothing but spaces stands before a character on its line."""
        return not self.text[self.line_start(at) : at].strip(" ")

    def line(self, at: int) -> int:
        """Return the number of the line in which a character stands, from 1."""
        return len(_LINE_END.findall(self.text, 0, max(at, 0))) + 1

    def path_at(self, line: int, column: int) -> Path:
        """Return the way to the innermost value whose name, dash or text covers a place, counted from 1."""
        starts = [0, *(end.end() for end in _LINE_END.finditer(self.text))]
        return _path_at(self.root, starts[min(line, len(starts)) - 1] + column - 1)


def entry_of(node: Node, part: str | int) -> Entry | None:
    """Return an entry of a list by its index, or the first field of a name; `None` if there is none."""
    if isinstance(part, int):
        there = node.kind is Kind.LIST and 0 <= part < len(node.entries)
        return node.entries[part] if there else None
    if node.kind is not Kind.FIELDS or part == "<<":
        return None
    return next((entry for entry in node.entries if entry.name == part), None)


def _path_at(node: Node, at: int) -> Path:
    holding = [(number, entry) for number, entry in enumerate(node.entries) if entry.at <= at]
    if not holding:
        return ()
    number, entry = holding[-1]
    step = entry.name or number
    return (step, *_path_at(entry.node, at)) if at >= entry.node.start else (step,)


def parsed(text: str) -> Document:
    """Return a YAML text with its values; `text` has no mark of its byte order.

    Raises `yaml.YAMLError` if it is not YAML, too large or nested too deep: `read/yaml_values` says why.
    """
    if len(text) > LARGEST:
        raise yaml.YAMLError
    bare = _UNSEEN.sub(" ", text)
    return Document(text, _Parser(bare).root(), newline_of(text))


def newline_of(text: str) -> str:
    """Return the line end of the first line of a text."""
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


class _Parser:
    """Takes the events of a text one by one."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.depth = 0
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)

    def root(self) -> Node:
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                return self.node(next(self.events), False)
        return Node(Kind.TEXT, 0, 0)

    def node(self, event: yaml.Event, flow: bool) -> Node:
        if self.depth > DEEPEST:
            raise yaml.YAMLError
        self.depth += 1
        try:
            return self._node(event, flow)
        finally:
            self.depth -= 1

    def _node(self, event: yaml.Event, flow: bool) -> Node:
        if isinstance(event, yaml.AliasEvent):
            start, end = _start(event), _end(event)
            return Node(Kind.TEXT, start, end, "*", flow, f"*{event.anchor}")
        start = self._inside(_start(event)) if _has_properties(event) else _start(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._text(event, start, flow)
        flow = flow or bool(getattr(event, "flow_style", False))
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(start, flow)
        return self._fields(start, flow)

    def _text(self, event: yaml.ScalarEvent, start: int, flow: bool) -> Node:
        style = event.style or ""
        end = _end(event)
        if style in ("|", ">"):
            end = self._end_of_block(start, end)
        return Node(Kind.TEXT, start, max(start, end), style, flow, event.value)

    def _end_of_block(self, start: int, end: int) -> int:
        """Return where the last line of a block of text ends that is not blank, or that a `+` keeps."""
        header = _HEADER.match(self.text, start)
        first = header.end() if header else start
        if header and "+" in header[0]:  # its blank lines count, but for the last line end
            return max(first, len(re.sub(r"(?:\r\n|\r|\n)?[ \t]*\Z", "", self.text[:end], count=1)))
        last = len(self.text[first:end].rstrip()) + first
        found = _LINE_END.search(self.text, last)
        whole = found.start() if found else len(self.text)
        return max(first, min(whole, end)) if last > first else first

    def _list(self, start: int, flow: bool) -> Node:
        entries: list[Entry] = []
        cursor = start
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            if flow:
                at = after = _start(event)
            else:
                at = self._skip(cursor)
                after = at + 1
            node = self.node(event, flow)
            entries.append(Entry(at, after, node))
            cursor = max(node.end, after)
        end = _end(event) if flow else cursor
        return Node(Kind.LIST, start, end, "", flow, "", tuple(entries))

    def _fields(self, start: int, flow: bool) -> Node:
        entries: list[Entry] = []
        cursor = start
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.node(event, flow)
            after = self._skip(key.end)
            after = after + 1 if self.text[after : after + 1] == ":" else key.end
            node = self.node(next(self.events), flow)
            if node.empty:
                node = Node(Kind.TEXT, after, after, "", flow)
            entries.append(Entry(_start(event), after, node, key.value.strip()))
            cursor = max(node.end, after)
        braces = flow and self.text[start : start + 1] == "{"
        end = _end(event) if braces else cursor
        return Node(Kind.FIELDS, start, end, "", flow, "", tuple(entries))

    def _skip(self, at: int) -> int:
        found = _BETWEEN.match(self.text, at)
        return found.end() if found else at

    def _inside(self, at: int) -> int:
        found = _PROPERTIES.match(self.text, at)
        return found.end() if found else at


def _has_properties(event: yaml.Event) -> bool:
    return bool(getattr(event, "anchor", None) or getattr(event, "tag", None))


def _start(event: yaml.Event) -> int:
    assert event.start_mark is not None  # noqa: S101  # all events of a text have marks
    return event.start_mark.index


def _end(event: yaml.Event) -> int:
    assert event.end_mark is not None  # noqa: S101
    return event.end_mark.index
