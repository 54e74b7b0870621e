"""Put the options of self-checks in the order that readers see: no place is right more often than another by habit."""

from collections.abc import Iterator
from hashlib import sha256

from ..read.course import Check, Option


def shuffled(id_: str, check: Check) -> tuple[Option, ...]:
    """Return the options of a self-check in an order that depends on its id and on how many there are.

    So mending the words of an option moves none, and site, handouts and files for other programs agree.
    """
    if check.in_order:
        return check.options
    return tuple(check.options[at] for at in sorted(range(len(check.options)), key=lambda at: _draw(id_, at)))


def letters(checks: Iterator[tuple[str, Check]]) -> Iterator[str]:
    """Yield the letter of each right option, as readers see it: `A` for the first."""
    for id_, check in checks:
        for at, option in enumerate(shuffled(id_, check)):
            if option.right:
                yield chr(ord("A") + at)


def _draw(id_: str, at: int) -> bytes:
    return sha256(f"{id_} {at}".encode()).digest()
