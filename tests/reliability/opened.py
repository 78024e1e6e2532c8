"""Documents taken apart: every stream of a PDF and every part of a DOCX as plain bytes, packed parts unpacked too."""

import re
import zlib
from base64 import b64decode
from io import BytesIO
from zipfile import ZipFile

from pypdf import PdfReader
from pypdf.generic import StreamObject


def opened(content, suffix):
    """The bytes of a document, packed and unpacked."""
    parts = [content]
    if suffix == ".pdf":
        reader = PdfReader(BytesIO(content))
        for number in range(1, len(reader.xref[0]) + len(reader.xref_objStm) + 1):
            found = reader.get_object(number)
            parts.append(repr(found).encode())
            if isinstance(found, StreamObject):
                parts.append(found.get_data())
    elif suffix == ".docx":
        with ZipFile(BytesIO(content)) as archive:
            for name in archive.namelist():
                parts += [name.encode(), archive.read(name)]
                parts.append(archive.getinfo(name).extra + archive.getinfo(name).comment)
    elif suffix == ".html":
        parts += [b64decode(found) for found in re.findall(rb"base64,([A-Za-z0-9+/=]+)", content)]
    parts += [unpacked for part in list(parts) if (unpacked := _inflated(part))]
    return b"\n".join(parts)


def _inflated(part):
    try:
        return zlib.decompress(part)
    except zlib.error:
        return b""


def links(content, suffix):
    """The addresses that a document leads to when one clicks, or loads by itself."""
    if suffix == ".pdf":
        return _of_pdf(PdfReader(BytesIO(content)))
    if suffix == ".docx":
        with ZipFile(BytesIO(content)) as archive:
            rels = b"".join(archive.read(name) for name in archive.namelist() if name.endswith(".rels"))
        entries = re.findall(rb"<Relationship\b[^>]*>", rels)
        return {re.search(rb'Target="([^"]*)"', entry)[1].decode() for entry in entries if b"External" in entry}
    if suffix == ".html":
        return _of_html(content.decode())
    if suffix == ".md":
        from markdown_it import MarkdownIt

        return _of_html(MarkdownIt("commonmark", {"html": True}).render(content.decode()))
    return set()


def _of_pdf(reader):
    found = set()
    for sheet in reader.pages:
        for annotation in sheet.get("/Annots", []):
            action = annotation.get_object().get("/A", {})
            found |= {str(action[key]) for key in ("/URI", "/F", "/JS", "/URL") if key in action}
            assert action.get("/S") in (None, "/URI", "/GoTo"), action
    root = reader.trailer["/Root"]
    assert not {"/OpenAction", "/AA", "/URI", "/AcroForm"} & root.keys() - {"/OpenAction"}
    assert "/JavaScript" not in root.get("/Names", {})
    return found


def _of_html(text):
    from html.parser import HTMLParser

    found = set()

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attributes):
            assert tag not in ("script", "iframe", "object", "embed", "base", "link", "form", "svg", "video"), tag
            for name, value in attributes:
                assert not name.startswith("on") or tag == "html", (tag, name)
                if name in ("href", "src", "srcset", "poster", "background", "action", "ping", "data", "style"):
                    found.add(value)

    Reader().feed(text)
    return {address for address in found if address and not address.startswith("data:image/")}
