"""Languages and their scripts."""

import pytest

from build_scripts.check.scripts import is_in, script_of


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
