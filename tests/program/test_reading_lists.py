"""Choices of lessons in an order: their pages, their files, and what is told of mistakes in them."""

import json
from dataclasses import replace

from click.testing import CliRunner
from projects import TOWNS, lay_out, texts_of

from build_scripts.__main__ import main
from build_scripts.build import plan
from build_scripts.exports.cards import cards
from build_scripts.exports.formats import exported, listed
from build_scripts.inspect import inspect
from build_scripts.weave.addresses import Address
from build_scripts.web.redirects import redirects

COURSE = "content/course.yml"
CHOSEN = ["toll", "crossing", "conclusion"]


def made(files=None):
    built = plan(files or texts_of(TOWNS), base="https://course.invalid/towns/")
    assert built.material is not None, built.problems
    return built


def page_of(built):
    return built.page("lists/one-afternoon.md")


def test_its_page_has_its_lessons_in_its_order_with_their_numbers_in_the_course():
    page = page_of(made())
    assert [card.lesson.id for card in page.cards] == CHOSEN
    assert [card.number for card in page.cards] == [4, 3, 6]
    assert page.minutes == sum(card.minutes for card in page.cards)


def test_a_text_can_link_to_it():
    files = texts_of(TOWNS)
    files["content/pages/about.md"] += "\nBegin with [three lessons](list:one-afternoon).\n"
    assert not inspect(files).failed
    files["content/pages/about.md"] += "\nOr with [four](list:two-afternoons).\n"
    assert [one.rule for one in inspect(files).problems if "two-afternoons" in one.found] == ["link"]


def test_a_renamed_list_is_found_under_its_former_id():
    files = texts_of(TOWNS)
    files["content/pages/about.md"] += "\nBegin with [three lessons](list:two-hours).\n"
    files["content/course.yml"] = files["content/course.yml"].replace(
        "id: one-afternoon", "id: one-afternoon\n    was: [two-hours]"
    )
    built = made(files)
    assert 'href="../one-afternoon/"' in redirects(built.woven)["lists/two-hours/index.html"]
    assert built.site.addresses["list:two-hours"] == Address("lists/one-afternoon.md")
    assert [one.rule for one in built.problems if "two-hours" in one.found] == ["renamed"]


def test_its_handout_has_its_lessons_terms_and_events_alone():
    sheets = {one.handout.id: json.loads(one.data)["shown"] for one in made().lay_out()}
    whole, own = sheets["course-reader"], sheets["one-afternoon-reading-list"]
    assert [lesson["page"]["id"] for lesson in own["lessons"]] == CHOSEN
    events = [event for period in own["timeline"]["periods"] for event in period["events"]]
    assert 0 < len(events) == own["timeline"]["events"] < whole["timeline"]["events"]
    assert 0 < len(own["glossary"]["terms"]) < len(whole["glossary"]["terms"])


def test_its_exports_have_its_lessons_alone_and_in_its_order():
    stuff = replace(made().material, reading_list="one-afternoon")
    assert [lesson.id for lesson in stuff.lessons] == CHOSEN
    checks = [card.id.split(":")[2] for card in cards(stuff) if card.kind == "check"]
    assert len(set(checks)) > 1
    assert checks == [id_ for id_ in CHOSEN for one in stuff.site.woven.project.lessons[id_].checks if one]


def test_the_site_has_its_files_and_the_page_of_downloads_lists_them_apart():
    built = made()
    paths = [one.path for one in listed(built.material) if one.reading_list]
    assert "exports/list-one-afternoon-cartridge.imscc" in paths
    assert set(paths) <= set(exported(built.material))
    (group,) = [one for one in built.page("downloads.md").groups if one.id == "list--one-afternoon"]
    assert [one.link.to.page for one in group.exports] == paths
    assert [one.id for one in group.handouts] == ["one-afternoon-reading-list"]


def test_a_lesson_that_is_a_draft_is_not_in_it():
    files = texts_of(TOWNS)
    files["content/lessons/crossing.yml"] += "draft: true\n"
    assert [card.lesson.id for card in page_of(made(files)).cards] == ["toll", "conclusion"]


def test_two_lists_of_one_id_and_lessons_that_are_not_there_are_told():
    files = texts_of(TOWNS)
    files[COURSE] += "  - {id: one-afternoon, title: Again, lessons: [tole]}\n"
    told = {one.rule for one in inspect(files).problems if one.place.path == COURSE}
    assert {"id-twice", "lesson-unknown"} <= told


def test_the_command_makes_a_list_and_says_what_is_wrong(tmp_path, monkeypatch):
    monkeypatch.chdir(lay_out(tmp_path / "project", TOWNS))
    done = CliRunner().invoke(main, ["export", "anki", "--list", "one-afternoon"])
    assert done.exit_code == 0, done.output
    assert [path.name for path in (tmp_path / "project/exports").iterdir()] == ["list-one-afternoon-anki.txt"]
    done = CliRunner().invoke(main, ["export", "anki", "--list", "one-aftrnoon"])
    assert "did you mean “one-afternoon”?" in done.output
    done = CliRunner().invoke(main, ["export", "bibtex", "--list", "one-afternoon"])
    assert "bibtex is of the whole course" in done.output
