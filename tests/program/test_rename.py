"""A thing gets another id in all places that name it, and no other byte of a file changes."""

import re

import pytest
from click.testing import CliRunner
from projects import TINY, TOWNS, lay_out, texts_of

from build_scripts.__main__ import main
from build_scripts.inspect import inspect
from build_scripts.read.kinds import entries
from build_scripts.read.project import read_project
from build_scripts.shared.place import Severity
from build_scripts.start.rename import KINDS, CannotRenameError, Renamed, renamed_files

NEW = "a-new-name"
GLOSSARY, SOURCES = "content/glossary.yml", "content/sources.yml"


def renamed(files: dict[str, str], kind: str, old: str, new: str = NEW) -> Renamed:
    project, _ = read_project(files)
    assert project
    return renamed_files(files, project, kind, old, new)


def after(files: dict[str, str], made: Renamed) -> dict[str, str]:
    return {path: text for path, text in files.items() if path not in made.removes} | dict(made.writes)


def wrong(files: dict[str, str]) -> list[str]:
    return [
        f"{one.place} {one.found}" for one in inspect(files).problems if one.severity is not Severity.NOTE
    ]


def things(files: dict[str, str]) -> list[tuple[str, str]]:
    project, _ = read_project(files)
    assert project
    return [(kind, id_) for kind, id_, _ in entries(project)]


PLACES = """\
places:
  - {id: mill, name: The mill, at: [53.4, -1.2], text: "By the [weir](place:weir).", basis: text}
  - {id: weir, name: The weir, at: [53.5, -1.2], text: "By the [mill](place:mill).", basis: text}
"""


@pytest.mark.parametrize(("course", "ends"), [(TINY, "\r\n"), (TOWNS, "\n")])
@pytest.mark.parametrize("kind", KINDS)
def test_a_renamed_thing_is_named_nowhere_by_its_former_id_but_in_its_own_was(course, kind, ends):
    texts = {"content/places.yml": PLACES} | texts_of(course)
    files = {path: text.replace("\n", ends) for path, text in texts.items()}
    known = wrong(files)
    project, _ = read_project(files)
    old = next(id_ for named, id_, record in entries(project) if named == kind and not record.was)
    made = renamed(files, kind, old)
    now = after(files, made)
    assert wrong(now) == known
    assert (kind, NEW) in things(now)
    assert (kind, old) not in things(now)
    former = ends.join(now.values())
    assert len(re.findall(rf"was: \[{old}\]", former)) == 1
    # All else is as it was: with the old id again, and without `was:`, every file is the same.
    for path, text in made.writes.items():
        was = re.sub(rf"(?:, was: \[{old}\])|(?m:^ *was: \[{old}\]{ends})", "", text).replace(NEW, old)
        assert was == files.get(path.replace(NEW, old), files.get(path))


def test_comments_quotes_and_former_ids_stay():
    files = texts_of(TINY)
    files[GLOSSARY] = (
        'terms:\n  # the first\n  - id: "bridge"  # of the town\n    was: [span]\n    term: Bridge\n    definition: A way.\n'
        "    basis: judgement\n\n  - {id: toll, term: Toll, definition: 'Pay for a [bridge](term:bridge).', related: [bridge], basis: judgement}\n"
    )
    made = renamed(files, "term", "bridge", "crossing")
    assert made.writes[GLOSSARY] == (
        'terms:\n  # the first\n  - id: "crossing"  # of the town\n    was: [bridge, span]\n    term: Bridge\n    definition: A way.\n'
        "    basis: judgement\n\n  - {id: toll, term: Toll, definition: 'Pay for a [bridge](term:crossing).', related: [crossing], basis: judgement}\n"
    )
    assert (
        "{id: road-toll, was: [toll], term: Toll,"
        in renamed(files, "term", "toll", "road-toll").writes[GLOSSARY]
    )


def test_former_ids_on_lines_of_their_own_get_one_more():
    files = texts_of(TINY)
    files[GLOSSARY] = files[GLOSSARY].replace("- id: toll\n", "- id: toll\n    was:\n      - fee\n")
    made = renamed(files, "term", "toll", "road-toll")
    assert "    was:\n      - toll\n      - fee\n" in made.writes[GLOSSARY]
    assert wrong(after(files, made)) == []


def test_a_lesson_whose_file_was_renamed_already_is_renamed_in_all_that_names_it():
    files = texts_of(TINY)
    files["content/lessons/history.yml"] = files.pop("content/lessons/bridges.yml")
    made = renamed(files, "lesson", "bridges", "history")
    now = after(files, made)
    assert wrong(now) == []
    assert made.removes == ("content/answers/bridges.yml",)
    assert now["content/lessons/history.yml"].endswith("was: [bridges]\n")


def test_a_work_is_renamed_where_a_citation_means_it():
    files = texts_of(TINY)
    files["seeds/paper.yml"] += "works:\n  adler-2019: river-2001 # sure\n  dale-2018: 'river-2001'\n"
    made = renamed(files, "source", "river-2001", "river-2002")
    assert made.writes["seeds/paper.yml"].endswith(
        "  adler-2019: river-2002 # sure\n  dale-2018: 'river-2002'\n"
    )


@pytest.mark.parametrize(
    ("kind", "old", "new", "why"),
    [
        ("term", "brigde", "x", "there is no term “brigde”; did you mean “bridge”?"),
        ("term", "bridge", "toll", "there is a term “toll” already"),
        ("term", "bridge", "Big Bridge", "cannot be an id"),
        ("lesson", "bridges", "no-passage", "there is a lesson “no-passage” already"),
    ],
)
def test_what_cannot_be_renamed_is_told(kind, old, new, why):
    with pytest.raises(CannotRenameError, match=re.escape(why)):
        renamed(texts_of(TINY), kind, old, new)


def test_the_command_writes_all_or_nothing(tmp_path, monkeypatch):
    folder = lay_out(tmp_path / "course", TINY)
    monkeypatch.chdir(folder)
    refused = CliRunner().invoke(main, ["rename", "question", "who-promised", "note-taking"])
    assert refused.exit_code == 1
    assert "already the name of a part of this page" in refused.output
    assert "who-promised" in (folder / "content/lessons/bridges.yml").read_text(encoding="utf-8")
    done = CliRunner().invoke(main, ["rename", "lesson", "bridges", "crossings"])
    assert done.exit_code == 0, done.output
    assert not (folder / "content/answers/bridges.yml").exists()
    assert (folder / "content/answers/crossings.yml").is_file()
    (folder / "content/lessons/crossings.yml").rename(folder / "content/lessons/Crossings.YAML")
    tidied = CliRunner().invoke(main, ["rename", "--files"])
    assert tidied.output == "content/lessons/Crossings.YAML is content/lessons/crossings.yml now.\n"
    assert CliRunner().invoke(main, ["check"]).exit_code == 0
