"""Shell: runs MkDocs, and reads its settings."""

import os
from pathlib import Path

import material


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


def theme_language(tag: str) -> str:
    """The language of what the theme itself says, and of its pages: the course's, where the theme has it, else English."""
    known = Path(material.__file__).parent / "templates/partials/languages"
    spoken = (tag, tag.partition("-")[0])
    return next((one for one in spoken if (known / f"{one}.html").is_file()), "en")
