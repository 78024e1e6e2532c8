"""Themes: the look of a report as a TOML file, one of `templates/themes/` or the user's own.

`[layout]` holds lengths, sizes and colours of the `Layout` record, which every format follows; `[css]` what a web
page has besides (`screen`) or all pages have (`all`, with which a PDF is laid out by WeasyPrint and not planned);
`[styles]` the names that our styles have in a letterhead; `[options]` what holds where no flag says another.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mreport import toml
from mreport.comparison.calendar import CALENDARS
from mreport.comparison.words import digits
from mreport.errors import Fault, UserError
from mreport.layout import PLAIN, Layout
from mreport.resources import folder
from mreport.stylesheets import asked

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

SUFFIX = ".toml"
MOST_BYTES = 256 * 1024
_NEAR = 0.6
_COLOUR = re.compile("#?([0-9A-Fa-f]{6})")
_PAPER = frozenset({"width", "height"})  # of --paper
# What a length, size or share may be: mm, pt and em, by the end of its name.
_RANGES = {"line_height": (1.0, 4.0), "size": (4.0, 72.0), "rule": (0.0, 6.0), "": (0.0, 120.0)}
_CHOICES = {"title_align": ("left", "center")}
_OPTIONS = {"calendar": CALENDARS, "digits": tuple(digits())}


@dataclass(frozen=True, slots=True)
class Theme:
    """A look: its name, what it is for by language, and what its file says."""

    name: str = "plain"
    about: Mapping[str, str] = field(default_factory=dict)
    layout: Layout = PLAIN
    css: str = ""  # of all pages
    screen: str = ""  # of web pages
    styles: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)


def installed() -> tuple[str, ...]:
    """The names of the bundled themes, `plain` first."""
    names = sorted(path.stem for path in (folder("templates") / "themes").glob(f"*{SUFFIX}"))
    return tuple(sorted(names, key=lambda name: name != "plain"))


def read(theme: str | os.PathLike[str] = "plain") -> Theme:
    """A bundled theme by its name, or one out of a file that ends in `.toml`.

    Raises UserError with every fault and its place (`theme-...`, `source-missing`, `source-unreadable`,
    `encoding`) and LimitError (`file-too-large`).
    """
    if str(theme) in installed():
        return _bundled(str(theme))
    path = Path(theme)
    if path.suffix.lower() != SUFFIX:
        nearest = difflib.get_close_matches(str(theme), installed(), n=1, cutoff=_NEAR)
        raise UserError("theme-unknown", name=str(theme), nearest=nearest, known=list(installed()))
    return _Reader(toml.read(path, MOST_BYTES)).theme(path.stem)


@cache
def _bundled(name: str) -> Theme:
    path = folder("templates") / "themes" / f"{name}{SUFFIX}"
    return _Reader(toml.parse(path.name, path.read_text(encoding="utf-8"))).theme(name)


class _Reader:
    """Reads one theme; every fault of it is told at once."""

    def __init__(self, document: toml.Document) -> None:
        self._document = document
        self._faults: list[Fault] = []

    def theme(self, name: str) -> Theme:
        found = self._document.values
        sections = {"about": dict, "layout": dict, "css": dict, "styles": dict, "options": dict}
        self._known("", found, sections)
        for section, keys in (("css", ("all", "screen")), ("options", _OPTIONS)):
            self._known(section, self._section(found, section), keys)
        theme = Theme(
            name,
            self._texts(found, "about"),
            replace(PLAIN, **dict(self._layout(self._section(found, "layout")))),
            self._texts(found, "css").get("all", ""),
            self._texts(found, "css").get("screen", ""),
            self._texts(found, "styles"),
            dict(self._options(self._texts(found, "options"))),
        )
        for key in ("all", "screen"):
            for text in asked(self._texts(found, "css").get(key, "")):
                self.fault("theme-css", "css", key, text=text)
        if self._faults:
            raise UserError.of(self._faults)
        return theme

    def _section(self, found: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        section = found.get(name, {})
        if isinstance(section, dict):
            return section
        self.fault("theme-section", "", name, name=name)
        return {}

    def _layout(self, section: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        """The layout's fields that a section sets."""
        kinds = {
            one.name: str(one.type)
            for one in fields(Layout)
            if one.name not in _PAPER and (one.name in _CHOICES or str(one.type) in ("float", "str"))
        }
        self._known("layout", section, kinds)
        for key, value in section.items():
            if key in _CHOICES and value not in _CHOICES[key]:
                self.fault("theme-choice", "layout", key, key=key, text=str(value), known=list(_CHOICES[key]))
            elif kinds.get(key) == "float":
                yield from self._length(key, value)
            elif kinds.get(key) == "str":
                yield from self._colour(key, value)
            elif key in _CHOICES:
                yield key, value

    def _length(self, key: str, value: object) -> Iterator[tuple[str, float]]:
        low, high = next(bounds for end, bounds in _RANGES.items() if key.endswith(end))
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.fault("theme-number", "layout", key, key=key, text=str(value), least=f"{low:g}", most=f"{high:g}")
        else:
            yield key, float(value)

    def _colour(self, key: str, value: object) -> Iterator[tuple[str, str]]:
        if colour := _COLOUR.fullmatch(str(value)):
            yield key, colour[1].upper()
        else:
            self.fault("theme-colour", "layout", key, key=key, text=str(value))

    def _options(self, section: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        for key, value in section.items():
            if key in _OPTIONS and value not in _OPTIONS[key]:
                self.fault("theme-choice", "options", key, key=key, text=value, known=list(_OPTIONS[key]))
            else:
                yield key, value

    def _texts(self, found: Mapping[str, Any], name: str) -> dict[str, str]:
        """A section whose values are texts."""
        section = self._section(found, name)
        for key, value in section.items():
            if not isinstance(value, str):
                self.fault("theme-text", name, key, key=key)
        return {key: value for key, value in section.items() if isinstance(value, str)}

    def _known(self, section: str, found: Mapping[str, Any], known: Mapping[str, Any] | tuple[str, ...]) -> None:
        for key in found:
            if key not in known:
                nearest = difflib.get_close_matches(key, list(known), n=1, cutoff=_NEAR)
                self.fault("theme-key", section, key, key=key, nearest=nearest, known=[] if nearest else list(known))

    def fault(self, code: str, section: str, name: str, /, **said: object) -> None:
        fault = Fault(code, said, self._document.place(name, section))
        if fault not in self._faults:
            self._faults.append(fault)
