"""Make the references' page: what the paper cites, with every place, and what the editors cite."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
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
from .bibliography import label, references


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
    formatted = references(project.works)
    works = sorted(project.works, key=lambda work: plain_words((Para(formatted[work.id].inside),)).casefold())
    citing = _citing(site)
    return ReferencesPage(
        path=REFERENCES_PAGE,
        title="References",
        description="The works that the paper cites and the works that the editors cite.",
        source=SOURCES_FILE,
        entries=_entries(citations, works),
        reference_list=project.paper.reference_list,
        citations=len(citations),
        cited=tuple(cited_views(site).values()),
        works=tuple(_work(work, formatted[work.id], citing.get(work.id, ())) for work in works),
    )


def cited_views(site: Site) -> Mapping[str, CitedView]:
    """Return every work that the paper cites, by its key."""
    identified = {
        work.id: work for work in site.works.values() if work.id in site.woven.project.paper.works.values()
    }
    formatted = references(identified.values())
    by_key = groupby(sorted(site.woven.citations, key=lambda cited: cited.key), key=lambda cited: cited.key)
    return {key: _cited(site, tuple(group), formatted) for key, group in by_key}


def work_cards(site: Site) -> Mapping[str, CitedView]:
    """Return every work that the paper cites, by its key, with at most `MOST_PLACES` places."""
    return {
        key: replace(
            view, cited_at=view.cited_at[:MOST_PLACES], more=max(len(view.cited_at) - MOST_PLACES, 0)
        )
        for key, view in cited_views(site).items()
    }


def _cited(site: Site, citations: tuple[Cited, ...], formatted: Mapping[str, Line]) -> CitedView:
    first = citations[0]
    work = site.woven.project.paper.works.get(first.key, "")
    return CitedView(
        key=first.key,
        anchor=cited_anchor(first.key),
        label=ref(site, "cited", first.key, first.label),
        reference=formatted.get(work, Line()),
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
        for id_ in _cited_by(site, statement):
            found.setdefault(id_, {})[name] = None
    return {id_: tuple(names) for id_, names in found.items()}


def _cited_by(site: Site, statement: Sourced) -> Iterator[str]:
    """Yield the ids of the works that a statement names as sources, or links to."""
    for record in records(statement):
        if isinstance(record, Sourced):
            yield from (cited.id for cited in record.sources)
        for _, text in prose(record):
            yield from (
                site.addresses[target].anchor for target in text.links if target.startswith("source:")
            )


def _entries(citations: tuple[Cited, ...], works: list[Work]) -> tuple[SearchEntry, ...]:
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
        page_entry("References"),
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
