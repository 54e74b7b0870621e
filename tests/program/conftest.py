"""The made courses that the program is tested on. It is never tested on this project's own content."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from projects import ROOT, TINY, TOWNS, build, lay_out, previewed, texts_of
from served import Served, serve

Once = Callable[[str, Callable[[Path], object]], Path]

HERE = Path(__file__).parent
OWN = tuple(str(ROOT / name) + "/" for name in ("content", "seeds"))
MADE = str(ROOT / "content/schema") + "/"
"""Made by `course schema`; nobody edits it."""
_running = False


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report(collector: pytest.Collector) -> Iterator[None]:
    """Let no module of tests read it when it is imported, either."""
    global _running
    _running = collector.path.is_relative_to(HERE)
    try:
        return (yield)
    finally:
        _running = False


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Let no test of the program read this project's content: a right edit there must not fail one."""
    global _running
    _running = item.path.is_relative_to(HERE)  # pytest asks for the tests of other folders, too
    try:
        return (yield)
    finally:
        _running = False


def _no_content(event: str, arguments: tuple[object, ...]) -> None:
    if _running and event in ("open", "os.listdir", "os.scandir"):
        path = os.fspath(arguments[0]) if isinstance(arguments[0], str | os.PathLike) else ""
        if "/" in path:  # a name alone may be that of an entry of an open folder
            path = os.path.abspath(path)
        if f"{path}/".startswith(OWN) and not f"{path}/".startswith(MADE):
            raise RuntimeError(f"a test of the program reads {path}; use a course of tests/courses")


sys.addaudithook(_no_content)


@pytest.fixture(scope="session")
def project(once: Once) -> Path:
    """The course of two towns with its site built."""
    return once("towns", lambda folder: build(lay_out(folder, TOWNS)))


@pytest.fixture(scope="session")
def site(project: Path) -> Path:
    """The built site of the two towns."""
    return project / "site"


@pytest.fixture(scope="session")
def instructor_site(once: Once) -> Path:
    """The built site of the two towns for instructors."""

    def fill(folder: Path) -> None:
        build(lay_out(folder, TOWNS), "--edition", "instructor", handouts=False)

    return once("towns-for-instructors", fill) / "site-instructor"


@pytest.fixture(scope="session")
def served(site: Path) -> Iterator[Served]:
    """The site of the two towns, served as GitHub Pages does."""
    with serve(site) as served:
        yield served


@pytest.fixture(scope="session")
def address(served: Served) -> str:
    """Where the site of the two towns is served."""
    return served.address


@pytest.fixture(scope="session")
def preview(once: Once, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, Path]]:
    """A running preview of the tiny course: its folder, its address, its log."""
    folder = lay_out(tmp_path_factory.mktemp("serve") / "project", TINY)
    with previewed(folder) as address:
        yield folder, f"{address}lessons/bridges/", folder / "serve.log"


@pytest.fixture
def tiny() -> dict[str, str]:
    """The texts of the tiny course, with the real templates."""
    return texts_of(TINY)


@pytest.fixture
def towns() -> dict[str, str]:
    """The texts of the course of two towns, with the real templates."""
    return texts_of(TOWNS)
