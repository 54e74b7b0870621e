"""A paper is imported, corrected and imported again, and no number moves."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from papers import sources

from build_scripts.importers.merge import merged
from build_scripts.importers.paper_txt import converted
from build_scripts.importers.reading import Doubt, Harm, Reading
from build_scripts.importers.transcript import told, transcript
from build_scripts.paper.blocks import (
    Figure,
    Form,
    Heading,
    LeftOut,
    Mark,
    MarkKind,
    Note,
    Text,
    Where,
    Words,
    words_of,
)
from build_scripts.paper.entries import with_keys
from build_scripts.paper.paper_md import OpenDoubt, PaperSource, read_paper_md
from build_scripts.paper.plain_text import read_paper
from build_scripts.paper.structured import structured, with_numbers, with_section_ids
from build_scripts.paper.write_md import write_paper_md
from build_scripts.paper.write_numbers import with_written_numbers


def source(*paragraphs: str, **numbers: int) -> PaperSource:
    """A paper of paragraphs that were just read."""
    return transcript(Reading(tuple(Text(words=Words(text)) for text in paragraphs)), "original.pdf", "")


def texts(paper: PaperSource) -> list[tuple[int, tuple[int, ...], str]]:
    return [(one.number, one.was, one.words.text) for one in paper.blocks if isinstance(one, Text)]


LEVY = "The levy on salt was old, and nobody had ever been asked about it."
VOTE = "The vote was held in the winter, when the ferry did not run at all."
MILLER = "The miller denied it in a letter that was found in the attic."


def edited(paper: PaperSource, old: str, new: str) -> PaperSource:
    """The paper after somebody wrote `new` for `old` in a text editor."""
    written = write_paper_md(paper)
    assert old in written
    return read_paper_md(written.replace(old, new, 1))[0]


def test_a_paper_that_was_read_has_numbers_and_names():
    reading = Reading(
        (
            Heading(words=Words("Study 1")),
            Heading(words=Words("Results"), level=2),
            Text(words=Words("One.", (Mark(4, 4, MarkKind.NOTE, "a b"),))),
            Heading(words=Words("Study 2")),
            Heading(words=Words("Results"), level=2),
            LeftOut(text="x <- 1\n\n  y <- 2\n"),
            Text(words=Words("Two.")),
            Note(label="a b", words=Words("A note.")),
        ),
        doubts=(Doubt(Harm.HEADING, Where(page=3), 6, "look"), Doubt(Harm.LOST, Where(), None, "all of it")),
        language="en",
    )
    made = transcript(reading, "original.pdf", "0" * 64)
    written = write_paper_md(made)
    assert read_paper_md(written)[0].blocks == made.blocks
    assert [one.id for one in made.blocks if isinstance(one, Heading)] == [
        "study-1",
        "study-1-results",
        "study-2",
        "study-2-results",
    ]
    assert texts(made) == [(1, (), "One."), (2, (), "Two.")]
    assert "[1] One.[^ab]" in written
    assert "%% x <- 1\n%% y <- 2\n\n%? page 3: look\n\n[2] Two." in written
    assert written.endswith("[^ab]: A note.\n\n%? all of it\n")
    assert told(reading, made).unsure == ("all of it", "page 3: look")


def test_a_doubt_that_quotes_words_stands_before_their_block():
    said = (Text(words=Words("One.")), Text(words=Words("A long-term promise.")))
    doubts = (
        Doubt(Harm.DETAIL, Where(page=2), None, "the hyphen was kept: “long-term”"),
        Doubt(Harm.DETAIL, Where(), None, "“ghost words”"),
    )
    made = transcript(Reading(said, doubts), "a.pdf", "")
    assert [(doubt.text, doubt.before) for doubt in made.doubts] == [
        ("page 2: the hyphen was kept: “long-term”", 1),
        ("“ghost words”", 2),
    ]


def test_a_path_that_only_programs_understand_is_not_told():
    doubts = (
        Doubt(Harm.DETAIL, Where(path="/article/back[1]"), 0, "look"),
        Doubt(Harm.DETAIL, Where(line=3, path="/p"), 0, "there"),
    )
    made = transcript(Reading((Text(words=Words("One.")),), doubts), "a.xml", "")
    assert [doubt.text for doubt in made.doubts] == ["look", "line 3: there"]


def test_a_bullet_that_was_typed_is_a_bullet():
    items = tuple(
        Text(form=Form.ITEM, label=label, words=Words("One.")) for label in ("-", "*", "–", "•", "1.")
    )
    made = transcript(Reading(items), "a.txt", "")
    assert "- [1] One.\n- [2] One.\n-{–} [3] One.\n- [4] One.\n1. [5] One.\n" in write_paper_md(made)


def test_what_was_found_is_told_in_a_line():
    reading = Reading(
        (Text(words=Words("One.")), Figure()),
        citation={"title": "Salt", "author": [{"family": "Berg"}]},
        language="de",
    )
    made = transcript(reading, "original.pdf", "")
    assert told(reading, made).found == (
        "“Salt”, 1 author, 0 sections, 1 paragraph, 0 notes, 0 tables, 1 figure, 0 formulas, 0 references, "
        "0 lines left out, language de"
    )


def test_a_second_import_takes_what_the_file_does_better():
    base = source(LEVY, VOTE, MILLER)
    made = merged(base, base, source(LEVY, VOTE.replace("ferry", "ferries"), MILLER))
    assert texts(made.source) == [(1, (), LEVY), (2, (), VOTE.replace("ferry", "ferries")), (3, (), MILLER)]
    assert made.undecided == ()


def test_a_second_import_keeps_what_people_corrected():
    base = source(LEVY, VOTE, MILLER)
    ours = edited(base, "[2] The vote", "[2] The *first* vote")
    made = merged(base, ours, source("A new first paragraph.", LEVY, VOTE, MILLER))
    assert texts(made.source)[0] == (4, (), "A new first paragraph.")
    assert texts(made.source)[1:] == texts(ours)
    assert made.undecided == ()


def test_where_both_changed_something_people_win_and_are_told():
    base = source(LEVY, VOTE, MILLER)
    ours = edited(base, "in the winter", "in winter")
    made = merged(base, ours, source(LEVY, VOTE.replace("winter", "summer"), MILLER))
    assert texts(made.source) == texts(ours)
    assert made.undecided == ("p2: the new file has here: “" + VOTE.replace("winter", "summer") + "”",)
    assert [doubt.before for doubt in made.source.doubts] == [1]


def test_paragraphs_that_the_new_file_joins_keep_both_numbers():
    base = source(LEVY, VOTE[:30], VOTE[31:], MILLER)
    made = merged(base, base, source(LEVY, VOTE, MILLER))
    assert texts(made.source) == [(1, (), LEVY), (2, (3,), VOTE), (4, (), MILLER)]
    assert structured(made.source).former == {"p3": "p2"}


def test_paragraphs_that_the_new_file_cuts_keep_the_number_in_the_first_part():
    base = source(LEVY, VOTE, MILLER)
    made = merged(base, base, source(LEVY, VOTE[:30], VOTE[31:], MILLER))
    assert texts(made.source) == [(1, (), LEVY), (2, (), VOTE[:30]), (4, (), VOTE[31:]), (3, (), MILLER)]


def test_a_paragraph_that_people_cut_stays_cut_without_a_word():
    base = source(LEVY, VOTE, MILLER)
    ours = edited(base, " when the ferry", "\n\n[4] when the ferry")
    for file in (base, source("A new first paragraph.", LEVY, VOTE, MILLER)):
        made = merged(base, ours, file)
        assert [number for number, *_ in texts(made.source)][-4:] == [1, 2, 4, 3]
        assert (made.undecided, made.source.doubts) == ((), ())


def test_a_paragraph_that_the_new_file_lacks_stays_and_is_told():
    base = source(LEVY, VOTE, MILLER)
    made = merged(base, base, source(LEVY, MILLER))
    assert texts(made.source) == texts(base)
    assert made.undecided == ("p2: the new file has nothing here",)
    assert [doubt.before for doubt in made.source.doubts] == [1]


def test_an_import_of_the_same_file_changes_nothing():
    base = source(LEVY, VOTE, MILLER)
    ours = edited(edited(base, "[3] ", "%? look\n\n> [3] "), "\n\n[2] The", " The").blocks
    kept = PaperSource(base.head, ours, (OpenDoubt(0, "look", 1),))
    made = merged(base, kept, source(LEVY, VOTE, MILLER))
    assert made.source.blocks == kept.blocks
    assert [doubt.text for doubt in made.source.doubts] == ["look"]


@given(sources(), sources(), sources())
def test_whatever_is_merged_no_number_is_given_twice_and_no_block_of_people_is_lost(base, ours, new):
    base, ours = (with_section_ids(with_numbers(paper)) for paper in (base, ours))
    bare = tuple(replace(one, number=0, was=()) if isinstance(one, Text) else one for one in new.blocks)
    made = merged(base, ours, replace(new, blocks=bare)).source
    numbers = [one.number for one in made.blocks if isinstance(one, Text)]
    assert len(set(numbers)) == len(numbers)
    kept = {number for one in made.blocks if isinstance(one, Text) for number in (one.number, *one.was)}
    assert {one.number for one in ours.blocks if isinstance(one, Text)} <= kept
    changed = [one for one in ours.blocks if one not in base.blocks]
    said = [" ".join(words.text for words in words_of(one)) for one in made.blocks]
    for one in changed:
        assert " ".join(words.text for words in words_of(one)) in said


@given(sources())
def test_numbers_are_written_and_nothing_else_changes(paper):
    text = write_paper_md(paper)
    written = with_written_numbers(text)
    again = read_paper_md(written)[0]
    assert (
        again.blocks == with_section_ids(with_numbers(replace(paper, blocks=with_keys(paper.blocks)))).blocks
    )
    assert with_written_numbers(written) == written
    for old, new in zip(text.split("\n"), written.split("\n"), strict=True):
        letters = iter(new)
        assert old.startswith("next:") or all(
            letter in letters for letter in old
        )  # there is more, but nothing less


def test_a_paragraph_that_is_cut_gets_a_number_and_the_rest_stays_as_it_was_typed():
    text = "---\r\nnext: 4 # the next\r\n---\r\n\r\n# A  {lang=de}\r\n[1] One\r\n goes on.\r\n\r\nTwo.\r\n\r\n> Three\r\n\r\n- four\r\n[lang=fr] Five.\r\n"
    assert with_written_numbers(text) == (
        "---\r\nnext: 8 # the next\r\n---\r\n\r\n# A  {#a lang=de}\r\n[1] One\r\n goes on.\r\n\r\n[4] Two.\r\n\r\n> [5] Three\r\n\r\n- [6] four\r\n[7 lang=fr] Five.\r\n"
    )


LINES = st.lists(
    st.sampled_from(["A bridge", "It joins two banks.", "12", "", "The toll", "is paid, and goes on", "\f"]),
    max_size=12,
)


@given(LINES)
def test_plain_text_becomes_markdown_with_the_same_numbers_and_addresses(lines):
    text = "\n".join(lines)
    before = read_paper(text, ["#"])
    after = structured(converted(text, ["#"], ()))
    assert [(one.id, after.words(one.span)) for one in after.paragraphs] == [
        (one.id, before.words(one.span)) for one in before.paragraphs
    ]
    assert [one.id for one in after.sections if one.heading] == [
        one.id for one in before.sections if one.heading
    ]
    assert [one.text for one in after.omitted] == [one.text for one in before.omitted]
