"""What stands first for what is typed: the script that finds, run by Node on the index of the real course."""

import json
import subprocess

import pytest
import yaml
from projects import ROOT

from build_scripts.build import plan
from build_scripts.shells.disk import read_files
from build_scripts.web.search_index import search_index

SEARCHES = yaml.safe_load((ROOT / "tests/this_course/searches.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def answers(once, tmp_path_factory):
    """What is found for each row of the table, by what is typed."""
    pages = [(one.path, one.entries()) for one in plan(*read_files(ROOT)).outline]
    index = tmp_path_factory.mktemp("search") / "index.js"
    index.write_text(search_index(pages), encoding="utf-8")
    typed = [one["type"] for one in SEARCHES]
    command = ["node", str(ROOT / "tests/js/search.mjs"), str(index)]
    done = subprocess.run(
        command, input=json.dumps(typed), capture_output=True, encoding="utf-8", timeout=120, check=True
    )
    return dict(zip(typed, json.loads(done.stdout), strict=True))


def test_the_table_is_long_enough_and_asks_nothing_twice():
    asked = [one["type"] for one in SEARCHES]
    assert len(asked) == len(set(asked)) >= 70


@pytest.mark.parametrize("one", SEARCHES, ids=lambda one: one["type"])
def test_what_is_meant_stands_first(answers, one):
    answer = answers[one["type"]]
    assert answer["found"][:1] == [[one["sort"], one["first"]]], answer["found"]
    assert answer["how"] == one.get("how", "all")
