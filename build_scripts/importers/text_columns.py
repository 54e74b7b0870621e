"""Two columns side by side, as `pdftotext -layout` prints them: read in turn where the gutter is clear."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from .reading import Refused
from .signs import caption_label
from .text_lines import Line
from .text_signs import squeeze

_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_FEWEST = 4
"""Lines with words on both sides of a gutter that make columns."""
_WORDS = 2.2
"""Words that a half line of prose has on average; a cell of a table has fewer."""
_OUT = 8
"""Letters by which a line of the right column may hang out to the left."""
_COMMON = {
    "de": frozenset(
        [
            "der",
            "die",
            "das",
            "und",
            "ist",
            "nicht",
            "von",
            "mit",
            "dem",
            "den",
            "ein",
            "eine",
            "auf",
            "als",
            "auch",
            "sich",
            "wurde",
        ]
    ),
    "en": frozenset(
        [
            "the",
            "and",
            "of",
            "to",
            "is",
            "that",
            "in",
            "was",
            "with",
            "as",
            "for",
            "it",
            "which",
            "by",
            "has",
            "were",
        ]
    ),
    "es": frozenset(
        ["el", "los", "las", "una", "que", "del", "por", "con", "para", "como", "más", "pero", "fue", "son"]
    ),
    "fr": frozenset(
        [
            "le",
            "les",
            "des",
            "une",
            "est",
            "que",
            "dans",
            "pour",
            "qui",
            "par",
            "sur",
            "pas",
            "avec",
            "sont",
            "cette",
        ]
    ),
    "it": frozenset(
        [
            "il",
            "gli",
            "della",
            "che",
            "per",
            "con",
            "una",
            "sono",
            "nel",
            "dei",
            "alla",
            "questo",
            "non",
            "più",
        ]
    ),
}
"""Words that tell a language from the others in a column."""
_UNCLEAR = 0.3
"""Part of a page's lines that have words on both sides of a place, and yet are in no columns."""


@dataclass(frozen=True, slots=True)
class _Half:
    """What a line has on one side of the gutter."""

    text: str
    start: int


def in_turn(lines: Sequence[Line]) -> tuple[list[Line], bool]:
    """Return lines in the order of reading, with a flow for each page or column, and whether there are columns.

    `Refused` if a file has columns without a clear gutter.
    """
    pages: dict[int, list[Line]] = {}
    for line in lines:
        pages.setdefault(line.page, []).append(line)
    ordered: list[Line] = []
    columns = unclear = 0
    flow = 0
    for page in pages.values():
        parts, mixed = _columns_of(page)
        columns += len(parts) > 1
        unclear += mixed
        for part in parts:
            ordered += [replace(line, flow=flow) for line in part]
            flow += 1
    if unclear > max(columns, len(pages) // 4):
        raise Refused(
            "The text has two columns side by side, and no clear gutter between them. Import the PDF itself, "
            "or make the text with pdftotext without -layout."
        )
    return ordered, columns > 0


def _columns_of(page: list[Line]) -> tuple[list[list[Line]], bool]:
    """Return the lines of a page in flows, and whether lines are left that seem to be of mixed columns."""
    starts: Counter[int] = Counter()
    for line in page:
        for found in _GAP.finditer(line.text[:400]):
            starts[line.indent + found.end()] += 1
    gutter = _gutter(page, starts)
    if gutter is None:
        return [page], False
    zones = _zones(page, gutter)
    if not any(both for both, _ in zones):
        crossing = sum(1 for line in page if _split(line, gutter) is None)
        return [page], starts[gutter] >= max(8, _UNCLEAR * len(page)) and crossing > 0 and _looks_like_prose(
            page, gutter
        )
    flows: list[list[Line]] = []
    for both, zone in zones:
        flows += _halves(zone, gutter) if both else [zone]
    return flows, False


def _gutter(page: list[Line], starts: Counter[int]) -> int | None:
    """Return the column in which the right halves begin; `None` if there is none."""
    if not starts:
        return None
    widest = max(line.width for line in page)
    likely = [(count, -start) for start, count in starts.items() if 0.25 * widest < start < 0.8 * widest]
    if not likely:
        return None
    count, start = max(likely)
    return -start if count >= _FEWEST else None


def _split(line: Line, gutter: int) -> tuple[_Half, _Half] | None:
    """Return both halves of a line, one of which may be empty; `None` if words cross the gutter."""
    at = gutter - line.indent
    if at <= _OUT:
        return _Half("", 0), _Half(line.text, line.indent)
    left, right = line.text[:at], line.text[at:]
    if right and not left.endswith("  ") and len(left.rstrip()) > at - 2:
        # The right half may hang out by some letters, as the first lines of entries do.
        found = list(_GAP.finditer(line.text[: at + _OUT]))
        if not found or found[-1].end() < at - _OUT:
            return None
        at = found[-1].end()
        left, right = line.text[:at], line.text[at:]
    start = line.indent + at + len(right) - len(right.lstrip())
    return _Half(left.rstrip(), line.indent), _Half(right.strip(), start)


def _looks_like_prose(lines: Sequence[Line], gutter: int) -> bool:
    halves = [half for line in lines if (half := _split(line, gutter)) and half[0].text and half[1].text]
    if len(halves) < _FEWEST:
        return False
    texts = [one.text for half in halves for one in half]
    words = sum(len(text.split()) for text in texts)
    digits = sum(char.isdigit() for text in texts for char in text)
    letters = sum(len(text) for text in texts)
    widest = max(len(half[0].text) for half in halves)
    full = sum(1 for half in halves if len(half[0].text) > 0.6 * widest)
    return words >= _WORDS * len(texts) and digits * 5 < letters and full * 2 >= len(halves)


def _zones(page: list[Line], gutter: int) -> list[tuple[bool, list[Line]]]:
    """Return runs of lines, each with whether it is in two columns."""
    runs: list[tuple[bool, list[Line]]] = []
    for line in page:
        crosses = _split(line, gutter) is None
        if runs and runs[-1][0] is not crosses:
            runs[-1][1].append(line)
        else:
            runs.append((not crosses, [line]))
    zones: list[tuple[bool, list[Line]]] = []
    for at, (clear, run) in enumerate(runs):
        if clear and _looks_like_prose(run, gutter) and not _is_table(zones, run):
            before, middle, after = _trimmed(run, gutter, crossed=at + 1 < len(runs))
            zones += [(False, before)] * bool(before) + [(True, middle)] + [(False, after)] * bool(after)
        else:
            zones.append((False, run))
    merged: list[tuple[bool, list[Line]]] = []
    for both, zone in zones:
        if merged and not both and not merged[-1][0]:
            merged[-1] = (False, merged[-1][1] + zone)
        else:
            merged.append((both, zone))
    return merged


def _is_table(zones: list[tuple[bool, list[Line]]], run: list[Line]) -> bool:
    """Return whether a caption of a table stands above lines."""
    above = [zones[-1][1][-1].text] if zones else []
    return any((label := caption_label(text)) and label[0] == "table" for text in [*above, run[0].text])


def _trimmed(run: list[Line], gutter: int, crossed: bool) -> tuple[list[Line], list[Line], list[Line]]:
    """Return what stands above the columns, the columns, and what stands below them, over the whole width."""
    two = [bool((half := _split(line, gutter)) and half[1].text) for line in run]
    first, last = two.index(True), len(two) - 1 - two[::-1].index(True)
    start = next((at for at in range(first, 0, -1) if run[at].gap > 1), 0)
    end = next((at for at in range(last + 1, len(run)) if run[at].gap > 0), len(run)) if crossed else len(run)
    return run[:start], run[start:end], run[end:]


def _halves(zone: list[Line], gutter: int) -> list[list[Line]]:
    """Return the lines of the left column, then those of the right one; gaps are counted in each."""
    columns: tuple[list[Line], list[Line]] = ([], [])
    gaps = [0, 0]
    for line in zone:
        halves = _split(line, gutter) or (_Half(line.text, line.indent), _Half("", 0))
        for side, half in enumerate(halves):
            gaps[side] += line.gap
            if half.text:
                columns[side].append(replace(line, text=half.text, indent=half.start, gap=gaps[side]))
                gaps[side] = 0
            else:
                gaps[side] += 1
    return [column for column in columns if column]


def in_two_languages(lines: Sequence[Line]) -> bool:
    """Return whether the columns of most pages are in different languages: a text beside its translation."""
    pages: dict[int, dict[int, Counter[str]]] = {}
    for line in lines:
        words = line.text.lower().split()
        found = pages.setdefault(line.page, {}).setdefault(line.flow, Counter())
        found.update(
            {language: sum(word in common for word in words) for language, common in _COMMON.items()}
        )
    beside = [flows for flows in pages.values() if len(flows) > 1]
    mixed = [flows for flows in beside if len({_likeliest(one) for one in flows.values()} - {""}) > 1]
    return bool(mixed) and len(mixed) * 2 >= len(beside)


def _likeliest(counts: Counter[str]) -> str:
    (language, count), *_ = counts.most_common(1) or [("", 0)]
    return language if count > 3 else ""


def cells_of(text: str) -> list[tuple[int, str]]:
    """Return the cells of a line, each with its offset: what two spaces or more keep apart."""
    cells = []
    start = 0
    for found in _GAP.finditer(text):
        cells.append((start, squeeze(text[start : found.start()])))
        start = found.end()
    return [*cells, (start, squeeze(text[start:]))]
