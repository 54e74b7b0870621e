"""Read what pandoc does not tell of a Word file: how paragraphs look, their numbers as printed, what stands outside.

Word says little by styles, and much by looks. So every paragraph gets a number, which goes through pandoc, and facts
beside it.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass, field

from lxml import etree

from ..archive import DAMAGED, Archive
from ..labels import letters, roman
from ..reading import Refused
from .blocks import TAB, without_ours

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}chart"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}relIds"
_PICTURE = {
    "{http://schemas.openxmlformats.org/drawingml/2006/main}blip",
    "{urn:schemas-microsoft-com:vml}imagedata",
}
_DESCRIPTION = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_ON = ("1", "true", "on")
_WRAPPERS = (f"{W}fldSimple", f"{W}customXml", f"{W}dir", f"{W}bdo")
_STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"

CHART = "\ufdd3"
"""Stands for a chart or a diagram of which the file has no picture."""
_BULLETS = {"o": "○", "\uf0a7": "▪", "§": "▪", "\uf0d8": "‣", "\uf0fc": "✓", "\uf02d": "–"}
_DEEPEST = 30
"""How many styles may be based on one another."""

Element = etree._Element


@dataclass(frozen=True, slots=True)
class Look:
    """How the letters of a paragraph look, if all look the same in that."""

    bold: bool = False
    italic: bool = False
    underlined: bool = False
    capitals: bool = False
    """Set in capitals or small capitals by Word."""
    size: float = 0.0
    """In points."""
    colour: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What Word knows of a paragraph."""

    text: str = ""
    style: str = ""
    """The name of its style in small letters; English for those that Word brings, in any edition of it."""
    outline: int | None = None
    """The level of a heading, from 1."""
    label: str = ""
    """What Word prints before it, such as `2.1` or `•`."""
    depth: int = 0
    """How deep its list lies in others."""
    left: int = 0
    """The indent on the left in twips, of which an inch has 1440."""
    right: int = 0
    look: Look = field(default_factory=Look)
    language: str = ""
    in_table: bool = False
    in_contents: bool = False
    """Whether it is of a table of contents."""
    chart: str = ""
    """What is said of a chart for those who do not see it; a space if nothing is."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A Word file for pandoc, with facts about its paragraphs: the first is number 1."""

    data: bytes
    facts: tuple[Facts, ...]
    furniture: tuple[str, ...]
    """What stands at the head and the foot of pages."""
    language: str
    properties: Mapping[str, str]
    """What the file says of itself: `title`, `creator`, `subject`, `keywords`, `language`."""


def prepared(archive: Archive) -> Prepared:
    """Return a Word file so that every paragraph goes through pandoc with its number, and nothing is made a list."""
    name = _main_part(archive)
    document = _xml(archive, name)
    if document is None:
        raise Refused(DAMAGED)
    folder = name.rpartition("/")[0]
    styles = _Styles(_xml(archive, f"{folder}/styles.xml"))
    numbers = _Numbers(_xml(archive, f"{folder}/numbering.xml"))
    for element in list(document.iter(*_WRAPPERS)):
        _unwrap(element)
    for element in list(document.iter(f"{W}ruby")):
        _unruby(element)
    for element in list(document.iter(f"{W}footnoteReference", f"{W}endnoteReference")):
        _set_alone(element)
    facts = []
    for element in document.iter(f"{W}p"):
        found = _facts(element, styles, numbers)
        if found:
            facts.append(found)
            _number(element, len(facts), found)
    for element in document.iter(f"{W}tab"):
        around = element.getparent()
        if around is not None and around.tag == f"{W}r":
            element.tag = f"{W}t"
            element.text = TAB
    for element in list(document.iter(f"{W}footnoteReference", f"{W}endnoteReference")):
        if element.get(f"{W}customMarkFollows") in _ON:
            _sign_before(element)
    for element in document.iter(f"{W}instrText"):
        if "CSL_BIBLIOGRAPHY" in (element.text or ""):  # pandoc would leave the list out
            element.text = ""
    changed = {name: etree.tostring(document, xml_declaration=True, encoding="UTF-8", standalone=True)}
    spoken = Counter[str]()
    for one in facts:
        spoken[one.language] += len(one.text)
    return Prepared(
        archive.with_parts(changed),
        tuple(facts),
        tuple(_furniture(archive, folder)),
        spoken.most_common(1)[0][0] if spoken else "",
        _properties(archive),
    )


def _unwrap(element: Element) -> None:
    """Put what is in an element in its place, since pandoc reads nothing in it."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    for child in list(element):
        if not isinstance(child.tag, str) or not child.tag.endswith("Pr"):
            parent.insert(at, child)
            at += 1
    parent.remove(element)


def _unruby(element: Element) -> None:
    """Put the words of a ruby in its place, and its small letters after them in brackets."""
    run = element.getparent()
    if run is None:
        return
    base, small = (
        "".join(text.text or "" for part in element.findall(f"{W}{name}") for text in part.iter(f"{W}t"))
        for name in ("rubyBase", "rt")
    )
    written = etree.Element(f"{W}t")
    written.text = f"{base}({small})" if small else base
    run.replace(element, written)


def _set_alone(element: Element) -> None:
    """Put the mark of a note into a run of its own, since pandoc reads nothing else in such a run."""
    run = element.getparent()
    if run is None or run.tag != f"{W}r" or element.get(f"{W}customMarkFollows") in _ON:
        return
    look = run.find(f"{W}rPr")
    for others, put in (
        ([one for one in element.itersiblings(preceding=True) if one is not look][::-1], run.addprevious),
        (list(element.itersiblings()), run.addnext),
    ):
        if others:
            made = etree.Element(f"{W}r")
            made.extend([deepcopy(look)] if look is not None else [])
            made.extend(others)
            put(made)


def _main_part(archive: Archive) -> str:
    """Return the name of the part with the text."""
    types = _xml(archive, "[Content_Types].xml")
    for element in types if types is not None else ():
        if "wordprocessingml" in element.get("ContentType", "") and "main+xml" in element.get(
            "ContentType", ""
        ):
            return element.get("PartName", "").lstrip("/")
    return "word/document.xml"


def _xml(archive: Archive, name: str) -> Element | None:
    """Return a part as XML, without entities, definitions and the network."""
    data = archive.part(name)
    if not data:
        return None
    if _STRICT.encode() in data:
        data = data.replace(_STRICT.encode(), b"http://schemas.openxmlformats.org/wordprocessingml/2006/main")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise Refused(DAMAGED) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused("the file declares entities, which Word does not; save it anew")
    return root


def _facts(element: Element, styles: "_Styles", numbers: "_Numbers") -> Facts | None:
    """Return the facts of a paragraph; `None` if it has nothing to show."""
    runs = list(_runs(element))
    text = "".join(_text(run) for run in runs)
    chart = _chart(element)
    shows = any(one.tag in _PICTURE or one.tag == f"{_M}t" for one in element.iter())
    if not text.strip() and not shows and not chart:
        return None
    own = element.find(f"{W}pPr")
    style = _value(own, "pStyle") or styles.default
    label, depth = numbers.next(*styles.numbering(own, style))
    lettered = [run for run in runs if any(sign.isalnum() for sign in _text(run))]
    return Facts(
        text=text,
        style=styles.name(style),
        outline=styles.outline(own, style),
        label=label,
        depth=depth,
        left=styles.indent(own, style, "left", "start"),
        right=styles.indent(own, style, "right", "end"),
        look=styles.look(lettered, style),
        language=styles.language(runs, style),
        in_table=next(element.iterancestors(f"{W}tc"), None) is not None,
        in_contents=styles.name(style).startswith("toc")
        or any(map(_lists_contents, element.iterancestors(f"{W}sdt"))),
        chart=chart,
    )


def _lists_contents(element: Element) -> bool:
    kind = element.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return kind is not None and kind.get(f"{W}val") == "Table of Contents"


def _runs(element: Element) -> Iterator[Element]:
    """Yield the runs of a paragraph, but not those of paragraphs inside it or those that were deleted."""
    for child in element:
        if child.tag == f"{W}r":
            yield child
        elif child.tag not in (f"{W}p", f"{W}del", f"{W}moveFrom", f"{W}pPr"):
            yield from _runs(child)


def _text(run: Element) -> str:
    return "".join(
        (child.text or "") if child.tag == f"{W}t" else " "
        for child in run
        if child.tag in (f"{W}t", f"{W}tab", f"{W}br")
    )


def _chart(element: Element) -> str:
    if next(element.iter(_CHART, _DIAGRAM), None) is None:
        return ""
    described = next(element.iter(_DESCRIPTION), None)
    return (described.get("descr", "") if described is not None else "").strip() or " "


def _number(element: Element, number: int, facts: Facts) -> None:
    """Write its number before the text of a paragraph, and take away what pandoc would make a list or a heading of."""
    for one in element.iter(f"{W}t"):
        if one.text and not one.text.startswith("\ufdd0"):
            one.text = without_ours(one.text)
    own = element.find(f"{W}pPr")
    if own is not None:
        for name in ("pStyle", "numPr", "ind", "bidi", "outlineLvl"):
            for child in own.findall(f"{W}{name}"):
                own.remove(child)
    run = etree.Element(f"{W}r")
    written = etree.SubElement(run, f"{W}t")
    written.text = f"\ufdd0{number}\ufdd1{CHART if facts.chart else ''}"
    element.insert(0 if own is None else element.index(own) + 1, run)


def _sign_before(element: Element) -> None:
    """Put the sign that follows the mark of a note, such as `*`, before it, so that it is known as its label."""
    run = element.getparent()
    following = [one for one in element.itersiblings() if one.tag == f"{W}t"]
    sign = "".join(one.text or "" for one in following).strip()
    if run is None or not sign:
        return
    for one in following:
        run.remove(one)
    before = etree.Element(f"{W}r")
    etree.SubElement(before, f"{W}t").text = f"\ufdd5{sign}\ufdd5"
    run.addprevious(before)


class _Styles:
    """The styles of a file, and what they say of a paragraph or its letters."""

    def __init__(self, root: Element | None) -> None:
        self._styles = (
            {} if root is None else {one.get(f"{W}styleId", ""): one for one in root.findall(f"{W}style")}
        )
        defaults = (
            one
            for one in self._styles.values()
            if one.get(f"{W}type") == "paragraph" and one.get(f"{W}default") in ("1", "true")
        )
        self.default = next((one.get(f"{W}styleId", "") for one in defaults), "")
        self._base = None if root is None else root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def name(self, style: str) -> str:
        found = self._styles.get(style)
        return (_value(found, "name") or style).lower()

    def outline(self, own: Element | None, style: str) -> int | None:
        found = self.setting(own, style, "outlineLvl")
        named = re.fullmatch(r"heading (\d)", self.name(style))
        if found.isdigit():
            return int(found) + 1 if int(found) < 9 else None
        return int(named[1]) if named else None

    def setting(self, own: Element | None, style: str, name: str) -> str:
        """Return the value of a setting of a paragraph."""
        return next((_value(one, name) for one in self._settings(own, style) if _value(one, name)), "")

    def numbering(self, own: Element | None, style: str) -> tuple[str, int]:
        """Return the number of the list that a paragraph belongs to, and its level; empty if to none."""
        number = level = ""
        for one in self._settings(own, style):
            found = one.find(f"{W}numPr")
            if found is not None:
                number = number or _value(found, "numId")
                level = level or _value(found, "ilvl")
        return ("" if number == "0" else number), int(level) if level.isdigit() else 0

    def indent(self, own: Element | None, style: str, *names: str) -> int:
        for one in self._settings(own, style):
            found = one.find(f"{W}ind")
            for name in names if found is not None else ():
                value = found.get(f"{W}{name}", "") if found is not None else ""
                if re.fullmatch(r"-?\d+", value):
                    return int(value)
        return 0

    def look(self, runs: list[Element], style: str) -> Look:
        """Return how letters look, if all look the same in that."""

        def all_are(*names: str) -> bool:
            return bool(runs) and all(any(self._is_on(run, style, name) for name in names) for run in runs)

        sizes = {self._of_letters(run, style, "sz") for run in runs}
        colours = {self._of_letters(run, style, "color") for run in runs}
        size = max((float(size) / 2 for size in sizes if re.fullmatch(r"\d{1,4}", size)), default=0.0)
        return Look(
            bold=all_are("b"),
            italic=all_are("i"),
            underlined=all_are("u"),
            capitals=all_are("caps", "smallCaps"),
            size=size,
            colour=colours.pop() if len(colours) == 1 else "",
        )

    def language(self, runs: list[Element], style: str) -> str:
        """Return the language in which most letters of a paragraph are."""
        spoken = Counter[str]()
        for run in runs:
            right_to_left = run.find(f"{W}rPr/{W}rtl") is not None
            tag = self._of_letters(run, style, "lang", "bidi" if right_to_left else "val")
            spoken[tag if re.fullmatch(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*", tag) else ""] += len(_text(run))
        return spoken.most_common(1)[0][0] if spoken else ""

    def _is_on(self, run: Element, style: str, name: str) -> bool:
        return self._of_letters(run, style, name) not in ("", "0", "false", "off", "none")

    def _of_letters(self, run: Element, style: str, name: str, attribute: str = "val") -> str:
        """Return a setting of letters: from the run, its style, the paragraph's style, or the file."""
        own = run.find(f"{W}rPr")
        places = [own, *self._chain(_value(own, "rStyle"), "rPr"), *self._chain(style, "rPr"), self._base]
        for place in places:
            found = None if place is None else place.find(f"{W}{name}")
            if found is not None:
                value = found.get(
                    f"{W}{attribute}", "" if attribute != "val" or name in ("lang", "sz") else "1"
                )
                if value:
                    return value
        return ""

    def _settings(self, own: Element | None, style: str) -> Iterator[Element]:
        if own is not None:
            yield own
        yield from self._chain(style, "pPr")

    def _chain(self, style: str, part: str) -> Iterator[Element]:
        """Yield what a style says, and those that it is based on."""
        for _ in range(_DEEPEST):
            found = self._styles.get(style)
            if found is None:
                return
            said = found.find(f"{W}{part}")
            if said is not None:
                yield said
            style = _value(found, "basedOn")


class _Numbers:
    """The lists of a file: counts their items, and returns what Word prints before each."""

    def __init__(self, root: Element | None) -> None:
        self._kinds: dict[str, dict[int, tuple[str, str, int]]] = {}
        self._lists: dict[str, str] = {}
        self._starts: dict[tuple[str, int], int] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._begun: set[tuple[str, int]] = set()
        for kind in () if root is None else root.findall(f"{W}abstractNum"):
            levels = {}
            for level in kind.findall(f"{W}lvl"):
                start = _value(level, "start")
                levels[_whole(level.get(f"{W}ilvl", ""))] = (
                    _value(level, "numFmt"),
                    _value(level, "lvlText"),
                    _whole(start) if start else 1,
                )
            self._kinds[kind.get(f"{W}abstractNumId", "")] = levels
        for one in () if root is None else root.findall(f"{W}num"):
            number = one.get(f"{W}numId", "")
            self._lists[number] = _value(one, "abstractNumId")
            for override in one.findall(f"{W}lvlOverride"):
                if start := _value(override, "startOverride"):
                    self._starts[number, _whole(override.get(f"{W}ilvl", ""))] = _whole(start)

    def next(self, number: str, level: int) -> tuple[str, int]:
        """Return what is printed before the next item of a list, and its level."""
        kind = self._lists.get(number, "")
        levels = self._kinds.get(kind, {})
        if level not in levels:
            return "", level
        counts = self._counts.setdefault(kind, {})
        override = self._starts.get((number, level))
        if override is not None and (number, level) not in self._begun:
            counts[level] = override
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level][2]
        self._begun.add((number, level))
        for deeper in [one for one in counts if one > level]:
            del counts[deeper]
        form, pattern, _ = levels[level]
        if form == "none":
            return "", level
        if form == "bullet":
            sign = pattern.strip()
            return _BULLETS.get(sign, "•" if not sign or "\ue000" <= sign[0] <= "\uf8ff" else sign), level

        def filled(found: re.Match[str]) -> str:
            at = int(found[1]) - 1
            form, _, start = levels.get(at, ("decimal", "", 1))
            return _counted(counts.get(at, start), form)

        return re.sub(r"%(\d)", filled, pattern).strip(), level


def _counted(number: int, form: str) -> str:
    match form:
        case "lowerLetter":
            return letters(number)
        case "upperLetter":
            return letters(number).upper()
        case "lowerRoman":
            return roman(number)
        case "upperRoman":
            return roman(number).upper()
        case "decimalZero":
            return f"{number:02}"
        case _:
            return str(number)


def _value(element: Element | None, name: str) -> str:
    found = None if element is None else element.find(f"{W}{name}")
    return "" if found is None else found.get(f"{W}val", "")


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"\d{1,6}", text) else 0


def _furniture(archive: Archive, folder: str) -> Iterator[str]:
    """Yield what stands at the head and the foot of pages, each once."""
    seen = set()
    for name in sorted(archive):
        if re.fullmatch(rf"{re.escape(folder)}/(?:header|footer)\d*\.xml", name):
            root = _xml(archive, name)
            for element in root.iter(f"{W}p") if root is not None else ():
                text = " ".join("".join(_text(run) for run in _runs(element)).split())
                if text and text not in seen:
                    seen.add(text)
                    yield text


def _properties(archive: Archive) -> dict[str, str]:
    root = _xml(archive, "docProps/core.xml")
    found = (
        {}
        if root is None
        else {
            etree.QName(one).localname: (one.text or "").strip() for one in root if isinstance(one.tag, str)
        }
    )
    return {name: value for name, value in found.items() if value}
