"""Papers made by Hypothesis: blocks of every kind, with any words and marks."""

from functools import cache

from hypothesis import strategies as st
from projects import templates

from build_scripts.paper.blocks import (
    Aside,
    Figure,
    Form,
    Formula,
    Heading,
    LeftOut,
    Mark,
    MarkKind,
    Note,
    Reference,
    Table,
    Text,
    Words,
    tidy,
)
from build_scripts.paper.paper_md import BULLET, ROLES, Head, PaperSource

SIGNS = "ab 1._*~^$[](){}\\@|#%:?!-–é«\u0301שع"
VALUES = {
    MarkKind.LANGUAGE: "fr",
    MarkKind.LINK: "https://example.org/a",
    MarkKind.CITES: "mason-2016 12",
    MarkKind.NOTE: "1",
}
languages = st.sampled_from(["", "", "fr", "zh-Hans"])


@st.composite
def words(draw, in_lines=False, least=0):
    """Make words with marks anywhere; `least`: how many letters there are at least."""
    text = draw(st.text(alphabet=SIGNS + "\n\t" * in_lines, max_size=30)) + "b" * least
    marks = [draw(_mark(len(text))) for _ in range(draw(st.integers(0, 4)))]
    if draw(st.booleans()):
        text = f"{text} x^2 b"
        marks.append(Mark(len(text) - 5, len(text) - 2, MarkKind.FORMULA))
    return tidy(Words(text, tuple(marks)), in_lines)


@st.composite
def _mark(draw, length):
    kind = draw(st.sampled_from([kind for kind in MarkKind if kind is not MarkKind.FORMULA]))
    start = draw(st.integers(0, length))
    end = start if kind is MarkKind.NOTE else draw(st.integers(start, length))
    return Mark(start, end, kind, VALUES.get(kind, ""))


def _texts(number):
    labels = st.sampled_from([BULLET, "1.", "(a)", "iv)", "", "Anna:", "-"])
    return st.sampled_from(Form).flatmap(
        lambda form: st.builds(
            Text,
            words=words(in_lines=form in (Form.VERSE, Form.GLOSS), least=1),
            form=st.just(form),
            number=st.just(number),
            was=st.lists(st.integers(1, 99), max_size=2).map(tuple),
            label=labels if form is Form.ITEM else st.just(""),
            depth=st.integers(0, 2) if form is Form.ITEM else st.just(0),
            language=languages,
        )
    )


_numbers = st.sampled_from(["", "2", "A1"])
_pictures = st.sampled_from(["", "mill.png"])
_plain = st.text(alphabet="ab [](){}\\!.", max_size=12).map(lambda text: " ".join(text.split()))
_displays = {"number": _numbers, "picture": _pictures, "alternative": _plain, "language": languages}
_ids = st.sampled_from(["", "levy", "the-levy-2"])


@st.composite
def _tables(draw):
    width = draw(st.integers(1, 3))
    rows = draw(st.lists(st.tuples(*[words()] * width), max_size=3).map(tuple))
    return draw(
        st.builds(
            Table,
            caption=words(),
            rows=st.just(rows),
            heads=st.integers(0, len(rows)),
            source=words(),
            **_displays,
        )
    )


def _blocks(number):
    return st.one_of(
        _texts(number),
        st.builds(Heading, words=words(least=1), level=st.integers(1, 6), id=_ids, language=languages),
        _tables(),
        st.builds(Figure, caption=words(), **_displays),
        st.builds(Formula, tex=st.sampled_from(["", "x + 1 = 8", "a\\\\\nb"]), **_displays),
        st.builds(
            Reference, words=words(), key=st.sampled_from(["", "12", "mason-2016"]), language=languages
        ),
        st.builds(Note, words=words(), label=st.sampled_from(["1", "*", "1-2"]), language=languages),
        st.builds(Aside, words=words(), role=st.sampled_from(["", *ROLES]), language=languages),
        st.builds(LeftOut, text=_plain.map(lambda text: f"l{text}"), number=st.sampled_from([0, 7])),
    )


@st.composite
def sources(draw):
    """Make what a `paper.md` may say."""
    numbered = draw(st.booleans())
    blocks = [draw(_blocks(number * numbered)) for number in range(1, draw(st.integers(0, 6)) + 1)]
    return PaperSource(Head("original.pdf", "", 99, draw(st.sampled_from(["", "en"]))), tuple(blocks))


COURSE = {
    "content/course.yml": "title: A course\ndescription: For tests.\neditors: [Us]\nwelcome: Hello.\nlessons: [one]\nlicence: {name: CC0}\n",
    "content/lessons/one.yml": "title: One\nsummary: One.\nminutes: 5\nobjectives: [See.]\ntext: See.\nbasis: text\n",
    "content/pages/about.md": "# About\n",
    "seeds/paper.yml": (
        "citation: {id: berg-2023, type: book, title: Of Bridges, author: [{family: Berg}], issued: 2023}\n"
        "rights: {statement: Made.}\n"
    ),
}
"""A course of one lesson, which reads nothing yet."""


def course_of(paper: str) -> dict[str, str]:
    """Return the texts of a course on the paper that `paper.md` says, with the real templates."""
    return _templates() | COURSE | {"seeds/paper.md": paper}


@cache
def _templates() -> dict[str, str]:
    return templates()
