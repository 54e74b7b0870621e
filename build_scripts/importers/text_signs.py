"""Signs in the lines of a plain text: where sentences end and begin, which scripts do without spaces or capitals."""

import re

SHORT = 0.85
"""A line that would have had room for the next word within this part of the width is the last of its paragraph."""

NOTE_MARK = r"(?:\[\d{1,3}\]|\(\d{1,3}\)|\d{1,3}(?:[,–-]\d{1,3})*|[¹²³⁰⁴-⁹]{1,3}|[*∗†‡§¶]{1,3})"
_CLOSERS = "\"'’”)\\]»›」』）】"
_STOP = r"(?:(?:(?<!\d)|(?<=\d\d\d\d))\.|[?!…。？！｡؟۔।॥։።])"
_ENDS = re.compile(
    rf"(?:{_STOP}|(?<=\d\d)\.(?=[{_CLOSERS}\s]*$))[{_CLOSERS}]*(?: ?{NOTE_MARK})?[{_CLOSERS}]*$"
)
_COLON = re.compile(rf"[:：—](?: ?{NOTE_MARK})?$")
_ANY_STOP = re.compile(rf"[.,;:?!。，；：、？！؟۔،؛।॥][{_CLOSERS}]*$")
_OPENERS = "\"'‘“„«‹([{「『（【¿¡*_ "
_SPACELESS = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u31c0-\u31ef\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uffef]"
)
_CASED = re.compile(r"[A-Za-zÀ-ɏͰ-ϿЀ-ӿԱ-ևḀ-ỿ]")
_WORD = re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*")
_BRACKETS = 120
"""Letters at the end of a line in which a source in brackets may stand."""
_TAIL = 24
"""Letters at the end of a line that tell whether a sentence ends there."""


def ends_sentence(text: str) -> bool:
    """Return whether a sentence ends where the text ends; marks of notes and closing quotation marks do not matter."""
    text = text[-_BRACKETS:].rstrip()
    if _ENDS.search(text[-_TAIL:]):
        return True
    if text.endswith((")", "]")):
        # A source in brackets after the last stop: `… of it.” (Berg 2011, 3)`.
        before = text[: max(text.rfind("("), text.rfind("["), 0)].rstrip()
        return bool(before) and _ENDS.search(before[-_TAIL:]) is not None
    return False


def ends_with_colon(text: str) -> bool:
    """Return whether the text ends in a colon, or a dash that announces something."""
    return _COLON.search(text[-_TAIL:].rstrip()) is not None


def ends_in_stop(text: str) -> bool:
    """Return whether the text ends in a stop of any kind, a comma as well."""
    return _ANY_STOP.search(text[-_TAIL:].rstrip()) is not None


def opens(text: str) -> bool:
    """Return whether a sentence may begin with the text: not if it begins with a small letter."""
    bare = text.lstrip(_OPENERS)
    return not bare or not bare[0].islower()


def spaceless(char: str) -> bool:
    """Return whether a sign belongs to a script that puts no spaces between words (Han, Kana)."""
    return _SPACELESS.match(char) is not None


def cased(text: str) -> bool:
    """Return whether most letters of a text are of a script with capitals."""
    letters = sum(char.isalpha() for char in text)
    return len(_CASED.findall(text)) * 2 > letters or not letters


def in_capitals(text: str) -> bool:
    """Return whether all letters are capitals, and there are at least four."""
    letters = [char for char in text if char.isalpha()]
    return (
        len(letters) >= 4
        and all(not char.islower() for char in letters)
        and any(char.isupper() for char in letters)
    )


def words_in(text: str) -> list[str]:
    """Return the words of a text; a hyphen inside a word belongs to it."""
    return _WORD.findall(text)


def squeeze(text: str) -> str:
    """Return a text with one space between words."""
    return " ".join(text.split())
