"""What all records share: they are frozen, refuse unknown fields, and know the place of each value."""

from collections.abc import Iterator
from functools import cache
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, model_validator
from pydantic.json_schema import SkipJsonSchema

from ..shared.place import Place
from .yaml_values import PLACES

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
"""Plain text, shown as it is. No title or quote comes near its limit, which keeps searches for it short."""


class Markdown:
    """Marks the fields that hold Markdown."""


Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1), Markdown()]
"""Markdown; raw HTML is shown as text. Links may name parts of the course: `term:toll-bridge`."""
ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
Id = Annotated[str, StringConstraints(pattern=ID, max_length=80)]
"""Lower-case letters, digits and hyphens. Permanent: readers have bookmarked it."""
Tag = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$")]
"""A language by its tag (BCP 47), such as `ur` or `zh-Hans`."""
IdOf = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""The id of something else. Whether there is such a thing is seen when all is read."""
Edtf = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)]
"""A date in the Extended Date/Time Format, levels 0 and 1 (ISO 8601-2)."""


def _without_places(values: Any) -> Any:
    """Take the places out of a mapping whose fields have no names of their own."""
    return (
        {key: value for key, value in values.items() if key != PLACES} if isinstance(values, dict) else values
    )


Pairs = Annotated[dict[Id, Id], BeforeValidator(_without_places)]
"""Ids by ids, as many as one likes."""
Former = tuple[Id, ...]
"""Ids that something had before."""
Citation = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""The id of a work in `content/sources.yml`, with an optional place in it: `mason-2016, p. 12`."""


class Written(BaseModel):
    """A mapping as it stands in a file; it knows the place of each of its values."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    places: SkipJsonSchema[Any] = Field(
        default_factory=dict, validation_alias=PLACES, exclude=True, repr=False
    )

    @model_validator(mode="before")
    @classmethod
    def _empty_is_absent(cls, values: Any) -> Any:
        """Take a known field without a value for one that is not there; an unknown one is still reported."""
        if not isinstance(values, dict):
            return values
        empty = {key for key, value in values.items() if value is None}
        known = {field.alias or name for name, field in cls.model_fields.items() if name != "places"}
        return {key: value for key, value in values.items() if key not in empty & known}

    def place(self, field: str = "", item: int | None = None) -> Place:
        """The place of a field's value, or of its `item`-th entry (from 0), or of the record."""
        key = field if item is None else f"{field}.{item}"
        fallback = self.places.get(field, self.places.get("", Place("", 1, 1)))
        found: Place = self.places.get(key, fallback)
        return found


def records(record: Written) -> Iterator[Written]:
    """Yield `record` and every record inside it."""
    yield record
    for name in type(record).model_fields:
        value = getattr(record, name)
        for entry in value if isinstance(value, tuple) else (value,):
            if isinstance(entry, Written):
                yield from records(entry)


def record_in(annotation: object) -> type[Written] | None:
    """The kind of record that a field's annotation holds, alone or in a tuple, if any."""
    if isinstance(annotation, type) and issubclass(annotation, Written):
        return annotation
    inside = (record_in(part) for part in getattr(annotation, "__args__", ()))
    return next((model for model in inside if model), None)


def prose(record: Written) -> Iterator[tuple[Place, str]]:
    """Yield the Markdown texts of a record itself, each with its place."""
    for name, field in _prose_fields(type(record)):
        value = getattr(record, name)
        if isinstance(value, tuple):
            yield from ((record.place(field, index), text) for index, text in enumerate(value))
        elif value:
            yield record.place(field), value


@cache
def _prose_fields(model: type[Written]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, field.alias or name)
        for name, field in model.model_fields.items()
        if any(isinstance(mark, Markdown) for mark in field.metadata) or _holds_prose(field.annotation)
    )


def _holds_prose(annotation: object) -> bool:
    marks = getattr(annotation, "__metadata__", ())
    parts = getattr(annotation, "__args__", ())
    return any(isinstance(mark, Markdown) for mark in marks) or any(_holds_prose(part) for part in parts)


def texts(record: Written) -> Iterator[tuple[str, int | None, str]]:
    """Yield every text of a record itself, with its field, and its number where it is one of a list."""
    for name, field in type(record).model_fields.items():
        value, key = getattr(record, name), field.alias or name
        if isinstance(value, str):
            yield key, None, value
        elif isinstance(value, tuple):
            yield from ((key, n, one) for n, one in enumerate(value) if isinstance(one, str))
