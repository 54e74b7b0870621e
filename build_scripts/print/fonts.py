"""Find the characters of a text that the fonts for print lack."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

import yaml

from ..check.catalogue import NO_GLYPH
from ..read.project import PAPER_MD, PAPER_TEXT
from ..shared.keep import ONCE, Keep
from ..shared.place import Place, Problem

FONT_RANGES = "overrides/fonts/coverage.txt"
"""A list of ranges of characters, one per line, written by `overrides/fonts/make.sh`: 0041-005A."""

MATH_RANGES = "overrides/fonts/math-coverage.txt"
"""The same for formulas."""

_INVISIBLE = "0002 0009 000A 000D 00AD 200B-200F 202A-202E 2060-2064 2066-2069 FE00-FE0F FEFF FFFE"
"""Characters that are not drawn: controls, what some readers of PDF copy for a hyphen, joiners, direction marks, variation selectors."""

_ADDRESS = re.compile(r"(?m)^\s*(?:-\s+)?(?:URL|url):.*$")
"""A line with an address. Handouts show it in percent signs, so that every font can."""
_PAPERS = (PAPER_MD, PAPER_TEXT)
_LAST = 0x10FFFF
"""The number of the last character of Unicode."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What the fonts for print can show."""

    shown: frozenset[str] | None
    """The characters that the fonts have in every style, or that are not drawn; `None` if all can be shown."""
    math: frozenset[str] = frozenset()
    """The characters that the font of formulas has."""

    def missing(self, text: str) -> Iterator[tuple[int, str]]:
        """Yield each character that no font has, after its offset."""
        if self.shown is None or text.isascii() or self.shown.issuperset(text):
            return
        yield from ((at, one) for at, one in enumerate(text) if one not in self.shown)

    def in_formulas(self, text: str) -> bool:
        """Return whether all characters of a text can be shown in a formula."""
        return self.shown is None or all(one in self.math or one in self.shown for one in text)

    def printable(self, text: str) -> str:
        """Return the text with their numbers in place of such characters, as in [U+1F600]; boxes would say nothing."""
        if self.shown is None or self.shown.issuperset(text):
            return text
        return "".join(one if one in self.shown else f"[{code_point(one)}]" for one in text)


def in_picture(svg: str) -> str:
    """Return an SVG with words that Typst can set in it, whatever stands beside them.

    In pictures it finds another font for a letter only if both fonts make as many signs of the text: so letters with their
    accents become one, and signs that are not seen go, with what is left of accents. The list beside a picture has all of them.
    """
    return re.sub(r"(?<=>)[^<>]+(?=<)", lambda text: _in_picture(text[0]), svg)


def _in_picture(text: str) -> str:
    if text.isascii():
        return text
    composed = unicodedata.normalize("NFC", text)
    return "".join(one for one in composed if unicodedata.category(one) not in ("Cf", "Mn", "Me"))


def code_point(character: str) -> str:
    """Return the number of a character as Unicode writes it: `U+1F600`."""
    return f"U+{ord(character):04X}"


def read_glyphs(files: Mapping[str, str], keep: Keep = ONCE) -> Glyphs:
    """Return what the fonts of a project can show: everything, if its files have no list of ranges."""
    return keep(_glyphs, files.get(FONT_RANGES, ""), files.get(MATH_RANGES, ""))


def _glyphs(ranges: str, math: str) -> Glyphs:
    covered = _characters(ranges)
    return Glyphs(covered | _characters(_INVISIBLE) if covered else None, _characters(math))


def _characters(ranges: str) -> frozenset[str]:
    """Return the characters in ranges such as 0041-005A. A set takes a tenth of a pattern's time to make."""
    spans = [re.fullmatch(r"([0-9A-F]{4,6})(?:-([0-9A-F]{4,6}))?", one) for one in ranges.split()]
    numbers = (range(int(span[1], 16), int(span[2] or span[1], 16) + 1) for span in spans if span)
    return frozenset(chr(number) for number in chain.from_iterable(numbers) if number <= _LAST)


_EMOJI = ("\U0001f000", "\U0001ffff")
"""Pictures of things stand from here to there: who writes one has others, and needs one message."""


def unprintable(files: Mapping[str, str], keep: Keep = ONCE) -> tuple[Problem, ...]:
    """Return a problem at the first place in each file of each script, and of each other character, that no font for print has."""
    glyphs = read_glyphs(files, keep)
    return tuple(
        problem
        for path, text in files.items()
        if (path in _PAPERS or path.endswith((".yml", ".yaml"))) and not text.isascii()
        for problem in keep(_in_file, glyphs, path, text)
    )


def _in_file(glyphs: Glyphs, path: str, text: str) -> tuple[Problem, ...]:
    return tuple(_unprintable(glyphs, path, text))


def _in_a_text(text: str, line: int) -> bool:
    """Return whether a line of YAML, counted from 0, is inside a text, where `#` begins no comment."""
    try:
        return any(
            token.start_mark.line < line < token.end_mark.line
            for token in yaml.scan(text)
            if isinstance(token, yaml.ScalarToken)
        )
    except yaml.YAMLError:
        return False


def _unprintable(glyphs: Glyphs, path: str, text: str) -> Iterator[Problem]:
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if path not in _PAPERS and _ADDRESS.fullmatch(line):
            continue
        for at, character in glyphs.missing(line):
            if path == PAPER_MD and line.startswith("%"):
                break
            if path not in _PAPERS and line.lstrip().startswith("#") and not _in_a_text(text, number - 1):
                break
            name = unicodedata.name(character, "a character without a name").lower()
            script = _script(character, name)
            if script not in seen:
                seen.add(script)
                yield NO_GLYPH.at(
                    Place(path, number, at + 1),
                    f"the fonts for handouts lack “{character}” ({name})",
                    f"handouts show [{code_point(character)}]{_and_others(script, character)}; write it in another way, or "
                    "add a font to overrides/fonts",
                )


def _script(character: str, name: str) -> str:
    """Return what a character is told with: its script, emoji, or itself."""
    if _EMOJI[0] <= character <= _EMOJI[1]:  # some are signs, some change the one before
        return "emoji"
    return name.partition(" ")[0] if unicodedata.category(character)[0] in "LM" else character


def _and_others(script: str, character: str) -> str:
    if script == character:
        return ""
    return f" and the like for {'all emoji' if script == 'emoji' else f'all that is {script}'}"
