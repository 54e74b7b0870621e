"""What the worker is told of a site, and the manifest of the app."""

import json
from base64 import b64encode
from hashlib import sha256

import pytest
from projects import TINY, build, lay_out

from build_scripts.shells.disk import read_site
from build_scripts.shells.preview import Preview
from build_scripts.weave.edition import Edition
from build_scripts.web.worker import MANIFEST, WORKER, links, worker

SITE = {
    "index.html": b"home",
    "lessons/a/index.html": b"a",
    "handouts/index.html": b"files",
    "handouts/a.pdf": b"%PDF",
    "handouts/a.png": b"PNG",
    "assets/course.js": b"js",
    "pictures/map.png": b"PNG",
    "404.html": b"x",
    "robots.txt": b"x",
    "social/index.png": b"x",
    "offline.zip": b"x",
}


def told(text):
    """What stands before the program."""
    first, _, program = text.partition(";\n")
    return json.loads(first.removeprefix("const site = ")), program


def test_it_knows_each_file_by_its_digest_and_files_to_print_wait_to_be_asked_for():
    site, program = told(worker("run();\n", SITE))
    assert program == "run();\n"
    digest = b64encode(sha256(b"home").digest()).decode()
    assert site["files"]["index.html"] == [digest[:16], 4]
    always = {path for path, about in site["files"].items() if len(about) == 2}
    assert always == {"index.html", "lessons/a/index.html", "handouts/index.html", "assets/course.js", "pictures/map.png"}  # fmt: skip
    assert set(site["files"]) - always == {"handouts/a.pdf", "handouts/a.png"}


def test_any_change_is_a_new_version_and_nothing_else_is():
    version = told(worker("run();", SITE))[0]["version"]
    assert worker("run();", dict(reversed(SITE.items()))) == worker("run();", SITE)
    assert told(worker("run();", {**SITE, "404.html": b"y"}))[0]["version"] == version
    assert told(worker("run();", {**SITE, "index.html": b"other"}))[0]["version"] != version
    assert told(worker("other();", SITE))[0]["version"] != version


@pytest.mark.parametrize(("path", "root"), [("index.html", ""), ("lessons/rise/index.html", "../../")])
def test_a_page_names_the_manifest_by_its_relative_address(path, root):
    assert f'<link rel="manifest" href="{root}{MANIFEST}">' in links(path)


def test_a_site_has_what_its_worker_and_its_manifest_name(site):
    files = read_site(site)
    listed, _ = told(files[WORKER].decode())
    for path, (digest, size, *_) in listed["files"].items():
        assert b64encode(sha256(files[path]).digest()).decode().startswith(digest), path
        assert len(files[path]) == size
    pages = {path for path in files if path.endswith("index.html")}
    assert pages <= listed["files"].keys()
    app = json.loads(files[MANIFEST])
    assert all(icon["src"] in files for icon in app["icons"])
    assert {icon["sizes"] for icon in app["icons"]} == {"192x192", "512x512"}
    assert app["start_url"] == app["scope"] == "./"  # below any address


def test_the_instructor_edition_takes_the_other_one_out_of_the_browser_at_its_address(once):
    folder = once(
        "instructors-worker",
        lambda folder: build(lay_out(folder, TINY), "--edition", "instructor", handouts=False),
    )
    files = read_site(folder / "site-instructor")
    assert b"unregister" in files[WORKER]
    assert b'rel="manifest"' not in files["index.html"]


def test_a_preview_takes_a_course_out_of_the_browser_that_was_kept_at_its_address(tmp_path, monkeypatch):
    folder = lay_out(tmp_path / "project", TINY)
    monkeypatch.chdir(folder)  # as `course serve` is run
    running = Preview(folder, Edition.STUDENT, "127.0.0.1:8000", lambda _: None)
    assert b"unregister" in running.answer(WORKER).data
    assert b'rel="manifest"' not in running.answer("").data
    assert running.answer(MANIFEST).status == 404
