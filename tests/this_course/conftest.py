"""The course of this project itself, built once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import ROOT, build, lay_out
from served import Served, serve

Once = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def project(once: Once) -> Path:
    """A copy of this project with its site built."""
    return once("this-course", lambda folder: build(lay_out(folder, ROOT)))


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    """The built site of this course."""
    return project / "site"


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[Served]:
    """The site of this course, served as GitHub Pages does."""
    with serve(site) as served:
        yield served


@pytest.fixture(scope="session")
def address(served: Served) -> str:
    """Where the site of this course is served."""
    return served.address
