"""Say what exports are made from: page records, their HTML, and files of the site."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from ..shared.markdown import FileKind
from ..show.base import Page, Site
from ..show.bibliography import references
from ..show.blocks import PICTURES
from ..show.lesson import LessonPage
from ..weave.addresses import Address, lesson_page, on_site
from ..weave.edition import Edition
from ..web.zipped import zipped


class KeepBytes(Protocol):
    """Makes bytes, or returns what an earlier build kept of them."""

    def __call__(self, make: Callable[[], bytes], *parts: str | bytes) -> bytes:
        """Return what `make` returns; `parts` are all that it depends on."""


def made_anew(make: Callable[[], bytes], *parts: str | bytes) -> bytes:
    """Return what `make` returns: the `KeepBytes` that keeps nothing."""
    return make()


@dataclass(frozen=True, slots=True)
class Material:
    """What exports are made from. Pages are made and rendered when an export asks for them."""

    site: Site
    edition: Edition
    base: str
    """The address of the site on the web, which ends in a slash; empty if it has none."""
    page: Callable[[str], Page]
    """Returns the record of a page of the course by its path, such as `lessons/rise.md`."""
    html: Callable[[str], str]
    """Returns a page as HTML, without what a theme puts around it; its links are relative, as on the site."""
    file: Callable[[str], bytes | None]
    """Returns a file of the site by its path, such as a picture of the paper; `None` if it is not there."""
    keep: KeepBytes = made_anew
    """For what takes long to make."""
    lesson: str = ""
    """The id of the only lesson to export; empty for more than one."""
    reading_list: str = ""
    """The id of the reading list to export, if it is one."""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids of the lessons to export, in their order."""
        if self.lesson:
            return (self.lesson,)
        there = [lesson.id for lesson in self.site.woven.lessons]
        lists = {one.id: one.lessons for one in self.site.woven.project.course.reading_lists}
        listed = lists.get(self.reading_list, there)
        return tuple(id_ for id_ in dict.fromkeys(listed) if id_ in there)

    @property
    def is_whole(self) -> bool:
        """Whether the whole course is to be exported."""
        return not (self.lesson or self.reading_list)

    @property
    def lessons(self) -> Iterable[LessonPage]:
        """The pages of the lessons to export, in their order."""
        for id_ in self.chosen:
            page = self.page(lesson_page(id_))
            assert isinstance(page, LessonPage)  # noqa: S101  # its path says so
            yield page

    def locate(self, address: Address) -> str:
        """Return the full address of a part of the course on the web; empty if the site has none."""
        return on_site(self.base, address) if self.base else ""

    def packed(self, files: Mapping[str, bytes], stored: frozenset[str] = frozenset()) -> bytes:
        """Return an archive of files by their paths, of which those in `stored` are not compressed.

        To compress takes long, so that an archive of the same files is kept between builds.
        """
        parts = (part for entry in files.items() for part in entry)
        return self.keep(lambda: zipped(files.items(), stored), *sorted(stored), *parts)

    def kept(self, make: Callable[[], bytes], kind: str, pages: Iterable[str]) -> bytes:
        """Return what `make` returns, or what an earlier build kept of it.

        `make` may use these pages, with the pictures that they show, and what `_around` tells of the course, but nothing
        else of it. `kind`: tells it from others that use the same.
        """
        keep = self.site.keep
        told = [keep(repr, self.page(path)) for path in pages]
        return self.keep(make, kind, keep(_around, self.site, self.base), *told, *self._pictures_in(told))

    def _pictures_in(self, told: Iterable[str]) -> Iterable[bytes]:
        """Yield the pictures of the course whose paths are told somewhere in these records, in order."""
        project = self.site.woven.project
        own = (file.path for file in project.files.values() if file.kind is FileKind.PICTURE)
        for path in sorted((*(PICTURES + name for name in project.pictures), *own)):
            if any(repr(path) in one for one in told):
                yield self.file(path) or b""


def _around(site: Site, base: str) -> str:
    """Return all that a book and a document for Word use of a course beside its pages."""
    project = site.woven.project
    citation = project.paper.citation
    lines = {id_: tuple(question.lines for question in one.questions) for id_, one in project.lessons.items()}
    return repr(
        (
            base,
            site.addresses,
            site.language,
            project.course,
            citation,
            references([citation], site.formatter, site.language),
            site.woven.paper.quoted is None,
            lines,
        )
    )
