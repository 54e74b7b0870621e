"""What was renamed is still found by its former id: on the site by readers, in the YAML by editors."""

import re
from pathlib import Path

import pytest
from lxml import html
from projects import BASE, TINY, lay_out
from projects import build as built

from build_scripts.build import build
from build_scripts.inspect import inspect
from build_scripts.shared.place import Severity
from build_scripts.shells.disk import read_site
from build_scripts.shells.mkdocs import theme_language
from build_scripts.weave.addresses import FORMER_PAGES, web_file
from build_scripts.weave.edition import Edition
from build_scripts.web.broken_links import faults
from build_scripts.web.redirects import redirects

GLOSSARY, TIMELINE = "content/glossary.yml", "content/timeline.yml"
SOURCES, LESSON = "content/sources.yml", "content/lessons/bridges.yml"
FORMER = {
    GLOSSARY: ("  - id: bridge\n", "    was: [viaduct, the-way-over]\n"),
    TIMELINE: ("  - id: first-bridge\n", "    was: [oldest-bridge]\n"),
    SOURCES: ("  - id: river-2001\n", "    was: [river-book]\n"),
    LESSON: ("title: What a bridge promises\n", "was: [crossings]\n"),
    "question": ("  - id: who-promised\n", "    was: [who-said]\n"),
}
"""Lines of the tiny course, and what stands below them after a renaming."""
LEFT = [
    (LESSON, "key_terms: [bridge]", "key_terms: [viaduct]"),
    (LESSON, "term:bridge", "term:the-way-over"),
    (LESSON, '"river-2001, p. 3"', '"river-book, p. 3"'),
    (GLOSSARY, "related: [bridge]", "related: [viaduct]"),
    (GLOSSARY, "term:bridge", "term:viaduct"),
    (TIMELINE, "sources: [river-2001]\n    paragraphs", "sources: [river-book]\n    lessons: [crossings]\n    paragraphs"),
    (TIMELINE, "says: It was 1851., sources: [river-2001]", "says: It was 1851., sources: [river-book]"),
    ("content/course.yml", "lesson:bridges", "lesson:crossings"),
    ("content/answers/bridges.yml", "question: who-promised", "question: who-said"),
    ("content/lessons/no-passage.yml", "source:river-2001", "source:river-book"),
    ("seeds/paper.yml", "sha256", "works: {adler-2019: river-book}\nsha256"),
]  # fmt: skip
"""Places that still have the former ids."""


def renamed(files: dict[str, str]) -> dict[str, str]:
    """The tiny course after renamings, of which no other place knows yet."""
    files = dict(files)
    for name, (line, was) in FORMER.items():
        path = LESSON if name == "question" else name
        assert line in files[path]
        files[path] = files[path].replace(line, line + was, 1)
    return files


def with_former_ids(files: dict[str, str]) -> dict[str, str]:
    """The same, with former ids wherever an id can stand, and the answers under the lesson's former name."""
    files = renamed(files)
    for path, new, old in LEFT:
        assert new in files[path], new
        files[path] = files[path].replace(new, old, 1)
    files["content/answers/crossings.yml"] = files.pop("content/answers/bridges.yml")
    return files


def texts(files: dict[str, str]) -> dict[str, str]:
    made = build(files, edition=Edition.INSTRUCTOR)
    assert not made.failed, made.problems
    return {one.page.path: one.text for one in made.pages}


def test_each_place_with_a_former_id_is_a_warning_with_the_new_one(tiny):
    found = [one for one in inspect(with_former_ids(tiny)).problems if one.severity is not Severity.NOTE]
    assert {one.severity for one in found} == {Severity.WARNING}
    told = {(one.place.path, one.found, one.fix) for one in found if one.rule == "renamed"}
    assert len(told) >= len(LEFT)
    for path, old, new in (
        (LESSON, "viaduct", "bridge"),
        (LESSON, "term:the-way-over", "term:bridge"),
        (LESSON, "river-book", "river-2001"),
        (GLOSSARY, "viaduct", "bridge"),
        (GLOSSARY, "term:viaduct", "term:bridge"),
        (TIMELINE, "river-book", "river-2001"),
        (TIMELINE, "crossings", "bridges"),
        ("content/course.yml", "lesson:crossings", "lesson:bridges"),
        ("content/lessons/no-passage.yml", "source:river-book", "source:river-2001"),
        ("content/answers/crossings.yml", "who-said", "who-promised"),
        ("seeds/paper.yml", "river-book", "river-2001"),
    ):
        assert (path, f"“{old}” is called “{new}” now", f"write {new}") in told
    fixes = {one.fix for one in found if one.place.path == "content/answers/crossings.yml"}
    assert "rename the file to bridges.yml" in fixes


def test_the_pages_are_the_same_whether_ids_are_new_or_former(tiny):
    new = renamed(tiny)
    for path, _, old in LEFT:  # What LEFT adds, with the present ids.
        if "lessons: [crossings]" in old:
            new[path] = new[path].replace("    paragraphs", "    lessons: [bridges]\n    paragraphs", 1)
        if path == "seeds/paper.yml":
            new[path] = new[path].replace("sha256", "works: {adler-2019: river-2001}\nsha256", 1)
    assert texts(with_former_ids(tiny)) == texts(new)


def test_without_former_ids_nothing_is_added(tiny):
    assert not [text for text in texts(tiny).values() if 'class="was"' in text or "data-was" in text]
    assert set(redirects(inspect(tiny).woven)) == {web_file(path) for path in FORMER_PAGES}


@pytest.fixture(scope="module")
def site(once) -> dict[str, bytes]:
    return read_site(once("renamed", _build) / "site")


def _build(folder: Path) -> None:
    lay_out(folder, TINY)
    paths = {LESSON if name == "question" else name for name in FORMER}
    files = renamed({path: (folder / path).read_text(encoding="utf-8") for path in paths})
    for path, text in files.items():
        (folder / path).write_text(text, encoding="utf-8")
    course = folder / "content/course.yml"
    course.write_text(course.read_text(encoding="utf-8") + "language: zh-Hans\n", encoding="utf-8")
    built(folder, handouts=False)


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("glossary/", "viaduct", "bridge"),
        ("glossary/", "the-way-over", "bridge"),
        ("timeline/", "oldest-bridge", "first-bridge"),
        ("references/", "river-book", "river-2001"),
        ("questions/", "who-said", "who-promised"),
        ("lessons/bridges/", "who-said", "who-promised"),
        ("lessons/", "crossings", "bridges"),
        ("questions/", "lesson-crossings", "lesson-bridges"),
        ("", "lesson-crossings", "lesson-bridges"),
    ],
)
def test_a_former_anchor_stands_at_its_entry(site, path, old, new):
    page = html.fromstring(site[f"{path}index.html"].decode("utf-8"))
    (anchor,) = page.xpath("//*[@id=$id]", id=old)
    (entry,) = page.xpath("//*[@id=$id]", id=new)
    assert anchor.text_content() == ""
    inside = list(page.iter())
    between = inside[inside.index(anchor) + 1 : inside.index(entry)]
    assert entry in anchor.iterancestors() or all(one.get("class") == "was" for one in between)


def test_a_former_lesson_leads_on_with_or_without_scripts_and_is_not_found_by_search_engines(site):
    text = site["lessons/crossings/index.html"].decode("utf-8")
    page = html.fromstring(text)
    assert page.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../bridges/"]
    assert page.xpath("//link[@rel='canonical']/@href") == ["../bridges/"]
    assert page.xpath("//a/@href") == ["../bridges/"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//script/@src") == ["../../assets/former.js"]
    assert page.xpath("//script/text()") == []
    assert "style=" not in text
    assert b"crossings" not in site["sitemap.xml"]
    assert not [
        path for path in site if path.startswith("search/") and re.search(b"lessons/crossings", site[path])
    ]
    assert faults(site, BASE) == ()


def test_the_title_on_the_way_is_escaped(tiny):
    files = renamed(tiny)
    files[LESSON] = files[LESSON].replace("title: What a bridge promises", 'title: "<script>&"')
    text = redirects(inspect(files).woven)["lessons/crossings/index.html"]
    assert text.count("&lt;script&gt;&amp;") == 2
    assert "<script>" not in text


@pytest.mark.parametrize(
    ("path", "line", "was"),
    [
        (GLOSSARY, "  - id: toll\n", "    was: [bridge]\n"),
        (GLOSSARY, "  - id: toll\n", "    was: [toll]\n"),
        (GLOSSARY, "  - id: toll\n", "    was: [viaduct]\n"),
        (TIMELINE, "  - id: first-bridge\n    was: [oldest-bridge]\n", "    was: [old]\n"),
        (LESSON, "title: What a bridge promises\nwas: [crossings]\n", "was: [no-passage]\n"),
        (LESSON, "  - id: who-promised\n    was: [who-said]\n", "    was: [bridge-check]\n"),
    ],
)
def test_a_former_id_that_is_taken_is_an_error(tiny, path, line, was):
    files = renamed(tiny)
    assert line in files[path]
    files[path] = files[path].replace(line, line.split("\n")[0] + "\n" + was, 1)
    (found,) = [one for one in inspect(files).problems if one.severity is Severity.ERROR]
    assert found.rule == "was-in-use"
    assert found.place.path == path
    assert was.strip().removeprefix("was: [").removesuffix("]") in found.found


def test_pages_are_in_the_language_of_the_course(site):
    page = site["glossary/index.html"].decode()
    assert '<html lang="zh"' in page
    assert theme_language("pt-BR") == "pt-BR"
    assert theme_language("tlh") == "en"
