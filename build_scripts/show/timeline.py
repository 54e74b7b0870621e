"""Make the timeline's page: events by period, with sources and disputes."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..read.course import Account, Dispute, Event
from ..read.project import TIMELINE_FILE
from ..shared.dates import Edge, When
from ..shared.language import Language, message
from ..shared.markdown import Body, Line
from ..timeline.chart import Chart, ThemeView, tall_chart, theme_views, wide_chart
from ..weave.addresses import TIMELINE_PAGE
from .base import (
    EntryKind,
    Page,
    Ref,
    SearchEntry,
    SearchName,
    Site,
    Support,
    correction,
    page_entry,
    paragraph_ref,
    place_refs,
    ref,
    support,
)

TITLE = message("Timeline")


@dataclass(frozen=True, slots=True)
class AccountView:
    """What one side says."""

    says: Line
    support: Support


@dataclass(frozen=True, slots=True)
class DisputeView:
    """What sources disagree about."""

    about: Line
    accounts: tuple[AccountView, ...]


@dataclass(frozen=True, slots=True)
class EventView:
    """An event."""

    id: str
    when: When
    title: str
    theme: ThemeView
    text: Body
    support: Support
    unverified: bool
    dispute: DisputeView | None
    paragraphs: tuple[Ref, ...]
    lessons: tuple[Ref, ...]
    correction: Ref | None
    """Where to suggest one, if readers are asked to."""
    was: tuple[str, ...]
    """Its former ids."""
    places: tuple[Ref, ...] = ()
    """Those of the map that belong to it."""
    draft: bool = False
    """Whether it is not finished: only a preview has it."""


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period with its events."""

    id: str
    title: str
    when: When
    after: bool
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage(Page):
    """`timeline/`."""

    template: ClassVar[str] = "timeline.html"
    hide: tuple[str, ...] = ("toc",)  # the charts link to the events, and need the width

    introduction: Body
    wide: Chart | None
    tall: Chart | None
    themes: tuple[ThemeView, ...]
    events: int
    periods: tuple[PeriodView, ...]


def timeline_page(site: Site) -> TimelinePage:
    """Return the page of all events."""
    timeline = site.woven.project.timeline
    lessons = _lessons(site)
    themes = {theme.id: theme for theme in theme_views(timeline)}
    return TimelinePage(
        path=TIMELINE_PAGE,
        title=site.language.say(TITLE),
        description=site.language.counted(
            "{count} event, with sources.", "{count} events, with sources.", len(site.events)
        ),
        source=TIMELINE_FILE,
        entries=timeline_entries(site),
        introduction=timeline.introduction.body if timeline.introduction else Body(),
        wide=site.keep(wide_chart, timeline, site.language),
        tall=site.keep(tall_chart, timeline, site.language),
        themes=tuple(themes.values()),
        events=len(site.events),
        periods=tuple(
            PeriodView(
                period.id,
                period.title,
                period.date,
                period.after,
                tuple(
                    _event(site, event, themes[event.theme], lessons.get(event.id, ()))
                    for event in site.events
                    if event.period == period.id
                ),
            )
            for period in timeline.periods
        ),
    )


def timeline_entries(site: Site) -> tuple[SearchEntry, ...]:
    """Return what search finds on the timeline."""
    return site.keep(_entries, site.events, site.language)


def _entries(events: tuple[Event, ...], language: Language) -> tuple[SearchEntry, ...]:
    return (page_entry(language.say(TITLE)), *(_entry(event, language) for event in events))


def _lessons(site: Site) -> Mapping[str, tuple[Ref, ...]]:
    """Return links to the lessons that each event concerns, by the event's id."""
    found = defaultdict[str, list[Ref]](list)
    for lesson in site.woven.lessons:
        link = ref(site, "lesson", lesson.id, lesson.lesson.title)
        for event in site.lesson_events[lesson.id]:
            found[event.id].append(link)
    return {event: tuple(links) for event, links in found.items()}


def _event(site: Site, event: Event, theme: ThemeView, lessons: tuple[Ref, ...]) -> EventView:
    return EventView(
        id=event.id,
        when=event.date,
        title=event.title,
        theme=theme,
        text=event.text.body,
        support=support(site, event),
        unverified=event.unverified,
        dispute=dispute_view(site, event.dispute) if event.dispute else None,
        paragraphs=tuple(paragraph_ref(site, id_) for id_ in event.paragraphs),
        lessons=lessons,
        correction=correction(site, event),
        was=event.was,
        places=place_refs(site, event.places_),
        draft=event.draft,
    )


def dispute_view(site: Site, dispute: Dispute) -> DisputeView:
    """Return what sources disagree about, with each account."""
    return DisputeView(
        dispute.about.line,
        tuple(_account(site, account) for account in dispute.accounts),
    )


def _account(site: Site, account: Account) -> AccountView:
    return AccountView(account.says.line, support(site, account))


def _entry(event: Event, language: Language) -> SearchEntry:
    date = language.date(event.date)
    edges = ((event.date.begins, event.date.first), (event.date.ends, event.date.last))
    years = dict.fromkeys(_year(day[0], language) for edge, day in edges if edge is not Edge.OPEN)
    names = tuple(SearchName(name) for name in (event.title, date, *years))
    return SearchEntry(EntryKind.EVENT, f"{event.title} ({date})", event.text.words, event.id, names)


def _year(year: int, language: Language) -> str:
    """Return a year as people search for it: as a number, or with its era before Christ."""
    return str(year) if year > 0 else language.year(year)
