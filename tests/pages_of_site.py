"""What must hold of the pages of every built site."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import html

Pages = Mapping[str, html.HtmlElement]
"""The pages of a site by their addresses below it, such as `lessons/rise/`."""


def ids_given_twice(page: html.HtmlElement) -> list[str]:
    """Return the ids that more than one element of a page has."""
    return [id_ for id_, count in Counter(page.xpath("//@id")).items() if count > 1]


def dead_links(site: Path, read: Pages) -> list[str]:
    """Return the links within a site that lead to no page, no file, or no place on a page."""
    ids = {name: set(page.xpath("//@id")) for name, page in read.items()}
    return [
        f"{name}: {link}"
        for name, page in read.items()
        if name != "404.html"  # it is shown at any address, so its links are from the root of the host
        for link in page.xpath("//a/@href")
        if not _leads_somewhere(site, ids, name, link)
    ]


def _leads_somewhere(site: Path, ids: Mapping[str, set[str]], name: str, link: str) -> bool:
    target, anchor = urldefrag(urljoin(f"https://site/{name}", link))
    if urlsplit(target).hostname != "site":
        return True
    path = unquote(urlsplit(target).path).lstrip("/")
    there = path in ids or (site / path).is_file()
    return there and (not anchor or unquote(anchor) in ids.get(path, ()))


def loaded_from_elsewhere(site: Path, read: Pages) -> list[str]:
    """Return what pages and styles load from another origin."""
    return [*_by_pages(read), *_by_styles(site)]


def _by_pages(read: Pages) -> Iterator[str]:
    wanted = (
        "//script/@src | //img/@src | //link[@rel='stylesheet' or @rel='preconnect' or @rel='icon']/@href"
    )
    for name, page in read.items():
        yield from (
            f"{name}: {link}" for link in page.xpath(wanted) if link.startswith(("http:", "https:", "//"))
        )


def _by_styles(site: Path) -> Iterator[str]:
    for style in site.rglob("*.css"):
        if re.search(r"url\(\s*[\"']?https?:", style.read_text(encoding="utf-8")):
            yield style.name
