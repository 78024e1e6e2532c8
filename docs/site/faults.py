"""The error codes out of the code: each with its sentence in a language, by where they arise."""

from __future__ import annotations

import re

from tables import code, plain, table

from mreport.language import language
from mreport.sentences import languages, notes, reports, sources, work

HEADS = {"en": ("code", "what is said"), "th": ("รหัส", "ข้อความ")}
ROOMS = (
    (sources, "What is chosen, and sources", "สิ่งที่เลือก และแหล่งข้อมูล"),
    (reports, "Templates, themes, letterheads, fonts and pictures", "แม่แบบ ธีม หัวจดหมาย ฟอนต์ และภาพ"),
    (languages, "Languages", "ภาษา"),
    (work, "Configuration, batches, outputs, the live page, the machine", "การตั้งค่า งานชุด ไฟล์ผลลัพธ์ หน้าเว็บ และเครื่อง"),
    (notes, "Notes and warnings, which are no errors", "หมายเหตุและคำเตือน ซึ่งไม่ใช่ข้อผิดพลาด"),
)
_FIELD = re.compile(r"%\((\w+)\)s")


def faults(tag: str) -> str:
    """A table for each room of sentences."""
    gettext = language(tag).gettext
    made = []
    for room, *names in ROOMS:
        rows = [(code(key), _told(gettext(text))) for key, text in sorted(room.SENTENCES.items())]
        made += [f"## {names[tag == 'th']}\n", table(HEADS[tag], rows)]
    return "\n".join(made)


def _told(sentence: str) -> str:
    """A sentence with its fields in italics."""
    parts = _FIELD.split(sentence)
    fields = (f"*{name.replace('_', ' ')}*" for name in parts[1::2])
    texts = (_plain(text) for text in parts[::2])
    return "".join(part for pair in zip(texts, [*fields, ""], strict=True) for part in pair)


def _plain(text: str) -> str:
    """A part of a sentence; the spaces at its ends stay."""
    head, tail = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if text.strip() else ""
    return head + plain(text.replace("%%", "%")) + tail
