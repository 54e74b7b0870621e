"""Make the pages of lessons: aims, the passage with its notes, questions and self-checks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import accumulate
from typing import ClassVar

from ..paper.paper import Paper, Paragraph, Section, Span
from ..read.course import Activity, Answers, Check, Event, NoteKind
from ..read.project import LESSONS_FOLDER
from ..shared.dates import When
from ..shared.language import Language
from ..shared.markdown import Body, Line, before_headings, plain_words, set_below
from ..shared.words import heading_id
from ..timeline.chart import Chart, ThemeStyle, strips
from ..weave.addresses import lesson_page
from ..weave.marks import Marks
from ..weave.shuffled import shuffled
from ..weave.weave import Passage, PlacedNote, WovenLesson
from .base import (
    CourseName,
    DayView,
    EntryKind,
    Page,
    QuestionView,
    Ref,
    SearchEntry,
    SearchName,
    Site,
    Support,
    correction,
    course_name,
    day_view,
    marks_in,
    paper_language,
    paper_ref,
    paragraph_ref,
    place_refs,
    question_view,
    ref,
    section_entries,
    support,
)
from .bibliography import label
from .blocks import (
    BlockView,
    FootnoteView,
    HeadingView,
    blocks,
    footnotes,
    headings,
    on_page,
)
from .glossary import TermView, term_cards
from .handouts import HandoutView, lesson_handouts
from .names import begun, paragraph_name
from .references import CitedView, work_cards
from .tongues import Tongue, tongue_of


class Round(StrEnum):
    """What stands with the passage while it is read: each round shows all that the one before shows, and more."""

    TEXT = "text"
    """Nothing."""
    MARKS = "marks"
    """What the reader marked."""
    KEY = "key"
    """The key notes."""
    ALL = "all"
    """All notes."""


_IN_NOTES = 3
"""The level of headings in notes, which stand below a heading of their own."""


@dataclass(frozen=True, slots=True)
class PassageView:
    """What the lesson reads under a heading of the paper."""

    heading: str
    marked: HeadingView
    """The heading with its marks and its level."""
    section: Ref
    blocks: tuple[BlockView, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """A note as it stands below the passage."""

    id: str
    number: int
    kind: NoteKind
    key: bool
    """Whether the lesson would be missed without it."""
    words: str
    """The paper's words that it is about."""
    paragraph: str
    body: Body
    support: Support
    see: tuple[Ref, ...]
    correction: Ref | None
    """Where to suggest one, if readers are asked to."""
    draft: bool = False
    """Whether it is not finished: only a preview has it."""


@dataclass(frozen=True, slots=True)
class OptionView:
    """An answer to choose."""

    text: Line
    right: bool
    why: Line


@dataclass(frozen=True, slots=True)
class CheckView:
    """A self-check."""

    id: str
    ask: Line
    options: tuple[OptionView, ...]
    draft: bool = False
    """Whether it is not finished: only a preview has it."""


@dataclass(frozen=True, slots=True)
class ActivityView:
    """Something to do together."""

    title: str
    minutes: int | None
    with_: str
    steps: Body


@dataclass(frozen=True, slots=True)
class StepView:
    """A step of a class."""

    minutes: int
    until: int
    """Minutes from the beginning to the step's end."""
    do: Body


@dataclass(frozen=True, slots=True)
class EventLink:
    """An event that concerns the lesson."""

    event: Ref
    when: When
    look: ThemeStyle


@dataclass(frozen=True, slots=True, kw_only=True)
class LessonPage(Page):
    """`lessons/<id>/`."""

    template: ClassVar[str] = "lesson.html"

    course: CourseName
    id: str
    number: int
    minutes: int
    day: DayView | None
    """When it is held, if the course has a schedule."""
    objectives: tuple[Line, ...]
    key_terms: tuple[Ref, ...]
    text: Body
    support: Support
    citation: str
    """The paper's title."""
    label: str
    """A short citation of the paper, such as `Mason 2016`."""
    paper: Ref
    quotes_only: bool
    """Whether its passages hold only the words that the course quotes."""
    tongue: Tongue | None
    """The language of the paper, if it is another than that of the course."""
    editors: Tongue | None
    """That of the course, then."""
    passages: tuple[PassageView, ...]
    footnotes: tuple[FootnoteView, ...]
    """The paper's own notes at its passages."""
    notes: tuple[NoteView, ...]
    kinds: tuple[tuple[NoteKind, int], ...]
    """The kinds of its notes, each with how many there are."""
    rounds: tuple[Round, ...]
    """In which its passage can be read."""
    words: tuple[TermView, ...]
    """The terms that it marks, names, or links to, in alphabetical order."""
    cited: tuple[CitedView, ...]
    """The works that its passage cites."""
    questions: tuple[QuestionView, ...]
    checks: tuple[CheckView, ...]
    activity: ActivityView | None
    events: tuple[EventLink, ...]
    places: tuple[Ref, ...]
    """Those of the map that concern the lesson."""
    strip: Chart | None
    """A small chart of the timeline that marks the lesson's events."""
    handouts: tuple[HandoutView, ...]
    run_sheet: tuple[StepView, ...]
    """In the instructor edition only."""
    draft: bool
    """Whether it is not finished: only a preview has it."""


def lesson_source(id_: str) -> str:
    """Return the path of a lesson's file."""
    return f"{LESSONS_FOLDER}{id_}.yml"


def make_lesson_page(site: Site, number: int, woven: WovenLesson) -> LessonPage:
    """Return the page of a lesson; `number`: its place in the course, from 1."""
    lesson, citation = woven.lesson, site.woven.project.paper.citation
    terms, cited, events = term_cards(site), work_cards(site), site.lesson_events[woven.id]
    strip_of = site.keep(strips, site.woven.project.timeline, site.language)
    read, spoken = reading(site, woven), site.woven.project.course.language
    chosen = read.chosen
    works = chosen.works
    named = chosen.terms | set(lesson.key_terms) | set(_linked_terms(site, woven))
    return LessonPage(
        path=lesson_page(woven.id),
        title=lesson.title,
        description=lesson.summary,
        source=lesson_source(woven.id),
        entries=lesson_entries(site, number, woven),
        course=course_name(site),
        id=woven.id,
        number=number,
        minutes=lesson.minutes,
        day=day_view(site, woven.id),
        objectives=tuple(objective.line for objective in lesson.objectives),
        key_terms=tuple(
            ref(site, "term", id_, site.terms[id_].term) for id_ in lesson.key_terms if id_ in site.terms
        ),
        text=lesson.text.body if lesson.text else Body(),
        support=support(site, lesson),
        citation=citation.name,
        label=label(citation, site.language),
        paper=paper_ref(site),
        quotes_only=site.woven.paper.quoted is not None,
        tongue=tongue_of(read.language, spoken),
        editors=tongue_of(spoken, read.language) if tongue_of(read.language, spoken) else None,
        passages=_passages(site, woven.passages, read),
        footnotes=footnotes(read.paper, read.notes, chosen, read.spans, read.language, site.language),
        notes=tuple(_note(site, note) for note in woven.notes),
        kinds=_kinds(woven),
        rounds=_rounds(woven),
        hide=("toc",) if woven.notes else (),  # its margin is for notes
        words=tuple(view for id_, view in terms.items() if id_ in named),
        cited=tuple(view for key, view in cited.items() if key in works),
        questions=tuple(question_view(site, placed) for placed in woven.questions),
        checks=tuple(_check(id_, check) for id_, check in woven.checks),
        activity=_activity(lesson.activity) if lesson.activity else None,
        events=tuple(_event(site, event) for event in events),
        places=place_refs(site, (place.id for place in site.lesson_places[woven.id])),
        strip=strip_of([event.id for event in events]),
        handouts=lesson_handouts(site, woven.id),
        draft=lesson.draft,
        run_sheet=_run_sheet(site.woven.project.answers.get(woven.id)),
    )


def _kinds(woven: WovenLesson) -> tuple[tuple[NoteKind, int], ...]:
    counts = Counter(placed.note.kind for placed in woven.notes)
    return tuple((kind, counts[kind]) for kind in NoteKind if counts[kind])


def _rounds(woven: WovenLesson) -> tuple[Round, ...]:
    """Return the rounds in which a lesson's passage can be read: those that show something of their own."""
    there = {
        Round.TEXT: bool(woven.passages),
        Round.MARKS: bool(woven.passages),
        Round.KEY: any(placed.note.key for placed in woven.notes),
        Round.ALL: bool(woven.notes),
    }
    return tuple(round_ for round_ in Round if there[round_])


def _linked_terms(site: Site, woven: WovenLesson) -> Iterator[str]:
    """Yield the ids of the terms that the lesson's own texts link to."""
    texts = [woven.lesson.text, *(placed.note.note for placed in woven.notes)]
    for target in (target for text in texts if text for target in text.links):
        if target.startswith("term:"):
            yield site.addresses[target].anchor


def _run_sheet(answers: Answers | None) -> tuple[StepView, ...]:
    steps = answers.run_sheet if answers else ()
    untils = accumulate(step.minutes for step in steps)
    return tuple(
        StepView(step.minutes, until, step.do.body) for step, until in zip(steps, untils, strict=True)
    )


def lesson_entries(site: Site, number: int, woven: WovenLesson) -> tuple[SearchEntry, ...]:
    """Return what search finds on a lesson's page; `number`: its place in the course, from 1."""
    first, *others = site.keep(_entries, site.woven.paper, woven, site.language)
    numbered = SearchName(site.language.say("Lesson {number}", number=number))
    return (replace(first, names=(*first.names, numbered)), *others)


def _entries(paper: Paper, woven: WovenLesson, language: Language) -> tuple[SearchEntry, ...]:
    return (
        _entry(woven),
        *(
            section_entries(woven.lesson.title, woven.lesson.text.blocks, _ids(woven))
            if woven.lesson.text
            else ()
        ),
        *(_note_entry(paper, note, language) for note in woven.notes),
        *_tasks(woven),
    )


def _entry(woven: WovenLesson) -> SearchEntry:
    lesson = woven.lesson
    own = [objective.words for objective in lesson.objectives]
    text = plain_words(before_headings(lesson.text.blocks)) if lesson.text else ""
    return SearchEntry(
        EntryKind.LESSON,
        lesson.title,
        " ".join(filter(None, [lesson.summary, *own, text])),
        names=(SearchName(lesson.title),),
    )


def _ids(woven: WovenLesson) -> set[str]:
    """Return the ids that a lesson's page has before the headings of its text get theirs, as far as one could be theirs."""
    tasks = {question.question.id for question in woven.questions} | {id_ for id_, _ in woven.checks}
    return {heading_id(woven.lesson.title, ()), *_PARTS, *woven.paragraphs, *tasks}


_PARTS = ("run-sheet", "introduction", "passage", "notes", "questions", "activity", "checks", "timeline", "handouts", "words", "works")  # fmt: skip
"""The ids of the headings in the template of a lesson."""


def _tasks(woven: WovenLesson) -> Iterator[SearchEntry]:
    """Yield the activity, and what self-checks ask: their answers are not for search to give away."""
    if activity := woven.lesson.activity:
        names = (SearchName(activity.title),)
        yield SearchEntry(EntryKind.ACTIVITY, activity.title, activity.steps.words, "activity", names)
    for id_, check in woven.checks:
        yield SearchEntry(EntryKind.CHECK, check.ask.words, woven.lesson.title, id_)


def _note_entry(paper: Paper, placed: PlacedNote, language: Language) -> SearchEntry:
    words = paper.words(placed.span)
    title = language.say("“{words}” ({place})", words=words, place=paragraph_name(placed.paragraph, language))
    return SearchEntry(
        EntryKind.NOTE, title, placed.note.note.words, f"note-{placed.id}", variety=placed.note.kind
    )


@dataclass(frozen=True, slots=True)
class Reading:
    """What a lesson shows of the paper."""

    paper: Paper
    """With the first mark on the page of each note as its first."""
    notes: tuple[Paragraph, ...]
    """The paper's notes at the passages."""
    spans: tuple[Span, ...]
    """All that is shown, in order."""
    chosen: Marks
    language: str
    """Of the paper; empty if it is not known."""


def reading(site: Site, woven: WovenLesson) -> Reading:
    """Return what a lesson shows of the paper."""
    paper = site.woven.paper
    shown: list[Section | Paragraph] = []
    for passage in woven.passages:
        shown += [passage.section, *passage.paragraphs]
    notes = paper.notes_of(shown)
    spans = tuple(part.span for part in (*shown, *notes) if part.span.start < part.span.end)
    passages = [*(passage.paragraphs for passage in woven.passages), *((note,) for note in notes)]
    return Reading(
        on_page(paper, spans), notes, spans, marks_in(site, passages, woven.notes), paper_language(site)
    )


def _passages(site: Site, passages: tuple[Passage, ...], read: Reading) -> tuple[PassageView, ...]:
    named = headings(read.paper, [passage.section for passage in passages], read.chosen, read.language)
    return tuple(
        PassageView(
            passage.section.heading,
            heading,
            ref(site, "section", passage.section.id, passage.section.heading),
            blocks(read.paper, passage.paragraphs, read.chosen, read.language, site.language),
        )
        for passage, heading in zip(passages, named, strict=True)
    )


def _note(site: Site, placed: PlacedNote) -> NoteView:
    note = placed.note
    return NoteView(
        id=placed.id,
        number=placed.number,
        kind=note.kind,
        key=note.key,
        words=site.woven.paper.words(placed.span),
        paragraph=placed.paragraph,
        body=set_below(note.note.body, _IN_NOTES),
        support=support(site, note),
        see=tuple(paragraph_ref(site, id_) for id_ in note.see),
        correction=correction(site, note),
        draft=note.draft,
    )


def _check(id_: str, check: Check) -> CheckView:
    options = tuple(
        OptionView(option.text.line, option.right, option.why.line) for option in shuffled(id_, check)
    )
    return CheckView(id_, check.ask.line, options, check.draft)


def _activity(activity: Activity) -> ActivityView:
    who = activity.with_ or ""
    return ActivityView(activity.title, activity.minutes, begun(who), activity.steps.body)


def _event(site: Site, event: Event) -> EventLink:
    looks = [theme.id for theme in site.woven.project.timeline.themes]
    return EventLink(
        ref(site, "event", event.id, event.title), event.date, ThemeStyle(looks.index(event.theme))
    )
