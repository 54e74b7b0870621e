"""Letters, rulings and pictures of a PDF's pages, by way of pdfium: the only module that asks it anything.

All lengths are in points; the origin is the upper left corner of the page, as people look at it.
"""

import ctypes
import io
import math
import re
from collections import Counter
from collections.abc import Callable
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from .reading import Refused

MOST_BYTES = 100_000_000
MOST_PAGES = 1_000
MOST_LETTERS = 100_000
"""Of a page. More is no page of a paper; the rest is left, and told."""
_MOST_SHAPES = 3_000
"""Of a page. Maps have more: their lines are no rulings of a table."""
_TINIEST = 0.1
_THIN = 3.0
_DOTS = 2.0
"""Pixels a point of the pictures that are made of parts of pages: 144 dpi."""
_RAISED = 0.17
"""Of the size: how far above the base line a raised digit begins."""
_PALE = 0.2
"""Of a page's letters: if more are white, its ground is dark."""
_LONGEST = 4_000
"""Pixels of a side of a picture."""

_BOLD = re.compile(r"bold|black|heavy|demi|\bbd\b|-b(?:i|old)?$|cmbx|\.b$|poster", re.IGNORECASE)
_ITALIC = re.compile(r"ital|obli|slant|-(?:bold)?it$|-i$|-bi$|cmti|cmmi|kursiv", re.IGNORECASE)
_FLAG_ITALIC = 1 << 6
_FLAG_BOLD = 1 << 18
_HYPHENS = {"\x02": "-", "\xad": "-", "\ufffe": "-"}


class Face(NamedTuple):
    """A font as the file names it, and what its name and its data say of it."""

    name: str
    bold: bool = False
    italic: bool = False

    @property
    def family(self) -> str:
        """The first word of the name: `TimesNewRoman` of `ABCDEF+TimesNewRomanPS-BoldMT`."""
        return re.split(r"[-,]|(?:PS)?MT$", self.name.split("+")[-1])[0].rstrip("0123456789")


class Letter(NamedTuple):
    """A letter on a page. A ligature may be several letters in the same place."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    base: float
    """How far down its base line is."""
    size: float
    face: Face
    space: bool
    """White space stands before it."""
    first: bool
    """Whoever wrote the file, or pdfium, begins a line with it."""
    bad: bool = False
    """The file does not say which letter it is."""


class Box(NamedTuple):
    """A part of a page."""

    left: float
    top: float
    right: float
    bottom: float


class Page(NamedTuple):
    """What is on a page."""

    number: int
    width: float
    height: float
    letters: tuple[Letter, ...]
    rulings: tuple[Box, ...] = ()
    """Lines and thin boxes, upright or level."""
    pictures: tuple[Box, ...] = ()
    """Pictures and shapes that are no rulings."""
    turned: str = ""
    """Words that stand upright on a level page, or outside of it, or are as white as it."""
    cut: bool = False
    """It has more letters than are read."""


class File(NamedTuple):
    """What a PDF holds."""

    pages: tuple[Page, ...]
    facts: dict[str, str]
    """What the file says about itself: `Title`, `Author`, `Subject`, `Keywords`, `CreationDate`."""
    language: str = ""


def read_file(data: bytes) -> File:
    """Return all pages of a PDF, or raise `Refused` if it cannot be read."""
    with _Opened(data) as document:
        if len(document) > MOST_PAGES:
            raise Refused(
                f"This PDF has {len(document)} pages, and {MOST_PAGES} are the most that are read: it seems to be a "
                "book. Save the pages of one paper or chapter as a PDF of its own."
            )
        pages = tuple(_page(document, number) for number in range(len(document)))
        facts = {key: value.strip("\x00 ") for key, value in document.get_metadata_dict().items() if value}
        return File(pages, facts, _language(document))


def pictures_of(data: bytes, parts: list[tuple[int, Box]]) -> list[bytes]:
    """Return parts of pages as PNG; a page is given by its number, from 1."""
    with _Opened(data) as document:
        return [_picture(document, number, box) for number, box in parts]


class _Opened:
    """A document that is closed again, whatever happens."""

    def __init__(self, data: bytes):
        self._data = data

    def __enter__(self) -> Any:
        if len(self._data) > MOST_BYTES:
            raise Refused(
                f"This PDF is larger than {MOST_BYTES // 1_000_000} MB. Save it with smaller pictures, or only the "
                "pages of the paper."
            )
        try:
            self._document = pypdfium2.PdfDocument(self._data)
            if not len(self._document):
                raise Refused("This PDF has no pages. Get the file anew.")
        except pypdfium2.PdfiumError as error:
            if "assword" in str(error):
                raise Refused(
                    "This PDF is encrypted: it opens only with a password. Save it without one, where you may."
                ) from None
            raise Refused(
                "This is no PDF, or it is broken. Open it in a viewer and print it to a new PDF; or get the file anew."
            ) from None
        return self._document

    def __exit__(self, *_: object) -> None:
        self._document.close()


def _language(document: Any) -> str:
    buffer = (ctypes.c_ushort * 32)()
    length = pdfium.FPDFCatalog_GetLanguage(document, buffer, 64)
    said = bytes(buffer)[: length - 2].decode("utf-16-le", "ignore") if 2 < length <= 64 else ""
    return said if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", said) else ""


def _picture(document: Any, number: int, box: Box) -> bytes:
    page = document[number - 1]
    width, height = page.get_size()
    crop = (max(box.left, 0), max(height - box.bottom, 0), max(width - box.right, 0), max(box.top, 0))
    across, down = width - crop[0] - crop[2], height - crop[1] - crop[3]
    if across < 1 or down < 1:
        crop, across, down = (0, 0, 0, 0), width, height
    image = page.render(scale=min(_DOTS, _LONGEST / max(across, down)), crop=crop).to_pil()
    page.close()
    out = io.BytesIO()
    image.convert("RGB").quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


class _Raw(NamedTuple):
    """A letter as pdfium tells it: its box and origin from the lower left corner, before the page is turned."""

    text: str
    box: tuple[float, float, float, float]
    origin: tuple[float, float]
    size: float
    face: Face
    quarter: int
    space: bool
    first: bool
    bad: bool
    pale: bool
    """As white as the paper."""


def _page(document: Any, index: int) -> Page:
    try:
        page = document[index]
        text = page.get_textpage()
    except pypdfium2.PdfiumError:
        return Page(index + 1, 1, 1, (), cut=True)
    raw, cut = _raw_letters(text)
    sheet = page.get_cropbox()
    quarters = Counter(one.quarter for one in raw)
    quarter = quarters.most_common(1)[0][0] if raw else page.get_rotation() // 90
    turn = _turner(sheet, quarter)
    width, height = sheet[2] - sheet[0], sheet[3] - sheet[1]
    if quarter % 2:
        width, height = height, width
    rulings, pictures = _shapes(page, turn, width, height)
    hidden = 0 < sum(one.pale for one in raw) < _PALE * len(raw)
    letters, turned = [], []
    for one in raw:
        letter = _letter(one, turn)
        seen = -1 < letter.left < width + 1 and -1 < letter.base < height + 1
        if one.pale and hidden:
            seen = seen and any(_covers(box, letter) for box in (*rulings, *pictures))
        if one.quarter == quarter and seen:
            letters.append(letter)
        else:
            turned.append((" " if one.space or one.first else "") + one.text)
    text.close()
    page.close()
    aside = " ".join("".join(turned).split())
    return Page(index + 1, width, height, tuple(letters), rulings, pictures, aside, cut)


def _covers(box: Box, letter: Letter) -> bool:
    return box.left <= letter.left <= box.right and box.top <= letter.base <= box.bottom


def _raw_letters(text: Any) -> tuple[list[_Raw], bool]:
    """Return all letters that can be seen, and whether some were too many."""
    count = pdfium.FPDFText_CountChars(text)
    rect, matrix = pdfium.FS_RECTF(), pdfium.FS_MATRIX()
    x, y = ctypes.c_double(), ctypes.c_double()
    edges = [ctypes.c_double() for _ in range(4)]  # left, right, bottom, top
    fonts: dict[int, Face] = {}
    of_object: tuple[float, Face, int] = (1.0, Face(""), 0)
    pale = False
    colour = [ctypes.c_uint() for _ in range(4)]
    last = 0
    space, first = False, True
    high = 0
    letters: list[_Raw] = []
    for at in range(min(count, MOST_LETTERS)):
        code = pdfium.FPDFText_GetUnicode(text, at)
        if 0xD800 <= code < 0xDC00:
            high = code
            continue
        if high and 0xDC00 <= code < 0xE000:
            code = 0x10000 + ((high - 0xD800) << 10) + code - 0xDC00
        high = 0
        bad = code == 0 or pdfium.FPDFText_HasUnicodeMapError(text, at) == 1 or 0xD800 <= code < 0xE000
        char = "\ufffd" if bad else _HYPHENS.get(chr(code), chr(code))
        if char.isspace():
            space, first = True, first or char in "\r\n"
            continue
        thing = pdfium.FPDFText_GetTextObject(text, at)
        address = ctypes.cast(thing, ctypes.c_void_p).value or 0
        if address != last or not address:
            last = address
            pdfium.FPDFText_GetMatrix(text, at, matrix)
            size = pdfium.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
            quarter = round(math.atan2(matrix.b, matrix.a) / (math.pi / 2)) % 4
            of_object = (size, _face(thing, fonts), quarter)
            told = pdfium.FPDFText_GetFillColor(text, at, *colour)
            pale = bool(told) and all(part.value > 250 for part in colour[:3])
        pdfium.FPDFText_GetLooseCharBox(text, at, rect)
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        box = (rect.left, rect.bottom, rect.right, rect.top)
        size, face, quarter = of_object
        base = y.value
        if char.isdigit() and quarter == 0:
            pdfium.FPDFText_GetCharBox(text, at, *edges)
            if edges[2].value - base > _RAISED * size:  # a raised digit that the font itself has
                size, base = size * 0.6, base + 0.33 * size
        letters.append(_Raw(char, box, (x.value, base), size, face, quarter, space, first, bad, pale))
        space = first = False
    return letters, count > MOST_LETTERS


def _face(thing: Any, fonts: dict[int, Face]) -> Face:
    if not thing:
        return Face("")
    font = pdfium.FPDFTextObj_GetFont(thing)
    address = ctypes.cast(font, ctypes.c_void_p).value or 0
    if address not in fonts:
        buffer = ctypes.create_string_buffer(256)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, 256)
        name = buffer.value.decode("utf-8", "replace")
        bare = name.split("+")[-1]
        flags = pdfium.FPDFFont_GetFlags(font)
        flags = flags if flags > 0 else 0
        angle = ctypes.c_int()
        pdfium.FPDFFont_GetItalicAngle(font, angle)
        bold = bool(_BOLD.search(bare) or flags & _FLAG_BOLD or pdfium.FPDFFont_GetWeight(font) >= 700)
        italic = bool(_ITALIC.search(bare) or flags & _FLAG_ITALIC or abs(angle.value) in range(5, 31))
        fonts[address] = Face(bare, bold, italic)
    return fonts[address]


Turn = Callable[[float, float], tuple[float, float]]


def _turner(sheet: tuple[float, float, float, float], quarter: int) -> Turn:
    """Return what takes a point of the file to one of the page as people hold it to read most of its words."""
    left, bottom, right, top = sheet
    if quarter == 1:
        return lambda x, y: (y - bottom, x - left)
    if quarter == 2:
        return lambda x, y: (right - x, y - bottom)
    if quarter == 3:
        return lambda x, y: (top - y, right - x)
    return lambda x, y: (x - left, top - y)


def _turned(box: tuple[float, float, float, float], turn: Turn) -> Box:
    (a, b), (c, d) = turn(box[0], box[1]), turn(box[2], box[3])
    return Box(min(a, c), min(b, d), max(a, c), max(b, d))


def _letter(one: _Raw, turn: Turn) -> Letter:
    box = _turned(one.box, turn)
    base = turn(*one.origin)[1]
    tall = box.bottom - box.top
    # Some files scale their letters by means that the matrix does not tell.
    size = one.size if tall <= 0 or 0.4 < one.size / tall < 2.5 else tall * 0.8
    return Letter(
        one.text, *box, base, max(round(size, 1), _TINIEST), one.face, one.space, one.first, one.bad
    )


def _shapes(page: Any, turn: Turn, width: float, height: float) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
    """Return the rulings of a page, and its pictures."""
    rulings, pictures = [], []
    wanted = [pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_SHADING]
    for count, thing in enumerate(page.get_objects(filter=wanted, max_depth=3)):
        if count > _MOST_SHAPES:
            break
        try:
            box = _turned(thing.get_bounds(), turn)
        except pypdfium2.PdfiumError:
            continue
        wide, tall = box.right - box.left, box.bottom - box.top
        if wide > width * 0.95 and tall > height * 0.9:
            continue  # the paper's own colour, or a scan behind its text
        if thing.type == pdfium.FPDF_PAGEOBJ_PATH and min(wide, tall) < _THIN:
            if max(wide, tall) > _THIN:
                rulings.append(box)
        elif wide > _THIN and tall > _THIN:
            pictures.append(box)
    return tuple(rulings), tuple(pictures)
