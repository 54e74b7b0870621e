"""Say in sentences what has changed in the files of a course, and what readers would see change."""

from collections import Counter
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from itertools import zip_longest
from pathlib import PurePosixPath
from textwrap import shorten

from ..read.project import FREE_PAGES_FOLDER, LESSONS_FOLDER
from ..shared.words import counted
from ..web.compare import Changes
from .change import Value, same, values_at
from .forms import kind_at, record_at
from .tree import Path

_MOST = 4
"""How many things a sentence names before it says only how many files."""
_PLACES = 6
"""How many places of one page are shown."""
_AROUND = 5
"""Words before and after those that differ."""
_WIDEST = 160
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


def seen(changes: Changes) -> Iterator[str]:
    """Yield a sentence for each place of a page where readers would see something else."""
    for page in changes.pages:
        title = f"“{(page.after or page.before or (page.path,))[0]}”"
        if page.before is None:
            yield f"{title} is a new page."
        elif page.after is None:
            yield f"The page {title} is gone."
        else:
            places = list(_places(page.before, page.after))
            yield from (f"{title}: {place}" for place in places[:_PLACES])
            if len(places) > _PLACES:
                yield f"{title}: and {counted(len(places) - _PLACES, 'more place')}."
    yield from (f"Links to {address} would no longer work." for address in changes.dead)


def _places(before: tuple[str, ...], after: tuple[str, ...]) -> Iterator[str]:
    for what, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            continue
        for old, new in zip_longest(before[start:end], after[first:last]):
            if old is None:
                yield f"new: “{_short(new)}”."
            elif new is None:
                yield f"gone: “{_short(old)}”."
            else:
                yield _becomes(old.split(), new.split())


def _becomes(old: list[str], new: list[str]) -> str:
    """Return which words stand for which, with a few of those around."""
    least = min(len(old), len(new))
    head = next((at for at in range(least) if old[at] != new[at]), least)
    tail = next((at for at in range(least - head) if old[-1 - at] != new[-1 - at]), least - head)
    start = max(head - _AROUND, 0)
    was = " ".join(old[start : len(old) - max(tail - _AROUND, 0)])
    now = " ".join(new[start : len(new) - max(tail - _AROUND, 0)])
    return f"“{_short(was)}” becomes “{_short(now)}”."


def _short(words: str) -> str:
    return shorten(words, _WIDEST, placeholder=" …")
