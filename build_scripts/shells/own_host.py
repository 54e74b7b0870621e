"""Decide whether a request is meant for a server on somebody's own computer.

Any web page in the same browser can ask such a server for something. Another site can also lead its own name to this
computer (DNS rebinding), and then read what it answers: but then that name stands in `Host`.
"""

import re
import socket
from collections.abc import Mapping
from ipaddress import IPv4Address, IPv6Address, ip_address

_LOOPBACK = ("localhost", "127.0.0.1", "[::1]")
"""The names that a computer has for itself."""
_HOST = re.compile(r"(\[[0-9A-Fa-f:.]+\]|[^:]+)(?::(\d{1,5}))?")


def not_meant(headers: Mapping[str, str], listening: str, port: int) -> str:
    """Return why a request is refused, as a sentence for the person who sees it; empty if it is answered.

    `headers`: by their usual names, such as `Sec-Fetch-Site`. `listening`: the host at which the server listens.
    """
    name = _name(headers, port)
    if name is None or not _is_own(name, listening):
        return f"Nothing is served under this name. Open http://{_named(listening)}:{port}/"
    origin = headers.get("Origin", "")
    if origin and origin != f"http://{headers['Host']}":
        return "Another site asked for this, and gets no answer."
    goes_there = headers.get("Sec-Fetch-Mode") == "navigate" and headers.get("Sec-Fetch-Dest") == "document"
    if headers.get("Sec-Fetch-Site", "none") not in ("none", "same-origin") and not goes_there:
        return "Another site asked for this, and gets no answer."
    return ""


def names_this_computer(headers: Mapping[str, str], port: int) -> bool:
    """Return whether a request names the server by a name that every computer has for itself."""
    return _name(headers, port) in _LOOPBACK


def is_open_to_others(listening: str) -> bool:
    """Return whether other computers may reach a server that listens at this host."""
    if listening in _LOOPBACK:
        return False
    number = _number(listening)
    return number is None or not number.is_loopback


def _name(headers: Mapping[str, str], port: int) -> str | None:
    """Return the name by which a request asks for the server at a port; `None` if it asks for another."""
    given = _HOST.fullmatch(headers.get("Host", ""))
    return given[1].lower() if given and int(given[2] or 80) == port else None


def _is_own(name: str, listening: str) -> bool:
    """Return whether a name is one of this server's: nobody can lead a number, or the name of this computer, elsewhere."""
    if name in _LOOPBACK or name == listening.lower():
        return True
    here = socket.gethostname().lower()
    return is_open_to_others(listening) and (_number(name) is not None or name in (here, f"{here}.local"))


def _number(name: str) -> IPv4Address | IPv6Address | None:
    try:
        return ip_address(name.strip("[]"))
    except ValueError:
        return None


def _named(listening: str) -> str:
    number = _number(listening)
    return "127.0.0.1" if number is not None and number.is_unspecified else listening
