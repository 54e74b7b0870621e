"""Tell apart the places of a quote that stands more than once in what a lesson reads."""

from dataclasses import dataclass
from pathlib import PurePosixPath

from ..paper.quotes import find_quote
from ..weave.weave import Woven

_PLACES = 8
"""That are told apart: who quotes a word that stands everywhere quotes more."""
_LONGEST = 12
"""Words of a prefix."""


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words by which one place of a quote is meant."""

    prefix: str
    place: str
    """Its paragraph, such as `p7`."""


def prefixes(woven: Woven, file: str, quote: str) -> tuple[Prefix, ...]:
    """Return for each place of a quote the fewest words before it that stand before no other.

    Empty if the quote stands once in what the lesson of this file reads. A place that no words before it tell apart
    is left out.
    """
    placed = next((one for one in woven.lessons if one.id == PurePosixPath(file).stem), None)
    if placed is None or not quote.strip():
        return ()
    paper = woven.paper
    read = [one for one in paper.paragraphs if one.id in placed.paragraphs]
    stretches = [one.span for one in read]
    spans = find_quote(paper, quote, within=stretches)
    if len(spans) < 2:
        return ()
    found = []
    for span in spans[:_PLACES]:
        home = paper.paragraph_at(span)
        words = paper.text[home.span.start : span.start].split() if home else []
        leads = (" ".join(words[-many:]) for many in range(1, min(len(words), _LONGEST) + 1))
        fit = (lead for lead in leads if find_quote(paper, quote, lead, within=stretches) == (span,))
        if home and (lead := next(fit, "")):
            found.append(Prefix(lead, home.id))
    return tuple(found)
