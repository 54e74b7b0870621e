"""Pictures of the paper: only safe ones are published, and missing ones are told."""

import struct
import zlib

import pytest
from projects import STRUCTURED, texts_of

from build_scripts.build import build
from build_scripts.inspect import inspect
from build_scripts.paper.pictures import LARGEST, refusal, shown_pictures
from build_scripts.shells.disk import read_files, read_pictures

PNG = b"\x89PNG\r\n\x1a\n" + b"".join(
    struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    for kind, data in (
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"IDAT", zlib.compress(b"\0\0")),
        (b"IEND", b""),
    )
)


def svg(inside: str, attributes: str = "") -> bytes:
    space = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
    return f"<svg {space} {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", PNG),
        ("Figure_1-b.jpg", b"\xff\xd8\xff\xe0"),
        ("a.webp", b"RIFF1234WEBP"),
        (
            "a.svg",
            svg('<defs><path id="p"/></defs><use xlink:href="#p"/><style>path { fill: url(#g) }</style>'),
        ),
        ("a.svg", svg('<image href="data:image/png;base64,AAAA"/>')),
    ],
)
def test_pictures_are_published(name, data):
    assert refusal(name, data) == ""


@pytest.mark.parametrize(
    "data",
    [
        svg("<script>alert(1)</script>"),
        svg("<SCRIPT xmlns='http://www.w3.org/1999/xhtml'>alert(1)</SCRIPT>"),
        svg("", 'onload="alert(1)"'),
        svg('<a href="javascript:alert(1)"><text>x</text></a>'),
        svg('<use href="https://a.example/x.svg#a"/>'),
        svg('<image xlink:href="//a.example/count.gif"/>'),
        svg('<image href="data:image/svg+xml;base64,AAAA"/>'),
        svg("<foreignObject><body xmlns='http://www.w3.org/1999/xhtml'/></foreignObject>"),
        svg('<animate attributeName="href" to="javascript:alert(1)"/>'),
        svg('<set attributeName="onload" to="alert(1)"/>'),
        svg("<style>@import '//a.example/x.css'</style>"),
        svg('<rect style="fill: url(//a.example/x)"/>'),
        svg("<style>rect { fill: u\\72l(//a.example/x) }</style>"),
        b'<?xml-stylesheet href="//a.example/x.css"?>' + svg(""),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
        b"<html><script>alert(1)</script></html>",
        b"<svg",
        b"",
        b"<svg>" + b"<g>" * 100_000,
    ],
)
def test_a_drawing_that_runs_or_loads_anything_is_refused(data):
    assert refusal("a.svg", data)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b"<html>"),
        ("a.jpg", PNG),
        ("a.webp", b"RIFF1234WAVE"),
        ("a.html", PNG),
        ("../a.png", PNG),
        ("a b.png", PNG),
        (".png", PNG),
        ("a.png", PNG + b" " * LARGEST),
    ],
)
def test_what_is_no_picture_is_refused(name, data):
    assert refusal(name, data)


def test_files_are_read_only_if_they_may_be_published(tmp_path):
    folder = tmp_path / "seeds/pictures"
    folder.mkdir(parents=True)
    (tmp_path / "secret.png").write_bytes(PNG)
    (folder / "good.png").write_bytes(PNG)
    (folder / "bad.svg").write_bytes(svg("<script/>"))
    (folder / "plan.docx").write_bytes(b"private")
    (folder / "out.png").symlink_to("/etc/hostname")
    files, problems = read_files(tmp_path)
    assert set(files) == {"seeds/pictures/good.png"}
    assert {(one.place.path, one.rule) for one in problems} == {
        ("seeds/pictures/bad.svg", "picture-refused"),
        ("seeds/pictures/out.png", "outside"),
    }
    names = ["good.png", "bad.svg", "plan.docx", "out.png", "../../secret.png", "none.png"]
    assert [name for name, _ in read_pictures(tmp_path, names)] == ["good.png"]


def test_a_missing_picture_is_told_with_its_line_and_its_caption_is_shown():
    files = texts_of(STRUCTURED)
    del files["seeds/pictures/mill.png"]
    (found,) = [one for one in inspect(files).problems if one.rule == "picture-missing"]
    line = files["seeds/paper.md"].split("\n").index("::: figure 1 | The mill, after a drawing of 1850")
    assert (found.place.path, found.place.line) == ("seeds/paper.md", line + 1)
    made = build(files)
    (page,) = [one.text for one in made.pages if one.page.path == "paper.md"]
    assert "<img" not in page
    assert "The mill, after a drawing of 1850" in page


def test_only_pictures_that_are_shown_are_published():
    files = texts_of(STRUCTURED)
    assert list(shown_pictures(build(files).woven.paper)) == ["mill.png"]
    files["seeds/paper.yml"] += "publish: quotes\n"
    assert list(shown_pictures(build(files).woven.paper)) == []
