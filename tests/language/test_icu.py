"""Forms and order held against ICU's, which tests/language/icu.mjs has taken down in icu.json."""

import json
import random
import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel import Locale

from mreport.comparison.calendar import Day
from mreport.language import language

ICU = json.loads((Path(__file__).parent / "icu.json").read_text("utf-8"))
# Language, calendar and digits of ours for each locale of ICU's.
READERS = {
    "th": ("th",),
    "th-u-nu-thai": ("th", None, "thai"),
    "th-u-ca-buddhist": ("th", "buddhist"),
    "th-u-ca-buddhist-nu-thai": ("th", "buddhist", "thai"),
    "th-u-ca-gregory": ("th", "gregorian"),
    "en": ("en", "gregorian"),
    "en-u-ca-buddhist": ("en", "buddhist"),
}
# Each unit in letters that a reader of English has not, and in letters that a reader of Thai has not.
UNITS = {
    "kilogram": ("กก.", "kilograms"),
    "gram": ("กรัม", "grams"),
    "hour": ("ชั่วโมง", "hours"),
    "year": ("ปี", "years"),
    "gigabyte": ("กิกะไบต์", "gigabyte"),
    "kilometer-per-hour": ("กม./ชม.", "kph"),
    "celsius": ("องศาเซลเซียส", "degrees Celsius"),
    "foot": ("ฟุต", "feet"),
    "month": ("เดือน", "months"),
    "day": ("วัน", "day"),
    "milliliter": ("มล.", "millilitres"),
}
CURRENCIES = {"THB": ("บาท", "baht"), "USD": ("ดอลลาร์สหรัฐ", "US dollars"), "EUR": ("ยูโร", "euro")}


def day_of(text):
    """A day, a month or a year of the Common Era out of its figures."""
    year, month, day = (*map(int, str(text).split("-")), 0, 0)[:3]
    return Day(year, month, day, buddhist=False)


def days(reader, given):
    """A day, or a run of them."""
    first, last = given if isinstance(given, list) else (given, given)
    return reader.days(day_of(first), day_of(last))


def years(reader, given):
    """A run of years."""
    return reader.years(*given, buddhist=False)


# Where we differ: months of two years have their era once, as days have (ICU has it so in the Buddhist era alone); a
# year over 2400 of the Common Era says so, since mreport reads such a year without an era as one of the Buddhist era.
DIFFERENT = {
    "พฤศจิกายน ค.ศ. 2023 – กุมภาพันธ์ 2024": "พฤศจิกายน ค.ศ. 2023 – กุมภาพันธ์ ค.ศ. 2024",
    "January 1, 2563 CE": "January 1, 2563",
}
FORMS = {
    "day": days,
    "days": days,
    "month": days,
    "months": days,
    "years": years,
    "number": lambda reader, given: reader.number(Decimal(given)),
    "percent": lambda reader, given: reader.percent(Decimal(given)),
    "either": lambda reader, given: reader.either(given),
    "plural": lambda reader, given: Locale.parse(reader.tag).plural_form(Decimal(given)),
}


def rows(*kinds):
    """The rows of a kind as parameters, each named by what was asked."""
    return [
        pytest.param(row, id=f"{row['kind']}-{row['locale']}-{row['given']}")
        for row in ICU["rows"]
        if row["kind"] in kinds
    ]


def spaced(text):
    """A text with every kind of space as a plain one."""
    return re.sub(r"[\u00a0\u2009\u202f]", " ", text)


@pytest.mark.parametrize("row", rows(*FORMS))
def test_forms_are_those_of_icu(row):
    """Days, runs, numbers and plurals are what ICU says, but for spaces around the dash of years and thin spaces."""
    ours = FORMS[row["kind"]](language(*READERS[row["locale"]]), row["given"])
    theirs = spaced(row["shown"])
    if row["kind"] == "years":
        theirs = theirs.replace(" – ", "–")
    assert DIFFERENT.get(ours, spaced(ours)) == theirs


@pytest.mark.parametrize("row", rows("unit", "money"))
def test_units_are_those_of_icu(row):
    """A unit written in other letters than the reader's is shown by the short name that ICU has for it."""
    reader = language(*READERS[row["locale"]])
    number, unit = row["given"]
    ours, whole = reader.quantity(Decimal(number), (UNITS | CURRENCIES)[unit][reader.tag == "th"])
    assert whole
    assert spaced(ours) == spaced(row["shown"])


@pytest.mark.parametrize("row", rows("order"))
def test_words_stand_in_the_order_of_icu(row):
    """All names that CLDR has of territories and languages are sorted as ICU's collation of the language does it."""
    names = row["shown"]
    assert len(names) > 280
    shuffled = random.Random(6).sample(names, len(names))
    assert language(row["locale"]).sorted(shuffled) == names


def test_the_golden_table_has_its_rows():
    """Every reader that is promised has rows of its own, many more than sixty together; ICU's version is told."""
    asked = [row for row in ICU["rows"] if row["kind"] in FORMS or row["kind"] in ("unit", "money")]
    assert len(asked) >= 240
    assert ICU["made_by"]["icu"]
    assert {row["locale"] for row in asked} == READERS.keys()
