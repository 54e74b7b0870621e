"""Light or dark: from the first moment, and as the reader chose."""

import pytest

LESSON = "lessons/crossing/"
GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK = "rgb(255, 254, 251)", "rgb(25, 27, 31)"
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"


def pressed(page):
    return page.locator(".scheme-button").get_attribute("aria-pressed")


@pytest.mark.parametrize(("system", "ground", "state"), [("light", LIGHT, "false"), ("dark", DARK, "true")])
def test_a_first_visit_is_as_the_system_has_it_even_where_no_script_file_comes(
    browser, address, system, ground, state
):
    context = browser.new_context(color_scheme=system, bypass_csp=True)
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(address + LESSON)
    assert page.evaluate(GROUND) == ground
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == system
    assert pressed(page) == state
    page.get_by_role("button", name="Dark mode").click()
    assert page.evaluate(GROUND) == ({LIGHT, DARK} - {ground}).pop()
    context.close()


def test_the_choice_stays_on_every_page_and_goes_before_the_system(opened, address):
    page = opened(LESSON, color_scheme="light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{GROUND} === '{DARK}'")  # nothing is chosen yet
    page.get_by_role("button", name="Dark mode").focus()
    page.keyboard.press("Enter")
    assert (page.evaluate(GROUND), pressed(page)) == (LIGHT, "false")
    for path in ("glossary/", ""):
        page.goto(address + path)
        assert (page.evaluate(GROUND), pressed(page)) == (LIGHT, "false"), path
    page.get_by_role("button", name="Dark mode").click()
    page.emulate_media(color_scheme="light")
    page.evaluate(SETTLED)
    assert (page.evaluate(GROUND), pressed(page)) == (DARK, "true")


def test_the_button_shows_one_picture_another_in_the_dark(opened):
    page = opened(LESSON)
    shapes = []
    for _ in range(2):
        shown = page.locator(".scheme-button path:visible")
        assert shown.count() == 1
        shapes.append(shown.get_attribute("d"))
        page.get_by_role("button", name="Dark mode").click()
    assert len(set(shapes)) == 2


def test_the_bar_of_the_browser_has_the_colour_of_the_header(opened):
    page = opened(LESSON)
    found = []
    for _ in range(2):
        page.evaluate(SETTLED)
        found.append(page.evaluate("document.querySelector('meta[name=theme-color]').content"))
        assert found[-1] == page.evaluate(
            "getComputedStyle(document.querySelector('header')).backgroundColor"
        )
        page.get_by_role("button", name="Dark mode").click()
    assert len(set(found)) == 2


def test_a_browser_that_keeps_nothing_can_still_be_switched(browser, address):
    context = browser.new_context(color_scheme="light", bypass_csp=True)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    page = context.new_page()
    page.goto(address + LESSON)
    page.get_by_role("button", name="Dark mode").click()
    assert page.evaluate(GROUND) == DARK
    context.close()
