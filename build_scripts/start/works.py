"""Write works that a reference manager exported as entries of `content/sources.yml`."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import yaml

from ..importers.identify import Work
from ..read.course import Sources
from ..read.course import Work as Known
from ..read.csl import read_csl_date, untagged, work_id
from ..read.project import SOURCES_FILE
from ..read.validate import read_record
from ..shared.outside import is_outside
from ..shared.place import Severity
from ..shared.words import ascii_slug, distinct
from .citation import proposed_citation

_WIDTH = 90


@dataclass(frozen=True, slots=True)
class Added:
    """What became of exported works."""

    text: str
    """The text of `sources.yml` with the new ones at its end; all else is as it was."""
    ids: tuple[str, ...]
    """The ids of those that were added."""
    there: tuple[str, ...]
    """The ids of those that were there before."""
    refused: tuple[str, ...]
    """The keys or titles of those that `sources.yml` cannot hold."""


class CannotAddError(Exception):
    """Works cannot be added to a file; the message says why."""


def with_works(text: str, found: Iterable[Work]) -> Added:
    """Return `sources.yml` with works added that it does not have yet.

    Raises `CannotAddError` if the file has mistakes, or its list is on one line.
    """
    record, problems = read_record(SOURCES_FILE, text, Sources) if _has_works(text) else (None, ())
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise CannotAddError(f"{SOURCES_FILE} has mistakes; mend them first: course check")
    known = record.references if record else ()
    there: list[str] = []
    fresh: dict[str, Work] = {}
    refused: list[str] = []
    for number, work in enumerate(found):
        name = str(work.get("title") or work.get("id") or f"number {number + 1}")
        same = next((one.id for one in known if _is_same(one, work)), "")
        if same:
            there.append(same)
        elif readable := _readable(work):
            fresh[f"{number} {name}"] = {**_plainly(readable), "id": _proposed(work)}
        else:
            refused.append(name)
    named = [work for _, work in named_works(fresh, {one.id for one in known}).values()]
    added = _appended(text, entries_of(named), has_works=bool(known)) if named else text
    return Added(added, tuple(str(work["id"]) for work in named), tuple(there), tuple(refused))


def _has_works(text: str) -> bool:
    """Return whether a file holds more than comments and an empty list."""
    return any(re.sub(r"#.*|references:\s*(?:\[\s*\])?", "", line).strip() for line in text.splitlines())


def _is_same(known: Known, work: Work) -> bool:
    """Return whether a work is one that is there: by its DOI, or by its id and title."""
    doi = str(work.get("DOI") or "").lower()
    if doi and known.doi:
        return doi.endswith(known.doi.lower())
    title = untagged(str(work.get("title") or "")).casefold()
    return title == known.name.casefold() and known.id == work_id(_proposed(work))


_NO_NAME = re.compile(r"https?:|\d+$|[0-9A-Z]{8}$|[0-9a-f]{8}-[0-9a-f-]+$|.*/items/")
"""What programs number works with, and nobody could remember."""


def _proposed(work: Work) -> str:
    """Return the id for a work: its own key, or else its author and year."""
    key = str(work.get("id", ""))
    return str(proposed_citation(work).get("id") or key) if _NO_NAME.match(key) else key


def _plainly(work: Work) -> Work:
    """Return a work with dates in EDTF, as people write them."""
    dates = {
        name: read_csl_date(work[name]) for name in ("issued", "accessed", "original-date") if name in work
    }
    return {**work, **{name: when.edtf for name, when in dates.items() if when}}


def _appended(text: str, entries: list[str], *, has_works: bool) -> str:
    """Return a text with entries at the end of its list."""
    ends = re.search(r"\r\n|\r|\n", text)
    newline = ends[0] if ends else "\n"
    body = re.sub(r"(?:^|(?<=\n))(?:\.\.\.|---)\s*\Z", "", text)
    body = body if not body or body.endswith(("\n", "\r")) else body + newline
    if not has_works:
        body, empty = re.subn(r"(?m)^references:[ \t]*(?:\[[ \t]*\])?[ \t]*(?=\r?$)", "references:", body)
        body += "" if empty else f"references:{newline}"
        return body + "".join(line + newline for line in indented(entries, "  "))
    dash = re.search(r"(?m)^(?P<indent> *)-(?: |\r?$)", body)
    if not dash or re.search(r"(?m)^references:[ \t]*\[", body):
        raise CannotAddError(
            f"the list in {SOURCES_FILE} is on one line, in brackets; write each work after a dash first"
        )
    return body + "".join(line + newline for line in indented(entries, dash["indent"]))


def entries_of(works: Iterable[Work]) -> list[str]:
    """Return the lines of works as entries of a list."""
    written = yaml.safe_dump(
        [dict(work) for work in works], sort_keys=False, allow_unicode=True, width=_WIDTH
    )
    return written.rstrip().split("\n")


def indented(lines: list[str], indent: str) -> list[str]:
    """Return lines with an indent before each that is not empty."""
    return [indent + line if line else "" for line in lines]


def named_works(found: Mapping[str, Work], taken: Iterable[str] = ()) -> Mapping[str, tuple[str, Work]]:
    """Return each work that a course can have, with an id of its own, by the key of its entry; `taken`: ids of others."""
    found = {key: known for key, work in found.items() if (known := _readable(work))}
    others = list(dict.fromkeys(taken))
    wanted = [(_id(str(work.get("id", ""))) or _id(key) or "work") for key, work in found.items()]
    ids = distinct([*others, *wanted])[len(others) :]
    return {
        key: (id_, {"id": id_} | {**work, "id": id_})
        for (key, work), id_ in zip(found.items(), ids, strict=True)
    }


def _readable(work: Work) -> Work | None:
    """Return an exported work as `sources.yml` can hold it; `None` if that would have mistakes."""
    known = {"type": "document", **work, "id": "work"}
    if not is_outside(str(known.get("URL", ""))):
        known.pop("URL", None)
    written = yaml.safe_dump({"references": [known]}, allow_unicode=True)
    record, problems = read_record(SOURCES_FILE, written, Sources)
    wrong = any(problem.severity is Severity.ERROR for problem in problems)
    return None if wrong or record is None else {**known, "id": work.get("id", "")}


def _id(name: str) -> str:
    return ascii_slug(name)[:70].strip("-")
