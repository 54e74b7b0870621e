"""Compute the address of each part of a course on its site.

Links in Markdown name parts of the course by kind and id, such as `term:long-winter`. Links
between pages are relative, so that the site works in any folder.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile
from pathlib import PurePosixPath
from urllib.parse import quote, urlsplit

from ..paper.citations import Cited
from ..paper.paper import Kind, Paper
from ..read.files import named_files
from ..read.kinds import KINDS
from ..read.renamed import former_ids
from ..shared.keep import ONCE, Keep
from ..shared.outside import encoded
from .weave import Woven

HOME_PAGE, LESSONS_PAGE, PAPER_PAGE = "index.md", "lessons/index.md", "paper.md"
ACCESSIBILITY_PAGE, DOWNLOADS_PAGE = "accessibility.md", "downloads.md"
SCHEDULE_PAGE = "schedule.md"
"""Made only if the course has a schedule: else a page of the instructors may have this name. So is that of places."""
FORMER_PAGES = {"handouts.md": DOWNLOADS_PAGE}
"""Pages by the paths that they had."""
MY_READING_PAGE = "my-reading.md"
COVERAGE_PAGE, EDITING_PAGE, RULES_PAGE = "coverage.md", "editing.md", "rules.md"
STUDENTS_PAGE = "students.md"
WRITE_PAGE = "write.md"

PAGE_OF = {kind.name: kind.page for kind in KINDS}
"""The page on which everything of a kind stands under its own id."""
TIMELINE_PAGE, GLOSSARY_PAGE, PLACES_PAGE = PAGE_OF["event"], PAGE_OF["term"], PAGE_OF["place"]
QUESTIONS_PAGE, REFERENCES_PAGE = PAGE_OF["question"], PAGE_OF["source"]

MADE = frozenset(
    [
        HOME_PAGE,
        LESSONS_PAGE,
        PAPER_PAGE,
        *(page for page in PAGE_OF.values() if page != PLACES_PAGE),
        ACCESSIBILITY_PAGE,
        DOWNLOADS_PAGE,
        *FORMER_PAGES,
        MY_READING_PAGE,
        COVERAGE_PAGE,
        EDITING_PAGE,
        RULES_PAGE,
        STUDENTS_PAGE,
        WRITE_PAGE,
    ]
)
"""The pages that the program makes of any course, in one edition or another: no page of a teacher may have these names."""

_NOBODYS = re.compile(r"(^|\.)(example(\.(com|net|org))?|invalid|localhost|test)$")
"""Reserved hosts, which nobody can own (RFC 2606, RFC 6761)."""


@dataclass(frozen=True, slots=True)
class Address:
    """A page of the site, and a place on it."""

    page: str
    """Path of the page's Markdown file, such as `lessons/rise.md`; it names the page for every renderer."""
    anchor: str = ""


Addresses = Mapping[str, Address]
"""By kind and id, such as `term:long-winter`."""


@dataclass(frozen=True, slots=True)
class _Ids:
    """The ids of all that links can name, apart from what the paper has."""

    lessons: tuple[str, ...]
    listed: tuple[tuple[str, ...], ...]
    """For each kind of `KINDS`."""
    free_pages: tuple[str, ...]
    reading_lists: tuple[str, ...]
    is_dated: bool
    """Whether lessons have days."""
    files: tuple[str, ...]
    """The paths of files on the site, which are also what links call them."""
    former: tuple[tuple[tuple[str, str], str], ...]
    """Former ids with their kinds, and the present ones."""


def addresses(woven: Woven, keep: Keep = ONCE) -> Addresses:
    """Return the address of every part of the course that a link can name, also by its former ids."""
    project = woven.project
    ids = _Ids(
        project.course.lessons,
        tuple(tuple(one.id for one in kind.listed(project)) for kind in KINDS),
        tuple(project.free_pages),
        tuple(one.id for one in project.course.reading_lists),
        project.course.schedule is not None,
        tuple(dict.fromkeys(named_files(project))),
        tuple(keep(former_ids, project).items()),
    )
    return keep(_addresses, woven.paper, woven.citations, keep.same(ids))


def _addresses(paper: Paper, citations: tuple[Cited, ...], ids: _Ids) -> Addresses:
    present = _parts(paper, citations, ids) | _pages(bool(cited_keys(paper, citations)), ids)
    renamed = {f"{kind}:{old}": f"{kind}:{new}" for (kind, old), new in ids.former}
    return {old: present[new] for old, new in renamed.items() if new in present} | present


def _parts(paper: Paper, citations: tuple[Cited, ...], ids: _Ids) -> dict[str, Address]:
    """Return the addresses of lessons, and of parts of pages."""
    return {
        **{f"lesson:{id_}": Address(lesson_page(id_)) for id_ in ids.lessons},
        **{f"list:{id_}": Address(list_page(id_)) for id_ in ids.reading_lists},
        **_on(PAPER_PAGE, "section", (section.id for section in paper.sections)),
        **_on(PAPER_PAGE, "paragraph", (paragraph.id for paragraph in paper.paragraphs)),
        **{f"paragraph:{old}": Address(PAPER_PAGE, now) for old, now in paper.former.items()},
        **{
            f"cited:{key}": Address(REFERENCES_PAGE, cited_anchor(key))
            for key in cited_keys(paper, citations)
        },
        **{
            name: address
            for kind, listed in zip(KINDS, ids.listed, strict=True)
            for name, address in _on(PAGE_OF[kind.name], kind.name, listed).items()
        },
    }


def _on(page: str, kind: str, ids: Iterable[str]) -> dict[str, Address]:
    """Return the addresses of things on one page, each under its id."""
    return {f"{kind}:{id_}": Address(page, id_) for id_ in ids}


def _pages(cites: bool, ids: _Ids) -> dict[str, Address]:
    """Return the addresses of whole pages, without those that would be empty: the site leaves them out.

    `cites`: the paper cites works.
    """
    there = {PAGE_OF[kind.name]: bool(listed) for kind, listed in zip(KINDS, ids.listed, strict=True)}
    there[REFERENCES_PAGE] |= cites
    there[SCHEDULE_PAGE] = ids.is_dated
    there |= dict.fromkeys((PAPER_PAGE, MY_READING_PAGE, DOWNLOADS_PAGE, ACCESSIBILITY_PAGE), True)
    return {
        **{f"page:{PurePosixPath(path).with_suffix('')}": Address(path) for path in ids.free_pages},
        **{f"page:{PurePosixPath(page).stem}": Address(page) for page, filled in there.items() if filled},
        **{path: Address(path) for path in ids.files},
        **{f"page:{PurePosixPath(old).stem}": Address(now) for old, now in FORMER_PAGES.items()},
        "page:home": Address(HOME_PAGE),
        "page:lessons": Address(LESSONS_PAGE),
    }


def lesson_page(id_: str) -> str:
    """Return the path of a lesson's page."""
    return f"lessons/{id_}.md"


def list_page(id_: str) -> str:
    """Return the path of the page of a reading list."""
    return f"lists/{id_}.md"


def cited_keys(paper: Paper, citations: tuple[Cited, ...]) -> tuple[str, ...]:
    """Return the keys of all works that a paper cites, or has in its list of references as far as it is shown."""
    listed = (one for one in paper.paragraphs if one.kind is Kind.REFERENCE)
    shown = (one.part_of for one in listed if any(left for _, left in paper.parts(one.span)))
    return tuple(dict.fromkeys((*shown, *(cited.key for cited in citations))))


def cited_anchor(key: str) -> str:
    """Return the anchor of a work that the paper cites; it differs from those of works that editors cite."""
    return f"cited-{key}"


def public(address: str) -> str:
    """Return the address of a site with a slash at its end, or an empty text if it is not public, as in a preview."""
    host = urlsplit(address).hostname or ""
    reserved = _NOBODYS.search(host) or host in ("127.0.0.1", "::1", "0.0.0.0")  # noqa: S104
    return "" if not host or reserved else encoded(address.rstrip("/") + "/")


@lru_cache(maxsize=16_384)
def web_path(page: str) -> str:
    """Return the address of a page or file relative to the site's: `lessons/rise/` for `lessons/rise.md`."""
    return quote(web_file(page).removesuffix("index.html"))


def web_file(page: str) -> str:
    """Return the path of a page's file on the site: `lessons/rise/index.html` for `lessons/rise.md`.

    Other files, such as pictures, have the path that they have.
    """
    if not page.endswith(".md"):
        return page
    way = PurePosixPath(page).with_suffix("")
    return (way.parent if way.name == "index" else way).joinpath("index.html").as_posix()


def on_site(base: str, address: Address) -> str:
    """Return the full address of a part of the course; `base` is the site's address and ends in a slash."""
    anchor = f"#{address.anchor}" if address.anchor else ""
    return base + web_path(address.page) + anchor


def link_to_page(page: str, address: Address) -> str:
    """Return the link from a page to an address on the site: `../../glossary/#toll`."""
    return _link(page, address, web_path(page), web_path(address.page))


def link_to_file(page: str, address: Address) -> str:
    """Return the link from a page's Markdown file to that of another: `../glossary.md#toll`."""
    return _link(page, address, quote(page), quote(address.page))


def _link(page: str, address: Address, here: str, there: str) -> str:
    anchor = f"#{address.anchor}" if address.anchor else ""
    return anchor if anchor and page == address.page else _relative(here, there) + anchor


# A page has thousands of links to the same few pages.
@lru_cache(maxsize=16_384)
def _relative(here: str, there: str) -> str:
    """Return the relative address from one address below the site's to another."""
    start, target = here.split("/")[:-1], there.split("/")
    shared = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(start, target[:-1], strict=False))))
    return "/".join([*[".."] * (len(start) - shared), *target[shared:]]) or "./"
