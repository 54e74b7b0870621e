"""Problems in; out come lines for a person, or for GitHub's annotations."""

import json
from collections import Counter
from collections.abc import Iterable

from .source import Problem, Severity

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def report(problems: Iterable[Problem]) -> str:
    """One paragraph a problem: place, severity, what was found, rule, and what to do."""
    return "\n".join(_told(problem) for problem in problems)


def summary(problems: Iterable[Problem]) -> str:
    """How many of each severity, such as `1 error, 2 warnings`."""
    counts = Counter(problem.severity for problem in problems)
    parts = [f"{counts[kind]} {kind}{'s' * (counts[kind] != 1)}" for kind in Severity if counts[kind]]
    return ", ".join(parts) or "no problems"


def as_json(problems: Iterable[Problem]) -> str:
    """The problems as a list of objects, for other programs."""
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "rule": problem.rule,
            "found": problem.found,
            "fix": problem.fix,
        }
        for problem in problems
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def annotations(problems: Iterable[Problem]) -> str:
    """GitHub workflow commands, which put each problem on its line of a pull request."""
    return "\n".join(_annotation(problem) for problem in problems)


def _told(problem: Problem) -> str:
    place = problem.place
    line = f"{place.path}:{place.line}:{place.column}: {problem.severity}: {problem.found} [{problem.rule}]"
    return f"{line}\n    {problem.fix}" if problem.fix else line


def _annotation(problem: Problem) -> str:
    place, command = problem.place, _COMMANDS[problem.severity]
    where = (
        f"file={_property(place.path)},line={place.line},col={place.column},title={_property(problem.rule)}"
    )
    message = f"{problem.found}. {problem.fix}" if problem.fix else problem.found
    return f"::{command} {where}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
