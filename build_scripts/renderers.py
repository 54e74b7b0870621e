"""Shell: runs MkDocs or Zensical. With `hooks`, `preview` and `overrides/` all that knows a renderer."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any

import material
import yaml

from . import disk
from .build import Build
from .metadata import SEARCH_INDEX, search_index
from .pages import Page
from .policy import with_policy

_PRIVATE = ("pages", "fonts", "handouts", "instructor", "preview")
"""Folders in `overrides/` that the program needs, or instructors, or a preview, and no reader."""


_GROUP = 20
"""Lessons: were all on the page of each, the pages of a long course would grow with its square."""


class RendererError(Exception):
    """A renderer did not make the site; says why in its own words."""


def mkdocs(edition: str, *arguments: str) -> None:
    """Run MkDocs as its own command would, in this process; mkdocs.yml reads the edition."""
    from mkdocs.__main__ import cli

    os.environ["COURSE_EDITION"] = edition
    cli.main([*arguments, "--config-file", "mkdocs.yml"], prog_name="mkdocs", standalone_mode=False)


def settings() -> tuple[str, bool]:
    """The site's address, empty where none is given, and whether it has handouts: by `mkdocs.yml` or the environment."""
    from mkdocs.config import load_config

    config = load_config("mkdocs.yml")
    return config.site_url or "", config.extra["handouts"]


def zensical(root: Path, made: Build, printed: Mapping[str, bytes], site: Path) -> None:
    """Let Zensical render the pages of a build into the folder `site`, beside what is `printed`, by path.

    It reads the project's mkdocs.yml, but runs no hooks: so it is given the pages as files.
    """
    with tempfile.TemporaryDirectory(prefix=".zensical-", dir=root) as folder:
        work = Path(folder)
        disk.write_changed(
            work / "docs",
            {one.page.path: _with_safe_names(one.text) for one in made.pages} | dict(made.redirects),
        )
        disk.write_changed(work / "docs", printed)
        # Zensical publishes whatever stands in the theme's folder: it gets what readers get.
        shutil.copytree(root / "overrides", work / "overrides", ignore=shutil.ignore_patterns(*_PRIVATE))
        index = search_index((one.page for one in made.pages), _web_path)
        disk.write_changed(work / "docs", {SEARCH_INDEX: index})
        settings = work / "mkdocs.yml"
        settings.write_text(json.dumps(_settings(root, made)), encoding="utf-8")
        command = [
            sys.executable,
            "-m",
            "zensical",
            "build",
            "--clean",
            "--strict",
            "--config-file",
            str(settings),
        ]
        done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
        if done.returncode or not (work / "site/index.html").is_file():
            raise RendererError(f"Zensical did not build the site:\n{(done.stdout + done.stderr).strip()}")
        for page in (work / "site").rglob("*.html"):
            page.write_text(with_policy(page.read_text(encoding="utf-8")), encoding="utf-8")
        shutil.copytree(work / "site", site, dirs_exist_ok=True)


def theme_language(tag: str) -> str:
    """The language of what the theme itself says, and of its pages: the course's, where the theme has it, else English."""
    known = Path(material.__file__).parent / "templates/partials/languages"
    spoken = (tag, tag.partition("-")[0])
    return next((one for one in spoken if (known / f"{one}.html").is_file()), "en")


def navigation(pages: Iterable[Page], said: Callable[[str], str] = str) -> list[dict[str, Any]]:
    """The pages in order as both renderers want them; `said` is what becomes of a title."""
    home, *rest = pages
    lessons = [page for page in rest if page.path.startswith("lessons/")]
    others = [page for page in rest if not page.path.startswith("lessons/")]
    first, *entries = ({said(page.title): page.path} for page in lessons)
    return [
        {"Home": home.path},
        {"Lessons": [*first.values(), *_in_groups(entries)]},
        *({said(page.title): page.path} for page in others),
    ]


def _in_groups(lessons: Sequence[Mapping[str, str]]) -> Iterator[Mapping[str, Any]]:
    """The lessons; many of them in groups, of which the theme opens that of the page."""
    if len(lessons) <= 2 * _GROUP:
        yield from lessons
        return
    for start in range(0, len(lessons), _GROUP):
        group = lessons[start : start + _GROUP]
        yield {f"Lessons {start + 1}–{start + len(group)}": group}


def _web_path(path: str) -> str:
    """The address of a page below the site's: `lessons/rise/` of `lessons/rise.md`."""
    way = path.removesuffix(".md")
    return "" if way == "index" else way.removesuffix("index") if way.endswith("/index") else f"{way}/"


def _with_safe_names(text: str) -> str:
    """A page whose title and description are HTML: the theme prints them as they are."""
    names, body = text.removeprefix("---\n").split("\n---\n", 1)
    safe = {
        name: escape(value) if isinstance(value, str) else value
        for name, value in yaml.safe_load(names).items()
    }
    return f"---\n{json.dumps(safe, ensure_ascii=False)}\n---\n{body}"


def _settings(root: Path, made: Build) -> dict[str, Any]:
    """The project's settings, with what its hook would have set. JSON is YAML."""
    course = made.woven.project.course if made.woven else None
    return {
        "INHERIT": str(root / "mkdocs.yml"),
        "site_name": escape(course.title) if course else "",
        "site_description": escape(course.description) if course else "",
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {
            "custom_dir": "overrides",
            "variant": "classic",
            "language": theme_language(course.language) if course else "en",
        },
        "nav": navigation((one.page for one in made.pages), escape),
    }
