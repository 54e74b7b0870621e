"""What would not work where a site is published, and the server that stands in for Pages."""

import subprocess
import threading
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from projects import BASE, TINY, lay_out, run

from build_scripts.shells.disk import read_site
from build_scripts.shells.pages_server import published_below, serve, web_address
from build_scripts.web.broken_links import faults, lines


def files(page: str, **more: str) -> dict[str, bytes]:
    texts = {"index.html": '<h1 id="top">x</h1>', "a/index.html": page, "a/b.css": "", **more}
    return {path: text.encode() for path, text in texts.items()}


@pytest.mark.parametrize(
    "address",
    ["../", "../#top", "./", "", "#here", "/name/", "/name/a/#here", "https://a.example/", "mailto:a@b.example", "b.css"],
)  # fmt: skip
def test_addresses_that_work(address):
    assert faults(files(f'<p id="here"><a href="{address}">x</a>'), "/name/") == ()


@pytest.mark.parametrize(
    ("element", "why"),
    [
        ('<a href="/a/">', "leads out of /name/"),
        ('<a href="../../">', "leads out of /name/"),
        ('<a href="../b/">', "a page that is not there"),
        ('<a href="../#bottom">', "a place that is not on its page"),
        ('<a href="javascript:alert(1)">', "not an address of the web"),
        ('<a href="data:text/html,x">', "not an address of the web"),
        ('<a href="https://[x">', "is no address"),
        ('<script src="https://a.example/x.js"></script>', "from another server"),
        ('<script src="//a.example/x.js"></script>', "from another server"),
        ('<img src="https://a.example/x.png">', "from another server"),
        ('<link rel="stylesheet" href="https://a.example/x.css">', "from another server"),
        ('<link rel="preconnect" href="https://a.example/">', "from another server"),
        ('<iframe src="https://a.example/"></iframe>', "from another server"),
        ('<object data="https://a.example/x"></object>', "from another server"),
    ],
)
def test_addresses_that_would_not_work(element, why):
    (found,) = faults(files(element), "/name/")
    assert why in found.why
    assert next(lines((found,))).startswith("a/index.html: “")


def test_a_404_page_may_not_lead_on_from_where_it_stands():
    (found,) = faults(files("", **{"404.html": '<a href="a/">x</a> <a href="/name/a/">y</a>'}), "/name/")
    assert (found.page, found.address) == ("404.html", "a/")


@pytest.mark.parametrize(
    ("remote", "address", "below"),
    [
        ("https://github.com/owner/name.git", "https://github.com/owner/name", "/name/"),
        ("https://github.com/owner/name/", "https://github.com/owner/name", "/name/"),
        ("git@github.com:owner/name.git", "https://github.com/owner/name", "/name/"),
        ("ssh://git@code.example:22/group/sub/name", "https://code.example/group/sub/name", "/name/"),
        ("https://user:secret@github.com/owner/name", "https://github.com/owner/name", "/name/"),
        ("git@github.com:owner/owner.github.io.git", "https://github.com/owner/owner.github.io", "/"),
        ("", "", "/"),
    ],
)
def test_the_repository_s_name_is_where_pages_publishes(remote, address, below):
    assert web_address(remote) == address
    assert published_below(address) == below


def test_it_is_served_as_pages_serves_it(tmp_path):
    for path, data in files("a page", **{"404.html": "not here"}).items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / "empty").mkdir()
    with serve(tmp_path, "/name/", "127.0.0.1", 0) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        assert urlopen(f"{address}/name/a/").read() == b"a page"
        assert urlopen(f"{address}/name/a").url == f"{address}/name/a/"
        for path in ("/", "/a/", "/name/c/", "/name/empty/", "/name/../../x"):
            with pytest.raises(HTTPError) as told:
                urlopen(address + path)
            assert told.value.code == 404
            assert told.value.read() == b"not here"
        server.shutdown()


def test_a_site_with_everything_has_no_faults(site):
    assert faults(read_site(site), BASE) == ()


@pytest.mark.slow
def test_publish_check_refuses_a_site_that_would_not_work(tmp_path):
    folder = lay_out(tmp_path / "my-course", TINY)
    subprocess.run(["git", "init", "-q", str(folder)], check=True)
    subprocess.run(
        ["git", "-C", str(folder), "remote", "add", "origin", "git@github.com:a/b-c.git"], check=True
    )
    done = run(folder, "build_scripts", "publish", "--check", "--no-serve")
    assert done.stdout.startswith("Reading Bridges: the edition for students, below /b-c/\n"), done.stderr
    assert " opened in " in done.stdout
    assert "  addresses  every address works, also of places on pages\n" in done.stdout
    frame = folder / "overrides/main.html"
    text = frame.read_text(encoding="utf-8")
    frame.write_text(text.replace("{{ super() }}", '{{ super() }}<img src="https://a.example/x.png">', 1))
    done = run(folder, "build_scripts", "publish", "--check", "--no-serve", "--no-browser")
    assert done.returncode == 1
    assert "about/index.html: “https://a.example/x.png” would be loaded from another server" in done.stdout
    assert not (folder / "site").exists()


@pytest.mark.slow
def test_publish_alone_says_how(tmp_path):
    done = run(lay_out(tmp_path / "project", TINY), "build_scripts", "publish")
    assert done.returncode == 1
    assert "course publish --check" in done.stderr


def test_a_place_may_be_named_in_percents():
    assert faults(files('<p id="é"><a href="#%C3%A9">x</a>'), "/name/") == ()
