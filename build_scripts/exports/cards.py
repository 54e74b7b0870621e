"""Make cards to learn with: terms in both directions and in all their languages, dates, self-checks.

Each has an id that stays, so that a second import changes the cards that the first brought, and no progress is lost.
"""

import csv as csv_files
from collections.abc import Iterator
from dataclasses import dataclass
from io import StringIO

from markupsafe import Markup

from ..shared.language import message
from ..show.glossary import GlossaryPage, TermView
from ..show.lesson import CheckView, LessonPage
from ..show.timeline import EventView, TimelinePage
from ..weave.addresses import GLOSSARY_PAGE, TIMELINE_PAGE, Address
from .material import Material
from .tables import table
from .texts import as_html, doubt_of, ground, translated, words

HEADER = ("id", "deck", "kind", "front", "back", "address")
_DIRECTIVES = """#separator:tab
#html:true
#guid column:1
#notetype:Basic
#deck column:2
#tags column:5
"""
"""What Anki is told of a text (docs.ankiweb.net, *Text Files*): columns 3 and 4 are front and back."""
_RIGHT = message("Which are right?")

_BELOW = "::"
"""What stands between the names of a deck and of one in it."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a card."""

    plain: str
    html: str


@dataclass(frozen=True, slots=True)
class Card:
    """A card."""

    id: str
    deck: str
    kind: str
    front: Side
    back: Side
    ground: str
    """What the back rests on, in a sentence."""
    address: str
    """Where the course says more; empty if the site has no address."""


def are_there(material: Material) -> bool:
    """Return whether the course, or the lesson to export, has anything to learn by cards."""
    site = material.site
    if material.is_whole:
        return bool(site.terms or site.events or any(lesson.checks for lesson in site.woven.lessons))
    return bool(cards(material))


def anki(material: Material) -> bytes:
    """Return all cards as a text for Anki: a deck a lesson."""
    written = StringIO()
    writer = csv_files.writer(written, delimiter="\t", lineterminator="\n")
    for card in cards(material):
        row = (card.id, card.deck, card.front.html, _back(material, card), card.kind)
        writer.writerow([" ".join(cell.split()) for cell in row])
    return f"{_DIRECTIVES}{written.getvalue()}".encode()


def csv(material: Material) -> bytes:
    """Return all cards as a table of plain texts, for any other program."""
    rows = (
        (
            card.id,
            card.deck,
            card.kind,
            card.front.plain,
            " ".join(filter(None, (card.back.plain, card.ground))),
            card.address,
        )
        for card in cards(material)
    )
    return table([HEADER, *rows])


def cards(material: Material) -> tuple[Card, ...]:
    """Return all cards: of the course, or of one lesson."""
    return material.site.keep(_cards, material)


def _cards(material: Material) -> tuple[Card, ...]:
    # Those in the deck of the course come first: after one in a deck below it, Anki makes one more deck for each of them.
    return tuple(sorted(_each(material), key=lambda card: _BELOW in card.deck))


def _each(material: Material) -> Iterator[Card]:
    lessons = {lesson.id: lesson for lesson in material.lessons}
    decks = {
        f"lessons/{lesson.id}.md": _deck(material, lesson.number, lesson.title) for lesson in lessons.values()
    }
    if material.site.terms:
        yield from _terms(material, tuple(lessons.values()))
    if material.site.events:
        yield from _events(material, tuple(lessons.values()))
    for lesson in lessons.values():
        for check in lesson.checks:
            yield _check(material, lesson, check, decks[lesson.path])


def _deck(material: Material, number: int = 0, title: str = "") -> str:
    course = material.site.woven.project.course.title
    parts = (course, f"{number:02} {title}") if title else (course,)
    return _BELOW.join(part.replace(_BELOW, ":") for part in parts)


def _name(material: Material, kind: str, id_: str) -> str:
    return f"{material.site.woven.project.paper.citation.id}:{kind}:{id_}"


def _terms(material: Material, lessons: tuple[LessonPage, ...]) -> Iterator[Card]:
    """Yield the cards of terms, each in the deck of the first lesson that marks it, or of the course."""
    page = material.page(GLOSSARY_PAGE)
    assert isinstance(page, GlossaryPage)  # noqa: S101  # its path says so
    decks: dict[str, str] = {}
    for lesson in lessons:
        for term in lesson.words:
            decks.setdefault(term.id, _deck(material, lesson.number, lesson.title))
    for term in page.terms:
        if term.id in decks or material.is_whole:
            yield from _term(material, term, decks.get(term.id, _deck(material)))


def _term(material: Material, term: TermView, deck: str) -> Iterator[Card]:
    name = Side(term.term.text, Markup("<b>{}</b>").format(term.term.text))
    meaning = Side(words(term.definition), as_html(material, term.definition))
    rests, address = ground(material, term.support), material.locate(Address(GLOSSARY_PAGE, term.id))
    others = [
        (one.language, Side(f"{one.text} {doubt_of(material, one)}".strip(), translated(material, one)))
        for one in term.translations
    ]
    pairs = [
        ("term", name, meaning, rests),
        ("term-back", meaning, name, ""),
        *((f"term-{tag.lower()}", name, other, "") for tag, other in others),
        *((f"term-{tag.lower()}-back", other, name, "") for tag, other in others),
    ]
    for kind, front, back, ground_ in pairs:
        yield Card(_name(material, kind, term.id), deck, kind, front, back, ground_, address)


def _events(material: Material, lessons: tuple[LessonPage, ...]) -> Iterator[Card]:
    page = material.page(TIMELINE_PAGE)
    assert isinstance(page, TimelinePage)  # noqa: S101  # its path says so
    decks: dict[str, str] = {}
    for lesson in lessons:
        for link in lesson.events:
            decks.setdefault(link.event.id, _deck(material, lesson.number, lesson.title))
    for event in (event for period in page.periods for event in period.events):
        if event.id in decks or material.is_whole:
            yield from _event(material, event, decks.get(event.id, _deck(material)))


def _event(material: Material, event: EventView, deck: str) -> Iterator[Card]:
    date = material.site.language.date(event.when)
    rests, address = ground(material, event.support), material.locate(Address(TIMELINE_PAGE, event.id))
    title = Side(event.title, str(Markup("{}").format(event.title)))
    day = Side(date, str(Markup("{}").format(date)))
    for kind, front, back in (("event", title, day), ("event-back", day, title)):
        yield Card(_name(material, kind, event.id), deck, kind, front, back, rests, address)


def _check(material: Material, lesson: LessonPage, check: CheckView, deck: str) -> Card:
    language = material.site.language
    right = [option for option in check.options if option.right]
    many = f" {language.say(_RIGHT)}" if len(right) > 1 else ""
    options = Markup().join(_item(as_html(material, option.text)) for option in check.options)
    answers = Markup().join(
        _item(f"{as_html(material, option.text)} {as_html(material, option.why)}") for option in right
    )
    front = Side(
        " / ".join([words(check.ask) + many, *(words(option.text) for option in check.options)]),
        Markup("<p>{}{}</p><ul>{}</ul>").format(Markup(as_html(material, check.ask)), many, options),  # noqa: S704
    )
    back = Side(
        " / ".join(f"{words(option.text)} {words(option.why)}" for option in right),
        Markup("<ul>{}</ul>").format(answers),
    )
    address = material.locate(Address(lesson.path, check.id))
    return Card(_name(material, "check", f"{lesson.id}:{check.id}"), deck, "check", front, back, "", address)


def _item(shown: str) -> Markup:
    return Markup("<li>{}</li>").format(Markup(shown))  # noqa: S704  # made by as_html, which escapes


def _back(material: Material, card: Card) -> str:
    rests = Markup("<p><small>{}</small></p>").format(card.ground) if card.ground else ""
    title = material.site.woven.project.course.title
    more = Markup('<p><a href="{}">{}</a></p>').format(card.address, title) if card.address else ""
    return f"{card.back.html}{rests}{more}"
