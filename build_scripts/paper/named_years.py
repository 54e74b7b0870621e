"""Find the years in a paragraph, with the authors that stand before them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from .names import CONNECTORS, ET_AL, INSIDE, LAWS, NO_NAMES, PARTICLES, Token, Year, folded, tokens, years

MOST_TOKENS = 60
"""The most words and signs before a year that are searched for its authors."""
_LONGEST_PAGE = 40
"""Characters after a year that say where in the work."""
_BETWEEN = frozenset(
    (
        ",",
        ";",
        ":",
        "&",
        "/",
        "-",
        "–",
        ".",
        "and",
        "und",
        "et",
        "y",
        "see",
        "also",
        "cf",
        "vgl",
        "p",
        "pp",
        "s",
        "f",
        "ff",
        "ch",
        "chap",
        "chapter",
        "§",
    )
)
"""What may stand between two years of the same authors, beside page numbers."""


@dataclass(frozen=True, slots=True)
class Authors:
    """The words before a year that name its authors."""

    words: tuple[Token, ...]
    """Names, particles, and what joins them, in order."""
    et_al: bool
    law: bool = False
    """Whether they name a law or a case."""
    after_colon: bool = False
    """Whether a place and a colon stand before them, as before a publisher."""

    @property
    def names(self) -> tuple[Token, ...]:
        """The words that are names."""
        return tuple(token for token in self.words if token.is_name)


@dataclass(frozen=True, slots=True)
class Told:
    """Authors with a year."""

    authors: Authors
    year: Year
    start: int
    """Where the words begin."""
    end: int
    again: bool
    """Whether the authors are those of the year before."""
    shaped: bool
    """Whether it has the form of a citation."""
    torn: bool = False


class Reader:
    """The words, brackets and years of a paragraph."""

    def __init__(self, text: str, whole: bool) -> None:
        self.text = text
        self.tokens = tokens(text)
        self._starts = [token.start for token in self.tokens]
        self._closed, self._torn = _brackets(self.tokens)
        if whole:
            self._closed[-1] = len(text)
        self._opens = sorted(self._closed)

    def told(self) -> Iterator[Told]:
        """Yield every year with what stands before it."""
        before: Told | None = None
        for year in years(self.text):
            opening = self._opening(year)
            told = self._again(year, before, opening) or self._told(year, opening)
            yield told
            before = told

    def at(self, offset: int) -> int:
        """Return the index of the first token that begins at or after an offset."""
        return bisect_left(self._starts, offset)

    def _opening(self, year: Year) -> int | None:
        """Return where the bracket round a year opens; `None` if it is in none."""
        nearest = bisect_right(self._opens, year.start - (self.text[year.start] == "[")) - 1
        for opening in reversed(self._opens[max(nearest - 5, 0) : nearest + 1]):
            if self._closed[opening] >= year.end:
                return opening
        return None

    def _again(self, year: Year, before: Told | None, opening: int | None) -> Told | None:
        """Return a year with the authors of the one before it, if only pages stand between: `2011, 12; 2014`."""
        if not before or opening is None or not before.authors.words:
            return None
        between = self.tokens[self.at(before.year.end) : self.at(year.start)]
        joined = all(token.text.casefold() in _BETWEEN or token.text.isdigit() for token in between)
        is_page = bool(between) and between[-1].text in (":", "p", "pp", "S", ".")
        bracketed = before.end <= year.start and opening <= before.year.start
        if not (bracketed and joined and len(between) < 12) or is_page:
            return None
        shaped = before.shaped and (year.follows or self._ends(year.end))
        return Told(before.authors, year, year.start, self._end(year, opening), True, shaped)

    def _told(self, year: Year, opening: int | None) -> Told:
        last = self.at(year.start) - 1
        if opening is not None and last >= 0 and self.tokens[last].start <= opening:  # Berg (2011)
            authors = self._authors(last - 1)
            start = authors.words[0].start if authors.words else year.start
            shaped = self._ends(year.end) and self.text[_end_of(self.tokens, last - 1) : opening].isspace()
            return Told(authors, year, start, self._end(year, opening), False, shaped)
        authors = self._authors(last, opening)
        start = authors.words[0].start if authors.words else year.start
        torn = opening is None and self._is_torn(year, authors)
        shaped = torn or (opening is not None and self._ends(year.end))
        return Told(authors, year, start, year.end, False, shaped, torn)

    def _is_torn(self, year: Year, authors: Authors) -> bool:
        """Return whether a year stands before a bracket that nothing opens: `Berg, 2011)`."""
        last = self.at(year.start) - 1
        return last >= 0 and self.tokens[last].text == "," and year.end in self._torn and bool(authors.names)

    def _ends(self, offset: int) -> bool:
        """Return whether a citation may end here."""
        after = self.at(offset)
        following = self.tokens[after] if after < len(self.tokens) else None
        return following is None or following.text.casefold() in _AFTER

    def _end(self, year: Year, opening: int) -> int:
        """Return where the words of a citation end: after a bracket that begins with a year, if at most a page follows."""
        closing = self._closed[opening]
        if self.text[opening : opening + 1] != "(" or closing - year.end > _LONGEST_PAGE:
            return year.end
        begins = self.at(opening + 1)
        running = begins < len(self.tokens) and self.tokens[begins].text.isdigit()
        return closing + 1 if running and _is_page(self.text[year.end : closing]) else year.end

    def _authors(self, last: int, opening: int | None = None) -> Authors:
        """Return the authors that end with the token `last`, or before a comma there."""
        first = max(last - MOST_TOKENS, self.at(opening + 1) - 1 if opening is not None else -1)
        index = last
        if index > first and self.tokens[index].text in ((",", ":") if opening is not None else (",",)):
            index -= 1
        found: list[Token] = []
        et_al = False
        while index > first:
            token = self.tokens[index]
            word = token.text.casefold()
            if token.text == "." and not self._after_short(index):
                break
            if token.text == "]" and (skipped := self._acronym(index)):
                index = skipped
                continue
            if word in ET_AL and not token.is_name and not any(one.is_name for one in found):
                et_al = True
            elif token.is_name:
                initial = bool(found) and found[-1].text == "."
                if word in NO_NAMES and not (initial or _is_acronym(token)):
                    break
                if found and self._ends_sentence(token, found[-1]):
                    break
                found.append(token)
            elif (
                word in PARTICLES
                or word in CONNECTORS
                or word in INSIDE
                or token.text in (",", "/", ".", "’")
            ):
                found.append(token)
            else:
                break
            index -= 1
        return self._trimmed(found[::-1], et_al, index)

    def _ends_sentence(self, token: Token, after: Token) -> bool:
        return False if after.text == "." else self.text[token.end : after.start].strip() not in ("", ".")

    def _after_short(self, index: int) -> bool:
        """Return whether a full stop stands after an initial, or after `al`, `Jr` and the like."""
        word = self.tokens[index - 1] if index else None
        return bool(word and (word.is_initial or word.text.casefold() in ("al", "jr", "sr", "a", "u", "st")))

    def _acronym(self, index: int) -> int:
        """Return the index before `[WHO]`, of which `index` is the end; 0 if it is something else."""
        if index < 3 or self.tokens[index - 2].text != "[" or not self.tokens[index - 1].text.isupper():
            return 0
        return index - 3

    def _trimmed(self, found: list[Token], et_al: bool, index: int) -> Authors:
        """Return authors without what joins them to the words before and after."""
        while found and not (found[0].is_name or (found[0].text in PARTICLES and _names_follow(found))):
            found.pop(0)
        while found and not found[-1].is_name:
            found.pop()
        before = self.tokens[index] if index >= 0 else None
        case = (before is not None and before.text in ("v", "vs")) or (
            before is not None and before.text == "." and index and self.tokens[index - 1].text in ("v", "vs")
        )
        law = case or any(folded(token.text) in LAWS for token in found)
        colon = before is not None and before.text == ":" and index > 0 and self.tokens[index - 1].is_name
        return Authors(tuple(found), et_al, bool(law), bool(colon))


_AFTER = frozenset((",", ":", ";", ")", "]", "and", "&", "und", "see", "cf", "also", "vgl"))


def _end_of(read: list[Token], index: int) -> int:
    """Return where a token ends; 0 if there is none of this index."""
    return read[index].end if index >= 0 else 0


def _is_acronym(token: Token) -> bool:
    """Return whether a word is `WHO` rather than `Who`, or an initial."""
    return token.text.isupper() and token.text not in ("A", "I")


def _names_follow(found: list[Token]) -> bool:
    return any(token.is_name for token in found)


def _is_page(inside: str) -> bool:
    """Return whether what stands after a year is nothing, or only says where in the work."""
    said = [token.text for token in tokens(inside)]
    return not said or (
        said[0] in (",", ":")
        and next(years(inside), None) is None
        and all(word.isdigit() or word in _OF_PAGES for word in said)
    )


_OF_PAGES = frozenset((",", ":", ".", "-", "–", "§", "p", "pp", "S", "f", "ff", "chap", "chapter", "ch", "n"))


def _brackets(read: list[Token]) -> tuple[dict[int, int], frozenset[int]]:
    """Return where each bracket that opens is closed, and where brackets close that nothing opens."""
    closed: dict[int, int] = {}
    torn: set[int] = set()
    opened: list[Token] = []
    for token in read:
        if token.text in ("(", "["):
            opened.append(token)
        elif token.text in (")", "]"):
            while opened and (opened[-1].text == "(") != (token.text == ")"):
                opened.pop()
            if opened:
                closed[opened.pop().start] = token.start
            elif token.text == ")":
                torn.add(token.start)
    return closed, frozenset(torn)
