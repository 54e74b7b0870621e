"""Read the files of a project or a site, and write files."""

import os
import shutil
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from ..check.files import HEAD, described
from ..paper.pictures import ENDINGS as PICTURE_ENDINGS
from ..paper.pictures import danger, refusal, refused
from ..read.files import REFUSED
from ..read.project import FILES_FOLDER, NOT_PUBLISHED, NOT_UTF_8, OUTSIDE, PICTURES_FOLDER, UNREADABLE
from ..read.yaml_values import LARGEST, TOO_LARGE
from ..shared.markdown import FILES
from ..shared.place import Place, Problem
from ..shared.words import printable

READ = ("seeds", "content", "overrides/pages", "overrides/fonts", "overrides/languages")
"""The folders that a build reads."""
PAGES = "content/pages"
_MOMENT = 50_000_000
"""Nanoseconds within which a disk may give two saves the same time."""
ENDINGS = {".yml", ".yaml", ".md", ".txt", ".html", ".po"}


@dataclass(frozen=True, slots=True)
class KeptText:
    """A text that a preview has read before, or why it refused a picture; empty if it did not."""

    stamp: tuple[int, int]
    """When its file was last written, in nanoseconds, and its size in bytes."""
    text: str


def read_files(
    root: Path, kept: dict[str, KeptText] | None = None
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the texts of a project by path, and problems for the files that cannot be read as text.

    A preview gives what it has `kept` by path: texts of files that were not written since then are not read again.
    """
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    kept = {} if kept is None else kept
    real = os.path.realpath(root)
    for path in _pictures(root):
        name = path[len(str(root)) + 1 :].replace(os.sep, "/")
        problem = _unsafe(real, path, name) or _refused(path, name, kept)
        if problem:
            problems.append(problem)
        else:
            texts[name] = ""  # a build needs to know only that it is there
    texts |= _own_files(root, real, kept)
    for path in _paths(root):
        name = path[len(str(root)) + 1 :].replace(os.sep, "/")
        try:
            problem = _unsafe(real, path, name)
            if problem:
                problems.append(problem)
            else:
                texts[name] = _once(path, name, kept, lambda data: data.decode("utf-8"))
        except UnicodeDecodeError as error:
            problems.append(_not_text(name, error))
        except OSError as error:
            fix = "check that you have the permission to read it, or put another copy of the file here"
            problems.append(
                UNREADABLE.at(Place(name), f"a file that cannot be opened ({error.strerror})", fix)
            )
    return texts, (*problems, *_not_published(root))


def _once(
    path: str, name: str, kept: dict[str, KeptText], make: Callable[[bytes], str], most: int = -1
) -> str:
    """Return what `make` makes of a file, or of its first bytes, `most` of them; or what is kept of it."""
    seen = os.stat(path)
    stamp = (seen.st_mtime_ns, seen.st_size)
    known = kept.get(name)
    if known and known.stamp == stamp:
        return known.text
    with open(path, "rb") as file:
        text = make(file.read(most))
    # A disk may tell two saves within a moment apart by nothing: what was written just now is read again.
    if time.time_ns() - seen.st_mtime_ns > _MOMENT:
        kept[name] = KeptText(stamp, text)
    return text


Stamps = Mapping[str, tuple[int, int]]
"""When each file was last written, in nanoseconds, and its size in bytes, by path."""


def stamps(root: Path, parts: Iterable[str]) -> Stamps:
    """Return the stamps of these files, and of the files in these folders. Hidden files are left out."""
    return {path: stamp for part in parts for path, stamp in _stamps(root, part)}


def _stamps(root: Path, part: str) -> Iterator[tuple[str, tuple[int, int]]]:
    path = root / part
    with suppress(OSError):  # an editor may replace a file, or a folder, at this moment
        if path.is_dir():
            for entry in sorted(os.listdir(path)):
                if not entry.startswith("."):
                    yield from _stamps(root, f"{part}/{entry}")
        elif path.exists():
            seen = path.stat()
            yield part, (seen.st_mtime_ns, seen.st_size)


def read_site(folder: Path) -> dict[str, bytes]:
    """Return the files of a built site, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_changed(folder: Path, texts: Mapping[str, str] | Mapping[str, bytes]) -> list[str]:
    """Write texts or bytes into `folder` by path; leave files that have them already. Return the paths written.

    All are made ready beside their places first: if the disk is full, nothing is other than it was.
    """
    written: list[str] = []
    ready: list[tuple[Path, Path]] = []
    folders: list[Path] = []
    try:
        for name, text in texts.items():
            path = folder / name
            data = text.encode("utf-8") if isinstance(text, str) else text
            if path.is_file() and path.read_bytes() == data:
                continue
            folders += _missing(path.parent)
            path.parent.mkdir(parents=True, exist_ok=True)
            path = path.resolve()
            beside = path.with_name(f".{path.name}.new")
            ready.append((beside, path))
            with named(path):
                beside.write_bytes(data)
                if path.exists():
                    shutil.copymode(path, beside)
            written.append(name)
        for beside, path in ready:
            beside.replace(path)
    except BaseException:
        for beside, _ in ready:
            with suppress(OSError):
                beside.unlink()
        for made in reversed(folders):
            with suppress(OSError):  # something is in it
                made.rmdir()
        raise
    return written


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Let what will replace a file be written: if the disk refuses it, the error has the name that people know."""
    try:
        yield
    except OSError as error:
        error.filename = str(path)
        raise


def _missing(folder: Path) -> list[Path]:
    """Return the folders that must be made for this one to be there, the outermost first."""
    return [one for one in (*reversed(folder.parents), folder) if not one.exists()]


@contextmanager
def filling(folder: Path) -> Iterator[None]:
    """Let a folder be written into that is new or empty; if anything fails, it is again as it was."""
    made = _missing(folder)
    folder.mkdir(parents=True, exist_ok=True)
    try:
        yield
    except BaseException:
        for one in folder.iterdir():
            if one.is_dir() and not one.is_symlink():
                shutil.rmtree(one, ignore_errors=True)
            else:
                one.unlink(missing_ok=True)
        for one in reversed(made):
            with suppress(OSError):
                one.rmdir()
        raise


def refused_by(error: OSError) -> str:
    """Return what a disk refuses, and where: `No space left on device (content/course.yml)`."""
    # Of a copy, what could not be written is named second.
    name = error.filename2 or error.filename
    return f"{error.strerror or error}{f' ({name})' if name else ''}"


def read_pictures(root: Path, names: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each of these pictures of the paper that is there and may be published, with its bytes.

    Damaged ones are not looked for again: `read_files` has refused them, so no paper shows them.
    """
    real = os.path.realpath(root)
    for name in names:
        path = os.path.join(root, PICTURES_FOLDER, name)
        with suppress(OSError):  # it was deleted at this moment
            if not _unsafe(real, path, PICTURES_FOLDER + name):
                data = Path(path).read_bytes()
                if not danger(name, data):
                    yield name, data


def read_own_files(root: Path, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Yield each of these files of the course that may be published, as `files/bridge.jpg`, with its bytes."""
    real = os.path.realpath(root)
    for path in paths:
        at = os.path.join(root, FILES_FOLDER, path.removeprefix(FILES))
        with suppress(OSError):  # it was deleted at this moment
            if not _described(real, at, {}).startswith(REFUSED):
                yield path, Path(at).read_bytes()


def _own_files(root: Path, real: str, kept: dict[str, KeptText]) -> dict[str, str]:
    """Return what is to be known of each file of the course, by path. No link is followed, and no folder is looked into."""
    folder = os.path.join(root, FILES_FOLDER)
    if not os.path.isdir(folder) or os.path.islink(folder.rstrip("/")):
        return {}
    names = sorted(name for name in os.listdir(folder) if not name.startswith(".") and name.isprintable())
    return {
        FILES_FOLDER + name: _described(real, os.path.join(folder, name), kept)
        for name in names
        if not os.path.isdir(os.path.join(folder, name))
    }


def _described(real: str, path: str, kept: dict[str, KeptText]) -> str:
    """Return what is to be known of a file of the course; `real` is the folder of the project without links."""
    name = os.path.basename(path)
    try:
        if os.path.realpath(path) != os.path.join(real, FILES_FOLDER, name):
            return f"{REFUSED}it is a link to something else"
        if not os.path.isfile(path):
            return f"{REFUSED}it is no file"
        size = os.path.getsize(path)
        return _once(path, FILES_FOLDER + name, kept, lambda data: described(name, data, size), HEAD)
    except OSError as error:
        return f"{REFUSED}it cannot be opened ({error.strerror})"


def _pictures(root: Path) -> Iterator[str]:
    folder = os.path.join(root, PICTURES_FOLDER)
    if os.path.isdir(folder):
        yield from (
            os.path.join(folder, name)
            for name in sorted(os.listdir(folder))
            if os.path.splitext(name)[1].lower() in PICTURE_ENDINGS and not name.startswith(".")
        )


def _refused(path: str, name: str, kept: dict[str, KeptText]) -> Problem | None:
    """Return a problem if a picture may not be published, or cannot be shown."""
    plain = name.removeprefix(PICTURES_FOLDER)
    try:
        why = _once(path, name, kept, lambda data: refusal(plain, data))
    except OSError as error:
        why = f"it cannot be opened ({error.strerror})"
    return refused(plain, why) if why else None


def _paths(root: Path) -> Iterator[str]:
    for folder in READ:
        for parent, folders, names in os.walk(os.path.join(root, folder)):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            if parent == str(root / "content"):
                folders[:] = [name for name in folders if name != "files"]  # see `_own_files`
            yield from (link for name in folders if os.path.islink(link := os.path.join(parent, name)))
            yield from (
                os.path.join(parent, name)
                for name in sorted(names)
                if os.path.splitext(name)[1].lower() in ENDINGS and not name.startswith(".")
            )


def _unsafe(root: str, path: str, name: str) -> Problem | None:
    """Return a problem if a file may not be read; `root` is the folder of the project without links."""
    if not os.path.realpath(path).startswith(root + os.sep):
        found, fix = "a link to something outside the project", "put a copy of it here instead"
        return OUTSIDE.at(Place(printable(name)), found, fix)
    if not os.path.isfile(path):
        found, fix = "a link that leads to no file", "delete it, or put the file itself here"
        return UNREADABLE.at(Place(printable(name)), found, fix)
    if not name.isprintable():
        found, fix = "a file name that cannot be printed", "rename the file: letters, digits and hyphens"
        return UNREADABLE.at(Place(printable(name)), found, fix)
    if os.path.getsize(path) > 4 * LARGEST:
        return TOO_LARGE.at(
            Place(name),
            f"{os.path.getsize(path):,} bytes in one file",
            f"split it: a file may have {LARGEST:,} characters",
        )
    return None


def _not_published(root: Path) -> Iterator[Problem]:
    """Yield a problem for each file among the pages that is no page: MkDocs would publish it, even a private one."""
    for path in sorted((root / PAGES).rglob("*")):
        if path.suffix != ".md" and not path.is_dir() and not path.name.startswith("."):
            yield NOT_PUBLISHED.at(
                Place(printable(path.relative_to(root).as_posix())),
                "only Markdown pages are published, not this file",
                "take it out, or write what it says into a page",
            )


def _not_text(name: str, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start].decode("utf-8")
    line = before.rpartition("\n")[2]
    place = Place(name, before.count("\n") + 1, len(line) + 1)
    wide = error.object.startswith((b"\xff\xfe", b"\xfe\xff"))
    found = "text in UTF-16" if wide else f"a letter that is not in UTF-8, after “{line[-30:].strip()}”"
    fix = "open the file in an editor that shows it well, and save it again with the encoding UTF-8"
    return NOT_UTF_8.at(place, found, fix)
