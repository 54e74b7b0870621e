"""Make the page of handouts: what there is to print, with a picture of each first page."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import ClassVar

from ..read.project import COURSE_FILE
from ..shared.words import counted
from ..weave.addresses import HANDOUTS_PAGE, Address
from ..weave.handouts import FORMATS, NAMES, Format, Handout, HandoutKind, Size
from .base import Page, Ref, SearchEntry, Site, page_entry, ref

TITLE = "Handouts"

SIZES = {Size.A4: "A4", Size.LETTER: "US Letter"}
"""What readers call each size."""

PURPOSES = {
    HandoutKind.STUDENT: "The lesson on paper: words to know, notes beside the text, and lines to write answers on.",
    HandoutKind.READING: "The passage alone, with a wide margin to write in.",
    HandoutKind.INSTRUCTOR: "Run sheet, guides and answers. Not for publishing.",
    HandoutKind.READER: "All lessons from end to end, with timeline, glossary, references and an index.",
    HandoutKind.TIMELINE: "All events, with their sources and disputes.",
    HandoutKind.GLOSSARY: "All terms in all their languages, with the paragraphs that use them.",
    HandoutKind.CARDS: "Every question on a card to cut out.",
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
            tuple(handout_view(handout, figures) for handout in listed),
        )
        for lesson, listed in groupby(site.handouts, key=lambda handout: handout.lesson)
    )
    return HandoutsPage(
        path=HANDOUTS_PAGE,
        title=TITLE,
        description="Everything to print, for A4 and US Letter, also in large print.",
        source=COURSE_FILE,
        entries=handouts_entries(),
        groups=groups,
    )


def handouts_entries() -> tuple[SearchEntry, ...]:
    """Return what search finds of the page of handouts."""
    names = ", ".join(NAMES[kind] for kind in HandoutKind if kind is not HandoutKind.INSTRUCTOR)
    return (page_entry(TITLE, names),)


def lesson_handouts(site: Site, lesson: str) -> tuple[HandoutView, ...]:
    """Return the handouts of one lesson, without figures: its page is made before they are printed."""
    listed = site.keep(_by_lesson, site.handouts).get(lesson, ())
    return tuple(handout_view(handout, {}) for handout in listed)


def _by_lesson(handouts: tuple[Handout, ...]) -> Mapping[str, tuple[Handout, ...]]:
    return {lesson: tuple(listed) for lesson, listed in groupby(handouts, key=lambda one: one.lesson)}


def handout_view(handout: Handout, figures: Mapping[str, Figures]) -> HandoutView:
    """Return a handout with its files and, as far as they are known, their figures."""
    return HandoutView(
        handout.id,
        handout.name,
        handout.title,
        PURPOSES[handout.kind],
        handout.picture,
        tuple(_file(handout, form, figures) for form in FORMATS),
    )


def _file(handout: Handout, form: Format, figures: Mapping[str, Figures]) -> FileView:
    path = handout.path(form)
    name = f"{SIZES[form.size]}{', large print' if form.large else ''}"
    return FileView(Ref(name, Address(path)), form.size, form.large, _in_words(figures.get(path)))


def _in_words(known: Figures | None) -> str:
    return f"{counted(known.pages, 'page')}, {_weight(known.bytes)}" if known else ""


def _weight(size: int) -> str:
    return f"{size / 1e6:.1f} MB" if size >= 999_500 else f"{max(round(size / 1000), 1)} kB"
