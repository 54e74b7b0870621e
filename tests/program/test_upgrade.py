"""A course gets a newer program, keeps what it changed, and can go back."""

import fnmatch
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from projects import ROOT, TINY, run

from build_scripts.__main__ import main
from build_scripts.shells import git, program
from build_scripts.shells.swap import rewrite
from build_scripts.start.upgrade import (
    RECORD,
    Fate,
    Merged,
    Parts,
    ProgramError,
    allow,
    fingerprint,
    fingerprints,
    in_the_way,
    nearest,
    parts_of,
    plan,
    read_record,
    summary,
    version_of,
)

NO_MERGE = lambda received, own, new: None  # noqa: E731


# What becomes of one file: received, own, new -> fate, and what the course has afterwards.
@pytest.mark.parametrize(
    ("received", "own", "new", "fate", "after"),
    [
        (b"a", b"a", b"b", Fate.REPLACED, b"b"),
        (b"a", b"b", b"b", None, b"b"),
        (b"a", b"a", b"a", None, b"a"),
        (None, None, b"b", Fate.ADDED, b"b"),
        (None, b"own", None, None, b"own"),
        (None, b"b", b"b", None, b"b"),
        (b"a", b"a", None, Fate.REMOVED, None),
        (b"a", b"own", None, Fate.OUTDATED, b"own"),
        (b"a", b"own", b"a", Fate.KEPT, b"own"),
        (b"a", None, b"b", Fate.DELETED, None),
        (b"a", None, None, None, None),
        (None, b"own", b"b", Fate.CLASHING, b"own"),
        (b"a", b"own", b"b", Fate.CLASHING, b"own"),
    ],
)
def test_the_fate_of_a_file(received, own, new, fate, after):
    def one(data):
        return {} if data is None else {"overrides/x": data}

    made = plan(fingerprints(one(received)), one(own), one(new), NO_MERGE)
    assert made.paths(fate) == ["overrides/x"] if fate else not made.steps
    left = {} if fate is Fate.REMOVED else one(own)
    assert left | made.writes == one(after)
    assert made.beside == (one(new) if fate is Fate.CLASHING else {})


def test_a_missing_part_of_the_program_itself_is_brought_back():
    made = plan({"build_scripts/x.py": fingerprint(b"a")}, {}, {"build_scripts/x.py": b"a"}, NO_MERGE)
    assert made.paths(Fate.ADDED) == ["build_scripts/x.py"]


def test_both_changes_are_merged_and_clashes_counted():
    asked = []

    def merge(received, own, new):
        asked.append((received, own, new))
        return Merged(own + new, 2 if own == b"clash" else 0)

    files = {"one": b"a", "two": b"a"}
    made = plan(fingerprints(files), {"one": b"own", "two": b"clash"}, {"one": b"new", "two": b"new"}, merge)
    assert asked == [(fingerprint(b"a"), b"own", b"new"), (fingerprint(b"a"), b"clash", b"new")]
    assert made.paths(Fate.MERGED) == ["one"]
    assert made.writes == {"one": b"ownnew", "two": b"clashnew"}
    assert made.beside == {"two": b"new"}
    told = "\n".join(summary(made))
    assert "two (2 places; the program’s file is upgrade/new/two)" in told
    assert "git diff --no-index two upgrade/new/two" in told


FILES = st.dictionaries(st.sampled_from(["a", "b/c", "b/d", "build_scripts/e"]), st.sampled_from([b"1", b"2", b"3"]))  # fmt: skip


@given(FILES, FILES, FILES)
def test_nothing_that_a_course_wrote_is_lost(received, own, new):
    made = plan(fingerprints(received), own, new, NO_MERGE)
    after = {path: data for path, data in own.items() if path not in made.paths(Fate.REMOVED)} | made.writes
    for path, data in own.items():
        if data != received.get(path):
            assert after[path] == data
    for path, data in new.items():  # and the new program is all there, but for what the course changed
        if own.get(path) == received.get(path) and path in own:
            assert after[path] == data


def test_a_summary_names_few_files_unless_asked():
    new = {f"build_scripts/{n}.py": b"" for n in range(30)} | {"Makefile": b""}
    made = plan({}, {}, new, NO_MERGE)
    assert list(summary(made)) == ["New: 31 files (Makefile, build_scripts 30)"]
    assert len(list(summary(made, every=True))) == 32


def test_what_stands_in_the_way_is_found():
    made = plan({}, {"a": b"", "b/c": b"", "d": b""}, {"a/x": b"", "b": b"", "e": b""}, NO_MERGE)
    assert in_the_way(made, ["a", "b/c", "d"]) == ["a", "b/c"]


def test_a_file_that_is_removed_may_become_a_folder():
    made = plan({"a": fingerprint(b"")}, {"a": b""}, {"a/x": b""}, NO_MERGE)
    assert in_the_way(made, ["a"]) == []


def test_the_nearest_version_is_found():
    own = {"a": "1", "b": "1", "c": "own"}
    old, middle, late = {"a": "1", "b": "0"}, {"a": "1", "b": "1"}, {"a": "1", "b": "1", "new": "1"}
    assert nearest(own, [("late", late), ("middle", middle), ("old", old)]) == ("middle", middle, 2)
    assert nearest(own, [("other", {"a": "9", "b": "9", "c": "own"})]) is None
    assert nearest(own, []) is None


def test_fingerprints_are_those_of_git(tmp_path):
    (tmp_path / "x").write_bytes(b"one\ntwo\n")
    told = subprocess.run(["git", "hash-object", "--no-filters", "x"], cwd=tmp_path, capture_output=True, text=True, check=True)  # fmt: skip
    assert fingerprint(b"one\ntwo\n") == told.stdout.strip()


@pytest.mark.parametrize(
    "path",
    ["../x", "/x", "a/../../x", "a//x", "a\\..\\x", "C:x", ".git/hooks/x", "a/.GIT/x", "seeds/paper.txt", "Seeds/x",
     "content/course.yml", "content", ".venv/x", "site/x", "upgrade/x", RECORD, "a\x1b[2J", ""],
)  # fmt: skip
def test_a_path_that_is_not_the_program_s_is_refused(path):
    with pytest.raises(ProgramError):
        allow([path])
    with pytest.raises(ProgramError):
        parts_of(f"[tool.course]\nprogram = [{path!r}]".replace("\\x", "\\u00").encode())


def test_paths_of_the_program_are_allowed():
    allow(
        ["build_scripts/x.py", "content/schema/course.json", ".github/workflows/x.yml", "overrides/a b.css"]
    )


@pytest.mark.parametrize(
    "settings",
    [b"", b"[", b"\xff", b"[tool]\ncourse = 1", b"[tool.course]\nprogram = 'x'", b"[tool.course]\nprogram = [1]", b"a=" + b"[" * 9999],
)  # fmt: skip
def test_settings_that_list_no_program_are_refused(settings):
    with pytest.raises(ProgramError):
        parts_of(settings)


def test_a_version_that_is_none_is_empty():
    assert version_of(b"project = 1") == version_of(b"[project]\nversion = 1") == ""
    assert version_of(b"[project]\nversion = '1.2'") == "1.2"


def test_parts_that_a_course_does_not_have_stay_away():
    parts = Parts(("a",), ("tests", "b"))
    assert parts.of(["a/x", "testsuite/x"]) == ("a",)
    assert parts.of(["tests/x"]) == ("a", "tests")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"files": {"a": 1}}', '{"files": {"../a": "1"}}', '{"files": {"seeds/paper.txt": "1"}}'])  # fmt: skip
def test_a_damaged_record_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - each says something else
        read_record(text)


def test_all_that_the_program_needs_is_listed_as_its_own():
    """Whatever the Makefile and the workflows name at the top of the project comes with an upgrade."""
    parts = parts_of((ROOT / "pyproject.toml").read_bytes())
    needing = [ROOT / "Makefile", *(ROOT / ".github/workflows").glob("*.yml")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in needing)
    made = [line.strip("/") for line in (ROOT / ".gitignore").read_text(encoding="utf-8").split()]
    named = {
        path.name
        for path in ROOT.iterdir()
        if re.search(rf"(?<![\w./-]){re.escape(path.name)}(?![\w.-])", text)
        and not any(fnmatch.fnmatch(path.name, one) for one in made)
    }
    assert {"build_scripts", "tests", "pyproject.toml", "requirements.lock"} <= named
    assert named <= {part.split("/")[0] for part in (*parts.always, *parts.if_there)}
    for part in parts.always:
        assert (ROOT / part).exists(), part


def test_files_are_rewritten_all_or_none(tmp_path):
    (tmp_path / "a").write_text("old")
    (tmp_path / "b").mkdir()
    (tmp_path / "b/x").write_text("old")
    (tmp_path / "d").mkdir()  # where a file should stand, so that the last step fails
    (tmp_path / "d/own").write_text("own")
    before = everything(tmp_path)
    with pytest.raises(OSError):  # noqa: PT011 - the system's own
        rewrite(tmp_path, {"a": b"new", "c/y": b"new", "b": b"new", "e": b"new", "d/own/z": b"new"}, ["b/x"])
    assert everything(tmp_path) == before
    (tmp_path / "b/__pycache__").mkdir()
    (tmp_path / "b/__pycache__/x.pyc").write_text("made by Python")
    rewrite(tmp_path, {"a": b"new", "c/y": b"new"}, ["b/x"])
    assert everything(tmp_path) == {"a": b"new", "c/y": b"new", "d/own": b"own"}
    assert not (tmp_path / "b").exists()


# The command, with a program of a few files.


def everything(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def by_git(folder: Path, *command: str) -> str:
    named = ("-c", "user.name=A", "-c", "user.email=a@example.org")
    return subprocess.run(["git", "-C", str(folder), *named, *command], capture_output=True, text=True, check=True).stdout  # fmt: skip


def commit(folder: Path) -> None:
    if not (folder / ".git").exists():
        by_git(folder, "init", "--quiet", "--initial-branch", "main")
    by_git(folder, "add", "--all")
    by_git(folder, "commit", "--quiet", "--allow-empty", "--message", "x")


STYLE = "".join(f".rule-{n} {{ order: {n} }}\n" for n in range(20))
SETTINGS = """[project]
version = "{}"
[tool.course]
program = ["build_scripts", "overrides", "mkdocs.yml", "pyproject.toml", ".gitignore", "content/schema"]
if-there = ["tests"]
never = ["tests/own"]
"""
OLD = {
    "pyproject.toml": SETTINGS.format("1"),
    ".gitignore": "__pycache__/\n",
    "mkdocs.yml": "site_name: A\nsite_url: example\n\n\n\nplugins: []\n",
    "build_scripts/moved.py": "old\n",
    "build_scripts/changed.py": "old\n",
    "overrides/style.css": STYLE,
    "overrides/page.md": "one\ntwo\nthree\n",
    "overrides/gone.md": "old\n",
    "content/schema/course.json": "{}\n",
    "tests/test_it.py": "old\n",
    "tests/own/test_a.py": "of one course\n",
    "README.md": "the program's\n",
}
NEW = {
    **OLD,
    "pyproject.toml": SETTINGS.format("2"),
    ".gitignore": "__pycache__/\n/upgrade/\n",
    "mkdocs.yml": OLD["mkdocs.yml"] + "validation: {}\n",
    "build_scripts/folder/moved.py": "new\n",
    "build_scripts/changed.py": "new\n",
    "overrides/style.css": STYLE.replace("order: 19", "order: 91"),
    "overrides/page.md": "one\nNEW\nthree\n",
    "content/schema/course.json": '{"new": 1}\n',
    "tests/test_it.py": "new\n",
    "tests/own/test_a.py": "of the program's own course\n",
    "README.md": "the new program's\n",
}
del NEW["build_scripts/moved.py"], NEW["overrides/gone.md"]
COURSE = {
    **{path: text for path, text in OLD.items() if path != "tests/test_it.py"},
    "content/course.yml": "title: mine\n",
    "seeds/paper.txt": "mine\n",
    "README.md": "mine\n",
    "overrides/own.css": "mine\n",
    "mkdocs.yml": OLD["mkdocs.yml"].replace("example", "mine"),
    "overrides/style.css": STYLE.replace("order: 2 ", "order: 22 "),
    "overrides/page.md": "one\nMINE\nthree\n",
}


@pytest.fixture
def upstream(tmp_path: Path) -> Path:
    """A repository with an old and a new program."""
    folder = write(tmp_path / "program", OLD)
    commit(folder)
    for path in OLD.keys() - NEW.keys():
        (folder / path).unlink()
    write(folder, NEW)
    commit(folder)
    return folder


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A course that began with the old program, and changed it."""
    folder = write(tmp_path / "course", COURSE)
    commit(folder)
    monkeypatch.chdir(folder)
    return folder


def upgrade(*options: object) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["upgrade", *(str(option) for option in options)])
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exc_info
    return done.exit_code, done.output


AFTER = {
    **COURSE,
    **{path: NEW[path] for path in ("pyproject.toml", ".gitignore", "build_scripts/changed.py", "build_scripts/folder/moved.py", "content/schema/course.json")},
    "mkdocs.yml": NEW["mkdocs.yml"].replace("example", "mine"),
    "overrides/style.css": COURSE["overrides/style.css"].replace("order: 19", "order: 91"),
    "upgrade/new/overrides/page.md": NEW["overrides/page.md"],
}  # fmt: skip
del AFTER["build_scripts/moved.py"], AFTER["overrides/gone.md"]


def as_texts(files: dict[str, bytes]) -> dict[str, str]:
    return {path: data.decode() for path, data in files.items() if path != RECORD}


def bare(upstream: Path) -> str:
    by_git(upstream, "clone", "--quiet", "--bare", ".", "../bare.git")
    return str(upstream.parent / "bare.git")


@pytest.mark.parametrize("place", [str, bare], ids=["a folder", "a repository"])
def test_a_course_gets_the_new_program_and_keeps_its_own(course, upstream, place):
    code, told = upgrade("--from", place(upstream))
    assert code == 0, told
    assert as_texts(everything(course)) == AFTER
    assert not (course / "build_scripts/__pycache__").exists()
    assert "Removed, since the program no longer has them: 2 files (build_scripts 1, overrides 1)" in told
    assert "overrides/page.md (1 place; the program’s file is upgrade/new/overrides/page.md)" in told
    assert "make site" in told
    code, told = upgrade("--from", upstream)
    assert code == 0, told
    assert "The course has this program already." in told
    assert as_texts(everything(course)) == AFTER


def test_a_course_with_a_record_needs_no_history(course, upstream):
    upgrade("--from", upstream)
    shutil.rmtree(course / "upgrade")
    commit(course)
    write(upstream, {"overrides/style.css": NEW["overrides/style.css"].replace("order: 7 ", "order: 77 ")})
    shutil.rmtree(upstream / ".git")
    code, told = upgrade("--from", upstream)
    assert code == 0, told
    # The received file is in no repository that is at hand, as the course had changed it before its first commit.
    assert (course / "overrides/style.css").read_text() == AFTER["overrides/style.css"]
    assert "overrides/style.css (could not be merged" in told
    assert (course / "overrides/page.md").read_text() == AFTER["overrides/page.md"], "told once, not twice"


def test_a_received_file_is_found_in_the_course_s_own_history(course, upstream):
    write(course, OLD)
    commit(course)
    upgrade("--from", upstream)
    commit(course)
    write(course, {"overrides/style.css": AFTER["overrides/style.css"]})
    commit(course)
    write(upstream, {"overrides/style.css": NEW["overrides/style.css"].replace("order: 9 ", "order: 99 ")})
    shutil.rmtree(upstream / ".git")
    code, told = upgrade("--from", upstream)
    assert code == 0, told
    assert "Merged, your changes and the program’s:\n  overrides/style.css" in told
    assert (course / "overrides/style.css").read_text() == AFTER["overrides/style.css"].replace("order: 9 ", "order: 99 ")  # fmt: skip


def test_a_changed_template_that_has_another_name_now_stays_and_is_told(course, upstream):
    old, new = "overrides/pages/lesson.md", "overrides/pages/lesson.html"
    write(upstream, {old: "# {{ page.title }}\n"})
    commit(upstream)
    upgrade("--from", upstream)
    shutil.rmtree(course / "upgrade")
    write(course, {old: "# MINE {{ page.title }}\n"})
    commit(course)
    (upstream / old).unlink()
    write(upstream, {new: "<h1>{{ page.title }}</h1>\n"})
    commit(upstream)
    code, told = upgrade("--from", upstream)
    assert code == 0, told
    assert (course / old).read_text() == "# MINE {{ page.title }}\n"
    assert (course / new).read_text() == "<h1>{{ page.title }}</h1>\n"
    heading = "though the program no longer has them; what you changed in them may not show:"
    assert f"{heading}\n  {old}\n" in told


def test_a_dry_run_changes_nothing(course, upstream):
    before = everything(course)
    code, told = upgrade("--from", upstream, "--dry-run")
    assert code == 0
    for path in ("build_scripts/moved.py", "build_scripts/folder/moved.py", "overrides/style.css", "overrides/page.md"):  # fmt: skip
        assert f"  {path}" in told
    assert everything(course) == before


def test_what_git_is_said_to_undo_it_undoes(course, upstream):
    write(course, {"content/course.yml": "not committed\n"})
    before = everything(course)
    told = upgrade("--from", upstream)[1]
    undo = shlex.split(told.rpartition("To undo before that: ")[2])
    assert undo[:2] == ["git", "stash"]
    by_git(course, *undo[1:])
    shutil.rmtree(course / "upgrade")
    assert everything(course) == before


def test_without_git_there_is_a_backup(course, upstream):
    shutil.rmtree(course / ".git")
    before = everything(course)
    told = upgrade("--from", upstream)[1]
    assert as_texts(everything(course)).items() >= AFTER.items()
    deleted = told.rpartition("To undo: delete ")[2].partition(", and copy")[0].split(", ")
    for name in deleted:
        (shutil.rmtree if (course / name).is_dir() else Path.unlink)(course / name)
    shutil.copytree(course / "upgrade/before", course, dirs_exist_ok=True)
    shutil.rmtree(course / "upgrade")
    assert everything(course) == before


def test_tests_are_renewed_where_a_course_has_them(course, upstream):
    write(course, {"tests/test_it.py": OLD["tests/test_it.py"], "tests/test_mine.py": "mine\n"})
    commit(course)
    assert upgrade("--from", upstream)[0] == 0
    assert (course / "tests/test_it.py").read_text() == "new\n"
    assert (course / "tests/test_mine.py").read_text() == "mine\n"


def test_tests_of_the_course_s_own_bring_no_others(course, upstream):
    upgrade("--from", upstream)
    shutil.rmtree(course / "upgrade")
    write(course, {"tests/test_mine.py": "mine\n"})
    commit(course)
    write(upstream, {"build_scripts/changed.py": "newer\n"})
    assert upgrade("--from", upstream)[0] == 0
    assert (course / "build_scripts/changed.py").read_text() == "newer\n"
    assert not (course / "tests/test_it.py").exists()


def refused(course: Path, *options: object) -> str:
    before = everything(course)
    code, told = upgrade(*options)
    assert code == 1, told
    assert everything(course) == before
    return told


def test_changes_that_are_not_committed_are_not_touched(course, upstream):
    write(course, {"build_scripts/changed.py": "mine\n", "overrides/new.css": "mine\n"})
    told = refused(course, "--from", upstream)
    assert "not committed: build_scripts/changed.py, overrides/new.css." in told


def test_a_file_that_git_ignores_cannot_be_undone(course, upstream):
    write(course, {".gitignore": "/mkdocs.yml\n"})
    by_git(course, "rm", "--quiet", "--cached", "mkdocs.yml")
    commit(course)
    assert "not committed: mkdocs.yml." in refused(course, "--from", upstream)


def test_a_course_without_a_commit_is_asked_for_one(course, upstream):
    shutil.rmtree(course / ".git")
    by_git(course, "init", "--quiet")
    assert "git commit" in refused(course, "--from", upstream)


def test_a_course_in_a_folder_of_a_repository(course, upstream, monkeypatch):
    shutil.rmtree(course / ".git")
    (course.parent / "whole").mkdir()
    inner = course.rename(course.parent / "whole/inner")
    commit(inner.parent)
    monkeypatch.chdir(inner)
    write(inner, {"mkdocs.yml": "mine\n"})
    assert "not committed: mkdocs.yml." in refused(inner, "--from", upstream)
    by_git(inner, "restore", "mkdocs.yml")
    assert upgrade("--from", upstream)[0] == 0
    assert as_texts(everything(inner)) == AFTER
    assert not (inner / "upgrade/before").exists()


def test_links_are_refused(course, upstream, tmp_path):
    outside = write(tmp_path / "outside", {"style.css": STYLE})
    shutil.rmtree(course / "overrides")
    (course / "overrides").symlink_to(outside)
    assert "in this course, overrides is a link" in refused(course, "--from", upstream)
    (upstream / "overrides/link.css").symlink_to("/etc/passwd")
    assert "overrides/link.css is a link" in refused(course, "--from", upstream)
    commit(upstream)
    assert "overrides/link.css is a link" in refused(course, "--from", bare(upstream))
    assert everything(outside) == {"style.css": STYLE.encode()}


def test_a_linked_record_or_folder_is_refused(course, upstream, tmp_path):
    (course / "upgrade").symlink_to(tmp_path)
    assert "upgrade: a link" in refused(course, "--from", upstream)


def test_a_program_that_would_write_elsewhere_is_refused(course, upstream):
    write(upstream, {"pyproject.toml": NEW["pyproject.toml"].replace('"overrides"', '"overrides", "seeds"'), "seeds/paper.txt": "x"})  # fmt: skip
    assert "the course’s own: seeds" in refused(course, "--from", upstream)


def test_a_history_that_is_not_there_is_told(course, upstream, tmp_path):
    by_git(tmp_path, "clone", "--quiet", "--depth", "1", upstream.as_uri(), "cut")
    assert "has no history, or only a part" in refused(course, "--from", tmp_path / "cut")
    shutil.rmtree(upstream / ".git")
    assert "has no history, or only a part" in refused(course, "--from", upstream)


def test_another_program_is_told(course, tmp_path):
    other = write(tmp_path / "other", {"pyproject.toml": OLD["pyproject.toml"], "build_scripts/x.py": "x"})
    commit(other)
    write(course, {"pyproject.toml": "mine\n"})
    assert "Is it the right program?" in refused(course, "--from", other)


@pytest.mark.parametrize(
    ("where", "said"),
    [
        ("/nowhere", "there is no such folder"),
        ("--upload-pack=x", "there is no such folder"),
        ("ext::sh -c true", "there is no such folder"),
        (".", "that is this course itself"),
        ("build_scripts", "there is no pyproject.toml in it"),
        ("http://127.0.0.1:9/x/y", "git could not get the program"),
    ],
)
def test_a_place_without_a_program_is_told(course, where, said):
    assert said in refused(course, "--from", where)


def test_without_git_it_is_said_to_install_it(course, upstream, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "git" in refused(course, "--from", upstream)
    assert "install it" in refused(course, "--from", "https://example.org/x/y")


def test_a_damaged_record_is_told(course, upstream):
    write(course, {RECORD: "{"})
    assert f"{RECORD} cannot be read" in refused(course, "--from", upstream)


def test_clashes_of_another_upgrade_are_not_written_over(course, upstream):
    write(course, {"upgrade/new/x": "looked at\n"})
    assert "the folder upgrade is still there" in refused(course, "--from", upstream)


def test_a_file_of_the_course_in_the_way_is_told(course, upstream):
    write(course, {"build_scripts/folder": "mine\n"})
    commit(course)
    assert "name of a file of yours: build_scripts/folder" in refused(course, "--from", upstream)


def test_where_the_program_comes_from_by_itself(course, upstream, monkeypatch):
    monkeypatch.setattr(program, "HERE", upstream)
    assert f"from {upstream}" in upgrade("--dry-run")[1], "the program that runs, when it is another"
    monkeypatch.setattr(program, "HERE", course)
    assert "does not know where its program came from" in refused(course)
    record = '{"files": {}, "version": "1", "from": "http://127.0.0.1:9/x/y"}'
    write(course, {RECORD: record})
    assert "http://127.0.0.1:9/x/y" in refused(course), "the address that the course notes"


@pytest.mark.parametrize(
    ("remote", "noted"),
    [
        ("https://me:secret@host.example/a/b.git", "https://host.example/a/b.git"),
        ("https://host.example:8443/a/b", "https://host.example:8443/a/b"),
        ("git@host.example:a/b.git", "https://host.example/a/b"),
        ("ssh://git@host.example/a/b", "https://host.example/a/b"),
        ("/home/me/program", ""),
        ("../program", ""),
        ("file:///home/me/program", ""),
    ],
)
def test_the_address_is_noted_without_a_password_or_a_path(course, upstream, remote, noted):
    by_git(upstream, "remote", "add", "origin", remote)
    upgrade("--from", upstream)
    assert read_record((course / RECORD).read_text()).address == noted


def test_a_course_begun_from_a_course_notes_what_that_one_received(course, upstream, tmp_path, monkeypatch):
    upgrade("--from", upstream)
    monkeypatch.setattr(program, "HERE", course)
    program.copy_program(tmp_path / "offspring")
    made = everything(tmp_path / "offspring")
    assert made[RECORD] == (course / RECORD).read_bytes()
    assert made["mkdocs.yml"].decode() == AFTER["mkdocs.yml"]
    assert "content/course.yml" not in made


def test_binary_files_are_not_merged():
    assert git.merged(b"\0a\n", b"\0b\n", b"\0c\n") is None
    assert git.merged(b"a\nb\nc\nd\n", b"A\nb\nc\nd\n", b"a\nb\nc\nD\n") == (b"A\nb\nc\nD\n", 0)
    assert git.merged(b"a\n", b"own\n", b"new\n") == (b"own\n", 1)


@pytest.mark.slow
def test_a_course_of_the_real_program(tmp_path):
    """Begun with an older program, without a record: it is upgraded to this one, and builds."""
    parts = parts_of((ROOT / "pyproject.toml").read_bytes())
    files = program.files_in(ROOT, parts.always)
    upstream = tmp_path / "program"
    rewrite_into(upstream, files)
    write(
        upstream, {"overrides/pages/home.html": "{# older #}\n" + files["overrides/pages/home.html"].decode()}
    )
    write(upstream, {"build_scripts/web/csp.py": files["build_scripts/web/csp.py"].decode() + "# older\n"})
    (upstream / "build_scripts/older.py").write_text("OLDER = 1\n")
    commit(upstream)
    made = run(upstream, "build_scripts", "new", "course", str(tmp_path / "course"), str(TINY / "seeds/paper.txt"))  # fmt: skip
    assert made.returncode == 0, made.stderr
    course = tmp_path / "course"
    noted = read_record((course / RECORD).read_text())
    assert noted.files == fingerprints(program.files_in(upstream, parts.always))
    (course / RECORD).unlink()

    (upstream / "build_scripts/older.py").unlink()
    rewrite_into(upstream, files)
    commit(upstream)
    for path, own in (
        ("overrides/assets/course.css", ".own { order: 1 }"),
        ("overrides/pages/home.html", "Welcome, all."),
    ):
        with (course / path).open("a", encoding="utf-8") as file:
            file.write(f"\n{own}\n")
    commit(course)

    done = run(course, "build_scripts", "upgrade", "--from", str(upstream))
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (course / "build_scripts/older.py").exists()
    after = program.files_in(course, parts.always)
    assert {path for path in files if after[path] != files[path]} == {
        "overrides/assets/course.css",
        "overrides/pages/home.html",
    }
    assert b"older" not in after["overrides/pages/home.html"]
    built = subprocess.run([sys.executable, "-m", "build_scripts", "build"], cwd=course, capture_output=True, text=True, check=False, env=os.environ | {"HANDOUTS": "false"})  # fmt: skip
    assert built.returncode == 0, built.stdout + built.stderr
    assert "Welcome, all." in (course / "site/index.html").read_text()
    assert ".own{order:1}" in (course / "site/assets/course.css").read_text().replace(" ", "")


def rewrite_into(folder: Path, files: dict[str, bytes]) -> None:
    folder.mkdir(exist_ok=True)
    rewrite(folder, files, ())
