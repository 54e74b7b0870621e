"""What a course covers, counted on a course small enough to count by hand."""

from pathlib import Path

from build_scripts.build import inspect
from build_scripts.coverage import coverage
from build_scripts.disk import read_files
from build_scripts.report import coverage_table

TINY = Path(__file__).parent / "courses/tiny"


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
    assert (covered.sourced, covered.judged, covered.unsourced) == (3, 6, 0)


def test_a_term_that_the_paper_lacks_is_named():
    files, _ = read_files(TINY)
    files["content/glossary.yml"] += (
        "  - {id: ferry, term: Ferry, definition: A boat., aliases: [ferry], basis: text}\n"
    )
    woven = inspect(files).woven
    assert woven is not None
    assert coverage(woven).terms_unmet == ("ferry",)
    assert coverage(woven).aliases_unmet == (("ferry", "ferry"),)


def test_the_table_points_at_bare_paragraphs():
    table = coverage_table(tiny())
    assert next(line for line in table.split("\n") if line.endswith("no questions")).startswith("p2 ")
