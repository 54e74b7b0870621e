"""What is named exists."""

from collections.abc import Iterable, Iterator

from ..read.course import CSL_TYPES, Sourced
from ..read.project import (
    ANSWERS_FOLDER,
    GLOSSARY_FILE,
    LESSONS_FOLDER,
    SOURCES_FILE,
    TIMELINE_FILE,
    all_records,
)
from ..shared.place import Place, Problem, Severity
from ..shared.suggest import nearest
from ..weave.weave import Woven


def known_terms(woven: Woven) -> Iterator[Problem]:
    """Terms that lessons and other terms name exist."""
    if GLOSSARY_FILE in woven.project.flawed:
        return
    ids = tuple(term.id for term in woven.project.terms)
    named = [
        *(
            (lesson.place("key_terms", n), id_)
            for lesson in woven.project.lessons.values()
            for n, id_ in enumerate(lesson.key_terms)
        ),
        *(
            (term.place("related", n), id_)
            for term in woven.project.terms
            for n, id_ in enumerate(term.related)
        ),
    ]
    yield from _unknown(
        "term", named, ids, "name a term of content/glossary.yml, add it there, or take this out"
    )


def known_sources(woven: Woven) -> Iterator[Problem]:
    """Works that editors cite stand in the list of sources."""
    if SOURCES_FILE in woven.project.flawed:
        return
    ids = tuple(work.id for work in woven.project.works)
    named = [
        (record.place("sources", n), cited.partition(",")[0].strip())
        for record in all_records(woven.project)
        if isinstance(record, Sourced)
        for n, cited in enumerate(record.sources)
    ]
    named += [(woven.project.paper.place("works"), id_) for id_ in woven.project.paper.works.values()]
    fix = (
        "name a work of content/sources.yml, or add it there; a source and its page stand together in "
        'double quotes, as in "mason-2016, p. 12"'
    )
    yield from _unknown("source", named, ids, fix)


def known_types(woven: Woven) -> Iterator[Problem]:
    """Works are of a type that CSL has: on it depends how they are set."""
    for work in (woven.project.paper.citation, *woven.project.works):
        if work.type not in CSL_TYPES:
            yield Problem(
                work.place("type"),
                "type-unknown",
                f"CSL has no type “{work.type}”{nearest(work.type, CSL_TYPES)}",
                "write book, chapter, article-journal, article-newspaper, report, webpage or another of its types",
                Severity.WARNING,
            )


def known_paragraphs(woven: Woven) -> Iterator[Problem]:
    """Paragraphs that notes and events name exist."""
    events = woven.project.timeline.events if woven.project.timeline else ()
    named = [
        *(
            (note.place("see", n), id_)
            for lesson in woven.project.lessons.values()
            for note in lesson.notes
            for n, id_ in enumerate(note.see)
        ),
        *((event.place("paragraphs", n), id_) for event in events for n, id_ in enumerate(event.paragraphs)),
    ]
    last = len(woven.paper.paragraphs)
    yield from _unknown("paragraph", named, woven.paper.positions, f"name a paragraph from p1 to p{last}")


def known_lessons(woven: Woven) -> Iterator[Problem]:
    """Lessons that events and answers name exist."""
    events = woven.project.timeline.events if woven.project.timeline else ()
    named = [(event.place("lessons", n), id_) for event in events for n, id_ in enumerate(event.lessons)]
    named += [(answers.place(), id_) for id_, answers in woven.project.answers.items()]
    yield from _unknown(
        "lesson", named, tuple(woven.project.course.lessons), "name a lesson of content/course.yml"
    )


def known_questions(woven: Woven) -> Iterator[Problem]:
    """Guides answer questions of their own lesson."""
    asked_in = {
        question.id: id_ for id_, lesson in woven.project.lessons.items() for question in lesson.questions
    }
    for id_, answers in woven.project.answers.items():
        if f"{LESSONS_FOLDER}{id_}.yml" in woven.project.flawed:
            continue
        questions = tuple(question for question, lesson in asked_in.items() if lesson == id_)
        for guide in answers.guides:
            if lesson := asked_in.get(guide.question, ""):
                fix = f"move this guide to {ANSWERS_FOLDER}{lesson}.yml, where its lesson is answered"
            else:
                fix = f"name a question of this lesson: {', '.join(questions)}"
            yield from _unknown("question", [(guide.place("question"), guide.question)], questions, fix)


def known_themes_and_periods(woven: Woven) -> Iterator[Problem]:
    """Events belong to themes and periods that exist."""
    timeline = woven.project.timeline
    if not timeline or TIMELINE_FILE in woven.project.flawed:
        return
    themes, periods = (tuple(one.id for one in many) for many in (timeline.themes, timeline.periods))
    fix = "name one from the top of this file: "
    named = [(event.place("theme"), event.theme) for event in timeline.events]
    yield from _unknown("theme", named, themes, fix + ", ".join(themes))
    named = [(event.place("period"), event.period) for event in timeline.events]
    yield from _unknown("period", named, periods, fix + ", ".join(periods))


def _unknown(
    kind: str, named: Iterable[tuple[Place, str]], known: Iterable[str], fix: str
) -> Iterator[Problem]:
    ids = dict.fromkeys(known)
    for place, id_ in named:
        if id_ not in ids:
            yield Problem(
                place, f"{kind}-unknown", f"there is no {kind} “{id_}”{nearest(id_, tuple(ids))}", fix
            )
