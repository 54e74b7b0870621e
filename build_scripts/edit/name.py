"""Give new records the ids that they need: made from their words, and used by nothing else."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from unicodedata import normalize

from ..check.ids import PARTS_OF_PAGES
from ..read.project import LESSONS_FOLDER
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
    """Return a wish to add something with the id that it needs, if it has none."""
    kind = kind_at(wish.file, (*wish.path, 0))
    if wish.do is not Do.ADD or kind not in _FROM or not isinstance(wish.value, Mapping):
        return wish
    if str(wish.value.get("id") or "").strip():
        return wish
    model = record_at(wish.file, (*wish.path, 0))
    if model is None or "id" not in model.model_fields:
        return wish
    made = id_from(_words(kind, wish.value), kind)
    return replace(wish, value={"id": _free(made, set(_used(texts))), **wish.value})


def id_from(words: str, otherwise: str) -> str:
    """Return an id made from words; `otherwise`, if they have no letters that an id can have."""
    letters = normalize("NFKD", re.sub(r"\]\([^)]*\)", " ", words)).encode("ascii", "ignore").decode("ascii")
    parts = re.findall("[a-z0-9]+", letters.lower().replace("'", ""))[:_WORDS]
    id_ = "-".join(parts)[:_LONGEST].strip("-") or otherwise
    return f"on-{id_}" if re.fullmatch(PARTS_OF_PAGES, id_) else id_


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
