"""Words of a JATS file: which elements are blocks, and what those within a line mean."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lxml import etree

from ...paper.blocks import MarkKind, Where, Words
from ..tags import markup
from ..tags.markup import Close, Item, Line, Meaning, NoteMark, Open, Places, Token, local
from ..tags.mathml import tex

BLOCKS = frozenset({
    "abstract", "ack", "answer", "app", "app-group", "array", "attrib", "back", "bio", "body", "boxed-text", "caption",
    "code", "def", "def-item", "def-list", "disp-formula", "disp-formula-group", "disp-quote", "fig", "fig-group",
    "floats-group", "fn-group", "front", "front-stub", "glossary", "graphic", "label", "license", "license-p", "list",
    "list-item", "long-desc", "media", "notes", "p", "preformat", "question", "question-wrap", "ref", "ref-list",
    "response", "sec", "sec-meta", "sig", "sig-block", "speaker", "speech", "statement", "sub-article",
    "supplementary-material", "table", "table-wrap", "table-wrap-foot", "table-wrap-group", "tbody", "td", "tfoot", "th",
    "thead", "title", "tr", "verse-group", "verse-line",
})  # fmt: skip
FLOATS = frozenset({"fig", "fig-group", "table-wrap", "table-wrap-group", "supplementary-material"})
"""These do not cut the paragraph that they stand in: they come behind it."""
_HIDDEN = frozenset(
    {"index-term", "index-term-range-end", "object-id", "alt-text", "long-desc", "processing-meta"}
)
_MARKS = {
    "italic": MarkKind.EMPHASIS,
    "bold": MarkKind.STRONG,
    "sc": MarkKind.SMALL_CAPITALS,
    "sup": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT,
}
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class Links:
    """What cross-references lead to."""

    keys: Mapping[str, str] = field(default_factory=dict)
    """The keys of entries by the ids of the file."""
    order: Mapping[str, int] = field(default_factory=dict)
    """Which entry each key is, from 0."""
    notes: Mapping[str, str] = field(default_factory=dict)
    """The labels of notes by the ids of the file."""
    labels: Mapping[etree._Element, str] = field(default_factory=dict)
    """The labels of notes by their elements."""
    language: str = ""
    """Of the paper."""
    places: Places = field(default_factory=Places)

    def where(self, element: etree._Element) -> Where:
        """Return the place of an element."""
        return self.places.where(element)


def is_block(element: etree._Element) -> bool:
    """Return whether an element is a block of its own."""
    return local(element) in BLOCKS


def is_sealed(element: etree._Element) -> bool:
    """Return whether what is in an element does not cut the line that it stands in."""
    return local(element) in FLOATS or local(element) in {"fn", "mixed-citation", "element-citation"}


def language_of(element: etree._Element) -> str:
    """Return the language that an element says it has."""
    return (element.get(_LANG) or "").strip()


def href(element: etree._Element) -> str:
    """Return what an element links to, whatever the name space of its attribute."""
    return next((value.strip() for name, value in element.attrib.items() if str(name).endswith("href")), "")


def child(element: etree._Element, *names: str) -> etree._Element | None:
    """Return the first child with one of these names."""
    return next((one for one in element if local(one) in names), None)


def children(element: etree._Element, *names: str) -> list[etree._Element]:
    """Return the children with one of these names."""
    return [one for one in element if local(one) in names]


def inner(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield all elements within one that have one of these names."""
    return (one for one in element.iter() if one is not element and local(one) in names)


def text_of(element: etree._Element, name: str) -> str:
    """Return the text of the first child with a name; empty if there is none."""
    found = child(element, name)
    return markup.close_text(found) if found is not None else ""


def bare(element: etree._Element) -> bool:
    """Return whether an element has nothing but parts, with no sign between them."""
    texts = [element.text, *(part.tail for part in element)]
    return len(element) > 0 and not any((text or "").strip() for text in texts)


def words_in(run: list[Item] | etree._Element, links: Links, *, lines: bool = False) -> Words:
    """Return the words of an element, or of a run of text and elements. With `lines`, breaks end lines of verse."""
    return markup.words(tokens_in(run, links, lines=lines))


def tokens_in(run: list[Item] | etree._Element, links: Links, *, lines: bool = False) -> list[Token]:
    """Return the tokens of an element, or of a run: marks of notes without brackets, ranges of citations in full."""
    items = run if isinstance(run, list) else markup.content(run)
    found = markup.tokens(items, lambda element: _meaning(element, links, lines))
    return markup.with_ranges(markup.without_note_brackets(found), links.order)


def _meaning(element: etree._Element, links: Links, lines: bool) -> Meaning:
    name = local(element)
    if name in FLOATS and lines is False and _within_paragraph(element):
        return []
    if name in _HIDDEN:
        return []
    match name:
        case "xref":
            return _cross_reference(element, links)
        case "fn":
            return (
                [NoteMark(links.labels[element])]
                if element in links.labels
                else [" ", *_plain(element, links), " "]
            )
        case "ext-link" | "uri" | "self-uri":
            return _link(element)
        case "inline-formula" | "math" | "tex-math" | "disp-formula" | "alternatives":
            written = formula(element)
            return [Open(MarkKind.FORMULA), written, Close()] if written else None
        case "name" | "string-name" if not any((part.tail or "").strip() for part in element) and len(
            element
        ):
            return [" ".join(filter(None, map(markup.close_text, element)))]
        case "person-group" if bare(element):
            names = [markup.tokens([one], lambda part: _meaning(part, links, lines)) for one in element]
            return [token for one in names for token in (*one, ", ")][:-1]
        case "element-citation" if bare(element):
            return _parts_as_sentences(element, links)
        case "break":
            return [Line()] if lines else [" "]
        case _ if name in BLOCKS:
            return [" ", *_plain(element, links), " "]
    opened = Open(_MARKS[name]) if name in _MARKS else None
    language = language_of(element)
    if language and language != links.language:
        within = _plain(element, links, lines=lines)
        around: list[Token] = [Open(MarkKind.LANGUAGE, language)]
        return [*around, *([opened, *within, Close()] if opened else within), Close()]
    return opened


def _plain(element: etree._Element, links: Links, *, lines: bool = False) -> list[Token]:
    return markup.tokens(markup.content(element), lambda one: _meaning(one, links, lines))


def _parts_as_sentences(citation: etree._Element, links: Links) -> list[Token]:
    """Return a citation in a line, which has no signs between its parts, with full stops there."""
    made: list[Token] = []
    for part in citation:
        names = [" ".join(filter(None, map(markup.close_text, one))) for one in inner(part, "name")]
        said = [", ".join(names)] if names else tokens_in([part], links)
        text = "".join(token for token in said if isinstance(token, str)).strip()
        if text:
            made += [*said, " " if text.endswith(".") else ". "]
    return made


def _within_paragraph(element: etree._Element) -> bool:
    """Return whether a float stands in a paragraph of the text, and not in a caption."""
    above = element.getparent()
    while above is not None and local(above) != "caption":
        if local(above) == "p":
            return not any(local(one) == "caption" for one in above.iterancestors())
        above = above.getparent()
    return False


def _cross_reference(element: etree._Element, links: Links) -> Meaning:
    ids = (element.get("rid") or "").split()
    keys = [links.keys[one] for one in ids if one in links.keys]
    if keys:
        return Open(MarkKind.CITES, " ".join(dict.fromkeys(keys)))
    text = markup.close_text(element)
    noted = [links.notes[one] for one in ids if one in links.notes]
    if noted and (not text or markup.is_note_mark(text)):
        return [NoteMark(label) for label in noted]
    return None


def _link(element: etree._Element) -> Meaning:
    target = href(element)
    shown = markup.close_text(element)
    kind = (element.get("ext-link-type") or "").lower()
    address = target or shown
    if re.match(r"10\.\d{4,9}/", address) and kind in {"doi", "uri", ""}:
        address = f"https://doi.org/{address}"
    if not re.match(r"https?://", address, re.IGNORECASE):
        return [address] if not shown else None
    return Open(MarkKind.LINK, address) if shown else [Open(MarkKind.LINK, address), address, Close()]


def formula(element: etree._Element) -> str:
    """Return a formula in TeX: as the file has it, or from MathML; else its characters."""
    names = {local(one): one for one in reversed(list(element.iter())) if local(one) in {"tex-math", "math"}}
    if "tex-math" in names:
        return bare_tex(markup.close_text(names["tex-math"]))
    if "math" in names:
        return tex(names["math"])
    hidden = {"label", "graphic", *_HIDDEN}
    shown = (item if isinstance(item, str) else markup.close_text(item) for item in _without(element, hidden))
    return " ".join("".join(shown).split())


def _without(element: etree._Element, names: set[str]) -> list[Item]:
    return [item for item in markup.content(element) if isinstance(item, str) or local(item) not in names]


def bare_tex(text: str) -> str:
    """Return TeX without what only makes a file of it: its preamble, dollar signs, the line that begins the document."""
    body, ended, _ = text.partition(r"\begin{document}")[2].partition(r"\end{document}")
    text = (body if ended else text).strip()
    for opening, closing in (("$$", "$$"), ("$", "$"), (r"\[", r"\]"), (r"\(", r"\)")):
        if text.startswith(opening) and text.endswith(closing) and len(text) >= len(opening + closing):
            text = text[len(opening) : -len(closing)].strip()
            break
    return re.sub(r"^\\(?:displaystyle|textstyle)\b\s*", "", text)
