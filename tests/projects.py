"""Projects to try things on: copies of this one, or of the tiny course with this program."""

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

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests/courses/tiny"
PARTS = ("mkdocs.yml", "seeds", "content", "overrides", "build_scripts")


def lay_out(folder: Path, course: Path = ROOT) -> Path:
    """Copy a course and the program into a folder without git, and return it."""
    for name in PARTS:
        source = (course if name in ("seeds", "content") else ROOT) / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            folder.mkdir(parents=True, exist_ok=True)
            shutil.copy(source, folder / name)
    return folder


def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """Run a Python module in a folder."""
    done = [sys.executable, "-m", *command]
    return subprocess.run(done, cwd=folder, capture_output=True, text=True, timeout=120, check=False)


def read(address: str) -> str:
    """What is served at an address; empty while nothing is."""
    try:
        with urlopen(address, timeout=5) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def wait_for(true: Callable[[], bool], minutes: int = 1) -> None:
    """Wait until something is true; after so many minutes the test fails."""
    end = time.monotonic() + 60 * minutes
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.1)
    pytest.fail(f"nothing changed in {minutes} minutes")


@contextmanager
def previewed(folder: Path) -> Iterator[str]:
    """Run a preview of a project, which writes into `serve.log`; gives its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "build_scripts", "serve", "--address", f"127.0.0.1:{port}"]
    with (
        (folder / "serve.log").open("w") as out,
        subprocess.Popen(command, cwd=folder, stdout=out, stderr=out) as process,
    ):
        try:
            address = f"http://127.0.0.1:{port}/close-reading-course/"
            wait_for(lambda: bool(read(address)))
            yield address
        finally:
            process.terminate()
