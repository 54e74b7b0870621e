"""This course on its site: the paper's words, and what its editors promise of the pages."""

import re
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
import yaml
from lxml import html
from pages_of_site import dead_links, ids_given_twice, loaded_from_elsewhere
from projects import ROOT
from wording import runs, words_of

HEADINGS = [
    "Abstract",
    "Introduction",
    "The Rise of China-Pakistan Ties",
    "Benefits of a Strong China-Pakistan Relationship",
    "Challenges of Dependence",
    "Navigating the Tightrope",
    "Looking Ahead",
    "Conclusion",
]
FURNITURE = range(280, 287)


def pages(site: Path) -> dict[str, html.HtmlElement]:
    return {
        path.relative_to(site).as_posix().removesuffix("index.html"): html.parse(str(path)).getroot()
        for path in sorted(site.rglob("*.html"))
    }


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, html.HtmlElement]:
    return pages(site)


def paper_words() -> str:
    """The paper without headings and furniture, joined here and not by the program: all but white space."""
    lines = (ROOT / "seeds/paper.txt").read_text(encoding="utf-8").split("\n")
    kept = [line.strip() for number, line in enumerate(lines, 1) if number not in FURNITURE]
    return "".join("".join(line.split()) for line in kept if line not in HEADINGS)


def own_words(element: html.HtmlElement) -> str:
    """The text of a paragraph without what editors added."""
    if element.get("data-editorial") is not None:
        return ""
    return (element.text or "") + "".join(own_words(child) + (child.tail or "") for child in element)


def test_the_paper_is_the_file_that_was_received():
    digest = sha256((ROOT / "seeds/paper.txt").read_bytes()).hexdigest()
    assert digest == "8e45b6fc504eda185bb4a28bb8dbe0322f03ed4ab8e2c0389f7ab76fec549768"


def test_every_word_of_the_paper_stands_on_its_page_once_and_in_order(read):
    paragraphs = read["paper/"].xpath("//p[@class='paper']")
    assert [paragraph.get("id") for paragraph in paragraphs] == [f"p{number}" for number in range(1, 18)]
    assert "".join("".join(own_words(paragraph).split()) for paragraph in paragraphs) == paper_words()
    assert "long-term plan" in " ".join(own_words(paragraphs[14]).split())


def test_the_eight_headings_stand_in_order(read):
    headings = [
        heading.text_content().strip()
        for heading in read["paper/"].xpath("//article//h2[not(ancestor::*[contains(@class, 'words')])]")
    ]
    assert headings == HEADINGS


def test_all_citations_are_linked_to_their_entry_and_back(read):
    cited = read["paper/"].xpath("//*[@data-cite]")
    assert len(cited) == 31
    assert Counter(one.get("data-cite") for one in cited)["khan-2021"] == 7
    assert len({one.get("data-cite") for one in cited}) == 11
    back = read["references/"].xpath("//a[starts-with(@href, '../paper/#cite-')]")
    assert len(back) == 31
    assert "does not guess" in read["references/"].text_content()


def test_translations_carry_their_language_and_direction(read):
    urdu = read["glossary/"].xpath("//*[@lang='ur']")
    chinese = read["glossary/"].xpath("//*[@lang='zh-Hans']")
    assert len(urdu) >= 45
    assert len(chinese) >= 45
    assert all(one.get("dir") == "rtl" and re.search("[\u0600-\u06ff]", one.text_content()) for one in urdu)
    assert all(
        one.get("dir") == "ltr" and re.search("[\u4e00-\u9fff]", one.text_content()) for one in chinese
    )


def test_events_are_dated_and_sourced(read):
    events = read["timeline/"].xpath("//article[@data-event]")
    assert len(events) >= 39
    for event in events:
        assert event.xpath(".//time/@datetime"), event.get("data-event")
        assert event.xpath(".//a[contains(@class, 'source')]"), event.get("data-event")


def test_the_launch_of_2013_is_told_in_order(read):
    ids = [event.get("data-event") for event in read["timeline/"].xpath("//article[@data-event]")]
    steps = ["gwadar-operator", "corridor-announced", "corridor-memorandum", "silk-road-speech"]
    assert [id_ for id_ in ids if id_ in steps] == steps


def test_ids_are_unique_on_each_page(read):
    assert {name: twice for name, page in read.items() if (twice := ids_given_twice(page))} == {}


def test_every_link_within_the_site_leads_somewhere(site, read):
    assert dead_links(site, read) == []


def test_nothing_is_loaded_from_another_origin(site, read):
    assert loaded_from_elsewhere(site, read) == []


def test_no_answer_leaves_the_instructor_edition(site):
    """Law 3: no eight words in a row of a guide or run sheet stand in any published file, unless students have them anyway."""
    answers = [path.read_text(encoding="utf-8") for path in sorted((ROOT / "content/answers").glob("*.yml"))]
    shown = words_of(
        " ".join(
            path.read_text(encoding="utf-8")
            for path in (ROOT / "content").rglob("*.yml")
            if "answers" not in path.parts
        )
    )
    shown += words_of((ROOT / "seeds/paper.txt").read_text(encoding="utf-8"))
    secret = runs(words_of(" ".join(answers))) - runs(shown)
    assert len(secret) > 500
    for path in site.rglob("*"):
        if path.suffix in {".html", ".json", ".xml", ".txt"}:
            text = path.read_text(encoding="utf-8")
            plain = html.fromstring(text).text_content() if path.suffix == ".html" else text
            assert not runs(words_of(plain)) & secret, path


def test_the_program_does_not_know_the_paper():
    """No name of the paper's subject stands in the program or the templates, comments included."""
    paper = (ROOT / "seeds/paper.txt").read_text(encoding="utf-8")
    inner = set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}|\b[A-Z]{3,}\b", paper))
    plain_english = "Abstract Conclusion Introduction Issue Volume ISSN Journal Studies Act Third World Road Time January Strong Important"
    places_of_the_program = "America Asia Chinese"  # of time zones, and a language that the frame speaks
    word_s_format = "Relationship Relationships"
    subject = inner - set(f"{plain_english} {places_of_the_program} {word_s_format}".split())
    assert len(subject) > 20
    files = [
        path
        for folder in ("build_scripts", "overrides")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".html", ".css", ".js", ".typ"}
    ]
    assert len(files) > 40
    for path in files:
        known = subject & set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        assert not known, f"{path}: {known}"


def test_the_citation_file_is_of_this_course():
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    course = yaml.safe_load((ROOT / "content/course.yml").read_text(encoding="utf-8"))
    paper = yaml.safe_load((ROOT / "seeds/paper.yml").read_text(encoding="utf-8"))["citation"]
    assert cited["title"] == course["title"]
    assert [author["name"] for author in cited["authors"]] == course["editors"]
    assert cited["license"] == course["licence"]["name"].replace("CC BY 4.0", "CC-BY-4.0")
    (article,) = cited["references"]
    assert article["title"] == paper["title"]
    assert [one["family-names"] for one in article["authors"]] == [one["family"] for one in paper["author"]]


def test_the_licence_and_the_way_to_report_a_weakness_are_in_the_repository():
    assert all(Path(ROOT, name).is_file() for name in ("LICENSE", "SECURITY.md", "CITATION.cff"))
