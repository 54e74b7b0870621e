"""Write the timeline as a table."""

from ..read.course import Event
from ..shared.dates import EARLIEST, LATEST, Day
from ..show.timeline import DisputeView, EventView, TimelinePage
from ..weave.addresses import TIMELINE_PAGE, Address
from .material import Material
from .tables import table
from .texts import names_of, words

HEADER = (
    "id",
    "date",
    "first day",
    "last day",
    "date in words",
    "event",
    "period",
    "theme",
    "text",
    "sources",
    "unverified",
    "disputed",
    "paragraphs",
    "lessons",
    "address",
)


def is_there(material: Material) -> bool:
    """Return whether the course, or the lesson to export, has events."""
    return bool(_events(material))


def csv(material: Material) -> bytes:
    """Return the events in order of date: those of the course, or of one lesson."""
    wanted = {event.id for event in _events(material)}
    page = material.page(TIMELINE_PAGE)
    assert isinstance(page, TimelinePage)  # noqa: S101  # its path says so
    dated = [
        (event, period.title) for period in page.periods for event in period.events if event.id in wanted
    ]
    dated.sort(key=lambda one: (one[0].when.first, one[0].when.last))
    return table([HEADER, *(_row(material, period, event) for event, period in dated)])


def _events(material: Material) -> tuple[Event, ...]:
    site = material.site
    if material.is_whole:
        return site.events
    return tuple({event.id: event for id_ in material.chosen for event in site.lesson_events[id_]}.values())


def _row(material: Material, period: str, event: EventView) -> tuple[str, ...]:
    return (
        event.id,
        event.when.edtf,
        _day(event.when.first),
        _day(event.when.last),
        material.site.language.date(event.when),
        event.title,
        period,
        event.theme.title,
        words(event.text),
        "; ".join(names_of(event.support)) or event.support.basis,
        "yes" if event.unverified else "",
        _dispute(event.dispute) if event.dispute else "",
        ", ".join(paragraph.id for paragraph in event.paragraphs),
        ", ".join(lesson.text for lesson in event.lessons),
        material.locate(Address(TIMELINE_PAGE, event.id)),
    )


def _day(day: Day) -> str:
    """Return a day in ISO 8601, years before Christ with their sign; empty where an interval is open."""
    year, month, number = day
    return "" if day in (EARLIEST, LATEST) else f"{year:0{5 if year < 0 else 4}}-{month:02}-{number:02}"


def _dispute(dispute: DisputeView) -> str:
    accounts = (
        f"{words(account.says)} ({'; '.join(names_of(account.support)) or account.support.basis})"
        for account in dispute.accounts
    )
    return " — ".join((words(dispute.about), *accounts))
