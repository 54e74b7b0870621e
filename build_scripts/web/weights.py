"""Weigh a built site: what each page makes a reader's browser load, and what the whole takes on a server."""

import gzip
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

from ..shared.words import counted
from .offline import LIGHT, OFFLINE

HEAVY = 1_000_000
"""Bytes of a page that are many on a poor line: half a minute at 256 kbit/s."""
_TEXTS = (".html", ".css", ".js", ".svg", ".json", ".txt", ".xml", ".webmanifest")
"""Ends of files that servers pack."""
_HOST = "https://site.invalid/"


@dataclass(frozen=True, slots=True)
class Weights:
    """Sizes in bytes, packed as servers send them."""

    pages: Mapping[str, int]
    """What the first visit to each page loads, by the path of its file. Pages that only lead on are left out."""
    whole: int
    """All files of the site, as they lie on a server."""
    printed: tuple[int, ...]
    """Each file to print."""
    copies: int
    """The copies to read offline."""


def weights(site: Mapping[str, bytes]) -> Weights:
    """Weigh a site; `site`: its files by path."""
    sizes = {path: _sent(path, data) for path, data in site.items()}
    shared: dict[str, set[str]] = {
        path: set(_loaded(path, data.decode("utf-8", "replace")))
        for path, data in site.items()
        if path.endswith("index.html") and b'http-equiv="refresh"' not in data
    }
    return Weights(
        {path: sizes[path] + sum(sizes.get(one, 0) for one in loaded) for path, loaded in shared.items()},
        sum(map(len, site.values())),
        tuple(len(data) for path, data in site.items() if path.endswith(".pdf")),
        sum(len(site.get(path, b"")) for path in (OFFLINE, LIGHT)),
    )


def told(found: Weights) -> Iterator[str]:
    """Yield lines that say what a site weighs, and which pages are heavy."""
    heavy = sorted(found.pages, key=lambda path: -found.pages[path])
    if heavy:
        middle = found.pages[heavy[len(heavy) // 2]]
        yield (
            f"{counted(len(heavy), 'page')}; a first visit loads {_kb(middle)} (half of them less), "
            f"at most {_kb(found.pages[heavy[0]])}: {_name(heavy[0])}"
        )
    for path in heavy:
        if found.pages[path] > HEAVY:
            yield f"heavy on a poor line: {_name(path)}, {_kb(found.pages[path])}"
    printed = (
        f"{counted(len(found.printed), 'file')} to print {_mb(sum(found.printed))}, " if found.printed else ""
    )
    yield f"{_mb(found.whole)} on the server: {printed}copies to read offline {_mb(found.copies)}"


def _sent(path: str, data: bytes) -> int:
    return len(gzip.compress(data, 6, mtime=0)) if path.endswith(_TEXTS) else len(data)


def _loaded(path: str, text: str) -> Iterator[str]:
    """Yield the paths of the files that a page loads at once. A picture that waits until it is seen is left out."""
    for address in _Loads(text).addresses:
        parts = urlsplit(urljoin(_HOST + posixpath.dirname(path) + "/", address))
        if address and parts.netloc == urlsplit(_HOST).netloc:
            yield posixpath.normpath(unquote(parts.path)).lstrip("/")


class _Loads(HTMLParser):
    """Collects the addresses that a page loads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "link" and {"stylesheet", "icon", "preload"} & set(given.get("rel", "").split()):
            self.addresses.append(given.get("href", ""))
        elif tag in ("script", "img") and given.get("loading") != "lazy":
            self.addresses.append(given.get("src", ""))


def _name(path: str) -> str:
    return path.removesuffix("index.html") or "home"


def _kb(size: int) -> str:
    return f"{max(round(size / 1000), 1):,} KB"


def _mb(size: int) -> str:
    return f"{size / 1e6:,.1f} MB"
