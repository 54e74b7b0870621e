"""Entries of a list of references, as lines: by numbers, by hanging indents, by empty lines, or by `Name, A. (2011)`."""

import re
from collections.abc import Sequence

from ..signs import heads_references
from .headings import LONGEST_LINES, is_known, may_be_heading
from .lines import Line
from .sentences import ends_sentence, in_capitals, opens

_NUMBERED = re.compile(r"(?:\[(\d{1,3})\]|(\d{1,3})[.)]?)(?:\s+(?=\S)|$)")
_YEAR = re.compile(
    r"\b(?:1[4-9]|20)\d\d[a-z]?\b|\bn\.\s?d\.|forthcoming|in press|im Erscheinen|o\. ?J\.", re.IGNORECASE
)
_NAME = re.compile(
    r"(?:(?:van|von|de|der|den|du|la|le|da|di|del|al-|el-|ibn|bin|zu|ter)\s+){0,3}[^\W\d_a-z][\w'’‘\-]*(?:\s[^\W\d_][\w'’\-]*){0,3},\s+[^\W\d_]"
    r"|[-–—_]{2,}"
)
_BODY = re.compile(r"[^\W\d_a-z][^()]{2,90}\((?:1[4-9]|20)\d\d[a-z]?[),]")
_ENDED = re.compile(r"(?:\d|/|doi\S*|https?://\S+|www\.\S+|[.\])»”])$", re.IGNORECASE)


def entries_of(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines of each entry."""
    starts = _numbered(lines) or _hanging(lines) or _by_name(lines)
    entries: list[list[Line]] = []
    for at, line in enumerate(lines):
        if at in starts or not entries:
            entries.append([line])
        else:
            entries[-1].append(line)
    return entries


def _numbered(lines: Sequence[Line]) -> set[int]:
    starts: set[int] = set()
    expected = None
    for at, line in enumerate(lines):
        found = _NUMBERED.match(line.text)
        if not found:
            continue
        number = int(found[1] or found[2])
        if number == expected or (expected is None and number == 1):
            starts.add(at)
            expected = number + 1
    return starts if len(starts) > 1 and 0 in starts else set()


def _hanging(lines: Sequence[Line]) -> set[int]:
    if not lines:
        return set()
    margin = min(line.indent for line in lines)
    deep = [at for at, line in enumerate(lines) if line.indent >= margin + 2]
    outer = [at for at, line in enumerate(lines) if line.indent < margin + 2]
    if len(deep) < max(1, 0.15 * len(lines)) or not outer:
        return set()
    if lines[0].indent >= margin + 2:
        return {at for at in deep if opens(lines[at].text)}
    # Where margins of pages differ, an entry still begins with a capital, after the end of another one.
    return {
        at
        for at in outer
        if at == 0
        or opens(lines[at].text)
        or (lines[at].text[:4].islower() and lines[at - 1].indent > margin)
    }


def _by_name(lines: Sequence[Line]) -> set[int]:
    starts = {0}
    gaps = sum(line.gap > 0 for line in lines[1:])
    apart = gaps * 4 >= len(lines)
    for at in range(1, len(lines)):
        before, line = lines[at - 1], lines[at]
        ahead = f"{line.text[:300]} {lines[at + 1].text[:120] if at + 1 < len(lines) else ''}"
        named = bool((_NAME.match(line.text) and _YEAR.search(ahead[:400])) or _BODY.match(line.text))
        ended = ends_sentence(before.text) or bool(_ENDED.search(before.text[-80:]))
        if (named and ended) or (apart and line.gap > 0 and opens(line.text) and ended):
            starts.add(at)
    return starts


def end_of_list(chunks: Sequence[list[Line]], at: int) -> int:
    """Return where a list of references ends: before the next heading that surely is one."""
    for place in range(at, len(chunks)):
        chunk = chunks[place]
        text = " ".join(line.squeezed for line in chunk[:LONGEST_LINES])
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
