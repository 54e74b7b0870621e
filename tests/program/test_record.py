"""What all records share."""

from collections.abc import Iterator

import pytest
from projects import TINY, TOWNS

from build_scripts.read.course import Glossary, Term
from build_scripts.read.project import read_project
from build_scripts.read.record import Written, records
from build_scripts.shells.disk import read_files


def test_a_record_cannot_hide_the_places_of_its_values():
    with pytest.raises(TypeError, match="choose another"):
        type("Map", (Written,), {"__annotations__": {"places": str}})


def test_a_record_knows_what_its_fields_are_called_and_what_they_name():
    assert Term.kinds["related"] == "term"
    assert Term.kinds["sources"] == "source"
    assert "terms" not in Glossary.kinds


def every(value: object) -> Iterator[Written]:
    """Every record in a value, looked for in all of its fields."""
    if isinstance(value, Written):
        yield value
        for name in value.keys:
            yield from every(getattr(value, name))
    elif isinstance(value, tuple | dict):
        for one in value.values() if isinstance(value, dict) else value:
            yield from every(one)


@pytest.mark.parametrize("course", [TINY, TOWNS])
def test_all_records_inside_a_record_are_found(course):
    project, _ = read_project(read_files(course)[0])
    assert project is not None
    whole = (
        project.course,
        project.paper,
        project.glossary,
        project.timeline,
        project.places,
        project.sources,
    )
    for record in (*whole, *project.lessons.values(), *project.answers.values()):
        assert [id(one) for one in records(record)] == [id(one) for one in every(record)]
