"""Entries of the list of references in a JATS file: as words, and in the parts of CSL-JSON."""

import re
from collections.abc import Mapping

from lxml import etree

from ..paper.blocks import MarkKind, Reference
from ..shared.words import distinct, slug
from . import markup
from .jats_words import Links, bare, child, children, href, inner, text_of, tokens_in
from .markup import Close, Open, Token, local
from .signs import dois_in

_CITATIONS = (
    "mixed-citation",
    "element-citation",
    "citation",
    "nlm-citation",
    "citation-alternatives",
    "product",
)
_NAMES = (
    "name",
    "string-name",
    "collab",
    "institution",
    "anonymous",
    "name-alternatives",
    "collab-alternatives",
)
_TYPES = {
    "journal": "article-journal", "book": "book", "chapter": "chapter", "book-chapter": "chapter",
    "confproc": "paper-conference", "conference": "paper-conference", "conf-proc": "paper-conference", "thesis": "thesis",
    "report": "report", "web": "webpage", "webpage": "webpage", "website": "webpage", "newspaper": "article-newspaper",
    "data": "dataset", "dataset": "dataset", "software": "software", "preprint": "article", "patent": "patent",
    "gov": "report", "magazine": "article-magazine", "periodical": "article-magazine", "letter": "personal_communication",
}  # fmt: skip


def entries_of(root: etree._Element) -> list[etree._Element]:
    """Return the entries of all lists of references, in order, but not those of letters below the article."""
    return [
        ref
        for ref in root.iter()
        if local(ref) == "ref"
        and not any(local(one) in {"sub-article", "response"} for one in ref.iterancestors())
    ]


def keys_of(entries: list[etree._Element]) -> list[str]:
    """Return a short key for each entry, of its id: `ref7` of `pone.0012345.ref7`."""
    ids = [ref.get("id") or f"ref-{at}" for at, ref in enumerate(entries, start=1)]
    short = [one.rpartition(".")[2] for one in ids]
    if len(set(short)) == len(ids) and all(map(slug, short)):
        ids = short
    return distinct(slug(one) or f"ref-{at}" for at, one in enumerate(ids, start=1))


def entry(ref: etree._Element, key: str, links: Links) -> Reference:
    """Return an entry with all its words: its label, the citation as it is, or put together from its parts."""
    parts: list[Token] = []
    for part in ref:
        name = local(part)
        if not name or is_said_again(part):
            continue
        if name == "citation-alternatives":
            chosen = child(part, "mixed-citation", "element-citation", "nlm-citation", "citation")
            part = chosen if chosen is not None else part
        made = _assembled(part, links) if local(part) in _CITATIONS and bare(part) else _as_it_is(part, links)
        parts += [*made, " "]
    return Reference(words=markup.words(parts), key=key, where=links.where(ref))


def is_said_again(citation: etree._Element) -> bool:
    """Return whether a citation in parts stands beside the same one as it is printed."""
    ref = citation.getparent()
    if ref is None or local(citation) not in {"element-citation", "nlm-citation"}:
        return False
    return any(markup.close_text(one) for one in children(ref, "mixed-citation"))


def _as_it_is(part: etree._Element, links: Links) -> list[Token]:
    return tokens_in([part], links)


def _assembled(citation: etree._Element, links: Links) -> list[Token]:
    """Return the parts of a citation in an ordinary order: names, year, title, where it stood, publisher, numbers."""
    done: set[etree._Element] = set()

    def take(*names: str) -> list[etree._Element]:
        found = [part for part in children(citation, *names) if part not in done]
        done.update(found)
        return found

    def said(*names: str, joined: str = ", ", before: str = "", after: str = "") -> list[Token]:
        made: list[Token] = []
        for part in take(*names):
            made += [joined] if made else [before]
            made += _as_it_is(part, links)
        return [*made, after] if made else []

    groups = children(citation, "person-group")
    first = [one for one in groups if one.get("person-group-type", "author") == "author"] or groups[:1]
    done.update(first)
    sentences: list[list[Token]] = [said("label", after=".")]
    sentences += [[_people(group, links)] for group in first]
    done.update(alone := children(citation, *_NAMES, "etal"))
    if alone:
        sentences.append([_people(alone, links)])
    sentences.append(said("year", joined="/"))
    sentences.append(
        said("article-title", "chapter-title", "data-title", "part-title", "trans-title", joined=". ")
    )
    editors = [group for group in groups if group not in done]
    done.update(editors)
    for group in editors:
        role = group.get("person-group-type") or "editor"
        shown = {"editor": "Ed.", "translator": "Trans."}.get(role, role.capitalize())
        sentences.append([f"{_people(group, links)} ({shown})"])
    volume = [
        *said("volume", before=" "),
        *said("issue", before="(", after=")"),
        *said("series", "supplement", before=", "),
    ]
    first_page, last_page = said("fpage"), said("lpage")
    pages = [*first_page, *(["–"] if first_page and last_page else []), *last_page]
    pages = pages or said("page-range")
    pages += said("elocation-id", before=", " if pages else "")
    sources = [*said("source", joined=". "), *said("edition", before=", ")]
    sentences.append([*sources, *volume, *([": ", *pages] if pages and (sources or volume) else pages)])
    places, houses = said("publisher-loc"), said("publisher-name")
    sentences.append([*places, *([": "] if places and houses else []), *houses])
    rest: list[list[Token]] = []
    for part in citation:
        name = local(part)
        if part in done or not name:
            continue
        if name == "pub-id":
            rest.append(_identifier(part, links))
        else:
            made = _as_it_is(part, links)
            if any(isinstance(token, str) and token.strip() for token in made):
                rest.append(made)
    return _sentences([*sentences, *rest])


def _sentences(parts: list[list[Token]]) -> list[Token]:
    """Return parts as sentences: a full stop after each, unless it ends in a sign."""
    made: list[Token] = []
    for part in parts:
        text = "".join(token for token in part if isinstance(token, str)).strip()
        if text:
            address = re.search(r"(?:https?:\S*|10\.\d{4,9}/\S+)$", text)
            made += [*part, "" if address or text.endswith((".", "?", "!", "…", ".”", ".’")) else ".", " "]
    return made


def _identifier(part: etree._Element, links: Links) -> list[Token]:
    kind, text = (part.get("pub-id-type") or "").lower(), markup.close_text(part)
    if kind == "doi" and dois_in(text):
        address = text if text.startswith("http") else f"https://doi.org/{text}"
        return ["doi:", Open(MarkKind.LINK, address), text, Close()]
    shown = {"pmid": "PMID", "pmcid": "PMCID", "pmc": "PMC", "arxiv": "arXiv", "isbn": "ISBN"}.get(kind, "")
    return [f"{shown} " if shown else "", *_as_it_is(part, links)]


def _people(group: etree._Element | list[etree._Element], links: Links) -> str:
    """Return names as an entry has them: `Berg A, Holm K`, or `Berg, Anna; Holm, Karl` where they are written out."""
    people = [one for one in group if local(one)]
    named = [one for one in people if local(one) in {"name", "string-name"}]
    short = all(re.fullmatch(r"[^\W\d_a-z]{0,4}", text_of(one, "given-names").replace(".", "").replace("-", "").replace(" ", "")) for one in named)  # fmt: skip
    made = [_shown_name(one, short) for one in people]
    return (", " if short else "; ").join(text for text in made if text)


def _shown_name(element: etree._Element, short: bool) -> str:
    name = local(element)
    if name == "etal":
        return markup.close_text(element) or "et al."
    if name == "name-alternatives" and len(element):
        return " ".join(_shown_name(one, short) for one in element if local(one))
    if name not in {"name", "string-name"} or any((one.tail or "").strip() for one in element):
        return markup.plain_text(element)
    parts = [text_of(element, part) for part in ("prefix", "surname", "given-names", "suffix")]
    prefix, surname, given, suffix = parts
    others = [markup.close_text(one) for one in element if local(one) not in {"prefix", "surname", "given-names", "suffix", ""}]  # fmt: skip
    if element.get("name-style") == "given-only":
        surname, given = given, ""
    between = " " if short or element.get("name-style") == "eastern" else ", "
    shown = between.join(part for part in (" ".join(filter(None, (prefix, surname))), given) if part)
    return " ".join(filter(None, (shown, suffix, *others))) or markup.plain_text(element)


def csl_name(element: etree._Element) -> dict[str, str]:
    """Return a person or a body as CSL-JSON has it."""
    if local(element) == "name-alternatives":
        first = child(element, "name", "string-name")
        element = first if first is not None else element
    surname, given, suffix = (text_of(element, part) for part in ("surname", "given-names", "suffix"))
    if not surname:
        literal = markup.plain_text(element) if local(element) != "name" else given
        return {"literal": literal} if literal else {}
    return {"family": surname} | ({"given": given} if given else {}) | ({"suffix": suffix} if suffix else {})


def work(ref: etree._Element, key: str) -> Mapping[str, object]:
    """Return an entry's work as CSL-JSON, from the parts that the file has; `id` is its key."""
    found = list(inner(ref, "element-citation", "nlm-citation", "mixed-citation", "citation"))
    citation = min(
        found, key=lambda one: local(one) not in {"element-citation", "nlm-citation"}, default=None
    )
    made: dict[str, object] = {"id": key}
    if citation is None:
        return made | {"type": "document"}
    for role in ("author", "editor", "translator"):
        people = [csl_name(one) for one in _of_role(citation, role)]
        if any(people):
            made[role] = [one for one in people if one]
    texts = {name: _first(citation, name) for name in (
        "article-title", "chapter-title", "data-title", "part-title", "source", "volume", "issue", "publisher-name",
        "publisher-loc", "edition", "conf-name", "fpage", "lpage", "elocation-id", "page-range", "year",
    )}  # fmt: skip
    inside = texts["article-title"] or texts["chapter-title"] or texts["data-title"] or texts["part-title"]
    kind = citation.get("publication-type") or citation.get("citation-type") or ""
    type_ = _TYPES.get(kind.lower(), "article-journal" if inside and texts["volume"] else "document")
    if type_ == "book" and inside and texts["source"]:
        type_ = "chapter"
    made["type"] = type_
    pages = "-".join(filter(None, (texts["fpage"], texts["lpage"])))
    year = re.search(r"\d{4}", texts["year"])
    doi = _doi(citation)
    fields = {
        "title": inside or texts["source"],
        "container-title": texts["source"] if inside else "",
        "volume": texts["volume"],
        "issue": texts["issue"],
        "page": pages or texts["page-range"] or texts["elocation-id"],
        "publisher": texts["publisher-name"],
        "publisher-place": texts["publisher-loc"],
        "edition": texts["edition"],
        "event-title": texts["conf-name"],
        "DOI": doi,
        "URL": next((href(one) for one in inner(citation, "ext-link", "uri") if href(one).startswith("http")), "")
        if not doi
        else "",
        "PMID": next((markup.close_text(one) for one in inner(citation, "pub-id") if one.get("pub-id-type") == "pmid"), ""),
    }  # fmt: skip
    made |= {name: text for name, text in fields.items() if text}
    if year:
        made["issued"] = {"date-parts": [[int(year[0])]]}
    return made


def _first(citation: etree._Element, name: str) -> str:
    found = next(inner(citation, name), None)
    return markup.close_text(found) if found is not None else ""


def _of_role(citation: etree._Element, role: str) -> list[etree._Element]:
    groups = [
        one for one in inner(citation, "person-group") if one.get("person-group-type", "author") == role
    ]
    if role != "author":
        return [name for group in groups for name in children(group, *_NAMES)]
    return [
        name
        for holder in (*groups, citation)
        for name in children(holder, *_NAMES)
        if local(name) != "institution"
    ]


def _doi(citation: etree._Element) -> str:
    said = [markup.close_text(one) for one in inner(citation, "pub-id") if one.get("pub-id-type") == "doi"]
    linked = [href(one) for one in inner(citation, "ext-link", "uri")]
    for text in (*said, *linked, markup.close_text(citation)):
        if found := dois_in(text):
            return found[0]
    return ""
