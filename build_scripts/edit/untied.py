"""Take a thing that is deleted out of all that names it: its id out of lists, and links to it, whose words stay."""

import re
from collections.abc import Collection, Iterator, Mapping

from ..read.project import FREE_PAGES_FOLDER
from .change import Value, changed, values_at
from .forms import manners_of, model_of, naming
from .tree import Path

_WORDS = r"\[((?:[^\[\]\\]|\\.|\[[^\[\]]*\])*)\]"


class CannotUntieError(Exception):
    """Something names the thing in a way that only a person can change; the message says where."""


def untied(texts: Mapping[str, str], kind: str, ids: Collection[str]) -> Mapping[str, str]:
    """Return the files that change if nothing names a thing any more: `ids` are its own and its former ones.

    Raises `CannotUntieError` if a file cannot be changed without changing something else in it.
    """
    links = [re.compile(rf"{_WORDS}\({kind}:{re.escape(one)}(?:[ \t]+\"[^\"\n]*\")?\)") for one in ids]
    made = {}
    for file, text in texts.items():
        if not any(one in text for one in ids):
            continue
        if file.startswith(FREE_PAGES_FOLDER):
            new = _without(links, text)
        elif model_of(file):
            new = _without_links(file, _without_ids(file, text, kind, ids), links)
        else:
            continue
        if new != text:
            made[file] = new
    return made


def _without(links: list[re.Pattern[str]], text: str) -> str:
    for link in links:
        text = link.sub(r"\1", text)
    return text


def _without_ids(file: str, text: str, kind: str, ids: Collection[str]) -> str:
    for path, name, left in list(_lists(file, (), values_at(text, ()), kind, ids)):
        made = changed(text, path, {name: left or None}, manners_of(file))
        if made.text is None:
            raise CannotUntieError(f"{file} names it in a way that only a text editor can change")
        text = made.text
    return text


def _lists(
    file: str, path: Path, value: Value, kind: str, ids: Collection[str]
) -> Iterator[tuple[Path, str, list[Value]]]:
    """Yield the lists that name the thing: the record that holds each, its field, and what is left of it."""
    if isinstance(value, dict):
        for name in naming(file, path, kind):
            found = value.get(name)
            entries: list[Value] = found if isinstance(found, list) else [found]
            left = [one for one in entries if str(one).split(",")[0].strip() not in ids]
            if len(left) < len(entries):
                yield path, name, left
        for name, inside in value.items():
            yield from _lists(file, (*path, name), inside, kind, ids)
    elif isinstance(value, list):
        for at, inside in enumerate(value):
            yield from _lists(file, (*path, at), inside, kind, ids)


def _without_links(file: str, text: str, links: list[re.Pattern[str]]) -> str:
    new = _without(links, text)
    if new != text and values_at(new, ()) != _plain(values_at(text, ()), links):
        raise CannotUntieError(f"{file} links to it in a way that only a text editor can change")
    return new


def _plain(value: Value, links: list[re.Pattern[str]]) -> Value:
    """Return values as they are to be without the links."""
    if isinstance(value, str):
        return _without(links, value)
    if isinstance(value, list):
        return [_plain(one, links) for one in value]
    if isinstance(value, dict):
        return {name: _plain(one, links) for name, one in value.items()}
    return value
