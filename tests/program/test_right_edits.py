"""Law 12: a right edit never stops publishing."""

import re

import pytest
from projects import ROOT, TOWNS, build, lay_out, run
from right_edits import add_one_of_each, remove_a_lesson


@pytest.mark.slow
def test_one_more_of_each_thing_is_published(tmp_path):
    folder = lay_out(tmp_path / "project", TOWNS)
    add_one_of_each(folder)
    done = run(folder, "build_scripts", "check")
    assert done.returncode == 0, done.stdout
    assert "warning" not in done.stdout
    build(folder)
    for path in (
        "lessons/added-lesson/index.html",
        "added/index.html",
        "handouts/added-lesson-handout-a4.pdf",
    ):
        assert (folder / "site" / path).exists(), path


@pytest.mark.slow
def test_one_lesson_less_is_published(tmp_path):
    folder = lay_out(tmp_path / "project", TOWNS)
    removed = remove_a_lesson(folder)
    assert run(folder, "build_scripts", "check").returncode == 0
    build(folder, handouts=False)
    assert not (folder / f"site/lessons/{removed}/index.html").exists()


def test_no_test_of_the_program_names_this_course_s_content():
    """`conftest.py` sees to it that they do not read it themselves; this is for what they give to the program."""
    here = ROOT / "tests"
    files = [*(here / "program").rglob("*.py"), *here.glob("*.py")]
    apart = {here / "program/conftest.py", here / "program/test_own_content.py"}
    apart |= {here / "bench.py", here / "pictures.py"}
    named = re.compile(
        r"""ROOT\s*/\s*["'](?:content(?!/schema)|seeds)|read_files\(ROOT|texts_of\(ROOT|, ROOT\)"""
    )
    assert [path.name for path in files if path not in apart and named.search(path.read_text("utf-8"))] == []
