"""Markdown: what is read without the parser, because it has no markup, is what the parser makes of it."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from build_scripts.shared.markdown import (
    DEEPEST,
    Heading,
    Inline,
    Words,
    is_too_deep,
    read_line,
    read_prose,
    set_below,
)
from build_scripts.weave.addresses import link_to_page
from build_scripts.web.headings import contents, with_ids
from build_scripts.web.html import html

texts = st.one_of(
    st.text(alphabet="ab 1.)\n#>+-=~|!]:“é\u00a0\t", max_size=30),
    st.text(alphabet="ab \n\\`*_[]()<>&;\0", max_size=20),
    st.text(max_size=30),
    st.lists(
        st.sampled_from(["One of us", "1949. The year", "- b", "---", "~~~", "  c", "and (so)", ""])
    ).map("\n".join),
)


def merged(inside: tuple[Inline, ...]) -> list[object]:
    """Pieces, with words that stand side by side as one text."""
    found: list[object] = []
    for piece in inside:
        if isinstance(piece, Words):
            before = found.pop() if found and isinstance(found[-1], str) else ""
            found.append(f"{before}{piece.text}")
        else:
            found.append(piece)
    return found


@given(texts.map(str.strip).filter(bool))
@example("One\ntwo\n===")
@example("One\n    two")
@example("One  \ntwo")
@example("One\n\ntwo")
@example("# One")
@example("One\rtwo")
@example("~~~\none")
def test_a_text_is_read_as_it_is_after_a_paragraph_with_markup(text):
    assert read_prose(text).blocks == read_prose("*x*\n\n" + text).blocks[1:]


@given(texts.filter(str.strip))
def test_a_line_is_read_as_it_is_after_a_word_with_markup(text):
    """The parser reads every line with a character reference."""
    alone = read_line(text).line.inside
    assert merged((Words("& y "), *alone)) == merged(read_line(f"&amp; y {text}").line.inside)


@given(
    st.lists(
        st.tuples(st.integers(0, 2 * DEEPEST), st.sampled_from([" ", "\n", "\n\n", "\n \n"])), max_size=4
    )
)
def test_how_deep_emphasis_is_does_not_depend_on_other_paragraphs(parts):
    nested = ["*_" * (depth // 2) + "a" + "_*" * (depth // 2) for depth, _ in parts]
    text = "".join(one + gap for one, (_, gap) in zip(nested, parts, strict=True))
    if any(is_too_deep(one) for one in nested):
        assert is_too_deep(text)
    if "\n\n" in text and is_too_deep(text):
        assert any(is_too_deep(part) for part in text.split("\n\n"))


@given(st.lists(st.integers(1, 6), min_size=1, max_size=8))
@example([1, 3])
@example([4, 2])
def test_headings_within_another_text_begin_below_it_and_skip_no_level(levels):
    text = "\n\n".join(f"{'#' * level} Heading" for level in levels)
    body = set_below(read_prose(text).body, 3)
    made = [block.level for block in body.blocks if isinstance(block, Heading)]
    assert made[0] == 1
    assert all(1 <= after <= before + 1 for before, after in pairwise(made))
    assert len(made) == len(levels)
    page = with_ids(str(html(body, "index.md", {}, link_to_page)))
    assert page.count("<h") == len(levels)
    assert not list(contents(page))
