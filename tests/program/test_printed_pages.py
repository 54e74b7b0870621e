"""Every page of every printed file: nothing too small, no heading at its foot, no line alone, columns that end together."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import typst
import yaml
from projects import ROOT, TOWNS, texts_of

from build_scripts.build import plan
from build_scripts.print.imposing import (
    IN_A_GATHERING,
    MOST_IN_A_FOLD,
    Placed,
    Side,
    booklet,
    class_set,
    two_up,
)
from build_scripts.shells.typst import Press
from build_scripts.weave.handouts import Fold, Format, Size

LEAST = 9.45
"""The smallest letters that students read, in points."""
FOOT = 40
"""How high the foot of a page reaches, in points: below the last line of a page of US Letter, which stands lowest."""
STRIPE = 20
EVENTS = TOWNS / "content/timeline.yml"
RAISED = re.compile(r"[\d\s,.–-]{1,4}|[*†‡§¶]+")
"""Marks of notes, and the small numbers of formulas."""


@dataclass(frozen=True)
class Stretch:
    """Letters of one font in a row."""

    text: str
    size: float
    bold: bool
    left: float
    bottom: float


def stretches(page: pypdfium2.PdfPage) -> Iterator[Stretch]:
    read = page.get_textpage()
    for one in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=4):
        needed = pdfium.FPDFTextObj_GetText(one.raw, read.raw, None, 0)
        buffer = (pdfium.FPDF_WCHAR * (needed // 2 + 1))()
        pdfium.FPDFTextObj_GetText(one.raw, read.raw, buffer, needed)
        text = bytes(buffer)[: max(needed - 2, 0)].decode("utf-16-le", errors="replace")
        if not text.strip():
            continue
        matrix = one.get_matrix()
        left, bottom, _, _ = one.get_bounds()
        size = one.get_font_size() * abs(matrix.d or matrix.b)
        bold = any(word in one.get_font().get_base_name() for word in ("Semibold", "Bold"))
        yield Stretch(text, size, bold, left, bottom)


def fullness(page: pypdfium2.PdfPage) -> float:
    """Which part of a page above its foot has words, or lines to write on: of its height, in stripes of 20 points."""
    kinds = [pdfium.FPDF_PAGEOBJ_TEXT, pdfium.FPDF_PAGEOBJ_PATH]
    bottoms = (one.get_bounds()[1] for one in page.get_objects(filter=kinds, max_depth=4))
    room = range(FOOT // STRIPE + 1, int(page.get_height() - FOOT) // STRIPE)
    return len({int(bottom) // STRIPE for bottom in bottoms} & set(room)) / len(room)


Read = dict[str, list[list[Stretch]]]


def for_one_lesson(name: str) -> bool:
    return "-handout-" in name and not name.endswith("large-print")


@pytest.fixture(scope="module")
def files(site: Path) -> dict[str, pypdfium2.PdfDocument]:
    """The files of the two towns. In place of those whose pages are on sheets, the small pages that they are made from."""
    paths = sorted((site / "handouts").glob("*.pdf"))
    whole = (path for path in paths if not path.stem.endswith(("-booklet", "-two-up")))
    sheets = (one for one in plan(texts_of(TOWNS)).lay_out() if one.handout.can_be_folded)
    small = Press(ROOT).print(sheets, tuple(Format(size, fold=Fold.SINGLE) for size in Size))
    return {path.stem: pypdfium2.PdfDocument(path) for path in whole} | {
        Path(one.path).stem: pypdfium2.PdfDocument(one.pdf) for one in small
    }


@pytest.fixture(scope="module")
def read(files) -> Read:
    return {name: [list(stretches(page)) for page in file] for name, file in files.items()}


def too_small(read: Read) -> list[tuple[str, int, str, float]]:
    """Letters that are too small for students, in words and in pictures."""
    return [
        (name, number, one.text, round(one.size, 1))
        for name, pages in read.items()
        for number, page in enumerate(pages, 1)
        for one in page
        if one.size < LEAST and not RAISED.fullmatch(one.text)
    ]


def body(page: list[Stretch]) -> list[list[Stretch]]:
    """The lines of a page from above, without its foot."""
    lines: dict[int, list[Stretch]] = {}
    for one in page:
        if one.bottom > FOOT:
            lines.setdefault(round(one.bottom / 6), []).append(one)
    return [lines[key] for key in sorted(lines, reverse=True)]


def numbered_bodies(read: Read) -> Iterator[tuple[str, int, list[list[Stretch]]]]:
    for name, pages in read.items():
        for number, page in enumerate(pages, 1):
            if "cards" not in name and (lines := body(page)):
                yield name, number, lines


def headings_at_ends(read: Read) -> list[tuple[str, int]]:
    return [
        (name, number)
        for name, number, lines in numbered_bodies(read)
        if all(one.bold for one in lines[-1]) and max(one.size for one in lines[-1]) > 10.4
    ]


def lines_alone(read: Read) -> list[tuple[str, int]]:
    """Pages with a line or two; not those with lines to write on."""
    return [
        (name, number)
        for name, number, lines in numbered_bodies(read)
        if len(lines) < 3 and (not for_one_lesson(name) or "annotated" in name)
    ]


def odd(read: Read) -> list[str]:
    """Student handouts with an odd number of pages."""
    return [
        name
        for name, pages in read.items()
        if "-handout-" in name and "annotated" not in name and len(pages) % 2
    ]


def under_a_third(files: dict[str, pypdfium2.PdfDocument]) -> list[tuple[str, int]]:
    return [
        (name, number)
        for name, file in files.items()
        if for_one_lesson(name)
        for number, page in enumerate(file, 1)
        if fullness(page) < 1 / 3
    ]


def test_nothing_for_students_is_too_small_to_read(read):
    assert too_small(read) == []


def test_the_list_has_each_event_of_the_picture_of_the_timeline(read):
    for name in ("timeline-a4", "timeline-letter"):
        listed = re.sub(r"\s", "", "".join(one.text for page in read[name][1:] for one in page))
        titles = [one["title"] for one in yaml.safe_load(EVENTS.read_text(encoding="utf-8"))["events"]]
        assert [one for one in titles if re.sub(r"\s", "", one) not in listed] == [], name


def test_no_heading_ends_a_page_and_no_line_is_alone(read):
    assert headings_at_ends(read) == []
    assert lines_alone(read) == []


def test_no_page_of_a_lesson_is_under_a_third_full(files):
    assert under_a_third(files) == []


def test_the_columns_of_a_glossary_end_together(read):
    for name in ("glossary-a4", "glossary-letter"):
        lines = [one for one in read[name][-1] if one.bottom > FOOT + 70]
        middle = 300
        ends = [
            min(one.bottom for one in lines if (one.left < middle) is first and one.size > 9)
            for first in (True, False)
        ]
        assert abs(ends[0] - ends[1]) < 150, name


def test_student_handouts_have_an_even_number_of_pages(read):
    assert odd(read) == []


def test_each_mistake_on_a_page_is_found(tmp_path):
    """A file with all of them: without it, the tests above could pass because they see nothing."""
    template = tmp_path / "planted.typ"
    text = '#set page("a4"); #set text(size: 10pt); '
    template.write_text(
        text + "#lorem(700) #v(1fr) *Heading*\n#pagebreak() #text(8pt)[small words] #pagebreak() One line.".replace(
            "*Heading*", "#text(12pt)[*Heading*]"
        ),
        encoding="utf-8",
    )  # fmt: skip
    path = tmp_path / "planted.pdf"
    typst.compile(str(template), output=str(path))
    files = {"planted-handout-a4": pypdfium2.PdfDocument(path)}
    read = {name: [list(stretches(page)) for page in file] for name, file in files.items()}
    assert {(number, text) for _, number, text, _ in too_small(read)} == {(2, "small words")}
    assert headings_at_ends(read) == [("planted-handout-a4", 1)]
    assert lines_alone({"reader": read["planted-handout-a4"]}) == [("reader", 2), ("reader", 3)]
    assert odd(read) == ["planted-handout-a4"]
    assert under_a_third(files) == [("planted-handout-a4", 2), ("planted-handout-a4", 3)]


# Pages on sheets


def read_folded(sheets: Sequence[tuple[Side, Side]]) -> list[int]:
    """Sheets laid on one another and folded: the right halves of fronts and left halves of backs, then back again."""
    first_half = [place for front, back in sheets for place in (front[1], back[0])]
    second_half = [place for front, back in reversed(sheets) for place in (back[1], front[0])]
    return [one.page for one in first_half + second_half if one]


@pytest.mark.parametrize("pages", [*range(1, 14), 40, 41, 64, 65, 89])
def test_a_folded_booklet_is_read_in_order(pages):
    sides = booklet(pages)
    assert len(sides) % 2 == 0
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    at_once = len(sheets) if len(sheets) <= MOST_IN_A_FOLD else IN_A_GATHERING
    read = [
        page
        for first in range(0, len(sheets), at_once)
        for page in read_folded(sheets[first : first + at_once])
    ]
    assert read == list(range(1, pages + 1))
    assert [side[::-1] for side in sides] == list(booklet(pages, right_to_left=True))


def test_two_pages_on_a_side_follow_one_another():
    assert two_up(3) == ((Placed(0, 1), Placed(0, 2)), (Placed(0, 3), None))


def test_each_copy_of_a_class_set_begins_on_a_sheet_of_its_own():
    sides = class_set(2, 3, 2)
    assert [side[0] and (side[0].file, side[0].page) for side in sides] == [
        (0, 1), (0, 2), (0, 3), None, (0, 1), (0, 2), (0, 3), None, (1, 1), (1, 2),
    ]  # fmt: skip
