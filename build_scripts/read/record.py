"""Define what all records share: they are frozen, refuse unknown fields, and know the place of each value."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from operator import is_not
from typing import Annotated, Any, ClassVar, TypeVar
from unicodedata import normalize

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    GetPydanticSchema,
    PlainValidator,
    StringConstraints,
    WithJsonSchema,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..shared import markdown
from ..shared.dates import When, read_date
from ..shared.place import Place
from .csl import work_id
from .yaml_values import Fields, Places

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
"""Plain text, shown as it is. No title or quote comes near its limit, which keeps searches for it short."""


def parsed(parse: Callable[[str], object], longest: int | None = None) -> GetPydanticSchema:
    """Make a field hold what `parse` makes of its text; an editor's schema sees the text."""
    text = core_schema.str_schema(strip_whitespace=True, min_length=1, max_length=longest)

    def schema(*_: object) -> CoreSchema:
        return core_schema.no_info_after_validator_function(parse, text)

    return GetPydanticSchema(schema)


Prose = Annotated[markdown.Prose, parsed(markdown.read_prose)]
"""Markdown in blocks; raw HTML is shown as text. Links may name parts of the course: `term:toll-bridge`."""
OneLine = Annotated[markdown.OneLine, parsed(markdown.read_line)]
"""Markdown in one line, for lists and titles: it has no blocks."""
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, StringConstraints(pattern=ID, max_length=80)]
"""Lower-case letters, digits and hyphens. Permanent: readers have bookmarked it."""
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language by its tag (BCP 47), such as `ur` or `zh-Hans`."""
IdOf = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""The id of something else. Whether it exists is checked when all files are read."""


@dataclass(frozen=True, slots=True)
class Names:
    """Marks a field that holds ids of other things, with their kind, such as `term`."""

    kind: str


def _date(text: str) -> When:
    when = read_date(text)
    if when is None:
        raise PydanticCustomError("date", "not EDTF")
    return when


Date = Annotated[When, parsed(_date, longest=100)]
"""A date in the Extended Date/Time Format, levels 0 and 1 (ISO 8601-2)."""


@dataclass(frozen=True, slots=True)
class Degrees:
    """A point on the earth, in decimal degrees."""

    latitude: float
    """From -90, at the pole in the south, to 90."""
    longitude: float
    """From -180 to 180; west of Greenwich it is negative."""


def _degrees(value: object) -> Degrees:
    parts: Any = value.split(",") if isinstance(value, str) else value
    try:
        latitude, longitude = (float(str(one).replace("−", "-")) for one in parts)  # what is no pair raises
    except (TypeError, ValueError):
        raise PydanticCustomError("degrees", "not two numbers") from None
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        turned = abs(latitude) > 90 >= abs(longitude)
        raise PydanticCustomError(
            "degrees", "not on the earth; is the longitude first?" if turned else "not on the earth"
        )
    return Degrees(latitude, longitude)


_PAIR = {"type": "array", "items": {"type": ["number", "string"]}, "minItems": 2, "maxItems": 2}
At = Annotated[Degrees, PlainValidator(_degrees), WithJsonSchema({"anyOf": [_PAIR, {"type": "string"}]})]
"""A point on the earth: `[latitude, longitude]`, or both in one text."""

Key = Annotated[
    str, AfterValidator(partial(normalize, "NFC")), StringConstraints(strip_whitespace=True, min_length=1)
]
"""The key of a citation: what the program prints, in any script."""
SourceByKey = dict[Key, Annotated[Id, Names("source")]]
"""Ids of works, by the keys of citations."""
Former = tuple[Id, ...]
"""Ids that something had before."""


@dataclass(frozen=True, slots=True)
class Source:
    """A work of the editors, and where in it something stands."""

    id: str
    place: str
    """Such as `p. 12`; empty for the work as a whole."""


def _source(text: str) -> Source:
    id_, _, place = text.partition(",")
    id_ = id_.strip()
    return Source(work_id(id_) if _EXPORTED.fullmatch(id_) else id_, place.strip())


_EXPORTED = re.compile(r"\w[\w:./-]*")
"""The id of a work as a reference manager makes it, such as `Doe1994Bridges`."""


Citation = Annotated[Source, parsed(_source), Names("source")]
"""The id of a work in `content/sources.yml`, with an optional place in it: `mason-2016, p. 12`."""


T = TypeVar("T")
W = TypeVar("W", bound="Written")
_PLACES = "\0places"
"""The name under which a record is given its places. No YAML file can contain it."""
_NOWHERE = Places(Place(""), {}, {}, {})


class Written(BaseModel):
    """A mapping as it stands in a file; it knows the place of each of its values."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    keys: ClassVar[Mapping[str, str]] = {}
    """For each attribute, the name of its field in a file."""
    kinds: ClassVar[Mapping[str, str]] = {}
    """For each attribute that holds ids of other things, the kind of these things."""
    inside: ClassVar[tuple[str, ...]] = ()
    """The attributes that may hold records."""
    proses: ClassVar[tuple[str, ...]] = ()
    """The attributes that hold Markdown."""
    own: ClassVar[tuple[str, ...]] = ()
    """The attributes that hold no records."""

    places: SkipJsonSchema[Any] = Field(default=_NOWHERE, validation_alias=_PLACES, exclude=True, repr=False)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Collect the names of the fields, by what they hold, and the kinds of thing that they name."""
        if "places" in cls.__annotations__:
            raise TypeError(f"{cls.__name__}.places: every record has a field of that name; choose another")
        fields = {name: field for name, field in cls.model_fields.items() if name != "places"}
        marks = {name: (*field.metadata, *_marks(field.annotation)) for name, field in fields.items()}
        cls.keys = {name: field.alias or name for name, field in fields.items()}
        cls.kinds = {name: mark.kind for name in fields for mark in marks[name] if isinstance(mark, Names)}
        cls.inside = tuple(name for name, field in fields.items() if record_in(field.annotation))
        cls.own = tuple(name for name in fields if name not in cls.inside)
        cls.proses = tuple(
            name for name, field in fields.items() if type_in(field.annotation, markdown.Markdown)
        )

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, values: Any) -> Any:
        """Leave out known fields without a value. Unknown ones stay, so that they are reported."""
        if not isinstance(values, dict):
            return values
        known = set(cls.keys.values())
        filled = {key: value for key, value in values.items() if value is not None or key not in known}
        return {**filled, _PLACES: values.places} if isinstance(values, Fields) else filled

    def place(self, field: str = "", item: int | None = None) -> Place:
        """Return the place of a field's value, or of its entry number `item` (from 0), or of the record."""
        places: Places = self.places
        return places.of(field, item)


def records(record: Written) -> Iterator[Written]:
    """Yield `record` and every record inside it."""
    yield record
    for name in record.inside:
        value = getattr(record, name)
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, Written):
                yield from records(entry)


def record_in(annotation: object) -> type[Written] | None:
    """Return the type of record that an annotation contains, alone or in a tuple; `None` if it contains none."""
    return type_in(annotation, Written)


def type_in(annotation: object, kind: type[T]) -> type[T] | None:
    """Return the first type of a kind that an annotation contains; `None` if it contains none."""
    if isinstance(annotation, type) and issubclass(annotation, kind):
        return annotation
    inside = (type_in(part, kind) for part in getattr(annotation, "__args__", ()))
    return next((found for found in inside if found), None)


def _values(record: Written, names: Iterable[str]) -> Iterator[tuple[str, int | None, object]]:
    """Yield the values of these attributes, as attribute, index and value. The index (from 0) is `None` outside lists."""
    for name in names:
        value = getattr(record, name)
        if isinstance(value, tuple):
            yield from ((name, number, one) for number, one in enumerate(value))
        elif isinstance(value, dict):
            yield from ((name, None, one) for one in value.values())
        else:
            yield name, None, value


def prose(record: Written) -> Iterator[tuple[Place, markdown.Markdown]]:
    """Yield the Markdown texts of the record itself, each with its place."""
    for name, item, value in _values(record, record.proses):
        if isinstance(value, markdown.Markdown):
            yield record.place(record.keys[name], item), value


def texts(record: Written) -> Iterator[tuple[Place, str]]:
    """Yield every text of the record itself, as its author wrote it, with its place."""
    for name, item, value in _values(record, record.own):
        if isinstance(value, str | markdown.Markdown):
            text = value if isinstance(value, str) else value.text
            yield record.place(record.keys[name], item), text


def names(record: Written) -> Iterator[tuple[str, str, Place]]:
    """Yield the ids of other things in the record itself, as kind of thing, id and place."""
    for name, item, value in _values(record, record.kinds):
        if isinstance(value, str | Source):
            id_ = value if isinstance(value, str) else value.id
            yield record.kinds[name], id_, record.place(record.keys[name], item)


def names_in(record: Written) -> tuple[tuple[str, str, Place], ...]:
    """Return the ids of other things in a record and in those inside it, as kind of thing, id and place."""
    return tuple(named for one in records(record) for named in names(one))


def with_ids(record: W, present: Callable[[str, str], str]) -> W:
    """Return the record with `present(kind, id)` in place of each id of something else, also in the records inside.

    It is the same record if `present` changes none.
    """
    values = {name: getattr(record, name) for name in record.keys}
    changed = {
        name: new
        for name, value in values.items()
        if (new := _with_ids(value, record.kinds.get(name), present)) is not value
    }
    return record.model_copy(update=changed) if changed else record


def _with_ids(value: object, kind: str | None, present: Callable[[str, str], str]) -> object:
    """Return the value with present ids; the value itself if it names nothing by a former one."""
    match value:
        case Written():
            return with_ids(value, present)
        case str() if kind:
            return present(kind, value)
        case Source(id_, place) if kind:
            new = present(kind, id_)
            return value if new == id_ else Source(new, place)
        case tuple():
            entries = tuple(_with_ids(one, kind, present) for one in value)
            return entries if any(map(is_not, entries, value)) else value
        case dict():
            by_key = {key: _with_ids(one, kind, present) for key, one in value.items()}
            return by_key if any(map(is_not, by_key.values(), value.values())) else value
        case _:
            return value


def with_markdown(record: W, change: Callable[[markdown.Markdown], markdown.Markdown]) -> W:
    """Return the record with `change` applied to each of its Markdown texts, also in the records inside.

    It is the same record if `change` returns each text as it is.
    """
    values = {name: getattr(record, name) for name in (*record.proses, *record.inside)}
    changed = {
        name: new for name, value in values.items() if (new := _with_markdown(value, change)) is not value
    }
    return record.model_copy(update=changed) if changed else record


def _with_markdown(value: object, change: Callable[[markdown.Markdown], markdown.Markdown]) -> object:
    match value:
        case Written():
            return with_markdown(value, change)
        case markdown.Markdown():
            return change(value)
        case tuple():
            entries = tuple(_with_markdown(one, change) for one in value)
            return entries if any(map(is_not, entries, value)) else value
        case _:
            return value


def only(record: W, name: str, is_kept: Callable[[Any], bool]) -> W:
    """Return the record with only those entries of a list that `is_kept` accepts; it still knows the place of each.

    It is the same record if all are kept.
    """
    entries = getattr(record, name)
    kept = [number for number, entry in enumerate(entries) if is_kept(entry)]
    if len(kept) == len(entries):
        return record
    places: Places = record.places
    key = record.keys[name]
    items = {key_: place for key_, place in places.items.items() if key_[0] != key}
    items |= {(key, new): places.of(key, old) for new, old in enumerate(kept)}
    return record.model_copy(
        update={name: tuple(entries[old] for old in kept), "places": replace(places, items=items)}
    )


def _marks(annotation: object) -> Iterator[object]:
    """Yield the metadata of an annotation and of its parts."""
    yield from getattr(annotation, "__metadata__", ())
    for part in getattr(annotation, "__args__", ()):
        yield from _marks(part)
