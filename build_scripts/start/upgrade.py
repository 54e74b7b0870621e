"""Decide what an upgrade does with each file of a course.

It compares three versions of the program's files: those that the course received, those that it has now,
and the new ones.
"""

import json
import tomllib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from hashlib import sha1
from shlex import quote

from ..shared.words import counted, printable

RECORD = ".course-program.json"
"""The file in which a course records the program that it received."""
SETTINGS = "pyproject.toml"
BESIDE = "upgrade"
"""The folder for new files that clash with the course's own, and for a backup."""
WHOLE = "build_scripts/"
"""The folder that needs all of its files."""
_KEPT = ("seeds", "content", ".git", ".venv", "site", BESIDE, RECORD)
_SCHEMAS = "content/schema"


class ProgramError(ValueError):
    """Files are not a program that a course can receive; the message says why."""


@dataclass(frozen=True, slots=True)
class Parts:
    """The files and folders of a project that belong to the program, as its settings list them."""

    always: tuple[str, ...]
    if_there: tuple[str, ...]
    """Only for courses that have them already."""
    never: tuple[str, ...] = ()
    """Inside the others, what belongs to one course alone."""

    def of(self, paths: Iterable[str]) -> tuple[str, ...]:
        """Return the parts that apply to a course with these files."""
        there = tuple(paths)
        return self.always + tuple(
            part for part in self.if_there if any(is_inside(path, (part,)) for path in there)
        )


@dataclass(frozen=True, slots=True)
class Received:
    """The program as a course received it."""

    address: str
    """Where newer versions come from; empty if that is not known."""
    version: str
    files: Mapping[str, str]
    """The fingerprint of each file, by path."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A file with the changes of both sides. Where they clash, it has the course's own lines."""

    data: bytes
    clashes: int


Merge = Callable[[str, bytes, bytes], Merged | None]
"""Merges the file as received (given by its fingerprint), as the course has it, and the new one; None if it cannot."""


class Fate(Enum):
    """What happens to a file of the course; the value says it in words."""

    REPLACED = "Replaced by newer ones"
    ADDED = "New"
    REMOVED = "Removed, since the program no longer has them"
    MERGED = "Merged, your changes and the program’s"
    KEPT = "Kept as you changed them; the program did not change them"
    OUTDATED = "Kept as you changed them, though the program no longer has them; what you changed in them may not show"
    DELETED = "Deleted by you, and not brought back"
    CLASHING = "Look at these: you and the program changed the same lines. Your lines stay"


_MANY = (Fate.REPLACED, Fate.ADDED, Fate.REMOVED)
"""For these the summary gives the number of files, and names them only when asked to."""


@dataclass(frozen=True, slots=True)
class Step:
    """What an upgrade does with one file."""

    fate: Fate
    data: bytes | None = None
    """What is written."""
    clashes: int = 0
    """In how many places the course and the program changed the same lines; 0 also if they cannot be merged."""
    new: bytes | None = None
    """The program's new file, if it clashes with the course's own."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an upgrade does, by path. Files to which none of the fates applies are not in it."""

    steps: Mapping[str, Step]

    def paths(self, fate: Fate) -> list[str]:
        """Return the paths of the files with this fate."""
        return [path for path, step in self.steps.items() if step.fate is fate]

    @property
    def writes(self) -> dict[str, bytes]:
        """What is written, by path."""
        return {path: step.data for path, step in self.steps.items() if step.data is not None}

    @property
    def beside(self) -> dict[str, bytes]:
        """The program's files that clash with the course's own, by path."""
        return {path: step.new for path, step in self.steps.items() if step.new is not None}

    @property
    def touched(self) -> tuple[str, ...]:
        """The paths of all files that are written or removed."""
        return (*self.writes, *self.paths(Fate.REMOVED))


def fingerprint(data: bytes) -> str:
    """Return the name (SHA-1) that git gives to this content, so that git can find it again."""
    return sha1(b"blob %d\0" % len(data) + data, usedforsecurity=False).hexdigest()


def fingerprints(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the fingerprint of each file, by path."""
    return {path: fingerprint(data) for path, data in files.items()}


def is_inside(path: str, parts: Iterable[str]) -> bool:
    """Return whether a path is one of `parts`, or lies in one of them."""
    return any(path == part or path.startswith(f"{part}/") for part in parts)


def version_of(settings: bytes) -> str:
    """Return the version in a `pyproject.toml`; empty if there is none. Raises `ProgramError` if it cannot be read."""
    project = _settings(settings).get("project")
    version = project.get("version") if isinstance(project, dict) else None
    return printable(version) if isinstance(version, str) else ""


def parts_of(settings: bytes) -> Parts:
    """Return what a `pyproject.toml` lists as parts of the program.

    Raises `ProgramError` if it cannot be read, lists nothing, or lists paths that are not allowed.
    """
    tool = _settings(settings).get("tool")
    table = tool.get("course") if isinstance(tool, dict) else None
    if not isinstance(table, dict):
        raise ProgramError(f"its {SETTINGS} does not list what belongs to the program, under [tool.course]")
    lists = [table.get(name, []) for name in ("program", "if-there", "never")]
    if not all(isinstance(one, list) and all(isinstance(part, str) for part in one) for one in lists):
        raise ProgramError(f"[tool.course] in its {SETTINGS} is not made of lists of paths")
    for part in (*lists[0], *lists[1]):
        _allow(part)
    return Parts(*map(tuple, lists))


def allow(paths: Iterable[str]) -> None:
    """Raise `ProgramError` if one of a program's paths is the course's own, or outside the project."""
    for path in paths:
        _allow(path)


def read_record(text: str) -> Received:
    """Return what a course's record says; raise `ValueError` if it is damaged."""
    data = json.loads(text)
    files = data.get("files") if isinstance(data, dict) else None
    if not isinstance(files, dict) or not all(isinstance(one, str) for one in files.values()):
        raise ValueError("no list of files")
    allow(files)
    return Received(str(data.get("from", "")), str(data.get("version", "")), files)


def written_record(received: Received) -> str:
    """Return the text of a course's record."""
    data = {
        "about": "The program that this course received, for course upgrade. Do not edit.",
        "from": received.address,
        "version": received.version,
        "files": dict(sorted(received.files.items())),
    }
    return json.dumps(data, indent=1, ensure_ascii=False) + "\n"


def nearest(
    own: Mapping[str, str], versions: Iterable[tuple[str, Mapping[str, str]]]
) -> tuple[str, Mapping[str, str], int] | None:
    """Return the version that a course most likely began with: its name, its files, and how many are the same.

    `versions`: the newest first. Returns None if in all versions less than half of the course's files are the same.
    """
    best: tuple[str, Mapping[str, str], int] | None = None
    rank = (0, 0)
    for name, files in versions:
        same = sum(own.get(path) == id_ for path, id_ in files.items())
        here = (same, -len(files.keys() - own.keys()))
        if here > rank:
            best, rank = (name, files, same), here
    return best if best and 2 * best[2] >= len(own.keys() & best[1].keys()) else None


def plan(
    received: Mapping[str, str], own: Mapping[str, bytes], new: Mapping[str, bytes], merge: Merge
) -> Plan:
    """Return what to do with each file. `received`: fingerprints by path."""
    fates = (
        (path, _step(path, received.get(path), own.get(path), new.get(path), merge))
        for path in sorted({*received, *own, *new})
    )
    return Plan({path: step for path, step in fates if step})


def in_the_way(made: Plan, own: Iterable[str]) -> list[str]:
    """Return files of the course whose path is a folder in the new program, or the other way round."""
    stay = set(own) - set(made.paths(Fate.REMOVED))
    added = made.paths(Fate.ADDED)
    folders = {folder for path in added for folder in _folders(path)}
    return sorted(path for path in stay if path in folders or not set(added).isdisjoint(_folders(path)))


def summary(made: Plan, every: bool = False) -> Iterator[str]:
    """Yield lines that say what an upgrade does. `every`: name every file, not only how many there are."""
    for fate in Fate:
        paths = made.paths(fate)
        if not paths:
            continue
        many = f" {counted(len(paths), 'file')} ({_by_folder(paths)})" if fate in _MANY else ""
        yield f"{fate.value}:{many}"
        for path in paths:
            if fate is Fate.CLASHING:
                yield from _compared(path, made.steps[path].clashes)
            elif every or not many:
                yield f"  {printable(path)}"


def tops(paths: Iterable[str]) -> tuple[str, ...]:
    """Return the files and folders at the top of the project in which paths lie."""
    return tuple(sorted({_top(path) for path in paths}))


def _step(path: str, was: str | None, own: bytes | None, new: bytes | None, merge: Merge) -> Step | None:
    """Return what to do with a file; None where it is the course's own, or the same in both."""
    now = None if own is None else fingerprint(own)
    if new is None:
        if own is None or was is None:
            return None
        return Step(Fate.REMOVED if now == was else Fate.OUTDATED)
    if own is None:
        brought = was is None or path.startswith(WHOLE)
        return Step(Fate.ADDED, new) if brought else Step(Fate.DELETED)
    if own == new:
        return None
    if now == was:
        return Step(Fate.REPLACED, new)
    if was == fingerprint(new):
        return Step(Fate.KEPT)
    merged = merge(was, own, new) if was else None
    if merged is None:
        return Step(Fate.CLASHING, new=new)
    if merged.clashes:
        return Step(Fate.CLASHING, merged.data, merged.clashes, new)
    return Step(Fate.MERGED, merged.data)


def _compared(path: str, clashes: int) -> Iterator[str]:
    where = counted(clashes, "place") if clashes else "could not be merged"
    beside = f"{BESIDE}/new/{path}"
    yield f"  {printable(path)} ({where}; the program’s file is {printable(beside)})"
    yield f"    to compare: git diff --no-index {quote(path)} {quote(beside)}"


def _settings(data: bytes) -> dict[str, object]:
    try:
        return tomllib.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ProgramError(f"its {SETTINGS} cannot be read ({printable(str(error))})") from error


def _allow(path: str) -> None:
    steps = path.lower().split("/")
    leaves = any(step in ("", ".", "..", ".git") for step in steps) or "\\" in path or ":" in path
    if leaves or not path.isprintable():
        raise ProgramError(f"it has a file whose path is not allowed: {printable(path)}")
    if is_inside(path.lower(), _KEPT) and not is_inside(path, (_SCHEMAS,)):
        raise ProgramError(f"it would write into what is the course’s own: {printable(path)}")


def _folders(path: str) -> Iterator[str]:
    steps = path.split("/")
    return ("/".join(steps[:end]) for end in range(1, len(steps)))


def _top(path: str) -> str:
    return _SCHEMAS if is_inside(path, (_SCHEMAS,)) else path.partition("/")[0]


def _by_folder(paths: Iterable[str]) -> str:
    """Return how many paths are in each folder: `build_scripts 34, overrides 4, Makefile`."""
    there = list(paths)
    counts = Counter(_top(path) for path in there)
    return ", ".join(top if top in there else f"{top} {count}" for top, count in sorted(counts.items()))
