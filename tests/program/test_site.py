"""A course with everything, built by the real command and read back from the site."""

import json
import re
from collections import Counter
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import html
from opened import texts
from pages_of_site import dead_links, ids_given_twice, loaded_from_elsewhere
from projects import TOWNS, lay_out, run
from wording import runs, words_of

from build_scripts.shells.disk import read_site

HEADINGS = [
    "Abstract",
    "Introduction",
    "The Crossing",
    "The Toll",
    "Looking Back",
    "Conclusion",
]
FURNITURE = (38, 39, 80, 81)


def pages(site: Path) -> dict[str, html.HtmlElement]:
    found = {
        path.relative_to(site).as_posix().removesuffix("index.html"): html.parse(str(path)).getroot()
        for path in sorted(site.rglob("*.html"))
    }
    return {name: page for name, page in found.items() if not page.xpath("//meta[@http-equiv='refresh']")}


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, html.HtmlElement]:
    return pages(site)


def paper_words() -> str:
    """The paper without headings and furniture, joined here and not by the program: all but white space."""
    lines = (TOWNS / "seeds/paper.txt").read_text(encoding="utf-8").split("\n")
    kept = [line.strip() for number, line in enumerate(lines, 1) if number not in FURNITURE]
    return "".join("".join(line.split()) for line in kept if line not in HEADINGS)


def own_words(element: html.HtmlElement) -> str:
    """The text of a paragraph without what editors added."""
    if element.get("data-editorial") is not None:
        return ""
    return (element.text or "") + "".join(own_words(child) + (child.tail or "") for child in element)


def test_every_word_of_the_paper_stands_on_its_page_once_and_in_order(read):
    paragraphs = read["paper/"].xpath("//p[@class='paper']")
    assert [paragraph.get("id") for paragraph in paragraphs] == [f"p{number}" for number in range(1, 13)]
    assert "".join("".join(own_words(paragraph).split()) for paragraph in paragraphs) == paper_words()


def test_the_headings_stand_in_order(read):
    headings = [
        heading.text_content().strip()
        for heading in read["paper/"].xpath("//article//h2[not(ancestor::*[contains(@class, 'words')])]")
    ]
    assert headings == HEADINGS


def test_paragraphs_on_lesson_pages_are_the_paper_s(read):
    paper = {p.get("id"): own_words(p) for p in read["paper/"].xpath("//p[@class='paper']")}
    shown = [
        (p.get("id"), own_words(p))
        for name, page in read.items()
        if name.startswith("lessons/")
        for p in page.xpath("//p[@class='paper']")
    ]
    assert {id_ for id_, _ in shown} == set(paper)
    assert all(words == paper[id_] for id_, words in shown)


def test_all_citations_are_linked_to_their_entry_and_back(read):
    cited = read["paper/"].xpath("//*[@data-cite]")
    assert len(cited) == 13
    assert Counter(one.get("data-cite") for one in cited)["dale-2018"] == 4
    assert len({one.get("data-cite") for one in cited}) == 8
    back = read["references/"].xpath("//a[starts-with(@href, '../paper/#cite-')]")
    assert len(back) == 13
    assert "does not guess" in read["references/"].text_content()


def test_every_note_has_one_mark_and_one_body(read):
    counted = 0
    for page in read.values():
        marks = page.xpath("//*[@data-note]/@data-note")
        assert len(marks) == len(set(marks))
        assert marks == [id_.removeprefix("note-") for id_ in page.xpath("//section[@class='notes']/div/@id")]
        counted += len(marks)
    assert counted == 41


def test_terms_that_are_marked_stand_in_the_glossary(read):
    entries = set(read["glossary/"].xpath("//section[@class='entry']/h2/@id"))
    marked = {id_ for page in read.values() for id_ in page.xpath("//*[@data-term]/@data-term")}
    assert len(entries) == 13
    assert len(marked) == 12
    assert marked <= entries


def test_translations_carry_their_language_and_direction(read):
    urdu = read["glossary/"].xpath("//*[@lang='ur']")
    chinese = read["glossary/"].xpath("//*[@lang='zh-Hans']")
    assert len(urdu) == 7
    assert len(chinese) == 11
    assert all(one.get("dir") == "rtl" and re.search("[\u0600-\u06ff]", one.text_content()) for one in urdu)
    assert all(
        one.get("dir") == "ltr" and re.search("[\u4e00-\u9fff]", one.text_content()) for one in chinese
    )


def test_events_are_dated_and_sourced(read):
    events = read["timeline/"].xpath("//article[@data-event]")
    assert len(events) == 17
    for event in events:
        assert event.xpath(".//time/@datetime"), event.get("data-event")
        assert event.xpath(".//a[contains(@class, 'source')]"), event.get("data-event")


def test_questions_have_levels_and_stand_on_two_pages(read):
    asked = read["questions/"].xpath("//*[@data-question]")
    assert len(asked) == 17
    assert all(one.get("data-level") for one in asked)
    on_lessons = {
        id_
        for name, page in read.items()
        if name.startswith("lessons/")
        for id_ in page.xpath("//*[@data-question]/@id")
    }
    assert on_lessons == {one.get("id") for one in asked}


def test_ids_are_unique_on_each_page(read):
    assert {name: twice for name, page in read.items() if (twice := ids_given_twice(page))} == {}


def test_every_link_within_the_site_leads_somewhere(site, read):
    assert dead_links(site, read) == []


def test_nothing_is_loaded_from_another_origin(site, read):
    assert loaded_from_elsewhere(site, read) == []


def test_search_has_every_part_at_its_address(site, read):
    script = (site / "search/index.js").read_text(encoding="utf-8")
    entries = json.loads(script.removeprefix("window.searchEntries=").removesuffix(";\n"))
    found = {entry["at"].removeprefix("./") for entry in entries}
    assert len(found) == len(entries)
    for page, path in (("paper/", "//p[@class='paper']/@id"), ("glossary/", "//section[@class='entry']/h2/@id"),
                       ("timeline/", "//h3/@id"), ("questions/", "//*[@data-question]/@id"), ("lessons/crossing/", "//*[@data-note-body]/@id")):  # fmt: skip
        there = {f"{page}#{id_}" for id_ in read[page].xpath(path)}
        assert there, path
        assert there <= found
    for location in found:
        page, _, anchor = location.partition("#")
        assert page in read
        assert not anchor or read[page].xpath(f"//*[@id='{anchor}']"), location
    paragraphs = [own_words(p) for p in read["paper/"].xpath("//p[@class='paper']")]
    for words in paragraphs:
        holding = [entry["at"] for entry in entries if " ".join(words.split())[:200] in entry.get("text", "")]
        assert len(holding) == 1, holding
        assert holding[0].startswith("paper/#p")


def test_the_pencil_leads_to_the_file_that_made_the_page(read):
    edits = {name: page.xpath("//a[@rel='edit']/@href") for name, page in read.items()}
    for name, file in (("lessons/crossing/", "content/lessons/crossing.yml"), ("glossary/", "content/glossary.yml"),
                       ("timeline/", "content/timeline.yml"), ("about/", "content/pages/about.md")):  # fmt: skip
        assert [link for link in edits[name] if link.endswith(f"/{file}")], name


def test_the_same_input_gives_the_same_bytes(site, tmp_path):
    """Another folder, and MkDocs by itself: both give the very files of `course build`."""
    folder = lay_out(tmp_path / "other" / "place", TOWNS)
    done = run(folder, "mkdocs", "build", "--strict")
    assert done.returncode == 0, done.stderr
    files = {path.relative_to(site): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    others = {
        path.relative_to(folder / "site"): path.read_bytes()
        for path in (folder / "site").rglob("*")
        if path.is_file()
    }
    assert files.keys() == others.keys()
    assert [str(path) for path in files if files[path] != others[path]] == []


@pytest.mark.slow
def test_a_failed_build_leaves_the_last_good_site(tmp_path):
    folder = lay_out(tmp_path / "project", TOWNS)
    (folder / "site").mkdir()
    (folder / "site/index.html").write_text("the last good site")
    glossary = folder / "content/glossary.yml"
    glossary.write_text(
        glossary.read_text(encoding="utf-8").replace("definition:", "defintion:", 1), encoding="utf-8"
    )
    done = run(folder, "build_scripts", "build")
    assert done.returncode != 0
    assert "did you mean “definition”?" in done.stdout + done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    assert [path.name for path in (folder / "site").iterdir()] == ["index.html"]
    assert not list(folder.glob(".site-*"))


def test_no_answer_leaves_the_instructor_edition(site):
    """Law 3: no eight words in a row of a guide or run sheet stand in any published file, unless students have them anyway."""
    answers = [path.read_text(encoding="utf-8") for path in sorted((TOWNS / "content/answers").glob("*.yml"))]
    answers.append((TOWNS / "content/pages/for-teachers.md").read_text(encoding="utf-8"))
    shown = words_of(
        " ".join(
            path.read_text(encoding="utf-8")
            for path in (TOWNS / "content").rglob("*.yml")
            if "answers" not in path.parts
        )
    )
    shown += words_of((TOWNS / "seeds/paper.txt").read_text(encoding="utf-8"))
    secret = runs(words_of(" ".join(answers))) - runs(shown)
    assert len(secret) > 200
    read = {name: text for path, data in read_site(site).items() for name, text in texts(path, data)}
    assert any(name.startswith("offline.zip/") for name in read)
    assert any(name.startswith("exports/") for name in read)
    for name, text in read.items():
        assert not runs(words_of(text)) & secret, name


@pytest.mark.parametrize(
    ("path", "around"),
    [
        ("a/index.html", "<p>Welcome. {}</p>"),
        ("search/index.js", 'window.searchEntries=[{{"text":"Welcome. {}"}}];'),
        ("a.json", '{{"a": [{{"b": "Welcome. {}"}}]}}'),
        ("a.xml", "<a><b>&lt;p&gt;Welcome. {}&lt;/p&gt;</b></a>"),
        ("a.svg", "<svg><text>{}</text></svg>"),
        ("a.txt", "Welcome. {}"),
    ],
)
def test_a_planted_leak_is_found(path, around):
    """In a file, and in an archive of an archive."""
    answers = (TOWNS / "content/answers/conclusion.yml").read_text(encoding="utf-8")
    data = around.format(" ".join(words_of(answers)[20:40])).encode()
    for way in (path, f"a.zip/b.zip/{path}"):
        for name in reversed(way.removesuffix(path).split("/")[:-1]):
            made = BytesIO()
            with ZipFile(made, "w") as archive:
                archive.writestr(path, data)
            path, data = name, made.getvalue()
        ((found, text),) = texts(path, data)
        assert found == way
        assert runs(words_of(text)) & runs(words_of(answers))


def test_every_page_has_a_picture_for_where_it_is_shared_and_lessons_one_of_their_own(site, read):
    cards = {}
    for name, page in read.items():
        if name == "404.html":
            continue
        (address,) = page.xpath("//meta[@property='og:image']/@content")
        picture = site / address.removeprefix("https://example.org/close-reading-course/")
        header = picture.read_bytes()[:24]
        assert header.startswith(b"\x89PNG"), name
        assert (int.from_bytes(header[16:20]), int.from_bytes(header[20:24])) == (1200, 630), name
        cards[name] = address
    lessons = [address for name, address in cards.items() if re.fullmatch("lessons/.+/", name)]
    assert len(set(lessons)) == len(lessons) == 7
    assert len({address for name, address in cards.items() if not re.fullmatch("lessons/.+/", name)}) == 1
