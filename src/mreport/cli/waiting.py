"""What a person waits for: a line on the terminal that tells it when a second has passed; none in pipes and files."""

from __future__ import annotations

import sys
import threading
import time
from typing import TYPE_CHECKING, Self

import click

if TYPE_CHECKING:
    from mreport.language import Language

_PATIENCE = 1.0  # seconds until it is told
_EVERY = 0.25  # seconds between two looks


class Waiting:
    """Tells on the error stream which of so many steps is at work, and since when; `quiet` tells nothing."""

    def __init__(self, language: Language, steps: int, *, quiet: bool) -> None:
        self._language = language
        self._steps = steps
        self._on = not quiet and sys.stderr.isatty()
        self._done = 0
        self._what = ""
        self._began = time.monotonic()
        self._width = 0
        self._lock = threading.Lock()
        self._ended = threading.Event()

    def __enter__(self) -> Self:
        if self._on:
            threading.Thread(target=self._watch, daemon=True).start()
        return self

    def __exit__(self, *_raised: object) -> None:
        self._ended.set()
        self.pause()

    def step(self, what: str) -> None:
        """The next step begins: what is done in it."""
        with self._lock:
            self._done += 1
            self._what = what

    def pause(self) -> None:
        """Take the line away, so that something else can be said; the next step tells again."""
        with self._lock:
            self._what = ""
            self._write("")

    def line(self, seconds: float) -> str:
        """What the line says after so many seconds."""
        waited = self._language.gettext("%(count)s s") % {"count": int(seconds)}
        return f"{self._done}/{self._steps} {self._what} \u2026 {waited}"

    def _watch(self) -> None:
        while not self._ended.wait(_EVERY):
            with self._lock:
                waited = time.monotonic() - self._began
                if self._what and waited >= _PATIENCE:
                    self._write(self.line(waited))

    def _write(self, text: str) -> None:
        """Put a text in the place of the one that stands there."""
        if not text and not self._width:
            return
        from mreport.console import width_of

        width = width_of(text)
        behind = "\r" if not text else ""
        click.echo(f"\r{text}{' ' * max(0, self._width - width)}{behind}", nl=False, err=True)
        self._width = width
