"""Put files that a page of a preview sends into `content/files/`, and take them out again.

A name comes from a stranger's computer, so none is used as it is, and nothing that is there is ever written over. What may
be published is decided by the same rules as in every check: see `check/files`.
"""

import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path, PurePosixPath

from ..check.files import HEAD, LARGEST, described
from ..edit.name import file_name
from ..read.files import REFUSED
from ..read.project import FILES_FOLDER
from ..shared.markdown import FILES
from . import copies
from .disk import read_files
from .editing import Refusal
from .swap import overwrite

MOST = max(LARGEST.values())
"""Bytes of what a page may send as a file."""
_ASIDE = "files"
_KEPT = 20
"""How many files that were taken out are kept, for who does the edit again."""


@dataclass(frozen=True, slots=True)
class Put:
    """A file that is in its place."""

    name: str
    kind: str
    """picture, audio, video or file."""


@dataclass
class Uploads:
    """The files that pages have sent since the preview began."""

    root: Path
    fresh: set[str] = field(default_factory=set)
    """The names of those that no saved text has named yet."""

    def put(self, given: str, data: bytes) -> Put | Refusal:
        """Put a file into its folder, under a plain name of its own, if it may be published.

        `given`: what it is called where it comes from. A file that is there already with the same bytes is taken as it
        is. Raises `OSError` if it cannot be written.
        """
        if not self._may_hold():
            return Refusal(HTTPStatus.CONFLICT, f"{FILES_FOLDER} is a link, so nothing is put into it.")
        plain = file_name(given, ())
        line = described(plain, data[:HEAD], len(data))
        if line.startswith(REFUSED):
            return Refusal(HTTPStatus.UNPROCESSABLE_ENTITY, _refused(given, line.removeprefix(REFUSED)))
        kind = line.partition(" ")[0]
        folder = self.root / FILES_FOLDER
        folder.mkdir(exist_ok=True)
        there = os.listdir(folder)
        if plain in there and self._is_same(folder / plain, data):
            return Put(plain, kind)
        name = self._written(data, plain, there)
        self.fresh.add(name)
        return Put(name, kind)

    def claim(self, texts: Iterable[str | None]) -> tuple[str, ...]:
        """Return the names of fresh files that these texts name; from now on they belong to who saved the texts."""
        named = tuple(
            sorted(name for name in self.fresh if any(FILES + name in text for text in texts if text))
        )
        self.fresh -= set(named)
        return named

    def drop(self, names: Iterable[str]) -> None:
        """Take out fresh files of a form that was left, if nothing names them."""
        gone = [name for name in names if name in self.fresh]
        for name in self._put_aside(gone)[0]:
            self.fresh.discard(name)

    def take_out(self, names: Iterable[str]) -> str:
        """Take out files after the edit that brought them was undone, and say what became of them."""
        gone, stay = self._put_aside(names)
        said = [f" {FILES_FOLDER}{name} is taken out, too." for name in gone]
        said += [f" {FILES_FOLDER}{name} stays, since something else names it." for name in stay]
        return "".join(said)

    def bring_back(self, names: Iterable[str]) -> str:
        """Put files back in their place before the edit that brought them is done again; return why it cannot be."""
        for name in names:
            here, aside = self.root / FILES_FOLDER / name, self._aside() / name
            if os.path.lexists(here):
                if aside.is_file() and not self._is_same(here, aside.read_bytes()):
                    return (
                        f"Another file is called {FILES_FOLDER}{name} now, so this cannot be done again here."
                    )
                continue
            if not self._may_hold() or aside.is_symlink() or not aside.is_file():
                return f"{FILES_FOLDER}{name} is not kept any more: add it anew."
            here.parent.mkdir(exist_ok=True)
            aside.rename(here)
        return ""

    def _written(self, data: bytes, plain: str, there: Iterable[str]) -> str:
        """Write a new file, and return its name. An empty one holds the place, so that nobody's file is written over."""
        taken = set(there)
        while True:
            name = file_name(plain, taken)
            path = self.root / FILES_FOLDER / name
            try:
                path.open("xb").close()
            except FileExistsError:  # it came at this moment
                taken.add(name)
                continue
            try:
                overwrite(self.root, FILES_FOLDER + name, data)
            except BaseException:
                with suppress(OSError):
                    path.unlink()
                raise
            return name

    def _put_aside(self, names: Iterable[str]) -> tuple[list[str], list[str]]:
        """Take out each file that no text names; return the names of those, and of those that stay."""
        wanted = [name for name in names if (self.root / FILES_FOLDER / name).is_file()]
        if not wanted or not self._may_hold():
            return [], []
        texts = read_files(self.root)[0].values()
        stay = [name for name in wanted if any(FILES + name in text for text in texts)]
        gone = [name for name in wanted if name not in stay]
        if gone:
            self._aside().mkdir(parents=True, exist_ok=True)
        for name in gone:
            (self.root / FILES_FOLDER / name).replace(self._aside() / name)
            os.utime(self._aside() / name)
        kept = sorted(self._aside().glob("*"), key=lambda one: one.stat().st_mtime, reverse=True)
        for old in kept[_KEPT:]:
            old.unlink()
        return gone, stay

    def _aside(self) -> Path:
        return copies.folder_of(self.root, _ASIDE)

    def _may_hold(self) -> bool:
        """Return whether the folder of files is one of the course itself."""
        folder = PurePosixPath(FILES_FOLDER)
        return not any((self.root / one).is_symlink() for one in (folder, *folder.parents[:-1]))

    def _is_same(self, path: Path, data: bytes) -> bool:
        known = path.is_file() and not path.is_symlink() and path.stat().st_size == len(data)
        return known and path.read_bytes() == data


def _refused(given: str, why: str) -> str:
    """Return why a file is not taken, in sentences."""
    ending = PurePosixPath(given).suffix.lower()
    more = " Save it as JPEG first." if ending in (".heic", ".heif", ".tif", ".tiff", ".bmp", ".gif") else ""
    shown = "".join(letter if letter.isprintable() else "�" for letter in given)[:80]
    return f"“{shown}” is not taken: {why}.{more}"
