"""Make the references' page: what the paper cites, with every place, and what the editors cite."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar
from urllib.parse import urlsplit

from ..paper.citations import Cited
from ..read.course import Sourced, Work
from ..read.project import SOURCES_FILE
from ..read.record import prose, records
from ..shared.markdown import Line, Para, plain_words
from ..weave.addresses import PAPER_PAGE, REFERENCES_PAGE, Address, cited_anchor, is_outside
from .base import (
    MOST_PLACES,
    EntryKind,
    Page,
    Ref,
    SearchEntry,
    SearchName,
    Site,
    page_entry,
    paragraph_name,
    ref,
)
from .bibliography import Formatter, label, references

TITLE = "References"


@dataclass(frozen=True, slots=True)
class CitedView:
    """A work that the paper cites, as far as it is known."""

    key: str
    anchor: str
    label: Ref
    reference: Line
    """Empty while the work is not identified."""
    cited_at: tuple[Ref, ...]
    torn: bool
    """Whether one of its citations lacks its opening bracket."""
    more: int = 0
    """How many citations are left out of `cited_at`."""


@dataclass(frozen=True, slots=True)
class WorkView:
    """A work that the editors cite."""

    id: str
    reference: Line
    link: Ref | None
    """A link to its address on the web; the words are the name of the host."""
    note: str
    citing: tuple[Ref, ...]
    """The lessons, events and terms that cite it."""
    was: tuple[str, ...]
    """Its former ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferencesPage(Page):
    """`references/`."""

    template: ClassVar[str] = "references.html"

    reference_list: bool
    citations: int
    """How many citations the paper has."""
    cited: tuple[CitedView, ...]
    works: tuple[WorkView, ...]


def references_page(site: Site) -> ReferencesPage:
    """Return the page of all references."""
    project, citations = site.woven.project, site.woven.citations
    formatted = site.keep(references, project.works, site.formatter)
    works = site.keep(_in_order, project.works, formatted)
    citing = _citing(site)
    return ReferencesPage(
        path=REFERENCES_PAGE,
        title=TITLE,
        description="The works that the paper cites and the works that the editors cite.",
        source=SOURCES_FILE,
        entries=references_entries(site),
        reference_list=project.paper.reference_list,
        citations=len(citations),
        cited=tuple(cited_views(site).values()),
        works=tuple(_work(work, formatted[work.id], citing.get(work.id, ())) for work in works),
    )


def references_entries(site: Site) -> tuple[SearchEntry, ...]:
    """Return what search finds among the references."""
    works = site.woven.project.works
    ordered = site.keep(_in_order, works, site.keep(references, works, site.formatter))
    return site.keep(_entries, site.woven.citations, ordered)


def _in_order(works: tuple[Work, ...], formatted: Mapping[str, Line]) -> tuple[Work, ...]:
    """Return the works in the alphabetical order of their references."""
    return tuple(sorted(works, key=lambda work: plain_words((Para(formatted[work.id].inside),)).casefold()))


def cited_views(site: Site) -> Mapping[str, CitedView]:
    """Return every work that the paper cites, by its key."""
    project = site.woven.project
    return site.keep(_cited_views, site.woven.citations, project.paper.works, project.works, site.formatter)


def _cited_views(
    citations: tuple[Cited, ...],
    named: Mapping[str, str],
    works: tuple[Work, ...],
    formatter: Formatter,
) -> Mapping[str, CitedView]:
    """Return the views of all citations; `named`: the ids of the works that they mean, by their keys."""
    ids = set(named.values())
    formatted = references({work.id: work for work in works if work.id in ids}.values(), formatter)
    by_key: dict[str, list[Cited]] = {}
    for cited in citations:
        by_key.setdefault(cited.key, []).append(cited)
    return {key: _cited(by_key[key], formatted.get(named.get(key, ""), Line())) for key in sorted(by_key)}


def work_cards(site: Site) -> Mapping[str, CitedView]:
    """Return every work that the paper cites, by its key, with at most `MOST_PLACES` places."""
    return site.keep(_cards, cited_views(site))


def _cards(views: Mapping[str, CitedView]) -> Mapping[str, CitedView]:
    return {
        key: replace(
            view, cited_at=view.cited_at[:MOST_PLACES], more=max(len(view.cited_at) - MOST_PLACES, 0)
        )
        for key, view in views.items()
    }


def _cited(citations: list[Cited], reference: Line) -> CitedView:
    first = citations[0]
    return CitedView(
        key=first.key,
        anchor=cited_anchor(first.key),
        label=Ref(first.label, Address(REFERENCES_PAGE, cited_anchor(first.key)), first.key),
        reference=reference,
        cited_at=tuple(
            Ref(paragraph_name(cited.paragraph), Address(PAPER_PAGE, f"cite-{cited.number}"))
            for cited in citations
        ),
        torn=any(cited.torn for cited in citations),
    )


def _work(work: Work, reference: Line, citing: tuple[Ref, ...]) -> WorkView:
    url = work.url if work.url and is_outside(work.url) else ""
    return WorkView(
        id=work.id,
        reference=reference,
        link=Ref(urlsplit(url).hostname or url, url) if url else None,
        note=work.note or "",
        citing=citing,
        was=work.was,
    )


def _citing(site: Site) -> dict[str, tuple[Ref, ...]]:
    """Return links to the lessons, events and terms that cite each work, by the work's id."""
    link = partial(ref, site)
    statements: list[tuple[Ref, Sourced]] = [
        *((link("lesson", woven.id, woven.lesson.title), woven.lesson) for woven in site.woven.lessons),
        *((link("event", event.id, event.title), event) for event in site.events),
        *((link("term", term.id, term.term), term) for term in site.terms.values()),
    ]
    found: dict[str, dict[Ref, None]] = {}
    for name, statement in statements:
        for target in site.keep(_cited_by, statement):
            found.setdefault(site.addresses[target].anchor, {})[name] = None
    return {id_: tuple(names) for id_, names in found.items()}


def _cited_by(statement: Sourced) -> tuple[str, ...]:
    """Return links to the works that a statement names as sources, or links to."""
    links: dict[str, None] = {}
    for record in records(statement):
        if isinstance(record, Sourced):
            links |= dict.fromkeys(f"source:{cited.id}" for cited in record.sources)
        for _, text in prose(record):
            links |= dict.fromkeys(target for target in text.links if target.startswith("source:"))
    return tuple(links)


def _entries(citations: tuple[Cited, ...], works: tuple[Work, ...]) -> tuple[SearchEntry, ...]:
    cited = {
        SearchEntry(
            EntryKind.SOURCE,
            one.label,
            "Cited by the paper",
            cited_anchor(one.key),
            (SearchName(one.label), SearchName(one.label.rpartition(", ")[0])),
        )
        for one in citations
    }
    return (
        page_entry(TITLE),
        *sorted(cited, key=lambda found: found.anchor),
        *(_work_entry(work) for work in works),
    )


def _work_entry(work: Work) -> SearchEntry:
    people = [name.family or name.literal or "" for name in (*work.author, *work.editor)]
    names = tuple(SearchName(name) for name in (work.title, label(work), *people) if name)
    where = work.container_title if people else None
    return SearchEntry(
        EntryKind.SOURCE, work.title, ". ".join(filter(None, (label(work), where))), work.id, names
    )
