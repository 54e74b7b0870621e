"""Formulas on lines of their own in LaTeX: their environments, their labels and their numbers."""

import re
from collections.abc import Iterator

from ...paper.blocks import Formula

_LABEL = re.compile(r"\\label\{[^{}]*\}\s*")
_NAMED = re.compile(r"\\label\{([^{}]*)\}")
_TAG_OF_FORMULA = re.compile(r"\\tag\*?\{([^}]{0,200})\}\s*")
_ENVIRONMENT = re.compile(
    r"\s*\\begin\{(?P<name>\w+)(?P<star>\*?)\}(?P<tex>.*)\\end\{(?P=name)(?P=star)\}\s*", re.DOTALL
)
_UNNUMBERED = re.compile(r"\\(?:nonumber|notag)\b")
_EACH_LINE = {"align", "gather", "eqnarray", "flalign", "alignat"}
_COUNTED = {*_EACH_LINE, "equation", "multline", "subequations"}
_INSIDE = {
    "align": "aligned",
    "flalign": "aligned",
    "eqnarray": "aligned",
    "gather": "gathered",
    "multline": "gathered",
}


def lines_of_formula(tex: str) -> Iterator[tuple[str, int]]:
    """Yield for every line of a formula its label, and whether LaTeX counts it."""
    found = _ENVIRONMENT.fullmatch(tex)
    if not found or found["star"] or found["name"] not in _COUNTED:
        return
    for line in found["tex"].split(r"\\") if found["name"] in _EACH_LINE else [found["tex"]]:
        label = _NAMED.search(line)
        counts = bool(_LABEL.sub("", line).strip()) and not (
            _UNNUMBERED.search(line) or _TAG_OF_FORMULA.search(line)
        )
        yield label[1] if label else "", int(counts)


def formula_of(tex: str, number: int) -> tuple[Formula, int]:
    """Return a formula, and how many numbers LaTeX gives to its lines if the next one is `number`."""
    tagged = _TAG_OF_FORMULA.search(tex)
    found = _ENVIRONMENT.fullmatch(tex)
    counted = sum(counts for _, counts in lines_of_formula(tex))
    tex = _TAG_OF_FORMULA.sub("", _LABEL.sub("", found["tex"] if found else tex))
    tex = " ".join(_UNNUMBERED.sub("", tex).split())
    if found and found["name"] in _INSIDE:
        tex = rf"\begin{{{_INSIDE[found['name']]}}} {tex} \end{{{_INSIDE[found['name']]}}}"
    elif found and found["name"] != "equation":
        tex = rf"\begin{{{found['name']}}} {tex} \end{{{found['name']}}}"
    said = tagged[1] if tagged else str(number) if counted == 1 else f"{number}–{number + counted - 1}"
    return Formula(tex=tex, number=said if tagged or counted else ""), counted
