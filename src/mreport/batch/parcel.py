"""A dataset and a recipe with all files that they name, as bytes: what another machine needs to make the same reports.

The bytes are pickled, so they go to and come from those alone who may run code here: the cluster of the user's own.
"""

from __future__ import annotations

import pickle
import re
import tempfile
from dataclasses import dataclass, field, replace
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import TYPE_CHECKING

from mreport import locales
from mreport.errors import Fault, MachineError, Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from mreport.comparison.records import Dataset
    from mreport.recipe import Recipe


@dataclass(frozen=True, slots=True)
class Parcel:
    """What travels; `files` and `languages` by their path, those of the user's languages below their folder."""

    dataset: Dataset
    recipe: Recipe
    files: Mapping[str, bytes] = field(default_factory=dict)
    languages: Mapping[str, bytes] = field(default_factory=dict)


def packages() -> dict[str, str | None]:
    """The versions of mreport and of what it makes reports by, each by its name; None: it is not installed."""
    needed = [text for text in requires("mreport") or () if "extra ==" not in text]
    names = ["mreport", *(re.split(r"[^\w.-]", text, maxsplit=1)[0] for text in needed)]
    return {name: _version(name) for name in names}


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def check(ours: Mapping[str, str | None], theirs: Mapping[str, str | None], worker: str) -> None:
    """Refuse a worker whose reports could differ from ours. Raises MachineError (`cluster-version`)."""
    for name, wanted in ours.items():
        if theirs.get(name) != wanted:
            found = theirs.get(name) or "\u2013"
            raise MachineError("cluster-version", Place(worker), package=name, found=found, wanted=wanted)


def pack(dataset: Dataset, recipe: Recipe) -> bytes:
    """A dataset and a recipe as they travel."""
    files = {str(path): path.read_bytes() for path in recipe.files()}
    mine = locales.own()
    languages = {path.relative_to(mine).as_posix(): path.read_bytes() for path in locales.own_files()} if mine else {}
    return pickle.dumps(Parcel(dataset, recipe, files, languages))


class Unpacked:
    """A parcel whose files lie in a folder of their own, until it is closed: where each is, by where it was."""

    def __init__(self, content: bytes) -> None:
        parcel: Parcel = pickle.loads(content)  # noqa: S301  of the user's own cluster
        self._folder = tempfile.TemporaryDirectory(prefix="mreport-")
        root = Path(self._folder.name)
        self._places = {name: str(root / str(number) / Path(name).name) for number, name in enumerate(parcel.files)}
        self.languages = root / "languages" if parcel.languages else None
        for path, given in self._written(parcel, root):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(given)
        self.dataset = parcel.dataset
        self.recipe = parcel.recipe.moved(self._places)

    def _written(self, parcel: Parcel, root: Path) -> Iterator[tuple[Path, bytes]]:
        """The files, each where it goes to."""
        yield from ((Path(self._places[name]), given) for name, given in parcel.files.items())
        yield from ((root / "languages" / name, given) for name, given in parcel.languages.items())

    def named(self, fault: Fault) -> Fault:
        """A fault that names files as the user did."""
        before = {place: name for name, place in self._places.items()}
        place = fault.place
        if place and place.file in before:
            place = replace(place, file=before[place.file])
        fields = {
            key: before.get(value, value) if isinstance(value, str) else value for key, value in fault.fields.items()
        }
        return Fault(fault.code, fields, place)

    def close(self) -> None:
        """Take the folder away."""
        self._folder.cleanup()
