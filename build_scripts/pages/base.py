"""What all pages share: the frame, links, statements with their sources, and paragraphs."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from markupsafe import Markup

from .. import markup
from ..addresses import Address, Addresses, addresses, is_outside, relative
from ..course import Event, Level, Sourced, Term, Work
from ..dates import Day, read_date
from ..paper import Paragraph
from ..passages import Link, Mark, Marks, NoteMark, Run, pieces
from ..prose import plain_words, read_prose
from ..references import label
from ..source import Repository
from ..weave import PlacedNote, PlacedQuestion, Woven
from ..written import Written


@dataclass(frozen=True, slots=True)
class Found:
    """What search finds, and where."""

    anchor: str
    """Empty for the page as a whole, which every page needs: Material shows its parts below it."""
    title: str
    text: str
    boost: float = 1
    """How much it weighs beside others: the entry of a term stands above its mentions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the site."""

    template: ClassVar[str]
    hide: ClassVar[tuple[str, ...]] = ()
    """Parts of the frame that the page does without, as Material names them."""

    path: str
    """Of its Markdown, such as `lessons/rise.md`."""
    title: str
    description: str
    """For search engines and link previews."""
    source: str
    """The file that made it: what the edit pencil opens."""
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Site:
    """What every page draws from."""

    woven: Woven
    addresses: Addresses
    works: Mapping[str, Work]
    terms: Mapping[str, Term]
    events: tuple[Event, ...]
    """By date."""
    repository: Repository | None
    """Where readers may suggest corrections, if they may."""


@dataclass(frozen=True, slots=True)
class Ref:
    """A link with its words."""

    text: str
    href: str
    id: str = ""
    """Of what it leads to."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a statement of the editors rests on."""

    sources: tuple[Ref, ...]
    basis: str
    """`text`, `judgement`, or empty."""


@dataclass(frozen=True, slots=True)
class ParagraphView:
    """A paragraph of the paper with its marks."""

    id: str
    words: Markup
    """One line of Markdown. What is not the paper's carries `data-editorial`; the rest spells it."""


@dataclass(frozen=True, slots=True)
class GuideView:
    """What instructors may want to know about a question."""

    guide: Markup
    misconceptions: tuple[Markup, ...]
    follow_ups: tuple[Markup, ...]
    ground: Ground


@dataclass(frozen=True, slots=True)
class QuestionView:
    """A question with its place."""

    id: str
    ask: Markup
    level: Level
    minutes: int | None
    about: str
    """The paper's words, or empty."""
    place: Ref | None
    lesson: Ref
    guide: GuideView | None
    """In the instructor edition only."""
    correction: str
    """Where to suggest one, or empty."""


def site_of(woven: Woven, repository: Repository | None = None) -> Site:
    """Gather what every page draws from."""
    works = {work.id: work for work in woven.project.works}
    timeline = woven.project.timeline
    return Site(
        woven=woven,
        addresses=addresses(woven),
        works=works,
        terms={term.id: term for term in woven.project.terms},
        events=tuple(sorted(timeline.events if timeline else (), key=_by_date)),
        repository=repository,
    )


def _by_date(event: Event) -> tuple[Day, Day]:
    when = read_date(event.date)
    return (when.first, when.last) if when else ((0, 0, 0), (0, 0, 0))


def href(site: Site, page: str, name: str) -> str:
    """The link from `page` to a part of the course, such as `term:cold-war`, or to the web."""
    if is_outside(name):
        return markup.address(name)
    return relative(page, site.addresses[name]) if name in site.addresses else "#"


def ref(site: Site, page: str, kind: str, id_: str, text: str) -> Ref:
    """A link to a part of the course, with its words."""
    return Ref(text, href(site, page, f"{kind}:{id_}"), id_)


def paragraph_ref(site: Site, page: str, id_: str) -> Ref:
    """A link to a paragraph of the paper."""
    return ref(site, page, "paragraph", id_, paragraph_name(id_))


def paragraph_name(id_: str) -> str:
    """What readers call `p7`."""
    return f"paragraph {id_[1:]}"


def say(site: Site, page: str, text: str, top: int = 2) -> Markup:
    """Prose as Markdown blocks for `page`."""
    return markup.prose(read_prose(text), partial(href, site, page), top)


def say_inline(site: Site, page: str, text: str) -> Markup:
    """Prose as one run of Markdown for `page`."""
    return markup.inline(read_prose(text), partial(href, site, page))


def spoken(text: str | None) -> str:
    """Prose without its markup."""
    return plain_words(read_prose(text)) if text else ""


def ground(site: Site, page: str, statement: Sourced) -> Ground:
    """What a statement rests on, for `page`."""
    return Ground(tuple(_source(site, page, cited) for cited in statement.sources), statement.basis or "")


def correction(site: Site, record: Written) -> str:
    """The address of the line that a reader would correct, or empty where none are asked for."""
    return site.repository.line(record.place()) if site.repository else ""


def cited_work(citation: str) -> tuple[str, str]:
    """Take `mason-2016, p. 12` apart: the id of the work, and the place in it."""
    id_, _, place = citation.partition(",")
    return id_.strip(), place.strip()


def paragraph_view(
    site: Site, page: str, paragraph: Paragraph, marked: Marks, numbers: Mapping[str, tuple[int, PlacedNote]]
) -> ParagraphView:
    """A paragraph with its marks; `numbers` gives each note its number on `page`."""
    cut = pieces(site.woven.paper, paragraph, marked)
    return ParagraphView(paragraph.id, Markup("".join(_piece(site, page, piece, numbers) for piece in cut)))


def question_view(site: Site, page: str, placed: PlacedQuestion) -> QuestionView:
    """A question for `page`."""
    question = placed.question
    lesson = site.woven.project.lessons[placed.lesson]
    return QuestionView(
        id=question.id,
        ask=say(site, page, question.ask),
        level=question.level,
        minutes=question.minutes,
        about=site.woven.paper.words(placed.span) if placed.span else "",
        place=_question_place(site, page, placed),
        lesson=ref(site, page, "lesson", placed.lesson, lesson.title),
        guide=_guide(site, page, placed),
        correction=correction(site, question),
    )


def _guide(site: Site, page: str, placed: PlacedQuestion) -> GuideView | None:
    answers = site.woven.project.answers.get(placed.lesson)
    guides = {guide.question: guide for guide in answers.guides} if answers else {}
    guide = guides.get(placed.question.id)
    if guide is None:
        return None
    return GuideView(
        guide=say(site, page, guide.guide),
        misconceptions=tuple(say_inline(site, page, text) for text in guide.misconceptions),
        follow_ups=tuple(say_inline(site, page, text) for text in guide.follow_ups),
        ground=ground(site, page, guide),
    )


def _question_place(site: Site, page: str, placed: PlacedQuestion) -> Ref | None:
    """The paragraph on its lesson's page where the lesson reads it, else on the paper's page."""
    if placed.paragraph is None:
        return None
    if not placed.read_here:
        return paragraph_ref(site, page, placed.paragraph)
    home = site.addresses[f"lesson:{placed.lesson}"].page
    return Ref(
        paragraph_name(placed.paragraph), relative(page, Address(home, placed.paragraph)), placed.paragraph
    )


def _source(site: Site, page: str, cited: str) -> Ref:
    id_, place = cited_work(cited)
    name = label(site.works[id_]) if id_ in site.works else id_
    return ref(site, page, "source", id_, f"{name}, {place}" if place else name)


def _piece(
    site: Site, page: str, piece: Run | Mark | NoteMark, numbers: Mapping[str, tuple[int, PlacedNote]]
) -> str:
    """A piece of a paragraph as Markdown; no space may come in between pieces."""
    match piece:
        case Run():
            return _run(piece)
        case Mark(runs, Link(_, term, cited, number)):
            words = "".join(_run(run) for run in runs)
            if term:
                return f'[{words}]({href(site, page, f"term:{term}")}){{ .term data-term="{term}" }}'
            way = href(site, page, f"cited:{cited}")
            return f'[{words}]({way}){{ .cite #cite-{number} data-cite="{cited}" }}'
        case NoteMark(id_):
            number, placed = numbers[id_]
            kind = placed.note.kind
            return (
                f'[{number}](#note-{id_}){{ .note-mark #mark-{id_} data-editorial="" data-note="{id_}" '
                f'data-kind="{kind}" aria-label="Note {number}, {kind}" }}'
            )


def _run(run: Run) -> str:
    words = markup.escaped(run.text)
    return f'<span class="noted" data-notes="{" ".join(run.notes)}">{words}</span>' if run.notes else words
