"""What a reader does, in a real browser on the real course."""

import re
from itertools import pairwise

import pytest
from lxml import etree
from projects import ROOT

LESSON = "lessons/rise/"
WIDE, PHONE = 1400, 390


@pytest.mark.parametrize("term", ["CPEC", "hedging", "Gwadar"])
def test_search_finds_a_term_s_entry_first(opened, term):
    assert search(opened(""), term)[0].endswith(f"glossary/#{term.lower()}")


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("friendship between Great Britain", "paper/#p5"),
        ("Silk Road Economic Belt", "timeline/#silk-road-speech"),
        ("boundary agreement", "timeline/#boundary-agreement"),
        ("all-weather friend neutral", "questions/#neutral-friend"),
    ],
)
def test_search_finds_phrases_events_and_questions(opened, words, place):
    assert any(found.endswith(place) for found in search(opened(""), words))


def search(page, words):
    """The parts of pages that search finds, in order."""
    page.locator(".md-search__input").click()
    page.locator(".md-search__input").press_sequentially(words)
    page.wait_for_function(
        "/[1-9].*document/.test(document.querySelector('.md-search-result__meta').textContent)"
    )
    links = page.eval_on_selector_all(".md-search-result__link", "links => links.map(link => link.href)")
    return [re.sub(r"\?h=[^#]*", "", link) for link in links if "#" in link]


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_note_opens_by_mouse(opened, width):
    page = opened(LESSON, width=width)
    mark = page.locator(".note-mark").nth(1)
    mark.click()
    note = page.locator(f"#{mark.get_attribute('aria-controls')}")
    assert "open" in note.get_attribute("class")
    assert mark.get_attribute("aria-expanded") == "true"
    assert note.is_visible()
    mark.click()
    assert mark.get_attribute("aria-expanded") == "false"


@pytest.mark.parametrize("key", ["Enter", " "])
def test_a_note_opens_below_its_paragraph_by_keyboard_and_escape_gives_the_focus_back(opened, key):
    page = opened(LESSON, width=PHONE)
    mark = page.locator(".note-mark").nth(1)
    mark.focus()
    page.keyboard.press(key)
    note = mark.get_attribute("aria-controls")
    assert page.evaluate("document.activeElement.id") == note
    assert page.evaluate("document.querySelector('#p5').nextElementSibling.id") == note
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.note-mark')")


def test_notes_stand_beside_their_words_and_never_overlap(opened):
    page = opened(LESSON, width=WIDE)
    boxes = page.eval_on_selector_all(
        ".notes > .note",
        "notes => notes.map(note => note.getBoundingClientRect()).map(box => [box.left, box.top, box.bottom])",
    )
    passage = page.locator(".paper").first.bounding_box()
    assert len(boxes) > 5
    assert all(left > passage["x"] + passage["width"] for left, _, _ in boxes)
    assert all(above[2] <= below[1] for above, below in pairwise(boxes))


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_definition_opens_by_mouse_and_stays_on_the_screen(opened, width):
    page = opened(LESSON, width=width)
    for link in page.locator(".paper a.term").all()[:6]:
        link.click()
        page.wait_for_selector(".term-card")
        box = page.locator(".term-card").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        page.locator(".term-card button").click()
        assert page.locator(".term-card").count() == 0


def test_a_definition_opens_by_keyboard_and_escape_gives_the_focus_back(opened):
    page = opened(LESSON)
    page.locator(".paper a.term").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".term-card")
    assert page.evaluate("document.activeElement.matches('.term-card')")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('a.term')")


def test_a_definition_closes_at_a_click_elsewhere(opened):
    page = opened(LESSON)
    page.locator(".paper a.term").first.click()
    page.wait_for_selector(".term-card")
    page.mouse.click(5, 500)
    page.wait_for_selector(".term-card", state="detached")


def test_a_paragraph_s_link_jumps_there(opened):
    page = opened("paper/#p12")
    page.wait_for_function("Math.abs(document.querySelector('#p12').getBoundingClientRect().top) < 200")
    page.locator("#p12 .permalink").click()
    assert page.url.endswith("paper/#p12")


def test_scripts_leave_the_paper_s_words_alone(opened, address):
    own = """ps => ps.map(p => { const copy = p.cloneNode(true);
        copy.querySelectorAll('[data-editorial]').forEach(one => one.remove()); return copy.textContent })"""
    with_script = opened(LESSON).eval_on_selector_all(".paper", own)
    without = (
        opened(LESSON, java_script_enabled=True)
        .context.browser.new_context(java_script_enabled=False)
        .new_page()
    )
    without.goto(address + LESSON)
    assert with_script == [re.sub(r"\s+", " ", words) for words in with_script]
    assert [without.locator(".paper").nth(n).count() for n in range(len(with_script))] == [1] * len(
        with_script
    )


def test_without_javascript_everything_can_be_read(opened):
    page = opened(LESSON, java_script_enabled=False)
    for selector in (".paper", ".note", ".question", ".check"):
        parts = page.locator(selector).all()
        assert parts
        assert all(part.is_visible() for part in parts)
    page.locator(".note-mark").first.click()
    assert "#note-" in page.url
    page.goto(page.url.split("lessons/")[0] + "glossary/")
    assert page.locator(".entry").last.is_visible()


def addresses(address, page):
    """Every page of the sitemap, below the folder that the site is served in."""
    tree = etree.fromstring(page.request.get(address + "sitemap.xml").body())
    found = [loc.text.replace("https://example.org/close-reading-course/", "") for loc in tree.iter("{*}loc")]
    assert len(found) >= 17
    return found


def test_nothing_scrolls_sideways_at_320_pixels(opened, address):
    page = opened("", width=320)
    for path in addresses(address, page):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path


def test_the_menu_opens_by_keyboard_at_320_pixels(opened):
    page = opened("", width=320)
    page.locator(".md-header .menu-button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.getElementById('__drawer').checked")


def test_print_shows_notes_and_terms_and_hides_navigation(opened):
    page = opened(LESSON, width=WIDE, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(".note").first.is_visible()
    assert page.locator(".question").first.is_visible()
    assert page.locator(".key-terms li").first.is_visible()
    assert not page.locator(".md-header").is_visible()
    assert not page.locator(".md-sidebar--primary").is_visible()
    assert page.eval_on_selector(".paper", "p => getComputedStyle(p).color") == "rgb(0, 0, 0)"
    notes = page.locator(".notes .note").all()
    words = page.locator(".paper").last.bounding_box()
    assert all(note.bounding_box()["y"] > words["y"] for note in notes)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, PHONE])
def test_axe_finds_no_fault_on_any_page(opened, address, scheme, width):
    axe = (ROOT / "tests/node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    page = opened("", width=width, color_scheme=scheme)
    faults = []
    for path in addresses(address, page):
        page.goto(address + path)
        page.evaluate(axe)
        found = page.evaluate(
            "axe.run({runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']}).then(r => "
            "r.violations.flatMap(v => v.nodes.map(n => [v.id, n.target.join(' '), n.html.slice(0, 120)])))"
        )
        faults += [(path, *one) for one in found]
    assert faults == []
