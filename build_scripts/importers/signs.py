"""Signs by which every reader knows things: headings of usual lists, labels of items, captions, hyphens, numbers, DOIs."""

import re
from itertools import pairwise

from ..paper.blocks import Mark, Words

_NUMBER = r"(?:\d+|[IVXLC]+|[A-Z])(?:\.\d+)*\.?"
_REFERENCES = re.compile(
    rf"(?:{_NUMBER}\s+)?(?:list of )?(?:references?(?: cited| list)?|bibliograph(?:y|ies)|works cited|literature(?: cited)?|"
    r"cited (?:works|literature)|sources(?: and literature)?|references and notes|"
    r"literatur(?:verzeichnis|angaben)?|quellen(?:verzeichnis)?|quellen- und literaturverzeichnis|"
    r"bibliographie|références(?: bibliographiques)?|bibliografía|referencias(?: bibliográficas)?|referências|"
    r"bibliografia|riferimenti bibliografici|литература|список литературы|参考文献|المراجع|مراجع|حوالہ جات|کتابیات)"
    r"[.:]?",
    re.IGNORECASE,
)
_NOTES = re.compile(
    r"(?:end|foot)?notes?|notes de fin|anmerkungen|endnoten|fu(?:ß|ss)noten|notas|примечания|注释|注",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:table of )?contents|inhalt(?:sverzeichnis)?|table des matières|sommaire|índice|indice|sumário|содержание|目次|目录|目錄|"
    r"فہرست|المحتويات",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"(?P<label>[•‣▪●○■□◦–—∙·\-*]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxl]{1,5}|[IVXL]{1,5})\)|(?:\d{1,3}|[a-zA-Z]|[ivxl]{1,5})\.)\s+(?=\S)"
)
_CAPTION = re.compile(
    r"(?P<kind>table|tab\.|figure|fig\.?|tabelle|abb(?:ildung|\.)|tableau|cuadro|tabla|figura|box|plate|map|chart|scheme)"
    r"\s+(?P<number>[A-Z]?\d{1,3}(?:\.\d{1,3})?[a-z]?|[IVXL]{1,6})\b\s*[.:|–—-]?\s*",
    re.IGNORECASE,
)
_TABLES = ("table", "tab.", "tabelle", "tableau", "cuadro", "tabla")
ABSTRACTS = "abstract|summary|zusammenfassung|abstrakt|résumé|resumen|resumo|riassunto|sommario|samenvatting|kurzfassung|аннотация|摘要|要旨|ملخص|خلاصہ|सारांश"
"""Words over an abstract, as part of a regular expression."""
_KEYWORDS = re.compile(
    r"(?:key\s?-?words?(?: and phrases)?|index terms|schlagw[oö]rter|schlüsselwörter|stichwörter|mots[- ]clés|palabras clave|"
    r"palavras-chave|parole chiave|ключевые слова|关键词|關鍵詞|キーワード|关键字|کلیدی الفاظ|كلمات مفتاحية|الكلمات المفتاحية)"
    r"\s*(?P<stop>[:：.—–-]*)\s*",
    re.IGNORECASE,
)
_SOURCE = re.compile(
    r"(?:sources?|notes?|note to table|quellen?|anmerkung(?:en)?|hinweis|fuentes?|fonte|nota)\s*[:.]|\*+\s*p\s*[<≤]",
    re.IGNORECASE,
)
SUSPENDED = frozenset(
    ["and", "or", "nor", "to", "of", "as", "und", "oder", "bzw", "bis", "sowie", "et", "ou", "y", "o", "e", "u", "en", "och", "og"]
)  # fmt: skip
"""Words before which a hyphen at a line's end is one of its own: `pre- and post-war`."""
PREFIXES = frozenset(["self", "non", "well", "quasi", "half", "vice"])
"""Words that keep a hyphen at a line's end, if the paper does not say otherwise."""
DOUBTFUL_PREFIXES = frozenset(["ex", "all"])
"""Words that may keep it if what follows is a word, too: `ex-minister`, but not `ex-` and `plain`."""
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
_DOI = re.compile(r"\b10\.\d{4,9}/[^\s\"<>{}|\\^`\[\]]+", re.IGNORECASE)


def heads_references(heading: str) -> bool:
    """Return whether a heading begins a list of references, in one of several languages."""
    return _REFERENCES.fullmatch(" ".join(heading.split())) is not None


def heads_notes(heading: str) -> bool:
    """Return whether a heading begins a list of notes."""
    return _NOTES.fullmatch(heading.strip(" .:")) is not None


def heads_contents(heading: str) -> bool:
    """Return whether a heading begins a table of contents."""
    return _CONTENTS.fullmatch(heading.strip(" .:")) is not None


def source_label(text: str) -> str:
    """Return `Source:`, `Note.` or the like, with which words below a table begin; empty if they do not."""
    found = _SOURCE.match(text)
    return found[0] if found else ""


def roman(numeral: str) -> int:
    """Return the value of a Roman numeral up to C in letters of either kind; 0 if it is none."""
    values = [_ROMAN.get(sign, 0) for sign in numeral.lower()]
    pairs = pairwise([*values, 0])
    return sum(-one if one < after else one for one, after in pairs) if all(values) else 0


def keywords_of(text: str) -> str | None:
    """Return what stands behind `Keywords:`, which may be nothing; `None` if the text does not begin with it."""
    found = _KEYWORDS.match(text[:60])
    if not found or not (found["stop"] or found.end() == len(text)):
        return None
    return text[found.end() :]


def item_label(text: str) -> str:
    """Return the label with which a line begins as an item of a list: `•`, `1.`, `(a)`; empty if there is none."""
    found = _LABEL.match(text)
    return found["label"] if found else ""


def caption_label(text: str) -> tuple[str, str, int] | None:
    """Return what a caption begins with: `table` or `figure`, the number, and the offset where its own words begin.

    `None` if the text does not begin like a caption. `Table 2 shows …` begins like one: the place must decide.
    """
    found = _CAPTION.match(text)
    if not found:
        return None
    return "table" if found["kind"].lower() in _TABLES else "figure", found["number"], found.end()


def dois_in(text: str) -> list[str]:
    """Return the DOIs in a text, without the punctuation that follows them."""
    return [_bare(doi) for doi in _DOI.findall(text)]


def _bare(doi: str) -> str:
    doi = doi.rstrip(".,;:'’”")
    return doi.rstrip(")") if doi.count(")") > doi.count("(") else doi


def without_start(words: Words, length: int) -> Words:
    """Return words without their first `length` characters, and marks with them."""
    marks = tuple(
        Mark(max(mark.start - length, 0), mark.end - length, mark.kind, mark.value)
        for mark in words.marks
        if mark.end > length or (mark.start == mark.end == length)
    )
    return Words(words.text[length:], marks)
