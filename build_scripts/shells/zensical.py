"""Shell: runs MkDocs or Zensical. With `hooks`, `preview` and `overrides/` all that knows a renderer."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from ..build import Build
from ..web.csp import with_policy
from ..web.navigation import navigation
from ..web.search_index import SEARCH_INDEX, search_index
from . import disk
from .mkdocs import theme_language

_PRIVATE = ("pages", "fonts", "handouts", "instructor", "preview")
"""Folders in `overrides/` that the program needs, or instructors, or a preview, and no reader."""


MISSING = (
    "Zensical is not installed; install it with: python -m pip install --require-hashes -r zensical.lock "
    "(with the Python of .venv/bin, if make set it up)"
)


class RendererError(Exception):
    """A renderer did not make the site; says why in its own words."""


def installed() -> bool:
    """Whether Zensical, which is an extra, is there."""
    return find_spec("zensical") is not None


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
