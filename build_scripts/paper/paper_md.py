r"""Read `seeds/paper.md`: a paper as Markdown that a person can read and correct.

```
---
original: original.pdf
next: 14
language: en
---

{title} Bridges and Salt in the Two Towns

{author} Anna Berg

# Abstract {#abstract}

[1] This essay asks who paid for the bridge.

# 1 The levy {#the-levy}

[2] The levy on salt was *old*,[^1] and nobody had asked for it [Holm 2009]{@holm-2009}.

[3 was 4] Two paragraphs that were one after all.

> [5] A quotation.

| [6] When the water stands at the mill,
|     the ferry stands still, stands still;

- [7] that the ferry was slow,
- [8] that the weir was low.

::: table 1 | Bridges by town
| Town | Bridges |
|------|---------|
| Upper | 12 |
source: The town book.
:::

::: figure 2 | The mill
![A mill beside a weir](figure-2.png)
:::

::: formula 1
x + 1 = 8
:::

::: gloss [9]
salis   via
of.salt way
:::

%% Anna Berg, 44

%? page 3: taken for a heading: “References”; is it one?

# References {#references}

@holm-2009 Holm, K. (2009). A bridge for two towns …

[^1]: The charter is printed in the town book, leaf 12.
```

An empty line ends a block. `[2]` is the permanent number of a block, `[3 was 4]` that of two that were joined,
`[10 lang=fr]` tells a language. `%%` leaves out, `%?` is a doubt: delete its line when it is settled. `next` is the next
number to give. Within lines, `inline` tells what signs mean.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..read.project import PAPER_MD
from ..shared.place import Place, Problem, Rule
from .blocks import (
    Aside,
    Block,
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    Note,
    Reference,
    Table,
    Text,
    Where,
    Words,
)
from .inline import read_words

PAPER_HEAD = Rule(
    "paper-head",
    "the lines between --- at the top of paper.md are not as the program reads them",
    "next: soon",
    "Write original:, sha256:, next: or language: and a value.",
)
PAPER_FENCE = Rule(
    "paper-fence",
    "a line with ::: opens what the program does not know, or is never closed",
    "::: picture",
    "Write ::: table, figure, formula or gloss, and ::: on a line of its own after it.",
)
RULES = (PAPER_HEAD, PAPER_FENCE)

BULLET = "•"
ROLES = (
    "title", "subtitle", "author", "affiliation", "date", "doi", "journal", "keywords", "licence",
)  # fmt: skip
"""What an aside may be, beside just `aside`."""

_TAG = r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*"
NUMBER = re.compile(
    rf"\[(?=[^\]])(?P<number>\d{{1,6}})?(?P<was> was \d{{1,6}}(?:[ ,]+\d{{1,6}})*)?(?: ?lang=(?P<lang>{_TAG}))?\](?: |$)"
)
_HEADING = re.compile(
    rf"(?P<level>#{{1,6}}) +(?P<words>.*?)(?:\s+\{{(?:#(?P<id>[^\s{{}}]+))?\s*(?:lang=(?P<lang>{_TAG}))?\}})?\s*"
)
NATURAL = (
    r"-|\(?(?:\d{1,3}|[a-zA-Z]|[ivxl]{1,5}|[IVXL]{1,5})\)|(?:\d{1,3}|[a-zA-Z]|[ivxl]{1,5}|[IVXL]{1,5})\."
)
ITEM = re.compile(rf"(?P<indent> *)(?:-\{{(?P<label>[^{{}}]*)\}}|(?P<natural>{NATURAL}))(?: |$)")
_VERSE = re.compile(r"\|(?: |$)")
_QUOTATION = re.compile(r"> ?")
_REFERENCE = re.compile(r"@(?P<key>\S*)(?: |$)")
_NOTE = re.compile(r"\[\^(?P<label>[^\s\[\]\\^]+)\]: ?")
_ASIDE = re.compile(rf"\{{(?P<role>aside|{'|'.join(ROLES)})\}}(?: |$)")
_LEFT_OUT, _DOUBT = re.compile(r"%% ?"), re.compile(r"%\? ?")
_FENCE = re.compile(
    rf"::: *(?P<kind>[a-z]+)(?: +(?P<number>\[[^\]]*\]|(?!\||\{{)\S+?))?(?: +\{{lang=(?P<lang>{_TAG})\}})?(?: *\|(?P<caption>.*))?\s*"
)
_PICTURE = re.compile(r"!\[(?P<alternative>(?:\\.|[^\]\\])*)\]\((?P<picture>[^\s()]*)\)")
_RULE = re.compile(r"\|(?:\s*:?-+:?\s*\|)+")
_CELL = re.compile(r"(?:\\.|\$(?:[^$\\]|\\.)+\$|[^|\\])*")
STARTS = (NUMBER, ITEM, _VERSE, _QUOTATION, _REFERENCE, _NOTE, _ASIDE, re.compile(r"#{1,6} |%%|%\?|:::"))
"""Words that would be read as something else at the beginning of a line."""


@dataclass(frozen=True, slots=True)
class Head:
    """The lines between `---` at the top."""

    original: str = ""
    """Name of the file that the paper was read from; it stands beside `paper.md`."""
    sha256: str = ""
    """Its fingerprint."""
    next: int = 1
    """The next number to give."""
    language: str = ""
    """BCP 47 tag of the paper."""


@dataclass(frozen=True, slots=True)
class OpenDoubt:
    """A doubt of the import that nobody has settled yet."""

    line: int
    text: str
    before: int
    """Index of the block that it stands before."""


@dataclass(frozen=True, slots=True)
class PaperSource:
    """What `paper.md` says."""

    head: Head
    blocks: tuple[Block, ...]
    doubts: tuple[OpenDoubt, ...] = ()


@dataclass(frozen=True, slots=True)
class _Raw:
    """The lines of one block."""

    line: int
    """Number of the first, from 1."""
    lines: tuple[str, ...]


def read_paper_md(text: str) -> tuple[PaperSource, tuple[Problem, ...]]:
    """Return what `paper.md` says, and what in it cannot be read. All words that cannot are text."""
    lines = re.split(r"\r\n|[\n\r]", text.removeprefix("\ufeff"))
    head, body, problems = _head(lines)
    blocks: list[Block] = []
    doubts: list[OpenDoubt] = []
    block: Block
    for raw in _raw_blocks(lines, body):
        if _DOUBT.match(raw.lines[0]):
            doubts.append(OpenDoubt(raw.line, _DOUBT.sub("", raw.lines[0], count=1).strip(), len(blocks)))
            continue
        if raw.lines[0].startswith(":::"):
            block, problem = _fenced(raw)
            problems += [problem] if problem else []
        else:
            block = _block(raw)
        blocks.append(replace(block, where=Where(line=raw.line)))
    return PaperSource(head, tuple(blocks), tuple(doubts)), tuple(problems)


def lines_of_blocks(text: str) -> tuple[range, ...]:
    """Return the lines of each block of `paper.md`, as indexes from 0; a doubt is no block."""
    lines = re.split(r"\r\n|[\n\r]", text.removeprefix("\ufeff"))
    _, body, _ = _head(lines)
    return tuple(
        range(raw.line - 1, raw.line - 1 + len(raw.lines))
        for raw in _raw_blocks(lines, body)
        if not _DOUBT.match(raw.lines[0])
    )


def _head(lines: list[str]) -> tuple[Head, int, list[Problem]]:
    """Return the head, the index of the line after it, and problems."""
    if not lines or lines[0].strip() != "---":
        return Head(), 0, []
    end = next((index for index, line in enumerate(lines[1:], 1) if line.strip() == "---"), None)
    if end is None:
        return Head(), 1, [_bad_head(1, "the --- at the top is never closed")]
    values: dict[str, str] = {}
    problems: list[Problem] = []
    for number, line in enumerate(lines[1:end], 2):
        key, colon, value = (part.strip() for part in re.sub(r"(^|\s)#.*", "", line).partition(":"))
        if not key and not colon:
            continue
        value = value.strip("'\"")
        if key not in ("original", "sha256", "next", "language") or not colon:
            problems.append(_bad_head(number, f"“{line.strip()}” is not known here"))
        elif key == "next" and not re.fullmatch(r"\d{1,6}", value):
            problems.append(_bad_head(number, f"“{value}” is not a number"))
        else:
            values[key] = value
    first = int(values.pop("next", "1"))
    return Head(next=first, **values), end + 1, problems


def _bad_head(line: int, found: str) -> Problem:
    return PAPER_HEAD.at(Place(PAPER_MD, line), found, PAPER_HEAD.remedy)


def _raw_blocks(lines: list[str], first: int) -> Iterator[_Raw]:
    """Yield the lines of each block. What stands between two `:::` is one, with its empty lines."""
    index = first
    while index < len(lines):
        line = lines[index]
        if not line.strip():
            index += 1
            continue
        end = index + 1
        if line.startswith(":::"):
            while end < len(lines) and not lines[end].startswith(":::"):
                end += 1
            closed = end < len(lines) and lines[end].strip() == ":::" and line.strip() != ":::"
            if not closed:  # then it is this line alone, so that the rest can be read
                end = index + 1
            yield _Raw(index + 1, (*lines[index:end], *([":::"] if closed else [])))
            index = end + closed
        else:
            while end < len(lines) and lines[end].strip() and not _begins(line, lines[end]):
                end += 1
            yield _Raw(index + 1, tuple(lines[index:end]))
            index = end


def _begins(first: str, line: str) -> bool:
    """Return whether a line begins a block of its own, though no empty line stands before it.

    `first`: the line with which the block before it began.
    """
    if line.startswith(":::") or any(
        sign.match(line) or sign.match(first) for sign in (_LEFT_OUT, _DOUBT, _HEADING)
    ):
        return True
    if _VERSE.match(first) or _QUOTATION.match(first):
        shown = (_VERSE if _VERSE.match(first) else _QUOTATION).sub("", line, count=1)
        return NUMBER.match(shown) is not None
    if NUMBER.match(line):
        return True
    return any(sign.match(first) and sign.match(line) for sign in (ITEM, _REFERENCE, _NOTE, _ASIDE))


def _block(raw: _Raw) -> Block:
    first, text = raw.lines[0], " ".join(line.strip() for line in raw.lines)
    if _LEFT_OUT.match(first):
        left = _LEFT_OUT.sub("", first, count=1)
        found = NUMBER.match(left)
        number = int(found["number"] or 0) if found else 0
        return LeftOut(text=" ".join(left[found.end() if found and number else 0 :].split()), number=number)
    if found := _HEADING.fullmatch(first):
        return Heading(
            words=read_words(found["words"]),
            level=len(found["level"]),
            id=found["id"] or "",
            language=found["lang"] or "",
        )
    if _VERSE.match(first):
        return _text("\n".join(_VERSE.sub("", line, count=1) for line in raw.lines), Form.VERSE)
    if _QUOTATION.match(first):
        return _text(
            " ".join(_QUOTATION.sub("", line, count=1).strip() for line in raw.lines), Form.QUOTATION
        )
    if found := _NOTE.match(first):
        language, words = _language(text[found.end() :])
        return Note(label=found["label"], words=words, language=language)
    if found := _REFERENCE.match(first):
        language, words = _language(text[found.end() :])
        return Reference(key=found["key"], words=words, language=language)
    if found := _ASIDE.match(first):
        language, words = _language(text[found.end() :])
        role = "" if found["role"] == "aside" else found["role"]
        return Aside(role=role, words=words, language=language)
    if (found := ITEM.match(first)) and not NUMBER.match(first):
        item = _text(" ".join([first[found.end() :], *(line.strip() for line in raw.lines[1:])]), Form.ITEM)
        label = found["label"] if found["natural"] is None else found["natural"].replace("-", BULLET)
        return replace(item, label=label, depth=len(found["indent"]) // 2)
    return _text(text, Form.PARAGRAPH)


def written_words(block: Block, lines: tuple[str, ...]) -> str:
    """Return the words of a block as its lines write them, without the signs, numbers and names that stand around.

    Lines of verse and of long paragraphs stay lines. A display has none.
    """
    first = lines[0]
    match block:
        case Heading():
            found = _HEADING.fullmatch(first)
            return found["words"] if found else ""
        case LeftOut():
            return _after_number(_LEFT_OUT.sub("", first, count=1), bool(block.number)).strip()
        case Text(form=Form.VERSE):
            return _after_number("\n".join(_VERSE.sub("", line, count=1) for line in lines))
        case Text(form=Form.QUOTATION):
            return _after_number("\n".join(_QUOTATION.sub("", line, count=1) for line in lines))
        case Text(form=Form.PARAGRAPH):
            return _after_number("\n".join(lines).lstrip())
        case Text(form=Form.ITEM):
            sign = ITEM
        case Note():
            sign = _NOTE
        case Reference():
            sign = _REFERENCE
        case Aside():
            sign = _ASIDE
        case _:
            return ""
    numbered = isinstance(block, Text) or bool(block.language)
    return _after_number("\n".join((sign.sub("", first, count=1), *lines[1:])), numbered)


def _after_number(written: str, numbered: bool = True) -> str:
    found = NUMBER.match(written) if numbered else None
    return written[found.end() :] if found else written


def _text(written: str, form: Form) -> Text:
    """Return a numbered block; `written` is what stands after the signs of its form."""
    in_lines = form in (Form.VERSE, Form.GLOSS)
    found = NUMBER.match(written)
    if not found:
        return Text(words=read_words(written, in_lines), form=form)
    return Text(
        words=read_words(written[found.end() :], in_lines),
        form=form,
        number=int(found["number"] or 0),
        was=tuple(map(int, re.findall(r"\d+", found["was"] or ""))),
        language=found["lang"] or "",
    )


def _language(written: str) -> tuple[str, Words]:
    """Return the language that stands before words, and the words."""
    found = NUMBER.match(written)
    if found and found["lang"] and not found["number"]:
        return found["lang"], read_words(written[found.end() :])
    return "", read_words(written)


def _fenced(raw: _Raw) -> tuple[Text | Table | Figure | Formula, Problem | None]:
    first, *body = raw.lines
    place = Place(PAPER_MD, raw.line)
    if not body or body.pop() != ":::":
        found = f"“{first.strip()}” is never closed" if first.strip() != ":::" else "this ::: closes nothing"
        return Text(words=read_words(first.lstrip(": "))), PAPER_FENCE.at(place, found, PAPER_FENCE.remedy)
    opening = _FENCE.fullmatch(first)
    kind = opening["kind"] if opening else ""
    if not opening or kind not in ("table", "figure", "formula", "gloss"):
        words = read_words(" ".join([first.lstrip(": "), *body]))
        return Text(words=words), PAPER_FENCE.at(place, f"“{first.strip()}” is not known", PAPER_FENCE.remedy)
    number, caption = opening["number"] or "", read_words(opening["caption"] or "")
    language = opening["lang"] or ""
    if kind == "gloss":
        cells = "\n".join(re.sub(r"(?<=\S) {2,}", "\t", line) for line in body)
        numbered = f"{number} {cells}" if number else cells
        return _text(numbered, Form.GLOSS), None
    pictures = [shown for line in body if (shown := _PICTURE.fullmatch(line.strip()))]
    picture = pictures[0] if pictures else None
    others = [line for line in body if not _PICTURE.fullmatch(line.strip())]
    made: Table | Figure | Formula
    if kind == "figure":
        made = Figure(caption=caption)
    elif kind == "formula":
        made = Formula(tex="\n".join(others).strip())
    else:
        made = _table(caption, others)
    return replace(
        made,
        number=number,
        language=language,
        picture=picture["picture"] if picture else "",
        alternative=re.sub(r"\\(.)", r"\1", picture["alternative"]) if picture else "",
    ), None


def _table(caption: Words, lines: list[str]) -> Table:
    sources = [line.partition(":")[2] for line in lines if line.strip().startswith("source:")]
    rows, heads = _rows([line.strip() for line in lines if line.strip().startswith("|")])
    return Table(caption=caption, rows=rows, heads=heads, source=read_words(" ".join(sources)))


def _rows(lines: list[str]) -> tuple[tuple[tuple[Words, ...], ...], int]:
    """Return the rows of a table, made equally long, and how many of them are headers."""
    heads = next((index for index, line in enumerate(lines) if _RULE.fullmatch(line)), 0)
    rows = [[read_words(cell) for cell in _cells(line)] for line in lines if not _RULE.fullmatch(line)]
    width = max(map(len, rows), default=0)
    return tuple((*row, *[Words()] * (width - len(row))) for row in rows), heads


def _cells(line: str) -> list[str]:
    cells: list[str] = []
    at = 1
    while at < len(line):
        found = _CELL.match(line, at)
        end = found.end() if found else at
        cells.append(line[at:end])
        at = end + 1
    return cells
