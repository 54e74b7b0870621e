"""A reading list leads through its lessons in its order, and the list of lessons shows those alone."""

CHOSEN = ["toll", "crossing", "conclusion"]
ASKED = f"?lessons={','.join(CHOSEN)}"


def test_a_list_leads_from_lesson_to_lesson_and_back_to_itself(opened):
    page = opened("lists/one-afternoon/")
    links = page.locator("[data-reading-list] h3 a").all()
    assert [one.get_attribute("href").rpartition("/lessons/")[2] for one in links] == [
        f"{id_}/{ASKED}" for id_ in CHOSEN
    ]
    links[0].click()
    for number, id_ in enumerate(CHOSEN, 1):
        page.wait_for_url(f"**/lessons/{id_}/{ASKED}")
        assert page.get_by_text(f"{number} of 3 in your reading list").is_visible()
        page.locator("a.md-footer__link--next").click()
    page.wait_for_url(f"**/lessons/{ASKED}")
    shown = [
        one.get_attribute("data-listed") for one in page.locator("[data-listed]").all() if one.is_visible()
    ]
    assert shown == CHOSEN
    page.get_by_role("link", name="Show all lessons").click()
    page.wait_for_url("**/lessons/")
    assert all(one.is_visible() for one in page.locator("[data-listed]").all())
