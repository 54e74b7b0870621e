"""Copying words of the paper with their citation, and arriving by such a link."""

import base64
import re

import pytest
from marking import SELECT
from playwright.sync_api import expect
from projects import wait_for
from waiting import drawn

LESSON = "lessons/crossing/"


def copied(page, start, end):
    page.evaluate(SELECT, [start, end])
    page.locator(".copy-quote").click()
    expect(page.locator(".told")).to_have_text("Copied with citation")
    return page.evaluate("navigator.clipboard.readText()")


@pytest.fixture
def lesson(opened):
    page = opened(LESSON, permissions=["clipboard-read", "clipboard-write"])
    assert not page.locator(".copy-quote").is_visible()
    return page


def test_the_quote_has_authors_year_paragraph_and_a_link_and_no_note_number(lesson):
    text = copied(lesson, "black ribbons", "for a funeral")
    assert text.startswith(
        "“black ribbons on their oars, which the newspapers of Harrow took for a joke and the newspapers of Selby "
        "for a funeral” (Quill, Marsh and Ode 2023, paragraph 4). "
    )
    assert re.search(r"/paper/#p4:~:text=\S+$", text)


def test_a_quote_over_two_paragraphs_names_both_and_leaves_notes_out(lesson):
    text = copied(lesson, "calls eternal", "Crossing on foot")
    assert "(Quill, Marsh and Ode 2023, paragraphs 4 to 5)" in text
    assert "“calls eternal is sold. Crossing on foot” (" in text


def test_the_words_are_highlighted_on_arrival(lesson):
    link = copied(lesson, "It is a pattern", "meet again").rsplit(" ", 1)[1]
    page = lesson.context.browser.new_page(bypass_csp=True, viewport={"width": 1280, "height": 900})
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_function("Math.abs(document.querySelector('#p4').getBoundingClientRect().top) < 700")
    wait_for(lambda: yellow(page) > 1000)
    page.goto("about:blank")
    page.goto(link.split(":~:")[0])
    page.wait_for_function("Math.abs(document.querySelector('#p4').getBoundingClientRect().top) < 700")
    drawn(page)
    assert yellow(page) == 0


def yellow(page):
    """How many pixels on the screen have the colour of words that a link leads to, #ffd966."""
    return page.evaluate(
        """async (png) => { const image = new Image(); image.src = 'data:image/png;base64,' + png; await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height).getContext('2d'); canvas.drawImage(image, 0, 0);
        const { data } = canvas.getImageData(0, 0, image.width, image.height); let count = 0;
        for (let i = 0; i < data.length; i += 4) count += data[i] === 255 && data[i + 1] === 217 && data[i + 2] === 102;
        return count }""",
        base64.b64encode(page.screenshot()).decode(),
    )


def test_the_key_c_copies_too(lesson):
    lesson.evaluate(SELECT, ["It is a pattern", "meet again"])
    lesson.keyboard.press("c")
    expect(lesson.locator(".told")).to_have_text("Copied with citation")
    assert "It is a pattern that we shall meet again" in lesson.evaluate("navigator.clipboard.readText()")


def test_what_the_editors_wrote_is_not_quoted(lesson):
    lesson.evaluate(
        """() => {
            const last = [...document.querySelectorAll('.passage .paper')].pop();
            getSelection().setBaseAndExtent(last, 0, document.querySelector('.speaker'), 1);
        }"""
    )
    lesson.locator(".copy-quote").click()
    text = lesson.evaluate("navigator.clipboard.readText()")
    assert re.search(r"”\u0020\(Quill, Marsh and Ode 2023, paragraph \d+\)", text)
    assert "From Two Towns" not in text
    assert "Notes by the editors" not in text
    lesson.evaluate("getSelection().selectAllChildren(document.body)")
    lesson.locator(".copy-quote").click()
    everything = lesson.evaluate("navigator.clipboard.readText()")
    passage = lesson.eval_on_selector_all(
        ".paper",
        """all => all.map(one => {
            const copy = one.cloneNode(true);
            copy.querySelectorAll('[data-editorial]').forEach(part => part.remove());
            return copy.textContent.replace(/\\s+/g, ' ').trim();
        }).join(' ')""",
    )
    assert everything.startswith(f"“{passage}” (")


def test_a_selection_that_ends_where_a_paragraph_begins_is_of_the_one_before(lesson):
    lesson.evaluate(
        """() => {
            const [first, second] = document.querySelectorAll('.passage .paper');
            getSelection().setBaseAndExtent(first, 0, second, 0);
        }"""
    )
    lesson.locator(".copy-quote").click()
    assert ", paragraph 4)" in lesson.evaluate("navigator.clipboard.readText()")
