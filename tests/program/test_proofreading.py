"""One place of paper.md is corrected: its words stay, its numbers stay its own, and no byte of another place changes."""

import re
from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from papers import sources

from build_scripts.check.proof import changes
from build_scripts.paper.blocks import Form, Heading, LeftOut, MarkKind, Note, Text, Words
from build_scripts.paper.corrections import (
    Corrected,
    Decision,
    What,
    corrected,
    join_before,
    proposed_label,
)
from build_scripts.paper.paper_md import OpenDoubt, lines_of_blocks, read_paper_md
from build_scripts.paper.write_md import write_paper_md

PAPER = """\
---
original: original.pdf
next: 9
---

# The levy {#the-levy}

%? page 1: taken for a paragraph: “Who paid?”; is it a heading?

[1] Who *paid?*

[2] The levy on salt was *old, and prac-

%% 12 The Journal of Salt

[^3]: The charter.

%? page 2: does a paragraph begin here?

%? page 2: look at this

[3] tices were* older.[^3] Nobody had asked.

[4] 12 The town book, leaf 9.

- [5] (a) that the ferry was slow,
- [6] that the weir was low.

> [7] When the water stands,
> the ferry stands still.

[8] The end[^12] of it.
"""


def line_of(text: str, words: str) -> int:
    """The line that begins a block or a doubt with these words."""
    lines = re.split(r"\r\n|[\n\r]", text)
    return next(number for number, line in enumerate(lines, 1) if words in line)


def decided(what: What, words: str, text: str = PAPER, doubt: str = "", **how: object) -> str:
    """The text after a decision that is not refused."""
    made = corrected(text, line_of(text, words), Decision(what, **how), line_of(text, doubt) if doubt else 0)
    assert not made.refused, made.said
    assert changes(read_paper_md(text)[0], read_paper_md(made.text)[0]) == ()
    return made.text


def differing(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines that are only in one of two texts, but for empty ones."""
    one, other = (Counter(line for line in text.splitlines() if line) for text in (before, after))
    return list((one - other).elements()), list((other - one).elements())


def test_a_doubt_that_is_settled_is_gone_and_nothing_else():
    made = decided(What.RIGHT, "[1]", doubt="%? page 1")
    assert made == PAPER.replace("%? page 1: taken for a paragraph: “Who paid?”; is it a heading?\n\n", "")


def test_a_heading_hands_its_number_on_to_the_paragraph_below_it():
    made = decided(What.HEADING, "[1]", doubt="%? page 1", level=2)
    gone, new = differing(PAPER, made)
    assert new == ["## Who *paid?* {#who-paid}", "[2 was 1] The levy on salt was *old, and prac-"]
    assert len(gone) == 3


def test_the_level_of_a_heading_is_the_only_thing_that_changes():
    made = decided(What.HEADING, "# The levy", level=3)
    assert made == PAPER.replace("# The levy", "### The levy")


def test_a_heading_that_is_none_gets_the_next_number():
    made = decided(What.PARAGRAPH, "# The levy")
    assert made == PAPER.replace("# The levy {#the-levy}", "[9] The levy").replace("next: 9", "next: 10")


@pytest.mark.parametrize(
    ("hyphen", "joined"),
    [(False, "prac*[]tices*"), (True, "prac-tices")],
)
def test_a_paragraph_that_goes_on_over_the_end_of_a_page_is_joined(hyphen, joined):
    text = PAPER.replace("*old, and", "old, and").replace("tices were*", "tices were")
    made = decided(What.JOIN, "[3]", text, doubt="%? page 2: does", hyphen=hyphen)
    word = "prac-tices" if hyphen else "practices"
    assert f"[2 was 3] The levy on salt was old, and {word} were older.[^3] Nobody had asked.\n" in made
    assert "[3]" not in made
    assert "%? page 2: look at this\n\n[2 was 3]" in made  # it was about the words that are here now
    assert made.index("[^3]: The charter.") > made.index("12 The Journal")


def test_marks_that_meet_where_paragraphs_are_joined_are_one():
    text = PAPER.replace("prac-", "prac-*").replace("[3] tices", "[3] *tices")
    made = decided(What.JOIN, "[3]", text, hyphen=False)
    assert "was *old, and practices were* older.[^3]" in made


def test_what_has_nothing_before_it_is_not_joined():
    made = corrected(PAPER, line_of(PAPER, "[1]"), Decision(What.JOIN))
    assert made == Corrected(PAPER, "There is nothing before it that it could go on.", refused=True)


def test_a_cut_closes_and_opens_marks_and_gives_the_next_number():
    text = PAPER.replace("prac-", "practices were* older.[^3] Nobody")
    source, _ = read_paper_md(text)
    words = next(one.words.text for one in source.blocks if isinstance(one, Text) and one.number == 2)
    made = decided(What.CUT, "[2]", text, at=words.index("and"))
    assert "[2] The levy on salt was *old,*\n\n[9] *and practices were* older.[^3] Nobody\n" in made
    assert "next: 10" in made
    made = decided(What.CUT, "[2]", text, at=words.index("Nobody"))
    assert "practices were* older.[^3]\n\n[9] Nobody\n" in made


def test_a_heading_that_runs_into_its_paragraph_is_cut_off():
    text = PAPER.replace("# The levy {#the-levy}", "# The levy. It was old. {#the-levy}")
    assert "# The levy. {#the-levy}\n\n[9] It was old.\n" in decided(What.CUT, "# The", text, at=10)


def test_a_cut_with_nothing_on_one_side_or_in_a_formula_is_refused():
    text = PAPER.replace("The end", "The $a + b$ end")
    for at in (0, 99, 6):
        assert corrected(text, line_of(text, "[8]"), Decision(What.CUT, at=at)).refused


def test_a_note_loses_the_label_that_it_begins_with_and_hands_its_number_on():
    made = decided(What.NOTE, "[4]", label="12")
    assert "\n[^12]: The town book, leaf 9.\n" in made
    assert "[3 was 4] tices" in made
    back = decided(What.PARAGRAPH, "[^12]:", made)
    assert "[9] 12 The town book, leaf 9.\n" in back


def test_a_note_without_a_mark_is_told():
    made = corrected(PAPER, line_of(PAPER, "[4]"), Decision(What.NOTE, label="13"))
    assert "write [^13] where it stands" in made.said
    assert corrected(PAPER, line_of(PAPER, "[4]"), Decision(What.NOTE, label="1 3")).refused


def test_items_have_their_labels_and_give_them_back():
    made = decided(What.ITEM, "[4]", PAPER.replace("] 12 The", "] 12. The"))
    assert "\n12. [4] The town book" in made
    made = decided(What.PARAGRAPH, "12. [4]", made)
    assert "\n[4] 12. The town book" in made
    assert "\n(a) [5] that the ferry was slow,\n- [6]" in decided(What.ITEM, "[5]")


def test_what_is_left_out_keeps_its_number_and_gets_it_back():
    made = decided(What.LEAVE_OUT, "[8]")
    assert made == PAPER.replace("[8] The end", "%% [8] The end")
    assert decided(What.PARAGRAPH, "%% [8]", made) == PAPER


def test_a_table_is_left_out_with_all_its_words():
    table = (
        "::: table 1 | Bridges\n| Town | Bridges |\n|---|---|\n| Upper | 12 |\nsource: The town book.\n:::\n"
    )
    made = decided(What.LEAVE_OUT, "::: table", f"{PAPER}\n{table}")
    assert made == f"{PAPER}\n%% Bridges\n%% Town Bridges\n%% Upper 12\n%% The town book.\n"


def test_quotations_and_verse_keep_their_lines():
    verse = decided(What.VERSE, "> [7]")
    assert "\n| [7] When the water stands,\n| the ferry stands still.\n" in verse
    assert decided(What.QUOTATION, "| [7]", verse) == PAPER


def test_what_is_typed_is_saved_as_it_is():
    made = decided(What.TYPED, "[8]", typed="[8] The   end[^12]\nof it.")
    assert made == PAPER.replace("The end[^12] of", "The   end[^12]\nof")


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("::: table\n| a |", "is never closed"),
        ("[7] The end", "The number 7 would stand twice"),
        ("---\nnext: 2\n---", ""),
    ],
)
def test_what_cannot_be_read_is_not_saved(typed, why):
    made = corrected(PAPER, line_of(PAPER, "[8]"), Decision(What.TYPED, typed=typed))
    assert why in made.said
    if why:
        assert made.refused
        assert made.text == PAPER


def test_what_is_typed_takes_in_no_block_beside_it():
    made = corrected(PAPER, line_of(PAPER, "- [5]"), Decision(What.TYPED, typed="[5] (a) slow,\n::: gloss"))
    assert made.refused
    assert corrected(PAPER, 4, Decision(What.HEADING)).refused


def test_the_label_of_a_note_is_what_its_words_begin_with():
    begun = {"12 The": "12", "[3] See": "3", "* The": "*", "a) see": "a", "1962 was": "", "A bridge": ""}
    assert {text: proposed_label(Words(text)) for text in begun} == begun


@st.composite
def decisions(draw):
    """A paper with doubts, and a decision on one of its blocks."""
    made = draw(sources())
    assume(made.blocks)
    before = draw(st.lists(st.integers(0, len(made.blocks)), max_size=3).map(sorted))
    doubts = tuple(OpenDoubt(0, f"page {at}: look", at) for at in before)
    source = type(made)(made.head, made.blocks, doubts)
    text = write_paper_md(source)
    if draw(st.booleans()):
        text = text.replace("\n", "\r\n")
    if draw(st.booleans()):
        text = "\ufeff" + text
    index = draw(st.integers(0, len(made.blocks) - 1))
    what = draw(st.sampled_from([what for what in What if what is not What.TYPED]))
    decision = Decision(
        what,
        level=draw(st.integers(1, 6)),
        label=draw(st.sampled_from(["1", "2", "*"])),
        hyphen=draw(st.booleans()),
        at=draw(st.integers(0, 30)),
    )
    return text, index, decision


def numbers(text: str) -> list[int]:
    source, _ = read_paper_md(text)
    return [
        number
        for block in source.blocks
        if isinstance(block, Text)
        for number in (block.number, *block.was)
        if number
    ]


@given(decisions())
def test_no_decision_changes_words_numbers_or_other_lines(made):
    text, index, decision = made
    before, problems = read_paper_md(text)
    line = before.blocks[index].where.line
    got = corrected(text, line, decision)
    after, left = read_paper_md(got.text)
    assert len(left) <= len(problems)
    if got.refused:
        assert got.text == text
        return
    assert changes(before, after) == ()
    if len([one for one in before.blocks if isinstance(one, Text) and one.number]) > 1:
        assert set(numbers(got.text)) >= set(numbers(text)) - left_out_numbers(after)
    assert max(Counter(numbers(got.text)).values(), default=1) <= max(
        Counter(numbers(text)).values(), default=1
    )
    assert len(after.doubts) == len(before.doubts)
    assert after.head.next >= before.head.next
    near = touched(text, index, decision)
    old = re.split(r"(?<=\n)", text)
    rest = [line for at, line in enumerate(old) if at not in near and line.strip() and "next:" not in line]
    assert not Counter(rest) - Counter(re.split(r"(?<=\n)", got.text))


def left_out_numbers(source) -> set[int]:
    return {block.number for block in source.blocks if isinstance(block, LeftOut)}


def touched(text: str, index: int, decision: Decision) -> set[int]:
    """The lines that a decision may change: the block's, and the first of those that it hands words or numbers to."""
    ranges = lines_of_blocks(text)
    blocks = read_paper_md(text)[0].blocks
    near = set(ranges[index])
    texts = [
        at for at, block in enumerate(blocks) if isinstance(block, Text) and block.number and at != index
    ]
    near |= {ranges[at].start for at in [at for at in texts if at < index][-1:]}
    near |= {ranges[at].start for at in [at for at in texts if at > index][:1]}
    onto = join_before(blocks, index) if decision.what is What.JOIN else None
    return near | set(ranges[onto.index]) if onto else near


@given(decisions())
def test_what_is_decided_is_so(made):
    text, index, decision = made
    line = read_paper_md(text)[0].blocks[index].where.line
    got = corrected(text, line, decision)
    if got.refused or decision.what in (What.RIGHT, What.JOIN, What.CUT):
        return
    block = read_paper_md(got.text)[0].blocks[index]
    if decision.what is What.HEADING:
        assert isinstance(block, Heading)
        assert block.level == decision.level
    elif decision.what is What.NOTE:
        assert isinstance(block, Note)
        assert block.label == decision.label
    elif decision.what is What.LEAVE_OUT:
        assert isinstance(block, LeftOut)
    else:
        assert isinstance(block, Text)
        assert block.form is Form(decision.what.value)


@given(decisions())
def test_a_settled_doubt_takes_no_block_along(made):
    text, _, _ = made
    before, _ = read_paper_md(text)
    for doubt in before.doubts:
        got = corrected(text, 0, Decision(What.RIGHT), doubt.line)
        assert not got.refused
        after, _ = read_paper_md(got.text)
        assert after.blocks == before.blocks
        assert len(after.doubts) == len(before.doubts) - 1


@given(decisions())
def test_few_decisions_are_refused(made):
    """A kind is refused only of what has no kind of its own: tables, figures, formulas, glosses."""
    text, index, decision = made
    block = read_paper_md(text)[0].blocks[index]
    if decision.what in (What.JOIN, What.CUT) or not isinstance(block, Text | Heading | Note | LeftOut):
        return
    if isinstance(block, Text) and block.form is Form.GLOSS:
        return
    if any(mark.kind is MarkKind.FORMULA for mark in getattr(getattr(block, "words", None), "marks", ())):
        return
    got = corrected(text, block.where.line, decision)
    assert not got.refused, (text, got.said)


@pytest.mark.parametrize(
    ("imported", "corrected", "told"),
    [
        ("[1] 1 The charter.", "[^1]: The charter.", []),
        ("[1] The charter.", "[^1]: The charter.", []),
        ("[^1]: The charter.", "[^2]: The charter.", []),
        ("[1] 1 The charter.", "[^2]: The charter.", [("1", "")]),
        ("(a) [1] that the ferry", "[1] (a) that the ferry", []),
        ("[1] The *charter*[^1] was $x$", "%% [1] The *charter*[^1] was $x$", []),
        ("[1] The charter.", "%% [1] The chart.", [("charter", "chart")]),
    ],
)
def test_a_label_may_be_said_by_a_sign_or_by_words_but_not_vanish(imported, corrected, told):
    found = changes(read_paper_md(imported)[0], read_paper_md(corrected)[0])
    assert [(one.was, one.is_) for one in found] == told
