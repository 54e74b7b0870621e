"""What a web page is before it is read: its characters, its article, what only stands round it, and its citation."""

import re
from collections.abc import Iterator, Mapping
from html import unescape

from lxml import etree

from ...paper.blocks import MarkKind
from ..front import issued, person
from ..reading import Refused
from ..signs import dois_in
from ..tags import markup
from ..tags.markup import local

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
NEVER_SHOWN = frozenset({"script", "style", "template", "head", "link", "meta", "title", "base", "iframe", "object", "audio", "video", "canvas", "map", "source", "track", "param"})  # fmt: skip
_FURNITURE_TAGS = frozenset(
    {"nav", "form", "button", "select", "textarea", "input", "dialog", "noscript", "menu"}
)
_FURNITURE_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alert", "doc-toc", "menu", "menubar", "toolbar"})  # fmt: skip
_FURNITURE_WORDS = frozenset({
    "nav", "navbar", "navigation", "menu", "breadcrumb", "breadcrumbs", "sidebar", "toc", "table-of-contents",
    "tableofcontents", "cookie", "cookies", "cookie-banner", "cookie-consent", "consent", "gdpr", "share",
    "sharing", "social", "social-share", "related", "related-articles", "recommended", "comments",
    "comment-list", "advert", "advertisement", "ads", "newsletter", "subscribe", "skip-link", "skiplink",
    "skip-links", "screen-reader-text", "visually-hidden", "mw-editsection", "printfooter", "catlinks",
    "noprint", "ws-noexport", "navbox", "site-header", "site-footer", "page-header", "page-footer", "pagenum",
    "pageno", "page-number", "pagebreak", "pg-boilerplate", "pg-header", "pg-footer", "pgheader",
    "citation-tools", "download-links", "quarto-title-banner-nav", "ltx_page_navbar", "ltx_page_footer",
    "ltx_page_header", "headertemplate", "wst-header", "mw-jump-link", "mw-indicators", "metrics", "altmetric",
    "license-footer", "back-to-top", "modal", "popup", "tooltip",
})  # fmt: skip
_NOTE_WORDS = frozenset(
    {"footnote", "footnotes", "endnote", "endnotes", "notes", "references", "reflist", "sidenote"}
)
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_CHARSETS = re.compile(r"utf-?8|utf-?16(?:le|be)?|iso-8859-\d{1,2}|windows-125\d|cp125\d|koi8-[ru]|gb(?:2312|k|18030)|big5|shift[_-]jis|euc-(?:jp|kr)|iso-2022-jp|macintosh")  # fmt: skip
_AS_WINDOWS = {"iso-8859-1", "latin1", "latin-1", "us-ascii", "ascii", "cp1252", "windows-1252"}
_START = re.compile(r"\*\*\*\s*START OF (?:THE|THIS) PROJECT GUTENBERG", re.IGNORECASE)
_END = re.compile(
    r"\*\*\*\s*END OF (?:THE|THIS) PROJECT GUTENBERG|^End of (?:the )?Project Gutenberg", re.IGNORECASE
)
_RULE = re.compile(r"(?<![\w.#-])(?:span)?\.([\w-]{1,60})\s*\{([^{}]{0,2000})\}")
_STYLES = (
    (r"font-style:italic", MarkKind.EMPHASIS),
    (r"font-weight:(?:bold|[6-9]00)", MarkKind.STRONG),
    (r"font-variant:small-caps", MarkKind.SMALL_CAPITALS),
    (r"vertical-align:super", MarkKind.SUPERSCRIPT),
    (r"vertical-align:sub(?!e|p)", MarkKind.SUBSCRIPT),
)
MAX_STYLES = 500_000
"""Characters of a style sheet that are read."""
_MOST_OF_THE_TEXT = 0.9


def decoded(data: bytes) -> tuple[str, bool]:
    """Return the characters of a page, and whether all of them could be read."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16", errors="replace")
    elif data.startswith(b"\xef\xbb\xbf"):
        text = data[3:].decode("utf-8", errors="replace")
    else:
        text = data.decode(_charset(data), errors="replace")
    sound = "\ufffd" not in text
    return re.sub(r"[\x00-\x08\x0b\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff]", "", text), sound


def _charset(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    name = found[1].decode("ascii").lower() if found else ""
    if name in _AS_WINDOWS:
        return "cp1252"
    if _CHARSETS.fullmatch(name) and name not in {"utf-8", "utf8"} and not name.startswith("utf"):
        try:
            b"".decode(name)
        except LookupError:
            return "utf-8"
        return "mac-roman" if name == "macintosh" else name
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "utf-8" if name.startswith("utf") else "cp1252"
    return "utf-8"


def parsed(text: str) -> etree._Element:
    """Return the page as a tree.

    Raises:
        Refused: it is empty, too deep or too large.

    """
    parser = etree.HTMLParser(
        encoding="utf-8", no_network=True, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError):
        root = None
    if root is None:
        raise Refused("It is empty, or no web page. Save the page again, as “complete web page”.")
    cut = [entry for entry in parser.error_log if "XML_PARSE_HUGE" in entry.message]
    if cut:
        raise Refused(
            "Its elements lie too deep in one another, or one of its texts is too long. Save the page again from a browser, without its pictures."
        )
    _with_body(root)
    return root


_IN_HEAD = ("title", "meta", "link", "style", "script", "base", "noscript", "template")


def _with_body(root: etree._Element) -> None:
    """Move what is text out of the head: a page may leave out `<body>`, and the parser does not know `article` ends it."""
    head = root.find("head")
    if head is None or root.find("body") is not None:
        return
    first = next((at for at, one in enumerate(head) if one.tag not in _IN_HEAD), None)
    if first is not None:
        body = etree.SubElement(root, "body")
        body.extend(list(head)[first:])


def classes(element: etree._Element) -> set[str]:
    """Return an element's classes and its id, in small letters."""
    return set(f"{element.get('class') or ''} {element.get('id') or ''}".lower().split())


def styles_in(root: etree._Element) -> dict[str, tuple[MarkKind, ...]]:
    """Return what classes mean for the words that have them, by the style sheets in the page: Google Docs needs it."""
    found: dict[str, tuple[MarkKind, ...]] = {}
    for sheet in root.iter("style"):
        for name, rules in _RULE.findall((sheet.text or "")[:MAX_STYLES]):
            bare = re.sub(r"\s", "", rules.lower())
            kinds = tuple(kind for sign, kind in _STYLES if re.search(sign, bare))
            if kinds:
                found[name.lower()] = kinds
    return found


def _about_notes(element: etree._Element) -> bool:
    role = element.get("role") or element.get("epub:type") or ""
    return bool(classes(element) & _NOTE_WORDS) or "note" in role or "biblio" in role


def is_furniture(element: etree._Element) -> bool:
    """Return whether an element only stands round the text: navigation, forms, banners, page numbers."""
    name = local(element)
    if name in {"body", "main", "article", "html"} or _about_notes(element):
        return False
    if name in _FURNITURE_TAGS or (element.get("role") or "").lower() in _FURNITURE_ROLES:
        return True
    if name in {"footer", "aside"}:
        return not any(_about_notes(one) for one in element.iter(etree.Element))
    if element.get("hidden") is not None or (
        element.get("aria-hidden") == "true" and name not in {"math", "img", "svg"}
    ):
        return True
    style = re.sub(r"\s", "", (element.get("style") or "").lower())
    return "display:none" in style or bool(classes(element) & _FURNITURE_WORDS)


def article_of(root: etree._Element) -> etree._Element:
    """Return the element that holds the text: marked as such, or the smallest with nearly all paragraphs in it."""
    body = next((one for one in root.iter() if local(one) == "body"), root)
    weights = _weights(body)
    marked = [one for one in body.iter() if _is_marked(one)]
    best = max(marked, key=lambda one: weights.get(one, 0), default=None)
    if best is not None and weights.get(best, 0) >= 0.5 * max(weights.get(body, 0), 1):
        return best
    chosen = cell = body
    while True:
        if local(chosen) not in {"table", "tbody", "tr"}:
            cell = chosen  # a table is data, unless one of its cells has nearly all text
        inside = max(chosen, key=lambda one: weights.get(one, 0), default=None)
        if inside is None or local(inside) not in _CONTAINERS or _has_heading_beside(chosen, inside):
            return cell
        if weights.get(inside, 0) < _MOST_OF_THE_TEXT * weights.get(body, 0):
            return cell
        chosen = inside


_CONTAINERS = {"div", "section", "td", "tr", "tbody", "table", "center", "font"}


def _is_marked(element: etree._Element) -> bool:
    name = local(element)
    if name in {"article", "main"} or element.get("role") in {"main", "article"}:
        return True
    return element.get("itemprop") == "articleBody" or bool(
        classes(element)
        & {"mw-parser-output", "ltx_document", "prp-pages-output", "article-body", "main_article"}
    )


def _has_heading_beside(outer: etree._Element, inner: etree._Element) -> bool:
    return any(
        local(one) in HEADINGS
        for child in outer
        if child is not inner and not is_furniture(child) and local(child) != "header"
        for one in child.iter(etree.Element)
    )


def _weights(body: etree._Element) -> dict[etree._Element, int]:
    """Return for each element how many characters of running text are in it, without what stands round the text."""
    weights: dict[etree._Element, int] = {}
    skipped: set[etree._Element] = set()
    running = {"p", "li", "blockquote", "pre", "dd", "td", *HEADINGS}
    for one in body.iter(etree.Element):
        parent = one.getparent()
        if parent in skipped or (is_furniture(one) and one is not body) or local(one) in NEVER_SHOWN:
            skipped.add(one)
    for one in body.iter(etree.Element):
        if (
            one in skipped
            or local(one) not in running
            or any(local(a) in running for a in one.iterancestors())
        ):
            continue
        length = len("".join(one.itertext(etree.Element)))
        above: etree._Element | None = one
        while above is not None:
            weights[above] = weights.get(above, 0) + length
            above = above.getparent() if above is not body else None
    return weights


def gutenberg_furniture(root: etree._Element) -> set[etree._Element]:
    """Return what stands before and after the text in a book of Project Gutenberg: its header and its licence."""
    found: set[etree._Element] = set()
    blocks = [one for one in root.iter(etree.Element) if local(one) in {"p", "pre", "div", "span", *HEADINGS} and not len(one.findall(".//p"))]  # fmt: skip
    start = next((one for one in blocks if _START.search(markup.close_text(one))), None)
    end = next(
        (
            one
            for one in blocks
            if start is not None and one is not start and _END.search(markup.close_text(one))
        ),
        None,
    )
    for edge, before in ((start, True), (end, False)):
        above = edge
        while above is not None and local(above) not in {"body", "html"}:
            found |= set(above.itersiblings(etree.Element, preceding=before))
            above = above.getparent()
        if edge is not None:
            found.add(edge)
    return found


def gutenberg_facts(text: str) -> dict[str, object]:
    """Return title and author as the header of a book of Project Gutenberg has them."""
    start = _START.search(text)
    head = unescape(re.sub(r"<[^<>]{0,2000}>", "", text[: start.start()])) if start else ""
    title, author = (re.search(rf"{name}:\s*(.+)", head) for name in ("Title", "Author"))
    made: dict[str, object] = {"type": "book"} if title else {}
    if title:
        made["title"] = " ".join(title[1].split())
    if author:
        made["author"] = [person(author[1])]
    return made


def is_gutenberg_preface(text: str) -> bool:
    """Return whether a heading names those who prepared a file of Project Gutenberg."""
    return re.match(r"(?:e-?text prepared|produced|transcribed) by\b", text, re.IGNORECASE) is not None


_NAMES_OF_META = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title", "twitter:title"),
    "container-title": (
        "citation_journal_title",
        "citation_conference_title",
        "dc.source",
        "prism.publicationname",
    ),
    "volume": ("citation_volume", "prism.volume"),
    "issue": ("citation_issue", "prism.number"),
    "DOI": ("citation_doi", "dc.identifier.doi", "prism.doi", "bepress_citation_doi"),
    "publisher": ("citation_publisher", "dc.publisher", "dcterms.publisher"),
    "language": ("citation_language", "dc.language", "dcterms.language"),
    "URL": ("citation_public_url", "citation_abstract_html_url", "og:url"),
}
_DATES = ("citation_publication_date", "citation_date", "citation_online_date", "dc.date.issued", "dc.date",
          "dcterms.issued", "dcterms.date", "article:published_time", "prism.publicationdate", "citation_year")  # fmt: skip
_AUTHORS = ("citation_author", "dc.creator", "dcterms.creator", "dc.creator.personalname", "author")


def citation(root: etree._Element) -> dict[str, object]:
    """Return what the head of a page says about the paper, as CSL-JSON."""
    said = _meta(root)
    made: dict[str, object] = {}
    for field, names in _NAMES_OF_META.items():
        found = next((said[name][0] for name in names if said.get(name)), "")
        if found:
            made[field] = found
    first, last = (said.get(f"citation_{name}page", [""])[0] for name in ("first", "last"))
    if first:
        made["page"] = "-".join(dict.fromkeys(filter(None, (first, last))))
    if dois := dois_in(str(made.get("DOI", "") or " ".join(said.get("dc.identifier", [])))):
        made["DOI"] = dois[0]
    authors = next((said[name] for name in _AUTHORS if said.get(name)), [])
    if len(authors) == 1:
        authors = re.split(r"\s*;\s*", authors[0])
    if authors:
        made["author"] = [person(author) for author in authors if author]
    date = next((said[name][0] for name in _DATES if said.get(name)), "")
    if found_date := issued(date.replace("/", "-")):
        made["issued"] = found_date
    if "URL" not in made and (address := _linked(root, "canonical")):
        made["URL"] = address
    if made:
        made["type"] = "article-journal" if "container-title" in made else "webpage"
    return made


def licence(root: etree._Element) -> str:
    """Return the licence that the head of a page names."""
    said = _meta(root)
    for name in ("dc.rights", "dcterms.rights", "citation_license", "dcterms.license"):
        if said.get(name):
            return said[name][0]
    return _linked(root, "license")


def _meta(root: etree._Element) -> Mapping[str, list[str]]:
    said: dict[str, list[str]] = {}
    for one in root.iter("meta"):
        name = (one.get("name") or one.get("property") or "").strip().lower()
        text = " ".join((one.get("content") or "").split())
        if name and text:
            said.setdefault(name, []).append(text)
    return said


def _linked(root: etree._Element, relation: str) -> str:
    for one in root.iter("link", "a"):
        if relation in (one.get("rel") or "").lower().split() and (one.get("href") or "").startswith("http"):
            return one.get("href") or ""
    return ""


def around(article: etree._Element) -> Iterator[tuple[bool, etree._Element]]:
    """Yield what stands beside the article in the page, and whether before it."""
    chain = [article, *article.iterancestors()]
    for above in reversed(chain[1:]):
        held = next(one for one in chain if one.getparent() is above)
        before = True
        for child in above:
            if child is held:
                before = False
            elif isinstance(child.tag, str):
                yield before, child
