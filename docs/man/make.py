"""The man pages, made of what `--help` says: `python docs/man/make.py` after a change of commands or sentences.

`mreport.1` is English, `th/mreport.1` Thai; the wheel puts them into share/man.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mreport import breaks
from mreport import language as languages
from mreport.cli.program import program
from mreport.cli.speech import teach_click

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.language import Language

_BREAK = "\u200b"
_FLAG = re.compile(r"(?:\\-)+[a-z]+(?:\\-[a-z]+)*")
HERE = Path(__file__).resolve().parent
PAGES = {"en": HERE / "mreport.1", "th": HERE / "th" / "mreport.1"}
WORDS = {
    "en": {
        "manual": "User commands",
        "name": "NAME",
        "synopsis": "SYNOPSIS",
        "description": "DESCRIPTION",
        "options": "OPTIONS",
        "commands": "COMMANDS",
        "exit": "EXIT STATUS",
        "environment": "ENVIRONMENT",
        "files": "FILES",
        "variables": "Each long option can be a variable: MREPORT_ and its name in capitals, such as MREPORT_THEME.",
        "configuration": "The long options as keys, beside the source, or in the folder mreport of your configuration.",
        "codes": [
            ("0", "Done."),
            ("1", "With --exit-code: rows differ. In a batch: some reports failed."),
            ("2", "What was given can't be used: an option, a source, a template, a font, an output."),
            ("3", "The machine can't: no space, no permission, Pango missing."),
            ("4", "More than a limit allows, or later than a deadline."),
            ("130", "Interrupted."),
        ],
    },
    "th": {
        "manual": "คำสั่งสำหรับผู้ใช้",
        "name": "ชื่อ",
        "synopsis": "รูปแบบคำสั่ง",
        "description": "คำอธิบาย",
        "options": "ตัวเลือก",
        "commands": "คำสั่ง",
        "exit": "รหัสออก",
        "environment": "ตัวแปรสภาพแวดล้อม",
        "files": "ไฟล์",
        "variables": "กำหนดตัวเลือกแบบยาวเป็นตัวแปรได้ โดยขึ้นต้นด้วย MREPORT_ ตามด้วยชื่อตัวพิมพ์ใหญ่ เช่น MREPORT_THEME",
        "configuration": "ใช้ตัวเลือกแบบยาวเป็นคีย์ วางไว้ข้างแหล่งข้อมูล หรือในโฟลเดอร์ mreport ของโฟลเดอร์ตั้งค่า",
        "codes": [
            ("0", "เสร็จเรียบร้อย"),
            ("1", "เมื่อใช้ --exit-code: มีแถวที่ต่างกัน ในงานชุด: มีรายงานที่สร้างไม่สำเร็จ"),
            ("2", "ใช้สิ่งที่ระบุมาไม่ได้ เช่น ตัวเลือก แหล่งข้อมูล แม่แบบ ฟอนต์ หรือไฟล์ผลลัพธ์"),
            ("3", "เครื่องทำไม่ได้ เช่น พื้นที่เต็ม ไม่มีสิทธิ์ หรือไม่มี Pango"),
            ("4", "เกินขีดจำกัดหรือเกินเวลาที่กำหนด"),
            ("130", "ถูกขัดจังหวะ"),
        ],
    },
}


def main() -> None:
    """Write both pages."""
    for tag, file in PAGES.items():
        file.parent.mkdir(exist_ok=True)
        file.write_text(page(tag), encoding="utf-8")
        print(f"{file.relative_to(HERE.parents[1])}: {file.stat().st_size} bytes")


def page(tag: str) -> str:
    """The page of a language, in roff."""
    language = languages.language(tag)
    teach_click(language)
    return "\n".join(_lines(program(language), language)) + "\n"


def _lines(group: click.Group, language: Language) -> Iterator[str]:
    words = WORDS[language.tag]
    about = (group.help or "").rstrip(".")
    yield '.\\" Made by docs/man/make.py of what --help says.'
    yield f'.TH MREPORT 1 "" "mreport" "{words["manual"]}"'
    yield from (_heading(words["name"]), f"mreport \\- {_text(about, language)}", _heading(words["synopsis"]))
    yield f".B mreport\n{_text(' '.join(_usage(group)), language)}"
    yield _heading(words["options"])
    yield from _options(group, language)
    yield _heading(words["commands"])
    for name in group.commands:
        yield from _command(f"mreport {name}", group.commands[name], language)
    yield _heading(words["exit"])
    for code, text in words["codes"]:
        yield f".TP\n.B {code}\n{_text(text, language)}"
    yield from (_heading(words["environment"]), _text(words["variables"], language))
    yield _heading(words["files"])
    yield f".TP\n.I mreport.toml\n{_text(words['configuration'], language)}"


def _command(name: str, command: click.Command, language: Language) -> Iterator[str]:
    """A command with its options; those within it after it."""
    yield f'.SS "{name}"'
    yield f".B {name}\n{_text(' '.join(_usage(command)), language)}\n.PP"
    yield _text(command.help or "", language)
    yield from _options(command, language)
    if isinstance(command, click.Group):
        for inner, found in command.commands.items():
            yield from _command(f"{name} {inner}", found, language)


def _usage(command: click.Command) -> list[str]:
    return command.collect_usage_pieces(_context(command))


def _options(command: click.Command, language: Language) -> Iterator[str]:
    context = _context(command)
    for parameter in command.get_params(context):
        record = parameter.get_help_record(context)
        if record and record[1]:  # an argument says what it is in the usage
            yield f".TP\n{_FLAG.sub(_bold, _text(record[0], language))}\n{_text(record[1], language)}"


def _context(command: click.Command) -> click.Context:
    return click.Context(command, info_name=command.name, help_option_names=["-h", "--help"])


def _heading(text: str) -> str:
    """A heading; what is not ASCII is not bold, which terminals are told by striking over and pagers lose marks by."""
    return f'.SH "{text}"' if text.isascii() else rf'.SH "\fR{text}\fP"'


def _bold(flag: re.Match[str]) -> str:
    return rf"\fB{flag[0]}\fR"


def _text(text: str, language: Language) -> str:
    """A text in roff: what roff would read is told literally, and Thai may break where we would break it."""
    joined = " ".join(text.split())
    if language.tag == "th":
        joined = "".join(f"{unit}{_BREAK if not unit[-1].isspace() else ''}" for unit in breaks.units(joined))
    literal = joined.replace("\\", "\\e").replace("-", "\\-")
    literal = re.sub(r"^([.'])", r"\\&\1", literal)
    return literal.replace(_BREAK, "\\:")


if __name__ == "__main__":
    main()
