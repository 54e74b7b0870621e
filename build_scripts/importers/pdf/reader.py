"""A PDF in; out comes what it says, as blocks: from the places, sizes and fonts of its letters.

Tags are not read: few papers have them, and theirs are often wrong.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from ...paper.blocks import (
    Aside,
    Block,
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    MarkKind,
    Note,
    Reference,
    Table,
    Text,
    Where,
    Words,
    words_of,
)
from ..languages import is_rubbish, language_of
from ..reading import Doubt, Harm, Reading, Refused
from ..signs import caption_label, without_start
from .displays import Shown, displays
from .front import begin_of_text, citation, is_affiliation, roles, run_in_abstract, text_of
from .furniture import furniture
from .groups import ends_early, ends_sentence, groups, starts_small
from .headings import levels, look
from .languages import two_languages
from .letters import Box, Face, File, Page, pictures_of, read_file
from .lines import Line, Piece, Strip, gutters, lines_of, mirrored, right_to_left, strips_of
from .measure import Measure, body_type, measure
from .notes import FootNote, Split, note_finder, split_notes
from .parts import Kind, Part, begin_with_indents, may_have_ended, parts_of
from .words import Vocabulary, no_notes, vocabulary, words_of_lines

_FEWEST_LETTERS = 40
"""Letters a page: with fewer, a file is pictures of pages."""
_LONGEST_PARAGRAPH = 6_000
_COMMON = 0.04
"""Of all letters: a family of fonts in which running text is set."""
_MOST_PICTURES = 200
_FORMS = {
    Kind.PARAGRAPH: Form.PARAGRAPH,
    Kind.QUOTATION: Form.QUOTATION,
    Kind.VERSE: Form.VERSE,
    Kind.ITEM: Form.ITEM,
}
_OCR = (
    "Make it readable with OCRmyPDF (ocrmypdf --language eng scan.pdf paper.pdf), and import paper.pdf; or ask the "
    "library for another copy."
)


def read_pdf(data: bytes) -> Reading:
    """Return what a PDF says, or raise `Refused` if it cannot be read or has no words."""
    file = read_file(data)
    _refuse_without_words(file)
    mirror = right_to_left(file.pages)
    pages = tuple(mirrored(page) for page in file.pages) if mirror else file.pages
    laid = _laid_out(pages, mirror)
    return _Reader(data, file, laid, {page.number: page for page in pages}, mirror).reading()


def _refuse_without_words(file: File) -> None:
    letters = sum(len(page.letters) for page in file.pages)
    if letters < _FEWEST_LETTERS * len(file.pages):
        raise Refused(
            f"This PDF has no text, or hardly any: it seems to hold pictures of pages (a scan). {_OCR}"
        )
    text = "\n".join(
        "".join((" " if letter.space else "") + letter.text for letter in page.letters) for page in file.pages
    )
    if is_rubbish(text):
        start = " ".join(text.split())[:60]
        raise Refused(
            f"The text in this PDF is no language, though its pages may look well: it begins “{start}”. {_OCR} "
            "(With OCRmyPDF, add --force-ocr.)"
        )


@dataclass(frozen=True, slots=True)
class _Laid:
    """The lines of a file, and what stands at the edges of its pages."""

    split: Split
    everything: tuple[Line, ...]
    size: float
    face: Face
    left_out: tuple[tuple[int, Strip], ...]
    sides: tuple[str, str] | None
    """The languages of left and right columns, if they are two."""


def _laid_out(pages: Sequence[Page], mirror: bool) -> _Laid:
    strips = [strips_of(page, mirror) for page in pages]
    edges = furniture(strips, [page.height for page in pages])
    left_out = tuple((pages[page].number, strips[page][at]) for page, at in sorted(edges))
    lines: list[Line] = []
    kept_strips: list[tuple[Page, list[Strip]]] = []
    for at, page in enumerate(pages):
        kept = [strip for number, strip in enumerate(strips[at]) if (at, number) not in edges]
        kept_strips.append((page, kept))
    known = gutters(kept_strips)
    for page, kept in kept_strips:
        lines += lines_of(page, kept, mirror, known)
    size, face = body_type(lines)
    widths = {page.number: page.width for page in pages}
    columns = _columns(lines)
    split = split_notes(columns, size, {page.number: page.rulings for page in pages}, widths)
    sides = two_languages((_side(line, widths[line.page]), line) for line in split.text)
    return _Laid(split, tuple(lines), size, face, left_out, sides)


def _columns(lines: Sequence[Line]) -> list[list[Line]]:
    found: list[list[Line]] = []
    for line in lines:
        if not found or (found[-1][0].page, found[-1][0].column) != (line.page, line.column):
            found.append([])
        found[-1].append(line)
    return found


def _side(line: Line, width: float) -> str:
    return "right" if line.left > 0.45 * width else "left" if line.right < 0.6 * width else "whole"


@dataclass(frozen=True, slots=True)
class _Placed:
    """A block, and where it belongs in the order of reading."""

    block: Block
    stream: int
    page: int


class _Reader:
    """What the parts of one reading share; all of it is made once and not changed."""

    def __init__(self, data: bytes, file: File, laid: _Laid, pages: Mapping[int, Page], mirror: bool):
        self._data, self._file, self._laid, self._pages, self._mirror = data, file, laid, pages, mirror
        self._doubts: list[tuple[Block | None, Doubt]] = []
        sides = laid.sides or (self._language(), self._language())
        self._known = [vocabulary(laid.everything, side) for side in sides]
        text = self._in_streams(laid.split.text)
        self._measured = measure(text, laid.size, laid.face)
        shown, taken = displays(text, self._measured, pages)
        kept = [(at, line) for at, line in enumerate(text) if at not in taken]
        grouped = [
            group
            for stream in (0, 1)
            for group in groups([line for _, line in kept if self._stream(line) == stream], self._measured)
        ]
        places = _places(kept, grouped)
        self._parts = parts_of(
            grouped,
            self._measured,
            _families(laid.everything),
            [(_place(places, one.at), one) for one in shown],
        )
        self._indented = begin_with_indents(self._parts, self._measured)
        ends = [
            FootNote(part.label, part.label, part.lines, 0, end=True)
            for part in self._parts
            if part.kind == Kind.ENDNOTE
        ]
        # Numbers after authors' names lead to their addresses, which are no notes of the text.
        self._addresses = tuple(note for note in laid.split.notes if _is_address(note))
        self._notes = tuple(note for note in laid.split.notes if note not in self._addresses)
        self._finder = note_finder([*self._notes, *ends])
        self._note_measure = measure(
            [line for note in self._notes for line in note.lines],
            _note_size(self._notes, laid.size),
            laid.face,
        )

    def _in_streams(self, lines: Sequence[Line]) -> list[Line]:
        """Put all left columns before all right ones, if these are in another language."""
        if not self._laid.sides:
            return list(lines)
        return sorted(lines, key=lambda line: self._stream(line))

    def _stream(self, line: Line) -> int:
        if not self._laid.sides:
            return 0
        side = _side(line, self._pages[line.page].width)
        return 1 if side == "right" and self._two_columns(line.page) else 0

    def _two_columns(self, page: int) -> bool:
        width = self._pages[page].width
        left = sum(1 for line in self._laid.split.text if line.page == page and _side(line, width) == "left")
        return left > 3

    def reading(self) -> Reading:
        """Return the blocks in order, with doubts, pictures and what the paper says of itself."""
        begin = begin_of_text(self._parts, self._measured)
        heads = list(dict.fromkeys(" ".join(strip.text.split()) for _, strip in self._laid.left_out))
        front = roles(self._parts, begin, self._file.facts, heads)
        pictures, names = self._pictures()
        placed = self._placed(front, names)
        blocks = tuple(one.block for one in self._ordered(placed))
        language = self._language()
        said = [(role, _front_text(self._parts[at], self._known[0])) for at, role in sorted(front.items())]
        facts, licence = citation(said, self._file.facts, heads, language)
        doubts = self._all_doubts(blocks, front)
        return Reading(blocks, doubts, language, facts, licence, pictures)

    def _language(self) -> str:
        if self._laid.sides:
            return self._laid.sides[0]
        told = self._file.language
        seems = language_of(line.text for line in self._laid.split.text)
        return told if told.split("-")[0] == seems or not seems else seems

    def _where(self, lines: Sequence[Line]) -> Where:
        if not lines:
            return Where()
        page = self._pages[lines[0].page]
        here = [line for line in lines if line.page == page.number]
        box = Box(
            min(line.left for line in here), min(line.top for line in here),
            max(line.right for line in here), max(line.bottom for line in here),
        )  # fmt: skip
        return Where(page.number, self._share(box, page))

    def _share(self, box: Box, page: Page) -> tuple[float, float, float, float]:
        box = self._unmirrored(box, page)

        def part(length: float, whole: float) -> float:
            return round(min(max(length / whole, 0), 1), 4)

        return (
            part(box.left, page.width), part(box.top, page.height),
            part(box.right, page.width), part(box.bottom, page.height),
        )  # fmt: skip

    def _unmirrored(self, box: Box, page: Page) -> Box:
        return box._replace(left=page.width - box.right, right=page.width - box.left) if self._mirror else box

    def _pictures(self) -> tuple[dict[str, bytes], dict[int, str]]:
        """Return pictures by name, and their names by the index of the part."""
        wanted = [
            (at, part.shown)
            for at, part in enumerate(self._parts)
            if part.shown and part.shown.box and not part.shown.rows
        ][:_MOST_PICTURES]
        names: dict[int, str] = {}
        for at, shown in wanted:
            bare = re.sub(r"[^a-z0-9]+", "-", f"{shown.kind}-{shown.number}".lower()).strip("-")
            names[at] = (
                f"{bare}.png" if f"{bare}.png" not in names.values() else f"{bare}-page-{shown.page}-{at}.png"
            )
        boxes = [
            (shown.page, self._unmirrored(shown.box, self._pages[shown.page]))
            for _, shown in wanted
            if shown.box
        ]
        return dict(zip(names.values(), pictures_of(self._data, boxes), strict=True)) if boxes else {}, names

    def _words(
        self, lines: Sequence[Line], *, plain: Face | None = None, verse: bool = False, front: bool = False
    ) -> Words:
        finder: Callable[[Line, Piece], Sequence[str]] = self._signs_only if front else self._finder
        if front:
            lines = [_signs_raised(line) for line in lines]
        known = self._known[self._stream(lines[0]) if lines else 0]
        words, doubtful = words_of_lines(lines, known, finder, plain=plain, verse=verse)
        for word in doubtful:
            self._doubt(
                None, Harm.DETAIL, self._where(lines), f"the hyphen at the end of a line was kept: “{word}”"
            )
        return words

    def _signs_only(self, line: Line, piece: Piece) -> Sequence[str]:
        """Return the labels of notes that are signs: in front matter numbers stand for affiliations."""
        return () if re.search(r"[\da-z]", piece.text) else self._finder(line, piece)

    def _doubt(self, block: Block | None, harm: Harm, where: Where, message: str) -> None:
        self._doubts.append((block, Doubt(harm, where, None, message)))

    def _placed(self, front: Mapping[int, str], names: Mapping[int, str]) -> list[_Placed]:
        heads = [at for at, part in enumerate(self._parts) if part.kind == Kind.HEADING and (at not in front)]
        deep = levels([(text_of(self._parts[at]), look(self._parts[at].lines)) for at in heads])
        level = dict(zip(heads, deep, strict=True))
        found: list[_Placed] = []
        main = self._language()
        for at, part in enumerate(self._parts):
            lines = part.lines or (part.shown.inside if part.shown else ())
            stream = self._stream(lines[0]) if lines else 0
            page = part.shown.page if part.shown else part.lines[0].page
            for block in self._blocks(part, front.get(at), level.get(at, 1), names.get(at, "")):
                if self._laid.sides and stream == 1:
                    block = replace(block, language=self._laid.sides[1])
                elif isinstance(block, Text):
                    block = replace(block, language=_other_language(block.words.text, main))
                found.append(_Placed(block, stream, page))
        return found

    def _blocks(self, part: Part, role: str | None, level: int, picture: str) -> list[Block]:
        where = self._where(part.lines)
        if part.shown:
            return self._display(part.shown, where, picture)
        if part.kind in (Kind.CONTENTS, Kind.ORNAMENT):
            return [LeftOut(text="\n".join(line.text.strip() for line in part.lines), where=where)]
        if role is not None:
            plain = part.lines[0].face
            return [Aside(words=self._words(part.lines, plain=plain, front=True), role=role, where=where)]
        if part.kind == Kind.HEADING:
            words = self._words(part.lines, plain=_plain(part.lines))
            return [Heading(words=words, level=level, where=where)]
        if part.kind == Kind.REFERENCE:
            return [Reference(words=self._words(part.lines), where=where)]
        if part.kind == Kind.ENDNOTE:
            return [Note(label=part.label, words=self._words(part.lines), where=where)]
        if part.kind == Kind.FORMULA:
            return [self._formula(part, where)]
        return self._texts(part, where)

    def _texts(self, part: Part, where: Where) -> list[Block]:
        words = self._words(part.lines, verse=part.kind == Kind.VERSE)
        abstract = run_in_abstract(part) if part.kind == Kind.PARAGRAPH else ""
        if abstract and words.text.startswith(abstract):
            rest = _cut(words, len(abstract))
            return [Heading(words=Words(abstract), where=where), Text(words=rest, where=where)]
        if part.kind == Kind.ITEM:
            if part.label and words.text.startswith(part.label):
                words = _cut(words, len(part.label))
            return [Text(words=words, form=Form.ITEM, label=part.label, depth=part.depth, where=where)]
        block = Text(words=words, form=_FORMS[part.kind], where=where)
        line = may_have_ended(part) if part.kind == Kind.PARAGRAPH and not self._indented else None
        if line:
            message = (
                f"does another paragraph begin here, at the top of a page or column? “{_short(line.text)}”"
            )
            self._doubt(block, Harm.PARAGRAPH, self._where([line]), message)
        return [block]

    def _formula(self, part: Part, where: Where) -> Block:
        words = words_of_lines(part.lines, self._known[0])[0].text
        number = re.search(r"\s*\((\d+(?:\.\d+)?[a-z]?)\)$", words)
        block = Formula(
            tex=words[: number.start()] if number else words, number=number[1] if number else "", where=where
        )
        self._doubt(block, Harm.DISPLAY, where, f"a formula is only its signs, not TeX: “{_short(words)}”")
        return block

    def _display(self, shown: Shown, where: Where, picture: str) -> list[Block]:
        caption = self._words(shown.caption) if shown.caption else Words()
        label = caption_label(caption.text)
        caption = _cut(caption, label[2]) if label else caption
        page = self._pages[shown.page]
        if shown.box:
            where = Where(shown.page, self._share(shown.box, page))
        inside: list[Block] = []
        if shown.kind == "figure":
            block: Block = Figure(number=shown.number, caption=caption, picture=picture, where=where)
            if shown.inside:
                inside = [LeftOut(text="\n".join(line.text.strip() for line in shown.inside), where=where)]
            lack = (
                "its picture has no alternative text" if picture else "no picture was found near its caption"
            )
            self._doubt(block, Harm.DISPLAY, where, f"figure {shown.number}: {lack}")
        else:
            rows = tuple(tuple(self._words(cell) for cell in row) for row in shown.rows)
            block = Table(
                number=shown.number,
                caption=caption,
                rows=rows,
                source=self._words(shown.source),
                picture=picture,
                where=where,
            )
            name = f"table {shown.number}" if shown.number else "a table without a caption"
            how = (
                f"read as {len(rows)} rows of {len(rows[0])} cells"
                if rows
                else "no rows were found" + (", so it is a picture" if picture else "")
            )
            self._doubt(block, Harm.DISPLAY, where, f"{name}: {how}; compare it with the page")
        return [block, *inside]

    def _ordered(self, placed: Sequence[_Placed]) -> list[_Placed]:
        """Return blocks in the order of reading: notes after what begins on their page, furniture before it."""
        beside: dict[int, list[_Placed]] = defaultdict(list)
        for note in self._notes:
            stream = self._stream(note.lines[0])
            for block in self._note_blocks(note):
                if self._laid.sides and stream == 1:
                    block = replace(block, language=self._laid.sides[1])
                beside[stream].append(_Placed(block, stream, note.page))
        for note in self._addresses:
            words = self._words(note.lines, front=True)
            words = Words(f"{note.printed} {words.text}")
            beside[0].append(
                _Placed(Aside(words=words, role="affiliation", where=self._where(note.lines)), 0, note.page)
            )
        for line in self._laid.split.orphans:
            block = Aside(words=self._words([line]), where=self._where([line]))
            self._doubt(
                block,
                Harm.NOTE,
                block.where,
                f"the end of a note, or a line of the text? “{_short(line.text)}”",
            )
            beside[0].append(_Placed(block, 0, line.page))
        edges = [*self._edges()]
        found: list[_Placed] = []
        for stream in sorted({one.stream for one in placed} | set(beside)):
            waiting = sorted(beside[stream], key=lambda one: one.page)
            for one in (one for one in placed if one.stream == stream):
                while waiting and waiting[0].page < one.page:
                    found.append(waiting.pop(0))
                while stream == 0 and edges and edges[0].page <= one.page:
                    found.append(edges.pop(0))
                found.append(one)
            found += waiting
        return [*found, *edges]

    def _note_blocks(self, note: FootNote) -> list[Block]:
        found: list[Block] = []
        for lines in _note_paragraphs(note.lines, self._note_measure):
            words = self._words(lines)
            if words.text:
                found.append(Note(label=note.label, words=words, where=self._where(lines)))
        return found

    def _edges(self) -> list[_Placed]:
        """Return what stands at the edges of pages as blocks, all of a page's that follow one another as one each."""
        found = []
        for number, strip in self._laid.left_out:
            page = self._pages[number]
            where = Where(number, self._share(Box(strip.left, strip.top, strip.right, strip.bottom), page))
            found.append(_Placed(LeftOut(text=strip.text, where=where), 0, number))
        for page in self._pages.values():
            if page.turned:
                block = LeftOut(text=page.turned, where=Where(page.number))
                found.append(_Placed(block, 0, page.number))
                if len(page.turned) > 200:
                    self._doubt(
                        block, Harm.LOST, block.where, f"turned words were left out: “{_short(page.turned)}”"
                    )
        return sorted(found, key=lambda one: one.page)

    def _all_doubts(self, blocks: Sequence[Block], front: Mapping[int, str]) -> tuple[Doubt, ...]:
        # A block of another language was replaced by one that says so: its place is the same.
        index = {(type(block), block.where): at for at, block in enumerate(blocks)}
        found = [
            replace(doubt, block=index.get((type(block), block.where)) if block is not None else None)
            for block, doubt in self._doubts
        ]
        found += self._doubts_of_file(front)
        for at, block in enumerate(blocks):
            found += [replace(doubt, block=at) for doubt in _doubts_of(block, blocks[at - 1] if at else None)]
        found += _note_doubts(blocks)
        return tuple(
            sorted(
                dict.fromkeys(found),
                key=lambda doubt: (doubt.harm, doubt.block is not None, doubt.block or 0),
            )
        )

    def _doubts_of_file(self, front: Mapping[int, str]) -> list[Doubt]:
        found = []
        for page in self._file.pages:
            bad = [at for at, letter in enumerate(page.letters) if letter.bad]
            if bad:
                around = page.letters[max(0, bad[0] - 15) : bad[0] + 15]
                said = "".join((" " if letter.space else "") + letter.text for letter in around).strip()
                count = f"{len(bad)} signs have" if len(bad) > 1 else "a sign has"
                found.append(
                    Doubt(
                        Harm.LOST,
                        Where(page.number),
                        None,
                        f"{count} no letter in the file; the first: “{said}”",
                    )
                )
            if page.cut:
                found.append(
                    Doubt(
                        Harm.LOST,
                        Where(page.number),
                        None,
                        "this page has more letters than are read, or is broken",
                    )
                )
        if self._laid.sides:
            left, right = self._laid.sides
            found.append(
                Doubt(
                    Harm.ORDER, Where(), None,
                    f"two languages stand side by side ({left}, {right}): all left columns come first, then all right ones; "
                    "leave one of them out if the course needs only the other",
                )
            )  # fmt: skip
        if "title" not in front.values():
            found.append(Doubt(Harm.DETAIL, Where(1), None, "no title was found on the first pages"))
        return found


def _other_language(text: str, main: str) -> str:
    """Return the language of a text if it is without doubt not the main one, such as that of an abstract."""
    seems = language_of([text])
    return seems if main and seems and seems != main.split("-")[0] else ""


def _places(kept: Sequence[tuple[int, Line]], grouped: Sequence[Sequence[Line]]) -> list[int]:
    """Return the index, among all lines, of the first line of each group."""
    found = []
    at = 0
    for group in grouped:
        found.append(kept[at][0])
        at += len(group)
    return found


def _place(places: Sequence[int], at: int) -> int:
    return next((number for number, place in enumerate(places) if place >= at), len(places))


def _families(lines: Sequence[Line]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for line in lines:
        for piece in line.pieces:
            counts[piece.face.family] += len(piece.text)
    whole = sum(counts.values()) or 1
    return frozenset(family for family, count in counts.items() if count > _COMMON * whole)


def _is_address(note: FootNote) -> bool:
    text = " ".join(line.text for line in note.lines)
    return note.page == 1 and note.printed.isalnum() and len(text) < 500 and is_affiliation(text)


def _note_size(notes: Sequence[FootNote], size: float) -> float:
    sizes = Counter(line.size for note in notes for line in note.lines)
    return sizes.most_common(1)[0][0] if sizes else size


def _note_paragraphs(lines: Sequence[Line], measured: Measure) -> list[list[Line]]:
    """Return the lines of a note by paragraph: a gap cuts, and a line that ends a sentence before it is full."""
    found: list[list[Line]] = [[]]
    for line in lines:
        before = found[-1][-1] if found[-1] else None
        if before is not None and (before.page, before.column) == (line.page, line.column):
            wide = line.base - before.base > 1.4 * measured.lead(line)
            ended = ends_early(before, line, measured) and ends_sentence(before) and not starts_small(line)
            if wide or ended:
                found.append([])
        found[-1].append(line)
    return found


def _plain(lines: Sequence[Line]) -> Face:
    """Return the face of lines: then a heading's words need no mark for it.

    It is bold if most letters are: a title in italics within a bold heading is often not bold. It is italic only if
    all are, since words in italics mean something.
    """
    pieces = [piece for line in lines for piece in line.pieces if piece.rise == 0 and piece.text.strip()]
    bold = sum(len(piece.text.strip()) for piece in pieces if piece.face.bold)
    letters = sum(len(piece.text.strip()) for piece in pieces)
    return Face("", bold * 2 > letters, all(piece.face.italic for piece in pieces))


def _signs_raised(line: Line) -> Line:
    """Return a line with signs of notes after names as raised ones, as in `Anna Berg*`."""
    pieces: list[Piece] = []
    for piece in line.pieces:
        parts = re.split(r"(?<=\w)([*†‡∗]+)", piece.text) if piece.rise == 0 else [piece.text]
        pieces += [
            piece._replace(text=part, rise=at % 2 or piece.rise) for at, part in enumerate(parts) if part
        ]
    return replace(line, pieces=tuple(pieces))


def _front_text(part: Part, known: Vocabulary) -> str:
    """Return the words of front matter, without raised numbers."""
    lines = [
        replace(line, pieces=tuple(piece for piece in line.pieces if piece.rise <= 0)) for line in part.lines
    ]
    return words_of_lines([line for line in lines if line.pieces], known, no_notes)[0].text


def _cut(words: Words, length: int) -> Words:
    """Return words without their first letters, and without the space after them."""
    while length < len(words.text) and words.text[length].isspace():
        length += 1
    rest = without_start(words, length)
    return Words(
        rest.text, tuple(mark for mark in rest.marks if mark.kind == MarkKind.NOTE or mark.start < mark.end)
    )


def _short(text: str, most: int = 70) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else text[:most].rsplit(" ", 1)[0] + " …"


def _doubts_of(block: Block, before: Block | None) -> list[Doubt]:
    """Return what is doubtful in a block by itself."""
    found = []

    def doubt(harm: Harm, message: str) -> None:
        found.append(Doubt(harm, block.where, None, message))

    match block:
        case Text(words=words, form=Form.PARAGRAPH):
            first = re.search(r"[^\W\d_]", words.text)
            after_display = isinstance(before, Formula | Table | Figure) or (
                isinstance(before, Text) and before.form != Form.PARAGRAPH
            )
            if first and first[0].islower() and not after_display and first.start() < 3:
                doubt(
                    Harm.PARAGRAPH,
                    f"begins with a small letter; does it belong to the paragraph before? “{_short(words.text)}”",
                )
            if len(words.text) > _LONGEST_PARAGRAPH:
                doubt(Harm.PARAGRAPH, f"is very long: are these several paragraphs? “{_short(words.text)}”")
        case Heading(words=words) if len(words.text) > 120:
            doubt(Harm.HEADING, f"taken for a heading, though it is long: “{_short(words.text)}”")
        case Reference(words=words):
            year = re.search(r"\d{4}|n\.d\.|o\.\s?J\.|in press|forthcoming", words.text)
            if not year or len(words.text) > 700 or words.text[:1].islower():
                doubt(Harm.REFERENCE, f"is this one entry of the list? “{_short(words.text)}”")
        case Aside(words=words, role="") if len(words.text) > 200:
            doubt(Harm.PARAGRAPH, f"taken for front matter, not for text: “{_short(words.text)}”")
    for words in words_of(block):
        odd = sorted({sign for sign in words.text if "\ue000" <= sign <= "\uf8ff" or sign == "\ufffd"})
        if odd and not isinstance(block, LeftOut):
            doubt(
                Harm.LOST,
                f"has signs that no font shows ({', '.join(f'U+{ord(sign):04X}' for sign in odd)}): “{_short(words.text)}”",
            )
    return found


def _note_doubts(blocks: Sequence[Block]) -> list[Doubt]:
    """Return doubts about notes that no mark leads to."""
    marks = {
        mark.value
        for block in blocks
        for words in words_of(block)
        for mark in words.marks
        if mark.kind == MarkKind.NOTE
    }
    found = []
    for at, block in enumerate(blocks):
        if isinstance(block, Note) and block.label not in marks:
            marks.add(block.label)
            found.append(
                Doubt(
                    Harm.NOTE,
                    block.where,
                    at,
                    f"no mark in the text leads to note {block.label}: “{_short(block.words.text)}”",
                )
            )
    return found
