"""What stands apart from the text: captions, tables by aligned columns, formulas with their numbers, verse, labels of items."""

import re
from collections.abc import Iterable, Sequence
from itertools import islice, pairwise

from ..signs import caption_label, item_label, roman
from .columns import cells_of
from .lines import Line
from .pages import is_short
from .sentences import ends_in_stop, ends_sentence, in_capitals, opens, squeeze, words_in

BULLETS = frozenset("•‣▪●○■□◦∙·")
_DASHES = frozenset("-–—*")
_NUMBER_OF_FORMULA = re.compile(r"(?:^|\s)\(((?:[A-Z]\.?)?\d{1,3}(?:\.\d{1,3})?[a-z]?)\)$")
_MATHS = re.compile(r"[=<>≤≥≈≠±∑∏∫√∂∞∈∀∃→⇒×÷·^+\u2212]")
_SPEAKER = re.compile(r"([^\W\d_a-z][^\W\d_a-z.’'-]*(?: [^\W\d_a-z][^\W\d_a-z.’'-]*){0,2}:) +(?=\S)")
_MOST_CELLS = 30
_FARTHEST = 300
"""Texts before a line among which the last item of its list is looked for."""


def caption_of(text: str) -> tuple[str, str, int] | None:
    """Return the kind, the number and the offset of a caption's words; `None` for prose such as `Table 2 shows …`."""
    text = squeeze(text[:400])
    found = caption_label(text)
    if not found:
        return None
    start = found[2]
    label, rest = text[:start].rstrip(), text[start:]
    if text[0].islower() or (rest and not label.endswith((".", ":", "|", "–", "—", "-")) and not opens(rest)):
        return None
    if rest and rest[0] in ")],;":
        return None
    return found


def formula_of(text: str) -> tuple[str, str] | None:
    """Return a formula and its number, which may be empty; `None` if the line is none."""
    text = squeeze(text[:2000])
    numbered = _NUMBER_OF_FORMULA.search(text)
    body = text[: numbered.start()].strip() if numbered else text
    long = [word for word in words_in(body) if len(word) > 3]
    if (
        not _MATHS.search(body)
        or len(long) > (3 if numbered else 0)
        or not ("=" in body or numbered or "≈" in body)
    ):
        return None
    return (body, numbered[1]) if numbered else (body, "")


def formula_number(text: str) -> str:
    """Return the number of a line that is nothing but a formula's number; empty if it is not."""
    found = _NUMBER_OF_FORMULA.fullmatch(text.strip()[:20])
    return found[1] if found else ""


def is_verse(lines: Sequence[Line], width: int, apart: bool) -> bool:
    """Return whether lines are verse: they end before the type area does, and not where a word did not fit."""
    if len(lines) < 2 or width < 20:
        return False
    texts = [line.text for line in lines]
    if any(len(cells_of(text[:300])) > 1 or len(text.split()) > 14 for text in texts):
        return False
    if any(sum(char.isdigit() for char in text) * 6 > len(text) for text in texts):
        return False
    if _staggered(lines):
        return apart
    short = [is_short(line, after, width) for line, after in pairwise(lines)]
    indents = {line.indent for line in lines}
    staggered = len(indents) > 1 and len(lines) > 2
    most = max(line.width for line in lines) < 0.8 * width
    all_sentences = all(ends_sentence(text) for text in texts)
    hyphened = any(text.endswith("-") for text in texts)
    enough = len(lines) > 2 or min(indents) > 1
    return (
        apart
        and enough
        and most
        and sum(short) >= 0.8 * len(short)
        and not hyphened
        and (not all_sentences or staggered)
    )


def _staggered(lines: Sequence[Line]) -> bool:
    """Return whether indents go to and fro within sentences, as in a ballad."""
    steps = [after.indent - line.indent for line, after in pairwise(lines)]
    to_and_fro = any(step >= 2 for step in steps) and any(step <= -2 for step in steps)
    within = any(
        step >= 2 and not ends_sentence(line.text)
        for (line, _), step in zip(pairwise(lines), steps, strict=True)
    )
    stopped = sum(ends_in_stop(line.text) for line in lines)
    return to_and_fro and within and stopped * 2 >= len(lines) and max(len(line.text) for line in lines) < 60


def rows_of(lines: Sequence[Line]) -> list[list[str]] | None:
    """Return the cells of lines as rows of equal length; `None` if they are not sound."""
    texts = [line.text for line in lines if len(line.text) < 2000]
    if len(texts) < 2 or len(texts) != len(lines):
        return None
    by_gap = [[(line.indent + start, cell) for start, cell in cells_of(line.text)] for line in lines]
    most = max(len(row) for row in by_gap)
    if 1 < most <= _MOST_CELLS:
        full = next(row for row in by_gap if len(row) == most)
        if all(len(row) == most for row in by_gap):
            return [[cell for _, cell in row] for row in by_gap]
        starts = [start for start, _ in full]
        rows = [_in_columns(row, starts) for row in by_gap]
        return [row for row in rows if row] if all(rows) else None
    tokens = [text.split() for text in texts]
    if 1 < len(tokens[0]) <= _MOST_CELLS and all(len(row) == len(tokens[0]) for row in tokens):
        return tokens
    return None


def _in_columns(row: Sequence[tuple[int, str]], starts: Sequence[int]) -> list[str]:
    """Return cells in the columns that they stand nearest to; empty if two are in one."""
    cells = [""] * len(starts)
    for start, cell in row:
        at = min(range(len(starts)), key=lambda column: abs(starts[column] - start))
        if cells[at]:
            return []
        cells[at] = cell
    return cells


def is_aligned(lines: Sequence[Line]) -> bool:
    """Return whether lines are rows of a table by themselves: as many cells in each, one under the other."""
    if len(lines) < 3:
        return False
    rows = [
        [line.indent + start for start, _ in cells_of(line.text)] for line in lines if len(line.text) < 500
    ]
    if len(rows) < len(lines) or len(rows[0]) < 2 or any(len(row) != len(rows[0]) for row in rows):
        return False
    return all(max(column) - min(column) <= 4 for column in zip(*rows, strict=True)) or len(rows[0]) > 2


def succeeds(label: str, before: str) -> bool:
    """Return whether a label of an item follows another: `b)` after `a)`, a bullet after the same bullet."""
    if label in BULLETS | _DASHES or before in BULLETS | _DASHES:
        return label == before
    core, last = label.strip("().").lower(), before.strip("().").lower()
    if label.replace(label.strip("()."), "") != before.replace(before.strip("()."), ""):
        return False
    if core.isdigit() and last.isdigit():
        return int(core) == int(last) + 1
    if roman(core) == roman(last) + 1 > 1:
        return True
    return len(core) == len(last) == 1 and core.isalpha() and ord(core) == ord(last) + 1


def speaker_of(text: str) -> str:
    """Return the name in capitals, with its colon, with which a line of a dialogue begins; empty if there is none."""
    found = _SPEAKER.match(text[:60])
    return found[1] if found and in_capitals(found[1] * 2) else ""


def takes_up(line: Line, items: Iterable[tuple[str, Line]]) -> str:
    """Return the label of a line that goes on with an outer list, as far in as its items; empty if it does not.

    `items` are labels and first lines of what stands before, the nearest first.
    """
    label = item_label(line.text)
    if not label:
        return ""
    near = islice(items, _FARTHEST)
    again = any(line.indent == first.indent and succeeds(label, before) for before, first in near if before)
    return label if again else ""


def begins_item(text: str, before: str, free: bool) -> str:
    """Return the label if a line begins an item; `before` is the label of the item above, `free` whether a text may begin here."""
    label = item_label(text) or (text if text in BULLETS else "")
    if not label:
        return ""
    if label in BULLETS:
        return label
    if label in _DASHES:
        return (
            label
            if before == label or (free and (opens(text[2:]) or (before == "" and len(label) == 1)))
            else ""
        )
    if before and succeeds(label, before):
        return label
    first = label.strip("().").lower() in ("1", "a", "i") and not (label.endswith(".") and label[0] in "AI")
    return label if free and first else ""
