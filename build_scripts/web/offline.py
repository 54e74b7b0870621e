"""The files of a built site in; out comes a copy of it that opens from a folder, as an archive."""

import posixpath
import re
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from urllib.parse import urlsplit
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

OFFLINE = "offline.zip"
"""Where the site has the archive."""
_ONLINE = re.compile(r"<!--online-->.*?<!--/online-->", re.DOTALL)
"""What only a page on the web has: the link to the archive."""
_POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>')
_LINK = re.compile(r'(<(?:a|link)\b[^>]*?\shref="|<meta http-equiv="refresh" content="0; url=)([^"]*)(")')
_WEB_ONLY = re.compile(r"404\.html|robots\.txt|llms\.txt|sitemap\.xml(\.gz)?|social/.*|" + re.escape(OFFLINE))
_SIZE = "@offline-size@"


def archive(site: Mapping[str, bytes], folder: str) -> bytes:
    """Return the site as a zip file of one `folder`, the same bytes for the same site.

    Its pages need no server: their links name files. They carry no Content-Security-Policy, since `'self'` means
    nothing where there is no origin.
    """
    made = BytesIO()
    with ZipFile(made, "w", ZIP_DEFLATED) as into:
        for path, data in sorted(site.items()):
            if not _WEB_ONLY.fullmatch(path):
                # The earliest date that the format knows: the same in every build.
                entry = ZipInfo(f"{folder}/{path}", (1980, 1, 1, 0, 0, 0))
                entry.compress_type, entry.external_attr = ZIP_DEFLATED, 0o644 << 16
                entry.create_system = 3  # Unix, on whatever system it is made
                into.writestr(entry, _page(data) if path.endswith(".html") else data)
    return made.getvalue()


def with_size(page: str, size: int) -> str:
    """Return a page that says how large the archive is, in megabytes of a million bytes."""
    words = f"{max(size / 1e6, 0.1):.1f} MB"
    return _ONLINE.sub(lambda link: link[0].replace(_SIZE, words), page)


@lru_cache(maxsize=4096)
def file_of(way: str) -> str:
    """From an address below the site's, such as `glossary/#toll`, to the file: `glossary/index.html#toll`."""
    parts = urlsplit(way)
    if parts.scheme or parts.netloc or not (parts.path or not way):
        return way
    last = posixpath.basename(parts.path)
    path = posixpath.join(parts.path, "index.html") if last in ("", ".", "..") else parts.path
    return parts._replace(path=path).geturl()


def _page(data: bytes) -> bytes:
    text = _POLICY.sub("", _ONLINE.sub("", data.decode("utf-8")))
    return _LINK.sub(lambda link: link[1] + file_of(link[2]) + link[3], text).encode()
