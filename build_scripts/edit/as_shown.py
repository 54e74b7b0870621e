"""Say what a form shows of a record: its fields as written, in the shape in which they are filled in."""

from collections.abc import Mapping

from ..read.project import FREE_PAGES_FOLDER
from .change import Value, values_at
from .edits import page_value
from .forms import FormField, forms, kind_at
from .tree import Path


def values_of(file: str, path: Path, text: str) -> Mapping[str, Value] | None:
    """Return what a form shows of a record: each of its own fields as written."""
    if file.startswith(FREE_PAGES_FOLDER):
        return page_value(text)
    found = values_at(text, path)
    return shown(kind_at(file, path), found) if isinstance(found, dict) else None


def shown(kind: str, written: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return what a form shows of the fields of a record of a kind; those that it does not ask for are left out."""
    form = forms().get(kind)
    asked = {one.name: one for one in form.fields} if form else {}
    there = {name: value for name, value in written.items() if name in asked and value is not None}
    return {name: _as_shown(asked[name], value) for name, value in there.items()}


def _as_shown(known: FormField, value: Value) -> Value:
    """Return a value as a form shows it: without line ends at its end, and true or false for yes or no."""
    if isinstance(value, str):
        if known.widget == "yes-no":
            return value.strip().lower() in ("true", "yes", "on", "y", "t", "1")
        value = value.strip("\n") if known.widget == "prose" else value.strip()
    if known.widget in ("names", "lines", "records") and not isinstance(value, list):
        value = [value]  # one thing where a list is meant
    if isinstance(value, list) and known.fields:
        inner = {one.name: one for one in known.fields}
        return [_inside(inner, one) for one in value]
    if isinstance(value, dict) and known.fields:
        return _inside({one.name: one for one in known.fields}, value)
    return value


def _inside(known: Mapping[str, FormField], value: Value) -> Value:
    if not isinstance(value, dict):
        return value
    written = {name: one for name, one in value.items() if one is not None}
    return {name: _as_shown(known[name], one) if name in known else one for name, one in written.items()}
