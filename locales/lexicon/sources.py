"""The word lists and texts that the dictionary is made of; see README.md for their origins and licences."""

from __future__ import annotations

import json
import re
import sqlite3
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from collections.abc import Set as AbstractSet

HERE = Path(__file__).parent
_THAI = re.compile("[\u0e01-\u0e2e\u0e30-\u0e3a\u0e40-\u0e45\u0e47-\u0e4e]+")
_KIND_OF_DISTRICT = re.compile("^(?:\u0e40\u0e02\u0e15|\u0e2d\u0e33\u0e40\u0e20\u0e2d)")
_LONGEST, _LONGEST_RUN = 22, 400
_SHORT = 3
_LEAST_NAMESAKES = 3


def thai(words: Iterable[str]) -> set[str]:
    """The words that are Thai letters alone, two or more."""
    return {word for word in map(str.strip, words) if len(word) > 1 and _THAI.fullmatch(word)}


def own() -> set[str]:
    """The lists that were written for mreport, of words and of foreign names."""
    return _written("own.txt") | foreign()


def foreign() -> set[str]:
    """The list of foreign names and loanwords that was written for mreport."""
    return _written("foreign.txt")


def _written(name: str) -> set[str]:
    lines = HERE.joinpath(name).read_text(encoding="utf-8").splitlines()
    return thai(word for line in lines if not line.startswith("#") for word in line.split())


def lines_of(file: Path) -> set[str]:
    """The Thai words of a list with one on each line."""
    return thai(file.read_text(encoding="utf-8-sig").splitlines())


def wordnet(file: Path) -> set[str]:
    """The Thai words of Thai WordNet."""
    with sqlite3.connect(file) as connection:
        words = thai(row[0] for row in connection.execute("SELECT DISTINCT li FROM word_synset"))
    return {word for word in words if len(word) <= _LONGEST}


def loans(file: Path) -> set[str]:
    """The Thai forms of a table of English words in Thai letters."""
    return thai(line.split("\t")[0] for line in file.read_text(encoding="utf-8").splitlines())


def cities(file: Path) -> set[str]:
    """The Thai names of towns abroad and in Thailand in a file of GeoNames."""
    towns = json.loads(file.read_text(encoding="utf-8")).values()
    names = " ".join(name for town in towns for name in town["alternatenames"])
    return {word for word in _THAI.findall(names) if len(word) > _SHORT}


def cldr(folder: Path) -> tuple[set[str], set[str]]:
    """The Thai names of towns in Unicode's CLDR, and words of its other names: of countries, languages, scripts."""
    tables = {file.stem: json.loads(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("*.json"))}
    zones = list(_strings(tables.pop("timeZoneNames"), "exemplarCity"))
    rest = " ".join(text for table in tables.values() for text in _strings(table))
    words = [{word for word in _THAI.findall(text) if len(word) > _SHORT} for text in (" ".join(zones), rest)]
    return words[0], words[1]


def _strings(table: object, key: str = "") -> Iterator[str]:
    """All strings of a table of tables, or those under a key."""
    if isinstance(table, dict):
        for name, value in table.items():
            yield from [value] if name == key else _strings(value, key)
    elif isinstance(table, str) and not key:
        yield table


def frequencies(file: Path) -> dict[str, int]:
    """How often words were seen: a list of words and numbers."""
    rows = (line.split("\t") for line in file.read_text(encoding="utf-8-sig").splitlines())
    return {row[0]: int(row[1]) for row in rows if len(row) == 2 and _THAI.fullmatch(row[0])}  # noqa: PLR2004


def places(folder: Path) -> set[str]:
    """The names of the provinces, districts and subdistricts of Thailand."""
    names: set[str] = set()
    for kind in ("provinces", "districts", "subdistricts"):
        rows = json.loads(folder.joinpath(f"{kind}.json").read_text(encoding="utf-8"))
        names.update(_KIND_OF_DISTRICT.sub("", row[1]) if kind == "districts" else row[1] for row in rows)
    return thai(names)


def runs(files: Iterable[Path]) -> Counter[str]:
    """The runs of Thai letters of texts, and how often each stands there."""
    return Counter(run for line in _lines(files) for run in _THAI.findall(line) if 1 < len(run) <= _LONGEST_RUN)


def given_names(files: Iterable[Path], titles: Iterable[str], words: AbstractSet[str]) -> set[str]:
    """Given names of persons: what stands behind one of the titles, before a space and several surnames.

    What makes one of the words together with the title is none: a prime minister is no Mister.
    """
    title = "|".join(sorted(titles, key=len, reverse=True))
    pattern = re.compile(f"(?<![\u0e01-\u0e4e])({title}) ?([\u0e01-\u0e4e]{{4,12}}) ([\u0e01-\u0e4e]{{3,20}})")
    found = {match for line in _lines(files) for match in pattern.findall(line)}
    counts = Counter(
        name for before, name, _ in found if not any(before + name[:end] in words for end in range(1, len(name) + 1))
    )
    return thai(name for name, count in counts.items() if count >= _LEAST_NAMESAKES)


def _lines(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        with file.open(encoding="utf-8") as lines:
            yield from lines
