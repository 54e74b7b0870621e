"""Read YAML into plain values with their places, and report problems.

Every scalar stays the text that its author typed: the field's type, not YAML, decides
whether `1978`, `no` or `1963-03-02` is a number, a truth value or text.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from textwrap import shorten
from typing import Any

import yaml

from ..shared.place import Place, Problem, Rule, Severity
from .yaml_errors import syntax_problem

Value = Any
"""`str`, `None`, a list of values, or `Fields`."""


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a mapping, and of each name, value and entry of a list in it."""

    whole: Place
    names: Mapping[str, Place]
    values: Mapping[str, Place]
    items: Mapping[tuple[str, int], Place]
    """By field and number, from 0."""

    def of(self, name: str, item: int | None = None) -> Place:
        """Return the place of a value, or of its entry number `item`; if it is missing, of what should contain it."""
        value = self.values.get(name, self.whole)
        return value if item is None else self.items.get((name, item), value)


class Fields(dict[str, Value]):
    """The values of a mapping by name, with their places."""

    def __init__(self, values: Mapping[str, Value], places: Places) -> None:
        super().__init__(values)
        self.places = places


LARGEST = 1_000_000
"""Characters; the largest hand-written file we have seen is a tenth of this."""
DEEPEST = 40
"""Levels of nesting; the format itself needs six."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NOTHING = {"", "~", "null"}
"""Other spellings, such as Null, may be a person's name."""

_UNMARKED = "write out what it stands for; if it is part of the text, put all of the text in double quotes"
_WITHOUT_COMMENT = "put the text in double quotes; if that is a comment, give it a line of its own"

_COMMENT = re.compile(r"[ \t]*(#[^\r\n]*)")
_NOTE_BESIDE = re.compile(r"[a-z0-9X~?%/.-]*")
"""Ids, choices, numbers and dates: a comment after one of these is intended."""
_UNSEEN = re.compile("[\x0b\x0c\x85\u2028\u2029]")
"""Line ends for YAML but not for text editors; they come with text copied from a PDF."""
DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks of direction, which come with text copied from a page in Arabic script. No name of a field has any."""
_HYPHENS = re.compile("[\x02\ufffe]")
"""What some readers of PDF copy for the hyphen at the end of a line; YAML knows no such sign."""
_BROKEN = re.compile(r"\u00ad\s+")
"""A word that was broken at the end of a line."""
_WIDTHLESS = re.compile("[\u200b\u2060\ufeff]")
"""Characters without width, which come the same way. Readers do not see them, and no id may contain them."""


TOO_LARGE = Rule(
    "too-large",
    "a file is larger than any hand-written file",
    "(more than a million characters)",
    "Split it.",
)
TOO_DEEP = Rule(
    "too-deep",
    "lists and fields, or marks of emphasis, are nested too deep",
    "[[[[[[…]]]]]]",
    "Use fewer levels.",
)
TWO_DOCUMENTS = Rule(
    "two-documents", "a file holds a second document", "title: One\n---\ntitle: Two", "Keep one in each file."
)
YAML_ALIAS = Rule(
    "yaml-alias",
    "text begins with *, & or !, or a field is called <<, and YAML would put something else in its place",
    "note: &c. and so on",
    "Put the text in double quotes.",
)
COMMENT_IN_TEXT = Rule(
    "comment-in-text",
    "a # turns the rest of a text into a comment",
    "quote: the #2 road",
    "Put the text in double quotes.",
)
LIST_IN_TEXT = Rule(
    "list-in-text",
    "a list stands below a text, and is read as a part of its sentence",
    "note: Three points\n  - one",
    "Write `|` after the colon, and all of the text on lines of its own below it.",
    Severity.WARNING,
)
FIELD_NAME = Rule(
    "field-name",
    "a field's name is expected, but there is a list or a mapping",
    "? [a, b]",
    "Write `field: text`.",
)
FIELD_TWICE = Rule("field-twice", "a field is given twice", "title: One\ntitle: Two", "Keep one of them.")
RULES = (
    TOO_LARGE,
    TOO_DEEP,
    TWO_DOCUMENTS,
    YAML_ALIAS,
    COMMENT_IN_TEXT,
    LIST_IN_TEXT,
    FIELD_NAME,
    FIELD_TWICE,
)


class _RefusedError(Exception):
    """Raised when the rest of a file cannot be read; caught in this module."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def read_yaml(path: str, text: str) -> tuple[Value, tuple[Problem, ...]]:
    """Return the document in `text` and its problems; the document is `None` if it cannot be read."""
    if len(text) > LARGEST:
        found = f"{len(text):,} characters in one file"
        return None, (TOO_LARGE.at(Place(path), found, f"split it: a file may have {LARGEST:,}"),)
    bare = _HYPHENS.sub("\u00ad", _UNSEEN.sub(" ", text.removeprefix("\ufeff")))
    reader = _Reader(path, bare)
    try:
        return reader.document(), tuple(reader.problems)
    except _RefusedError as refused:
        return None, (*reader.problems, refused.problem)
    except yaml.YAMLError as error:
        told = (
            problem for problem in reader.problems if problem.rule != LIST_IN_TEXT.name
        )  # it may only follow
        return None, (*told, syntax_problem(path, bare, error))


class _Reader:
    """Reads one file, event by event, and collects its problems."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self.text = text
        self.events: Iterator[yaml.Event] = yaml.parse(text, Loader=_Loader)
        self.problems: list[Problem] = []

    def document(self) -> Value:
        document: Value = None
        documents = 0
        for event in self.events:
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                first = next(self.events)
                if documents == 1:
                    document = self.value(first, 0)
                elif not _is_nothing(first):  # `---` at the end closes what `---` at the top opened
                    found, fix = (
                        "a second document after `---`",
                        "delete the line `---`: a file is one document",
                    )
                    raise _RefusedError(TWO_DOCUMENTS.at(self.place(event), found, fix))
        return document

    def place(self, event: yaml.Event) -> Place:
        mark = event.start_mark
        return Place(self.path, mark.line + 1, mark.column + 1) if mark else Place(self.path)

    def value(self, event: yaml.Event, depth: int) -> Value:
        if depth > DEEPEST:
            found = f"lists and fields nested {DEEPEST} deep"
            fix = "use fewer levels: no file needs more than six"
            raise _RefusedError(TOO_DEEP.at(self.place(event), found, fix))
        if found := _marked(event):
            self.problems.append(YAML_ALIAS.at(self.place(event), found, _UNMARKED))
        if isinstance(event, yaml.ScalarEvent):
            if found := _cut_text(event, self.text):
                self.problems.append(COMMENT_IN_TEXT.at(self.place(event), found, _WITHOUT_COMMENT))
            if listed := _list_below(event, self.text):
                found = (
                    f"a list below a text is read as a part of it: “{shorten(listed, 60, placeholder='…')}”"
                )
                fix = "write `|` after the colon, and all of the text on lines of its own below it"
                self.problems.append(LIST_IN_TEXT.at(self.place(event), found, fix))
            nothing = not event.style and event.value in _NOTHING
            return None if nothing else _text(event)
        if isinstance(event, yaml.AliasEvent):
            return f"*{event.anchor}"
        if isinstance(event, yaml.SequenceStartEvent):
            return [item for _, item in self.items(depth)]
        return self.fields(event, depth)

    def items(self, depth: int) -> list[tuple[Place, Value]]:
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append((self.place(event), self.value(event, depth + 1)))
        return items

    def fields(self, start: yaml.Event, depth: int) -> Fields:
        names: dict[str, Place] = {}
        places: dict[str, Place] = {}
        items: dict[tuple[str, int], Place] = {}
        values: dict[str, Value] = {}
        twice = False
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self.key(event)
            first = next(self.events)
            listed = self.items(depth + 1) if isinstance(first, yaml.SequenceStartEvent) else None
            value = [item for _, item in listed] if listed is not None else self.value(first, depth + 1)
            if key == "<<":
                found, fix = "the merge key <<", "write the fields out, each on a line of its own"
                self.problems.append(YAML_ALIAS.at(self.place(event), found, fix))
                continue
            if key in names:
                found = f"the field “{key}” a second time"
                fix = "keep one of them; if a new entry begins here, write `- ` before its first field"
                if not twice:  # an entry without its dash has all fields of the one above a second time
                    self.problems.append(FIELD_TWICE.at(self.place(event), found, fix))
                twice = True
                continue
            names[key] = self.place(event)
            places[key] = self.place(event if value is None else first)
            items |= {(key, number): place for number, (place, _) in enumerate(listed or ())}
            values[key] = value
        return Fields(values, Places(self.place(start), names, places, items))

    def key(self, event: yaml.Event) -> str:
        if isinstance(event, yaml.ScalarEvent):
            return DIRECTION.sub("", _text(event)).replace("\0", "\ufffd")
        found = "a list or a mapping in place of a field's name"
        fix = "write `field: text`; text that starts with { or [ goes in double quotes"
        raise _RefusedError(FIELD_NAME.at(self.place(event), found, fix))


def _is_nothing(event: yaml.Event) -> bool:
    return isinstance(event, yaml.ScalarEvent) and not event.style and event.value in _NOTHING


_LISTED = re.compile(r"\n[ \t]*(?:[-*•–] |1[.)] )[^\n]*\n?")


def _list_below(event: yaml.ScalarEvent, text: str) -> str:
    """Return the first line of a list that stands in a plain text of several lines; empty if there is none."""
    if event.style or event.start_mark is None or event.end_mark is None:
        return ""
    found = _LISTED.search(text, event.start_mark.index, event.end_mark.index)
    return found[0].strip() if found else ""


def _text(event: yaml.ScalarEvent) -> str:
    """Return a scalar as its author sees it, without characters that have no width."""
    value = _BROKEN.sub("", _WIDTHLESS.sub("", event.value))
    return value if event.style else value.strip()


def _marked(event: yaml.Event) -> str:
    """Return what is found if a text begins with *, & or !, of which YAML would remove or replace a part."""
    if isinstance(event, yaml.AliasEvent):
        return f"the alias *{event.anchor}"
    if anchor := getattr(event, "anchor", None):
        return f"the anchor &{anchor}, which is not shown"
    if (tag := getattr(event, "tag", None)) and tag != "!":
        return f"the tag {tag}, which is not shown"
    return ""


def _cut_text(event: yaml.ScalarEvent, text: str) -> str:
    """Return what is found if ` #` turns words into a comment. One word with a comment after `# ` is intended."""
    if event.style or event.end_mark is None:
        return ""
    comment = _COMMENT.match(text, event.end_mark.index)
    if not comment or (comment[1].startswith("# ") and _NOTE_BESIDE.fullmatch(event.value)):
        return ""
    cut = shorten(comment[1], 60, placeholder="…")
    if not event.value:
        return f"all of the text is read as a comment: “{cut}”"
    return f"the text ends before the #: “{shorten(event.value, 60, placeholder='…')}”, without “{cut}”"
