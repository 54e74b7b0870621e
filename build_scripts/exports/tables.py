"""Write tables as CSV (RFC 4180), which spreadsheets open safely."""

import csv
from collections.abc import Iterable
from io import StringIO

_ACTIVE = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
"""Signs with which a cell may begin that spreadsheets take for a formula (OWASP, *CSV injection*)."""
_MARK = "\ufeff"
"""Tells spreadsheets that the text is UTF-8."""


def table(rows: Iterable[Iterable[str]]) -> bytes:
    """Return rows as CSV. A cell that could be taken for a formula begins with an apostrophe."""
    written = StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([_inert(cell) for cell in row] for row in rows)
    return f"{_MARK}{written.getvalue()}".encode()


def _inert(cell: str) -> str:
    return f"'{cell}" if cell.lstrip(" ").startswith(_ACTIVE) else cell
