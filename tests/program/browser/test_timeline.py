"""The timeline as a reader meets it, in a real browser on the course of two towns.

What users of TimelineJS3 ask for in its issues #270 (keyboard, words for every sign), #862 (a landmark
and a heading for the chart) and #865 (following a mark reads one heading, not everything) holds here.
"""

import re
from itertools import combinations

import pytest
import yaml
from axe import faults as faults_of
from bundled import leave_out
from playwright.sync_api import expect
from projects import TOWNS

from build_scripts.shared.dates import read_date

PAGE, LESSON = "timeline/", "lessons/silences/"
WIDE, PHONE, NARROW = 1280, 390, 320
TIMELINE, *PARTS = (
    yaml.load(path.read_text(encoding="utf-8"), yaml.BaseLoader)
    for path in (TOWNS / "content/timeline.yml", *sorted((TOWNS / "content/timeline").glob("*.yml")))
)
TIMELINE["events"] += [event for part in PARTS for event in part["events"]]
THEMES = {theme["id"]: theme["title"] for theme in TIMELINE["themes"]}
EVENTS = len(TIMELINE["events"])


def shown_status(page) -> str:
    return page.locator(".filters [role=status]").inner_text()


def open_events(page) -> list[str]:
    return page.eval_on_selector_all(
        "article.event", "events => events.filter(one => one.offsetHeight).map(one => one.dataset.event)"
    )


@pytest.mark.parametrize(("width", "form", "other"), [(WIDE, "wide", "tall"), (PHONE, "tall", "wide")])
def test_one_chart_is_shown_and_it_has_every_event_by_date(opened, width, form, other):
    page = opened(PAGE, width=width)
    assert page.locator(f".timeline.{form}").is_visible()
    assert not page.locator(f".timeline.{other}").is_visible()
    entries = page.eval_on_selector_all(f".timeline.{form} a", "all => all.map(one => one.dataset.event)")
    listed = page.eval_on_selector_all("article.event", "all => all.map(one => one.dataset.event)")
    assert len(entries) == EVENTS
    assert entries == listed


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_a_screen_reader_is_told_what_place_shape_and_colour_say(opened, width):
    page = opened(PAGE, width=width)
    chart = page.get_by_role("navigation", name="The picture")
    assert page.get_by_role("heading", name="The picture").count() == 1
    assert chart.get_by_role("group", name="17 events from 1700 to 1930").count() == 1
    assert chart.get_by_role("link").count() == EVENTS
    told = page.eval_on_selector_all(
        ".timeline a", "all => all.map(one => one.querySelector('title').textContent)"
    )
    assert len(set(told)) == EVENTS
    for event in TIMELINE["events"]:
        when = read_date(event["date"])
        doubts = [
            *(["disputed"] if "dispute" in event else []),
            *(["not verified"] if "unverified" in event else []),
        ]
        name = ", ".join([event["title"], when.words, THEMES[event["theme"]], *doubts])
        assert chart.get_by_role("link", name=name, exact=True).count() == 1, name


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_marks_are_reached_and_followed_by_keyboard(opened, width):
    page = opened(PAGE, width=width)
    page.locator(".past").focus()
    assert page.locator(".past").bounding_box()["height"] > 10
    for _ in range(3):
        page.keyboard.press("Tab")
    focused = page.evaluate("document.activeElement.dataset.event")
    assert focused == "great-frost"
    ring = page.eval_on_selector(
        f".timeline a[data-event={focused}]:focus .hit", "one => getComputedStyle(one).stroke"
    )
    assert ring != "none"
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"#{focused}$"))
    page.wait_for_function(
        "id => { const top = document.getElementById(id).getBoundingClientRect().top; return top > -100 && top < 300 }",
        arg=focused,
    )
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article').dataset.event") == focused


def test_the_picture_can_be_passed_by_keyboard(opened):
    page = opened(PAGE)
    page.locator(".past").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article, form') !== null")


def test_nothing_but_a_short_count_is_announced(opened):
    live = "[aria-live]:not([aria-live=off]), [role=status], [role=alert], [role=log]"
    spoken = "all => all.map(one => one.textContent.trim())"
    page = opened(PAGE)
    before = page.eval_on_selector_all(live, spoken)
    page.locator(".timeline a:visible .hit").first.click()
    expect(page).to_have_url(re.compile(f"#{TIMELINE['events'][0]['id']}$"))
    assert page.eval_on_selector_all(live, spoken) == before
    assert page.locator(f":is({live}) article.event, :is({live}) .timeline").count() == 0


@pytest.mark.parametrize("width", [WIDE, 1000, 700, PHONE, NARROW])
def test_words_and_signs_never_meet_and_stay_inside(opened, width):
    page = opened(PAGE, width=width)
    form = ".timeline.wide" if width >= 960 else ".timeline.tall"
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
    assert all(left >= 0 and right <= width for _, left, _, right, _ in boxes)
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_targets_are_24_pixels_at_320(opened):
    page = opened(PAGE, width=NARROW)
    heights = page.eval_on_selector_all(
        ".timeline.tall .hit", "all => all.map(one => one.getBoundingClientRect().height)"
    )
    assert min(heights) >= 24


@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_without_javascript_all_is_there_and_nothing_that_would_not_work(opened, width):
    page = opened(PAGE, width=width, java_script_enabled=False)
    assert page.locator(".timeline a:visible").count() == EVENTS
    assert page.locator("article.event:visible").count() == EVENTS
    assert page.locator(".filters:visible").count() == 0
    page.locator(".timeline a:visible .hit").nth(5).click()
    expect(page).to_have_url(re.compile("#act-of-1849$"))


def test_a_script_that_fails_hides_nothing(opened, address):
    page = opened("")
    leave_out(page, "filter.js", "timeline.js")
    page.goto(address + PAGE)
    assert page.locator("article.event:visible").count() == EVENTS
    assert page.locator(".filters:visible").count() == 0


def test_filters_say_how_many_are_shown_and_are_kept_in_the_address(opened):
    page = opened(PAGE)
    assert shown_status(page) == f"All {EVENTS} events shown."
    page.get_by_role("checkbox", name="Trade").check()
    number = sum(event["theme"] == "trade" for event in TIMELINE["events"])
    assert shown_status(page) == f"{number} of {EVENTS} events shown."
    assert len(open_events(page)) == number
    assert page.locator(".timeline.wide .sign:not(.filtered)").count() == number
    page.get_by_role("checkbox", name="Afterwards").check()
    assert shown_status(page) == f"0 of {EVENTS} events shown. Choose less, or show all."
    page.get_by_role("checkbox", name="Law").check()
    assert open_events(page) == ["one-borough"]
    assert page.locator(".period-events:visible").count() == 1
    page.reload()
    assert open_events(page) == ["one-borough"]
    page.get_by_role("button", name="Show all").click()
    assert len(open_events(page)) == EVENTS
    assert "?" not in page.url


def test_an_event_that_a_filter_hides_is_shown_to_who_follows_a_link_to_it(opened):
    page = opened(PAGE + "?theme=trade#flood")
    assert page.locator("#flood").is_visible()
    page.wait_for_function("Math.abs(document.getElementById('flood').getBoundingClientRect().top) < 300")


def test_filtered_marks_are_out_of_the_keyboard_s_way(opened):
    page = opened(PAGE + "?theme=trade")
    page.locator(".past").focus()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.dataset.theme") == "trade"


def test_an_event_s_link_is_copied(opened):
    page = opened(PAGE, permissions=["clipboard-read", "clipboard-write"])
    event = page.locator("article[data-event=flood]")
    event.get_by_role("link", name="Link to The flood takes two arches").click()
    page.get_by_text("The link is copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    assert page.url.endswith("timeline/#flood")


def test_a_link_is_copied_where_the_address_is_not_secure(browser, address):
    page = browser.new_page()
    page.goto(address.replace("127.0.0.1", "classroom.test") + PAGE)
    assert page.evaluate("navigator.clipboard === undefined")
    page.locator("article[data-event=flood] .copy-link").click()
    expect(page.locator(".told")).to_have_text("The link is copied")
    page.wait_for_url("**/timeline/#flood")  # which takes the focus from the link
    page.evaluate("document.body.append(Object.assign(document.createElement('textarea'), { id: 'paste' }))")
    page.locator("#paste").focus()
    page.keyboard.press("Control+v")
    assert page.locator("#paste").input_value() == page.url
    page.close()


def test_events_name_sources_disputes_paragraphs_and_lessons(opened):
    event = opened(PAGE).locator("article[data-event=flood]")
    assert event.locator("a.source").count() >= 2
    assert event.get_by_role("link", name="paragraph 10").get_attribute("href").endswith("paper/#p10")
    assert event.get_by_role("link", name="What the paper leaves out").count() == 1
    disputed = opened(PAGE).locator("article[data-event=bridge-opened] .dispute li")
    assert disputed.count() >= 3
    assert all(one.locator("a.source").count() for one in disputed.all())


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_a_lesson_s_strip_numbers_its_events_as_the_list_does(opened, width):
    page = opened(LESSON, width=width)
    numbers = page.locator(".strip .point .number").all_text_contents()
    links = page.eval_on_selector_all(".strip-frame + ol a", "all => all.map(one => one.hash.slice(1))")
    points = page.eval_on_selector_all(".strip .point", "all => all.map(one => one.dataset.event)")
    assert numbers == [str(number) for number in range(1, len(links) + 1)]
    assert points == links
    assert len(points) + page.locator(".strip .other").count() == EVENTS
    boxes = page.eval_on_selector_all(
        ".strip .point .number, .strip .point .shape",
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.left, box.top, box.right, box.bottom])",
    )
    for one, other in combinations(boxes, 2):
        assert (
            one[2] <= other[0] + 1
            or other[2] <= one[0] + 1
            or one[3] <= other[1] + 3
            or other[3] <= one[1] + 3
        )
    assert all(box[0] >= 0 and box[2] <= width for box in boxes)


def test_a_mark_of_a_strip_leads_to_its_event_and_without_javascript_the_list_does(opened):
    page = opened(LESSON)
    page.locator(".strip .point[data-event=flood] .hit").click()
    page.wait_for_url("**/timeline/#flood")
    plain = opened(LESSON, java_script_enabled=False)
    first = plain.locator(".strip-frame + ol a").first
    event = first.get_attribute("href").split("#")[1]
    first.click()
    assert plain.url.endswith(f"timeline/#{event}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [WIDE, PHONE])
def test_axe_finds_no_fault_with_filters_in_use(opened, scheme, width):
    page = opened(PAGE + "?theme=law&period=two-crossings", width=width, color_scheme=scheme)
    assert faults_of(page) == []


COLOURS = """form => Array.from(document.querySelectorAll(form + ' .sign .shape, ' + form + ' .sign text')).map(one =>
    [one.tagName, getComputedStyle(one).fill, getComputedStyle(one).stroke])"""


def contrast(one: str, other: str) -> float:
    """Contrast of two colours as browsers write them: WCAG 2.2, relative luminance."""

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        red, green, blue = (
            part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
        )
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_signs_and_words_stand_out_from_the_ground(opened, scheme):
    page = opened(PAGE, color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    looks = set()
    for tag, fill, stroke in page.evaluate(COLOURS, ".timeline.wide"):
        ink = max((fill, stroke) if tag == "path" else (fill,), key=lambda colour: contrast(colour, ground) if colour != "none" else 0)  # fmt: skip
        assert contrast(ink, ground) >= (3 if tag == "path" else 4.5)
        if tag == "path":
            looks.add(ink)
    assert len(looks) == 5


def test_themes_have_shapes_of_their_own(opened):
    page = opened(PAGE)
    shapes = page.eval_on_selector_all(
        ".timeline.wide .sign",
        "all => all.map(one => [one.dataset.theme, one.querySelector('.shape').getAttribute('d')])",
    )
    assert len({tuple(one) for one in shapes}) == len({theme for theme, _ in shapes}) == 5
    assert len({shape for _, shape in shapes}) == 5


def test_paper_gets_black_on_white_from_a_dark_screen(opened):
    page = opened(PAGE, width=720, color_scheme="dark")
    page.emulate_media(media="print")
    assert page.locator(".timeline.wide").is_visible()
    assert not page.locator(".timeline.tall").is_visible()
    assert not page.locator(".filters").is_visible()
    for tag, fill, _ in page.evaluate(COLOURS, ".timeline.wide"):
        assert fill == "rgb(0, 0, 0)" or (tag == "path" and fill == "rgb(255, 255, 255)")


def test_forced_colours_are_the_reader_s_own(opened):
    page = opened(PAGE, forced_colors="active")
    link = page.evaluate(
        "(() => { const one = document.createElement('i'); one.style.color = 'LinkText'; document.body.append(one);"
        " return getComputedStyle(one).color })()"
    )
    colours = page.evaluate(COLOURS, ".timeline.wide")
    assert {fill for tag, fill, _ in colours if tag == "text"} == {link}
    assert all(link in (fill, stroke) for tag, fill, stroke in colours if tag == "path")


# The glossary has the same filters


@pytest.mark.parametrize(
    ("typed", "first"),
    [("carries people", "ferry"), ("کشتی", "ferry"), ("渡船", "ferry"), ("USUF", "usufruct")],
)
def test_the_glossary_is_filtered_by_words_in_any_of_its_languages(opened, typed, first):
    page = opened("glossary/")
    number = page.locator(".entry").count()
    page.get_by_role("searchbox").last.fill(typed)
    ids = page.eval_on_selector_all(
        ".entry", "all => all.filter(one => one.offsetHeight).map(one => one.querySelector('h2').id)"
    )
    assert first in ids
    assert len(ids) < number / 3
    assert page.locator(".filters [role=status]").inner_text() == f"{len(ids)} of {number} terms shown."
    page.reload()
    assert page.locator(".entry:visible").count() == len(ids)


def test_letters_lead_to_the_first_of_their_terms_and_bring_back_what_was_filtered(opened):
    page = opened("glossary/?words=ferry")
    letters = page.get_by_role("navigation", name="A to Z").get_by_role("link")
    assert letters.all_inner_texts() == sorted(set(letters.all_inner_texts()))
    letters.filter(has_text="C").first.click()
    page.wait_for_function("document.querySelector(':target').offsetHeight > 0")
    assert page.locator(":target").inner_text().startswith("C")
    firsts = page.eval_on_selector_all(".entry h2", "all => all.map(one => one.textContent.trim()[0])")
    assert firsts == sorted(firsts)


def test_without_javascript_the_glossary_has_its_letters_and_no_dead_filter(opened):
    page = opened("glossary/", java_script_enabled=False)
    assert page.locator(".letters a").count() > 5
    assert page.locator(".filters:visible").count() == 0
    assert page.locator(".entry:visible").count() == page.locator(".entry").count()


# And so has the page of questions


def test_questions_are_filtered_by_lesson_and_level(opened):
    page = opened("questions/")
    number = page.locator(".question").count()
    page.get_by_role("checkbox", name="The conclusion").check()
    page.get_by_role("checkbox", name="Evaluate").check()
    shown = page.eval_on_selector_all(
        ".question",
        "all => all.filter(one => one.offsetHeight).map(one => [one.dataset.lesson, one.dataset.level])",
    )
    assert shown
    assert {tuple(one) for one in shown} == {("conclusion", "evaluate")}
    assert page.locator(".filters [role=status]").inner_text() == f"{len(shown)} of {number} questions shown."
    assert page.locator(".question-group:visible").count() == 1
    listed = page.locator(".by-level li:visible")
    assert listed.count() == len(shown)
    assert page.locator(".by-level:visible h3").all_inner_texts() == ["Evaluate"]
    page.get_by_role("button", name="Show all").click()
    assert listed.count() == number


@pytest.mark.parametrize("path", ["timeline/", "glossary/", "questions/"])
def test_nothing_moves_when_filters_come(opened, address, path):
    page = opened("")
    leave_out(page, "filter.js")
    page.goto(address + path)
    before = page.locator("h2").last.bounding_box()
    page.unroute_all()
    page.goto(address + path)
    page.wait_for_selector(".filters:visible")
    assert page.locator("h2").last.bounding_box() == before


def test_a_mark_and_its_link_are_pointed_at_together_and_no_longer(opened):
    page = opened(LESSON)
    page.locator(".strip-frame + ol a[href$='#flood']").hover()
    assert "pointed" in page.locator(".strip .point[data-event=flood]").get_attribute("class").split()
    page.mouse.move(2, 2)
    assert page.locator(".pointed").count() == 0


def test_a_filter_leaves_the_place_in_the_address(opened):
    page = opened(PAGE + "#flood")
    page.get_by_role("checkbox", name="Law").check()
    assert page.url.endswith("?theme=law#flood")


def test_where_copying_is_not_allowed_a_link_is_followed_all_the_same(opened):
    page = opened(PAGE)
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error()); }")
    page.evaluate("() => { document.execCommand = () => false; }")
    page.locator("article[data-event=flood] .copy-link").click()
    page.wait_for_url("**/timeline/#flood")
    page.evaluate("() => new Promise(done => setTimeout(done))")
    assert faults == []
