"""Find the headings of a page that a template printed, and give an id to each that has none.

All text in our HTML is escaped, so quotation marks and angle brackets stand only where there is markup.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import unescape

from ..shared.words import heading_id

HEADING = re.compile(r"<h([1-6])([^>]*)>(.*?)</h\1>", re.DOTALL)
"""A heading: its level, its attributes, and what stands in it."""
_ID = re.compile(r'\sid="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_NOT_WORDS = re.compile(r'<sup class="fnref".*?</sup>|<annotation.*?</annotation>', re.DOTALL)
"""What stands in headings and is not said in a table of contents: marks of notes, the TeX of a formula."""
_DEEPEST = 3
"""The deepest level that a table of contents has."""
UNLISTED = ' data-unlisted=""'
"""The attribute of a heading that is in no table of contents: scripts show what is below it in another way."""


@dataclass(frozen=True, slots=True)
class HeadingEntry:
    """A line of a table of contents."""

    level: int
    id: str
    words: str
    """Its text, as HTML without elements."""


def with_ids(page: str) -> str:
    """Return the HTML of a page in which each heading has an id: the title and headings of texts get one."""
    taken = set(_ID.findall(page))

    def named(heading: re.Match[str]) -> str:
        level, attributes, inside = heading.groups()
        if _ID.search(attributes):
            return heading[0]
        id_ = heading_id(" ".join(unescape(_TAG.sub("", inside)).split()), taken)
        taken.add(id_)
        return f'<h{level}{attributes} id="{id_}">{inside}</h{level}>'

    return HEADING.sub(named, page)


def contents(page: str) -> Iterator[HeadingEntry]:
    """Yield the lines of a page's table of contents, in order."""
    for heading in HEADING.finditer(page):
        named = _ID.search(heading[2])
        if named and int(heading[1]) <= _DEEPEST and UNLISTED not in heading[2]:
            words = _TAG.sub("", _NOT_WORDS.sub("", heading[3]))
            yield HeadingEntry(int(heading[1]), named[1], words.strip())
