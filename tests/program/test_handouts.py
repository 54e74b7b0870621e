"""Handouts, read back from the files that were made: what they say, where it stands, and what is not in them."""

import json
import re
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import urlopen

import pdfplumber
import pikepdf
import pypdfium2
import pytest
import typst
import yaml
from click.testing import CliRunner
from fontTools.ttLib import TTFont
from pdfs import SIZES, fonts, languages, lines, strings, tags, words
from projects import ROOT, TINY, TOWNS, lay_out, run, texts_of, wait_for
from wording import runs, words_of

from build_scripts.build import build, plan
from build_scripts.inspect import inspect
from build_scripts.paper.citations import read_citations
from build_scripts.paper.paper import Span
from build_scripts.paper.plain_text import read_paper
from build_scripts.print.encode import stretches
from build_scripts.print.fonts import FONT_RANGES, read_glyphs, unprintable
from build_scripts.print.sheets import ruled
from build_scripts.read.course import Note
from build_scripts.shells.commands.printing import handouts_command
from build_scripts.shells.typst import Press, Printed, PrintError
from build_scripts.show.base import site_of
from build_scripts.show.downloads import downloads_page
from build_scripts.show.handouts import Figures
from build_scripts.weave.edition import Edition
from build_scripts.weave.handouts import FORMATS, Format, HandoutKind, Size, handouts
from build_scripts.weave.marks import NoteMark, Run, marked, marks
from build_scripts.weave.weave import PlacedNote

FONTS = ROOT / "overrides/fonts"
LESSON = "crossing"


@pytest.fixture(scope="session")
def made(site: Path) -> dict[str, Path]:
    """The files on the site of the two towns, by name, without those whose pages are placed on sheets."""
    return {name: path for name, path in all_files(site).items() if not name.endswith(FOLDED)}


FOLDED = ("-booklet", "-two-up")


def all_files(site: Path) -> dict[str, Path]:
    return {path.stem: path for path in sorted((site / "handouts").glob("*.pdf"))}


@pytest.fixture(scope="session")
def instructors(project: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Files of the instructor edition of one lesson."""
    folder = tmp_path_factory.mktemp("instructors")
    command = ["build_scripts", "handouts", "--edition", "instructor", "--lesson", LESSON, "--paper", "a4"]
    done = run(project, *command, "--out", str(folder))
    assert done.returncode == 0, done.stdout + done.stderr
    return {path.stem: path for path in folder.glob("*.pdf")}


ANOTHER_EVENT = """\
  - {id: repair, date: 1860, title: A repair, theme: works, period: old, text: It was mended., sources: [river-2001]}
"""


def lessons() -> dict[str, dict[str, object]]:
    return {
        path.stem: yaml.safe_load(path.read_text(encoding="utf-8"))
        for path in sorted((TOWNS / "content/lessons").glob("*.yml"))
    }


# What there is


def test_every_lesson_and_the_course_have_their_files_in_every_format(made, site):
    formats = {"a4", "letter", "a4-large-print", "letter-large-print"}
    kinds = {"course-reader", "timeline", "map-of-places", "glossary", "discussion-cards"}
    for id_, lesson in lessons().items():
        kinds |= {f"{id_}-handout"} | ({f"{id_}-reading-copy"} if lesson.get("passages") else set())
        kinds |= {f"{id_}-annotated-handout"} if lesson.get("notes") else set()
    course = yaml.safe_load((TOWNS / "content/course.yml").read_text(encoding="utf-8"))
    kinds |= {f"{one['id']}-reading-list" for one in course["reading_lists"]}
    assert set(made) == {f"{kind}-{form}" for kind in kinds for form in formats}
    assert set(all_files(site)) - set(made) == {f"glossary-{size}{how}" for size in SIZES for how in FOLDED}


def test_the_page_of_downloads_leads_to_every_file_with_its_pages_and_size(site):
    page = (site / "downloads/index.html").read_text(encoding="utf-8")
    for name, path in all_files(site).items():
        link = re.search(
            rf'href="../handouts/{name}\.pdf"[^>]*>[^<]+</a> <small>(\d+) pages?, ([\d.]+) (kB|MB)</small>',
            page,
        )
        assert link, name
        with pikepdf.open(path) as pdf:
            assert int(link[1]) == len(pdf.pages), name
        size = float(link[2]) * (1e6 if link[3] == "MB" else 1e3)
        assert size == pytest.approx(path.stat().st_size, rel=0.06), name


def test_every_handout_has_a_picture_and_every_lesson_its_links(site, made):
    page = (site / "downloads/index.html").read_text(encoding="utf-8")
    pictures = {path.name for path in (site / "handouts").glob("*.png")}
    assert pictures == {f"{name.removesuffix('-a4')}.png" for name in made if name.endswith("-a4")}
    assert all(f'src="../handouts/{name}"' in page for name in pictures)
    for id_ in lessons():
        lesson = (site / f"lessons/{id_}/index.html").read_text(encoding="utf-8")
        assert f'href="../../handouts/{id_}-handout-letter-large-print.pdf"' in lesson


def test_fonts_and_templates_are_not_published(site):
    assert not (site / "fonts").exists()
    assert not list(site.rglob("*.typ"))


# Accessible


def test_all_files_are_tagged_titled_and_in_their_language(made):
    for name, path in made.items():
        with pikepdf.open(path) as pdf:
            root = pdf.Root
            assert root.MarkInfo.Marked, name
            assert root.Lang == "en", name
            assert root.ViewerPreferences.DisplayDocTitle, name
            assert "Reading “Two Towns”" in str(pdf.docinfo.Title), name
            with pdf.open_metadata() as about:
                assert about["pdfuaid:part"] == "1", name
                assert about["dc:title"], name
            assert "/Outlines" in root or "cards" in name, name


def test_all_fonts_are_embedded(made):
    for name, path in made.items():
        with pikepdf.open(path) as pdf:
            seen = list(fonts(pdf))
            assert seen, name
            for font in seen:
                described = font.FontDescriptor
                assert {"/FontFile2", "/FontFile3"} & set(described.keys()), (name, font.BaseFont)


def test_headings_leave_no_level_out_and_pictures_say_what_they_show(made):
    for name, path in made.items():
        with pikepdf.open(path) as pdf:
            level = 0
            for tag in tags(pdf):
                if found := re.fullmatch(r"/H(\d)", str(tag.S)):
                    assert int(found[1]) <= level + 1, name
                    level = int(found[1])
                if tag.S == "/Figure":
                    assert str(tag.get("/Alt", "")), name


def test_words_of_other_languages_are_marked_as_such(made):
    for name in ("glossary-a4", f"{LESSON}-handout-a4", "course-reader-letter-large-print"):
        with pikepdf.open(made[name]) as pdf:
            assert {"ur", "zh"} <= {one.split("-")[0] for one in languages(pdf)}, name
    with pdfplumber.open(made["glossary-a4"]) as pdf:
        text = "".join(page.extract_text() for page in pdf.pages)
    chinese = re.findall(r"[\u4e00-\u9fff]+", (TOWNS / "content/glossary.yml").read_text(encoding="utf-8"))
    assert len(chinese) > 8
    assert all(one in text for one in chinese)


def test_the_map_has_every_place_with_a_name_that_can_be_read_and_the_list_tells_its_dispute(made):
    with pdfplumber.open(made["map-of-places-a4"]) as pdf:
        first = pdf.pages[0]
        assert {"Selby", "Harrow"} <= set(first.extract_text().split())
        assert min(one["size"] for one in first.chars) >= 9.45
        told = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "53.78° N, 1.07° W" in told
    assert "Whose the landing is." in told
    with pdfplumber.open(made["map-of-places-a4-large-print"]) as pdf:
        assert "The map is not in large print" in pdf.pages[0].extract_text()


# The paper's words


def paper_words() -> dict[str, str]:
    paper_file = yaml.safe_load((TOWNS / "seeds/paper.yml").read_text(encoding="utf-8"))
    text = (TOWNS / "seeds/paper.txt").read_text(encoding="utf-8")
    paper = read_paper(text, paper_file["furniture"])
    return {one.id: paper.words(one.span) for one in paper.paragraphs}


def letters_of(text: str) -> str:
    """Letters, digits and signs in a row: without spaces, and without hyphens and joiners, which the typesetter adds."""
    return re.sub(r"[\s\u00ad\u2010\u2060-]", "", text)


def serif_letters(path: Path, least: float) -> str:
    """What the paper says on paper: its letters are those in the serif, at least so large."""
    with pdfplumber.open(path) as pdf:
        return letters_of(
            "".join(
                one["text"]
                for page in pdf.pages
                for one in page.chars
                if "SourceSerif" in one["fontname"]
                and "Semibold" not in one["fontname"]
                and one["size"] > least
            )
        )


@pytest.mark.parametrize("form", ["a4", "letter", "a4-large-print"])
def test_the_passage_says_what_the_paper_says(made, form):
    paper = paper_words()
    for id_, lesson in lessons().items():
        if not lesson.get("passages") or (form != "a4" and id_ not in ("abstract", LESSON)):
            continue
        pages = words(made[f"{id_}-reading-copy-{form}"])
        numbers = re.findall(r"^(?:\d+ )??(\d+) [A-Z]", pages, re.MULTILINE)
        assert numbers, id_
        for kind in ("reading-copy", "handout", *(["annotated-handout"] if lesson.get("notes") else [])):
            shown = serif_letters(made[f"{id_}-{kind}-{form}"], 10.2)
            read = [letters_of(text) for text in paper.values() if letters_of(text) in shown]
            assert "".join(read) == shown, (id_, kind)
            assert read, id_


def test_a_page_may_end_only_after_sentences_and_all_words_stay():
    text = "One here. “Two,” she said? “Three!” (Adler, 2019). Four, p. 5, five. Six (Cole, 2021). Seven"
    paper = read_paper(text)
    note = Note(quote="x", kind="context", note="x")
    placed = tuple(
        PlacedNote(f"n{number}", note, Span(text.index(words), text.index(words) + len(words)), "p1", number)
        for number, words in enumerate(("One here.", "five.", "(Cole, 2021)"))
    )
    chosen = marks(read_citations(paper).cited, (), placed, [paper.paragraphs])
    cut = list(stretches(marked(paper, paper.paragraphs[0], chosen).pieces))
    runs_ = [
        [run for one in row for run in getattr(one, "runs", (one,)) if isinstance(run, Run)] for row in cut
    ]
    texts = ["".join(run.text for run in row) for row in runs_]
    assert texts == ["One here. ", "“Two,” she said? ", "“Three!” ", "(Adler, 2019). ", "Four, p. ", "5, five. ", "Six (Cole, 2021). ", "Seven"]  # fmt: skip
    assert [[one.note for one in row if isinstance(one, NoteMark)] for row in cut] == [["n0"], [], [], [], [], ["n1"], ["n2"], []]  # fmt: skip


# Where things stand


def test_nothing_stands_outside_its_page(made):
    for name, path in made.items():
        width, height = SIZES["a4" if "-a4" in name else "letter"]
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                assert [float(side) for side in page.MediaBox] == pytest.approx(
                    [0, 0, width, height], abs=0.5
                )
        for number, (left, bottom, right, top) in lines(path):
            assert left > 20, (name, number)
            assert bottom > 18, (name, number)
            assert right < width - 18, (name, number)
            assert top < height - 20, (name, number)


def overlaps(page: pdfplumber.page.Page) -> list[tuple[str, str]]:
    """Words that stand on one another: their letters' bodies share ground, more than a raised number does."""
    found = page.extract_words(x_tolerance=2, extra_attrs=["size"])
    clash = []
    for one, other in combinations(sorted(found, key=lambda word: word["top"]), 2):
        if other["top"] > one["bottom"]:
            continue
        wide = min(one["x1"], other["x1"]) - max(one["x0"], other["x0"])
        high = min(one["bottom"], other["bottom"]) - max(one["top"], other["top"])
        if wide > 1.5 and high > 0.45 * min(one["bottom"] - one["top"], other["bottom"] - other["top"]):
            clash.append((one["text"], other["text"]))
    return clash


def test_no_words_stand_on_one_another(made):
    for name in (f"{LESSON}-handout-a4", "abstract-handout-letter", f"{LESSON}-annotated-handout-a4", "timeline-a4", "discussion-cards-letter", "glossary-a4",
                 f"{LESSON}-handout-a4-large-print", "silences-handout-a4"):  # fmt: skip
        with pdfplumber.open(made[name]) as pdf:
            for page in pdf.pages:
                assert overlaps(page) == [], (name, page.page_number)


def note_links(pdf: pikepdf.Pdf) -> list[tuple[int, int, float]]:
    """Links within a file: their page, the page that they lead to, and how high they stand."""
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages, 1)}
    return [
        (number, numbers[link.Dest[0].objgen], float(link.Rect[0]))
        for number, page in enumerate(pdf.pages, 1)
        for link in page.get("/Annots", [])
        if "/Dest" in link and link.get("/Contents", "") != "Contents"
    ]


@pytest.mark.parametrize("size", ["a4", "letter"])
def test_every_note_begins_on_the_page_of_its_words(made, size):
    for id_, lesson in lessons().items():
        if not lesson.get("notes"):
            continue
        with pikepdf.open(made[f"{id_}-annotated-handout-{size}"]) as pdf:
            found = note_links(pdf)
            assert len(found) == 2 * len(lesson.get("notes", [])), id_  # from mark to note, and back
            assert [(here, there) for here, there, _ in found if here != there] == [], id_


@pytest.mark.parametrize(
    ("form", "key_alone"),
    [("handout-a4", True), ("handout-letter", True), ("annotated-handout-a4-large-print", False)],
)
def test_other_handouts_have_each_note_within_a_page_of_its_words(made, form, key_alone):
    """Student handouts have key notes alone; in large print notes stand below their paragraph."""
    for id_, lesson in lessons().items():
        notes = [one for one in lesson.get("notes", []) if one.get("key") or not key_alone]
        if not notes:
            continue
        with pikepdf.open(made[f"{id_}-{form}"]) as pdf:
            found = note_links(pdf)
            assert len(found) == 2 * len(notes), id_  # from mark to note, and back
            assert [(here, there) for here, there, _ in found if abs(here - there) > 1] == [], id_


def test_every_page_of_a_handout_bears_its_number(made):
    """Where Typst gives up on a document that does not settle, numbers are wrong first."""
    names = [f"{id_}-{kind}-a4" for id_ in lessons() for kind in ("handout", "annotated-handout")]
    for name in (one for one in names if one in made):
        with pdfplumber.open(made[name]) as pdf:
            for number, page in enumerate(pdf.pages, 1):
                said = page.extract_text().replace("\u200b", "")  # where an address may be broken
                assert said.endswith(f"{number} / {len(pdf.pages)}"), (name, number)


def rules_of(page: pdfplumber.page.Page) -> list[dict[str, float]]:
    """Level lines to write on."""
    return [
        one
        for one in page.lines + page.rects
        if one["x1"] - one["x0"] > 300 and one["bottom"] - one["top"] < 1.5
    ]


def lines_below(path: Path, asks: list[str]) -> list[int]:
    """How many lines to write on stand below each question, before the next."""
    counts: list[int] = []
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            texts = [(line["top"], line["text"]) for line in page.extract_text_lines()]
            rules = [(one["top"], "") for one in rules_of(page) if one["x1"] - one["x0"] > 440]
            for _, text in sorted(texts + rules):
                at = len(counts)
                if at < len(asks) and text.startswith(f"{at + 1}. {first_words(asks[at])}"):
                    counts.append(0)
                elif not text and counts:
                    counts[-1] += 1
    return [*counts[:-1], counts[-1] - 1]  # the imprint has a rule, too


def first_words(ask: str) -> str:
    return " ".join(re.sub(r"[*_`]", "", ask).split()[:3])


def test_answers_have_lines_to_write_on(made):
    """The pages of a handout are filled with them, so there are more where there is room."""
    assert [ruled(*case) for case in [(None, None), (1, None), (8, None), (60, None), (5, 0), (5, 20)]] == [
        6, 4, 8, 14, 0, 20,
    ]  # fmt: skip
    for id_, lesson in lessons().items():
        below = lines_below(made[f"{id_}-handout-a4"], [one["ask"] for one in lesson["questions"]])
        assert len(below) == len(lesson["questions"]), id_
        assert min(below) >= 2, (id_, below)
        with pdfplumber.open(made[f"{id_}-handout-a4"]) as pdf:
            assert len(pdf.pages) % 2 == 0, id_
            for one in (rule for page in pdf.pages for rule in rules_of(page)):
                assert one["x0"] > 56, id_
                assert one["x1"] < 595.3 - 42, id_


@pytest.mark.slow
def test_an_answer_has_more_lines_the_larger_its_share_and_none_if_none_are_wanted(tmp_path):
    path, written = f"content/lessons/{LESSON}.yml", texts_of(TOWNS)
    asks = [one["ask"] for one in lessons()[LESSON]["questions"]]
    found = []
    for share in (0, 5, 20):
        files = written | {path: written[path].replace("    lines: 5\n", f"    lines: {share}\n")}
        sheet = next(one for one in plan(files).lay_out() if one.handout.id == f"{LESSON}-handout")
        (tmp_path / "made.pdf").write_bytes(next(Press(ROOT).print([sheet], FORMATS[:1])).pdf)
        found.append(lines_below(tmp_path / "made.pdf", asks)[2])
    none, few, many = found
    assert none == 0
    assert 2 <= few < many


def test_large_print_is_large_and_black(made):
    for name in (
        "abstract-handout-a4",
        f"{LESSON}-reading-copy-letter",
        "timeline-a4",
        "discussion-cards-a4",
        "course-reader-a4",
    ):
        path = made[f"{name}-large-print"]
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages[:12]:
                letters = [one for one in page.chars if one["text"].strip()]
                colours = {one["non_stroking_color"] for one in letters}
                assert colours <= {(0,), (0, 0, 0), 0}, (name, colours)
                small = [one for one in letters if one["size"] < 17.9]
                foot = [one for one in small if one["top"] > page.height - 70]
                raised = [one for one in small if one not in foot and one["text"].isdigit()]
                rest = [one["text"] for one in small if one not in foot and one not in raised]
                head = "".join(rest)
                assert page.page_number == 1 or len(head) < 60, (
                    name,
                    page.page_number,
                    head,
                )  # running heads


def test_cards_keep_their_words(made):
    questions = sum(len(lesson["questions"]) for lesson in lessons().values())
    with pdfplumber.open(made["discussion-cards-a4"]) as pdf:
        assert len(pdf.pages) == -(-questions // 8)
        assert sum(page.extract_text().count("Lesson ") for page in pdf.pages) >= questions


def test_the_contents_of_the_reader_name_the_right_pages(made):
    with pdfplumber.open(made["course-reader-a4"]) as pdf:
        contents = pdf.pages[1].extract_text()
        for title, number in re.findall(r"^(Lesson \d+: .+?)[. ]{3,}(\d+)$", contents, re.MULTILINE):
            assert title in pdf.pages[int(number) - 1].extract_text(), title
        assert contents.count("Lesson ") == len(lessons())


# Editions


def test_no_student_file_holds_a_guide(site, instructors):
    answers = [path.read_text(encoding="utf-8") for path in sorted((TOWNS / "content/answers").glob("*.yml"))]
    shown = [
        path.read_text(encoding="utf-8")
        for folder in ("content", "seeds")
        for path in sorted((TOWNS / folder).rglob("*"))
        if path.is_file() and "answers" not in path.parts and path.suffix in {".yml", ".md", ".txt"}
    ]
    secret = runs(words_of(" ".join(answers))) - runs(words_of(" ".join(shown)))
    on_sheets = tuple(f"a4{how}" for how in FOLDED)
    for name, path in all_files(site).items():
        if name.endswith(("a4", "a4-large-print", *on_sheets)):
            said = runs(words_of(f"{words(path)} {strings(path)}"))
            assert len(said) > 20, name  # its words can be read
            assert not said & secret, (name, sorted(said & secret)[:3])
    told = " ".join(words(instructors[f"{LESSON}-{kind}-a4"]) for kind in ("instructor-edition", "run-sheet"))
    assert len(runs(words_of(told)) & secret) > 40


def test_no_student_file_says_which_option_is_right(made, instructors):
    whys = {
        id_: [option["why"] for check in lesson.get("checks", []) for option in check["options"]]
        for id_, lesson in lessons().items()
    }
    assert sum(map(len, whys.values())) > 20
    others = " ".join(words_of((TOWNS / "content/timeline.yml").read_text(encoding="utf-8")))
    others += " ".join(words_of(" ".join(str(lesson | {"checks": []}) for lesson in lessons().values())))
    for id_, reasons in whys.items():
        own = [" ".join(words_of(why)) for why in reasons if len(why.split()) > 6]
        for name in (f"{id_}-handout-a4", "course-reader-a4"):
            text = " ".join(words_of(words(made[name])))
            assert not [why for why in own if why in text and why not in others], name
    assert " ".join(words_of(whys[LESSON][0])) in " ".join(
        words_of(words(instructors[f"{LESSON}-instructor-edition-a4"]))
    )


def test_the_instructor_edition_says_so_on_every_page(instructors):
    assert set(instructors) == {
        f"{LESSON}-{kind}-a4"
        for kind in ("handout", "annotated-handout", "reading-copy", "run-sheet", "instructor-edition")
    }
    with pdfplumber.open(instructors[f"{LESSON}-instructor-edition-a4"]) as pdf:
        assert all("Instructor edition" in page.extract_text() for page in pdf.pages)
    for kind in ("instructor-edition", "run-sheet"):
        with pdfplumber.open(instructors[f"{LESSON}-{kind}-a4"]) as pdf:
            for page in pdf.pages:
                turned = "".join(one["text"] for one in page.chars if abs(one["matrix"][1]) > 0.1)
                assert "INSTRUCTOR EDITION" in turned, (kind, page.page_number)
            assert kind != "run-sheet" or len(pdf.pages) <= 2  # one sheet
    assert "Instructor" not in words(instructors[f"{LESSON}-handout-a4"])


# The command


@pytest.mark.slow
def test_a_class_set_has_a_copy_for_each_student_and_one_run_sheet(project, instructors, tmp_path):
    options = ["--edition", "instructor", "--lesson", LESSON, "--paper", "a4", "--class-set", "2"]
    done = run(project, "build_scripts", "handouts", *options, "--out", str(tmp_path))
    assert done.returncode == 0, done.stdout + done.stderr
    assert [path.name for path in tmp_path.iterdir()] == [f"{LESSON}-class-set-2-a4.pdf"]
    made, student, key = (
        [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(path)]
        for path in (
            tmp_path / f"{LESSON}-class-set-2-a4.pdf",
            instructors[f"{LESSON}-handout-a4"],
            instructors[f"{LESSON}-run-sheet-a4"],
        )
    )
    blank = [""] * (len(key) % 2)
    assert len(student) % 2 == 0
    assert [letters_of(one) for one in made] == [
        letters_of(one) for one in (*student, *student, *key, *blank)
    ]


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["--class-set", "2"], "say --edition instructor"),
        (["--booklet", "--two-up"], "exclude one another"),
        (["--booklet", "--lesson", "1"], "leave out --lesson"),
    ],
)
def test_choices_that_do_not_go_together_are_told(options, told):
    done = CliRunner().invoke(handouts_command, options)
    assert done.exit_code == 2
    assert told in " ".join(done.output.split())


@pytest.mark.slow
def test_the_same_course_gives_the_same_bytes_and_only_changes_are_written(tmp_path):
    folders = [lay_out(tmp_path / name, TINY) for name in ("one", "two")]
    told = [run(folder, "build_scripts", "handouts") for folder in folders]
    assert all(one.returncode == 0 for one in told), told
    one, two = (
        {path.name: path.read_bytes() for path in (folder / "handouts").iterdir()} for folder in folders
    )
    assert one == two
    assert len(one) == 2 * (4 + 4)
    again = run(folders[0], "build_scripts", "handouts", "--lesson", "1", "--paper", "letter")
    assert "3 files in handouts, 0 of them new or changed" in again.stdout
    unknown = run(folders[0], "build_scripts", "handouts", "--lesson", "bridge")
    assert unknown.returncode == 1
    assert "there is no lesson “bridge”; did you mean “bridges”?" in unknown.stderr
    slip = folders[0] / "overrides/handouts/lesson.typ"
    slip.write_text(slip.read_text(encoding="utf-8") + "#nonsense(1)\n", encoding="utf-8")
    broken = run(folders[0], "build_scripts", "handouts", "--lesson", "1")
    assert broken.returncode == 1
    assert (
        "overrides/handouts/lesson.typ:1:1: error: the student handout “What a bridge promises” cannot be printed: unknown variable: nonsense [handout]"
        in broken.stderr
    )
    assert "Traceback" not in broken.stderr


# Letters that no font has


def listed(name: str) -> list[str]:
    """The characters of a list that are drawn."""
    lines = (FONTS / name).read_text(encoding="utf-8").split()
    ends = ([int(end, 16) for end in line.split("-")] for line in lines)
    found = (chr(code) for first, *last in ends for code in range(first, (last or [first])[0] + 1))
    return [one for one in found if one.isprintable() and not one.isspace()]


def test_the_list_of_characters_has_those_of_the_fonts():
    codes = {
        code
        for path in FONTS.iterdir()
        if path.suffix in {".otf", ".ttf"}
        for code in TTFont(path).getBestCmap()
    }
    glyphs = read_glyphs({FONT_RANGES: (FONTS / "coverage.txt").read_text(encoding="utf-8")})
    assert all(not list(glyphs.missing(chr(code))) for code in codes)
    assert not list(glyphs.missing("ᾧ ἀνὴρ ʃɪp ● שלום"))
    assert list(glyphs.missing("हिं 🙂"))


def printed_with_base(body: str) -> bytes:
    """A file in which `body` is set with the fonts of handouts."""
    data = '{"head": {"code": ""}, "shown": {}}'
    press = Press(ROOT)
    source = f'#import "base.typ": *\n#set document(title: "x")\n#set text(fallback: false)\n{body}'
    return typst.compile(
        source.encode(),
        root=str(ROOT / "overrides/handouts"),
        font_paths=press.fonts,
        ignore_system_fonts=True,
        pdf_standards=["ua-1"],
        sys_inputs={"data": data, "size": "a4", "large": "false"},
    )


@pytest.mark.slow
@pytest.mark.parametrize("face", ["serif", "sans"])
@pytest.mark.parametrize("style", ["x => x", "emph", "strong", "x => strong(emph(x))"])
def test_every_character_of_the_list_is_set_in_every_face_and_style(face, style):
    shown = json.dumps(" ".join(listed("coverage.txt")), ensure_ascii=False)
    body = f'#set strong(delta: 200)\n#set text(font: {face})\n#let f = {style}\n#for one in {shown}.split(" ") {{ f(one); [ ] }}'
    assert printed_with_base(body).startswith(b"%PDF")
    with pytest.raises(typst.TypstError, match="could not be displayed"):
        printed_with_base(f"#set text(font: {face})\n#let f = {style}\n#f[ह]")


@pytest.mark.slow
def test_every_character_of_the_list_for_formulas_is_set_in_one():
    shown = json.dumps(" ".join(listed("math-coverage.txt")), ensure_ascii=False)
    body = (
        '#set text(font: serif)\n#show math.equation: set text(font: "New Computer Modern Math")\n'
        f'#for one in {shown}.split(" ") {{ math.equation(alt: "x", [#symbol(one)]); [ ] }}'
    )
    assert printed_with_base(body).startswith(b"%PDF")


@pytest.mark.slow
def test_a_character_that_no_font_has_is_a_problem_at_its_place(tiny):
    lesson = "content/lessons/bridges.yml"
    tiny[lesson] = tiny[lesson].replace("A *short* word before.", "A हिं 🙂 🙂 word")
    found = [problem for problem in unprintable(tiny) if problem.place.path == lesson]
    line = next(n for n, text in enumerate(tiny[lesson].split("\n"), 1) if "🙂" in text)
    assert [(one.place.line, one.place.column) for one in found if "🙂" in one.found] == [(line, 14)]
    assert "devanagari letter ha" in found[0].found
    made = build(tiny)
    assert not made.failed
    sheet = next(one for one in made.lay_out() if one.handout.id == "bridges-handout")
    assert "[U+1F642]" in sheet.data
    assert next(Press(ROOT).print([sheet], FORMATS[:1])).pages > 1


# A course that is hard to print


LONG = " ".join(f"word{number} and the bridge that nobody crossed" for number in range(58))


def hostile(tiny: dict[str, str]) -> dict[str, str]:
    """The tiny course with 400-word paragraphs, notes longer than a page, 25 notes, an Arabic title, odd headings."""
    sentences = [f"Sentence number {number} is here to be noted by someone." for number in range(25)]
    text = f"Of Bridges\n\n{LONG}.\n\n{' '.join(sentences)}\n\nThe Toll\n\nWhoever built it may ask a toll.\n"
    wide = "A note of many words that goes on. " * 60 + "w" * 90
    notes = [
        {"quote": "word3 and the bridge", "kind": "claim", "note": wide, "basis": "text"},
        *(
            {"quote": sentence, "kind": "slip", "note": f"Note {n}. " + "It says so. " * 12, "basis": "text"}
            for n, sentence in enumerate(sentences)
        ),
    ]
    lesson = {
        "title": "جسر النهر القديم والطريق الطويل",
        "summary": "Hard to print.", "minutes": 5, "passages": ["of-bridges", "the-toll"],
        "objectives": ["See it."], "notes": notes, "basis": "text",
        "text": "#### Deep\n\n1. one\n2. two\n\n> said\n\n###### Deeper\n\n`code` and <b>tags</b> #hash $sum$ @at *[x](https://a.b/c)*",
    }  # fmt: skip
    import hashlib

    paper = yaml.safe_load(tiny["seeds/paper.yml"]) | {
        "headings": ["Of Bridges", "The Toll"],
        "sha256": hashlib.sha256(text.encode()).hexdigest(),
    }
    paper.pop("furniture")
    files = {path: text for path, text in tiny.items() if path.startswith("overrides/")}
    dump = lambda value: yaml.safe_dump(value, allow_unicode=True)  # noqa: E731
    return files | {
        "seeds/paper.txt": text, "seeds/paper.yml": dump(paper),
        "content/course.yml": tiny["content/course.yml"].replace("[bridges, no-passage]", "[hard]").replace("[the first lesson](lesson:bridges)", "it"),
        "content/lessons/hard.yml": dump(lesson),
    }  # fmt: skip


@pytest.mark.slow
def test_a_hard_course_comes_out_right(tiny, tmp_path):
    made = build(hostile(tiny))
    assert not made.failed, made.problems
    for printed in Press(ROOT).print(made.lay_out()):
        path = tmp_path / Path(printed.path).name
        path.write_bytes(printed.pdf)
    for size in Size:
        path = tmp_path / f"hard-annotated-handout-{size}.pdf"
        with pikepdf.open(path) as pdf:
            found = note_links(pdf)
            assert len(found) == 2 * 26
            assert [(here, there) for here, there, _ in found if here != there] == []
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                assert overlaps(page) == [], page.page_number
        assert all(left > 20 and right < 590 and bottom > 18 for _, (left, bottom, right, _) in lines(path))
        text = letters_of(words(path))
        assert "Questions" not in text
        for shown in ("<b>tags</b>#hash$sum$@at", "Note24.Itsaysso."):
            assert shown in text
        assert letters_of(f"{LONG}.") in serif_letters(path, 9)


IN_MARKDOWN = {"note", "ask", "text", "definition", "guide", "do", "steps", "welcome", "introduction"}


def with_headings(value, key=""):
    """What was written, with headings of all levels in every text that may hold some."""
    if isinstance(value, dict):
        return {name: with_headings(inside, name) for name, inside in value.items()}
    if isinstance(value, list):
        return [with_headings(inside, key) for inside in value]
    if key in IN_MARKDOWN:
        return f"# One\n\n###### Six\n\n- # In a list\n\n> ### Quoted\n\n{value}"
    return value


@pytest.mark.slow
def test_a_heading_in_any_text_can_be_printed(tiny):
    written = {
        path: yaml.safe_dump(with_headings(yaml.load(text, yaml.CSafeLoader)), allow_unicode=True)
        if path.startswith("content/") and path.endswith(".yml")
        else text
        for path, text in tiny.items()
    }
    assert sum(text != tiny[path] for path, text in written.items()) > 5
    for edition in Edition:
        made = build(written, edition=edition)
        assert not made.failed, made.problems
        printed = list(Press(ROOT).print(made.lay_out(), (Format(Size.A4),)))
        assert len(printed) == len(made.handouts)


# The preview


def test_the_preview_prints_what_is_asked_for(preview):
    folder, address, _ = preview
    root = address.removesuffix("lessons/bridges/")

    def get(name: str) -> bytes:
        with urlopen(f"{root}handouts/{name}", timeout=30) as answer:
            return answer.read()

    assert get("no-passage-handout-a4.pdf").startswith(b"%PDF")
    assert get("no-passage-handout.png").startswith(b"\x89PNG")
    (folder / "asked.pdf").write_bytes(get("glossary-letter.pdf"))
    assert "A way over." in words(folder / "asked.pdf")


def test_a_template_that_is_broken_in_a_preview_is_told_in_place_of_the_handout(preview):
    folder, address, _ = preview
    handout = f"{address.removesuffix('lessons/bridges/')}handouts/no-passage-handout-a4.pdf"
    template = folder / "overrides/handouts/lesson.typ"
    sound = template.read_text(encoding="utf-8")
    answered(handout)
    template.write_text(f"{sound}#nonsense(1)\n", encoding="utf-8")
    wait_for(lambda: answered(handout)[0] == 500)
    assert "cannot be printed: unknown variable: nonsense [handout]" in answered(handout)[1].decode()
    template.write_text(sound, encoding="utf-8")
    wait_for(lambda: answered(handout)[1].startswith(b"%PDF"))


def answered(address: str) -> tuple[int, bytes]:
    try:
        with urlopen(address, timeout=30) as answer:
            return answer.status, answer.read()
    except HTTPError as error:
        return error.code, error.read()


@pytest.mark.slow
def test_a_social_card_that_cannot_be_made_stops_the_build_with_its_template(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    with (folder / "overrides/handouts/social.typ").open("a", encoding="utf-8") as template:
        template.write("#nonsense(1)\n")
    done = run(folder, "build_scripts", "build")
    assert done.returncode == 1
    told = done.stdout + done.stderr
    assert "overrides/handouts/social.typ:1:1: error: the picture social/index.png cannot be printed" in told
    assert "Traceback" not in told
    assert not (folder / "site").exists()


@pytest.mark.slow
def test_pages_for_another_renderer_lead_to_no_file_that_they_lack(tmp_path):
    folder = lay_out(tmp_path / "project", TINY)
    done = run(folder, "build_scripts", "pages", "out")
    assert done.returncode == 0, done.stdout + done.stderr
    assert not (folder / "out/handouts.md").exists()
    assert [
        path for path in (folder / "out").rglob("*.md") if ".pdf" in path.read_text(encoding="utf-8")
    ] == []


def test_formats_have_names_that_stay():
    assert [(form.size.value, form.large) for form in FORMATS] == [
        ("a4", False), ("letter", False), ("a4", True), ("letter", True),
    ]  # fmt: skip
    assert Format(Size.A4) == FORMATS[0]


def test_a_character_of_the_paper_that_no_font_has_is_told(tiny):
    tiny["seeds/paper.txt"] += "\nA bridge 🙂.\n"
    assert [(one.place.path, one.place.column) for one in unprintable(tiny)] == [("seeds/paper.txt", 10)]


def test_a_sentence_may_end_before_a_mark_and_with_a_quotation():
    said = (Run("He said “no.”", ("a",)), Run(" Then he left."))
    assert [[one.text for one in row] for row in stretches(said)] == [
        ["He said “no.”", " "],
        ["Then he left."],
    ]


def test_sizes_are_told_in_thousands_and_millions_of_bytes(tiny):
    site = site_of(inspect(tiny).woven)
    files, sizes = (
        downloads_page(site, {}, (), {}).groups[0].handouts[1].files,
        (251_400, 999_499, 999_500, 1_540_000),
    )
    known = {one.link.to.page: Figures(2, size) for one, size in zip(files, sizes, strict=True)}
    told = downloads_page(site, known, (), {}).groups[0].handouts[1].files
    assert [one.figures for one in told] == [
        f"2 pages, {size}" for size in ("251 kB", "999 kB", "1.0 MB", "1.5 MB")
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "changed"),
    [
        (
            "lessons/bridges",
            "Overlaps the first.",
            "It overlaps.",
            {"bridges-annotated-handout", "course-reader"},
        ),
        ("lessons/bridges", "why: It says so.", "why: So it says.", set()),
        ("timeline", "{says: It was 1850.,", "{says: In 1850.,", {"timeline", "course-reader"}),
        ("timeline", "events:\n", f"events:\n{ANOTHER_EVENT}", {"timeline", "course-reader"}),
        ("course", "welcome: ", "welcome: Well, ", {"course-reader"}),
    ],
)
def test_a_change_changes_only_the_handouts_that_show_it(tiny, path, old, new, changed):
    """So that only those are printed again."""
    path = f"content/{path}.yml"
    assert old in tiny[path]
    before, after = (build(files) for files in (tiny, tiny | {path: tiny[path].replace(old, new, 1)}))
    assert not after.failed, after.problems
    pairs = zip(before.lay_out(), after.lay_out(), strict=True)
    assert {one.handout.id for one, other in pairs if one != other} == changed


@pytest.mark.slow
def test_a_preview_keeps_only_what_it_may_show_again(tiny):
    sheet = next(one for one in build(tiny).lay_out() if one.handout.id == "discussion-cards")
    press = Press(ROOT)
    path = sheet.handout.path(FORMATS[0])
    first = press.file([sheet], path)
    changed = replace(sheet, data=sheet.data.replace("Who promised?", "Who said so?"))
    assert press.file([changed], path) != first
    assert [data for _, data, _ in press.made] == [changed.data]


def test_files_bear_no_date_so_that_only_a_change_of_content_changes_them(made, instructors):
    for path in [*made.values(), *instructors.values()]:
        with pikepdf.open(path) as pdf:
            dated = [name for name in pdf.docinfo if "Date" in name]
            with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as about:
                dated += [name for name in about if "date" in name.lower()]
            assert dated == [], path.name


def test_the_same_sheet_gives_the_same_bytes_at_any_time_and_in_any_folder(tiny, tmp_path, monkeypatch):
    sheet = next(one for one in build(tiny).lay_out() if one.handout.id == "bridges-handout")
    made = set()
    for at, (seconds, folder) in enumerate(
        [("0", lay_out(tmp_path / "one", TINY)), ("1900000000", lay_out(tmp_path / "other", TINY))]
    ):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", seconds)
        made |= {one.pdf for one in Press(folder).print([sheet])}
        assert len(made) == len(FORMATS), at


def test_a_file_whose_pages_cannot_be_counted_is_a_problem(tiny):
    handout = next(iter(build(tiny).handouts))
    with pytest.raises(PrintError, match="cannot be counted"):
        _ = Printed(handout, FORMATS[0], b"%PDF-1.7 packed").pages


def test_a_course_without_questions_has_no_cards(tiny):
    path = "content/lessons/bridges.yml"
    text = tiny[path]
    tiny[path] = text[: text.index("questions:")] + text[text.index("checks:") :]
    assert HandoutKind.CARDS not in {one.kind for one in handouts(inspect(tiny).woven, Edition.STUDENT)}


def printed_words(files, folder: Path, id_: str) -> str:
    """What one handout of the tiny course says, printed on A4."""
    sheet = next(one for one in build(files, edition=Edition.INSTRUCTOR).lay_out() if one.handout.id == id_)
    (folder / f"{id_}.pdf").write_bytes(next(Press(ROOT).print([sheet], FORMATS[:1])).pdf)
    return " ".join(words_of(words(folder / f"{id_}.pdf")))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("handout", "said"),
    [
        ("bridges-annotated-handout", "overlaps the first the editors judgement see also paragraph 2"),
        ("bridges-handout", "not checked by a speaker"),
        ("bridges-instructor-edition", "a promise right it says so"),
        ("bridges-instructor-edition", "a tax wrong it says not"),
        ("bridges-instructor-edition", "would an okapi agree"),
        ("discussion-cards", "analyse 5 minutes paragraph 1"),
        ("timeline", "p 99"),
    ],
)
def test_what_the_page_says_is_printed(tiny, tmp_path, handout, said):
    path = "content/glossary.yml"
    tiny[path] = tiny[path].replace("text: پل}", "text: پل, unchecked: true}")
    path = "content/timeline.yml"
    tiny[path] = tiny[path].replace("1851., sources: [river-2001]", '1851., sources: ["river-2001, p. 99"]')
    assert said in printed_words(tiny, tmp_path, handout)
