"""Keep files between builds, in a folder that can be deleted at any time: prints, compiled templates, references, exports.

A file is kept under a key: a digest of all that it is made from. So what is kept is never out of date, and it is the
same as what a clean build makes. It begins with a digest of its own; one that is damaged is made anew.
Where nothing can be kept, everything is made: there are no errors.
"""

import os
import re
import tempfile
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

PRINTS, TEMPLATES = ".cache/prints", ".cache/templates"
REFERENCES, EXPORTS = ".cache/references", ".cache/exports"
LARGEST = 300_000_000
"""The most bytes that stay from one build to the next."""

_KEY = re.compile(r"[0-9a-f]{64}")
_UNFINISHED = "unfinished-"
_DIGEST = sha256().digest_size
_HOUR = 3600


@dataclass(frozen=True, slots=True)
class KeptFiles:
    """The files that are kept in a folder."""

    folder: Path

    def get(self, key: str) -> bytes | None:
        """Return what is kept under a key; `None` if there is nothing, or if it is damaged."""
        path = self.folder / key
        try:
            stored = path.read_bytes()
        except OSError:
            return None
        digest, data = stored[:_DIGEST], stored[_DIGEST:]
        if digest != _digest(key, data):
            return None
        with suppress(OSError):
            os.utime(path)  # says when it was last used
        return data

    def keep(self, key: str, data: bytes) -> None:
        """Keep a file under a key. It gets its name when it is complete, so that others never read half of it."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            descriptor, name = tempfile.mkstemp(prefix=_UNFINISHED, dir=self.folder)
        except OSError:
            return
        try:
            with open(descriptor, "wb") as file:
                file.write(_digest(key, data) + data)
            os.replace(name, self.folder / key)
        except OSError:
            with suppress(OSError):
                os.unlink(name)

    def tidy(self, most: int = LARGEST) -> None:
        """Delete what was not used for the longest time, until `most` bytes are left, and what a killed build left."""
        total = 0
        for used, size, path in sorted(self._files(), reverse=True):
            if _KEY.fullmatch(path.name):
                total += size
                superfluous = total > most
            else:  # a newer one may belong to a build that is still running
                superfluous = path.name.startswith(_UNFINISHED) and used < time.time() - _HOUR
            if superfluous:
                with suppress(OSError):
                    path.unlink()

    def _files(self) -> Iterator[tuple[float, int, Path]]:
        """Yield each file: when it was last used, its size, its path. Another build may delete some meanwhile."""
        with suppress(OSError):
            for path in list(self.folder.iterdir()):
                with suppress(OSError):
                    about = path.lstat()
                    yield about.st_mtime, about.st_size, path


def kept_files(root: Path, below: str) -> KeptFiles | None:
    """Return the files that a project keeps in a folder; `None` if the folder is a link that leads elsewhere."""
    folder = root / below
    return KeptFiles(folder) if folder.resolve() == root.resolve() / below else None


def key_of(*parts: str | bytes) -> str:
    """Return the key of a file that is made from these parts. Other parts, or the same cut otherwise, give another."""
    digest = sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.hexdigest()


def _digest(key: str, data: bytes) -> bytes:
    """Return the digest that a kept file begins with; the key is in it, so that a file under a wrong key is refused."""
    digest = sha256(key.encode())
    digest.update(data)
    return digest.digest()
