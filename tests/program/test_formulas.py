"""Formulas: TeX becomes MathML that any browser shows, or stays TeX; nothing in it runs."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from papers import course_of
from untrusted import PAYLOADS

from build_scripts.inspect import inspect
from build_scripts.paper.formulas import read_formula
from build_scripts.web.mathml import math

ELEMENTS = {
    "math", "semantics", "annotation", "mrow", "mi", "mn", "mo", "mtext", "mspace", "msub", "msup", "msubsup", "mfrac", "msqrt", "mroot",
    "munder", "mover", "munderover", "mtable", "mtr", "mtd", "mstyle", "mpadded", "mphantom", "code",
}  # fmt: skip
SIGNS = st.lists(
    st.sampled_from(
        [
            *"ab1 +-=<>&{}()[]^_'|/%$#~\\é中",
            *(rf"\{name} " for name in ["frac", "sqrt", "sum", "left", "right", "text", "over", "begin", "end", "href", "alpha", "hat", "limits", "not", "color", "tag", "middle"]),
            r"\begin{cases}", r"\end{cases}", r"\begin{align}", r"\end{align}", r"\left(", r"\right)", r"\\", "\n", "javascript:",
        ]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(SIGNS | st.sampled_from(PAYLOADS))
def test_any_tex_is_shown_as_mathml_or_as_it_is_and_nothing_else(tex):
    for on_a_line in (False, True):
        shown = html.fragment_fromstring(math(tex, on_a_line), create_parent="div")
        assert {one.tag for one in shown.iterdescendants()} <= ELEMENTS
        names = {name for one in shown.iterdescendants() for name in one.attrib}
        assert not {
            name for name in names if name.startswith("on") or name in ("href", "src", "style", "linebreak")
        }
        (whole,) = shown.xpath("./code | ./math/semantics/annotation")
        assert whole.text_content().replace("\r\n", "\n").replace("\r", "\n") == tex.replace(
            "\r\n", "\n"
        ).replace("\r", "\n")


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{a", r"\unknown{x}", r"\newcommand{\a}{\a\a}\a", r"\def\x{y}\x", "x^1^2", "{" * 5000, "x" * 5000, r"\left( x", "",
        "{" * 300 + "x" + "}" * 300, r"\frac" * 1000,
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_not_read_in_part(tex):
    assert read_formula(tex) is None


def test_lines_are_set_below_one_another_and_no_number_is_added():
    made = math(r"\begin{align} a &= b \\ c &= d \end{align}", on_a_line=True)
    assert made.count("<mtr>") == 2
    assert "(1)" not in made
    assert math(r"a \\ b", on_a_line=True).count("<mtr>") == 2


def test_a_formula_that_cannot_be_read_is_told_with_its_line():
    found = inspect(
        course_of("# A\n\n[1] One $x$.\n\n[2] Two $\\frac{a$.\n\n::: formula 1\n\\nobody{x}\n:::\n")
    ).problems
    assert [(one.place.path, one.place.line) for one in found if one.rule == "tex-unread"] == [
        ("seeds/paper.md", 5),
        ("seeds/paper.md", 7),
    ]
