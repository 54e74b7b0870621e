"""Make the page of a reading list: a choice of lessons in an order."""

from dataclasses import dataclass
from typing import ClassVar

from ..read.course import ReadingList
from ..read.project import COURSE_FILE
from ..shared.markdown import Body
from ..weave.addresses import DOWNLOADS_PAGE, Address, list_page
from .base import CourseName, Page, Ref, SearchEntry, Site, course_name, page_entry
from .downloads import list_downloads
from .home import LessonCard, lesson_cards


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingListPage(Page):
    """`lists/<id>/`."""

    template: ClassVar[str] = "reading_list.html"
    hide: tuple[str, ...] = ("toc",)

    course: CourseName
    text: Body
    minutes: int
    cards: tuple[LessonCard, ...]
    """Its lessons in its order, with the numbers that they have in the course."""
    downloads: Ref
    """Where its handouts and its files for other programs are."""


def reading_list_page(site: Site, chosen: ReadingList) -> ReadingListPage:
    """Return the page of a reading list."""
    known = {card.lesson.id: card for card in lesson_cards(site)}
    cards = tuple(known[id_] for id_ in dict.fromkeys(chosen.lessons) if id_ in known)
    return ReadingListPage(
        path=list_page(chosen.id),
        title=chosen.title,
        description=site.language.counted(
            "A reading list of {count} lesson.", "A reading list of {count} lessons.", len(cards)
        ),
        source=COURSE_FILE,
        entries=reading_list_entries(chosen),
        course=course_name(site),
        text=chosen.text.body if chosen.text else Body(),
        minutes=sum(card.minutes for card in cards),
        cards=cards,
        downloads=Ref(site.language.say("Downloads"), Address(DOWNLOADS_PAGE, list_downloads(chosen.id))),
    )


def reading_list_entries(chosen: ReadingList) -> tuple[SearchEntry, ...]:
    """Return what search finds on the page of a reading list."""
    return (page_entry(chosen.title, chosen.text.words if chosen.text else ""),)
