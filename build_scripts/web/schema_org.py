"""Describe each page for machines, in the terms of schema.org.

No description presents the course as the article itself: a course is based on a paper.
"""

from collections.abc import Callable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Any

from ..read.course import Name, Term, Work
from ..shared.outside import encoded, is_outside
from ..weave.addresses import GLOSSARY_PAGE, HOME_PAGE, Address, lesson_page
from ..weave.weave import Woven

Locate = Callable[[Address], str]
"""Takes a place on the site, and returns its full address on the web."""
Node = dict[str, Any]
"""A thing as schema.org describes it, in JSON-LD."""
_ARTICLES = ("the ", "die ", "la ", "le ", "les ", "el ", "los ", "las ")


def described(woven: Woven, path: str, locate: Locate) -> Node:
    """Return what the page at `path` is about, in the terms of schema.org."""
    id_ = PurePosixPath(path).stem
    if path == HOME_PAGE:
        node = _course(woven, locate)
    elif path == lesson_page(id_) and id_ in woven.project.lessons:
        node = _lesson(woven, id_, locate)
    elif path == GLOSSARY_PAGE:
        node = _glossary(woven, locate)
    else:
        node = {"@type": "WebPage", "url": locate(Address(path)), "isPartOf": _part_of(locate)}
    return {"@context": "https://schema.org", **node}


def _course(woven: Woven, locate: Locate) -> Node:
    course = woven.project.course
    return {
        "@type": "Course",
        "@id": _part_of(locate)["@id"],
        "name": course.title,
        "description": course.description,
        "url": locate(Address(HOME_PAGE)),
        **_ours(woven),
        "hasPart": [
            {"@type": "LearningResource", "name": lesson.lesson.title, "url": locate(Address(lesson_page(lesson.id)))}
            for lesson in woven.lessons
        ],
    }  # fmt: skip


def _lesson(woven: Woven, id_: str, locate: Locate) -> Node:
    lesson = woven.project.lessons[id_]
    return {
        "@type": "LearningResource",
        "name": lesson.title,
        "description": lesson.summary,
        "url": locate(Address(lesson_page(id_))),
        "isPartOf": _part_of(locate),
        "learningResourceType": "lesson",
        "timeRequired": f"PT{lesson.minutes}M",
        "teaches": [objective.words for objective in lesson.objectives],
        **_ours(woven),
    }


def _glossary(woven: Woven, locate: Locate) -> Node:
    whole = locate(Address(GLOSSARY_PAGE))
    return {
        "@type": "DefinedTermSet",
        "@id": whole,
        "url": whole,
        "isPartOf": _part_of(locate),
        "hasDefinedTerm": [_term(term, whole, locate) for term in woven.project.terms],
    }


def _term(term: Term, whole: str, locate: Locate) -> Node:
    return {
        "@type": "DefinedTerm",
        "name": term.term,
        "description": term.definition.words,
        "url": locate(Address(GLOSSARY_PAGE, term.id)),
        "inDefinedTermSet": whole,
    }


def _part_of(locate: Locate) -> Node:
    return {"@type": "Course", "@id": f"{locate(Address(HOME_PAGE))}#course"}


def _ours(woven: Woven) -> Node:
    """Return what is true of every part of the course."""
    course = woven.project.course
    return {
        "inLanguage": course.language,
        "editor": [_agent(name) for name in course.editors],
        "provider": {"@type": "Organization", "name": ", ".join(course.editors)},
        "license": encoded(course.licence.url or "") or course.licence.name,
        "isAccessibleForFree": True,
        "isBasedOn": _article(woven.project.paper.citation),
    }


def _article(paper: Work) -> Node:
    when, doi = paper.issued, f"https://doi.org/{paper.doi}" if paper.doi else ""
    facts: Mapping[str, Any] = {
        "@type": "ScholarlyArticle",
        "name": paper.name,
        "author": [_person(name) for name in paper.author],
        "datePublished": when.points[0].iso if when else None,
        "isPartOf": _journal(paper),
        "url": encoded(paper.url or ""),
        "sameAs": encoded(doi) if is_outside(doi) else None,
    }
    return {name: fact for name, fact in facts.items() if fact}


def _journal(paper: Work) -> Node | None:
    if not paper.container_title:
        return None
    number = {"issn": paper.issn} if paper.issn else {}
    return {"@type": "Periodical", "name": paper.container_title, **number}


def _person(name: Name) -> Node:
    if name.literal:
        return {"@type": "Organization", "name": name.literal}
    return {"@type": "Person", "name": " ".join(_parts(name))}


def _agent(name: str) -> Node:
    """Return an editor: a person, or a group if the name begins as that of no person does (“The course’s editors”)."""
    group = name.lower().startswith(_ARTICLES)
    return {"@type": "Organization" if group else "Person", "name": name}


def _parts(name: Name) -> Iterator[str]:
    yield from filter(None, (name.given, name.particle, name.family))
