"""YAML text in; out come plain values that know their place, and problems.

Every scalar stays the text that its author typed: the field's type, not YAML, decides
whether `1978`, `no` or `1963-03-02` is a number, a truth value or words.
"""

import re
from collections.abc import Iterator
from typing import Any

import yaml

from .source import Place, Problem

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
        "special characters are not allowed",
        "a control character that no text needs",
        "delete it and type the text again",
    ),
)


class _RefusedError(Exception):
    """The one way out of a file that cannot be read on; never leaves this module."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_yaml(path: str, text: str) -> tuple[Value, tuple[Problem, ...]]:
    """Return the document in `text` and what is wrong with it; a file past reading gives `None`."""
    problems: list[Problem] = []
    if len(text) > LARGEST:
        return None, (_too_large(path, text),)
    try:
        return _document(path, text.removeprefix("\ufeff"), problems), tuple(problems)
    except _RefusedError as refused:
        return None, (*problems, refused.problem)
    except yaml.YAMLError as error:
        return None, (*problems, _syntax(path, text, error))


def _document(path: str, text: str, problems: list[Problem]) -> Value:
    events = yaml.parse(text, Loader=_Loader)
    document: Value = None
    documents = 0
    for event in events:
        if isinstance(event, yaml.DocumentStartEvent):
            documents += 1
            if documents > 1:
                raise _RefusedError(
                    _at(
                        path,
                        event,
                        "two-documents",
                        "a second document after `---`",
                        "keep one document in each file",
                    )
                )
            document = _value(path, next(events), events, problems, 0)
    return document


def _value(
    path: str, event: yaml.Event, events: Iterator[yaml.Event], problems: list[Problem], depth: int
) -> Value:
    if depth > DEEPEST:
        raise _RefusedError(
            _at(
                path,
                event,
                "too-deep",
                f"lists and fields nested {DEEPEST} deep",
                "write it flatter: no file needs more than six levels",
            )
        )
    if isinstance(event, yaml.ScalarEvent):
        return None if event.implicit[0] and event.value in _NOTHING else event.value
    if isinstance(event, yaml.AliasEvent):
        problems.append(
            _at(
                path,
                event,
                "yaml-alias",
                f"the alias *{event.anchor}",
                "write the text out; if it is text, put it in double quotes",
            )
        )
        return None
    if isinstance(event, yaml.SequenceStartEvent):
        return [item for _, item in _items(path, events, problems, depth)]
    return _mapping(path, event, events, problems, depth)


def _items(
    path: str, events: Iterator[yaml.Event], problems: list[Problem], depth: int
) -> list[tuple[Place, Value]]:
    items = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append((_place(path, event), _value(path, event, events, problems, depth + 1)))
    return items


def _mapping(
    path: str, start: yaml.Event, events: Iterator[yaml.Event], problems: list[Problem], depth: int
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    places: dict[str, Place] = {"": _place(path, start)}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _key(path, event)
        first = next(events)
        if isinstance(first, yaml.SequenceStartEvent):
            items = _items(path, events, problems, depth + 1)
            value: Value = [item for _, item in items]
        else:
            items = []
            value = _value(path, first, events, problems, depth + 1)
        if key in places:
            problems.append(
                _at(
                    path,
                    event,
                    "field-twice",
                    f"the field “{key}” a second time",
                    "keep one of them; only one can count",
                )
            )
            continue
        places[key] = _place(path, event if value is None else first)
        places |= {f"{key}.{number}": place for number, (place, _) in enumerate(items)}
        if value is not None:
            values[key] = value
    values[PLACES] = places
    return values


def _key(path: str, event: yaml.Event) -> str:
    if isinstance(event, yaml.ScalarEvent):
        return str(event.value)
    raise _RefusedError(
        _at(
            path,
            event,
            "field-name",
            "a list or a mapping in place of a field's name",
            "write `field: text`; text that starts with { or [ goes in double quotes",
        )
    )


def _place(path: str, event: yaml.Event) -> Place:
    mark = event.start_mark
    return Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)


def _at(path: str, event: yaml.Event, rule: str, found: str, fix: str) -> Problem:
    return Problem(_place(path, event), rule, found, fix)


def _too_large(path: str, text: str) -> Problem:
    return Problem(
        Place(path),
        "too-large",
        f"{len(text):,} characters in one file",
        f"split it: a file may have {LARGEST:,}",
    )


def _syntax(path: str, text: str, error: yaml.YAMLError) -> Problem:
    """Say in plain words what the parser met, with the line as its author typed it."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark is None:
        place = _reader_place(path, text, getattr(error, "position", 0))
    else:
        place = Place(path, mark.line + 1, mark.column + 1)
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
    lines = text.splitlines()
    line = lines[number - 1].strip() if 0 < number <= len(lines) else ""
    return f"“{re.sub(r'[^ -~ -￿]', '�', line)[:80]}”" if line else "the end of the file"
