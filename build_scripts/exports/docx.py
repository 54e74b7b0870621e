"""Write handouts as Word documents (Office Open XML), for teachers who change things.

Notes are footnotes, those of the editors and those of the paper, and each says whose it is: they are numbered by Word, stand on the page of their words in print, move with them, and every
program that opens such files has them. Comments would be taken for remarks on a draft, and print small in the margin.
Headings, lists, tables and notes are real ones, by named styles, so that one change of a style changes all of a kind.
Formulas stand as TeX, which Word turns into its own (Alt + =).
"""

import struct
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, zip_longest

from markupsafe import Markup

from ..shared.outside import encoded
from ..show.bibliography import references
from ..show.lesson import LessonPage
from ..show.tongues import Tongue, direction_of
from ..weave.addresses import Address, lesson_page
from ..weave.handouts import NAMES, HandoutKind
from ..web.zipped import zipped
from .chapters import HANDOUT, INSTRUCTOR, Purpose, imprint, lesson_chapter
from .docx_styles import BULLETS, DEEPEST, NUMBERS, WIDTH, W, language_of, list_sheet, on, style_sheet
from .flow import (
    Block,
    Blocks,
    Call,
    Chapter,
    Drawing,
    Formula,
    Frame,
    Grid,
    Head,
    Image,
    Inline,
    Inlines,
    Items,
    Look,
    Note,
    Par,
    Room,
    Style,
    Text,
    Turn,
    Way,
    pieces,
    text,
)
from .material import Material
from .telling import line, quiet
from .xml import document, element, joined

_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_SPACES = {
    "xmlns:w": W,
    "xmlns:r": _R,
    "xmlns:wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "xmlns:a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "xmlns:pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
_EMU = 9525
"""A pixel in the unit of drawings."""
_WIDEST, _HIGHEST = 5_900_000, 3_400_000
"""Of a picture, in the same unit: about 16 and 9 centimetres."""
_GUIDE, _FOOTNOTE = "Guide", "FootnoteText"
_OWN = (_GUIDE, _FOOTNOTE)
"""Styles that all paragraphs within take on."""
_STYLE_OF = {
    Look.QUIET: "Quiet",
    Look.PAPER: "Paper",
    Look.QUOTATION: "Quote",
    Look.VERSE: "Verse",
    Look.ITEM: "PaperItem",
    Look.CAPTION: "Caption",
    Look.REFERENCE: "PaperItem",
    Look.OPTION: "Option",
    Look.GUIDE: _GUIDE,
    Look.SUBTITLE: "Subtitle",
}


def is_there(material: Material) -> bool:
    """Return true: there is always a lesson."""
    return True


def handout(material: Material) -> bytes:
    """Return the handout of a lesson for students, whatever the edition.

    It has all notes, as the annotated handout has them on paper: to delete one from a document is easy, to write one is not.
    """
    return _kept(material, HANDOUT, HandoutKind.ANNOTATED)


def instructor(material: Material) -> bytes:
    """Return a lesson for instructors: run sheet, guides and answers in their places."""
    return _kept(material, INSTRUCTOR, HandoutKind.INSTRUCTOR)


def _kept(material: Material, purpose: Purpose, kind: HandoutKind) -> bytes:
    pages = map(lesson_page, material.chosen)
    return material.kept(lambda: _of_lesson(material, purpose, kind), f"Word, {kind}", pages)


@dataclass(slots=True)
class _Part:
    """A part of the document that is being written: its text, or its notes."""

    material: Material
    first_relation: int
    notes: dict[str, int] = field(default_factory=dict)
    """The numbers of the footnotes that stand at words, by the ids of their notes."""
    placed: set[str] = field(default_factory=set)
    links: dict[str, str] = field(default_factory=dict)
    """The relations of links, by address."""
    pictures: dict[str, bytes] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    """The numbers of the lists that count questions and the like."""
    lists: int = 0
    """How many lists with numbers there are."""
    drawings: int = 0
    """How many times a picture stands in the document so far: each time it has a number of its own."""
    in_notes: bool = False
    is_from_right: bool = field(init=False)
    """Whether the course is written from right to left."""

    def __post_init__(self) -> None:
        """Look once how the course is written: every run of words asks for it."""
        self.is_from_right = direction_of(self.material.site.woven.project.course.language) == "rtl"

    def relation(self, address: str) -> str:
        """Return the relation of a link."""
        return self.links.setdefault(address, f"rId{self.first_relation + len(self.links)}")

    def new_list(self) -> int:
        """Return the number of a new list."""
        self.lists += 1
        return NUMBERS + self.lists

    def counter(self, name: str) -> int:
        """Return the number of the list that counts things of a kind."""
        if name not in self.counters:
            self.counters[name] = self.new_list()
        return self.counters[name]


def _of_lesson(material: Material, purpose: Purpose, kind: HandoutKind) -> bytes:
    (page,) = material.lessons
    chapter = lesson_chapter(material.site, page, purpose)
    footnoted = _footnoted(chapter)
    part = _Part(material, 100, {note.id: number for number, note in enumerate(footnoted, 1)})
    body = joined(
        (
            *_opening(part, page, kind),
            *_blocks(part, chapter.blocks),
            *_blocks(part, tuple(_others(material, chapter, footnoted))),
            *_blocks(part, _closing(material, page)),
            _section(part),
        )
    )
    feet = _Part(material, 100, part.notes, in_notes=True, lists=part.lists, drawings=part.drawings)
    notes = joined(_footnote(feet, number, note) for number, note in enumerate(footnoted, 1))
    pictures = part.pictures | feet.pictures
    media = {path: f"media/picture-{number}.{_ending(path)}" for number, path in enumerate(pictures, 1)}
    files = {
        "[Content_Types].xml": document(_types()),
        "_rels/.rels": document(_root_relations()),
        "docProps/core.xml": document(_core(material, page, kind)),
        "word/document.xml": document(element("w:document", _SPACES, element("w:body", None, body))),
        "word/_rels/document.xml.rels": document(_relations(part, media, main=True)),
        "word/footnotes.xml": document(element("w:footnotes", _SPACES, *_SEPARATORS, notes)),
        "word/_rels/footnotes.xml.rels": document(_relations(feet, media)),
        "word/styles.xml": document(style_sheet(material.site.woven.project.course.language)),
        "word/numbering.xml": document(list_sheet(feet.lists)),
        "word/settings.xml": document(_settings(material)),
        "word/footer1.xml": document(_footer(material, page)),
        **{f"word/{media[path]}": data for path, data in pictures.items()},
    }
    return zipped(files.items())


def _ending(path: str) -> str:
    return "png" if path.lower().endswith("png") else "jpeg"


# Notes


def _footnoted(chapter: Chapter) -> tuple[Note, ...]:
    """Return the notes that stand at words of the text; each with those that only it calls."""
    notes = {note.id: note for note in chapter.notes}
    called = dict.fromkeys(
        piece.note for piece in pieces(chapter.blocks) if isinstance(piece, Call) and piece.note in notes
    )
    seen = set(called)
    return tuple(_with_called(notes[id_], notes, seen) for id_ in called)


def _with_called(note: Note, notes: dict[str, Note], seen: set[str]) -> Note:
    """Return a note with the notes that it calls in turn: Word has no notes of notes."""
    blocks = list(note.blocks)
    waiting = [note]
    while waiting:
        for piece in pieces(waiting.pop(0).blocks):
            if isinstance(piece, Call) and piece.note in notes and piece.note not in seen:
                seen.add(piece.note)
                blocks += notes[piece.note].blocks
                waiting.append(notes[piece.note])
    return replace(note, blocks=tuple(blocks))


def _others(material: Material, chapter: Chapter, footnoted: tuple[Note, ...]) -> Iterator[Block]:
    """Yield the notes that no word calls, so that none is lost."""
    held = {block for note in footnoted for block in note.blocks}
    left = [note for note in chapter.notes if not held.issuperset(note.blocks)]
    if left:
        yield Head(2, (text(material.site.language.say("Notes")),))
        yield from chain.from_iterable(note.blocks for note in left)


def _footnote(part: _Part, number: int, note: Note) -> Markup:
    style = element("w:rPr", None, on("w:rStyle", "FootnoteReference"))
    mark = element("w:r", None, style, element("w:footnoteRef"))
    first, *others = note.blocks
    lead = (mark, _run_of(" "))
    start = first if isinstance(first, Par) else Par(())
    rest = others if isinstance(first, Par) else note.blocks
    inside = (
        _paragraph(part, start, _FOOTNOTE, lead=lead),
        *_blocks(part, tuple(rest), within=_FOOTNOTE),
    )
    return element("w:footnote", {"w:id": str(number)}, *inside)


_SEPARATORS = tuple(
    element(
        "w:footnote",
        {"w:type": kind, "w:id": str(number)},
        element("w:p", None, element("w:r", None, element(f"w:{kind}"))),
    )
    for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
)


# Blocks


def _blocks(part: _Part, blocks: Iterable[Block], within: str = "", depth: int = 0) -> Iterator[Markup]:
    """Yield blocks; `within`: the style of plain paragraphs there; `depth`: of the list that they stand in."""
    shown = tuple(blocks)
    for block, following in zip_longest(shown, shown[1:]):
        if isinstance(block, Par) and isinstance(
            following, Room
        ):  # no page ends between a question and its lines
            yield _paragraph(part, block, _style(block.look, within), keep_next=True)
        else:
            yield from _block(part, block, within, depth)


def _style(look: Look, within: str) -> str:
    return within if within in _OWN else _STYLE_OF.get(look, within)


def _block(part: _Part, block: Block, within: str, depth: int) -> Iterator[Markup]:
    match block:
        case Head(level, inside, _, tongue):
            style = "" if part.in_notes else f"Heading{level - 1}"
            yield _paragraph(part, Par(inside, tongue=tongue), style or within)
        case Par():
            yield _paragraph(part, block, _style(block.look, within))
        case Items():
            yield from _list(part, block, within, depth)
        case Grid():
            yield from _table(part, block)
        case Image(path, alternative):
            yield _image(part, path, alternative)
        case Drawing(_, alternative):
            yield _paragraph(part, Par((text(f"[{alternative}]"),)), "Caption")
        case Room(lines):
            yield _room(lines)
        case Frame(look, blocks):
            yield from _blocks(part, blocks, _style(look, within), depth)


def _paragraph(
    part: _Part,
    one: Par,
    style: str = "",
    lead: tuple[Markup, ...] = (),
    numbering: tuple[int, int] | None = None,
    keep_next: bool = False,
) -> Markup:
    """Return a paragraph; `numbering`: the level and the number of the list that it is an item of."""
    if one.counter:
        numbering = (0, part.counter(one.counter))
        style = style or "ListNumber"
        keep_next = True
    level, list_ = numbering or (0, 0)
    from_right = one.tongue.direction == "rtl" if one.tongue and one.tongue.direction else part.is_from_right
    indent = {"w:left": str(425 * (one.depth + 1)), "w:hanging": "425"} if one.look is Look.ITEM else {}
    facts = (
        on("w:pStyle", style) if style else "",
        element("w:keepNext") if keep_next else "",
        element("w:numPr", None, on("w:ilvl", str(level)), on("w:numId", str(list_))) if numbering else "",
        element("w:bidi") if from_right else "",
        element("w:ind", indent) if indent else "",  # left is where a line begins, in either direction
    )
    told = element("w:pPr", None, *filter(None, facts)) if any(facts) else Markup()
    number = (_run_of(one.number, on("w:rStyle", "ParagraphNumber")), _run_of(" ")) if one.number else ()
    label: tuple[Markup, ...] = ()
    if one.label and not one.counter:
        label = (_run_of(f"{one.label} "),)
    return element("w:p", None, told, *lead, *number, *label, *_inlines(part, one.inside, one.tongue))


def _list(part: _Part, shown: Items, within: str, depth: int) -> Iterator[Markup]:
    plain = "ListNumber" if shown.ordered else "ListBullet"
    style = within if within in _OWN else plain
    number = part.new_list() if shown.ordered else BULLETS
    level = min(depth + (within == _GUIDE), DEEPEST)  # so that the line beside a guide goes on
    for item in shown.items:
        first = True
        for block in item:
            if isinstance(block, Par) and first and not shown.labelled:
                yield _paragraph(part, block, style, numbering=(level, number))
            elif isinstance(block, Par) and not shown.labelled:
                yield _paragraph(part, block, within if within in _OWN else "ListContinue")
            else:
                yield from _block(part, block, within, depth + 1)
            first = False


def _table(part: _Part, table: Grid) -> Iterator[Markup]:
    if table.caption:
        yield _paragraph(part, Par(table.caption, tongue=table.tongue), "Caption", keep_next=True)
    columns = max(map(len, table.rows), default=0)
    if not columns:
        return
    shares = table.shares or (1,) * columns
    widths = [round(WIDTH * share / sum(shares)) for share in shares]
    facts = element(
        "w:tblPr",
        None,
        on("w:tblStyle", "CourseTable"),
        element("w:bidiVisual") if part.is_from_right else "",
        element("w:tblW", {"w:w": str(WIDTH), "w:type": "dxa"}),
        element("w:tblLayout", {"w:type": "fixed"}),
        element(
            "w:tblLook",
            {
                "w:firstRow": "1" if table.heads else "0",
                "w:firstColumn": "1" if table.named_rows else "0",
                "w:noHBand": "1",
                "w:noVBand": "1",
            },
        ),
    )
    grid = element("w:tblGrid", None, *(element("w:gridCol", {"w:w": str(width)}) for width in widths))
    rows = (_row(part, row, widths, index < table.heads) for index, row in enumerate(table.rows))
    yield element("w:tbl", None, facts, grid, *rows)
    yield element("w:p", None, element("w:pPr", None, on("w:pStyle", "AfterTable")))


def _row(part: _Part, row: tuple[Blocks, ...], widths: list[int], is_head: bool) -> Markup:
    facts = element("w:trPr", None, element("w:cantSplit"), element("w:tblHeader") if is_head else "")
    cells = (
        element(
            "w:tc",
            None,
            element("w:tcPr", None, element("w:tcW", {"w:w": str(width), "w:type": "dxa"})),
            *(_ended(tuple(_blocks(part, blocks, "TableText")))),
        )
        for blocks, width in zip(row, widths, strict=False)
    )
    return element("w:tr", None, facts, *cells)


def _ended(made: tuple[Markup, ...]) -> tuple[Markup, ...]:
    """Return what is in a cell, which must end with a paragraph."""
    return made if made and made[-1].startswith("<w:p>") else (*made, element("w:p"))


def _room(lines: int) -> Markup:
    """Return ruled lines in one paragraph: what is typed on one shortens it, and screen readers pass them as one."""
    ruled = chain.from_iterable(
        (*((element("w:br"),) if index else ()), element("w:tab")) for index in range(lines)
    )
    return element(
        "w:p",
        None,
        element("w:pPr", None, on("w:pStyle", "Answer")),
        element("w:r", None, *ruled) if lines else Markup(),
    )


def _image(part: _Part, path: str, alternative: str) -> Markup:
    alt = alternative or part.material.site.language.say("Picture")
    data = part.material.file(path)
    size = _size(data) if data else None
    if data is None or size is None:
        return _paragraph(part, Par((text(f"[{alt}]"),)), "Caption")
    part.pictures[path] = data
    wide, high = (length * _EMU for length in size)
    share = min(_WIDEST / wide, _HIGHEST / high, 1)
    extent = {"cx": str(round(wide * share)), "cy": str(round(high * share))}
    part.drawings += 1
    number = str(part.drawings)
    named = {"id": number, "name": f"Picture {number}", "descr": alt}
    relation = f"rId{_RELATION_OF_PICTURES + list(part.pictures).index(path)}"
    picture = element(
        "pic:pic",
        None,
        element("pic:nvPicPr", None, element("pic:cNvPr", named), element("pic:cNvPicPr")),
        element(
            "pic:blipFill",
            None,
            element("a:blip", {"r:embed": relation}),
            element("a:stretch", None, element("a:fillRect")),
        ),
        element(
            "pic:spPr",
            None,
            element("a:xfrm", None, element("a:off", {"x": "0", "y": "0"}), element("a:ext", extent)),
            element("a:prstGeom", {"prst": "rect"}, element("a:avLst")),
        ),
    )
    kind = {"uri": "http://schemas.openxmlformats.org/drawingml/2006/picture"}
    inline = element(
        "wp:inline",
        None,
        element("wp:extent", extent),
        element("wp:docPr", named),
        element("a:graphic", None, element("a:graphicData", kind, picture)),
    )
    return element("w:p", None, element("w:r", None, element("w:drawing", None, inline)))


_RELATION_OF_PICTURES = 10_000
"""The numbers of pictures begin here, those of links below."""
_FRAMES = frozenset((*range(0xC0, 0xC4), *range(0xC5, 0xC8), *range(0xC9, 0xCC), *range(0xCD, 0xD0)))
"""Markers of a JPEG's size."""


def _size(data: bytes) -> tuple[int, int] | None:
    """Return the width and height of a PNG or JPEG in pixels; `None` for others, which Word may not show."""
    if data.startswith(b"\x89PNG\r\n\x1a\n") and len(data) > 24:
        width, height = struct.unpack(">II", data[16:24])
        return (width, height) if width and height else None
    at = 2
    while data.startswith(b"\xff\xd8") and at + 9 < len(data) and data[at] == 0xFF:
        if data[at + 1] in _FRAMES:
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return (width, height) if width and height else None
        at += 2 + int(struct.unpack(">H", data[at + 2 : at + 4])[0])
    return None


# Words


def _inlines(part: _Part, inside: Inlines, tongue: Tongue | None = None) -> list[Markup]:
    return [_inline(part, piece, tongue) for piece in inside]


def _inline(part: _Part, piece: Inline, tongue: Tongue | None, link: bool = False) -> Markup:
    match piece:
        case Text(words, styles, own):
            return _run_of(words, *_facts(part.is_from_right, styles, own or tongue, link))
        case Way(to, inside):
            address = part.material.locate(to) if isinstance(to, Address) else encoded(to)
            runs = (_inline(part, one, tongue, bool(address)) for one in inside)
            if not address:
                return joined(runs)
            return element("w:hyperlink", {"r:id": part.relation(address)}, *runs)
        case Call():
            return _call(part, piece)
        case Formula(tex):
            return _run_of(tex, on("w:rStyle", "Formula"))
        case Turn():
            return element("w:r", None, element("w:br"))


def _call(part: _Part, call: Call) -> Markup:
    style = on("w:rStyle", "FootnoteReference")
    number = part.notes.get(call.note)
    if number is None:  # a note that stands in that of another
        return _run_of(f"[{call.label}]", style)
    if part.in_notes or call.note in part.placed:
        return _run_of(str(number), style)
    part.placed.add(call.note)
    mark = element("w:footnoteReference", {"w:id": str(number)})
    return element("w:r", None, element("w:rPr", None, style), mark)


@lru_cache(maxsize=1024)
def _facts(
    is_from_right: bool, styles: frozenset[Style], tongue: Tongue | None, link: bool
) -> tuple[Markup, ...]:
    """Return how words are set, in the order of the schema; `is_from_right`: what is around them."""
    from_right = tongue.direction == "rtl" if tongue and tongue.direction else is_from_right
    named = (
        "Hyperlink"
        if link
        else "Code"
        if Style.CODE in styles
        else "QuietWords"
        if Style.QUIET in styles
        else ""
    )
    told = (
        on("w:rStyle", named) if named else "",
        *((element("w:b"), element("w:bCs")) if Style.STRONG in styles else ()),
        *((element("w:i"), element("w:iCs")) if Style.EMPHASIS in styles else ()),
        element("w:smallCaps") if Style.SMALL_CAPITALS in styles else "",
        on("w:vertAlign", "superscript") if Style.SUPERSCRIPT in styles else "",
        on("w:vertAlign", "subscript") if Style.SUBSCRIPT in styles else "",
        element("w:rtl") if from_right else "",
        language_of(tongue.language) if tongue else "",
    )
    return tuple(one for one in told if isinstance(one, Markup))


_KEPT_SPACES = {"xml:space": "preserve"}


@lru_cache(maxsize=1024)  # a document has thousands of runs, and few ways to set them
def _set(*facts: Markup) -> Markup:
    return element("w:rPr", None, *facts) if facts else Markup()


def _run_of(words: str, *facts: Markup) -> Markup:
    return element("w:r", None, _set(*facts), element("w:t", _KEPT_SPACES, words))


# What stands around


def _opening(part: _Part, page: LessonPage, kind: HandoutKind) -> Iterator[Markup]:
    language = part.material.site.language
    course = part.material.site.woven.project.course
    lesson = language.say("Lesson {number}", number=page.number)
    above = " · ".join((course.title, lesson, language.say(NAMES[kind])))
    yield _paragraph(part, Par((text(above),)), "Quiet")
    yield _paragraph(part, Par((text(page.title),)), "Title")
    if kind is HandoutKind.ANNOTATED:
        blanks = (language.say("Name"), language.say("Date"))
        runs = chain.from_iterable(
            (_run_of(f"{word} "), element("w:r", None, element("w:tab")), _run_of(" ")) for word in blanks
        )
        facts = element(
            "w:pPr",
            None,
            on("w:pStyle", "NameAndDate"),
            element("w:bidi") if part.is_from_right else "",
        )
        yield element("w:p", None, facts, *runs)


def _closing(material: Material, page: LessonPage) -> Blocks:
    site = material.site
    citation = site.woven.project.paper.citation
    paper = line(site, references([citation], site.formatter, site.language)[citation.id])
    address = material.locate(Address(page.path))
    online: Inlines = (Way(Address(page.path), (text(address),)),) if address else ()
    first, *others = (*imprint(site, paper), *quiet(online))
    return (replace(first, look=Look.QUIET) if isinstance(first, Par) else first, *others)


def _section(part: _Part) -> Markup:
    return element(
        "w:sectPr",
        None,
        element("w:footerReference", {"w:type": "default", "r:id": "rId5"}),
        element("w:pgSz", {"w:w": "11906", "w:h": "16838"}),
        element(
            "w:pgMar",
            {
                "w:top": "1134",
                "w:right": "1134",
                "w:bottom": "1134",
                "w:left": "1134",
                "w:header": "567",
                "w:footer": "567",
                "w:gutter": "0",
            },
        ),
        element("w:bidi") if part.is_from_right else "",
    )


def _footer(material: Material, page: LessonPage) -> Markup:
    part = _Part(material, 100)
    course = material.site.woven.project.course
    number = (
        element("w:r", None, element("w:fldChar", {"w:fldCharType": "begin"})),
        element("w:r", None, element("w:instrText", {"xml:space": "preserve"}, " PAGE ")),
        element("w:r", None, element("w:fldChar", {"w:fldCharType": "end"})),
    )
    facts = element("w:pPr", None, on("w:pStyle", "Footer"), element("w:bidi") if part.is_from_right else "")
    words = _run_of(f"{course.title} · {page.title}")
    return element(
        "w:ftr", _SPACES, element("w:p", None, facts, words, element("w:r", None, element("w:tab")), *number)
    )


def _relations(part: _Part, media: dict[str, str], main: bool = False) -> Markup:
    own = (
        *(("rId1", "styles", "styles.xml", ""), ("rId2", "numbering", "numbering.xml", "")),
        *(("rId3", "settings", "settings.xml", ""), ("rId4", "footnotes", "footnotes.xml", "")),
        ("rId5", "footer", "footer1.xml", ""),
    )
    links = ((id_, "hyperlink", address, "External") for address, id_ in part.links.items())
    pictures = (
        (f"rId{_RELATION_OF_PICTURES + index}", "image", media[path], "")
        for index, path in enumerate(part.pictures)
    )
    told = (
        element(
            "Relationship",
            {"Id": id_, "Type": f"{_R}/{kind}", "Target": target} | ({"TargetMode": mode} if mode else {}),
        )
        for id_, kind, target, mode in (*(own if main else ()), *links, *pictures)
    )
    return element("Relationships", {"xmlns": _RELATIONS}, *told)


def _root_relations() -> Markup:
    core = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
    return element(
        "Relationships",
        {"xmlns": _RELATIONS},
        element(
            "Relationship", {"Id": "rId1", "Type": f"{_R}/officeDocument", "Target": "word/document.xml"}
        ),
        element("Relationship", {"Id": "rId2", "Type": core, "Target": "docProps/core.xml"}),
    )


def _types() -> Markup:
    word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = {
        "/word/document.xml": f"{word}.document.main+xml",
        "/word/styles.xml": f"{word}.styles+xml",
        "/word/numbering.xml": f"{word}.numbering+xml",
        "/word/settings.xml": f"{word}.settings+xml",
        "/word/footnotes.xml": f"{word}.footnotes+xml",
        "/word/footer1.xml": f"{word}.footer+xml",
        "/docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
    }
    endings = {
        "rels": "application/vnd.openxmlformats-package.relationships+xml",
        "xml": "application/xml",
        "png": "image/png",
        "jpeg": "image/jpeg",
    }
    return element(
        "Types",
        {"xmlns": "http://schemas.openxmlformats.org/package/2006/content-types"},
        *(element("Default", {"Extension": ending, "ContentType": kind}) for ending, kind in endings.items()),
        *(element("Override", {"PartName": part, "ContentType": kind}) for part, kind in parts.items()),
    )


def _core(material: Material, page: LessonPage, kind: HandoutKind) -> Markup:
    site, course = material.site, material.site.woven.project.course
    return element(
        "cp:coreProperties",
        {
            "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            "xmlns:dc": "http://purl.org/dc/elements/1.1/",
        },
        element("dc:title", None, f"{page.title} · {site.language.say(NAMES[kind])}"),
        element("dc:subject", None, course.title),
        element("dc:creator", None, "; ".join(course.editors)),
        element("dc:language", None, course.language),
    )


def _settings(material: Material) -> Markup:
    tag = material.site.woven.project.course.language
    return element(
        "w:settings",
        {"xmlns:w": W},
        element(
            "w:footnotePr",
            None,
            element("w:footnote", {"w:id": "-1"}),
            element("w:footnote", {"w:id": "0"}),
        ),
        element(
            "w:compat",
            None,
            element(
                "w:compatSetting",
                {
                    "w:name": "compatibilityMode",
                    "w:uri": "http://schemas.microsoft.com/office/word",
                    "w:val": "15",
                },
            ),
        ),
        element("w:themeFontLang", {"w:val": tag, "w:eastAsia": tag, "w:bidi": tag}),
    )
