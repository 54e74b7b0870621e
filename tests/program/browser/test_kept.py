"""The course stays in the browser: read without internet, updated as a whole, and removed when somebody wants."""

import json
import re
from contextlib import ExitStack

import pytest
from playwright.sync_api import Error, Page, expect
from projects import ROOT
from served import PATH, serve

from build_scripts.shells.disk import read_site, write_changed
from build_scripts.web.worker import PROGRAM, RETIRED, WORKER, worker

LESSON, OTHER = "lessons/crossing/", "lessons/toll/"
CHOSEN = f"localStorage.setItem('{PATH}:offline', 'on')"
"""On this computer's own addresses, where other sites stand tomorrow, readers are asked first."""
STORES = "caches.keys()"
WORKERS = "navigator.serviceWorker.getRegistrations().then(all => all.length)"


class Reader:
    """A browser of its own at a site that a test can change, and that it can switch off."""

    def __init__(self, browser, folder, chosen: bool = True) -> None:
        self.folder = folder
        self.served = ExitStack()
        address, self.sent = self.served.enter_context(serve(folder))
        self.address = address
        # Playwright's own waiting needs `eval`.
        self.context = browser.new_context(bypass_csp=True, viewport={"width": 1280, "height": 900})
        if chosen:
            self.context.add_init_script(f"if (!localStorage.getItem('{PATH}:offline')) {CHOSEN}")

    def opened(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(self.address + path)
        return page

    def line_drops(self) -> None:
        self.served.close()

    def close(self) -> None:
        self.context.close()
        self.served.close()


@pytest.fixture
def published(site, tmp_path):
    """A copy of the site, which a test may publish anew."""
    write_changed(tmp_path / "site", read_site(site))
    return tmp_path / "site"


@pytest.fixture
def reader(browser, published):
    """Who wants the course kept."""
    one = Reader(browser, published)
    yield one
    one.close()


def publish(folder, changed, program=PROGRAM):
    """Publish other files, with a worker that knows of them."""
    write_changed(folder, changed)
    files = {path: data for path, data in read_site(folder).items() if path != WORKER}
    text = (ROOT / "overrides" / program).read_text(encoding="utf-8")
    write_changed(folder, {WORKER: worker(text, files)})


def told(page):
    return page.locator(".offline [data-kept-course]")


def kept(reader, path=LESSON):
    """Open a page, and wait until the course is kept."""
    page = reader.opened(path)
    expect(told(page)).to_contain_text("is kept on this device", timeout=30_000)
    return page


def test_after_one_visit_every_page_and_the_search_are_there_without_internet(reader):
    page = kept(reader)
    reader.line_drops()
    for path in ("", OTHER, "glossary/", "timeline/", f"{LESSON}?round=all#p3"):
        page.goto(reader.address + path)
        assert page.locator("h1").is_visible()
        assert page.locator("body").evaluate("one => getComputedStyle(one).margin") == "0px"
    page.goto(f"{reader.address}{LESSON.rstrip('/')}?round=all#p3")
    assert page.url == f"{reader.address}{LESSON}?round=all#p3"
    page.locator(".search-button").click()
    page.locator(".search input").press_sequentially("usufruct")
    page.locator(".search-results a").first.click()
    page.wait_for_url("**/glossary/#usufruct")
    assert page.locator("#usufruct").is_visible()


def test_what_is_read_comes_before_what_is_kept(reader):
    kept(reader)
    asked = list(reader.sent)
    after = asked[asked.index(WORKER) :]
    assert not {LESSON, "assets/course.css", "assets/course.js"} & set(after)
    assert OTHER in after
    assert not [path for path in after if path.endswith((".pdf", ".zip")) or path.startswith("social/")]


def test_the_size_that_is_told_is_that_of_what_is_kept(reader):
    page = kept(reader)
    listed = json.loads(
        (reader.folder / WORKER).read_text().partition("\n")[0].removeprefix("const site = ").rstrip(";")
    )
    size = sum(about[1] for about in listed["files"].values() if len(about) == 2)
    assert f"({size / 1e6:.1f} MB)" in told(page).inner_text()


def versions(page):
    """Of which version each part is: the page, its style, and what its search has yet to load."""
    return page.evaluate(
        """async () => {
          const index = await (await fetch(new URL("search/index.js", document.querySelector("link[rel=manifest]").href))).text();
          return [
            document.querySelector("h1").textContent.includes("Second") ? 2 : 1,
            getComputedStyle(document.querySelector("h1")).order === "22" ? 2 : 1,
            index.includes("// second") ? 2 : 1,
          ];
        }"""
    )


def second(folder):
    """Publish a second version."""
    changed = {
        path: re.sub(rb"<h1[^>]*>", rb"\g<0>Second: ", data)
        for path, data in read_site(folder).items()
        if path.endswith(".html")
    }
    publish(
        folder,
        {
            **changed,
            "assets/course.css": (folder / "assets/course.css").read_bytes() + b"\nh1 { order: 22 }",
            "search/index.js": (folder / "search/index.js").read_bytes() + b"// second",
        },
    )


def until(page, promised):
    """Wait until a promise in the page gives something true."""
    page.evaluate(
        f"async () => {{ while (!(await {promised})) await new Promise(done => setTimeout(done, 50)) }}"
    )


def waits(page):
    """Wait until a new version is there, and waits for the end of the former one."""
    until(page, "navigator.serviceWorker.getRegistration().then(one => one.waiting)")


def test_a_new_version_comes_whole_or_not_at_all(reader):
    page = kept(reader)
    page.goto(reader.address + LESSON)
    assert versions(page) == [1, 1, 1]
    second(reader.folder)
    other = reader.opened(OTHER)
    waits(other)
    assert versions(page) == versions(other) == [1, 1, 1]
    page.goto(reader.address + LESSON)  # another tab still has the first version
    expect(told(page)).to_contain_text("A newer version is here")
    assert versions(page) == versions(other) == [1, 1, 1]
    other.close()
    page.close()
    page = reader.opened("")
    expect(page.locator("h1")).to_contain_text("Second", timeout=30_000)
    assert versions(page) == [2, 2, 2]
    assert len(page.evaluate(STORES)) == 1
    reader.line_drops()
    page.goto(reader.address + OTHER)
    assert versions(page) == [2, 2, 2]


def test_a_version_that_cannot_be_had_whole_is_not_begun(reader):
    page = kept(reader)
    second(reader.folder)
    lost = reader.folder / OTHER / "index.html"
    lost.write_text("<h1>Welcome to the network of our hotel</h1>", encoding="utf-8")
    page.goto(reader.address + LESSON)
    page.evaluate(
        """async () => {
          const registration = await navigator.serviceWorker.getRegistration();
          await registration.update().catch(() => {});
          const coming = registration.installing;
          if (coming) await new Promise(done => coming.addEventListener("statechange", done));
        }"""
    )
    assert page.evaluate("navigator.serviceWorker.getRegistration().then(one => one.waiting)") is None
    for path in (LESSON, OTHER, ""):
        page.goto(reader.address + path)
        assert versions(page) == [1, 1, 1]


@pytest.mark.parametrize("answer", ["a page of a hotel's network", "nothing"])
def test_what_is_not_the_file_is_never_kept_and_the_pages_work(reader, answer):
    lost = reader.folder / OTHER / "index.html"
    right = lost.read_bytes()
    if answer == "nothing":
        lost.unlink()
    else:
        lost.write_text("<h1>Welcome to the network of our hotel</h1>", encoding="utf-8")
    page = reader.opened(LESSON)
    expect(told(page)).to_contain_text("could not be kept", timeout=30_000)
    page.goto(reader.address + LESSON)
    assert page.locator("h1").is_visible()
    assert page.evaluate("navigator.serviceWorker.controller") is None
    lost.write_bytes(right)
    page.close()
    reader.sent.clear()
    kept(reader)
    assert OTHER in reader.sent
    assert "glossary/" not in reader.sent  # it was there already


def test_where_the_browser_has_lost_what_it_kept_pages_come_from_the_network(reader):
    page = kept(reader)
    page.goto(reader.address)
    page.evaluate("caches.keys().then(names => Promise.all(names.map(name => caches.delete(name))))")
    reader.sent.clear()
    page.goto(reader.address + OTHER)
    assert page.locator("h1").is_visible()
    assert OTHER in reader.sent


def test_readers_can_remove_it_and_it_does_not_come_back(reader):
    page = kept(reader)
    page.goto(reader.address + LESSON)
    page.locator(".offline button", has_text="Do not keep it").click()
    expect(told(page)).to_contain_text("can be kept on this device")
    assert page.evaluate(STORES) == []
    page.goto(reader.address + OTHER)
    expect(told(page)).to_contain_text("can be kept on this device")
    assert page.evaluate(WORKERS) == 0
    reader.line_drops()
    with pytest.raises(Error):
        page.goto(reader.address)


def test_maintainers_can_take_it_out_of_all_browsers(reader):
    page = kept(reader)
    page.goto(reader.address + LESSON)
    pages = {
        path: data.replace(b'rel="manifest"', b'rel="former"')
        for path, data in read_site(reader.folder).items()
        if path.endswith(".html")
    }
    retired = (ROOT / "overrides" / RETIRED).read_bytes()
    write_changed(reader.folder, {**pages, WORKER: retired})
    page.reload()
    page.wait_for_function("!document.querySelector('link[rel=manifest]')", timeout=30_000)
    until(page, f"{WORKERS}.then(count => count === 0)")
    assert page.evaluate(STORES) == []


def test_nothing_is_kept_before_it_is_asked_for_where_other_sites_may_stand(browser, published):
    reader = Reader(browser, published, chosen=False)
    page = reader.opened(LESSON)
    button = page.locator(".offline button", has_text="Keep it")
    expect(told(page)).to_contain_text("can be kept on this device")
    assert page.evaluate(WORKERS) == 0
    button.click()
    expect(told(page)).to_contain_text("is kept on this device", timeout=30_000)
    reader.close()


@pytest.mark.parametrize("path", [LESSON, "downloads/"])
def test_files_to_print_are_kept_on_request_and_dropped_again(reader, path):
    page = kept(reader, path)
    part = page.locator("[data-files]").last
    files = part.locator("li:not([hidden]) > a").evaluate_all("all => all.map(one => one.href)")
    sizes = [(reader.folder / file.removeprefix(reader.address)).stat().st_size for file in files]
    button = part.locator("[data-keep-files] button")
    told_size = f"{sum(sizes) / 1e6:.1f} MB" if sum(sizes) >= 1e6 else f"{sum(sizes) / 1e3:.0f} kB"
    assert told_size in button.inner_text()
    button.click()
    expect(part.locator("[data-keep-files]")).to_contain_text("are kept on this device")
    reader.line_drops()
    page.goto(reader.address + path)
    asked = "files => Promise.all(files.map(file => fetch(file).then(one => one.status, () => 0)))"
    assert page.evaluate(asked, files) == [200] * len(files)
    part.locator("[data-keep-files] button", has_text="Do not keep").click()
    expect(button).to_contain_text("Keep these files")
    assert page.evaluate(asked, files) == [0] * len(files)


def test_files_to_print_come_along_to_a_new_version(reader):
    page = kept(reader)
    part = page.locator("[data-files]")
    files = part.locator("li:not([hidden]) > a").evaluate_all("all => all.map(one => one.href)")
    part.locator("[data-keep-files] button").click()
    expect(part.locator("[data-keep-files]")).to_contain_text("are kept on this device")
    mended = reader.folder / files[0].removeprefix(reader.address)
    mended.write_bytes(mended.read_bytes() + b"\n% mended")
    second(reader.folder)
    page.goto(reader.address + LESSON)
    waits(page)
    page.close()
    page = reader.opened(LESSON)
    expect(page.locator("h1")).to_contain_text("Second", timeout=30_000)
    reader.line_drops()
    texts = page.evaluate(
        "files => Promise.all(files.map(file => fetch(file).then(one => one.text())))", files
    )
    assert "% mended" in texts[0]
    assert len(texts) == len(files)
