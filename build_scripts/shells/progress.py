"""Show what long work is doing, and what took long."""

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from types import TracebackType
from typing import TYPE_CHECKING, Self, TextIO

import click

from ..shared.steps import Stage, Step

if TYPE_CHECKING:
    from click._termui_impl import ProgressBar

PATIENCE = 2.0
"""Seconds in which nothing is shown: whoever waits no longer needs no progress."""
PAUSE = 5.0
"""Seconds between two lines on the same stage, where there is no terminal."""
SLOWEST = 10
"""How many pages the timings name."""

Spent = tuple[Step, float]
"""A step, and the seconds that it took."""


@dataclass
class Progress:
    """Listens to the steps of some work.

    On a terminal it shows a bar; elsewhere it prints lines. Both are for people, so they go to standard error.
    """

    shown: bool = True
    """Whether to show progress. What is said is always printed."""
    out: TextIO = field(default_factory=lambda: sys.stderr)
    clock: Callable[[], float] = time.monotonic
    """Returns the time in seconds."""
    spent: list[Spent] = field(default_factory=list)
    """The steps that have ended."""

    def __post_init__(self) -> None:
        self._started = self._since = self.clock()
        self._now: Step | None = Step(Stage.START)
        self._told: Stage | None = None
        """The stage that was shown last."""
        self._told_at = 0.0
        """When its last line was printed."""
        self._bar: ProgressBar[Step] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End the last step."""
        self._end_step()
        self._now = None
        self._end_bar()

    def begin(self, step: Step) -> None:
        """Take note that a step begins, and show it if the work has taken some time."""
        now = self._end_step()
        self._now = step
        if not self.shown or now - self._started < PATIENCE:
            return
        if self.out.isatty():
            self._draw(step)
        elif step.stage is not self._told or (step.of and now - self._told_at >= PAUSE):
            self._told_at = now
            click.echo(": ".join(filter(None, (step.stage.words, _count(step)))), file=self.out)
        self._told = step.stage

    def say(self, message: str) -> None:
        """Print a message, below the bar if there is one."""
        self._end_bar()
        click.echo(message, file=self.out)

    def _end_step(self) -> float:
        """Note how long the last step took; return the time."""
        now = self.clock()
        if self._now:
            self.spent.append((self._now, now - self._since))
        self._since = now
        return now

    def _draw(self, step: Step) -> None:
        """Show a step on the line of its stage: as a bar, or as words only while nothing is counted."""
        if step.stage is not self._told:
            self._end_bar()
        elif not step.of:
            return
        if self._bar is None or self._bar.length != step.of:
            self._bar = _bar(step, self.out)
        self._bar.update(step.at - self._bar.pos, step)
        self._bar.render_progress()

    def _end_bar(self) -> None:
        if self._bar:
            self._bar.render_finish()
        self._bar = None


def _bar(step: Step, out: TextIO) -> "ProgressBar[Step]":
    return click.progressbar(
        length=step.of,
        label=step.stage.words,
        show_eta=False,
        show_percent=False,
        item_show_func=lambda one: _count(one) if one else None,
        bar_template="%(label)s  [%(bar)s]  %(info)s" if step.of else "%(label)s",
        width=24,
        file=out,
    )


def _count(step: Step) -> str:
    return f"{step.at} of {step.of} {step.stage.things}" if step.of else ""


def timings(spent: Sequence[Spent]) -> str:
    """Return where the time went: by stage, in the order in which they began, and the slowest pages."""
    return "\n".join([*_by_stage(spent), "", *_by_page(spent)])


def _by_stage(spent: Sequence[Spent]) -> Iterator[str]:
    seconds: dict[Stage, float] = {}
    for step, took in spent:
        seconds[step.stage] = seconds.get(step.stage, 0.0) + took
    whole = sum(seconds.values())
    yield f"{'where the time went':<32}{'seconds':>9}{'percent':>9}"
    for words, took in (*((stage.words, took) for stage, took in seconds.items()), ("In all", whole)):
        yield f"{words:<32}{took:>9.2f}{100 * took / whole if whole else 0:>9.0f}"


def _by_page(spent: Sequence[Spent]) -> Iterator[str]:
    made, themed = _of_pages(spent, Stage.MAKE), _of_pages(spent, Stage.RENDER)
    both = {page: made.get(page, 0.0) + themed.get(page, 0.0) for page in made | themed}
    slowest = sorted(both, key=lambda page: (-both[page], page))[:SLOWEST]
    width = max(map(len, ("slowest pages", *slowest))) + 2
    yield f"{'slowest pages':<{width}}{'ms':>9}{'making':>9}{'theme':>9}"
    for page in slowest:
        numbers = (both[page], made.get(page, 0.0), themed.get(page, 0.0))
        yield page.ljust(width) + "".join(f"{1000 * number:>9.0f}" for number in numbers)


def _of_pages(spent: Sequence[Spent], stage: Stage) -> dict[str, float]:
    """Return the seconds that a stage took for each page, by path."""
    seconds: dict[str, float] = {}
    for step, took in spent:
        if step.stage is stage and step.item:
            seconds[step.item] = seconds.get(step.item, 0.0) + took
    return seconds
