"""What differs within texts: word by word, Thai by its words; each value keeps its own words in order."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from mreport.thai import canonical, words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

Kind = Literal["same", "only", "lacks"]
# Pairs of words that are looked at; two texts of more differ as wholes in what is between their common ends.
_MOST_PAIRS = 4_000_000


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of a value: `same` as in the other, here `only`, or standing there and `lacks` here."""

    kind: Kind
    text: str


def between(
    text: str,
    other: str,
    glossary: Sequence[str] = (),
    *,
    lacking: bool,
    key: Callable[[str], str] = canonical,
) -> tuple[Change, ...]:
    """The stretches of a text against another one; with `lacking`, what stands only in the other one too.

    Words are the same whose keys are: `partial(folded, attribute=...)` leaves out what the attribute folds.
    """
    own, theirs = words(text, glossary), words(other, glossary)
    stretches: list[Change] = []
    for kind, piece in _steps(own, theirs, key):
        if piece and (lacking or kind != "lacks"):
            stretches.append(Change(kind, "".join(piece)))
    return tuple(_joined(stretches))


def reference(classes: Sequence[int | None], baseline: int | None) -> int | None:
    """Which value the others are held against: the baseline's, else the first of the largest class."""
    if baseline is not None:
        return baseline if classes[baseline] is not None else None
    counted = Counter(number for number in classes if number is not None)
    return classes.index(counted.most_common(1)[0][0]) if counted else None


def _steps(own: list[str], theirs: list[str], key: Callable[[str], str]) -> Iterator[tuple[Kind, list[str]]]:
    keys, others = list(map(key, own)), list(map(key, theirs))
    start = _common(keys, others)
    end = _common(keys[start:][::-1], others[start:][::-1])
    yield "same", own[:start]
    inner, outer = slice(start, len(own) - end), slice(start, len(theirs) - end)
    if len(keys[inner]) * len(others[outer]) > _MOST_PAIRS:
        yield "lacks", theirs[outer]
        yield "only", own[inner]
    else:
        import difflib

        matcher = difflib.SequenceMatcher(None, others[outer], keys[inner], autojunk=False)
        for kind, first, last, begin, finish in matcher.get_opcodes():
            if kind == "equal":
                yield "same", own[inner][begin:finish]
            else:
                yield "lacks", theirs[outer][first:last]
                yield "only", own[inner][begin:finish]
    yield "same", own[len(own) - end :]


def _common(one: list[str], other: list[str]) -> int:
    """How many words two lists begin with together."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count


def _joined(stretches: list[Change]) -> Iterator[Change]:
    """Neighbours of a kind as one; a space between two that stand only here belongs to them."""
    result: list[Change] = []
    for index, change in enumerate(stretches):
        after = stretches[index + 1] if index + 1 < len(stretches) else None
        bridge = (change.kind == "same" and change.text.isspace() and result and result[-1].kind == "only") and (
            after is not None and after.kind == "only"
        )
        kind: Kind = "only" if bridge else change.kind
        if result and result[-1].kind == kind:
            result[-1] = Change(kind, result[-1].text + change.text)
        else:
            result.append(Change(kind, change.text))
    return iter(result)
