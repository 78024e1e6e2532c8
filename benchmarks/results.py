"""The part of RESULTS.md that is one benchmark's own: `put` replaces it and leaves the others; and the machine."""

# ruff: noqa: INP001  a module of scripts

from __future__ import annotations

import os
import platform
import re
from importlib.metadata import version
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def machine() -> str:
    """What figures were measured on and with, in a line."""
    kind = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores"
    return f"{kind}, Python {platform.python_version()}, mreport {version('mreport')}"


def put(file: Path, heading: str, lines: Iterable[str]) -> None:
    """Put lines under `## heading` in a file, in place of those that stand there; a new heading comes at the end."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    part = "\n".join([f"## {heading}", "", *lines]) + "\n"
    found = re.compile(rf"^## {re.escape(heading)}\n.*?(?=^## |\Z)", re.MULTILINE | re.DOTALL)
    if found.search(text):
        last = not found.split(text, maxsplit=1)[1]
        text = found.sub(lambda _: part + "\n" * (not last), text)
    else:
        text = f"{text.rstrip()}\n\n{part}".lstrip()
    file.write_text(text, encoding="utf-8")
