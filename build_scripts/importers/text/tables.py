"""Tables and figures under their captions."""

from collections.abc import Sequence

from ..signs import source_label
from .displays import caption_of, formula_number, formula_of, is_aligned
from .headings import is_known, may_be_heading, number_of
from .lines import Line
from .pages import is_short
from .part import MOST_ROWS, Kind, Part, Setting, part_of
from .sentences import ends_sentence


def display(
    caption: tuple[str, str, int], chunks: Sequence[list[Line]], at: int, setting: Setting
) -> tuple[Part, int]:
    """Return a table or a figure with what belongs to it, and how many chunks it took."""
    kind, number, start = caption
    chunk = chunks[at]
    words = chunk[0].squeezed[start:]
    if kind == "figure":
        texts = (words, *(line.text for line in chunk[1:]))
        return part_of(Kind.FIGURE, chunk, texts, label=number), 1
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
    while at + taken < len(chunks) and taken < MOST_ROWS and _has_cells(chunks, at + taken, setting):
        rows += chunks[at + taken]
        taken += 1
    sources: list[Line] = []
    for place, row in enumerate(rows):
        if source_label(row.squeezed):
            rows, sources = rows[:place], rows[place:]
            break
    lines = [*chunk[:captions], *rows, *sources]
    texts = (words, *(line.text for line in chunk[1:captions]))
    source = [line.text for line in sources]
    return part_of(Kind.TABLE, lines, texts, label=number, rows=rows, source=source), taken


def _has_cells(chunks: Sequence[list[Line]], at: int, setting: Setting) -> bool:
    """Return whether a chunk below a table's caption is of its cells."""
    chunk = chunks[at]
    text = chunk[0].squeezed
    if source_label(text):
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
