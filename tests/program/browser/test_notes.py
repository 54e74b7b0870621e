"""Notes where they are read: beside their words, or in a sheet at the bottom of a narrow window."""

from itertools import pairwise

import pytest
from marking import WORDS, mark
from playwright.sync_api import expect
from waiting import at_rest, drawn

LESSON = "lessons/crossing/?round=all"
LESSONS = ("abstract", "crossing", "toll", "looking-back", "conclusion")
WIDE, PHONE = 1400, 390
NOTE = "note-united-harrow-and-selby-in-one"
OPENED = "document.querySelector('.note.open')?.dataset.noteBody"

STANDING = """() => [...document.querySelectorAll('.notes > .note')].filter(note => note.offsetHeight).map(note => {
  const box = note.getBoundingClientRect(), mark = document.getElementById(`mark-${note.dataset.noteBody}`);
  return { left: box.left, top: box.top, bottom: box.bottom, away: box.top - mark.getBoundingClientRect().top,
    open: note.classList.contains('open'), short: note.classList.contains('short'),
    hidden: note.scrollHeight - note.clientHeight, more: getComputedStyle(note, '::after').content } })"""

VIEW = """id => { const note = document.getElementById(`note-${id}`), mark = document.getElementById(`mark-${id}`);
  const words = [...document.querySelectorAll('.noted')].filter(one => one.dataset.notes.split(' ').includes(id));
  const boxes = [mark, ...words].flatMap(one => [...one.getClientRects()]), sheet = note.getBoundingClientRect();
  return { open: note.classList.contains('open'), top: Math.min(...boxes.map(box => box.top)),
    bottom: Math.max(...boxes.map(box => box.bottom)), sheet: sheet.top, end: sheet.bottom,
    header: document.querySelector('.md-header').getBoundingClientRect().bottom, y: scrollY } }"""

SPACING = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }
p { margin-bottom: 2em !important }"""


def ids(page):
    return page.eval_on_selector_all(".note-mark", "all => all.map(one => one.dataset.note)")


def tapped(page, where):
    """Tap the middle of what is there, without scrolling to it."""
    x, y = page.evaluate(
        "where => { const boxes = [...document.querySelector(where).getClientRects()];"
        " const box = boxes.sort((one, other) => other.width - one.width)[0];"
        " return [box.x + box.width / 2, box.y + box.height / 2] }",
        where,
    )
    page.touchscreen.tap(x, y)


def moved_to(page, where, height):
    """Scroll until something stands at a height of the window, from 0 to 1."""
    page.evaluate(
        "([where, height]) => scrollBy({ behavior: 'instant',"
        " top: document.querySelector(where).getBoundingClientRect().top - innerHeight * height })",
        [where, height],
    )


# In a wide window


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_note_opens_by_mouse_and_its_mark_and_words_say_so(opened, width):
    page = opened(LESSON, width=width)
    mark = page.locator(".note-mark").nth(1)
    mark.click()
    note = page.locator(f"#note-{mark.get_attribute('data-note')}")
    assert note.is_visible()
    assert page.locator(".note.open").count() == 1
    assert page.locator(".noted.lit").count() > 0
    assert mark.get_attribute("aria-expanded") == "true"
    page.mouse.move(2, 2)
    background = mark.evaluate("one => getComputedStyle(one).backgroundColor")
    other = page.locator(".note-mark").nth(2).evaluate("one => getComputedStyle(one).backgroundColor")
    assert background != other
    mark.click()
    assert page.locator(".note.open").count() == 0


def test_to_open_a_note_no_other_is_measured(opened):
    page = opened(LESSON, width=WIDE)
    page.locator(".note-mark").nth(1).click()
    measured = page.evaluate(
        """() => {
          const usual = Element.prototype.getBoundingClientRect, asked = new Set();
          Element.prototype.getBoundingClientRect = function () {
            if (this.matches(".note")) asked.add(this.id);
            return usual.call(this);
          };
          document.querySelectorAll(".note-mark")[2].click();
          Element.prototype.getBoundingClientRect = usual;
          return [...asked];
        }"""
    )
    assert sorted(measured) == sorted(f"note-{one}" for one in ids(page)[1:3])


@pytest.mark.parametrize("width", [1000, WIDE, 2200])
def test_notes_stand_by_their_words_never_overlap_and_the_open_one_is_whole(opened, address, width):
    page = opened("", width=width)
    for lesson in LESSONS:
        page.goto(f"{address}lessons/{lesson}/?round=all")
        drawn(page)
        passage = page.locator(".passage").bounding_box()
        for opening in (None, *ids(page)):
            if opening:
                page.evaluate("id => document.getElementById(`mark-${id}`).click()", opening)
            standing = page.evaluate(STANDING)
            assert len(standing) >= 3
            assert all(note["left"] >= passage["x"] + passage["width"] for note in standing)
            assert all(above["bottom"] <= below["top"] for above, below in pairwise(standing)), (
                lesson,
                opening,
            )
            assert max(abs(note["away"]) for note in standing) <= 200, (lesson, opening)
            assert [note["hidden"] for note in standing if note["open"]] == [0] * (opening is not None)
            assert all("more" in note["more"] for note in standing if note["short"])
            assert all(note["hidden"] <= 0 for note in standing if not note["short"])


def test_the_column_is_hardly_longer_than_the_passage(opened, address):
    page = opened("", width=WIDE)
    for lesson in LESSONS:
        page.goto(f"{address}lessons/{lesson}/?round=all")
        drawn(page)
        passage, notes = (page.locator(part).bounding_box() for part in (".passage", ".notes"))
        assert notes["height"] - passage["height"] < 80, lesson


def test_notes_are_whole_where_there_is_room(opened):
    page = opened(LESSON, width=WIDE)
    page.locator(".kinds summary").click()
    for box in page.locator("input[data-kind]").all()[1:]:
        box.uncheck()
    drawn(page)
    standing = page.evaluate(STANDING)
    assert standing
    assert not any(note["short"] for note in standing)


def test_notes_are_at_least_15_pixels_and_not_smaller_than_their_sources(opened):
    page = opened(LESSON, width=WIDE)
    sizes = "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    own = min(page.eval_on_selector_all(".note, .note p", sizes))
    assert own >= 15
    assert max(page.eval_on_selector_all(".note .ground", sizes)) <= own


def test_a_short_note_opens_when_something_in_it_has_the_focus(opened):
    page = opened(LESSON, width=WIDE)
    note = page.locator(".notes > .note.short").filter(has=page.locator(".ground a")).first
    name = note.get_attribute("data-note-body")
    page.locator(f"#mark-{name}").focus()
    while page.evaluate(OPENED) is None:
        page.keyboard.press("Tab")
    opened_note = page.locator(".note.open")
    assert opened_note.evaluate("one => one.contains(document.activeElement)")
    assert opened_note.evaluate("one => one.scrollHeight - one.clientHeight") <= 0


def test_nothing_is_lost_with_the_text_spacing_of_wcag(opened, address):
    page = opened("", width=WIDE)
    for lesson in LESSONS:
        page.goto(f"{address}lessons/{lesson}/?round=all")
        page.add_style_tag(content=SPACING)
        drawn(page)
        drawn(page)
        first = page.evaluate(STANDING)
        assert len(first) == len(ids(page))
        assert all(note["hidden"] <= 0 or (note["short"] and "more" in note["more"]) for note in first)
        assert all(above["bottom"] <= below["top"] for above, below in pairwise(first))
        # Of a short note at least a line of its own words is seen, after its number and kind.
        seen = page.eval_on_selector_all(
            ".note.short",
            "all => all.map(one => one.querySelector('p + p').getClientRects()[0].top < one.getBoundingClientRect().bottom)",
        )
        assert all(seen)
        for name in ids(page):
            page.evaluate("id => document.getElementById(`mark-${id}`).click()", name)
            drawn(page)
            opened_note = page.locator(".note.open")
            assert opened_note.evaluate("one => one.scrollHeight - one.clientHeight") <= 0
            box = opened_note.bounding_box()
            assert box["x"] + box["width"] <= WIDE


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_note_that_is_printed_is_whole(opened, width):
    page = opened(LESSON, width=width)
    page.locator(".note-mark").nth(1).click()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    standing = page.evaluate(STANDING)
    assert len(standing) == len(ids(page))
    assert not any(note["short"] or note["hidden"] > 0 for note in standing)
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(".note.open").is_visible()


# In a narrow window


@pytest.mark.parametrize(("width", "height"), [(PHONE, 844), (320, 568), (720, 450)])
def test_words_stay_in_view_above_their_note_and_the_page_does_not_jump(opened, address, width, height):
    page = opened("", width=width, height=height, has_touch=True)
    for lesson in ("crossing", "toll"):
        page.goto(f"{address}lessons/{lesson}/?round=all")
        for at, name in enumerate(ids(page)):
            moved_to(page, f"#mark-{name}", (0.25, 0.6, 0.93)[at % 3])
            before = page.evaluate("scrollY")
            tapped(page, f"#mark-{name}")
            view = page.evaluate(VIEW, name)
            assert view["open"], name
            assert view["top"] >= view["header"], (name, view)
            assert view["bottom"] <= view["sheet"], (name, view)
            assert view["end"] - view["sheet"] <= 0.45 * height + 1
            assert view["end"] == height
            assert abs(view["y"] - before) <= 300, name
            page.keyboard.press("Escape")
            page.wait_for_function("!history.state?.covers")


def test_the_sheet_leads_on_and_closes(opened):
    page = opened(LESSON, width=PHONE)
    names = ids(page)
    page.locator(f"#mark-{names[0]}").click()
    assert page.get_by_role("dialog").get_attribute("aria-label").startswith("Note 1, ")
    assert page.get_by_role("button", name="Previous note").is_disabled()
    for name in names[1:]:
        page.get_by_role("button", name="Next note").click()
        view = page.evaluate(VIEW, name)
        assert view["open"]
        assert view["header"] <= view["bottom"] <= view["sheet"]
    assert page.get_by_role("button", name="Next note").is_disabled()
    page.get_by_role("button", name="Previous note").click()
    assert page.evaluate(OPENED) == names[-2]
    page.get_by_role("button", name="Close").click()
    assert page.locator(".note:visible").count() == 0
    assert page.evaluate("document.activeElement.id") == f"mark-{names[-2]}"


@pytest.mark.parametrize("key", ["Enter", " "])
def test_by_keyboard_the_focus_goes_into_the_sheet_and_escape_gives_it_back(opened, key):
    page = opened(LESSON, width=PHONE)
    mark = page.locator(".note-mark").nth(1)
    assert mark.get_attribute("aria-expanded") == "false"
    mark.focus()
    page.keyboard.press(key)
    assert mark.get_attribute("aria-expanded") == "true"
    note = f"note-{mark.get_attribute('data-note')}"
    assert page.evaluate("document.activeElement.id") == note
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.note-mark')")
    assert not page.locator(f"#{note}").is_visible()
    assert mark.get_attribute("aria-expanded") == "false"


def test_a_sheet_covers_nothing_that_has_the_focus(opened):
    page = opened(LESSON, width=PHONE)
    page.locator(".note-mark").nth(1).click()
    sheet = page.locator(".note.open")
    for _ in range(40):
        page.keyboard.press("Tab")
        if not sheet.count():
            break
        assert sheet.evaluate("one => one.contains(document.activeElement)")
    assert sheet.count() == 0


def test_on_a_phone_notes_are_closed_and_the_list_is_gone(opened):
    page = opened(LESSON, width=PHONE)
    assert page.locator(".note:visible").count() == 0
    assert not page.locator("#notes").is_visible()


def test_back_closes_a_sheet_a_card_and_the_search_and_only_then_leaves(opened, address):
    page = opened("", width=PHONE)
    page.goto(address + LESSON)
    page.locator(".note-mark").nth(1).click()
    y = page.evaluate("scrollY")
    page.locator(".note-mark").nth(2).click()  # another note is no further step
    page.go_back()
    expect(page.locator(".note.open")).to_have_count(0)
    assert page.url == address + LESSON
    assert abs(page.evaluate("scrollY") - y) <= 300
    page.locator(".paper a.term").first.click()
    expect(page.locator(".word:popover-open")).to_have_count(1)
    page.go_back()
    expect(page.locator(".word:popover-open")).to_have_count(0)
    page.locator(".search-button").click()
    page.go_back()
    assert not page.evaluate("document.querySelector('.search').open")
    assert page.url == address + LESSON
    page.go_back()
    page.wait_for_url(address)


def test_what_is_closed_leaves_no_step_behind(opened, address):
    page = opened("", width=PHONE)
    page.goto(address + LESSON)
    page.locator(".note-mark").nth(1).click()
    page.keyboard.press("Escape")
    page.wait_for_function("!history.state?.covers")
    page.locator(".paper a.term").first.click()
    page.locator(".paper a.term").nth(1).click()
    page.keyboard.press("Escape")
    page.wait_for_function("!history.state?.covers")
    page.locator(".search-button").click()
    page.keyboard.press("Escape")
    page.wait_for_function("!history.state?.covers")
    page.go_back()
    page.wait_for_url(address)


def test_a_sheet_that_makes_way_for_a_box_stays_closed_and_the_box_has_its_step(opened, address):
    page = opened("", width=PHONE)
    page.goto(address + LESSON)
    mark(page, WORDS, "Wrong?")
    page.locator(".note-mark").nth(1).click()
    page.get_by_role("button", name="Your mark: Wrong?").press("Enter")
    page.wait_for_function("history.state?.covers === 1 && !location.hash")
    expect(page.locator(".note.open")).to_have_count(0)
    assert page.locator(".own-box").evaluate("one => one.contains(document.activeElement)")
    page.go_back()
    expect(page.locator(".own-box")).to_have_count(0)
    assert page.url == address + LESSON
    page.go_back()
    page.wait_for_url(address)


def test_back_from_a_note_that_a_link_opened_leaves_the_page_where_it_is(opened, address):
    page = opened(LESSON, width=PHONE)
    page.evaluate(
        "document.querySelector('h1').innerHTML = `<a href='#${[...document.querySelectorAll('.note')].at(-1).id}'>A note</a>`"
    )
    page.get_by_role("link", name="A note").click()
    expect(page.locator(".note.open")).to_have_count(1)
    page.wait_for_function("scrollY > 300")
    y = page.evaluate("scrollY")
    page.go_back()
    expect(page.locator(".note.open")).to_have_count(0)
    drawn(page)
    assert page.evaluate("scrollY") == y


def test_two_things_that_close_together_take_no_step_but_their_own(opened, address):
    page = opened("", width=PHONE)
    page.goto(address + LESSON)
    page.evaluate("window.closings = ['sheet', 'box'].map(() => course.closable(() => {}))")
    page.wait_for_function("history.state?.covers === 2")
    page.evaluate("closings.forEach(closed => closed())")
    page.wait_for_function("!history.state?.covers")
    page.locator(".note-mark").nth(2).click()  # what opens later has its step again
    page.go_back()
    expect(page.locator(".note.open")).to_have_count(0)
    assert page.url == address + LESSON


# Words


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_words_open_their_note(opened, width):
    page = opened(LESSON, width=width, has_touch=True)
    page.eval_on_selector_all(
        ".noted:not(a *)",
        "all => all.filter(one => !one.dataset.notes.includes(' ') && one.textContent.length > 12).forEach((one, n) => { one.id = `words-${n}` })",
    )
    count = page.locator("[id^=words-]").count()
    assert count > 5
    for at in range(count):
        name = page.locator(f"#words-{at}").get_attribute("data-notes")
        moved_to(page, f"#words-{at}", (0.2, 0.6)[at % 2])  # two at one place are a double tap
        tapped(page, f"#words-{at}")
        assert page.evaluate(OPENED) == name
        assert page.locator(f".noted.lit[data-notes~='{name}']").count() > 0
        page.keyboard.press("Escape")


def test_the_pointer_on_words_shows_which_note_they_open(opened):
    page = opened(LESSON, width=WIDE)
    words = page.locator(".noted.touchable:not(a *)").first
    words.hover()
    assert words.evaluate("one => getComputedStyle(one).cursor") == "pointer"
    lit = page.locator(".note-mark.lit")
    assert lit.count() == 1
    assert page.locator(f"#note-{lit.get_attribute('data-note')}.lit").count() == 1
    page.mouse.move(2, 2)
    assert lit.count() == 0


def test_a_drag_over_words_selects_them_and_opens_nothing(opened):
    page = opened(LESSON, width=WIDE)
    box = page.locator(".noted.touchable:not(a *)").first.bounding_box()
    page.mouse.move(box["x"] + 2, box["y"] + box["height"] / 2)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2, steps=5)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()")
    assert page.locator(".note.open").count() == 0


def test_a_link_in_lit_words_is_a_link(opened):
    page = opened(LESSON, width=WIDE)
    term = page.locator(".paper a.term:has(.noted)").first
    term.click()
    assert page.locator(".word:popover-open").count() == 1
    assert page.locator(".note.open").count() == 0


def test_words_whose_note_is_put_away_open_nothing(opened):
    page = opened(LESSON, width=WIDE)
    page.locator(".kinds summary").click()
    page.locator("button[data-kinds=none]").click()
    assert page.locator(".noted.touchable").count() == 0
    page.locator(".noted:not(a *)").first.click()
    assert page.locator(".note.open").count() == 0


def test_words_and_marks_can_be_hit_on_24_pixels(opened):
    page = opened(LESSON, width=PHONE)
    heights = page.eval_on_selector_all(
        ".noted.touchable:not(a *)",
        "all => all.flatMap(one => [...one.getClientRects()].map(box => box.height))",
    )
    assert min(heights) >= 24
    areas = page.eval_on_selector_all(
        ".note-mark",
        "all => all.map(one => getComputedStyle(one, '::after')).map(css => [css.width, css.height])",
    )
    assert all(float(side.removesuffix("px")) >= 24 for area in areas for side in area)


# Addresses


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_the_open_note_is_in_the_address_and_can_be_copied(opened, width):
    page = opened(LESSON, width=width, permissions=["clipboard-read", "clipboard-write"])
    plain = page.url
    first, second = ids(page)[:2]
    page.locator(f"#mark-{first}").click()
    assert page.url == f"{plain}#note-{first}"
    page.locator(f"#mark-{second}").click()
    assert page.url == f"{plain}#note-{second}"
    page.get_by_role("button", name="Copy link").click()
    expect(page.locator(".told")).to_have_text("The link to this note is copied")
    assert page.evaluate("navigator.clipboard.readText()") == f"{plain}#note-{second}"
    page.keyboard.press("Escape")
    page.wait_for_url(plain)


@pytest.mark.parametrize("path", ["lessons/crossing/", "paper/"])
def test_the_number_of_a_paragraph_copies_its_link(opened, path):
    page = opened(path, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#p4 .permalink").click()
    expect(page.locator(".told")).to_have_text("The link is copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/{path}#p4")


def test_a_link_that_is_copied_keeps_the_round_that_was_asked_for(opened):
    page = opened(LESSON, permissions=["clipboard-read", "clipboard-write"])
    page.locator("#p4 .permalink").click()
    expect(page.locator(".told")).to_have_text("The link is copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"/{LESSON}#p4")


def test_a_question_offers_its_link_when_it_is_looked_for(opened):
    page = opened("questions/", permissions=["clipboard-read", "clipboard-write"])
    question = page.locator(".question").first
    link = question.get_by_role("link", name="Link to this question")
    assert link.evaluate("one => getComputedStyle(one).opacity") == "0"
    link.focus()
    assert link.evaluate("one => getComputedStyle(one).opacity") == "1"
    link.click()
    expect(page.locator(".told")).to_have_text("The link is copied")
    assert page.evaluate("navigator.clipboard.readText()").endswith(f"#{question.get_attribute('id')}")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_back_finds_the_page_as_it_was_left(opened, address, width):
    page = opened(LESSON, width=width, height=800)
    name = ids(page)[4]
    page.locator(f"#mark-{name}").click()
    y = page.evaluate("scrollY")
    page.goto(address)
    page.go_back()
    page.wait_for_selector(f"#note-{name}.open")
    page.wait_for_function("y => Math.abs(scrollY - y) <= 2", arg=y)


def in_view(page, selector):
    box = page.locator(selector).bounding_box()
    return box is not None and -1 <= box["y"] < page.viewport_size["height"]


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_a_link_to_a_note_ends_at_it(opened, width):
    notes = opened(LESSON).locator("[data-note-body]").evaluate_all("all => all.map(one => one.id)")
    for note in (notes[3], notes[-1]):
        page = opened(f"{LESSON}#{note}", width=width)
        at_rest(page)
        assert "open" in page.locator(f"#{note}").get_attribute("class").split()
        assert in_view(page, f"#{note}")


@pytest.mark.parametrize("width", [PHONE, WIDE])
def test_a_link_on_the_page_opens_a_note_even_of_a_kind_that_was_put_away(opened, width):
    page = opened(LESSON, width=width)
    page.evaluate("name => { location.hash = name; }", NOTE)
    page.wait_for_selector(f"#{NOTE}.open")
    page.keyboard.press("Escape")
    page.evaluate("location.hash = 'p5'")
    page.locator(".kinds > summary").click()
    page.get_by_role("button", name="None").click()
    page.evaluate("name => { location.hash = name; }", NOTE)
    page.wait_for_selector(f"#{NOTE}.open")
    assert in_view(page, f"#{NOTE}")
    assert page.locator(".note-mark:visible").count() > 0


def test_keys_lead_to_the_notes_of_the_round_that_was_just_chosen(opened):
    page = opened("lessons/crossing/")
    page.get_by_role("radio", name="Key notes").check(force=True)
    page.keyboard.press("j")
    assert page.locator(".note.open").count() == 1


def test_keys_go_on_from_the_note_that_was_closed(opened):
    page = opened(LESSON)
    marks = page.locator(".note-mark")
    marks.nth(3).click()
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".note.open").get_attribute("data-note-body") == marks.nth(4).get_attribute(
        "data-note"
    )
