"""Every page of the real course: valid HTML, and no link that leads nowhere, in both editions."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html
from projects import ROOT, run

VNU = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
BASE = "https://example.org/close-reading-course/"
LINKS = ("href", "src", "srcset", "poster", "data")
REFERENCES = ("for", "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "popovertarget")

STOCK = {
    # The checker reads files, whose own origin it does not know; test_walk.py holds pages to their policy.
    ("Resource violates Content Security Policy (meta tag): ", ""),
    # Data, which no browser runs, and which the policy does not speak of.
    ("Inline script violates Content Security Policy", 'type="application/'),
    # Python-Markdown's images; no browser minds.
    ("Trailing slash on void elements has no effect", " />"),
    # Material's base.html, outside of any block: keeps browsers from opening the menu by themselves on Back.
    ("Attribute “autocomplete” is only allowed when the input type is", 'type="checkbox" id="__'),
    # Material's nav-item.html, for the sections of the navigation: the same to browsers as no tabindex.
    ("Bad value “” for attribute “tabindex” on element “label”", 'for="__nav_'),
    # Material's toc.html names a box that nav-item.html leaves out on the first page of a section.
    ("The value of the “for” attribute of the “label” element must be the ID", 'for="__toc"'),
}
"""What the checker says of stock Material's templates, and of files: the start of the message, and the element."""


@pytest.fixture(scope="session")
def editions(project: Path, site: Path) -> tuple[Path, Path]:
    """The built sites of both editions."""
    done = run(project, "build_scripts", "build", "--edition", "instructor")
    assert done.returncode == 0, done.stdout + done.stderr
    return site, project / "site-instructor"


def test_every_page_is_valid_html(editions):
    command = ["java", "-jar", VNU, "--skip-non-html", "--format", "json", "--exit-zero-always", *editions]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=True)
    said = json.loads(done.stderr)["messages"]
    assert any("__drawer" in one["extract"] for one in said), "the checker read no page"
    found = [
        (urlsplit(one["url"]).path, one["lastLine"], one["message"], one["extract"])
        for one in said
        if not any(one["message"].startswith(what) and element in one["extract"] for what, element in STOCK)
    ]
    assert found == []


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
    assert followed > 2000


def test_what_search_and_the_sitemap_lead_to_is_there(editions):
    for site in editions:
        read = pages(site)
        index = (site / "search/index.js").read_text(encoding="utf-8")
        entries = json.loads(index.removeprefix("window.searchEntries=").rstrip().removesuffix(";"))
        places = {urljoin(BASE, entry["at"]) for entry in entries}
        places |= set(re.findall("<loc>(.*?)</loc>", (site / "sitemap.xml").read_text(encoding="utf-8")))
        assert len(places) > 300
        for place in places:
            address, _, anchor = place.partition("#")
            assert address in read, place
            assert not anchor or read[address].xpath("boolean(//*[@id=$id])", id=anchor), place


def test_styles_load_nothing_that_is_not_there(site):
    for file in site.rglob("*.css"):
        for found in re.findall(r"""url\(["']?([^)"']+)""", file.read_text(encoding="utf-8")):
            assert found.startswith(("data:", "#")) or (file.parent / found).is_file(), (file, found)
