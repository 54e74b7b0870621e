"""Make the home page and the list of lessons."""

from dataclasses import dataclass
from typing import ClassVar

from ..read.project import COURSE_FILE
from ..shared.language import Language, message
from ..shared.markdown import Body, Line
from ..timeline.chart import Chart, strip
from ..weave.addresses import HOME_PAGE, LESSONS_PAGE
from .base import Page, Ref, SearchEntry, Site, page_entry, paper_ref, ref
from .bibliography import label, references

LESSONS_TITLE = message("Lessons")


@dataclass(frozen=True, slots=True)
class LessonCard:
    """A lesson in a list."""

    lesson: Ref
    number: int
    summary: str
    minutes: int
    notes: int
    questions: int
    objectives: tuple[Line, ...]
    was: tuple[str, ...]
    """Its former ids."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """The site's first page."""

    template: ClassVar[str] = "home.html"
    hide: ClassVar[tuple[str, ...]] = ("toc",)

    subtitle: str
    welcome: Body
    citation: Line
    label: str
    """A short citation of the paper, such as `Mason 2016`."""
    paper: Ref
    minutes: int
    cards: tuple[LessonCard, ...]
    strip: Chart | None
    """All events of the timeline, for the macro in `_strip.md`."""
    timeline: Ref | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsPage(Page):
    """`lessons/`."""

    template: ClassVar[str] = "lessons.html"

    cards: tuple[LessonCard, ...]


def home_page(site: Site) -> HomePage:
    """Return the site's first page."""
    course, citation = site.woven.project.course, site.woven.project.paper.citation
    cards = _cards(site)
    return HomePage(
        path=HOME_PAGE,
        title=course.title,
        description=course.description,
        source=COURSE_FILE,
        entries=home_entries(site),
        subtitle=course.subtitle or "",
        welcome=course.welcome.body,
        citation=references([citation], site.formatter, site.language)[citation.id],
        label=label(citation, site.language),
        paper=paper_ref(site),
        minutes=sum(card.minutes for card in cards),
        cards=cards,
        strip=site.keep(strip, site.woven.project.timeline, site.language),
        timeline=ref(site, "page", "timeline", site.language.say("the timeline")) if site.events else None,
    )


def home_entries(site: Site) -> tuple[SearchEntry, ...]:
    """Return what search finds on the first page."""
    course = site.woven.project.course
    return (page_entry(course.title, course.welcome.words),)


def lessons_page(site: Site) -> LessonsPage:
    """Return the page that lists all lessons."""
    cards = _cards(site)
    return LessonsPage(
        path=LESSONS_PAGE,
        title=site.language.say(LESSONS_TITLE),
        description=site.language.counted(
            "{count} lesson to read the paper passage by passage.",
            "{count} lessons to read the paper passage by passage.",
            len(cards),
        ),
        source=COURSE_FILE,
        entries=lessons_entries(site.language),
        cards=cards,
    )


def lessons_entries(language: Language) -> tuple[SearchEntry, ...]:
    """Return what search finds on the page that lists all lessons."""
    return (page_entry(language.say(LESSONS_TITLE)),)


def _cards(site: Site) -> tuple[LessonCard, ...]:
    return tuple(
        LessonCard(
            lesson=ref(site, "lesson", woven.id, woven.lesson.title),
            number=number,
            summary=woven.lesson.summary,
            minutes=woven.lesson.minutes,
            notes=len(woven.notes),
            questions=len(woven.questions),
            objectives=tuple(objective.line for objective in woven.lesson.objectives),
            was=woven.lesson.was,
        )
        for number, woven in enumerate(site.woven.lessons, 1)
    )
