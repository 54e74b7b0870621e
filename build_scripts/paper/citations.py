"""Find the works that a paper cites, and where.

A list of references decides what is a citation: by author and year, by number, by raised number, by author and title
in footnotes. What `paper.md` itself links is always one. Where there is no list, what looks like author and year is.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from .author_year import Find, Index, Unknown, find_by_year
from .blocks import MarkKind
from .by_number import bracketed_numbers, find_by_number, numbered
from .entries import Entry, entries
from .in_notes import Surnames, by_surname, find_by_title
from .paper import Kind, Paper, Paragraph, Span

_LISTS = re.compile(
    r"[\W\d]*(?:list of )?(?:references?(?: cited| list)?|reference list|bibliograph(?:y|ie|y and references)|bibliografía|bibliografia|"
    r"works cited|literature(?: cited)?|literatur(?:verzeichnis)?|quellen(?:verzeichnis)?|références(?: bibliographiques)?|"
    r"referencias(?: bibliográficas)?|referências(?: bibliográficas)?|riferimenti bibliografici|källor|literatuur|литература|"
    r"список литературы|参考文献|참고문헌|المراجع)[\W\d]*",
    re.IGNORECASE,
)
"""Headings of a list of references."""
_SILENT = frozenset((Kind.REFERENCE, Kind.ASIDE, Kind.FORMULA))
"""What cites nothing: the list itself, front matter, formulas."""
_NEAR = 80
"""Characters after a title in which its publisher and year stand."""
_FEW = 3
"""So few numbers in brackets may be something else."""


@dataclass(frozen=True, slots=True)
class Cited:
    """One work cited at one place."""

    key: str
    """That of its entry in the list; without a list, authors and year as an id, such as `mason-2020`."""
    label: str
    """Authors and year, such as `Mason, 2020`."""
    span: Span
    """The words to link: authors and year, or only the year for further works of the same authors, or a number."""
    paragraph: str
    """Id of the paragraph."""
    torn: bool
    """Whether the citation lacks its opening bracket."""
    number: int
    """Counted through the paper from 1; works without words of their own have the number of those before them."""
    marked: bool = True
    """Whether it has words of its own. The works between the ends of `[3–7]` have none."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """Words that look like a citation, and are not linked."""

    line: int
    """Where their paragraph begins in the file, from 1."""
    words: str
    found: str
    """What is wrong, for a message."""


@dataclass(frozen=True, slots=True)
class Citations:
    """What was found in a paper."""

    cited: tuple[Cited, ...]
    """In the order of the text."""
    doubts: tuple[Doubt, ...]
    numbers: int
    """How many citations by number cannot be linked, since the paper has no numbered list."""


def read_citations(paper: Paper) -> Citations:
    """Return every citation, and what only looks like one."""
    silent = _lists(paper)
    listed = _list_of(paper)
    citing = [
        paragraph
        for paragraph in paper.paragraphs
        if paragraph.kind not in _SILENT and paragraph.section not in silent
    ]
    read = [_in_paragraph(paper, paragraph, listed) for paragraph in citing]
    by_year = any(one.by_year for one in read if one.paragraph.kind is not Kind.NOTE)
    found = tuple(_cited(find, one.paragraph) for one in read for find in one.finds)
    numbers = 0 if listed else sum(bracketed_numbers(_text(paper, one)) for one in citing)
    return Citations(
        cited=_counted(found),
        doubts=tuple(
            doubt for one in read for doubt in one.doubts if by_year or one.paragraph.kind is not Kind.NOTE
        ),
        numbers=numbers if numbers > max(_FEW, len(found)) else 0,
    )


@dataclass(frozen=True, slots=True)
class _List:
    """A list of references, ready to be searched."""

    by_key: Mapping[str, Entry]
    by_year: Index
    by_number: Mapping[str, Entry]
    by_surname: Surnames

    def __bool__(self) -> bool:
        """Return whether there is any entry."""
        return bool(self.by_key)


@dataclass(frozen=True, slots=True)
class _Read:
    """What was found in a paragraph."""

    paragraph: Paragraph
    finds: tuple[Find, ...]
    doubts: tuple[Doubt, ...]
    by_year: bool
    """Whether any is by author and year."""


def _list_of(paper: Paper) -> _List:
    listed = entries(paper)
    return _List(
        {entry.key: entry for entry in listed},
        Index(listed),
        numbered(listed),
        by_surname(listed, paper.text) if paper.notes else {},
    )


def _lists(paper: Paper) -> frozenset[str]:
    """Return the ids of the sections that are a list of references, with those under them."""
    return frozenset(
        part.id
        for section in paper.sections
        if _LISTS.fullmatch(section.heading)
        for part in paper.with_parts(section.id)
    )


def _text(paper: Paper, paragraph: Paragraph) -> str:
    return paper.text[paragraph.span.start : paragraph.span.end]


def _in_paragraph(paper: Paper, paragraph: Paragraph, listed: _List) -> _Read:
    text = _text(paper, paragraph)
    own = list(_own(paper, paragraph, text, listed))
    titled = list(find_by_title(text, listed.by_surname)) if paragraph.kind is Kind.NOTE else []
    by_year = list(find_by_year(text, listed.by_year)) if listed.by_year or not listed else []
    raised = _raised(paper, paragraph)
    numbers = list(find_by_number(text, listed.by_number, raised)) if listed.by_number else []
    finds = [one for one in (*numbers, *by_year) if isinstance(one, Find)]
    # A paper with a numbered list names years for other reasons.
    looks = numbers if listed.by_number else by_year
    unknown = [one for one in looks if isinstance(one, Unknown) and not _after_title(one, titled)]
    chosen = _apart([*own, *titled, *finds, *unknown])
    doubts = (one for one in chosen if isinstance(one, Unknown))
    return _Read(
        paragraph,
        tuple(one for one in chosen if isinstance(one, Find)),
        tuple(Doubt(paragraph.line, text[one.start : one.end], one.found) for one in doubts),
        any(isinstance(one, Find) for one in by_year),
    )


def _after_title(one: Unknown, titled: list[Find]) -> bool:
    """Return whether words follow a title so closely that they are its publisher and year."""
    return any(0 <= one.start - find.end < _NEAR for find in titled)


def _raised(paper: Paper, paragraph: Paragraph) -> list[tuple[int, int]]:
    """Return where raised words of a paragraph begin and end, in offsets from its beginning."""
    start, end = paragraph.span.start, paragraph.span.end
    first = bisect_left(paper.styles, start, key=lambda style: style.span.start)
    after = bisect_left(paper.styles, end, key=lambda style: style.span.start)
    return [
        (style.span.start - start, style.span.end - start)
        for style in paper.styles[first:after]
        if style.kind is MarkKind.SUPERSCRIPT
    ]


def _own(paper: Paper, paragraph: Paragraph, text: str, listed: _List) -> Iterator[Find]:
    """Yield the citations that the file itself links, each key at words of its own as far as there are any."""
    start = paragraph.span.start
    first = bisect_left(paper.citing, start, key=lambda one: one.span.start)
    after = bisect_left(paper.citing, paragraph.span.end, key=lambda one: one.span.start)
    for citing in paper.citing[first:after]:
        begin, end = citing.span.start - start, citing.span.end - start
        keys = tuple(dict.fromkeys(citing.keys))
        for (left, right), key in zip(_shares(text, begin, end, keys, listed), keys, strict=True):
            label = listed.by_key[key].label if key in listed.by_key else key
            yield Find(left, right, key, label, marked=left < right)


def _shares(text: str, begin: int, end: int, keys: tuple[str, ...], listed: _List) -> list[tuple[int, int]]:
    """Return the words of each key in words that cite several: the numbers, or the parts between `;` or `,`.

    The ends of a range have words, and what is between them has none. Where nothing fits, the first has all words.
    """
    if len(keys) == 1:
        return [(begin, end)]
    words = text[begin:end]
    for sign in (r"[;]", r"[,;]", r"[,;]|(?<=\d)\s?[-–—]\s?(?=\d)", r"[,;]| and | & "):
        parts = [
            (begin + part.start(), begin + part.end())
            for part in re.finditer(rf"(?:(?!{sign}).)+", words, re.DOTALL)
        ]
        if len(parts) == len(keys):
            return [_trimmed(text, *part) for part in parts]
    finds = [
        one for one in find_by_number(words, listed.by_number, [(0, len(words))]) if isinstance(one, Find)
    ]
    own = {one.key: (begin + one.start, begin + one.end) for one in reversed(finds) if one.marked}
    if keys[0] in own:
        shares: list[tuple[int, int]] = []
        for key in keys:
            last = shares[-1][1] if shares else begin
            share = own.get(key, (last, last))
            shares.append(share if share[0] >= last else (last, last))
        return shares
    return [(begin, end), *[(end, end)] * (len(keys) - 1)]


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """Return a stretch without white space and brackets at its edges."""
    words = text[start:end]
    left = len(words) - len(words.lstrip(" ([\n\t"))
    right = len(words.rstrip(" )]\n\t"))
    return (start + left, start + right) if left < right else (start, end)


def _apart(made: Iterable[Find | Unknown]) -> list[Find | Unknown]:
    """Return what was found, in the order of the text; of those that share words, only the first that is given."""
    kept: list[Find | Unknown] = []
    for one in made:
        at = bisect_right(kept, one.start, key=lambda other: other.start)
        before = kept[at - 1] if at else None
        after = kept[at] if at < len(kept) else None
        if not (before and before.end > one.start) and not (after and after.start < one.end):
            kept.insert(at, one)
    return kept


def _cited(find: Find, paragraph: Paragraph) -> Cited:
    start = paragraph.span.start
    span = Span(start + find.start, start + find.end)
    return Cited(find.key, find.label, span, paragraph.id, find.torn, 0, find.marked)


def without(paper: Paper, found: tuple[Cited, ...], ignore: tuple[str, ...]) -> tuple[Cited, ...]:
    """Return the citations, except those whose words are in `ignore`."""
    ignored = {cited.number for cited in found if cited.marked and paper.words(cited.span) in ignore}
    return _counted(cited for cited in found if cited.number not in ignored)


def _counted(found: Iterable[Cited]) -> tuple[Cited, ...]:
    """Return the citations with their numbers."""
    made: list[Cited] = []
    number = 0
    for cited in found:
        number += cited.marked
        made.append(replace(cited, number=number))
    return tuple(made)
