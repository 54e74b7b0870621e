"""A reader's own marks and notes on the paper's words."""

import pytest
from axe import faults
from marking import KEPT, SELECT, WORDS, mark
from playwright.sync_api import Page, expect
from waiting import asked_nothing_more, drawn

LESSON = "lessons/crossing/"
BLOCKED = (
    "() => { Storage.prototype.getItem = Storage.prototype.setItem = () => { throw new Error('blocked') } }"
)
OWN_TEXT = """all => all.map(one => {
  const copy = one.cloneNode(true);
  copy.querySelectorAll('[data-editorial]').forEach(part => part.remove());
  return copy.textContent;
})"""


PLACES = "all => all.map(one => [one.offsetTop, one.offsetHeight])"
HTML = "all => all.map(one => one.innerHTML)"


def marked(page, name="own"):
    """The words that are marked, by mark."""
    return page.eval_on_selector_all(
        f"mark.{name}",
        """all => Object.values(all.reduce((words, one) => {
            words[one.dataset.own] = (words[one.dataset.own] ?? '') + one.textContent;
            return words }, {})).map(words => words.replace(/\\s+/g, ' '))""",
    )


def sign(page, name):
    return page.get_by_role("button", name=name)


def test_a_mark_is_there_again_after_a_reload_and_on_the_page_of_the_paper(opened, address):
    page = opened(LESSON)
    mark(page, WORDS, "Puzzling")
    assert marked(page) == ["It is a pattern that we shall meet again"]
    page.reload()
    assert marked(page, "own-puzzling") == ["It is a pattern that we shall meet again"]
    assert sign(page, "Your mark: Puzzling").count() == 1
    page.goto(f"{address}paper/")
    assert marked(page, "own-puzzling") == ["It is a pattern that we shall meet again"]


def test_it_is_kept_as_a_web_annotation(opened):
    page = opened(LESSON)
    mark(page, WORDS, "Wrong?")
    [one] = page.evaluate(KEPT)
    quote, position = one["target"]["selector"]
    assert one["id"].startswith("urn:uuid:")
    assert one["type"] == "Annotation"
    assert one["motivation"] == "highlighting"
    assert one["body"] == [{"type": "TextualBody", "purpose": "tagging", "value": "wrong"}]
    assert one["target"]["source"] == "p4"
    assert quote["exact"] == "It is a pattern that we shall meet again"
    assert (quote["type"], position["type"]) == ("TextQuoteSelector", "TextPositionSelector")
    words = page.evaluate(
        """([start, end]) => { const range = document.createRange();
        range.selectNodeContents(document.getElementById('p4'));
        return quoting.ownWords(range).trim().slice(start, end) }""",
        [position["start"], position["end"]],
    )
    assert words == quote["exact"]


def test_the_paper_s_own_words_are_the_same_with_marks_and_without(opened):
    page = opened(LESSON)
    before, whole = (page.eval_on_selector_all(".passage .paper", how) for how in (OWN_TEXT, HTML))
    links = page.locator(".passage a:not(.own-open)").count()
    room = page.eval_on_selector_all(".passage .paper", PLACES)
    mark(page, ["black ribbons", "for a funeral"], "Important")
    mark(page, ["on their oars", "Crossing on foot"], "Puzzling")
    mark(page, ["which the newspapers", "took for a joke"], "My thought")
    assert len(marked(page)) == 3
    assert page.eval_on_selector_all(".passage .paper", OWN_TEXT) == before
    assert page.locator(".passage a:not(.own-open)").count() == links
    assert page.locator("a a, button a, a button").count() == 0
    assert page.eval_on_selector_all(".passage .paper", PLACES) == room, "nothing moves"
    for _ in range(3):
        page.locator(".own-open").first.press("Enter")
        page.get_by_role("button", name="Delete the mark").click()
    assert page.locator("mark.own, .own-open").count() == 0
    assert page.eval_on_selector_all(".passage .paper", HTML) == whole


def test_overlapping_marks_each_have_all_their_words(opened):
    page = opened(LESSON)
    mark(page, ["black ribbons", "took for a joke"], "Important")
    mark(page, ["which the newspapers", "for a funeral"], "Puzzling")
    assert sorted(marked(page)) == [
        "black ribbons on their oars, which the newspapers of Harrow took for a joke",
        "which the newspapers of Harrow took for a joke and the newspapers of Selby for a funeral",
    ]


def test_a_mark_over_two_paragraphs_is_one_with_two_targets(opened):
    page = opened(LESSON)
    mark(page, ["calls eternal", "Crossing on foot"], "Important")
    [one] = page.evaluate(KEPT)
    assert [target["source"] for target in one["target"]] == ["p4", "p5"]
    assert sign(page, "Your mark: Important").count() == 1
    page.reload()
    assert len(page.evaluate("ownMarks.inPage()")) == 2


def test_a_note_is_written_changed_and_deleted_and_that_is_undone(opened):
    page = opened(LESSON)
    page.evaluate(SELECT, WORDS)
    page.get_by_role("button", name="Write a note").click()
    page.keyboard.type("Who says so?")
    page.keyboard.press("Escape")
    focused = sign(page, "Your mark with a note: Important")
    expect(focused).to_be_focused()
    page.reload()
    focused.press("Enter")
    box = page.get_by_role("dialog", name="Your mark on “It is a pattern that we shall meet again”")
    expect(box.get_by_role("textbox", name="Your note")).to_have_value("Who says so?")
    box.get_by_role("radio", name="Wrong?").check()
    page.keyboard.press("Escape")
    assert marked(page, "own-wrong") == ["It is a pattern that we shall meet again"]
    [before] = page.evaluate(KEPT)
    sign(page, "Your mark with a note: Wrong?").press("Space")
    page.get_by_role("button", name="Delete the mark").click()
    assert page.evaluate(KEPT) == []
    assert marked(page) == []
    expect(page.get_by_role("button", name="Undo")).to_be_focused()
    page.keyboard.press("Enter")
    assert page.evaluate(KEPT) == [before]
    expect(sign(page, "Your mark with a note: Wrong?")).to_be_focused()


def test_a_click_on_marked_words_opens_them_but_a_link_in_them_leads_where_it_leads(opened):
    page = opened(LESSON)
    mark(page, WORDS, "Puzzling")
    page.locator("mark.own").first.click()
    assert page.locator(".own-box").is_visible()
    page.mouse.click(5, 500)
    assert page.locator(".own-box").count() == 0
    page.locator(".paper a.term").first.evaluate("one => getSelection().selectAllChildren(one)")
    page.locator(".quote-tools").get_by_role("button", name="Puzzling").click()
    page.locator(".paper a.term mark.own").first.click()
    assert page.locator(".own-box").count() == 0
    assert page.locator(".word:popover-open").count() == 1


def test_without_a_pointer_a_sentence_is_chosen_and_marked(opened):
    page = opened(LESSON)
    start = page.get_by_role("button", name="Mark words of paragraph 4")
    start.focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("dialog", name="Which words of paragraph 4?")
    expect(box.get_by_role("button", name="All of it")).to_be_focused()
    page.keyboard.press("Tab")
    sentence = page.evaluate("document.activeElement.textContent")
    page.keyboard.press("Enter")
    expect(page.locator(".quote-tools").get_by_role("button", name="Important")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert marked(page, "own-puzzling") == [sentence]
    expect(sign(page, "Your mark: Puzzling")).to_be_focused()


def test_the_key_m_leads_to_the_tools_or_to_the_paragraph_that_is_read(opened):
    page = opened(LESSON)
    page.evaluate(SELECT, WORDS)
    expect(page.locator(".quote-tools")).to_be_visible()
    page.keyboard.press("m")
    page.keyboard.press("Enter")
    assert marked(page, "own-important") == ["It is a pattern that we shall meet again"]
    page.evaluate("document.getElementById('p5').scrollIntoView()")
    page.keyboard.press("m")
    assert page.get_by_role("dialog", name="Which words of paragraph 5?").is_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Mark words of paragraph 5")).to_be_focused()


def test_the_same_words_marked_again_have_one_mark_with_the_later_word(opened):
    page = opened(LESSON)
    mark(page, WORDS, "Puzzling")
    mark(page, WORDS, "Wrong?")
    assert len(page.evaluate(KEPT)) == 1
    assert marked(page, "own-wrong") == ["It is a pattern that we shall meet again"]


def test_a_selection_that_ends_inside_a_word_marks_the_whole_word(opened):
    page = opened(LESSON)
    mark(page, ["t is a patt", "meet ag"], "Puzzling")
    assert marked(page) == ["It is a pattern that we shall meet again"]


@pytest.mark.parametrize("width", [390, 320])
def test_by_touch_the_tools_stand_at_the_bottom_away_from_the_selection(opened, width):
    page = opened(LESSON, width=width, height=844, has_touch=True, is_mobile=True)
    page.evaluate("document.getElementById('p4').scrollIntoView()")
    page.evaluate(SELECT, WORDS)
    tools = page.locator(".quote-tools")
    expect(tools).to_be_visible()
    box = tools.bounding_box()
    assert box["y"] + box["height"] > 844 - 40
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= width
    tools.get_by_role("button", name="Write a note").tap()
    assert marked(page) == ["It is a pattern that we shall meet again"]
    words = page.locator("mark.own").last.bounding_box()
    sheet = page.locator(".own-box").bounding_box()
    assert words["y"] >= 0
    assert words["y"] + words["height"] <= sheet["y"]
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_words_that_were_mended_or_moved_to_another_paragraph_are_found(opened):
    page = opened(LESSON)
    mark(page, WORDS, "Puzzling")
    page.evaluate(
        """() => { const [key, text] = Object.entries(localStorage).find(([key]) => key.endsWith(':marks'));
        const [mark] = JSON.parse(text), twin = structuredClone(mark), gone = structuredClone(mark);
        mark.target.selector[0].exact = 'It is the patern that we will meet agian';
        Object.assign(twin, { id: 'urn:uuid:2' }); twin.target.source = 'p999';
        Object.assign(gone, { id: 'urn:uuid:3' }); gone.target.selector[0].exact = 'Nobody ever printed any of this';
        localStorage.setItem(key, JSON.stringify([mark, twin, gone, { somebody: 'else' }])) }"""
    )
    page.reload()
    assert marked(page) == ["It is a pattern that we shall meet again"] * 2
    mark(page, ["black ribbons", "on their oars"], "Important")
    assert len(page.evaluate(KEPT)) == 5, "what is not found, or not known, is kept"


def test_where_nothing_is_kept_marks_last_for_the_visit_and_the_page_says_so(opened):
    page = opened(LESSON)
    page.evaluate(BLOCKED)
    mark(page, WORDS, "Puzzling")
    expect(page.locator(".told")).to_contain_text("your marks last until you leave this page")
    assert marked(page) == ["It is a pattern that we shall meet again"]
    sign(page, "Your mark: Puzzling").press("Enter")
    assert "your marks last until you leave this page" in page.locator(".own-box").inner_text()


def test_damaged_marks_are_put_aside_and_not_lost(opened):
    page = opened(LESSON)
    mark(page, WORDS, "Puzzling")
    page.evaluate(
        "localStorage.setItem(Object.keys(localStorage).find(key => key.endsWith(':marks')), '[{\"id\": ')"
    )
    page.reload()
    mark(page, WORDS, "Puzzling")
    assert len(page.evaluate(KEPT)) == 1
    kept = page.evaluate("Object.entries(localStorage).find(([key]) => key.endsWith('marks-damaged'))[1]")
    assert kept == '[{"id": '


def test_others_hear_of_every_change_and_can_make_some(opened):
    page = opened(LESSON)
    page.evaluate("window.heard = 0; document.addEventListener('course:marked', () => { heard += 1 })")
    mark(page, WORDS, "Puzzling")
    assert page.evaluate("heard") == 1
    page.evaluate(
        """() => { const [mark] = ownMarks.list();
        ownMarks.put({ ...mark, id: 'urn:uuid:9' }); ownMarks.remove(mark.id) }"""
    )
    assert page.evaluate("heard") == 3
    assert page.evaluate("ownMarks.inPage().map(one => one.id)") == ["urn:uuid:9"]
    assert marked(page) == ["It is a pattern that we shall meet again"]


def test_another_tab_shows_the_mark_at_once(opened, address):
    page = opened(LESSON)
    tab = page.context.new_page()
    tab.goto(f"{address}paper/")
    mark(page, WORDS, "Wrong?")
    tab.wait_for_selector("mark.own-wrong")


def test_reading_in_another_tab_does_not_take_a_selection_away(opened, address):
    page = opened(LESSON)
    mark(page, WORDS, "Wrong?")
    page.evaluate(SELECT, WORDS)
    tools = page.locator(".quote-tools")
    expect(tools).to_be_visible()
    page.evaluate("document.querySelector('mark.own').dataset.same = ''")
    tab = page.context.new_page()
    tab.goto(address + LESSON)
    with page.expect_event("console", lambda told: told.text == "stored"):
        page.evaluate("addEventListener('storage', () => setTimeout(() => console.log('stored')))")
        tab.evaluate("course.kept.write('place-crossing', '{}')")
    assert page.locator("mark.own[data-same]").count() == 1  # nothing was drawn anew
    assert tools.is_visible()


def test_words_after_letters_beyond_the_basic_plane_are_marked_whole(opened):
    page = opened(LESSON)
    page.evaluate("document.querySelector('#p4').append(' 𐎠𐎡𐎢𐎣𐎤𐎥𐎦𐎧 the end')")
    mark(page, ["the end", "the end"], "Puzzling")
    assert marked(page) == ["the end"]


def test_escape_in_a_box_leaves_the_note_below_it_open(opened):
    page = opened(LESSON + "?round=all")
    mark(page, WORDS, "Wrong?")
    page.locator(".note-mark").first.click()
    sign(page, "Your mark: Wrong?").press("Enter")
    page.keyboard.press("Escape")
    expect(page.locator(".own-box")).to_have_count(0)
    assert page.locator(".note.open").count() == 1
    page.keyboard.press("Escape")
    assert page.locator(".note.open").count() == 0


def test_in_the_first_round_the_text_stands_alone(opened):
    page = opened(LESSON)
    mark(page, WORDS, "Puzzling")
    page.evaluate("document.querySelector('.reading').dataset.round = 'text'")
    style = page.locator("mark.own").first.evaluate("one => getComputedStyle(one).backgroundColor")
    assert style == "rgba(0, 0, 0, 0)"
    assert not page.locator(".own-open").is_visible()


def test_marks_and_what_was_written_are_printed_by_line_as_well_as_by_colour(opened):
    page = opened(LESSON)
    page.evaluate(SELECT, WORDS)
    page.get_by_role("button", name="Write a note").click()
    page.keyboard.type("Who says so?")
    page.keyboard.press("Escape")
    mark(page, ["black ribbons", "on their oars"], "Wrong?")
    page.emulate_media(media="print")
    lines = page.eval_on_selector_all(
        "mark.own", "all => all.map(one => getComputedStyle(one).textDecorationStyle)"
    )
    assert {"solid", "double"} == set(lines)
    printed = page.locator(".own-printed")
    assert printed.is_visible()
    assert "Important" in printed.inner_text()
    assert "Who says so?" in printed.inner_text()
    assert page.evaluate("document.querySelector('.own-printed').previousElementSibling.id") == "p4"


HALF_COVERED = """() => {
  const place = (one) => one.getBoundingClientRect();
  const bars = [".md-header", ".quote-tools"].map((one) => place(document.querySelector(one)));
  const links = [...document.querySelectorAll("a.permalink")].map(place);
  const meet = (one, bar) => one.top < bar.bottom && one.bottom > bar.top && one.left < bar.right && one.right > bar.left;
  const within = (one, bar) => one.top >= bar.top && one.bottom <= bar.bottom;
  return bars.some((bar) => links.some((one) => meet(one, bar) && !within(one, bar)));
}"""


def uncover_links(page: Page) -> None:
    """Scroll, as a reader would, until no link is half under a bar."""
    for _ in range(40):
        if not page.evaluate(HALF_COVERED):
            return
        page.evaluate("scrollBy({ top: 12, behavior: 'instant' })")
        drawn(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 390])
def test_axe_finds_no_fault_with_marks_tools_and_boxes(opened, scheme, width):
    page = opened(LESSON, width=width, color_scheme=scheme)
    for name, words in zip(
        ["Important", "Puzzling", "Wrong?", "My thought"],
        [
            WORDS,
            ["black ribbons", "for a funeral"],
            ["on their oars", "Harrow"],
            ["calls eternal", "Crossing on foot"],
        ],
        strict=True,
    ):
        mark(page, words, name)
    page.evaluate(SELECT, WORDS)
    expect(page.locator(".quote-tools")).to_be_visible()
    uncover_links(page)
    assert faults(page) == []
    page.get_by_role("button", name="Write a note").click()
    assert faults(page) == []
    page.get_by_role("button", name="Delete the mark").click()
    assert faults(page) == []
    page.keyboard.press("m")
    assert page.locator(".own-sentences").is_visible()
    page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")  # no link is half under the fixed header
    assert page.locator(".own-sentences").is_visible()
    assert faults(page) == []


def test_marks_are_told_apart_in_forced_colours(opened):
    page = opened(LESSON, forced_colors="active")
    mark(page, WORDS, "Puzzling")
    style = page.locator("mark.own").first.evaluate("one => getComputedStyle(one).textDecorationLine")
    assert "underline" in style
    told = page.locator(".told").evaluate("one => getComputedStyle(one).borderTop")
    assert told == "1px solid rgb(0, 0, 0)"  # what is told stands apart from the text below it


def test_nothing_is_sent(opened):
    page = opened(LESSON)
    asked_nothing_more(page)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    mark(page, WORDS, "Puzzling")
    sign(page, "Your mark: Puzzling").press("Enter")
    page.keyboard.press("Escape")
    asked_nothing_more(page)
    assert [one for one in asked if one != page.url and "favicon" not in one] == []


def test_a_mark_of_a_stranger_is_text_and_nothing_else(opened):
    page = opened(LESSON)
    evil = "<img src=x onerror=document.title=1>"
    mark(page, WORDS, "Puzzling")
    page.evaluate(
        """evil => { const [mark] = ownMarks.list();
        ownMarks.put({ ...mark, id: evil, body: [{ type: 'TextualBody', purpose: 'commenting', value: evil },
          { type: 'TextualBody', purpose: 'tagging', value: evil }] }) }""",
        evil,
    )
    page.get_by_role("button", name="Your mark with a note: My thought").press("Enter")
    assert page.get_by_role("textbox", name="Your note").input_value() == evil
    assert page.locator("img[src=x]").count() == 0
    assert len(page.evaluate(KEPT)) == 2
