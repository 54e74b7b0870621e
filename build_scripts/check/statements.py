"""What is stated can be read, answered and looked up."""

from collections.abc import Iterator
from itertools import chain

from ..paper.citations import find_citations
from ..paper.paper import furniture, lines_of
from ..read import samples
from ..read.course import Event
from ..read.project import FREE_PAGES, LESSONS, all_records, statements
from ..read.record import texts
from ..shared.dates import When, likely_date, read_date
from ..shared.place import Place, Problem, Severity
from ..shared.suggest import nearest
from ..weave.weave import Woven
from .scripts import is_in, script_of


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


def disputes_have_two_sides(woven: Woven) -> Iterator[Problem]:
    """Where sources disagree, readers see more than one of them."""
    for event in woven.project.timeline.events if woven.project.timeline else ():
        if event.dispute and len(event.dispute.accounts) < 2:
            yield Problem(
                event.dispute.place("accounts"),
                "one-account",
                f"the dispute about “{event.title}” has one account only",
                "add who says otherwise, also if the event itself follows them; or take `dispute:` out",
                Severity.WARNING,
            )


def run_sheets_fit(woven: Woven) -> Iterator[Problem]:
    """A class planned step by step is not longer than its lesson."""
    for id_, answers in woven.project.answers.items():
        lesson = woven.project.lessons.get(id_)
        planned = sum(step.minutes for step in answers.run_sheet)
        if lesson and planned > lesson.minutes:
            yield Problem(
                answers.place("run_sheet"),
                "run-sheet-too-long",
                f"the steps take {planned} minutes, the lesson has {lesson.minutes}",
                f"shorten a step, or change `minutes:` of {LESSONS}{id_}.yml",
                Severity.WARNING,
            )


def translations_are_in_their_script(woven: Woven) -> Iterator[Problem]:
    """A term in another language has letters of its script; else the text or the tag is of another term."""
    for term in woven.project.terms:
        for one in term.translations:
            expected = script_of(one.language)
            if expected and not any(is_in(letter, expected) for letter in one.text):
                yield Problem(
                    one.place("text"),
                    "translation-script",
                    f"“{one.text}” has no letter of the script in which “{one.language}” is written",
                    f"correct the text or the language; write {one.language}-Latn for it in Latin letters",
                    Severity.WARNING,
                )


def facts_have_sources(woven: Woven) -> Iterator[Problem]:
    """Statements of the editors name their source, or what else they rest on."""
    for kind, statement in statements(woven.project):
        if not statement.sources and not statement.basis:
            yield Problem(
                statement.place(),
                "no-source",
                f"this {kind} names no source",
                "add `sources:`, or `basis: text` if the paper itself shows it, or `basis: judgement`",
                Severity.WARNING,
            )


def texts_are_written(woven: Woven) -> Iterator[Problem]:
    """No text is still the sample that a new file came with."""
    known = samples.texts()
    for record in all_records(woven.project):
        for field, item, text in texts(record):
            if text.strip() in known:
                yield Problem(
                    record.place(field, item),
                    "sample",
                    f"“{text.strip()}” is still the sample",
                    "write your own text, or take it out",
                    Severity.WARNING,
                )
    for path, text in woven.project.free_pages.items():
        if text.strip() == samples.ABOUT.strip():
            yield Problem(
                Place(FREE_PAGES + path),
                "sample",
                "this page is still the sample",
                "write your own text, or delete the file",
                Severity.WARNING,
            )


def headings_are_there(woven: Woven) -> Iterator[Problem]:
    """The lines that are named as headings stand in the paper."""
    file = woven.project.paper
    lines = dict.fromkeys(" ".join(line.split()) for line in lines_of(woven.project.paper_text))
    for n, heading in enumerate(file.headings):
        if " ".join(heading.split()) not in lines:
            short = tuple(line for line in lines if 0 < len(line) < 100)
            yield Problem(
                file.place("headings", n),
                "heading-unknown",
                f"no line of the paper is “{heading}”{nearest(heading, short)}",
                "copy the line from seeds/paper.txt",
            )


def exceptions_apply(woven: Woven) -> Iterator[Problem]:
    """What the paper's file says of lines and citations fits some of them."""
    file = woven.project.paper
    lines = [line for line in lines_of(woven.project.paper_text) if line.strip()]
    if not lines:
        return
    for n, pattern in enumerate(file.furniture):
        if not any(map(furniture([pattern]), lines)):
            yield Problem(
                file.place("furniture", n),
                "furniture-unknown",
                f"no line of the paper is “{pattern}”",
                "copy the whole line from seeds/paper.txt, with # for its numbers; or take this out",
                Severity.WARNING,
            )
    cited = find_citations(woven.paper)
    said, keys = tuple(woven.paper.words(one.span) for one in cited), tuple(one.key for one in cited)
    named = [
        *((file.place("not_citations", n), words, said) for n, words in enumerate(file.not_citations)),
        *((file.place("works"), key, keys) for key in file.works),
    ]
    for place, name, found in named:
        if name not in found:
            yield Problem(
                place,
                "citation-unknown",
                f"the paper has no citation “{name}”{nearest(name, found)}",
                "correct it, or take it out",
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


def _in_period(event: Event, period: When | None) -> Iterator[Problem]:
    when = read_date(event.date)
    if when and period and not period.first <= when.first <= period.last:
        yield Problem(
            event.place("period"),
            "event-outside-period",
            f"“{event.title}” ({when.words}) does not begin in “{event.period}” ({period.words})",
            "choose another period, or widen this one",
        )
