"""List what is written on each page of a site: which record of which file stands where, and what can be added."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import shorten
from typing import Any, TypeVar

from ..read.project import (
    ANSWERS_FOLDER,
    COURSE_FILE,
    FREE_PAGES_FOLDER,
    GLOSSARY_FILE,
    LESSONS_FOLDER,
    PAPER_FILE,
    PLACES_FILE,
    SOURCES_FILE,
    TIMELINE_FILE,
)
from ..read.record import Written
from ..show.base import alphabetical
from ..weave.addresses import (
    GLOSSARY_PAGE,
    HOME_PAGE,
    LESSONS_PAGE,
    PAPER_PAGE,
    PLACES_PAGE,
    QUESTIONS_PAGE,
    REFERENCES_PAGE,
    TIMELINE_PAGE,
    lesson_page,
)
from ..weave.weave import Woven, WovenLesson
from .change import BOM
from .forms import PAGE
from .name import numbered
from .tree import Document, Path, parsed

R = TypeVar("R", bound=Written)

_WIDEST = 80
"""Characters of a label."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A record that stands on a page."""

    id: str
    """Of its element in the page; empty if it is about the page as a whole."""
    kind: str
    file: str
    path: Path
    label: str
    """Its first words."""
    line: int = 1
    column: int = 1
    number: int = 0
    """Counted from 0, where several stand in one element, such as the steps of a run sheet."""
    of: int = 0
    """How many entries its list has."""


@dataclass(frozen=True, slots=True)
class Addition:
    """What can be added on a page."""

    kind: str
    file: str
    path: Path
    """Of the list, or of the field that holds one; empty for a new file, whose name is then to be chosen."""
    label: str
    id: str = ""
    """Of the element that it is about, if it is about one."""
    value: Mapping[str, str] = field(default_factory=dict)
    """Fields that are filled in already."""
    lesson: str = ""
    """The id of the lesson that it goes into."""
    paragraphs: tuple[str, ...] = ()
    """The paragraphs of the paper that this lesson reads."""
    name: str = ""
    """What a new file is called if its title gives no name."""


def things(woven: Woven, page: str, instructors: bool) -> tuple[tuple[Thing, ...], tuple[Addition, ...]]:
    """Return what is written on the page with this path, in its order, and what can be added to it."""
    lesson = next((one for one in woven.lessons if lesson_page(one.id) == page), None)
    if lesson:
        return tuple(_of_lesson(woven, lesson)), tuple(_adds_of_lesson(woven, lesson, instructors))
    if page in woven.project.free_pages:
        file = f"{FREE_PAGES_FOLDER}{page}"
        words = woven.project.free_pages[page].words
        return (Thing("", PAGE, file, (), _short(words)),), (_named(_NEW_PAGE, woven),)
    if page == PAPER_PAGE:
        notes = (_note(one, f"Note in “{_short(one.lesson.title)}”") for one in woven.lessons)
        return tuple(_of_paper(woven)), (*notes, _TERM, _SOURCE, _DIFFERENCE)
    if page == QUESTIONS_PAGE:
        return tuple(_of_questions(woven)), tuple(map(_question, woven.lessons))
    made = _PAGES.get(page)
    return (tuple(made[0](woven)), tuple(_named(one, woven) for one in made[1])) if made else ((), ())


def _named(one: Addition, woven: Woven) -> Addition:
    """Return what can be added, a new file with a name for a title that gives none, such as one in Urdu or Chinese."""
    if one.path:
        return one
    lessons, pages = woven.project.lessons, woven.project.free_pages
    used = set(lessons) if one.kind == "lesson" else {path.removesuffix(".md") for path in pages}
    used |= {former for lesson in lessons.values() for former in lesson.was}
    return replace(one, name=numbered(one.kind, len(lessons if one.kind == "lesson" else pages) + 1, used))


def as_in_files(found: Sequence[Thing], texts: Mapping[str, str]) -> tuple[Thing, ...]:
    """Return things with their numbers in the files: a draft that is not shown may stand among them there."""
    documents = {
        file: parsed(texts[file].removeprefix(BOM)) for file in {one.file for one in found if one.of}
    }
    return tuple(_as_in_file(one, documents[one.file]) if one.of else one for one in found)


def _as_in_file(one: Thing, document: Document) -> Thing:
    listed, way = document.node(one.path[:1]), document.path_at(one.line, one.column)[:2]
    is_there = len(way) == 2 and way[0] == one.path[0] and isinstance(way[1], int)
    return replace(one, path=way, of=len(listed.entries)) if listed and is_there else one


def _of_lesson(woven: Woven, placed: WovenLesson) -> Iterator[Thing]:
    lesson, file = placed.lesson, _lesson(placed)
    yield _whole("", "lesson", file, lesson, lesson.title)
    answers = woven.project.answers.get(placed.id)
    steps = answers.run_sheet if answers else ()
    for at, step in enumerate(steps):
        yield _one("run-sheet", "step", _answers(placed), "run_sheet", at, steps, step.do.words, at)
    for note in placed.notes:
        at = _index(lesson.notes, note.note)
        yield _one(f"note-{note.id}", "note", file, "notes", at, lesson.notes, note.note.quote)
    yield from _questions(woven, placed)
    if lesson.activity:
        words, line = _short(lesson.activity.title), _line(lesson.activity)
        yield Thing("activity", "activity", file, ("activity",), words, line)
    for at, (id_, check) in enumerate(placed.checks):
        yield _one(id_, "check", file, "checks", at, lesson.checks, check.ask.words)


def _questions(woven: Woven, placed: WovenLesson) -> Iterator[Thing]:
    """Yield the questions of a lesson, each with its guide, which stands in the same element."""
    asked, answers = placed.lesson.questions, woven.project.answers.get(placed.id)
    guides = answers.guides if answers else ()
    for at, question in enumerate(asked):
        yield _one(question.id, "question", _lesson(placed), "questions", at, asked, question.ask.words)
        for number, guide in enumerate(guides):
            if guide.question == question.id:
                file, words = _answers(placed), guide.guide.words
                yield _one(question.id, "guide", file, "guides", number, guides, words)


def _adds_of_lesson(woven: Woven, placed: WovenLesson, instructors: bool) -> Iterator[Addition]:
    file = _lesson(placed)
    yield _note(placed, "Note on words of the paper")
    yield Addition("question", file, ("questions",), "Question to discuss")
    yield Addition("check", file, ("checks",), "Self-check")
    if not placed.lesson.activity:
        yield Addition("activity", file, ("activity",), "Activity")
    if instructors:
        yield Addition("step", _answers(placed), ("run_sheet",), "Step of the run sheet")
        yield from _guides_to_write(woven, placed)
    yield from (_TERM, _EVENT, _PLACE, _SOURCE)


def _guides_to_write(woven: Woven, placed: WovenLesson) -> Iterator[Addition]:
    """Yield a guide for each question that has none."""
    answers = woven.project.answers.get(placed.id)
    written = {guide.question for guide in answers.guides} if answers else set()
    for question in placed.lesson.questions:
        if question.id not in written:
            filled = {"question": question.id}
            yield Addition("guide", _answers(placed), ("guides",), "Guide", question.id, filled)


def _note(placed: WovenLesson, label: str) -> Addition:
    return Addition(
        "note", _lesson(placed), ("notes",), label, lesson=placed.id, paragraphs=placed.paragraphs
    )


def _question(placed: WovenLesson) -> Addition:
    label = f"Question in “{_short(placed.lesson.title)}”"
    return Addition(
        "question", _lesson(placed), ("questions",), label, f"lesson-{placed.id}", lesson=placed.id
    )


def _of_glossary(woven: Woven) -> Iterator[Thing]:
    terms = woven.project.terms
    stands = _files_of(terms)
    for number, term in _by(terms, lambda one: one.term.casefold()):
        file, at, beside = stands[number]
        yield _one(term.id, "term", file, "terms", at, beside, term.term)


def _of_timeline(woven: Woven) -> Iterator[Thing]:
    timeline = woven.project.timeline
    words = timeline.introduction.words if timeline.introduction else "Introduction"
    yield _whole("", "timeline", TIMELINE_FILE, timeline, words)
    themes = _files_of(timeline.themes)
    for number, theme in enumerate(timeline.themes):
        file, at, equals = themes[number]
        yield _one("", "theme", file, "themes", at, equals, theme.title, number)
    stands, periods = _files_of(timeline.events), _files_of(timeline.periods)
    for number, period in enumerate(timeline.periods):
        file, at, among = periods[number]
        yield _one(period.id, "period", file, "periods", at, among, period.title)
        for each, event in _by(timeline.events, lambda one: (one.date.first, one.date.last)):
            if event.period == period.id:
                file, at, beside = stands[each]
                yield _one(event.id, "event", file, "events", at, beside, event.title)


def _of_places(woven: Woven) -> Iterator[Thing]:
    introduction = woven.project.places.introduction
    words = introduction.words if introduction else "Introduction"
    yield _whole("", "places", PLACES_FILE, woven.project.places, words)
    places = woven.project.localities
    for at, place in _by(places, lambda one: alphabetical(one.name)):
        yield _one(place.id, "place", PLACES_FILE, "places", at, places, place.name)


def _of_questions(woven: Woven) -> Iterator[Thing]:
    for placed in woven.lessons:
        yield from _questions(woven, placed)


def _of_references(woven: Woven) -> Iterator[Thing]:
    works = woven.project.works
    for at, work in enumerate(works):
        yield _one(work.id, "source", SOURCES_FILE, "references", at, works, work.title)


def _of_home(woven: Woven) -> Iterator[Thing]:
    yield _whole("", "course", COURSE_FILE, woven.project.course, woven.project.course.title)
    yield from _lessons(woven, "lesson-")


def _of_lessons(woven: Woven) -> Iterator[Thing]:
    yield from _lessons(woven, "")


def _lessons(woven: Woven, prefix: str) -> Iterator[Thing]:
    for placed in woven.lessons:
        lesson = placed.lesson
        yield _whole(f"{prefix}{placed.id}", "lesson", _lesson(placed), lesson, lesson.title)


def _of_paper(woven: Woven) -> Iterator[Thing]:
    paper = woven.project.paper
    yield _whole("", "paper", PAPER_FILE, paper, "What is known about the paper")
    yield Thing("", "source", PAPER_FILE, ("citation",), _short(paper.citation.title), _line(paper.citation))


def _one(
    id_: str,
    kind: str,
    file: str,
    name: str,
    at: int,
    records: tuple[Written, ...],
    words: str,
    number: int = 0,
) -> Thing:
    """Return an entry of the list `name`, number `at` of these records, which is called by its first words."""
    place = records[at].place()
    return Thing(id_, kind, file, (name, at), _short(words), place.line, place.column, number, len(records))


def _whole(id_: str, kind: str, file: str, record: Written, label: str) -> Thing:
    return Thing(id_, kind, file, (), _short(label), _line(record))


def _by(records: tuple[R, ...], key: Callable[[R], Any]) -> list[tuple[int, R]]:
    """Return records with their numbers in their file, in the order of a page."""
    return sorted(enumerate(records), key=lambda pair: key(pair[1]))


def _files_of(records: tuple[R, ...]) -> list[tuple[str, int, tuple[R, ...]]]:
    """Return for each record its file, its number there, and all that stand there: a glossary may be several files."""
    files: dict[str, list[R]] = {}
    for one in records:
        files.setdefault(one.place().path, []).append(one)
    together = {path: tuple(many) for path, many in files.items()}
    numbers = {id(one): at for many in together.values() for at, one in enumerate(many)}
    return [(one.place().path, numbers[id(one)], together[one.place().path]) for one in records]


def _index(records: Iterable[Written], wanted: Written) -> int:
    """Return the number of a record among others, by its place in their file."""
    return next(at for at, one in enumerate(records) if one.place() == wanted.place())


def _line(record: Written) -> int:
    return record.place().line


def _lesson(placed: WovenLesson) -> str:
    return f"{LESSONS_FOLDER}{placed.id}.yml"


def _answers(placed: WovenLesson) -> str:
    return f"{ANSWERS_FOLDER}{placed.id}.yml"


def _short(words: str) -> str:
    return shorten(words, _WIDEST, placeholder=" …") or "…"


_TERM = Addition("term", GLOSSARY_FILE, ("terms",), "Term of the glossary")
_EVENT = Addition("event", TIMELINE_FILE, ("events",), "Event of the timeline")
_PLACE = Addition("place", PLACES_FILE, ("places",), "Place on the map")
_SOURCE = Addition("source", SOURCES_FILE, ("references",), "Source")
_DIFFERENCE = Addition("difference", PAPER_FILE, ("differences",), "Difference")
_NEW_PAGE = Addition(PAGE, FREE_PAGES_FOLDER, (), "Page")
_LESSON = Addition("lesson", LESSONS_FOLDER, (), "Lesson")
_PAGES: Mapping[str, tuple[Callable[[Woven], Iterator[Thing]], tuple[Addition, ...]]] = {
    GLOSSARY_PAGE: (_of_glossary, (_TERM,)),
    TIMELINE_PAGE: (
        _of_timeline,
        (
            _EVENT,
            Addition("period", TIMELINE_FILE, ("periods",), "Period"),
            Addition("theme", TIMELINE_FILE, ("themes",), "Theme"),
        ),
    ),
    PLACES_PAGE: (_of_places, (_PLACE,)),
    REFERENCES_PAGE: (_of_references, (_SOURCE,)),
    HOME_PAGE: (_of_home, (_LESSON, _NEW_PAGE)),
    LESSONS_PAGE: (_of_lessons, (_LESSON,)),
}
