"""`course handouts`: PDF files to print."""

import sys
from pathlib import Path

import click

from ...build import Build, build
from ...check.report import report
from ...print.sheets import Sheet
from ...shared.steps import Stage, Step
from ...shells.typst import PrintError, press_of
from ...weave.addresses import public
from ...weave.edition import Edition
from ...weave.handouts import HANDOUTS_FOLDER, Format, Size
from .. import disk
from ..kept_references import formatter_of
from ..mkdocs import settings
from ..progress import Progress
from .make import EDITION, QUIET
from .terminal import lesson_named, print_problems

HANDOUTS = {Edition.STUDENT: "handouts", Edition.INSTRUCTOR: "handouts-instructor"}
"""The folder for the PDF files of each edition."""


@click.command("handouts")
@click.option("--lesson", metavar="LESSON", help="One lesson only, by its number or its name.")
@EDITION
@click.option(
    "--paper",
    type=click.Choice([size.value for size in Size], case_sensitive=False),
    help="One size of paper only.  [default: both]",
)
@click.option("--large-print", is_flag=True, help="In large print: 18 points, nothing grey.")
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the files.  [default: handouts, or handouts-instructor]",
)
@QUIET
def handouts_command(
    lesson: str | None, edition: str, paper: str | None, large_print: bool, out: Path | None, quiet: bool
) -> None:
    """Print handouts as PDF files: of every lesson, and of the whole course.

    The site has those for students already. Those for instructors hold guides and answers.
    """
    root = Path.cwd()
    forms = tuple(Format(size, large_print) for size in Size if paper in (None, size))
    with Progress(not quiet) as progress:
        address = public(settings()[0])
        made = build(
            *disk.read_files(root),
            Edition(edition),
            base=address,
            begin=progress.begin,
            formatter=formatter_of(root),
        )
        if made.failed or made.woven is None:
            print_problems(made.problems)
            sys.exit(1)
        progress.begin(Step(Stage.LAY_OUT))
        sheets = _sheets(made, lesson)
        try:
            printing = press_of(root, progress.begin).print(sheets, forms)
            files = {one.path.removeprefix(HANDOUTS_FOLDER): one.pdf for one in printing}
        except PrintError as error:
            raise click.ClickException(report([error.problem])) from error
        progress.begin(Step(Stage.WRITE))
        folder = out or root / HANDOUTS[Edition(edition)]
        written = disk.write_changed(folder, files)
    shown = folder.relative_to(root) if folder.is_relative_to(root) else folder
    if not quiet:
        click.echo(f"{len(files)} files in {shown}, {len(written)} of them new or changed")


def _sheets(made: Build, lesson: str | None) -> tuple[Sheet, ...]:
    """Return all sheets, or those of the lesson with this number or name.

    Raises `ClickException` if there is no such lesson.
    """
    if lesson is None:
        return made.lay_out()
    name = lesson_named(lesson, [one.id for one in made.woven.lessons] if made.woven else [])
    return tuple(sheet for sheet in made.lay_out() if sheet.handout.lesson == name)
