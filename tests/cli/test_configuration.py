"""Where options come from: a flag, the environment, mreport.toml beside the source and the user's own, defaults."""

import json
import os
from pathlib import Path

import pytest

from mreport.cli import run

DATA = """
language: en
attributes:
  year: {label: {en: Year, th: ปี}, rule: years}
  size: {label: {en: Size, th: ขนาด}}
items:
  a: {name: A, year: 2020, size: S}
  b: {name: B, year: 2020, size: L}
"""


@pytest.fixture
def source(tmp_path):
    """A data file."""
    file = tmp_path / "data.yaml"
    file.write_text(DATA, encoding="utf-8")
    return file


@pytest.fixture
def beside(tmp_path):
    """A function that writes the configuration beside the source."""
    return lambda text: (tmp_path / "mreport.toml").write_text(text, encoding="utf-8")


@pytest.fixture
def own():
    """A function that writes the configuration in the user's folder."""

    def write(text):
        folder = Path(os.environ["XDG_CONFIG_HOME"]) / "mreport"
        folder.mkdir()
        (folder / "mreport.toml").write_text(text, encoding="utf-8")

    return write


def made(source, *arguments):
    """What a comparison's JSON says."""
    file = source.with_suffix(".json")
    assert run(["compare", str(source), *arguments, "-o", str(file), "--quiet"]) == 0
    return json.loads(file.read_text("utf-8"))


def spoken(capsys, *arguments):
    """Which language a command's help is in, by its first word."""
    assert run([*arguments, "--help"]) == 0
    return {"Usage:": "en", "วิธีใช้:": "th"}[capsys.readouterr().out.split()[0]]


@pytest.mark.parametrize("taken", range(6))
def test_the_language_is_the_first_that_is_said(source, beside, own, capsys, monkeypatch, taken):
    """Flag, MREPORT_LANG, beside the source, the user's own, the system's, English: each wins over those behind it."""
    said = [
        lambda arguments: arguments.extend(["--lang", "th"]),
        lambda _: monkeypatch.setenv("MREPORT_LANG", "th"),
        lambda _: beside('lang = "th"'),
        lambda _: own('lang = "th"'),
        lambda _: monkeypatch.setenv("LC_ALL", "th_TH.UTF-8"),
    ]
    others = [
        lambda arguments: arguments.extend(["--lang", "en"]),
        lambda _: monkeypatch.setenv("MREPORT_LANG", "en"),
        lambda _: beside('lang = "en"'),
        lambda _: own('lang = "en"'),
        lambda _: monkeypatch.setenv("LC_ALL", "en_US.UTF-8"),
    ]
    arguments = []
    for wins, loses in list(zip(said, others, strict=True))[taken:]:
        (wins if wins is said[taken] else loses)(arguments)
    expected = "th" if taken < len(said) else "en"
    assert spoken(capsys, "compare", str(source), *arguments) == expected
    assert made(source, *arguments)["language"] == expected


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"LC_ALL": "en_GB.UTF-8", "LANGUAGE": "th:en"}, "th"),
        ({"LC_ALL": "en_GB.UTF-8", "LANGUAGE": "fr:th"}, "th"),
        ({"LC_ALL": "C", "LANGUAGE": "th"}, "en"),
        ({"LC_ALL": "", "LC_MESSAGES": "th_TH", "LANG": "en_US.UTF-8"}, "th"),
        ({"LC_ALL": "", "LANG": "th_TH.TIS-620"}, "th"),
        ({"LC_ALL": "fr_FR.UTF-8", "LANG": "th_TH"}, "en"),
    ],
)
def test_the_system_says_its_language_as_gettext_reads_it(capsys, monkeypatch, variables, expected):
    """LANGUAGE is a list and comes first, but not in the locale C; then the first variable that is set."""
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert spoken(capsys, "check") == expected


def test_an_option_is_the_first_that_is_said(source, beside, own, monkeypatch):
    """Flag, environment, beside the source, the user's own, default."""

    def year(*arguments):
        return made(source, *arguments)["rows"][0]["values"][0]["shown"]

    assert year() == "2020"
    own('calendar = "gregorian"\ndigits = "thai"')
    assert year("--lang", "th") == "ค.ศ. ๒๐๒๐"
    beside('calendar = "buddhist"')
    assert year("--lang", "th") == "พ.ศ. ๒๕๖๓"
    monkeypatch.setenv("MREPORT_CALENDAR", "both")
    assert year("--lang", "th") == "พ.ศ. ๒๕๖๓ (ค.ศ. ๒๐๒๐)"
    assert year("--lang", "th", "--calendar", "gregorian", "--digits", "latin") == "ค.ศ. 2020"


def test_switches_and_lists_are_settings_too(source, beside, monkeypatch, tmp_path, capsys):
    """A flag without a value is true or false, and can be switched off again; a repeated one takes a list."""
    outputs = [str(tmp_path / "one.md"), str(tmp_path / "two.json")]
    beside(f"exit-code = true\nquiet = true\noutput = {json.dumps(outputs)}\n")
    assert run(["compare", str(source)]) == 1
    assert [Path(output).is_file() for output in outputs] == [True, True]
    assert capsys.readouterr().err == ""
    monkeypatch.setenv("MREPORT_EXIT_CODE", "false")
    assert run(["compare", str(source)]) == 0


def test_a_bilingual_report_may_be_configured(source, beside):
    """Two languages make one report, and the interface speaks the first."""
    beside('lang = "th,en"')
    assert made(source)["languages"] == ["th", "en"]


def test_a_file_is_looked_for_beside_the_configuration(source, beside, tmp_path, monkeypatch, capsys):
    """The letterhead that the configuration names stands beside it, wherever the command is called."""
    (tmp_path / "office.docx").write_bytes(b"no document")
    beside('letterhead = "office.docx"')
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert run(["compare", str(source), "-o", "made.docx"]) == 2
    assert "not a Word document" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('calender = "both"', "1:1: There is no option “calender”. Did you mean calendar?"),
        ('title = "T"\n[compare]\npaper = "A4"', "2:2: There is no option “compare”."),
        ('\ncalendar = "budhist"', "2:1: “budhist” is not known here. Did you mean buddhist?"),
        ('paper = "A55"', "1:1: “A55” is not known here. Did you mean A5?"),
        ("quiet = 1", "1:1: “quiet” is switched on or off. Write true or false."),
        ("title = true", "1:1: “title” takes one text. Write it in quotes."),
        ('title = ["a"]', "1:1: “title” takes one text. Write it in quotes."),
        ("output = [true]", "1:1: “output” takes a text, or a list of texts in square brackets. Write each in quotes."),
        ('title = "a', "1: This is not valid TOML: Unterminated string."),
        ("title", "1: This is not valid TOML: Expected '=' after a key in a key/value pair."),
        ("title = 1\ntitle = 2\n", "2:10: This is not valid TOML: Cannot overwrite a value."),
    ],
)
def test_what_is_wrong_is_told_with_its_place(source, beside, capsys, text, said):
    """A key or value that is not known, a wrong kind, a slip in the file: where it is, and what is meant."""
    beside(text)
    assert run(["compare", str(source)]) == 2
    error = capsys.readouterr().err
    assert f"{source.parent / 'mreport.toml'}:{said}" in error
    assert run(["compare", str(source), "--help"]) == 0


def test_all_that_is_wrong_is_told_at_once(source, beside, own, capsys):
    """Both files, every key."""
    beside('a = 1\nb = 2\nlang = "th"')
    own("c = 3")
    assert run(["check", str(source)]) == 2
    assert capsys.readouterr().err.count("ข้อผิดพลาด: ") == 3


def test_a_setting_holds_for_the_commands_that_have_it(source, beside, capsys):
    """What another command alone has is no fault."""
    beside('calendar = "both"')
    assert run(["check", str(source)]) == 0
    assert "Items: 2" in capsys.readouterr().out


def test_numbers_and_dates_need_no_quotes(source, beside):
    """TOML's own numbers and dates are texts as they would stand behind the flag."""
    beside("date = 2026-01-31\ntitle = 2026")
    report = made(source)
    assert (report["date"], report["title"]) == ("2026-01-31", "2026")


def test_a_file_that_is_not_utf_8_is_refused(source, tmp_path, capsys):
    """With the byte."""
    (tmp_path / "mreport.toml").write_bytes('title = "ก"'.encode("cp874"))
    assert run(["compare", str(source)]) == 2
    assert "mreport.toml: The byte 0xA1 is not UTF-8" in capsys.readouterr().err


def test_help_is_whole_in_the_language_of_the_configuration(source, beside, capsys):
    """What click says of its own is in that language too."""
    beside('lang = "th"')
    assert run(["compare", str(source), "--help"]) == 0
    assert "Show this message" not in capsys.readouterr().out
