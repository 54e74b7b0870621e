"""What browsers of some years ago are given: they drop a whole declaration for one part that they do not know.

None of them can be had here, so this reads the style sheets that are served.
"""

import re

import pytest

from build_scripts.web.bundles import STYLE


@pytest.fixture(scope="module")
def declared(site):
    """Every rule of the site's own style sheet, as the list of its declarations."""
    text = (site / STYLE).read_text(encoding="utf-8")
    return [[one.strip() for one in rule.split(";")] for rule in re.findall(r"\{([^{}]*)\}", text)]


def test_signs_stand_even_where_words_for_them_cannot_be_given(declared):
    """Safari before 17.4 and Firefox before 128 do not know the part behind the stroke."""
    spoken = re.compile(r'(content:(?:"[^"]*"|none)) / ".*"')
    found = [(one[1], rule) for rule in declared for one in [spoken.fullmatch(each) for each in rule] if one]
    assert len(found) >= 7
    assert all(plain in rule for plain, rule in found)


def test_words_are_underlined_where_a_line_s_thickness_is_not_part_of_the_shorthand(declared):
    """Safari long took nothing but the kind of line in the shorthand, and then drew none."""
    values = {
        one.partition(":")[2] for rule in declared for one in rule if one.startswith("text-decoration:")
    }
    assert values
    assert values <= {"none", "underline"}
