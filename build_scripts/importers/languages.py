"""Which language a text is in, and whether it is in any: by its script, and by the commonest short words of each."""

import re
from collections.abc import Iterable

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
    "da": "og i at det er en til på som af for ikke med der den har de et var fra",
    "fi": "ja on ei se että oli hän joka mutta kun myös ovat tai sen niin kuin mitä vain ole",
    "hu": "a az és hogy nem is egy ez volt meg de csak mint még már azt vagy van ki el",
    "tr": "ve bir bu da de için ile olarak olan daha çok gibi en kadar sonra ise ya her ne",
    "id": "yang dan di dari untuk dengan ini itu pada tidak dalam adalah akan oleh juga atau sebagai",
    "ru": "и в не на что он с по как это из к но у за от для же или так",
    "uk": "і в не на що з та до як це у за від для або та є про при",
    "sv": "och i att en det som på är av för med till den har de inte om ett",
}
_SCRIPTS = {
    "ja": re.compile("[\u3040-\u30ff]"),
    "ko": re.compile("[\uac00-\ud7af]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
    "ur": re.compile("[\u0679\u0688\u0691\u06ba\u06be\u06d2]"),
    "fa": re.compile("[\u067e\u0686\u0698\u06af]"),
    "ar": re.compile("[\u0600-\u06ff]"),
    "he": re.compile("[\u0590-\u05ff]"),
    "el": re.compile("[\u0370-\u03ff]"),
    "hi": re.compile("[\u0900-\u097f]"),
    "bn": re.compile("[\u0980-\u09ff]"),
    "ta": re.compile("[\u0b80-\u0bff]"),
    "th": re.compile("[\u0e00-\u0e7f]"),
    "ka": re.compile("[\u10a0-\u10ff]"),
    "hy": re.compile("[\u0530-\u058f]"),
    "am": re.compile("[\u1200-\u137f]"),
}
"""Letters by which a language is known. One that stands before another uses its letters as well."""
_OWN = 0.02
"""This part of all letters must be a language's own, where others share its script."""
_MOSTLY = 0.5
"""This part must be of the script, where a language is known by that alone."""
_SETS = {language: frozenset(words.split()) for language, words in _WORDS.items()}
_FEWEST = 40
"""Words that are needed to tell."""


def language_of(texts: Iterable[str]) -> str:
    """Return the language of texts, as a BCP 47 tag; empty if it is not clear."""
    text = " ".join(texts).lower()
    words = re.findall(r"[^\W\d_]+", text)
    return _by_script("".join(words)) or _by_words(words)


def _by_script(letters: str) -> str:
    """Return a language that does not use Latin or Cyrillic letters."""
    other = sum(map(len, re.findall("[\u0370-\u03ff\u0530-\uabff\uac00-\ud7ff]+", letters)))
    if other < _MOSTLY * len(letters) or not letters:
        return ""
    shared = {"ja", "ur", "fa"}
    for language, own in _SCRIPTS.items():
        if len(own.findall(letters)) >= (_OWN if language in shared else _MOSTLY) * len(letters):
            return language
    return ""


def _by_words(words: list[str]) -> str:
    if len(words) < _FEWEST:
        return ""
    counts = sorted(
        ((sum(word in known for word in words), language) for language, known in _SETS.items()), reverse=True
    )
    (most, language), (second, _) = counts[0], counts[1]
    return language if most > 0.1 * len(words) and most > 1.25 * second else ""


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
