"""A server on one's own computer answers nobody who comes by another name, or from another site."""

from http.client import HTTPConnection
from threading import Thread

import pytest

from build_scripts.shells.own_host import is_open_to_others, not_meant
from build_scripts.shells.pages_server import serve

HERE = "127.0.0.1"


@pytest.mark.parametrize(
    ("listening", "host"),
    [
        (HERE, "127.0.0.1:8000"),
        (HERE, "localhost:8000"),
        (HERE, "LOCALHOST:8000"),
        (HERE, "[::1]:8000"),
        ("0.0.0.0", "192.168.0.7:8000"),
        ("0.0.0.0", "localhost:8000"),
        ("classroom.example", "classroom.example:8000"),
    ],
)
def test_its_own_names_are_answered(listening, host):
    assert not not_meant({"Host": host}, listening, 8000)


@pytest.mark.parametrize(
    ("listening", "host"),
    [
        (HERE, "evil.example:8000"),
        (HERE, "evil.example"),
        (HERE, "127.0.0.1:8001"),
        (HERE, "127.0.0.1"),
        (HERE, "127.0.0.1.evil.example:8000"),
        (HERE, "192.168.0.7:8000"),
        (HERE, ""),
        (HERE, "localhost:8000@evil.example:8000"),
        ("0.0.0.0", "evil.example:8000"),
        ("classroom.example", "evil.example:8000"),
    ],
)
def test_another_name_is_not(listening, host):
    assert not_meant({"Host": host}, listening, 8000)


@pytest.mark.parametrize(
    ("sent", "answered"),
    [
        ({}, True),
        ({"Origin": "http://localhost:8000"}, True),
        ({"Origin": "http://localhost:3000"}, False),
        ({"Origin": "https://evil.example"}, False),
        ({"Origin": "null"}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors", "Sec-Fetch-Dest": "image"}, False),
        ({"Sec-Fetch-Site": "same-site", "Sec-Fetch-Mode": "cors", "Sec-Fetch-Dest": "empty"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}, False),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "document"}, True),
    ],
)
def test_another_site_may_lead_here_and_read_nothing(sent, answered):
    assert bool(not_meant({"Host": "localhost:8000"} | sent, HERE, 8000)) is not answered


def test_it_is_known_whether_other_computers_can_reach_it():
    assert not any(map(is_open_to_others, ("127.0.0.1", "localhost", "127.1.2.3")))
    assert all(map(is_open_to_others, ("0.0.0.0", "192.168.0.7", "classroom.example")))


def test_a_site_that_is_tried_is_not_read_by_another_name(tmp_path):
    (tmp_path / "index.html").write_text("the course", encoding="utf-8")
    with serve(tmp_path, "/course/", HERE, 0) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        port = server.server_address[1]

        def get(way: str, host: str) -> tuple[int, bytes]:
            connection = HTTPConnection(HERE, port, timeout=30)
            connection.putrequest("GET", way, skip_host=True)
            connection.putheader("Host", host)
            connection.endheaders()
            answer = connection.getresponse()
            return answer.status, answer.read()

        assert get("/course/", f"localhost:{port}") == (200, b"the course")
        status, told = get("/course/", f"evil.example:{port}")
        assert status == 403
        assert b"the course" not in told
        assert get("/course/%00", f"localhost:{port}")[0] == 404
        server.shutdown()
