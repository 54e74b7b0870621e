"""What stands first for what is typed: the script that finds, run by Node on the index of the real course."""

import json
import subprocess

import pytest
import yaml
from projects import ROOT

from build_scripts.build import plan
from build_scripts.shells.disk import read_files
from build_scripts.web.search_index import search_index, synonyms_script

SEARCHES = yaml.safe_load((ROOT / "tests/this_course/searches.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(once, tmp_path_factory):
    """What is found for each row of the table, by what is typed."""
    course = plan(*read_files(ROOT))
    index = tmp_path_factory.mktemp("search") / "index.js"
    index.write_text(search_index((one.path, one.entries()) for one in course.outline), encoding="utf-8")
    synonyms = index.with_name("synonyms.js")
    synonyms.write_text(synonyms_script(course.woven.project.course.synonyms), encoding="utf-8")
    typed = [one["type"] for one in SEARCHES]
    command = ["node", str(ROOT / "tests/js/search.mjs"), str(index), str(synonyms)]
    done = subprocess.run(
        command, input=json.dumps(typed), capture_output=True, encoding="utf-8", timeout=120, check=True
    )
    return dict(zip(typed, json.loads(done.stdout), strict=True))


def test_the_table_is_long_enough_and_asks_nothing_twice():
    asked = [one["type"] for one in SEARCHES]
    assert len(asked) == len(set(asked)) >= 170


@pytest.mark.parametrize("one", SEARCHES, ids=lambda one: one["type"])
def test_what_is_meant_stands_first(answers, one):
    answer = answers[one["type"]]
    assert answer["how"] == one.get("how", "all"), answer
    if one.get("how") in ("nothing", "common"):
        assert answer["found"] == []
        return
    first = answer["found"][0]
    wanted = one.get("first", first["at"])
    assert first["at"] in ([wanted] if isinstance(wanted, str) else wanted), answer["found"]
    assert first["sort"] == one.get("sort", first["sort"])
    assert one.get("says", "").lower() in first["says"].lower()
    assert answer["count"] <= one.get("most", answer["count"])
