"""Where the bundled catalogues, templates and fonts lie, in a checkout, an editable install and a wheel."""

from functools import cache
from pathlib import Path


@cache
def root() -> Path:
    """The folder that holds locales/, templates/ and fonts/: `_data` in a wheel, else the checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "_data"
    return inside if inside.is_dir() else package.parent.parent


def folder(name: str) -> Path:
    """A bundled folder by name: `locales`, `templates`, `fonts`, or `reference` for published schemas."""
    found = root() / name
    return found if found.is_dir() else root() / "docs" / name
