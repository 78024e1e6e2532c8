"""Templates: Jinja2 files that make a page of a report, bundled or the user's own, in a sandbox.

What a template may use is in docs/reference/templates.md. It sees plain records alone, everything that it prints is
escaped, and a name that is not there is an error with its line.
"""

from __future__ import annotations

import difflib
import tomllib
from dataclasses import dataclass, field
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mreport import given
from mreport.errors import LimitError, Place, TemplateError
from mreport.resources import folder

if TYPE_CHECKING:
    import os
    from collections.abc import Iterator, Mapping

    from jinja2.sandbox import SandboxedEnvironment

    from mreport.images import Image
    from mreport.language import Language
    from mreport.layout import Layout
    from mreport.report import Report

SUFFIX = ".html.j2"
MOST_BYTES = 1024 * 1024
MOST_MADE = 200 * 1024 * 1024  # characters of the page that a user's template makes
_NEAR = 0.6
_PIECES = 1000  # of what a template makes, handed over at once


@dataclass(frozen=True, slots=True)
class Template:
    """A template: the name that places of errors have, and its source where it is the user's own.

    A bundled one tells what it is for, by language; how many `items` it can show, if not any number; and whether
    it is made for a comparison that shows what changed within texts.
    """

    name: str
    source: str | None = None
    about: Mapping[str, str] = field(default_factory=dict)
    items: int | None = None
    show_changes: bool = False


@cache
def installed() -> Mapping[str, Template]:
    """The bundled templates by name, the one first that is taken where none is asked for."""
    table = tomllib.loads((folder("templates") / "templates.toml").read_text(encoding="utf-8"))
    return {name: Template(f"{name}{SUFFIX}", **said) for name, said in table.items()}


def find(template: str | os.PathLike[str] = "comparison") -> Template:
    """A bundled template by its name, or one out of a file that ends in `.j2`.

    Raises TemplateError (`template-unknown`), UserError and LimitError as `given.text` does.
    """
    if found := installed().get(str(template)):
        return found
    path = Path(template)
    if path.suffix.lower() != ".j2":
        nearest = difflib.get_close_matches(str(template), installed(), n=1, cutoff=_NEAR)
        raise TemplateError("template-unknown", name=str(template), nearest=nearest, known=list(installed()))
    return Template(str(path), given.text(path, MOST_BYTES))


def fill(
    template: Template, report: Report, language: Language, layout: Layout, images: Mapping[str, Image]
) -> Iterator[str]:
    """The source of the page that a template makes of a report and its pictures, in parts, since it may be long.

    Raises TemplateError with file and line: `template-syntax`, `template-undefined`, `template-part`,
    `template-refused`, `template-failed`; `template-items` where it can't show so many items. One of the user's own is
    watched: LimitError (`report-deadline`, `report-memory`, `page-too-large`), MachineError (`report-died`).
    """
    if template.items is not None and template.items != len(report.columns):
        raise TemplateError("template-items", name=template.name, items=template.items, count=len(report.columns))
    if template.source is None:
        yield from _filled(template, report, language, layout, images)
    else:  # it may loop, or make more than there is memory for
        from mreport.watched import watched  # with it comes all that starts processes

        yield watched(partial(_whole, template, report, language, layout, images), Place(template.name))


def _whole(template: Template, report: Report, language: Language, layout: Layout, images: Mapping[str, Image]) -> str:
    """The source of the page that a user's template makes. Raises LimitError (`page-too-large`)."""
    parts, length = [], 0
    for part in _filled(template, report, language, layout, images):
        parts.append(part)
        length += len(part)
        if length > MOST_MADE:
            raise LimitError("page-too-large", Place(template.name), most=MOST_MADE)
    return "".join(parts)


def _filled(
    template: Template, report: Report, language: Language, layout: Layout, images: Mapping[str, Image]
) -> Iterator[str]:
    from jinja2 import TemplateNotFound, TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    environment = _environment(language)
    try:
        if template.source is None:
            made = environment.get_template(template.name)
        else:  # as `from_string` does, but with a name for places
            code = environment.compile(template.source, filename=template.name)
            made = environment.template_class.from_code(environment, code, environment.make_globals(None))
        source = made.stream(report=report, layout=layout, images=images)
        source.enable_buffering(_PIECES)
        yield from source
    except TemplateSyntaxError as error:
        place = Place(error.filename or template.name, error.lineno)
        raise TemplateError("template-syntax", place, problem=error.message or "") from None
    except TemplateNotFound as error:
        raise TemplateError("template-part", _place(error, template), name=error.name or "") from None
    except UndefinedError as error:
        raise TemplateError("template-undefined", _place(error, template), problem=error.message or "") from None
    except SecurityError as error:
        raise TemplateError("template-refused", _place(error, template), problem=error.message or "") from None
    except MemoryError:
        raise
    except Exception as error:
        problem = f"{type(error).__name__}: {error}"
        raise TemplateError("template-failed", _place(error, template), problem=problem) from error


def _place(error: BaseException, template: Template) -> Place:
    """Where in a template an error arose: the last frame of its traceback that is one of a template."""
    line = None
    names = {template.name, *(path.name for path in folder("templates").glob("*.j2"))}
    file, trace = template.name, error.__traceback__
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name == template.name or Path(name).name in names:
            file, line = name if name == template.name else Path(name).name, trace.tb_lineno
        trace = trace.tb_next
    return Place(file, line)


@cache
def _environment(language: Language) -> SandboxedEnvironment:
    """Templates of one language: escaped always, undefined names refused, nothing callable but text."""
    from jinja2 import FileSystemLoader, StrictUndefined
    from jinja2.sandbox import SandboxedEnvironment
    from markupsafe import Markup

    from mreport.bytecode import Bytecode
    from mreport.forms import Words
    from mreport.language import LATIN
    from mreport.report import Cell, Column, Line

    fields = {record: frozenset((*record.__slots__, "plain")) for record in (Words, Cell, Column, Line)}

    class Templates(SandboxedEnvironment):
        def getattr(self, obj: Any, attribute: str) -> Any:
            """What a template asks of a thing; the fields of a report's records are data, and need no look."""
            return (
                getattr(obj, attribute) if attribute in fields.get(type(obj), ()) else super().getattr(obj, attribute)
            )

    environment = Templates(
        loader=FileSystemLoader(folder("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        bytecode_cache=Bytecode(),
    )
    environment.install_gettext_translations(language.translations, newstyle=True)  # type: ignore[attr-defined]
    # Empty places that paper fills; markup of ours, so that no template needs `|safe`.
    counted = "" if language.digits == LATIN else f" {language.digits}"
    for name, place in (("page_number", "page"), ("page_count", "pages")):
        environment.globals[name] = Markup('<span class="{}"/>').format(place + counted)
    environment.filters["digits"] = language.numeral
    return environment
