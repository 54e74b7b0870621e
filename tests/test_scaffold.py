"""A new lesson builds at once, and explains every field."""

from pathlib import Path

import pytest

from build_scripts.build import build, inspect
from build_scripts.course import Lesson, Note, Question
from build_scripts.disk import read_files
from build_scripts.paper import slug
from build_scripts.scaffold import lesson_scaffold, with_lesson
from build_scripts.source import Place

ROOT = Path(__file__).resolve().parent.parent
TINY = ROOT / "tests/courses/tiny"


def tiny():
    """The tiny course, of which the second section is read by no lesson."""
    files, _ = read_files(TINY)
    bridges = files["content/lessons/bridges.yml"]
    cut = bridges[: bridges.index("  - quote: “Fair tolls”")] + bridges[bridges.index("questions:") :]
    files["content/lessons/bridges.yml"] = cut.replace("[of-bridges, the-toll]", "[of-bridges]")
    templates, _ = read_files(ROOT)
    return files | {path: text for path, text in templates.items() if path.startswith("overrides/")}


@pytest.mark.parametrize("title", ["The Toll", "Who pays: “all” of us?", "# no comment", "- a list", "12"])
def test_a_new_lesson_builds_at_once(title):
    files = tiny()
    woven = inspect(files).woven
    assert woven is not None
    path = f"content/lessons/{slug(title)}.yml"
    files[path] = lesson_scaffold(woven, title)
    files["content/course.yml"] = files["content/course.yml"].replace(
        "no-passage]", f"no-passage, {Path(path).stem}]"
    )
    made = build(files)
    assert not made.failed, made.problems
    lesson = made.woven.project.lessons[Path(path).stem] if made.woven else None
    assert lesson is not None
    assert lesson.title == title
    assert lesson.passages == ("the-toll",)
    assert len(lesson.notes) == 1


def test_every_field_is_explained():
    woven = inspect(tiny()).woven
    assert woven is not None
    text = " ".join(lesson_scaffold(woven, "New").replace("#", " ").split())
    for model in (Lesson, Note, Question):
        for name, field in model.model_fields.items():
            if name != "places":
                assert " ".join((field.description or "").split()) in text, name


def test_a_lesson_is_added_below_the_last():
    course = "lessons:\n  - one\n  - two # the last\nlicence: {}\n"
    assert with_lesson(course, "three", Place("", 3, 5)) == (
        "lessons:\n  - one\n  - two # the last\n  - three\nlicence: {}\n"
    )


def test_a_list_on_one_line_is_left_to_the_editor():
    assert with_lesson("lessons: [one, two]\n", "three", Place("", 1, 16)) is None
