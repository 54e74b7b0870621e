"""One file's text becomes a record, or problems at their places, and what is right of it is kept."""

import pytest

from build_scripts.read.course import Glossary, Lesson, PaperFile, Sources, Timeline
from build_scripts.read.record import names, with_ids
from build_scripts.read.validate import read_record
from build_scripts.shared.dates import UNREAD, read_date

LESSON = """\
title: Bridges
summary: On bridges.
minutes: 50
objectives: [Tell a bridge from a promise.]
notes:
  - quote: two banks
    kind: context
    note: Both.
    sources: ["river-2001, p. 3", dam-1999]
"""
TIMELINE = """\
themes: [{id: works, title: Works}]
periods: [{id: old, title: Old, date: 1800/1899}]
events:
  - id: one
    date: 1850
    title: One
    theme: works
    period: old
    text: It was *built*.
"""


def told(text: str, model: type) -> list[tuple[int, int, str]]:
    """Line, column and rule of each problem."""
    _, problems = read_record("a.yml", text, model)
    return [(one.place.line, one.place.column, one.rule) for one in problems]


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("minutes: 50", "minutes: many", (3, 10, "format-number")),
        ("minutes: 50", "minutes: [5]", (3, 10, "format-number")),
        ("minutes: 50\n", "", (1, 1, "format-missing-field")),
        ("minutes: 50", "minutes:", (3, 1, "format-missing-field")),
        ("minutes: 50", "minuets: 50", (3, 1, "format-unknown-field")),
        ("kind: context", "kind: remark", (7, 11, "format-choice")),
        ("    note: Both.\n", "", (6, 5, "format-missing-field")),
        ("notes:\n", "notes:\n  - a note\n", (6, 5, "format-fields-expected")),
        ("[Tell a bridge from a promise.]", "[]", (4, 13, "format-value")),
        ("[Tell a bridge from a promise.]", "[[Tell]]", (4, 14, "format-text-expected")),
        ("dam-1999]", "{}]", (9, 35, "format-text-expected")),
    ],
)
def test_a_mistake_is_told_at_its_place(old, new, place):
    assert old in LESSON
    assert told(LESSON.replace(old, new), Lesson) == [place]


def test_a_misspelled_field_is_not_missing_too_and_a_list_is_not_short_where_an_entry_is_wrong():
    assert told(LESSON.replace("note: Both", "noet: Both"), Lesson) == [(8, 5, "format-unknown-field")]
    check = "checks: [{ask: Which?, options: [{text: A, why: B}, {text: C}]}]\n"
    assert [rule for *_, rule in told(LESSON + check, Lesson)] == ["format-missing-field"]


def test_the_key_of_a_work_is_told_where_it_stands():
    text = f"citation: {{id: a, type: book, title: A}}\nrights: {{statement: None.}}\nsha256: {'0' * 64}\nworks:\n  a-1: B C\n"
    assert told(text, PaperFile) == [(5, 8, "format-id")]


def test_an_entry_with_a_mistake_is_left_out_and_the_others_stay():
    terms = "terms:\n- {id: one, term: One, definition: A.}\n- {id: Two, term: Two, definition: B.}\n- {id: three, term: Three, definition: C.}\n"
    record, problems = read_record("a.yml", terms, Glossary)
    assert record is not None
    assert [term.id for term in record.terms] == ["one", "three"]
    assert [term.place("id").line for term in record.terms] == [2, 4]
    assert len(problems) == 1


def test_a_date_is_read_once_and_one_that_cannot_be_read_stands_for_any():
    record, problems = read_record("a.yml", TIMELINE, Timeline)
    assert record is not None
    assert not problems
    assert record.events[0].date == read_date("1850")
    assert record.events[0].text.words == "It was built."
    wrong, problems = read_record("a.yml", TIMELINE.replace("date: 1850", "date: May 1850"), Timeline)
    assert wrong is not None
    assert wrong.events[0].date == read_date(UNREAD)
    assert [(one.rule, one.place.line, one.found) for one in problems] == [
        ("date", 5, "“May 1850” is not a date that can be read; did you mean “1850-05” (May 1850)?")
    ]


def test_a_work_without_a_readable_date_is_still_there():
    works = "references: [{id: a, type: book, title: A, issued: long ago}]"
    record, problems = read_record("a.yml", works, Sources)
    assert record is not None
    assert [work.id for work in record.references] == ["a"]
    assert [one.rule for one in problems] == ["date"]


def test_a_record_tells_what_it_names_and_where():
    record, _ = read_record("a.yml", LESSON + "key_terms: [bridge]\n", Lesson)
    assert record is not None
    assert [(kind, id_, place.line, place.column) for kind, id_, place in names(record)] == [
        ("term", "bridge", 10, 13)
    ]
    assert [(kind, id_, place.column) for kind, id_, place in names(record.notes[0])] == [
        ("source", "river-2001", 15),
        ("source", "dam-1999", 35),
    ]


def test_ids_are_renewed_in_a_record_and_in_those_inside_it_and_pages_stay():
    record, _ = read_record("a.yml", LESSON + "key_terms: [bridge]\n", Lesson)
    assert record is not None
    new = with_ids(record, lambda kind, id_: f"{kind}-{id_}")
    assert new.key_terms == ("term-bridge",)
    assert [(one.id, one.place) for one in new.notes[0].sources] == [
        ("source-river-2001", "p. 3"),
        ("source-dam-1999", ""),
    ]
    assert (new.title, new.notes[0].quote) == (record.title, record.notes[0].quote)
