"""Turn records into data for Typst.

The same records that `web/html.py` turns into HTML become JSON objects here: each has its fields, and
its kind in `is`. Links lead to the site, or nowhere if the site has no address. Characters that no font
has are replaced by their numbers, since a box on paper says nothing.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from functools import partial
from itertools import pairwise

from ..read.course import Level, NoteKind
from ..shared.dates import When
from ..shared.language import ENGLISH, Language
from ..shared.markdown import Figure, FileKind, Link, Words
from ..show.base import Ref
from ..show.names import file_words, kind_name, level_name
from ..weave.addresses import Address
from ..weave.marks import LinkMark, Piece, Run
from .fonts import Glyphs
from .formulas import Math, PrintedFormula
from .passages import PrintedLink, PrintedPiece
from .passages import Words as PaperWords

Json = None | bool | int | float | str | list["Json"] | dict[str, "Json"]
Linker = Callable[[Address | str], str]
"""Takes the target of a link, and returns its address on the web; empty if it has none."""
_SENTENCE = re.compile(r"(?<=[.?!])[”’\"')\]]?\s+|(?<=[。？！])")
_BEGINS = re.compile(r"[^\w\s]*[^\W\d_a-zà-öø-ÿ]|[^\w\s]*\d[\d.,–-]*\s+\w")
"""How a sentence begins: not with a small letter, nor with a number that nothing follows, such as a page's."""
_ABBREVIATED = re.compile(
    r"(?:^|[\s(\[“])(?:pp?|vols?|nos?|eds?|cf|figs?|ch|sec|art|al|e\.g|i\.e|ca|Drs?|Mrs?|Ms|Prof|St|vs|Gen|Lt|Col|(?:[A-Z]\.)*[A-Z])\.$"
)
"""The end of a text that ends in an abbreviation, so that the sentence goes on."""
_LONG = re.compile(r"\S{28,}")
"""A word that may be too long for a narrow column."""


def encode(shown: object, link: Linker, glyphs: Glyphs, language: Language = ENGLISH) -> Json:
    """Return a record as data: its fields by name, and its kind in `is`; dates and names of kinds in a language.

    Raises `TypeError` for a kind of value that handouts cannot show.
    """
    inside = partial(encode, link=link, glyphs=glyphs, language=language)
    match shown:
        case NoteKind():
            return glyphs.printable(kind_name(shown, language))
        case Level():
            return glyphs.printable(level_name(shown, language))
        case str():
            return glyphs.printable(shown)
        case None | int() | float():
            return shown
        case Words(text):
            return {"is": "words", "text": _LONG.sub(_breakable, glyphs.printable(text))}
        case Ref(text, to, id_):
            return {"text": glyphs.printable(text), "url": link(to), "id": id_}
        case Link(target, words, file):
            told = {"told": f" ({file_words(file, language)})"} if file else {}
            return {"is": "link", "url": link(target), "inside": [inside(word) for word in words], **told}
        case Figure(alternative=alternative, credit=credit, told=length, file=shown_file):
            is_picture = shown_file is not None and shown_file.kind is FileKind.PICTURE
            leads = shown.to or (shown_file.path if shown_file and not is_picture else "")
            return {
                "is": "figure",
                "path": shown_file.path if shown_file and is_picture else "",
                "alternative": glyphs.printable(alternative),
                "told": [glyphs.printable(one) for one in (credit, length) if one],
                "url": link(leads) if leads else "",
                "file": file_words(shown_file, language) if shown_file and not is_picture else "",
            }
        case When():
            return glyphs.printable(language.date(shown))
        case PaperWords(pieces):
            cut = list(stretches(pieces))
            return {
                "is": "marked",
                "stretches": [[inside(piece) for piece in one] for one in cut],
                "numbers": list(sentence_numbers(cut)),
            }
        case Math(text=text):  # its font has other characters than those of texts: see `printed_formula`
            inside_math = {
                field.name: inside(getattr(shown, field.name))
                for field in fields(shown)
                if field.name != "text"
            }
            return {**inside_math, "text": text}
        case tuple():
            return [inside(one) for one in shown]
        case _ if is_dataclass(shown):
            named = {field.name: inside(getattr(shown, field.name)) for field in fields(shown)}
            return {"is": type(shown).__name__.lower(), **named}
        case _:
            raise TypeError(f"a handout cannot show {type(shown).__name__}")


def shown_files(data: Json) -> Iterator[str]:
    """Yield the paths of the course's own pictures in a record that was encoded."""
    if isinstance(data, dict):
        if data.get("is") == "figure" and data["path"]:
            yield str(data["path"])
        for value in data.values():
            yield from shown_files(value)
    elif isinstance(data, list):
        for value in data:
            yield from shown_files(value)


def frame_words(language: Language, glyphs: Glyphs) -> dict[str, Json]:
    """Return the sentences of templates in a language, the form for each number, and its direction; nothing in English."""
    if not language.of_handouts:
        return {}
    words: dict[str, Json] = {
        sentence: [glyphs.printable(form) for form in forms]
        for sentence, forms in language.of_handouts.items()
    }
    forms: list[Json] = [language.form_of(number) for number in range(200)]
    return {"words": words, "forms": forms, "direction": language.direction}


def stretches(pieces: tuple[Piece | PrintedPiece, ...]) -> Iterator[list[Piece | PrintedPiece]]:
    """Yield a paragraph cut where a page may end: after sentences and omissions. No word is lost or changed."""
    stretch: list[Piece | PrintedPiece] = []
    for piece, is_last in _sentences(pieces):
        stretch.append(piece)
        if is_last:
            yield stretch
            stretch = []
    if stretch:
        yield stretch


def sentence_numbers(cut: Iterable[list[Piece | PrintedPiece]]) -> Iterator[int]:
    """Yield for each stretch of a paragraph the number of the sentence that begins with it; 0 if none does.

    They do not depend on a page or a line, so they are the same wherever the paragraph is printed.
    """
    number, before = 0, ""
    for stretch in cut:
        text = "".join(_text_of(stretch)).strip()
        begins = _BEGINS.match(text) and not _ABBREVIATED.search(before)
        number += bool(begins)
        yield number if begins else 0
        before = text or before


def _text_of(pieces: Iterable[Piece | PrintedPiece]) -> Iterator[str]:
    """Yield the paper's words of pieces."""
    for piece in pieces:
        if isinstance(piece, Run):
            yield piece.text
        elif isinstance(piece, LinkMark | PrintedLink):
            yield from _text_of(piece.runs)
        elif isinstance(piece, PrintedFormula):
            yield piece.tex


def _sentences(pieces: tuple[Piece | PrintedPiece, ...]) -> Iterator[tuple[Piece | PrintedPiece, bool]]:
    """Yield the pieces, with runs cut after sentences, and for each piece whether a page may end after it."""
    before = ""
    for piece in pieces:
        if isinstance(piece, LinkMark | PrintedLink):
            yield piece, False
            before += "".join(run.text for run in piece.runs if isinstance(run, Run))
        elif not isinstance(piece, Run):
            yield piece, False
        elif piece.omitted:
            yield piece, True
            before = ""
        else:
            ends = [0, *_ends(before, piece.text)]
            yield from ((replace(piece, text=piece.text[start:end]), True) for start, end in pairwise(ends))
            if rest := piece.text[ends[-1] :]:
                yield replace(piece, text=rest), False
            before = piece.text


def _ends(before: str, text: str) -> Iterator[int]:
    """Yield where sentences end in `text`, after their space; `before` is the text that precedes it."""
    joined = before[-2:] + text
    shift = len(joined) - len(text)
    yield from (found.end() - shift for found in _SENTENCE.finditer(joined) if found.end() > shift)


def _breakable(word: re.Match[str]) -> str:
    """Return a long word that can be broken anywhere but before an accent: with zero-width spaces between letters."""
    return re.sub(r"(?<=\S)(?=\S)(?![\u0300-\u036f])", "\u200b", word[0])
