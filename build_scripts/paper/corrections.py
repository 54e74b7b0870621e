"""Correct one place in the text of `paper.md`, as a reader of proofs decides. No byte of another place changes.

A decision is about the block that begins in a line. Words stay; numbers are never given twice: what is no numbered block
any more hands its number on to one that is near, so that its address still leads there.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache
from itertools import chain

from ..shared.place import Problem
from .blocks import (
    Aside,
    Block,
    Figure,
    Form,
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
    tidy,
)
from .folded import UNSPACED
from .inline import divided, read_words, write_words
from .paper_md import BULLET, NATURAL, NUMBER, PaperSource, lines_of_blocks, read_paper_md, written_words
from .structured import printed_label, with_numbers, with_section_ids
from .write_md import write_block
from .write_numbers import start_of_words, with_next, written_number

Worded = Heading | Text | Reference | Note | Aside | LeftOut
"""A block whose words can be moved to another one."""

_HYPHENS = ("-", "‐", "\u00ad")
_BULLETS = "•●▪◦‣·*–—-"
_ITEM_LABEL = re.compile(rf"(?P<label>{NATURAL}|[{re.escape(_BULLETS)}])\s+(?=\S)")
_NOTE_LABEL = re.compile(r"[\[(]?(?P<label>\d{1,3}(?!\d)|[*†‡§]{1,3}|[a-z](?=[\])]))[\])]?[.:]?\s*(?=\S)")
_LABEL = re.compile(r"[^\s\[\]\\^]+")


class What(StrEnum):
    """What is decided of a block."""

    RIGHT = "right"
    """It is right as it is: only the doubt goes."""
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    VERSE = "verse"
    ITEM = "item"
    NOTE = "note"
    LEAVE_OUT = "leave-out"
    JOIN = "join"
    CUT = "cut"
    TYPED = "typed"
    """Its lines are as somebody typed them."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided of a block, and how."""

    what: What
    level: int = 1
    """Of a heading, from 1 to 6."""
    label: str = ""
    """Of a note, as the paper prints it."""
    hyphen: bool = True
    """Whether a hyphen stays where two blocks are joined."""
    at: int = 0
    """Where a block is cut: how many characters of its words stand before."""
    typed: str = ""


@dataclass(frozen=True, slots=True)
class Corrected:
    """The text of `paper.md` after a decision, or why it is as it was."""

    text: str
    said: str
    """What was done, in a sentence; or why not."""
    refused: bool = False


@dataclass(frozen=True, slots=True)
class Join:
    """Where a block would go on if it were joined with the one before."""

    index: int
    """Of the block before, from 0."""
    hyphen: bool
    """Whether its last word ends in a hyphen."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A block that stands in the place of another one, and its words as they are to be written."""

    block: Block
    lines: tuple[str, ...]


_Change = dict[int, tuple[_Part, ...]]
"""What stands in the place of blocks, by their indexes; nothing, if they are gone."""


@dataclass(frozen=True, slots=True)
class _Proof:
    """The text of `paper.md`, read."""

    text: str
    source: PaperSource
    lines: tuple[str, ...]
    ends: tuple[str, ...]
    """The line end of each line; the last one is empty."""
    ranges: tuple[range, ...]
    """The lines of each block."""

    def written(self, index: int) -> str:
        """The words of a block as they are written."""
        return written_words(self.source.blocks[index], self.own_lines(index))

    def own_lines(self, index: int) -> tuple[str, ...]:
        """The lines of a block."""
        lines = self.ranges[index]
        return self.lines[lines.start : lines.stop]


def corrected(text: str, line: int, decision: Decision, doubt: int = 0) -> Corrected:
    """Return the text of `paper.md` after a decision on a block.

    Args:
        text: The text of `paper.md`.
        line: The line with which the block begins, from 1; 0 if a doubt is about no block.
        decision: What is decided.
        doubt: The line of the doubt that is settled by it; 0 if there is none.

    """
    if not doubt:
        return _decided(text, line, decision)
    proof = _proof(text)
    index = _index(proof, line)
    settled_ = settled(text, doubt)
    if settled_.refused or decision.what is What.RIGHT:
        return settled_
    if index is None:
        return _refused(text, _NO_BLOCK.format(line=line))
    made = _decided(settled_.text, _proof(settled_.text).ranges[index].start + 1, decision)
    return replace(made, text=text) if made.refused else made


def _decided(text: str, line: int, decision: Decision) -> Corrected:
    match decision.what:
        case What.RIGHT:
            return Corrected(text, "Nothing was changed.")
        case What.HEADING:
            return as_heading(text, line, decision.level)
        case What.NOTE:
            return as_note(text, line, decision.label)
        case What.LEAVE_OUT:
            return left_out(text, line)
        case What.JOIN:
            return joined(text, line, decision.hyphen)
        case What.CUT:
            return cut(text, line, decision.at)
        case What.TYPED:
            return retyped(text, line, decision.typed)
        case What.PARAGRAPH | What.QUOTATION | What.VERSE | What.ITEM:
            return as_text(text, line, Form(decision.what.value))


_NO_BLOCK = "No block begins in line {line}."
_DISPLAY = "This is a table, a figure, a formula or a gloss: edit its text."
_NOT_SO = "This cannot be done here without touching something else: edit the text."


def settled(text: str, line: int) -> Corrected:
    """Return the text without the doubt that stands in a line."""
    proof = _proof(text)
    rest = [(one.text, one.before) for one in proof.source.doubts if one.line != line]
    if len(rest) == len(proof.source.doubts):
        return _refused(text, f"No doubt stands in line {line}.")
    for instead in ((), ("",)):
        made = _spliced(proof, [(line - 1, line, instead)])
        found, _ = _read(made)
        if found.blocks == proof.source.blocks and _doubts(found) == rest:
            return Corrected(made, "Left as it is; the doubt is settled.")
    return _refused(text, _NOT_SO)


def as_heading(text: str, line: int, level: int) -> Corrected:
    """Return the text with a block as a heading of a level, from 1 to 6."""

    def made(block: Worded, written: str) -> tuple[Block, str]:
        words, written = _with_label(block, written)
        id_ = block.id if isinstance(block, Heading) else ""
        return Heading(words=words, level=min(max(level, 1), 6), id=id_, language=block.language), written

    return _as(text, line, made, f"It is a heading of level {level} now.")


def as_text(text: str, line: int, form: Form) -> Corrected:
    """Return the text with a block as a paragraph, a quotation, verse or an item. It has, or gets, a number."""

    def made(block: Worded, written: str) -> tuple[Block, str]:
        words, written = _with_label(block, written)
        label = ""
        if form is Form.VERSE:
            words = read_words(written, in_lines=True)
        if form is Form.ITEM:
            label, words, written = _label_taken(words, written)
        depth = block.depth if isinstance(block, Text) and form is Form.ITEM else 0
        if isinstance(block, Text):
            new = replace(block, words=words, form=form, label=label, depth=depth)
        else:
            number = block.number if isinstance(block, LeftOut) else 0
            new = Text(words=words, form=form, label=label, number=number, language=block.language)
        return new, written

    names = {Form.PARAGRAPH: "a paragraph", Form.QUOTATION: "a quotation", Form.ITEM: "an item of a list"}
    return _as(text, line, made, f"It is {names.get(form, form.value)} now.")


def as_note(text: str, line: int, label: str) -> Corrected:
    """Return the text with a block as a note. It stays where it is; a label that it begins with is not said twice."""
    if not _LABEL.fullmatch(label):
        return _refused(text, "Write the number or the sign of the note, without spaces or brackets.")

    def made(block: Worded, written: str) -> tuple[Block, str]:
        words, written = _with_label(block, written)
        begins = re.match(rf"[\[(]?{re.escape(printed_label(label))}(?!\w)[\])]?[.:]?\s*(?=\S)", words.text)
        if begins:
            words, written = _halves(words, begins.end())[1], divided(written, _letters(begins[0]))[1]
        return Note(label=label, words=words, language=block.language), written

    marks = {
        mark.value
        for one in _read(text)[0].blocks
        for mark in getattr(getattr(one, "words", Words()), "marks", ())
        if mark.kind is MarkKind.NOTE
    }
    missing = "" if label in marks else f" Its mark is not in the text yet: write [^{label}] where it stands."
    return _as(text, line, made, f"It is note {label} now.{missing}")


def left_out(text: str, line: int) -> Corrected:
    """Return the text with a block left out: it stays in the file, with its number."""
    proof = _proof(text)
    index = _index(proof, line)
    if index is None:
        return _refused(text, _NO_BLOCK.format(line=line))
    block = proof.source.blocks[index]
    shown = list(_lines_left(block, proof.written(index))) or [""]
    number = block.number if isinstance(block, Text | LeftOut) else 0
    parts = [_left_out(written, number if not at else 0) for at, written in enumerate(shown)]
    change = {index: (*parts,)} | _handed_on(proof, index, block.was if isinstance(block, Text) else ())
    return _changed(proof, change, "It is left out now; its words stay in the file.")


def _left_out(written: str, number: int) -> _Part:
    if not number and NUMBER.match(written):
        written = f"\\{written}"
    block = LeftOut(text=" ".join(written.split()), number=number)
    return _Part(block, (write_block(block),))


def _lines_left(block: Block, written: str) -> Iterator[str]:
    """Yield the lines as which a block is left out. A picture is named without what it shows."""
    match block:
        case Table() | Figure() | Formula():
            yield from (write_words(words) for words in (_caption(block),) if words != Words())
            if block.picture:
                yield f"![]({block.picture})"
            if isinstance(block, Table):
                yield from (" ".join(map(write_words, row)) for row in block.rows)
                yield from (write_words(words) for words in (block.source,) if words != Words())
            if isinstance(block, Formula) and block.tex:
                yield f"${block.tex}$"
        case Text(form=Form.GLOSS):
            yield write_words(block.words)
        case _:
            yield _with_label(block, written)[1]


def _caption(block: Table | Figure | Formula) -> Words:
    return Words() if isinstance(block, Formula) else block.caption


def join_before(blocks: tuple[Block, ...], index: int) -> Join | None:
    """Return which block the one at `index` would go on: the one before it, over what only stands between.

    Notes, tables, figures and what is left out stand between, as a page's end brings them.
    """
    block = blocks[index]
    if not isinstance(block, Worded) or isinstance(block, LeftOut) or _is_gloss(block):
        return None
    between = (
        (LeftOut, Table, Figure, Formula)
        if isinstance(block, Note)
        else (LeftOut, Note, Table, Figure, Formula)
    )
    for before in range(index - 1, -1, -1):
        other = blocks[before]
        if isinstance(other, between):
            continue
        if not isinstance(other, Worded) or isinstance(other, LeftOut) or _is_gloss(other):
            return None
        apart = isinstance(other, Heading | Aside) or isinstance(block, Aside)
        if apart and type(other) is not type(block):
            return None
        return Join(before, other.words.text.endswith(_HYPHENS))
    return None


def joined(text: str, line: int, hyphen: bool) -> Corrected:
    """Return the text with a block joined with the one before, which gets its number.

    `hyphen`: whether a hyphen that the one before ends in stays; words are not parted there in any case.
    """
    proof = _proof(text)
    index = _index(proof, line)
    if index is None:
        return _refused(text, _NO_BLOCK.format(line=line))
    found = join_before(proof.source.blocks, index)
    if found is None:
        return _refused(text, "There is nothing before it that it could go on.")
    one, other = proof.source.blocks[found.index], proof.source.blocks[index]
    assert isinstance(one, Worded) and not isinstance(one, LeftOut)  # noqa: S101, PT018  # `join_before` found them
    assert isinstance(other, Worded) and not isinstance(other, LeftOut)  # noqa: S101, PT018
    in_lines = isinstance(one, Text) and one.form is Form.VERSE
    words, written = _with_label(other, proof.written(index))
    words = read_words(written, in_lines=True) if in_lines else words
    dropped = found.hyphen and not hyphen
    between = _between(one.words.text, words.text, found.hyphen, in_lines)
    made = _together(one.words, words, between, dropped, in_lines)
    numbers = (other.number, *other.was) if isinstance(other, Text) and other.number else ()
    change: _Change = {index: ()}
    if isinstance(one, Text):
        one = replace(one, was=(*one.was, *numbers))
    else:
        change |= _handed_on(proof, index, numbers)
    block = replace(one, words=made)
    lines = _appended(proof, found.index, block, written, between, dropped)
    change[found.index] = (_Part(block, lines),)
    return _changed(proof, change, "It is joined with the one before now.", onto=found.index)


def _between(one: str, other: str, hyphen: bool, in_lines: bool) -> str:
    if in_lines:
        return "\n"
    unspaced = UNSPACED.match(one[-1:]) and UNSPACED.match(other[:1])
    return "" if hyphen or unspaced else " "


def _together(one: Words, other: Words, between: str, dropped: bool, in_lines: bool) -> Words:
    first = one.text[:-1] if dropped else one.text
    shift = len(first) + len(between)
    marks = [
        replace(mark, start=min(mark.start, len(first)), end=min(mark.end, len(first))) for mark in one.marks
    ]
    marks += [replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in other.marks]
    return tidy(Words(f"{first}{between}{other.text}", tuple(sorted(marks))), in_lines)


def _appended(
    proof: _Proof, index: int, block: Block, written: str, between: str, dropped: bool
) -> tuple[str, ...]:
    """Return the lines of a block with words after its own."""
    if isinstance(block, Heading):
        own = proof.written(index)
        return _framed(block, f"{own[:-1] if dropped else own}{between}{written}")
    *lines, last = proof.own_lines(index)
    last = last.rstrip()
    if dropped:
        last = last[:-1] if last.endswith(_HYPHENS) else last
    if between == "\n":
        lines += [last, *(f"| {line}" for line in written.split("\n"))]
    else:
        lines.append(f"{last}{between}{' '.join(written.split())}")
    if isinstance(block, Text) and block.number:
        lines[0] = _renumbered(lines[0], block)
    return tuple(lines)


def cut(text: str, line: int, at: int) -> Corrected:
    """Return the text with a block cut in two before a character of its words, counted from 0.

    What follows is a block of the same kind with the next free number; after a heading it is a paragraph.
    """
    proof = _proof(text)
    index = _index(proof, line)
    block = proof.source.blocks[index] if index is not None else None
    if index is None or not isinstance(block, Worded) or _is_gloss(block):
        return _refused(text, _NO_BLOCK.format(line=line) if index is None else _DISPLAY)
    at = max(at, 0)
    words = words_to_correct(block)
    in_lines = isinstance(block, Text) and block.form is Form.VERSE
    if not words.text[:at].strip() or not words.text[at:].strip():
        return _refused(text, "Nothing would stand before the cut, or after it: put it between two words.")
    if any(mark.kind is MarkKind.FORMULA and mark.start < at < mark.end for mark in words.marks):
        return _refused(text, "A formula cannot be cut: put the cut before or after it.")
    first, second = _halves(words, at, in_lines)
    before, after = divided(proof.written(index), _letters(words.text[:at]))
    rest: Block
    match block:
        case Heading():
            rest = Text(words=second, language=block.language)
        case Text():
            rest = replace(block, words=second, number=0, was=(), label="")
        case Reference():
            rest = replace(block, words=second, key="")
        case Note() | Aside():
            rest = replace(block, words=second)
        case LeftOut():
            parts = (_left_out(before, block.number), _left_out(after, 0))
            return _changed(proof, {index: parts}, "It is cut in two now.")
    rest, number = _with_number(proof, rest)
    whole = replace(block, words=first)
    change: _Change = {index: (_Part(whole, _framed(whole, before)), _Part(rest, _framed(rest, after)))}
    name = f" The second part is paragraph {number}." if number else ""
    return _changed(proof, change, f"It is cut in two now.{name}", number)


def retyped(text: str, line: int, typed: str) -> Corrected:
    """Return the text with the lines of a block as somebody typed them; refused if others could not be read then."""
    proof = _proof(text)
    index = _index(proof, line)
    if index is None:
        return _refused(text, _NO_BLOCK.format(line=line))
    new = tuple(re.split(r"\r\n|[\n\r]", typed.strip("\r\n")))
    lines = proof.ranges[index]
    made = _spliced(proof, [(lines.start, lines.stop, new if typed.strip() else ())])
    found, problems = _read(made)
    _, before = _read(text)
    if len(problems) > len(before):
        new_ones = [one for one in problems if one not in before]
        return _refused(
            text, f"This cannot be read: {(new_ones or list(problems))[0].found}. Nothing was saved."
        )
    blocks, after = proof.source.blocks, len(proof.source.blocks) - index - 1
    if (
        found.blocks[:index] != blocks[:index]
        or found.blocks[len(found.blocks) - after :] != blocks[index + 1 :]
    ):
        return _refused(text, "This would change a block beside it: write whole blocks. Nothing was saved.")
    if found.head != proof.source.head:
        return _refused(text, "This would change the lines at the top of the file. Nothing was saved.")
    if twice := _twice(found.blocks):
        return _refused(text, f"The number {twice} would stand twice. Nothing was saved.")
    return Corrected(made, "What you typed is saved.")


def proposed_label(words: Words) -> str:
    """Return the label of the note that words would be if they are one: what they begin with."""
    found = _NOTE_LABEL.match(words.text)
    return found["label"] if found else ""


def _as(text: str, line: int, make: Callable[[Worded, str], tuple[Block, str]], said: str) -> Corrected:
    """Return the text with one block made another kind. `make` is given the block and its words as they are written."""
    proof = _proof(text)
    index = _index(proof, line)
    if index is None:
        return _refused(text, _NO_BLOCK.format(line=line))
    old = proof.source.blocks[index]
    if not isinstance(old, Worded) or _is_gloss(old):
        return _refused(text, _DISPLAY)
    if isinstance(old, LeftOut):
        old = _with_free_number(proof, old)
    block, written = make(old, proof.written(index))
    block, number = _with_number(proof, block)
    if isinstance(block, Heading) and not block.id:
        block = _with_id(proof, index, block)
    kept = isinstance(block, Text)
    numbers = () if kept or not isinstance(old, Text) else tuple(filter(None, (old.number, *old.was)))
    numbers = (old.number,) if isinstance(old, LeftOut) and old.number and not kept else numbers
    change: _Change = {index: (_Part(block, _framed(block, written)),)}
    change |= _handed_on(proof, index, numbers, forward=isinstance(block, Heading))
    return _changed(proof, change, said, number)


def _with_free_number(proof: _Proof, block: LeftOut) -> LeftOut:
    """Return a block without its number if another one has it."""
    taken = chain.from_iterable(
        (one.number, *one.was) for one in proof.source.blocks if isinstance(one, Text)
    )
    return replace(block, number=0) if block.number in set(taken) else block


def _with_number(proof: _Proof, block: Block) -> tuple[Block, int]:
    """Return a block with the next free number if it needs one, and that number; 0 if it does not."""
    if not isinstance(block, Text) or block.number:
        return block, 0
    given = with_numbers(replace(proof.source, blocks=tuple(map(_as_numbered, proof.source.blocks))))
    number = given.head.next
    return replace(block, number=number), number


def _as_numbered(block: Block) -> Block:
    """Return a block that takes no number of its own: those without one get theirs from `course number`."""
    return Aside(words=block.words) if isinstance(block, Text) and not block.number else block


def _with_id(proof: _Proof, index: int, block: Heading) -> Heading:
    blocks = (*proof.source.blocks[:index], block, *proof.source.blocks[index + 1 :])
    made = with_section_ids(replace(proof.source, blocks=blocks)).blocks[index]
    return replace(block, id=made.id) if isinstance(made, Heading) else block


def _handed_on(proof: _Proof, index: int, numbers: tuple[int, ...], forward: bool = False) -> _Change:
    """Return the change that gives numbers to a numbered block near by; `forward`: rather to one after than before."""
    if not numbers:
        return {}
    texts = [
        at
        for at, block in enumerate(proof.source.blocks)
        if at != index and isinstance(block, Text) and block.number
    ]
    before, after = [at for at in texts if at < index][-1:], [at for at in texts if at > index][:1]
    for at in (*after, *before) if forward else (*before, *after):
        block = proof.source.blocks[at]
        assert isinstance(block, Text)  # noqa: S101  # as chosen above
        new = replace(block, was=(*block.was, *numbers))
        first, *lines = proof.own_lines(at)
        return {at: (_Part(new, (_renumbered(first, new), *lines)),)}
    return {}


def _renumbered(line: str, block: Text) -> str:
    """Return the first line of a block with other numbers than it has."""
    start = len("::: gloss") if block.form is Form.GLOSS else start_of_words(line, block.form)
    found = NUMBER.search(line, start)
    if not found:
        return line
    rest = line[found.end() :]
    return f"{line[: found.start()]}{written_number(block, block.number)}{' ' if rest else ''}{rest}"


def _with_label(block: Block, written: str) -> tuple[Words, str]:
    """Return the words of a block in one line, with the label that is printed before them, and how they are written."""
    words = words_to_correct(block)
    label = getattr(block, "label", "")
    if isinstance(block, Note):
        label = printed_label(label)
    if not label or label == BULLET:
        return tidy(words), written
    shift = len(label) + 1
    marks = tuple(replace(mark, start=mark.start + shift, end=mark.end + shift) for mark in words.marks)
    whole = Words(f"{label} {words.text}", marks)
    return tidy(whole), f"{write_words(Words(label))} {written}"


def _label_taken(words: Words, written: str) -> tuple[str, Words, str]:
    """Return the label that words begin with as an item, and the words without it."""
    found = _ITEM_LABEL.match(words.text)
    if not found:
        return BULLET, words, written
    label = BULLET if found["label"] in _BULLETS else found["label"]
    return label, _halves(words, found.end())[1], divided(written, _letters(found[0]))[1]


def words_to_correct(block: Block) -> Words:
    """Return the words of a block in which a cut is counted. A display has none."""
    return read_words(block.text) if isinstance(block, LeftOut) else getattr(block, "words", Words())


def _is_gloss(block: Block) -> bool:
    return isinstance(block, Text) and block.form is Form.GLOSS


def _letters(text: str) -> int:
    return sum(not letter.isspace() for letter in text)


def _halves(words: Words, at: int, in_lines: bool = False) -> tuple[Words, Words]:
    """Return words in two parts. The mark of a note after the last word of the first is its own."""
    end = len(words.text[:at].rstrip())
    start = at + len(words.text[at:]) - len(words.text[at:].lstrip())
    before = [replace(mark, end=min(mark.end, end)) for mark in words.marks if _begins_before(mark, end)]
    after = [
        replace(mark, start=max(mark.start, start) - start, end=max(mark.end, start) - start)
        for mark in words.marks
        if mark.end > end
    ]
    return (
        tidy(Words(words.text[:end], tuple(before)), in_lines),
        tidy(Words(words.text[start:], tuple(after)), in_lines),
    )


def _begins_before(mark: Mark, end: int) -> bool:
    return mark.start < end or (mark.kind is MarkKind.NOTE and mark.start == end)


def _framed(block: Block, written: str) -> tuple[str, ...]:
    """Return the lines of a block whose words are written already."""
    if isinstance(block, Text | Heading | Reference | Note | Aside):
        before, _, after = write_block(replace(block, words=Words("\0"))).partition("\0")
    else:
        return tuple(write_block(block).split("\n"))
    if isinstance(block, Heading):
        written = " ".join(written.split())
    sign = {Form.VERSE: "| ", Form.QUOTATION: "> "}.get(block.form, "") if isinstance(block, Text) else ""
    return tuple(f"{before}{written}{after}".replace("\n", f"\n{sign}").split("\n"))


def _changed(
    proof: _Proof, change: _Change, said: str, number: int = 0, onto: int | None = None
) -> Corrected:
    """Return the text with some blocks in the place of others, if it then says just that.

    Args:
        proof: The text.
        change: What stands in the place of blocks.
        said: What was done.
        number: The number that was given, if one was.
        onto: The block before which doubts stand now that were about a block that is gone.

    """
    blocks = proof.source.blocks
    expected = tuple(
        chain.from_iterable(
            (part.block for part in change[index]) if index in change else (block,)
            for index, block in enumerate(blocks)
        )
    )
    _, before = _read(proof.text)
    for anew in (False, True):
        text = _spliced(proof, list(_edits(proof, change, onto, anew)))
        if number:
            text = with_next(text, number + 1)
        found, problems = _read(text)
        same = found.blocks == expected and len(problems) <= len(before)
        if same and len(found.doubts) == len(proof.source.doubts):
            return Corrected(text, said)
    return _refused(proof.text, _NOT_SO)


def _edits(
    proof: _Proof, change: _Change, onto: int | None, anew: bool
) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Yield which lines are replaced by which. `anew`: blocks are written as the import would write them."""
    gone = {index for index, parts in change.items() if not parts}
    moved = [one for one in proof.source.doubts if onto is not None and one.before in gone]
    for doubt in moved:
        yield doubt.line - 1, doubt.line, ()
    for index, parts in change.items():
        written = [tuple(write_block(part.block).split("\n")) if anew else part.lines for part in parts]
        close = not anew and all(_stands_close(part.block) for part in parts)
        lines = [line for own in written for line in (*own, *([] if close else [""]))]
        lines = lines if close else lines[:-1]
        if index == onto:
            lines = [*(line for doubt in moved for line in (f"%? {doubt.text}", "")), *lines]
        yield proof.ranges[index].start, proof.ranges[index].stop, tuple(lines)


def _stands_close(block: Block) -> bool:
    return isinstance(block, LeftOut) or (isinstance(block, Text) and block.form is Form.ITEM)


def _spliced(proof: _Proof, edits: Iterable[tuple[int, int, tuple[str, ...]]]) -> str:
    """Return the text with lines replaced by others; where lines are gone, so is one of two empty lines around them."""
    lines, ends = list(proof.lines), list(proof.ends)
    usual = next((end for end in ends if end), "\n")
    for start, stop, new in sorted(edits, reverse=True):
        if not new:
            empty_before = start > 0 and not lines[start - 1].strip()
            if empty_before and stop < len(lines) and not lines[stop].strip():
                start, stop = (start - 1, stop) if stop == len(lines) - 1 else (start, stop + 1)
            del lines[start:stop], ends[start:stop]
            continue
        kept = ends[start:stop]
        lines[start:stop] = new
        ends[start:stop] = kept if len(kept) == len(new) else [*[usual] * (len(new) - 1), kept[-1]]
    bom = "\ufeff" * proof.text.startswith("\ufeff")
    return bom + "".join(chain.from_iterable(zip(lines, ends, strict=True)))


@lru_cache(maxsize=8)
def _read(text: str) -> tuple[PaperSource, tuple[Problem, ...]]:
    """Read a text once, however often a decision looks at it."""
    return read_paper_md(text)


@lru_cache(maxsize=8)
def _proof(text: str) -> _Proof:
    pieces = re.split(r"(\r\n|[\n\r])", text.removeprefix("\ufeff"))
    source, _ = _read(text)
    return _Proof(text, source, tuple(pieces[::2]), (*pieces[1::2], ""), lines_of_blocks(text))


def _index(proof: _Proof, line: int) -> int | None:
    return next((index for index, own in enumerate(proof.ranges) if own.start == line - 1), None)


def _doubts(source: PaperSource) -> list[tuple[str, int]]:
    return [(one.text, one.before) for one in source.doubts]


def _twice(blocks: Iterable[Block]) -> int:
    """Return a number that two blocks have; 0 if there is none."""
    seen: set[int] = set()
    for block in blocks:
        for number in filter(None, (block.number, *block.was) if isinstance(block, Text) else ()):
            if number in seen:
                return number
            seen.add(number)
    return 0


def _refused(text: str, why: str) -> Corrected:
    return Corrected(text, why, refused=True)
