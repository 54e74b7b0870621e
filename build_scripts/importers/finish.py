"""What remains to be done when a file was read, whatever its format: pure functions from blocks to blocks.

Captions join their tables and figures, lists of references become entries, an abstract gets its heading, keywords
stand aside.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from ..paper.blocks import (
    Aside,
    Block,
    Figure,
    Form,
    Formula,
    Heading,
    MarkKind,
    Reference,
    Table,
    Text,
    Words,
)
from .runs import cut, join, tidy, without
from .signs import ABSTRACTS, caption_label, heads_references, keywords_of, source_label

_ABSTRACT = re.compile(rf"(?P<name>{ABSTRACTS})(?:\s*[.:—–]\s*|\s*\Z|\s+-\s+)", re.IGNORECASE)
_CHAPTER = re.compile(r"(?:\d+|[IVXLC]+)(?:\.\d+)*\.?\s", re.IGNORECASE)
_NUMBER = re.compile(r"\((\d{1,3}(?:\.\d{1,3})*[a-z]?|[A-Z]\.?\d{1,3})\)[.,;]?")
"""What stands beside a formula."""
FRONT = 40
"""Blocks at the beginning among which an abstract and keywords may stand."""
LONGEST_EXAMPLE = 200
"""Characters of the title of a numbered example."""
LONGEST_CAPTION = 700
"""Characters of a caption that is a paragraph of its own."""


def finish(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of a paper as they are to be. What is finished stays as it is."""
    return tuple(referenced(captioned(displayed(fronted(blocks)))))


def fronted(blocks: Sequence[Block]) -> list[Block]:
    """Return blocks in which an abstract has a heading, and keywords stand aside."""
    made: list[Block] = []
    numbered = False
    for at, block in enumerate(blocks):
        numbered = numbered or (isinstance(block, Heading) and _CHAPTER.match(block.words.text) is not None)
        if isinstance(block, Text) and at < FRONT and block.form in (Form.PARAGRAPH, Form.QUOTATION):
            made += _front(block, numbered)
        else:
            made.append(block)
    return made


def _front(block: Text, numbered: bool) -> Iterator[Block]:
    if keywords_of(block.words.text):
        yield Aside(words=block.words, role="keywords", where=block.where, language=block.language)
        return
    found = None if numbered else _ABSTRACT.match(block.words.text)
    if not found:
        yield block
        return
    plain = cut(
        without(block.words, MarkKind.STRONG, MarkKind.EMPHASIS), found.start("name"), found.end("name")
    )
    yield Heading(words=plain, where=block.where, language=block.language)
    rest = cut(block.words, found.end(), len(block.words.text))
    if rest.text:
        yield replace(block, words=rest, form=Form.PARAGRAPH)


def displayed(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks in which a formula alone in its paragraph stands apart, with the number that follows it."""
    made: list[Block] = []
    for block in blocks:
        before = made[-1] if made else None
        number = _NUMBER.fullmatch(block.words.text) if isinstance(block, Text) else None
        if number and isinstance(before, Formula) and not before.number:
            made[-1] = replace(before, number=number[1])
        else:
            made.append(_alone(block))
    return made


def _alone(block: Block) -> Block:
    """Return a paragraph as a formula, if it is nothing else but one and its number."""
    if not isinstance(block, Text) or block.form is not Form.PARAGRAPH or len(block.words.marks) != 1:
        return block
    (mark,) = block.words.marks
    rest = block.words.text[mark.end :].strip()
    number = _NUMBER.fullmatch(rest)
    if mark.kind is not MarkKind.FORMULA or mark.start or (rest and not number and rest not in ".,;"):
        return block
    tex = block.words.text[: mark.end]
    return Formula(
        tex=tex if number else tex + rest,
        number=number[1] if number else "",
        where=block.where,
        language=block.language,
    )


def captioned(blocks: Iterable[Block]) -> list[Block]:
    """Return blocks in which captions, and sources below, belong to the table or figure that they stand beside.

    Whether captions stand above or below is seen from all of the paper's: tables mostly have them above.
    """
    found = [_labelled(block) for block in blocks]
    taken: dict[int, int] = {}
    """The index of the table or figure that a caption belongs to, by its own."""
    for kind, usual in ((Table, -1), (Figure, 1)):
        open_ = [at for at, block in enumerate(found) if isinstance(block, kind) and not _named(block)]
        sides = sorted((-1, 1), key=lambda side: (-sum(_has(found, at, side) for at in open_), side != usual))
        for side in sides:
            for at in open_:
                if at not in taken.values() and at + side not in taken and _has(found, at, side):
                    taken[at + side] = at
    captions = {display: caption for caption, display in taken.items()}
    made: list[Block] = []
    for at, block in enumerate(found):
        before = made[-1] if made else None
        if at in taken:
            continue
        if isinstance(block, Table | Figure) and at in captions:
            made.append(_captioned(block, found[captions[at]]))
        elif _is_source(block) and isinstance(before, Table) and isinstance(block, Text):
            made[-1] = replace(before, source=join((before.source, block.words)))
        else:
            made.append(block)
    return made


def _has(blocks: Sequence[Block], at: int, side: int) -> bool:
    """Return whether a table or figure has a caption above it (-1) or below (1)."""
    other = blocks[at + side] if 0 <= at + side < len(blocks) else None
    if isinstance(blocks[at], Figure) and side < 0 and _numbers_example(other):
        return True
    return _captions(other, "table" if isinstance(blocks[at], Table) else "figure")


def _captioned(block: Table | Figure, caption: Block) -> Block:
    assert isinstance(caption, Text)  # noqa: S101  # it captions
    if caption.label:
        return replace(block, caption=caption.words, number=caption.label.strip("()"))
    return _labelled(replace(block, caption=caption.words))


def _is_source(block: Block) -> bool:
    if not isinstance(block, Text) or block.form is not Form.PARAGRAPH:
        return False
    label = source_label(block.words.text)
    return bool(label) and len(label) < len(block.words.text)


def _named(block: Table | Figure) -> bool:
    return bool(block.caption.text or block.number)


def _captions(block: Block | None, kind: str) -> bool:
    """Return whether a block is a paragraph that begins like a caption, and is not a sentence about a table."""
    if not isinstance(block, Text) or block.form not in (Form.PARAGRAPH, Form.QUOTATION):
        return False
    text = block.words.text
    found = caption_label(text)
    if not found or len(text) > LONGEST_CAPTION:
        return False
    rest = text[found[2] :]
    ended = text[: found[2]].rstrip()[-1:] in ".:|–—-"
    sign = found[0] == kind or (kind == "figure" and found[0] != "table")
    return sign and (ended or not rest or not rest[:1].islower())


def _numbers_example(block: Block | None) -> bool:
    """Return whether a block is the number and title of an example, which may be a figure."""
    return (
        isinstance(block, Text)
        and block.form is Form.ITEM
        and re.fullmatch(r"\(\d{1,3}\)", block.label) is not None
        and len(block.words.text) <= LONGEST_EXAMPLE
        and not block.words.text.endswith(".")
    )


def _labelled(block: Block) -> Block:
    """Return a table or figure whose caption has lost the word “Table” and the number, which it has elsewhere."""
    if not isinstance(block, Table | Figure) or block.number or not block.caption.text:
        return block
    found = caption_label(block.caption.text)
    if not found or (found[0] == "table") != isinstance(block, Table):
        return block
    first = block.caption.text.split()[0].rstrip(".").lower()
    start = found[2]
    if first in ("box", "plate", "map", "chart", "scheme"):
        return replace(block, number=found[1])
    caption = cut(block.caption, start, len(block.caption.text))
    return replace(block, number=found[1], caption=caption)


def referenced(blocks: Iterable[Block]) -> Iterator[Block]:
    """Yield blocks in which what stands under the heading of a list of references is entries of it."""
    level = 0
    for block in blocks:
        if isinstance(block, Heading):
            if heads_references(block.words.text):
                level = block.level
            elif level and block.level <= level:
                level = 0
        if level and isinstance(block, Text) and block.form is not Form.GLOSS:
            yield entry(block)
        else:
            yield block


def entry(block: Text) -> Reference:
    """Return a text as an entry, with the number that a list gave it; a bullet is no part of it."""
    words = tidy(block.words.text, block.words.marks)
    if any(sign.isalnum() for sign in block.label):
        words = join((Words(block.label), words))
    return Reference(words=words, where=block.where, language=block.language)
