"""Languages: dates never wrong, numbers never rounded, texts from the nearest language there is."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mreport import ChoiceError
from mreport.language import Language, installed, language, served_by

MONTHS = (
    "มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม".split()  # noqa: SIM905
)


@pytest.mark.parametrize(
    ("day", "thai", "english"),
    [
        ((2024, 2, 29), "29 กุมภาพันธ์ พ.ศ. 2567", "February 29, 2024"),
        ((2026, 1, 31), "31 มกราคม พ.ศ. 2569", "January 31, 2026"),
        ((2000, 12, 31), "31 ธันวาคม พ.ศ. 2543", "December 31, 2000"),
        ((1957, 1, 1), "1 มกราคม พ.ศ. 2500", "January 1, 1957"),
    ],
)
def test_dates_in_words(day, thai, english):
    """A day in Thai has the year of the Buddhist era; the day and the month are those of the calendar."""
    date = datetime.date(*day)
    assert language("th").date(date) == thai
    assert language("en").date(date) == english


@given(st.dates(min_value=datetime.date(1900, 1, 1)))
def test_a_thai_date_is_the_same_day(date):
    """The Buddhist era changes the year by 543 and nothing else, on 29 February too."""
    assert language("th").date(date) == f"{date.day} {MONTHS[date.month - 1]} พ.ศ. {date.year + 543}"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("0", "0"),
        ("-5", "-5"),
        ("1234567", "1,234,567"),
        ("1.50", "1.50"),
        ("0.001", "0.001"),
        ("-1234.5", "-1,234.5"),
        ("12345678901234567890.123456789", "12,345,678,901,234,567,890.123456789"),
        ("0.1000000000000000000000000000000000001", "0.1000000000000000000000000000000000001"),
    ],
)
@pytest.mark.parametrize("tag", ["th", "en"])
def test_numbers_keep_all_their_decimals(tag, number, shown):
    """Thousands are parted, nothing is rounded, zeros at the end stay."""
    assert language(tag).number(Decimal(number)) == shown


@pytest.mark.parametrize(
    ("share", "shown"),
    [("0.02", "2%"), ("0.0250", "2.50%"), ("1", "100%"), ("-0.5", "-50%"), ("12.3456", "1,234.56%"), ("0", "0%")],
)
def test_percentages_keep_all_their_decimals(share, shown):
    """A share of one is shown in hundredths, with the decimals that were written."""
    for tag in ("th", "en"):
        assert language(tag).percent(Decimal(share)) == shown


@pytest.mark.parametrize(
    ("tag", "number", "share"),
    [
        ("de", "1.234,50", "1.234,50\u00a0%"),
        ("hi", "1,234.50", "1,234.50%"),
    ],
)
def test_numbers_have_the_signs_of_their_language(tag, number, share):
    """Separators and the sign of per cent stand as the language has them."""
    assert Language(tag).number(Decimal("1234.50")) == number
    assert Language(tag).percent(Decimal("12.3450")) == share


@pytest.mark.parametrize(
    ("number", "signed", "percent"),
    [
        ("5", "+5", "+500%"),
        ("0.5", "+0.5", "+50%"),
        ("-0.125", "−0.125", "−12.5%"),
        ("1234.5", "+1,234.5", "+123,450%"),
    ],
)
def test_differences_have_their_sign(number, signed, percent):
    """A difference shows its sign, plus too; a share of one stands to one decimal."""
    assert language("th").signed(Decimal(number)) == signed
    assert language("en").signed_percent(Decimal(number)) == percent


@pytest.mark.parametrize(
    ("day", "buddhist", "thai", "english"),
    [
        ((2024, 2, 29), True, "29 กุมภาพันธ์ พ.ศ. 2567", "29 February 2567 BE"),
        ((2024, 2, 29), False, "29 กุมภาพันธ์ ค.ศ. 2024", "February 29, 2024"),
        ((2024, 2, 0), True, "กุมภาพันธ์ พ.ศ. 2567", "February 2567 BE"),
        ((2024, 2, 0), False, "กุมภาพันธ์ ค.ศ. 2024", "February 2024"),
        ((2024, 0, 0), True, "2567", "2567"),
        ((2024, 0, 0), False, "2024", "2024"),
    ],
)
def test_days_keep_their_calendar(day, buddhist, thai, english):
    """A day, a month or a year is shown in the calendar that it was written in, and readers can tell which."""
    assert language("th").day(*day, buddhist=buddhist) == thai
    assert language("en").day(*day, buddhist=buddhist) == english


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6))
def test_a_number_reads_back_as_itself(number):
    """Without its separators the number is the one that was given."""
    assert Decimal(language("en").number(number).replace(",", "")) == number


@pytest.mark.parametrize(
    ("first", "last", "buddhist", "shown"),
    [
        (2020, 2023, False, "2020–2023"),
        (2020, 2020, False, "2020"),
        (2020, 2023, True, "2563–2566"),
        (2024, 2024, True, "2567"),
    ],
)
def test_years_keep_their_calendar(first, last, buddhist, shown):
    """Years are shown in the calendar that they were written in, with an en dash, never with separators."""
    for tag in ("th", "en"):
        assert language(tag).years(first, last, buddhist=buddhist) == shown


def test_lists_are_joined():
    """Several texts stand in a row with the language's separator."""
    assert language("en").join(["a", "b", "c"]) == "a, b, c"
    assert language("th").join(["ก"]) == "ก"


@pytest.mark.parametrize(
    ("tag", "data_language", "chain"),
    [
        ("th", "en", ["th", "en"]),
        ("en", "en", ["en"]),
        ("zh-Hant-TW", "th", ["zh-Hant-TW", "zh-Hant", "zh", "th"]),
        ("en-GB", "en", ["en-GB", "en"]),
    ],
)
def test_texts_are_looked_for_along_a_chain(tag, data_language, chain):
    """First the language itself, then what it is a kind of, then the data's language."""
    assert Language(tag).chain(data_language) == chain


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("plain", ("plain", "de")),
        ({"th": "ท", "de": "d"}, ("ท", "th")),
        ({"en": "e", "de": "d"}, ("d", "de")),
        ({"fr": "f", "en": "e"}, ("f", "fr")),
    ],
)
def test_a_reader_is_shown_the_nearest_language(text, chosen):
    """The reader's language, else the data's, else the first there is; its tag is told."""
    assert language("th").choose(text, "de") == chosen


@pytest.mark.parametrize(
    ("wanted", "served"),
    [
        ("th", "th"),
        ("TH", "th"),
        ("th_TH.UTF-8", "th"),
        ("th-TH", "th"),
        ("th_TH@calendar=gregorian", "th"),
        ("th-TH-u-ca-buddhist", "th"),
        ("en_US.UTF-8", "en"),
        ("EN-gb", "en"),
        ("xx", None),
        ("tha", None),
        ("C", None),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("", None),
        ("-", None),
    ],
)
def test_tags_and_locales_are_served(wanted, served):
    """Language tags and POSIX locales are served by the installed language that they are a kind of."""
    assert served_by(wanted) == served


def test_thai_and_english_are_installed():
    """Both languages have a catalogue."""
    assert installed() == ("en", "th")


def test_a_language_that_is_not_there_is_refused():
    """The error names what was asked for and what there is."""
    with pytest.raises(ChoiceError) as error:
        language("xx_XX")
    assert error.value.code == "language-unknown"
    assert error.value.faults[0].fields == {"language": "xx_XX", "known": ["en", "th"]}


def test_sentences_come_from_the_catalogue():
    """A sentence is in the language, with the form that the count asks for; one that is missing stays English."""
    thai, english = language("th_TH"), language("en")
    assert thai.tag == "th"
    assert (thai.gettext("Attribute"), english.gettext("Attribute")) == ("คุณลักษณะ", "Attribute")
    forms = (
        "Differs in %(marked)s of %(num)s compared attribute",
        "Differs in %(marked)s of %(num)s compared attributes",
    )
    assert english.ngettext(*forms, 1) == forms[0]
    assert english.ngettext(*forms, 2) == forms[1]
    assert thai.ngettext(*forms, 1) == thai.ngettext(*forms, 2) != forms[1]
    assert thai.gettext("never said") == "never said"


@pytest.mark.parametrize(("tag", "direction"), [("th", "ltr"), ("en", "ltr"), ("ar-EG", "rtl"), ("he", "rtl")])
def test_direction(tag, direction):
    """Some languages run from right to left."""
    assert Language(tag).direction == direction
