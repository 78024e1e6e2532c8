"""Number formats: what a spreadsheet shows, held against what LibreOffice and Excel's documentation say."""

import datetime
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mreport.sources.xlsx.dates import moment
from mreport.sources.xlsx.numbers import number, text

naive = partial(datetime.datetime, tzinfo=None)  # spreadsheets know no zones
DAY = naive(2020, 3, 9, 13, 5, 7)


@pytest.mark.parametrize(
    ("code", "value", "shown"),
    [
        ("General", 2020, "2020"),
        ("General", 0.1 + 0.2, "0.3"),
        ("General", 1234567.891, "1234567.891"),
        ("General", 1e21, "1E+21"),
        ("General", 1e-7, "1E-07"),
        ("General", 123456789012345, "123456789012345"),
        ("0", 1234567.891, "1234568"),
        ("0", -5.25, "-5"),
        ("0", -0.4, "0"),
        ("0.00", 0.125, "0.13"),
        ("0.00", 12, "12.00"),
        ("#,##0", 1234567.891, "1,234,568"),
        ("#,##0", 999, "999"),
        ("#,##0.00", 1e21, "1,000,000,000,000,000,000,000.00"),
        ("0%", 0.05, "5%"),
        ("0%", 0, "0%"),
        ("0.0%", 0.3333333, "33.3%"),
        ("0.00E+00", 1234567.891, "1.23E+06"),
        ("0.00E+00", 0, "0.00E+00"),
        ("0.00E-00", 1234567.891, "1.23E06"),
        ("0.0E+0", 9.96, "1.0E+1"),
        ("##0.0E+0", 0.3333333, "333.3E-3"),
        ("# ?/?", 1234567.891, "1234567 8/9"),
        ("# ?/?", 0.125, "1/8"),
        ("# ?/?", 12, "12"),
        ("# ??/??", 1234567.891, "1234567 49/55"),
        ("?/8", 1.25, "10/8"),
        ("# ?/4", 1.999, "2"),
        ('0.0,,"M"', 1234567.891, "1.2M"),
        ("$#,##0.00;[Red]-$#,##0.00", -5.25, "-$5.25"),
        ('(#,##0);0;"-"', 1234567.891, "(1,234,568)"),
        ('(#,##0);0;"-"', 0, "-"),
        ("#,##0_);(#,##0)", -1234.5, "(1,235)"),
        ('[>=1000]#,##0,"K";0', 1234567.891, "1,235K"),
        ('[>=1000]#,##0,"K";0', 12, "12"),
        ("000-0000", 1234567.891, "123-4568"),
        ("000-0000", 12, "000-0012"),
        ("00000", 12, "00012"),
        ("0,000", 7, "0,007"),
        ('"฿"#,##0.00', 1234567.891, "฿1,234,567.89"),
        ("[$฿-41E]#,##0.00", -5.25, "-฿5.25"),
        ('_("$"* #,##0.00_);_("$"* \\(#,##0.00\\);_("$"* "-"??_);_(@_)', -3, "$(3.00)"),
        ("0.###", 12, "12"),
        ("0.###", 0.3333333, "0.333"),
        ("#.##", 0.5, ".5"),
        ("[$-D000000]0", 12, "๑๒"),
        ("[Blue]0.0", 0.05, "0.1"),
        ("@", 0.3, "0.3"),
        ("General\\ ก.", 12, "12 ก."),
        ("0\\ \\ก", 3, "3 ก"),
    ],
)
def test_numbers_are_as_shown(code, value, shown):
    """Digits, grouping, percent, exponents, fractions, signs, conditions, currencies, Thai digits."""
    assert number(value, code) == shown


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("[$-41E]d mmmm yyyy", "9 มีนาคม 2020"),
        ("[$-D07041E]d/mmmm/yyyy", "๙/มีนาคม/๒๕๖๓"),
        ("[$-107041E]d mmm yy;@", "9 มี.ค. 63"),
        ("[$-101041E]d mmm yy", "9 มี.ค. 20"),
        ("[$-th-TH,107]d mmmm yyyy", "9 มีนาคม 2563"),
        ("[$-,107]d/m/yyyy;@", "9/3/2563"),
        ("[$-41E]dddd d mmmm bbbb", "จันทร์ 9 มีนาคม 2563"),
        ("[$-41E]ddd d mmm bb", "จ. 9 มี.ค. 63"),
        ("d mmmm yyyy", "9 March 2020"),
        ("ddd, d-mmm-yy", "Mon, 9-Mar-20"),
        ("mmmmm", "M"),
        ("[$-407]d. mmmm yyyy", "9. März 2020"),
        ("[$-FFFF]d mmmm", "9 March"),
        ("mm-dd-yy", "2020-03-09"),
        ("m/d/yy h:mm", "2020-03-09 13:05"),
        ("[$-F800]dddd, mmmm dd, yyyy", "2020-03-09"),
        ("[$-F400]h:mm:ss AM/PM", "13:05:07"),
        ("yyyy\\-mm\\-dd", "2020-03-09"),
        ("dd/mm/yyyy hh:mm:ss", "09/03/2020 13:05:07"),
        ("h:mm AM/PM", "1:05 PM"),
        ("h A/P", "1 P"),
        ("mm:ss", "05:07"),
        ("mm:ss.00", "05:07.00"),
        ("[h]:mm:ss", "1053589:05:07"),
        ('d "of" mmmm', "9 of March"),
        ('d "de" mm h:mm', "9 de 03 13:05"),
    ],
)
def test_dates_are_as_shown(code, shown):
    """Months and days in the format's language, the Buddhist era where it says so; the system's own as YYYY-MM-DD."""
    assert moment(DAY, code) == shown


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (datetime.time(9, 5), "h:mm", "9:05"),
        (datetime.time(0, 5), "h:mm AM/PM", "12:05 AM"),
        (datetime.timedelta(hours=30, minutes=5), "[h]:mm", "30:05"),
        (datetime.timedelta(seconds=90), "[m]:ss", "1:30"),
        (datetime.timedelta(seconds=90), "[ss]", "90"),
        (datetime.date(2024, 2, 29), "d/m/yyyy", "29/2/2024"),
        (naive(2024, 2, 29, 23, 59, 59, 999_600), "h:mm:ss", "0:00:00"),
        (naive(2024, 2, 29, 23, 59, 58, 250_000), "ss.00", "58.25"),
    ],
)
def test_times_and_spans_are_as_shown(value, code, shown):
    """Times of a day, and spans of more than one."""
    assert moment(value, code) == shown


@pytest.mark.parametrize("code", [";;;", "0;-0;;@", '""', "[Red]"])
def test_what_a_format_hides_is_shown(code):
    """Nothing is lost: a number that its format leaves blank is shown without one."""
    assert number(0, code) == "0"


def test_texts_take_their_section():
    """The fourth section puts words around a text."""
    assert text("x", '0;-0;0;"<"@">"') == "<x>"
    assert text("x", "0.00") == "x"


@given(
    st.text('0#?.,;%E+-/@dmyhsb[]$"\\_*AP <>=1เ', max_size=14),
    st.one_of(st.integers(-(10**18), 10**18), st.floats(allow_nan=True, allow_infinity=True)),
)
def test_no_format_ends_in_an_error(code, value):
    """Whatever is written as a format, a number, a date and a text come out as some text that is not empty."""
    assert number(value, code)
    assert isinstance(moment(DAY, code), str)
    assert isinstance(text("x", code), str)
