"""What links within a web page lead to: notes by their marks, entries of the list of references by citations."""

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml import etree

from ..shared.words import distinct, slug
from . import markup
from .html_page import HEADINGS, classes
from .markup import local
from .signs import heads_references

_NOTE_ID = re.compile(r"(?:_?(?:ftn|fn|edn|en)|foot_?note|end_?note|note|cite_note|sdfootnote|sdendnote|fnt|n)[-_:.]?\D{0,12}\d", re.IGNORECASE)  # fmt: skip
_MARK_ID = re.compile(r"ref|anchor|back|anc\b|sym\b", re.IGNORECASE)
_BACK = re.compile(r"\W*|(?:jump |go )?(?:back|return|up)\b.{0,20}|[a-z]", re.IGNORECASE)
_NOTES_HEADING = re.compile(
    r"(?:foot|end)?notes?|anmerkungen|fu(?:ß|ss)noten|endnoten|notas|note al testo|примечания", re.IGNORECASE
)
_NUMBERED = re.compile(r"\s*[\[(]?(\d{1,3})[\])]?\s*[.:)]?\s+\S")
_ENTRIES = frozenset(
    {"csl-bib-body", "ltx_bibliography", "ltx_biblist", "references-list", "ref-list", "bibliography"}
)
_HOLDERS = frozenset({"p", "li", "div", "dd", "aside", "td", "blockquote"})


@dataclass(frozen=True, slots=True)
class Links:
    """What links lead to."""

    notes: dict[etree._Element, str] = field(default_factory=dict)
    """The elements that are notes, with their labels."""
    marks: dict[etree._Element, str] = field(default_factory=dict)
    """The elements that are marks of notes, with the labels."""
    inline: dict[etree._Element, str] = field(default_factory=dict)
    """Notes that stand in the line, where their marks are."""
    ids: dict[str, etree._Element] = field(default_factory=dict)
    entries: dict[etree._Element, str] = field(default_factory=dict)
    """Entries of lists of references with their keys; an entry without an id has none."""
    cited: dict[str, str] = field(default_factory=dict)
    """The keys of entries by the ids in them."""
    numbered: bool = False
    """The notes are numbered paragraphs, and their marks no links."""


def links_in(article: etree._Element, elements: list[etree._Element]) -> Links:
    """Return what the links of an article lead to. `elements` are those of the page, in order."""
    ids: dict[str, etree._Element] = {}
    for one in elements:
        for name in (one.get("id"), one.get("name") if local(one) == "a" else None):
            if name:
                ids.setdefault(name, one)
    places = {one: at for at, one in enumerate(elements)}
    entries = _entries(article)
    inline = _inline_notes(article)
    notes, marks = _linked_notes(article, ids, places, entries)
    numbered = not notes and not inline
    if numbered:
        notes = _numbered_notes(article)
        marks = _raised_marks(article, set(notes.values()))
    keys = _keys({one: found for one, found in entries.items() if one not in notes}, ids)
    cited = {id_: key for one, key in keys.items() for id_ in _ids_of(one) if key}
    return Links(notes, marks, inline, ids, keys, cited, numbered)


def fragment(link: etree._Element) -> str:
    """Return the id that a link within the page leads to; empty if it leads elsewhere."""
    address = (link.get("href") or "").strip()
    return address[1:] if local(link) == "a" and address.startswith("#") else ""


def is_back_link(link: etree._Element, note: etree._Element, links: Links) -> bool:
    """Return whether a link in a note only leads back to its mark: it is the number, or an arrow."""
    target = links.ids.get(fragment(link))
    if target is None or target is note or note in target.iterancestors():
        return False
    text = markup.close_text(link)
    return is_arrow(text) or markup.is_note_mark(text)


def is_arrow(text: str) -> bool:
    """Return whether the text of a link says nothing but “back”: an arrow, a letter, “return to text”."""
    return bool(_BACK.fullmatch(text))


def _linked_notes(
    article: etree._Element,
    ids: dict[str, etree._Element],
    places: dict[etree._Element, int],
    entries: dict[etree._Element, str],
) -> tuple[dict[etree._Element, str], dict[etree._Element, str]]:
    """Return notes and marks that links join: those with a link back, and those whose ids or classes say so."""
    pairs: list[tuple[etree._Element, etree._Element]] = []
    for link in article.iter("a"):
        target = ids.get(fragment(link))
        text = markup.close_text(link)
        if target is None or not (markup.is_note_mark(text) or "noteref" in (link.get("role") or "")):
            continue
        if places[target] > places[link] and _holder(target, article) is not None:
            pairs.append((link, target))
    crowd = Counter(above for target in {target for _, target in pairs} for above in target.iterancestors())
    whole = {
        target: _whole_note(target, article, crowd) for target in dict.fromkeys(target for _, target in pairs)
    }
    back = {note: _targets(note, ids) for note in dict.fromkeys(whole.values()) if note is not None}
    found: list[tuple[etree._Element, etree._Element]] = []
    for link, target in pairs:
        note = whole[target]
        if (
            note is not None
            and note not in link.iterancestors()
            and _is_note(link, note, back[note], entries)
        ):
            found.append((link, note))
    printed: dict[etree._Element, str] = {}
    for link, note in found:
        printed.setdefault(note, markup.bare_label(markup.close_text(link)))
    labels = dict(zip(printed, distinct(printed.values()), strict=True))
    return labels, {link: labels[note] for link, note in found}


def _targets(note: etree._Element, ids: dict[str, etree._Element]) -> set[etree._Element]:
    """Return what the links in a note lead to."""
    return {ids[fragment(one)] for one in note.iter("a") if fragment(one) in ids}


def _holder(target: etree._Element, article: etree._Element) -> etree._Element | None:
    for one in (target, *target.iterancestors()):
        if one is article:
            return None
        if local(one) in _HOLDERS:
            return one
    return None


def _whole_note(
    target: etree._Element, article: etree._Element, crowd: Counter[etree._Element]
) -> etree._Element | None:
    """Return the largest element round a target that holds this note only."""
    note = _holder(target, article)
    while note is not None:
        above = note.getparent()
        if (
            above is None
            or above is article
            or local(above) not in {"li", "div", "aside", "dd"}
            or crowd[above] > 1
        ):
            return note
        if any(local(one) in (*HEADINGS, "hr") for one in above) or local(note) == "li":
            return note
        if len(above.findall("p")) > 5:  # a column of text, of which only one paragraph is a note
            return note
        note = above
    return None


def _is_note(
    link: etree._Element,
    note: etree._Element,
    back: set[etree._Element],
    entries: dict[etree._Element, str],
) -> bool:
    name = fragment(link)
    if any(one in entries for one in (note, *note.iterancestors())) and not name.startswith("cite_note"):
        return False
    if "noteref" in f"{link.get('role') or ''} {link.get('epub:type') or ''}":
        return True
    around = classes(note) | {word for one in list(note.iterancestors())[:2] for word in classes(one)}
    if around & {"footnote", "footnotes", "endnote", "endnotes"}:
        return True
    if back & {link, link.getprevious(), *link, *link.iterancestors()}:
        return True
    parent = link.getparent()
    raised = (parent is not None and local(parent) == "sup") or any(local(one) == "sup" for one in link)
    bracketed = markup.close_text(link).startswith("[")
    return (raised or bracketed) and bool(_NOTE_ID.match(name)) and not _MARK_ID.search(name)


def _inline_notes(article: etree._Element) -> dict[etree._Element, str]:
    """Return notes that stand in the line itself, as LaTeXML and pages with notes in the margin have them."""
    found: dict[etree._Element, str] = {}
    for one in article.iter("span", "aside", "small"):
        names = classes(one)
        footnote = "ltx_note" in names and names & {
            "ltx_role_footnote",
            "ltx_role_endnote",
            "ltx_role_thanks",
        }
        if footnote or (local(one) == "span" and names & {"sidenote", "marginnote"}):
            mark = next((sub for sub in one.iter(etree.Element) if "ltx_note_mark" in classes(sub)), None)
            text = markup.bare_label(markup.close_text(mark)) if mark is not None else ""
            found[one] = text if text and markup.is_note_mark(text) else str(len(found) + 1)
    return dict(zip(found, distinct(found.values()), strict=True))


def _numbered_notes(article: etree._Element) -> dict[etree._Element, str]:
    """Return the paragraphs below a heading such as “Notes” that are numbered 1, 2, 3, with their numbers."""
    found: dict[etree._Element, str] = {}
    within = False
    for one in article.iter(etree.Element):
        if local(one) in HEADINGS:
            within = bool(_NOTES_HEADING.fullmatch(markup.close_text(one).strip(" .:")))
        elif (
            within and local(one) in {"p", "li"} and not any(above in found for above in one.iterancestors())
        ):
            number = _NUMBERED.match(markup.close_text(one))
            expected = str(len(found) + 1)
            parent = one.getparent()
            listed = local(one) == "li" and parent is not None and local(parent) == "ol"
            if listed or (number and number[1] == expected):
                found[one] = expected
    return found


def _raised_marks(article: etree._Element, labels: set[str]) -> dict[etree._Element, str]:
    if not labels:
        return {}
    texts = ((one, markup.bare_label(markup.close_text(one))) for one in article.iter("sup"))
    return {one: text for one, text in texts if text in labels}


def _entries(article: etree._Element) -> dict[etree._Element, str]:
    """Return the entries of lists of references: below such a heading, or in an element that says so."""
    found: dict[etree._Element, str] = {}
    inside: set[etree._Element] = set()  # of an entry
    lists: set[etree._Element] = set()  # what says that it holds entries, and all in it
    level = 0
    for one in article.iter(etree.Element):
        name = local(one)
        parent = one.getparent()
        if parent in inside:
            inside.add(one)
            continue
        if parent in lists or classes(one) & _ENTRIES or "doc-bibliography" in (one.get("role") or ""):
            lists.add(one)
        if name in HEADINGS:
            depth = int(name[1])
            if heads_references(markup.close_text(one)):
                level = depth
            elif level and depth <= level:
                level = 0
        elif (level or one in lists) and _is_entry(one):
            found[one] = one.get("id") or ""
            inside.add(one)
    return found


def _is_entry(element: etree._Element) -> bool:
    name = local(element)
    if classes(element) & {"csl-entry", "ltx_bibitem"} or "biblioentry" in (element.get("role") or ""):
        return True
    if name not in {"li", "p", "dd"} or not markup.close_text(element):
        return False
    return (
        not any(
            local(one) in {"li", "p", *HEADINGS} for one in element.iter(etree.Element) if one is not element
        )
        or name == "li"
    )


def _ids_of(entry: etree._Element) -> list[str]:
    """Return all ids that lead to an entry: its own, those within it, and that of the anchor just before it."""
    before = entry.getprevious()
    anchors = (
        [before] if before is not None and local(before) == "a" and not markup.close_text(before) else []
    )
    found = [one.get(name) for one in (*anchors, *entry.iter(etree.Element)) for name in ("id", "name")]
    return [one for one in found if one]


def _keys(entries: dict[etree._Element, str], ids: dict[str, etree._Element]) -> dict[etree._Element, str]:
    """Return short keys of entries, from their ids: `berg2011` of `ref-berg2011`."""
    own = {one: next((id_ for id_ in _ids_of(one) if ids.get(id_) is not None), "") for one in entries}
    short = {
        one: re.sub(r"^(?:ref|cite|bib|citation)[-_.:](?=\D)", "", id_.rpartition(".")[2] or id_)
        for one, id_ in own.items()
    }
    named = [one for one, id_ in short.items() if slug(id_)]
    return dict.fromkeys(entries, "") | dict(
        zip(named, distinct(slug(short[one]) for one in named), strict=True)
    )
