"""No test of the program depends on this project's own content: a right edit there fails none (law 12)."""

import os

import pytest
from projects import ROOT


@pytest.mark.parametrize("name", ["content/course.yml", "content/lessons", "seeds/paper.yml"])
def test_a_test_of_the_program_cannot_read_it(name, monkeypatch):
    monkeypatch.chdir(ROOT)
    for path in (ROOT / name, name):
        with pytest.raises(RuntimeError, match="reads"):
            os.listdir(path) if (ROOT / name).is_dir() else open(path)  # noqa: SIM115


def test_what_the_program_writes_there_it_can_read():
    assert (ROOT / "content/schema/rules.md").read_text(encoding="utf-8")


def test_a_module_of_tests_cannot_read_it_when_it_is_imported(request):
    """Modules are imported when their tests are collected."""
    plugin = next(one for one in request.config.pluginmanager.get_plugins() if hasattr(one, "OWN"))
    collected = plugin.pytest_make_collect_report(request.node.getparent(pytest.Module))
    plugin._running = False
    next(collected)
    with pytest.raises(RuntimeError, match="reads"):
        (ROOT / "content/course.yml").read_text(encoding="utf-8")
    collected.close()
