"""Plain text as people have it becomes the blocks that it was set in."""

import re
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st
from outline import outline

from build_scripts.importers.reading import Harm, Reading, Refused
from build_scripts.importers.text import LONG, read_text
from build_scripts.importers.text_lines import lines_of
from build_scripts.importers.text_pages import without_furniture
from build_scripts.paper.blocks import Figure, Formula, Note, Table, Text, words_of

BRIDGE = """The firm had built the old bridge and the council paid for it in the end, as the
minutes of that year say and as nobody in the town denies to this day.
"""
SAID = "p " + " ".join(BRIDGE.split())


def told(reading: Reading, harm: Harm) -> str:
    return " · ".join(doubt.message for doubt in reading.doubts if doubt.harm is harm)


def starts(text: str, letters: int = 40) -> list[str]:
    return [line[:letters] for line in outline(read_text(text))]


# Paragraphs


def test_indents_begin_paragraphs_though_empty_lines_are_only_at_page_ends():
    text = """The two towns

   The river had parted the two towns since anyone could remember, and the
ferry was the only way across when the water stood high in the spring.
   In the second year of the drought the council of the upper town asked an
engineer to measure the bed, and he measured it on a single dry afternoon.
   Nobody asked the lower town. Its mayor heard of the plan from a pedlar who
had seen the poles standing in the mud below the mill and wondered.

   The bridge was begun in autumn. It was paid for by a levy on salt, and the
salt came from the lower town, which had not been asked about that either.
"""
    assert starts(text, 20) == [
        "title: The two towns",
        "p The river had part",
        "p In the second year",
        "p Nobody asked the l",
        "p The bridge was beg",
    ]


def test_a_mark_of_a_note_does_not_hide_the_end_of_a_sentence():
    text = """The levy on salt was old, and nobody in the lower town had ever been asked
about it before the vote was held in the winter of that year by the mayor.1

The vote was held in the winter, when the ferry did not run, and most of the
delegates of the lower town could not come to the hall in time for it.2

The letter
The miller denied it in a letter that was found in the attic of the mill and
that nobody had read before the two historians came upon it in the end.3
"""
    reading = read_text(text)
    lines = outline(reading)
    assert [line[:20] for line in lines] == [
        "p The levy on salt w",
        "p The vote was held ",
        "# The letter",
        "p The miller denied ",
    ]
    assert all(
        f"[^{number}]" in line for number, line in zip("123", (lines[0], lines[1], lines[3]), strict=True)
    )
    assert "no such note" in told(reading, Harm.NOTE)


def test_marks_end_sentences_where_lines_alone_tell():
    text = """The council met in the spring of the year and debated for three days about the money for the new
bridge.1
The firm had built the old one and asked for twice its price, so that in the town nobody was really
surprised.[3]
The next paragraph of this paper says something else about the towns and about their rivers and so
it ends.
"""
    assert starts(text, 12) == ["p The counci", "p The firm h", "p The next p"]


def test_double_spacing_is_no_paragraph():
    lines = [line for _ in range(6) for line in BRIDGE.splitlines()]
    text = "\n\n".join(f"{line} " if at % 2 else line for at, line in enumerate(lines))
    assert all(
        line.startswith("p The firm") and line.endswith("to this day.") for line in outline(read_text(text))
    )


def test_a_page_end_is_no_paragraph_if_no_sentence_ends():
    text = "The council decided in the end that the bridge was to be built by the firm of\n\n\fHarrow and Sons, which had built the old one.\n"
    assert outline(read_text(text)) == [
        "p The council decided in the end that the bridge was to be built by the firm of Harrow and Sons, which had built the old one."
    ]


def test_a_sentence_on_each_line():
    text = """How do towns pay?

Abstract
The council voted in the spring of that year, after a long and bitter debate about the tolls.
It was built by the firm that had built the old one, and which asked for twice the price of the one before it.
Highlights:
•
The tolls of the two towns were counted.
Introduction
Nobody in the lower town had been asked about the levy on salt before the vote was held by the council.
The vote was held in the winter of that year, when the ferry did not run across the river any more.
"""
    reading = read_text(text)
    assert starts(text, 20) == [
        "title: How do towns pay?"[:20],
        "# Abstract",
        "p The council voted ",
        "p It was built by th",
        "# Highlights:",
        "item • The tolls of ",
        "# Introduction",
        "p Nobody in the lowe",
        "p The vote was held ",
    ]
    assert "each line was taken for a paragraph" in told(reading, Harm.PARAGRAPH)


def test_long_paragraphs_and_those_that_begin_in_small_letters_are_doubted():
    long = "\n".join(["the towns and their rivers went on and on, and nobody could tell where it would"] * 80)
    message = told(read_text(f"Introduction\n\n{long} end.\n"), Harm.PARAGRAPH)
    assert "are several joined?" in message
    assert "begins in the middle of a sentence: “the towns" in message
    assert len(long) > LONG


# Words


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (
            "The govern-\nment of the towns, a government of salt.",
            "The government of the towns, a government of salt.",
        ),
        ("A well-known miller and a well-\nknown mayor.", "A well-known miller and a well-known mayor."),
        ("They met in the self-\ngoverning guilds.", "They met in the self-governing guilds."),
        ("In the pre-\nand post-war years they met.", "In the pre- and post-war years they met."),
        ("The prac-\ntices of the towns.", "The practices of the towns."),
        ("The Franco-\nPrussian war.", "The Franco-Prussian war."),
        ("See https://example.org/\npath and the rest.", "See https://example.org/path and the rest."),
        ("In 1901-\n1902 they met.", "In 1901-1902 they met."),
        ("Dam\u00ad\naged by the dam\u00adage.", "Damaged by the damage."),
        ("The \ufb01rst o\ufb03cial.", "The \ufb01rst o\ufb03cial."),
        ("T\nhe council voted in the spring.", "The council voted in the spring."),
    ],
)
def test_words_that_line_ends_cut(lines, joined):
    assert outline(read_text(lines)) == [f"p {joined}"]


def test_han_and_kana_are_joined_without_a_space_and_headings_stand_alone():
    text = """引言

两个城镇之间的河流自古以来就把它们分开，渡船是
春天水位高时唯一的通道。第二年干旱时，上城的议会
请一位工程师测量河床。

盐税很古老，下城没有人被问过。
"""
    assert outline(read_text(text)) == [
        "# 引言",
        "p 两个城镇之间的河流自古以来就把它们分开，渡船是春天水位高时唯一的通道。第二年干旱时，上城的议会请一位工程师测量河床。",
        "p 盐税很古老，下城没有人被问过。",
    ]


def test_sentences_of_urdu_and_hindi_end():
    urdu = """تعارف
دونوں شہروں کے درمیان دریا ہمیشہ سے موجود تھا اور کشتی ہی واحد راستہ تھی جب پانی بلند ہوتا تھا اور لوگ
انتظار کرتے تھے۔
کسی نے زیریں شہر سے نہیں پوچھا اور نہ ہی کسی نے اس کی بات سنی جب کہ نمک پر ٹیکس سب سے زیادہ وہی دیتے
تھے۔
"""
    assert [line[:2] for line in outline(read_text(urdu))] == ["# ", "p ", "p "]
    hindi = "नदी ने दोनों नगरों को सदा से अलग रखा था और वसंत में नाव ही एकमात्र\nमार्ग थी।\nकिसी ने निचले नगर से नहीं पूछा और किसी ने उसकी बात नहीं सुनी जब कि\nकर वही देता था।\n"
    assert [line[:2] for line in outline(read_text(hindi))] == ["p ", "p "]


def test_signs_that_no_font_has_are_bullets_ornaments_or_doubts():
    text = "\u0084 \u0084 Interim governments hold elections.\n\uf0b7 Councils vote.\n\nThe miller \x00 denied it.\n\n\ue123\ue123\n\nNobody asked.\n"
    reading = read_text(text)
    assert outline(reading) == [
        "item • Interim governments hold elections.",
        "item • Councils vote.",
        "p The miller \ufffd denied it.",
        "out \ue123\ue123",
        "p Nobody asked.",
    ]
    assert "U+0000" in told(reading, Harm.LOST)
    assert "in lines 4" in told(reading, Harm.LOST)


# Pages


def test_a_note_at_a_page_end_leaves_the_sentence_whole():
    text = """The council met on the first day of the month and voted the levy on salt,
which the lower town had paid since the days of its charter,1 and which the
upper town had never paid at all, because its own charter forbade any new bur-

1

The charter is printed in the town book, leaf 12.

44

Anna Berg

\fden on trade. The vote was carried by a single voice, and the minutes do not
say whose voice it was, although every later history names the miller.
"""
    reading = read_text(text)
    assert outline(reading) == [
        "p The council met on the first day of the month and voted the levy on salt, which the lower town had paid since the days of its "
        "charter,[^1] and which the upper town had never paid at all, because its own charter forbade any new burden on trade. The vote was "
        "carried by a single voice, and the minutes do not say whose voice it was, although every later history names the miller.",
        "note 1 The charter is printed in the town book, leaf 12.",
        "out 44",
        "out Anna Berg",
    ]
    assert "“44”" in told(reading, Harm.LOST)
    assert "“Anna Berg”" in told(reading, Harm.LOST)


def test_notes_without_marks_at_a_page_end():
    text = """Introduction

The council voted for the bridge that was to be built by the firm that had
1 See the minutes of the council, 4 March 1902.
2 Harrow and Sons to the Mayor, 7 May 1902.
\fbuilt the old one as well and which asked for twice the price.
"""
    reading = read_text(text)
    assert outline(reading) == [
        "# Introduction",
        "p The council voted for the bridge that was to be built by the firm that had built the old one as well and which asked for twice the price.",
        "note 1 See the minutes of the council, 4 March 1902.",
        "note 2 Harrow and Sons to the Mayor, 7 May 1902.",
    ]
    assert told(reading, Harm.NOTE).count("no mark") == 2


def test_notes_that_begin_anew_on_each_page_have_labels_of_their_own():
    page = "The levy on {0} was old,1 and nobody had ever been asked about {0}, as the minutes of\nthe council say of {0}.\n\n1 Minutes, {0}.\n"
    lines = outline(read_text("\f".join(page.format(name) for name in ("salt", "bread"))))
    assert [line for line in lines if line.startswith("note")] == [
        "note 1 Minutes, salt.",
        "note 1-2 Minutes, bread.",
    ]
    assert "old,[^1] and" in lines[0]
    assert any("old,[^1-2] and" in line for line in lines)


def test_notes_at_the_end():
    text = f"Introduction\n\nThe levy was old.1 Nobody was asked.2\n\n{BRIDGE}\nNotes\n\n1. Town book,\nleaf 3.\n2. Minutes.\n\nReferences\n\nBerg, A. (2011). Salt.\n"
    assert outline(read_text(text)) == [
        "# Introduction",
        "p The levy was old.[^1] Nobody was asked.[^2]",
        SAID,
        "# Notes",
        "note 1 Town book, leaf 3.",
        "note 2 Minutes.",
        "# References",
        "ref Berg, A. (2011). Salt.",
    ]


NAMES = ["Abel", "Berg", "Cole", "Dunn", "Ewing", "Flint", "Grant", "Holm"]


def page(number: int, head: str) -> str:
    """Return a page whose lines are those of no other page, but for its head."""
    inside = [
        f"the {name} of {NAMES[number]} went on to say that nobody had asked them about the" for name in NAMES
    ]
    return "\n".join([head, *inside, ""])


@pytest.mark.parametrize(
    "head", ["Doe · The Bridge and the Toll", "Doe: The Bridge {}", "{}", "Vol. 4:2 [2019]\nTowns {}"]
)
def test_running_heads_are_left_out_at_page_ends(head):
    text = "\f".join(page(number, head.format(number + 325)) for number in range(8))
    lines = outline(read_text(text))
    assert len([line for line in lines if not line.startswith("out")]) == 1
    assert len([line for line in lines if line.startswith("out")]) == 8 * len(head.splitlines())


@pytest.mark.parametrize("heading", ["Study {}", "Article {}.", "Case {}", "Table {}"])
def test_headings_that_count_are_no_running_heads(heading):
    text = "\f".join(
        f"{heading.format(number)}\n\n{BRIDGE.replace('firm', NAMES[number]).replace('town', NAMES[number])}"
        for number in (1, 2, 3)
    )
    assert not [line for line in outline(read_text(text)) if line.startswith("out")]
    assert [line for line in outline(read_text(text.replace("\f", "\n"))) if line.startswith("out")] == []


def test_a_line_that_recurs_inside_pages_stays():
    text = "\f".join(
        page(number, NAMES[number]).replace("Flint of", "\nId. at 5.\nThe Flint of") for number in range(6)
    )
    lines = outline(read_text(text))
    assert sum(line.count("Id. at 5.") for line in lines if line.startswith("p ")) == 6


def test_a_page_that_is_there_twice_is_kept():
    twice = page(1, "They say that") + page(2, "The miller denies that")
    lines = outline(read_text("\f".join([page(3, "Others say that"), twice, twice])))
    assert not [line for line in lines if line.startswith("out")]


def test_the_foot_and_head_of_pages_in_a_sentence_are_left_out_and_told():
    text = "The relations entail a rivalry and divergent interests between\n\n\nRiver Studies   ISSN 2709-3905\n(Volume 4, Issue 3)\n\n14\n\nthe two towns, which are hard to manage.\n"
    reading = read_text(text)
    assert outline(reading) == [
        "p The relations entail a rivalry and divergent interests between the two towns, which are hard to manage.",
        "out River Studies ISSN 2709-3905 (Volume 4, Issue 3) 14",
    ]
    assert "in the middle of a sentence" in told(reading, Harm.LOST)


def test_numbers_of_lines_are_left_out_of_a_manuscript():
    words = [
        "The council voted in the spring",
        "about the tolls, and nobody had",
        "asked the lower town before.",
    ] * 10
    text = "\n".join(f"{number:>3} {line}" for number, line in enumerate(words, 1))
    lines = outline(read_text(text))
    assert lines[0].startswith("p The council voted in the spring about the tolls, and nobody had asked")
    assert lines[-1] == "out " + " ".join(map(str, range(1, 31)))


def test_columns_side_by_side_are_read_in_turn():
    text = """The levy on salt was old,          The miller denied it in a
and nobody in the lower            letter that was found in
town had ever been asked           the attic of the mill two
about it before the vote.          hundred years later on.
"""
    reading = read_text(text)
    assert outline(reading) == [
        "p The levy on salt was old, and nobody in the lower town had ever been asked about it before the vote.",
        "p The miller denied it in a letter that was found in the attic of the mill two hundred years later on.",
    ]
    assert "two columns" in told(reading, Harm.ORDER)


def test_a_text_beside_its_translation_is_not_mixed_with_it():
    german = [
        "Die Steuer auf das Salz war alt,",
        "und niemand in der unteren Stadt",
        "wurde gefragt, als der Rat sich",
        "mit der oberen Stadt auf eine",
    ]
    english = [
        "The levy on the salt was old, and",
        "nobody in the lower town was ever",
        "asked as the council of the upper",
        "town came to an agreement with the",
    ]
    page = "\n".join(f"{a:<40}{b}" for a, b in zip(german, english, strict=True))
    other = "".join(
        {"Salz": "Brot", "salt": "rye", "Stadt": "Au", "town": "mead"}.get(word, word)
        for word in re.split(r"(\W)", page)
    )
    other = "\n".join(f"{a:<40}{b}" for a, b in (re.split(r" {3,}", line) for line in other.splitlines()))
    reading = read_text(f"{page}\n\f{other}\n")
    assert [line[:5] for line in outline(reading)] == ["p Die", "p The", "p Die", "p The"]
    assert "two languages" in told(reading, Harm.ORDER)


def test_what_crosses_the_gutter_parts_the_columns():
    left = [
        "The levy on salt was old,",
        "and nobody in the lower",
        "town had ever been asked",
        "about it before the vote",
        "was held in the winter of",
    ]
    right = [
        "that year by the mayor,",
        "who told the miller that",
        "it was not to be known to",
        "the lower town before the",
        "ferry ran in the spring.",
    ]
    columns = "\n".join(f"{a:<32}{b}" for a, b in zip(left, right, strict=True))
    text = f"Abstract\n\nThis essay asks who paid for the bridge between the towns\n\n{columns}\n\n1 A note that runs over the whole width of the page here.\n"
    lines = outline(read_text(text))
    assert any("winter of that year by the mayor, who told" in line for line in lines)


def test_columns_that_cannot_be_told_apart_are_refused():
    rows = []
    for turn in range(20):
        rows.append("the levy on salt was old" + " " * 6 + "and the miller denied it in")
        if turn % 3 == 0:
            rows.append("a line that goes straight across over the gutter here")
    with pytest.raises(Refused, match="without -layout"):
        read_text("\n".join(rows))


# Headings


def test_headings_of_two_lines_with_questions_in_small_letters_and_with_lone_numbers():
    text = f"""II. THE TWO TOWNS AND THEIR RIVER IN THE NINETEENTH CENTURY: A HISTORY
OF TOLLS

{BRIDGE}
2. What is a bridge?

{BRIDGE}
methods

{BRIDGE}
3.
The Tolls

{BRIDGE}
TRADE DANCE.

{BRIDGE}
Summary: The levy was old.
"""
    assert [line for line in outline(read_text(text)) if line != SAID] == [
        "# II. THE TWO TOWNS AND THEIR RIVER IN THE NINETEENTH CENTURY: A HISTORY OF TOLLS",
        "## 2. What is a bridge?",
        "# methods",
        "## 3. The Tolls",
        "# TRADE DANCE.",
        "# Summary:",
        "p The levy was old.",
    ]


def test_headings_in_plain_words_stand_alone_and_are_doubted():
    text = f"{BRIDGE}\nWhat the miller wrote to his brother about the\nlevy on salt and the vote\n\n{BRIDGE}\nWho voted for the bridge?\n\n{BRIDGE}"
    reading = read_text(text)
    assert outline(reading) == [
        SAID,
        "# What the miller wrote to his brother about the levy on salt and the vote",
        SAID,
        "# Who voted for the bridge?",
        SAID,
    ]
    assert told(reading, Harm.HEADING).count("taken for a heading") == 2


def test_among_numbered_headings_one_in_plain_words_is_only_doubted():
    text = (
        "".join(f"{number}. The Towns\n\n{BRIDGE}\n" for number in (1, 2, 3))
        + f"It also supports\n\n{BRIDGE}"
    )
    reading = read_text(text)
    assert "p It also supports" in outline(reading)
    assert "is it a heading?" in told(reading, Harm.PARAGRAPH)


def test_levels_follow_numbers():
    names = [
        "1. The Towns",
        "1.1 The Upper Town",
        "1.1.1 Its Mill",
        "1.2. The Lower Town",
        "2. The Bridge",
        "References",
    ]
    text = "\n".join(f"{name}\n\n{BRIDGE}" for name in names)
    levels = [line.split(" ")[0] for line in outline(read_text(text)) if line.startswith("#")]
    assert levels == ["#", "##", "###", "##", "#", "#"]


def test_lines_of_narrow_columns_are_no_headings():
    text = """Introduction

The towns on either bank of the
Saltwater had traded for a hundred
years before the first bridge was
built, and nobody thought that they
would ever pay for it.

In 1902 the council of
Eaton voted for a toll of two pence.
"""
    assert [line[:3] for line in outline(read_text(text))] == ["# I", "p T", "p I"]


@pytest.mark.parametrize("leader", [" ........ ", " "])
def test_a_table_of_contents_is_left_out(leader):
    text = f"Contents\n\nIntroduction{leader}1\n1. The Towns{leader}3\n\nIntroduction\n\n{BRIDGE}\n1. The Towns\n\n{BRIDGE}"
    lines = outline(read_text(text))
    assert lines[0].startswith("out Contents Introduction")
    assert [line for line in lines if line.startswith("#")] == ["# Introduction", "# 1. The Towns"]


def test_lines_with_leaders_are_contents_without_a_heading():
    text = f"{BRIDGE}\nThe Upper Town ..... 3\nThe Mill ..... 5\n\n{BRIDGE}"
    assert outline(read_text(text)) == [SAID, "out The Upper Town ..... 3 The Mill ..... 5", SAID]


def test_numbers_in_brackets_that_cite_are_no_notes():
    text = "The toll fell [1]. It rose again [2]. Others say so too [3-5].\n"
    assert outline(read_text(text)) == [f"p {text.strip()}"]


# What stands apart


def test_verse_items_and_quotations():
    text = f"""The ferryman's song is given in the town book:

When the water stands at the mill,
    the ferry stands still, stands still;
when the water is down at the weir,
    the ferryman drinks his beer.

- that the ferry was slow,

- that the weir was low;

{BRIDGE}
   The lower town shall pay for ever whatever the upper town may ask of it,
   be it salt or toll.

The council asked:

“Who will pay for the bridge?”

{BRIDGE}"""
    assert outline(read_text(text)) == [
        "p The ferryman's song is given in the town book:",
        "verse When the water stands at the mill, /     the ferry stands still, stands still; / when the water is down at the weir, /     the ferryman drinks his beer.",
        "item - that the ferry was slow,",
        "item - that the weir was low;",
        SAID,
        "quotation The lower town shall pay for ever whatever the upper town may ask of it, be it salt or toll.",
        "p The council asked:",
        "quotation “Who will pay for the bridge?”",
        SAID,
    ]


def test_tables_and_formulas_stay_whole():
    text = f"""{BRIDGE}
Table 1
Year Carts Tolls
1901 300 2.00
1902 310 2.10
Source: the council

{BRIDGE}
Table 2: Bridges by town

Upper

12

Lower

4

x + 1 = 8

(1)

x + 3 = 10

(2)

Figure 3. The old bridge.

As Table 2 shows, nobody paid.

Table 2 shows that nobody paid.
"""
    reading = read_text(text)
    assert outline(reading)[1:] == [
        "table 1 |  | Year, Carts, Tolls; 1901, 300, 2.00; 1902, 310, 2.10 | Source: the council",
        SAID,
        "table 2 | Bridges by town | Upper; 12; Lower; 4 | ",
        "formula 1 | x + 1 = 8",
        "formula 2 | x + 3 = 10",
        "figure 3 | The old bridge.",
        "p As Table 2 shows, nobody paid.",
        "p Table 2 shows that nobody paid.",
    ]
    assert "the columns of table 2 are not clear" in told(reading, Harm.DISPLAY)


def test_cells_one_under_the_other():
    text = (
        "Table 1. Votes by town\n\nTown      Yes    No\nUpper      12     3\nLower              11\n\n"
        + BRIDGE
    )
    assert (
        outline(read_text(text))[0] == "table 1 | Votes by town | Town, Yes, No; Upper, 12, 3; Lower, , 11 | "
    )


@pytest.mark.parametrize(
    "entries",
    [
        "Berg, A. (2011). The levy on salt in the upper town. River\n  Studies, 4(2), 12-30.\nBerg, A., & Holm, K. (2014). Ferries. Mill Press.\nHolm, K. (2009). A bridge for two towns: What they\n  leave out. Mill Press.\n",
        "Berg, A. (2011). The levy on salt in the upper town. River\nStudies, 4(2), 12-30.\nBerg, A., & Holm, K. (2014). Ferries. Mill Press.\nHolm, K. (2009). A bridge for two towns: What they\nleave out. Mill Press.\n",
        "Berg, A. (2011). The levy on salt in the upper town. River\nStudies, 4(2), 12-30.\n\nBerg, A., & Holm, K. (2014). Ferries. Mill Press.\n\nHolm, K. (2009). A bridge for two towns: What they\nleave out. Mill Press.\n",
    ],
)
def test_entries_of_references(entries):
    assert outline(read_text(f"References\n\n{entries}")) == [
        "# References",
        "ref Berg, A. (2011). The levy on salt in the upper town. River Studies, 4(2), 12-30.",
        "ref Berg, A., & Holm, K. (2014). Ferries. Mill Press.",
        "ref Holm, K. (2009). A bridge for two towns: What they leave out. Mill Press.",
    ]


def test_numbered_entries():
    lines = outline(
        read_text(
            f"1. Data\n\n{BRIDGE}\nReferences\n[1] Berg, A. Salt\nand ferries. 2011.\n[2] Holm, K. Bridges. 2009.\n"
        )
    )
    assert lines[-2:] == ["ref [1] Berg, A. Salt and ferries. 2011.", "ref [2] Holm, K. Bridges. 2009."]


# Front


def test_the_front_fills_the_citation():
    text = f"""River Studies (ISSN: 2183-2439)
2014, Volume 4, Issue 2, Pages 12-30
DOI: 10.1234/rs.4.2

Bridges and Salt in the Two Towns

Anna Berg 1, * and Karl van der Holm 2
1 Department of Hydrology, Upper Town; E-mail: berg@example.org
2 Faculty of Law, University of Eaton

Submitted: 12 March 2013 | Published: 4 May 2014

Suggested citation: Berg, Anna (2014): Bridges and Salt.

Abstract

This essay asks who paid for the bridge.

Keywords: bridges; salt

© 2014 by the authors. This article is licensed under CC BY.

1. Introduction

{BRIDGE}"""
    reading = read_text(text)
    assert [line.split(":")[0] for line in outline(reading)] == [
        "journal",
        "doi",
        "title",
        "author",
        "affiliation",
        "date",
        "aside",
        "# Abstract",
        "p This essay asks who paid for the bridge.",
        "keywords",
        "licence",
        "# 1. Introduction",
        SAID,
    ]
    assert reading.citation == {
        "title": "Bridges and Salt in the Two Towns",
        "author": [{"family": "Berg", "given": "Anna"}, {"family": "van der Holm", "given": "Karl"}],
        "container-title": "River Studies",
        "volume": "4",
        "issue": "2",
        "page": "12-30",
        "DOI": "10.1234/rs.4.2",
        "issued": {"date-parts": [[2014, 5, 4]]},
        "type": "article-journal",
    }
    assert "CC BY" in reading.licence


def test_short_lines_before_the_abstract_are_no_sections():
    text = "Bridges and Salt in the Two Towns\n\nAnna Berg\n\nDepartment of Hydrology\n\nE-mail: berg@example.org\n\nAbstract\n\nThis essay asks who paid.\n\nWe asked three things.\n\n1. Who paid for the bridge\n\n2. Who voted for the levy\n\nThe answers differ.\n"
    assert outline(read_text(text)) == [
        "title: Bridges and Salt in the Two Towns",
        "author: Anna Berg",
        "affiliation: Department of Hydrology",
        "affiliation: E-mail: berg@example.org",
        "# Abstract",
        "p This essay asks who paid.",
        "p We asked three things.",
        "item 1. Who paid for the bridge",
        "item 2. Who voted for the levy",
        "p The answers differ.",
    ]


def test_an_author_in_capitals_below_the_title():
    text = f"A Mistake of Natural Law:\nThe Two Towns\nCRAIG A. STERN †\n\nABSTRACT: Nobody was asked.\n\n1. INTRODUCTION\n\n{BRIDGE}"
    reading = read_text(text)
    assert outline(reading)[:3] == [
        "title: A Mistake of Natural Law: The Two Towns",
        "author: CRAIG A. STERN †",
        "# ABSTRACT:",
    ]
    assert reading.citation["author"] == [{"family": "Stern", "given": "Craig A."}]


def test_lines_of_a_quotation_with_empty_lines_between_them_are_one():
    text = f"""{BRIDGE}
   Of law there can be no less acknowledged, than that her seat is

   the bosom of God, her voice the harmony of the world; all things

   in heaven and in earth do her homage.

{BRIDGE}"""
    assert outline(read_text(text))[1] == (
        "quotation Of law there can be no less acknowledged, than that her seat is the bosom of God, her voice the harmony of the "
        "world; all things in heaven and in earth do her homage."
    )


def test_the_licence_of_project_gutenberg_is_left_out():
    text = f"""The Project Gutenberg eBook of Songs

Title: Songs of the Ferry

Author: Anna Berg

*** START OF THE PROJECT GUTENBERG EBOOK SONGS ***

Produced by the proofreaders

INTRODUCTION.

{BRIDGE}
[Pg 2]

The song was con[Pg 3]tinued.[1]

FOOTNOTES:

[1] Town book.

*** END OF THE PROJECT GUTENBERG EBOOK SONGS ***

You may copy it.
"""
    reading = read_text(text)
    assert [line for line in outline(reading) if not line.startswith("out")] == [
        "# INTRODUCTION.",
        SAID,
        "p The song was continued.[^1]",
        "# FOOTNOTES:",
        "note 1 Town book.",
    ]
    assert reading.citation["title"] == "Songs of the Ferry"


# Laws


def letters(text: str) -> Counter[str]:
    """Return how often each sign comes; hyphens, which line ends may have, do not count."""
    return Counter(char for char in text if not char.isspace() and char not in "-.:()[]")


def shown(reading: Reading) -> Counter[str]:
    found: Counter[str] = Counter()
    for block in reading.blocks:
        for words in words_of(block):
            found += letters(words.text)
            found += letters("".join(mark.value.split("-")[0] for mark in words.marks))
        match block:
            case Text(label=label):
                found += letters(label)
            case Note(label=label):
                found += letters(label.split("-")[0])
            case Formula(number=number):
                found += letters(number)
            case Table(number=number):
                found += letters(f"Table{number}")
            case Figure(number=number):
                found += letters(f"Figure{number}")
    return found


PIECES = [
    BRIDGE,
    "Introduction\n",
    "1. The Towns\n",
    "2.1 What is a bridge?\n",
    "THE SNAKE DANCE.\n",
    "- that the ferry was slow,\n- that the weir was low;\n",
    "(a) the first is the toll\n\n(b) the second is the bridge\n",
    "   The river had parted the two towns, and the\nferry was the only way across.\n   Nobody asked the lower town.\n",
    "When the water stands at the mill,\n    the ferry stands still, stands still;\nwhen it is down,\n    he drinks his beer.\n",
    "Table 1: Votes\n\nTown   Yes   No\nUpper   12    3\n",
    "Figure 2. The old bridge\n",
    "x + y = 30      (1)\n",
    "The levy was old,1 and nobody was asked about it.2\n",
    "1 Minutes, leaf 3.\n2 Town book.\n",
    "The salt of the govern-\nment and its prac-\ntices\n",
    "\f",
    "12\n",
    "Doe · The Bridge and the Toll\n",
    "References\n\nBerg, A. (2011). Salt.\n  Mill Press.\nHolm, K. (2009). Bridges.\n",
    "Notes\n\n1. Town book, leaf 3.\n2. Minutes.\n",
    "The Upper Town ..... 3\nThe Lower Town ..... 5\nThe Mill ..... 7\n",
    "Contents\n\nIntroduction ..... 1\nThe Towns ..... 3\n",
    "两个城镇之间的河流\n自古以来。\n",
    "The levy on salt was old,          The miller denied it in a\nand nobody in the lower            letter that was found in\n"
    * 3,
    "\u2022\nThe toll\n",
    "Anna Berg and Karl Holm\n",
    "E-mail: berg@example.org\n",
    "Keywords: salt; bridges\n",
    "Summary: The levy was old.\n",
]
paper = st.lists(
    st.tuples(st.sampled_from(PIECES), st.sampled_from(["", "\n", "\n\n"])), min_size=1, max_size=14
).map(lambda pieces: "".join(piece + gap for piece, gap in pieces))


@given(paper)
def test_every_letter_is_in_one_block(text):
    try:
        reading = read_text(text)
    except Refused:
        return
    assert shown(reading) == letters(text)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=300))
def test_no_text_breaks_the_reader(text):
    try:
        reading = read_text(text)
    except Refused:
        return
    for block in reading.blocks:
        for words in words_of(block):
            assert list(words.marks) == sorted(words.marks)
            assert all(0 <= mark.start <= mark.end <= len(words.text) for mark in words.marks)


@given(paper)
def test_words_have_single_spaces_and_the_order_is_that_of_the_file(text):
    try:
        reading = read_text(text)
    except Refused:
        return
    for block in reading.blocks:
        for words in words_of(block):
            if "\n" not in words.text:
                assert words.text == " ".join(words.text.split())
    if not any(doubt.harm is Harm.ORDER for doubt in reading.doubts):
        lines = [block.where.line for block in reading.blocks if isinstance(block, Text)]
        assert lines == sorted(lines)


@given(paper)
def test_running_heads_leave_the_rest_in_order(text):
    pages = without_furniture(lines_of(text).lines)
    numbers = [line.number for line in pages.lines]
    assert numbers == sorted(numbers)
    assert len(pages.lines) + len(pages.left_out) == len(lines_of(text).lines)


# Hostile files


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\f\n",
        "\x00\ufffd",
        "***",
    ],
)
def test_a_file_without_words_is_refused(text):
    with pytest.raises(Refused, match="no words"):
        read_text(text)


HOSTILE = {
    "letters": "a" * 40_000,
    "dots": ". " * 20_000 + "a",
    "spaces": (" " * 5_000 + "a  ") * 8,
    "brackets": "[" * 40_000 + "a",
    "marks": "[1]" * 15_000 + "a",
    "raised": "a" + "¹" * 40_000,
    "tabs": "\t" * 5_000 + "a\t" * 5_000,
    "names": "Anna Berg, " * 5_000,
    "hyphens": "a-" * 20_000 + "\nb",
    "address": "http://" + "a/" * 20_000 + "\nb",
    "pages": "\f".join(["a b c\n1\n"] * 3_000),
    "entries": "References\n\n" + "Berg, A. (2011). X\n" * 3_000,
    "leaders": "Contents\n\n" + "A 1\n\n" * 3_000,
    "cells": "Table 1\n\n" + "a  b  c\n\n" * 3_000,
    "quotes": "“" * 20_000 + "a\n" + "”" * 20_000,
    "dates": "Submitted: " + "2" * 40_000,
    "capitals": "A B, " * 8_000,
    "romans": "IVXLC " * 8_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_read_to_its_end(name):
    """A pattern that tries again and again would never come back; and nothing is lost or made up."""
    reading = read_text(HOSTILE[name])
    assert shown(reading) == letters(HOSTILE[name])


def test_a_file_that_is_too_long_is_refused(monkeypatch):
    monkeypatch.setattr("build_scripts.importers.text.MOST_LETTERS", 10)
    with pytest.raises(Refused, match="chapters one by one"):
        read_text("The bridge was old.")


# A paper with everything in it


WHOLE = """                                        River Studies, Vol. 4, No. 2 (2014), pp. 12-30
                                        DOI: 10.1234/rs.2014.4.2

                 Bridges and Salt in the Two Towns

                 Anna Berg* and Karl van der Holm

Summary: This essay asks who paid for the bridge between the two
towns, and why the lower town was never asked about it at all.

Keywords: bridges; salt; levies

1. The Levy on Salt

The council met on the first day of the month and voted the levy on
salt, which the lower town had paid since the days of its charter.1
Nobody was asked.

   “The lower town shall pay for ever and a day whatever the upper
   town may ask of it, be it salt or toll, and shall not complain
   of it.” (Book of Towns, leaf 3)

The upper town had never paid at all, because its own charter forbade
any new bur-

* Corresponding author: berg@example.org
1 The charter is printed in the town book,
  leaf 12.

12

\f                                   Berg and Holm: Bridges and Salt

den on trade. Two things were asked:

(a) who would pay for the bridge in the end, and for how many years
    the levy was to last;
(b) who would keep the bridge.

1.1 The Vote

Table 1. Votes by town

Town      Yes    No
Upper      12     3
Lower       4    11

Source: minutes of the council.

Figure 2: The old bridge, drawn by the ferryman’s son.

As Holm (2009) shows, the vote can be written as

      x + y = 30                                                   (1)

where x is the upper town.2

2 Minutes, 4 March 1902.

13
\f                                   Berg and Holm: Bridges and Salt

REFERENCES

Berg, A. (2011). The levy on salt in the upper town and its charter.
   River Studies, 4(2), 12-30.
Holm, K. (2009). A bridge for two towns. Mill Press. https://exam-
   ple.org/bridge
"""


def test_a_paper_with_everything_in_it():
    reading = read_text(WHOLE)
    assert outline(reading) == [
        "journal: River Studies, Vol. 4, No. 2 (2014), pp. 12-30",
        "doi: DOI: 10.1234/rs.2014.4.2",
        "title: Bridges and Salt in the Two Towns",
        "author: Anna Berg[^*] and Karl van der Holm",
        "# Summary:",
        "p This essay asks who paid for the bridge between the two towns, and why the lower town was never asked about it at all.",
        "keywords: Keywords: bridges; salt; levies",
        "# 1. The Levy on Salt",
        "p The council met on the first day of the month and voted the levy on salt, which the lower town had paid since the days of its charter.[^1] Nobody was asked.",
        "quotation “The lower town shall pay for ever and a day whatever the upper town may ask of it, be it salt or toll, and shall not complain of it.” (Book of Towns, leaf 3)",
        "p The upper town had never paid at all, because its own charter forbade any new burden on trade. Two things were asked:",
        "note * Corresponding author: berg@example.org",
        "note 1 The charter is printed in the town book, leaf 12.",
        "out 12",
        "out Berg and Holm: Bridges and Salt",
        "item (a) who would pay for the bridge in the end, and for how many years the levy was to last;",
        "item (b) who would keep the bridge.",
        "## 1.1 The Vote",
        "table 1 | Votes by town | Town, Yes, No; Upper, 12, 3; Lower, 4, 11 | Source: minutes of the council.",
        "figure 2 | The old bridge, drawn by the ferryman’s son.",
        "p As Holm (2009) shows, the vote can be written as",
        "formula 1 | x + y = 30",
        "p where x is the upper town.[^2]",
        "note 2 Minutes, 4 March 1902.",
        "out 13",
        "out Berg and Holm: Bridges and Salt",
        "# REFERENCES",
        "ref Berg, A. (2011). The levy on salt in the upper town and its charter. River Studies, 4(2), 12-30.",
        "ref Holm, K. (2009). A bridge for two towns. Mill Press. https://exam-ple.org/bridge",
    ]
    assert shown(reading) == letters(WHOLE)
    assert reading.citation["author"] == [
        {"family": "Berg", "given": "Anna"},
        {"family": "van der Holm", "given": "Karl"},
    ]


def test_the_same_paper_with_a_paragraph_on_each_line():
    text = """Bridges and Salt in the Two Towns
Anna Berg
Abstract
This essay asks who paid for the bridge between the two towns, and why. It finds that the lower town paid.
1. The Levy on Salt
The council met on the first day of the month and voted the levy on salt, which the lower town had paid. Nobody was asked.
The upper town had never paid at all, because its own charter forbade it. Its mayor said so in the spring of that year.
1.1 The Vote
The vote was carried by a single voice, and the minutes do not say whose voice it was. Every later history names the miller.
References
Berg, A. (2011). The levy on salt. River Studies, 4(2), 12-30.
Holm, K. (2009). A bridge for two towns. Mill Press.
"""
    assert starts(text, 22) == [
        "title: Bridges and Salt in the Two Towns"[:22],
        "author: Anna Berg",
        "# Abstract",
        "p This essay asks who "[:22],
        "# 1. The Levy on Salt",
        "p The council met on t",
        "p The upper town had n",
        "## 1.1 The Vote",
        "p The vote was carried",
        "# References",
        "ref Berg, A. (2011). T",
        "ref Holm, K. (2009). A",
    ]
