"""Lines to parts: headings, paragraphs, items, verse, quotations, tables, formulas, entries, notes."""

from collections.abc import Sequence

from ..signs import heads_contents, heads_notes, heads_references, keywords_of
from .chunks import chunks_of
from .displays import begins_item, caption_of, formula_number, formula_of, is_aligned, is_verse, takes_up
from .entries import end_of_list, entries_of
from .headed import heading_of
from .headings import run_in
from .lines import Line
from .notes import RawNote, endnotes
from .part import Kind, Part, Setting, announces, ended, part_of
from .runs import runs_of
from .sentences import opens
from .stray import contents, interruption, leads
from .tables import display
from .whole import demoted, joined, spoken


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
        if taken := interruption(chunks, at, parts):
            message = "left out: it stands in the middle of a sentence, as running heads do"
            lines_out = [line for one in chunks[at : at + taken] for line in one]
            parts.append(part_of(Kind.LEFT_OUT, lines_out, unsure=message))
            at += taken
        elif heads_references(first) and (len(chunk) == 1 or opens(chunk[1].text)) and ended(parts):
            parts.append(part_of(Kind.HEADING, chunk[:1]))
            end = end_of_list(chunks, at + 1)
            own = [*chunk[1:], *(line for one in chunks[at + 1 : end] for line in one)]
            parts += [part_of(Kind.REFERENCE, entry) for entry in entries_of(own)]
            at = end
        elif heads_notes(first) and (found := endnotes(chunks, at)):
            parts.append(part_of(Kind.HEADING, chunk[:1]))
            notes += found[0]
            at = found[1]
        elif heads_contents(first.split(":")[0]) and (taken := contents(chunks, at)):
            parts.append(part_of(Kind.LEFT_OUT, [line for one in chunks[at : at + taken] for line in one]))
            at += taken
        elif sum(leads(line.text) for line in chunk) > max(1, len(chunk) // 2):
            parts.append(part_of(Kind.LEFT_OUT, chunk))
            at += 1
        elif (caption := caption_of(first)) and ended(parts):
            made, taken = display(caption, chunks, at, setting)
            parts.append(made)
            at += taken
        else:
            parts += _of_chunk(chunk, following, parts, setting)
            at += 1
    return spoken(joined(demoted(parts), setting)), notes


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
        return [part_of(Kind.FORMULA, chunk, label=number, unsure="number")]
    if len(chunk) < 3 and (formula := formula_of(" ".join(line.squeezed for line in chunk))):
        return [part_of(Kind.FORMULA, chunk, [formula[0]], label=formula[1])]
    if is_aligned(chunk) and not all(len(line.text) > 0.8 * setting.width(line) for line in chunk):
        return [part_of(Kind.TABLE, chunk, [], rows=chunk)]
    parts: list[Part] = []
    runs = runs_of(chunk, setting)
    for run, after in zip(runs, [*runs[1:], following], strict=True):
        parts += _of_run(run, after, [*before[-1:], *parts], setting)
    return parts


def _of_run(
    run: list[Line], following: list[Line] | None, before: Sequence[Part], setting: Setting
) -> list[Part]:
    """Return the parts of a run: headings at its beginning, then a text."""
    parts: list[Part] = []
    while run and (heading := heading_of(run, following, [*before, *parts], setting)):
        parts.append(heading)
        run = run[len(heading.lines) :]
    return [*parts, *_text(run, [*before, *parts], setting)] if run else parts


def _text(run: list[Line], before: Sequence[Part], setting: Setting) -> list[Part]:
    """Return a run without headings as a paragraph, an item, a quotation or verse."""
    first = run[0]
    words = " ".join(line.squeezed for line in run[:2])
    if keywords_of(words) is not None or keywords_of(first.squeezed) is not None:
        return [part_of(Kind.KEYWORDS, run)]
    last = before[-1] if before else None
    item = last if last and last.kind is Kind.ITEM else None
    inner = item is not None and first.indent > item.lines[0].indent
    label = begins_item(first.text, item.label if item and not inner else "", free=ended(before) or inner)
    label = label or takes_up(
        first, ((one.label, one.lines[0]) for one in reversed(before) if one.kind is Kind.ITEM)
    )
    if label:
        texts = [first.text[len(label) :].lstrip(), *(line.text for line in run[1:])]
        return [part_of(Kind.ITEM, run, texts, label=label)]
    width = setting.width(first)
    if is_verse(run, width, apart=True) and not setting.unwrapped:
        return [part_of(Kind.VERSE, run)]
    if (found := run_in(words if len(run) > 1 else first.squeezed)) and first.squeezed.startswith(found[0]):
        rest = first.squeezed[len(found[0]) :].lstrip()
        lines = run if rest else run[1:]
        texts = [*([rest] if rest else []), *(line.text for line in run[1:])]
        heading = part_of(Kind.HEADING, [first], [found[0]])
        return [heading, part_of(Kind.PARAGRAPH, lines, texts)] if texts else [heading]
    if min(line.indent for line in run) >= 2 and len(run) > 1 and first.gap > 0:
        return [part_of(Kind.QUOTATION, run)]
    if last and last.kind is Kind.QUOTATION and first.gap > 0 and first.indent == last.lines[-1].indent >= 2:
        return [part_of(Kind.QUOTATION, run)]
    announced = announces(last)
    quoted = words[0] in '“„«"' and run[-1].text.rstrip(".,;0123456789 ")[-1:] in '”“»"'
    if announced and first.gap > 0 and (quoted or first.indent >= 2):
        return [part_of(Kind.QUOTATION, run)]
    return [part_of(Kind.PARAGRAPH, run)]
