"""Read the files of the program: in this checkout, in another folder, or in a remote repository."""

import os
import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from ..shared.words import printable
from ..start.upgrade import (
    RECORD,
    SETTINGS,
    Merge,
    Merged,
    Parts,
    ProgramError,
    Received,
    allow,
    fingerprints,
    is_inside,
    parts_of,
    version_of,
    written_record,
)
from . import disk, git
from .pages_server import web_address

HERE = Path(__file__).resolve().parents[2]
"""The folder of the program that is running."""
_MADE = {"__pycache__", "node_modules"}
_REMOTE = re.compile(r"(https?|ssh|git)://[^/]+/.+|[\w.-]+@[\w.-]+:.+")
_ON_THE_WEB = re.compile(r"(https?://)(?:[^/@]*@)?(.+)")
_LINKS = {"120000", "160000"}
"""What git calls links, and repositories inside repositories."""
_LARGEST = 200_000_000
"""The most bytes that a whole program may have."""


@dataclass(frozen=True, slots=True)
class Source:
    """A program in some place, which a course can receive."""

    parts: Parts
    files: Mapping[str, bytes]
    """The files of the program only, by path."""
    address: str
    """Where others can get it; empty if that is not known."""
    history: Path | None
    """The repository with its former versions; `None` if there is none."""

    @property
    def version(self) -> str:
        """The version that its settings give."""
        return version_of(self.files[SETTINGS])


@contextmanager
def opened(where: str) -> Iterator[Source]:
    """Give the program at the address of a repository, or in a folder.

    Raises `ProgramError` if there is no program, and `GitError` if the repository cannot be cloned.
    """
    if Path(where, SETTINGS).is_file():
        yield _in_folder(Path(where))
    elif Path(where).is_dir() and not Path(where, "HEAD").is_file():
        raise ProgramError(f"there is no {SETTINGS} in it")
    else:
        if not Path(where).is_dir() and not _REMOTE.fullmatch(where):
            raise ProgramError("there is no such folder, and it is no address of a repository (https://…)")
        with tempfile.TemporaryDirectory(prefix="course-") as folder:
            repository = Path(folder, "program")
            git.clone(where, repository)
            yield _in_repository(repository, _public(where))


def files_in(folder: Path, parts: Iterable[str]) -> dict[str, bytes]:
    """Return those files of a project that are one of `parts` or lie in one, by path.

    Raises `ProgramError` if there is a link among them, or if they are too large for a program.
    """
    found: dict[str, bytes] = {}
    size = 0
    for path in _walk(folder, parts):
        name = path.relative_to(folder).as_posix()
        size += path.stat().st_size
        _limit(size)
        found[name] = path.read_bytes()
    return found


def copy_program(project: Path) -> None:
    """Copy the program that is running, without its course, into a project, and record what was copied."""
    parts = parts_of((HERE / SETTINGS).read_bytes()).always
    files = files_in(HERE, parts)
    disk.write_changed(project, files)
    # The copy has this course's changes to the program, so it has the same record.
    if (HERE / RECORD).is_file():
        disk.write_changed(project, {RECORD: (HERE / RECORD).read_bytes()})
        return
    received = Received(_origin(HERE), version_of(files[SETTINGS]), fingerprints(files))
    disk.write_changed(project, {RECORD: written_record(received)})


def versions(repository: Path, parts: Iterable[str]) -> Iterator[tuple[str, dict[str, str]]]:
    """Yield the commits of a repository, the newest first, each with the fingerprints of the program's files."""
    wanted = tuple(parts)
    for commit in git.commits(repository, wanted):
        yield commit, {path: entry.name for path, entry in git.tree(repository, commit, wanted).items()}


def merging(repositories: Iterable[Path]) -> Merge:
    """Return a function that merges a file; it looks for the received version in these repositories."""
    known = tuple(repositories)

    def merge(received: str, own: bytes, new: bytes) -> Merged | None:
        found = (git.content(repository, received) for repository in known)
        base = next((data for data in found if data is not None), None)
        done = None if base is None else git.merged(base, own, new)
        return None if done is None else Merged(*done)

    return merge


def links(root: Path, paths: Iterable[str]) -> list[str]:
    """Return those paths that are symbolic links, or lead through one."""
    return [path for path in paths if os.path.realpath(root / path) != str(root.resolve() / path)]


def _in_folder(folder: Path) -> Source:
    folder = folder.resolve()
    parts = parts_of((folder / SETTINGS).read_bytes())
    files = files_in(folder, (*parts.always, *parts.if_there))
    allow(files)
    history = folder if git.is_repository(folder) else None
    return _complete(Source(parts, files, _origin(folder) if history else "", history))


def _in_repository(repository: Path, address: str) -> Source:
    found = git.tree(repository, "HEAD", (SETTINGS,))
    if SETTINGS not in found:
        raise ProgramError(f"there is no {SETTINGS} in it")
    (settings,) = git.contents(repository, [found[SETTINGS].name])
    parts = parts_of(settings)
    entries = git.tree(repository, "HEAD", (*parts.always, *parts.if_there))
    allow(entries)
    for path, entry in entries.items():
        if entry.mode in _LINKS:
            raise _is_link(path)
    _limit(sum(entry.size for entry in entries.values()))
    names = [entry.name for entry in entries.values()]
    files = dict(zip(entries, git.contents(repository, names), strict=True))
    return _complete(Source(parts, files, address, repository))


def _complete(source: Source) -> Source:
    if SETTINGS not in source.files or not any(is_inside(path, ("build_scripts",)) for path in source.files):
        raise ProgramError(f"its list of the program's files lacks {SETTINGS} or build_scripts")
    return source


def _walk(folder: Path, parts: Iterable[str]) -> Iterator[Path]:
    for part in parts:
        top = folder / part
        if links(folder, [part]):
            raise _is_link(part)
        if top.is_file():
            yield top
        for parent, inner, names in os.walk(top):
            inner[:] = sorted(name for name in inner if name not in _MADE)
            for name in (*inner, *sorted(names)):
                path = Path(parent, name)
                if path.is_symlink():
                    raise _is_link(path.relative_to(folder).as_posix())
                if name in names and path.is_file():
                    yield path


def _limit(size: int) -> None:
    if size > _LARGEST:
        raise ProgramError(f"its files are larger than a program’s: more than {_LARGEST:,} bytes")


def _is_link(path: str) -> ProgramError:
    return ProgramError(f"{printable(path)} is a link; put the file or folder itself there")


def _origin(folder: Path) -> str:
    """Return the address of a folder's repository, for others to use; empty if it has none."""
    remote = git.remote(folder) if git.is_repository(folder) else ""
    return _public(remote)


def _public(remote: str) -> str:
    """Return an address without user name and password; empty for a folder of this machine."""
    if web := _ON_THE_WEB.fullmatch(remote):
        return web[1] + web[2]
    return web_address(remote) if _REMOTE.fullmatch(remote) else ""
