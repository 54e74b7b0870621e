"""Answers that readers write, and self-checks."""

import pytest

LESSON = "lessons/rise/"
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


@pytest.mark.parametrize(("act", "ending"), [("md", "my-answers.md"), ("txt", "my-answers.txt")])
def test_answers_of_all_lessons_can_be_downloaded(opened, act, ending):
    page = opened("questions/")
    questions = page.locator(".question")
    first, last = write_answer(page, 0, TEXT), write_answer(page, questions.count() - 1, "Second.")
    with page.expect_download() as download:
        page.locator(f"[data-act={act}]").first.click()
    assert download.value.suggested_filename == ending
    written = download.value.path().read_text(encoding="utf-8")
    assert TEXT in written
    assert "Second." in written
    for question in (first, last):
        assert " ".join(question.locator(".ask").inner_text().split()) in written


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
    page.wait_for_load_state("networkidle")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    write_answer(page, 0, TEXT)
    page.locator(".check input").first.check()
    page.wait_for_timeout(300)
    assert asked == []


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


def test_only_answers_that_are_shown_are_erased(opened):
    page = opened("questions/")
    first = write_answer(page, 0, TEXT)
    last = write_answer(page, page.locator(".question").count() - 1, "Second.")
    page.get_by_role("checkbox", name="How to read this paper").check()
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.locator("[data-act=erase]").first.click()
    assert asked == ["Erase your answer that this page shows? This cannot be undone."]
    assert first.locator("textarea").input_value() == ""
    assert last.locator("textarea").input_value() == "Second."


def test_a_lesson_s_download_is_named_after_it(opened):
    page = opened(LESSON)
    write_answer(page, 0, TEXT)
    with page.expect_download() as download:
        page.locator("[data-act=md]").first.click()
    assert download.value.suggested_filename == "my-answers-rise.md"
    assert download.value.path().read_text(encoding="utf-8").startswith("# The rise of China–Pakistan ties")
