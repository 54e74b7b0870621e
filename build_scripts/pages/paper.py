"""The paper's page: the whole text, word for word."""

from dataclasses import dataclass
from typing import ClassVar

from markupsafe import Markup

from .. import markup
from ..addresses import PAPER
from ..paper import Section
from ..passages import Marks, marks
from ..project import PAPER_FILE
from ..references import references
from .base import Found, Page, ParagraphView, Ref, Site, paragraph_name, paragraph_view, ref, say


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

    template: ClassVar[str] = "paper.md"

    citation: Markup
    url: str
    rights: Markup
    omitted: int
    """How many lines of page furniture are left out."""
    sections: tuple[SectionView, ...]


def paper_page(site: Site) -> PaperPage:
    """The page of the whole paper."""
    woven, file = site.woven, site.woven.project.paper
    marked = marks(
        woven.citations, woven.occurrences, (), [section.paragraphs for section in woven.paper.sections]
    )
    return PaperPage(
        path=PAPER,
        title="The paper",
        description=f"The whole text of “{file.citation.title}”, with numbered paragraphs.",
        source=PAPER_FILE,
        found=_found(site),
        citation=references([file.citation])[file.citation.id],
        url=markup.address(file.citation.url or ""),
        rights=say(site, PAPER, file.rights.statement),
        omitted=len(woven.paper.omitted),
        sections=tuple(_section(site, section, marked) for section in woven.paper.sections),
    )


def _section(site: Site, section: Section, marked: Marks) -> SectionView:
    ids = {paragraph.id for paragraph in section.paragraphs}
    return SectionView(
        section.id,
        section.heading,
        tuple(
            ref(site, PAPER, "lesson", lesson.id, lesson.lesson.title)
            for lesson in site.woven.lessons
            if ids & set(lesson.paragraphs)
        ),
        tuple(paragraph_view(site, PAPER, paragraph, marked, {}) for paragraph in section.paragraphs),
    )


def _found(site: Site) -> tuple[Found, ...]:
    paper = site.woven.paper
    paragraphs = (
        Found(paragraph.id, f"{section.heading}, {paragraph_name(paragraph.id)}", paper.words(paragraph.span))
        for section in paper.sections
        for paragraph in section.paragraphs
    )
    return (Found("", "The paper", ""), *paragraphs)
