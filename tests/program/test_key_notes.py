"""Key notes, and what gives a slip away before anybody reads."""

import json

from parsed import body
from projects import TINY, texts_of

from build_scripts.build import build
from build_scripts.check.coverage import coverage
from build_scripts.inspect import inspect

BRIDGES = "content/lessons/bridges.yml"
KEY = {"old": "    kind: slip\n", "new": "    kind: slip\n    key: true\n"}


def with_lesson(old, new):
    files = texts_of(TINY)
    assert old in files[BRIDGES]
    return files | {BRIDGES: files[BRIDGES].replace(old, new, 1)}


def told(files, rule):
    return [problem for problem in inspect(files).problems if problem.rule == rule]


def with_many(key):
    """A lesson of eight notes, of which some are key notes."""
    quotes = ["It joins", "joins two", "two banks", "It joins two", "joins two banks"]
    more = "".join(
        f"  - {{quote: {quote}, kind: claim, key: {str(at < key).lower()}, note: One., basis: text}}\n"
        for at, quote in enumerate(quotes)
    )
    return with_lesson("notes:\n", f"notes:\n{more}")


def test_a_course_that_has_not_chosen_key_notes_is_left_in_peace():
    assert told(with_many(0), "key-notes") == []


def test_one_to_five_key_notes_are_right():
    for key in range(1, 6):
        assert told(with_many(key), "key-notes") == [], key


def test_the_words_of_whatever_is_wrong_are_left_to_find():
    """A slip, a contradiction and an overclaim are alike in this; a claim is not."""
    for kind, times in (("slip", 1), ("contradiction", 1), ("overclaim", 1), ("claim", 0)):
        files = with_lesson("    kind: slip\n", f"    kind: {kind}\n")
        files |= {
            BRIDGES: files[BRIDGES].replace("[Tell a bridge from a promise.]", '["Say who keeps “both”."]')
        }
        assert len(told(files, "gives-away")) == times, kind


def test_what_a_course_covers_counts_key_notes():
    lesson = next(one for one in coverage(inspect(with_many(3)).woven).lessons if one.id == "bridges")
    assert (lesson.notes, lesson.key_notes) == (8, 3)


def test_an_objective_that_quotes_a_slip_is_told_by_its_line():
    for words, times in (
        ("Say who keeps “both”.", 1),
        ('Say who keeps "must keep it".', 1),
        ("Say who keeps „both“, or »must keep it«.", 2),
        ("Say who keeps « both », or 「must keep it」.", 2),
        ("Say who keeps both.", 0),  # no quotation: the same words may mean something else
        ("Say what “bot” means.", 0),
        ("Say what “joins” means.", 0),  # of a note of another kind
    ):
        files = with_lesson("[Tell a bridge from a promise.]", json.dumps([words], ensure_ascii=False))
        found = told(files, "gives-away")
        assert len(found) == times, words
        assert all((one.place.path, one.place.line) == (BRIDGES, 5) for one in found)


def lesson_of(files):
    return next(one for one in build(files).pages if one.page.path == "lessons/bridges.md")


def test_a_key_note_says_so_in_words_in_its_head_and_at_its_mark():
    lesson = body(lesson_of(with_lesson(**KEY)).text)
    assert [one.text_content() for one in lesson.xpath("//*[@class='key-note']")] == ["Key note"]
    names = [one.get("aria-label") for one in lesson.xpath("//a[@class='note-mark']")]
    assert names == ["Note 1, context", "Note 2, slip, key note", "Note 3, claim"]
    assert names == [one.get("aria-label") for one in lesson.xpath("//*[@role='note']")]


def test_a_lesson_has_the_rounds_that_show_something_of_their_own():
    rounds = {
        "text marks all": texts_of(TINY),
        "text marks key all": with_lesson(**KEY),
        "text marks": without_notes(),
    }
    for names, files in rounds.items():
        assert " ".join(lesson_of(files).page.rounds) == names
    assert lesson_of(without_notes()).page.hide == ()  # its margin is free for contents


def without_notes():
    text = texts_of(TINY)[BRIDGES]
    return texts_of(TINY) | {BRIDGES: text[: text.index("notes:\n")] + text[text.index("questions:\n") :]}
