"""Make a proposal for `citation:` in `seeds/paper.yml` of what a file says about its paper."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..shared.outside import is_outside
from ..shared.words import ascii_slug

_PLAIN = ("title", "container-title", "volume", "issue", "page", "DOI", "URL", "publisher", "ISSN", "type")
_LONGEST = 500
"""Letters of a field. A longer one is no title, but text that was taken for one."""
_PARTS = {"attribution": "by", "non-?commercial": "nc", "no-?deriv(?:ative)?s": "nd", "share-?alike": "sa"}
"""The parts of Creative Commons licences, in words and in letters."""
_SHORT = r"by(?:[- ](?:nc|nd|sa)){0,2}"
_LONG = r"attribution(?:[- ](?:non-?commercial|no-?deriv(?:ative)?s|share-?alike)){0,2}"
_COMMONS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\bCC[- ](?P<short>{_SHORT})(?P<path>)(?P<long>)[- ](?P<version>\d\.\d)\b",
        rf"creativecommons\.org/licenses/(?P<short>)(?P<path>{_SHORT})(?P<long>)/(?P<version>\d\.\d)",
        rf"\bcreative commons (?P<short>)(?P<path>)(?P<long>{_LONG}) (?:licen[cs]e )?(?P<version>\d\.\d)\b",
    )
)
_CC0 = {"name": "CC0 1.0", "url": "https://creativecommons.org/publicdomain/zero/1.0/"}
_ZERO = re.compile(r"\bCC0\b|creativecommons\.org/publicdomain/zero/1\.0", re.IGNORECASE)
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def proposed_citation(said: Mapping[str, object]) -> dict[str, Any]:
    """Return the fields of a citation; `said`: CSL-JSON, of which nothing is sure. What makes no sense is left out."""
    made: dict[str, Any] = {}
    for field in _PLAIN:
        if text := _text(said.get(field)):
            made[field] = text
    if not is_outside(made.get("URL", "")):
        made.pop("URL", None)
    people = said.get("author")
    names = list(_names(people if isinstance(people, list | tuple) else []))
    if names:
        made["author"] = names
    if issued := _date(said.get("issued")):
        made["issued"] = issued
    if language := _tag(_text(said.get("language"))):
        made["language"] = language
    families = [name.get("family") or name.get("literal", "") for name in names[:3]]
    if name := ascii_slug(" ".join([*families, issued[:4]])):
        made["id"] = name[:60].rstrip("-")
    return made


def proposed_licence(said: str) -> dict[str, str]:
    """Return the name and address of the Creative Commons licence, or of CC0, that a text names.

    Empty if it names none or several.
    """
    found = {
        (_kind(match["short"] or match["path"] or match["long"]), match["version"])
        for pattern in _COMMONS
        for match in pattern.finditer(said)
    }
    if _ZERO.search(said):
        return {} if found else dict(_CC0)
    if len(found) != 1:
        return {}
    ((kind, version),) = found
    return {
        "name": f"CC {kind.upper()} {version}",
        "url": f"https://creativecommons.org/licenses/{kind}/{version}/",
    }


def _kind(named: str) -> str:
    """Return the kind of a licence as its address has it: `by-nc` for `Attribution-NonCommercial`."""
    plain = re.sub(r"[\s-]+", "-", named.lower())
    for words, letters in _PARTS.items():
        plain = re.sub(words, letters, plain)
    return plain


def _tag(language: str) -> str:
    """Return a language tag as it should be written; empty if the text is none."""
    return language if _TAG.fullmatch(language) else ""


def _text(value: object) -> str:
    text = " ".join(str(value).split()) if isinstance(value, str | int) else ""
    return text if len(text) <= _LONGEST else ""


def _names(people: list[object] | tuple[object, ...]) -> Iterator[dict[str, str]]:
    for person in people:
        if isinstance(person, Mapping):
            parts = {part: _text(person.get(part)) for part in ("family", "given", "literal")}
            named = {part: text for part, text in parts.items() if text}
            if named and set(named) != {"given"}:
                yield named


def _date(issued: object) -> str:
    """Return a date in EDTF of CSL's `date-parts`; empty if there is none."""
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else None
    try:
        numbers = [int(part) for part in parts[0]] if parts else []
    except (TypeError, ValueError, IndexError, KeyError):
        return ""
    if not numbers or not 1 <= numbers[0] <= 9999:
        return ""
    year, *rest = numbers
    if rest and not 1 <= rest[0] <= 12:
        rest = []
    if len(rest) > 1 and not 1 <= rest[1] <= 31:
        rest = rest[:1]
    return "-".join([f"{year:04}", *(f"{number:02}" for number in rest[:2])])
