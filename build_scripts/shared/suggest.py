"""A word and the choices in; out comes the choice that was meant, if one is near: “did you mean”."""

from collections.abc import Iterator

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA
from rapidfuzz.utils import default_process

SHORT = 3
"""Letters; that such a word is a part of another says little."""


def nearest(word: str, choices: Iterator[str] | tuple[str, ...]) -> str:
    """Return `; did you mean “…”?` for the choice most like `word`, or nothing."""
    best = near(word, tuple(choices))
    return f"; did you mean “{best}”?" if best not in ("", word) else ""


def near(word: str, choices: tuple[str, ...]) -> str:
    """The choice that a slip of the hand turns into `word`; else one that shares a long part with it."""
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
