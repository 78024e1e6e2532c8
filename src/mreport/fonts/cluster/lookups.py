"""The substitutions of a cluster font: a cluster becomes one glyph, or it stays as the stock font draws it.

Three lookups come first in `ccmp`: 0 says where (a chained context), 1 are the ligatures, 2 swaps sara aa.
What lookup 0 leaves alone is a run of marks that is no cluster of ours as a whole (a tone typed twice): half
of it as one glyph and the rest as marks would fall on top of each other. Sara aa that is left of a sara am
taken apart is swapped for a twin, so that a typing error can't give its text to every sara aa of a document.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from fontTools.otlLib.builder import buildCoverage, buildLigatureSubstSubtable, buildSingleSubstSubtable
from fontTools.ttLib import newTable
from fontTools.ttLib.tables import otTables

from mreport.fonts.cluster.clusters import (
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
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from fontTools.ttLib import TTFont

SPLIT_AA = "uni0E32.split"
FEATURE = "ccmp"
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


def put_first(font: TTFont, names: Mapping[str, str]) -> None:
    """Put the lookups at the start of the list and of each `ccmp`, and move all other indices on.

    `names` are the glyphs of the clusters by their texts.
    """
    table = _substitutions(font)
    for lookup in table.LookupList.Lookup:
        for subtable in lookup.SubTable:
            for record in _nested(subtable):
                record.LookupListIndex += NEW
    for record in table.FeatureList.FeatureRecord:
        moved = [index + NEW for index in record.Feature.LookupListIndex]
        record.Feature.LookupListIndex = [CONTEXT, *moved] if record.FeatureTag == FEATURE else moved
    cmap = font.getBestCmap()
    ligatures = {tuple(cmap[point] for point in as_shaped(text)): name for text, name in names.items()}
    table.LookupList.Lookup[:0] = [
        _lookup(6, [_rule(font, *rule) for rule in RULES if _can(rule, cmap)] if ligatures else []),
        _lookup(4, [buildLigatureSubstSubtable(ligatures)] if ligatures else []),
        _lookup(1, [buildSingleSubstSubtable({cmap[SARA_AA]: SPLIT_AA})]),
    ]


def _substitutions(font: TTFont) -> Any:
    """The table GSUB, made where there is none, with a `ccmp` in every language of the script Thai."""
    if "GSUB" not in font:
        font["GSUB"] = newTable("GSUB")
        table = font["GSUB"].table = otTables.GSUB()
        table.Version = 0x00010000
        table.ScriptList, table.FeatureList, table.LookupList = (
            otTables.ScriptList(),
            otTables.FeatureList(),
            otTables.LookupList(),
        )
        table.ScriptList.ScriptRecord, table.FeatureList.FeatureRecord = [], []
        table.LookupList.Lookup = []
    table = font["GSUB"].table
    for system in _systems(_script(table, "thai")):
        tags = [table.FeatureList.FeatureRecord[index].FeatureTag for index in system.FeatureIndex]
        if FEATURE not in tags:
            system.FeatureIndex = [*system.FeatureIndex, _feature(table)]
            system.FeatureCount = len(system.FeatureIndex)
    return table


def _script(table: Any, tag: str) -> Any:
    """A script of the table; where it has none of its own, one as the default script is."""
    records = {record.ScriptTag: record for record in table.ScriptList.ScriptRecord}
    if tag in records:
        return records[tag].Script
    record = otTables.ScriptRecord()
    record.ScriptTag, record.Script = tag, otTables.Script()
    record.Script.LangSysRecord, record.Script.LangSysCount = [], 0
    system = record.Script.DefaultLangSys = otTables.DefaultLangSys()
    default = records["DFLT"].Script.DefaultLangSys if "DFLT" in records else None
    system.LookupOrder, system.ReqFeatureIndex = None, default.ReqFeatureIndex if default else 0xFFFF
    system.FeatureIndex = list(default.FeatureIndex) if default else []
    system.FeatureCount = len(system.FeatureIndex)
    table.ScriptList.ScriptRecord.append(record)
    table.ScriptList.ScriptRecord.sort(key=lambda record: record.ScriptTag)
    return record.Script


def _systems(script: Any) -> Iterator[Any]:
    """The language systems of a script."""
    if script.DefaultLangSys is not None:
        yield script.DefaultLangSys
    yield from (record.LangSys for record in script.LangSysRecord)


def _feature(table: Any) -> int:
    """The index of a `ccmp` for the languages that have none: made when it is asked for first, at the end."""
    records = table.FeatureList.FeatureRecord
    if records and records[-1].FeatureTag == FEATURE and not records[-1].Feature.LookupListIndex:
        return len(records) - 1
    record = otTables.FeatureRecord()
    record.FeatureTag, record.Feature = FEATURE, otTables.Feature()
    record.Feature.FeatureParams, record.Feature.LookupListIndex, record.Feature.LookupCount = None, [], 0
    records.append(record)
    return len(records) - 1


def _nested(part: Any) -> Iterator[Any]:
    """The records within a subtable that name another lookup, in whatever format it is written."""
    for value in vars(part).values():
        for one in value if isinstance(value, list) else (value,):
            if isinstance(one, otTables.SubstLookupRecord):
                yield one
            elif hasattr(one, "__dict__") and not isinstance(one, type):
                yield from _nested(one)


def _can(rule: Rule, cmap: Mapping[int, str]) -> bool:
    """Whether the font has a character at each place of a rule."""
    before, at, after, _ = rule
    return all(any(point in cmap for point in points) for points in (*before, at, *after))


def _lookup(kind: int, subtables: list[Any]) -> Any:
    lookup = otTables.Lookup()
    lookup.LookupType, lookup.LookupFlag, lookup.SubTable = kind, 0, subtables
    return lookup


def _rule(font: TTFont, before: tuple[Points, ...], at: Points, after: tuple[Points, ...], then: int | None) -> Any:
    """One subtable of the chained context; without a lookup it leaves its glyphs alone."""
    cmap, order = font.getBestCmap(), font.getReverseGlyphMap()

    def coverages(sets: tuple[Points, ...]) -> list[Any]:
        return [buildCoverage({cmap[point] for point in points if point in cmap}, order) for points in sets]

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
