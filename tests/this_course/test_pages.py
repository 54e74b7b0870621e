"""The pages of this course in a browser: each is opened, by itself and as readers use it."""

import io
from itertools import combinations, pairwise

import pdfplumber
import pytest
import yaml
from axe import addresses, faults
from projects import BASE, ROOT
from vnu import complaints
from waiting import at_rest, drawn

from build_scripts.inspect import inspect
from build_scripts.shells.disk import read_files, read_site
from build_scripts.web.broken_links import faults as broken

WIDE, PHONE, NARROW = 1280, 390, 320
LESSONS = yaml.safe_load((ROOT / "content/course.yml").read_text(encoding="utf-8"))["lessons"]
EVENTS = len(yaml.safe_load((ROOT / "content/timeline.yml").read_text(encoding="utf-8"))["events"])


def test_every_address_works_and_nothing_is_loaded_from_elsewhere(site):
    assert broken(read_site(site), BASE) == ()


def test_every_page_is_valid_html(once, site):
    assert complaints(site) == []


def test_the_browser_complains_of_nothing_and_asks_nobody_else(browser, address):
    """Every page with its policy; a term and a note are opened where there are any."""
    context = browser.new_context(viewport={"width": WIDE, "height": 900})
    page = context.new_page()
    asked, said, failed = [], [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append((request.url, request.failure)))
    page.on("console", lambda message: said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: said.append(f"{page.url}: {error}"))
    found = addresses(address, page)
    assert len(found) >= len(LESSONS) + 8
    for path in found:
        page.goto(f"{address}{path}?round=all")
        for comfort in (".paper a.term", ".note-mark"):
            if page.locator(comfort).count():
                page.locator(comfort).first.click()
                page.keyboard.press("Escape")
        drawn(page)  # what was open takes a step back in the history as it closes
    context.close()
    assert said == []
    # The icon may still be on its way when the next page is asked for.
    assert [one for one in failed if one[1] != "net::ERR_ABORTED"] == []
    assert [url for url in asked if not url.startswith(address)] == []


@pytest.mark.parametrize(("width", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_axe_finds_no_fault_on_any_page(opened, address, scheme, width):
    page = opened("", width=width, color_scheme=scheme)
    found = []
    for path in addresses(address, page):
        page.goto(address + path)
        found += [(path, *one) for one in faults(page)]
    assert found == []


def test_nothing_scrolls_sideways_at_320_pixels_or_with_text_twice_as_large(opened, address):
    page = opened("", width=NARROW)
    for path in addresses(address, page):
        page.goto(address + path)
        assert page.evaluate("document.documentElement.scrollWidth") <= NARROW, path
        page.set_viewport_size({"width": WIDE, "height": 900})
        page.add_style_tag(content="html { font-size: 250% !important }")
        assert page.evaluate("document.documentElement.scrollWidth") <= WIDE, path
        page.set_viewport_size({"width": NARROW, "height": 900})


@pytest.mark.parametrize("lesson", LESSONS)
def test_notes_stand_beside_their_words_and_never_overlap_or_outrun_the_passage(opened, lesson):
    page = opened(f"lessons/{lesson}/?round=all", width=1400)
    at_rest(page)
    if not page.locator(".notes > .note").count():
        return
    boxes = page.eval_on_selector_all(
        ".notes > .note",
        "notes => notes.map(note => note.getBoundingClientRect()).map(box => [box.left, box.top, box.bottom])",
    )
    passage, notes = (page.locator(part).bounding_box() for part in (".passage", ".notes"))
    assert all(left >= passage["x"] + passage["width"] for left, _, _ in boxes)
    assert all(above[2] <= below[1] for above, below in pairwise(boxes))
    assert notes["height"] - passage["height"] < 80


@pytest.mark.parametrize("width", [WIDE, 700, PHONE, NARROW])
def test_the_timeline_shows_all_events_and_no_words_and_signs_meet(opened, width):
    page = opened("timeline/", width=width)
    form = ".timeline.wide" if width >= 960 else ".timeline.tall"
    assert page.locator(f"{form} a:visible").count() == page.locator("article.event").count() == EVENTS
    boxes = page.eval_on_selector_all(
        f"{form} .sign text.after, {form} .sign text.before, {form} .sign .shape",
        "all => all.map(one => [one.closest('a').dataset.event, one.getBoundingClientRect()])"
        ".map(([id, box]) => [id, box.left, box.top, box.right, box.bottom])",
    )
    assert len(boxes) == 2 * EVENTS
    for one, other in combinations(boxes, 2):
        apart = (
            one[3] <= other[1] + 1.5
            or other[3] <= one[1] + 1.5
            or one[4] <= other[2] + 1.5
            or other[4] <= one[2] + 1.5
        )
        assert apart, (one, other)


def test_the_paper_on_paper_is_whole(browser, address):
    page = browser.new_page()
    page.goto(f"{address}paper/")
    pdf = pdfplumber.open(io.BytesIO(page.pdf(format="A4")))
    page.close()
    printed = "".join("".join(sheet.extract_text() for sheet in pdf.pages).split())
    woven = inspect(*read_files(ROOT)).woven
    first_words = ["".join(woven.paper.words(one.span).split())[:20] for one in woven.paper.paragraphs]
    assert len(first_words) == 17
    assert [words for words in first_words if words not in printed] == []


def test_search_finds_a_term_by_each_of_its_languages(opened):
    page = opened("about/")
    page.locator(".search-button").click()
    for typed in ("CPEC", "گوادر", "一带一路"):
        page.locator(".search input").fill("")
        page.locator(".search input").fill(typed)
        page.wait_for_selector(".search-body[aria-busy=false]")
        assert "/glossary/#" in page.locator(".search-results a").first.get_attribute("href"), typed


def test_every_lesson_has_its_handouts(site):
    for lesson in LESSONS:
        for form in ("a4", "letter", "a4-large-print", "letter-large-print"):
            assert (site / f"handouts/{lesson}-handout-{form}.pdf").read_bytes().startswith(b"%PDF")
