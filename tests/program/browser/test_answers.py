"""Answers that readers write, and self-checks."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect
from waiting import asked_nothing_more

LESSON = "lessons/crossing/"
TEXT = "Because *both countries*\nare named before."


def write_answer(page, number, text):
    question = page.locator(".question").nth(number)
    if not question.locator("textarea").is_visible():
        question.locator(".answer summary").click()
    question.locator("textarea").fill(text)
    return question


def test_an_answer_survives_a_reload_and_is_shown_on_the_page_of_all_questions(opened):
    page = opened(LESSON)
    question = write_answer(page, 0, TEXT)
    assert "this browser only" in question.inner_text()
    id_ = question.get_attribute("data-question")
    page.reload()
    assert page.locator(f"#{id_} textarea").input_value() == TEXT
    page.goto(page.url.split("lessons/")[0] + "questions/")
    assert page.locator(f"#{id_} textarea").input_value() == TEXT


def test_answers_can_be_erased_after_a_question(opened):
    page = opened(LESSON)
    question = write_answer(page, 0, TEXT)
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.locator("[data-act=erase]").click()
    assert "cannot be undone" in asked[0]
    assert question.locator("textarea").input_value() == TEXT
    page.once("dialog", lambda dialog: dialog.accept())
    page.locator("[data-act=erase]").click()
    assert question.locator("textarea").input_value() == ""
    page.reload()
    assert page.locator(".question textarea").first.input_value() == ""


def test_nothing_that_is_written_is_sent(opened):
    page = opened(LESSON)
    page.clock.install()
    asked = []
    page.on("request", lambda request: asked.append((request.method, request.url)))
    write_answer(page, 0, TEXT)
    page.locator(".check input").first.check()
    page.clock.run_for(60_000)  # nor a while after
    asked_nothing_more(page)
    assert asked == [("HEAD", page.url)]


def test_a_self_check_gives_the_reason_for_each_option_by_keyboard_and_in_words(opened):
    page = opened(LESSON)
    check = page.locator(".check").first
    choices = check.get_by_role("radio")
    choices.first.focus()
    verdicts = []
    for _ in range(choices.count()):
        page.keyboard.press("Space")
        verdicts.append(check.locator("[role=status]").inner_text())
        page.keyboard.press("ArrowDown")
    assert sum(verdict.startswith("Right.") for verdict in verdicts) == 1
    assert sum(verdict.startswith("Wrong.") for verdict in verdicts) == len(verdicts) - 1
    assert len(set(verdicts)) == len(verdicts)
    assert all(len(verdict) > 20 for verdict in verdicts)
    assert check.get_by_role("group", name=check.locator("legend").inner_text()).count() == 1


def test_a_self_check_is_as_it_was_left_unless_its_words_changed(opened):
    page = opened(LESSON)
    page.locator(".check input").nth(1).check()
    verdict = page.locator(".check [role=status]").first
    said = verdict.inner_text()
    page.reload()
    assert page.locator(".check input").nth(1).is_checked()
    assert verdict.inner_text() == said
    page.evaluate(
        """() => { const key = Object.keys(localStorage).find(key => key.includes(':check-'));
        localStorage.setItem(key, 'Words of before') }"""
    )
    page.reload()
    assert page.locator(".check input:checked").count() == 0


def test_a_long_answer_scrolls_in_its_field(opened):
    page = opened(LESSON, height=600)
    question = write_answer(page, 0, "A line.\n" * 300)
    assert question.locator("textarea").bounding_box()["height"] <= 0.7 * 600


def test_only_answers_that_are_shown_are_erased(opened):
    page = opened("questions/")
    first = write_answer(page, 0, TEXT)
    last = write_answer(page, page.locator(".question").count() - 1, "Second.")
    page.get_by_role("checkbox", name="How to begin").check()
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator("[data-act=erase]").first.click()
    assert asked == ["Erase your answer that this page shows? This cannot be undone."]
    assert first.locator("textarea").input_value() == ""
    assert last.locator("textarea").input_value() == "Second."


@pytest.fixture
def two_tabs(opened, address):
    """The same question on a lesson's page and, in another tab, on the page of all questions."""
    lesson = opened(LESSON)
    id_ = lesson.locator(".question").first.get_attribute("data-question")
    tab = lesson.context.new_page()
    tab.goto(f"{address}questions/")
    return [page.locator(f"#{id_}") for page in (lesson, tab)]


def written(question):
    if not question.locator("textarea").is_visible():
        question.locator(".answer summary").click()
    return question.locator("textarea")


@contextmanager
def told(page):
    """Do something in another tab, and wait until the browser has told this page of it."""
    page.evaluate(
        "() => { window.told = new Promise(done => addEventListener('storage', done, { once: true })) }"
    )
    yield
    page.evaluate("told.then(() => null)")


def test_two_tabs_add_to_one_answer(two_tabs):
    lesson, tab = map(written, two_tabs)
    tab.page.bring_to_front()
    tab.press_sequentially("First.")
    expect(lesson).to_have_value("First.")
    lesson.focus()
    lesson.press("End")
    tab.blur()
    lesson.press_sequentially(" Second.")
    expect(tab).to_have_value("First. Second.")
    assert two_tabs[1].locator(".answer-printed").text_content() == "First. Second."


def test_a_field_that_is_in_use_elsewhere_too_is_read_again_before_anything_is_typed(two_tabs):
    lesson, tab = map(written, two_tabs)
    lesson.focus()
    with told(lesson.page):
        tab.fill("Written in the other tab.")
    lesson.blur()
    lesson.focus()
    assert lesson.input_value() == "Written in the other tab."


def test_nothing_changes_under_the_hands_of_who_types(two_tabs):
    lesson, tab = map(written, two_tabs)
    lesson.focus()
    lesson.press_sequentially("I am writing")
    with told(lesson.page):
        tab.page.evaluate(
            """id => { const key = Object.keys(localStorage).find(key => key.endsWith(`answer-${id}`));
            localStorage.setItem(key, 'Something else') }""",
            two_tabs[1].get_attribute("data-question"),
        )
    assert lesson.input_value() == "I am writing"


def test_what_was_erased_in_another_tab_is_gone_here_too(two_tabs):
    lesson, tab = map(written, two_tabs)
    lesson.fill("To be erased")
    lesson.blur()
    expect(tab).to_have_value("To be erased")
    tab.page.once("dialog", lambda dialog: dialog.accept())
    tab.page.locator("[data-act=erase]").first.click()
    expect(lesson).to_have_value("")


def test_after_back_the_field_has_what_was_written_since(keeping_browser, address):
    page = keeping_browser.new_page(bypass_csp=True)
    page.goto(address + LESSON)
    question = page.locator(".question").first
    id_ = question.get_attribute("data-question")
    written(question).fill("Old")
    page.evaluate("window.kept = true")
    page.goto(f"{address}questions/")
    written(page.locator(f"#{id_}")).fill("New")
    page.go_back(wait_until="commit")  # a page that was kept is not loaded again
    assert page.evaluate("window.kept"), "the page was loaded anew"
    expect(page.locator(f"#{id_} textarea")).to_have_value("New")


def test_where_the_browser_keeps_nothing_the_text_stays_while_the_page_does(opened):
    page = opened(LESSON)
    page.evaluate("() => { Storage.prototype.setItem = () => { throw new Error('full') } }")
    field = written(page.locator(".question").first)
    field.fill(TEXT)
    field.blur()
    page.evaluate("dispatchEvent(new StorageEvent('storage'))")
    field.focus()
    assert field.input_value() == TEXT
    assert "copy it before you leave" in page.locator(".question").first.inner_text()
    with page.expect_event("dialog") as asked:
        page.close(run_before_unload=True)
    assert asked.value.type == "beforeunload"
    asked.value.accept()
