"""Check that links and addresses lead somewhere."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..read.course import Licence, Work
from ..read.kinds import KINDS
from ..read.project import (
    FREE_PAGES_FOLDER,
    PICTURES_FOLDER,
    records_of_files,
)
from ..read.record import Written, prose, records
from ..read.renamed import FormerIds, former_ids, renamed
from ..shared.keep import ONCE, Keep
from ..shared.markdown import Markdown, Prose
from ..shared.outside import OUTSIDE, fault, is_outside, look_alike
from ..shared.place import Place, Problem, Rule, Severity
from ..shared.suggest import nearest
from ..shared.words import printable
from ..weave.addresses import MADE, Addresses, addresses
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
LOOK_ALIKE = Rule(
    "look-alike",
    "the host of an address has letters that look like others, so that it may be taken for another host",
    "URL: https://creаtivecommons.org (its first a is Cyrillic)",
    "Copy the address anew from the browser; if it is right, leave it.",
    Severity.WARNING,
)
FILE_NAME = Rule(
    "file-name",
    "a file has a name that Windows cannot write, so that nobody can copy the course there",
    "lessons: [con]",
    "Give it another name.",
    Severity.WARNING,
)
DOI = Rule(
    "doi",
    "a DOI has signs that no DOI has, so that nothing can be found by it",
    "DOI: 10.1000/1 82",
    "Copy it anew from the first page of the work.",
    Severity.WARNING,
)
RULES = (LINK, PAGE_NAME, LOOK_ALIKE, FILE_NAME, DOI)

_DEFINED_IN = {kind.name: kind.defined_in for kind in KINDS}
"""The files that define what a link of each kind may name."""

_NOT_ON_WINDOWS = re.compile(
    r"(?i)(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?|.*[<>:\"|?*\\\\].*|.*[. ]"
)
"""Names of files and folders that Windows keeps for devices, or refuses."""
_WITHOUT_SPACES = "write %20 in place of each space, or copy the address anew from the browser"
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
    """Report addresses of works and licences that readers cannot follow safely, or may take for others."""
    for record in records(file):
        if isinstance(record, Work | Licence) and record.url:
            place = record.place("URL" if isinstance(record, Work) else "url")
            if why := fault(record.url):
                found = f"“{_shown(record.url)}” is not an address on the web: {why}"
                fix = "begin with https:// and the host, or take the line out"
                yield LINK.at(place, found, _WITHOUT_SPACES if " " in record.url else fix)
            else:
                yield from _alike(place, record.url)
        if isinstance(record, Work) and record.doi and (why := fault(f"https://doi.org/{record.doi}")):
            yield DOI.at(
                record.place("DOI"),
                f"“{_shown(record.doi)}” is not a DOI: {why}",
                "write it as 10.1000/182, or take the line out",
            )


def _alike(place: Place, address: str, words: str = "") -> Iterator[Problem]:
    """Yield a warning if the host of an address may be taken for another one."""
    if label := look_alike(address):
        letters = ", ".join(
            dict.fromkeys(unicodedata.name(one, "?").lower() for one in label if not one.isascii())
        )
        yield LOOK_ALIKE.at(
            place,
            f"“{label}” in an address looks like another name: it has {letters}",
            "copy the address anew from the browser; if it is right, leave it",
            words,
        )


def _shown(address: str) -> str:
    return printable(address[:80])


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


def names_fit_every_system(woven: Woven) -> Iterator[Problem]:
    """Report names of lessons, pages and pictures that Windows cannot write."""
    project = woven.project
    course = project.course
    named = (
        *((course.place("lessons", n), f"{id_}.yml") for n, id_ in enumerate(course.lessons)),
        *((Place(FREE_PAGES_FOLDER + path), path) for path in project.free_pages),
        *((Place(PICTURES_FOLDER + name), name) for name in sorted(project.pictures)),
    )
    for place, path in named:
        if any(map(_NOT_ON_WINDOWS.fullmatch, path.split("/"))):
            yield FILE_NAME.at(
                place,
                f"Windows cannot have a file called “{path}”, so nobody can copy this course there",
                "give it another name; a lesson’s former name goes into `was:`"
                if path.endswith(".yml")
                else "give it another name",
            )


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
    if target in targets.known or kind in targets.unknowable:
        return
    if is_outside(target):
        yield from _alike(link.place, target, link.words)
    elif kind.lower() in OUTSIDE:
        yield LINK.at(
            link.place,
            f"a link to “{_shown(target)}” leads nowhere: {fault(target)}",
            "copy the address anew from the browser",
            link.words,
        )
    else:
        alike = tuple(name for name in targets.known if name.startswith(f"{kind}:"))
        whole = next((name for name in targets.known if name.endswith(f":{target}")), "")
        meant = f"; did you mean “{whole}”?" if whole else nearest(target[:80], alike or tuple(targets.known))
        yield LINK.at(
            link.place,
            f"a link to “{target[:80]}” leads nowhere{meant}",
            "link to https://…, or to a part of the course such as term:…, event:…, paragraph:p1, "
            "lesson:…, question:…, source:… or page:about; or leave its words without a link",
            link.words,
        )
