"""Make the dictionary of line breaks, `breaks.words.txt`.

`python locales/lexicon/make.py FOLDER` makes it anew of the sources in a folder, which README.md lists (three minutes).
`python locales/lexicon/make.py` brings it up to date with own.txt: new words are added, dropped ones leave it.
"""

from __future__ import annotations

import sys
import tomllib
from pathlib import Path

import counting
import keeping
import sources

TARGET = sources.HERE.parent / "breaks.words.txt"
TITLES = ("\u0e19\u0e32\u0e22", "\u0e19\u0e32\u0e07", "\u0e19\u0e32\u0e07\u0e2a\u0e32\u0e27")  # Mr, Mrs, Miss
OWN = 14  # most that a word of own.txt costs


def made(folder: Path) -> dict[str, int]:
    """The words of a folder of sources and their costs."""
    texts = sorted(folder.glob("text*.txt"))
    lists = tomllib.loads(sources.HERE.parent.joinpath("breaks.toml").read_text(encoding="utf-8"))["thai"]
    short = {word for name in ("plain", "before", "heads", "persons", "places") for word in lists[name].split()}
    own = {word for word in sources.own() | short if len(word) > 1}
    base = own | sources.lines_of(folder / "icubrk_th.txt") | sources.places(folder / "geothai")
    base |= sources.loans(folder / "th_en_transliteration_v1.4.tsv")
    runs = sources.runs(texts)
    counts = counting.counted(base, runs)
    dictionaries = sources.lines_of(folder / "words_th.txt"), sources.wordnet(folder / "wordnet_th.db")
    names = sources.given_names(texts, TITLES, base | dictionaries[0])
    words = keeping.kept(base | names, dictionaries, counts)
    costs = counting.priced(words, counting.counted(words, runs))
    return costs | {word: min(costs[word], OWN) for word in own}


def mended(content: bytes) -> dict[str, int]:
    """The words of the dictionary with those of own.txt that it has not, and without those to be dropped."""
    costs = counting.read(content)
    added = dict.fromkeys(sources.own(), OWN)
    return added | {word: cost for word, cost in costs.items() if word not in keeping.DROPPED}


def main(arguments: list[str]) -> None:
    """Write the dictionary, its remarks in front."""
    costs = made(Path(arguments[0])) if arguments else mended(TARGET.read_bytes())
    remarks = sources.HERE.joinpath("NOTICE").read_text(encoding="utf-8").splitlines()
    head = "".join(f"# {line}".rstrip() + "\n" for line in remarks)
    TARGET.write_bytes(head.encode() + counting.written(costs) + b"\n")
    print(len(costs), "words,", TARGET.stat().st_size, "bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
