"""The cluster font against the stock font: the same set, the same outlines, the same advances."""

import random
import unicodedata
from itertools import pairwise
from pathlib import Path

import pytest
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.pens.transformPen import TransformPen
from fontTools.ttLib import TTFont

from mreport.fonts.cluster import clusters
from mreport.fonts.cluster.building import shaper

STYLES = pytest.mark.parametrize("style", [0, 1], ids=["regular", "bold"])
LETTERS = [*clusters.CONSONANTS, 0x0E30, 0x0E45, 0x0E40, 0x0E41, 0x0E44, 0x0E2F, 0x0E46, 0x31, 0x2D, 0x20]
MARKS = [*clusters.MARKS, *clusters.SIGNS]


class Drawing:
    """Draws texts with a font: the closed contours of a shaped text, whichever glyphs they come from."""

    def __init__(self, file: Path) -> None:
        self.shape = shaper(file.read_bytes())
        self.order = TTFont(file).getGlyphOrder()
        self.glyphs = TTFont(file).getGlyphSet()

    def names(self, text: str) -> list[str]:
        """The glyphs of a text."""
        return [self.order[number] for number, _, _ in self.shape(text)[0]]

    def __call__(self, text: str) -> tuple[list[str], int]:
        placed, advance = self.shape(text)
        contours: list[str] = []
        for number, x, y in placed:
            name = self.order[number]
            pen = DecomposingRecordingPen(self.glyphs)
            self.glyphs[name].draw(TransformPen(pen, (1, 0, 0, 1, x, y)))
            ends = [-1, *(at for at, (step, _) in enumerate(pen.value) if step == "closePath")]
            contours += [repr(pen.value[a + 1 : b + 1]) for a, b in pairwise(ends)]
        return sorted(contours), advance


def test_count_of_the_set():
    """46 consonants with 61 endings each are the 2,806 clusters of the notes, all different."""
    counts = {name: len(endings) for name, endings in clusters.ENDINGS.items()}
    assert counts == {
        "mark": 10,
        "sign": 6,
        "vowel and tone": 32,
        "vowel and thanthakhat": 8,
        "sara am": 5,
    }
    assert len(clusters.CONSONANTS) == 46
    assert len(set(clusters.CLUSTERS)) == len(clusters.CLUSTERS) == 2806
    assert len(set(clusters.ALL)) == len(clusters.ALL) == 2903


def test_set_is_canonical():
    """Each cluster is normal text by NFC."""
    assert [text for text in clusters.ALL if unicodedata.normalize("NFC", text) != text] == []


@STYLES
def test_each_cluster_is_one_glyph(thai, style):
    """Each of the 2,806 and of the further ones becomes one glyph of its own, named for its text."""
    drawing = Drawing(thai[style])
    names = {text: drawing.names(text) for text in clusters.ALL}
    assert {text: names[text] for text in clusters.ALL if names[text] != [clusters.glyph_name(text)]} == {}
    assert len({name for [name] in names.values()}) == 2903


@STYLES
def test_glyphs_are_few_more(thai, stock, style):
    """The font has the stock font's glyphs, one for each cluster, and the twin of sara aa."""
    assert TTFont(thai[style])["maxp"].numGlyphs == TTFont(stock[style])["maxp"].numGlyphs + 2903 + 1


@STYLES
def test_side_bearing_is_the_left_edge(thai, style):
    """The side bearing of every glyph is its xMin: else it is drawn shifted, unseen by text extraction."""
    font = TTFont(thai[style])
    drawn = [name for name in font.getGlyphOrder() if font["glyf"][name].numberOfContours]
    assert [name for name in drawn if font["hmtx"][name][1] != font["glyf"][name].xMin] == []


@STYLES
def test_same_outlines_and_advances(thai, stock, style):
    """Every cluster has the outlines and the advance that the stock font has for it, to the unit."""
    old, new = Drawing(stock[style]), Drawing(thai[style])
    assert [text for text in clusters.ALL if new(text) != old(text)] == []


@STYLES
def test_any_text_looks_the_same(thai, stock, style):
    """Letters and marks in any order, as in typing errors, are drawn as the stock font draws them."""
    old, new = Drawing(stock[style]), Drawing(thai[style])
    chance = random.Random(20)
    texts = [
        "".join(chr(chance.choice(chance.choice((LETTERS, MARKS)))) for _ in range(chance.randint(2, 8)))
        for _ in range(1500)
    ]
    assert [text for text in texts if new(text) != old(text)] == []


@STYLES
def test_twice_typed_tone_stays_visible(thai, style):
    """A run of marks that is no cluster stays the stock font's glyphs, whose second tone is moved aside."""
    assert Drawing(thai[style]).names("\u0e17\u0e35\u0e48\u0e48")[:2] == ["uni0E17", "uni0E35"]


@STYLES
def test_wrong_sara_am_spares_the_right_sara_aa(thai, style):
    """What is left of a sara am behind a vowel mark is not the glyph of sara aa, whose text it would take."""
    assert Drawing(thai[style]).names("\u0e01\u0e34\u0e33")[-1] == "uni0E32.split"


@STYLES
def test_other_substitutions_still_work(thai, stock, style):
    """Features that had lookups before (fractions, ligatures, alternates) still give what they gave."""
    old, new = TTFont(stock[style])["GSUB"].table, TTFont(thai[style])["GSUB"].table
    for before, after in zip(old.FeatureList.FeatureRecord, new.FeatureList.FeatureRecord, strict=True):
        kept = after.Feature.LookupListIndex[1 if after.FeatureTag == "ccmp" else 0 :]
        assert [index - 3 for index in kept] == before.Feature.LookupListIndex
    texts = ["fi fl 1/2 L\u00b7l", "\u0e24\u0e45 \u0e26\u0e45", "i\u0308\u0323"]
    assert [Drawing(thai[style])(text) for text in texts] == [Drawing(stock[style])(text) for text in texts]
