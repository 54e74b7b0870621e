"""Understand works as reference managers export them: CSL-JSON, and CSL-YAML of pandoc, Zotero and Better BibTeX.

Dates come as EDTF, as `date-parts`, as `{year: …, month: …}`, or as a list of these; languages come by name; titles
have markup in HTML or Markdown; and there are fields that no reference shows.
"""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any
from unicodedata import combining, normalize

from ..shared.dates import When, likely_date, read_date
from ..shared.words import slug
from .yaml_values import Fields

UNUSED = frozenset(
    (
        "abstract", "annote", "archive", "archive-place", "archive_collection", "archive_location", "authority",
        "available-date", "call-number", "categories", "chair", "chapter-number", "citation-key", "citation-label",
        "citation-number", "collection-editor", "compiler", "composer", "container-title-short", "contributor", "curator",
        "custom", "dimensions", "director", "division", "editor-translator", "editorial-director", "event-date",
        "event-place", "executive-producer", "first-reference-note-number", "guest", "host", "illustrator", "interviewer",
        "journalAbbreviation", "jurisdiction", "keyword", "locator", "multi", "narrator", "number-of-pages", "organizer",
        "original-author", "original-publisher", "original-publisher-place", "original-title", "page-first", "part-number",
        "part-title", "performer", "PMCID", "PMID", "printing-number", "producer", "recipient", "references",
        "reviewed-author", "reviewed-genre", "reviewed-title", "scale", "script-writer", "section", "series-creator",
        "shortTitle", "source", "status", "submitted", "supplement-number", "system_id", "title-short", "version",
        "volume-title", "year-suffix",
    )
)  # fmt: skip
"""Fields of CSL 1.0.2, and some that programs add, that our references do not show."""
UNUSED_OF_NAMES = frozenset(
    (
        "comma-suffix",
        "comma-dropping-particle",
        "static-ordering",
        "static-particles",
        "parse-names",
        "isInstitution",
    )
)
"""What names may say to programs that format them."""
FORMERLY = {
    "event": "event-title",
    "doi": "DOI",
    "url": "URL",
    "isbn": "ISBN",
    "issn": "ISSN",
    "journal": "container-title",
    "year": "issued",
    "date": "issued",
    "pages": "page",
    "address": "publisher-place",
}
"""Fields that CSL has renamed, and names that others have for its fields."""
TYPES = {
    "journalArticle": "article-journal", "newspaperArticle": "article-newspaper", "magazineArticle": "article-magazine",
    "bookSection": "chapter", "conferencePaper": "paper-conference", "blogPost": "post-weblog", "forumPost": "post",
    "encyclopediaArticle": "entry-encyclopedia", "dictionaryEntry": "entry-dictionary", "film": "motion_picture",
    "letter": "personal_communication", "email": "personal_communication", "presentation": "speech", "statute": "legislation",
    "case": "legal_case", "computerProgram": "software", "tvBroadcast": "broadcast", "radioBroadcast": "broadcast",
    "preprint": "article", "incollection": "chapter", "inbook": "chapter", "inproceedings": "paper-conference",
    "conference": "paper-conference", "phdthesis": "thesis", "mastersthesis": "thesis", "techreport": "report",
    "proceedings": "book", "online": "webpage", "misc": "document", "unpublished": "manuscript",
    "journal article": "article-journal", "newspaper article": "article-newspaper", "book chapter": "chapter",
    "website": "webpage", "web page": "webpage",
}  # fmt: skip
"""Types of CSL, by the names that Zotero, BibTeX and people give them."""
NAMES = ("author", "editor", "translator", "container-author")

_LANGUAGES = {
    "english": "en", "eng": "en", "german": "de", "deutsch": "de", "ger": "de", "deu": "de", "french": "fr",
    "français": "fr", "fre": "fr", "fra": "fr", "spanish": "es", "español": "es", "spa": "es", "italian": "it",
    "italiano": "it", "ita": "it", "portuguese": "pt", "português": "pt", "por": "pt", "dutch": "nl", "nederlands": "nl",
    "dut": "nl", "nld": "nl", "russian": "ru", "rus": "ru", "chinese": "zh", "chi": "zh", "zho": "zh", "japanese": "ja",
    "jpn": "ja", "arabic": "ar", "ara": "ar", "turkish": "tr", "tur": "tr", "polish": "pl", "pol": "pl", "urdu": "ur",
    "urd": "ur", "hindi": "hi", "hin": "hi", "persian": "fa", "per": "fa", "fas": "fa", "latin": "la", "lat": "la",
    "greek": "el", "gre": "el", "ell": "el", "swedish": "sv", "swe": "sv", "danish": "da", "dan": "da", "norwegian": "no",
    "nor": "no", "finnish": "fi", "fin": "fi", "czech": "cs", "cze": "cs", "ces": "cs", "hungarian": "hu", "hun": "hu",
    "hebrew": "he", "heb": "he", "korean": "ko", "kor": "ko", "vietnamese": "vi", "vie": "vi", "ukrainian": "uk",
    "ukr": "uk",
}  # fmt: skip
"""Tags of languages by their names and three-letter codes, as catalogues of libraries have them."""

_SPAN = re.compile(r"</?(?:span|sc|div|p)(?:\s[^<>]{0,200})?>|<br\s?/?>", re.IGNORECASE)
_MARKDOWN = (
    (re.compile(r"(?<![\w*\\>])\*\*(?=[^\s*])([^*]{1,400}?)(?<=\S)\*\*(?![\w*<])"), "b"),
    (re.compile(r"(?<![\w*\\>])\*(?=[^\s*])([^*]{1,400}?)(?<=\S)\*(?![\w*<])"), "i"),
    (re.compile(r"(?<=[\w)])~(\w{1,8})~"), "sub"),
    (re.compile(r"(?<=[\w)])\^(\w{1,8})\^"), "sup"),
)
_TAG = re.compile(r"</?(?:i|b|em|strong|sup|sub)>", re.IGNORECASE)


def without(values: Any, unused: frozenset[str]) -> Any:
    """Return the fields of a record without those that we do not use, and under the names that they have now."""
    if not isinstance(values, Mapping):
        return values
    kept: dict[str, Any] = {
        _present(str(name), values): value for name, value in values.items() if name not in unused
    }
    kept |= {field: read_names(kept[field]) for field in NAMES if field in kept}
    return Fields(kept, values.places) if isinstance(values, Fields) else kept


def _present(name: str, values: Mapping[Any, Any]) -> str:
    new = FORMERLY.get(name, name)
    return name if new in values else new


def read_names(names: Any) -> Any:
    """Return people as a list of names, also where one name is written, or text: `River, Rose; Mason, Ada`.

    Text without a comma is one name without parts, as that of an organisation is.
    """
    if isinstance(names, Mapping):
        return [names]
    if isinstance(names, str):
        parted = re.split(r"\s*;\s*", names.strip())
        if len(parted) == 1 and all("," in one for one in re.split(r"\s+and\s+", names)):
            parted = re.split(r"\s+and\s+", names.strip())
        return [_name(one) for one in parted if one]
    return (
        [_name(one) if isinstance(one, str) else one for one in names] if isinstance(names, list) else names
    )


def _name(text: str) -> dict[str, str]:
    family, comma, given = (part.strip() for part in text.partition(","))
    return {"family": family, "given": given} if comma and family and given else {"literal": text.strip()}


def work_id(id_: Any) -> Any:
    """Return an id such as `Doe1994Bridges` or `doe_bridges_1994` as we write ids."""
    if not isinstance(id_, str):
        return id_
    letters = "".join(letter for letter in normalize("NFKD", id_) if not combining(letter))
    return slug(letters.replace("_", " "))


def work_type(type_: Any) -> Any:
    """Return CSL's name of a type of work."""
    return TYPES.get(type_.strip(), type_) if isinstance(type_, str) else type_


def language_tag(language: Any) -> Any:
    """Return the BCP 47 tag of a language that is given by name, or with an underscore; `None` if nobody knows it."""
    if not isinstance(language, str):
        return language
    first, *rest = re.split(r"[-_]", language.strip())
    known = _LANGUAGES.get(first.casefold(), first.lower() if re.fullmatch(r"[A-Za-z]{2,3}", first) else "")
    if not known or not all(re.fullmatch(r"[A-Za-z0-9]{2,8}", part) for part in rest):
        return None
    return "-".join([known, *rest])


def read_csl_date(value: object) -> When | None:
    """Return the date or interval in any form that CSL has for it; `None` if it cannot be read."""
    if isinstance(value, str | int):
        return _written(str(value).strip())
    if isinstance(value, Mapping) and "date-parts" in value:
        parts = value["date-parts"]
        shared = {name: one for name, one in value.items() if name != "date-parts"}
        points = parts if isinstance(parts, list) and parts and isinstance(parts[0], list) else [parts]
        return _interval(
            [shared | dict(zip(("year", "month", "day"), _listed(one), strict=False)) for one in points]
        )
    return _interval(value if isinstance(value, list) else [value])


def _listed(value: object) -> list[object]:
    return value[:3] if isinstance(value, list) else [value]


def _written(text: str) -> When | None:
    """Return a date in EDTF, also with a season as some programs number it: `2017-13`."""
    read = read_date(text)
    if read or not re.fullmatch(r"\d{4}-\d\d[~?%]?(?:/\d{4}-\d\d[~?%]?)?", text):
        return read
    return _interval(
        [{"year": part[:4], "month": part[5:7], "circa": "~" in part} for part in text.split("/")]
    )


def _interval(points: list[Any]) -> When | None:
    """Return one date, or an interval of two."""
    if not 1 <= len(points) <= 2 or not all(isinstance(point, Mapping) for point in points):
        return None
    read = [when for point in points if (when := _point(point))]
    if len(read) < len(points) or len(read) == 1:
        return read[0] if len(read) == len(points) else None
    first, last = read
    if first.first > last.last or len(first.points) > 1 or len(last.points) > 1:
        return None
    return When((*first.points, *last.points), first.first, last.last)


def _point(point: Mapping[str, Any]) -> When | None:
    said = {name: str(value).strip() for name, value in point.items() if value not in (None, "")}
    if "year" not in said:
        literal = said.get("literal") or said.get("raw") or ""
        return _written(literal) or read_date(likely_date(literal) or "")
    year, month, day, season = (_number(said.get(name, "")) for name in ("year", "month", "day", "season"))
    if 13 <= month <= 16:  # seasons as months beyond the twelfth
        month += 8
    if not month and season:
        month = season + 20 if 1 <= season <= 4 else season if 21 <= season <= 24 else 0
    if year < 0:
        year += 1  # CSL has no year 0: -44 is 44 BCE
    parts = [
        f"{year:0{5 if year < 0 else 4}}",
        *(f"{part:02}" for part in (month, day if 0 < month < 13 else 0) if part),
    ]
    sure = "" if said.get("circa", "0").lower() in ("0", "false", "no") else "~"
    return read_date("-".join(parts) + sure) if _number(said["year"]) else None


def _number(text: str) -> int:
    return int(text) if re.fullmatch(r"-?[0-9]{1,4}", text) else 0


def tagged(title: str) -> str:
    """Return a title with `<i>`, `<b>`, `<sup>` and `<sub>` for its markup, and without other tags."""
    shown = _SPAN.sub("", title)
    for pattern, tag in _MARKDOWN:
        shown = pattern.sub(rf"<{tag}>\1</{tag}>", shown)
    return shown


def untagged(title: str) -> str:
    """Return a title without markup: plain words."""
    return unescape(_TAG.sub("", tagged(title)))
