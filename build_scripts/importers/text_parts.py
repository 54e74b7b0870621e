"""Lines to parts: headings, paragraphs, items, verse, quotations, tables, formulas, entries, notes."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .signs import heads_references, item_label
from .text_displays import (
    BULLETS,
    begins_item,
    caption_of,
    formula_number,
    formula_of,
    is_aligned,
    is_verse,
    succeeds,
)
from .text_entries import entries_of
from .text_headings import (
    UNFINISHED,
    has_title_case,
    heads_contents,
    heads_notes,
    is_known,
    is_marked,
    keywords_of,
    may_be_heading,
    number_of,
    run_in,
)
from .text_lines import Line
from .text_notes import RawNote, label_of
from .text_pages import is_short
from .text_signs import ends_in_stop, ends_sentence, ends_with_colon, in_capitals, opens

_LONGEST_HEADING = 3
"""Lines of a heading."""
_MOST_ROWS = 80
"""Chunks with cells that a table may have below its caption."""
_MOST_STAMPS = 7
"""Lines of a foot and a head of pages together."""
_STAMP = re.compile(
    r"\bissn\b|\bisbn\b|\bvol(?:ume|\.)|\bissue\b|https?://|www\.|\bdoi\b|downloaded (?:from|by)|©|\(?(?:19|20)\d\d\)?$",
    re.IGNORECASE,
)
_CONTENTS_LINE = ("...", ". . .", "…", " .. ", "___")


class Kind(StrEnum):
    """What a part is."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    QUOTATION = "quotation"
    VERSE = "verse"
    ITEM = "item"
    TABLE = "table"
    FIGURE = "figure"
    FORMULA = "formula"
    REFERENCE = "reference"
    KEYWORDS = "keywords"
    LEFT_OUT = "left out"


RUNNING = (Kind.PARAGRAPH, Kind.QUOTATION, Kind.ITEM)
"""Parts that may go on after an empty line or on the next page."""


@dataclass(frozen=True, slots=True)
class Part:
    """Lines that belong together."""

    kind: Kind
    lines: tuple[Line, ...]
    texts: tuple[str, ...]
    """What each line says, without labels."""
    label: str = ""
    """Of an item; the number of a table, a figure or a formula."""
    rows: tuple[Line, ...] = ()
    """The lines of a table below its caption."""
    source: tuple[str, ...] = ()
    apart: bool = True
    """Whether an empty line or the end of a page comes before it."""
    unsure: str = ""
    """What is to be looked at."""


@dataclass(frozen=True, slots=True)
class Setting:
    """How a text is set."""

    widths: dict[int, int]
    """The width of the type area at each line, by its place."""
    ragged: bool
    unwrapped: bool
    parallel: bool = False
    """Whether columns are in two languages, so that none goes on in the one beside it."""

    def width(self, line: Line) -> int:
        """Return the width of the type area at a line, in letters."""
        return self.widths.get(line.at, 0)


def parts_of(lines: Sequence[Line], setting: Setting) -> tuple[list[Part], list[RawNote]]:
    """Return the parts of a text, and the notes at its end."""
    chunks = chunks_of(lines)
    parts: list[Part] = []
    notes: list[RawNote] = []
    at = 0
    while at < len(chunks):
        chunk = chunks[at]
        first = chunk[0].squeezed
        following = chunks[at + 1] if at + 1 < len(chunks) else None
        if taken := _interruption(chunks, at, parts):
            message = "left out: it stands in the middle of a sentence, as running heads do"
            lines_out = [line for one in chunks[at : at + taken] for line in one]
            parts.append(replace(_part(Kind.LEFT_OUT, lines_out), unsure=message))
            at += taken
        elif heads_references(first) and (len(chunk) == 1 or opens(chunk[1].text)) and _ended(parts):
            parts.append(_part(Kind.HEADING, chunk[:1]))
            end = _end_of_list(chunks, at + 1)
            own = [*chunk[1:], *(line for one in chunks[at + 1 : end] for line in one)]
            parts += [_part(Kind.REFERENCE, entry) for entry in entries_of(own)]
            at = end
        elif heads_notes(first) and (found := _endnotes(chunks, at)):
            parts.append(_part(Kind.HEADING, chunk[:1]))
            notes += found[0]
            at = found[1]
        elif heads_contents(first.split(":")[0]) and (taken := _contents(chunks, at)):
            parts.append(_part(Kind.LEFT_OUT, [line for one in chunks[at : at + taken] for line in one]))
            at += taken
        elif sum(_leads(line.text) for line in chunk) > max(1, len(chunk) // 2):
            parts.append(_part(Kind.LEFT_OUT, chunk))
            at += 1
        elif (caption := caption_of(first)) and _ended(parts):
            made, taken = _display(caption, chunks, at, setting)
            parts += made
            at += taken
        else:
            parts += _of_chunk(chunk, following, parts, setting)
            at += 1
    return _joined(_demoted(parts), setting), notes


def _part(kind: Kind, lines: Sequence[Line], **more: object) -> Part:
    texts = tuple(line.text for line in lines)
    return replace(Part(kind, tuple(lines), texts, apart=lines[0].gap > 0), **more)  # type: ignore[arg-type]  # of Part


def chunks_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return lines between empty lines, and between ends of pages and columns."""
    chunks: list[list[Line]] = []
    for at, line in enumerate(lines):
        fresh = not chunks or line.gap or line.flow != chunks[-1][-1].flow
        if fresh or _heads_by_itself(line, lines[at - 1], lines[at + 1] if at + 1 < len(lines) else None):
            chunks.append([line])
        else:
            chunks[-1].append(line)
    return chunks


def _heads_by_itself(line: Line, above: Line, below: Line | None) -> bool:
    """Return whether a line is a well-known heading, or begins with one, though no empty line sets it apart."""
    text = line.squeezed
    if below is None or not ends_sentence(above.text) or not text[0].isalnum():
        return False
    may = (text.endswith("?") or not ends_sentence(text)) and may_be_heading(text)
    heading = len(text) < 90 and opens(below.text) and may
    return (heading and is_marked(text)) or run_in(text) is not None or keywords_of(text) is not None


def _ended(parts: Sequence[Part]) -> bool:
    """Return whether the text so far may end here: at the end of a sentence, or of what is no text."""
    if not parts or parts[-1].kind not in RUNNING:
        return True
    last = parts[-1].texts[-1] if parts[-1].texts else ""
    return ends_sentence(last) or ends_with_colon(last)


def _interruption(chunks: Sequence[list[Line]], at: int, parts: Sequence[Part]) -> int:
    """Return how many chunks are the foot of one page and the head of the next, in the middle of a sentence."""
    if _ended(parts):
        return 0
    taken = lines = stamps = 0
    while at + taken < len(chunks) and lines < _MOST_STAMPS:
        chunk = chunks[at + taken]
        if stamps and chunk[0].text[0].islower() and not chunk[0].text.startswith("http"):
            return taken
        own = sum(bool(_STAMP.search(line.text[:200])) or line.text.isdigit() for line in chunk)
        short = len(chunk) == 1 and len(chunk[0].text) < 60 and not ends_sentence(chunk[0].text)
        if any(len(line.squeezed) > 100 for line in chunk) or not (own * 2 >= len(chunk) or short):
            return 0
        stamps += own
        lines += len(chunk)
        taken += 1
    return 0


def _may_stop(parts: Sequence[Part]) -> bool:
    """Return whether the text so far may stop though no sentence ends: its last line is not cut in a word or after a comma."""
    last = parts[-1].texts[-1].rstrip() if parts and parts[-1].texts else "."
    return last[-1:] not in ("-", ",", "\u00ad") and last.rsplit(" ", 1)[-1].lower() not in UNFINISHED


def _leads(text: str) -> bool:
    """Return whether a line is of a table of contents: dots lead to a page number."""
    tail = text.rstrip()[-400:]
    return bool(tail) and tail[-1].isdigit() and any(dots in tail for dots in _CONTENTS_LINE)


def _contents(chunks: Sequence[list[Line]], at: int) -> int:
    """Return how many chunks a table of contents has; 0 if there is none."""
    if ":" in chunks[at][0].text[:40] and len(chunks[at][0].text.split(":", 1)[1].strip()) > 10:
        return 1
    taken = 0
    later = {line.squeezed.casefold() for chunk in chunks[at + 2 :] for line in chunk if len(line.text) < 200}
    for place in range(at, min(len(chunks), at + _MOST_ROWS)):
        rows = chunks[place][1:] if place == at else chunks[place]
        if not all(
            _leads(line.text) or line.text.rstrip()[-1:].isdigit() or line.squeezed.casefold() in later
            for line in rows[-1:]
        ):
            break
        numbered = sum(
            _leads(line.text) or (line.text.rstrip()[-1:].isdigit() and not ends_sentence(line.text))
            for line in rows
        )
        again = (
            place > at
            and all(line.squeezed.casefold() in later for line in rows)
            and not _again(chunks, place)
        )
        if rows and numbered * 2 < len(rows) and not again:
            break
        taken += 1
    return taken if taken > 1 or (len(chunks[at]) > 1 and taken) else 0


def _again(chunks: Sequence[list[Line]], place: int) -> bool:
    """Return whether prose follows a chunk, so that it is the heading itself and no line of the contents."""
    after = chunks[place + 1] if place + 1 < len(chunks) else []
    return bool(after) and (len(after) > 1 or ends_sentence(after[-1].text))


def _end_of_list(chunks: Sequence[list[Line]], at: int) -> int:
    """Return where a list of references ends: before the next heading that surely is one."""
    for place in range(at, len(chunks)):
        chunk = chunks[place]
        text = " ".join(line.squeezed for line in chunk[:_LONGEST_HEADING])
        known = is_known(chunk[0].squeezed) and not heads_references(chunk[0].squeezed)
        lead = chunk[0].squeezed.lower().startswith(("appendix", "annex", "anhang", "about the author"))
        marked = (
            len(chunk) == 1
            and in_capitals(text)
            and may_be_heading(text)
            and not any(char.isdigit() for char in text)
        )
        if known or (lead and len(chunk[0].text) < 80) or marked:
            return place
    return len(chunks)


def _endnotes(chunks: Sequence[list[Line]], at: int) -> tuple[list[RawNote], int] | None:
    """Return the notes below a heading such as `Notes`, and where they end; `None` if there are none."""
    lines = chunks[at][1:]
    place = at + 1
    while place < len(chunks):
        first = chunks[place][0].squeezed
        if label_of(first) is None and (
            is_known(first) or (len(chunks[place]) == 1 and is_marked(first) and may_be_heading(first))
        ):
            break
        lines = [*lines, *chunks[place]]
        place += 1
    notes: list[RawNote] = []
    expected = 1
    for line in lines:
        found = label_of(line.text)
        if found and (found[0] == str(expected) or (not found[0].isdigit() and not notes)):
            notes.append(RawNote(found[0], found[1], (line,), None))
            expected += found[0].isdigit()
        elif notes:
            notes[-1] = replace(notes[-1], lines=(*notes[-1].lines, line))
        else:
            return None
    return (notes, place) if notes else None


def _display(
    caption: tuple[str, str, int], chunks: Sequence[list[Line]], at: int, setting: Setting
) -> tuple[list[Part], int]:
    """Return a table or a figure with what belongs to it, and how many chunks it took."""
    kind, number, start = caption
    chunk = chunks[at]
    words = chunk[0].squeezed[start:]
    if kind == "figure":
        texts = (words, *(line.text for line in chunk[1:]))
        return [replace(_part(Kind.FIGURE, chunk, label=number), texts=texts)], 1
    captions = 1
    width = setting.width(chunk[0])
    if (
        not words
        and len(chunk) > 1
        and len(chunk[1].text.split()) > 3
        and not any(map(str.isdigit, chunk[1].text))
    ):
        captions = 2
    while captions < len(chunk) and words and not is_short(chunk[captions - 1], chunk[captions], width):
        captions += 1
    rows = list(chunk[captions:])
    taken = 1
    while at + taken < len(chunks) and taken < _MOST_ROWS and _has_cells(chunks, at + taken, setting):
        rows += chunks[at + taken]
        taken += 1
    sources: list[Line] = []
    for place, row in enumerate(rows):
        if row.squeezed.lower().startswith(
            ("source:", "sources:", "note:", "notes:", "quelle:", "source.", "note.")
        ):
            rows, sources = rows[:place], rows[place:]
            break
    lines = [*chunk[:captions], *rows, *sources]
    texts = (words, *(line.text for line in chunk[1:captions]))
    source = tuple(line.text for line in sources)
    part = replace(_part(Kind.TABLE, lines, label=number, rows=tuple(rows)), texts=texts, source=source)
    return [part], taken


def _has_cells(chunks: Sequence[list[Line]], at: int, setting: Setting) -> bool:
    """Return whether a chunk below a table's caption is of its cells."""
    chunk = chunks[at]
    text = chunk[0].squeezed
    if text.lower().startswith(("source:", "sources:", "quelle:", "note:", "notes:")):
        return True
    if caption_of(text) or formula_of(text) or formula_number(text) or (is_known(text) and len(chunk) == 1):
        return False
    numbered = number_of(text)
    after = chunks[at + 1] if at + 1 < len(chunks) else None
    prose_follows = (
        after is not None and (len(after) > 1 or len(after[0].text) > 60) and ends_sentence(after[-1].text)
    )
    if len(chunk) == 1 and (numbered and numbered[2] < len(text) and prose_follows):
        return False
    if len(chunk) == 1 and prose_follows and may_be_heading(text) and not any(map(str.isdigit, text)):
        return False
    if is_aligned(chunk):
        return True
    limit = 0.5 * max(setting.width(chunk[0]), 40)
    short = all(len(line.text) < limit or "   " in line.text for line in chunk)
    return short and not any(ends_sentence(line.text) and len(line.text) > 12 for line in chunk)


def _of_chunk(
    chunk: list[Line], following: list[Line] | None, before: Sequence[Part], setting: Setting
) -> list[Part]:
    """Return the parts of lines between two empty lines."""
    if (
        len(chunk) == 1
        and (number := formula_number(chunk[0].text))
        and before
        and before[-1].kind is Kind.FORMULA
        and not before[-1].label
    ):
        return [_part(Kind.FORMULA, chunk, label=number, unsure="number")]
    if len(chunk) < 3 and (formula := formula_of(" ".join(line.squeezed for line in chunk))):
        return [replace(_part(Kind.FORMULA, chunk, label=formula[1]), texts=(formula[0],))]
    if is_aligned(chunk) and not all(len(line.text) > 0.8 * setting.width(line) for line in chunk):
        return [replace(_part(Kind.TABLE, chunk, rows=tuple(chunk)), texts=())]
    parts: list[Part] = []
    runs = _runs(chunk, setting)
    for run, after in zip(runs, [*runs[1:], following], strict=True):
        parts += _of_run(run, after, [*before[-1:], *parts], setting)
    return parts


def _runs(chunk: list[Line], setting: Setting) -> list[list[Line]]:
    """Return a chunk's lines in runs: paragraphs, each perhaps with a heading in front."""
    runs: list[list[Line]] = [[chunk[0]]]
    width = setting.width(chunk[0])
    if is_verse(chunk, width, apart=True) and not _list_label(chunk[0].text):
        return [chunk]
    margin = min(line.indent for line in chunk)
    for at in range(1, len(chunk)):
        line, above = chunk[at], chunk[at - 1]
        below = chunk[at + 1] if at + 1 < len(chunk) else None
        if _parts_here(above, line, below, margin, runs[-1], setting):
            runs.append([line])
        else:
            runs[-1].append(line)
    return runs


def _list_label(text: str) -> str:
    return begins_item(text, "", free=True)


def _parts_here(
    above: Line, line: Line, below: Line | None, margin: int, run: Sequence[Line], setting: Setting
) -> bool:
    """Return whether a new paragraph begins at a line."""
    ended = ends_sentence(above.text) or ends_with_colon(above.text)
    label = _label_of_run(run)
    if len(run) == 1 and label == run[0].text:
        return False
    if begins_item(line.text, label, free=ended or bool(label)):
        return True
    if setting.unwrapped:
        return ended or opens(line.text)
    if not opens(line.text):
        return False
    short = is_short(above, line, setting.width(above))
    deeper = line.indent >= margin + 2 and line.indent > above.indent + 1
    hangs = below is not None and below.indent >= line.indent and below.indent >= margin + 2
    if label:
        # Items hang: a line farther left than their words ends them.
        return ended and line.indent <= run[0].indent and (short or line.indent < run[-1].indent)
    if deeper and not hangs and (ended or short):
        return True
    if ended and line.indent == above.indent >= margin + 2 and len(run) == 1 and not hangs:
        return True
    if (
        ended
        and above.indent >= margin + 2
        and line.indent < above.indent
        and len(run) > 1
        and run[0].indent == above.indent
    ):
        return True
    if deeper and hangs and ended and line.indent - margin < 20:
        return True
    return ended and short and not setting.ragged


def _label_of_run(run: Sequence[Line]) -> str:
    return item_label(run[0].text) or (run[0].text if run[0].text in BULLETS else "")


def _of_run(
    run: list[Line], following: list[Line] | None, before: Sequence[Part], setting: Setting
) -> list[Part]:
    """Return the parts of a run: headings at its beginning, then a text."""
    parts: list[Part] = []
    while run:
        context = [*before, *parts]
        count = _heading_lines(run, following, context, setting)
        if not count:
            break
        whole = " ".join(line.squeezed for line in run[:count])
        unsure = "" if is_marked(whole) else f"taken for a heading: “{whole[:100]}”"
        parts.append(_part(Kind.HEADING, run[:count], unsure=unsure))
        run = run[count:]
    return [*parts, *_text(run, [*before, *parts], setting)] if run else parts


def _heading_lines(
    run: list[Line], following: list[Line] | None, before: Sequence[Part], setting: Setting
) -> int:
    """Return how many lines at the beginning of a run are its heading; 0 if there is none."""
    if not _ended(before) and not (run[0].gap > 0 and is_marked(run[0].squeezed) and _may_stop(before)):
        return 0
    if before and succeeds(item_label(run[0].text) or "-", item_label(before[-1].lines[0].text)):
        return 0
    announced = (
        bool(before)
        and bool(before[-1].texts)
        and ends_with_colon(before[-1].texts[-1])
        and before[-1].kind in RUNNING
    )
    label = item_label(run[0].text)
    listed = label and len(run) < 3 and not is_known(run[0].squeezed)
    if listed and following and succeeds(item_label(following[0].text) or "-", label):
        return 0
    if listed and len(run) > 1 and succeeds(item_label(run[1].text) or "-", label):
        return 0
    width = setting.width(run[0])
    alone = run[0].gap > 0 or not before
    for count in range(1, min(len(run), _LONGEST_HEADING) + 1):
        heading, rest = run[:count], run[count:]
        text = " ".join(line.squeezed for line in heading)
        if rest and number_of(text) and number_of(text)[2] == len(text) and len(text) < 6:  # type: ignore[index]  # it is there
            continue
        if not may_be_heading(text) or keywords_of(text) is not None:
            if count == 1 and ends_sentence(text):
                return 0
            continue
        marked = is_marked(text)
        if announced and not marked:
            return 0
        after = rest[0] if rest else following[0] if following else None
        if after is None:
            return 0
        if not opens(after.text) and not marked:
            continue
        if count > 1 and is_short(heading[-2], heading[-1], width) and not _numbers_alone(heading[0]):
            # A short line goes on only where it cannot end.
            last_word = heading[-2].squeezed.rsplit(" ", 1)[-1].lower()
            if opens(heading[-1].text) and last_word not in UNFINISHED:
                return 0
        if rest:
            room = is_short(heading[-1], after, width) or (is_known(text) and len(text) < 40)
            if setting.unwrapped and len(text) < 100 and not ends_sentence(text):
                return count
            if not room:
                continue
            if marked or is_known(text):
                return count
            if (
                count == 1
                and len(text) < 0.5 * width
                and width >= 50
                and after.text[0].isalpha()
                and (alone or (before[-1].kind is not Kind.HEADING and _closed(before)))
            ):
                return count
            continue
        if marked or (
            alone and (count > 1 or len(text) < 0.7 * max(width, 40) or _is_title_like(text, width))
        ):
            return count
    return 0


def _is_title_like(text: str, width: int) -> bool:
    return text.endswith("?") or len(text) < 0.85 * width


def _numbers_alone(line: Line) -> bool:
    found = number_of(line.squeezed)
    return found is not None and found[2] == len(line.squeezed)


def _closed(before: Sequence[Part]) -> bool:
    return (
        not before
        or before[-1].kind is Kind.HEADING
        or ends_sentence(before[-1].texts[-1] if before[-1].texts else "")
    )


def _text(run: list[Line], before: Sequence[Part], setting: Setting) -> list[Part]:
    """Return a run without headings as a paragraph, an item, a quotation or verse."""
    first = run[0]
    words = " ".join(line.squeezed for line in run[:2])
    if keywords_of(words) is not None or keywords_of(first.squeezed) is not None:
        return [_part(Kind.KEYWORDS, run)]
    last = before[-1] if before else None
    label = begins_item(
        first.text, last.label if last and last.kind is Kind.ITEM else "", free=_ended(before)
    )
    if label:
        return [
            replace(
                _part(Kind.ITEM, run, label=label),
                texts=(first.text[len(label) :].lstrip(), *(line.text for line in run[1:])),
            )
        ]
    width = setting.width(first)
    if is_verse(run, width, apart=True) and not setting.unwrapped:
        return [_part(Kind.VERSE, run)]
    if (found := run_in(words if len(run) > 1 else first.squeezed)) and first.squeezed.startswith(found[0]):
        rest = first.squeezed[len(found[0]) :].lstrip()
        lines = run if rest else run[1:]
        texts = (rest, *(line.text for line in run[1:])) if rest else tuple(line.text for line in run[1:])
        heading = replace(_part(Kind.HEADING, [first]), texts=(found[0],))
        return [heading, replace(_part(Kind.PARAGRAPH, lines), texts=texts)] if texts else [heading]
    if min(line.indent for line in run) >= 2 and len(run) > 1 and first.gap > 0:
        return [_part(Kind.QUOTATION, run)]
    if last and last.kind is Kind.QUOTATION and first.gap > 0 and first.indent == last.lines[-1].indent >= 2:
        return [_part(Kind.QUOTATION, run)]
    announced = bool(last) and last.kind in RUNNING and bool(last.texts) and ends_with_colon(last.texts[-1])  # type: ignore[union-attr]  # it is there
    quoted = words[0] in '“„«"' and run[-1].text.rstrip(".,;0123456789 ")[-1:] in '”“»"'
    if announced and first.gap > 0 and (quoted or first.indent >= 2):
        return [_part(Kind.QUOTATION, run)]
    return [_part(Kind.PARAGRAPH, run)]


def _demoted(parts: Sequence[Part]) -> list[Part]:
    """Return parts in which three unmarked headings or more in a row, without a text, are paragraphs."""
    sure = sum(
        one.kind is Kind.HEADING and not one.unsure and not is_known(one.lines[0].squeezed) for one in parts
    )
    if sure > 2:
        # Where headings are numbered or in capitals, one in plain words is hardly one.
        parts = [_as_paragraph(one) if _is_plain(one) else one for one in parts]
    result: list[Part] = []
    at = 0
    while at < len(parts):
        end = at
        while end < len(parts) and parts[end].kind is Kind.HEADING:
            end += 1
        row = parts[at:end]
        if len(row) > 3 and sum(bool(one.unsure) for one in row[:-1]) * 2 > len(row):
            message = "short lines, one after the other, were kept as paragraphs: is it a list, a table, or are they headings?"
            result += [
                replace(one, kind=Kind.PARAGRAPH, unsure=message) if one.unsure else one for one in row[:-1]
            ]
            result.append(row[-1])
        else:
            result += row
        if end < len(parts):
            result.append(parts[end])
        at = end + 1
    return result


def _is_plain(part: Part) -> bool:
    words = " ".join(part.texts)
    return (
        part.kind is Kind.HEADING
        and bool(part.unsure)
        and not number_of(words)
        and not has_title_case(words)
        and not words.endswith("?")
    )


def _as_paragraph(part: Part) -> Part:
    return replace(
        part, kind=Kind.PARAGRAPH, unsure=part.unsure.replace("taken for a heading", "is it a heading?")
    )


def _joined(parts: Sequence[Part], setting: Setting) -> list[Part]:
    """Return parts in which a text that an empty line, a page end or a display cuts is whole again."""
    result: list[Part] = []
    open_at: int | None = None
    for part in parts:
        last = result[-1] if result else None
        if (
            part.kind is Kind.FORMULA
            and part.unsure == "number"
            and last is not None
            and last.kind is Kind.FORMULA
        ):
            result[-1] = replace(last, lines=(*last.lines, *part.lines), label=part.label)
            continue
        if (
            part.kind in RUNNING
            and not part.label
            and open_at is not None
            and _continues(result[open_at], part, setting)
        ):
            result[open_at] = _one(result[open_at], part)
            continue
        result.append(part)
        if part.kind in RUNNING:
            open_at = len(result) - 1
        elif part.kind not in (Kind.TABLE, Kind.FIGURE, Kind.LEFT_OUT):
            open_at = None
    return result


def _one(before: Part, part: Part) -> Part:
    """Return two parts as one; lines that are all indented are a quotation."""
    lines = (*before.lines, *part.lines)
    indented = before.kind is Kind.PARAGRAPH and all(line.indent >= 2 for line in lines)
    kind = Kind.QUOTATION if indented else before.kind
    return replace(before, kind=kind, lines=lines, texts=(*before.texts, *part.texts))


def _continues(before: Part, part: Part, setting: Setting) -> bool:
    """Return whether a text goes on in another one."""
    if not before.texts or not part.texts or setting.unwrapped:
        return False
    last, first = before.lines[-1], part.lines[0]
    text, words = before.texts[-1], part.texts[0]
    if ends_with_colon(text) or (setting.parallel and first.flow != last.flow):
        return False
    if before.kind is part.kind is Kind.QUOTATION and not ends_sentence(text) and not ends_in_stop(text):
        # The lines of a quotation may have empty lines between them where those of the text have none.
        return True
    turned = first.flow != last.flow
    if text.endswith(("-", "\u00ad")) and not opens(words):
        return True
    if not ends_sentence(text):
        full = not is_short(last, first, setting.width(last))
        return (not opens(words) and part.kind is not Kind.QUOTATION) or (turned and full)
    return turned and not opens(words) and part.kind is Kind.PARAGRAPH
