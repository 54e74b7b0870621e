"""Suggest a correction: to the very line, in the commit that was built, and only where it is asked for."""

from parsed import body

from build_scripts.build import build
from build_scripts.shared.place import Place
from build_scripts.weave.edition import Edition, Repository

HERE = Repository("https://example.org/owner/name", "c0ffee")


def links(files, repository):
    made = build(files, edition=Edition.STUDENT, repository=repository)
    assert made.pages
    return {
        link
        for one in made.pages
        for link in body(one.text).xpath("//p[@class='correction']/a[.='Suggest a correction']/@href")
    }


def test_a_line_is_pinned_to_its_commit():
    place = Place("content/glossary.yml", 7, 3)
    assert HERE.line(place) == "https://example.org/owner/name/blob/c0ffee/content/glossary.yml#L7"


def test_every_note_question_term_and_event_leads_to_its_first_line(tiny):
    found = {link.removeprefix("https://example.org/owner/name/blob/c0ffee/") for link in links(tiny, HERE)}
    firsts = {
        f"{path}#L{number}"
        for path, field in [
            ("content/lessons/bridges.yml", "quote: "),
            ("content/lessons/bridges.yml", "id: who-promised"),
            ("content/glossary.yml", "id: "),
            ("content/timeline.yml", "id: first-bridge"),
        ]
        for number, line in enumerate(tiny[path].splitlines(), 1)
        if line.startswith((f"  - {field}", f"  - {{{field}"))
    }
    assert firsts <= found
    assert len(firsts) >= 6


def test_without_a_repository_there_are_none(tiny):
    assert links(tiny, None) == set()
