"""The page *Write* of the edition for instructors: it names the right place in each file."""

import json

from pasted import pasted, path_of
from projects import TOWNS, texts_of

from build_scripts.build import plan
from build_scripts.edit.by_hand import write_data
from build_scripts.edit.change import values_at
from build_scripts.edit.forms import KINDS
from build_scripts.weave.edition import Edition, Repository

HERE = Repository("https://git.example/course", "abc")


def data_of(files, repository=HERE):
    made = plan(files, edition=Edition.INSTRUCTOR)
    written = write_data(made.woven, files, repository)
    return json.loads(written.removeprefix("window.writeData = ").removesuffix(";\n"))


def test_what_is_pasted_where_the_page_says_becomes_the_last_entry_and_all_else_stays():
    files = texts_of(TOWNS)
    told = data_of(files)
    assert {"note", "question", "check", "step", "term", "event", "source"} <= {
        spot["kind"] for spot in told["spots"]
    }
    for spot in told["spots"]:
        text = files.get(spot["file"], "")
        sign = "- " if spot["dash"] else ""
        pad = " " * spot["indent"]
        head = [spot["head"], *(f"{pad}- {one}" for one in spot["kept"])] if spot["head"] else []
        lines = [*head, f"{pad}{sign}title: New"]
        after = pasted(text, "\n".join(lines), spot)
        there = values_at(text, (spot["name"],))
        path = path_of(spot, there)
        assert values_at(after, path) == {"title": "New"}, spot
        others = {name: value for name, value in values_at(after, ()).items() if name != spot["name"]}
        assert others == {k: v for k, v in (values_at(text, ()) or {}).items() if k != spot["name"]}
        if spot["dash"]:
            assert values_at(after, (spot["name"],))[:-1] == (there or [])


def test_what_stands_there_is_told_with_its_lines_and_a_changed_one_takes_their_place():
    files = texts_of(TOWNS)
    note = "  - quote: The ferry was the older power"
    assert note in files["content/lessons/crossing.yml"]
    files["content/lessons/crossing.yml"] = files["content/lessons/crossing.yml"].replace(
        note, f"  # Above.\n  -\n    # About it.\n{note.replace('-', ' ')}"
    )
    entries = data_of(files)["entries"]
    kinds = {"note", "question", "guide", "check", "step", "term", "event", "source", "theme", "period"}
    assert {one["kind"] for one in entries} == kinds
    assert [one["label"] for one in entries if one["comments"]] == [
        "The ferry was the older power on the river"
    ]
    read = {file: values_at(text, ()) for file, text in files.items() if file.endswith(".yml")}
    for one in entries:
        there = read[one["file"]][one["name"]]
        after = pasted(files[one["file"]], f"{' ' * one['indent']}- NEW", one)
        found = values_at(after, ())
        at = found[one["name"]].index("NEW")
        assert found == {**read[one["file"]], one["name"]: [*there[:at], "NEW", *there[at + 1 :]]}
        assert {name for name, value in there[at].items() if value is not None} == set(one["value"])
        assert one["link"] == f"https://git.example/course/blob/abc/{one['file']}#L{one['line']}"


def test_an_empty_list_is_replaced_and_a_file_that_is_not_there_is_named():
    files = texts_of(TOWNS)
    glossary = files["content/glossary.yml"]
    del files["content/answers/crossing.yml"]
    files["content/timeline.yml"] = (
        "introduction: All of it.\nevents: [] # none\nperiods: [{id: old, title: Old,\n  date: 1800/1900}]\n"
    )
    spots = data_of(files)["spots"]
    event = next(spot for spot in spots if spot["kind"] == "event")
    assert (event["line"], event["head"], event["stead"]) == (2, "events: # none", 1)
    period = next(spot for spot in spots if spot["kind"] == "period")
    assert (period["line"], period["stead"]) == (3, 2)
    assert period["kept"] == ["{id: old, title: Old,   date: 1800/1900}"]
    term = next(spot for spot in spots if spot["kind"] == "term")
    assert (term["line"], term["head"]) == (len(glossary.rstrip().splitlines()), "")
    assert term["link"] == f"https://git.example/course/blob/abc/content/glossary.yml#L{term['line']}"
    missing = [spot for spot in spots if spot["file"] not in files]
    assert {spot["kind"] for spot in missing} == {"guide", "step"}
    assert all(spot["line"] == 0 and spot["head"] and not spot["link"] for spot in missing)


def test_all_that_a_field_can_name_is_told_and_no_line_is_linked_without_a_repository():
    told = data_of(texts_of(TOWNS), None)
    assert set(told["kinds"]) <= set(KINDS)
    assert not any(spot["link"] for spot in told["spots"])
    named = {field["names"] for kind in told["kinds"].values() for field in kind["fields"] if field["names"]}
    assert named <= set(told["found"])
    made = plan(texts_of(TOWNS)).woven
    assert [one["id"] for one in told["found"]["paragraph"]] == [one.id for one in made.paper.paragraphs]
