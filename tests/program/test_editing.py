"""The snippets of “Editing this course” work when a teacher pastes them."""

import re
import struct
from functools import cache

import yaml
from lxml.html import HtmlElement
from parsed import body
from projects import ROOT, TINY, texts_of

from build_scripts.build import build
from build_scripts.check.report import report
from build_scripts.inspect import inspect
from build_scripts.read.course import Level, NoteKind
from build_scripts.shared.place import Severity
from build_scripts.shells.disk import read_files
from build_scripts.weave.addresses import EDITING_PAGE
from build_scripts.weave.edition import Edition


@cache
def guide() -> HtmlElement:
    """The page as teachers see it in the edition for instructors."""
    made = build(texts_of(TINY), edition=Edition.INSTRUCTOR, on_paper=False)
    return body(next(one.text for one in made.pages if one.page.path == EDITING_PAGE))


def examples(language: str) -> list[str]:
    return [code.text_content() for code in guide().xpath(f"//pre/code[@class='language-{language}']")]


SNIPPETS = {
    "note": "  - quote: ",
    "question": "  - id: who-says-so",
    "guide": "guides:",
    "term": "  - id: toll",
    "former id": "    was: [",
    "event": "  - id: bridge-opened",
    "place": "  - id: harrow",
    "lesson": "  - debt",
    "schedule": "schedule:",
    "reading list": "reading_lists:",
    "text with every sign": "    note: |",
    "differences": "differences:",
    "synonyms": "synonyms:",
}
"""All that can be pasted, with what it begins with."""


def snippet(name: str) -> str:
    (one,) = (text for text in examples("yaml") if text.startswith(SNIPPETS[name]))
    return one


def with_pasted(path: str, below: str, pasted: str) -> list[str]:
    """The errors and warnings of the tiny course with a snippet pasted below a line."""
    files, _ = read_files(TINY)
    files["content/sources.yml"] += "  - {id: mason-2016, type: book, title: A book}\n"
    words = {
        "the words of the paper": "Nobody asked the river",
        "term:the-term": "term:bridge",
        "id: toll": "id: fee",
        "term: Toll": "term: Fee",
    }
    words |= {
        "[toll, tolls]": "[promise]",
        "period: old-times": "period: old",
        "date: 1963-03-02": "date: 1863-03-02",
    }
    for example, real in words.items():
        pasted = pasted.replace(example, real)
    assert f"{below}\n" in files[path]
    files[path] = files[path].replace(f"{below}\n", f"{below}\n{pasted}", 1)
    return [report([problem]) for problem in inspect(files).problems if problem.severity is not Severity.NOTE]


def test_there_is_a_snippet_for_all_that_can_be_pasted():
    assert len(examples("yaml")) == len([snippet(name) for name in SNIPPETS])


def test_the_note_can_be_pasted():
    assert with_pasted("content/lessons/bridges.yml", "notes:", snippet("note")) == []


def test_the_question_can_be_pasted():
    assert with_pasted("content/lessons/bridges.yml", "questions:", snippet("question")) == []


def test_the_guide_can_begin_a_file():
    files, _ = read_files(TINY)
    files["content/answers/bridges.yml"] = snippet("guide").replace("who-says-so", "who-promised")
    assert [problem for problem in inspect(files).problems if problem.severity is not Severity.NOTE] == []


def test_the_term_can_be_pasted():
    assert with_pasted("content/glossary.yml", "terms:", snippet("term")) == []


def test_the_former_id_can_be_pasted():
    assert with_pasted("content/glossary.yml", "  - id: bridge", snippet("former id")) == []


def test_the_event_can_be_pasted():
    assert with_pasted("content/timeline.yml", "events:", snippet("event")) == []


def test_the_place_can_begin_a_file():
    files, _ = read_files(TINY)
    files["content/places.yml"] = f"places:\n{snippet('place')}"
    files["content/sources.yml"] += "  - {id: mason-2016, type: book, title: A book}\n"
    problems = inspect(files).problems
    assert not [one for one in problems if one.severity is not Severity.NOTE], report(problems)


def test_the_name_of_a_lesson_can_be_pasted():
    files, _ = read_files(TINY)
    files["content/lessons/debt.yml"] = files["content/lessons/no-passage.yml"]
    files["content/course.yml"] = files["content/course.yml"].replace(
        "lessons: [bridges, no-passage]",
        f"lessons:\n  - bridges\n  - no-passage\n{snippet('lesson').rstrip()}",
    )
    made = inspect(files)
    assert not made.failed, report(made.problems)
    assert made.woven is not None
    assert list(made.woven.project.lessons) == ["bridges", "no-passage", "debt"]


def test_the_schedule_and_the_reading_list_can_be_pasted():
    files, _ = read_files(TINY)
    for name in ("schedule", "reading list"):
        named = snippet(name).replace("debt", "bridges").replace("trade, conclusion", "no-passage")
        files["content/course.yml"] += named
    told = [one for one in inspect(files).problems if one.severity is not Severity.NOTE]
    assert [one.rule for one in told] == ["schedule-holiday"], report(told)  # two lessons end before Easter


def test_the_text_with_every_sign_can_be_pasted():
    files, _ = read_files(TINY)
    pasted = snippet("text with every sign")
    assert "    note: Overlaps the first.\n" in files["content/lessons/bridges.yml"]
    files["content/lessons/bridges.yml"] = files["content/lessons/bridges.yml"].replace(
        "    note: Overlaps the first.\n", pasted
    )
    assert not inspect(files).failed


def test_the_paper_that_it_shows_can_be_pasted_with_the_difference_that_it_accepts():
    (shown,) = examples("markdown")
    files, _ = read_files(TINY)
    del files["seeds/paper.txt"]
    cited = yaml.safe_dump(
        {"citation": {"id": "x", "type": "book", "title": "x"}, "rights": {"statement": "x"}}
    )
    files |= {"seeds/paper.md": shown, "seeds/imported.md": shown.replace("a list", "a brigde list")}
    files["seeds/paper.md"] = shown.replace("a list", "a bridge list")
    files["seeds/paper.yml"] = cited + snippet("differences")
    told = [one for one in inspect(files).problems if one.place.path.startswith("seeds/")]
    assert {one.rule for one in told} == {"paper-doubt", "left-out"}, report(told)


def test_the_groups_of_synonyms_can_be_pasted():
    files, _ = read_files(TINY)
    files["content/course.yml"] += snippet("synonyms")
    problems = inspect(files).problems
    assert not [one for one in problems if one.severity is not Severity.NOTE], report(problems)


def test_every_picture_is_there_and_says_what_it_shows():
    pictures = guide().xpath("//img")
    assert len(pictures) > 3
    shown = set()
    for picture in pictures:
        path = picture.get("src").removeprefix("../")
        shown.add(path)
        assert picture.get("class") == "picture"
        assert len(picture.get("alt").split()) > 8, path
        head = (ROOT / "overrides" / path).read_bytes()[:24]
        assert struct.unpack(">II", head[16:24]) == (int(picture.get("width")), int(picture.get("height"))), (
            path
        )
    there = {
        f"assets/instructor/{picture.name}"
        for picture in (ROOT / "overrides/assets/instructor").glob("*.png")
    }
    assert there == shown


def test_students_get_no_picture_of_the_instructor_s(site):
    assert not (site / "assets/instructor").exists()
    assert (site / "assets/course.css").exists()


def test_kinds_and_levels_are_those_that_exist():
    words = " ".join(guide().text_content().split())
    assert ", ".join(NoteKind) in words
    assert ", ".join(Level) in words


def test_the_message_it_explains_is_one_that_the_course_gives():
    (told,) = examples("text")
    files, _ = read_files(TINY)
    files["content/lessons/bridges.yml"] = files["content/lessons/bridges.yml"].replace(
        "It joins two banks, and", "It joins too banks, and"
    )
    given = report([p for p in inspect(files).problems if p.rule == "quote-not-found"])
    shape = [re.sub(r"“[^”]*”|[\w/-]+\.yml:\d+:\d+|p\d+", "…", text) for text in (told.rstrip("\n"), given)]
    assert shape[0] == shape[1]
