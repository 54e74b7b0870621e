"""Where a thing was written, what is wrong with it, and the kinds of problem that there are."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum


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


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem, with its words for the catalogue. It stands beside the check that finds it."""

    name: str
    """Searchable, such as `quote-not-found`."""
    means: str
    example: str
    """What breaks it, as it would stand in a file."""
    remedy: str
    severity: Severity = Severity.ERROR

    def at(self, place: Place, found: str, fix: str = "", words: str = "") -> Problem:
        """Return a problem of this kind."""
        return Problem(place, self.name, found, fix, self.severity, words)


def at_words(problems: Iterable[Problem], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield problems with the places of their words; `texts` are those of the files, by path."""
    starts: dict[str, list[int]] = {}
    for problem in problems:
        path = problem.place.path
        if problem.words and path not in starts:
            starts[path] = _line_starts(texts.get(path, ""))
        yield _at_words(problem, texts.get(path, ""), starts[path]) if problem.words else problem


def _at_words(problem: Problem, text: str, starts: list[int]) -> Problem:
    place = problem.place
    at = text.find(problem.words, starts[min(place.line, len(starts)) - 1] + place.column - 1)
    if at < 0:
        return problem
    line = bisect_right(starts, at)
    return replace(problem, place=replace(place, line=line, column=at - starts[line - 1] + 1), words="")


def _line_starts(text: str) -> list[int]:
    """Where each line of a text begins: offsets in characters from 0."""
    return [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]
