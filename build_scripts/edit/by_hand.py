"""Say what the page *Write* of the edition for instructors needs to know, since no preview answers it there.

Its forms make the YAML of something new, or of something that stands there with changes, to copy into a file by hand.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass

import yaml

from ..check.ids import PARTS_OF_PAGES
from ..shared.place import Place
from ..weave.addresses import (
    GLOSSARY_PAGE,
    PAPER_PAGE,
    PLACES_PAGE,
    REFERENCES_PAGE,
    TIMELINE_PAGE,
    lesson_page,
)
from ..weave.edition import Repository
from ..weave.weave import Woven
from .as_shown import shown
from .change import BOM, Value, values_at
from .find import LINKED, everything
from .forms import FormField, forms, holds_one
from .looks import looks_of
from .things import Addition, Thing, as_in_files, things
from .tree import Document, Entry, Kind, Node, entry_of, parsed

SCRIPT = "assets/instructor/write_data.js"
"""Where the page finds it on the site."""
_COMMENT = re.compile(r"(?<!\S)#")


@dataclass(frozen=True, slots=True)
class Spot:
    """Where something new goes."""

    kind: str
    label: str
    """Of the place, in words."""
    file: str
    name: str
    """Of the list in the file, or of the field that holds one."""
    dash: bool
    """Whether it is an entry of a list."""
    head: str
    """The line to write before it; empty if the list is there."""
    kept: tuple[str, ...]
    """The entries of a list in brackets, which is written anew, each on a line of its own."""
    indent: int
    """Spaces before a dash, or before the fields below the head."""
    line: int
    """The line below which it is pasted, or the first that it takes the place of, from 1; 0 if there is no file yet."""
    stead: int
    """Of how many lines it takes the place."""
    link: str
    """The address of the line in the repository; empty if there is none."""
    value: Mapping[str, Value]
    """Fields that are filled in already; of what stands there, all of them."""
    comments: bool = False
    """Whether comments stand in the lines whose place it takes."""


def write_data(woven: Woven, texts: Mapping[str, str], repository: Repository | None) -> str:
    """Return the script that tells the page its forms, the places in the files, and what can be named."""
    placed = (_spot(one, label, texts, repository) for one, label in _additions(woven))
    spots = [one for one in placed if one]
    entries = list(_entries(woven, texts, repository))
    kinds = {one.kind: forms()[one.kind] for one in (*spots, *entries)}
    named = {name for form in kinds.values() for name in _named(form.fields)}
    data = {
        "kinds": {kind: asdict(form) for kind, form in kinds.items()},
        "spots": [asdict(one) for one in spots],
        "entries": [asdict(one) for one in entries],
        "found": {
            kind: [asdict(one) for one in everything(woven, kind)] for kind in sorted({*LINKED, *named})
        },
        "parts": PARTS_OF_PAGES,
    }
    return f"window.writeData = {json.dumps(data, ensure_ascii=False, separators=(',', ':'))};\n"


def _additions(woven: Woven) -> Iterator[tuple[Addition, str]]:
    """Yield what can be added by hand, each with what its place is called."""
    asked = {one.id: one.ask.words for placed in woven.lessons for one in placed.lesson.questions}
    for placed in woven.lessons:
        for one in things(woven, lesson_page(placed.id), True)[1]:
            if one.file.endswith(f"/{placed.id}.yml"):
                yield one, asked.get(one.value.get("question", ""), placed.lesson.title)
    for page in (GLOSSARY_PAGE, TIMELINE_PAGE, PLACES_PAGE, REFERENCES_PAGE, PAPER_PAGE):
        for one in things(woven, page, True)[1]:
            if page != PAPER_PAGE or one.kind == "difference":
                yield one, one.label


def _entries(woven: Woven, texts: Mapping[str, str], repository: Repository | None) -> Iterator[Spot]:
    """Yield what stands in a list of a file already, each entry with the lines that a changed one takes the place of."""
    pages = (*(lesson_page(one.id) for one in woven.lessons), GLOSSARY_PAGE, TIMELINE_PAGE, REFERENCES_PAGE)
    found = (one for page in pages for one in things(woven, page, True)[0] if one.of)
    known = {file: _read(text) for file, text in texts.items() if file.endswith(".yml")}
    for one in dict.fromkeys(as_in_files(tuple(found), texts)):
        document, values = known[one.file]
        yield from _entry(one, document, values, repository)


def _read(text: str) -> tuple[Document | None, Value]:
    try:
        return parsed(text.removeprefix(BOM)), values_at(text, ())
    except yaml.YAMLError:
        return None, None


def _entry(
    one: Thing, document: Document | None, values: Value, repository: Repository | None
) -> Iterator[Spot]:
    name, at = one.path[0], one.path[-1]
    listed = values.get(str(name)) if isinstance(values, dict) else None
    entry = entry_of(listed_node, at) if document and (listed_node := document.node((name,))) else None
    if not document or not entry or not isinstance(listed, list) or not isinstance(at, int):
        return
    written = listed[at]
    if document.text[entry.at] != "-" or not document.begins_line(entry.at) or not isinstance(written, dict):
        return  # it stands in brackets, with others on its line
    first, last = document.line(entry.at), document.line(entry.node.end - 1)
    there = {field: value for field, value in written.items() if value is not None}
    link = repository.line(Place(one.file, first)) if repository else ""
    yield Spot(
        one.kind, one.label, one.file, str(name), True, "", (), document.column(entry.at), first, last - first + 1, link,
        {**there, **shown(one.kind, there)}, _has_comments(document, entry),
    )  # fmt: skip


def _has_comments(document: Document, entry: Entry) -> bool:
    """Return whether a comment stands in an entry, which a form knows nothing of."""
    texts = tuple(_texts(entry.node))
    signs = (entry.at + one.start() for one in _COMMENT.finditer(document.text[entry.at : entry.node.end]))
    return any(not any(start <= at < end for start, end in texts) for at in signs)


def _texts(node: Node) -> Iterator[tuple[int, int]]:
    if node.kind is Kind.TEXT:
        yield node.start, node.end
    for one in node.entries:
        yield from _texts(one.node)


def _named(fields: tuple[FormField, ...]) -> Iterator[str]:
    for one in fields:
        yield from filter(None, [one.names])
        yield from _named(one.fields)


def _spot(add: Addition, label: str, texts: Mapping[str, str], repository: Repository | None) -> Spot | None:
    """Return where something goes in a file as it is now; `None` if the file is written in a way that is too unusual."""
    name, text = str(add.path[0]), texts.get(add.file, "").removeprefix(BOM)
    try:
        document = parsed(text)
    except yaml.YAMLError:
        return None
    if document.root.flow:
        return None
    dash = not holds_one(add.file, add.path)
    entry = entry_of(document.root, name)
    stead, head, kept = 0, f"{name}:", tuple[str, ...]()
    line, indent = document.line(len(text.rstrip()) - 1), looks_of(document).list_step if dash else 2
    if entry and entry.node.kind is Kind.LIST and entry.node.entries and not entry.node.flow:
        line, head = document.line(entry.node.end - 1), ""
        indent = document.column(entry.node.entries[0].at)
    elif entry:
        end = entry.after if entry.node.empty else entry.node.end
        raw = [text[one.at : one.node.end] for one in entry.node.entries]
        if any("#" in one and set("\r\n") & set(one) for one in raw):
            return None  # a comment between its lines would take the rest with it
        kept = tuple(" ".join(one.splitlines()) for one in raw)
        line = document.line(entry.at)
        stead, head = document.line(end) - line + 1, head + text[end : document.line_end(end)]
    line = line if add.file in texts else 0
    where = repository.line(Place(add.file, line)) if repository and line else ""
    return Spot(add.kind, label, add.file, name, dash, head, kept, indent, line, stead, where, add.value)
