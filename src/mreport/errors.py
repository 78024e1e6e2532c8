"""The errors of mreport: records with a stable code, fields and a place; words for them are in `messages`.

::

    MreportError
    ├── UserError          exit 2   what the user gave can't be used
    │   ├── SourceError             a source: one fault or many, each with its place
    │   ├── ChoiceError             items, attributes, a language that are not there
    │   ├── TemplateError           a template, or a page outside the vocabulary
    │   └── OutputError             an output that is refused
    ├── MachineError       exit 3   no space, no permission, Pango missing
    └── LimitError         exit 4   a limit or a deadline
"""

from __future__ import annotations

from dataclasses import dataclass, field
from importlib import import_module
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file, a line and a column (both from 1), or a path inside it, such as `Sheet1!B2`."""

    file: str | None = None
    line: int | None = None
    column: int | None = None
    path: str | None = None

    def __str__(self) -> str:
        """`file:line:column` or `file:path`, as far as each is known."""
        parts = (self.file, self.line, self.column, self.path)
        return ":".join([str(part) for part in parts if part is not None])


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, or to be warned of: a stable code, the fields of its sentence, its place."""

    code: str
    fields: Mapping[str, object] = field(default_factory=dict)
    place: Place | None = None


class MreportError(Exception):
    """Anything that mreport refuses or can't do; `faults` holds one record or more, the first one first."""

    exit_code: ClassVar[int] = 3

    def __init__(self, code: str, place: Place | None = None, **fields: object) -> None:
        super().__init__(code)
        self.faults: tuple[Fault, ...] = (Fault(code, fields, place),)

    @classmethod
    def of(cls, faults: Iterable[Fault]) -> MreportError:
        """One error of this class out of many faults (at least one)."""
        faults = tuple(faults)
        error = cls(faults[0].code)
        error.faults = faults
        return error

    @property
    def code(self) -> str:
        """The stable code of the first fault."""
        return self.faults[0].code

    def __str__(self) -> str:
        """Codes, places and fields, for programmers; people read `messages.sentence()`."""
        return "; ".join(
            f"{fault.code} {fault.place or ''} {dict(fault.fields) or ''}".strip() for fault in self.faults
        )

    def _render_traceback_(self) -> list[str]:
        """What IPython and Jupyter show in place of a traceback: sentences, by `mreport.notebook`."""
        told: list[str] = import_module("mreport.notebook").told(self)
        return told


class UserError(MreportError):
    """What the user gave can't be used."""

    exit_code = 2


class SourceError(UserError):
    """A source that can't be read or does not hold what it must."""


class ChoiceError(UserError):
    """Items, attributes or a language that are not there, or a choice that makes no comparison."""


class TemplateError(UserError):
    """A template that can't be rendered, or that makes a page outside the vocabulary."""


class OutputError(UserError):
    """An output that is refused: unknown suffix, equal to the input, there already, no such folder."""


class MachineError(MreportError):
    """The machine can't: no space, no permission, a library that is missing."""


class LimitError(MreportError):
    """More than a limit allows."""

    exit_code = 4
