"""The real course, built once; the tiny course as texts."""

import functools
import http.server
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from build_scripts.disk import read_files

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests/courses/tiny"
PROJECT = ("mkdocs.yml", "seeds", "content", "overrides", "build_scripts")

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


def lay_out(folder: Path, course: Path = ROOT) -> Path:
    """Copy a course and the program into a folder without git, and return it."""
    for name in PROJECT:
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


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this project with its site built."""
    folder = lay_out(tmp_path_factory.mktemp("real") / "project")
    done = run(folder, "build_scripts", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    """The built site of the real course."""
    return project / "site"


@pytest.fixture(scope="session")
def address(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The real site, served below a folder as GitHub Pages does."""
    root = tmp_path_factory.mktemp("served")
    (root / "repository-name").symlink_to(site)
    handler = functools.partial(QuietHandler, directory=str(root))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/repository-name/"
        server.shutdown()


class QuietHandler(http.server.SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def tiny() -> dict[str, str]:
    """The texts of the tiny course, with the real templates."""
    files, problems = read_files(TINY)
    assert not problems
    real, _ = read_files(ROOT)
    return files | {path: text for path, text in real.items() if path.startswith("overrides/")}
