"""Make the paper's page: the whole text, word for word."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from ..paper.citations import Cited
from ..paper.paper import Paper
from ..paper.terms import Occurrence
from ..read.course import Publish
from ..read.project import PAPER_FILE
from ..shared.markdown import Body, Line
from ..weave.addresses import PAPER_PAGE
from ..weave.marks import Marks, marks
from .base import (
    EntryKind,
    Page,
    ParagraphView,
    Ref,
    SearchEntry,
    SearchName,
    Site,
    page_entry,
    paragraph_name,
    paragraph_view,
    ref,
    shown_passages,
)
from .bibliography import label, references
from .glossary import TermView, term_cards
from .references import CitedView, work_cards

TITLE = "The paper"


@dataclass(frozen=True, slots=True)
class SectionView:
    """A section of the paper, and the lessons that read it."""

    id: str
    heading: str
    lessons: tuple[Ref, ...]
    paragraphs: tuple[ParagraphView, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperPage(Page):
    """`paper/`."""

    template: ClassVar[str] = "paper.html"

    citation: Line
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
    sections: tuple[SectionView, ...]
    words: tuple[TermView, ...]
    """The terms that it marks, in alphabetical order."""
    cited: tuple[CitedView, ...]


def paper_page(site: Site) -> PaperPage:
    """Return the page of the whole paper."""
    woven, file = site.woven, site.woven.project.paper
    chosen = site.keep(_marks, woven.paper, woven.citations, woven.occurrences)
    terms = chosen.terms
    paragraphs, lessons = site.keep(_paragraphs, woven.paper, chosen), _lessons(site)
    quotes_only = woven.paper.quoted is not None
    shows = "What this course quotes" if quotes_only else "The whole text"
    return PaperPage(
        path=PAPER_PAGE,
        title=TITLE,
        description=f"{shows} of “{file.citation.name}”, with numbered paragraphs.",
        source=PAPER_FILE,
        entries=paper_entries(site),
        citation=references([file.citation], site.formatter)[file.citation.id],
        link=Ref("The journal’s page", file.citation.url) if file.citation.url else None,
        rights=file.rights.statement.body,
        quotes_only=quotes_only,
        private=file.publish is Publish.QUOTES and not quotes_only,
        omitted=len(woven.paper.omitted),
        label=label(file.citation),
        sections=tuple(
            SectionView(
                section.id, section.heading, tuple(lessons.get(section.id, ())), paragraphs[section.id]
            )
            for section in woven.paper.sections
        ),
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
    sections = [section.paragraphs for section in paper.sections]
    return marks(citations, occurrences, (), shown_passages(paper, sections))


def _paragraphs(paper: Paper, chosen: Marks) -> Mapping[str, tuple[ParagraphView, ...]]:
    """Return the paragraphs of each section, by its id."""
    return {
        section.id: tuple(paragraph_view(paper, paragraph, chosen) for paragraph in section.paragraphs)
        for section in paper.sections
    }


def paper_entries(site: Site) -> tuple[SearchEntry, ...]:
    """Return what search finds in the paper."""
    return site.keep(_entries, site.woven.paper)


def _entries(paper: Paper) -> tuple[SearchEntry, ...]:
    paragraphs = (
        SearchEntry(
            EntryKind.PARAGRAPH,
            ", ".join(filter(None, (section.heading, paragraph_name(paragraph.id)))),
            paper.words(paragraph.span).strip(),
            paragraph.id,
            (SearchName(paragraph_name(paragraph.id)), SearchName(paragraph.id)),
        )
        for section in paper.sections
        for paragraph in section.paragraphs
    )
    return (page_entry(TITLE), *paragraphs)
