"""Estimate the width of text and break it into lines, for drawings that are made before the font is known."""

from collections.abc import Iterator
from unicodedata import combining, east_asian_width

_NARROW, _WIDE = frozenset(" !'’‘,.:;|()[]/\\fijlrtI-"), frozenset("mwMWÆŒ@%—…")

_WORD = 16
"""Ems; a wider word may be broken."""


def width(text: str) -> float:
    """Return the width of a text in ems, as the wider of the common fonts need it."""
    return round(sum(map(_letter, text)), 2)


def balanced(text: str, lines: int) -> tuple[str, ...]:
    """Break a text into at most `lines` lines, so that the widest is as narrow as possible."""
    words = (wide for word in text.split() if (wide := width(word)) <= _WORD)
    most = max(width(text) / lines, *words, 1)
    while len(broken := wrapped(text, most)) > lines:
        most += 0.25
    return broken


def wrapped(text: str, most: float) -> tuple[str, ...]:
    """Break a text into lines of at most `most` ems: between words, and inside a word that is longer than a line."""
    lines: list[str] = []
    for glue, part in _parts(text, most):
        if lines and width(joined := lines[-1] + glue + part) <= most:
            lines[-1] = joined
        else:
            lines.append(part)
    return tuple(lines) or ("",)


def _parts(text: str, most: float) -> Iterator[tuple[str, str]]:
    """Yield what is not broken, each with what joins it to the part before: a space, or nothing inside a word.

    A text without spaces is one long word, which may be broken anywhere.
    """
    for word in text.split():
        parts = [word] if width(word) <= most else list(word)
        yield " ", parts[0]
        yield from (("", part) for part in parts[1:])


def _letter(letter: str) -> float:
    if combining(letter):
        return 0
    if east_asian_width(letter) in "WF":
        return 1
    if letter in _NARROW:
        return 0.38
    if letter in _WIDE:
        return 0.92
    return 0.73 if letter.isupper() else 0.62
