"""The menu: what is closed takes no focus, what is open keeps it, and it begins at its top."""

import pytest
from waiting import at_rest, drawn

LESSON = "lessons/crossing/"
PHONE, SMALLEST = 390, 320
UNSEEN = """() => {
  const one = document.activeElement, box = one.getBoundingClientRect();
  const shown = one.closest('svg') ? one.firstElementChild ?? one : one;
  const seen = shown.checkVisibility({visibilityProperty: true, opacityProperty: true})
    && box.width > 0 && box.height > 0
    && box.right > 1 && box.left < innerWidth - 1 && box.bottom > 1 && box.top < innerHeight - 1;
  return seen ? null : [one.outerHTML.slice(0, 120), box.left, box.top, box.width, box.height];
}"""
INSIDE = "document.activeElement === document.body || document.activeElement.closest('.md-sidebar--primary') !== null"


def stops(page):
    """Walk through the whole page with Tab, and return how many stops there are, and those that nobody sees."""
    unseen, count = [], 0
    page.evaluate("window.walked = new Set()")
    while True:
        page.keyboard.press("Tab")
        if page.evaluate(
            "document.activeElement === document.body || walked.has(document.activeElement) || !walked.add(document.activeElement)"
        ):
            return count, unseen
        count += 1
        drawn(page)
        found = page.evaluate(UNSEEN)
        if found:
            unseen.append(found)


@pytest.mark.parametrize("path", ["", LESSON, "glossary/"])
@pytest.mark.parametrize("width", [PHONE, 768, 1024, 1440])
def test_every_stop_of_tab_is_seen(opened, path, width):
    page = opened(path, width=width, reduced_motion="reduce")
    count, unseen = stops(page)
    assert count > 15
    assert unseen == []


@pytest.mark.parametrize("width", [SMALLEST, PHONE, 1024])
def test_the_open_menu_keeps_the_focus_and_closing_gives_it_back(opened, width):
    page = opened(LESSON, width=width, reduced_motion="reduce")
    button = page.get_by_role("button", name="Menu", exact=True)
    button.focus()
    page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    for _ in range(30):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)
        if not page.evaluate("document.activeElement === document.body"):
            assert page.evaluate(UNSEEN) is None
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.menu-button')")
    assert page.locator("[inert]").count() == 0
    button.click()
    page.locator(".menu-close").click()
    assert not page.evaluate("document.getElementById('__drawer').checked")
    assert page.locator("[inert]").count() == 0


@pytest.mark.parametrize("width", [SMALLEST, PHONE, 1024])
def test_it_opens_at_its_top_and_parts_open_by_keyboard(opened, width):
    page = opened(LESSON, width=width, reduced_motion="reduce")
    for _ in range(2):
        page.get_by_role("button", name="Menu", exact=True).click()
        at_rest(page)
        for name in ("Lessons", "The paper", "Timeline", "Glossary"):
            assert page.get_by_role("link", name=name, exact=True).is_visible(), name
        part = page.get_by_role("button", name="Show what is in Lessons")
        assert part.get_attribute("aria-expanded") == "false"
        part.focus()
        page.keyboard.press("Space")
        at_rest(page)
        back = page.get_by_role("button", name="Back from Lessons")
        assert back.evaluate("one => one === document.activeElement")
        assert page.get_by_role("link", name="The toll", exact=True).is_visible()
        assert page.get_by_role("link", name="Timeline", exact=True).count() == 0
        count = 0
        while page.evaluate(INSIDE) and count < 12:
            page.keyboard.press("Tab")
            count += 1
            if not page.evaluate("document.activeElement === document.body"):
                assert page.evaluate(UNSEEN) is None
        page.get_by_role("button", name="Back from Lessons").focus()
        page.keyboard.press("Enter")
        at_rest(page)
        assert page.get_by_role("link", name="Timeline", exact=True).is_visible()
        page.get_by_role("button", name="Show what is in Lessons").click()
        page.keyboard.press("Escape")


def test_a_menu_left_open_is_closed_where_the_screen_becomes_wide(opened):
    page = opened(LESSON, width=1024, reduced_motion="reduce")
    page.get_by_role("button", name="Menu", exact=True).click()
    page.set_viewport_size({"width": 1440, "height": 900})
    page.wait_for_function("!document.querySelector('[inert]')")
    assert page.get_by_role("link", name="Timeline", exact=True).is_visible()


@pytest.mark.parametrize("width", [PHONE, 1024])
def test_without_scripts_the_theme_s_menu_works(opened, width):
    page = opened(LESSON, width=width, java_script_enabled=False, reduced_motion="reduce")
    link = page.locator(".md-sidebar--primary a[href$='/timeline/']")
    assert not link.is_visible()
    page.locator(".md-header label[for=__drawer]").click()
    here = page.locator(".md-sidebar--primary a[href$='/toll/']")
    assert here.is_visible()
    page.locator(".md-sidebar--primary label.md-nav__title", has_text="Lessons").click()
    assert link.is_visible()
    link.click()
    assert page.url.endswith("timeline/")


@pytest.mark.parametrize("width", [PHONE, 1440])
def test_forced_colours_show_the_current_place_and_the_open_note(opened, width):
    page = opened(f"{LESSON}?round=all", width=width, forced_colors="active", reduced_motion="reduce")
    ground = "one => getComputedStyle(one).backgroundColor"
    if width == PHONE:
        page.get_by_role("button", name="Menu", exact=True).click()
        page.get_by_role("button", name="Show what is in Lessons").click()
    links = page.locator(".md-sidebar--primary .md-nav[data-md-level='1'] a.md-nav__link")
    here = page.locator(".md-sidebar--primary .md-nav__link--active:visible").first.evaluate(ground)
    others = {link.evaluate(ground) for link in links.all() if not link.get_attribute("aria-current")}
    assert here not in others
    if width == PHONE:
        page.keyboard.press("Escape")
    marks = page.locator(".note-mark")
    marks.nth(1).click()
    marks.nth(0).evaluate("one => one.scrollIntoView()")
    assert marks.nth(1).evaluate(ground) != marks.nth(0).evaluate(ground)
