"""How well line breaks of Thai are found, as docs/explanation/line-breaks.md says: `python benchmarks/breaks.py`.

Precision and recall on the parts of `tests/breaks/gold.txt`, spaces not counted, where both markings agree and against
the first alone: mreport, ICU, libthai where the system has it, and PyThaiNLP's newmm where the environment has it.
"""

# ruff: noqa: INP001, T201  a script that speaks on the console

from __future__ import annotations

import ctypes
import ctypes.util
import sys
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING

sys.path.append(str(Path(__file__).resolve().parents[1] / "tests"))

import test_breaks as tests
from mreport.breaks.parse import LETTERS, RUN

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """Print a table for each way of judging."""
    peers = {"mreport": tests.ours, "ICU alone": tests.icu} | libthai() | newmm()
    for title, marks in (("both markings agree", tests.agreed), ("the first marking", tests.gold)):
        print(f"\n| {title} | {' | '.join(tests.PARTS)} | all |")
        print("|---" * (len(tests.PARTS) + 2) + "|")
        for name, ends in peers.items():
            found = (tests.figures(part, ends, marks) for part in (*tests.PARTS, tests.PARTS))
            print(f"| {name} |", " | ".join(f"{precision:.3f} / {recall:.3f}" for precision, recall in found), "|")


def libthai() -> dict[str, Callable[[str], set[int]]]:
    """Breaks by libthai, by its name; nothing, and a word of it, where it is not there."""
    place = ctypes.util.find_library("thai")
    if place is None:
        print("libthai is not there: left out")
        return {}
    library = ctypes.CDLL(place)
    library.th_brk_new.restype = ctypes.c_void_p
    known = ctypes.c_void_p(library.th_brk_new(None))

    def ends(text: str) -> set[int]:
        found = set()
        for run in RUN.finditer(text):
            letters = run[0].encode("tis-620")
            places = (ctypes.c_int * len(letters))()
            count = library.th_brk_find_breaks(known, letters, places, ctypes.c_size_t(len(letters)))
            found |= {run.start() + place for place in places[:count]}
        return found

    return {"libthai": ends}


def newmm() -> dict[str, Callable[[str], set[int]]]:
    """PyThaiNLP's usual segmenter, between two letters of Thai; nothing, and a word of it, where it is not there."""
    try:
        from pythainlp import __version__
        from pythainlp.tokenize import word_tokenize
    except ImportError:
        print("PyThaiNLP is not there: left out")
        return {}

    def ends(text: str) -> set[int]:
        places = accumulate(map(len, word_tokenize(text, engine="newmm", keep_whitespace=True)))
        return {place for place in places if place < len(text) and LETTERS.issuperset(text[place - 1 : place + 1])}

    return {f"PyThaiNLP {__version__} newmm": ends}


if __name__ == "__main__":
    main()
