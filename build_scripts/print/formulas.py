"""Turn formulas into what Typst builds them from: a tree of few kinds, each of which is one function of Typst.

Typst gets data, and never a text to run. A formula that has anything else in it is shown as its TeX.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from ..paper.formulas import MathNode, read_formula
from .fonts import Glyphs

_ROWS = frozenset(("mrow", "mstyle", "mpadded", "mtd"))
_LINES = frozenset("―¯‾_̲̅")
_BRACES = frozenset("⏞⏟⎴⎵⏜⏝")
_ACCENTS = {
    "^": "\u0302", "ˆ": "\u0302", "~": "\u0303", "˜": "\u0303", "˙": "\u0307", "¨": "\u0308", "ˇ": "\u030c", "˘": "\u0306",
    "´": "\u0301", "`": "\u0300", "→": "\u20d7", "⃗": "\u20d7", "°": "\u030a", "˚": "\u030a", "⋯": "",
}  # fmt: skip
_EM = re.compile(r"([+-]?\d*\.?\d+)em")
_WIDEST = 4.0
"""Em. A wider space would push the formula off the page."""


@dataclass(frozen=True, slots=True)
class Math:
    """A part of a formula."""

    kind: str
    """`row`, `letter`, `upright`, `words`, `name`, `space`, `fraction`, `stack`, `root`, `scripts`, `limits`, `accent`, `line`, `brace`, `fenced`, `table`, `hidden`: see `forms.typ`."""
    text: str = ""
    inside: tuple["Math | None", ...] = ()
    width: float = 0
    """Of a space, in em."""
    below: bool = False
    """Whether a line or a brace lies below what it is at."""
    align: str = ""
    """How columns of a table are set: `left`, `center`, or `equations` for right and left in turn."""


@dataclass(frozen=True, slots=True)
class PrintedFormula:
    """A formula as handouts show it."""

    tex: str
    math: Math | None
    """`None` to show the TeX."""
    notes: tuple[str, ...] = ()
    """Ids of the notes at it."""


def printed_formula(
    tex: str, glyphs: Glyphs, on_a_line: bool = False, notes: tuple[str, ...] = ()
) -> PrintedFormula:
    """Return a formula for a handout."""
    found = read_formula(tex, on_a_line)
    made = _math(found) if found else None
    is_shown = made is not None and all(map(glyphs.in_formulas, _texts(made)))
    return PrintedFormula(tex, made if is_shown else None, notes)


def _texts(math: Math) -> list[str]:
    return [math.text, *chain.from_iterable(_texts(one) for one in math.inside if one)]


def _math(node: MathNode) -> Math | None:
    """Return an element and what it holds; `None` if handouts cannot show it."""
    if node.tag in ("mi", "mn", "mo", "mtext", "mspace"):
        return _leaf(node)
    if node.tag == "mtable":
        return _table(node)
    if node.tag in _ROWS:
        return _row(node.children)
    inside = tuple(map(_math, node.children))
    if None in inside:
        return None
    match node.tag:
        case "msqrt":
            return Math("root", inside=(_joined(inside),))
        case "mroot":
            return Math("root", inside=inside)
        case "mphantom":
            return Math("hidden", inside=(_joined(inside),))
        case "mfrac":
            return Math("stack" if node.get("linethickness") == "0" else "fraction", inside=inside)
        case "msub":
            return Math("scripts", inside=(*inside, None))
        case "msup":
            return Math("scripts", inside=(inside[0], None, inside[1]))
        case "msubsup":
            return Math("scripts", inside=inside)
        case "munder" | "mover":
            return _beside(node, inside)
        case "munderover":
            return Math("limits", inside=inside)
        case _:
            return None


def _leaf(node: MathNode) -> Math:
    text = node.text.replace("\u2061", "")
    if node.tag == "mspace":
        found = _EM.fullmatch(node.get("width"))
        return Math("space", width=max(min(float(found[1]), _WIDEST), -1.0) if found else 0)
    if node.tag in ("mn", "mtext") or not text:
        return Math("words", text)
    if len(text) > 1:
        return Math("name", text)
    is_upright = node.get("mathvariant") == "normal"
    return Math("upright" if is_upright else "letter", text)


def _row(nodes: Sequence[MathNode]) -> Math | None:
    """Return neighbours as a row. Brackets around a table, or that say so, are as high as what is between them."""
    made: list[Math] = []
    for index, node in enumerate(nodes):
        one = _math(node)
        if one is None:
            return None
        made.append(one)
        before = nodes[index - 2] if index > 1 else None
        is_high = nodes[index - 1].tag == "mtable" or nodes[index - 1].get("linethickness") == "0"
        if before and before.tag == node.tag == "mo" and len(before.text) == len(node.text) == 1 and is_high:
            made[-3:] = [Math("fenced", inside=tuple(made[-3:]))]
    if len(nodes) > 1 and nodes[0].get("fence") == "true":
        return Math("fenced", inside=tuple(made))
    return _joined(tuple(made))


def _joined(inside: tuple[Math | None, ...]) -> Math | None:
    return inside[0] if len(inside) == 1 else Math("row", inside=inside)


def _beside(node: MathNode, inside: tuple[Math | None, ...]) -> Math:
    """Return what has something above or below it: an accent, a line, a brace, or words."""
    base, other = inside
    below, sign = node.tag == "munder", node.children[1].text
    if sign in _LINES and sign:
        return Math("line", inside=(base,), below=below)
    if sign in _BRACES and sign:
        return Math("brace", sign, (base,), below=below)
    if _ACCENTS.get(sign) and not below:
        return Math("accent", _ACCENTS[sign], (base,))
    return Math("limits", inside=(base, other, None) if below else (base, None, other))


def _table(node: MathNode) -> Math | None:
    rows: list[Math] = []
    for row in node.children:
        cells = tuple(map(_math, row.children))
        if row.tag != "mtr" or None in cells or not cells:
            return None
        rows.append(Math("row", inside=cells))
    if not rows:
        return None
    aligned = [cell.get("columnalign") for cell in node.children[0].children]
    in_turn = len(aligned) > 1 and aligned == ["right", "left"] * (len(aligned) // 2)
    align = "equations" if in_turn else "left" if set(aligned) == {"left"} else "center"
    width = max(len(row.inside) for row in rows)
    even = tuple(
        Math("row", inside=(*row.inside, *[Math("words")] * (width - len(row.inside)))) for row in rows
    )
    return Math("table", inside=even, align=align)
