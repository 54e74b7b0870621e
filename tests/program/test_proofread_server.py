"""The page for proofreading writes files, so its server accepts only what the page itself asks for, and nothing is lost."""

import json
from collections.abc import Iterator
from http.client import HTTPConnection
from pathlib import Path
from threading import Thread
from typing import NamedTuple

import pytest
import typst
from projects import ROOT

from build_scripts.shells.editing import LARGEST, TOKEN, Editing, not_from_here
from build_scripts.shells.original_pages import NoPages, OriginalPages
from build_scripts.shells.preview import Preview
from build_scripts.shells.preview_server import listening
from build_scripts.weave.edition import Edition

PAPER = b"""\xef\xbb\xbf---\r
original: original.pdf\r
next: 4\r
---\r
\r
%? page 1: is it a heading?\r
\r
[1] Who paid?\r
\r
[2] The levy was old.\r
\r
[3] Nobody asked.\r
"""
EDIT = "/.preview/proofread/edit"
READ = "/.preview/proofread/paper"


class Told(NamedTuple):
    """What the server answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def said(self) -> dict[str, object]:
        return json.loads(self.body)


class Here(NamedTuple):
    """A project whose paper is served for proofreading."""

    root: Path
    port: int

    @property
    def paper(self) -> bytes:
        return (self.root / "seeds/paper.md").read_bytes()

    def get(self, way: str, **headers: str) -> Told:
        return self._ask("GET", way, None, headers)

    def token(self) -> str:
        page = self.get("/proofread/").body.decode()
        return page.partition('name="course-token" content="')[2].partition('"')[0]

    def mark(self) -> str:
        return self.get(READ).said["mark"]

    def post(self, asked: object, way: str = EDIT, **headers: str | None) -> Told:
        """Send an edit as the page does; `headers` are other ones, or `None` for none."""
        data = asked if isinstance(asked, bytes) else json.dumps(asked).encode()
        usual: dict[str, str | None] = {
            "Origin": f"http://127.0.0.1:{self.port}",
            "Content-Type": "application/json",
            TOKEN: self.token(),
        }
        given = usual | {name.replace("_", "-"): value for name, value in headers.items()}
        return self._ask(
            "POST", way, data, {name: value for name, value in given.items() if value is not None}
        )

    def decide(self, what: str, line: int = 8, **how: object) -> Told:
        return self.post({"what": what, "line": line, "mark": self.mark(), **how})

    def _ask(self, method: str, way: str, data: bytes | None, headers: dict[str, str]) -> Told:
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        connection.putrequest(method, way, skip_host="Host" in headers)
        if data is not None and "Content-Length" not in headers:
            headers = {**headers, "Content-Length": str(len(data))}
        for name, value in headers.items():
            if value != "":
                connection.putheader(name, value)
        connection.endheaders()
        try:
            if data:
                connection.send(data)
        except (BrokenPipeError, ConnectionResetError):
            pass  # it was refused before it was read
        answer = connection.getresponse()
        told = Told(answer.status, dict(answer.getheaders()), answer.read())
        connection.close()
        return told


@pytest.fixture
def here(tmp_path: Path) -> Iterator[Here]:
    (tmp_path / "seeds").mkdir()
    (tmp_path / "content").mkdir()
    (tmp_path / "seeds/paper.md").write_bytes(PAPER)
    (tmp_path / "content/course.yml").write_bytes(b"title: Salt\n")
    page = tmp_path / "overrides/assets/preview/proofread.html"
    page.parent.mkdir(parents=True)
    page.write_bytes((ROOT / "overrides/assets/preview/proofread.html").read_bytes())
    with listening(Preview(tmp_path, Edition.STUDENT, "127.0.0.1:0", print), "127.0.0.1", 0) as server:
        thread = Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        yield Here(tmp_path, int(server.server_address[1]))
        server.shutdown()
        thread.join()


def test_a_decision_is_saved_and_taken_back_to_the_byte(here):
    made = here.decide("heading", level=2, doubt=6)
    assert made.status == 200
    assert made.said["said"] == "It is a heading of level 2 now."
    assert made.said["paper"]["undo"] == made.said["said"]
    assert here.paper == PAPER.replace(b"%? page 1: is it a heading?\r\n\r\n", b"").replace(
        b"[1] Who paid?", b"## Who paid? {#who-paid}"
    ).replace(b"[2]", b"[2 was 1]")
    assert here.decide("join", line=10).status == 200
    assert here.decide("undo").status == 200
    assert here.decide("undo").said["said"] == "Undone: It is a heading of level 2 now."
    assert here.paper == PAPER
    assert here.decide("undo").status == 422


def test_what_somebody_else_saved_is_not_overwritten(here):
    mark = here.mark()
    assert here.decide("quotation").status == 200
    mine = here.paper + b"\r\n[9] Typed in an editor.\r\n"
    (here.root / "seeds/paper.md").write_bytes(mine)
    stale = here.post({"what": "heading", "line": 8, "mark": mark})
    assert stale.status == 409
    assert "changed elsewhere" in stale.said["said"]
    assert stale.said["paper"]["mark"] == here.mark()
    undone = here.decide("undo")
    assert undone.status == 409
    assert "cannot be undone here" in undone.said["said"]
    assert here.get(READ).said["undo"] == ""
    assert here.paper == mine


def test_what_cannot_be_decided_is_told_and_nothing_is_written(here):
    for what, how in (("join", {}), ("note", {"label": "a b"}), ("typed", {"typed": "::: table"})):
        made = here.decide(what, **how)
        assert made.status == 422
        assert made.said["said"]
    assert here.paper == PAPER


def test_words_that_differ_after_typing_are_told(here):
    for typed, told in (
        ("[3] Nobody was asked.", "“was” is new"),
        ("[3] Nobody bade.", "“bade” stands for “was asked”"),
        ("[3] Nobody.", "“bade” is gone"),
    ):
        made = here.decide("typed", line=12, typed=typed)
        assert made.status == 200
        assert f"Words of the paper differ now: {told}." in made.said["said"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Host": "course.example"}, 403),
        ({"Host": "course.example:{port}", "Origin": "http://course.example:{port}"}, 403),
        ({"Host": "localhost:{port}.course.example"}, 403),
        ({"Host": "localhost:1", "Origin": "http://localhost:1"}, 403),
        ({"Host": ""}, 403),
        ({"Origin": "http://course.example"}, 403),
        ({"Origin": "http://127.0.0.1:1"}, 403),
        ({"Origin": "http://localhost:{port}"}, 403),
        ({"Origin": "https://127.0.0.1:{port}"}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": None}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
        ({"Sec_Fetch_Site": "same-site"}, 403),
        ({"X_Course_Token": None}, 403),
        ({"X_Course_Token": "wrong"}, 403),
        ({"X_Course_Token": "\u00e9"}, 403),
        ({"Content_Type": "text/plain"}, 415),
        ({"Content_Type": "application/x-www-form-urlencoded"}, 415),
        ({"Content_Type": None}, 415),
        ({"Content_Length": str(LARGEST + 1)}, 413),
        ({"Content_Length": "-1"}, 411),
        ({"Content_Length": "", "Transfer_Encoding": "chunked"}, 411),
    ],
)
def test_only_the_page_itself_can_edit(here, headers, status):
    given = {name: value and value.replace("{port}", str(here.port)) for name, value in headers.items()}
    made = here.post({"what": "heading", "line": 8, "mark": here.mark()}, **given)
    assert made.status == status
    assert made.said["said"]
    assert here.paper == PAPER


def test_the_page_can_be_opened_by_the_other_name_of_this_computer(here):
    host = f"localhost:{here.port}"
    asked = {"what": "right", "doubt": 6, "line": 8, "mark": here.mark()}
    assert here.post(asked, Host=host, Origin=f"http://{host}").status == 200


@pytest.mark.parametrize(
    "way",
    [
        "/proofread/",
        READ,
        "/.preview/proofread/page?number=1",
        "/.preview/proofread/place",
        "/",
        "/.preview/wait",
    ],
)
def test_another_name_for_this_computer_shows_nothing(here, way):
    """A site can lead its own name here; a page of it could then read the token."""
    for headers in ({"Host": f"course.example:{here.port}"}, {"Sec-Fetch-Site": "cross-site"}):
        made = here.get(way, **headers)
        assert made.status == 403
        assert here.token().encode() not in made.body


def test_names_of_headers_are_known_in_any_letters(here):
    usual = {"Origin": None, "Content_Type": None, "X_Course_Token": None}
    small = {
        "origin": f"http://127.0.0.1:{here.port}",
        "content_type": "application/json",
        "x_course_token": here.token(),
    }
    asked = {"what": "right", "doubt": 6, "line": 8, "mark": here.mark()}
    assert here.post(asked, **usual, **small, sec_fetch_site="cross-site").status == 403
    assert here.paper == PAPER
    assert here.post(asked, **usual, **small).status == 200


def test_another_computer_can_neither_edit_nor_look():
    for client in ("192.168.1.7", "::ffff:192.168.1.7", "fe80::1"):
        assert not_from_here({"Host": "localhost:8000"}, client, 8000)
    assert not_from_here({"Host": "localhost:8000"}, "127.0.0.1", 8000) is None
    assert not_from_here({"Host": "[::1]:8000"}, "::1", 8000) is None


@pytest.mark.parametrize(
    "way",
    [
        "/",
        "/proofread/",
        READ,
        f"{EDIT}/",
        f"{EDIT}?path=content/course.yml",
        f"{EDIT}/../../../content/course.yml",
        "/proofread/../.preview/proofread/edit",
        "/%2epreview/proofread/edit",
    ],
)
def test_nothing_else_takes_edits(here, way):
    made = here.post({"what": "heading", "line": 8, "mark": here.mark(), "path": "content/course.yml"}, way)
    assert made.status == 404
    assert here.paper == PAPER


def test_no_other_file_is_written_whatever_is_asked_for(here):
    before = {path: path.read_bytes() for path in here.root.rglob("*") if path.is_file()}
    extra = {"path": "content/course.yml", "file": "../x", "root": "/", "original": "x"}
    assert here.decide("heading", **extra).status == 200
    after = {path: path.read_bytes() for path in here.root.rglob("*") if path.is_file()}
    assert [path.name for path in after if after[path] != before.get(path)] == ["paper.md"]


def test_only_named_files_inside_the_project_can_be_edited(tmp_path):
    outside, root = tmp_path / "outside.md", tmp_path / "project"
    (root / "seeds").mkdir(parents=True)
    outside.write_text("[1] Mine.", encoding="utf-8")
    (root / "seeds/paper.md").symlink_to(outside)
    (root / "seeds/other.md").write_text("[1] Mine.", encoding="utf-8")
    editing = Editing(root, frozenset({"seeds/paper.md"}))
    for path in ("seeds/paper.md", "seeds/other.md", "../outside.md", str(outside)):
        assert editing.read(path) is None
        assert editing.edit(path, "", lambda _: ("", "")).status == 404
        assert editing.undo(path, "").status == 422
    assert outside.read_text(encoding="utf-8") == "[1] Mine."


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"[" * 100_000,
        b'{"what": "heading"}',
        b'{"what": "burn", "mark": ""}',
        b'{"what": {"a": 1}, "mark": ""}',
        b'{"what": "cut", "mark": "", "at": 1e999}',
        b'{"what": "cut", "mark": "", "at": "x"}',
        b'{"what": "typed", "mark": "", "typed": "\\ud800"}',
        b'{"what": "cut", "mark": "", "at": ' + b"9" * 5000 + b"}",
    ],
)
def test_what_is_not_known_ends_in_words(here, data):
    made = here.post(data)
    assert made.status == 400
    assert made.said["said"]
    assert here.paper == PAPER


def test_the_page_says_that_nobody_may_frame_it_or_load_it_from_elsewhere(here):
    made = here.get("/proofread/")
    assert made.status == 200
    policy = made.headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert made.headers["X-Frame-Options"] == "DENY"
    assert made.headers["Cross-Origin-Resource-Policy"] == "same-origin"


@pytest.mark.parametrize("name", ["../secret.pdf", "/etc/secret.pdf", "a/b.pdf", "original.docx", ""])
def test_only_a_pdf_beside_the_paper_is_shown(here, name):
    (here.root / "secret.pdf").write_bytes(typst.compile(b"Secret"))
    (here.root / "seeds/paper.md").write_bytes(PAPER.replace(b"original.pdf", name.encode()))
    assert here.get(READ).said["pages"] == 0
    assert here.get("/.preview/proofread/page?number=1").status == 404


def test_a_course_without_a_paper_in_markdown_is_told_what_to_do(here):
    (here.root / "seeds/paper.md").unlink()
    assert "course import" in here.get(READ).said["without"]
    assert here.post({"what": "heading", "line": 8, "mark": ""}).status == 404
    (here.root / "seeds/paper.md").write_bytes(b"\xff")
    assert "UTF-8" in here.get(READ).said["without"]


PDF = b"""
#set page(width: 12cm, height: 9cm, footer: [A foot])
#set text(hyphenate: true, lang: "en", size: 11pt)
= The levy on salt
Whoever crossed the river paid a considerable contribution#footnote[The charter.] towards the maintenance of the
unextraordinarily efficient bridge, and nobody had been asked about it.
#pagebreak()
A second page about ferries alone, and again the levy.
"""


def test_words_are_found_on_the_pages_of_the_original(tmp_path):
    (tmp_path / "original.pdf").write_bytes(typst.compile(PDF))
    pages = OriginalPages(tmp_path / "original.pdf")
    assert pages.count() == 2
    words = (
        "Whoever crossed the river paid a considerable contribution towards the maintenance of the unextraordinarily "
        "efficient bridge, and nobody had been asked about it."
    )
    for near in (1, 2, 99):
        found = pages.place(words, near)
        assert found.page == 1
        tops = [top for _, top, _, _ in found.boxes]
        assert tops == sorted(tops)
        assert len({round(top, 2) for top in tops}) >= 3
        assert all(
            0 <= left < right <= 1 and 0 <= top < bottom <= 1 for left, top, right, bottom in found.boxes
        )
        assert max(bottom for _, _, _, bottom in found.boxes) < 0.75  # the note and the foot are not of it
    assert pages.place("The levy on salt", 1).boxes[0][1] < tops[0]
    assert pages.place("A second page about ferries alone", 1).page == 2
    assert pages.place("Nothing of this stands in it, not a word", 1) is None
    assert pages.place("12", 1) is None
    assert pages.picture(2, 300).startswith(b"\x89PNG")
    with pytest.raises(NoPages):
        pages.picture(3, 300)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7\nrubbish", b"no PDF"])
def test_a_pdf_that_cannot_be_shown_ends_in_words(tmp_path, data):
    (tmp_path / "original.pdf").write_bytes(data)
    with pytest.raises(NoPages, match="cannot be shown here"):
        OriginalPages(tmp_path / "original.pdf").count()
    with pytest.raises(NoPages, match="is not there"):
        OriginalPages(tmp_path / "other.pdf").count()
