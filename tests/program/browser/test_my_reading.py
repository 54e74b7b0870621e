"""The page of all that a reader marked, and the comparison of guesses with the notes."""

import pytest
from axe import faults
from marking import KEPT, SELECT, WORDS, mark
from playwright.sync_api import expect

LESSON = "lessons/crossing/"
PAGE = "my-reading/"
SLIP = ["Both towns were unanimous", "had no future"]


@pytest.fixture
def reader(opened, address):
    """A page of a browser in which words of two lessons are marked."""
    page = opened(LESSON)
    page.evaluate(SELECT, ["black ribbons", "on their oars"])
    page.get_by_role("button", name="Write a note").click()
    page.keyboard.type("Who says so?")
    page.keyboard.press("Escape")
    mark(page, WORDS, "Puzzling")
    page.goto(f"{address}lessons/abstract/")
    page.evaluate(
        """() => { const one = document.querySelector('.passage .paper .noted');
        getSelection().selectAllChildren(one) }"""
    )
    page.locator(".quote-tools").get_by_role("button", name="Wrong?").click()
    page.goto(address + PAGE)
    return page


def test_marks_are_listed_by_lesson_and_paragraph_with_links_back_to_the_words(reader):
    titles = reader.locator(".own-group h2").all_inner_texts()
    assert len(titles) == 2
    assert titles[-1] == "The crossing"
    last = reader.locator(".own-group").last.locator(".own-item")
    assert "black ribbons on their oars" in last.nth(0).inner_text()
    assert "Who says so?" in last.nth(0).inner_text()
    assert "paragraph 4" in last.nth(0).inner_text()
    assert "It is a pattern" in last.nth(1).inner_text()
    last.nth(1).get_by_role("link").click()
    reader.wait_for_url("**/lessons/crossing/#own-*")
    expect(reader.get_by_role("button", name="Your mark: Puzzling")).to_be_focused()
    assert reader.locator("mark.own-puzzling").first.evaluate(
        "one => one.getBoundingClientRect().top > 0 && one.getBoundingClientRect().top < innerHeight"
    )


def test_a_link_to_a_mark_shows_it_in_a_lesson_that_was_left_in_the_first_round(reader, address):
    reader.goto(f"{address}lessons/crossing/")
    reader.get_by_role("radio", name="Text").check(force=True)
    expect(reader.get_by_role("button", name="Your mark: Puzzling")).to_have_count(0)
    reader.goto(address + PAGE)
    reader.locator(".own-group").last.locator(".own-item").nth(1).get_by_role("link").click()
    expect(reader.get_by_role("button", name="Your mark: Puzzling")).to_be_focused()


def test_they_can_be_filtered_by_their_word(reader):
    reader.get_by_role("checkbox", name="Puzzling (1)").uncheck()
    assert reader.locator(".own-item:visible").count() == 2
    assert reader.get_by_role("status").first.inner_text() == "2 of 3 marks shown."


def test_a_mark_is_changed_and_deleted_there_too(reader):
    item = reader.locator(".own-item", has_text="black ribbons")
    item.get_by_role("button", name="Change").click()
    field = item.get_by_role("textbox", name="Your note")
    field.fill("The newspapers.")
    item.get_by_role("radio", name="Wrong?").check()
    expect(item.locator(".own-written")).to_have_text("The newspapers.")
    expect(item.get_by_role("radio", name="Wrong?")).to_be_focused()
    item.get_by_role("button", name="Delete the mark").click()
    expect(reader.locator(".own-item")).to_have_count(2)
    reader.get_by_role("button", name="Undo").click()
    expect(reader.locator(".own-item")).to_have_count(3)


def test_what_is_no_longer_found_is_listed_and_kept(reader):
    reader.evaluate(
        """() => { const mark = structuredClone(ownMarks.list()[0]); mark.id = 'urn:uuid:5';
        mark.target.selector[0].exact = 'Nobody ever printed any of this'; ownMarks.put(mark) }"""
    )
    reader.reload()
    lost = reader.locator(".own-group", has=reader.get_by_role("heading", name="No longer found"))
    lost.wait_for()
    assert "Nobody ever printed any of this" in lost.inner_text()
    assert lost.locator("article a").count() == 0
    assert reader.locator(".own-item").count() == 4
    assert len(reader.evaluate(KEPT)) == 4


def test_who_has_marked_nothing_reads_how_and_sees_no_link_elsewhere(opened, address):
    page = opened(PAGE)
    assert "You have not marked anything yet" in page.locator(".my-reading").inner_text()
    assert not page.locator(".own-filter").is_visible()
    for path in ("", LESSON):
        page.goto(address + path)
        assert not page.locator(".own-line").is_visible()
    mark(page, WORDS, "Puzzling")
    assert page.locator(".own-line a").is_visible()
    page.goto(address)
    page.locator(".own-line a").click()
    page.wait_for_url(f"**/{PAGE}")


def test_without_scripts_the_page_says_what_it_would_show(opened):
    page = opened(PAGE, java_script_enabled=False)
    assert "It needs JavaScript" in page.locator(".md-content").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 320])
def test_axe_finds_no_fault_on_the_page_of_marks(reader, scheme, width):
    reader.set_viewport_size({"width": width, "height": 900})
    reader.emulate_media(color_scheme=scheme)
    reader.reload()
    for button in reader.get_by_role("button", name="Change").all():
        button.click()
    assert faults(reader) == []
    assert reader.evaluate("document.documentElement.scrollWidth") <= width


def test_guesses_are_compared_with_the_notes_when_the_reader_asks(opened):
    page = opened(LESSON)
    page.evaluate("document.querySelector('.reading').dataset.round = 'marks'")
    assert not page.locator(".guess").is_visible()
    mark(page, SLIP, "Wrong?")
    mark(page, WORDS, "Wrong?")
    mark(page, ["black ribbons", "on their oars"], "Puzzling")
    assert not page.locator(".guess").is_visible(), "not while the reader reads without the notes"
    page.evaluate(
        """() => { document.querySelector('.reading').dataset.round = 'all';
        document.dispatchEvent(new CustomEvent('course:shown')) }"""
    )
    guess = page.get_by_role("region", name="Guess, then see")
    assert guess.get_by_role("link").count() == 0
    guess.get_by_role("button", name="Compare with the notes").click()
    said = guess.inner_text()
    assert "you marked 1 of 3 faults that the editors found. You marked one place that we did not." in said
    assert "“Puzzling”: the place that you marked has a note." in said
    assert faults(page) == []
    found = guess.get_by_role("link", name="Both towns were unanimous that the ferry had no future")
    assert found.get_attribute("href").startswith("#note-")
    only = guess.get_by_role("link", name="It is a pattern that we shall meet again")
    only.click()
    expect(page.get_by_role("button", name="Your mark: Wrong?").first).to_be_attached()
    assert page.evaluate("document.querySelector('mark:target') !== null")


def test_a_comparison_is_offered_only_with_the_notes(opened):
    page = opened(LESSON)
    mark(page, WORDS, "Wrong?")
    rounds = page.get_by_role("radiogroup", name="What to show with the passage")
    for round_, offered in (
        ("Text", 0),
        ("My marks", 0),
        ("Key notes", 1),
        ("My marks", 0),
        ("All notes", 1),
    ):
        rounds.get_by_role("radio", name=round_).check(force=True)
        assert page.locator(".guess:visible").count() == offered, round_


def test_who_marked_nothing_wrong_or_puzzling_is_offered_no_comparison(opened):
    page = opened(LESSON)
    mark(page, WORDS, "Important")
    assert not page.locator(".guess").is_visible()
