"""Shell: a new folder takes the place of an old one, in one step."""

import ctypes
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """Give a new folder to write into, which takes the place of `folder` when all went well.

    Whatever goes wrong, `folder` is whole: as it was, or new. On Linux this holds at whatever moment the
    process is killed; elsewhere there is a moment between two renames.
    """
    _tidy(folder)
    fresh = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        yield fresh
        fresh.chmod(0o755)
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def _tidy(folder: Path) -> None:
    """Put right what a build that was killed left behind: put the last good folder back, delete the rest."""
    old = _set_aside(folder)
    if old.exists() and not folder.exists():
        old.rename(folder)
    for left in (old, *folder.parent.glob(f".{folder.name}-????????")):
        # A younger one may be of a build that is still running.
        if left == old or left.stat().st_mtime < time.time() - 3600:
            shutil.rmtree(left, ignore_errors=True)


def _swap(fresh: Path, folder: Path) -> None:
    """Put `fresh` in the place of `folder`; what was there is deleted, or is in `fresh` afterwards."""
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
    """Let two folders change places in one step, where the system can: between two renames there is neither."""
    if not sys.platform.startswith("linux"):
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    here, exchange = -100, 2  # AT_FDCWD, RENAME_EXCHANGE: see renameat2(2)
    return bool(rename(here, os.fsencode(one), here, os.fsencode(other), exchange) == 0)
