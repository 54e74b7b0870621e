"""The home page: the course at a glance, and where the reader left off."""


def test_the_course_stands_there_at_a_glance(opened):
    page = opened("")
    cards = page.locator(".cards .card")
    assert cards.count() == 7
    for card in cards.all():
        assert card.locator("h3 a").count() == 1
        assert "minutes" in card.inner_text()
        card.locator("summary").click()
        assert 3 <= card.locator("li:visible").count() <= 5
    assert "How to cite" in page.locator("article").inner_text()


def test_a_reader_finds_the_way_back_to_the_paragraph(opened):
    page = opened("")
    assert not page.locator(".left-off").is_visible()
    page.goto(page.url + "lessons/crossing/")
    page.locator("#p6").evaluate("p => p.scrollIntoView({ block: 'start' })")
    page.wait_for_function("Object.values(localStorage).some(value => value.includes('p6'))")
    page.goto(page.url.split("lessons/")[0])
    link = page.locator(".left-off a")
    assert link.inner_text() == "The crossing, paragraph 6"
    link.click()
    page.wait_for_url("**/lessons/crossing/#p6")


def test_single_keys_can_be_switched_off_on_the_page_on_accessibility(opened):
    page = opened("accessibility/")
    page.get_by_label("Keys of one letter work").uncheck()
    page.locator("h1").click()
    page.keyboard.press("f")
    assert not page.evaluate("document.querySelector('.search').open")
    page.get_by_label("Keys of one letter work").check()
    page.locator("h1").click()
    page.keyboard.press("f")
    assert page.evaluate("document.querySelector('.search').open")


def test_a_damaged_place_is_forgotten_without_a_fault(opened):
    page = opened("lessons/crossing/")
    key = page.evaluate("Object.keys(localStorage).find(key => key.endsWith('left-off'))")
    home = page.url.split("lessons/")[0]
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(home + "about/")
    page.evaluate('key => localStorage.setItem(key, \'{"lesson": "ri\')', key)
    page.goto(home)
    page.wait_for_load_state("load")
    assert faults == []
    assert not page.locator(".left-off").is_visible()
    assert page.evaluate("key => localStorage.getItem(key)", key) is None
