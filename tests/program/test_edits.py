"""Law 11: whatever is typed into a course's YAML ends in a report or a clean check.

Law 13: what forms write among all that leaves everything else as it was.
"""

import os
import random

import pytest
from form_edits import a_wish, assert_nothing_else_changed
from projects import TOWNS, texts_of
from slips import edit

from build_scripts.build import build
from build_scripts.check.report import report
from build_scripts.edit.edits import edited
from build_scripts.inspect import inspect

EDITS = int(os.environ.get("EDITS", "200"))
"""`make test-long` makes more."""
EVERY = 40
"""Of the edits that leave no error, one in so many is built: what is not reported must not stop a build."""


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_random_edits_end_in_a_report_or_a_clean_check(part):
    files = texts_of(TOWNS)
    written = sorted(path for path in files if path.endswith(".yml"))
    chance = random.Random(part)
    reported = 0
    for number in range(EDITS // 4):
        path = chance.choice(written)
        edited = edit(chance, files[path])
        if chance.random() < 0.25:
            edited = edit(chance, edited)
        made = inspect(files | {path: edited})
        report(made.problems)
        assert made.woven is not None or made.failed, (part, number, path)
        reported += made.failed
        if not made.failed and number % EVERY == 0:
            assert build(files | {path: edited}, on_paper=False).pages, (part, number, path)
    assert reported > EDITS // 16


@pytest.mark.slow
@pytest.mark.parametrize("part", range(4))
def test_edits_by_form_and_by_text_lose_nothing(part):
    whole = texts_of(TOWNS)
    files = dict(whole)
    written = sorted(path for path in files if path.endswith(".yml"))
    chance = random.Random(100 + part)
    done = 0
    for number in range(EDITS // 4):
        if number % 25 == 0:
            files = dict(whole)
        if chance.random() < 0.3:
            path = chance.choice(written)
            files[path] = edit(chance, files[path])
        wish = a_wish(chance, files)
        if wish is None:
            continue
        made = edited(files, wish)
        assert made.texts or made.said, (part, number, wish)
        if made.texts:
            assert_nothing_else_changed(files, wish, made)
            files |= {path: text for path, text in made.texts.items() if text is not None}
            done += 1
        if number % EVERY == 0:
            report(inspect(files).problems)
    assert done > EDITS // 8
