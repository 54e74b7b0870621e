"""The files of this course: they keep to their schemas, and are content, not code."""

import json

import pytest
import yaml
from jsonschema import Draft202012Validator
from projects import ROOT

from build_scripts.start.schemas import SCHEMAS_FOLDER, schemas

KINDS = {
    "course": ["content/course.yml"],
    "glossary": ["content/glossary.yml"],
    "timeline": ["content/timeline.yml"],
    "sources": ["content/sources.yml"],
    "paper": ["seeds/paper.yml"],
    "lesson": sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("content/lessons/*.yml")),
    "answers": sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("content/answers/*.yml")),
}


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_file_keeps_to_its_schema_and_names_it_to_editors(kind):
    validator = Draft202012Validator(json.loads(schemas()[f"{SCHEMAS_FOLDER}{kind}.json"]))
    assert KINDS[kind]
    for path in KINDS[kind]:
        text = (ROOT / path).read_text(encoding="utf-8")
        assert not list(validator.iter_errors(_read(text))), path
        named = text.split("\n", 1)[0].removeprefix("# yaml-language-server: $schema=")
        assert (ROOT / path).parent.joinpath(named).resolve() == ROOT / f"{SCHEMAS_FOLDER}{kind}.json", path


def _read(text: str) -> object:
    """Read as editors' language servers do: dates are text."""
    return yaml.load(text, _Texts)


class _Texts(yaml.SafeLoader):
    """Leaves dates as they are written."""


_Texts.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def test_no_text_is_a_template():
    for folder in ("content", "seeds"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in {".yml", ".md", ".txt"} and "schema" not in path.parts:
                assert "{%" not in path.read_text(encoding="utf-8"), path
