"""What readers would see change between two built sites."""

from build_scripts.web.compare import compare, told


def page(article: str, frame: str = "") -> bytes:
    return f"<html><nav>{frame}</nav><article>{article}</article></html>".encode()


BEFORE = {
    "index.html": page("<h1>Bridges</h1><p>One <em>old</em> bridge.</p>"),
    "glossary/index.html": page('<h2 id="toll">Toll</h2><p>A fee.</p><h2 id="quay">Quay</h2>'),
    "gone/index.html": page("<p>Away.</p>"),
    "assets/course.css": b"p {}",
    "search/index.js": b"[]",
}
AFTER = {
    "index.html": page("<h1>Bridges</h1>\n<p>One <b>new</b>\nbridge.</p><script>x</script>", frame="Menu"),
    "glossary/index.html": page('<h2 id="toll">Toll</h2><p>A fee.</p><h2 id="wharf">Quay</h2>'),
    "new/index.html": page("<p>Here.</p>"),
    "assets/course.css": b"p { color: red }",
    "search/index.js": b"[1]",
}


def test_only_pages_whose_words_differ_are_named():
    changes = compare(BEFORE, AFTER)
    assert [change.path for change in changes.pages] == ["", "gone/", "new/"]
    assert changes.unchanged == 1
    assert changes.pages[0].before == ("Bridges", "One old bridge.")
    assert changes.pages[0].after == ("Bridges", "One new bridge.")


def test_addresses_that_no_longer_work_are_listed():
    assert compare(BEFORE, AFTER).dead == ("glossary/#quay", "gone/")


def test_a_handout_that_is_no_more_is_an_address_that_no_longer_works():
    before = {**BEFORE, "handouts/toll-handout-a4.pdf": b"%PDF", "assets/old.js": b""}
    assert compare(before, BEFORE).dead == ("handouts/toll-handout-a4.pdf",)


def test_other_files_are_named_but_not_what_follows_from_the_pages():
    assert compare(BEFORE, AFTER).files == ("assets/course.css",)


def test_it_is_told_in_words():
    text = told(compare(BEFORE, AFTER))
    assert "3 pages of 4, 1 place." in text
    assert "| Bridges `/` | 1 place |" in text
    assert "| Away. `gone/` | gone |" in text
    assert "On `/`:\n\n~~~~~~diff\n-One old bridge.\n+One new bridge.\n" in text
    assert "- `glossary/#quay`" in text
    assert told(compare(BEFORE, BEFORE)).endswith("Nothing: all 3 pages read as before.\n")


def test_two_changed_words_name_two_places_wherever_they_are_shown():
    def site(toll: str, ledger: str) -> dict[str, bytes]:
        long = " ".join(f"w{n}" for n in range(40))
        toll, ledger = f"<p>{long} {toll} {long}</p>", f"<p>A {ledger} book.</p>"
        pages = {"index.html": page("<h1>Home</h1>"), "glossary/index.html": page(f"<h1>Words</h1>{toll}")}
        prints = {f"handouts/{name}.pdf": (toll + ledger).encode() for name in "abcdefgh"}
        return {
            **pages,
            "lessons/a/index.html": page(f"<h1>A | B</h1>{toll}<p>Same.</p>{ledger}<p>Same.</p>{ledger}"),
            **prints,
        }

    text = told(compare(site("fee", "thin"), site("price", "thick")))
    assert "2 pages of 3, 2 places." in text
    assert "| A &#124; B `lessons/a/` | 2 places |" in text
    assert text.count("~~~~~~diff") == 2
    assert "On `glossary/` and on 1 other page:" in text
    assert "-… w32 w33 w34 w35 w36 w37 w38 w39 fee w0 w1 w2 w3 w4 w5 w6 w7 …\n" in text
    assert "On `lessons/a/`:\n\n~~~~~~diff\n-A thin book.\n+A thick book.\n" in text
    assert text.endswith("\nPrinted anew: 8 files.\n")


def test_no_words_of_a_page_can_end_the_block_that_shows_them():
    hostile = {"index.html": page("<p>~~~~~~\n</p><p>&lt;/details&gt;</p><pre>~~~~~~\n\n# x</pre>")}
    shown = told(compare({"index.html": page("<p>x</p>")}, hostile))
    inside = shown.split("~~~~~~diff\n")[1].split("\n~~~~~~\n")[0].split("\n")
    assert inside == ["-x", "+~~~~~~", "+</details>", "+~~~~~~ # x"]
    assert "| &#60;b&#62; `/` |" in told(compare({}, {"index.html": page("<h1>&lt;b&gt;</h1>")}))


def test_a_page_that_changes_all_over_is_cut_short():
    many = {"index.html": page("".join(f"<p>{number}</p>" for number in range(900)))}
    shown = told(compare({"index.html": page("")}, many))
    assert "And 840 lines more." in shown
    assert len(shown.split("\n")) < 100
    other = {"index.html": page("".join(f"<p>x{number}</p>" for number in range(900)))}
    shown = told(compare(many, other))
    assert "And 860 places more." in shown
    assert len(shown.split("\n")) < 400
