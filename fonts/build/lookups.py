"""The substitutions of Mreport Thai: a cluster becomes one glyph, or it stays as the stock font draws it.

Three lookups come first in `ccmp`: 0 says where (a chained context), 1 are the ligatures, 2 swaps sara aa.
What lookup 0 leaves alone is a run of marks that is no cluster of ours as a whole (a tone typed twice): half
of it as one glyph and the rest as marks would fall on top of each other. Sara aa that is left of a sara am
taken apart is swapped for a twin, so that a typing error can't give its text to every sara aa of a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from clusters import (
    ALL,
    CONSONANTS,
    MARKS,
    NIKHAHIT,
    PHINTHU,
    SARA_AA,
    SHORT_VOWELS,
    SIGNS,
    THANTHAKHAT,
    TONES,
    VOWELS,
    as_shaped,
    glyph_name,
)
from fontTools.otlLib.builder import buildCoverage, buildLigatureSubstSubtable, buildSingleSubstSubtable
from fontTools.ttLib.tables import otTables

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

SPLIT_AA = "uni0E32.split"
CONTEXT, LIGATURES, SWAP = range(3)
NEW = 3

Points = tuple[int, ...]
Rule = tuple[tuple[Points, ...], Points, tuple[Points, ...], int | None]  # before, at, after, lookup

ANY = (*MARKS, *SIGNS)
NIK, AA = (NIKHAHIT,), (SARA_AA,)
AFTER_VOWEL = (*TONES, THANTHAKHAT, NIKHAHIT)
RULES: tuple[Rule, ...] = (  # the first that holds counts
    ((), CONSONANTS, (NIK, AA), LIGATURES),
    ((), CONSONANTS, (NIK, TONES, AA), LIGATURES),
    ((), CONSONANTS, (ANY, ANY, ANY), None),
    ((), CONSONANTS, (ANY, NIK, AA), None),
    ((), CONSONANTS, ((PHINTHU, NIKHAHIT, *SIGNS), ANY), None),
    ((), CONSONANTS, (VOWELS, tuple(mark for mark in ANY if mark not in AFTER_VOWEL)), None),
    ((), CONSONANTS, (tuple(vowel for vowel in VOWELS if vowel not in SHORT_VOWELS), NIK), None),
    ((), CONSONANTS, (), LIGATURES),
    ((), NIK, (), LIGATURES),  # sara am without a consonant
    ((NIK,), AA, (), SWAP),
    ((ANY, NIK), AA, (), SWAP),  # the nearest first
    ((ANY, ANY, NIK), AA, (), SWAP),
)


def put_first(font: TTFont) -> None:
    """Put the lookups at the start of the list and of each `ccmp`, and move all other indices on."""
    table = font["GSUB"].table
    for lookup in table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            _move_nested(subtable)
    for record in table.FeatureList.FeatureRecord:
        moved = [index + NEW for index in record.Feature.LookupListIndex]
        record.Feature.LookupListIndex = [CONTEXT, *moved] if record.FeatureTag == "ccmp" else moved
    cmap = font.getBestCmap()
    ligatures = {tuple(cmap[point] for point in as_shaped(text)): glyph_name(text) for text in ALL}
    table.LookupList.Lookup[:0] = [
        _lookup(6, [_rule(font, *rule) for rule in RULES]),
        _lookup(4, [buildLigatureSubstSubtable(ligatures)]),
        _lookup(1, [buildSingleSubstSubtable({cmap[SARA_AA]: SPLIT_AA})]),
    ]


def _move_nested(subtable: Any) -> None:
    """Move the lookup indices inside a chained context (the stock font has those of format 3 only)."""
    if not isinstance(subtable, otTables.ChainContextSubst):
        return
    if subtable.Format != 3:  # noqa: PLR2004
        raise ValueError(f"chained context of format {subtable.Format}")
    for record in subtable.SubstLookupRecord:
        record.LookupListIndex += NEW


def _lookup(kind: int, subtables: list[Any]) -> Any:
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable = kind, 0, subtables
    return lookup


def _rule(font: TTFont, before: tuple[Points, ...], at: Points, after: tuple[Points, ...], then: int | None) -> Any:
    """One subtable of the chained context; without a lookup it leaves its glyphs alone."""
    cmap, order = font.getBestCmap(), font.getReverseGlyphMap()

    def coverages(sets: tuple[Points, ...]) -> list[Any]:
        return [buildCoverage({cmap[point] for point in points}, order) for points in sets]

    subtable = otTables.ChainContextSubst()
    subtable.Format = 3
    subtable.BacktrackCoverage, subtable.BacktrackGlyphCount = coverages(before), len(before)
    subtable.InputCoverage, subtable.InputGlyphCount = coverages((at,)), 1
    subtable.LookAheadCoverage, subtable.LookAheadGlyphCount = coverages(after), len(after)
    subtable.SubstLookupRecord = [] if then is None else [_record(then)]
    subtable.SubstCount = len(subtable.SubstLookupRecord)
    return subtable


def _record(lookup: int) -> Any:
    record = otTables.SubstLookupRecord()
    record.SequenceIndex, record.LookupListIndex = 0, lookup
    return record
