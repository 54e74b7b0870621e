"""Law 1 from end to end: every word of a file, known by itself, stands on the paper's page once and in order."""

import re
from io import BytesIO
from typing import Any

import pytest
import typst
from docx import Document
from lxml import html
from projects import templates

from build_scripts.build import build
from build_scripts.importers.formats import read_file
from build_scripts.importers.transcript import transcript
from build_scripts.start.scaffold import new_course

PARAGRAPHS = (
    "The levy on salt was old, and nobody in the lower town had ever been asked about it before the vote was held.",
    "The vote was held in the winter, when the ferry did not run, and most of the delegates could not come in time.",
    "The miller denied it in a letter that was found in the attic of the mill, which nobody had read before that.",
)
HEADING = "Who asked the lower town"
WORDS = [*PARAGRAPHS[0].split(), *HEADING.split(), *PARAGRAPHS[1].split(), *PARAGRAPHS[2].split()]


def docx() -> bytes:
    document = Document()
    document.add_paragraph(PARAGRAPHS[0])
    document.add_heading(HEADING, 1)
    document.add_paragraph(PARAGRAPHS[1])
    document.add_paragraph(PARAGRAPHS[2])
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def page() -> bytes:
    first, second, third = (f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f"<!DOCTYPE html><title>x</title><article>{first}<h2>{HEADING}</h2>{second}{third}</article>".encode()
    )


def jats() -> bytes:
    first, second, third = (f"<p>{text}</p>" for text in PARAGRAPHS)
    return (
        f'<?xml version="1.0"?><article><front/><body>{first}<sec><title>{HEADING}</title>{second}{third}</sec></body></article>'
    ).encode()


def markdown() -> bytes:
    return "\n\n".join((PARAGRAPHS[0], f"# {HEADING}", *PARAGRAPHS[1:])).encode()


def plain() -> bytes:
    return "\n\n".join((PARAGRAPHS[0], HEADING, *PARAGRAPHS[1:])).encode()


def pdf() -> bytes:
    text = "\n\n".join((PARAGRAPHS[0], f"= {HEADING}", *PARAGRAPHS[1:]))
    made: Any = typst.compile(f"#set par(justify: true)\n#set page(width: 90mm)\n{text}".encode())
    return bytes(made)


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("paper.html", page),
        ("paper.xml", jats),
        ("paper.txt", plain),
        pytest.param("paper.docx", docx, marks=pytest.mark.slow),
        pytest.param("paper.md", markdown, marks=pytest.mark.slow),
        pytest.param("paper.pdf", pdf, marks=pytest.mark.slow),
    ],
)
def test_every_word_of_a_file_stands_on_the_paper_s_page_once_and_in_order(name, make):
    reading = read_file(name, make(), {})
    built = build(dict(new_course(transcript(reading, f"original.{name}", ""), reading)) | templates())
    assert not built.failed, built.problems
    (text,) = [one.text for one in built.pages if one.page.path == "paper.md"]
    tree = html.fromstring(f"<div>{text}</div>")
    for ours in tree.xpath(
        "//*[@data-editorial] | //*[contains(@class, 'editors')] | //section[@class='words'] | //h1"
    ):
        ours.drop_tree()
    shown = re.findall(r"\S+", tree.text_content())
    assert shown == WORDS
