"""Articles in JATS become blocks: nothing is lost, and everything is what the file says it is."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from laws_of_blocks import keeps_the_laws, letters, said
from lxml import etree

from build_scripts.importers.jats.reader import read_jats
from build_scripts.importers.reading import Harm, Reading, Refused
from build_scripts.paper.blocks import (
    Aside,
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    Mark,
    MarkKind,
    Note,
    Reference,
    Table,
    Text,
)

MATHML = "http://www.w3.org/1998/Math/MathML"

WHOLE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.3//EN" "JATS-archivearticle1-3.dtd">
<article xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:mml="http://www.w3.org/1998/Math/MathML"
 article-type="research-article" xml:lang="en"><front>
<journal-meta><journal-id>rs</journal-id><journal-title-group><journal-title>River Studies</journal-title></journal-title-group>
<issn>1234-5678</issn><publisher><publisher-name>Mill Press</publisher-name></publisher></journal-meta>
<article-meta><article-id pub-id-type="doi">10.5555/rs.4.2</article-id><article-id pub-id-type="pmid">99</article-id>
<title-group><article-title>Bridges and <italic>Salt</italic></article-title><subtitle>A history of tolls</subtitle>
<trans-title-group xml:lang="de"><trans-title>Brücken und Salz</trans-title></trans-title-group></title-group>
<contrib-group><contrib contrib-type="author"><contrib-id contrib-id-type="orcid">https://orcid.org/0000-0001</contrib-id>
<name><surname>Berg</surname><given-names>Anna</given-names></name><xref ref-type="aff" rid="a1">1</xref></contrib>
<contrib contrib-type="author"><collab>The Ferry Project</collab></contrib>
<contrib contrib-type="editor"><name><surname>Holm</surname><given-names>Karl</given-names></name><role>Editor</role></contrib>
<aff id="a1"><label>1</label><institution>Institute of Rivers</institution><addr-line>Upper Town</addr-line></aff></contrib-group>
<author-notes><corresp>Write to berg@example.org</corresp></author-notes>
<pub-date date-type="pub"><day>4</day><month>3</month><year>2021</year></pub-date>
<volume>4</volume><issue>2</issue><fpage>12</fpage><lpage>30</lpage>
<history><date date-type="received"><day>1</day><month>2</month><year>2020</year></date></history>
<permissions><copyright-statement>© 2021 Berg</copyright-statement>
<license xlink:href="https://creativecommons.org/licenses/by/4.0/"><license-p>Open to all.</license-p></license></permissions>
<abstract><p>This essay asks who paid.</p></abstract>
<trans-abstract xml:lang="de"><title>Zusammenfassung</title><p>Wer hat bezahlt?</p></trans-abstract>
<kwd-group><kwd>bridges</kwd><kwd>salt</kwd></kwd-group><counts><page-count count="18"/></counts>
</article-meta></front>
<body><sec id="s1"><label>1</label><title>The levy</title>
<p>The levy was old.<xref ref-type="fn" rid="fn1"><sup>1</sup></xref> The council [<xref ref-type="bibr" rid="rs.ref1">1</xref>–<xref
 ref-type="bibr" rid="rs.ref3">3</xref>] voted; see <xref ref-type="table" rid="t1">Table 1</xref> and
 <ext-link xlink:href="https://example.org/town">the town book</ext-link>, where <inline-formula><mml:math><mml:msup><mml:mi>x</mml:mi>
 <mml:mn>2</mml:mn></mml:msup></mml:math></inline-formula> is H<sub>2</sub>O and <styled-content xml:lang="la">pons</styled-content>.</p>
<p>Before the quotation:<disp-quote><p>Nobody was asked.</p><p>Nobody at all.</p><attrib>The mayor</attrib></disp-quote> and after it.</p>
<sec><title>Songs</title><verse-group><verse-line>When the water stands at the mill,</verse-line>
<verse-line>the ferry <italic>stands</italic> still;</verse-line></verse-group>
<list list-type="order"><list-item><p>The first,</p><p>which goes on.</p><list list-type="bullet"><list-item><p>inner</p></list-item></list></list-item>
<list-item><label>(b)</label><p>The second.</p></list-item></list>
<speech><speaker>Miller</speaker><p>I deny it.</p></speech>
<boxed-text><caption><title>A box</title></caption><p>In the box.</p></boxed-text>
<def-list><def-item><term>Toll</term><def><p>What is paid.</p></def></def-item></def-list></sec></sec>
<sec><title>The bridge</title>
<p>A formula <disp-formula id="e1"><label>(1)</label><alternatives><tex-math>\\documentclass{x}\\begin{document}$$ a+b $$\\end{document}</tex-math>
<mml:math><mml:mi>a</mml:mi></mml:math></alternatives></disp-formula> ends.<fn id="in"><p>An inner note.</p><p>Its second paragraph.</p></fn></p>
<p>A figure <fig id="f1"><label>Figure 1.</label><caption><title>The bridge.</title><p>Seen from <bold>below</bold>.</p></caption>
<alt-text>Two arches</alt-text><graphic xlink:href="bridge.tif"/></fig> cuts no sentence.</p>
<table-wrap id="t1"><label>Table 1</label><caption><p>Bridges by town</p></caption><table><thead>
<tr><th rowspan="2">Town</th><th colspan="2">Bridges</th></tr><tr><th>old</th><th>new</th></tr></thead>
<tbody><tr><td>Upper</td><td>12<xref ref-type="table-fn" rid="tf1">a</xref></td><td>4</td></tr></tbody></table>
<table-wrap-foot><fn id="tf1"><label>a</label><p>Without the ferry.</p></fn></table-wrap-foot></table-wrap>
<table-wrap id="t2"><label>Table 2</label><caption><p>Tolls</p></caption><graphic xlink:href="tolls.png"/></table-wrap>
</sec></body>
<back><ack><title>Thanks</title><p>To the ferryman.</p></ack>
<fn-group><title>Notes</title><fn id="fn1"><label>1</label><p>The charter is in leaf 12.</p></fn></fn-group>
<app-group><app><title>Appendix A</title><p>The charter in full.</p></app></app-group>
<ref-list><title>References</title>
<ref id="rs.ref1"><label>1</label><element-citation publication-type="journal"><person-group person-group-type="author">
<name><surname>Holm</surname><given-names>K</given-names></name><etal/></person-group><year>2009</year><article-title>A bridge</article-title>
<source>Towns</source><volume>3</volume><issue>1</issue><fpage>1</fpage><lpage>20</lpage><pub-id pub-id-type="doi">10.5555/t.3</pub-id></element-citation></ref>
<ref id="rs.ref2"><label>2</label><mixed-citation publication-type="book"><name><surname>Lund</surname><given-names>P</given-names></name>.
 <source>Ferries</source>. <publisher-name>Mill Press</publisher-name>; <year>2014</year>.</mixed-citation></ref>
<ref id="rs.ref3"><label>3</label><mixed-citation>The minutes of the council, 4 March 1902.</mixed-citation></ref></ref-list></back>
<sub-article article-type="decision-letter"><front-stub><title-group><article-title>Decision letter</article-title></title-group></front-stub>
<body><sec><title>Summary</title><p>The reviewers agree.</p></sec></body></sub-article>
</article>"""


def reading_of(body: str, back: str = "", front: str = "") -> Reading:
    article = f'<article xmlns:mml="{MATHML}" xmlns:xlink="http://www.w3.org/1999/xlink">{front}<body>{body}</body>{back}</article>'
    reading = read_jats(article.encode())
    keeps_the_laws(reading)
    return reading


def of_kind(reading: Reading, kind: type) -> list:
    return [block for block in reading.blocks if isinstance(block, kind)]


@pytest.fixture(scope="module")
def whole() -> Reading:
    reading = read_jats(WHOLE.encode())
    keeps_the_laws(reading)
    return reading


def test_headings_have_their_numbers_and_levels(whole):
    assert [(one.level, one.words.text) for one in of_kind(whole, Heading)] == [
        (1, "Abstract"),
        (1, "Zusammenfassung"),
        (1, "1 The levy"),
        (2, "Songs"),
        (1, "The bridge"),
        (1, "Appendix A"),
        (1, "References"),
    ]


def test_an_abstract_in_another_language_says_so(whole):
    german = [block for block in whole.blocks if block.language == "de"]
    assert [type(block).__name__ for block in german] == ["Aside", "Heading", "Text"]
    assert whole.language == "en"


def test_the_text_is_what_the_file_says_it_is(whole):
    start = next(
        at
        for at, block in enumerate(whole.blocks)
        if isinstance(block, Heading) and "levy" in block.words.text
    )
    texts = [block for block in whole.blocks[start:] if isinstance(block, Text)]
    assert [(one.form, one.depth, one.label, one.words.text) for one in texts[1:]] == [
        (Form.PARAGRAPH, 0, "", "Before the quotation:"),
        (Form.QUOTATION, 0, "", "Nobody was asked."),
        (Form.QUOTATION, 0, "", "Nobody at all."),
        (Form.QUOTATION, 0, "", "The mayor"),
        (Form.PARAGRAPH, 0, "", "and after it."),
        (Form.VERSE, 0, "", "When the water stands at the mill,\nthe ferry stands still;"),
        (Form.ITEM, 0, "1.", "The first,"),
        (Form.ITEM, 0, "", "which goes on."),
        (Form.ITEM, 1, "•", "inner"),
        (Form.ITEM, 0, "(b)", "The second."),
        (Form.ITEM, 0, "Miller", "I deny it."),
        (Form.PARAGRAPH, 0, "", "A box"),
        (Form.PARAGRAPH, 0, "", "In the box."),
        (Form.ITEM, 0, "Toll", "What is paid."),
        (Form.PARAGRAPH, 0, "", "A formula"),
        (Form.PARAGRAPH, 0, "", "ends."),
        (Form.PARAGRAPH, 0, "", "A figure cuts no sentence."),
        (Form.PARAGRAPH, 0, "", "The charter in full."),
    ]


def test_marks_of_a_line(whole):
    line = next(block for block in of_kind(whole, Text) if "levy" in block.words.text).words
    assert line.text == (
        "The levy was old. The council [1–3] voted; see Table 1 and the town book, where x^{2} is H2O and pons."
    )
    assert [(line.text[mark.start : mark.end], mark.kind, mark.value) for mark in line.marks] == [
        ("", MarkKind.NOTE, "1"),
        ("1–3", MarkKind.CITES, "ref1 ref2 ref3"),
        ("the town book", MarkKind.LINK, "https://example.org/town"),
        ("x^{2}", MarkKind.FORMULA, ""),
        ("2", MarkKind.SUBSCRIPT, ""),
        ("pons", MarkKind.LANGUAGE, "la"),
    ]
    assert line.marks[0].start == len("The levy was old.")


def test_notes_stand_where_the_file_has_them(whole):
    assert [(one.label, one.words.text) for one in of_kind(whole, Note)] == [
        ("2", "An inner note."),
        ("2", "Its second paragraph."),
        ("1", "The charter is in leaf 12."),
    ]


def test_tables_figures_and_formulas(whole):
    table, picture = of_kind(whole, Table)
    assert (table.number, table.caption.text, table.heads) == ("1", "Bridges by town", 2)
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Town", "Bridges", ""],
        ["", "old", "new"],
        ["Upper", "12a", "4"],
    ]
    assert table.source.text == "a Without the ferry."
    assert (picture.number, picture.rows) == ("2", ())
    figure = of_kind(whole, Figure)[0]
    assert (figure.number, figure.caption.text, figure.alternative) == (
        "1",
        "The bridge. Seen from below.",
        "Two arches",
    )
    formula = of_kind(whole, Formula)[0]
    assert (formula.number, formula.tex) == ("1", "a+b")
    assert [doubt.message for doubt in whole.doubts if doubt.harm is Harm.DISPLAY] == [
        "table 2 is only a picture",
        "2 pictures are not there: “bridge.tif”, “tolls.png”; import a folder that holds them beside the paper, or put "
        "PNG or JPEG files into seeds/pictures and name them in paper.md",
    ]


def test_entries_are_whole_and_in_parts(whole):
    assert [(one.key, one.words.text) for one in of_kind(whole, Reference)] == [
        ("ref1", "1 Holm K, et al. 2009. A bridge. Towns 3(1): 1–20. doi:10.5555/t.3"),
        ("ref2", "2 Lund P. Ferries. Mill Press; 2014."),
        ("ref3", "3 The minutes of the council, 4 March 1902."),
    ]
    assert whole.works[0] == {
        "id": "ref1",
        "type": "article-journal",
        "author": [{"family": "Holm", "given": "K"}],
        "title": "A bridge",
        "container-title": "Towns",
        "volume": "3",
        "issue": "1",
        "page": "1-20",
        "DOI": "10.5555/t.3",
        "issued": {"date-parts": [[2009]]},
    }
    assert whole.works[1]["type"] == "book"


def test_the_front_is_shown_beside_the_text_and_cited(whole):
    roles = [(one.role, one.words.text) for one in of_kind(whole, Aside)]
    assert roles[:12] == [
        ("doi", "10.5555/rs.4.2"),
        ("title", "Bridges and Salt"),
        ("subtitle", "A history of tolls"),
        ("title", "Brücken und Salz"),
        ("author", "Anna Berg1"),
        ("author", "The Ferry Project"),
        ("", "Karl Holm, Editor"),
        ("affiliation", "1Institute of Rivers, Upper Town"),
        ("", "Write to berg@example.org"),
        ("date", "published: 2021-03-04"),
        ("date", "received: 2020-02-01"),
        ("licence", "© 2021 Berg"),
    ]
    assert whole.citation == {
        "type": "article-journal",
        "title": "Bridges and Salt: A history of tolls",
        "author": [{"family": "Berg", "given": "Anna"}, {"literal": "The Ferry Project"}],
        "container-title": "River Studies",
        "volume": "4",
        "issue": "2",
        "page": "12-30",
        "DOI": "10.5555/rs.4.2",
        "publisher": "Mill Press",
        "language": "en",
        "issued": {"date-parts": [[2021, 3, 4]]},
    }
    assert whole.licence == "Open to all. (https://creativecommons.org/licenses/by/4.0/)"


def test_letters_of_reviewers_are_left_out_and_named(whole):
    assert [block.text for block in of_kind(whole, LeftOut)][-3:] == [
        "Decision letter",
        "Summary",
        "The reviewers agree.",
    ]
    assert any("“Decision letter” (3 paragraphs)" in doubt.message for doubt in whole.doubts)
    assert any("“Thanks”" in doubt.message for doubt in whole.doubts)


def test_no_letter_of_the_file_is_lost(whole):
    """All text of the file is in the blocks; what is moved or said in another way is named here."""
    root = etree.fromstring(WHOLE.encode())
    replaced = {"tex-math", "math", "label", "alternatives"}
    texts = [
        text
        for one in root.iter(etree.Element)
        for text in (one.text, *(child.tail for child in one))
        if text and not any(etree.QName(above).localname in replaced for above in (one, *one.iterancestors()))
    ]
    words = set(re.findall(r"\w+", said(whole))) | set(re.findall(r"\w", said(whole)))
    everything = letters(said(whole))
    lost = [
        text
        for text in texts
        if letters(text) not in everything and not set(re.findall(r"\w+", text)) <= words
    ]
    assert lost == ["Two arches"]  # what is said of a picture is no word of its block


def test_a_file_with_another_name_space_is_read_alike():
    plain = "<article><body><sec><title>One</title><p>A <italic>word</italic>.</p></sec></body></article>"
    spaced = plain.replace("<article>", '<article xmlns="https://example.org/jats">')
    wrapped = f'<record xmlns="http://example.org/oai"><metadata>{plain}</metadata></record>'
    assert (
        read_jats(plain.encode()).blocks
        == read_jats(spaced.encode()).blocks
        == read_jats(wrapped.encode()).blocks
    )


def test_old_citations_without_signs_between_their_parts():
    back = (
        "<back><ref-list><ref id='B1'><citation citation-type='book'><person-group person-group-type='author'>"
        "<name><surname>Berg</surname><given-names>Anna</given-names></name><name><surname>Lund</surname>"
        "<given-names>Per Olof</given-names></name></person-group><source>Tolls</source><year>1988</year>"
        "<publisher-name>Mill Press</publisher-name></citation></ref></ref-list></back>"
    )
    reading = reading_of("<p>So [<xref ref-type='bibr' rid='B1'>1</xref>].</p>", back)
    assert of_kind(reading, Reference)[0].words.text == "Berg, Anna; Lund, Per Olof. 1988. Tolls. Mill Press."
    assert of_kind(reading, Text)[0].words.marks == (Mark(4, 5, MarkKind.CITES, "b1"),)


def test_an_entry_that_the_file_has_twice_is_shown_once():
    ref = (
        "<ref id='B1'><label>1.</label><mixed-citation>Berg A. Tolls. 1988.</mixed-citation><element-citation publication-type='book'>"
        "<person-group person-group-type='author'><name><surname>Berg</surname><given-names>A</given-names></name></person-group>"
        "<source>Tolls</source><year>1988</year></element-citation></ref>"
    )
    reading = reading_of("<p>Text.</p>", f"<back><ref-list><title>References</title>{ref}</ref-list></back>")
    assert [one.words.text for one in of_kind(reading, Reference)] == ["1. Berg A. Tolls. 1988."]
    assert reading.works[0]["title"] == "Tolls"
    assert reading.doubts == ()


def test_names_that_stand_together_without_signs():
    names = "".join(
        f"<name><surname>{one}</surname><given-names>A</given-names></name>" for one in ("Berg", "Lund")
    )
    ref = f"<ref id='B1'><mixed-citation><person-group>{names}</person-group>. Tolls.</mixed-citation></ref>"
    reading = reading_of("<p>Text.</p>", f"<back><ref-list><title>References</title>{ref}</ref-list></back>")
    assert [one.words.text for one in of_kind(reading, Reference)] == ["Berg A, Lund A. Tolls."]


def test_notes_in_an_element_of_notes_and_a_title_with_a_sign():
    front = (
        "<front><article-meta><title-group><article-title>Bridges<xref ref-type='author-notes' rid='t'>*</xref></article-title></title-group>"
        "<author-notes><fn id='t'><label>*</label><p>Read in May.</p></fn></author-notes></article-meta></front>"
    )
    back = "<back><notes><title>Notes</title><fn-group><fn id='n'><label>1</label><p>The charter.</p></fn></fn-group></notes></back>"
    reading = reading_of("<p>Text.<xref rid='n'>1</xref></p>", back, front)
    assert [(one.label, one.words.text) for one in of_kind(reading, Note)] == [("1", "The charter.")]
    assert reading.citation["title"] == "Bridges"
    assert ("", "* Read in May.") in [(one.role, one.words.text) for one in of_kind(reading, Aside)]


@pytest.mark.parametrize(
    ("printed", "cited"),
    [
        ("<xref rid='r2' ref-type='bibr'>2</xref>-<xref rid='r4' ref-type='bibr'>4</xref>", ["r2 r3 r4"]),
        ("<xref rid='r2' ref-type='bibr'>2–4</xref>", ["r2 r3 r4"]),
        ("<xref rid='r2 r3' ref-type='bibr'>2, 3</xref>", ["r2 r3"]),
        ("<xref rid='r2' ref-type='bibr'>2</xref>,<xref rid='r4' ref-type='bibr'>4</xref>", ["r2", "r4"]),
        (
            "<xref rid='r1' ref-type='bibr'>Berg 2011</xref>–<xref rid='r2' ref-type='bibr'>2014</xref>",
            ["r1", "r2"],
        ),
    ],
)
def test_ranges_of_citations(printed, cited):
    refs = "".join(f"<ref id='r{at}'><mixed-citation>Entry {at}</mixed-citation></ref>" for at in range(1, 6))
    reading = reading_of(
        f"<p>So [{printed}].</p>", f"<back><ref-list><title>References</title>{refs}</ref-list></back>"
    )
    assert [mark.value for mark in of_kind(reading, Text)[0].words.marks] == cited


def test_figures_at_the_end_of_the_file_come_behind_the_paragraph_that_names_them():
    floats = "<floats-group><fig id='f2'><label>Fig 2</label></fig><fig id='f1'><label>Fig 1</label></fig></floats-group>"
    reading = reading_of("<p>See <xref rid='f1'>Fig 1</xref>.</p><p>End.</p>", floats)
    assert [getattr(block, "number", "") for block in reading.blocks if not isinstance(block, LeftOut)] == [
        0,
        "1",
        0,
        "2",
    ]


def test_a_note_that_no_mark_leads_to_is_doubted():
    reading = reading_of(
        "<p>Text.</p>", "<back><fn-group><fn id='n'><label>7</label><p>Alone.</p></fn></fn-group></back>"
    )
    assert of_kind(reading, Note)[0].label == "7"
    assert [doubt.harm for doubt in reading.doubts] == [Harm.NOTE]


def test_a_long_text_without_sections_is_doubted():
    assert [doubt.harm for doubt in reading_of("<p>One.</p>" * 10).doubts] == [Harm.HEADING]
    assert reading_of("<p>One.</p>" * 9).doubts == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "body",
    [
        "<p>a<fn><p>x</p></fn></p>" * 40_000,
        "<p><inline-formula><mml:math>" + "<mml:mi>x</mml:mi>" * 200_000 + "</mml:math></inline-formula></p>",
    ],
    ids=range(2),
)
def test_hostile_articles_end_in_a_reading(body):
    """Each is read in seconds; were the time quadratic, it would be minutes."""
    assert reading_of(body).blocks


def test_a_formula_without_an_end_takes_no_ages():
    tex = r"\begin{document}" * 50_000
    reading = reading_of(f"<disp-formula><tex-math>{tex}</tex-math></disp-formula>")
    assert of_kind(reading, Formula)[0].tex == tex


def test_signs_that_only_a_dtd_explains():
    reading = reading_of("<p>a&nbsp;b &alpha; &amp; c</p>")
    assert of_kind(reading, Text)[0].words.text == "a b α & c"


def test_nothing_is_fetched_and_no_entity_is_expanded():
    bomb = b"""<!DOCTYPE article [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;"><!ENTITY f SYSTEM "file:///etc/passwd">]>
    <article><body><p>x &b; y &f; z</p></body></article>"""
    reading = read_jats(bomb)
    assert "aaa" not in said(reading)
    assert "root:" not in said(reading)
    assert [doubt.harm for doubt in reading.doubts] == [Harm.LOST, Harm.LOST]


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"%PDF-1.7",
        b"<html><body><p>no</p></body></html>",
        b"<article><body><p>not closed</body></article>",
        b"<article>" + b"<sec>" * 200 + b"</sec>" * 200 + b"</article>",
        b"<article>" + b"<sec>" * 100_000,
        b"<article><body><table-wrap><table>"
        + b"<tr><td colspan='1000' rowspan='1000'/></tr>" * 1000
        + b"</table></table-wrap></body></article>",
        "<article/>".encode("utf-16")[:7],
    ],
    ids=range(8),
)
def test_what_cannot_be_read_is_refused_with_a_reason(data):
    with pytest.raises(Refused, match=r"\. "):
        read_jats(data)


_NAMES = st.sampled_from(
    [
        "sec",
        "p",
        "title",
        "label",
        "list",
        "list-item",
        "disp-quote",
        "verse-group",
        "verse-line",
        "fig",
        "caption",
        "table-wrap",
        "table",
        "tr",
        "td",
        "fn",
        "fn-group",
        "xref",
        "italic",
        "sup",
        "bold",
        "ref-list",
        "ref",
        "mixed-citation",
        "element-citation",
        "name",
        "surname",
        "boxed-text",
        "disp-formula",
        "inline-formula",
        "def-list",
        "def-item",
        "term",
        "def",
        "speech",
        "speaker",
        "app",
        "ack",
        "sub-article",
        "supplementary-material",
        "alternatives",
    ]
)


@st.composite
def elements(draw, depth: int = 2) -> str:
    name = draw(_NAMES)
    attributes = draw(
        st.sampled_from(["", " id='a'", " rid='a'", " rid='a b'", " id='b'", " colspan='3' rowspan='2'"])
    )
    inner = draw(st.lists(elements(depth - 1) if depth else st.just("wort"), max_size=2))
    texts = draw(
        st.lists(
            st.sampled_from(["", " ", "eins", " zwei ", "[", "]", "3", ",", "–"]), min_size=3, max_size=3
        )
    )
    return (
        f"<{name}{attributes}>{texts[0]}"
        + "".join(f"{one}{text}" for one, text in zip(inner, texts[1:], strict=False))
        + f"</{name}>"
    )


@given(st.lists(elements(), max_size=3))
def test_whatever_the_tags_the_laws_hold_and_no_word_is_lost(parts):
    source = "".join(parts)
    reading = read_jats(f"<article><body>{source}</body></article>".encode())
    keeps_the_laws(reading)
    if not any(doubt.harm is Harm.LOST for doubt in reading.doubts):
        for word in ("eins", "zwei", "wort"):
            assert said(reading).count(word) >= source.count(word)
