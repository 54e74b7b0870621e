"""Show what there is to print, with a picture of each first page."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from ..shared.language import Language, message
from ..weave.addresses import Address
from ..weave.handouts import Fold, Format, Handout, HandoutKind, Size
from .base import Ref, Site

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
    HandoutKind.PLACES: message("All places on a map without borders, with what is said of each."),
    HandoutKind.GLOSSARY: message("All terms in all their languages, with the paragraphs that use them."),
    HandoutKind.LIST: message("The lessons of a reading list in its order, with what belongs to them."),
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
    return language.series((pages, weight(known.bytes, language)))


def weight(size: int, language: Language) -> str:
    """Return a size in bytes as readers see it, such as “251 kB”."""
    if size >= 999_500:
        return language.say("{size} MB", size=language.number(size / 1e6))
    return language.say("{size} kB", size=max(round(size / 1000), 1))
