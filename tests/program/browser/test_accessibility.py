"""Every page by axe, at 320 pixels, with text twice as large, and by keyboard."""

import pytest
from axe import addresses, faults
from waiting import at_rest

PHONE = 390


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, PHONE])
def test_axe_finds_no_fault_on_any_page(opened, address, scheme, width):
    page = opened("", width=width, color_scheme=scheme)
    found = []
    for path in addresses(address, page):
        page.goto(address + path)
        found += [(path, *one) for one in faults(page)]
    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, PHONE])
def test_axe_finds_no_fault_with_everything_open(opened, scheme, width):
    page = opened("lessons/crossing/?round=all", width=width, color_scheme=scheme)
    page.locator(".kinds summary").click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    for summary in page.locator(".fold summary, .answer summary, .check summary").all():
        summary.click()
    page.locator(".check input").first.check()
    page.locator(".note-mark").nth(2).click()
    page.locator(".paper a.term").first.click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    page.locator(".search-button").click()
    page.locator(".search input").press_sequentially("ferry")
    page.wait_for_selector(".search-results a")
    assert faults(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_fault_with_the_menu_of_a_phone_open(opened, scheme):
    page = opened("lessons/crossing/", width=PHONE, color_scheme=scheme)
    page.locator(".md-header .menu-button").click()
    at_rest(page)  # it slides in
    assert page.get_by_role("link", name="Glossary", exact=True).is_visible()
    assert faults(page) == []


def test_a_link_to_a_file_names_its_handout(opened):
    page = opened("lessons/crossing/")
    names = page.eval_on_selector_all(".files a", "all => all.map(one => one.ariaLabel)")
    assert len(names) >= 6
    assert len(set(names)) == len(names)
    kinds = ("Student handout, ", "Annotated handout, ", "Reading copy, ")
    assert all(name.startswith(kinds) for name in names), names


def test_a_screen_reader_is_told_where_it_is_and_what_it_reads(opened):
    page = opened("lessons/crossing/?round=all")
    menu = page.get_by_role("navigation", name="Navigation", exact=True)
    assert menu.get_by_role("navigation").count() == 0
    assert menu.locator("[aria-current]").all_inner_texts() == ["The crossing"]
    assert page.get_by_role("heading", name="The Crossing", level=3).count() == 1
    marks = page.locator(".paper .note-mark")
    names = [marks.nth(at).get_attribute("aria-label") for at in range(marks.count())]
    assert names[:2] == ["Note 1, claim", "Note 2, evidence, key note"]
    assert [page.get_by_role("note", name=name, exact=True).count() for name in names] == [1] * len(names)
    asked = page.locator(".question > .ask").first
    assert page.get_by_role("heading", name=asked.inner_text(), level=3).count() == 1
    page.locator(".answer summary").first.click()
    assert page.get_by_role("textbox", name=f"Your answer: {asked.inner_text()}").count() == 1


def test_nothing_scrolls_sideways_at_320_pixels_or_with_text_twice_as_large(opened, address):
    page = opened("", width=320)
    for path in addresses(address, page):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
    page.set_viewport_size({"width": 1280, "height": 900})
    for path in addresses(address, page):
        page.goto(address + path)
        page.add_style_tag(content="html { font-size: 250% !important }")
        assert page.evaluate("document.documentElement.scrollWidth") <= 1280, path


def test_the_menu_opens_by_keyboard_at_320_pixels(opened):
    page = opened("", width=320)
    page.locator(".md-header .menu-button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('__drawer').checked")


def test_focus_is_seen_on_everything_that_can_have_it(opened):
    page = opened("lessons/crossing/")
    seen = 0
    for _ in range(60):
        page.keyboard.press("Tab")
        style = page.evaluate(
            "(() => { const one = document.activeElement, css = getComputedStyle(one);"
            " return one === document.body ? null : [one.outerHTML.slice(0, 80), css.outlineStyle, css.outlineWidth] })()"
        )
        if style:
            assert style[1] != "none", style
            assert style[2] != "0px", style
            seen += 1
    assert seen > 40


def test_motion_stops_where_the_reader_wants_none(opened):
    page = opened("lessons/crossing/", reduced_motion="reduce")
    moving = page.evaluate(
        "Array.from(document.querySelectorAll('*')).filter(one => parseFloat(getComputedStyle(one).transitionDuration) > 0).length"
    )
    assert moving == 0


def test_kinds_and_marks_are_told_apart_in_forced_colours(opened):
    page = opened("lessons/crossing/", forced_colors="active")
    assert "underline" in page.eval_on_selector(".noted", "one => getComputedStyle(one).textDecorationLine")
