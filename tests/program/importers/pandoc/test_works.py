"""Files of reference managers."""

import json

import pytest

from build_scripts.importers.pandoc.works import read_works, works_of
from build_scripts.importers.reading import Refused

BIB = b"""
@article{berg-2011, author = {Berg, Anna and {Council of Eaton}}, title = {The {L}evy on Salt}, journal = {River Studies},
  year = 2011, volume = 4, number = 2, pages = {12--30}, doi = {10.1234/rs.5}}
@book{holm, author = {Holm, Karl}, title = {Ferries}, year = {n.d.}, publisher = {Mill Press}}
"""
RIS = b"TY  - JOUR\nID  - berg\nAU  - Berg, Anna\nTI  - The levy\nJO  - River Studies\nPY  - 2011\nER  - \n"
CSL = [{"id": "berg", "type": "book", "title": "The levy", "issued": {"date-parts": [[2011]]}}]


def test_csl_json_is_as_it_is():
    assert list(read_works("works.json", json.dumps(CSL).encode())) == CSL


@pytest.mark.slow
def test_titles_of_bibtex_keep_their_capitals():
    text = "@book{axis, title = {The China-Pakistan Axis: Asia}, langid = {english}, author = {Holm, Karl}, year = 2018}"
    (axis,) = read_works("a.bib", text.encode())
    assert (axis["title"], axis["language"]) == ("The China-Pakistan Axis: Asia", "en-US")


def test_csl_yaml_as_zotero_and_pandoc_write_it():
    text = "---\nreferences:\n- id: berg\n  type: book\n  title: 'The levy'\n  issued: 2011-03-05\n- id: 1954\n  title: no\n...\n"
    berg, other = read_works("works.yaml", text.encode())
    assert (berg["issued"], other["title"]) == ("2011-03-05", "no")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.json", b"{"),
        ("a.json", b'{"title": "settings"}'.replace(b'"title"', b'"references": 3, "title"')),
        ("a.json", b"[" * 5000 + b"]" * 5000),
        ("a.yaml", b"a: &a [1, 2]\nreferences: [*a, *a]"),
        ("a.yaml", b"references: [1, 2]"),
        ("a.yaml", b"x: !!python/object/apply:os.system [ls]"),
        ("a.docx", b"PK"),
        ("a.bib", b" " * 10_000_001),
    ],
)
def test_what_is_no_list_of_works_is_refused(name, data):
    with pytest.raises(Refused):
        read_works(name, data)


def test_entries_without_a_key_are_passed_over():
    assert read_works("a.json", json.dumps([{"title": "x"}, *CSL]).encode()) == tuple(CSL)


def test_the_files_that_a_paper_names_are_read_and_others_not():
    beside = {"a/refs.json": json.dumps(CSL).encode(), "other.json": json.dumps([{"id": "no"}]).encode()}
    assert list(works_of(beside, ["lib/refs.json"])[0]) == ["berg"]
    assert sorted(works_of(beside, [])[0]) == ["berg", "no"]


def test_a_file_of_other_things_beside_it_is_no_failure():
    assert works_of({"package.json": b'{"name": "x"}', "_quarto.yml": b"project: x"}) == ({}, ())


@pytest.mark.slow
def test_bibtex():
    berg, holm = read_works("refs.bib", BIB)
    assert berg["id"] == "berg-2011"
    assert berg["type"] == "article-journal"
    assert berg["author"] == [{"family": "Berg", "given": "Anna"}, {"literal": "Council of Eaton"}]
    assert berg["DOI"] == "10.1234/rs.5"
    assert holm["publisher"] == "Mill Press"


@pytest.mark.slow
def test_ris():
    (berg,) = read_works("refs.ris", RIS)
    assert (berg["title"], berg["author"]) == ("The levy", [{"family": "Berg", "given": "Anna"}])


@pytest.mark.slow
def test_broken_bibtex_is_told():
    assert works_of({"refs.bib": b"@article{berg, author = {Berg"}) == ({}, ("refs.bib",))
