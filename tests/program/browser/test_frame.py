"""What the frame around a page does by script: it says where the reader is, and opens what an address names."""

import re

import pytest
from waiting import at_rest, drawn

LESSON = "lessons/crossing/"
TITLE = ".md-header__title"
HERE = ".md-sidebar--secondary .md-nav__link--active"


def test_no_script_of_the_theme_is_asked_for(opened, site):
    page = opened(LESSON)
    asked = page.evaluate("Array.from(document.scripts, one => one.src).filter(Boolean)")
    assert [one.rpartition("/")[2] for one in asked] == ["course.js"]
    assert not (site / "assets/javascripts").exists()


def test_few_pages_ask_for_what_only_they_need(opened):
    page = opened("my-reading/")
    asked = page.evaluate("Array.from(document.scripts, one => one.src).filter(Boolean)")
    assert [one.rpartition("/")[2] for one in asked] == ["course.js", "your_work.js", "my_reading.js"]
    assert page.locator("[data-my-reading]").is_visible()
    assert page.locator("[data-summary]").first.is_visible()


def test_the_header_names_the_page_once_its_title_is_out_of_view(opened):
    page = opened("glossary/")
    assert "active" not in page.locator(TITLE).get_attribute("class")
    page.evaluate("scrollTo(0, 1500)")
    page.wait_for_selector(f"{TITLE}--active")
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_selector(f"{TITLE}:not({TITLE}--active)")


def test_the_contents_say_where_the_reader_is(opened):
    page = opened("paper/")
    links = page.locator(".md-sidebar--secondary [data-md-component=toc] > li > a")
    assert links.count() >= 2
    for at in (1, 0):
        name = links.nth(at).get_attribute("href")
        links.nth(at).click()
        page.wait_for_selector(f"{HERE}[href='{name}']")
        assert page.locator(HERE).count() == 1


ASKED = """() => new Promise(done => {
  const kinds = ["getClientRects", "getBoundingClientRect"], usual = kinds.map(kind => Element.prototype[kind]);
  let asked = 0;
  kinds.forEach((kind, at) => {
    Element.prototype[kind] = function () { asked += 1; return usual[at].call(this); };
  });
  scrollBy({ top: 40, behavior: "instant" });
  requestAnimationFrame(() => requestAnimationFrame(() => {
    kinds.forEach((kind, at) => { Element.prototype[kind] = usual[at]; });
    done(asked);
  }));
})"""
"""Scroll a little, and count how often scripts ask where something is."""


def test_scrolling_a_page_with_a_thousand_headings_asks_for_few_places(opened):
    page = opened("accessibility/")

    def with_headings(route):
        many = range(1000)
        text = "".join(f'<h2 id="made-{at}">Made {at}</h2><p>Words.</p>' for at in many)
        links = "".join(f'<li><a class="md-nav__link" href="#made-{at}">Made {at}</a></li>' for at in many)
        body = route.fetch().text().replace("</h1>", f"</h1>{text}", 1)
        toc = re.sub(r'(<ul [^>]*data-md-component="toc"[^>]*>)', rf"\1{links}", body)
        assert toc != body
        route.fulfill(body=toc, content_type="text/html")

    page.route(page.url, with_headings)
    page.reload()
    drawn(page)
    page.evaluate("document.getElementById('made-600').scrollIntoView({ behavior: 'instant' })")
    page.wait_for_selector(f"{HERE}[href='#made-600']")
    assert page.evaluate(ASKED) < 50
    # Also if a filter has taken most of them away.
    page.evaluate(
        "document.querySelectorAll('[id^=made-]').forEach((one, at) => { one.hidden = at < 998 && at % 7 > 0; })"
    )
    page.evaluate("document.getElementById('made-700').scrollIntoView({ behavior: 'instant' })")
    page.wait_for_selector(f"{HERE}[href='#made-700']")


@pytest.mark.parametrize("height", [300, 900])
def test_the_menu_beside_a_page_shows_its_place_and_stays_within_the_window(opened, height):
    page = opened("accessibility/", width=1400, height=height)
    drawn(page)
    here = page.locator(".md-sidebar--primary a.md-nav__link--active").bounding_box()
    box = page.locator(".md-sidebar--primary .md-sidebar__scrollwrap").bounding_box()
    assert box["y"] + box["height"] <= height
    assert box["y"] <= here["y"]
    assert here["y"] + here["height"] <= box["y"] + box["height"]


def test_a_folded_place_opens_for_its_address_and_for_print(opened):
    page = opened(LESSON)
    place = page.evaluate(
        """() => {
          const folded = document.querySelector(".md-content details:not([open])");
          folded.querySelector(":scope > :not(summary)").id = "inside";
          folded.id ||= "folded";
          return folded.id;
        }"""
    )
    page.evaluate("location.hash = '#inside'")
    page.wait_for_selector(f"#{place}[open]")
    page.evaluate("document.getElementById('inside').parentElement.closest('details').open = false")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".md-content details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator(f"#{place}:not([open])").count() == 1


def test_a_link_in_the_open_menu_closes_it(opened):
    page = opened("glossary/", width=390)
    page.get_by_role("button", name="Menu").click()
    at_rest(page)
    page.evaluate("location.hash = '#' + document.querySelector('article [id]').id")
    page.wait_for_function("!document.getElementById('__drawer').checked")


def test_keys_lead_to_the_pages_around(opened):
    page = opened(LESSON)
    after = page.locator("link[rel=next]").evaluate("one => one.href")
    here = page.url
    page.keyboard.press("n")
    page.wait_for_url(after)
    page.keyboard.press("p")
    page.wait_for_url(here)


def test_a_wide_table_of_a_page_in_markdown_scrolls_by_itself(opened):
    page = opened(LESSON, width=320)
    cells = "".join(f"<td>{'wide' * 9}</td>" for _ in range(9))

    def with_table(route):
        body = route.fetch().text().replace("</article>", f"<table><tr>{cells}</tr></table></article>")
        route.fulfill(body=body, content_type="text/html")

    page.route(page.url, with_table)
    page.reload()
    box = page.locator(".md-typeset__scrollwrap:has(> .md-typeset__table > table)")
    assert box.evaluate("one => one.scrollWidth > one.clientWidth")
    assert page.evaluate("document.documentElement.scrollWidth") == 320
