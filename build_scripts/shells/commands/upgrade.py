"""`course upgrade`: give a course a newer program."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from shlex import join

import click

from ...read.project import PAPER_TEXT
from ...shared.words import counted, printable
from ...start.upgrade import (
    BESIDE,
    RECORD,
    SETTINGS,
    Fate,
    Plan,
    ProgramError,
    Received,
    fingerprints,
    in_the_way,
    is_inside,
    nearest,
    plan,
    read_record,
    summary,
    tops,
    written_record,
)
from .. import disk, git, program, swap

_MOST_NAMED = 8
"""The most files that a message names."""


@click.command("upgrade")
@click.option(
    "--from",
    "where",
    metavar="REPOSITORY-OR-FOLDER",
    help="The newer program: an address such as https://…, or a folder.  [default: where the last one came from]",
)
@click.option("--dry-run", is_flag=True, help="Name every file that would change, and change nothing.")
def upgrade_command(where: str | None, dry_run: bool) -> None:
    """Give this course a newer program.

    Replaces the program's own files: build_scripts, overrides, settings, workflows, locked packages. The course in
    seeds/ and content/ stays as it is. What you changed in the program's files is merged with the new ones; where
    both changed the same lines, yours stay, and the message says so.
    """
    root = Path.cwd().resolve()
    record = _record(root)
    where = where or _default(root, record)
    if not Path(where).exists():
        click.echo(f"Getting the program from {printable(where)}")
    with _told_in_words(where), program.opened(where) as source:
        if source.history == root:
            raise click.ClickException(
                "that is this course itself: name another folder, or an address, after --from"
            )
        click.echo(f"The new program: version {source.version}, from {printable(where)}")
        _upgrade(root, record, source, dry_run)


def _upgrade(root: Path, record: Received | None, source: program.Source, dry_run: bool) -> None:
    everything = (*source.parts.always, *source.parts.if_there)
    former = () if record is None else (path for path in record.files if not is_inside(path, everything))
    there = _without(source.parts.never, _there(root, (*everything, *former)))
    parts = source.parts.of(there.keys() & source.files.keys())
    new = {path: data for path, data in source.files.items() if is_inside(path, parts)}
    new = _without(source.parts.never, new)
    received = record.files if record else _guessed(there, parts, source)
    known = (source.history, root) if source.history else (root,)
    made = plan(received, there, new, program.merging(known))
    _refuse_what_is_in_the_way(root, made, there)
    address = source.address or (record.address if record else "")
    if dry_run:
        click.echo("A dry run, which changes nothing. An upgrade would do this:\n")
        _show(made, every=True)
        return
    _change(root, made, there, written_record(Received(address, source.version, fingerprints(new))))


def _without(parts: tuple[str, ...], files: Mapping[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not is_inside(path, parts)}


def _show(made: Plan, every: bool = False) -> None:
    for line in summary(made, every):
        click.echo(line)
    if not made.touched:
        click.echo("The course has this program already.")


def _change(root: Path, made: Plan, there: Mapping[str, bytes], record: str) -> None:
    with_git = git.is_repository(root) or git.is_tracked(root, SETTINGS)
    if made.touched and with_git:
        _refuse_unsaved(root, made, there)
    beside = {f"new/{path}": data for path, data in made.beside.items()}
    if made.touched and not with_git:
        beside |= {f"before/{path}": data for path, data in there.items()}
    if beside and (root / BESIDE).exists():
        raise click.ClickException(
            f"the folder {BESIDE} is still there from another upgrade. Delete it when you do not need it any "
            "more, and begin again. Nothing was changed"
        )
    writes = made.writes | {RECORD: record.encode()} | {f"{BESIDE}/{path}": beside[path] for path in beside}
    swap.rewrite(root, writes, made.paths(Fate.REMOVED))
    _show(made)
    if (root / PAPER_TEXT).is_file():
        click.echo(
            f"\nThe paper is plain text ({PAPER_TEXT}), which goes on working. To correct its paragraphs, mark headings or "
            f"add notes and tables, turn it into Markdown; every number stays: course import {PAPER_TEXT}"
        )
    if made.touched:
        _show_what_is_next(tops((*made.touched, RECORD)), with_git)


def _show_what_is_next(changed: tuple[str, ...], with_git: bool) -> None:
    click.echo("\nNothing else was changed: seeds, content and your own files are as they were.")
    click.echo("Go on with: make site (it sets the new program up, and builds the course) and: make check")
    if with_git:
        click.echo('When all is well: git add --all && git commit --message "A newer program"')
        click.echo(
            f"To undo before that: {join(['git', 'stash', 'push', '--include-untracked', '--', *changed])}"
        )
    else:
        click.echo(
            f"To undo: delete {', '.join(changed)}, and copy everything that is in {BESIDE}/before to here"
        )


def _record(root: Path) -> Received | None:
    """Return the course's record of the program that it received; None if it has no record."""
    path = root / RECORD
    if not path.exists():
        return None
    try:
        return read_record(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise click.ClickException(
            f"{RECORD} cannot be read ({printable(str(error))}). Restore it from git; or delete it, "
            "and the upgrade looks in the program's history for the version that this course has"
        ) from error


def _default(root: Path, record: Received | None) -> str:
    if root != program.HERE:
        return str(program.HERE)
    if record and record.address:
        return record.address
    raise click.ClickException(
        "this course does not know where its program came from. Give the address of its repository, or a folder "
        "with a newer one: course upgrade --from https://github.com/OWNER/REPOSITORY"
    )


@contextmanager
def _told_in_words(where: str) -> Iterator[None]:
    """Turn errors of a source, of git or of the disk into messages for people."""
    try:
        yield
    except ProgramError as error:
        raise click.ClickException(
            f"{printable(where)} cannot be used: {error}. Nothing was changed"
        ) from error
    except git.GitError as error:
        last = str(error).splitlines()[-1].removeprefix("fatal: ")
        raise click.ClickException(
            f"git could not get the program from {printable(where)} ({printable(last)}). Look at the address and at "
            "your connection, or give a folder that has it: --from FOLDER. Nothing was changed"
        ) from error
    except BrokenPipeError:  # the terminal was closed; click ends quietly
        raise
    except OSError as error:
        raise click.ClickException(
            f"a file could not be read or written: {disk.refused_by(error)}. Everything is as it was; "
            "free some disk space, or check the permissions of the file"
        ) from error


def _there(root: Path, parts: Iterable[str]) -> dict[str, bytes]:
    """Return those files of the course that are one of `parts` or lie in one."""
    try:
        return program.files_in(root, dict.fromkeys(parts))
    except ProgramError as error:
        raise click.ClickException(f"in this course, {error}. Nothing was changed") from error


def _guessed(there: Mapping[str, bytes], parts: Iterable[str], source: program.Source) -> Mapping[str, str]:
    """Return the fingerprints of the version in the program's history that the course most likely began with."""
    if source.history is None or git.is_cut(source.history):
        raise click.ClickException(
            f"this course does not note which version of the program it has (there is no {RECORD}), and what --from "
            "names has no history, or only a part of it, to find it in. Give the address of the program's repository, "
            "or a folder made by git clone. Nothing was changed"
        )
    found = nearest(fingerprints(there), program.versions(source.history, parts))
    if found is None:
        raise click.ClickException(
            "no version in the history of the program looks like what this course has. Is it the right program? "
            "Nothing was changed"
        )
    commit, files, same = found
    day = git.commit_day(source.history, commit)
    click.echo(
        f"This course does not note which version it has. The nearest is that of {day} ({commit[:7]}): "
        f"{same} of {counted(len(files), 'file')} are the same. Others count as changed by you."
    )
    return files


def _refuse_what_is_in_the_way(root: Path, made: Plan, there: Iterable[str]) -> None:
    if linked := program.links(root, (*made.touched, RECORD, BESIDE)):
        raise click.ClickException(
            f"{_some(linked)}: a link, or in a linked folder. Put the file or folder itself there. Nothing was changed"
        )
    if blocking := in_the_way(made, there):
        raise click.ClickException(
            f"the new program needs the name of a file of yours: {_some(blocking)}. Give it another name, and "
            "begin again. Nothing was changed"
        )


def _refuse_unsaved(root: Path, made: Plan, there: Mapping[str, bytes]) -> None:
    """Raise an error if git could not undo the upgrade."""
    mine = [path for path in made.touched if path in there]
    saved = git.has_commit(root)
    unsaved = {*git.unsaved(root, tops(made.touched)), *git.untracked(root, mine)} if saved else mine
    if unsaved:
        raise click.ClickException(
            f"these files have changes that are not committed: {_some(sorted(unsaved))}. Commit them, so that git can "
            'undo the upgrade: git add --all && git commit --message "Before the upgrade". Nothing was changed'
        )


def _some(paths: Iterable[str]) -> str:
    named = [printable(path) for path in paths]
    more = len(named) - _MOST_NAMED
    return ", ".join(named[:_MOST_NAMED]) + (f" and {more} more" if more > 0 else "")
