"""Check that links and addresses lead somewhere."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ..read.course import Licence, Work
from ..read.kinds import KINDS, Kind
from ..read.project import (
    ALONE,
    ANSWERS_FOLDER,
    FILE_MISSING,
    FREE_PAGES_FOLDER,
    PICTURES_FOLDER,
    Project,
    is_flawed,
    records_of_files,
)
from ..read.record import Written, prose, records
from ..read.renamed import FormerIds, former_ids, renamed
from ..shared.keep import ONCE, Keep
from ..shared.markdown import FILES, Markdown, Prose
from ..shared.outside import OUTSIDE, fault, is_outside, look_alike
from ..shared.place import Place, Problem, Rule, Severity
from ..shared.suggest import nearest
from ..shared.words import counted, printable
from ..weave.addresses import MADE, PLACES_PAGE, SCHEDULE_PAGE, Addresses, addresses, list_page
from ..weave.weave import Woven
from .known import UNKNOWN, Unknown, unknown_names

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

DEVICES = "con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]"
"""Names, in small letters, that Windows keeps for devices."""
_NOT_ON_WINDOWS = re.compile(rf"(?i)(?:{DEVICES})(?:\..*)?|.*[<>:\"|?*\\].*|.*[. ]")
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


def names_lead_somewhere(woven: Woven, keep: Keep = ONCE) -> Iterator[Problem]:
    """Report ids that do not exist, in fields and in links, and links that lead nowhere.

    What several places name is reported once, with all of them: somebody renamed or deleted it.
    """
    unknown: dict[tuple[str, str], list[Problem]] = {}
    for one in (*unknown_names(woven, keep), *_dead_links(woven, keep)):
        unknown.setdefault((one.kind, one.id), []).append(one.problem)
    absent = {kind.name: kind.defined_in for kind in KINDS if _is_absent(woven.project, kind)}
    for kind, path in absent.items():
        places = [problem for (named, _), told in unknown.items() if named == kind for problem in told]
        if places:
            found = f"this file is missing, and {counted(len(places), 'place')} of the course name what it should hold"
            yield FILE_MISSING.at(Place(path), found, f"bring it back, or take these out: {_places(places)}")
    for (kind, id_), told in unknown.items():
        if kind in absent:
            continue
        if len(told) > 1 and kind in _GROUPED:
            yield _together(kind, id_, sorted(told))
        else:
            yield from told


_GROUPED = {*(kind.name for kind in KINDS), "lesson", "theme", "period"}
_MOST_FILES = 12


def _is_absent(project: Project, kind: Kind) -> bool:
    """Return whether there is no file at all that defines things of a kind."""
    if kind.defined_in not in ALONE or any(True for _ in kind.listed(project)):
        return False
    name, _ = ALONE[kind.defined_in]
    file: Written = getattr(project, name)
    return not file.place().path


def _together(kind: str, id_: str, told: list[Problem]) -> Problem:
    """Return one problem for all places that name a thing, at the first of them."""
    rule = UNKNOWN.get(kind, LINK)
    found = f"there is no {kind} “{id_}”, which is named in {len(told)} places: {_places(told)}"
    renamed = (
        f"if it was renamed, write `was: [{id_}]` in it, so that all of these lead there; if it is gone, take these out"
        if kind not in ("theme", "period")
        else "write it at the top of the file again, or name another one"
    )
    return rule.at(told[0].place, found, renamed)


def _places(told: list[Problem]) -> str:
    """Return files and lines, in words."""
    lines: dict[str, dict[int, None]] = {}
    for problem in sorted(told):
        lines.setdefault(problem.place.path, {})[problem.place.line] = None
    named = [f"{path}:{', '.join(map(str, numbers))}" for path, numbers in lines.items()]
    more = [f"and {counted(len(named) - _MOST_FILES, 'more file')}"] if len(named) > _MOST_FILES else []
    return "; ".join([*named[:_MOST_FILES], *more])


def _dead_links(woven: Woven, keep: Keep) -> Iterator[Unknown]:
    """Yield the links in Markdown that name neither a part of the course nor an address on the web."""
    project = woven.project
    unknowable = frozenset(kind.name for kind in KINDS if is_flawed(project, kind.defined_in))
    targets = _Targets(addresses(woven, keep), keep(former_ids, project), unknowable)
    for link in _all_links(project, keep):
        yield from _leads(targets, link)


def _all_links(project: Project, keep: Keep) -> Iterator[_Named]:
    for file in records_of_files(project):
        yield from keep(_links_in, file)
    for path, page in project.free_pages.items():
        yield from keep(_links_of_page, path, page)


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
    course = woven.project.course
    made = {*MADE, *(list_page(one.id) for one in course.reading_lists)}
    made |= {SCHEDULE_PAGE} if course.schedule else set()
    made |= {PLACES_PAGE} if woven.project.localities else set()
    taken = {_address(path): f"the course makes {path} itself" for path in made}
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
        *(
            (Place(FREE_PAGES_FOLDER + path), path)
            for path in project.free_pages
            if _PAGE_NAME.fullmatch(path)
        ),
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


def links_name_present_ids(woven: Woven, keep: Keep = ONCE) -> Iterator[Problem]:
    """Report links with an id that something had before."""
    former = keep(former_ids, woven.project)
    for link in _all_links(woven.project, keep) if former else ():
        kind, _, id_ = link.target.partition(":")
        if present := former.get((kind, id_)):
            yield replace(renamed(link.place, link.target, f"{kind}:{present}"), words=link.words)


def links_stay_in_their_edition(woven: Woven, keep: Keep = ONCE) -> Iterator[Problem]:
    """Report links from what students see to pages that only instructors see."""
    project = woven.project
    hidden = {f"page:{PurePosixPath(path).with_suffix('')}" for path in project.for_instructors}
    own = tuple(FREE_PAGES_FOLDER + path for path in project.for_instructors)
    for link in _all_links(project, keep) if hidden else ():
        path = link.place.path
        if link.target in hidden and path not in own and not path.startswith(ANSWERS_FOLDER):
            found = f"a link to “{link.target}”, which only the edition for instructors has"
            yield LINK.at(
                link.place, found, "take it out, or write it into the guides of a lesson", link.words
            )


def _leads(targets: _Targets, link: _Named) -> Iterator[Unknown]:
    """Yield where a link leads that leads nowhere."""
    target = link.target
    kind, _, id_ = target.partition(":")
    if target.startswith(FILES):
        return  # see `files`
    if target in targets.known or kind in targets.unknowable:
        return
    if is_outside(target):
        for problem in _alike(link.place, target, link.words):
            yield Unknown("", target, problem)
    elif kind.lower() in OUTSIDE:
        dead = LINK.at(
            link.place,
            f"a link to “{_shown(target)}” leads nowhere: {fault(target)}",
            "copy the address anew from the browser",
            link.words,
        )
        yield Unknown("", target, dead)
    else:
        alike = tuple(name for name in targets.known if name.startswith(f"{kind}:"))
        whole = next((name for name in targets.known if name.endswith((f":{target}", f"/{target}"))), "")
        others = () if kind in _GROUPED else tuple(targets.known)
        meant = f"; did you mean “{whole}”?" if whole else nearest(target[:80], alike or others)
        dead = LINK.at(
            link.place,
            f"a link to “{target[:80]}” leads nowhere{meant}",
            "link to https://…, or to a part of the course such as term:…, event:…, paragraph:p1, "
            "lesson:…, question:…, source:… or page:about; or leave its words without a link",
            link.words,
        )
        yield Unknown(kind if id_ else "", id_ or target, dead)
