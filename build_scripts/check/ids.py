"""Check that every id and every spelling belongs to one thing."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from ..paper.terms import one_spelling
from ..read.course import Answers, CourseFile, Lesson, Period, Term, Theme
from ..read.kinds import KINDS, Listed, entries
from ..read.record import Written
from ..shared.keep import ONCE, Keep
from ..shared.place import Place, Problem, Rule, Severity
from ..shared.words import plain
from ..weave.edition import Edition
from ..weave.handouts import handouts
from ..weave.weave import Woven

ID_TWICE = Rule(
    "id-twice",
    "two things of one kind, or on one page, have the same id",
    "id: bridge (in two terms)",
    "Give one of them another id.",
)
ID_TAKEN = Rule(
    "id-taken",
    "an id is already the name of a part of its page",
    "id: questions (of a question)",
    "Give it another id.",
)
WAS_IN_USE = Rule(
    "was-in-use",
    "an id in `was:` is in use, or is a former id of something else too",
    "was: [bridge] (and a term with `id: bridge`)",
    "Take it out of `was:`, or rename the other.",
)
ALIAS_TWICE = Rule(
    "alias-twice",
    "one spelling belongs to two terms",
    "aliases: [the pact]",
    "Keep it with one of them.",
)
TERM_TWICE = Rule(
    "term-twice",
    "two terms of the glossary have the same name",
    "term: Bridge (in two terms)",
    "Join the two, or say in the name of one what sets it apart, as in Party (of a contract).",
    Severity.WARNING,
)
SYNONYM_ALONE = Rule(
    "synonym-alone",
    "a group of words that mean the same has only one",
    "synonyms: [[toll bridge]]",
    "Add another name for it, or take the group out.",
    Severity.WARNING,
)
SYNONYM_TWICE = Rule(
    "synonym-twice",
    "words stand in two groups of words that mean the same",
    "synonyms: [[toll, fee], [fee, charge]]",
    "Join the groups, or keep the words in one of them.",
    Severity.WARNING,
)
RULES = (ID_TWICE, ID_TAKEN, WAS_IN_USE, ALIAS_TWICE, TERM_TWICE, SYNONYM_ALONE, SYNONYM_TWICE)

_LESSON = (
    r"activity|checks|handouts|introduction|notes|passage|questions|run-sheet|timeline|words|works|by-level|p\d+",
    r"(?:answer|card|cite|kept|level|lesson|mark|note)-",
)
_TAKEN = {
    "event": ("picture", None),
    "place": ("picture", None),
    "period": ("picture", None),
    "question": _LESSON,
    "self-check": _LESSON,
    "source": (None, "cited-"),
    "lesson": ("course-reader|timeline|map-of-places|glossary|discussion-cards|the-whole-course|index", None),
}
"""For each kind, the anchors that the template of its page uses itself, and how others of its anchors begin."""
PARTS_OF_PAGES = "|".join(
    pattern
    for whole, begin in dict.fromkeys(_TAKEN.values())
    for pattern in (whole, begin and f"{begin}.*")
    if pattern
)
"""What matches the anchors that the template of any page uses; it means the same in JavaScript."""


@dataclass(frozen=True, slots=True)
class _Named:
    """A thing with its id."""

    kind: str
    id: str
    record: Written
    field: str
    """The field of the record with its id, or with what the id is made from."""
    item: int | None = None

    @property
    def place(self) -> Place:
        """Where its id is written."""
        return self.record.place(self.field, self.item)


def ids_stand_alone(woven: Woven, keep: Keep = ONCE) -> Iterator[Problem]:
    """Report things of one kind, or on one page, that have the same id."""
    return chain.from_iterable(map(_twice, keep(_namespaces, woven, keep)))


def ids_of_file_stand_alone(file: Written) -> Iterator[Problem]:
    """Report notes of one lesson, guides to one question, or reading lists, that have the same id."""
    if isinstance(file, Lesson):
        yield from _twice([_Named("note", note.id, note, "id") for note in file.notes if note.id])
    if isinstance(file, CourseFile):
        yield from _twice([_Named("reading list", one.id, one, "id") for one in file.reading_lists])
    if isinstance(file, Answers):
        yield from _twice([_Named("guide", guide.question, guide, "question") for guide in file.guides])


def _twice(together: list[_Named]) -> Iterator[Problem]:
    """Yield a problem for each of these things whose id an earlier one has."""
    if len({named.id for named in together}) == len(together):
        return
    first: dict[str, _Named] = {}
    for named in together:
        other = first.setdefault(named.id, named)
        if other is named:
            continue
        what = (
            f"a second {named.kind} “{named.id}”"
            if named.kind == other.kind
            else f"the {named.kind} “{named.id}” has the id of a {other.kind}"
        )
        fix = "join the two" if named.kind == "guide" else "give it another id"
        where = f"the first is in {other.place.path}, line {other.place.line}"
        yield ID_TWICE.at(named.place, what, f"{fix}; {where}")


def ids_are_free(woven: Woven, keep: Keep = ONCE) -> Iterator[Problem]:
    """Report ids that are already the name of a part of their page."""
    for named in chain.from_iterable(keep(_namespaces, woven, keep)):
        whole, begin = _TAKEN.get(named.kind, (None, None))
        begins = begin and re.match(begin, named.id)
        if begins or (whole and re.fullmatch(whole, named.id)):
            why = f": all that begin with “{begins[0]}” are" if begins else ""
            found = f"“{named.id}” is already the name of a part of this page{why}"
            yield ID_TAKEN.at(named.place, found, "give it another id")


def _namespaces(woven: Woven, keep: Keep) -> tuple[list[_Named], ...]:
    """Return groups of things that may not share an id, since they would share an address."""
    project, timeline = woven.project, woven.project.timeline
    before, after = {"event": _all("period", timeline.periods)}, {"question": _checks(woven)}
    return (
        *(
            before.get(kind.name, []) + _all(kind.name, kind.listed(project)) + after.get(kind.name, [])
            for kind in KINDS
        ),
        _all("theme", timeline.themes),
        _handouts(woven, keep) + _lessons(woven),
    )


def _all(kind: str, records: Iterable[Listed | Theme | Period]) -> list[_Named]:
    return [_Named(kind, record.id, record, "id") for record in records]


def _lessons(woven: Woven) -> list[_Named]:
    course = woven.project.course
    return [_Named("lesson", id_, course, "lessons", n) for n, id_ in enumerate(course.lessons)]


def _handouts(woven: Woven, keep: Keep) -> list[_Named]:
    """Return the handouts of lessons, at the places of the lessons: the page of handouts shows both."""
    course = woven.project.course
    numbers = {id_: number for number, id_ in enumerate(course.lessons)}
    return [
        _Named("handout", one.id, course, "lessons", numbers[one.lesson])
        for one in handouts(woven, Edition.INSTRUCTOR, keep)
        if one.lesson in numbers
    ]


def _checks(woven: Woven) -> list[_Named]:
    """Return all self-checks, each at its id, or at its question if the id is made from that."""
    return [
        _Named("self-check", id_, check, "id" if check.id else "ask")
        for lesson in woven.lessons
        for id_, check in lesson.checks
    ]


def former_ids_are_free(woven: Woven) -> Iterator[Problem]:
    """Report former ids that something else has now, or had before too."""
    things = list(entries(woven.project))
    if not any(record.was for _, _, record in things):
        return
    used = {(kind, id_) for kind, id_, _ in things}
    # Periods share a page, and so its addresses, with events; self-checks with questions.
    used |= {("event", period.id) for period in woven.project.timeline.periods}
    used |= {("question", id_) for lesson in woven.lessons for id_, _ in lesson.checks}
    first: dict[tuple[str, str], str] = {}
    for kind, id_, record in things:
        for n, old in enumerate(record.was):
            owner = first.setdefault((kind, old), id_)
            if (kind, old) in used or owner != id_:
                why = "is an id in use" if (kind, old) in used else f"is already a former id of “{owner}”"
                yield WAS_IN_USE.at(
                    record.place("was", n),
                    f"“{old}” {why}, so that a link to it could mean either",
                    "take it out of `was:`, or rename the other",
                )


def aliases_name_one_term(woven: Woven) -> Iterator[Problem]:
    """Report spellings that belong to two terms."""
    first: dict[str, str] = {}
    for term in woven.project.terms:
        for n, alias in enumerate(term.aliases):
            owner = first.setdefault(plain(alias).lower(), term.id)
            if owner != term.id:
                yield ALIAS_TWICE.at(
                    term.place("aliases", n),
                    f"“{alias}” is already a spelling of “{owner}”",
                    "keep it with one of them",
                )


def terms_have_names_of_their_own(woven: Woven) -> Iterator[Problem]:
    """Report terms that are called as an earlier one is."""
    first: dict[str, Term] = {}
    for term in woven.project.terms:
        other = first.setdefault(plain(term.term).casefold(), term)
        if other is not term:
            place = other.place("term")
            yield TERM_TWICE.at(
                term.place("term"),
                f"a second term “{term.term}”",
                "join the two, or say in the name of one what sets it apart; "
                f"the first is in {place.path}, line {place.line}",
            )


def synonyms_are_groups(woven: Woven) -> Iterator[Problem]:
    """Report groups of synonyms of fewer than two words, and words that stand in two groups."""
    course = woven.project.course
    first: dict[str, int] = {}
    for n, group in enumerate(course.synonyms):
        place = course.place("synonyms", n)
        if len({one_spelling(words) for words in group}) < 2:
            yield SYNONYM_ALONE.at(
                place,
                f"“{', '.join(group)}” is only one name",
                "add another name for it, or take the group out; a hyphen, a space or a capital makes no other name",
            )
        for words in group:
            if first.setdefault(one_spelling(words), n) != n:
                yield SYNONYM_TWICE.at(
                    place,
                    f"“{words}” stands in an earlier group too",
                    "join the two groups, or keep the words in one of them",
                )
