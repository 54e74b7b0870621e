"""`course export`: files for other programs."""

import sys
from dataclasses import replace
from pathlib import Path

import click

from ...build import plan
from ...exports.formats import FORMATS, Format, made_of
from ...exports.material import Material
from ...shared.steps import Stage, Step
from ...shared.suggest import nearest
from ...weave.addresses import public
from ...weave.edition import Edition
from .. import disk
from ..kept_references import formatter_of
from ..mkdocs import settings
from ..progress import Progress
from ..shop import shop_of
from .make import EDITION, QUIET
from .terminal import lesson_named, print_problems

EXPORTS = {Edition.STUDENT: "exports", Edition.INSTRUCTOR: "exports-instructor"}
"""The folder for the files of each edition."""
_NAMES = ", ".join(format_.id for format_ in FORMATS)


@click.command("export", epilog=f"Formats: {_NAMES}.")
@click.argument("formats", metavar="FORMAT...", nargs=-1, required=True)
@click.option("--lesson", metavar="LESSON", help="One lesson only, by its number or its name.")
@click.option("--list", "reading_list", metavar="LIST", help="One reading list only, by its id.")
@EDITION
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where to put the files.  [default: exports, or exports-instructor]",
)
@QUIET
def export_command(
    formats: tuple[str, ...],
    lesson: str | None,
    reading_list: str | None,
    edition: str,
    out: Path | None,
    quiet: bool,
) -> None:
    """Make files for other programs: learning platforms, card programs, reference managers.

    The site has those for students already: its page Downloads says what each is for.
    """
    root, chosen = Path.cwd(), [_format(name) for name in formats]
    with Progress(not quiet) as progress:
        made = plan(
            *disk.read_files(root),
            Edition(edition),
            base=public(settings()[0]),
            begin=progress.begin,
            formatter=formatter_of(root),
        )
        if made.failed or made.material is None or made.woven is None:
            print_problems(made.problems)
            sys.exit(1)
        shop = shop_of(root)
        material = replace(made.material, file=shop.file, keep=shop.keep)
        if lesson is not None:
            material = replace(material, lesson=lesson_named(lesson, [one.id for one in made.woven.lessons]))
        if reading_list is not None:
            material = _of_list(material, reading_list)
        progress.begin(Step(Stage.EXPORT))
        files = {path: data for one in chosen for path, data in _files(one, material).items()}
        progress.begin(Step(Stage.WRITE))
        folder = out or root / EXPORTS[Edition(edition)]
        written = disk.write_changed(folder, files)
    shown = folder.relative_to(root) if folder.is_relative_to(root) else folder
    if not quiet:
        click.echo(f"{len(files)} files in {shown}, {len(written)} of them new or changed")


def _of_list(material: Material, id_: str) -> Material:
    """Return what exports of a reading list are made from. Raises `ClickException` if there is no such list."""
    ids = tuple(one.id for one in material.site.woven.project.course.reading_lists)
    if material.lesson:
        raise click.ClickException("--lesson and --list exclude each other: leave one out")
    if id_ not in ids:
        there = f"; there are: {', '.join(ids)}" if ids else ": content/course.yml has no `reading_lists`"
        raise click.ClickException(f"there is no reading list “{id_}”{nearest(id_, ids)}{there}")
    return replace(material, reading_list=id_)


def _format(name: str) -> Format:
    found = next((one for one in FORMATS if one.id == name), None)
    if found is None:
        names = tuple(one.id for one in FORMATS)
        raise click.ClickException(f"there is no format “{name}”{nearest(name, names)}; there are: {_NAMES}")
    return found


def _files(format_: Format, material: Material) -> dict[str, bytes]:
    """Return the files of one format by their names. Raises `ClickException` if there are none."""
    if material.edition not in format_.editions:
        only = format_.editions[0]
        fix = "add --edition instructor" if only is Edition.INSTRUCTOR else "leave out --edition instructor"
        raise click.ClickException(f"{format_.id} is made for the edition for {only}s alone: {fix}")
    if not material.is_whole and not format_.of_a_lesson:
        option = "--lesson" if material.lesson else "--list"
        raise click.ClickException(f"{format_.id} is of the whole course: leave out {option}")
    files = made_of(format_, material)
    if not files:
        raise click.ClickException(f"the course has nothing for {format_.id}: {format_.needs}")
    return files
