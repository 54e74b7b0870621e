"""CONTRIBUTING.md is true: its picture of the house is made from the code, and the files that it names are there."""

import re

import pytest
from house import file_of, imported, order
from projects import ROOT

GUIDE = ROOT / "CONTRIBUTING.md"
HOUSE = re.compile(r"(?<=<!-- house -->\n).*?(?=<!-- /house -->)", re.DOTALL)


def needs() -> dict[str, set[str]]:
    """The folders and single modules that each one imports from."""
    modules = set(order())
    found: dict[str, set[str]] = {}
    for module in order():
        room = module.split(".")[0]
        others = {other.split(".")[0] for other in imported(module) if other in modules}
        found[room] = found.get(room, set()) | (others - {room})
    return found


def reached(room: str, needed: dict[str, set[str]]) -> set[str]:
    return needed[room].union(*(reached(other, needed) for other in needed[room]))


def house() -> str:
    """The folders as a Mermaid diagram, without the arrows that follow from others."""
    needed = needs()
    arrows = [
        f"  {room} --> {other}"
        for room, others in needed.items()
        for other in sorted(others)
        if not any(other in reached(between, needed) for between in others - {other})
    ]
    return "\n".join(["```mermaid", "graph BT", *arrows, "```", ""])


def test_the_house_is_drawn_as_it_is(pytestconfig):
    text = GUIDE.read_text(encoding="utf-8")
    if pytestconfig.getoption("accept"):
        GUIDE.write_text(HOUSE.sub(lambda _: house(), text), encoding="utf-8")
    elif HOUSE.findall(text) != [house()]:
        pytest.fail("draw it again: pytest --accept -k the_house")


def test_the_files_that_it_names_are_there():
    named = re.findall(r"`((?:\w+/)*\w+(?:\.\w+|/))`", GUIDE.read_text(encoding="utf-8"))
    inside = [ROOT, ROOT / "build_scripts", ROOT / "tests/program"]
    real = [name for name in named if "/" in name and not re.search("credits|people", name)]  # examples
    missing = [name for name in real if not any((folder / name).exists() for folder in inside)]
    assert missing == []
    assert len(named) > 30
    assert file_of("build").is_file()
