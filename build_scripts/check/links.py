"""Check that links and addresses lead somewhere."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..read.course import Licence, Work
from ..read.kinds import KINDS
from ..read.project import (
    FREE_PAGES_FOLDER,
    records_of_files,
)
from ..read.record import Written, prose, records
from ..read.renamed import FormerIds, former_ids, renamed
from ..shared.keep import ONCE, Keep
from ..shared.markdown import FILES, Markdown, Prose
from ..shared.place import Place, Problem, Rule
from ..shared.suggest import nearest
from ..weave.addresses import MADE, Addresses, addresses, is_outside
from ..weave.weave import Woven

LINK = Rule(
    "link",
    "a link in Markdown leads nowhere, or to an address that is not allowed",
    "[see](term:ghost)",
    "Link to https://…, or to a part of the course.",
)
PAGE_NAME = Rule(
    "page-name",
    "a page has a name that is not fit for an address, or the name of a page that the course makes itself",
    "content/pages/glossary.md",
    "Give it a name of letters, digits and hyphens, such as about.md.",
)
RULES = (LINK, PAGE_NAME)

_DEFINED_IN = {kind.name: kind.defined_in for kind in KINDS}
"""The files that define what a link of each kind may name."""

_PAGE_NAME = re.compile(r"\w[\w-]*(/\w[\w-]*)*\.md")


@dataclass(frozen=True, slots=True)
class _Targets:
    """What a link may name."""

    known: Addresses
    former: FormerIds
    unknowable: frozenset[str]
    """Kinds whose ids are not all known, since their files have mistakes."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A link in a text."""

    place: Place
    """That of the text."""
    target: str
    words: str
    """The target as the text has it; empty if it is written in another way there."""


def links_lead_somewhere(woven: Woven, keep: Keep = ONCE) -> Iterator[Problem]:
    """Report links in Markdown that name neither a part of the course nor an address on the web."""
    project = woven.project
    unknowable = (
        kind for kind, path in _DEFINED_IN.items() if any(name.startswith(path) for name in project.flawed)
    )
    targets = _Targets(addresses(woven, keep), keep(former_ids, project), frozenset(unknowable))
    for file in records_of_files(project):
        for link in keep(_links_in, file):
            yield from _leads(targets, link)
    for path, page in project.free_pages.items():
        for link in keep(_links_of_page, path, page):
            yield from _leads(targets, link)


def _links_in(file: Written) -> tuple[_Named, ...]:
    texts = (one for record in records(file) for one in prose(record))
    return tuple(link for place, text in texts for link in _links_of(place, text))


def _links_of_page(path: str, page: Prose) -> tuple[_Named, ...]:
    return _links_of(Place(FREE_PAGES_FOLDER + path), page)


def _links_of(place: Place, text: Markdown) -> tuple[_Named, ...]:
    return tuple(
        _Named(place, target, target if target in text.text else "") for target in dict.fromkeys(text.links)
    )


def addresses_are_on_the_web(file: Written) -> Iterator[Problem]:
    """Report addresses of works and licences that are not on the web, so that readers cannot follow them safely."""
    for record in records(file):
        if isinstance(record, Work | Licence) and record.url and not is_outside(record.url):
            yield LINK.at(
                record.place("URL" if isinstance(record, Work) else "url"),
                f"“{record.url[:80]}” is not an address on the web",
                "begin with https://, or take the line out",
            )


def pages_have_names_of_their_own(woven: Woven) -> Iterator[Problem]:
    """Report pages whose name is not fit for an address, or hides another page of the course."""
    taken = {_address(path): f"the course makes {path} itself" for path in MADE}
    for path in woven.project.free_pages:
        if not _PAGE_NAME.fullmatch(path):
            what, fix = (
                f"“{path[:80]}” cannot be the name of a page",
                "use letters, digits and hyphens, such as about.md",
            )
        elif path.lower().startswith("lessons/") or _address(path) in taken:
            what = taken.get(_address(path), f"the course makes {path} itself")
            fix = "give this page another name"
        else:
            taken[_address(path)] = f"this page and {path} would have the same address"
            continue
        yield PAGE_NAME.at(Place(FREE_PAGES_FOLDER + path), what, fix)


def _address(path: str) -> str:
    """Return a page's address for comparison: MkDocs reads README as index, and some disks ignore capitals."""
    parts = path.removesuffix(".md").lower().split("/")
    return "/".join(parts[:-1] if parts[-1] in ("index", "readme") else parts)


def _leads(targets: _Targets, link: _Named) -> Iterator[Problem]:
    """Yield what is wrong with where a link leads."""
    target = link.target
    kind, _, id_ = target.partition(":")
    if present := targets.former.get((kind, id_)):
        yield replace(renamed(link.place, target, f"{kind}:{present}"), words=link.words)
    if target.startswith(FILES):
        return  # see `files`
    if target not in targets.known and not is_outside(target) and kind not in targets.unknowable:
        alike = tuple(name for name in targets.known if name.startswith(f"{kind}:"))
        whole = next((name for name in targets.known if name.endswith((f":{target}", f"/{target}"))), "")
        meant = f"; did you mean “{whole}”?" if whole else nearest(target[:80], alike or tuple(targets.known))
        yield LINK.at(
            link.place,
            f"a link to “{target[:80]}” leads nowhere{meant}",
            "link to https://…, or to a part of the course such as term:…, event:…, paragraph:p1, "
            "lesson:…, question:…, source:… or page:about; or leave its words without a link",
            link.words,
        )
