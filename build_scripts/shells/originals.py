"""Read the file of a paper from the disk, with the files beside it, and write what was made of it."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from ..importers.formats import LARGEST, PAPERS, read_file
from ..importers.pandoc.works import ENDINGS, works_of
from ..importers.reading import Reading, Refused

_BESIDE = 200_000_000
"""The most bytes that one file beside a paper may have."""
_NAMING = (".md", ".rmd", ".qmd", ".markdown", ".tex", ".ltx", ".html", ".htm", ".xhtml", ".xml", ".nxml")
"""Endings of files that name others: pictures, parts, lists of works."""
_LISTING = (".md", ".rmd", ".qmd", ".markdown", ".tex", ".ltx")
"""Endings of files whose readers make entries of the lists beside them."""
_MOST = 2_000
"""The most files that are looked for beside a paper."""


@dataclass(frozen=True, slots=True)
class Original:
    """The file of a paper, as it is."""

    name: str
    """`original`, with the ending that the file has."""
    data: bytes
    reading: Reading
    listed: tuple[Mapping[str, object], ...] = ()
    """Works of lists beside it, such as a .bib file, as CSL-JSON."""

    @property
    def sha256(self) -> str:
        """Its fingerprint, in hexadecimal digits."""
        return sha256(self.data).hexdigest()


class _Beside(Mapping[str, bytes]):
    """The files in a folder, by their paths in it. Each is read when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def __getitem__(self, name: str) -> bytes:
        path = (self._folder / name).resolve()
        if not path.is_relative_to(self._folder) or not path.is_file() or path.stat().st_size > _BESIDE:
            raise KeyError(name)
        return path.read_bytes()

    def __iter__(self) -> Iterator[str]:
        """Yield the nearest files first, and no more than `_MOST`: the folder may be a whole home."""
        return islice(self._walked(), _MOST)

    def _walked(self) -> Iterator[str]:
        folders = deque([self._folder])
        seen = 0
        while folders and seen < _MOST:
            seen += 1
            with suppress(OSError):
                for path in sorted(folders.popleft().iterdir()):
                    if path.name.startswith(".") or path.is_symlink():
                        continue
                    if path.is_dir():
                        folders.append(path)
                    elif path.is_file():
                        yield path.relative_to(self._folder).as_posix()

    def __len__(self) -> int:
        return sum(1 for _ in self)


def read_original(path: Path) -> Original:
    """Return a paper that was read from a file, or from a folder with a paper and its figures.

    Raises `Refused` if it cannot be read, with what to do instead.
    """
    if path.is_dir():
        path = _paper_in(path)
        beside: Mapping[str, bytes] = _Beside(path.parent)
    elif path.suffix.lower() in _NAMING:
        beside = _Beside(path.parent)
    else:
        beside = dict(_companions(path))
    if not path.is_file():
        raise Refused(f"{path} is no file")
    try:
        if path.stat().st_size > LARGEST:
            raise Refused(f"{path} is larger than {LARGEST // 1_000_000} MB; save it with smaller pictures")
        data = path.read_bytes()
    except OSError as error:
        raise Refused(f"{path} cannot be opened ({error.strerror})") from error
    reading = read_file(path.name, data, beside)
    listed, _ = works_of(beside) if path.suffix.lower() not in _LISTING else ({}, ())
    ending = path.suffix.lower() if re.fullmatch(r"\.[a-z0-9]{1,8}", path.suffix.lower()) else ""
    return Original(f"original{ending}", data, reading, tuple(listed.values()))


def _paper_in(folder: Path) -> Path:
    found = [path for path in sorted(folder.iterdir()) if path.suffix.lower() in PAPERS and path.is_file()]
    if not found:
        raise Refused(f"there is no paper in {folder}: put a file into it that ends in {', '.join(PAPERS)}")
    if len(found) > 1:
        names = ", ".join(path.name for path in found[:5])
        raise Refused(f"there are several papers in {folder} ({names}): name the one that you mean")
    return found[0]


def _companions(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the lists of works beside a paper that have its name."""
    for ending in ENDINGS:
        one = path.with_suffix(ending)
        if one != path and one.is_file() and one.stat().st_size <= _BESIDE:
            yield one.name, one.read_bytes()
