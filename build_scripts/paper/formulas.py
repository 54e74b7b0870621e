"""Read formulas: TeX, as a paper writes it, as a tree of MathML.

The tree holds only elements and attributes that MathML Core has, so that it can be printed anywhere. What cannot be
read well is not read at all: then readers get the TeX.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from typing import TYPE_CHECKING

from ..read.project import PAPER_MD
from ..shared.place import Place, Problem, Rule, Severity
from .blocks import MarkKind
from .paper import Kind, Paper

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

TEX_UNREAD = Rule(
    "tex-unread",
    "a formula has TeX that the program cannot read",
    "$\\frac{a$",
    "Write it in usual TeX, without commands of your own; or let it be: readers see the TeX.",
    Severity.WARNING,
)
RULES = (TEX_UNREAD,)

_ATTRIBUTES = frozenset(
    (
        "accent", "accentunder", "columnalign", "columnspacing", "depth", "displaystyle", "fence", "form", "height", "largeop",
        "linethickness", "lspace", "mathvariant", "maxsize", "minsize", "movablelimits", "rowspacing", "rspace",
        "scriptlevel", "separator", "stretchy", "symmetric", "voffset", "width",
    )
)  # fmt: skip
_CHILDREN = {
    "mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2, "msubsup": 3, "munderover": 3,
}  # fmt: skip
"""How many children an element must have."""
_TEXTS = frozenset(("mi", "mn", "mo", "mtext"))
_ROWS = frozenset(("mrow", "msqrt", "mstyle", "mpadded", "mphantom", "mspace", "mtable", "mtr", "mtd"))
_KNOWN = frozenset(_CHILDREN) | _TEXTS | _ROWS
_DEFINES = re.compile(
    r"\\(?:(?:re)?newcommand|providecommand|def|edef|gdef|let|(?:re)?newenvironment|DeclareMathOperator)(?![a-zA-Z])"
)
"""Commands of a paper's own may grow without end, and no reader knows them."""
_NUMBERED = re.compile(r"\\(begin|end)\{(align|gather|equation)(?:ed|at)?\}")
"""Surroundings in which TeX would number the lines anew; the paper's own number stands beside the formula."""
_LIMITS = frozenset(
    ("lim", "lim sup", "lim inf", "max", "min", "sup", "inf", "arg max", "arg min", "gcd", "det", "Pr")
)
_LONGEST = 4000
"""Characters. No formula on a page is longer."""
_DEEPEST = 60
"""Elements in one another."""


@dataclass(frozen=True, slots=True)
class MathNode:
    """An element of MathML."""

    tag: str
    attributes: tuple[tuple[str, str], ...] = ()
    text: str = ""
    """Of an element without children."""
    children: tuple["MathNode", ...] = ()

    def get(self, name: str) -> str:
        """Return an attribute; empty if there is none."""
        return dict(self.attributes).get(name, "")


@lru_cache(maxsize=4096)
def read_formula(tex: str, on_a_line: bool = False) -> MathNode | None:
    """Return a formula as a row of MathML, or `None` if its TeX cannot be read.

    `on_a_line`: it stands on a line of its own, where sums and limits are set larger.
    """
    if not tex.strip() or len(tex) > _LONGEST or _DEFINES.search(tex):
        return None
    found = _read(tex, on_a_line)
    if found is not None and any(node.get("linebreak") for node in _all(found)):
        around = "align*" if "&" in tex else "matrix"
        found = _read(f"\\begin{{{around}}}{tex}\\end{{{around}}}", on_a_line)
    return None if found is None else _finished(found, on_a_line)


def _read(tex: str, on_a_line: bool) -> MathNode | None:
    from latex2mathml.converter import Converter  # only here: most papers have no formulas

    starred = _NUMBERED.sub(lambda found: f"\\{found[1]}{{{found[2]}*}}", tex)
    try:
        made = Converter(display="block" if on_a_line else "inline").convert_to_element(starred)
        return _node(made[0], 0)
    except Exception:  # strangers may write anything, and the converter fail in any way
        return None


def _node(element: "Element", depth: int) -> MathNode | None:
    """Return an element with all that it holds, or `None` if it is not as MathML wants it."""
    text = unescape(element.text or "")
    if element.tag not in _KNOWN or depth > _DEEPEST or (element.tag == "mi" and text.startswith("\\")):
        return None
    children = [_node(child, depth + 1) for child in element]
    whole = tuple(child for child in children if child is not None)
    if len(whole) < len(children) or len(whole) != _CHILDREN.get(element.tag, len(whole)):
        return None
    kept = tuple(
        (name, value) for name, value in sorted(element.attrib.items()) if name in (*_ATTRIBUTES, "linebreak")
    )
    if element.tag in _TEXTS and whole:
        return None
    return MathNode(element.tag, kept, text if element.tag in _TEXTS else "", whole)


def _finished(node: MathNode, on_a_line: bool) -> MathNode:
    """Return a formula without line breaks, which MathML Core has not, and on a line with limits below their words."""
    kept = tuple(one for one in node.attributes if one[0] != "linebreak")
    below = on_a_line and node.tag == "msub" and node.children[0].text.replace("\u2009", " ") in _LIMITS
    children = tuple(_finished(child, on_a_line) for child in node.children)
    return MathNode("munder" if below else node.tag, kept, node.text, children)


def _all(node: MathNode) -> Iterator[MathNode]:
    yield node
    for child in node.children:
        yield from _all(child)


def formulas(paper: Paper) -> Iterator[tuple[str, bool, int]]:
    """Yield the TeX of each formula, whether it stands on a line of its own, and its line in the file."""
    for paragraph in paper.paragraphs:
        if paragraph.kind is Kind.FORMULA:
            yield paper.text[paragraph.span.start : paragraph.span.end], True, paragraph.line
    for style in paper.styles:
        if style.kind is MarkKind.FORMULA:
            home = paper.paragraph_at(style.span)
            yield paper.text[style.span.start : style.span.end], False, home.line if home else 1


def unread_formulas(paper: Paper) -> tuple[Problem, ...]:
    """Return a problem for each formula of `paper.md` whose TeX cannot be read."""
    return tuple(
        TEX_UNREAD.at(
            Place(PAPER_MD, line),
            f"the TeX of the formula “{tex}” cannot be read",
            "mend it if it has a mistake; otherwise readers see the TeX as it stands",
        )
        for tex, on_a_line, line in formulas(paper)
        if tex.strip() and read_formula(tex, on_a_line) is None
    )
