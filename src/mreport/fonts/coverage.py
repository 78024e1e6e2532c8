"""Which characters fonts have, as ranges of code points."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

Ranges = list[tuple[int, int]]


def ranges(points: Iterable[int]) -> Ranges:
    """Code points as first and last of each range."""
    found: Ranges = []
    for point in sorted(points):
        if found and point == found[-1][1] + 1:
            found[-1] = (found[-1][0], point)
        else:
            found.append((point, point))
    return found


def in_class(found: Iterable[tuple[int, int]]) -> str:
    """Ranges as they stand within a regular expression's brackets."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in found)


def points_of(found: Iterable[tuple[int, int]]) -> frozenset[int]:
    """The code points of ranges."""
    return frozenset(point for first, last in found for point in range(first, last + 1))
