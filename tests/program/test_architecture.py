"""The map in `build_scripts/__init__.py` is true, the core keeps away from the world."""

import ast
import re

from house import PROGRAM, file_of, imported, order

SHELLS = {"shells", "hooks", "__main__"}
RENDERERS = {"mkdocs", "material", "zensical", "markdown"}
KNOWING = {"hooks", "shells.mkdocs", "shells.mkdocs_pages"}
"""The modules that know a renderer."""
WORLD = {
    "os",
    "sys",
    "shutil",
    "subprocess",
    "tempfile",
    "time",
    "datetime",
    "mkdocs",
    "random",
    "socket",
    "typst",
    "urllib.request",
}


RUNNING = {"importers.pandoc.program": {"subprocess"}}
"""What runs a program that sees nothing but its input, so that a paper is read by a pure function all the same."""


def test_the_map_lists_every_module_once():
    there = sorted(
        ".".join(path.relative_to(PROGRAM).with_suffix("").parts)
        for path in PROGRAM.rglob("*.py")
        if path.name != "__init__.py"
    )
    assert sorted(order()) == there


def test_modules_import_only_from_those_above_them():
    places = {module: at for at, module in enumerate(order())}
    for module, at in places.items():
        below = {other for other in imported(module) if places.get(other, -1) >= at}
        assert not below, f"{module} imports {below}"


def test_folders_themselves_hold_no_code():
    """So that there is one way to import a thing."""
    for path in PROGRAM.rglob("__init__.py"):
        assert len(ast.parse(path.read_text(encoding="utf-8")).body) == 1, path


def test_only_shells_touch_the_world():
    for module in order():
        if module.split(".")[0] in SHELLS:
            continue
        touched = {one for one in imported(module) if one in WORLD or one.split(".")[0] in WORLD}
        touched -= RUNNING.get(module, set())
        assert not touched, f"{module} imports {touched}"
        text = file_of(module).read_text(encoding="utf-8")
        assert not re.search(r"\bopen\(|\.read_text\(|\.write_text\(|\bPath\(", text), module


def test_only_the_hook_and_what_runs_them_know_a_renderer():
    knowing = {
        module for module in order() if any(one.split(".")[0] in RENDERERS for one in imported(module))
    }
    assert knowing == KNOWING
