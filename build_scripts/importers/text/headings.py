"""Headings in lines: by number, by well-known words, by their looks; and their levels."""

import re
from collections.abc import Iterable, Sequence

from ..signs import ABSTRACTS, caption_label, heads_references, item_label
from .sentences import cased, ends_in_stop, ends_sentence, in_capitals, opens, squeeze, words_in

LONGEST = 200
"""Letters of a heading."""
LONGEST_LINES = 3
"""Lines of a heading."""
_KNOWN = frozenset(
    """abstract|summary|introduction|background|methods|method|materials and methods|methodology|data|data and methods|results|
    results and discussion|discussion|conclusion|conclusions|concluding remarks|discussion and conclusion|acknowledgements|
    acknowledgments|acknowledgement|acknowledgment|keywords|key words|highlights|graphical abstract|appendix|appendices|notes|
    endnotes|footnotes|funding|conflict of interest|conflict of interests|conflicts of interest|declaration of interest|
    data availability|about the author|about the authors|author contributions|literature review|literature|theory|
    related work|limitations|supplementary material|contents|table of contents|preface|foreword|epilogue|nomenclature|
    zusammenfassung|einleitung|schluss|fazit|methoden|ergebnisse|diskussion|danksagung|anhang|anmerkungen|schlüsselwörter|inhalt|
    inhaltsverzeichnis|résumé|introduction générale|méthodes|résultats|remerciements|annexe|mots-clés|resumen|introducción|métodos|
    resultados|discusión|conclusiones|agradecimientos|palabras clave|resumo|introdução|conclusão|riassunto|introduzione|conclusioni|
    аннотация|введение|заключение|выводы|摘要|引言|绪论|緒論|结论|結論|概要|はじめに|おわりに|要旨|关键词|خلاصہ|تعارف|مقدمة|الخلاصة|خاتمة|ملخص|نتیجہ|
    सारांश|भूमिका|निष्कर्ष""".replace("\n", "")
    .replace("    ", "")
    .split("|")
)
_RUN_IN = re.compile(
    r"(abstract|summary|introduction|background|objectives?|aims?|purpose|methods?|design|setting|participants|results|findings|"
    r"discussion|conclusions?|interpretation|originality|zusammenfassung|einleitung|fazit|schluss|résumé|resumen|resumo|riassunto|"
    r"аннотация|摘要|要旨|خلاصہ|ملخص)\s?([:：.]|\s[—–-])\s*(?=\S)",
    re.IGNORECASE,
)
_ABSTRACT = re.compile(rf"(?:{ABSTRACTS})\W*", re.IGNORECASE)
_NUMBER = re.compile(
    r"(?:(?:section|chapter|part|kapitel|teil|chapitre|capítulo)\s+)?"
    r"(?:(?P<roman>[IVXLC]{1,7})|(?P<letter>[A-Z])|(?P<arabic>\d{1,2}(?:\.\d{1,2}){0,4}))(?P<stop>[.):]?)(?:\s+(?=\S)|$)",
    re.IGNORECASE,
)
UNFINISHED = frozenset(
    [
        "between",
        "like",
        "into",
        "than",
        "then",
        "when",
        "where",
        "while",
        "if",
        "because",
        "so",
        "such",
        "these",
        "this",
        "those",
        "about",
        "against",
        "under",
        "over",
        "a",
        "an",
        "the",
        "of",
        "and",
        "or",
        "to",
        "in",
        "on",
        "at",
        "by",
        "for",
        "from",
        "with",
        "as",
        "that",
        "which",
        "who",
        "is",
        "was",
        "are",
        "were",
        "be",
        "been",
        "has",
        "had",
        "have",
        "but",
        "not",
        "its",
        "his",
        "her",
        "their",
        "our",
        "der",
        "die",
        "das",
        "des",
        "dem",
        "den",
        "und",
        "oder",
        "von",
        "zu",
        "im",
        "in",
        "mit",
        "für",
        "auf",
        "le",
        "la",
        "les",
        "des",
        "du",
        "de",
        "et",
        "ou",
        "à",
        "el",
        "los",
        "las",
        "y",
        "que",
        "en",
    ]
)
"""Words with which no heading ends."""
_HYPHEN = ("-", "‐", "–", "—", "/", "(")


def run_in(text: str) -> tuple[str, str] | None:
    """Return a well-known heading at the beginning of a paragraph, with its stop, and the rest: `Summary: …`."""
    found = _RUN_IN.match(text[:80])
    if (
        not found
        or not (found[1][0].isupper() or not cased(found[1]))
        or (found[2] == "." and len(text) < 80)
    ):
        return None
    return text[: found.end()].strip(), text[found.end() :]


def is_known(text: str) -> bool:
    """Return whether a line is a heading that many papers have."""
    text = squeeze(text)[:LONGEST]
    if heads_references(text):
        return True
    numbered = number_of(text)
    bare = (text[numbered[2] :] if numbered else text).rstrip(".:： ").lower()
    return bare in _KNOWN


def heads_abstract(text: str) -> bool:
    """Return whether a heading begins an abstract."""
    return _ABSTRACT.fullmatch(text[:LONGEST]) is not None


def number_of(text: str) -> tuple[str, str, int] | None:
    """Return the kind of a heading's number (`roman`, `letter`, `arabic`), the number, and where its words begin."""
    found = _NUMBER.match(text[:LONGEST])
    if not found:
        return None
    kind = (
        found.lastgroup
        if found.lastgroup != "stop"
        else next(one for one in ("roman", "letter", "arabic") if found[one])
    )
    number = found[kind or "arabic"]
    if kind in ("roman", "letter") and (
        not number.isupper() or (not found["stop"] and found.end() < len(text) and kind == "letter")
    ):
        return None
    if kind == "roman" and not found["stop"] and found.end() < len(text) and len(number) == 1:
        return None
    return kind or "arabic", number, found.end()


def has_title_case(text: str) -> bool:
    """Return whether most long words begin with a capital, and there is more than one of them or it is all there is."""
    words = [word for word in words_in(text) if len(word) > 3]
    return bool(words) and sum(word[0].isupper() for word in words) >= 0.75 * len(words)


def may_be_heading(text: str) -> bool:
    """Return whether words may be a heading, whatever stands around them."""
    text = squeeze(text)
    if not 1 < len(text) <= LONGEST or not any(char.isalpha() for char in text):
        return False
    if is_known(text):
        return True
    numbered = number_of(text)
    bare = text[numbered[2] :] if numbered else text
    if not bare or not opens(bare) or (item_label(text)[:1] in tuple("•‣▪●○■□◦–—∙·-*") and item_label(text)):
        return False
    if caption_label(text) or text[0] in '"“„«‘“' or "@" in text or "://" in text:
        return False
    if bare.rstrip().endswith(_HYPHEN) or bare.split()[-1].lower() in UNFINISHED:
        return False
    if sum(char.isdigit() for char in bare) * 3 > len(bare) or "=" in bare:
        return False
    if ends_sentence(text):
        return (
            in_capitals(bare)
            or (text.endswith("?") and len(text) < 120)
            or bool(numbered and len(bare) < 60 and len(words_in(bare)) < 7)
        )
    if text.endswith((":", "：")):
        return bool(numbered) or in_capitals(bare) or has_title_case(bare)
    return not ends_in_stop(text)


def is_marked(text: str) -> bool:
    """Return whether words look like a heading even if no empty line sets them apart."""
    text = squeeze(text)
    return is_known(text) or in_capitals(text) or _is_numbered(text)


def _is_numbered(text: str) -> bool:
    """Return whether a heading has a number that leaves no doubt: of several parts, or before words with capitals."""
    numbered = number_of(text)
    if not numbered or (ends_sentence(text) and not in_capitals(text) and not text.endswith("?")):
        return False
    words = text[numbered[2] :]
    if numbered[0] == "letter":
        return len(words.split()) > 1 and has_title_case(words) and "," not in words[:20]
    return ("." in numbered[1] and len(text) > len(numbered[1]) + 3) or has_title_case(words)


def levels_of(headings: Sequence[str]) -> list[int]:
    """Return the level of each heading, from its number, else from what it looks like."""
    kinds = [number_of(squeeze(one)) for one in headings]
    there = {kind[0] for kind in kinds if kind and not (kind[0] == "arabic" and "." in kind[1])}
    order: list[str] = [kind for kind in ("roman", "letter", "arabic") if kind in there] or ["arabic"]
    if "arabic" in there and "roman" not in there and "letter" in there:
        first = next(kind[0] for kind in kinds if kind and kind[0] in ("letter", "arabic"))
        order = ["arabic", "letter"] if first == "arabic" else ["letter", "arabic"]
    capitals = any(
        in_capitals(one) and not is_known(one) and not kind for one, kind in zip(headings, kinds, strict=True)
    )
    levels = []
    top = 0
    for heading, kind in zip(headings, kinds, strict=True):
        if kind:
            depth = kind[1].count(".") if kind[0] == "arabic" else 0
            level = order.index(kind[0]) + 1 + depth
            top = level
        elif is_known(heading) or in_capitals(heading) or not (there or capitals):
            level, top = 1, 0
        else:
            # Without a number among numbered ones: below them.
            level = top + 1 if there and top else 2 if capitals else 1
        levels.append(min(level, 6))
    return levels


def repeated(headings: Iterable[tuple[str, bool]]) -> list[int]:
    """Return the indices of headings without text of their own that come again later with text."""
    listed = list(headings)
    last = {squeeze(text).casefold(): at for at, (text, filled) in enumerate(listed) if filled}
    return [
        at
        for at, (text, filled) in enumerate(listed)
        if not filled and last.get(squeeze(text).casefold(), -1) > at
    ]
