"""Run pandoc: bytes in, bytes out. It is the only program that an importer starts, and it sees nothing but its input."""

import subprocess
from threading import Thread, Timer
from typing import IO

from .reading import Refused

LONGEST = 60.0
"""Seconds that pandoc may take."""
LARGEST_HEAP = "1g"
"""Memory that pandoc may take."""
LARGEST_ANSWER = 64_000_000
"""Bytes that pandoc may answer."""
LARGEST_LOG = 1_000_000
"""Bytes of messages that are kept."""

MISSING = (
    "reading this kind of file needs more packages; install them once with: make readers   "
    "(or: python -m pip install --require-hashes -r build_scripts/import.lock)"
)


def pandoc(data: bytes, *arguments: str) -> tuple[bytes, str]:
    """Return what pandoc answers, and its messages. It reads no other file, and no network."""
    command = [_program(), "--sandbox", *arguments, "+RTS", f"-M{LARGEST_HEAP}", "-RTS"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdin and process.stdout  # noqa: S101, PT018  # they are pipes
        assert process.stderr  # noqa: S101
        late = Timer(LONGEST, process.kill)
        log: list[bytes] = []
        others = [
            Thread(target=_feed, args=(process.stdin, data)),
            Thread(target=_drain, args=(process.stderr, log)),
        ]
        for thread in (late, *others):
            thread.start()
        answer = process.stdout.read(LARGEST_ANSWER + 1)
        if len(answer) > LARGEST_ANSWER:
            process.kill()
        for thread in others:
            thread.join()
        code = process.wait()
        late.cancel()
    messages = b"".join(log).decode("utf-8", "replace")
    if len(answer) > LARGEST_ANSWER:
        raise Refused("the file is too large to be read; split it, and import its parts")
    if code < 0:
        raise Refused(f"the file took longer than {LONGEST:.0f} seconds to read; split it, or save it anew")
    if code:
        raise Refused(_reason(messages))
    return answer, messages


def _program() -> str:
    try:
        from pypandoc import get_pandoc_path
    except ImportError as missing:
        raise Refused(MISSING) from missing
    try:
        return str(get_pandoc_path())
    except OSError as missing:
        raise Refused(MISSING) from missing


def _feed(pipe: IO[bytes], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(data)
    except OSError:
        pass  # pandoc has ended; its message says why


def _drain(pipe: IO[bytes], log: list[bytes]) -> None:
    log.append(pipe.read(LARGEST_LOG))
    while pipe.read(LARGEST_LOG):
        pass


def _reason(messages: str) -> str:
    """Return why pandoc gave up, in words for people."""
    if "eap exhausted" in messages or "heap overflow" in messages:
        return "the file needs more memory than may be used for it; split it, and import its parts"
    lines = [line.strip() for line in messages.splitlines() if any(sign.isalpha() for sign in line)]
    lines = [line for line in lines if not line.startswith(("[INFO]", "[WARNING]"))]
    first = next((at for at, line in enumerate(lines) if "rror" in line), max(len(lines) - 1, 0))
    said = " ".join(lines[first : first + 3]) or "no reason was given"
    return f"the file is damaged or of another kind (pandoc says: {said[:300]}); save it anew, or give the PDF of it"
