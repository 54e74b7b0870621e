"""Describe a work so that reference managers such as Zotero find it on a page: COinS (OpenURL 1.0 in a `span`).

Tags in the head of a page would do the same, but search engines for scholars would take the page for the work itself.
"""

from collections.abc import Iterator
from urllib.parse import urlencode

from ..read.course import Name, Work

_JOURNALS = ("article", "article-journal", "article-magazine", "article-newspaper")
_GENRES = {
    "book": "book",
    "report": "report",
    "chapter": "bookitem",
    "entry-encyclopedia": "bookitem",
    "entry-dictionary": "bookitem",
    "paper-conference": "proceeding",
}
"""What OpenURL calls books and their parts."""
_WHOLE = ("book", "report")


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
    elif work.type in _GENRES:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:book"
        yield "rft.genre", _GENRES[work.type]
        yield "rft.btitle" if work.type in _WHOLE else "rft.atitle", work.name
        yield "rft.btitle", None if work.type in _WHOLE else work.container_title
        yield "rft.isbn", work.isbn
    elif work.type == "thesis":
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dissertation"
        yield "rft.title", work.name
        yield "rft.inst", work.publisher
        yield "rft.degree", work.genre
    else:
        yield "rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"
        yield "rft.type", "webpage" if work.type == "webpage" else "document"
        yield "rft.title", work.name
        yield "rft.source", work.container_title
    yield from _authors(work.author)
    yield "rft.date", work.issued.points[0].iso if work.issued else None
    yield "rft.volume", work.volume
    yield "rft.issue", work.issue
    yield "rft.pages", work.page
    yield "rft.pub", work.publisher
    yield "rft.place", work.publisher_place
    yield "rft.language", work.language
    yield "rft_id", f"info:doi/{work.doi}" if work.doi else work.url


def _authors(names: tuple[Name, ...]) -> Iterator[tuple[str, str | None]]:
    """Yield the authors. The first has parts, too, for libraries that look a work up.

    Zotero cuts a name without a comma at its last space, and takes the two forms of the first author for two people if
    their parts differ; so names are written with the family name first, and one of a single word is written once.
    """
    for number, name in enumerate(names):
        family = " ".join(filter(None, (name.particle, name.family)))
        if not family:
            yield "rft.aucorp", name.literal or name.given
            continue
        if not number:
            yield "rft.aulast", family
            yield "rft.aufirst", name.given
        if number or name.given:
            yield "rft.au", ", ".join(filter(None, (family, name.given)))
