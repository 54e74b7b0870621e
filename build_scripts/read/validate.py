"""The text of one YAML file in; out come a record of `course` and what is wrong with it."""

import re
from functools import lru_cache
from typing import Any, TypeVar, cast

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from ..shared.place import Place, Problem
from ..shared.suggest import near, nearest
from .record import ID, Written, record_in
from .yaml_values import NAME, PLACES, Value, read_yaml

R = TypeVar("R", bound=Written)


def read_record(path: str, text: str, model: type[R]) -> tuple[R | None, tuple[Problem, ...]]:
    """Return the record that `text` spells, or `None`, and every problem with it.

    Where only entries of lists are wrong, the record comes without them, so that the
    rest of the file is checked in the same run. A file that has not changed is not read again: a
    preview reads them all at every save.
    """
    record, problems = _read(path, text, model)
    return cast("R | None", record), problems


@lru_cache(maxsize=4096)
def _read(path: str, text: str, model: type[Written]) -> tuple[Written | None, tuple[Problem, ...]]:
    value, problems = read_yaml(path, text)
    if not isinstance(value, dict):
        return None, problems or (_not_fields(path, value, model),)
    try:
        return model.model_validate(value), problems
    except ValidationError as error:
        errors = error.errors(include_url=False, include_context=True)
    told = tuple(_problem(path, value, model, one) for one in _without_echoes(errors, model))
    return _without(value, errors, model), (*problems, *told)


def _not_fields(path: str, value: Value, model: type[Written]) -> Problem:
    fields = _fields(model, ())
    first = next((name for name, field in fields.items() if field.is_required()), next(iter(fields)))
    what = "a list" if isinstance(value, list) else "plain text" if value else "nothing"
    return Problem(
        Place(path),
        "not-fields",
        f"{what} where fields are expected",
        f"begin with a field, such as `{first}:`",
    )


def _without_echoes(errors: list[ErrorDetails], model: type[Written]) -> list[ErrorDetails]:
    """Leave out that a list is short where only entries are wrong, and that a misspelled field is missing."""
    lists = {error["loc"][:depth] for error in errors for depth in range(1, len(error["loc"]))}
    meant = {
        (*error["loc"][:-1], likely)
        for error in errors
        if error["type"] == "extra_forbidden"
        and (likely := near(str(error["loc"][-1]), tuple(_fields(model, error["loc"][:-1]))))
    }
    return [
        error
        for error in errors
        if not (error["type"] == "too_short" and error["loc"] in lists)
        and not (error["type"] == "missing" and error["loc"] in meant)
    ]


def _without(value: Value, errors: list[ErrorDetails], model: type[R]) -> R | None:
    """Read again without the entries of lists and the fields that the errors point at."""
    for loc in sorted({_entry(error["loc"]) for error in errors}, key=len, reverse=True):
        _drop(value, loc)
    try:
        return model.model_validate(_without_gaps(value))
    except ValidationError:
        return None


def _entry(loc: tuple[int | str, ...]) -> tuple[int | str, ...]:
    """The innermost entry of a list that holds `loc`, or else the field at the top."""
    depth = max((depth for depth, part in enumerate(loc, 1) if isinstance(part, int)), default=1)
    return loc[:depth]


def _drop(value: Value, loc: tuple[int | str, ...]) -> None:
    """Take a field out; an entry of a list becomes nothing, so that the others keep their numbers."""
    *way, last = loc
    for part in way:
        value = value[part]
    if isinstance(value, dict):
        value.pop(last, None)
    else:
        value[last] = None


def _without_gaps(value: Value) -> Value:
    if isinstance(value, dict):
        return {key: entry if key == PLACES else _without_gaps(entry) for key, entry in value.items()}
    if isinstance(value, list):
        return [_without_gaps(entry) for entry in value if entry is not None]
    return value


def _problem(path: str, value: Value, model: type[Written], error: ErrorDetails) -> Problem:
    loc = error["loc"]
    field = next((str(part) for part in reversed(loc) if isinstance(part, str)), "")
    found, fix = _words(field, _fields(model, loc[:-1]), error, empty=_is_empty(value, loc))
    place = _place(path, value, loc)
    if error["type"] == "extra_forbidden":
        place = _place(path, value, (*loc[:-1], f"{loc[-1]}{NAME}"))
    return Problem(place, "format-" + _rule(error["type"]), found, fix)


def _is_empty(value: Value, loc: tuple[int | str, ...]) -> bool:
    """Whether a field that is missing stands there without a value."""
    for part in loc[:-1]:
        value = value[part]
    return isinstance(value, dict) and loc[-1] in value


def _place(path: str, value: Value, loc: tuple[int | str, ...]) -> Place:
    """The place of the value at `loc`, or of the record that should have it."""
    place = Place(path)
    for part, following in zip(loc, (*loc[1:], ""), strict=True):
        if isinstance(value, dict):
            places: dict[str, Place] = value[PLACES]
            place = places.get(f"{part}.{following}", places.get(str(part), places[""]))
            value = value.get(part)
        elif isinstance(value, list) and isinstance(part, int):
            value = value[part]
    return place


def _fields(model: type[Written], loc: tuple[int | str, ...]) -> dict[str, Any]:
    """The fields of the record that `loc` leads to."""
    for part in loc:
        if isinstance(part, str):
            known = {field.alias or name: field for name, field in model.model_fields.items()}
            model = (record_in(known[part].annotation) or model) if part in known else model
    return {field.alias or name: field for name, field in model.model_fields.items() if name != "places"}


def _rule(kind: str) -> str:
    return _RULE_NAMES.get(kind, "value")


_RULE_NAMES = {
    "missing": "missing-field",
    "extra_forbidden": "unknown-field",
    "string_type": "text-expected",
    "tuple_type": "list-expected",
    "model_type": "fields-expected",
    "string_pattern_mismatch": "id",
    "enum": "choice",
    "int_parsing": "number",
    "bool_parsing": "yes-or-no",
}


def _as_id(text: str) -> str:
    """The id that a name would make, as a suggestion, or nothing."""
    id_ = "-".join(re.findall("[a-z0-9]+", text.lower().removesuffix(".yml")))
    return f"; did you mean “{id_}”?" if id_ else ""


def _words(field: str, fields: dict[str, Any], error: ErrorDetails, *, empty: bool) -> tuple[str, str]:
    """What was found, and what to do, in a teacher's words."""
    said = _quoted(error["input"])
    about = getattr(fields.get(field), "description", "") or ""
    match error["type"]:
        case "missing" if empty:
            return f"“{field}” has nothing after its colon", f"write it. {about}"
        case "missing":
            return f"the field “{field}” is missing", f"add `{field}: …`: {about}"
        case "extra_forbidden":
            return f"no field is called “{field}”{nearest(field, tuple(fields))}", (
                "use one of: " + ", ".join(fields)
            )
        case "enum":
            expected = error["ctx"]["expected"]
            meant = nearest(str(error["input"]), tuple(re.findall("'([^']*)'", expected)))
            return f"“{field}” cannot be {said}{meant}", "use one of: " + expected.replace("'", "")
        case "string_pattern_mismatch" if error["ctx"]["pattern"] != ID:
            return f"“{field}” cannot be {said}", about
        case "string_pattern_mismatch":
            return (
                f"{said} cannot be an id{_as_id(str(error['input']))}",
                "use lower-case letters, digits and hyphens, such as all-weather",
            )
        case "tuple_type":
            return (
                f"“{field}” has {said} where a list is expected",
                "write each entry on a line of its own after `- `",
            )
        case "string_type":
            return (
                f"“{field}” has {said} where text is expected",
                "write text; put it in double quotes if it contains a colon or begins with a bracket",
            )
        case "model_type" | "model_attributes_type":
            return (
                f"“{field}” has {said} where fields are expected",
                "write fields, each as `name: text` on a line of its own",
            )
        case "int_parsing" | "int_type":
            return f"“{field}” has {said} where a whole number is expected", "write digits only, such as 50"
        case "bool_parsing" | "bool_type":
            return f"“{field}” has {said} where yes or no is expected", "write true or false"
        case "string_too_short":
            return f"“{field}” has no text", f"write it, or take the line out. {about}"
        case "string_too_long":
            return f"“{field}” is too long: {said}", f"use at most {error['ctx']['max_length']} characters"
        case "too_short":
            least = error["ctx"]["min_length"]
            return f"“{field}” has too few entries", f"write at least {least}. {about}"
        case "greater_than_equal":
            return f"“{field}” has {said}, which is too small", f"write {error['ctx']['ge']} or more"
        case "less_than_equal":
            return f"“{field}” has {said}, which is too large", f"write {error['ctx']['le']} or less"
        case _:
            return f"“{field}” has {said}: {error['msg'].lower()}", about


def _quoted(value: Value) -> str:
    match value:
        case str():
            return f"“{value[:60]}”"
        case list():
            return "a list"
        case dict():
            return "fields"
        case _:
            return "nothing"
