"""Ten things a teacher does for the first time: each slip is told so that doing what is told mends it."""

from collections.abc import Callable

from projects import TINY

from build_scripts.check.coverage import coverage
from build_scripts.check.report import report
from build_scripts.inspect import inspect
from build_scripts.shared.place import Severity
from build_scripts.shells.disk import read_files

BRIDGES = "content/lessons/bridges.yml"
NO_PASSAGE = "content/lessons/no-passage.yml"
ANSWERS = "content/answers/bridges.yml"
GLOSSARY = "content/glossary.yml"
TIMELINE = "content/timeline.yml"
COURSE = "content/course.yml"
NOTE = """  - quote: Nobody asked the river
    kind: context
    note: Rivers are seldom asked.
    basis: judgement
"""
EVENT = """  - id: a-letter
    date: about March 1863
    title: A letter is sent
    theme: work
    period: old times
    text: It was sent.
    sources: [river-2001, p. 3]
"""


class Course:
    """The tiny course in the hands of somebody who edits it."""

    def __init__(self) -> None:
        self.files, _ = read_files(TINY)

    def change(self, path: str, old: str, new: str) -> None:
        assert old in self.files[path], old
        self.files[path] = self.files[path].replace(old, new, 1)

    def told(self) -> str:
        return report(one for one in inspect(self.files).problems if one.severity is not Severity.NOTE)

    def says(self, *words: str) -> None:
        told = self.told()
        for word in words:
            assert word in told, told

    def is_well(self) -> None:
        assert self.told() == ""


def task(do: Callable[[Course], None]) -> Callable[[], None]:
    def test() -> None:
        course = Course()
        course.is_well()
        do(course)
        course.is_well()

    return test


@task
def test_add_a_lesson(course):
    course.files["content/lessons/Debt.yaml"] = course.files[NO_PASSAGE]
    course.says("its name should be debt.yml", "course rename --files")
    course.files["content/lessons/debt.yml"] = course.files.pop("content/lessons/Debt.yaml")
    course.change(COURSE, "no-passage]", "no-passage, debt]")


@task
def test_move_a_note_and_a_question(course):
    note = course.files[BRIDGES]
    note = note[note.index("  - quote: “Fair tolls”") : note.index("questions:")]
    course.change(BRIDGES, note, "")
    course.files[NO_PASSAGE] += "notes:\n" + note
    course.says("is in p2, which this lesson does not read", "add p2 to the lesson's passages")
    course.files[NO_PASSAGE] += "passages: [p2]\n"
    course.is_well()
    question = course.files[BRIDGES]
    question = question[question.index("questions:") : question.index("checks:")]
    course.change(BRIDGES, question, "")
    course.files[NO_PASSAGE] += question
    course.says("there is no question “who-promised”", "move this guide to content/answers/no-passage.yml")
    course.says("is in p1, which this lesson does not read")
    course.change(NO_PASSAGE, "passages: [p2]", "passages: [p1-p2]")
    course.files["content/answers/no-passage.yml"] = course.files.pop(ANSWERS)
    course.says("the steps take 30 minutes, the lesson has 10")
    course.change(NO_PASSAGE, "minutes: 10", "minutes: 30")


@task
def test_rename_a_term_that_is_used_in_three_places(course):
    course.change(GLOSSARY, "id: bridge", "id: bridges")
    course.says(
        "there is no term “bridge”, which is named in 4 places: content/glossary.yml:10, 12; content/lessons/bridges.yml:6, 12",
        "if it was renamed, write `was: [bridge]` in it",
    )
    assert course.told().count(" error: ") == 1
    for path, old, new in (
        (BRIDGES, "key_terms: [bridge]", "key_terms: [bridges]"),
        (BRIDGES, "(term:bridge)", "(term:bridges)"),
        (GLOSSARY, "(term:bridge)", "(term:bridges)"),
        (GLOSSARY, "related: [bridge]", "related: [bridges]"),
    ):
        course.change(path, old, new)


@task
def test_paste_a_quote_with_a_line_break_and_curly_quotes(course):
    course.change(BRIDGES, "quote: “Fair tolls” are rare, Eaton", "quote: “‘Fair\ntolls’ are rare, Eaton”")
    course.says(
        ":20:1: error: a line without the colon", "indent the line so that it belongs to the text above"
    )
    course.change(BRIDGES, "\ntolls’", "\n      tolls’")


@task
def test_misspell_a_field(course):
    course.change(BRIDGES, "    kind: slip", "    knid: slip")
    course.says(":15:5: error: no field is called “knid”; did you mean “kind”?")
    assert course.told().count("error") == 1
    course.change(BRIDGES, "knid", "kind")


@task
def test_add_an_event_with_an_uncertain_date(course):
    course.files[TIMELINE] += EVENT
    course.says("did you mean “1863-03~” (about March 1863)?", "no theme “work”; did you mean “works”?")
    course.says("no period “old times”", "name one from the top of content/timeline.yml: old")
    course.says(
        "no source “p. 3”", 'a source and its page stand together in double quotes, as in "mason-2016, p. 12"'
    )
    for old, new in (
        ("about March 1863", "1863-03~"),
        ("theme: work\n", "theme: works\n"),
        ("old times\n", "old\n"),
        ("[river-2001, p. 3]\n", '["river-2001, p. 3"]\n'),
    ):
        course.change(TIMELINE, old, new)


@task
def test_use_an_id_a_second_time(course):
    course.files[TIMELINE] += (
        EVENT.replace("a-letter", "first-bridge")
        .replace("about March 1863", "1863")
        .replace("work\n", "works\n")
        .replace("old times", "old")
        .replace("[river-2001, p. 3]", "[river-2001]")
    )
    course.says(
        "a second event “first-bridge”", "give it another id; the first is in content/timeline.yml, line 4"
    )
    course.files[TIMELINE] = "second-bridge".join(course.files[TIMELINE].rsplit("first-bridge", 1))


@task
def test_delete_a_term_that_is_linked(course):
    bridge = course.files[GLOSSARY]
    course.change(GLOSSARY, bridge[bridge.index("  - id: bridge") : bridge.index("  - id: toll")], "")
    course.says("there is no term “bridge”, which is named in 4 places", "if it is gone, take these out")
    assert course.told().count(" error: ") == 1
    for path, old, new in (
        (BRIDGES, "key_terms: [bridge]\n", ""),
        (BRIDGES, "[bridge](term:bridge)", "bridge"),
        (GLOSSARY, "[bridge](term:bridge)", "bridge"),
        (GLOSSARY, "    related: [bridge]\n", ""),
    ):
        course.change(path, old, new)


@task
def test_add_a_question_without_minutes(course):
    course.change(BRIDGES, "questions:\n", "questions:\n  - {id: mine, ask: Who says so?, level: analyse}\n")
    woven = inspect(course.files).woven
    assert woven is not None
    assert coverage(woven).questions_untimed == ("mine",)
    assert coverage(woven).questions_unguided == ("mine",)


@task
def test_indent_wrongly(course):
    for wrong, told in (
        (
            "   kind: slip",
            "a line whose indent fits neither the entry above it nor a new entry: “kind: slip”",
        ),
        ("     kind: slip", "a line that is indented further than the fields above it: “kind: slip”"),
        ("\tkind: slip", "a tab at the beginning of the line: “kind: slip”"),
    ):
        course.change(BRIDGES, "    kind: slip", wrong)
        course.says(f"{BRIDGES}:15:", told)
        course.change(BRIDGES, wrong, "    kind: slip")
