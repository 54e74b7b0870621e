"""Laws 6 and 7: a build that fails or is killed leaves the last good site; the same input gives the same bytes."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from hashlib import sha256
from pathlib import Path

import pytest
from projects import PENCIL, ROOT, TINY, TOWNS, build, lay_out, run

from build_scripts.shells import disk, swap
from build_scripts.shells.swap import replacing

KILLS = 40

PRELOADED = """
import os, signal, sys
import build_scripts.hooks, material.plugins.search.plugin, mkdocs.commands.build
from build_scripts.__main__ import main

last = steps = 0

def step(event, _):
    global steps
    if event.startswith(("open", "os.", "shutil.")):
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)

nothing, said = os.open(os.devnull, os.O_WRONLY), os.dup(1)
for line in sys.stdin:
    last = int(line)
    child = os.fork()
    if not child:
        os.dup2(nothing, 2)
        os.dup2(nothing, 1)
        sys.addaudithook(step)
        try:
            main(["build"])
        finally:
            os.write(said, b"%d\\n" % steps)
            os._exit(0)
    if os.WIFSIGNALED(os.waitpid(child, 0)[1]):
        os.write(said, b"killed\\n")
"""
"""Builds again and again, each in a child of one process that has loaded everything.

A build is killed at its n-th step in the file system, where n is the line that was read; a whole one says how many
steps it took.
"""


def digest(folder: Path) -> str:
    """All paths and bytes of a folder, as one number."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return sha256(
        b"".join(
            f"{path.relative_to(folder)} {sha256(path.read_bytes()).hexdigest()}\n".encode() for path in files
        )
    ).hexdigest()


@pytest.fixture(scope="module")
def built(once):
    """The tiny course with its site."""
    return once("tiny", lambda folder: build(lay_out(folder, TINY)))


def test_a_build_killed_at_any_moment_leaves_a_whole_site(once, monkeypatch):
    monkeypatch.setenv("HANDOUTS", "false")
    monkeypatch.setenv("EDIT_URI", PENCIL["EDIT_URI"])  # as every made project is built
    built = once("killed", lambda folder: build(lay_out(folder, TINY)))
    good = digest(built / "site")
    command = [sys.executable, "-c", PRELOADED]
    with subprocess.Popen(
        command, cwd=built, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as loaded:

        def build_again(killed_at: int) -> str:
            loaded.stdin.write(f"{killed_at}\n")
            loaded.stdin.flush()
            return loaded.stdout.readline().strip()

        steps = int(build_again(0))
        assert steps > 10 * KILLS
        for number in range(KILLS):
            assert build_again(1 + number * (steps - 1) // (KILLS - 1)) == "killed", number
            assert digest(built / "site") == good
        loaded.stdin.close()
    left = list(built.glob(".site-*"))
    assert left
    for one in left:
        shutil.rmtree(one)
    assert run(built, "build_scripts", "build").returncode == 0
    assert digest(built / "site") == good


def write_and_die(folder: Path, steps: int) -> bool:
    """Replace a folder in a child that is killed at its n-th line of `swap`; whether it was."""
    child = os.fork()
    if not child:
        count = 0

        def step(frame, event, _):
            nonlocal count
            if not frame.f_code.co_filename.endswith(("swap.py", "contextlib.py")):
                return None
            count += 1
            if count > steps:
                os.kill(os.getpid(), signal.SIGKILL)
            return step

        try:
            sys.settrace(step)
            with replacing(folder) as fresh:
                (fresh / "a").write_text("new")
                (fresh / "b").write_text("new")
            sys.settrace(None)
        finally:
            os._exit(0)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


@pytest.mark.slow
@pytest.mark.parametrize("exchange", [True, False])
def test_killed_at_any_line_of_the_change_the_folder_is_old_or_new(tmp_path, monkeypatch, exchange):
    """Where folders cannot change places in one step, the next build puts the old one back."""
    if not exchange:
        monkeypatch.setattr(swap, "_exchanged", lambda *_: False)
    folder = tmp_path / "site"
    seen = set()
    steps = 0
    while steps < 500:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        for name in "ab":
            (folder / name).write_text("old")
        killed = write_and_die(folder, steps)
        if not exchange:
            swap._tidy(folder)
        seen.add("".join((folder / name).read_text() for name in "ab"))
        for left in tmp_path.glob(".site-*"):
            shutil.rmtree(left)
        steps += 1
        if not killed:
            break
    assert steps > 20
    assert seen == {"oldold", "newnew"}


def test_what_an_old_build_left_is_deleted_and_what_a_running_one_has_is_not(tmp_path):
    old, young = tmp_path / ".site-abcdefgh", tmp_path / ".site-abcdefgi"
    old.mkdir()
    young.mkdir()
    os.utime(old, (time.time() - 10,) * 2)  # it was killed ten seconds ago
    os.utime(young, (time.time() + 600,) * 2)  # however long this machine takes until the next line
    with replacing(tmp_path / "site") as fresh:
        (fresh / "a").write_text("new")
    assert sorted(path.name for path in tmp_path.iterdir()) == [".site-abcdefgi", "site"]


def test_a_build_that_fails_leaves_the_last_good_site(built, tmp_path):
    folder = shutil.copytree(built, tmp_path / "project")
    good = digest(folder / "site")
    lesson = folder / "content/lessons/bridges.yml"
    lesson.write_text(lesson.read_text(encoding="utf-8").replace("summary:", "sumary:"), encoding="utf-8")
    assert run(folder, "build_scripts", "build").returncode == 1
    assert digest(folder / "site") == good
    assert not list(folder.glob(".site-*"))


@pytest.mark.parametrize("room", [100, 3_000, 40_000, 150_000])
def test_a_build_that_runs_out_of_room_leaves_the_last_good_site_and_says_so(built, room):
    good = digest(built / "site")
    done = subprocess.run(
        [sys.executable, "-B", "-m", "build_scripts", "build"],
        cwd=built,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (room, room)),
    )
    assert done.returncode == 1
    assert "the site could not be written: File too large" in done.stderr
    assert "The last good site is as it was" in done.stderr
    assert "Traceback" not in done.stderr
    assert digest(built / "site") == good
    assert not list(built.glob(".site-*"))


def commit(folder: Path) -> None:
    git = ["git", "-C", str(folder), "-c", "user.name=a", "-c", "user.email=a@b.c"]
    when = {"GIT_COMMITTER_DATE": "@1700000000 +0500", "GIT_AUTHOR_DATE": "@1700000000 +0500"}
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "x"]):
        subprocess.run([*git, *command], check=True, env=os.environ | when)


@pytest.mark.slow
def test_two_clones_in_two_time_zones_and_locales_give_the_same_bytes(tmp_path):
    first = lay_out(tmp_path / "first", TOWNS)
    commit(first)
    second = tmp_path / "elsewhere" / "a second"
    subprocess.run(["git", "clone", "-q", str(first), str(second)], check=True)
    places = {
        first: {"TZ": "Pacific/Kiritimati", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        second: {
            "TZ": "America/Los_Angeles",
            "LC_ALL": "POSIX",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
            "PYTHONHASHSEED": "2",
        },
    }
    running = [
        subprocess.Popen(
            [sys.executable, "-m", "build_scripts", "build"],
            cwd=folder,
            env=os.environ | settings,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for folder, settings in places.items()
    ]
    assert [one.wait(timeout=600) for one in running] == [0, 0]
    one, other = (disk.read_site(folder / "site") for folder in places)
    assert len(one) > 40
    assert one.keys() == other.keys()
    assert [path for path in one if one[path] != other[path]] == []


def test_the_program_is_imported_from_here():
    """The builds above run this program, not one that is installed."""
    assert Path(disk.__file__).parents[2] == ROOT


@pytest.mark.slow
def test_each_file_of_a_site_is_written_once(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    script = """
import sys
from collections import Counter
written = Counter()
def count(event, arguments):
    if event == "open" and "/.site-" in str(arguments[0]) and arguments[1] and set("wax+") & set(arguments[1]):
        written[str(arguments[0]).split("/.site-")[1].partition("/")[2]] += 1
sys.addaudithook(count)
from build_scripts.__main__ import main
main(["build"], standalone_mode=False)
print(len(written), [path for path, times in written.items() if times > 1], written["index.html"])
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=True
    )
    number, rest = done.stdout.splitlines()[-1].split(" ", 1)
    assert int(number) > 40
    assert rest == "[] 1"
