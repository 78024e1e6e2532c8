"""Which Thai clusters get a glyph of their own, as code points.

`CLUSTERS` are the 46 consonants with each of 61 endings: 2,806. Of 1,172,670 clusters in six Thai word lists
184 are none of them, and those are typing errors (a tone twice). `FURTHER` are 97 more:

* 92 for Pali: nikhahit after the short i or u, the only vowel marks that it follows;
* 5 for sara am (bare, or after a tone) behind something that is no consonant: a digit, a dash, a letter.
  HarfBuzz takes it apart there too, and its half would carry the text of the whole into the PDF.

Text is in canonical order (vowel, tone, sara am); `mreport.thai` sees to that before anything is drawn.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

VERSION = 1  # of what is made of a font: what another version made is not taken from the cache
THAI = frozenset((*range(0x0E01, 0x0E3B), *range(0x0E40, 0x0E4F)))  # letters and marks
CONSONANTS = tuple(range(0x0E01, 0x0E2F))  # with the letters ru and lu, which carry marks too
PHINTHU, NIKHAHIT, THANTHAKHAT = 0x0E3A, 0x0E4D, 0x0E4C
SARA_AA, SARA_AM = 0x0E32, 0x0E33
VOWELS = (0x0E31, *range(0x0E34, 0x0E3A), 0x0E47)  # mai han akat, i to uu, mai tai khu
MARKS = (*VOWELS, PHINTHU, NIKHAHIT)
TONES = tuple(range(0x0E48, 0x0E4C))
SIGNS = (*TONES, THANTHAKHAT, 0x0E4E)  # the last is yamakkan

SARA_AM_FORMS = ((SARA_AM,), *((tone, SARA_AM) for tone in TONES))
ENDINGS = {
    "mark": tuple((mark,) for mark in MARKS),
    "sign": tuple((sign,) for sign in SIGNS),
    "vowel and tone": tuple((vowel, tone) for vowel in VOWELS for tone in TONES),
    "vowel and thanthakhat": tuple((vowel, THANTHAKHAT) for vowel in VOWELS),
    "sara am": SARA_AM_FORMS,
}
SHORT_VOWELS = (0x0E34, 0x0E38)
FURTHER_ENDINGS = tuple((vowel, NIKHAHIT) for vowel in SHORT_VOWELS)


def _texts(endings: tuple[tuple[int, ...], ...], bases: tuple[int, ...] = CONSONANTS) -> tuple[str, ...]:
    return tuple("".join(map(chr, (base, *ending))) for base in bases for ending in endings)


CLUSTERS = _texts(tuple(ending for group in ENDINGS.values() for ending in group))
FURTHER = _texts(FURTHER_ENDINGS) + tuple("".join(map(chr, form)) for form in SARA_AM_FORMS)
ALL = CLUSTERS + FURTHER


def covered(points: Collection[int]) -> tuple[str, ...]:
    """The clusters that a font with these characters gets a glyph for; none where it lacks a consonant."""
    if not {SARA_AA, *CONSONANTS} <= {*points}:
        return ()
    return tuple(text for text in ALL if all(point in points for point in as_shaped(text)))


def glyph_name(text: str) -> str:
    """The glyph's name by the Adobe Glyph List: it tells the text, also where a ToUnicode map is lost."""
    name = "uni" + "".join(f"{ord(letter):04X}" for letter in text)
    return name if len(text) > 1 else f"{name}.alone"


def as_shaped(text: str) -> tuple[int, ...]:
    """The code points that HarfBuzz hands to the font: sara am taken apart, its nikhahit before the tone."""
    points = tuple(map(ord, text))
    if points[-1] != SARA_AM:
        return points
    tones = tuple(point for point in points[:-1] if point in TONES)
    return (*points[: len(points) - 1 - len(tones)], NIKHAHIT, *tones, SARA_AA)
