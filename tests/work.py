"""How much work something is, whatever else the machine does meanwhile."""

import gc
import time
from collections.abc import Callable

LITTLE = 0.5
"""Seconds of the processor below which growth is not worth a question."""


def grows_evenly(do: Callable[[int], object], size: int) -> bool:
    """Whether four times the input is about four times the work; if work grew with the square, it were sixteen times.

    Measured in the processor's time for this process, to which other programs add little. What they add may fail a
    measurement, so it is made again; a square fails every one.
    """
    return any(_is_even(_work(do, size // 4), _work(do, size)) for _ in range(3))


def _is_even(small: float, large: float) -> bool:
    return large < LITTLE or large < 8 * max(small, LITTLE / 8)


def _work(do: Callable[[int], object], size: int) -> float:
    gc.freeze()  # else the large work alone also pays for a walk through all that earlier tests left in memory
    try:
        begun = time.process_time()
        do(size)
        return time.process_time() - begun
    finally:
        gc.unfreeze()
