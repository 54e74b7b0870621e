"""Made courses of any size: the bench compares pages of today with those that were made from them before."""

from hashlib import sha256

from projects import templates
from synthetic import course, varied

from build_scripts.build import build
from build_scripts.read.course import NoteKind


def test_a_made_course_never_changes():
    """If it did, `tests/baseline/` would be of another course."""
    digest = sha256(repr(course(3)).encode()).hexdigest()
    assert digest == "aa253fa82fae5aeaf9e5a72efa042f3e828484c03a6ea7505860c8655c63b04b"


def test_a_varied_course_has_notes_of_every_kind_and_no_mistakes():
    made = build(templates() | varied(3))
    assert not made.failed, made.problems
    assert made.woven
    lessons = [one.lesson for one in made.woven.lessons]
    assert {note.kind for lesson in lessons for note in lesson.notes} == set(NoteKind)
