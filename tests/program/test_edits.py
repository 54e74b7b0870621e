"""Law 11: whatever is typed into a course's YAML ends in a report or a clean check."""

import os
import random
import string

import pytest
from projects import TOWNS, texts_of

from build_scripts.build import build, inspect
from build_scripts.check.report import report

EDITS = int(os.environ.get("EDITS", "200"))
"""`make test-long` makes more."""
EVERY = 40
"""Of the edits that leave no error, one in so many is built: what is not reported must not stop a build."""
TYPED = [
    *string.ascii_letters[:4], *"0 \n\t:#-?|>&*!%@`'\"[]{},~=“”‘’é一پ\x00\ufeff\u2028",
    "\n- ", "\n  ", ": ", "- ", "<<: *x", "&y ", "!!python/object:os.system ", "--- ", "...\n", "no", "2013-07-05", "|\n", "../",
]  # fmt: skip


def edit(chance: random.Random, text: str) -> str:
    """Delete, duplicate, swap or insert characters or lines of a text, as a slip of the hand does."""
    lines = text.splitlines(keepends=True)
    line, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    start = chance.randrange(len(text))
    end = start + chance.randint(1, 40)
    match chance.randrange(8):
        case 0:
            return text[:start] + text[end:]
        case 1:
            return text[:end] + text[start:end] + text[end:]
        case 2:
            return text[:start] + text[start : start + 2][::-1] + text[start + 2 :]
        case 3:
            return "".join(lines[:line] + lines[line + chance.randint(1, 4) :])
        case 4:
            return "".join(lines[: line + 1] + lines[line:])
        case 5:
            lines[line], lines[other] = lines[other], lines[line]
            return "".join(lines)
        case 6:
            lines[line] = chance.choice([" ", "  ", "\t", "#"]) + lines[line]
            return "".join(lines)
        case _:
            return text[:start] + chance.choice(TYPED) + text[start:]


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
