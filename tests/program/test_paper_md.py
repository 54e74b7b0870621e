"""`paper.md` says the same after it was written and read, and what people type in it is understood."""

from hypothesis import given
from papers import sources, words

from build_scripts.paper.blocks import tidy
from build_scripts.paper.inline import read_words, write_words
from build_scripts.paper.paper_md import read_paper_md
from build_scripts.paper.write_md import write_paper_md


@given(words())
def test_words_are_read_as_they_were_written(made):
    assert tidy(made) == made
    assert read_words(write_words(made)) == made


@given(words(in_lines=True))
def test_lines_are_read_as_they_were_written(made):
    assert tidy(made, in_lines=True) == made
    assert read_words(write_words(made), in_lines=True) == made


@given(sources())
def test_a_paper_is_read_as_it_was_written(made):
    written = write_paper_md(made)
    assert read_paper_md(written) == (made, ())
