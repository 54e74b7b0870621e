"""Read what a file says of its paper in fields of its own: YAML before Markdown, commands of LaTeX, an EPUB's package."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ..paper.blocks import Aside, Block, Heading, Note, Text, Words, words_of
from . import front
from .pandoc import Node, converted, value_of_meta, words_of_meta
from .runs import plain, tidy
from .signs import dois_in

_FIRST = 8
"""Blocks at the beginning that may say what the fields say."""
_SIGNS = "*†‡§¶#"
"""Signs of notes to a title and to authors."""
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Front:
    """What a file says of its paper."""

    asides: tuple[Aside, ...] = ()
    abstract: tuple[Block, ...] = ()
    """A heading and texts."""
    citation: Mapping[str, object] = field(default_factory=dict)
    language: str = ""
    licence: str = ""
    notes: tuple[Note, ...] = ()
    """To the title or the authors, such as thanks."""

    def asides_not_in(self, blocks: Sequence[Block]) -> list[Aside]:
        """Return those asides whose words do not stand at the beginning of the text anyway."""
        first = [block for block in blocks[:_FIRST] if isinstance(block, Text | Heading)]
        printed = {_bare(words.text) for block in first for words in words_of(block)}
        return [one for one in self.asides if _bare(one.words.text) not in printed]


def front_of(meta: Mapping[str, Node]) -> Front:
    """Return what the metadata of a tree says."""
    values = {name: value_of_meta(value) for name, value in meta.items()}
    language = next(
        (text for name in ("lang", "language") if _LANGUAGE.fullmatch(text := _text(values.get(name)))), ""
    )
    people = list(_people(values.get("author") or values.get("authors") or values.get("creator")))
    asides: list[Aside] = []
    notes: list[Note] = []
    for name in ("title", "subtitle"):
        words, more = words_of_meta(meta[name], _SIGNS[len(notes) :]) if name in meta else (Words(), ())
        asides += [Aside(words=tidy(words.text, words.marks), role=name)] if words.text else []
        notes += more
    asides += [Aside(words=plain(name), role="author") for name, _, _ in people]
    for value in (
        meta["author"]["c"] if meta.get("author", {}).get("t") == "MetaList" else [meta.get("author")]
    ):
        _, more = words_of_meta(value, _SIGNS[len(notes) :]) if value else (Words(), ())
        notes += more
    places = [place for _, _, places in people for place in places]
    places += list(_texts(values.get("institute") or values.get("affiliation") or values.get("affiliations")))
    asides += [Aside(words=plain(place), role="affiliation") for place in front.distinct(places)]
    asides += [
        Aside(words=plain(text), role="date")
        for text in (_text(values.get("date")),)
        if text and "Sys." not in text
    ]
    keywords = ", ".join(_texts(values.get("keywords")))
    asides += [Aside(words=plain(keywords), role="keywords")] if keywords else []
    doi = next(iter(dois_in(_text(values.get("doi")) or _text(values.get("identifier")))), "")
    asides += [Aside(words=plain(doi), role="doi")] if doi else []
    licence = _text(
        values.get("license") or values.get("licence") or values.get("rights") or values.get("copyright")
    )
    asides += [Aside(words=plain(licence), role="licence")] if licence else []
    citation = {
        "type": "article",
        "title": ": ".join(one.words.text for one in asides if one.role in ("title", "subtitle")),
        "author": [name for _, name, _ in people],
        "issued": front.issued(_text(values.get("date"))),
        "container-title": _text(values.get("journal")),
        "DOI": doi,
        "language": language,
    }
    return Front(
        tuple(asides), tuple(_abstract(meta)), front.without_empty(citation), language, licence, tuple(notes)
    )


def _abstract(meta: Mapping[str, Node]) -> Iterator[Block]:
    """Yield the abstract, with the heading that programs print above it."""
    value = meta.get("abstract")
    if value is None:
        return
    nodes = (
        value["c"]
        if value["t"] == "MetaBlocks"
        else [{"t": "Para", "c": value["c"]}]
        if value["t"] == "MetaInlines"
        else []
    )
    found = [block for block in converted(nodes).blocks if isinstance(block, Text)]
    if found:
        yield Heading(words=Words("Abstract"))
        yield from found


def _people(value: object) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    """Yield the names of authors, the same in parts, and where they work."""
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, str):
            name, *places = [line.strip() for line in one.split("\n") if line.strip()] or [""]
            for part in front.people(name):
                yield front.printed_name(part), part, places
                places = []
        elif isinstance(one, dict):
            yield from _person(one)


def _person(value: Mapping[str, object]) -> Iterator[tuple[str, dict[str, str], list[str]]]:
    name = value.get("name") or value.get("literal")
    if name is None and "family" not in value:
        if len(value) == 1:  # - Anna Berg: {institute: …}
            ((said, more),) = value.items()
            yield said, front.person(said), list(_texts(more))
        return
    parts = name if isinstance(name, dict) else value
    if isinstance(name, str):
        person = front.person(name)
    elif parts.get("family"):
        person = {part: _text(parts.get(part)) for part in ("family", "given") if _text(parts.get(part))}
    else:
        person = {"literal": _text(parts.get("literal"))}
    places = value.get("affiliations") or value.get("affiliation") or value.get("institute")
    yield front.printed_name(person), person, list(_texts(places))


def _texts(value: object) -> Iterator[str]:
    """Yield the texts in a value, such as the names and cities of affiliations."""
    match value:
        case str():
            if value.strip():
                yield " ".join(value.split())
        case list():
            for one in value:
                yield from _texts(one)
        case dict():
            text = ", ".join(
                text for name, one in value.items() if name not in ("id", "ref") for text in _texts(one)
            )
            if text:
                yield text


def _text(value: object) -> str:
    return next(_texts(value), "")


def _bare(text: str) -> str:
    return "".join(sign for sign in text.lower() if sign.isalnum())
