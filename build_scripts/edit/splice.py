"""Write one value into a YAML text: only the characters change that have to.

What cannot be written so is refused: `RefusedError` says why. Whether the text then says what it should is for
`change` to check.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import pairwise

from .looks import Look, Looks, look_of
from .scalars import folded, in_line, is_plain, literal, plain_lines
from .tree import Document, Entry, Kind, Node, Path, entry_of

Value = str | Sequence["Value"] | Mapping[str, "Value"]
"""What is to be written."""

_REST = re.compile(r"[ \t]*(?:#[^\r\n]*)?")
_COMMENT_LINE = re.compile(r"([ \t]*)#[^\r\n]*")
_BLANK_LINE = re.compile(r"[ \t]*(?=\r\n|\r|\n|\Z)")
_LINE_END = re.compile(r"\r\n|\r|\n")
_WIDEST = 100
"""Characters that a list of short texts in brackets may take on its line."""
_NEVER_PLAIN = re.compile(r"[\s,]")


class RefusedError(Exception):
    """Raised if a value cannot be written without touching others; the message says why, for people."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How new values are written."""

    looks: Looks = field(default_factory=Looks)
    prose: frozenset[str] = frozenset()
    """The fields that hold Markdown, which is written as a block."""


Splice = tuple[int, int, str]
"""Characters from one offset to another, and what stands in their place."""


def spliced(text: str, splices: Iterable[Splice]) -> str:
    """Return a text with the splices in it, which do not overlap."""
    for start, end, new in sorted(splices, reverse=True):
        text = text[:start] + new + text[end:]
    return text


# Texts


def with_text(document: Document, path: Path, text: str, manner: Manner) -> str:
    """Return the YAML with another text in the place of one."""
    node, indent = _there(document, path), _inner_column(document, path)
    if node.flow or node.style == "*":
        new = in_line(text, node.style, node.flow)
        return spliced(document.text, [(node.start, node.end, new)])
    if node.style in ("|", ">"):
        return _with_block(document, node, text, indent)
    if "\n" in text or _becomes_block(path, manner, node, text):
        return _to_block(document, node, text, indent)
    if "\n" in document.text[node.start : node.end] and node.style == "":
        lines = plain_lines(text, indent)
        if lines:
            return spliced(document.text, [(node.start, node.end, document.newline.join(lines))])
    return spliced(document.text, [(node.start, node.end, in_line(text, node.style, False))])


def _becomes_block(path: Path, manner: Manner, node: Node, text: str) -> bool:
    """Return whether prose on one line is now longer than a line, or needs quotation marks that it did not have."""
    in_prose = bool(path) and path[-1] in manner.prose
    return in_prose and not node.style and (len(text) > _WIDEST or not is_plain(text, False))


def _with_block(document: Document, node: Node, text: str, indent: int) -> str:
    """Return the YAML with other lines in a block of text. Lines that stay are left as they are."""
    source = document.text
    header_end = document.line_end(node.start)
    first = document.next_line(node.start)
    end = len(source[: node.end].rstrip())
    end = min(document.line_end(end), node.end) if end > first else first
    old = source[first:end].splitlines()
    column = next((len(line) - len(line.lstrip(" ")) for line in old if line.strip()), indent)
    explicit = re.search(r"\d", source[node.start : node.start + 3])
    if explicit:
        column = _outer_column(document, node) + int(explicit[0])
    lines = literal(text, column)
    if node.style == ">":
        found = folded(text, column)
        if found is None:
            header = source[node.start : header_end].replace(">", "|", 1)
            body = document.newline + document.newline.join(lines)
            return spliced(source, [(node.start, max(end, header_end), header + body)])
        lines = found
    kept = _with_unchanged(old, lines)
    body = document.newline.join(kept)
    if end <= first:  # a block without a line
        return spliced(source, [(header_end, header_end, document.newline + body)])
    return spliced(source, [(first, end, body)])


def _outer_column(document: Document, node: Node) -> int:
    """Return the indentation of what holds a block of text on the same line."""
    line = document.text[document.line_start(node.start) : node.start]
    dashes = re.match(r"(?: *- +)*", line)
    inner = re.match(r" *", line)
    assert inner is not None  # noqa: S101  # it matches anything
    return len(dashes[0]) if dashes and dashes[0].strip() and ":" in line else len(inner[0])


def _with_unchanged(old: Sequence[str], new: Sequence[str]) -> list[str]:
    """Return new lines, each as it stood before if nothing but spaces at its end differs."""
    matcher = SequenceMatcher(
        None, [line.rstrip(" ") for line in old], [line.rstrip(" ") for line in new], False
    )
    lines = list(new)
    for one in matcher.get_matching_blocks():
        for at in range(one.size):
            if not new[one.b + at].strip():
                lines[one.b + at] = old[one.a + at]
    return lines


def _to_block(document: Document, node: Node, text: str, indent: int) -> str:
    """Return the YAML with a text on a line turned into a block. A comment on the line stays there."""
    end = document.line_end(node.end)
    if not _REST.fullmatch(document.text, node.end, end):
        raise RefusedError("other text stands on the same line")
    body = document.newline + document.newline.join(literal(text, indent))
    return spliced(document.text, [(node.start, node.end, "|"), (end, end, body)])


# Fields


def with_field(
    document: Document, path: Path, name: str, value: Value, order: Sequence[str], manner: Manner
) -> str:
    """Return the YAML with a new field in the fields at a path; `order`: the names of fields as they follow."""
    node = _there(document, path)
    key = in_line(name, "", node.flow)
    if node.flow:
        return _into_brackets(
            document, node, _place(node, name, order), f"{key}: {_flat(value, name, manner)}"
        )
    if not node.entries:
        raise RefusedError("there are no fields beside which it could stand")
    column = document.column(node.entries[0].at)
    new = _field(key, name, value, column, manner)
    at = _place(node, name, order)
    if at == 0 and not document.begins_line(node.entries[0].at):
        at = 1
    where = _region(document, node, at - 1)[1] if at else _region(document, node, 0)[0]
    return _with_lines(document, where, [" " * column + line if line else "" for line in new])


def _place(node: Node, name: str, order: Sequence[str]) -> int:
    """Return before which entry a field stands, by the names before it in the order."""
    before = set(order[: order.index(name)]) if name in order else {entry.name for entry in node.entries}
    places = [at for at, entry in enumerate(node.entries, 1) if entry.name in before]
    return max(places, default=0)


def with_filled(document: Document, path: Path, value: Value, manner: Manner) -> str:
    """Return the YAML with a value behind a name or dash that has none, or only empty brackets."""
    node, name = _there(document, path), _name(path)
    entry = _entry(document, path)
    if node.flow and not node.empty and _inside_brackets(document, path):
        return spliced(document.text, [(node.start, node.end, _flat(value, name, manner))])
    if node.empty and _inside_brackets(document, path):
        return spliced(document.text, [(entry.after, entry.after, " " + _flat(value, name, manner))])
    column = _column_of(document, path)
    lines = _behind(name, value, column, manner)
    start, end = (entry.after, entry.after) if node.empty else (node.start, node.end)
    first = (" " if node.empty and lines[0] else "") + lines[0]
    if not node.empty and not lines[0]:  # the space before empty brackets goes, too
        start = entry.after
    line_end = document.line_end(end)
    below = document.newline.join(["", *(" " * column + line if line else "" for line in lines[1:])])
    splices = [(start, end, first)]
    if len(lines) > 1:
        if not _REST.fullmatch(document.text, end, line_end):
            raise RefusedError("other text stands on the same line")
        splices.append((line_end, line_end, below))
    return spliced(document.text, splices)


def without_entry(document: Document, path: Path, at: int) -> str:
    """Return the YAML without an entry of a list, or a field, by its number. Comments inside go with it."""
    node = _there(document, path)
    if node.flow:
        return _out_of_brackets(document, node, at)
    if len(node.entries) == 1:
        return _emptied(document, path)
    entry = node.entries[at]
    if not document.begins_line(entry.at):
        return _without_first(document, node)
    return _rejoined(document, node, [one for one in range(len(node.entries)) if one != at])


def _without_first(document: Document, node: Node) -> str:
    """Return the YAML without the first field of an entry, which stands behind its dash."""
    first, second = node.entries[:2]
    if not document.begins_line(second.at):
        raise RefusedError("two fields stand on one line")
    start, _ = _region(document, node, 1)
    comment = _COMMENT_LINE.match(document.text, start)
    found = start + len(comment[1]) if comment else second.at
    return spliced(document.text, [(first.at, found, "")])


def _emptied(document: Document, path: Path) -> str:
    """Return the YAML with empty brackets in place of a list's only entry, or of the only field."""
    node = _there(document, path)
    if not path:
        raise RefusedError("a file cannot be empty: this is all that it says")
    if not document.begins_line(node.entries[0].at):
        raise RefusedError("this is all that stands here; delete the whole entry")
    start, end = _region(document, node, 0)
    after = _entry(document, path).after
    brackets = " []" if node.kind is Kind.LIST else " {}"
    return spliced(document.text, [(after, after, brackets), (start, end, "")])


# Lists


def with_item(document: Document, path: Path, at: int, value: Value, manner: Manner) -> str:
    """Return the YAML with a new entry in a list that has some, or empty brackets; `at`: before which one."""
    node, name = _there(document, path), _name(path)
    if node.kind is not Kind.LIST or (
        node.flow and not node.entries and not _inside_brackets(document, path)
    ):
        return with_filled(document, path, [value], manner)
    if node.flow:
        looks = {look_of(one.node) for one in node.entries}
        return _into_brackets(document, node, at, _flat_item(value, manner, name, looks))
    lines = _item(value, name, manner, _like(document, node, manner))
    column = document.column(node.entries[0].at)
    return _with_entry(document, node, at, [" " * column + line if line else "" for line in lines])


@dataclass(frozen=True, slots=True)
class _Like:
    """How the entries of a list are written."""

    gap: int
    alone: bool
    brackets: bool
    look: Look | None
    """Of texts, if all are written in one way."""


def _like(document: Document, node: Node, manner: Manner) -> _Like:
    """Return how the entries of a list outside brackets are written."""
    looks = {look_of(one.node) for one in node.entries if not one.node.empty}
    records = [one for one in node.entries if one.node.kind is Kind.FIELDS and not one.node.flow]
    if records:
        last = records[-1]
        alone = document.line_start(last.at) != document.line_start(last.node.start)
        gap = document.column(last.node.start) - document.column(last.at)
    else:
        same = [
            one for one in node.entries if document.line_start(one.at) == document.line_start(one.node.start)
        ]
        gaps = [one.node.start - one.at for one in same if not one.node.empty]
        alone, gap = False, gaps[-1] if gaps else manner.looks.gap
    return _Like(gap, alone, looks == {Look.BRACKETS}, looks.pop() if len(looks) == 1 else None)


def with_raw(document: Document, path: Path, at: int, lines: Sequence[str]) -> str:
    """Return the YAML with lines of another file as a new entry; they begin with a dash at column 0."""
    node = _there(document, path)
    if node.flow or not node.entries or node.kind is not Kind.LIST:
        raise RefusedError("there is no list with dashes here")
    column = document.column(node.entries[0].at)
    return _with_entry(document, node, at, [" " * column + line if line.strip() else line for line in lines])


def raw(document: Document, path: Path, at: int) -> list[str] | None:
    """Return the lines of an entry of a list as they stand, moved to column 0; `None` if it does not have its own."""
    node = _there(document, path)
    if node.flow or not document.begins_line(node.entries[at].at):
        return None
    start, end = _region(document, node, at)
    column = document.column(node.entries[at].at)
    lines = document.text[start:end].splitlines()
    if any(line[:column].strip() for line in lines):
        return None
    return [line[column:] if line.strip() else "" for line in lines]


def reordered(document: Document, path: Path, order: Sequence[int]) -> str:
    """Return the YAML with the entries of a list in another order; what stands between them stays."""
    node = _there(document, path)
    if node.flow:
        texts = [document.text[one.at : max(one.node.end, one.after)] for one in node.entries]
        places = [(one.at, max(one.node.end, one.after)) for one in node.entries]
        return spliced(
            document.text,
            [(start, end, texts[wanted]) for (start, end), wanted in zip(places, order, strict=True)],
        )
    if not document.begins_line(node.entries[0].at):
        raise RefusedError("the first entry stands behind something else on its line")
    return _rejoined(document, node, order)


def _with_entry(document: Document, node: Node, at: int, lines: Sequence[str]) -> str:
    """Return the YAML with lines as a new entry of a list, apart from its neighbours as they are from each other."""
    if not document.begins_line(node.entries[0].at):
        raise RefusedError("the first entry stands behind something else on its line")
    regions = [_region(document, node, one) for one in range(len(node.entries))]
    gaps = [document.text[end:start] for (_, end), (start, _) in pairwise(regions)]
    apart = sum(1 for gap in gaps if _LINE_END.match(gap.lstrip(" \t"))) * 2 > len(gaps)
    if at >= len(regions):
        return _with_lines(document, regions[-1][1], ["", *lines] if apart else list(lines))
    return _with_lines(document, regions[at][0], [*lines, ""] if apart else list(lines))


def _rejoined(document: Document, node: Node, order: Sequence[int]) -> str:
    """Return the YAML with these entries in this order. Blank lines between entries that go, go with them."""
    text = document.text
    regions = [_region(document, node, one) for one in range(len(node.entries))]
    entries = [text[start:end] for start, end in regions]
    gaps = ["", *(text[end:start] for (_, end), (start, _) in pairwise(regions)), ""]
    for gone in set(range(len(entries))) - set(order):
        at_edge = gone in (0, len(entries) - 1)
        gaps[gone : gone + 2] = [_joined(gaps[gone], gaps[gone + 1], at_edge)]
    ends = [_LINE_END.search(entry[-2:]) is not None for entry in entries]
    parts = []
    for place, one in enumerate(order):
        entry = entries[one]
        if not ends[one] and (place < len(order) - 1 or gaps[-1]):
            entry += document.newline
        parts += [gaps[place], entry]
    made = "".join([*parts, gaps[-1]])
    if not all(ends) and regions[-1][1] == len(text):  # a file whose last line does not end stays such a file
        made = _without_line_end(made)
    return spliced(text, [(regions[0][0], regions[-1][1], made)])


def _joined(before: str, after: str, at_edge: bool) -> str:
    """Return what stands between two entries once the one between them is gone; no comment is lost."""
    commented = [gap for gap in (before, after) if "#" in gap]
    if commented or at_edge:
        return "".join(commented)
    return max(before, after, key=len)


def _without_line_end(text: str) -> str:
    return re.sub(r"(?:\r\n|\r|\n)\Z", "", text)


# Brackets


def _into_brackets(document: Document, node: Node, at: int, new: str) -> str:
    """Return the YAML with a new entry in brackets, before the one with a number."""
    text, entries = document.text, node.entries
    if not entries:
        return spliced(text, [(node.start + 1, node.end - 1, new)])
    between = ", "
    if len(entries) > 1:
        found = text[_end(entries[-2]) : entries[-1].at]
        between = found if re.fullmatch(r",[ \r\n]*", found) else between
    if at < len(entries):
        return spliced(text, [(entries[at].at, entries[at].at, new + between)])
    return spliced(text, [(_end(entries[-1]), _end(entries[-1]), between + new)])


def _out_of_brackets(document: Document, node: Node, at: int) -> str:
    """Return the YAML without an entry in brackets. Comments in brackets stay."""
    text, entries = document.text, node.entries
    if len(entries) == 1:
        inside = text[node.start + 1 : node.end - 1]
        if "#" in inside.replace(text[entries[0].at : _end(entries[0])], "", 1):
            raise RefusedError("a comment stands in these brackets")
        return spliced(text, [(node.start + 1, node.end - 1, "")])
    if at < len(entries) - 1:
        gap = text[_end(entries[at]) : entries[at + 1].at]
        end = entries[at + 1].at if "#" not in gap else _end(entries[at]) + gap.index(",") + 1
        return spliced(text, [(entries[at].at, end, "")])
    gap = text[_end(entries[at - 1]) : entries[at].at]
    start = _end(entries[at - 1]) if "#" not in gap else entries[at].at
    return spliced(text, [(start, _end(entries[at]), "")])


def _end(entry: Entry) -> int:
    return max(entry.node.end, entry.after)


# New values


def lines_of(values: Mapping[str, Value], manner: Manner) -> list[str]:
    """Return the lines of fields at the beginning of lines, as a new file has them."""
    return _fields(values, 0, manner)


def _field(key: str, name: str, value: Value, column: int, manner: Manner) -> list[str]:
    """Return the lines of a new field, without their common indentation."""
    first, *others = _behind(name, value, column, manner)
    return [f"{key}: {first}" if first else f"{key}:", *others]


def _behind(name: str, value: Value, column: int, manner: Manner) -> list[str]:
    """Return what stands behind a name and a colon, and the lines below, indented relative to the name."""
    looks = manner.looks
    look = looks.fields.get(name)
    if isinstance(value, str):
        return _text_behind(name, value, look, column, manner)
    if isinstance(value, Mapping):
        if look is Look.BRACKETS or not value:
            return [_flat(value, name, manner)]
        return ["", *_indented(_fields(value, column + looks.step, manner), looks.step)]
    if not value or look is Look.BRACKETS or (look is not Look.BLOCK and _is_short(value)):
        return [_flat(value, name, manner)]
    brackets = looks.items.get(name) is Look.BRACKETS
    like = _Like(looks.gap, looks.alone, brackets, looks.items.get(name))
    lines = [line for one in value for line in _item(one, name, manner, like)]
    return ["", *_indented(lines, looks.list_step)]


def _is_short(values: Sequence[Value]) -> bool:
    """Return whether a list is one of ids or other single words, which stands in brackets."""
    words = [one for one in values if isinstance(one, str)]
    return (
        len(words) == len(values)
        and not any(_NEVER_PLAIN.search(one) for one in words)
        and sum(map(len, words)) + 2 * len(words) < _WIDEST
    )


def _text_behind(name: str, text: str, look: Look | None, column: int, manner: Manner) -> list[str]:
    step = manner.looks.step
    prose = name in manner.prose
    if look is Look.FOLDED and "\n" not in text and (lines := folded(text, column + step)) is not None:
        header = manner.looks.folded.get(name, ">-")
        return [header, *(line[column:] for line in lines)]
    if "\n" in text or look is Look.LITERAL or (prose and look in (None, Look.FOLDED)):
        return ["|", *literal(text, step)]
    if prose and (len(text) > _WIDEST or not is_plain(text, False)):
        return ["|", *literal(text, step)]
    return [in_line(text, _quotes(look), False)]


def _quotes(look: Look | None) -> str:
    return {Look.DOUBLE: '"', Look.SINGLE: "'"}.get(look, "") if look else ""


def _item(value: Value, name: str, manner: Manner, like: _Like) -> list[str]:
    """Return the lines of a new entry of a list, from its dash."""
    space = " " * (like.gap - 1)
    if isinstance(value, Mapping) and value and not like.brackets:
        lines = _fields(value, like.gap, manner)
        if like.alone:
            return ["-", *_indented(lines, like.gap)]
        return [f"-{space}{lines[0]}", *_indented(lines[1:], like.gap)]
    if isinstance(value, str):
        if "\n" in value:
            return [f"-{space}|", *literal(value, like.gap)]
        return [f"-{space}{in_line(value, _quotes(like.look), False)}"]
    return [f"-{space}{_flat(value, name, manner)}"]


def _fields(values: Mapping[str, Value], column: int, manner: Manner) -> list[str]:
    return [
        line
        for name, value in values.items()
        for line in _field(in_line(name, "", False), name, value, column, manner)
    ]


def _indented(lines: Iterable[str], by: int) -> list[str]:
    return [" " * by + line if line else "" for line in lines]


def _flat(value: Value, name: str, manner: Manner) -> str:
    """Return a value as it stands in brackets, or behind a name on one line."""
    if isinstance(value, str):
        return in_line(value, _quotes(manner.looks.fields.get(name)), True)
    if isinstance(value, Mapping):
        pairs = (f"{in_line(key, '', True)}: {_flat(one, key, manner)}" for key, one in value.items())
        return "{" + ", ".join(pairs) + "}"
    look = manner.looks.items.get(name)
    return "[" + ", ".join(_flat_item(one, manner, name, {look} if look else set()) for one in value) + "]"


def _flat_item(value: Value, manner: Manner, name: str, looks: set[Look]) -> str:
    if not isinstance(value, str):
        return _flat(value, name, manner)
    quotes = _quotes(next(iter(looks))) if len(looks) == 1 else ""
    return in_line(value, quotes, True)


# Where things stand


def _there(document: Document, path: Path) -> Node:
    node = document.node(path)
    if node is None:
        raise RefusedError("it is not there any more")
    return node


def _entry(document: Document, path: Path) -> Entry:
    entry = entry_of(_there(document, path[:-1]), path[-1])
    if entry is None:
        raise RefusedError("it is not there any more")
    return entry


def _name(path: Path) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _inside_brackets(document: Document, path: Path) -> bool:
    """Return whether what holds a value is in brackets."""
    return bool(path) and _there(document, path[:-1]).flow


def _column_of(document: Document, path: Path) -> int:
    """Return the column of the name or dash of a value."""
    return document.column(_entry(document, path).at)


def _inner_column(document: Document, path: Path) -> int:
    """Return the column of text below a name or a dash."""
    return _column_of(document, path) + 2 if path else 2


def _with_lines(document: Document, at: int, lines: Sequence[str]) -> str:
    """Return the YAML with whole lines at the beginning of a line, or at the end of the text."""
    made = document.newline.join(lines)
    if at == len(document.text) and at and not document.text.endswith(("\n", "\r")):
        return document.text + document.newline + made
    return spliced(document.text, [(at, at, made + document.newline)])


def _region(document: Document, node: Node, at: int) -> tuple[int, int]:
    """Return from where to where the lines of an entry go: with the comments that belong to it.

    Comments that stand deeper than its dash or name belong to it, and those directly above it, unless they are
    above a group of entries.
    """
    text, entry = document.text, node.entries[at]
    column = document.column(entry.at)
    end = document.line_end(_end(entry))
    if not _REST.fullmatch(text, _end(entry), end):
        raise RefusedError("other text stands on the same line")
    end = _with_deeper_comments(document, document.next_line(_end(entry)), column)
    if not document.begins_line(entry.at):
        return document.line_start(entry.at), end
    start = document.line_start(entry.at)
    if node.kind is Kind.LIST:
        above = _comments_above(document, start, column)
        if above < start and not _heads_group(document, node, at, above, end):
            start = above
    return start, end


def _with_deeper_comments(document: Document, end: int, column: int) -> int:
    """Return the end of an entry with the comments below it that stand deeper than it."""
    at = end
    while at < len(document.text):
        if _BLANK_LINE.match(document.text, at):
            at = document.next_line(at)
            continue
        comment = _COMMENT_LINE.match(document.text, at)
        if not comment or len(comment[1]) <= column:
            break
        at = end = document.next_line(at)
    return end


def _comments_above(document: Document, start: int, column: int) -> int:
    """Return where the comments directly above a line begin that stand in its column."""
    at = start
    while at > 0:
        before = document.line_start(at - (2 if document.text[at - 2 : at] == "\r\n" else 1))
        comment = _COMMENT_LINE.match(document.text, before)
        if not comment or len(comment[1]) != column:
            break
        at = before
    return at


def _heads_group(document: Document, node: Node, at: int, above: int, end: int) -> bool:
    """Return whether comments above an entry are about those below it, too: they begin a group."""
    alone = len(node.entries) == 1
    before = document.text[:above].splitlines()
    begins = at == 0 or not before or not before[-1].strip()
    last = at == len(node.entries) - 1
    follows = not last and not _BLANK_LINE.match(document.text, end)
    return begins and (follows or alone or at == 0)
