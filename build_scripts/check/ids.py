"""Every id and every spelling is of one thing."""

import re
from collections.abc import Iterator

from ..read.renamed import entries
from ..shared.place import Place, Problem
from ..shared.words import plain
from ..weave.edition import Edition
from ..weave.handouts import handouts
from ..weave.weave import Woven

_LESSON = re.compile(
    r"(activity|checks|handouts|introduction|notes|passage|questions|run-sheet|timeline|words|works|by-level|p\d+)"
    r"|(answer|card|cite|kept|level|lesson|mark|note)-.*"
)
_TAKEN = {
    "event": re.compile(r"picture"),
    "period": re.compile(r"picture"),
    "question": _LESSON,
    "self-check": _LESSON,
    "source": re.compile(r"cited-.*"),
    "lesson": re.compile(r"course-reader|timeline|glossary|discussion-cards|the-whole-course|index"),
}
"""The anchors that the templates of their pages have."""


def ids_stand_alone(woven: Woven) -> Iterator[Problem]:
    """No two things of a kind, or on a page, have one id."""
    for named in _namespaces(woven):
        first: dict[str, tuple[str, Place]] = {}
        for kind, id_, place in named:
            if id_ not in first:
                first[id_] = kind, place
                continue
            other, at = first[id_]
            what = (
                f"a second {kind} “{id_}”" if kind == other else f"the {kind} “{id_}” has the id of a {other}"
            )
            fix = "join the two" if kind == "guide" else "give it another id"
            yield Problem(place, "id-twice", what, f"{fix}; the first is in {at.path}, line {at.line}")


def ids_are_free(woven: Woven) -> Iterator[Problem]:
    """No id is what its page calls a part of its own."""
    for named in _namespaces(woven):
        for kind, id_, place in named:
            if kind in _TAKEN and _TAKEN[kind].fullmatch(id_):
                yield Problem(
                    place,
                    "id-taken",
                    f"the page has a part of its own that is called “{id_}”",
                    "give it another id",
                )


def _namespaces(woven: Woven) -> Iterator[list[tuple[str, str, Place]]]:
    """What shares its addresses: each thing with its kind and id."""
    project, timeline = woven.project, woven.project.timeline
    yield [("term", term.id, term.place("id")) for term in project.terms]
    yield [("source", work.id, work.place("id")) for work in project.works]
    yield [("theme", theme.id, theme.place("id")) for theme in (timeline.themes if timeline else ())]
    yield [
        *(("period", period.id, period.place("id")) for period in (timeline.periods if timeline else ())),
        *(("event", event.id, event.place("id")) for event in (timeline.events if timeline else ())),
    ]
    places = {id_: project.course.place("lessons", n) for n, id_ in enumerate(project.course.lessons)}
    yield [
        *(
            ("handout", one.id, places[one.lesson])
            for one in handouts(woven, Edition.INSTRUCTOR)
            if one.lesson in places
        ),
        *(
            ("lesson", id_, project.course.place("lessons", n))
            for n, id_ in enumerate(project.course.lessons)
        ),
    ]
    for lesson in project.lessons.values():
        yield [("note", note.id, note.place("id")) for note in lesson.notes if note.id]
    for answers in project.answers.values():
        yield [("guide", guide.question, guide.place("question")) for guide in answers.guides]
    yield [
        *(
            ("question", placed.question.id, placed.question.place("id"))
            for lesson in woven.lessons
            for placed in lesson.questions
        ),
        *(
            ("self-check", id_, check.place("id") if check.id else check.place("ask"))
            for lesson in woven.lessons
            for id_, check in lesson.checks
        ),
    ]


def former_ids_are_free(woven: Woven) -> Iterator[Problem]:
    """An id that something had before is nobody's now, and was nobody else's."""
    timeline = woven.project.timeline
    things = list(entries(woven.project))
    used = {(kind, id_) for kind, id_, _ in things}
    # These share a page with what may be renamed, and so its addresses.
    used |= {("event", period.id) for period in (timeline.periods if timeline else ())}
    used |= {("question", id_) for lesson in woven.lessons for id_, _ in lesson.checks}
    first: dict[tuple[str, str], str] = {}
    for kind, id_, record in things:
        for n, old in enumerate(record.was):
            owner = first.setdefault((kind, old), id_)
            if (kind, old) in used or owner != id_:
                why = "is an id in use" if (kind, old) in used else f"is already a former id of “{owner}”"
                yield Problem(
                    record.place("was", n),
                    "was-in-use",
                    f"“{old}” {why}, so that links to it would not know where to lead",
                    "take it out of `was:`, or rename the other",
                )


def aliases_name_one_term(woven: Woven) -> Iterator[Problem]:
    """No spelling belongs to two terms."""
    first: dict[str, str] = {}
    for term in woven.project.terms:
        for n, alias in enumerate(term.aliases):
            owner = first.setdefault(plain(alias).lower(), term.id)
            if owner != term.id:
                yield Problem(
                    term.place("aliases", n),
                    "alias-twice",
                    f"“{alias}” is already a spelling of “{owner}”",
                    "keep it with one of them",
                )
