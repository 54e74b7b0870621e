"""The part of a font that a site gives its readers."""

from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given
from hypothesis import strategies as st
from projects import PENCIL, ROOT, TINY, build, lay_out, run

from build_scripts.web.faces import NASKH, NASKH_FONT, cut, of_arabic_script

FONT = (ROOT / NASKH_FONT).read_bytes()
OWN = TTFont(BytesIO(FONT)).getBestCmap()
EVERGREEN = "سدا بہار دوستی"


def characters(font: bytes) -> set[int]:
    return set(TTFont(BytesIO(font)).getBestCmap())


@given(st.text())
def test_only_characters_of_arabic_script_ask_for_it(text):
    found = of_arabic_script([text, EVERGREEN])
    assert found >= set(EVERGREEN) - {" "}
    assert all("\u0600" <= one <= "\ufefe" for one in found)
    assert of_arabic_script([text.encode("ascii", "ignore").decode()]) == frozenset()


@pytest.mark.parametrize("text", [EVERGREEN, "قرض کے جال", "ے", "اردو ۱۹۴۷"])
def test_it_has_what_is_shown_and_little_else(text):
    made = cut(FONT, of_arabic_script([text]))
    assert made[:4] == b"wOFF"
    assert characters(made) == {ord(one) for one in text} & set(OWN) | {0x20}
    assert len(made) < 12_000 < len(FONT) / 10


def test_letters_still_join():
    """The forms that letters take beside each other have no characters of their own."""
    made = TTFont(BytesIO(cut(FONT, set("سدا"))))
    assert len(made.getGlyphOrder()) > 3 + 2
    assert {"init", "medi", "fina"} <= {
        one.FeatureTag for one in made["GSUB"].table.FeatureList.FeatureRecord
    }


def test_the_same_characters_in_any_order_give_the_same_bytes():
    assert cut(FONT, list(EVERGREEN)) == cut(FONT, reversed(EVERGREEN))


@pytest.mark.slow
def test_only_a_course_that_shows_arabic_script_has_the_file(tmp_path, site):
    shown = of_arabic_script(path.read_text(encoding="utf-8") for path in site.rglob("*.html"))
    assert {ord(one) for one in shown} & set(OWN) <= characters((site / NASKH).read_bytes())
    assert shown
    folder = lay_out(tmp_path / "latin", TINY)
    glossary = folder / "content/glossary.yml"
    words = glossary.read_text(encoding="utf-8")
    for letter in of_arabic_script([words]):
        words = words.replace(letter, "x")
    glossary.write_text(words, encoding="utf-8")
    build(folder, handouts=False)
    assert not (folder / "site" / NASKH).exists()
    page = (folder / "site/lessons/bridges/index.html").read_text(encoding="utf-8")
    assert PENCIL["EDIT_URI"].partition("{")[0] in page


@pytest.mark.slow
def test_without_an_address_there_is_no_pencil(tmp_path, monkeypatch):
    monkeypatch.setenv("EDIT_URI", "")
    monkeypatch.setenv("HANDOUTS", "false")
    folder = lay_out(tmp_path / "bare", TINY)
    assert run(folder, "build_scripts", "build").returncode == 0
    page = (folder / "site/lessons/bridges/index.html").read_text(encoding="utf-8")
    assert "/edit/" not in page
