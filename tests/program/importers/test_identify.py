"""Entries of a list are found among the works of a reference manager, or left alone."""

import pytest

from build_scripts.importers.identify import identified
from build_scripts.paper.blocks import Reference, Text, Words

ENTRY = "Bérg, A., & Holm, K. (2011). The levy on salt in the upper town: Its charter. River Studies, 4(2), 12–30."


def work(**changed: object) -> dict[str, object]:
    return {
        "id": "BergLevy2011",
        "title": "The <i>Levy</i> on Salt in the Upper Town",
        "author": [{"family": "Berg", "given": "Anna"}, {"family": "Holm"}],
        "issued": {"date-parts": [[2011, 3]]},
        **changed,
    }


def found(entry: str, *works: dict[str, object]) -> list[str]:
    blocks = [Text(words=Words("Salt.")), Reference(key="berg-holm-2011", words=Words(entry))]
    return [str(one["id"]) for one in identified(blocks, works).values()]


def test_a_work_is_known_by_name_year_and_title():
    assert found(ENTRY, work(), work(id="x", title="Ferries")) == ["BergLevy2011"]


@pytest.mark.parametrize(
    "changed",
    [{"title": "Ferries and mills"}, {"issued": {"date-parts": [[2012]]}}, {"author": [{"family": "Lund"}]}, {"author": []}, {"title": ""}, {"issued": None}, {"author": "Berg"}],
)  # fmt: skip
def test_another_work_is_not_taken_for_it(changed):
    assert found(ENTRY, work(**changed)) == []


def test_a_doi_decides():
    entry = "Berg (2011). Salt. https://doi.org/10.5555/River.4."
    assert found(entry, work(), work(id="salt", title="?", DOI="https://doi.org/10.5555/river.4")) == ["salt"]


def test_two_works_that_fit_are_one_too_many():
    assert found(ENTRY, work(), work(id="again")) == []
