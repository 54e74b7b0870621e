"""`course handouts`: PDF files to print."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from ...build import Build, build
from ...check.report import report
from ...print import imposing
from ...print.sheets import Sheet
from ...shared.steps import Stage, Step
from ...shells.typst import Press, PrintError, press_of
from ...weave.addresses import public
from ...weave.edition import Edition
from ...weave.handouts import HANDOUTS_FOLDER, Fold, Format, HandoutKind, Size
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
    "--booklet", is_flag=True, help="Only what can be folded, as booklets: half a sheet for each page."
)
@click.option("--two-up", is_flag=True, help="The same, two pages on a side, one after the other.")
@click.option(
    "--class-set",
    type=click.IntRange(1, 200),
    metavar="STUDENTS",
    help="One file for each lesson: so many student handouts, and the run sheet. Needs --edition instructor.",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the files.  [default: handouts, or handouts-instructor]",
)
@QUIET
def handouts_command(
    lesson: str | None,
    edition: str,
    paper: str | None,
    large_print: bool,
    booklet: bool,
    two_up: bool,
    class_set: int | None,
    out: Path | None,
    quiet: bool,
) -> None:
    """Print handouts as PDF files: of every lesson, and of the whole course.

    The site has those for students already. Those for instructors hold guides and answers.
    """
    if class_set and Edition(edition) is not Edition.INSTRUCTOR:
        raise click.UsageError("a class set has the answers on its last sheet: say --edition instructor")
    if large_print + booklet + two_up + bool(class_set) > 1:
        raise click.UsageError("--large-print, --booklet, --two-up and --class-set exclude one another")
    if lesson and (booklet or two_up):
        raise click.UsageError("only handouts of the whole course can be folded: leave out --lesson")
    root = Path.cwd()
    fold = Fold.BOOKLET if booklet else Fold.TWO_UP if two_up else Fold.NONE
    forms = tuple(Format(size, large_print, fold) for size in Size if paper in (None, size))
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
            press = press_of(root, progress.begin)
            if class_set:
                files = dict(_class_sets(press, sheets, forms, class_set))
            else:
                can_be = [sheet for sheet in sheets if not fold or sheet.handout.can_be_folded]
                printing = press.print(can_be, forms)
                files = {one.path.removeprefix(HANDOUTS_FOLDER): one.pdf for one in printing}
        except PrintError as error:
            raise click.ClickException(report([error.problem])) from error
        progress.begin(Step(Stage.WRITE))
        folder = out or root / HANDOUTS[Edition(edition)]
        written = disk.write_changed(folder, files)
    shown = folder.relative_to(root) if folder.is_relative_to(root) else folder
    if not quiet:
        click.echo(f"{len(files)} files in {shown}, {len(written)} of them new or changed")


def _class_sets(
    press: Press, sheets: tuple[Sheet, ...], forms: tuple[Format, ...], copies: int
) -> Iterator[tuple[str, bytes]]:
    """Yield the name and the data of a file for each lesson and size: copies for students, and one run sheet."""
    wanted = (HandoutKind.STUDENT, HandoutKind.RUN_SHEET)
    printed = list(press.print([one for one in sheets if one.handout.kind in wanted], forms))
    keys = {(one.handout.lesson, one.form): one for one in printed if one.handout.kind is wanted[1]}
    for student in (one for one in printed if one.handout.kind is wanted[0]):
        key = keys[student.handout.lesson, student.form]
        sides = imposing.class_set(copies, student.pages, key.pages)
        name = f"{student.handout.lesson}-class-set-{copies}-{student.form.size}.pdf"
        title = f"{student.handout.title}: class set of {copies}"
        yield name, press.placed([student.pdf, key.pdf], sides, student.form.size, title)


def _sheets(made: Build, lesson: str | None) -> tuple[Sheet, ...]:
    """Return all sheets, or those of the lesson with this number or name.

    Raises `ClickException` if there is no such lesson.
    """
    if lesson is None:
        return made.lay_out()
    name = lesson_named(lesson, [one.id for one in made.woven.lessons] if made.woven else [])
    return tuple(sheet for sheet in made.lay_out() if sheet.handout.lesson == name)
