"""Which addresses may be links: an allow-list, after cleaning; all others are shown as text."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from mreport.thai import clean

_SCHEMES = frozenset({"http", "https", "mailto"})
# White space and controls hide a scheme: browsers read `java<TAB>script:` as `javascript:`.
_HIDING = re.compile("[\\s\x00-\x20\x7f-\xa0\xad\u061c\u180e\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff\ufffd]")


def allowed(address: str | None) -> str | None:
    """The address if it may be a live link (http, https or mailto, with nothing hidden in it), else None."""
    if not address:
        return None
    address = clean(address.strip())
    if _HIDING.search(address):
        return None
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme not in _SCHEMES:
        return None
    return address if (parts.path if parts.scheme == "mailto" else parts.hostname) else None
