"""What a course covers, counted on a course small enough to count by hand."""

from dataclasses import replace

from projects import TINY

from build_scripts.build import build
from build_scripts.check.coverage import coverage
from build_scripts.check.report import coverage_table
from build_scripts.inspect import inspect
from build_scripts.shells.disk import read_files
from build_scripts.weave.edition import Edition


def tiny():
    woven = inspect(*read_files(TINY)).woven
    assert woven is not None
    return coverage(woven)


def test_paragraphs_count_their_notes_and_questions():
    counted = {
        paragraph.id: (paragraph.lessons, paragraph.notes, paragraph.questions)
        for section in tiny().sections
        for paragraph in section.paragraphs
    }
    assert counted == {"p1": (1, 2, 1), "p2": (1, 1, 0)}


def test_a_section_is_read_in_whole_minutes_rounded_up():
    assert [(section.words, section.minutes) for section in tiny().sections] == [(35, 1), (24, 1)]


def test_minutes_of_questions_and_run_sheet_stand_beside_the_lesson_s_own():
    lesson = tiny().lessons[0]
    assert (lesson.minutes, lesson.question_minutes, lesson.run_sheet_minutes) == (30, 5, 30)


def test_statements_are_counted_by_what_they_rest_on():
    covered = tiny()
    assert (covered.sourced, covered.judged, covered.unsourced) == (4, 6, 0)


def test_a_term_that_the_paper_lacks_is_named():
    files, _ = read_files(TINY)
    files["content/glossary.yml"] += (
        "  - {id: ferry, term: Ferry, definition: A boat., aliases: [ferry], basis: text}\n"
    )
    woven = inspect(files).woven
    assert woven is not None
    assert coverage(woven).terms_unmet == ("ferry",)
    assert coverage(woven).aliases_unmet == (("ferry", "ferry"),)


def test_an_abbreviation_that_search_knows_no_other_name_of_is_named():
    files, _ = read_files(TINY)
    files["content/lessons/bridges.yml"] = files["content/lessons/bridges.yml"].replace(
        "word before.", "word before: the TBU and the BRC met the UNO and WHO.", 1
    )
    files["content/glossary.yml"] += (
        "  - {id: ferry, term: River council (BRC), definition: A boat., basis: text}\n"
    )
    files["content/course.yml"] += "synonyms:\n  - [UNO, United Nations]\n"
    woven = inspect(files).woven
    assert woven is not None
    assert coverage(woven).abbreviations == ("TBU", "WHO")


def test_a_plural_that_no_spelling_marks_is_named_once():
    files, _ = read_files(TINY)
    files["content/glossary.yml"] += (
        "  - {id: ferry, term: Ferry, definition: A boat., aliases: [ferry, mason, IT, GDP, box, pier, piers], basis: text}\n"
    )
    files["seeds/paper.txt"] += (
        "\n\nIts masons built boxes, GDPs and piers; all masons like its gdps and piers.\n"
    )
    woven = inspect(files).woven
    assert woven is not None
    covered = coverage(woven)
    assert covered.plurals_unmarked == (("ferry", "masons"), ("ferry", "boxes"), ("ferry", "GDPs"))
    assert "plurals that are not marked: masons (ferry), boxes (ferry), GDPs (ferry)" in coverage_table(
        covered
    )


def test_a_spelling_with_a_hyphen_for_a_space_is_met():
    files, _ = read_files(TINY)
    files["content/glossary.yml"] += (
        "  - {id: ferry, term: Ferry, definition: A boat., aliases: [toll boat, prac\u00adtices], basis: text}\n"
    )
    files["seeds/paper.txt"] += "\n\nThe toll-boat is one of the old prac-\ntices of the town.\n"
    woven = inspect(files).woven
    assert woven is not None
    assert coverage(woven).aliases_unmet == ()


def test_the_table_points_at_bare_paragraphs():
    table = coverage_table(tiny())
    assert next(line for line in table.split("\n") if line.endswith("no questions")).startswith("p2 ")


def test_columns_are_as_wide_as_the_longest_name():
    covered = tiny()
    long = replace(covered.lessons[0], id="the-bridge-that-nobody-crossed-in-winter", own_words=1234567890)
    table = coverage_table(replace(covered, lessons=(long, *covered.lessons[1:]))).split("\n")
    head, *rows = table[: table.index("")]
    assert len(rows) == 2
    for name in ("minutes", "own words", "LIX"):
        end = head.index(name) + len(name)
        assert all(f"{row} "[end - 1 : end + 1].strip() == row[end - 1] for row in rows), name
    assert rows[0][head.index("levels") - 1 :].startswith(" 1 ")


def test_a_section_says_how_hard_it_is_to_read():
    # 35 words without the years in 4 sentences, “promise” the only long one; 24 are too few to tell.
    assert [section.lix for section in tiny().sections] == [round(35 / 4 + 100 / 35), None]


def test_a_lesson_says_how_long_it_is():
    bridges, no_passage = tiny().lessons
    assert (bridges.passage_words, no_passage.passage_words) == (35 + 24, 0)
    # One objective and the text under its heading: “Name what is missing.” “A heading” “Boats, says River.”
    assert no_passage.own_words == 4 + 2 + 3
    assert no_passage.lix is None


def excessive(aliases, paragraphs):
    """The spellings of a term that match too much in a paper of those paragraphs."""
    files, _ = read_files(TINY)
    paper = "Of Bridges\n\n" + "\n\n".join(paragraphs) + "\n"
    files["seeds/paper.txt"] = paper
    files["content/glossary.yml"] = "terms:\n  - " + str(
        {"id": "x", "term": "X", "definition": "X.", "basis": "text", "aliases": aliases}
    )
    woven = inspect(files).woven
    assert woven is not None
    return [
        (one.alias, one.times, one.paragraphs, one.why.split(":")[0])
        for one in coverage(woven).aliases_excessive
    ]


SIX = [
    f"{word} builds the bridge here, and the act of building it is long."
    for word in ("One", "Two", "Three", "Four", "Five", "Six")
]


def test_an_everyday_word_in_very_many_paragraphs_matches_too_much():
    assert excessive(["bridge"], SIX) == [("bridge", 6, 6, "an everyday word in very many paragraphs")]


def test_an_abbreviation_or_several_words_may_stand_anywhere():
    capitals = [text.replace("bridge", "BRI") for text in SIX]
    assert excessive(["BRI", "act of building"], capitals) == []


def test_a_word_of_few_paragraphs_does_not_match_too_much():
    assert excessive(["bridge"], SIX[:3]) == []


def test_a_name_that_also_stands_in_small_letters_is_worth_a_look():
    assert excessive(["Act of building"], SIX) == [
        ("Act of building", 6, 6, "a name that the paper also has in small letters")
    ]


def test_a_course_without_answers_lacks_no_guide():
    files = {path: text for path, text in read_files(TINY)[0].items() if "answers" not in path}
    woven = inspect(files).woven
    assert woven is not None
    assert coverage(woven).questions_unguided == ()


def test_a_paragraph_without_note_or_question_is_bare_on_the_map(tiny):
    pages = {one.page.path: one.page for one in build(tiny, edition=Edition.INSTRUCTOR).pages}
    cells = [cell for row in pages["coverage.md"].rows for cell in row.cells]
    assert [(cell.cover.id, cell.bare) for cell in cells] == [("p1", False), ("p2", True)]
