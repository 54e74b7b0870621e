"""The preview: a saved change shows, a mistake does not end it, and nothing goes round in circles."""

import re
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from projects import TINY, lay_out, previewed, read, run, wait_for

from build_scripts.web.search_index import SEARCH_INDEX

LESSON = "content/lessons/bridges.yml"


def change(folder: Path, old: str, new: str, file: str = LESSON) -> None:
    path = folder / file
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
    folder, address, log = preview
    before = finished(folder)
    for _ in range(20):
        assert read(address)
    change(folder, "minutes: 30", "minutes: 55")
    wait_for(lambda: "55 minutes" in read(address))
    assert finished(folder) == before + 1
    assert "Traceback" not in log.read_text()


# What a change leaves as it was


def finished(folder: Path) -> int:
    """How often the preview was ready."""
    return (folder / "serve.log").read_text().count("Reloading browsers")


def shown(address: str) -> dict[str, str]:
    """Every page of a preview, and what search finds, by the way to it."""
    pages = re.findall(r"<loc>([^<]+)</loc>", read(f"{address}sitemap.xml"))
    ways = [page.removeprefix(address) for page in pages]
    return {way: _lasting(read(address + way), address) for way in (*ways, "404.html", SEARCH_INDEX)}


def _lasting(page: str, address: str) -> str:
    """A page without its server's address, and without the numbers by which it waits for the next build."""
    return re.sub(r"livereload\(\d+, \d+\)", "", page.replace(address, "/"))


LATER = """title: A lesson that was added
summary: While the preview ran.
passages: [the-toll]
minutes: 10
objectives: ["Tell a [toll](term:toll) from a tax."]
"""


def add_a_lesson(folder: Path) -> None:
    (folder / "content/lessons/later.yml").write_text(LATER, encoding="utf-8")
    change(folder, "[bridges, no-passage]", "[later, bridges, no-passage]", "content/course.yml")


def take_it_away(folder: Path) -> None:
    change(folder, "[later, bridges, no-passage]", "[bridges, no-passage]", "content/course.yml")
    (folder / "content/lessons/later.yml").unlink()


SAVED: list[tuple[str, Callable[[Path], None]]] = [
    ("a word of a note", lambda folder: change(folder, "kind: context", "kind: claim")),
    ("the title of a lesson", lambda folder: change(folder, "What a bridge promises", "What a bridge gives")),
    ("a definition", lambda folder: change(folder, "A way over.", "A way across.", "content/glossary.yml")),
    ("a lesson more", add_a_lesson),
    ("a mistake", lambda folder: change(folder, "summary:", "sumary:")),
    ("the mistake mended", lambda folder: change(folder, "sumary:", "summary:")),
    ("a lesson less", take_it_away),
    ("a template", lambda folder: change(folder, "After it you will", "Then you will", "overrides/pages/lesson.html")),
    ("a setting", lambda folder: change(folder, "  language: en\n", "  language: de\n", "mkdocs.yml")),
]  # fmt: skip


@pytest.fixture(scope="module")
def running(once, tmp_path_factory):
    folder = lay_out(tmp_path_factory.mktemp("running") / "project", TINY)
    with previewed(folder) as address:
        yield folder, address


@pytest.mark.parametrize(("what", "save"), SAVED, ids=[what for what, _ in SAVED])
def test_after_every_change_each_page_is_that_of_a_new_preview(running, what, save, tmp_path):
    folder, address = running
    builds = finished(folder)
    save(folder)
    wait_for(lambda: finished(folder) > builds)
    if what == "a mistake":  # over the last good pages, which a new preview has not
        wait_for(lambda: "sumary" in read(address))
        return
    with previewed(shutil.copytree(folder, tmp_path / "new")) as new:
        expected = shown(new)
    assert len(expected) >= 12
    wait_for(lambda: shown(address) == expected)  # two files may be seen one after the other, and built twice
    assert "Traceback" not in (folder / "serve.log").read_text()


def test_a_mistake_in_the_settings_leaves_the_last_good_pages(running):
    folder, address = running
    builds = finished(folder)
    change(folder, "theme:\n", "theme:\n\t", "mkdocs.yml")
    wait_for(lambda: finished(folder) > builds)
    log = (folder / "serve.log").read_text()
    assert "the settings cannot be read; the last good pages stay" in log
    assert "Traceback" not in log
    assert "<h1" in read(address)
    change(folder, "theme:\n\t", "theme:\n", "mkdocs.yml")
    wait_for(lambda: finished(folder) > builds + 1)


def test_an_address_that_is_taken_or_is_none_is_told(running, monkeypatch):
    monkeypatch.setenv("HANDOUTS", "false")
    folder, _ = running
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        at = f"127.0.0.1:{taken.getsockname()[1]}"
        for command in (("serve",), ("publish", "--check")):
            done = run(folder, "build_scripts", *command, "--address", at)
            assert done.returncode == 1
            assert f"nothing can be served at {at}: address already in use" in done.stderr
            assert "Traceback" not in done.stderr
    done = run(folder, "build_scripts", "publish", "--check", "--address", "no-such.invalid:8001")
    assert "nothing can be served at no-such.invalid:8001" in done.stderr
    assert "Traceback" not in done.stderr
    for address in ("18999", "[::1]:8001"):
        done = run(folder, "build_scripts", "serve", "--address", address)
        assert "write a host and a port, such as 127.0.0.1:8001" in done.stderr
