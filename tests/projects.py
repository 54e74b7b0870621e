"""Projects to try things on: a course in a folder of its own, with this program."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen

import pytest

from build_scripts.shells.disk import ENDINGS, READ, read_files

ROOT = Path(__file__).resolve().parent.parent
COURSES = ROOT / "tests/courses"
TINY = COURSES / "tiny"
"""Two short sections, and one of each thing."""
TOWNS = COURSES / "towns"
"""Seven lessons, with all that a course can have."""
STRUCTURED = COURSES / "structured"
"""Two lessons on a paper.md with everything in it."""
PROGRAM = ("mkdocs.yml", "overrides", "build_scripts")
COURSE = ("seeds", "content")
PENCIL = {"EDIT_URI": "https://git.example/course/edit/main/{path}"}
"""Where the pencil of each page leads."""
BASE = "/close-reading-course/"
"""The folder that sites are built for, of mkdocs.yml."""


def lay_out(folder: Path, course: Path) -> Path:
    """Copy a course and the program into a folder without git, and return it."""
    for name in (*PROGRAM, *COURSE):
        source = (course if name in COURSE else ROOT) / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    return folder


def templates() -> dict[str, str]:
    """Return the texts of the real templates, by path."""
    folders = [path for path in READ if path.startswith("overrides/")]
    read = [path for one in folders for path in (ROOT / one).rglob("*") if path.suffix in ENDINGS]
    return {path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8") for path in sorted(read)}


def texts_of(course: Path) -> dict[str, str]:
    """Return the texts of a course, by path, with the real templates."""
    files, problems = read_files(course)
    assert not problems
    return templates() | files


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a folder."""
    done = [sys.executable, "-m", *command]
    return subprocess.run(
        done, cwd=folder, env=PENCIL | os.environ, capture_output=True, text=True, timeout=600, check=False
    )


def build(folder: Path, *options: str, handouts: bool = True) -> None:
    """Build the course of a folder. Without handouts it takes a fifth of the time."""
    with pytest.MonkeyPatch.context() as patch:
        if not handouts:
            patch.setenv("HANDOUTS", "false")
        done = run(folder, "build_scripts", "build", *options)
    assert done.returncode == 0, done.stdout + done.stderr


def read(address: str) -> str:
    """What is served at an address; empty while nothing is."""
    try:
        with urlopen(address, timeout=30) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def wait_for(true: Callable[[], bool], minutes: int = 5) -> None:
    """Wait until something is true. The limit is for what never comes: no test measures time by it."""
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.1)
    pytest.fail(f"nothing changed in {minutes} minutes")


@contextmanager
def previewed(folder: Path, *options: str) -> Iterator[str]:
    """Run a preview of a project, which writes into `serve.log`; gives its address."""
    with serving(folder, "serve", *options, log="serve.log") as where:
        yield f"http://{where}{BASE}"


@contextmanager
def serving(folder: Path, *command: str, base: str = BASE, log: str) -> Iterator[str]:
    """Run a command that serves a project, and write what it says into a file; gives its host and port.

    Somebody else may take a port between the moment it is found free and the moment it is used: then another
    one is tried.
    """
    for _ in range(5):
        where = f"127.0.0.1:{free_port()}"
        command_ = [sys.executable, "-m", "build_scripts", *command, "--address", where]
        with (
            (folder / log).open("w") as out,
            subprocess.Popen(command_, cwd=folder, stdout=out, stderr=out) as process,
        ):
            try:
                address = f"http://{where}{base}"
                wait_for(lambda: process.poll() is not None or bool(read(address)))  # noqa: B023
                if process.poll() is None:
                    yield where
                    return
            finally:
                process.terminate()
        said = (folder / log).read_text(encoding="utf-8")
        assert "address already in use" in said, said
    pytest.fail("no port stayed free")


def free_port() -> int:
    """Return a port of this machine that nothing listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def from_npm(path: str) -> Path:
    """Return a file of a package that tests have from npm."""
    file = ROOT / "tests/node_modules" / path
    if not file.exists():
        pytest.fail("the packages from npm are not there; get them with: sh tests/setup.sh")
    return file
