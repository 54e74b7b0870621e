"""Self-checks: the order of their options, what helps to guess them, and the objectives that they assess."""

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html
from projects import TINY, texts_of

from build_scripts.build import plan
from build_scripts.check.coverage import coverage
from build_scripts.check.report import guessing_told
from build_scripts.exports.formats import exported
from build_scripts.exports.texts import words
from build_scripts.inspect import inspect
from build_scripts.read.course import Check, Option
from build_scripts.show.downloads import EXPORTS_FOLDER
from build_scripts.weave.shuffled import shuffled

BRIDGES = "content/lessons/bridges.yml"


def check(count, in_order=False, words="Option"):
    options = tuple(Option.model_construct(text=f"{words} {at}", right=not at) for at in range(count))
    return Check.model_construct(options=options, in_order=in_order)


def with_checks(count, right="long", more=""):
    """A lesson with as many self-checks of four options, whose first is right: the longest, or as long as the others."""
    words = {"long": "A promise of both towns", "alike": "A promise"}[right]
    lines = "".join(
        f"""  - id: check-{at}
    ask: What is bridge {at}?
{more}    options:
      - {{text: {words}, right: true, why: It says so.}}
      - {{text: A bargain, why: No.}}
      - {{text: A tribute, why: No.}}
      - {{text: A tariffs, why: No.}}
"""
        for at in range(count)
    )
    text = texts_of(TINY)[BRIDGES]
    return texts_of(TINY) | {BRIDGES: text[: text.index("checks:\n")] + "checks:\n" + lines}


@given(st.text(min_size=1), st.integers(2, 9))
def test_options_are_all_there_in_one_order_whatever_they_say(id_, count):
    shown = [option.text for option in shuffled(id_, check(count))]
    assert sorted(shown) == [f"Option {at}" for at in range(count)]
    mended = [option.text for option in shuffled(id_, check(count, words="Mended"))]
    assert [one.split()[1] for one in mended] == [one.split()[1] for one in shown]
    assert [one.text for one in shuffled(id_, check(count, in_order=True))] == [
        f"Option {at}" for at in range(count)
    ]


def test_no_place_is_right_much_more_often_than_another():
    places = [
        [option.right for option in shuffled(f"check-{number}", check(4))].index(True)
        for number in range(400)
    ]
    assert all(75 < places.count(place) < 125 for place in range(4))


def test_pages_and_files_for_other_programs_show_the_same_order():
    """Handouts and all exports are made from the pages' records."""
    material = plan(with_checks(3)).material
    assert material
    pages = {
        check.id: [option.text for option in check.options]
        for page in material.lessons
        for check in page.checks
    }
    shown = {id_: [words(text) for text in texts] for id_, texts in pages.items() if id_.startswith("check-")}
    assert len(set(map(tuple, shown.values()))) > 1  # not as written
    quiz = etree.fromstring(exported(material)[f"{EXPORTS_FOLDER}moodle-questions.xml"])
    for id_, texts in shown.items():
        (question,) = (one for one in quiz.iter("question") if one.findtext("idnumber") == f"bridges-{id_}")
        assert [html.fromstring(one.text).text_content() for one in question.iterfind("answer/text")] == texts


def test_a_length_that_gives_answers_away_is_told():
    guessing = coverage(inspect(with_checks(8)).woven).guessing
    assert guessing.longest == 8
    assert "the longest option is right in 8 of 8: can be guessed" in guessing_told(guessing)


def test_options_of_one_length_give_nothing_away():
    guessing = coverage(inspect(with_checks(8, right="alike")).woven).guessing
    assert (guessing.longest, guessing.shortest) == (0, 0)
    assert sum(count for _, count in guessing.letters) == 8


def test_a_place_that_is_right_by_habit_is_told():
    guessing = coverage(inspect(with_checks(8, right="alike", more="    in_order: true\n")).woven).guessing
    assert guessing.letters == (("A", 8),)
    assert "A is right in 8 of 8" in guessing_told(guessing)


def test_objectives_that_nothing_assesses_are_told_once_some_are_joined():
    assert coverage(inspect(with_checks(1)).woven).unassessed == ()
    two = with_checks(1, more="    assesses: [2]\n")
    two |= {
        BRIDGES: two[BRIDGES].replace(
            "[Tell a bridge from a promise.]", "[Tell a bridge from a promise., Name both.]"
        )
    }
    assert coverage(inspect(two).woven).unassessed[0] == ("bridges", 1)


def test_an_objective_that_does_not_exist_is_told_by_its_line():
    files = with_checks(1, more="    assesses: [7]\n")
    (problem,) = [one for one in inspect(files).problems if one.rule == "no-such-objective"]
    assert "no objective 7" in problem.found
    assert files[BRIDGES].splitlines()[problem.place.line - 1].strip() == "assesses: [7]"
