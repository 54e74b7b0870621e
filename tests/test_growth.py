"""A page for each lesson of a book: what stands on one does not grow with their number."""

import re
from statistics import mean

from lxml import html
from projects import ROOT, lay_out, run
from synthetic import course

from build_scripts.build import build
from build_scripts.disk import write_changed

THEME = {
    path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
    for path in (ROOT / "overrides/pages").iterdir()
}


def lessons(number: int) -> list[str]:
    made = build(THEME | course(number, paragraphs=2))
    assert not made.failed
    return [one.text for one in made.pages if one.page.path.startswith("lessons/lesson-")]


def test_a_lesson_s_page_is_as_long_in_a_long_course_as_in_a_short_one():
    short, long = lessons(100), lessons(200)
    assert mean(map(len, long)) < 1.1 * mean(map(len, short))


def test_a_card_names_twelve_places_and_counts_the_rest():
    page = lessons(80)[0]
    (cited,) = re.findall(r"Cited in (.*), and in (\d+) more places\.", page)
    assert cited[0].count("](") == 12
    assert int(cited[1]) == 2 * 80 - 12
    for named, more in re.findall(r"In the paper: (.*), and in (\d+) more paragraphs?\.", page):
        assert named.count("](") == 12
        assert 0 < int(more) <= 2 * 80 - 12


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
