"""Make the map's page: places as points, and a list that says the same."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import ClassVar, TypeVar

from ..atlas.maps import KIND_NAMES, Map, MapForm, look, place_maps, where
from ..read.course import Event, Locality, PlaceKind, Term
from ..read.project import PLACES_FILE
from ..shared.language import Language, message
from ..shared.markdown import Body
from ..timeline.chart import ThemeStyle
from ..weave.addresses import PLACES_PAGE
from .base import (
    EntryKind,
    Page,
    Ref,
    SearchEntry,
    SearchName,
    Site,
    Support,
    correction,
    page_entry,
    paragraph_ref,
    ref,
    support,
)
from .glossary import TranslationView, translation_views
from .names import begun
from .timeline import DisputeView, dispute_view

N = TypeVar("N", Term, Event)

TITLE = message("Places")


@dataclass(frozen=True, slots=True)
class PlaceKindView:
    """A kind of place, as the legend has it."""

    look: ThemeStyle
    name: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """A place."""

    id: str
    name: str
    kind: PlaceKindView
    where: str
    """Its point, in words."""
    translations: tuple[TranslationView, ...]
    text: Body
    support: Support
    dispute: DisputeView | None
    events: tuple[Ref, ...]
    terms: tuple[Ref, ...]
    paragraphs: tuple[Ref, ...]
    lessons: tuple[Ref, ...]
    correction: Ref | None
    """Where to suggest one, if readers are asked to."""
    was: tuple[str, ...]
    """Its former ids."""
    draft: bool = False
    """Whether it is not finished: only a preview has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacesPage(Page):
    """`places/`."""

    template: ClassVar[str] = "places.html"
    hide: tuple[str, ...] = ("toc",)  # the map links to the places, and needs the width

    introduction: Body
    wide: tuple[Map, ...]
    """The map, and closer ones of places that lie close together."""
    tall: tuple[Map, ...]
    """The same for narrow screens."""
    kinds: tuple[PlaceKindView, ...]
    """Those that the map has."""
    disputed: bool
    """Whether a place is."""
    places: tuple[PlaceView, ...]


def places_page(site: Site) -> PlacesPage:
    """Return the page of all places, in alphabetical order."""
    places = tuple(site.places.values())
    introduction = site.woven.project.places.introduction
    terms = _naming(site.terms.values())
    events = _naming(site.events)
    lessons = _lessons(site)
    return PlacesPage(
        path=PLACES_PAGE,
        title=site.language.say(TITLE),
        description=site.language.counted(
            "{count} place on a map without borders, with its names and sources.",
            "{count} places on a map without borders, with their names and sources.",
            len(places),
        ),
        source=PLACES_FILE,
        entries=places_entries(site),
        introduction=introduction.body if introduction else Body(),
        wide=site.keep(place_maps, places, MapForm.WIDE, site.language),
        tall=site.keep(place_maps, places, MapForm.TALL, site.language),
        kinds=tuple(_kind(kind, site.language) for kind in PlaceKind if kind in {one.kind for one in places}),
        disputed=any(place.dispute for place in places),
        places=tuple(
            _place(site, place, terms.get(place.id, ()), events.get(place.id, ()), lessons.get(place.id, ()))
            for place in places
        ),
    )


def places_entries(site: Site) -> tuple[SearchEntry, ...]:
    """Return what search finds on the map."""
    return (
        page_entry(site.language.say(TITLE), names=(site.language.say("Map"),)),
        *map(_entry, site.places.values()),
    )


def _entry(place: Locality) -> SearchEntry:
    translations = [SearchName(one.text, one.language) for one in place.translations]
    names = (SearchName(place.name), *translations)
    return SearchEntry(EntryKind.PLACE, place.name, place.text.words, place.id, names)


def _naming(things: Iterable[N]) -> Mapping[str, tuple[N, ...]]:
    """Return the terms, or the events, that name each place, by its id."""
    found = defaultdict[str, list[N]](list)
    for thing in things:
        for place in dict.fromkeys(thing.places_):
            found[place].append(thing)
    return {place: tuple(named) for place, named in found.items()}


def _lessons(site: Site) -> Mapping[str, tuple[Ref, ...]]:
    """Return links to the lessons that each place concerns, by the place's id."""
    found = defaultdict[str, list[Ref]](list)
    for lesson in site.woven.lessons:
        for place in site.lesson_places[lesson.id]:
            found[place.id].append(ref(site, "lesson", lesson.id, lesson.lesson.title))
    return {place: tuple(links) for place, links in found.items()}


def _kind(kind: PlaceKind, language: Language) -> PlaceKindView:
    return PlaceKindView(look(kind), begun(language.say(KIND_NAMES[kind])))


def _place(
    site: Site, place: Locality, terms: tuple[Term, ...], events: tuple[Event, ...], lessons: tuple[Ref, ...]
) -> PlaceView:
    return PlaceView(
        id=place.id,
        name=place.name,
        kind=_kind(place.kind, site.language),
        where=where(place.at, site.language),
        translations=translation_views(place.translations),
        text=place.text.body,
        support=support(site, place),
        dispute=dispute_view(site, place.dispute) if place.dispute else None,
        events=tuple(ref(site, "event", one.id, one.title) for one in events),
        terms=tuple(ref(site, "term", one.id, one.term) for one in terms),
        paragraphs=tuple(paragraph_ref(site, id_) for id_ in place.paragraphs),
        lessons=lessons,
        correction=correction(site, place),
        was=place.was,
        draft=place.draft,
    )
