"""Print formulas as MathML, which needs no script; screen readers read it. Its TeX goes with it, to copy and to quote."""

from markupsafe import escape

from ..paper.formulas import MathNode, read_formula


def math(tex: str, on_a_line: bool = False) -> str:
    """Return a formula as HTML: MathML, or its TeX if that cannot be read."""
    found = read_formula(tex, on_a_line)
    if found is None:
        return f'<code class="tex">{escape(tex)}</code>'
    display = ' display="block"' if on_a_line else ""
    source = f'<annotation encoding="application/x-tex">{escape(tex)}</annotation>'
    return f"<math{display}><semantics>{_element(found)}{source}</semantics></math>"


def _element(node: MathNode) -> str:
    attributes = "".join(f' {name}="{escape(value)}"' for name, value in node.attributes)
    inside = "".join(map(_element, node.children)) or escape(node.text)
    return f"<{node.tag}{attributes}>{inside}</{node.tag}>"
