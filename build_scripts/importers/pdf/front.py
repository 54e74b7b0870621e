"""Front matter of a PDF: which parts before the text are the title, authors and the like, and what they say."""

import re
from collections.abc import Mapping, Sequence

from ..front import PARTICLES, issued, person_in_print
from ..signs import ABSTRACTS, dois_in, keywords_of
from .groups import bare, ends_sentence
from .headings import named, number_of
from .measure import Measure
from .parts import Kind, Part

_LAST_PAGE = 3
"""The text begins at the latest on this page."""
_AFFILIATION = re.compile(
    r"universit|institut|department|faculty|facult|fakult|school of|college|academy|akademie|centre for|center for|"
    r"@|e-?mail|orcid|hochschule|laborator|corresponding author|professor|independent (?:researcher|scholar)|museum",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:submitted|received|accepted|published|eingereicht|angenommen|veröffentlicht|revised|available online)\b.*\d{4}",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"creative commons|\bcc[ -]?by\b|licen[sc]ed under|open access|©|all rights reserved|\(cc-by\)|copyright",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"\bissn\b|\bvol(?:ume|\.)?\s*\d|\bissue\b\s*\d|\bno\.\s*\d|pages? \d|pp\. \d|\bjahrgang\b|\bheft \d|www\.|\bdoaj\b",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(rf"(?:{ABSTRACTS})\s*(?:[:.—–]\s*|\s-\s+)(?=\S)", re.IGNORECASE)
_TRANSLATED = re.compile(r"translated by|übersetzt|translation|edited by", re.IGNORECASE)
_PUBLISHED = re.compile(
    r"(?:published|veröffentlicht)\D{0,20}?(?:\d{1,2}\D{1,15})?(?:19|20)\d\d(?:-\d\d){0,2}", re.IGNORECASE
)


def is_affiliation(text: str) -> bool:
    """Return whether a note is the address of an author."""
    return _AFFILIATION.search(text[:120]) is not None


def text_of(part: Part) -> str:
    """Return the words of a part, without what is raised."""
    return " ".join(bare(line) for line in part.lines).strip()


def run_in_abstract(part: Part) -> str:
    """Return the word “Abstract” with which a paragraph begins, and its colon; empty if there is none."""
    found = _ABSTRACT.match(text_of(part))
    return found[0].strip() if found else ""


def begin_of_text(parts: Sequence[Part], measured: Measure) -> int:
    """Return the index of the part with which the text (or its abstract) begins."""
    for at, part in enumerate(parts):
        if part.lines and part.lines[0].page > _LAST_PAGE:
            break
        text = text_of(part)
        if part.kind == Kind.HEADING and (
            (named(text) and keywords_of(text) is None)
            or (re.fullmatch(r"1|I" if not at else r"1|I|A", number_of(text)))
        ):
            return at
        if part.kind == Kind.PARAGRAPH and run_in_abstract(part):
            return at
        if part.kind == Kind.CONTENTS:
            return at
        if part.kind in (Kind.PARAGRAPH, Kind.QUOTATION) and _is_prose(part, text, measured):
            return _with_heading(parts, at, measured)
    return _after_title(parts, measured)


def _with_heading(parts: Sequence[Part], at: int, measured: Measure) -> int:
    """Return the index of the heading above the first paragraph, if there is one that is no title and no author."""
    if at < 2 or parts[at - 1].kind != Kind.HEADING:
        return at
    said = text_of(parts[at - 1])
    if _is_names(said) and (at == 2 or re.search(r"[,&✉*†]|\s(?:and|und|et)\s", said) is not None):
        return at
    largest = max(part.lines[0].size for part in parts[: at - 1] if part.lines)
    return at - 1 if parts[at - 1].lines[0].size < max(1.25 * measured.size, largest - 0.5) else at


def _is_prose(part: Part, text: str, measured: Measure) -> bool:
    """Return whether a paragraph is long enough to be one of the text, and nothing that stands before it."""
    if part.lines[0].size > 1.3 * measured.size or _AFFILIATION.search(text[:80]) or _LICENCE.search(text):
        return False
    if len(part.lines) >= 4 and len(text) > 280:
        return True
    body = abs(part.lines[0].size - measured.size) < 0.6 and ends_sentence(part.lines[-1])
    return body and len(part.lines) > 1 and len(text) > 110 and not _role(text)


def _after_title(parts: Sequence[Part], measured: Measure) -> int:
    """Return where the text begins if only the size of a title tells: at the next heading, or at a paragraph."""
    sizes = [max((line.size for line in part.lines), default=0) for part in parts[:6]]
    largest = max(sizes, default=0)
    if largest < 1.25 * measured.size or sizes.count(largest) > 1:
        return 0
    title = sizes.index(largest)
    for at in range(title + 1, min(len(parts), title + 12)):
        part = parts[at]
        if part.kind == Kind.HEADING and at > title + 1:
            return at
        if part.kind == Kind.PARAGRAPH and len(part.lines) > 1 and not _role(text_of(part)):
            return at
    return 0


def roles(
    parts: Sequence[Part], begin: int, facts: Mapping[str, str], heads: Sequence[str]
) -> dict[int, str]:
    """Return the roles of the parts that are front matter, by their index.

    `facts` are what the file says of itself; `heads` are the running heads, which may name the journal in large letters.
    """
    found: dict[int, str] = {}
    title = _title(parts, begin, facts, heads)
    for at in range(begin):
        heads_it = at > 0 and found[at - 1] == "keywords" and len(text_of(parts[at - 1]).split()) < 3
        found[at] = "title" if at == title else "keywords" if heads_it else _role(text_of(parts[at]))
    if title is not None:
        size = max(line.size for line in parts[title].lines)
        for at in range(begin):
            beside = parts[at].lines and abs(parts[at].lines[0].size - size) < 0.6 and abs(at - title) == 1
            if beside and not found[at] and not _is_names(text_of(parts[at])):
                found[at] = "subtitle"
        _authors(parts, title, begin, found, facts)
        after = title + 1
        if after + 1 < begin and not found[after] and found[after + 1] == "author":
            found[after] = "subtitle"
    for at in range(begin, len(parts)):
        part = parts[at]
        if not part.lines or part.lines[0].page > 2:
            break
        text = text_of(part)
        keywords = keywords_of(text)
        if keywords is not None:
            found[at] = "keywords"
            if part.kind == Kind.HEADING and at + 1 < len(parts) and not keywords:
                found[at + 1] = "keywords"
        elif (
            at not in found
            and part.kind in (Kind.PARAGRAPH, Kind.QUOTATION, Kind.HEADING)
            and _is_note(text, heads)
        ):
            found[at] = _role(text) or "journal"
    return found


def _is_note(text: str, heads: Sequence[str]) -> bool:
    return len(text) < 400 and (
        (len(text) < 100 and re.search(r"\be?-?issn\b", text, re.IGNORECASE) is not None)
        or (len(_plain(text)) > 2 and any(_plain(text) <= _plain(head) for head in heads))
        or re.match(
            r"©|this (?:article|work|paper) is (?:licen[sc]ed|distributed|released|published|an open)",
            text,
            re.IGNORECASE,
        )
        is not None
        or _DATE.match(text) is not None
        or (re.match(r"doi\b|https?://(?:dx\.)?doi\.org/\S+$", text, re.IGNORECASE) is not None)
    )


def _role(text: str) -> str:
    if keywords_of(text) is not None:
        return "keywords"
    if dois_in(text):
        return "doi"
    date, place = _DATE.search(text), _AFFILIATION.search(text)
    if date:
        return "affiliation" if place and place.start() < date.start() else "date"
    if _LICENCE.search(text):
        return "licence"
    if _JOURNAL.search(text):
        return "journal"
    return "affiliation" if _AFFILIATION.search(text) else ""


def _plain(text: str) -> set[str]:
    return set(re.findall(r"\w+", text.lower()))


def _title(parts: Sequence[Part], begin: int, facts: Mapping[str, str], heads: Sequence[str]) -> int | None:
    """Return the index of the title: what the file says it is, else what is set largest and is no journal's name."""
    said = _plain(facts.get("Title", ""))
    best, largest = None, 0.0
    for at in range(min(begin, len(parts))):
        text = text_of(parts[at])
        words = _plain(text)
        if (
            len(words) > 1
            and said
            and len(words & said) >= 0.7 * max(len(words), min(len(said), 3))
            and len(words & said) > 0.5 * len(said)
        ):
            return at
        if (
            len(words) < 2
            or _role(text) in ("doi", "date", "licence", "journal")
            or not re.search(r"[^\W\d]", text)
        ):
            continue
        if any(words <= _plain(head) for head in heads if len(words) < 4) or len(text) > 400:
            continue
        size = max(line.size for line in parts[at].lines)
        if size > largest + 0.5:
            best, largest = at, size
    return best


def _is_names(text: str) -> bool:
    names = split_names(text)
    return bool(names) and all(
        2 <= len(name.split()) <= 5
        and name[0].isupper()
        and all(word in PARTICLES or not word[0].islower() for word in name.split())
        for name in names
    )


def _authors(
    parts: Sequence[Part], title: int, begin: int, found: dict[int, str], facts: Mapping[str, str]
) -> None:
    said = _plain(facts.get("Author", ""))
    for at in [*range(title + 1, begin), *range(title)]:
        text = text_of(parts[at])
        if found[at] not in ("", "affiliation") or len(text) > 300:
            continue
        sure = bool(said) and len(said & _plain(text)) >= 0.6 * len(said)
        if sure or (
            at > title and _is_names(text) and not _AFFILIATION.search(text) and not re.search(r"\d{4}", text)
        ):
            found[at] = "author"
            if not sure:
                return


def split_names(text: str) -> list[str]:
    """Return the names in a line of authors."""
    text = re.sub(r"^(?:by|von|par|por)\s+", "", text, flags=re.IGNORECASE)
    text = re.split(_TRANSLATED, text)[0]
    text = re.sub(r"[\d*†‡§∗⁎✉]+|\bPh\.?D\.?|\bDr\.|\bProf\.", " ", text)
    names = [" ".join(name.split()) for name in re.split(r"[,;|·•]|\s(?:and|und|et|y|e)\s|&", text)]
    names = [name for name in names if name and any(sign.isalpha() for sign in name)]
    long = [name for name in names if len(name.split()) > 1]
    return long or names


def citation(
    front: Sequence[tuple[str, str]], facts: Mapping[str, str], heads: Sequence[str], language: str
) -> tuple[dict[str, object], str]:
    """Return what the front matter (roles and words), the file's facts and running heads say of the paper; and its licence."""
    found: dict[str, object] = {}
    titles = [text for role, text in front if role == "title"]
    said = facts.get("Title", "")
    title = titles[0] if titles else said
    if title:
        subtitle = next((text for role, text in front if role == "subtitle"), "")
        found["type"] = "article-journal"
        found["title"] = (
            title
            if not subtitle or (_plain(said) and _plain(title) >= _plain(said)) or len(title) > 60
            else f"{title}: {subtitle}"
        )
    names = [name for role, text in front if role == "author" for name in split_names(text)]
    if not names and facts.get("Author"):
        names = split_names(facts["Author"])
    if names:
        found["author"] = [person_in_print(name) for name in names]
    everything = " \n ".join(
        [text for role, text in front if role not in ("title", "subtitle", "author")] + list(heads)
    )
    dois = dois_in(everything)
    if dois:
        found["DOI"] = dois[0]
    found |= _numbers(everything)
    if date := _issued(everything):
        found["issued"] = date
    if language:
        found["language"] = language
    licence = next((text for role, text in front if role == "licence"), "")
    licence = licence or next((text for _, text in front if _LICENCE.search(text) and len(text) < 300), "")
    return found, licence or next((head for head in heads if re.search(r"\bCC[ -]BY", head)), "")


def _numbers(text: str) -> dict[str, object]:
    found: dict[str, object] = {}
    for key, pattern in (
        ("volume", r"\bvol(?:ume|\.)?\s*(\d{1,4})"),
        ("issue", r"\b(?:issue|no\.|nr\.|heft|vol\.\s?\d+:)\s*(\d{1,4})"),
        ("page", r"\b(?:pages?|pp\.|s\.)\s*(\d{1,5}\s*[–—-]\s*\d{1,5})"),
    ):
        match = re.search(pattern, text, re.IGNORECASE)
        if match:
            found[key] = match[1].replace(" ", "")
    journal = re.search(
        r"([A-Z][\w&,' ]{3,60}?)\s*\(ISSN|([A-Z][\w&,' ]{3,60}),\s*(?:19|20)\d\d,\s*vol", text, re.IGNORECASE
    )
    if journal:
        found["container-title"] = (journal[1] or journal[2]).strip()
    return found


def _issued(text: str) -> dict[str, list[list[int]]] | None:
    """Return the date that is said to be that of publishing, or the first year; `None` if there is none."""
    if published := _PUBLISHED.search(text):
        return issued(published[0])
    year = re.search(r"(?<![\d.-])(?:19|20)\d\d(?![\d-])", text)
    return issued(year[0]) if year else None
