"""Give new records the ids that they need, and new files their names: made from their words, and used by nothing else."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import PurePosixPath

from ..check.ids import PARTS_OF_PAGES
from ..check.links import DEVICES
from ..read.project import LESSONS_FOLDER
from ..shared.words import ascii_slug
from .change import Value, values_at
from .edits import Do, Texts, Wish
from .forms import kind_at, record_at

_FROM: Mapping[str, tuple[str, ...]] = {
    "question": ("ask",),
    "term": ("term",),
    "event": ("title",),
    "place": ("name",),
    "theme": ("title",),
    "period": ("title",),
    "source": ("author", "issued", "title"),
}
"""The kinds that need an id, with the fields from whose words it is made."""
_WORDS = 6
_LONGEST = 50
_ID = re.compile(r"""\bid["']?:\s*["']?([a-z0-9-]+)""")
"""The id of a record, in brackets or on a line of its own."""


def with_id(texts: Texts, wish: Wish) -> Wish:
    """Return a wish with the ids that what is new in it needs, if it has none."""
    wish = _with_ids_inside(texts, wish)
    kind = kind_at(wish.file, (*wish.path, 0))
    if wish.do is not Do.ADD or kind not in _FROM or not isinstance(wish.value, Mapping):
        return wish
    if str(wish.value.get("id") or "").strip():
        return wish
    model = record_at(wish.file, (*wish.path, 0))
    if model is None or "id" not in model.model_fields:
        return wish
    made, used = id_from(_words(kind, wish.value)), set(_used(texts))
    if made:
        return replace(wish, value={"id": _free(made, used), **wish.value})
    listed = values_at(texts.get(wish.file, ""), wish.path)
    first = len(listed) + 1 if isinstance(listed, list) else 1
    return replace(wish, value={"id": numbered(kind, first, used), **wish.value})


def _with_ids_inside(texts: Texts, wish: Wish) -> Wish:
    """Return a wish with ids for new records in the lists of its record, such as the reading lists of a course."""
    if not isinstance(wish.value, Mapping):
        return wish
    value = dict(wish.value)
    for name, entries in wish.value.items():
        model = record_at(wish.file, (*wish.path, name, 0))
        id_ = model.model_fields.get("id") if model else None
        if isinstance(entries, list) and id_ and id_.is_required():
            value[name] = _all_named(entries, name, texts)
    return replace(wish, value=value)


def _all_named(entries: list[Value], name: str, texts: Texts) -> list[Value]:
    used: set[str] = set()
    named: list[Value] = []
    for one in entries:
        if isinstance(one, dict) and not str(one.get("id") or "").strip():
            used = used or set(_used(texts))
            words = next((words for words in one.values() if isinstance(words, str) and words), "")
            made = id_from(words)
            id_ = _free(made, used) if made else numbered(name.replace("_", "-"), 1, used)
            used.add(id_)
            named.append({"id": id_, **one})
        else:
            named.append(one)
    return named


def id_from(words: str) -> str:
    """Return an id made from words; empty if they have no letters that an id can have."""
    id_ = _plain(re.sub(r"\]\([^)]*\)", " ", words))
    return f"on-{id_}" if re.fullmatch(PARTS_OF_PAGES, id_) else id_


def numbered(kind: str, first: int, used: Container[str]) -> str:
    """Return an id that is not used, such as `term-4`, for something whose words give none: they may be Urdu or Chinese."""
    return next(id_ for number in count(first) if (id_ := f"{kind}-{number}") not in used)


def file_name(given: str, taken: Iterable[str]) -> str:
    """Return a plain name for a file that is called `given` where it comes from, and that differs from all `taken`.

    Many disks take small and capital letters for the same, and Windows some names for devices.
    """
    last = PurePosixPath(re.split(r"[/\\]", given)[-1])
    stem = _plain(last.stem) or "file"
    stem = f"file-{stem}" if re.fullmatch(DEVICES, stem) else stem
    ending = re.sub(r"[^.a-z0-9]", "", last.suffix.lower())
    used = {one.lower().removesuffix(ending) for one in taken if one.lower().endswith(ending)}
    return _free(stem, used) + ending


def _plain(words: str) -> str:
    """Return words in small letters of English, with hyphens; empty if nothing is left of them."""
    parts = ascii_slug(words).split("-")[:_WORDS]
    return "-".join(parts)[:_LONGEST].strip("-")


def _words(kind: str, value: Mapping[str, Value]) -> str:
    if kind == "source":
        return " ".join(filter(None, (_author(value.get("author")), _year(value.get("issued"))))) or str(
            value.get("title") or ""
        )
    return str(value.get(_FROM[kind][0]) or "")


def _author(value: Value) -> str:
    first = value[0] if isinstance(value, list) and value else None
    return str(first.get("family") or first.get("literal") or "") if isinstance(first, dict) else ""


def _year(value: Value) -> str:
    found = re.search(r"\d{4}", value) if isinstance(value, str) else None
    return found[0] if found else ""


def _free(id_: str, used: set[str]) -> str:
    number = 2
    free = id_
    while free in used:
        free = f"{id_}-{number}"
        number += 1
    return free


def _used(texts: Texts) -> Iterator[str]:
    """Yield the ids of everything in a course, also former ones."""
    for file, text in texts.items():
        if file.endswith(".yml") and file.startswith(("content/", "seeds/")):
            yield from _ID.findall(text)
            if "was:" in text:  # few files have any, and to read all takes long in a large course
                yield from _former(values_at(text, ()))
        if file.startswith(LESSONS_FOLDER):
            yield PurePosixPath(file).stem


def _former(value: Value) -> Iterator[str]:
    if isinstance(value, dict):
        was = value.get("was")
        yield from (one for one in (was if isinstance(was, list) else ()) if isinstance(one, str))
        for inside in value.values():
            yield from _former(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from _former(inside)
