"""List all exports: what each is for, where it stands on the site, and what makes it.

A new one is a row in `FORMATS`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..shared.language import message
from ..shared.steps import Begin, Stage, announced, silent
from ..show.downloads import EXPORTS_FOLDER, Export, Shelf
from ..show.schedule import CALENDAR_FILE
from ..weave.edition import Edition
from . import calendar, cards, cartridge, docx, epub, moodle, notes, sources, timeline
from .material import Material


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of export."""

    id: str
    """What `course export` calls it."""
    name: str
    """What readers call it, in English."""
    purpose: str
    shelf: Shelf
    file: str
    """The end of the names of its files; the name of that of the whole course."""
    make: Callable[[Material], bytes]
    needs: str
    """What a course must have for it, for instructors."""
    is_there: Callable[[Material], bool]
    """Whether a course, or a lesson of it, has that."""
    editions: tuple[Edition, ...] = tuple(Edition)
    of_a_lesson: bool = True
    """Whether there can be one of a single lesson."""
    each_lesson: bool = False
    """Whether there is a file for each lesson, and none for the whole course."""
    each_list: bool = False
    """Whether the site has one for each reading list, too."""

    def export(self, lesson: str = "", reading_list: str = "") -> Export:
        """Return the file of a lesson, of a reading list, or of the whole course."""
        of = f"list-{reading_list}" if reading_list else lesson
        name = f"{of}-{self.file}" if of else self.file
        return Export(EXPORTS_FOLDER + name, self.name, self.purpose, self.shelf, lesson, reading_list)


FORMATS = (
    Format(
        "cartridge-links",
        message("Common Cartridge with links"),
        message(
            "For Moodle, Canvas, Blackboard and others: a module a lesson, with a link to it, topics to discuss, a quiz, and questions to answer in writing."
        ),
        Shelf.PLATFORMS,
        "cartridge-links.imscc",
        cartridge.with_links,
        "an address: site_url in mkdocs.yml",
        cartridge.can_link,
        editions=(Edition.STUDENT,),
        each_list=True,
    ),
    Format(
        "cartridge",
        message("Common Cartridge with the pages"),
        message(
            "For Moodle, Canvas, Blackboard and others: a module a lesson, with its page, topics to discuss, a quiz, and questions to answer in writing. Its pages need no internet."
        ),
        Shelf.PLATFORMS,
        "cartridge.imscc",
        cartridge.with_pages,
        "a lesson",
        cartridge.is_there,
        editions=(Edition.STUDENT,),
        each_list=True,
    ),
    Format(
        "moodle-questions",
        message("Questions for Moodle"),
        message("Self-checks with their feedback, and questions as essays, for Moodle’s question bank."),
        Shelf.PLATFORMS,
        "moodle-questions.xml",
        moodle.questions,
        "checks or questions in its lessons",
        moodle.has_questions,
        each_list=True,
    ),
    Format(
        "moodle-glossary",
        message("Glossary for Moodle"),
        message(
            "All terms with their translations, for a glossary of Moodle, which links them in its pages."
        ),
        Shelf.PLATFORMS,
        "moodle-glossary.xml",
        moodle.glossary,
        "terms in content/glossary.yml",
        moodle.has_terms,
        of_a_lesson=False,
    ),
    Format(
        "anki",
        message("Cards for Anki"),
        message(
            "Terms in both directions and in all their languages, dates, and self-checks: a deck a lesson. To import them again changes them; what you have learned stays."
        ),
        Shelf.CARDS,
        "anki.txt",
        cards.anki,
        "terms, events or self-checks",
        cards.are_there,
        each_list=True,
    ),
    Format(
        "cards",
        message("Cards as a table"),
        message("The same cards for any other program, or for a spreadsheet."),
        Shelf.CARDS,
        "cards.csv",
        cards.csv,
        "terms, events or self-checks",
        cards.are_there,
        each_list=True,
    ),
    Format(
        "epub",
        message("Course reader as a book"),
        message(
            "An EPUB for phones, tablets and e-readers: all lessons with notes that open at their words, timeline, glossary, questions and references. It needs no internet."
        ),
        Shelf.READING,
        "course-reader.epub",
        epub.epub,
        "a lesson",
        epub.is_there,
        of_a_lesson=False,
    ),
    Format(
        "docx",
        message("Annotated handout for Word"),
        message(
            "All of the lesson, with every note as a footnote, to shorten and change in Word, LibreOffice or Google Docs."
        ),
        Shelf.READING,
        "handout.docx",
        docx.handout,
        "a lesson",
        docx.is_there,
        each_lesson=True,
    ),
    Format(
        "docx-instructor",
        message("Instructor edition for Word"),
        message("Run sheet, guides and answers, to change in Word, LibreOffice or Google Docs."),
        Shelf.READING,
        "instructor-edition.docx",
        docx.instructor,
        "a lesson",
        docx.is_there,
        editions=(Edition.INSTRUCTOR,),
        each_lesson=True,
    ),
    Format(
        "bibtex",
        message("Sources as BibTeX"),
        message("The course, the paper, and what the editors cite, for LaTeX, JabRef and others."),
        Shelf.SOURCES,
        "sources.bib",
        sources.bibtex,
        "a paper",
        sources.are_there,
        of_a_lesson=False,
    ),
    Format(
        "ris",
        message("Sources as RIS"),
        message("The same for EndNote, Mendeley, Citavi and library catalogues."),
        Shelf.SOURCES,
        "sources.ris",
        sources.ris,
        "a paper",
        sources.are_there,
        of_a_lesson=False,
    ),
    Format(
        "csl",
        message("Sources as CSL-JSON"),
        message("The same for Zotero, pandoc and other programs that format references."),
        Shelf.SOURCES,
        "sources.json",
        sources.csl_json,
        "a paper",
        sources.are_there,
        of_a_lesson=False,
    ),
    Format(
        "timeline",
        message("Timeline as a table"),
        message("All events with dates, texts and sources, for spreadsheets and timeline programs."),
        Shelf.DATA,
        "timeline.csv",
        timeline.csv,
        "events in content/timeline.yml",
        timeline.is_there,
    ),
    Format(
        "calendar",
        message("Schedule for calendars"),
        message("The days of all lessons. To import them again moves them, if they have other days now."),
        Shelf.DATA,
        CALENDAR_FILE,
        calendar.ics,
        "schedule in content/course.yml",
        calendar.is_there,
        of_a_lesson=False,
    ),
    Format(
        "notes",
        message("Notes as annotations"),
        message("The editors’ notes, each at its words, in the Web Annotation format of the W3C."),
        Shelf.DATA,
        notes.FILE,
        notes.collection,
        "notes in its lessons",
        notes.are_there,
        each_lesson=True,
    ),
)
"""All exports, in the order in which pages list them."""


def listed(material: Material) -> tuple[Export, ...]:
    """Return the files that the site has for other programs, in order."""
    return tuple(_file_of(format_, part) for format_, part in _jobs(material))


def exported(material: Material, begin: Begin = silent) -> Mapping[str, bytes]:
    """Return these files by their paths on the site. `begin` is told of each."""
    jobs = announced(begin, Stage.EXPORT, tuple(_jobs(material)), lambda job: _file_of(*job).path)
    return {_file_of(format_, part).path: format_.make(part) for format_, part in jobs}


def export_at(path: str, material: Material) -> bytes | None:
    """Return the file at a path on the site; `None` if there is none."""
    jobs = ((_file_of(format_, part).path, format_, part) for format_, part in _jobs(material))
    return next((format_.make(part) for own, format_, part in jobs if own == path), None)


def made_of(format_: Format, material: Material) -> dict[str, bytes]:
    """Return the files of one format by their names: of the course, or of the lesson to export."""
    return {
        _file_of(format_, part).path.removeprefix(EXPORTS_FOLDER): format_.make(part)
        for part in _parts(format_, material)
    }


def _jobs(material: Material) -> Iterator[tuple[Format, Material]]:
    """Yield the formats of an edition, each with what is to be exported: the course, or a lesson of it."""
    for format_ in FORMATS:
        if material.edition in format_.editions:
            yield from ((format_, part) for part in _parts(format_, material))


def _parts(format_: Format, material: Material) -> Iterator[Material]:
    """Yield what is to be exported in one format, as far as the course has something for it."""
    yield from filter(format_.is_there, _all_parts(format_, material))


def _all_parts(format_: Format, material: Material) -> Iterator[Material]:
    if format_.each_lesson and not material.lesson:
        yield from (replace(material, lesson=id_, reading_list="") for id_ in material.chosen)
        return
    yield material
    if format_.each_list and material.is_whole:
        lists = material.site.woven.project.course.reading_lists
        listed_ = (replace(material, reading_list=one.id) for one in lists)
        yield from (part for part in listed_ if part.chosen)  # its lessons may all be drafts


def _file_of(format_: Format, part: Material) -> Export:
    return format_.export(part.lesson, part.reading_list)
