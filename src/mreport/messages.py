"""The sentence of each code: errors and warnings in the reader's language. `errors` itself knows no words."""

from __future__ import annotations

import errno
from decimal import Decimal
from typing import TYPE_CHECKING

from mreport.problems import N_, PROBLEMS
from mreport.sentences import SENTENCES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mreport.errors import Fault
    from mreport.language import Language


# What is not there is one of a source's own names.
_OF_A_SOURCE = frozenset(("item-unknown", "attribute-unknown"))
_MOST_KNOWN = 20
_MORE = "\u2026"
REASONS = {
    errno.ENOENT: N_("there is no such file"),
    errno.EISDIR: N_("it is a folder"),
    errno.EACCES: N_("permission is missing"),
    errno.EPERM: N_("permission is missing"),
    errno.EROFS: N_("the disk can only be read"),
    errno.ENAMETOOLONG: N_("the name is too long"),
    errno.ENOTDIR: N_("a part of its path is not a folder"),
    errno.EIO: N_("the disk failed"),
    errno.EMFILE: N_("too many files are open"),
    errno.EADDRINUSE: N_("another program uses the port"),
    errno.EADDRNOTAVAIL: N_("this machine has no such address"),
}


def sentence(fault: Fault, language: Language) -> str:
    """What is wrong and what to do, in a language, without the place."""
    _ = language.gettext
    fields = {name: _field(value, language, name) for name, value in fault.fields.items()}
    parts = [_(SENTENCES[fault.code]) % fields]
    if "picture" in fields:
        parts = [_("“%(picture)s”: %(sentence)s") % {"picture": fields["picture"], "sentence": parts[0]}]
    if nearest := fault.fields.get("nearest"):
        parts.append(_("Did you mean %(nearest)s?") % {"nearest": _either(nearest, language)})
    elif isinstance(known := fault.fields.get("known"), list) and known:
        parts.append(_("It can be: %(known)s.") % {"known": _either(_shown(known, fault.code, language), language)})
    return " ".join(parts)


def _shown(known: list[str], code: str, language: Language) -> list[str]:
    """What could be named instead; the ids of a source in their order, and not all of very many."""
    if code not in _OF_A_SOURCE:
        return known
    ids = language.sorted(map(str, known))
    return ids if len(ids) <= _MOST_KNOWN else [*ids[:_MOST_KNOWN], _MORE]


def placed(fault: Fault, language: Language) -> str:
    """The sentence behind its place: `file:line:column: sentence`."""
    place = str(fault.place or "")
    return f"{place}: {sentence(fault, language)}" if place else sentence(fault, language)


def _either(value: object, language: Language) -> str:
    """One of several, in words; a list that is cut short only in a row."""
    if not isinstance(value, (list, tuple)) or _MORE in value:
        return _field(value, language)
    return language.either(map(str, value))


def _field(value: object, language: Language, name: str = "") -> str:
    if isinstance(value, (list, tuple)):
        texts: Iterable[str] = map(str, value)
        return language.join(texts)
    if name == "tag":
        return language.name_of(str(value))
    if name == "share" and isinstance(value, Decimal):
        return language.percent(value)
    if name == "problem":
        return language.gettext(str(value)) if value in PROBLEMS else str(value)
    if name == "errno" and isinstance(value, int):
        return language.gettext(REASONS.get(value, N_("the system gives the error %(number)s"))) % {"number": value}
    return str(value)
