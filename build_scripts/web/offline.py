"""Make an archive of a built site that can be read from a folder."""

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..shared.language import ENGLISH, Language

OFFLINE = "offline.zip"
"""The path of the archive on the site."""
_ONLINE = re.compile(r"<!--online-->.*?<!--/online-->", re.DOTALL)
"""The part of a page that only the site on the web has: the link to the archive."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_LINK = re.compile(r'(<(?:a|link)\b[^>]*?\shref="|<meta http-equiv="refresh" content="0; url=)([^"]*)(")')
_WEB_ONLY = re.compile(r"404\.html|robots\.txt|llms\.txt|sitemap\.xml(\.gz)?|social/.*|" + re.escape(OFFLINE))
_SIZE = "@offline-size@"


def archive(site: Mapping[str, bytes], folder: str) -> bytes:
    """Return the site as a zip file with one `folder`; the same site gives the same bytes.

    Its pages need no server: their links name files. They have no Content-Security-Policy, since `'self'` means
    nothing for files in a folder, which have no origin.
    """
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as into:
        for path, data in sorted(site.items()):
            if not _WEB_ONLY.fullmatch(path):
                # The earliest date that the format knows: the same in every build.
                entry = ZipInfo(f"{folder}/{path}", (1980, 1, 1, 0, 0, 0))
                entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
                entry.create_system = 3  # Unix, on every system
                into.writestr(entry, _page(data) if path.endswith(".html") else data)
    return made.getvalue()


def with_size(page: str, size: int, language: Language = ENGLISH) -> str:
    """Return a page that says how large the archive is. `size` is in bytes; the page says millions of bytes."""
    words = language.say("{size} MB", size=language.number(max(size / 1e6, 0.1)))
    return _ONLINE.sub(lambda link: link[0].replace(_SIZE, words), page)


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
