"""What an instructor is told about each kind of mistake: the whole report, word for word."""

import pytest
from golden import cases, compare
from projects import TINY, texts_of

from build_scripts.check import publishing
from build_scripts.check.catalogue import RULES
from build_scripts.check.report import report
from build_scripts.inspect import inspect
from build_scripts.read.project import UNREADABLE
from build_scripts.shared.place import Place, Severity

BRIDGES = "content/lessons/bridges.yml"


def reported(given: dict[str, object]) -> str:
    """The report on the tiny course with a change: `file` with `old` replaced by `new`, or all of it by `text`.

    `beside`: other files with their texts; one without a text is not there.
    """
    files = texts_of(TINY)
    path = str(given.get("file", BRIDGES))
    if given.get("delete"):
        del files[path]
    elif "text" in given:
        files[path] = str(given["text"])
    else:
        old = str(given["old"])
        assert old in files[path]
        files[path] = files[path].replace(old, str(given["new"]), 1)
    for name, text in dict(given.get("beside") or {}).items():
        files[name] = str(text)
        if text is None:
            del files[name]
    return report(p for p in inspect(files).problems if p.severity is not Severity.NOTE)


@pytest.mark.parametrize("path", cases("mistakes"))
def test_a_mistake_is_reported_as_expected(path, request):
    compare(path, reported, request.config.getoption("--accept"))


def test_every_rule_that_a_text_can_break_has_a_case():
    told = " ".join(path.values[0].read_text(encoding="utf-8") for path in cases("mistakes"))
    elsewhere = {
        "left-out",
        "paper-doubt",
        "citation-doubtful",
        "cited-by-number",
        "field-unused",
        "gives-away",
        "not-utf-8",
        "outside",
        "unreadable",
        "too-large",
        "not-published",
        "handout",
        "lesson-unlisted",
        "picture-refused",
        # Of who publishes, not of a text alone: test_publishing.py
        *(rule.name for rule in publishing.RULES),
    }
    assert [rule.name for rule in RULES if f"[{rule.name}]" not in told and rule.name not in elsewhere] == []


def test_an_event_may_end_after_its_period():
    assert reported({"file": "content/timeline.yml", "old": "1850-05~", "new": "1890/1910"}) == ""


def test_a_flawed_entry_hides_no_mistake_of_what_holds_it():
    text = (TINY / "content/timeline.yml").read_text(encoding="utf-8")
    text = text.replace("It was built.", "It was a [brigde](term:brigde).")
    text = text.replace("sources: [river-2001]}]", "sources: [river-2001]}, {says: No., source: x}]")
    told = reported({"file": "content/timeline.yml", "text": text})
    assert "[format-unknown-field]" in told
    assert "term:brigde" in told


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("see: [p2]", "see: p2"),
        ("passages: [of-bridges, the-toll]", "passages: of-bridges, the-toll"),
        ("passages: [of-bridges, the-toll]", "passages: [p1–p2]"),
        ("passages: [of-bridges, the-toll]", "passages: [1-2]"),
        ("key_terms: [bridge]", "key_terms: bridge, toll"),
        ("kind: slip", "kind: Slip"),
        ("kind: slip", "kind: \u200eslip"),
        ("    kind: slip", "    \u200ekind: slip"),
        ("level: analyse", "level: Analyze"),
        ('sources: ["river-2001, p. 3"]', "sources: river-2001"),
        ('sources: ["river-2001, p. 3"]', 'sources: "river-2001, p. 3"'),
        ('sources: ["river-2001, p. 3"]', "sources: [river-2001: 3]"),
        (
            "objectives: [Tell a bridge from a promise.]",
            "objectives: Tell a bridge, a ferry and a promise apart.",
        ),
        ("title: What", "---\ntitle: What"),
    ],
)
def test_what_has_one_reading_is_read(old, new):
    assert reported({"old": old, "new": new}) == ""


def test_a_file_may_end_as_front_matter_does():
    text = (TINY / BRIDGES).read_text(encoding="utf-8")
    assert reported({"text": f"---\n{text}---\n"}) == ""


def test_a_lesson_that_is_not_listed_is_a_note_and_its_mistakes_stop_nothing():
    files = texts_of(TINY) | {
        "content/lessons/more.yml": "titel: Later\n",
        "content/answers/more.yml": "guides: x\n",
    }
    told = [problem for problem in inspect(files).problems if "more" in problem.place.path]
    assert [(problem.rule, problem.severity) for problem in told] == [("lesson-unlisted", Severity.NOTE)]


def test_a_file_that_cannot_be_read_hides_what_follows_from_it_and_comes_first():
    files = texts_of(TINY)
    del files["content/sources.yml"]
    lost = UNREADABLE.at(Place("content/sources.yml"), "a file that cannot be opened")
    other = files | {BRIDGES: files[BRIDGES].replace("kind: slip", "kind: slop")}
    told = inspect(other, (lost,)).problems
    assert [problem.rule for problem in told if problem.severity is Severity.ERROR] == [
        "unreadable",
        "format-choice",
    ]


def test_what_has_no_id_of_its_own_is_told_at_each_place():
    files = texts_of(TINY)
    files["content/pages/about.md"] += "\n[one](page:ghost)\n\n[two](page:ghost)\n"
    files[BRIDGES] = files[BRIDGES].replace("Overlaps the first.", '"[three](page:ghost)"')
    assert [problem.rule for problem in inspect(files).problems if problem.severity is Severity.ERROR] == [
        "link"
    ] * 2
