"""Shell: what git says of a project."""

import subprocess
from pathlib import Path

FIXED_DATE = "1704067200"
"""1 January 2024 in seconds since 1970: the date of a build that knows no commit."""


def build_date(root: Path) -> str:
    """Seconds since 1970 of the last commit, or a fixed date where there is none."""
    return _last_commit(root, "%ct") or FIXED_DATE


def commit(root: Path) -> str:
    """The name of the last commit, or empty where there is none."""
    return _last_commit(root, "%H")


def remote(root: Path) -> str:
    """The address that `git push` sends to, or empty where there is none."""
    return _git(root, "remote", "get-url", "origin")


def _last_commit(root: Path, form: str) -> str:
    return _git(root, "log", "-1", f"--format={form}")


def _git(root: Path, *command: str) -> str:
    """What git says, or nothing where it or its repository is not there."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), *command], capture_output=True, text=True, check=True, timeout=10
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.strip()
