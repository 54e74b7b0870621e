"""Find the place in the paper of everything that instructors wrote, or report that it has none."""

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from textwrap import shorten

from ..paper.citations import Cited, read_citations, without
from ..paper.formulas import unread_formulas
from ..paper.paper import Kind, Paper, Paragraph, Section, Span
from ..paper.paper_md import PaperSource, read_paper_md
from ..paper.pictures import with_pictures
from ..paper.plain_text import read_paper
from ..paper.quotes import find_quote, leaves_out, nearest_words
from ..paper.structured import structured
from ..paper.terms import Occurrence, find_terms, spellings
from ..read.course import Check, CourseFile, Lesson, Note, Question
from ..read.project import PAPER_MD, Project
from ..shared.keep import ONCE, Keep
from ..shared.place import Place, Problem, Rule
from ..shared.suggest import nearest
from ..shared.words import distinct, slug

PASSAGE_UNKNOWN = Rule(
    "passage-unknown",
    "the paper has no section or paragraph of that name",
    "passages: [ghost]",
    "Name one that it has.",
)
QUOTE_NOT_FOUND = Rule(
    "quote-not-found",
    "the paper does not say the words",
    "quote: a bridge to far",
    "Copy them from the paper page.",
)
QUOTE_AMBIGUOUS = Rule(
    "quote-ambiguous",
    "the paper says the words more than once in the lesson's passages",
    "quote: the bridge",
    "Quote more words, or add `prefix:`.",
)
QUOTE_CONTEXT = Rule(
    "quote-context",
    "the paper says the words, but not between that prefix and suffix",
    "prefix: ghost",
    "Copy the words just before and after.",
)
QUOTE_CROSSES = Rule(
    "quote-crosses",
    "a quote runs over the end of a paragraph",
    "quote: the end. The beginning",
    "Quote words of one paragraph.",
)
QUOTE_ELSEWHERE = Rule(
    "quote-elsewhere",
    "the paper says the words in a paragraph that the lesson does not read",
    "quote: (words of another section)",
    "Add the paragraph to `passages:`, or move the note.",
)
RULES = (
    PASSAGE_UNKNOWN,
    QUOTE_NOT_FOUND,
    QUOTE_AMBIGUOUS,
    QUOTE_CONTEXT,
    QUOTE_CROSSES,
    QUOTE_ELSEWHERE,
)

_PARAGRAPH = re.compile(r"\b(?:paragraph |p)(\d+)", re.IGNORECASE)
_NUMBERS = re.compile(r"p?(\d+)(?:\s*(?:[-–—−]|to)\s*p?(\d+))?")
"""Paragraphs by their numbers, in the ways that people write them: 5, 5-6, p5–6."""
_AROUND = (Kind.ASIDE, Kind.REFERENCE)
"""What stands around the text: no lesson reads it."""
_EXAMPLES = 3
"""How many places are shown if a quote occurs more than once."""


@dataclass(frozen=True, slots=True)
class Passage:
    """Paragraphs of one section that a lesson reads."""

    section: Section
    paragraphs: tuple[Paragraph, ...]


@dataclass(frozen=True, slots=True)
class PlacedNote:
    """A note, with the place of its quote."""

    id: str
    note: Note
    span: Span
    paragraph: str
    number: int
    """Counted through the lesson from 1."""


@dataclass(frozen=True, slots=True)
class PlacedQuestion:
    """A question, with its place in the paper if it has one."""

    question: Question
    lesson: str
    span: Span | None
    paragraph: str | None
    read_here: bool
    """Whether its lesson reads that paragraph."""


@dataclass(frozen=True, slots=True)
class WovenLesson:
    """A lesson with everything at its place in the paper."""

    id: str
    lesson: Lesson
    passages: tuple[Passage, ...]
    notes: tuple[PlacedNote, ...]
    """In the order of the text."""
    questions: tuple[PlacedQuestion, ...]
    checks: tuple[tuple[str, Check], ...]
    """Each with its id."""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """Ids of the paragraphs that it reads."""
        return tuple(paragraph.id for passage in self.passages for paragraph in passage.paragraphs)


@dataclass(frozen=True, slots=True)
class Woven:
    """A course with everything at its words in the paper."""

    project: Project
    paper: Paper
    source: PaperSource | None
    """What `paper.md` says; `None` if the paper is plain text."""
    citations: tuple[Cited, ...]
    occurrences: tuple[Occurrence, ...]
    """Every place of every term."""
    lessons: tuple[WovenLesson, ...]
    epigraph: Span | None
    """The words of the paper on the home page."""


def weave(project: Project, keep: Keep = ONCE) -> tuple[Woven, tuple[Problem, ...]]:
    """Return the course with every note, question, term and citation at its words, and problems for those without."""
    file = project.paper
    paper, source, misread = keep(
        _paper,
        project.paper_path,
        project.paper_text,
        keep.same(file.furniture),
        keep.same(file.headings),
        keep.same(project.pictures),
    )
    cited = keep(read_citations, paper).cited
    epigraph, unplaced = keep(_epigraph, paper, project.course)
    woven = [keep(weave_lesson, paper, id_, lesson) for id_, lesson in project.lessons.items()]
    return Woven(
        project=project,
        paper=paper,
        source=source,
        citations=keep(without, paper, cited, keep.same(file.not_citations)) if file.not_citations else cited,
        occurrences=keep(find_terms, paper, keep.same(spellings(project.terms))),
        lessons=tuple(lesson for lesson, _ in woven),
        epigraph=epigraph,
    ), (*misread, *unplaced, *(problem for _, problems in woven for problem in problems))


def _paper(
    path: str,
    text: str,
    furniture: tuple[str, ...],
    headings: tuple[str, ...],
    pictures: frozenset[str],
) -> tuple[Paper, PaperSource | None, tuple[Problem, ...]]:
    if path != PAPER_MD:
        return read_paper(text, furniture, headings), None, ()
    source, problems = read_paper_md(text)
    paper, missing = with_pictures(structured(source), pictures)
    return paper, source, (*problems, *unread_formulas(paper), *missing)


def _epigraph(paper: Paper, course: CourseFile) -> tuple[Span | None, tuple[Problem, ...]]:
    """Return the first place of the words on the home page, or the problem why there is none."""
    if not course.epigraph:
        return None, ()
    found = find_quote(paper, course.epigraph, within=[paragraph.span for paragraph in paper.paragraphs])
    if found:
        return found[0], ()
    return None, (_outside(paper, _Wanted(course.epigraph, "", "", course.place("epigraph"))),)


def readers(woven: Woven) -> Mapping[str, tuple[WovenLesson, ...]]:
    """Return the lessons that read each paragraph, by the paragraph's id."""
    found = defaultdict[str, list[WovenLesson]](list)
    for lesson in woven.lessons:
        for id_ in lesson.paragraphs:
            found[id_].append(lesson)
    return {id_: tuple(lessons) for id_, lessons in found.items()}


def note_name(note: Note) -> str:
    """Return the id of a note: its own, or one made from the first words of its quote."""
    return note.id or slug(" ".join(note.quote.split()[:6])) or "note"


def check_name(check: Check) -> str:
    """Return the id of a self-check: its own, or one made from the first words of its question."""
    return check.id or slug(" ".join(check.ask.text.split()[:6])) or "check"


def weave_lesson(paper: Paper, id_: str, lesson: Lesson) -> tuple[WovenLesson, tuple[Problem, ...]]:
    """Return a lesson with everything at its words, and problems for what has no place in the paper."""
    passages, unknown = _passages(paper, lesson)
    read = [paragraph for passage in passages for paragraph in passage.paragraphs]
    within = [*read, *paper.notes_of([*read, *(passage.section for passage in passages)])]
    notes = [_note(paper, within, note) for note in lesson.notes]
    questions = [_question(paper, within, id_, question) for question in lesson.questions]
    placed = sorted((note for note, _ in notes if note), key=lambda note: note.span)
    unplaced = [problem for _, problem in (*notes, *questions) if problem]
    return WovenLesson(
        id=id_,
        lesson=lesson,
        passages=passages,
        notes=_named_apart(placed),
        questions=tuple(question for question, _ in questions),
        checks=tuple((check_name(check), check) for check in lesson.checks),
    ), (*unknown, *_not_following(unplaced, passages_told=bool(unknown)))


def _not_following(unplaced: list[Problem], *, passages_told: bool) -> list[Problem]:
    """Leave out that quotes stand elsewhere, if that only follows from a passage that does not exist."""
    return [one for one in unplaced if not (passages_told and one.rule == QUOTE_ELSEWHERE.name)]


def _passages(paper: Paper, lesson: Lesson) -> tuple[tuple[Passage, ...], list[Problem]]:
    named = [_readable(paper, name) for name in lesson.passages]
    unknown = [
        _no_passage(paper, name, lesson.place("passages", index))
        for index, (name, found) in enumerate(zip(lesson.passages, named, strict=True))
        if not found
    ]
    chosen = {paper.positions[id_] for found in named for id_ in found}
    paragraphs = [paper.paragraphs[position] for position in sorted(chosen)]
    by_section = groupby(paragraphs, key=lambda paragraph: paragraph.section)
    return tuple(Passage(paper.sections_by_id[id_], tuple(group)) for id_, group in by_section), unknown


def _readable(paper: Paper, name: str) -> tuple[str, ...]:
    """Return the ids of the paragraphs that a passage has. Tables are read whole; notes come with their marks."""
    named = [paper.paragraphs[paper.positions[id_]] for id_ in named_paragraphs(paper, name)]
    exhibits = {exhibit.id for one in named if (exhibit := paper.exhibit_of(one))}
    if not exhibits:
        return tuple(one.id for one in named if one.section)
    first, last = (paper.positions[one.id] for one in (named[0], named[-1]))
    while first and paper.paragraphs[first - 1].part_of in exhibits:
        first -= 1
    while last + 1 < len(paper.paragraphs) and paper.paragraphs[last + 1].part_of in exhibits:
        last += 1
    kept = {one.id for one in named}
    return tuple(
        one.id
        for one in paper.paragraphs[first : last + 1]
        if one.section and (one.id in kept or one.part_of in exhibits)
    )


def named_paragraphs(paper: Paper, name: str) -> tuple[str, ...]:
    """Return the ids of the paragraphs that `name` means. Empty if there are none.

    It is the id of a section, which means the sections under it as well, or `p5`, `p5-p6`, `table-2`. `P5` and
    `paragraph 5` mean `p5`, as people write it; the id of a joined paragraph means the one that it is in.
    """
    name = _PARAGRAPH.sub(r"p\1", name)
    if (numbers := _NUMBERS.fullmatch(name)) and name not in paper.sections_by_id:
        name = "-".join(f"p{number}" for number in numbers.groups() if number)
    if name in paper.sections_by_id:
        found = [paragraph for section in paper.with_parts(name) for paragraph in section.paragraphs]
        return tuple(paragraph.id for paragraph in found if paragraph.kind not in _AROUND)
    if name in paper.positions:
        return (name,)
    first, _, last = (paper.former.get(part, part) for part in name.partition("-"))
    if first not in paper.positions or (last or first) not in paper.positions:
        return ()
    chosen = paper.paragraphs[paper.positions[first] : paper.positions[last or first] + 1]
    return tuple(paragraph.id for paragraph in chosen)


def _no_passage(paper: Paper, name: str, place: Place) -> Problem:
    read = tuple(section.id for section in paper.sections if section.paragraphs)
    sections = read or tuple(paper.sections_by_id)
    found = (
        f"the section “{name}” has no text of its own, only a heading"
        if name in paper.sections_by_id
        else f"the paper has no section or paragraph “{name}”{nearest(name, sections)}"
    )
    return PASSAGE_UNKNOWN.at(
        place,
        found,
        f"name a section ({', '.join(sections)}) or paragraphs {numbers_of(paper)}, such as p1-p2",
    )


def numbers_of(paper: Paper) -> str:
    """Return which paragraphs a paper has, in words."""
    numbers = sorted(int(one.id[1:]) for one in paper.numbered) or [0]
    return f"from p{numbers[0]} to p{numbers[-1]}"


def _note(paper: Paper, within: list[Paragraph], note: Note) -> tuple[PlacedNote | None, Problem | None]:
    wanted = _Wanted(note.quote, note.prefix or "", note.suffix or "", note.place("quote"))
    span, problem = _span(paper, within, wanted)
    paragraph = paper.paragraph_at(span) if span else None
    if not span or not paragraph:
        return None, problem
    return PlacedNote(note_name(note), note, span, paragraph.id, number=0), None


def _question(
    paper: Paper, within: list[Paragraph], lesson: str, question: Question
) -> tuple[PlacedQuestion, Problem | None]:
    about = question.about
    if not about:
        return PlacedQuestion(question, lesson, None, None, read_here=False), None
    if (named := named_paragraphs(paper, about)) and not _says(paper, within, about):
        here = any(paragraph.id == named[0] for paragraph in within)
        return PlacedQuestion(question, lesson, None, named[0], here), None
    wanted = _Wanted(about, question.prefix or "", question.suffix or "", question.place("about"))
    span, problem = _span(paper, within, wanted)
    paragraph = paper.paragraph_at(span) if span else None
    placed = PlacedQuestion(question, lesson, span, paragraph.id if paragraph else None, bool(span))
    return placed, problem


def _says(paper: Paper, within: list[Paragraph], words: str) -> bool:
    """Return whether the passages of a lesson say words that could also name a section."""
    return bool(find_quote(paper, words, within=[paragraph.span for paragraph in within]))


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Words of the paper that an instructor quotes, and the place of the quote in the file."""

    quote: str
    prefix: str
    suffix: str
    place: Place

    @property
    def short(self) -> str:
        """The quote, short enough for a message."""
        return shorten(self.quote, 200, placeholder=" …")


def _span(paper: Paper, within: list[Paragraph], wanted: _Wanted) -> tuple[Span | None, Problem | None]:
    """Return the one place of a quote in a lesson's passages, or the problem why there is none."""
    stretches = [paragraph.span for paragraph in within]
    inside = find_quote(paper, wanted.quote, wanted.prefix, wanted.suffix, stretches)
    if len(inside) == 1:
        return inside[0], None
    return None, _ambiguous(paper, wanted, inside) if inside else _outside(paper, wanted)


def _outside(paper: Paper, wanted: _Wanted) -> Problem:
    """Return the problem of a quote that is not in the passages of its lesson."""
    spans = find_quote(paper, wanted.quote, wanted.prefix, wanted.suffix)
    homes = [home for span in spans if (home := paper.paragraph_at(span))]
    if not spans:
        return _absent(paper, wanted)
    if not homes:
        return QUOTE_CROSSES.at(
            wanted.place,
            f"“{wanted.short}” runs from one paragraph into the next",
            "quote words of one paragraph only",
        )
    return QUOTE_ELSEWHERE.at(
        wanted.place,
        f"“{wanted.short}” is in {homes[0].id}, which this lesson does not read",
        f"add {homes[0].id} to the lesson's passages, or move this to the lesson that reads it",
    )


def _ambiguous(paper: Paper, wanted: _Wanted, spans: tuple[Span, ...]) -> Problem:
    befores = [paper.text[max(span.start - 25, 0) : span.start].split("\n")[-1] for span in spans]
    listed = "; ".join(f"“…{before}[{wanted.short}]”" for before in befores[:_EXAMPLES])
    more = f"; and {len(befores) - _EXAMPLES} more" if len(befores) > _EXAMPLES else ""
    return QUOTE_AMBIGUOUS.at(
        wanted.place,
        f"“{wanted.short}” occurs {len(spans)} times in the passages: {listed}{more}",
        "quote more words, or add `prefix:` with the words just before the one you mean",
    )


def _absent(paper: Paper, wanted: _Wanted) -> Problem:
    if (wanted.prefix or wanted.suffix) and find_quote(paper, wanted.quote):
        return QUOTE_CONTEXT.at(
            wanted.place,
            f"the paper says “{wanted.short}”, but not between this prefix and suffix",
            "copy the words just before into `prefix:` and the words just after into `suffix:`",
        )
    if leaves_out(wanted.quote):
        fix = "quote words that follow one another, without the dots; the note can name the rest"
    else:
        fix = "copy the words from the paper page"
    near = nearest_words(paper, wanted.quote)
    hint = f"; {near.paragraph} says “{near.words}” (you have {near.differs})" if near else ""
    return QUOTE_NOT_FOUND.at(wanted.place, f"the paper does not say “{wanted.short}”{hint}", fix)


def _named_apart(notes: list[PlacedNote]) -> tuple[PlacedNote, ...]:
    """Number the notes, which are in the order of the text, and give each a different id."""
    own = {note.note.id for note in notes if note.note.id}
    made = iter(distinct([*sorted(own), *(note.id for note in notes if not note.note.id)])[len(own) :])
    ids = [note.note.id or next(made) for note in notes]
    return tuple(
        replace(note, id=id_, number=number)
        for number, (note, id_) in enumerate(zip(notes, ids, strict=True), 1)
    )
