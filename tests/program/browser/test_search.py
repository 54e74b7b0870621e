"""Search in a real browser: the window by keyboard, on a poor line, from a folder.

What stands first for what is typed is tested without one, in tests/this_course/test_search.py.
"""

import re
import subprocess
from urllib.parse import unquote

import pytest
from projects import ROOT, from_npm
from waiting import asked_nothing_more

OPENED = "document.querySelector('.search').open"


@pytest.fixture(scope="module")
def window(browser, address):
    """A page with the search window open, used for many searches."""
    context = browser.new_context()
    context.set_default_timeout(8000)
    page = context.new_page()
    page.goto(address + "glossary/")
    page.locator(".search-button").click()
    yield page
    context.close()


def search(page, words):
    """What is found: address, text of the link, and text of the rest for each."""
    page.locator(".search input").fill("")
    page.locator(".search input").fill(words)
    page.wait_for_selector(".search-body[aria-busy=false]")
    return page.eval_on_selector_all(
        ".search-results li",
        "items => items.map(item => [item.querySelector('a').href, item.querySelector('a').textContent,"
        " Array.from(item.querySelectorAll('p')).map(p => p.textContent).join(' ')])",
    )


def status(page):
    return page.locator(".search-status").text_content()


def place(href, address):
    """An address on the site, without what lights words up."""
    return unquote(href).removeprefix(address).partition(":~:")[0]


@pytest.mark.parametrize(
    ("typed", "first", "sort", "how"),
    [
        ("ferry", "glossary/#ferry", "Term", ""),
        ("كشتي", "glossary/#ferry", "Term", ""),
        ("审计员", "glossary/#auditor", "Term", ""),
        ("because its mills stood idle", "paper/#p3", "Paragraph", ""),
        ("1875", "timeline/#flood", "Event", ""),
        ("usufrct", "glossary/#usufruct", "Term", "No entry has exactly these words. With similar words: "),
    ],
)
def test_what_is_found_is_shown_with_its_address_and_counted(window, address, typed, first, sort, how):
    found = search(window, typed)
    assert [place(href, address) for href, _, _ in found[:1]] == [first], found[:4]
    assert found[0][1].startswith(f"{sort} ")
    count = re.fullmatch(re.escape(how) + r"(\d+) results?", status(window))
    assert count, status(window)
    assert int(count[1]) >= len(found)


def test_a_query_that_only_some_words_fit_says_so(window):
    found = search(window, "ferry right zebra")
    assert found[0][1] == "Term Ferry"
    assert status(window).startswith("“zebra” is not in this course. With the other words: ")
    assert search(window, "zebra") == []
    assert status(window) == "“zebra” is not in this course."
    assert search(window, "the") == []
    assert status(window).startswith("These words stand everywhere.")
    assert search(window, "?!") == []
    assert status(window).startswith("Finds terms")


def test_the_words_are_marked_and_the_excerpt_shows_them(window):
    found = search(window, "unconditional")
    assert "unconditional friendship" in found[0][2]
    assert set(window.locator(".search-results mark").all_text_contents()) <= {
        "unconditional",
        "Unconditional",
    }
    search(window, "محاسب")
    mark = window.locator(".search-results .names mark")
    assert mark.text_content() == "محاسب"
    assert mark.evaluate("mark => mark.closest('bdi').lang") == "ur"


def test_a_long_list_is_shown_in_two_steps(window):
    found = search(window, "bridge")
    assert len(found) == 20
    count = int(status(window).split()[0])
    assert count > 20
    window.get_by_role("button", name=f"Show {count - 20} more").click()
    assert window.locator(".search-results li").count() == count
    assert (
        window.evaluate(
            "document.activeElement.closest('li').previousElementSibling.parentElement.children.length"
        )
        == count
    )
    assert not window.locator(".search-more").is_visible()


def test_the_passages_of_lessons_are_found_on_the_paper_s_page_alone(window, address):
    found = search(window, "the accountant wrote four pages")
    assert {
        place(href, address).partition("#")[0] for href, link, _ in found if not link.startswith("Note")
    } == {"paper/"}


@pytest.mark.parametrize(("width", "size"), [(320, "125%"), (1280, "250%")])
def test_the_window_fits_a_narrow_screen_and_large_text(opened, width, size):
    page = opened("about/", width=width)
    page.add_style_tag(content=f"html {{ font-size: {size} !important }}")
    page.locator(".search-button").click()
    assert "Corn exchange" in search(page, "corn exchange")[0][1]
    for part in (".search", ".search-body"):
        assert page.eval_on_selector(part, "one => one.scrollWidth <= one.clientWidth"), part
    assert page.eval_on_selector(
        ".search",
        "one => one.getBoundingClientRect().right <= innerWidth && one.getBoundingClientRect().bottom <= innerHeight",
    )


def test_nothing_is_loaded_before_search_is_opened(opened, address):
    page = opened("about/")
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address)))

    def for_search():
        return sorted(url for url in asked if re.search("^search/|minisearch|finding|worker", url))

    page.clock.install()
    page.goto(address + "lessons/crossing/")
    page.clock.run_for(60_000)  # nor a while after
    asked_nothing_more(page)
    assert for_search() == []
    page.locator(".search-button").click()
    search(page, "ferry")
    assert for_search() == [
        "assets/finding.js",
        "assets/minisearch.js",
        "search/index.js",
        "search/synonyms.js",
    ]
    page.keyboard.press("Escape")
    page.locator(".search-button").click()
    search(page, "ferries")
    assert len(for_search()) == 4


def test_typing_while_the_index_loads_shows_the_results_once(opened):
    page = opened("lessons/crossing/")
    held = []
    page.route("**/search/index.js", lambda route: held.append(route))
    with page.expect_request("**/search/index.js"):
        page.reload()  # the page may have asked before: it does so as soon as somebody seems about to search
        page.keyboard.press("/")
    page.evaluate(
        """() => {
          window.shown = 0;
          const list = document.querySelector(".search-results");
          new MutationObserver((changes) => { window.shown += changes.length; }).observe(list, { childList: true });
        }"""
    )
    page.clock.install()
    for letter in "ferry":  # each asks for a search, since the next comes late
        page.keyboard.press(letter)
        page.clock.run_for(500)
    held[0].continue_()
    page.wait_for_selector(".search-body[aria-busy=false] .search-results a")
    page.clock.run_for(500)
    assert page.evaluate("window.shown") == 1


def test_search_by_keyboard_alone(opened):
    page = opened("lessons/crossing/", width=390)
    page.keyboard.press("/")
    assert page.evaluate(OPENED)
    page.keyboard.type("ferry")
    page.wait_for_selector(".search-body[aria-busy=false] .search-results a")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.href")
    assert second == page.locator(".search-results a").nth(1).get_attribute("href")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.name") == "query"
    page.keyboard.press("Escape")
    assert not page.evaluate(OPENED)
    page.locator(".search-button").focus()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.name") == "query"
    page.keyboard.type("محاسب")
    page.keyboard.press("Enter")
    page.wait_for_url("**/glossary/#auditor")


def test_the_window_gives_the_focus_back_and_closes_by_mouse(opened):
    page = opened("glossary/")
    page.locator(".search-button").click()
    page.get_by_role("button", name="Close").click()
    assert page.evaluate("document.activeElement.matches('.search-button')")
    page.locator(".search-button").click()
    page.mouse.click(5, 500)
    assert not page.evaluate(OPENED)
    page.locator(".search-button").click()
    page.locator(".search input").fill("ferry")
    page.locator(".search-results a").first.click()  # on this very page
    assert not page.evaluate(OPENED)
    assert page.url.endswith("glossary/#ferry")


def test_a_phrase_is_brought_into_view_in_its_paragraph(opened):
    page = opened("about/")
    page.locator(".search-button").click()
    page.locator(".search input").fill("accountant wrote four pages")
    first = page.locator(".search-results a").first
    assert ":~:text=" in first.get_attribute("href")  # what the browser finds and lights
    first.click()
    page.wait_for_url("**/paper/#p9*")
    page.wait_for_function(
        """() => { const text = Array.from(document.querySelector('#p9').childNodes).find(one => one.textContent.includes('the accountant wrote'));
        const range = document.createRange(); range.selectNode(text);
        return range.getClientRects().length && Array.from(range.getClientRects()).some(box => box.top > 40 && box.bottom < innerHeight) }"""
    )


def test_an_index_that_does_not_come_is_told_and_asked_for_again(opened):
    page = opened("about/")
    page.route("**/search/index.js", lambda route: route.abort())
    page.reload()  # the page may have asked before
    page.locator(".search-button").click()
    page.locator(".search input").fill("ferry")
    page.get_by_text("The index could not be loaded.").wait_for()
    page.unroute("**/search/index.js")
    page.locator(".search input").fill("ferry right")
    page.wait_for_selector(".search-results a")


def test_without_javascript_no_button_promises_a_search(opened):
    page = opened("", java_script_enabled=False)
    assert not page.locator(".search-button").is_visible()


@pytest.mark.slow
def test_the_library_is_what_npm_has(tmp_path):
    """When this fails: `npm run minisearch --prefix tests` writes the file anew."""
    folder = ROOT / "tests"
    made = tmp_path / "minisearch.js"
    command = ["npm", "run", "--silent", "minisearch", "--", "--output", str(made)]
    subprocess.run(command, cwd=folder, check=True)
    assert made.read_bytes() == (ROOT / "overrides/assets/minisearch.js").read_bytes()
    licence = from_npm("minisearch/LICENSE.txt")
    assert licence.read_bytes() == (ROOT / "overrides/assets/minisearch-LICENSE.txt").read_bytes()


def test_while_the_window_is_open_keys_of_one_letter_do_nothing_behind_it(opened):
    page = opened("lessons/crossing/?round=all", width=1400)
    at = page.url
    left = []
    page.on("request", lambda request: left.append(request.url) if request.is_navigation_request() else None)
    page.keyboard.press("/")
    page.keyboard.type("jockey n")  # in the field they are letters
    assert page.locator(".search input").input_value() == "jockey n"
    search(page, "ferry")
    page.locator(".search-results a").first.focus()
    for key in ("j", "k", "c", "n", "p", "/"):  # ours, and the theme's for next and previous page
        page.keyboard.press(key)
        assert page.evaluate("document.activeElement.matches('.search-results a')"), key
    asked_nothing_more(page)
    assert left == []
    assert page.url == at
    assert page.evaluate(OPENED)
    assert page.locator(".note.open").count() == 0
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    assert page.locator(".note.open").count() == 1


CHOICE = ".search-shelves button[aria-pressed=true]"


def choose(page, name):
    page.locator(".search-shelves button", has_text=re.compile(rf"^{name} \d+$")).click()


def sorts(page):
    """The words for the kinds of what is shown."""
    return set(page.locator(".search-results .sort").all_text_contents())


def test_results_can_be_limited_to_a_kind_and_notes_to_theirs(opened):
    page = opened("about/")
    page.locator(".search-button").click()
    found = search(page, "bridge")
    assert len(sorts(page)) > 2
    count = int(status(page).split()[0])
    offered = [text.split() for text in page.locator(".search-shelves button").all_text_contents()]
    counts = {" ".join(words[:-1]): int(words[-1]) for words in offered}
    assert counts.pop("All") == count == sum(counts.values())
    choose(page, "In the paper")
    assert sorts(page) <= {"Paragraph"}
    assert status(page) == f"{counts['In the paper']} of {count} results"
    assert page.evaluate("document.activeElement.ariaPressed") == "true"
    choose(page, "Notes")
    kinds = sorts(page)
    assert len(kinds) > 1
    assert all(kind.startswith("Note: ") for kind in kinds)
    kind = kinds.pop().removeprefix("Note: ")
    choose(page, kind)
    assert sorts(page) == {f"Note: {kind}"}
    choose(page, "All")
    assert search(page, "bridge") == found
    choose(page, "In the paper")
    assert search(page, "surveyor’s") != []
    page.keyboard.press("Escape")
    page.locator(".search-button").click()
    assert len(search(page, "bridge")) == len(found)
    assert page.locator(CHOICE).inner_text().startswith("All")


def test_what_the_chosen_kind_lacks_is_told_with_what_there_is_elsewhere(opened):
    page = opened("about/")
    page.locator(".search-button").click()
    search(page, "bridge")
    choose(page, "In the paper")
    assert search(page, "frost") == []
    assert re.fullmatch(r"Nothing among these. Elsewhere: \d+.", status(page))


@pytest.mark.parametrize(
    ("typed", "first", "sort"),
    [
        ("what is a ferry?", "glossary/#ferry", "Term"),
        ("Fährboot", "glossary/#ferry", "Term"),
        ("what you will not find", "lessons/how-to-begin/#what-you-will-not-find", "Section"),
        ("what do we not know", "about/#what-we-do-not-know", "Section"),
        ("lesson 3", "lessons/crossing/", "Lesson"),
        ("the missing paragraph", "lessons/silences/#activity", "Activity"),
        (
            "when did everybody cross for nothing",
            "lessons/silences/#when-did-everybody-cross-for-nothing",
            "Self-check",
        ),
        ("large print", "downloads/", "Page"),
    ],
)
def test_questions_lead_to_the_place(window, address, typed, first, sort):
    found = search(window, typed)
    assert found, typed
    assert (place(found[0][0], address), found[0][1].split()[0]) == (first, sort), found[:3]


def test_a_self_check_gives_no_answer_away(window):
    assert not any("nine days" in " ".join(one) for one in search(window, "frost"))


def test_the_words_are_lit_where_a_result_leads(opened):
    page = opened("about/")
    page.locator(".search-button").click()
    search(page, "ferrymen letters")
    choose(page, "Lessons and pages")
    first = page.locator(".search-results > li > a").first
    assert unquote(first.get_attribute("href")).endswith(
        "#what-you-will-not-find:~:text=The-,letters&text=letters of the-,ferrymen"
    )


def test_a_source_names_the_places_that_use_it(opened, address):
    page = opened("about/")
    page.locator(".search-button").click()
    found = search(page, "Adler 2019")
    assert place(found[0][0], address).startswith("references/")
    used = page.locator(".search-results li").first.locator(".used a")
    assert used.count() in range(1, 4)
    used.first.click()
    assert not page.url.startswith(f"{address}references/")


def test_another_script_is_typed_in_its_own_direction(window):
    assert window.locator(".search input").get_attribute("dir") == "auto"
    found = search(window, "کشتی کیا ہے")
    assert found[0][0].endswith("glossary/#ferry")
    assert search(window, "什么是渡船")[0][0].endswith("glossary/#ferry")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("toll-house", ["toll-house"]),
        ("tollhouse", ["toll-house"]),
        ("Fährboot", ["ferry"]),
        ("usufrct", ["usufruct"]),
    ],
)
def test_the_glossary_s_filter_finds_as_search_does(opened, typed, shown):
    page = opened("glossary/")
    page.locator(".filters input").fill(typed)
    page.wait_for_function(
        "wanted => wanted.every(id => document.getElementById(id).offsetHeight)"
        " && document.querySelectorAll('.entry:not(.filtered)').length < 6",
        arg=shown,
    )


def test_the_references_have_a_filter(opened):
    page = opened("references/")
    every = page.locator(".work").count()
    assert page.locator(".filters [role=status]").inner_text() == f"All {every} works shown."
    page.locator(".filters input[type=search]").fill("auditor")
    page.wait_for_function("document.querySelectorAll('.work:not(.filtered)').length < 5")
    page.locator(".filters [type=reset]").click()
    page.get_by_label("the paper", exact=True).check()
    assert page.locator(".work:visible").count() == page.locator('.work[data-by="paper"]').count() < every
    assert not page.get_by_role("heading", name="Cited by the editors").is_visible()


def test_a_filter_works_where_the_finder_does_not_come(opened):
    page = opened("glossary/")
    page.route("**/assets/finding.js", lambda route: route.abort())
    page.locator(".filters input").fill("ferry")
    page.wait_for_function("document.querySelectorAll('.entry:not(.filtered)').length < 20")
    assert page.locator("#ferry").is_visible()
