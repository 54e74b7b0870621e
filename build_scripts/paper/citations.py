"""Find the works that a paper cites in its text by author and year.

It finds `(Name, 2020; Name & Name, 2021a)`, `Name (2020)`, and a citation that lost its
opening bracket. It never guesses which work is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count

from ..shared.words import slug
from .paper import Paper, Paragraph, Span

_NAME = r"(?!(?:In|Since|Until|After|Before|From|By|On)\b)(?:(?:[dD]e|[vV]an|[vV]on|al|el|bin|ibn)[ -]){0,3}(?![a-z])[^\W\d_][\w’'-]{0,60}"
_AUTHORS = rf"{_NAME}(?:(?:,? (?:and|&) |, ){_NAME}){{0,30}}(?: et al\.?)?"
_YEAR = r"(?:1[5-9]\d\d|20\d\d)[a-z]?"
_WORK = re.compile(rf"(?<!\w)(?P<authors>{_AUTHORS}),? (?P<years>{_YEAR}(?:, {_YEAR})*)(?=[,:;)]|$)")
_RUNNING = re.compile(rf"(?<!\w)(?P<authors>{_AUTHORS}) \((?P<years>{_YEAR}(?:, {_YEAR})*)(?:[,:][^()]*)?\)")
_BRACKET = re.compile(r"\([^()]*\)")
_TORN = re.compile(rf"(?<!\w)(?P<authors>{_NAME}), (?P<years>{_YEAR})\)")


@dataclass(frozen=True, slots=True)
class Cited:
    """One work cited at one place."""

    key: str
    """Authors and year as an id, such as `mason-2020`."""
    label: str
    """Authors and year, such as `Mason, 2020`."""
    span: Span
    """The words to link: authors and year, or only the year for further works of the same authors."""
    paragraph: str
    """Id of the paragraph."""
    torn: bool
    """Whether the citation lacks its opening bracket."""
    number: int
    """Counted through the paper from 1."""


def find_citations(paper: Paper) -> tuple[Cited, ...]:
    """Return every citation in the order of the text."""
    numbers = count(1)
    return tuple(
        cited for paragraph in paper.paragraphs for cited in _in_paragraph(paper, paragraph, numbers)
    )


def without(paper: Paper, found: tuple[Cited, ...], ignore: tuple[str, ...]) -> tuple[Cited, ...]:
    """Return the citations, except those whose words are in `ignore`."""
    kept = [cited for cited in found if paper.words(cited.span) not in ignore]
    return tuple(replace(cited, number=number) for number, cited in enumerate(kept, 1))


def _in_paragraph(paper: Paper, paragraph: Paragraph, numbers: Iterator[int]) -> list[Cited]:
    text, start = paper.words(paragraph.span), paragraph.span.start
    matches: dict[int, tuple[re.Match[str], bool]] = {}
    for match in _RUNNING.finditer(text):
        matches.setdefault(match.start(), (match, False))
    for bracket in _BRACKET.finditer(text):
        for match in _WORK.finditer(text, bracket.start() + 1, bracket.end()):
            matches.setdefault(match.start(), (match, False))
    for match in _TORN.finditer(text):
        if match.start() not in matches and _unopened(text, match.end() - 1):
            matches[match.start()] = (match, True)
    return [
        cited
        for _, (match, torn) in sorted(matches.items(), key=lambda item: item[0])
        for cited in _works(match, start, paragraph.id, torn, numbers)
    ]


def _unopened(text: str, closing: int) -> bool:
    return text.rfind("(", 0, closing) <= text.rfind(")", 0, closing)


def _works(
    match: re.Match[str], start: int, paragraph: str, torn: bool, numbers: Iterator[int]
) -> Iterator[Cited]:
    authors = match["authors"]
    offset = match.start("years")
    for index, year in enumerate(re.finditer(_YEAR, match["years"])):
        begin = offset + year.start() if index else match.start()
        end = offset + year.end()
        closed = end + 1 if match.re is _RUNNING and match.string[end] == ")" else end
        yield Cited(
            key=slug(f"{authors} {year[0]}"),
            label=f"{authors}, {year[0]}",
            span=Span(start + begin, start + closed),
            paragraph=paragraph,
            torn=torn,
            number=next(numbers),
        )
