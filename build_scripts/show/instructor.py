"""Make the pages of the instructor edition: what the course covers, students' work, how to edit, what messages mean."""

from dataclasses import dataclass
from typing import ClassVar

from ..check.catalogue import RULES
from ..check.coverage import Coverage, LessonCover, ParagraphCover, coverage
from ..check.lix import in_words
from ..check.report import guessing_told
from ..read.project import COURSE_FILE
from ..shared.place import Rule
from ..shared.words import counted
from ..weave.addresses import COVERAGE_PAGE, EDITING_PAGE, RULES_PAGE, STUDENTS_PAGE, WRITE_PAGE
from ..weave.weave import WovenLesson
from .base import (
    CourseName,
    EntryKind,
    Page,
    QuestionView,
    Ref,
    SearchEntry,
    SearchName,
    Site,
    course_name,
    page_entry,
    paper_language,
    paragraph_ref,
    question_view,
    ref,
)
from .tongues import Tongue, tongue_of


@dataclass(frozen=True, slots=True)
class Cell:
    """A paragraph on the map of the paper."""

    paragraph: Ref
    """A link to it; its words give the counts."""
    cover: ParagraphCover
    bare: bool
    """Whether it has no note or no question."""


@dataclass(frozen=True, slots=True)
class Row:
    """A section on the map of the paper."""

    heading: str
    words: int
    minutes: int
    hard: str
    """How hard it is to read, in words and as a LIX value."""
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson with its minutes."""

    lesson: Ref
    cover: LessonCover


@dataclass(frozen=True, slots=True, kw_only=True)
class CoveragePage(Page):
    """`coverage/`."""

    template: ClassVar[str] = "coverage.html"

    coverage: Coverage
    guessing: str
    """Where the right options of self-checks stand, and how long they are."""
    rows: tuple[Row, ...]
    lessons: tuple[LessonRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EditingPage(Page):
    """`editing/`."""

    template: ClassVar[str] = "editing.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class WritePage(Page):
    """`write/`: forms that make the YAML of something new, to copy."""

    template: ClassVar[str] = "write.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class RulesPage(Page):
    """`rules/`."""

    template: ClassVar[str] = "rules.html"

    rules: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class ReadParagraph:
    """A paragraph over which marks of students are shown."""

    paragraph: Ref
    words: str
    """The paper's own, on one line."""


@dataclass(frozen=True, slots=True)
class LessonWork:
    """What students can answer and mark in a lesson."""

    lesson: Ref
    number: int
    """Its place in the course, from 1."""
    questions: tuple[QuestionView, ...]
    paragraphs: tuple[ReadParagraph, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentsPage(Page):
    """`students/`: where an instructor opens the files of students."""

    template: ClassVar[str] = "students.html"

    course: CourseName
    lessons: tuple[LessonWork, ...]
    tongue: Tongue | None
    """The language of the paper's words, if it is another than that of the course."""


STUDENTS_TITLE = "Students’ work"
COVERAGE_TITLE = "What the course covers"


def editing_page() -> EditingPage:
    """Return the page on how to edit the course."""
    title = "Editing this course"
    return EditingPage(
        path=EDITING_PAGE,
        title=title,
        description="How to change lessons, terms and events, for teachers who have never seen YAML.",
        source="overrides/pages/editing.html",
        entries=(page_entry(title),),
    )


def write_page() -> WritePage:
    """Return the page with forms for who edits on the pages of a repository."""
    title = "Write"
    return WritePage(
        path=WRITE_PAGE,
        title=title,
        description="Forms that make the YAML of a note, a question, a term or an event, to copy.",
        source="overrides/pages/write.html",
        entries=(page_entry(title),),
    )


def rules_page() -> RulesPage:
    """Return the page that explains all messages."""
    title = "What the messages mean"
    return RulesPage(
        path=RULES_PAGE,
        title=title,
        description="Every kind of problem that the course can report, with an example and a remedy.",
        source="build_scripts/check/catalogue.py",
        entries=(
            page_entry(title),
            *(
                SearchEntry(EntryKind.MESSAGE, rule.name, rule.means, rule.name, (SearchName(rule.name),))
                for rule in RULES
            ),
        ),
        rules=RULES,
    )


def students_entries() -> tuple[SearchEntry, ...]:
    """Return what search finds on the page of students' work."""
    return (page_entry(STUDENTS_TITLE),)


def students_page(site: Site) -> StudentsPage:
    """Return the page where an instructor opens the files of students."""
    return StudentsPage(
        path=STUDENTS_PAGE,
        title=STUDENTS_TITLE,
        description="Answers of many students side by side, and what they marked over the passage.",
        source=COURSE_FILE,
        entries=students_entries(),
        course=course_name(site),
        lessons=tuple(_lesson_work(site, number, one) for number, one in enumerate(site.woven.lessons, 1)),
        tongue=tongue_of(paper_language(site), site.woven.project.course.language),
    )


def _lesson_work(site: Site, number: int, woven: WovenLesson) -> LessonWork:
    read = (one for passage in woven.passages for one in passage.paragraphs)
    return LessonWork(
        ref(site, "lesson", woven.id, woven.lesson.title),
        number,
        tuple(question_view(site, placed) for placed in woven.questions),
        tuple(
            ReadParagraph(paragraph_ref(site, one.id), " ".join(site.woven.paper.words(one.span).split()))
            for one in read
        ),
    )


def coverage_entries() -> tuple[SearchEntry, ...]:
    """Return what search finds on the page of what the course covers."""
    return (page_entry(COVERAGE_TITLE),)


def coverage_page(site: Site) -> CoveragePage:
    """Return the page of what the course covers."""
    covered = coverage(site.woven, site.keep)
    return CoveragePage(
        path=COVERAGE_PAGE,
        title=COVERAGE_TITLE,
        description="Notes and questions by paragraph, minutes and length by lesson, terms, sources.",
        source=COURSE_FILE,
        entries=coverage_entries(),
        coverage=covered,
        guessing=guessing_told(covered.guessing),
        rows=tuple(
            Row(
                section.heading,
                section.words,
                section.minutes,
                in_words(section.lix),
                tuple(_cell(site, cover) for cover in section.paragraphs),
            )
            for section in covered.sections
        ),
        lessons=tuple(
            LessonRow(ref(site, "lesson", lesson.id, site.woven.project.lessons[lesson.id].title), lesson)
            for lesson in covered.lessons
        ),
    )


def _cell(site: Site, cover: ParagraphCover) -> Cell:
    counts = f"{cover.id}: {counted(cover.notes, 'note')}, {counted(cover.questions, 'question')}"
    return Cell(ref(site, "paragraph", cover.id, counts), cover, not (cover.notes and cover.questions))
