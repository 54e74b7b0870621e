"""The snippets of “Editing this course” work when a teacher pastes them."""

import re
from pathlib import Path

from build_scripts.build import inspect
from build_scripts.course import Kind, Level
from build_scripts.disk import read_files
from build_scripts.report import report
from build_scripts.source import Severity

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests/courses/tiny"
GUIDE = (ROOT / "overrides/pages/editing.md").read_text(encoding="utf-8")


def snippets() -> list[str]:
    return re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


def with_pasted(path: str, below: str, snippet: str) -> list[str]:
    """The errors and warnings of the tiny course with a snippet pasted below a line."""
    files, _ = read_files(TINY)
    files["content/sources.yml"] += "  - {id: mason-2016, type: book, title: A book}\n"
    words = {
        "the words of the paper": "Nobody asked the river",
        "term:the-term": "term:bridge",
        "id: toll": "id: fee",
    }
    words |= {
        "[toll, tolls]": "[promise]",
        "period: old-times": "period: old",
        "date: 1963-03-02": "date: 1863-03-02",
    }
    for example, real in words.items():
        snippet = snippet.replace(example, real)
    assert f"{below}\n" in files[path]
    files[path] = files[path].replace(f"{below}\n", f"{below}\n{snippet}", 1)
    return [report([problem]) for problem in inspect(files).problems if problem.severity is not Severity.NOTE]


def test_there_is_a_snippet_for_a_note_a_question_a_term_and_an_event():
    assert [snippet.split()[1] for snippet in snippets()] == ["quote:", "id:", "id:", "id:"]


def test_the_note_can_be_pasted():
    assert with_pasted("content/lessons/bridges.yml", "notes:", snippets()[0]) == []


def test_the_question_can_be_pasted():
    assert with_pasted("content/lessons/bridges.yml", "questions:", snippets()[1]) == []


def test_the_term_can_be_pasted():
    assert with_pasted("content/glossary.yml", "terms:", snippets()[2]) == []


def test_the_event_can_be_pasted():
    assert with_pasted("content/timeline.yml", "events:", snippets()[3]) == []


def test_kinds_and_levels_are_those_that_exist():
    words = " ".join(GUIDE.split())
    assert ", ".join(Kind) in words
    assert ", ".join(Level) in words


def test_the_message_it_explains_is_one_that_the_course_gives():
    told = re.search(r"```text\n(.*?)\n```", GUIDE, re.DOTALL)
    assert told
    files, _ = read_files(TINY)
    files["content/lessons/bridges.yml"] = files["content/lessons/bridges.yml"].replace(
        "It joins two banks, and", "It joins too banks, and"
    )
    given = report([p for p in inspect(files).problems if p.rule == "quote-not-found"])
    shape = [re.sub(r"“[^”]*”|[\w/-]+\.yml:\d+:\d+|p\d+", "…", text) for text in (told[1], given)]
    assert shape[0] == shape[1]
