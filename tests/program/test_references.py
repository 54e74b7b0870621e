"""References in one style, and the short names by which they are cited."""

import pytest
from parsed import body

from build_scripts.inspect import inspect
from build_scripts.paper.citations import find_citations
from build_scripts.paper.plain_text import read_paper
from build_scripts.read.course import Work
from build_scripts.show.base import site_of
from build_scripts.show.bibliography import label, references
from build_scripts.show.references import cited_views
from build_scripts.weave.addresses import link_to_page
from build_scripts.web.html import html


def work(**fields: object) -> Work:
    return Work.model_validate({"id": "a", "type": "book", "title": "A title"} | fields)


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"author": [{"family": "Adler", "given": "Ann"}], "issued": "2019"}, "Adler 2019"),
        ({"author": [{"family": "Adler"}, {"family": "Brook"}], "issued": "2019-03"}, "Adler and Brook 2019"),
        ({"author": [{"family": name} for name in ("A", "B", "C")], "issued": "2019"}, "A, B and C 2019"),
        ({"author": [{"family": name} for name in ("A", "B", "C", "D")], "issued": "2019"}, "A et al. 2019"),
        ({"editor": [{"literal": "The Office"}]}, "The Office (no date)"),
        ({"container-title": "The Post", "issued": "1950-01~"}, "The Post 1950"),
        ({}, "A title (no date)"),
    ],
)
def test_a_work_has_a_short_name(fields, expected):
    assert label(work(**fields)) == expected


def test_references_are_in_harvard_style_and_safe():
    formatted = references(
        [
            work(author=[{"family": "Adler", "given": "Ann"}], issued="2019", publisher="The Press"),
            work(
                id="b",
                type="article-newspaper",
                title="<script>*News*</script>",
                **{"container-title": "The Post"},
                issued="2006-11-24",
            ),
        ]
    )
    made = {
        id_: str(html(reference, "references.md", {}, link_to_page)) for id_, reference in formatted.items()
    }
    assert made["a"] == "Adler, A. (2019) <i>A title</i>. The Press."
    shown = body(made["b"])
    assert "<script>*News*</script>" in shown.text_content()
    assert {one.tag for one in shown.iterdescendants()} <= {"i"}
    assert made["b"].startswith("The Post (2006) ")
    assert made["b"].count("The Post") == 1
    assert "24 November" in made["b"]


def test_no_works_no_references():
    assert references([]) == {}


def test_a_citation_is_linked_with_the_bracket_that_ends_it():
    paper = read_paper("As Dale (2018) saw, and Dale (2018, 2019) saw again, nothing moved.")
    assert [paper.words(one.span) for one in find_citations(paper)] == ["Dale (2018)", "Dale (2018", "2019)"]


def test_a_work_that_is_torn_at_one_place_is_marked(tiny):
    tiny["seeds/paper.txt"] = tiny["seeds/paper.txt"].replace("not a tax.", "not a tax (Eaton, 2021).")
    woven = inspect(tiny).woven
    assert woven is not None
    cited = cited_views(site_of(woven))
    assert len(cited["eaton-2021"].cited_at) == 2
    assert (cited["eaton-2021"].torn, cited["adler-2019"].torn) == (True, False)
