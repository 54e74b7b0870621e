"""The preview without its server: each page is what a new preview would show, and only what changed is new."""

import os
import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote

import pytest
from lxml import html
from parsed import body
from projects import PENCIL, TINY, TOWNS, lay_out
from slips import edit

from build_scripts.build import plan
from build_scripts.shells import preview as preview_
from build_scripts.shells.disk import read_files
from build_scripts.shells.mkdocs import SettingsError
from build_scripts.shells.preview import Preview
from build_scripts.weave.addresses import web_file, web_path
from build_scripts.weave.edition import Edition
from build_scripts.web.search_index import SEARCH_INDEX

LESSON = "content/lessons/bridges.yml"
Made = Callable[..., Preview]


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    """A new preview of a project; what it tells goes into `told`."""

    def new(folder: Path, edition: Edition = Edition.STUDENT, told: list[str] | None = None) -> Preview:
        monkeypatch.chdir(folder)  # as `course serve` is run
        return Preview(folder, edition, "127.0.0.1:8000", (told if told is not None else []).append)

    return new


def pages(preview: Preview) -> dict[str, bytes]:
    """Every page, what is shown where none is, and what search finds, by address."""
    preview.refresh()
    ways = [unquote(web_path(path)) for path in preview.pages]
    return {way: preview.answer(way).data for way in (*ways, "nowhere", SEARCH_INDEX)}


def change(folder: Path, old: str, new: str, file: str = LESSON) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


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
    ("a mistake and its mending", lambda folder: (change(folder, "summary:", "sumary:"), change(folder, "sumary:", "summary:"))),
    ("a lesson less", take_it_away),
    ("a template", lambda folder: change(folder, "What you will be able to do", "What you will do", "overrides/pages/lesson.html")),
    ("the frame", lambda folder: change(folder, "{% block footer %}", "{% block footer %}<p>More</p>", "overrides/main.html")),
    ("a free page", lambda folder: (folder / "content/pages/thanks.md").write_text("# Thanks\n\nTo *all*.\n")),
    ("a setting", lambda folder: change(folder, "navigation.footer", "navigation.path", "mkdocs.yml")),
    ("the paper", lambda folder: change(folder, "title: Of Bridges", "title: On Bridges", "seeds/paper.yml")),
]  # fmt: skip


def test_after_every_save_each_page_is_that_of_a_new_preview(made, tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    running = made(folder)
    before = pages(running)
    for what, save in SAVED:
        save(folder)
        after = pages(running)
        assert after == pages(made(folder)), what
        if what != "a mistake and its mending":
            assert after != before, what
        before = after


@pytest.mark.slow
def test_after_slips_of_the_hand_too(made, tmp_path):
    """Edits of all files; the pages are compared whenever the course has no mistakes."""
    chance = random.Random(1)
    folder = lay_out(tmp_path / "project", TOWNS)
    good = shutil.copytree(folder, tmp_path / "good")
    running = made(folder)
    compared = 0
    files = [
        path for part in ("content", "seeds") for path in sorted((good / part).rglob("*")) if path.is_file()
    ]
    for _ in range(int(os.environ.get("EDITS", "200")) // 10):
        path = chance.choice([one for one in files if one.suffix in (".yml", ".md", ".txt")])
        name = path.relative_to(good)
        if chance.random() < 0.3:
            shutil.copy(path, folder / name)  # the mistake is mended
        else:
            text = (folder / name).read_text(encoding="utf-8")
            (folder / name).write_text(edit(chance, text), encoding="utf-8")
        running.refresh()
        new = made(folder)
        new.refresh()
        assert running.problems == new.problems
        if not any(problem.severity == "error" for problem in new.problems):
            assert pages(running) == pages(new)
            compared += 1
        else:
            shutil.copy(path, folder / name)
    assert compared >= 3


def test_a_page_is_the_same_whether_others_were_opened_before_or_not(made, tmp_path):
    folder = lay_out(tmp_path / "project", TOWNS)
    all_opened = pages(made(folder))
    for way in ("", "lessons/toll/", "glossary/", "about/"):
        assert made(folder).answer(way).data == all_opened[way]


def test_the_menu_names_every_page(made, tmp_path):
    folder = lay_out(tmp_path / "project", TOWNS)
    page = body(made(folder).answer("lessons/toll/").data.decode())
    menu = page.xpath("//nav[contains(@class, 'md-nav--primary')]")[0]
    named = {" ".join(link.text_content().split()) for link in menu.xpath(".//a[@href]")}
    titles = {one.title for one in plan(*read_files(folder)).outline[2:]}
    assert {title for title in titles if title != "The toll"} <= named


def seen(page: str) -> list[tuple[str, dict[str, str], list[str]]]:
    """What readers get of a page, without what only one of both has.

    A preview has neither the offline copy nor the sizes of handouts and exports, and it has a panel for annotations.
    """
    tree = html.fromstring(page)
    only_one = "//script|//body//link|//aside[@aria-label='Offline copy']|//li/small|//div[@role='region']"
    for extra in tree.xpath(only_one):
        extra.drop_tree()
    for kind in tree.xpath("//dl[@class='exports']/dt/small"):
        kind.text = re.sub(r", \d[\d.,]* .B$", "", kind.text)  # the kind stays, the size goes
    return [
        (element.tag, dict(element.attrib), (element.text or "").split() + (element.tail or "").split())
        for element in tree.body.iter()
        if isinstance(element.tag, str)
    ]


@pytest.mark.slow
def test_a_page_is_what_is_published(made, project, monkeypatch):
    monkeypatch.setenv("EDIT_URI", PENCIL["EDIT_URI"])  # as the project was built
    running = made(project)
    running.refresh()
    assert len(running.pages) >= 12
    for path in running.pages:
        published = (project / "site" / web_file(path)).read_text(encoding="utf-8")
        assert seen(running.answer(web_path(path)).data.decode()) == seen(published), path


def test_a_mistake_stands_over_the_last_good_pages(made, tmp_path):
    folder, told = lay_out(tmp_path / "project", TINY), []
    running = made(folder, told=told)
    assert b"What a bridge promises" in running.answer("lessons/bridges/").data
    change(folder, "summary:", "sumary:")
    page = running.answer("lessons/bridges/").data.decode()
    assert "no field is called “sumary”; did you mean “summary”?" in page
    assert f"{LESSON}, line 2" in page
    assert "What a bridge promises" in page
    assert any("sumary" in text for text in told)
    change(folder, "sumary:", "summary:")
    assert b"sumary" not in running.answer("lessons/bridges/").data


def test_a_course_that_begins_with_a_mistake_says_so(made, tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    change(folder, "summary:", "sumary:")
    running = made(folder)
    page = running.answer("").data.decode()
    assert "Not yet" in page
    assert "did you mean “summary”?" in page
    nowhere = running.answer("lessons/bridges/").data.decode()
    assert "did you mean “summary”?" in nowhere
    assert "preview/edit/switch.js" in nowhere  # so it can be mended from there, too
    before = running.mark_of("lessons/bridges/")
    assert before
    change(folder, "sumary:", "summary:")
    assert b"Not yet" not in running.answer("").data
    assert running.mark_of("lessons/bridges/") not in ("", before)  # so it is loaded anew


def test_instructors_see_their_own_edition(made, tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    shown = pages(made(folder, Edition.INSTRUCTOR))
    assert b"Instructor edition." in shown[""]
    assert set(shown) > set(pages(made(folder)))


def test_a_page_whose_name_has_letters_of_any_script_is_found(made, tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    (folder / "content/pages/شکریہ.md").write_text("# Thanks\n\nTo all.\n", encoding="utf-8")
    running = made(folder)
    assert b"To all." in running.answer("شکریہ/").data
    assert running.answer("شکریہ").location.isascii()


def test_settings_that_cannot_be_used_are_told_at_the_start(made, tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    change(folder, "use_directory_urls: true", "use_directory_urls: false", "mkdocs.yml")
    with pytest.raises(SettingsError, match="use_directory_urls must be true"):
        made(folder).refresh()


def test_a_mistake_in_the_settings_leaves_the_last_good_pages(made, tmp_path):
    folder, told = lay_out(tmp_path / "project", TINY), []
    running = made(folder, told=told)
    before = running.answer("").data
    change(folder, "theme:\n", "theme:\n\t", "mkdocs.yml")
    assert running.answer("").data == before
    assert any("the last good pages stay" in text for text in told)
    change(folder, "theme:\n\t", "theme:\n", "mkdocs.yml")
    assert running.answer("").data == before


@pytest.mark.parametrize("template", ["overrides/pages/lesson.html", "overrides/main.html"])
def test_a_mistake_in_a_template_is_told_with_its_line(made, tmp_path, template):
    folder = lay_out(tmp_path / "project", TINY)
    running = made(folder)
    assert running.answer("lessons/bridges/").status == 200
    text = (folder / template).read_text(encoding="utf-8")
    (folder / template).write_text("{% if %}\n" + text, encoding="utf-8")
    answer = running.answer("lessons/bridges/")
    assert answer.status == 500
    assert f"{template}:1: " in answer.data.decode()
    (folder / template).write_text(text, encoding="utf-8")
    assert running.answer("lessons/bridges/").status == 200


def test_a_page_has_changed_only_if_it_would_look_different(made, tmp_path, monkeypatch):
    monkeypatch.setattr(preview_, "PATIENCE", 0.0)
    folder = lay_out(tmp_path / "project", TINY)
    running = made(folder)
    lesson, glossary = running.mark_of("lessons/bridges/"), running.mark_of("glossary/")
    assert lesson
    assert not running.has_changed("lessons/bridges/", lesson)
    change(folder, "kind: context", "kind: claim")
    assert running.mark_of("lessons/bridges/") != lesson
    assert running.mark_of("glossary/") == glossary
    (folder / "overrides/assets/course.css").write_text("p { color: red }\n")
    assert running.mark_of("glossary/") != glossary


def test_addresses_that_lead_nowhere_or_elsewhere(made, tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    running = made(folder)
    assert running.answer("lessons/bridges").location == "/close-reading-course/lessons/bridges/"
    assert running.answer("nowhere/").status == 404
    assert b"This page is not here" in running.answer("nowhere/").data
    outside = tmp_path / "private.txt"
    outside.write_text("private")
    (folder / "overrides/assets/link.txt").symlink_to(outside)
    for way in (str(outside), f"/{outside}", "assets/link.txt", "assets/\0.css", "a\n/"):
        assert running.answer(way).status == 404, way
    for way in ("../mkdocs.yml", "assets/../main.html", "pages/lesson.html", "main.html", "fonts/make.sh"):
        assert running.answer(way).status == 404, way
    assert running.answer("assets/course.css").kind == "text/css"
