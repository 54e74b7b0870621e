"""Files for other programs: the laws that hold for all of them, and each read back by a reader of another hand."""

import csv
import json
import posixpath
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import replace
from http import HTTPStatus
from io import BytesIO, StringIO
from types import SimpleNamespace
from urllib.parse import parse_qs
from zipfile import ZipFile

import pypandoc
import pytest
import untrusted
import yaml
from click.testing import CliRunner
from dots import PNG
from lxml import etree, html
from opened import texts
from projects import STRUCTURED, TINY, TOWNS, lay_out, templates, texts_of
from wording import runs, words_of

from build_scripts.__main__ import main
from build_scripts.build import plan
from build_scripts.exports.formats import FORMATS, Format, export_at, exported, listed, made_of
from build_scripts.exports.material import Material
from build_scripts.exports.sources import bibtex, csl_json, ris
from build_scripts.exports.tables import table
from build_scripts.read.course import Work
from build_scripts.shared.keep import ONCE
from build_scripts.shared.steps import Stage, Step
from build_scripts.shells.kept_files import KeptFiles
from build_scripts.shells.preview import Preview
from build_scripts.shells.shop import ProjectShop
from build_scripts.show.coins import coins
from build_scripts.show.downloads import EXPORTS_FOLDER
from build_scripts.weave.edition import Edition

BASE = "https://course.invalid/towns/"


def material(files: Mapping[str, str], edition: Edition = Edition.STUDENT, base: str = BASE) -> Material:
    made = plan(files, edition=edition, base=base)
    assert made.material is not None, made.problems
    return made.material


@pytest.fixture(scope="module")
def stuff() -> Material:
    """What exports of the course of two towns are made from."""
    return material(texts_of(TOWNS))


@pytest.fixture(scope="module")
def made(stuff) -> Mapping[str, bytes]:
    """All its exports, by their names."""
    return {path.removeprefix(EXPORTS_FOLDER): data for path, data in exported(stuff).items()}


def rows(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(data.decode("utf-8-sig"), newline="")))


def written(kind: str, field: str) -> list[dict]:
    """What the course of two towns says in a file and in the folder beside it, read by a reader of another hand."""
    folder = TOWNS / "content"
    read = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in (folder / f"{kind}.yml", *sorted((folder / kind).glob("*.yml")))]  # fmt: skip
    return [one for file in read for one in file.get(field, [])]


def of_lesson(stuff: Material, name: str, lesson: str) -> dict[str, bytes]:
    """The files of one format for one lesson."""
    return made_of(_format(name), replace(stuff, lesson=lesson))


def _format(name: str) -> Format:
    (found,) = (one for one in FORMATS if one.id == name)
    return found


# All of them


def test_each_has_a_name_a_purpose_and_a_file_of_its_own(stuff):
    assert len({one.id for one in FORMATS}) == len({one.file for one in FORMATS}) == len(FORMATS)
    assert all(one.name and one.purpose.endswith(".") and one.needs for one in FORMATS)
    paths = [one.path for one in listed(stuff)]
    assert len(set(paths)) == len(paths)
    assert all(path.isascii() and path == path.lower() for path in paths)


def test_the_same_course_gives_the_same_bytes_whatever_is_asked_for_first(made):
    again = material(texts_of(TOWNS))
    for name, data in reversed(made.items()):
        assert export_at(EXPORTS_FOLDER + name, again) == data, name


def test_none_holds_a_guide_in_the_student_edition(made):
    answers = [path.read_text(encoding="utf-8") for path in sorted((TOWNS / "content/answers").glob("*.yml"))]
    others = [
        path.read_text(encoding="utf-8")
        for folder in ("content", "seeds")
        for path in sorted((TOWNS / folder).rglob("*"))
        if path.suffix in (".yml", ".txt") and "answers" not in path.parts
    ]
    secret = runs(words_of(" ".join(answers))) - runs(words_of(" ".join(others)))
    assert len(secret) > 200
    for path, data in made.items():
        for name, text in texts(path, data):
            assert not runs(words_of(text)) & secret, name


def test_none_holds_more_of_the_paper_than_quotes_where_no_more_may_be_published(made):
    files = texts_of(TOWNS)
    files["seeds/paper.yml"] = files["seeds/paper.yml"].replace("publish: full", "publish: quotes")
    stuff = material(files)
    paths = [f"lessons/{lesson.id}.md" for lesson in stuff.site.woven.lessons]
    pages = (html.fromstring(stuff.html(path)).text_content() for path in (*paths, "paper.md", "index.md"))
    kept = " ".join((*pages, *(text for path, text in files.items() if path.startswith("content/"))))
    secret = runs(words_of(files["seeds/paper.txt"])) - runs(words_of(kept))
    assert len(secret) > 200
    for path, data in exported(stuff).items():
        for name, text in texts(path, data):
            assert not runs(words_of(text)) & secret, name


def test_each_is_announced(stuff):
    steps: list[Step] = []
    exported(stuff, steps.append)
    assert [step.item for step in steps[:-1]] == [one.path for one in listed(stuff)]
    assert {step.stage for step in steps} == {Stage.EXPORT}


def test_a_course_without_events_has_no_file_for_them():
    files = texts_of(TINY)
    del files["content/timeline.yml"]
    assert "exports/timeline.csv" not in {one.path for one in listed(material(files))}


def test_a_reading_list_whose_lessons_are_all_drafts_has_no_files():
    files = texts_of(TOWNS)
    files["content/course.yml"] += "  - {id: one-draft, title: One draft, lessons: [crossing]}\n"
    assert [one for one in listed(material(files)) if one.reading_list == "one-draft"]
    files["content/lessons/crossing.yml"] += "draft: true\n"
    assert not [one for one in listed(material(files)) if one.reading_list == "one-draft"]


def test_archives_are_kept_until_their_files_or_what_packs_them_change(tmp_path, monkeypatch):
    def refused(*_):
        raise AssertionError("packed anew")

    def packed(files: Mapping[str, bytes]) -> bytes:
        shop = ProjectShop(tmp_path, KeptFiles(tmp_path / "kept"))
        return replace(stuff, keep=shop.keep).packed(files, frozenset("a"))

    stuff = material(texts_of(TINY))
    files = {"a": b"1", "b": b"2" * 99}
    clean = stuff.packed(files, frozenset("a"))
    assert packed(files) == clean
    monkeypatch.setattr("build_scripts.exports.material.zipped", refused)
    assert packed(files) == clean
    for other in ({**files, "b": b"3"}, {"b": files["b"], "a": files["a"]}, {"a": b"1", "c": files["b"]}):
        with pytest.raises(AssertionError, match="packed anew"):
            packed(other)
    monkeypatch.setattr("build_scripts.shells.shop.ZLIB_RUNTIME_VERSION", "another")
    with pytest.raises(AssertionError, match="packed anew"):
        packed(files)


SLOW = ("epub", "docx", "docx-instructor")
"""Exports that are kept whole, by their inputs."""


def of_slow(stuff: Material) -> dict[str, bytes]:
    formats = (_format(name) for name in SLOW)
    return {name: data for format_ in formats for name, data in made_of(format_, stuff).items()}


def test_books_and_documents_read_nothing_of_a_course_but_what_they_are_kept_by(stuff):
    project, paper = stuff.site.woven.project, stuff.site.woven.paper
    lessons = {
        id_: SimpleNamespace(questions=[SimpleNamespace(id=q.id, lines=q.lines) for q in one.questions])
        for id_, one in project.lessons.items()
    }
    told = SimpleNamespace(
        course=project.course,
        paper=SimpleNamespace(citation=project.paper.citation),
        lessons=lessons,
        pictures=project.pictures,
        files=project.files,
    )
    woven = SimpleNamespace(
        project=told,
        lessons=[SimpleNamespace(id=id_) for id_ in stuff.chosen],
        paper=SimpleNamespace(quoted=paper.quoted),
    )
    site = replace(stuff.site, woven=woven, works={}, terms={}, events=(), handouts=(), keep=ONCE)
    assert of_slow(replace(stuff, site=site)) == of_slow(stuff)


def test_books_and_documents_are_kept_until_something_that_they_show_changes(tmp_path, monkeypatch):
    def refused(*_):
        raise AssertionError("made anew")

    def kept(of: Material, file=lambda path: None) -> dict[str, bytes]:
        shop = ProjectShop(tmp_path, KeptFiles(tmp_path / "kept"))
        return of_slow(replace(of, keep=shop.keep, file=file))

    texts = texts_of(STRUCTURED)
    stuff = material(texts)
    clean = of_slow(stuff)
    assert kept(stuff) == clean
    course = "content/course.yml"
    lesson = next(path for path in texts if path.startswith("content/lessons/"))
    changes = (
        (course, "title: ", "title: Another "),
        (course, "editors: [", "editors: [Somebody else, "),
        (lesson, "title: ", "title: Another "),
        ("seeds/paper.yml", "title: ", "title: Another "),
        ("seeds/paper.yml", "rights: {", "publish: quotes\nrights: {"),
    )
    others = [material({**texts, path: texts[path].replace(old, new, 1)}) for path, old, new in changes]
    others.append(material(texts, base="https://other.invalid/"))
    for other in others:
        made = of_slow(other)
        assert made != clean
        assert kept(other) == made
    drawn = kept(stuff, lambda path: PNG)
    assert drawn != clean
    assert drawn == of_slow(replace(stuff, file=lambda path: PNG))
    for name in ("epub._epub", "docx._of_lesson"):
        monkeypatch.setattr(f"build_scripts.exports.{name}", refused)
    assert kept(material(texts)) == clean
    assert kept(stuff, lambda path: PNG) == drawn
    monkeypatch.setattr("build_scripts.shells.shop.version", lambda name: "another")
    with pytest.raises(AssertionError, match="made anew"):
        kept(stuff)


# The command


@pytest.fixture
def folder(tmp_path, monkeypatch):
    made = lay_out(tmp_path / "project", TINY)
    monkeypatch.chdir(made)
    return made


def test_the_command_makes_what_it_is_asked_for_where_it_is_told(folder):
    done = CliRunner().invoke(main, ["export", "timeline", "--out", "elsewhere"])
    assert done.exit_code == 0, done.output
    assert [path.name for path in (folder / "elsewhere").iterdir()] == ["timeline.csv"]
    assert "1 files in elsewhere, 1 of them new or changed" in done.output


def test_the_command_makes_one_lesson_by_its_number_or_its_name(folder):
    for lesson in ("1", "bridges"):
        done = CliRunner().invoke(main, ["export", "timeline", "--lesson", lesson])
        assert done.exit_code == 0, done.output
    assert [path.name for path in (folder / "exports").iterdir()] == ["bridges-timeline.csv"]


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["timelin"], "there is no format “timelin”; did you mean “timeline”?"),
        (["cartridge", "--edition", "instructor"], "leave out --edition instructor"),
        (["bibtex", "--lesson", "1"], "bibtex is of the whole course"),
        (["cartridge-links"], "an address: site_url in mkdocs.yml"),
        (["timeline", "--lesson", "9"], "lessons have the numbers 1 to 2"),
        ([], "Missing argument"),
    ],
)
def test_the_command_says_what_is_wrong(folder, asked, told):
    done = CliRunner().invoke(main, ["export", *asked])
    assert done.exit_code
    assert told in done.output


# Tables


def test_no_cell_is_a_formula():
    hostile = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", " =1", "＝1", "=cmd|' /C calc'!A0", "fine", ""]
    (cells,) = csv.reader(StringIO(table([hostile]).decode("utf-8-sig"), newline=""))
    assert cells[-2:] == hostile[-2:]
    for cell, was in zip(cells[:-2], hostile[:-2], strict=True):
        assert cell == f"'{was}"


def test_the_timeline_has_every_event_with_its_date_and_sources(made):
    events = written("timeline", "events")
    read = {row["id"]: row for row in rows(made["timeline.csv"])}
    assert set(read) == {event["id"] for event in events}
    for event in events:
        row = read[event["id"]]
        assert row["date"] == str(event["date"])
        assert row["event"] == event["title"]
        assert row["address"] == f"{BASE}timeline/#{event['id']}"
        assert bool(row["disputed"]) == ("dispute" in event)
        assert bool(row["unverified"]) == event.get("unverified", False)
        assert row["sources"]
    days = [row["first day"] for row in rows(made["timeline.csv"])]
    assert days == sorted(days)


def test_the_timeline_of_a_lesson_has_its_events(stuff):
    (data,) = of_lesson(stuff, "timeline", "crossing").values()
    listed_there = [event.id for event in stuff.site.lesson_events["crossing"]]
    assert [row["id"] for row in rows(data)] == listed_there


# Cards


def anki_notes(data: bytes) -> list[dict[str, str]]:
    """Read a text as Anki does: directives first, then a note a line."""
    lines = data.decode().split("\n")
    told = dict(line[1:].split(":", 1) for line in lines if line.startswith("#"))
    assert told["separator"] == "tab"
    columns = {told[f"{name} column"]: name for name in ("guid", "deck", "tags")}
    text = "\n".join(line for line in lines if not line.startswith("#"))
    fields = [columns.get(str(number), f"field {number}") for number in range(1, 6)]
    return [dict(zip(fields, row, strict=True)) for row in csv.reader(StringIO(text), delimiter="\t")]


def test_cards_have_terms_in_both_directions_and_all_languages_dates_and_self_checks(made):
    notes = anki_notes(made["anki.txt"])
    read = {note["guid"]: note for note in notes}
    assert len(read) == len(notes)
    terms = written("glossary", "terms")
    events = written("timeline", "events")
    checks = sum(len(lesson.checks) for lesson in texts_lessons())
    translations = sum(len(term.get("translations", [])) for term in terms)
    assert len(notes) == 2 * len(terms) + 2 * translations + 2 * len(events) + checks
    toll = read["quill-marsh-ode-2023:term:toll"]
    assert html.fromstring(toll["field 3"]).text_content() == "Toll"
    assert f"{BASE}glossary/#toll" in toll["field 4"]
    assert toll["deck"].startswith("Reading “Two Towns”::0")
    assert 'lang="ur" dir="rtl"' in read["quill-marsh-ode-2023:term-ur:toll"]["field 4"]


def test_the_deck_of_the_course_comes_before_those_in_it():
    """After a row in “A::B”, Anki 26.09 makes a deck “A+”, “A++”, … for each row in “A”."""
    files = texts_of(TOWNS)
    files["content/glossary.yml"] += "  - {id: unread, term: Unread, definition: A word of no lesson.}\n"
    decks = [note["deck"] for note in anki_notes(made_of(_format("anki"), material(files))["anki.txt"])]
    own = [index for index, deck in enumerate(decks) if "::" not in deck]
    assert own == list(range(len(own)))
    assert own


def texts_lessons():
    made = plan(texts_of(TOWNS))
    assert made.woven is not None
    return made.woven.lessons


def test_cards_of_a_table_are_those_of_anki_in_plain_words(made):
    table_, notes = rows(made["cards.csv"]), anki_notes(made["anki.txt"])
    assert [row["id"] for row in table_] == [note["guid"] for note in notes]
    assert [row["deck"] for row in table_] == [note["deck"] for note in notes]
    assert not [row for row in table_ if re.search(r"</?[a-z]+", row["front"] + row["back"])]
    (one,) = (row for row in table_ if row["id"].endswith("term:toll"))
    assert one["front"] == "Toll"
    assert one["address"] == f"{BASE}glossary/#toll"


def test_a_deck_of_a_lesson_has_what_belongs_to_it(stuff):
    (data,) = of_lesson(stuff, "anki", "crossing").values()
    notes = anki_notes(data)
    assert {note["deck"] for note in notes} == {"Reading “Two Towns”::03 The crossing"}
    assert {note["tags"].split("-")[0] for note in notes} == {"term", "event", "check"}


def test_who_learns_a_translation_sees_that_no_speaker_has_checked_it(made):
    terms = written("glossary", "terms")
    unchecked = [one for term in terms for one in term.get("translations", []) if one.get("unchecked")]
    assert unchecked
    sides = [note["field 3"] + note["field 4"] for note in anki_notes(made["anki.txt"])]
    assert sum("(not checked by a speaker)" in side for side in sides) == 2 * len(unchecked)
    assert made["moodle-glossary.xml"].decode().count("(not checked by a speaker)") == len(unchecked)


# Moodle


def test_questions_for_moodle_are_the_self_checks_and_the_questions(made):
    quiz = etree.fromstring(made["moodle-questions.xml"])
    lessons = texts_lessons()
    chosen, essays = (quiz.xpath(f"question[@type='{kind}']") for kind in ("multichoice", "essay"))
    assert len(chosen) == sum(len(lesson.checks) for lesson in lessons)
    assert len(essays) == sum(len(lesson.questions) for lesson in lessons)
    named = quiz.xpath("question/idnumber/text()")
    assert len(set(named)) == len(named) == len(chosen) + len(essays)
    for question in chosen:
        shares = [float(share) for share in question.xpath("answer/@fraction")]
        assert sum(share for share in shares if share > 0) == pytest.approx(100, abs=0.001)
        assert all(question.xpath("answer/feedback/text/text()"))
    assert not any(quiz.xpath("question/graderinfo/text/text()"))
    assert quiz.findtext("question/category/text") == "$course$/top/Reading “Two Towns”/How to begin"


def test_guides_are_for_graders_in_the_edition_for_instructors_alone():
    instructor = material(texts_of(TOWNS), Edition.INSTRUCTOR)
    quiz = etree.fromstring(made_of(_format("moodle-questions"), instructor)["moodle-questions.xml"])
    guides = [one for one in quiz.xpath("question/graderinfo/text/text()") if one.strip()]
    assert len(guides) == sum(len(one.guides) for one in instructor.site.woven.project.answers.values())
    assert not [path for path in exported(instructor) if path.endswith(".imscc")]  # students get these


def test_the_glossary_for_moodle_has_every_term_with_its_spellings(made):
    entries = etree.fromstring(made["moodle-glossary.xml"]).xpath("INFO/ENTRIES/ENTRY")
    terms = written("glossary", "terms")
    assert {one.findtext("CONCEPT") for one in entries} == {term["term"] for term in terms}
    for one in entries:
        (term,) = (term for term in terms if term["term"] == one.findtext("CONCEPT"))
        assert set(one.xpath("ALIASES/ALIAS/NAME/text()")) == set(term.get("aliases", [])) - {term["term"]}
        for other in term.get("translations", []):
            assert other["text"] in one.findtext("DEFINITION")


# Cartridges

CC = {"c": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1"}
QTI = {"q": "http://www.imsglobal.org/xsd/ims_qtiasiv1p2"}
KINDS = {
    "webcontent": "",
    "imswl_xmlv1p1": "{http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1}webLink",
    "imsdt_xmlv1p1": "{http://www.imsglobal.org/xsd/imsccv1p1/imsdt_v1p1}topic",
    "imsqti_xmlv1p2/imscc_xmlv1p1/assessment": "{http://www.imsglobal.org/xsd/ims_qtiasiv1p2}questestinterop",
}
"""The types of resources that we write, and the root of the file of each."""


def opened(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("name", ["cartridge.imscc", "cartridge-links.imscc"])
def test_a_cartridge_is_as_its_specification_says(made, name):
    """The rules of the schemas of version 1.1 that our files could break; the schemas may not be handed on."""
    files = opened(made[name])
    assert not [path for path in files if path.startswith("/") or ".." in path or "\\" in path]
    manifest = etree.fromstring(files["imsmanifest.xml"])
    assert manifest.findtext("c:metadata/c:schema", namespaces=CC) == "IMS Common Cartridge"
    assert manifest.findtext("c:metadata/c:schemaversion", namespaces=CC) == "1.1.0"
    resources = {one.get("identifier"): one for one in manifest.iterfind("c:resources/c:resource", CC)}
    held = [one.get("href") for one in manifest.iterfind("c:resources/c:resource/c:file", CC)]
    assert sorted(held) == sorted(set(files) - {"imsmanifest.xml"})
    ids = manifest.xpath("//@identifier")
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", id_) for id_ in ids)
    (root,) = manifest.iterfind("c:organizations/c:organization/c:item", CC)
    assert root.find("c:title", CC) is None
    items = manifest.xpath("//c:item[@identifierref]", namespaces=CC)
    assert {one.get("identifierref") for one in items} <= resources.keys()
    assert all(one.findtext("c:title", namespaces=CC) for one in root.iterdescendants("{*}item"))
    for one in resources.values():
        (file,) = one.iterfind("c:file", CC)
        root_of = KINDS[one.get("type")]
        assert (one.get("href") == file.get("href")) == (root_of == "")
        if root_of:
            assert etree.fromstring(files[file.get("href")]).tag == root_of


def test_quizzes_of_a_cartridge_are_as_the_profile_of_qti_says(made):
    files = opened(made["cartridge.imscc"])
    quizzes = [etree.fromstring(data) for path, data in files.items() if path.endswith("assessment.xml")]
    counted = {"check": 0, "writing": 0}
    for quiz in quizzes:
        assert [one.tag.rpartition("}")[2] for one in quiz[0]] == ["qtimetadata", "section"]
        items = quiz.findall("q:assessment/q:section/q:item", QTI)
        assert len({item.get("ident") for item in items}) == len(items) > 0
        for item in items:
            counted[item.get("ident").partition("-")[0]] += 1
            facts = dict(zip(item.xpath(".//q:fieldlabel/text()", namespaces=QTI), item.xpath(".//q:fieldentry/text()", namespaces=QTI), strict=True))  # fmt: skip
            labels = item.xpath(".//q:response_label/@ident", namespaces=QTI)
            assert set(item.xpath(".//q:varequal/text()", namespaces=QTI)) == set(labels)
            told = item.xpath(".//q:displayfeedback/@linkrefid", namespaces=QTI)
            assert told == item.xpath("q:itemfeedback/@ident", namespaces=QTI)
            order = [one.tag.rpartition("}")[2] for one in item]
            assert order == sorted(order, key=["itemmetadata", "presentation", "resprocessing", "itemfeedback"].index)  # fmt: skip
            many = item.xpath(".//q:response_lid/@rcardinality", namespaces=QTI) == ["Multiple"]
            if facts["cc_profile"] == "cc.essay.v0p1":
                assert facts["qmd_computerscored"] == "No"
                assert not labels
            else:
                assert len(told) == len(labels)
                assert (facts["cc_profile"] == "cc.multiple_response.v0p1") == many
                assert many or (facts["cc_profile"] == "cc.true_false.v0p1") == (len(labels) == 2)
    lessons = texts_lessons()
    assert counted == {
        "check": sum(len(one.checks) for one in lessons),
        "writing": sum(len(one.questions) for one in lessons),
    }


def test_pages_in_a_cartridge_lead_to_one_another_or_to_the_site(made):
    files = opened(made["cartridge.imscc"])
    pages = {path: html.fromstring(data) for path, data in files.items() if path.endswith(".html")}
    assert {"pages/lessons/crossing/index.html", "pages/paper/index.html", "pages/glossary/index.html"} <= pages.keys()  # fmt: skip
    inside = 0
    for path, page in pages.items():
        assert not page.xpath("//script")
        for way in page.xpath("//a/@href | //img/@src"):
            if way.startswith((BASE, "https:", "http:", "mailto:")):
                continue
            file, _, anchor = way.partition("#")
            target = posixpath.normpath(posixpath.join(posixpath.dirname(path), file)) if file else path
            assert target in files, (path, way)
            assert not anchor or pages[target].xpath("//*[@id=$id]", id=anchor), (path, way)
            inside += 1
    assert inside > 100


def test_topics_have_the_question_and_the_words_that_it_is_about(made):
    files = opened(made["cartridge-links.imscc"])
    topics = {path: etree.fromstring(data) for path, data in files.items() if path.startswith("topic-")}
    assert len(topics) == sum(len(lesson.questions) for lesson in texts_lessons())
    shown = topics["topic-joke-or-funeral.xml"].findtext("{*}text")
    assert "<blockquote><p>the newspapers of Selby for a funeral</p></blockquote>" in shown
    assert not [path for path in files if path.endswith(".html")]


def test_without_an_address_there_is_no_cartridge_with_links_and_the_other_needs_none():
    made = exported(material(texts_of(TINY), base=""))
    assert "exports/cartridge-links.imscc" not in made
    pages = [data.decode() for path, data in opened(made["exports/cartridge.imscc"]).items() if path.endswith(".html")]  # fmt: skip
    assert pages
    assert not [page for page in pages if re.search(r'href="(?!#|\.\./|https?:|[\w-]+/)', page)]


def test_a_second_build_with_a_change_keeps_all_other_identifiers(made):
    files = texts_of(TOWNS)
    path = "content/lessons/crossing.yml"
    files[path] = files[path].replace("Why was the ferry", "Why would the ferry")
    again = opened(exported(material(files))["exports/cartridge.imscc"])
    before = opened(made["cartridge.imscc"])
    assert again.keys() == before.keys()
    assert before["topic-why-was-it-cheaper.xml"] != again["topic-why-was-it-cheaper.xml"]
    assert before["topic-unconditional.xml"] == again["topic-unconditional.xml"]


# Sources


@pytest.mark.slow
@pytest.mark.parametrize(("name", "kind"), [("sources.bib", "bibtex"), ("sources.ris", "ris"), ("sources.json", "csljson")])  # fmt: skip
def test_sources_are_read_by_pandoc(made, name, kind):
    done = subprocess.run(
        [pypandoc.get_pandoc_path(), "--from", kind, "--to", "csljson"],
        input=made[name],
        capture_output=True,
        check=True,
    )
    read = {one["id"]: one for one in json.loads(done.stdout)}
    project = plan(texts_of(TOWNS)).woven.project
    works = [project.paper.citation, *project.works]
    assert read.keys() == {work.id for work in works} | {"quill-marsh-ode-2023-course"}
    for work in works:
        one = read[work.id]
        assert one["title"] == work.name
        assert [name.get("family") or name.get("literal") for name in one.get("author", [])] == [
            name.family or name.literal for name in work.author
        ]
        if work.issued:
            assert str(one["issued"]["date-parts"][0][0]) == work.issued.points[0].iso[:4]
        assert one.get("DOI") == work.doi


@pytest.mark.parametrize(
    ("written", "csl", "year"),
    [
        ("1957-03~", {"date-parts": [[1957, 3]], "circa": True}, "1957"),
        ("1957-03-02/1958", {"date-parts": [[1957, 3, 2], [1958]]}, "1957"),
        ("1957-21", {"date-parts": [[1957]]}, "1957"),
        ("195X", {"literal": "1950s"}, ""),
        ("19XX", {"literal": "20th century"}, ""),
        ("-0398", {"literal": "399 BCE"}, ""),
    ],
)
def test_dates_of_sources_are_numbers_or_words(written, csl, year):
    files = texts_of(TINY)
    path = "content/sources.yml"
    files[path] = files[path].replace("issued: 2001", f"issued: '{written}'\n    original-date: '{written}'")
    made = exported(material(files))
    (work,) = (one for one in json.loads(made["exports/sources.json"]) if one["id"] == "river-2001")
    assert work["issued"] == work["original-date"] == csl
    assert f"year = {{{year or csl['literal']}}}" in made["exports/sources.bib"].decode()
    ris = made["exports/sources.ris"].decode().split("ID  - river-2001")[1].split("ER  -")[0]
    assert re.findall(r"(?m)^PY  - (.*)\r$", ris) == ([year] if year else [])
    assert year or f"DA  - ///{csl['literal']}" in ris


def test_signs_of_latex_in_sources_are_words():
    files = texts_of(TINY)
    path = "content/sources.yml"
    hostile = r"\input{/etc/passwd} 50% & more_of #1 ~ ^ {open $x"
    files[path] = re.sub(r"title: .*", lambda _: f"title: '{hostile}'", files[path], count=1)
    made = exported(material(files))["exports/sources.bib"].decode()
    assert r"\textbackslash{}input\{/etc/passwd\} 50\% \& more\_of \#1" in made
    assert r"\input" not in made


def test_a_work_of_a_decade_or_before_christ_keeps_its_date_in_words():
    files, path = texts_of(TINY), "content/sources.yml"
    said = {"195X": "1950s", "18XX~": "about 19th century", "-0043": "44 BCE"}
    for number, edtf in enumerate(said):
        files[path] += f"  - {{id: old-{number}, type: book, title: Old, issued: {edtf}}}\n"
    stuff = material(files)
    dates = [one.get("issued") for one in json.loads(csl_json(stuff))]
    for words in said.values():
        assert {"literal": words} in dates
        assert f"year = {{{words}}}" in bibtex(stuff).decode()
        assert f"DA  - ///{words}\r\n" in ris(stuff).decode()


def test_the_paper_s_page_names_it_for_reference_managers(stuff):
    (found,) = html.fromstring(stuff.html("paper.md")).xpath("//span[@class='Z3988']/@title")
    told = parse_qs(found)
    assert told["rft.atitle"] == ["Two Towns and a Bridge: Promise, Toll and Trust on the River Ald"]
    assert told["rft.jtitle"] == ["The Ald Valley Review"]
    assert told["rft.au"] == ["Quill, Ines", "Marsh, Tobias", "Ode, Wren"]
    assert told["rft_id"] == ["info:doi/10.1234/ald.2023.3"]


@pytest.mark.parametrize(
    ("kind", "authors", "told"),
    [
        (
            "thesis",
            [{"family": "Beethoven", "given": "Ludwig", "non-dropping-particle": "van"}],
            {"rft.aulast": "van Beethoven", "rft.aufirst": "Ludwig", "rft.au": "van Beethoven, Ludwig"},
        ),
        ("report", [{"literal": "World Bank"}], {"rft.genre": "report", "rft.aucorp": "World Bank"}),
        ("book", [{"family": "Plato"}], {"rft.genre": "book", "rft.aulast": "Plato"}),
        (
            "paper-conference",
            [{"family": "Ode"}, {"family": "Plato"}],
            {"rft.aulast": "Ode", "rft.au": "Plato"},
        ),
    ],
)
def test_reference_managers_find_each_author_once_and_the_kind_of_work(kind, authors, told):
    work = Work.model_validate({"id": "one", "type": kind, "title": "One", "author": authors})
    found = {name: one for name, (one,) in parse_qs(coins(work)).items()}
    names = {name for name in found if name.startswith("rft.au")}
    assert {name: found[name] for name in names | set(told)} == told


# Annotations


def own_words(element) -> str:
    if element.get("data-editorial") is not None:
        return ""
    return (element.text or "") + "".join(own_words(child) + (child.tail or "") for child in element)


def annotations(made: Mapping[str, bytes]) -> dict[str, list]:
    return {
        name.removesuffix("-notes.jsonld"): json.loads(data)["first"]["items"]
        for name, data in made.items()
        if name.endswith("notes.jsonld")
    }


def test_every_note_finds_its_words_again_in_its_page(made, stuff):
    counted = 0
    for lesson, items in annotations(made).items():
        page = html.fromstring(stuff.html(f"lessons/{lesson}.md"))
        for item in items:
            source, _, paragraph = item["target"]["source"].partition("#")
            assert source == f"{BASE}lessons/{lesson}/"
            (element,) = page.xpath("//*[@id=$id]", id=paragraph)
            words = own_words(element)
            quote, at = item["target"]["selector"]
            assert words[at["start"] : at["end"]] == quote["exact"]
            assert words.count(quote["prefix"] + quote["exact"] + quote["suffix"]) == 1
            assert page.xpath("//*[@id=$id]", id=item["id"].partition("#")[2])
            counted += 1
    assert counted == sum(len(lesson.notes) for lesson in texts_lessons()) > 40


def test_where_only_quotes_are_published_a_note_is_found_by_its_words():
    files = texts_of(TOWNS)
    files["seeds/paper.yml"] = files["seeds/paper.yml"].replace("publish: full", "publish: quotes")
    stuff = material(files)
    found = annotations({path.removeprefix(EXPORTS_FOLDER): data for path, data in exported(stuff).items()})
    assert sum(map(len, found.values())) == sum(len(lesson.notes) for lesson in texts_lessons())
    for lesson, items in found.items():
        page = html.fromstring(stuff.html(f"lessons/{lesson}.md"))
        for item in items:
            (quote,) = item["target"]["selector"]
            (element,) = page.xpath("//*[@id=$id]", id=item["target"]["source"].partition("#")[2])
            assert quote["prefix"] + quote["exact"] + quote["suffix"] in own_words(element)


def test_annotations_are_what_their_data_model_asks_for(made):
    for name, data in made.items():
        if name.endswith("notes.jsonld"):
            told = json.loads(data)
            assert told["@context"] == "http://www.w3.org/ns/anno.jsonld"
            assert told["type"] == "AnnotationCollection"
            assert told["id"] == f"{BASE}exports/{name}"
            assert told["first"]["partOf"] == told["id"] != told["first"]["id"]
            assert told["total"] == len(told["first"]["items"])
            for one in told["first"]["items"]:
                assert one["type"] == "Annotation"
                assert one["motivation"] == "commenting"
                assert one["rights"].startswith("https://")
                assert all(set(editor) == {"name"} for editor in one["creator"])
                assert {body["purpose"] for body in one["body"]} == {"commenting", "tagging"}


# Hostile texts


@pytest.fixture(scope="module")
def hostile() -> Mapping[str, bytes]:
    files = templates() | untrusted.course()[0]
    guides = made_of(_format("moodle-questions"), material(files, Edition.INSTRUCTOR))
    return {**exported(material(files)), **{f"instructor/{name}": data for name, data in guides.items()}}


def pieces_of_html(path: str, data: bytes) -> Iterator[tuple[str, str]]:
    """What other programs show as HTML, with the way to it."""
    if data.startswith(b"PK"):
        for name, part in opened(data).items():
            yield from pieces_of_html(f"{path}/{name}", part)
    elif path.endswith(".html"):
        yield path, re.sub(r"<style>.*?</style>|<!doctype html>", "", data.decode(), flags=re.DOTALL)
    elif path.endswith(".xml"):
        for shown in etree.fromstring(data, PLAIN_XML).xpath(SHOWN_AS_HTML):
            yield path, shown
    elif path.endswith(".jsonld"):
        for item in json.loads(data)["first"]["items"]:
            yield from ((path, one["value"]) for one in item["body"] if one.get("format") == "text/html")
    elif path.endswith("anki.txt"):
        for note in anki_notes(data):
            yield from ((path, note[field]) for field in ("field 3", "field 4"))


PLAIN_XML = etree.XMLParser(resolve_entities=False, no_network=True)
SHOWN_AS_HTML = "//*[@texttype='text/html']/text() | //*[@format='html']/text/text() | //DEFINITION/text()"
"""What platforms show as HTML. Titles they escape themselves: these are told letter for letter."""


def test_nothing_of_a_hostile_text_acts_in_any_export(hostile):
    seen = 0
    for path, data in hostile.items():
        for name, shown in pieces_of_html(path, data):
            root = html.fromstring(f"<div>{shown}</div>")
            seen += 1
            assert not root.xpath("//script | //iframe | //object | //embed | //form[@action] | //base | //style"), (name, shown[:200])  # fmt: skip
            for element in root.iter():
                if isinstance(element.tag, str):
                    assert not [key for key in element.attrib if key.startswith("on")], (name, shown[:200])
                    way = element.get("href", "")
                    assert not re.match(r"\s*(javascript|data|vbscript|file):", way, re.IGNORECASE), way
    assert seen > 500


def test_archives_and_tables_of_a_hostile_course_are_safe(hostile):
    for name, data in hostile.items():
        if data.startswith(b"PK"):
            assert all(
                re.fullmatch(r"[\w./-]+|\[Content_Types\].xml", path) and ".." not in path
                for path in opened(data)
            )
        if name.endswith(".csv"):
            cells = [
                cell for row in csv.reader(StringIO(data.decode("utf-8-sig"), newline="")) for cell in row
            ]
            assert not [cell for cell in cells if cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t"))]
        if name.endswith(".xml"):
            assert b"<!ENTITY" not in data
            assert b"<!DOCTYPE" not in data


# The preview


def test_a_preview_makes_a_file_when_it_is_opened_and_leads_from_the_former_address(folder):
    running = Preview(folder, Edition.STUDENT, "127.0.0.1:8000", lambda _: None)
    assert running.answer("exports/timeline.csv").data == exported(material(texts_of(TINY), base=""))["exports/timeline.csv"]  # fmt: skip
    assert b"../exports/timeline.csv" in running.answer("downloads/").data
    assert b"url=../downloads/" in running.answer("handouts/").data
    assert running.answer("exports/no-such.csv").status == HTTPStatus.NOT_FOUND
