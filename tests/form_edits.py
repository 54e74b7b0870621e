"""Edits that forms can ask for, at random."""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from typing import Any

from build_scripts.edit.change import values_at
from build_scripts.edit.edits import Do, Edited, Goal, Wish, is_editable
from build_scripts.edit.forms import FormField, forms, kind_at, model_of
from build_scripts.edit.scalars import cleaned
from build_scripts.edit.tree import Path
from build_scripts.edit.trial import lines_of

WORDS = ["the", "toll:", "is", "#", "not", "—", "“fair”", "it's", "3", "[a](term:toll)", "*so*", "中文", "چین,", "and", "{x}", "`c`", "50%", "yes", "null", "~", "|", ">", "-", "?", "!x", "&y", "*z"]  # fmt: skip


def a_wish(chance: random.Random, files: Mapping[str, str]) -> Wish | None:
    """Return something that a form can ask for; `None` if this time it is nothing."""
    file = chance.choice(sorted(path for path in files if is_editable(path)))
    paths = list(records(file, files[file]))
    path = chance.choice(paths) if paths and chance.random() < 0.9 else ()
    kind = kind_at(file, path)
    fields = forms()[kind].fields if kind else ()
    in_list = bool(path) and isinstance(path[-1], int)
    match chance.randrange(10):
        case 0 if in_list:
            value = {
                one.name: a_value(chance, one) for one in fields if one.required or chance.random() < 0.4
            }
            return Wish(Do.ADD, file, path[:-1], value, chance.choice([None, 0, 1, 2]))
        case 1 if in_list:
            return Wish(Do.DELETE, file, path)
        case 2 if in_list:
            return Wish(Do.MOVE, file, path, to=Goal(file, path[:-1], chance.randrange(8)))
        case 3 if in_list:
            others = sorted(
                one for one in files if one != file and model_of(one) is model_of(file) is not None
            )
            goal = chance.choice(others) if others else file
            return Wish(Do.MOVE, file, path, to=Goal(goal, path[:-1], chance.randrange(5)))
        case _ if fields:
            some = chance.sample(fields, min(len(fields), chance.randint(1, 3)))
            kept = {one.name: a_value(chance, one) for one in some if one.required or chance.random() < 0.8}
            return Wish(Do.CHANGE, file, path, {one.name: kept.get(one.name) for one in some})
    return None


def records(file: str, text: str) -> Iterator[Path]:
    """Yield the places of all records of a file that have forms."""
    yield from _records(file, values_at(text, ()) if file.endswith(".yml") else None, ())


def _records(file: str, value: Any, path: Path) -> Iterator[Path]:
    if isinstance(value, dict):
        if path and kind_at(file, path):
            yield path
        for name, one in value.items():
            yield from _records(file, one, (*path, name))
    elif isinstance(value, list):
        for at, one in enumerate(value):
            yield from _records(file, one, (*path, at))


def a_value(chance: random.Random, field: FormField) -> Any:
    """Return something that a person could fill in."""
    match field.widget:
        case "prose":
            return "\n".join([some_words(chance), "", "- " + some_words(chance), some_words(chance)])
        case "choice":
            return chance.choice(field.choices)
        case "yes-no":
            return chance.random() < 0.5
        case "number":
            return chance.randint(1, 60)
        case "date":
            return chance.choice(["1963", "1950-01~", "1966/1978"])
        case "names" | "lines":
            return [
                chance.choice(["p1", "x-2, p. 4", some_words(chance)]) for _ in range(chance.randrange(4))
            ]
        case "records":
            return [_filled(chance, field.fields) for _ in range(chance.randint(1, 3))]
        case "record":
            return _filled(chance, field.fields)
        case "texts":
            return {chance.choice(["a b", "c-1", "中"]): "x-1"}
        case "groups":
            return [[some_words(chance), "b"]]
        case _:
            return some_words(chance)


def _filled(chance: random.Random, fields: tuple[FormField, ...]) -> dict[str, Any]:
    return {one.name: a_value(chance, one) for one in fields if one.required or chance.random() < 0.5}


def some_words(chance: random.Random) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(chance.randint(1, 9)))


def assert_nothing_else_changed(files: Mapping[str, str], wish: Wish, made: Edited) -> None:
    """Look at the files as anybody would who knows only what was asked for."""
    named = {wish.file} | ({wish.to.file} if wish.to else set())
    answers = wish.file.replace("content/lessons/", "content/answers/")
    goes = wish.do is Do.DELETE and kind_at(wish.file, wish.path) == "question" and answers in made.texts
    assert set(made.texts) <= named | ({answers} if goes else set())
    if goes:
        _assert_only_guides_are_gone(
            files[answers], made.texts[answers], values_at(files[wish.file], wish.path)
        )
    for path, text in made.texts.items():
        assert text is not None
        before = files[path]
        assert text.count("\r\n") == text.count("\n") or "\r" not in before
        if path.endswith(".yml") and path in named:
            _assert_same_but(before, text, path, wish)
            _assert_same_lines(before, text, path, wish)


def _assert_only_guides_are_gone(before: str, after: str | None, question: Any) -> None:
    old, new = values_at(before, ()), values_at(after or "", ())
    kept = [one for one in old["guides"] if one.get("question") != question["id"]]  # type: ignore[index, call-overload, union-attr]
    assert (_without(new, (), {"guides": None}), new.get("guides") or []) == (_without(old, (), {"guides": None}), kept)  # type: ignore[union-attr]  # fmt: skip


def _assert_same_but(before: str, after: str, path: str, wish: Wish) -> None:
    old, new = values_at(before, ()), values_at(after, ())
    if wish.do is Do.CHANGE and isinstance(wish.value, Mapping):
        own = {**wish.value, **({"was": None} if "id" in wish.value else {})}  # a former id is kept
        assert _without(old, wish.path, own) == _without(new, wish.path, own)
        for name, value in wish.value.items():
            found = values_at(after, (*wish.path, name))
            assert _as_text(found) == _as_text(value), (name, found, value)
    elif wish.do is Do.MOVE and wish.to and wish.to.file == wish.file:
        assert sorted(map(repr, values_at(before, wish.path[:-1]))) == sorted(map(repr, values_at(after, wish.path[:-1])))  # type: ignore[arg-type]  # fmt: skip
    else:
        old_list, new_list = _listed(before, wish, path), _listed(after, wish, path)
        lost, come = Counter(map(repr, old_list)), Counter(map(repr, new_list))
        assert (lost - come).total() + (come - lost).total() == 1


def _assert_same_lines(before: str, after: str, path: str, wish: Wish) -> None:
    """Look at the lines: outside the record each stays, to the byte."""
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    if wish.do is Do.CHANGE:
        first, last = lines_of(before, wish.path)
        assert old[: first - 1] == new[: first - 1]
        assert old[last:] == new[len(new) - len(old) + last :]
    elif wish.do is Do.MOVE and wish.to and wish.to.file == wish.file:
        assert len(old) == len(new)
        assert "[" in before or Counter(old) == Counter(new)  # in brackets, entries share lines
    else:
        added = wish.do is Do.ADD or (wish.to is not None and wish.to.file == path)
        fewer, more = (old, new) if added else (new, old)
        assert _same_at_ends(fewer, more) >= len(fewer) - 1  # one that holds brackets, or did not end


def _same_at_ends(one: list[str], other: list[str]) -> int:
    """Return how many lines two texts have in common at their beginnings and at their ends."""
    least = min(len(one), len(other))
    first = next((at for at in range(least) if one[at] != other[at]), least)
    last = next((at for at in range(least - first) if one[-1 - at] != other[-1 - at]), least - first)
    return first + last


def _listed(text: str, wish: Wish, path: str) -> list[Any]:
    where = (
        wish.path
        if wish.do is Do.ADD
        else wish.to.path
        if wish.to and wish.to.file == path
        else wish.path[:-1]
    )
    found = values_at(text, where)
    return found if isinstance(found, list) else []


def _without(value: Any, path: Path, names: Mapping[str, Any]) -> Any:
    """Return a value without some fields of the record at a path."""
    whole = deepcopy(value)
    record = whole
    for part in path:
        record = record[part]
    for name in names:
        record.pop(name, None)
    return whole


def _as_text(value: Any) -> Any:
    """Return what a form says as a file has it."""
    match value:
        case bool():
            return "true" if value else None
        case int():
            return str(value)
        case "false":
            return None
        case str():
            return cleaned(value) or None
        case list():
            return [one for one in map(_as_text, value) if one is not None] or None
        case dict():
            kept = {name: _as_text(one) for name, one in value.items()}
            return {name: one for name, one in kept.items() if one is not None} or None
        case _:
            return value
