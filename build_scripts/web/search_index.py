"""Make the search data: what search finds on the pages."""

import json
from collections.abc import Iterable, Mapping

from ..show.base import SearchEntry
from ..weave.addresses import Address, web_path

SEARCH_INDEX = "search/index.js"
"""The path of the search data on the site."""
SYNONYMS = "search/synonyms.js"
"""The path of the words that mean the same, which filters of pages use too."""


def search_index(pages: Iterable[tuple[str, Iterable[SearchEntry]]]) -> str:
    """Return the search data as a script: a page in a folder can load scripts, but cannot fetch files.

    Fields without a value are left out. The places that use an entry are told by the numbers of their entries.
    `pages`: what search finds on each page, with the page's path.
    """
    found = [(path, entry) for path, entries in pages for entry in entries]
    numbers = {Address(path, entry.anchor): number for number, (path, entry) in enumerate(found)}
    return _script("searchEntries", [_entry(path, entry, numbers) for path, entry in found])


def synonyms_script(groups: tuple[tuple[str, ...], ...]) -> str:
    """Return the words that mean the same as a script."""
    return _script("searchSynonyms", groups)


def _script(name: str, value: object) -> str:
    return f"window.{name}={json.dumps(value, ensure_ascii=False, separators=(',', ':'))};\n"


def _entry(path: str, entry: SearchEntry, numbers: Mapping[Address, int]) -> dict[str, object]:
    fields = {
        "at": f"{web_path(path)}#{entry.anchor}" if entry.anchor else web_path(path),
        "sort": entry.kind,
        "title": entry.title,
        "text": entry.text,
        "names": [[name.name, name.language] if name.language else [name.name] for name in entry.names],
        "kind": entry.variety,
        "used": [numbers[place] for place in entry.used if place in numbers],
    }
    return {name: value for name, value in fields.items() if value or name == "at"}
