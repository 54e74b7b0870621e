"""Courses of any size: pages do not grow with the number of lessons, and what a course lacks is left out."""

import re
import shutil
import sys
from statistics import mean

import pytest
from lxml import html
from pdfs import words
from projects import TINY, lay_out, run, templates
from synthetic import course

from build_scripts.build import build
from build_scripts.shells.disk import read_site, write_changed
from build_scripts.web.broken_links import faults

THEME = templates()


def lessons(number: int) -> list[str]:
    made = build(THEME | course(number, paragraphs=2))
    assert not made.failed
    return [one.text for one in made.pages if one.page.path.startswith("lessons/lesson-")]


@pytest.mark.slow
def test_a_lesson_s_page_is_as_long_in_a_long_course_as_in_a_short_one():
    short, long = lessons(100), lessons(200)
    assert mean(map(len, long)) < 1.1 * mean(map(len, short))


def work(number: int) -> int:
    """How many functions are called, and generators resumed, to make the pages of a course of so many lessons."""
    calls = 0

    def count(frame, event, argument):
        nonlocal calls
        calls += event == "call"

    files = THEME | course(number, paragraphs=1)
    sys.setprofile(count)
    try:
        made = build(files, on_paper=False)
    finally:
        sys.setprofile(None)
    assert not made.failed
    return calls


@pytest.mark.slow
def test_twice_as_many_lessons_with_their_events_and_answers_take_twice_the_work():
    work(2)  # what is done once a process
    some, double, fourfold = work(50), work(100), work(200)
    assert double < 2.1 * some
    assert fourfold < 2.1 * double


@pytest.mark.slow
def test_a_card_names_twelve_places_and_counts_the_rest():
    page = lessons(80)[0]
    (cited,) = re.findall(r"Cited in (.*), and in (\d+) more places\.", page)
    assert cited[0].count("<a ") == 12
    assert int(cited[1]) == 2 * 80 - 12
    terms = re.findall(r"In the paper: (.*), and in (\d+) more paragraphs?\.", page)
    assert terms
    for named, more in terms:
        assert named.count("<a ") == 12
        assert 0 < int(more) <= 2 * 80 - 12


@pytest.mark.slow
def test_the_sidebar_lists_the_lessons_beside_this_one_and_leads_to_the_others(tmp_path, monkeypatch):
    monkeypatch.setenv("HANDOUTS", "false")
    write_changed(tmp_path, course(50, paragraphs=1))
    (tmp_path / "content/pages").mkdir()
    folder = lay_out(tmp_path / "project", tmp_path)
    done = run(folder, "build_scripts", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    page = html.parse(folder / "site/lessons/lesson-25/index.html").getroot()
    links = page.xpath("//nav[contains(@class, 'md-nav--primary')]//a[contains(@class, 'md-nav__link')]")
    ways = [link.get("href") for link in links]
    beside = [f"../lesson-{number}/" for number in range(21, 41)]
    assert [way for way in ways if way in beside and way != "../lesson-25/"] == [
        way for way in beside if way != "../lesson-25/"
    ]
    assert {"../lesson-1/", "../lesson-41/"} <= set(ways)
    assert len(links) < 40
    names = [" ".join(link.text_content().split()) for link in links]
    assert {"Lessons 1–20", "Lessons 41–50"} <= set(names)


@pytest.mark.slow
def test_what_a_course_does_not_have_is_left_out(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    for name in ("timeline.yml", "glossary.yml", "sources.yml", "answers", "pages", "lessons/no-passage.yml"):
        path = folder / "content" / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    (folder / "content/pages").mkdir()
    texts = {
        "content/course.yml": "title: Bare\ndescription: Bare.\neditors: [Me]\nwelcome: Hello.\n"
        "lessons: [bridges]\nlicence: {name: CC0}\n",
        "content/lessons/bridges.yml": "title: One\nsummary: Two.\npassages: [of-bridges]\nminutes: 10\n"
        "objectives: [Read.]\n",
    }
    write_changed(folder, texts)
    done = run(folder, "build_scripts", "build")
    assert done.returncode == 0, done.stdout + done.stderr
    site = read_site(folder / "site")
    assert {path.split("/")[0] for path in site if path.endswith(".html")} == {
        "index.html", "404.html", "lessons", "paper", "references", "my-reading", "handouts", "downloads", "accessibility",
    }  # fmt: skip
    assert not faults(site, "/close-reading-course/")
    assert "1 lesson, 10 minutes in all." in site["index.html"].decode()
    assert "Cited by the editors" not in site["references/index.html"].decode()
    (folder / "reader.pdf").write_bytes(site["handouts/course-reader-a4.pdf"])
    reader = words(folder / "reader.pdf")
    assert "the editors’ notes, questions and references." in reader
    assert not [part for part in ("Timeline", "Glossary", "Index of terms") if part in reader]

    write_changed(
        folder,
        {"content/course.yml": texts["content/course.yml"].replace("Hello.", '"[When?](page:timeline)"')},
    )
    done = run(folder, "build_scripts", "check")
    assert "a link to “page:timeline” leads nowhere" in done.stdout


@pytest.mark.slow
def test_a_card_counts_the_places_that_it_does_not_name():
    pages = {one.page.path: one.page for one in build(THEME | course(80, paragraphs=2)).pages}
    uses = {term.id: len(term.uses) for term in pages["glossary.md"].terms}
    assert max(uses.values()) > 12
    for card in pages["lessons/lesson-1.md"].words:
        assert (len(card.uses), card.more) == (min(uses[card.id], 12), max(uses[card.id] - 12, 0))
