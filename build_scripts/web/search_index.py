"""Make the search data: what search finds on the pages."""

import json
from collections.abc import Iterable

from ..show.base import SearchEntry
from ..weave.addresses import web_path

SEARCH_INDEX = "search/index.js"
"""The path of the search data on the site."""


def search_index(pages: Iterable[tuple[str, Iterable[SearchEntry]]]) -> str:
    """Return the search data as a script: a page in a folder can load scripts, but cannot fetch files.

    `pages`: what search finds on each page, with the page's path.
    """
    entries = [
        {
            "at": f"{web_path(path)}#{entry.anchor}" if entry.anchor else web_path(path),
            "sort": entry.kind,
            "title": entry.title,
            "text": entry.text,
            "names": [[name.name, name.language] for name in entry.names],
        }
        for path, found in pages
        for entry in found
    ]
    return f"window.searchEntries={json.dumps(entries, ensure_ascii=False, separators=(',', ':'))};\n"
