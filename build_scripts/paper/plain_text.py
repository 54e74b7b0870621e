"""Read `seeds/paper.txt`, the text of a paper, into sections and paragraphs. Every word is kept.

The text may be hard-wrapped, double-spaced, or cut by page breaks and running headers, as programs that extract text
from PDF leave it. Paragraphs are counted, so a course relies on it that this reading never changes: new courses
have a `paper.md`, in which numbers are written.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from ..shared.words import distinct, slug
from .paper import GAP, Omitted, Paper, Paragraph, Section, Span

SHORT = 0.85
"""A line shorter than this part of a full line may be the last of a paragraph."""
HEADING = 0.7
"""A heading is shorter than this part of a full line."""

_TAKEN = re.compile(r"p\d+|words|works|(card|cite|note|mark)-.*")
"""Anchors that other things have on a page with the paper's sections."""
_ENDS = re.compile(r"[.?!:。？！][\"'’”)\]»]*$")
_STOPS = re.compile(r"[.,;:?!。，；？！]$")
_OPENS = re.compile(r"[\"'‘“«(\[]*(?:\d|(?![a-z])[^\W\d_])")


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    text: str
    gap: bool
    """Whether an empty line comes before it."""


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    line: int
    heading: bool


def read_paper(text: str, patterns: Iterable[str] = (), headings: Iterable[str] = ()) -> Paper:
    """Return the paper in `text`.

    `patterns`: lines to leave out, such as running headers; white space does not matter, and
    `#` stands for any number. `headings`: the lines that are headings; if none are given,
    headings are recognised by their form.
    """
    lines, listed = _lines(text), tuple(patterns)
    is_furniture = furniture(listed)
    left_out = {line.number for line in lines if is_furniture(line.text)} if listed else set()
    kept = [line for line in lines if line.number not in left_out]
    omitted = tuple(Omitted(line.number, line.text) for line in lines if line.number in left_out)
    return _paper(_blocks(kept, {_squeeze(heading) for heading in headings}), omitted)


def furniture(patterns: Iterable[str]) -> Callable[[str], bool]:
    """Return a function that tells whether a line is page furniture; in the patterns `#` stands for any number."""
    # `##` or `#5#` becomes one `#`: two numbers side by side would make the search very slow.
    merged = [re.sub(r"#[\d#]*#", "#", _squeeze(pattern)) for pattern in patterns]
    escaped = [re.escape(pattern).replace(r"\#", r"\d+") for pattern in merged]
    found = re.compile("|".join(escaped) or r"(?!)").fullmatch
    return lambda line: found(_squeeze(line)) is not None


def lines_of(text: str) -> list[str]:
    """Return the lines of a text as text editors count them: a form feed does not end a line."""
    return re.split(r"\r\n|[\n\r]", text.removeprefix("\ufeff"))


def _squeeze(line: str) -> str:
    return " ".join(line.split())


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    gap = False
    for number, line in enumerate(lines_of(text), 1):
        if words := _squeeze(line):
            lines.append(_Line(number, words, gap or line.startswith("\f")))
        gap = not words
    return lines


def _blocks(lines: list[_Line], headings: set[str]) -> list[_Block]:
    """Join lines into headings and paragraphs."""
    full = sorted(len(line.text) for line in lines)[len(lines) * 9 // 10] if lines else 0
    gaps = _gaps_mean_paragraphs(lines)
    blocks: list[_Block] = []
    block: list[_Line] = []
    for line, after in zip_longest(lines, lines[1:]):
        if line.text in headings if headings else not block and _is_heading(line, after, full):
            blocks += [*_block(block), _Block(line.text, line.number, heading=True)]
            block = []
        elif after is None or _ends_paragraph(line, after, full, gaps):
            blocks += _block([*block, line])
            block = []
        else:
            block.append(line)
    return [*blocks, *_block(block)]


def _block(lines: list[_Line]) -> list[_Block]:
    return [_Block(_join(line.text for line in lines), lines[0].number, heading=False)] if lines else []


def _gaps_mean_paragraphs(lines: list[_Line]) -> bool:
    """Return whether empty lines separate paragraphs: not if most are inside sentences (double spacing)."""
    before_gap = [line.text for line, after in pairwise(lines) if after.gap]
    whole = sum(1 for text in before_gap if _ENDS.search(text) or len(text) < 40)
    return bool(before_gap) and 2 * whole >= len(before_gap)


def _ends_paragraph(line: _Line, after: _Line, full: int, gaps: bool) -> bool:
    ends = bool(_ENDS.search(line.text))
    if gaps:
        return after.gap and (ends or bool(_OPENS.match(after.text)))
    return ends and len(line.text) < SHORT * full


def _is_heading(line: _Line, after: _Line | None, full: int) -> bool:
    return (
        after is not None
        and len(line.text) < HEADING * max(full, 80)
        and not _STOPS.search(line.text)
        and bool(_OPENS.match(line.text))
        and bool(_OPENS.match(after.text))
    )


def _join(lines: Iterable[str]) -> str:
    """Join lines by a space, but by nothing after a hyphen inside a word. The hyphen stays."""
    return re.sub(r"(?<=[^\W\d_]-)\n(?=[^\W\d_])", "", "\n".join(lines)).replace("\n", " ")


def _section_id(heading: str) -> str:
    name = slug(heading) or "opening"
    return f"section-{name}" if _TAKEN.fullmatch(name) else name


def _paper(blocks: list[_Block], omitted: tuple[Omitted, ...]) -> Paper:
    """Return the paper, with numbered paragraphs under their headings."""
    headings = [block.text for block in blocks if block.heading]
    if not blocks or not blocks[0].heading:
        headings.insert(0, "")
    ids = distinct(_section_id(heading) for heading in headings)
    paragraphs: list[list[Paragraph]] = [[] for _ in ids]
    section = -1 if blocks and blocks[0].heading else 0
    number = start = 0
    for block in blocks:
        end = start + len(block.text)
        if block.heading:
            section += 1
        else:
            number += 1
            paragraphs[section].append(Paragraph(f"p{number}", ids[section], Span(start, end), block.line))
        start = end + len(GAP)
    return Paper(
        text=GAP.join(block.text for block in blocks),
        sections=tuple(
            Section(id_, heading, tuple(own))
            for id_, heading, own in zip(ids, headings, paragraphs, strict=True)
        ),
        omitted=omitted,
    )
