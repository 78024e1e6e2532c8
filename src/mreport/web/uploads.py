"""Uploads: files that browsers send are read by a worker and kept in memory, under an address of their own."""

from __future__ import annotations

import re
import secrets
import tempfile
import time
from collections import OrderedDict
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from mreport import sources
from mreport.errors import Fault, MreportError, Place, SourceError, UserError
from mreport.sources.reading import Reading
from mreport.web.forms import body_of
from mreport.web.orders import Answer
from mreport.web.shelf import Held

if TYPE_CHECKING:
    from starlette.requests import Request

    from mreport.comparison.records import Dataset

MOST_VISITS = 20
IDLE = 30 * 60.0  # seconds after which a visit is over
SUFFIXES = (*sources.PARSERS, *sources.CARRIERS, *sources.TABLES)
_BOUNDARY = re.compile(r'boundary="?([^";,]{1,70})"?')
_NAMED = re.compile(rb'filename="([^"\r\n]*)"')


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that was sent: its own name and what it holds. An order for a worker, which reads it."""

    name: str
    content: bytes

    def made(self) -> Answer:
        """The dataset, which is called as the file is if it says no title; faults name the file as its owner does."""
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder, f"upload{Path(self.name).suffix.lower()}")
            file.write_bytes(self.content)
            try:
                dataset = sources.read(file, Reading())
            except MreportError as error:
                return Answer(faults=tuple(self._named(fault, str(file)) for fault in error.faults))
        return Answer(dataset if dataset.title else replace(dataset, title=Path(self.name).stem))

    def _named(self, fault: Fault, file: str) -> Fault:
        place = fault.place
        if place is None or place.file is None:
            return fault
        return replace(fault, place=replace(place, file=place.file.replace(file, self.name)))


async def received(request: Request) -> Upload:
    """The file of a form that was sent.

    Raises LimitError (`source-too-large`), UserError (`upload-missing`), SourceError (`upload-kind`).
    """
    body = await body_of(request)
    found = _file(request.headers.get("content-type", ""), body)
    if found is None or not found.content:
        raise UserError("upload-missing")
    suffix = Path(found.name).suffix.lower()
    if suffix not in SUFFIXES:
        raise SourceError("upload-kind", Place(found.name), suffix=suffix, known=list(SUFFIXES))
    return found


def _file(kind: str, body: bytes) -> Upload | None:
    """The file in a form of the kind multipart/form-data."""
    boundary = _BOUNDARY.search(kind)
    if boundary is None or not kind.startswith("multipart/form-data"):
        return None
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode("latin-1"))[1:]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        if name := _NAMED.search(head):
            text = name[1].decode("utf-8", "replace").replace("\\", "/")
            return Upload(text.rpartition("/")[2], content)
    return None


class Visits:
    """What was uploaded, by the key in its address; the oldest goes where there are too many, idle ones in time."""

    def __init__(self) -> None:
        self._shelves: OrderedDict[str, tuple[Held, float]] = OrderedDict()

    def keep(self, dataset: Dataset) -> str:
        """Keep a dataset; returns its key, which can't be guessed."""
        self._forget_idle()
        while len(self._shelves) >= MOST_VISITS:
            self._shelves.popitem(last=False)
        key = secrets.token_urlsafe(18)
        self._shelves[key] = (Held(dataset), time.monotonic())
        return key

    def of(self, key: str) -> Held | None:
        """The shelf of a key, if the visit is not over."""
        self._forget_idle()
        if key not in self._shelves:
            return None
        shelf, _ = self._shelves[key]
        self._shelves[key] = (shelf, time.monotonic())
        self._shelves.move_to_end(key)
        return shelf

    def forget(self, key: str) -> None:
        """Drop what was uploaded."""
        self._shelves.pop(key, None)

    def _forget_idle(self) -> None:
        now = time.monotonic()
        for key in [key for key, (_, used) in self._shelves.items() if now - used > IDLE]:
            del self._shelves[key]
