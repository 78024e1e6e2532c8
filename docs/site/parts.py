"""The parts of pages that are made out of the code, by their names: `<!-- made: NAME -->` in a page is one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import commands
import faults
import interface
import keys
import measured

if TYPE_CHECKING:
    from collections.abc import Callable

PARTS: dict[str, Callable[[str], str]] = {
    "commands": commands.commands,
    "data-file": keys.data_file,
    "errors": faults.faults,
    "python": interface.interface,
    "text-layer": measured.text_layer,
}
"""Each makes Markdown in a language."""
