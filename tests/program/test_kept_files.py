"""What is kept between builds gives the same files as a clean build (law 7), and harms nothing that goes wrong."""

import os
import shutil
import tempfile
import threading
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from projects import ROOT, TINY, build, lay_out

import build_scripts.shells.typst as typst_shell
from build_scripts.print.sheets import Sheet
from build_scripts.shells.disk import read_site
from build_scripts.shells.kept_files import PRINTS, KeptFiles, kept_files, key_of
from build_scripts.shells.typst import FONTS, TEMPLATES, Press, press_of
from build_scripts.weave.handouts import FORMATS, Handout, HandoutKind

KEY, OTHER = key_of("one"), key_of("other")
SHEETS = tuple(
    Sheet(Handout(kind, title="Bridges", page="lessons/bridges.md", lesson="bridges"), template, '{"a":1}')
    for kind, template in ((HandoutKind.STUDENT, "lesson.typ"), (HandoutKind.READING, "reading.typ"))
)
CARDS = {"social/index.png": '{"a":1}'}


@pytest.fixture
def kept(tmp_path: Path) -> KeptFiles:
    return KeptFiles(tmp_path / "prints")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_project(tmp_path / "project")


def small_project(root: Path) -> Path:
    """A folder with templates and fonts that only the stand-in for Typst can read."""
    for name in (f"{TEMPLATES}/lesson.typ", f"{TEMPLATES}/parts/base.typ", f"{FONTS}/Serif.otf"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(name, encoding="utf-8")
    return root


@pytest.fixture
def printed(monkeypatch) -> list[str]:
    """Put a stand-in for Typst into every press, and note what it prints."""
    monkeypatch.setattr(Press, "_new", stand_in(names := []))
    return names


def stand_in(names: list[str]):
    """Return a stand-in for Typst, whose files say all that they were made from."""

    def new(self, template, what, inputs, options):
        names.append(what)
        files = [
            path.read_bytes()
            for folder in (TEMPLATES, FONTS)
            for path in sorted(files_in(self.root / folder))
        ]
        return repr(
            (typst_shell.version("typst"), files, template, sorted(inputs.items()), sorted(options.items()))
        ).encode()

    return new


def files_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def files_of(press: Press, sheets=SHEETS, cards=CARDS) -> dict[str, bytes]:
    return dict(press.files(sheets)) | dict(press.social(cards))


# The same as a clean build


CHANGES = [
    f"{TEMPLATES}/lesson.typ", f"{TEMPLATES}/parts/base.typ", f"{TEMPLATES}/new.css", f"{FONTS}/Serif.otf",
    "data", "template", "card", "version", "_STANDARD", "_PIXELS", "_PICTURE_OF",
]  # fmt: skip
"""All that a printed file depends on, beside its format."""


def same_as_clean_builds(edits: list[tuple[str, str]]) -> None:
    """After each edit, print with what is kept and without; they must be the same."""
    with tempfile.TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        root, sheets, cards = small_project(Path(folder)), SHEETS[:1], CARDS
        patch.setattr(Press, "_new", stand_in([]))
        for what, to in [("data", "first"), *edits]:
            match what:
                case "data":
                    sheets = tuple(replace(one, data=to) for one in sheets)
                case "template":
                    sheets = tuple(replace(one, template=f"{to}.typ") for one in sheets)
                case "card":
                    cards = dict.fromkeys(cards, to)
                case "version":
                    patch.setattr(typst_shell, "version", lambda _, to=to: to)
                case "_STANDARD" | "_PIXELS" | "_PICTURE_OF":
                    patch.setattr(typst_shell, what, to)
                case path:
                    (root / path).write_text(to, encoding="utf-8")
            assert files_of(press_of(root), sheets, cards) == files_of(Press(root), sheets, cards), what


@pytest.mark.parametrize("what", CHANGES)
def test_a_change_alone_and_its_undoing_give_the_files_of_a_clean_build(what):
    same_as_clean_builds([(what, "a"), (what, "b"), (what, "a")])


@settings(max_examples=25)
@given(st.lists(st.tuples(st.sampled_from(CHANGES), st.sampled_from("ab")), max_size=4))
def test_whatever_changes_the_files_are_those_of_a_clean_build(edits):
    same_as_clean_builds(edits)


def test_what_is_kept_is_not_printed_again_and_what_changed_is(root, printed):
    first = files_of(press_of(root))
    assert len(printed) == len(SHEETS) * (len(FORMATS) + 1) + len(CARDS) == len(first)
    printed.clear()
    assert files_of(press_of(root)) == first
    assert printed == []
    files_of(press_of(root), (replace(SHEETS[0], data="b"), SHEETS[1]))
    assert len(printed) == len(FORMATS) + 1
    printed.clear()
    assert press_of(root).file(SHEETS, SHEETS[0].handout.picture) == first[SHEETS[0].handout.picture]
    assert printed == []


def test_a_template_that_is_saved_while_it_is_printed_is_not_taken_for_the_one_before(root, monkeypatch):
    template = root / TEMPLATES / "lesson.typ"
    before, saved = template.read_text(encoding="utf-8"), threading.Event()
    new = stand_in([])

    def slow(self, *given):
        if not saved.is_set():
            saved.set()
            template.write_text("saved meanwhile", encoding="utf-8")
        return new(self, *given)

    monkeypatch.setattr(Press, "_new", slow)
    files_of(press_of(root))
    template.write_text(before, encoding="utf-8")
    assert files_of(press_of(root)) == files_of(Press(root))


@given(st.lists(st.text(max_size=3), max_size=4), st.lists(st.text(max_size=3), max_size=4))
def test_only_the_same_parts_have_the_same_key(some, others):
    assert (key_of(*some) == key_of(*others)) == (some == others)


@pytest.mark.slow
def test_a_site_is_the_same_with_and_without_what_was_kept(tmp_path):
    """Also when a note changes; and with everything kept Typst is not even loaded."""
    folder = lay_out(tmp_path / "project", TINY)
    build(folder)
    first = read_site(folder / "site")
    (folder / "typst.py").write_text("raise ImportError('Typst is loaded')\n", encoding="utf-8")
    build(folder)
    assert read_site(folder / "site") == first
    (folder / "typst.py").unlink()

    lesson = folder / "content/lessons/bridges.yml"
    written = lesson.read_text(encoding="utf-8")
    note = yaml.safe_load(written)["notes"][0]["note"].split("\n")[0]
    lesson.write_text(written.replace(note, f"Indeed {note}", 1), encoding="utf-8")
    for path in files_in(folder / PRINTS)[::3]:
        path.write_bytes(path.read_bytes()[:-1])
    build(folder)
    changed = read_site(folder / "site")
    changing = "handouts/bridges-annotated-handout-a4.pdf"
    assert changed[changing] != first[changing]
    shutil.rmtree(folder / ".cache")
    build(folder)
    assert read_site(folder / "site") == changed


# What is damaged, half written, or cannot be written


@given(st.binary(max_size=40), st.data())
def test_what_is_kept_comes_back_and_what_is_damaged_does_not(data, draw):
    with tempfile.TemporaryDirectory() as folder:
        kept = KeptFiles(Path(folder, "deep/prints"))
        assert kept.get(KEY) is None
        kept.keep(KEY, data)
        assert kept.get(KEY) == data
        assert kept.get(OTHER) is None
        path = kept.folder / KEY
        stored = path.read_bytes()
        at = draw.draw(st.integers(0, len(stored) - 1))
        changed = bytes([stored[at] ^ draw.draw(st.integers(1, 255))])
        for damaged in (b"", stored[:at], stored[:at] + changed + stored[at + 1 :], stored + b" "):
            path.write_bytes(damaged)
            assert kept.get(KEY) is None
        (kept.folder / OTHER).write_bytes(stored)
        assert kept.get(OTHER) is None
        kept.keep(KEY, data)
        assert kept.get(KEY) == data


def test_a_build_that_is_killed_leaves_no_half_file_and_what_it_leaves_is_deleted_later(kept, monkeypatch):
    def kill(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", kill)
        with pytest.raises(KeyboardInterrupt):
            kept.keep(KEY, b"data")
    (left,) = kept.folder.iterdir()
    assert kept.get(KEY) is None
    kept.tidy()
    assert left.exists()  # it might be of a build that is still running
    os.utime(left, (0, 0))
    kept.tidy()
    assert not left.exists()


def test_a_full_disk_keeps_nothing_and_is_no_error(kept, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    kept.keep(KEY, b"data")
    assert list(kept.folder.iterdir()) == []


def test_where_no_folder_can_be_made_everything_is_printed(root, printed):
    (root / ".cache").write_text("a file", encoding="utf-8")
    first = files_of(press_of(root))
    printed.clear()
    assert files_of(press_of(root)) == first
    assert len(printed) == len(first)


@pytest.mark.parametrize("link", [".cache", PRINTS])
def test_a_link_to_another_folder_is_not_followed(root, tmp_path, printed, link):
    elsewhere = tmp_path / "elsewhere"
    (elsewhere / "prints").mkdir(parents=True)
    (root / link).parent.mkdir(exist_ok=True)
    (root / link).symlink_to(elsewhere)
    assert kept_files(root, PRINTS) is None
    files_of(press_of(root))
    assert files_in(elsewhere) == []


def test_builds_at_the_same_time_read_whole_files_only(kept):
    data = {key_of(str(number)): bytes([number]) * 100_000 for number in range(4)}
    wrong: list[str] = []

    def work():
        for _ in range(20):
            for key, one in data.items():
                kept.keep(key, one)
                if kept.get(key) not in (one, None):
                    wrong.append(key)
            kept.tidy(150_000)

    workers = [threading.Thread(target=work) for _ in range(4)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    assert wrong == []
    assert [path for path in kept.folder.iterdir() if path.name not in data] == []


# How much is kept


def test_what_was_not_used_for_the_longest_time_goes_first(kept):
    keys = [key_of(str(number)) for number in range(5)]
    for age, key in enumerate(keys):
        kept.keep(key, b"x" * 1000)
        os.utime(kept.folder / key, (10_000 - age, 10_000 - age))
    (kept.folder / "notes.txt").write_text("somebody's", encoding="utf-8")
    assert kept.get(keys[4])  # so it was used last
    kept.tidy(3 * 1032)
    assert [kept.get(key) is not None for key in keys] == [True, True, False, False, True]
    assert (kept.folder / "notes.txt").exists()
    kept.tidy(0)
    assert [path.name for path in kept.folder.iterdir()] == ["notes.txt"]


def test_there_is_nothing_to_tidy_in_a_new_project(kept):
    kept.tidy()
    assert not kept.folder.exists()


def test_the_folder_is_not_part_of_the_course_and_make_clean_deletes_it():
    top = PRINTS.partition("/")[0]
    assert f"{top}/" in (ROOT / ".gitignore").read_text(encoding="utf-8").split("\n")
    clean = (ROOT / "Makefile").read_text(encoding="utf-8").partition("\nclean:")[2].split("\n")[1]
    assert top in clean.split()
