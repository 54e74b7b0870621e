"""Make what all pages share: links, statements with their sources, questions."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar, TypeVar
from unicodedata import combining, normalize

from ..check.scripts import undetermined
from ..paper.paper import Paper, Paragraph
from ..read.course import Event, Level, Locality, Sourced, Term, Work
from ..read.record import Source, Written
from ..read.renamed import former_ids
from ..shared.dates import Day, iso
from ..shared.keep import ONCE, Keep
from ..shared.language import ENGLISH, Language
from ..shared.markdown import Block, Body, Line, plain_words, sections
from ..weave.addresses import MY_READING_PAGE, PAPER_PAGE, Address, Addresses, addresses
from ..weave.edition import Edition, Repository
from ..weave.handouts import Handout, handouts
from ..weave.marks import Marks, marks
from ..weave.schedule import hours, lesson_days
from ..weave.weave import PlacedNote, PlacedQuestion, Woven, readers
from .bibliography import Formatter, formatted, label
from .names import paragraph_name
from .tongues import Tongue, tongue_of

B = TypeVar("B", bound=Event | Locality)


class EntryKind(StrEnum):
    """The kind of an entry. The script of search says what readers call it."""

    TERM = "Term"
    EVENT = "Event"
    PLACE = "Place"
    LESSON = "Lesson"
    SECTION = "Section"
    PARAGRAPH = "Paragraph"
    TABLE = "Table"
    FIGURE = "Figure"
    FORMULA = "Formula"
    REFERENCE = "Reference"
    FOOTNOTE = "Footnote"
    QUESTION = "Question"
    CHECK = "Self-check"
    ACTIVITY = "Activity"
    NOTE = "Note"
    SOURCE = "Source"
    PAGE = "Page"
    MESSAGE = "Message"


@dataclass(frozen=True, slots=True)
class SearchName:
    """A name under which an entry is found."""

    name: str
    language: str = ""
    """Empty for the language of the course."""


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """What search finds, and where."""

    kind: str
    """An `EntryKind`, or the word of a course for a kind of things, such as `Person`."""
    title: str
    text: str
    anchor: str = ""
    """Empty for the page as a whole."""
    names: tuple[SearchName, ...] = ()
    """A search for exactly one of these names shows this entry first."""
    variety: str = ""
    """The kind of a note, such as `slip`."""
    used: tuple[Address, ...] = ()
    """The places that use it, each as another entry has it: those of a source."""


def page_entry(title: str, text: str = "", names: tuple[str, ...] = ()) -> SearchEntry:
    """Return the search entry of a page as a whole, which is found by its title and by other `names`."""
    return SearchEntry(EntryKind.PAGE, title, text, names=tuple(map(SearchName, (title, *names))))


def section_entries(page: str, blocks: tuple[Block, ...], taken: Iterable[str]) -> tuple[SearchEntry, ...]:
    """Return an entry for each heading in a text, with the words below it, up to the next heading.

    `page`: the title of the page. `taken`: the ids that stand on the page before the text gets its own.
    """
    return tuple(
        SearchEntry(EntryKind.SECTION, f"{name} ({page})", plain_words(inside), id_, (SearchName(name),))
        for name, id_, inside in sections(blocks, taken)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site."""

    template: ClassVar[str]
    path: str
    """The path of its Markdown file for renderers that read files, such as `lessons/rise.md`."""
    title: str
    description: str
    """For search engines and link previews."""
    source: str
    """The file that made it: what the edit pencil opens."""
    entries: tuple[SearchEntry, ...]
    hide: tuple[str, ...] = ()
    """Parts of the frame that the page does not show, by Material's names."""


@dataclass(frozen=True, slots=True)
class Planned:
    """A page that can be made: what navigation shows of it, and how it is made."""

    kind: type[Page]
    path: str
    title: str
    source: str
    make: Callable[[], Page]
    entries: Callable[[], tuple[SearchEntry, ...]]
    """Makes what search finds on it, without the page."""


@dataclass(frozen=True, slots=True)
class Site:
    """What all pages are made from."""

    woven: Woven
    addresses: Addresses
    works: Mapping[str, Work]
    terms: Mapping[str, Term]
    events: tuple[Event, ...]
    """In order of date."""
    places: Mapping[str, Locality]
    """In alphabetical order."""
    repository: Repository | None
    """Where readers suggest corrections; `None` if they are not asked to."""
    handouts: tuple[Handout, ...]
    """What readers can print."""
    keep: Keep = ONCE
    formatter: Formatter = formatted
    """Formats references."""
    language: Language = ENGLISH
    """That of the frame."""

    @property
    def lesson_events(self) -> Mapping[str, tuple[Event, ...]]:
        """The events that concern each lesson, in order of date, by the lesson's id."""
        return self.keep(_bearing, self.woven, self.events)

    @property
    def lesson_places(self) -> Mapping[str, tuple[Locality, ...]]:
        """The places that concern each lesson, in alphabetical order, by the lesson's id."""
        return self.keep(_bearing, self.woven, tuple(self.places.values()))

    @property
    def days(self) -> Mapping[str, Day]:
        """The days of the lessons by their ids; of lessons without one there is none."""
        return self.keep(lesson_days, self.woven.project.course)


@dataclass(frozen=True, slots=True)
class Ref:
    """A link with its words."""

    text: str
    to: Address | str
    """A part of the course, or an address outside it."""
    id: str = ""
    """The id of what it leads to."""


MOST_PLACES = 12
"""The most places that a card lists: with all the places in a book, cards would be longer than their page."""


@dataclass(frozen=True, slots=True)
class DayView:
    """The day of a lesson."""

    iso: str
    """For HTML's `datetime` attribute."""
    words: str
    """With its day of the week, and the hours if the schedule has them."""


@dataclass(frozen=True, slots=True)
class Support:
    """What a statement of the editors rests on."""

    sources: tuple[Ref, ...]
    basis: str
    """`text`, `judgement`, or empty."""


@dataclass(frozen=True, slots=True)
class CourseName:
    """What a reader's own work belongs to: for the scripts that keep it, and that hand it in."""

    id: str
    """The id of the paper's citation, which stays when titles change."""
    title: str
    former: tuple[str, ...]
    """Former ids of questions and lessons, such as `question:old=new`."""
    desk: Ref
    """A link to where readers save, open and erase their work."""


@dataclass(frozen=True, slots=True)
class GuideView:
    """What instructors may want to know about a question."""

    guide: Body
    misconceptions: tuple[Line, ...]
    follow_ups: tuple[Line, ...]
    support: Support


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with its place."""

    id: str
    ask: Body
    level: Level
    minutes: int | None
    about: str
    """The paper's words, or empty."""
    place: Ref | None
    lesson: Ref
    guide: GuideView | None
    """In the instructor edition only."""
    correction: Ref | None
    """Where to suggest one, if readers are asked to."""
    was: tuple[str, ...]
    """Its former ids."""
    tongue: Tongue | None
    """The language of the paper's words, if it is another than that of the course."""
    draft: bool = False
    """Whether it is not finished: only a preview has it."""


def site_of(
    woven: Woven,
    repository: Repository | None = None,
    edition: Edition = Edition.STUDENT,
    on_paper: bool = True,
    keep: Keep = ONCE,
    formatter: Formatter = formatted,
    language: Language = ENGLISH,
) -> Site:
    """Return what all pages are made from; `on_paper` says whether there are handouts."""
    project = woven.project
    return Site(
        woven=woven,
        addresses=addresses(woven, keep),
        works=keep(_works, project.works),
        terms=keep(_terms, project.terms),
        events=keep(_in_order, project.timeline.events),
        places=keep(_places, project.localities),
        repository=repository,
        handouts=handouts(woven, edition, keep, language) if on_paper else (),
        keep=keep,
        formatter=formatter,
        language=language,
    )


def _works(works: tuple[Work, ...]) -> Mapping[str, Work]:
    return {work.id: work for work in works}


def _terms(terms: tuple[Term, ...]) -> Mapping[str, Term]:
    return {term.id: term for term in terms}


def _places(places: tuple[Locality, ...]) -> Mapping[str, Locality]:
    return {place.id: place for place in sorted(places, key=lambda place: alphabetical(place.name))}


def alphabetical(name: str) -> tuple[str, str]:
    """Return what names are sorted by: their letters without accents, whatever stands before the first."""
    bare = normalize("NFD", name.lstrip("“‘\"'("))
    return "".join(one for one in bare if not combining(one)).casefold(), name


def _in_order(events: tuple[Event, ...]) -> tuple[Event, ...]:
    return tuple(sorted(events, key=lambda event: (event.date.first, event.date.last)))


def _bearing(woven: Woven, things: Iterable[B]) -> Mapping[str, tuple[B, ...]]:
    """Return the events or places for each lesson, by its id: those that name the lesson, or a paragraph that it reads."""
    reading = readers(woven)
    found: dict[str, list[B]] = {lesson.id: [] for lesson in woven.lessons}
    for thing in things:
        read = (lesson.id for id_ in thing.paragraphs for lesson in reading.get(id_, ()))
        for lesson in dict.fromkeys((*thing.lessons, *read)):
            if lesson in found:
                found[lesson].append(thing)
    return {lesson: tuple(bearing) for lesson, bearing in found.items()}


def ref(site: Site, kind: str, id_: str, text: str) -> Ref:
    """Return a link with the words `text` to a part of the course.

    Raises `KeyError` if the course has no part of this kind and id.
    """
    return Ref(text, site.addresses[f"{kind}:{id_}"], id_)


def place_refs(site: Site, named: Iterable[str]) -> tuple[Ref, ...]:
    """Return links to places of the map, by their ids."""
    return tuple(ref(site, "place", id_, site.places[id_].name) for id_ in named if id_ in site.places)


def day_view(site: Site, lesson: str) -> DayView | None:
    """Return the day of a lesson; `None` if it has none."""
    day = site.days.get(lesson)
    if day is None:
        return None
    held = hours(site.woven.project.course.schedule)
    words = site.language.weekday(day)
    return DayView(iso(day), f"{words}{site.language.say(', ')}{held[0]}–{held[1]}" if held else words)


def course_name(site: Site) -> CourseName:
    """Return what a reader's own work belongs to."""
    project = site.woven.project
    return CourseName(
        project.paper.citation.id,
        project.course.title,
        tuple(
            f"{kind}:{old}={now}"
            for (kind, old), now in site.keep(former_ids, project).items()
            if kind in ("question", "lesson")
        ),
        Ref(site.language.say("Your work"), Address(MY_READING_PAGE, "your-work")),
    )


def paragraph_refs(paper: Paper, language: Language) -> Mapping[str, Ref]:
    """Return links to all paragraphs of the paper, by their ids."""
    return {
        one.id: Ref(paragraph_name(one.id, language), Address(PAPER_PAGE, one.id), one.id)
        for one in paper.paragraphs
    }


def paragraph_ref(site: Site, id_: str) -> Ref:
    """Return a link to a paragraph of the paper."""
    return ref(site, "paragraph", id_, paragraph_name(id_, site.language))


def paper_ref(site: Site) -> Ref:
    """Return a link to the paper's page; if that page may not show the paper, it says where to read it."""
    say, is_whole = site.language.say, site.woven.paper.quoted is None
    words = say("Read the whole paper") if is_whole else say("Where to read the whole paper")
    return ref(site, "page", "paper", words)


def paper_language(site: Site) -> str:
    """Return the language of the paper; empty if neither its text nor its citation says it.

    A paper in another script than the course's language is told by its script at least: it has its own direction.
    """
    project = site.woven.project
    told = site.woven.paper.language or project.paper.citation.language
    return told or site.keep(undetermined, site.woven.paper.text, project.course.language)


def whole_id(paper: Paper, paragraph: Paragraph) -> str:
    """Return the id under which readers look for a paragraph: that of its table, for a cell."""
    exhibit = paper.exhibit_of(paragraph)
    return exhibit.id if exhibit else paragraph.id


def support(site: Site, statement: Sourced) -> Support:
    """Return what a statement rests on."""
    return Support(tuple(_source(site, cited) for cited in statement.sources), statement.basis or "")


def correction(site: Site, record: Written) -> Ref | None:
    """Return a link to the line to correct; `None` if readers are not asked to suggest corrections."""
    words = site.language.say("Suggest a correction")
    return Ref(words, site.repository.line(record.place())) if site.repository else None


def marks_in(
    site: Site, passages: Iterable[tuple[Paragraph, ...]], notes: tuple[PlacedNote, ...] = ()
) -> Marks:
    """Return what to mark in passages. If only quotes may be shown, each paragraph counts as a passage."""
    woven = site.woven
    shown = shown_passages(woven.paper, passages)
    return marks(woven.citations, woven.occurrences, notes, shown, woven.paper.styles)


def shown_passages(
    paper: Paper, passages: Iterable[tuple[Paragraph, ...]]
) -> Iterable[tuple[Paragraph, ...]]:
    """Return the passages as they are marked: each paragraph by itself if only quotes may be shown."""
    if paper.quoted is None:
        return passages
    return [(paragraph,) for passage in passages for paragraph in passage]


def question_view(site: Site, placed: PlacedQuestion) -> QuestionView:
    """Return a question with its place."""
    question = placed.question
    lesson = site.woven.project.lessons[placed.lesson]
    return QuestionView(
        id=question.id,
        ask=question.ask.body,
        level=question.level,
        minutes=question.minutes,
        about=site.woven.paper.words(placed.span) if placed.span else "",
        place=_question_place(site, placed),
        lesson=ref(site, "lesson", placed.lesson, lesson.title),
        guide=_guide(site, placed),
        correction=correction(site, question),
        was=question.was,
        tongue=tongue_of(paper_language(site), site.woven.project.course.language),
        draft=question.draft,
    )


def _guide(site: Site, placed: PlacedQuestion) -> GuideView | None:
    answers = site.woven.project.answers.get(placed.lesson)
    guides = {guide.question: guide for guide in answers.guides} if answers else {}
    guide = guides.get(placed.question.id)
    if guide is None:
        return None
    return GuideView(
        guide=guide.guide.body,
        misconceptions=tuple(text.line for text in guide.misconceptions),
        follow_ups=tuple(text.line for text in guide.follow_ups),
        support=support(site, guide),
    )


def _question_place(site: Site, placed: PlacedQuestion) -> Ref | None:
    """Return a link to the question's paragraph: on the lesson's page if the lesson reads it, else on the paper's."""
    if placed.paragraph is None:
        return None
    if not placed.read_here:
        return paragraph_ref(site, placed.paragraph)
    home = site.addresses[f"lesson:{placed.lesson}"].page
    return Ref(
        paragraph_name(placed.paragraph, site.language), Address(home, placed.paragraph), placed.paragraph
    )


def _source(site: Site, cited: Source) -> Ref:
    name = label(site.works[cited.id], site.language) if cited.id in site.works else cited.id
    return ref(site, "source", cited.id, site.language.series(filter(None, (name, cited.place))))
