"""Read what stands before a text: people, dates, and lines that are one or the other."""

import re
from collections.abc import Iterable, Mapping

PARTICLES = {
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "du", "la", "le", "ten", "ter", "zu", "al", "el",
    "bin", "ibn", "das", "af",
}  # fmt: skip
"""Small words of names that belong to the family’s."""
_TITLES = re.compile(r"^(?:(?:prof|dr|mag|univ|dipl|ing|phd|ph\.d|msc)\.?(?:-|\s+))+", re.IGNORECASE)
_AND = r"\s*(?:;|\band\b|\bund\b|\bet\b|\by\b|&|\n)\s*"
_BETWEEN = re.compile(_AND, re.IGNORECASE)
_BETWEEN_OR_COMMA = re.compile(rf"{_AND}|,\s+(?=[^\s,]+\s+[^\s,])", re.IGNORECASE)
ROLES = frozenset(
    {"title", "subtitle", "author", "affiliation", "date", "doi", "journal", "keywords", "licence"}
)
"""Roles of what stands before a text."""
_MARKS = re.compile(r"[\d*†‡§¹²³⁴⁵⁶⁷⁸⁹⁰]+(?:\s*,\s*[\d*†‡§]+)*")
_NAME = re.compile(r"(?:[^\W\d_][\w.’'‐-]*\s+){1,5}[^\W\d_][\w.’'‐-]*")
_MONTHS = {
    name: at
    for names in (
        "january february march april may june july august september october november december",
        "januar februar märz april mai juni juli august september oktober november dezember",
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
    )
    for at, name in enumerate(names.split(), 1)
}
_ISO = re.compile(r"\b(1[4-9]\d\d|20\d\d)-(\d\d)(?:-(\d\d))?\b")
_YEAR = re.compile(r"\b(1[4-9]\d\d|20\d\d)\b")
_DAY = re.compile(r"\b([0-3]?\d)(?:st|nd|rd|th|\.)?\b(?!\d)")


def person(name: str) -> dict[str, str]:
    """Return a name as CSL has it. One word, or a name without a usual form, is `literal`."""
    name = _TITLES.sub("", " ".join(_MARKS.sub("", name).split())).strip(" ,;")
    family, comma, given = (part.strip() for part in name.partition(","))
    if comma and given:
        return {"family": family, "given": given}
    words = name.split()
    if len(words) < 2 or any(
        word.lower() in ("of", "for", "the", "university", "institute") for word in words
    ):
        return {"literal": name}
    first = next((at for at, word in enumerate(words[1:-1], 1) if word in PARTICLES), len(words) - 1)
    while first > 1 and words[first - 1].lower() in PARTICLES:
        first -= 1
    return {"family": " ".join(words[first:]), "given": " ".join(words[:first])}


def person_in_print(name: str) -> dict[str, str]:
    """Return a name as CSL has it, given as pages print it: one in capitals is written in small letters."""
    found = person(name)
    family, given = found.get("family", ""), found.get("given", "")
    if family.isupper():
        found["family"] = " ".join(
            word.lower() if word.lower() in PARTICLES else word.title() for word in family.split()
        )
    if given.isupper() and len(given) > 3:  # shorter ones are initials
        found["given"] = given.title()
    return found


def printed_name(name: Mapping[str, str]) -> str:
    """Return a name in CSL as it is printed."""
    return name.get("literal") or f"{name.get('given', '')} {name.get('family', '')}".strip()


def people(text: str) -> list[dict[str, str]]:
    """Return the people that a line names: with “and”, semicolons, or commas between them."""
    return [person(part) for part in _parts(text)]


def names_people(text: str) -> bool:
    """Return whether a line looks like names: every part of two to six words that begin with capitals."""
    parts = _parts(text)
    return bool(parts) and all(_names_one(part) for part in parts)


def _parts(text: str) -> list[str]:
    """Return the names in a line. Where semicolons are, a comma is part of a name."""
    between = _BETWEEN if ";" in text else _BETWEEN_OR_COMMA
    return [name for part in between.split(_MARKS.sub("", text)) if part and (name := part.strip(" ,"))]


def _names_one(part: str) -> bool:
    words = _TITLES.sub("", part).split()
    capital = [
        word[:1].isupper() or word.lower() in PARTICLES or word[:1].lower() == word[:1].upper()
        for word in words
    ]
    usual = not any(
        word.lower()
        in ("university", "universität", "department", "institute", "school", "of", "the", "in", "abstract")
        for word in words
    )
    return _NAME.fullmatch(" ".join(words)) is not None and all(capital) and usual


def issued(text: str) -> dict[str, list[list[int]]] | None:
    """Return a date as CSL has it, from `2014-03-05`, `5 March 2014`, `March 5, 2014` or a text with a year."""
    if found := _ISO.search(text):
        return {"date-parts": [[int(part) for part in found.groups() if part]]}
    year = _YEAR.search(text)
    if not year:
        return None
    parts = [int(year[0])]
    month = next((_MONTHS[word] for word in re.findall(r"[^\W\d_]+", text.lower()) if word in _MONTHS), 0)
    if month:
        parts.append(month)
        rest = text.replace(year[0], " ", 1)
        day = _DAY.search(rest)
        parts += [int(day[1])] if day and 1 <= int(day[1]) <= 31 else []
    return {"date-parts": [parts]}


def without_empty(values: Mapping[str, object]) -> dict[str, object]:
    """Return what is known of a work: without what is empty."""
    return {name: value for name, value in values.items() if value}


def distinct(names: Iterable[str]) -> list[str]:
    """Return every name once, in order."""
    return list(dict.fromkeys(name for name in names if name))
