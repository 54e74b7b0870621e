"""The glossary as readers get it: each term in other languages, in its direction, with its doubt."""

import yaml
from lxml import html
from projects import TOWNS

TERMS = yaml.safe_load((TOWNS / "content/glossary.yml").read_text(encoding="utf-8"))["terms"]


def test_readers_see_the_language_the_direction_and_the_doubt(site):
    page = html.parse(str(site / "glossary/index.html")).getroot()
    for term in TERMS:
        given = term.get("translations", [])
        shown = page.xpath(f"//section[h2/@id='{term['id']}']//*[@lang and @dir]")
        assert [(one.get("lang"), one.get("dir"), one.text_content()) for one in shown] == [
            (one["language"], "rtl" if one["language"] == "ur" else "ltr", one["text"]) for one in given
        ], term["id"]
        doubts = [
            (after := one.getnext()) is not None and "not checked" in after.text_content() for one in shown
        ]
        assert doubts == [one.get("unchecked", False) for one in given], term["id"]
    assert sum(one.get("unchecked", False) for term in TERMS for one in term.get("translations", [])) == 1
