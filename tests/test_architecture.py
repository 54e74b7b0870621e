"""The map in `build_scripts/__init__.py` is true, the core keeps away from the world, and knows no paper."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import build_scripts

PROGRAM = Path(build_scripts.__file__).parent
ROOT = PROGRAM.parent
ORDER = re.findall(r"^(\w+)  +\S", build_scripts.__doc__ or "", re.MULTILINE)
SHELLS = {"disk", "host", "press", "renderers", "preview", "hooks", "commands", "__main__"}
RENDERERS = {"mkdocs", "material", "zensical", "markdown"}
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
    "urllib.request",
}


def modules() -> dict[str, list[Path]]:
    """Each module of the map, with its files: one, or those of a package."""
    found = {path.stem: [path] for path in PROGRAM.glob("*.py") if path.stem != "__init__"}
    return found | {
        folder.parent.name: sorted(folder.parent.glob("*.py")) for folder in PROGRAM.glob("*/__init__.py")
    }


def imported(path: Path) -> Iterator[str]:
    """The modules that a file imports; ours without `build_scripts`."""
    inside = path.parent != PROGRAM
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            up = node.level - (1 if inside else 0)
            if node.level and up < 1:
                continue
            name = node.module or ""
            if node.level and not name:
                yield from (f"build_scripts.{alias.name}" for alias in node.names)
            else:
                yield f"build_scripts.{name}" if node.level else name


def ours(path: Path) -> set[str]:
    names = {
        name.removeprefix("build_scripts.").split(".")[0]
        for name in imported(path)
        if name.startswith("build_scripts.")
    }
    return names - {"__init__"}


def test_the_map_lists_every_module_once():
    assert sorted(set(ORDER)) == sorted(modules())


def test_modules_import_only_from_those_above_them():
    order = list(dict.fromkeys(ORDER))
    for name, paths in modules().items():
        for path in paths:
            below = {other for other in ours(path) if order.index(other) >= order.index(name)}
            assert not below, f"{path.name} imports {below}"


def test_only_shells_touch_the_world():
    for name, paths in modules().items():
        for path in paths:
            touched = {one for one in imported(path) if one in WORLD or one.split(".")[0] in WORLD}
            assert name in SHELLS or not touched, f"{path.name} imports {touched}"
            opens = re.search(
                r"\bopen\(|\.read_text\(|\.write_text\(|\bPath\(", path.read_text(encoding="utf-8")
            )
            assert name in SHELLS or not opens, path.name


def test_only_the_hook_and_what_runs_them_know_a_renderer():
    knowing = {
        name
        for name, paths in modules().items()
        for path in paths
        if any(one.split(".")[0] in RENDERERS for one in imported(path))
    }
    assert knowing == {"renderers", "preview", "hooks"}


def test_the_program_does_not_know_the_paper():
    """No name of the paper's subject stands in the program or the templates, comments included."""
    paper = (ROOT / "seeds/paper.txt").read_text(encoding="utf-8")
    inner = set(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}|\b[A-Z]{3,}\b", paper))
    plain_english = (
        "Abstract Conclusion Introduction Issue Volume ISSN Journal Studies Act Third World Road Time January"
    )
    subject = inner - set(plain_english.split())
    assert len(subject) > 20
    files = [
        path
        for folder in ("build_scripts", "overrides")
        for path in (ROOT / folder).rglob("*")
        if path.suffix in {".py", ".md", ".html", ".css", ".js", ".typ"}
    ]
    assert len(files) > 40
    for path in files:
        known = subject & set(re.findall(r"\w+", path.read_text(encoding="utf-8")))
        assert not known, f"{path}: {known}"
