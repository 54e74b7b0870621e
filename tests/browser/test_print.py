"""What the browser prints."""

import pytest

LESSON = "lessons/rise/"


@pytest.mark.parametrize("width", [1400, 390])
def test_print_shows_notes_and_words_and_hides_navigation(opened, width):
    page = opened(LESSON, width=width, color_scheme="dark")
    page.locator(".answer summary").first.click()
    page.locator(".answer textarea").first.fill("What I think.")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    for selector in (".note", ".question", ".word", ".check li", ".answer-printed"):
        assert page.locator(selector).first.is_visible(), selector
    for selector in (
        ".md-header",
        ".md-sidebar--primary",
        ".reading-options",
        ".check fieldset",
        ".answer-tools",
        "textarea",
    ):
        assert not page.locator(selector).first.is_visible(), selector
    assert page.eval_on_selector(".paper", "p => getComputedStyle(p).color") == "rgb(0, 0, 0)"
    words = page.locator(".paper").last.bounding_box()
    assert all(note.bounding_box()["y"] > words["y"] for note in page.locator(".note").all())
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    page.emulate_media(media="screen")
    assert width == 1400 or page.locator(".note:visible").count() == 0
