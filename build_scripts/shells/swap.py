"""Replace files or a folder by new ones: all, or none."""

import ctypes
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give a new folder to write into, which replaces `folder` if no error is raised.

    Whatever fails, `folder` is complete: it is the old one or the new one. On Linux this is true even if the
    process is killed, at any moment; on other systems there is a short moment between two renames.
    """
    _tidy(folder)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield fresh
        fresh.chmod(0o755)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def rewrite(root: Path, writes: Mapping[str, bytes], removes: Iterable[str]) -> None:
    """Write and remove files by path: all of them, or none if anything fails."""
    removed = list(removes)
    with tempfile.TemporaryDirectory(prefix=".course-", dir=root) as aside:
        old, new = Path(aside, "old"), Path(aside, "new")
        for path, data in writes.items():
            _parent(new / path).write_bytes(data)
            if (root / path).is_file():
                shutil.copymode(root / path, new / path)
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


def overwrite(root: Path, path: str, data: bytes) -> None:
    """Replace one file of a project in one step: whoever reads it meanwhile gets the old one or the new one.

    That holds even if the computer stops: what is in the file's place is on the disk. A file that is not there is made.
    """
    with tempfile.TemporaryDirectory(prefix=".course-", dir=root) as aside:
        new = Path(aside, "new")
        with new.open("wb") as written:
            written.write(data)
            written.flush()
            os.fsync(written.fileno())
        if (root / path).exists():
            shutil.copymode(root / path, new)
        new.replace(_parent(root / path))


def take_away(root: Path, path: str) -> None:
    """Remove one file of a project."""
    (root / path).unlink()


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
    for left in (old, *folder.parent.glob(f".{folder.name}-????????")):
        # A newer one may belong to a build that is still running.
        if left == old or left.stat().st_mtime < time.time() - 3600:
            shutil.rmtree(left, ignore_errors=True)


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
