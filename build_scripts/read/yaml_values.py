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

from ..shared.place import Place, Problem, Severity
from .yaml_errors import syntax_problem

PLACES = "\0places"
"""The key under which each mapping holds the places of its values. No field is called so."""

NAME = "\0name"
"""Added to a field's name it is the key of the name's own place."""

Value = Any
"""`str`, `None`, a list of values, or a dict of values with their places under `PLACES`."""

LARGEST = 1_000_000
"""Characters; the largest hand-written file we have seen is a tenth of this."""
DEEPEST = 40
"""Levels of nesting; the format itself needs six."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = {"", "~", "null"}
"""Other spellings, such as Null, are somebody's name."""

_COMMENT = re.compile(r"[ \t]*(#[^\r\n]*)")
_NOTE_BESIDE = re.compile(r"[a-z0-9-]*")
"""Ids, choices, numbers and dates: beside these a comment is no accident."""
_UNSEEN = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""Line ends to YAML, and to no editor: they come with text that is copied out of a PDF."""
_WIDTHLESS = re.compile("[\u200b\u2060\ufeff]")
"""Signs without width, which come the same way: no reader would miss them, and no id can hold them."""


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
    bare = _UNSEEN.sub(" ", text.removeprefix("\ufeff"))
    file = _File(path, bare, yaml.parse(bare, Loader=_Loader), [])
    try:
        return _document(file), tuple(file.problems)
    except _RefusedError as refused:
        return None, (*file.problems, refused.problem)
    except yaml.YAMLError as error:
        return None, (*file.problems, syntax_problem(path, bare, error))


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
    file.problems.extend(_marked(file, event))
    if isinstance(event, yaml.ScalarEvent):
        file.problems.extend(_cut_text(file, event))
        nothing = not event.style and event.value in _NOTHING
        return None if nothing else _text(event)
    if isinstance(event, yaml.AliasEvent):
        return f"*{event.anchor}"
    if isinstance(event, yaml.SequenceStartEvent):
        return [item for _, item in _items(file, depth)]
    return _mapping(file, event, depth)


def _text(event: yaml.ScalarEvent) -> str:
    """A scalar as its author sees it."""
    value = _WIDTHLESS.sub("", event.value)
    return value if event.style else value.strip()


def _marked(file: _File, event: yaml.Event) -> Iterator[Problem]:
    """Report what YAML would take away from a text that begins with *, & or !, or put in its place."""
    if isinstance(event, yaml.AliasEvent):
        found = f"the alias *{event.anchor}"
    elif anchor := getattr(event, "anchor", None):
        found = f"the anchor &{anchor}, which is not shown"
    elif (tag := getattr(event, "tag", None)) and tag != "!":
        found = f"the tag {tag}, which is not shown"
    else:
        return
    fix = "write out what it stands for; if it is part of the text, put all of the text in double quotes"
    yield file.problem(event, "yaml-alias", found, fix)


def _cut_text(file: _File, event: yaml.ScalarEvent) -> Iterator[Problem]:
    """Report words that ` #` turns into a comment; one word and a comment set off by a space are no accident."""
    if event.style or event.end_mark is None:
        return
    comment = _COMMENT.match(file.text, event.end_mark.index)
    if not comment or (comment[1].startswith("# ") and _NOTE_BESIDE.fullmatch(event.value)):
        return
    cut = shorten(comment[1], 60, placeholder="…")
    found = (
        f"the text ends before the #: “{shorten(event.value, 60, placeholder='…')}”, without “{cut}”"
        if event.value
        else f"all of the text is taken for a comment: “{cut}”"
    )
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
        if key == "<<":
            found, fix = "the merge key <<", "write the fields out, each on a line of its own"
            file.problems.append(file.problem(event, "yaml-alias", found, fix))
            continue
        if key in places:
            found = f"the field “{key}” a second time"
            fix = "keep one of them; if a new entry begins here, write `- ` before its first field"
            file.problems.append(file.problem(event, "field-twice", found, fix))
            continue
        places[key] = file.place(event if value is None else first)
        places[f"{key}{NAME}"] = file.place(event)
        places |= {f"{key}.{number}": place for number, (place, _) in enumerate(listed or ())}
        values[key] = value
    values[PLACES] = places
    return values


def _key(file: _File, event: yaml.Event) -> str:
    if isinstance(event, yaml.ScalarEvent):
        return _text(event).replace("\0", "\ufffd")
    found = "a list or a mapping in place of a field's name"
    fix = "write `field: text`; text that starts with { or [ goes in double quotes"
    raise _RefusedError(file.problem(event, "field-name", found, fix))
