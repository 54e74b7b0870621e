"""Headings have the ids that readers may have links to, each once on a page, and make the table of contents."""

from hypothesis import example, given
from hypothesis import strategies as st
from markdown.extensions.toc import slugify, unique
from markupsafe import escape
from nasty import TEXT
from parsed import body

from build_scripts.web.headings import HeadingEntry, contents, with_ids


def ids(text: str) -> list[str]:
    return body(text).xpath("//@id")


@given(
    st.lists(TEXT | st.sampled_from(["One", "one", "One 1", "One_1", "One_2", "Łódź", "四", "-"]), max_size=6)
)
@example(["x_1", "x", "x_1"])
@example(["四", "", "_1"])
def test_a_heading_of_a_text_has_the_id_that_markdown_gives_it(texts):
    """Python-Markdown gave the ids before pages were printed as HTML."""
    taken = {"one", "one_2"}
    expected = [unique(slugify(" ".join(text.split()), "-"), taken) for text in texts]
    page = "".join(f"<h{2 + at % 5}>{escape(text)}</h{2 + at % 5}>\n" for at, text in enumerate(texts))
    assert ids(with_ids(f'<p id="one">x</p><h2 id="one_2">x</h2>{page}')) == ["one", "one_2", *expected]


def test_an_id_is_made_of_words_alone_and_given_ones_stay():
    page = with_ids(
        '<h1>A <a href="#b">long\n &amp; old</a> <em>way</em></h1><h2 class="x">B</h2><h2 id="b">C</h2>'
    )
    assert ids(page) == ["a-long-old-way", "b_1", "b"]
    assert 'class="x" id="b_1"' in page


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_the_table_of_contents_has_the_words_of_each_heading(texts):
    page = with_ids("".join(f"<h2>{escape(text)} <b>x</b></h2>" for text in texts))
    found = list(contents(page))
    assert [one.id for one in found] == ids(page)
    assert [body(one.words).text for one in found] == [f"{text} x".strip() for text in texts]


def test_the_table_of_contents_ends_at_the_third_level():
    page = '<h1 id="a">A</h1><h3 id="c">C</h3><h4 id="d">D</h4><h2 id="b"><span>B</span> &lt;b&gt;</h2>'
    assert list(contents(page)) == [
        HeadingEntry(1, "a", "A"),
        HeadingEntry(3, "c", "C"),
        HeadingEntry(2, "b", "B &lt;b&gt;"),
    ]
