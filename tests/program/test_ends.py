"""Whatever ends a command, it tidies up, and says what happened in a sentence."""

import errno
import subprocess
import sys

import click
import pytest
from click.testing import CliRunner
from projects import ROOT

from build_scripts import __main__ as program

WORK = """
import os, signal, sys, time
from pathlib import Path
import click
from build_scripts import __main__ as program
from build_scripts.shells.swap import replacing

@click.command()
def work():
    with replacing(Path("site")) as fresh:
        (fresh / "a").write_text("half")
        os.kill(os.getpid(), getattr(signal, sys.argv[1]))
        time.sleep(20)

# A run of the tests under nohup hands down that SIGHUP is ignored, which a command then rightly does.
signal.signal(getattr(signal, sys.argv[1]), signal.SIG_DFL)
program.command = lambda name: work
program.main(["explain"])
"""


@pytest.mark.slow
@pytest.mark.parametrize(("name", "code"), [("SIGTERM", 143), ("SIGHUP", 129)])
def test_a_command_that_is_told_to_end_leaves_nothing(tmp_path, name, code):
    done = subprocess.run(
        [sys.executable, "-c", WORK, name],
        cwd=tmp_path,
        env={"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (code, "")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EROFS, errno.EACCES, errno.EIO])
def test_what_the_disk_refuses_is_said_in_a_sentence(monkeypatch, number):
    @click.command()
    def refused() -> None:
        raise OSError(number, "it is full", "content/a.yml")

    monkeypatch.setattr(program, "command", lambda _: refused)
    done = CliRunner().invoke(program.main, ["explain"])
    assert done.exit_code == 1
    assert done.output == (
        "Error: a file could not be read or written: it is full (content/a.yml). "
        "Free some disk space, or check the permissions, and run this again.\n"
    )


@pytest.mark.parametrize("given", ["abc", "-5", "9" * 30, "１"])
def test_a_date_of_the_environment_that_is_none_is_told(given):
    done = CliRunner().invoke(program.main, ["explain"], env={"SOURCE_DATE_EPOCH": given})
    assert done.exit_code == 1
    assert f"SOURCE_DATE_EPOCH is “{given}”" in done.output
