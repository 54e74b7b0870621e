"""Take what was typed as it was meant, where it has one reading: before records are made of it.

One thing where a list of one is meant, several ids on one line, a choice with a capital letter or as it is spelled in
America, and a source with its page after a colon.
"""

import re
from enum import StrEnum
from typing import get_args, get_origin

from ..shared import markdown
from .record import Written, record_in, type_in
from .yaml_values import DIRECTION, Fields, Value

_ELSEWHERE = {"analyze": "analyse", "judgment": "judgement"}
"""Choices as they are spelled in America."""
_IDS = ("passages", "lessons", "was")
"""Lists of ids, beside those that name other things."""


def as_meant(value: Value, model: type[Written]) -> Value:
    """Return the fields of a record, and of those inside it, as they were meant."""
    if not isinstance(value, Fields):
        return value
    meant = dict(value)
    for name, key in model.keys.items():
        if key in value:
            meant[key] = _field(value[key], model, name)
    return Fields(meant, value.places)


def _field(value: Value, model: type[Written], name: str) -> Value:
    annotation = model.model_fields[name].annotation
    inside, kind = record_in(annotation), model.kinds.get(name, "")
    if _is_list(annotation):
        ids = bool(kind and kind != "source") or name in _IDS
        lines = type_in(annotation, markdown.Markdown) is not None
        entries = (
            value
            if isinstance(value, list)
            else _entries(value, inside, ids=ids, whole=lines or kind == "source")
        )
        if entries is None:
            return value
        if kind == "source":
            entries = [_with_page(one) for one in entries]
        return [as_meant(one, inside) if inside else _one(one, annotation, kind) for one in entries]
    return as_meant(value, inside) if inside else _one(value, annotation, kind)


def _entries(value: Value, inside: type[Written] | None, *, ids: bool, whole: bool) -> list[Value] | None:
    """Return the entries of a list of which only one is written, without its dash; `None` if that is not sure."""
    if isinstance(value, Fields):
        return [value] if inside or whole else None
    if not isinstance(value, str) or inside:
        return None
    if ids:
        return [one for one in re.split(r"[,;]\s*", value.strip()) if one]
    return [value] if whole or "," not in value else None


def _with_page(value: Value) -> Value:
    """Return a source and its page, between which a colon was written for a comma."""
    if not isinstance(value, Fields) or len(value) != 1:
        return value
    ((id_, page),) = value.items()
    if not isinstance(page, str):
        return value
    return f"{id_}, p. {page}" if page.isdigit() else f"{id_}, {page}"


def _one(value: Value, annotation: object, kind: str) -> Value:
    if not isinstance(value, str):
        return value
    choices = type_in(annotation, StrEnum)
    if choices is None:
        return DIRECTION.sub("", value) if kind else value
    typed = DIRECTION.sub("", value).strip().lower()
    typed = _ELSEWHERE.get(typed, typed)
    return typed if typed in list(choices) else value


def _is_list(annotation: object) -> bool:
    return get_origin(annotation) is tuple or any(
        _is_list(part) for part in get_args(annotation) if get_origin(part)
    )
