"""The schemas that editors complete by say what the records say, and courses keep to them."""

import json
import re

import pytest
import yaml
from jsonschema import Draft202012Validator
from projects import ROOT, TOWNS

from build_scripts.read.project import ALONE, FOLDERS
from build_scripts.start.schemas import MODELS, SCHEMAS_FOLDER, schemas

FILES = {kind: [path] for path, (kind, _) in ALONE.items()}
for folder, (kind, _) in FOLDERS.items():
    there = sorted(path.relative_to(TOWNS).as_posix() for path in (TOWNS / folder).glob("*.yml"))
    FILES[kind] = [*FILES.get(kind, []), *there]


class CoreLoader(yaml.SafeLoader):
    """Reads as editors' language servers do, by the core schema of YAML 1.2: dates and `no` are text."""


CoreLoader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith((":timestamp", ":bool"))]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
CoreLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


@pytest.mark.parametrize("path", sorted(schemas()))
def test_the_schema_in_the_repository_is_made_from_the_records(path):
    assert (ROOT / path).read_text(encoding="utf-8") == schemas()[path], "run: course schema"


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_a_course_with_everything_keeps_to_its_schema(kind):
    validator = Draft202012Validator(json.loads(schemas()[f"{SCHEMAS_FOLDER}{kind}.json"]))
    Draft202012Validator.check_schema(validator.schema)
    assert FILES[kind]
    for path in FILES[kind]:
        content = yaml.load((TOWNS / path).read_text(encoding="utf-8"), Loader=CoreLoader)
        assert not list(validator.iter_errors(content)), path


@pytest.mark.parametrize("kind", sorted(MODELS))
def test_a_field_that_does_not_exist_is_underlined(kind):
    validator = Draft202012Validator(json.loads(schemas()[f"{SCHEMAS_FOLDER}{kind}.json"]))
    messages = [error.message for error in validator.iter_errors({"titel": "x"})]
    assert any("titel" in message for message in messages)


def test_every_field_that_editors_meet_is_described():
    for path, text in schemas().items():
        schema = json.loads(text)
        for record in [schema, *schema.get("$defs", {}).values()]:
            for name, field in record.get("properties", {}).items():
                assert field.get("description") or "$ref" in field, f"{path}: {name}"


def test_every_file_names_its_schema_to_editors():
    for kind, paths in FILES.items():
        for path in paths:
            first = (TOWNS / path).read_text(encoding="utf-8").split("\n", 1)[0]
            named = first.removeprefix("# yaml-language-server: $schema=")
            assert (TOWNS / path).parent.joinpath(named).resolve() == ROOT / f"{SCHEMAS_FOLDER}{kind}.json", (
                path
            )
