"""Spreadsheets made for tests: XLSX and ODS out of their XML, so that each can be wrong in one place."""

import io
import warnings
import zipfile
from xml.sax.saxutils import escape

from mreport.sources.sheets import reference

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
OFFICE = "urn:oasis:names:tc:opendocument:xmlns"


def zipped(members):
    """A zip of members, in pairs of name and content; a name may stand twice."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            info = zipfile.ZipInfo(name)
            info.compress_type = zipfile.ZIP_DEFLATED
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")  # of a name that stands twice
                archive.writestr(info, content)
    return made.getvalue()


def cell(row, column, text):
    """A cell of XLSX with a text in it."""
    return f'<c r="{reference(row, column)}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def rows_of(rows):
    """The rows of a sheet, as XML; a cell that is empty is left out."""
    return "".join(
        f'<row r="{number + 1}">{"".join(cell(number, column, text) for column, text in enumerate(row) if text)}</row>'
        for number, row in enumerate(rows)
    )


def worksheet(data, before="", after="", prolog=""):
    """The XML of a worksheet around its rows."""
    spaces = f'xmlns="{MAIN}" xmlns:r="{RELATIONS}"'
    return f"{HEAD}{prolog}<worksheet {spaces}>{before}<sheetData>{data}</sheetData>{after}</worksheet>"


def xlsx(*sheets, names=(), states=(), members=(), without=()):
    """An XLSX of worksheets' XML; `members` are put in as well, those `without` left out."""
    names = list(names) or [f"S{number + 1}" for number in range(len(sheets))]
    states = list(states) or ["visible"] * len(sheets)
    types = "".join(
        f'<Override PartName="/xl/worksheets/sheet{number + 1}.xml" '
        'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>'
        for number in range(len(sheets))
    )
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{number + 1}" state="{states[number]}" r:id="rId{number + 1}"/>'
        for number, name in enumerate(names)
    )
    related = "".join(
        f'<Relationship Id="rId{number + 1}" Type="{RELATIONS}/worksheet" Target="worksheets/sheet{number + 1}.xml"/>'
        for number in range(len(sheets))
    )
    parts = {
        "[Content_Types].xml": f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
        f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
        f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" '
        f'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>{types}</Types>',
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="rId1" '
        f'Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'{HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{related}</Relationships>',
        **{f"xl/worksheets/sheet{number + 1}.xml": sheet for number, sheet in enumerate(sheets)},
    }
    return zipped([*((name, text) for name, text in parts.items() if name not in without), *members])


def ods_rows(rows):
    """The rows of an ODS table, as XML."""
    cells = [
        [
            f'<table:table-cell office:value-type="string"><text:p>{escape(text)}</text:p></table:table-cell>'
            if text
            else "<table:table-cell/>"
            for text in row
        ]
        for row in rows
    ]
    return "".join(f"<table:table-row>{''.join(row)}</table:table-row>" for row in cells)


def ods(*tables, names=(), styles="", members=(), prolog="", attributes=()):
    """An ODS of tables' XML."""
    names = list(names) or [f"S{number + 1}" for number in range(len(tables))]
    attributes = list(attributes) or [""] * len(tables)
    made = "".join(
        f'<table:table table:name="{escape(name)}" {attributes[number]}>{tables[number]}</table:table>'
        for number, name in enumerate(names)
    )
    spaces = " ".join(f'xmlns:{key}="{OFFICE}:{key}:1.0"' for key in ("office", "table", "text", "style"))
    content = (
        f'{HEAD}{prolog}<office:document-content {spaces} xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"<office:automatic-styles>{styles}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{made}</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped([("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content), *members])
