"""Make the page of what a reader marked: it has the places, and the reader's browser has the marks."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from ..shared.language import Language, message
from ..weave.addresses import MY_READING_PAGE, PAPER_PAGE, Address
from .base import CourseName, Page, Ref, SearchEntry, Site, course_name, page_entry, ref

TITLE, SOURCE = message("My reading"), "overrides/pages/my_reading.html"


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """A page on which words of the paper can be marked."""

    page: Ref
    paragraphs: tuple[str, ...]
    """Ids of the paragraphs that it shows, in the order of the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MyReadingPage(Page):
    """`my-reading/`."""

    template: ClassVar[str] = "my_reading.html"
    hide: tuple[str, ...] = ("toc",)  # the reader's browser writes its headings

    course: CourseName
    places: tuple[ReadingPlace, ...]
    """The lessons in their order, and the paper."""
    former: tuple[tuple[str, str], ...]
    """Ids of paragraphs that were joined to others or are no more, each with the one where its address leads."""


def my_reading_entries(language: Language) -> tuple[SearchEntry, ...]:
    """Return what search finds on the page of a reader's own marks."""
    return (page_entry(language.say(TITLE), language.say("My marks, my notes, highlights.")),)


def my_reading_page(site: Site) -> MyReadingPage:
    """Return the page of a reader's own marks."""
    paper = site.woven.paper
    return MyReadingPage(
        path=MY_READING_PAGE,
        title=site.language.say(TITLE),
        description=site.language.say(
            "The words of the paper that you marked, and what you wrote about them."
        ),
        source=SOURCE,
        entries=my_reading_entries(site.language),
        course=course_name(site),
        places=tuple(_places(site)),
        former=(*paper.former.items(), *paper.gone.items()),
    )


def _places(site: Site) -> Iterator[ReadingPlace]:
    paper = site.woven.paper
    for lesson in site.woven.lessons:
        shown = [paragraph for passage in lesson.passages for paragraph in passage.paragraphs]
        sections = [passage.section for passage in lesson.passages]
        notes = paper.notes_of([*sections, *shown])
        ids = tuple(paragraph.id for paragraph in (*shown, *notes))
        if ids:
            yield ReadingPlace(ref(site, "lesson", lesson.id, lesson.lesson.title), ids)
    whole = Ref(site.language.say("The paper"), Address(PAPER_PAGE))
    yield ReadingPlace(whole, tuple(one.id for one in paper.paragraphs))
