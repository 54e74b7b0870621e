"""Make the page of handouts: what there is to print, with a picture of each first page."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from ..read.project import COURSE_FILE
from ..shared.language import Language, message
from ..weave.addresses import HANDOUTS_PAGE, Address
from ..weave.handouts import NAMES, NOT_FOR_STUDENTS, Fold, Format, Handout, HandoutKind, Size
from .base import Page, Ref, SearchEntry, Site, page_entry, ref

TITLE = message("Handouts")
DESCRIPTION = message("Everything to print, for A4 and US Letter, also in large print.")

SIZES = {Size.A4: "A4", Size.LETTER: message("US Letter")}
"""What readers call each size."""

PURPOSES = {
    HandoutKind.STUDENT: message(
        "The lesson on two sheets: the passage with its key notes, words to know, questions with lines to write on."
    ),
    HandoutKind.ANNOTATED: message("The passage with all of its notes beside it."),
    HandoutKind.READING: message("The passage alone, with a wide margin to write in."),
    HandoutKind.RUN_SHEET: message(
        "The class on one sheet, with the letters of right answers. Not for publishing."
    ),
    HandoutKind.INSTRUCTOR: message("Guides and answers in their places. Not for publishing."),
    HandoutKind.READER: message(
        "All lessons from end to end, with timeline, glossary, references and an index."
    ),
    HandoutKind.TIMELINE: message("All events, with their sources and disputes."),
    HandoutKind.GLOSSARY: message("All terms in all their languages, with the paragraphs that use them."),
    HandoutKind.CARDS: message("Every question on a card to cut out."),
}


@dataclass(frozen=True, slots=True)
class Figures:
    """The size of a printed file, in pages and in bytes."""

    pages: int
    bytes: int


@dataclass(frozen=True, slots=True)
class FileView:
    """A file to download."""

    link: Ref
    size: Size
    large: bool
    figures: str
    """Such as “9 pages, 251 kB”; empty before the file is made."""


@dataclass(frozen=True, slots=True)
class HandoutView:
    """A handout with its files."""

    id: str
    name: str
    title: str
    purpose: str
    picture: str
    """Path of the picture of its first page."""
    files: tuple[FileView, ...]


@dataclass(frozen=True, slots=True)
class LessonHandouts:
    """The handouts of a lesson, or of the whole course."""

    lesson: Ref | None
    number: int
    handouts: tuple[HandoutView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoutsPage(Page):
    """`handouts/`."""

    template: ClassVar[str] = "handouts.html"
    hide: tuple[str, ...] = ("toc",)

    groups: tuple[LessonHandouts, ...]


def handouts_page(site: Site, figures: Mapping[str, Figures]) -> HandoutsPage:
    """Return the page of all handouts: the course's, then each lesson's.

    `figures`: the size of each printed file, by its path.
    """
    numbers = {lesson.id: number for number, lesson in enumerate(site.woven.lessons, 1)}
    titles = {lesson.id: lesson.lesson.title for lesson in site.woven.lessons}
    groups = tuple(
        LessonHandouts(
            ref(site, "lesson", lesson, titles[lesson]) if lesson else None,
            numbers.get(lesson, 0),
            tuple(handout_view(handout, figures, site.language) for handout in listed),
        )
        for lesson, listed in groupby(site.handouts, key=lambda handout: handout.lesson)
    )
    return HandoutsPage(
        path=HANDOUTS_PAGE,
        title=site.language.say(TITLE),
        description=site.language.say(DESCRIPTION),
        source=COURSE_FILE,
        entries=handouts_entries(site.language),
        groups=groups,
    )


def handouts_entries(language: Language) -> tuple[SearchEntry, ...]:
    """Return what search finds of the page of handouts."""
    say = language.say
    kinds = (say(NAMES[kind]) for kind in HandoutKind if kind not in NOT_FOR_STUDENTS)
    names = (say("Download"), say("PDF"), say("Print"), say("Large print"))
    return (page_entry(say(TITLE), f"{say(DESCRIPTION)} {language.series(kinds)}", names),)


def lesson_handouts(site: Site, lesson: str) -> tuple[HandoutView, ...]:
    """Return the handouts of one lesson, without figures: its page is made before they are printed."""
    listed = site.keep(_by_lesson, site.handouts).get(lesson, ())
    return tuple(handout_view(handout, {}, site.language) for handout in listed)


def _by_lesson(handouts: tuple[Handout, ...]) -> Mapping[str, tuple[Handout, ...]]:
    return {lesson: tuple(listed) for lesson, listed in groupby(handouts, key=lambda one: one.lesson)}


def handout_view(handout: Handout, figures: Mapping[str, Figures], language: Language) -> HandoutView:
    """Return a handout with its files and, as far as they are known, their figures."""
    return HandoutView(
        handout.id,
        language.say(handout.name),
        handout.title,
        language.say(PURPOSES[handout.kind]),
        handout.picture,
        tuple(_file(handout, form, figures, language) for form in handout.formats),
    )


def _file(handout: Handout, form: Format, figures: Mapping[str, Figures], language: Language) -> FileView:
    path = handout.path(form)
    name = language.say(SIZES[form.size])
    if form.large:
        name = language.say("{size}, large print", size=name)
    if form.fold is Fold.BOOKLET:
        name = language.say("{size}, to fold as a booklet", size=name)
    if form.fold is Fold.TWO_UP:
        name = language.say("{size}, two pages on a side", size=name)
    return FileView(Ref(name, Address(path)), form.size, form.large, _in_words(figures.get(path), language))


def _in_words(known: Figures | None, language: Language) -> str:
    if not known:
        return ""
    pages = language.counted("{count} page", "{count} pages", known.pages)
    return language.series((pages, _weight(known.bytes, language)))


def _weight(size: int, language: Language) -> str:
    if size >= 999_500:
        return language.say("{size} MB", size=language.number(size / 1e6))
    return language.say("{size} kB", size=max(round(size / 1000), 1))
