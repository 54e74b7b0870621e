"""Find the characters of a text that the fonts for print lack."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import yaml

from ..check.catalogue import NO_GLYPH
from ..read.project import PAPER_TEXT
from ..shared.keep import ONCE, Keep
from ..shared.place import Place, Problem

FONT_RANGES = "overrides/fonts/coverage.txt"
"""A list of ranges of characters, one per line, written by `overrides/fonts/make.sh`: 0041-005A."""

_INVISIBLE = "\t\n\r\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
"""Characters that are not drawn: controls, joiners, direction marks, variation selectors."""


@dataclass(frozen=True, slots=True)
class Glyphs:
    """What the fonts for print can show."""

    lacking: re.Pattern[str] | None
    """Matches one character that no font has; `None` if all can be shown."""

    def missing(self, text: str) -> Iterator[re.Match[str]]:
        """Yield a match for each character that no font has."""
        if self.lacking and not text.isascii():
            yield from self.lacking.finditer(text)

    def printable(self, text: str) -> str:
        """Return the text with their numbers in place of such characters, as in [U+1F600]; boxes would say nothing."""
        if self.lacking is None:
            return text
        return self.lacking.sub(lambda found: f"[{code_point(found[0])}]", text)


def code_point(character: str) -> str:
    """Return the number of a character as Unicode writes it: `U+1F600`."""
    return f"U+{ord(character):04X}"


def read_glyphs(files: Mapping[str, str], keep: Keep = ONCE) -> Glyphs:
    """Return what the fonts of a project can show: everything, if its files have no list of ranges."""
    return keep(_glyphs, files.get(FONT_RANGES, ""))


def _glyphs(ranges: str) -> Glyphs:
    spans = [re.fullmatch(r"([0-9A-F]{4,6})(?:-([0-9A-F]{4,6}))?", one) for one in ranges.split()]
    covered = "".join(
        f"\\U{int(span[1], 16):08x}-\\U{int(span[2] or span[1], 16):08x}" for span in spans if span
    )
    return Glyphs(re.compile(f"[^{covered}{_INVISIBLE}]") if covered else None)


def unprintable(files: Mapping[str, str], keep: Keep = ONCE) -> tuple[Problem, ...]:
    """Return a problem at the first place of each character, in each file, that no font for print has."""
    glyphs = read_glyphs(files, keep)
    return tuple(
        problem
        for path, text in files.items()
        if (path == PAPER_TEXT or path.endswith((".yml", ".yaml"))) and not text.isascii()
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
        for found in glyphs.missing(line):
            if path != PAPER_TEXT and line.lstrip().startswith("#") and not _in_a_text(text, number - 1):
                break
            if found[0] not in seen:
                seen.add(found[0])
                name = unicodedata.name(found[0], "a character without a name").lower()
                yield NO_GLYPH.at(
                    Place(path, number, found.start() + 1),
                    f"the fonts for handouts lack “{found[0]}” ({name})",
                    f"handouts show [{code_point(found[0])}]; write it in another way, or add a font to overrides/fonts",
                )
