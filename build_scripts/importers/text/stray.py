"""What stands between the words of a paper and is none of them: tables of contents, feet and heads of pages."""

import re
from collections.abc import Sequence

from .lines import Line
from .part import MOST_ROWS, Part, ended
from .sentences import ends_sentence

_MOST_STAMPS = 7
"""Lines of a foot and a head of pages together."""
_STAMP = re.compile(
    r"\bissn\b|\bisbn\b|\bvol(?:ume|\.)|\bissue\b|https?://|www\.|\bdoi\b|downloaded (?:from|by)|©|\(?(?:19|20)\d\d\)?$",
    re.IGNORECASE,
)
_LEADERS = ("...", ". . .", "…", " .. ", "___")


def interruption(chunks: Sequence[list[Line]], at: int, parts: Sequence[Part]) -> int:
    """Return how many chunks are the foot of one page and the head of the next, in the middle of a sentence."""
    if ended(parts):
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


def leads(text: str) -> bool:
    """Return whether a line is of a table of contents: dots lead to a page number."""
    tail = text.rstrip()[-400:]
    return bool(tail) and tail[-1].isdigit() and any(dots in tail for dots in _LEADERS)


def contents(chunks: Sequence[list[Line]], at: int) -> int:
    """Return how many chunks a table of contents has; 0 if there is none."""
    if ":" in chunks[at][0].text[:40] and len(chunks[at][0].text.split(":", 1)[1].strip()) > 10:
        return 1
    taken = 0
    last = {
        line.squeezed.casefold(): place
        for place, chunk in enumerate(chunks)
        for line in chunk
        if len(line.text) < 200
    }
    for place in range(at, min(len(chunks), at + MOST_ROWS)):
        rows = chunks[place][1:] if place == at else chunks[place]
        if not all(
            leads(line.text)
            or line.text.rstrip()[-1:].isdigit()
            or last.get(line.squeezed.casefold(), -1) > place
            for line in rows[-1:]
        ):
            break
        numbered = sum(
            leads(line.text) or (line.text.rstrip()[-1:].isdigit() and not ends_sentence(line.text))
            for line in rows
        )
        again = (
            place > at
            and all(last.get(line.squeezed.casefold(), -1) > place for line in rows)
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
