"""Write the editors' notes of a lesson as annotations of the Web Annotation Data Model (W3C).

Offsets count the letters of a paragraph's own words, as those of readers' own marks do.
"""

import json
from typing import Any

from ..paper.paper import Span
from ..show.downloads import EXPORTS_FOLDER
from ..show.lesson import LessonPage, NoteView
from ..weave.addresses import Address, web_path
from ..weave.weave import PlacedNote
from .material import Material
from .texts import as_html

FILE = "notes.jsonld"
"""The end of the names of its files."""
_CONTEXT = 32
"""Letters before and after the words that a note is about, as for readers' own marks."""


def are_there(material: Material) -> bool:
    """Return whether the lesson to export, or one of the course, has notes."""
    lessons = material.site.woven.lessons
    return any(one.notes for one in lessons if material.lesson in ("", one.id))


def collection(material: Material) -> bytes:
    """Return the notes of a lesson as a collection with one page."""
    placed = {(lesson.id, note.id): note for lesson in material.site.woven.lessons for note in lesson.notes}
    items = [
        _annotation(material, lesson, note, placed[lesson.id, note.id])
        for lesson in material.lessons
        for note in lesson.notes
    ]
    titles = [lesson.title for lesson in material.lessons]
    own = _address(material, Address(f"{EXPORTS_FOLDER}{material.lesson}-{FILE}"))
    told = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": own,
        "type": "AnnotationCollection",
        "label": titles[0] if len(titles) == 1 else material.site.woven.project.course.title,
        "total": len(items),
        "first": {
            "id": f"{own}#page-1",
            "type": "AnnotationPage",
            "partOf": own,
            "startIndex": 0,
            "items": items,
        },
    }
    return (json.dumps(told, ensure_ascii=False) + "\n").encode()


def _annotation(material: Material, lesson: LessonPage, note: NoteView, placed: PlacedNote) -> dict[str, Any]:
    course = material.site.woven.project.course
    return {
        "id": _address(material, Address(lesson.path, f"note-{note.id}")),
        "type": "Annotation",
        "motivation": "commenting",
        "creator": [
            {"name": name} for name in course.editors
        ],  # persons or organisations: no course says which
        **({"rights": course.licence.url} if course.licence.url else {}),
        "body": [
            {
                "type": "TextualBody",
                "purpose": "commenting",
                "value": as_html(material, note.body),
                "format": "text/html",
                "language": course.language,
            },
            {"type": "TextualBody", "purpose": "tagging", "value": str(note.kind)},
        ],
        "target": {
            "source": _address(material, Address(lesson.path, note.paragraph)),
            "selector": _selectors(material, note.paragraph, placed.span),
        },
    }


def _address(material: Material, address: Address) -> str:
    """Return the address on the web, or one relative to the file if the site has none."""
    place = f"#{address.anchor}" if address.anchor else ""
    return material.locate(address) or f"../{web_path(address.page)}{place}"


def _selectors(material: Material, paragraph: str, span: Span) -> list[dict[str, Any]]:
    """Return how the words are found: by themselves and what stands around them, and by their place.

    Where only quotes are published, no words are told that the page does not show, and places would be others.
    """
    paper = material.site.woven.paper
    whole = paper.paragraphs[paper.positions[paragraph]].span
    around = next(
        (part for part, left in paper.parts(whole) if left and part.start <= span.start < part.end), whole
    )
    quote = {
        "type": "TextQuoteSelector",
        "exact": paper.words(span),
        "prefix": paper.text[max(around.start, span.start - _CONTEXT) : span.start],
        "suffix": paper.text[span.end : min(around.end, span.end + _CONTEXT)],
    }
    if paper.quoted is not None:
        return [quote]
    at = {
        "type": "TextPositionSelector",
        "start": span.start - whole.start,
        "end": span.end - whole.start,
    }
    return [quote, at]
