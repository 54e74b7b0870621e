"""Fold a text: write alike what readers see as the same words, and know where each letter came from.

Two texts say the same if their folded forms are equal. What does not matter to that:

- signs that are not seen, such as soft hyphens, and the tatweel that stretches Arabic words;
- ligatures, and the forms of letters that fonts for Hebrew and Arabic have;
- whether an accent is part of its letter (NFC is what is compared);
- “…” or three dots; the kinds of quotation marks, dashes and white space, and white space around a dash.

Empty lines stay, since they part paragraphs.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

_UNSEEN = "\u00ad\u0640\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
"""Soft hyphen, tatweel, signs without width, marks of direction."""
_FORMS = "…\ufb00-\ufb4f\ufb50-\ufdcf\ufdf0-\ufdfc\ufe70-\ufefc"
"""Signs that stand for several letters, or for another form of one."""
_EMOJI = "\u2600-\u27bf\ufe0f\U0001f000-\U0001faff"
# A joiner makes one picture of two; between letters it only says how they are drawn.
_SIGN = re.compile(f"[{_UNSEEN}]|(?<![{_EMOJI}])[\u200c\u200d]|(?P<form>[{_FORMS}])")
_FAR = re.compile("[\\s\\S]?[\u0300-\U0010ffff]+")
"""All letters that NFC may change are in such a stretch, or before it."""
_ALIKE = str.maketrans(
    '‘’‚‛‹›“”„‟«»"‐‑‒–—―−\t\v\f\r\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a'
    "\u2028\u2029\u202f\u205f\u3000\x1c\x1d\x1e\x1f\x85",
    "'" * 13 + "-" * 7 + " " * 27,
)
_RUN = re.compile(r"\n\n|(?:(?!\n\n)[ \n-]){2,}|\n")
_BETWEEN = re.compile(r"(?<=[^\W\d_])-(?=[^\W\d_])")
"""A dash between letters."""
_HYPHEN = re.compile(r"[-‐‑](?:\n\s*)?")
_EDGES = frozenset("-\u200b\u200c")
"""Signs that end a word, although they are not there when words are compared."""
_RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
UNSPACED = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
"""Scripts without spaces between words: Thai, Lao, Burmese, Khmer, Kana, Han."""

_Edit = tuple[int, int, str]
"""Where letters are replaced, first and last offset, and by what."""


@dataclass(frozen=True, slots=True)
class _Step:
    """Offsets of stretches that were replaced, before and after. Outside of them nothing changed."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    new_starts: tuple[int, ...]
    new_ends: tuple[int, ...]

    def start_before(self, offset: int) -> int:
        """Return where words began that begin at `offset` now; of letters that were replaced, all."""
        edit = bisect_right(self.new_starts, offset) - 1
        if edit < 0:
            return offset
        inside = offset < self.new_ends[edit]
        return self.starts[edit] if inside else self.ends[edit] + offset - self.new_ends[edit]

    def end_before(self, offset: int) -> int:
        """Return where words ended that end at `offset` now; of letters that were replaced, all."""
        edit = bisect_left(self.new_ends, offset)
        if edit == len(self.new_ends):
            return offset + (self.ends[-1] - self.new_ends[-1])
        inside = self.new_starts[edit] < offset
        return self.ends[edit] if inside else self.starts[edit] - (self.new_starts[edit] - offset)

    def now(self, offset: int) -> int:
        """Return what has become of an offset; inside of a replaced stretch, its end."""
        edit = bisect_left(self.starts, offset) - 1
        if edit < 0:
            return offset
        return self.new_ends[edit] + max(offset - self.ends[edit], 0)


@dataclass(frozen=True)
class Folded:
    """A text with its folded form, and the way back."""

    original: str
    text: str
    """The folded form."""
    steps: tuple[_Step, ...]
    """How it was made. Those that kept every offset are not listed."""

    def back(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the original of a stretch of the folded form: whole letters, without space at the ends."""
        start, end = self._start(start), self._end(end)
        words = self.original[start:end]
        if not words.strip():
            return start, end
        return start + len(words) - len(words.lstrip()), end - len(words) + len(words.rstrip())

    def stretch(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the folded form of a stretch of the original."""
        for step in self.steps:
            start, end = step.now(start), step.now(end)
        return start, end

    def cuts_letter(self, offset: int) -> bool:
        """Return whether an offset in the folded form is between a letter and its marks."""
        return 0 < offset < len(self.text) and _is_mark(self.text[offset])

    def splits_word(self, offset: int) -> bool:
        """Return whether an offset in the folded form is inside a word."""
        if not 0 < offset < len(self.text):
            return False
        before, after = self.text[offset - 1], self.text[offset]
        if _is_mark(after):
            return True
        if not _in_word(before) or not _in_word(after) or UNSPACED.match(before) or UNSPACED.match(after):
            return False
        return not self.steps or _EDGES.isdisjoint(self.original[self._end(offset) : self._start(offset)])

    @cached_property
    def joined(self) -> "Folded":
        """The same without hyphens inside words: some are left from the ends of lines, and no one knows which."""
        hyphens = (found.start() for found in _BETWEEN.finditer(self.text))
        return self.replaced((at, at + 1, "") for at in hyphens if self.is_hyphen(at))

    def is_hyphen(self, offset: int) -> bool:
        """Return whether the dash at an offset in the folded form is a hyphen, alone or at the end of a line."""
        return _HYPHEN.fullmatch(self.original, self._start(offset), self._end(offset + 1)) is not None

    def _start(self, offset: int) -> int:
        for step in reversed(self.steps):
            offset = step.start_before(offset)
        return offset

    def _end(self, offset: int) -> int:
        for step in reversed(self.steps):
            offset = step.end_before(offset)
        return offset

    def replaced(self, edits: Iterable[_Edit]) -> "Folded":
        """Return the folded form with some stretches replaced; the edits are in the order of the text."""
        parts: list[str] = []
        offsets: list[tuple[int, int, int, int]] = []
        done = length = 0
        for start, end, new in edits:
            length += start - done
            parts += [self.text[done:start], new]
            offsets.append((start, end, length, length + len(new)))
            done, length = end, length + len(new)
        if not offsets:
            return self
        step = _Step(*map(tuple, zip(*offsets, strict=True)))
        return Folded(self.original, "".join([*parts, self.text[done:]]), (*self.steps, step))


def fold(text: str) -> Folded:
    """Return a text with its folded form."""
    folded = Folded(text, text, ())
    if not text.isascii():
        for changes in (_signs, _letters):
            folded = folded.replaced(changes(folded.text))
    alike = folded.text.translate(_ALIKE)
    return Folded(text, alike, folded.steps).replaced(_runs(alike))


def same(text: str) -> str:
    """Return the folded form of a text, to compare it with that of another."""
    return fold(text).text


def _signs(text: str) -> Iterator[_Edit]:
    """Yield signs that are not seen, each to be left out, and forms, with the letters that they stand for."""
    for found in _SIGN.finditer(text):
        sign = found["form"]
        letters = unicodedata.normalize("NFKC", sign).strip().replace("\u0640", "") if sign else ""
        if letters != sign:
            yield found.start(), found.end(), letters


def _letters(text: str) -> Iterator[_Edit]:
    """Yield letters with their marks, to be composed (NFC)."""
    if unicodedata.is_normalized("NFC", text):
        return
    for found in _FAR.finditer(text):
        start = found.start()
        for end in range(start + 1, found.end() + 1):
            if end < found.end() and _composes(text[end]):
                continue
            letter = unicodedata.normalize("NFC", text[start:end])
            if letter != text[start:end]:
                yield start, end, letter
            start = end


def _runs(text: str) -> Iterator[_Edit]:
    """Yield runs of white space and dashes, to become one space, or one dash if it has any; but not empty lines."""
    for found in _RUN.finditer(text):
        if found[0] != "\n\n":
            yield found.start(), found.end(), "-" if "-" in found[0] else " "


def _composes(sign: str) -> bool:
    """Return whether a sign may become one letter with what stands before it: marks, and the parts of Korean syllables."""
    return _is_mark(sign) or "\u1160" <= sign <= "\u11ff"


def _is_mark(sign: str) -> bool:
    return sign > "\u02ff" and unicodedata.category(sign)[0] == "M"


def _in_word(sign: str) -> bool:
    return (sign.isalnum() and sign not in _RAISED) or _is_mark(sign)
