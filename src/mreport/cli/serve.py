"""`mreport serve`: the live page of a source, in the browser."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from mreport.cli.compare import Making, recipe
from mreport.cli.waiting import Waiting
from mreport.errors import MachineError

if TYPE_CHECKING:
    from mreport.language import Language
    from mreport.web.shelf import Shelf

_NEEDED = ("starlette", "uvicorn")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service(Making):
    """What the command line said of how a source is served."""

    lang: str | None
    port: int
    host: str
    no_open: bool
    watch: bool


def serve(service: Service, interface: Language) -> int:
    """Serve a source until it is interrupted."""
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise MachineError("web-missing", names=missing)
    from mreport.web import serving
    from mreport.web.watching import Watch

    made = recipe(service)
    watch = Watch([Path(service.source), *made.files()], lambda: _shelf(service))
    with Waiting(interface, 1, quiet=service.quiet) as waiting:
        waiting.step(interface.gettext("Reading %(file)s") % {"file": service.source})
        shelf = watch.read()

    def ready(address: str, reachable: bool) -> None:  # noqa: FBT001  of one call
        _tell(address, interface, reachable=reachable, quiet=service.quiet)
        if not service.no_open:
            click.launch(address)

    lang = (service.lang or interface.tag).partition(",")[0]
    serving.serve(
        shelf, made, lang, host=service.host, port=service.port, ready=ready, watch=watch if service.watch else None
    )
    return 0


def _shelf(service: Service) -> Shelf:
    """The source, read whole, or a catalogue to be looked into."""
    from mreport import sources
    from mreport.web.shelf import Catalogue, Held

    listing = sources.listed(service.source, service.reading)
    return Catalogue(listing) if listing else Held(sources.read(service.source, service.reading))


def _tell(address: str, interface: Language, *, reachable: bool, quiet: bool) -> None:
    _ = interface.gettext
    if reachable:
        text = _(
            "others in this network can open the page, see the data and have reports made, if they have the address "
            "with its token; it is not encrypted. Leave --host out to keep the page to this machine."
        )
        click.echo(_("Warning: %(message)s") % {"message": text}, err=True)
    if not quiet or reachable:
        click.echo(_("The page is at %(address)s (end it with Ctrl-C).") % {"address": address}, err=True)
