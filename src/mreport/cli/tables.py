"""The options for plain tables, which every command that reads a source has."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from mreport.errors import UserError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from mreport.language import Language
    from mreport.sources.reading import Reading


def table_options(language: Language) -> list[click.Parameter]:
    """`--rule` to `--limit`."""
    _ = language.gettext
    return [
        click.Option(
            ["--rule", "rules"],
            multiple=True,
            metavar=_("ATTRIBUTE=RULE"),
            help=_(
                "Compare an attribute of a plain table by a rule, such as price=number, or price=number:5 with a "
                "tolerance. Can be repeated."
            ),
        ),
        click.Option(
            ["--ignore"],
            multiple=True,
            metavar=_("ATTRIBUTE"),
            help=_("Show this attribute of a plain table and don't compare it. Can be repeated."),
        ),
        click.Option(
            ["--items", "items_in"],
            type=click.Choice(["columns", "rows"]),
            help=_(
                "Where the items of a plain table stand. In its columns, if it is not given and the values don't make "
                "it certain that they stand in rows."
            ),
        ),
        click.Option(
            ["--sheet"],
            metavar=_("SHEET"),
            help=_("Which table of several: by its name, heading or number; for SQLite it can be a query."),
        ),
        click.Option(
            ["--header-row"],
            type=click.IntRange(min=1),
            metavar="N",
            help=_("The row of a plain table in which the names stand; what is above it is left out."),
        ),
        click.Option(
            ["--reason"],
            metavar=_("COLUMN"),
            help=_("Column of a plain table that says why a row differs, for the template revision. It is no item."),
        ),
        click.Option(
            ["--encoding"],
            metavar=_("ENCODING"),
            help=_("Encoding of a plain table that is not in Unicode, such as cp874 for Thai."),
        ),
        click.Option(
            ["--unknown"],
            multiple=True,
            metavar=_("TEXT"),
            help=_("What stands in a plain table for a value that is unknown. Can be repeated."),
        ),
        click.Option(
            ["--na"],
            multiple=True,
            metavar=_("TEXT"),
            help=_("What stands in a plain table for what is not applicable. Can be repeated."),
        ),
        from_option(language),
        click.Option(
            ["--images"],
            metavar=_("FOLDER"),
            type=click.Path(),
            help=_("A folder in which pictures of the data may lie, beside the data's own."),
        ),
        click.Option(
            ["--limit"],
            multiple=True,
            metavar=_("NAME=N"),
            help=_(
                "Raise or lower a limit: items, rows, cell (characters), file, unpacked (bytes), depth (levels). "
                "Can be repeated."
            ),
        ),
    ]


def from_option(language: Language) -> click.Option:
    """`--from`."""
    _ = language.gettext
    return click.Option(
        ["--from", "kind"],
        metavar=_("FORMAT"),
        help=_("Format of the source, whatever its name ends in; needed for standard input, which is “-”."),
    )


def reading(given: dict[str, Any]) -> Reading:
    """Take these options out of what the command line said."""
    from mreport.limits import limits
    from mreport.sources.reading import Reading

    return Reading(
        items=given.pop("items_in", None),
        rules=_rules(given.pop("rules", None) or ()),
        ignore=given.pop("ignore", None) or (),
        unknown=given.pop("unknown", None) or (),
        na=given.pop("na", None) or (),
        encoding=given.pop("encoding", None),
        kind=given.pop("kind", None),
        sheet=given.pop("sheet", None),
        header_row=given.pop("header_row", None),
        limits=limits(given.pop("limit", None) or ()),
        reason=given.pop("reason", None),
        images=Path(images) if (images := given.pop("images", None)) else None,
    )


def _rules(texts: Iterable[str]) -> dict[str, str]:
    """Rule by attribute; a label may hold an equals sign, a rule can't."""
    rules: dict[str, str] = {}
    for text in texts:
        attribute, sign, rule = text.rpartition("=")
        if not sign:
            raise UserError("rule-option", text=text)
        if attribute in rules:
            raise UserError("attribute-twice", item=attribute)
        rules[attribute] = rule
    return rules
