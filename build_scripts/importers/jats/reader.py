"""Read articles in JATS, the XML of journals and archives (.xml, .nxml)."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html.entities import html5

from lxml import etree

from ...paper.blocks import Aside, Figure, Form, Formula, Heading, LeftOut, MarkKind, Note, Table, Text, Words
from ...shared.words import counted, distinct
from ..pictures import beside_it, with_pictures
from ..reading import Harm, Reading, Refused
from ..signs import caption_label
from ..tags import markup
from ..tags.markup import Cell, Close, Found, Item, Open, Places, Run, Token, Unsure, local
from .front import abstracts, citation, front, licence, notes_of
from .lost import doubts_about_headings, lost, unread
from .references import entries_of, entry, keys_of, work
from .tables import foot_of, rows_in
from .words import (
    FLOATS,
    Links,
    child,
    children,
    formula,
    href,
    inner,
    is_block,
    is_sealed,
    language_of,
    text_of,
    tokens_in,
    words_in,
)

_ENTITY = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_ENTITIES = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_LETTERS = ("sub-article", "response")
_ONLY_LABEL = re.compile(r"(?:fig|abb|tab|cuadro|fotograf|graf)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _State:
    """Where the reader is."""

    level: int = 1
    form: Form = Form.PARAGRAPH
    depth: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True)
class _Paper:
    """What is known of the file as a whole."""

    links: Links
    holding: set[etree._Element]
    """Elements that hold blocks."""
    floats: dict[etree._Element, list[etree._Element]]
    """Tables and figures at the end of the file, by the paragraph that first names them."""
    entries: dict[etree._Element, str]
    """The entries of lists of references with their keys."""

    def apart(self, element: etree._Element) -> bool:
        """Return whether an element stands apart from the line."""
        return is_block(element) or element in self.holding

    def cuts(self, element: etree._Element) -> bool:
        """Return whether an element ends the paragraph that it stands in."""
        return self.apart(element) and local(element) not in FLOATS


def read_jats(data: bytes, beside: Mapping[str, bytes] = {}) -> Reading:  # it is only read
    """Return what an article in JATS says. `beside` are the files beside it, by name, for its pictures.

    Raises:
        Refused: it is no XML, no article, or too large.

    """
    root = _parsed(data)
    elements = markup.checked(root)
    articles = [one for one in elements if local(one) == "article"]
    if not articles:
        raise Refused(
            f"It is XML, but no article in JATS: it begins with <{local(root)}>. Look for the article's XML at the journal or an archive, or import its PDF."
        )
    article = articles[0]
    paper = _known(article)
    found: list[Found] = list(front(article, paper.links))
    for abstract in abstracts(article):
        found += _abstract(abstract, paper)
    for part in article:
        if local(part) in {"body", "back"}:
            found += _container(part, paper, _State())
        elif local(part) in _LETTERS:
            found += _letter(part, paper)
        elif local(part) == "floats-group":
            found += _unnamed_floats(part, paper)
        elif local(part) not in {"front", ""}:
            found += _left_out(part, paper)
    for other in [*articles[1:], *(one for one in elements if isinstance(one, etree._Entity))]:
        found.append(unread(other))
    found += doubts_about_headings(article)
    found += markup.lone_notes(found)
    found += lost(article, found)
    blocks, doubts = markup.collected(found)
    pictured = with_pictures(blocks, lambda name: beside_it(beside, name))
    return Reading(
        blocks=pictured.blocks,
        doubts=tuple(sorted((*doubts, *pictured.doubts), key=lambda doubt: doubt.harm)),
        pictures=pictured.pictures,
        language=paper.links.language,
        citation=citation(article, paper.links),
        licence=licence(article, paper.links),
        works=tuple(work(ref, key) for ref, key in paper.entries.items()),
    )


def _parsed(data: bytes) -> etree._Element:
    if len(data) > markup.MAX_BYTES:
        raise Refused(
            f"It has more than {markup.MAX_BYTES // 1_000_000} MB. Import the article without its pictures."
        )
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        return etree.fromstring(_ENTITY.sub(_known_sign, data.lstrip()), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise Refused(
            f"It is no XML that can be read: {str(error).splitlines()[0][:200]}. Get the file again from where it came from, or import its PDF."
        ) from None


def _known_sign(found: re.Match[bytes]) -> bytes:
    """Return an entity that every browser knows, such as `&nbsp;`, as a number; no list of them is fetched."""
    sign = html5.get(f"{found[1].decode('ascii')};")
    if found[1] in _XML_ENTITIES or not sign:
        return found[0]
    return "".join(f"&#{ord(letter)};" for letter in sign).encode("ascii")


def _known(article: etree._Element) -> _Paper:
    elements = list(article.iter())
    entries = entries_of(article)
    given = keys_of(entries)
    keys: dict[str, str] = {}
    for ref, key in zip(entries, given, strict=True):
        for part in (
            ref,
            *inner(ref, "element-citation", "mixed-citation", "citation", "nlm-citation", "note"),
        ):
            if part.get("id"):
                keys.setdefault(str(part.get("id")), key)
    notes, labels = _notes(elements)
    links = Links(
        keys=keys,
        order={key: at for at, key in enumerate(given)},
        notes=notes,
        labels=labels,
        language=language_of(article),
        places=Places(),
    )
    return _Paper(
        links=links,
        holding=markup.holders(elements, is_block, is_sealed),
        floats=_first_named(elements),
        entries=dict(zip(entries, given, strict=True)),
    )


def _notes(elements: list[etree._Element]) -> tuple[dict[str, str], dict[etree._Element, str]]:
    """Return the labels of the notes of the text, by id and by element.

    A note is a `fn` that a mark of the text leads to, that stands in a line, or that has a label in a group of notes.
    Those about authors, and those below tables, are none.
    """
    marked: dict[str, str] = {}
    for one in elements:
        if local(one) == "xref" and not _within(one, "contrib", "contrib-group", "aff", *_LETTERS):
            text = markup.close_text(one)
            if not text or markup.is_note_mark(text):
                for rid in (one.get("rid") or "").split():
                    marked.setdefault(rid, markup.bare_label(text))
    found: list[tuple[etree._Element, str]] = []
    for one in elements:
        if local(one) != "fn" or _within(one, "author-notes", "contrib-group", "table-wrap", *_LETTERS):
            continue
        inline = local(one.getparent()) not in {"fn-group", "sec", "back", "notes", "ack"}  # type: ignore[arg-type]
        own = text_of(one, "label") or one.get("symbol") or ""
        if (one.get("id") or "") in marked or inline or own:
            found.append((one, markup.bare_label(own) or marked.get(one.get("id") or "", "")))
    labels = dict(zip((one for one, _ in found), _distinct([label for _, label in found]), strict=True))
    notes = {str(one.get("id")): label for one, label in reversed(labels.items()) if one.get("id")}
    return notes, labels


def _distinct(printed: list[str]) -> list[str]:
    """Return labels of which none comes twice: the second `1` is `1-2`; those that are not printed get free numbers."""
    taken = set(printed)
    free = (label for number in range(1, 2 * len(printed) + 1) if (label := str(number)) not in taken)
    return distinct([label or next(free) for label in printed])


def _within(element: etree._Element, *names: str) -> bool:
    return any(local(one) in names for one in element.iterancestors())


def _first_named(elements: list[etree._Element]) -> dict[etree._Element, list[etree._Element]]:
    """Return the tables and figures of `floats-group`, by the paragraph of the text that first names each."""
    floats = {
        str(one.get("id")): one
        for group in elements
        if local(group) == "floats-group"
        for one in group
        if one.get("id")
    }
    made: dict[etree._Element, list[etree._Element]] = {}
    for one in elements if floats else ():
        if local(one) != "xref" or not _within(one, "body"):
            continue
        for rid in (one.get("rid") or "").split():
            paragraph = next((above for above in one.iterancestors() if local(above) == "p"), None)
            if rid in floats and paragraph is not None:
                made.setdefault(paragraph, []).append(floats.pop(rid))
    return made


def _abstract(abstract: etree._Element, paper: _Paper) -> Iterator[Found]:
    language = language_of(abstract)
    language = language if language != paper.links.language else ""
    where = paper.links.where(abstract)
    title = child(abstract, "title")
    words = words_in(title, paper.links) if title is not None else Words("Abstract")
    yield Heading(words=words, level=1, language=language, where=where)
    if title is None:
        yield Unsure(Harm.DETAIL, "the abstract has no heading in the file: “Abstract” was added")
    yield from _container(abstract, paper, _State(level=2, language=language), skip=("title",))


def _container(
    element: etree._Element, paper: _Paper, state: _State, skip: tuple[str, ...] = ()
) -> Iterator[Found]:
    """Yield what is in an element that holds blocks."""
    for one in markup.flow(element, paper.apart):
        if isinstance(one, list):
            yield from _line(one, element, paper, state)
        elif local(one) not in skip:
            yield from _block(one, paper, state)


def _block(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    language = language_of(element)
    if language:
        state = replace(state, language=language if language != paper.links.language else "")
    match local(element):
        case "sec" | "app":
            yield from _section(element, paper, state)
        case "p":
            yield from _paragraph(element, paper, state)
        case "disp-quote":
            yield from _container(element, paper, replace(state, form=Form.QUOTATION))
        case "verse-group":
            yield from _verse(element, paper, state)
        case "preformat" | "code":
            yield from _lines_as_they_are(element, paper, state)
        case "list":
            yield from _list(element, paper, state)
        case "def-list":
            yield from _definitions(element, paper, state)
        case "speech":
            yield from _speech(element, paper, state)
        case "boxed-text" | "statement":
            yield from _box(element, paper, state)
        case "disp-formula":
            yield from _formula(element, paper, state)
        case "fig":
            yield from _figure(element, paper, state)
        case "table-wrap" | "array":
            yield from _table(element, paper, state)
        case "graphic" | "media":
            yield from _lone_picture(element, paper, state)
        case "supplementary-material":
            words = words_in(element, paper.links)
            if words.text:
                yield Aside(words=words, language=state.language, where=paper.links.where(element))
        case "ref-list":
            yield from _references(element, paper, state)
        case "fn-group":
            yield from _note_group(element, paper, state)
        case "fn":
            yield from _note(element, paper, state)
        case "ack" | "bio" | "glossary" | "notes":
            if any(one in paper.links.labels for one in inner(element, "fn")):
                yield from _container(element, paper, state)
            else:
                yield from notes_of(element, paper.links)
        case "sub-article" | "response":
            yield from _letter(element, paper)
        case "title" | "attrib" | "sig" | "sig-block":
            yield from _line(markup.content(element), element, paper, state)
        case _ if element in paper.holding:
            yield from _container(element, paper, state)
        case _:
            yield from _line(markup.content(element), element, paper, state)


def _heading(element: etree._Element, links: Links) -> Words:
    """Return the words of a heading, with its number before it."""
    label, title = child(element, "label"), child(element, "title")
    said: list[Token] = [*tokens_in(label, links), " "] if label is not None else []
    return markup.words([*said, *(tokens_in(title, links) if title is not None else [])])


def _section(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    words = _heading(element, paper.links)
    inside = list(
        _container(element, paper, replace(state, level=min(state.level + 1, 6)), skip=("title", "label"))
    )
    where = paper.links.where(element)
    only_notes = inside and all(isinstance(one, Note) for one in inside)
    if words.text and only_notes:
        yield LeftOut(text=words.text, where=where)
    elif words.text:
        yield Heading(words=words, level=state.level, language=state.language, where=where)
        yield from _notes_in([element], paper, state, names=("title", "label"))
    if local(element) == "app":
        yield Unsure(Harm.DETAIL, f"an appendix, read as a section: “{words.text or 'without a title'}”")
    yield from inside


def _notes_in(
    run: Iterable[Item], paper: _Paper, state: _State, names: tuple[str, ...] = ()
) -> Iterator[Found]:
    """Yield the notes that stand in a line; with `names`, in these children."""
    for item in run:
        if isinstance(item, str):
            continue
        for part in children(item, *names) if names else [item]:
            for one in part.iter():
                if local(one) == "fn" and one in paper.links.labels and not _float_between(one, part):
                    yield from _note(one, paper, state)


def _float_between(element: etree._Element, top: etree._Element) -> bool:
    """Return whether a table or a figure within `top` holds an element of it."""
    for above in element.iterancestors() if element is not top else ():
        if above is top:
            return False
        if local(above) in FLOATS:
            return True
    return False


def _paragraph(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    for one in markup.flow(element, paper.cuts):
        if isinstance(one, list):
            yield from _line(one, element, paper, state)
        else:
            yield from _block(one, paper, state)
    for one in paper.floats.get(element, ()):
        yield from _block(one, paper, replace(state, form=Form.PARAGRAPH, depth=0))


def _line(run: Run, holder: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    """Yield a run of words as a block; after it the tables, figures and notes that stand in it."""
    words = words_in(run, paper.links)
    if words.text:
        yield Text(
            words=words,
            form=state.form,
            depth=state.depth,
            language=state.language,
            where=paper.links.where(holder),
        )
    parts = [item for item in run if not isinstance(item, str)]
    for item in parts:
        for one in item.iter():
            if local(one) == "inline-graphic":
                yield Unsure(
                    Harm.LOST,
                    f"a small picture in the line is missing: {href(one) or 'without a name'}, in “{words.text[:60]}”",
                )
            elif local(one) in {"index-term", "institution-id"} and markup.close_text(one):
                yield LeftOut(text=markup.plain_text(one), where=paper.links.where(one))
            elif local(one) in FLOATS and not _float_between(one, item):
                yield from _block(one, paper, replace(state, form=Form.PARAGRAPH, depth=0))
    yield from _notes_in(parts, paper, state)


def _verse(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    """Yield a stanza of its lines; a title, a stanza within and who wrote it are blocks of their own."""
    said: list[Token] = []
    links = paper.links
    where = links.where(element)

    def stanza() -> Iterator[Found]:
        words = markup.words(said)
        if words.text:
            yield Text(words=words, form=Form.VERSE, language=state.language, where=where)
        said.clear()

    for one in markup.flow(element, paper.apart):
        if isinstance(one, list) or local(one) == "verse-line":
            said += [markup.Line(), *tokens_in(one, links, lines=True)]
        else:
            yield from stanza()
            yield from _block(one, paper, replace(state, form=Form.QUOTATION))
    yield from stanza()
    yield from _notes_in([element], paper, state, names=("verse-line",))


def _lines_as_they_are(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    said: list[Token] = [markup.Line()]
    for token in tokens_in(element, paper.links, lines=True):
        said += markup.typed_lines(token) if isinstance(token, str) else [token]
    for stanza in markup.stanzas(said):
        words = markup.words(stanza)
        if words.text:
            yield Text(
                words=words, form=Form.VERSE, language=state.language, where=paper.links.where(element)
            )


def _list(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    inside = replace(state, form=Form.ITEM, depth=state.depth + 1 if state.form is Form.ITEM else 0)
    items = children(element, "list-item")
    printed = markup.printed_labels(element.get("list-type") or "bullet", len(items))
    for title in children(element, "title", "label"):
        yield from _line(markup.content(title), title, paper, replace(state, form=Form.PARAGRAPH))
    for at, item in enumerate(items):
        label = text_of(item, "label") or printed[at]
        yield from markup.labelled(
            list(_container(item, paper, inside, skip=("label",))), label, inside.depth
        )
    for other in element:
        if local(other) not in {"list-item", "title", "label", ""}:
            yield from _block(other, paper, inside)


def _definitions(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    inside = replace(state, form=Form.ITEM, depth=state.depth + 1 if state.form is Form.ITEM else 0)
    for one in element:
        if local(one) == "def-item":
            said = [
                token
                for part in children(one, "label", "term")
                for token in (*tokens_in(part, paper.links), " ")
            ]
            term = markup.words(said)
            meant = [found for part in children(one, "def") for found in _container(part, paper, inside)]
            yield from markup.termed(term, meant, inside.depth, state.language)
        elif local(one):
            yield from _block(
                one, paper, replace(state, form=Form.PARAGRAPH) if local(one) == "title" else inside
            )


def _speech(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    inside = replace(state, form=Form.ITEM)
    said = list(_container(element, paper, inside, skip=("speaker",)))
    speaker = child(element, "speaker")
    named = words_in(speaker, paper.links) if speaker is not None else Words()
    yield from markup.termed(named, said, inside.depth, state.language)


def _box(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    """Yield a box, or a theorem, as paragraphs; its title is bold."""
    caption = child(element, "caption")
    title = child(caption, "title") if caption is not None else child(element, "title")
    label = child(element, "label")
    said = [
        token for part in (label, title) if part is not None for token in (*tokens_in(part, paper.links), " ")
    ]
    words = markup.words([Open(MarkKind.STRONG), *said, Close()])
    if words.text:
        yield Text(words=words, form=state.form, language=state.language, where=paper.links.where(element))
    if local(element) == "boxed-text":
        shown = words.text or markup.close_text(element)[:60]
        yield Unsure(
            Harm.PARAGRAPH, f"a box stands apart in the paper; its paragraphs are in the text: “{shown}”"
        )
    if caption is not None:
        yield from _container(caption, paper, state, skip=("title",))
    yield from _container(element, paper, state, skip=("caption", "label", "title"))


def _formula(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    number = markup.bare_label(text_of(element, "label"))
    written = formula(element)
    picture = next((href(one) for one in inner(element, "graphic", "inline-graphic")), "")
    yield Formula(
        tex=written,
        number=number,
        alternative=_alternative(element),
        where=paper.links.where(element),
        language=state.language,
    )
    if not written:
        yield Unsure(
            Harm.LOST, f"a formula is only a picture: {picture or 'without a name'}. Write it in TeX"
        )


def _alternative(element: etree._Element) -> str:
    texts = [
        markup.close_text(one)
        for one in inner(element, "alt-text", "long-desc")
        if not _float_between(one, element)
    ]
    return " ".join(dict.fromkeys(filter(None, texts)))


def _caption(element: etree._Element, links: Links) -> tuple[str, Words]:
    """Return the number and the caption of a table or a figure. A label that says more stays in the caption."""
    label = text_of(element, "label")
    found = caption_label(label + " ") if _ONLY_LABEL.match(label) else None
    number = found[1] if found and found[2] >= len(label) else ""
    said: list[Token] = [] if number else [label, " "]
    for part in children(element, "caption"):
        said += [*tokens_in(part, links), " "]
    return number, markup.words(said)


def _named(kind: str, number: str, caption: Words) -> str:
    return f"{kind} {number}" if number else f"{kind} “{caption.text[:60]}”"


def _figure(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    number, caption = _caption(element, paper.links)
    names = [href(one) for one in inner(element, "graphic", "media") if not _float_between(one, element)]
    picture = next(filter(None, names), "")
    yield Figure(
        number=number,
        caption=caption,
        picture=picture,
        alternative=_alternative(element),
        language=state.language,
        where=paper.links.where(element),
    )
    others = [name for name in dict.fromkeys(names[1:]) if name and name != picture]
    if not picture or others:
        missing = ", ".join(others) or "the file does not name it"
        yield Unsure(Harm.DISPLAY, f"a picture of {_named('figure', number, caption)} is missing: {missing}")
    for one in element:
        if local(one) not in {
            "label",
            "caption",
            "graphic",
            "media",
            "alternatives",
            "alt-text",
            "long-desc",
            "object-id",
            "",
        }:
            yield from _block(one, paper, state)
    yield from _notes_in([element], paper, state, names=("caption",))


def _lone_picture(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    number, caption = _caption(element, paper.links)
    yield Figure(
        number=number,
        caption=caption,
        picture=href(element),
        alternative=_alternative(element),
        language=state.language,
        where=paper.links.where(element),
    )
    if not href(element):
        yield Unsure(Harm.DISPLAY, "a picture is missing: the file does not name it")


def _table(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    number, caption = _caption(element, paper.links)
    feet = [token for part in children(element, "table-wrap-foot") for token in foot_of(part, paper.links)]
    tables = [
        one for one in element.iter() if local(one) in {"table", "tgroup"} and not _within_table(one, element)
    ]
    where = paper.links.where(element)
    if local(element) == "array" and not tables:
        tables = [element]
    rows: list[list[Cell]] = []
    heads = 0
    for at, one in enumerate(tables):
        more, top = rows_in(one, paper.links)
        heads = top if at == 0 else heads
        rows += more
    picture = "" if rows else next((href(one) for one in inner(element, "graphic", "media")), "")
    yield Table(
        number=number,
        caption=caption,
        picture=picture,
        rows=markup.rows_of(rows),
        heads=heads,
        source=markup.words(feet),
        alternative=_alternative(element),
        language=state.language,
        where=where,
    )
    if not rows:
        missing = "" if picture else ", which the file does not name"
        yield Unsure(Harm.DISPLAY, f"{_named('table', number, caption)} is only a picture{missing}")
    known = {"label", "caption", "table", "tgroup", "alternatives", "table-wrap-foot", "graphic", "media", "object-id",
             "alt-text", "long-desc", "tbody", ""}  # fmt: skip
    for one in element:
        if local(one) not in known:
            yield from _block(one, paper, state)
    for fn in element.iter():
        if fn in paper.links.labels:
            yield from _note(fn, paper, state)


def _within_table(element: etree._Element, top: etree._Element) -> bool:
    for above in element.iterancestors():
        if above is top:
            return False
        if local(above) in {"table", "tgroup", "table-wrap"} and local(element) != "tgroup":
            return True
    return False


def _references(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    words = _heading(element, paper.links)
    nested = local(element.getparent()) in {"ref-list", "sec", "app"}  # type: ignore[arg-type]
    if words.text or not nested:
        yield Heading(
            words=words if words.text else Words("References"),
            level=state.level,
            where=paper.links.where(element),
        )
    if not words.text and not nested:
        yield Unsure(Harm.DETAIL, "the list of references has no heading in the file: “References” was added")
    inside = replace(state, level=min(state.level + 1, 6))
    for one in markup.flow(element, lambda part: paper.apart(part) or local(part) == "ref"):
        if isinstance(one, list):
            yield from _line(one, element, paper, inside)
        elif local(one) == "ref":
            made = entry(one, paper.entries.get(one, ""), paper.links)
            if made.words.text:
                yield made
            else:
                yield Unsure(
                    Harm.REFERENCE, f"an entry of the list has no words: {one.get('id') or 'without an id'}"
                )
        elif local(one) not in {"title", "label"}:
            yield from _block(one, paper, inside)


def _note_group(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    """Yield the notes of a group; those that no mark leads to and that have no label are about the paper."""
    notes = [one for one in element if local(one) == "fn" and one in paper.links.labels]
    if not notes:
        yield from notes_of(element, paper.links)
        return
    for one in element:
        if local(one) in {"title", "label"}:
            text = markup.close_text(one)
            if text:
                yield LeftOut(text=text, where=paper.links.where(one))
        elif one in paper.links.labels:
            yield from _note(one, paper, state)
        elif local(one):
            yield from notes_of(one, paper.links)


def _note(element: etree._Element, paper: _Paper, state: _State) -> Iterator[Found]:
    label = paper.links.labels.get(element)
    if label is None:
        yield from notes_of(element, paper.links)
        return
    for part in _parts_of_note(element, paper):
        words = words_in(part, paper.links)
        if words.text:
            where = paper.links.where(element)
            yield Note(label=label, words=words, language=state.language, where=where)


def _parts_of_note(element: etree._Element, paper: _Paper) -> Iterator[Run | etree._Element]:
    """Yield the paragraphs of a note, however deep they lie in lists or quotations."""
    for part in markup.flow(element, paper.apart):
        if isinstance(part, list) or local(part) == "p" or part not in paper.holding:
            if isinstance(part, list) or local(part) != "label":
                yield part
        else:
            yield from _parts_of_note(part, paper)


def _letter(element: etree._Element, paper: _Paper) -> Iterator[Found]:
    """Yield a letter of reviewers, or another article within this one, as words that are left out."""
    head = child(element, "front-stub", "front")
    titles = [markup.close_text(one) for one in element.iter() if local(one) == "article-title"]
    parts = list(_left_out(element, paper))
    yield from parts
    name = titles[0] if titles and head is not None else element.get("article-type") or local(element)
    why = (
        "it is a translation"
        if element.get("article-type") == "translation"
        else "it is no part of the paper"
    )
    yield Unsure(Harm.DETAIL, f"left out, for {why}: “{name}” ({counted(len(parts), 'paragraph')})")


def _left_out(element: etree._Element, paper: _Paper) -> Iterator[Found]:
    for one in markup.flow(element, paper.apart):
        if isinstance(one, list):
            text = " ".join(
                "".join(item if isinstance(item, str) else markup.close_text(item) for item in one).split()
            )
        elif local(one) in {"p", "title", "ref", "front-stub"} or one not in paper.holding:
            text = markup.close_text(one) if local(one) in {"p", "title"} else markup.plain_text(one)
        else:
            yield from _left_out(one, paper)
            continue
        if text:
            yield LeftOut(text=text, where=paper.links.where(element if isinstance(one, list) else one))


def _unnamed_floats(group: etree._Element, paper: _Paper) -> Iterator[Found]:
    placed = {one for floats in paper.floats.values() for one in floats}
    for one in group:
        if one not in placed and local(one):
            yield from _block(one, paper, _State())
