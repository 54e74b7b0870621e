"""The page breaker of handouts by itself: `passage.typ` on made passages, with notes on the page of their words."""

import json
import re
from io import BytesIO
from itertools import pairwise
from random import Random

import pdfplumber
import pypdfium2
import pytest
import typst
from projects import ROOT

from build_scripts.shells.typst import Press

pytestmark = pytest.mark.slow

TEMPLATES = ROOT / "overrides/handouts"
NAME = re.compile(r"[sh]\d+x\d*|n\d+w\d+|Lead|Before")
"""What the made texts say, beside filling."""
HEAD = """
#import "/passage.typ": *
#set page(..sheet, margin: margin)
#set text(font: sans, size: body-size, top-edge: 0.8em, bottom-edge: -0.25em)
#let parts() = parts-of(shown.passages, shown.notes, annotated-setting)
#let said(body) = if body.has("text") { body.text } else { said(body.children.first()) }
#let named(parts) = parts.map(part => if part.heading != none { part.heading } else { part.rows.map(row => said(row.plain)) }).flatten()
"""


def inputs(passages, notes):
    shown = {"passages": passages, "notes": notes}
    data = {"head": {"code": ""}, "shown": shown}
    return {"data": json.dumps(data), "size": "a4", "large": "false"}


def asked(expression: str, passages=(), notes=()):
    """What Typst says that an expression is."""
    marks = "".join(f"#metadata(0)<mark-{one['id']}>" for one in notes)  # to which the notes link
    source = HEAD + marks + f"#context [#metadata({expression})<asked>]"
    found = typst.query(
        source.encode(), "<asked>", field="value", one=True, root=str(TEMPLATES), sys_inputs=inputs(passages, notes),
        font_paths=Press(ROOT).fonts, ignore_system_fonts=True,
    )  # fmt: skip
    return json.loads(found)


def paragraph(number: int, sentences, notes=()):
    """A paragraph whose sentences say their names; `notes` are the ids of those at each sentence, by its index."""
    stretches = []
    for at, sentence in enumerate(sentences):
        marks = [
            {"is": "notemark", "note": id_, "number": int(id_[1:]), "kind": "context"}
            for index, id_ in notes
            if index == at
        ]
        stretches.append([{"is": "run", "text": sentence, "notes": [], "omitted": False}, *marks])
    return {
        "id": f"p{number}",
        "number": str(number),
        "words": {"stretches": stretches, "numbers": list(range(1, len(stretches) + 1))},
    }


def note(id_: str, words: int):
    text = " ".join(f"{id_}w{at}" for at in range(words))
    body = {"blocks": [{"is": "para", "inside": [{"is": "words", "text": text}]}], "top": 2}
    support = {"sources": [], "basis": ""}
    return {
        "id": id_,
        "number": int(id_[1:]),
        "kind": "context",
        "key": False,
        "body": body,
        "support": support,
        "see": [],
    }


def sentence(name: str, words: int) -> str:
    return " ".join([name, *["of words that stand for others"] * (words // 6)]) + ". "


def made(seed: int):
    """Passages and notes of all lengths, with a heading before each passage."""
    random = Random(seed)
    passages, notes, number = [], [], 0
    for heading in range(5):
        paragraphs = []
        for _ in range(random.randint(1, 4)):
            number += 1
            sentences = [
                sentence(f"s{number}x{at}", random.randint(6, 60)) for at in range(random.randint(1, 9))
            ]
            marked = []
            for at in range(len(sentences)):
                if random.random() < 0.4:
                    notes.append(note(f"n{len(notes) + 1}", random.choice([5, 20, 60, 120])))
                    marked.append((at, notes[-1]["id"]))
            paragraphs.append(paragraph(number, sentences, marked))
        passages.append({"heading": f"h{heading}x", "paragraphs": paragraphs})
    return passages, notes  # fmt: skip


def printed(source: str, passages=(), notes=()) -> BytesIO:
    """What Typst makes of a source, as PDF."""
    options = {"root": str(TEMPLATES), "font_paths": Press(ROOT).fonts, "ignore_system_fonts": True}
    pdf, warned = typst.compile_with_warnings(
        (HEAD + source).encode(), sys_inputs=inputs(passages, notes), **options
    )
    assert [one.message for one in warned] == []  # such as that pages never come to rest
    return BytesIO(pdf)


def columns(passages, notes, before: str = ""):
    """The words of the text and of the notes, page by page, as they are told to programs: columns one after the other."""
    pages = []
    source = before + "#beside(heading(depth: 2)[Lead], shown.passages, shown.notes)"
    with pdfplumber.open(printed(source, passages, notes)) as pdf:
        for page in pdf.pages:
            said = NAME.findall(page.extract_text(use_text_flow=True))
            of_notes = [word for word in said if word.startswith("n")]
            pages.append(([word for word in said if word not in of_notes], of_notes))
    return pages


@pytest.mark.parametrize("seed", range(4))
def test_every_sentence_stands_once_in_order_and_every_note_begins_on_its_page(seed):
    passages, notes = made(seed)
    pages = columns(passages, notes)
    assert len(pages) > 2
    names = [
        name
        for passage in passages
        for name in [
            passage["heading"],
            *(row[0]["text"].split()[0] for one in passage["paragraphs"] for row in one["words"]["stretches"]),
        ]
    ]  # fmt: skip
    there = [(word, at) for at, (text, _) in enumerate(pages) for word in text if word != "Lead"]
    assert [word for word, _ in there] == names
    page_of = dict(there)
    begins = {word[:-2]: at for at, (_, side) in enumerate(pages) for word in side if word.endswith("w0")}
    assert begins.keys() == {one["id"] for one in notes}
    for passage in passages:
        for one in passage["paragraphs"]:
            for row in one["words"]["stretches"]:
                for mark in row[1:]:
                    assert begins[mark["note"]] == page_of[row[0]["text"].split()[0]], mark
    said = [word for _, side in pages for word in side]
    assert said == [word for one in notes for word in one["body"]["blocks"][0]["inside"][0]["text"].split()]
    for text, _ in pages:
        assert not text[-1].startswith("h")


def test_a_note_that_is_longer_than_a_page_begins_at_its_words_and_runs_on():
    sentences = [sentence(f"s1x{at}", 30) for at in range(3)]
    passages = [{"heading": "", "paragraphs": [paragraph(1, sentences, [(1, "n1"), (2, "n2")])]}]
    notes = [note("n1", 1500), note("n2", 5)]
    pages = columns(passages, notes)
    said = [word for _, side in pages for word in side]
    assert said == [word for one in notes for word in one["body"]["blocks"][0]["inside"][0]["text"].split()]
    (first,) = [at for at, (text, _) in enumerate(pages) if "s1x1" in text]
    assert "n1w0" in pages[first][1]
    assert all(any(word.startswith("n1w") for word in side) for _, side in pages[first : first + 4])


def test_what_finds_too_little_room_below_other_things_begins_on_a_new_page():
    passages, notes = made(1)
    pages = columns(passages, notes, "Before.\n\n#v(205mm)\n\n")
    assert pages[0][0] == ["Before"]
    assert pages[1][0][:2] == ["Lead", "h0x"]


def test_very_many_notes_stand_below_their_paragraphs_and_none_is_lost():
    notes = [note(f"n{at}", 2) for at in range(1, 502)]
    paragraphs = [
        paragraph(first, [f"s{first}x{at}. " for at in range(3)], [(at, f"n{first + at}") for at in range(3)])
        for first in range(1, 502, 3)
    ]
    source = '#annotated([Lead], shown.passages, shown.notes, "", true, none)'
    said = NAME.findall(words_of(printed(source, [{"heading": "", "paragraphs": paragraphs}], notes)))
    wanted = ["Lead"]
    for first in range(1, 502, 3):
        wanted += [f"s{first}x{at}" for at in range(3)]
        wanted += [f"n{first + at}w{word}" for at in range(3) for word in range(2)]
    assert said == wanted


@pytest.mark.parametrize("beside", ["true", "false"])
def test_each_paragraph_of_a_note_begins_on_a_line_of_its_own(beside):
    two = note("n1", 2)
    two["body"]["blocks"] += note("n2", 2)["body"]["blocks"]
    passages = [{"heading": "", "paragraphs": [paragraph(1, ["s1x0. "], [(0, "n1")])]}]
    source = f'#annotated([Lead], shown.passages, shown.notes, "", {beside}, none)'
    lines = words_of(printed(source, passages, [two])).splitlines()
    assert [line.strip() for line in lines if "n2w" in line] == ["n2w0 n2w1"]


@pytest.mark.parametrize("count", [40, 1001])
def test_items_fill_column_after_column_in_order(count):
    source = f"#paged-columns(range({count}).map(at => block[n#{{at}}w0]))"
    assert NAME.findall(words_of(printed('#import "/columns.typ": *\n' + source))) == [
        f"n{at}w0" for at in range(count)
    ]


def words_of(file: BytesIO) -> str:
    """The words of a PDF, in the order in which they are read."""
    return "\n".join(page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(file))


def test_a_paragraph_is_cut_after_the_last_sentence_that_fits():
    passages = [{"heading": "", "paragraphs": [paragraph(1, [sentence(f"s1x{at}", 30) for at in range(6)])]}]
    cut = "split(parts().first(), {}, 500pt).map(half => if half == none {{ none }} else {{ (named((half,)), half.begins) }})"
    assert asked(cut.format("0pt"), passages) == [None, None]
    whole, nothing = asked(cut.format("500pt"), passages)
    assert (len(whole[0]), whole[1], nothing) == (6, True, None)
    first, rest = asked(cut.format("parts().first().height - 1pt"), passages)
    assert [*first[0], *rest[0]] == whole[0]
    assert (first[1], rest[1]) == (True, False)
    assert rest[0]


def test_a_paragraph_is_cut_before_the_sentence_whose_notes_find_no_room():
    sentences = [f"s1x{at}. " for at in range(4)]
    passages = [{"heading": "", "paragraphs": [paragraph(1, sentences, [(0, "n1"), (2, "n2"), (3, "n3")])]}]
    notes = [note("n1", 5), note("n2", 50), note("n3", 5)]
    first, rest = asked("split(parts().first(), 500pt, 60pt).map(half => named((half,)))", passages, notes)
    assert (first, rest) == (sentences[:2], sentences[2:])


def test_a_heading_goes_to_the_next_page_with_what_follows_it():
    passages = [
        {"heading": heading, "paragraphs": [paragraph(number, [sentence(f"s{number}x0", 60)])]}
        for number, heading in enumerate(["One", "Two"], 1)
    ]
    room = "parts().slice(0, 3).map(part => part.height).sum() + 60pt"
    taken, left = asked(f"filled(parts(), {room}).map(named)", passages)
    assert taken[0] == "One"
    assert left[0] == "Two"
    everything, nothing = asked("filled(parts(), 2000pt).map(named)", passages)
    assert (len(everything), nothing) == (4, [])


def test_notes_stand_beside_their_marks_never_on_each_other_and_above_the_end():
    notes = "((height: 30pt), (height: 30pt), (height: 30pt))"
    tops = lambda wanted, limit: [  # noqa: E731
        float(top.removesuffix("pt"))
        for top in asked(f"settled(({wanted}), {notes}, {limit}).map(top => repr(top.to-absolute()))")
    ]
    assert tops("0pt, 100pt, 200pt", "500pt") == [0, 100, 200]
    assert tops("50pt, 55pt, 60pt", "500pt") == [50, 80, 110]
    low = tops("400pt, 410pt, 480pt", "500pt")
    assert all(other - one >= 30 for one, other in pairwise(low))
    gap = 2.6 * 72 / 25.4  # below the last note, where nothing follows
    assert low[-1] + 30 == pytest.approx(500 + gap, abs=0.01)
