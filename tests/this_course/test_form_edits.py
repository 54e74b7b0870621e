"""Law 13, on this course: what forms write leaves every other value as it was."""

import random

from form_edits import a_wish, assert_nothing_else_changed
from projects import ROOT

from build_scripts.edit.edits import edited
from build_scripts.shells.disk import read_files


def test_edits_by_form_change_what_was_edited_and_nothing_else():
    files, _ = read_files(ROOT)
    chance = random.Random(1)
    refused = done = 0
    for _ in range(60):
        wish = a_wish(chance, files)
        if wish is None:
            continue
        made = edited(files, wish)
        refused += not made.texts and "Nothing differs" not in made.said
        if made.texts:
            assert_nothing_else_changed(files, wish, made)
            files |= {path: text for path, text in made.texts.items() if text is not None}
            done += 1
    assert refused == 0
    assert done > 30
