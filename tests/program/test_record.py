"""What all records share."""

import pytest

from build_scripts.read.course import Glossary, Term
from build_scripts.read.record import Written


def test_a_record_cannot_hide_the_places_of_its_values():
    with pytest.raises(TypeError, match="choose another"):
        type("Map", (Written,), {"__annotations__": {"places": str}})


def test_a_record_knows_what_its_fields_are_called_and_what_they_name():
    assert Term.kinds["related"] == "term"
    assert Term.kinds["sources"] == "source"
    assert "terms" not in Glossary.kinds
