"""What stands before the text in a JATS file: title, authors, journal, dates, licence; and its citation."""

from collections.abc import Iterator, Mapping

from lxml import etree

from ..paper.blocks import Aside, LeftOut, MarkKind
from ..shared.words import counted
from . import markup
from .jats_references import csl_name
from .jats_words import Links, child, children, href, inner, language_of, text_of, tokens_in, words_in
from .markup import Close, Found, Open, Token, Unsure, local
from .reading import Harm

_ABSTRACTS = ("abstract", "trans-abstract")
_TYPES = {"book-review": "review-book", "review": "article-journal", "product-review": "review"}
_PEOPLE = ("name", "string-name", "name-alternatives", "collab", "collab-alternatives", "anonymous")


def front(article: etree._Element, links: Links) -> Iterator[Found]:
    """Yield what stands before the abstract: shown as asides, or left out if it is only for machines."""
    head = child(article, "front")
    meta = child(head, "article-meta") if head is not None else None
    journal = child(head, "journal-meta") if head is not None else None
    if meta is not None:
        for part in meta:
            yield from _part_of_meta(part, meta, links)
        place = _place(journal, meta)
        if place:
            yield Aside(words=markup.words([place]), role="journal", where=links.where(meta))
    if journal is not None:
        yield from _left_out(journal, links, skip=("journal-title", "journal-title-group"))
    for part in head if head is not None else ():
        if part is not meta and part is not journal:
            yield from notes_of(part, links)


def _part_of_meta(part: etree._Element, meta: etree._Element, links: Links) -> Iterator[Found]:
    name = local(part)
    where = links.where(part)
    match name:
        case "article-id" if part.get("pub-id-type") == "doi":
            yield Aside(words=words_in(part, links), role="doi", where=where)
        case "title-group":
            yield from _titles(part, links)
        case "contrib-group":
            for one in part:
                yield from _contributor(one, links)
        case "aff" | "aff-alternatives":
            yield _affiliation(part, links)
        case "author-notes":
            yield from notes_of(part, links)
        case "pub-date":
            yield from _date(part, "published", links)
        case "history" | "pub-history":
            for one in inner(part, "date"):
                yield from _date(one, one.get("date-type") or "", links)
        case "permissions":
            for one in part:
                yield from _permission(one, links)
        case "kwd-group":
            yield _keywords(part, links)
        case "funding-group" | "product" | "supplementary-material" | "conference":
            shown = (
                [one for one in part if local(one) == "funding-statement"]
                if name == "funding-group"
                else [part]
            )
            for one in shown:
                yield Aside(words=words_in(one, links), where=links.where(one))
            if name == "funding-group":
                yield from _left_out(part, links, skip=("funding-statement",))
        case (
            "volume"
            | "issue"
            | "fpage"
            | "lpage"
            | "page-range"
            | "elocation-id"
            | "abstract"
            | "trans-abstract"
        ):
            pass  # in the line of the journal; after the front
        case _ if name:
            yield from _left_out(part, links)


def _titles(group: etree._Element, links: Links) -> Iterator[Found]:
    roles = {
        "article-title": "title",
        "subtitle": "subtitle",
        "trans-title": "title",
        "trans-subtitle": "subtitle",
    }
    for part in group:
        name = local(part)
        if name == "trans-title-group":
            for one in part:
                if local(one) in roles:
                    language = language_of(one) or language_of(part)
                    yield Aside(
                        words=words_in(one, links),
                        role=roles[local(one)],
                        language=language,
                        where=links.where(one),
                    )
        elif name in roles:
            yield Aside(
                words=words_in(part, links),
                role=roles[name],
                language=language_of(part),
                where=links.where(part),
            )
        elif name == "fn-group":
            yield from notes_of(part, links)
        elif name:
            yield from _left_out(part, links)


def _contributor(one: etree._Element, links: Links) -> Iterator[Found]:
    name = local(one)
    if name in {"aff", "aff-alternatives"}:
        yield _affiliation(one, links)
        return
    if name != "contrib":
        if name:
            yield from _left_out(one, links, shown=True)
        return
    people = children(one, *_PEOPLE)
    said: list[Token] = [_full_name(people[0])] if people else []
    signs = [text for part in children(one, "xref") if (text := markup.close_text(part))]
    if signs:
        said += [Open(MarkKind.SUPERSCRIPT), ",".join(signs), Close()]
    for part in one:
        if part not in people[:1] and local(part) not in {"xref", "contrib-id", "aff", "bio", ""}:
            text = markup.plain_text(part)
            said += [", ", text] if text else []
    role = "author" if one.get("contrib-type", "author") in {"author", "collab"} else ""
    shown = markup.words(said)
    if shown.text:
        yield Aside(words=shown, role=role, where=links.where(one))
    for part in children(one, "aff"):
        yield _affiliation(part, links)
    for part in children(one, "bio"):
        yield from notes_of(part, links)
    for part in children(one, "contrib-id"):
        yield from _left_out(part, links)


def _full_name(person: etree._Element) -> str:
    """Return a name as people say it: given names first."""
    if local(person) == "name-alternatives" and len(person):
        return "; ".join(_full_name(one) for one in person if local(one))
    if local(person) != "name":
        return markup.plain_text(person)
    parts = {part: text_of(person, part) for part in ("prefix", "given-names", "surname", "suffix")}
    if person.get("name-style") == "eastern":
        parts = {part: parts[part] for part in ("prefix", "surname", "given-names", "suffix")}
    others = [markup.close_text(one) for one in person if local(one) not in parts and local(one)]
    return " ".join(filter(None, (*parts.values(), *others)))


def _affiliation(part: etree._Element, links: Links) -> Aside:
    """Return an address; its parts have commas between them if the file has no sign there."""
    said: list[Token] = [part.text or ""]
    before = ""  # the last sign of the words, if a comma may follow
    for one in part:
        name = local(one)
        text = _institution(one) if name == "institution-wrap" else markup.close_text(one)
        if name in {"label", "sup"}:
            said += [Open(MarkKind.SUPERSCRIPT), text, Close()]
        elif text and name and name != "institution-id":
            said += [", " if before and before not in ",;:(–-" and text[0].isalnum() else "", text]
            before = text[-1]
        said.append(one.tail or "")
        before = (one.tail or "").strip()[-1:] or before
    return Aside(words=markup.words(said), role="affiliation", where=links.where(part))


def _institution(wrap: etree._Element) -> str:
    return ", ".join(markup.close_text(one) for one in wrap if local(one) not in {"institution-id", ""})


def _iso(date: etree._Element) -> tuple[list[int], str]:
    """Return year, month and day as numbers as far as they are known, and the date as words."""
    parts: list[int] = []
    for name in ("year", "month", "day"):
        text = text_of(date, name)
        if not text.isdecimal() or len(text) > 4:
            break
        parts.append(int(text))
    shown = "-".join(f"{part:02}" for part in parts)
    others = [text_of(date, name) for name in ("season", "era", "string-date")]
    if not parts:
        others.append(markup.plain_text(date) or date.get("iso-8601-date") or "")
    elif len(parts) == 1:
        others.append(text_of(date, "month"))
    return parts, " ".join(filter(None, (shown, *dict.fromkeys(others))))


def _date(date: etree._Element, kind: str, links: Links) -> Iterator[Found]:
    _, shown = _iso(date)
    if shown:
        yield Aside(
            words=markup.words([f"{kind}: {shown}" if kind else shown]), role="date", where=links.where(date)
        )


def _permission(part: etree._Element, links: Links) -> Iterator[Found]:
    if local(part) in {"license", "copyright-statement"}:
        shown = children(part, "license-p", "p") or [part]
        for one in shown:
            words = words_in(one, links)
            if words.text:
                yield Aside(words=words, role="licence", where=links.where(one))
        if shown != [part]:
            yield from _left_out(part, links, skip=("license-p", "p"))
    elif local(part):
        yield from _left_out(part, links)


def _keywords(group: etree._Element, links: Links) -> Aside:
    said: list[Token] = []
    title = child(group, "title", "label")
    if title is not None:
        text = markup.close_text(title)
        said += [text if text.endswith(":") else f"{text}:", " "]
    words = [
        tokens_in(one, links)
        for one in inner(group, "kwd", "compound-kwd-part")
        if one.getparent() is not None
    ]
    for at, one in enumerate(words):
        said += [", " if at else "", *one]
    return Aside(
        words=markup.words(said), role="keywords", language=_foreign(group, links), where=links.where(group)
    )


def _foreign(element: etree._Element, links: Links) -> str:
    language = language_of(element)
    return language if language != links.language else ""


def _left_out(
    part: etree._Element, links: Links, *, skip: tuple[str, ...] = (), shown: bool = False
) -> Iterator[Found]:
    """Yield the text of what is only for machines as one block; with `shown`, as an aside."""
    texts = (
        [markup.plain_text(one) for one in part if local(one) not in (*skip, "")]
        if skip
        else [markup.plain_text(part)]
    )
    text = " ".join(filter(None, texts))
    if text and shown:
        yield Aside(words=markup.words([text]), where=links.where(part))
    elif text:
        yield LeftOut(text=text, where=links.where(part))


def notes_of(part: etree._Element, links: Links) -> Iterator[Found]:
    """Yield words about the paper or its authors, paragraph by paragraph, as asides; and a doubt that names them."""
    paragraphs = list(_paragraphs(part, links))
    yield from paragraphs
    if paragraphs and local(part):
        title = text_of(part, "title") or _CALLED.get(local(part)) or local(part).replace("-", " ")
        yield Unsure(
            Harm.DETAIL,
            f"kept beside the text, without numbers: “{title}” ({counted(len(paragraphs), 'paragraph')})",
        )


def _paragraphs(part: etree._Element, links: Links) -> Iterator[Aside]:
    if not local(part):
        return
    label = child(part, "label")
    before: list[Token] = [markup.close_text(label), " "] if label is not None else []
    for one in markup.flow(
        part, lambda element: local(element) in {*_HOLDERS, "p", "title", "label", "corresp"}
    ):
        if one is label:
            continue
        if isinstance(one, list) or local(one) in {"p", "title", "label", "corresp"}:
            words = markup.words([*before, *tokens_in(one, links)])
        else:
            yield from _paragraphs(one, links)
            continue
        before = []
        if words.text:
            yield Aside(words=words, language=_foreign(part, links), where=links.where(part))


_CALLED = {"ack": "acknowledgements", "fn-group": "notes about the paper", "fn": "a note about the paper"}
_HOLDERS = {
    "fn", "fn-group", "sec", "notes", "ack", "bio", "glossary", "list", "list-item", "def-list", "def-item", "boxed-text",
    "disp-quote", "author-comment", "author-notes", "sig-block", "speech", "verse-group", "gloss-group",
}  # fmt: skip


def _place(journal: etree._Element | None, meta: etree._Element) -> str:
    """Return where the paper stands: journal, volume, issue and pages."""
    title = _journal_title(journal)
    volume, issue = text_of(meta, "volume"), text_of(meta, "issue")
    pages = _pages(meta)
    volume_issue = volume + (f"({issue})" if issue and volume else issue)
    return ", ".join(filter(None, (" ".join(filter(None, (title, volume_issue))), pages)))


def _journal_title(journal: etree._Element | None) -> str:
    titles = list(inner(journal, "journal-title", "abbrev-journal-title")) if journal is not None else []
    return markup.close_text(titles[0]) if titles else ""


def _pages(meta: etree._Element) -> str:
    ends = list(filter(None, (text_of(meta, "fpage"), text_of(meta, "lpage"))))
    return text_of(meta, "page-range") or "–".join(dict.fromkeys(ends)) or text_of(meta, "elocation-id")


def citation(article: etree._Element, links: Links) -> Mapping[str, object]:
    """Return what the file says about the paper, as CSL-JSON."""
    head = child(article, "front")
    meta = child(head, "article-meta") if head is not None else None
    if head is None or meta is None:
        return {}
    group = child(meta, "title-group")
    titles = children(group, "article-title", "subtitle") if group is not None else []
    title = ": ".join(filter(None, (words_in(one, links).text.rstrip("*∗†‡§¶ ") for one in titles)))
    people = [one for one in inner(meta, "contrib") if local(one.getparent()) == "contrib-group"]  # type: ignore[arg-type]
    made: dict[str, object] = {"type": _TYPES.get(article.get("article-type") or "", "article-journal")}
    for role in ("author", "editor", "translator"):
        named = [
            children(one, *_PEOPLE) for one in people if one.get("contrib-type", "author") in _ROLES[role]
        ]
        names = [csl_name(one[0]) for one in named if one]
        if role != "editor" and any(names):
            made[role] = [one for one in names if one]
    doi = next(
        (markup.close_text(one) for one in children(meta, "article-id") if one.get("pub-id-type") == "doi"),
        "",
    )
    address = next(
        (href(one) for one in children(meta, "self-uri", "ext-link") if href(one).startswith("http")), ""
    )
    fields = {
        "title": title.replace(":: ", ": "),
        "container-title": _journal_title(child(head, "journal-meta")),
        "volume": text_of(meta, "volume"),
        "issue": text_of(meta, "issue"),
        "page": _pages(meta).replace("–", "-"),
        "DOI": doi,
        "URL": address,
        "publisher": next((markup.close_text(one) for one in inner(head, "publisher-name")), ""),
        "language": links.language,
    }
    dates = [_iso(one)[0] for one in sorted(children(meta, "pub-date"), key=_rank)]
    dates = [one for one in dates if one]
    if dates:
        fields_date = next((one for one in dates if len(one) > 1), dates[0])
        made["issued"] = {"date-parts": [fields_date]}
    return {name: text for name, text in fields.items() if text} | made


_ROLES = {"author": {"author", "collab"}, "editor": {"editor"}, "translator": {"translator"}}


def _rank(date: etree._Element) -> int:
    kinds = ("pub", "epub", "ppub", "epub-ppub", "collection")
    kind = date.get("date-type") or date.get("pub-type") or ""
    return kinds.index(kind) if kind in kinds else len(kinds)


def licence(article: etree._Element, links: Links) -> str:
    """Return what the file says about its licence, in its own words, with the address if the words do not name it."""
    head = child(article, "front")
    found = list(inner(head, "license")) if head is not None else []
    texts: list[str] = []
    for one in found:
        text = words_in(one, links).text
        address = href(one)
        texts.append(text if not address or address in text else f"{text} ({address})" if text else address)
    return " ".join(texts)


def abstracts(article: etree._Element) -> list[etree._Element]:
    """Return the abstracts, also those in other languages."""
    head = child(article, "front")
    return list(inner(head, *_ABSTRACTS)) if head is not None else []
