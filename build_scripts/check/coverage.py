"""Measure what a course covers: paragraphs without notes, spellings, minutes, length."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from ..paper.paper import NUMBERED, Paper, Paragraph, Section
from ..paper.terms import Occurrence, find_terms, one_spelling
from ..read.course import Answers, Check, Level, Sourced, SourceKind, Term, Work
from ..read.project import records_of_files, statements
from ..read.record import Written, prose, records
from ..shared.keep import ONCE, Keep
from ..shared.markdown import plain_words
from ..shared.words import counted, plain
from ..weave.shuffled import letters
from ..weave.weave import Woven, WovenLesson
from .lix import lix

READING_SPEED = 200
"""Words a minute for hard prose: the slow end of adult silent reading (Brysbaert 2019: 238 on average)."""
OFTEN = 1 / 3
"""Part of all paragraphs; an everyday word that is marked in more of them is marked too often."""
FEW = 3
"""Paragraphs; a word in no more than these is never marked too often, even in a short paper."""

TELLING = 1.5
"""Times what chance would give; a place or a length that is right more often than this helps to guess."""
FEW_CHECKS = 4
"""Self-checks; what is right in no more of them tells nothing."""

_PLURAL = ("s", "es")


@dataclass(frozen=True, slots=True)
class ParagraphCover:
    """The size of a paragraph, and how much of the course is about it."""

    id: str
    words: int
    lessons: int
    notes: int
    questions: int


@dataclass(frozen=True, slots=True)
class SectionCover:
    """A section, and how long it takes to read."""

    heading: str
    words: int
    minutes: int
    """Rounded up, at `READING_SPEED`."""
    lix: int | None
    """How hard it is to read: see `lix`."""
    paragraphs: tuple[ParagraphCover, ...]


@dataclass(frozen=True, slots=True)
class LessonCover:
    """The size of a lesson, and how long its parts take."""

    id: str
    minutes: int
    question_minutes: int
    run_sheet_minutes: int
    """0 if there is no run sheet."""
    notes: int
    key_notes: int
    checks: int
    passage_words: int
    own_words: int
    """Words of the editors: objectives, text, notes, questions, self-checks, activity."""
    lix: int | None
    """How hard the editors' own words are to read: see `lix`."""
    levels: tuple[tuple[Level, int], ...]
    """Each level of its questions, with their number."""


@dataclass(frozen=True, slots=True)
class Excess:
    """A spelling that marks more of the paper than it should."""

    term: str
    alias: str
    times: int
    paragraphs: int
    why: str

    @property
    def count(self) -> str:
        """How often, and in how many paragraphs, in words."""
        times = "once" if self.times == 1 else f"{self.times} times"
        return f"{times} in {counted(self.paragraphs, 'paragraph')}"


@dataclass(frozen=True, slots=True)
class Guessing:
    """What helps to guess the right options of self-checks without having read."""

    checks: int
    """Those with one right option."""
    letters: tuple[tuple[str, int], ...]
    """How often each letter is right, as readers see the options."""
    longest: int
    """How often the right option is longer than all others."""
    shortest: int
    by_chance: int
    """How often one would be right, or the longest of all, by chance; of different numbers of options, on average."""

    @property
    def tells(self) -> tuple[str, ...]:
        """What gives more answers away than chance would; nothing for a few self-checks."""
        often = max(self.by_chance * TELLING, FEW_CHECKS)
        counts = (
            *((f"{letter} is right", count) for letter, count in self.letters),
            ("the longest option is right", self.longest),
            ("the shortest option is right", self.shortest),
        )
        return tuple(f"{what} in {count} of {self.checks}" for what, count in counts if count > often)


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a course covers."""

    sections: tuple[SectionCover, ...]
    lessons: tuple[LessonCover, ...]
    terms_unmet: tuple[str, ...]
    """Terms with aliases, none of which is in the paper."""
    aliases_unmet: tuple[tuple[str, str], ...]
    """Aliases that are not in the paper, as term and alias."""
    aliases_excessive: tuple[Excess, ...]
    plurals_unmarked: tuple[tuple[str, str], ...]
    """Plurals of aliases that the paper has and that are not marked, as term and plural."""
    abbreviations: tuple[str, ...]
    """Abbreviations of the editors that are no name of a term, and that no group of synonyms explains to search."""
    questions_untimed: tuple[str, ...]
    """Questions without minutes; the sums do not count them."""
    questions_unguided: tuple[str, ...]
    """Questions without a guide; none where the course has no answers at all."""
    unassessed: tuple[tuple[str, int], ...]
    """Objectives that no question, self-check or activity assesses, as lesson and number; none if the course joins none."""
    key_terms_unused: tuple[tuple[str, str], ...]
    """Key terms that neither the passages of their lesson nor its editors' texts use, as lesson and term."""
    guessing: Guessing
    source_kinds: tuple[tuple[SourceKind, int], ...]
    """How many works of the editors there are of each kind; works whose kind is not said are left out."""
    sourced: int
    judged: int
    """Statements that rest on the text or on the editors' judgement alone."""
    unsourced: int


def coverage(woven: Woven, keep: Keep = ONCE) -> Coverage:
    """Return what a course covers."""
    kinds = Counter(_kind(statement) for _, statement in statements(woven.project))
    unmet = keep(_unmet, woven.paper, woven.occurrences, woven.project.terms)
    counts = _counts(woven.lessons)
    met = {occurrence.term for occurrence in woven.occurrences}
    answers = woven.project.answers.values()
    guided = {guide.question for one in answers for guide in one.guides}
    questions = [question for lesson in woven.lessons for question in lesson.lesson.questions]
    return Coverage(
        sections=tuple(
            _section(size, section, counts)
            for section, size in zip(woven.paper.sections, keep(_sizes, woven.paper), strict=True)
            if _numbered(section) or not section.paragraphs
        ),
        lessons=tuple(
            keep(_lesson, woven.paper, lesson, woven.project.answers.get(lesson.id))
            for lesson in woven.lessons
        ),
        terms_unmet=tuple(term.id for term in woven.project.terms if term.aliases and term.id not in met),
        aliases_unmet=unmet,
        aliases_excessive=keep(_excesses, woven.paper, woven.occurrences, woven.project.terms),
        plurals_unmarked=keep(_plurals, woven.paper, woven.occurrences, woven.project.terms),
        abbreviations=tuple(_unexplained(woven, keep)),
        questions_untimed=tuple(question.id for question in questions if question.minutes is None),
        questions_unguided=tuple(
            question.id for question in questions if answers and question.id not in guided
        ),
        unassessed=tuple(_unassessed(woven.lessons)),
        key_terms_unused=tuple(_unused(woven)),
        source_kinds=_source_kinds(woven.project.works),
        guessing=_guessing([one for lesson in woven.lessons for one in lesson.checks]),
        sourced=kinds["sourced"],
        judged=kinds["judged"],
        unsourced=kinds["unsourced"],
    )


def _unassessed(lessons: Iterable[WovenLesson]) -> Iterator[tuple[str, int]]:
    """Yield the objectives that nothing assesses, if anything is joined to an objective at all."""
    joined: dict[str, set[int]] = {}
    for lesson in lessons:
        asked = {number for placed in lesson.questions for number in placed.question.assesses}
        done = set(lesson.lesson.activity.assesses if lesson.lesson.activity else ())
        joined[lesson.id] = asked | done | {number for _, check in lesson.checks for number in check.assesses}
    for lesson in lessons if any(joined.values()) else ():
        for number in range(1, len(lesson.lesson.objectives) + 1):
            if number not in joined[lesson.id]:
                yield lesson.id, number


def _unused(woven: Woven) -> Iterator[tuple[str, str]]:
    """Yield the key terms that readers of a lesson do not meet."""
    for lesson in woven.lessons:
        spans = [one.span for passage in lesson.passages for one in passage.paragraphs]
        met = {
            found.term
            for found in woven.occurrences
            if any(span.start <= found.span.start < span.end for span in spans)
        }
        linked = {
            link.removeprefix("term:")
            for record in records(lesson.lesson)
            for _, text in prose(record)
            for link in text.links
            if link.startswith("term:")
        }
        for id_ in lesson.lesson.key_terms:
            if id_ not in met | linked:
                yield lesson.id, id_


def _source_kinds(works: Iterable[Work]) -> tuple[tuple[SourceKind, int], ...]:
    counts = Counter(work.kind for work in works if work.kind)
    return tuple((kind, counts[kind]) for kind in SourceKind if counts[kind])


def _guessing(checks: Sequence[tuple[str, Check]]) -> Guessing:
    """Return what helps to guess; self-checks with several right options are left out."""
    single = [(id_, one) for id_, one in checks if sum(option.right for option in one.options) == 1]
    longest = shortest = 0
    for _, check in single:
        lengths = [len(option.text.words) for option in check.options]
        right = next(len(option.text.words) for option in check.options if option.right)
        longest += right == max(lengths) and lengths.count(right) == 1
        shortest += right == min(lengths) and lengths.count(right) == 1
    return Guessing(
        checks=len(single),
        letters=tuple(sorted(Counter(letters(iter(single))).items())),
        longest=longest,
        shortest=shortest,
        by_chance=round(sum(1 / len(check.options) for _, check in single)),
    )


@dataclass(frozen=True, slots=True)
class _Size:
    """The size of a section."""

    words: tuple[int, ...]
    """Of each paragraph."""
    lix: int | None


def _unexplained(woven: Woven, keep: Keep) -> Iterator[str]:
    """Yield the abbreviations that search cannot find by another name, in alphabetical order."""
    project = woven.project
    used = set[str]().union(*(keep(_abbreviations, file) for file in records_of_files(project)))
    names = [name for term in project.terms for name in (term.term, *term.aliases)]
    told = {
        word for name in (*names, *chain(*project.course.synonyms)) for word in _ABBREVIATION.findall(name)
    }
    yield from sorted(used - told)


def _abbreviations(file: Written) -> frozenset[str]:
    """Return the abbreviations in the texts of a file."""
    texts = (text.words for record in records(file) for _, text in prose(record))
    return frozenset(found for text in texts for found in _ABBREVIATION.findall(text))


_ABBREVIATION = re.compile(r"\b[A-Z]{3,6}\b")
"""Shorter ones are often numerals or initials."""


def _sizes(paper: Paper) -> tuple[_Size, ...]:
    """Return the sizes of all sections."""
    texts = [[paper.words(one.span) for one in _numbered(section)] for section in paper.sections]
    return tuple(_Size(tuple(len(text.split()) for text in own), lix(own)) for own in texts)


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many lessons, notes and questions there are, by paragraph: those of lessons that read it."""

    lessons: Counter[str]
    notes: Counter[str]
    questions: Counter[str]


def _counts(lessons: Iterable[WovenLesson]) -> _Counts:
    counts = _Counts(Counter(), Counter(), Counter())
    for lesson in lessons:
        read = set(lesson.paragraphs)
        counts.lessons.update(read)
        counts.notes.update(note.paragraph for note in lesson.notes if note.paragraph in read)
        counts.questions.update(one.paragraph for one in lesson.questions if one.paragraph in read)
    return counts


def _numbered(section: Section) -> tuple[Paragraph, ...]:
    """Return what is read as text: tables, references and what stands around the text are not counted."""
    return tuple(one for one in section.paragraphs if one.kind in NUMBERED)


def _section(size: _Size, section: Section, counts: _Counts) -> SectionCover:
    paragraphs = tuple(
        ParagraphCover(one.id, words, counts.lessons[one.id], counts.notes[one.id], counts.questions[one.id])
        for one, words in zip(_numbered(section), size.words, strict=True)
    )
    words = sum(size.words)
    return SectionCover(section.heading, words, -(-words // READING_SPEED), size.lix, paragraphs)


def _lesson(paper: Paper, lesson: WovenLesson, answers: Answers | None) -> LessonCover:
    questions = [placed.question for placed in lesson.questions]
    levels = Counter(question.level for question in questions)
    own = [
        plain_words((block,))
        for record in records(lesson.lesson)
        for _, text in prose(record)
        for block in text.blocks
    ]
    return LessonCover(
        id=lesson.id,
        minutes=lesson.lesson.minutes,
        question_minutes=sum(question.minutes or 0 for question in questions),
        run_sheet_minutes=sum(step.minutes for step in answers.run_sheet) if answers else 0,
        notes=len(lesson.notes),
        key_notes=sum(placed.note.key for placed in lesson.notes),
        checks=len(lesson.checks),
        passage_words=sum(
            len(paper.words(paragraph.span).split())
            for passage in lesson.passages
            for paragraph in passage.paragraphs
            if paragraph.kind in NUMBERED
        ),
        own_words=sum(len(text.split()) for text in own),
        lix=lix(own),
        levels=tuple((level, levels[level]) for level in Level if levels[level]),
    )


def _unmet(
    paper: Paper, occurrences: tuple[Occurrence, ...], terms: tuple[Term, ...]
) -> tuple[tuple[str, str], ...]:
    spellings = {(occurrence.term, one_spelling(_spelled(paper, occurrence))) for occurrence in occurrences}
    return tuple(
        (term.id, alias)
        for term in terms
        for alias in term.aliases
        if (term.id, one_spelling(alias)) not in spellings
    )


def _plurals(
    paper: Paper, occurrences: tuple[Occurrence, ...], terms: tuple[Term, ...]
) -> tuple[tuple[str, str], ...]:
    """Return words of the paper that are an alias with “s” or “es”, if no term is marked there."""
    marked = [occurrence.span for occurrence in occurrences]
    aliases = {term.id: term.aliases for term in terms}
    plurals = tuple((alias + end, id_) for id_, own in aliases.items() for alias in own for end in _PLURAL)
    found: dict[tuple[str, str], str] = {}
    for one in find_terms(paper, plurals):
        words = _spelled(paper, one)
        after = bisect_left(marked, one.span.start, key=lambda span: span.end)
        free = after == len(marked) or not marked[after].meets(one.span)
        if free and any(_is_plural(words, alias) for alias in aliases[one.term]):
            found.setdefault((one.term, one_spelling(words)), words)
    return tuple((term, words) for (term, _), words in found.items())


def _is_plural(words: str, alias: str) -> bool:
    """Return whether words are the plural of an alias; in “its”, IT has other letters."""
    if alias.isupper() and not words.startswith(alias):
        return False
    return one_spelling(words) in [one_spelling(alias + end) for end in _PLURAL]


def _excesses(
    paper: Paper, occurrences: tuple[Occurrence, ...], terms: tuple[Term, ...]
) -> tuple[Excess, ...]:
    return tuple(_excessive(paper, occurrences, terms))


def _excessive(
    paper: Paper, occurrences: tuple[Occurrence, ...], terms: tuple[Term, ...]
) -> Iterator[Excess]:
    """Yield spellings that seem to mark words with another meaning than the term.

    There are two signs: a single everyday word (one with a small letter) that is in very many
    paragraphs, and a name (a spelling with a capital) that the paper also has all in small letters.
    """
    found: dict[tuple[str, str], list[Occurrence]] = defaultdict(list)
    for occurrence in occurrences:
        found[occurrence.term, one_spelling(_spelled(paper, occurrence))].append(occurrence)
    many = max(FEW, OFTEN * len(paper.numbered))
    for term in terms:
        for alias in term.aliases:
            spelling = plain(alias)
            there = found[term.id, one_spelling(alias)]
            paragraphs = {paper.paragraph_at(one.span) for one in there}
            if " " not in spelling and not spelling.isupper() and len(paragraphs) > many:
                why = "an everyday word in very many paragraphs: take it out, or choose a longer spelling"
            elif spelling[:1].isupper() and any(_spelled(paper, one).islower() for one in there):
                why = "a name that the paper also has in small letters: see whether it means the same"
            else:
                continue
            yield Excess(term.id, alias, len(there), len(paragraphs), why)


def _spelled(paper: Paper, occurrence: Occurrence) -> str:
    return paper.text[occurrence.span.start : occurrence.span.end]


def _kind(statement: Sourced) -> str:
    if statement.sources:
        return "sourced"
    return "judged" if statement.basis else "unsourced"
