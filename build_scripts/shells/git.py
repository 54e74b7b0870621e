"""Run git."""

import os
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path


def commit(root: Path) -> str:
    """Return the name of the last commit; empty if there is none."""
    return _asked(root, "log", "-1", "--format=%H").decode().strip()


def remote(root: Path) -> str:
    """Return the address of the remote `origin`; empty if there is none."""
    return _asked(root, "remote", "get-url", "origin").decode().strip()


class GitError(Exception):
    """Git failed; the message says what it could not do."""


def is_repository(root: Path) -> bool:
    """Return whether a folder is the top of a repository."""
    return _asked(root, "rev-parse", "--show-prefix") == b"\n"


def is_tracked(root: Path, path: str) -> bool:
    """Return whether git tracks a file."""
    return bool(_asked(root, "ls-files", "-z", "--", path))


def tracked(root: Path, folder: str) -> list[str]:
    """Return the files in a folder that git tracks."""
    return _listed(_asked(root, "ls-files", "-z", "--", folder))


def is_cut(repository: Path) -> bool:
    """Return whether a repository has only a part of its history (a shallow clone)."""
    return _asked(repository, "rev-parse", "--is-shallow-repository") == b"true\n"


def unsaved(root: Path, parts: Iterable[str]) -> list[str]:
    """Return those of these files, and of the files in these folders, that differ from the last commit."""
    # Paths are relative to the root of the project, which may be a folder inside its repository.
    changed = _told(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", *parts)
    new = _told(root, "ls-files", "--others", "--exclude-standard", "-z", "--", *parts)
    return sorted(set(_listed(changed)) | set(_listed(new)))


def has_commit(root: Path) -> bool:
    """Return whether anything was ever committed."""
    return bool(_asked(root, "rev-parse", "--verify", "--quiet", "HEAD"))


def untracked(root: Path, paths: Iterable[str]) -> list[str]:
    """Return the files that git does not track, ignored files too."""
    wanted = list(paths)
    known = set(_listed(_told(root, "ls-files", "-z")))
    return [path for path in wanted if path not in known]


def record(root: Path, parts: Iterable[str], sentence: str) -> None:
    """Commit these files, and the files in these folders, as they are: nothing else, even if it is staged.

    Raises `GitError` if it cannot.
    """
    wanted = [part for part in parts if (root / part).exists()]
    _told(root, "add", "--all", "--", *wanted)
    _told(root, "commit", "--quiet", "--message", sentence, "--only", "--", *wanted)


def published(root: Path) -> str:
    """Return the commit of the branch that `origin` has, as it was last seen; empty if it has none yet.

    Without `origin` it is the last commit.
    """
    branch = _asked(root, "symbolic-ref", "--quiet", "--short", "HEAD").decode().strip()
    for name in ("@{upstream}", f"refs/remotes/origin/{branch}"):
        found = _asked(root, "rev-parse", "--verify", "--quiet", name).decode().strip()
        if found:
            return found
    return "" if remote(root) else commit(root)


def push(root: Path) -> None:
    """Send the commits of the branch to the remote `origin`.

    Raises `GitError` if it cannot.
    """
    _told(root, "push", "--quiet", "origin", "HEAD", minutes=5)


def clone(address: str, folder: Path) -> None:
    """Clone a repository with its history, but check out none of its files."""
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
    """The name of its content, as git has it."""
    size: int


def tree(repository: Path, commit: str, parts: Iterable[str]) -> dict[str, Entry]:
    """Return those files of a commit that are one of `parts` or lie in one, by path."""
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
    """Return one content by its name; None if the repository does not have it."""
    try:
        return _told(repository, "cat-file", "blob", name)
    except GitError:
        return None


def merged(base: bytes, own: bytes, new: bytes) -> tuple[bytes, int] | None:
    """Merge the changes of both sides; return the result and the number of clashes, in which `own` stays.

    Returns None if the files are not text.
    """
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
    """Return the output of git; empty if it fails."""
    try:
        return _told(root, *command)
    except GitError:
        return b""


def _told(root: Path, *command: str, given: bytes = b"", minutes: int = 2) -> bytes:
    """Return the output of git. Raises `GitError` if it fails."""
    done = _run(root, list(command), given, minutes)
    if done.returncode:
        raise GitError(done.stderr.decode("utf-8", "replace").strip() or f"git {command[0]} failed")
    return done.stdout


def _run(
    root: Path, command: list[str], given: bytes = b"", minutes: int = 2
) -> subprocess.CompletedProcess[bytes]:
    # Git may not ask for a password, since nobody could answer. It takes paths literally, not as patterns.
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
    """Split output at its zero bytes, into paths."""
    return [os.fsdecode(part) for part in told.split(b"\0") if part]
