"""Describe a work so that reference managers such as Zotero find it on a page: COinS (OpenURL 1.0 in a `span`).

Tags in the head of a page would do the same, but search engines for scholars would take the page for the work itself.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

from ..read.course import Work

_JOURNALS = ("article", "article-journal", "article-magazine", "article-newspaper")
_PARTS = ("chapter", "entry-encyclopedia", "entry-dictionary", "paper-conference")


def coins(work: Work) -> str:
    """Return what stands in the title of the `span`."""
    return urlencode([(name, value) for name, value in _facts(work) if value])


def _facts(work: Work) -> Iterator[tuple[str, str | None]]:
    yield "ctx_ver", "Z39.88-2004"
    if work.type in _JOURNALS:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"
        yield "rft.genre", "article"
        yield "rft.atitle", work.name
        yield "rft.jtitle", work.container_title
        yield "rft.issn", work.issn
    elif work.type in ("book", *_PARTS):
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:book"
        yield "rft.genre", "bookitem" if work.type in _PARTS else "book"
        yield "rft.atitle" if work.type in _PARTS else "rft.btitle", work.name
        yield "rft.btitle", work.container_title if work.type in _PARTS else None
        yield "rft.isbn", work.isbn
    else:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
        yield "rft.type", "webpage" if work.type == "webpage" else "document"
        yield "rft.title", work.name
    first, *_ = work.author or (None,)
    if first and first.family:
        yield "rft.aulast", " ".join(filter(None, (first.particle, first.family)))
        yield "rft.aufirst", first.given
    for name in work.author:
        yield "rft.au", name.literal or " ".join(filter(None, (name.given, name.particle, name.family)))
    yield "rft.date", work.issued.points[0].iso if work.issued else None
    yield "rft.volume", work.volume
    yield "rft.issue", work.issue
    yield "rft.pages", work.page
    yield "rft.pub", work.publisher
    yield "rft.place", work.publisher_place
    yield "rft.language", work.language
    yield "rft_id", f"info:doi/{work.doi}" if work.doi else work.url
