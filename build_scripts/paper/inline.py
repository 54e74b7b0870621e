r"""Words and their marks, as `paper.md` writes them.

`*emphasis*`, `__strong__`, `^raised^`, `~lowered~`, `$formula$` (TeX), `[small capitals]{.sc}`, `[mot juste]{lang=fr}`,
`[link](https://example.org)`, `[Mason 2016]{@mason-2016 @lund-2011}` for a citation, and `[^1]` for the mark of a note.
`\` before a sign takes it as it is.
"""

import re
from dataclasses import dataclass
from itertools import accumulate

from .blocks import Mark, MarkKind, Words, outermost, tidy

_SIGNS = {
    MarkKind.EMPHASIS: "*",
    MarkKind.STRONG: "__",
    MarkKind.SUPERSCRIPT: "^",
    MarkKind.SUBSCRIPT: "~",
}
_KINDS = {sign: kind for kind, sign in _SIGNS.items()} | {"**": MarkKind.STRONG}
_TOKEN = re.compile(
    r"\\(?P<sign>[!-/:-@\[-`{-~])"
    r"|\$(?P<tex>(?=\S)(?:[^$\\]|\\.)+?(?<=\S))\$(?!\d)"
    r"|\[\^(?P<note>[^\s\[\]\\^]+)\]"
    r"|(?P<between>\*\*|__|[*^~])"
    r"|(?P<open>\[)"
    r"|\](?:\((?P<address>[^\s()]+)\)|\{(?P<what>\.sc|lang=[A-Za-z0-9-]+|@[^\s{}]+(?: +@[^\s{}]+)*)\})?",
    re.DOTALL,
)
_SPECIAL = re.compile(r"[\\*^~$]|__+|\A_|_\Z|\[(?=\^)|\](?=[({])")
_IN_MARK = re.compile(r"[\\*^~$\[\]]|__+|\A_|_\Z")
_IN_ADDRESS = {ord(letter): f"%{ord(letter):02X}" for letter in " ()\\"}


_MOST_OPEN = 100
"""Signs that may wait for their end. Real paragraphs have a few; hostile ones would make the search long."""


@dataclass(frozen=True, slots=True)
class _Opened:
    """A sign that may begin a mark."""

    sign: str
    piece: int
    """The index of the piece of text that it is, until it is known to be a mark."""


@dataclass(frozen=True, slots=True)
class _Piece:
    """A stretch of what is written: one token, or what stands between two."""

    start: int
    """Where it begins in what is written."""
    text: str
    """What readers see of it."""


@dataclass(frozen=True, slots=True)
class _Pieces:
    """What is written, as pieces, and marks from one piece to before another."""

    pieces: list[_Piece]
    marks: list[tuple[int, int, MarkKind, str]]


def read_words(written: str, in_lines: bool = False) -> Words:
    """Return the words and marks in `written`; `in_lines`: its lines and their indents count.

    A sign that begins no mark is a sign: `5 * 3`, `[sic]`.
    """
    found = _pieces(written)
    offsets = [0, *accumulate(len(piece.text) for piece in found.pieces)]
    placed = tuple(Mark(offsets[start], offsets[end], kind, value) for start, end, kind, value in found.marks)
    return tidy(Words("".join(piece.text for piece in found.pieces), placed), in_lines)


def divided(written: str, letters: int) -> tuple[str, str]:
    """Return what is written in two parts, without the white space between them, and with marks closed and opened again.

    `letters`: how many letters the first part has that are no white space. A note's mark after its last letter is its own.
    """
    found = _pieces(written)
    at, piece = _end_of_letters(found, letters)
    starts = [*(one.start for one in found.pieces), len(written)]
    spanning = sorted((mark[0], mark[1]) for mark in found.marks if mark[0] < piece < mark[1])
    closing = "".join(written[starts[end] : starts[end + 1]] for _, end in reversed(spanning))
    opening = "".join(written[starts[start] : starts[start + 1]] for start, _ in spanning)
    return written[:at].rstrip() + closing, opening + written[at:].lstrip()


def _end_of_letters(found: _Pieces, letters: int) -> tuple[int, int]:
    """Return where so many letters end in what is written, after signs that close there, and the piece that follows."""
    opening = {start for start, end, *_ in found.marks if start < end}
    left = letters
    for index, piece in enumerate(found.pieces):
        if not left and (piece.text or index in opening):
            return piece.start, index
        for offset, letter in enumerate(piece.text, 1):
            left -= not letter.isspace()
            if not left and offset < len(piece.text):
                return piece.start + offset, index
    last = found.pieces[-1]
    return last.start + len(last.text), len(found.pieces)


def _pieces(written: str) -> _Pieces:
    pieces: list[_Piece] = []
    marks: list[tuple[int, int, MarkKind, str]] = []
    opened: list[_Opened] = []
    last = 0

    def unseen(*indexes: int) -> None:
        for index in indexes:
            pieces[index] = _Piece(pieces[index].start, "")

    for token in _TOKEN.finditer(written):
        after = written[token.end() : token.end() + 1]
        pieces.append(_Piece(last, written[last : token.start()]))
        pieces.append(_Piece(token.start(), token["sign"] or token["tex"] or token[0]))
        last = token.end()
        here = len(pieces) - 1
        if token["tex"]:
            marks.append((here, here + 1, MarkKind.FORMULA, ""))
        elif token["note"]:
            unseen(here)
            marks.append((here, here, MarkKind.NOTE, token["note"]))
        elif token["open"]:
            opened.append(_Opened("[", here))
        elif sign := token["between"]:
            index = _last(opened, sign)
            if index is not None and not written[token.start() - 1 : token.start()].isspace():
                marks.append((opened[index].piece, here, _KINDS[sign], ""))
                unseen(opened[index].piece, here)
                del opened[index:]
            elif not after.isspace():
                opened.append(_Opened(sign, here))
        elif not token["sign"] and (index := _last(opened, "[")) is not None:
            if meant := _meant(token):
                marks.append((opened[index].piece, here, *meant))
                unseen(opened[index].piece, here)
            del opened[index:]
        del opened[:-_MOST_OPEN]
    pieces.append(_Piece(last, written[last:]))
    return _Pieces(pieces, marks)


def _last(opened: list[_Opened], sign: str) -> int | None:
    """Return the index of the last opened sign of a kind; none from before a bracket that is open."""
    for index in range(len(opened) - 1, -1, -1):
        if opened[index].sign == sign:
            return index
        if opened[index].sign == "[":
            return None
    return None


def _meant(token: re.Match[str]) -> tuple[MarkKind, str] | None:
    """Return the kind of mark that a closing bracket makes, and its value."""
    if token["address"]:
        return MarkKind.LINK, token["address"]
    what = token["what"] or ""
    if what == ".sc":
        return MarkKind.SMALL_CAPITALS, ""
    if what.startswith("lang="):
        return MarkKind.LANGUAGE, what.removeprefix("lang=")
    return (MarkKind.CITES, " ".join(key[1:] for key in what.split())) if what else None


def write_words(words: Words) -> str:
    """Return words as `paper.md` writes them; `read_words` reads the same from it."""
    made: list[str] = []
    open_: list[Mark] = []
    at = 0

    def move_to(offset: int) -> None:
        nonlocal at
        stretch = words.text[at:offset]
        if open_ and open_[-1].kind is MarkKind.FORMULA:
            made.append(stretch)
        else:
            made.append((_IN_MARK if open_ else _SPECIAL).sub(lambda sign: _escaped(sign[0]), stretch))
        at = offset

    def close_until(offset: int) -> None:
        while open_ and open_[-1].end <= offset:
            move_to(open_[-1].end)
            made.append(_end(open_.pop()))

    for mark in sorted(words.marks, key=_notes_first):
        close_until(mark.start)
        move_to(mark.start)
        if mark.kind is MarkKind.NOTE:
            made.append(f"[^{mark.value}]")
        else:
            made.append(_begin(mark))
            open_.append(mark)
    close_until(len(words.text))
    move_to(len(words.text))
    return "".join(made)


def _notes_first(mark: Mark) -> tuple[int, bool, tuple[int, int, str]]:
    return mark.start, mark.kind is not MarkKind.NOTE, outermost(mark)


def _escaped(signs: str) -> str:
    return "".join(f"\\{sign}" for sign in signs)


def _begin(mark: Mark) -> str:
    return "$" if mark.kind is MarkKind.FORMULA else _SIGNS.get(mark.kind, "[")


def _end(mark: Mark) -> str:
    match mark.kind:
        case MarkKind.FORMULA:
            return "$"
        case MarkKind.LINK:
            return f"]({mark.value.translate(_IN_ADDRESS)})"
        case MarkKind.SMALL_CAPITALS:
            return "]{.sc}"
        case MarkKind.LANGUAGE:
            return f"]{{lang={mark.value}}}"
        case MarkKind.CITES:
            return f"]{{{' '.join(f'@{key}' for key in mark.value.split())}}}"
        case _:
            return _SIGNS[mark.kind]
