"""Turn stretches of text, with what is special about them, into words with marks."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ..paper.blocks import Mark, MarkKind, Words

Special = tuple[MarkKind, str]
"""A kind of mark and its value."""

_SPACE = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_SPACE_IN_LINES = re.compile(r"(?P<none> +(?=\n))|(?<=[^\s]) +(?=\S)")
_OTHER_SPACE = re.compile(r"[^\S\n\t ]|[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. A note's mark is a run without text."""

    text: str
    marks: tuple[Special, ...] = ()
    """The outermost first."""


def gathered(runs: Iterable[Run], *, lines: bool = False) -> Words:
    """Return words with their marks: white space is one space, and no mark begins or ends with one.

    With `lines`, line feeds, tabs and the spaces that a line begins with stay, as verse and glosses need them.
    """
    text = ""
    open_: list[tuple[Special, int]] = []
    marks: list[Mark] = []
    for run in runs:
        wanted = tuple(dict.fromkeys(run.marks))
        notes = [Mark(len(text), len(text), *mark) for mark in wanted if mark[0] is MarkKind.NOTE]
        if notes or not run.text:
            marks += notes
            continue
        same = _alike([mark for mark, _ in open_], wanted)
        marks += [Mark(start, len(text), *mark) for mark, start in open_[same:]]
        open_ = open_[:same] + [(mark, len(text)) for mark in wanted[same:]]
        text += run.text
    marks += [Mark(start, len(text), *mark) for mark, start in open_]
    return tidy(text, marks, lines=lines)


def plain(text: str) -> Words:
    """Return words without marks."""
    return gathered([Run(text)])


def join(parts: Iterable[Words], between: str = " ", *, empty: bool = False) -> Words:
    """Return several words as one; with `empty`, also with what is between those that have no text."""
    text = ""
    marks: list[Mark] = []
    for at, part in enumerate(parts):
        if (part.text and text) or (empty and at):
            text += between
        marks += _moved(part.marks, len(text))
        text += part.text
    return Words(text, tuple(sorted(marks)))


def cut(words: Words, start: int, end: int) -> Words:
    """Return the words between two offsets, with what is marked in them."""
    marks = [
        Mark(max(mark.start, start), min(mark.end, end), mark.kind, mark.value)
        for mark in words.marks
        if (mark.start < end and mark.end > start)
        or (mark.start == mark.end and (start < mark.start <= end or mark.start == start == 0))
    ]
    return tidy(words.text[start:end], _moved(marks, -start), lines="\n" in words.text or "\t" in words.text)


def wholly(words: Words, *kinds: MarkKind) -> bool:
    """Return whether all letters and digits have a mark of one of these kinds."""
    marked = [mark for mark in words.marks if mark.kind in kinds]
    signs = [at for at, sign in enumerate(words.text) if sign.isalnum()]
    return bool(signs) and all(any(mark.start <= at < mark.end for mark in marked) for at in signs)


def without(words: Words, *kinds: MarkKind) -> Words:
    """Return the words without the marks of these kinds."""
    return Words(words.text, tuple(mark for mark in words.marks if mark.kind not in kinds))


def tidy(text: str, marks: Iterable[Mark], *, lines: bool = False) -> Words:
    """Return words with single spaces. A mark loses the spaces at its ends; on nothing else, it goes."""
    marks = list(marks)
    if lines:
        text = _OTHER_SPACE.sub(" ", text.replace("\r", "\n"))
        begin = text.rfind("\n", 0, len(text) - len(text.lstrip())) + 1
    else:
        begin = len(text) - len(text.lstrip())
    end = len(text.rstrip())
    pieces: list[str] = []
    places = [0] * (len(text) + 1)
    """Where every character goes."""
    at, length = min(begin, end), 0
    for found in (_SPACE_IN_LINES if lines else _SPACE).finditer(text, at, end):
        pieces += [text[at : found.start()], "" if lines and found["none"] else " "]
        places[at : found.start()] = range(length, length + found.start() - at)
        length += found.start() - at
        places[found.start() : found.end()] = [length] * len(found[0])
        length += len(pieces[-1])
        at = found.end()
    pieces.append(text[at:end])
    places[at:] = range(length, length + len(text) + 1 - at)
    kept = "".join(pieces)
    return Words(kept, tuple(sorted(_placed(text, marks, places, len(kept)))))


def _placed(text: str, marks: Iterable[Mark], places: list[int], last: int) -> Iterator[Mark]:
    """Yield marks at their places in the tidy text, given the place of every character of `text`."""
    for mark in marks:
        inside = text[mark.start : mark.end]
        start = mark.start + len(inside) - len(inside.lstrip())
        end = mark.start + len(inside.rstrip())
        if mark.kind is MarkKind.NOTE:
            before = len(text[: mark.start].rstrip())
            at = min(places[before - 1] + 1 if before else 0, last)
            yield Mark(at, at, mark.kind, mark.value)
        elif start < end:
            yield Mark(places[start], min(places[end - 1] + 1, last), mark.kind, mark.value)


def _alike(these: list[Special], those: tuple[Special, ...]) -> int:
    """Return how many of the first are the same."""
    same = 0
    for one, other in zip(these, those, strict=False):
        if one != other:
            break
        same += 1
    return same


def _moved(marks: Iterable[Mark], by: int) -> list[Mark]:
    return [Mark(mark.start + by, mark.end + by, mark.kind, mark.value) for mark in marks]
