"""The preview: a saved change shows, a mistake does not end it, and nothing goes round in circles."""

import re
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from projects import TINY, lay_out

LESSON = "content/lessons/bridges.yml"


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str, Path]]:
    """A running preview of the tiny course: its folder, its address, its log."""
    folder = lay_out(tmp_path_factory.mktemp("serve") / "project", TINY)
    log = folder / "serve.log"
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "build_scripts", "serve", "--address", f"127.0.0.1:{port}"]
    with log.open("w") as out, subprocess.Popen(command, cwd=folder, stdout=out, stderr=out) as process:
        address = f"http://127.0.0.1:{port}/close-reading-course/lessons/bridges/"
        wait_for(lambda: "What a bridge promises" in read(address))
        yield folder, address, log
        process.terminate()


def read(address: str) -> str:
    try:
        with urlopen(address, timeout=5) as answer:
            return answer.read().decode()
    except OSError:
        return ""


def wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 20
    while time.monotonic() < end:
        if true():
            return
        time.sleep(0.1)
    pytest.fail("nothing changed in 20 seconds")


def change(folder: Path, old: str, new: str) -> None:
    path = folder / LESSON
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_saved_change_shows_and_a_mistake_stands_over_the_last_good_page(preview):
    folder, address, _ = preview
    change(folder, "What a bridge promises", "What a bridge gives")
    wait_for(lambda: "<h1>What a bridge gives" in re.sub(r" id=\"[^\"]*\"", "", read(address)))
    change(folder, "summary:", "sumary:")
    wait_for(lambda: "no field is called “sumary”; did you mean “summary”?" in read(address))
    assert "What a bridge gives" in read(address)
    assert f"{LESSON}, line 2" in read(address)
    change(folder, "sumary:", "summary:")
    wait_for(lambda: "sumary" not in read(address))


def test_it_builds_only_when_something_is_saved(preview):
    _, _, log = preview
    before = log.read_text().count("Building documentation")
    time.sleep(3)
    assert log.read_text().count("Building documentation") == before
    assert "Traceback" not in log.read_text()
