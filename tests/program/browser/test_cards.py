"""Cards that explain a term or a citation."""

import pytest

LESSON = "lessons/crossing/"
WIDE, PHONE = 1400, 390
CARD = ".word:popover-open"


@pytest.mark.parametrize("width", [WIDE, PHONE, 320])
def test_a_card_opens_by_mouse_or_tap_and_stays_on_the_screen(opened, width):
    page = opened(LESSON, width=width, height=700)
    for link in page.locator(".paper :is(a.term, a.cite)").all():
        link.click()
        box = page.locator(CARD).bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert box["y"] >= 0
        page.locator(f"{CARD} .close").click()
        assert page.locator(CARD).count() == 0


def test_a_card_says_what_the_term_means_in_other_languages_and_where_else_it_stands(opened):
    page = opened(LESSON)
    page.locator(".paper a.term[data-term=toll]").click()
    card = page.locator(CARD)
    assert "pays to cross" in card.inner_text().lower()
    assert card.locator("[lang=ur][dir=rtl]").count() == 1
    assert card.locator("[lang=zh-Hans][dir=ltr]").count() == 1
    assert card.get_by_role("link", name="paragraph").count() > 2
    assert card.get_by_role("link", name="In the glossary").get_attribute("href").endswith("glossary/#toll")


def test_a_citation_s_card_tells_what_is_known_and_leads_to_references(opened):
    page = opened(LESSON)
    page.locator(".paper a.cite").first.click()
    card = page.locator(CARD)
    assert "could not be identified" in card.inner_text()
    card.get_by_role("link", name="In the references").click()
    page.wait_for_url("**/references/#cited-*")


def test_a_card_opens_at_hover_stays_while_the_pointer_is_in_it_and_then_closes(opened):
    page = opened(LESSON)
    page.locator(".paper a.term").first.hover()
    page.wait_for_selector(CARD)
    assert page.evaluate("document.activeElement === document.body")
    page.clock.install()
    page.locator(CARD).hover()
    page.clock.run_for(60_000)
    assert page.locator(CARD).count() == 1
    page.mouse.move(5, 700)
    page.wait_for_selector(CARD, state="hidden")


def test_a_card_shows_at_keyboard_focus_and_goes_with_it(opened):
    page = opened(LESSON)
    page.locator(".aims summary").click()
    page.locator(".key-terms a").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('a.term')")
    assert page.locator(CARD).count() == 1
    page.keyboard.press("Escape")
    assert page.locator(CARD).count() == 0
    assert page.evaluate("document.activeElement.matches('a.term')")


def test_enter_leads_into_the_card_and_escape_gives_the_focus_back(opened):
    page = opened(LESSON)
    link = page.locator(".paper a.term").first
    link.focus()
    page.keyboard.press("Enter")
    assert page.evaluate(f"document.activeElement.matches('{CARD}')")
    assert link.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    assert page.evaluate(f"document.activeElement.closest('{CARD}') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.matches('.paper a.term')")
    assert link.get_attribute("aria-expanded") == "false"


def test_a_card_closes_at_a_click_elsewhere(opened):
    page = opened(LESSON)
    page.locator(".paper a.term").first.click()
    assert page.locator(CARD).count() == 1
    page.mouse.click(5, 500)
    assert page.locator(CARD).count() == 0


def test_a_link_opened_in_a_new_tab_is_a_link(opened):
    page = opened(LESSON)
    with page.context.expect_page() as tab:
        page.locator(".paper a.term").first.click(modifiers=["Control"])
    tab.value.wait_for_url("**/glossary/#*")


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_term_in_a_card_takes_the_card_s_place(opened, width):
    page = opened(LESSON, width=width, height=700)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    links = page.locator(".paper a.term")
    for link in links.all():
        link.click()
        known = page.evaluate(
            "[...document.querySelectorAll('.word')].map(one => one.id.replace('card-', ''))"
        )
        terms = [
            one
            for one in page.locator(f"{CARD} a[href*='#']:not(.more, .entry-link)").all()
            if (one.get_attribute("href") or "").partition("#")[2] in known
        ]
        if not terms:
            page.keyboard.press("Escape")
            continue
        name = (terms[0].get_attribute("href") or "").partition("#")[2]
        terms[0].click()
        card = page.locator(CARD)
        assert card.count() == 1
        assert card.get_attribute("id") == f"card-{name}"
        box = card.bounding_box()
        assert box["y"] >= 0
        assert box["y"] < 700
        page.keyboard.press("Escape")
        assert card.count() == 0
        assert link.evaluate("one => one === document.activeElement")
        assert not faults
        return
    pytest.fail("no card of this lesson names a term that has a card")


def test_a_link_elsewhere_with_the_id_of_a_term_is_followed(opened, address):
    page = opened("")

    def with_event(route):
        response = route.fetch()
        link = ' <a id="event" href="../../timeline/#toll">An event</a></h1>'
        route.fulfill(response=response, body=response.text().replace("</h1>", link, 1))

    page.route("**/lessons/crossing/", with_event)
    page.goto(address + LESSON)
    assert page.locator("#card-toll").count() == 1
    link = page.locator("#event")
    assert link.get_attribute("aria-haspopup") is None
    link.click()
    page.wait_for_url("**/timeline/#toll")


def test_a_card_that_has_the_focus_stays_when_the_pointer_goes(opened):
    page = opened(LESSON)
    page.clock.install()
    page.locator(".paper a.term").first.click()
    page.locator(CARD).hover()
    page.mouse.move(5, 700)
    page.clock.run_for(2000)
    assert page.locator(CARD).count() == 1
