"""PDFs as a typesetter makes them: hyphens, fonts with raised digits, columns, floats, a script from right to left."""

from collections import Counter
from pathlib import Path

import pytest
import typst
import yaml
from bench_import import rates
from projects import ROOT

from build_scripts.importers.pdf import read_pdf
from build_scripts.importers.reading import Reading
from build_scripts.paper.blocks import Figure, Form, Formula, LeftOut, Table, Text

pytestmark = pytest.mark.slow

PAPERS = Path(__file__).parent / "papers"


@pytest.fixture(scope="module", params=sorted(path.stem for path in PAPERS.glob("*.typ")))
def name(request):
    return request.param


@pytest.fixture(scope="module")
def readings() -> dict[str, Reading]:
    return {path.stem: read_pdf(typeset(path)) for path in PAPERS.glob("*.typ")}


def typeset(path: Path) -> bytes:
    return typst.compile(path, font_paths=[ROOT / "overrides" / "fonts"], ignore_system_fonts=True)


def test_all_is_found_and_nothing_invented(name, readings):
    truth = yaml.safe_load((PAPERS / f"{name}.truth.yml").read_text(encoding="utf-8"))
    for rate in rates(readings[name], truth):
        assert (rate.found, rate.invented) == (rate.true, 0), f"{name}\n{rate}"


def test_running_heads_and_numbers_are_left_out(readings):
    left_out = Counter(block.text for block in readings["bridges"].blocks if isinstance(block, LeftOut))
    heads = [
        "Anna Berg and Karl van der Holm",
        "Bridges and Salt in the Two Towns",
        "Anna Berg and Karl van der Holm",
    ]
    assert left_out == Counter(["44", "45", "46", "47", *heads, "Weir"])


def test_tables_figures_and_formulas(readings):
    blocks = readings["bridges"].blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert [[cell.text for cell in row] for row in table.rows] == [
        ["Town", "Carts", "Toll in pence"],
        ["Upper", "12", "2.00"],
        ["Lower", "4", "3.50"],
        ["Mill", "1", "0.25"],
    ]
    figure = next(block for block in blocks if isinstance(block, Figure))
    assert (figure.number, figure.caption.text) == ("1", "The weir from above")
    assert readings["bridges"].pictures[figure.picture].startswith(b"\x89PNG")
    assert [block.tex for block in blocks if isinstance(block, Formula)] == ["𝑥 + 1 = 8𝑦"]


def test_a_table_with_its_caption_below_and_a_source(readings):
    table = next(block for block in readings["pressure"].blocks if isinstance(block, Table))
    assert [len(row) for row in table.rows] == [4] * 5
    assert [cell.text for cell in table.rows[3]] == ["Salt, spoons", "3.2", "1.1", "0.001"]
    assert table.source.text == "Source: our own measurements. Values are means."


def test_stanzas_keep_their_lines(readings):
    stanzas = [
        block.words.text
        for block in readings["ferryman"].blocks
        if isinstance(block, Text) and block.form == Form.VERSE
    ]
    assert [len(stanza.split("\n")) for stanza in stanzas] == [4, 4]


def test_words_are_whole(readings):
    german = " ".join(block.words.text for block in readings["zoll"].blocks if isinstance(block, Text))
    for words in (
        "Ein- und Ausfuhr von Salz",
        "Vor- und Nachkriegszeit",
        "Verwaltungsgemeinschaft",
        "Wirtschaftsverfassung",
    ):
        assert words in german


def test_citations(readings):
    assert readings["bridges"].citation["author"] == [
        {"family": "Berg", "given": "Anna"},
        {"family": "van der Holm", "given": "Karl"},
    ]
    assert readings["bridges"].citation["issued"] == {"date-parts": [[2011, 5, 3]]}
    assert readings["namak"].citation["title"] == "دو شہروں کا نمک"
    assert readings["pressure"].citation["author"] == [
        {"family": "Mayer", "given": "Eva"},
        {"family": "Lund", "given": "Peter"},
        {"family": "Holm", "given": "Karl"},
    ]
