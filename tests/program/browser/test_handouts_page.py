"""The reader says once which paper there is; all pages show that."""

import pytest


def shown(page):
    return {link.get_attribute("data-size") for link in page.locator(".files a").all() if link.is_visible()}


def test_the_paper_is_chosen_once(opened, address):
    page = opened("downloads/", locale="en-US", timezone_id="America/New_York")
    assert shown(page) == {"letter"}
    page.get_by_label("A4", exact=True).check()
    assert shown(page) == {"a4"}
    page.goto(address + "lessons/crossing/")
    assert shown(page) == {"a4"}
    assert page.get_by_label("A4", exact=True).is_checked()


@pytest.mark.parametrize(
    ("locale", "zone"), [("en-GB", "Europe/London"), ("en-US", "Asia/Karachi"), ("en-US", "Asia/Shanghai")]
)
def test_elsewhere_it_is_a4_at_first_also_in_a_browser_in_american_english(opened, locale, zone):
    assert shown(opened("downloads/", locale=locale, timezone_id=zone)) == {"a4"}


def test_without_scripts_both_are_there(opened):
    page = opened("lessons/crossing/", java_script_enabled=False)
    assert shown(page) == {"a4", "letter"}


def test_a_link_leads_to_the_file(opened):
    page = opened("lessons/crossing/", locale="en-GB")
    link = page.locator(".files a").first
    answer = page.request.get(link.evaluate("link => link.href"))
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.body().startswith(b"%PDF")


def test_a_size_of_paper_that_there_is_not_is_not_chosen(opened):
    page = opened("downloads/", locale="en-GB")
    page.get_by_label("US Letter", exact=True).check()
    page.evaluate(
        "Object.keys(localStorage).filter(one => one.endsWith(':paper')).forEach(one => { localStorage[one] = 'a5'; })"
    )
    page.reload()
    assert page.get_by_label("A4", exact=True).is_checked()
    assert shown(page) == {"a4"}
