"""Make the sheets of handouts: all that is on each, as data for its Typst template.

A sheet holds only what its handout shows: a handout is printed again when its data changes.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from itertools import chain
from typing import TypeVar

from ..atlas.svg import map_file
from ..read.course import Timeline
from ..shared.language import Language
from ..shared.markdown import Body, Line, first_sentence
from ..shared.outside import encoded, is_outside
from ..show.base import Page, QuestionView, Ref, Site
from ..show.bibliography import references
from ..show.glossary import GlossaryPage, TermView, glossary_page
from ..show.home import HomePage, home_page
from ..show.lesson import CheckView, LessonPage
from ..show.names import kind_meaning, kind_name
from ..show.places import PlacesPage
from ..show.reading_list import ReadingListPage
from ..show.references import ReferencesPage, references_page
from ..show.timeline import TimelinePage, timeline_page
from ..timeline.chart import Chart, numbered_chart, titled_chart
from ..timeline.svg import least_height, strip_file, wide_file
from ..weave.addresses import (
    GLOSSARY_PAGE,
    HOME_PAGE,
    REFERENCES_PAGE,
    TIMELINE_PAGE,
    Address,
    Addresses,
    lesson_page,
    on_site,
)
from ..weave.handouts import Handout, HandoutKind, social_picture
from .encode import Linker, encode, frame_words, shown_files
from .fonts import Glyphs, in_picture
from .passages import PrintedPassage, pictures, printed_passages, terms_of

P = TypeVar("P", bound=Page)

_LINES = (4, 14)
"""The fewest and the most ruled lines for an answer, if the question does not say what its share is."""
_ROOM = ((56, 68), (57.8, 62.7))
"""The width and the height of the room for a chart, on A4 and on US Letter, in ems of 9.5 points: see `timeline.typ`."""
_LENGTHS = (38, 44, 50, 56)
"""How long a chart may be, in ems: the shorter it is, the larger its words are."""
_MOST_IN_READER = 1000
"""The most events, or terms, that the course reader has: more would fill a book that nobody prints, again."""
_MOST_ON_CHART = 1000
"""The most events for which a chart is tried: there is no room for more on a sheet of paper."""
_CARD = 53.3
"""The width of a strip on a social card, in em; with it, the marks suit the size of the card's words."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A handout with all that is on it."""

    handout: Handout
    template: str
    """Name of a file in `overrides/handouts/`."""
    data: str
    """JSON, the same for every size of paper."""
    pictures: tuple[str, ...] = ()
    """The paths on the site of the pictures that it shows, the paper's and the course's own."""
    right_to_left: bool = False
    """Whether a booklet of it opens from the left cover."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the space for its answer."""

    question: QuestionView
    lines: int
    """Its share of the ruled lines, with which pages are filled; 0 for none."""
    number: int
    """The number of its lesson."""


@dataclass(frozen=True, slots=True)
class LessonSheet:
    """What the handouts of a lesson show."""

    page: LessonPage
    """Without its passages."""
    passages: tuple[PrintedPassage, ...]
    words: tuple[TermView, ...]
    """The key terms' entries, in the lesson's order."""
    asked: tuple[Asked, ...]
    legend: tuple[str, ...]
    """What the kinds of its notes mean, such as `claim: what the paper asserts`; none where the page must hold it all."""


@dataclass(frozen=True, slots=True)
class RunSheet:
    """What a run sheet shows: the class on one sheet."""

    page: LessonPage
    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class ReadingSheet:
    """What a reading copy shows: the passage alone."""

    citation: str
    """The paper's title."""
    passages: tuple[PrintedPassage, ...]


@dataclass(frozen=True, slots=True)
class CardsSheet:
    """What discussion cards show."""

    asked: tuple[Asked, ...]


@dataclass(frozen=True, slots=True)
class TimelineChart:
    """The timeline as a chart, in SVG without a style, for each size of paper."""

    a4: str
    letter: str
    name: str
    """What it shows, in words."""
    numbered: bool
    """Whether it has the events' numbers in the list in place of their titles, for which there is no room."""


@dataclass(frozen=True, slots=True)
class TimelineSheet:
    """What the handout of the timeline shows."""

    page: TimelinePage
    chart: TimelineChart | None


@dataclass(frozen=True, slots=True)
class PlaceChart:
    """A map of places, in SVG without a style."""

    svg: str
    name: str
    """What it shows, in words."""


@dataclass(frozen=True, slots=True)
class MapSheet:
    """What the handout of the places shows."""

    page: PlacesPage
    """Without its maps."""
    maps: tuple[PlaceChart, ...]


@dataclass(frozen=True, slots=True)
class ReaderSheet:
    """What the course reader shows: the course from end to end."""

    subtitle: str
    welcome: Body
    lessons: tuple[LessonSheet, ...]
    timeline: TimelinePage
    glossary: GlossaryPage
    references: ReferencesPage
    apart: tuple[str, ...]
    """The names of parts that are printed by themselves alone, since they are long: the reader has them empty."""


@dataclass(frozen=True, slots=True)
class SocialCard:
    """What the picture of a page shows when a link to the page is shared."""

    course: str
    paper: str
    """A short citation of the paper, such as `Mason 2016`."""
    number: int
    """The number of the lesson; 0 for the whole course."""
    title: str
    summary: str
    strip: str
    """The events of the course, in SVG without a style; empty when there are none."""


@dataclass(frozen=True, slots=True)
class Colophon:
    """What stands at the head and foot of every handout."""

    course: str
    language: str
    handout: str
    """The name of its kind, for readers."""
    title: str
    number: int
    """The number of its lesson; 0 for the whole course."""
    editors: tuple[str, ...]
    licence: Ref
    paper: Line
    """The paper's reference."""
    quotes_only: bool
    """Whether handouts show only those words of the paper that the course quotes."""
    link: str
    """Its page on the web; empty while the site has no address."""
    short: str
    """The same in the form that people type."""
    code: str
    """The same as a QR code, in SVG."""


def sheets(site: Site, made: Mapping[str, Page], base: str, glyphs: Glyphs) -> Iterator[Sheet]:
    """Yield the handouts with their data. `made`: the pages by path; `base`: the site's address, or empty."""
    link = partial(_url, site.addresses, base)
    citation = site.woven.project.paper.citation
    paper = references([citation], site.formatter, site.language)[citation.id]
    numbers = {lesson.id: number for number, lesson in enumerate(site.woven.lessons, 1)}
    for handout in site.handouts:
        template, shown = _shown(site, made, handout, glyphs)
        head = _colophon(site, handout, numbers.get(handout.lesson, 0), paper, link)
        body = encode(shown, link, glyphs, site.language)
        data = {
            "head": encode(head, link, glyphs, site.language),
            "shown": body,
            **frame_words(site.language, glyphs),
        }
        text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
        own = shown_files(body) if site.woven.project.files else ()
        shows = tuple(dict.fromkeys((*pictures(_passages(shown)), *own)))
        yield Sheet(handout, template, text, shows, site.language.direction == "rtl")


def social_cards(site: Site, made: Mapping[str, Page], glyphs: Glyphs) -> Iterator[tuple[str, str]]:
    """Yield a social card for home and for each lesson: the path of its picture on the site, and its data."""
    course = site.woven.project.course
    home = _made(made, HOME_PAGE, HomePage, partial(home_page, site))
    strip = strip_file(home.strip, _CARD) if home.strip else ""
    of_course = SocialCard(course.title, home.label, 0, course.title, home.subtitle, strip)
    shown = {
        home.path: of_course,
        **{
            page.path: replace(of_course, number=page.number, title=page.title, summary=page.description)
            for page in made.values()
            if isinstance(page, LessonPage)
        },
    }
    for path, card in shown.items():
        data = {"head": {"code": ""}, "shown": encode(card, lambda _: "", glyphs, site.language)}
        yield social_picture(path), json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def ruled(minutes: int | None, lines: int | None) -> int:
    """Return the share of ruled lines that an answer gets: `lines` if given, else one for each minute, within limits."""
    fewest, most = _LINES
    return lines if lines is not None else min(max(minutes or 6, fewest), most)


def _url(addresses: Addresses, base: str, to: Address | str) -> str:
    if isinstance(to, str) and (not to or is_outside(to)):
        return encoded(to)
    address = to if isinstance(to, Address) else addresses[to]
    return on_site(base, address) if base else ""


def _passages(shown: object) -> Iterator[PrintedPassage]:
    """Yield the passages that a handout shows."""
    match shown:
        case LessonSheet(passages=passages) | ReadingSheet(passages=passages):
            yield from passages
        case ReaderSheet(lessons=lessons):
            yield from (passage for lesson in lessons for passage in lesson.passages)


def _shown(site: Site, made: Mapping[str, Page], handout: Handout, glyphs: Glyphs) -> tuple[str, object]:
    """Return the template of a handout and the record that it shows."""
    page = made[handout.page]
    match handout.kind:
        case HandoutKind.INSTRUCTOR if isinstance(page, LessonPage):
            return "instructor.typ", _lesson(site, page, glyphs)
        case HandoutKind.RUN_SHEET if isinstance(page, LessonPage):
            return "run-sheet.typ", RunSheet(_without_text(page), tuple(_asked(site, page)))
        case HandoutKind.STUDENT if isinstance(page, LessonPage):
            return "lesson.typ", _short_lesson(site, _for_students(page), glyphs)
        case HandoutKind.ANNOTATED if isinstance(page, LessonPage):
            return "annotated.typ", _lesson(site, _for_students(page), glyphs)
        case HandoutKind.READING if isinstance(page, LessonPage):
            return "reading.typ", ReadingSheet(
                page.citation, printed_passages(page.passages, page.footnotes, glyphs, page.tongue)
            )
        case HandoutKind.CARDS:
            lessons = (one for one in made.values() if isinstance(one, LessonPage))
            asked = tuple(one for page in lessons for one in _asked(site, _for_students(page)))
            return "cards.typ", CardsSheet(asked)
        case HandoutKind.READER:
            return "reader.typ", _reader(site, made, glyphs)
        case HandoutKind.LIST if isinstance(page, ReadingListPage):
            return "reader.typ", _list_reader(_reader(site, made, glyphs), page, made)
        case HandoutKind.TIMELINE if isinstance(page, TimelinePage):
            return "timeline.typ", TimelineSheet(
                _without_charts(page),
                _chart(site.woven.project.timeline, page, site.language)
                if page.events <= _MOST_ON_CHART
                else None,
            )
        case HandoutKind.PLACES if isinstance(page, PlacesPage):
            maps = tuple(PlaceChart(in_picture(map_file(one)), one.name) for one in page.wide)
            return "map.typ", MapSheet(replace(_lean(page), wide=(), tall=()), maps)
        case kind:
            return f"{kind}.typ", _lean(page)


def _lesson(site: Site, page: LessonPage, glyphs: Glyphs) -> LessonSheet:
    entries = {word.id: word for word in page.words}
    words = tuple(entries[key.id] for key in page.key_terms if key.id in entries)
    passages = printed_passages(
        page.passages, page.footnotes, glyphs, page.tongue, underlined=_key_notes(page)
    )
    return LessonSheet(_without_text(page), passages, words, tuple(_asked(site, page)), _legend(site, page))


def _short_lesson(site: Site, page: LessonPage, glyphs: Glyphs) -> LessonSheet:
    """Return a lesson with its key notes alone, and with those words to know that its passage uses, in short."""
    keys = _key_notes(page)
    marked = printed_passages(page.passages, page.footnotes, glyphs, page.tongue, keys, keys)
    used = {term for passage in page.passages for term in terms_of(passage)}
    shown = _lesson(site, replace(page, notes=tuple(note for note in page.notes if note.key)), glyphs)
    words = tuple(
        replace(word, definition=Body(first_sentence(word.definition.blocks)))
        for word in shown.words
        if word.id in used or not page.passages
    )
    return replace(shown, passages=marked, words=words, legend=())


def _legend(site: Site, page: LessonPage) -> tuple[str, ...]:
    say = site.language.say
    names = [(kind_name(kind, site.language), kind_meaning(kind, site.language)) for kind, _ in page.kinds]
    return tuple(say("{kind}: {meaning}", kind=kind, meaning=meaning) for kind, meaning in names)


def _key_notes(page: LessonPage) -> frozenset[str]:
    return frozenset(note.id for note in page.notes if note.key)


def _without_text(page: LessonPage) -> LessonPage:
    """Return a page without what a sheet shows in another form, and without what no handout of a lesson shows."""
    return replace(
        _lean(page),
        passages=(),
        footnotes=(),
        words=(),
        cited=(),
        places=(),
        questions=(),
        handouts=(),
        strip=None,
        day=None,
    )


def _lean(page: P) -> P:
    """Return a page without what search finds on it, which no handout shows."""
    return replace(page, entries=())


def _asked(site: Site, page: LessonPage) -> Iterator[Asked]:
    written = {one.id: one for one in site.woven.project.lessons[page.id].questions}
    for question in page.questions:
        yield Asked(question, ruled(question.minutes, written[question.id].lines), page.number)


def _reader(site: Site, made: Mapping[str, Page], glyphs: Glyphs) -> ReaderSheet:
    lessons = (page for page in made.values() if isinstance(page, LessonPage))
    home = _made(made, HOME_PAGE, HomePage, partial(home_page, site))
    timeline = _without_charts(_made(made, TIMELINE_PAGE, TimelinePage, partial(timeline_page, site)))
    glossary = _lean(_made(made, GLOSSARY_PAGE, GlossaryPage, partial(glossary_page, site)))
    apart = []
    if timeline.events > _MOST_IN_READER:
        apart.append(site.language.say("Timeline"))
        timeline = replace(timeline, events=0, periods=())
    if len(glossary.terms) > _MOST_IN_READER:
        apart.append(site.language.say("Glossary"))
        glossary = replace(glossary, terms=())
    return ReaderSheet(
        subtitle=home.subtitle,
        welcome=home.welcome,
        lessons=tuple(_lesson(site, _for_students(page), glyphs) for page in lessons),
        timeline=timeline,
        glossary=glossary,
        references=_lean(_made(made, REFERENCES_PAGE, ReferencesPage, partial(references_page, site))),
        apart=tuple(apart),
    )


def _list_reader(whole: ReaderSheet, page: ReadingListPage, made: Mapping[str, Page]) -> ReaderSheet:
    """Return the course reader with the lessons of a reading list, and only the terms and events that they have."""
    lessons = {one.page.id: one for one in whole.lessons}
    chosen = tuple(lessons[card.lesson.id] for card in page.cards)
    read = [made[lesson_page(one.page.id)] for one in chosen]
    terms = {word.id for one in read if isinstance(one, LessonPage) for word in one.words}
    events = {link.event.id for one in chosen for link in one.page.events}
    periods = tuple(
        replace(period, events=tuple(one for one in period.events if one.id in events))
        for period in whole.timeline.periods
    )
    periods = tuple(period for period in periods if period.events)
    return replace(
        whole,
        subtitle=page.course.title,
        welcome=page.text or whole.welcome,
        lessons=chosen,
        timeline=replace(
            whole.timeline, periods=periods, events=sum(len(period.events) for period in periods)
        ),
        glossary=replace(whole.glossary, terms=tuple(one for one in whole.glossary.terms if one.id in terms)),
    )


def _made(made: Mapping[str, Page], path: str, kind: type[P], make: Callable[[], P]) -> P:
    """Return the page at a path as it was made for the web; an empty one if the course has none."""
    page = made.get(path)
    return page if isinstance(page, kind) else make()


def _chart(timeline: Timeline, page: TimelinePage, language: Language) -> TimelineChart | None:
    """Return the chart with the largest letters; `None` if they would be smaller than 9.5 points, or without events."""
    listed = [event.id for period in page.periods for event in period.events]
    numbers = {id_: number for number, id_ in enumerate(listed, 1)}
    titled = ((titled_chart(timeline, length, language), False) for length in _LENGTHS)
    numbered = ((numbered_chart(timeline, length, numbers, language), True) for length in _LENGTHS)
    for chart, has_numbers in chain(titled, numbered):
        if chart and _fits(chart):
            length = chart.layout.length
            a4, letter = (in_picture(wide_file(chart, length * high / wide)) for wide, high in _ROOM)
            return TimelineChart(a4, letter, chart.name, has_numbers)
    return None


def _fits(chart: Chart) -> bool:
    return all(chart.layout.length <= wide and least_height(chart) <= high for wide, high in _ROOM)


def _without_charts(page: TimelinePage) -> TimelinePage:
    return replace(_lean(page), wide=None, tall=None)


def _for_students(page: LessonPage) -> LessonPage:
    """Return the page without what students get elsewhere or not at all: guides, run sheet, reasons in self-checks."""
    return replace(
        page,
        questions=tuple(replace(question, guide=None) for question in page.questions),
        checks=tuple(_unanswered(check) for check in page.checks),
        run_sheet=(),
    )


def _unanswered(check: CheckView) -> CheckView:
    options = tuple(replace(option, right=False, why=Line()) for option in check.options)
    return replace(check, options=options)


def _colophon(site: Site, handout: Handout, number: int, paper: Line, link: Linker) -> Colophon:
    course = site.woven.project.course
    address = link(Address(handout.page))
    return Colophon(
        course=course.title,
        language=course.language,
        handout=site.language.say(handout.name),
        title=handout.title,
        number=number,
        editors=course.editors,
        licence=Ref(course.licence.name, course.licence.url or ""),
        paper=paper,
        quotes_only=site.woven.paper.quoted is not None,
        link=address,
        short=address.partition("//")[2].rstrip("/"),
        code=_code(address),
    )


# All handouts of a page have the same code, and a preview makes them many times.
@lru_cache(maxsize=4096)
def _code(address: str) -> str:
    """Return an address as a QR code in SVG, one unit per module, without the quiet zone; empty for no address."""
    if not address:
        return ""
    import segno  # only here: it takes a hundredth of a second

    return segno.make(address, error="m", micro=False).svg_inline(border=0, omitsize=True)
