"""Debian's Chromium, driven by Playwright. A missing browser fails."""

import os
import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

QUIET = [
    "--no-sandbox",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP classroom.test 127.0.0.1",  # an address that is not secure, unlike the loopback's
]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


@pytest.fixture
def keeping_browser(browser: Browser) -> Iterator[Browser]:
    """A browser that keeps whole pages for Back, as readers' browsers do; Playwright tells it not to."""
    keeping = browser.browser_type.launch(
        executable_path=CHROMIUM, args=QUIET, ignore_default_args=["--disable-back-forward-cache"]
    )
    yield keeping
    keeping.close()


@pytest.fixture
def opened(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Open a page of the site: `opened("lessons/rise/", width=390)`."""
    contexts = []

    def open_page(path: str, width: int = 1280, height: int = 900, **options: object) -> Page:
        # Playwright's own waiting needs `eval`; test_walk.py is what holds pages to their policy.
        options = {"bypass_csp": True, **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **options)  # type: ignore[arg-type]
        contexts.append(context)
        context.set_default_timeout(8000)
        page = context.new_page()
        page.goto(address + path)
        return page

    yield open_page
    for context in contexts:
        context.close()
