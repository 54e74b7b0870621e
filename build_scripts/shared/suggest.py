"""Find the choice that a misspelled word was meant to be: “did you mean”."""

from collections.abc import Iterator

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA
from rapidfuzz.utils import default_process

SHORT = 3
"""Letters; a word no longer than this is part of many others by chance."""


def nearest(word: str, choices: Iterator[str] | tuple[str, ...]) -> str:
    """Return `; did you mean “…”?` for the choice most like `word`, or an empty text if none is like it."""
    best = near(word, tuple(choices))
    return f"; did you mean “{best}”?" if best not in ("", word) else ""


def near(word: str, choices: tuple[str, ...]) -> str:
    """Return the choice most like `word`, or an empty text.

    A choice that differs by a typing mistake comes first, then one that shares a long part.
    """
    least = 0.6 if len(word) > SHORT else 0.5
    slip = process.extractOne(
        word, choices, scorer=OSA.normalized_similarity, processor=default_process, score_cutoff=least
    )
    shared = process.extractOne(
        word,
        [choice for choice in choices if min(len(word), len(choice)) > SHORT],
        scorer=fuzz.WRatio,
        processor=default_process,
        score_cutoff=70,
    )
    best = slip or shared
    return best[0] if best else ""
