"""A text in; out come its width, and its lines, for drawings that are made before any font is known."""

from unicodedata import combining, east_asian_width

_NARROW, _WIDE = frozenset(" !'’‘,.:;|()[]/\\fijlrtI-"), frozenset("mwMWÆŒ@%—…")


def width(text: str) -> float:
    """Return how wide a text is, in ems: what the broader of the common faces need."""
    return round(sum(map(_letter, text)), 2)


def balanced(text: str, lines: int) -> tuple[str, ...]:
    """Break a text between words into at most so many lines, so that the widest is as narrow as can be."""
    words = text.split()
    if not words:
        return ("",)
    most = max(width(text) / lines, *map(width, words))
    while len(broken := wrapped(text, most)) > lines:
        most += 0.25
    return broken


def wrapped(text: str, most: float) -> tuple[str, ...]:
    """Break a text between words into lines of at most so many ems; a longer word has a line to itself."""
    lines: list[str] = []
    for word in text.split():
        if lines and width(joined := f"{lines[-1]} {word}") <= most:
            lines[-1] = joined
        else:
            lines.append(word)
    return tuple(lines) or ("",)


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
