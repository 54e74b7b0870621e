"""Make an archive of a built site that can be read from a folder."""

import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO
from urllib.parse import urljoin, urlsplit
from zipfile import ZipFile

from ..shared.language import ENGLISH, Language
from .zipped import zipped

OFFLINE, LIGHT = "offline.zip", "offline-light.zip"
"""The paths of the archives on the site: the whole, and the one without files to print."""
_ONLINE = re.compile(r"<!--online-->.*?<!--/online-->", re.DOTALL)
"""The parts of a page that only the site on the web has: the links to the archives, and to the app's manifest."""
_TWO = re.compile(r"<!--light-->.*?<!--/light-->", re.DOTALL)
"""The part of such a part about the light archive."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_LINK = re.compile(r'(<(?:a|link)\b[^>]*?\shref="|<meta http-equiv="refresh" content="0; url=)([^"]*)(")')
_HREF = re.compile(r'\shref="$')
_WEB_ONLY = re.compile(
    r"404\.html|robots\.txt|llms\.txt|sitemap\.xml(\.gz)?|CNAME|social/.*|"
    + "|".join(map(re.escape, (OFFLINE, LIGHT)))
)
_PRINTED = ".pdf"


@dataclass(frozen=True, slots=True)
class Sizes:
    """What readers would load, in bytes."""

    whole: int
    """The archive."""
    light: int
    """The light archive; 0 if there is none, since the site has no files to print."""
    kept: int
    """What their browsers keep by themselves."""


def archive(site: Mapping[str, bytes], folder: str) -> bytes:
    """Return the site as a zip file with one `folder`; the same site gives the same bytes.

    Its pages need no server: their links name files. They have no Content-Security-Policy, since `'self'` means
    nothing for files in a folder, which have no origin.
    """
    shown = ((path, data) for path, data in sorted(site.items()) if not _WEB_ONLY.fullmatch(path))
    return zipped(
        (f"{folder}/{path}", _page(data) if path.endswith(".html") else data) for path, data in shown
    )


def light(site: Mapping[str, bytes], folder: str, base: str) -> bytes:
    """Return the archive without files to print; empty if there are none. Links to them lead to the site at `base`.

    If `base` is empty, since the site is not on the web, there are no such links.
    """
    printed = {path for path in site if path.endswith(_PRINTED)}
    rest = {path: _online(path, data, base) for path, data in site.items() if path not in printed}
    return archive(rest, folder) if printed else b""


def _online(path: str, data: bytes, base: str) -> bytes:
    """Return a file of the site; a page without links to files to print, or with links to where they are on the web."""

    def led(link: re.Match[str]) -> str:
        if not link[2].endswith(_PRINTED) or urlsplit(link[2]).scheme:
            return link[0]
        way = urljoin(f"/{path}", link[2]).lstrip("/")
        return f"{link[1]}{base}{way}{link[3]}" if base else _HREF.sub("", link[1])

    return _LINK.sub(led, data.decode()).encode() if path.endswith(".html") else data


def with_sizes(page: str, sizes: Sizes, language: Language = ENGLISH) -> str:
    """Return a page that says, in millions of bytes, what readers would load."""
    named = {"offline-size": sizes.whole, "light-size": sizes.light, "kept-size": sizes.kept}

    def told(part: re.Match[str]) -> str:
        text = part[0] if sizes.light else _TWO.sub("", part[0])
        for name, size in named.items():
            words = language.say("{size} MB", size=language.number(max(size / 1e6, 0.1)))
            text = text.replace(f"@{name}@", words)
        return text

    return _ONLINE.sub(told, page)


def compressed(packed: bytes, wanted: Callable[[str], bool]) -> int:
    """Return how many bytes those files of an archive take on the line; `wanted` is asked for their paths."""
    with ZipFile(BytesIO(packed)) as files:
        return sum(one.compress_size for one in files.infolist() if wanted(one.filename.partition("/")[2]))


@lru_cache(maxsize=4096)
def file_of(way: str) -> str:
    """Return the file for an address relative to a page: `glossary/index.html#toll` for `glossary/#toll`."""
    parts = urlsplit(way)
    if parts.scheme or parts.netloc or not (parts.path or not way):
        return way
    last = posixpath.basename(parts.path)
    path = posixpath.join(parts.path, "index.html") if last in ("", ".", "..") else parts.path
    return parts._replace(path=path).geturl()


def _page(data: bytes) -> bytes:
    text = _POLICY.sub("", _ONLINE.sub("", data.decode("utf-8")))
    return _LINK.sub(lambda link: link[1] + file_of(link[2]) + link[3], text).encode()
