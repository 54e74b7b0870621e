"""`course new lesson`, `new course`, `schema`: write the first files."""

from pathlib import Path
from shlex import quote

import click
from pydantic import TypeAdapter, ValidationError

from ...check.catalogue import CATALOGUE, catalogue
from ...inspect import inspect
from ...read.project import COURSE_FILE, LESSONS_FOLDER
from ...read.record import Tag
from ...shared.language import language_of, languages
from ...start.scaffold import lesson_id, lesson_scaffold, new_course, with_lesson
from ...start.schemas import schemas
from .. import disk
from ..program import copy_program
from .papers import kept_with, read_paper_file, tell
from .terminal import print_problems


@click.group()
def new() -> None:
    """Write the files of a new lesson or a new course."""


@new.command()
@click.argument("title")
def lesson(title: str) -> None:
    """Write a new lesson called TITLE, with every field explained, and add it to the course."""
    root = Path.cwd()
    files, unread = disk.read_files(root)
    made = inspect(files, unread)
    if made.previewed is None or made.failed:
        print_problems(made.problems)
        raise click.ClickException("mend these first; nothing was written")
    id_, course = lesson_id(title), made.previewed.project.course
    path = f"{LESSONS_FOLDER}{id_}.yml"
    if not id_ or not id_.isascii():
        raise click.ClickException(
            "a file is named after the title: give one in Latin letters, and change it in the file"
        )
    if path in files:
        raise click.ClickException(f"{path} is already there; choose another title")
    listed = with_lesson(files[COURSE_FILE], id_, course.place("lessons", len(course.lessons) - 1))
    disk.write_changed(
        root, {path: lesson_scaffold(made.previewed, title), **({COURSE_FILE: listed} if listed else {})}
    )
    click.echo(
        f"Wrote {path}"
        + (
            f" and added it to {COURSE_FILE} as the last lesson."
            if listed
            else f". Now add {id_} to lessons: in {COURSE_FILE}."
        )
    )
    click.echo(
        f"Open {path}, write your own texts over the samples, and look at it: course serve\n"
        f"Lessons stand in the order of their lines under lessons: in {COURSE_FILE}."
    )


@new.command("course")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.argument("paper", type=click.Path(exists=True, path_type=Path))
@click.option(
    "--language", default="en", metavar="TAG", help="The language of the course, such as en, ur or zh-Hans."
)
def new_course_command(folder: Path, paper: Path, language: str) -> None:
    """Write a new course on PAPER into the new FOLDER.

    PAPER is a file (PDF, Word, OpenDocument, EPUB, RTF, HTML, JATS, Markdown, LaTeX, plain text), or a folder that holds
    one with its figures.
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty; name a new folder")
    tag = _tag(language)
    original, source = read_paper_file(paper)
    folder.mkdir(parents=True, exist_ok=True)
    copy_program(folder)
    disk.write_changed(folder, new_course(source, original.reading, original.listed, tag))
    disk.write_changed(folder, kept_with(original))
    tell(original, source)
    files, _ = disk.read_files(folder)
    if language_of(files, tag).tag == "en" and tag.partition("-")[0] != "en":
        click.echo(
            f"The words around your texts will be English: there is no catalogue for {tag} yet, only for "
            f"{', '.join(languages(files))}."
        )
    click.echo(f"\nThe course is in {folder}. Go on with: cd {quote(str(folder))} && make serve")


def _tag(language: str) -> str:
    """Return a language as a course names it; raise `ClickException` if it is none."""
    try:
        return TypeAdapter(Tag).validate_python(language)
    except ValidationError as error:
        raise click.ClickException(
            f"“{language}” is no language tag; write one such as en, ur or zh-Hans"
        ) from error


@click.command()
def schema() -> None:
    """Write the JSON Schemas that editors use, and the catalogue of rules, into content/schema/."""
    made = {**schemas(), CATALOGUE: catalogue()}
    written = disk.write_changed(Path.cwd(), made)
    click.echo(f"{len(written)} of {len(made)} files written now")
