"""Find out which repository publishes a course: from GitHub, in its workflows, or from git."""

import json
import os
from pathlib import Path
from urllib.parse import urlsplit

import yaml

from ..check.publishing import Publisher
from ..read.project import ANSWERS_FOLDER
from ..start.repository import CITATION
from . import git
from .pages_server import web_address

COPIED_FROM = "COPIED_FROM"
"""The variable by which `publish.yml` says what the repository was made from."""


def publisher(root: Path) -> Publisher:
    """Return what is known of the repository in which a course is."""
    address = urlsplit(web_address(git.remote(root)))
    return Publisher(
        os.environ.get("GITHUB_REPOSITORY") or address.path.strip("/"),
        os.environ.get(COPIED_FROM, ""),
        _is_public(),
        tuple(git.tracked(root, ANSWERS_FOLDER)),
        cited_as(root),
    )


def _is_public() -> bool | None:
    """Return whether everyone can read the repository of this workflow; `None` outside of one."""
    try:
        event = json.loads(Path(os.environ["GITHUB_EVENT_PATH"]).read_text(encoding="utf-8"))
        private = event["repository"]["private"]
    except (KeyError, OSError, TypeError, ValueError):
        return None
    return not private


def cited_as(root: Path) -> str | None:
    """Return the title in the CITATION.cff of a course; `None` if there is none that can be read."""
    try:
        said = yaml.safe_load((root / CITATION).read_text(encoding="utf-8"))
    except (OSError, ValueError, yaml.YAMLError):
        return None
    title = said.get("title") if isinstance(said, dict) else None
    return title if isinstance(title, str) else None
