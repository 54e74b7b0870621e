"""Shell: what git says of a project, and how it merges files."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


def commit(root: Path) -> str:
    """Return the name of the last commit, or nothing where there is none."""
    return _asked(root, "log", "-1", "--format=%H").decode().strip()


def remote(root: Path) -> str:
    """Return the address that `git push` sends to, or nothing where there is none."""
    return _asked(root, "remote", "get-url", "origin").decode().strip()


class GitError(Exception):
    """Says in words what git could not do."""


def is_repository(root: Path) -> bool:
    """Return whether a folder is the top of a repository."""
    return _asked(root, "rev-parse", "--show-prefix") == b"\n"


def is_tracked(root: Path, path: str) -> bool:
    """Return whether git knows a file."""
    return bool(_asked(root, "ls-files", "-z", "--", path))


def is_cut(repository: Path) -> bool:
    """Return whether a repository holds a part of its history only."""
    return _asked(repository, "rev-parse", "--is-shallow-repository") == b"true\n"


def unsaved(root: Path, parts: Iterable[str]) -> list[str]:
    """Return the files that are not as in the last commit, of these files and folders."""
    # From the root of the project, which may be a folder of its repository.
    changed = _told(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", *parts)
    new = _told(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *parts)
    return sorted(set(_listed(changed)) | set(_listed(new)))


def has_commit(root: Path) -> bool:
    """Return whether anything was ever committed."""
    return bool(_asked(root, "rev-parse", "--verify", "--quiet", "HEAD"))


def untracked(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the files that git does not know, ignored ones too."""
    wanted = list(paths)
    known = set(_listed(_told(root, "ls-files", "-z")))
    return [path for path in wanted if path not in known]


def clone(address: str, folder: Path) -> None:
    """Get a repository with its history, but write none of its files."""
    _told(folder.parent, "clone", "--quiet", "--no-checkout", "--", address, str(folder), minutes=15)


def commits(repository: Path, parts: Iterable[str]) -> list[str]:
    """Return the names of the commits that changed these files and folders, the newest first."""
    return _told(repository, "rev-list", "HEAD", "--", *parts).decode().split()


def commit_day(repository: Path, commit: str) -> str:
    """Return the day of a commit: 2024-01-31."""
    return _asked(repository, "log", "-1", "--format=%cs", commit).decode().strip()


@dataclass(frozen=True, slots=True)
class Entry:
    """A file in a commit."""

    mode: str
    name: str
    """Of its content."""
    size: int


def tree(repository: Path, commit: str, parts: Iterable[str]) -> dict[str, Entry]:
    """Return the files of a commit that are, or lie in, `parts`, by path."""
    told = _told(repository, "ls-tree", "-r", "-l", "-z", "--full-tree", commit, "--", *parts)
    entries = (entry.partition("\t") for entry in _listed(told))
    return {path: _entry(*words.split()) for words, _, path in entries}


def contents(repository: Path, names: Iterable[str]) -> Iterator[bytes]:
    """Yield contents by their names, in order."""
    wanted = list(names)
    told = _told(repository, "cat-file", "--batch", given="".join(f"{name}\n" for name in wanted).encode())
    at = 0
    for _ in wanted:
        end = told.index(b"\n", at)
        size = int(told[at:end].split()[2])
        yield told[end + 1 : end + 1 + size]
        at = end + size + 2


def content(repository: Path, name: str) -> bytes | None:
    """Return one content by its name, or None where the repository does not have it."""
    try:
        return _told(repository, "cat-file", "blob", name)
    except GitError:
        return None


def merged(base: bytes, own: bytes, new: bytes) -> tuple[bytes, int] | None:
    """Merge the changes of both sides, and count where they clash: there, `own` stays. None if it is no text."""
    with tempfile.TemporaryDirectory(prefix="course-") as folder:
        names = ("own", "base", "new")
        for name, data in zip(names, (own, base, new), strict=True):
            Path(folder, name).write_bytes(data)
        clashes = _run(Path(folder), ["merge-file", "-p", "-q", *names]).returncode
        if not 0 <= clashes < 128:
            return None
        return _told(Path(folder), "merge-file", "-p", "-q", "--ours", *names), clashes


def _entry(mode: str, _: str, name: str, size: str) -> Entry:
    return Entry(mode, name, int(size) if size.isdecimal() else 0)


def _asked(root: Path, *command: str) -> bytes:
    """What git says, or nothing where it fails."""
    try:
        return _told(root, *command)
    except GitError:
        return b""


def _told(root: Path, *command: str, given: bytes = b"", minutes: int = 2) -> bytes:
    """What git says; raise `GitError` where it fails."""
    done = _run(root, list(command), given, minutes)
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip() or f"git {command[0]} failed")
    return done.stdout


def _run(
    root: Path, command: list[str], given: bytes = b"", minutes: int = 2
) -> subprocess.CompletedProcess[bytes]:
    # No question for a password, which a program that calls git cannot pass on. Paths are no patterns.
    settings: Mapping[str, str] = {"GIT_TERMINAL_PROMPT": "0", "GIT_LITERAL_PATHSPECS": "1"}
    try:
        return subprocess.run(
            ["git", "-C", str(root), *command],
            input=given,
            capture_output=True,
            check=False,
            timeout=60 * minutes,
            env=os.environ | settings,
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {command[0]} took more than {minutes} minutes") from error
    except OSError as error:
        raise GitError(f"git cannot be run ({error.strerror}): install it from git-scm.com") from error


def _listed(told: bytes) -> list[str]:
    """What stands between zero bytes, as paths."""
    return [os.fsdecode(part) for part in told.split(b"\0") if part]
