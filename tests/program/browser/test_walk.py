"""The site as Pages would serve it, below the repository's name: every page, every request, every word of the console."""

import os
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from lxml import etree
from projects import serving
from waiting import drawn

BELOW = "/repository-name/"


@pytest.fixture(scope="module")
def published(project) -> Iterator[str]:
    """The address of the two towns under `course publish --check`."""
    command = ("publish", "--check", "--below", BELOW.strip("/"))
    with serving(project, *command, base=BELOW, log=f"{os.getpid()}.log") as where:
        yield f"http://{where}{BELOW}"


@dataclass
class Seen:
    """What a browser asked for, and what it complained of."""

    asked: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def left(request) -> bool:
    """Whether the browser broke off asking for a site's icon, since its page was left."""
    return request.failure == "net::ERR_ABORTED" and request.url.endswith("icon.svg")


@pytest.fixture(scope="module")
def walked(browser, published) -> tuple[Seen, list[str]]:
    """Every page opened, with a search, a term and a note where there are any; and the pages' addresses."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(8000)
    page = context.new_page()
    seen = Seen()
    page.on("request", lambda request: seen.asked.append(request.url))
    page.on("response", lambda answer: seen.failed.append(answer.url) if answer.status >= 400 else None)
    page.on("requestfailed", lambda request: seen.failed.append(request.url) if not left(request) else None)
    page.on("console", lambda message: seen.said.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: seen.said.append(f"{page.url}: {error}"))
    tree = etree.fromstring(page.request.get(published + "sitemap.xml").body())
    addresses = [loc.text for loc in tree.iter("{*}loc")]
    for address in addresses:
        page.goto(f"{address}?round=all")
        drawn(page)
        for comfort in (".paper a.term", ".note-mark"):
            if page.locator(comfort).count():
                page.locator(comfort).first.click()
                page.keyboard.press("Escape")
        drawn(page)  # what was open takes a step back in the history as it closes
    page.locator(".settings-button").click()
    page.locator(".settings .colours-dark").click()
    page.keyboard.press("Escape")
    page.set_viewport_size({"width": 390, "height": 800})
    page.locator(".md-header .menu-button").click()
    page.keyboard.press("Escape")
    page.reload()
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator(".search-button").click()
    page.locator(".search input").press_sequentially("toll")
    page.wait_for_selector(".search-results a")
    context.close()
    return seen, addresses


def test_every_page_is_there_below_the_folder(walked, published):
    seen, addresses = walked
    assert len(addresses) >= 15
    assert all(address.startswith(published) for address in addresses)
    assert seen.failed == []


def test_no_request_leaves_the_site(walked, published):
    seen, _ = walked
    assert len(seen.asked) > 50
    origin = published.split("/repository-name")[0]
    assert [url for url in seen.asked if not url.startswith((published, f"blob:{origin}"))] == []


def test_the_browser_complains_of_nothing(walked):
    seen, _ = walked
    assert seen.said == []


def test_a_script_that_was_not_built_in_does_not_run(browser, published):
    page = browser.new_page()
    refused = []

    def four(message):
        refused.extend([message.text] if "Content Security Policy" in message.text else [])
        return len(refused) == 4

    page.goto(published)
    with page.expect_console_message(four):
        page.evaluate("""() => {
        const refusedHere = (act) => {
          try {
            act();
          } catch (error) {
            if (!String(error).includes("Trusted")) throw error;
            console.error(`Content Security Policy: ${error}`);
          }
        };
        const one = document.createElement("div");
        document.body.append(one);
        refusedHere(() => { one.innerHTML = '<img src="assets/icon.svg" onload="window.hit = 1">'; });
        one.setAttribute("style", "color: red");
        const two = document.createElement("script");
        refusedHere(() => { two.textContent = "window.hit = 2"; });
        document.body.append(two);
        const three = document.createElement("img");
        three.src = "https://a.example/count.gif";
        document.body.append(three);
    }""")
    assert page.evaluate("window.hit") is None
    page.close()


def test_an_address_that_is_not_there_shows_a_page_that_leads_on(browser, published):
    page = browser.new_page()
    answer = page.goto(published + "lessons/no/such/lesson/")
    assert answer.status == 404
    broken = []
    page.on("response", lambda one: broken.append(one.url) if one.status >= 400 else None)
    assert page.eval_on_selector("body", "body => getComputedStyle(body).margin") == "0px"
    links = page.locator("article a")
    assert links.count() > 6
    links.first.click()
    assert page.url == published
    assert broken == []
    page.close()
