"""Lines of a PDF become words: broken words are joined, styles become marks, raised numbers of notes become marks."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from ...paper.blocks import Mark, MarkKind, Words, tidy
from ..signs import DOUBTFUL_PREFIXES, PREFIXES, SUSPENDED
from .letters import Face
from .lines import Line, Piece

_WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
_ADJECTIVE = ("ical", "ional")
"""Ends of words that are whole, as in “ideological-political”: what follows them in one word is no word by itself."""
_ADDRESS = re.compile(r"(?:https?://|www\.|doi\.org/|\bdoi:)\S*$", re.IGNORECASE)
_HAN = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_SMALL_CAPITALS = 0.87

NotesAt = Callable[[Line, Piece], Sequence[str]]
"""Returns the labels of the notes that a raised piece of a line refers to; none if it is no mark of a note."""


class Vocabulary(NamedTuple):
    """The words of the paper that are not broken, in small letters, and how often each comes."""

    words: Counter[str]
    compounds: bool = True
    """The language writes compounds with a hyphen, as English does; German writes them as one word."""

    def has(self, word: str) -> bool:
        """Return whether a word is there."""
        return word.lower() in self.words


_ONE_WORD = {"de", "nl", "sv", "da", "no", "nb", "fi", "cs", "pl", "la"}


def vocabulary(lines: Iterable[Line], language: str = "") -> Vocabulary:
    """Return the words of lines, without those at their ends that are broken, and those that go on with them."""
    words: Counter[str] = Counter()
    broken = False
    column = None
    for line in lines:
        if (
            line.page,
            line.column,
        ) != column:  # the first word may be the end of one that is broken elsewhere
            broken, column = True, (line.page, line.column)
        found = [match[0].lower().replace("‐", "-") for match in _WORD.finditer(line.text)]
        if broken:
            found = found[1:]
        if line.last:
            found = found[:-1]
        broken = line.last
        words.update(found)
    return Vocabulary(words, language.split("-")[0] not in _ONE_WORD)


class _Styled(NamedTuple):
    """A stretch of text as it is set."""

    text: str
    face: Face = Face("")
    small: bool = False
    rise: int = 0
    notes: tuple[str, ...] = ()
    bad: bool = False


def no_notes(_line: Line, _piece: Piece) -> Sequence[str]:
    """Return none: for words in which nothing refers to a note."""
    return ()


def words_of_lines(
    lines: Sequence[Line],
    known: Vocabulary,
    notes_at: NotesAt = no_notes,
    *,
    plain: Face | None = None,
    verse: bool = False,
) -> tuple[Words, list[str]]:
    """Return the words of lines, and the words whose hyphen at a line's end is in doubt.

    What is bold or italic in `plain` is not marked: a heading is bold as a whole. In verse a line stays a line.
    """
    pieces: list[_Styled] = []
    doubtful: list[str] = []
    left = min((line.left for line in lines), default=0.0)
    for at, line in enumerate(lines):
        styled = [_styled(line, piece, notes_at) for piece in line.pieces]
        if at and verse:
            indent = (
                " " * round((line.left - left) / (line.size * 0.5))
                if line.left - left > 0.6 * line.size
                else ""
            )
            pieces.append(_Styled("\n" + indent))
        elif at:
            _join(pieces, styled, known, doubtful)
        pieces += styled
    return _marked(pieces, plain or Face(""), verse), doubtful


def _styled(line: Line, piece: Piece, notes_at: NotesAt) -> _Styled:
    notes = tuple(notes_at(line, piece)) if piece.rise == 1 else ()
    if notes:
        return _Styled("", notes=notes)
    bare = piece.text.strip()
    small = (
        piece.rise == 0
        and piece.size < _SMALL_CAPITALS * line.size
        and any(sign.isalpha() for sign in bare)
        and bare.upper() == bare
    )
    return _Styled(piece.text, piece.face, small, piece.rise, bad=piece.bad)


def _join(pieces: list[_Styled], following: list[_Styled], known: Vocabulary, doubtful: list[str]) -> None:
    """Change the end of `pieces` so that `following` can be put after it: no hyphen, a space, or nothing."""
    before = "".join(piece.text for piece in pieces[-12:])
    after = "".join(piece.text for piece in following)
    if not before or not after:
        pieces.append(_Styled(" "))
        return
    address = _ADDRESS.search(before)
    if address:
        token = re.match(r"\S*", after)
        code = token is not None and re.search(r"\d[A-Za-z]|[A-Za-z]\d|[_&=%/]", token[0])
        broken = (before[-1] in "-/_=&?%" or (before[-1] == "." and after[:1].islower())) or (
            code is not None and before[-1].isalnum() and not after.startswith("http")
        )
        if not broken:
            pieces.append(_space_like(pieces))
        return
    parts = re.search(r"([^\W\d_]+)[-‐]$", before), re.match(r"[^\W\d_]+", after)
    if parts[0] and parts[1] and known.has(parts[0][1]) and known.has(parts[1][0]):
        before_it, after_it = r"[^\W\d_]-[^\W\d_]+[-‐]$", r"[^\W\d_]+-[^\W\d_]"
        if re.search(before_it, before) or re.match(after_it, after):
            return  # a chain such as “state-of-the-art”
    if before[-1] in "-‐" and len(before) > 1:
        if parts[0] and parts[1]:
            _hyphen(pieces, parts[0][1], parts[1][0], known, doubtful)
        elif before[-2].isspace():
            pieces.append(_space_like(pieces))
        return
    dash = (before[-1] == "—" and not before[-2:-1].isspace()) or (
        after[0] == "—" and not after[1:2].isspace()
    )
    ranged = before[-1] == "–" and before[-2:-1].isdigit() and after[0].isdigit()
    slashed = before[-1] == "/" and not before[-2:-1].isspace()
    if dash or ranged or slashed or (_HAN.match(before[-1]) and _HAN.match(after[0])):
        return
    pieces.append(_space_like(pieces))


def _hyphen(pieces: list[_Styled], one: str, two: str, known: Vocabulary, doubtful: list[str]) -> None:
    """Take out the hyphen of a broken word, or keep that of a compound; put a space after a suspended one."""
    whole, compound = one + two, f"{one}-{two}"
    if two.lower() in SUSPENDED and not known.has(whole):
        pieces.append(_space_like(pieces))
        return
    if known.has(whole):
        keep = False
    elif known.has(compound):
        keep = True
    elif two[:1].isupper() or one.lower() in PREFIXES:
        keep = not (one.isupper() and two.isupper())
    else:
        word = len(one) > 2 and (known.has(one) or one.lower().endswith(_ADJECTIVE))
        keep = (
            known.compounds and (word or one.lower() in DOUBTFUL_PREFIXES) and len(two) > 2 and known.has(two)
        )
        if keep:
            doubtful.append(compound)
    if not keep:
        for at in range(len(pieces) - 1, -1, -1):
            if pieces[at].text:
                pieces[at] = pieces[at]._replace(text=pieces[at].text[:-1])
                break


def _space_like(pieces: Sequence[_Styled]) -> _Styled:
    last = pieces[-1] if pieces else _Styled("")
    return last._replace(text=" ", notes=(), rise=0, small=False) if last.text else _Styled(" ")


def _marked(pieces: Sequence[_Styled], plain: Face, verse: bool) -> Words:
    """Return words from pieces, with single spaces, and marks that hold one another as brackets do."""
    text: list[str] = []
    marks: list[Mark] = []
    open_: dict[MarkKind, int] = {}
    length = 0

    def close(kind: MarkKind) -> None:
        start, end = open_.pop(kind), length
        said = "".join(text)
        while start < end and said[start].isspace():
            start += 1
        while end > start and said[end - 1].isspace():
            end -= 1
        if start < end:
            marks.append(Mark(start, end, kind))

    for piece in pieces:
        if piece.notes:
            while text and text[-1] == " ":
                text.pop()
                length -= 1
            marks += [Mark(length, length, MarkKind.NOTE, label) for label in piece.notes]
            continue
        styles = _styles(piece, plain)
        for kind in [kind for kind in open_ if kind not in styles and piece.text.strip()]:
            close(kind)
        for kind in styles:
            if kind not in open_ and piece.text.strip():
                open_[kind] = length
        for sign in _clean(piece.text):
            if sign == " " and not (verse and _leads(text)) and (not text or text[-1].isspace()):
                continue
            text.append(sign)
            length += 1
    for kind in list(open_):
        close(kind)
    while text and text[-1].isspace():
        text.pop()
    said = "".join(text)
    marks = [*_links(said), *(_within(mark, len(said)) for mark in marks)]
    return tidy(Words(said, tuple(marks)), in_lines=verse)


def _links(text: str) -> list[Mark]:
    """Return marks for the addresses in a text."""
    found = []
    for match in re.finditer(r"https?://[^\s<>\"“”„«»{}|\\^`]+", text):
        address = match[0].rstrip(".,;:!?'’")
        while address.endswith(")") and address.count(")") > address.count("("):
            address = address[:-1].rstrip(".,;:")
        found.append(Mark(match.start(), match.start() + len(address), MarkKind.LINK, address))
    return found


def _within(mark: Mark, length: int) -> Mark:
    return Mark(min(mark.start, length), min(mark.end, length), mark.kind, mark.value)


def _leads(text: list[str]) -> bool:
    """Return whether only spaces stand since the line began."""
    at = len(text)
    while at and text[at - 1] == " ":
        at -= 1
    return bool(at) and text[at - 1] == "\n"


def _clean(text: str) -> str:
    """Return text without signs that cannot be shown; composed as people type it. Ligatures stay."""
    text = re.sub(r"[^\S\n]+", " ", text)
    return unicodedata.normalize(
        "NFC", "".join(sign for sign in text if sign == "\n" or unicodedata.category(sign) != "Cc")
    )


def _styles(piece: _Styled, plain: Face) -> list[MarkKind]:
    found = []
    if piece.face.bold and not plain.bold:
        found.append(MarkKind.STRONG)
    if piece.face.italic and not plain.italic:
        found.append(MarkKind.EMPHASIS)
    if piece.small:
        found.append(MarkKind.SMALL_CAPITALS)
    if piece.rise:
        found.append(MarkKind.SUPERSCRIPT if piece.rise > 0 else MarkKind.SUBSCRIPT)
    return found
