"""Make the dictionary of line breaks, `breaks.words.txt`, and the model of strange words, `breaks.shapes.txt`.

`python locales/lexicon/make.py FOLDER` makes both anew of the sources in a folder, which README.md lists (ten minutes).
`python locales/lexicon/make.py` brings the dictionary up to date with own.txt, foreign.txt and marked/: new words come
in, dropped ones go. After either, learning.py learns the weights anew.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import counting
import keeping
import marking
import shaping
import sources
from mreport.breaks.shapes import read

LOCALES = sources.HERE.parent
TARGET, SHAPES = LOCALES / "breaks.words.txt", LOCALES / "breaks.shapes.txt"
TITLES = ("\u0e19\u0e32\u0e22", "\u0e19\u0e32\u0e07", "\u0e19\u0e32\u0e07\u0e2a\u0e32\u0e27")  # Mr, Mrs, Miss
OWN = 11  # most that a word of own.txt costs
REMARKS = """\
# What loanwords and foreign names look like in Thai letters: the costs of letters behind others. mreport.breaks.shapes
# says how to read it; locales/lexicon makes it of the sources that breaks.words.txt names.
"""


def made(folder: Path) -> tuple[dict[str, int], str]:
    """The words of a folder of sources with their costs, and the model of strange words."""
    texts = sorted(folder.glob("text*.txt"))
    lists = tomllib.loads(LOCALES.joinpath("breaks.toml").read_text(encoding="utf-8"))["thai"]
    short = {word for name in ("plain", "before", "heads", "persons", "places") for word in lists[name].split()}
    own = {word for word in sources.own() | short if len(word) > 1}
    icu, loans = sources.lines_of(folder / "icubrk_th.txt"), sources.loans(folder / "th_en_transliteration_v1.4.tsv")
    dictionaries = sources.lines_of(folder / "words_th.txt"), sources.wordnet(folder / "wordnet_th.db")
    cities, (zones, world) = sources.cities(folder / "cities500.json"), sources.cldr(folder / "cldr")
    seen = sources.frequencies(folder / "tnc_freq.txt")
    strange = loans | cities | zones | sources.foreign()
    foreign, likely = shaping.foreign(strange, icu, world | dictionaries[0] | seen.keys())
    base = own | icu | sources.places(folder / "geothai") | loans | cities | zones
    names = sources.given_names(texts, TITLES, base | dictionaries[0])
    shape, runs = read(foreign.written()), sources.runs(texts)
    counts = counting.counted(base, runs, shape)
    words = keeping.kept(base | names, dictionaries, counts, shape) | (likely - keeping.DROPPED)
    costs = counting.priced(words, counting.counted(words, runs, shape), seen)
    return costs | {word: min(costs[word], OWN) for word in own & costs.keys()}, foreign.written()


def mended(content: bytes) -> dict[str, int]:
    """The words of the dictionary with those of own.txt that it has not, and without those to be dropped."""
    costs = counting.read(content)
    added = dict.fromkeys(sources.own(), OWN)
    return added | {word: cost for word, cost in costs.items() if word not in keeping.DROPPED}


def main(arguments: list[str]) -> None:
    """Write the dictionary, its remarks in front."""
    if arguments:
        costs, shape = made(Path(arguments[0]))
        SHAPES.write_text(REMARKS + shape + "\n", encoding="utf-8")
    else:
        costs = mended(TARGET.read_bytes())
    remarks = sources.HERE.joinpath("NOTICE").read_text(encoding="utf-8").splitlines()
    head = "".join(f"# {line}".rstrip() + "\n" for line in remarks)
    shown = {word: cost for word, cost in marking.shown(marking.lines(), costs).items() if word not in keeping.DROPPED}
    TARGET.write_bytes(head.encode() + counting.written(costs, shown) + b"\n")
    print(len(costs), "words of lists,", len(shown), "of marked text,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
