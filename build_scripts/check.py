"""The woven course in; out come problems that only show when all is together.

`RULES` is the list, in order. A rule is a function from the woven course to problems.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import chain

from .addresses import MADE, Addresses, addresses, is_outside
from .course import Event, Licence, Sourced, Work
from .dates import When, likely_date, read_date
from .paper import plain
from .project import ANSWERS, FREE_PAGES, GLOSSARY, LESSONS, SOURCES, TIMELINE
from .prose import links, read_prose
from .reading import nearest
from .renamed import entries, former_names, renamed
from .source import Place, Problem, Severity
from .weave import Woven
from .written import Written, prose, records

_DEFINED_IN = {"term": GLOSSARY, "event": TIMELINE, "source": SOURCES, "question": LESSONS}
"""The files that define what a link of each kind may name."""

_PAGE_NAME = re.compile(r"\w[\w-]*(/\w[\w-]*)*\.md")

Rule = Callable[[Woven], Iterable[Problem]]


def check(woven: Woven) -> tuple[Problem, ...]:
    """Return what every rule finds."""
    return tuple(chain.from_iterable(rule(woven) for rule in RULES))


def known_terms(woven: Woven) -> Iterator[Problem]:
    """Terms that lessons and other terms name exist."""
    if GLOSSARY in woven.project.flawed:
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
    if SOURCES in woven.project.flawed:
        return
    ids = tuple(work.id for work in woven.project.works)
    named = [
        (record.place("sources", n), cited.partition(",")[0].strip())
        for record in _all_records(woven)
        if isinstance(record, Sourced)
        for n, cited in enumerate(record.sources)
    ]
    named += [(woven.project.paper.place("works"), id_) for id_ in woven.project.paper.works.values()]
    fix = (
        "name a work of content/sources.yml, or add it there; a source and its page stand together in "
        'double quotes, as in "mason-2016, p. 12"'
    )
    yield from _unknown("source", named, ids, fix)


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
        if f"{LESSONS}{id_}.yml" in woven.project.flawed:
            continue
        questions = tuple(question for question, lesson in asked_in.items() if lesson == id_)
        for guide in answers.guides:
            if lesson := asked_in.get(guide.question, ""):
                fix = f"move this guide to {ANSWERS}{lesson}.yml, where its lesson is answered"
            else:
                fix = f"name a question of this lesson: {', '.join(questions)}"
            yield from _unknown("question", [(guide.place("question"), guide.question)], questions, fix)


def known_themes_and_periods(woven: Woven) -> Iterator[Problem]:
    """Events belong to themes and periods that exist."""
    timeline = woven.project.timeline
    if not timeline or TIMELINE in woven.project.flawed:
        return
    themes, periods = (tuple(one.id for one in many) for many in (timeline.themes, timeline.periods))
    fix = "name one from the top of this file: "
    named = [(event.place("theme"), event.theme) for event in timeline.events]
    yield from _unknown("theme", named, themes, fix + ", ".join(themes))
    named = [(event.place("period"), event.period) for event in timeline.events]
    yield from _unknown("period", named, periods, fix + ", ".join(periods))


def links_lead_somewhere(woven: Woven) -> Iterator[Problem]:
    """Links in Markdown name a part of the course, or an address on the web."""
    known, former = addresses(woven), former_names(woven.project)
    flawed = woven.project.flawed
    unknowable = {kind for kind, path in _DEFINED_IN.items() if any(name.startswith(path) for name in flawed)}
    for record in _all_records(woven):
        for place, text in prose(record):
            yield from _links(known, former, unknowable, place, text)
    for path, text in woven.project.free_pages.items():
        yield from _links(known, former, unknowable, Place(FREE_PAGES + path), text)


def addresses_are_on_the_web(woven: Woven) -> Iterator[Problem]:
    """Addresses of works and licences are such that a reader may safely follow them."""
    for record in _all_records(woven):
        if isinstance(record, Work | Licence) and record.url and not is_outside(record.url):
            yield Problem(
                record.place("URL" if isinstance(record, Work) else "url"),
                "link",
                f"“{record.url[:80]}” is not an address on the web",
                "begin with https://, or take the line out",
            )


def pages_have_names_of_their_own(woven: Woven) -> Iterator[Problem]:
    """Pages that editors write have names that make plain addresses, and hide no page of the course."""
    for path in woven.project.free_pages:
        if not _PAGE_NAME.fullmatch(path):
            what, fix = (
                f"“{path[:80]}” is no name for a page",
                "use letters, digits and hyphens, such as about.md",
            )
        elif path in MADE or path.startswith("lessons/"):
            what, fix = f"the course makes {path} itself", "give this page another name"
        else:
            continue
        yield Problem(Place(FREE_PAGES + path), "page-name", what, fix)


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


def dates_are_edtf(woven: Woven) -> Iterator[Problem]:
    """Dates are EDTF, and events begin in their period."""
    project, timeline = woven.project, woven.project.timeline
    dated = [
        (work.place("issued"), work.issued)
        for work in (*project.works, project.paper.citation)
        if work.issued
    ]
    if timeline:
        dated += [(event.place("date"), event.date) for event in timeline.events]
        dated += [(period.place("date"), period.date) for period in timeline.periods]
    for place, date in dated:
        if not read_date(date):
            likely = likely_date(date)
            yield Problem(
                place,
                "date",
                f"“{date}” is not a date that can be read"
                + (f"; did you mean “{likely}”?" if likely else ""),
                "write 1963-03-02, 1963-03, 1963, 1950-01~ for about, 1950-01-04? for uncertain, or 1966/1978",
            )
    if timeline:
        periods = {period.id: read_date(period.date) for period in timeline.periods}
        yield from chain.from_iterable(
            _in_period(event, periods.get(event.period)) for event in timeline.events
        )


def checks_can_be_answered(woven: Woven) -> Iterator[Problem]:
    """Every self-check has a right answer."""
    for lesson in woven.project.lessons.values():
        for one in lesson.checks:
            if not any(option.right for option in one.options):
                yield Problem(
                    one.place("options"),
                    "no-right-answer",
                    f"no option of “{one.ask[:60]}” is right",
                    "add `right: true` to the right one",
                )


def facts_have_sources(woven: Woven) -> Iterator[Problem]:
    """Statements of the editors name their source, or what else they rest on."""
    timeline = woven.project.timeline
    statements: list[tuple[str, Sourced]] = [
        *(("note", note) for lesson in woven.project.lessons.values() for note in lesson.notes),
        *(("text", lesson) for lesson in woven.project.lessons.values() if lesson.text),
        *(("event", event) for event in (timeline.events if timeline else ())),
        *(("term", term) for term in woven.project.terms),
    ]
    for kind, statement in statements:
        if not statement.sources and not statement.basis:
            yield Problem(
                statement.place(),
                "no-source",
                f"this {kind} names no source",
                "add `sources:`, or `basis: text` if the paper itself shows it, or `basis: judgement`",
                Severity.WARNING,
            )


def paper_has_paragraphs(woven: Woven) -> Iterator[Problem]:
    """There is something to read."""
    if not woven.paper.paragraphs:
        yield Problem(
            Place("seeds/paper.txt"),
            "paper-empty",
            "the paper has no paragraphs",
            "put the paper's text into this file; if it is there, see furniture: in seeds/paper.yml",
        )


def left_out(woven: Woven) -> Iterator[Problem]:
    """What readers of the paper are not shown."""
    for line in woven.paper.omitted:
        yield Problem(
            Place("seeds/paper.txt", line.line),
            "left-out",
            f"page furniture, not shown: “{line.text}”",
            severity=Severity.NOTE,
        )


def _all_records(woven: Woven) -> Iterator[Written]:
    project = woven.project
    files: list[Written] = [project.course, project.paper, *project.lessons.values(), *project.terms]
    files += [*project.works, *project.answers.values(), *([project.timeline] if project.timeline else [])]
    return chain.from_iterable(records(record) for record in files)


def _unknown(
    kind: str, named: Iterable[tuple[Place, str]], known: Iterable[str], fix: str
) -> Iterator[Problem]:
    ids = dict.fromkeys(known)
    for place, id_ in named:
        if id_ not in ids:
            yield Problem(
                place, f"{kind}-unknown", f"there is no {kind} “{id_}”{nearest(id_, tuple(ids))}", fix
            )


def _links(
    known: Addresses, former: Mapping[str, str], unknowable: set[str], place: Place, text: str
) -> Iterator[Problem]:
    for target in links(read_prose(text)):
        words = target if target in text else ""
        if target in former:
            yield replace(renamed(place, target, former[target]), words=words)
        kind = target.partition(":")[0]
        if target not in known and not is_outside(target) and kind not in unknowable:
            alike = tuple(name for name in known if name.startswith(f"{kind}:")) or tuple(known)
            yield Problem(
                place,
                "link",
                f"a link to “{target[:80]}” leads nowhere{nearest(target[:80], alike)}",
                "link to https://…, or to a part of the course such as term:…, event:…, paragraph:p1, "
                "lesson:…, question:…, source:… or page:about; or leave its words without a link",
                words=words,
            )


def _in_period(event: Event, period: When | None) -> Iterator[Problem]:
    when = read_date(event.date)
    if when and period and not period.first <= when.first <= period.last:
        yield Problem(
            event.place("period"),
            "event-outside-period",
            f"“{event.title}” ({when.words}) does not begin in “{event.period}” ({period.words})",
            "choose another period, or widen this one",
        )


RULES: tuple[Rule, ...] = (
    known_terms,
    known_sources,
    known_paragraphs,
    known_lessons,
    known_questions,
    known_themes_and_periods,
    links_lead_somewhere,
    addresses_are_on_the_web,
    pages_have_names_of_their_own,
    ids_stand_alone,
    former_ids_are_free,
    aliases_name_one_term,
    dates_are_edtf,
    checks_can_be_answered,
    facts_have_sources,
    paper_has_paragraphs,
    left_out,
)
