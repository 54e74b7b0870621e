"""Papers in Markdown, R Markdown and Quarto."""

import pytest
from dots import PNG
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.importers.pandoc import program
from build_scripts.importers.pandoc.markdown import COMPUTED, read_markdown, without_code
from build_scripts.importers.reading import Harm, Reading, Refused
from build_scripts.paper.blocks import (
    Aside,
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    Note,
    Reference,
    Table,
    Text,
    words_of,
)

BIB = b"""
@article{lund, author={Lund, Ida}, title={Towns}, journal={River Studies}, year=2009, volume=4, number=2, pages={12--30}}
@book{berg, author={Berg, Anna}, title={The Levy}, publisher={Mill Press}, year=2011}
@book{unused, author={Zed, Z}, title={No}, year=2000}
"""
PAPER = """---
title: "Bridges and *Salt*"
subtitle: Two towns
author:
  - name: Anna Berg
    affiliation: University of Eaton
  - Karl Holm
date: 5 March 2014
lang: en-GB
bibliography: refs.bib
abstract: |
  This essay asks who paid.
keywords: [salt, bridges]
license: CC BY 4.0
---

# The levy

The levy was *old*,[^1] and [Sm]{.smallcaps} H~2~O^3^ unpopular [see @berg, 12; @lund]. @lund [p. 4] denies it.

> We shall not pay.

| When the water stands
|     the ferry stands

1. that it was slow
    - sub
2. that it was low

   goes on

$$x + 1 = 8$$

where $y$ holds.

| Town | Bridges |
|------|---------|
| Upper| 12      |

: Bridges by town

![The mill](mill.png){alt="A mill"}

## Its end

["Salt" is told]{lang=de} at <https://example.org>.[^long]

[^1]: The charter, leaf 12.

[^long]: First.

    Second.

# References
"""


def shown(reading: Reading, *kinds: type) -> list[object]:
    return [block for block in reading.blocks if isinstance(block, kinds)]


# What needs no pandoc

CHUNK = '```{r plot, fig.cap="The \\"mill\\" of salt"}\nplot(salt)\n```'


def test_code_is_marked_and_its_figures_stand_as_pictures():
    prose = without_code(f"Before.\n\n{CHUNK}\n\nAfter.")
    assert f'![The "mill" of salt](<{COMPUTED}>)' in prose.text.split("\n")
    assert "`````` {.computed-chunk}" in prose.text.split("\n")  # longer than the fence inside
    assert prose.chunks == 1


def test_figures_of_quarto_and_pictures_that_are_there():
    prose = without_code(
        '```{python}\n#| fig-cap: "The mill"\nplot()\n```\n```{r}\nknitr::include_graphics("a/mill.png")\n```'
    )
    assert f"![The mill](<{COMPUTED}>)" in prose.text
    assert "![](<a/mill.png>)" in prose.text
    assert prose.chunks == 2


def test_a_caption_without_an_end_takes_no_ages():
    """Were every way to read its backslashes tried, it would be years."""
    chunk = "```{r, fig.cap='" + r"\a" * 1000 + "}\nkable(caption = '" + r"\a" * 1000 + "\n```"
    assert without_code(chunk).tables == ()


def test_tables_that_would_be_computed_are_named():
    assert without_code('```{r}\nkable(x, caption = "Salt by town")\n```').tables == ("Salt by town",)


def test_code_that_is_only_shown_stays():
    text = "```r\nx <- 1\n```\n\n```{.python}\nx = 1\n```"
    assert without_code(text).text == text


def test_code_without_an_end_stays():
    text = "Before.\n\n```{r}\nx <- 1\n"
    assert without_code(text).text == text


@given(
    st.lists(st.sampled_from(["```{r}", "```", "~~~", "~~~~{python a=1}", "````", "salt", ""]), max_size=12)
)
def test_no_line_is_lost(lines):
    made = without_code("\n".join(lines)).text.split("\n")
    for line in lines:
        assert line in made


# With pandoc


@pytest.fixture(scope="module")
def paper() -> Reading:
    return read_markdown(PAPER, {"refs.bib": BIB, "mill.png": PNG})


@pytest.mark.slow
def test_what_stands_before_the_text(paper):
    assert [(one.role, one.words.text) for one in shown(paper, Aside)] == [
        ("title", "Bridges and Salt"),
        ("subtitle", "Two towns"),
        ("author", "Anna Berg"),
        ("author", "Karl Holm"),
        ("affiliation", "University of Eaton"),
        ("date", "5 March 2014"),
        ("keywords", "salt, bridges"),
        ("licence", "CC BY 4.0"),
    ]
    assert paper.citation == {
        "type": "article",
        "title": "Bridges and Salt: Two towns",
        "author": [{"family": "Berg", "given": "Anna"}, {"family": "Holm", "given": "Karl"}],
        "issued": {"date-parts": [[2014, 3, 5]]},
        "language": "en-GB",
    }
    assert (paper.language, paper.licence) == ("en-GB", "CC BY 4.0")


@pytest.mark.slow
def test_headings_and_the_abstract(paper):
    assert [(one.level, one.words.text) for one in shown(paper, Heading)] == [
        (1, "Abstract"),
        (1, "The levy"),
        (2, "Its end"),
        (1, "References"),
    ]
    assert shown(paper, Text)[0].words.text == "This essay asks who paid."


@pytest.mark.slow
def test_words_with_marks_and_citations(paper):
    block = shown(paper, Text)[1]
    assert block.words.text == (
        "The levy was old, and Sm H2O3 unpopular (see Berg 2011, 12; Lund 2009). Lund (2009, 4) denies it."
    )
    assert [
        (block.words.text[one.start : one.end], one.kind.value, one.value) for one in block.words.marks
    ] == [
        ("old", "emphasis", ""),
        ("", "note", "1"),
        ("Sm", "small-capitals", ""),
        ("2", "subscript", ""),
        ("3", "superscript", ""),
        ("(see Berg 2011, 12; Lund 2009)", "cites", "berg lund"),
        ("Lund (2009, 4)", "cites", "lund"),
    ]


@pytest.mark.slow
def test_forms(paper):
    assert [(one.form, one.label, one.depth, one.words.text) for one in shown(paper, Text)[2:]] == [
        (Form.QUOTATION, "", 0, "We shall not pay."),
        (Form.VERSE, "", 0, "When the water stands\n    the ferry stands"),
        (Form.ITEM, "1.", 0, "that it was slow"),
        (Form.ITEM, "•", 1, "sub"),
        (Form.ITEM, "2.", 0, "that it was low"),
        (Form.ITEM, "", 0, "goes on"),
        (Form.PARAGRAPH, "", 0, "where y holds."),
        (Form.PARAGRAPH, "", 0, "“Salt” is told at https://example.org."),
    ]


@pytest.mark.slow
def test_what_stands_apart(paper):
    assert shown(paper, Formula) == [Formula(tex="x + 1 = 8")]
    (table,) = shown(paper, Table)
    assert (table.caption.text, table.heads, [[cell.text for cell in row] for row in table.rows]) == (
        "Bridges by town",
        1,
        [["Town", "Bridges"], ["Upper", "12"]],
    )
    (figure,) = shown(paper, Figure)
    assert (figure.picture, figure.alternative, figure.caption.text) == ("mill.png", "A mill", "The mill")
    assert [(one.label, one.words.text) for one in shown(paper, Note)] == [
        ("1", "The charter, leaf 12."),
        ("2", "First."),
        ("2", "Second."),
    ]


@pytest.mark.slow
def test_references_are_those_that_are_cited_in_order_of_names(paper):
    assert [(one.key, one.words.text) for one in shown(paper, Reference)] == [
        ("berg", "Berg, Anna. 2011. The Levy. Mill Press."),
        ("lund", "Lund, Ida. 2009. ‘Towns’. River Studies 4 (2): 12–30."),
    ]
    assert [work["id"] for work in paper.works] == ["lund", "berg"]
    assert not paper.doubts


@pytest.mark.slow
def test_without_its_works_a_paper_keeps_its_keys():
    reading = read_markdown(PAPER, {})
    assert "[see @berg, 12; @lund]" in shown(reading, Text)[1].words.text
    (doubt,) = [one for one in reading.doubts if one.harm is Harm.REFERENCE]
    assert "give refs.bib" in doubt.message


@pytest.mark.slow
def test_a_key_that_no_work_has_is_told():
    reading = read_markdown(PAPER.replace("@berg, 12", "@borg, 12"), {"refs.bib": BIB})
    (doubt,) = [one for one in reading.doubts if one.harm is Harm.REFERENCE]
    assert "“borg”" in doubt.message


@pytest.mark.slow
def test_works_that_are_none_are_told_and_not_taken_for_the_paper():
    with pytest.raises(Refused, match="works that the paper cites"):
        read_markdown("It was old [@berg].", {"refs.json": b'[{"id": "berg", "title": {"a": 1}}]'})


@pytest.mark.slow
def test_code_that_computes_is_left_out_and_told():
    reading = read_markdown(f"# Salt\n\nThe sum is `r sum(x)`.\n\n{CHUNK}\n", {})
    assert shown(reading, LeftOut) == [LeftOut(text=CHUNK)]
    (figure,) = shown(reading, Figure)
    assert figure.caption.text == "The “mill” of salt"
    assert [one.harm for one in reading.doubts] == [Harm.LOST, Harm.LOST, Harm.DISPLAY]
    assert "sum(x)" in reading.doubts[1].message


@pytest.mark.slow
def test_markdown_without_fields_has_its_title_in_its_first_heading():
    reading = read_markdown(
        "# Bridges and Salt\n\nAnna Berg\n\n## The levy\n\nIt was old:\n- one\n- two\n", {}
    )
    assert [(one.role, one.words.text) for one in shown(reading, Aside)] == [
        ("title", "Bridges and Salt"),
        ("author", "Anna Berg"),
    ]
    assert [(one.level, one.words.text) for one in shown(reading, Heading)] == [(1, "The levy")]
    assert [one.form for one in shown(reading, Text)] == [Form.PARAGRAPH, Form.ITEM, Form.ITEM]


@pytest.mark.slow
def test_signs_that_the_reader_uses_itself_lose_no_word():
    reading = read_markdown("One \ufdd5two\ufdd5 three.", {})
    assert [one.words.text for one in shown(reading, Text)] == ["One \ufffdtwo\ufffd three."]


@pytest.mark.slow
def test_html_in_markdown():
    reading = read_markdown(
        "# A\n\nH<sub>2</sub>O is <i>old</i>.<br>Next <script>alert(1)</script>line.\n\n<!-- not yet -->\n",
        {},
    )
    assert [one.words.text for one in shown(reading, Text)] == ["H2O is old.\nNext", "line."]
    assert "<script>alert(1)</script>" in [one.text for one in shown(reading, LeftOut)]
    assert "<!-- not yet -->" in [one.text for one in shown(reading, LeftOut)]


HOSTILE = [
    "> " * 3000 + "deep",
    "- " * 500 + "deep",
    "*" * 5000 + " text",
    "[" * 200 + "x" + "](y)" * 200,
    "---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\ntext",
    "![x](/etc/passwd) ![y](../../secret.png) ![z](https://example.org/a.png)",
    "\ufdd01\ufdd1 \ufdd2 \ufdd3 \ufdd41\ufdd5 text",
    "\x00\x01\x02 text",
    "---\nbibliography: /etc/passwd\n---\n[@a]",
    "---\ntitle: [unclosed\n---\ntext",
]


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_markdown_is_read_or_refused(text, monkeypatch):
    monkeypatch.setattr(program, "LONGEST", 5.0)  # one of them would take all the time that there is
    try:
        reading = read_markdown(text, {"secret.png": b"no picture"})
    except Refused as refused:
        reading = Reading((LeftOut(text=str(refused)),))
    assert "root:" not in "".join(words.text for block in reading.blocks for words in words_of(block))
    assert reading.blocks
