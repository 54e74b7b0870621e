"""Say in a sentence what has changed in the files of a course since its last version."""

from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from ..read.project import FREE_PAGES_FOLDER, LESSONS_FOLDER
from ..shared.words import counted
from .change import Value, same, values_at
from .forms import kind_at, record_at
from .tree import Path

_MOST = 4
"""How many things a sentence names before it says only how many files."""
_PLURAL = {"self-check": "self-checks", "activity": "activities", "glossary": "glossary"}
_CALLED = {"check": "self-check", "step": "step of a run sheet", "course": "course’s own page"}


def proposed(before: Mapping[str, str], after: Mapping[str, str]) -> str:
    """Return a sentence about what differs, such as `Add a note and change 2 terms in rise`.

    `before`, `after`: texts by path, only of files that differ; a file that is not there has none.
    """
    parts: Counter[tuple[str, str]] = Counter()
    places: set[str] = set()
    for file in sorted(before.keys() | after.keys()):
        for verb, kind in _differences(file, before.get(file), after.get(file)):
            parts[verb, kind] += 1
            places.add(PurePosixPath(file).stem)
    if not parts:
        return ""
    if len(parts) > _MOST:
        return f"Edit {counted(len(before.keys() | after.keys()), 'file')}"
    said = [f"{verb} {_some(kind, count)}" for (verb, kind), count in sorted(parts.items())]
    where = f" in {' and '.join(sorted(places))}" if len(places) <= 2 else ""
    sentence = " and ".join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else said[0]
    return sentence[0].upper() + sentence[1:] + where


def _some(kind: str, count: int) -> str:
    name = _CALLED.get(kind, kind)
    if count > 1:
        return f"{count} {_PLURAL.get(name, f'{name}s')}"
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


def _differences(file: str, before: str | None, after: str | None) -> Iterator[tuple[str, str]]:
    """Yield what happened to the records of a file, as verb and kind."""
    if file.startswith(FREE_PAGES_FOLDER) or not file.endswith(".yml"):
        yield ("add" if before is None else "delete" if after is None else "change"), "page"
        return
    if file.startswith(LESSONS_FOLDER) and (before is None or after is None):
        yield ("add" if before is None else "delete"), "lesson"
        return
    old, new = values_at(before or "", ()), values_at(after or "", ())
    old, new = old if isinstance(old, dict) else {}, new if isinstance(new, dict) else {}
    found = False
    for name in [*old, *(one for one in new if one not in old)]:
        if same(old.get(name), new.get(name)):
            continue
        found = True
        yield from _in_field(file, (name,), old.get(name), new.get(name))
    if not found and before != after:
        yield "change", "comment"


def _in_field(file: str, path: Path, old: Value, new: Value) -> Iterator[tuple[str, str]]:
    kind = kind_at(file, (*path, 0)) if record_at(file, (*path, 0)) else ""
    if not kind or not isinstance(old or [], list) or not isinstance(new or [], list):
        yield "change", kind_at(file, path) or kind_at(file, ()) or "file"
        return
    before, after = _named(old), _named(new)
    yield from (("add", kind) for name in after if name not in before)
    yield from (("delete", kind) for name in before if name not in after)
    yield from (("change", kind) for name in after if name in before and not same(before[name], after[name]))
    if before.keys() == after.keys() and list(before) != list(after):
        yield "move", kind


def _named(values: Value) -> dict[str, Value]:
    """Return records by what stays the same when they are edited: their id, or else their first words."""
    found: dict[str, Value] = {}
    for one in values if isinstance(values, list) else []:
        fields = one if isinstance(one, dict) else {}
        name = next(
            (str(fields[key]) for key in ("id", "quote", "question", "title", "ask") if key in fields), ""
        )
        count = sum(1 for key in found if key.split("\0")[0] == name)
        found[f"{name}\0{count}" if count or not name else name] = one
    return found
