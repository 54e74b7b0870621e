"""Read what the entries of a list of references say: who, when, under which number, with which DOI.

The key of an entry is permanent once it is written, and is never given twice:

- in a numbered list its number: `12`;
- else its names and year: `berg-2011`, `berg-holm-2014` for two, `berg-et-al-2009` for more, `world-bank-nd`;
- where two would have the same key, each has a letter: `berg-2011a`, `berg-2011b`. Letters that the list prints stay.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, count
from string import ascii_lowercase
from unicodedata import normalize

from ..shared.words import slug
from .blocks import Block, Reference
from .names import BODIES, CONNECTORS, PARTICLES, Year, folded, tokens, undated, years
from .paper import Kind, Paper, Span

_LABEL = re.compile(
    r"\s*(?:\[(?P<boxed>\d{1,4}|[A-Za-z+]{2,8}\d{2,4}[a-z]?)\]|\(?(?P<number>\d{1,4})[.)](?=\s)|(?P<bare>\d{1,3})(?=\s+[^\W\d_]))\s*"
)
_DOI = re.compile(r"(?<![\w/.])10\.\d{4,9}/[^\s\"<>“”]{1,300}")
_DOI_ADDRESS = re.compile(
    r"(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?10\.\d{4,9}/[^\s\"<>“”]{1,300}", re.IGNORECASE
)
_AGAIN = re.compile(r"\s*(?:[—–―_-]{2,}|[—―–])\s*(?=[\W\d]|$)[.,:]?")
_ROLE = re.compile(
    r"\(?(?<!\w)(?:eds?|editors?|hg|hrsg|trans|dir|coord)(?!\w)\.?(?: and trans\.)?\)?", re.IGNORECASE
)
_SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
_LONGEST_HEAD = 600
"""Characters: no list of authors that anybody cites by name is longer."""
_MOST_TRIED = 3
"""How many years may stand before the one after the names: in the name of a body, or of a series."""
_MOST_NAMES = 6
"""Words of a body's name that stand in a key."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an entry says, as far as it can be read."""

    names: tuple[str, ...] = ()
    """Surnames and bodies, in order."""
    others: bool = False
    """Whether it says “et al.” after the names."""
    years: tuple[str, ...] = ()
    """The year by which it is cited comes first; others are of earlier editions, or stand elsewhere in it."""
    number: str = ""
    """What it is numbered: `12`, or a label such as `Ber11`."""
    doi: str = ""
    head: str = ""
    """The words in which the names stand."""
    body: int = 0
    """Where its title may begin: an offset in characters from 0."""
    again: bool = False
    """Whether it has a dash in place of the names of the entry above."""

    @property
    def label(self) -> str:
        """A short name, such as `Berg and Holm, 2014`."""
        if not self.names:
            return ", ".join(filter(None, (self.number and f"[{self.number}]", *self.years[:1])))
        first, *rest = self.names
        who = f"{first} et al." if len(rest) > 1 or self.others else " and ".join(self.names)
        return ", ".join([who, *self.years[:1]])


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry of the list of references."""

    key: str
    paragraph: str
    """Id of its paragraph, such as `ref-berg-2011`."""
    span: Span
    line: int
    facts: Facts

    @property
    def label(self) -> str:
        """A short name for readers."""
        return self.facts.label or self.key


def read_entry(text: str) -> Facts:
    """Return what one entry says."""
    found = _LABEL.match(text)
    number = (found["boxed"] or found["number"] or found["bare"]) if found else ""
    start = found.end() if found else 0
    dash = _AGAIN.match(text, start)
    again = dash is not None
    start = dash.end() if dash else start
    doi = next(iter(dois(text)), None)
    dated = [year for year in years(_without_addresses(text)) if year.start >= start]
    near = [year for year in dated[:_MOST_TRIED] if year.start - start <= _LONGEST_HEAD]
    early = next((year for year in near if again or _is_head(text[start : year.start])), None)
    end = early.start if early else _end_of_names(text, start)
    head = text[start:end]
    names, others = _names(head)
    return Facts(
        names=names,
        others=others,
        years=_years(early, dated),
        number=number or "",
        doi=text[doi.start : doi.end] if doi else "",
        head=head,
        body=early.end if early else end,
        again=again,
    )


def dois(text: str) -> Iterator[Span]:
    """Yield where DOIs stand in a text, without `doi:` or the address before them."""
    for found in _DOI.finditer(text):
        yield Span(found.start(), found.start() + len(_bare_doi(found[0])))


def doi_links(text: str) -> Iterator[tuple[Span, str]]:
    """Yield what is to be a link to a DOI, with the address: `doi:10.1000/a` and `https://doi.org/10.1000/a` as a whole."""
    for found in _DOI_ADDRESS.finditer(text):
        words = _bare_doi(found[0])
        doi = words[words.index("10.") :]
        yield Span(found.start(), found.start() + len(words)), f"https://doi.org/{doi}"


def _bare_doi(written: str) -> str:
    """Return a DOI without the punctuation of the sentence after it, and without a bracket that it does not open."""
    doi = written.rstrip(".,;:’'")
    while doi.endswith((")", "]")) and doi.count("(") + doi.count("[") < doi.count(")") + doi.count("]"):
        doi = doi[:-1].rstrip(".,;:’'")
    return doi


def _without_addresses(text: str) -> str:
    """Return the text with blanks for addresses, in which numbers are no years."""
    return re.sub(r"(?:https?://|www\.|10\.\d{4,9}/)\S+", lambda found: " " * len(found[0]), text)


def _years(early: Year | None, dated: list[Year]) -> tuple[str, ...]:
    """Return the years of an entry; `early`: the one after the names."""
    if early:
        return early.names
    digits = [year for year in dated if year.name[0].isdigit()] or dated
    return tuple(dict.fromkeys(name for year in reversed(digits) for name in year.names))


def _is_head(words: str) -> bool:
    """Return whether words before a year are nothing but names."""
    if len(words) > _LONGEST_HEAD or re.search(r"[“”\"?!„»«]|[^\W\d_]{3,}\.\s+(?!of\b|for\b)[^\W\d_]", words):
        return False
    small = [
        token
        for token in tokens(_ROLE.sub("", words))
        if token.is_word and not token.is_name and token.text not in _OF_NAMES
    ]
    return any(token.is_name for token in tokens(words)) and len(small) == 0


_OF_NAMES = (
    PARTICLES
    | CONNECTORS
    | frozenset(("of", "for", "the", "on", "al", "others", "u", "a", "and", "ed", "eds", "editor", "editors"))
)


_AFTER_INITIALS = re.compile(r"(?<=[^\W\d_] )(?<!and )[A-Z]{1,3}\.(?=\s)|\bet al\b\.?")
_INITIALS_LAST = re.compile(r"[^\W\d_][\w’'-]+(?: [^\W\d_][\w’'-]+)? [A-Z]{1,3}(?:,|\.\s)")
"""`Berg A, Holm K. Title`"""
_BEFORE_TITLE = re.compile(r"[“”\"„»«:]|[^\W\d_]{2,}(?:\)|’|')?\.(?=\s|$)|\((?!e?d)")


def _end_of_names(text: str, start: int) -> int:
    """Return where the names end in an entry whose year stands at its end: before its title."""
    end = min(len(text), start + _LONGEST_HEAD)
    ending = _AFTER_INITIALS if _INITIALS_LAST.match(text, start) else _BEFORE_TITLE
    for found in ending.finditer(text, start, end):
        if ending is _AFTER_INITIALS or found[0].lower().rstrip(".") not in _SHORTENED:
            return found.end() if found[0][:1].isalpha() else found.start()
    return end


_SHORTENED = ("al", "eds", "ed", "jr", "sr", "st")


def _names(head: str) -> tuple[tuple[str, ...], bool]:
    """Return the surnames and bodies in the words before a year, and whether “et al.” follows them."""
    bare = _ROLE.sub(" ", re.sub(r"\([^()]*\)|\[[^\[\]]*\]", " ", head))
    others = re.search(r"(?<!\w)(?:et al|and others|u\. ?a|et autres|y otros)(?!\w)", bare, re.IGNORECASE)
    bare = bare[: others.start()] if others else bare
    bare = bare.strip(" .,:;&(/-–—")
    if _is_body(bare):
        return (" ".join(bare.split()),), others is not None
    parts = re.split(r"\s*[;&/]\s*|,?\s(?:and|und|et|y|e|en|og|och)\s", bare)
    found = chain.from_iterable(_surnames(part.strip(" .,"), index == 0) for index, part in enumerate(parts))
    return tuple(name for name in found if name), others is not None


def _is_body(words: str) -> bool:
    """Return whether words are the name of one body rather than of persons."""
    said = [token for token in tokens(words) if token.is_word]
    if "," in words or ";" in words or "/" in words:
        return False
    return any(token.text.casefold() in BODIES or token.text in ("of", "for") for token in said)


def _surnames(part: str, first: bool) -> Iterator[str]:
    """Yield the surnames in a part without “and”: `Berg, A., Holm, K.`, `Berg A, Holm K`, `A. Berg, K. Holm`."""
    pieces = [piece.strip() for piece in part.split(",")]
    pieces = [piece for piece in pieces if piece and folded(piece) not in _SUFFIXES]
    index = 0
    while index < len(pieces):
        piece = pieces[index]
        following = pieces[index + 1] if index + 1 < len(pieces) else ""
        inverted = following and (
            _only_initials(following)
            or (_one_name(piece) and ((first and index == 0) or len(following.split()) == 1))
        )
        if inverted and not _has_initials(piece):
            yield piece
            index += 2
        else:
            yield _surname(piece, first and index == 0 and len(pieces) == 1)
            index += 1


def _only_initials(piece: str) -> bool:
    said = [token for token in tokens(piece) if token.is_word and token.text.casefold() not in PARTICLES]
    return bool(said) and all(
        token.is_initial or (token.text.isupper() and len(token.text) < 4) for token in said
    )


def _has_initials(piece: str) -> bool:
    return any(token.is_initial for token in tokens(piece))


def _one_name(piece: str) -> bool:
    """Return whether a piece is one surname, perhaps with particles."""
    return sum(token.text.casefold() not in PARTICLES for token in tokens(piece) if token.is_word) == 1


def _surname(piece: str, whole: bool) -> str:
    """Return the surname in `A. Berg`, `Berg A` or `Karl van der Berg`; `whole`: without initials it is a name of one piece."""
    said = [token for token in tokens(piece) if token.is_word]
    plain = [token for token in said if not token.is_initial]
    if not plain:
        return piece
    if len(plain) < len(said):
        return piece[plain[0].start : plain[-1].end]
    if whole:
        return piece
    start = len(said) - 1
    while start > 1 and said[start - 1].text in PARTICLES:
        start -= 1
    return piece[said[start].start :]


def entries(paper: Paper) -> tuple[Entry, ...]:
    """Return the entries of a paper's list of references, in its order."""
    made: list[Entry] = []
    for one in paper.paragraphs:
        if one.kind is Kind.REFERENCE:
            facts = _with_names(
                read_entry(paper.text[one.span.start : one.span.end]), made[-1].facts if made else Facts()
            )
            if not facts.number and one.part_of.isdigit():
                facts = replace(facts, number=one.part_of)
            made.append(Entry(one.part_of, one.id, one.span, one.line, facts))
    return tuple(made)


def _with_names(facts: Facts, above: Facts) -> Facts:
    """Return the facts with the names of the entry above, if a dash stands for them."""
    if facts.again and not facts.names:
        return replace(facts, names=above.names, others=above.others, head=above.head)
    return facts


def with_keys(blocks: Iterable[Block]) -> tuple[Block, ...]:
    """Return the blocks with a key for every reference that has none. Keys that are written stay."""
    listed = tuple(blocks)
    references = {index: block for index, block in enumerate(listed) if isinstance(block, Reference)}
    wanted: dict[int, str] = {}
    above = Facts()
    for index, block in references.items():
        above = _with_names(read_entry(block.words.text), above)
        if not block.key:
            wanted[index] = _wanted(above, block.words.text)
    times = Counter(wanted.values())
    taken = {block.key for block in references.values()}
    keys: dict[int, str] = {}
    for index, key in wanted.items():
        keys[index] = _free(key, taken, alone=times[key] == 1)
        taken.add(keys[index])
    made = {index: replace(references[index], key=key) for index, key in keys.items()}
    return tuple(made.get(index, block) for index, block in enumerate(listed))


def _wanted(facts: Facts, text: str) -> str:
    """Return the key that an entry would have if it were alone."""
    if facts.number:
        return slug(facts.number)
    year = _year_in_key(facts.years[0]) if facts.years else ""
    names = [_name_in_key(name) for name in facts.names]
    who = [names[0], "et-al"] if len(names) > 2 or (names and facts.others) else names
    who = who or [_name_in_key(" ".join(token.text for token in tokens(text) if token.is_word))]
    return "-".join(filter(None, [*who, year])) or "entry"


def _name_in_key(name: str) -> str:
    return "-".join(slug(normalize("NFC", name)).split("-")[:_MOST_NAMES])


def _year_in_key(year: str) -> str:
    return slug(year.replace(".", "")) if undated(year) == year else slug(year)


def _free(wanted: str, taken: set[str], *, alone: bool) -> str:
    """Return a key that no other entry has: the one that is wanted, or the same with a letter or a number."""
    ends_in_year = re.search(r"-\d{4}$", wanted) is not None
    if wanted not in taken and (alone or not ends_in_year):
        return wanted
    letters = (f"{wanted}{letter}" for letter in ascii_lowercase if ends_in_year)
    numbers = (f"{wanted}-{number}" for number in count(2))
    return next(key for key in chain(letters, numbers) if key not in taken)
