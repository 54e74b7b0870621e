"""The lines of a plain text with their indents, pages and gaps; signs that are none are taken out and told."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

from ..paper.blocks import Where
from .reading import Doubt, Harm
from .text_signs import squeeze

BULLET = "•"
"""Stands for a sign at the beginning of a line that no font shows."""
LOST = "\ufffd"
"""Stands for a sign that cannot be known."""
_BREAK = re.compile(r"\r\n|[\n\r]")
_INVISIBLE = re.compile("[\u200b\u2060\ufeff]|\u00ad(?=.)")
# U+F020 is the space of fonts with signs.
_STRANGE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ue000-\uf01f\uf021-\uf8ff\ufffd\ufffe\uffff\U000f0000-\U0010ffff]"
)
_FIRST_STRANGE = re.compile(f"(?:{_STRANGE.pattern}[ \t]*)+(?=[^ \t])")
_PRINTED_PAGE = re.compile(r"\[(?:Pg|Page|p\.) ?[\divxlc]{1,5}\]", re.IGNORECASE)
_NUMBERED = re.compile(r"(\d{1,5})(?:\s+|$)")
_FEW = 20
"""Lines that a manuscript must have before its lines can be known to be numbered."""
_MOST_TOLD = 20
"""Lines that a doubt names."""


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the file that is not empty."""

    number: int
    """Counted from 1, as text editors do."""
    text: str
    """Without spaces at its ends; those inside are as printed."""
    indent: int
    """Spaces before it: from the margin of its page or column, once that is known."""
    gap: int = 0
    """Empty lines before it, more than there are within paragraphs."""
    page: int = 0
    """Counted from 0."""
    flow: int = 0
    """Lines of one page, or of one column, share a flow."""
    at: int = 0
    """Place in the order of reading."""

    @property
    def width(self) -> int:
        """Where the line ends, in letters from the margin."""
        return self.indent + len(self.text)

    @property
    def squeezed(self) -> str:
        """The line with one space between words."""
        return squeeze(self.text)

    @property
    def where(self) -> Where:
        """Its place in the file."""
        return Where(line=self.number)


@dataclass(frozen=True, slots=True)
class Lines:
    """The lines of a file, and what was taken out of them."""

    lines: tuple[Line, ...]
    left_out: tuple[Line, ...] = ()
    doubts: tuple[Doubt, ...] = ()


def lines_of(text: str) -> Lines:
    """Return the lines of a text. Signs without meaning are replaced or left out, and told."""
    lines: list[Line] = []
    left_out: list[Line] = []
    strange: dict[str, list[int]] = {}
    page = gap = 0
    for number, whole in enumerate(_BREAK.split(text), 1):
        for turn, part in enumerate(whole.split("\f")):
            page += turn > 0
            for piece in re.split("[\u0085\u2028\u2029\v]", part):
                for char in _STRANGE.findall(piece):
                    strange.setdefault(char, []).append(number)
                printed = _PRINTED_PAGE.findall(piece)
                left_out += [Line(number, found, 0, page=page) for found in printed]
                shown = _PRINTED_PAGE.sub("", piece) if printed else piece
                if _STRANGE.search(shown) and not _STRANGE.sub("", shown).strip():
                    left_out.append(Line(number, _kept(squeeze(shown)), 0, page=page))
                    continue
                shown = _FIRST_STRANGE.sub(f"{BULLET} ", shown) if _STRANGE.match(shown.lstrip()) else shown
                shown = _kept(_INVISIBLE.sub("", shown)).replace("\t", " \t").expandtabs(8)
                shown = re.sub(r"[\u00a0\u2000-\u200a\u202f\u3000\uf020]", " ", shown)
                if bare := shown.strip():
                    lines.append(Line(number, bare, len(shown) - len(shown.lstrip()), gap, page))
                    gap = 0
                elif not printed:
                    gap += 1
    return Lines(tuple(lines), tuple(left_out), tuple(_strange_told(strange)))


def _kept(text: str) -> str:
    """Return a text in which control characters, which no file may hold, are replaced."""
    return "".join(LOST if unicodedata.category(char) == "Cc" and char != "\t" else char for char in text)


def _strange_told(strange: dict[str, list[int]]) -> Iterable[Doubt]:
    for char, numbers in strange.items():
        listed = ", ".join(map(str, list(dict.fromkeys(numbers))[:_MOST_TOLD]))
        message = (
            f"the sign U+{ord(char):04X} means nothing by itself ({len(numbers)} times, in lines {listed}): "
            "at the beginning of a line it was taken for a bullet, elsewhere a letter may be missing; look into the original"
        )
        yield Doubt(Harm.LOST, Where(line=numbers[0]), None, message)


def without_line_numbers(lines: tuple[Line, ...]) -> Lines:
    """Return lines without the numbers that a manuscript has at each line; the numbers are left out."""
    found = [_NUMBERED.match(line.text) for line in lines]
    numbers = [int(match[1]) if match else -1 for match in found]
    rising = sum(1 for before, after in pairwise(numbers) if before >= 0 and after == before + 1)
    if len(lines) < _FEW or rising < 0.6 * len(lines):
        return Lines(lines)
    # The text's own margin begins behind the widest number.
    margin = Counter(
        line.indent + match.end()
        for line, match in zip(lines, found, strict=True)
        if match and match.end() < len(line.text)
    ).most_common(1)[0][0]
    kept: list[Line] = []
    taken: list[Line] = []
    gap, expected = 0, numbers[0]
    for line, match, number in zip(lines, found, numbers, strict=True):
        gap += line.gap
        if match and (number == expected or number == 1 or 0 < number - expected < 4):
            expected = number + 1
            taken.append(replace(line, text=match[1]))
            if rest := line.text[match.end() :]:
                kept.append(
                    replace(line, text=rest, indent=max(line.indent + match.end() - margin, 0), gap=gap)
                )
                gap = 0
            else:
                gap += 1
        else:
            kept.append(replace(line, indent=max(line.indent - margin, 0), gap=gap))
            gap = 0
    doubt = Doubt(
        Harm.LOST,
        lines[0].where,
        None,
        "most lines begin with a number that goes up by one: the numbers of lines were left out",
    )
    return Lines(tuple(kept), tuple(_by_page(taken)), (doubt,))


def _by_page(taken: list[Line]) -> Iterable[Line]:
    """Yield one line a page with all numbers of its lines."""
    pages: dict[int, list[Line]] = {}
    for line in taken:
        pages.setdefault(line.page, []).append(line)
    for lines in pages.values():
        yield replace(lines[0], text=" ".join(line.text for line in lines))
