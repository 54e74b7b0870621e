"""Know headings, titles, verse and glosses by how they look, where a file does not say what they are."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ...paper.blocks import Block, Form, MarkKind, Table, Text, Words
from ..runs import cut, join, tidy, wholly
from ..signs import caption_label

LONGEST_HEADING = 160
"""Characters."""
LONGEST_VERSE = 75
"""Characters of a line of verse."""
LONGEST_CELL = 40
"""Characters of a word in a gloss, which may be several."""

_CHAPTER = re.compile(
    r"(?P<number>(?:\d{1,2}|[IVX]{1,5}|[A-Z](?=[.\s]*\d|\.))(?:\.\d{1,2})*)(?P<dot>[.)]?)\s+(?=[^\W\d]|[“‘\"'«¿(])"
)
_BEGINS = re.compile(
    r"(?:abstract|introduction|einleitung|introducción|zusammenfassung|summary|résumé)\b", re.IGNORECASE
)
_EXAMPLE = re.compile(r"\(\d{1,3}\)[a-z]?|\d{1,3}\.|\(\d{1,3}[a-z]\)")
_LINED = re.compile(r"[\n\t]|^ ")
_ENDS = tuple(".,;")
_TRANSLATION = ("‘", "“", "'", '"', "«", "„")


@dataclass(frozen=True, slots=True, order=True)
class Weight:
    """How much letters stand out: what stands out more is the greater one."""

    size: float = 0
    """In points above those of the text; 0 if they are as large, or smaller."""
    bold: bool = False
    capitals: bool = False
    underlined: bool = False
    italic: bool = False
    coloured: bool = False


@dataclass(frozen=True, slots=True)
class Seen:
    """A paragraph as a person sees it."""

    text: str
    """With its label, if it has one."""
    weight: Weight = Weight()
    outline: int = 0
    """The level of a heading, if the file says that it is one."""
    labelled: bool = False
    """Whether the program that wrote it made its number."""
    alone: bool = True
    """Whether it may be a heading where it stands: not in a table or a list of bullets."""


def number_of(text: str) -> tuple[int, ...]:
    """Return the number of a heading as counts: `2.1 Data` is (2, 1). Roman digits and letters count as one part."""
    found = _CHAPTER.match(text)
    if not found:
        return ()
    return tuple(int(part) if part.isdigit() else 0 for part in found["number"].split("."))


def headings(seen: Sequence[Seen]) -> dict[int, int]:
    """Return which paragraphs are headings, with their levels."""
    chosen = {at: one for at, one in enumerate(seen) if one.outline or _stands_out(one)}
    chosen = _in_order(seen, chosen)
    ranks = _ranks([one for one in chosen.values() if not one.outline])
    styled = any(one.outline for one in seen)
    levels: dict[int, int] = {}
    last = 0
    for at, one in sorted(chosen.items()):
        if one.outline:
            last = levels[at] = one.outline
        elif number := number_of(one.text):
            levels[at] = len(number)
        else:
            levels[at] = ranks[one.weight] + (last if styled and not _BEGINS.match(one.text) else 0)
    return {at: min(max(level, 1), 6) for at, level in levels.items()}


def _stands_out(one: Seen) -> bool:
    """Return whether a paragraph looks like a heading by itself."""
    text = one.text.strip()
    if not one.alone or not text or len(text) > LONGEST_HEADING or not any(sign.isalpha() for sign in text):
        return False
    if caption_label(text) or (_EXAMPLE.match(text) and text.startswith("(")):
        return False
    number = number_of(text)
    if text.endswith(_ENDS) and not (number and one.weight.bold) and not text.isupper():
        return False
    if one.weight.bold or one.weight.capitals or one.weight.size >= 1:
        return True
    if len(number) > 1:
        return True
    if one.weight.italic or one.weight.underlined:
        return bool(number) or (len(text) <= 80 and text[:1].isupper() and not text.endswith(":"))
    return (sum(sign.isalpha() for sign in text) > 3 and text.isupper()) or (
        bool(number) and one.weight.coloured
    )


def _in_order(seen: Sequence[Seen], chosen: Mapping[int, Seen]) -> dict[int, Seen]:
    """Return those that stay: a number without any look counts only where it follows from the ones before."""
    kept: dict[int, Seen] = {}
    before: set[tuple[int, ...]] = set()
    for at, one in sorted(chosen.items()):
        number = number_of(one.text)
        if (
            one.outline
            or not number
            or one.weight > Weight()
            or number[:-1] in before
            or (*number[:-1], number[-1] - 1) in before
            or number[:-1] == ()
        ):
            kept[at] = one
        else:
            continue
        if number:
            before |= {number[:length] for length in range(1, len(number) + 1)}
    return kept


def _ranks(found: Sequence[Seen]) -> dict[Weight, int]:
    """Return the level of every look: as that of numbered headings that look so, or one below those that weigh more."""
    numbered: dict[Weight, int] = {}
    for one in found:
        if number := number_of(one.text):
            numbered[one.weight] = min(len(number), numbered.get(one.weight, 9))
    ranks: dict[Weight, int] = {}
    level = 0
    for weight in sorted({one.weight for one in found}, reverse=True):
        level = numbered.get(weight, level + 1)
        ranks[weight] = level
    return ranks


def weight_of(words: Words) -> Weight:
    """Return how words look by their marks alone."""
    return Weight(
        bold=wholly(words, MarkKind.STRONG),
        capitals=wholly(words, MarkKind.SMALL_CAPITALS),
        italic=wholly(words, MarkKind.EMPHASIS),
    )


def lined(blocks: Sequence[Block]) -> Iterator[Block]:
    """Yield blocks in which lines and tabs are what they mean: verse, a gloss, or only spaces."""
    at = 0
    while at < len(blocks):
        block = blocks[at]
        if not isinstance(block, Text) or block.form in (Form.VERSE, Form.GLOSS):
            yield block
            at += 1
            continue
        run = [block]
        while at + len(run) < len(blocks) and _continues(run[-1], blocks[at + len(run)]):
            following = blocks[at + len(run)]
            assert isinstance(following, Text)  # noqa: S101  # it continues a text
            run.append(following)
        gloss = _gloss_of_lines(run)
        if gloss:
            yield gloss
            at += len(run)
        else:
            yield _settled(block)
            at += 1


def _continues(block: Text, following: Block) -> bool:
    return (
        isinstance(following, Text)
        and following.form is block.form
        and len(_cells(block.words.text)) > 2
        and (len(_cells(following.words.text)) > 2 or following.words.text.strip().startswith(_TRANSLATION))
    )


def _cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip(" \n").split("\t")]


def _gloss_of_lines(run: Sequence[Text]) -> Text | None:
    """Return paragraphs or lines as one gloss, if words stand under words: as many in each, two lines at least."""
    whole = join((block.words for block in run), "\n")
    lines = [line for line in whole.text.split("\n") if line.strip()]
    rows = [_cells(line) for line in lines if not line.strip().startswith(_TRANSLATION)]
    filled = [len([cell for cell in row if cell and not _EXAMPLE.fullmatch(cell)]) for row in rows]
    if len(rows) < 2 or min(filled) < 2 or len(set(filled)) > 1:
        return None
    if any(len(cell) > LONGEST_CELL for row in rows for cell in row):
        return None
    table = [list(_cells_of(line)) for line in lines_of(whole)]
    return replace(run[0], words=_set(table), form=Form.GLOSS) if _is_whole(table) else None


def _cells_of(line: Words) -> Iterator[Words]:
    """Yield the cells of a line that has tabs between them."""
    start = 0
    for cell in line.text.split("\t"):
        words = cut(line, start, start + len(cell))
        yield tidy(words.text, words.marks)
        start += len(cell) + 1


def _is_whole(rows: Sequence[Sequence[Words]]) -> bool:
    """Return whether no cell between others is empty, since a gloss has no empty ones."""
    return all(cell.text for row in rows for cell in row)


def _set(rows: Sequence[Sequence[Words]]) -> Words:
    """Return rows as lines. What stands alone in front, such as a number or a speaker, has a line of its own."""
    lines: list[Words] = []
    for row in rows:
        first = row[0].text if row else ""
        if len(row) > 2 and (_EXAMPLE.fullmatch(first) or first.endswith(":")):
            lines.append(row[0])
            row = row[1:]
        lines.append(join(row, "\t" if len(row) > 2 else " "))
    return join(lines, "\n")


def lines_of(words: Words) -> Iterator[Words]:
    """Yield the lines of words that are not empty, with their tabs."""
    start = 0
    for line in words.text.split("\n"):
        if line.strip():
            yield cut(words, start, start + len(line))
        start += len(line) + 1


def _settled(block: Text) -> Text:
    """Return a text with its lines if it is verse, and without if not."""
    words = block.words
    if not _LINED.search(words.text):
        return block
    lines = words.text.split("\n")
    tabs = any("\t" in line.lstrip("\t") for line in lines)
    short = all(len(line) <= LONGEST_VERSE for line in lines)
    if len(lines) > 1 and block.form is not Form.ITEM and short and not tabs:
        return replace(block, form=Form.VERSE, words=_with_indents(words))
    return replace(block, words=tidy(words.text, words.marks))


def _with_indents(words: Words) -> Words:
    """Return verse in which a tab at the beginning of a line is a space."""
    return tidy(words.text.replace("\t", " "), words.marks, lines=True)


def examples_of(table: Table) -> tuple[Text | Table, ...]:
    """Return a table as a gloss, if it is one: an example's number in front, and words under words.

    A first row with a title alone is a paragraph before it. A numbered example that is no gloss has no header.
    """
    if table.caption.text or table.number or not table.rows:
        return (table,)
    first = _filled(table.rows[0])
    titled = len(first) == 1 and not _EXAMPLE.fullmatch(first[0].text)
    rows = table.rows[1:] if titled else table.rows
    labels = [row[0].text for row in rows if row[0].text]
    if len(labels) != 1 or not rows[0][0].text or not _EXAMPLE.fullmatch(labels[0]):
        return (table,)
    lines = _without_labels([line for row in rows if (line := _filled(row[1:]))])
    long = [line for line in lines if len(line) > 2]
    if (
        len(long) < 2
        or not _is_whole(lines)
        or any(len(cell.text) > LONGEST_CELL for line in long for cell in line)
    ):
        return (replace(table, heads=0),)
    title = (Text(words=first[0], where=table.where),) if titled else ()
    begins = len(lines[0]) == 1
    numbered = [[rows[0][0]], *lines] if not begins else [[join((rows[0][0], lines[0][0]))], *lines[1:]]
    return *title, Text(words=_set(numbered), form=Form.GLOSS, where=table.where)


def _without_labels(lines: Sequence[list[Words]]) -> list[list[Words]]:
    """Return rows in which a first column that only some of them use is lines of its own: `A:`, `b. Target`."""
    while any(not line[0].text for line in lines) and any(line[0].text for line in lines):
        made: list[list[Words]] = []
        for line in lines:
            if not line[0].text:
                made.append(line[1:])
            elif len(line) > 2:
                made += [[line[0]], line[1:]]
            else:
                made.append([join(line)])
        lines = made
    return list(lines)


def _filled(row: Sequence[Words]) -> list[Words]:
    """Return a row without the empty cells at its end."""
    length = max((at + 1 for at, cell in enumerate(row) if cell.text), default=0)
    return list(row[:length])
