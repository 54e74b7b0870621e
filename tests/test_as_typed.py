"""What YAML, an editor or a PDF would change is read as its author sees it."""

import pytest
from projects import TINY

from build_scripts.build import inspect
from build_scripts.disk import read_files
from build_scripts.report import report
from build_scripts.source import Severity

BRIDGES = "content/lessons/bridges.yml"
NOTE = "note: Overlaps the first."
QUOTE = "quote: two banks, and <b>both</b> must keep it"


def lesson(old: str, new: str):
    files, _ = read_files(TINY)
    assert old in files[BRIDGES]
    return checked(files | {BRIDGES: files[BRIDGES].replace(old, new, 1)})


def checked(files: dict[str, str]):
    made = inspect(files)
    told = report(problem for problem in made.problems if problem.severity is not Severity.NOTE)
    assert told == ""
    assert made.woven is not None
    return made.woven.project.lessons["bridges"]


@pytest.mark.parametrize(
    "text",
    ["no", "on", "Yes", "Null", "1978", "1963-03-02", "1e3", "0x1F", "1:30", ".5", "=", "50% of it", "R&D", "C# and F#",
     "a@b.c", "https://example.org/a#b", "it's", "“Fair” is said", "‘Fair’", "—", "3:4", "<<", "(a, b)", "$5 – $6"],
)  # fmt: skip
def test_text_stays_as_it_was_typed(text):
    assert lesson(NOTE, f"note: {text}").notes[1].note == text


@pytest.mark.parametrize("word", ["yes", "on", "True", "TRUE", "true"])
def test_yes_is_true(word):
    assert [option.right for option in lesson("right: true", f"right: {word}").checks[0].options] == [
        True,
        False,
    ]


@pytest.mark.parametrize("number", ["05", "5.0", "'5'", '"5"', "5\t", "5\u00a0"])
def test_a_number_may_be_written_in_several_ways(number):
    assert lesson("minutes: 5\n", f"minutes: {number}\n").questions[0].minutes == 5


@pytest.mark.parametrize("line_end", ["\r\n", "\r"])
def test_line_ends_of_other_systems_are_line_ends(line_end):
    files, _ = read_files(TINY)
    assert checked(files) == checked(files | {BRIDGES: files[BRIDGES].replace("\n", line_end)})


def test_a_byte_order_mark_is_not_seen():
    files, _ = read_files(TINY)
    assert checked(files) == checked(files | {BRIDGES: "\ufeff" + files[BRIDGES]})


@pytest.mark.parametrize("sign", ["\u2028", "\u2029", "\x85"])
def test_line_ends_that_no_editor_shows_are_spaces(sign):
    assert lesson(NOTE, f"note: Overlaps{sign}the first.").notes[1].note == "Overlaps the first."


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\ufeff"])
def test_signs_without_width_are_not_there(sign):
    assert lesson("kind: slip", f"kind: sl{sign}ip{sign}").notes[1].kind == "slip"


@pytest.mark.parametrize(
    "quote",
    [
        "“two banks, and <b>both</b> must keep it”",
        '"two banks, and <b>both</b> must keep it"',
        "«two banks, and <b>both</b> must keep it»",
        "…two banks, and <b>both</b> must keep it…",
        "... two banks, and <b>both</b> must keep it ...",
        "“…two banks, and\n      <b>both</b> must keep it”",
        "|\n      two banks, and\n      <b>both</b> must keep it",
        "two banks,\u00a0and <b>bo\u200bth</b> must\u2028keep it",
    ],
)
def test_a_quote_may_come_as_it_was_pasted(quote):
    assert lesson(QUOTE, f"quote: {quote}").notes[1].kind == "slip"


def test_a_quote_of_quoted_words_keeps_its_marks():
    files, _ = read_files(TINY)
    made = inspect(
        files | {BRIDGES: files[BRIDGES].replace("“Fair tolls” are rare, Eaton", "'\"Fair tolls\"'", 1)}
    )
    assert made.woven is not None
    span = made.woven.lessons[0].notes[2].span
    assert made.woven.paper.words(span) == "“Fair tolls”"
