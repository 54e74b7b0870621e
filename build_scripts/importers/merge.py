"""Bring a second import of a paper together with what people have corrected since the first.

Three texts are compared, block by block, as version control compares lines: what the first import wrote, what people
made of it, and what the new one would write. Where only one of the two changed something, that is taken. Where both did,
people's work stays, and a doubt says what the new file has. A block keeps its number wherever its words go on; one that
the new file does not have stays, with a doubt.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import pairwise
from textwrap import shorten

from ..paper.blocks import (
    Block,
    Figure,
    Formula,
    Heading,
    Note,
    Reference,
    Table,
    Text,
    words_of,
)
from ..paper.paper_md import OpenDoubt, PaperSource
from ..paper.structured import with_numbers, with_section_ids
from ..paper.write_md import write_block

_LIKE = 0.6
"""Blocks are the same, corrected, if this part of their words is."""
_SHOWN = 120
"""How many letters of the new file a doubt shows."""


@dataclass(frozen=True, slots=True)
class _Chunk:
    """A stretch of blocks in the three texts: indexes from 0, the last not included."""

    base: tuple[int, int]
    ours: tuple[int, int]
    theirs: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Merged:
    """A paper that was imported again."""

    source: PaperSource
    """What `paper.md` says now."""
    imported: PaperSource
    """What the import would have written if nobody had corrected anything: the next one is compared with it."""
    undecided: tuple[str, ...]
    """Where people and the new file both changed something; people's work was kept."""


def merged(base: PaperSource, ours: PaperSource, new: PaperSource) -> Merged:
    """Return the paper as people corrected it, with what a new import does better.

    Args:
        base: What the former import wrote.
        ours: What `paper.md` says now.
        new: What the new import found; its numbers are not used.

    """
    theirs = with_former_numbers(base, ours, new)
    texts = [[write_block(block) for block in source.blocks] for source in (base, ours, theirs)]
    names = [_names(source.blocks) for source in (base, ours, theirs)]
    everywhere = _numbers(theirs.blocks)
    blocks: list[Block] = []
    doubts: list[OpenDoubt] = []
    undecided: list[str] = []
    for chunk in _chunks(*names):
        spans = (chunk.base, chunk.ours, chunk.theirs)
        was, mine, found = (text[slice(*span)] for text, span in zip(texts, spans, strict=True))
        kept, other = ours.blocks[slice(*chunk.ours)], theirs.blocks[slice(*chunk.theirs)]
        if mine == was != found and _numbers(kept) <= everywhere:
            doubts += _doubts(theirs, chunk.theirs, len(blocks))
            blocks += other
            continue
        doubts += _doubts(ours, chunk.ours, len(blocks))
        if found != was and found != mine:
            doubts.append(OpenDoubt(0, _said_there(other), len(blocks)))
            undecided.append(f"{_name(kept)}: {_said_there(other)}")
        blocks += kept
    end = len(ours.blocks)
    doubts += _doubts(ours, (end, end + 1), len(blocks))
    head = replace(theirs.head, next=max(ours.head.next, theirs.head.next))
    source = PaperSource(head, tuple(blocks), tuple(sorted(doubts, key=lambda doubt: doubt.before)))
    return Merged(with_section_ids(with_numbers(source)), theirs, tuple(undecided))


def _numbers(blocks: Sequence[Block]) -> set[int]:
    """Return the numbers that blocks have, or had before they were joined."""
    return {number for one in blocks if isinstance(one, Text) for number in (one.number, *one.was)}


def _doubts(source: PaperSource, span: tuple[int, int], at: int) -> Iterator[OpenDoubt]:
    """Yield the doubts about a stretch of blocks, which stands from index `at` now."""
    for doubt in source.doubts:
        if span[0] <= doubt.before < span[1]:
            yield replace(doubt, before=at + doubt.before - span[0])


def _said_there(blocks: Sequence[Block]) -> str:
    """Return what the new file has where people's work was kept."""
    said = " / ".join(" ".join(one.text for one in words_of(block)) for block in blocks)
    if not said:
        return "the new file has nothing here"
    return f"the new file has here: “{shorten(said, _SHOWN, placeholder='…')}”"


def _name(blocks: Sequence[Block]) -> str:
    numbers = [f"p{block.number}" for block in blocks if isinstance(block, Text)]
    return ", ".join(numbers) or "between two paragraphs"


def _names(blocks: Sequence[Block]) -> list[str]:
    """Return a name for each block that stays when people correct it: its number, key, label, or else its words."""
    names: list[str] = []
    times = Counter[str]()
    for block in blocks:
        match block:
            case Text(number=number):
                name = f"p{number}"
            case Heading(id=id_):
                name = f"section {id_}"
            case Reference(key=key):
                name = f"reference {key}"
            case Note(label=label):
                name = f"note {label}"
            case Table(number=number) | Figure(number=number) | Formula(number=number) if number:
                name = f"{type(block).__name__} {number}"
            case _:
                name = write_block(block)
        times[name] += 1
        names.append(f"{name} ({times[name]})")
    return names


def _chunks(base: list[str], ours: list[str], theirs: list[str]) -> Iterator[_Chunk]:
    """Yield the texts cut at the blocks that all three have, as `diff3` does (Khanna, Kunal and Pierce 2007)."""
    ends = (len(base), len(ours), len(theirs))
    with_ours, with_theirs = _matches(base, ours), _matches(base, theirs)
    common = [(at, with_ours[at], with_theirs[at]) for at in with_ours if at in with_theirs]
    for (b, o, t), (next_b, next_o, next_t) in pairwise([(-1, -1, -1), *common, ends]):
        if (b + 1, o + 1, t + 1) != (next_b, next_o, next_t):
            yield _Chunk((b + 1, next_b), (o + 1, next_o), (t + 1, next_t))
        if next_b < len(base):
            yield _Chunk((next_b, next_b + 1), (next_o, next_o + 1), (next_t, next_t + 1))


def _matches(one: list[str], other: list[str]) -> dict[int, int]:
    """Return for each block of one text the same block of the other, in order, by their indexes."""
    found = SequenceMatcher(None, one, other, autojunk=False).get_matching_blocks()
    return {match.a + step: match.b + step for match in found for step in range(match.size)}


def with_former_numbers(base: PaperSource, ours: PaperSource, new: PaperSource) -> PaperSource:
    """Return the new import with the numbers that its blocks have in the former one.

    A block that is new, or the second part of one that was cut, gets the next free number; one that was joined has the
    number of its first part, and those of the others after `was`.
    """
    numbered = [block for block in base.blocks if isinstance(block, Text)]
    fresh = [index for index, block in enumerate(new.blocks) if isinstance(block, Text)]
    old_words = [_words(block) for block in numbered]
    new_words = [_words(new.blocks[index]) for index in fresh]
    given: dict[int, tuple[int, tuple[int, ...]]] = {}
    for low, high, first, last in _gaps(old_words, new_words):
        if (low, first) == (high - 1, last - 1) and old_words[low] == new_words[first]:
            given[fresh[first]] = (numbered[low].number, numbered[low].was)
            continue
        waiting = list(range(low, high))
        for at in range(first, last):
            own = [old for old in waiting if _goes_on(old_words[old], new_words[at])]
            if own:
                waiting = [old for old in waiting if old > own[-1]]
                numbers = [numbered[old].number for old in own]
                given[fresh[at]] = (numbers[0], tuple(numbers[1:]))
    blocks = tuple(
        _numbered(block, *given.get(index, (0, ()))) if isinstance(block, Text) else block
        for index, block in enumerate(new.blocks)
    )
    free = max(base.head.next, ours.head.next, *(with_numbers(one).head.next for one in (base, ours)))
    return with_numbers(replace(new, blocks=blocks, head=replace(new.head, next=free)))


def _numbered(block: Text, number: int, was: tuple[int, ...]) -> Text:
    return replace(block, number=number, was=was)


def _words(block: Block) -> tuple[str, ...]:
    return tuple(" ".join(one.text for one in words_of(block)).split())


def _gaps(old: list[tuple[str, ...]], new: list[tuple[str, ...]]) -> Iterator[tuple[int, int, int, int]]:
    """Yield the stretches of both lists that belong together: equal blocks one by one, and what lies between them."""
    low = first = 0
    for match in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks():
        if low < match.a or first < match.b:
            yield low, match.a, first, match.b
        for step in range(match.size):
            yield match.a + step, match.a + step + 1, match.b + step, match.b + step + 1
        low, first = match.a + match.size, match.b + match.size


def _goes_on(old: tuple[str, ...], new: tuple[str, ...]) -> bool:
    """Return whether an old block is the new one, a part of it, or holds it: by the words that they share."""
    one, other = set(old), set(new)
    return bool(one and other) and len(one & other) >= _LIKE * min(len(one), len(other))
