"""The forms of a preview: what stands on a page, what an edit would bring, and that nothing is lost or written elsewhere."""

import json
import os
import re
import shutil
import subprocess
import time
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

import pytest
from dots import END, head, pixels, png
from projects import TINY, lay_out

from build_scripts.edit.change import values_at
from build_scripts.edit.edits import is_editable
from build_scripts.edit.forms import KINDS, forms
from build_scripts.shared.keep import Kept
from build_scripts.shells import copies, saving, swap, uploads
from build_scripts.shells.editing import LARGEST, TOKEN
from build_scripts.shells.preview import Answer, Preview
from build_scripts.shells.preview_server import listening
from build_scripts.shells.writing import ROUTE, Writing
from build_scripts.weave.edition import Edition

LESSON, ANSWERS, COURSE = "content/lessons/bridges.yml", "content/answers/bridges.yml", "content/course.yml"
OTHER = "content/lessons/no-passage.yml"
WAY = "lessons/bridges/"
KEPT = Kept()


class Desk:
    """A course in a folder, and the forms of its preview."""

    def __init__(self, preview: Preview) -> None:
        self.root = preview.root
        self.writing = Writing(preview, "the token", _keep=KEPT)

    def get(self, what: str, **asked: str) -> dict[str, Any]:
        return self._said(self.writing.answer(f"{ROUTE}{what}", asked))

    def ask(self, what: str, **asked: object) -> tuple[int, dict[str, Any]]:
        made = self.writing.accept(f"{ROUTE}{what}", json.dumps(asked).encode())
        assert made is not None
        return int(made.status), self._said(made)

    def save(self, do: str, file: str, path: list[str | int], **more: object) -> tuple[int, dict[str, Any]]:
        return self.ask("save", do=do, file=file, path=path, **({"mark": self.mark(file)} | more))

    def mark(self, file: str) -> str:
        return saving.mark_of(self.text(file)) if (self.root / file).is_file() else ""

    def text(self, file: str) -> str:
        return (self.root / file).read_bytes().decode()

    def put(self, file: str, text: str) -> None:
        (self.root / file).write_bytes(text.encode())

    def things(self, way: str = WAY) -> list[dict[str, Any]]:
        return self.get("page", way=way)["things"]

    def thing(self, file: str, path: list[str | int], **more: str) -> dict[str, Any]:
        return self.get("thing", file=file, path=json.dumps(path), **more)

    def _said(self, made: Answer | None) -> dict[str, Any]:
        assert made is not None
        assert made.headers["X-Content-Type-Options"] == "nosniff"
        said: dict[str, Any] = json.loads(made.data)
        return said


@pytest.fixture(scope="module")
def preview(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    folder = lay_out(tmp_path_factory.mktemp("desk") / "course", TINY)
    before = Path.cwd()
    os.chdir(folder)  # as `course serve` is run
    try:
        made = Preview(folder, Edition.INSTRUCTOR, "127.0.0.1:8000", lambda _: None)
        made.refresh()
        yield made
    finally:
        os.chdir(before)


@pytest.fixture
def desk(preview: Preview) -> Desk:
    for name in ("content", "seeds"):
        shutil.rmtree(preview.root / name)
        shutil.copytree(TINY / name, preview.root / name)
    shutil.rmtree(preview.root / copies.FOLDER, ignore_errors=True)
    shutil.rmtree(preview.root / ".git", ignore_errors=True)
    preview.refresh()
    return Desk(preview)


def test_all_that_stands_on_a_page_is_listed_with_its_place(desk):
    found = [(one["kind"], one["id"], one["path"]) for one in desk.things()]
    assert found == [
        ("lesson", "", []),
        ("step", "run-sheet", ["run_sheet", 0]),
        ("step", "run-sheet", ["run_sheet", 1]),
        ("note", "note-it-joins-two-banks-and", ["notes", 0]),
        ("note", "note-two-banks-and-b-both-b-must-keep", ["notes", 1]),
        ("note", "note-fair-tolls-are-rare-eaton", ["notes", 2]),
        ("question", "who-promised", ["questions", 0]),
        ("guide", "who-promised", ["guides", 0]),
        ("check", "bridge-check", ["checks", 0]),
    ]
    for way, kinds in {
        "glossary/": {"term"},
        "timeline/": {"timeline", "theme", "period", "event"},
        "references/": {"source"},
        "questions/": {"question", "guide"},
        "": {"course", "lesson"},
        "about/": {"page"},
        "paper/": {"paper", "source"},
    }.items():
        assert {one["kind"] for one in desk.things(way)} == kinds, way


def test_each_thing_can_be_opened_and_stands_in_the_page_under_its_id(desk):
    preview = desk.writing.preview
    for path in preview.pages:
        way = path.removesuffix(".md").removesuffix("index") + ("" if path.endswith("index.md") else "/")
        html = preview.answer(way).data.decode()
        for one in desk.things(way):
            opened = desk.thing(one["file"], one["path"])
            assert opened["kind"] == one["kind"]
            assert opened["line"] == one["line"]
            assert set(opened["value"]) <= {field.name for field in forms()[one["kind"]].fields}
            assert not one["id"] or f'id="{one["id"]}"' in html, (way, one)


def test_a_draft_that_is_not_shown_does_not_make_a_pencil_open_its_neighbour(desk):
    draft = "notes:\n  - quote: A bridge is\n    draft: true\n"
    desk.put(LESSON, desk.text(LESSON).replace("notes:\n", draft))
    notes = [one for one in desk.things() if one["kind"] == "note"]
    assert [(one["path"], one["of"]) for one in notes] == [(["notes", at], 4) for at in (1, 2, 3)]
    for one in notes:
        assert desk.thing(LESSON, one["path"], mark=one["mark"])["line"] == one["line"]
    (lesson,) = (one for one in desk.things() if one["kind"] == "lesson")
    assert lesson["path"] == []


def test_every_record_has_a_form_whose_labels_and_choices_are_its_own(desk):
    said = desk.get("forms")["kinds"]
    assert set(said) == {*KINDS, "page"}
    note = {field["name"]: field for field in said["note"]["fields"]}
    assert note["quote"] | {"hint": ""} == {
        **{key: [] for key in ("choices", "fields")},
        **dict.fromkeys(("place", "markdown", "rare", "single"), False),
        **dict.fromkeys(("least", "most"), None),
        "name": "quote", "label": "Quote", "hint": "", "widget": "quote", "required": True, "names": "",
        "longest": 4000, "fewest": 0,
    }  # fmt: skip
    assert note["kind"]["choices"][:2] == ["context", "claim"]
    assert (note["sources"]["widget"], note["sources"]["names"], note["sources"]["place"]) == (
        "names",
        "source",
        True,
    )
    assert note["note"]["hint"] == "What readers are told, in Markdown."
    schedule = next(one for one in said["course"]["fields"] if one["name"] == "schedule")["fields"]
    assert [(one["widget"], one["choices"][:1]) for one in schedule if one["name"] == "weekdays"] == [
        ("choices", ["monday"])
    ]
    assert all(field["hint"] for one in said.values() for field in one["fields"])


def test_a_note_is_tried_saved_undone_and_done_again(desk):
    before = desk.text(LESSON)
    value = {"note": "Now *this*, in [1850](event:first-bridge)."}
    tried = desk.ask(
        "try", do="change", file=LESSON, path=["notes", 1], mark=desk.mark(LESSON), value=value, way=WAY
    )
    assert tried[1]["problems"] == []
    assert tried[1]["html"] == {
        "note": '<p>Now <em>this</em>, in <a href="../../timeline/#first-bridge">1850</a>.</p>'
    }
    assert desk.text(LESSON) == before
    status, said = desk.save("change", LESSON, ["notes", 1], value=value)
    assert (status, said["said"], said["path"], said["changes"]) == (
        200,
        "The note is changed.",
        ["notes", 1],
        True,
    )
    after = desk.text(LESSON)
    assert after == before.replace("Overlaps the first.", "Now *this*, in [1850](event:first-bridge).")
    assert desk.writing.preview.answer(WAY).data.decode().count("Now <em>this</em>") == 1
    assert desk.ask("undo")[1] == {
        "said": "Undone: The note is changed.",
        "undo": "",
        "redo": "The note is changed.",
    }
    assert desk.text(LESSON) == before
    assert desk.ask("redo")[0] == 200
    assert desk.text(LESSON) == after
    assert desk.ask("redo")[0] == 422


def test_problems_stand_at_their_fields_and_a_new_mistake_is_not_saved(desk):
    before = desk.text(LESSON)
    value = {"quote": "It joins too banks, and", "note": "See [it](term:ghost).", "sources": ["ghost-1"]}
    status, said = desk.save("change", LESSON, ["notes", 0], value=value)
    assert status == 422
    assert {one["field"] for one in said["problems"]} == {"quote", "note", "sources.0"}
    assert desk.text(LESSON) == before
    shown = [one["found"] for one in said["problems"]]
    assert desk.save("change", LESSON, ["notes", 0], value=value, shown=shown)[0] == 200
    assert desk.text(LESSON) != before


def test_a_field_that_is_missing_is_told_at_its_name(desk):
    value = {"text": "A tax", "why": ""}
    options = [{"text": "A promise", "right": True, "why": "So."}, value]
    _, said = desk.save("change", LESSON, ["checks", 0], value={"options": options})
    assert [one["field"] for one in said["problems"]] == ["options.1.why"]


def test_what_was_changed_elsewhere_is_a_conflict_only_if_it_is_the_same(desk):
    opened = desk.thing(LESSON, ["notes", 1])
    elsewhere = desk.text(LESSON).replace(
        "notes:\n", "notes:\n  - quote: A bridge is\n    kind: claim\n    note: New.\n    basis: text\n"
    )
    desk.put(LESSON, elsewhere)
    status, said = desk.save("change", LESSON, ["notes", 1], value={"note": "Mine."}, mark=opened["mark"])
    assert (status, said["path"]) == (200, ["notes", 2])
    assert desk.text(LESSON) == elsewhere.replace("Overlaps the first.", "Mine.")
    theirs = desk.text(LESSON).replace("note: Mine.", "note: Theirs.")
    desk.put(LESSON, theirs)
    status, said = desk.save("change", LESSON, ["notes", 2], value={"note": "Ours."}, mark=said["mark"])
    assert status == 409
    assert "note: Theirs." in said["theirs"]
    assert "note: Ours." in said["mine"]
    assert desk.text(LESSON) == theirs
    assert desk.ask("undo")[0] == 409
    assert desk.text(LESSON) == theirs
    status, _ = desk.save("change", LESSON, ["notes", 2], value={"note": "Ours."}, mark=said["mark"])
    assert status == 200


def test_a_page_that_nobody_remembers_is_a_conflict(desk):
    before = desk.text(LESSON)
    status, said = desk.save("change", LESSON, ["notes", 1], value={"note": "Mine."}, mark="0" * 64)
    assert (status, said["mine"]) == (409, "")
    assert desk.text(LESSON) == before


def test_entries_are_added_with_ids_and_moved_to_another_lesson(desk):
    status, said = desk.save(
        "add", LESSON, ["questions"], value={"ask": "Who *then*, in 1850?", "level": "apply"}
    )
    assert (status, said["path"]) == (200, ["questions", 1])
    assert "  - id: who-then-in-1850\n    ask: " in desk.text(LESSON)
    status, said = desk.save(
        "move", LESSON, ["questions", 1], to={"file": OTHER, "path": ["questions"], "at": 0}
    )
    assert (status, said["file"], said["path"]) == (200, OTHER, ["questions", 0])
    assert "who-then-in-1850" not in desk.text(LESSON)
    assert desk.text(OTHER).count("  - id: who-then-in-1850") == 1
    assert desk.ask("undo")[0] == 200
    assert "who-then-in-1850" in desk.text(LESSON)
    assert "who-then-in-1850" not in desk.text(OTHER)


def test_words_without_latin_letters_get_a_number_of_their_kind(desk):
    asked = {"ask": "یہ پل کس کا ہے؟", "level": "apply"}
    tried = desk.ask("try", do="add", file=LESSON, path=["questions"], mark=desk.mark(LESSON), value=asked)[1]
    assert tried["id"] == "question-2"
    for number in (2, 3):
        assert desk.save("add", LESSON, ["questions"], value=asked)[0] == 200
        assert f"  - id: question-{number}\n    ask: " in desk.text(LESSON)
    assert desk.save("add", LESSON, ["questions"], value={"ask": "Wie heißt er?", "level": "apply"})[0] == 200
    assert "  - id: wie-heisst-er\n" in desk.text(LESSON)
    names = {one["kind"]: one["name"] for one in desk.get("page", way="")["adds"]}
    assert names == {"lesson": "lesson-3", "page": "page-2"}


def test_what_is_new_inside_a_record_gets_its_id(desk):
    lists = [{"title": "Short term", "lessons": ["bridges"]}, {"title": "Short term", "lessons": ["bridges"]}]
    assert desk.save("change", "content/course.yml", [], value={"reading_lists": lists})[0] == 200
    text = desk.text("content/course.yml")
    assert "  - id: short-term\n    title: Short term\n" in text
    assert "id: short-term-2\n" in text


def test_one_thing_where_a_list_is_meant_is_shown_as_a_list_and_becomes_one(desk):
    desk.put(LESSON, desk.text(LESSON).replace("    see: [p2]\n", "    see: p2\n"))
    assert desk.thing(LESSON, ["notes", 1])["value"]["see"] == ["p2"]
    assert desk.save("change", LESSON, ["notes", 1], value={"see": ["p2", "p1"]})[0] == 200
    assert "see: [p2, p1]\n" in desk.text(LESSON)


def test_who_renames_something_keeps_its_former_id(desk):
    file = "content/glossary.yml"
    assert desk.save("change", file, ["terms", 0], value={"id": "span"})[0] == 200
    assert "  - id: span\n    was: [bridge]\n    term: Bridge\n" in desk.text(file)
    assert desk.save("change", file, ["terms", 0], value={"id": "arch"})[0] == 200
    assert "was: [bridge, span]" in desk.text(file)
    assert desk.save("change", file, ["terms", 0], value={"id": "bridge"})[0] == 200
    assert "was: [span, arch]" in desk.text(file)
    for word, id_ in (("Arch", "arch-2"), ("Toll", "toll-2"), ("Note: it", "on-note-it"), ("چین", "term-6")):
        value = {"term": word, "definition": "It.", "basis": "text"}
        assert desk.save("add", file, ["terms"], value=value)[0] == 200, word
        assert f"  - id: {id_}\n    term: " in desk.text(file)


def test_guides_begin_their_file_and_a_lesson_and_a_page_come_and_go(desk):
    (desk.root / ANSWERS).unlink()
    guide = {"question": "who-promised", "guide": "A *long* answer.\nOf two lines.", "basis": "judgement"}
    assert desk.save("add", ANSWERS, ["guides"], value=guide)[0] == 200
    assert desk.text(ANSWERS) == (
        "# yaml-language-server: $schema=../schema/answers.json\nguides:\n  - question: who-promised\n"
        "    guide: |\n      A *long* answer.\n      Of two lines.\n    basis: judgement\n"
    )
    assert desk.ask("undo")[0] == 200
    assert not (desk.root / ANSWERS).exists()
    lesson = {"title": "Debt", "summary": "On debt.", "minutes": 20, "objectives": ["Say: what debt is."]}
    course = desk.text(COURSE)
    assert desk.save("add", "content/lessons/debt.yml", [], value=lesson, at=1)[0] == 200
    assert "lessons: [bridges, debt, no-passage]" in desk.text(COURSE)
    assert 'objectives:\n  - "Say: what debt is."\n' in desk.text("content/lessons/debt.yml")
    assert (
        desk.save("move", COURSE, ["lessons", 1], to={"file": COURSE, "path": ["lessons"], "at": 0})[0] == 200
    )
    assert "lessons: [debt, bridges, no-passage]" in desk.text(COURSE)
    assert desk.save("delete", "content/lessons/debt.yml", [])[0] == 200
    assert desk.text(COURSE) == course
    assert not (desk.root / "content/lessons/debt.yml").exists()
    assert desk.save("add", "content/pages/plan.md", [], value={"text": "# Plan\n\nRead."})[0] == 200
    assert desk.text("content/pages/plan.md") == "# Plan\n\nRead.\n"
    assert desk.save("change", "content/pages/plan.md", [], value={"text": "# Plan\n\nWrite."})[0] == 200
    assert desk.save("delete", "content/pages/plan.md", [])[0] == 200
    assert desk.ask("undo")[0] == 200
    assert desk.text("content/pages/plan.md") == "# Plan\n\nWrite.\n"


def test_terms_and_events_in_files_of_their_own_are_edited_where_they_stand(desk):
    glossary, parts = "content/glossary.yml", ("content/glossary/a-words.yml", "content/timeline/later.yml")
    for file in parts:
        (desk.root / file).parent.mkdir(exist_ok=True)
    desk.put(
        parts[0],
        "terms:\n  # first\n  - id: pier\n    term: pier\n    definition: A foot.\n    basis: judgement\n",
    )
    desk.put(
        parts[1],
        "events:\n  - {id: late, title: Late, date: 1850, period: old, theme: works, text: It came., sources: [river-2001]}\n",
    )
    desk.writing.preview.refresh()
    assert not [one for one in desk.writing.preview.problems if one.severity == "error"]
    before = desk.text(glossary)
    listed = {one["id"]: one for one in desk.things("glossary/")}
    assert (listed["pier"]["file"], listed["pier"]["path"]) == (parts[0], ["terms", 0])
    assert desk.save("change", parts[0], ["terms", 0], value={"definition": "A leg."})[0] == 200
    assert "  # first\n" in desk.text(parts[0])
    assert (
        desk.save("move", parts[0], ["terms", 0], to={"file": glossary, "path": ["terms"], "at": 0})[0] == 200
    )
    assert "id: pier" in desk.text(glossary)
    assert desk.ask("undo")[0] == 200
    assert desk.text(glossary) == before
    assert desk.save("change", parts[1], ["events", 0], value={"title": "Later"})[0] == 200
    assert "title: Later," in desk.text(parts[1])


def test_a_quote_that_stands_twice_is_told_apart_by_the_words_before_it(desk):
    value = {"kind": "context", "note": "Words.", "quote": "bridge", "basis": "text"}
    asked = {"do": "add", "file": LESSON, "path": ["notes"], "mark": desk.mark(LESSON), "way": WAY}
    status, told = desk.ask("try", value=value, **asked)
    assert status == 200
    assert len(told["prefixes"]) > 1
    for one in told["prefixes"]:
        _, again = desk.ask("try", value=value | {"prefix": one["prefix"]}, **asked)
        assert again["prefixes"] == []
        assert not [problem for problem in again["problems"] if problem["field"] in ("quote", "prefix")]


def test_a_question_goes_with_its_guide_and_both_come_back_together(desk):
    lesson, answers = desk.text(LESSON), desk.text(ANSWERS)
    asked = values_at(lesson, ("questions",))
    guides = values_at(answers, ("guides",))
    at = next(at for at, one in enumerate(asked) if one["id"] == guides[0]["question"])
    status, told = desk.save("delete", LESSON, ["questions", at])
    assert (status, told["said"]) == (200, "The question is deleted, and its guide with it.")
    assert asked[at]["id"] not in desk.text(LESSON) + desk.text(ANSWERS)
    assert values_at(desk.text(ANSWERS), ("guides",)) in (guides[1:], guides[1:] or None)
    assert desk.ask("undo")[0] == 200
    assert (desk.text(LESSON), desk.text(ANSWERS)) == (lesson, answers)
    assert desk.ask("redo")[0] == 200
    assert asked[at]["id"] not in desk.text(LESSON) + desk.text(ANSWERS)


def test_what_is_deleted_is_taken_out_where_it_is_named(desk):
    file = "content/glossary.yml"
    before = {path: desk.text(path) for path in (file, LESSON)}
    status, said = desk.save("delete", file, ["terms", 0])
    assert status == 422
    assert "no term “bridge”, which is named in 4 places" in said["problems"][0]["found"]
    status, said = desk.save("delete", file, ["terms", 0], too=True)
    assert (status, said["said"]) == (200, "The term is deleted, and taken out where it was named.")
    wanted = before[LESSON].replace("key_terms: [bridge]\n", "").replace("[bridge](term:bridge)", "bridge")
    assert desk.text(LESSON) == wanted
    left = desk.text(file)
    assert "definition: What one pays for a bridge.\n" in left
    assert "related" not in left
    assert desk.ask("undo")[0] == 200
    assert {path: desk.text(path) for path in before} == before


def test_every_save_is_kept_with_its_date_and_can_be_brought_back(desk):
    before = desk.text(LESSON)
    for number in range(3):
        assert desk.save("change", LESSON, ["notes", 1], value={"note": f"Number {number}."})[0] == 200
    known = desk.get("history", file=LESSON)["copies"]
    assert [one["said"] for one in known] == [*["The note is changed"] * 3, "As it was before"]
    lines = desk.get("history", file=LESSON, copy=known[-1]["copy"])["lines"]
    assert ["-", "    note: Overlaps the first."] in lines
    assert desk.ask("bring-back", file=LESSON, copy=known[-1]["copy"])[0] == 200
    assert desk.text(LESSON) == before
    assert desk.ask("undo")[0] == 200
    assert "Number 2." in desk.text(LESSON)
    assert (desk.root / copies.FOLDER / ".gitignore").read_text() == "*\n"
    assert desk.ask("bring-back", file=LESSON, copy="../../../../content/course.yml")[0] == 404


def test_copies_are_bounded(desk, monkeypatch):
    monkeypatch.setattr(copies, "MOST", 3)
    for number in range(9):
        copies.keep(desk.root, LESSON, b"%d" % number, "Saved")
    assert [copies.read(desk.root, LESSON, one.name) for one in copies.copies(desk.root, LESSON)] == [
        b"8",
        b"7",
        b"6",
    ]


@pytest.mark.parametrize("moment", ["fsync", "replace"])
def test_a_stop_at_any_moment_leaves_the_old_file_or_the_new_one(desk, monkeypatch, moment):
    before = desk.text(LESSON)

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(swap.os, "fsync", stop) if moment == "fsync" else patch.setattr(Path, "replace", stop)
        with pytest.raises(KeyboardInterrupt):
            desk.save("change", LESSON, ["notes", 1], value={"note": "Mine."})
    assert desk.text(LESSON) == before
    assert not list(desk.root.glob(".course-*"))


def test_what_a_killed_preview_left_is_swept_away(desk):
    old, new = desk.root / ".course-longago1", desk.root / ".course-justnow1"
    for left in (old, new):
        left.mkdir()
        (left / "new").write_text("half")
    os.utime(old, (1, 1))
    os.utime(new, (time.time() + 600,) * 2)  # however long this machine takes to save
    assert desk.save("change", LESSON, ["notes", 1], value={"note": "Mine."})[0] == 200
    assert (old.exists(), new.exists()) == (False, True)
    shutil.rmtree(new)


def test_a_full_disk_is_told_and_nothing_is_half_saved(desk, monkeypatch):
    files = {file: desk.text(file) for file in (LESSON, OTHER)}
    writes = iter([None, OSError(28, "No space left on device")])

    def overwrite(root: Path, path: str, data: bytes) -> None:
        failure = next(writes, None)
        if failure:
            raise failure
        swap.overwrite(root, path, data)

    monkeypatch.setattr(saving, "overwrite", overwrite)
    goal = {"file": OTHER, "path": ["questions"], "at": 0}
    status, said = desk.save("move", LESSON, ["questions", 0], to=goal, shown=[])
    if status == 422:  # its guide stays behind, which the form shows
        shown = [one["found"] for one in said["problems"]]
        status, said = desk.save("move", LESSON, ["questions", 0], to=goal, shown=shown)
    assert status == 507
    assert "No space left" in said["said"]
    assert {file: desk.text(file) for file in files} == files


OUTSIDE = [
    "/etc/passwd", "../outside.yml", "content/../mkdocs.yml", "content/lessons/../course.yml", "mkdocs.yml", "",
    "overrides/pages/home.html", "build_scripts/build.py", "content/lessons/sub/x.yml", "content/lessons/.hidden.yml",
    "content/pages/../../x.md", "content/pages/a/../../../x.md", "seeds/paper.txt", "content/schema/lesson.json",
    "content\\lessons\\x.yml", "content/lessons/x.yml\0", "content/lessons/", ".git/config", ".copies/x.yml",
]  # fmt: skip


def test_nothing_outside_the_course_can_be_read_or_written(desk):
    before = sorted(desk.root.rglob("*"))
    for file in OUTSIDE:
        assert not is_editable(file)
        for do, path in (("add", ["notes"]), ("add", []), ("change", []), ("delete", [])):
            value = {"title": "x", "text": "x"}
            status, said = desk.ask("save", do=do, file=file, path=path, mark="", value=value)
            assert status >= 400, file
            assert said["said"]
        assert desk.thing(file, [])["said"]
        assert desk.get("history", file=file)["said"]
        assert desk.ask("bring-back", file=file, copy="x")[0] == 404
    assert sorted(desk.root.rglob("*")) == before


def test_links_are_not_followed(desk, tmp_path):
    outside = tmp_path / "secret.yml"
    outside.write_text("title: Secret\n")
    link = desk.root / "content/lessons/link.yml"
    link.symlink_to(outside)
    assert "Secret" not in json.dumps(desk.thing("content/lessons/link.yml", []))
    assert desk.ask("save", do="change", file="content/lessons/link.yml", path=[], mark=saving.mark_of("title: Secret\n"), value={"title": "x"})[0] == 404  # fmt: skip
    assert desk.ask("save", do="add", file="content/lessons/link.yml", path=[], mark="", value={"title": "x"})[0] == 404  # fmt: skip
    link.unlink()
    shutil.move(desk.root / "content/lessons", tmp_path / "lessons")
    (desk.root / "content/lessons").symlink_to(tmp_path / "lessons")
    assert desk.thing(LESSON, [])["said"]
    (desk.root / copies.FOLDER).symlink_to(tmp_path)
    assert desk.save("change", COURSE, [], value={"title": "New"})[0] >= 400
    assert sorted(path.name for path in tmp_path.iterdir()) == ["lessons", "secret.yml"]
    (desk.root / copies.FOLDER).unlink()
    (desk.root / "content/lessons").unlink()
    (desk.root / "content/lessons").mkdir()


SENT = [
    b"", b"[]", b"null", b'"x"', b"{}", b"[" * 100_000, b'{"do": "change"}', b'{"do": "grow", "file": "x", "path": []}',
    b'{"do": "change", "file": 4, "path": [], "value": {}}', b'{"do": "change", "file": "x", "path": "notes"}',
    b'{"do": "change", "file": "x", "path": [true]}', b'{"do": "change", "file": "x", "path": [-1]}',
    b'{"do": "move", "file": "x", "path": [], "to": {"at": 1}}', b'{"do": "change", "file": "x", "path": [], "value": [1]}',
    b'{"do": "change", "file": "content/course.yml", "path": [], "value": {"title": "\\ud83d"}}',
    b'{"do": "add", "file": "content/course.yml", "path": ["lessons"], "at": 1e9}', b"\xff\xfe",
]  # fmt: skip


def test_whatever_is_sent_ends_in_words(desk):
    for asked in SENT:
        for what in ("try", "save", "bring-back"):
            made = desk.writing.accept(f"{ROUTE}{what}", asked)
            assert made is not None
            assert what == "try" or made.status >= 400, asked
            assert json.loads(made.data)
    assert desk.text(COURSE) == (TINY / COURSE).read_text(encoding="utf-8")


HOSTILE = ["[" * 5_000, "notes:\n" + "- " * 5_000 + "a", "a: &a [*a", "x: \0", "? [a]\n: b", "- a", "", "a" * 1_100_000, "notes: {", "notes:\n\t- a", "--- a\n--- b"]  # fmt: skip


def test_whatever_stands_in_a_file_ends_in_words(desk):
    opened = desk.thing(LESSON, ["notes", 1])
    for text in HOSTILE:
        desk.put(LESSON, text)
        assert desk.get("state")["many"] > 0, text[:20]
        assert desk.things()
        assert desk.thing(LESSON, ["notes", 1], mark=opened["mark"])["said"]
        for mark in (opened["mark"], desk.mark(LESSON)):
            for do in ("change", "delete"):
                status, said = desk.save(do, LESSON, ["notes", 1], value={"note": "Mine."}, mark=mark)
                assert status in (409, 422), text[:20]
                assert said["said"]
        assert desk.text(LESSON) == text
    (desk.root / LESSON).write_bytes(b"title: \xff\n")
    assert desk.thing(LESSON, [])["said"]
    assert desk.ask("save", do="change", file=LESSON, path=[], value={"title": "x"}, mark="")[0] == 404


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("notes: {", "The file cannot be read now, so it cannot be edited here. Line "),
        ("- a", "The file does not consist of fields, so it cannot be edited here."),
        ("notes: []", "It is not there any more: it was changed elsewhere. Load the page again."),
    ],
)
def test_who_opens_a_form_is_told_why_there_is_none(desk, text, said):
    desk.put(LESSON, text)
    assert desk.thing(LESSON, ["notes", 1])["said"].startswith(said)


def test_only_known_fields_are_written(desk):
    status, said = desk.save("change", LESSON, ["notes", 0], value={"ghost": "x"})
    assert (status, said["said"]) == (422, "There is no field “ghost” here.")
    assert desk.save("change", LESSON, ["notes"], value={"quote": "x"})[0] == 422


REFUSED: list[tuple[dict[str, str], int]] = [
    ({"Host": "course.example"}, 403),
    ({"Origin": "http://course.example"}, 403),
    ({"Origin": ""}, 403),
    ({"Sec-Fetch-Site": "cross-site"}, 403),
    ({TOKEN: "wrong"}, 403),
    ({TOKEN: ""}, 403),
    ({"Content-Type": "text/plain"}, 415),
    ({"Content-Length": str(LARGEST + 1)}, 413),
]


def test_only_a_page_of_the_preview_can_save(desk):
    preview = desk.writing.preview
    with listening(preview, "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        here = f"127.0.0.1:{server.server_address[1]}"

        def ask(method: str, way: str, data: bytes, given: dict[str, str]) -> tuple[int, bytes]:
            connection = HTTPConnection(here, timeout=60)
            headers = {name: value for name, value in given.items() if value}
            connection.request(method, f"{preview.base}{way}", data or None, headers)
            answer = connection.getresponse()
            return answer.status, answer.read()

        token = json.loads(ask("GET", f"{ROUTE}page?way={quote(WAY)}", b"", {})[1])["token"]
        usual = {"Origin": f"http://{here}", "Content-Type": "application/json", TOKEN: token}
        asked = {
            "do": "change",
            "file": COURSE,
            "path": [],
            "mark": desk.mark(COURSE),
            "value": {"title": "New"},
        }
        edit = json.dumps(asked).encode()
        for headers, status in REFUSED:
            assert ask("POST", f"{ROUTE}save", edit, usual | headers)[0] == status, headers
        assert desk.text(COURSE) == (TINY / COURSE).read_text(encoding="utf-8")
        picture = usual | {"Content-Type": "application/octet-stream"}
        for headers, status in REFUSED:
            large = {"Content-Length": str(uploads.MOST + 1)} if "Content-Length" in headers else headers
            assert ask("POST", f"{ROUTE}file?name=map.png", pixel(), picture | large)[0] == status, headers
        assert ask("POST", f"{ROUTE}file?name=map.png", pixel(), usual)[0] == 415
        assert ask("POST", f"{ROUTE}save", edit, picture)[0] == 415
        assert "map.png" not in held(desk)
        assert ask("POST", f"{ROUTE}file?name=map.png", pixel(), picture)[0] == 200
        assert "map.png" in held(desk)
        for headers in ({"Host": "course.example"}, {"Sec-Fetch-Site": "cross-site"}):
            for way in (f"{ROUTE}page", f"{ROUTE}state"):
                told = ask("GET", way, b"", headers)
                assert told[0] == 403
                assert token.encode() not in told[1]
        assert (
            ask("GET", "", b"", {"Host": "course.example"})[0] == 403
        )  # no page, either: it may hold answers
        assert ask("POST", f"{ROUTE}nothing", b"{}", usual)[0] == 404
        assert ask("POST", f"{ROUTE}save", edit, usual)[0] == 200
        server.shutdown()
        thread.join()


def pixel(colour: int = 0) -> bytes:
    """A picture of one dot."""
    return png(head(1, 1), pixels(bytes([0, colour])), END)


def send(desk: Desk, name: str, data: bytes) -> tuple[int, dict[str, Any]]:
    made = desk.writing.receive(name, data)
    return int(made.status), json.loads(made.data)


def held(desk: Desk) -> list[str]:
    return sorted(one.name for one in (desk.root / "content/files").glob("*"))


def test_a_picture_comes_with_the_save_that_names_it_and_goes_with_its_undo(desk):
    before = held(desk)
    status, said = send(desk, "Brücke (1).PNG", pixel())
    assert (status, said) == (200, {"name": "brucke-1.png", "kind": "picture"})
    shown = {"note": '![A bridge](files/brucke-1.png "Photo: Ann")'}
    tried = desk.ask("try", do="change", file=LESSON, path=["notes", 1], mark=desk.mark(LESSON), value=shown, way=WAY)[1]  # fmt: skip
    assert '<img src="../../files/brucke-1.png" alt="A bridge" width="1"' in tried["html"]["note"]
    assert not tried["problems"]
    assert desk.writing.preview.answer("files/brucke-1.png").data == pixel()  # before it is saved
    assert desk.save("change", LESSON, ["notes", 1], value=shown)[0] == 200
    assert desk.ask("undo")[1]["said"] == (
        "Undone: The note is changed. content/files/brucke-1.png is taken out, too."
    )
    assert held(desk) == before
    assert desk.ask("redo")[0] == 200
    assert (desk.root / "content/files/brucke-1.png").read_bytes() == pixel()
    about = "content/pages/about.md"
    desk.put(about, f"{desk.text(about)}\n\nSee [it](files/brucke-1.png).\n")
    assert desk.ask("undo")[1]["said"].endswith("brucke-1.png stays, since something else names it.")
    assert held(desk) == [*before, "brucke-1.png"]


def test_no_file_is_written_over_and_what_a_form_leaves_behind_goes(desk):
    before = held(desk)
    names = [send(desk, "map.png", pixel(colour))[1]["name"] for colour in (1, 2, 1)]
    assert names == ["map.png", "map-2.png", "map.png"]  # the same picture is there once
    assert send(desk, "MAP.PNG", pixel(3))[1]["name"] == "map-3.png"
    assert desk.save("change", LESSON, ["notes", 1], value={"note": "![A map](files/map.png)"})[0] == 200
    desk.ask("drop-files", names=["map.png", "map-2.png", "map-3.png", "../course.yml", 4, *before])
    assert held(desk) == [*before, "map.png"]
    desk.put("content/files/map-2.png", "mine")
    desk.ask("drop-files", names=["map-2.png"])
    assert desk.text("content/files/map-2.png") == "mine"


def everything(desk: Desk) -> list[Path]:
    """All files but the copies of earlier ones."""
    return sorted(one for one in desk.root.rglob("*") if one.is_file() and copies.FOLDER not in one.parts)


NOT_TAKEN = {
    "page.html": b"<p>x", "run.exe": b"MZ", "x.svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script/></svg>', "x.js": b"1",
    "x.png": b"no picture", "x.pdf": b"no PDF", "": pixel(), ".png": pixel(), "x": pixel(), "..": pixel(), "x.png\0.html": pixel(),
    "photo.heic": pixel(), "x.txt": b"<script>", "large.png": b"\x89PNG\r\n\x1a\n" + bytes(8_000_000), "x.php.png": b"<?php",
}  # fmt: skip


def test_only_what_may_be_published_is_taken_and_only_into_its_folder(desk, tmp_path):
    before = everything(desk)
    for name, data in NOT_TAKEN.items():
        status, said = send(desk, name, data)
        assert status == 422, name
        assert "not taken" in said["said"]
    for name in (
        "../../mkdocs.png",
        "/etc/passwd.png",
        "..\\..\\x.png",
        "a/b/c.png",
        "con.png",
        "نقشہ.png",
        "x\n.png",
        "-.png",
    ):
        status, said = send(desk, name, pixel())
        assert status == 200, name
        assert re.fullmatch("[a-z0-9]+(-[a-z0-9]+)*[.]png", said["name"])
        desk.ask("drop-files", names=[said["name"]])
    assert everything(desk) == before
    folder = desk.root / "content/files"
    shutil.move(folder, tmp_path / "files")
    folder.symlink_to(tmp_path / "files")
    assert send(desk, "x.png", pixel())[0] == 409
    assert not list((tmp_path / "files").iterdir())
    folder.unlink()
    shutil.move(tmp_path / "files", folder)
    (folder / "map.png").symlink_to(tmp_path / "outside.png")
    assert send(desk, "map.png", pixel())[1]["name"] == "map-2.png"
    assert not (tmp_path / "outside.png").exists()


def test_a_full_disk_leaves_no_half_of_a_file(desk, monkeypatch):
    before = held(desk)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(uploads, "overwrite", full)
    assert send(desk, "map.png", pixel())[0] == 507
    assert held(desk) == before


def git(folder: Path, *command: str) -> str:
    person = ["-c", "user.name=A teacher", "-c", "user.email=teacher@example.org"]
    done = subprocess.run(["git", *person, *command], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_version_holds_what_was_written_and_is_sent_where_a_remote_is(desk, monkeypatch, tmp_path):
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "A teacher")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "teacher@example.org")
    root = desk.root
    assert desk.get("state")["git"] is False
    git(root, "init", "-q", "-b", "main")
    git(root, "add", "content", "seeds")
    git(root, "commit", "-q", "-m", "First")
    (root / "mine.txt").write_text("not a part of the course")
    git(root, "add", "mine.txt")
    assert desk.save("change", LESSON, ["notes", 1], value={"note": "New."})[0] == 200
    assert desk.save("add", "content/glossary.yml", ["terms"], value={"term": "River", "definition": "Water.", "basis": "text"})[0] == 200  # fmt: skip
    state = desk.get("state")
    assert state["changed"] == ["content/glossary.yml", LESSON]
    assert state["proposed"] == "Add a term and change a note in bridges and glossary"
    assert state["remote"] is False
    assert desk.ask("publish")[0] == 422
    compared = desk.get("compare")["lines"]
    assert "“What a bridge promises”: “Overlaps the first.” becomes “New.”." in compared
    assert "“Glossary”: new: “River”." in compared
    assert desk.ask("version", sentence="  A better\nnote ")[1]["said"] == "Saved as a version: A better note"
    assert git(root, "log", "-1", "--format=%s", "--name-only").split("\n")[:4] == [
        "A better note", "", "content/glossary.yml", LESSON,
    ]  # fmt: skip
    assert git(root, "status", "--porcelain", "mine.txt") == "A  mine.txt\n"
    assert desk.ask("version", sentence="Again")[0] == 422
    git(tmp_path, "init", "-q", "--bare", "there.git")
    git(root, "remote", "add", "origin", str(tmp_path / "there.git"))
    assert desk.get("compare")["lines"] == ["This would be the first time."]
    assert desk.ask("publish")[0] == 200
    assert desk.get("compare")["lines"] == ["Readers would see no difference."]
    assert git(tmp_path / "there.git", "log", "--all", "--format=%s").split("\n")[0] == "A better note"
    assert ".copies" not in git(root, "status", "--porcelain", "--ignored=no")
    assert desk.save("change", LESSON, ["notes", 1], value={"note": "Newer."})[0] == 200
    assert desk.ask("version", sentence="Once more")[0] == 200
    compared = desk.get("compare")["lines"]  # with what was sent, though the branch follows no other
    assert "“What a bridge promises”: “New.” becomes “Newer.”." in compared
    for name, data in (("map.png", pixel()), ("talk.txt", b"What is said.")):
        assert send(desk, name, data)[0] == 200
    shown = {"note": "![A map](files/map.png)\n\n[The talk](files/talk.txt)"}
    assert desk.save("change", LESSON, ["notes", 1], value=shown)[0] == 200
    assert desk.ask("version", sentence="A map")[0] == 200
    assert "content/files/map.png" in git(root, "log", "-1", "--name-only")
    told = "“What a bridge promises”: “New.” becomes “The talk (TXT, 1 kB)”."
    assert desk.get("compare")["lines"] == [told]
    assert desk.ask("publish")[0] == 200
    assert desk.get("compare")["lines"] == ["Readers would see no difference."]


def test_works_are_pasted_as_reference_managers_give_them(desk):
    before = desk.text("content/sources.yml")
    work = {"id": "hill1931", "type": "book", "title": "Tolls", "author": [{"family": "Hill"}], "issued": {"date-parts": [[1931]]}}  # fmt: skip
    status, said = desk.ask("works", text=f"\n{json.dumps([work])}\n")
    assert (status, said["said"]) == (200, "Added: hill1931.")
    after = desk.text("content/sources.yml")
    assert after.startswith(before)
    assert "title: Tolls" in after
    status, said = desk.ask("works", text=json.dumps([work]))
    assert (status, said["said"]) == (422, "There already: hill1931.")
    for nothing in ("", "Hill, Tolls, 1931", "[]"):
        status, said = desk.ask("works", text=nothing)
        assert status == 422
        assert "BibTeX" in said["said"], nothing
    assert desk.text("content/sources.yml") == after
    desk.ask("undo")
    assert desk.text("content/sources.yml") == before


@pytest.mark.slow
def test_no_built_site_can_be_edited(site, instructor_site):
    """Not even that of instructors, whose page *Write* has some scripts of these forms."""
    assert (instructor_site / "assets/preview/edit/fields.js").is_file()  # forms that give lines to copy
    for folder in (site, instructor_site):
        for path in folder.rglob("*"):
            if path.is_file():
                data = path.read_bytes()
                for what in (ROUTE, TOKEN, '"POST"'):
                    assert what.encode() not in data, (path, what)
        assert not (folder / copies.FOLDER).exists()
