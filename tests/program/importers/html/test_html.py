"""Web pages become blocks: the article, without what only stands round it, as different sites write it."""

from base64 import b64encode

import pytest
from dots import PNG
from hypothesis import given
from hypothesis import strategies as st
from laws_of_blocks import keeps_the_laws, said

from build_scripts.importers.html.reader import read_html
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
)

LONG = "The council voted for the levy in the winter of that year, when the ferry did not run and few could come."


def reading_of(page: str, beside: dict[str, bytes] | None = None) -> Reading:
    reading = read_html(page.encode(), beside or {})
    keeps_the_laws(reading)
    return reading


def of_kind(reading: Reading, kind: type) -> list:
    return [block for block in reading.blocks if isinstance(block, kind)]


def headings(reading: Reading) -> list[tuple[int, str]]:
    return [(one.level, one.words.text) for one in of_kind(reading, Heading)]


def marked(block, kind: MarkKind) -> list[tuple[str, str]]:
    return [
        (block.words.text[one.start : one.end], one.value) for one in block.words.marks if one.kind is kind
    ]


JOURNAL = f"""<!DOCTYPE html><html lang="en"><head><title>Bridges and Salt | River Studies</title>
<meta name="citation_title" content="Bridges and Salt"><meta name="citation_author" content="Berg, Anna">
<meta name="citation_author" content="Karl Holm"><meta name="citation_journal_title" content="River Studies">
<meta name="citation_volume" content="4"><meta name="citation_issue" content="2"><meta name="citation_firstpage" content="12">
<meta name="citation_lastpage" content="30"><meta name="citation_publication_date" content="2021/03/04">
<meta name="citation_doi" content="10.5555/rs.4.2"><link rel="license" href="https://creativecommons.org/licenses/by/4.0/">
<script>var hidden = 1;</script></head><body><header><a href="/">River Studies</a> <nav><ul><li>Home</li><li>Archive</li></ul></nav></header>
<div class="cookie-banner">We use cookies.</div>
<main><article><h1>Bridges and Salt</h1><p class="authors">Anna Berg and Karl Holm</p><nav class="toc"><ul><li>1 The levy</li></ul></nav>
<h2>Abstract</h2><p>This essay asks who paid.</p>
<h2>1 The levy</h2><p>{LONG} <b>Nobody</b> was asked (<a href="#ref-berg2011">Berg 2011</a>), see
<a href="https://example.org/town">the book</a>.</p>
<h4>1.1 Who voted?</h4><p>{LONG}<br>{LONG}</p><blockquote><p>Nobody at all.</p></blockquote>
<ol start="3"><li>third<ul><li>inner</li></ul></li><li><p>fourth</p><p>goes on</p></li></ol>
<dl><dt>Toll</dt><dd>What is paid.</dd></dl>
<figure><img src="img/bridge.png" alt="Two arches"><figcaption>Figure 1: The bridge</figcaption></figure>
<table><caption>Table 1. Bridges</caption><tr><th rowspan=2>Town<th colspan=2>Bridges<tr><th>old<th>new<tr><td>Upper<td>12<td>4</table>
<p>A <span lang="la">pons</span> and H<sub>2</sub>O, <math><msup><mi>x</mi><mn>2</mn></msup></math>.</p>
<math display="block"><mi>a</mi><mo>+</mo><mi>b</mi></math>
<h2>References</h2><ul><li id="ref-berg2011">Berg, A. (2011). <i>The levy on salt</i>.</li><li id="ref-holm2009">Holm, K. (2009). A bridge.</li></ul>
</article><aside>Most read: another paper</aside></main><footer>© River Studies</footer></body></html>"""


@pytest.fixture(scope="module")
def journal() -> Reading:
    return reading_of(JOURNAL, {"bridge.png": PNG})


def test_a_page_of_a_journal(journal):
    assert headings(journal) == [
        (1, "Abstract"),
        (1, "1 The levy"),
        (2, "1.1 Who voted?"),
        (1, "References"),
    ]
    asides = [(one.role, one.words.text) for one in of_kind(journal, Aside)]
    assert asides == [("title", "Bridges and Salt"), ("author", "Anna Berg and Karl Holm")]
    assert journal.citation == {
        "type": "article-journal",
        "title": "Bridges and Salt",
        "container-title": "River Studies",
        "volume": "4",
        "issue": "2",
        "DOI": "10.5555/rs.4.2",
        "page": "12-30",
        "author": [{"family": "Berg", "given": "Anna"}, {"family": "Holm", "given": "Karl"}],
        "issued": {"date-parts": [[2021, 3, 4]]},
        "language": "en",
    }
    assert journal.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert journal.language == "en"
    assert journal.doubts == ()


def test_what_stands_round_the_article_is_left_out_and_kept(journal):
    left = " / ".join(block.text for block in of_kind(journal, LeftOut))
    for words in ("Home Archive", "We use cookies.", "1 The levy", "Most read", "© River Studies"):
        assert words in left
    assert "hidden" not in said(journal)
    assert len(of_kind(journal, LeftOut)) == 3


def test_forms_of_the_text(journal):
    forms = [(one.form, one.depth, one.label, one.words.text) for one in of_kind(journal, Text)][3:]
    assert forms == [
        (Form.QUOTATION, 0, "", "Nobody at all."),
        (Form.ITEM, 0, "3.", "third"),
        (Form.ITEM, 1, "•", "inner"),
        (Form.ITEM, 0, "4.", "fourth"),
        (Form.ITEM, 0, "", "goes on"),
        (Form.ITEM, 0, "Toll", "What is paid."),
        (Form.PARAGRAPH, 0, "", "A pons and H2O, x^{2}."),
    ]


def test_marks_links_and_citations(journal):
    line = next(block for block in of_kind(journal, Text) if "Berg 2011" in block.words.text)
    assert marked(line, MarkKind.STRONG) == [("Nobody", "")]
    assert marked(line, MarkKind.CITES) == [("Berg 2011", "berg2011")]
    assert marked(line, MarkKind.LINK) == [("the book", "https://example.org/town")]
    last = of_kind(journal, Text)[-1]
    assert marked(last, MarkKind.LANGUAGE) == [("pons", "la")]
    assert marked(last, MarkKind.FORMULA) == [("x^{2}", "")]
    assert [(one.key, one.words.text) for one in of_kind(journal, Reference)] == [
        ("berg2011", "Berg, A. (2011). The levy on salt."),
        ("holm2009", "Holm, K. (2009). A bridge."),
    ]


def test_tables_figures_and_formulas(journal):
    table = of_kind(journal, Table)[0]
    assert (table.number, table.caption.text, table.heads) == ("1", "Bridges", 2)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Town", "Bridges", ""],
        ["", "old", "new"],
        ["Upper", "12", "4"],
    ]
    figure = of_kind(journal, Figure)[0]
    assert (figure.number, figure.caption.text, figure.alternative, figure.picture) == (
        "1",
        "The bridge",
        "Two arches",
        "bridge.png",
    )
    assert journal.pictures == {"bridge.png": PNG}
    assert of_kind(journal, Formula)[0].tex == "a+b"


NOTES = {
    "pandoc and Quarto": (
        '<p>The levy.<a href="#fn1" class="footnote-ref" id="fnref1" role="doc-noteref"><sup>1</sup></a> More.</p>'
        '<section id="footnotes" class="footnotes" role="doc-endnotes"><hr><ol><li id="fn1"><p>The charter.'
        '</p><p>Leaf 12.<a href="#fnref1" class="footnote-back" role="doc-backlink">↩︎</a></p></li></ol></section>'
    ),
    "Google Docs": (
        '<p><span>The levy.</span><sup><a href="#ftnt1" id="ftnt_ref1">[1]</a></sup> More.</p><hr><div><p>'
        '<a href="#ftnt_ref1" id="ftnt1">[1]</a> The charter.</p><p>Leaf 12.</p></div>'
    ),
    "Word": (
        '<p>The levy.<a href="#_ftn1" name="_ftnref1"><span>[1]</span></a> More.</p><div><div id="ftn1"><p>'
        '<a href="#_ftnref1" name="_ftn1"><span>[1]</span></a> The charter.</p><p>Leaf 12.</p></div></div>'
    ),
    "Wikisource": (
        '<p>The levy.<sup id="cite_ref-1" class="reference"><a href="#cite_note-1">[1]</a></sup> More.</p>'
        '<ol class="references"><li id="cite_note-1"><span class="mw-cite-backlink"><a href="#cite_ref-1">↑</a></span> '
        '<span class="reference-text"><p>The charter.</p><p>Leaf 12.</p></span></li></ol>'
    ),
    "Project Gutenberg": (
        '<p>The levy.<a name="FNanchor_1_1" id="FNanchor_1_1"></a><a href="#Footnote_1_1" class="fnanchor">[1]</a> More.</p>'
        '<h2>FOOTNOTES</h2><div class="footnote"><p><a name="Footnote_1_1" id="Footnote_1_1"></a>'
        '<a href="#FNanchor_1_1"><span class="label">[1]</span></a> The charter.</p><p>Leaf 12.</p></div>'
    ),
    "bare links": (
        '<p>The levy.<sup><a href="#fn1">1</a></sup> More.</p><ul><li id="fn1"><p>1. The charter.</p><p>Leaf 12.</p></li></ul>'
    ),
    "no links": (
        "<h2>One</h2><p>The levy.<sup>1</sup> More.</p><h2>Notes</h2><p>1. The charter.</p>"
    ),
    "no links and brackets": ("<h2>One</h2><p>The levy. [1] More.</p><h2>Notes</h2><p>[1] The charter.</p>"),
    "LaTeXML": (
        '<p class="ltx_p">The levy.<span class="ltx_note ltx_role_footnote" id="footnote1"><sup class="ltx_note_mark">1</sup>'
        '<span class="ltx_note_outer"><span class="ltx_note_content"><sup class="ltx_note_mark">1</sup>The charter.</span></span>'
        "</span> More.</p>"
    ),
}  # fmt: skip


@pytest.mark.parametrize("way", NOTES)
def test_notes_as_different_programs_write_them(way):
    reading = reading_of(f"<html><body><p>{LONG}</p>{NOTES[way]}</body></html>")
    line = next(block for block in of_kind(reading, Text) if block.words.text.startswith("The levy"))
    assert line.words.text == "The levy. More."
    assert [(one.start, one.end, one.value) for one in line.words.marks if one.kind is MarkKind.NOTE] == [
        (9, 9, "1")
    ]
    notes = [(one.label, one.words.text) for one in of_kind(reading, Note)]
    assert notes == [("1", "The charter."), ("1", "Leaf 12.")][: 2 if "Leaf" in NOTES[way] else 1]
    assert [one for one in reading.doubts if one.harm is not Harm.DETAIL] == []


def test_two_notes_with_one_number():
    one, two = (
        f'<p>Word{at}.<sup><a id="r{at}" href="#n{at}">1</a></sup></p><div class="footnote"><p id="n{at}"><a href="#r{at}">1</a> Note {at}.</p></div>'
        for at in (1, 2)
    )
    reading = reading_of(f"<body>{one}{two}</body>")
    assert [(block.label, block.words.text) for block in of_kind(reading, Note)] == [
        ("1", "Note 1."),
        ("1-2", "Note 2."),
    ]
    assert [marked(block, MarkKind.NOTE) for block in of_kind(reading, Text)] == [[("", "1")], [("", "1-2")]]


def test_numbered_citations_that_are_links_are_no_notes():
    entries = "".join(f'<li id="bib{at}">Entry {at}.</li>' for at in range(1, 5))
    page = (
        f"<body><h1>T</h1><h2>One</h2><p>{LONG} [<a href='#bib1'>1</a>–<a href='#bib3'>3</a>, <a href='#bib4'>4</a>]</p>"
        f"<h2>References</h2><ol>{entries}</ol></body>"
    )
    reading = reading_of(page)
    line = of_kind(reading, Text)[0]
    assert marked(line, MarkKind.CITES) == [("1–3", "bib1 bib2 bib3"), ("4", "bib4")]
    assert [one.words.text for one in of_kind(reading, Reference)][:1] == ["1. Entry 1."]
    assert of_kind(reading, Note) == []


POEMS = {
    "Gutenberg": '<div class="poem"><div class="stanza"><span class="i0">When the water stands,<br></span>\n<span class="i2">the ferry stands.<br></span></div></div>',
    "breaks": '<div class="poem"><p>When the water stands,<br>\n&nbsp;&nbsp;the ferry stands.</p></div>',
    "typed": "<pre>When the water stands,\n  the ferry stands.</pre>",
    "line by line": '<div class="verse"><div class="line">When the water stands,</div><div class="line indent2">the ferry stands.</div></div>',
}


@pytest.mark.parametrize("way", POEMS)
def test_verse_keeps_lines_and_indents(way):
    reading = reading_of(f"<body><p>{LONG}</p>{POEMS[way]}</body>")
    verse = [block for block in of_kind(reading, Text) if block.form is Form.VERSE]
    assert [block.words.text for block in verse] == ["When the water stands,\n  the ferry stands."]


def test_an_empty_line_ends_a_stanza():
    reading = reading_of(f"<body><p>{LONG}</p><pre>\nOne,\n  two.\n\n<i>Three</i>,\n\tfour.\n</pre></body>")
    assert [block.words.text for block in of_kind(reading, Text)[1:]] == ["One,\n  two.", "Three,\n    four."]


def test_short_lines_with_breaks_are_verse_and_addresses_in_prose_are_not():
    reading = reading_of(f"<body><p>One,<br>two,<br>three.</p><p>{LONG}<br>{LONG}<br>{LONG}</p></body>")
    assert [block.form for block in of_kind(reading, Text)] == [Form.VERSE, Form.PARAGRAPH]


def test_a_page_number_within_a_word():
    reading = reading_of(
        '<body><p>The rem<span class="pagenum">[Pg 5]</span>nant of a woven tiara.</p></body>'
    )
    assert of_kind(reading, Text)[0].words.text == "The remnant of a woven tiara."
    assert of_kind(reading, LeftOut)[0].text == "[Pg 5]"


def test_the_title_page_of_a_book_is_no_row_of_sections():
    page = f"""<html><body><p>The Project Gutenberg eBook</p><p>Title: Songs of the Ferry</p>\n<p>Author: Anna Berg</p>
<p>***START OF THE PROJECT GUTENBERG EBOOK SONGS***</p><h3>E-text prepared by the Mill</h3><h1>SONGS</h1><h2>By ANNA BERG</h2>
<h2>THE FIRST SONG.</h2><p>{LONG}</p><h3>THE SECOND.</h3><p>{LONG}</p>
<p>***END OF THE PROJECT GUTENBERG EBOOK SONGS***</p><pre>Licence: {LONG * 5}</pre></body></html>"""
    reading = reading_of(page)
    assert headings(reading) == [(1, "THE FIRST SONG."), (2, "THE SECOND.")]
    assert [(one.role, one.words.text) for one in of_kind(reading, Aside)] == [
        ("title", "SONGS"),
        ("author", "By ANNA BERG"),
    ]
    assert reading.citation["title"] == "Songs of the Ferry"
    assert reading.citation["author"] == [{"family": "Berg", "given": "Anna"}]
    assert len(of_kind(reading, Text)) == 2
    assert "Licence" in of_kind(reading, LeftOut)[-1].text


def test_headings_of_a_page_without_any_are_guessed_and_doubted():
    page = f"<body><p><b>The levy</b></p><p>{LONG}</p><p>WHO VOTED FOR IT?</p><p>{LONG}</p><p><b>Nobody</b> at all.</p></body>"
    reading = reading_of(page)
    assert headings(reading) == [(1, "The levy"), (1, "WHO VOTED FOR IT?")]
    assert [doubt.message for doubt in reading.doubts if doubt.harm is Harm.HEADING] == [
        "taken for a heading: “The levy”",
        "taken for a heading: “WHO VOTED FOR IT?”",
    ]


def test_styles_of_google_docs():
    page = f"""<html><head><style>.c1{{font-style:italic}}.c2{{font-weight:700;color:#000}} .c3{{color:red}}</style></head><body>
<p class="title"><span class="c2">Bridges</span></p><p><span class="c3">A</span> <span class="c1">word</span>, <span class="c1 c2">two</span>. {LONG}</p></body></html>"""
    reading = reading_of(page)
    line = of_kind(reading, Text)[0]
    assert marked(line, MarkKind.EMPHASIS) == [("word", ""), ("two", "")]
    assert marked(line, MarkKind.STRONG) == [("two", "")]
    assert of_kind(reading, Aside)[0].role == "title"


def test_authors_in_a_list_and_a_class_that_means_something_else_later():
    page = f"""<body><h1>Bridges</h1><ul class="authors"><li>Anna Berg</li><li>Karl Holm</li></ul><h2>One</h2><p>{LONG}</p>
<p class="title">A song</p><p class="date">Spring</p><dl><dd>Set in by two spaces.</dd></dl></body>"""
    reading = reading_of(page)
    assert [(one.role, one.words.text) for one in of_kind(reading, Aside)] == [
        ("title", "Bridges"),
        ("author", "Anna Berg"),
        ("author", "Karl Holm"),
    ]
    assert [(one.form, one.words.text) for one in of_kind(reading, Text)][1:] == [
        (Form.PARAGRAPH, "A song"),
        (Form.PARAGRAPH, "Spring"),
        (Form.QUOTATION, "Set in by two spaces."),
    ]


def test_citations_of_latexml_are_not_in_italics():
    page = f"""<body><article class="ltx_document"><h1 class="ltx_title">T</h1><section><h2>One</h2><p>{LONG} See
<cite class="ltx_cite">[<a class="ltx_ref" href="#bib.bib2">2</a>]</cite>.</p></section><section class="ltx_bibliography"><h2>References</h2>
<ul class="ltx_biblist"><li id="bib.bib1" class="ltx_bibitem"><span class="ltx_tag">[1]</span><span class="ltx_bibblock"> Berg.</span></li>
<li id="bib.bib2" class="ltx_bibitem"><span class="ltx_tag">[2]</span><span class="ltx_bibblock"> Holm.</span></li></ul></section></article></body>"""
    reading = reading_of(page)
    assert [(mark.kind, mark.value) for mark in of_kind(reading, Text)[0].words.marks] == [
        (MarkKind.CITES, "bib2")
    ]
    assert [(one.key, one.words.text) for one in of_kind(reading, Reference)] == [
        ("bib1", "[1] Berg."),
        ("bib2", "[2] Holm."),
    ]


def test_guessed_headings_that_are_numbered_have_levels():
    parts = ("Bridges and Salt", "1. The levy", "1.1 Who voted?", "2. The bridge")
    reading = reading_of(
        "<body>" + "".join(f"<p><b>{part}</b></p><p>{LONG}</p>" for part in parts) + "</body>"
    )
    assert headings(reading) == [(1, "1. The levy"), (2, "1.1 Who voted?"), (1, "2. The bridge")]
    assert [(one.role, one.words.text) for one in of_kind(reading, Aside)] == [("title", "Bridges and Salt")]


def test_entries_below_a_guessed_heading():
    page = f"<body><p><b>1. The levy</b></p><p>{LONG}</p><p><i>1.1 Who voted</i></p><p>{LONG}</p><p>References</p><p>Berg 2011.</p><p>Holm 2009.</p></body>"
    reading = reading_of(page)
    assert headings(reading) == [(1, "1. The levy"), (2, "1.1 Who voted"), (1, "References")]
    assert [one.words.text for one in of_kind(reading, Reference)] == ["Berg 2011.", "Holm 2009."]


def test_quarto_front_matter():
    page = f"""<html lang="de"><body><nav id="toc">Inhalt</nav><main id="quarto-document-content"><header id="title-block-header">
<h1 class="title">Brücken und Salz</h1><p class="subtitle">Eine Geschichte</p><p class="author">Anna Berg</p><p class="date">2021-03-04</p></header>
<section id="a" class="level2"><h2>Der Zoll</h2><p>{LONG}</p></section></main></body></html>"""
    reading = reading_of(page)
    assert [(one.role, one.words.text) for one in of_kind(reading, Aside)] == [
        ("title", "Brücken und Salz"),
        ("subtitle", "Eine Geschichte"),
        ("author", "Anna Berg"),
        ("date", "2021-03-04"),
    ]
    assert headings(reading) == [(1, "Der Zoll")]
    assert reading.citation["title"] == "Brücken und Salz"


def test_formulas_as_different_programs_write_them():
    ways = [
        '<script type="math/tex">x^2</script>',
        '<span class="math inline">\\(x^2\\)</span>',
        '<span class="katex"><span class="katex-mathml"><math><semantics><mi>x</mi><annotation encoding="application/x-tex">x^2'
        '</annotation></semantics></math></span><span class="katex-html" aria-hidden="true">x2</span></span>',
        '<math alttext="x^2"><mi>x</mi></math>',
    ]
    for way in ways:
        reading = reading_of(f"<body><p>Here {way} is.</p></body>")
        assert of_kind(reading, Text)[0].words.text == "Here x^2 is.", way
        assert marked(of_kind(reading, Text)[0], MarkKind.FORMULA) == [("x^2", "")]


def test_numbered_formulas_of_latexml():
    page = f"""<body><article class="ltx_document"><h1 class="ltx_title ltx_title_document">T</h1><p>{LONG}</p>
<table class="ltx_equation ltx_eqn_table"><tbody><tr><td><math alttext="a+b" display="block"><mi>a</mi></math></td>
<td><span class="ltx_tag ltx_tag_equation">(3)</span></td></tr></tbody></table></article></body>"""
    formulas = of_kind(reading_of(page), Formula)
    assert [(one.number, one.tex) for one in formulas] == [("3", "a+b")]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        ('<meta charset="iso-8859-1"><p>caf\xe9 \x93so\x94'.encode("latin-1"), "café “so”"),
        (
            '<meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><p>мир'.encode(
                "cp1251"
            ),
            "мир",
        ),
        ("<p>naïve".encode("utf-16"), "naïve"),
        (b"\xef\xbb\xbf<p>na\xc3\xafve", "naïve"),
        ("<p>naïve".encode("latin-1"), "naïve"),
        ('<meta charset="no-such"><p>naïve'.encode(), "naïve"),
        (b'<meta charset="unicode_escape"><p>a\\nb', "a\\nb"),
    ],
)
def test_characters_are_read_as_the_page_says(data, words):
    assert of_kind(read_html(data), Text)[0].words.text == words


def test_pictures_come_only_from_what_was_given():
    page = f"""<body><p>{LONG}</p><img src="../../etc/passwd"><img src="https://example.org/a.png" alt="a"><img src="b.gif" alt="b">
<img src="data:image/png;base64,{b64encode(PNG).decode()}" alt="c"></body>"""
    reading = reading_of(page, {"b.gif": b"GIF89a"})
    assert [one.picture for one in of_kind(reading, Figure)] == ["", "", "", "picture-4.png"]
    messages = " ".join(doubt.message for doubt in reading.doubts)
    assert "2 pictures are not there: “../../etc/passwd”, “https://example.org/a.png”;" in messages
    assert "the picture “b.gif” is damaged" in messages
    assert "no text says what a picture shows" in messages


def test_a_table_that_only_sets_columns_is_read_as_text():
    page = f"<body><table><tr><td><p>{LONG}</p><p>{LONG}</p><p>{LONG}</p></td><td><p>{LONG}</p><p>{LONG}</p></td></tr></table></body>"
    reading = reading_of(page)
    assert len(of_kind(reading, Text)) == 5
    assert Harm.ORDER in {doubt.harm for doubt in reading.doubts}


def test_right_to_left_without_a_language_is_doubted():
    reading = reading_of(f'<html dir="rtl"><body><p>{LONG}</p></body></html>')
    assert any("right to left" in doubt.message for doubt in reading.doubts)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"%PDF-1.7 ...",
        b"PK\x03\x04....",
        b"<html><body><div id='root'></div><script>draw()</script></body></html>",
        b"<div>" * 5000 + b"deep",
        b"<p>" + b"x" * 11_000_000,
        b"<p>text</p><table>" + b"<tr><td colspan=1000 rowspan=1000>x" * 500,
    ],
    ids=range(8),
)
def test_what_cannot_be_read_is_refused_with_a_reason(data):
    with pytest.raises(Refused, match=r"\."):
        read_html(data)


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    [
        "<p>" + "<a id='x' href='#x'>1</a>" * 20_000,
        "".join(f"<sup><a id='r{at}' href='#n'>1</a></sup>" for at in range(5000))
        + "<p id='n'>"
        + "<a href='#r1'>b</a>" * 5000,
        "<p>" + "[" * 50_000 + "<sup>1</sup>" + "]" * 50_000,
        "<ul>" * 70 + "<li>" + "word " * 50_000,
        "<p>" + "<i>" * 100 + "x" + " " * 1_000_000 + "y",
        "<h1>References</h1>" + "<p>entry" * 20_000,
        "<p>x" + "<nav>menu</nav>" * 20_000 + "<p>y",
        "<h1>a</h1>" * 20_000 + "<p>x",
        "<p>***START OF THE PROJECT GUTENBERG EBOOK***</p>" + "<div>" * 100 + "<p>word" * 10_000,
    ],
    ids=range(9),
)
def test_hostile_pages_end_in_a_reading(page):
    """Each is read in a second or so; were the time quadratic, it would be hours."""
    keeps = read_html(page.encode())
    assert keeps.blocks


_NAMES = st.sampled_from(
    [
        "div",
        "p",
        "span",
        "i",
        "b",
        "a",
        "sup",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "table",
        "tr",
        "td",
        "th",
        "caption",
        "figure",
        "figcaption",
        "img",
        "h1",
        "h2",
        "h3",
        "pre",
        "br",
        "hr",
        "section",
        "header",
        "footer",
        "aside",
        "nav",
        "article",
        "main",
        "em",
        "q",
    ]
)
_ATTRIBUTES = st.sampled_from(
    ["", " id=a", " href=#a", " href=#b id=b", " class=poem", " class=footnote id=c", " href=#c", " lang=de", " class=stanza",
     " role=doc-endnotes", " colspan=3", " class=pagenum", " href=https://example.org"]
)  # fmt: skip


@st.composite
def elements(draw, depth: int = 2) -> str:
    name, attributes = draw(_NAMES), draw(_ATTRIBUTES)
    inner = draw(st.lists(elements(depth - 1) if depth else st.just("wort"), max_size=2))
    texts = draw(
        st.lists(
            st.sampled_from(["", " ", "eins", " zwei ", "[", "1", "]", ",", "\n"]), min_size=3, max_size=3
        )
    )
    inside = texts[0] + "".join(f"{one}{text}" for one, text in zip(inner, texts[1:], strict=False))
    return f"<{name}{attributes}>{inside}" + ("" if name in {"br", "hr", "img"} else f"</{name}>")


@given(st.lists(elements(), max_size=3))
def test_whatever_the_tags_the_laws_hold_and_no_word_is_lost(parts):
    source = "".join(parts)
    reading = read_html(f"<html><body><p>{LONG}</p>{source}</body></html>".encode())
    keeps_the_laws(reading)
    if not any(doubt.harm is Harm.LOST for doubt in reading.doubts):
        for word in ("eins", "zwei", "wort"):
            assert said(reading).count(word) >= source.count(word)
