"""Run MkDocs, and read its settings."""

import gc
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import material

from ..shared.steps import silent
from ..weave.edition import Edition
from ..web.assemble import is_shown
from ..web.bundles import SCRIPT, STYLE, Bundle, is_joined
from .disk import PAGES
from .progress import Progress
from .session import Settings, may_not_publish

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

SETTINGS = "mkdocs.yml"
_PLAIN = "%(levelname)-8s-  %(message)s"
NOTES = "mkdocs.hooks.course"
"""The log of the course's own problems. They say themselves how severe they are."""


def build_site(edition: Edition, site: Path, progress: Progress, **given: str) -> None:
    """Build a site into a folder as `mkdocs build --strict` would; `given` replaces settings of `mkdocs.yml`."""
    from mkdocs.commands.build import build

    with _speaking(progress.say), _without_collection():
        config = _settings(edition, site_dir=str(site), strict=True, **given)
        config.extra["begin"] = progress.begin
        config.plugins.on_startup(command="build", dirty=False)
        try:
            build(config)
        finally:
            config.plugins.on_shutdown()


class SettingsError(Exception):
    """The settings have a mistake; the message says which."""


def settings_for_preview(
    edition: Edition, address: str
) -> "tuple[MkDocsConfig, Settings, tuple[Bundle, ...]]":
    """Return the settings with the site at an address such as `127.0.0.1:8000`, what they ask for, and `bundle`'s.

    Raises `SettingsError` if they have a mistake.
    """
    from mkdocs.exceptions import MkDocsException

    try:
        config = _settings(edition)
        asked = asked_of(config, "serve")
    except MkDocsException as error:
        raise SettingsError(str(error)) from error
    path = urlsplit(config.site_url or "/").path
    config.site_url = f"http://{address}{path.rstrip('/')}/"
    return config, replace(asked, address=config.site_url), bundle(config, edition)


def settings() -> tuple[str, bool, bool]:
    """Return the site's address, which may be empty, whether it has handouts, and whether browsers are to keep it."""
    config = _settings(Edition.STUDENT)
    return config.site_url or "", config.extra["handouts"], config.extra.get("offline", True)


def asked_of(config: "MkDocsConfig", command: str) -> Settings:
    """Return what the settings ask for; raise `PluginError` where the site must not or cannot be made so."""
    from mkdocs.exceptions import PluginError

    edition = Edition(config.extra.get("edition", Edition.STUDENT))
    if may_not_publish(edition, command, Path(config.site_dir).name):
        raise PluginError(
            "the instructor edition is not for publishing: build it with course build --edition instructor"
        )
    if not config.use_directory_urls:
        raise PluginError(
            "mkdocs.yml: use_directory_urls must be true: handouts, search and former addresses lead to folders. "
            "For a site that opens from a folder, take offline.zip"
        )
    extra = config.extra
    return Settings(
        Path(config.config_file_path).parent,
        edition,
        config.site_url or "",
        extra["handouts"],
        extra["repository"],
        tuple(extra["corrections"]),
        extra.get("offline", True),
        extra.get("begin", silent),
    )


def bundle(config: "MkDocsConfig", edition: Edition) -> tuple[Bundle, ...]:
    """Let pages load one style sheet and one script in the place of those listed; return what the two are made of.

    A script that is not deferred stays alone, since its place in the page may matter; so does a module.
    What only another edition has is left out.
    """
    from mkdocs.config.config_options import ExtraScriptValue

    styles = [path for path in config.extra_css if is_shown(path, edition)]
    scripts = [one for one in config.extra_javascript if is_shown(str(one), edition)]
    deferred = [
        one.path
        for one in scripts
        if isinstance(one, ExtraScriptValue) and one.defer and not (one.async_ or one.type)
    ]
    style = Bundle(STYLE, tuple(filter(is_joined, styles)))
    script = Bundle(SCRIPT, tuple(filter(is_joined, deferred)))
    first = ExtraScriptValue(SCRIPT)
    first.defer = True
    config.extra_css = [STYLE, *(path for path in styles if path not in style.parts)]
    config.extra_javascript = [first, *(one for one in scripts if str(one) not in script.parts)]
    return style, script


def bundled_settings(edition: Edition) -> tuple[tuple[Bundle, ...], dict[str, list[Any]]]:
    """Return what the style sheet and the script of a site are made of, and the settings that ask for the two."""
    config = _settings(edition)
    bundles = bundle(config, edition)
    scripts = [
        one
        if isinstance(one, str)
        else {"path": one.path, "type": one.type, "defer": one.defer, "async": one.async_}
        for one in config.extra_javascript
    ]
    return bundles, {"extra_css": config.extra_css, "extra_javascript": scripts}


def theme_language(tag: str) -> str:
    """Return the language for the theme's own words: that of the course, or English if the theme does not have it."""
    known = Path(material.__file__).parent / "templates/partials/languages"
    spoken = (tag, tag.partition("-")[0])
    return next((one for one in spoken if (known / f"{one}.html").is_file()), "en")


def _settings(edition: Edition, **given: Any) -> "MkDocsConfig":
    from mkdocs.config import load_config

    # git keeps no empty folder, and MkDocs asks for this one; a course without free pages is right all the same.
    Path(PAGES).mkdir(parents=True, exist_ok=True)
    config = load_config(SETTINGS, **given)
    config.extra["edition"] = edition
    return config


class _Told(logging.Handler):
    """Gives what is logged to a function."""

    def __init__(self, tell: Callable[[str], None], level: int, form: logging.Formatter) -> None:
        super().__init__(level)
        self.tell = tell
        self.setFormatter(form)

    def emit(self, record: logging.LogRecord) -> None:
        self.tell(self.format(record))


@contextmanager
def _speaking(tell: Callable[[str], None]) -> Iterator[None]:
    """Tell the problems of the course, and the warnings and errors of MkDocs as its own command does.

    Colours are left out if the output is not a terminal.
    """
    from mkdocs.__main__ import ColorFormatter, _enable_warnings

    coloured = sys.stderr.isatty() and not os.environ.get("NO_COLOR")
    form = ColorFormatter() if coloured else logging.Formatter(_PLAIN)
    warnings = _Told(tell, logging.WARNING, form)
    notes = _Told(tell, logging.INFO, logging.Formatter())
    log, own = logging.getLogger("mkdocs"), logging.getLogger(NOTES)
    log.setLevel(logging.INFO)
    log.propagate = False
    log.addHandler(warnings)
    own.addHandler(notes)
    _enable_warnings()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        log.removeHandler(warnings)
        own.removeHandler(notes)


@contextmanager
def _without_collection() -> Iterator[None]:
    """Turn off garbage collection during a build: it takes a fifth of the time, and a build makes little garbage.

    What the build made is set aside: otherwise Python would look through all of it when the process ends.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
