"""Sum up on one page what a push would publish, and what was looked at."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from ..check.publishing import Publisher
from ..read.course import Publish
from ..shared.words import counted
from ..weave.weave import Woven
from .broken_links import Fault, lines
from .weights import Weights, told

_SHOWN = 40
"""The most addresses and complaints to show."""
_PAPER = {
    Publish.FULL: "its whole text",
    Publish.QUOTES: "only what is quoted of it",
    Publish.UNDECIDED: "undecided: nothing is published before seeds/paper.yml says full or quotes",
}


@dataclass(frozen=True, slots=True)
class Looked:
    """What a browser was asked for."""

    how: str
    """How many pages it opened, or why it was not tried."""
    complaints: tuple[str, ...] = ()


NOT_LOOKED = Looked("not tried, as you asked")


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of a site that would be published."""

    woven: Woven
    publisher: Publisher
    pencil: str
    """The address of the repository to which the pencil leads; empty if there is no pencil."""
    base: str
    """The path below which the site stands: `/name/`."""
    stopping: int
    """How many errors stop publishing."""
    faults: tuple[Fault, ...]
    looked: Looked


def summary(facts: Facts, weighed: Weights) -> Iterator[str]:
    """Yield the lines of the summary."""
    project, publisher = facts.woven.project, facts.publisher
    rights = project.paper.rights
    yield f"{project.course.title}: the edition for students, below {facts.base}\n"
    yield _line("decided", f"no: {counted(facts.stopping, 'error')} above" if facts.stopping else "yes")
    licence = f"licence: {rights.licence.name}" if rights.licence else "its licence is not known"
    yield _line("paper", f"{_PAPER[project.paper.publish]}; {licence}")
    if project.paper.publish is not Publish.FULL:
        yield _line("", "the repository holds all of it (seeds/), so it must be private, too")
    yield _line("answers", _answers(publisher))
    yield _line("pencil", f"each page leads to its file in {facts.pencil}" if facts.pencil else "none")
    first, *rest = told(weighed)
    yield _line("weight", first)
    yield from (_line("", one) for one in rest)
    many = len(facts.faults)
    wrong = f"{many} {'addresses' if many != 1 else 'address'} would not work:"
    yield _line("addresses", wrong if many else "every address works, also of places on pages")
    yield from _some(tuple(lines(facts.faults)))
    complaints = facts.looked.complaints
    yield _line(
        "browser", facts.looked.how + (f"; {counted(len(complaints), 'complaint')}:" if complaints else "")
    )
    yield from _some(complaints)
    hosts = len(_hosts(facts.woven))
    others = f"{counted(hosts, 'other site')} to which your sources lead; " if hosts else ""
    yield _line("not tried", f"{others}the tests of the program")


def _line(name: str, words: str) -> str:
    return f"  {name:<11}{words}"


def _some(found: tuple[str, ...]) -> Iterator[str]:
    yield from (f"    {one}" for one in found[:_SHOWN])
    if len(found) > _SHOWN:
        yield f"    and {len(found) - _SHOWN} more"


def _answers(publisher: Publisher) -> str:
    if not publisher.answers:
        return "none in this repository"
    files = f"not in the site, but {counted(len(publisher.answers), 'file')} in the repository"
    return f"{files}: if it is public, students can read them there (to keep them apart: course new answers)"


def _hosts(woven: Woven) -> set[str]:
    return {urlsplit(work.url).netloc for work in woven.project.sources.references if work.url}
