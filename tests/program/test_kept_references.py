"""References that are kept between builds are what a clean build formats."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_scripts.build import build
from build_scripts.read.course import Work
from build_scripts.shells import kept_references
from build_scripts.shells.kept_files import REFERENCES, KeptFiles
from build_scripts.shells.kept_references import KeptReferences, formatter_of
from build_scripts.show import bibliography
from build_scripts.show.bibliography import formatted, references


class Counted:
    """Formats, and remembers what."""

    def __init__(self) -> None:
        self.works: list[str] = []

    def __call__(self, works: str, language: str) -> str:
        self.works.append(works)
        return formatted(works, language)


def formatter(root: Path, anew: Counted, program: str = "1") -> KeptReferences:
    return KeptReferences(KeptFiles(root / REFERENCES), program, anew)


def work(title: str, **fields: object) -> Work:
    return Work.model_validate(
        {"id": "a", "type": "book", "title": title, "author": [{"family": "Adler"}], "issued": "2019"}
        | fields
    )


@pytest.fixture
def anew() -> Counted:
    return Counted()


def test_references_are_formatted_once(tmp_path, anew):
    first = references([work("Salt")], formatter(tmp_path, anew))
    again = Counted()
    assert references([work("Salt")], KeptReferences(KeptFiles(tmp_path / REFERENCES), "1", again)) == first
    assert first == references([work("Salt")])
    assert (len(anew.works), again.works) == (1, [])


@pytest.mark.parametrize(
    ("works", "program"),
    [([work("Salt Roads")], "1"), ([work("Salt", issued="2020")], "1"), ([work("Salt")], "2")],
)
def test_other_works_or_another_program_are_formatted_anew(tmp_path, anew, works, program):
    references([work("Salt")], formatter(tmp_path, anew))
    assert references(works, formatter(tmp_path, anew, program)) == references(works)
    assert len(anew.works) == 2


@pytest.mark.parametrize("harm", [lambda data: data[:-5], lambda data: data + b" ", lambda data: b""])
def test_damaged_references_are_formatted_anew(tmp_path, anew, harm):
    references([work("Salt")], formatter(tmp_path, anew))
    for kept in (tmp_path / REFERENCES).iterdir():
        kept.write_bytes(harm(kept.read_bytes()))
    again = Counted()
    assert references([work("Salt")], formatter(tmp_path, again)) == references([work("Salt")])
    assert len(again.works) == 1


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), min_size=1).filter(str.strip))
def test_what_is_kept_is_what_was_formatted(tmp_path_factory, title):
    folder, works = tmp_path_factory.mktemp("kept"), [work(title)]
    clean = references(works)
    assert references(works, formatter(folder, Counted())) == clean
    assert references(works, formatter(folder, Counted(), "1")) == clean


def test_a_project_keeps_its_references_for_this_program(tmp_path, monkeypatch):
    formats = formatter_of(tmp_path)
    made = formats('[{"id": "a", "type": "book", "title": "Salt"}]', "en")
    assert formatter_of(tmp_path) == formats
    assert len(list((tmp_path / REFERENCES).iterdir())) == 1
    assert made == formatted('[{"id": "a", "type": "book", "title": "Salt"}]', "en")
    monkeypatch.setattr(kept_references, "version", lambda package: f"another {package}")
    assert formatter_of(tmp_path) != formats


def test_a_second_build_formats_nothing_and_makes_the_same(tmp_path, tiny, anew, monkeypatch):
    first = build(tiny, formatter=formatter(tmp_path, anew))
    assert anew.works
    monkeypatch.setattr(bibliography, "_citeproc", lambda: pytest.fail("a reference was formatted anew"))
    bibliography._lines.cache_clear()
    second = build(tiny, formatter=formatter(tmp_path, anew))
    sheets = second.lay_out()
    monkeypatch.undo()
    bibliography._lines.cache_clear()
    clean = build(tiny)
    assert first.pages == second.pages == clean.pages
    assert sheets == clean.lay_out()


def test_nothing_is_kept_behind_a_link(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "course").mkdir()
    (tmp_path / "course/.cache").symlink_to(tmp_path / "elsewhere")
    assert formatter_of(tmp_path / "course") is formatted
