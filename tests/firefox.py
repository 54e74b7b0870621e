"""Debian's Firefox, driven by its own protocol, Marionette: Playwright drives only a Firefox of its own making."""

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

FIREFOX = shutil.which("firefox-esr") or shutil.which("firefox")
needs_firefox = pytest.mark.skipif(
    not FIREFOX and not os.environ.get("CI"), reason="Firefox is not installed"
)
"""A test that is left out where there is no Firefox, but not on the servers that check changes."""


class Firefox:
    """A window of Firefox."""

    def __init__(self, port: int) -> None:
        """Wait until Firefox listens."""
        for _ in range(600):
            with suppress(OSError):
                self._wire = socket.create_connection(("127.0.0.1", port))
                break
            time.sleep(0.1)
        self._answer()
        self._asked = 0
        self.do("WebDriver:NewSession", capabilities={"alwaysMatch": {"acceptInsecureCerts": False}})

    def close(self) -> None:
        """Let go of the window."""
        self._wire.close()

    def _answer(self) -> Any:
        size = b""
        while not size.endswith(b":"):
            size += self._wire.recv(1)
        body = b""
        while len(body) < int(size[:-1]):
            body += self._wire.recv(65_536)
        return json.loads(body)

    def do(self, command: str, **parameters: object) -> Any:
        """Ask for something, such as `WebDriver:Navigate`, and return the answer."""
        self._asked += 1
        text = json.dumps([0, self._asked, command, parameters])
        self._wire.sendall(f"{len(text.encode())}:{text}".encode())
        _, _, fault, answer = self._answer()
        assert fault is None, fault
        return answer

    def open(self, address: str) -> None:
        """Open a page, and wait until it is there."""
        self.do("WebDriver:Navigate", url=address)

    def run(self, script: str, *arguments: object) -> Any:
        """Return what a function's body returns; it may be a promise."""
        done = self.do("WebDriver:ExecuteScript", script=script, args=list(arguments))
        return done["value"]

    def press(self, keys: str) -> None:
        """Press keys where the focus is."""
        element = self.do("WebDriver:GetActiveElement")["value"]
        self.do("WebDriver:ElementSendKeys", id=next(iter(element.values())), text=keys)

    def click(self, selector: str) -> None:
        """Click the first element of a selector."""
        element = self.do("WebDriver:FindElement", using="css selector", value=selector)["value"]
        self.do("WebDriver:ElementClick", id=next(iter(element.values())))


@contextmanager
def firefox() -> Iterator[Firefox]:
    """Run Firefox without a window on a profile of its own, until the block ends."""
    assert FIREFOX, "install Firefox (Debian: apt-get install firefox-esr)"
    with tempfile.TemporaryDirectory() as profile:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        Path(profile, "user.js").write_text(
            f'user_pref("marionette.port", {port});\nuser_pref("app.update.enabled", false);\n'
            'user_pref("datareporting.policy.dataSubmissionEnabled", false);\n',
            encoding="utf-8",
        )
        command = [FIREFOX, "--headless", "--marionette", "--profile", profile, "--no-remote"]
        running = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            with closing(Firefox(port)) as window:
                yield window
        finally:
            running.terminate()
            running.wait()
