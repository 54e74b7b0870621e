"""What a reader found, as lines that can be read and compared: one for each block."""

from build_scripts.importers.reading import Reading
from build_scripts.paper.blocks import (
    Aside,
    Block,
    Figure,
    Formula,
    Heading,
    LeftOut,
    MarkKind,
    Note,
    Reference,
    Table,
    Text,
    Words,
)


def outline(reading: Reading) -> list[str]:
    """Return a line for each block, such as `## Tolls`, `p The levy[^1] was old.` or `item (a) the bridge`."""
    return [_line(block) for block in reading.blocks]


def _line(block: Block) -> str:
    match block:
        case Heading():
            return f"{'#' * block.level} {_marked(block.words)}"
        case Text():
            kind = "p" if block.form == "paragraph" else block.form
            return " ".join(part for part in (kind, block.label, _marked(block.words)) if part)
        case Table():
            rows = "; ".join(", ".join(cell.text for cell in row) for row in block.rows)
            return f"table {block.number} | {block.caption.text} | {rows} | {block.source.text}"
        case Figure():
            return f"figure {block.number} | {block.caption.text}"
        case Formula():
            return f"formula {block.number} | {block.tex}"
        case Reference():
            return f"ref {block.words.text}"
        case Note():
            return f"note {block.label} {block.words.text}".rstrip()
        case Aside():
            return f"{block.role or 'aside'}: {_marked(block.words)}"
        case LeftOut():
            return f"out {block.text}"


def _marked(words: Words) -> str:
    """Return words with `[^1]` where notes have their marks, and ` / ` for line feeds."""
    text = words.text
    for mark in reversed(words.marks):
        if mark.kind is MarkKind.NOTE:
            text = f"{text[: mark.start]}[^{mark.value}]{text[mark.start :]}"
    return text.replace("\n", " / ")
