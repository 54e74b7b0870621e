"""Define what all records share: they are frozen, refuse unknown fields, and know the place of each value."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeVar

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    GetPydanticSchema,
    StringConstraints,
    model_validator,
)
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from ..shared import markdown
from ..shared.dates import When, read_date
from ..shared.place import Place
from .yaml_values import Fields, Places

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
"""Plain text, shown as it is. The limit keeps searches for it fast; titles and quotes are much shorter."""


def parsed(parse: Callable[[str], object], longest: int | None = None) -> GetPydanticSchema:
    """Return an annotation by which a field holds `parse(text)`; in the JSON Schema it is text.

    `longest` is the limit of the text in characters.
    """
    text = core_schema.str_schema(strip_whitespace=True, min_length=1, max_length=longest)

    def schema(*_: object) -> CoreSchema:
        return core_schema.no_info_after_validator_function(parse, text)

    return GetPydanticSchema(schema)


Prose = Annotated[markdown.Prose, parsed(markdown.read_prose)]
"""Markdown in blocks; raw HTML is shown as text. Links may name parts of the course: `term:toll-bridge`."""
OneLine = Annotated[markdown.OneLine, parsed(markdown.read_line)]
"""Markdown without blocks, as in an item of a list."""
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, StringConstraints(pattern=ID, max_length=80)]
"""Lower-case letters, digits and hyphens. Permanent, since readers may have bookmarked it."""
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language by its tag (BCP 47), such as `ur` or `zh-Hans`."""
IdOf = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""The id of something else. Whether it exists is checked after all files are read."""


@dataclass(frozen=True, slots=True)
class Names:
    """Marks a field that holds ids of other things."""

    kind: str
    """The kind of these things, such as `term`."""


def _date(text: str) -> When:
    when = read_date(text)
    if when is None:
        raise PydanticCustomError("date", "not EDTF")
    return when


Date = Annotated[When, parsed(_date, longest=100)]
"""A date in the Extended Date/Time Format, levels 0 and 1 (ISO 8601-2)."""


SourceByKey = dict[Id, Annotated[Id, Names("source")]]
"""Ids of works, by the keys of citations."""
Former = tuple[Id, ...]
"""Ids that something had before."""


@dataclass(frozen=True, slots=True)
class Source:
    """A work that the editors cite, with a place in it."""

    id: str
    place: str
    """Such as `p. 12`; empty for the work as a whole."""


def _source(text: str) -> Source:
    id_, _, place = text.partition(",")
    return Source(id_.strip(), place.strip())


Citation = Annotated[Source, parsed(_source), Names("source")]
"""The id of a work in `content/sources.yml`, with an optional place in it: `mason-2016, p. 12`."""


W = TypeVar("W", bound="Written")
_PLACES = "\0places"
"""The key under which a record receives its places. No YAML key can be equal to it."""
_NOWHERE = Places(Place(""), {}, {}, {})


class Written(BaseModel):
    """A mapping from a file, with the place of each of its values."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    kinds: ClassVar[Mapping[str, str]] = {}
    """For each field that holds ids of other things, the kind of these things."""

    places: SkipJsonSchema[Any] = Field(default=_NOWHERE, validation_alias=_PLACES, exclude=True, repr=False)

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Collect the kinds of thing that the fields name."""
        marked = {
            field.alias or name: [
                *_kinds(field.annotation),
                *(mark.kind for mark in field.metadata if isinstance(mark, Names)),
            ]
            for name, field in cls.model_fields.items()
        }
        cls.kinds = {field: kinds[0] for field, kinds in marked.items() if kinds}

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, values: Any) -> Any:
        """Leave out known fields without a value. Unknown ones stay, so that they are reported."""
        if not isinstance(values, dict):
            return values
        known = {field.alias or name for name, field in cls.model_fields.items() if name != "places"}
        filled = {key: value for key, value in values.items() if value is not None or key not in known}
        return {**filled, _PLACES: values.places} if isinstance(values, Fields) else filled

    def place(self, field: str = "", item: int | None = None) -> Place:
        """Return the place of a field's value, of its entry number `item` (from 0), or of the record."""
        places: Places = self.places
        return places.of(field, item)


def records(record: Written) -> Iterator[Written]:
    """Yield `record` and every record inside it."""
    yield record
    for name in type(record).model_fields:
        value = getattr(record, name)
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, Written):
                yield from records(entry)


def record_in(annotation: object) -> type[Written] | None:
    """Return the type of record that a field's annotation holds, alone or in a tuple, or `None`."""
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return annotation
    inside = (record_in(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in inside if model), None)


def values(record: Written) -> Iterator[tuple[str, int | None, object]]:
    """Yield the record's own values, as field, index and value. The index (from 0) is `None` outside lists."""
    for name, field in type(record).model_fields.items():
        value, key = getattr(record, name), field.alias or name
        if isinstance(value, tuple):
            yield from ((key, number, one) for number, one in enumerate(value))
        elif isinstance(value, Mapping):
            yield from ((key, None, one) for one in value.values())
        else:
            yield key, None, value


def prose(record: Written) -> Iterator[tuple[Place, markdown.Markdown]]:
    """Yield the record's own Markdown texts, each with its place."""
    for field, item, value in values(record):
        if isinstance(value, markdown.Markdown):
            yield record.place(field, item), value


def texts(record: Written) -> Iterator[tuple[Place, str]]:
    """Yield the record's own texts as they were written, each with its place."""
    for field, item, value in values(record):
        if isinstance(value, str | markdown.Markdown):
            yield record.place(field, item), value if isinstance(value, str) else value.text


def names(record: Written) -> Iterator[tuple[str, str, Place]]:
    """Yield the ids of other things in the record's own fields, as kind, id, place."""
    for field, item, value in values(record):
        kind = record.kinds.get(field)
        if kind and isinstance(value, str | Source):
            yield kind, value if isinstance(value, str) else value.id, record.place(field, item)


def with_ids(record: W, present: Callable[[str, str], str]) -> W:
    """Return the record with `present(kind, id)` for each id of another thing, also in records inside it."""

    def changed(kind: str | None, value: object) -> object:
        match value:
            case Written():
                return with_ids(value, present)
            case str() if kind:
                return present(kind, value)
            case Source(id_, place) if kind:
                return Source(present(kind, id_), place)
            case tuple():
                return tuple(changed(kind, one) for one in value)
            case dict():
                return {key: changed(kind, one) for key, one in value.items()}
            case _:
                return value

    fields = type(record).model_fields.items()
    return record.model_copy(
        update={
            name: changed(record.kinds.get(field.alias or name), getattr(record, name))
            for name, field in fields
        }
    )


def _kinds(annotation: object) -> Iterator[str]:
    """Yield the kinds of thing that a field's annotation names."""
    yield from (mark.kind for mark in getattr(annotation, "__metadata__", ()) if isinstance(mark, Names))
    for part in getattr(annotation, "__args__", ()):
        yield from _kinds(part)
