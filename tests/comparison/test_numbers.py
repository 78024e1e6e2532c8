"""Numbers, quantities and ranges as people write them; what can't be read is None, never a guess."""

import itertools
import time
import tomllib
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mreport.comparison import words
from mreport.comparison.numbers import Number, read_number, read_quantity, read_range
from mreport.resources import folder

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=5),
    st.sampled_from(["", ",", " ", "\u00a0", "\u202f", "'"]),
)
def test_a_number_is_read_back(number, separator):
    """With any separator between thousands, in Thai and in Latin digits, exactly."""
    text = f"{number:,f}".replace(",", separator)
    assert read_number(text) == Number(number)
    assert read_number(text.translate(THAI)) == Number(number)


@given(st.decimals(allow_nan=False, allow_infinity=False, places=2))
def test_a_comma_before_decimals_is_read(number):
    """Where the language writes 1.234,5."""
    text = f"{number:,f}".translate(str.maketrans(",.", ".,"))
    assert read_number(text, ",") == Number(number)


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-", ".", "%", ",5", "5.", "1,23", "12,34,567", "1.2.3", "1,0000", "5-", "--5", "5 -", "1e",
        "e5", "∞", "NaN", "Infinity", "0x10", "1_000", "5%%", "½", "²", "1/2", "๕ บาท", "~5", ">5", "(5)",
        "$5", "5\u200b", "1\n000", "ร้อยละ", "ร้อยละ 5%",
    ],
)  # fmt: skip
def test_what_is_no_number_is_none(text):
    """No guess."""
    assert read_number(text) is None


@pytest.mark.parametrize(
    ("text", "value", "percent"),
    [
        ("12%", "0.12", True),
        ("12.5 %", "0.125", True),
        ("ร้อยละ ๘๐", "0.8", True),
        ("1e3", "1000", False),
        ("-1e-3", "-0.001", False),
    ],
)
def test_shares_and_powers(text, value, percent):
    """A percentage is a share of one; a power of ten is worked out."""
    number = read_number(text)
    assert (number.value, number.percent) == (Decimal(value), percent)


def test_no_digit_is_lost():
    """Thousands of digits stay what they are, as do those of a percentage below zero."""
    digits = "1234567890" * 200
    assert read_number(f"-{digits}").value.as_tuple().digits == tuple(map(int, digits))
    assert read_number(f"-{digits}%").value.as_tuple() == (1, tuple(map(int, digits)), -2)


@pytest.mark.parametrize(
    ("text", "unit", "kind", "base"),
    [
        ("1.2 kg", "kg", "mass", "1.2"),
        ("๑,๒๐๐ กรัม", "กรัม", "mass", "1.2"),
        ("1200g", "g", "mass", "1.2"),
        ("5 ก.ก.", "ก.ก.", "mass", "5"),
        ("5 ตร. ม.", "ตร. ม.", "area", "5"),
        ("2 ไร่", "ไร่", "area", "3200"),
        ("1 \u212a", "K", "temperature", "1"),
        ("10 °C", "°C", "temperature", "283.15"),
        ("50%", "%", "", "0.5"),
        ("ร้อยละ 50", "%", "", "0.5"),
        ("3 คน", "คน", "“คน”", "3"),
        ("3 sq ft", "sq ft", "“sq ft”", "3"),
        ("3 mass", "mass", "“mass”", "3"),
    ],
)
def test_a_quantity_is_read(text, unit, kind, base):
    """The unit as written, the kind, and the amount in the kind's base unit; an unknown unit is its own kind."""
    quantity = read_quantity(text)
    assert (quantity.unit, quantity.kind, quantity.base) == (unit, kind, Fraction(base))


@pytest.mark.parametrize(
    "text", ["", "5", "kg", "kg 5", "5 6 kg", "5–6 kg", "5 -kg", "5 kg 200", "1:30 h", "5 2x", "~5 kg"]
)
def test_what_is_no_quantity_is_none(text):
    """A number alone, a unit alone, a range."""
    assert read_quantity(text) is None


def test_the_separators_of_a_language_leave_units_alone():
    """A comma before decimals does not turn the full stop of an abbreviation."""
    assert read_quantity("1,5 กก.", ",").base == Fraction(3, 2)
    assert read_quantity("1.500 Std.", ",").unit == "Std."


def test_every_unit_has_names_of_its_own():
    """No name stands for two units, whatever full stops are left out; prefixes fit their factors."""
    rows = [
        (kind, row)
        for kind, found in tomllib.loads((folder("locales") / "words.toml").read_text("utf-8"))["units"].items()
        for row in found.values()
    ]
    names = [words.abbreviated(name) for _, (_, *spelled) in rows for name in set(map(words.abbreviated, spelled))]
    assert len(names) == len(set(names))
    prefixes = {"k": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "m": Fraction(1, 10**3), "n": Fraction(1, 10**9)}
    for prefix, symbol in itertools.product(prefixes, ("g", "m", "W", "J", "Hz", "B", "s")):
        if (known := words.unit(prefix + symbol)) and (base := words.unit(symbol)) and known.kind == base.kind:
            assert known.factor == base.factor * prefixes[prefix], prefix + symbol


@pytest.mark.parametrize(
    ("text", "kind", "low", "high"),
    [
        ("2020–2023", "", 2020, 2023),
        ("๕ ถึง ๑๐", "", 5, 10),
        ("5 TO 10", "", 5, 10),
        ("-5--3", "", -5, -3),
        ("1.5-2.5 kg", "mass", "1.5", "2.5"),
        ("500 g - 1 kg", "mass", "0.5", 1),
        ("5 tons to 10 tons", "“tons”", 5, 10),
        ("2 man-hours – 3 man-hours", "“man-hours”", 2, 3),
        ("20 °C – 25 °C", "temperature", "293.15", "298.15"),
        ("7 kg", "mass", 7, 7),
        ("50%", "", "0.5", "0.5"),
    ],
)
def test_a_range_is_read(text, kind, low, high):
    """Its ends in the kind's base unit, the lesser first."""
    found = read_range(text)
    assert (found.kind, found.low, found.high) == (kind, Fraction(low), Fraction(high))


@pytest.mark.parametrize(
    "text", ["", "5–", "–", "5–x", "5 kg – 6 m", "5–6–7", "2020-01-05", "≥5", "5..10", "from 5 to 10"]
)
def test_what_is_no_range_is_none(text):
    """No end, two kinds, three numbers."""
    assert read_range(text) is None


@pytest.mark.parametrize("read", [read_number, read_quantity, read_range])
@pytest.mark.parametrize("piece", ["1", " ", "1 ", "a ", "5 –", "1,", "1,000", "ก", "to ", "1e", "ร้อยละ ", "5 " + " "])
def test_reading_takes_no_time(read, piece):
    """A cell as long as a cell may be is read, or refused, in a moment."""
    start = time.process_time()
    for text in (piece * 20_000, f"5{piece * 20_000}x", f"5 kg{piece * 20_000}\n"):
        read(text)
    assert time.process_time() - start < 2
