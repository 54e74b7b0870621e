"""What names a thing that is deleted: lists lose it, links become their words, and every other byte stays."""

import pytest

from build_scripts.edit.untied import CannotUntieError, untied

GLOSSARY = "content/glossary.yml"
LESSON = "content/lessons/one.yml"
PAGE = "content/pages/about.md"


def test_lists_and_links_lose_it_and_every_other_byte_stays():
    lesson = (
        "key_terms: [toll, 'bridge' , ford]  # three\r\n"
        "text: |\r\n"
        "  A [wide\r\n"
        '  *bridge*](term:bridge) and the [span](term:span "once") stand; [bridges](term:bridges) too.\r\n'
        "notes:\r\n"
        "  - {quote: a bridge, note: 'It''s [it](term:bridge)', sources: [bridge]}\r\n"
    )
    page = "[One](term:bridge), [two](event:bridge), [three](term:bridge)."
    left = untied({LESSON: lesson, PAGE: page, GLOSSARY: "terms: []\n"}, "term", ["bridge", "span"])
    assert left == {
        PAGE: "One, [two](event:bridge), three.",
        LESSON: (
            "key_terms: [toll, ford]  # three\r\n"
            "text: |\r\n"
            "  A wide\r\n"
            "  *bridge* and the span stand; [bridges](term:bridges) too.\r\n"
            "notes:\r\n"
            "  - {quote: a bridge, note: 'It''s it', sources: [bridge]}\r\n"
        ),
    }


def test_a_list_that_named_nothing_else_goes_with_it():
    text = "key_terms:\n  - bridge\nminutes: 5\n"
    assert untied({LESSON: text}, "term", ["bridge"]) == {LESSON: "minutes: 5\n"}


def test_a_source_goes_with_the_place_in_it():
    text = 'sources: ["mason-2016, p. 12", holm]\n'
    assert untied({LESSON: text}, "source", ["mason-2016"]) == {LESSON: "sources: [holm]\n"}


def test_words_that_would_mean_something_else_in_yaml_are_left_to_people():
    with pytest.raises(CannotUntieError, match=r"one\.yml links to it in a way"):
        untied({LESSON: "summary: see [#4](term:bridge) there\n"}, "term", ["bridge"])
