"""Every page: valid HTML, and no link that leads nowhere, in both editions."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html
from vnu import complaints

BASE = "https://example.org/close-reading-course/"
LINKS = ("href", "src", "srcset", "poster", "data")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "popovertarget")


@pytest.fixture(scope="session")
def editions(site: Path, instructor_site: Path) -> tuple[Path, Path]:
    """The built sites of both editions."""
    return site, instructor_site


def test_every_page_is_valid_html(editions):
    assert complaints(*editions) == []


def pages(site: Path) -> dict[str, html.HtmlElement]:
    """Every page by its address."""
    return {
        urljoin(BASE, file.relative_to(site).as_posix()).removesuffix("index.html"): html.parse(
            file
        ).getroot()
        for file in sorted(site.rglob("*.html"))
    }


def links(page: html.HtmlElement) -> Iterator[str]:
    """What a page leads to and what it loads."""
    for name in LINKS:
        for value in page.xpath(f"//@{name}"):
            yield from (part.split()[0] for part in value.split(",")) if name == "srcset" else (value,)


def leads(link: str, site: Path, anchors: dict[str, set[str]]) -> bool:
    """Whether a full address leads somewhere: in the site to a file and an anchor, elsewhere to a host."""
    split = urlsplit(link)
    if not link.startswith(BASE):
        return split.scheme in ("http", "https") and bool(re.fullmatch(r"[\w.-]+\.\w+", split.netloc))
    target = split._replace(query="", fragment="").geturl()
    anchor = unquote(split.fragment.partition(":~:")[0])
    there = target in anchors or (site / unquote(target.removeprefix(BASE))).is_file()
    return there and (not anchor or anchor in anchors.get(target, ()))


def test_no_link_and_no_anchor_is_broken(editions):
    broken = []
    followed = 0
    for site in editions:
        read = pages(site)
        anchors = {address: set(page.xpath("//@id")) for address, page in read.items()}
        for address, page in read.items():
            found = {urljoin(address, link) for link in links(page)}
            broken += [(address, link) for link in found if not leads(link, site, anchors)]
            followed += len(found)
            # Inside the page; of `__toc` see STOCK.
            named = {
                one for name in REFERENCES for value in page.xpath(f"//@{name}") for one in value.split()
            }
            broken += [(address, one) for one in named - anchors[address] - {"__toc"}]
    assert broken == []
    assert followed > 1000


def test_what_search_and_the_sitemap_lead_to_is_there(editions):
    for site in editions:
        read = pages(site)
        index = (site / "search/index.js").read_text(encoding="utf-8")
        entries = json.loads(index.removeprefix("window.searchEntries=").rstrip().removesuffix(";"))
        places = {urljoin(BASE, entry["at"]) for entry in entries}
        listed = site / "sitemap.xml"
        assert listed.exists() == (site.name == "site")  # what is not published has none
        places |= set(re.findall("<loc>(.*?)</loc>", listed.read_text("utf-8"))) if listed.exists() else set()
        assert len(places) > 100
        for place in places:
            address, _, anchor = place.partition("#")
            assert address in read, place
            assert not anchor or read[address].xpath("boolean(//*[@id=$id])", id=anchor), place


def test_styles_load_nothing_that_is_not_there(site):
    for file in site.rglob("*.css"):
        for found in re.findall(r"""url\(["']?([^)"']+)""", file.read_text(encoding="utf-8")):
            assert found.startswith(("data:", "#")) or (file.parent / found).is_file(), (file, found)
