"""Links and addresses lead somewhere."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from ..read.course import Licence, Work
from ..read.project import (
    FREE_PAGES_FOLDER,
    GLOSSARY_FILE,
    LESSONS_FOLDER,
    SOURCES_FILE,
    TIMELINE_FILE,
    all_records,
)
from ..read.record import prose
from ..read.renamed import former_names, renamed
from ..shared.markdown import Para, line, links, read_prose
from ..shared.place import Place, Problem
from ..shared.suggest import nearest
from ..weave.addresses import MADE, Addresses, addresses, is_outside
from ..weave.weave import Woven

_DEFINED_IN = {
    "term": GLOSSARY_FILE,
    "event": TIMELINE_FILE,
    "source": SOURCES_FILE,
    "question": LESSONS_FOLDER,
}
"""The files that define what a link of each kind may name."""

_PAGE_NAME = re.compile(r"\w[\w-]*(/\w[\w-]*)*\.md")


def links_lead_somewhere(woven: Woven) -> Iterator[Problem]:
    """Links in Markdown name a part of the course, or an address on the web."""
    known, former = addresses(woven), former_names(woven.project)
    flawed = woven.project.flawed
    unknowable = {kind for kind, path in _DEFINED_IN.items() if any(name.startswith(path) for name in flawed)}
    for record in all_records(woven.project):
        for place, text in prose(record):
            yield from _links(known, former, unknowable, place, text)
    for path, text in woven.project.free_pages.items():
        yield from _links(known, former, unknowable, Place(FREE_PAGES_FOLDER + path), text)


def addresses_are_on_the_web(woven: Woven) -> Iterator[Problem]:
    """Addresses of works and licences are such that a reader may safely follow them."""
    for record in all_records(woven.project):
        if isinstance(record, Work | Licence) and record.url and not is_outside(record.url):
            yield Problem(
                record.place("URL" if isinstance(record, Work) else "url"),
                "link",
                f"“{record.url[:80]}” is not an address on the web",
                "begin with https://, or take the line out",
            )


def pages_have_names_of_their_own(woven: Woven) -> Iterator[Problem]:
    """Pages that editors write have names that make plain addresses, and hide no page of the course."""
    taken = {_address(path): f"the course makes {path} itself" for path in MADE}
    for path in woven.project.free_pages:
        if not _PAGE_NAME.fullmatch(path):
            what, fix = (
                f"“{path[:80]}” is no name for a page",
                "use letters, digits and hyphens, such as about.md",
            )
        elif path.lower().startswith("lessons/") or _address(path) in taken:
            what = taken.get(_address(path), f"the course makes {path} itself")
            fix = "give this page another name"
        else:
            taken[_address(path)] = f"this page and {path} would have one address"
            continue
        yield Problem(Place(FREE_PAGES_FOLDER + path), "page-name", what, fix)


def _address(path: str) -> str:
    """Where a page stands: MkDocs takes README for index, and some disks take no notice of capitals."""
    parts = path.removesuffix(".md").lower().split("/")
    return "/".join(parts[:-1] if parts[-1] in ("index", "readme") else parts)


def _links(
    known: Addresses, former: Mapping[str, str], unknowable: set[str], place: Place, text: str
) -> Iterator[Problem]:
    # A field of one line is read without blocks: what a block would hide may be a link there.
    targets = (*links(read_prose(text)), *links((Para(line(text).inside),)))
    for target in dict.fromkeys(targets):
        words = target if target in text else ""
        if target in former:
            yield replace(renamed(place, target, former[target]), words=words)
        kind = target.partition(":")[0]
        if target not in known and not is_outside(target) and kind not in unknowable:
            alike = tuple(name for name in known if name.startswith(f"{kind}:")) or tuple(known)
            yield Problem(
                place,
                "link",
                f"a link to “{target[:80]}” leads nowhere{nearest(target[:80], alike)}",
                "link to https://…, or to a part of the course such as term:…, event:…, paragraph:p1, "
                "lesson:…, question:…, source:… or page:about; or leave its words without a link",
                words=words,
            )
