"""Compiled templates that are kept between builds print what freshly compiled ones print."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from build_scripts.shells.kept_files import TEMPLATES
from build_scripts.shells.kept_templates import keep_templates

COMPILED: list[str] = []


class Counted(Environment):
    """Says which templates it compiles."""

    def compile(self, source, name=None, *others, **more):  # type: ignore[no-untyped-def,override]
        COMPILED.append(str(name))
        return super().compile(source, name, *others, **more)


def environment(root: Path, text: str, **settings: object) -> Environment:
    made = Counted(loader=DictLoader({"one.html": text}), **settings)  # type: ignore[arg-type]
    keep_templates(root, made)
    COMPILED.clear()
    return made


def printed(made: Environment) -> str:
    return made.get_template("one.html").render(words="<b>")


def test_a_template_is_compiled_once(tmp_path):
    assert printed(environment(tmp_path, "{{ words }}")) == "<b>"
    assert COMPILED == ["one.html"]
    assert printed(environment(tmp_path, "{{ words }}")) == "<b>"
    assert COMPILED == []


@pytest.mark.parametrize(
    ("text", "settings", "expected"),
    [
        ("{{ words }}!", {}, "<b>!"),
        ("{{ words }}", {"autoescape": True}, "&lt;b&gt;"),
        ("{{ words }}", {"finalize": lambda shown: f"({shown})"}, "(<b>)"),
        ("{{ words }}", {"variable_start_string": "[["}, "{{ words }}"),
    ],
)
def test_another_text_or_other_settings_are_compiled_anew(tmp_path, text, settings, expected):
    printed(environment(tmp_path, "{{ words }}"))
    assert printed(environment(tmp_path, text, **settings)) == expected
    assert COMPILED == ["one.html"]


def test_a_damaged_file_is_compiled_anew(tmp_path):
    printed(environment(tmp_path, "{{ words }}"))
    for kept in (tmp_path / TEMPLATES).iterdir():
        kept.write_bytes(kept.read_bytes()[:-5])
    assert printed(environment(tmp_path, "{{ words }}")) == "<b>"
    assert COMPILED == ["one.html"]
