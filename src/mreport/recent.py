"""What was made of the latest texts, kept; their letters are the bound, so that what runs for long stays small."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Generic, ParamSpec, TypeVar, cast

if TYPE_CHECKING:
    from collections.abc import Callable

Given = ParamSpec("Given")
Made = TypeVar("Made")
_AROUND = 20  # letters that are as large as what is kept of a text without any


def recent(letters: int) -> Callable[[Callable[Given, Made]], Recent[Given, Made]]:
    """A decorator: what a function makes of a text, its first argument, is kept with that of so many letters at most.

    A count of texts would be no bound: one may have a letter or twenty thousand.
    """
    return lambda function: Recent(function, letters)


class Recent(Generic[Given, Made]):
    """A function that has what it made lately; the older half goes at one stroke."""

    def __init__(self, function: Callable[Given, Made], letters: int) -> None:
        self.__doc__ = function.__doc__
        self._function = function
        self._half = letters // 2
        self.cache_clear()

    def cache_clear(self) -> None:
        """Forget all."""
        self._new: dict[Any, Made] = {}
        self._old: dict[Any, Made] = {}
        self._letters = 0

    def __call__(self, *given: Given.args, **named: Given.kwargs) -> Made:
        """What the function makes of what is given; nothing that it makes is None."""
        key = (*given, *named.values()) if named else given
        made = self._new.get(key)
        if made is None:
            made = self._old.get(key)
            if made is None:
                made = self._function(*given, **named)
            self._letters += len(cast("str", given[0])) + _AROUND
            if self._letters > self._half:
                self._new, self._old, self._letters = {}, self._new, 0
            self._new[key] = made
        return made
