"""Make the references' page: what the paper cites, with every place, and what the editors cite."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import ClassVar

from ..paper.blocks import MarkKind
from ..paper.citations import Cited
from ..paper.entries import Entry, entries
from ..paper.paper import Paper, Span, Style
from ..read.course import Sourced, Work
from ..read.project import SOURCES_FILE
from ..read.record import prose, records
from ..shared.language import Language, message
from ..shared.markdown import Inline, Line, Link, Para, Styled, Words, plain_words
from ..shared.outside import host, is_outside
from ..weave.addresses import (
    PAPER_PAGE,
    REFERENCES_PAGE,
    Address,
    cited_anchor,
    lesson_page,
)
from .base import (
    MOST_PLACES,
    EntryKind,
    Page,
    Ref,
    SearchEntry,
    SearchName,
    Site,
    page_entry,
    ref,
)
from .bibliography import Formatter, label, references
from .names import begun, paragraph_name, source_name

TITLE = message("References")


@dataclass(frozen=True, slots=True)
class CitedView:
    """A work that the paper cites, as far as it is known."""

    key: str
    anchor: str
    label: Ref
    reference: Line
    """In the editors' style if they say which work it is, else as the paper's list has it; empty if neither is known."""
    entry: Ref | None
    """A link to its entry in the list of the paper. Its words say whether `reference` has the words of that list."""
    cited_at: tuple[Ref, ...]
    """Empty if the list has it, and no citation of it was found."""
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
    first_published: str
    """When it first appeared, in words; empty if this is the first edition, or nobody says."""
    accessed: str
    """When it was read there, in words; empty if that is not known."""
    kind: str
    """What it is as a witness; empty if nobody says."""
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
    listed: int
    """How many entries of the paper's list are shown."""
    citations: int
    """How many citations the paper has."""
    cited: tuple[CitedView, ...]
    works: tuple[WorkView, ...]


def references_page(site: Site) -> ReferencesPage:
    """Return the page of all references."""
    project, citations = site.woven.project, site.woven.citations
    formatted = site.keep(references, project.works, site.formatter, site.language)
    works = site.keep(_in_order, project.works, formatted)
    citing, views = _citing(site), tuple(cited_views(site).values())
    return ReferencesPage(
        path=REFERENCES_PAGE,
        title=site.language.say(TITLE),
        description=site.language.say("The works that the paper cites and the works that the editors cite."),
        source=SOURCES_FILE,
        entries=references_entries(site),
        reference_list=project.paper.reference_list or any(view.entry for view in views),
        listed=sum(view.entry is not None for view in views),
        citations=len(citations),
        cited=views,
        works=tuple(
            _work(work, formatted[work.id], citing.get(work.id, ()), site.language) for work in works
        ),
    )


def references_entries(site: Site) -> tuple[SearchEntry, ...]:
    """Return what search finds among the references."""
    works = site.woven.project.works
    ordered = site.keep(_in_order, works, site.keep(references, works, site.formatter, site.language))
    found, uses = site.keep(_entries, cited_views(site), ordered, site.language), _uses(site)
    return tuple(replace(one, used=uses[one.anchor]) if one.anchor in uses else one for one in found)


def _uses(site: Site) -> Mapping[str, tuple[Address, ...]]:
    """Return the places at which each work is first used, by its anchor: what search leads to beside the entry."""
    cited = ((cited_anchor(one.key), Address(PAPER_PAGE, one.paragraph)) for one in site.woven.citations)
    places: dict[str, dict[Address, None]] = {}
    for anchor, place in (*cited, *_editors_uses(site)):
        own = places.setdefault(anchor, {})
        if len(own) < _MOST_USES:
            own[place] = None
    return {anchor: tuple(own) for anchor, own in places.items()}


_MOST_USES = 3
"""The most places of a work that search tells."""


def _editors_uses(site: Site) -> Iterator[tuple[str, Address]]:
    """Yield each work that editors cite, by its id, with the event, term, note or lesson that does."""
    statements: list[tuple[Address, Sourced]] = [
        *((site.addresses[f"event:{event.id}"], event) for event in site.events),
        *((site.addresses[f"term:{term.id}"], term) for term in site.terms.values()),
        *(
            (Address(lesson_page(woven.id), f"note-{placed.id}"), placed.note)
            for woven in site.woven.lessons
            for placed in woven.notes
        ),
        *((Address(lesson_page(woven.id)), woven.lesson) for woven in site.woven.lessons),
    ]
    for place, statement in statements:
        for target in site.keep(_cited_by, statement):
            yield site.addresses[target].anchor, place


def _in_order(works: tuple[Work, ...], formatted: Mapping[str, Line]) -> tuple[Work, ...]:
    """Return the works in the alphabetical order of their references."""
    return tuple(sorted(works, key=lambda work: plain_words((Para(formatted[work.id].inside),)).casefold()))


def cited_views(site: Site) -> Mapping[str, CitedView]:
    """Return every work that the paper cites or lists, by its key: in the order of its list, the others by their keys."""
    woven, project = site.woven, site.woven.project
    return site.keep(
        _cited_views,
        woven.paper,
        woven.citations,
        project.paper.works,
        project.works,
        site.formatter,
        site.language,
    )


def _cited_views(
    paper: Paper,
    citations: tuple[Cited, ...],
    named: Mapping[str, str],
    works: tuple[Work, ...],
    formatter: Formatter,
    language: Language,
) -> Mapping[str, CitedView]:
    """Return the views of all works; `named`: the ids of those that the editors know, by their keys."""
    ids = set(named.values())
    formatted = references({work.id: work for work in works if work.id in ids}.values(), formatter, language)
    listed = {entry.key: entry for entry in entries(paper) if paper.shows(entry.span)}
    by_key = {key: list[Cited]() for key in (*listed, *sorted({one.key for one in citations}))}
    for cited in citations:
        by_key[cited.key].append(cited)
    return {
        key: _cited(
            key, found, _known(paper, formatted.get(named.get(key, "")), listed.get(key), language), language
        )
        for key, found in by_key.items()
    }


@dataclass(frozen=True, slots=True)
class _Known:
    """What is known of a work that the paper cites."""

    reference: Line
    label: str
    """Empty if the list of the paper does not have it."""
    entry: Ref | None


def _known(paper: Paper, editors: Line | None, entry: Entry | None, language: Language) -> _Known:
    """Return what is known of a work; `editors`: its reference, if they say which work it is."""
    if not entry:
        return _Known(editors or Line(), "", None)
    words = language.say("The paper’s entry") if editors else language.say("As in the paper’s list")
    link = Ref(words, Address(PAPER_PAGE, entry.paragraph))
    return _Known(editors or _words_of(paper, entry), entry.label, link)


def _words_of(paper: Paper, entry: Entry) -> Line:
    """Return an entry in the words of the paper."""
    inside = [style for style in paper.styles if entry.span.holds(style.span)]
    return Line(tuple(_styled(paper, entry.span, inside)))


def _styled(paper: Paper, span: Span, styles: list[Style]) -> Iterator[Inline]:
    """Yield the words of a span as its styles set them; `styles`: those inside it, in order, the outermost first."""
    at = span.start
    waiting = sorted(styles, key=lambda style: (style.span.start, -style.span.end))
    while waiting:
        style, *waiting = waiting
        within = [one for one in waiting if style.span.holds(one.span)]
        waiting = waiting[len(within) :]
        if at < style.span.start:
            yield Words(paper.text[at : style.span.start])
        words = tuple(_styled(paper, style.span, within))
        if style.kind is MarkKind.LINK and is_outside(style.value):
            yield Link(style.value, words)
        else:
            yield from (Styled(_TAGS[style.kind], words),) if style.kind in _TAGS else words
        at = style.span.end
    if at < span.end:
        yield Words(paper.text[at : span.end])


_TAGS = {
    MarkKind.EMPHASIS: "em",
    MarkKind.STRONG: "strong",
    MarkKind.SUPERSCRIPT: "sup",
    MarkKind.SUBSCRIPT: "sub",
}


def work_cards(site: Site) -> Mapping[str, CitedView]:
    """Return every work of which citations were found, by its key, with at most `MOST_PLACES` places."""
    return site.keep(_cards, cited_views(site))


def _cards(views: Mapping[str, CitedView]) -> Mapping[str, CitedView]:
    return {
        key: replace(
            view, cited_at=view.cited_at[:MOST_PLACES], more=max(len(view.cited_at) - MOST_PLACES, 0)
        )
        for key, view in views.items()
        if view.cited_at
    }


def _cited(key: str, citations: list[Cited], known: _Known, language: Language) -> CitedView:
    label = known.label or citations[0].label
    return CitedView(
        key=key,
        anchor=cited_anchor(key),
        label=Ref(label, Address(REFERENCES_PAGE, cited_anchor(key)), key),
        reference=known.reference,
        entry=known.entry,
        cited_at=tuple(
            Ref(paragraph_name(cited.paragraph, language), Address(PAPER_PAGE, f"cite-{cited.number}"))
            for cited in citations
        ),
        torn=any(cited.torn for cited in citations),
    )


def _work(work: Work, reference: Line, citing: tuple[Ref, ...], language: Language) -> WorkView:
    url = work.url if work.url and is_outside(work.url) else ""
    return WorkView(
        id=work.id,
        reference=reference,
        link=Ref(host(url) or url, url) if url else None,
        first_published=language.date(work.original_date) if work.original_date else "",
        accessed=language.date(work.accessed) if work.accessed else "",
        kind=begun(source_name(work.kind, language)) if work.kind else "",
        note=work.note or "",
        citing=citing,
        was=work.was,
    )


def _citing(site: Site) -> dict[str, tuple[Ref, ...]]:
    """Return links to the lessons, events, terms and places that cite each work, by the work's id."""
    link = partial(ref, site)
    statements: list[tuple[Ref, Sourced]] = [
        *((link("lesson", woven.id, woven.lesson.title), woven.lesson) for woven in site.woven.lessons),
        *((link("event", event.id, event.title), event) for event in site.events),
        *((link("term", term.id, term.term), term) for term in site.terms.values()),
        *((link("place", place.id, place.name), place) for place in site.places.values()),
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


def _entries(
    views: Mapping[str, CitedView], works: tuple[Work, ...], language: Language
) -> tuple[SearchEntry, ...]:
    cited = [
        SearchEntry(
            EntryKind.SOURCE,
            one.label.text,
            plain_words((Para(one.reference.inside),)) if one.entry else language.say("Cited by the paper"),
            one.anchor,
            tuple(map(SearchName, filter(None, (one.label.text, one.label.text.rpartition(", ")[0])))),
        )
        for one in views.values()
    ]
    return (
        page_entry(
            language.say(TITLE),
            names=(language.say("Bibliography"), language.say("Sources"), language.say("Works cited")),
        ),
        *sorted(cited, key=lambda found: found.anchor),
        *(_work_entry(work, language) for work in works),
    )


def _work_entry(work: Work, language: Language) -> SearchEntry:
    people = [name.family or name.literal or "" for name in (*work.author, *work.editor)]
    names = (
        tuple(SearchName(name) for name in (label(work, language), *people) if name) if any(people) else ()
    )
    where = work.container_title if people else None
    return SearchEntry(
        EntryKind.SOURCE, work.name, ". ".join(filter(None, (label(work, language), where))), work.id, names
    )
