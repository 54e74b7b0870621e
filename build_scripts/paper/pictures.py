"""Pictures of the paper: which files may be published, and which are missing.

A picture comes from strangers. It may hold no script, load nothing, and be no other kind of file than it says.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from xml.etree import ElementTree

from ..read.project import PAPER_MD, PICTURES_FOLDER
from ..shared.place import Place, Problem, Rule, Severity
from .paper import Paper

PICTURE_MISSING = Rule(
    "picture-missing",
    "paper.md names a picture that is not in seeds/pictures",
    "![The mill](mil.png)",
    "Put the file there, or correct its name.",
    Severity.WARNING,
)
PICTURE_REFUSED = Rule(
    "picture-refused",
    "a file in seeds/pictures is no picture that may be published",
    "seeds/pictures/mill.svg (with a script in it)",
    "Save it anew as PNG, JPEG or WebP.",
    Severity.WARNING,
)
RULES = (PICTURE_MISSING, PICTURE_REFUSED)

ENDINGS = frozenset((".png", ".jpg", ".jpeg", ".svg", ".webp"))
LARGEST = 8_000_000
"""Bytes. A larger picture would keep readers on a poor line waiting for minutes."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_SVG = "{http://www.w3.org/2000/svg}"
_ACTIVE = frozenset(
    ("a", "animate", "animateMotion", "animateTransform", "discard", "foreignObject", "handler", "iframe", "listener", "script", "set")
)  # fmt: skip
"""Elements of SVG that run, lead away, or change what others refer to."""
_INSIDE = re.compile(r"#|data:image/(?:png|jpeg|webp);base64,")
_LOADS = re.compile(r"@import|url\(\s*['\"]?(?!['\"]?#)|expression\(|\\", re.IGNORECASE)
_DECLARES = re.compile(rb"<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet", re.IGNORECASE)


def refusal(name: str, data: bytes) -> str:
    """Return why a file may not be published as a picture; empty if it may."""
    if not _NAME.fullmatch(name):
        return "its name has other signs than letters, digits, hyphens, dots and low lines"
    if len(data) > LARGEST:
        return f"it has {len(data):,} bytes, and at most {LARGEST:,} are published"
    ending = name[name.rfind(".") :].lower()
    starts = {
        ".png": data.startswith(b"\x89PNG\r\n\x1a\n"),
        ".jpg": data.startswith(b"\xff\xd8\xff"),
        ".jpeg": data.startswith(b"\xff\xd8\xff"),
        ".webp": data.startswith(b"RIFF") and data[8:12] == b"WEBP",
        ".svg": True,
    }
    if not starts.get(ending):
        return f"it is not what {ending} says"
    return _unsafe(data) if ending == ".svg" else ""


def _unsafe(data: bytes) -> str:
    """Return why an SVG may not be published; empty if it may."""
    if _DECLARES.search(data):
        return "it declares entities or style sheets"
    try:
        tree = ElementTree.fromstring(data)  # noqa: S314  # entities were refused
    except (ElementTree.ParseError, ValueError, LookupError, RecursionError):
        return "it is not well-formed"
    if tree.tag != f"{_SVG}svg":
        return "it is no SVG"
    return next((why for element in tree.iter() if (why := _flaw(element))), "")


def _flaw(element: ElementTree.Element) -> str:
    space, _, name = element.tag.rpartition("}")
    if name in _ACTIVE or space == "{http://www.w3.org/1999/xhtml":
        return f"it has an element {name}"
    if name == "style" and _LOADS.search("".join(element.itertext())):
        return "its styles load something"
    for attribute, value in element.attrib.items():
        key = attribute.rpartition("}")[2].lower()
        if key.startswith("on"):
            return f"it has an attribute {key}"
        if key in ("href", "src") and not _INSIDE.match(value.strip()):
            return "it leads to another file"
        if key not in ("href", "src") and _LOADS.search(value):
            return "it loads another file"
    return ""


def refused(name: str, why: str) -> Problem:
    """Return the problem of a picture that may not be published."""
    return PICTURE_REFUSED.at(
        Place(PICTURES_FOLDER + name),
        f"this picture is not shown: {why}",
        "save it anew as PNG, JPEG or WebP, under a plain name",
    )


def with_pictures(paper: Paper, there: frozenset[str]) -> tuple[Paper, tuple[Problem, ...]]:
    """Return the paper with only the pictures that are there, and a problem for each other one."""
    missing = [one for one in paper.exhibits.values() if one.picture and one.picture not in there]
    if not missing:
        return paper, ()
    kept = {id_: replace(one, picture="") if one in missing else one for id_, one in paper.exhibits.items()}
    problems = tuple(
        PICTURE_MISSING.at(
            Place(PAPER_MD, one.head.line),
            f"there is no picture “{one.picture}” in {PICTURES_FOLDER}",
            "put the file there, or correct the name",
        )
        for one in missing
    )
    return replace(paper, exhibits=kept), problems


def shown_pictures(paper: Paper) -> Iterator[str]:
    """Yield the names of the pictures that a site shows, each once."""
    if paper.quoted is None:
        yield from dict.fromkeys(one.picture for one in paper.exhibits.values() if one.picture)
