"""Write what editors cite, the paper and the course itself for reference managers: BibTeX, RIS, CSL-JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any

from ..read.course import Name, Work
from ..read.csl import tagged
from ..shared.dates import When
from ..weave.addresses import HOME_PAGE, Address
from .material import Material

_OWN = {"was", "kind"}
"""Fields that CSL does not have."""
_DATES = {"issued": "issued", "original_date": "original-date", "accessed": "accessed"}
"""Fields that CSL writes in another way, with their names there."""
_BIBTEX = {
    "article": "article",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "paper-conference": "inproceedings",
    "report": "techreport",
    "manuscript": "unpublished",
}
_RIS = {
    "article": "JOUR",
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "legal_case": "CASE",
    "legislation": "STAT",
    "map": "MAP",
    "paper-conference": "CPAPER",
    "report": "RPRT",
    "thesis": "THES",
    "webpage": "ELEC",
    "post-weblog": "BLOG",
}
_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "{}$&#_%"},
    }
)
_PAGES = re.compile(r"\s*[-–—]+\s*")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def are_there(material: Material) -> bool:
    """Return true: there is always a paper."""
    return True


def works(material: Material) -> Iterator[Work]:
    """Yield the course itself, the paper, and what editors cite, in the order of their ids."""
    project = material.site.woven.project
    yield _course(material)
    yield project.paper.citation
    yield from sorted(
        (work for work in project.works if work.id != project.paper.citation.id), key=lambda work: work.id
    )


def csl_json(material: Material) -> bytes:
    """Return all works as CSL-JSON."""
    listed = ",\n".join(json.dumps(_csl(work), ensure_ascii=False) for work in works(material))
    return f"[\n{listed}\n]\n".encode()


def bibtex(material: Material) -> bytes:
    """Return all works as BibTeX in UTF-8."""
    return "\n".join(_entry(work) for work in works(material)).encode()


def ris(material: Material) -> bytes:
    """Return all works as RIS."""
    return "\r\n".join("\r\n".join(_record(work)) + "\r\n" for work in works(material)).encode()


def _course(material: Material) -> Work:
    course = material.site.woven.project.course
    return Work.model_validate(
        {
            "id": f"{material.site.woven.project.paper.citation.id}-course",
            "type": "webpage",
            "title": course.title,
            "author": [{"literal": name} for name in course.editors],
            "URL": material.locate(Address(HOME_PAGE)) or None,
            "language": course.language,
        }
    )


def _csl(work: Work) -> dict[str, Any]:
    fields: dict[str, Any] = work.model_dump(by_alias=True, exclude_none=True, exclude={*_OWN, *_DATES})
    dates = {name: _date(when) for field, name in _DATES.items() if (when := getattr(work, field))}
    named = {**fields, "title": tagged(work.title), **dates}
    return {name: value for name, value in named.items() if value not in ((), [], "")}


def _date(when: When) -> dict[str, Any]:
    """Return a date as CSL-JSON has it: in words, if it is a decade, a century, or before Christ."""
    if not all(point.iso for point in when.points):
        return {"literal": when.words}
    parts = [[int(number) for number in point.iso.split("-")] for point in when.points]
    sure = all(not point.sure for point in when.points)
    return {"date-parts": parts, **({} if sure else {"circa": True})}


def _issued(work: Work) -> tuple[list[str], str]:
    """Return year, month and day of a work, as far as they are known; of a decade, or before Christ, the words alone."""
    if not work.issued:
        return [], ""
    iso = work.issued.points[0].iso
    return (iso.split("-"), "") if iso else ([], work.issued.words)


def _entry(work: Work) -> str:
    kind = "phdthesis" if work.type == "thesis" else _BIBTEX.get(work.type, "misc")
    container = {"article": "journal", "incollection": "booktitle", "inproceedings": "booktitle"}.get(kind)
    date, said = _issued(work)
    fields = {
        "author": " and ".join(map(_bibtex_name, work.author)),
        "editor": " and ".join(map(_bibtex_name, work.editor)),
        "translator": " and ".join(map(_bibtex_name, work.translator)),
        "title": f"{{{_tex(work.name)}}}",
        container or "howpublished": _tex(work.container_title or ""),
        "series": _tex(work.collection_title or ""),
        "edition": _tex(work.edition or ""),
        {"techreport": "institution", "phdthesis": "school"}.get(kind, "publisher"): _tex(
            work.publisher or ""
        ),
        "address": _tex(work.publisher_place or ""),
        "type": _tex(work.genre or "") if kind in ("techreport", "phdthesis") else "",
        "volume": _tex(work.volume or ""),
        "number": _tex(work.issue or work.number or ""),
        "pages": _PAGES.sub("--", _tex(work.page or "")),
        "year": date[0] if date else _tex(said),
        "month": _MONTHS[int(date[1]) - 1] if len(date) > 1 else "",
        "doi": _tex(work.doi or ""),
        "isbn": _tex(work.isbn or ""),
        "issn": _tex(work.issn or ""),
        "url": _tex(work.url or ""),
        "langid": work.language or "",
        "note": _tex(work.note or ""),
    }
    lines = (
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    )
    return f"@{kind}{{{work.id},\n{''.join(lines)}}}\n"


def _numbers(when: When | None) -> list[str]:
    """Return the year, month and day of a date, or of the first of two, as far as it names them; none if it has no year."""
    iso = when.points[0].iso if when else ""
    return iso.split("-") if iso else []


def _tex(words: str) -> str:
    return " ".join(words.split()).translate(_SPECIAL)


def _bibtex_name(name: Name) -> str:
    if name.literal or not name.family:
        return f"{{{_tex(name.literal or name.given or '')}}}"
    family = " ".join(filter(None, (name.particle, name.dropping_particle, name.family)))
    return ", ".join(_tex(part) for part in (family, name.suffix, name.given) if part)


def _record(work: Work) -> Iterator[str]:
    """Yield the lines of a work in RIS."""
    first, _, last = _PAGES.sub("-", work.page or "").partition("-")
    date, said = _issued(work)
    for tag, value in (
        ("TY", _RIS.get(work.type, "GEN")),
        ("ID", work.id),
        *(("AU", _ris_name(name)) for name in work.author),
        *(("A2" if work.container_title else "ED", _ris_name(name)) for name in work.editor),
        *(("A4", _ris_name(name)) for name in work.translator),
        ("TI", work.name),
        ("T2", work.container_title),
        ("T3", work.collection_title),
        ("ET", work.edition),
        ("M3", work.genre),
        ("PB", work.publisher),
        ("CY", work.publisher_place),
        ("VL", work.volume),
        ("IS", work.issue or work.number),
        ("SP", first),
        ("EP", last),
        ("PY", date[0] if date else ""),
        ("DA", "/".join([*date, "", "", ""][:3]) + f"/{said}" if date or said else ""),
        ("DO", work.doi),
        ("SN", work.isbn or work.issn),
        ("UR", work.url),
        ("LA", work.language),
        ("N1", work.note),
    ):
        if value:
            yield f"{tag}  - {' '.join(value.split())}"
    yield "ER  - "


def _ris_name(name: Name) -> str:
    if name.literal or not name.family:
        return f"{name.literal or name.given},"  # the comma says that it has no given name
    family = " ".join(filter(None, (name.particle, name.dropping_particle, name.family)))
    return ", ".join(part for part in (family, name.given, name.suffix) if part)
