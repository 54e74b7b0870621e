"""YAML text in; out come plain values that know their place, and problems.

Every scalar stays the text that its author typed: the field's type, not YAML, decides
whether `1978`, `no` or `1963-03-02` is a number, a truth value or words.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from textwrap import shorten
from typing import Any

import yaml

from .source import Place, Problem, Severity

PLACES = "\0places"
"""The key under which each mapping holds the places of its values. YAML cannot spell it."""

Value = Any
"""`str`, `None`, a list of values, or a dict of values with their places under `PLACES`."""

LARGEST = 1_000_000
"""Characters; the largest hand-written file we have seen is a tenth of this."""
DEEPEST = 40
"""Levels of nesting; the format itself needs six."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = {"", "~", "null", "Null", "NULL"}

_SYNTAX = (
    (
        "mapping values are not allowed",
        "a colon where none can stand",
        "if the text itself contains a colon, put it in double quotes or on lines of its own after `|`",
    ),
    (
        "cannot start any token",
        "a tab or a special character at the start of a value",
        "indent with spaces, and put text that starts with @, `, % or a tab in double quotes",
    ),
    ("found undefined alias", "a value that starts with *", "put the text in double quotes"),
    ("found duplicate anchor", "a value that starts with &", "put the text in double quotes"),
    (
        "found unexpected end of stream",
        "a quotation mark that is never closed",
        "close the text with the same mark, or write it on lines of its own after `|`",
    ),
    (
        "expected <block end>",
        "a line whose indentation or quotation marks do not fit the lines above",
        "line it up with its neighbours; if text begins with a quotation mark, put all of it in quotes",
    ),
    (
        "could not find expected ':'",
        "a line without the colon that separates a field from its text",
        "write `field: text`, or indent the line so that it belongs to the text above",
    ),
    (
        "did not find expected key",
        "a line that does not fit the list or the fields around it",
        "line it up with its neighbours; if text contains quotation marks, put it after `|`",
    ),
    (
        "alphabetic or numeric character",
        "a value that starts with * or &",
        "put the text in double quotes, or on lines of its own after `|`",
    ),
    (
        "expected '-' indicator",
        "a line that stands neither in the entry above it nor beside it",
        "line it up with the other fields of its entry",
    ),
    (
        "characters are not allowed",
        "a control character that no text needs",
        "delete it and type the text again",
    ),
)

_TO_LINE_END = re.compile(r"[^\r\n]*")
_QUOTED_AND_MORE = re.compile(r"""\s*(?:- +)*(?:\w+:\s+)?(?:"[^"]*"|'[^']*')\s*[^\s:#,}\]]""")


class _RefusedError(Exception):
    """The one way out of a file that cannot be read on; never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


@dataclass(frozen=True, slots=True)
class _File:
    """A file being read: what the parser meets next, and what was wrong so far."""

    path: str
    text: str
    events: Iterator[yaml.Event]
    problems: list[Problem]

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.path, mark.line + 1, mark.column + 1) if mark else Place(self.path)

    def problem(self, event: yaml.Event, rule: str, found: str, fix: str) -> Problem:
        return Problem(self.place(event), rule, found, fix)


def read_yaml(path: str, text: str) -> tuple[Value, tuple[Problem, ...]]:
    """Return the document in `text` and what is wrong with it; a file past reading gives `None`."""
    if len(text) > LARGEST:
        found = f"{len(text):,} characters in one file"
        return None, (Problem(Place(path), "too-large", found, f"split it: a file may have {LARGEST:,}"),)
    bare = text.removeprefix("\ufeff")
    file = _File(path, bare, yaml.parse(bare, Loader=_Loader), [])
    try:
        return _document(file), tuple(file.problems)
    except _RefusedError as refused:
        return None, (*file.problems, refused.problem)
    except yaml.YAMLError as error:
        return None, (*file.problems, _syntax(path, text, error))


def _document(file: _File) -> Value:
    document: Value = None
    documents = 0
    for event in file.events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                found, fix = "a second document after `---`", "keep one document in each file"
                raise _RefusedError(file.problem(event, "two-documents", found, fix))
            document = _value(file, next(file.events), 0)
    return document


def _value(file: _File, event: yaml.Event, depth: int) -> Value:
    if depth > DEEPEST:
        found, fix = (
            f"lists and fields nested {DEEPEST} deep",
            "write it flatter: no file needs more than six levels",
        )
        raise _RefusedError(file.problem(event, "too-deep", found, fix))
    if isinstance(event, yaml.ScalarEvent):
        file.problems.extend(_cut_text(file, event))
        return None if event.implicit[0] and event.value in _NOTHING else event.value
    if isinstance(event, yaml.AliasEvent):
        found, fix = (
            f"the alias *{event.anchor}",
            "write the text out; if it is text, put it in double quotes",
        )
        file.problems.append(file.problem(event, "yaml-alias", found, fix))
        return None
    if isinstance(event, yaml.SequenceStartEvent):
        return [item for _, item in _items(file, depth)]
    return _mapping(file, event, depth)


def _cut_text(file: _File, event: yaml.ScalarEvent) -> Iterator[Problem]:
    """Report words that ` #` turns into a comment; one word and a comment set off by a space are no accident."""
    if event.style or not event.value or event.end_mark is None:
        return
    rest = _TO_LINE_END.match(file.text, event.end_mark.index)[0].strip()  # type: ignore[index]
    if rest.startswith("#") and (" " in event.value or not rest.startswith("# ")):
        found = f"the text ends before the #: “{shorten(event.value, 60, placeholder='…')}”, without “{shorten(rest, 60, placeholder='…')}”"
        fix = "put the text in double quotes; if that is a comment, give it a line of its own"
        yield replace(file.problem(event, "comment-in-text", found, fix), severity=Severity.WARNING)


def _items(file: _File, depth: int) -> list[tuple[Place, Value]]:
    items = []
    while not isinstance(event := next(file.events), yaml.SequenceEndEvent):
        items.append((file.place(event), _value(file, event, depth + 1)))
    return items


def _mapping(file: _File, start: yaml.Event, depth: int) -> dict[str, Value]:
    values: dict[str, Value] = {}
    places: dict[str, Place] = {"": file.place(start)}
    while not isinstance(event := next(file.events), yaml.MappingEndEvent):
        key = _key(file, event)
        first = next(file.events)
        listed = _items(file, depth + 1) if isinstance(first, yaml.SequenceStartEvent) else None
        value = [item for _, item in listed] if listed is not None else _value(file, first, depth + 1)
        if key in places:
            found, fix = f"the field “{key}” a second time", "keep one of them; only one can count"
            file.problems.append(file.problem(event, "field-twice", found, fix))
            continue
        places[key] = file.place(event if value is None else first)
        places |= {f"{key}.{number}": place for number, (place, _) in enumerate(listed or ())}
        values[key] = value
    values[PLACES] = places
    return values


def _key(file: _File, event: yaml.Event) -> str:
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    found = "a list or a mapping in place of a field's name"
    fix = "write `field: text`; text that starts with { or [ goes in double quotes"
    raise _RefusedError(file.problem(event, "field-name", found, fix))


def _syntax(path: str, text: str, error: yaml.YAMLError) -> Problem:
    """Say in plain words what the parser met, with the line as its author typed it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        place = _reader_place(path, text, getattr(error, "position", 0))
    else:
        place = Place(path, mark.line + 1, mark.column + 1)
    if _QUOTED_AND_MORE.match(_line_at(text, place.line)):
        found = f"text that goes on after its closing quotation mark: {_line(text, place.line)}"
        return Problem(
            place, "yaml-syntax", found, "put all of it in quotes, or on lines of its own after `|`"
        )
    said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or error)
    for words, found, fix in _SYNTAX:
        if words in said:
            return Problem(place, "yaml-syntax", f"{found}: {_line(text, place.line)}", fix)
    return Problem(
        place,
        "yaml-syntax",
        f"not YAML ({said}): {_line(text, place.line)}",
        "compare the line with the one above it: spaces, colons, quotation marks",
    )


def _reader_place(path: str, text: str, position: int) -> Place:
    before = text[: max(position, 0)]
    return Place(path, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _line(text: str, number: int) -> str:
    """The line in quotation marks, short and fit to print, for a message."""
    line = re.sub(r"[^ -~\u00a0-\uffff]", "\ufffd", _line_at(text, number).strip())
    return f"“{line[:80]}”" if line else "the end of the file"


def _line_at(text: str, number: int) -> str:
    lines = text.splitlines()
    return lines[number - 1] if 0 < number <= len(lines) else ""
