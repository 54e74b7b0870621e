"""Readers who come by a former address, or with an answer that they wrote under a former id."""

import threading

import pytest
from projects import BASE, TINY, build, lay_out

from build_scripts.shells.pages_server import serve


@pytest.fixture(scope="module")
def renamed(once):
    """The tiny course with a lesson, a term and a question renamed, served below a folder."""
    folder = once("renamed-for-readers", _build)
    with serve(folder / "site", BASE, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{BASE}"
        server.shutdown()


def _build(folder):
    lay_out(folder, TINY)
    for path, line, was in (
        ("content/glossary.yml", "  - id: toll\n", "    was: [fee]\n"),
        ("content/lessons/bridges.yml", "minutes: 30\n", "was: [crossings]\n"),
        ("content/lessons/bridges.yml", "  - id: who-promised\n", "    was: [who-said]\n"),
    ):
        file = folder / path
        text = file.read_text(encoding="utf-8")
        assert line in text
        file.write_text(text.replace(line, line + was, 1), encoding="utf-8")
    build(folder, handouts=False)


@pytest.fixture
def page(browser):
    context = browser.new_context(viewport={"width": 1280, "height": 300})
    context.set_default_timeout(8000)
    yield context.new_page()
    context.close()


def test_a_lesson_s_former_address_leads_to_it_without_javascript(browser, renamed):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{renamed}lessons/crossings/")
    page.wait_for_url(f"{renamed}lessons/bridges/", timeout=8000)
    assert page.title().startswith("What a bridge promises")
    context.close()


def test_a_lesson_s_former_address_leads_to_the_same_place_on_its_page(page, renamed):
    page.goto(f"{renamed}lessons/crossings/#questions")
    page.wait_for_url(f"{renamed}lessons/bridges/#questions", timeout=8000)


def test_a_term_s_former_anchor_leads_to_its_entry(page, renamed):
    page.goto(f"{renamed}glossary/#fee")
    heading = page.locator("#toll")
    page.wait_for_function("document.querySelector('#toll').getBoundingClientRect().top < innerHeight")
    header = page.locator(".md-header").bounding_box()
    box = heading.bounding_box()
    assert header
    assert box
    assert box["y"] >= header["y"] + header["height"], "the header lies over the entry"


def test_an_answer_written_under_a_former_id_is_not_lost(page, renamed):
    page.goto(f"{renamed}lessons/bridges/")
    page.locator("#who-promised .answer summary").click()
    page.locator("#answer-who-promised").fill("The towns.")
    key = page.evaluate("Object.keys(localStorage).find((one) => one.endsWith('answer-who-promised'))")
    former = key.replace("who-promised", "who-said")
    page.evaluate(
        "([key, former]) => { localStorage[former] = localStorage[key]; localStorage.removeItem(key); }",
        [key, former],
    )
    page.reload()
    assert page.locator("#answer-who-promised").input_value() == "The towns."
    assert page.evaluate("former => localStorage[former] === undefined", former)
    page.reload()
    assert page.locator("#answer-who-promised").input_value() == "The towns."


def test_of_answers_under_a_former_and_the_present_id_neither_is_lost(page, renamed):
    page.goto(f"{renamed}lessons/bridges/")
    page.locator("#who-promised .answer summary").click()
    page.locator("#answer-who-promised").fill("The river.")
    key = page.evaluate("Object.keys(localStorage).find((one) => one.endsWith('answer-who-promised'))")
    former = key.replace("who-promised", "who-said")
    page.evaluate("former => { localStorage[former] = 'The towns.'; }", former)
    for _ in range(2):
        page.reload()
        text = page.locator("#answer-who-promised").input_value()
        assert text.startswith("The river.\n")
        assert text.endswith("\nThe towns.")


def test_what_was_done_in_a_lesson_under_its_former_id_is_still_done(page, renamed):
    page.goto(renamed)
    page.evaluate("root => { localStorage[`${root}:done-crossings`] = '2026-11-01' }", BASE)
    page.evaluate(
        "root => { localStorage[`${root}:place-gone`] = JSON.stringify({ anchor: '', called: '', at: '2026-11-01', title: 'Gone' }) }",
        BASE,
    )
    page.reload()
    assert page.locator(".progress .done").is_visible()
    assert page.evaluate("root => localStorage[`${root}:done-bridges`]", BASE) == "2026-11-01"
    assert page.evaluate("root => localStorage[`${root}:done-crossings`] === undefined", BASE)
    assert page.locator(".continue").count() == 0, "a lesson that the course has no longer"
