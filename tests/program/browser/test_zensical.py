"""The same course by Zensical: the same pages, ids and words, and what readers do with them works."""

import shutil
import threading
from urllib.parse import urljoin

import pytest
from lxml import html
from parsed import as_shown, settled, tokens
from projects import BASE, TINY, TOWNS, build, lay_out, run
from untrusted import PAYLOADS, course

from build_scripts.shells.disk import read_site, write_changed
from build_scripts.shells.pages_server import serve
from build_scripts.weave.addresses import FORMER_PAGES, web_file
from build_scripts.web.broken_links import faults


@pytest.fixture(scope="module")
def zensical(once):
    """The two towns as Zensical builds them."""
    folder = once("towns-by-zensical", lambda folder: build(lay_out(folder, TOWNS), "--renderer", "zensical"))
    return folder / "site-zensical"


MOVED = {"lessons/old-crossing/index.html", *map(web_file, FORMER_PAGES)}
"""Former addresses, which lead on."""


def articles(site):
    """The article of every page, by its path."""
    return {
        path: html.fromstring(data.decode()).xpath("//article")[0]
        for path, data in read_site(site).items()
        if path.endswith("index.html") and path not in MOVED
    }


OF_THE_THEME = ".//a[contains(@class, 'md-content__button') or @id='__skip']"
"""What themes put into an article by themselves: the pencil, and where Zensical’s link past the menu leads."""


def words(element):
    return "".join(element.text_content().split())


def test_it_has_the_same_pages_with_the_same_ids(site, zensical):
    ours, theirs = articles(site), articles(zensical)
    assert ours.keys() == theirs.keys()
    for path, article in ours.items():
        assert set(article.xpath(".//@id")) == set(theirs[path].xpath(".//@id")) - {"__skip"}, path


def test_it_has_the_same_words(site, zensical):
    ours, theirs = articles(site), articles(zensical)
    paragraphs = 0
    for path, article in ours.items():
        mine, other = (page.xpath('.//*[contains(@class, "paper")]') for page in (article, theirs[path]))
        assert list(map(words, mine)) == list(map(words, other)), path
        paragraphs += len(mine)
        assert words(article) == words(theirs[path]), path
    assert paragraphs > 40


def of_article(article, path):
    """What readers get of a page: elements with their attributes, and text; links by where they lead."""
    for one in article.xpath(OF_THE_THEME):
        one.drop_tree()
    for name in ("href", "src"):
        for one in article.xpath(f".//*[@{name}]"):
            one.set(name, urljoin(f"{BASE}{path}", one.get(name)))
    return as_shown(tokens(article))


def test_every_page_has_the_same_elements_attributes_and_links(site, zensical):
    ours, theirs = articles(site), articles(zensical)
    links = 0
    for path, article in ours.items():
        mine = of_article(article, path)
        assert mine == of_article(theirs[path], path), path
        links += sum(token[0] == "<" and "href" in token for token in mine)
    assert links > 500


def test_hostile_texts_make_the_same_pages(once):
    """Law 11 in the files that Zensical reads: no text is taken for Markdown, for HTML or for a setting."""
    folder = once("hostile-by-both", _hostile)
    ours, theirs = articles(folder / "site"), articles(folder / "site-zensical")
    assert ours.keys() == theirs.keys()
    assert len(ours) > len(PAYLOADS)
    for path, article in ours.items():
        assert settled(of_article(article, path)) == settled(of_article(theirs[path], path)), path


def _hostile(folder):
    lay_out(folder, TINY)
    for name in ("seeds", "content"):
        shutil.rmtree(folder / name)
    write_changed(folder, course()[0])
    build(folder, handouts=False)
    build(folder, "--renderer", "zensical", handouts=False)


def test_it_has_the_same_files_beside_the_pages(site, zensical):
    ours, theirs = read_site(site), read_site(zensical)
    assert {path for path in ours if not path.startswith("assets/")} == {
        path for path in theirs if not path.startswith("assets/")
    }
    for path in ("robots.txt", "llms.txt", "sitemap.xml", "search/index.js"):
        assert ours[path] == theirs[path], path
    cards = [path for path in ours if path.startswith("social/")]
    assert cards
    assert all(ours[path] == theirs[path] for path in cards)


def test_it_tells_those_who_share_and_index_it_the_same(site, zensical):
    def told(folder):
        pages = {
            path: data.decode() for path, data in read_site(folder).items() if path.endswith("index.html")
        }
        heads = {path: html.fromstring(text).xpath("//head")[0] for path, text in pages.items()}
        return {
            path: (
                sorted(head.xpath('./meta[starts-with(@property, "og:")]/@content')),
                head.xpath('./script[@type="application/ld+json"]/text()'),
            )
            for path, head in heads.items()
        }

    ours = told(site)
    assert ours == told(zensical)
    assert all(described for properties, described in ours.values() if properties)
    assert sum(bool(described) for _, described in ours.values()) > 10


def test_every_address_works_and_none_loads_from_elsewhere(zensical):
    found = faults(read_site(zensical), BASE)
    # The theme's own: its 404 page has nothing to skip to.
    assert [fault for fault in found if (fault.page, fault.address) != ("404.html", "#__skip")] == []


def test_notes_terms_and_search_work_and_nothing_is_asked_of_others(zensical, browser):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(15000)
    said, asked = [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    with serve(zensical, BASE, "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        origin = f"http://127.0.0.1:{server.server_port}"
        page.goto(f"{origin}{BASE}lessons/crossing/?round=all")
        mark = page.locator(".note-mark").nth(1)
        mark.click()
        assert page.locator(f"#note-{mark.get_attribute('data-note')}").is_visible()
        term = page.locator(".paper a.term").first
        term.click()
        card = page.locator(f"#card-{term.get_attribute('href').split('#')[1]}")
        card.wait_for()
        assert card.is_visible()
        page.keyboard.press("Escape")
        page.locator(".search-button").click()
        page.locator(".search input").press_sequentially("usufruct")
        assert page.locator(".search-results a").first.get_attribute("href").endswith("glossary/#usufruct")
        server.shutdown()
    page.close()
    assert said == []
    assert [url for url in asked if not url.startswith((origin, f"blob:{origin}"))] == []


@pytest.mark.slow
def test_a_title_cannot_act_and_a_mistake_stops_it(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    hostile = '🙂</title>"><script>alert(1)</script>'
    for path, old in (
        ("content/course.yml", "Reading Bridges"),
        ("content/lessons/bridges.yml", "What a bridge promises"),
    ):
        file = folder / path
        file.write_text(
            file.read_text(encoding="utf-8").replace(f"title: {old}", f"title: '{hostile}'"), encoding="utf-8"
        )
    assert run(folder, "build_scripts", "build", "--renderer", "zensical").returncode == 0
    site = read_site(folder / "site-zensical")
    assert len(site) > 20
    assert "<title>🙂&lt;/title&gt;" in site["lessons/bridges/index.html"].decode()
    assert [
        path for path, data in site.items() if path.endswith(".html") and b"<script>alert(1)" in data
    ] == []
    (folder / "content/glossary.yml").write_text("terms: none", encoding="utf-8")
    done = run(folder, "build_scripts", "build", "--renderer", "zensical")
    assert done.returncode == 1
    assert "content/glossary.yml" in done.stdout
    assert read_site(folder / "site-zensical") == site
    assert not list(folder.glob(".zensical-*"))


@pytest.mark.slow
def test_it_builds_no_edition_that_is_not_published(tmp_path):
    done = run(
        lay_out(tmp_path / "project", TINY),
        "build_scripts",
        "build",
        "--renderer",
        "zensical",
        "--edition",
        "instructor",
    )
    assert done.returncode == 1
    assert "the student edition only" in done.stderr


@pytest.mark.slow
def test_without_handouts_it_has_none_either(tmp_path, monkeypatch):
    monkeypatch.setenv("HANDOUTS", "false")
    folder = lay_out(tmp_path / "project", TINY)
    done = run(folder, "build_scripts", "build", "--renderer", "zensical")
    assert done.returncode == 0, done.stdout + done.stderr
    site = read_site(folder / "site-zensical")
    assert "glossary/index.html" in site
    assert [path for path in site if path.startswith("handouts/")] == ["handouts/index.html"]
