"""What is printed has its fonts, or is not printed."""

import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from projects import ROOT

from build_scripts.shells.typst import FONT_LIST, FONTS, Press, PrintError

FONT = "SourceSans3-It.otf"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The fonts of a project that has one."""
    made = tmp_path / FONTS
    made.mkdir(parents=True)
    shutil.copy(ROOT / FONTS / FONT, made)
    (made / FONT_LIST).write_text(f"{'0' * 64}  {FONT}\n", encoding="utf-8")
    return made


def refused(folder: Path) -> tuple[str, str]:
    """Where and why printing stops."""
    with pytest.raises(PrintError) as caught:
        _ = Press(folder.parent.parent).fonts
    return caught.value.problem.place.path, caught.value.problem.found


def test_fonts_that_are_there_are_loaded(folder):
    assert "Source Sans 3" in Press(folder.parent.parent).fonts.families()


def test_a_font_that_is_not_there_is_named(folder):
    (folder / FONT).unlink()
    path, found = refused(folder)
    assert path == f"{FONTS}/{FONT}"
    assert "is not there" in found


@pytest.mark.parametrize(
    "data", [b"", b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", b"OTTO\0\1"]
)
def test_a_file_that_is_no_font_is_named(folder, data):
    (folder / "Another.otf").write_bytes(data)
    path, found = refused(folder)
    assert path == f"{FONTS}/Another.otf"
    assert "cannot be read" in found


def test_the_list_of_the_fonts_is_that_of_the_files():
    listed = (ROOT / FONTS / FONT_LIST).read_text(encoding="utf-8").splitlines()
    assert listed == [
        f"{sha256(path.read_bytes()).hexdigest()}  {path.name}"
        for path in sorted((ROOT / FONTS).glob("*.[ot]tf"))
    ]
