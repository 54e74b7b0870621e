"""Words in a row: by them a text is known wherever it stands."""

import re


def words_of(text: str) -> list[str]:
    """Return the words that readers see: where a link of Markdown leads is not among them."""
    return re.findall(r"\w+", re.sub(r"\]\([^)\s]*\)", " ", text.lower()))


def runs(words: list[str], length: int = 8) -> set[tuple[str, ...]]:
    """Return all stretches of so many words."""
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
