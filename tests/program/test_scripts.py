"""Languages and their scripts."""

import json
import re

import pytest
from projects import TINY, texts_of

from build_scripts.build import build
from build_scripts.check.scripts import is_in, script_of, undetermined


@pytest.mark.parametrize(
    ("language", "text"),
    [("ur", "پل"), ("zh-Hans", "“一带一路”倡议"), ("zh-Hant", "橋"), ("ru", "мост"), ("ko", "다리"), ("fr", "pont"), ("hi", "पुल"), ("el", "γέφυρα")],
)  # fmt: skip
def test_a_text_has_letters_of_its_language_s_script(language, text):
    assert any(is_in(letter, script_of(language)) for letter in text)
    assert not any(is_in(letter, script_of(language)) for letter in "12 §")


@pytest.mark.parametrize("language", ["ur-Latn", "sr", "ja", "tlh", "uz-Cyrl"])
def test_where_a_tag_names_its_script_or_the_language_has_several_nothing_is_expected(language):
    assert script_of(language) == ""


@pytest.mark.parametrize(
    ("text", "language", "tag"),
    [
        ("Who pays for a bridge?", "ur", "und-Latn"),
        ("پل کون بناتا ہے", "en", "und-Arab"),
        ("пост о мосте", "de", "und-Cyrl"),
        ("Who pays for a bridge?", "de", ""),
        ("پل کون بناتا ہے", "ar", ""),
        ("Who pays? پل کون", "ur", ""),
        ("1849 § 12", "ur", ""),
        ("Who pays for a bridge?", "sr", ""),
    ],
)
def test_a_text_in_another_script_than_a_language_is_told_by_it(text, language, tag):
    assert undetermined(text, language) == tag


def test_a_paper_without_a_language_keeps_its_direction_in_a_course_of_another_script():
    files = texts_of(TINY)
    files["content/course.yml"] += "language: ur\n"
    made = build(files)
    pages = {one.page.path: one.text for one in made.pages}
    for path in ("lessons/bridges.md", "paper.md"):
        assert re.search(r'<div class="passage"[^>]* lang="und-Latn" dir="ltr">', pages[path])
    told = [json.loads(sheet.data)["shown"] for sheet in made.lay_out() if sheet.template == "reading.typ"]
    assert [passage["direction"] for one in told for passage in one["passages"]] == ["ltr", "ltr"]
    assert 'lang="und' not in "".join(one.text for one in build(texts_of(TINY)).pages)
