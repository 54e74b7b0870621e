"""Make the page with the days of all lessons."""

from dataclasses import dataclass
from typing import ClassVar

from ..read.project import COURSE_FILE
from ..shared.language import Language, message
from ..weave.addresses import SCHEDULE_PAGE, Address
from .base import DayView, Page, Ref, SearchEntry, Site, day_view, page_entry, ref
from .downloads import EXPORTS_FOLDER

TITLE = message("Schedule")
CALENDAR_FILE = "schedule.ics"
"""The name of the file for calendars."""


@dataclass(frozen=True, slots=True)
class Session:
    """A lesson with its day."""

    lesson: Ref
    number: int
    minutes: int
    summary: str
    day: DayView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SchedulePage(Page):
    """`schedule/`."""

    template: ClassVar[str] = "schedule.html"

    sessions: tuple[Session, ...]
    """In the order of their days; those without one come last."""
    holidays: tuple[str, ...]
    """Days without a lesson, in words, in order."""
    calendar: Ref
    """The file for calendars."""


def schedule_ref(site: Site) -> Ref | None:
    """Return a link to the page; `None` if the course has no schedule."""
    dated = site.woven.project.course.schedule is not None
    return ref(site, "page", "schedule", site.language.say(TITLE)) if dated else None


def schedule_page(site: Site) -> SchedulePage:
    """Return the page with the days of all lessons."""
    schedule = site.woven.project.course.schedule
    assert schedule is not None  # noqa: S101  # else there is no such page
    sessions = tuple(
        Session(
            ref(site, "lesson", woven.id, woven.lesson.title),
            number,
            woven.lesson.minutes,
            woven.lesson.summary,
            day_view(site, woven.id),
        )
        for number, woven in enumerate(site.woven.lessons, 1)
    )
    holidays = sorted(schedule.holidays, key=lambda when: (when.first, when.last))
    return SchedulePage(
        path=SCHEDULE_PAGE,
        title=site.language.say(TITLE),
        description=site.language.say("When each lesson is held."),
        source=COURSE_FILE,
        entries=schedule_entries(site.language),
        sessions=tuple(sorted(sessions, key=lambda one: (one.day is None, one.day.iso if one.day else ""))),
        holidays=tuple(site.language.date(when) for when in holidays),
        calendar=Ref(site.language.say("Dates for your calendar"), Address(EXPORTS_FOLDER + CALENDAR_FILE)),
    )


def schedule_entries(language: Language) -> tuple[SearchEntry, ...]:
    """Return what search finds on the page with the days of all lessons."""
    say = language.say
    return (page_entry(say(TITLE), say("When each lesson is held."), (say("Calendar"), say("Dates"))),)
