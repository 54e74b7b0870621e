"""The format of a file is known by its content; what is no paper is refused in words."""

import random
import sys
from contextlib import suppress

import pytest
from word_files import docx, paragraph, zipped

from build_scripts.importers.formats import decoded, format_of, read_file
from build_scripts.importers.reading import Harm, Refused

JATS = b'<?xml version="1.0"?><!DOCTYPE article PUBLIC "-//NLM//DTD JATS" "x.dtd"><article><front/></article>'


@pytest.mark.parametrize(
    ("name", "data", "form"),
    [
        ("a.txt", b"%PDF-1.7 ...", "pdf"),
        ("paper", b"\n%PDF-1.4", "pdf"),
        ("a.doc", rb"{\rtf1 text}", "rtf"),
        ("a.pdf", docx(paragraph("Salt")), "docx"),
        ("a.zip", zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": ""}), "odt"),
        ("a", zipped({"mimetype": "application/epub+zip"}), "epub"),
        ("a.xml", JATS, "jats"),
        ("a.txt", JATS, "jats"),
        ("a.nxml", b"<article xmlns:x='y'><body/></article>", "jats"),
        ("a.xml", b"<!DOCTYPE html><html></html>", "html"),
        ("a.html", b"<article>x</article>", "html"),
        ("a.txt", b"  <HTML><body>x", "html"),
        ("a.txt", rb"% a paper" + b"\n" + rb"\documentclass{article}", "latex"),
        ("a.tex", b"Only a part", "latex"),
        ("a.md", b"# Salt", "markdown"),
        ("a.RMD", b"# Salt", "markdown"),
        ("a.qmd", b"---\ntitle: Salt\n---", "markdown"),
        ("a.txt", b"Salt < bread", "text"),
        ("paper", "Über Salz".encode("utf-16"), "text"),
        ("a.xml", '<?xml version="1.0" encoding="UTF-16"?><article/>'.encode("utf-16"), "jats"),
        (
            "a.xml",
            b"<?xml version='1.0'?><?a?> <!-- x --><!DOCTYPE article [<!ENTITY a 'b'>]><article/>",
            "jats",
        ),
        ("a.txt", b"<?xml?>" + b"<?a?>" * 1000 + b"1", "text"),
        ("a.txt", b"<?xml?>" + b"<!-- a -->" * 1000 + b"1", "text"),
        ("a.txt", b"<?xml?>" + b"<!DOCTYPE a []>" * 1000 + b"1", "text"),
    ],
)
def test_the_content_says_what_a_file_is(name, data, form):
    """Also of files that would take ages, were every way to cut them tried."""
    assert format_of(name, data) == form


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.pdf", b"", "is empty"),
        ("a.txt", b" \r\n\x00", "is empty"),
        ("a.pdf", b"\x89PNG\r\n\x1a\n....", "OCR"),
        ("a.jpg", b"\xff\xd8\xff\xe0....", "OCR"),
        ("a.mp3", b"ID3....", "transcript"),
        ("a.mp4", b"\x00\x00\x00\x20ftypisom", "transcript"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(100), ".docx"),
        ("a.xlsx", zipped({"[Content_Types].xml": "spreadsheetml"}), "not a paper"),
        ("a.pptx", zipped({"[Content_Types].xml": "presentationml"}), "presentation"),
        ("a.csv", b"a,b\n1,2", "a table, not a paper"),
        ("a.bib", b"@book{x}", "a list of works, not a paper"),
        ("a.zip", zipped({"paper/berg.pdf": "%PDF"}), "paper/berg.pdf"),
        ("a.zip", zipped({"photos/a.jpg": "x"}), "none in it"),
        ("a.gz", b"\x1f\x8b\x08", "unpack it"),
        ("a.ps", b"%!PS-Adobe", "make a PDF"),
        ("a.xml", b"<?xml version='1.0'?><TEI><text/></TEI>", "TEI"),
        ("a.xml", b"<?xml version='1.0'?><feed><x/></feed>", "<feed>"),
        ("a.pages", zipped({"Index/Document.iwa": "x"}), "Pages"),
        ("a.bin", bytes(range(1, 256)) + b"\x00\x01", "cannot be read"),
    ],
)
def test_what_is_no_paper_is_refused_in_words(name, data, why):
    with pytest.raises(Refused) as refused:
        read_file(name, data, {})
    assert why in str(refused.value)


@pytest.mark.parametrize(
    ("data", "text", "guessed"),
    [
        ("Brücke".encode(), "Brücke", False),
        (b"\xef\xbb\xbfBr\xc3\xbccke", "Brücke", False),
        ("Brücke".encode("utf-16"), "Brücke", False),
        ("Bridges and towns".encode("utf-16-le"), "Bridges and towns", True),
        ("Bridges and towns".encode("utf-16-be"), "Bridges and towns", True),
        (b"Br\xfccke \x96 \x93Salz\x94", "Brücke – “Salz”", True),
        ("Brücke".encode("utf-32"), "Brücke", False),
    ],
)
def test_encodings(data, text, guessed):
    assert decoded(data)[0] == text
    assert bool(decoded(data)[1]) == guessed


@pytest.mark.slow
def test_a_guessed_encoding_is_a_doubt():
    reading = read_file("a.md", "# Br\xfccke\n\nDas Salz war t\xfcr.\n".encode("cp1252"), {})
    assert reading.doubts[0].harm is Harm.LOST
    assert "Windows-1252" in reading.doubts[0].message


def test_a_missing_package_is_told_with_the_command(monkeypatch):
    monkeypatch.setitem(sys.modules, "lxml", None)
    monkeypatch.setitem(sys.modules, "pypandoc", None)
    for module in ("office", "word", "opendocument"):
        monkeypatch.delitem(sys.modules, f"build_scripts.importers.pandoc.{module}", raising=False)
    for name, data in (("a.docx", docx(paragraph("Salt"))), ("a.md", b"# Salt\n\nIt was old.")):
        with pytest.raises(Refused, match="make readers"):
            read_file(name, data, {})


@pytest.mark.slow
def test_a_file_without_words_is_refused():
    with pytest.raises(Refused, match="no text"):
        read_file("a.md", b"* * *\n", {})


@pytest.mark.slow
@pytest.mark.parametrize("size", [4, 50, 400])
def test_files_of_chance_are_refused_or_read(size):
    """No file ends in a traceback, whatever its first bytes promise."""
    starts = [
        b"{\\rtf1 ",
        b"PK\x03\x04",
        b"<?xml version='1.0'?><article>",
        b"\\documentclass{a}",
        b"---\n",
        b"<html>",
    ]
    chance = random.Random(size)
    for start in starts:
        data = start + bytes(chance.randrange(256) for _ in range(size))
        for name in ("a.md", "a.tex", "a.txt"):
            with suppress(Refused):
                assert read_file(name, data, {}).blocks


def test_a_text_that_does_not_say_its_language_is_known_by_its_words():
    said = "The levy on salt was old, and nobody in the lower town had ever been asked about it before the vote was held."
    text = f"The Salt of the Towns\n\n{said}\n\n{said} It was the first of the two that he had to pay for.\n"
    assert read_file("paper.txt", text.encode(), {}).language == "en"
