"""Reading in rounds: the text alone first, then what the reader asks for, in a real browser on the course of two towns."""

import re

import pytest
from firefox import firefox, needs_firefox
from playwright.sync_api import expect
from projects import TINY, build, lay_out
from served import serve
from waiting import at_rest, drawn

LESSON = "lessons/crossing/"
WIDE, PHONE = 1400, 390
ROUND = "document.querySelector('.reading').dataset.round"
LIT = "document.querySelectorAll('.noted:not(.unmarked)').length"
KEY_NOTES = 3  # of this lesson


def choices(page):
    return page.get_by_role("radiogroup", name="What to show with the passage")


def radio(page, name):
    """A choice of the round; what is printed is chosen elsewhere on the page, and may have like names."""
    return choices(page).get_by_role("radio", name=name)


def shown(page):
    """How many notes are marked in the passage."""
    return page.locator(".note-mark:visible").count()


def answer_of(page, selector):
    """The background of what a selector finds, as the reader sees it."""
    return page.eval_on_selector_all(selector, "all => all.map(one => getComputedStyle(one).backgroundColor)")


@pytest.mark.parametrize("width", [WIDE, PHONE, 320])
def test_a_first_visit_shows_the_text_alone(opened, width):
    page = opened(LESSON, width=width)
    assert radio(page, "Text").is_checked()
    assert shown(page) == 0
    assert page.locator(".note:visible").count() == 0
    assert not page.locator("#notes").is_visible()
    assert set(answer_of(page, ".noted")) == {"rgba(0, 0, 0, 0)"}
    for closed in (".aims ul", ".key-terms", ".editors"):
        assert not page.locator(closed).first.is_visible(), closed
    page.locator(".aims summary").click()
    assert page.locator(".aims li").first.is_visible()


def test_each_round_shows_all_that_the_one_before_shows_and_more(opened):
    page = opened(LESSON, width=WIDE)
    everything = page.locator(".note").count()
    for name, round_, marks in (
        ("My marks", "marks", 0),
        ("Key notes", "key", KEY_NOTES),
        ("All notes", "all", everything),
        ("Text", "text", 0),
    ):
        radio(page, name).check()
        assert page.evaluate(ROUND) == round_
        assert shown(page) == page.locator(".note:visible").count() == marks
        assert bool(page.evaluate(LIT)) == bool(marks)
        assert page.locator(".kinds").is_visible() == (round_ == "all")
    assert everything > KEY_NOTES


def test_a_round_says_what_it_is_for_and_is_chosen_by_keyboard(opened):
    page = opened(LESSON, width=PHONE)
    names = (
        choices(page)
        .get_by_role("radio")
        .evaluate_all("all => all.map(one => one.labels[0].textContent.trim())")
    )
    assert [re.sub(r"\s+", " ", name) for name in names] == [
        "Text read first", "My marks your own", "Key notes main ones", "All notes look closely",
    ]  # fmt: skip
    radio(page, "Text").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    assert page.evaluate(ROUND) == "key"
    assert page.evaluate("document.activeElement.value") == "key"


def test_the_round_is_kept_for_its_lesson_alone(opened, address):
    page = opened(LESSON)
    radio(page, "All notes").check()
    page.goto(f"{address}lessons/toll/")
    assert page.evaluate(ROUND) == "text"
    page.goto(address + LESSON)
    assert page.evaluate(ROUND) == "all"
    assert radio(page, "All notes").is_checked()


def test_an_address_chooses_a_round_until_the_reader_does(opened, address):
    page = opened(LESSON)
    radio(page, "All notes").check()
    page.goto(f"{address}{LESSON}?round=key")
    assert page.evaluate(ROUND) == "key"
    page.goto(address + LESSON)
    assert page.evaluate(ROUND) == "all"  # a link is not the reader's choice
    page.goto(f"{address}{LESSON}?round=key&from=letter#p5")
    radio(page, "My marks").check()
    assert page.url == f"{address}{LESSON}?from=letter#p5"
    page.reload()
    assert page.evaluate(ROUND) == "marks"
    page.goto(f"{address}{LESSON}?round=everything")
    assert page.evaluate(ROUND) == "marks"


def test_a_link_to_a_note_shows_it_in_the_smallest_round_that_has_it(opened, address):
    page = opened(LESSON)
    key = page.locator(".note-mark[data-key]").first.get_attribute("data-note")
    other = page.locator(".note-mark:not([data-key])").first.get_attribute("data-note")
    for note, round_ in ((key, "key"), (other, "all")):
        for named in (f"#note-{note}", f"#mark-{note}"):
            page.goto(f"{address}lessons/")
            page.goto(address + LESSON + named)
            assert page.evaluate(ROUND) == round_, named
            assert page.locator(f"#mark-{note}").is_visible()
    page.goto(f"{address}lessons/")
    page.goto(address + LESSON)
    assert page.evaluate(ROUND) == "text"
    page.evaluate("name => { location.hash = name }", f"note-{key}")
    page.wait_for_function(f"{ROUND} === 'key'")
    assert page.locator(".told").inner_text() == "The key notes are shown"


def test_a_link_to_something_named_as_a_note_is_shows_no_note(opened, address):
    page = opened(LESSON)
    note = page.locator(".note-mark").first.get_attribute("data-note")
    page.goto(f"{address}{LESSON}#{note}")
    page.reload()
    assert page.locator(".reading").get_attribute("data-round") == "text"


def test_a_note_that_another_script_wants_is_shown(opened):
    page = opened(LESSON)
    other = page.locator(".note-mark:not([data-key])").first.get_attribute("data-note")
    page.evaluate("window.heard = 0; document.addEventListener('course:shown', () => { heard += 1 })")
    page.evaluate(
        "note => document.dispatchEvent(new CustomEvent('course:reveal', { detail: { note } }))", other
    )
    assert page.evaluate(ROUND) == "all"
    assert page.evaluate("heard") == 1
    assert page.locator(f"#note-{other}").is_visible()


def test_who_marks_something_in_the_first_round_goes_on_to_the_second(opened):
    page = opened(LESSON)
    marked = "document.dispatchEvent(new CustomEvent('course:marked'))"
    page.evaluate(marked)
    assert page.evaluate(ROUND) == "marks"
    radio(page, "All notes").check()
    page.evaluate(marked)
    assert page.evaluate(ROUND) == "all"


@pytest.mark.parametrize("width", [WIDE, PHONE, 320])
def test_the_control_stays_in_view_and_the_words_stay_where_they_are(opened, width):
    page = opened(LESSON, width=width, height=700)
    page.evaluate("document.querySelector('#p5').scrollIntoView()")
    page.evaluate("scrollBy({ top: 60, behavior: 'instant' })")
    drawn(page)
    control = page.locator(".rounds")
    box = control.bounding_box()
    assert 0 <= box["y"] < 60
    assert box["height"] <= 60
    read = "(() => { const y = document.querySelector('.rounds').getBoundingClientRect().bottom + 18;"
    at = page.evaluate(
        f"{read} const box = document.querySelector('#p5').getBoundingClientRect();"
        " const caret = document.caretPositionFromPoint(box.left + box.width / 2, y);"
        " window.place = document.createRange(); place.setStart(caret.offsetNode, caret.offset);"
        " place.setEnd(caret.offsetNode, caret.offset + 1); return place.getBoundingClientRect().top })()"
    )
    for name in ("All notes", "Text", "Key notes"):
        radio(page, name).check()
        drawn(page)
        assert abs(page.evaluate("place.getBoundingClientRect().top") - at) < 40, name  # a line at most


def test_what_a_link_leads_to_is_not_below_the_control(opened):
    page = opened(f"{LESSON}#p5", width=PHONE)
    at_rest(page)
    control = page.locator(".rounds").bounding_box()
    assert page.locator("#p5").bounding_box()["y"] >= control["y"] + control["height"] - 1


@pytest.mark.parametrize(("width", "height"), [(PHONE, 844), (WIDE, 900)])
def test_a_passage_begins_within_a_screen_below_long_texts(browser, long_texts, width, height):
    context = browser.new_context(viewport={"width": width, "height": height}, bypass_csp=True)
    page = context.new_page()
    page.goto(f"{long_texts}lessons/bridges/")
    passage = page.locator(".passage .paper").first.bounding_box()
    assert passage["y"] < height * 0.9
    page.get_by_role("link", name="To the passage", exact=True).click()
    at_rest(page)
    assert page.locator(".passage .paper").first.bounding_box()["y"] < height / 2
    context.close()


@pytest.fixture(scope="module")
def long_texts(once):
    """The tiny course with a long title, summary, objectives and a long text before the passage."""

    def fill(folder):
        lay_out(folder, TINY)
        file = folder / "content/lessons/bridges.yml"
        long = "A bridge is a long promise of many words. " * 20
        text = file.read_text(encoding="utf-8")
        for old, new in (
            ("title: What a bridge promises", "title: What a bridge promises to those who pay the toll"),
            ("summary: The first section.", f"summary: {long}"),
            ("objectives: [Tell", f"objectives: [{long}, {long}, {long}, Tell"),
            ('text: "A *short* word before."', f"text: {long}"),
        ):
            assert old in text
            text = text.replace(old, new, 1)
        file.write_text(text, encoding="utf-8")
        build(folder, handouts=False)

    with serve(once("long-texts", fill) / "site") as served:
        yield served.address


def test_the_second_stop_of_the_keyboard_leads_to_the_passage(opened):
    page = opened(LESSON)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    link = page.get_by_role("link", name="Skip to the passage")
    assert link.evaluate("one => one === document.activeElement")
    at_rest(page)
    assert link.evaluate("one => getComputedStyle(one).opacity") == "1"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#passage$"))
    assert opened("glossary/").get_by_role("link", name="Skip to the passage").count() == 0


@pytest.mark.parametrize("width", [WIDE, 800, PHONE])
def test_no_line_of_any_contents_leads_to_what_is_hidden(opened, address, width):
    page = opened("", width=width)
    for path in (LESSON, "lessons/silences/", "paper/", "glossary/", "questions/"):
        page.goto(address + path)
        dead = page.eval_on_selector_all(
            ".md-nav--secondary a[href^='#']",
            "all => all.map(one => one.hash.slice(1)).filter(id => !document.getElementById(id)?.getClientRects().length)",
        )
        assert dead == [], path


def test_a_lesson_without_notes_has_its_contents_in_the_margin(opened):
    page = opened("lessons/silences/", width=WIDE)
    contents = page.locator(".md-sidebar--secondary")
    assert contents.get_by_role("link", name="To read", exact=True).is_visible()
    page.evaluate("document.querySelector('#questions').scrollIntoView()")
    assert contents.bounding_box()["y"] >= 0  # it follows
    assert not opened(LESSON, width=WIDE).locator(".md-sidebar--secondary").is_visible()


def test_nothing_floats_over_the_line_that_is_read(opened):
    page = opened(LESSON, width=PHONE)
    page.evaluate("document.querySelector('#p5').scrollIntoView()")
    page.mouse.wheel(0, 400)
    page.mouse.wheel(0, -100)
    at_rest(page)
    over = page.evaluate(
        "Array.from(document.querySelectorAll('body *')).filter(one => ['fixed', 'sticky'].includes(getComputedStyle(one).position)"
        " && one.getClientRects().length && getComputedStyle(one).visibility === 'visible').map(one => one.className)"
        ".filter(name => !/md-header|md-sidebar|md-skip|told|rounds|md-overlay|md-dialog/.test(name))"
    )
    assert over == []
    page.get_by_role("link", name="Back to the top").click()
    page.wait_for_function("scrollY === 0")


def test_with_storage_blocked_rounds_still_work(opened):
    page = opened("404.html")
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', { get() { throw new Error('blocked') } })"
    )
    page.goto(page.url.replace("404.html", LESSON))
    assert page.evaluate(ROUND) == "text"
    radio(page, "Key notes").check()
    assert shown(page) == KEY_NOTES


def test_key_notes_are_told_by_a_word(opened):
    page = opened(f"{LESSON}?round=all", width=WIDE)
    heads = page.locator(".note:has(.key-note) .note-head")
    assert heads.count() == KEY_NOTES
    assert all("Key note" in one for one in heads.all_inner_texts())


@pytest.mark.slow
@pytest.mark.browser
@needs_firefox
def test_rounds_work_in_firefox_too(address):
    marked = "return document.querySelectorAll('.note-mark:not([hidden])').length"
    with firefox() as page:
        page.open(address + LESSON)
        assert page.run(f"return {ROUND}") == "text"
        assert page.run(marked) == 0
        page.click(".rounds input[value=marks]")
        page.press("\ue014")  # an arrow to the right
        assert page.run(f"return {ROUND}") == "key"
        assert page.run(marked) == KEY_NOTES
        page.open(f"{address}lessons/toll/")
        assert page.run(f"return {ROUND}") == "text"
        page.open(address + LESSON)
        assert page.run(f"return {ROUND}") == "key"
        page.open(f"{address}{LESSON}?round=all")
        assert page.run(marked) > KEY_NOTES
