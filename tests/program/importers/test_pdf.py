"""What a PDF says, read from the places and fonts of its letters. The files are made here."""

import io
import random
from collections import Counter
from contextlib import suppress
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_pdf import Put, pdf, rows

from build_scripts.importers import pdf_letters, pdf_lines
from build_scripts.importers.pdf import read_pdf
from build_scripts.importers.reading import Harm, Reading, Refused
from build_scripts.paper.blocks import (
    Aside,
    Block,
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
    Words,
    words_of,
)

FILLING = """
The council met on the first day of the month and voted the levy on salt, in
spite of the letters of the miller, who had asked for a copy of the charter.
   Nobody asked the lower town. Its mayor heard of the plan from a pedlar who
had seen the poles standing in the mud below the mill and wondered, and they
did not answer him for nine years, and then only in one word and no more now.
"""


def shown(words: Words) -> str:
    """Words with the marks of notes in brackets."""
    text = words.text
    for mark in sorted(words.marks, reverse=True):
        if mark.kind == MarkKind.NOTE:
            text = f"{text[: mark.start]}[{mark.value}]{text[mark.start :]}"
    return text


def texts(reading: Reading, form: Form | None = None) -> list[str]:
    return [
        shown(block.words)
        for block in reading.blocks
        if isinstance(block, Text) and form in (None, block.form)
    ]


def of(reading: Reading, kind: type[Block]) -> list[str]:
    return [shown(next(words_of(block))) for block in reading.blocks if isinstance(block, kind)]


def read(*pages: str) -> Reading:
    return read_pdf(pdf(*pages))


def test_an_indent_begins_a_paragraph():
    reading = read("""
The river had parted the two towns since anyone could remember, and the
ferry was the only way across when the water stood high in the spring.
   In the second year of the drought the council of the upper town asked an
engineer to measure the bed, and he measured it on a single dry afternoon.
   Nobody asked the lower town. Its mayor heard of the plan from a pedlar who
had seen the poles standing in the mud below the mill and wondered.

   The bridge was begun in autumn. It was paid for by a levy on salt, and the
salt came from the lower town, which had not been asked about that either.
""")
    assert [text.split()[0] for text in texts(reading)] == ["The", "In", "Nobody", "The"]
    assert not [doubt for doubt in reading.doubts if doubt.harm == Harm.PARAGRAPH]


def test_a_gap_begins_a_paragraph_though_the_last_ended_in_the_number_of_a_note():
    reading = read("""
The levy on salt was old, and nobody in the lower town had ever been asked
about it before the vote was held in the winter of that year by the mayor.^1^

The vote was held in the winter, when the ferry did not run, and most of the
delegates of the lower town could not come to the hall in time for it.^2^

*The letter*

The miller denied it in a letter that was found in the attic of the mill and
that nobody had read before the two historians came upon it in the end.^3^

---
~1 Town book, leaf 12.
~2 Town book, leaf 13.
~3 Town book, leaf 14. The page is torn.
""")
    assert [text[-3:] for text in texts(reading)] == ["[1]", "[2]", "[3]"]
    assert of(reading, Heading) == ["The letter"]
    assert of(reading, Note) == [
        "Town book, leaf 12.",
        "Town book, leaf 13.",
        "Town book, leaf 14. The page is torn.",
    ]


def test_a_sentence_goes_on_over_the_page_past_notes_and_running_heads():
    notes = "---\n~1 The charter is printed in the town book, leaf 12. It does not name the"
    first = f"""
The council met on the first day of the month and voted the levy on salt,
which the lower town had paid since the days of its charter,^1^ and which the
upper town had never paid at all, because its own charter forbade any new bur-

{notes}
"""
    second = """
den on trade. The burden was voted by a single voice, and the minutes do not
say whose voice it was, although every later history names the miller.

---
~ferry, and it is silent about the salt.
"""
    pages = [
        [*rows(page), Put(250, 40, head, 8), Put(290, 800, str(44 + at), 8)]
        for at, (page, head) in enumerate(
            [
                (first, "Anna Berg"),
                (second, "Bridges of the Towns"),
                (FILLING, "Anna Berg"),
                (FILLING, "Bridges of the Towns"),
            ]
        )
    ]
    reading = read_pdf(pdf(*pages))
    text = texts(reading)[0]
    assert "forbade any new burden on trade" in text
    assert "charter,[1] and" in text
    assert of(reading, Note)[0].endswith("It does not name the ferry, and it is silent about the salt.")
    left_out = of(reading, LeftOut)
    assert Counter(left_out) == Counter(["Anna Berg", "Bridges of the Towns"] * 2 + ["44", "45", "46", "47"])


def test_nothing_is_left_out_in_the_middle_of_a_page():
    table = "Table 1. Bridges by town\n\n" + "\n".join(
        f"{name:20}{at}" for at, name in enumerate(["Upper", "Lower", "Mill"], 12)
    )
    formulas = "\n\n".join(f"                  x + {at} = {at + 5}          ({at})" for at in (1, 2, 3))
    reading = read(f"{FILLING}\n{table}\n\n{FILLING}\n{formulas}\n\n{FILLING}", FILLING, FILLING)
    assert not of(reading, LeftOut)
    tables = [block for block in reading.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row] for row in tables[0].rows] == [
        ["Upper", "12"],
        ["Lower", "13"],
        ["Mill", "14"],
    ]
    assert (tables[0].number, tables[0].caption.text) == ("1", "Bridges by town")
    formulas_found = [block for block in reading.blocks if isinstance(block, Formula)]
    assert [(one.tex, one.number) for one in formulas_found] == [
        ("x + 1 = 6", "1"),
        ("x + 2 = 7", "2"),
        ("x + 3 = 8", "3"),
    ]
    assert len([doubt for doubt in reading.doubts if doubt.harm == Harm.DISPLAY]) == 4


def test_notes_such_as_id_at_5_at_the_foot_of_pages_are_no_furniture():
    page = "{filling}\n\n\n\n---\n~{first} Town book, leaf 12.\n~{second} Id. at {second}."
    filling = FILLING.replace("charter.", "charter.^{first}^").replace("mill and", "mill,^{second}^ and")
    pages = [
        page.format(
            filling=filling.format(first=2 * at + 1, second=2 * at + 2), first=2 * at + 1, second=2 * at + 2
        )
        for at in range(3)
    ]
    lowered = [rows(one, y=560) for one in pages]
    reading = read_pdf(pdf(*lowered))
    assert len(of(reading, Note)) == 6
    assert not of(reading, LeftOut)


def test_what_comes_before_the_text_is_title_authors_and_the_like():
    reading = read("""
#Bridges and Salt in the Two Towns

Anna Berg^1^, Karl van der Holm*

^1^ Department of Hydrology, University of the Upper Town

E-mail: berg@example.org

Submitted: 1 March 2011 | Published: 3 May 2011

https://doi.org/10.1234/bridges.2011.7

This article is licensed under a Creative Commons licence (CC BY 4.0).

*Abstract*

This essay asks who paid for the bridge between the two towns, and who was
asked before the levy on salt was voted in the winter of the long frost.

*Keywords:* bridges; salt

*Introduction*

We asked three things.

1. Who paid for the bridge

2. Who voted for the levy

3. Why the miller, who had no carts at all, should have paid as much as he
   did for all those years

The answers differ.
""")
    assert [block.role for block in reading.blocks if isinstance(block, Aside)] == [
        "title", "author", "affiliation", "affiliation", "date", "doi", "licence", "keywords",
    ]  # fmt: skip
    assert of(reading, Heading) == ["Abstract", "Introduction"]
    assert dict(reading.citation) == {
        "type": "article-journal",
        "title": "Bridges and Salt in the Two Towns",
        "author": [{"family": "Berg", "given": "Anna"}, {"family": "van der Holm", "given": "Karl"}],
        "DOI": "10.1234/bridges.2011.7",
        "issued": {"date-parts": [[2011, 5, 3]]},
        "language": "en",
    }
    assert "Creative Commons" in reading.licence
    items = [block for block in reading.blocks if isinstance(block, Text) and block.form == Form.ITEM]
    assert [(item.label, item.depth) for item in items] == [("1.", 0), ("2.", 0), ("3.", 0)]
    assert items[2].words.text.endswith("as much as he did for all those years")
    assert texts(reading, Form.PARAGRAPH)[-1] == "The answers differ."


def test_headings_over_two_lines_with_question_marks_and_levels():
    reading = read(f"""
*1 What the miller wrote to his brother about the levy on salt and the vote*
*on the bridge*

{FILLING}

_1.1 Who voted for the bridge?_

{FILLING}

*2 THE SALT.*
{FILLING}
""")
    assert [(block.words.text, block.level) for block in reading.blocks if isinstance(block, Heading)] == [
        ("1 What the miller wrote to his brother about the levy on salt and the vote on the bridge", 1),
        ("1.1 Who voted for the bridge?", 2),
        ("2 THE SALT.", 1),
    ]
    assert len(texts(reading)) == 6
    assert all(not block.words.marks for block in reading.blocks if isinstance(block, Heading))


def test_a_short_line_is_no_heading():
    reading = read(f"""
{FILLING}

Nobody knows.

{FILLING}
""")
    assert not of(reading, Heading)
    assert "Nobody knows." in texts(reading)


REFERENCES = """
Berg, A. (2011). The levy on salt in the upper town and its charter. River
   Studies, 4(2), 12-30.
Berg, A., & Holm, K. (2014). Ferries. Upper Town: Mill Press.
Holm, K. (2009). A bridge for two towns: What the minutes say and what they
   leave out. In P. Lund (Ed.), Towns and rivers (pp. 1-20). Mill Press.
"""


def test_a_hanging_indent_ends_where_the_next_reference_begins():
    reading = read(f"{FILLING}\n\n*References*\n{REFERENCES}")
    assert [one.split(" (")[0] for one in of(reading, Reference)] == [
        "Berg, A.",
        "Berg, A., & Holm, K.",
        "Holm, K.",
    ]
    assert of(reading, Heading) == ["References"]


def test_references_begin_with_their_numbers():
    numbered = "\n".join(
        f"[{at}] {row}"
        for at, row in enumerate(
            ("Berg, A. The levy on salt, and all that\nis known of it. 2011.", "Holm, K. 2009."), 1
        )
    )
    reading = read(f"{FILLING}\n\n*References*\n{numbered}\n\n*About the author*\n\n{FILLING}")
    assert of(reading, Reference) == [
        "[1] Berg, A. The levy on salt, and all that is known of it. 2011.",
        "[2] Holm, K. 2009.",
    ]
    assert len(texts(reading)) == 4


LEFT = [
    "The levy on salt was old, and all of",
    "the lower town had never been asked",
    "about it before the vote was held in",
    "the winter of that year by the mayor",
    "of the upper one, who did not like a",
    "word of what he had heard about all.",
]
RIGHT = [
    "The miller denied it in letters that",
    "were found in the attic of the mill,",
    "two hundred years later on, when the",
    "mill was sold and its attic was then",
    "cleared by two historians in autumns",
    "of a year that nobody has forgotten.",
]


def two_columns(left: list[str], right: list[str]) -> list[Put]:
    return [*rows("\n".join(left), x=60), *rows("\n".join(right), x=320)]


def test_columns_are_read_one_after_the_other():
    reading = read_pdf(pdf(two_columns(LEFT, RIGHT)))
    assert " ".join(texts(reading)) == " ".join([*LEFT, *RIGHT])
    doubts = [doubt.message for doubt in reading.doubts if doubt.harm == Harm.PARAGRAPH]
    assert len(doubts) == 1  # no indent tells whether a paragraph begins there
    assert "“The miller denied it" in doubts[0]


def test_a_sentence_goes_on_in_the_next_column():
    reading = read_pdf(
        pdf(
            two_columns(
                [*LEFT[:-1], "word of what he had heard and of his"], ["letters " + RIGHT[0][8:], *RIGHT[1:]]
            )
        )
    )
    assert len(texts(reading)) == 1


def test_a_line_over_both_columns_is_read_before_or_after_them():
    wide = "   ".join(LEFT[:2])
    page = [*rows(wide, x=60, y=60), *two_columns(LEFT, RIGHT), *rows(wide, x=60, y=200)]
    assert " ".join(texts(read_pdf(pdf(page)))).split() == " ".join([wide, *LEFT, *RIGHT, wide]).split()


def test_a_short_line_below_both_columns_is_read_after_them():
    page = [
        *two_columns(LEFT, RIGHT),
        *rows("*About the author*", x=60, y=240),
        *rows("   ".join(LEFT[:2]), x=60, y=270),
    ]
    reading = read_pdf(pdf(page))
    assert [block.words.text for block in reading.blocks if isinstance(block, Heading)] == [
        "About the author"
    ]
    said = str(reading.blocks)
    assert said.index("nobody has forgotten") < said.index("About the author")


def test_two_languages_side_by_side_are_two_texts():
    german = [
        "Der Zoll auf das Salz war alt, und in",
        "der unteren Stadt ist niemand nach ihm",
        "gefragt worden, als der Rat in dem Jahr",
        "der Dürre mit der Mehrheit einer Stimme",
        "für die Brücke war, die sich nicht ohne",
        "das Salz und den Zoll bezahlen ließ und",
        "die der Müller haben wollte.",
    ]
    english = [
        "The levy on the salt was old, and in",
        "the lower town nobody had been asked",
        "about it when the council in the year",
        "of the drought was with one voice for",
        "the bridge, which could not be built",
        "without the salt and the levy on it,",
        "and which the miller did want.",
    ]
    reading = read_pdf(pdf(*[two_columns(german, english)] * 2))
    assert [(block.language, block.words.text.split()[0]) for block in reading.blocks if isinstance(block, Text)] == [
        ("", "Der"), ("", "Der"), ("en", "The"), ("en", "The"),
    ]  # fmt: skip
    assert next(doubt.harm for doubt in reading.doubts) == Harm.ORDER
    assert reading.language == "de"


def test_hyphens_at_the_ends_of_lines():
    reading = read("""
The government and the well-known miller met in the spring, and the govern-
ment of the upper town paid him for the poles, and all of them met a well-
known pedlar, but the guilds, which had been self-governing, and the self-
governing towns did not agree on the pre-
and post-war levies, nor on an interro-
gation of the mayor, see https://example.org/the-
levy/on-salt for all of it and for more about the years 1945-
1948 in the towns.
""")
    text = " ".join(texts(reading))
    for words in (
        "and the government of", "a well-known pedlar", "the self-governing towns", "the pre- and post-war levies",
        "an interrogation of", "https://example.org/the-levy/on-salt for", "1945-1948",
    ):  # fmt: skip
        assert words in text


def test_quotations_verse_and_lists_are_what_they_are():
    reading = read(f"""
{FILLING}

      Whoever builds a bridge must know who will walk on it, and who
      pays for it must know who does not. I have seen all the poles in
      the mud.

The song is given in the town book, where it stands between two lists of tolls:

      When the water stands at the mill,
          the ferry stands still;
      when the water is down at the weir,
          the ferryman drinks his beer.

- that the ferry was slow, and that in winter it did not run at all, so that
  nobody could come;
- that the weir was low;

{FILLING}
""")
    assert texts(reading, Form.QUOTATION) == [
        "Whoever builds a bridge must know who will walk on it, and who pays for it must know who does not. "
        "I have seen all the poles in the mud."
    ]
    verse = texts(reading, Form.VERSE)
    assert [line.strip() for line in verse[0].split("\n")] == [
        "When the water stands at the mill,", "the ferry stands still;",
        "when the water is down at the weir,", "the ferryman drinks his beer.",
    ]  # fmt: skip
    assert [line.startswith(" ") for line in verse[0].split("\n")] == [False, True, False, True]
    assert texts(reading, Form.ITEM) == [
        "that the ferry was slow, and that in winter it did not run at all, so that nobody could come;",
        "that the weir was low;",
    ]


def test_endnotes_are_notes():
    reading = read(f"""
{FILLING.replace("charter.", "charter.^1^").replace("wondered", "wondered,^2^")}

*Notes*

1. Town book, leaf 12, where it stands between two lists of tolls that nobody
ever paid.
2. Town book, leaf 13.
""")
    assert of(reading, Note) == [
        "Town book, leaf 12, where it stands between two lists of tolls that nobody ever paid.",
        "Town book, leaf 13.",
    ]
    assert "charter.[1]" in texts(reading)[0]


def test_numbers_that_begin_anew_on_each_page_get_labels_of_their_own():
    page = f"{FILLING.replace('charter.', 'charter.^1^')}\n\n---\n~1 Town book, leaf %d."
    reading = read(page % 12, page % 13)
    assert [block.label for block in reading.blocks if isinstance(block, Note)] == ["1", "1-2"]
    marked = [text for text in texts(reading) if "[" in text]
    assert ["charter.[1]" in marked[0], "charter.[1-2]" in marked[1]] == [True, True]


def test_a_note_without_a_mark_is_a_doubt():
    reading = read(f"{FILLING}\n\n---\n~1 Town book, leaf 12.")
    doubts = [doubt.message for doubt in reading.doubts if doubt.harm == Harm.NOTE]
    assert doubts == ["no mark in the text leads to note 1: “Town book, leaf 12.”"]


def test_a_raised_number_that_is_no_note_stays():
    text = texts(read(FILLING.replace("mud", "m^2^ of mud")))[-1]
    assert "m2 of mud" in text


def test_stamps_of_downloads_are_left_out():
    stamp = "Downloaded from https://example.org/1 on Mon, 03 May 2011 by 10.1.2.3"
    reading = read_pdf(pdf([*rows(FILLING), Put(72, 820, stamp, 7)]))
    assert of(reading, LeftOut) == [stamp]


def test_white_letters_are_left_out():
    page = [*rows(FILLING), Put(72, 400, "Hidden words", grey=1)]
    assert of(read_pdf(pdf(page)), LeftOut) == ["Hidden words"]


def test_stamps_in_the_margin_are_left_out():
    turned = pikepdf.open(io.BytesIO(pdf([*rows(FILLING)])))
    stamp = b"BT /F0 9 Tf 0 1 -1 0 30 300 Tm (Copy of the council) Tj ET"
    turned.pages[0].contents_add(turned.make_stream(stamp))
    out = io.BytesIO()
    turned.save(out)
    assert of(read_pdf(out.getvalue()), LeftOut) == ["Copy of the council"]


def test_a_page_on_its_side_is_read_as_people_hold_it():
    turned = pikepdf.open(io.BytesIO(pdf(f"*1 The levy*\n{FILLING}")))
    page = turned.pages[0]
    page.contents_add(turned.make_stream(b"q 0 1 -1 0 595 0 cm"), prepend=True)
    page.contents_add(turned.make_stream(b"Q"))
    page.MediaBox = [-300, 0, 595, 842]
    page.Rotate = 90
    out = io.BytesIO()
    turned.save(out)
    reading = read_pdf(out.getvalue())
    assert of(reading, Heading) == ["1 The levy"]
    assert len(texts(reading)) == 2


def test_accents_printed_over_letters_are_of_them():
    """As TeX printed them: the accent, then the letter in the same place."""
    before, after = "The poet read a po", "me aloud, and the council of the upper town"
    place = 72 + len(before) * 6
    page = [Put(72, 130, before), Put(place, 130, "´"), Put(place, 130, "e"), Put(place + 6, 130, after)]
    assert "a poéme aloud" in str(read_pdf(pdf([*page, *rows(FILLING, y=143)])).blocks)


def test_tables_of_contents_are_left_out():
    reading = read(f"""
#Bridges and Salt in the Towns

Contents
Introduction ......................... 1
1. The Towns ......................... 3

*Introduction*

{FILLING}
""")
    assert of(reading, Heading) == ["Introduction"]
    assert any("The Towns" in one for one in of(reading, LeftOut))


def test_a_drop_cap_belongs_to_its_word():
    page = [
        Put(72, 154, "T", 36),
        *rows(
            "he council met on the first day of the month and voted the levy\non salt, in spite of the letters of all the millers of the towns",
            x=96,
        ),
        *rows("who had asked for a copy of the charter and of the minutes, and for all it says", y=156),
    ]
    assert texts(read_pdf(pdf(page)))[0].startswith("The council met")


def test_styles_are_marks():
    reading = read(FILLING.replace("Nobody", "_Nobody_").replace("mayor", "*mayor*"))
    block = next(
        block for block in reading.blocks if isinstance(block, Text) and "Nobody" in block.words.text
    )
    assert [(mark.kind, block.words.text[mark.start : mark.end]) for mark in block.words.marks] == [
        (MarkKind.EMPHASIS, "Nobody"),
        (MarkKind.STRONG, "mayor"),
    ]


# Files that cannot be read


def test_pictures_of_pages_are_refused():
    with pytest.raises(Refused, match="OCRmyPDF"):
        read_pdf(pdf("12", "13"))


def test_rubbish_is_refused():
    noise = random.Random(4)
    text = "\n".join("".join(noise.choice("#$%&=<>/~|{}01289+") for _ in range(70)) for _ in range(30))
    with pytest.raises(Refused, match="no language"):
        read(text)


def test_words_that_are_none_are_refused():
    noise = random.Random(4)
    row = " ".join("".join(noise.choice("bcdfghjklmnpqrstvwxz") for _ in range(6)) for _ in range(9))
    with pytest.raises(Refused, match="no language"):
        read("\n".join([row] * 30))


def test_what_is_encrypted_is_refused():
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf(FILLING))) as file:
        file.save(out, encryption=pikepdf.Encryption(owner="owner", user="user"))
    with pytest.raises(Refused, match="password"):
        read_pdf(out.getvalue())


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\n", b"not a PDF", pdf(FILLING)[:200]])
def test_what_is_broken_is_refused(data):
    with pytest.raises(Refused, match=r"broken|no pages"):
        read_pdf(data)


def test_a_book_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_letters, "MOST_PAGES", 2)
    with pytest.raises(Refused, match="3 pages"):
        read(FILLING, FILLING, FILLING)


def test_a_huge_file_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_letters, "MOST_BYTES", 100)
    with pytest.raises(Refused, match="larger than"):
        read(FILLING)


def test_more_letters_than_are_read_are_told(monkeypatch):
    monkeypatch.setattr(pdf_letters, "MOST_LETTERS", 200)
    assert read(FILLING).doubts[0].harm == Harm.LOST


@settings(max_examples=60)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data):
    good = bytearray(pdf(f"*1 The levy*\n{FILLING}\n---\n~1 Town book.", FILLING))
    for _ in range(data.draw(st.integers(1, 30))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    with suppress(Refused):
        read_pdf(bytes(good))


def test_a_drawing_is_read_from_top_to_bottom(monkeypatch):
    monkeypatch.setattr(pdf_lines, "_MOST_STRIPS", 20)
    noise = random.Random(3)
    drawing = [Put(noise.uniform(60, 500), noise.uniform(300, 700), "weir", 6) for _ in range(40)]
    reading = read_pdf(pdf([*rows(FILLING), *drawing]))
    assert str(reading.blocks).count("weir") == 40


@pytest.mark.parametrize("size", [0.05, 4000])
def test_letters_of_any_size_are_read(size):
    """Those that are too large for the page stand in what is left out."""
    reading = read_pdf(pdf([*rows(FILLING), Put(72, 400, "WXYZ", size)]))
    assert all(letter in str(reading.blocks) for letter in "WXYZ")


# Laws

WORD = st.text("abcdefghijklmnoprstuvwyzéüÀ", min_size=1, max_size=11)
ROW = st.builds(
    lambda words, sign, indent: " " * indent + sign + " ".join(words),
    st.lists(
        WORD | st.sampled_from(["1.", "(a)", "Table 2", "x = 1", "^3^", "_it_", "*bo*", "12", "References"]),
        min_size=1,
        max_size=9,
    ),
    st.sampled_from(["", "", "", "#", "~"]),
    st.integers(0, 8),
)
PAGE = st.lists(ROW | st.just("") | st.just("---"), min_size=3, max_size=40).map("\n".join)


def letters_of(text: str) -> Counter[str]:
    return Counter(sign for sign in text if sign.isalnum())


def all_letters(reading: Reading) -> Counter[str]:
    found: Counter[str] = Counter()
    marked = set()
    for block in reading.blocks:
        for words in words_of(block):
            found += letters_of(words.text)
            marked |= {
                (block.where.page, mark.start, mark.value)
                for mark in words.marks
                if mark.kind == MarkKind.NOTE
            }
            found += letters_of(
                "".join(mark.value.split("-")[0] for mark in words.marks if mark.kind == MarkKind.NOTE)
            )
        if isinstance(block, Text):
            found += letters_of(block.label)
        if isinstance(block, Note):
            found += letters_of(block.label.split("-")[0])
        if isinstance(block, Table | Figure) and block.number:
            found += letters_of(("Table" if isinstance(block, Table) else "Figure") + block.number)
        if isinstance(block, Formula):
            found += letters_of(block.number)
    return found


@settings(max_examples=150, deadline=None)
@given(st.lists(PAGE, min_size=1, max_size=3))
def test_no_letter_is_lost(pages):
    pages = [f"{FILLING}\n{page}" for page in pages]
    placed = [put for page in pages for put in rows(page) if isinstance(put, Put)]
    inside = "".join(put.text for put in placed)
    lost = letters_of(inside) - all_letters(read(*pages))
    assert not lost


@settings(max_examples=80, deadline=None)
@given(st.lists(PAGE, min_size=1, max_size=2))
def test_words_keep_their_form(pages):
    for block in read(FILLING, *pages).blocks:
        for words in words_of(block):
            verse = isinstance(block, Text) and block.form == Form.VERSE
            if not verse and not isinstance(block, LeftOut):
                assert words.text == " ".join(words.text.split())
            assert list(words.marks) == sorted(words.marks)
            for mark in words.marks:
                assert 0 <= mark.start <= mark.end <= len(words.text)
                assert (mark.start == mark.end) == (mark.kind == MarkKind.NOTE)
            held = sorted(words.marks, key=lambda mark: (mark.start, -mark.end))
            for at, one in enumerate(held):
                for other in held[at + 1 :]:
                    assert not one.start < other.start < one.end < other.end


@settings(max_examples=30, deadline=None)
@given(st.lists(PAGE, min_size=1, max_size=2))
def test_the_same_file_gives_the_same_reading(pages):
    data = pdf(FILLING, *pages)
    assert read_pdf(data) == read_pdf(data)


def test_blocks_come_from_top_to_bottom():
    reading = read(f"*1 The levy*\n{FILLING}\n*2 The vote*\n{FILLING}")
    places = [block.where for block in reading.blocks]
    assert all((one.page, one.box[1]) <= (two.page, two.box[1]) for one, two in pairwise(places))
    assert all(0 <= edge <= 1 for place in places for edge in place.box)
