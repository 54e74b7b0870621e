"""The woven course in; out comes what it covers: paragraphs without notes, terms never met, minutes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from .course import Level, Sourced
from .paper import Section, plain
from .project import Project
from .weave import Woven, WovenLesson
from .written import records

READING_SPEED = 200
"""Words a minute for hard prose: the slow end of adult silent reading (Brysbaert 2019: 238 on average)."""


@dataclass(frozen=True, slots=True)
class ParagraphCover:
    """What stands at a paragraph."""

    id: str
    words: int
    lessons: int
    notes: int
    questions: int


@dataclass(frozen=True, slots=True)
class SectionCover:
    """A section, and how long it takes to read."""

    heading: str
    words: int
    minutes: int
    """Rounded up, at `READING_SPEED`."""
    paragraphs: tuple[ParagraphCover, ...]


@dataclass(frozen=True, slots=True)
class LessonCover:
    """What a lesson asks, and for how long."""

    id: str
    minutes: int
    question_minutes: int
    run_sheet_minutes: int
    """0 when there is no run sheet."""
    notes: int
    checks: int
    levels: tuple[tuple[Level, int], ...]
    """How many questions of each level that it has."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a course covers."""

    sections: tuple[SectionCover, ...]
    lessons: tuple[LessonCover, ...]
    terms_unmet: tuple[str, ...]
    """Terms with aliases of which none stands in the paper."""
    aliases_unmet: tuple[tuple[str, str], ...]
    """Term and alias."""
    sourced: int
    judged: int
    """Statements that rest on the text or on the editors' judgement alone."""
    unsourced: int


def coverage(woven: Woven) -> Coverage:
    """Return what a course covers."""
    kinds = Counter(_kind(statement) for statement in _statements(woven.project))
    unmet = tuple(_unmet(woven))
    met = {occurrence.term for occurrence in woven.occurrences}
    return Coverage(
        sections=tuple(_section(woven, section) for section in woven.paper.sections),
        lessons=tuple(_lesson(woven.project, lesson) for lesson in woven.lessons),
        terms_unmet=tuple(term.id for term in woven.project.terms if term.aliases and term.id not in met),
        aliases_unmet=unmet,
        sourced=kinds["sourced"],
        judged=kinds["judged"],
        unsourced=kinds["unsourced"],
    )


def _section(woven: Woven, section: Section) -> SectionCover:
    paragraphs = tuple(_paragraph(woven, section, index) for index in range(len(section.paragraphs)))
    words = sum(paragraph.words for paragraph in paragraphs)
    return SectionCover(section.heading, words, -(-words // READING_SPEED), paragraphs)


def _paragraph(woven: Woven, section: Section, index: int) -> ParagraphCover:
    paragraph = section.paragraphs[index]
    reading = [lesson for lesson in woven.lessons if paragraph.id in lesson.paragraphs]
    return ParagraphCover(
        id=paragraph.id,
        words=len(woven.paper.words(paragraph.span).split()),
        lessons=len(reading),
        notes=sum(note.paragraph == paragraph.id for lesson in reading for note in lesson.notes),
        questions=sum(
            question.paragraph == paragraph.id for lesson in reading for question in lesson.questions
        ),
    )


def _lesson(project: Project, woven: WovenLesson) -> LessonCover:
    answers = project.answers.get(woven.id)
    questions = [placed.question for placed in woven.questions]
    levels = Counter(question.level for question in questions)
    return LessonCover(
        id=woven.id,
        minutes=woven.lesson.minutes,
        question_minutes=sum(question.minutes or 0 for question in questions),
        run_sheet_minutes=sum(step.minutes for step in answers.run_sheet) if answers else 0,
        notes=len(woven.notes),
        checks=len(woven.checks),
        levels=tuple((level, levels[level]) for level in Level if levels[level]),
    )


def _unmet(woven: Woven) -> Iterator[tuple[str, str]]:
    spellings = {
        (found.term, woven.paper.plain[found.span.start : found.span.end].lower())
        for found in woven.occurrences
    }
    for term in woven.project.terms:
        for alias in term.aliases:
            if (term.id, plain(alias).lower()) not in spellings:
                yield term.id, alias


def _statements(project: Project) -> Iterator[Sourced]:
    files = [*project.lessons.values(), *project.terms, *([project.timeline] if project.timeline else [])]
    for file in files:
        for record in records(file):
            if isinstance(record, Sourced):
                yield record


def _kind(statement: Sourced) -> str:
    if statement.sources:
        return "sourced"
    return "judged" if statement.basis else "unsourced"
