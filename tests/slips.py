"""Slips of the hand: what may happen to a text while somebody edits it."""

import random
import string

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
