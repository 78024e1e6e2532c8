"""JSON: the report in the form that the contract promises."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from mreport.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Mapping

    from mreport.images import Image
    from mreport.page import Page
    from mreport.report import Cell, Line

VERSION = 1


def encode(page: Page) -> bytes:
    """The report of a page as JSON text in UTF-8, indented, with a line feed at its end."""
    found = contents(page)
    if page.others:
        found["translations"] = [contents(other) for other in page.others]
    return (json.dumps(found, ensure_ascii=False, indent=1) + "\n").encode()


def contents(page: Page) -> dict[str, Any]:
    """The report of a page as the contract's object."""
    report = page.report
    return {
        "version": VERSION,
        "language": report.language,
        "languages": [report.language, *(other.report.language for other in page.others)],
        "title": report.title.text,
        "date": report.date,
        "items": [{"id": column.id, "name": column.name, "lang": column.lang} for column in report.columns],
        "rows": [_row(line, page.images) for line in report.lines],
        "summary": {
            "compared": report.compared,
            "marked": report.marked,
            "not_compared": report.not_compared,
        },
        "similarity": [list(row) for row in report.similarity],
        "author": report.author,
        "watermark": report.watermark,
        "notes": [{"text": note.text, "lang": note.lang} for note in report.notes],
        "warnings": [
            {
                "code": fault.code,
                "text": sentence(fault, page.language),
                "place": str(fault.place) if fault.place else None,
            }
            for fault in report.warnings
        ],
    }


def _row(line: Line, images: Mapping[str, Image]) -> dict[str, Any]:
    return {
        "attribute": line.attribute,
        "label": line.label,
        "group": line.group.text if line.group else None,
        "rule": line.rule,
        "compared": line.compared,
        "status": line.status,
        "marked": line.marked,
        "values": [_value(cell, images) for cell in line.cells],
    }


def _value(cell: Cell, images: Mapping[str, Image]) -> dict[str, Any]:
    return {
        "text": cell.text,
        "shown": cell.shown,
        "lang": cell.lang,
        "absence": cell.absence,
        "class": cell.number,
        "link": cell.link,
        "delta": None if cell.delta is None else asdict(cell.delta),
        "changes": None if cell.changes is None else [asdict(stretch) for stretch in cell.changes],
        "image": None if cell.picture is None else _image(cell, images[cell.picture.asset]),
    }


def _image(cell: Cell, image: Image) -> dict[str, Any]:
    """A picture: its name and description, if it has them, and what tells it from others."""
    return {
        "name": image.name or None,
        "alt": cell.shown if cell.picture and cell.picture.described else None,
        "type": image.media_type,
        "width": image.width,
        "height": image.height,
        "bytes": len(image.content),
        "sha256": image.digest,
    }
