"""Read plain text: as pdftotext, a viewer, OCR, Project Gutenberg or an editor leave it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..paper.blocks import (
    Aside,
    Block,
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    Note,
    Reference,
    Table,
    Text,
    Where,
    Words,
)
from .reading import Doubt, Harm, Reading, Refused
from .text_columns import in_turn, in_two_languages
from .text_displays import rows_of
from .text_front import Front, citation_of, front_of, later_role
from .text_headings import heads_abstract, levels_of, repeated
from .text_join import join, words_known
from .text_lines import Line, lines_of, without_line_numbers
from .text_notes import RawNote, distinct_labels, placed, rising, take_notes, with_marks
from .text_pages import (
    measured,
    ragged,
    unwrapped,
    widths,
    with_margins,
    without_furniture,
    without_gutenberg,
)
from .text_parts import Kind, Part, Setting, chunks_of, parts_of
from .text_signs import ends_sentence, opens, squeeze

MOST_LETTERS = 10_000_000
"""Letters of a file: a thick book has a million."""
LONG = 5_000
"""Letters of a paragraph that hardly is one."""
_FORMS = {Kind.PARAGRAPH: Form.PARAGRAPH, Kind.QUOTATION: Form.QUOTATION, Kind.ITEM: Form.ITEM}
_SEVERAL = re.compile(r"\[\d{1,3}\s?[,–-]\s?\d")
"""`[7-9]` cites works; notes come one by one."""
_PRESENTED = ("\ufb50", "\ufdff"), ("\ufe70", "\ufefe")
"""Arabic letters in the forms that fonts have, which nobody types."""


@dataclass(frozen=True, slots=True)
class _Built:
    """A block, its place in the order of reading, and its pages."""

    block: Block
    key: tuple[int, float, int]
    first: int
    last: int
    line: Line
    doubts: tuple[tuple[Harm, str], ...] = ()


def read_text(text: str) -> Reading:
    """Return what a plain text says, as blocks in the order of reading.

    `Refused` if it is empty, too long, or has two columns that cannot be told apart.
    """
    if len(text) > MOST_LETTERS:
        raise Refused(f"The text has more than {MOST_LETTERS:,} letters. Import its chapters one by one.")
    found = lines_of(text)
    if not any(char.isalnum() for line in found.lines for char in line.text):
        raise Refused(
            "The file has no words. If it was made from a PDF of scanned pages, let a program for text recognition (OCR) "
            "read the PDF first."
        )
    book, licence = without_gutenberg(found.lines)
    numbered = without_line_numbers(tuple(book))
    pages = without_furniture(numbered.lines)
    ordered, columns = in_turn(pages.lines)
    lines = measured(ordered)
    fronts, main = front_of(lines)
    rest, page_notes, note_doubts = take_notes(main, [line for front in fronts for line in front.lines])
    rest = with_margins(rest)
    setting = _setting(rest, columns)
    parts, end_notes = parts_of(rest, setting)
    known = words_known(line.text for line in lines)
    notes = [*page_notes, *end_notes]
    licence_out = [
        replace(chunk[0], text=" ".join(line.text for line in chunk)) for chunk in chunks_of(licence)
    ]
    built = [
        *_fronts(fronts, known),
        *_blocks(parts, known),
        *_left_out([*found.left_out, *licence_out, *numbered.left_out, *pages.left_out], lines),
    ]
    built.sort(key=lambda one: one.key)
    with_notes = _with_notes(built, notes, known)
    citation, said_licence = citation_of([*_gutenberg_front(licence), *fronts])
    doubts = [*found.doubts, *numbered.doubts, *pages.doubts, *note_doubts, *_of_file(text, columns, setting)]
    doubts += [
        Doubt(harm, one.line.where, index, message)
        for index, one in enumerate(with_notes)
        for harm, message in one.doubts
    ]
    blocks = tuple(one.block for one in with_notes)
    doubts += list(_of_blocks(blocks, setting))
    if not said_licence:
        said_licence = next(
            (one.words.text for one in blocks if isinstance(one, Aside) and one.role == "licence"), ""
        )
    return Reading(
        blocks=blocks,
        doubts=tuple(sorted(doubts, key=lambda doubt: (doubt.harm, doubt.where.line))),
        citation=citation,
        licence=said_licence,
    )


def _setting(lines: Sequence[Line], columns: bool) -> Setting:
    measure = widths(lines)
    return Setting(
        widths={line.at: width for line, width in zip(lines, measure, strict=True)},
        ragged=ragged(lines, measure),
        unwrapped=unwrapped(lines),
        parallel=columns and in_two_languages(lines),
    )


def _gutenberg_front(lines: Sequence[Line]) -> list[Front]:
    """Return what Project Gutenberg's head says about title and author."""
    roles = {"title:": "title", "author:": "author"}
    return [
        Front(role, (line,))
        for line in lines
        for start, role in roles.items()
        if line.text.lower().startswith(start)
    ]


def _built(
    block: Block, lines: Sequence[Line], rank: int = 0, doubts: Iterable[tuple[Harm, str]] = ()
) -> _Built:
    first = lines[0]
    pages = [line.page for line in lines]
    return _Built(
        replace(block, where=first.where),
        (first.page, first.at, rank),
        min(pages),
        max(pages),
        first,
        tuple(doubts),
    )


def _fronts(fronts: Sequence[Front], known: frozenset[str]) -> Iterable[_Built]:
    for front in fronts:
        role = "" if front.role in ("other", "citation") else front.role
        words = join([line.text for line in front.lines], known).text
        doubts = (
            [(Harm.HEADING, f"taken for the title of the paper: “{words[:100]}”")] if role == "title" else []
        )
        yield _built(Aside(words=Words(words), role=role), front.lines, 0, doubts)


def _blocks(parts: Sequence[Part], known: frozenset[str]) -> Iterable[_Built]:
    headings = [join(part.texts, known).text for part in parts if part.kind is Kind.HEADING]
    levels = iter(levels_of(headings))
    front = True
    abstract = False
    before: Part | None = None
    for part in parts:
        if part.kind is Kind.HEADING:
            text = join(part.texts, known).text
            abstract = heads_abstract(text)
            front = front and (abstract or _is_small(text))
        begun = before is None or before.kind is not Kind.FORMULA
        yield from _of_part(part, known, levels, front or abstract, begun)
        before = part


def _is_small(text: str) -> bool:
    return squeeze(text).rstrip(":").lower() in (
        "keywords",
        "key words",
        "highlights",
        "graphical abstract",
        "issue",
    )


def _of_part(
    part: Part, known: frozenset[str], levels: Iterator[int], front: bool, begun: bool
) -> Iterable[_Built]:
    doubts: list[tuple[Harm, str]] = []
    texts = list(part.texts)
    if part.kind in (Kind.PARAGRAPH, Kind.ITEM, Kind.QUOTATION) and texts:
        dropped = _drop_cap(texts, known)
        if dropped is not None:
            texts = dropped
            doubts.append((Harm.DETAIL, f"a large first letter was joined to its word: “{texts[0][:40]}”"))
    joined = join(texts, known)
    doubts += [
        (Harm.DETAIL, f"the hyphen of “{word}”, at a line end, was kept: is it one word?")
        for word in joined.unsure
    ]
    words = Words(joined.text)
    match part.kind:
        case Kind.HEADING:
            doubts += [(Harm.HEADING, part.unsure)] * bool(part.unsure)
            level = next(levels)
            yield _built(Heading(words=words, level=level), part.lines, 0, doubts)
        case Kind.VERSE:
            margin = min(line.indent for line in part.lines)
            verse = "\n".join(" " * (line.indent - margin) + squeeze(line.text) for line in part.lines)
            yield _built(Text(words=Words(verse), form=Form.VERSE), part.lines, 1, doubts)
        case Kind.TABLE:
            yield _table(part, words, known)
        case Kind.FIGURE:
            message = f"of figure {part.label} there is only the caption; add the picture and what it shows"
            yield _built(Figure(number=part.label, caption=words), part.lines, 1, [(Harm.DISPLAY, message)])
        case Kind.FORMULA:
            message = f"taken for a formula: “{joined.text[:80]}”; write it in TeX"
            yield _built(
                Formula(number=part.label, tex=joined.text), part.lines, 1, [*doubts, (Harm.DISPLAY, message)]
            )
        case Kind.REFERENCE:
            yield _built(Reference(words=words), part.lines, 1, doubts)
        case Kind.KEYWORDS:
            yield _built(Aside(words=words, role="keywords"), part.lines, 1, doubts)
        case Kind.LEFT_OUT:
            told = [(Harm.LOST, f"{part.unsure}: “{joined.text[:80]}”")] if part.unsure else []
            yield _built(LeftOut(text=joined.text), part.lines, 1, [*doubts, *told])
        case _:
            role = later_role(joined.text) if front else ""
            if role:
                yield _built(
                    Aside(words=words, role="" if role == "citation" else role), part.lines, 1, doubts
                )
                return
            doubts += [(Harm.PARAGRAPH, part.unsure)] * bool(part.unsure)
            doubts += _of_paragraph(joined.text, part.kind, begun)
            block = Text(words=words, form=_FORMS[part.kind], label=part.label, depth=0)
            yield _built(block, part.lines, 1, doubts)


def _table(part: Part, caption: Words, known: frozenset[str]) -> _Built:
    rows = rows_of(part.rows)
    source = Words(join(part.source, known).text)
    doubts = []
    if rows is None:
        rows = [[squeeze(line.text)] for line in part.rows]
        name = f"table {part.label}" if part.label else "a table"
        doubts.append((Harm.DISPLAY, f"the columns of {name} are not clear: its lines were kept as they are"))
    elif not part.label:
        doubts.append((Harm.DISPLAY, f"taken for a table: “{' '.join(rows[0])[:80]}”"))
    cells = tuple(tuple(Words(cell) for cell in row) for row in rows)
    heads = 1 if cells and len(cells[0]) > 1 else 0
    return _built(
        Table(number=part.label, caption=caption, rows=cells, heads=heads, source=source),
        part.lines,
        1,
        doubts,
    )


def _drop_cap(texts: Sequence[str], known: frozenset[str]) -> list[str] | None:
    """Return texts whose large first letter is joined to its word; `None` if there is none."""
    first = texts[0]
    if len(first) == 1 and first.isupper() and len(texts) > 1 and not first.isdigit():
        rest = texts[1]
        word = (first + rest.split(" ", 1)[0]).lower().strip(".,;:")
        if rest[:1].islower() or (rest.split(" ", 1)[0].isupper() and len(rest.split(" ", 1)[0]) > 1):
            return [first + rest, *texts[2:]] if first not in "AIO" or word in known else None
    parts = first.split(None, 2)
    if len(parts) > 1 and len(parts[0]) == 1 and parts[0].isupper() and parts[1].islower():
        word = parts[0].lower() + parts[1].strip(".,;:")
        if word in known and (parts[0] not in "AIO" or parts[1] not in known):
            return [parts[0] + first[1:].lstrip(), *texts[1:]]
    return None


def _of_paragraph(text: str, kind: Kind, begun: bool) -> Iterable[tuple[Harm, str]]:
    if len(text) > LONG:
        yield Harm.PARAGRAPH, f"a paragraph of {len(text):,} letters: are several joined? “{text[:60]} …”"
    if kind is Kind.PARAGRAPH and begun and not opens(text):
        yield Harm.PARAGRAPH, f"a paragraph begins in the middle of a sentence: “{text[:60]} …”"
    elif (
        kind is Kind.PARAGRAPH
        and len(text) > 60
        and not ends_sentence(text)
        and not text.rstrip().endswith((":", "—", ";"))
    ):
        yield Harm.PARAGRAPH, f"a paragraph ends in the middle of a sentence: “… {text[-60:]}”"


def _left_out(lines: Sequence[Line], kept: Sequence[Line]) -> Iterable[_Built]:
    """Yield what is left out, each at its place: above the page's words, among them, or below them."""
    pages: dict[int, list[Line]] = defaultdict(list)
    for line in kept:
        pages[line.page].append(line)
    places = {line.number: line.at for line in kept}
    for line in lines:
        page = pages.get(line.page, [])
        above = [one for one in page if one.number <= line.number]
        at: float = (
            -1
            if not above
            else max(places[one.number] for one in above) + 0.5
            if len(above) < len(page)
            else 1e9
        )
        first = page[0].at if page else 0
        key = (line.page, first - 0.5 if at == -1 else at, 0)
        yield _Built(LeftOut(text=squeeze(line.text), where=line.where), key, line.page, line.page, line)


def _with_notes(built: Sequence[_Built], notes: Sequence[RawNote], known: frozenset[str]) -> list[_Built]:
    """Return blocks with marks where notes belong, and the notes at their places."""
    labels = distinct_labels([note.label for note in notes])
    texts = [(_markable(one.block), one.first, one.last) for one in built]
    found, without = placed(texts, [(note.label, note.page) for note in notes])
    marks: dict[int, list[tuple[object, str]]] = defaultdict(list)
    lost: dict[int, list[str]] = defaultdict(list)
    for index, own in found.items():
        marks[index] = [(candidate, labels[number]) for candidate, number in own]
    if not notes:
        numbered = any(
            isinstance(one.block, Reference) and one.block.words.text.startswith("[") for one in built
        )
        squares = not numbered and not any(_SEVERAL.search(text) for text, _, _ in texts)
        for index, candidates in rising([text for text, _, _ in texts], squares).items():
            marks[index] = [(candidate, candidate.label) for candidate in candidates]
            lost[index] = [candidate.label for candidate in candidates]
    result = []
    for index, one in enumerate(built):
        block = one.block
        own_marks = marks.get(index, [])
        if own_marks and isinstance(block, Text | Heading | Aside):
            block = replace(block, words=with_marks(block.words.text, own_marks))  # type: ignore[arg-type]  # candidates
        doubts = [(Harm.NOTE, f"there is a mark of note {label}, and no such note") for label in lost[index]]
        result.append(replace(one, block=block, doubts=(*one.doubts, *doubts)))
    for number, note in enumerate(notes):
        joined = join(note.texts, known)
        doubts = []
        if number in without:
            doubts.append(
                (Harm.NOTE, f"there is no mark in the text for note {note.label}: “{joined.text[:60]}”")
            )
        block = Note(label=labels[number], words=Words(joined.text))
        result.append(_built(block, note.lines, 2, doubts))
    return sorted(result, key=lambda one: one.key)


def _markable(block: Block) -> str:
    """Return the words in which marks of notes are looked for."""
    return block.words.text if isinstance(block, Text | Heading | Aside) else ""


def _of_file(text: str, columns: bool, setting: Setting) -> Iterable[Doubt]:
    nowhere = Where()
    if columns:
        yield Doubt(
            Harm.ORDER,
            nowhere,
            None,
            "there are two columns side by side; each page's left one was read first",
        )
    if setting.parallel:
        message = (
            "the columns are in two languages: sentences that a page end cuts were not joined; "
            "keep one language, or import the PDF itself"
        )
        yield Doubt(Harm.ORDER, nowhere, None, message)
    if setting.unwrapped:
        message = "no line goes on in the next one: each line was taken for a paragraph; join those that belong together"
        yield Doubt(Harm.PARAGRAPH, nowhere, None, message)
    if any(start <= char <= end for start, end in _PRESENTED for char in text):
        message = (
            "Arabic letters are in forms of a font rather than as they are typed: search may not find them"
        )
        yield Doubt(Harm.LOST, nowhere, None, message)


def _of_blocks(blocks: Sequence[Block], setting: Setting) -> Iterable[Doubt]:
    headings = [at for at, block in enumerate(blocks) if isinstance(block, Heading)]
    filled = {at: _is_filled(blocks, at) for at in headings}
    listed = [(blocks[at].words.text, filled[at]) for at in headings]  # type: ignore[union-attr]  # headings have words
    for place in repeated(listed):
        at = headings[place]
        message = f"the heading “{listed[place][0]}” has no text, and comes again later: is it of a table of contents?"
        yield Doubt(Harm.HEADING, blocks[at].where, at, message)


def _is_filled(blocks: Sequence[Block], at: int) -> bool:
    for block in blocks[at + 1 :]:
        if isinstance(block, Heading):
            return False
        if isinstance(block, Text | Table | Figure | Formula | Reference | Note):
            return True
    return False
