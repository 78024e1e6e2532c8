"""How complete the languages are: what their catalogues lack, and what is wrong in them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import TYPE_CHECKING

from mreport import locales
from mreport.errors import Fault, Place, UserError
from mreport.locales import remembered
from mreport.resources import folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from babel.messages.catalog import Catalog, Message

_FIELD = re.compile(r"%\((\w+)\)s|%%|\{(\w+)\}")
_HUNDREDTH = Decimal("0.01")

Key = tuple[tuple[str, ...], str | None]


@remembered
def usable(path: Path) -> tuple[Catalog, tuple[Fault, ...]]:
    """A catalogue with the sentences that can be used, and the faults of the others. Ours are held by tests."""
    found = read(path)
    if path.is_relative_to(folder("locales")):
        return found, ()
    faults = []
    for message in [each for each in found if each.id]:
        if not _is_told(message) or (wrong := _wrong(message)):
            if _is_told(message):
                faults.append(Fault("catalogue-fields", {"field": wrong}, Place(str(path), message.lineno)))
            found.delete(message.id, message.context)
    return found, tuple(faults)


def read(path: Path) -> Catalog:
    """A catalogue as it is in its file. Raises UserError (`catalogue-unreadable`) with file and line."""
    from babel.messages.pofile import PoFileError, read_po

    tag = path.parts[-3].replace("-", "_")
    try:
        with path.open("rb") as source:
            return read_po(source, locale=tag, abort_invalid=True)
    except PoFileError as error:
        place = Place(str(path), (error.lineno or 0) + 1)
        raise UserError("catalogue-unreadable", place, problem=str(error).partition(" on ")[0]) from None
    except (ValueError, LookupError, OSError) as error:
        raise UserError("catalogue-unreadable", Place(str(path)), problem=str(error)) from None


def _is_told(message: Message) -> bool:
    """Whether a sentence is translated, in all its forms."""
    return all(_texts(message.string)) and not message.fuzzy


def _texts(said: object) -> tuple[str, ...]:
    """The forms of a sentence: one, or those of the plural."""
    return tuple(said) if isinstance(said, (tuple, list)) else (str(said or ""),)


def _wrong(message: Message) -> str:
    """A field of a translation that its sentence has not, or a sign of per cent that stands alone; else nothing."""
    said, forms = _texts(message.id), _texts(message.string)
    known = {field[0] for text in said for field in _FIELD.finditer(text)}
    for form in forms:
        strange = [field[0] for field in _FIELD.finditer(form) if field[0] not in known]
        alone = "%(" in " ".join(said) and "%" in _FIELD.sub("", form)
        if strange or alone:
            return strange[0] if strange else "%"
    return ""


def _key(message: Message) -> Key:
    return _texts(message.id), message.context


def sentences() -> dict[Key, Message]:
    """All that can be said, out of the English catalogue: each sentence by its id and context."""
    english = read(folder("locales") / "en" / locales.CATALOGUE)
    return {_key(each): each for each in english if each.id}


@dataclass(frozen=True, slots=True)
class Completeness:
    """How much of what can be said a language says, and the faults of sentences that can't be used."""

    told: int
    count: int
    file: Path
    faults: tuple[Fault, ...]

    @property
    def share(self) -> Decimal:
        """The share of sentences that are translated; never one where one is lacking."""
        return (Decimal(self.told) / self.count).quantize(_HUNDREDTH, ROUND_FLOOR)


@remembered
def completeness(tag: str) -> Completeness:
    """How complete an installed language is, with what it is a kind of."""
    paths = locales.files(tag, locales.CATALOGUE)
    found = [usable(path) for path in paths]
    told = {_key(each) for one, _ in found for each in one if each.id and _is_told(each)}
    every = sentences().keys()
    return Completeness(
        len(every & told), len(every), paths[0], tuple(fault for _, faults in found for fault in faults)
    )


def warnings(tag: str) -> Iterator[Fault]:
    """What is to be told of a language that a report is written in: what it lacks, and what can't be used of it."""
    paths = locales.files(tag, locales.CATALOGUE)
    if all(path.is_relative_to(folder("locales")) for path in paths):
        return
    found = completeness(tag)
    if found.told < found.count:
        yield Fault("language-incomplete", {"tag": tag, "share": found.share})
    yield from found.faults
