"""Languages: dates never wrong, numbers never rounded, texts from the nearest language there is."""

import datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mreport import ChoiceError, Dataset
from mreport.comparison.calendar import Day, read_date
from mreport.comparison.numbers import read_quantity
from mreport.language import Language, installed, language, readers, served_by

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
        ((2024, 2, 29), True, "29 กุมภาพันธ์ พ.ศ. 2567", "February 29, 2567 BE"),
        ((2024, 2, 29), False, "29 กุมภาพันธ์ ค.ศ. 2024", "February 29, 2024"),
        ((2024, 2, 0), True, "กุมภาพันธ์ พ.ศ. 2567", "February 2567 BE"),
        ((2024, 2, 0), False, "กุมภาพันธ์ ค.ศ. 2024", "February 2024"),
        ((2024, 0, 0), True, "2567", "2567 BE"),
        ((2024, 0, 0), False, "2024", "2024"),
    ],
)
def test_days_keep_their_calendar(day, buddhist, thai, english):
    """A day, a month or a year is shown in the calendar that it was written in, and readers can tell which."""
    assert language("th").day(Day(*day, buddhist=buddhist)) == thai
    assert language("en").day(Day(*day, buddhist=buddhist)) == english


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**20), max_value=10**20, places=6))
def test_a_number_reads_back_as_itself(number):
    """Without its separators the number is the one that was given."""
    assert Decimal(language("en").number(number).replace(",", "")) == number


@pytest.mark.parametrize(
    ("first", "last", "buddhist", "thai", "english"),
    [
        (2020, 2023, False, "2020–2023", "2020–2023"),
        (2020, 2020, False, "2020", "2020"),
        (2020, 2023, True, "2563–2566", "2563–2566 BE"),
        (2024, 2024, True, "2567", "2567 BE"),
    ],
)
def test_years_keep_their_calendar(first, last, buddhist, thai, english):
    """Years are shown in the calendar that they were written in; readers who do not count in it are told the era."""
    assert language("th").years(first, last, buddhist=buddhist) == thai
    assert language("en").years(first, last, buddhist=buddhist) == english


@pytest.mark.parametrize(
    ("tag", "calendar", "shown"),
    [
        ("th", "gregorian", "ค.ศ. 2020–2023"),
        ("th", "buddhist", "พ.ศ. 2563–2566"),
        ("th", "both", "พ.ศ. 2563–2566 (ค.ศ. 2020–2023)"),
        ("en", "gregorian", "2020–2023"),
        ("en", "buddhist", "2563–2566 BE"),
        ("en", "both", "2020–2023 (2563–2566 BE)"),
    ],
)
def test_years_in_a_chosen_calendar(tag, calendar, shown):
    """However years were written, they are shown in the calendar chosen, changed once and never twice."""
    for buddhist in (False, True):
        assert language(tag, calendar).years(2020, 2023, buddhist=buddhist) == shown


@pytest.mark.parametrize(
    ("tag", "first", "last", "shown"),
    [
        ("th", (2024, 2, 29), (2024, 2, 29), "29 กุมภาพันธ์ พ.ศ. 2567 (ค.ศ. 2024)"),
        ("en", (2024, 2, 29), (2024, 2, 29), "February 29, 2024 (2567 BE)"),
        ("th", (2024, 2, 0), (2024, 2, 0), "กุมภาพันธ์ พ.ศ. 2567 (ค.ศ. 2024)"),
        ("th", (2024, 12, 29), (2025, 1, 5), "29 ธันวาคม พ.ศ. 2567 – 5 มกราคม 2568 (ค.ศ. 2024–2025)"),
        ("en", (2024, 12, 29), (2025, 1, 5), "December 29, 2024 – January 5, 2025 (2567–2568 BE)"),
        ("th", (2024, 0, 0), (2024, 0, 0), "พ.ศ. 2567 (ค.ศ. 2024)"),
    ],
)
def test_days_in_both_calendars(tag, first, last, shown):
    """The reader's own calendar comes first, the year of the other one in brackets behind it."""
    ends = Day(*first, buddhist=False), Day(*last, buddhist=False)
    assert language(tag, "both").days(*ends) == shown


@given(st.dates(min_value=datetime.date(1, 1, 1)), st.sampled_from(["gregorian", "buddhist", "both"]))
def test_no_calendar_makes_another_day(date, calendar):
    """Whatever the calendar, the words are read as the day that was given."""
    for tag in ("th", "en"):
        shown = language(tag, calendar).date(date).partition(" (")[0]
        if 1000 <= date.year <= 9456:  # four digits in either era, which is what can be read
            read = read_date(shown)
            assert read, shown
            assert (read.year, read.month, read.day) == (date.year, date.month, date.day)


def test_years_that_could_be_mistaken():
    """A year over 2400 of the Common Era, or up to 2400 of the Buddhist one, says its era in every language."""
    assert language("th").years(2401, 2402, buddhist=False) == "ค.ศ. 2401–2402"
    assert language("en").years(2401, 2401, buddhist=False) == "2401 CE"
    assert language("th").years(1857, 1857, buddhist=True) == "พ.ศ. 2400"
    assert language("en").date(datetime.date(2401, 2, 3)) == "February 3, 2401 CE"


def test_years_before_the_common_era():
    """There is no year 0: a year of the Buddhist era that lies before the Common Era is counted backwards."""
    assert language("th", "gregorian").years(-443, -443, buddhist=True) == "ก่อน ค.ศ. 444"
    assert language("en", "gregorian").years(-443, 5, buddhist=True) == "444 BCE–5 CE"
    assert language("th").years(-443, -443, buddhist=True) == "พ.ศ. 100"


def test_digits():
    """Every number that is shown in the language's form is in the digits chosen; nothing else of it changes."""
    thai = language("th", "buddhist", "thai")
    assert thai.number(Decimal("-1234.50")) == "-๑,๒๓๔.๕๐"
    assert thai.percent(Decimal("0.125")) == "๑๒.๕%"
    assert thai.signed(Decimal("-0.5")) == "−๐.๕"
    assert thai.signed_percent(Decimal("0.5")) == "+๕๐%"
    assert thai.years(2020, 2023, buddhist=False) == "พ.ศ. ๒๕๖๓–๒๕๖๖"
    assert thai.date(datetime.date(2024, 2, 29)) == "๒๙ กุมภาพันธ์ พ.ศ. ๒๕๖๗"
    assert thai.numeral(120) == "๑๒๐"
    assert thai.quantity(Decimal("1.20"), "kilograms")[0] == "๑.๒๐\u00a0กก."


@pytest.mark.parametrize(
    ("written", "thai", "english"),
    [
        ("5 years", ("5 ปี", True), ("5 years", True)),
        ("1 ปี", ("1 ปี", True), ("1 yr", True)),
        ("3 ไร่", ("3 ไร่", True), ("3 rai", True)),
        ("10 ตร.ว.", ("10 ตร.ว.", True), ("10 sq wa", True)),
        ("1200 บาท", ("1,200 บาท", True), ("THB 1,200", True)),
        ("฿1200", ("฿1,200", True), ("฿1,200", True)),
        ("-฿5", ("-฿5", True), ("-฿5", True)),
        ("USD 5", ("USD 5", True), ("USD 5", True)),
        ("1.20 kg", ("1.20 kg", True), ("1.20 kg", True)),
        ("1.20 kilograms", ("1.20 กก.", True), ("1.20 kilograms", True)),
        ("500 ตร.ม.", ("500 ตร.ม.", True), ("500 m²", True)),
        ("2 MiB", ("2 MiB", True), ("2 MiB", True)),
        ("12 widgets", ("12 widgets", False), ("12 widgets", True)),
        ("5 คน", ("5 คน", True), ("5 คน", False)),
    ],
)
def test_units_in_the_letters_of_the_reader(written, thai, english):
    """A unit in the reader's letters stays as written; else it has a name in them, if there is one."""
    quantity = read_quantity(written)
    for tag, shown in (("th", thai), ("en", english)):
        text, whole = language(tag).quantity(quantity.value, quantity.unit, before=quantity.before)
        assert (text.replace("\u00a0", " "), whole) == shown


@pytest.mark.parametrize(
    ("name", "thai", "english"),
    [
        ("กก.", "+1,234.5 กก.", "+1,234.5 kg"),
        ("฿", "+฿1,234.5", "+฿1,234.5"),
        ("บาท", "+1,234.5 บาท", "+THB 1,234.5"),
        ("%", "+1,234.5 %", "+1,234.5 %"),
    ],
)
def test_differences_with_their_unit(name, thai, english):
    """The sign stands before all else, also before a currency."""
    for tag, shown in (("th", thai), ("en", english)):
        assert language(tag).quantity(Decimal("1234.5"), name, signed=True)[0].replace("\u00a0", " ") == shown


def test_forms_of_data_hold_in_their_language():
    """What a report was made with holds when it is made again in its language, and not in another; a flag wins."""
    dataset = Dataset({}, {}, forms={"lang": "th", "calendar": "both", "digits": "thai"})

    def forms(tags, *given):
        return [(one.tag, one.calendar, one.digits) for one in readers(tags, dataset, *given)]

    assert forms("th") == [("th", "both", "thai")]
    assert forms("en") == [("en", None, "latin")]
    assert forms("th-TH", "gregorian", "latin") == [("th", "gregorian", "latin")]
    assert forms("th,en") == [("th", "both", "thai"), ("en", "both", "latin")]
    assert forms("en", None, "thai") == [("en", None, "thai")]
    both = Dataset({}, {}, forms={"lang": "th,en", "calendar": "both", "digits": "thai"})
    assert [(one.calendar, one.digits) for tag in ("en", "th") for one in readers(tag, both)] == [
        ("both", "latin"),
        ("both", "thai"),
    ]
    for wrong in (("julian", None), (None, "roman")):
        with pytest.raises(ChoiceError, match="unknown-choice"):
            readers("th", dataset, *wrong)


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
