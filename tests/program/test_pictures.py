"""Pictures of the paper: only safe ones are published, and missing ones are told."""

import os
from http import HTTPStatus

import pytest
from dots import CODES, END, JPEG, SIZE, WEBP, head, part, pixels, png, svg
from dots import GREY as PNG
from projects import STRUCTURED, lay_out, run, texts_of

from build_scripts.build import build
from build_scripts.inspect import inspect
from build_scripts.paper.pictures import LARGEST, refusal, shown_pictures
from build_scripts.shells import disk
from build_scripts.shells.disk import read_files, read_pictures
from build_scripts.shells.preview import Preview
from build_scripts.weave.edition import Edition


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", PNG),
        ("a.png", PNG + b"what some programs add"),
        ("a.png", png(head(colour=3), (b"PLTE", b"abc"), pixels(bytes(20)), END)),
        ("a.png", png(head(5, 5, 1, interlaced=1), pixels(bytes(2 * (1 + 1 + 2 + 2 + 3) + 4)), END)),
        ("Figure_1-b.jpg", JPEG),
        ("a.webp", WEBP),
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
        svg("<style>svg { background: image-set('//a.example/x.png' 1x) }</style>"),
        b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"),
        ('<?xml-stylesheet href="//a.example/x.css"?>' + svg("").decode()).encode("utf-16"),
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


@pytest.mark.parametrize(
    "data",
    [
        *(PNG[:length] for length in range(8, len(PNG))),
        *(PNG[:at] + bytes((PNG[at] ^ 1,)) + PNG[at + 1 :] for at in range(8, len(PNG))),
        png(pixels(b"\0abc" * 5), END),
        png(head(width=0), pixels(b""), END),
        png(head(depth=3), pixels(b"\0abc" * 5), END),
        png(head(colour=5), pixels(b"\0abc" * 5), END),
        png(head(colour=3), pixels(bytes(20)), END),
        png(head(), END),
        png(head(), (b"IDAT", b"\0abc" * 5), END),
        png(head(), pixels(b"\0abc" * 4), END),
        png(head(), pixels(b"\5abc" * 5), END),
        png(head(5, 5, 1, interlaced=1), pixels(bytes(10)), END),
    ],
)
def test_a_damaged_png_is_refused(data):
    assert refusal("a.png", data) in ("it ends too early", "it is damaged")


@pytest.mark.parametrize(
    "data",
    [
        *(JPEG[:length] for length in range(3, len(JPEG))),
        JPEG.replace(SIZE[1:], b""),
        JPEG.replace(SIZE[1:], part(0xC0, bytes((8, 0, 0, 0, 3, 1, 1, 0x11, 0)))[1:]),
        JPEG.replace(SIZE[1:], part(0xC0, bytes((8, 0, 5, 0, 3, 3, 1, 0x11, 0)))[1:]),
        JPEG.replace(CODES, part(0xC4, bytes((0, 3, *[0] * 15, 7, 7, 7)))),
        JPEG.replace(CODES, part(0xC4, bytes((0, 1, *[0] * 15)))),
        JPEG.replace(CODES, b"\xff\xc4\0\0"),
        JPEG.replace(CODES, b"abcd" + CODES),
    ],
)
def test_a_damaged_jpeg_is_refused(data):
    assert data != JPEG
    assert refusal("a.jpg", data) in ("it ends too early", "it is damaged")


def test_a_webp_that_ends_too_early_is_refused():
    assert refusal("a.webp", WEBP[:-1]) == "it ends too early"


def test_a_small_file_with_more_pixels_than_a_computer_can_hold_is_refused_before_they_are_made():
    assert "30,000 by 30,000 pixels" in refusal("a.png", png(head(30_000, 30_000), pixels(b""), END))


@pytest.mark.slow
@pytest.mark.parametrize("data", [PNG[:-20], PNG.replace(b"IDAT", b"IDAU"), b"\x89PNG\r\n\x1a\n"])
def test_a_damaged_picture_is_told_and_the_course_is_built_and_printed_without_it(tmp_path, data):
    project = lay_out(tmp_path / "project", STRUCTURED)
    (project / "seeds/pictures/mill.png").write_bytes(data)
    done = run(project, "build_scripts", "build")
    assert done.returncode == 0
    assert "seeds/pictures/mill.png:1:1: warning: this picture is not shown: it" in done.stdout + done.stderr
    assert list((project / "site/handouts").glob("*.pdf"))
    assert "The mill, after a drawing of 1850" in (project / "site/paper/index.html").read_text(
        encoding="utf-8"
    )


def test_a_preview_looks_at_a_picture_again_only_when_it_was_saved(tmp_path, monkeypatch):
    (tmp_path / "seeds/pictures").mkdir(parents=True)
    file = tmp_path / "seeds/pictures/a.png"
    asked: list[bytes] = []
    monkeypatch.setattr(disk, "refusal", lambda _, data: asked.append(data) or refusal("a.png", data))
    kept: dict[str, disk.KeptText] = {}
    for data, problems in ((PNG, 0), (PNG[:-1], 1)):
        file.write_bytes(data)
        os.utime(file, (1, 1))
        for _ in range(3):
            assert len(read_files(tmp_path, kept)[1]) == problems
    assert asked == [PNG, PNG[:-1]]


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


def test_a_preview_serves_a_picture_that_the_paper_shows_and_no_other(tmp_path):
    project = lay_out(tmp_path / "project", STRUCTURED)
    (project / "seeds/pictures/other.png").write_bytes(PNG)
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(project)
        preview = Preview(project, Edition.STUDENT, "127.0.0.1:8000", lambda _: None)
        preview.refresh()
    shown = preview.answer("paper/pictures/mill.png")
    assert (shown.status, shown.kind) == (HTTPStatus.OK, "image/png")
    assert shown.data == (STRUCTURED / "seeds/pictures/mill.png").read_bytes()
    for way in ("paper/pictures/other.png", "paper/pictures/../paper.md"):
        assert preview.answer(way).status is HTTPStatus.NOT_FOUND
