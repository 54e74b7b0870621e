"""The steps of long work. Whoever does it announces each step as it begins.

The core cannot look at a clock. A shell that listens can: it shows what is being done, and knows what took long.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TypeVar

Item = TypeVar("Item")


class Stage(Enum):
    """A part of the work: its words for people, and what it goes through one by one, if it says how far it is."""

    START = "Starting", ""
    READ = "Reading files", ""
    PLACE = "Placing notes", ""
    CHECK = "Checking", ""
    PLAN = "Planning pages", ""
    MAKE = "Making pages", "pages"
    LAY_OUT = "Laying out handouts", ""
    PRINT = "Printing handouts", "files"
    PICTURES = "Drawing pictures of handouts", "pictures"
    EXPORT = "Making files for other programs", "files"
    RENDER = "Rendering pages with the theme", "pages"
    ASSEMBLE = "Putting the site together", ""
    PACK = "Packing the offline copy", ""
    CARDS = "Drawing social cards", "cards"
    WRITE = "Writing files", ""
    OPEN = "Opening pages in a browser", "pages"

    def __init__(self, words: str, things: str) -> None:
        self.words = words
        self.things = things


@dataclass(frozen=True, slots=True)
class Step:
    """A step that begins now; the one before it has ended."""

    stage: Stage
    item: str = ""
    """What the step is about, such as the path of a page; empty if it is about no single thing."""
    at: int = 0
    """Its number among those of the stage, from 1."""
    of: int = 0
    """How many there are; 0 if they are not counted."""


Begin = Callable[[Step], None]
"""What is told of each step as it begins, always in the same thread."""


def silent(step: Step) -> None:
    """Tell nobody."""


def announced(
    begin: Begin, stage: Stage, items: Sequence[Item], name: Callable[[Item], str]
) -> Iterator[Item]:
    """Yield the items, and announce each, by its name, just before; at the end announce that none is worked on."""
    for number, item in enumerate(items, 1):
        begin(Step(stage, name(item), number, len(items)))
        yield item
    begin(Step(stage))
