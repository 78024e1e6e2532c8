"""What the set-up says, in English and in Thai."""

from __future__ import annotations

import os

SENTENCES: dict[str, tuple[str, str]] = {
    "usage": (
        """mreport: whatever is missing is set up first, in .venv and .setup of this folder.

  python3 run.py demo           makes report.pdf and handout.docx, in Thai and in English, in out/
  python3 run.py test [ARGS]    checks the code and runs the tests; ARGS go to pytest
  python3 run.py deep [ARGS]    runs the long tests; ARGS go to pytest
  python3 run.py bench [ARGS]   runs the benchmarks beside other programs; ARGS: --quick, names of benchmarks
  python3 run.py docs           builds the docs in out/docs, in Thai and in English
  python3 run.py lock [ARGS]    makes the lock files anew; ARGS go to uv (--upgrade, for example)""",
        """mreport: ติดตั้งสิ่งที่ยังขาดให้ก่อน โดยเก็บไว้ใน .venv และ .setup ของโฟลเดอร์นี้

  python3 run.py demo           สร้าง report.pdf และ handout.docx ทั้งภาษาไทยและภาษาอังกฤษ ไว้ใน out/
  python3 run.py test [ตัวเลือก]  ตรวจโค้ดและรันชุดทดสอบ โดยส่งตัวเลือกต่อให้ pytest
  python3 run.py deep [ตัวเลือก]  รันชุดทดสอบที่ใช้เวลานาน โดยส่งตัวเลือกต่อให้ pytest
  python3 run.py bench [ตัวเลือก] วัดความเร็วเทียบกับโปรแกรมอื่น ใช้ --quick หรือระบุชื่อชุดที่จะวัดได้
  python3 run.py docs           สร้างเว็บไซต์คู่มือทั้งภาษาไทยและภาษาอังกฤษไว้ใน out/docs
  python3 run.py lock [ตัวเลือก]  สร้างไฟล์ล็อกใหม่ โดยส่งตัวเลือกต่อให้ uv (เช่น --upgrade)""",
    ),
    "unknown": ("There is no command “{command}”.", "ไม่มีคำสั่ง “{command}”"),
    "old-python": (
        "This is Python {version}; mreport needs 3.11 or later: run this file with a later one.",
        "Python ที่ใช้อยู่เป็นรุ่น {version} แต่ mreport ต้องใช้รุ่น 3.11 ขึ้นไป โปรดรันไฟล์นี้ด้วย Python รุ่นที่ใหม่กว่า",
    ),
    "environment": ("• Making the environment {folder}", "• กำลังสร้างสภาพแวดล้อม {folder}"),
    "anew": (
        "• The environment {folder} is unfinished, out of date or moved: it is made anew",
        "• สภาพแวดล้อม {folder} ยังสร้างไม่เสร็จ ไม่ตรงกับไฟล์ล็อก หรือถูกย้ายที่ จึงจะสร้างใหม่",
    ),
    "debian": (
        "• Downloading with apt-get, into this folder: {packages}",
        "• กำลังดาวน์โหลดด้วย apt-get มาไว้ในโฟลเดอร์นี้: {packages}",
    ),
    "install": (
        "• Installing {count} packages, as pinned in {lock}",
        "• กำลังติดตั้ง {count} แพ็กเกจตามรุ่นที่ระบุใน {lock}",
    ),
    "project": ("• Installing mreport itself", "• กำลังติดตั้ง mreport"),
    "ready": ("• Ready after {seconds} s", "• พร้อมใช้งานแล้ว ใช้เวลา {seconds} วินาที"),
    "no-pip": (
        "Python's packages venv and pip are missing here. Install them: {remedy}",
        "เครื่องนี้ไม่มีแพ็กเกจ venv และ pip ของ Python โปรดติดตั้งด้วยคำสั่ง: {remedy}",
    ),
    "no-pango": (
        "Pango is missing here or not whole: PDFs of text written from the right can't be made. Install it: {remedy}",
        "เครื่องนี้ไม่มี Pango หรือมีไม่ครบ จึงสร้าง PDF ของข้อความที่เขียนจากขวาไปซ้ายไม่ได้ โปรดติดตั้งด้วยคำสั่ง: {remedy}",
    ),
    "no-tools": (
        "Some tests need what is missing here: {tools}. Install it: {remedy}",
        "การทดสอบบางส่วนต้องใช้โปรแกรมที่เครื่องนี้ไม่มี: {tools} โปรดติดตั้งด้วยคำสั่ง: {remedy}",
    ),
    "npm": (
        "• Downloading with npm, into this folder: {package}",
        "• กำลังดาวน์โหลดด้วย npm มาไว้ในโฟลเดอร์นี้: {package}",
    ),
    "no-npm": (
        "Some tests need {packages}, which npm brings, and npm is missing here. Install it: {remedy}",
        "การทดสอบบางส่วนต้องใช้ {packages} ซึ่งดาวน์โหลดด้วย npm แต่เครื่องนี้ไม่มี npm โปรดติดตั้งด้วยคำสั่ง: {remedy}",
    ),
    "no-package": (
        "The tests that need {package} will not run.",
        "การทดสอบที่ต้องใช้ {package} จะไม่ได้รัน",
    ),
    "no-uv": (
        "uv makes the lock files, and it is missing here. Install it: {remedy}",
        "การสร้างไฟล์ล็อกต้องใช้ uv แต่เครื่องนี้ไม่มี โปรดติดตั้งด้วยคำสั่ง: {remedy}",
    ),
    "failed": (
        "This command failed (exit code {code}); what it said stands above:\n  {command}",
        "คำสั่งนี้ไม่สำเร็จ (จบการทำงานด้วยรหัส {code}) ข้อความของคำสั่งอยู่ด้านบน:\n  {command}",
    ),
    "network": (
        "If the network was the reason, check the connection, the proxy and pip's settings, and try again.",
        "หากสาเหตุคือเครือข่าย โปรดตรวจการเชื่อมต่อ พร็อกซี และการตั้งค่าของ pip แล้วลองอีกครั้ง",
    ),
    "impossible": ("The machine refuses: {reason}", "เครื่องนี้ไม่อนุญาตหรือทำไม่ได้: {reason}"),
    "interrupted": (
        "Interrupted. Run the command again: what is unfinished is made anew.",
        "หยุดกลางคันแล้ว โปรดรันคำสั่งอีกครั้ง ส่วนที่ยังไม่เสร็จจะสร้างใหม่",
    ),
    "files": ("Files made:", "ไฟล์ที่สร้าง:"),
    "file": ("  {path} ({size} kB)", "  {path} ({size} กิโลไบต์)"),
    "locks": ("Lock files made: {files}", "สร้างไฟล์ล็อกแล้ว: {files}"),
    "no-peer": (
        "{package} can't be installed here, and is not measured.",
        "เครื่องนี้ติดตั้ง {package} ไม่ได้ จึงไม่ได้วัดเทียบ",
    ),
    "no-deep": ("There are no long tests yet.", "ยังไม่มีชุดทดสอบที่ใช้เวลานาน"),
}


def thai() -> bool:
    """Whether the environment asks for Thai: MREPORT_LANG, then the system's language, as mreport itself reads them."""
    if own := os.environ.get("MREPORT_LANG"):
        return own.lower().startswith("th")
    system = next(filter(None, map(os.environ.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), "")
    listed = os.environ.get("LANGUAGE", "") if system.partition(".")[0] not in ("", "C", "POSIX") else ""
    wanted = [tag.lower()[:2] for tag in (*listed.split(":"), system)]
    return next((tag for tag in wanted if tag in ("th", "en")), "en") == "th"


def say(code: str, /, **fields: object) -> None:
    """Print the sentence in the reader's language, at once."""
    print(SENTENCES[code][thai()].format(**fields), flush=True)
