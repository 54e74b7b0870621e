"""The timeline's page: events by period, with sources and disputes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from ..read.course import Account, Dispute, Event, Period
from ..read.course import Timeline as TimelineFile
from ..read.project import TIMELINE_FILE
from ..shared.dates import When, read_date
from ..shared.markdown import Body, Line, body, line
from ..shared.words import counted
from ..timeline.chart import Chart, ThemeView, tall_chart, theme_views, wide_chart
from ..weave.addresses import TIMELINE_PAGE
from ..weave.weave import WovenLesson
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
    ref,
    spoken,
    support,
)
from .lesson import lessons_by_event


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
    when: When | None
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


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A stretch of time with its events."""

    id: str
    title: str
    when: When | None
    after: bool
    events: tuple[EventView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelinePage(Page):
    """`timeline/`."""

    template: ClassVar[str] = "timeline.md"
    hide: ClassVar[tuple[str, ...]] = ("toc",)  # the charts lead to the events, and need the room

    introduction: Body
    wide: Chart | None
    tall: Chart | None
    themes: tuple[ThemeView, ...]
    events: int
    periods: tuple[PeriodView, ...]


def timeline_page(site: Site) -> TimelinePage:
    """The page of all events."""
    timeline = site.woven.project.timeline or TimelineFile(
        introduction=None, themes=(), periods=(), events=()
    )
    themes = {theme.id: theme for theme in theme_views(timeline)}
    lessons = lessons_by_event(site)
    events = [_event(site, event, themes[event.theme], lessons[event.id]) for event in site.events]
    return TimelinePage(
        path=TIMELINE_PAGE,
        title="Timeline",
        description=f"{counted(len(site.events), 'event')}, with sources.",
        source=TIMELINE_FILE,
        entries=(page_entry("Timeline"), *(_entry(event) for event in site.events)),
        introduction=body(timeline.introduction),
        wide=wide_chart(site.woven.project.timeline),
        tall=tall_chart(site.woven.project.timeline),
        themes=tuple(themes.values()),
        events=len(site.events),
        periods=tuple(_period(period, site.events, events) for period in timeline.periods),
    )


def _period(period: Period, events: Sequence[Event], views: Sequence[EventView]) -> PeriodView:
    return PeriodView(
        period.id,
        period.title,
        read_date(period.date),
        period.after,
        tuple(view for event, view in zip(events, views, strict=True) if event.period == period.id),
    )


def _event(site: Site, event: Event, theme: ThemeView, lessons: Iterable[WovenLesson]) -> EventView:
    return EventView(
        id=event.id,
        when=read_date(event.date),
        title=event.title,
        theme=theme,
        text=body(event.text),
        support=support(site, event),
        unverified=event.unverified,
        dispute=_dispute(site, event.dispute) if event.dispute else None,
        paragraphs=tuple(paragraph_ref(site, id_) for id_ in event.paragraphs),
        lessons=tuple(ref(site, "lesson", lesson.id, lesson.lesson.title) for lesson in lessons),
        correction=correction(site, event),
        was=event.was,
    )


def _dispute(site: Site, dispute: Dispute) -> DisputeView:
    return DisputeView(
        line(dispute.about),
        tuple(_account(site, account) for account in dispute.accounts),
    )


def _account(site: Site, account: Account) -> AccountView:
    return AccountView(line(account.says), support(site, account))


def _entry(event: Event) -> SearchEntry:
    when = read_date(event.date)
    date = when.words if when else event.date
    years = dict.fromkeys(str(day[0]) for day in (when.first, when.last)) if when else ()
    names = tuple(SearchName(name) for name in (event.title, date, *years))
    return SearchEntry(EntryKind.EVENT, f"{event.title} ({date})", spoken(event.text), event.id, names)
