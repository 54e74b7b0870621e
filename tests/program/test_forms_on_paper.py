"""The forms of a structured paper in handouts: each is PDF/UA, and says what the paper says."""

import re
import unicodedata
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, assume, given, settings
from papers import course_of, sources
from pdfs import tags, words
from projects import STRUCTURED, lay_out, texts_of

from build_scripts.build import Build, build, plan
from build_scripts.paper.blocks import Text, Words
from build_scripts.paper.write_md import write_paper_md
from build_scripts.print.fonts import Glyphs
from build_scripts.print.formulas import printed_formula
from build_scripts.shells.disk import read_files
from build_scripts.shells.typst import Press, PrintError
from build_scripts.weave.edition import Edition
from build_scripts.weave.handouts import FORMATS, Format

pytestmark = pytest.mark.slow


def letters(text: str) -> str:
    """The letters and figures of a text: hyphens of line ends, numbers of lines and spaces stand between them."""
    return "".join(one for one in unicodedata.normalize("NFKC", text) if one.isalpha())


@pytest.fixture(scope="module")
def project(once) -> Path:
    return once("structured", lambda folder: lay_out(folder, STRUCTURED))


@pytest.fixture(scope="module")
def made() -> Build:
    return build(texts_of(STRUCTURED), edition=Edition.INSTRUCTOR)


@pytest.fixture(scope="module")
def printed(project, made, tmp_path_factory) -> dict[str, Path]:
    """All handouts in all formats, by the name of the handout and the format."""
    folder = tmp_path_factory.mktemp("printed")
    files = {}
    for one in Press(project).print(made.lay_out()):
        path = folder / Path(one.path).name
        path.write_bytes(one.pdf)
        files[path.stem] = path
    return files


def test_every_handout_is_made_in_every_format(printed, made):
    assert len(printed) == sum(len(one.formats) for one in made.handouts)
    for name, path in printed.items():
        with pikepdf.open(path) as pdf:
            on_sheets = name.endswith(("-booklet", "-two-up"))  # these are for printers
            assert on_sheets or pdf.Root.MarkInfo.Marked


@pytest.mark.parametrize("kind", ["handout", "reading-copy"])
@pytest.mark.parametrize("form", ["a4", "a4-large-print"])
def test_no_paragraph_is_lost(printed, made, kind, form):
    for lesson in made.woven.lessons:
        said = letters(words(printed[f"{lesson.id}-{kind}-{form}"]))
        paper = made.woven.paper
        read = [paper.paragraphs[paper.positions[id_]] for id_ in lesson.paragraphs]
        for one in (*read, *paper.notes_of(read)):
            text = paper.words(one.span)
            if one.kind in ("formula", "gloss") or one.language == "ar":
                continue  # a formula is drawn; a gloss is read word by word; Arabic in the order of its drawing
            for part in re.split(
                r"\$|[^\w\s]|\n|_|\d|(?<=\w)\s", re.sub(r"p_1 =.*?\}|\\frac\{a|x < 1|n = 21", "$", text)
            ):
                assert letters(part) in said, (one.id, part)


def test_words_of_a_gloss_stand_with_their_meanings(printed):
    said = " ".join(words(printed["counting-reading-copy-a4"]).split())
    assert "salis of.salt via way longa long.F est be.3SG ‘The way of salt is long.’" in said


def test_notes_of_the_paper_are_notes_to_programs_too(printed):
    with pikepdf.open(printed["levy-reading-copy-a4"]) as pdf:
        kinds = [str(tag.S) for tag in tags(pdf)]
    assert kinds.count("/Note") == 4
    assert "Note 3 of the paper" in " ".join(words(printed["levy-handout-a4"]).split())


def test_tables_figures_and_formulas_are_told_to_programs(printed):
    with pikepdf.open(printed["counting-handout-a4"]) as pdf:
        found = list(tags(pdf))
        told = {str(tag.Alt) for tag in found if "/Alt" in tag}
        kinds = {str(tag.S) for tag in found}
    assert "A mill with one wheel beside a weir" in told
    assert any(one.startswith(r"C = \sum_{i=1}^{n}") for one in told)
    assert {"/Table", "/TH", "/TD", "/Figure", "/Formula"} <= kinds


@settings(suppress_health_check=list(HealthCheck), max_examples=12, deadline=None)
@given(sources())
def test_any_paper_can_be_printed(project, source):
    blocks = (Text(words=Words("There is a word that begins.")), *source.blocks)
    files = course_of(write_paper_md(type(source)(source.head, blocks)))
    whole = plan(files)
    assume("number-twice" not in {one.rule for one in whole.problems})
    assert whole.woven
    named = [one.id for one in whole.woven.paper.sections if one.paragraphs]
    lesson = "content/lessons/one.yml"
    note = '{quote: "There is a word", kind: context, note: See., basis: text}'
    files[lesson] += f"passages: {named}\nnotes: [{note}]\n"
    course = plan(files)
    for one in Press(project).print(course.lay_out(), (FORMATS[0], Format(FORMATS[0].size, large=True))):
        assert one.pdf.startswith(b"%PDF")


@pytest.mark.parametrize(
    "tex",
    [
        r"\frac{a}{b}", r"\sqrt[3]{x}", r"\binom{n}{k}", r"\hat{\beta} \bar{x} \vec{v} \dot{x} \overline{AB}", r"\underbrace{a+b}_{n}",
        r"\begin{cases} x & y \\ z & w \end{cases}", r"a &= b \\ c &= d", r"\lim_{x \to 0} \sup_x \max_i", r"\mathbb{R}^n \mathcal{L} \mathbf{x}",
        r"x'_i{}^{2}", r"\text{für alle } x \geq 3\,\%", r"\left[ \frac{a}{b} \right]", r"\operatorname{rank}(A) \quad \mathrm{GDP}_t",
        r"\int_0^\infty e^{-x}\,dx", r"\phantom{x} + y", r"\not= \xrightarrow{a} \stackrel{a}{b}",
    ],
)  # fmt: skip
def test_formulas_are_set(project, tex):
    formula = printed_formula(tex, Glyphs(None), on_a_line=True)
    assert formula.math is not None
    files = course_of(f"[1] A word ${tex}$ here.\n\n::: formula 1\n{tex}\n:::\n")
    files["content/lessons/one.yml"] += "passages: [opening]\n"
    sheets = [one for one in plan(files).lay_out() if one.handout.id == "one-reading-copy"]
    assert next(Press(project).print(sheets, FORMATS[:1])).pages == 1


def test_a_paper_that_is_written_from_right_to_left_is_set_so(project, tmp_path):
    files = texts_of(STRUCTURED)
    files["seeds/paper.md"] = files["seeds/paper.md"].replace("language: en", "language: ar")
    sheets = [one for one in plan(files).lay_out() if one.handout.id.startswith("levy-")]
    assert all('"direction":"rtl"' in one.data for one in sheets)
    for one in Press(project).print(sheets, FORMATS[:1]):
        path = tmp_path / Path(one.path).name
        path.write_bytes(one.pdf)
        assert letters("The ferry is slow, and the weir is low") in letters(words(path))


def test_a_drawing_that_cannot_be_printed_is_named(tmp_path):
    project = lay_out(tmp_path / "course", STRUCTURED)
    (project / "seeds/pictures/mill.svg").write_bytes(
        b'<svg xmlns="http://www.w3.org/2000/svg" width="0" height="0"/>'
    )
    paper = project / "seeds/paper.md"
    paper.write_text(paper.read_text(encoding="utf-8").replace("mill.png", "mill.svg"), encoding="utf-8")
    sheets = [one for one in build(*read_files(project)).lay_out() if one.pictures]
    with pytest.raises(
        PrintError, match=r"cannot be printed: one of its pictures cannot be read \(mill\.svg\)"
    ):
        list(Press(project).print(sheets))


def test_notes_that_lead_to_one_another_without_end_are_printed_once_each(project):
    many = 400
    notes = "\n".join(f"[^{at}]: Pence{at}x here.[^{at + 1}]\n" for at in range(1, many))
    files = course_of(f"# A\n\n[1] There is a word.[^1]\n\n{notes}\n[^{many}]: Pence{many}x here.[^1]\n")
    files["content/lessons/one.yml"] += "passages: [p1]\n"
    sheets = list(plan(files).lay_out())
    for sheet in sheets:
        if sheet.template != "cards.typ":
            assert [sheet.data.count(f"Pence{at}x") for at in range(1, many + 1)] == [1] * many
    assert len(list(Press(project).print(sheets))) == sum(len(one.handout.formats) for one in sheets)
