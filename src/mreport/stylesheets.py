"""Style sheets of the user's own: what one asks for from elsewhere, which no report may."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# Functions that load what they name, and rules that do. A name may be written with escapes, so names are read by CSS's
# own rules and not searched for.
_FUNCTIONS = frozenset(
    (
        *("url", "src", "image", "image-set", "-webkit-image-set", "cross-fade", "-webkit-cross-fade"),
        *("element", "paint", "expression"),
    )
)
_RULES = frozenset(("import", "font-face", "color-profile"))
_PROPERTIES = frozenset(("behavior", "-moz-binding"))


def asked(css: str) -> Iterator[str]:
    """What a style sheet asks for, as it writes it; what would end the sheet within a page of HTML is told too."""
    if not css:
        return
    import tinycss2

    if "<" in css:
        yield "<"
    yield from _asked(tinycss2.parse_component_value_list(css))


def _asked(tokens: Iterable[Any]) -> Iterator[str]:
    for token in tokens:
        if token.type == "url" or (token.type == "error" and token.kind in ("bad-url", "eof-in-url")):
            yield f"url({getattr(token, 'value', '')})"
        elif token.type == "function" and token.lower_name in _FUNCTIONS:
            yield token.serialize()
        elif token.type == "at-keyword" and token.lower_value in _RULES:
            yield f"@{token.value}"
        elif token.type == "ident" and token.lower_value in _PROPERTIES:
            yield token.value
        else:
            yield from _asked(getattr(token, "content", None) or getattr(token, "arguments", None) or ())
