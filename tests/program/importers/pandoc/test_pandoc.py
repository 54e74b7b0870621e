"""What pandoc's nodes become, one by one, without pandoc."""

import pytest

from build_scripts.importers.labels import alphabet, letters, roman
from build_scripts.importers.pandoc.blocks import CHUNK, converted, value_of_meta
from build_scripts.importers.pandoc.formulas import lines_of_formula
from build_scripts.importers.pandoc.tree import citations
from build_scripts.paper.blocks import (
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    Note,
    Reference,
    Table,
    Text,
    Words,
)

NO = ["", [], []]


def s(text: str) -> dict[str, object]:
    return {"t": "Str", "c": text}


def para(*inlines: object) -> dict[str, object]:
    return {"t": "Para", "c": [s(one) if isinstance(one, str) else one for one in inlines]}


def node(name: str, *content: object) -> dict[str, object]:
    return {"t": name, "c": list(content)}


def one(*nodes: object) -> object:
    (block,) = converted(list(nodes)).blocks
    return block


def cell(text: str, high: int = 1, wide: int = 1) -> list[object]:
    return [NO, {"t": "AlignDefault"}, high, wide, [para(text)]]


def table(
    columns: int, rows: list[list[object]], head: list[list[object]] | None = None
) -> dict[str, object]:
    made = [[NO, row] for row in rows]
    heads = [[NO, row] for row in head or []]
    widths = [[{"t": "AlignDefault"}, {"t": "ColWidthDefault"}]] * columns
    return node("Table", NO, [None, []], widths, [NO, heads], [[NO, 0, [], made]], [NO, []])


@pytest.mark.parametrize(
    ("inline", "kind"),
    [
        ({"t": "Emph", "c": [s("salt")]}, "emphasis"),
        ({"t": "Strong", "c": [s("salt")]}, "strong"),
        ({"t": "SmallCaps", "c": [s("salt")]}, "small-capitals"),
        ({"t": "Superscript", "c": [s("salt")]}, "superscript"),
        ({"t": "Subscript", "c": [s("salt")]}, "subscript"),
        ({"t": "Underline", "c": [s("salt")]}, "emphasis"),
        (node("Math", {"t": "InlineMath"}, "salt"), "formula"),
        (node("Link", NO, [s("salt")], ["https://example.org", ""]), "link"),
        (node("Span", ["", [], [["lang", "de"]]], [s("salt")]), "language"),
    ],
)
def test_marks(inline, kind):
    block = one(para("the ", inline, "."))
    assert block.words.text == "the salt."
    assert [(mark.start, mark.end, mark.kind.value) for mark in block.words.marks] == [(4, 8, kind)]


@pytest.mark.parametrize("address", ["#salt", "javascript:alert(1)", "other.html", "file:///etc/passwd"])
def test_other_links_are_only_words(address):
    assert one(para(node("Link", NO, [s("salt")], [address, ""]))).words == Words("salt")


def test_notes_within_notes_have_labels_in_order():
    inner = {"t": "Note", "c": [para("inner")]}
    outer = {"t": "Note", "c": [para("outer", inner)]}
    blocks = converted([para("a", outer, "b", {"t": "Note", "c": [para("last")]})]).blocks
    assert [(block.label, block.words.text) for block in blocks if isinstance(block, Note)] == [
        ("1", "outer"),
        ("2", "inner"),
        ("3", "last"),
    ]
    assert [mark.value for mark in blocks[0].words.marks] == ["1", "3"]


def test_a_formula_cuts_its_paragraph_in_place():
    shown = node("Math", {"t": "DisplayMath"}, r"\begin{equation}\label{a} x \end{equation}")
    assert [type(block) for block in converted([para("so ", shown, " holds")]).blocks] == [
        Text,
        Formula,
        Text,
    ]


def test_cells_that_span_keep_all_rows_as_long():
    block = one(
        table(
            3,
            [[cell("a", high=2), cell("b", wide=2)], [cell("c"), cell("d")]],
            [[cell("x"), cell("y"), cell("z")]],
        )
    )
    assert [[words.text for words in row] for row in block.rows] == [
        ["x", "y", "z"],
        ["a", "b", ""],
        ["", "c", "d"],
    ]
    assert block.heads == 1


def test_cells_beyond_the_table_are_not_lost():
    block = one(table(1, [[cell("a"), cell("b")], [cell("c", high=10**9, wide=10**9)]]))
    assert [[words.text for words in row] for row in block.rows] == [["a b"], ["c"]]


def test_a_table_around_a_figure_is_a_figure():
    picture = [NO, {"t": "AlignDefault"}, 1, 1, [para(node("Image", NO, [s("mill")], ["mill.png", ""]))]]
    assert one(table(1, [[picture]])) == Figure(picture="mill.png", alternative="mill")


def test_lists_in_lists():
    inner = {"t": "BulletList", "c": [[para("inner")]]}
    outer = node(
        "OrderedList",
        [3, {"t": "LowerRoman"}, {"t": "TwoParens"}],
        [[para("one"), inner, para("on")], [inner]],
    )
    assert [(block.label, block.depth, block.words.text) for block in converted([outer]).blocks] == [
        ("(iii)", 0, "one"),
        ("•", 1, "inner"),
        ("", 0, "on"),
        ("(iv) •", 1, "inner"),
    ]


@pytest.mark.parametrize(
    ("number", "style", "delimiter", "label"),
    [
        (3, "Decimal", "Period", "3."),
        (28, "LowerAlpha", "OneParen", "bb)"),
        (9, "UpperRoman", "Period", "IX."),
        (2, "Example", "Period", "(2)"),
    ],
)
def test_labels(number, style, delimiter, label):
    (item,) = converted(
        [node("OrderedList", [number, {"t": style}, {"t": delimiter}], [[para("salt")]])]
    ).blocks
    assert item.label == label


def test_numbers_that_are_no_roman_digits_or_letters_stay():
    assert (roman(0), roman(4000), letters(0), alphabet(0)) == ("0", "4000", "0", "0")


def test_roman_digits_and_letters():
    assert [roman(number) for number in (4, 49, 499, 1994)] == ["iv", "xlix", "cdxcix", "mcmxciv"]
    assert [(letters(number), alphabet(number)) for number in (26, 28)] == [("z", "z"), ("bb", "ab")]


def test_code_that_computes_is_left_out_and_other_code_keeps_its_lines():
    assert one(node("CodeBlock", ["", [CHUNK], []], "x = 1")) == LeftOut(text="x = 1")
    block = one(node("CodeBlock", NO, "if x:\n\ty"))
    assert (block.form, block.words.text) == (Form.VERSE, "if x:\n    y")


def test_levels_of_headings_are_within_bounds():
    blocks = converted([node("Header", level, NO, [s("x")]) for level in (0, 3, 9)]).blocks
    assert [block.level for block in blocks if isinstance(block, Heading)] == [1, 3, 6]


def test_an_entry_has_its_key():
    entry = node("Div", ["ref-berg-2011", ["csl-entry"], []], [para("Berg.")])
    assert one(entry) == Reference(words=Words("Berg."), key="berg-2011")


def test_quotation_marks_are_those_of_the_language():
    quoted = para(node("Quoted", {"t": "DoubleQuote"}, [s("Salz")]))
    assert converted([quoted], "de-AT").blocks[0].words.text == "„Salz“"
    assert converted([quoted]).blocks[0].words.text == "“Salz”"


def test_all_keys_of_citations_are_found():
    cited = {"citationId": "berg", "citationPrefix": [], "citationSuffix": []}
    assert list(citations([para(node("Cite", [cited, {**cited, "citationId": "holm"}], [s("x")]))])) == [
        ["berg", "holm"]
    ]


@pytest.mark.parametrize(
    ("tex", "lines"),
    [
        ("x", []),
        (r"\begin{equation}\label{a} x\end{equation}", [("a", 1)]),
        (r"\begin{equation*}x\end{equation*}", []),
        (r"\begin{align}a\label{b}\\ b\nonumber\\ c\tag{*}\end{align}", [("b", 1), ("", 0), ("", 0)]),
        (r"\begin{aligned}a\\b\end{aligned}", []),
    ],
)
def test_which_lines_of_formulas_are_counted(tex, lines):
    assert list(lines_of_formula(tex)) == lines


def test_values_of_metadata_are_plain():
    value = {
        "t": "MetaMap",
        "c": {
            "name": {"t": "MetaInlines", "c": [s("Anna"), {"t": "LineBreak"}, s("Berg")]},
            "yes": {"t": "MetaBool", "c": True},
        },
    }
    assert value_of_meta({"t": "MetaList", "c": [value]}) == [{"name": "Anna\nBerg", "yes": "true"}]


def test_tables_know_no_header_where_there_is_none():
    assert isinstance(one(table(1, [[cell("a")]])), Table)
    assert one(table(1, [[cell("a")]])).heads == 0
