"""Check that the ids in fields exist."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ..read.course import CSL_TYPES
from ..read.kinds import KINDS
from ..read.project import (
    ANSWERS_FOLDER,
    LESSONS_FOLDER,
    TIMELINE_FILE,
    is_flawed,
    records_of_files,
)
from ..read.record import names_in
from ..shared.keep import ONCE, Keep
from ..shared.place import Place, Problem, Rule, Severity
from ..shared.suggest import nearest
from ..weave.weave import Woven, numbers_of


def _no_such(kind: str) -> Rule:
    return Rule(
        f"{kind}-unknown",
        f"the course has no {kind} with that id",
        _EXAMPLES[kind],
        f"Correct the id, or add the {kind}.",
    )


_EXAMPLES = {kind.name: kind.example for kind in KINDS if kind.fix} | {
    "lesson": "lessons: [ghost]",
    "theme": "theme: ghost",
    "period": "period: ghost",
}
UNKNOWN = {kind: _no_such(kind) for kind in _EXAMPLES} | {
    "paragraph": Rule(
        "paragraph-unknown",
        "the paper has no paragraph with that number",
        "see: [p99]",
        "Name one that it has.",
    ),
    "question": Rule(
        "question-unknown",
        "a guide answers a question that its lesson does not ask",
        "question: ghost",
        "Correct the id.",
    ),
}
"""The rule for each kind of thing that a field may name."""
TYPE_UNKNOWN = Rule(
    "type-unknown",
    "CSL has no such type of work",
    "type: jurnal article",
    "Write one that it has, such as article-journal.",
    Severity.WARNING,
)
RULES = (*UNKNOWN.values(), TYPE_UNKNOWN)


@dataclass(frozen=True, slots=True)
class Unknown:
    """A place that names something which does not exist."""

    kind: str
    id: str
    problem: Problem
    """What is told if no other place names it."""


@dataclass(frozen=True, slots=True)
class _Known:
    """All ids of one kind, and what to do about one that is not among them."""

    ids: Mapping[str, object]
    fix: str
    defined_in: str = ""
    """The file that defines them. While it has mistakes, ids of this kind are not checked."""


def unknown_names(woven: Woven, keep: Keep = ONCE) -> Iterator[Unknown]:
    """Yield the fields with an id that does not exist."""
    known = _known(woven)
    for file in records_of_files(woven.project):
        for kind, id_, place in keep(names_in, file):
            if kind in known and id_ not in known[kind].ids:
                yield Unknown(kind, id_, _unknown(kind, id_, place, known[kind]))
    for lesson, answers in woven.project.answers.items():
        if lesson not in known["lesson"].ids:
            yield Unknown("lesson", lesson, _unknown("lesson", lesson, answers.place(), known["lesson"]))


def _known(woven: Woven) -> Mapping[str, _Known]:
    """Return what there is, by kind, without questions: a guide may only name those of its own lesson."""
    project, timeline = woven.project, woven.project.timeline
    themes, periods = ([one.id for one in many] for many in (timeline.themes, timeline.periods))
    from_the_top = "name one from the top of content/timeline.yml: "
    known = {
        **{
            kind.name: _Known(
                dict.fromkeys(one.id for one in kind.listed(project)), kind.fix, kind.defined_in
            )
            for kind in KINDS
            if kind.fix
        },
        "paragraph": _Known(
            {**woven.paper.positions, **woven.paper.former}, f"name a paragraph {numbers_of(woven.paper)}"
        ),
        "lesson": _Known(dict.fromkeys(project.course.lessons), "name a lesson of content/course.yml"),
        "theme": _Known(dict.fromkeys(themes), from_the_top + ", ".join(themes), TIMELINE_FILE),
        "period": _Known(dict.fromkeys(periods), from_the_top + ", ".join(periods), TIMELINE_FILE),
    }
    return {kind: one for kind, one in known.items() if not is_flawed(project, one.defined_in)}


def guides_answer_questions_of_their_lesson(woven: Woven) -> Iterator[Problem]:
    """Report guides to questions that their own lesson does not ask."""
    lessons = woven.project.lessons
    for id_, answers in woven.project.answers.items():
        if f"{LESSONS_FOLDER}{id_}.yml" in woven.project.flawed:
            continue
        own = dict.fromkeys(question.id for question in (lessons[id_].questions if id_ in lessons else ()))
        for guide in answers.guides:
            if guide.question not in own:
                fix = _fix(woven, guide.question, own)
                yield _unknown("question", guide.question, guide.place("question"), _Known(own, fix))


def _fix(woven: Woven, question: str, own: Iterable[str]) -> str:
    """Return what to do about a guide that answers no question of its own lesson."""
    lessons = woven.project.lessons.items()
    asked_in = {one.id: id_ for id_, lesson in lessons for one in lesson.questions}
    if lesson := asked_in.get(question):
        return f"move this guide to {ANSWERS_FOLDER}{lesson}.yml: that lesson asks the question"
    listed = ", ".join(own)
    return (
        f"name a question of this lesson: {listed}"
        if listed
        else "this lesson has no questions: write one, or take the guide out"
    )


def _unknown(kind: str, id_: str, place: Place, known: _Known) -> Problem:
    found = f"there is no {kind} “{id_}”{nearest(id_, tuple(known.ids))}"
    return UNKNOWN[kind].at(place, found, known.fix)


def types_are_known(woven: Woven) -> Iterator[Problem]:
    """Report works whose type CSL does not have; how a reference is printed depends on its type."""
    for work in (woven.project.paper.citation, *woven.project.works):
        if work.type not in CSL_TYPES:
            yield TYPE_UNKNOWN.at(
                work.place("type"),
                f"CSL has no type “{work.type}”{nearest(work.type, CSL_TYPES)}",
                "write book, chapter, article-journal, article-newspaper, report, webpage or another of its types",
            )
