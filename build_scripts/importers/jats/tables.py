"""Tables of a JATS file: their cells, how many rows are headers, and what stands below."""

from lxml import etree

from ...paper.blocks import MarkKind
from ..tags import markup
from ..tags.markup import Cell, Close, Open, Token, local
from .words import Links, children, inner, tokens_in, words_in


def foot_of(foot: etree._Element, links: Links) -> list[Token]:
    """Return what stands below a table, its notes with their signs raised."""
    made: list[Token] = []
    for part in foot.iter():
        if local(part) == "label":
            made += [Open(MarkKind.SUPERSCRIPT), markup.close_text(part), Close(), " "]
        elif local(part) in {"p", "attrib", "title"} and not _within_other(part, foot):
            made += [*tokens_in(part, links), " "]
    rest = markup.words(made).text
    return made if rest else tokens_in(foot, links)


def _within_other(element: etree._Element, top: etree._Element) -> bool:
    for above in element.iterancestors():
        if above is top:
            return False
        if local(above) in {"p", "attrib", "title"}:
            return True
    return False


def rows_in(table: etree._Element, links: Links) -> tuple[list[list[Cell]], int]:
    """Return the cells of a table, and how many rows at its top are headers."""
    rows: list[list[Cell]] = []
    heads = 0
    columns = {one.get("colname") or "": at for at, one in enumerate(inner(table, "colspec"))}
    for row in table.iter():
        if local(row) not in {"tr", "row"} or _nested_row(row, table):
            continue
        cells = [
            Cell(
                words_in(cell, links),
                _columns(cell, columns),
                markup.span(cell.get("rowspan")) + _more_rows(cell),
            )
            for cell in children(row, "td", "th", "entry")
        ]
        if _within_head(row, table) and heads == len(rows):
            heads += 1
        rows.append(cells)
    if not heads and rows and all(local(cell) == "th" for cell in _first_row(table)):
        heads = 1
    return rows, heads


def _first_row(table: etree._Element) -> list[etree._Element]:
    row = next(inner(table, "tr", "row"), None)
    return children(row, "td", "th", "entry") if row is not None else []


def _nested_row(row: etree._Element, table: etree._Element) -> bool:
    return next(one for one in row.iterancestors() if local(one) in {"table", "tgroup", "array"}) is not table


def _within_head(row: etree._Element, table: etree._Element) -> bool:
    parent = row.getparent()
    return parent is not None and parent is not table and local(parent) == "thead"


def _columns(cell: etree._Element, columns: dict[str, int]) -> int:
    first, last = columns.get(cell.get("namest") or ""), columns.get(cell.get("nameend") or "")
    if first is not None and last is not None:
        return max(1, last - first + 1)
    return markup.span(cell.get("colspan"))


def _more_rows(cell: etree._Element) -> int:
    more = cell.get("morerows") or "0"
    return min(int(more), 1000) if more.isdecimal() and len(more) < 6 else 0
