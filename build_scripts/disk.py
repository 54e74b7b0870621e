"""A folder in; out come the texts of a project's files. And texts in, files out."""

import ctypes
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from .source import Place, Problem, Severity, printable
from .yamlfile import LARGEST

READ = ("seeds", "content", "overrides/pages", "overrides/fonts")
"""The folders that a build reads."""
PAGES = "content/pages"
ENDINGS = {".yml", ".yaml", ".md", ".txt", ".html"}
PROGRAM = (
    "build_scripts",
    "overrides",
    "mkdocs.yml",
    "pyproject.toml",
    "requirements.lock",
    "Makefile",
    "LICENSE",
    "SECURITY.md",
    ".gitattributes",
    ".gitignore",
    ".github",
    ".vscode",
)
"""What a new course needs of ours."""
FIXED_DATE = "1704067200"
"""1 January 2024 in seconds since 1970: the date of a build that knows no commit."""


def read_files(root: Path) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return the texts by path, and what could not be read as text."""
    texts: dict[str, str] = {}
    problems: list[Problem] = []
    for path in _paths(root):
        name = path.relative_to(root).as_posix()
        problem = _unsafe(root, path, name)
        if problem:
            problems.append(problem)
            continue
        try:
            texts[name] = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as error:
            problems.append(_not_text(name, error))
        except OSError as error:
            fix = "see whether you may read it, or put another copy of the file here"
            problems.append(
                Problem(Place(name), "unreadable", f"a file that cannot be opened ({error.strerror})", fix)
            )
    return texts, (*problems, *_not_published(root))


def read_site(folder: Path) -> dict[str, bytes]:
    """Return the files of a built site, by path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def write_changed(folder: Path, texts: Mapping[str, str] | Mapping[str, bytes]) -> list[str]:
    """Write texts, or bytes, into `folder` by path, leaving alone those that stand there already."""
    written = []
    for name, text in texts.items():
        path = folder / name
        data = text.encode("utf-8") if isinstance(text, str) else text
        if path.is_file() and path.read_bytes() == data:
            continue
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        written.append(name)
    return written


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


def copy_program(project: Path) -> None:
    """Copy the program that is running, without its course, into a project."""
    here = Path(__file__).resolve().parent.parent
    for name in PROGRAM:
        source = here / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.is_file():
            shutil.copy(source, project / name)


def build_date(root: Path) -> str:
    """Seconds since 1970 of the last commit, or a fixed date where there is none."""
    return _last_commit(root, "%ct") or FIXED_DATE


def commit(root: Path) -> str:
    """The name of the last commit, or empty where there is none."""
    return _last_commit(root, "%H")


def remote(root: Path) -> str:
    """The address that `git push` sends to, or empty where there is none."""
    return _git(root, "remote", "get-url", "origin")


def _last_commit(root: Path, form: str) -> str:
    return _git(root, "log", "-1", f"--format={form}")


def _git(root: Path, *command: str) -> str:
    """What git says, or nothing where it or its repository is not there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *command], capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()


def _paths(root: Path) -> Iterator[Path]:
    for folder in READ:
        for parent, folders, names in os.walk(root / folder):
            folders[:] = sorted(name for name in folders if not name.startswith("."))
            yield from (link for name in folders if (link := Path(parent, name)).is_symlink())
            yield from (
                Path(parent, name)
                for name in sorted(names)
                if Path(name).suffix.lower() in ENDINGS and not name.startswith(".")
            )


def _unsafe(root: Path, path: Path, name: str) -> Problem | None:
    if not os.path.realpath(path).startswith(os.path.realpath(root) + os.sep):
        found, fix = "a link to something outside the project", "put a copy of it here instead"
        return Problem(Place(printable(name)), "outside", found, fix)
    if not path.is_file():
        found, fix = "a link that leads to no file", "delete it, or put the file itself here"
        return Problem(Place(printable(name)), "unreadable", found, fix)
    if not name.isprintable():
        found, fix = "a file name that cannot be printed", "rename the file: letters, digits and hyphens"
        return Problem(Place(printable(name)), "unreadable", found, fix)
    if path.stat().st_size > 4 * LARGEST:
        return Problem(
            Place(name),
            "too-large",
            f"{path.stat().st_size:,} bytes in one file",
            f"split it: a file may have {LARGEST:,} characters",
        )
    return None


def _not_published(root: Path) -> Iterator[Problem]:
    """Files beside the pages that are no pages: MkDocs would publish them as they are, scripts and private files too."""
    for path in sorted((root / PAGES).rglob("*")):
        if path.suffix != ".md" and not path.is_dir() and not path.name.startswith("."):
            yield Problem(
                Place(printable(path.relative_to(root).as_posix())),
                "not-published",
                "only Markdown pages are published, not this file",
                "take it out, or write what it says into a page",
                Severity.WARNING,
            )


def _not_text(name: str, error: UnicodeDecodeError) -> Problem:
    before = error.object[: error.start].decode("utf-8")
    line = before.rpartition("\n")[2]
    place = Place(name, before.count("\n") + 1, len(line) + 1)
    wide = error.object.startswith((b"\xff\xfe", b"\xfe\xff"))
    found = "text in UTF-16" if wide else f"a letter that is not in UTF-8, after “{line[-30:].strip()}”"
    fix = "open the file in an editor that shows it well, and save it again with the encoding UTF-8"
    return Problem(place, "not-utf-8", found, fix)
