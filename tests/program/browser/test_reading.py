"""The passage and what stands around it, in a real browser on the course of two towns."""

import re

import pytest
from bundled import listed
from playwright.sync_api import expect
from projects import ROOT, TOWNS

from build_scripts.web.bundles import SCRIPT, Bundle

LESSON = "lessons/crossing/?round=all"
WIDE, PHONE = 1400, 390


def words_alone(page):
    """Each paragraph without what editors added."""
    return page.eval_on_selector_all(
        ".paper",
        """ps => ps.map(p => { const copy = p.cloneNode(true);
        copy.querySelectorAll('[data-editorial]').forEach(one => one.remove());
        return copy.textContent.replace(/\\s+/g, ' ').trim() })""",
    )


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_line_of_the_passage_is_as_long_as_reads_well(opened, width):
    page = opened("lessons/crossing/?round=text", width=width)
    lengths = page.evaluate(
        """() => { const range = document.createRange(), lines = [];
        for (const p of document.querySelectorAll('.paper')) {
          const boxes = [], walker = document.createTreeWalker(p, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) { range.selectNodeContents(walker.currentNode); boxes.push(...range.getClientRects()); }
          const tops = new Set(boxes.filter(box => box.height > 15).map(box => Math.round(box.top / 12)));
          lines.push([p.textContent.length / tops.size, p.textContent.length / (tops.size - 1)]);
        } return lines }"""
    )
    assert all(length <= 75 for length, _ in lengths), lengths
    # The last line of a paragraph is seldom full.
    assert width == PHONE or all(length >= 55 for _, length in lengths), lengths


def test_keys_lead_to_the_next_note_and_the_one_before_and_can_be_switched_off(opened):
    page = opened(LESSON, width=WIDE)
    ids = [mark.get_attribute("data-note") for mark in page.locator(".note-mark").all()]
    opened_note = "document.querySelector('.note.open')?.dataset.noteBody"
    for key, expected in (("j", 0), ("j", 1), ("j", 2), ("k", 1)):
        page.keyboard.press(key)
        assert page.evaluate(opened_note) == ids[expected]
    page.locator(".settings-button").click()
    page.locator("input[data-option=keys]").uncheck()
    page.keyboard.press("Escape")
    page.locator("h1").click()
    for key in ("j", "f", "n", "p"):  # ours, and the theme's for search, next and previous page
        page.keyboard.press(key)
    assert page.evaluate(opened_note) == ids[1]
    assert not page.evaluate("document.querySelector('.search').open")
    page.reload()
    assert not page.locator("input[data-option=keys]").is_checked()
    assert page.evaluate(opened_note) == ids[1]  # the page is found as it was left
    page.keyboard.press("j")
    assert page.evaluate(opened_note) == ids[1]


def test_kinds_of_note_can_be_put_away_and_the_choice_is_kept(opened):
    page = opened(LESSON, width=WIDE)
    slips = page.locator(".note-slip").count()
    everything = page.locator(".note").count()
    page.locator(".kinds summary").click()
    page.locator("input[data-kind=slip]").uncheck()
    assert page.locator(".note:visible").count() == everything - slips
    assert page.locator(".note-mark:visible").count() == everything - slips
    assert (
        page.locator(".kinds [role=status]").text_content()
        == f"{everything - slips} of {everything} notes shown"
    )
    page.reload()
    assert page.locator(".note-slip:visible").count() == 0
    page.locator(".kinds summary").click()
    page.locator("button[data-kinds=none]").click()
    assert page.locator(".note-mark:visible").count() == 0
    assert page.locator(".noted:not(.unmarked)").count() == 0
    page.locator("button[data-kinds=all]").click()
    assert page.locator(".note:visible").count() == everything


def test_kinds_are_told_by_word_and_by_shape(opened):
    page = opened(LESSON, width=WIDE)
    shapes = page.eval_on_selector_all(
        ".note .kind",
        "kinds => kinds.map(kind => [kind.textContent, getComputedStyle(kind, '::before').content.split(' / ')[0]])",
    )
    by_word = {}
    for word, shape in shapes:
        assert by_word.setdefault(word, shape) == shape
    assert len(by_word) >= 4
    assert len(set(by_word.values())) == len(by_word)


def test_paragraph_numbers_are_read_out_and_can_be_silenced(opened):
    page = opened(LESSON, width=WIDE)
    number = page.get_by_role("link", name="Link to paragraph 5", exact=True)
    assert number.get_attribute("tabindex") is None
    number.click()
    expect(page).to_have_url(re.compile("#p5$"))
    page.locator(".settings-button").click()
    page.locator("input[data-option=numbers]").uncheck()
    page.keyboard.press("Escape")
    assert number.count() == 0
    page.goto(page.url.split("lessons/")[0] + "paper/")
    assert page.get_by_role("link", name="Link to paragraph 12", exact=True).count() == 0
    assert page.locator("#p12 .permalink").get_attribute("tabindex") == "-1"


def test_a_paragraph_s_link_jumps_there(opened):
    page = opened("paper/#p7")
    page.wait_for_function("Math.abs(document.querySelector('#p7').getBoundingClientRect().top) < 200")


def test_scripts_leave_the_paper_s_words_alone(opened):
    page = opened(LESSON, width=PHONE)
    for mark in page.locator(".note-mark").all()[:5]:
        mark.click()
    page.locator(".paper a.term").first.click()
    paper = " ".join((TOWNS / "seeds/paper.txt").read_text(encoding="utf-8").split())
    own = words_alone(page)
    assert len(own) == 3
    assert all(paragraph[:60] in paper and paragraph[-60:] in paper for paragraph in own)
    assert own == words_alone(opened(LESSON, width=WIDE))


def test_without_javascript_everything_can_be_read(opened):
    page = opened(LESSON, java_script_enabled=False)
    for selector in (".paper", ".note", ".question", ".check", ".word", ".check li"):
        parts = page.locator(selector).all()
        assert parts
        assert all(part.is_visible() for part in parts if not part.locator("xpath=ancestor::details").count())
    for selector in (".rounds", ".kinds"):
        assert not page.locator(selector).is_visible()
    assert not page.locator(".answer-tools").is_visible()
    page.locator(".check summary").first.click()
    assert re.match(r"(?s).*(Right|Wrong)\.", page.locator(".check details").first.inner_text())
    page.locator(".note-mark").first.click()
    assert "#note-" in page.url
    page.goto(page.url.split("lessons/")[0] + "glossary/")
    assert page.locator(".entry").last.is_visible()


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_when_a_script_fails_no_text_is_hidden(opened, address, width):
    page = opened("", width=width)
    page.route("**/assets/course.js", lambda route: route.abort())
    page.goto(address + LESSON)
    for selector in (".paper", ".note", ".question", ".word"):
        assert all(part.is_visible() for part in page.locator(selector).all()), selector


def test_the_menu_of_a_phone_has_the_focus_and_closes_by_escape(opened):
    page = opened(LESSON, width=PHONE)
    button = page.get_by_role("button", name="Menu")
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    page.keyboard.press("Escape")
    assert button.get_attribute("aria-expanded") == "false"
    assert button.evaluate("one => one === document.activeElement")


def test_a_message_that_is_said_again_stays_as_long_as_the_first(opened):
    page = opened(LESSON)
    page.clock.install()
    told = page.locator(".told")
    page.locator("[data-act=erase]").first.click()
    page.clock.run_for(3000)
    page.locator("[data-act=erase]").first.click()
    page.clock.run_for(3000)
    assert told.text_content() == "You have not written any answer here yet"
    page.clock.run_for(1500)
    assert told.text_content() == ""


def test_a_letter_with_control_is_the_browser_s(opened):
    page = opened(LESSON)
    page.keyboard.press("Control+f")
    assert not page.evaluate("document.querySelector('.search').open")


def test_a_script_that_fails_stops_no_other(opened, address):
    page = opened("")
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    broken = [path for path in listed() if not path.endswith("/notes.js")]

    def answer(route):
        body = Bundle(SCRIPT, (broken[0], "notes", *broken[1:])).joined(
            lambda path: b"no.such.thing()" if path == "notes" else (ROOT / "overrides" / path).read_bytes()
        )
        route.fulfill(body=body, content_type="text/javascript")

    page.route(f"**/{SCRIPT}", answer)
    page.goto(address + LESSON)
    page.locator(".search-button").click()
    assert page.locator("dialog.search").is_visible()
    assert faults == ["no is not defined"]
