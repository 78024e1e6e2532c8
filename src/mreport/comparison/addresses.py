"""Addresses and DOIs: what they name, whatever way they are written."""

from __future__ import annotations

import re
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from mreport.thai import canonical

_DEFAULT_PORTS = {"http": 80, "https": 443}
_ESCAPES = re.compile("(?:%[0-9A-Fa-f]{2})+")
_UNRESERVED = re.compile(r"[\w.~-]", re.ASCII)
# Controls, which a parser of addresses would drop without a word.
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f]")
_DOI = re.compile(r"(?:doi\.org/|(?<![\w./]))(10\.\d{4,9}(?:\.\d+){0,3}/\S+)", re.IGNORECASE)
_DOI_LINK = re.compile(r"(?:https?://(?:dx\.|www\.)?doi\.org/|doi:\s*)(10\.\S+)", re.IGNORECASE)
_DOI_ENDS = ".,;:\"'”’»]}>"


def address(url: str) -> tuple[str, ...] | None:
    """An address without what makes no other one of it; None for what is no address with a host.

    Left out of account: case of scheme and host, the default port, an empty path, escapes that need not be.
    """
    url = canonical(url).strip()
    if _CONTROL.search(url):
        return None
    try:
        found = urlsplit(url)
        port = found.port
    except ValueError:
        return None
    if not found.scheme or not found.hostname:
        return None
    kept = "" if port in (None, _DEFAULT_PORTS.get(found.scheme)) else str(port)
    user = found.netloc.rpartition("@")[0]
    tail = (found.path or "/", found.query, found.fragment)
    return (found.scheme, user, _host(found.hostname), kept, *map(_unescaped, tail))


def _host(name: str) -> str:
    """The name of a host as it is looked up: in the letters of a domain name."""
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name


def _unescaped(text: str) -> str:
    """A part of an address with escapes only where a character would mean something else without."""
    return canonical(_ESCAPES.sub(_letters, text))


def _letters(escapes: re.Match[str]) -> str:
    try:
        letters = unquote_to_bytes(escapes[0]).decode()
    except UnicodeDecodeError:
        return escapes[0].upper()
    return "".join(letter if _is_plain(letter) else f"%{ord(letter):02X}" for letter in letters)


def _is_plain(letter: str) -> bool:
    return letter > "\x9f" or _UNRESERVED.fullmatch(letter) is not None


def doi(text: str, link: str | None = None) -> str | None:
    """The DOI that a link leads to, else the first one in a text, in lower case."""
    found = _DOI_LINK.match(unquote(link).strip()) if link else None
    found = found or _DOI.search(text)
    if not found:
        return None
    name = found[1].rstrip(_DOI_ENDS)
    while name.endswith(")") and name.count("(") < name.count(")"):
        name = name[:-1].rstrip(_DOI_ENDS)
    return canonical(name).casefold()
