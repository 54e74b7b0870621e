"""References in one style, and the short names by which they are cited."""

import pytest
from parsed import body
from projects import TINY, templates, texts_of

from build_scripts.build import build, plan
from build_scripts.check.coverage import coverage
from build_scripts.exports.formats import exported as exports
from build_scripts.inspect import inspect
from build_scripts.paper.citations import read_citations
from build_scripts.paper.plain_text import read_paper
from build_scripts.read.course import SourceKind, Work
from build_scripts.shared.markdown import Para, plain_words
from build_scripts.show.base import site_of
from build_scripts.show.bibliography import label, references
from build_scripts.show.references import cited_views, references_page
from build_scripts.weave.addresses import link_to_page
from build_scripts.weave.quotes_only import quoted_only
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
    assert [paper.words(one.span) for one in read_citations(paper).cited] == [
        "Dale (2018)",
        "Dale (2018",
        "2019)",
    ]


def test_a_work_that_is_torn_at_one_place_is_marked(tiny):
    tiny["seeds/paper.txt"] = tiny["seeds/paper.txt"].replace("not a tax.", "not a tax (Eaton, 2021).")
    woven = inspect(tiny).woven
    assert woven is not None
    cited = cited_views(site_of(woven))
    assert len(cited["eaton-2021"].cited_at) == 2
    assert (cited["eaton-2021"].torn, cited["adler-2019"].torn) == (True, False)


LISTED = """# Of Bridges

[1] A bridge is a long-term promise. It joins two banks, and <b>both</b> must keep it (Adler, 2019; Brook & Cole, 2020a).

[2] As Dale (2018) saw, rivers \\*move\\*, and the bridge stays.[^1]

# The Toll

[3] Whoever built the bridge may ask a toll. “Fair tolls” are rare, Eaton, 2021) said.

[4] A toll on the bridge is not a tax.

# References

@ Adler, A. (2019). *Bridges*. Post.

@ Brook, B., & Cole, C. (2020a). *Of ~two~ banks*. doi:10.1000/xyz

@ Dale, D. (2018). Rivers & <b>tolls</b>.

@ Eaton, E. (2021). {}

@ Uncited, U. (2000). The secret of the ferries.

[^1]: Brook and Cole 2020a.
"""


@pytest.fixture
def listed(tiny) -> dict[str, str]:
    """The tiny course, with a paper that has a list of references; the editors know one of its works."""
    del tiny["seeds/paper.txt"]
    head = tiny["seeds/paper.yml"].split("sha256")[0]
    return tiny | {
        "seeds/paper.md": LISTED.format("Tolls. " * 100),
        "seeds/paper.yml": head + "works: {adler-2019: river-2001}\n",
    }


def test_the_references_page_shows_the_entries_of_the_paper(listed):
    made = build(templates() | listed, on_paper=False)
    assert not made.failed
    page = body(next(one.text for one in made.pages if one.page.path == "references.md"))
    works = {work.find("h3").get("id"): work for work in page.cssselect("section.work")}
    assert list(works) == [
        "cited-adler-2019",
        "cited-brook-cole-2020a",
        "cited-dale-2018",
        "cited-eaton-2021",
        "cited-uncited-2000",
    ]
    said = {key: [one.text_content() for one in work.findall("p")] for key, work in works.items()}
    assert said["cited-adler-2019"] == [
        "River, R. (2001) Rivers.",
        "Cited in paragraph 1. The paper’s entry.",
    ]
    assert said["cited-brook-cole-2020a"] == [
        "Brook, B., & Cole, C. (2020a). Of two banks. doi:10.1000/xyz",
        "Cited in paragraph 1, note 1. As in the paper’s list.",
    ]
    assert said["cited-dale-2018"][0] == "Dale, D. (2018). Rivers & <b>tolls</b>."
    assert said["cited-uncited-2000"][1] == "No citation of it was found. As in the paper’s list."
    links = [link.get("href") for link in works["cited-brook-cole-2020a"].iter("a")]
    assert links == [
        "https://doi.org/10.1000/xyz",
        "../paper/#cite-2",
        "../paper/#cite-5",
        "../paper/#ref-brook-cole-2020a",
    ]
    assert "has no list of references" not in page.text_content()


def test_cards_are_only_of_works_that_are_cited(listed):
    made = build(templates() | listed, on_paper=False)
    paper = body(next(one.text for one in made.pages if one.page.path == "paper.md"))
    cards = [card.get("id") for card in paper.cssselect(".word") if "cited" in card.get("id", "")]
    assert cards == [
        "card-cited-adler-2019",
        "card-cited-brook-cole-2020a",
        "card-cited-dale-2018",
        "card-cited-eaton-2021",
    ]


def test_where_only_quotes_may_be_shown_entries_that_are_cited_are_facts(listed):
    """Those that nothing cites, and long ones, are not shown."""
    woven = inspect(listed).woven
    assert woven is not None
    short = quoted_only(woven)
    site = site_of(short)
    assert list(cited_views(site)) == ["adler-2019", "brook-cole-2020a", "dale-2018", "eaton-2021"]
    assert cited_views(site)["brook-cole-2020a"].entry is not None
    assert cited_views(site)["eaton-2021"].entry is None
    assert "ferries" not in short.paper.text
    assert "Tolls. Tolls." not in short.paper.text
    assert "cited:uncited-2000" not in site.addresses


def test_works_are_named_by_keys_in_any_script(listed):
    listed["seeds/paper.md"] = LISTED.format("x").replace("Dale", "Garci\u0301a-Márquez")
    listed["seeds/paper.yml"] = listed["seeds/paper.yml"].replace("adler-2019", "garcía-márquez-2018")
    inspected = inspect(listed)
    assert inspected.woven is not None
    assert not [one for one in inspected.problems if one.rule in ("citation-unknown", "format-id")]
    view = cited_views(site_of(inspected.woven))["garcía-márquez-2018"]
    assert "River" in str(html(view.reference, "references.md", {}, link_to_page))


def test_what_a_work_is_as_a_witness_is_shown_counted_and_no_part_of_its_reference():
    path = "content/sources.yml"
    files = texts_of(TINY)
    files |= {path: files[path].replace("type: book\n", "type: book\n    kind: primary\n", 1)}
    made = plan(files)
    assert coverage(made.woven).source_kinds == ((SourceKind.PRIMARY, 1),)
    (shown,) = [one for one in references_page(made.material.site).works if one.kind]
    assert shown.kind == "Primary source"
    assert "rimary" not in plain_words((Para(shown.reference.inside),))
    exported = {name: data for name, data in exports(made.material).items() if "sources" in name}
    assert exported
    assert not [name for name, data in exported.items() if b"primary" in data]
