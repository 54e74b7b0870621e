"""Find the addresses in a built site that would not work where it is published."""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

_HOST = "https://site.invalid"
"""Stands for whatever host the site is published on (RFC 2606)."""
_LOADED = {"src", "srcset", "data", "poster"}
"""Attributes by which a page loads something."""
_SHOWN = {"canonical", "alternate", "license", "prev", "next"}
"""Kinds of `<link>` that load nothing."""
_SCHEMES = {"", "http", "https", "mailto"}


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """An address on a page that would not work."""

    page: str
    """Path of the file, such as `lessons/rise/index.html`."""
    address: str
    """As it stands in the page."""
    why: str


def faults(site: Mapping[str, bytes], base: str) -> tuple[Fault, ...]:
    """Return the addresses that would not work below `base`, such as `/repository-name/`."""
    pages = {
        path: _AddressReader(data.decode("utf-8")) for path, data in site.items() if path.endswith(".html")
    }
    found = (
        Fault(path, address, why)
        for path, page in pages.items()
        for tag, name, address, rel in page.addresses
        if (why := _fault(site, pages, base, path, address, _loads(tag, name, rel)))
    )
    return tuple(sorted(set(found)))


class _AddressReader(HTMLParser):
    """Collects the ids of a page and the addresses that it names."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: set[str] = set()
        self.addresses: list[tuple[str, str, str, str]] = []
        """Tag, attribute, address, and for `<link>` its kind."""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.ids |= {given[name] for name in ("id", "name") if name in given}
        self.addresses += [
            (tag, name, given[name], given.get("rel", "")) for name in ("href", *_LOADED) if name in given
        ]


def _loads(tag: str, attribute: str, rel: str) -> bool:
    return attribute in _LOADED or (tag == "link" and not _SHOWN & set(rel.split()))


def _fault(
    site: Mapping[str, bytes],
    pages: Mapping[str, _AddressReader],
    base: str,
    page: str,
    address: str,
    loads: bool,
) -> str:
    """Return why an address would not work; empty if it would."""
    # GitHub Pages shows 404.html at any address that does not exist, so its own links cannot be relative.
    here = _HOST + base + ("no/such/page/" if page == "404.html" else page.removesuffix("index.html"))
    try:
        parts = urlsplit(urljoin(here, address))
    except ValueError:
        return "is no address"
    if urlsplit(address).scheme not in _SCHEMES:
        return "is not an address of the web"
    if f"{parts.scheme}://{parts.netloc}" != _HOST:
        return "would be loaded from another server" if loads else ""
    if not parts.path.startswith(base):
        return f"leads out of {base}"
    return _missing(site, pages, unquote(parts.path.removeprefix(base)), unquote(parts.fragment))


def _missing(site: Mapping[str, bytes], pages: Mapping[str, _AddressReader], path: str, anchor: str) -> str:
    file = posixpath.join(path, "index.html") if path.endswith("/") or not path else path
    if file not in site:
        return "leads to a page that is not there"
    if anchor and file in pages and anchor not in pages[file].ids:
        return "leads to a place that is not on its page"
    return ""


def lines(found: tuple[Fault, ...]) -> Iterator[str]:
    """Yield one line for each fault."""
    yield from (f"{fault.page}: “{fault.address}” {fault.why}" for fault in found)
