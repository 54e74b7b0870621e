"""A new lesson builds at once, and explains every field."""

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st
from projects import ROOT, TINY, TOWNS, run, templates
from projects import build as build_site

from build_scripts.build import build
from build_scripts.importers.reading import Reading
from build_scripts.importers.text.reader import read_text
from build_scripts.importers.transcript import transcript
from build_scripts.inspect import inspect
from build_scripts.paper.blocks import Reference, Text, Words
from build_scripts.read.course import Lesson, Note, Question
from build_scripts.shared.markdown import read_prose
from build_scripts.shared.place import Place, Severity
from build_scripts.shells.disk import read_files
from build_scripts.start.citation import proposed_citation, proposed_licence
from build_scripts.start.scaffold import (
    _as_text,
    lesson_id,
    lesson_scaffold,
    new_course,
    paper_file,
    with_lesson,
)


def tiny():
    """The tiny course, of which the second section is read by no lesson."""
    files, _ = read_files(TINY)
    bridges = files["content/lessons/bridges.yml"]
    cut = bridges[: bridges.index("  - quote: “Fair tolls”")] + bridges[bridges.index("questions:") :]
    files["content/lessons/bridges.yml"] = cut.replace("[of-bridges, the-toll]", "[of-bridges]")
    return files | templates()


@pytest.mark.parametrize(
    "title", ["The Toll", "Who pays: “all” of us?", "# no comment", "- a list", "12", "Why " * 60 + "not"]
)
def test_a_new_lesson_builds_at_once(title):
    files = tiny()
    woven = inspect(files).woven
    assert woven is not None
    path = f"content/lessons/{lesson_id(title)}.yml"
    files[path] = lesson_scaffold(woven, title)
    files["content/course.yml"] = files["content/course.yml"].replace(
        "no-passage]", f"no-passage, {Path(path).stem}]"
    )
    made = build(files)
    assert not made.failed, made.problems
    lesson = made.woven.project.lessons[Path(path).stem] if made.woven else None
    assert lesson is not None
    assert lesson.title == title
    assert lesson.passages == ("the-toll",)
    assert len(lesson.notes) == 1


def test_every_field_is_explained():
    woven = inspect(tiny()).woven
    assert woven is not None
    text = " ".join(lesson_scaffold(woven, "New").replace("#", " ").split())
    for model in (Lesson, Note, Question):
        for name, field in model.model_fields.items():
            if name != "places":
                assert " ".join((field.description or "").split()) in text, name


def test_a_lesson_is_added_below_the_last():
    course = "lessons:\n  - one\n  - two # the last\nlicence: {}\n"
    assert with_lesson(course, "three", Place("", 3, 5)) == (
        "lessons:\n  - one\n  - two # the last\n  - three\nlicence: {}\n"
    )


def test_a_list_on_one_line_is_left_to_the_editor():
    assert with_lesson("lessons: [one, two]\n", "three", Place("", 1, 16)) is None


def begun(paper: str) -> dict[str, str]:
    """The files of a new course on a paper in plain text."""
    reading = read_text(paper)
    return dict(new_course(transcript(reading, "original.txt", "0" * 64), reading))


def test_a_new_course_builds_at_once():
    files = begun((TINY / "seeds/paper.txt").read_text(encoding="utf-8"))
    built = build(files | templates())
    assert not built.failed, built.problems
    assert "stand in content/glossary/" in files["content/glossary.yml"]
    assert files["seeds/paper.md"] == files["seeds/imported.md"]
    assert "{title} " in files["seeds/paper.md"] or "# " in files["seeds/paper.md"]


def test_a_new_course_speaks_the_language_that_was_asked_for():
    reading = read_text((TINY / "seeds/paper.txt").read_text(encoding="utf-8"))
    files = new_course(transcript(reading, "original.txt", ""), reading, language="de")
    built = build({**files, **templates()})
    assert not built.failed, built.problems
    assert "\nlanguage: de\n" in files["content/course.yml"]
    assert '<h2 id="lessons">Lektionen</h2>' in built.pages[0].text


def test_a_new_course_proposes_what_its_paper_says_of_itself():
    reading = Reading(
        (Text(words=Words("Nobody had asked who drew the water from the well before that.")),),
        language="de",
        licence="CC BY 4.0",
        citation={
            "title": "Salt", "author": [{"family": "Berg", "given": "Anna"}, {"literal": "The Mill"}, {"given": "?"}],
            "issued": {"date-parts": [[2011, 3, 40]]}, "DOI": "10.1/x", "volume": 4, "abstract": "x", "page": None,
        },
    )  # fmt: skip
    files = dict(new_course(transcript(reading, "original.pdf", "0" * 64), reading))
    made = inspect(files)
    assert made.woven is not None
    paper, course = made.woven.project.paper, made.woven.project.course
    assert (paper.citation.id, paper.citation.title, paper.citation.volume) == (
        "berg-the-mill-2011",
        "Salt",
        "4",
    )
    assert [name.family or name.literal for name in paper.citation.author] == ["Berg", "The Mill"]
    assert paper.citation.issued is not None
    assert paper.citation.issued.words == "March 2011"
    assert (made.woven.paper.language, course.language) == (
        "de",
        "en",
    )  # that of the paper, and of its editors
    assert "CC BY 4.0" in paper.rights.statement.words


def test_an_id_has_the_letters_of_a_name_without_their_accents():
    said = {"author": [{"family": "Ševčíková"}, {"family": "Høyer"}], "issued": {"date-parts": [[2017]]}}
    assert proposed_citation(said)["id"] == "sevcikova-hoyer-2017"


def test_what_the_first_author_explains_is_not_said_of_each():
    people = [{"family": f"Berg{one}", "given": "A."} for one in range(29)]
    reading = Reading((Text(words=Words("Nobody asked.")),), citation={"title": "Salt", "author": people})
    written = paper_file(reading)
    assert written.count("# Family name.") == 1
    assert written.count("family: Berg") == 29


@pytest.mark.parametrize(
    "said", [{}, {"issued": {"date-parts": [["x"]]}}, {"author": "Berg", "title": 7}, {"issued": 3}]
)
def test_a_paper_that_says_nonsense_of_itself_makes_a_course_all_the_same(said):
    reading = Reading(
        (Text(words=Words("Nobody had asked who drew the water from the well before that.")),), citation=said
    )
    assert not build(dict(new_course(transcript(reading, "a.pdf", ""), reading)) | templates()).failed


def test_works_of_a_reference_manager_become_sources_of_their_entries():
    reading = Reading(
        (
            Text(words=Words("The levy on salt was old, as all historians say (Berg 2011).")),
            Reference(words=Words("Berg, A. (2011). The levy on salt. River Studies, 4(2), 12–30.")),
            Reference(words=Words("Holm, K. (2009). A bridge for two towns. Mill Press.")),
        )
    )
    listed = [
        {"id": "Berg_Levy:2011", "type": "article-journal", "title": "The levy on salt", "author": [{"family": "Berg", "given": "A."}],
         "issued": {"date-parts": [["2011"]]}, "container-title": "River Studies", "keyword": "salt"},
        {"id": "lund", "title": "Mills", "author": [{"family": "Lund"}], "issued": {"date-parts": [[1994]]}},
    ]  # fmt: skip
    files = dict(new_course(transcript(reading, "a.pdf", ""), reading, listed))
    built = build(files | templates())
    assert not built.failed, built.problems
    assert built.woven is not None
    project = built.woven.project
    assert project.paper.works == {"berg-2011": "berg-levy-2011"}
    assert [work.id for work in project.works] == ["mason-2016", "berg-levy-2011"]


SAID = st.text(alphabet="ab 1.)#-+=*_[](){}<>&;:!|~`\\'\"“/é", max_size=24).map(
    lambda text: " ".join(text.split())
)


@given(SAID)
@example("[x](term:ghost) and ![p](x.png)")
@example("1. one")
@example("# A heading")
@example("&copy; <b>")
def test_what_a_file_says_is_taken_as_words(said):
    """Comments and licences come from strangers: no sign in them acts, and nothing in them stops a new course."""
    assert read_prose(_as_text(said)).words == said


def began(**found: object) -> tuple[str, ...]:
    """The errors of a new course on a paper that says such things of itself."""
    listed = found.pop("listed", ())
    blocks = (
        Text(words=Words("Nobody had asked who drew the water from the well before that (Berg 2011).")),
        Reference(words=Words("Berg, A. (2011). The levy on salt. Mill Press.")),
    )
    reading = Reading(blocks, **found)  # type: ignore[arg-type]
    files = dict(new_course(transcript(reading, "a.pdf", ""), reading, listed))  # type: ignore[arg-type]
    return tuple(one.found for one in inspect(files).problems if one.severity is Severity.ERROR)


@pytest.mark.parametrize(
    "said", ["[x](term:ghost)", "![p](x.png)", "<script>x</script>", "# A", "* a\n* b", "\x07"]
)
def test_a_new_course_has_no_mistake_whatever_its_file_says(said):
    assert began(licence=said, comments=(("who drew the water", said),)) == ()


@pytest.mark.parametrize("address", ["javascript:alert(1)", "example", "https://[x", 7])
def test_an_address_that_is_none_is_not_proposed(address):
    assert began(citation={"URL": address}) == ()
    assert began(listed=[LISTED | {"URL": address}]) == ()


LISTED = {
    "id": "b",
    "title": "The levy on salt",
    "author": [{"family": "Berg"}],
    "issued": {"date-parts": [[2011]]},
}


@pytest.mark.parametrize(
    "odd",
    [
        {},
        {"type": 3},
        {"editor": "x"},
        {"volume": {"a": 1}},
        {"issued": {"raw": "2011?"}},
        {"note": "a\x00b"},
    ],
)
def test_a_work_that_sources_cannot_hold_is_left_out(odd):
    assert began(listed=[LISTED | odd]) == ()


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Licensed under a Creative Commons Attribution 4.0 International License (CC BY).", "CC BY 4.0"),
        ("CC-BY-NC-ND 3.0", "CC BY-NC-ND 3.0"),
        ("Creative Commons Attribution-NonCommercial-ShareAlike License 4.0 (https://creativecommons.org/licenses/by-nc-sa/4.0/)", "CC BY-NC-SA 4.0"),
        ("CC BY 4.0; the pictures are CC BY-NC 4.0", ""),
        ("free of all copyright, under CC0 (https://creativecommons.org/publicdomain/zero/1.0/)", "CC0 1.0"),
        ("CC BY 4.0; the data are CC0", ""),
        ("All rights reserved.", ""),
        ("Creative Commons", ""),
    ],
)  # fmt: skip
def test_a_licence_that_a_paper_names_is_proposed(said, name):
    assert proposed_licence(said).get("name", "") == name
    reading = Reading(
        (Text(words=Words("Nobody had asked who drew the water from the well before that.")),), licence=said
    )
    made = inspect(dict(new_course(transcript(reading, "a.pdf", ""), reading)))
    assert made.woven is not None
    licence = made.woven.project.paper.rights.licence
    assert (licence.name if licence else "") == name


def test_comments_in_the_margin_become_notes():
    """Those whose words stand in the paper once; markup in them stays text."""
    said = "Nobody had asked who drew the water from the well. A second one. A second one."
    reading = Reading(
        (Text(words=Words(said)),),
        comments=(
            ("who drew the water", "Ask: <b>who</b>?"),
            ("A second one", "Which?"),
            ("not there", "?"),
            ("", "?"),
        ),
    )
    files = dict(new_course(transcript(reading, "a.docx", ""), reading))
    built = build(files | templates())
    assert not built.failed, built.problems
    assert built.woven is not None
    ((note,),) = [lesson.notes for lesson in built.woven.lessons]
    assert (note.note.quote, note.note.note.words) == ("who drew the water", "Ask: <b>who</b>?")


def test_a_quote_for_the_first_note_is_one_that_stands_there_once():
    """The first words may come twice: a title is repeated, a citation advice quotes it."""
    words = "Bridges and salt in the two towns, and who paid for them in the end"
    files = begun(
        f"{words}\n\nIntroduction\n\n{words}, as nobody knows today.\n\n{words}, as the mayor said then.\n"
    )
    built = build(files | templates())
    assert not built.failed, built.problems


@pytest.mark.slow
def test_a_new_course_is_published_at_its_first_push(tmp_path):
    """What its workflows run is there, and passes."""
    folder = tmp_path / "course"
    done = run(tmp_path, "build_scripts", "new", "course", str(folder), str(TOWNS / "seeds/paper.txt"))
    assert done.returncode == 0, done.stderr
    assert not (folder / "tests").exists()
    assert {path.name for path in folder.iterdir()} >= {
        "README.md",
        "LICENSE.md",
        "CITATION.cff",
        ".gitignore",
    }
    assert (folder / "build_scripts/LICENSE").read_text() == (ROOT / "LICENSE").read_text()
    assert "tests/" not in (folder / ".github/SECURITY.md").read_text()
    targets = re.findall(r"(?m)^([a-z-]+):", (folder / "Makefile").read_text(encoding="utf-8"))
    for path in sorted((folder / ".github/workflows").iterdir()):
        for job in yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"].values():
            for step in job.get("steps", []):
                # What is cached must be there at the end: so nothing is set up for tests that are not there.
                if "make test" in step.get("run", "") or "**" in str(step.get("with", "")):
                    assert step["if"] == "steps.program.outputs.test == 'true'", (path.name, step)
                elif step.get("run", "").startswith("sh "):
                    assert (folder / step["run"].split()[1]).is_file(), (path.name, step)
                elif step.get("run", "").startswith("make "):
                    assert step["run"].removeprefix("make ") in targets, path.name
    assert run(folder, "build_scripts", "check").returncode == 0
    build_site(folder, handouts=False)
    assert (folder / "site/paper/index.html").exists()


PAPER = """The Well and the Town

Abstract

This is the abstract of a short paper about a well, which nobody had asked about before (Malik, 1998).

2. Sources

2.1 Reports

The reports were printed every twenty years. They list owners and crops, and no one who drew the water.
"""


def test_headings_without_a_text_of_their_own_build():
    made = build(templates() | begun(PAPER))
    assert not made.failed, made.problems
    (paper,) = [one.text for one in made.pages if one.page.path == "paper.md"]
    for heading in ("The Well and the Town", "2. Sources", "2.1 Reports"):
        assert heading.removeprefix("2. ").removeprefix("2.1 ") in paper


def test_samples_that_stay_are_told():
    told = [problem.found for problem in inspect(begun(PAPER)).problems if problem.rule == "sample"]
    assert "“The course’s title” is still the sample" in told
    assert "“What is known of the rights in the paper.” is still the sample" in told
    assert "“What a reader should know here.” is still the sample" in told
    assert "this page is still the sample" in told
    assert len(told) > 10


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "said"),
    [(b"PK\x03\x04", "is damaged"), (b" \n", "is empty"), (b"\x89PNG\r\n", "is a picture")],
)  # fmt: skip
def test_what_is_no_paper_makes_no_course(tmp_path, data, said):
    paper = tmp_path / "paper"
    paper.write_bytes(data)
    done = run(tmp_path, "build_scripts", "new", "course", str(tmp_path / "course"), str(paper))
    assert done.returncode == 1
    assert said in done.stderr
    assert not (tmp_path / "course").exists()
