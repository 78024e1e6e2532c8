"""How a value is shown in a language: by the rule that its attribute declares; what has none stays as written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mreport.comparison.calendar import read_days, read_years
from mreport.comparison.numbers import read_number, read_quantity
from mreport.comparison.rules import one, term_of
from mreport.comparison.words import booleans
from mreport.thai import canonical, clean

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from mreport.comparison.records import Attribute, Dataset, Text, Value
    from mreport.language import Language


@dataclass(frozen=True, slots=True)
class Words:
    """A text to be shown, and the tag of the language that it is in; its parts, where they are in several."""

    text: str
    lang: str
    parts: tuple[Words, ...] = ()

    def __str__(self) -> str:
        """The text, so that a template may print it."""
        return self.text


def words(text: Text, dataset: Dataset, language: Language) -> Words:
    """The text of a language's reader: in that language where the data have it, else in the next of its chain."""
    chosen, tag = language.choose(text, dataset.language)
    return Words(clean(chosen), tag)


def shown(value: Value, attribute: Attribute, dataset: Dataset, language: Language) -> Words:
    """A value in the form that its attribute's rule has in the language; as written where there is none."""
    form = _FORMS.get(attribute.rule)
    if form and (found := form(value, attribute, dataset, language)):
        return found
    texts = [words(part, dataset, language) for part in value.parts]
    if len(texts) == 1:
        return texts[0]
    return _joined(texts, language)


def _joined(texts: Sequence[Words], language: Language) -> Words:
    """Texts in a row; where they are in several languages, in the reader's if that is among them."""
    langs = [text.lang for text in texts]
    whole = Words(language.join(text.text for text in texts), language.tag if language.tag in langs else langs[0])
    return replace(whole, parts=tuple(texts)) if len(set(langs)) > 1 else whole


def _term(value: Value, attribute: Attribute, dataset: Dataset, language: Language) -> Words | None:
    labels = [attribute.terms.get(term_of(part, attribute, dataset)) for part in value.parts]
    texts = [words(label, dataset, language) for label in labels if label is not None]
    if len(texts) < len(labels):
        return None
    return _joined(texts, language)


def _number(value: Value, _attribute: Attribute, dataset: Dataset, language: Language) -> Words | None:
    number = read_number(one(value, dataset), dataset.decimal)
    if number is None:
        return None
    text = language.percent(number.value) if number.percent else language.number(number.value)
    return Words(text, language.tag)


def _quantity(value: Value, attribute: Attribute, dataset: Dataset, language: Language) -> Words | None:
    quantity = read_quantity(one(value, dataset), dataset.decimal)
    if quantity is None:
        return _number(value, attribute, dataset, language)
    text, whole = language.quantity(quantity.value, clean(quantity.unit), before=quantity.before)
    return Words(text, language.tag if whole else dataset.language)


def _years(value: Value, _attribute: Attribute, dataset: Dataset, language: Language) -> Words | None:
    years = read_years(one(value, dataset))
    if years is None:
        return None
    return Words(language.years(years.first, years.last, buddhist=years.buddhist), language.tag)


def _date(value: Value, _attribute: Attribute, dataset: Dataset, language: Language) -> Words | None:
    days = read_days(one(value, dataset))
    return None if days is None else Words(language.days(*days), language.tag)


def _bool(value: Value, _attribute: Attribute, dataset: Dataset, language: Language) -> Words | None:
    known = booleans().get(canonical(one(value, dataset)).strip().casefold())
    if known is None:
        return None
    _ = language.gettext
    return Words(_("yes") if known else _("no"), language.tag)


_FORMS: dict[str, Callable[[Value, Attribute, Dataset, Language], Words | None]] = {
    "term": _term,
    "number": _number,
    "quantity": _quantity,
    "years": _years,
    "date": _date,
    "bool": _bool,
}
