"""The `course` command."""

import sys
from io import TextIOWrapper
from pathlib import Path

import click

from .shells.commands.begin import new, schema
from .shells.commands.look import check, compare_command, explain_command, report_command
from .shells.commands.make import build_command, pages, publish, serve
from .shells.commands.printing import handouts_command
from .shells.commands.upgrade import upgrade_command


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="close-reading-course", prog_name="course")
@click.pass_context
def main(context: click.Context) -> None:
    """Make a close-reading course from a paper and the YAML that you write about it.

    Works on the project in the current folder.
    """
    for stream in (sys.stdout, sys.stderr):  # an old code page may lack characters that a course has
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if context.invoked_subcommand not in ("new", "explain") and not Path("mkdocs.yml").is_file():
        raise click.ClickException(
            "there is no mkdocs.yml here. Go to the folder of a course first: cd path/to/course"
        )


for command in (
    check,
    build_command,
    serve,
    handouts_command,
    pages,
    compare_command,
    publish,
    report_command,
    explain_command,
    new,
    schema,
    upgrade_command,
):
    main.add_command(command)


if __name__ == "__main__":
    main()
