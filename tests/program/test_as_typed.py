"""What YAML, an editor or a PDF would change is read as its author sees it."""

import pytest
from mkdocs.utils import meta
from parsed import body
from projects import TINY, texts_of
from work import grows_evenly

from build_scripts.build import build
from build_scripts.check.report import report
from build_scripts.inspect import inspect
from build_scripts.shared.dates import likely_date
from build_scripts.shared.markdown import Listing, plain_words, read_line, read_prose
from build_scripts.shared.place import Place, Problem, Severity
from build_scripts.shells.disk import read_files
from build_scripts.timeline.text_width import balanced
from build_scripts.web.markdown_files import page_file

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
    assert lesson(NOTE, f"note: {text}").notes[1].note.text == text


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
    assert lesson(NOTE, f"note: Overlaps{sign}the first.").notes[1].note.text == "Overlaps the first."


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
        "two ba\u00adnks, and <b>both</b> must keep it",
        "two ba\ufffenks, and <b>both</b> must keep it",
        "two ba\x02\n      nks, and <b>both</b> must keep it",
        "two ba\u00ad\n      nks, and <b>both</b> must keep it",
        "|\n      two ba-\n      nks, and <b>both</b> must keep it",
        "|\n      two banks, and\n      5 <b>both</b> must keep it",
        "\u200etwo banks, and <b>both</b> must keep it\u202c",
        "Two banks, and <b>both</b> must keep it",
        "'[t]wo banks, and <b>both</b> must keep it'",
        "p1 two banks, and <b>both</b> must keep it",
        "12 two banks, and <b>both</b> must keep it",
        "• two banks, and <b>both</b> must keep it",
        "two banks,1 and <b>both</b> must keep it",
        "two banks, and <b>both</b> must² keep it[3]",
        "two banks , and <b>both</b> must keep it",
        "“two banks, and <b>both</b> must keep it” (Mason, 2022, p. 1).",
        "“two banks, and <b>both</b> must keep it” — p. 1",
        "'*two banks, and <b>both</b> must keep it*'",
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


@pytest.mark.parametrize("named", ["P1", "paragraph 1", "Paragraph 1"])
def test_a_paragraph_is_found_by_the_names_that_people_give_it(named):
    files, _ = read_files(TINY)
    old = next(line for line in files[BRIDGES].splitlines() if line.strip().startswith("about:"))
    inspected = inspect(files | {BRIDGES: files[BRIDGES].replace(old, f"    about: {named}", 1)})
    assert not inspected.failed
    assert inspected.woven is not None
    assert inspected.woven.lessons[0].questions[0].paragraph == "p1"


def test_the_soft_line_break_of_a_word_processor_is_a_space():
    assert lesson(NOTE, "note: one\x0btwo").notes[1].note.text == "one two"


@pytest.mark.parametrize(
    "doi", ["10.1/x", "https://doi.org/10.1/x", "http://dx.doi.org/10.1/x", "doi: 10.1/x"]
)
def test_a_doi_may_be_written_as_an_address(doi):
    files, _ = read_files(TINY)
    paper = files["seeds/paper.yml"].replace("  issued: 2022", f'  issued: 2022\n  DOI: "{doi}"')
    made = inspect(files | {"seeds/paper.yml": paper})
    assert not made.failed
    assert made.woven is not None
    assert made.woven.project.paper.citation.doi == "10.1/x"


@pytest.mark.parametrize(
    "text", ["1978.", "# of bridges", "- 5 degrees", "> more than", "1. of all", "+ tax"]
)
def test_a_line_is_shown_as_it_was_typed_whatever_it_begins_with(text):
    assert read_line(text).words == text


def test_a_year_that_begins_a_text_is_no_number_of_a_list():
    (paragraph,) = read_prose("1949. The year in which it began.").blocks
    assert plain_words((paragraph,)) == "1949. The year in which it began."
    assert [type(block) for block in read_prose("1. One\n2. Two").blocks] == [Listing]


def test_letters_beyond_the_first_plane_stay_in_a_page_s_title():
    files = texts_of(TINY)
    title = "A bridge 🙂 𝔹"
    made = build(files | {BRIDGES: files[BRIDGES].replace("What a bridge promises", title)}, on_paper=False)
    (page,) = [one for one in made.pages if one.page.path == "lessons/bridges.md"]
    assert body(page.text).findtext("h1") == title
    text, head = meta.get_data(page_file(page.page, page.text))
    assert head["title"] == title
    assert text.lstrip().startswith("# ")


def test_a_link_that_only_one_line_has_is_checked():
    files, _ = read_files(TINY)
    lines = 'objectives: ["Tell a bridge from a promise.\\n\\n    [ghost](term:ghost)"]'
    made = inspect(
        files | {BRIDGES: files[BRIDGES].replace("objectives: [Tell a bridge from a promise.]", lines)}
    )
    assert [problem.rule for problem in made.problems if problem.severity is Severity.ERROR] == ["link"]


def test_a_report_does_nothing_to_a_terminal_or_a_log():
    problem = Problem(Place("f.yml"), "link", "a\n::add-mask::b \x1b[2Jc", "d\x1b[2J")
    assert report([problem]).split("\n") == [
        "f.yml:1:1: error: a ::add-mask::b \ufffd[2Jc [link]",
        "    d\ufffd[2J",
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_a_mistake_within_a_long_text_is_at_its_line(line_end):
    files, _ = read_files(TINY)
    text = files[BRIDGES].replace(
        'text: "A *short* word before."', "text: |\n  One.\n\n  A [ghost](term:ghost)."
    )
    made = inspect(files | {BRIDGES: text.replace("\n", line_end)})
    (dead,) = [problem for problem in made.problems if problem.rule == "link"]
    assert (dead.place.line, dead.place.column) == (10, 13)


PIECES = [
    "[",
    "](",
    "![](",
    "[^",
    "[a] (https:",
    "|--",
    "--|",
    "<b ",
    "`",
    "al ",
    "Aaa, ",
    "...",
    "a...",
    "(",
    "1. ",
    "> ",
    "A-",
    "*a ",
    "          ",
    "1963",
    "- ",
    "a1.",
    "u\u0308",
    "ﬁ\u00ad",
    "www.a ",
]


@pytest.mark.slow
@pytest.mark.parametrize("piece", PIECES)
@pytest.mark.parametrize("end", ["", "x)"])
def test_no_text_keeps_a_check_busy(piece, end):
    files, _ = read_files(TINY)

    def check(size: int) -> None:
        many = piece * (size // len(piece)) + end
        texts = {
            BRIDGES: files[BRIDGES].replace('"A *short* word before."', f"|\n  {many}").replace("It joins two banks, and", f"'{many}'"),
            "seeds/paper.txt": f"{files['seeds/paper.txt']}\n\n{many}\n",
            "seeds/paper.yml": files["seeds/paper.yml"].replace('"#"]', f'"#", "############", "{"#1" * 12}"]'),
            "content/timeline.yml": files["content/timeline.yml"].replace("1850-05~", f"'{many}'").replace("Old times", f"'{many[:30]}'"),
        }  # fmt: skip
        inspect(files | texts)

    assert grows_evenly(check, 60_000)


def test_a_date_that_is_none_is_told_at_once_however_long():
    for year in ("1963", "1963/", "0"):
        assert grows_evenly(lambda size: likely_date(year * size + "x"), 100)  # noqa: B023
    for digits in (30, 99):
        assert likely_date("1963" * (digits // 4) + "x") is None


def test_a_title_as_long_as_may_be_is_laid_out_at_once():
    assert balanced("w" * 4000, 2)
    assert grows_evenly(lambda size: balanced("w" * size, 2), 4000)
    files, _ = read_files(TINY)
    files[BRIDGES] = files[BRIDGES].replace("summary: The first section.", f"summary: {'w' * 4001}")
    assert [problem.rule for problem in inspect(files).problems if problem.severity is Severity.ERROR] == [
        "format-value"
    ]


def test_emphasis_may_be_deep_and_no_text_is_lost():
    text = "*a " * 3000 + "b" + "*" * 3000
    assert read_prose(text).words.count("a") == 3000


def test_a_section_s_name_that_the_passage_says_is_those_words():
    files, _ = read_files(TINY)
    files[BRIDGES] = files[BRIDGES].replace("about: rivers *move*", "about: opening")
    files["seeds/paper.txt"] = (
        files["seeds/paper.txt"].replace("Of Bridges\n", "").replace("the bridge stays", "an opening")
    )
    files[BRIDGES] = files[BRIDGES].replace("[of-bridges, the-toll]", "[opening, the-toll]")
    woven = inspect(files).woven
    (placed,) = woven.lessons[0].questions
    assert woven.paper.words(placed.span) == "opening"


def test_a_note_keeps_the_id_that_it_was_given():
    files, _ = read_files(TINY)
    mine = "it-joins-two-banks-and"
    more = f"  - quote: must keep it\n    id: {mine}\n    kind: claim\n    note: One.\n    basis: text\n"
    files[BRIDGES] = files[BRIDGES].replace("notes:\n", f"notes:\n{more}")
    made = inspect(files)
    assert not made.failed
    ids = {note.note.quote: note.id for note in made.woven.lessons[0].notes}
    assert ids["must keep it"] == mine
    assert ids["It joins two banks, and"] == f"{mine}-2"


def test_a_self_check_without_letters_has_a_name():
    files, _ = read_files(TINY)
    files[BRIDGES] = files[BRIDGES].replace("  - id: bridge-check\n    ask: What is a bridge?", "  - ask: ？")
    assert [id_ for id_, _ in inspect(files).woven.lessons[0].checks] == ["check"]


def test_a_section_without_a_text_of_its_own_is_told():
    files, _ = read_files(TINY)
    files["seeds/paper.txt"] = files["seeds/paper.txt"].replace("The Toll\n", "The Ferry\n\nThe Toll\n")
    files["seeds/paper.yml"] += "headings: [Of Bridges, The Ferry, The Toll]\n"
    files[BRIDGES] = files[BRIDGES].replace("[of-bridges, the-toll]", "[of-bridges, the-ferry, the-toll]")
    (problem,) = [one for one in inspect(files).problems if one.rule == "passage-unknown"]
    assert problem.found == "the section “the-ferry” has no text of its own, only a heading"
    assert "(of-bridges, the-toll)" in problem.fix
