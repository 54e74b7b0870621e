"""A paper that may not be published: the site holds no more of it than is quoted, and all else works as ever."""

import gzip
import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pdfplumber
import pytest
import yaml
from lxml import etree, html
from projects import BASE, TINY, TOWNS, lay_out, texts_of
from projects import build as built

from build_scripts.build import build
from build_scripts.inspect import inspect
from build_scripts.paper.paper import Span
from build_scripts.shells.disk import read_files, read_site
from build_scripts.weave.edition import Edition
from build_scripts.weave.quotes_only import quoted_only
from build_scripts.web.broken_links import faults

RUN = 6
"""Words in a row that say whose they are."""
NO_TEXT = (".png", ".svg", ".ico", ".woff2", ".woff", ".map", ".css", ".pdf")
"""Files that are not read here; what handouts hold is read before they are printed."""
ARCHIVES = (".zip", ".imscc", ".epub", ".docx")
OUR_WORDS_AFTER_A_QUOTE = re.compile(r"(?<=”)\s+(?=in\s+paragraph\s+\d)")
"""Where books and documents, which have no element for a quote, go on after the words that a question is about."""
XML = (".xml", ".xhtml", ".opf", ".ncx", ".rels")


def quotes_only(folder: Path, course: Path, handouts: bool = True) -> Path:
    """A course that publishes quotes only, built; the site's folder."""
    lay_out(folder, course)
    file = folder / "seeds/paper.yml"
    file.write_text(without_rights(file.read_text(encoding="utf-8")), encoding="utf-8")
    built(folder, handouts=handouts)
    return folder / "site"


def without_rights(paper: str) -> str:
    return re.sub("^publish: .*\n", "", paper, flags=re.MULTILINE) + "publish: quotes\n"


@pytest.fixture(scope="module")
def small(once) -> dict[str, bytes]:
    return read_site(once("quotes-of-tiny", lambda folder: quotes_only(folder, TINY)) / "site")


@pytest.fixture(scope="module")
def large(once) -> dict[str, bytes]:
    """The course of two towns. Its handouts are looked at before they are printed."""
    return read_site(
        once("quotes-of-towns", lambda folder: quotes_only(folder, TOWNS, handouts=False)) / "site"
    )


# What may not be published, told from the files alone


def words_of(text: str) -> list[str]:
    """The words, and the marks of omission, over which no run goes."""
    return re.findall(r"\w+|\[…\]", text.lower())


def runs(words: list[str]) -> set[tuple[str, ...]]:
    return {tuple(words[start : start + RUN]) for start in range(len(words) - RUN + 1)}


def told(value: object) -> Iterator[tuple[str, str]]:
    """Every text of a YAML file with the name of its field."""
    for name, inside in value.items() if isinstance(value, dict) else ():
        for one in inside if isinstance(inside, list) else (inside,):
            yield from told(one) if isinstance(one, dict) else ((name, str(one)),)


def written(course: Path) -> list[tuple[str, str]]:
    """What students get of the editors' texts, by field."""
    files = [path for path in sorted((course / "content").rglob("*.yml")) if "answers" not in path.parts]
    return [one for path in files for one in told(yaml.safe_load(path.read_text(encoding="utf-8")))]


def secret(course: Path) -> set[tuple[str, ...]]:
    """Runs of the paper's words of which one at least is quoted nowhere, unless editors wrote the run themselves."""
    files, _ = read_files(course)
    woven = inspect(files).woven
    assert woven
    text = woven.paper.text
    words = words_of(text)
    quotes = [words_of(value) for name, value in written(course) if name in ("quote", "about", "aliases")]
    quotes += [words_of(section.heading) for section in woven.paper.sections]
    quotes += [words_of(found[0]) for found in re.finditer(r"[A-Z]\w+(?: & \w+)?,? \(?\d{4}\w?", text)]
    quoted: set[int] = set()
    for quote in quotes:
        for start in range(len(words) - len(quote) + 1):
            if words[start : start + len(quote)] == quote:
                quoted.update(range(start, start + len(quote)))
    starts = range(len(words) - RUN + 1)
    free = {tuple(words[n : n + RUN]) for n in starts if quoted.issuperset(range(n, n + RUN))}
    own = words_of(" ".join(value for _, value in written(course)))
    own += words_of(" ".join(path.read_text(encoding="utf-8") for path in course.glob("content/pages/*.md")))
    return runs(words) - free - runs(own)


def said(path: str, data: bytes) -> str:
    """All words of a file, attributes included; of an archive, those of all that is in it."""
    if path.endswith(".gz"):
        return said(path.removesuffix(".gz"), gzip.decompress(data))
    if path.endswith(ARCHIVES):
        with ZipFile(BytesIO(data)) as archive:
            names = [name for name in archive.namelist() if not name.endswith(NO_TEXT)]
            return " […] ".join(said(name, archive.read(name)) for name in names)
    if path.endswith(XML):
        return said_in_xml(etree.fromstring(data))
    text = data.decode("utf-8")
    return said_on_page(html.fromstring(text)) if path.endswith(".html") else text


def said_in_xml(root: etree._Element) -> str:
    """All words of XML; a text of it may be HTML, as platforms for learning want it."""
    if root.tag == "{http://www.w3.org/1999/xhtml}html":
        return OUR_WORDS_AFTER_A_QUOTE.sub(" […] ", said_on_page(root))
    texts = [*root.itertext(etree.Element), " / ".join(map(str, root.xpath("//@*")))]
    inside = [said_on_page(html.fragment_fromstring(one, "div")) for one in texts if "<" in one]
    return OUR_WORDS_AFTER_A_QUOTE.sub(" […] ", " ".join([*texts, " / ", *inside]))


def said_on_page(page: etree._Element) -> str:
    for quoted in page.iter("{*}q"):  # A quote and the editors' words after it are no run of the paper's.
        quoted.tail = f" […] {quoted.tail or ''}"
    return " ".join([*page.itertext(), " / ".join(page.xpath("//@*"))])


def leaks(site: Mapping[str, bytes], held_back: set[tuple[str, ...]]) -> list[tuple[str, str]]:
    """The files that hold what may not be published, each with its words."""
    return [
        (path, " ".join(found))
        for path, data in site.items()
        if not path.endswith(NO_TEXT)
        for found in runs(words_of(said(path, data))) & held_back
    ]


def test_no_byte_of_the_tiny_site_holds_more_than_is_quoted(small):
    held_back = secret(TINY)
    assert len(held_back) > 25
    assert leaks(small, held_back) == []


def test_no_byte_of_the_large_site_holds_more_than_is_quoted(large):
    held_back = secret(TOWNS)
    assert len(held_back) > 500
    assert leaks(large, held_back) == []


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("paper/index.html", "<html><p>Whoever built the <a href='#x'>bridge</a> may <b>ask</b> a toll.</p></html>"),
        ("index.html", "<html><meta name='description' content='Whoever built the bridge may ask a toll.'></html>"),
        ("search/index.js", 'window.searchEntries=[{"text": "Whoever built the bridge may ask a toll."}];'),
        ("llms.txt", "A toll on the bridge is not a tax."),
    ],
)  # fmt: skip
def test_a_planted_leak_is_found(small, path, data):
    assert {found for found, _ in leaks({**small, path: data.encode()}, secret(TINY))} == {path}
    packed = {f"{path}.gz": gzip.compress(data.encode())} if not path.endswith(".html") else {}
    assert len({found for found, _ in leaks(packed, secret(TINY))}) == len(packed)


@pytest.mark.parametrize(
    ("file", "member", "data"),
    [
        ("a.docx", "word/document.xml", "<d><p><t>Whoever built the </t><t>bridge may ask a toll.</t></p></d>"),
        ("a.epub", "text/a.xhtml", "<html xmlns='http://www.w3.org/1999/xhtml'>Whoever built the <i>bridge</i> may ask a toll.</html>"),
        ("a.imscc", "a/topic.xml", "<topic>&lt;p&gt;Whoever built the &lt;a href='#x'&gt;bridge&lt;/a&gt; may ask a toll.&lt;/p&gt;</topic>"),
        ("a.imscc", "web/a.html", "<html><p>Whoever built the bridge may ask a toll.</p></html>"),
        ("a.zip", "a.txt", "Whoever built the bridge may ask a toll."),
    ],
)  # fmt: skip
def test_a_leak_in_a_file_for_another_program_is_found(file, member, data):
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        archive.writestr(member, data)
    assert {found for found, _ in leaks({file: made.getvalue()}, secret(TINY))} == {file}


def test_the_whole_paper_would_be_found(site):
    assert {"paper/index.html", "lessons/crossing/index.html"} <= {
        path for path, _ in leaks(read_site(site), secret(TOWNS))
    }


def printed(data: object) -> Iterator[str]:
    """The texts of a handout; a paragraph of the paper is one, whatever it is cut into."""
    if isinstance(data, dict) and data.get("is") == "marked":
        yield "".join(printed(data["stretches"]))
    elif isinstance(data, dict):
        for name, value in data.items():
            if name not in ("is", "url", "id"):
                yield from printed(value)
    elif isinstance(data, list):
        for value in data:
            yield from printed(value)
    elif isinstance(data, str):
        yield data


def handouts(course: Path, edition: Edition = Edition.STUDENT) -> Iterator[str]:
    files = texts_of(course)
    made = build({**files, "seeds/paper.yml": without_rights(files["seeds/paper.yml"])}, edition=edition)
    for data in (*(sheet.data for sheet in made.lay_out()), *made.cards.values()):
        yield from printed(json.loads(data))


@pytest.mark.parametrize("course", [TINY, TOWNS], ids=["tiny", "towns"])
def test_no_handout_holds_more_than_is_quoted(course):
    held_back = secret(course)
    texts = list(handouts(course))
    assert any("[…]" in text for text in texts)
    assert not [text for text in texts if runs(words_of(text)) & held_back]
    assert any(runs(words_of(text)) & held_back for text in handouts(course, Edition.INSTRUCTOR))


def test_the_handout_is_printed_as_it_is_handed_over(small):
    paths = [path for path in small if path.endswith(".pdf") and "bridges" in path]
    assert paths
    with pdfplumber.open(BytesIO(small[paths[0]])) as pdf:
        text = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "[…] rivers *move*" in text
    assert "Nobody asked" not in text


# What is left, and how it is shown


def page(site: Mapping[str, bytes], path: str) -> html.HtmlElement:
    return html.fromstring(site[f"{path}index.html"].decode("utf-8"))


def shown(site: Mapping[str, bytes], path: str) -> list[str]:
    """The paragraphs of the paper on a page, without what editors added."""
    paragraphs = page(site, path).xpath("//p[@class='paper']")
    for one in [one for each in paragraphs for one in each.xpath(".//*[@data-editorial]")]:
        one.drop_tree()
    return [" ".join(one.text_content().split()) for one in paragraphs]


def test_quoted_words_stand_in_order_with_marks_of_omission(small):
    one, two = shown(small, "paper/")
    assert one == (
        "[…] bridge […] It joins two banks, and <b>both</b> must keep it (Adler, 2019; "
        "Brook & Cole, 2020a) […] Dale (2018) […] rivers *move* […]"
    )
    assert two == "[…] bridge […] toll. “Fair tolls” are rare, Eaton, 2021 […]"
    assert shown(small, "lessons/bridges/") == [one, two]


def test_the_paper_s_page_says_why_and_where_to_read_it(large, small):
    text = page(large, "paper/").xpath("string(//div[@class='editors'])")
    assert "not on this site" in text
    assert page(large, "paper/").xpath("//div[@class='editors']//a[contains(@href, 'example.org/ald')]")
    assert "look for it by the reference" in page(small, "paper/").xpath("string(//div[@class='editors'])")
    assert "whole text" not in page(large, "paper/").xpath("string(//meta[@name='description']/@content)")
    for path in ("", "lessons/crossing/"):
        assert page(large, path).xpath("//a[text()='Where to read the whole paper']"), path


def test_the_rest_of_the_course_is_as_it_is_with_the_whole_paper(large, site):
    whole = read_site(site)
    same = ("glossary/", "timeline/", "questions/", "references/", "about/", "lessons/")
    for path in same:
        texts = [page(one, path).xpath("string(//article)") for one in (large, whole)]
        assert texts[0] == texts[1], path
    lessons = [path for path in large if re.fullmatch("lessons/[^/]+/index.html", path)]
    assert len(lessons) == 7 + 1  # and one former address
    for path in lessons:
        marks = [
            page(one, path.removesuffix("index.html")).xpath(
                "//*[@data-note]/@data-note | //div/@data-note-body"
            )
            for one in (large, whole)
        ]
        assert marks[0] == marks[1], path
    assert faults(large, BASE) == ()


def test_search_finds_each_paragraph_by_its_quoted_words(small):
    script = small["search/index.js"].decode("utf-8")
    entries = json.loads(script.removeprefix("window.searchEntries=").removesuffix(";\n"))
    (found,) = [entry["text"] for entry in entries if entry["at"] == "paper/#p2"]
    assert found == "[…] bridge […] toll. “Fair tolls” are rare, Eaton, 2021 […]"


def test_instructors_see_the_whole_paper_and_are_told_not_to_hand_it_on(tiny):
    files = {**tiny, "seeds/paper.yml": without_rights(tiny["seeds/paper.yml"])}
    (text,) = [
        one.text for one in build(files, edition=Edition.INSTRUCTOR).pages if one.page.path == "paper.md"
    ]
    assert "Whoever built the" in text
    assert "do not hand this one on" in text


def test_words_that_are_not_quoted_are_gone_from_the_course_itself(tiny):
    woven = inspect(tiny).woven
    assert woven
    left = quoted_only(woven)
    assert "Whoever" not in repr(left)
    assert left.project.paper_text == ""
    assert len(left.paper.text) == len(woven.paper.text)
    for span in left.paper.quoted or ():
        assert left.paper.words(span) == woven.paper.words(span)
    parts = list(left.paper.parts(Span(3, 60)))
    assert [part.start for part, _ in parts][1:] == [part.end for part, _ in parts][:-1]
    assert (parts[0][0].start, parts[-1][0].end) == (3, 60)


def test_a_number_between_quotes_is_held_back(tiny):
    paper = tiny["seeds/paper.txt"].replace("rivers *move*", "1850 rivers *move*")
    tiny["seeds/paper.txt"] = paper.replace("(2018) saw, ", "(2018), ")
    woven = inspect(tiny).woven
    assert woven
    assert "1850" not in quoted_only(woven).paper.text
