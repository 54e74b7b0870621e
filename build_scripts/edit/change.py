"""Make a text with one edit in it, and prove that nothing else has changed: or say why it cannot be made."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import cast

import yaml

from ..read.yaml_values import Fields, read_yaml
from ..shared.place import Problem
from .looks import looks_of
from .scalars import cleaned, unprintable
from .splice import (
    Manner,
    RefusedError,
    lines_of,
    raw,
    reordered,
    with_field,
    with_filled,
    with_item,
    with_raw,
    with_text,
    without_entry,
)
from .splice import Value as Written
from .tree import Kind, Node, Path, parsed

Value = str | bool | int | list["Value"] | dict[str, "Value"] | None
"""What a form says, or what is written, which has texts only. `None` takes a field out."""
BOM = "\ufeff"

_NOT_PROVED = (
    "This cannot be written without changing something else in the file, so nothing was saved. "
    "Please make this change in a text editor."
)


@dataclass(frozen=True, slots=True)
class Manners:
    """What is known of the fields of a file."""

    prose: frozenset[str] = frozenset()
    """The fields that hold Markdown."""
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """For each list or field of records, by its name, the names of their fields in order; empty: the file's own."""


@dataclass(frozen=True, slots=True)
class Made:
    """A text with an edit in it."""

    text: str | None
    """`None` if it cannot be made."""
    why: str = ""
    """Why it cannot."""
    path: Path = ()
    """Where the edited record stands now."""


def changed(text: str, path: Path, values: Mapping[str, Value], manners: Manners) -> Made:
    """Return the text with other values of some fields of the record at a path."""

    def make(work: "_Work") -> Path:
        if path and not isinstance(work.value(path), dict):
            raise RefusedError("it is not there any more")
        for name, value in values.items():
            work.set((*path, name), value)
        return path

    return _made(text, make, manners)


def added(text: str, path: Path, at: int, value: Value, manners: Manners) -> Made:
    """Return the text with a new entry in the list at a path, before the entry number `at` (from 0)."""

    def make(work: "_Work") -> Path:
        found = work.value(path)
        place = min(max(at, 0), len(found)) if isinstance(found, list) else 0
        work.insert(path, place, value)
        return (*path, place)

    return _made(text, make, manners)


def deleted(text: str, path: Path, manners: Manners) -> Made:
    """Return the text without the entry of a list, or the field, at a path."""

    def make(work: "_Work") -> Path:
        work.remove(path)
        return path[:-1]

    return _made(text, make, manners)


def moved(text: str, path: Path, at: int, manners: Manners) -> Made:
    """Return the text with an entry of a list at another place in it: there it is number `at` (from 0)."""

    def make(work: "_Work") -> Path:
        found, index = work.value(path[:-1]), path[-1]
        if not isinstance(found, list) or not isinstance(index, int) or not 0 <= index < len(found):
            raise RefusedError("it is not there any more")
        place = min(max(at, 0), len(found) - 1)
        order = [one for one in range(len(found)) if one != index]
        work.reorder(path[:-1], [*order[:place], index, *order[place:]])
        return (*path[:-1], place)

    return _made(text, make, manners)


def made_new(head: str, value: Mapping[str, Value], manners: Manners) -> Made:
    """Return the text of a new file: its first line, and fields in the order of forms."""
    try:
        wanted = _wanted(dict(value))
    except RefusedError as error:
        return Made(None, f"This cannot be written here: {error}. Nothing was saved.")
    if not isinstance(wanted, dict) or not wanted:
        return Made(None, "There is nothing in it.")
    order = manners.orders.get("", ())
    ordered = {name: wanted[name] for name in sorted(wanted, key=lambda one: _rank(order, one))}
    lines = lines_of(_written_fields(ordered), Manner(prose=manners.prose))
    text = head + "\n".join([*lines, ""])
    after, problems = read_yaml("", text)
    proved = not problems and same_but(after, wanted, {()})
    return Made(text) if proved else Made(None, _NOT_PROVED)


def taken(text: str, path: Path) -> tuple[Value, list[str] | None]:
    """Return an entry of a list, and its lines as they stand: for another file, in which it is `received`."""
    value, _ = read_yaml("", text)
    found = _at(value, path)
    index = path[-1]
    try:
        lines = raw(parsed(text.removeprefix(BOM)), path[:-1], index) if isinstance(index, int) else None
    except (RefusedError, yaml.YAMLError):
        lines = None
    return _plain(found), lines


def received(
    text: str, path: Path, at: int, value: Value, lines: Sequence[str] | None, manners: Manners
) -> Made:
    """Return the text with an entry of another file's list in the list at a path: its lines as they were there."""
    if lines is not None:

        def make(work: "_Work") -> Path:
            found = work.value(path)
            place = min(max(at, 0), len(found)) if isinstance(found, list) else 0
            work.insert_raw(path, place, value, lines)
            return (*path, place)

        made = _made(text, make, manners)
        if made.text is not None:
            return made
    return added(text, path, at, value, manners)


def values_at(text: str, path: Path) -> Value:
    """Return what is written at a path; `None` if nothing is, or if the text cannot be read."""
    value, _ = read_yaml("", text)
    return _plain(_at(value, path))


def closed(text: str) -> str:
    """Return why no record of a text can be edited; empty if those that it has can be."""
    return _closed(text, *read_yaml("", text))


def same(one: Value, other: Value) -> bool:
    """Return whether two values say the same: space around texts does not count, nor do fields without a value."""
    return _bare(one) == _bare(other)


def _made(text: str, make: Callable[["_Work"], Path], manners: Manners) -> Made:
    mark = BOM if text.startswith(BOM) else ""
    value, problems = read_yaml("", text)
    if why := _closed(text, value, problems):
        return Made(None, why)
    try:
        work = _Work(text.removeprefix(mark), _plain(value) or {}, manners)
        path = make(work)
    except RefusedError as error:
        return Made(None, f"This cannot be written here: {error}. Nothing was saved.")
    except yaml.YAMLError:
        return Made(None, _NOT_PROVED)
    after, found = read_yaml("", work.text)
    proved = same_but(after, work.expected, work.touched) and _no_more(found, problems)
    return Made(mark + work.text, "", path) if proved else Made(None, _NOT_PROVED)


def _closed(text: str, value: object, problems: tuple[Problem, ...]) -> str:
    if value is not None and not isinstance(value, Fields):
        return "The file does not consist of fields, so it cannot be edited here."
    if value is not None or not text.strip(BOM + " \t\r\n"):
        return ""
    if not problems:
        return "The file is empty."
    first = problems[0]
    return (
        f"The file cannot be read now, so it cannot be edited here. Line {first.place.line}: {first.found}."
    )


def _no_more(after: tuple[Problem, ...], before: tuple[Problem, ...]) -> bool:
    """Return whether the way in which a file is written has no problem that it did not have."""
    known = [(one.rule, one.found) for one in before]
    for one in after:
        if (one.rule, one.found) not in known:
            return False
        known.remove((one.rule, one.found))
    return True


class _Work:
    """A text, what it should say, and where it was touched: after each step the text is read anew."""

    def __init__(self, text: str, value: Value, manners: Manners) -> None:
        self.text = text
        self.expected = value
        self.touched: set[Path] = set()
        self._manners = manners
        self._take(text)

    def value(self, path: Path) -> Value:
        """Return what stands at a path."""
        return _at(self.expected, path)

    def set(self, path: Path, value: Value) -> None:
        """Write a value at a path; `None`, an empty text and an empty list take it out."""
        wanted = _wanted(value)
        node = self._document.node(path)
        if wanted in (None, [], {}):
            if node is not None and self._held(path):
                self.remove(path)
        elif node is None:
            self._new_field(path, wanted)
        elif node.empty or (node.kind is not Kind.TEXT and not node.entries):
            self._take(with_filled(self._document, path, _written(wanted), self._manner))
            self._expect(path, wanted)
        elif isinstance(wanted, str) and node.kind is Kind.TEXT:
            self._text(path, wanted)
        elif isinstance(wanted, dict) and node.kind is Kind.FIELDS:
            self._fields(path, wanted)
        elif isinstance(wanted, list) and node.kind is Kind.LIST:
            self._list(path, wanted)
        else:
            self._instead(path, node, wanted)

    def insert(self, path: Path, at: int, value: Value) -> None:
        """Write a new entry into a list."""
        wanted = _wanted(value)
        if wanted in (None, [], {}):
            raise RefusedError("there is nothing in it")
        found = self.value(path)
        if found is not None and not isinstance(found, list):
            self.set(path, [found])
            found = self.value(path)
        node = self._document.node(path)
        ordered = self._ordered(path, node, wanted)
        if node is None:
            self._new_field(path, [ordered])
            return
        self._take(with_item(self._document, path, at, _written(ordered), self._manner))
        listed = found if isinstance(found, list) else []
        self._expect(path, [*listed[:at], wanted, *listed[at:]])

    def insert_raw(self, path: Path, at: int, value: Value, lines: Sequence[str]) -> None:
        """Write the lines of an entry of another file into a list."""
        found = self.value(path)
        if not isinstance(found, list):
            raise RefusedError("there is no list")
        self._take(with_raw(self._document, path, at, lines))
        self.expected = _with(self.expected, path, [*found[:at], value, *found[at:]])

    def remove(self, path: Path) -> None:
        """Take out a field, or an entry of a list."""
        *_, last = path
        holder = self._document.node(path[:-1])
        at = _number(holder, last)
        if holder is None or at is None:
            raise RefusedError("it is not there any more")
        only = len(holder.entries) == 1 and holder.kind is Kind.FIELDS and not holder.flow
        if only and len(path) > 1:
            raise RefusedError("nothing would be left of what it is a part of: delete that")
        self._take(without_entry(self._document, path[:-1], at))
        self.expected = _without(self.expected, path)

    def reorder(self, path: Path, order: Sequence[int]) -> None:
        """Put the entries of a list into another order."""
        found = self.value(path)
        assert isinstance(found, list)  # noqa: S101  # whoever calls this has looked
        if list(order) != list(range(len(found))):
            self._take(reordered(self._document, path, order))
            self.expected = _with(self.expected, path, [found[one] for one in order])

    def _text(self, path: Path, wanted: str) -> None:
        if cleaned(str(self.value(path) or "")) == wanted:
            return
        self._take(with_text(self._document, path, wanted, self._manner))
        self._expect(path, wanted)

    def _fields(self, path: Path, wanted: Mapping[str, Value]) -> None:
        node = self._document.node(path)
        for name in [entry.name for entry in node.entries] if node else []:
            if name not in wanted and name != "<<":
                self.remove((*path, name))
        for name, value in wanted.items():
            self.set((*path, name), value)

    def _list(self, path: Path, wanted: list[Value]) -> None:
        """Change only those entries of a list that differ."""
        found = self.value(path)
        old = [repr(_bare(one)) for one in found] if isinstance(found, list) else []
        new = [repr(_bare(one)) for one in wanted]
        if sorted(old) == sorted(new):
            self.reorder(path, _order(old, new))
            return
        steps = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
        for what, start, end, first, last in reversed(steps):
            if what == "equal":
                continue
            both = min(end - start, last - first)
            for at in range(last - first - 1, both - 1, -1):
                self.insert(path, start + both, wanted[first + at])
            for at in range(end - 1, start + both - 1, -1):
                self.remove((*path, at))
            for at in range(both):
                self.set((*path, start + at), wanted[first + at])

    def _new_field(self, path: Path, wanted: Value) -> None:
        *_, name = path
        if not isinstance(name, str) or self._document.node(path[:-1]) is None:
            raise RefusedError("it is not there any more")
        holder = self._document.node(path[:-1])
        if holder is not None and holder.empty and not path[:-1]:
            raise RefusedError("the file is empty")
        order = self._order_of(path[:-1])
        made = with_field(self._document, path[:-1], name, _written(wanted), order, self._manner)
        self._take(made)
        self._expect(path, wanted)

    def _instead(self, path: Path, node: Node, wanted: Value) -> None:
        """Write a value of another kind in the place of one, such as a list in the place of a text."""
        *_, name = path
        if not isinstance(name, str) or "#" in self._document.text[node.start : node.end]:
            raise RefusedError("something else is expected here, and a comment stands in it")
        self.remove(path)
        self._new_field(path, wanted)

    def _held(self, path: Path) -> bool:
        return _number(self._document.node(path[:-1]), path[-1]) is not None

    def _order_of(self, path: Path) -> Sequence[str]:
        """Return the order of the fields of a record: as its neighbours have it, else as forms do."""
        known = self._manners.orders.get(_list_name(path), ())
        like = self._neighbours(path)
        return _merged(like, known)

    def _neighbours(self, path: Path) -> Sequence[str]:
        beside = self._document.node(path[:-1]) if path and isinstance(path[-1], int) else None
        return _longest(beside)

    def _ordered(self, path: Path, node: Node | None, wanted: Value) -> Value:
        """Return a new record with its fields in the order of its neighbours."""
        if not isinstance(wanted, dict):
            return wanted
        order = _merged(_longest(node), self._manners.orders.get(_list_name((*path, 0)), ()))
        return {name: wanted[name] for name in sorted(wanted, key=lambda one: _rank(order, one))}

    def _expect(self, path: Path, value: Value) -> None:
        self.expected = _with(self.expected, path, value)
        self.touched.add(path)

    def _take(self, text: str) -> None:
        self.text = text
        self._document = parsed(text)
        self._manner = Manner(looks_of(self._document), self._manners.prose)


def same_but(found: Value, expected: Value, touched: set[Path], path: Path = ()) -> bool:
    """Return whether a text says what is expected; in what was touched, space around texts does not count."""
    loose = any(path[: len(one)] == one for one in touched)
    if isinstance(found, dict) and isinstance(expected, dict):
        names = found.keys() | expected.keys()
        return all(same_but(found.get(one), expected.get(one), touched, (*path, one)) for one in names)
    if isinstance(found, list) and isinstance(expected, list):
        pairs = enumerate(zip(found, expected, strict=False))
        return len(found) == len(expected) and all(
            same_but(one, other, touched, (*path, at)) for at, (one, other) in pairs
        )
    if found in (None, [], {}) and expected in (None, [], {}):
        return True
    if loose and isinstance(found, str) and isinstance(expected, str):
        return cleaned(found) == cleaned(expected)
    return found == expected


def _wanted(value: Value) -> Value:
    """Return what a form says as it is written: clean texts, and nothing that is empty.

    Raises `RefusedError` if a text holds a sign that no file can hold.
    """
    match value:
        case None:
            return None
        case bool():
            return "true" if value else "false"
        case int() | float():
            return str(value)
        case str():
            text = cleaned(value)
            if sign := unprintable(text):
                raise RefusedError(f"the text holds a sign that no file can hold ({sign}): take it out")
            return text or None
        case list():
            return [one for one in map(_wanted, value) if one not in (None, [], {})]
        case dict():
            kept = {str(name): _wanted(one) for name, one in value.items()}
            return {name: one for name, one in kept.items() if one not in (None, [], {})}
    raise RefusedError("this cannot be written")


def _written(value: Value) -> Written:
    assert value is not None  # noqa: S101  # what is empty is taken out before
    return cast(Written, value)  # nothing inside it is empty, either


def _written_fields(value: dict[str, Value]) -> Mapping[str, Written]:
    return cast(Mapping[str, Written], value)  # nothing in it is empty


def _bare(value: Value) -> Value:
    match value:
        case str():
            return cleaned(value) or None
        case list():
            return [_bare(one) for one in value] or None
        case dict():
            return {name: bare for name, one in value.items() if (bare := _bare(one)) is not None} or None
        case _:
            return value


def _plain(value: Value) -> Value:
    """Return a value as nothing but texts, lists and fields."""
    match value:
        case dict():
            return {name: _plain(one) for name, one in value.items()}
        case list():
            return [_plain(one) for one in value]
        case _:
            return value


def _at(value: Value, path: Path) -> Value:
    for part in path:
        if isinstance(value, dict) and isinstance(part, str):
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int) and 0 <= part < len(value):
            value = value[part]
        else:
            return None
    return value


def _with(value: Value, path: Path, new: Value) -> Value:
    """Return a value with another one at a path inside it."""
    if not path:
        return new
    first, *others = path
    if isinstance(value, list) and isinstance(first, int):
        return [_with(one, tuple(others), new) if at == first else one for at, one in enumerate(value)]
    fields = value if isinstance(value, dict) else {}
    return {**fields, str(first): _with(fields.get(str(first)), tuple(others), new)}


def _without(value: Value, path: Path) -> Value:
    """Return a value without what is at a path inside it."""
    holder, last = _at(value, path[:-1]), path[-1]
    if isinstance(holder, list):
        return _with(value, path[:-1], [one for at, one in enumerate(holder) if at != last])
    assert isinstance(holder, dict)  # noqa: S101  # it was found there
    return _with(value, path[:-1], {name: one for name, one in holder.items() if name != last})


def _number(holder: Node | None, part: str | int) -> int | None:
    """Return the number of an entry of a list, or of a field."""
    if holder is None:
        return None
    if isinstance(part, int):
        return part if holder.kind is Kind.LIST and 0 <= part < len(holder.entries) else None
    if holder.kind is not Kind.FIELDS:
        return None
    return next((at for at, entry in enumerate(holder.entries) if entry.name == part), None)


def _order(old: Sequence[str], new: Sequence[str]) -> list[int]:
    """Return the numbers in `old` of the entries of `new`, which are the same in another order."""
    left = list(enumerate(old))
    order = []
    for one in new:
        at = next(place for place, (_, text) in enumerate(left) if text == one)
        order.append(left.pop(at)[0])
    return order


def _list_name(path: Path) -> str:
    """Return the name of the list, or the field, in which a record stands; empty for that of a file."""
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _longest(node: Node | None) -> Sequence[str]:
    """Return the names of the fields of the entry of a list that has most."""
    records = [one.node for one in node.entries if one.node.kind is Kind.FIELDS] if node else []
    longest = max(records, key=lambda one: len(one.entries), default=None)
    return [entry.name for entry in longest.entries] if longest else ()


def _merged(like: Sequence[str], known: Sequence[str]) -> Sequence[str]:
    """Return names in the order of `like`; those that it does not have stand behind the one before them in `known`."""
    order = list(like)
    for at, name in enumerate(known):
        if name not in order:
            before = [order.index(one) for one in known[:at] if one in order]
            order.insert(max(before, default=-1) + 1, name)
    return order


def _rank(order: Sequence[str], name: str) -> int:
    return order.index(name) if name in order else len(order)
