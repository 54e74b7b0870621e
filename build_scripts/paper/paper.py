"""Read the text of a paper into sections and paragraphs. Every word is kept.

The text may be hard-wrapped, double-spaced, or cut by page breaks and running headers, as
programs that extract text from PDF leave it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise, takewhile, zip_longest

from ..shared.words import distinct, plain, slug

SHORT = 0.85
"""A line shorter than this part of a full line may be the last of a paragraph."""
HEADING = 0.7
"""A heading is shorter than this part of a full line."""

OMITTED = "[…]"
"""Stands for words that readers are not shown."""

_GAP = "\n\n"
"""Between headings and paragraphs in `Paper.text`."""
_TAKEN = re.compile(r"p\d+|words|works|(card|cite|note|mark)-.*")
"""Anchors that other things have on a page with the paper's sections."""
_ENDS = re.compile(r"[.?!:。？！][\"'’”)\]»]*$")
_STOPS = re.compile(r"[.,;:?!。，；？！]$")
_OPENS = re.compile(r"[\"'‘“«(\[]*(?:\d|(?![a-z])[^\W\d_])")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of `Paper.text`."""

    start: int
    end: int
    """Offsets in characters from 0; the end is not included."""

    def holds(self, other: "Span") -> bool:
        """Return whether `other` is inside this span; it may share its edges."""
        return self.start <= other.start and other.end <= self.end

    def meets(self, other: "Span") -> bool:
        """Return whether the two share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, counted through the whole paper."""

    id: str
    """`p1`, `p2` …: permanent, since readers cite it."""
    section: str
    """Id of its section."""
    span: Span
    line: int
    """Where it begins in the file, from 1."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with the paragraphs under it."""

    id: str
    """The heading in lower-case letters, digits and hyphens."""
    heading: str
    """Empty for paragraphs before the first heading."""
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class Omitted:
    """A line of page furniture, which readers are not shown."""

    line: int
    text: str


@dataclass(frozen=True)
class Paper:
    """A paper as one string, with spans into it."""

    text: str
    """Headings and paragraphs, lines joined, with an empty line between them."""
    sections: tuple[Section, ...]
    omitted: tuple[Omitted, ...]
    quoted: tuple[Span, ...] | None = None
    """The spans whose words are kept, in order, if the paper holds only its quoted words: see `weave/quotes_only`."""

    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """All paragraphs in order."""
        return tuple(paragraph for section in self.sections for paragraph in section.paragraphs)

    @cached_property
    def sections_by_id(self) -> Mapping[str, Section]:
        """The sections, by id."""
        return {section.id: section for section in self.sections}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """The index of each paragraph, by its id."""
        return {paragraph.id: index for index, paragraph in enumerate(self.paragraphs)}

    @cached_property
    def plain(self) -> str:
        """The text with plain quotation marks, dashes and spaces. It has the same length, so spans fit both."""
        return plain(self.text)

    @cached_property
    def _quoted_ends(self) -> list[int]:
        """Where each kept span ends."""
        return [span.end for span in self.quoted or ()]

    @cached_property
    def _starts(self) -> list[int]:
        """Where each paragraph begins."""
        return [paragraph.span.start for paragraph in self.paragraphs]

    def paragraph_at(self, span: Span) -> Paragraph | None:
        """Return the paragraph that holds all of `span`, or `None` if no single one does."""
        after = bisect_right(self._starts, span.start)
        paragraph = self.paragraphs[after - 1] if after else None
        return paragraph if paragraph and paragraph.span.holds(span) else None

    def splits_word(self, offset: int) -> bool:
        """Return whether there is a letter or digit on both sides of an offset."""
        return 0 < offset < len(self.text) and self.text[offset - 1].isalnum() and self.text[offset].isalnum()

    def words(self, span: Span) -> str:
        """Return the paper's own words at `span`, with `[…]` for those that are not kept."""
        if self.quoted is None:
            return self.text[span.start : span.end]
        return "".join(
            self.text[part.start : part.end] if left else f" {OMITTED} " for part, left in self.parts(span)
        )

    def parts(self, span: Span) -> Iterator[tuple[Span, bool]]:
        """Yield the parts of `span` in order, each with whether its words are kept."""
        start = span.start
        for one in self._left(span):
            if start < one.start:
                yield Span(start, one.start), False
            yield one, True
            start = one.end
        if start < span.end:
            yield Span(start, span.end), False

    def _left(self, span: Span) -> Iterator[Span]:
        if self.quoted is None:
            yield span
            return
        first = bisect_right(self._quoted_ends, span.start)
        for one in takewhile(span.meets, map(self.quoted.__getitem__, range(first, len(self.quoted)))):
            yield Span(max(one.start, span.start), min(one.end, span.end))


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
        start = end + len(_GAP)
    return Paper(
        text=_GAP.join(block.text for block in blocks),
        sections=tuple(
            Section(id_, heading, tuple(own))
            for id_, heading, own in zip(ids, headings, paragraphs, strict=True)
        ),
        omitted=omitted,
    )
