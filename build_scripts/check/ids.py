"""Every id and every spelling is of one thing."""

from collections.abc import Iterable, Iterator

from ..paper import plain
from ..renamed import entries
from ..source import Place, Problem
from ..weave import Woven


def ids_stand_alone(woven: Woven) -> Iterator[Problem]:
    """No two things of a kind have one id."""
    project, timeline = woven.project, woven.project.timeline
    groups: list[tuple[str, Iterable[tuple[str, Place]]]] = [
        ("term", ((term.id, term.place("id")) for term in project.terms)),
        ("source", ((work.id, work.place("id")) for work in project.works)),
        ("event", ((event.id, event.place("id")) for event in (timeline.events if timeline else ()))),
        ("theme", ((theme.id, theme.place("id")) for theme in (timeline.themes if timeline else ()))),
        ("period", ((period.id, period.place("id")) for period in (timeline.periods if timeline else ()))),
        (
            "lesson",
            ((id_, project.course.place("lessons", n)) for n, id_ in enumerate(project.course.lessons)),
        ),
        (
            "question",
            (
                (placed.question.id, placed.question.place("id"))
                for lesson in woven.lessons
                for placed in lesson.questions
            ),
        ),
        (
            "note or self-check",
            (
                (id_, check.place("id") if check.id else check.place("ask"))
                for lesson in woven.lessons
                for id_, check in lesson.checks
            ),
        ),
    ]
    for kind, named in groups:
        first: dict[str, Place] = {}
        for id_, place in named:
            if id_ in first:
                where = f"{first[id_].path}, line {first[id_].line}"
                yield Problem(
                    place,
                    "id-twice",
                    f"a second {kind} “{id_}”",
                    f"give it another id; the first is in {where}",
                )
            first.setdefault(id_, place)


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
