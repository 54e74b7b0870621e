"""What our part adds to MkDocs' time, and how it grows. Run by `make bench`.

Every figure is a whole process or a whole stage; medians of runs taken in turn, so that a
slow moment of the machine falls on both sides.
"""

import math
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import count
from pathlib import Path
from statistics import median
from urllib.request import urlopen

import yaml
from synthetic import course

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from build_scripts.build import build
from build_scripts.shells.disk import read_files, write_changed
from build_scripts.shells.kept_prints import KeptPrints
from build_scripts.shells.typst import Press, press_of
from build_scripts.weave.handouts import FORMATS
from build_scripts.web.navigation import navigation

RUNS = 5
SAVES = 5
SIZES = (10, 100, 1000)
TARGETS = """targets: ratio at 1,000 lessons at most 1.30, exponent at most 1.1, preview of this course at most 1.5 s;
handouts for A4 in at most 3 s, all in every format in at most 10 s"""


def main() -> None:
    """Print both tables."""
    with tempfile.TemporaryDirectory() as folder:
        own, made, many = Path(folder, "own"), Path(folder, "made"), Path(folder, "many")
        _copy(own, None)
        _copy(made, course(100))
        _copy(many, course(1000, paragraphs=3))  # with more, its paper would be larger than a file may be
        print("HTML stage, seconds (median of runs in turn)")
        print(f"{'course':<22}{'plain MkDocs':>14}{'course build':>14}{'ratio':>8}{'added ms/lesson':>17}")
        _compare("this course", own, RUNS)
        _compare("100 made lessons", made, RUNS)
        _compare("1,000 made lessons", many, 1)
        print("\nPreview: seconds from saving a lesson to its new page (median of", SAVES, "saves)")
        print(f"{'course':<22}{'plain MkDocs':>14}{'course serve':>14}")
        for name, project in (("this course", own), ("100 made lessons", made)):
            _preview(name, project)
    print("\nHandouts of this course, without reading it: seconds (median of 3)")
    for name, seconds in _handouts():
        print(f"{name:<44}{seconds:>8.2f}")
    print("\nGenerator alone, in one process")
    print(f"{'lessons':<12}{'seconds':>10}{'ms/lesson':>12}{'exponent':>10}")
    _growth()
    print(f"\n{TARGETS}")


def _copy(project: Path, files: Mapping[str, str] | None) -> None:
    """Lay out a project: this one, or this one's program over the texts of a made course."""
    for name in ("mkdocs.yml", "overrides", "build_scripts", *(() if files else ("seeds", "content"))):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, project / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            project.mkdir(exist_ok=True)
            shutil.copy(source, project / name)
    write_changed(project, files or {})
    (project / "content/pages").mkdir(parents=True, exist_ok=True)


def _compare(name: str, project: Path, runs: int) -> None:
    """Print a row of the table; of many runs the first, on cold caches, does not count."""
    lessons = len(list((project / "content/lessons").glob("*.yml")))
    plain = _plain(project)
    ours = [sys.executable, "-m", "build_scripts", "build"]
    theirs = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--config-file", str(plain)]
    cold = int(runs > 1)
    times = [(_seconds(theirs, project), _seconds(ours, project)) for _ in range(runs + cold)][cold:]
    theirs_s, ours_s = (median(column) for column in zip(*times, strict=True))
    ratio = median(mine / base for base, mine in times)
    added = (ours_s - theirs_s) / lessons * 1000
    print(f"{name:<22}{theirs_s:>14.2f}{ours_s:>14.2f}{ratio:>8.2f}{added:>17.1f}")


def _plain(project: Path) -> Path:
    """The same settings over the generated pages, without our hook."""
    folder = project / "plain"
    made = build(*read_files(project), on_paper=False)
    assert not made.failed, made.problems
    write_changed(folder / "docs", {one.page.path: one.text for one in made.pages})
    settings = (project / "mkdocs.yml").read_text(encoding="utf-8")
    for line in ("hooks: [build_scripts/hooks.py]\n", "watch: [seeds, content, overrides]\n"):
        settings = settings.replace(line, "")
    settings = settings.replace("docs_dir: content/pages", "docs_dir: docs")
    settings = settings.replace("custom_dir: overrides", "custom_dir: ../overrides")
    config = folder / "mkdocs.yml"
    nav = yaml.safe_dump({"nav": navigation(one.page for one in made.pages)}, sort_keys=False)
    config.write_text(settings + "\n" + nav, encoding="utf-8")
    return config


def _preview(name: str, project: Path) -> None:
    lesson = sorted((project / "content/lessons").glob("*.yml"))[0]
    page = f"lessons/{lesson.stem}/"
    plain = project / "plain"
    theirs = [sys.executable, "-m", "mkdocs", "serve", "--quiet", "--config-file", str(plain / "mkdocs.yml")]
    ours = [sys.executable, "-m", "build_scripts", "serve"]
    theirs_s = _saves([*theirs, "--dev-addr"], plain, plain / f"docs/lessons/{lesson.stem}.md", page)
    ours_s = _saves([*ours, "--address"], project, lesson, page)
    print(f"{name:<22}{theirs_s:>14.2f}{ours_s:>14.2f}")


def _saves(command: list[str], folder: Path, file: Path, page: str) -> float:
    """Save a new title in `file` again and again while a preview runs; each time wait for it on the page."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        where = f"127.0.0.1:{free.getsockname()[1]}"
    address = f"http://{where}/close-reading-course/{page}"
    text = file.read_text(encoding="utf-8")
    title = next(line for line in text.splitlines() if line.startswith("title: "))
    with subprocess.Popen(
        [*command, where], cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as serving:
        try:
            _until(address, "</html>")
            times = [
                _until_saved(
                    file, text.replace(title, f'title: "Saved {n}"', 1), address, f"<title>Saved {n}"
                )
                for n in range(SAVES)
            ]
        finally:
            serving.terminate()
    file.write_text(text, encoding="utf-8")
    return median(times)


def _until_saved(file: Path, text: str, address: str, words: str) -> float:
    """Seconds from saving a text to words on the page."""
    time.sleep(1)
    begun = time.perf_counter()
    file.write_text(text, encoding="utf-8")
    _until(address, words)
    return time.perf_counter() - begun


def _until(address: str, words: str) -> None:
    """Ask for a page until it holds words: at most a minute."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            with urlopen(address, timeout=10) as answer:
                if words in answer.read().decode():
                    return
        except OSError:
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{address} does not say {words}")


def _seconds(command: list[str], folder: Path) -> float:
    begun = time.perf_counter()
    without = os.environ | {"HANDOUTS": "false"}  # they have figures of their own
    subprocess.run(command, cwd=folder, check=True, capture_output=True, env=without)
    return time.perf_counter() - begun


def _handouts() -> Iterator[tuple[str, float]]:
    """What printing takes: with cold caches, where each run has a press of its own, and data that no other had; then kept."""
    lay_out = build(*read_files(ROOT), base="https://course.example.edu/").lay_out
    dates = count(int(time.time()))

    def a4() -> None:
        sheets = [replace(sheet, data=sheet.data + " " * (next(dates) % 997)) for sheet in lay_out()]
        list(Press(ROOT).print(sheets, FORMATS[:1]))

    def everything() -> None:
        sheets = tuple(replace(sheet, data=sheet.data + " " * (next(dates) % 997)) for sheet in lay_out())
        list(Press(ROOT).files(sheets))

    yield "for students, A4", median(_timed(a4) for _ in range(3))
    yield "for students, in four formats, with pictures", median(_timed(everything) for _ in range(3))
    with tempfile.TemporaryDirectory() as folder:
        kept = replace(press_of(ROOT), kept=KeptPrints(Path(folder)))
        sheets = lay_out()
        list(kept.files(sheets))

        def again() -> None:
            list(replace(kept, made={}).files(sheets))

        yield "the same, when all is kept", median(_timed(again) for _ in range(3))


def _growth() -> None:
    templates = {
        path.relative_to(ROOT).as_posix(): path.read_text(encoding="utf-8")
        for path in (ROOT / "overrides/pages").iterdir()
    }
    before: tuple[int, float] | None = None
    for size in SIZES:
        files = templates | course(size)
        seconds = median(_timed(lambda files=files: build(files)) for _ in range(3))  # type: ignore[misc]
        exponent = math.log(seconds / before[1]) / math.log(size / before[0]) if before else math.nan
        shown = f"{exponent:.2f}" if before else ""
        print(f"{size:<12}{seconds:>10.2f}{seconds / size * 1000:>12.2f}{shown:>10}")
        before = (size, seconds)


def _timed(job: Callable[[], object]) -> float:
    begun = time.perf_counter()
    job()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
