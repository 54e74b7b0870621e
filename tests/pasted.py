"""Paste what the page *Write* makes, as its words say."""

from collections.abc import Mapping
from typing import Any

from build_scripts.edit.change import Value
from build_scripts.edit.tree import Path


def pasted(text: str, lines: str, spot: Mapping[str, Any]) -> str:
    """Return a file with lines in it below the line that is named, or in its place."""
    before = text.splitlines()
    at = spot["line"]
    first = at - 1 if spot["stead"] else at
    return "\n".join([*before[:first], lines, *before[first + spot["stead"] :]]) + "\n"


def path_of(spot: Mapping[str, Any], there: Value) -> Path:
    """Return where what was pasted stands; `there`: what stood at the place before."""
    entries = len(there) if isinstance(there, list) else 0
    return (spot["name"], entries) if spot["dash"] else (spot["name"],)
