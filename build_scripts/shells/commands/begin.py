"""`course new lesson`, `new course`, `new answers`, `cite`, `schema`: write the first files."""

from pathlib import Path
from shlex import quote

import click
from pydantic import TypeAdapter, ValidationError

from ...check.catalogue import CATALOGUE, catalogue
from ...inspect import inspect
from ...read.project import ANSWERS_FOLDER, COURSE_FILE, LESSONS_FOLDER
from ...read.record import Tag
from ...shared.language import language_of, languages
from ...shared.words import counted
from ...start.repository import (
    ANSWERS_WORKFLOW,
    CITATION,
    IGNORED,
    LICENCES,
    README,
    answers_files,
    citation_file,
    retitled,
)
from ...start.scaffold import lesson_id, lesson_scaffold, new_course, with_lesson
from ...start.schemas import schemas
from .. import disk, git
from ..program import copy_program
from ..publisher import cited_as, publisher
from .papers import kept_with, read_paper_file, tell
from .terminal import print_problems

CHECKS = ".github/workflows/check.yml"


@click.group()
def new() -> None:
    """Write the files of a new lesson, of a new course, or of a private repository for answers."""


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
    if not id_:
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
@click.option("--title", help="The course’s title.")
@click.option("--editor", "editors", multiple=True, help="Who makes the course; may be given several times.")
@click.option(
    "--licence",
    type=click.Choice(list(LICENCES)),
    default="by",
    show_default=True,
    help="The licence of your own texts: Creative Commons BY, BY-SA, …, CC0, or none.",
)
def new_course_command(
    folder: Path, paper: Path, language: str, title: str | None, editors: tuple[str, ...], licence: str
) -> None:
    """Write a new course on PAPER into the new FOLDER.

    PAPER is a file (PDF, Word, OpenDocument, EPUB, RTF, HTML, JATS, Markdown, LaTeX, plain text), or a folder that holds
    one with its figures.
    """
    if folder.exists() and any(folder.iterdir()):
        raise click.ClickException(f"{folder} is not empty; name a new folder")
    tag = _tag(language)
    original, source = read_paper_file(paper)
    own = {
        **({"title": title} if title else {}),
        **({"editors": list(editors)} if editors else {}),
        "licence": LICENCES[licence],
    }
    with disk.filling(folder):
        copy_program(folder)
        disk.write_changed(folder, new_course(source, original.reading, original.listed, tag, own))
        disk.write_changed(folder, kept_with(original))
    tell(original, source)
    files, _ = disk.read_files(folder)
    if language_of(files, tag).tag == "en" and tag.partition("-")[0] != "en":
        click.echo(
            f"The words around your texts will be English: there is no catalogue for {tag} yet, only for "
            f"{', '.join(languages(files))}."
        )
    click.echo(
        f"\nThe licence of your own texts is {LICENCES[licence]['name']}; to change it: content/course.yml.\n"
        "Nothing is published before you have decided how much of the paper may be shown (seeds/paper.yml).\n"
        "Guides and answers: in a public repository everyone can read them. Before you write any: course new answers\n"
        f"\nThe course is in {folder}. Go on with: cd {quote(str(folder))} && make serve"
    )


@new.command()
def answers() -> None:
    """Keep guides and answers in a private repository of their own, inside content/answers/.

    Writes its README and a workflow that builds the edition for instructors there, and lets the course's own repository
    ignore it. Run no git: the commands are printed.
    """
    root = Path.cwd()
    ignored = (root / ".gitignore").read_text(encoding="utf-8") if (root / ".gitignore").is_file() else ""
    tracked = git.tracked(root, ANSWERS_FOLDER)
    here = publisher(root).name
    checks = (root / CHECKS).read_text(encoding="utf-8") if (root / CHECKS).is_file() else ""
    try:
        files = answers_files(here, checks)
    except KeyError as missing:
        raise click.ClickException(
            f"{CHECKS} says no more which release of {missing.args[0]} to use; course upgrade brings it back"
        ) from missing
    if IGNORED not in ignored.split():
        files[".gitignore"] = f"{ignored.rstrip()}\n{IGNORED}\n".lstrip()
    disk.write_changed(root, files)
    if not here:
        click.echo(f"Write the course’s repository over OWNER/NAME in {ANSWERS_WORKFLOW}.")
    owner, _, name = (here or "OWNER/NAME").partition("/")
    click.echo("Make an empty, private repository on GitHub. Then:\n")
    if tracked:
        click.echo(f"  git rm -r --quiet --cached {ANSWERS_FOLDER}")
    click.echo('  git add .gitignore && git commit --message "Answers are kept elsewhere"')
    click.echo(f"  cd {ANSWERS_FOLDER} && git init --initial-branch main && git add --all")
    click.echo(
        f'  git commit --message "Answers" && git push git@github.com:{owner}/{name}-answers.git main\n'
    )
    if tracked:
        click.echo(
            f"{counted(len(tracked), 'file')} of answers are in the history of this repository. Whoever can read it finds "
            "them there, until you begin a repository without this history."
        )


@click.command()
def cite() -> None:
    """Write CITATION.cff, which says how to cite the course and what it reads, from course.yml and paper.yml.

    Where the heading of README.md is the title that it had, it becomes the new one.
    """
    root = Path.cwd()
    made = inspect(*disk.read_files(root))
    if made.woven is None:
        print_problems(made.problems)
        raise click.ClickException("mend these first; nothing was written")
    project = made.woven.project
    files = {CITATION: citation_file(project.course, project.paper.citation).encode()}
    before = cited_as(root)
    if before and (root / README).is_file():
        text = (root / README).read_bytes().decode("utf-8", "surrogateescape")
        files[README] = retitled(text, before, project.course.title).encode("utf-8", "surrogateescape")
    written = disk.write_changed(root, files)
    click.echo(f"Wrote {' and '.join(written)}." if written else f"{CITATION} is as it should be.")


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
