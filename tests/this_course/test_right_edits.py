"""Law 12 on this course: after a right edit it is published, and the program's tests do not mind."""

import shutil
import subprocess
import sys

import pytest
from projects import ROOT, build, lay_out, run
from right_edits import add_one_of_each, remove_a_lesson

LEFT_OUT = (
    ".git",
    ".venv",
    "node_modules",
    "site",
    "site-*",
    "handouts-*",
    "build",
    "__pycache__",
    "*.egg-info",
)


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


@pytest.mark.slow
def test_the_program_s_quick_tests_pass_whatever_the_course_holds(tmp_path):
    """The slow ones may not read the content either: `tests/program/conftest.py`."""
    folder = tmp_path / "copy"
    shutil.copytree(ROOT, folder, ignore=shutil.ignore_patterns(*LEFT_OUT))
    add_one_of_each(folder)
    remove_a_lesson(folder)
    command = [
        sys.executable,
        "-m",
        "pytest",
        "-q",
        "-n2",  # it is the last to end, when the other half of the machine is idle
        "--dist=loadscope",
        "--hypothesis-profile=quick",
        "-m",
        "not slow",
        "tests/program",
    ]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=900, check=False)
    assert done.returncode == 0, done.stdout[-3000:]
    assert " passed" in done.stdout
