"""The real course, built once; the tiny course as texts."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from projects import ROOT, TINY, lay_out, previewed, run
from served import Served, serve

from build_scripts.shells.disk import read_files

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
def served(site: Path) -> Iterator[Served]:
    """The real site, served as GitHub Pages does."""
    with serve(site) as served:
        yield served


@pytest.fixture(scope="session")
def address(served: Served) -> str:
    """Where the real site is served."""
    return served.address


@pytest.fixture(scope="session")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, Path]]:
    """A running preview of the tiny course: its folder, its address, its log."""
    folder = lay_out(tmp_path_factory.mktemp("serve") / "project", TINY)
    with previewed(folder) as address:
        yield folder, f"{address}lessons/bridges/", folder / "serve.log"


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
