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


@dataclass(frozen=True, slots=True)
class Repository:
    """Where readers can see, and propose to change, what they read."""

    address: str
    """On the web, such as `https://github.com/owner/name`."""
    commit: str
    """What was built: a line has its number only there."""

    def line(self, place: Place) -> str:
        """The address of a line, as GitHub and Forgejo write it."""
        return f"{self.address}/blob/{self.commit}/{place.path}#L{place.line}"


class Severity(StrEnum):
    """How much a problem weighs: an error stops a build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Edition(StrEnum):
    """For whom a site is made. Only the student edition is ever published."""

    STUDENT = "student"
    INSTRUCTOR = "instructor"


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


def printable(text: str) -> str:
    """Return a text on one line that a terminal and a log show, and obey in nothing."""
    return "".join(
        letter if letter.isprintable() else " " if letter.isspace() else "\ufffd" for letter in text
    )


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


def counted(number: int, thing: str) -> str:
    """Things in words: `1 lesson`, `10 lessons`."""
    return f"{number} {thing}{'s' * (number != 1)}"
