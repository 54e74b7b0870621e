"""Make forms from the records: their fields, with what each means and what it may hold."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from pydantic.fields import FieldInfo

from ..read.course import (
    CSL_TYPES,
    Activity,
    Answers,
    Check,
    CourseFile,
    Difference,
    Event,
    Gazetteer,
    Glossary,
    Guide,
    Lesson,
    Locality,
    Note,
    Option,
    PaperFile,
    Period,
    Question,
    ReadingList,
    Schedule,
    Sources,
    Step,
    Term,
    Theme,
    Timeline,
    Translation,
    Work,
)
from ..read.project import ALONE, FOLDERS, FREE_PAGES_FOLDER
from ..read.record import Citation, Degrees, Names, Written, record_in
from ..shared.dates import When
from ..shared.markdown import OneLine, Prose
from .change import Manners
from .tree import Path

PAGE = "page"
"""The kind of a free page: its file is a text, which a form has as its only field, `text`."""
TEXT = "text"

KINDS: Mapping[str, type[Written]] = {
    "lesson": Lesson,
    "note": Note,
    "question": Question,
    "check": Check,
    "activity": Activity,
    "term": Term,
    "event": Event,
    "place": Locality,
    "theme": Theme,
    "period": Period,
    "source": Work,
    "guide": Guide,
    "step": Step,
    "course": CourseFile,
    "timeline": Timeline,
    "places": Gazetteer,
    "glossary": Glossary,
    "sources": Sources,
    "answers": Answers,
    "paper": PaperFile,
    "difference": Difference,
}
"""The records that have a form of their own, by what the page calls them."""
_NAMES = {model: kind for kind, model in KINDS.items()}
_QUOTES = {(Note, "quote"), (Question, "about"), (CourseFile, "epigraph")}
"""The fields that hold words of the paper."""
_NAMED = {(Lesson, "passages"): "passage", (CourseFile, "lessons"): "lesson"}
"""The fields that name things, though their records do not say so."""
_SINGLE = {(Option, "right")}
"""The fields by which one record of a list usually stands out."""
_CHOICES: Mapping[tuple[type[Written], str], tuple[str, ...]] = {(Work, "type"): CSL_TYPES}
_APART = (
    Note,
    Question,
    Check,
    Activity,
    Term,
    Event,
    Locality,
    Theme,
    Period,
    Work,
    Guide,
    Step,
    Difference,
)
"""Records that have a form of their own: the form of what holds them leaves them out."""
_CALLED = {
    "was": "Former names",
    "at": "Latitude and longitude",
    "key": "Key note",
    "with": "Who works together",
    "url": "Address",
    "ask": "Question",
    "see": "See also",
    "about": "What it is about",
    "DOI": "DOI",
    "URL": "Address on the web",
    "ISBN": "ISBN",
    "ISSN": "ISSN",
    "container-title": "Published in",
    "issued": "Date",
}
"""Names of fields that are not words for people."""
_HINTS: Mapping[tuple[type[Written], str], str] = {
    (Event, "theme"): "Click to choose one.",
    (Event, "period"): "Click to choose one.",
    (Event, "date"): (
        "Year first: 1963-03-02, or 1963. As you would say it is understood too, such as about 1950 or 44 BC: the form "
        "then offers how to write it."
    ),
    (Locality, "at"): (
        "Each on a line of its own, in decimal degrees: 25.12 and 62.33, or -25.12 in the south and -62.33 in the west. "
        "Of a region, a point inside it."
    ),
    (Locality, "translations"): "Its name in other languages.",
    (Period, "date"): "From a year to a year, such as 1949/1962.",
    (Question, "level"): "What it asks for, from remembering to creating (Bloom’s levels).",
    (Note, "quote"): "The paper’s own words: select them in the page, then press the button below.",
    (Lesson, "passages"): "What it reads: type a heading of the paper, or paragraphs such as p5 or p5-p6.",
    (Lesson, "key_terms"): "Terms of the glossary.",
    (Term, "related"): "Other terms of the glossary.",
    (Translation, "language"): "Its short name, such as ur for Urdu, zh-Hans for Chinese, de for German.",
    (CourseFile, "language"): "Of the course: its short name, such as en for English, ur for Urdu.",
    (CourseFile, "lessons"): "Lessons in order.",
    (Guide, "question"): "The question that it is for.",
    (Schedule, "begins"): "The first day of the term, year first: 2027-02-01. Another day moves all lessons.",
    (Schedule, "weekdays"): "The days of the week on which a lesson is held.",
    (ReadingList, "lessons"): "Its lessons, in its order.",
    (Work, "type"): "What kind of work it is.",
    (Work, "issued"): "Year first: 1963-03-02, 1963-03 or 1963.",
}
"""What a field is for, where the words that explain it in a file are not for people at a form."""
_SHARED_HINTS = {
    "sources": "Works of the references that support this, with a page if there is one.",
    "basis": "Where no source is needed: “text” if anyone can see it in the paper itself, “judgement” if it is your own view.",
}
"""The same, of fields that many records have."""
_RARE = frozenset(
    [
        "id",
        "was",
        "prefix",
        "suffix",
        "lines",
        "unverified",
        "after",
        "unchecked",
        "non-dropping-particle",
        "dropping-particle",
        "medium",
        "genre",
        "collection-title",
        "collection-number",
        "container-author",
        "event-title",
        "number-of-volumes",
        "number",
        "ISSN",
        "ISBN",
        "language",
        "accessed",
        "translator",
        "edition",
        "sha256",
        "furniture",
        "headings",
        "not_citations",
        "reference_list",
        "works",
        "synonyms",
        "draft",
        "epigraph",
    ]
)
"""The names of fields that most people never need."""


@dataclass(frozen=True, slots=True)
class FormField:
    """What a form asks for."""

    name: str
    """Of the field in the file."""
    label: str
    hint: str
    widget: str
    """line, prose, choice, choices, yes-no, number, date, name, names, lines, quote, records, record, texts or groups."""
    required: bool = False
    choices: tuple[str, ...] = ()
    names: str = ""
    """The kind of the things that it names."""
    place: bool = False
    """Whether a place in the thing may follow, as in `mason-2016, p. 12`."""
    markdown: bool = False
    """Whether a line may hold Markdown."""
    least: int | None = None
    most: int | None = None
    """Of a number."""
    longest: int | None = None
    """Characters."""
    rare: bool = False
    """Whether most people never need it."""
    fewest: int = 0
    """Entries that a list must have."""
    single: bool = False
    """Whether usually one record of its list has it."""
    fields: tuple["FormField", ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """What is asked for a record."""

    label: str
    fields: tuple[FormField, ...]


@cache
def forms() -> Mapping[str, Form]:
    """Return the form of every kind of record."""
    page = FormField(TEXT, "Text", "The page, in Markdown.", "prose", required=True, markdown=True)
    return {
        **{kind: Form(kind.capitalize(), _fields(model)) for kind, model in KINDS.items()},
        PAGE: Form("Page", (page,)),
    }


def model_of(file: str) -> type[Written] | None:
    """Return the record of a YAML file of a course by its path; `None` for other files."""
    if file in ALONE:
        return ALONE[file][1]
    path = PurePosixPath(file)
    found = FOLDERS.get(f"{path.parent}/")
    return found[1] if found and path.suffix == ".yml" else None


def record_at(file: str, path: Path) -> type[Written] | None:
    """Return the kind of record at a path in a file; `None` if records stand elsewhere."""
    model = model_of(file)
    for part in path:
        if model is None:
            return None
        if isinstance(part, str):
            known = _by_key(model).get(part)
            model = record_in(known.annotation) if known else None
    return model


def kind_at(file: str, path: Path) -> str:
    """Return what the record at a path is called, such as `note`; empty if nothing there has a form."""
    if file.startswith(FREE_PAGES_FOLDER):
        return PAGE if not path else ""
    model = record_at(file, path)
    return _NAMES.get(model, "") if model else ""


def holds_one(file: str, path: Path) -> bool:
    """Return whether the field at a path holds one record, not a list of them."""
    *way, name = path
    model = record_at(file, tuple(way))
    known = _by_key(model).get(str(name)) if model and isinstance(name, str) else None
    return bool(known and record_in(known.annotation) and not _is_list(known.annotation))


def known_fields(file: str, path: Path) -> frozenset[str]:
    """Return the names of the fields that the record at a path may have."""
    if kind_at(file, path) == PAGE:
        return frozenset({TEXT})
    model = record_at(file, path)
    return frozenset(_by_key(model)) if model else frozenset()


@cache
def naming(file: str, path: Path, kind: str) -> frozenset[str]:
    """Return which fields of the record at a path are lists that name things of a kind."""
    model = record_at(file, path)
    known = _by_key(model) if model else {}
    return frozenset(
        name
        for name, one in known.items()
        if model and _is_list(one.annotation) and _named(model, name, one) == kind
    )


@cache
def manners_of(file: str) -> Manners:
    """Return which fields of a file hold Markdown in blocks, and in which order its records have their fields."""
    model = model_of(file)
    if model is None:
        return Manners()
    inside = dict(_inside("", model))
    prose: set[str] = set()
    others: set[str] = set()
    for one in inside.values():
        for name, known in _by_key(one).items():
            (prose if _holds(known.annotation, Prose) else others).add(name)
    return Manners(frozenset(prose - others), {name: tuple(_ordered(one)) for name, one in inside.items()})


def _inside(name: str, model: type[Written]) -> Iterator[tuple[str, type[Written]]]:
    """Yield a record and those inside it, by the names of the fields that hold them."""
    yield name, model
    for attribute in model.inside:
        found = record_in(model.model_fields[attribute].annotation)
        if found and found is not model:
            yield from _inside(model.keys[attribute], found)


def _by_key(model: type[Written]) -> Mapping[str, FieldInfo]:
    return {key: model.model_fields[name] for name, key in model.keys.items()}


def _ordered(model: type[Written]) -> list[str]:
    """Return the names of a record's fields: its own, then those that it shares with others."""
    shared = {
        key for base in model.__mro__[1:] if base is not Written for key in getattr(base, "keys", {}).values()
    }
    names = list(_by_key(model))
    return [name for name in names if name not in shared] + [name for name in names if name in shared]


def _fields(model: type[Written]) -> tuple[FormField, ...]:
    known, schema = _by_key(model), model.model_json_schema()
    own = (name for name in _ordered(model) if record_in(known[name].annotation) not in _APART)
    return tuple(_field(model, name, known[name], _limits(schema, name)) for name in own)


def _field(model: type[Written], name: str, known: FieldInfo, limits: Mapping[str, Any]) -> FormField:
    annotation = known.annotation
    kind = _named(model, name, known)
    inner = record_in(annotation)
    widget, choices = _widget(model, name, known, kind, inner)
    return FormField(
        name=name,
        label=_CALLED.get(name, name.replace("_", " ").replace("-", " ").capitalize()),
        hint=_hint(model, name, known),
        widget=widget,
        required=known.is_required(),
        choices=choices,
        names=kind,
        place=_cites(known),
        markdown=_holds(annotation, OneLine) or _holds(annotation, Prose),
        least=limits.get("minimum"),
        most=limits.get("maximum"),
        longest=limits.get("maxLength"),
        rare=name in _RARE,
        fewest=limits.get("minItems", 0),
        single=(model, name) in _SINGLE,
        fields=_fields(inner) if inner else (),
    )


def _named(model: type[Written], name: str, known: FieldInfo) -> str:
    """Return the kind of the things that a field names; empty if it names none."""
    return next(
        (mark.kind for mark in _marks(known) if isinstance(mark, Names)), _NAMED.get((model, name), "")
    )


def _hint(model: type[Written], name: str, known: FieldInfo) -> str:
    """Return what a field is for, in words for people who never see the file."""
    said = _HINTS.get((model, name)) or _SHARED_HINTS.get(name) or known.description or ""
    return said.replace("`", "")


def _widget(
    model: type[Written], name: str, known: FieldInfo, kind: str, inner: type[Written] | None
) -> tuple[str, tuple[str, ...]]:
    """Return with what a field is filled in, and what it may be."""
    annotation = known.annotation
    several = _is_list(annotation)
    if inner:
        return ("records" if several else "record"), ()
    if choices := _choices(model, name, annotation):
        return ("choices" if several else "choice"), choices
    if (model, name) in _QUOTES:
        return "quote", ()
    if name == "synonyms":
        return "groups", ()
    if _is_mapping(annotation):
        return "texts", ()
    if kind:
        return ("names" if several else "name"), ()
    if several or _holds(annotation, Degrees):
        return "lines", ()
    for type_, widget in ((bool, "yes-no"), (int, "number"), (Prose, "prose"), (When, "date")):
        if _holds(annotation, type_):
            return widget, ()
    return "line", ()


def _choices(model: type[Written], name: str, annotation: object) -> tuple[str, ...]:
    for part in _parts(annotation):
        if isinstance(part, type) and issubclass(part, Enum):
            return tuple(str(one.value) for one in part)
    return _CHOICES.get((model, name), ())


def _limits(schema: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """Return what a JSON Schema says of a field, also of the value that is not nothing."""
    found = schema.get("properties", {}).get(name, {})
    inside = [one for one in found.get("anyOf", ()) if one.get("type") != "null"]
    return {**(inside[0] if len(inside) == 1 else {}), **found}


def _marks(known: FieldInfo) -> Iterator[object]:
    yield from known.metadata
    yield from _metadata(known.annotation)


def _metadata(annotation: object) -> Iterator[object]:
    yield from getattr(annotation, "__metadata__", ())
    for part in getattr(annotation, "__args__", ()):
        yield from _metadata(part)


def _cites(known: FieldInfo) -> bool:
    """Return whether a field names sources, each with a place in it."""
    return any(part is Citation for part in getattr(known.annotation, "__args__", ()))


def _parts(annotation: object) -> Iterator[object]:
    yield annotation
    for part in getattr(annotation, "__args__", ()):
        yield from _parts(part)


def _holds(annotation: object, kind: type) -> bool:
    return any(part is kind for part in _parts(annotation))


def _is_list(annotation: object) -> bool:
    return any(getattr(part, "__origin__", None) is tuple for part in _parts(annotation))


def _is_mapping(annotation: object) -> bool:
    return any(getattr(part, "__origin__", None) is dict for part in _parts(annotation))
