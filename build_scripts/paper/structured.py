"""Make a paper of the blocks of `paper.md`: one string, with spans into it."""

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import chain, count

from ..shared.words import distinct, slug
from .blocks import (
    Aside,
    Block,
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    Mark,
    MarkKind,
    Note,
    Reference,
    Table,
    Text,
    Words,
)
from .entries import doi_links, with_keys
from .paper import (
    GAP,
    Citing,
    Exhibit,
    ExhibitKind,
    FootnoteMark,
    Kind,
    Omitted,
    Paper,
    Paragraph,
    Section,
    Span,
    Style,
)
from .paper_md import PaperSource

_TAKEN = re.compile(r"p\d+|words|works|(card|cite|note|mark|fn|fnref|ref|table|figure|formula|aside)-.*")
"""Anchors that other things have on a page with the paper's sections."""
_AGAIN = re.compile(r"-\d+$")
"""What the label of a note has after it if the paper prints it more than once."""
_MOST_GONE = 5_000
"""So many old addresses are kept. A mistyped number would make a page of nothing else."""


def with_numbers(source: PaperSource) -> PaperSource:
    """Return the same with a number for every block of text that has none of its own: the next free ones, in order."""
    given = {number for block in source.blocks for number in _numbers(block)}
    free = count(max(source.head.next, max(given, default=0) + 1))
    seen: set[int] = {0}
    blocks: list[Block] = []
    for block in source.blocks:
        if isinstance(block, Text):
            if block.number in seen:
                block = replace(block, number=next(free))
            seen.add(block.number)
        blocks.append(block)
    return replace(source, blocks=tuple(blocks), head=replace(source.head, next=next(free)))


def with_section_ids(source: PaperSource) -> PaperSource:
    """Return the same with an id for every heading that has none: its words, after those of its parent if they come twice."""
    ids = iter(_section_ids([block for block in source.blocks if isinstance(block, Heading)]))
    blocks = tuple(
        replace(block, id=next(ids)) if isinstance(block, Heading) else block for block in source.blocks
    )
    return replace(source, blocks=blocks)


def _section_ids(headings: list[Heading]) -> list[str]:
    names = [_section_name(heading.words.text) for heading in headings]
    times = Counter(names)
    parents: dict[int, str] = {}
    wanted: list[str] = []
    for heading, name in zip(headings, names, strict=True):
        parents = {level: id_ for level, id_ in parents.items() if level < heading.level}
        if times[name] > 1 and parents:
            name = f"{parents[max(parents)]}-{name}"
        wanted.append(heading.id or name)
        parents[heading.level] = wanted[-1]
    written = [heading.id for heading in headings if heading.id]
    made = [id_ for id_, heading in zip(wanted, headings, strict=True) if not heading.id]
    fresh = iter(distinct([*written, *made])[len(written) :])
    return [heading.id or next(fresh) for heading in headings]


def _section_name(heading: str) -> str:
    name = slug(heading) or "section"
    return f"section-{name}" if _TAKEN.fullmatch(name) else name


def _numbers(block: Block) -> Iterator[int]:
    match block:
        case Text():
            yield from (block.number, *block.was)
        case LeftOut():
            yield block.number


@dataclass(frozen=True, slots=True)
class _Leaf:
    """Words that get a span, and what they are. A heading is one without a kind."""

    words: Words
    id: str
    line: int
    kind: Kind | None = None
    label: str = ""
    depth: int = 0
    language: str = ""
    part_of: str = ""


def structured(source: PaperSource) -> Paper:
    """Return the paper that `paper.md` says. Blocks without a number get the next ones, and references their keys."""
    source = with_section_ids(with_numbers(source))
    source = replace(source, blocks=with_keys(source.blocks))
    names = _names(source.blocks)
    leaves = [list(_leaves(block, name)) for block, name in zip(source.blocks, names, strict=True)]
    in_text = [own for own, block in zip(leaves, source.blocks, strict=True) if not isinstance(block, Note)]
    in_notes = [own for own, block in zip(leaves, source.blocks, strict=True) if isinstance(block, Note)]
    ordered = list(chain.from_iterable([*in_text, *in_notes]))
    starts = list(_starts(leaf.words.text for leaf in ordered))
    placed = list(zip(ordered, starts, strict=True))
    headings = {name: one for name, one in zip(names, source.blocks, strict=True) if isinstance(one, Heading)}
    sections, notes = _sections(placed, headings)
    paragraphs = {one.id: one for one in chain(notes, *(section.paragraphs for section in sections))}
    first_notes = _first_notes(source.blocks, names)
    marks = [
        (mark, Span(start + mark.start, start + mark.end))
        for leaf, start in placed
        for mark in leaf.words.marks
    ]
    return Paper(
        text=GAP.join(leaf.words.text for leaf in ordered),
        sections=sections,
        omitted=tuple(
            Omitted(block.where.line, block.text) for block in source.blocks if isinstance(block, LeftOut)
        ),
        notes=notes,
        exhibits={
            name: _exhibit(block, name, paragraphs)
            for block, name in zip(source.blocks, names, strict=True)
            if isinstance(block, Table | Figure | Formula)
        },
        styles=tuple(
            sorted(
                chain(
                    (
                        Style(span, mark.kind, mark.value)
                        for mark, span in marks
                        if mark.kind not in (MarkKind.NOTE, MarkKind.CITES)
                    ),
                    _printed_dois(placed),
                )
            )
        ),
        note_marks=tuple(_note_marks(marks, first_notes)),
        citing=tuple(
            sorted(
                Citing(span, tuple(mark.value.split())) for mark, span in marks if mark.kind is MarkKind.CITES
            )
        ),
        former=_joined(source),
        gone=_gone(source),
        language=source.head.language,
    )


def _printed_dois(placed: list[tuple[_Leaf, int]]) -> Iterator[Style]:
    """Yield a link for every DOI that an entry of the list of references prints and does not link itself."""
    for leaf, start in placed:
        if leaf.kind is Kind.REFERENCE:
            linked = [mark for mark in leaf.words.marks if mark.kind in (MarkKind.LINK, MarkKind.FORMULA)]
            for span, address in doi_links(leaf.words.text):
                if not any(mark.start < span.end and span.start < mark.end for mark in linked):
                    yield Style(Span(start + span.start, start + span.end), MarkKind.LINK, address)


def _note_marks(marks: list[tuple[Mark, Span]], first_notes: Mapping[str, str]) -> Iterator[FootnoteMark]:
    seen: set[str] = set()
    placed = sorted((span.start, mark.value) for mark, span in marks if mark.kind is MarkKind.NOTE)
    for at, label in placed:
        yield FootnoteMark(at, first_notes.get(label, ""), printed_label(label), label not in seen)
        seen.add(label)


def printed_label(label: str) -> str:
    """Return the label of a note as the paper prints it: `1` for `1-2`, the second note that is printed `1`."""
    return _AGAIN.sub("", label)


def _starts(texts: Iterable[str]) -> Iterator[int]:
    at = 0
    for text in texts:
        yield at
        at += len(text) + len(GAP)


def _names(blocks: tuple[Block, ...]) -> list[str]:
    """Return the id of each block, no two alike."""
    counts = {Aside: count(1), LeftOut: count(1)}
    wanted: list[str] = []
    for block in blocks:
        match block:
            case Text(number=number):
                wanted.append(f"p{number}")
            case Heading(id=id_):
                wanted.append(id_)
            case Table() | Figure() | Formula():
                wanted.append(f"{type(block).__name__.lower()}-{slug(block.number) or 'x'}")
            case Reference(key=key):
                wanted.append(f"ref-{key or 'x'}")
            case Note(label=label):
                wanted.append(f"fn-{slug(label) or 'x'}")
            case Aside() | LeftOut():
                wanted.append(f"{type(block).__name__.lower()}-{next(counts[type(block)])}")
    return distinct(wanted)


def _leaves(block: Block, name: str) -> Iterator[_Leaf]:
    """Yield the words of a block in order, each with an id."""
    line, language = block.where.line, block.language
    match block:
        case Heading(words=words):
            yield _Leaf(words, name, line, language=language)
        case Text(words=words, form=form, label=label, depth=depth):
            yield _Leaf(words, name, line, _KINDS[form], label, depth, language)
        case Reference(words=words, key=key):
            yield _Leaf(words, name, line, Kind.REFERENCE, language=language, part_of=key)
        case Note(words=words, label=label):
            yield _Leaf(words, name, line, Kind.NOTE, printed_label(label), language=language, part_of=label)
        case Aside(words=words, role=role):
            yield _Leaf(words, name, line, Kind.ASIDE, role, language=language)
        case Formula(tex=tex):
            yield _Leaf(Words(tex), name, line, Kind.FORMULA, language=language, part_of=name)
        case Figure(caption=caption):
            yield _Leaf(caption, name, line, Kind.CAPTION, language=language, part_of=name)
        case Table(caption=caption, rows=rows, source=below):
            yield _Leaf(caption, name, line, Kind.CAPTION, language=language, part_of=name)
            for row, cells in enumerate(rows, 1):
                for column, cell in enumerate(cells, 1):
                    yield _Leaf(
                        cell, _cell(name, row, column), line, Kind.CELL, language=language, part_of=name
                    )
            if below != Words():
                yield _Leaf(below, f"{name}-source", line, Kind.SOURCE, language=language, part_of=name)


_KINDS = {form: Kind(form.value) for form in Form}


def _cell(table: str, row: int, column: int) -> str:
    """Return the id of a cell; rows and columns are counted from 1."""
    return f"{table}-r{row}c{column}"


def _sections(
    placed: list[tuple[_Leaf, int]], headings: Mapping[str, Heading]
) -> tuple[tuple[Section, ...], tuple[Paragraph, ...]]:
    """Return the sections with their paragraphs, and the notes."""
    made: list[tuple[Section, list[Paragraph]]] = []
    notes: list[Paragraph] = []
    for leaf, start in placed:
        span = Span(start, start + len(leaf.words.text))
        if leaf.kind is None:
            heading = headings[leaf.id]
            made.append((Section(leaf.id, leaf.words.text, (), heading.level, span, leaf.language), []))
            continue
        if leaf.kind is not Kind.NOTE and not made:
            made.append((Section("opening", "", ()), []))
        section = "" if leaf.kind is Kind.NOTE else made[-1][0].id
        paragraph = Paragraph(
            leaf.id, section, span, leaf.line, leaf.kind, leaf.label, leaf.depth, leaf.language, leaf.part_of
        )
        (notes if leaf.kind is Kind.NOTE else made[-1][1]).append(paragraph)
    return tuple(replace(section, paragraphs=tuple(own)) for section, own in made), tuple(notes)


def _first_notes(blocks: tuple[Block, ...], names: list[str]) -> Mapping[str, str]:
    """Return the id of the first paragraph of each note, by its label."""
    found: dict[str, str] = {}
    for block, name in zip(blocks, names, strict=True):
        if isinstance(block, Note):
            found.setdefault(block.label, name)
    return found


def _exhibit(block: Table | Figure | Formula, name: str, paragraphs: Mapping[str, Paragraph]) -> Exhibit:
    made = Exhibit(
        id=name,
        kind=ExhibitKind(type(block).__name__.lower()),
        number=block.number,
        head=paragraphs[name],
        picture=block.picture,
        alternative=block.alternative,
    )
    if not isinstance(block, Table):
        return made
    rows = tuple(
        tuple(paragraphs[_cell(name, row, column)] for column in range(1, len(cells) + 1))
        for row, cells in enumerate(block.rows, 1)
    )
    return replace(made, rows=rows, heads=block.heads, source=paragraphs.get(f"{name}-source"))


def _joined(source: PaperSource) -> Mapping[str, str]:
    """Return the id of the block that each joined one is a part of now."""
    texts = [block for block in source.blocks if isinstance(block, Text)]
    present = {block.number for block in texts}
    return {
        f"p{number}": f"p{block.number}" for block in texts for number in block.was if number not in present
    }


def _gone(source: PaperSource) -> Mapping[str, str]:
    """Return for each number that no block has, and that was not joined: the id of the block with the number before it."""
    texts = [block for block in source.blocks if isinstance(block, Text)]
    present = sorted({block.number for block in texts})
    joined = {number for block in texts for number in block.was}
    last = min(
        max([*present, *joined], default=0), source.head.next
    )  # a number that was never given has no address
    gone = set(range(1, last)).difference(present, joined)
    if len(gone) > _MOST_GONE:
        return {}
    return {f"p{number}": f"p{present[max(bisect(present, number) - 1, 0)]}" for number in gone}
