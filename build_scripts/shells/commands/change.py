"""`course rename`, `sources add`: change what is written, and no byte more than needed."""

from collections.abc import Mapping
from pathlib import Path

import click

from ...importers.reading import Refused
from ...inspect import Inspection, inspect
from ...read.project import SOURCES_FILE, misnamed_files, read_project
from ...shared.place import Severity
from ...shared.words import counted
from ...start.rename import KINDS, CannotRenameError, renamed_files
from ...start.works import CannotAddError, with_works
from .. import disk
from ..swap import rewrite
from .terminal import print_problems


@click.command("rename")
@click.argument("kind", required=False, type=click.Choice(KINDS))
@click.argument("old", required=False)
@click.argument("new", required=False)
@click.option(
    "--files", is_flag=True, help="Give files of lessons and answers the names that they should have."
)
def rename_command(kind: str | None, old: str | None, new: str | None, files: bool) -> None:
    """Give a lesson, term, event, source or question another id, in all places: rename term toll road-toll.

    Links from elsewhere still lead to it, since `was:` keeps its former id. Only these words change. If anything would be
    wrong afterwards that was right before, nothing is written.
    """
    root = Path.cwd()
    texts, unread = disk.read_files(root)
    if files:
        _rename_files(root, texts)
        return
    if not (kind and old and new):
        raise click.UsageError(
            "name what to rename, its id and the new one: course rename term toll road-toll"
        )
    project, problems = read_project(texts)
    if project is None:
        print_problems(problems)
        raise click.ClickException("mend these first; nothing was written")
    try:
        made = renamed_files(texts, project, kind, old, new)
    except CannotRenameError as error:
        raise click.ClickException(str(error)) from error
    before = inspect(texts, unread)
    after = {path: text for path, text in texts.items() if path not in made.removes} | dict(made.writes)
    worse = _worse(before, inspect(after, unread))
    if worse:
        raise click.ClickException(f"nothing was written, since afterwards {worse}")
    rewrite(root, {path: text.encode() for path, text in made.writes.items()}, made.removes)
    click.echo(f"The {kind} {old} is {new} now, and {counted(made.places, 'place')} that named it.")
    for path in sorted({*made.writes, *made.removes}):
        click.echo(f"  {path}{' (removed)' if path in made.removes else ''}")


def _worse(before: Inspection, after: Inspection) -> str:
    """Return the first error that a change brings; empty if it brings none."""
    was = {(problem.rule, problem.found) for problem in before.problems}
    new = (
        problem
        for problem in after.problems
        if problem.severity is Severity.ERROR and (problem.rule, problem.found) not in was
    )
    return next(
        (
            f"{problem.place.path}, line {problem.place.line}, would be wrong: {problem.found}"
            for problem in new
        ),
        "",
    )


def _rename_files(root: Path, texts: Mapping[str, str]) -> None:
    misnamed = misnamed_files(texts)
    rewrite(root, {to: (root / path).read_bytes() for path, to in misnamed.items()}, misnamed)
    for path, to in misnamed.items():
        click.echo(f"{path} is {to} now.")
    if not misnamed:
        click.echo("All files of lessons and answers have the names that they should have.")


@click.group()
def sources() -> None:
    """Add works to content/sources.yml."""


@sources.command()
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def add(files: tuple[Path, ...]) -> None:
    """Add the works of FILES, as Zotero and other reference managers export them, to content/sources.yml.

    Better CSL YAML, CSL JSON, BibTeX and RIS. What the file has already stays as it is, also its comments; works that are
    there are not added again.
    """
    from ...importers.pandoc.works import read_works, works_name  # what reads BibTeX is loaded only now

    path = Path.cwd() / SOURCES_FILE
    text = path.read_bytes().decode("utf-8") if path.is_file() else ""
    said: list[str] = []
    for file in files:
        try:
            data = file.read_bytes()
            made = with_works(text, read_works(works_name(file.name, data), data))
        except (Refused, CannotAddError) as refused:
            raise click.ClickException(str(refused)) from refused
        text = made.text
        said.append(f"{file.name}: {counted(len(made.ids), 'work')} added{_listed(made.ids)}")
        if made.there:
            said.append(f"  There already: {', '.join(made.there)}")
        said += [f"  Not added, since something in it cannot be read: {name}" for name in made.refused]
    if path.is_file():
        disk.write_changed(Path.cwd(), {SOURCES_FILE: text.encode()})
    elif text:
        disk.write_changed(Path.cwd(), {SOURCES_FILE: text})
    click.echo("\n".join(said))  # only now is it true
    click.echo('Cite them by their ids: sources: ["ID, p. 12"]')


def _listed(ids: tuple[str, ...]) -> str:
    return f": {', '.join(ids)}" if ids else ""
