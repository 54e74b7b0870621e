"""A page for each lesson of a book: what stands on one does not grow with their number."""

import re
from statistics import mean

from projects import ROOT
from synthetic import course

from build_scripts.build import build

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


def test_a_card_names_twenty_places_and_counts_the_rest():
    page = lessons(80)[0]
    (cited,) = re.findall(r"Cited in (.*), and in (\d+) more places\.", page)
    assert cited[0].count("](") == 20
    assert int(cited[1]) == 2 * 80 - 20
    for named, more in re.findall(r"In the paper: (.*), and in (\d+) more paragraphs?\.", page):
        assert named.count("](") == 20
        assert 0 < int(more) <= 2 * 80 - 20
