"""How readers set the site for themselves: from the first moment, on every page, and nothing breaks."""

import json

import pytest
from axe import addresses, faults
from waiting import drawn

LESSON = "lessons/crossing/"
WIDE, PHONE, SMALLEST = 1400, 390, 320
GROUND = "getComputedStyle(document.body).backgroundColor"
LIGHT, DARK, SEPIA, BLACK = "rgb(255, 254, 251)", "rgb(25, 27, 31)", "rgb(246, 236, 216)", "rgb(0, 0, 0)"
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
COLOURS = {"Light": LIGHT, "Sepia": SEPIA, "Dark": DARK, "High contrast": BLACK}
LARGEST = {"size": "largest", "lines": "wider", "letters": "wider", "width": "long"}
SPACED = (
    "* { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important }"
    " p { margin-bottom: 2em !important }"
)
"""What WCAG 1.4.12 lets readers set for any page."""
CUT = """() => Array.from(document.querySelectorAll('body *')).filter(one => {
  const css = getComputedStyle(one);
  if (!one.checkVisibility({visibilityProperty: true, opacityProperty: true}) || one.closest('svg, textarea, .md-sidebar')) return false;
  if (one.clientWidth <= 1 || css.clipPath !== 'none' || !one.innerText?.trim()) return false;
  const hides = value => value === 'hidden' || value === 'clip';
  return (hides(css.overflowY) && one.scrollHeight > one.clientHeight + 2)
    || (hides(css.overflowX) && css.textOverflow !== 'ellipsis' && one.scrollWidth > one.clientWidth + 2);
}).map(one => one.outerHTML.slice(0, 90))"""
"""Elements that hide a part of their text. A title in the header may end in "…": the page says it again."""


def keep(page, **chosen):
    """Let the browser have kept these choices, and load the page again."""
    page.evaluate(
        "chosen => localStorage.setItem(`${__md_scope.pathname}:settings`, JSON.stringify(chosen))", chosen
    )
    page.reload()


def settings(page):
    page.get_by_role("button", name="Settings").click()
    return page.get_by_role("dialog", name="Settings")


def size(page, selector=".paper"):
    return page.eval_on_selector(selector, "one => parseFloat(getComputedStyle(one).fontSize)")


@pytest.mark.parametrize(("system", "ground"), [("light", LIGHT), ("dark", DARK)])
def test_a_first_visit_is_as_the_system_has_it_even_where_no_script_file_comes(
    browser, address, system, ground
):
    context = browser.new_context(color_scheme=system, bypass_csp=True)
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(address + LESSON)
    assert page.evaluate(GROUND) == ground
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == system
    context.close()


@pytest.mark.parametrize(
    ("chosen", "ground", "scheme"),
    [
        ("light", LIGHT, "light"),
        ("sepia", SEPIA, "light"),
        ("dark", DARK, "dark"),
        ("contrast", BLACK, "dark"),
    ],
)
def test_what_was_chosen_is_there_before_a_script_file_comes(browser, address, chosen, ground, scheme):
    context = browser.new_context(color_scheme="light", bypass_csp=True)
    page = context.new_page()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(address + LESSON)
    before = size(page)
    keep(page, colours=chosen, size="largest")
    assert page.evaluate(GROUND) == ground
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == scheme
    assert size(page) == pytest.approx(before * 1.75, rel=0.01)
    context.close()


def test_the_choice_stays_on_every_page_and_goes_before_the_system(opened, address):
    page = opened(LESSON, color_scheme="light")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"{GROUND} === '{DARK}'")  # nothing is chosen yet
    settings(page).get_by_role("radio", name="Light", exact=True).focus()
    page.keyboard.press("Space")
    assert page.evaluate(GROUND) == LIGHT
    for path in ("glossary/", ""):
        page.goto(address + path)
        assert page.evaluate(GROUND) == LIGHT, path
    for name, ground in COLOURS.items():
        settings(page).get_by_role("radio", name=name, exact=True).check()
        page.keyboard.press("Escape")
        assert page.evaluate(GROUND) == ground
    page.emulate_media(color_scheme="light")
    page.evaluate(SETTLED)
    assert page.evaluate(GROUND) == BLACK
    settings(page).get_by_role("radio", name="As the system").check()
    assert page.evaluate(GROUND) == LIGHT


def test_colours_that_were_chosen_with_the_former_switch_stay(opened):
    page = opened(LESSON, color_scheme="light")
    page.evaluate("localStorage.setItem(`${__md_scope.pathname}:scheme`, 'slate')")
    page.reload()
    assert page.evaluate(GROUND) == DARK
    assert settings(page).get_by_role("radio", name="Dark", exact=True).is_checked()


def test_the_bar_of_the_browser_has_the_colour_of_the_header(opened):
    page = opened(LESSON)
    found = set()
    for name in ("Light", "Sepia", "Dark"):
        settings(page).get_by_role("radio", name=name, exact=True).check()
        page.evaluate(SETTLED)
        bar = page.evaluate("document.querySelector('meta[name=theme-color]').content")
        assert bar == page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor")
        found.add(bar)
        page.keyboard.press("Escape")
    assert len(found) == 3


def test_a_browser_that_keeps_nothing_can_still_be_set(browser, address):
    context = browser.new_context(color_scheme="light", bypass_csp=True)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new DOMException('no', 'SecurityError') }})"
    )
    page = context.new_page()
    page.goto(address + LESSON)
    dialog = settings(page)
    dialog.get_by_role("radio", name="Dark", exact=True).check()
    assert page.evaluate(GROUND) == DARK
    assert "keeps nothing" in dialog.get_by_role("status").inner_text()
    context.close()


@pytest.mark.parametrize("kept", ["{", "7", "null", '"x"', '{"size": {}, "colours": 7}'])
def test_what_is_damaged_is_as_standard(opened, kept):
    page = opened(LESSON, color_scheme="light")
    said = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.evaluate("kept => localStorage.setItem(`${__md_scope.pathname}:settings`, kept)", kept)
    page.reload()
    assert page.evaluate(GROUND) == LIGHT
    assert settings(page).is_visible()
    assert said == []


def test_each_choice_shows_at_once_and_reset_undoes_all(opened):
    page = opened(LESSON, width=WIDE, color_scheme="light")
    look = """() => { const one = document.querySelector('.paper'), css = getComputedStyle(one);
    return [css.fontSize, parseFloat(css.lineHeight) / parseFloat(css.fontSize), css.letterSpacing, css.fontFamily,
      Math.round(document.querySelector('.passage').offsetWidth / parseFloat(css.fontSize))] }"""
    dialog = settings(page)
    standard = page.evaluate(look)
    for at, (group, value) in enumerate(
        [
            ("Text size", "Large"),
            ("Space between lines", "Wide"),
            ("Space between letters and words", "Wide"),
            ("Typeface", "Plain"),
            ("Length of lines", "Short"),
        ]
    ):
        before = page.evaluate(look)
        dialog.get_by_role("group", name=group).get_by_role("radio", name=value, exact=True).check()
        assert page.evaluate(look)[at] != before[at], group
    dialog.get_by_label("Single keys").uncheck()
    page.reload()
    assert page.evaluate(look) != standard
    dialog = settings(page)
    assert dialog.get_by_role("radio", name="Plain").is_checked()
    assert not dialog.get_by_label("Single keys").is_checked()
    dialog.get_by_role("button", name="Reset").click()
    assert page.evaluate(look) == standard
    assert dialog.get_by_label("Single keys").is_checked()
    page.reload()
    assert page.evaluate(look) == standard


def test_another_tab_follows(opened, address):
    page = opened(LESSON, color_scheme="light")
    other = page.context.new_page()
    other.goto(address + "glossary/")
    settings(other).get_by_role("radio", name="Sepia").check()
    page.wait_for_function(f"{GROUND} === '{SEPIA}'")


def test_by_keyboard_the_dialog_opens_closes_and_gives_the_focus_back(opened):
    page = opened(LESSON)
    page.get_by_role("button", name="Settings").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "settings-title"
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(
            "document.activeElement === document.body || document.activeElement.closest('dialog') !== null"
        )
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.settings-button')")


def test_without_scripts_there_is_no_button_that_does_nothing(opened):
    page = opened(LESSON, java_script_enabled=False)
    assert not page.locator(".settings-button").is_visible()
    assert not page.locator(".settings").is_visible()


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("colours", ["sepia", "contrast"])
def test_axe_finds_no_fault_in_any_colours(opened, address, colours, width):
    page = opened("", width=width)
    keep(page, colours=colours)
    found = []
    for path in addresses(address, page):
        page.goto(address + path)
        found += [(path, *one) for one in faults(page)]
    assert found == []


@pytest.mark.parametrize("width", [WIDE, PHONE])
@pytest.mark.parametrize("colours", ["light", "sepia", "dark", "contrast"])
def test_axe_finds_no_fault_with_notes_cards_and_settings_open(opened, colours, width):
    page = opened(f"{LESSON}?round=all", width=width)
    keep(page, colours=colours)
    page.locator(".note-mark").nth(2).click()
    page.locator(".paper a.term").first.click()
    assert faults(page) == []
    page.keyboard.press("Escape")
    settings(page)
    assert faults(page) == []


def test_nothing_is_cut_or_scrolls_sideways_at_the_largest_settings(opened, address):
    page = opened("", width=SMALLEST)
    for face in ("sans", "serif"):
        keep(page, face=face, **LARGEST)
        for path in addresses(address, page):
            page.goto(address + path)
            drawn(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= SMALLEST, (face, path)
            assert page.evaluate(CUT) == [], (face, path)
        settings(page)
        assert page.evaluate("document.querySelector('.settings').scrollWidth") <= SMALLEST
        assert page.evaluate(CUT) == [], face


@pytest.mark.parametrize("width", [WIDE, SMALLEST])
def test_the_spacing_that_readers_may_set_for_themselves_cuts_nothing(opened, address, width):
    page = opened("", width=width)
    for path in addresses(address, page):
        page.goto(address + path)
        page.add_style_tag(content=SPACED)
        drawn(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        assert page.evaluate(CUT) == [], path
    settings(page)
    assert page.evaluate(CUT) == []


def test_the_header_stays_as_high_as_it_is(opened):
    page = opened(LESSON, width=SMALLEST)
    height = page.locator(".md-header").bounding_box()["height"]
    keep(page, **LARGEST)
    assert page.locator(".md-header").bounding_box()["height"] == pytest.approx(height, abs=1)


def test_print_is_the_same_whatever_is_set(opened):
    page = opened(LESSON)
    page.emulate_media(media="print")
    before = (size(page), page.evaluate(GROUND))
    page.emulate_media(media="screen")
    keep(page, size="largest", colours="contrast")
    page.emulate_media(media="print")
    assert (size(page), page.evaluate(GROUND)) == before


def test_what_is_kept_is_only_what_was_chosen(opened):
    page = opened(LESSON)
    dialog = settings(page)
    dialog.get_by_role("radio", name="Sepia").check()
    sizes = dialog.get_by_role("group", name="Text size")
    sizes.get_by_role("radio", name="Large", exact=True).check()
    sizes.get_by_role("radio", name="Standard").check()
    kept = page.evaluate("localStorage.getItem(`${__md_scope.pathname}:settings`)")
    assert json.loads(kept) == {"colours": "sepia"}
