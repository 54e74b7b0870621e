"""List the handouts of a course: what there is to print, and the names of the files."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, product

from ..shared.keep import ONCE, Keep
from ..shared.language import ENGLISH, Language, message
from .addresses import (
    GLOSSARY_PAGE,
    HOME_PAGE,
    PLACES_PAGE,
    QUESTIONS_PAGE,
    TIMELINE_PAGE,
    lesson_page,
    list_page,
)
from .edition import Edition
from .weave import Woven, WovenLesson

HANDOUTS_FOLDER = "handouts/"
"""The folder of the site that has the files, under names that do not change."""


class Size(StrEnum):
    """A size of paper."""

    A4 = "a4"
    LETTER = "letter"


class Fold(StrEnum):
    """How small pages are placed on sheets. The value is a part of the file's name."""

    NONE = ""
    BOOKLET = "booklet"
    """Two on each side of a sheet, so that the sheets make a booklet when they are folded."""
    TWO_UP = "two-up"
    """Two on each side of a sheet, one after the other."""
    SINGLE = "single"
    """Not placed yet: what the others are made from."""


class HandoutKind(StrEnum):
    """What a handout is for. The value is a part of the file's name."""

    STUDENT = "handout"
    ANNOTATED = "annotated-handout"
    READING = "reading-copy"
    RUN_SHEET = "run-sheet"
    INSTRUCTOR = "instructor-edition"
    READER = "course-reader"
    TIMELINE = "timeline"
    PLACES = "map-of-places"
    GLOSSARY = "glossary"
    CARDS = "discussion-cards"
    LIST = "reading-list"


NAMES = {
    HandoutKind.STUDENT: message("Student handout"),
    HandoutKind.ANNOTATED: message("Annotated handout"),
    HandoutKind.READING: message("Reading copy"),
    HandoutKind.RUN_SHEET: message("Run sheet"),
    HandoutKind.INSTRUCTOR: message("Instructor edition"),
    HandoutKind.READER: message("Course reader"),
    HandoutKind.TIMELINE: message("Timeline"),
    HandoutKind.PLACES: message("Map of places"),
    HandoutKind.GLOSSARY: message("Glossary booklet"),
    HandoutKind.CARDS: message("Discussion cards"),
    HandoutKind.LIST: message("Reading list"),
}
"""What readers call each kind, in English."""

NOT_FOR_STUDENTS = frozenset({HandoutKind.RUN_SHEET, HandoutKind.INSTRUCTOR})
"""The kinds with answers."""


@dataclass(frozen=True, slots=True)
class Format:
    """How a handout is printed."""

    size: Size
    large: bool = False
    """Whether in large print: 18 points, nothing grey."""
    fold: Fold = Fold.NONE


FORMATS = tuple(Format(size, large) for large, size in product((False, True), Size))
"""The formats of every handout. The picture of a handout shows the first."""

FOLDED = tuple(Format(size, fold=fold) for fold, size in product((Fold.BOOKLET, Fold.TWO_UP), Size))
"""The formats of small pages: half a sheet each, so that no letter is made smaller."""

_FOLDABLE = frozenset({HandoutKind.READER, HandoutKind.GLOSSARY})
"""What is read from end to end."""


@dataclass(frozen=True, slots=True)
class Handout:
    """Something to print."""

    kind: HandoutKind
    title: str
    page: str
    """Path of the page that it prints, such as `lessons/rise.md`."""
    lesson: str = ""
    """Id of its lesson; empty if it is for the whole course."""
    reading_list: str = ""
    """Id of its reading list, if it is for one."""

    @property
    def id(self) -> str:
        """Its permanent name."""
        of = self.lesson or self.reading_list
        return f"{of}-{self.kind}" if of else str(self.kind)

    @property
    def name(self) -> str:
        """What readers call it in English, without its title."""
        return NAMES[self.kind]

    @property
    def picture(self) -> str:
        """Path on the site of the picture of its first page."""
        return f"{HANDOUTS_FOLDER}{self.id}.png"

    @property
    def formats(self) -> tuple[Format, ...]:
        """The formats that are on the site.

        The reader is folded by command only: it has more pages than can be folded at once, and would cost as much again
        as all handouts of three lessons.
        """
        return FORMATS + FOLDED if self.kind is HandoutKind.GLOSSARY else FORMATS

    @property
    def can_be_folded(self) -> bool:
        """Whether `course handouts` can print it in small pages."""
        return self.kind in _FOLDABLE

    def path(self, form: Format) -> str:
        """Return the path on the site of the file in one format."""
        how = "-large-print" if form.large else f"-{form.fold}" if form.fold else ""
        return f"{HANDOUTS_FOLDER}{self.id}-{form.size}{how}.pdf"


def social_picture(page: str) -> str:
    """Return the path on the site of a page's social card."""
    return f"social/{page.removesuffix('.md').replace('/', '-')}.png"


def handouts(
    woven: Woven, edition: Edition, keep: Keep = ONCE, language: Language = ENGLISH
) -> tuple[Handout, ...]:
    """Return the handouts of an edition: the course's, then each lesson's. Instructors also get those for students."""
    lessons = (keep(of_lesson, lesson, edition) for lesson in woven.lessons)
    return (*_of_course(woven, language), *chain.from_iterable(lessons))


def _of_course(woven: Woven, language: Language) -> Iterator[Handout]:
    project = woven.project
    yield Handout(HandoutKind.READER, project.course.title, HOME_PAGE)
    if project.timeline.events:
        yield Handout(HandoutKind.TIMELINE, language.say("Timeline"), TIMELINE_PAGE)
    if project.localities:
        yield Handout(HandoutKind.PLACES, language.say("Places"), PLACES_PAGE)
    if project.terms:
        yield Handout(HandoutKind.GLOSSARY, language.say("Glossary"), GLOSSARY_PAGE)
    if any(lesson.questions for lesson in woven.lessons):
        yield Handout(HandoutKind.CARDS, language.say("Questions to discuss"), QUESTIONS_PAGE)
    for one in project.course.reading_lists:
        yield Handout(HandoutKind.LIST, one.title, list_page(one.id), reading_list=one.id)


def of_lesson(lesson: WovenLesson, edition: Edition) -> tuple[Handout, ...]:
    """Return the handouts of one lesson."""
    kinds = [HandoutKind.STUDENT]
    if lesson.notes:
        kinds.append(HandoutKind.ANNOTATED)
    if lesson.passages:
        kinds.append(HandoutKind.READING)
    if edition is Edition.INSTRUCTOR:
        kinds += [HandoutKind.RUN_SHEET, HandoutKind.INSTRUCTOR]
    page = lesson_page(lesson.id)
    return tuple(Handout(kind, lesson.lesson.title, page, lesson.id) for kind in kinds)
