"""Print problems for the terminal and for GitHub."""

import os
from pathlib import Path

import click

from ...check.catalogue import CATALOGUE
from ...check.report import annotations, job_summary, report, summary
from ...shared.place import Problem, Severity

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
