"""A new lesson builds at once, and explains every field."""

import re
from pathlib import Path

import pytest
import yaml
from projects import TINY, TOWNS, run, templates
from projects import build as build_site

from build_scripts.build import build
from build_scripts.inspect import inspect
from build_scripts.read.course import Lesson, Note, Question
from build_scripts.shared.place import Place
from build_scripts.shells.disk import read_files
from build_scripts.start.scaffold import lesson_id, lesson_scaffold, new_course, with_lesson


def tiny():
    """The tiny course, of which the second section is read by no lesson."""
    files, _ = read_files(TINY)
    bridges = files["content/lessons/bridges.yml"]
    cut = bridges[: bridges.index("  - quote: “Fair tolls”")] + bridges[bridges.index("questions:") :]
    files["content/lessons/bridges.yml"] = cut.replace("[of-bridges, the-toll]", "[of-bridges]")
    return files | templates()


@pytest.mark.parametrize(
    "title", ["The Toll", "Who pays: “all” of us?", "# no comment", "- a list", "12", "Why " * 60 + "not"]
)
def test_a_new_lesson_builds_at_once(title):
    files = tiny()
    woven = inspect(files).woven
    assert woven is not None
    path = f"content/lessons/{lesson_id(title)}.yml"
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


def test_a_new_course_builds_at_once():
    paper = (TINY / "seeds/paper.txt").read_text(encoding="utf-8")
    made = new_course(paper)
    built = build(dict(made.files) | templates())
    assert not built.failed, built.problems
    assert made.files["seeds/paper.txt"] == paper
    assert made.found == "2 headings, 2 paragraphs, 4 citations of 4 works"


def test_a_new_course_says_what_it_was_unsure_of():
    paper = "Journal of Toll      ISSN 1234-5678\n\nThe Toll\n\nIt goes on (Fair, 2001) and, Foul, 2002) on and\n\n17\n"
    told = " ".join(new_course(paper).unsure)
    for doubt in ("line 1 looks like a running header", "line 7 was taken for page furniture", "taken for headings: Journal of Toll ISSN 1234-5678 · The Toll",
                  "does not begin or end like a paragraph", "“Foul, 2002” in p1"):  # fmt: skip
        assert doubt in told


def test_a_header_that_comes_again_with_other_numbers_is_left_out():
    page = (
        "The Toll Post {n}\n\nWho pays the toll at the bridge? Nobody who can help it, {n} times of ten.\n\n"
    )
    made = new_course("".join(page.format(n=n) for n in (1, 2, 3)))
    assert "The Toll Post #" in made.files["seeds/paper.yml"]


def test_words_that_come_again_are_no_furniture():
    paper = "Who pays?\n\nNobody pays the toll at the bridge.\n\n" * 4
    assert "# furniture:" in new_course(paper).files["seeds/paper.yml"]


@pytest.mark.slow
def test_a_new_course_is_published_at_its_first_push(tmp_path):
    """What its workflows run is there, and passes."""
    folder = tmp_path / "course"
    done = run(tmp_path, "build_scripts", "new", "course", str(folder), str(TOWNS / "seeds/paper.txt"))
    assert done.returncode == 0, done.stderr
    assert not (folder / "tests").exists()
    targets = re.findall(r"(?m)^([a-z-]+):", (folder / "Makefile").read_text(encoding="utf-8"))
    for path in sorted((folder / ".github/workflows").iterdir()):
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            for step in job.get("steps", []):
                # What is cached must be there at the end: so nothing is set up for tests that are not there.
                if "test" in step.get("run", "") or "**" in str(step.get("with", "")):
                    assert "hashFiles('tests/" in step["if"], (path.name, step)
                elif step.get("run", "").startswith("make "):
                    assert step["run"].removeprefix("make ") in targets, path.name
    assert run(folder, "build_scripts", "check").returncode == 0
    build_site(folder, handouts=False)
    assert (folder / "site/paper/index.html").exists()


PAPER = """The Well and the Town

Abstract

This is the abstract of a short paper about a well, which nobody had asked about before (Malik, 1998).

2. Sources

2.1 Reports

The reports were printed every twenty years. They list owners and crops, and no one who drew the water.
"""


def test_headings_without_a_text_of_their_own_build():
    made = build(templates() | dict(new_course(PAPER).files))
    assert not made.failed, made.problems
    (paper,) = [one.text for one in made.pages if one.page.path == "paper.md"]
    for heading in ("The Well and the Town", "2. Sources", "2.1 Reports"):
        assert heading.removeprefix("2. ").removeprefix("2.1 ") in paper


def test_samples_that_stay_are_told():
    told = [
        problem.found for problem in inspect(new_course(PAPER).files).problems if problem.rule == "sample"
    ]
    assert "“The course’s title” is still the sample" in told
    assert "“What is known of the rights in the paper.” is still the sample" in told
    assert "“What a reader should know here.” is still the sample" in told
    assert "this page is still the sample" in told
    assert len(told) > 10


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "said"),
    [(b"%PDF-1.7", "is not plain text"), (b"PK\x03\x04", "is not plain text"), (b" \n", "is empty"), (b"\xff", "is not UTF-8 text")],
)  # fmt: skip
def test_what_is_no_text_makes_no_course(tmp_path, data, said):
    paper = tmp_path / "paper"
    paper.write_bytes(data)
    done = run(tmp_path, "build_scripts", "new", "course", str(tmp_path / "course"), str(paper))
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "course").exists()


def test_words_broken_at_a_line_s_end_are_told():
    broken = PAPER.replace("printed every", "re-\nprinted every").replace(
        "no one who", "no one mis-\n  leading who"
    )
    (told,) = [doubt for doubt in new_course(broken).unsure if "hyphen" in doubt]
    assert told.startswith(
        "2 words are broken at the end of a line and keep their hyphen, such as “re-printed”"
    )


def test_a_line_that_comes_twice_with_other_numbers_is_no_furniture():
    page = "Table {n}\n\nWho pays the toll at the bridge? Nobody who can help it, {n} times of ten.\n\n"
    made = new_course("".join(page.format(n=n) for n in (1, 2)))
    assert "# furniture:" in made.files["seeds/paper.yml"]
