"""Format problems and coverage for people, GitHub and other programs."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from ..shared.place import Problem, Severity
from ..shared.words import counted, printable
from .catalogue import CATALOGUE
from .coverage import Coverage, Excess, Guessing, LessonCover, ParagraphCover
from .lix import in_words

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning"}
_LESSON_COLUMNS = (
    "lesson", "minutes", "questions", "run sheet", "notes", "key", "checks", "passage", "own words", "LIX", "levels",
)  # fmt: skip
_PARAGRAPH_COLUMNS = ("paragraph", "words", "lessons", "notes", "questions", "")

Paint = Callable[[Severity], str]
"""A function from a severity to the word for it, coloured if the terminal shows colours."""


def report(problems: Iterable[Problem], paint: Paint = str) -> str:
    """Return one paragraph for each problem: place, severity, what was found, rule, and what to do."""
    return "\n".join(_told(problem, paint) for problem in problems)


def summary(problems: Iterable[Problem]) -> str:
    """Return how many problems there are of each severity, such as `1 error, 2 warnings`."""
    counts = Counter(problem.severity for problem in problems)
    parts = [counted(counts[kind], kind) for kind in Severity if counts[kind]]
    return ", ".join(parts) or "no problems"


def as_json(problems: Iterable[Problem]) -> str:
    """Return the problems as a JSON list of objects, for other programs."""
    rows = [
        {
            "path": problem.place.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "severity": problem.severity,
            "rule": problem.rule,
            "explained": f"{CATALOGUE}#{problem.rule}",
            "found": problem.found,
            "fix": problem.fix,
        }
        for problem in problems
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False)


def annotations(problems: Iterable[Problem]) -> str:
    """Return GitHub workflow commands, which put each error and warning on its line of a pull request.

    Notes are left out: they would stand on every pull request, also on those that touch nothing near them.
    """
    return "\n".join(_annotation(one) for one in problems if one.severity is not Severity.NOTE)


def job_summary(problems: Iterable[Problem]) -> str:
    """Return the problems except notes as a table in Markdown, for the summary page of a GitHub job."""
    listed = list(problems)
    rows = [
        f"| `{problem.place.path}:{problem.place.line}` | {problem.severity} | {plain_cell(problem.found)} | {plain_cell(problem.fix)} |"
        for problem in listed
        if problem.severity is not Severity.NOTE
    ]
    head = [f"### The course: {summary(listed)}", ""]
    table = ["| where | | what was found | what to do |", "|---|---|---|---|", *rows, ""] if rows else []
    return "\n".join([*head, *table])


def plain_cell(text: str) -> str:
    """Return text for a cell of a table, without signs that Markdown or HTML would interpret."""
    return re.sub(r"[\\`*_\[\]<>|&]", lambda found: f"&#{ord(found[0])};", " ".join(text.split()))


def coverage_table(coverage: Coverage) -> str:
    """Return what a course covers, as tables for a terminal."""
    rows = [
        *_aligned([_LESSON_COLUMNS, *map(_lesson_row, coverage.lessons)]),
        "",
        *_section_rows(coverage),
        "",
        f"terms never met in the paper: {', '.join(coverage.terms_unmet) or 'none'}",
        f"spellings never met: {', '.join(f'{alias} ({term})' for term, alias in coverage.aliases_unmet) or 'none'}",
        f"spellings that match too much: {'; '.join(_excess(one) for one in coverage.aliases_excessive) or 'none'}",
        f"plurals that are not marked: {', '.join(f'{words} ({term})' for term, words in coverage.plurals_unmarked) or 'none'}",
        f"abbreviations that search knows no other name of: {', '.join(coverage.abbreviations) or 'none'}",
        f"questions without minutes: {', '.join(coverage.questions_untimed) or 'none'}",
        f"questions without a guide: {', '.join(coverage.questions_unguided) or 'none'}",
        f"objectives that nothing assesses: {', '.join(f'{lesson} {number}' for lesson, number in coverage.unassessed) or 'none'}",
        f"key terms that their lesson does not use: {', '.join(f'{term} ({lesson})' for lesson, term in coverage.key_terms_unused) or 'none'}",
        f"works by kind: {', '.join(f'{count} {kind}' for kind, count in coverage.source_kinds) or 'not said'}",
        f"right options of self-checks: {guessing_told(coverage.guessing)}",
        f"statements: {coverage.sourced} with sources, {coverage.judged} on the text or by judgement, "
        f"{coverage.unsourced} with neither",
        "",
        "LIX: words in a sentence plus percentage of words longer than six letters (Björnsson 1968);",
        "below 30 very easy, below 40 easy, below 50 like newspapers, below 60 hard, from 60 very hard",
    ]
    return "\n".join(rows)


def guessing_told(guessing: Guessing) -> str:
    """Return where right options stand and how long they are, and what of it helps to guess."""
    if not guessing.checks:
        return "none"
    at = ", ".join(f"{letter} {count}" for letter, count in guessing.letters)
    lengths = f"the longest in {guessing.longest} of {guessing.checks}, the shortest in {guessing.shortest}"
    tells = f" <- {'; '.join(guessing.tells)}: can be guessed" if guessing.tells else ""
    return f"{at}; {lengths}{tells}"


def _lesson_row(lesson: LessonCover) -> tuple[str, ...]:
    numbers = (
        lesson.minutes,
        lesson.question_minutes,
        lesson.run_sheet_minutes,
        lesson.notes,
        lesson.key_notes,
        lesson.checks,
        lesson.passage_words,
        lesson.own_words,
        "-" if lesson.lix is None else lesson.lix,
    )
    levels = ", ".join(f"{count} {level}" for level, count in lesson.levels)
    return (lesson.id, *map(str, numbers), levels)


def _excess(excess: Excess) -> str:
    return f"{excess.alias} ({excess.term}, {excess.count}): {excess.why}"


def _section_rows(coverage: Coverage) -> Iterator[str]:
    """Yield the lines of the table of paragraphs, with a line before those of each section."""
    paragraphs = [_paragraph_row(one) for section in coverage.sections for one in section.paragraphs]
    lines = iter(_aligned([_PARAGRAPH_COLUMNS, *paragraphs]))
    yield next(lines)
    for section in coverage.sections:
        yield f"{section.heading} ({section.words} words, {section.minutes} minutes to read, {in_words(section.lix)})"
        yield from islice(lines, len(section.paragraphs))


def _paragraph_row(paragraph: ParagraphCover) -> tuple[str, ...]:
    numbers = (paragraph.words, paragraph.lessons, paragraph.notes, paragraph.questions)
    missing = [f"no {what}" for what in ("notes", "questions") if not getattr(paragraph, what)]
    return (paragraph.id, *map(str, numbers), f"<- {' and '.join(missing)}" if missing else "")


def _aligned(rows: Sequence[tuple[str, ...]]) -> list[str]:
    """Return rows as lines with aligned columns: the first and last to the left, the numbers between to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [_line(row, widths) for row in rows]


def _line(row: tuple[str, ...], widths: Sequence[int]) -> str:
    numbers = (cell.rjust(width) for cell, width in zip(row[1:-1], widths[1:-1], strict=True))
    return "  ".join([row[0].ljust(widths[0]), *numbers, row[-1]]).rstrip()


def _told(problem: Problem, paint: Paint) -> str:
    place, severity = problem.place, paint(problem.severity)
    found, fix = printable(problem.found), "\n".join(printable(line) for line in problem.fix.split("\n"))
    line = f"{place.path}:{place.line}:{place.column}: {severity}: {found} [{problem.rule}]"
    return f"{line}\n    {fix}" if fix else line


def _annotation(problem: Problem) -> str:
    place, command = problem.place, _COMMANDS[problem.severity]
    where = (
        f"file={_property(place.path)},line={place.line},col={place.column},title={_property(problem.rule)}"
    )
    message = "\n".join(
        part for part in (problem.found, problem.fix, f"Explained in {CATALOGUE}#{problem.rule}") if part
    )
    return f"::{command} {where}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
