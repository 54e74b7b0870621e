"""Pages in; out comes what search finds on them, as a script."""

import json
from collections.abc import Callable, Iterable

from ..show.base import Page

SEARCH_INDEX = "search/index.js"
"""Where the site has what search finds."""


def search_index(pages: Iterable[Page], way: Callable[[str], str]) -> str:
    """Return what search finds, as a script: one that a page may load from a folder, where it may fetch nothing.

    `way` leads from a page's path to its address below the site's.
    """
    entries = [
        {
            "at": f"{way(page.path)}#{entry.anchor}" if entry.anchor else way(page.path),
            "sort": entry.kind,
            "title": entry.title,
            "text": entry.text,
            "names": [[name.name, name.language] for name in entry.names],
        }
        for page in pages
        for entry in page.entries
    ]
    return f"window.searchEntries={json.dumps(entries, ensure_ascii=False, separators=(',', ':'))};\n"
