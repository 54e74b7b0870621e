"""Make the paper's page: the whole text, word for word."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import ClassVar

from ..paper.citations import Cited
from ..paper.paper import Kind, Paper, Paragraph, Section, Span
from ..paper.terms import Occurrence
from ..read.course import Publish
from ..read.project import PAPER_FILE
from ..shared.language import Language, message
from ..shared.markdown import Body, Line
from ..weave.addresses import PAPER_PAGE
from ..weave.marks import Marks, marks
from .base import (
    EntryKind,
    Page,
    Ref,
    SearchEntry,
    SearchName,
    Site,
    page_entry,
    paper_language,
    ref,
    shown_passages,
)
from .bibliography import label, references
from .blocks import (
    BlockView,
    FootnoteView,
    HeadingView,
    blocks,
    footnotes,
    headings,
    is_notes,
)
from .coins import coins
from .glossary import TermView, term_cards
from .names import paragraph_name
from .references import CitedView, work_cards
from .tongues import Tongue, tongue_of

TITLE = message("The paper")


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the paper, and the lessons that read it."""

    id: str
    heading: str
    marked: HeadingView
    """The heading with its marks and its level."""
    lessons: tuple[Ref, ...]
    blocks: tuple[BlockView, ...]
    notes: tuple[FootnoteView, ...]
    """The notes of the paper, under its own heading of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage(Page):
    """`paper/`."""

    template: ClassVar[str] = "paper.html"

    citation: Line
    coins: str
    """The paper, for reference managers that look at the page."""
    link: Ref | None
    rights: Body
    quotes_only: bool
    """Whether it holds only the words that the course quotes."""
    private: bool
    """Whether it holds all of a paper that may not be published."""
    omitted: int
    """How many lines of page furniture are left out."""
    label: str
    """A short citation of the paper, such as `Mason 2016`."""
    tongue: Tongue | None
    """The language of the paper, if it is another than that of the course."""
    sections: tuple[SectionView, ...]
    notes: tuple[FootnoteView, ...]
    """The notes of the paper, if it has no heading for them."""
    words: tuple[TermView, ...]
    """The terms that it marks, in alphabetical order."""
    cited: tuple[CitedView, ...]


def paper_page(site: Site) -> PaperPage:
    """Return the page of the whole paper."""
    woven, file = site.woven, site.woven.project.paper
    chosen = site.keep(_marks, woven.paper, woven.citations, woven.occurrences)
    terms = chosen.terms
    language, spoken = paper_language(site), woven.project.course.language
    sections = site.keep(_sections, woven.paper, chosen, language, site.language)
    notes, lessons = site.keep(_notes, woven.paper, chosen, language, site.language), _lessons(site)
    own_heading = next((one.id for one in woven.paper.sections if is_notes(one)), "") if notes else ""
    quotes_only = woven.paper.quoted is not None
    say, name = site.language.say, file.citation.name
    return PaperPage(
        path=PAPER_PAGE,
        title=say(TITLE),
        description=say("What this course quotes of “{paper}”, with numbered paragraphs.", paper=name)
        if quotes_only
        else say("The whole text of “{paper}”, with numbered paragraphs.", paper=name),
        source=PAPER_FILE,
        entries=paper_entries(site),
        citation=references([file.citation], site.formatter, site.language)[file.citation.id],
        coins=coins(file.citation),
        link=Ref(say("The journal’s page"), file.citation.url) if file.citation.url else None,
        rights=file.rights.statement.body,
        quotes_only=quotes_only,
        private=file.publish is Publish.QUOTES and not quotes_only,
        omitted=len(woven.paper.omitted),
        label=label(file.citation, site.language),
        tongue=tongue_of(language, spoken),
        sections=tuple(
            SectionView(
                section.id,
                section.heading,
                heading,
                tuple(lessons.get(section.id, ())),
                own,
                notes if section.id == own_heading else (),
            )
            for section, heading, own in sections
        ),
        notes=() if own_heading else notes,
        words=tuple(view for id_, view in term_cards(site).items() if id_ in terms),
        cited=tuple(work_cards(site).values()),
    )


def _lessons(site: Site) -> Mapping[str, list[Ref]]:
    """Return links to the lessons that read each section, by the section's id."""
    section_of = {
        paragraph.id: section.id for section in site.woven.paper.sections for paragraph in section.paragraphs
    }
    found = defaultdict[str, list[Ref]](list)
    for lesson in site.woven.lessons:
        for id_ in dict.fromkeys(section_of[paragraph] for paragraph in lesson.paragraphs):
            found[id_].append(ref(site, "lesson", lesson.id, lesson.lesson.title))
    return found


def _marks(paper: Paper, citations: tuple[Cited, ...], occurrences: tuple[Occurrence, ...]) -> Marks:
    passages = [section.paragraphs for section in paper.sections]
    notes = [(note,) for note in paper.notes]
    return marks(citations, occurrences, (), shown_passages(paper, [*passages, *notes]), paper.styles)


def _sections(
    paper: Paper, chosen: Marks, language: str, frame: Language
) -> tuple[tuple[Section, HeadingView, tuple[BlockView, ...]], ...]:
    """Return each section with its heading and its blocks."""
    return tuple(
        (section, heading, blocks(paper, section.paragraphs, chosen, language, frame))
        for section, heading in zip(
            paper.sections, headings(paper, paper.sections, chosen, language), strict=True
        )
    )


def _notes(paper: Paper, chosen: Marks, language: str, frame: Language) -> tuple[FootnoteView, ...]:
    return footnotes(paper, paper.notes, chosen, [Span(0, len(paper.text))], language, frame)


def paper_entries(site: Site) -> tuple[SearchEntry, ...]:
    """Return what search finds in the paper."""
    say, file = site.language.say, site.woven.project.paper
    return (
        page_entry(say(TITLE), file.rights.statement.words, (say("Copyright"),)),
        *site.keep(_entries, site.woven.paper, site.language),
    )


def _entries(paper: Paper, language: Language) -> tuple[SearchEntry, ...]:
    in_text = (
        _entry(paper, section.heading, list(own), language)
        for section in paper.sections
        for _, own in groupby(section.paragraphs, key=partial(_entry_id, paper))
    )
    notes = (
        _entry(paper, "", list(own), language)
        for _, own in groupby(paper.notes, key=lambda note: note.part_of)
    )
    return (*in_text, *notes)


def _entry_id(paper: Paper, paragraph: Paragraph) -> str:
    """Return the id of what search finds: a table is found as a whole, and so are the title and the authors."""
    exhibit = paper.exhibit_of(paragraph)
    return exhibit.id if exhibit else Kind.ASIDE if paragraph.kind is Kind.ASIDE else paragraph.id


def _entry(paper: Paper, heading: str, own: list[Paragraph], language: Language) -> SearchEntry:
    """Return the entry of paragraphs that are found together."""
    first = own[0]
    exhibit = paper.exhibit_of(first)
    name = paragraph_name(first.id, language)
    is_note = first.kind is Kind.NOTE
    shown = language.say("Footnote {number}", number=first.label) if is_note else name
    return SearchEntry(
        EntryKind(exhibit.kind.capitalize()) if exhibit else _KINDS.get(first.kind, EntryKind.PARAGRAPH),
        language.series(filter(None, (heading, shown))),
        " ".join(filter(None, (" ".join(paper.words(one.span).split()) for one in own))),
        first.id,
        (SearchName(name), SearchName(first.id)),
    )


_KINDS = {Kind.REFERENCE: EntryKind.REFERENCE, Kind.NOTE: EntryKind.FOOTNOTE}
