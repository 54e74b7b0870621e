"""List the kinds of things that have ids, and a page that shows all of their kind.

The table gives them links (`term:toll`), addresses, former ids (`was:`), and the check that named things exist.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .course import Event, Lesson, Locality, Question, ReadingList, Term, Work
from .project import GLOSSARY_FILE, LESSONS_FOLDER, PLACES_FILE, SOURCES_FILE, TIMELINE_FILE, Project

Listed = Term | Work | Event | Locality | Question
"""A record with an `id`, and with `was`, its former ids."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing."""

    name: str
    """In links and messages: `term`."""
    listed: Callable[[Project], Iterable[Listed]]
    """Returns all things of this kind."""
    page: str
    """The page on which all of them stand under their ids, by its path: `glossary.md`."""
    defined_in: str
    """The file, or the folder of files, that defines them."""
    example: str
    """Text with an id that does not exist, for the catalogue."""
    fix: str
    """What to do about such an id; empty if the general check leaves this kind to another rule."""


def _questions(project: Project) -> Iterator[Question]:
    for lesson in project.lessons.values():
        yield from lesson.questions


KINDS = (
    Kind(
        "term",
        lambda project: project.terms,
        "glossary.md",
        GLOSSARY_FILE,
        "key_terms: [ghost]",
        "name a term of content/glossary.yml, add it there, or take this out",
    ),
    Kind(
        "source",
        lambda project: project.works,
        "references.md",
        SOURCES_FILE,
        "sources: [ghost-2001]",
        "name a work of content/sources.yml, or add it there; a source and its page stand together in "
        'double quotes, as in "mason-2016, p. 12"',
    ),
    Kind(
        "event",
        lambda project: project.timeline.events,
        "timeline.md",
        TIMELINE_FILE,
        "[see](event:ghost)",
        "",
    ),
    Kind(
        "place",
        lambda project: project.localities,
        "places.md",
        PLACES_FILE,
        "places: [ghost]",
        "name a place of content/places.yml, add it there, or take this out",
    ),
    Kind("question", _questions, "questions.md", LESSONS_FOLDER, "question: ghost", ""),
)


def entries(project: Project) -> Iterator[tuple[str, str, Listed | Lesson | ReadingList]]:
    """Yield everything that may have former ids, as kind, id, record."""
    for kind in KINDS:
        yield from ((kind.name, record.id, record) for record in kind.listed(project))
    yield from (("lesson", id_, lesson) for id_, lesson in project.lessons.items())
    yield from (("list", chosen.id, chosen) for chosen in project.course.reading_lists)
