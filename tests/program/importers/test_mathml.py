"""Formulas in MathML become TeX that means the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from latex2mathml.converter import convert
from lxml import etree

from build_scripts.importers.mathml import tex

MATHML = "http://www.w3.org/1998/Math/MathML"


def of(mathml: str, *, spaced: bool = True) -> str:
    return tex(etree.fromstring(f'<math xmlns="{MATHML if spaced else ""}">{mathml}</math>'))


@pytest.mark.parametrize(
    ("mathml", "written"),
    [
        ("<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mn>1</mn></mrow></mfrac>", r"\frac{a}{b+1}"),
        ("<msqrt><mi>x</mi><mo>−</mo><mi>y</mi></msqrt>", r"\sqrt{x-y}"),
        ("<mroot><mi>x</mi><mn>3</mn></mroot>", r"\sqrt[3]{x}"),
        ("<msubsup><mi>x</mi><mi>i</mi><mn>2</mn></msubsup>", "x_{i}^{2}"),
        ("<msup><mrow><mi>a</mi><mi>b</mi></mrow><mn>2</mn></msup>", "{ab}^{2}"),
        ("<msup><mi>f</mi><mo>′</mo></msup>", "f'"),
        ("<munderover><mo>∑</mo><mrow><mi>i</mi><mo>=</mo><mn>1</mn></mrow><mi>n</mi></munderover><mi>x</mi>", r"\sum_{i=1}^{n}x"),
        ("<mover><mi>x</mi><mo>¯</mo></mover>", r"\bar{x}"),
        ("<mover><mrow><mi>A</mi><mi>B</mi></mrow><mo>→</mo></mover>", r"\overrightarrow{AB}"),
        ("<mi>α</mi><mi>b</mi>", r"\alpha b"),
        ("<mi>ℝ</mi><mo>⊂</mo><mi>𝒞</mi>", r"\mathbb{R}\subset \mathcal{C}"),
        ("<mi>sin</mi><mi>x</mi>", r"\sin x"),
        ("<mi>logit</mi><mo>(</mo><mi>p</mi><mo>)</mo>", r"\mathrm{logit}(p)"),
        ("<mi mathvariant='bold'>v</mi>", r"\mathbf{v}"),
        ("<mn>50</mn><mo>%</mo><mtext>of A&amp;B</mtext>", r"50\%\text{of A\&B}"),
        ("<mfenced open='[' close=')'><mi>a</mi><mi>b</mi></mfenced>", r"\left[a,b\right)"),
        ("<mfenced open='{' close=''><mi>a</mi></mfenced>", r"\left\{a\right."),
        ("<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr><mtr><mtd/><mtd><mi>d</mi></mtd></mtr></mtable>", r"\begin{matrix}a & b \\ & d\end{matrix}"),
        ("<mmultiscripts><mi>X</mi><mi>a</mi><none/><mprescripts/><mi>b</mi><mi>c</mi></mmultiscripts>", "{}_{b}^{c}X_{a}"),
        ("<mfrac linethickness='0'><mi>n</mi><mi>k</mi></mfrac>", r"{n \atop k}"),
        ("<semantics><mi>x</mi><annotation encoding='application/x-tex'>x^2_{\\rm a}</annotation></semantics>", "x^2_{\\rm a}"),
        ("<menclose notation='box'><mi>x</mi></menclose>", "x"),
        ("<mfrac><mi>a</mi></mfrac>", "a"),
        ("", ""),
    ],
)  # fmt: skip
def test_formulas(mathml, written):
    assert of(mathml) == written
    assert of(mathml, spaced=False) == written


PARTS = st.recursive(
    st.sampled_from(
        ["x", "n", "2", r"\alpha", r"\leq", "+", r"\sin x", r"\mathbf{v}", r"\text{if}", r"\partial"]
    ),
    lambda inner: st.one_of(
        st.tuples(inner, inner).map(" ".join),
        st.tuples(inner, inner).map(lambda two: rf"\frac{{{two[0]}}}{{{two[1]}}}"),
        st.tuples(inner, inner).map(lambda two: f"x_{{{two[0]}}}^{{{two[1]}}}"),
        inner.map(lambda one: rf"\sqrt{{{one}}}"),
        inner.map(lambda one: rf"\sum_{{{one}}}^{{n}}"),
        inner.map(lambda one: rf"\hat{{{one}}}"),
    ),
    max_leaves=6,
)


@given(PARTS)
def test_tex_made_from_mathml_means_the_same_mathml(source):
    """The signs of the formula are the same, in order, after another turn."""

    def signs(mathml: str) -> str:
        return "".join(etree.fromstring(mathml).itertext())

    first = convert(source)
    assert signs(convert(tex(etree.fromstring(first)))) == signs(first)
