"""`course import` and `course number`, as people use them."""

import os
import shutil

import pytest
from click.testing import CliRunner
from projects import TINY, templates

from build_scripts.__main__ import main
from build_scripts.build import build
from build_scripts.inspect import inspect
from build_scripts.shells import originals
from build_scripts.shells.disk import read_files


@pytest.fixture
def course(tmp_path, monkeypatch):
    """The tiny course in a folder of its own, which is the current one."""
    shutil.copytree(TINY, tmp_path / "course")
    (tmp_path / "course/mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path / "course")
    return tmp_path / "course"


def run(*arguments: str) -> str:
    done = CliRunner().invoke(main, arguments, catch_exceptions=False)
    return f"{done.exit_code}: {done.output}"


def paragraphs(course) -> list[tuple[str, str]]:
    woven = inspect(read_files(course)[0]).woven
    assert woven is not None
    return [(one.id, woven.paper.words(one.span)) for one in woven.paper.numbered]


PAPER = """The Salt of the Towns

The levy on salt was old, and nobody in the lower town had ever been asked about it before.

The miller denied it in a letter that was found in the attic of the mill in the end.
"""


def test_an_older_course_gets_its_paper_as_markdown_with_the_same_numbers(course):
    before = paragraphs(course)
    text = (course / "seeds/paper.txt").read_bytes()
    said = run("import", "seeds/paper.txt")
    assert said.startswith("0: Wrote seeds/paper.md; every paragraph has the number that it had.")
    assert paragraphs(course) == before
    assert (course / "seeds/original.txt").read_bytes() == text
    assert not (course / "seeds/paper.txt").exists()
    made = build(read_files(course)[0] | templates())
    assert not made.failed, made.problems
    assert {problem.rule for problem in made.problems} == {"furniture-unknown", "left-out"}


def test_an_older_course_does_not_lose_its_numbers_to_another_file(course, tmp_path):
    (tmp_path / "paper.txt").write_text(PAPER, encoding="utf-8")
    said = run("import", str(tmp_path / "paper.txt"))
    assert said.startswith(
        "1: Error: this course has seeds/paper.txt, and its paragraphs have numbers already."
    )
    assert not (course / "seeds/paper.md").exists()


def test_a_paper_is_corrected_and_imported_again(course, tmp_path):
    (course / "seeds/paper.txt").unlink()
    paper = tmp_path / "paper.txt"
    paper.write_text(PAPER, encoding="utf-8")
    assert run("import", str(paper)).startswith("0: Found ")
    first = (course / "seeds/paper.md").read_text(encoding="utf-8")
    assert "[1] The levy on salt was old" in first
    assert (course / "seeds/original.txt").read_text(encoding="utf-8") == PAPER
    (course / "seeds/paper.md").write_text(first.replace("old, and", "*old*, and"), encoding="utf-8")
    paper.write_text(
        PAPER.replace("attic", "cellar").replace(
            "\n\nThe miller",
            "\n\nThe vote was held in the winter, when the ferry did not run at all that year.\n\nThe miller",
        ),
        encoding="utf-8",
    )
    run("import", str(paper))
    again = (course / "seeds/paper.md").read_text(encoding="utf-8")
    assert "[1] The levy on salt was *old*, and" in again
    assert "[3] The vote was held" in again
    assert "[2] The miller denied it in a letter that was found in the cellar" in again
    assert inspect(read_files(course)[0]).woven is not None


def test_a_file_that_cannot_be_read_changes_nothing(course, tmp_path):
    (course / "seeds/paper.txt").unlink()
    (tmp_path / "paper.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    before = sorted(course.rglob("*"))
    assert run("import", str(tmp_path / "paper.png")).startswith("1: Error: ")
    assert sorted(course.rglob("*")) == before


def test_a_folder_must_hold_one_paper(course, tmp_path):
    (course / "seeds/paper.txt").unlink()
    folder = tmp_path / "article"
    folder.mkdir()
    assert "there is no paper in" in run("import", str(folder))
    (folder / "one.txt").write_text(PAPER, encoding="utf-8")
    assert run("import", str(folder)).startswith("0: Found ")
    (folder / "two.txt").write_text(PAPER, encoding="utf-8")
    assert "there are several papers in" in run("import", str(folder))


def test_numbers_are_written_beside_what_has_none(course):
    assert "1: Error: this course has no seeds/paper.md" in run("number")
    run("import", "seeds/paper.txt")
    path = course / "seeds/paper.md"
    assert run("number") == "0: Every paragraph has its number.\n"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\nA new paragraph.\n", encoding="utf-8")
    assert run("number") == "0: Wrote the numbers into seeds/paper.md.\n"
    assert path.read_text(encoding="utf-8").endswith("\n\n[3] A new paragraph.\n")


def test_what_is_no_file_or_too_large_is_refused_before_it_is_read(course, tmp_path, monkeypatch):
    (course / "seeds/paper.txt").unlink()
    os.mkfifo(tmp_path / "paper.txt")
    assert "paper.txt is no file" in run("import", str(tmp_path / "paper.txt"))
    monkeypatch.setattr(originals, "LARGEST", 10)
    (tmp_path / "big.txt").write_text(PAPER, encoding="utf-8")
    assert "is larger than" in run("import", str(tmp_path / "big.txt"))


def test_files_beside_a_paper_are_looked_for_nearby_and_not_without_end(tmp_path, monkeypatch):
    for name in ("a/b/c/deep.png", "figures/mill.png", "refs.bib", ".hidden/x.png"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "loop").symlink_to(tmp_path)
    beside = originals._Beside(tmp_path)
    assert list(beside) == ["refs.bib", "figures/mill.png", "a/b/c/deep.png"]
    assert beside["figures/mill.png"] == b"x"
    for outside in ("../x", "/etc/passwd", "figures"):
        assert outside not in beside
    monkeypatch.setattr(originals, "_MOST", 2)
    assert list(beside) == ["refs.bib"]


def test_a_list_of_works_beside_a_paper_is_found_by_its_name(course, tmp_path):
    (course / "seeds/paper.txt").unlink()
    for name in ("paper.json", "other.json"):
        (tmp_path / name).write_text("[]", encoding="utf-8")
    assert [name for name, _ in originals._companions(tmp_path / "paper.pdf")] == ["paper.json"]
