"""Works that a reference manager exported are added to `sources.yml`, which stays as it is otherwise."""

import json
import re

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from projects import TINY, lay_out

from build_scripts.__main__ import main
from build_scripts.importers.pandoc.works import read_works, works_name
from build_scripts.read.course import Sources
from build_scripts.read.validate import read_record
from build_scripts.shared.dates import read_date
from build_scripts.start.works import CannotAddError, with_works

DOE = {
    "id": "http://zotero.org/users/1/items/ABCD1234",
    "type": "article-journal",
    "title": 'The <span class="nocase">Bridge</span>: "a" toll # 2',
    "author": [{"family": "Doe", "given": "Jane", "suffix": "Jr."}],
    "translator": [{"family": "Roe", "given": "R."}],
    "issued": {"date-parts": [["1994", 2]]},
    "accessed": {"date-parts": [[2020, 10, 2]]},
    "DOI": "10.1/Doe",
    "volume": 3,
    "abstract": "Long.\nLonger.",
    "language": "English",
}
RIVER = {"id": "River_2001", "type": "book", "title": "Rivers & more", "issued": {"raw": "c. 2001"}}
OLD = "# mine\nreferences:\n  # the first\n  - id: river-2001   # so\n    type: book\n    title: Rivers\n    issued: 2001\n"


def read(text: str):
    record, problems = read_record("content/sources.yml", text, Sources)
    assert not problems
    assert record
    return record.references


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("old", ["", "# only words\n", "references: []\n", "references:\n", OLD, OLD.rstrip(), OLD + "...\n", OLD.replace("  ", "").replace("- id", "- id")])  # fmt: skip
def test_works_are_added_at_the_end_and_all_else_stays(old, ends):
    if "- id" in old and "\n  - id" not in old:
        old = re.sub(r"(?m)^(?!- |#|references)", "  ", old)
    old = old.replace("\n", ends)
    made = with_works(old, [DOE, RIVER])
    works = {work.id: work for work in read(made.text)}
    assert made.ids == ("doe-1994", "river-2001-2" if "river-2001" in old else "river-2001")
    doe = works["doe-1994"]
    assert (doe.name, doe.language, doe.volume) == ('The Bridge: "a" toll # 2', "en", "3")
    assert (doe.issued.words, doe.accessed.words) == ("February 1994", "2 October 2020")
    if "- id" in old:
        assert made.text.startswith(old.removesuffix("..." + ends).rstrip("\r\n"))
    assert ends == "\n" or not old or "\n" not in made.text.replace("\r\n", "")
    again = with_works(made.text, [DOE])
    assert (again.text, again.ids, again.there) == (made.text, (), ("doe-1994",))


def test_what_sources_cannot_hold_is_told_and_the_rest_is_added():
    made = with_works(OLD, [{"id": "x", "title": ""}, RIVER | {"id": "lake-2002"}])
    assert (made.ids, made.refused) == (("lake-2002",), ("x",))


def test_a_list_on_one_line_and_a_file_with_mistakes_are_told():
    with pytest.raises(CannotAddError, match="on one line"):
        with_works("references: [{id: a, type: book, title: A}]\n", [RIVER])
    with pytest.raises(CannotAddError, match="has mistakes"):
        with_works("references:\n  - id: a\n", [RIVER])


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"@book{a,", "x.bib"),
        (b"TY  - BOOK", "x.ris"),
        (b'\xef\xbb\xbf[{"id"', "x.json"),
        (b"---\nreferences:\n", "x.yaml"),
    ],
)
def test_a_file_without_an_ending_is_known_by_its_first_letters(data, name):
    assert works_name("x", data) == name


@given(
    st.lists(st.sampled_from(["1950", "1950-02", "1950-02-03", "195X", "19XX", "-0043", "0000", "1950-21", "1950~", "..", "0044"]) | st.just(""), min_size=1, max_size=2)
)  # fmt: skip
def test_a_date_is_written_as_it_was_read(parts):
    when = read_date("/".join(parts))
    assert when is None or read_date(when.edtf) == when


def test_the_command_adds_the_works_of_several_files(tmp_path, monkeypatch):
    folder = lay_out(tmp_path / "course", TINY)
    monkeypatch.chdir(folder)
    (tmp_path / "a.json").write_text(json.dumps([DOE]), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(
        "references:\n- id: Lake1999\n  type: book\n  title: Lakes\n", encoding="utf-8"
    )
    done = CliRunner().invoke(main, ["sources", "add", str(tmp_path / "a.json"), str(tmp_path / "b.yaml")])
    assert done.exit_code == 0, done.output
    assert "a.json: 1 work added: doe-1994\nb.yaml: 1 work added: lake1999\n" in done.output
    text = (folder / "content/sources.yml").read_text(encoding="utf-8")
    assert text.startswith((TINY / "content/sources.yml").read_text(encoding="utf-8"))
    assert CliRunner().invoke(main, ["check"]).exit_code == 0


@pytest.mark.slow
def test_bibtex_and_ris_are_read():
    bib = b"@book{River2003,\n  title = {Rivers},\n  author = {River, Rose},\n  year = 2003,\n  edition = {2}\n}\n"
    ris = b"TY  - BOOK\nTI  - Rivers\nAU  - River, Rose\nPY  - 2003\nER  - \n"
    for name, data in (("a.bib", bib), ("a.ris", ris)):
        made = with_works(OLD, read_works(name, data))
        assert len(made.ids) == 1, name
        assert [work.name for work in read(made.text)] == ["Rivers", "Rivers"]
