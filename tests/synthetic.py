"""Courses of any size, the same every time for the same size."""

import textwrap
from hashlib import sha256
from random import Random
from typing import Any

import yaml
from yaml import CSafeDumper, CSafeLoader

WORDS = [
    "river",
    "bridge",
    "toll",
    "market",
    "road",
    "gate",
    "tower",
    "field",
    "harvest",
    "winter",
    "council",
    "letter",
    "debt",
    "promise",
    "border",
    "guard",
    "stone",
    "water",
    "light",
    "trade",
    "grain",
    "ship",
    "harbour",
    "wall",
    "garden",
    "record",
    "claim",
    "answer",
    "reason",
    "method",
]
TERMS = [f"{first} {second}" for first in WORDS[:10] for second in WORDS[10:15]]
PARAGRAPHS = 8
"""In each lesson, of about 190 words: 1,500 words a lesson."""
QUESTIONS = 5
"""In each lesson."""
SINCE, UNTIL = 1700, 2000
"""The years of the timeline."""
PERIODS = 6
THEMES = ("works", "law", "trade", "people")
KINDS = ("context", "claim", "evidence", "slip", "contradiction", "overclaim", "language", "link")
"""What a note may be for."""


def course(lessons: int, paragraphs: int = PARAGRAPHS) -> dict[str, str]:
    """Return the texts of a course, by path, without templates; each lesson reads as many paragraphs.

    It has all that a course may have: a glossary, an event for each lesson, a source for each ten,
    questions with guides, run sheets.
    """
    random = Random(lessons)
    paper = [[_paragraph(random) for _ in range(paragraphs)] for _ in range(lessons)]
    text = "\n\n".join(
        f"Section {number}\n\n" + "\n\n".join(textwrap.fill(paragraph, 95) for paragraph in section)
        for number, section in enumerate(paper, 1)
    )
    files = {
        "content/course.yml": _course(lessons),
        "content/glossary.yml": {"terms": [_term(words) for words in TERMS]},
        "content/timeline.yml": _timeline(lessons, paragraphs),
        "content/sources.yml": {"references": [_work(), *map(_source, range(-(-lessons // 10)))]},
        "seeds/paper.yml": {
            "citation": _work(),
            "rights": {"statement": "Made for a bench."},
            "sha256": sha256(text.encode()).hexdigest(),
        },
        **{
            f"content/lessons/lesson-{number}.yml": _lesson(random, number, section)
            for number, section in enumerate(paper, 1)
        },
        **{
            f"content/answers/lesson-{number}.yml": _answers(Random(number), number)
            for number in range(1, lessons + 1)
        },
    }
    written = {
        path: yaml.safe_dump(value, sort_keys=False, allow_unicode=True) for path, value in files.items()
    }
    return {"seeds/paper.txt": text, **written}


def varied(lessons: int, paragraphs: int = PARAGRAPHS) -> dict[str, str]:
    """Return the same course with more in it: notes of every kind, second spellings of terms, activities.

    `course` itself stays as it is: the pages in `baseline/` were made from it.
    """
    files = course(lessons, paragraphs)
    glossary = yaml.load(files["content/glossary.yml"], CSafeLoader)
    for at, term in enumerate(glossary["terms"]):
        _vary_term(term, TERMS[at - 1])
    more = {"content/glossary.yml": glossary}
    for number in range(1, lessons + 1):
        path = f"content/lessons/lesson-{number}.yml"
        more[path] = yaml.load(files[path], CSafeLoader)
        _vary_lesson(more[path], Random(number), f"p{(number - 1) * paragraphs + 1}")
    return files | {
        path: yaml.dump(value, Dumper=CSafeDumper, sort_keys=False) for path, value in more.items()
    }


def _vary_term(term: dict[str, Any], before: str) -> None:
    """Add a second spelling, a translation, and the term before as a related one."""
    term["aliases"].append(" ".join(reversed(term["term"].split())))
    term["related"] = [before.replace(" ", "-")]
    term["translations"] = [{"language": "fr", "text": term["term"], "unchecked": True}]


def _vary_lesson(lesson: dict[str, Any], random: Random, paragraph: str) -> None:
    """Add the editors' text and an activity; notes of each kind in turn, and what compares paragraphs."""
    lesson["text"] = f"{_sentence(random)}. See [the first term](term:river-council).\n\n{_sentence(random)}."
    lesson["basis"] = "judgement"
    lesson["activity"] = {
        "title": "In pairs",
        "minutes": 5,
        "with": "pairs",
        "steps": f"1. {_sentence(random)}.",
    }
    lesson["questions"][0]["about"] = paragraph
    first = random.randrange(len(KINDS))
    for at, note in enumerate(lesson["notes"], first):
        note["kind"] = KINDS[at % len(KINDS)]
    lesson["notes"][0]["see"] = [paragraph]


def _sentence(random: Random) -> str:
    return " ".join(random.choices(WORDS, k=14)).capitalize()


def _paragraph(random: Random) -> str:
    sentences = [_sentence(random) for _ in range(13)]
    return ". ".join([*sentences, f"{_sentence(random)} (Mason, 2019)."])


def _quote(random: Random, paragraph: str, length: int = 9) -> str:
    words = paragraph.split()
    start = random.randrange(len(words) - length)
    return " ".join(words[start : start + length])


def _lesson(random: Random, number: int, section: list[str]) -> dict[str, object]:
    return {
        "title": f"Lesson {number}",
        "summary": f"{_sentence(random)}.",
        "passages": [f"section-{number}"],
        "minutes": 50,
        "objectives": [f"Compare {_sentence(random)}." for _ in range(3)],
        "key_terms": [words.replace(" ", "-") for words in random.sample(TERMS, 5)],
        "notes": [_note(random, paragraph) for paragraph in section],
        "questions": [
            {"id": f"q-{number}-{count}", "ask": f"*{_sentence(random)}*?", "level": "analyse", "minutes": 8}
            for count in range(QUESTIONS)
        ],
        "checks": [_check(random, f"c-{number}-{count}") for count in range(3)],
    }


def _note(random: Random, paragraph: str) -> dict[str, object]:
    note = f"{_sentence(random)}, as [Mason](source:mason-2019) *says*. {_sentence(random)}.\n\n{_paragraph(random)[:400]}"
    return {
        "quote": _quote(random, paragraph),
        "kind": "context",
        "note": note,
        "sources": ["mason-2019, p. 3"],
    }


def _check(random: Random, id_: str) -> dict[str, object]:
    options = [
        {"text": _sentence(random), "why": f"{_sentence(random)}.", "right": right}
        for right in (True, False, False)
    ]
    return {"id": id_, "ask": f"{_sentence(random)}?", "options": options}


def _answers(random: Random, number: int) -> dict[str, object]:
    return {
        "run_sheet": [{"minutes": 10, "do": f"{_sentence(random)}."} for _ in range(5)],
        "guides": [
            {
                "question": f"q-{number}-{count}",
                "guide": f"{_sentence(random)}. *{_sentence(random)}*.",
                "misconceptions": [f"{_sentence(random)}."],
                "follow_ups": [f"{_sentence(random)}?"],
                "basis": "judgement",
            }
            for count in range(QUESTIONS)
        ],
    }


def _timeline(lessons: int, paragraphs: int) -> dict[str, object]:
    step = (UNTIL - SINCE) // PERIODS
    return {
        "introduction": "When it happened.",
        "themes": [{"id": theme, "title": theme.capitalize()} for theme in THEMES],
        "periods": [
            {"id": f"period-{at}", "title": f"Period {at}", "date": f"{SINCE + at * step}/{SINCE + (at + 1) * step - 1}"}
            for at in range(PERIODS)
        ],
        "events": [_event(Random(number), number, lessons, paragraphs) for number in range(1, lessons + 1)],
    }  # fmt: skip


def _event(random: Random, number: int, lessons: int, paragraphs: int) -> dict[str, object]:
    """An event of a lesson; of every seven one is disputed, one not sure, and one lasted."""
    day = (number - 1) * (UNTIL - SINCE) * 336 // lessons
    year, month, date = SINCE + day // 336, day % 336 // 28 + 1, day % 28 + 1
    written = {0: f"{year}~", 1: f"{year}/{year + 5}"}.get(number % 7, f"{year}-{month:02}-{date:02}")
    source = f"river-{(number - 1) // 10}"
    event = {
        "id": f"event-{number}",
        "title": " ".join(random.choices(WORDS, k=4)).capitalize(),
        "date": written,
        "theme": random.choice(THEMES),
        "period": f"period-{(year - SINCE) * PERIODS // (UNTIL - SINCE)}",
        "text": f"{_sentence(random)}, as the [paper](lesson:lesson-{number}) says.",
        "sources": [source],
        "paragraphs": [f"p{(number - 1) * paragraphs + 1}"],
    }
    if number % 7 == 2:
        accounts = [{"says": f"{_sentence(random)}.", "sources": [cited]} for cited in (source, "mason-2019")]
        event["dispute"] = {"about": f"{_sentence(random)}.", "accounts": accounts}
    return event


def _source(number: int) -> dict[str, object]:
    author = [{"family": f"River{number}", "given": "Ida"}]
    return {
        "id": f"river-{number}",
        "type": "book",
        "title": f"Rivers {number}",
        "author": author,
        "issued": "2001",
    }


def _term(words: str) -> dict[str, object]:
    definition = (
        f"What one calls a {words}, as the [first](term:river-council) does." if words == TERMS[0] else words
    )
    return {
        "id": words.replace(" ", "-"),
        "term": words,
        "definition": definition,
        "aliases": [words],
        "basis": "text",
    }


def _work() -> dict[str, object]:
    author = [{"family": "Mason", "given": "Ada"}]
    return {"id": "mason-2019", "type": "book", "title": "Bridges", "author": author, "issued": "2019"}


def _course(lessons: int) -> dict[str, object]:
    return {
        "title": "A course for a bench",
        "description": "Made, not written.",
        "editors": ["Nobody"],
        "welcome": "Welcome.",
        "lessons": [f"lesson-{number}" for number in range(1, lessons + 1)],
        "licence": {"name": "CC0"},
    }
