"""`mreport doctor`: what is there of that which mreport works with, what is missing, and what to type for it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from mreport.cli.columns import section

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.language import Language
    from mreport.machine import Finding

_MACHINE = 3
_SIGNS = {"here": "\u2713", "missing": "\u2717", "optional": "\u2013"}
_PLAIN = {"here": "+", "missing": "x", "optional": "-"}


def doctor(interface: Language, *, as_json: bool) -> int:
    """Look at the machine and tell; the exit code is 3 where something is missing that reports need, else 0."""
    from mreport.machine import findings

    found = list(findings())
    click.echo(_json(found) if as_json else "\n".join(_lines(found, interface)))
    return _MACHINE if any(one.state == "missing" for one in found) else 0


def _json(found: list[Finding]) -> str:
    told = [
        {
            "name": one.name,
            "state": one.state,
            "found": one.found,
            "lacking": list(one.lacking),
            "remedy": one.remedy or None,
        }
        for one in found
    ]
    return json.dumps({"version": 1, "findings": told}, ensure_ascii=False, indent=2)


def _lines(found: list[Finding], language: Language) -> Iterator[str]:
    _ = language.gettext
    terminal = next(one for one in found if one.name == "terminal")
    signs = _SIGNS if terminal.state == "here" else _PLAIN
    uses = _uses(language)
    rows = [(signs[one.state], *uses.get(one.name, (one.name, "")), _told(one, language)) for one in found]
    yield from list(section(_("What mreport works with on this machine:"), rows))[1:]
    if remedies := [one for one in found if one.remedy]:
        yield from section(
            _("What to type for what is missing:"),
            [(uses.get(one.name, (one.name,))[0], one.remedy) for one in remedies],
        )
    yield ""
    if any(one.state == "missing" for one in found):
        yield _("Something is missing that reports need.")
    elif remedies:
        yield _("Reports can be made. What is not there is needed only for what stands beside it.")
    else:
        yield _("Everything is there.")
    yield _("Nothing else is needed: no office program for DOCX, no fonts of the system, no network.")


def _told(one: Finding, language: Language) -> str:
    """What is there of it, and what is not."""
    _ = language.gettext
    if one.state == "here":
        return one.found or _("is there")
    lacking = _("missing: %(names)s") % {"names": language.join(one.lacking)} if one.lacking else _("missing")
    if one.name == "terminal":
        lacking = _("%(encoding)s, which has no Thai letters") % {"encoding": one.found}
    return lacking


def _uses(language: Language) -> dict[str, tuple[str, str]]:
    """What each thing is called, and what it is for."""
    _ = language.gettext
    return {
        "python": ("Python", _("everything")),
        "libraries": (_("Libraries of Python"), _("everything")),
        "languages": (_("Languages"), _("reports and messages")),
        "fonts": (_("Bundled fonts"), _("PDF, DOCX and HTML")),
        "pango": ("Pango", _("PDF laid out by a style sheet, or from the right")),
        "subset": ("HarfBuzz-Subset", _("the same, quicker")),
        "terminal": (_("Terminal"), _("Thai on the screen")),
        "web": (_("Extra “%(name)s”") % {"name": "web"}, _("the live page, mreport serve")),
        "parquet": (_("Extra “%(name)s”") % {"name": "parquet"}, _("Parquet files")),
        "cluster": (_("Extra “%(name)s”") % {"name": "cluster"}, _("batches on a cluster")),
    }


def doctor_command(language: Language, options: list[click.Parameter]) -> click.Command:
    """The command."""
    _ = language.gettext

    def callback(as_json: bool, **_given: Any) -> int:  # noqa: FBT001  click's form
        return doctor(language, as_json=as_json)

    return click.Command(
        "doctor",
        help=_(
            "Say what is there of that which mreport works with, what is missing, and what to type for it on this kind "
            "of machine. The exit code is 3 where something is missing that reports need."
        ),
        params=[
            click.Option(["--json", "as_json"], is_flag=True, help=_("Say it as JSON, for programs.")),
            *options,
        ],
        callback=callback,
        options_metavar=_("[OPTIONS]"),
    )
