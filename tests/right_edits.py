"""Right edits of any course, as its teachers make them."""

import re
from pathlib import Path

from build_scripts.inspect import inspect
from build_scripts.shells.disk import read_files
from build_scripts.start.scaffold import with_lesson
from build_scripts.weave.weave import Woven

COURSE, TIMELINE = "content/course.yml", "content/timeline.yml"


def woven_of(folder: Path) -> Woven:
    """Return the course of a folder, which has no mistake."""
    made = inspect(*read_files(folder))
    assert not made.failed, made.problems
    assert made.woven is not None
    return made.woven


def add_one_of_each(folder: Path) -> None:
    """Add a source, a term, a lesson, a question, an event with a dispute, and a page."""
    woven = woven_of(folder)
    timeline, course = woven.project.timeline, woven.project.course
    period = timeline.periods[0]
    asked_in = next(lesson.id for lesson in woven.lessons if lesson.questions)
    first = woven.paper.paragraphs[0]
    words = " ".join(woven.paper.words(first.span).split()[:12])
    _append(
        folder / "content/sources.yml",
        "  - {id: added-2020, type: book, title: An added book, author: [{family: Added, given: Ann}], issued: 2020}\n",
    )
    _append(
        folder / "content/glossary.yml",
        "  - id: added-term\n    term: Added term\n    definition: A term that a teacher has added to the course.\n"
        f"    related: [{woven.project.terms[0].id}]\n    sources: [added-2020]\n",
    )
    _append(
        folder / TIMELINE,
        f"  - id: added-event\n    date: {period.date.first[0]}\n    title: An added event\n"
        f"    theme: {timeline.themes[0].id}\n    period: {period.id}\n    text: It was added.\n"
        f"    sources: [added-2020]\n    paragraphs: [{first.id}]\n    dispute:\n      about: Whether it was.\n"
        "      accounts:\n        - {says: It was., sources: [added-2020]}\n"
        "        - {says: It was not., sources: [added-2020]}\n",
    )
    lesson = folder / f"content/lessons/{asked_in}.yml"
    text = lesson.read_text(encoding="utf-8")
    asked = "questions:\n  - {id: added-question, ask: What was added?, level: understand, minutes: 1}\n"
    assert "questions:\n" in text
    lesson.write_text(text.replace("questions:\n", asked, 1), encoding="utf-8")
    (folder / "content/lessons/added-lesson.yml").write_text(
        f"title: An added lesson\nsummary: A teacher has added it.\npassages: [{first.id}]\nminutes: 10\n"
        f"objectives: [Read it.]\nkey_terms: [added-term]\nnotes:\n  - quote: |\n      {words}\n    kind: context\n"
        "    note: A note that was added.\n    basis: judgement\n",
        encoding="utf-8",
    )
    file = folder / COURSE
    place = course.place("lessons", len(course.lessons) - 1)
    listed = with_lesson(file.read_text(encoding="utf-8"), "added-lesson", place)
    assert listed is not None
    file.write_text(listed, encoding="utf-8")
    (folder / "content/pages/added.md").write_text("# An added page\n\nSee [it](term:added-term).\n")


def _append(file: Path, entry: str) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.rstrip("\n") + "\n" + entry, encoding="utf-8")


def remove_a_lesson(folder: Path) -> str:
    """Take out the first lesson that can go, with its answers and the links to it on free pages; return its name."""
    files = {
        path: text for path, text in read_files(folder)[0].items() if path.startswith(("content", "seeds"))
    }
    for id_ in woven_of(folder).project.course.lessons:
        left = {
            path: text for path, text in files.items() if Path(path).stem != id_ or "content/" not in path
        }
        left[COURSE] = re.sub(rf"(?m)^ +- {id_}\n", "", left[COURSE])
        left[TIMELINE] = re.sub(rf"(?<=[\[ ]){id_}, |, {id_}(?=[,\]])", "", left[TIMELINE])
        left[TIMELINE] = left[TIMELINE].replace(f"    lessons: [{id_}]\n", "")
        for path in left:
            if path.startswith("content/pages/"):
                left[path] = re.sub(rf"\[([^]]*)\]\(lesson:{id_}\)", r"\1", left[path])
        if not inspect(left).failed:
            for path in files.keys() - left.keys():
                (folder / path).unlink()
            for path, text in left.items():
                (folder / path).write_text(text, encoding="utf-8")
            return id_
    raise AssertionError("every lesson is linked to")
