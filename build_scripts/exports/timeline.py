"""Write the timeline as a table."""

from ..read.course import Event
from ..shared.dates import Day, When
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


_SIGNS = {"about ": "~", "perhaps ": "?", "perhaps about ": "%"}
"""How EDTF writes how sure a date is."""


def is_there(material: Material) -> bool:
    """Return whether the course, or the lesson to export, has events."""
    return bool(_events(material))


def csv(material: Material) -> bytes:
    """Return the events in order of date: those of the course, or of one lesson."""
    wanted = {event.id for event in _events(material)}
    page = material.page(TIMELINE_PAGE)
    assert isinstance(page, TimelinePage)  # noqa: S101  # its path says so
    rows = [
        _row(material, period.title, event)
        for period in page.periods
        for event in period.events
        if event.id in wanted
    ]
    return table([HEADER, *sorted(rows, key=lambda row: (row[2], row[3]))])


def _events(material: Material) -> tuple[Event, ...]:
    site = material.site
    return site.lesson_events[material.lesson] if material.lesson else site.events


def _row(material: Material, period: str, event: EventView) -> tuple[str, ...]:
    return (
        event.id,
        _edtf(event.when),
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


def _edtf(when: When) -> str:
    return "/".join(point.iso + _SIGNS.get(point.sure, "") for point in when.points)


def _day(day: Day) -> str:
    year, month, number = day
    return f"{year:04}-{month:02}-{number:02}"


def _dispute(dispute: DisputeView) -> str:
    accounts = (
        f"{words(account.says)} ({'; '.join(names_of(account.support)) or account.support.basis})"
        for account in dispute.accounts
    )
    return " — ".join((words(dispute.about), *accounts))
