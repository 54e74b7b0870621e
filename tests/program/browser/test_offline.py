"""The copy to take along: unpacked anywhere, it opens by double click, and everything in it works."""

import io
from zipfile import ZipFile

import pytest
from lxml import html

from build_scripts.exports.formats import FORMATS
from build_scripts.shells.disk import read_site
from build_scripts.web.broken_links import faults
from build_scripts.web.offline import LIGHT, OFFLINE, Sizes, archive, file_of, light, with_sizes

FILES = (".html", ".pdf", *(f".{format_.file.rpartition('.')[2]}" for format_ in FORMATS))
"""How the files end to which pages lead."""
LARGEST = 5_000_000
"""Bytes, apart from the handouts."""


@pytest.fixture(scope="module")
def unpacked(site, tmp_path_factory):
    """The archive of the site, in a folder whose name needs care."""
    folder = tmp_path_factory.mktemp("a stick") / "My courses #1"
    with ZipFile(site / OFFLINE) as packed:
        packed.extractall(folder)
    (course,) = folder.iterdir()
    return course


def test_it_holds_every_page_and_is_small(site, unpacked):
    ours = {path for path in read_site(site) if path.endswith("index.html")}
    assert {path for path in read_site(unpacked) if path.endswith(".html")} == ours
    with ZipFile(site / OFFLINE) as packed:
        handouts = sum(entry.compress_size for entry in packed.infolist() if entry.filename.endswith(".pdf"))
    assert (site / OFFLINE).stat().st_size - handouts <= LARGEST


def test_every_link_names_a_file_that_is_there(unpacked):
    files = read_site(unpacked)
    assert faults(files, "/course/") == ()
    for path, data in files.items():
        if path.endswith(".html"):
            ways = html.fromstring(data.decode()).xpath("//a/@href")
            inside = [way.split("#")[0] for way in ways if ":" not in way]
            assert [way for way in inside if way and not way.endswith(FILES)] == [], path
            assert b"Content-Security-Policy" not in data
            assert b"offline.zip" not in data
            assert b"manifest" not in data


def test_its_size_stands_beside_the_link(site):
    size = f"{(site / OFFLINE).stat().st_size / 1e6:.1f} MB"
    small = f"{(site / LIGHT).stat().st_size / 1e6:.1f} MB"
    for path in site.rglob("*.html"):
        if path.parent.name in ("old-crossing", "handouts"):  # a former address, which leads on
            continue
        (told,) = html.parse(path).xpath('//*[@class and contains(@class, "offline")]')
        assert size in told.text_content()
        assert small in told.text_content()
        assert [way.rpartition("/")[2] for way in told.xpath(".//a/@href")] == [OFFLINE, LIGHT]


def test_the_light_copy_has_all_but_files_to_print(site, unpacked):
    with ZipFile(site / LIGHT) as packed:
        files = {path.partition("/")[2]: packed.read(path) for path in packed.namelist()}
    whole = read_site(unpacked)
    assert files.keys() == {path for path in whole if not path.endswith(".pdf")}
    assert (site / LIGHT).stat().st_size < (site / OFFLINE).stat().st_size / 2
    assert faults(files, "/course/") == ()
    changed = {path for path, data in files.items() if data != whole[path]}
    assert all(b".pdf" in whole[path] for path in changed)


LISTED = (
    b'<link href="a.css"><a class="x" href="../handouts/a.pdf">A</a><a href="https://b.example/c.pdf">C</a>'
)


@pytest.mark.parametrize(
    ("base", "link"),
    [
        ("https://a.example/c/", '<a class="x" href="https://a.example/c/handouts/a.pdf">A</a>'),
        ("", '<a class="x">A</a>'),
    ],
)
def test_links_to_files_that_the_light_copy_lacks_lead_to_the_web_or_are_none(base, link):
    site = {"about/index.html": LISTED, "handouts/a.pdf": b"%PDF", "a.css": b""}
    with ZipFile(io.BytesIO(light(site, "c", base))) as packed:
        assert packed.namelist() == ["c/a.css", "c/about/index.html"]
        text = packed.read("c/about/index.html").decode()
    assert text == f'<link href="a.css">{link}<a href="https://b.example/c.pdf">C</a>'
    assert light({"index.html": LISTED}, "c", base) == b""


def test_it_opens_from_disk_with_search_notes_and_terms(browser, unpacked):
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(15000)
    said, asked, failed = [], [], []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("request", lambda request: asked.append(request.url))
    page.on("requestfailed", lambda request: failed.append(request.url))
    here = unpacked.as_uri()
    page.goto(f"{here}/index.html")
    assert page.eval_on_selector("body", "body => getComputedStyle(body).margin") == "0px"
    page.locator("article a", has_text="The crossing").first.click()
    page.wait_for_url("**/lessons/crossing/index.html")
    page.get_by_role("radio", name="All notes").check()
    mark = page.locator(".note-mark").nth(1)
    mark.click()
    assert page.locator(f"#note-{mark.get_attribute('data-note')}").is_visible()
    term = page.locator(".paper a.term").first
    term.click()
    assert page.locator(f"#card-{term.get_attribute('href').split('#')[1]}").is_visible()
    page.keyboard.press("Escape")
    page.locator(".search-button").click()
    page.locator(".search input").press_sequentially("usufruct")
    found = page.locator(".search-results a").first
    found.wait_for()
    assert found.get_attribute("href").endswith("glossary/index.html#usufruct")
    found.click()
    page.wait_for_url("**/glossary/index.html*#usufruct")
    assert page.locator("#usufruct").is_visible()
    page.close()
    assert failed == []
    assert said == []
    assert [url for url in asked if not url.startswith("file://")] == []


@pytest.mark.parametrize(
    ("way", "file"),
    [
        ("glossary/#toll", "glossary/index.html#toll"), ("", "index.html"), (".", "./index.html"), ("../..", "../../index.html"), ("../", "../index.html"),
        ("#here", "#here"), ("assets/a.css", "assets/a.css"), ("https://a.example/b/", "https://a.example/b/"), ("mailto:a@b.example", "mailto:a@b.example"), ("//a.example/", "//a.example/"),
    ],
)  # fmt: skip
def test_an_address_becomes_a_file(way, file):
    assert file_of(way) == file


def test_a_former_address_leads_to_a_file():
    page = '<meta http-equiv="refresh" content="0; url=../rise/"><p>content="0; url=../x/"</p>'
    with ZipFile(io.BytesIO(archive({"lessons/old/index.html": page.encode()}, "c"))) as packed:
        text = packed.read("c/lessons/old/index.html").decode()
    assert text == page.replace("../rise/", "../rise/index.html")


def test_texts_that_look_like_what_is_changed_stay():
    page = '<p>&lt;a href="x/"&gt; href="x/" @offline-size@</p><a class="y" href="x/">x</a><!--online-->@offline-size@<!--/online-->'
    with ZipFile(io.BytesIO(archive({"index.html": page.encode()}, "c"))) as packed:
        text = packed.read("c/index.html").decode()
    assert text == '<p>&lt;a href="x/"&gt; href="x/" @offline-size@</p><a class="y" href="x/index.html">x</a>'
    assert with_sizes(page, Sizes(1_234_567, 0, 0)).endswith("<!--online-->1.2 MB<!--/online-->")
    assert "@offline-size@</p>" in with_sizes(page, Sizes(1, 0, 0))


def test_what_only_the_web_needs_is_left_out():
    paths = [
        "index.html", "404.html", "robots.txt", "llms.txt", "sitemap.xml", "sitemap.xml.gz", "social/index.png", OFFLINE, LIGHT,
    ]  # fmt: skip
    with ZipFile(io.BytesIO(archive(dict.fromkeys(paths, b"x"), "course"))) as packed:
        assert packed.namelist() == ["course/index.html"]
