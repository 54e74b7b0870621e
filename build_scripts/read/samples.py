"""Sample texts for new files, which authors replace by their own."""

import re
from collections.abc import Iterator
from typing import Any

COURSE: dict[str, Any] = {
    "title": "The course’s title",
    "description": "One or two sentences on what it reads and for whom.",
    "editors": ["Your name"],
    "welcome": "Welcome. Begin with [the first lesson](lesson:first).",
    "lessons": ["first"],
    "licence": {"name": "CC BY 4.0", "url": "https://creativecommons.org/licenses/by/4.0/"},
}
WORK: dict[str, Any] = {
    "id": "mason-2016",
    "type": "book",
    "title": "A book that you cite",
    "author": [{"family": "Mason", "given": "Ada"}],
    "issued": "2016",
}
GLOSSARY: dict[str, Any] = {
    "terms": [{"id": "a-term", "term": "A term", "definition": "What it means.", "basis": "judgement"}]
}
TIMELINE: dict[str, Any] = {
    "themes": [{"id": "a-theme", "title": "A theme"}],
    "periods": [{"id": "a-period", "title": "A period", "date": "1900/1999"}],
    "events": [
        {
            "id": "an-event",
            "date": "1963-03-02",
            "title": "An event",
            "theme": "a-theme",
            "period": "a-period",
            "text": "What happened.",
            "sources": ["mason-2016"],
        }
    ],
}
LESSON: dict[str, Any] = {
    "summary": "One sentence on what this lesson reads.",
    "minutes": 50,
    "objectives": ["Name what readers will be able to do."],
    "text": "What readers should know before they begin.",
    "activity": {"title": "In pairs", "minutes": 10, "with": "pairs", "steps": "What to do."},
    "basis": "judgement",
}
NOTE = {"kind": "context", "note": "What a reader should know here.", "basis": "judgement"}
PANEL = ("What readers should know here.", "What do you want to ask?")
"""What the preview proposed for a note and a question to paste, before it had forms: files may still have it."""
PAPER: dict[str, Any] = {
    "citation": {"id": "the-paper", "type": "article-journal", "title": "The paper’s title"},
    "rights": {"statement": "What is known of the rights in the paper."},
}
ABOUT = "# About this course\n\nWho made it, how, and how to cite it.\n"


_MEANT = {"In pairs", "What does the passage claim?", "Which of these does the passage claim?"}
"""Samples that may stay: somebody may mean just this."""


def tasks(lesson: str) -> dict[str, Any]:
    """Return a sample question and self-check for a lesson, by its id."""
    name = (
        re.sub(r"^(?:(?:answer|card|cite|kept|level|lesson|mark|note)-)+", "", lesson) or "first"
    )  # see check/ids
    question = {
        "id": f"{name}-claim",
        "ask": "What does the passage claim?",
        "level": "understand",
        "minutes": 10,
    }
    options = [
        {"text": "It claims this.", "right": True, "why": "Because it says so."},
        {"text": "It claims that.", "right": False, "why": "Because it does not say so."},
    ]
    check = {"id": f"{name}-check", "ask": "Which of these does the passage claim?", "options": options}
    return {"questions": [question], "checks": [check]}


def texts() -> frozenset[str]:
    """Return every sample of more than one word: authors do not write these by chance."""
    everything = (COURSE, WORK, GLOSSARY, TIMELINE, LESSON, NOTE, PAPER, tasks("x"), PANEL)
    found = (text for text in _texts(everything) if " " in text and not text.startswith("CC "))
    return frozenset(found) - _MEANT


def _texts(sample: Any) -> Iterator[str]:
    if isinstance(sample, str):
        yield sample
    elif isinstance(sample, dict):
        yield from _texts(tuple(sample.values()))
    elif isinstance(sample, list | tuple):
        for one in sample:
            yield from _texts(one)
