"""Prepare OpenDocument texts for pandoc: formulas, comments, what was deleted, what stands on every page."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from ..archive import DAMAGED, Archive
from ..reading import Refused
from .blocks import without_ours
from .tree import Node, Tree, tree_of

_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_DRAW = "{urn:oasis:names:tc:opendocument:xmlns:drawing:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_MATH = "{http://www.w3.org/1998/Math/MathML}math"
_FORMULA = re.compile("(\ufdd4\\d+\ufdd5)")

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Prepared:
    """An OpenDocument text for pandoc, and what was taken out of it."""

    data: bytes
    formulas: tuple[str, ...] = ()
    """In MathML; number 1 is the first."""
    comments: tuple[tuple[str, str], ...] = ()
    deleted: tuple[str, ...] = ()
    furniture: tuple[str, ...] = ()
    language: str = ""
    objects: int = 0
    """Objects that are no formulas, such as charts."""


def prepared(archive: Archive) -> Prepared:
    """Return an OpenDocument text in which a number stands for every formula, and no comments or deletions stand."""
    root = _xml(archive.part("content.xml"))
    for element in root.iter():
        if isinstance(element.tag, str):
            element.text = without_ours(element.text) if element.text else element.text
            element.tail = without_ours(element.tail) if element.tail else element.tail
    comments = tuple(_comments(root))
    deleted = [
        said for one in root.iter(f"{_TEXT}deletion") if (said := _said(one, f"{_TEXT}p", f"{_TEXT}h"))
    ]
    for name in (f"{_OFFICE}annotation", f"{_OFFICE}annotation-end", f"{_TEXT}tracked-changes"):
        for element in list(root.iter(name)):
            _taken_out(element, "")
    formulas: list[str] = []
    objects = 0
    for element in list(root.iter(f"{_DRAW}object")):
        found = _formula(archive, element)
        if found is None:
            objects += 1
            continue
        formulas.append(found)
        frame = element.getparent()
        _taken_out(element if frame is None else frame, f"\ufdd4{len(formulas)}\ufdd5")
    data = archive.with_parts({"content.xml": etree.tostring(root, xml_declaration=True, encoding="UTF-8")})
    furniture = tuple(dict.fromkeys(_furniture(archive)))
    return Prepared(data, tuple(formulas), comments, tuple(deleted), furniture, _language(archive), objects)


def with_formulas(tree: Tree, formulas: Sequence[str]) -> Tree:
    """Return a tree in which every number of a formula is the formula, in TeX."""
    if not formulas:
        return tree
    page = "".join(f"<p>{formula}</p>" for formula in formulas)
    made = [_tex(block) for block in tree_of(page.encode(), "html").blocks]
    by_number = {f"\ufdd4{number}\ufdd5": tex for number, tex in enumerate(made, 1)}
    return Tree(tree.meta, _filled(tree.blocks, by_number), tree.messages)


def _xml(data: bytes) -> Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(DAMAGED) from error


def _said(element: Element, *names: str) -> str:
    """Return the words of the paragraphs in an element."""
    return " ".join(" ".join("".join(one.itertext()).split()) for one in element.iter(*names)).strip()


def _comments(root: Element) -> Iterator[tuple[str, str]]:
    """Yield comments: the words that each is about, or the paragraph that it stands in, and what it says."""
    for element in root.iter(f"{_OFFICE}annotation"):
        who = "".join(one.text or "" for one in element.iter(f"{_DC}creator"))
        said = _said(element, f"{_TEXT}p")
        about = _about(element)
        yield about, f"{who}: {said}" if who else said


def _about(element: Element) -> str:
    """Return the words between a comment and its end in the same paragraph; without an end, nothing."""
    name = element.get(f"{_OFFICE}name")
    words = [element.tail or ""]
    for other in element.itersiblings():
        if other.tag == f"{_OFFICE}annotation-end" and other.get(f"{_OFFICE}name") == name:
            return " ".join("".join(words).split())
        words += [*map(str, other.itertext()), other.tail or ""]
    return ""


def _taken_out(element: Element, instead: str) -> None:
    """Take an element out, and put a text in its place; what follows it stays."""
    parent = element.getparent()
    if parent is None:
        return
    text = instead + (element.tail or "")
    before = element.getprevious()
    if before is not None:
        before.tail = (before.tail or "") + text
    else:
        parent.text = (parent.text or "") + text
    parent.remove(element)


def _formula(archive: Archive, element: Element) -> str | None:
    """Return the formula that an object is, in MathML; `None` if it is something else."""
    inside = element.find(_MATH)
    if inside is None:
        name = element.get(_HREF, "").removeprefix("./").rstrip("/")
        part = archive.part(f"{name}/content.xml")
        root = _xml(part) if part else None
        if root is None or root.tag != _MATH:
            return None
        inside = root
    for note in list(inside.iter("{http://www.w3.org/1998/Math/MathML}annotation")):
        _taken_out(note, "")
    inside.tail = None
    return etree.tostring(inside, encoding="unicode")


def _furniture(archive: Archive) -> Iterator[str]:
    data = archive.part("styles.xml")
    if not data:
        return
    for name in ("header", "footer", "header-left", "footer-left"):
        for element in _xml(data).iter(f"{_STYLE}{name}"):
            if said := _said(element, f"{_TEXT}p"):
                yield said


def _language(archive: Archive) -> str:
    """Return the language of paragraphs whose style says no other."""
    data = archive.part("styles.xml")
    for style in _xml(data).iter(f"{_STYLE}default-style") if data else ():
        for letters in style.iter(f"{_STYLE}text-properties"):
            found = [letters.get(f"{_FO}{name}", "") for name in ("language", "country")]
            if style.get(f"{_STYLE}family") == "paragraph" and re.fullmatch(r"[a-z]{2,3}", found[0]):
                return "-".join(part for part in found if part and part != "none")
    return ""


def _tex(block: Node) -> str:
    return "".join(one["c"][1] for one in block["c"] if one["t"] == "Math")


def _filled(node: Node, formulas: Mapping[str, str]) -> Node:
    if isinstance(node, dict):
        made = {name: _filled(value, formulas) for name, value in node.items()}
        if made.get("t") == "Para" and len(made["c"]) == 1 and made["c"][0].get("t") == "Math":
            made["c"][0]["c"][0] = {"t": "DisplayMath"}
        return made
    if not isinstance(node, list):
        return node
    return [part for one in node for part in _parts(one, formulas)]


def _parts(node: Node, formulas: Mapping[str, str]) -> Iterator[Node]:
    """Yield a node, or the pieces of a text in which numbers stand for formulas."""
    if not isinstance(node, dict) or node.get("t") != "Str":
        yield _filled(node, formulas)
        return
    for piece in _FORMULA.split(node["c"]):
        if piece in formulas:
            yield {"t": "Math", "c": [{"t": "InlineMath"}, formulas[piece]]}
        elif piece:
            yield {"t": "Str", "c": piece}
