"""The pictures of “Editing this course”, made from the real course. Run by `make pictures`.

They are in the repository, so that a build needs no browser. Only the instructor edition has them.
"""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typst
from playwright.sync_api import Browser, Page, expect, sync_playwright
from projects import PENCIL, ROOT, lay_out, read, wait_for

PICTURES = ROOT / "overrides/assets/instructor"
COURSE = str(Path(sys.executable).with_name("course"))
LESSON = "content/lessons/rise.yml"
QUOTE = "friendship between Great Britain and the United States of America"
SLIP = QUOTE.replace("between", "of")
WORDS = "the last several decades"
NOTE = "*How* several? The [agreement](term:cpec) is of 2015; the paper counts from 1950."
WIDTH = 820
"""Pixels of the window: narrow, so that the words in a picture stay large."""
WIDE = 1100
"""Pixels of the window on *Proofread*, where the paper's page stands beside the doubt."""
PAPER = """
#set document(title: "A Bridge Between Two Towns", author: "M. Mason")
#set page(width: 15cm, height: 21cm, margin: 2cm, header: context [#h(1fr) #text(8pt)[THE ALD VALLEY REVIEW · #counter(page).display()]])
#set text(10pt, font: "Libertinus Serif")
#set par(justify: true, spacing: 0.65em)
#align(center)[#text(16pt)[A Bridge Between Two Towns]

M. Mason]
#v(1em)
= Introduction
Between the hill and the marsh the river Ald is too wide for a rope and too quick for a raft. Travellers who came down from Harrow waited for the ferry, and the ferry waited for the tide; a cart of grain could lose a day in sight of the market that it was meant for. Historians have called this a natural border,#footnote[The first map that shows both towns is of 1821.] and it is true that no map before the bridge shows the two towns in one colour of ink.

Yet the towns traded, married and quarrelled across the water long before there was any stone in it. A border that is crossed every day is a custom rather than a wall. What changed with the bridge was not that people crossed, but who was paid when they did.

*Who was paid*

The first plan came from neither town. In the winter of 1846 the county surveyor proposed a bridge of nine arches, to be paid for by both councils and to be free for ever after thirty years. Harrow agreed within a week, because its mills stood idle when the river was high. Selby waited for two years. Its council wrote that a free bridge would be a gift to the mills of the other bank, and that no town owes another a bridge. Harrow was patient for a while.
#pagebreak()
The surveyor’s answer is the most quoted sentence of the whole dispute: a bridge, he wrote, belongs to those who are on it. Nobody in either council had asked to whom the bridge would belong, but only who would keep it in repair.
= The Crossing
The ferry was the older power on the river, and it did not end when the bridge began. For eleven years both crossed the same water within a stone’s throw, and the ferry was the cheaper.
"""
"""A made paper that leaves a doubt: whether its second page begins another paragraph."""


def main() -> None:
    """Make every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        project = lay_out(Path(folder, "course"), ROOT)
        found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        with _preview(project) as address:
            _pencil(_open(browser, address))
            _write(_open(browser, address, width=WIDE, height=700))
            with _mistaken(project):
                wait_for(lambda: 'class="problems"' in read(address))
                _overlay(_open(browser, address))
        _own_paper(browser, Path(folder))
        browser.close()


def _open(browser: Browser, address: str, *, width: int = WIDTH, height: int = 620) -> Page:
    page = browser.new_page(
        viewport={"width": width, "height": height}, reduced_motion="reduce", locale="en-GB"
    )
    page.goto(address)
    return page


@contextmanager
def _preview(project: Path, path: str = f"lessons/{Path(LESSON).stem}/") -> Iterator[str]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{free.getsockname()[1]}"
    command = [sys.executable, "-m", "build_scripts", "serve", "--edition", "instructor", "--address", where]
    with subprocess.Popen(
        command, cwd=project, env=PENCIL | os.environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as serving:
        address = f"http://{where}/close-reading-course/{path}"
        try:
            wait_for(lambda: "</html>" in read(address))
            yield address
        finally:
            serving.terminate()


@contextmanager
def _mistaken(project: Path) -> Iterator[None]:
    """Misquote the paper, as anyone may."""
    path = project / LESSON
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(QUOTE, SLIP, 1), encoding="utf-8")
    yield
    path.write_text(text, encoding="utf-8")


def _pencil(page: Page) -> None:
    pencil = page.locator("a.md-content__button").first
    pencil.evaluate("one => { one.style.outline = '3px solid #b3261e'; one.style.outlineOffset = '3px'; }")
    page.screenshot(path=PICTURES / "pencil.png", clip={"x": 0, "y": 0, "width": WIDTH, "height": 330})


def _write(page: Page) -> None:
    """A note is written on selected words."""
    page.locator(".edit-turn").click()
    page.wait_for_selector(".edit-all:visible")
    page.evaluate(
        """words => {
            const walk = document.createTreeWalker(document.querySelector('.passage'), NodeFilter.SHOW_TEXT);
            for (let node = walk.nextNode(); node; node = walk.nextNode()) {
                const at = node.data.indexOf(words);
                if (at < 0 || node.parentElement.closest('[data-editorial]')) continue;
                window.getSelection().setBaseAndExtent(node, at, node, at + words.length);
                window.scrollBy(0, window.getSelection().getRangeAt(0).getBoundingClientRect().top - 190);
                return;
            }
            throw new Error('not on the page: ' + words);
        }""",
        WORDS,
    )
    page.locator(".quote-tools [data-new=note]").click()
    form = page.locator(".edit-form")
    form.locator("[data-field=kind] select").select_option("context")
    form.locator("[data-field=note] textarea").fill(NOTE)
    form.locator(".edit-shown a").wait_for()
    form.locator("[data-field=kind]").evaluate("one => one.scrollIntoView()")
    page.screenshot(path=PICTURES / "write.png")
    page.get_by_role("button", name="Cancel").click()


def _overlay(page: Page) -> None:
    page.screenshot(
        path=PICTURES / "mistake-in-the-preview.png", clip={"x": 0, "y": 0, "width": WIDTH, "height": 460}
    )


def _own_paper(browser: Browser, folder: Path) -> None:
    """How a course on another paper begins."""
    (folder / "my-paper.pdf").write_bytes(typst.compile(PAPER.encode()))
    subprocess.run(
        [COURSE, "new", "course", "my-course", "my-paper.pdf"], cwd=folder, check=True, capture_output=True
    )
    with _preview(folder / "my-course", "proofread/") as address:
        page = _open(browser, address, width=WIDE, height=820)
        expect(page.locator("#left")).to_have_text("1 doubt left")
        page.wait_for_function(
            "() => document.querySelector('.picture img')?.naturalWidth > 0"
        )  # a function: this page allows no words to be run
        page.screenshot(path=PICTURES / "proofread.png")
        page.close()


if __name__ == "__main__":
    main()
