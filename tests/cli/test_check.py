"""`mreport check`, and the options for plain tables of both commands, as their users meet them."""

import io
import json
import re
import sys
from pathlib import Path

import pytest

from mreport.cli import run

DATA = str(Path(__file__).parents[1] / "data" / "methods.yaml")
THAI = re.compile("[\u0e01-\u0e5b]")
PHONES = 'รุ่น,Phone A,มือถือ B\nราคา (บาท),"12,900",15900\nวันขาย,29 ก.พ. 2567,1/3/2567\nสี,n/a,ดำ\nหมายเหตุ,,-\n'


@pytest.fixture
def phones(data_file):
    """A table of two phones in Thai."""
    return str(data_file(PHONES, "phones.csv"))


@pytest.fixture
def marked(tmp_path):
    """A function that compares with these arguments and gives the labels of marked rows, and the report."""

    def compared(*arguments):
        file = tmp_path / "made.json"
        assert run(["compare", *arguments, "-o", str(file), "--quiet"]) == 0
        report = json.loads(file.read_text("utf-8"))
        return [row["label"] for row in report["rows"] if row["marked"]], report

    return compared


def test_what_a_table_holds_is_told(phones, capsys):
    """Items, attributes with rule and counts, and rules to be pasted behind the command."""
    assert run(["check", phones, "--na", "n/a", "--unknown", "-", "--ignore", "สี"]) == 0
    told = capsys.readouterr()
    assert told.err == ""
    lines = [re.sub(" {2,}", "  ", line) for line in told.out.splitlines()]
    assert lines == [
        phones,
        "",
        "Items: 2",
        "  phone-a  Phone A",
        "  มือถือ-b  มือถือ B",
        "",
        "Attributes: 4",
        "  ราคา-บาท  ราคา (บาท)  text  values: 2",
        "  วันขาย  วันขาย  text  values: 2",
        "  สี  สี  text (not compared)  values: 1, not applicable: 1",
        "  หมายเหตุ  หมายเหตุ  text  values: 0, no data: 1, unknown: 1",
        "",
        "Rules that the values would fit; none is applied until you give it:",
        "  --rule ราคา-บาท=number",
        "  --rule วันขาย=date",
    ]


def test_what_is_suggested_can_be_pasted(phones, capsys):
    """The lines are options of the command, and what they say is suggested no more."""
    assert run(["check", phones]) == 0
    options = re.findall(r"^ +(--rule \S+)", capsys.readouterr().out, re.MULTILINE)
    assert run(["check", phones, *(word for option in options for word in option.split())]) == 0
    assert "--rule" not in capsys.readouterr().out


def test_what_a_data_file_holds_is_told(capsys):
    """In the reader's language; the rules are those that the file declares."""
    assert run(["check", DATA]) == 0
    lines = [re.sub(" {2,}", "  ", line) for line in capsys.readouterr().out.splitlines()]
    assert "  tl-diffusion  Transfer learning with diffusion models" in lines
    assert "  year  Year of origin  years  values: 2" in lines
    assert "  aliases  Also known as  set (not compared)  values: 2" in lines


def test_rules_of_a_data_file_are_to_be_written_into_it(data_file, capsys):
    """As the line that stands below the attribute."""
    file = data_file("attributes: {a: , b: {rule: number}}\nitems: {x: {a: 1.9, b: 1}, y: {a: 1.10, b: 2}}\n")
    assert run(["check", str(file)]) == 0
    out = capsys.readouterr().out
    assert "until you write it below the attribute:\n  a  rule: number  (or version)\n" in out
    assert "--rule" not in out


def test_the_summary_is_thai_in_thai(phones, capsys):
    """Before and after the command; no English word is left but rules, options and what the file holds."""
    for arguments in (["-l", "th", "check", phones], ["check", phones, "--lang", "th", "--na", "n/a", "--ignore", "สี"]):
        assert run(arguments) == 0
        out = capsys.readouterr().out.replace(phones, "")
        kept = re.sub(r"phone-a|Phone A|มือถือ-?.?[bB]|--rule|\b(text|number|date)\b", "", out)
        assert re.findall("[A-Za-z]{2,}", kept) == []
        assert "ไม่มีข้อมูล: 1" in out


def test_every_fault_is_told(data_file, capsys):
    """With its place, exit 2."""
    file = data_file("x,a,a\np,1\n,1,2\n", "t.csv")
    assert run(["check", str(file)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    places = re.findall(re.escape(str(file)) + r":(\d+:\d+): ", told.err)
    assert places == ["2:3", "1:5", "3:1"]
    assert told.err.count("Error: ") == 3


def test_warnings_of_the_values_are_told(data_file, capsys):
    """Of all items, also of more than a comparison can hold; --quiet says nothing."""
    names = ",".join(f"i{number}" for number in range(100))
    file = str(data_file(f"x,{names}\na{',1' * 99},much\nb{',น้ำ' * 99},น\u200bํ้า\n", "t.csv"))
    assert run(["check", file, "--rule", "a=number"]) == 0
    told = capsys.readouterr()
    assert "Warning: i99, a: “much” can't be read as number" in told.err
    assert "U+200B" in told.err
    assert "Items: 100" in told.out
    assert run(["check", file, "--rule", "a=number", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize(
    ("content", "arguments"),
    [
        ("x,a;b\np,1;2\n", []),
        ("x\np\n", []),
        ('x,a\np,"1\n', []),
        ('x,a\np,"1"1\n', []),
        ("x,a\np,1,2\n", []),
        ("x,\np,1\n", []),
        ("x,a,a\np,1,2\n", []),
        ("x,a\n,1\n", []),
        ("x,a\np,1\np,1\n", []),
        ("x,a\n", []),
        ("x,a\np,1\n", ["--rule", "p"]),
        ("x,a\np,1\n", ["--rule", "p=numbr"]),
        ("x,a\np,1\n", ["--rule", "q=number"]),
        ("x,a\np,1\n", ["--rule", "p=number", "--rule", "p=text"]),
        ("x,a\np,1\n", ["--rule", "p=number:x"]),
        ("x,a\np,1\n", ["--rule", "p=text:5"]),
        ("x,a\np,1\n", ["--ignore", "q"]),
        ("x,a\np,1\n", ["--from", "xls"]),
        ("x,a\np,1\n", ["--encoding", "cp8744"]),
        ("x,a\nก,1\n", ["--encoding", "ascii"]),
        ("x,a\nก,1\n".encode("cp874"), []),
        ("attributes: {}", ["--from", "yaml", "--items", "rows"]),
        ('{"a" 1}', ["--from", "json"]),
        ('{"attributes": {}, "items": NaN}', ["--from", "json"]),
        ('{"attributes": {}, "items": "\\ud800"}', ["--from", "json"]),
    ],
    ids=str,
)
def test_what_is_wrong_is_told_in_the_language(data_file, capsys, content, arguments, language):
    """A sentence in the reader's language, exit 2, no traceback; of both commands the same."""
    file = str(data_file(content, "t.csv"))
    assert run(["check", file, "--lang", language, *arguments]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Traceback" not in told.err
    lines = told.err.splitlines()
    assert {line.partition(": ")[0] for line in lines} == {"Error" if language == "en" else "ข้อผิดพลาด"}
    sentences = [line.partition(": ")[2] for line in lines]
    assert {bool(THAI.search(sentence)) for sentence in sentences} == {language == "th"}
    assert run(["compare", file, "--lang", language, *arguments]) == 2
    assert capsys.readouterr().err == told.err


def test_the_hint_for_thai_files_can_be_pasted(data_file, capsys):
    """CP874 is refused with the option that reads it."""
    file = str(data_file(PHONES.encode("cp874"), "t.csv"))
    assert run(["check", file]) == 2
    hint = re.search(r"--encoding \S+", capsys.readouterr().err)[0]
    assert run(["check", file, *hint.split()]) == 0
    assert "มือถือ B" in capsys.readouterr().out


def test_compare_takes_a_table(phones, marked):
    """As it is; with rules and what is to be ignored; turned."""
    assert marked(phones)[0] == ["ราคา (บาท)", "วันขาย", "สี", "หมายเหตุ"]
    rules = ["--rule", "ราคา (บาท)=number:20%", "--rule", "วันขาย=date"]
    labels, report = marked(phones, *rules, "--ignore", "หมายเหตุ", "--na", "n/a", "--lang", "th")
    assert labels == ["วันขาย", "สี"]
    assert [row["rule"] for row in report["rows"]] == ["number", "date", "text", "text"]
    assert report["rows"][0]["values"][0]["text"] == "12,900"
    assert report["rows"][2]["values"][0]["absence"] == "na"
    assert [item["id"] for item in marked(phones, "--items", "rows", "สี", "วันขาย")[1]["items"]] == ["สี", "วันขาย"]


def test_a_data_file_takes_no_options_of_tables(capsys):
    """Told with what to write instead."""
    assert run(["compare", DATA, "--rule", "year=number", "--ignore", "type"]) == 2
    assert capsys.readouterr().err.startswith(f"Error: {DATA}: --rule, --ignore")


def test_standard_input_is_read(monkeypatch, marked, capsys):
    """With its format; without, it is refused."""

    class Input:
        buffer = io.BytesIO(PHONES.encode())

    monkeypatch.setattr(sys, "stdin", Input)
    assert len(marked("-", "--from", "csv")[0]) == 4
    assert run(["check", "-"]) == 2
    assert "--from csv" in capsys.readouterr().err


def test_a_label_may_hold_an_equals_sign(data_file, marked):
    """The rule stands behind the last one."""
    file = str(data_file("x,a,b\ny=f(x),1,1.0\n", "t.csv"))
    assert marked(file, "--rule", "y=f(x)=number")[0] == []


def test_completion_names_the_items_of_a_table(phones, monkeypatch, capsys):
    """The shell is offered ids by the options given, and nothing is read from standard input."""
    monkeypatch.setenv("_MREPORT_COMPLETE", "bash_complete")
    for words, expected in (
        (f"mreport compare {phones} ", ["plain,phone-a", "plain,มือถือ-b"]),
        (f"mreport compare --items rows {phones} ", ["plain,ราคา-บาท", "plain,วันขาย", "plain,สี", "plain,หมายเหตุ"]),
        ("mreport compare - ", []),
    ):
        monkeypatch.setenv("COMP_WORDS", words)
        monkeypatch.setenv("COMP_CWORD", str(len(words.split())))
        with pytest.raises(SystemExit):
            run([])
        assert capsys.readouterr().out.split() == expected


def test_lang_lists_what_is_not_told_in_it(tmp_path, capsys):
    """With a language, `check` says how many texts are not in it, and where each stands."""
    file = tmp_path / "data.yaml"
    file.write_text(
        "attributes: {a: {label: {en: Size, th: ขนาด}}}\n"
        "items: {x: {name: X, a: large}, y: {name: {th: วาย}, a: {th: ย}}}\n",
        encoding="utf-8",
    )
    assert run(["check", str(file), "--lang", "th"]) == 0
    said = capsys.readouterr().out
    assert "ยังไม่มีภาษาไทย: 2 จาก 5 ข้อความ\n" in said
    assert re.search(rf"  {re.escape(str(file))}:2:19  ชื่อรายการ  x +“X” +\(en\)\n", said)
    assert re.search(rf"  {re.escape(str(file))}:2:25  ค่า +x.a +“large” +\(en\)\n", said)
    assert run(["check", str(file), "--lang", "en,th"]) == 0
    said = capsys.readouterr().out
    assert "Not in English: 2 of 5 texts\n" in said
    assert "Not in Thai: 2 of 5 texts\n" in said
    (tmp_path / "mreport.toml").write_text('lang = "en"', encoding="utf-8")
    assert run(["check", str(file)]) == 0
    assert "texts" not in capsys.readouterr().out


def test_lang_says_when_all_is_told(tmp_path, capsys):
    """Nothing is left to be translated; and a plain table has one language."""
    file = tmp_path / "data.yaml"
    file.write_text("attributes: {a: {label: Size}}\nitems: {x: {name: X}, y: {name: Y}}\n", encoding="utf-8")
    assert run(["check", str(file), "--lang", "en"]) == 0
    assert "In English: all 3 texts.\n" in capsys.readouterr().out
    (tmp_path / "t.csv").write_text("a,x,y\nb,1,2\n", encoding="utf-8")
    assert run(["check", str(tmp_path / "t.csv"), "--lang", "en"]) == 0
    assert "A plain table has one language" in capsys.readouterr().out


def test_what_a_reader_warns_of_is_told(data_file, capsys):
    """Warnings of the source itself too, such as a row of a page that is not compared; and what was found."""
    page = (
        "# T\n| A× | B× | |\n|---|---|---|\n| p≠ | 1 | 2 |\n| q | 3 | 4 |\n\n## U\n\n| x | C |\n|---|---|\n| r | 1 |\n"
    )
    assert run(["check", str(data_file(page, "t.md")), "--sheet", "T"]) == 0
    told = capsys.readouterr()
    assert "Warning: q: the row differs and has no ≠" in told.err
    assert "The table “T” is read" in told.out


def test_of_a_catalogue_a_hundred_items_are_listed(data_file, capsys):
    """With a count of the rest."""
    rows = "".join(f"i{number},{number},x\n" for number in range(150))
    assert run(["check", str(data_file("name,price,kind\n" + rows, "t.csv"))]) == 0
    out = capsys.readouterr().out
    assert "Items: 150" in out
    assert "… and 50 more." in out
    assert "i99 " in out
    assert "i100 " not in out
