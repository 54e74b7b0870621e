"""The kinds of things that have ids of their own and stand on a page of all of their kind, in one table.

From it come links (`term:toll`), addresses, the check that what is named exists, and former ids (`was:`).
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from .course import Event, Lesson, Question, Term, Work
from .project import GLOSSARY_FILE, LESSONS_FOLDER, SOURCES_FILE, TIMELINE_FILE, Project

Listed = Term | Work | Event | Question
"""A record with an `id`, and with `was`, its former ids."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of thing."""

    name: str
    """As links and messages call it: `term`."""
    listed: Callable[[Project], Iterable[Listed]]
    """Returns all of them."""
    defined_in: str
    """The file, or the folder of files, that defines them."""
    example: str
    """A field that names one that does not exist."""
    fix: str
    """What to do about it; empty where a rule of its own looks at the fields that name it."""


def _questions(project: Project) -> Iterator[Question]:
    for lesson in project.lessons.values():
        yield from lesson.questions


KINDS = (
    Kind(
        "term",
        lambda project: project.terms,
        GLOSSARY_FILE,
        "key_terms: [ghost]",
        "name a term of content/glossary.yml, add it there, or take this out",
    ),
    Kind(
        "source",
        lambda project: project.works,
        SOURCES_FILE,
        "sources: [ghost-2001]",
        "name a work of content/sources.yml, or add it there; a source and its page stand together in "
        'double quotes, as in "mason-2016, p. 12"',
    ),
    Kind("event", lambda project: project.timeline.events, TIMELINE_FILE, "[see](event:ghost)", ""),
    Kind("question", _questions, LESSONS_FOLDER, "question: ghost", ""),
)


def entries(project: Project) -> Iterator[tuple[str, str, Listed | Lesson]]:
    """Yield everything that may have a former id: the kind's name, id, record."""
    for kind in KINDS:
        yield from ((kind.name, record.id, record) for record in kind.listed(project))
    yield from (("lesson", id_, lesson) for id_, lesson in project.lessons.items())
