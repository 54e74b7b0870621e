"""Plan all pages of a course, in the order of the navigation."""

from collections.abc import Callable, Iterator, Mapping
from functools import partial

from ..read.project import COURSE_FILE, GLOSSARY_FILE, PAPER_FILE, PLACES_FILE, SOURCES_FILE, TIMELINE_FILE
from ..weave.addresses import (
    ACCESSIBILITY_PAGE,
    COVERAGE_PAGE,
    DOWNLOADS_PAGE,
    GLOSSARY_PAGE,
    HOME_PAGE,
    LESSONS_PAGE,
    MY_READING_PAGE,
    PAPER_PAGE,
    PLACES_PAGE,
    QUESTIONS_PAGE,
    REFERENCES_PAGE,
    SCHEDULE_PAGE,
    STUDENTS_PAGE,
    TIMELINE_PAGE,
    lesson_page,
    list_page,
)
from ..weave.edition import Edition
from . import (
    accessibility,
    downloads,
    glossary,
    home,
    instructor,
    my_reading,
    paper,
    places,
    questions,
    reading_list,
    references,
    schedule,
    timeline,
)
from .base import Page, Planned, SearchEntry, Site, site_of
from .downloads import Export
from .free import free_page
from .handouts import Figures
from .lesson import LessonPage, lesson_entries, lesson_source, make_lesson_page

__all__ = ["Page", "Planned", "course_outline", "outline", "site_of"]


def outline(
    site: Site,
    edition: Edition,
    exports: tuple[Export, ...] = (),
    figures: Mapping[str, Figures] | None = None,
    sizes: Mapping[str, int] | None = None,
) -> tuple[Planned, ...]:
    """Return every page of an edition, in the order of the navigation. None is made yet.

    `exports`: the files for other programs. `figures`: what is known of the handouts that were printed, by their
    paths; `sizes`: the bytes of those exports that were made.
    """
    listed = partial(downloads.downloads_page, site, figures or {}, exports, sizes or {})
    found = partial(downloads.downloads_entries, site.language, exports)
    return (*course_outline(site), *_around(site, edition, listed, found))


def course_outline(site: Site) -> tuple[Planned, ...]:
    """Return the pages that handouts are made of, in the order of the navigation. Empty pages are left out."""
    return tuple(_of_the_course(site))


def _of_the_course(site: Site) -> Iterator[Planned]:
    yield Planned(
        home.HomePage,
        HOME_PAGE,
        site.woven.project.course.title,
        COURSE_FILE,
        partial(home.home_page, site),
        partial(home.home_entries, site),
    )
    yield Planned(
        home.LessonsPage,
        LESSONS_PAGE,
        site.language.say(home.LESSONS_TITLE),
        COURSE_FILE,
        partial(home.lessons_page, site),
        partial(home.lessons_entries, site.language),
    )
    for number, woven in enumerate(site.woven.lessons, 1):
        yield Planned(
            LessonPage,
            lesson_page(woven.id),
            woven.lesson.title,
            lesson_source(woven.id),
            partial(make_lesson_page, site, number, woven),
            partial(lesson_entries, site, number, woven),
        )
    yield Planned(
        paper.PaperPage,
        PAPER_PAGE,
        site.language.say(paper.TITLE),
        PAPER_FILE,
        partial(paper.paper_page, site),
        partial(paper.paper_entries, site),
    )
    for chosen in site.woven.project.course.reading_lists:
        yield Planned(
            reading_list.ReadingListPage,
            list_page(chosen.id),
            chosen.title,
            COURSE_FILE,
            partial(reading_list.reading_list_page, site, chosen),
            partial(reading_list.reading_list_entries, chosen),
        )
    if site.woven.project.course.schedule:
        yield Planned(
            schedule.SchedulePage,
            SCHEDULE_PAGE,
            site.language.say(schedule.TITLE),
            COURSE_FILE,
            partial(schedule.schedule_page, site),
            partial(schedule.schedule_entries, site.language),
        )
    if "page:timeline" in site.addresses:
        yield Planned(
            timeline.TimelinePage,
            TIMELINE_PAGE,
            site.language.say(timeline.TITLE),
            TIMELINE_FILE,
            partial(timeline.timeline_page, site),
            partial(timeline.timeline_entries, site),
        )
    if site.places:
        yield Planned(
            places.PlacesPage,
            PLACES_PAGE,
            site.language.say(places.TITLE),
            PLACES_FILE,
            partial(places.places_page, site),
            partial(places.places_entries, site),
        )
    if "page:glossary" in site.addresses:
        yield Planned(
            glossary.GlossaryPage,
            GLOSSARY_PAGE,
            site.language.say(glossary.TITLE),
            GLOSSARY_FILE,
            partial(glossary.glossary_page, site),
            partial(glossary.glossary_entries, site),
        )
    if "page:questions" in site.addresses:
        yield Planned(
            questions.QuestionsPage,
            QUESTIONS_PAGE,
            site.language.say(questions.TITLE),
            COURSE_FILE,
            partial(questions.questions_page, site),
            partial(questions.questions_entries, site),
        )
    if "page:references" in site.addresses:
        yield Planned(
            references.ReferencesPage,
            REFERENCES_PAGE,
            site.language.say(references.TITLE),
            SOURCES_FILE,
            partial(references.references_page, site),
            partial(references.references_entries, site),
        )


def _around(
    site: Site,
    edition: Edition,
    listed: Callable[[], Page],
    found: Callable[[], tuple[SearchEntry, ...]],
) -> Iterator[Planned]:
    """Yield the pages around the course; `listed` makes that of downloads, and `found` what search finds on it."""
    yield Planned(
        my_reading.MyReadingPage,
        MY_READING_PAGE,
        site.language.say(my_reading.TITLE),
        my_reading.SOURCE,
        partial(my_reading.my_reading_page, site),
        partial(my_reading.my_reading_entries, site.language),
    )
    yield Planned(
        downloads.DownloadsPage,
        DOWNLOADS_PAGE,
        site.language.say(downloads.TITLE),
        COURSE_FILE,
        listed,
        found,
    )
    for path, page in site.woven.project.free_pages.items():
        yield _short(site.keep(free_page, path, page, path in site.woven.project.for_instructors))
    yield Planned(
        accessibility.AccessibilityPage,
        ACCESSIBILITY_PAGE,
        site.language.say(accessibility.TITLE),
        accessibility.SOURCE,
        partial(accessibility.accessibility_page, site),
        partial(accessibility.accessibility_entries, site.language),
    )
    if edition is Edition.INSTRUCTOR:
        yield Planned(
            instructor.CoveragePage,
            COVERAGE_PAGE,
            instructor.COVERAGE_TITLE,
            COURSE_FILE,
            partial(instructor.coverage_page, site),
            instructor.coverage_entries,
        )
        yield Planned(
            instructor.StudentsPage,
            STUDENTS_PAGE,
            instructor.STUDENTS_TITLE,
            COURSE_FILE,
            partial(instructor.students_page, site),
            instructor.students_entries,
        )
        yield _short(site.keep(instructor.editing_page))
        yield _short(site.keep(instructor.write_page))
        yield _short(site.keep(instructor.rules_page))


def _short(page: Page) -> Planned:
    """Return a page that is made already, since making it takes no time."""
    return Planned(type(page), page.path, page.title, page.source, lambda: page, lambda: page.entries)
