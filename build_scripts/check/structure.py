"""Check `paper.md`: numbers that come twice or are gone, notes without marks, keys of references, doubts that are open."""

from collections.abc import Iterator
from itertools import pairwise

from ..paper.blocks import (
    Figure,
    Formula,
    Heading,
    LeftOut,
    Mark,
    MarkKind,
    Note,
    Reference,
    Table,
    Text,
    words_of,
)
from ..paper.paper_md import PaperSource
from ..read.project import PAPER_MD
from ..shared.place import Place, Problem, Rule, Severity
from ..shared.suggest import nearest

NUMBER_TWICE = Rule(
    "number-twice",
    "two blocks of paper.md have the same number or id",
    "[7] … [7] …",
    "Take the number of the newer one out: it gets the next free one.",
)
NUMBER_MISSING = Rule(
    "number-missing",
    "a block of paper.md has no number yet, so its address may still change",
    "(a paragraph without [7] before it)",
    "Run: course number",
    Severity.WARNING,
)
NUMBER_GONE = Rule(
    "number-gone",
    "a number of paper.md is gone, which readers may have cited",
    "(no [7] between [6] and [8])",
    "Write [6 was 7] if it was joined to 6, or leave the block out with %% before it.",
    Severity.WARNING,
)
NOTE_UNMARKED = Rule(
    "note-unmarked",
    "a note of the paper has no mark in the text",
    "[^3]: The town book.",
    "Write [^3] where its mark stands.",
    Severity.WARNING,
)
MARK_UNKNOWN = Rule(
    "mark-unknown",
    "a mark in the paper belongs to no note",
    "salt[^3] was dear",
    "Write the note on a line of its own: [^3]: …",
    Severity.WARNING,
)
REFERENCE_UNKNOWN = Rule(
    "reference-unknown",
    "a citation in paper.md names no entry of the list of references",
    "[Mason 2016]{@masson-2016}",
    "Correct the key.",
    Severity.WARNING,
)
PICTURE_UNDESCRIBED = Rule(
    "picture-undescribed",
    "nothing says what a picture of the paper shows, for readers who do not see it",
    "![](figure-2.png)",
    "Write it between the brackets: ![A mill beside a weir](figure-2.png).",
    Severity.WARNING,
)
PAPER_DOUBT = Rule(
    "paper-doubt",
    "the import was unsure of something",
    "%? page 3: taken for a heading: “Who paid?”",
    "Look, correct what is wrong, and delete the line.",
    Severity.NOTE,
)
RULES = (
    NUMBER_TWICE,
    NUMBER_MISSING,
    NUMBER_GONE,
    NOTE_UNMARKED,
    MARK_UNKNOWN,
    REFERENCE_UNKNOWN,
    PICTURE_UNDESCRIBED,
    PAPER_DOUBT,
)


def structure(source: PaperSource) -> Iterator[Problem]:
    """Yield the problems of `paper.md` by itself."""
    yield from _numbers(source)
    yield from _gone(source)
    yield from _twice(source)
    yield from _notes(source)
    yield from _citations(source)
    yield from _pictures(source)
    for doubt in source.doubts:
        yield PAPER_DOUBT.at(Place(PAPER_MD, doubt.line), doubt.text, "look, correct, and delete this line")


def _numbers(source: PaperSource) -> Iterator[Problem]:
    seen: dict[int, int] = {}
    for block in source.blocks:
        if not isinstance(block, Text):
            continue
        place = Place(PAPER_MD, block.where.line)
        if not block.number:
            yield NUMBER_MISSING.at(place, f"“{block.words.text[:50]}…” has no number", "run: course number")
        for number in (block.number, *block.was):
            if number and number in seen:
                found = f"the number {number} stands in line {seen[number]} already"
                yield NUMBER_TWICE.at(place, found, "take it out here: the next free number is given")
            seen.setdefault(number, block.where.line)


def _gone(source: PaperSource) -> Iterator[Problem]:
    texts = {block.number: block for block in source.blocks if isinstance(block, Text)}
    given = {0, *texts, *(number for block in texts.values() for number in block.was)}
    given |= {block.number for block in source.blocks if isinstance(block, LeftOut)}
    for before, after in pairwise(sorted(given)):
        if after - before == 1:
            continue
        near = texts.get(before)
        numbers = f"{before + 1}" if after - before == 2 else f"{before + 1} to {after - 1}"
        yield NUMBER_GONE.at(
            Place(PAPER_MD, near.where.line if near else 1),
            f"there is no paragraph {numbers} any more",
            f"if it was joined to another one, write its number there: [{before or after} was {before + 1}]; "
            f"if it is no text of the paper, write it as a line that begins with %% [{before + 1}]",
        )


def _twice(source: PaperSource) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for block in source.blocks:
        match block:
            case Heading(id=id_) if id_:
                named = ("section", id_)
            case Reference(key=key) if key:
                named = ("reference", key)
            case _:
                continue
        if named in seen:
            found = f"two {named[0]}s are called “{named[1]}”"
            yield NUMBER_TWICE.at(Place(PAPER_MD, block.where.line), found, "give this one another name")
        seen.add(named)


def _notes(source: PaperSource) -> Iterator[Problem]:
    notes = {block.label: block.where.line for block in reversed(source.blocks) if isinstance(block, Note)}
    marks = dict(_marks(source, MarkKind.NOTE))
    labels = {mark.value for mark in marks}
    for label, line in notes.items():
        if label not in labels:
            found, fix = f"note {label} has no mark in the text", f"write [^{label}] where its mark stands"
            yield NOTE_UNMARKED.at(Place(PAPER_MD, line), found, fix)
    for mark, line in marks.items():
        if mark.value not in notes:
            found = f"there is no note {mark.value}{nearest(mark.value, tuple(notes))}"
            yield MARK_UNKNOWN.at(
                Place(PAPER_MD, line), found, f"write it on a line of its own: [^{mark.value}]: …"
            )


def _citations(source: PaperSource) -> Iterator[Problem]:
    keys = dict.fromkeys(block.key for block in source.blocks if isinstance(block, Reference))
    for mark, line in _marks(source, MarkKind.CITES):
        for key in mark.value.split():
            if key not in keys:
                found = f"the list of references has no entry “{key}”{nearest(key, tuple(keys))}"
                yield REFERENCE_UNKNOWN.at(Place(PAPER_MD, line), found, "correct the key")


def _pictures(source: PaperSource) -> Iterator[Problem]:
    for block in source.blocks:
        if isinstance(block, Table | Figure | Formula) and block.picture and not block.alternative:
            yield PICTURE_UNDESCRIBED.at(
                Place(PAPER_MD, block.where.line),
                f"nothing says what {block.picture} shows",
                f"write it between the brackets: ![…]({block.picture})",
            )


def _marks(source: PaperSource, kind: MarkKind) -> Iterator[tuple[Mark, int]]:
    """Yield the marks of a kind, each with its line."""
    for block in source.blocks:
        for words in words_of(block):
            yield from ((mark, block.where.line) for mark in words.marks if mark.kind is kind)
