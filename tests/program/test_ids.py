"""What shares a page may not share an id."""

from build_scripts.check.ids import ids_are_free, ids_stand_alone
from build_scripts.inspect import inspect
from build_scripts.shared.place import Place

TIMELINE, GLOSSARY = "content/timeline.yml", "content/glossary.yml"


def told(files: dict[str, str]) -> list[tuple[str, Place, str]]:
    woven = inspect(files).woven
    assert woven is not None
    return [
        (one.rule, one.place, one.found) for check in (ids_stand_alone, ids_are_free) for one in check(woven)
    ]


def test_the_tiny_course_has_ids_of_its_own(tiny):
    assert told(tiny) == []


def test_the_second_of_two_is_told_with_the_place_of_the_first(tiny):
    tiny[GLOSSARY] = tiny[GLOSSARY].replace("id: toll", "id: bridge")
    ((rule, place, found),) = told(tiny)
    assert (rule, found) == ("id-twice", "a second term “bridge”")
    assert tiny[GLOSSARY].split("\n")[place.line - 1][place.column - 1 :].startswith("bridge")


def test_kinds_on_one_page_share_ids_and_others_do_not(tiny):
    named = tiny | {TIMELINE: tiny[TIMELINE].replace("id: first-bridge", "id: bridge")}
    assert told(named) == []  # a term has that id, on another page
    assert "id: old" in tiny[TIMELINE]
    shared = tiny | {TIMELINE: tiny[TIMELINE].replace("id: first-bridge", "id: old")}
    assert [(rule, found) for rule, _, found in told(shared)] == [
        ("id-twice", "the event “old” has the id of a period")
    ]


def test_an_id_that_its_page_has_itself_is_taken(tiny):
    tiny[TIMELINE] = tiny[TIMELINE].replace("id: first-bridge", "id: picture")
    assert [rule for rule, *_ in told(tiny)] == ["id-taken"]
