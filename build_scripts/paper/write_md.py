"""Write `seeds/paper.md`, as `paper_md` reads it."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from .blocks import (
    Aside,
    Block,
    Display,
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
from .inline import write_words
from .paper_md import BULLET, NATURAL, NUMBER, STARTS, PaperSource


def write_paper_md(source: PaperSource) -> str:
    """Return the text of `paper.md`; `read_paper_md` reads the same from it."""
    head = source.head
    named = {"original": head.original, "sha256": head.sha256, "language": head.language}
    lines = [
        "---",
        *(f"{key}: {value}" for key, value in named.items() if value),
        f"next: {head.next}",
        "---",
    ]
    doubts = {
        before: [f"%? {doubt.text}" for doubt in some]
        for before, some in groupby(source.doubts, key=lambda doubt: doubt.before)
    }
    written = [
        "\n\n".join([*doubts.get(index, []), write_block(block)]) for index, block in enumerate(source.blocks)
    ]
    return (
        "\n\n".join(["\n".join(lines), *_closely(source.blocks, written), *doubts.get(len(written), [])])
        + "\n"
    )


def _closely(blocks: Iterable[Block], written: list[str]) -> Iterator[str]:
    """Yield texts of blocks; items of a list and lines that are left out have no empty lines between them."""
    pairs = zip(blocks, written, strict=True)
    for close, group in groupby(pairs, key=lambda pair: _close(pair[0]) if "\n\n" not in pair[1] else ""):
        texts = [text for _, text in group]
        yield from ["\n".join(texts)] if close else texts


def _close(block: Block) -> str:
    if isinstance(block, LeftOut):
        return "left out"
    return "item" if isinstance(block, Text) and block.form is Form.ITEM else ""


def write_block(block: Block) -> str:
    """Return the lines of one block, without a line feed at the end."""
    match block:
        case LeftOut():
            number = f"[{block.number}] " if block.number else ""
            return f"%% {number}{block.text}".rstrip()
        case Heading():
            names = " ".join(
                filter(
                    None, [f"#{block.id}" * bool(block.id), f"lang={block.language}" * bool(block.language)]
                )
            )
            words = re.sub(r"(\s\{[^{}]*)\}$", r"\1\}", write_words(block.words))
            return f"{'#' * block.level} {words}" + (f" {{{names}}}" if names else "")
        case Text():
            return _write_text(block)
        case Reference():
            return f"@{block.key} {_with_language(block.language, block.words)}".rstrip()
        case Note():
            return f"[^{block.label}]: {_with_language(block.language, block.words)}".rstrip()
        case Aside():
            return f"{{{block.role or 'aside'}}} {_with_language(block.language, block.words)}".rstrip()
        case Table() | Figure() | Formula():
            return _write_display(block)


def _with_language(language: str, words: Words) -> str:
    written = write_words(words)
    if language:
        return f"[lang={language}] {written}"
    return f"\\{written}" if NUMBER.match(written) else written


def _write_text(block: Text) -> str:
    written = write_words(block.words)
    was = f" was {' '.join(map(str, block.was))}" if block.was else ""
    language = f"lang={block.language}" if block.language else ""
    named = " ".join(filter(None, [f"{block.number or ''}{was}", language]))
    number = f"[{named}] " if named else ""
    if not number and NUMBER.match(written):
        written = f"\\{written}"
    match block.form:
        case Form.VERSE:
            return "\n".join(f"| {line}".rstrip() for line in f"{number}{written}".split("\n"))
        case Form.QUOTATION:
            return f"> {number}{written}".rstrip()
        case Form.ITEM:
            natural = re.fullmatch(NATURAL, block.label) and block.label != "-"
            sign = "-" if block.label == BULLET else block.label if natural else f"-{{{block.label}}}"
            return f"{'  ' * block.depth}{sign} {number}{written}".rstrip()
        case Form.GLOSS:
            opening = f"::: gloss {number}".rstrip()
            body = "\n".join(f"\\{line}" if line.startswith(":::") else line for line in written.split("\n"))
            return f"{opening}\n{body}\n:::"
        case Form.PARAGRAPH:
            if not number and any(sign.match(written) for sign in STARTS):
                written = _escaped_start(written)
            return f"{number}{written}".rstrip()


def _escaped_start(written: str) -> str:
    r"""Return words that begin like something else, with a `\` before the first sign: `1\. One`."""
    return re.sub(r"^(\w*)(?=[^\w\\])", r"\1\\", written)


def _write_display(block: Table | Figure | Formula) -> str:
    caption = "" if isinstance(block, Formula) else write_words(block.caption)
    language = f"{{lang={block.language}}}" if block.language else ""
    kind = type(block).__name__.lower()
    opening = " ".join(filter(None, [":::", kind, block.number, language, f"| {caption}" * bool(caption)]))
    return "\n".join([opening, *_picture(block), *_body(block), ":::"])


def _picture(block: Display) -> list[str]:
    alternative = re.sub(r"([\]\\])", r"\\\1", block.alternative)
    return [f"![{alternative}]({block.picture})"] if block.picture or alternative else []


def _body(block: Table | Figure | Formula) -> Iterator[str]:
    if isinstance(block, Formula) and block.tex:
        yield block.tex
    if isinstance(block, Table):
        rows = ["| " + " | ".join(_cell(cell) for cell in row) + " |" for row in block.rows]
        rule = ["|" + "---|" * len(block.rows[0])] if rows and block.heads else []
        yield from (*rows[: block.heads], *rule, *rows[block.heads :])
        if block.source != Words():
            yield f"source: {write_words(block.source)}"


def _cell(words: Words) -> str:
    """Return a cell. A bar in it is escaped, but not in a formula, and so are dashes alone, which would be a rule."""
    written = re.sub(r"(\\.|\$(?:[^$\\]|\\.)+\$)|\|", lambda found: found[1] or "\\|", write_words(words))
    return re.sub(r"^(?=:?-+:?$)", r"\\", written)
