"""Compare what a reader found with the letters of the file, taken from it in another, simpler way.

The order does not matter here, since notes and columns move. What a file has and no block has is a doubt: law 1 says that
nothing is lost in silence.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from ..paper.blocks import Block, Figure, MarkKind, Note, Table, Text, Where, words_of
from ..paper.structured import printed_label
from .archive import Archive
from .reading import Doubt, Harm, Reading

_FEW = 12
"""So many letters may be missing without a word: labels of notes and of items, signs that are drawn with letters."""
_PART = 0.002
"""And so large a part of all letters."""
_SHOWN = 8
"""How many of the missing words are named."""
_HYPHEN = re.compile("[-\u00ad\ufffe\x02][ ]*\r?\n")
"""A hyphen at the end of a line; PDFium writes its own sign for some."""
_WORD = re.compile(r"[^\W_]+")
_TAG = re.compile(rb"<[^>]*>")
_BREAK = re.compile(rb"</w:p>|<w:tab/>|<w:br[^>]*/>|</text:(?:p|h)>|<text:(?:tab|s|line-break)[^>]*/>")
_DELETED = re.compile(rb"<w:delText\b.*?</w:delText>|<w:instrText\b.*?</w:instrText>", re.DOTALL)


def witnessed(form: str, data: bytes, reading: Reading) -> Reading:
    """Return a reading with a doubt if the file has words that no block has.

    Args:
        form: The format, as `formats.format_of` names it. Those in which markup is made of letters have no witness.
        data: The file.
        reading: What was found in it.

    """
    text = _text(form, data)
    if not text:
        return reading
    there, found = _letters([text]), _letters(_said(reading.blocks))
    missing = there - found
    if missing.total() <= max(_FEW, _PART * there.total()):
        return reading
    words = _words([text]) - _words(_said(reading.blocks))
    some = ", ".join(f"“{word}”" for word, _ in words.most_common(_SHOWN))
    message = f"about {missing.total()} letters of the file are in no block; look for {some or 'them'}"
    return replace(reading, doubts=(Doubt(Harm.LOST, Where(), None, message), *reading.doubts))


def _text(form: str, data: bytes) -> str:
    match form:
        case "pdf":
            return _of_pdf(data)
        case "docx":
            return _of_archive(data, ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml"))
        case "odt":
            return _of_archive(data, ("content.xml",))
        case _:
            return ""


def _of_pdf(data: bytes) -> str:
    """Return the text of a PDF as PDFium orders it."""
    from pypdfium2 import PdfDocument

    document = PdfDocument(data)
    try:
        text = "\n".join(page.get_textpage().get_text_range() for page in document)
        return _HYPHEN.sub("", text)
    finally:
        document.close()


def _of_archive(data: bytes, parts: Iterable[str]) -> str:
    archive = Archive(data)
    return "\n".join(_of_xml(archive.part(part)) for part in parts)


def _of_xml(xml: bytes) -> str:
    """Return the text of a part: what is not a tag. A word that is cut by tags stays one."""
    text = _TAG.sub(b"", _BREAK.sub(b"\n", _DELETED.sub(b"", xml))).decode("utf-8", "replace")
    for name, sign in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(name, sign)
    return text


def _said(blocks: Iterable[Block]) -> Iterable[str]:
    for block in blocks:
        for words in words_of(block):
            yield words.text
            yield from (printed_label(mark.value) for mark in words.marks if mark.kind is MarkKind.NOTE)
        match block:
            case Text(label=label) | Note(label=label):
                yield label
            case Table(number=number) | Figure(number=number):
                yield number


def _letters(texts: Iterable[str]) -> Counter[str]:
    """Return how often each letter and digit stands in texts. Marks of accents are no letters."""
    return Counter(letter for text in texts for letter in _folded(text) if letter.isalnum())


def _words(texts: Iterable[str]) -> Counter[str]:
    return Counter(word for text in texts for word in _WORD.findall(_folded(text)))


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).casefold()
