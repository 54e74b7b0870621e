"""The preview as a command: it serves, tells what it does, and builds only when something is saved.

What it serves is tested without a server, in test_preview.py.
"""

import socket
from pathlib import Path

from projects import read, run, wait_for

from build_scripts.shells.commands.serve import _not_taken

LESSON = "content/lessons/bridges.yml"


def change(folder: Path, old: str, new: str, file: str = LESSON) -> None:
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_saved_change_is_served_at_once_and_a_mistake_is_told(preview):
    folder, address, log = preview
    change(folder, "What a bridge promises", "What a bridge gives")
    assert "What a bridge gives</h1>" in read(address)
    change(folder, "summary:", "sumary:")
    assert "no field is called “sumary”; did you mean “summary”?" in read(address)
    assert f"{LESSON}:2:" in log.read_text(encoding="utf-8")
    change(folder, "sumary:", "summary:")
    assert "sumary" not in read(address)


def test_a_mistake_is_told_even_if_no_page_is_open(preview):
    folder, _, log = preview
    change(folder, "kind: context", "kind: contest")
    wait_for(lambda: "contest" in log.read_text(encoding="utf-8"))
    change(folder, "kind: contest", "kind: context")


def test_mkdocs_serve_points_to_the_command(preview):
    folder, _, _ = preview
    done = run(folder, "mkdocs", "serve")
    assert done.returncode == 1
    assert "preview it with: course serve" in done.stderr
    assert "Traceback" not in done.stderr


def test_it_builds_only_when_something_is_saved(preview):
    folder, address, log = preview
    before = finished(folder)
    for _ in range(20):
        assert read(address)
    change(folder, "minutes: 30", "minutes: 55")
    wait_for(lambda: "55 minutes" in read(address))
    assert finished(folder) == before + 1
    assert "Traceback" not in log.read_text()


def finished(folder: Path) -> int:
    """How often the preview was ready."""
    return (folder / "serve.log").read_text().count("Ready after")


def test_an_address_that_is_taken_or_is_none_is_told(preview, monkeypatch):
    monkeypatch.setenv("HANDOUTS", "false")
    folder, _, _ = preview
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        at = f"127.0.0.1:{taken.getsockname()[1]}"
        for command in (("serve",), ("publish", "--check")):
            done = run(folder, "build_scripts", *command, "--address", at)
            assert done.returncode == 1
            assert f"nothing can be served at {at}: address already in use" in done.stderr
            assert "Traceback" not in done.stderr
    done = run(folder, "build_scripts", "publish", "--check", "--address", "no-such.invalid:8001")
    assert "nothing can be served at no-such.invalid:8001" in done.stderr
    assert "Traceback" not in done.stderr
    for address in ("18999", "[::1]:8001"):
        done = run(folder, "build_scripts", "serve", "--address", address)
        assert "write a host and a port, such as 127.0.0.1:8001" in done.stderr


def test_the_next_port_is_taken_if_something_answers_at_the_first():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        host, _, other = _not_taken(f"127.0.0.1:{port}").rpartition(":")
        assert host == "127.0.0.1"
        assert int(other) > port
    assert _not_taken(f"127.0.0.1:{port}") == f"127.0.0.1:{port}"
