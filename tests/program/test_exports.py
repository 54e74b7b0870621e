"""Files for other programs: the laws that hold for all of them, and each read back by a reader of another hand."""

import csv
from collections.abc import Mapping
from dataclasses import replace
from io import StringIO

import pytest
import yaml
from click.testing import CliRunner
from opened import texts
from projects import TINY, TOWNS, lay_out, texts_of
from wording import runs, words_of

from build_scripts.__main__ import main
from build_scripts.build import plan
from build_scripts.exports.formats import FORMATS, export_at, exported, listed, made_of
from build_scripts.exports.material import Material
from build_scripts.exports.tables import table
from build_scripts.shared.steps import Stage, Step
from build_scripts.show.downloads import EXPORTS_FOLDER
from build_scripts.weave.edition import Edition

BASE = "https://course.invalid/towns/"


def material(files: Mapping[str, str], edition: Edition = Edition.STUDENT, base: str = BASE) -> Material:
    made = plan(files, edition=edition, base=base)
    assert made.material is not None, made.problems
    return made.material


@pytest.fixture(scope="module")
def stuff() -> Material:
    """What exports of the course of two towns are made from."""
    return material(texts_of(TOWNS))


@pytest.fixture(scope="module")
def made(stuff) -> Mapping[str, bytes]:
    """All its exports, by their names."""
    return {path.removeprefix(EXPORTS_FOLDER): data for path, data in exported(stuff).items()}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def of_lesson(stuff: Material, name: str, lesson: str) -> dict[str, bytes]:
    """The files of one format for one lesson."""
    (format_,) = (one for one in FORMATS if one.id == name)
    return made_of(format_, replace(stuff, lesson=lesson))


# All of them


def test_each_has_a_name_a_purpose_and_a_file_of_its_own(stuff):
    assert len({one.id for one in FORMATS}) == len({one.file for one in FORMATS}) == len(FORMATS)
    assert all(one.name and one.purpose.endswith(".") and one.needs for one in FORMATS)
    paths = [one.path for one in listed(stuff)]
    assert len(set(paths)) == len(paths)
    assert all(path.isascii() and path == path.lower() for path in paths)


def test_the_same_course_gives_the_same_bytes_whatever_is_asked_for_first(made):
    again = material(texts_of(TOWNS))
    for name, data in reversed(made.items()):
        assert export_at(EXPORTS_FOLDER + name, again) == data, name


def test_none_holds_a_guide_in_the_student_edition(made):
    answers = [path.read_text(encoding="utf-8") for path in sorted((TOWNS / "content/answers").glob("*.yml"))]
    others = [
        path.read_text(encoding="utf-8")
        for folder in ("content", "seeds")
        for path in sorted((TOWNS / folder).rglob("*"))
        if path.suffix in (".yml", ".txt") and "answers" not in path.parts
    ]
    secret = runs(words_of(" ".join(answers))) - runs(words_of(" ".join(others)))
    for path, data in made.items():
        for name, text in texts(path, data):
            assert not runs(words_of(text)) & secret, name


def test_none_holds_more_of_the_paper_than_quotes_where_no_more_may_be_published(made):
    files = texts_of(TOWNS)
    files["seeds/paper.yml"] = files["seeds/paper.yml"].replace("publish: full", "publish: quotes")
    kept = " ".join(text for path, text in files.items() if path.startswith("content/"))
    secret = runs(words_of(files["seeds/paper.txt"])) - runs(words_of(kept))
    assert len(secret) > 200
    for path, data in exported(material(files)).items():
        for name, text in texts(path, data):
            assert not runs(words_of(text)) & secret, name


def test_each_is_announced(stuff):
    steps: list[Step] = []
    exported(stuff, steps.append)
    assert [step.item for step in steps[:-1]] == [one.path.rpartition("/")[2] for one in listed(stuff)]
    assert {step.stage for step in steps} == {Stage.EXPORT}


def test_a_course_without_events_has_no_file_for_them():
    files = texts_of(TINY)
    del files["content/timeline.yml"]
    assert "exports/timeline.csv" not in {one.path for one in listed(material(files))}


# The command


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = lay_out(tmp_path / "project", TINY)
    monkeypatch.chdir(made)
    return made


def test_the_command_makes_what_it_is_asked_for_where_it_is_told(folder):
    done = CliRunner().invoke(main, ["export", "timeline", "--out", "elsewhere"])
    assert done.exit_code == 0, done.output
    assert [path.name for path in (folder / "elsewhere").iterdir()] == ["timeline.csv"]
    assert "1 files in elsewhere, 1 of them new or changed" in done.output


def test_the_command_makes_one_lesson_by_its_number_or_its_name(folder):
    for lesson in ("1", "bridges"):
        done = CliRunner().invoke(main, ["export", "timeline", "--lesson", lesson])
        assert done.exit_code == 0, done.output
    assert [path.name for path in (folder / "exports").iterdir()] == ["bridges-timeline.csv"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["timelin"], "there is no format “timelin”; did you mean “timeline”?"),
        (["timeline", "--lesson", "9"], "lessons have the numbers 1 to 2"),
        ([], "Missing argument"),
    ],
)
def test_the_command_says_what_is_wrong(folder, asked, told):
    done = CliRunner().invoke(main, ["export", *asked])
    assert done.exit_code
    assert told in done.output


# Tables


def test_no_cell_is_a_formula():
    hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0", "fine", ""]
    (cells,) = csv.reader(StringIO(table([hostile]).decode("utf-8-sig"), newline=""))
    assert cells[-2:] == hostile[-2:]
    for cell, was in zip(cells[:-2], hostile[:-2], strict=True):
        assert cell == f"'{was}"


def test_the_timeline_has_every_event_with_its_date_and_sources(made):
    events = yaml.safe_load((TOWNS / "content/timeline.yml").read_text(encoding="utf-8"))["events"]
    read = {row["id"]: row for row in rows(made["timeline.csv"])}
    assert set(read) == {event["id"] for event in events}
    for event in events:
        row = read[event["id"]]
        assert row["date"] == str(event["date"])
        assert row["event"] == event["title"]
        assert row["address"] == f"{BASE}timeline/#{event['id']}"
        assert bool(row["disputed"]) == ("dispute" in event)
        assert bool(row["unverified"]) == event.get("unverified", False)
        assert row["sources"]
    days = [row["first day"] for row in rows(made["timeline.csv"])]
    assert days == sorted(days)


def test_the_timeline_of_a_lesson_has_its_events(stuff):
    (data,) = of_lesson(stuff, "timeline", "crossing").values()
    listed_there = [event.id for event in stuff.site.lesson_events["crossing"]]
    assert [row["id"] for row in rows(data)] == listed_there
