"""What `course publish --check` looks at, and how it sums it up."""

import gzip
import random

import pytest
from projects import TINY, free_port, lay_out, run, texts_of

from build_scripts.check.publishing import Publisher
from build_scripts.inspect import inspect
from build_scripts.shells import browser
from build_scripts.web.broken_links import faults
from build_scripts.web.summary import Facts, Looked, summary
from build_scripts.web.weights import told, weights

NOISE = random.Random(1).randbytes(40_000).hex().encode()
SITE = {
    "index.html": b'<h1>Home</h1><link rel="stylesheet" href="a.css"><a href="x/">x</a><img loading="lazy" src="b.png">',
    "x/index.html": b'<h1 id="a">X</h1><script src="../a.js"></script><img src="../b.png"><img src="https://a.example/c">',
    "gone/index.html": b'<meta http-equiv="refresh" content="0; url=../x/">',
    "a.css": b"p {}" * 1000,
    "a.js": NOISE,
    "b.png": b"x" * 1_000_000,
    "handouts/a.pdf": b"%PDF",
    "offline.zip": b"PK",
}


def test_a_page_weighs_what_its_first_visit_loads():
    found = weights(SITE)

    def sent(*paths: str) -> int:
        return sum(len(gzip.compress(SITE[path], 6, mtime=0)) for path in paths)

    assert found.pages == {
        "index.html": sent("index.html", "a.css"),
        "x/index.html": sent("x/index.html", "a.js") + 1_000_000,
    }
    assert (found.printed, found.copies, found.whole) == ((4,), 2, sum(map(len, SITE.values())))
    largest = f"{found.pages['x/index.html'] / 1000:,.0f} KB"
    first, heavy, _ = told(found)
    assert first.startswith("2 pages; ")
    assert first.endswith(f"at most {largest}: x/")
    assert heavy == f"heavy on a poor line: x/, {largest}"


def test_one_page_says_what_would_go_out_and_what_was_not_looked_at():
    woven = inspect(texts_of(TINY)).woven
    assert woven is not None
    wrong = SITE | {"y/index.html": b'<h1>Y</h1><a href="../x/#b">b</a>'}
    looked = Looked("2 pages opened in chromium", ("x/: Uncaught Error (a.js)",))
    publisher = Publisher("ada/towns", answers=("content/answers/a.yml",))
    lines = list(
        summary(Facts(woven, publisher, "", "/towns/", 2, faults(wrong, "/towns/"), looked), weights(wrong))
    )
    told = "\n".join(lines)
    assert len(lines) < 40
    assert "decided    no: 2 errors" in told
    assert "1 file in the repository: if it is public, students can read them" in told
    assert "pencil     none" in told
    assert "y/index.html: “../x/#b” leads to a place that is not on its page" in told
    assert "x/: Uncaught Error (a.js)" in told
    assert "browser    not tried: no browser" in "\n".join(
        summary(Facts(woven, Publisher(), "", "/", 0, (), Looked("not tried: no browser")), weights(SITE))
    )


def test_what_pages_say_is_found_in_the_log_of_a_browser():
    log = """[15:15:1127/163539.05:ERROR:dbus/bus.cc:405] Failed to connect to the bus: "x", source: y
[15:15:1127/163539.98:INFO:CONSOLE:672] "Uncaught Error: broken "x"", source: http://127.0.0.1/a.js (672)
[15:15:1127/163539.98:INFO:CONSOLE(6)] "Refused", source: http://127.0.0.1/ (6)"""
    assert list(browser.complaints(log)) == [
        'Uncaught Error: broken "x" (http://127.0.0.1/a.js (672))',
        "Refused (http://127.0.0.1/ (6))",
    ]


@pytest.mark.slow
def test_a_browser_tells_of_a_page_whose_script_fails(tmp_path, monkeypatch):
    (tmp_path / "good.html").write_text("<!doctype html><title>x</title><h1>x</h1>")
    (tmp_path / "bad.html").write_text("<!doctype html><title>x</title><h1>x</h1><script>nothing()</script>")
    program = browser.find()
    assert program, "tests need Chromium"
    good, bad = browser.opened(program, [(tmp_path / name).as_uri() for name in ("good.html", "bad.html")])
    assert good.complaints == ()
    assert "nothing is not defined" in bad.complaints[0]
    with pytest.raises(browser.BrowserError):
        list(browser.opened("false", ["about:blank"]))
    monkeypatch.setenv("PATH", "")
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr(browser, "_NAMES", ("chromium", str(tmp_path / "chromium")))
    assert browser.find() == ""


@pytest.mark.slow
def test_what_would_be_published_is_looked_at_before(tmp_path, monkeypatch):
    monkeypatch.setenv("HANDOUTS", "false")
    folder = lay_out(tmp_path / "towns", TINY)
    with (folder / "seeds/paper.yml").open("a", encoding="utf-8") as paper:
        paper.write("publish: undecided\n")
    at = f"127.0.0.1:{free_port()}"
    done = run(folder, "build_scripts", "publish", "--check", "--no-serve", "--no-browser", "--address", at)
    assert done.returncode == 1
    assert "[rights-undecided]" in done.stdout
    assert "the edition for students, below /towns/" in done.stdout
    assert "decided    no: 1 error above" in done.stdout
    assert "browser    not tried, as you asked" in done.stdout
    assert "would not be published" in done.stderr
    assert "Traceback" not in done.stderr
