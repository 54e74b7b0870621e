"""Make the page of all questions, by lesson and by level."""

from dataclasses import dataclass
from typing import ClassVar

from ..read.course import Level
from ..read.project import COURSE_FILE
from ..shared.language import message
from ..weave.addresses import QUESTIONS_PAGE
from ..weave.weave import WovenLesson
from .base import (
    CourseName,
    EntryKind,
    Page,
    QuestionView,
    Ref,
    SearchEntry,
    Site,
    course_name,
    page_entry,
    question_view,
    ref,
)

TITLE = message("Questions")


@dataclass(frozen=True, slots=True)
class LessonQuestions:
    """The questions of one lesson."""

    lesson: Ref
    number: int
    """Its place in the course, from 1."""
    paragraphs: tuple[str, ...]
    """The ids of those that it reads."""
    questions: tuple[QuestionView, ...]
    was: tuple[str, ...]
    """Former ids of the lesson."""


@dataclass(frozen=True, slots=True)
class QuestionLink:
    """A link to a question."""

    question: Ref
    lesson: str
    """The id of its lesson."""


@dataclass(frozen=True, slots=True)
class LevelQuestions:
    """The questions of one level."""

    level: Level
    questions: tuple[QuestionLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionsPage(Page):
    """`questions/`."""

    template: ClassVar[str] = "questions.html"

    course: CourseName
    lessons: tuple[LessonQuestions, ...]
    levels: tuple[LevelQuestions, ...]


def questions_entries(site: Site) -> tuple[SearchEntry, ...]:
    """Return what search finds on the page of all questions."""
    return (
        page_entry(site.language.say(TITLE)),
        *(one for lesson in site.woven.lessons for one in site.keep(_entries, lesson)),
    )


def _entries(lesson: WovenLesson) -> tuple[SearchEntry, ...]:
    return tuple(
        SearchEntry(EntryKind.QUESTION, placed.question.ask.words, lesson.lesson.title, placed.question.id)
        for placed in lesson.questions
    )


def questions_page(site: Site) -> QuestionsPage:
    """Return the page of all questions."""
    lessons = [(number, one) for number, one in enumerate(site.woven.lessons, 1) if one.questions]
    asked = [(placed.question, lesson.id) for _, lesson in lessons for placed in lesson.questions]
    return QuestionsPage(
        path=QUESTIONS_PAGE,
        title=site.language.say(TITLE),
        description=site.language.counted(
            "{count} question to discuss, by lesson and by level.",
            "{count} questions to discuss, by lesson and by level.",
            len(asked),
        ),
        source=COURSE_FILE,
        entries=questions_entries(site),
        course=course_name(site),
        lessons=tuple(
            LessonQuestions(
                ref(site, "lesson", lesson.id, lesson.lesson.title),
                number,
                lesson.paragraphs,
                tuple(question_view(site, placed) for placed in lesson.questions),
                lesson.lesson.was,
            )
            for number, lesson in lessons
        ),
        levels=tuple(
            LevelQuestions(level, links)
            for level in Level
            if (
                links := tuple(
                    QuestionLink(ref(site, "question", question.id, question.ask.words), lesson)
                    for question, lesson in asked
                    if question.level is level
                )
            )
        ),
    )
