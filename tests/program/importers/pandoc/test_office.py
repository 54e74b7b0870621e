"""OpenDocument, RTF and EPUB."""

import pytest
from dots import PNG
from word_files import zipped

from build_scripts.importers.pandoc import rtf
from build_scripts.importers.pandoc.office import read_epub, read_odt, read_rtf
from build_scripts.importers.reading import Harm, Reading, Refused
from build_scripts.paper.blocks import (
    Aside,
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    MarkKind,
    Note,
    Reference,
    Table,
    Text,
    words_of,
)

SPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
    'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:dc="http://purl.org/dc/elements/1.1/"'
)
MATH = '<math xmlns="http://www.w3.org/1998/Math/MathML"><semantics><mrow><mi>x</mi><mo>=</mo><mn>8</mn></mrow><annotation encoding="StarMath 5.0">x = 8</annotation></semantics></math>'
LONG = "The levy on salt was old, and nobody in the lower town had ever been asked about it before the vote was held."


def odt(body: str, parts: dict[str, bytes | str] | None = None) -> bytes:
    styles = (
        f'<office:document-styles {SPACES}><office:styles><style:default-style style:family="paragraph">'
        '<style:text-properties fo:language="en" fo:country="GB"/></style:default-style></office:styles>'
        "<office:master-styles><style:master-page><style:header><text:p>Running head</text:p></style:header>"
        "</style:master-page></office:master-styles></office:document-styles>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body></office:document-content>",
            "styles.xml": styles,
            "META-INF/manifest.xml": '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
            **(parts or {}),
        }
    )


def p(said: str) -> str:
    return f"<text:p>{said}</text:p>"


def h(said: str, level: int = 1) -> str:
    return f'<text:h text:outline-level="{level}">{said}</text:h>'


def shown(reading: Reading, *kinds: type) -> list[object]:
    return [block for block in reading.blocks if isinstance(block, kinds)]


OBJECT = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
NOTE = '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>The charter.</text:p></text:note-body></text:note>'
COMMENT = '<office:annotation office:name="a"><dc:creator>Ed</dc:creator><text:p>Ask them.</text:p></office:annotation>'
DELETED = (
    '<text:tracked-changes><text:changed-region text:id="c"><text:deletion><text:p>never</text:p></text:deletion>'
    "</text:changed-region></text:tracked-changes>"
)


@pytest.fixture(scope="module")
def paper() -> Reading:
    return read_odt(
        odt(
            DELETED
            + p("Bridges and Salt")
            + p("Anna Berg")
            + h("The levy")
            + p(f'It was old{NOTE}, {COMMENT}said they<office:annotation-end office:name="a"/>. {LONG}')
            + p(OBJECT)
            + p(f"where {OBJECT} holds.")
            + h("References")
            + p("Berg, A. (2011). The levy."),
            {"Object 1/content.xml": MATH},
        )
    )


@pytest.mark.slow
def test_opendocument(paper):
    assert [(one.role, one.words.text) for one in shown(paper, Aside)] == [
        ("title", "Bridges and Salt"),
        ("author", "Anna Berg"),
    ]
    assert [one.words.text for one in shown(paper, Heading)] == ["The levy", "References"]
    assert shown(paper, Text)[0].words.text == f"It was old, said they. {LONG}"
    assert [(one.label, one.words.text) for one in shown(paper, Note)] == [("1", "The charter.")]
    assert [one.words.text for one in shown(paper, Reference)] == ["Berg, A. (2011). The levy."]
    assert shown(paper, LeftOut) == [LeftOut(text="Running head")]
    assert paper.language == "en-GB"


@pytest.mark.slow
def test_formulas_comments_and_deletions_of_opendocument(paper):
    assert shown(paper, Formula) == [Formula(tex="x = 8")]
    where = shown(paper, Text)[1]
    assert where.words.text == "where x = 8 holds."
    assert [mark.kind for mark in where.words.marks] == [MarkKind.FORMULA]
    assert paper.comments == (("said they", "Ed: Ask them."),)
    (doubt,) = paper.doubts
    assert (doubt.harm, "“never”" in doubt.message) == (Harm.LOST, True)


@pytest.mark.slow
def test_an_object_that_is_no_formula_is_told():
    reading = read_odt(
        odt(p(LONG) + p(OBJECT), {"Object 1/content.xml": f"<office:document-content {SPACES}/>"})
    )
    assert "1 object" in reading.doubts[0].message


@pytest.mark.parametrize("data", [b"", b"PK", zipped({"mimetype": "x"}), zipped({"content.xml": "<a>"})])
def test_damaged_opendocument_is_refused(data):
    with pytest.raises(Refused):
        read_odt(data)


@pytest.mark.slow
def test_rtf_with_a_note_a_table_and_a_picture():
    picture = PNG.hex()
    source = (
        r"{\rtf1\ansi{\b Bridges and Salt}\par Anna Berg\par {\b 1. The levy}\par It was {\i old}"
        r"{\super \chftn}{\footnote \pard\plain The charter.}, said they, and " + LONG + r"\par "
        r"\trowd\cellx100\cellx200\intbl Town\cell Bridges\cell\row\trowd\cellx100\cellx200\intbl Upper\cell 12\cell\row\pard "
        r"{\pict\pngblip\picw1\pich1 " + picture + r"}\par {\b References}\par Berg, A. (2011).\par }"
    )
    reading = read_rtf(source.encode())
    assert [(one.level, one.words.text) for one in shown(reading, Heading)] == [
        (1, "1. The levy"),
        (1, "References"),
    ]
    assert [one.words.text for one in shown(reading, Aside)] == ["Bridges and Salt", "Anna Berg"]
    assert [one.words.text for one in shown(reading, Note)] == ["The charter."]
    assert [[cell.text for cell in row] for row in shown(reading, Table)[0].rows] == [
        ["Town", "Bridges"],
        ["Upper", "12"],
    ]
    assert list(reading.pictures.values()) == [PNG]
    assert [one.picture for one in shown(reading, Figure)] == list(reading.pictures)
    assert [one.words.text for one in shown(reading, Reference)] == ["Berg, A. (2011)."]


def epub(body: str) -> bytes:
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
        "<dc:title>Bridges and Salt</dc:title><dc:creator>Anna Berg</dc:creator><dc:language>en-GB</dc:language>"
        "<dc:date>2014-03-05</dc:date><dc:rights>CC BY 4.0</dc:rights></metadata>"
        '<manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="i" href="mill.png" '
        'media-type="image/png"/></manifest><spine><itemref idref="a"/></spine></package>'
    )
    return zipped(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
            '<rootfile full-path="OEBPS/p.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
            "OEBPS/p.opf": package,
            "OEBPS/a.xhtml": f'<!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{body}</body></html>',
            "OEBPS/mill.png": PNG,
        }
    )


@pytest.mark.slow
def test_epub():
    reading = read_epub(
        epub(
            '<h1>The levy</h1><p>It was <em>old</em>.</p><blockquote><p>Never.</p></blockquote><img src="mill.png" alt="A mill"/>'
        )
    )
    assert [(one.role, one.words.text) for one in shown(reading, Aside)][:2] == [
        ("title", "Bridges and Salt"),
        ("author", "Anna Berg"),
    ]
    assert reading.citation["issued"] == {"date-parts": [[2014, 3, 5]]}
    assert (reading.language, reading.licence) == ("en-GB", "CC BY 4.0")
    assert [one.words.text for one in shown(reading, Heading)] == ["The levy"]
    assert [one.form for one in shown(reading, Text)] == [Form.PARAGRAPH, Form.QUOTATION]
    assert [(one.picture, one.alternative) for one in shown(reading, Figure)] == [("mill.png", "A mill")]


@pytest.mark.slow
def test_an_epub_with_entities_of_its_own_is_refused():
    with pytest.raises(Refused, match="entities"):
        read_epub(zipped({"a.xhtml": '<!DOCTYPE html [<!ENTITY a "aaa">]><html/>'}))


@pytest.mark.parametrize(
    ("given", "made"),
    [
        (rb"\u8220?phase", rb"\u8220\'3fphase"),
        (rb"\u8220 ?phase", rb"\u8220 \'3fphase"),
        (rb"\u8211-1", rb"\u8211\'3f1"),
        (rb"\u233\'e9t", rb"\u233\'3ft"),
        (rb"\uc0\u8220 phase", rb"\uc0\u8220 phase"),
        (rb"{\uc2\u8220??}\u8220?x", rb"{\uc2\u8220\'3f\'3f}\u8220\'3fx"),
        (rb"{\uc0{\u8220 a}}", rb"{\uc0{\u8220 a}}"),
        (rb"{\uc2}}}\u1?x", rb"{\uc2}}}\u1\'3fx"),
        (rb"a \{b\} \bin3 }}}c", rb"a \{b\} c"),
    ],
)
def test_signs_of_rtf_do_not_swallow_letters(given, made):
    assert rtf.prepared(given) == made


@pytest.mark.parametrize("data", [b"\\pngblip" + b"\\a " * 1000 + b"z", b"\\pngblip" * 20_000])
def test_a_picture_of_rtf_without_an_end_takes_no_ages(data):
    """Were every way to read its settings tried, it would be years."""
    assert list(rtf.pictures(data)) == []


@pytest.mark.slow
def test_words_after_a_sign_of_rtf_are_whole():
    reading = read_rtf(rb"{\rtf1\ansi \u8220?phase\u8221? and 0\u8211-1.\par}")
    assert shown(reading, Text)[0].words.text == "“phase” and 0–1."


@pytest.mark.slow
def test_signs_that_readers_write_for_themselves_mean_nothing_in_a_file():
    """U+FDD5 in an RTF: a word between two of them is a word."""
    reading = read_rtf(
        rb"{\rtf1\ansi One \u64981?two\u64981? three four, and a few more words of a paragraph.\par}"
    )
    said = " ".join(words.text for block in reading.blocks for words in words_of(block))
    assert all(word in said for word in ("One", "two", "three", "four"))
