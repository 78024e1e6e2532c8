"""What `mreport check --lang` says of a language: how many texts are told in it, and where those stand that are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mreport.cli.columns import section
from mreport.problems import N_
from mreport.thai import clusters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mreport.comparison.records import Dataset
    from mreport.language import Language
    from mreport.sources.reading import Reading

_LONGEST = 40
_KINDS = {
    "title": N_("title"),
    "note": N_("note"),
    "dataset": N_("name of the dataset"),
    "licence": N_("licence"),
    "label": N_("label"),
    "group": N_("group"),
    "term": N_("term"),
    "name": N_("item name"),
    "value": N_("value"),
    "mark": N_("word of a link"),
    "alt": N_("description of a picture"),
}


def lines(dataset: Dataset, source: str, reading: Reading, language: Language, reader: Language) -> Iterator[str]:
    """The lines of a language, in the words of the reader's."""
    from mreport import sources

    _ = reader.gettext
    name = reader.name_of(language.tag)
    if sources.is_table(source, reading):
        yield ""
        yield _("A plain table has one language, and does not say which. A data file can have its texts in several.")
        return
    told, count = sources.untranslated(source, reading, dataset, language.own)
    if not told:
        yield ""
        yield _("In %(language)s: all %(count)s texts.") % {"language": name, "count": count}
        return
    fields = {"language": name, "lacking": len(told), "count": count}
    heading = _("Not in %(language)s: %(lacking)s of %(count)s texts") % fields
    yield from section(
        heading,
        [(str(one.place), _(_KINDS[one.kind]), one.of, f"“{_beginning(one.text)}”", f"({one.lang})") for one in told],
    )


def _beginning(text: str) -> str:
    """A text, or how it begins, cut where a reader would allow a cut."""
    found = clusters(" ".join(text.split()))
    return "".join(found) if len(found) <= _LONGEST else "".join(found[: _LONGEST - 1]) + "…"
