"""Check that events, self-checks, sources and other statements are complete."""

import re
from collections.abc import Iterator
from textwrap import shorten

from ..paper.citations import Citations, read_citations
from ..paper.paper import Omitted, Paper
from ..paper.plain_text import furniture, lines_of
from ..read import samples
from ..read.course import FAULTS, OPTIONAL, Dispute, Event, Lesson, Locality, PaperFile, Period, Term, Work
from ..read.project import FREE_PAGES_FOLDER, LESSONS_FOLDER, statements_in
from ..read.record import Degrees, Written, records, texts
from ..shared.dates import UNREAD, Edge, read_date
from ..shared.keep import ONCE, Keep
from ..shared.markdown import Prose
from ..shared.place import Place, Problem, Rule, Severity
from ..shared.suggest import nearest
from ..shared.words import counted
from ..weave.addresses import cited_keys
from ..weave.weave import Woven
from .scripts import is_in, script_of, undetermined

EVENT_OUTSIDE_PERIOD = Rule(
    "event-outside-period",
    "an event begins outside its period",
    "period: before-the-war",
    "Choose another period, or widen it.",
)
NO_RIGHT_ANSWER = Rule(
    "no-right-answer",
    "no option of a self-check is right",
    "options: (none with `right: true`)",
    "Mark the right one.",
)
NO_SUCH_OBJECTIVE = Rule(
    "no-such-objective",
    "a question, a self-check or an activity assesses an objective that its lesson does not have",
    "assesses: [9]",
    "Write the number of an objective, counted from 1; the lesson’s page lists them in this order.",
    Severity.WARNING,
)
NO_SOURCE = Rule(
    "no-source",
    "a statement of the editors names no source",
    "(a note without `sources:` or `basis:`)",
    "Add one of them.",
    Severity.WARNING,
)
ONE_ACCOUNT = Rule(
    "one-account",
    "a dispute has one account only, so readers see one side",
    "accounts: [{says: It was 1851.}]",
    "Add who says otherwise, or take the dispute out.",
    Severity.WARNING,
)
KEY_NOTES = Rule(
    "key-notes",
    "a lesson has more key notes than readers can keep in mind, or, in a course that has some, none among many notes",
    "notes: (twelve, and none with `key: true`)",
    "Write `key: true` at the three to five notes without which the lesson is missed.",
    Severity.WARNING,
)
GIVES_AWAY = Rule(
    "gives-away",
    "a summary or an objective quotes the words of a slip, so readers are told where it is before they read",
    "objectives: [Show that “Australia” cannot be right.]",
    "Say what readers will do without quoting the place; or leave it.",
    Severity.NOTE,
)
PLACES_ALIKE = Rule(
    "places-alike",
    "two places stand at the same point, so that the map shows one of them",
    "at: [53.1, -1.2] (of two places)",
    "Correct one of the two points, or join the places.",
    Severity.WARNING,
)
RUN_SHEET_TOO_LONG = Rule(
    "run-sheet-too-long",
    "the steps of a run sheet take longer than their lesson",
    "- {minutes: 90, do: Talk.} (of a lesson of 45 minutes)",
    "Shorten a step, or give the lesson more minutes.",
    Severity.WARNING,
)
TRANSLATION_SCRIPT = Rule(
    "translation-script",
    "a term or a place in another language has no letter of that language’s script",
    "{language: ur, text: pul}",
    "Correct the text or the language; a tag such as ur-Latn says that it is in Latin letters.",
    Severity.WARNING,
)
SAMPLE = Rule(
    "sample",
    "a text is still the sample of a new file",
    "title: The course’s title",
    "Write your own, or take it out.",
    Severity.WARNING,
)
HEADING_UNKNOWN = Rule(
    "heading-unknown",
    "a line that `headings:` names is not in the paper",
    "headings: [Notez]",
    "Copy the line from seeds/paper.txt.",
)
FURNITURE_UNKNOWN = Rule(
    "furniture-unknown",
    "a line that `furniture:` names is not in the paper",
    "furniture: [Journal of Bridges]",
    "Copy the whole line from seeds/paper.txt; # stands for any number.",
    Severity.WARNING,
)
CITATION_UNKNOWN = Rule(
    "citation-unknown",
    "`works:` or `not_citations:` names a citation that is not in the paper",
    "works: {mason-1920: mason-2020-trade}",
    "Correct it, or take it out.",
    Severity.WARNING,
)
CITATION_DOUBTFUL = Rule(
    "citation-doubtful",
    "words look like a citation, but no entry of the list of references has this name and year, or several have them",
    "(Ghost 1999)",
    "Correct the entry or the citation, link it by hand, or name the words in `not_citations:`.",
    Severity.NOTE,
)
FIELD_UNUSED = Rule(
    "field-unused",
    "works have fields of CSL that no reference shows",
    "abstract: This book …",
    "Nothing; or take them out.",
    Severity.NOTE,
)
CITED_BY_NUMBER = Rule(
    "cited-by-number",
    "the paper cites by number, and has no list of references with numbers",
    "as others found [3, 5]",
    "Mark the entries of its list in seeds/paper.md: `@ 3. Mason, P. …`",
    Severity.NOTE,
)
PAPER_LANGUAGE = Rule(
    "paper-language",
    "the paper is in another script than the language of the course, and nothing says in which language",
    "language: ur (of a course on a paper in English)",
    "Write its language below `citation:` in seeds/paper.yml, such as `language: en`.",
    Severity.WARNING,
)
PAPER_EMPTY = Rule(
    "paper-empty",
    "the paper has no paragraphs",
    "(an empty seeds/paper.txt)",
    "Put the text into it.",
)
LEFT_OUT = Rule(
    "left-out",
    "words of the paper's file are not shown, such as running heads",
    "%% 12",
    "Nothing; or take the %% away in paper.md, or the line out of `furniture:`.",
    Severity.NOTE,
)
RULES = (
    EVENT_OUTSIDE_PERIOD,
    NO_RIGHT_ANSWER,
    NO_SUCH_OBJECTIVE,
    NO_SOURCE,
    ONE_ACCOUNT,
    KEY_NOTES,
    GIVES_AWAY,
    PLACES_ALIKE,
    RUN_SHEET_TOO_LONG,
    TRANSLATION_SCRIPT,
    SAMPLE,
    HEADING_UNKNOWN,
    FURNITURE_UNKNOWN,
    CITATION_UNKNOWN,
    CITATION_DOUBTFUL,
    CITED_BY_NUMBER,
    FIELD_UNUSED,
    PAPER_LANGUAGE,
    PAPER_EMPTY,
    LEFT_OUT,
)


_UNREAD = read_date(UNREAD)
_SAMPLES = samples.texts()
_MOST_KEY_NOTES = 5
"""Of a lesson. One with no more notes than this needs no choice among them."""
_QUOTED = re.compile(r"[“”„\"«»「」]([^“”„\"«»「」]+)[“”„\"«»「」]")
"""Words in quotation marks. Single ones are left out: an apostrophe looks the same."""
_LONGEST = 160
"""Letters of what is left out that a message shows: publishers put whole lists of subjects into a file."""


def paper_has_a_language(woven: Woven) -> Iterator[Problem]:
    """Report a paper in another script than that of the course, if nothing says in which language it is."""
    project = woven.project
    if woven.paper.language or project.paper.citation.language:
        return
    if undetermined(woven.paper.text, project.course.language):
        yield PAPER_LANGUAGE.at(
            project.paper.place("citation"),
            f"the paper is not in the script of the course’s language ({project.course.language}), "
            "and nothing says in which language it is",
            "write it below `citation:`, such as `language: en`: voices that read aloud, hyphens and spelling need it",
        )


def events_begin_in_their_period(woven: Woven) -> Iterator[Problem]:
    """Report events that do not begin in their period."""
    periods = {period.id: period for period in woven.project.timeline.periods}
    for event in woven.project.timeline.events:
        if event.period in periods:
            yield from _in_period(event, periods[event.period])


def checks_can_be_answered(file: Written) -> Iterator[Problem]:
    """Report self-checks without a right answer."""
    for one in file.checks if isinstance(file, Lesson) else ():
        if not any(option.right for option in one.options):
            yield NO_RIGHT_ANSWER.at(
                one.place("options"),
                f"no option of “{one.ask.text[:60]}” is right",
                "add `right: true` to the right one",
            )


def what_is_assessed_is_an_objective(file: Written) -> Iterator[Problem]:
    """Report questions, self-checks and activities that assess an objective which the lesson does not have."""
    if not isinstance(file, Lesson):
        return
    count = len(file.objectives)
    joined = [(one.place("assesses"), one.assesses) for one in file.questions]
    joined += [(one.place("assesses"), one.assesses) for one in file.checks]
    if file.activity:
        joined.append((file.activity.place("assesses"), file.activity.assesses))
    for place, numbers in joined:
        for number in numbers:
            if number > count:
                yield NO_SUCH_OBJECTIVE.at(
                    place,
                    f"there is no objective {number}; the lesson has {counted(count, 'objective')}",
                    "write the number of an objective, counted from 1",
                )


def disputes_have_two_sides(woven: Woven) -> Iterator[Problem]:
    """Report disputes of which readers see one side only."""
    project = woven.project
    disputes: list[tuple[str, str, Dispute | None]] = [
        *(("event", event.title, event.dispute) for event in project.timeline.events),
        *(("place", place.name, place.dispute) for place in project.localities),
    ]
    for kind, title, dispute in disputes:
        if dispute and len(dispute.accounts) < 2:
            yield ONE_ACCOUNT.at(
                dispute.place("accounts"),
                f"the dispute about “{title}” has one account only",
                f"add the other account, even if the {kind} itself already tells it; or take `dispute:` out",
            )


def places_stand_apart(woven: Woven) -> Iterator[Problem]:
    """Report places at the same point as another one."""
    first: dict[Degrees, str] = {}
    for place in woven.project.localities:
        other = first.setdefault(place.at, place.name)
        if other != place.name:
            yield PLACES_ALIKE.at(
                place.place("at"),
                f"“{place.name}” stands at the same point as “{other}”",
                "correct one of the two points, or join the places",
            )


def key_notes_are_few(woven: Woven) -> Iterator[Problem]:
    """Report lessons with too many key notes, and those that lack them. A course without any has not chosen yet."""
    has_chosen = any(note.key for lesson in woven.project.lessons.values() for note in lesson.notes)
    for lesson in woven.project.lessons.values() if has_chosen else ():
        count, notes = sum(note.key for note in lesson.notes), len(lesson.notes)
        if count > _MOST_KEY_NOTES:
            yield KEY_NOTES.at(
                lesson.place("notes"),
                f"{count} of its {notes} notes are key notes",
                "keep `key: true` at three to five of them, those without which the lesson is missed",
            )
        elif not count and notes > _MOST_KEY_NOTES:
            yield KEY_NOTES.at(
                lesson.place("notes"),
                f"none of its {notes} notes is a key note, and other lessons have some",
                "write `key: true` at three to five of them, those without which the lesson is missed",
            )


def slips_are_left_to_find(file: Written) -> Iterator[Problem]:
    """Report summaries and objectives that quote words in which readers are to find a slip, a contradiction or an overclaim."""
    if not isinstance(file, Lesson):
        return
    slips = [_folded(note.quote) for note in file.notes if note.kind in FAULTS]
    told = [
        (file.place("summary"), file.summary),
        *((file.place("objectives", n), one.words) for n, one in enumerate(file.objectives)),
    ]
    for place, text in told:
        for words in _QUOTED.findall(text):
            if any(_folded(words) in slip for slip in slips):
                yield GIVES_AWAY.at(
                    place,
                    f"“{words}” stands in the words of a slip, which readers are to find",
                    "say what readers will do without quoting it; or leave it",
                )


def _folded(text: str) -> str:
    """Return the words of a text in small letters, with a space around each, so that only whole words are found."""
    words = " ".join(re.findall(r"\w+", text.casefold()))
    return f" {words} "


def run_sheets_fit(woven: Woven) -> Iterator[Problem]:
    """Report run sheets whose steps take longer than their lesson."""
    for id_, answers in woven.project.answers.items():
        lesson = woven.project.lessons.get(id_)
        planned = sum(step.minutes for step in answers.run_sheet)
        if lesson and planned > lesson.minutes:
            yield RUN_SHEET_TOO_LONG.at(
                answers.place("run_sheet"),
                f"the steps take {planned} minutes, the lesson has {lesson.minutes}",
                f"shorten a step, or change `minutes:` of {LESSONS_FOLDER}{id_}.yml",
            )


def translations_are_in_their_script(woven: Woven) -> Iterator[Problem]:
    """Report translations without a letter of their language's script: the text or the tag must be wrong."""
    named: tuple[Term | Locality, ...] = (*woven.project.terms, *woven.project.localities)
    for entry in named:
        for one in entry.translations:
            expected = script_of(one.language)
            if expected and not any(is_in(letter, expected) for letter in one.text):
                yield TRANSLATION_SCRIPT.at(
                    one.place("text"),
                    f"“{one.text}” has no letter of the script in which “{one.language}” is written",
                    f"correct the text or the language; write {one.language}-Latn for it in Latin letters",
                )


def facts_have_sources(file: Written) -> Iterator[Problem]:
    """Report statements of the editors that name neither a source nor another basis."""
    for kind, statement in statements_in(file):
        if not statement.sources and not statement.basis:
            yield NO_SOURCE.at(
                statement.place("text") if isinstance(statement, Lesson) else statement.place(),
                f"this {kind} names no source",
                "add `sources:`, or `basis: text` if the paper itself shows it, or `basis: judgement`",
            )


def fields_are_used(file: Written) -> Iterator[Problem]:
    """Report once which fields of the works of a file no reference shows."""
    works = [record for record in records(file) if isinstance(record, Work)]
    unused = dict.fromkeys(name for work in works for name in work.unused)
    if unused:
        first = next(work for work in works if work.unused)
        yield FIELD_UNUSED.at(
            first.places.names[first.unused[0]],
            f"references show nothing of {', '.join(unused)}",
            "leave them, or take them out",
        )


def texts_are_written(file: Written) -> Iterator[Problem]:
    """Report texts that are still the sample of a new file."""
    for record in records(file):
        for place, text in texts(record):
            if text.strip() in _SAMPLES:
                found = f"“{text.strip()}” is still the sample"
                without = "; delete the file, if the course needs none" if isinstance(file, OPTIONAL) else ""
                yield SAMPLE.at(place, found, f"write your own text, or take it out{without}")


def page_is_written(path: str, page: Prose) -> Iterator[Problem]:
    """Report a page that is still the sample of a new course."""
    if page.text.strip() == samples.ABOUT.strip():
        yield SAMPLE.at(
            Place(FREE_PAGES_FOLDER + path),
            "this page is still the sample",
            "write your own text, or delete the file",
        )


def paper_file_fits(woven: Woven, keep: Keep = ONCE) -> Iterator[Problem]:
    """Report what `seeds/paper.yml` says of the paper that does not fit it."""
    project, cited = woven.project, keep(read_citations, woven.paper)
    if woven.source is None:
        yield from keep(headings_are_there, project.paper, project.paper_text)
    yield from keep(
        exceptions_apply, project.paper, project.paper_text, woven.source is None, woven.paper, cited
    )
    yield from keep(citations_are_sure, project.paper, project.paper_path, cited)


def headings_are_there(file: PaperFile, text: str) -> tuple[Problem, ...]:
    """Return a problem for each line in `headings:` that is not in the paper."""
    return tuple(_headings(file, text)) if file.headings else ()


def _headings(file: PaperFile, text: str) -> Iterator[Problem]:
    lines = dict.fromkeys(" ".join(line.split()) for line in lines_of(text))
    for n, heading in enumerate(file.headings):
        if " ".join(heading.split()) not in lines:
            short = tuple(line for line in lines if 0 < len(line) < 100)
            yield HEADING_UNKNOWN.at(
                file.place("headings", n),
                f"no line of the paper is “{heading}”{nearest(heading, short)}",
                "copy the line from seeds/paper.txt",
            )


def exceptions_apply(
    file: PaperFile, text: str, is_plain: bool, paper: Paper, citations: Citations
) -> tuple[Problem, ...]:
    """Return a problem for each entry of `furniture:`, `not_citations:` and `works:` that fits nothing in the paper.

    `is_plain`: whether the text is that of `paper.txt`, which alone has furniture.
    """
    written = file.furniture or file.not_citations or file.works
    return tuple(_exceptions(file, text, is_plain, paper, citations)) if written else ()


def _exceptions(
    file: PaperFile, text: str, is_plain: bool, paper: Paper, citations: Citations
) -> Iterator[Problem]:
    lines = [line for line in lines_of(text) if line.strip()]
    if not lines:
        return
    for n, pattern in enumerate(file.furniture):
        if not is_plain:
            yield FURNITURE_UNKNOWN.at(
                file.place("furniture", n),
                "furniture is left out of seeds/paper.txt only, and this paper is seeds/paper.md",
                "take this out; in paper.md, %% before a line leaves it out",
            )
        elif not any(map(furniture([pattern]), lines)):
            yield FURNITURE_UNKNOWN.at(
                file.place("furniture", n),
                f"no line of the paper is “{pattern}”",
                "copy the whole line from seeds/paper.txt, with # for its numbers; or take this out",
            )
    looks = tuple(doubt.words for doubt in citations.doubts)
    said = (*(paper.words(one.span) for one in citations.cited), *looks)
    keys = cited_keys(paper, citations.cited)
    named = [
        *((file.place("not_citations", n), words, said) for n, words in enumerate(file.not_citations)),
        *((file.place("works"), key, keys) for key in file.works),
    ]
    for place, name, found in named:
        if name not in found:
            yield CITATION_UNKNOWN.at(
                place,
                f"the paper has no citation “{name}”{nearest(name, found)}",
                "correct it, or take it out",
            )


def citations_are_sure(file: PaperFile, path: str, citations: Citations) -> tuple[Problem, ...]:
    """Return a problem for all words that look like a citation and are not linked."""
    return (
        *(
            CITATION_DOUBTFUL.at(
                Place(path, one.line),
                f"“{one.words}” looks like a citation, and is not linked: {one.found}",
                f"correct the entry; or write [{one.words}]{{@key}} with its key; or add the words to "
                "`not_citations:` in seeds/paper.yml",
                one.words,
            )
            for one in citations.doubts
            if one.words not in file.not_citations
        ),
        *_by_number(path, citations),
    )


def _by_number(path: str, citations: Citations) -> Iterator[Problem]:
    if citations.numbers:
        yield CITED_BY_NUMBER.at(
            Place(path),
            f"{citations.numbers} numbers in brackets look like citations, and none is linked",
            "mark the entries of the list of references in seeds/paper.md with @ at the beginning of each",
        )


def paper_has_paragraphs(woven: Woven) -> Iterator[Problem]:
    """Report a paper without paragraphs."""
    if not woven.paper.numbered:
        yield PAPER_EMPTY.at(
            Place(woven.project.paper_path),
            "the paper has no paragraphs",
            "put the paper's text into this file; if it is there, check `furniture:` in seeds/paper.yml",
        )


def left_out(woven: Woven) -> Iterator[Problem]:
    """Report what readers are not shown of the paper: lines that differ only in numbers, such as running heads, once."""
    alike: dict[str, list[Omitted]] = {}
    for line in woven.paper.omitted:
        alike.setdefault(re.sub(r"\d+", "#", line.text), []).append(line)
    for lines in alike.values():
        times = f" ({len(lines)} lines like it)" if len(lines) > 1 else ""
        words = shorten(lines[0].text, _LONGEST, placeholder=" …")
        yield LEFT_OUT.at(Place(woven.project.paper_path, lines[0].line), f"not shown: “{words}”{times}")


def _in_period(event: Event, period: Period) -> Iterator[Problem]:
    begins = event.date.last if event.date.begins is Edge.OPEN else event.date.first
    if event.date != _UNREAD and not period.date.first <= begins <= period.date.last:
        yield EVENT_OUTSIDE_PERIOD.at(
            event.place("period"),
            f"“{event.title}” ({event.date.words}) does not begin in “{event.period}” ({period.date.words})",
            "choose another period, or widen this one",
        )
