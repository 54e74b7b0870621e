"""A teacher proofreads an imported paper in the preview: doubt by doubt, beside the page, by mouse and by keys."""

from pathlib import Path
from typing import NamedTuple

import pytest
import typst
from axe import faults
from playwright.sync_api import Page, expect
from projects import TINY, lay_out, previewed

PAPER = r"""---
original: original.pdf
next: 6
---

# Of Bridges {#of-bridges}

%? page 1: taken for a paragraph: “A promise”; is it a heading?

[1] A promise

[2] A bridge is a long-term promise. It joins two banks, and <b>both</b> must keep it (Adler, 2019; Brook & Cole, 2020a). Nobody asked the river. As Dale (2018) saw, rivers \*move\*, and the bridge

%% 12 The Bridge Post

%? page 2: does a paragraph begin here?

[3] stays.

# The Toll {#the-toll}

%? page 2: does another paragraph begin here? “are rare, Eaton”

[4] Whoever built the bridge may ask a toll. “Fair tolls” are rare, Eaton, 2021) said, and pay-

[5] ment is not a tax. A toll on the bridge is not a tax.
"""
PDF = r"""
#set page(width: 12cm, height: 9cm)
= Of Bridges
A promise

A bridge is a long-term promise. It joins two banks, and \<b\>both\</b\> must keep it (Adler, 2019; Brook & Cole, 2020a). Nobody
asked the river. As Dale (2018) saw, rivers \*move\*, and the bridge
#pagebreak()
stays.
= The Toll
Whoever built the bridge may ask a toll. “Fair tolls” are rare, Eaton, 2021) said, and payment is not a tax. A toll on
the bridge is not a tax.
"""


class Desk(NamedTuple):
    """A teacher's desk: the file of the paper, and the page on which it is proofread."""

    file: Path
    page: Page
    address: str

    @property
    def text(self) -> str:
        return self.file.read_text(encoding="utf-8")

    def says(self, words: str) -> None:
        """Wait until the page has said something to everybody."""
        expect(self.page.locator("#said")).to_contain_text(words)

    def press(self, key: str, says: str) -> None:
        self.page.keyboard.press(key)
        self.says(says)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = lay_out(tmp_path / "project", TINY)
    (folder / "seeds/paper.txt").unlink()
    (folder / "seeds/paper.md").write_text(PAPER, encoding="utf-8")
    (folder / "seeds/original.pdf").write_bytes(typst.compile(PDF.encode()))
    return folder


@pytest.fixture
def desk(folder: Path, browser):
    with previewed(folder) as address:
        page = browser.new_page(viewport={"width": 1300, "height": 900})
        page.goto(f"{address}proofread/")
        expect(page.locator("#left")).to_have_text("3 doubts left")
        yield Desk(folder / "seeds/paper.md", page, address)
        page.close()


def test_doubts_are_settled_joined_and_undone_by_keys_alone(desk):
    expect(desk.page.locator("#title")).to_have_text("Taken for a paragraph: “A promise”; is it a heading?")
    desk.press("2", "It is a heading of level 2 now. 2 doubts left.")
    assert "## A promise {#a-promise}\n\n[2 was 1] A bridge" in desk.text
    expect(desk.page.locator("#title")).to_have_text("Does a paragraph begin here?")
    expect(desk.page.locator("#title")).to_be_focused()
    expect(desk.page.locator("#before")).to_contain_text("Before: Paragraph 2")  # beyond the head of the page
    desk.press("j", "It is joined with the one before now. 1 doubt left.")
    assert "[2 was 1 3] A bridge is" in desk.text
    assert "and the bridge stays.\n\n%% 12 The Bridge Post\n" in desk.text
    desk.press("r", "Left as it is; the doubt is settled. No doubts left.")
    expect(desk.page.locator("#next")).to_contain_text("course check")
    for left in ("1 doubt left", "2 doubts left", "3 doubts left"):
        desk.press("u", left)
    assert desk.text == PAPER
    expect(desk.page.locator("#title")).to_have_text("Taken for a paragraph: “A promise”; is it a heading?")
    expect(desk.page.locator("#undo")).to_be_disabled()


def test_the_words_are_outlined_on_the_page_that_they_stand_on(desk):
    expect(desk.page.locator("#page-number")).to_have_text("Page 1 of 2")
    expect(desk.page.locator(".picture span:not(.bar)")).to_have_count(1)
    desk.page.locator("#skip").click()
    expect(desk.page.locator("#page-number")).to_have_text("Page 2 of 2")
    assert (
        desk.page.locator(".picture img").evaluate("one => one.decode().then(() => one.naturalWidth)") > 300
    )
    wide = desk.page.locator(".picture").bounding_box()["width"]
    desk.page.locator("#larger").click()
    assert desk.page.locator(".picture").bounding_box()["width"] > wide
    desk.page.locator("#page-before").click()
    expect(desk.page.locator("#page-number")).to_have_text("Page 1 of 2")


def test_any_paragraph_can_be_opened_and_cut(desk):
    desk.page.goto(f"{desk.address}proofread/#p2")
    expect(desk.page.locator("#title")).to_have_text("Paragraph 2")
    desk.page.locator("[data-what=cut]").click()
    desk.page.locator("#cutting").evaluate(
        "one => { const at = one.value.indexOf('Nobody'); one.setSelectionRange(at, at); }"
    )
    desk.page.keyboard.type("x")  # nothing can be typed here
    desk.press("Enter", "It is cut in two now. The second part is paragraph 6.")
    assert "(Adler, 2019; Brook & Cole, 2020a).\n\n[6] Nobody asked the river." in desk.text


def test_a_cut_is_proposed_where_a_doubt_quotes(desk):
    for _ in range(2):
        desk.page.keyboard.press("s")
    expect(desk.page.locator("#title")).to_have_text("Does another paragraph begin here? “are rare, Eaton”")
    boxes = desk.page.locator(".picture span:not(.bar)")
    expect(boxes.first).to_be_visible()
    lines = boxes.evaluate_all("all => all.reduce((sum, one) => sum + parseFloat(one.style.width), 0)")
    assert lines < 40  # per cent of the page's width: the words that are quoted, not the paragraph
    desk.page.keyboard.press("c")
    expect(desk.page.locator("#panel .preview")).to_contain_text("What follows begins: “are rare, Eaton")
    desk.press("Enter", "It is cut in two now.")
    assert "“Fair tolls”\n\n[6] are rare, Eaton, 2021)" in desk.text


def test_a_hyphen_at_the_seam_is_asked_for(desk):
    desk.page.goto(f"{desk.address}proofread/#p5")
    desk.page.locator("[data-what=join]").click()
    choices = desk.page.locator("#panel button")
    expect(choices).to_have_text(["“payment”", "“pay-ment”", "Cancel"])
    choices.first.click()
    desk.says("It is joined")
    assert "[4 was 5] Whoever" in desk.text
    assert "and payment is not a tax. A toll" in desk.text


def test_a_note_is_asked_for_its_label_and_escape_goes_back(desk):
    button = desk.page.locator("[data-what=note]")
    desk.page.keyboard.press("n")
    expect(desk.page.locator("#label")).to_be_focused()
    expect(button).to_have_attribute("aria-expanded", "true")
    desk.page.keyboard.press("Escape")
    expect(button).to_be_focused()
    assert desk.text == PAPER
    desk.page.keyboard.press("n")
    desk.page.keyboard.type("7")
    desk.press("Enter", "It is note 7 now.")
    assert "[^7]: A promise\n" in desk.text


def test_a_text_is_saved_as_it_is_typed_or_not_at_all(desk):
    desk.page.keyboard.press("e")
    typing = desk.page.locator("#typing")
    expect(typing).to_have_value("[1] A promise")
    typing.fill("[2] A promise")
    desk.page.get_by_role("button", name="Save").click()
    desk.says("The number 2 would stand twice. Nothing was saved.")
    expect(typing).to_have_value("[2] A promise")  # what was typed is still there
    assert desk.text == PAPER
    typing.fill("[1]  A *promise*")
    desk.page.get_by_role("button", name="Save").click()
    desk.says("What you typed is saved.")
    assert "[1]  A *promise*\n" in desk.text


def test_what_was_saved_elsewhere_is_told_and_shown(desk):
    desk.file.write_text(PAPER.replace("[3] stays.", "[3] stays there."), encoding="utf-8")
    desk.press("x", "The file was changed elsewhere since this page read it")
    assert "[3] stays there." in desk.text
    desk.page.keyboard.press("s")
    expect(desk.page.locator("#block")).to_contain_text("stays there.")


def test_keys_can_be_turned_off(desk):
    desk.page.keyboard.press("?")
    desk.page.get_by_label("Use these keys").uncheck()
    desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("x")
    desk.page.locator("#skip").click()
    expect(desk.page.locator("#title")).to_have_text("Does a paragraph begin here?")
    assert desk.text == PAPER


def test_the_list_shows_what_is_asked_for(desk):
    desk.page.locator("#filter").select_option("heading")
    expect(desk.page.locator("#list button")).to_have_count(2)
    desk.page.locator("#filter").select_option("all")
    desk.page.locator("#words").fill("fair tolls")
    expect(desk.page.locator("#list button")).to_have_count(1)
    desk.page.locator("#list button").click()
    expect(desk.page.locator("#block .name")).to_have_text("Paragraph 4")
    assert desk.page.url.endswith("#p4")


@pytest.mark.parametrize(
    ("width", "scheme"), [(1300, "light"), (1300, "dark"), (900, "light"), (360, "light"), (360, "dark")]
)
def test_everybody_can_use_it(desk, width, scheme):
    desk.page.emulate_media(color_scheme=scheme)
    desk.page.set_viewport_size({"width": width, "height": 800})
    assert faults(desk.page) == []
    assert desk.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    sizes = desk.page.locator("#choices button, header button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).filter(one => one.width).map(one => [one.width, one.height])"
    )
    assert all(wide >= 44 and high >= 44 for wide, high in sizes)
    for key in "cen":
        desk.page.keyboard.press(key)
        assert faults(desk.page) == []
        desk.page.keyboard.press("Escape")
    desk.page.keyboard.press("?")
    assert faults(desk.page) == []


def test_no_request_leaves_the_preview(desk):
    asked: list[str] = []
    desk.page.on("request", lambda request: asked.append(request.url))
    desk.page.reload()
    expect(desk.page.locator("#list button")).to_have_count(3)
    desk.press("2", "It is a heading")
    expect(desk.page.locator(".picture img")).to_be_visible()
    assert asked
    assert all(one.startswith((desk.address, "data:")) for one in asked)


def test_the_preview_leads_to_it_and_a_build_has_nothing_of_it(desk, site):
    for way in ("", "paper/"):
        desk.page.goto(desk.address + way)
        expect(desk.page.locator(".proofread")).to_have_text(
            "Proofread the paper: 3 doubts of the import are open (only in this preview)"
        )
    desk.page.locator(".proofread a").click()
    expect(desk.page.locator("#left")).to_have_text("3 doubts left")
    desk.page.goto(f"{desk.address}glossary/")
    desk.page.get_by_role("link", name="Proofread", exact=True).first.click()
    expect(desk.page.locator("#left")).to_have_text("3 doubts left")
    assert not [path for path in site.rglob("*") if "proofread" in path.as_posix()]
    assert not [path for path in site.rglob("*.html") if "proofread/" in path.read_text(encoding="utf-8")]
