"""Places in files, problems at them, and rules, which are the kinds of problem."""

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
    """How serious a problem is: an error stops a build, the others do not."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something for a person to fix or to know. Problems are collected, never raised."""

    place: Place
    rule: str
    """A searchable name, such as `quote-not-found`."""
    found: str
    """What is there, with the author's own words in quotation marks."""
    fix: str = ""
    """What to do, as an instruction."""
    severity: Severity = Severity.ERROR
    words: str = ""
    """The words at fault, if `place` is only the beginning of the text that contains them."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One kind of problem, with its text for the catalogue. Each is defined beside the check that finds it."""

    name: str
    """Searchable, such as `quote-not-found`."""
    means: str
    example: str
    """Text that breaks the rule, as in a file."""
    remedy: str
    severity: Severity = Severity.ERROR

    def at(self, place: Place, found: str, fix: str = "", words: str = "") -> Problem:
        """Return a problem of this kind."""
        return Problem(place, self.name, found, fix, self.severity, words)


def at_words(problems: Iterable[Problem], texts: Mapping[str, str]) -> Iterator[Problem]:
    """Yield the problems, each at the place of its `words` if it has any. `texts` holds all files, by path."""
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
    """Return where each line of a text begins: offsets in characters from 0."""
    return [0, *(end.end() for end in re.finditer(r"\r\n|\r|\n", text))]
