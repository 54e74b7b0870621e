"""An open page of the preview: it is loaded anew when it changed, and the reader stays where they were."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from projects import TOWNS, lay_out, previewed
from waiting import drawn

LESSON = "content/lessons/crossing.yml"
OTHER = "content/lessons/toll.yml"
Y = "Math.round(document.querySelector('#p4').getBoundingClientRect().top)"


def save(folder: Path, old: str, new: str, file: str = LESSON) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def reading(tmp_path, browser):
    """A reader in the middle of a lesson, with a note open."""
    folder = lay_out(tmp_path / "project", TOWNS)
    with previewed(folder) as address:
        context = browser.new_context(viewport={"width": 390, "height": 700}, reduced_motion="reduce")
        page: Page = context.new_page()
        page.goto(f"{address}lessons/crossing/?round=all")
        page.locator(".note-mark").first.click()
        page.evaluate("document.querySelector('#p4').scrollIntoView()")
        page.evaluate("scrollBy(0, -40)")
        yield folder, page
        context.close()


def test_a_page_that_changed_is_loaded_anew_where_the_reader_was(reading):
    folder, page = reading
    before, opened = page.evaluate(Y), page.locator(".note.open").get_attribute("id")
    save(folder, "title: ", "title: Saved, ")
    page.wait_for_selector("h1:has-text('Saved, ')", timeout=10_000)
    page.wait_for_selector(f"#{opened}.open")
    page.wait_for_function(f"Math.abs({Y} - {before}) <= 2")


def test_a_page_that_did_not_change_is_left_alone(reading):
    folder, page = reading
    page.evaluate("window.untouched = true")
    save(folder, "summary: ", "summary: Saved, ", OTHER)
    home = page.evaluate("fetch('../../').then(answer => answer.text())")
    assert "Saved, " in home
    drawn(page)
    assert page.evaluate("window.untouched")
    save(folder, "summary: ", "sumary: ", OTHER)
    page.wait_for_selector(".problems:has-text('sumary')", timeout=10_000)
    assert page.evaluate("window.untouched") is None
    page.evaluate("window.untouched = true")
    save(folder, "sumary: ", "summary: Saved, ", OTHER)
    page.wait_for_selector(".problems", state="detached", timeout=10_000)
