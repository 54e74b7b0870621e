"""What pages hold, before any template."""

import re

import pytest
from lxml import html
from projects import ROOT

from build_scripts.build import build
from build_scripts.inspect import inspect
from build_scripts.read.course import NoteKind
from build_scripts.show.base import site_of
from build_scripts.show.paper import paper_page
from build_scripts.weave.addresses import Address
from build_scripts.weave.edition import Edition

BRIDGES = "content/lessons/bridges.yml"


def pages_of(files, edition=Edition.STUDENT):
    return {one.page.path: one.page for one in build(files, edition=edition).pages}


def test_the_pencil_of_every_page_opens_a_file_that_is_there(towns):
    for path, page in (pages_of(towns) | pages_of(towns, Edition.INSTRUCTOR)).items():
        assert page.source in towns or (ROOT / page.source).is_file(), path


def test_the_home_page_shows_a_sentence_of_the_paper_with_its_place(towns):
    epigraph = pages_of(towns)["index.md"].epigraph
    assert epigraph.words == "A border that is crossed every day is a custom rather than a wall"
    assert epigraph.place.text == "paragraph 2"


def test_words_on_the_home_page_count_as_quoted_where_only_quotes_are_published(towns):
    words, course = "Travellers who came down from Harrow waited", "content/course.yml"
    towns["seeds/paper.yml"] = towns["seeds/paper.yml"].replace("publish: full", "publish: quotes")

    def shown():
        texts = {one.page.path: html.fromstring(one.text).text_content() for one in build(towns).pages}
        return [path for path in ("index.md", "paper.md") if words in texts[path]]

    assert shown() == []
    towns[course] = re.sub("epigraph: .*", f"epigraph: {words}", towns[course])
    assert shown() == ["index.md", "paper.md"]


def test_a_lesson_s_card_counts_its_notes_and_questions(tiny):
    assert [(card.notes, card.questions) for card in pages_of(tiny)["index.md"].cards] == [(3, 1), (0, 0)]


def test_a_term_that_a_lesson_s_own_text_links_to_is_explained_there(tiny):
    path = "content/lessons/no-passage.yml"
    tiny[path] = tiny[path].replace("Boats, says", "Boats pay a [toll](term:toll), says")
    assert [word.id for word in pages_of(tiny)["lessons/no-passage.md"].words] == ["toll"]


def test_an_event_is_found_by_both_its_years(tiny):
    path = "content/timeline.yml"
    tiny[path] = tiny[path].replace("1850-05~", "1850/1860")
    names = [name.name for name in pages_of(tiny)["timeline.md"].entries[1].names]
    assert names == ["The first bridge", "1850 to 1860", "1850", "1860"]


def test_a_section_names_each_lesson_once(tiny):
    path = "seeds/paper.txt"
    tiny[path] = tiny[path].replace("Nobody asked the river.", "\n\nNobody asked the river.")
    sections = paper_page(site_of(inspect(tiny).woven)).sections
    assert [len(one.blocks) for one in sections] == [2, 1]
    assert [[lesson.id for lesson in one.lessons] for one in sections] == [["bridges"], ["bridges"]]


def test_a_question_about_several_paragraphs_stands_at_the_first_that_is_read(tiny):
    text = tiny[BRIDGES].replace("[of-bridges, the-toll]", "[of-bridges]").replace("rivers *move*", "p1-p2")
    tiny[BRIDGES] = text[: text.index("  - quote: “Fair")] + text[text.index("questions:") :]
    (question,) = inspect(tiny).woven.lessons[0].questions
    assert (question.paragraph, question.read_here) == ("p1", True)


def entries_of(files, path):
    return {entry.anchor: entry for entry in pages_of(files)[path].entries}


def test_each_heading_of_a_lesson_s_text_is_found_with_the_words_below_it(tiny):
    path = "content/lessons/no-passage.yml"
    text = "  Above.\n\n  ## One *thing*\n\n  First words.\n\n  ### Questions\n\n  - Second\n  - words\n\n  ## Questions\n\n  Third."
    tiny[path] = re.sub(r"(?s)  ## A heading.*(?=basis)", f"{text}\n", tiny[path])
    found = entries_of(tiny, "lessons/no-passage.md")
    assert {id_: (one.kind, one.title, one.text) for id_, one in found.items() if id_} == {
        "one-thing": ("Section", "One thing (What is not there)", "First words."),
        "questions_1": ("Section", "Questions (What is not there)", "Second words"),
        "questions_2": ("Section", "Questions (What is not there)", "Third."),
    }
    assert found[""].text.endswith("Above.")
    assert [name.name for name in found[""].names] == ["What is not there", "Lesson 2"]


def test_each_heading_of_a_page_is_found(tiny):
    tiny["content/pages/about.md"] = "# About us\n\nFirst.\n\n## About us\n\nWho we are.\n"
    found = entries_of(tiny, "about.md")
    assert [(id_, one.text) for id_, one in found.items()] == [("", "First."), ("about-us_1", "Who we are.")]


def test_a_page_for_instructors_is_in_their_edition_alone_and_says_so(tiny):
    tiny["content/pages/key.md"] = "---\nedition: instructor\n---\n# The key\n\nHarrow is the answer.\n"
    assert "key.md" not in pages_of(tiny)
    (own,) = [one for one in build(tiny, edition=Edition.INSTRUCTOR).pages if one.page.path == "key.md"]
    assert own.page.title == "The key"
    assert "Only the edition for instructors has this page." in own.text
    assert "Harrow is the answer." in own.text
    assert "edition: instructor" not in own.text


@pytest.mark.parametrize(
    "above",
    [
        "---\nedition: instructors\n---",
        "---\nEdition: instructor\n---",
        "---\r\n edition : Instructor\r\n---",
        "\n---\ntitle: The key\nedition: instructor\n---",
        "\ufeff---\nedition:\n---",
        "---\nedition: instructor",
    ],
)
def test_a_page_that_speaks_of_an_edition_in_other_words_is_not_published_by_mistake(tiny, above):
    tiny["content/pages/key.md"] = f"{above}\n# The key\n"
    made = build(tiny)
    assert "page-edition" in {one.rule for one in made.problems}
    assert not made.pages


def test_search_is_given_what_self_checks_ask_and_none_of_their_options(towns):
    (found,) = [one for one in pages_of(towns)["lessons/silences.md"].entries if one.kind == "Self-check"]
    assert found.title == "When did everybody cross for nothing?"
    assert not any(
        "frost" in text.lower() for text in (found.title, found.text, *(n.name for n in found.names))
    )


def test_a_note_is_found_by_its_kind(tiny):
    notes = [one for one in pages_of(tiny)["lessons/bridges.md"].entries if one.kind == "Note"]
    assert all(one.variety in list(NoteKind) for one in notes)


def test_a_source_leads_to_three_of_the_places_that_use_it_at_most(towns):
    pages = pages_of(towns)
    there = {Address(path, entry.anchor) for path, page in pages.items() for entry in page.entries}
    sources = [one for one in pages["references.md"].entries if one.kind == "Source"]
    used = [one.used for one in sources]
    assert all(len(places) <= 3 for places in used)
    assert {place for places in used for place in places} <= there
    assert Address("timeline.md", "last-ferry") in {place for places in used for place in places}


def test_the_page_of_a_reader_s_marks_knows_each_page_s_paragraphs_in_order(tiny):
    page = pages_of(tiny)["my-reading.md"]
    paper = inspect(tiny).woven.paper
    *lessons, last = page.places
    assert [place.page.id for place in lessons] == ["bridges"], "a lesson without a passage has none"
    assert last.paragraphs == tuple(paragraph.id for paragraph in paper.paragraphs)
    order = [last.paragraphs.index(id_) for id_ in lessons[0].paragraphs]
    assert order == sorted(order)
    assert order
