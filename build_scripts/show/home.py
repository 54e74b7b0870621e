"""Make the home page and the list of lessons."""

from dataclasses import dataclass
from typing import ClassVar

from ..read.project import COURSE_FILE
from ..shared.language import Language, message
from ..shared.markdown import Body, Line
from ..timeline.chart import Chart, strip
from ..weave.addresses import HOME_PAGE, LESSONS_PAGE
from .base import (
    CourseName,
    DayView,
    Page,
    Ref,
    SearchEntry,
    Site,
    course_name,
    day_view,
    page_entry,
    paper_language,
    paper_ref,
    paragraph_ref,
    ref,
)
from .bibliography import label, references
from .schedule import schedule_ref
from .tongues import Tongue, tongue_of

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
    question_ids: tuple[str, ...]
    check_ids: tuple[str, ...]
    objectives: tuple[Line, ...]
    was: tuple[str, ...]
    """Its former ids."""
    draft: bool = False
    """Whether it is not finished: only a preview has it."""
    day: DayView | None = None
    """When it is held, if the course has a schedule."""


@dataclass(frozen=True, slots=True)
class Epigraph:
    """Words of the paper at the top of the course."""

    words: str
    place: Ref | None
    tongue: Tongue | None
    """Their language, if it is another than that of the course."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HomePage(Page):
    """The site's first page."""

    template: ClassVar[str] = "home.html"
    hide: tuple[str, ...] = ("toc",)

    course: CourseName
    subtitle: str
    epigraph: Epigraph | None
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
    schedule: Ref | None
    """A link to the page with the days of all lessons."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonsPage(Page):
    """`lessons/`."""

    template: ClassVar[str] = "lessons.html"

    cards: tuple[LessonCard, ...]
    schedule: Ref | None
    reading_lists: tuple[Ref, ...]


def home_page(site: Site) -> HomePage:
    """Return the site's first page."""
    course, citation = site.woven.project.course, site.woven.project.paper.citation
    cards = lesson_cards(site)
    return HomePage(
        path=HOME_PAGE,
        title=course.title,
        description=course.description,
        source=COURSE_FILE,
        entries=home_entries(site),
        course=course_name(site),
        subtitle=course.subtitle or "",
        epigraph=_epigraph(site),
        welcome=course.welcome.body,
        citation=references([citation], site.formatter, site.language)[citation.id],
        label=label(citation, site.language),
        paper=paper_ref(site),
        minutes=sum(card.minutes for card in cards),
        cards=cards,
        strip=site.keep(strip, site.woven.project.timeline, site.language),
        schedule=schedule_ref(site),
        timeline=ref(site, "page", "timeline", site.language.say("the timeline")) if site.events else None,
    )


def _epigraph(site: Site) -> Epigraph | None:
    span, paper = site.woven.epigraph, site.woven.paper
    if span is None:
        return None
    home = paper.paragraph_at(span)
    tongue = tongue_of(paper_language(site), site.woven.project.course.language)
    return Epigraph(
        " ".join(paper.words(span).split()), paragraph_ref(site, home.id) if home else None, tongue
    )


def home_entries(site: Site) -> tuple[SearchEntry, ...]:
    """Return what search finds on the first page."""
    course = site.woven.project.course
    return (page_entry(course.title, course.welcome.words),)


def lessons_page(site: Site) -> LessonsPage:
    """Return the page that lists all lessons."""
    cards = lesson_cards(site)
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
        schedule=schedule_ref(site),
        reading_lists=tuple(
            ref(site, "list", one.id, one.title) for one in site.woven.project.course.reading_lists
        ),
    )


def lessons_entries(language: Language) -> tuple[SearchEntry, ...]:
    """Return what search finds on the page that lists all lessons."""
    return (page_entry(language.say(LESSONS_TITLE)),)


def lesson_cards(site: Site) -> tuple[LessonCard, ...]:
    """Return all lessons as lists show them."""
    return tuple(
        LessonCard(
            lesson=ref(site, "lesson", woven.id, woven.lesson.title),
            number=number,
            summary=woven.lesson.summary,
            minutes=woven.lesson.minutes,
            notes=len(woven.notes),
            questions=len(woven.questions),
            question_ids=tuple(placed.question.id for placed in woven.questions),
            check_ids=tuple(id_ for id_, _ in woven.checks),
            objectives=tuple(objective.line for objective in woven.lesson.objectives),
            was=woven.lesson.was,
            draft=woven.lesson.draft,
            day=day_view(site, woven.id),
        )
        for number, woven in enumerate(site.woven.lessons, 1)
    )
