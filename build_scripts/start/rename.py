"""Give a thing another id: in its own file, and in all that names it. Only these words change, and no other byte of a file."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ..read.kinds import entries
from ..read.project import (
    ANSWERS_FOLDER,
    LESSONS_FOLDER,
    PAPER_FILE,
    Project,
    records_of_files,
)
from ..read.record import ID, Written, names_in
from ..read.yaml_values import Places
from ..shared.place import Place
from ..shared.suggest import nearest

KINDS = ("lesson", "term", "event", "place", "source", "question")
_LINE_END = re.compile(r"\r\n|\r|\n")


class CannotRenameError(Exception):
    """A thing cannot have another id; the message says why."""


@dataclass(frozen=True, slots=True)
class Renamed:
    """Files after something got another id."""

    writes: Mapping[str, str]
    """Texts that changed, by path."""
    removes: tuple[str, ...]
    """Files that have another name now."""
    places: int
    """How many places named it."""


@dataclass(frozen=True, slots=True)
class _Edit:
    """Where words of a file are replaced, by first and last offset, and by what."""

    path: str
    start: int
    end: int
    new: str


def renamed_files(files: Mapping[str, str], project: Project, kind: str, old: str, new: str) -> Renamed:
    """Return the files with the thing `old` called `new`. Its former id stands in its `was:`.

    Raises `CannotRenameError` if there is no such thing, or the new id cannot be had.
    """
    things = {id_: record for named, id_, record in entries(project) if named == kind}
    moved = kind == "lesson" and old not in things and _lesson(new) in files and new not in things
    if old not in things and not moved:
        raise CannotRenameError(f"there is no {kind} “{old}”{nearest(old, tuple(things))}")
    if not re.fullmatch(ID, new) or len(new) > 80:
        raise CannotRenameError(
            f"“{new}” cannot be an id: use lower-case letters, digits and hyphens, such as toll-bridge"
        )
    if new in things or (kind == "lesson" and _lesson(new) in files and not moved):
        raise CannotRenameError(f"there is a {kind} “{new}” already")
    naming = list(dict.fromkeys((*_fields(files, project, kind, old, new), *_links(files, kind, old, new))))
    own = _own_file(files, old, new) if kind == "lesson" else list(_own(files, things[old], old, new))
    changed = {
        path: _edited(files[path], [one for one in (*naming, *own) if one.path == path]) for path in files
    }
    moves = _moves(files, old, new) if kind == "lesson" else {}
    return Renamed(
        {
            moves.get(path, path): text
            for path, text in changed.items()
            if text != files[path] or path in moves
        },
        tuple(moves),
        len(naming),
    )


def _lesson(id_: str) -> str:
    return f"{LESSONS_FOLDER}{id_}.yml"


def _moves(files: Mapping[str, str], old: str, new: str) -> Mapping[str, str]:
    """Return the files that get another name, with it."""
    pairs = {f"{folder}{old}.yml": f"{folder}{new}.yml" for folder in (LESSONS_FOLDER, ANSWERS_FOLDER)}
    return {path: to for path, to in pairs.items() if path in files and to not in files}


def _fields(files: Mapping[str, str], project: Project, kind: str, old: str, new: str) -> Iterator[_Edit]:
    """Yield the edits of fields that name the thing."""
    places = [
        place
        for file in records_of_files(project)
        for named, id_, place in names_in(file)
        if (named, id_) == (kind, old)
    ]
    if kind == "lesson":
        listed = enumerate(project.course.lessons)
        places += [project.course.place("lessons", at) for at, id_ in listed if id_ == old]
    for place in places:
        if place.path == PAPER_FILE:  # ids by the keys of citations: their places are not kept
            text = files[place.path]
            value = re.compile(rf"(?<=: ){re.escape(old)}(?=[\s,}}]|$)|(?<=: [\"']){re.escape(old)}(?=[\"'])")
            yield from (
                _Edit(place.path, *one.span(), new) for one in value.finditer(text, _offset(text, place))
            )
        else:
            yield _at(files, place, old, new)


def _at(files: Mapping[str, str], place: Place, old: str, new: str) -> _Edit:
    """Return the edit of the first words on its line, from a place on, that are the id. Exported ids may have capitals."""
    text = files[place.path]
    start = _offset(text, place)
    line = _LINE_END.search(text, start)
    found = re.compile(rf"(?<![\w-]){re.escape(old)}(?![\w-])", re.IGNORECASE).search(
        text, start, line.start() if line else len(text)
    )
    if not found:
        raise CannotRenameError(
            f"{place.path}, line {place.line}, names it in a way that only a person can change: write {new} there first"
        )
    return _Edit(place.path, *found.span(), new)


def _links(files: Mapping[str, str], kind: str, old: str, new: str) -> Iterator[_Edit]:
    """Yield the edits of links in Markdown."""
    link = re.compile(
        rf"(?<=[(<]){kind}:{re.escape(old)}(?=[)>\s])|(?<=\]: ){kind}:{re.escape(old)}(?![\w-])"
    )
    for path, text in files.items():
        if (
            path.startswith("content/")
            and not path.startswith("content/schema/")
            and path.endswith((".yml", ".md"))
        ):
            yield from (_Edit(path, *found.span(), f"{kind}:{new}") for found in link.finditer(text))


def _own(files: Mapping[str, str], record: Written, old: str, new: str) -> Iterator[_Edit]:
    """Yield the edits of the thing itself: its id, and its `was:`."""
    places: Places = record.places
    path = places.whole.path
    text = files[path]
    id_ = _at(files, places.of("id"), old, new)
    yield id_
    if "was" in places.names:
        yield _more_former(path, text, _offset(text, places.of("was")), old)
        return
    key = _offset(text, places.names["id"])
    before = text[:key].rstrip()
    if before.endswith(("{", ",")):  # all of its fields may stand on this line
        closing = id_.end + (text[id_.end : id_.end + 1] in ('"', "'"))
        yield _Edit(path, closing, closing, f", was: [{old}]")
        return
    indent = " " * (places.names["id"].column - 1)
    end = _LINE_END.search(text, id_.end)
    at = end.end() if end else len(text)
    yield _Edit(path, at, at, f"{'' if end else _newline(text)}{indent}was: [{old}]{_newline(text)}")


def _more_former(path: str, text: str, start: int, old: str) -> _Edit:
    """Return the edit that adds a former id to those that are there."""
    if text[start] == "[":
        rest = text[start + 1 :].lstrip()
        return _Edit(path, start + 1, start + 1, old if rest.startswith("]") else f"{old}, ")
    line = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
    if re.match(r"\s*- ", text[line:]):
        indent = re.match(r"\s*", text[line:])
        return _Edit(path, line, line, f"{indent[0] if indent else ''}- {old}{_newline(text)}")
    return _Edit(path, start, start, f"{old}, ")  # ids on one line, parted by commas


def _own_file(files: Mapping[str, str], old: str, new: str) -> list[_Edit]:
    """Return the edit of a lesson's file: its `was:`."""
    path = _lesson(old) if _lesson(old) in files else _lesson(new)
    text = files[path]
    if found := re.search(r"^was:[ \t]*", text, re.MULTILINE):
        rest = text[found.end() :]
        below = re.match(r"(?:#[^\r\n]*)?(?:\r\n|\r|\n)+(?P<indent>\s*)- ", rest)
        return [_more_former(path, text, found.end() + (below.end("indent") if below else 0), old)]
    body = re.sub(r"(?:^|(?<=\n))(?:\.\.\.|---)\s*\Z", "", text)
    newline = _newline(text)
    before = "" if not body or body.endswith(("\n", "\r")) else newline
    return [_Edit(path, len(body), len(body), f"{before}was: [{old}]{newline}")]


def _newline(text: str) -> str:
    found = _LINE_END.search(text)
    return found[0] if found else "\n"


def _offset(text: str, place: Place) -> int:
    """Return where a place is in a text, in characters from 0."""
    starts = [0, *(found.end() for found in _LINE_END.finditer(text))]
    mark = text.startswith("\ufeff") and place.line == 1
    return starts[place.line - 1] + place.column - 1 + mark


def _edited(text: str, edits: list[_Edit]) -> str:
    for one in sorted(edits, key=lambda edit: (edit.start, edit.end), reverse=True):
        text = text[: one.start] + one.new + text[one.end :]
    return text
