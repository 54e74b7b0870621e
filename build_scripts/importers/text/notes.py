"""Notes at the ends of pages and of the paper, and the marks in the words that they belong to."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from ...paper.blocks import Mark, MarkKind, Words
from ..reading import Doubt, Harm
from .headings import is_known, is_marked, may_be_heading
from .lines import Line
from .sentences import ends_sentence, opens

_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_SYMBOLS = "*∗†‡§¶"
_LABEL = re.compile(
    rf"(?:\[(?P<square>\d{{1,3}})\]|(?P<raised>[⁰¹²³⁴-⁹]{{1,3}})|(?P<symbol>[{_SYMBOLS}]{{1,3}})|(?P<plain>\d{{1,3}})(?P<dot>[.)])?)"
    r"(?:\s+(?=\S)|$|(?<=\d)(?=[A-Z“\"])|(?<![\d.\])])(?=\w))"
)
_MARK = re.compile(
    r"\s?\[(?P<square>\d{1,3})\]|(?P<raised>[⁰¹²³⁴-⁹]{1,3})"
    rf"|(?P<symbol>(?<=[\w.,;:!?’”\"')»])\s?[{_SYMBOLS}]{{1,3}}(?![\w{_SYMBOLS}]))"
    r"|(?P<glued>(?:(?<=[^\W\d_]{3})|(?<=[’']s)|(?<=[^\d\s][.,;:!?…])|(?<=\d{4}[.,;:])|(?<=[’”\"')»\]]))\d{1,3}(?![\d\w%°]|[.,]\d))"
    r"|(?P<apart>(?<=[^\W\d_]|[.,;:!?’”\"')»]) \d{1,3}(?=\s|$|[.,;:)’”](?!\d)))"
)
_NO_MARK_AFTER = re.compile(
    r"(?:\b(?:table|figure|fig\.|section|chapter|part|art\.?|article|no\.?|para\.?|paragraph|pp?\.|vol\.?|volume|issue|page|pages|study|step|"
    r"january|february|march|april|may|june|july|august|september|october|november|december|nr\.|s\.|seite|abs\.|"
    r"of|in|the|and|or|to|than|about|between|from|with|on|at|by)|§)$",
    re.IGNORECASE,
)
_MOST_OF_PAGE = 0.85
_SKIPPED = 3
"""Notes whose labels may be missing before the next one."""


@dataclass(frozen=True, slots=True)
class RawNote:
    """A note as lines."""

    label: str
    first: str
    """What the first line says behind the label."""
    lines: tuple[Line, ...]
    """All lines, the first with its label."""
    page: int | None
    """`None` if it stands at the end of the paper."""

    @property
    def texts(self) -> list[str]:
        """The words of each line, without the label."""
        return [self.first, *(line.text for line in self.lines[1:])]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Letters that may be the mark of a note."""

    start: int
    end: int
    label: str
    sure: bool
    """Whether it stands at a word or a stop, raised or in brackets, rather than between spaces."""
    square: bool = False


def label_of(text: str) -> tuple[str, str, bool] | None:
    """Return the label with which a line begins as a note, the rest, and whether a stop follows the label."""
    found = _LABEL.match(text)
    if not found:
        return None
    label = found["square"] or (found["raised"] or "").translate(_RAISED) or found["symbol"] or found["plain"]
    return label, text[found.end() :], bool(found["dot"])


def marks_in(text: str) -> Iterator[Candidate]:
    """Yield what may be marks of notes, in order."""
    for found in _MARK.finditer(text):
        kind = found.lastgroup or ""
        value = found[kind].strip()
        if kind == "apart" and _NO_MARK_AFTER.search(
            text[max(found.start() - 12, 0) : found.start()].rstrip()
        ):
            continue
        label = value.translate(_RAISED)
        yield Candidate(found.start(), found.end(), label, kind != "apart", kind == "square")


def take_notes(
    lines: Sequence[Line], front: Sequence[Line] = ()
) -> tuple[list[Line], list[RawNote], list[Doubt]]:
    """Return the lines without notes at the ends of pages, and the notes. `front`: lines that may have marks, too."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        pages[line.page].append(line)
    if len(pages) < 2:
        return list(lines), [], []
    body: list[Line] = []
    notes: list[RawNote] = []
    doubts: list[Doubt] = []
    expected = 1
    order = list(pages)
    for turn, place in enumerate(order):
        following = pages[order[turn + 1]] if turn + 1 < len(order) else []
        own, found, expected = _of_page(
            pages[place], following, expected, _labels(line for line in front if line.page == place)
        )
        body += own
        notes += found
    for note in notes:
        if not any(text.strip() for text in note.texts):
            message = f"the number of note {note.label} stands apart from its words, which may be in the text before it"
            doubts.append(Doubt(Harm.LOST, note.lines[0].where, None, message))
    return body, notes, doubts


def _of_page(
    page: list[Line], following: Sequence[Line], expected: int, marks: set[str]
) -> tuple[list[Line], list[RawNote], int]:
    """Return the lines of a page that are no notes, its notes, and the number of the next note."""
    marks = set(marks)
    body: list[Line] = []
    notes: list[RawNote] = []
    zone: list[Line] = []
    label = first = ""
    for at, line in enumerate(page):
        found = label_of(line.text)
        if zone and found and found[0].isdigit() and not found[1].strip() and int(found[0]) < expected:
            # A number that slipped from its words.
            notes.append(RawNote(found[0], "", (line,), line.page))
            continue
        if zone and _goes_on(zone, line, found, expected, label):
            if found and _is_next(found[0], label, expected) and not _heads(found, zone):
                notes.append(RawNote(label, first, tuple(zone), line.page))
                label, first, zone = found[0], found[1], [line]
                expected = int(label) + 1 if label.isdigit() else expected
            else:
                zone.append(line)
            continue
        if zone:
            notes.append(RawNote(label, first, tuple(zone), line.page))
            zone = []
        if found and _begins(found, page, at, following, expected, marks):
            label, first, zone = found[0], found[1], [line]
            expected = int(label) + 1 if label.isdigit() else expected
        else:
            body.append(line)
            marks |= _labels([line])
    if zone:
        notes.append(RawNote(label, first, tuple(zone), zone[0].page))
    return body, notes, expected


def _labels(lines: Iterable[Line]) -> set[str]:
    return {one.label for line in lines for one in marks_in(line.text[:2000])}


def _begins(
    found: tuple[str, str, bool],
    page: list[Line],
    at: int,
    following: Sequence[Line],
    expected: int,
    marks: set[str],
) -> bool:
    """Return whether a line begins the notes of a page."""
    label, rest, dotted = found
    if at < 1 or not (opens(rest) or rest.startswith(("http", "www", "cf", "see", "ibid", "e.g", "i.e"))):
        return False
    line = page[at]
    # A second column may have the same numbers as the first, in another language.
    here = expected - sum(
        (other := label_of(one.text)) is not None and other[0].isdigit() for one in page[:at]
    )
    if label.isdigit() and not (int(label) == 1 or min(here, expected) <= int(label) <= expected + _SKIPPED):
        return False
    if label in marks:
        # A numbered heading or item in the middle of a page is no note.
        return (not dotted or line.gap > 0) and not (
            dotted and len(rest) < 60 and not ends_sentence(page[at].text)
        )
    cut = bool(following) and not ends_sentence(page[at - 1].text) and not opens(following[0].text)
    return cut and not dotted and label.isdigit() and len(page) - at < _MOST_OF_PAGE * len(page)


def _is_next(label: str, before: str, expected: int) -> bool:
    if label.isdigit():
        return expected <= int(label) <= expected + _SKIPPED or (not before.isdigit() and label == "1")
    return label != before


def _heads(found: tuple[str, str, bool], zone: Sequence[Line]) -> bool:
    """Return whether a line with a number and a stop is a heading: the notes above it have no stops."""
    first = label_of(zone[0].text)
    named = bool(found[1].strip()) and len(found[1]) < 80 and not ends_sentence(found[1])
    return found[2] and named and first is not None and not first[2]


def _goes_on(
    zone: list[Line], line: Line, found: tuple[str, str, bool] | None, expected: int, label: str
) -> bool:
    """Return whether a line still belongs to the notes."""
    if line.flow != zone[-1].flow:
        return bool(found and _is_next(found[0], label, expected))
    if found and _is_next(found[0], label, expected) and not _heads(found, zone):
        return True
    if found and _heads(found, zone):
        return False
    bare = len(zone) == 1 and (one := label_of(zone[0].text)) is not None and not one[1].strip()
    return line.gap == 0 or bare or (not ends_sentence(zone[-1].text) and line.gap == 1)


def placed(
    texts: Sequence[tuple[str, int, int]], notes: Sequence[tuple[str, int | None]]
) -> tuple[dict[int, list[tuple[Candidate, int]]], list[int]]:
    """Return the marks of notes in texts, and the notes that have none.

    `texts` are words with their first and last page, in order; `notes` are labels with their page. The marks are given
    by the index of the text, each with the index of its note.
    """
    all_marks: list[tuple[int, Candidate]] = []
    by_label: dict[str, list[int]] = defaultdict(list)
    for index, (text, _, _) in enumerate(texts):
        for candidate in marks_in(text):
            by_label[candidate.label].append(len(all_marks))
            all_marks.append((index, candidate))
    found: dict[int, list[tuple[Candidate, int]]] = defaultdict(list)
    without: list[int] = []
    # Where a page's marks begin, so that those of earlier pages are not gone through again for each note.
    reach = list(accumulate((last for _, _, last in texts), max))
    begins = [index for index, _ in all_marks]
    pointer = 0
    for number, (label, page) in enumerate(notes):
        places = by_label[label]
        here = 0 if page is None else bisect_left(begins, bisect_left(reach, page))
        near: list[int] = []
        for at in range(bisect_left(places, max(here, pointer if label.isdigit() else 0)), len(places)):
            place = places[at]
            _, first, last = texts[all_marks[place][0]]
            if page is not None and first > page:
                break
            if page is None or first <= page <= last:
                near.append(place)
            if near and all_marks[near[-1]][1].sure:
                break
        best = next((place for place in near if all_marks[place][1].sure), near[0] if near else None)
        if best is None:
            without.append(number)
            continue
        index, candidate = all_marks[best]
        if not any(candidate is other for other, _ in found[index]):
            found[index].append((candidate, number))
            pointer = best + 1 if label.isdigit() else pointer
        else:
            without.append(number)
    return found, without


def rising(texts: Sequence[str], squares: bool) -> dict[int, list[Candidate]]:
    """Return marks that count 1, 2, 3 … in texts whose notes are not there. `squares`: whether `[1]` may be one."""
    found: dict[int, list[Candidate]] = defaultdict(list)
    expected, total = 1, 0
    for index, text in enumerate(texts):
        for one in marks_in(text):
            if one.sure and one.label == str(expected) and (squares or not one.square):
                found[index].append(one)
                expected += 1
                total += 1
    return found if total > 1 else {}


def with_marks(text: str, marks: Sequence[tuple[Candidate, str]]) -> Words:
    """Return words whose printed marks are taken out; each has the label of its note instead."""
    parts: list[str] = []
    placed_marks: list[Mark] = []
    start = taken = 0
    for candidate, label in sorted(marks, key=lambda one: one[0].start):
        parts.append(text[start : candidate.start])
        place = candidate.start - taken
        placed_marks.append(Mark(place, place, MarkKind.NOTE, label))
        taken += candidate.end - candidate.start
        start = candidate.end
    rest = text[start:]
    return Words(("".join(parts) + rest), tuple(placed_marks))


def distinct_labels(labels: Sequence[str]) -> list[str]:
    """Return labels, the later ones of several that are alike as `1-2`, `1-3`."""
    seen: dict[str, int] = {}
    found = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        found.append(label if seen[label] == 1 else f"{label}-{seen[label]}")
    return found


def endnotes(chunks: Sequence[list[Line]], at: int) -> tuple[list[RawNote], int] | None:
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
