"""Every page of every printed file: nothing too small, no heading at its foot, no line alone, columns that end together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from build_scripts.print.imposing import Placed, booklet, class_set, two_up

LEAST = 9.45
"""The smallest letters that students read, in points."""
FOOT = 50
"""How high the foot of a page reaches, in points."""
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


@pytest.fixture(scope="module")
def read(site: Path) -> dict[str, list[list[Stretch]]]:
    """The pages of all files of the two towns, except those whose pages are on sheets: they are made from others."""
    paths = sorted((site / "handouts").glob("*.pdf"))
    return {
        path.stem: [list(stretches(page)) for page in pypdfium2.PdfDocument(path)]
        for path in paths
        if not path.stem.endswith(("-booklet", "-two-up"))
    }


def test_nothing_for_students_is_too_small_to_read(read):
    small = {
        (name, number, one.text, round(one.size, 1))
        for name, pages in read.items()
        for number, page in enumerate(pages, 1)
        for one in page
        if one.size < LEAST and not RAISED.fullmatch(one.text)
        if not (name.startswith("timeline-") and number == 1)  # the picture has words of its own scale
    }
    assert not small


def body(page: list[Stretch]) -> list[list[Stretch]]:
    """The lines of a page from above, without its foot."""
    lines: dict[int, list[Stretch]] = {}
    for one in page:
        if one.bottom > FOOT:
            lines.setdefault(round(one.bottom / 6), []).append(one)
    return [lines[key] for key in sorted(lines, reverse=True)]


def test_no_heading_ends_a_page_and_no_line_is_alone(read):
    ends, alone = [], []
    for name, pages in read.items():
        for number, page in enumerate(pages, 1):
            lines = body(page)
            if not lines or "cards" in name:
                continue
            last = lines[-1]
            if all(one.bold for one in last) and max(one.size for one in last) > 10.9:
                ends.append((name, number, "".join(one.text for one in last)))
            is_to_write_on = name.endswith(("-handout-a4", "-handout-letter")) and "annotated" not in name
            if len(lines) < 3 and not is_to_write_on:
                alone.append((name, number, "".join(one.text for line in lines for one in line)))
    assert not ends
    assert not alone


def test_the_columns_of_a_glossary_end_together(read):
    for name in ("glossary-a4", "glossary-letter"):
        lines = [one for one in read[name][-1] if one.bottom > FOOT + 60]
        middle = 300
        ends = [
            min(one.bottom for one in lines if (one.left < middle) is first and one.size > 9)
            for first in (True, False)
        ]
        assert abs(ends[0] - ends[1]) < 150, name


def test_student_handouts_have_an_even_number_of_pages(read):
    odd = [
        name
        for name, pages in read.items()
        if "-handout-" in name and "annotated" not in name and len(pages) % 2
    ]
    assert not odd


# Pages on sheets


@pytest.mark.parametrize("pages", range(1, 14))
def test_a_folded_booklet_is_read_in_order(pages):
    """Sheets laid on one another and folded: the right halves of fronts and left halves of backs, then back again."""
    sides = booklet(pages)
    assert len(sides) % 2 == 0
    sheets = list(zip(sides[::2], sides[1::2], strict=True))
    first_half = [place for front, back in sheets for place in (front[1], back[0])]
    second_half = [place for front, back in reversed(sheets) for place in (back[1], front[0])]
    read = [one.page for one in first_half + second_half if one]
    assert read == list(range(1, pages + 1))
    assert [side[::-1] for side in sides] == list(booklet(pages, right_to_left=True))


def test_two_pages_on_a_side_follow_one_another():
    assert two_up(3) == ((Placed(0, 1), Placed(0, 2)), (Placed(0, 3), None))


def test_each_copy_of_a_class_set_begins_on_a_sheet_of_its_own():
    sides = class_set(2, 3, 2)
    assert [side[0] and (side[0].file, side[0].page) for side in sides] == [
        (0, 1), (0, 2), (0, 3), None, (0, 1), (0, 2), (0, 3), None, (1, 1), (1, 2),
    ]  # fmt: skip
