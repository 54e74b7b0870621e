"""Keep a dated copy of a file whenever a page of a preview saves it: outside git, and not without end."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ..shared.words import slug

FOLDER = ".copies"
"""In the folder of a project. It holds a file that makes git ignore all of it."""
MOST = 100
"""Copies of one file; the oldest go first."""
LARGEST = 20_000_000
"""Bytes of all copies of one file."""
_IGNORE = "*\n"
_NAMED = re.compile(r"(\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d-\d{6})(?:~([\w-]*))?")
_STAMP = "%Y-%m-%dT%H-%M-%S-%f"


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of a file."""

    name: str
    """By which it can be asked for."""
    when: datetime
    said: str
    """What was done when it was made."""


def keep(root: Path, file: str, data: bytes, said: str, now: datetime | None = None) -> None:
    """Keep a copy of a file as it is after something was done.

    Raises `OSError` if it cannot be written.
    """
    folder = folder_of(root, file)
    folder.mkdir(parents=True, exist_ok=True)
    ignore = root / FOLDER / ".gitignore"
    if not ignore.exists():
        ignore.write_text(_IGNORE, encoding="utf-8")
    stamp = (now or datetime.now()).strftime(_STAMP)
    (folder / f"{stamp}~{slug(said)[:60]}").write_bytes(data)
    _thin(folder)


def _thin(folder: Path) -> None:
    """Take away the oldest copies, if there are too many, or if they are too large together."""
    left = LARGEST
    for number, copy in enumerate(sorted(folder.iterdir(), reverse=True)):
        left -= copy.stat().st_size
        if number and (number >= MOST or left < 0):
            copy.unlink()


def copies(root: Path, file: str) -> tuple[Copy, ...]:
    """Return the copies of a file, the newest first."""
    return tuple(sorted(_copies(folder_of(root, file)), key=lambda one: one.when, reverse=True))


def _copies(folder: Path) -> Iterator[Copy]:
    with suppress(OSError):  # there are none
        for path in folder.iterdir():
            found = _NAMED.fullmatch(path.name)
            if found and path.is_file() and not path.is_symlink():
                said = (found[2] or "").replace("-", " ")
                yield Copy(path.name, datetime.strptime(found[1], _STAMP), said[:1].upper() + said[1:])


def read(root: Path, file: str, name: str) -> bytes | None:
    """Return a copy by its name; `None` if there is no such copy."""
    path = folder_of(root, file) / name
    if not _NAMED.fullmatch(name) or path.is_symlink() or not path.is_file():
        return None
    return path.read_bytes()


def newest(root: Path, file: str) -> bytes | None:
    """Return the newest copy of a file; `None` if there is none."""
    known = copies(root, file)
    return read(root, file, known[0].name) if known else None


def folder_of(root: Path, file: str) -> Path:
    """Return where copies of a file are kept.

    Raises `OSError` if that leads elsewhere.
    """
    folder = root / FOLDER / file
    parts = [folder, *folder.parents]
    if any(one.is_symlink() for one in parts[: len(parts) - len(root.parts)]):
        raise OSError(f"{FOLDER} is a link to another folder")
    return folder
