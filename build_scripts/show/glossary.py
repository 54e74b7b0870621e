"""Make the glossary's page: each term with its translations, and every place where the paper uses it."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import ClassVar
from unicodedata import bidirectional, normalize

from ..paper.paper import Paper
from ..paper.terms import Occurrence
from ..read.course import Term, Translation
from ..read.project import GLOSSARY_FILE
from ..shared.language import Language, message
from ..shared.markdown import Body
from ..weave.addresses import GLOSSARY_PAGE
from .base import (
    MOST_PLACES,
    EntryKind,
    Page,
    Ref,
    SearchEntry,
    SearchName,
    Site,
    Support,
    correction,
    page_entry,
    paragraph_refs,
    place_refs,
    ref,
    support,
    whole_id,
)

TITLE = message("Glossary")


@dataclass(frozen=True, slots=True)
class TranslationView:
    """A term in another language."""

    language: str
    direction: str
    """`ltr` or `rtl`."""
    text: str
    unchecked: bool


@dataclass(frozen=True, slots=True)
class Use:
    """A paragraph that uses a term."""

    paragraph: Ref
    times: int


@dataclass(frozen=True, slots=True)
class TermView:
    """An entry of the glossary."""

    id: str
    term: Ref
    definition: Body
    support: Support
    translations: tuple[TranslationView, ...]
    uses: tuple[Use, ...]
    related: tuple[Ref, ...]
    correction: Ref | None
    """Where to suggest one, if readers are asked to."""
    was: tuple[str, ...]
    """Its former ids."""
    places: tuple[Ref, ...] = ()
    """Those of the map that belong to it."""
    more: int = 0
    """How many uses are left out of `uses`."""
    draft: bool = False
    """Whether it is not finished: only a preview has it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GlossaryPage(Page):
    """`glossary/`."""

    template: ClassVar[str] = "glossary.html"

    letters: tuple[Ref, ...]
    """Each first letter, with a link to the first term that begins with it."""
    terms: tuple[TermView, ...]


def glossary_page(site: Site) -> GlossaryPage:
    """Return the page of all terms, in alphabetical order."""
    terms = term_views(site)
    return GlossaryPage(
        path=GLOSSARY_PAGE,
        title=site.language.say(TITLE),
        description=site.language.counted(
            "{count} term explained, with the places where the paper uses it.",
            "{count} terms explained, with the places where the paper uses them.",
            len(terms),
        ),
        source=GLOSSARY_FILE,
        entries=glossary_entries(site),
        letters=_letters(site, terms),
        terms=tuple(terms.values()),
    )


def glossary_entries(site: Site) -> tuple[SearchEntry, ...]:
    """Return what search finds in the glossary."""
    terms = site.woven.project.terms
    return (
        page_entry(site.language.say(TITLE)),
        *(_entry(term) for term in site.keep(_in_order, terms).values()),
    )


def _in_order(terms: tuple[Term, ...]) -> Mapping[str, Term]:
    """Return the terms by their ids, in alphabetical order."""
    by_id = {term.id: term for term in terms}
    ordered = sorted(by_id.values(), key=lambda term: (_letter(term.term), term.term.casefold()))
    return {term.id: term for term in ordered}


def term_views(site: Site) -> Mapping[str, TermView]:
    """Return every term with its uses, by its id, in alphabetical order."""
    return site.keep(_term_views, site)


def _term_views(site: Site) -> Mapping[str, TermView]:
    woven = site.woven
    uses = site.keep(_uses, woven.paper, woven.occurrences, site.language)
    terms = site.keep(_in_order, woven.project.terms)
    return {id_: _term(site, term, uses.get(id_, ())) for id_, term in terms.items()}


def term_cards(site: Site) -> Mapping[str, TermView]:
    """Return every term with at most `MOST_PLACES` uses, by its id, in alphabetical order."""
    return site.keep(_term_cards, site)


def _term_cards(site: Site) -> Mapping[str, TermView]:
    return {
        id_: replace(view, uses=view.uses[:MOST_PLACES], more=max(len(view.uses) - MOST_PLACES, 0))
        for id_, view in term_views(site).items()
    }


def _letters(site: Site, terms: Mapping[str, TermView]) -> tuple[Ref, ...]:
    by_letter = groupby(terms.values(), key=lambda view: _letter(view.term.text))
    return tuple(ref(site, "term", next(group).id, letter) for letter, group in by_letter)


def _letter(term: str) -> str:
    """Return the letter under which readers look for a term: the first without accents, or # if it is no letter."""
    first = normalize("NFD", term.lstrip("“‘\"'("))[:1].upper()
    return first if first.isalpha() else "#"


def _uses(
    paper: Paper, occurrences: tuple[Occurrence, ...], language: Language
) -> Mapping[str, tuple[Use, ...]]:
    """Return the paragraphs that use each term, in order, by the term's id."""
    links = paragraph_refs(paper, language)
    counts = defaultdict[str, Counter[str]](Counter)
    for found in occurrences:
        if paragraph := paper.paragraph_at(found.span):
            counts[found.term][whole_id(paper, paragraph)] += 1
    return {
        term: tuple(Use(links[id_], times) for id_, times in places.items())
        for term, places in counts.items()
    }


def _term(site: Site, term: Term, uses: tuple[Use, ...]) -> TermView:
    return TermView(
        id=term.id,
        term=ref(site, "term", term.id, term.term),
        definition=term.definition.body,
        support=support(site, term),
        translations=translation_views(term.translations),
        uses=uses,
        related=tuple(
            ref(site, "term", id_, site.terms[id_].term) for id_ in term.related if id_ in site.terms
        ),
        correction=correction(site, term),
        was=term.was,
        places=place_refs(site, term.places_),
        draft=term.draft,
    )


def translation_views(translations: tuple[Translation, ...]) -> tuple[TranslationView, ...]:
    """Return words in other languages, each with its direction."""
    return tuple(map(_translation, translations))


def _translation(translation: Translation) -> TranslationView:
    strong = (bidirectional(letter) for letter in translation.text)
    first = next((kind for kind in strong if kind in ("L", "R", "AL")), "L")
    direction = "ltr" if first == "L" else "rtl"
    return TranslationView(translation.language, direction, translation.text, translation.unchecked)


def _entry(term: Term) -> SearchEntry:
    names = [SearchName(name) for name in (term.term, *term.aliases)]
    translations = [SearchName(translation.text, translation.language) for translation in term.translations]
    return SearchEntry(EntryKind.TERM, term.term, term.definition.words, term.id, (*names, *translations))
