"""Print problems for the terminal and for GitHub, and find the lesson that an option names."""

import os
from collections.abc import Sequence
from pathlib import Path

import click

from ...check.catalogue import CATALOGUE
from ...check.report import annotations, job_summary, report, summary
from ...shared.place import Problem, Severity
from ...shared.suggest import nearest

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}


def print_problems(problems: tuple[Problem, ...]) -> None:
    """Print all problems for a person, and, in a workflow, for GitHub."""
    if problems:
        # Notes first, so that errors stand right above the prompt.
        first = sorted(problems, key=lambda problem: problem.severity is not Severity.NOTE)
        click.echo(report(first, _paint))
        click.echo()
    if os.environ.get("GITHUB_ACTIONS") == "true":
        click.echo(annotations(problems))
    if page := os.environ.get("GITHUB_STEP_SUMMARY"):
        with Path(page).open("a", encoding="utf-8") as summary_page:
            summary_page.write(job_summary(problems))
    click.echo(summary(problems))
    if any(problem.severity is Severity.ERROR for problem in problems):
        click.echo(f"What the rules in square brackets mean: {CATALOGUE}, or: course explain RULE")


def _paint(severity: Severity) -> str:
    return click.style(str(severity), fg=_COLOURS[severity], bold=True)


def lesson_named(lesson: str, names: Sequence[str]) -> str:
    """Return the name of the lesson with this number or name; `names`: those of all lessons, in order.

    Raises `ClickException` if there is no such lesson.
    """
    name = names[int(lesson) - 1] if lesson.isdecimal() and 0 < int(lesson) <= len(names) else lesson
    if name not in names:
        raise click.ClickException(
            f"there is no lesson “{lesson}”{nearest(lesson, tuple(names))}; "
            f"lessons have the numbers 1 to {len(names)}, and the names {', '.join(names)}"
        )
    return name
