"""Show pages of the PDF that a paper was imported from, and find where its words stand on them.

Words are compared by their letters alone, so that hyphens, ligatures, spaces and the marks of notes do not matter.
"""

import ctypes
import io
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import Any

_LARGEST = 200_000_000
"""Bytes of a file that is opened."""
_MOST_PAGES = 600
"""Pages that are searched for words."""
_MOST_PIXELS = 12_000_000
_CHUNK = 24
"""How many letters are enough to know a place by."""
_SKIPPED = 12
"""How many letters may stand between two of the words: the number of a note, a word of a margin."""
_PARTS = 10_000
"""Into how many parts a page is divided to say where something is on it."""

Box = tuple[float, float, float, float]
"""Left, top, right and bottom, as parts of the page's width and height from its upper left corner."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand."""

    page: int
    """Counted from 1."""
    boxes: tuple[Box, ...]
    """A box for each line."""


@dataclass(frozen=True, slots=True)
class _Letters:
    """The letters of a page, small, and the index of each among its characters."""

    text: str
    at: tuple[int, ...]


class NoPages(Exception):  # noqa: N818  # what is so, not an error of the program
    """There are no pages to show. The message says why."""


@dataclass
class OriginalPages:
    """The pages of a PDF; many threads may ask, one at a time."""

    file: Path
    _opened: Any = None
    _stamp: tuple[int, int] = (0, 0)
    _letters: dict[int, _Letters] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def count(self) -> int:
        """Return how many pages there are.

        Raises `NoPages` if the file cannot be shown.
        """
        with self._lock:
            return len(self._document())

    def picture(self, number: int, width: int) -> bytes:
        """Return a page as PNG, about so many pixels wide.

        Raises `NoPages` if it cannot be shown.
        """
        with self._lock:
            page = self._page(number)
            wide, high = page.get_size()
            scale = min(width / max(wide, 1), (_MOST_PIXELS / max(wide * high, 1)) ** 0.5)
            made = io.BytesIO()
            page.render(scale=scale).to_pil().save(made, "PNG")
            return made.getvalue()

    def place(self, words: str, near: int) -> Place | None:
        """Return where words stand, first on the page `near` and then around it; `None` if they are not found.

        Raises `NoPages` if the file cannot be shown.
        """
        wanted = "".join(letter for letter, _ in _only_letters(enumerate(words)))
        with self._lock:
            pages = len(self._document())
            if len(wanted) < 2:
                return None
            for number in _around(min(max(near, 1), pages), pages):
                if len(wanted) < _CHUNK // 3 and abs(number - near) > 1:
                    return None
                found = _matched(wanted, self._letters_of(number))
                if found:
                    return Place(number, tuple(self._boxes(number, *found)))
        return None

    def _document(self) -> Any:
        try:
            about = self.file.stat()
            stamp = about.st_mtime_ns, about.st_size
            if self._opened is None or stamp != self._stamp:
                import pypdfium2

                if about.st_size > _LARGEST:
                    raise NoPages("The PDF is too large to be shown here: open it beside this window.")
                self._opened, self._stamp = pypdfium2.PdfDocument(self.file.read_bytes()), stamp
                self._letters.clear()
        except OSError as error:
            raise NoPages("The file of the paper is not there, so its pages cannot be shown.") from error
        except ImportError as error:
            raise NoPages("To see the pages here, set up what reads papers: make readers") from error
        except RuntimeError as error:  # of which pdfium's own is one
            raise NoPages("The PDF cannot be shown here: open it beside this window.") from error
        return self._opened

    def _page(self, number: int) -> Any:
        document = self._document()
        if not 1 <= number <= len(document):
            raise NoPages("There is no such page.")
        return document[number - 1]

    def _letters_of(self, number: int) -> _Letters:
        if number not in self._letters:
            import pypdfium2.raw as pdfium

            text = self._page(number).get_textpage()
            codes = ((at, pdfium.FPDFText_GetUnicode(text, at)) for at in range(text.count_chars()))
            found = list(_only_letters((at, chr(code)) for at, code in codes if code))
            self._letters[number] = _Letters(
                "".join(letter for letter, _ in found), tuple(at for _, at in found)
            )
        return self._letters[number]

    def _boxes(self, number: int, first: int, last: int) -> Iterator[Box]:
        import pypdfium2.raw as pdfium

        page = self._page(number)
        text = page.get_textpage()
        at = self._letters_of(number).at

        def on_page(x: float, y: float) -> tuple[float, float]:
            across, down = ctypes.c_int(), ctypes.c_int()
            pdfium.FPDF_PageToDevice(page, 0, 0, _PARTS, _PARTS, 0, x, y, across, down)
            return across.value / _PARTS, down.value / _PARTS

        for one in range(text.count_rects(at[first], at[last] - at[first] + 1)):
            left, bottom, right, top = text.get_rect(one)
            (x, y), (to_x, to_y) = on_page(left, bottom), on_page(right, top)
            yield min(x, to_x), min(y, to_y), max(x, to_x), max(y, to_y)


def _only_letters(signs: Any) -> Iterator[tuple[str, int]]:
    """Yield the letters of signs, small and without ligatures, with the index that stands before each sign."""
    for at, sign in signs:
        for letter in unicodedata.normalize("NFKC", sign).lower():
            if letter.isalpha():
                yield letter, at


def _around(near: int, pages: int) -> Iterator[int]:
    """Yield the numbers of pages, the nearest first."""
    yield near
    for distance in range(1, min(pages, _MOST_PAGES)):
        yield from (page for page in (near + distance, near - distance) if 1 <= page <= pages)


def _matched(wanted: str, letters: _Letters) -> tuple[int, int] | None:
    """Return the first and the last letter of a page that say what is wanted, or as much of it as stands there."""
    for begun in range(0, min(len(wanted), 4 * _CHUNK), _CHUNK):
        chunk = wanted[begun : begun + _CHUNK]
        if begun and len(chunk) < _CHUNK:
            return None
        start = letters.text.find(chunk)
        if start >= 0:
            return start, _last_of(wanted, begun, letters.text, start)
    return None


def _last_of(wanted: str, begun: int, text: str, start: int) -> int:
    """Return the last letter that goes on with the words, over a few that are not theirs."""
    last, here, there = start, begun, start
    while here < len(wanted) and there < len(text):
        if wanted[here] != text[there]:
            ahead = wanted[here : here + _SKIPPED]
            there = text.find(ahead, there, there + _SKIPPED + len(ahead)) if len(ahead) > 3 else -1
            if there < 0:
                break
        last = there
        here, there = here + 1, there + 1
    return last
