"""Measure how hard texts are to read, by Björnsson's LIX.

LIX is the average number of words in a sentence, plus the percentage of words longer than six
letters (C.-H. Björnsson, Läsbarhet, 1968; for English: J. Anderson, Lix and Rix, Journal of Reading
26(6), 1983, 490-496). It counts letters and not syllables, so it needs no dictionary and works for
every language that puts spaces between words. It does not know what words mean: names and citations
make a text seem harder than it is.
"""

import re
from collections.abc import Iterable

LONG = 6
"""Letters; a word with more is a long word."""
FEWEST = 30
"""Words; for a shorter text the figure means nothing."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.?!:…。？！][\"'”’)\]]*(?=\s+(?![a-z])|$)")

_SCALE = (
    (30, "very easy, like books for children"),
    (40, "easy, like novels and magazines"),
    (50, "medium, like newspapers"),
    (60, "hard, like official texts"),
)
"""Upper limits of LIX, and what a text below each is like (Björnsson 1968)."""
_HARDEST = "very hard, like scholarly texts"


def lix(texts: Iterable[str]) -> int | None:
    """Return the LIX of all texts together, rounded, or `None` if they are too short to tell.

    Every text counts as at least one sentence, so that headings and entries of lists need no full stop.
    """
    words = long_words = sentences = 0
    for text in texts:
        found = _WORD.findall(text)
        words += len(found)
        long_words += sum(len(word) > LONG for word in found)
        sentences += max(len(_SENTENCE_END.findall(text.strip())), 1) if found else 0
    return round(words / sentences + 100 * long_words / words) if words >= FEWEST else None


def in_words(figure: int | None) -> str:
    """Return what a LIX means, and the figure, such as “medium, like newspapers, LIX 45”."""
    if figure is None:
        return "too short to tell"
    return f"{next((words for below, words in _SCALE if figure < below), _HARDEST)}, LIX {figure}"
