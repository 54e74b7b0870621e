"""The `course` command.

The module of a command is imported when it runs, since importing all of them takes ten times as long as the help.
"""

import errno
import os
import re
import signal
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Any

import click

COMMANDS = {
    "build": (
        "shells.commands.make:build_command",
        "Build the site into site/. If that fails, the last good site stays as it was.",
    ),
    "check": (
        "shells.commands.look:check",
        "List all problems, by file and line; exit 1 if any is an error.",
    ),
    "cite": (
        "shells.commands.begin:cite",
        "Write CITATION.cff, which says how to cite the course and what it reads, from course.yml and paper.yml.",
    ),
    "compare": (
        "shells.commands.look:compare_command",
        "Say what readers would see change between two built sites, such as main's and yours.",
    ),
    "explain": (
        "shells.commands.look:explain_command",
        "Say what a RULE means: the name in square brackets in a message. Without RULE, list all rules.",
    ),
    "export": (
        "shells.commands.taking:export_command",
        "Make files for other programs: learning platforms, card programs, reference managers.",
    ),
    "handouts": (
        "shells.commands.printing:handouts_command",
        "Print handouts as PDF files: of every lesson, and of the whole course.",
    ),
    "import": (
        "shells.commands.papers:import_command",
        "Bring PAPER into this course as seeds/paper.md; corrections and numbers that are there already stay.",
    ),
    "new": (
        "shells.commands.begin:new",
        "Write the files of a new lesson, of a new course, or of a private repository for answers.",
    ),
    "number": (
        "shells.commands.papers:number_command",
        "Write a number beside each paragraph of seeds/paper.md that has none, and a name beside each section.",
    ),
    "pages": (
        "shells.commands.make:pages",
        "Write the pages as Markdown files into FOLDER, for another renderer. Unchanged files stay.",
    ),
    "publish": (
        "shells.commands.serve:publish",
        "Try locally what a push to main publishes: the student edition, at the repository's address.",
    ),
    "rename": (
        "shells.commands.change:rename_command",
        "Give a lesson, term, event, source or question another id, in all places: rename term toll road-toll.",
    ),
    "report": (
        "shells.commands.look:report_command",
        "Show what the course covers: notes and questions by paragraph, minutes, length, reading level, terms, sources.",
    ),
    "schema": (
        "shells.commands.begin:schema",
        "Write the JSON Schemas that editors use, and the catalogue of rules, into content/schema/.",
    ),
    "serve": (
        "shells.commands.serve:serve",
        "Preview the course, and edit it in its pages; they change when you save. Stop with Ctrl+C.",
    ),
    "sources": ("shells.commands.change:sources", "Add works to content/sources.yml."),
    "upgrade": ("shells.commands.upgrade:upgrade_command", "Give this course a newer program."),
}
"""Every command: where it is, as `module:name`, and the first line of its help."""


def command(name: str) -> click.Command:
    """Import a command."""
    module, _, attribute = COMMANDS[name][0].partition(":")
    found: click.Command = getattr(import_module(f"{__package__}.{module}"), attribute)
    return found


class Commands(click.Group):
    """Commands that are known by their help until one is given, which is imported then."""

    def invoke(self, context: click.Context) -> Any:
        """Run a command. What the disk refuses ends in a sentence, in every command."""
        try:
            return super().invoke(context)
        except OSError as error:
            if error.errno == errno.EPIPE:
                raise  # who reads the output has enough of it
            from .shells.disk import refused_by  # here, since the help needs no shell

            raise click.ClickException(
                f"a file could not be read or written: {refused_by(error)}. "
                "Free some disk space, or check the permissions, and run this again."
            ) from error

    def resolve_command(
        self, context: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the name that is given, its command, and what follows it."""
        name, listed, rest = super().resolve_command(context, args)
        return name, command(name) if name and listed else None, rest


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="close-reading-course", prog_name="course")
@click.pass_context
def main(context: click.Context) -> None:
    """Make a close-reading course from a paper and the YAML that you write about it.

    Works on the project in the current folder.
    """
    for name in ("SIGTERM", "SIGHUP"):  # as Ctrl+C does, they let what runs tidy up behind it
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _end)
    for stream in (sys.stdout, sys.stderr):  # an old code page may lack characters that a course has
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch and not re.fullmatch(r"\d{1,11}", epoch, re.ASCII):
        raise click.ClickException(
            f"SOURCE_DATE_EPOCH is “{epoch}”, which is no number of seconds since 1970: take it out of the environment"
        )
    if context.invoked_subcommand not in ("new", "explain") and not Path("mkdocs.yml").is_file():
        raise click.ClickException(
            "there is no mkdocs.yml here. Go to the folder of a course first: cd path/to/course"
        )
    from .shells.swap import put_back  # here, since the help needs no shell

    back = put_back(Path.cwd())
    if back:
        click.echo(
            f"An earlier command was ended while it wrote. These files are as they were before it: {', '.join(back)}. "
            "Run it again.",
            err=True,
        )


def _end(number: int, _: FrameType | None) -> None:
    sys.exit(128 + number)


for name, (_, line) in COMMANDS.items():
    main.add_command(click.Command(name, help=line))


if __name__ == "__main__":
    main()
