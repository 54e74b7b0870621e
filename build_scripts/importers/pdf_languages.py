"""Which language lines of a PDF are in, and whether they are in any: by the commonest short words of each."""

import re
from collections import Counter
from collections.abc import Iterable

from .pdf_lines import Line

_WORDS = {
    "en": "the of and to in is that for it as was with be by on not this are or from which an at",
    "de": "der die und in den von zu das mit sich des auf für ist im dem nicht ein eine als auch es an werden",
    "fr": "de la le et les des en un du une que est pour qui dans par sur au pas ne se plus il aux",
    "es": "de la que el en y los del se las por un para con una su al lo como más es no",
    "it": "di e che la il un a per in una non sono del della le dei nel alla si con da è come",
    "pt": "de a o que e do da em um para com não uma os no se na por mais as dos é ao",
    "nl": "de van het een en in is dat op te zijn met voor niet aan er om ook door naar bij",
    "la": "et in est non ad quod cum ut sed qui de si quae per ex enim esse hoc ab",
    "pl": "i w na z do nie się że jest to o jak od po przez za co dla są przy",
    "cs": "a v na se je že s o z do to k ve pro jsou jako za i byl po",
    "sv": "och i att en det som på är av för med till den har de inte om ett",
}
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_FEWEST = 40
"""Words that are needed to tell."""


def language_of(texts: Iterable[str]) -> str:
    """Return the language of texts, as a BCP 47 tag; empty if it is not clear."""
    words = re.findall(r"[^\W\d_]+", " ".join(texts).lower())
    if len(words) < _FEWEST:
        return ""
    counts = sorted(
        ((sum(word in known for word in words), language) for language, known in _SETS.items()), reverse=True
    )
    (most, language), (second, _) = counts[0], counts[1]
    return language if most > 0.1 * len(words) and most > 1.25 * second else ""


def two_languages(columns: Iterable[tuple[str, Line]]) -> tuple[str, str] | None:
    """Return the languages of the left and the right columns, if they are two on most pages with columns.

    Lines come with `left` or `right`.
    """
    pages: dict[int, dict[str, list[str]]] = {}
    for side, line in columns:
        if side in ("left", "right"):
            pages.setdefault(line.page, {"left": [], "right": []})[side].append(line.text)
    pairs = [(language_of(sides["left"]), language_of(sides["right"])) for sides in pages.values()]
    pairs = [pair for pair in pairs if all(pair)]
    if not pairs:
        return None
    common, count = Counter(pairs).most_common(1)[0]
    return common if common[0] != common[1] and count >= max(2, 0.6 * len(pairs)) else None


def is_rubbish(text: str) -> bool:
    """Return whether a text cannot be language: signs without letters, or letters that make no words."""
    bare = re.sub(r"\s", "", text)
    if not bare:
        return True
    letters = sum(sign.isalpha() for sign in bare)
    odd = sum(sign == "\ufffd" or "\ue000" <= sign <= "\uf8ff" for sign in bare)
    if letters < 0.45 * len(bare) or odd > 0.25 * len(bare):
        return True
    words = re.findall(r"[^\W\d_]+", text)
    latin = [word for word in words if re.fullmatch(r"[A-Za-z\u00c0-\u024f]+", word)]
    if len(latin) < 0.7 * len(words) or len(latin) < 100:
        return False
    vowels = sum(
        re.search(r"[aeiouyà-ÿ]", word, re.IGNORECASE) is not None for word in latin if len(word) > 2
    )
    long = sum(len(word) > 2 for word in latin)
    mixed = sum(re.search(r"[a-z][A-Z]", word) is not None for word in latin)
    typical = len("".join(latin)) / len(latin)
    return vowels < 0.7 * long or mixed > 0.25 * len(latin) or not 2.0 < typical < 16
