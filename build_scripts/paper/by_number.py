"""Find citations by number: `[3, 5-7]`, `[3]–[5]`, raised `3,5`, and labels such as `[Ber11]`, where the list has them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from .author_year import Find, Unknown
from .entries import Entry

_BRACKET = re.compile(r"\[(?P<inside>[^\[\]]{1,200})\]")
_PART = re.compile(r"\s*(?P<first>[^\W_][\w+]{0,11})(?:\s*[-–—‐‑]\s*(?P<last>\d{1,4}))?\s*")
_PAGE = re.compile(r"\s*(?:(?:pp?|S|chap|ch|sec|fig|vol|no|para|art)\.?\s*\d|§).*", re.IGNORECASE)
_BEFORE = re.compile(r"\s*(?:see(?: also)?|cf\.?|e\.g\.,?|vgl\.|siehe)\s+", re.IGNORECASE)
_RAISED = re.compile(r"\s*\d{1,4}(?:\s*[-–—,;]\s*\d{1,4})*\s*")
_UNIT = re.compile(r"(?:(?<![^\W_])(?:[^\W\d_]|[cmkndµ]m|kg|km|Hz)|(?<!\d{4})(?<=\d))\Z")
"""What has a power rather than a citation after it."""
_LARGEST_RANGE = 200
"""No citation stands for more works."""


@dataclass(frozen=True, slots=True)
class _Number:
    """A number or label in a citation, or a range of them."""

    start: int
    end: int
    first: str
    last: str = ""


def numbered(entries: Iterable[Entry]) -> Mapping[str, Entry]:
    """Return the entries of a numbered list, by number or label."""
    found: dict[str, Entry] = {}
    for entry in entries:
        if entry.facts.number:
            found.setdefault(entry.facts.number, entry)
    return found


def find_by_number(
    text: str, listed: Mapping[str, Entry], raised: Iterable[tuple[int, int]]
) -> Iterator[Find | Unknown]:
    """Yield the citations by number in a paragraph; `raised`: where its raised words begin and end."""
    before: _Number | None = None
    for bracket in _BRACKET.finditer(text):
        parts = _parts(bracket["inside"], bracket.start("inside"))
        words = any(not part.first.isdigit() and part.first not in listed for part in parts)
        if words or not any(part.first in listed for part in parts):
            if parts and all(part.first.isdigit() and len(part.first) < 4 for part in parts):
                yield Unknown(bracket.start(), bracket.end(), "the list has no entry of this number")
            before = None
            continue
        if before and re.fullmatch(r"\]\s?[-–—]\s?\[", text[before.end : parts[0].start]):
            yield from _between(before, parts[0].first, listed)
        for part in parts:
            yield from _found(part, listed)
        before = parts[-1] if len(parts) == 1 and not parts[0].last else None
    for start, end in raised:
        if _RAISED.fullmatch(text[start:end]) and not _UNIT.search(text[max(start - 6, 0) : start]):
            for part in _parts(text[start:end], start):
                yield from _found(part, listed)


def bracketed_numbers(text: str) -> int:
    """Return how many citations by number a text seems to have."""
    found = (_parts(bracket["inside"], 0) for bracket in _BRACKET.finditer(text))
    return sum(
        bool(parts) and all(part.first.isdigit() and len(part.first) < 4 for part in parts) for parts in found
    )


def _parts(inside: str, offset: int) -> list[_Number]:
    """Return the numbers between two brackets; none if anything else stands there but a page."""
    made: list[_Number] = []
    said = _BEFORE.match(inside)
    at = said.end() if said else 0
    while at < len(inside):
        part = _PART.match(inside, at)
        end = part.end() if part else at
        if not part or (end < len(inside) and inside[end] not in ",;:"):
            return made if made and _PAGE.fullmatch(inside, at) else []
        first, last = part["first"], part["last"] or ""
        close = part.end("last") if last else part.end("first")
        made.append(_Number(offset + part.start("first"), offset + close, first, last))
        if end < len(inside) and inside[end] == ":":  # what follows is a page
            break
        at = end + 1
    return made


def _found(part: _Number, listed: Mapping[str, Entry]) -> Iterator[Find | Unknown]:
    """Yield what a number, or a range of numbers, cites."""
    for number in (part.first, part.last):
        if number and number not in listed:
            yield Unknown(part.start, part.end, f"the list has no entry {number}")
    if not part.last:
        if part.first in listed:
            yield _find(listed[part.first], part.start, part.end)
        return
    if part.first in listed:
        yield _find(listed[part.first], part.start, part.start + len(part.first))
        yield from _between(part, part.last, listed)
    if part.last in listed:
        yield _find(listed[part.last], part.end - len(part.last), part.end)


def _between(part: _Number, last: str, listed: Mapping[str, Entry]) -> Iterator[Find]:
    """Yield the entries between the first number of a range and its last. They have no words of their own."""
    if not (part.first.isdigit() and last.isdigit()):
        return
    inside = range(int(part.first) + 1, int(last))
    for number in inside if len(inside) < _LARGEST_RANGE else ():
        if entry := listed.get(str(number)):
            at = part.start + len(part.first)
            yield Find(at, at, entry.key, entry.label, marked=False)


def _find(entry: Entry, start: int, end: int) -> Find:
    return Find(start, end, entry.key, entry.label)
