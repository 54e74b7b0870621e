"""Courses of any size, the same every time for the same size."""

import textwrap
from hashlib import sha256
from random import Random

import yaml

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


def course(lessons: int, paragraphs: int = PARAGRAPHS) -> dict[str, str]:
    """Return the texts of a course, by path, without templates; each lesson reads as many paragraphs."""
    random = Random(lessons)
    paper = [[_paragraph(random) for _ in range(paragraphs)] for _ in range(lessons)]
    text = "\n\n".join(
        f"Section {number}\n\n" + "\n\n".join(textwrap.fill(paragraph, 95) for paragraph in section)
        for number, section in enumerate(paper, 1)
    )
    files = {
        "content/course.yml": _course(lessons),
        "content/glossary.yml": {"terms": [_term(words) for words in TERMS]},
        "content/sources.yml": {"references": [_work()]},
        "seeds/paper.yml": {
            "citation": _work(),
            "rights": {"statement": "Made for a bench."},
            "sha256": sha256(text.encode()).hexdigest(),
        },
        **{
            f"content/lessons/lesson-{number}.yml": _lesson(random, number, section)
            for number, section in enumerate(paper, 1)
        },
    }
    written = {
        path: yaml.safe_dump(value, sort_keys=False, allow_unicode=True) for path, value in files.items()
    }
    return {"seeds/paper.txt": text, **written}


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
            for count in range(5)
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
