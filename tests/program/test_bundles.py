"""Pages load one style sheet and one script, made of all that the settings list, and small."""

import json
import re
import subprocess

import pytest
from bundled import listed
from projects import ROOT, TINY, build, lay_out, run

from build_scripts.shells.preview import Preview
from build_scripts.weave.edition import Edition
from build_scripts.web.bundles import SCRIPT, STYLE, Bundle, small

SECRET = "window.zebra=1;"  # a word that is nowhere else
ASSETS = ROOT / "overrides/assets"
TOKENS = """
const { tokenizer } = require("./tests/node_modules/acorn");
const read = text => Array.from(tokenizer(text, { ecmaVersion: "latest" }), one => [one.type.label, one.value]);
const said = JSON.parse(require("fs").readFileSync(0, "utf8"));
const odd = said.filter(([, whole, light]) => JSON.stringify(read(whole)) !== JSON.stringify(read(light)));
console.log(JSON.stringify(odd.map(([name]) => name)));
"""


def test_styles_stand_one_after_the_other():
    assert Bundle(STYLE, ("a", "b")).joined({"a": b"a {}", "b": b"b {}"}.__getitem__) == b"a {}\nb {}"


def test_scripts_stand_one_after_the_other_and_none_runs_into_the_next():
    texts = {"a": b"one()", "b": b"(two)() // the end"}
    joined = Bundle(SCRIPT, ("a", "b")).joined(texts.__getitem__).decode()
    assert re.findall(r"try \{\n(.*)\n\} catch", joined) == ["one()", "(two)() // the end"]


def test_readers_get_neither_comments_nor_white_space():
    texts = {
        "assets/a.css": b'/* why */\na > b {\n  content: "!" / "";\n}\n',
        "assets/a.js": b"/* why */\nconst a = `  // ${1}`; // what\nreturn /[/*]  /;\n",
    }
    style = Bundle(STYLE, ("assets/a.css",)).small(texts.__getitem__)
    assert style == b'a > b{content:"!" / "";}'
    script = Bundle(SCRIPT, ("assets/a.js",)).small(texts.__getitem__)
    assert b"const a=`  // ${1}`;return /[/*]  /;" in script


def test_a_licence_stays():
    name = "assets/minisearch.js"
    assert small(name, (ROOT / "overrides" / name).read_bytes()).startswith(
        b"/*! MiniSearch (c) Luca Ongaro, MIT"
    )


def test_a_file_that_is_no_style_and_no_script_of_ours_is_left_alone():
    for name in ("assets/a.txt", "fonts/a.css", "instructor.js"):
        assert small(name, b"a /* b */  c") == b"a /* b */  c"


@pytest.mark.slow
def test_small_scripts_say_the_same():
    texts = {path.name: path.read_bytes() for path in ASSETS.rglob("*.js")}
    told = [
        (name, text.decode(), small(f"assets/{name}", text).decode()) for name, text in sorted(texts.items())
    ]
    assert len(told) > 20
    done = subprocess.run(
        ["node", "-e", TOKENS], input=json.dumps(told), capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert json.loads(done.stdout) == []


@pytest.fixture
def project(tmp_path):
    """A course whose settings also list a style of a designer, and a script of the instructor edition."""
    folder = lay_out(tmp_path / "project", TINY)
    settings = folder / "mkdocs.yml"
    text = settings.read_text(encoding="utf-8")
    text = text.replace(
        "extra_javascript:\n",
        "  - assets/own.css\nextra_javascript:\n  - {path: assets/instructor/own.js, defer: true}\n",
    )
    settings.write_text(text, encoding="utf-8")
    (folder / "overrides/assets/own.css").write_text(".own { order: 1 }\n", encoding="utf-8")
    (folder / "overrides/assets/instructor/own.js").write_text(SECRET, encoding="utf-8")
    return folder


@pytest.mark.slow
def test_a_site_has_what_is_listed_in_one_file_each_and_only_what_its_edition_may_have(project):
    build(project, handouts=False)
    build(project, "--edition", "instructor", handouts=False)
    for folder in ("site", "site-instructor"):
        site = project / folder
        assert (site / STYLE).read_text(encoding="utf-8").endswith(".own{order:1}")
        script = (site / SCRIPT).read_text(encoding="utf-8")
        shown = [path for path in listed() if folder == "site-instructor" or "/instructor/" not in path]
        texts = {path: (ROOT / "overrides" / path).read_bytes() for path in shown}
        assert all(small(path, text).decode() in script for path, text in texts.items())
        assert not [path for path in listed() if path != SCRIPT and (site / path).exists()]
        page = (site / "index.html").read_text(encoding="utf-8")
        # The second is one of those that few pages need.
        assert re.findall(r'<script src="([^"]*)"', page) == [SCRIPT, "assets/your_work.js"]
        assert len(re.findall(r'<link rel="stylesheet" href="assets/[^"/]*"', page)) == 1
        assert (SECRET in script) == (folder == "site-instructor")
    files = [path for path in (project / "site").rglob("*") if path.is_file() and path.suffix != ".zip"]
    assert not [path for path in files if b"zebra" in path.read_bytes()]


@pytest.mark.slow
def test_a_listed_file_that_is_not_there_stops_a_build_in_plain_words(project):
    (project / "overrides/assets/own.css").unlink()
    done = run(project, "build_scripts", "build")
    assert done.returncode != 0
    assert "mkdocs.yml lists assets/own.css, but there is no file overrides/assets/own.css" in done.stderr


def test_a_preview_has_what_was_saved_last(project, monkeypatch):
    monkeypatch.chdir(project)  # as `course serve` is run
    running = Preview(project, Edition.STUDENT, "127.0.0.1:8000", lambda _: None)
    page = running.answer("").data.decode()
    assert page.count("assets/course.css") == page.count("assets/course.js") == 1
    mark = running.mark_of("")
    style, script = running.answer(STYLE).data, running.answer(SCRIPT).data
    assert style.endswith(b".own { order: 1 }\n")
    assert b"zebra" not in script
    (project / "overrides/assets/own.css").write_text(".own { order: 22 }\n", encoding="utf-8")
    assert running.mark_of("") != mark
    assert running.answer(STYLE).data.endswith(b".own { order: 22 }\n")
    (project / "overrides/assets/own.css").unlink()
    assert running.answer(STYLE).data == style.removesuffix(b".own { order: 1 }\n")
