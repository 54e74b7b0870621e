"""Keep the results of pure functions from one build to the next.

A preview builds after every save, and a save changes one file. Whoever calls a function through a `Kept` gets the
earlier result if the arguments are the very same objects. So the stages pass on what they were given, unchanged,
wherever they can, and give each function only what it needs.
"""

from collections.abc import Callable, Hashable
from typing import TypeVar, TypeVarTuple

Arguments = TypeVarTuple("Arguments")
Result = TypeVar("Result")
Value = TypeVar("Value", bound=Hashable)


class Keep:
    """Calls functions, and keeps nothing: for what is made only once."""

    def __call__(self, function: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """Return `function(*arguments)`."""
        return function(*arguments)

    def same(self, value: Value) -> Value:
        """Return the value."""
        return value


ONCE = Keep()


class Kept(Keep):
    """Calls a function only if it was not called with the same arguments before.

    Texts and numbers are the same if they are equal, other arguments only if they are identical. The arguments are
    kept with the result, so that no other object can get the identity of one. It is for pure functions of a module
    whose results nobody changes. A kept function must not itself be given a `Keep`, unless another argument is new in
    each build: what it keeps would count as unused while its own result is used.
    """

    def __init__(self) -> None:
        self._used: dict[Hashable, tuple[object, object]] = {}
        """Results with their arguments, by function and arguments: those that were used since the last good build."""
        self._before: dict[Hashable, tuple[object, object]] = {}
        """Those that the last good build used."""

    def __call__(self, function: Callable[[*Arguments], Result], *arguments: *Arguments) -> Result:
        """Return `function(*arguments)`, or the earlier result for the same arguments."""
        key = (function, *map(_identity, arguments))
        found = self._used.get(key)
        if found is None:
            found = self._before.get(key) or (function(*arguments), arguments)
            self._used[key] = found
        return found[0]  # type: ignore[return-value]  # what the function itself returned

    def same(self, value: Value) -> Value:
        """Return the earlier object that equals the value, if there was one, so that what is kept by it stays."""
        found = self._used.get(value)
        if found is None:
            found = self._before.get(value) or (value, ())
            self._used[value] = found
        return found[0]  # type: ignore[return-value]  # an equal value

    def forget_unused(self) -> None:
        """Drop what was not used since this was last called. It is called after each good build.

        After a save with a mistake no pages are made, but the next save needs again what they are made of.
        """
        self._before, self._used = self._used, {}


def _identity(argument: object) -> Hashable:
    """Return what tells an argument from others."""
    kind = type(argument)
    if kind is str:
        return argument
    return (kind, argument) if kind is int else id(argument)
