"""`course check`, `report`, `explain`, `compare`: show something, and change nothing."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from ...check.catalogue import RULES, explain
from ...check.coverage import coverage
from ...check.publishing import to_publish
from ...check.report import as_json, coverage_table
from ...inspect import inspect
from ...shared.suggest import nearest
from ...shared.words import counted
from ...web.compare import compare, told
from .. import disk
from ..publisher import publisher
from .terminal import print_problems


@click.command()
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="For people, or for other programs.",
)
@click.option(
    "--to-publish",
    "publishing",
    is_flag=True,
    help="Also what must be decided before anyone else sees the course: samples and undecided rights are errors.",
)
def check(form: str, publishing: bool) -> None:
    """List all problems, by file and line; exit 1 if any is an error."""
    made = inspect(*disk.read_files(Path.cwd()))
    if publishing and made.woven:
        made = replace(made, problems=to_publish(made.problems, made.woven, publisher(Path.cwd())))
    if form == "json":
        click.echo(as_json(made.problems))
    else:
        print_problems(made.problems)
    sys.exit(1 if made.failed else 0)


@click.command("report")
def report_command() -> None:
    """Show what the course covers: notes and questions by paragraph, minutes, length, reading level, terms, sources."""
    made = inspect(*disk.read_files(Path.cwd()))
    if made.woven is None:
        print_problems(made.problems)
        sys.exit(1)
    click.echo(coverage_table(coverage(made.woven)))
    if made.drafts:
        listed = ", ".join(counted(count, kind) for kind, count in made.drafts)
        click.echo(f"\nnot counted, since they are drafts: {listed}")


@click.command("explain")
@click.argument("rule", required=False)
def explain_command(rule: str | None) -> None:
    """Say what a RULE means: the name in square brackets in a message. Without RULE, list all rules."""
    if rule is None:
        for known in RULES:
            click.echo(f"{known.name:<24}{known.means}")
        return
    rule = rule.strip("[]")
    meaning = explain(rule)
    if meaning is None:
        names = tuple(known.name for known in RULES)
        raise click.ClickException(f"there is no rule “{rule}”{nearest(rule, names)}")
    click.echo(meaning)


@click.command("compare")
@click.argument("before", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("after", type=click.Path(exists=True, file_okay=False, path_type=Path))
def compare_command(before: Path, after: Path) -> None:
    """Say what readers would see change between two built sites, such as main's and yours.

    In Markdown: which pages, in which words, and which addresses would no longer work.
    """
    click.echo(told(compare(disk.read_site(before), disk.read_site(after))), nl=False)
