"""Run Zensical on a project's settings. It has no hooks, so it gets the pages as files."""

import subprocess
import sys
from collections.abc import Collection
from dataclasses import asdict, replace
from html import escape
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import yaml

from ..build import Build
from ..shared.steps import Begin, Stage, Step
from ..show.base import Page
from ..web.assemble import is_shown
from ..web.bundles import Bundle, small
from ..web.icon import ICON
from ..web.markdown_files import page_file
from ..web.navigation import navigation
from .disk import read_site, write_changed
from .mkdocs import SETTINGS, bundled_settings, theme_language
from .session import Session
from .swap import working_folder

MISSING = (
    "Zensical is not installed; install it with: python -m pip install --require-hashes -r build_scripts/zensical.lock "
    "(with the Python of .venv/bin, if make set it up)"
)


_INHERITED = "inherited.yml"
"""The project's settings, beside those that follow from them."""


class RendererError(Exception):
    """A renderer did not make the site; the message has its own words."""


def installed() -> bool:
    """Return whether Zensical is installed; it is optional."""
    return find_spec("zensical") is not None


def zensical(root: Path, session: Session, site: Path) -> None:
    """Render the pages of a session with Zensical, and write the whole site into a folder.

    Raises `RendererError` if Zensical fails.
    """
    made, edition = session.build, session.asked.edition
    with working_folder(root, ".zensical-") as work:
        pages = {one.page.path: page_file(_with_safe_names(one.page), one.text) for one in made.pages}
        write_changed(work / "docs", pages)
        write_changed(work / "docs", dict(session.files()))
        # Zensical publishes whatever is in the theme's folder, so that gets only templates and files for readers.
        bundles, lists = bundled_settings(edition)
        theme = _with_bundles(read_site(root / "overrides"), bundles)
        write_changed(
            work / "overrides",
            {path: data for path, data in theme.items() if is_shown(path, edition)},
        )
        (work / _INHERITED).write_text(
            _without((root / SETTINGS).read_text(encoding="utf-8"), lists), encoding="utf-8"
        )
        settings = work / "mkdocs.yml"
        settings.write_text(yaml.safe_dump(_settings(session, made) | lists), encoding="utf-8")
        _run(root, settings, session.asked.begin)
        files = read_site(work / "site")
    rendered = {path: data.decode() for path, data in files.items() if path.endswith(".html")}
    others = {path: data for path, data in files.items() if path not in rendered and is_shown(path, edition)}
    made_beside = session.site(rendered, others)
    session.asked.begin(Step(Stage.WRITE))
    write_changed(site, {**others, **made_beside})


def _with_bundles(theme: dict[str, bytes], bundles: tuple[Bundle, ...]) -> dict[str, bytes]:
    """Return the files of the theme with one style sheet and one script in the place of what they are made of."""
    parts = {path for one in bundles for path in one.parts}
    missing = sorted(parts - theme.keys())
    if missing:
        raise RendererError(f"{SETTINGS} lists {missing[0]}, but there is no file overrides/{missing[0]}")
    rest = {path: small(path, data) for path, data in theme.items() if path not in parts}
    return rest | {one.path: one.small(theme.__getitem__) for one in bundles}


def _without(settings: str, names: Collection[str]) -> str:
    """Return settings without those of these names: Zensical adds its lists to inherited ones."""
    node = yaml.compose(settings)  # nodes, since values may have tags that only a host knows, such as `!ENV`
    assert isinstance(node, yaml.MappingNode)  # noqa: S101  # MkDocs has read them
    node.value = [(name, value) for name, value in node.value if name.value not in names]
    return str(yaml.serialize(node))


def _run(root: Path, settings: Path, begin: Begin) -> None:
    command = [sys.executable, "-m", "zensical", "build", "--clean", "--strict"]
    with subprocess.Popen(
        [*command, "--config-file", str(settings)],
        cwd=root,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        said = _heard(process, begin)
    if process.returncode or not (settings.parent / "site/index.html").is_file():
        raise RendererError(f"Zensical did not build the site:\n{said.strip()}")


def _heard(process: subprocess.Popen[str], begin: Begin) -> str:
    """Wait for Zensical, and return what it printed. Each second it is announced that it still runs."""
    while True:
        begin(Step(Stage.RENDER))
        try:
            return process.communicate(timeout=1)[0]
        except subprocess.TimeoutExpired:
            continue


def _with_safe_names(page: Page) -> Page:
    """Return a page with its title and description escaped, since the theme prints them as HTML."""
    return replace(page, title=escape(page.title), description=escape(page.description))


def _settings(session: Session, made: Build) -> dict[str, Any]:
    """Return the project's settings, with what our hooks set for MkDocs."""
    course = made.woven.project.course if made.woven else None
    return {
        "INHERIT": _INHERITED,
        "site_name": escape(course.title) if course else "",
        "site_description": escape(course.description) if course else "",
        "docs_dir": "docs",
        "site_dir": "site",
        "theme": {
            "custom_dir": "overrides",
            "variant": "classic",
            "favicon": ICON,
            "language": theme_language(course.language) if course else "en",
        },
        "extra": {"frame": asdict(session.frame) | {"edition": session.asked.edition.value}},
        # Its own search is not used. It cannot be left out, and it refuses sections of more than 65,536 words.
        "plugins": [{"search": {"enabled": False}}],
        "nav": navigation((one.page for one in made.pages), escape, session.language),
    }
