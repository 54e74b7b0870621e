"""The home page: the course at a glance, and where the reader left off."""

import pytest


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


def test_the_way_in_is_in_view_on_a_phone_without_javascript_too(opened):
    page = opened("", width=320, height=600, java_script_enabled=False)
    link = page.get_by_role("link", name="Start: lesson 1, How to begin")
    box = link.bounding_box()
    assert box["y"] + box["height"] < 600
    link.click()
    page.wait_for_url("**/lessons/how-to-begin/")


def read_to(page, part):
    """Scroll so that a part of the page is read, and wait until that is kept."""
    page.locator(f"#{part}").evaluate("one => one.scrollIntoView({ block: 'start' })")
    page.wait_for_function(
        'part => Object.values(localStorage).some(value => value.includes(`"${part}"`))', arg=part
    )


def test_a_reader_finds_the_way_back_to_the_paragraph_of_each_lesson(opened):
    page = opened("lessons/toll/")
    home = page.url.split("lessons/")[0]
    read_to(page, page.locator(".paper").nth(1).get_attribute("id"))
    page.goto(home + "lessons/crossing/")
    read_to(page, "p6")
    page.goto(home)
    assert page.locator(".begin a").all_inner_texts() == ["Continue: lesson 3, The crossing, paragraph 6"]
    assert page.locator(".card .progress a").count() == 2
    page.locator(".begin a").click()
    page.wait_for_url("**/lessons/crossing/#p6")
    page.goto(home + "glossary/")
    link = page.locator(".md-sidebar--primary .continue a")
    assert link.inner_text() == "Continue: The crossing, paragraph 6"
    link.click()
    page.wait_for_url("**/lessons/crossing/#p6")


def test_opening_a_lesson_again_does_not_lose_the_place_in_it(opened):
    page = opened("lessons/crossing/")
    read_to(page, "p6")
    page.goto(page.url.split("lessons/")[0] + "about/")
    page.goto(page.url.replace("about/", "lessons/crossing/"))
    page.goto(page.url.split("lessons/")[0] + "lessons/")
    assert page.locator(".progress a").inner_text() == "paragraph 6"


def test_what_is_done_is_told_in_words_and_counts(opened):
    page = opened("lessons/crossing/")
    page.locator(".check input").first.check()
    page.locator(".answer summary").first.click()
    page.locator(".question textarea").first.fill("Mine.")
    page.get_by_role("checkbox", name="I have finished this lesson").check()
    assert "finished" in page.locator(".md-sidebar--primary a[aria-current]").inner_text()
    for path in ("", "lessons/"):
        page.goto(page.url.split("lessons/")[0] + path)
        told = page.locator(".progress:visible").inner_text()
        assert "✓ Finished on " in told
        assert "1 of 4 questions answered." in told, told
        assert "1 of 3 self-checks done." in told, told
    page.goto(page.url.split("lessons/")[0])
    assert page.locator(".begin a").inner_text() == "Continue: lesson 1, How to begin"


@pytest.mark.parametrize(
    ("zone", "now", "told"),
    [
        ("America/Los_Angeles", "2026-11-27T22:00:00-08:00", "November 27, 2026"),
        ("Pacific/Auckland", "2026-11-27T09:00:00+13:00", "November 27, 2026"),
    ],
)
def test_a_lesson_is_finished_on_the_day_that_it_is_where_the_reader_is(opened, zone, now, told):
    page = opened("lessons/crossing/", locale="en-US", timezone_id=zone)
    page.clock.set_fixed_time(now)
    page.get_by_role("checkbox", name="I have finished this lesson").check()
    page.goto(page.url.split("lessons/")[0])
    assert f"Finished on {told}." in page.locator(".progress:visible").inner_text()


def test_progress_can_be_switched_off_and_erased(opened):
    page = opened("lessons/crossing/")
    read_to(page, "p6")
    home = page.url.split("lessons/")[0]
    page.goto(home)
    page.locator(".your-work summary").click()
    switch = page.get_by_role("checkbox", name="Remember where I was")
    switch.uncheck()
    assert page.locator(".progress:visible, .continue").count() == 0
    assert page.locator(".begin a").inner_text().startswith("Start")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="My progress").click()
    page.goto(home + "lessons/crossing/")
    page.locator("#p6").evaluate("p => p.scrollIntoView({ block: 'start' })")
    page.locator(".check input").first.check()
    assert not page.locator(".finished").is_visible()
    kept = page.evaluate("Object.keys(localStorage).map(key => key.split(':')[1])")
    assert [key for key in kept if key.startswith(("place-", "check-", "done-"))] == []


def test_the_one_place_of_before_is_taken_over(opened):
    page = opened("")
    page.evaluate(
        """() => localStorage.setItem(`${new URL('.', location).pathname}:left-off`,
        JSON.stringify({ lesson: 'crossing', title: 'The crossing', paragraph: 'p6', called: '' }))"""
    )
    page.goto(page.url + "about/")
    page.goto(page.url.replace("about/", ""))
    assert page.locator(".begin a").get_attribute("href").endswith("lessons/crossing/#p6")
    assert not page.evaluate("Object.keys(localStorage).some(key => key.endsWith('left-off'))")


def test_a_damaged_place_is_no_fault(opened):
    page = opened("lessons/crossing/")
    key = page.evaluate("Object.keys(localStorage).find(key => key.endsWith('place-crossing'))")
    home = page.url.split("lessons/")[0]
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(home + "about/")
    for damaged in ('{"lesson": "ri', "7", "[]", "null"):
        page.evaluate("([key, value]) => localStorage.setItem(key, value)", [key, damaged])
        page.goto(home)
        page.wait_for_load_state("load")
        assert faults == []
        assert page.locator(".progress a, .continue").count() == 0
