"""Write formulas that come as MathML in TeX."""

import re
import unicodedata

from lxml import etree

_GREEK = (
    "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu", "xi",
    "pi", "rho", "sigma", "tau", "upsilon", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi",
    "Sigma", "Upsilon", "Phi", "Psi", "Omega",
)  # fmt: skip
_GREEK_SIGNS = "αβγδεζηθικλμνξπρστυϕχψωΓΔΘΛΞΠΣΥΦΨΩ"
_SIGNS = dict(zip(_GREEK_SIGNS, _GREEK, strict=True)) | {
    "ε": "varepsilon", "ϵ": "epsilon", "φ": "varphi", "ϑ": "vartheta", "ς": "varsigma", "ϱ": "varrho", "ϖ": "varpi",
    "×": "times", "÷": "div", "·": "cdot", "⋅": "cdot", "±": "pm", "∓": "mp", "∗": "ast", "∘": "circ", "•": "bullet",
    "≤": "leq", "≥": "geq", "⩽": "leqslant", "⩾": "geqslant", "≠": "neq", "≈": "approx", "≃": "simeq", "≅": "cong",
    "≡": "equiv", "∼": "sim", "∝": "propto", "≪": "ll", "≫": "gg", "≺": "prec", "≻": "succ", "∣": "mid", "∥": "parallel",
    "⊥": "perp", "∞": "infty", "∂": "partial", "∇": "nabla", "∑": "sum", "∏": "prod", "∐": "coprod", "∫": "int",
    "∬": "iint", "∮": "oint", "√": "surd", "∈": "in", "∉": "notin", "∋": "ni", "⊂": "subset", "⊆": "subseteq",
    "⊃": "supset", "⊇": "supseteq", "∪": "cup", "∩": "cap", "⋃": "bigcup", "⋂": "bigcap", "∅": "emptyset", "∖": "setminus",
    "∀": "forall", "∃": "exists", "¬": "neg", "∧": "wedge", "∨": "vee", "⊕": "oplus", "⊗": "otimes", "⊢": "vdash",
    "⊨": "models", "→": "to", "←": "leftarrow", "↔": "leftrightarrow", "⇒": "Rightarrow", "⇐": "Leftarrow",
    "⇔": "Leftrightarrow", "↦": "mapsto", "↑": "uparrow", "↓": "downarrow", "⟶": "longrightarrow", "…": "ldots",
    "⋯": "cdots", "⋮": "vdots", "⋱": "ddots", "′": "prime", "ℓ": "ell", "ℏ": "hbar", "ℜ": "Re", "ℑ": "Im", "ℵ": "aleph",
    "⟨": "langle", "⟩": "rangle", "〈": "langle", "〉": "rangle", "⌊": "lfloor", "⌋": "rfloor", "⌈": "lceil", "⌉": "rceil",
    "‖": "Vert", "†": "dagger", "‡": "ddagger", "∎": "blacksquare", "□": "square", "⋆": "star", "∴": "therefore",
}  # fmt: skip
"""Signs and their names in TeX, without the backslash."""
_PLAIN = {"−": "-", "–": "-", "‐": "-", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$",
          "_": r"\_", "\\": r"\backslash ", "~": r"\sim ", "^": r"\hat{}", "\u2061": "", "\u2062": "", "\u2063": "",
          "\u2064": "", "\u200b": "", "\u00a0": r"\ "}  # fmt: skip
_ACCENTS = {
    "^": "hat", "ˆ": "hat", "̂": "hat", "~": "tilde", "˜": "tilde", "∼": "tilde", "̃": "tilde", "¯": "bar", "‾": "bar",
    "ˉ": "bar", "―": "bar", "−": "bar", "̄": "bar", "→": "vec", "⃗": "vec", "⇀": "vec", "˙": "dot", "̇": "dot", ".": "dot", "¨": "ddot",
    "̈": "ddot", "ˇ": "check", "˘": "breve", "´": "acute", "`": "grave", "_": "underline", "⏞": "overbrace",
    "⏟": "underbrace",
}  # fmt: skip
_WIDE = {"hat": "widehat", "tilde": "widetilde", "bar": "overline", "vec": "overrightarrow"}
_FUNCTIONS = {
    "arccos", "arcsin", "arctan", "arg", "cos", "cosh", "cot", "coth", "csc", "deg", "det", "dim", "exp", "gcd", "hom",
    "inf", "ker", "lg", "lim", "liminf", "limsup", "ln", "log", "max", "min", "Pr", "sec", "sin", "sinh", "sup", "tan",
    "tanh",
}  # fmt: skip
_VARIANTS = {
    "normal": "mathrm", "bold": "mathbf", "bold-italic": "boldsymbol", "double-struck": "mathbb", "script": "mathcal",
    "fraktur": "mathfrak", "sans-serif": "mathsf", "monospace": "mathtt", "bold-script": "mathcal",
}  # fmt: skip
_LETTERS = re.compile(
    r"(?:MATHEMATICAL|DOUBLE-STRUCK|SCRIPT|BLACK-LETTER) ?(BOLD ITALIC|BOLD SCRIPT|BOLD|DOUBLE-STRUCK|SCRIPT|FRAKTUR|SANS-SERIF|MONOSPACE)?"
)
_LIMITS = (
    "sum",
    "prod",
    "lim",
    "max",
    "min",
    "sup",
    "inf",
    "int",
    "coprod",
    "bigcup",
    "bigcap",
    "operatorname",
)
_ENDS = re.compile(r"\\[A-Za-z]+$")


def tex(formula: etree._Element) -> str:
    """Return a MathML formula in TeX, without dollar signs.

    An annotation in TeX is taken as it is. What has no form in TeX, such as a box round a part, leaves its parts.
    """
    return re.sub(r"\s+", " ", _tex(formula)).strip()


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def _parts(element: etree._Element) -> list[etree._Element]:
    return [child for child in element if _name(child) and not _name(child).startswith("annotation")]


def _tex(element: etree._Element) -> str:
    name = _name(element)
    parts = _parts(element)
    match name, len(parts):
        case "semantics", _:
            return _annotation(element) or (_tex(parts[0]) if parts else "")
        case (("mi" | "mo" | "mn" | "ms" | "mtext"), _):
            return _token(name, element)
        case "mspace", _:
            return r"\ "
        case "mfrac", 2:
            line = (element.get("linethickness") or "").strip()
            if re.fullmatch(r"0+(?:\.0*)?(?:[a-z]+|%)?", line):
                return rf"{{{_tex(parts[0])} \atop {_tex(parts[1])}}}"
            return rf"\frac{{{_tex(parts[0])}}}{{{_tex(parts[1])}}}"
        case "msqrt", _:
            return rf"\sqrt{{{_row(parts)}}}"
        case "mroot", 2:
            return rf"\sqrt[{_tex(parts[1])}]{{{_tex(parts[0])}}}"
        case "msub", 2:
            return f"{_base(parts[0])}_{{{_tex(parts[1])}}}"
        case "msup", 2:
            return _raised(_base(parts[0]), _tex(parts[1]))
        case "msubsup", 3:
            return _raised(f"{_base(parts[0])}_{{{_tex(parts[1])}}}", _tex(parts[2]))
        case "munder", 2:
            return _under(parts[0], parts[1])
        case "mover", 2:
            return _over(parts[0], parts[1])
        case "munderover", 3:
            return _under_over(*parts)
        case "mmultiscripts", _:
            return _many_scripts(parts)
        case "mfenced", _:
            return _fenced(element, parts)
        case "mtable", _:
            rows = [_parts(row) for row in parts if _name(row) in {"mtr", "mlabeledtr"}]
            return (
                r"\begin{matrix}" + r" \\ ".join(" & ".join(map(_tex, row)) for row in rows) + r"\end{matrix}"
            )
        case _:
            return _row(parts) if parts else _escaped(" ".join((element.text or "").split()))


def _row(parts: list[etree._Element]) -> str:
    """Return parts one after the other; a command does not run into the letters that follow it."""
    written: list[str] = []
    for more in filter(None, map(_tex, parts)):
        if written and more[0].isalpha() and _ENDS.search(written[-1]):
            written.append(" ")
        written.append(more)
    return "".join(written)


def _annotation(element: etree._Element) -> str:
    for child in element:
        if _name(child) == "annotation" and "tex" in (child.get("encoding") or "").lower():
            return (child.text or "").strip()
    return ""


def _token(name: str, element: etree._Element) -> str:
    whole = re.sub(r"\s+", " ", "".join(element.itertext()))
    text = whole.strip()
    if name in {"mtext", "ms"}:
        return rf"\text{{{_plain_text(whole)}}}" if text else r"\ "
    if name == "mi":
        if text in _FUNCTIONS:
            return rf"\{text} "
        variant = _VARIANTS.get(element.get("mathvariant") or "")
        if variant:
            return rf"\{variant}{{{_escaped(text)}}}"
        if len(text) > 1 and text.isascii() and text.isalpha():
            return rf"\mathrm{{{text}}}"
    if name == "mo" and len(text) > 1 and text.isalpha():
        return rf"\{text} " if text in _FUNCTIONS else rf"\operatorname{{{_escaped(text)}}}"
    return _escaped(text)


def _escaped(text: str) -> str:
    return "".join(map(_sign, text))


def _sign(letter: str) -> str:
    if letter in _SIGNS:
        return rf"\{_SIGNS[letter]} "
    if letter in _PLAIN:
        return _PLAIN[letter]
    found = _LETTERS.match(unicodedata.name(letter, "")) if ord(letter) > 0x2100 else None
    plain = unicodedata.normalize("NFKC", letter)
    if found and len(plain) == 1 and plain != letter:
        name = unicodedata.name(letter)
        style = next(
            (
                command
                for sign, command in (
                    ("DOUBLE-STRUCK", "mathbb"),
                    ("SCRIPT", "mathcal"),
                    ("FRAKTUR", "mathfrak"),
                    ("BLACK-LETTER", "mathfrak"),
                    ("SANS-SERIF", "mathsf"),
                    ("MONOSPACE", "mathtt"),
                    ("BOLD ITALIC", "boldsymbol"),
                    ("BOLD", "mathbf"),
                )
                if sign in name
            ),
            "",
        )
        return rf"\{style}{{{_sign(plain)}}}" if style else _sign(plain)
    return letter


def _plain_text(text: str) -> str:
    signs = {"\\": r"\backslash ", "~": " ", "^": " "} | {sign: f"\\{sign}" for sign in "{}%#&$_"}
    return "".join(signs.get(letter, letter) for letter in text)


def _base(element: etree._Element) -> str:
    """Return what carries scripts: in braces, unless it is one letter or one command."""
    written = _tex(element).strip()
    return written if re.fullmatch(r"\\[A-Za-z]+|.|", written) and not written.isdigit() else f"{{{written}}}"


def _raised(base: str, power: str) -> str:
    primes = re.fullmatch(r"(?:\\prime ?|')+", power.strip())
    return base + "'" * len(re.findall(r"\\prime|'", power)) if primes else f"{base}^{{{power}}}"


def _accent(element: etree._Element) -> str:
    return _ACCENTS.get("".join(element.itertext()).strip(), "")


def _over(base: etree._Element, above: etree._Element) -> str:
    accent, under = _accent(above), _tex(base)
    if accent:
        wide = len("".join(base.itertext()).strip()) > 1
        return rf"\{_WIDE.get(accent, accent) if wide else accent}{{{under}}}"
    if _takes_limits(under):
        return f"{under.strip()}^{{{_tex(above)}}}"
    return rf"\overset{{{_tex(above)}}}{{{under}}}"


def _under(base: etree._Element, below: etree._Element) -> str:
    under, upper = _accent(below), _tex(base)
    if under in {"underbrace", "underline", "bar"}:
        return rf"\{'underline' if under == 'bar' else under}{{{upper}}}"
    if _takes_limits(upper):
        return f"{upper.strip()}_{{{_tex(below)}}}"
    return rf"\underset{{{_tex(below)}}}{{{upper}}}"


def _under_over(base: etree._Element, below: etree._Element, above: etree._Element) -> str:
    written = _tex(base)
    if _takes_limits(written):
        return f"{written.strip()}_{{{_tex(below)}}}^{{{_tex(above)}}}"
    return rf"\overset{{{_tex(above)}}}{{\underset{{{_tex(below)}}}{{{written}}}}}"


def _takes_limits(written: str) -> bool:
    return written.strip().lstrip("\\").startswith(_LIMITS) and written.startswith("\\")


def _many_scripts(parts: list[etree._Element]) -> str:
    if not parts:
        return ""
    names = [_name(part) for part in parts]
    cut = names.index("mprescripts") if "mprescripts" in names else len(parts)
    after, before = parts[1:cut], parts[cut + 1 :]
    left = "".join(_pair(before, at) for at in range(0, len(before), 2))
    right = "".join(_pair(after, at) for at in range(0, len(after), 2))
    return ("{}" + left if left else "") + _base(parts[0]) + right


def _pair(scripts: list[etree._Element], at: int) -> str:
    written = ""
    for sign, script in zip("_^", scripts[at : at + 2], strict=False):
        inner = "" if _name(script) == "none" else _tex(script)
        written += f"{sign}{{{inner}}}" if inner else ""
    return written


def _fenced(element: etree._Element, parts: list[etree._Element]) -> str:
    opening, closing = element.get("open", "("), element.get("close", ")")
    signs = element.get("separators", ",").replace(" ", "")
    written = ""
    for at, part in enumerate(parts):
        sign = signs[min(at, len(signs)) - 1] if at and signs else ""
        written += _escaped(sign) + _tex(part)
    return rf"\left{_fence(opening)}{written}\right{_fence(closing)}"


def _fence(sign: str) -> str:
    return _escaped(sign[:1]) or "."
