"""Replace files or a folder by new ones: all, or none."""

import ctypes
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

from .disk import named

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None  # type: ignore[assignment]

_MOMENT, _HOUR = 2, 3600
"""Seconds after which a folder that nobody has locked was left by a killed process; and where nothing can be locked."""
_ASIDE = ".course-"
"""How the names of folders begin in which files are made ready."""


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give a new folder to write into, which replaces `folder` if no error is raised.

    Whatever fails, `folder` is complete: it is the old one or the new one. On Linux this is true even if the
    process is killed, at any moment; on other systems there is a short moment between two renames.
    """
    _tidy(folder)
    with working_folder(folder.parent, f".{folder.name}-") as fresh:
        yield fresh
        fresh.chmod(0o755)
        _swap(fresh, folder)


@contextmanager
def working_folder(parent: Path, prefix: str) -> Iterator[Path]:
    """Give a new folder in another one, and delete it afterwards, with those that killed processes have left there.

    Each is locked while it is worked in: a lock ends with its process, whatever ends it.
    """
    for left in parent.glob(f"{prefix}????????"):
        if _is_left(left):
            shutil.rmtree(left, ignore_errors=True)
    fresh = Path(tempfile.mkdtemp(prefix=prefix, dir=parent))
    try:
        with _locked(fresh):
            yield fresh
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def rewrite(root: Path, writes: Mapping[str, bytes], removes: Iterable[str]) -> None:
    """Write and remove files by path: all of them, or none if anything fails. See `put_back` if its process is killed."""
    removed = list(removes)
    with working_folder(root, _ASIDE) as aside:
        old, new, made = aside / "old", aside / "new", aside / "made"
        for path, data in writes.items():
            with named(root / path):
                _parent(new / path).write_bytes(data)
            if (root / path).is_file():
                shutil.copymode(root / path, new / path)
            elif not (root / path).exists():
                _parent(made / path).touch()
        moved: list[tuple[Path, Path]] = []
        try:
            for path in (*removed, *(path for path in writes if (root / path).exists())):
                _move(root / path, old / path, moved)
            for path in writes:
                _move(new / path, root / path, moved)
        except BaseException:
            for source, target in reversed(moved):
                target.rename(_parent(source))
            raise
    for path in removed:
        _remove_empty(root, (root / path).parent)


def put_back(root: Path) -> tuple[str, ...]:
    """Undo what `rewrite` left half done because its process was killed; return the paths of the files put back.

    It is half done while there are files that were made ready and did not come to their place. What it had made anew is
    removed. Raises `OSError`.
    """
    back = []
    for left in sorted(root.glob(f"{_ASIDE}????????")):
        old, new, made = left / "old", left / "new", left / "made"
        if not (_files(new) and _is_left(left)):
            continue
        for path in (one.relative_to(made) for one in _files(made)):
            if not (new / path).exists() and (root / path).exists():
                (root / path).unlink()
                back.append(path.as_posix())
        for source in _files(old):
            path = source.relative_to(old)
            source.replace(_parent(root / path))
            back.append(path.as_posix())
        shutil.rmtree(left, ignore_errors=True)
    return tuple(back)


def overwrite(root: Path, path: str, data: bytes) -> None:
    """Replace one file of a project in one step: whoever reads it meanwhile gets the old one or the new one.

    That holds even if the computer stops: what is in the file's place is on the disk. A file that is not there is made.
    """
    with working_folder(root, _ASIDE) as aside:
        new = aside / "new"
        with named(root / path), new.open("wb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        if (root / path).exists():
            shutil.copymode(root / path, new)
        new.replace(_parent(root / path))


def take_away(root: Path, path: str) -> None:
    """Remove one file of a project."""
    (root / path).unlink()


def _files(folder: Path) -> list[Path]:
    """Return all files in a folder; of one that is no folder, none."""
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def _move(source: Path, target: Path, moved: list[tuple[Path, Path]]) -> None:
    source.rename(_parent(target))
    moved.append((source, target))


def _parent(path: Path) -> Path:
    """Make the folder of a file that will be written; return the file's path."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def _remove_empty(root: Path, folder: Path) -> None:
    """Remove a folder, and those above it up to `root`, while they are empty but for Python's cache."""
    while folder != root and folder.is_dir() and {path.name for path in folder.iterdir()} <= {"__pycache__"}:
        shutil.rmtree(folder)
        folder = folder.parent


def _tidy(folder: Path) -> None:
    """Clean up after a build that was killed: put the last good folder back, delete the rest."""
    old = _set_aside(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Return whether nobody works in a folder any more. One that is newer than a moment may not be locked yet."""
    try:
        age = time.time() - folder.stat().st_mtime
        if fcntl is None:
            return age > _HOUR
        with _opened(folder) as number:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        return age > _MOMENT
    except OSError:  # it is locked, or gone
        return False


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Lock a folder, where the system can."""
    if fcntl is None:
        yield
        return
    with _opened(folder) as number:
        with suppress(OSError):  # some disks in a network lock nothing
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield


@contextmanager
def _opened(folder: Path) -> Iterator[int]:
    number = os.open(folder, os.O_RDONLY)
    try:
        yield number
    finally:
        os.close(number)


def _swap(fresh: Path, folder: Path) -> None:
    """Put `fresh` in the place of `folder`. Afterwards the old folder is deleted, or is at `fresh`."""
    if not folder.exists():
        fresh.rename(folder)
    elif not _exchanged(fresh, folder):
        old = _set_aside(folder)
        folder.rename(old)
        fresh.rename(folder)
        shutil.rmtree(old, ignore_errors=True)


def _set_aside(folder: Path) -> Path:
    return folder.with_name(f".{folder.name}-before")


def _exchanged(one: Path, other: Path) -> bool:
    """Exchange two folders in one step, and return whether the system could. Two renames would leave a gap."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE: see renameat2(2)
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
