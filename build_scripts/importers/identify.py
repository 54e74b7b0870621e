"""Find the entries of a paper's list among the works that a reference manager exported."""

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from ..paper.blocks import Block, Reference
from .signs import dois_in

Work = Mapping[str, Any]
"""A work as CSL-JSON."""
_WORD = re.compile(r"[^\W_]+")
_MOST = 0.7
"""This part of the words of a title must stand in the entry."""


def identified(blocks: Iterable[Block], works: Iterable[Work]) -> dict[str, Work]:
    """Return the work of each entry that is sure, by the entry's key.

    It is sure if the DOI is the same, or else the first author's name, the year and the title, and no other work fits.
    """
    known = [(work, _doi(work), _needed(work)) for work in works]
    found: dict[str, Work] = {}
    for block in blocks:
        if not isinstance(block, Reference) or not block.key:
            continue
        dois = {doi.lower() for doi in dois_in(block.words.text)}
        same = [work for work, doi, _ in known if doi and doi in dois]
        words = set(_words(block.words.text))
        likely = same or [work for work, _, needed in known if needed and _says(words, needed)]
        if len(likely) == 1:
            found[block.key] = likely[0]
    return found


def _says(words: set[str], needed: tuple[set[str], set[str]]) -> bool:
    """Return whether an entry says the name and year of a work, and most of its title."""
    sure, title = needed
    return sure <= words and len(title & words) >= _MOST * len(title)


def _needed(work: Work) -> tuple[set[str], set[str]] | None:
    """Return the words of a work's first name and its year, and those of its title; `None` if it lacks one of them."""
    title, year = set(_words(str(work.get("title", "")))), _year(work)
    people = work.get("author") or work.get("editor")
    first = people[0] if isinstance(people, list) and people and isinstance(people[0], Mapping) else {}
    name = set(_words(str(first.get("family") or first.get("literal") or "")))
    return ({*name, year}, title) if title and name and year else None


def _year(work: Work) -> str:
    issued = work.get("issued")
    parts = issued.get("date-parts") if isinstance(issued, Mapping) else issued
    found = re.search(r"\d{4}", str(parts))
    return found[0] if found else ""


def _doi(work: Work) -> str:
    found = dois_in(str(work.get("DOI", "")))
    return found[0].lower() if found else ""


def _words(text: str) -> list[str]:
    """Return the words of a text without accents, in small letters."""
    apart = unicodedata.normalize("NFKD", re.sub(r"<[^>]*>", "", text))
    return _WORD.findall("".join(letter for letter in apart if not unicodedata.combining(letter)).casefold())
