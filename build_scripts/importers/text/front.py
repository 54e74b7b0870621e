"""What stands before a paper's text: title, authors, affiliations, dates, journal, licence; and the citation from it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ..front import PARTICLES, issued, person_in_print
from ..signs import dois_in, heads_contents, keywords_of
from .displays import caption_of
from .headings import has_title_case, is_known, is_marked, may_be_heading, number_of, run_in
from .lines import Line
from .sentences import ends_sentence, in_capitals, squeeze

_MOST = 60
"""Lines that the front of a paper may have."""
_PROSE = 80
"""Letters of sentences that are no longer a title."""
_LONG_TITLE = 180
"""Letters of a title that is hardly one, unless it is in capitals."""
_COUNTED = re.compile(
    r"(?:study|case|chapter|article|experiment|part|year|act|scene) (?:\d{1,4}|[IVX]+)[.:]?", re.IGNORECASE
)
_LICENCE = re.compile(
    r"©|\(c\) \d{4}|creative commons|licen[sc]e|\bcc[- ]by\b|rights reserved|terms of use|nutzungsbedingungen|open access",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:submitted|received|accepted|published|revised|first published|posted|version|release date|last updated|"
    r"eingereicht|angenommen|veröffentlicht)\b.{0,160}|"
    r"(?:\d{1,2}\.? )?(?:january|february|march|april|may|june|july|august|september|october|november|december)(?: \d{1,2})?,? \d{4}|"
    r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{4}|\(?(?:1[5-9]|20)\d\d\)?",
    re.IGNORECASE,
)
_JOURNAL = re.compile(
    r"\bissn\b|\bisbn\b|\bvol(?:ume|\.)|\bissue\b|\bjournal\b|\bpp\. ?\d|\bno\. ?\d|\bpages \d|^heft\b|\bjahrgang\b|reprinted from|proceedings",
    re.IGNORECASE,
)
_AFFILIATION = re.compile(
    r"@|\buniversit|\bdepartment\b|\binstitut|\bfaculty\b|\bschool of\b|\bcollege\b|\bcent(?:er|re)\b|\be-?mail\b|\borcid\b|\bcorresponding\b|"
    r"\bacademy\b|\blaborator|\bfakultät\b|\blehrstuhl\b|\bministry\b|\bhospital\b|\bresearcher\b|\bprofessor\b|\baddress\b|\bphd\b|یونیورسٹی|شعبہ|جامعة|大学|विश्वविद्यालय",
    re.IGNORECASE,
)
_CITE = re.compile(
    r"(?:suggested citation|please cite|how to cite|cite this|to cite this|recommended citation|empfohlene zitier|zitiervorschlag|citation:)",
    re.IGNORECASE,
)
_KIND = re.compile(
    r"(?:original |research |review )?(?:article|articles? & essays|essay|paper|review|report|case study|commentary|editorial|aufsatz|beitrag)s?",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+")
_BY = re.compile(r"(?:by|von|par|por|translated by|edited by)[: ]+", re.IGNORECASE)
_FIELD = re.compile(
    r"(title|author|authors|editor|translator|release date|language|doi|keywords|journal)\s*:\s*(?=\S)",
    re.IGNORECASE,
)
_MARKS = re.compile(r"(?<=\D)\s?[\d*∗†‡§¶⁰¹²³⁴-⁹,]*[\d*∗†‡§¶⁰¹²³⁴-⁹](?=\s|,|;|$)|[*∗†‡]")
_SPLIT = re.compile(r"\s*(?:[,;&·•]|\band\b|\bund\b|\bet\b|\by\b)\s*")
_INVERTED = re.compile(r"[^\W\d_a-z][\w'’-]+, [^\W\d_a-z][\w'’.-]*")
_TITLES = re.compile(r"(?:(?:prof|dr|mr|mrs|ms|ph\.?d|ll\.?[mb]|m\.?a|jr|sr)\.?\s)+", re.IGNORECASE)
_YEAR = re.compile(r"\b((?:1[5-9]|20)\d\d)\b")


@dataclass(frozen=True, slots=True)
class Front:
    """A stretch of lines with one role."""

    role: str
    lines: tuple[Line, ...]

    @property
    def text(self) -> str:
        """Its words with single spaces."""
        return squeeze(" ".join(line.text for line in self.lines))


def front_of(lines: Sequence[Line]) -> tuple[list[Front], list[Line]]:
    """Return the front matter of a paper in stretches, and the lines of the paper itself."""
    end = _end(lines)
    if not end or (end < 3 and lines[end - 1].text.endswith((":", ",", ";", "-"))):
        return [], list(lines)
    fronts: list[Front] = []
    for line in lines[:end]:
        role = _role(line.squeezed)
        last = fronts[-1] if fronts else None
        if (
            last
            and last.role == role == "title"
            and in_capitals(line.squeezed)
            and not in_capitals(last.text)
        ):
            role = "author" if names_in(f"By {line.squeezed.title()}") else role
        goes_on = last is not None and not line.gap and line.flow == last.lines[-1].flow
        if (
            last
            and goes_on
            and (
                role == last.role or (last.role in ("affiliation", "licence", "citation") and role == "title")
            )
        ):
            fronts[-1] = Front(last.role, (*last.lines, line))
        else:
            fronts.append(Front(role, (line,)))
    return _titled(fronts), list(lines[end:])


def _end(lines: Sequence[Line]) -> int:
    """Return where the front ends; 0 if there is none."""
    for at, line in enumerate(lines[:_MOST]):
        text = line.squeezed
        after = lines[at + 1] if at + 1 < len(lines) else None
        numbered = number_of(text)
        if caption_of(text) or _COUNTED.fullmatch(text):
            return at
        if (
            is_known(text)
            or run_in(text)
            or keywords_of(text) is not None
            or heads_contents(text.split(":")[0])
        ):
            return at
        if numbered and is_marked(text) and numbered[0] != "letter" and not _role_sure(text):
            return at
        if line.gap or at == 0:
            chunk = [text]
            for below in lines[at + 1 : at + 40]:
                if below.gap or run_in(below.squeezed) or is_known(below.squeezed):
                    break
                chunk.append(below.squeezed)
            whole = " ".join(chunk)
            prose = ends_sentence(whole) and len(whole) > _PROSE and not may_be_heading(whole)
            if prose and not _role_sure(text) and not names_in(text):
                return at
            cut = len(chunk) > 2 and len(whole) > _LONG_TITLE and not ends_sentence(whole)
            if cut and not has_title_case(whole) and not in_capitals(whole) and not _role_sure(text):
                return at
        elif (
            at
            and len(text) > 60
            and after is not None
            and len(after.text) > 60
            and ends_sentence(lines[at - 1].text) is False
        ):
            previous = lines[at - 1].squeezed
            if (
                len(previous) < 0.6 * len(text)
                and not _role_sure(text)
                and not _role_sure(after.squeezed)
                and line.indent >= 2
            ):
                return at
    return 0


def _role_sure(text: str) -> bool:
    return _role(text) not in ("title", "author")


def _role(text: str) -> str:
    """Return the role of a line; `title` if nothing speaks for another."""
    text = text[:600]
    if _CITE.search(text[:80]):
        return "citation"
    if field := _FIELD.match(text):
        name = field[1].lower()
        return {
            "title": "title",
            "author": "author",
            "authors": "author",
            "release date": "date",
            "doi": "doi",
            "journal": "journal",
        }.get(name, "other")
    if _KIND.fullmatch(_ADDRESS.sub("", text).strip()):
        return "other"
    if _LICENCE.search(text):
        return "licence"
    if _DATE.fullmatch(text):
        return "date"
    if dois_in(text) and len(text) < 120:
        return "doi"
    if (
        _JOURNAL.search(text)
        and not may_be_heading(text[: text.find(":")] if text.endswith("?") else "")
        and (any(map(str.isdigit, text)) or "reprinted" in text.lower())
    ):
        return "journal"
    if _AFFILIATION.search(text):
        return "affiliation"
    if _ADDRESS.fullmatch(text):
        return "other"
    if names_in(text):
        return "author"
    return "title"


def _titled(fronts: list[Front]) -> list[Front]:
    """Return stretches in which one is the title, and those after it a subtitle or nothing."""
    titles = [at for at, one in enumerate(fronts) if one.role == "title"]
    authors = [at for at, one in enumerate(fronts) if one.role == "author"]
    if not titles and authors:
        # A title of two names, or of capitals, looks like an author; one comes first.
        first = authors[0]
        return [*fronts[:first], Front("title", fronts[first].lines), *fronts[first + 1 :]]
    if not titles:
        return fronts
    before = [at for at in titles if not authors or at < authors[-1]] or titles
    best = max(before, key=lambda at: (len(fronts[at].text.split()) > 2, -at))
    result = []
    for at, one in enumerate(fronts):
        role = one.role
        if role == "title" and at != best:
            shouted = bool(names_in(f"By {one.text.title()}")) and at == best + 1
            role = "author" if shouted else "subtitle" if at == best + 1 else "other"
        if role == "author" and at < best:
            role = "other"
        result.append(Front(role, one.lines))
    return result


def names_in(text: str) -> list[str]:
    """Return the names of people if a line is nothing but names."""
    bare = _BY.sub("", _MARKS.sub("", squeeze(text)[:400]), count=1)
    bare = _TITLES.sub("", bare).strip(" ,;.")
    if _INVERTED.fullmatch(bare):
        return [" ".join(bare.split(", ")[::-1])]
    names = [name for name in _SPLIT.split(bare) if name]
    by = _BY.match(text) is not None
    people = [name for name in names if " " in name]
    if people and names[0] in people and _MARKS.search(text):
        # A place behind a name: `Anna Berg*, Vienna`.
        names = [name for name in names if " " in name or not name[0].isupper()]
    return names if names and all(_is_name(name, alone=len(names) == 1 and not by) for name in names) else []


def _is_name(name: str, alone: bool) -> bool:
    words = name.split()
    if not 2 <= len(words) <= 5 or ":" in name or "?" in name:
        return False
    capital = [word for word in words if word.lower() not in PARTICLES]
    plain = all(
        word[0].isupper() and all(char.isalpha() or char in ".-'’" for char in word) for word in capital
    )
    shouted = alone and all(len(word) > 1 and word.isupper() for word in words)
    articles = any(
        word.lower() in ("the", "of", "in", "on", "a", "an", "for", "to", "die", "der")
        and word.lower() != "der"
        for word in words
    )
    return plain and len(capital) >= 2 and not shouted and not articles and not (alone and len(words) > 4)


def citation_of(fronts: Sequence[Front]) -> tuple[Mapping[str, object], str]:
    """Return the citation of a paper, in the form of CSL-JSON, and what it says about its licence."""
    citation: dict[str, object] = {}
    people: list[dict[str, str]] = []
    licence = ""
    for front in fronts:
        text = front.text
        if field := _FIELD.match(text):
            text = text[field.end() :]
        if front.role == "title" and "title" not in citation:
            citation["title"] = _MARKS.sub("", text) if text[-1] in "*∗†‡" else text
        elif front.role == "author":
            people += [person_in_print(name) for name in names_in(text) or names_in(f"By {text.title()}")]
        elif front.role == "licence":
            licence = licence or text
        if front.role == "journal":
            citation.update({key: value for key, value in _journal(front).items() if key not in citation})
        if front.role == "date" and "issued" not in citation and (date := _issued(text)):
            citation["issued"] = date
        if (dois := dois_in(text)) and "DOI" not in citation and front.role != "title":
            citation["DOI"] = dois[0]
    if people:
        citation["author"] = [person for at, person in enumerate(people) if person not in people[:at]]
    if "issued" not in citation:
        for front in fronts:
            if front.role in ("journal", "citation", "licence", "date") and (
                year := _YEAR.search(front.text)
            ):
                citation["issued"] = {"date-parts": [[int(year[1])]]}
                break
    if "title" in citation:
        citation["type"] = (
            "article-journal" if "container-title" in citation or "volume" in citation else "document"
        )
    return citation, licence


def _journal(front: Front) -> dict[str, object]:
    text = front.text
    found: dict[str, object] = {}
    for key, pattern in (
        ("volume", r"\bvol(?:ume|\.)\s?(\d+)"),
        ("issue", r"\b(?:issue|no\.)\s?(\d+)"),
        ("page", r"\b(?:pages?|pp?\.)\s?(\d+[–-]\d+)"),
    ):
        if match := re.search(pattern, text, re.IGNORECASE):
            found[key] = match[1].replace("–", "-")
    name = re.match(
        r"(?:reprinted from )?(?:the )?([^\W\d_][^(\d:;,]{4,80}?)\s*(?:\(ISSN|,|\bvol|\(|\d|$)",
        text,
        re.IGNORECASE,
    )
    if name and not name[1].lower().startswith(("issn", "isbn", "vol", "issue")):
        found["container-title"] = name[1].strip()
    return found


def _issued(text: str) -> dict[str, list[list[int]]] | None:
    """Return the date of what was published, or the last one in a line; `None` if there is none."""
    published = re.search(r"published:?\s*(.{4,40})", text, re.IGNORECASE)
    dates = [one for part in re.split(r"[|;]", published[1] if published else text) if (one := issued(part))]
    return dates[-1] if dates else None


def later_role(text: str) -> str:
    """Return the role of a paragraph behind the abstract that is no part of the text, such as a licence; empty if it is one."""
    text = squeeze(text)[:500]
    if _CITE.match(text):
        return "citation"
    if re.match(
        r"(?:©|\(c\) |copyright|this (?:article|work|paper) is (?:licen|released|published|an open|made avail)|terms of use|nutzungsbedingungen|creative commons)",
        text,
        re.IGNORECASE,
    ):
        return "licence"
    if (
        re.match(r"(?:submitted|received|accepted|published|eingereicht)\b.{0,40}\d{4}", text, re.IGNORECASE)
        and len(text) < 200
    ):
        return "date"
    if re.match(r"(?:e-?)?issn\b", text, re.IGNORECASE) and len(text) < 100:
        return "journal"
    if (re.match(r"(?:doi\b|https?://(?:dx\.)?doi\.org)", text, re.IGNORECASE)) and len(text) < 100:
        return "doi"
    return ""
