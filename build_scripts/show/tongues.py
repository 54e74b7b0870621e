"""Tell the language of words where it is another than that of the words around them."""

from dataclasses import dataclass

from ..check.scripts import script_of

_RIGHT_TO_LEFT = frozenset(("arabic", "hebrew", "thaana"))
_RIGHT_TO_LEFT_TAGS = frozenset(("adlm", "arab", "hebr", "nkoo", "syrc", "thaa"))


@dataclass(frozen=True, slots=True)
class Tongue:
    """The language of words where it is another than that around them."""

    language: str
    """BCP 47 tag."""
    direction: str = ""
    """`ltr` or `rtl`; empty if it is that around them."""


def direction_of(language: str) -> str:
    """Return `ltr` or `rtl`: how a language is written."""
    parts = language.lower().split("-")
    is_right = script_of(language) in _RIGHT_TO_LEFT or bool(_RIGHT_TO_LEFT_TAGS.intersection(parts[1:]))
    return "rtl" if is_right else "ltr"


def tongue_of(language: str, around: str) -> Tongue | None:
    """Return the language of words, to be told where that of the words around them is another."""
    if not language or language.lower() == around.lower():
        return None
    if language.partition("-")[0].lower() == around.partition("-")[0].lower() and direction_of(
        language
    ) == direction_of(around):
        return None if not _told(language, around) else Tongue(language)
    direction = direction_of(language)
    return Tongue(language, direction if direction != direction_of(around) else "")


def _told(language: str, around: str) -> bool:
    """Return whether two tags of one language say different things: `zh-Hans` and `zh-Hant`, but not `en` and `en-GB`."""
    return "-" in language and "-" in around
