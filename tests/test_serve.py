"""The preview: a saved change shows, a mistake does not end it, and nothing goes round in circles."""

import re
import time
from pathlib import Path

from projects import read, wait_for

LESSON = "content/lessons/bridges.yml"


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
