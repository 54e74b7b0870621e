"""Law 12 on this course: after a right edit it is published.

The program's tests do not mind one, since none of them can read the content: `tests/program/test_own_content.py`.
"""

import pytest
from projects import ROOT, build, lay_out, run
from right_edits import add_one_of_each, remove_a_lesson


@pytest.mark.slow
def test_one_more_of_each_thing_is_published(tmp_path):
    folder = lay_out(tmp_path / "project", ROOT)
    add_one_of_each(folder)
    done = run(folder, "build_scripts", "check")
    assert done.returncode == 0, done.stdout
    build(folder)
    assert (folder / "site/lessons/added-lesson/index.html").exists()


@pytest.mark.slow
def test_one_lesson_less_is_published(tmp_path):
    folder = lay_out(tmp_path / "project", ROOT)
    remove_a_lesson(folder)
    assert run(folder, "build_scripts", "check").returncode == 0
    build(folder, handouts=False)
