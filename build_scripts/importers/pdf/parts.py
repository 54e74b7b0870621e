"""Groups of lines of a PDF become parts: headings, paragraphs, quotations, verse, items, entries, formulas."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from ..signs import heads_contents, heads_notes, heads_references, roman
from .displays import Shown
from .groups import (
    alike,
    bare,
    begins,
    bold,
    bullet,
    ends_early,
    ends_sentence,
    italic,
    label_of_item,
    starts_small,
)
from .headings import Around, is_heading, look, number_of
from .lines import Line
from .measure import Measure
from .notes import label_of

_INSET = 0.8
"""Of the size: how far from the margin a quotation begins."""
_MATH = re.compile(r"math|cmmi|cmsy|cmex|msam|msbm|symbol|euler|eufm", re.IGNORECASE)
_CONTENTS = re.compile(r"(?:\.\s?){4,}\s*(?:\d+|[ivxl]+)\s*$")
_ENDS_REFERENCES = re.compile(
    r"about the authors?|appendi(?:x|ces)\b.*|anhang\b.*|acknowledge?ments?|notes?|endnotes?|funding|anmerkungen|"
    r"conflicts? of interests?|(?:author )?biograph(?:y|ies)|autor(?:in|en|innen)?\b.*|contact|zu den autor.*|author.*",
    re.IGNORECASE,
)
_ENTRY_NUMBER = re.compile(r"\[?(\d{1,3})[\].)]?\s+|\[([A-Za-z+]+\d{2,4}[a-z]?)\]\s*")


class Kind(StrEnum):
    """What a part is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    VERSE = "verse"
    ITEM = "item"
    REFERENCE = "reference"
    ENDNOTE = "endnote"
    FORMULA = "formula"
    CONTENTS = "contents"
    ORNAMENT = "ornament"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that are one thing."""

    kind: Kind
    lines: tuple[Line, ...]
    label: str = ""
    depth: int = 0
    shown: Shown | None = None


def parts_of(
    groups: Sequence[Sequence[Line]],
    measured: Measure,
    common: frozenset[str],
    shown: Sequence[tuple[int, Shown]],
) -> list[Part]:
    """Return the parts of a paper in the order of reading; `shown` are displays, each before the group of a number."""
    parts = [_part(groups, at, measured, common) for at in range(len(groups))]
    parts = _with_displays(parts, shown)
    parts = _rows_of_numbers(_one_number(parts), measured)
    parts = _contents(parts)
    parts = _listed(parts, measured)
    parts = _notes_at_end(parts)
    parts = _verses(parts, measured)
    parts = _items(parts)
    parts = _quotations(parts, measured)
    return _joined(parts, measured)


def _part(groups: Sequence[Sequence[Line]], at: int, measured: Measure, common: frozenset[str]) -> Part:
    lines = tuple(groups[at])
    around = Around(
        _gap(groups[at - 1][-1] if at else None, lines[0], measured),
        _gap(lines[-1], groups[at + 1][0] if at + 1 < len(groups) else None, measured),
        measured,
        common,
        at + 1 < len(groups) and _is_text(groups[at + 1], measured),
    )
    text = " ".join(line.text for line in lines)
    if all(_CONTENTS.search(line.text) for line in lines):
        return Part(Kind.CONTENTS, lines)
    if not any(sign.isalnum() for sign in text):
        return Part(Kind.ORNAMENT, lines)
    if is_heading(lines, around):
        return Part(Kind.HEADING, lines)
    if _is_formula(lines, measured):
        return Part(Kind.FORMULA, lines)
    return Part(Kind.PARAGRAPH, lines)


def _is_text(lines: Sequence[Line], measured: Measure) -> bool:
    """Return whether lines are running text: of the usual size, the first one full, or one that ends as text does."""
    if abs(lines[0].size - measured.size) > 0.3 or (len(lines) < 2 and bare(lines[0])[-1:] not in ".:?"):
        return False
    margin = measured.margins(lines[0])
    return lines[0].right > margin.right - 0.45 * (margin.right - margin.left)


def _gap(before: Line | None, after: Line | None, measured: Measure) -> bool:
    """Return whether more than the usual white stands between two lines; at the ends of columns it may."""
    if before is None or after is None or (before.page, before.column) != (after.page, after.column):
        return True
    lead = measured.leading.get(measured.size, measured.size * 1.25)
    return after.base - before.base > 1.2 * lead + 0.25 * max(0, after.size - measured.size)


def _is_formula(lines: Sequence[Line], measured: Measure) -> bool:
    if len(lines) > 4:
        return False
    margin = measured.margins(lines[0])
    if lines[0].left - margin.left < 1.2 * lines[0].size:
        return False
    pieces = [piece for line in lines for piece in line.pieces]
    letters = sum(len(piece.text.strip()) for piece in pieces) or 1
    math = sum(len(piece.text.strip()) for piece in pieces if _MATH.search(piece.face.name))
    text = " ".join(line.text for line in lines)
    signs = len(re.findall(r"[=<>≤≥≈∑∏∫√±×∈∀∃→⇒\U0001d400-\U0001d7ff]", text))
    words = len(re.findall(r"[^\W\d_]{4,}", text))
    return signs > 0 and (math > 0.3 * letters or words <= 2) and words <= 8


def _with_displays(parts: list[Part], shown: Sequence[tuple[int, Shown]]) -> list[Part]:
    found: list[Part] = []
    waiting = list(shown)
    for at, part in enumerate(parts):
        while waiting and waiting[0][0] <= at:
            display = waiting.pop(0)[1]
            found.append(Part(Kind.SHOWN, display.caption, shown=display))
        found.append(part)
    return [*found, *(Part(Kind.SHOWN, display.caption, shown=display) for _, display in waiting)]


def _one_number(parts: Sequence[Part]) -> list[Part]:
    """Join a heading that is only a number, or goes on in brackets, with the one below it."""
    found: list[Part] = []
    for part in parts:
        last = found[-1] if found else None
        if (
            last
            and last.kind == Kind.HEADING
            and part.kind in (Kind.HEADING, Kind.PARAGRAPH)
            and len(part.lines) <= 3
            and number_of(bare(last.lines[0])) == bare(last.lines[0]).rstrip(".")
            and len(last.lines) == 1
            and part.lines[0].page == last.lines[0].page
        ):
            found[-1] = replace(last, lines=last.lines + part.lines)
        elif (
            last and last.kind == part.kind == Kind.HEADING and bare(part.lines[0]).startswith("(")
            and not any(bare(line).startswith("(") for line in last.lines)
        ):  # fmt: skip
            found[-1] = replace(last, lines=last.lines + part.lines)
        else:
            found.append(part)
    return found


def _rows_of_numbers(parts: Sequence[Part], measured: Measure) -> list[Part]:
    """Take headings that nothing but a number sets apart for paragraphs, if they follow one another: they are a list."""
    plain = [_plain_number(part, measured) for part in parts]
    found = []
    for at, part in enumerate(parts):
        before, after = plain[at - 1] if at else None, plain[at + 1] if at + 1 < len(parts) else None
        mine = plain[at]
        listed = mine and (
            (before and before[0] == mine[0] and before[1] == mine[1] - 1)
            or (after and after[0] == mine[0] and after[1] == mine[1] + 1)
        )
        found.append(replace(part, kind=Kind.PARAGRAPH) if listed else part)
    return found


def _plain_number(part: Part, measured: Measure) -> tuple[str, int] | None:
    if part.kind != Kind.HEADING or look(part.lines).capitals:
        return None
    seen, label = look(part.lines), number_of(_text(part))
    usual = not seen.bold and not seen.italic and abs(part.lines[0].size - measured.size) < 0.6
    return _value(label) if usual and label and "." not in label else None


def _contents(parts: Sequence[Part]) -> list[Part]:
    """Take what heads a table of contents for a part of it."""
    found = list(parts)
    for at, part in enumerate(parts):
        text = " ".join(line.text for line in part.lines)
        if part.kind != Kind.CONTENTS and heads_contents(text):
            following = [one.kind for one in parts[at + 1 : at + 3]]
            if Kind.CONTENTS in following:
                found[at] = replace(part, kind=Kind.CONTENTS)
    return found


def _text(part: Part) -> str:
    return " ".join(bare(line) for line in part.lines).strip()


def _listed(parts: Sequence[Part], measured: Measure) -> list[Part]:
    """Take what stands below a heading such as “References” for entries of a list."""
    found: list[Part] = []
    zone: list[Line] = []
    head = None

    def close() -> None:
        found.extend(Part(Kind.REFERENCE, tuple(entry)) for entry in entries(zone, measured))
        zone.clear()

    for part in parts:
        text = _text(part)
        if part.kind in (Kind.HEADING, Kind.PARAGRAPH) and heads_references(text) and len(part.lines) == 1:
            close()
            head = look(part.lines)
            found.append(replace(part, kind=Kind.HEADING))
        elif head is None:
            found.append(part)
        elif part.kind == Kind.SHOWN:
            close()
            found.append(part)
        elif part.kind == Kind.HEADING and not _is_entry(part):
            close()
            seen = look(part.lines)
            name = re.sub(r"^[\dA-Z]{1,3}[.)]?\s+", "", text).rstrip(".:")
            if _ENDS_REFERENCES.fullmatch(name) or seen == head or seen.size > head.size:
                head = None
            found.append(part)
        else:
            zone.extend(part.lines)
    close()
    return found


def _is_entry(part: Part) -> bool:
    return (
        re.search(r"\b(?:1[5-9]|20)\d\d[a-z]?\b|pp?\.\s?\d", _text(part)) is not None and len(part.lines) > 1
    )


def entries(lines: Sequence[Line], measured: Measure) -> list[list[Line]]:
    """Return the lines of a list of references by entry: by its numbers, its indents, or the gaps in it."""
    if not lines:
        return []
    numbers = _numbered_entries(lines)
    if numbers:
        return _cut(lines, numbers)
    lefts = _lefts(lines, measured)
    hanging = [line.left - lefts[line.page, line.column] > 0.6 * line.size for line in lines]
    share = sum(hanging) / len(lines)
    if share > 0.15 and not hanging[0]:
        return _cut(lines, {at for at, hangs in enumerate(hanging) if not hangs})
    if share > 0.15:
        return _cut(lines, {at for at, hangs in enumerate(hanging) if hangs})
    starts = {
        at
        for at, line in enumerate(lines)
        if at and (begins([lines[at - 1]], line, measured) or _entry_begins(lines[at - 1], line, measured))
    }
    return _cut(lines, starts)


def _entry_begins(before: Line, line: Line, measured: Measure) -> bool:
    """Return whether an entry begins although the line before is full: with a name, after a full stop."""
    named = re.match(r"(?:[A-ZÀ-Þ][\w’'-]+,\s|[—–_]{2,})", line.text) is not None
    return named and re.search(r"[.\d)]$", bare(before)) is not None and ends_early(before, line, measured)


def _numbered_entries(lines: Sequence[Line]) -> set[int]:
    """Return the lines that begin with a number that is one more than the last such; none if there are hardly any."""
    found: set[int] = set()
    last = 0
    keyed = set()
    for at, line in enumerate(lines):
        match = _ENTRY_NUMBER.match(line.text)
        if match and match[1] and int(match[1]) in (last + 1, last + 2):
            last = int(match[1])
            found.add(at)
        elif match and match[2]:
            keyed.add(at)
    best = max(found, keyed, key=len)
    return best if 0 in best and (len(best) > 2 or len(best) * 6 > len(lines)) else set()


def _lefts(lines: Sequence[Line], measured: Measure) -> dict[tuple[int, int], float]:
    """Return where the lines of each column begin; a column with ends of entries only takes the usual margin."""
    found: dict[tuple[int, int], float] = {}
    for line in lines:
        at = line.page, line.column
        found[at] = min(found.get(at, line.left), line.left)
    for line in lines:
        margin = measured.margins(line).left
        at = line.page, line.column
        if found[at] - 4 * line.size < margin < found[at]:
            found[at] = margin
    return found


def _cut(lines: Sequence[Line], starts: set[int]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for at, line in enumerate(lines):
        if at in starts or not found:
            found.append([])
        found[-1].append(line)
    return found


def _notes_at_end(parts: Sequence[Part]) -> list[Part]:
    """Take numbered paragraphs below a heading such as “Notes” for notes."""
    found: list[Part] = []
    inside, last = False, 0
    for part in parts:
        if part.kind == Kind.HEADING:
            inside, last = (
                heads_notes(re.sub(r"^\d+\.?\s+", "", _text(part))),
                0,
            )
            found.append(part)
            continue
        if not inside or part.kind not in (Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTATION):
            found.append(part)
            continue
        for line in part.lines:
            label = label_of(line, last + 1)
            if label and label[0].isdigit() and int(label[0]) == last + 1:
                last += 1
                found.append(Part(Kind.ENDNOTE, (label[1],), label=label[0]))
            elif found[-1].kind == Kind.ENDNOTE:
                found[-1] = replace(found[-1], lines=(*found[-1].lines, line))
            else:
                found.append(replace(part, lines=(line,)))
    return found


def _inset(line: Line, measured: Measure) -> bool:
    return line.left - measured.margins(line).left > _INSET * line.size


def _verses(parts: Sequence[Part], measured: Measure) -> list[Part]:
    """Join lines that stand apart from the margin and end before they are full: stanzas."""
    found: list[Part] = []
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and _may_be_verse(parts, at, end, measured):
            end += 1
        lines = tuple(line for part in parts[at:end] for line in part.lines)
        if is_verse(lines, measured):
            found.append(Part(Kind.VERSE, lines))
            at = end
        else:
            found.append(parts[at])
            at += 1
    return found


def _may_be_verse(parts: Sequence[Part], first: int, at: int, measured: Measure) -> bool:
    part = parts[at]
    if part.kind != Kind.PARAGRAPH or not all(_inset(line, measured) for line in part.lines):
        return False
    if at == first:
        return True
    before, line = parts[at - 1].lines[-1], part.lines[0]
    close = (before.page, before.column) == (line.page, line.column) and before.size == line.size
    return close and line.base - before.base < measured.lead(line) * 1.25


def is_verse(lines: Sequence[Line], measured: Measure) -> bool:
    """Return whether lines end where their author wanted, and not where they were full."""
    if len(lines) < 2 or any(label_of_item(line) for line in lines[:1]):
        return False
    if any(line.page != lines[0].page or line.last for line in lines):
        return False
    right = max(line.right for line in lines)
    early = [one.right + 0.25 * one.size + two.word < right - 0.4 * one.size for one, two in pairwise(lines)]
    margin = measured.margins(lines[0])
    short = right < margin.right - 0.2 * (margin.right - margin.left)
    capitals = sum(not starts_small(line) for line in lines) >= 0.8 * len(lines)
    if len(lines) == 2:
        return short and capitals and early[0]
    lefts = [one.left - two.left for one, two in pairwise(lines)]
    uneven = sum(abs(shift) > 0.6 * lines[0].size for shift in lefts) >= 2
    # A quotation stands as far from the right margin as from the left one.
    inset, free = min(line.left for line in lines) - margin.left, margin.right - right
    alone = free > max(3 * inset, 0.25 * (margin.right - margin.left))
    if short and (alone or (uneven and any(early))):
        return True
    return sum(early) >= 0.6 * len(early) or (short and capitals and sum(early) >= 0.3 * len(early))


def _value(label: str) -> tuple[str, int]:
    """Return the kind of a label and its place in a row: `(b)` is the second of `(a)`."""
    bare_label = label.strip("().")
    shape = re.sub(r"\w+", "x", label)
    if bare_label.isdigit():
        return shape + "1", int(bare_label)
    if len(bare_label) == 1 and bare_label.isalpha():
        return shape + ("A" if bare_label.isupper() else "a"), ord(bare_label.lower()) - 96
    return shape + "i", roman(bare_label)


def _items(parts: Sequence[Part]) -> list[Part]:
    """Take paragraphs that begin with a label for items, if they hang or if the label before or after is there too."""
    labels = [
        (at, label_of_item(part.lines[0]))
        for at, part in enumerate(parts)
        if part.kind == Kind.PARAGRAPH and part.lines
    ]
    labelled = {at: label for at, label in labels if label}
    order = sorted(labelled)
    sure: set[int] = set()
    for place, at in enumerate(order):
        part, label = parts[at], labelled[at]
        hangs = (
            len(part.lines) > 1 and 0.4 < (part.lines[1].left - part.lines[0].left) / part.lines[0].size < 4
        )
        if bullet(part.lines[0]) or (hangs and part.lines[0].page == part.lines[1].page):
            sure.add(at)
        near = [
            other for other in order[max(0, place - 1) : place + 2] if other != at and abs(other - at) < 5
        ]
        for other in near:
            kind, value = _value(labelled[other])
            mine, place_in_row = _value(label)
            if (label == labelled[other] and not label[0].isalnum() and label[0] != "(") or (
                kind == mine and abs(value - place_in_row) == 1 and value
            ):
                sure.add(at)
    found: list[Part] = []
    lefts: list[float] = []
    for at, part in enumerate(parts):
        if at in sure:
            left = part.lines[0].left
            if not (found and found[-1].kind == Kind.ITEM):
                lefts = []
            same_page = bool(found) and found[-1].lines[-1].column == part.lines[0].column
            lefts = [one for one in lefts if one < left - 3] if same_page or not lefts else lefts[:-1]
            lefts.append(left)
            found.append(replace(part, kind=Kind.ITEM, label=labelled[at], depth=len(lefts) - 1))
        else:
            found.append(part)
    return found


def begin_with_indents(parts: Sequence[Part], measured: Measure) -> bool:
    """Return whether paragraphs begin with an indent in this paper."""
    indents = sum(
        part.kind == Kind.PARAGRAPH
        and len(part.lines) > 1
        and _inset(part.lines[0], measured)
        and not _inset(part.lines[1], measured)
        for part in parts
    )
    return indents * 8 > sum(part.kind == Kind.PARAGRAPH and len(part.lines) > 1 for part in parts)


def _quotations(parts: Sequence[Part], measured: Measure) -> list[Part]:
    """Take paragraphs that stand apart from the margin for quotations, or for what goes on in an item."""
    indented = begin_with_indents(parts, measured)
    found: list[Part] = []
    for at, part in enumerate(parts):
        if part.kind != Kind.PARAGRAPH or not all(
            _inset(line, measured) for line in part.lines[1:] or part.lines
        ):
            found.append(part)
            continue
        last = found[-1] if found else None
        line = part.lines[0]
        if (
            last
            and last.kind == Kind.ITEM
            and last.lines[0].left + 2 < line.left
            and last.lines[-1].page == line.page
        ):
            text_left = (
                min(one.left for one in last.lines[1:])
                if len(last.lines) > 1
                else last.lines[0].left + 1.5 * line.size
            )
            if abs(text_left - min(one.left for one in part.lines)) < 2 * line.size:
                found.append(replace(part, kind=Kind.ITEM, depth=last.depth))
                continue
        following = parts[at + 1].lines[0] if at + 1 < len(parts) and parts[at + 1].lines else None
        gaps = (
            _gap(last.lines[-1] if last and last.lines else None, line, measured),
            _gap(part.lines[-1], following, measured),
        )
        if is_quotation(part.lines, measured, gaps, indented):
            found.append(replace(part, kind=Kind.QUOTATION))
        else:
            found.append(part)
    return found


def is_quotation(lines: Sequence[Line], measured: Measure, gaps: tuple[bool, bool], indented: bool) -> bool:
    """Return whether lines that begin apart from the margin are a quotation; `indented`: paragraphs begin with an indent."""
    smaller = all(line.size < measured.size - 0.3 for line in lines)
    margin = measured.margins(lines[0])
    narrow = max(line.right for line in lines) < margin.right - 0.5 * lines[0].size
    if len(lines) == 1:
        return (_inset(lines[0], measured) and all(gaps) and (smaller or not indented)) or (
            _inset(lines[0], measured) and gaps[0] and smaller
        )
    if not _inset(lines[0], measured):
        return False
    steady = max(line.left for line in lines[1:]) - min(line.left for line in lines[1:]) < 2 * lines[0].size
    return steady and (narrow or smaller or any(gaps) or len(lines) > 2)


def _joined(parts: Sequence[Part], measured: Measure) -> list[Part]:
    """Join a paragraph that a table, a figure or the end of a column cut in the middle of a sentence."""
    found: list[Part] = []
    for part in parts:
        at = len(found) - 1
        while at >= 0 and found[at].kind in (Kind.SHOWN, Kind.ORNAMENT):
            at -= 1
        last = found[at] if at >= 0 else None
        if (
            last
            and part.kind == last.kind
            and part.kind in (Kind.PARAGRAPH, Kind.QUOTATION)
            and _goes_on(last, part, measured)
        ):
            found[at] = replace(last, lines=last.lines + part.lines)
        else:
            found.append(part)
    return found


def may_have_ended(part: Part) -> Line | None:
    """Return the first line of a column with which another paragraph may begin, though it was joined; `None` if none."""
    for before, line in pairwise(part.lines):
        if (
            (before.page, before.column) != (line.page, line.column)
            and ends_sentence(before)
            and not starts_small(line)
        ):
            return line
    return None


def _goes_on(last: Part, part: Part, measured: Measure) -> bool:
    before, line = last.lines[-1], part.lines[0]
    if (before.page, before.column) == (
        line.page,
        line.column,
    ) and line.base - before.base < 2.5 * measured.lead(line):
        return False
    alike_ = alike(before, line) and italic(before) == italic(line) and bold(before) == bold(line)
    return alike_ and starts_small(line) and not ends_sentence(before) and 0 <= line.page - before.page < 3
