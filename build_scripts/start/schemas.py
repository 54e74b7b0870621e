"""Make JSON Schemas, which editors use to complete fields and to underline mistakes.

JSON Schema 2020-12, one file for each kind of YAML file.
"""

import json
from collections.abc import Mapping
from typing import Any

from ..read.project import ALONE, FOLDERS
from ..read.record import Written

MODELS: Mapping[str, type[Written]] = dict([*ALONE.values(), *FOLDERS.values()])
"""The record that each kind of file holds."""

SCHEMAS_FOLDER = "content/schema/"


def schemas() -> dict[str, str]:
    """Return the text of every schema, by its path in a project."""
    return {f"{SCHEMAS_FOLDER}{kind}.json": _schema(model) for kind, model in MODELS.items()}


def _schema(model: type[Written]) -> str:
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_as_typed(model.model_json_schema()),
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"


def _as_typed(schema: Any) -> Any:
    """Return the schema with text allowed without quotes: `volume: 4` and `date: 1978` are text to us."""
    if isinstance(schema, list):
        return [_as_typed(part) for part in schema]
    if not isinstance(schema, dict):
        return schema
    free = schema.get("type") == "string" and not {"enum", "pattern", "const"} & schema.keys()
    loosened = {"type": ["string", "number", "boolean"]} if free else {}
    kept = {
        key: _as_typed(part) for key, part in schema.items() if key != "title" or not isinstance(part, str)
    }
    return kept | loosened
