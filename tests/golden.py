"""Golden cases: one YAML file each, two documents, what is given and what is expected.

The file's name is the claim. `pytest --accept` writes what came out as what is expected;
accepting is a change to review, like code.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

CASES = Path(__file__).parent / "program/cases"


def cases(folder: str) -> list[Any]:
    """The cases of a folder, as parameters named after their files. A folder without cases is an error."""
    found = sorted((CASES / folder).glob("*.yml"))
    if not found:
        raise FileNotFoundError(f"no cases in {CASES / folder}")
    return [pytest.param(path, id=path.stem) for path in found]


def compare(path: Path, came_out: Callable[[Any], str], accept: bool) -> None:
    """Compare what comes out of a case's first document with its second."""
    given, *expected = yaml.safe_load_all(path.read_text(encoding="utf-8"))
    text = came_out(given)
    if accept:
        path.write_text(_dump(given) + "---\n" + _dump(text), encoding="utf-8")
        return
    assert [text] == expected, "what comes out is not what is expected: see `--accept`"


def _dump(value: Any) -> str:
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=1000)


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as they are."""


_Dumper.add_representer(
    str,
    lambda dumper, text: dumper.represent_scalar(
        "tag:yaml.org,2002:str", text, style="|" if "\n" in text else None
    ),
)
