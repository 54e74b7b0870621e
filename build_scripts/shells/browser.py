"""Open pages in a browser that is on this machine, and note what it complains of.

A page complains if a script fails or if its policy forbids something; whether addresses lead somewhere is known without
a browser (`web/broken_links`).

Each page has a browser of its own: its command line takes one address (“Multiple targets are not supported in headless
mode”), and to lead one browser through all pages takes its debugging protocol, which Python does not speak by itself.
"""

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

CHROMIUM = "CHROMIUM"
"""The variable that names a browser."""
_NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "msedge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)
_SAID = re.compile(r':CONSOLE[:(]\d+\)?\] "(.*)", source: (.*)$')
_LONGEST = 300
"""The most letters to show of what a browser says."""
_SECONDS = 60
"""How long one page may take."""
_AT_ONCE = min(os.cpu_count() or 1, 4)
"""Browsers at the same time: each keeps a processor busy, and takes some 200 MB."""


class BrowserError(Exception):
    """The browser does not work; the message says what it said."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A page that was opened, and what the browser complained of."""

    address: str
    complaints: tuple[str, ...]


def find() -> str:
    """Return the browser of this machine that can be used (Chromium or one made from it); empty if there is none."""
    named = os.environ.get(CHROMIUM, "")
    return next((found for name in (named, *_NAMES) if name and (found := shutil.which(name))), "")


def opened(browser: str, addresses: Iterable[str]) -> Iterator[Opened]:
    """Open each address as a reader's browser does at the first visit. Raises `BrowserError` if it cannot be used."""
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        yield from pool.map(partial(_open, browser), addresses)


def _open(browser: str, address: str) -> Opened:
    # A browser refuses its own sandbox to the user root; the pages are those that were just built here.
    root: Callable[[], int] = getattr(os, "geteuid", lambda: 1)
    options = ["--no-sandbox"] if root() == 0 else []
    with tempfile.TemporaryDirectory(prefix="course-", ignore_cleanup_errors=True) as folder:
        command = [
            browser,
            "--headless",
            *options,
            "--disable-gpu",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--no-first-run",
            "--enable-logging=stderr",
            f"--user-data-dir={folder}",
            "--dump-dom",
            address,
        ]
        try:
            done = subprocess.run(command, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return Opened(address, (f"was not there after {_SECONDS} seconds",))
        except OSError as error:
            raise BrowserError(f"{browser}: {error.strerror}") from error
    shown, said = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    if done.returncode or "</html>" not in shown:
        last = (said.strip() or "it showed nothing").rpartition("\n")[2]
        raise BrowserError(f"{browser} ended with {done.returncode}: {last[:_LONGEST]}")
    return Opened(
        address, tuple(dict.fromkeys(complaints(said))) + (() if "<h1" in shown else ("shows no heading",))
    )


def complaints(said: str) -> Iterator[str]:
    """Yield what a page told the browser's console, from what the browser wrote into its log."""
    for line in said.splitlines():
        if found := _SAID.search(line):
            yield f"{found[1][:_LONGEST]} ({found[2]})"
