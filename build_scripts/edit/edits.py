"""Do what a page of a preview asks for to the texts of a course: change, add, delete and move what is written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath
from typing import cast

from ..read.project import (
    ALONE,
    ANSWERS_FOLDER,
    COURSE_FILE,
    FOLDERS,
    FREE_PAGES_FOLDER,
    LESSONS_FOLDER,
    PAPER_FILE,
)
from ..read.record import ID
from .change import (
    BOM,
    Made,
    Value,
    added,
    changed,
    deleted,
    made_new,
    moved,
    received,
    same,
    taken,
    values_at,
)
from .forms import PAGE, TEXT, holds_one, kind_at, known_fields, manners_of, model_of
from .tree import Path, newline_of
from .untied import CannotUntieError, untied

Texts = Mapping[str, str]
"""Of the files of a project, by their paths."""
_SCHEMA = "# yaml-language-server: $schema={up}schema/{kind}.json\n"
_PAGE_NAME = re.compile(r"[\w-]+(/[\w-]+)*\.md")


class Do(StrEnum):
    """What can be asked for."""

    CHANGE = "change"
    ADD = "add"
    DELETE = "delete"
    MOVE = "move"


@dataclass(frozen=True, slots=True)
class Goal:
    """Where something is to be moved."""

    file: str
    path: Path
    """Of the list."""
    at: int


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for."""

    do: Do
    file: str
    path: Path
    """Of the record; if something is added, of the list that it goes into."""
    value: Mapping[str, Value] | str | None = None
    at: int | None = None
    """Before which entry of the list; at its end if there is none."""
    to: Goal | None = None
    too: bool = False
    """Whether what names a thing that is deleted loses its name, too."""


@dataclass(frozen=True, slots=True)
class Edited:
    """The files as they would be."""

    texts: Mapping[str, str | None]
    """Those that change, by their paths; `None` for one that goes. Empty if the wish cannot be granted."""
    said: str
    """What was done, or why it cannot be."""
    file: str = ""
    path: Path = ()
    """Where the record stands then."""


def is_editable(file: str) -> bool:
    """Return whether a path is that of a file that forms can edit: nothing else can be read or written through them."""
    if file in ALONE:
        return True
    if file.startswith(FREE_PAGES_FOLDER):
        return bool(_PAGE_NAME.fullmatch(file.removeprefix(FREE_PAGES_FOLDER)))
    folder = f"{PurePosixPath(file).parent}/"
    name = file.removeprefix(folder)
    known = folder in FOLDERS and name.endswith(".yml")
    return known and bool(re.fullmatch(r"[\w][\w .-]*\.yml", name)) and ".." not in name


def edited(texts: Texts, wish: Wish) -> Edited:
    """Return the files as they would be with what is asked for, or why it cannot be done."""
    done = _edited(texts, wish)
    return _untied(texts, wish, done) if wish.too and wish.do is Do.DELETE and done.texts else done


def _untied(texts: Texts, wish: Wish, done: Edited) -> Edited:
    """Return a deletion together with all that named the thing."""
    kind = _kind(wish)
    if wish.path:
        record = values_at(texts[wish.file], wish.path)
        fields = record if isinstance(record, dict) else {}
    else:
        folder = FREE_PAGES_FOLDER if kind == PAGE else LESSONS_FOLDER
        was = values_at(texts[wish.file], ("was",)) if kind != PAGE else None
        fields = {"id": wish.file.removeprefix(folder).rpartition(".")[0], "was": was}
    was = fields.get("was")
    ids = [one for one in (fields.get("id"), *(was if isinstance(was, list) else ())) if isinstance(one, str)]
    left = {file: text for file, text in {**texts, **done.texts}.items() if text is not None}
    try:
        more = untied(left, kind, ids)
    except CannotUntieError as why:
        return Edited({}, f"{why}.")
    if not more:
        return done
    said = done.said.replace("deleted", "deleted, and taken out where it was named", 1)
    return replace(done, texts={**done.texts, **more}, said=said)


def _edited(texts: Texts, wish: Wish) -> Edited:
    kind = _kind(wish)
    if not is_editable(wish.file) or (wish.to and not is_editable(wish.to.file)) or not kind:
        return Edited({}, "Nothing of this kind can be edited here.")
    if wish.do is Do.ADD and not wish.path:
        return _new_file(texts, wish, kind)
    if wish.file not in texts and not (wish.do is Do.ADD and _may_begin(wish.file)):
        return Edited({}, f"{wish.file} is not there any more.")
    if wish.do is Do.DELETE and not wish.path:
        return _no_file(texts, wish, kind)
    if unknown := _unknown(wish):
        return Edited({}, f"There is no field “{unknown}” here.")
    if kind == PAGE:
        return _page(texts, wish)
    wish = _without_no(wish)
    if wish.do is Do.MOVE and wish.to and wish.to.file != wish.file:
        return _to_another(texts, wish, wish.to, kind)
    if wish.do is Do.MOVE and wish.to and wish.to.path != wish.path[:-1]:
        return _to_another_list(texts, wish, wish.to, kind)
    made = _made(texts.get(wish.file, ""), wish)
    if made.text is None:
        return Edited({}, made.why)
    done = {Do.CHANGE: "changed", Do.ADD: "added", Do.DELETE: "deleted", Do.MOVE: "moved"}[wish.do]
    said = f"The {_called(kind)} is {done}."
    if made.text == texts.get(wish.file):
        return Edited({}, "Nothing differs from what is written already.", wish.file, made.path)
    whole = Edited({wish.file: made.text}, said, wish.file, made.path)
    return _with_guides(texts, wish, whole) if wish.do is Do.DELETE and kind == "question" else whole


def _with_guides(texts: Texts, wish: Wish, done: Edited) -> Edited:
    """Return the deletion of a question together with that of its guides, which would be about nothing."""
    file = f"{ANSWERS_FOLDER}{PurePosixPath(wish.file).stem}.yml"
    id_, text = values_at(texts[wish.file], (*wish.path, "id")), texts.get(file)
    guides = values_at(text, ("guides",)) if text is not None else None
    if text is None or not isinstance(id_, str) or not isinstance(guides, list):
        return done
    own = [at for at, one in enumerate(guides) if isinstance(one, dict) and one.get("question") == id_]
    for at in reversed(own):
        made = deleted(text, ("guides", at), manners_of(file))
        if made.text is None:
            return Edited({}, made.why)
        text = made.text
    if not own:
        return done
    return replace(
        done, texts={**done.texts, file: text}, said="The question is deleted, and its guide with it."
    )


def _kind(wish: Wish) -> str:
    """Return the kind of the record that a wish is about."""
    if wish.do is Do.ADD and wish.path:
        return (
            kind_at(wish.file, wish.path if holds_one(wish.file, wish.path) else (*wish.path, 0)) or "entry"
        )
    found = kind_at(wish.file, wish.path)
    in_list = bool(wish.path) and isinstance(wish.path[-1], int)
    return found or ("entry" if in_list and wish.do in (Do.DELETE, Do.MOVE) else "")


def _called(kind: str) -> str:
    return {"check": "self-check", "step": "step of the run sheet", "course": "course's own page"}.get(
        kind, kind
    )


def _unknown(wish: Wish) -> str:
    """Return the first field of a wish that its record cannot have; empty if there is none."""
    if not isinstance(wish.value, Mapping) or wish.do not in (Do.CHANGE, Do.ADD):
        return ""
    path = wish.path
    if wish.do is Do.ADD:
        path = path if holds_one(wish.file, path) else (*path, 0)
    known = known_fields(wish.file, path)
    return next((name for name in wish.value if name not in known), "") if known else ""


def _without_no(wish: Wish) -> Wish:
    """Return a wish that takes out fields whose answer is no: that is what a field says that is not there."""
    if not isinstance(wish.value, Mapping):
        return wish
    value = {name: None if one is False else one for name, one in wish.value.items()}
    return replace(wish, value=value)


def _made(text: str, wish: Wish) -> Made:
    manners = manners_of(wish.file)
    match wish.do:
        case Do.CHANGE if isinstance(wish.value, Mapping):
            return changed(text, wish.path, _with_former_id(text, wish, wish.value), manners)
        case Do.ADD if holds_one(wish.file, wish.path):
            *way, name = wish.path
            if values_at(text, wish.path) is not None:
                return Made(None, "There is one already: change it.")
            made = changed(text, tuple(way), {str(name): _value(wish)}, manners)
            return replace(made, path=wish.path)
        case Do.ADD:
            begun = text if text.strip(BOM + " \t\r\n") else _head(wish.file) + f"{wish.path[0]}:\n"
            found = values_at(begun, wish.path)
            end = len(found) if isinstance(found, list) else 0
            return added(begun, wish.path, end if wish.at is None else wish.at, _value(wish), manners)
        case Do.DELETE:
            return deleted(text, wish.path, manners)
        case Do.MOVE if wish.to:
            return moved(text, wish.path, wish.to.at, manners)
        case _:
            return Made(None, "The page asked for something that is not known.")


def _with_former_id(text: str, wish: Wish, value: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return what is to be changed; who renames something keeps its former id, so that links to it still work."""
    old, new = values_at(text, (*wish.path, "id")), value.get("id")
    if not isinstance(old, str) or not isinstance(new, str) or old.strip() == new.strip() or not new.strip():
        return value
    kept = "was" in known_fields(wish.file, wish.path) and re.fullmatch(ID, old.strip())
    if "was" in value or not kept:
        return value
    former = values_at(text, (*wish.path, "was"))
    known = former if isinstance(former, list) else []
    return {**value, "was": [one for one in (*known, old.strip()) if one != new.strip()]}


def _value(wish: Wish) -> Value:
    return dict(wish.value) if isinstance(wish.value, Mapping) else wish.value


def _to_another(texts: Texts, wish: Wish, goal: Goal, kind: str) -> Edited:
    """Move an entry of a list into a list of another file."""
    begun = texts.get(goal.file, "")
    if not begun and not _may_begin(goal.file):
        return Edited({}, f"{goal.file} is not there any more.")
    if kind_at(goal.file, (*goal.path, 0)) != kind:
        return Edited({}, f"A {_called(kind)} cannot stand there.")
    value, lines = taken(texts[wish.file], wish.path)
    if value is None:
        return Edited({}, f"The {_called(kind)} is not there any more.")
    begun = begun if begun.strip(BOM + " \t\r\n") else _head(goal.file) + f"{goal.path[0]}:\n"
    put = received(begun, goal.path, goal.at, value, lines, manners_of(goal.file))
    gone = deleted(texts[wish.file], wish.path, manners_of(wish.file))
    if put.text is None or gone.text is None:
        return Edited({}, put.why or gone.why)
    said = f"The {_called(kind)} is moved to {goal.file}."
    return Edited({goal.file: put.text, wish.file: gone.text}, said, goal.file, put.path)


def _to_another_list(texts: Texts, wish: Wish, goal: Goal, kind: str) -> Edited:
    """Move an entry into another list of its file."""
    value, lines = taken(texts[wish.file], wish.path)
    manners = manners_of(wish.file)
    if value is None or goal.path[: len(wish.path)] == wish.path:
        return Edited({}, "It cannot be moved there.")
    if kind_at(goal.file, (*goal.path, 0)) != kind:
        return Edited({}, f"A {_called(kind)} cannot stand there.")
    put = received(texts[wish.file], goal.path, goal.at, value, lines, manners)
    gone = deleted(put.text, wish.path, manners) if put.text is not None else put
    if gone.text is None:
        return Edited({}, gone.why)
    return Edited({wish.file: gone.text}, f"The {_called(kind)} is moved.", wish.file, put.path)


def _page(texts: Texts, wish: Wish) -> Edited:
    """Change the text of a free page; its line ends, and whether its last line ends, stay as they are."""
    if wish.do is not Do.CHANGE or not isinstance(wish.value, Mapping):
        return Edited({}, "Nothing of this kind can be edited here.")
    said = wish.value.get(TEXT)
    if not isinstance(said, str) or not said.strip():
        return Edited({}, "A page needs some text; to take it away, delete it.")
    text = _page_text(texts[wish.file], said)
    if text == texts[wish.file]:
        return Edited({}, "Nothing differs from what is written already.", wish.file)
    return Edited({wish.file: text}, "The page is changed.", wish.file)


def _page_text(before: str, said: str) -> str:
    mark = BOM if before.startswith(BOM) else ""
    end = before[len(before.rstrip()) :] if before.strip() else "\n"
    lines = said.replace("\r\n", "\n").replace("\r", "\n").rstrip().split("\n")
    return mark + newline_of(before).join(line.removeprefix(BOM) for line in lines) + end


def page_value(text: str) -> Mapping[str, Value]:
    """Return what a form shows of a free page."""
    return {TEXT: text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n").rstrip()}


def _new_file(texts: Texts, wish: Wish, kind: str) -> Edited:
    """Begin a lesson or a free page; a lesson goes into the course's list, too."""
    stem = PurePosixPath(wish.file).stem
    if wish.file in texts:
        return Edited({}, f"{wish.file} is there already: choose another name.")
    if kind == PAGE and isinstance(wish.value, Mapping) and isinstance(wish.value.get(TEXT), str):
        return Edited({wish.file: _page_text("", str(wish.value[TEXT]))}, "The page is added.", wish.file)
    if kind != "lesson" or not isinstance(wish.value, Mapping) or not re.fullmatch(ID, stem):
        return Edited({}, "Nothing of this kind can be begun here.")
    if unknown := _unknown(replace(wish, do=Do.CHANGE)):
        return Edited({}, f"There is no field “{unknown}” here.")
    made = made_new(_head(wish.file), dict(wish.value), manners_of(wish.file))
    course = texts.get(COURSE_FILE, "")
    listed = values_at(course, ("lessons",))
    end = len(listed) if isinstance(listed, list) else 0
    place = end if wish.at is None else wish.at
    put = added(course, ("lessons",), place, stem, manners_of(COURSE_FILE))
    if made.text is None or put.text is None:
        return Edited({}, made.why or put.why)
    return Edited({wish.file: made.text, COURSE_FILE: put.text}, "The lesson is added.", wish.file)


def _no_file(texts: Texts, wish: Wish, kind: str) -> Edited:
    """Take away a lesson, its guides and its place in the course's list; or a free page."""
    if kind == PAGE:
        return Edited({wish.file: None}, "The page is deleted.", wish.file)
    if kind != "lesson":
        return Edited({}, "This file belongs to every course, so it cannot be deleted here.")
    stem = PurePosixPath(wish.file).stem
    course = texts.get(COURSE_FILE, "")
    listed = values_at(course, ("lessons",))
    gone: dict[str, str | None] = {wish.file: None}
    if isinstance(listed, list) and stem in listed:
        made = deleted(course, ("lessons", listed.index(stem)), manners_of(COURSE_FILE))
        if made.text is None:
            return Edited({}, made.why)
        gone[COURSE_FILE] = made.text
    answers = f"{ANSWERS_FOLDER}{stem}.yml"
    if answers in texts:
        gone[answers] = None
    return Edited(gone, "The lesson is deleted.", wish.file)


def _may_begin(file: str) -> bool:
    """Return whether a file that is not there may be begun with its first entry."""
    return (
        model_of(file) is not None
        and file not in (COURSE_FILE, PAPER_FILE)
        and not file.startswith(LESSONS_FOLDER)
    )


def _head(file: str) -> str:
    """Return the first line of a new file, by which text editors find its schema."""
    folder = f"{PurePosixPath(file).parent}/"
    kind = {LESSONS_FOLDER: "lesson", ANSWERS_FOLDER: "answers"}.get(folder, PurePosixPath(file).stem)
    return _SCHEMA.format(up="../" if folder in (LESSONS_FOLDER, ANSWERS_FOLDER) else "", kind=kind)


def placed_anew(before: str, now: str, wish: Wish) -> Wish | None:
    """Return a wish that was made for an earlier text of its file, for the text as it is now.

    `None` if what it is about was changed meanwhile, or cannot be found: then people must decide.
    """
    if not wish.path or kind_at(wish.file, wish.path) == PAGE:
        return None if _differ(before, now, wish) else wish
    if wish.do is Do.ADD:
        return _added_anew(before, now, wish)
    mine, theirs = values_at(before, wish.path), values_at(now, wish.path)
    if mine is None:
        return None
    if same(mine, theirs):
        found = wish.path
    elif isinstance(wish.path[-1], int):
        listed = values_at(now, wish.path[:-1])
        places = [at for at, one in enumerate(listed) if same(one, mine)] if isinstance(listed, list) else []
        if len(places) != 1:
            return _only_other_fields(mine, theirs, wish)
        found = (*wish.path[:-1], places[0])
    else:
        return _only_other_fields(mine, theirs, wish)
    return replace(wish, path=found)


def _only_other_fields(mine: Value, theirs: Value, wish: Wish) -> Wish | None:
    """Return a change if the other one was of other fields of the same record."""
    both = isinstance(mine, dict) and isinstance(theirs, dict) and isinstance(wish.value, Mapping)
    if wish.do is not Do.CHANGE or not both:
        return None
    old, new, value = (
        cast(dict[str, Value], mine),
        cast(dict[str, Value], theirs),
        cast(Mapping[str, Value], wish.value),
    )
    named = [name for name in ("id", "quote", "title", "question") if name in old]
    is_same_record = bool(named) and all(same(old[name], new.get(name)) for name in named[:1])
    apart = all(same(old.get(name), new.get(name)) for name in value)
    return wish if is_same_record and apart else None


def _differ(before: str, now: str, wish: Wish) -> bool:
    """Return whether fields of a file's own record that a wish changes were changed meanwhile."""
    if wish.do is not Do.CHANGE or not isinstance(wish.value, Mapping) or model_of(wish.file) is None:
        return before != now
    return not all(same(values_at(before, (name,)), values_at(now, (name,))) for name in wish.value)


def _added_anew(before: str, now: str, wish: Wish) -> Wish | None:
    """Return where a new entry goes in a list that has changed: before the one that it was to stand before."""
    old, new = values_at(before, wish.path), values_at(now, wish.path)
    if wish.at is None or not isinstance(old, list) or wish.at >= len(old):
        return replace(wish, at=None)
    if not isinstance(new, list):
        return None
    places = [at for at, one in enumerate(new) if same(one, old[wish.at])]
    return replace(wish, at=places[0]) if len(places) == 1 else replace(wish, at=min(wish.at, len(new)))
