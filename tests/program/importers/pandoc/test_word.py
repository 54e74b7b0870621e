"""Word files: what a person sees in them is what comes out, with and without styles."""

from contextlib import suppress

import pytest
from dots import PNG
from word_files import SPACES, W, docx, item, levels, note, paragraph, picture, run, table, zipped

from build_scripts.importers.archive import Archive
from build_scripts.importers.pandoc.office import read_docx
from build_scripts.importers.pandoc.word import Look, prepared
from build_scripts.importers.reading import Harm, Reading, Refused
from build_scripts.importers.transcript import transcript
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
from build_scripts.paper.paper_md import read_paper_md
from build_scripts.paper.write_md import write_paper_md

LONG = "The levy on salt was old, and nobody in the lower town had ever been asked about it before the vote was held."
BOLD = "<w:b/>"


def shown(reading: Reading, *kinds: type) -> list[object]:
    return [block for block in reading.blocks if isinstance(block, kinds)]


def headings(reading: Reading) -> list[tuple[int, str]]:
    return [(block.level, block.words.text) for block in shown(reading, Heading)]


def said(reading: Reading, form: Form) -> list[str]:
    return [block.words.text for block in shown(reading, Text) if block.form is form]


def letters_of(reading: Reading) -> str:
    return " ".join(words.text for block in reading.blocks for words in words_of(block))


def marks(block: Text) -> list[tuple[str, str, str]]:
    return [(block.words.text[one.start : one.end], one.kind.value, one.value) for one in block.words.marks]


# What needs no pandoc


def test_labels_are_what_word_prints():
    body = [item("one"), item("sub", 1), item("sub", 1), item("two"), item("sub", 1), item("new", 0, 4)]
    body += [
        item("a", 0, 3),
        item("b", 1, 3),
        item("c", 2, 3),
        item("d", 1, 3),
        item("•", 0, 2),
        item("o", 1, 2),
    ]
    facts = prepared(Archive(docx(*body))).facts
    assert [fact.label for fact in facts] == [
        *["1.", "(a)", "(b)", "2.", "(a)", "1."],
        *["1", "1.1", "1.1.1", "1.2", "•", "○"],
    ]


@pytest.mark.parametrize(
    ("form", "labels"),
    [
        ("lowerLetter", ["a", "b", "c"]),
        ("upperRoman", ["I", "II", "III"]),
        ("decimalZero", ["01", "02", "03"]),
        ("none", ["", "", ""]),
    ],
)
def test_forms_of_numbers(form, labels):
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{levels((form, "%1"))}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    facts = prepared(Archive(docx(*(item(sign) for sign in "xyz"), numbering=numbering))).facts
    assert [fact.label for fact in facts] == labels


def test_how_letters_look_comes_from_runs_and_styles():
    body = [
        paragraph(run("All ", BOLD), run("bold", BOLD)),
        paragraph(run("Half ", BOLD), run("bold")),
        paragraph("By its style", style="Fat"),
        paragraph(run("Not bold", '<w:b w:val="0"/>'), style="Fat"),
        paragraph(run("Large", '<w:sz w:val="32"/>')),
    ]
    looks = [fact.look for fact in prepared(Archive(docx(*body))).facts]
    assert [look.bold for look in looks] == [True, False, True, False, False]
    assert looks[-1] == Look(size=16.0)


def test_a_style_in_another_language_is_a_heading_all_the_same():
    (fact,) = prepared(Archive(docx(paragraph("Die Brücke", style="berschrift2")))).facts
    assert (fact.style, fact.outline) == ("heading 2", 2)


def test_the_language_is_that_of_most_letters():
    word = prepared(Archive(docx(paragraph(LONG), paragraph("Salz", look='<w:lang w:val="de-DE"/>'))))
    assert word.language == "en-GB"
    assert [fact.language for fact in word.facts] == ["en-GB", "de-DE"]


def test_styles_that_are_based_on_themselves_end():
    styles = (
        f'<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="A"><w:name w:val="A"/><w:basedOn w:val="A"/>'
        "</w:style></w:styles>"
    )
    (fact,) = prepared(
        Archive(docx(paragraph("Salt", style="A"), parts={"word/styles.xml": styles.encode()}))
    ).facts
    assert fact.text == "Salt"


# Hostile files


def refusal(data: bytes) -> str:
    with pytest.raises(Refused) as refused:
        read_docx(data)
    return str(refused.value)


def test_an_old_or_protected_word_file_is_refused_with_advice():
    assert ".docx" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04 no archive", b"PK" + bytes(100)])
def test_a_damaged_archive_is_refused(data):
    assert "damaged" in refusal(data)


def test_entities_are_refused():
    bomb = f'<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document xmlns:w="{W}"><w:body>&b;</w:body></w:document>'
    assert "entities" in refusal(docx(parts={"word/document.xml": bomb.encode()}))
    assert "entities" in refusal(docx(paragraph(LONG), parts={"word/footnotes.xml": bomb.encode()}))


def test_what_unpacks_to_too_much_is_refused():
    assert "far more than any paper" in refusal(
        docx(paragraph(LONG), parts={f"word/{at}.bin": bytes(60_000_000) for at in range(6)})
    )
    assert "too large" in refusal(docx(parts={"word/document.xml": b" " * 60_000_000}))
    assert "far more" in refusal(zipped({f"{at}.xml": b"" for at in range(5_001)}))


def test_a_part_that_is_no_xml_is_refused():
    assert "damaged" in refusal(docx(parts={"word/document.xml": b"<w:document>"}))
    assert "damaged" in refusal(zipped({"[Content_Types].xml": b"<Types/>"}))


@pytest.mark.slow
def test_paragraphs_nested_without_end_are_refused_or_read():
    deep = "<w:p>" + "<w:hyperlink>" * 300 + run("deep") + "</w:hyperlink>" * 300 + "</w:p>"
    with suppress(Refused):
        assert "deep" in letters_of(read_docx(docx(deep)))


# With pandoc


@pytest.mark.slow
def test_headings_by_styles():
    reading = read_docx(
        docx(
            paragraph("The levy", style="berschrift1"),
            paragraph(LONG),
            paragraph("Its age", style="berschrift2"),
            paragraph(LONG),
        )
    )
    assert headings(reading) == [(1, "The levy"), (2, "Its age")]
    assert not reading.doubts


@pytest.mark.slow
def test_headings_without_styles():
    """Bold, numbered by hand, in italics, numbered by Word, in capitals: as people make them."""
    reading = read_docx(
        docx(
            paragraph("Bridges and Salt", look=BOLD, settings='<w:jc w:val="center"/>'),
            paragraph("Anna Berg"),
            paragraph("University of Eaton, berg@example.org"),
            paragraph(run("Abstract", BOLD), run(". This essay asks who paid.")),
            paragraph("1. Who paid for the bridge?", look=BOLD),
            paragraph(LONG),
            paragraph("1.1 The vote", look=BOLD),
            paragraph(LONG),
            paragraph("1.1.1\tThe letter"),
            paragraph(LONG),
            paragraph("What the miller wrote", look="<w:i/>"),
            paragraph(LONG),
            paragraph("2. The bridge", look=BOLD),
            paragraph(LONG),
            paragraph("References", look=BOLD),
            paragraph("Berg, A. (2011). The levy."),
        )
    )
    assert headings(reading) == [
        (1, "Abstract"),
        (1, "1. Who paid for the bridge?"),
        (2, "1.1 The vote"),
        (3, "1.1.1 The letter"),
        (2, "What the miller wrote"),
        (1, "2. The bridge"),
        (1, "References"),
    ]
    assert [(block.role, block.words.text) for block in shown(reading, Aside)] == [
        ("title", "Bridges and Salt"),
        ("author", "Anna Berg"),
        ("affiliation", "University of Eaton, berg@example.org"),
    ]
    assert reading.citation["author"] == [{"family": "Berg", "given": "Anna"}]
    assert [block.words.text for block in shown(reading, Reference)] == ["Berg, A. (2011). The levy."]
    assert not any(
        mark.kind is MarkKind.STRONG for block in shown(reading, Heading) for mark in block.words.marks
    )
    assert any(
        "What the miller wrote" in doubt.message for doubt in reading.doubts if doubt.harm is Harm.HEADING
    )


@pytest.mark.slow
def test_headings_that_word_numbers():
    reading = read_docx(
        docx(
            item("The levy", 0, 3, BOLD),
            paragraph(LONG),
            item("The vote", 1, 3, BOLD),
            paragraph(LONG),
            item("that it was slow", 0, 1),
        )
    )
    assert headings(reading) == [(1, "1 The levy"), (2, "1.1 The vote")]
    assert said(reading, Form.ITEM) == ["that it was slow"]


@pytest.mark.slow
def test_a_bold_sentence_and_a_caption_are_no_headings():
    reading = read_docx(
        docx(
            paragraph("The levy", style="berschrift1"),
            paragraph("Nobody was asked.", look=BOLD),
            paragraph("Table 1. Bridges by town", look=BOLD),
            table(("Upper", "12"), ("Lower", "4")),
        )
    )
    assert headings(reading) == [(1, "The levy")]
    (found,) = shown(reading, Table)
    assert (found.number, found.caption.text) == ("1", "Bridges by town")


@pytest.mark.slow
def test_marks_on_words():
    (block,) = shown(
        read_docx(
            docx(
                paragraph(
                    *(run("old", "<w:i/>"), run(" fat", BOLD), run(" Small", "<w:smallCaps/>"), run(" H")),
                    *(
                        run("2", '<w:vertAlign w:val="subscript"/>'),
                        run("O m"),
                        run("2", '<w:vertAlign w:val="superscript"/>'),
                    ),
                    " and the rest of a long sentence.",
                )
            )
        ),
        Text,
    )
    assert marks(block) == [
        ("old", "emphasis", ""),
        ("fat", "strong", ""),
        ("Small", "small-capitals", ""),
        ("2", "subscript", ""),
        ("2", "superscript", ""),
    ]


@pytest.mark.slow
def test_notes_have_marks_and_both_kinds_their_own_labels():
    reading = read_docx(
        docx(
            paragraph("The levy was old", note(2), " and unpopular", note(2, "endnote"), "."),
            footnotes={2: "The charter, leaf 12."},
            endnotes={2: paragraph("First.") + paragraph("Second.")},
        )
    )
    (block,) = shown(reading, Text)
    assert block.words.text == "The levy was old and unpopular."
    assert [(mark.start, mark.value) for mark in block.words.marks] == [(16, "1"), (30, "2")]
    assert [(one.label, one.words.text) for one in shown(reading, Note)] == [
        ("1", "The charter, leaf 12."),
        ("2", "First."),
        ("2", "Second."),
    ]


@pytest.mark.slow
def test_a_note_with_a_sign_of_its_own_is_not_counted():
    own = '<w:r><w:footnoteReference w:customMarkFollows="1" w:id="2"/><w:t>*</w:t></w:r>'
    reading = read_docx(
        docx(
            paragraph("The levy", own, " was old", note(3), "."), footnotes={2: "Thanks.", 3: "The charter."}
        )
    )
    (block,) = shown(reading, Text)
    assert block.words.text == "The levy was old."
    assert [(mark.start, mark.value) for mark in block.words.marks] == [(8, "*"), (16, "1")]
    assert [(one.label, one.words.text) for one in shown(reading, Note)] == [
        ("*", "Thanks."),
        ("1", "The charter."),
    ]


@pytest.mark.slow
def test_words_beside_a_note_in_its_run_are_kept():
    mark = '<w:r><w:rPr><w:i/></w:rPr><w:t>The levy</w:t><w:footnoteReference w:id="2"/><w:t> was old.</w:t></w:r>'
    (block,) = shown(read_docx(docx(paragraph(mark), footnotes={2: "The charter."})), Text)
    assert block.words.text == "The levy was old."
    assert [(mark.start, mark.value) for mark in block.words.marks if mark.kind is MarkKind.NOTE] == [
        (8, "1")
    ]


@pytest.mark.slow
def test_a_table_of_contents_is_left_out():
    listed = (
        '<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj></w:sdtPr>'
        f"<w:sdtContent>{paragraph('Contents')}{paragraph(chr(9).join(('The levy', '1')))}</w:sdtContent></w:sdt>"
    )
    reading = read_docx(docx(listed, paragraph("The levy", style="berschrift1"), paragraph(LONG)))
    assert [block.text for block in shown(reading, LeftOut)] == ["Contents", "The levy 1"]
    assert headings(reading) == [(1, "The levy")]


@pytest.mark.slow
def test_lists_keep_their_labels_and_depths():
    reading = read_docx(
        docx(
            *(
                item("one"),
                item("sub", 1),
                item("two"),
                paragraph("goes on", style="ListParagraph"),
                paragraph(LONG),
            ),
            *(item("again", 0, 4), paragraph("•\ttyped"), paragraph("(a)\ttyped, too")),
        )
    )
    assert [
        (block.label, block.depth, block.words.text)
        for block in shown(reading, Text)
        if block.form is Form.ITEM
    ] == [
        ("1.", 0, "one"),
        ("(a)", 1, "sub"),
        ("2.", 0, "two"),
        ("", 0, "goes on"),
        ("1.", 0, "again"),
        ("•", 0, "typed"),
        ("(a)", 0, "typed, too"),
    ]


@pytest.mark.slow
def test_quotations_by_style_and_by_indent():
    both = '<w:ind w:left="720" w:right="720"/>'
    reading = read_docx(
        docx(
            *(
                paragraph(LONG),
                paragraph("We shall not pay.", style="Quote"),
                paragraph(LONG + " They said:"),
            ),
            *(
                paragraph("Nor again.", settings='<w:ind w:left="720"/>'),
                paragraph(LONG),
                paragraph("Never.", settings=both),
            ),
            paragraph(LONG),
        )
    )
    assert said(reading, Form.QUOTATION) == ["We shall not pay.", "Nor again.", "Never."]


@pytest.mark.slow
def test_verse_keeps_its_lines():
    reading = read_docx(
        docx(
            paragraph("When the water stands\n\tthe ferry stands still;\nwhen it is down"),
            paragraph(LONG + "\n" + LONG),
        )
    )
    assert said(reading, Form.VERSE) == [
        "When the water stands\n    the ferry stands still;\nwhen it is down"
    ]
    assert said(reading, Form.PARAGRAPH) == [f"{LONG} {LONG}"]


@pytest.mark.slow
def test_glosses_in_tables_and_by_tabs():
    reading = read_docx(
        docx(
            table(
                ("(1)", "Ho", "sentito", "ieri"),
                ("", "have", "heard", "yesterday"),
                ("", "‘I heard’", "", ""),
            ),
            paragraph("Another:"),
            paragraph("(2)\tHo\tsentito\tieri"),
            paragraph("\thave\theard\tyesterday"),
        )
    )
    assert [(block.form, block.words.text) for block in shown(reading, Text)] == [
        (Form.GLOSS, "(1)\nHo\tsentito\tieri\nhave\theard\tyesterday\n‘I heard’"),
        (Form.PARAGRAPH, "Another:"),
        (Form.GLOSS, "(2)\nHo\tsentito\tieri\nhave\theard\tyesterday"),
    ]


@pytest.mark.slow
def test_tabs_that_do_not_stand_under_each_other_are_spaces():
    reading = read_docx(docx(paragraph("one\ttwo\tthree"), paragraph("one\ttwo\tthree\tfour")))
    assert said(reading, Form.PARAGRAPH) == ["one two three", "one two three four"]


@pytest.mark.slow
def test_tables_have_headers_captions_and_sources():
    reading = read_docx(
        docx(
            paragraph("Table 2: Bridges by town"),
            table(("Town", "Bridges"), ("Upper", "12"), header=True),
            paragraph("Source: town book."),
        )
    )
    (found,) = reading.blocks
    assert [[cell.text for cell in row] for row in found.rows] == [["Town", "Bridges"], ["Upper", "12"]]
    assert (found.number, found.heads, found.source.text) == ("2", 1, "Source: town book.")


@pytest.mark.slow
def test_cells_that_span_several_are_followed_by_empty_ones():
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{paragraph("both")}</w:tc>'
    high = f'<w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{paragraph("high")}</w:tc>'
    on = f"<w:tc><w:tcPr><w:vMerge/></w:tcPr>{paragraph('')}</w:tc>"
    rows = [wide, high + f"<w:tc>{paragraph('a')}</w:tc>", on + f"<w:tc>{paragraph('b')}</w:tc>"]
    body = "".join(f"<w:tr>{row}</w:tr>" for row in rows)
    grid = f'<w:tbl><w:tblGrid><w:gridCol w:w="9"/><w:gridCol w:w="9"/></w:tblGrid>{body}</w:tbl>'
    (found,) = read_docx(docx(grid)).blocks
    assert [[cell.text for cell in row] for row in found.rows] == [["both", ""], ["high", "a"], ["", "b"]]


@pytest.mark.slow
def test_pictures_with_their_texts_and_those_that_browsers_do_not_show():
    reading = read_docx(
        docx(
            *(
                paragraph(picture("rId100", "A salt mill")),
                paragraph("Figure 1: The mill"),
                paragraph(picture("rId101")),
            ),
            pictures={"image1.png": PNG, "image2.emf": b"\x01\x00\x00\x00" + bytes(36) + b" EMF"},
        )
    )
    assert [
        (one.number, one.picture, one.alternative, one.caption.text) for one in shown(reading, Figure)
    ] == [
        ("1", "image1.png", "A salt mill", "The mill"),
        ("", "", "", ""),
    ]
    assert reading.pictures == {"image1.png": PNG}
    (doubt,) = reading.doubts
    assert (doubt.harm, doubt.block) == (Harm.DISPLAY, 1)
    assert "EMF" in doubt.message


@pytest.mark.slow
def test_a_chart_is_a_figure_without_a_picture_and_a_doubt():
    chart = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="C" descr="Bars"/><a:graphic><a:graphicData uri="u">'
        '<c:chart r:id="rId9"/></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )
    reading = read_docx(docx(paragraph(LONG), paragraph(chart), paragraph("Figure 3. Salt")))
    assert reading.blocks[1] == Figure(number="3", caption=words("Salt"), alternative="Bars")
    assert any(
        doubt.harm is Harm.LOST and "chart" in doubt.message and doubt.block == 1 for doubt in reading.doubts
    )


def words(text: str) -> object:
    from build_scripts.importers.runs import plain

    return plain(text)


@pytest.mark.slow
def test_formulas_are_tex():
    square = "<m:oMath><m:sSup><m:e><m:r><m:t>a</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"
    reading = read_docx(
        docx(paragraph("where ", square, " holds."), paragraph(f"<m:oMathPara>{square}</m:oMathPara>"))
    )
    assert marks(reading.blocks[0]) == [("a^{2}", "formula", "")]
    assert reading.blocks[1] == Formula(tex="a^{2}")


@pytest.mark.slow
def test_comments_insertions_and_deletions():
    reading = read_docx(
        docx(
            paragraph(
                *('<w:commentRangeStart w:id="0"/>', "Who paid?", '<w:commentRangeEnd w:id="0"/>'),
                *('<w:r><w:commentReference w:id="0"/></w:r>', " Nobody "),
                '<w:del w:id="9" w:author="A"><w:r><w:delText>ever</w:delText></w:r></w:del>',
                '<w:ins w:id="8" w:author="A"><w:r><w:t>knows</w:t></w:r></w:ins>',
                ".",
            ),
            comments=f'<w:comment w:id="0" w:author="Ed">{paragraph("Ask them.")}</w:comment>',
        )
    )
    (block,) = reading.blocks
    assert block.words.text == "Who paid? Nobody knows."
    assert reading.comments == (("Who paid?", "Ed: Ask them."),)
    assert [doubt.harm for doubt in reading.doubts] == [Harm.LOST, Harm.DETAIL]
    assert "“ever”" in reading.doubts[0].message


@pytest.mark.slow
def test_other_languages_and_directions():
    reading = read_docx(
        docx(
            *(paragraph(LONG), paragraph("Der Zoll war alt.", look='<w:lang w:val="de-DE"/>')),
            paragraph("كان الجسر قديما", settings="<w:bidi/>", look='<w:rtl/><w:lang w:bidi="ar-SA"/>'),
            paragraph("The color of salt.", look='<w:lang w:val="en-US"/>'),
        )
    )
    assert reading.language == "en-GB"
    assert [block.language for block in reading.blocks] == ["", "de-DE", "ar-SA", ""]


@pytest.mark.slow
def test_words_in_boxes_and_at_the_head_of_pages_are_kept_apart():
    box = f'<w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>{paragraph("In a box.")}</w:txbxContent></v:textbox></v:shape></w:pict></w:r>'
    head = f"<w:hdr {SPACES}>{paragraph('Running head')}</w:hdr>"
    reading = read_docx(docx(paragraph(LONG), f"<w:p>{box}</w:p>", parts={"word/header1.xml": head.encode()}))
    assert shown(reading, LeftOut) == [LeftOut(text="In a box."), LeftOut(text="Running head")]
    (doubt,) = reading.doubts
    assert (doubt.harm, doubt.block) == (Harm.LOST, 1)


@pytest.mark.slow
def test_citations_of_a_reference_manager_are_links_and_works():
    code = (
        'ADDIN ZOTERO_ITEM CSL_CITATION {"citationID":"a","properties":{"formattedCitation":"(Berg 2011)"},"citationItems":'
        '[{"id":7,"uris":["http://zotero.org/users/1/items/7"],"itemData":{"id":7,"type":"book","title":"The levy",'
        '"author":[{"family":"Berg","given":"Anna"}],"issued":{"date-parts":[["2011"]]}}}],"schema":"x"}'
    ).replace('"', "&quot;")
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> '
        f'{code} </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("(Berg 2011)")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    entries = field.replace(code, "ADDIN ZOTERO_BIBL {} CSL_BIBLIOGRAPHY").replace(
        "(Berg 2011)", "Berg, Anna. 2011. The levy."
    )
    reading = read_docx(
        docx(paragraph("It was old ", field, "."), paragraph("References", look=BOLD), paragraph(entries))
    )
    (block,) = shown(reading, Text)
    (work,) = reading.works
    assert marks(block) == [("(Berg 2011)", "cites", work["id"])]
    assert work["title"] == "The levy"
    assert [entry.words.text for entry in shown(reading, Reference)] == ["Berg, Anna. 2011. The levy."]


@pytest.mark.slow
def test_every_word_of_a_file_comes_out():
    """Whatever Word puts around words, they are in a block."""
    around = [
        "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>",
        '<w:smartTag w:element="x">{}</w:smartTag>',
        '<w:hyperlink w:anchor="y">{}</w:hyperlink>',
        '<w:fldSimple w:instr=" REF x ">{}</w:fldSimple>',
        '<w:ins w:id="1" w:author="A">{}</w:ins>',
        '<w:moveTo w:id="1" w:author="A">{}</w:moveTo>',
        '<w:customXml w:element="z">{}</w:customXml>',
        "<w:bdo>{}</w:bdo>",
        "<w:r><w:ruby><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>",
    ]
    body = [paragraph("begin ", form.format(run(f"word{at}")), " end.") for at, form in enumerate(around)]
    reading = read_docx(docx(*body))
    text = letters_of(reading)
    assert [at for at in range(len(around)) if f"word{at}" not in text] == []


@pytest.mark.slow
def test_paper_md_says_what_was_read():
    """Every form that the reader yields can be written, and is read again as it is."""
    both = '<w:ind w:left="720" w:right="720"/>'
    reading = read_docx(
        docx(
            *(paragraph("Bridges and Salt", style="Title"), paragraph("Anna Berg", style="Author")),
            *(paragraph("Who paid?", style="Abstract"), paragraph("The levy", style="berschrift1")),
            paragraph(
                "The ", run("old", "<w:i/>"), " levy", note(2), "\twas *paid* [1] in $ and # and > and |."
            ),
            *(item("1. one"), item("sub", 1), item("on", 0, 2), paragraph("Never.", settings=both)),
            paragraph("When the water stands\n\tthe ferry stands still;\n* * *"),
            *(
                paragraph("Table 1. Bridges | towns"),
                table(("Town", "a|b"), ("—", "")),
                paragraph("Source: book."),
            ),
            table(("(1)", "Ho", "sentito", "ieri"), ("", "have", "heard", "yesterday")),
            *(paragraph(picture("rId100", "A mill")), paragraph("Figure 1: The mill")),
            *(paragraph("References", style="berschrift1"), paragraph("Berg, A. (2011). The levy.")),
            footnotes={2: "The charter."},
            pictures={"mill.png": PNG},
        )
    )
    source = transcript(reading, "original.docx", "0" * 64)
    again, problems = read_paper_md(write_paper_md(source))
    assert (again.blocks, problems) == (source.blocks, ())
