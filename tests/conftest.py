"""The real course, built once; the tiny course as texts."""

import functools
import http.server
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from projects import ROOT, TINY, lay_out, run

from build_scripts.disk import read_files

settings.register_profile("steady", derandomize=True, deadline=None)
settings.load_profile("steady")


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


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden cases be accepted."""
    parser.addoption("--accept", action="store_true", help="write what came out into the golden cases")
