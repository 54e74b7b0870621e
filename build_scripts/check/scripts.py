"""Tell in which script a language is written, and whether a letter belongs to a script."""

import unicodedata

_BY_SCRIPT = {
    "arabic": "ar ckb dv fa ks ku ps sd ug ur",
    "armenian": "hy",
    "bengali": "as bn",
    "cjk": "yue zh",
    "cyrillic": "be bg kk ky mk mn ru tg uk",
    "devanagari": "hi mr ne sa",
    "ethiopic": "am ti",
    "georgian": "ka",
    "greek": "el grc",
    "gujarati": "gu",
    "hangul": "ko",
    "hebrew": "he yi",
    "kannada": "kn",
    "khmer": "km",
    "lao": "lo",
    "latin": "cs da de en es fi fr hu id it la ms nl no pl pt ro sv sw tr vi",
    "malayalam": "ml",
    "myanmar": "my",
    "sinhala": "si",
    "tamil": "ta",
    "telugu": "te",
    "thai": "th",
    "tibetan": "bo dz",
}
"""Languages with one script in common use, by the first word of the names that Unicode gives to its letters."""
_SCRIPTS = {language: script for script, many in _BY_SCRIPT.items() for language in many.split()}


def script_of(language: str) -> str:
    """Return the script of a language tag, or an empty text if it is not known, or the tag names one (`ur-Latn`)."""
    first, *rest = language.lower().split("-")
    named = [part for part in rest if len(part) == 4 and part.isalpha()]
    return "" if named and named[0] not in ("hans", "hant") else _SCRIPTS.get(first, "")


_ISO_15924 = {
    "arabic": "Arab", "cjk": "Hani", "cyrillic": "Cyrl", "devanagari": "Deva", "greek": "Grek", "hebrew": "Hebr", "latin": "Latn",
}  # fmt: skip
_LOOKED_AT = 2000
"""Letters of a text that tell in which script it is written."""


def undetermined(text: str, language: str) -> str:
    """Return a tag for a text that is clearly in another script than a language is, such as `und-Latn`; else an empty text."""
    expected = script_of(language)
    letters = [letter for letter in text[: 4 * _LOOKED_AT] if letter.isalpha()][:_LOOKED_AT]
    if not expected or not letters:
        return ""
    counts = {script: sum(is_in(letter, script) for letter in letters) for script in _ISO_15924}
    most = max(counts, key=lambda script: counts[script])
    return f"und-{_ISO_15924[most]}" if most != expected and counts[most] > len(letters) * 2 / 3 else ""


def is_in(letter: str, script: str) -> bool:
    """Return whether a letter belongs to a script."""
    return unicodedata.name(letter, "").lower().startswith(script)
