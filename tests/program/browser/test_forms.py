"""The forms of a structured paper as browsers show them: on a phone, by keyboard, without scripts, in both renderers."""

import re

import pytest
from axe import faults
from lxml import html
from pages_of_site import dead_links, ids_given_twice
from playwright.sync_api import expect
from projects import STRUCTURED, build, lay_out
from served import serve
from vnu import complaints

from build_scripts.shells.disk import read_site
from build_scripts.web.broken_links import faults as faults_of

PAPER, LEVY, COUNTING = "paper/", "lessons/levy/", "lessons/counting/"
PAGES = (PAPER, LEVY, COUNTING)
PHONE = 390


@pytest.fixture(scope="module")
def site(once):
    """The built site of the course with everything, without handouts."""
    return once("structured-site", lambda folder: build(lay_out(folder, STRUCTURED), handouts=False)) / "site"


@pytest.fixture(scope="module")
def address(site):
    with serve(site) as served:
        yield served.address


def test_every_page_is_valid_html(site):
    assert complaints(site) == []


def test_no_id_is_given_twice_and_no_link_leads_nowhere(site):
    read = {
        file.relative_to(site).as_posix().removesuffix("index.html"): html.parse(file).getroot()
        for file in sorted(site.rglob("*.html"))
    }
    assert [ids_given_twice(page) for page in read.values() if ids_given_twice(page)] == []
    assert dead_links(site, read) == []
    assert faults_of(read_site(site), "/close-reading-course/") == ()


def test_pictures_are_published_also_in_the_offline_copy(site):
    assert (site / "paper/pictures/mill.png").read_bytes() == (
        STRUCTURED / "seeds/pictures/mill.png"
    ).read_bytes()
    assert b"paper/pictures/mill.png" in (site / "offline.zip").read_bytes()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, PHONE])
def test_axe_finds_no_fault(opened, width, scheme):
    page = opened(PAPER, width=width, color_scheme=scheme)
    for path in PAGES:
        page.goto(page.url.rpartition("/repository-name/")[0] + "/repository-name/" + path)
        assert faults(page) == [], path


@pytest.mark.parametrize("width", [320, PHONE, 1280])
def test_wide_things_scroll_in_their_own_box_and_the_page_does_not(opened, width):
    page = opened(COUNTING, width=width)
    box = page.locator("#table-1 .scroll")
    box.locator("table").evaluate(
        "one => { one.style.minWidth = '2000px'; }"
    )  # whatever typeface the machine has
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert box.evaluate("one => one.scrollWidth > one.clientWidth")


def test_the_keyboard_reaches_a_box_only_if_it_scrolls(opened):
    page = opened(COUNTING, width=PHONE)
    table, gloss = page.locator("#table-1 .scroll"), page.locator("#p23 .scroll")
    expect(table).to_have_attribute("tabindex", "0")
    expect(gloss).not_to_have_attribute("tabindex", "0")
    table.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.querySelector('#table-1 .scroll').scrollLeft > 0")


def test_a_mark_leads_to_its_note_and_back_by_keyboard(opened):
    page = opened(LEVY)
    mark = page.get_by_role("link", name="Note 3 of the paper")
    mark.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#fn-3$"))
    page.get_by_role("link", name="Back to the mark of note 3").focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("#fnref-fn-3$"))


SELECT = """([from, to]) => {
  const [start, end] = [from, to].map((one) => document.querySelector(one));
  const range = document.createRange();
  range.setStart(start, 0);
  range.setEnd(end, end.childNodes.length);
  getSelection().removeAllRanges();
  getSelection().addRange(range);
}"""


@pytest.mark.parametrize(
    ("path", "start", "end", "copied"),
    [
        (PAPER, "#p4", "#p4", "“Two paragraphs that were one after all say more about the toll. The same note may be marked twice.” (Berg 2023, paragraph 4)."),
        (LEVY, "#p11", "#p13", "“that the ferry was slow, that the weir was low, which had two causes: the mill, and” (Berg 2023, paragraphs 11 to 13)."),
        (COUNTING, "#table-1-r3c1", "#table-1-r3c2", "“Lower Town 8” (Berg 2023, table 1)."),
        (LEVY, "#fn-1", "#fn-1", "“The heading had this note in the first printing.” (Berg 2023, note 1)."),
        (PAPER, "#p2 math", "#p2 math", r"“p_1 = \frac{c}{n}” (Berg 2023, paragraph 2)."),
        (LEVY, "#p9", "#p9", "“When the water stands at the mill, the ferry stands still, stands still; and nobody pays for slow days.” (Berg 2023, paragraph 9)."),
        (COUNTING, "#table-1-caption", "#table-1-caption", "“Bridges by town, with the toll of each” (Berg 2023, table 1)."),
        (COUNTING, "#p23 td", "#p23 tr:nth-child(2) td:last-child", "“salis via longa est of.salt way long.F be.3SG” (Berg 2023, paragraph 23)."),
    ],
)  # fmt: skip
def test_what_is_copied_are_the_papers_words_with_their_place(opened, path, start, end, copied):
    page = opened(path, permissions=["clipboard-read", "clipboard-write"])
    page.evaluate(SELECT, [start, end])
    page.locator(".copy-quote").click()
    expect(page.locator(".told")).to_have_text("Copied with citation")
    assert page.evaluate("navigator.clipboard.readText()").startswith(copied)


def test_on_a_phone_the_notes_at_a_table_open_with_their_words_in_view(opened):
    page = opened(f"{COUNTING}?round=all", width=PHONE)
    seen = []
    for mark in page.locator("#table-1 .note-mark").all():
        mark.click()
        note, words = page.locator(".note.open"), mark.bounding_box()
        assert 0 <= words["y"] <= note.bounding_box()["y"] - words["height"]
        seen.append(note.get_attribute("class").split()[1])
    assert seen == ["note-context", "note-evidence"]
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE


def test_everything_can_be_read_without_scripts(opened):
    page = opened(COUNTING, java_script_enabled=False)
    for words in ("washed away twice", "is continuous", "Pence of the old kind.", "A note in a gloss."):
        assert page.get_by_text(words).first.is_visible()
    assert page.locator("#figure-1 img").is_visible()


def test_zensical_makes_the_same_pages(once, site):
    theirs = (
        once(
            "structured-zensical",
            lambda folder: build(lay_out(folder, STRUCTURED), "--renderer", "zensical", handouts=False),
        )
        / "site-zensical"
    )
    for path in PAGES:
        mine, other = (
            html.fromstring((folder / path / "index.html").read_text(encoding="utf-8")).xpath("//article")[0]
            for folder in (site, theirs)
        )
        assert "".join(mine.text_content().split()) == "".join(other.text_content().split()), path
        assert set(mine.xpath(".//@id")) == set(other.xpath(".//@id")) - {"__skip"}, path
        assert mine.xpath(".//img/@alt") == other.xpath(".//img/@alt")
    assert (theirs / "paper/pictures/mill.png").is_file()


@pytest.mark.parametrize("path", PAGES)
def test_readers_can_mark_every_form_and_its_words_and_their_places_stay(opened, path):
    page = opened(path)
    told = """Array.from(document.querySelectorAll('.passage .paper'), one => {
        const range = document.createRange();
        range.selectNodeContents(one);
        return [quoting.ownWords(range).trim(), ownMarks.textOf(one), one.offsetTop, one.offsetWidth];
    })"""
    before = page.evaluate(told)
    assert [own for own, _, *_ in before] == [text for _, text, *_ in before]
    marked = page.evaluate(
        """() => {
            const all = Array.from(document.querySelectorAll('.passage .paper')).filter(ownMarks.textOf);
            all.forEach(one => {
                const text = ownMarks.textOf(one);
                const target = { source: one.id, selector: anchoring.describe(text, 0, text.length) };
                const body = [{ type: 'TextualBody', purpose: 'tagging', value: 'wrong' }];
                ownMarks.put({ id: one.id, type: 'Annotation', created: '2026', modified: '2026', body, target });
            });
            return [all.map(one => one.id), ownMarks.inPage().map(mark => mark.paragraph.id)];
        }"""
    )
    assert sorted(marked[0]) == sorted(marked[1])
    assert page.locator("tr > mark, tbody > mark, table > mark, math mark").count() == 0
    assert page.evaluate(told) == before
