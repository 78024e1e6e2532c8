"""The Python interface out of its docstrings: what `import mreport` promises, by Sphinx's autodoc."""

from __future__ import annotations

import mreport

HEADS = {
    "en": ("Functions", "Records", "Errors"),
    "th": ("ฟังก์ชัน", "ระเบียนข้อมูล", "ข้อผิดพลาด"),
}
_STEPS = ("read", "compare", "render", "write")


def interface(tag: str) -> str:
    """A section for functions, records and errors, in Sphinx's own words."""
    errors = [name for name in mreport.__all__ if name.endswith("Error")]
    records = [name for name in mreport.__all__ if name not in (*errors, *_STEPS)]
    made = []
    for head, names in zip(HEADS[tag], (_STEPS, records, errors), strict=True):
        made += [f"## {head}\n", "```{eval-rst}", *map(_described, names), "```\n"]
    return "\n".join(made)


def _described(name: str) -> str:
    """One name; of the errors their bases, of records their fields."""
    member = getattr(mreport, name)
    if not isinstance(member, type):
        kind = "autofunction" if callable(member) and hasattr(member, "__code__") else "autodata"
        return f".. {kind}:: mreport.{name}\n"
    bases = "\n   :show-inheritance:" if issubclass(member, Exception) else "\n   :members:"
    return f".. autoclass:: mreport.{name}{bases}\n"
