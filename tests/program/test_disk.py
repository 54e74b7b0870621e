"""Reading a project's folder, and writing only what changed."""

import errno
import os
import subprocess
from pathlib import Path

import pytest

from build_scripts.check.report import report
from build_scripts.shells.disk import filling, read_files, refused_by, write_changed
from build_scripts.shells.git import commit
from build_scripts.shells.swap import put_back, replacing, rewrite


def test_only_what_changed_is_written(tmp_path):
    assert write_changed(tmp_path, {"a.md": "one", "b/c.md": "two"}) == ["a.md", "b/c.md"]
    before = (tmp_path / "a.md").stat().st_mtime_ns
    assert write_changed(tmp_path, {"a.md": "one", "b/c.md": "three"}) == ["b/c.md"]
    assert (tmp_path / "a.md").stat().st_mtime_ns == before
    assert (tmp_path / "b/c.md").read_text() == "three"


def test_line_ends_are_left_as_they_are(tmp_path):
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds/paper.txt").write_bytes(b"one\r\ntwo\n")
    assert read_files(tmp_path)[0] == {"seeds/paper.txt": "one\r\ntwo\n"}


def read_one(folder: Path, data: bytes) -> tuple[dict[str, str], str]:
    (folder / "content").mkdir()
    (folder / "content/course.yml").write_bytes(data)
    texts, problems = read_files(folder)
    return texts, report(problems)


def test_a_file_that_is_not_utf_8_is_reported_with_its_line(tmp_path):
    texts, told = read_one(tmp_path, b"title: one\nname: caf\xe9\n")
    assert texts == {}
    assert told.startswith(
        "content/course.yml:2:10: error: a letter that is not in UTF-8, after “name: caf” [not-utf-8]"
    )


def test_a_utf_16_file_is_reported(tmp_path):
    assert (
        "content/course.yml:1:1: error: text in UTF-16 [not-utf-8]"
        in read_one(tmp_path, "title: one".encode("utf-16"))[1]
    )


def test_a_file_of_twenty_megabytes_is_not_read(tmp_path):
    texts, told = read_one(tmp_path, b"a" * 20_000_000)
    assert texts == {}
    assert "20,000,000 bytes in one file [too-large]" in told


def test_links_out_of_the_project_are_refused(tmp_path):
    (tmp_path / "secret.yml").write_text("title: secret")
    project = tmp_path / "project"
    (project / "content/lessons").mkdir(parents=True)
    (project / "content/lessons/a.yml").symlink_to(tmp_path / "secret.yml")
    (project / "content/lessons/b.yml").symlink_to(project / "nowhere.yml")
    (project / "content/lessons/c.yml").symlink_to(project / "content/lessons/c.yml")
    (project / "content/answers").symlink_to(tmp_path)
    texts, problems = read_files(project)
    assert texts == {}
    assert [(problem.place.path, problem.rule) for problem in problems] == [
        ("content/answers", "outside"),
        ("content/lessons/a.yml", "outside"),
        ("content/lessons/b.yml", "unreadable"),
        ("content/lessons/c.yml", "unreadable"),
    ]


def test_a_name_that_cannot_be_printed_is_reported(tmp_path):
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / os.fsdecode(b"\xff\x07.yml")).write_text("title: x\n")
    texts, (problem,) = read_files(tmp_path)
    assert texts == {}
    assert problem.place.path == "content/\ufffd\ufffd.yml"
    assert problem.rule == "unreadable"


def test_the_commit_is_the_last_one_or_nothing(tmp_path):
    assert commit(tmp_path / "nowhere") == ""
    git = ["git", "-C", str(tmp_path), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    subprocess.run([*git, "init", "-q"], check=True)
    assert commit(tmp_path) == ""
    subprocess.run([*git, "commit", "-q", "--allow-empty", "-m", "x"], check=True)
    told = subprocess.run([*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True)
    assert commit(tmp_path) == told.stdout.strip()


def test_a_link_to_a_folder_beside_the_project_is_refused(tmp_path):
    (tmp_path / "project-private").mkdir()
    (tmp_path / "project-private/secret.yml").write_text("title: secret", encoding="utf-8")
    project = tmp_path / "project"
    (project / "content").mkdir(parents=True)
    (project / "content/a.yml").symlink_to(tmp_path / "project-private/secret.yml")
    texts, problems = read_files(project)
    assert texts == {}
    assert [problem.rule for problem in problems] == ["outside"]


def test_a_build_that_still_runs_keeps_its_folder(tmp_path):
    with replacing(tmp_path / "site") as running:
        with replacing(tmp_path / "site") as other:
            (other / "index.html").write_text("other", encoding="utf-8")
        assert running.is_dir()
        os.utime(running, (0, 0))
        with replacing(tmp_path / "site"):
            pass
        assert running.is_dir()


def test_a_full_disk_leaves_a_file_as_it_was_and_no_half_of_another(tmp_path, monkeypatch):
    (tmp_path / "kept.yml").write_text("before")

    def full(path: Path, data: bytes) -> int:
        with path.open("wb") as file:
            file.write(data[:1])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    for name in ("kept.yml", "fresh.yml"):
        with pytest.raises(OSError, match="No space"):
            write_changed(tmp_path, {name: "after"})
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"kept.yml": "before"}


def filled(folder: Path) -> None:
    with filling(folder):
        write_changed(folder, {"sub/one.md": "one"})
        write_changed(folder, {"last.md": "two"})


def test_of_several_files_none_is_written_if_one_cannot_be(tmp_path, monkeypatch):
    (tmp_path / "kept.yml").write_text("before")
    write = Path.write_bytes

    def full(path: Path, data: bytes) -> int:
        if "last" in path.name:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    texts = {"kept.yml": "after", "new/deep/first.yml": "after", "last.yml": "after"}
    with pytest.raises(OSError, match="No space") as caught:
        write_changed(tmp_path, texts)
    assert refused_by(caught.value) == f"No space left on device ({tmp_path / 'last.yml'})"
    assert [path.name for path in tmp_path.rglob("*")] == ["kept.yml"]
    with pytest.raises(OSError, match="No space"):
        rewrite(tmp_path, {path: text.encode() for path, text in texts.items()}, ())
    assert {path.name: path.read_text() for path in tmp_path.rglob("*")} == {"kept.yml": "before"}
    for folder in (tmp_path / "a/course", tmp_path / "empty"):
        with pytest.raises(OSError, match="No space"):
            filled(folder)
        (tmp_path / "empty").mkdir(exist_ok=True)
        assert sorted(path.name for path in tmp_path.iterdir()) == ["empty", "kept.yml"]
        assert not list((tmp_path / "empty").iterdir())


@pytest.mark.parametrize("ready", [True, False])
def test_what_a_killed_command_left_half_written_is_put_back(tmp_path, ready):
    left = tmp_path / ".course-abcdefgh"
    (left / "old/content").mkdir(parents=True)
    (left / "old/content/a.yml").write_text("before")
    (left / "new").mkdir()
    (left / "made/content").mkdir(parents=True)
    (left / "made/content/made.yml").touch()
    (tmp_path / "content").mkdir()
    (tmp_path / "content/made.yml").write_text("after")
    if ready:
        (left / "new/b.yml").write_text("after")
        (left / "made/b.yml").touch()
        (tmp_path / "b.yml").write_text("of somebody else")
    os.utime(left, (0, 0))
    assert put_back(tmp_path) == (("content/made.yml", "content/a.yml") if ready else ())
    assert (tmp_path / "content/made.yml").exists() != ready
    assert (tmp_path / "b.yml").exists() == ready
    assert (tmp_path / "content/a.yml").exists() == ready
    assert left.exists() != ready
    assert put_back(tmp_path) == ()
