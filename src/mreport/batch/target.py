"""Where the files of a batch go: a folder, or whatever an address such as `s3://reports/july` names by fsspec.

A folder takes what workers of this machine write themselves. Elsewhere one process writes all files, as they come.
"""

from __future__ import annotations

import os
import re
import tempfile
from contextlib import closing, contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlsplit

from mreport import writers
from mreport.batch import ledger
from mreport.batch.copied import Copied
from mreport.errors import MachineError, OutputError, Place, UserError

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Mapping
    from contextlib import AbstractContextManager

_LEFT_OVER = ".mreport-"  # how files begin that a killed worker did not finish
_ADDRESS = re.compile(r"[a-z][a-z0-9+.-]*(://|::)", re.IGNORECASE)
_OF_THIS_MACHINE = ("file", "local")


class Target(Protocol):
    """A place for the files of a batch, and its ledger."""

    @property
    def folder(self) -> Path | None:
        """The folder, if it is one of this machine's."""

    def keep(self, name: str, content: bytes) -> None:
        """Write a file. Raises MachineError (`no-space`, `output-unwritable`, `target-unwritable`)."""

    def has(self, name: str, said: Mapping[str, Any]) -> bool:
        """Whether a file is there as the ledger says."""

    def opened(self, date: datetime.date, *, resume: bool) -> AbstractContextManager[ledger.Ledger]:
        """Its ledger, as `Ledger` begins it or goes on with it."""


class Folder:
    """A folder of this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def keep(self, name: str, content: bytes) -> None:
        """Write a file, whole or not at all."""
        writers.replace(self.folder / name, content)

    def has(self, name: str, said: Mapping[str, Any]) -> bool:
        """Whether a file has the size and the digest that were noted."""
        path = self.folder / name
        try:
            return bool(path.stat().st_size == said["bytes"] and ledger.digest(path.read_bytes()) == said["sha256"])
        except OSError:
            return False

    @contextmanager
    def opened(self, date: datetime.date, *, resume: bool) -> Iterator[ledger.Ledger]:
        """Its ledger; what killed workers left goes, of a batch that is gone on with and of one that ends early."""
        with closing(ledger.Ledger(self.folder, date, resume=resume)) as one:
            try:
                if resume:
                    self._sweep()
                yield one
            except BaseException:
                self._sweep()
                raise

    def _sweep(self) -> None:
        """Take away what workers that were killed left unfinished."""
        with os.scandir(self.folder) as entries:
            for entry in entries:
                if entry.name.startswith(_LEFT_OVER) and entry.is_file(follow_symlinks=False):
                    Path(entry.path).unlink(missing_ok=True)


class Store:
    """A place that an address names, by the library of its kind; the ledger stands there as a copy, kept up to date."""

    folder = None

    def __init__(self, address: str) -> None:
        """Raises MachineError (`target-library`), OutputError (`target-unknown`)."""
        self.address = address
        scheme = _ADDRESS.split(address)[0] or address.partition(":")[0]
        if find_spec("fsspec") is None:
            raise MachineError("target-library", Place(address), names=["fsspec"], package="mreport[cluster]")
        from fsspec.core import url_to_fs
        from fsspec.registry import known_implementations

        try:
            self._files, self._root = url_to_fs(address)
        except ImportError:
            library = known_implementations.get(scheme, {}).get("class", scheme).partition(".")[0]
            raise MachineError("target-library", Place(address), names=[library], package=library) from None
        except ValueError:
            raise OutputError("target-unknown", Place(address), scheme=scheme) from None
        self._sizes: Mapping[str, int] | None = None

    def _path(self, name: str) -> str:
        return f"{str(self._root).rstrip('/')}/{name}"

    def keep(self, name: str, content: bytes) -> None:
        """Write a file in one go; where a place has folders, they are made."""
        try:
            try:
                self._files.pipe_file(self._path(name), content)
            except FileNotFoundError:
                self._files.makedirs(self._root, exist_ok=True)
                self._files.pipe_file(self._path(name), content)
        except Exception as error:  # each kind of place has errors of its own
            raise self._refused(name, error) from error

    def has(self, name: str, said: Mapping[str, Any]) -> bool:
        """Whether a file has the size that was noted; to look into each would mean to fetch all."""
        if self._sizes is None:
            self._sizes = dict(self._listed())
        return bool(self._sizes.get(name) == said["bytes"])

    def _listed(self) -> Iterator[tuple[str, int]]:
        """Names and sizes of what is there."""
        for entry in self._files.ls(self._root, detail=True):
            yield entry["name"].rpartition("/")[2], entry["size"]

    @contextmanager
    def opened(self, date: datetime.date, *, resume: bool) -> Iterator[ledger.Ledger]:
        """Its ledger: a file of this machine while the batch runs, copied there at once, now and then, and at last."""
        with tempfile.TemporaryDirectory(prefix="mreport-") as folder:
            path = Path(folder, ledger.NAME)
            if (before := self._read(ledger.NAME)) is not None:
                path.write_bytes(before)
            shown = Place(self._shown(ledger.NAME))
            one = Copied(Path(folder), date, resume=resume, shown=shown, copy=self.keep)
            with closing(one):
                yield one

    def _read(self, name: str) -> bytes | None:
        """What a file holds, if it is there."""
        try:
            content: bytes = self._files.cat_file(self._path(name))
        except FileNotFoundError:
            return None
        except Exception as error:
            raise self._refused(name, error) from error
        return content

    def _shown(self, name: str) -> str:
        return f"{self.address.rstrip('/')}/{name}"

    def _refused(self, name: str, error: Exception) -> MachineError:
        problem = f"{type(error).__name__}: {error}"
        return MachineError("target-unwritable", Place(self._shown(name)), problem=problem)


def named(text: str) -> Target:
    """The place that a user names: a folder, made if it is not there but its parent is, or an address.

    Raises UserError (`output-folder-missing`, `output-is-file`), MachineError (`output-unwritable`), and as `Store`.
    """
    if _ADDRESS.match(text) and not text.lower().startswith(tuple(f"{kind}://" for kind in _OF_THIS_MACHINE)):
        return Store(text)
    folder = Path(_path_of(text) if _ADDRESS.match(text) else text)
    try:
        folder.mkdir(exist_ok=True)
    except FileNotFoundError:
        raise UserError("output-folder-missing", Place(text), folder=str(folder.parent)) from None
    except FileExistsError:
        raise UserError("output-is-file", Place(text)) from None
    except OSError as error:
        raise MachineError("output-unwritable", Place(text), errno=error.errno or 0) from None
    return Folder(folder)


def _path_of(address: str) -> str:
    """The path that a `file://` address means on this system."""
    from urllib.request import url2pathname

    return url2pathname(urlsplit(address).path)
