"""The page where an instructor opens the files of many students."""

import json
import re

import pytest
from axe import faults
from projects import TINY, build, lay_out
from served import serve

COURSE = {"id": "mason-2022", "title": "Of Bridges"}


@pytest.fixture(scope="module")
def instructors(once):
    """The address of the tiny course's edition for instructors."""
    folder = once(
        "tiny-for-instructors",
        lambda folder: build(lay_out(folder, TINY), "--edition", "instructor", handouts=False),
    )
    with serve(folder / "site-instructor") as served:
        yield served.address


@pytest.fixture(params=[1280, 320])
def page(browser, instructors, request):
    context = browser.new_context(viewport={"width": request.param, "height": 900}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{instructors}students/")
    yield page
    context.close()


def mark(id_, words, note="", tag="puzzling", source="p1"):
    bodies = [{"purpose": "tagging", "value": tag}, {"purpose": "commenting", "value": note}]
    target = {"source": source, "selector": [{"type": "TextQuoteSelector", "exact": words}]}
    return {"id": id_, "type": "Annotation", "body": bodies, "target": target}


def work(name, answer, *marks, **changed):
    return {
        "format": "close-reading-work", "version": 1, "course": COURSE, "name": name, "saved": "",
        "answers": {"who-promised": answer} if answer else {}, "marks": marks, **changed,
    }  # fmt: skip


def open_files(page, *works):
    files = [
        {"name": f"{number}.json", "mimeType": "application/json", "buffer": json.dumps(one).encode()}
        for number, one in enumerate(works)
    ]
    page.get_by_label("Files of students").set_input_files(files)
    page.wait_for_function("document.querySelector('[data-told]').textContent")


def test_answers_stand_side_by_side_and_marks_over_the_passage_with_numbers_and_as_a_list(page):
    paragraph = page.locator("[data-marked=p1]").first
    words = paragraph.inner_text().split()
    two, three = " ".join(words[:2]), " ".join(words[:3])
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    open_files(
        page,
        work("Amina", "The towns.\n<b>both</b>", mark("a", three, "Who says so?")),
        work("Bilal", "Nobody.", mark("b", two), mark("c", "words of nowhere")),
        work("Bilal", "", mark("d", two, source="p99")),
    )
    assert page.locator("[data-told]").inner_text() == "3 files are open."
    answers = page.locator("[data-asked=who-promised] .side-by-side li").all_inner_texts()
    assert [re.split(r"\n+", one)[0] for one in answers] == ["Amina", "Bilal"]
    assert "<b>both</b>" in answers[0]
    assert page.locator("[data-marked=p1] mark").all_inner_texts()[:2] == [f"{two}2", f" {words[2]}1"]
    assert (
        paragraph.evaluate(
            "one => { const own = one.cloneNode(true); own.querySelectorAll('sup').forEach(sup => sup.remove()); return own.textContent }"
        ).split()
        == words
    )
    page.get_by_text("3 marks in this paragraph, as a list").first.click()
    rows = page.locator(".scrolls tbody tr")
    assert rows.first.locator("td").all_inner_texts() == [three, "Amina", "puzzling", "Who says so?"]
    assert "1 mark is not in the passage of a lesson" in page.locator("[data-lost]").inner_text()
    assert "Bilal (2.json)" in page.locator("[data-lost]").inner_text()
    assert asked == []
    assert faults(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_files_that_cannot_be_taken_are_named_with_the_reason(page):
    open_files(page, work("A", "x"), work("B", "y", course={"id": "other", "title": "Other"}), "no work")
    assert page.locator("[data-told]").inner_text() == "1 file is open."
    refused = page.locator("[data-refused] li").all_inner_texts()
    assert refused[0].startswith("1.json: This file belongs to another course, “Other”.")
    assert refused[1].startswith("2.json: This file is damaged")


def test_one_student_s_hostile_file_does_not_hide_the_work_of_the_others(page):
    evil = mark("x", "e")
    evil["target"]["selector"] += [{"type": "TextPositionSelector", "start": {"valueOf": 1, "toString": 1}}]
    many = [{**evil, "id": str(number), "target": [evil["target"]] * 100} for number in range(500)]
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    works = [work(f"Student {number}", f"Answer {number}", mark("a", "the")) for number in range(55)]
    broken = ["no work", None, [], {"format": 1}, work("x", "y", version=9)]
    open_files(page, *works, work("Eve", "", *many), *broken)
    assert page.locator("[data-told]").inner_text() == "56 files are open."
    assert page.locator("[data-refused] li").count() == 5
    assert page.locator("[data-asked=who-promised] .side-by-side li").count() == 55
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


def test_students_have_no_such_page(site):
    assert not (site / "students").exists()
    assert not any("students" in path.name for path in site.rglob("*"))
    assert "assets/instructor" not in (site / "index.html").read_text(encoding="utf-8")
