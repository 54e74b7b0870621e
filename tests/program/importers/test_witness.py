"""What a file has and no block has is told."""

from io import BytesIO

import pytest
from docx import Document
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.importers.formats import read_file
from build_scripts.importers.reading import Harm, Reading
from build_scripts.importers.witness import witnessed
from build_scripts.paper.blocks import LeftOut, Mark, MarkKind, Note, Text, Words

PARAGRAPHS = [
    "The levy on salt was old, and nobody had ever been asked about it.",
    "The vote was held in the winter, when the ferry did not run at all.",
    "The miller denied it in a letter that was found in the attic.",
]


def word(*paragraphs: str) -> bytes:
    """A Word file with these paragraphs."""
    document = Document()
    for text in paragraphs:
        document.add_paragraph(text)
    file = BytesIO()
    document.save(file)
    return file.getvalue()


@given(st.sets(st.integers(0, 2), max_size=2))
def test_a_paragraph_that_no_block_has_is_told_with_its_words(kept):
    blocks = tuple(Text(words=Words(PARAGRAPHS[index])) for index in kept)
    doubts = witnessed("docx", word(*PARAGRAPHS), Reading(blocks)).doubts
    assert len(doubts) == 1
    assert doubts[0].harm is Harm.LOST
    assert "letters of the file are in no block" in doubts[0].message


def test_what_is_left_out_or_stands_in_another_order_is_not_lost():
    blocks = (
        Text(words=Words(PARAGRAPHS[2], (Mark(3, 3, MarkKind.NOTE, "12"),))),
        LeftOut(text=PARAGRAPHS[0]),
        Note(label="12", words=Words(PARAGRAPHS[1])),
    )
    assert witnessed("docx", word(*PARAGRAPHS, "12", "12"), Reading(blocks)).doubts == ()


@pytest.mark.slow
def test_a_word_file_is_read_without_a_loss():
    reading = read_file("paper.docx", word(*PARAGRAPHS), {})
    assert [doubt for doubt in reading.doubts if doubt.harm is Harm.LOST] == []
