"""Read web pages: articles of journals, Wikisource, Project Gutenberg, Google Docs, Quarto, LaTeXML (arXiv)."""

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from urllib.parse import unquote

from lxml import etree

from ...paper.blocks import (
    Aside,
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    Note,
    Reference,
    Table,
    Text,
    Words,
)
from ..front import people
from ..pictures import beside_it, with_pictures
from ..reading import Harm, Reading, Refused
from ..signs import caption_label, dois_in, without_start
from ..tags import markup
from ..tags.markup import Cell, Found, Line, Places, Run, Token, Unsure, local
from . import document
from .document import HEADINGS, NEVER_SHOWN, classes
from .headings import ONLY_IN_FRONT, merged, with_front, with_guessed_headings, with_levels
from .links import fragment, is_arrow, links_in
from .words import BLOCKS, STANZAS, Page, formula, is_block, is_display, language_of, tokens_in, words_in

_LONGEST_LINE_OF_VERSE = 70
"""Characters, on an average: longer lines between breaks are prose."""
_LONG_FURNITURE = 300
"""Characters: what is left out and longer is named by a doubt, unless it is navigation."""

_TITLES_OF_ABSTRACTS = {"abstract-title", "ltx_title_abstract", "abstracttitle"}
_VERSE = {"poem", "poetry", "verse", "lg", "linegroup", "ws-poem", "line-block", "poem-container"}
_LINES = {"line", "verse-line", "ppoem-line", "vl"}
_INDENT = re.compile(r"(?:i|indent|in)-?(\d{1,2})")
_ROLES = {
    "title": "title", "subtitle": "subtitle", "author": "author", "authors": "author", "byline": "author",
    "ltx_authors": "author", "affiliation": "affiliation", "affiliations": "affiliation", "date": "date",
    "pubdate": "date", "published": "date", "doi": "doi", "keywords": "keywords", "ltx_keywords": "keywords",
    "licence": "licence", "license": "licence", "copyright": "licence",
}  # fmt: skip
_RIGHT_TO_LEFT = ("ar", "he", "fa", "ur", "yi", "ps", "sd", "ug", "dv", "ckb")


@dataclass(frozen=True, slots=True)
class _State:
    """Where the reader is."""

    form: Form = Form.PARAGRAPH
    depth: int = 0
    language: str = ""
    role: str = ""
    """Of the front matter."""


def read_html(data: bytes, beside: Mapping[str, bytes] = {}) -> Reading:  # it is only read
    """Return what a web page says. `beside` are the files saved with it, by name, for its pictures.

    Raises:
        Refused: it is no web page, empty, or too large.

    """
    if len(data) > markup.MAX_BYTES:
        raise Refused(
            f"It has more than {markup.MAX_BYTES // 1_000_000} MB. Save the page without its pictures."
        )
    if data[:4] in {b"%PDF", b"PK\x03\x04"}:
        raise Refused("It is no web page, whatever its name. Give it the name of what it is, such as `.pdf`.")
    text, sound = document.decoded(data)
    root = document.parsed(text)
    elements = [one for one in markup.checked(root) if isinstance(one.tag, str)]
    article = document.article_of(root)
    gutenberg = "project gutenberg" in text.lower()
    names, within = _pictures(article)
    page = _known(root, article, elements, names, gutenberg)
    found = list(_container(article, page, _State()))
    if not any(isinstance(one, Text | Heading | Table | Note | Reference) for one in found):
        raise Refused(
            "There is no text in it. Perhaps the page is only made in the browser: save it from there as “complete web page”."
        )
    before, after = _around(article, page)
    citation = document.citation(root) | (document.gutenberg_facts(text) if gutenberg else {})
    if page.language:
        citation.setdefault("language", page.language)
    found = with_front(found, citation, root)
    found = with_levels(with_guessed_headings(found))
    found = merged([*before, *found, *after])
    found += _doubts(root, page, found, sound=sound)
    blocks, doubts = markup.collected(found)
    pictured = with_pictures(blocks, lambda name: within.get(name) or beside_it(beside, unquote(name)))
    return Reading(
        blocks=pictured.blocks,
        doubts=tuple(sorted((*doubts, *pictured.doubts), key=lambda doubt: doubt.harm)),
        language=page.language,
        citation=_with_people(citation, blocks),
        licence=document.licence(root) or " ".join(_asides(blocks, "licence")),
        pictures=pictured.pictures,
    )


def _known(
    root: etree._Element,
    article: etree._Element,
    elements: list[etree._Element],
    names: dict[etree._Element, str],
    gutenberg: bool,
) -> Page:
    furniture = _furniture(article) | (document.gutenberg_furniture(root) if gutenberg else set())
    links = links_in(article, elements)
    furniture -= {one for one in links.notes if one not in furniture}
    holding = markup.holders(elements, is_block, lambda one: one in links.inline)
    language = language_of(root) or language_of(next(root.iter("body"), root))
    keys = [key for key in links.entries.values() if key]
    lists = {
        parent for one in links.entries if (parent := one.getparent()) is not None and local(parent) == "ol"
    }
    return Page(
        links=links,
        furniture=furniture,
        holding=holding,
        pictures=names,
        language=language,
        places=Places(),
        order={key: at for at, key in enumerate(keys)},
        styles=document.styles_in(root),
        labels={item: label for one in lists for item, label in _printed(one).items()},
    )


def _furniture(article: etree._Element) -> set[etree._Element]:
    """Return what only stands round the text, the outermost elements, unless it is more than half of it."""
    most = len(markup.close_text(article)) / 2
    found: set[etree._Element] = set()
    inside: set[etree._Element] = set()
    for one in article.iter(etree.Element):
        if one.getparent() in inside:
            inside.add(one)
        elif one is not article and document.is_furniture(one) and len(markup.close_text(one)) < max(most, 1):
            found.add(one)
            inside.add(one)
    return found


def _pictures(article: etree._Element) -> tuple[dict[etree._Element, str], dict[str, bytes]]:
    """Return what the page calls its pictures, and the bytes of those that are in the page itself, by these names."""
    names: dict[etree._Element, str] = {}
    within: dict[str, bytes] = {}
    for at, one in enumerate(article.iter("img"), start=1):
        source = (one.get("src") or one.get("data-src") or "").strip()
        names[one] = source.partition("?")[0].partition("#")[0]
        if source.startswith("data:"):
            head, _, body = source.partition(",")
            names[one] = f"picture-{at}.{'svg' if 'svg' in head else 'png'}"
            try:
                within[names[one]] = base64.b64decode(body) if "base64" in head else unquote(body).encode()
            except (binascii.Error, ValueError):
                within[names[one]] = b""
    return names, within


def _container(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    """Yield what is in an element that holds blocks."""
    for one in markup.flow(element, page.apart):
        if isinstance(one, list):
            yield from _line(one, element, page, state)
        else:
            yield from _block(one, page, state)


def _block(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    name = local(element)
    language = language_of(element)
    if language:
        state = replace(state, language=language if language.lower() != page.language.lower() else "")
    names = classes(element)
    if (role := _role(element)) and role not in ONLY_IN_FRONT:
        state = replace(state, role=role)
    if element in page.furniture:
        yield from _left_out(element, page)
    elif element in page.links.notes:
        yield from _note(element, page, state)
    elif element in page.links.entries:
        yield from _entry(element, page, state)
    elif names & _VERSE and name not in {"table", "li"}:
        yield from _poem(element, page, state)
    elif name in HEADINGS or element.get("role") == "heading" or names & _TITLES_OF_ABSTRACTS:
        yield from _heading(element, page, state)
    elif name == "blockquote" or names & {"blockquot", "blockquote", "quote", "ltx_quote"}:
        yield from _container(element, page, replace(state, form=Form.QUOTATION))
    elif name == "pre":
        yield from _as_it_is(element, page, state)
    elif name in {"ul", "ol", "menu", "dir"}:
        yield from _list(element, page, state)
    elif name == "dl" and not any(local(one) == "dt" for one in element.iter(etree.Element)):
        yield from _container(element, page, replace(state, form=Form.QUOTATION))
    elif name == "dl":
        yield from _definitions(element, page, state)
    elif "ltx_equation" in names or names & {"ltx_eqn_table", "ltx_equationgroup"} or is_display(element):
        yield from _displayed(element, page, state)
    elif name == "figure" or (
        names & {"figure", "thumb", "wp-caption"} and next(element.iter("img"), None) is not None
    ):
        yield from _figure(element, page, state)
    elif name == "table":
        yield from _table(element, page, state)
    elif name in NEVER_SHOWN or name == "hr":
        return
    elif element in page.holding:
        yield from _container(element, page, state)
    else:
        yield from _line(markup.content(element), element, page, state)


def _heading(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    level = local(element)[1:] if local(element) in HEADINGS else element.get("aria-level") or "2"
    words = words_in(element, page)
    if words.text:
        where = page.places.where(element)
        yield Heading(
            words=words,
            level=min(int(level), 6) if level.isdecimal() else 2,
            language=state.language,
            where=where,
        )
    yield from _beside_words(markup.content(element), page, state, words)


def _line(run: Run, holder: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    """Yield a run of words as a block, and after it the pictures, notes and furniture in it."""
    where = page.places.where(holder)
    words = words_in(run, page)
    role = _role(holder) or state.role
    verse = _as_verse(run, page) if state.form in {Form.PARAGRAPH, Form.QUOTATION} and not role else None
    if verse is not None:
        yield Text(words=verse, form=Form.VERSE, language=state.language, where=where)
    elif words.text and role:
        yield Aside(words=words, role=role, language=state.language, where=where)
    elif words.text:
        yield Text(words=words, form=state.form, depth=state.depth, language=state.language, where=where)
    yield from _beside_words(run, page, state, words)


def _role(element: etree._Element) -> str:
    """Return what part of the front matter an element is, by its class."""
    names = {*(element.get("class") or "").lower().split(), (element.get("itemprop") or "").lower()}
    return next((role for name, role in _ROLES.items() if name in names), "")


def _beside_words(run: Run, page: Page, state: _State, words: Words) -> Iterator[Found]:
    """Yield what stands in a line and is no word of it: pictures, notes, what is left out."""
    for item in run:
        if isinstance(item, str):
            continue
        for one in item.iter(etree.Element):
            if one in page.furniture:
                yield from _left_out(one, page)
            elif one in page.links.inline:
                yield from _inline_note(one, page, state)
            elif local(one) == "img" and one in page.pictures and not _stands_for_formula(one):
                yield from _picture(one, page, state, Words(), "")
            elif local(one) == "svg":
                text = markup.plain_text(one)
                if text:
                    yield LeftOut(text=text, where=page.places.where(one))
                yield Unsure(Harm.DISPLAY, f"a drawing is left out, in “{words.text[:60]}”")


def _stands_for_formula(image: etree._Element) -> bool:
    return bool(classes(image) & {"mwe-math-fallback-image-inline", "mwe-math-fallback-image-display"})


def _left_out(element: etree._Element, page: Page) -> Iterator[Found]:
    text = markup.plain_text(element) if local(element) not in NEVER_SHOWN else ""
    if text:
        yield LeftOut(text=text, where=page.places.where(element))
        if len(text) > _LONG_FURNITURE and local(element) not in {"nav", "form", "select", "menu"}:
            yield Unsure(Harm.DETAIL, f"left out, for it seems to be no part of the paper: “{text[:100]}…”")


def _as_verse(run: Run, page: Page) -> Words | None:
    """Return a paragraph as verse if breaks cut it into at least three short lines."""
    breaks = sum(1 for item in run if not isinstance(item, str) for one in item.iter("br"))
    if breaks < 2:
        return None
    words = markup.words(_clean_lines(tokens_in(run, page, lines=True)))
    lines = words.text.split("\n")
    if len(lines) < 3 or len(words.text) / len(lines) > _LONGEST_LINE_OF_VERSE:
        return None
    return words


def _clean_lines(found: list[Token]) -> list[Token]:
    """Return lines of verse without empty ones; hard spaces at their beginning are their indent."""
    made: list[Token] = []
    for token in found:
        if isinstance(token, str) and token.strip() == "" and (not made or isinstance(made[-1], Line)):
            token = token.replace("\n", "").replace(" ", "")
        if isinstance(token, str) and made and isinstance(made[-1], Line):
            hard = re.match(r"[ \n\t]*([\u00a0\u2002-\u200a\u3000]+)", token)
            made[-1] = Line(made[-1].indent + (len(hard[1]) if hard else 0))
            token = token.lstrip()
        if isinstance(token, Line) and made and isinstance(made[-1], Line):
            made[-1] = Line(max(made[-1].indent, token.indent))
        elif token != "":
            made.append(token)
    while made and isinstance(made[-1], Line):
        made.pop()
    return made


def _poem(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    """Yield each stanza of a poem: what is called so, each paragraph of it, or all of it."""
    parts = {one for one in element.iter(etree.Element) if one is not element and classes(one) & STANZAS}
    parts = parts or {one for one in element.iter(etree.Element) if local(one) in {"p", "pre"}}
    yield from _stanzas_in(element, parts, page, state)


def _stanzas_in(
    element: etree._Element, stanzas: set[etree._Element], page: Page, state: _State
) -> Iterator[Found]:
    if not stanzas and not any(local(one) in HEADINGS for one in element):
        yield from _stanza(markup.content(element), element, page, state)
        return
    for one in markup.flow(element, page.apart):
        if isinstance(one, list):
            yield from _stanza(one, element, page, state)
        elif local(one) in HEADINGS or one in page.furniture or one in page.links.notes:
            yield from _block(one, page, state)
        elif one in stanzas or one not in page.holding:
            yield from _stanza(markup.content(one), one, page, state)
        else:
            yield from _stanzas_in(one, stanzas, page, state)


def _stanza(run: Run, holder: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    said: list[Token] = []
    for item in run:
        if isinstance(item, str):
            said.append(item)
            continue
        names = classes(item)
        indent = next((int(found[1]) for one in sorted(names) if (found := _INDENT.fullmatch(one))), 0)
        own = (
            local(item) == "div"
            or local(item) == "p"
            or bool(names & _LINES)
            or any(_INDENT.fullmatch(one) for one in names)
        )
        said += [Line(indent)] if own else []
        said += (
            tokens_in([item], page, lines=True)
            if local(item) not in BLOCKS
            else tokens_in(item, page, lines=True)
        )
    words = markup.words(_clean_lines(said))
    if words.text:
        yield Text(words=words, form=Form.VERSE, language=state.language, where=page.places.where(holder))
    yield from _beside_words(run, page, state, words)


def _as_it_is(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    """Yield lines that are set as they are typed, such as verse or code."""
    said: list[Token] = [Line()]
    for token in tokens_in(element, page, lines=True):
        said += markup.typed_lines(token) if isinstance(token, str) else [token]
    for stanza in markup.stanzas(said):
        words = markup.words(stanza)
        if words.text:
            yield Text(
                words=words, form=Form.VERSE, language=state.language, where=page.places.where(element)
            )
    yield from _beside_words(markup.content(element), page, state, Words())


def _list(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    inside = replace(state, form=Form.ITEM, depth=state.depth + 1 if state.form is Form.ITEM else 0)
    printed = _printed(element)
    for one in markup.flow(element, page.apart):
        if isinstance(one, list):
            yield from _line(one, element, page, inside)
        elif (
            local(one) != "li"
            or one in page.links.notes
            or one in page.links.entries
            or one in page.furniture
        ):
            yield from _block(one, page, inside)
        else:
            language = language_of(one)
            there = replace(inside, language=language) if language and language != page.language else inside
            yield from markup.labelled(list(_container(one, page, there)), printed[one], inside.depth)


def _printed(element: etree._Element) -> dict[etree._Element, str]:
    """Return what a browser prints before the items of a list."""
    items = [one for one in element if local(one) == "li"]
    start = element.get("start") or "1"
    style = re.sub(r"\s", "", (element.get("style") or "").lower())
    bare = "list-style:none" in style or "list-style-type:none" in style or "none" in classes(element)
    kind = "none" if bare else (element.get("type") or "1") if local(element) == "ol" else "bullet"
    first = int(start) if re.fullmatch(r"\d{1,6}", start) else 1
    return dict(zip(items, markup.printed_labels(kind, len(items), first), strict=True))


def _definitions(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    inside = replace(state, form=Form.ITEM, depth=state.depth + 1 if state.form is Form.ITEM else 0)
    term = Words()
    for one in _parts_of_definitions(element, page):
        if not isinstance(one, list) and local(one) == "dt" and one not in page.links.notes:
            yield from markup.termed(term, [], inside.depth, state.language)
            term = words_in(one, page)
            yield from _beside_words(markup.content(one), page, state, term)
            continue
        meant = _line(one, element, page, inside) if isinstance(one, list) else _block(one, page, inside)
        yield from markup.termed(term, list(meant), inside.depth, state.language)
        term = Words()
    yield from markup.termed(term, [], inside.depth, state.language)


def _parts_of_definitions(element: etree._Element, page: Page) -> Iterator[Run | etree._Element]:
    for one in markup.flow(element, page.apart):
        if not isinstance(one, list) and local(one) == "div":
            yield from markup.flow(one, page.apart)
        else:
            yield one


def _displayed(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    """Yield formulas that stand on lines of their own; the rows of a group are one each."""
    rows = [one for one in element.iter("tr") if next(one.iter("math"), None) is not None] or [element]
    for row in rows:
        number = next(
            (
                markup.bare_label(markup.close_text(one))
                for one in row.iter(etree.Element)
                if "ltx_tag_equation" in classes(one)
            ),
            "",
        )
        parts = (
            [formula(one) for one in row.iter("math")] if row is not element or local(row) == "table" else []
        )
        written = " ".join(filter(None, parts)) or formula(element) or markup.close_text(row)
        if written:
            yield Formula(
                tex=" ".join(written.split()),
                number=number,
                language=state.language,
                where=page.places.where(row),
            )


def _figure(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    """Yield a figure, or a table that stands in one, with the caption."""
    captions = [one for one in element.iter(etree.Element) if local(one) == "figcaption" or classes(one) & {"caption", "thumbcaption", "wp-caption-text"}]  # fmt: skip
    caption = words_in(captions[0], page) if captions else Words()
    number, caption = _numbered(caption)
    images = [one for one in element.iter("img") if one in page.pictures]
    skipped = {*captions[:1], *images[:1]}
    inner = next((one for one in element.iter("table") if not images), None)
    if inner is not None and "ltx_equation" not in classes(inner):
        yield from _cells(inner, page, state, number, caption)
        skipped.add(inner)
    elif images:
        yield from _picture(images[0], page, state, caption, number)
    elif caption.text:
        yield Figure(
            number=number, caption=caption, language=state.language, where=page.places.where(element)
        )
        yield Unsure(Harm.DISPLAY, f"the picture of “{caption.text[:60]}” is missing")
    yield from _rest(element, skipped, page, state)


def _rest(
    element: etree._Element, skipped: set[etree._Element], page: Page, state: _State
) -> Iterator[Found]:
    """Yield what else is in a figure or a table."""
    for one in markup.flow(element, lambda part: part in skipped or page.apart(part) or any(sub in skipped for sub in part.iter(etree.Element))):  # fmt: skip
        if isinstance(one, list):
            yield from _line(one, element, page, state)
        elif one in skipped:
            continue
        elif any(sub in skipped for sub in one.iter(etree.Element)):
            yield from _rest(one, skipped, page, state)
        else:
            yield from _block(one, page, state)


def _numbered(caption: Words) -> tuple[str, Words]:
    found = caption_label(caption.text)
    return (found[1], without_start(caption, found[2])) if found else ("", caption)


def _picture(
    image: etree._Element, page: Page, state: _State, caption: Words, number: str
) -> Iterator[Found]:
    name = page.pictures[image]
    alternative = " ".join((image.get("alt") or "").split())
    yield Figure(
        number=number,
        caption=caption,
        picture=name,
        alternative=alternative,
        language=state.language,
        where=page.places.where(image),
    )
    named = f"“{(caption.text or alternative)[:60]}”" if caption.text or alternative else "a picture"
    if not name:
        yield Unsure(Harm.DISPLAY, f"the picture of {named} is missing: the page does not say where it is")
    if not alternative:
        yield Unsure(Harm.DISPLAY, f"no text says what {named} shows")


def _table(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    if _is_layout(element):
        yield Unsure(Harm.ORDER, "a table that only sets columns was read cell by cell")
        for row in element.iter("td", "th"):
            if next(row.iterancestors("table")) is element:
                yield from _container(row, page, state)
        return
    caption = next((one for one in element if local(one) == "caption"), None)
    number, words = _numbered(words_in(caption, page)) if caption is not None else ("", Words())
    yield from _cells(element, page, state, number, words)


def _is_layout(table: etree._Element) -> bool:
    """Return whether a table only sets things side by side."""
    if table.get("role") in {"presentation", "none"} or "layout" in classes(table):
        return True
    has_heads = any(local(one) in {"th", "caption", "thead"} for one in table.iter(etree.Element))
    prose = sum(1 for one in table.iter(etree.Element) if local(one) in {"p", "table", *HEADINGS})
    cells = sum(1 for one in table.iter("td"))
    return not has_heads and (prose > 2 * cells or cells == 1)


def _cells(table: etree._Element, page: Page, state: _State, number: str, caption: Words) -> Iterator[Found]:
    rows: list[list[Cell]] = []
    heads = 0
    for row in table.iter("tr"):
        if next(row.iterancestors("table")) is not table:
            continue
        cells = [one for one in row if local(one) in {"td", "th"}]
        parent = row.getparent()
        top = parent is not None and local(parent) == "thead"
        if heads == len(rows) and (top or (cells and all(local(one) == "th" for one in cells))):
            heads += 1
        rows.append(
            [
                Cell(words_in(one, page), markup.span(one.get("colspan")), _down(one, len(rows)))
                for one in cells
            ]
        )
    where = page.places.where(table)
    filled = markup.rows_of(rows)
    if filled:
        yield Table(
            number=number, caption=caption, rows=filled, heads=heads, language=state.language, where=where
        )
    yield from _beside_words([table], page, state, caption)


def _down(cell: etree._Element, at: int) -> int:
    """Return how many rows a cell spans; 0 means all that follow."""
    return 1000 if (cell.get("rowspan") or "").strip() == "0" else markup.span(cell.get("rowspan"))


def _note(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    """Yield the paragraphs of a note, without its number and the link back."""
    label = page.links.notes[element]
    yield from _note_paragraphs(element, element, label, page, state)


def _note_paragraphs(
    holder: etree._Element, note: etree._Element, label: str, page: Page, state: _State
) -> Iterator[Found]:
    first = True
    for part in _flat(holder, page):
        words = words_in(part, page, note=note)
        words = _without_label(words, label) if first else words
        if words.text:
            yield Note(label=label, words=words, language=state.language, where=page.places.where(note))
            first = False
        yield from _beside_words(part, page, state, words)


def _flat(element: etree._Element, page: Page) -> Iterator[Run]:
    """Yield the runs of text in an element, however deep they lie in blocks."""
    for one in markup.flow(element, page.apart):
        if isinstance(one, list):
            yield one
        elif one in page.holding and local(one) != "table":
            yield from _flat(one, page)
        else:
            yield (
                [one]
                if local(one) in {"table", "pre"} or is_display(one) or one in page.furniture
                else markup.content(one)
            )


def _without_label(words: Words, label: str) -> Words:
    """Return the words of a note without its number before them."""
    printed = re.escape(label.partition("-")[0])
    found = re.match(rf"[\[(]?{printed}[\])]?(?:[.:)]\s*|\s+|(?=[A-Z“\"‘]))", words.text)
    return without_start(words, found.end()) if found and found.end() < len(words.text) else words


def _inline_note(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    content = next(
        (one for one in element.iter(etree.Element) if "ltx_note_content" in classes(one)), element
    )
    marks = {one for one in content.iter(etree.Element) if classes(one) & {"ltx_note_mark", "ltx_tag_note"}}
    run = [item for item in markup.content(content) if isinstance(item, str) or item not in marks]
    words = words_in(run, page)
    if words.text:
        label = page.links.inline[element]
        yield Note(label=label, words=words, language=state.language, where=page.places.where(element))


def _entry(element: etree._Element, page: Page, state: _State) -> Iterator[Found]:
    label = page.labels.get(element, "")
    words = words_in([f"{label} ", *markup.content(element)] if label else element, page, note=element)
    if words.text:
        key = page.links.entries[element]
        yield Reference(words=words, key=key, language=state.language, where=page.places.where(element))
    yield from _beside_words(markup.content(element), page, state, words)


def _around(article: etree._Element, page: Page) -> tuple[list[Found], list[Found]]:
    """Return what stands before and after the article in the page, each as one block that is left out."""
    texts: dict[bool, list[str]] = {True: [], False: []}
    for before, one in document.around(article):
        if local(one) not in NEVER_SHOWN:
            texts[before].append(" ".join(_shown_text(one)))
    sides = {side: " ".join(" ".join(parts).split()) for side, parts in texts.items()}
    where = page.places.where(article)
    made: dict[bool, list[Found]] = {
        side: [LeftOut(text=text, where=where)] if text else [] for side, text in sides.items()
    }
    return made[True], made[False]


def _shown_text(element: etree._Element) -> Iterator[str]:
    if local(element) in NEVER_SHOWN:
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _shown_text(child)
        yield child.tail or ""


def _doubts(root: etree._Element, page: Page, found: list[Found], *, sound: bool) -> Iterator[Found]:
    if not sound:
        yield Unsure(
            Harm.LOST,
            "some characters could not be read: look for the sign � in the text. Save the page as UTF-8",
        )
    directions = {(one.get("dir") or "").lower() for one in root.iter("html", "body")}
    if "rtl" in directions and not page.language.lower().startswith(_RIGHT_TO_LEFT):
        yield Unsure(
            Harm.DETAIL, "the page runs from right to left, but does not say in which language it is"
        )
    yield from markup.lone_notes(found)
    shown = [text for one in found if not isinstance(one, Unsure) for text in markup.texts_of(one)]
    shown += markup.marked_notes(found)
    body = next(root.iter("body"), root)
    if lost := markup.lost_words(shown, _all_texts(body, page)):
        yield Unsure(Harm.LOST, f"words of the page are in no block: “{lost}”")


def _all_texts(element: etree._Element, page: Page) -> Iterator[str]:
    """Yield the text of a page that must be in a block: not that of scripts, formulas, marks of notes and links back."""
    if local(element) in NEVER_SHOWN or element in page.links.marks or formula(element) is not None:
        return
    text = markup.close_text(element) if local(element) in {"a", "caption", "figcaption"} else ""
    if local(element) == "a" and fragment(element) and (markup.is_note_mark(text) or is_arrow(text)):
        return
    if caption_label(text) or classes(element) & {"ltx_tag", "ltx_note_mark"}:
        return
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str):
            yield from _all_texts(child, page)
        yield child.tail or ""


def _asides(blocks: tuple[object, ...], role: str) -> list[str]:
    return [one.words.text for one in blocks if isinstance(one, Aside) and one.role == role]


def _with_people(citation: dict[str, object], blocks: tuple[object, ...]) -> dict[str, object]:
    """Return the citation with title, authors and DOI of the page itself where its head does not say them."""
    titles, authors, dois = (_asides(blocks, role) for role in ("title", "author", "doi"))
    made = dict(citation)
    if titles and "title" not in made:
        made["title"] = " ".join(titles)
    names = [re.sub(r"^(?:by|von|par|por|di)\s+", "", text, flags=re.IGNORECASE) for text in authors]
    if names and "author" not in made:
        made["author"] = [one for text in names for one in people(text)]
    if "DOI" not in made and (found := [doi for text in dois for doi in dois_in(text)]):
        made["DOI"] = found[0]
    return made | ({"type": "webpage"} if made and "type" not in made else {})
