"""What all tests share: sites that are built once for a whole run, and a browser.

Two marks are given here by what a test uses, so that nobody forgets them: `browser`, and `slow` for all that
builds a site, prints or starts a program. `make quick` runs the others.
"""

import fcntl
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

settings.register_profile("steady", derandomize=True, deadline=None)
settings.register_profile("quick", settings.get_profile("steady"), max_examples=25)
settings.load_profile("steady")

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP classroom.test 127.0.0.1",  # an address that is not secure, unlike the loopback's
]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let golden cases be accepted."""
    parser.addoption("--accept", action="store_true", help="write what came out into the golden cases")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what needs a browser, a site that is built, or a repository of git."""
    for item in items:
        used = getattr(item, "fixturenames", ())
        if "browser" in used:
            item.add_marker("browser")
        if {"browser", "once", "upstream"}.intersection(used):
            item.add_marker("slow")


_quick = ""
"""The test that runs, if it is not marked as slow."""


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Say of each test that starts a program that it is slow, so that the quick ones stay quick."""
    global _quick
    _quick = "" if item.get_closest_marker("slow") else item.nodeid
    try:
        return (yield)
    finally:
        _quick = ""


def _no_program(event: str, arguments: tuple[object, ...]) -> None:
    if _quick and event in ("subprocess.Popen", "os.fork") and "git" not in arguments[:1]:
        raise RuntimeError(f"{_quick} starts a program: mark it with @pytest.mark.slow")


sys.addaudithook(_no_program)


@pytest.fixture(scope="session")
def once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, Callable[[Path], object]], Path]:
    """Fill a folder once for all processes of a run: `once("towns", fill)`."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent

    def made(name: str, fill: Callable[[Path], object]) -> Path:
        kept = shared / "once"
        kept.mkdir(exist_ok=True)
        with (kept / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not (kept / f"{name}.done").exists():
                shutil.rmtree(kept / name, ignore_errors=True)
                fill(kept / name)
                (kept / f"{name}.done").touch()
        return kept / name

    return made


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """Debian's Chromium, driven by Playwright. A missing browser fails."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def keeping_browser(browser: "Browser") -> Iterator["Browser"]:
    """A browser that keeps whole pages for Back, as readers' browsers do; Playwright tells it not to."""
    keeping = browser.browser_type.launch(
        executable_path=CHROMIUM, args=QUIET, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield keeping
    keeping.close()


@pytest.fixture
def opened(browser: "Browser", address: str) -> Iterator[Callable[..., "Page"]]:
    """Open a page of the site: `opened("lessons/crossing/", width=390)`."""
    contexts = []

    def open_page(path: str, width: int = 1280, height: int = 900, **options: Any) -> "Page":
        # Playwright's own waiting needs `eval`; test_walk.py is what holds pages to their policy.
        options = {"bypass_csp": True, **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
