"""The forms of a structured paper on its page and in lessons: nothing lost, everything under its id, notes both ways."""

import re
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, assume, given, settings
from lxml import html
from pages_of_site import ids_given_twice
from papers import course_of, sources
from projects import STRUCTURED, texts_of

from build_scripts.build import Build, build, plan, rendered
from build_scripts.inspect import inspect
from build_scripts.paper.blocks import Heading, Text, Words
from build_scripts.paper.paper import Kind, Paper, Span
from build_scripts.paper.paper_md import PaperSource
from build_scripts.paper.structured import structured
from build_scripts.paper.write_md import write_paper_md
from build_scripts.show.base import site_of
from build_scripts.show.blocks import ItemView, ListView, blocks, headings, shown_asides
from build_scripts.show.lesson import make_lesson_page
from build_scripts.show.paper import paper_entries, paper_page
from build_scripts.show.tongues import Tongue, tongue_of
from build_scripts.weave.edition import Edition
from build_scripts.weave.marks import Marks

NOT_WORDS = (
    "[@data-editorial] | .//sup[@class='fnref'] | .//*[contains(@class, 'label') or @class='speaker-name']"
)
"""What editors added, the marks of notes, and what the paper prints before its words."""


def page_of(made: Build, path: str = "paper.md") -> html.HtmlElement:
    assert made.pages, made.problems
    (text,) = [one.text for one in made.pages if one.page.path == path]
    return article_of(text)


def article_of(text: str) -> html.HtmlElement:
    return html.document_fromstring(f"<!doctype html><body><article>{text}</article></body>").xpath(
        "//article"
    )[0]


def words_of(element: html.HtmlElement) -> str:
    """The paper's words in an element, without white space."""
    for one in element.xpath(f".//*{NOT_WORDS}"):
        one.drop_tree()
    for one in element.xpath(".//annotation/../*[1]"):
        one.drop_tree()  # its TeX is left
    return "".join(element.text_content().split())


def of_paper(article: html.HtmlElement) -> str:
    """All words of the paper on its page, in order."""
    (start,) = article.xpath("./div[@class='editors']")
    parts = start.xpath(
        "./following-sibling::*[self::h2 or self::h3 or self::h4 or self::h5 or self::h6 or @class='passage']"
    )
    return "".join(words_of(part) for part in parts if part.get("id") != "paper-notes")


def made_of(source: PaperSource) -> tuple[html.HtmlElement, Paper]:
    """The page of a paper with a word; ids of headings that are written twice are a mistake, so none is."""
    plain = [replace(one, id="") if isinstance(one, Heading) else one for one in source.blocks]
    source = replace(source, blocks=(*plain, Text(words=Words("There is a word."))))
    files = course_of(write_paper_md(source))
    made = plan(files, on_paper=False)
    assume("number-twice" not in {one.rule for one in made.problems})
    assert made.site, made.problems
    return article_of(rendered(made.page("paper.md"), made.site, files).text), structured(source)


# Law 1: every word once, in order


@settings(suppress_health_check=list(HealthCheck), max_examples=50)
@given(sources())
def test_every_word_of_a_paper_stands_on_its_page_once_and_in_order(source):
    article, paper = made_of(source)
    assert of_paper(article) == "".join(paper.text.split())


@settings(suppress_health_check=list(HealthCheck), max_examples=40)
@given(sources())
def test_everything_in_a_paper_has_its_address_on_the_page_once(source):
    article, paper = made_of(source)
    found = set(article.xpath("//@id"))
    named = {one.id for one in (*paper.paragraphs, *paper.sections) if one.id != "opening"}
    assert not named - found
    assert not {*paper.former, *paper.gone} - found
    assert ids_given_twice(article) == []


@pytest.fixture(scope="module")
def course() -> Build:
    """The course with everything."""
    made = build(texts_of(STRUCTURED))
    assert not made.failed
    return made


def test_the_whole_paper_of_the_course_stands_on_its_page(course):
    paper = course.woven.paper
    assert of_paper(page_of(course)) == "".join(paper.text.split())


def test_the_page_would_show_a_word_that_is_lost(course):
    lost = page_of(course)
    lost.xpath("//*[@id='table-1-r3c2']")[0].text = ""
    assert of_paper(lost) != "".join(course.woven.paper.text.split())


# Notes


@pytest.mark.parametrize("path", ["paper.md", "lessons/levy.md", "lessons/counting.md"])
def test_marks_and_notes_lead_to_each_other(course, path):
    article = page_of(course, path)
    marks = article.xpath(".//a[@role='doc-noteref']")
    notes = article.xpath(".//*[@class='paper-note']")
    back = article.xpath(".//a[@role='doc-backlink']")
    assert marks
    assert len(notes) == len(back)
    ids = set(article.xpath(".//@id"))
    assert {one.get("href")[1:] for one in (*marks, *back)} <= ids
    marked = {one.get("href")[1:] for one in marks}
    assert marked == {note.xpath("./p[1]/@id")[0] for note in notes}


def test_a_lesson_shows_only_the_notes_of_its_passages(course):
    ids = set(page_of(course, "lessons/counting.md").xpath(".//*[@class='paper-note']/p/@id"))
    assert ids == {"fn-4"}


def test_the_notes_stand_under_the_papers_own_heading_or_under_ours(course):
    files = texts_of(STRUCTURED)
    assert page_of(course).xpath("//h2[@id='notes']/following-sibling::div[1]//*[@id='fn-1']")
    files["seeds/paper.md"] = files["seeds/paper.md"].replace("# Notes {#notes}\n", "")
    heading = page_of(build(files, on_paper=False)).xpath("//h2[@id='paper-notes']")
    assert [one.text for one in heading] == ["Notes of the paper"]


def test_editors_notes_stand_at_all_forms(course):
    for path, homes in (
        ("lessons/levy.md", {"p2", "p6", "p9", "p12", "fn-2"}),
        ("lessons/counting.md", {"table-1-caption", "table-1-r3c7", "figure-1-caption", "p23"}),
    ):
        article = page_of(course, path)
        found = article.xpath(".//a[@class='note-mark']/ancestor::*[contains(@class, 'paper')][@id][1]/@id")
        assert set(found) == homes


# Forms


def first(article: html.HtmlElement, id_: str) -> html.HtmlElement:
    return article.xpath(f"//*[@id='{id_}']")[0]


def test_headings_have_their_levels_and_none_is_left_out(course):
    levels = {
        one.get("id"): one.tag for one in page_of(course).xpath(".//h2 | .//h3 | .//h4") if one.get("id")
    }
    assert (levels["the-levy"], levels["who-spoke"], levels["deeper"]) == ("h2", "h3", "h4")
    lesson = page_of(course, "lessons/levy.md").xpath(".//*[@class='paper-heading']/@aria-level")
    assert lesson == ["3", "4", "4", "5"]


def test_lists_are_lists_with_their_labels_and_lists_in_them(course):
    article = page_of(course)
    (inner,) = first(article, "p13").xpath("./ancestor::*[@role='list'][1]")
    assert inner.get("data-depth") == "1"
    assert inner.xpath("./ancestor::*[@role='listitem'][1]/p/@id") == ["p12"]
    assert [one.text for one in inner.xpath("./*/p/span[@class='label']")] == ["(a)", "(b)"]
    assert first(article, "p18").xpath("./span[@class='speaker-name']")[0].text == "Anna:"


def test_verse_keeps_its_lines_and_indents_without_a_style_sheet(course):
    verse = first(page_of(course), "p9")
    lines = html.tostring(verse, encoding="unicode").split("<br>")
    assert len(lines) == 4
    assert lines[1].startswith("\u00a0" * 4 + "the ferry")
    assert lines[2].startswith("\u00a0" * 2 + "and nobody")


def test_a_table_has_headers_captions_and_cells_with_ids(course):
    table = first(page_of(course), "table-1").xpath(".//table")[0]
    assert table.xpath("./thead/tr/th/@scope") == ["col"] * 7
    assert table.xpath("./tbody/tr/th/@scope") == ["row"] * 3
    named = table.get("aria-labelledby").split()
    assert all(page_of(course).xpath(f"//*[@id='{one}']") for one in named)
    assert table.xpath("./ancestor::*[@data-scroll]/@tabindex") == ["0"]


def test_a_formula_is_mathml_with_its_tex_and_one_that_cannot_be_read_is_its_tex(course):
    article = page_of(course)
    assert first(article, "formula-1").xpath(".//annotation")[0].text.startswith("C = \\sum")
    assert [one.text for one in first(article, "p22").xpath("./code")] == [r"\frac{a"]


def test_languages_and_directions_are_told(course):
    article = page_of(course)
    assert (first(article, "p25").get("lang"), first(article, "p25").get("dir")) == ("ar", "rtl")
    assert (first(article, "p26").get("lang"), first(article, "p26").get("dir")) == ("de", None)
    assert article.xpath(".//*[@class='passage']/@lang") == []


def test_a_paper_in_another_language_than_its_course_says_so():
    files = texts_of(STRUCTURED)
    files["seeds/paper.md"] = files["seeds/paper.md"].replace("language: en", "language: fa")
    for path in ("paper.md", "lessons/levy.md"):
        article = page_of(build(files, on_paper=False), path)
        passages = article.xpath(".//*[@class='passage']")
        assert {(one.get("lang"), one.get("dir")) for one in passages} == {("fa", "rtl")}
    assert {(one.get("lang"), one.get("dir")) for one in article.xpath(".//*[@role='note']")} == {
        ("en", "ltr")
    }
    assert {one.get("lang") for one in article.xpath(".//q")} == {"fa"}


def test_tongues():
    assert tongue_of("", "en") is None
    assert tongue_of("en-GB", "en") is None
    assert tongue_of("fr", "en") == Tongue("fr")
    assert tongue_of("zh-Hant", "zh-Hans") == Tongue("zh-Hant")
    assert tongue_of("ur", "fa") == Tongue("ur")
    assert tongue_of("ks-Deva", "ks") == Tongue("ks-Deva", "ltr")
    assert tongue_of("pa-Arab", "en") == Tongue("pa-Arab", "rtl")


def test_a_list_that_lies_too_deep_is_still_a_list():
    lines = "\n".join(f"{'  ' * depth}- [{depth + 1}] a{depth}" for depth in range(300))
    paper = inspect(course_of(lines)).woven.paper
    (made,) = blocks(paper, paper.paragraphs, Marks((), ()))

    def depth(one: object) -> int:
        match one:
            case ListView(items=items):
                return 1 + max(map(depth, items))
            case ItemView(blocks=own):
                return max(map(depth, own))
            case _:
                return 0

    assert depth(made) == 7


def test_old_addresses_lead_to_what_stands_there_now(course):
    for path in ("paper.md", "lessons/levy.md"):
        article = page_of(course, path)
        assert [first(article, old).getnext().getnext().get("id") for old in ("p3",)] == ["p4"]
        assert first(article, "p5").getnext().get("id") == "p4"


# Pages


def test_asides_stand_first_and_references_have_ids(course):
    article = page_of(course)
    title = first(article, "aside-1")
    assert "aside-title" in title.get("class")
    assert title.getparent().get("class") == "front-matter"
    assert article.xpath(".//*[@role='listitem']/p[starts-with(@id, 'ref-')]/@id") == [
        "ref-holm-2009",
        "ref-lund-2011",
    ]


def test_one_line_that_is_left_out_is_one_line(course):
    assert "Left out: 1 line of page furniture" in page_of(course).text_content()


@pytest.mark.parametrize(
    ("roles", "shown"),
    [
        (("doi", "title", "author", "author", "affiliation", "date"), 6),
        (("doi", "title", *("author",) * 29, *("affiliation",) * 18, "date"), 5),
        (("title", "author", *("affiliation",) * 4), 2),
        (("", "licence", "date", "date", "date", "date"), 6),
    ],
)
def test_a_long_front_matter_is_folded_after_the_title_and_the_first_authors(roles, shown):
    assert shown_asides(roles) == shown


def test_what_is_folded_stands_in_order_and_once():
    files = texts_of(STRUCTURED)
    authors = [f"{{author}} Author Number{one}, of the River School" for one in range(30)]
    old = next(line for line in files["seeds/paper.md"].splitlines() if line.startswith("{title}"))
    files["seeds/paper.md"] = files["seeds/paper.md"].replace(old, "\n\n".join([old, *authors]))
    article = page_of(build(files, on_paper=False))
    (folded,) = article.xpath(".//div[@class='front-matter']/details")
    said = " ".join(article.text_content().split())
    places = [said.index(f"Number{one}, of") for one in range(30)]
    assert places == sorted(places)
    assert said.count(", of the River School") == 30
    assert "Number2," not in folded.text_content()
    assert "Number3," in folded.text_content()
    assert folded[0].get("data-editorial") is not None


def test_search_finds_tables_and_notes_whole_by_their_names(course):
    entries = {one.anchor: one for one in paper_entries(course.site)}
    table, note = entries["table-1"], entries["fn-2"]
    assert (table.kind, table.title) == ("Table", "2 Counting, table 1")
    assert "washed away twice" in table.text
    assert (note.kind, note.title) == ("Footnote", "Footnote 2")
    assert "A second paragraph of the same note." in note.text
    assert "table-1-r2c1" not in entries
    assert [one.name for one in table.names] == ["table 1", "table-1"]
    assert len(entries) < 45


def test_only_numbered_paragraphs_are_covered():
    made = build(texts_of(STRUCTURED), edition=Edition.INSTRUCTOR)
    page = next(one.page for one in made.pages if one.page.path == "coverage.md")
    cells = [cell.cover.id for row in page.rows for cell in row.cells]
    assert cells == [one.id for one in made.woven.paper.numbered]


def test_a_published_part_shows_no_picture_and_only_quoted_words():
    files = texts_of(STRUCTURED)
    files["seeds/paper.yml"] += "publish: quotes\n"
    made = build(files, on_paper=False)
    for path in ("paper.md", "lessons/levy.md", "lessons/counting.md"):
        article = page_of(made, path)
        assert not article.xpath(".//img[contains(@src, 'pictures')]")
        said = article.text_content()
        assert "Lower Town" not in said
        assert "The miller" not in said
        assert "sum_" not in said
        ids = set(article.xpath(".//@id"))
        links = article.xpath(".//a[@role='doc-noteref' or @role='doc-backlink']/@href")
        assert {one[1:] for one in links} <= ids


def test_a_lesson_may_read_a_table_by_one_of_its_cells_and_no_note():
    files = texts_of(STRUCTURED)
    lesson = "content/lessons/counting.yml"
    files[lesson] = re.sub(r"passages: .*", "passages: [table-1-r2c1]", files[lesson]).partition("notes:")[0]
    made = inspect(files)
    (read,) = [one for one in made.woven.lessons if one.id == "counting"]
    kinds = {made.woven.paper.paragraphs[made.woven.paper.positions[id_]].kind for id_ in read.paragraphs}
    assert kinds == {Kind.CAPTION, Kind.CELL, Kind.SOURCE}
    files[lesson] = files[lesson].replace("table-1-r2c1", "fn-2")
    assert "passage-unknown" in {one.rule for one in inspect(files).problems}


def test_pages_can_be_made_without_a_language_of_the_paper():
    woven = inspect(course_of("# A\n\n[1] One.[^1]\n\n[^1]: Two.\n")).woven
    site = site_of(woven)
    assert paper_page(site).tongue is None
    assert make_lesson_page(site, 1, woven.lessons[0]).footnotes == ()
    assert headings(woven.paper, woven.paper.sections, Marks((), ()), "")[0].level == 1
    assert woven.paper.notes_of([woven.paper.paragraphs[0]])[0].span == Span(9, 13)
