"""Words are found however they are typed, and at their place in the paper's own text."""

import re
import unicodedata
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from lxml.html import HTMLParser, fromstring

from build_scripts.build import build
from build_scripts.paper.folded import fold, same
from build_scripts.paper.paper import Paper, Span
from build_scripts.paper.plain_text import read_paper
from build_scripts.paper.quotes import find_quote, nearest_words
from build_scripts.paper.terms import find_terms, spellings
from build_scripts.read.course import Term

SIGNS = st.text(
    st.one_of(
        st.sampled_from("abfiAé uü \n\n-–—“”‘'\"….\u00ad\u200b\u200c\u200d\u2060\ufeff\u0640\u0308\u0301\u00a0\u2009\u202f"),
        st.sampled_from("ﬀﬁﬂﬃﬄﬅﬆﷲﷺﺍﺏﻼﹰﹱשּׁשׁ走廊パハ゜กิคि한\u1112\u1161\u11ab👨👩12¹²Å\u212b"),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=40,
)  # fmt: skip


@given(SIGNS)
def test_what_is_folded_stays_as_it_is(text):
    assert same(same(text)) == same(text)


@given(SIGNS)
def test_composed_and_decomposed_letters_fold_alike(text):
    assert same(unicodedata.normalize("NFD", text)) == same(unicodedata.normalize("NFC", text))


@given(SIGNS, st.booleans())
def test_places_are_in_order_and_inside_the_text_and_cut_no_letter(text, joined):
    folded = fold(text).joined if joined else fold(text)
    places = [folded.back(at, at + 1) for at in range(len(folded.text))]
    assert all(0 <= start <= end <= len(text) for start, end in places)
    for one, other in pairwise(places):
        assert one[0] <= other[0]
        assert one[1] <= other[1]
    for at, (start, end) in enumerate(places):
        if end < len(text) and not folded.cuts_letter(at + 1):
            assert unicodedata.combining(text[end]) == 0
        if start < end:
            first, last = folded.stretch(start, end)
            assert first <= at + 1 <= last


@given(SIGNS, st.data())
def test_a_stretch_folds_to_what_it_was_found_by(text, data):
    """A stretch that is not inside of a letter's forms folds to itself, but for white space at its ends."""
    folded = fold(text)
    start = data.draw(st.integers(0, len(folded.text)))
    end = data.draw(st.integers(start, len(folded.text)))
    first, last = folded.back(start, end)
    assert same(folded.text[start:end]).strip() in same(text[first:last])


@given(SIGNS, st.booleans())
@example("a - - - b", False)
def test_offsets_of_the_text_stay_in_order(text, joined):
    folded = fold(text).joined if joined else fold(text)
    offsets = [folded.stretch(at, at)[0] for at in range(len(text) + 1)]
    assert offsets == sorted(offsets)
    assert folded.stretch(0, len(text)) == (0, len(folded.text))


def test_an_empty_line_stays_one_whatever_stands_beside_it():
    assert same("a toll –\n\n– it \n\n is") == "a toll-\n\n-it \n\n is"


# Quotes

LINES = [
    "The ﬁrst oﬃcial con\u00adﬂict dam\u00adaged the “old” bridge – and it’s the coun\u00adcil’s afﬂuent prac-tices, in Zu\u0308rich, that paid 5\u202f000 pence…",
    "Nobody’s ‘fair’ share of the tolls,1 for the self-reliant\u00a0towns, was paid after\u200b the war.2 In Göttingen nothing¹ but well-known laws [3] stood.",
    "When the water stands at the mill,\n    the ferry stands still, stands still;\nwhen the water is down at the weir,\n  the ferry\u00adman drinks his beer.",
    "وقال شـــابوص إن ﻻ أحد می\u200cرود هناك ﷲ ثم كتاب\u200cها بالمدينة القديمة",
]  # fmt: skip


def paper_of(*lines: str) -> Paper:
    """A paper of which some paragraphs have lines of their own, as verse has."""
    read = read_paper("\n\n".join(re.sub(r"\s+", " ", line) for line in lines))
    text = "\n\n".join(lines)
    spans, start = [], 0
    for line in lines:
        spans.append(Span(start, start + len(line)))
        start += len(line) + 2
    paragraphs = tuple(replace(one, span=span) for one, span in zip(read.paragraphs, spans, strict=True))
    return replace(read, text=text, sections=(replace(read.sections[0], paragraphs=paragraphs),))


PAPER = paper_of(*LINES)

TYPED = {
    "forms written out": lambda text: "".join(
        unicodedata.normalize("NFKC", sign) if sign in "ﬁﬂﬃﻻﷲ…" else sign for sign in text
    ),
    "ligatures": lambda text: text.replace("fi", "ﬁ").replace("fl", "ﬂ").replace("ffi", "ﬃ"),
    "nothing unseen": lambda text: re.sub("[\u00ad\u200b-\u200d\u2060\ufeff\u0640]", "", text),
    "soft hyphens": lambda text: re.sub(r"(\w\w)(?=\w)", "\\1\u00ad", text),
    "signs without width": lambda text: text.replace("e", "e\u2060\ufeff"),
    "composed": lambda text: unicodedata.normalize("NFC", text),
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "straight marks": lambda text: text.translate(str.maketrans("“”‘’–\u00a0\u202f", "\"\"''-  ")),
    "other marks": lambda text: text.replace("“", "«").replace("”", "»").replace(" – ", "—"),
    "other spaces": lambda text: re.sub(r"\s+", "\u2009", text),
    "wide spaces": lambda text: re.sub(r"\s+", " \n  ", text),
    "dots": lambda text: text.replace("…", "..."),
    "words joined": lambda text: text.replace("prac-tices", "practices").replace("self-", "self"),
    "no numbers of notes": lambda text: re.sub(r"(?<=[^\W\d][,.])\d|¹", "", text),
    "tatweel": lambda text: text.replace("ا", "اـ"),
}  # fmt: skip


@given(st.data())
def test_a_stretch_of_words_is_found_at_its_place_however_it_is_typed(data):
    paragraph = data.draw(st.sampled_from(PAPER.paragraphs))
    words = list(re.finditer(r"\S+", PAPER.words(paragraph.span)))
    first = data.draw(st.integers(0, len(words) - 3))
    last = data.draw(st.integers(first + 2, len(words) - 1))
    span = Span(paragraph.span.start + words[first].start(), paragraph.span.start + words[last].end())
    ways = data.draw(st.lists(st.sampled_from(sorted(TYPED)), unique=True))
    quote = PAPER.text[span.start : span.end]
    for way in ways:
        quote = TYPED[way](quote)
    found = find_quote(PAPER, quote, within=[one.span for one in PAPER.paragraphs])
    assert len(found) == 1, quote
    # What is not seen, dashes, and a number of a note at the ends may be left out of the span.
    assert span.holds(found[0])
    left = PAPER.text[span.start : found[0].start] + PAPER.text[found[0].end : span.end]
    assert not re.sub("[\u00ad\u200b-\u200d“”‘’…\\d¹]", "", left), left


def said(paper: Paper, quote: str, prefix: str = "", suffix: str = "") -> list[str]:
    return [paper.words(span) for span in find_quote(paper, quote, prefix, suffix)]


@pytest.mark.parametrize(
    ("text", "quote", "found"),
    [
        ("The ﬁrst oﬃcial conﬂict dam\u00adaged it.", "first official conflict damaged", ["ﬁrst oﬃcial conﬂict dam\u00adaged"]),
        ("In Zu\u0308rich.", "Zürich", ["Zu\u0308rich"]),
        ("In Zürich.", "Zu\u0308rich", ["Zürich"]),
        ("In Zu\u0308rich.", "Zu", []),
        ("They said so… and paid.", "said so... and paid", ["said so… and paid"]),
        ("They said so... and paid.", "said so… and paid", ["said so... and paid"]),
        ("Of 5\u202f000 pence", "5 000 pence", ["5\u202f000 pence"]),
        ("pay a\u200b year", "pay a year", ["pay a\u200b year"]),
        ("bad prac-tices", "bad practices", ["bad prac-tices"]),
        ("bad practices", "bad prac-tices", ["bad practices"]),
        ("the prac-tices and practices", "practices", ["practices"]),
        ("about the tolls,1 for it", "about the tolls, for it", ["about the tolls,1 for it"]),
        ("about the tolls,1 for it", "about the tolls", ["about the tolls"]),
        ("about the tolls1 for it", "about the tolls", ["about the tolls"]),
        ("tolls,1 for us, tolls, for us", "tolls, for us", ["tolls, for us"]),
        ("about the tolls.[3] It is", "the tolls. It is", ["the tolls.[3] It is"]),
        ("about tolls¹ for it", "about tolls for", ["about tolls¹ for"]),
        ("paid 1902 pence", "paid 19 pence", []),
        ("in Covid20 times", "in Covid19 times", []),
        ("a toll\u00ad", "a toll", ["a toll"]),
        ("\u00adtoll it", "toll it", ["toll it"]),
        ("the toll — or not — is", "the toll—or not-is", ["the toll — or not — is"]),
        ("the toll — or not — is", "— or not —", ["— or not —"]),
        ("‘a toll’ or “a toll”", "“a toll”", ["“a toll”"]),
        ("it was “a toll”", "'a toll'", ["“a toll”"]),
        ("a ferryman", "a ferry", []),
        ("a toll — bridge or toll–bridge", "a tollbridge", []),
        ("the prac-\n  tices of", "the practices of", ["the prac-\n  tices of"]),
        ("中国のパキスタン政策", "パキスタン", ["パキスタン"]),
        ("ประเทศปากีสถาน", "ปากีสถาน", ["ปากีสถาน"]),
        ("ประเทศปากีสถาน", "ปาก", []),
        ("كتاب\u200cها هنا", "كتابها هنا", ["كتاب\u200cها هنا"]),
        ("كتاب\u200cها هنا", "كتاب", ["كتاب"]),
        ("شـابوص", "شابوص", ["شـابوص"]),
        ("ﻻ ﺍﺏ", "لا اب", ["ﻻ ﺍﺏ"]),
        ("the 👨\u200d👩 family", "the 👨👩 family", []),
        ("कि है", "क", []),
        ("a\u00adb c", "", []),
        ("a\u00adb c", "\u00ad", []),
    ],
)  # fmt: skip
def test_a_quote_is_found_by_its_words(text, quote, found):
    assert said(paper_of(text), quote) == found


def test_a_prefix_and_a_suffix_fold_as_a_quote_does():
    paper = read_paper("The ﬁrst toll of Zu\u0308rich, the last toll,1 of prac-tices.")
    for prefix, suffix in (("The first", ""), ("", "of Zürich"), ("The ﬁrst", "of Zu\u0308")):
        (span,) = find_quote(paper, "toll", prefix, suffix)
        assert span.start == paper.text.index("toll")
    for prefix, suffix in (("last", ""), ("", "of practices")):
        (span,) = find_quote(paper, "toll", prefix, suffix)
        assert span == Span(paper.text.rindex("toll"), paper.text.rindex("toll") + 4)


def test_neighbours_may_be_parts_of_words_but_not_of_letters():
    paper = read_paper("A bridge in कि.")
    assert said(paper, "bri", suffix="dge") == said(paper, "bri", prefix="A", suffix="dge") == ["bri"]
    assert said(paper, "क", suffix="ि") == said(paper, "क", prefix="in") == []


def test_words_over_the_end_of_a_paragraph_are_found_in_the_whole_paper_alone():
    paper = read_paper("It is a toll.\n\nIt is prac-tices that pay.\n\nAt the end.")
    for quote in ("a toll. It is", "practices that pay. At the end"):
        assert len(find_quote(paper, quote)) == 1
        assert find_quote(paper, quote, within=[one.span for one in paper.paragraphs]) == ()


def test_what_a_message_says_differs_is_a_word_and_no_form_of_it():
    near = nearest_words(PAPER, "The first official war damaged the")
    assert near is not None
    assert (near.words, near.differs) == (
        "The ﬁrst oﬃcial con\u00adﬂict dam\u00adaged the",
        "“war” instead of “con\u00adﬂict”",
    )


def test_a_course_on_a_paper_from_a_pdf_is_right_and_shows_the_paper_s_own_letters(tiny):
    own = "two ban\u00adks, and <b>both</b> must ﬁnd Zu\u0308rich’s prac-tices,1 it"
    old = "two banks, and <b>both</b> must keep it"
    tiny["seeds/paper.txt"] = re.sub(old.replace(" ", r"\s"), own, tiny["seeds/paper.txt"])
    assert own in tiny["seeds/paper.txt"]
    tiny["content/lessons/bridges.yml"] = tiny["content/lessons/bridges.yml"].replace(
        f"quote: {old}", 'quote: "two banks, and <b>both</b> must find Zürich\'s practices, it"'
    )
    digest = sha256(tiny["seeds/paper.txt"].encode()).hexdigest()
    tiny["seeds/paper.yml"] = re.sub(r"sha256: \S+", f"sha256: {digest}", tiny["seeds/paper.yml"])
    made = build(tiny)
    assert not made.failed
    (page,) = [one.text for one in made.pages if one.page.path == "lessons/bridges.md"]
    text = "".join(fromstring(page, parser=HTMLParser(encoding="utf-8")).itertext())
    assert own.split("> ")[-1] in text


# Terms


def marked(text: str, *aliases: str) -> list[str]:
    terms = tuple(
        Term(id=f"t{number}", term="x", definition="x", aliases=(alias,))
        for number, alias in enumerate(aliases)
    )
    paper = read_paper(text)
    return [paper.words(one.span) for one in find_terms(paper, spellings(terms))]


@pytest.mark.parametrize(
    ("text", "alias", "found"),
    [
        ("A con\u00adﬂict.", "conflict", ["con\u00adﬂict"]),
        ("In Zu\u0308rich.", "Zu", []),
        ("In Zu\u0308rich.", "zürich", ["Zu\u0308rich"]),
        ("Soft-power, soft power; soft\u2011power", "soft power", ["Soft-power", "soft power", "soft\u2011power"]),
        ("A well known, well-known law", "well-known", ["well known", "well-known"]),
        ("It is soft – power is not; soft—power or soft - power", "soft power", []),
        ("a soft—power or soft – power", "softpower", []),
        ("China–Pakistan ties", "China-Pakistan", ["China–Pakistan"]),
        ("Prac-tices, practices", "practices", ["Prac-tices", "practices"]),
        ("See https://who.int/bri-x and www.bri.org (BRI).", "bri", ["BRI"]),
        ("See https://who.int/BRI", "BRI", []),
        ("HTTP://BRI.org – BRI", "BRI", ["BRI", "BRI"]),
        ("The tolls¹ and toll²", "tolls", ["tolls"]),
        ("a toll1 of", "toll", ["toll"]),
        ("a toll1 of a toll", "toll", ["toll"]),
        ("a toll1902 and G20", "toll", []),
        ("a toll1902 and G20", "G", []),
        ("a toll", "\u00ad", []),
        ("a toll — or", "—", []),
        ("شـابوص", "شابوص", ["شـابوص"]),
    ],
)  # fmt: skip
def test_a_term_is_marked_however_the_paper_spells_it(text, alias, found):
    assert marked(text, alias) == found
