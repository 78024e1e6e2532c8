"""Years and dates in two eras: what is written is read, and a date that does not exist is never made."""

import calendar
import datetime
import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mreport.comparison.calendar import Day, Years, read_date, read_years
from mreport.resources import folder

THAI = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
MONTHS = tomllib.loads((folder("locales") / "words.toml").read_text("utf-8"))["months"]
days = st.dates(datetime.date(1858, 1, 1), datetime.date(2400, 12, 31))


def in_figures(year, month, day):
    """Ways to write a day in figures."""
    yield f"{year}-{month:02}-{day:02}"
    yield f"{year}/{month}/{day}"
    for sign in "/.-":
        yield f"{day}{sign}{month}{sign}{year}"
        yield f"{day:02}{sign}{month:02}{sign}{year}"


def in_words(year, month, day):
    """Ways to write a day with the name of its month."""
    for names in MONTHS.values():
        name = names[month - 1]
        yield f"{day} {name} {year}"
        yield f"{day}{name}{year}"
        yield f"{day}-{name}-{year}"
        yield f"วันที่ {day} {name} {year}"
        yield f"{name.upper()} {day}, {year}"


@given(days)
def test_every_day_is_read_however_it_is_written(day):
    """In figures and words, in both eras, in both kinds of digits."""
    common, buddhist = day.year, day.year + 543
    for year, era in ((common, False), (buddhist, True)):
        for text in (*in_figures(year, day.month, day.day), *in_words(year, day.month, day.day)):
            for digits in (text, text.translate(THAI)):
                assert read_date(digits) == Day(day.year, day.month, day.day, era), digits


@given(days, st.sampled_from(["พ.ศ. {}", "พ.ศ.{}", "พศ {}", "พุทธศักราช {}", "{} BE", "{} b.e.", "BE{}"]))
def test_an_era_in_words_is_read(day, era):
    """The era may stand before the year or behind it."""
    year = era.format(day.year + 543)
    assert read_date(f"{day.day} มกราคม {year}") == Day(day.year, 1, day.day, buddhist=True)
    assert read_date(f"January {day.day}, {year}") == Day(day.year, 1, day.day, buddhist=True)
    assert read_date(year) == Day(day.year, 0, 0, buddhist=True)
    assert read_years(year) == Years(day.year, day.year, buddhist=True)


@given(st.integers(1, 9999), st.integers(0, 99), st.integers(0, 99))
def test_no_date_is_read_that_does_not_exist(year, month, day):
    """Day 31 of a month of 30, 29 February of a common year, month 13: None, and never the day after."""
    common = year - 543 if year > 2400 else year
    exists = 1 <= month <= 12 and 1 <= day <= calendar.monthrange(common, month)[1]
    texts = [f"{year:04}-{month}-{day}", f"{day}/{month}/{year:04}", f"{year:04}.{month}.{day}"]
    if 1 <= month <= 12:
        texts += [f"{day} {names[month - 1]} {year:04}" for names in MONTHS.values()]
    for text in texts:
        assert read_date(text) == (Day(common, month, day, common != year) if exists else None), text


@pytest.mark.parametrize("year", [1900, 2020, 2023, 2024, 2100, 2000])
def test_leap_days_are_those_of_the_common_era(year):
    """29 February 2567 is one, since 2024 is a leap year; 29 February 2566 is none."""
    expected = Day(year, 2, 29, buddhist=True) if calendar.isleap(year) else None
    assert read_date(f"29/2/{year + 543}" if year > 1857 else "") == expected
    assert read_date(f"29 กุมภาพันธ์ {year + 543}") == expected


@given(st.text(st.sampled_from("0123456789๐๒๕๖๓-/. กพศ.BEto–,ม."), max_size=14))
def test_whatever_is_read_exists(text):
    """Any text that is read as a date is one of the calendar."""
    if day := read_date(text):
        assert datetime.date(day.year, day.month or 1, day.day or 1)
        assert bool(day.month) or not day.day


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ก.พ. 2563", Day(2020, 2, 0, buddhist=True)),
        ("February, 2020", Day(2020, 2, 0, buddhist=False)),
        ("2020-02", Day(2020, 2, 0, buddhist=False)),
        ("2/2563", Day(2020, 2, 0, buddhist=True)),
        ("1st March 2020", Day(2020, 3, 1, buddhist=False)),
        ("2400", Day(2400, 0, 0, buddhist=False)),
        ("2401", Day(1858, 0, 0, buddhist=True)),
        ("29 February 2020 CE", Day(2020, 2, 29, buddhist=False)),
    ],
)
def test_months_years_and_edges(text, expected):
    """A month has no day, a year no month; 2400 is the last year taken for one of the Common Era."""
    assert read_date(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "0", "soon", "29 ก.พ. 63", "12/31/2020", "2020-13", "1/2/3", "2020-02-29T10:00", "29 Smarch 2020",
        "29 ก.พ. ร.ศ. 120", "พ.ศ. 2563 BE", "29 ก.พ. พ.ศ. 2563 BE", "1-2/2020", "0/2/2563",
        "วันเสาร์ที่ 29 กุมภาพันธ์ 2563", "พ.ศ. 500", "0000-01-01", "2020-00-00", "2020-01-00",
    ],
)  # fmt: skip
def test_what_is_no_date_is_none(text):
    """Two figures of a year, unknown months and eras, two eras, years before the first."""
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "first", "last", "buddhist"),
    [
        ("2020", 2020, 2020, False),
        ("2563", 2020, 2020, True),
        ("ปี พ.ศ. ๒๕๖๓", 2020, 2020, True),
        ("2020–2023", 2020, 2023, False),
        ("2563 ถึง 2566", 2020, 2023, True),
        ("พ.ศ. 2563-66", 2020, 2023, True),
        ("2563–2566 BE", 2020, 2023, True),
        ("1999–2001 AD", 1999, 2001, False),
        ("2399–2402", 2399, 1859, None),
        ("พ.ศ. 500", -43, -43, True),
    ],
)
def test_years_are_read(text, first, last, buddhist):
    """A year or a run; an era at one end is meant for both; a run backwards is none."""
    expected = None if first > last else Years(first, last, buddhist)
    assert read_years(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "20201",
        "2020s",
        "ปีงบประมาณ 2563",
        "2563–ปัจจุบัน",
        "c. 2020",
        "44 BC",
        "2020–2021–2022",
        "2020-12-31",
        "2566–2563",
    ],
)
def test_what_is_no_year_is_none(text):
    """Decades, fiscal years, open ends, dates."""
    assert read_years(text) is None


@pytest.mark.parametrize("read", [read_years, read_date])
@pytest.mark.parametrize("piece", ["1", "1-", " ", "ก", "to", "พ.ศ. ", "2563–"])
def test_reading_takes_no_time(read, piece):
    """A cell as long as a cell may be is refused in a moment."""
    start = time.process_time()
    read(piece * 20_000)
    assert time.process_time() - start < 1
