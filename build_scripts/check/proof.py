"""Compare the words of `paper.md` with those that were imported: what differs must be accepted in `paper.yml`.

`seeds/imported.md` is what the import wrote, and nobody edits it. Paragraphs may be joined, cut, moved, left out or called
something else; but a word that is gone, new or changed is a difference. Signs, spaces and hyphens are no words. The label
of a note or an item may be said by its sign or by its words.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from ..paper.blocks import Block, Formula, LeftOut, MarkKind, Note, Text, Words, words_of
from ..paper.inline import read_words
from ..paper.paper_md import PaperSource
from ..paper.structured import printed_label
from ..read.course import Difference, PaperFile
from ..read.project import IMPORTED_MD, PAPER_FILE, PAPER_MD
from ..shared.place import Place, Problem, Rule, Severity

_HEADING_ID = re.compile(r"(?<=\S)\s+\{#[^\s{}]+\}$")
"""The id of a heading that was left out with its line: it is no word of the paper."""
WORDS_DIFFER = Rule(
    "words-differ",
    "words of paper.md are not those of the file that it was imported from",
    "[1] A bridge joins tow banks.",
    "Put the words back, or accept the difference under differences: in seeds/paper.yml, with the reason.",
    Severity.WARNING,
)
DIFFERENCE_UNKNOWN = Rule(
    "difference-unknown",
    "a difference is accepted that is not there",
    "differences: [{was: bridge, is: brigde, why: a misprint}]",
    "Correct it, or take it out.",
    Severity.WARNING,
)
RULES = (WORDS_DIFFER, DIFFERENCE_UNKNOWN)

_WORD = re.compile(r"[^\W_]+")
_MOST_PAIRS = 20_000_000
"""Pairs of equal words up to which texts are compared in order: some seconds. A paper that was corrected has far fewer."""
_SHOWN = 12
"""How many words of a difference a message shows."""


@dataclass(frozen=True, slots=True)
class Changed:
    """Words of the import, and what stands in their place."""

    was: str
    is_: str
    line: int
    """Of `paper.md`, from 1: where the new words begin, or those after words that are gone."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    line: int
    label: bool = False
    """Whether it is the label of a note or an item: it is compared, but need not be there."""


def proof(imported: PaperSource, source: PaperSource, file: PaperFile) -> Iterator[Problem]:
    """Yield a problem for each difference that is not accepted, and for each that is accepted but not there."""
    found = changes(imported, source)
    accepted = {_pair(one.was or "", one.is_ or ""): (n, one) for n, one in enumerate(file.differences)}
    there = {_pair(one.was, one.is_) for one in found}
    for one in found:
        if _pair(one.was, one.is_) not in accepted:
            yield _differs(one)
    for pair, (n, difference) in accepted.items():
        if pair not in there:
            yield _unknown(file, n, difference)


def changes(imported: PaperSource, source: PaperSource) -> tuple[Changed, ...]:
    """Return how the words differ, in the order of `paper.md`. Words that were only moved are no difference."""
    before, after = _apart(imported, source)
    if _pairs(before, after) > _MOST_PAIRS:
        return tuple(_by_count(before, after))
    matcher = SequenceMatcher(
        None, [word.text for word in before], [word.text for word in after], autojunk=False
    )
    made: list[Changed] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal":
            continue
        was, now = ([word for word in words if not word.label] for words in (before[a:b], after[c:d]))
        if _joined(was) == _joined(now):
            continue
        line = after[min(c, len(after) - 1)].line if after else 1
        made.append(Changed(" ".join(word.text for word in was), " ".join(word.text for word in now), line))
    return tuple(_without_moves(made))


def _pairs(before: list[_Word], after: list[_Word]) -> int:
    """Return how many pairs of equal words two texts have: a comparison in order takes about as many steps."""
    one, other = (Counter(word.text for word in words) for words in (before, after))
    return sum(times * other[word] for word, times in one.items())


def _by_count(before: list[_Word], after: list[_Word]) -> Iterator[Changed]:
    """Yield what is gone and what is new without regard to the order: texts too different to be compared in it."""
    one, other = (Counter(word.text for word in words if not word.label) for words in (before, after))
    if gone := one - other:
        yield Changed(" ".join(gone.elements()), "", 1)
    if new := other - one:
        yield Changed("", " ".join(new.elements()), 1)


def _without_moves(found: list[Changed]) -> Iterator[Changed]:
    """Yield the differences without pairs of the same words that are gone in one place and new in another."""
    gone = Counter(one.was for one in found if not one.is_)
    new = Counter(one.is_ for one in found if not one.was)
    moved_away, moved_here = gone & new, gone & new
    for one in found:
        if not one.is_ and moved_away[one.was]:
            moved_away[one.was] -= 1
        elif not one.was and moved_here[one.is_]:
            moved_here[one.is_] -= 1
        else:
            yield one


def _apart(imported: PaperSource, source: PaperSource) -> tuple[list[_Word], list[_Word]]:
    """Return the words of all blocks that are not in both, in order: a block that only moved is in both."""
    one, other = ([_words(block) for block in paper.blocks] for paper in (imported, source))
    keys, others = Counter(map(_key, one)), Counter(map(_key, other))
    both = keys & others
    return _rest(one, both.copy()), _rest(other, both.copy())


def _rest(blocks: list[list[_Word]], both: Counter[tuple[str, str]]) -> list[_Word]:
    rest: list[_Word] = []
    for words in blocks:
        key = _key(words)
        if both[key] > 0:
            both[key] -= 1
        else:
            rest += words
    return rest


def _key(words: list[_Word]) -> tuple[str, str]:
    """Return what tells a block from others: its label and its words."""
    return _joined([word for word in words if word.label]), _joined(
        [word for word in words if not word.label]
    )


def _joined(words: list[_Word]) -> str:
    return "".join(word.text for word in words)


def _words(block: Block) -> list[_Word]:
    """Return the words of a block, but not those of formulas, which people write anew in TeX."""
    if isinstance(block, Formula):
        return []
    line = block.where.line
    labels = [_Word(word, line, label=True) for word in _letters(_label(block))]
    said = [read_words(_HEADING_ID.sub("", block.text))] if isinstance(block, LeftOut) else words_of(block)
    return labels + [_Word(word, line) for words in said for word in _letters(_without_formulas(words))]


def _label(block: Block) -> str:
    match block:
        case Note(label=label):
            return printed_label(label)
        case Text(label=label):
            return label
        case _:
            return ""


def _without_formulas(words: Words) -> str:
    text = words.text
    for mark in reversed(words.marks):
        if mark.kind is MarkKind.FORMULA:
            text = f"{text[: mark.start]} {text[mark.end :]}"
    return text


@lru_cache(maxsize=4096)
def _letters(text: str) -> tuple[str, ...]:
    """Return the words of a text: letters and digits, composed, with ligatures as letters, without soft hyphens."""
    plain = unicodedata.normalize("NFKC", text).replace("\u00ad", "").replace("\u200b", "")
    return tuple(_WORD.findall(plain))


def _pair(was: str, is_: str) -> tuple[str, str]:
    return "".join(_letters(was)), "".join(_letters(is_))


def _short(words: str) -> str:
    some = words.split()
    return " ".join(some[:_SHOWN]) + (" …" if len(some) > _SHOWN else "")


def _differs(one: Changed) -> Problem:
    if not one.is_:
        found = f"the words “{_short(one.was)}” of the imported file are gone"
    elif not one.was:
        found = f"the words “{_short(one.is_)}” are not in the imported file"
    else:
        found = f"“{_short(one.is_)}” stands for “{_short(one.was)}” of the imported file"
    fix = (
        f"put the file's words back (they are in {IMPORTED_MD}; %% leaves words out), or accept this under differences: "
        f"in {PAPER_FILE}"
    )
    return WORDS_DIFFER.at(Place(PAPER_MD, one.line), found, fix)


def _unknown(file: PaperFile, n: int, difference: Difference) -> Problem:
    found = f"paper.md has no “{difference.is_ or ''}” for “{difference.was or ''}” of the imported file"
    return DIFFERENCE_UNKNOWN.at(file.place("differences", n), found, "correct this, or take it out")
