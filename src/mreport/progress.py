"""Progress: how far a piece of work has come, from 0 to 1, told to whoever listens; mostly nobody does."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Thing = TypeVar("Thing")
_STEP = 0.01  # less than this is not told
_listener: Callable[[float], None] | None = None
_told = 0.0


def listen(listener: Callable[[float], None] | None) -> None:
    """Have a piece of work that begins now tell how far it is."""
    global _listener, _told
    _listener, _told = listener, 0.0


def tell(share: float) -> None:
    """Tell how far the work is; it never goes back."""
    global _told  # noqa: PLW0603
    if _listener is not None and share >= _told + _STEP:
        _told = share
        _listener(share)


def along(things: Sequence[Thing], begin: float, end: float) -> Iterator[Thing]:
    """The things one by one, telling that the work goes on from one share to another with them."""
    if _listener is None:
        yield from things
        return
    for index, thing in enumerate(things):
        tell(begin + (end - begin) * index / len(things))
        yield thing
