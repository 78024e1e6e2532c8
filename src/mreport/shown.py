"""Records that show themselves in a notebook, by what `mreport.notebook` makes of them."""

from __future__ import annotations

from importlib import import_module
from typing import Any

_BY = "mreport.notebook"  # at the other end of the way; imported when a notebook asks


class Shown:
    """What Jupyter and its like ask an object for, when it stands at the end of a cell."""

    __slots__ = ()

    def _repr_html_(self) -> str:
        """HTML, with a style that holds within it alone."""
        html: str = import_module(_BY).html(self)
        return html

    def _repr_mimebundle_(self, **_wanted: Any) -> dict[str, str]:
        """That HTML, and for a terminal such as IPython's the table in text."""
        bundle: dict[str, str] = import_module(_BY).bundle(self)
        return bundle
