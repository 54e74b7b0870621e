"""Words of a web page: which elements are blocks, and what those within a line mean."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from ...paper.blocks import MarkKind, Words
from ..tags import markup
from ..tags.markup import Close, Line, Meaning, NoteMark, Open, Places, Run, Token, local
from ..tags.mathml import tex
from .document import HEADINGS, NEVER_SHOWN, classes
from .links import Links, fragment, is_back_link

BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", *HEADINGS, "header", "hgroup", "hr", "legend", "li", "main", "menu", "nav",
    "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul", "form",
})  # fmt: skip
_MARKS = {
    "i": MarkKind.EMPHASIS, "em": MarkKind.EMPHASIS, "cite": MarkKind.EMPHASIS, "dfn": MarkKind.EMPHASIS,
    "var": MarkKind.EMPHASIS, "b": MarkKind.STRONG, "strong": MarkKind.STRONG, "sup": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT,
}  # fmt: skip
_SMALL_CAPITALS = {"smcap", "sc", "smallcaps", "small-caps", "ltx_font_smallcaps", "wst-sc"}
STANZAS = {"stanza"}


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of the page as a whole."""

    links: Links
    furniture: set[etree._Element]
    holding: set[etree._Element]
    """Elements that hold blocks."""
    pictures: dict[etree._Element, str]
    """The pictures of the page, by the names that it has for them."""
    language: str
    places: Places
    order: dict[str, int]
    """Which entry of the list of references each key is, from 0."""
    labels: dict[etree._Element, str]
    """What a browser prints before an entry."""
    styles: dict[str, tuple[MarkKind, ...]]
    """What classes mean for words, by the style sheet in the page."""

    def apart(self, element: etree._Element) -> bool:
        """Return whether an element stands apart from the line."""
        if element in self.links.inline or self.hidden(element):
            return False
        return is_block(element) or element in self.holding

    def hidden(self, element: etree._Element) -> bool:
        """Return whether an element stands within a line and says nothing of it, such as the number of a page."""
        return element in self.furniture and local(element) not in BLOCKS


def is_block(element: etree._Element) -> bool:
    """Return whether an element is a block of its own."""
    if local(element) in BLOCKS:
        return True
    return is_display(element) or bool(local(element) == "span" and classes(element) & STANZAS)


def is_display(element: etree._Element) -> bool:
    """Return whether an element is a formula on a line of its own."""
    name = local(element)
    if name == "math":
        return element.get("display") == "block"
    if name == "script":
        return (element.get("type") or "").startswith("math/tex") and "display" in (element.get("type") or "")
    return name in {"span", "div"} and {"math", "display"} <= classes(element)


def language_of(element: etree._Element) -> str:
    """Return the language that an element says it has."""
    return (element.get("lang") or element.get("xml:lang") or "").strip()


def words_in(
    run: Run | etree._Element, page: Page, *, lines: bool = False, note: etree._Element | None = None
) -> Words:
    """Return the words of an element, or of a run; of a `note` without its links back. With `lines`, breaks end lines."""
    return markup.words(tokens_in(run, page, lines=lines, note=note))


def tokens_in(
    run: Run | etree._Element, page: Page, *, lines: bool = False, note: etree._Element | None = None
) -> list[Token]:
    """Return the tokens of an element, or of a run: marks of notes without brackets, ranges of citations in full."""
    items = run if isinstance(run, list) else markup.content(run)
    found = markup.tokens(items, lambda element: _meaning(element, page, lines, note))
    if page.links.numbered and page.links.notes and note is None:
        found = _with_bracketed_marks(found, set(page.links.notes.values()))
    return markup.with_ranges(markup.without_note_brackets(found), page.order)


def _with_bracketed_marks(found: list[Token], labels: set[str]) -> list[Token]:
    """Return tokens in which `[3]` is the mark of note 3."""
    made: list[Token] = []
    for token in found:
        if isinstance(token, str):
            for part in re.split(r"(\s?\[\d{1,3}\])", token):
                label = part.strip().strip("[]")
                made.append(NoteMark(label) if part.strip().startswith("[") and label in labels else part)
        else:
            made.append(token)
    return made


def _meaning(element: etree._Element, page: Page, lines: bool, note: etree._Element | None) -> Meaning:
    name = local(element)
    links = page.links
    if element in links.marks:
        return [NoteMark(links.marks[element])]
    if element in links.inline:
        return [NoteMark(links.inline[element])]
    if element in page.furniture:
        return []
    written = formula(element)
    if written is not None:
        return [Open(MarkKind.FORMULA), written, Close()] if written else []
    if name in NEVER_SHOWN or name in {"img", "svg", "rp", "wbr"}:
        return []
    if name == "br":
        return [Line()] if lines else [" "]
    if note is not None and name == "a" and is_back_link(element, note, links):
        return []
    within = markup.tokens(markup.content(element), lambda one: _meaning(one, page, lines, note))
    if name in BLOCKS:
        return [" ", *within, " "]
    if name == "q":
        within = ["“", *within, "”"]
    if name == "rt":
        within = [" (", *within, ")"]
    for mark in _opened(element, page):
        within = [mark, *within, Close()]
    return within


def _opened(element: etree._Element, page: Page) -> Iterator[Open]:
    """Yield what marks an element sets on its words."""
    name = local(element)
    style = re.sub(r"\s", "", (element.get("style") or "").lower())
    if name in _MARKS and "ltx_cite" not in classes(element):
        yield Open(_MARKS[name])
    elif classes(element) & _SMALL_CAPITALS or "font-variant:small-caps" in style:
        yield Open(MarkKind.SMALL_CAPITALS)
    elif "font-style:italic" in style or "ltx_font_italic" in classes(element):
        yield Open(MarkKind.EMPHASIS)
    elif re.search(r"font-weight:(?:bold|[6-9]00)", style) or "ltx_font_bold" in classes(element):
        yield Open(MarkKind.STRONG)
    elif "vertical-align:super" in style:
        yield Open(MarkKind.SUPERSCRIPT)
    elif name == "span":
        yield from map(Open, sorted({kind for one in classes(element) for kind in page.styles.get(one, ())}))
    address = (element.get("href") or "").strip()
    if name == "a" and fragment(element) in page.links.cited:
        yield Open(MarkKind.CITES, page.links.cited[fragment(element)])
    elif name == "a" and re.match(r"https?://[^\s/]", address):
        yield Open(MarkKind.LINK, address.replace(" ", "%20"))
    language = language_of(element)
    if language and language.lower() != page.language.lower() and name not in {"html", "body"}:
        yield Open(MarkKind.LANGUAGE, language)


def formula(element: etree._Element) -> str | None:
    """Return the TeX of a formula; `None` if the element is none, empty if another one says the same."""
    name = local(element)
    names = classes(element)
    if name == "math":
        return (element.get("alttext") or "").strip() or tex(element)
    if name == "script":
        return (element.text or "").strip() if (element.get("type") or "").startswith("math/tex") else None
    if names & {"katex", "mwe-math-element"} or name == "mjx-container":
        inner = next(element.iter("math"), None)
        return formula(inner) if inner is not None else None
    if names & {"mathjax", "mathjax_preview", "mathjax_display", "mathjax_svg", "katex-html"}:
        return ""
    if name in {"span", "div"} and "math" in names and names & {"inline", "display"}:
        inner = next(element.iter("math"), None)
        return formula(inner) if inner is not None else _bare_tex(markup.close_text(element))
    return None


def _bare_tex(text: str) -> str:
    found = re.fullmatch(r"\s*(?:\\\((.*)\\\)|\\\[(.*)\\\]|\$\$(.*)\$\$|\$(.*)\$)\s*", text, re.DOTALL)
    return (
        next((part for part in found.groups() if part is not None), text).strip() if found else text.strip()
    )
