"""Pictures, recordings, tables and other files of the editors: what is published, how it is shown, and what is refused."""

import os
import re
import wave
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from dots import GREY as PNG
from dots import JPEG, WEBP, head, part, pixels, png, svg
from hypothesis import given
from hypothesis import strategies as st
from lxml.html import fromstring
from projects import TINY, texts_of
from untrusted import PAYLOADS

from build_scripts.build import build
from build_scripts.check.files import LARGEST, described, dimensions
from build_scripts.print.encode import shown_files
from build_scripts.read.files import REFUSED, named_files
from build_scripts.shared.markdown import (
    Figure,
    File,
    FileKind,
    Footnotes,
    Mark,
    Table,
    Words,
    read_line,
    read_page,
    read_prose,
)
from build_scripts.shells.disk import read_files, read_own_files
from build_scripts.weave.addresses import link_to_page
from build_scripts.weave.edition import Edition
from build_scripts.web.csp import with_policy
from build_scripts.web.html import block_html
from build_scripts.web.worker import is_kept

LESSON = "content/lessons/bridges.yml"
THERE = {
    "content/files/mill.jpg": "picture image/jpeg 12345 400 300",
    "content/files/talk.mp3": "audio audio/mpeg 1234567 0 0",
    "content/files/talk.txt": "file text/plain 1234 0 0",
    "content/files/film.mp4": "video video/mp4 1234567 0 0",
    "content/files/film.vtt": "file text/vtt 1234 0 0",
    "content/files/plan.pdf": "file application/pdf 1234567 0 0",
    "content/files/unnamed.pdf": "file application/pdf 1234 0 0",
}
MILL = '![A mill](files/mill.jpg "Ann Mason, CC0")'
WITH_ALL = f"""
{MILL}

| Year | Built |
|------|-------|
| 1850 | [Bridge](term:bridge) |

![A talk](files/talk.mp3 "Ann Mason") ![A film](files/film.mp4 "Ann Mason")

[![A still](files/mill.jpg "Ann Mason")](https://a.example/film "12 minutes")

Read [the plan](files/plan.pdf).
"""


def with_text(text: str) -> dict[str, str]:
    """The tiny course with a text in everything that has blocks."""
    files = texts_of(TINY) | THERE
    block = "|\n" + "".join(f"      {line}\n" if line else "\n" for line in text.strip().split("\n"))
    for path, old in {
        LESSON: "note: Overlaps the first.\n",
        "content/glossary.yml": "definition: A way over.\n",
        "content/timeline.yml": "text: It was built.\n",
    }.items():
        assert old in files[path]
        files[path] = files[path].replace(old, f"{old.partition(':')[0]}: {block}", 1)
    files[LESSON] = files[LESSON].replace('text: "A *short* word before."\n', f"text: {block}", 1)
    files["content/pages/about.md"] = f"# About\n\nA note[^1].\n\n[^1]: At its *foot*.\n\n{text}\n"
    return files


def test_every_renderer_shows_pictures_tables_and_recordings():
    made = build(with_text(WITH_ALL))
    pages = {one.page.path: one.text for one in made.pages}
    for path in ("lessons/bridges.md", "glossary.md", "timeline.md", "about.md"):
        for sign in (
            'files/mill.jpg" alt="A mill" width="400" height="300" loading="lazy"',
            '<th scope="col">Year</th>',
            'aria-label="Table: Year, Built"',
            '<audio controls="" preload="none"',
            '<video controls="" preload="none"',
            '<track kind="captions"',
            ">12 minutes</a>",
            "files/talk.txt",
        ):
            assert sign in pages[path], (path, sign)
    assert (
        '<a href="../../files/plan.pdf">the plan</a> <span class="meta">(PDF, 1.2 MB)</span>'
        in pages["lessons/bridges.md"]
    )
    entries = {one.anchor: one.text for page in made.pages for one in page.page.entries}
    assert "A mill, Ann Mason, CC0" in entries["bridge"]
    assert "1850 Bridge" in entries["bridge"]
    sheets = {sheet.handout.kind: sheet for sheet in made.lay_out()}
    assert any(sheet.pictures == ("files/mill.jpg",) for sheet in sheets.values())
    assert any('"is":"table"' in sheet.data for sheet in sheets.values())
    records = [one.page for one in made.pages if one.page.path == "glossary.md"]
    figures = [
        block for term in records[0].terms for block in term.definition.blocks if isinstance(block, Figure)
    ]
    assert next((one.file.width, one.file.size) for one in figures if one.file) == (400, 12345)


def test_only_what_a_text_names_is_published_and_only_to_those_who_see_the_text():
    files = with_text(MILL)
    files["content/answers/bridges.yml"] += "\n"
    files["content/answers/bridges.yml"] = re.sub(
        r"guide: .*",
        'guide: "See [the plan](files/plan.pdf)."',
        files["content/answers/bridges.yml"],
        count=1,
    )
    student, instructor = (
        build(files, edition=edition).woven for edition in (Edition.STUDENT, Edition.INSTRUCTOR)
    )
    assert set(named_files(student.project)) == {"files/mill.jpg"}
    assert set(named_files(instructor.project)) == {"files/mill.jpg", "files/plan.pdf"}
    files["content/glossary.yml"] = files["content/glossary.yml"].replace(
        "id: bridge\n", "id: bridge\n    draft: true\n"
    )
    only_draft = {**texts_of(TINY), **THERE, "content/glossary.yml": files["content/glossary.yml"]}
    assert not set(named_files(build(only_draft).woven.project))


MP4 = b"\0\0\0\x18ftypmp42"


def wav() -> bytes:
    made = BytesIO()
    with wave.open(made, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(b"\0\0")
    return made.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.png", PNG, "picture"),
        ("a.JPG", JPEG, "picture"),
        ("a.webp", WEBP, "picture"),
        ("a.svg", svg("<path/>"), "picture"),
        ("a.mp3", b"ID3\4", "audio"),
        ("a.mp3", b"\xff\xfb\x90", "audio"),
        ("a.wav", wav(), "audio"),
        ("a.mp4", MP4, "video"),
        ("a.pdf", b"%PDF-1.7", "file"),
        ("a.docx", b"PK\3\4", "file"),
        ("a.txt", "Grüße\n".encode(), "file"),
        ("a.vtt", b"WEBVTT\n", "file"),
    ],
)
def test_what_a_file_is_follows_from_its_content(name, data, kind):
    assert described(name, data, len(data)).startswith(f"{kind} ")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", JPEG),
        ("a.pdf", b"<html>"),
        ("a.mp3", MP4),
        ("a.mp4", b"RIFF....WAVE"),
        ("a.docx", b"\xd0\xcf\x11\xe0"),
        ("a.txt", b"<script>alert(1)</script>"),
        ("a.txt", b"a\0b"),
        ("a.csv", b"\xff\xfe"),
        ("a.svg", svg("<script>alert(1)</script>")),
        ("a.svg", svg('<image href="//a.example/x.png"/>')),
        ("a.html", b"<p>"),
        ("a.js", b"1"),
        ("a.exe", b"MZ"),
        ("a", b"a"),
        ("a b.png", PNG),
        ("../a.png", PNG),
        (".png", PNG),
        ("a.png", png(head(colour=7), pixels(b""), (b"IEND", b""))),
        ("a.svg", svg("", 'viewBox="0 0 90000 9"')),
    ],
)
def test_what_is_something_else_or_could_run_is_refused(name, data):
    assert described(name, data, len(data)).startswith(REFUSED)


@pytest.mark.parametrize(
    ("name", "kind"), [("a.mp4", FileKind.VIDEO), ("a.mp3", FileKind.AUDIO), ("a.txt", FileKind.OTHER)]
)
def test_files_are_bounded(name, kind):
    data = {"a.mp4": MP4, "a.mp3": b"ID3", "a.txt": b"a"}[name]
    assert not described(name, data, LARGEST[kind]).startswith(REFUSED)
    assert described(name, data, LARGEST[kind] + 1).startswith(REFUSED)


def test_a_picture_has_the_size_that_it_is_shown_with():
    turned = b"MM\0*\0\0\0\x08\0\1\x01\x12\0\3\0\0\0\1\0\6\0\0"
    exif = part(0xE1, b"Exif\0\0" + turned)
    assert dimensions("a.png", PNG) == (3, 5)
    assert dimensions("a.jpg", JPEG) == (3, 5)
    assert dimensions("a.jpg", JPEG[:2] + exif + JPEG[2:]) == (5, 3)
    assert dimensions("a.svg", svg("", 'viewBox="0 0 40.4 20"')) == (40, 20)
    assert dimensions("a.svg", svg("", 'width="30px" height="10"')) == (30, 10)
    assert dimensions("a.svg", svg("", 'width="50%"')) == (0, 0)
    extended = b"RIFF\0\0\0\0WEBPVP8X" + bytes(8) + b"\x7f\2\0" + b"\xdf\1\0"
    assert dimensions("a.webp", extended) == (640, 480)


@given(st.binary(max_size=60), st.sampled_from(["a.jpg", "a.png", "a.webp", "a.mp4", "a.txt", "a.svg"]))
def test_no_file_makes_trouble(data, name):
    for start in (b"", b"\xff\xd8\xff\xe1\0\x20Exif\0\0MM\0*", b"RIFF\0\0\0\0WEBPVP8 "):
        described(name, start + data, len(data))
        if name != "a.svg":
            dimensions(name, start + data)


def test_links_and_folders_are_not_followed(tmp_path: Path):
    folder = tmp_path / "content/files"
    (folder / "inside").mkdir(parents=True)
    (tmp_path / "secret.txt").write_text("secret")
    (folder / "real.txt").write_text("real")
    (folder / "inside/deep.txt").write_text("deep")
    os.symlink(tmp_path / "secret.txt", folder / "out.txt")
    os.symlink(folder / "real.txt", folder / "in.txt")
    os.symlink(tmp_path, folder / "up")
    os.mkfifo(folder / "pipe.txt")
    texts = read_files(tmp_path)[0]
    assert {path for path, text in texts.items() if not text.startswith(REFUSED)} == {
        "content/files/real.txt"
    }
    asked = [
        "files/real.txt",
        "files/out.txt",
        "files/in.txt",
        "files/../../secret.txt",
        "files/inside/deep.txt",
        "files/pipe.txt",
    ]
    assert list(read_own_files(tmp_path, asked)) == [("files/real.txt", b"real")]


@given(st.sampled_from(PAYLOADS), st.sampled_from(PAYLOADS))
def test_nothing_gets_out_of_a_picture_s_words(words, credit):
    bare = re.sub(r"[\[\]\n\r\\`]", "", words)
    quoted = re.sub(r"[\"\n\r\\]", "", credit)
    text = f'![{bare}](files/mill.jpg "{quoted}")\n\n| {bare.replace("|", "")} |\n|---|\n| {quoted.replace("|", "")} |\n'
    for figure in read_page(text).figures:
        known = replace(figure, file=File("files/mill.jpg", FileKind.PICTURE, "image/jpeg", 1, 4, 3))
        shown = fromstring(block_html(known, "about.md", {}, link_to_page))
        assert {one.tag for one in shown.iter()} <= {"figure", "img", "figcaption", "a"}
        assert {name for one in shown.iter() for name in one.attrib} <= {
            "class", "src", "alt", "width", "height", "loading", "href",
        }  # fmt: skip


def test_players_alone_open_the_policy_for_recordings():
    assert "media-src 'none'" in with_policy('<meta charset="utf-8"><p>x</p>')
    assert "media-src 'self'" in with_policy('<meta charset="utf-8"><audio controls=""></audio>')


def test_browsers_keep_pictures_and_papers_but_no_recordings():
    assert is_kept("files/mill.jpg")
    assert is_kept("files/plan.pdf")
    assert not is_kept("files/talk.mp3")
    assert not is_kept("files/film.mp4")


def test_a_picture_in_a_sentence_stands_between_its_parts():
    blocks = read_prose(f"Before {MILL} after.").blocks
    assert [type(block).__name__ for block in blocks] == ["Para", "Figure", "Para"]
    assert list(read_line(MILL).files) == ["files/mill.jpg"]
    assert not list(read_prose("![x](https://a.example/x.png)").figures)


CELL = st.text("ab *", min_size=1, max_size=5).filter(str.strip)


@given(st.lists(st.lists(CELL, min_size=2, max_size=2), min_size=1, max_size=4))
def test_a_table_has_a_cell_for_each_that_is_written(rows):
    text = "\n".join(f"| {' | '.join(row)} |" for row in [rows[0], ["---", "---"], *rows[1:]])
    (table,) = read_prose(text).blocks
    assert isinstance(table, Table)
    assert [len(table.head), *(len(row) for row in table.rows)] == [2] * len(rows)


@given(st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=6), st.sets(st.sampled_from(["a", "b", "c"])))
def test_footnotes_are_numbered_in_the_order_of_their_marks(named, written):
    text = " ".join(f"word[^{name}]" for name in named) + "".join(
        f"\n\n[^{name}]: note {name}" for name in sorted(written)
    )
    blocks = read_page(text).blocks if text.strip() else ()
    marks = [
        piece
        for block in blocks
        if not isinstance(block, Footnotes)
        for piece in getattr(block, "inside", ())
        if isinstance(piece, Mark)
    ]
    shown = [name for name in named if name in written]
    order = list(dict.fromkeys(shown))
    assert [mark.number for mark in marks] == [order.index(name) + 1 for name in shown]
    assert [mark.number for mark in marks if mark.first] == list(range(1, len(order) + 1))
    notes = [block for block in blocks if isinstance(block, Footnotes)]
    assert [len(one.notes) for one in notes] == ([len(order)] if order else [])


def test_a_title_has_no_mark_of_a_footnote():
    title, text, notes = read_page("# Title[^1]\n\nText[^1].\n\n[^1]: Note.").blocks
    assert [type(one) for one in title.inside] == [Words]
    assert text.inside[1] == Mark(1, first=True)
    assert notes == Footnotes(((Words("Note."),),))


def test_pictures_in_a_sheet_are_found_wherever_they_are():
    assert list(
        shown_files({"a": [{"is": "figure", "path": "files/x.png"}, {"is": "figure", "path": ""}]})
    ) == ["files/x.png"]
