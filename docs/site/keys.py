"""The data file's keys out of its JSON Schema, in the words of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from tables import code, plain, table

from mreport.language import language
from mreport.sources.schema import schema

if TYPE_CHECKING:
    from collections.abc import Mapping

HEADS = {"en": ("key", "what it says", "it can be"), "th": ("คีย์", "ความหมาย", "ค่าที่ใช้ได้")}
PLACES = (
    ("The file", "ทั้งไฟล์", ()),
    ("`dataset`", "`dataset`", ("properties", "dataset", "anyOf", 0)),
    ("`report`", "`report`", ("properties", "report", "anyOf", 0)),
    ("An attribute", "คุณลักษณะ", ("$defs", "attribute")),
    ("An item", "รายการ", ("$defs", "item")),
    ("A picture as a value", "ค่าที่เป็นรูปภาพ", ("$defs", "picture")),
    ("A value with a link, or without a text", "ค่าที่มีลิงก์ หรือค่าที่ไม่มีข้อความ", ("$defs", "linked")),
)


def data_file(tag: str) -> str:
    """A table for each place of the file that has keys."""
    whole = schema(language(tag).gettext)
    made = []
    for *names, path in PLACES:
        found: Any = whole
        for step in path:
            found = found[step]
        rows = [(code(key), plain(_words(said)), _choices(said)) for key, said in found["properties"].items()]
        made += [f"## {names[tag == 'th']}\n", table(HEADS[tag], rows)]
    return "\n".join(made)


def _words(said: Mapping[str, Any]) -> str:
    """The description of a key, wherever it stands."""
    if "description" in said:
        return str(said["description"])
    return next((_words(one) for one in said.get("anyOf", ()) if _words(one)), "")


def _choices(said: Mapping[str, Any]) -> str:
    """The words that a key can be, if they are few."""
    choices = [one for one in said.get("enum", ()) if isinstance(one, str)]
    return " ".join(map(code, choices))
