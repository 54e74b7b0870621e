"""Make `paper.md` of what a reader found, and tell what it found in a few lines."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import accumulate, chain

from ..paper.blocks import (
    Aside,
    Block,
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
    Words,
    words_of,
)
from ..paper.entries import with_keys
from ..paper.paper_md import BULLET, Head, OpenDoubt, PaperSource
from ..paper.structured import with_numbers, with_section_ids
from ..shared.words import counted
from .reading import Doubt, Reading

_TYPED_BULLETS = ("-", "*")
"""What people type for a bullet."""
_ENOUGH = 6
"""Letters of a quotation by which a block is found."""
_TOLD = 12
"""How many doubts are told when a paper is imported; the others stand in `paper.md`."""


@dataclass(frozen=True, slots=True)
class Told:
    """What people are told of an import."""

    found: str
    """What was found, in one line."""
    unsure: tuple[str, ...]
    """The worst doubts, the most harmful first, and how many more there are."""


def transcript(reading: Reading, original: str, sha256: str) -> PaperSource:
    """Return what `paper.md` says of a paper that was read.

    Every block has its number or id, and the doubts stand before the blocks that they are about.

    Args:
        reading: What a reader found.
        original: The name of the file that stands beside `paper.md`.
        sha256: The fingerprint of that file, in hexadecimal digits.

    """
    labels = _labels(reading.blocks)
    cut = [list(_in_lines(_with_labels(block, labels))) for block in reading.blocks]
    starts = [0, *accumulate(map(len, cut))]
    said = [OpenDoubt(0, _said(doubt), starts[_place(doubt, reading.blocks)]) for doubt in reading.doubts]
    head = Head(original=original, sha256=sha256, language=reading.language)
    blocks, doubts = tuple(chain.from_iterable(cut)), tuple(sorted(said, key=lambda doubt: doubt.before))
    return with_section_ids(with_numbers(PaperSource(head, with_keys(blocks), doubts)))


def _place(doubt: Doubt, blocks: tuple[Block, ...]) -> int:
    """Return the index of the block that a doubt is about: one that it names, or that has the words it quotes."""
    if doubt.block is not None:
        return doubt.block
    quoted = [words.strip("… ") for words in re.findall("“([^”]+)”", doubt.message)]
    for index, block in enumerate(blocks):
        said = " ".join(words.text for words in words_of(block))
        if any(len(words) >= _ENOUGH and words in said for words in quoted):
            return index
    return len(blocks)


def _in_lines(block: Block) -> Iterator[Block]:
    """Yield a block; what is left out, such as a listing of code, in lines, as `paper.md` has it."""
    if not isinstance(block, LeftOut):
        yield block
        return
    for line in block.text.splitlines():
        if words := " ".join(line.split()):
            yield replace(block, text=words)


def _said(doubt: Doubt) -> str:
    # A path in a structured file means nothing to a teacher: there the words that a doubt quotes say where it is.
    where = "" if doubt.where.path and not (doubt.where.page or doubt.where.line) else str(doubt.where)
    return " ".join(f"{where}: {doubt.message}".removeprefix(": ").split())


def _labels(blocks: tuple[Block, ...]) -> dict[str, str]:
    """Return for each label of a note one that `paper.md` can hold: without spaces and brackets, no two alike."""
    found = dict.fromkeys(block.label for block in blocks if isinstance(block, Note))
    found |= dict.fromkeys(
        mark.value
        for block in blocks
        for mark in getattr(getattr(block, "words", Words()), "marks", ())
        if mark.kind is MarkKind.NOTE
    )
    made: dict[str, str] = {}
    for label in found:
        safe = re.sub(r"[\s\[\]\\^]+", "", label) or "note"
        free = safe
        number = 1
        while free in made.values():
            number += 1
            free = f"{safe}-{number}"
        made[label] = free
    return made


def _with_labels(block: Block, labels: dict[str, str]) -> Block:
    if isinstance(block, Note):
        return replace(block, label=labels[block.label], words=_relabelled(block.words, labels))
    match block:
        case Text() if block.label in _TYPED_BULLETS:
            return replace(block, words=_relabelled(block.words, labels), label=BULLET)
        case Heading() | Text() | Reference() | Aside():
            return replace(block, words=_relabelled(block.words, labels))
        case Table():
            rows = tuple(tuple(_relabelled(cell, labels) for cell in row) for row in block.rows)
            caption, source = (_relabelled(words, labels) for words in (block.caption, block.source))
            return replace(block, rows=rows, caption=caption, source=source)
        case Figure():
            return replace(block, caption=_relabelled(block.caption, labels))
        case _:
            return block


def _relabelled(words: Words, labels: dict[str, str]) -> Words:
    if not any(mark.kind is MarkKind.NOTE for mark in words.marks):
        return words
    marks = (
        Mark(mark.start, mark.end, mark.kind, labels.get(mark.value, mark.value))
        if mark.kind is MarkKind.NOTE
        else mark
        for mark in words.marks
    )
    return replace(words, marks=tuple(sorted(marks)))


def told(reading: Reading, source: PaperSource) -> Told:
    """Return what to tell the person who imports a paper."""
    doubts = [_said(doubt) for doubt in sorted(reading.doubts, key=lambda doubt: doubt.harm)]
    more = len(doubts) - _TOLD
    rest = (f"and {counted(more, 'more doubt')}: search for %? in seeds/paper.md",) if more > 0 else ()
    return Told(", ".join(_found(reading, source)), (*doubts[:_TOLD], *rest))


def _found(reading: Reading, source: PaperSource) -> Iterator[str]:
    kinds = Counter(type(block) for block in source.blocks)
    title = reading.citation.get("title")
    yield f"“{title}”" if title else "no title"
    authors = reading.citation.get("author")
    yield counted(len(authors) if isinstance(authors, list | tuple) else 0, "author")
    yield counted(kinds[Heading], "section")
    yield counted(kinds[Text], "paragraph")
    yield counted(len({block.label for block in source.blocks if isinstance(block, Note)}), "note")
    yield counted(kinds[Table], "table")
    yield counted(kinds[Figure], "figure")
    yield counted(kinds[Formula], "formula")
    yield counted(kinds[Reference], "reference")
    yield f"{counted(kinds[LeftOut], 'line')} left out"
    yield f"language {source.head.language}" if source.head.language else "language not told"
