"""Write the pages of a course as chapters: lessons, timeline, glossary, questions, references."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain

from ..atlas.svg import drawn_map
from ..print.sheets import ruled
from ..show.base import GuideView, QuestionView, Site
from ..show.glossary import GlossaryPage, TermView, TranslationView
from ..show.home import HomePage
from ..show.lesson import CheckView, LessonPage
from ..show.names import begun, level_name
from ..show.places import PlacesPage, PlaceView
from ..show.questions import QuestionsPage
from ..show.references import CitedView, ReferencesPage, WorkView
from ..show.timeline import DisputeView, EventView, TimelinePage
from ..show.tongues import Tongue
from ..timeline.svg import drawn
from ..weave.addresses import REFERENCES_PAGE, Address
from .flow import (
    Block,
    Blocks,
    Call,
    Chapter,
    Drawing,
    Frame,
    Grid,
    Head,
    Inlines,
    Items,
    Look,
    Note,
    Par,
    Room,
    Style,
    Text,
    Way,
    in_order,
    led,
    pieces,
    styled,
    text,
)
from .telling import Linked, body, footnote, line, note, passage, quiet, rests_on, series, way

TICK = "☐"
"""What stands before an answer to choose on paper."""
ANSWERS = "answers"
"""The page of the answers to self-checks in a book; the site has none."""


@dataclass(frozen=True, slots=True)
class Purpose:
    """What a lesson is written for."""

    on_paper: bool
    """With lines for answers and all that a book has elsewhere: the words to know, the references of its course."""
    answers: bool = False
    """For instructors, with run sheet, guides and answers."""


BOOK, HANDOUT, INSTRUCTOR = Purpose(False), Purpose(True), Purpose(True, answers=True)


def lesson_chapter(site: Site, page: LessonPage, purpose: Purpose) -> Chapter:
    """Return a lesson."""
    blocks = in_order(tuple(chain.from_iterable(_lesson(site, page, purpose))))
    editors = (note(site, one) for one in page.notes)
    papers = (footnote(site, one, page.tongue) for one in page.footnotes)
    title = (
        page.title
        if purpose.on_paper
        else site.language.say("Lesson {number}: {title}", number=page.number, title=page.title)
    )
    return Chapter(page.path, title, blocks, _by_mark(blocks, (*editors, *papers)))


def _by_mark(blocks: Blocks, notes: tuple[Note, ...]) -> tuple[Note, ...]:
    """Return the notes in the order of their first marks; those without a mark in the text follow."""
    calls = dict.fromkeys(piece.note for piece in pieces(blocks) if isinstance(piece, Call))
    order = {id_: index for index, id_ in enumerate(calls)}
    return tuple(sorted(notes, key=lambda one: order.get(one.id, len(order))))


def _lesson(site: Site, page: LessonPage, purpose: Purpose) -> Iterator[Iterable[Block]]:
    """Yield the parts of a lesson, in the order of its page."""
    language, say = site.language, site.language.say
    yield _aims(site, page)
    if purpose.answers and page.run_sheet:
        yield _run_sheet(site, page)
    if purpose.on_paper:
        yield _words_to_know(site, page)
    elif page.key_terms:
        terms = series(language, map(way, page.key_terms))
        yield (Par((text(say("Key terms:"), Style.STRONG), text(" "), *terms)),)
    if page.text:
        title = say("Before you read") if page.passages else say("To read")
        yield (Head(2, (text(title),), "introduction"),)
        yield body(site, page.text)
        yield quiet(rests_on(language, page.support))
    if page.passages:
        yield _passage(site, page)
    if page.questions:
        title = say("Questions, with guides") if purpose.answers else say("Questions to discuss")
        yield (Head(2, (text(title),), "questions"),)
        yield from (_question(site, page, one, index, purpose) for index, one in enumerate(page.questions, 1))
    if page.activity:
        yield (Head(2, (text(say("Activity: {title}", title=page.activity.title)),), "activity"),)
        yield quiet(_dotted(begun(page.activity.with_), _minutes(site, page.activity.minutes)))
        yield body(site, page.activity.steps)
    if page.checks:
        yield _checks(site, page, purpose)
    if page.events:
        yield (Head(2, (text(say("On the timeline")),), "timeline"),)
        dated = (
            Linked(language).say("{date}: {event}", date=language.date(one.when), event=way(one.event))
            for one in page.events
        )
        yield (Items(tuple((Par(one),) for one in dated)),)


def _aims(site: Site, page: LessonPage) -> Iterator[Block]:
    yield Par((text(page.description),), Look.SUBTITLE)
    told = site.language.say("{minutes}. After it you will be able to:", minutes=_minutes(site, page.minutes))
    yield Par((text(told, Style.STRONG),))
    yield Items(tuple((Par(line(site, one)),) for one in page.objectives))


def _minutes(site: Site, minutes: int | None) -> str:
    return site.language.counted("{count} minute", "{count} minutes", minutes) if minutes else ""


def _dotted(*words: str) -> Inlines:
    told = " · ".join(filter(None, words))
    return (text(told),) if told else ()


def _run_sheet(site: Site, page: LessonPage) -> Iterator[Block]:
    say = site.language.say
    yield Head(2, (text(say("Run sheet")),), "run-sheet")
    heads = (say("Minutes"), say("Until"), say("What happens"))
    rows = (
        (_cell(str(step.minutes)), _cell(str(step.until)), body(site, step.do)) for step in page.run_sheet
    )
    yield Grid((tuple(map(_cell, heads)), *rows), shares=(3, 2, 13))


def _cell(words: str) -> Blocks:
    return (Par((text(words),)),)


def _words_to_know(site: Site, page: LessonPage) -> Iterator[Block]:
    say = site.language.say
    entries = {word.id: word for word in page.words}
    words = [entries[key.id] for key in page.key_terms if key.id in entries]
    if words:
        yield Head(2, (text(say("Words to know")),), "words")
        rows = (
            (
                (Par((text(word.term.text, Style.STRONG),)), *_translations(site, word)),
                body(site, word.definition),
            )
            for word in words
        )
        yield Grid((tuple(map(_cell, (say("Term"), say("Meaning")))), *rows), named_rows=True, shares=(3, 5))


def _translations(site: Site, term: TermView) -> Blocks:
    return tuple(Par(_translation(site, one)) for one in term.translations)


def _translation(site: Site, one: TranslationView) -> Inlines:
    doubt = site.language.say("(not checked by a speaker)")
    words = Text(one.text, tongue=Tongue(one.language, one.direction))
    return (words, *((text(f" {doubt}", Style.QUIET),) if one.unchecked else ()))


def _passage(site: Site, page: LessonPage) -> Iterator[Block]:
    say = site.language.say
    yield Head(2, (text(say("The passage")),), "passage")
    paper = (text(page.citation, Style.EMPHASIS),)
    linked = Linked(site.language)
    if page.quotes_only:
        sign = (text("[…]"),)
        told = linked.say(
            "Quoted from {paper}; {sign} stands for words that are left out.", paper=paper, sign=sign
        )
    else:
        told = linked.say("From {paper}.", paper=paper)
    yield from quiet(told, linked.say("Numbers, links and note marks are the editors’."))
    for shown in page.passages:
        yield from passage(site, shown, page.tongue, 3)


def _question(
    site: Site, page: LessonPage, one: QuestionView, number: int, purpose: Purpose
) -> Iterator[Block]:
    ask = _numbered(body(site, one.ask), number, "questions")
    room: Blocks = ()
    if purpose.on_paper and not purpose.answers:
        written = {asked.id: asked for asked in site.woven.project.lessons[page.id].questions}
        room = (Room(ruled(one.minutes, written[one.id].lines)),)
    yield Frame(Look.PLAIN, (*ask, *quiet(_about(site, one)), *room), one.id)
    if purpose.answers:
        yield Frame(Look.GUIDE, tuple(_guide(site, one.guide)))


def _numbered(blocks: Blocks, number: int, counter: str) -> Blocks:
    """Return blocks, the first of which is a paragraph with a number."""
    first, *others = led((), blocks)
    return (replace(first, label=f"{number}.", counter=counter) if isinstance(first, Par) else first, *others)


def _about(site: Site, one: QuestionView) -> Inlines:
    linked = Linked(site.language)
    told: list[Inlines] = [_dotted(begun(level_name(one.level, site.language)), _minutes(site, one.minutes))]
    if one.place and one.about:
        quoted = (text("“"), Text(one.about, tongue=one.tongue), text("”"))
        told.append(linked.say("about {words} in {place}", words=quoted, place=way(one.place)))
    elif one.place:
        told.append(linked.say("about {place}", place=way(one.place)))
    return tuple(
        chain.from_iterable((*((text(" · "),) if index else ()), *part) for index, part in enumerate(told))
    )


def _guide(site: Site, guide: GuideView | None) -> Iterator[Block]:
    say = site.language.say
    if guide is None:
        yield from quiet((text(say("There is no guide to this question.")),))
        return
    yield from body(site, guide.guide)
    for name, told in (
        (say("Common misconceptions:"), guide.misconceptions),
        (say("To ask next:"), guide.follow_ups),
    ):
        if told:
            yield Par((text(name, Style.STRONG),))
            yield Items(tuple((Par(line(site, one)),) for one in told))
    yield from quiet(rests_on(site.language, guide.support))


def _checks(site: Site, page: LessonPage, purpose: Purpose) -> Iterator[Block]:
    say = site.language.say
    if purpose.answers:
        yield Head(2, (text(say("Self-checks, with answers")),), "checks")
    else:
        yield Head(2, (text(say("Check yourself")),), "checks")
    if purpose.on_paper and not purpose.answers:
        yield from quiet((text(say("The answers, with reasons, are on the lesson’s page.")),))
    for number, check in enumerate(page.checks, 1):
        ask = Par(line(site, check.ask), label=f"{number}.", counter="checks")
        if purpose.answers:
            yield Frame(Look.PLAIN, (ask, *_answered(site, check)), check.id)
            continue
        options = (Par((text(f"{TICK} "), *line(site, option.text)), Look.OPTION) for option in check.options)
        answer = (Way(Address(ANSWERS, f"answer-{check.id}"), (text(say("Answer")),)),)
        yield Frame(Look.PLAIN, (ask, *options, *(() if purpose.on_paper else quiet(answer))), check.id)


def _answered(site: Site, check: CheckView) -> Iterator[Block]:
    say = site.language.say
    for option in check.options:
        told = say("Right.") if option.right else say("Wrong.")
        words = (*line(site, option.text), text(" "), text(told, Style.STRONG), text(" "))
        yield Par((*words, *line(site, option.why)), Look.OPTION)


def answers_chapter(site: Site, lessons: Iterable[LessonPage]) -> Chapter | None:
    """Return the answers to the self-checks, which a lesson's page shows as soon as one is chosen; `None` for none."""
    say = site.language.say
    made: list[Block] = []
    for page in lessons:
        if page.checks:
            made.append(
                Head(2, (text(say("Lesson {number}: {title}", number=page.number, title=page.title)),))
            )
        for number, check in enumerate(page.checks, 1):
            back = Address(page.path, check.id)
            ask = Par((Way(back, (text(f"{number}.", Style.STRONG),)), text(" "), *line(site, check.ask)))
            made.append(Frame(Look.PLAIN, (ask, *_answered(site, check)), f"answer-{check.id}"))
    return Chapter(ANSWERS, say("Answers to the self-checks"), tuple(made)) if made else None


def welcome_chapter(site: Site, page: HomePage) -> Chapter:
    """Return what the course begins with."""
    epigraph = page.epigraph
    quoted: Blocks = ()
    if epigraph:
        place = (text(", "), *way(epigraph.place)) if epigraph.place else ()
        words = Par((Text(epigraph.words, tongue=epigraph.tongue),), Look.PAPER)
        quoted = (Frame(Look.QUOTATION, (words, *quiet((text(page.label), *place)))),)
    return Chapter(page.path, site.language.say("Welcome"), in_order((*quoted, *body(site, page.welcome, 2))))


def timeline_chapter(site: Site, page: TimelinePage) -> Chapter:
    """Return the timeline, its picture first."""
    picture = (Drawing(drawn(page.tall), page.tall.name),) if page.tall else ()
    made: list[Block] = [*picture, *body(site, page.introduction, 2)]
    for period in page.periods:
        dates = site.language.date(period.when)
        made.append(Head(2, (text(f"{period.title} ({dates})" if dates else period.title),), period.id))
        made += chain.from_iterable(_event(site, event) for event in period.events)
    return Chapter(page.path, page.title, in_order(tuple(made)))


def _event(site: Site, event: EventView) -> Iterator[Block]:
    language, say = site.language, site.language.say
    linked = Linked(language)
    yield Head(3, (text(event.title),), event.id)
    doubts = [say("not verified") if event.unverified else "", say("disputed") if event.dispute else ""]
    date = language.date(event.when)
    yield Par((text(" · ".join(filter(None, (date, event.theme.title, *doubts)))),), Look.QUIET)
    yield from body(site, event.text, 4)
    if event.dispute:
        yield from _dispute(site, event.dispute)
    paper = series(language, map(way, event.paragraphs))
    lessons = series(language, map(way, event.lessons))
    yield from quiet(
        rests_on(language, event.support),
        linked.say("In the paper: {places}.", places=paper) if paper else (),
        linked.say("Lessons: {lessons}.", lessons=lessons) if lessons else (),
    )


def _dispute(site: Site, dispute: DisputeView) -> Iterator[Block]:
    """Yield what sources disagree about, and who says what."""
    about = line(site, dispute.about)
    yield Par((text(site.language.say("Disputed:"), Style.STRONG), text(" "), *about))
    told = (
        (*line(site, one.says), text(" "), *styled(rests_on(site.language, one.support), Style.QUIET))
        for one in dispute.accounts
    )
    yield Items(tuple((Par(one),) for one in told))


def places_chapter(site: Site, page: PlacesPage) -> Chapter:
    """Return the places, their map first."""
    pictures = (Drawing(drawn_map(one), one.name) for one in page.tall)
    entries = chain.from_iterable(_place(site, place) for place in page.places)
    return Chapter(page.path, page.title, in_order((*pictures, *body(site, page.introduction, 2), *entries)))


def _place(site: Site, place: PlaceView) -> Iterator[Block]:
    language, linked = site.language, Linked(site.language)
    yield Head(2, (text(place.name),), place.id)
    doubt = language.say("disputed") if place.dispute else ""
    yield Par((text(" · ".join(filter(None, (place.kind.name, place.where, doubt)))),), Look.QUIET)
    yield from (Par(_translation(site, one)) for one in place.translations)
    yield from body(site, place.text)
    if place.dispute:
        yield from _dispute(site, place.dispute)
    events, terms, paper, lessons = (
        series(language, map(way, links))
        for links in (place.events, place.terms, place.paragraphs, place.lessons)
    )
    yield from quiet(
        rests_on(language, place.support),
        linked.say("On the timeline: {events}.", events=events) if events else (),
        linked.say("In the glossary: {terms}.", terms=terms) if terms else (),
        linked.say("In the paper: {places}.", places=paper) if paper else (),
        linked.say("Lessons: {lessons}.", lessons=lessons) if lessons else (),
    )


def glossary_chapter(site: Site, page: GlossaryPage) -> Chapter:
    """Return the glossary, each term with links back to where the paper uses it."""
    return Chapter(
        page.path, page.title, tuple(chain.from_iterable(_term(site, term) for term in page.terms))
    )


def _term(site: Site, term: TermView) -> Iterator[Block]:
    language = site.language
    linked = Linked(language)
    yield Head(2, (text(term.term.text),), term.id)
    yield from _translations(site, term)
    yield from body(site, term.definition)
    uses = (
        linked.counted(
            "{place} ({count} time)", "{place} ({count} times)", use.times, place=way(use.paragraph)
        )
        if use.times > 1
        else way(use.paragraph)
        for use in term.uses
    )
    places = series(language, uses)
    related = series(language, map(way, term.related))
    yield from quiet(
        linked.say("In the paper: {places}.", places=places) if places else linked.say("Not in the paper."),
        linked.say("Related: {terms}.", terms=related) if related else (),
        rests_on(language, term.support),
    )


def questions_chapter(site: Site, page: QuestionsPage) -> Chapter:
    """Return all questions by lesson, with a link to each lesson."""
    made: list[Block] = []
    for lesson in page.lessons:
        title = site.language.say("Lesson {number}: {title}", number=lesson.number, title=lesson.lesson.text)
        made.append(Head(2, (text(title),)))
        to_lesson = Way(lesson.lesson.to, (text(site.language.say("To the lesson")),))
        made += quiet((to_lesson,))
        asked = ((*body(site, one.ask), *quiet(_about(site, one))) for one in lesson.questions)
        made.append(Items(tuple(asked), ordered=True))
    return Chapter(page.path, page.title, tuple(made))


def references_chapter(site: Site, page: ReferencesPage) -> Chapter:
    """Return what the paper cites and what its editors cite."""
    say = site.language.say
    made: list[Block] = []
    if page.cited:
        made.append(Head(2, (text(say("Cited by the paper")),), "cited-by-the-paper"))
        made += (_cited(site, one) for one in page.cited)
    if page.works:
        made.append(Head(2, (text(say("Cited by the editors")),), "cited-by-the-editors"))
        made += (_work(site, one) for one in page.works)
    return Chapter(REFERENCES_PAGE, page.title, tuple(made))


def _cited(site: Site, one: CitedView) -> Block:
    linked = Linked(site.language)
    known = line(site, one.reference) if one.reference else linked.say("Not identified.")
    places = series(site.language, map(way, one.cited_at))
    told = linked.say("Cited in {places}.", places=places) if places else ()
    words = (text(f"{one.label.text}.", Style.STRONG), text(" "), *known)
    return Frame(Look.REFERENCE, (Par(words, Look.REFERENCE), *quiet(told)), one.anchor)


def _work(site: Site, one: WorkView) -> Block:
    linked = Linked(site.language)
    parts: list[Inlines] = [line(site, one.reference)]
    if one.first_published:
        parts.append(linked.say("First published {date}.", date=one.first_published))
    if one.link:
        parts.append(way(one.link))
        if one.accessed:
            parts.append(linked.say("(accessed {date})", date=one.accessed))
    if one.note:
        parts.append((text(one.note),))
    words = chain.from_iterable((*((text(" "),) if index else ()), *part) for index, part in enumerate(parts))
    places = series(site.language, map(way, one.citing))
    told = linked.say("Cited in {places}.", places=places) if places else ()
    return Frame(Look.REFERENCE, (Par(tuple(words), Look.REFERENCE), *quiet(told)), one.id)


def imprint(site: Site, paper: Inlines) -> Blocks:
    """Return who wrote what, and under which licence; `paper`: the paper's reference."""
    course, linked = site.woven.project.course, Linked(site.language)
    licence = course.licence
    named: Inlines = (Way(licence.url, (text(licence.name),)),) if licence.url else (text(licence.name),)
    told = linked.say(
        "Notes, questions and explanations: {editors}, {licence}. The paper’s words remain its authors’.",
        editors=site.language.together(course.editors),
        licence=named,
    )
    left_out = linked.say("Only what is quoted of it is shown; […] stands for words left out.")
    quotes_only = site.woven.paper.quoted is not None
    return (
        Par(linked.say("The paper: {reference}", reference=paper), Look.QUIET),
        *quiet(told, left_out if quotes_only else ()),
    )
