"""The frame: what stands around a comparison on the live page, in the reader's language; errors are pages too."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from mreport.fonts import WEB_FAMILIES, stack, web_faces
from mreport.language import installed, language
from mreport.messages import placed, sentence
from mreport.resources import folder
from mreport.web import rules
from mreport.web.address import Address
from mreport.web.forms import MOST_BYTES
from mreport.web.screen import Screen
from mreport.web.uploads import SUFFIXES
from mreport.writers import WRITERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from mreport.comparison.records import Dataset
    from mreport.errors import Fault
    from mreport.language import Language
    from mreport.web.orders import Answer
    from mreport.web.picking import Found
    from mreport.web.ruling import Form

DOCUMENTS = tuple(suffix.removeprefix(".") for suffix in WRITERS)
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "svg": "image/svg+xml",
    "woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class Asset:
    """A file that pages ask for: its content, its type, and a name that changes with its content."""

    content: bytes
    type: str
    name: str


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows: its address, the items chosen (id, name, language of the name), those found by a search."""

    address: Address
    reader: Language
    title: str
    chosen: Sequence[tuple[str, str, str]] = ()
    found: Found | None = None
    total: int = 0
    screen: Screen | None = None
    faults: Sequence[Fault] = ()
    warnings: Sequence[Fault] = ()


def view(address: Address, reader: Language, dataset: Dataset, found: Found, total: int, answer: Answer) -> View:
    """What a page shows of the items asked for, of those that a search found among a number, and of what was made."""
    named = [(key, *reader.choose(item.name, dataset.language)) for key, item in dataset.items.items()]
    screen = answer.made if isinstance(answer.made, Screen) else None
    own = reader.choose(dataset.title, dataset.language)[0] if dataset.title else reader.gettext("Comparison")
    title = screen.title if screen else own
    return View(address, reader, title, named, found, total, screen, answer.faults, answer.warnings)


def page(view: View, *, visit: str = "", watched: str = "") -> str:
    """The HTML of a live page: of a visit, by its key, or of the source, by the stamp of what is watched."""
    reader = view.reader
    return _filled(
        "page.html.j2",
        reader,
        "../../" if visit else "./",
        view=view,
        address=view.address,
        documents=DOCUMENTS,
        faults=[placed(fault, reader) for fault in view.faults],
        warnings=[placed(fault, reader) for fault in view.warnings],
        visit=visit,
        watched=watched,
        taken=",".join(SUFFIXES),
        most=f"{MOST_BYTES >> 20}",
    )


def rules_form(form: Form) -> str:
    """The HTML of the form in which rules are chosen."""
    reader = form.reader
    names, left_out = rules.names(reader), rules.left_out(reader)
    told = {line.attribute.id: [sentence(fault, reader) for fault in line.faults] for line in form.lines}
    return _filled(
        "rules.html.j2",
        reader,
        form.top,
        form=form,
        address=form.address,
        names=names,
        left_out=left_out,
        told=told,
        watched="",
    )


def refusal(reader: Language, sentences: Sequence[str], top: str = "./", watched: str = "") -> str:
    """The HTML of a page that only says what is wrong."""
    return _filled("refusal.html.j2", reader, top, address=Address(), sentences=sentences, watched=watched)


def _filled(template: str, reader: Language, top: str, **given: Any) -> str:
    own = {tag: language(tag).name_of(tag) for tag in installed()}
    filled = _environment(reader).get_template(template)
    return filled.render(reader=reader, top=top, languages=own, assets=assets_of(), **given)


@cache
def assets_of() -> dict[str, str]:
    """The name of each asset as pages ask for it, by the name of its file."""
    return {f"{name.partition('.')[0]}.{name.rpartition('.')[2]}": name for name in assets()}


@cache
def assets() -> dict[str, Asset]:
    """The assets by the names that pages ask for."""
    files = {face.file.name: face.file.read_bytes() for face in web_faces()}
    fonts = {name: _named(name, content) for name, content in files.items()}
    own = folder("templates") / "web"
    faces = [(face.family, face.weight, fonts[face.file.name]) for face in web_faces()]
    style = "".join(
        f'@font-face {{ font-family: "{family}"; font-weight: {weight}; font-display: swap; src: url("{name}") }}\n'
        for family, weight, name in faces
    )
    style += f":root {{ --type: {stack(WEB_FAMILIES)} }}\n" + (own / "page.css").read_text("utf-8")
    files |= {"page.css": style.encode(), **{name: (own / name).read_bytes() for name in ("page.js", "icon.svg")}}
    found = {}
    for name, content in files.items():
        kind = TYPES[name.rpartition(".")[2]]
        found[_named(name, content)] = Asset(content, kind, _named(name, content))
    return found


def _named(name: str, content: bytes) -> str:
    stem, _, suffix = name.rpartition(".")
    return f"{stem}.{sha256(content).hexdigest()[:12]}.{suffix}"


@cache
def _environment(reader: Language) -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(folder("templates") / "web"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
    )
    environment.install_gettext_translations(reader.translations, newstyle=True)  # type: ignore[attr-defined]
    environment.filters["markup"] = Markup  # what a worker made, which is escaped already
    environment.filters["digits"] = reader.numeral
    return environment
