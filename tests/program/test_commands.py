"""The `course` command: its list of commands is true, and each starts with only what it needs."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from projects import TINY, lay_out

from build_scripts.__main__ import COMMANDS, command, main

SLOW = {"citeproc", "edtf", "jinja2", "material", "mkdocs", "pydantic", "segno", "typst", "yaml"}
"""Packages that take long to import."""


@pytest.mark.parametrize("name", COMMANDS)
def test_the_list_says_of_a_command_what_its_own_help_says(name):
    own, listed = command(name), main.commands[name]
    assert own.name == name
    assert listed.help == (own.help or "").split("\n\n")[0].replace("\n", " ")
    assert [listed.get_short_help_str(width) for width in range(20, 200)] == [
        own.get_short_help_str(width) for width in range(20, 200)
    ]


def test_the_help_lists_every_command():
    asked = CliRunner().invoke(main, ["--help"])
    assert asked.exit_code == 0
    assert all(f"\n  {name} " in asked.output for name in COMMANDS)


def test_a_misspelt_command_is_told_with_those_that_are_like_it():
    done = CliRunner().invoke(main, ["chek"])
    assert done.exit_code == 2
    assert "'check'" in done.output


def imported_by(folder: Path, *arguments: str) -> set[str]:
    """All modules that are imported when `course` has run in a project."""
    script = f"""
import json, sys
from build_scripts.__main__ import main
try:
    main({list(arguments)!r})
finally:
    print(json.dumps(sorted(sys.modules)))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=folder, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout.splitlines()[-1]))


@pytest.mark.slow
def test_the_help_imports_no_command(tmp_path):
    modules = imported_by(tmp_path, "--help")
    assert not modules & SLOW
    assert {one for one in modules if one.startswith("build_scripts.")} == {"build_scripts.__main__"}


@pytest.mark.slow
def test_a_check_imports_nothing_that_makes_pages(tmp_path):
    modules = imported_by(lay_out(tmp_path / "project", TINY), "check")
    assert modules & SLOW == {"pydantic", "yaml"}
    assert not {one for one in modules if one.startswith(("build_scripts.show", "build_scripts.timeline"))}


def test_a_folder_that_may_not_be_written_is_told_in_a_sentence(tmp_path, monkeypatch):
    folder = lay_out(tmp_path / "course", TINY)
    monkeypatch.chdir(folder)

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "content/sources.yml")

    monkeypatch.setattr("build_scripts.shells.disk.write_changed", refuse)
    (tmp_path / "a.json").write_text('[{"id": "lake", "type": "book", "title": "Lakes"}]', encoding="utf-8")
    done = CliRunner().invoke(main, ["sources", "add", str(tmp_path / "a.json")])
    assert done.exit_code == 1
    assert "could not be read or written: Permission denied (content/sources.yml)" in done.output
