"""Make the page of all that readers can take along: handouts to print, and files for other programs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import groupby
from typing import ClassVar

from ..read.project import COURSE_FILE
from ..shared.language import Language, message
from ..weave.addresses import DOWNLOADS_PAGE, Address
from ..weave.handouts import NAMES, NOT_FOR_STUDENTS, HandoutKind
from .base import Page, Ref, SearchEntry, Site, page_entry
from .handouts import Figures, HandoutView, handout_view, weight

TITLE = message("Downloads")
DESCRIPTION = message("What you can take along: files to print, and files for other programs.")
EXPORTS_FOLDER = "exports/"
"""The folder of the site that has the files for other programs, under names that do not change."""


class Shelf(Enum):
    """What readers want files for; the value is what they call it."""

    PLATFORMS = message("For learning platforms")
    CARDS = message("To learn with cards")
    READING = message("To read or change elsewhere")
    SOURCES = message("For reference managers")
    DATA = message("As data")


@dataclass(frozen=True, slots=True)
class Export:
    """A file for other programs."""

    path: str
    """On the site."""
    name: str
    """In English, as are the other words."""
    purpose: str
    shelf: Shelf
    lesson: str = ""
    """Id of its lesson; empty if it is for the whole course."""
    reading_list: str = ""
    """Id of its reading list, if it is for one."""


@dataclass(frozen=True, slots=True)
class ExportView:
    """A file for other programs, as readers see it."""

    link: Ref
    purpose: str
    kind: str
    """What its name ends in, such as `IMSCC`."""
    size: str
    """Such as “251 kB”; empty before the file is made."""


@dataclass(frozen=True, slots=True)
class ShelfView:
    """Files of one use."""

    name: str
    exports: tuple[ExportView, ...]


@dataclass(frozen=True, slots=True)
class LessonDownloads:
    """What there is of a lesson, of a reading list, or of the whole course."""

    id: str
    """That of its heading."""
    title: str
    handouts: tuple[HandoutView, ...]
    exports: tuple[ExportView, ...]
    """Of a lesson or a list. Those of the whole course stand on shelves."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DownloadsPage(Page):
    """`downloads/`."""

    template: ClassVar[str] = "downloads.html"
    hide: tuple[str, ...] = ("toc",)

    printed: bool
    """Whether there are handouts."""
    groups: tuple[LessonDownloads, ...]
    shelves: tuple[ShelfView, ...]


def downloads_page(
    site: Site, figures: Mapping[str, Figures], exports: tuple[Export, ...], sizes: Mapping[str, int]
) -> DownloadsPage:
    """Return the page of all downloads: the course's, then each lesson's.

    `figures`: what is known of printed files, by their paths; `sizes`: of the `exports`, in bytes.
    """
    language = site.language
    printed = {
        of: tuple(handout_view(one, figures, language) for one in listed)
        for of, listed in groupby(site.handouts, key=lambda one: (one.lesson, one.reading_list))
    }
    whole = [one for one in exports if not one.lesson and not one.reading_list]
    groups = (
        LessonDownloads(
            id_,
            title,
            printed.get(of, ()),
            tuple(
                _export(one, sizes, language)
                for one in exports
                if any(of) and (one.lesson, one.reading_list) == of
            ),
        )
        for of, id_, title in _groups(site)
    )
    shelves = (
        ShelfView(
            language.say(shelf.value),
            tuple(_export(one, sizes, language) for one in whole if one.shelf is shelf),
        )
        for shelf in Shelf
    )
    return DownloadsPage(
        path=DOWNLOADS_PAGE,
        title=language.say(TITLE),
        description=language.say(DESCRIPTION),
        source=COURSE_FILE,
        entries=downloads_entries(language, exports),
        printed=bool(site.handouts),
        groups=tuple(group for group in groups if group.handouts or group.exports),
        shelves=tuple(shelf for shelf in shelves if shelf.exports),
    )


def _groups(site: Site) -> Iterator[tuple[tuple[str, str], str, str]]:
    """Yield what there are downloads of, as a lesson and a reading list, with the id and the words of its heading."""
    say = site.language.say
    yield ("", ""), "the-whole-course", say("The whole course, to print")
    for one in site.woven.project.course.reading_lists:
        yield ("", one.id), list_downloads(one.id), say("Reading list: {title}", title=one.title)
    for number, lesson in enumerate(site.woven.lessons, 1):
        title = say("Lesson {number}: {title}", number=number, title=lesson.lesson.title)
        yield (lesson.id, ""), lesson.id, title


def list_downloads(reading_list: str) -> str:
    """Return the anchor of what there is of a reading list; no id of a lesson has two hyphens together."""
    return f"list--{reading_list}"


def downloads_entries(language: Language, exports: tuple[Export, ...]) -> tuple[SearchEntry, ...]:
    """Return what search finds of the page of downloads."""
    say = language.say
    kinds = (say(NAMES[kind]) for kind in HandoutKind if kind not in NOT_FOR_STUDENTS)
    others = dict.fromkeys(say(one.name) for one in exports)
    names = (say("Handouts"), say("Download"), say("PDF"), say("Print"), say("Large print"), say("Export"))
    return (page_entry(say(TITLE), f"{say(DESCRIPTION)} {language.series((*kinds, *others))}", names),)


def _export(export: Export, sizes: Mapping[str, int], language: Language) -> ExportView:
    size = sizes.get(export.path)
    return ExportView(
        Ref(language.say(export.name), Address(export.path)),
        language.say(export.purpose),
        export.path.rpartition(".")[2].upper(),
        weight(size, language) if size else "",
    )
