"""The map in `build_scripts/__init__.py` is true, the core keeps away from the world."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import build_scripts

PROGRAM = Path(build_scripts.__file__).parent
SHELLS = {"shells", "hooks", "__main__"}
RENDERERS = {"mkdocs", "material", "zensical", "markdown"}
KNOWING = {"hooks", "shells.mkdocs", "shells.preview"}
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


def listed(folder: Path) -> list[str]:
    """The modules and folders in a folder, in the order in which its docstring lists them."""
    docstring = ast.get_docstring(ast.parse((folder / "__init__.py").read_text(encoding="utf-8"))) or ""
    return re.findall(r"^(\w+)  +\S", docstring, re.MULTILINE)


def order(folder: Path = PROGRAM) -> list[str]:
    """All modules, as `weave.marks`, in the order of the map; each may import those before it."""
    found: list[str] = []
    for name in listed(folder):
        inside = folder / name
        own = [f"{name}.{one}" for one in order(inside)] if inside.is_dir() else [name]
        found += own
    return found


def file_of(module: str) -> Path:
    return PROGRAM.joinpath(*module.split(".")).with_suffix(".py")


def imported(module: str) -> Iterator[str]:
    """What a module imports: ours as `weave.marks`, others as they are called."""
    folder = ["build_scripts", *module.split(".")[:-1]]
    for node in ast.walk(ast.parse(file_of(module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            way = folder[: len(folder) + 1 - node.level] if node.level else []
            name = ".".join([*way, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{name}.{alias.name}".removeprefix("build_scripts.")
                yield whole if file_of(whole).is_file() else name.removeprefix("build_scripts.")


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
        assert not touched, f"{module} imports {touched}"
        text = file_of(module).read_text(encoding="utf-8")
        assert not re.search(r"\bopen\(|\.read_text\(|\.write_text\(|\bPath\(", text), module


def test_only_the_hook_and_what_runs_them_know_a_renderer():
    knowing = {
        module for module in order() if any(one.split(".")[0] in RENDERERS for one in imported(module))
    }
    assert knowing == KNOWING
