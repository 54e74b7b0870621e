"""Turn what pandoc reads in a file into blocks: one small function for each kind of node in its tree."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from textwrap import shorten

from ...paper.blocks import (
    Block,
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    MarkKind,
    Note,
    Reference,
    Table,
    Text,
    Where,
    Words,
    words_of,
)
from ...shared.words import counted
from ..labels import letters, roman
from ..reading import Doubt, Harm
from ..runs import Run, Special, gathered, join, tidy
from .formulas import formula_of
from .tree import Node

Marks = tuple[Special, ...]

OURS = re.compile("[\ufdd0-\ufdef]")
"""Characters that mean nothing in any text, by which readers mark what pandoc does not tell."""
PLACE = re.compile("\ufdd0(\\d+)\ufdd1")
"""A number that stood before the text of a paragraph, to know it again."""
SIGN = re.compile("\ufdd5([^\ufdd5]*)\ufdd5")
"""The sign of the note whose mark follows."""
TAB = "\ufdd2"
"""Stands for a tab, which pandoc would turn into a space."""

WIDEST = 400
"""Columns of a table."""
LONGEST_TERM = 60
"""Characters of a term before its definition, to be the label of an item."""

_MARKS = {
    "Emph": MarkKind.EMPHASIS,
    "Underline": MarkKind.EMPHASIS,
    "Strong": MarkKind.STRONG,
    "SmallCaps": MarkKind.SMALL_CAPITALS,
    "Superscript": MarkKind.SUPERSCRIPT,
    "Subscript": MarkKind.SUBSCRIPT,
}
_HTML = {
    "i": MarkKind.EMPHASIS,
    "em": MarkKind.EMPHASIS,
    "u": MarkKind.EMPHASIS,
    "b": MarkKind.STRONG,
    "strong": MarkKind.STRONG,
    "sup": MarkKind.SUPERSCRIPT,
    "sub": MarkKind.SUBSCRIPT,
}
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-z]+)\b[^>]*>", re.IGNORECASE)
_QUOTES = {"de": "„“‚‘", "fr": "«»‹›", "it": "«»“”", "es": "«»“”", "ru": "«»„“"}
_WEB = re.compile(r"(?:https?|mailto):", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*")


@dataclass(frozen=True, slots=True)
class Converted:
    """The blocks of a tree. The notes are the last ones."""

    blocks: tuple[Block, ...]
    doubts: tuple[Doubt, ...] = ()
    comments: tuple[tuple[str, str], ...] = ()
    code: tuple[str, ...] = ()
    """Code in lines of the text."""
    places: frozenset[int] = frozenset()
    """The numbers of all paragraphs that were met."""


def without_ours(text: str) -> str:
    """Return a text in which no character means anything to readers, before they mark it."""
    return OURS.sub("\ufffd", text)


def converted(nodes: Sequence[Node], language: str = "") -> Converted:
    """Return the blocks of a tree."""
    walk = _Walk(language)
    blocks = [*walk.blocks(nodes), *walk.left_out]
    blocks += walk.notes
    return Converted(
        tuple(blocks), tuple(_doubts(walk)), tuple(walk.comments), tuple(walk.computed), frozenset(walk.met)
    )


def words_of_meta(value: Node, signs: str = "") -> tuple[Words, tuple[Note, ...]]:
    """Return the words of a value of the metadata, with their lines, and its notes, which have these signs."""
    walk = _Walk(signs=signs)
    match value["t"]:
        case "MetaInlines":
            return gathered(walk.runs(value["c"], ()), lines=True), tuple(walk.notes)
        case "MetaBlocks":
            return join(word for block in walk.blocks(value["c"]) for word in _words(block)), tuple(
                walk.notes
            )
        case "MetaString":
            return gathered([Run(value["c"])]), ()
        case "MetaBool":
            return Words(str(value["c"]).lower()), ()
        case _:
            return Words(), ()


def value_of_meta(value: Node) -> object:
    """Return a value of the metadata as plain lists, mappings and texts."""
    match value["t"]:
        case "MetaMap":
            return {name: value_of_meta(one) for name, one in value["c"].items()}
        case "MetaList":
            return [value_of_meta(one) for one in value["c"]]
        case _:
            return words_of_meta(value)[0].text


@dataclass(slots=True)
class _Walk:
    """A walk through a tree; it collects what stands apart from the text."""

    language: str = ""
    notes: list[Note] = field(default_factory=list)
    labels: int = 0
    sign: str = ""
    """The sign of the note that comes next, if it has one of its own."""
    signs: str = ""
    """The labels of the first notes; numbers if empty."""
    apart: list[Block] = field(default_factory=list)
    """Formulas and figures of the paragraph that is being read, in order, where `apart_at` says."""
    left_out: list[LeftOut] = field(default_factory=list)
    deleted: list[str] = field(default_factory=list)
    inserted: int = 0
    struck: list[str] = field(default_factory=list)
    code: list[str] = field(default_factory=list)
    computed: list[str] = field(default_factory=list)
    comments: list[tuple[str, str]] = field(default_factory=list)
    commented: dict[str, tuple[str, list[str]]] = field(default_factory=dict)
    place: int = 0
    met: set[int] = field(default_factory=set)
    first: Where = Where()  # noqa: RUF009  # frozen
    """The place of the first paragraph in a table."""
    beside: list[Block] = field(default_factory=list)
    """What stood in cells of a table and cannot."""
    formulas: int = 0
    html: list[MarkKind] = field(default_factory=list)

    # Blocks

    def blocks(self, nodes: Sequence[Node], depth: int = 0) -> Iterator[Block]:
        for node in nodes:
            yield from _BLOCKS[node["t"]](self, node.get("c"), depth)

    def paragraph(self, nodes: Sequence[Node], _depth: int = 0) -> Iterator[Block]:
        """Yield a paragraph; formulas on lines of their own and figures cut it."""
        for part in self.parts(nodes):
            if isinstance(part, Words):
                yield Text(words=part, where=self.where())
            else:
                yield part
        self.place = 0

    def parts(self, nodes: Sequence[Node]) -> Iterator[Words | Block]:
        """Yield the words of a paragraph, and between them what stands apart."""
        self.html.clear()
        waiting: list[Run] = []
        for run in self.runs(nodes, ()):
            if self.apart:
                yield from _said(waiting)
                waiting = []
                yield from self.apart
                self.apart = []
            waiting.append(run)
        yield from _said(waiting)
        yield from self.apart
        self.apart = []

    def where(self) -> Where:
        """Return the place of a paragraph by its number, if it has one."""
        return Where(path=f"paragraph {self.place}") if self.place else Where()

    def flat(self, nodes: Sequence[Node]) -> Words:
        """Return the words of blocks as one, such as those of a cell."""
        return join(word for block in self.blocks(nodes) for word in _words(block))

    def line_block(self, lines: Sequence[Sequence[Node]], _depth: int) -> Iterator[Block]:
        runs = [run for line in lines for run in (*self.runs(line, ()), Run("\n"))]
        yield Text(words=gathered(runs, lines=True), form=Form.VERSE)

    def code_block(self, content: Node, _depth: int) -> Iterator[Block]:
        (_, classes, _), text = content
        if CHUNK in classes:
            yield LeftOut(text=text)
            return
        self.code.append(text)
        if text.strip():
            yield Text(words=gathered([Run(text.replace("\t", "    "))], lines=True), form=Form.VERSE)

    def raw_block(self, content: Node, _depth: int) -> Iterator[Block]:
        form, text = content
        if text.strip() and not (form == "html" and _TAG.fullmatch(text.strip())):
            yield LeftOut(text=text.strip())

    def quotation(self, nodes: Sequence[Node], depth: int) -> Iterator[Block]:
        for block in self.blocks(nodes, depth):
            if isinstance(block, Text) and block.form is Form.PARAGRAPH:
                yield replace(block, form=Form.QUOTATION)
            else:
                yield block

    def ordered_list(self, content: Node, depth: int) -> Iterator[Block]:
        (start, style, delimiter), items = content
        labels = (_label(start + at, style["t"], delimiter["t"]) for at in range(len(items)))
        for label, item in zip(labels, items, strict=True):
            yield from self.item(label, item, depth)

    def bullet_list(self, items: Sequence[Sequence[Node]], depth: int) -> Iterator[Block]:
        for item in items:
            yield from self.item("•", item, depth)

    def item(self, label: str, nodes: Sequence[Node], depth: int) -> Iterator[Block]:
        """Yield the blocks of an item. If it begins with a list, that list's first label follows its own."""
        for block in self.blocks(nodes, depth + 1):
            if isinstance(block, Text) and block.form is Form.PARAGRAPH:
                yield replace(block, form=Form.ITEM, label=label, depth=depth)
                label = ""
            elif isinstance(block, Text) and block.form is Form.ITEM and label:
                yield replace(block, label=f"{label} {block.label}".strip())
                label = ""
            else:
                yield block

    def definitions(self, content: Node, depth: int) -> Iterator[Block]:
        for term, meanings in content:
            words = gathered(self.runs(term, ()))
            label = words.text
            if len(label) > LONGEST_TERM or any(mark.kind is MarkKind.NOTE for mark in words.marks):
                yield Text(words=words)
                label = ""
            for meaning in meanings:
                yield from self.item(label, meaning, depth)
                label = ""

    def header(self, content: Node, _depth: int) -> Iterator[Block]:
        level, _, nodes = content
        parts = list(self.parts(nodes))
        words = join(_unbroken(part) for part in parts if isinstance(part, Words))
        if words.text:
            yield Heading(words=words, level=min(max(level, 1), 6), where=self.where())
        self.place = 0
        yield from (part for part in parts if not isinstance(part, Words))

    def rule(self, _content: Node, _depth: int) -> Iterator[Block]:
        yield from ()

    def table(self, content: Node, depth: int) -> Iterator[Block]:
        _, (_, caption), columns, head, bodies, foot = content
        self.first = Where()
        heads = self.grid(head[1], len(columns))
        rows = [row for body in bodies for row in self.grid([*body[2], *body[3]], len(columns))]
        rows += self.grid(foot[1], len(columns))
        where, self.first = self.first, Where()
        heads = [row for row in heads if any(cell.text for cell in row)]
        if any(cell.text or cell.marks for row in (*heads, *rows) for cell in row):
            yield Table(
                caption=self.flat(caption),
                rows=(*heads, *rows),
                heads=len(heads),
                where=where,
            )
        else:
            yield from self.blocks(caption, depth)
        beside, self.beside = self.beside, []
        yield from beside

    def grid(self, rows: Sequence[Node], columns: int) -> list[tuple[Words, ...]]:
        """Return the rows of a part of a table. What a cell spans beyond its first place is empty."""
        columns = min(columns, WIDEST)
        below: dict[int, int] = {}
        made = []
        for _, cells in rows:
            row = [Words()] * columns
            at = 0
            for _, _, high, wide, nodes in cells:
                while at < columns and below.get(at, 0):
                    at += 1
                words = self.cell(nodes)
                if at >= columns:
                    row[-1] = join((row[-1], words))
                    continue
                row[at] = words
                last = min(at + wide, columns)
                below |= dict.fromkeys(range(at, last), high)
                at = last
            below = {place: left - 1 for place, left in below.items() if left > 1}
            made.append(tuple(row))
        return made

    def cell(self, nodes: Sequence[Node]) -> Words:
        """Return the words of a cell. What cannot stand in one, such as a picture, follows the table."""
        blocks = list(self.blocks(nodes))
        if not self.first.path:
            self.first = next((block.where for block in blocks if block.where.path), Where())
        self.beside += [block for block in blocks if isinstance(block, Figure)]
        return join(
            _unbroken(words) for block in blocks if not isinstance(block, Figure) for words in _words(block)
        )

    def figure(self, content: Node, depth: int) -> Iterator[Block]:
        """Yield a figure; several pictures in one are several figures, of which the first has the caption."""
        _, (_, caption), nodes = content
        inner = list(self.blocks(nodes, depth))
        words = self.flat(caption)
        pictures = [block for block in inner if isinstance(block, Figure)]
        if not pictures:
            if any(isinstance(block, Table) for block in inner):
                yield from _captioned(inner, words)
                return
            yield Figure(caption=words)
            yield from inner
            return
        for at, block in enumerate(pictures):
            alternative = "" if block.alternative == words.text else block.alternative
            yield replace(block, caption=words if at == 0 else Words(), alternative=alternative)
        yield from (block for block in inner if not isinstance(block, Figure))

    def division(self, content: Node, depth: int) -> Iterator[Block]:
        (identifier, classes, attributes), nodes = content
        if "csl-entry" in classes:
            key = identifier.removeprefix("ref-")
            yield Reference(words=self.flat(nodes), key=key)
            return
        if "hidden" in classes:
            return
        language = _language(attributes)
        for block in self.blocks(nodes, depth):
            yield replace(block, language=language) if language and not block.language else block

    # Inlines

    def runs(self, nodes: Sequence[Node], marks: Marks) -> Iterator[Run]:
        for node in nodes:
            found = (*marks, *((kind, "") for kind in self.html))
            yield from _INLINES[node["t"]](self, node.get("c"), found)

    def say(self, text: str, marks: Marks) -> Iterator[Run]:
        for found in PLACE.findall(text):
            self.place = self.place or int(found)
            self.met.add(int(found))
        for found in SIGN.findall(text):
            self.sign = found
        text = SIGN.sub("", PLACE.sub("", text)).replace(TAB, "\t")
        for _, words in self.commented.values():
            words.append(text)
        if text:
            yield Run(text, marks)

    def space(self, _content: Node, marks: Marks) -> Iterator[Run]:
        yield from self.say(" ", marks)

    def line_break(self, _content: Node, marks: Marks) -> Iterator[Run]:
        yield from self.say("\n", marks)

    def struck_out(self, nodes: Sequence[Node], marks: Marks) -> Iterator[Run]:
        runs = list(self.runs(nodes, marks))
        self.struck.append("".join(run.text for run in runs))
        yield from runs

    def quoted(self, content: Node, marks: Marks) -> Iterator[Run]:
        kind, nodes = content
        signs = _QUOTES.get(self.language[:2].lower(), "“”‘’")
        at = 0 if kind["t"] == "DoubleQuote" else 2
        yield from self.say(signs[at], marks)
        yield from self.runs(nodes, marks)
        yield from self.say(signs[at + 1], marks)

    def cite(self, content: Node, marks: Marks) -> Iterator[Run]:
        keys = " ".join(dict.fromkeys(one["citationId"] for one in content[0] if one["citationId"].split()))
        nodes = content[1]
        if all(node["t"] == "RawInline" for node in nodes):
            yield from self.say(f"[{'; '.join(keys.split())}]", (*marks, (MarkKind.CITES, keys)))
            return
        yield from self.runs(nodes, (*marks, (MarkKind.CITES, keys)) if keys else marks)

    def code_inline(self, content: Node, marks: Marks) -> Iterator[Run]:
        _, text = content
        self.computed.append(text)
        yield from self.say(text, marks)

    def math(self, content: Node, marks: Marks) -> Iterator[Run]:
        kind, tex = content
        if kind["t"] == "InlineMath":
            yield from self.say(tex, (*marks, (MarkKind.FORMULA, "")))
            return
        formula, counted = formula_of(tex, self.formulas + 1)
        self.formulas += counted
        self.apart.append(formula)
        yield Run(" ")

    def raw_inline(self, content: Node, marks: Marks) -> Iterator[Run]:
        form, text = content
        tag = _TAG.fullmatch(text) if form == "html" else None
        if not tag:
            if text.strip():
                self.left_out.append(LeftOut(text=text))
        elif tag["name"].lower() == "br":
            yield from self.say("\n", marks)
        elif kind := _HTML.get(tag["name"].lower()):
            if not tag["end"]:
                self.html.append(kind)
            elif kind in self.html:
                del self.html[self.html.index(kind) :]

    def link(self, content: Node, marks: Marks) -> Iterator[Run]:
        _, nodes, (address, _) = content
        if _WEB.match(address) and not any(mark[0] is MarkKind.LINK for mark in marks):
            marks = (*marks, (MarkKind.LINK, address.strip()))
        yield from self.runs(nodes, marks)

    def image(self, content: Node, _marks: Marks) -> Iterator[Run]:
        (_, _, attributes), nodes, (address, _) = content
        alternative = gathered(self.runs(nodes, ())).text or dict(attributes).get("alt", "")
        self.apart.append(Figure(picture=address, alternative=alternative, where=self.where()))
        yield Run(" ")

    def note(self, nodes: Sequence[Node], marks: Marks) -> Iterator[Run]:
        label, self.sign = self.sign, ""
        if not label:
            self.labels += 1
            label = self.signs[self.labels - 1] if self.labels <= len(self.signs) else str(self.labels)
        place, apart, html = self.place, self.apart, list(self.html)
        self.apart = []
        self.html.clear()
        at = len(self.notes)
        self.notes.append(Note(label=label, words=Words()))
        inner = list(self.blocks(nodes))
        self.notes[at : at + 1] = [
            Note(label=label, words=_unbroken(words), language=block.language)
            for block in inner
            for words in _words(block)
            if words.text
        ] or [Note(label=label, words=Words())]
        self.place, self.apart, self.html = place, apart, html
        yield Run("", (*marks, (MarkKind.NOTE, label)))

    def span(self, content: Node, marks: Marks) -> Iterator[Run]:
        (identifier, classes, attributes), nodes = content
        named = dict(attributes)
        if "comment-start" in classes:
            said = "".join(run.text for run in self.runs(nodes, ())).strip()
            who = named.get("author", "").strip()
            self.commented[named.get("id", identifier)] = (f"{who}: {said}" if who else said, [])
            return
        if "comment-end" in classes:
            said, words = self.commented.pop(named.get("id", identifier), ("", []))
            if said:
                self.comments.append((" ".join("".join(words).split()), said))
            return
        if "deletion" in classes:
            text = gathered(_Walk().runs(nodes, ())).text
            self.deleted += [text] if text else []
            return
        self.inserted += "insertion" in classes
        if language := _language(attributes):
            marks = (*marks, (MarkKind.LANGUAGE, language))
        yield from self.runs(nodes, marks)


CHUNK = "computed-chunk"
"""The class of code that computes something and is not shown."""

_BLOCKS: Mapping[str, Callable[[_Walk, Node, int], Iterator[Block]]] = {
    "Para": _Walk.paragraph,
    "Plain": _Walk.paragraph,
    "LineBlock": _Walk.line_block,
    "CodeBlock": _Walk.code_block,
    "RawBlock": _Walk.raw_block,
    "BlockQuote": _Walk.quotation,
    "OrderedList": _Walk.ordered_list,
    "BulletList": _Walk.bullet_list,
    "DefinitionList": _Walk.definitions,
    "Header": _Walk.header,
    "HorizontalRule": _Walk.rule,
    "Table": _Walk.table,
    "Figure": _Walk.figure,
    "Div": _Walk.division,
}


def _marked(kind: MarkKind) -> Callable[[_Walk, Node, Marks], Iterator[Run]]:
    return lambda walk, nodes, marks: walk.runs(nodes, (*marks, (kind, "")))


_INLINES: Mapping[str, Callable[[_Walk, Node, Marks], Iterator[Run]]] = {
    **{name: _marked(kind) for name, kind in _MARKS.items()},
    "Str": _Walk.say,
    "Space": _Walk.space,
    "SoftBreak": _Walk.space,
    "LineBreak": _Walk.line_break,
    "Strikeout": _Walk.struck_out,
    "Quoted": _Walk.quoted,
    "Cite": _Walk.cite,
    "Code": _Walk.code_inline,
    "Math": _Walk.math,
    "RawInline": _Walk.raw_inline,
    "Link": _Walk.link,
    "Image": _Walk.image,
    "Note": _Walk.note,
    "Span": _Walk.span,
}


def _label(number: int, style: str, delimiter: str) -> str:
    """Return what is printed before an item: `3.`, `(c)`, `iii)`."""
    sign = {
        "LowerAlpha": letters(number),
        "UpperAlpha": letters(number).upper(),
        "LowerRoman": roman(number),
        "UpperRoman": roman(number).upper(),
    }.get(style, str(number))
    if style == "Example" or delimiter == "TwoParens":
        return f"({sign})"
    return f"{sign})" if delimiter == "OneParen" else f"{sign}."


def _said(runs: list[Run]) -> Iterator[Words]:
    """Yield words if there are any; with their lines and tabs, so that these can be judged."""
    lines = any("\n" in run.text or "\t" in run.text for run in runs)
    words = gathered(runs, lines=lines)
    if words.text.strip() or words.marks:
        yield words


def _words(block: Block) -> Iterator[Words]:
    """Yield the words of a block for a place that holds no blocks, with the labels of items."""
    if isinstance(block, Text) and block.label:
        yield Words(block.label)
    if isinstance(block, Formula):
        yield gathered([Run(block.tex, ((MarkKind.FORMULA, ""),))])
    else:
        yield from words_of(block)


def _unbroken(words: Words) -> Words:
    """Return words in one line."""
    return tidy(words.text, words.marks)


def _captioned(blocks: Iterable[Block], caption: Words) -> Iterator[Block]:
    """Yield blocks; the first table gets the caption, if it has none."""
    for block in blocks:
        if isinstance(block, Table) and caption.text and not block.caption.text:
            yield replace(block, caption=caption)
            caption = Words()
        else:
            yield block


def _language(attributes: Iterable[tuple[str, str]]) -> str:
    found = dict(attributes).get("lang", "")
    return found if _LANGUAGE.fullmatch(found) else ""


def _doubts(walk: _Walk) -> Iterator[Doubt]:
    """Yield doubts about a file as a whole."""

    def about(harm: Harm, found: Sequence[str], message: str) -> Iterator[Doubt]:
        if found:
            yield Doubt(harm, Where(), None, f"{message}: {some(found)}")

    yield from about(
        Harm.LOST, walk.deleted, "left out, since somebody deleted it and nobody accepted that yet"
    )
    if walk.inserted:
        yield Doubt(
            Harm.DETAIL,
            Where(),
            None,
            f"part of the text, though nobody accepted it yet: {counted(walk.inserted, 'insertion')}",
        )
    yield from about(Harm.DISPLAY, walk.code, "taken for a listing of code")
    yield from about(Harm.DETAIL, walk.struck, "shown although it is struck out")


def some(found: Sequence[str], most: int = 5) -> str:
    """Return the first few of some words of the paper in quotation marks, and how many more there are."""
    shown = ", ".join(f"“{shorten(one, 80, placeholder=' …')}”" for one in dict.fromkeys(found[:most]))
    return f"{shown} and {len(found) - most} more" if len(found) > most else shown
