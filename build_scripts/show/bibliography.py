"""Format works as references in one style, and as short labels.

The style is *Cite Them Right – Harvard*, formatted by citeproc-py.
"""

import json
import re
import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from html import unescape
from importlib import import_module
from types import ModuleType

from ..read.course import Name, Work
from ..read.csl import tagged
from ..shared.dates import Edge, Point, Unit, When
from ..shared.language import ENGLISH, Language
from ..shared.markdown import Inline, Line, Styled, Words

_TAG = re.compile(r"</?(i|b|em|strong|sup|sub)>")
_TWO_ENDS = re.compile(r"([.?!](?:</[a-z]+>)*)\.(?=\s|$)")
"""A full stop after words that have their own."""
_STYLE = "harvard-cite-them-right"

Formatter = Callable[[str, str], str]
"""Takes works as CSL-JSON, and the language of the words between them, such as “edited by”.

Returns a JSON object with the reference of each as HTML, by its id.
"""


def formatted(works: str, language: str) -> str:
    """Format works: the `Formatter` that all others do the same as.

    The words are those that CSL's own files have for a language; English where they have none.
    """
    listed = json.loads(works)
    citeproc = _citeproc()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # citeproc-py warns of fields that the style does not print
        source = citeproc.source.json.CiteProcJSON(listed)
        bibliography = citeproc.CitationStylesBibliography(_style(language), source, citeproc.formatter.html)
        for work in listed:
            bibliography.register(citeproc.Citation([citeproc.CitationItem(work["id"])]))
        entries = [str(entry) for entry in bibliography.bibliography()]
    return json.dumps(dict(zip(bibliography.keys, entries, strict=True)))


def references(
    works: Iterable[Work], formatter: Formatter = formatted, language: Language = ENGLISH
) -> Mapping[str, Line]:
    """Return each work's reference, by the work's id; the address on the web is left out."""
    listed = [_csl(work, language) for work in works]
    return _lines(json.dumps(listed), formatter, language.tag) if listed else {}


@lru_cache(maxsize=16)
def _lines(works: str, formatter: Formatter, language: str) -> Mapping[str, Line]:
    """Return references as lines. Cached, since in a preview most saves do not change them."""
    return {key: Line(_inlines(entry)) for key, entry in json.loads(formatter(works, language)).items()}


def label(work: Work, language: Language = ENGLISH) -> str:
    """Return a short name: `Mason 2016`, or the title where nobody is named."""
    names = work.author or work.editor
    who = _surnames(names, language) or work.container_title or work.name
    return f"{who} {year(work, language)}"


def year(work: Work, language: Language = ENGLISH) -> str:
    """Return the year, or “no date” where none is known."""
    return _year(work.issued.points[0], language) if work.issued else language.say("(no date)")


def _year(point: Point, language: Language) -> str:
    """Return the year of a date; of a decade or a century, its words."""
    return language.point(point) if point.unit in (Unit.DECADE, Unit.CENTURY) else language.year(point.year)


def _surnames(names: tuple[Name, ...], language: Language) -> str:
    surnames = [name.family or name.literal or "" for name in names]
    if len(surnames) > 3:
        return language.say("{name} et al.", name=surnames[0])
    return language.together(surnames)


def _citeproc() -> ModuleType:
    """Import citeproc-py only when a work needs it: the import takes as long as that of all other modules."""
    import_module("citeproc.formatter.html")
    import_module("citeproc.source.json")
    return import_module("citeproc")


@cache  # one file, which every build needs
def _style(language: str) -> object:
    citeproc = _citeproc()
    first = language.partition("-")[0]
    locale = None if first == "en" else citeproc.PRIMARY_DIALECTS.get(first)
    return citeproc.CitationStylesStyle(_STYLE, locale=locale, validate=False)


_NOT_FORMATTED = {"url", "kind", "note", "issued", "original_date", "accessed", "language"}
"""What stands behind the reference, or is only for us."""


def _csl(work: Work, language: Language) -> dict[str, object]:
    fields = work.model_dump(by_alias=True, exclude_none=True, exclude=_NOT_FORMATTED)
    fields["title"] = tagged(work.title)
    if "event-title" in fields:
        fields["event"] = fields.pop("event-title")  # its name in CSL 1.0.1, which citeproc-py knows
    if work.issued:
        fields["issued"] = _issued(work.issued, language)
    if not (work.author or work.editor):
        # The style prints these if there is no author; citeproc-py then prints them twice (CSL 1.0.2, cs:substitute).
        substitute = "container-title" if work.container_title else "title"
        fields["author"] = [{"literal": fields.pop(substitute)}]
    return {key: value for key, value in fields.items() if value not in ((), [])}


def _inlines(entry: str) -> tuple[Inline, ...]:
    """Parse an entry as citeproc-py writes it: HTML text with a few tags that may nest."""
    entry = _upright(_TWO_ENDS.sub(r"\1", entry))
    opened: list[tuple[str, list[Inline]]] = [("", [])]
    start = 0
    for tag in _TAG.finditer(entry):
        _add_words(opened, entry[start : tag.start()])
        start = tag.end()
        if tag[0].startswith("</") and len(opened) > 1:
            name, inside = opened.pop()
            opened[-1][1].append(Styled(name, tuple(inside)))
        elif not tag[0].startswith("</"):
            opened.append((tag[1], []))
    _add_words(opened, entry[start:])
    return tuple(opened[0][1])


def _issued(when: When, language: Language) -> dict[str, object]:
    """Return a date as citeproc-py reads it.

    It knows no sign for “about”, no decades and no years before Christ, so these are words. Of an interval it can print
    no more than years; of one that is open, the year before or after a dash.
    """
    years = "–".join(dict.fromkeys(_year(point, language) for point in when.points))
    if any(point.sure for point in when.points):
        return {"literal": f"c. {years}"}
    if when.begins is not Edge.KNOWN or when.ends is not Edge.KNOWN:
        return {"literal": f"–{years}" if when.ends is Edge.KNOWN else f"{years}–"}
    if not all(point.iso for point in when.points):
        return {"literal": years}
    if "–" in years:
        return {"date-parts": [[point.year] for point in when.points]}
    return {"date-parts": [[int(number) for number in when.points[0].iso.split("-")]]}


def _upright(entry: str) -> str:
    """Return an entry in which italics inside italics are upright, as printers set them."""
    depth = 0

    def turned(tag: re.Match[str]) -> str:
        nonlocal depth
        depth += 1 if tag[0] == "<i>" else -1
        inside = depth >= 2 if tag[0] == "<i>" else depth >= 1
        return tag[0] if not inside else "</i>" if tag[0] == "<i>" else "<i>"

    return re.sub(r"</?i>", turned, entry).replace("<i></i>", "")


def _add_words(opened: list[tuple[str, list[Inline]]], text: str) -> None:
    if text:
        opened[-1][1].append(Words(unescape(text)))
