"""Words that all stages share: where a thing was written, what is wrong with it, for whom a site is."""

import re
from bisect import bisect_right
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import lru_cache


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a file that a person can open."""

    path: str
    """Relative to the project's folder, with forward slashes."""
    line: int = 1
    """Counted from 1."""
    column: int = 1
    """Counted from 1, in characters."""


class Severity(StrEnum):
    """How much a problem weighs: an error stops a build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something for a person to mend, or to know. Never raised: collected."""

    place: Place
    rule: str
    """A searchable name, such as `quote-not-found`."""
    found: str
    """What stands there, with the author's own words in quotes."""
    fix: str = ""
    """What to do, as an instruction."""
    severity: Severity = Severity.ERROR
    words: str = ""
    """Those at fault, when `place` is where a longer text that holds them begins."""


def at_words(problem: Problem, text: str) -> Problem:
    """Return a problem of a file with the place of its words; `text` is that file's."""
    if not problem.words:
        return problem
    starts, place = _starts(text), problem.place
    at = text.find(problem.words, starts[min(place.line, len(starts)) - 1] + place.column - 1)
    if at < 0:
        return problem
    line = bisect_right(starts, at)
    return replace(problem, place=replace(place, line=line, column=at - starts[line - 1] + 1), words="")


@lru_cache(maxsize=8)
def _starts(text: str) -> tuple[int, ...]:
    """Where each line of a text begins: offsets in characters from 0."""
    return (0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text)))
