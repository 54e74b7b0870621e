"""The house: the modules of the program in the order of its map, and what each imports."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from projects import ROOT

PROGRAM = ROOT / "build_scripts"


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
    """What a module imports: ours as `weave.marks`, others as they are called.

    Among these are modules that it names in a text, as `shells.commands.make:pages`, to import them later.
    """
    folder = ["build_scripts", *module.split(".")[:-1]]
    for node in ast.walk(ast.parse(file_of(module).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.Constant) and re.fullmatch(r"[\w.]+:\w+", str(node.value)):
            named = str(node.value).partition(":")[0]
            yield from [named] * file_of(named).is_file()
        elif isinstance(node, ast.ImportFrom):
            way = folder[: len(folder) + 1 - node.level] if node.level else []
            name = ".".join([*way, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{name}.{alias.name}".removeprefix("build_scripts.")
                yield whole if file_of(whole).is_file() else name.removeprefix("build_scripts.")
