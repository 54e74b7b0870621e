"""Turn stretches of text, with what is special about them, into words with marks."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..paper import blocks
from ..paper.blocks import Mark, MarkKind, Words

Special = tuple[MarkKind, str]
"""A kind of mark and its value."""

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")


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
        formula = next((at for at, (mark, _) in enumerate(open_) if mark[0] is MarkKind.FORMULA), None)
        same = same if formula is None else min(same, formula)
        marks += [Mark(start, len(text), *mark) for mark, start in open_[same:]]
        if formula is not None and any(kind is MarkKind.FORMULA for kind, _ in wanted):
            text += " "  # two formulas, and not one
        open_ = open_[:same] + [(mark, len(text)) for mark in wanted[same:]]
        text += run.text
    marks += [Mark(start, len(text), *mark) for mark, start in open_]
    return tidy(text, marks, lines=lines)


def plain(text: str) -> Words:
    """Return words without marks."""
    return gathered([Run(text)])


def join(parts: Iterable[Words], between: str = " ") -> Words:
    """Return several words as one."""
    text = ""
    marks: list[Mark] = []
    for part in parts:
        if part.text and text:
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
    """Return a text with marks as `Words` promises them. A note's mark stands at the word before it."""
    words = blocks.tidy(Words(_CONTROL.sub(" ", text), tuple(marks)), lines)
    return Words(words.text, tuple(sorted(_at_word(mark, words.text) for mark in words.marks)))


def _at_word(mark: Mark, text: str) -> Mark:
    if mark.kind is not MarkKind.NOTE:
        return mark
    at = len(text[: mark.start].rstrip())
    return Mark(at, at, mark.kind, mark.value)


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
