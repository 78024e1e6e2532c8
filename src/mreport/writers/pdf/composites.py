"""Clusters as one glyph: what HarfBuzz makes of a text, with the glyphs of each Thai cluster taken together."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import uharfbuzz as hb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_LANGUAGE = "th"  # never the machine's, by which HarfBuzz would choose other forms


Form = tuple[tuple[int, int], ...]


class Placed(NamedTuple):
    """A glyph: where its text starts, how far it is moved across and up, and how far it goes on, in font units."""

    glyph: int
    start: int
    across: int
    up: int
    onward: int


def shaped(font: hb.Font, text: str) -> list[Placed]:
    """The glyphs of a text, from the left."""
    buffer = hb.Buffer()
    buffer.cluster_level = hb.BufferClusterLevel.MONOTONE_CHARACTERS
    buffer.add_str(text)
    buffer.guess_segment_properties()
    buffer.language = _LANGUAGE
    hb.shape(font, buffer)
    return [
        Placed(info.codepoint, info.cluster, place.x_offset, place.y_offset, place.x_advance)
        for info, place in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True)
    ]


class Composites:
    """The glyphs of clusters by their texts; `font` is the plain one, of which the cluster font was made."""

    def __init__(self, font: hb.Font, texts: Sequence[str], first: int) -> None:
        self._font = font
        self._glyphs = dict(zip(texts, range(first, first + len(texts)), strict=True))
        longest_first = sorted(texts, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(re.escape, longest_first)))
        self._forms: dict[str, Form] = {}

    def joined(self, text: str, placed: Sequence[Placed]) -> list[Placed]:
        """The glyphs of a text, those of each cluster as one, unless a neighbour has changed it."""
        result: list[Placed] = []
        position = 0
        for found in self._pattern.finditer(text):
            while position < len(placed) and placed[position].start < found.start():
                result.append(placed[position])
                position += 1
            end = position
            while end < len(placed) and placed[end].start < found.end():
                end += 1
            result += self._one(found[0], found.start(), placed[position:end])
            position = end
        return [*result, *placed[position:]]

    def found(self, text: str, placed: Sequence[Placed]) -> Iterator[tuple[str | None, Sequence[Placed]]]:
        """The glyphs of a text in stretches: those of a cluster of several with its text, all others with None."""
        position = 0
        for match in self._pattern.finditer(text):
            start = position
            while position < len(placed) and placed[position].start < match.start():
                position += 1
            end = position
            while end < len(placed) and placed[end].start < match.end():
                end += 1
            parts = placed[position:end]
            if len(parts) > 1 and _form(parts) == self._form_alone(match[0]):
                yield None, placed[start:position]
                yield match[0], parts
                position = end
            else:
                position = end
                yield None, placed[start:end]
        yield None, placed[position:]

    def alone(self, text: str) -> list[Placed]:
        """The glyphs of a cluster without neighbours."""
        return shaped(self._font, text)

    def _one(self, text: str, start: int, parts: Sequence[Placed]) -> Sequence[Placed]:
        """The one glyph of a cluster, in the place of its parts; the parts, where they stand otherwise than alone."""
        if not parts or _form(parts) != self._form_alone(text):
            return parts
        onward = sum(part.onward for part in parts)
        return [Placed(self._glyphs[text], start, *self._moved(text, parts[0]), onward)]

    def _moved(self, text: str, first: Placed) -> tuple[int, int]:
        """How far a cluster is moved from where it stands alone."""
        alone = shaped(self._font, text)[0]
        return first.across - alone.across, first.up - alone.up

    def _form_alone(self, text: str) -> Form:
        form = self._forms.get(text)
        if form is None:
            form = self._forms[text] = _form(shaped(self._font, text))
        return form


def _form(parts: Sequence[Placed]) -> Form:
    """The glyphs of a cluster, each with its height over the first one.

    How far they are from each other across counts for nothing: kerning with a neighbour may part a mark from its base
    in fonts that do not anchor marks.
    """
    return tuple((part.glyph, part.up - parts[0].up) for part in parts)
