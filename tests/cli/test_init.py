"""`mreport init` and `mreport schema`: data files to begin with that are read, and the schema that editors take."""

import json
import re

import pytest

import mreport
from mreport.cli import run

TABLE = 'รุ่น,Phone A,มือถือ B\nราคา (บาท),"12,900",15900\nวันขาย,29 ก.พ. 2567,1/3/2567\nสี,n/a,ดำ\n'
THAI = re.compile("[\u0e01-\u0e5b]")


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_example_is_commented_and_read(tmp_path, capsys, language):
    """In the language; it is compared without a warning, and shows what a data file can say."""
    file = tmp_path / "new.yaml"
    assert run(["init", str(file), "--lang", language]) == 0
    text = file.read_text("utf-8")
    comments = [line for line in text.splitlines() if line.lstrip().startswith("#")]
    assert bool(THAI.search(comments[0])) == (language == "th")
    made = mreport.compare(mreport.read(file))
    assert made.warnings == ()
    assert {row.attribute.rule for row in made.rows} == {"quantity", "date", "set", "term", "url", "text"}
    assert len(made.items) == 2
    assert str(file) in capsys.readouterr().err


def test_the_examples_of_all_languages_say_the_same():
    """The same keys in the same order."""
    from mreport.sources.starter import example

    assert keys(example("th")) == keys(example("en"))
    assert example("fr") == example("en")


def keys(text):
    """The ids of a data file's attributes and items, and what each item says."""
    import yaml

    data = yaml.load(text, Loader=yaml.BaseLoader)
    return list(data["attributes"]), {name: list(item) for name, item in data["items"].items()}


def test_a_table_becomes_a_data_file(tmp_path, data_file, capsys):
    """Its items, attributes and values as written, with the options of tables; rules that would fit are comments."""
    table = data_file(TABLE, "phones.csv")
    file = tmp_path / "phones.yaml"
    options = ["--rule", "ราคา (บาท)=number:20%", "--na", "n/a", "--ignore", "สี"]
    assert run(["init", str(file), "--from-table", str(table), *options, "--lang", "th"]) == 0
    text = file.read_text("utf-8")
    assert "  วันขาย: {label: วันขาย}  # rule: date?" in text.splitlines()
    choices = {"rules": {"ราคา (บาท)": "number:20%"}, "na": "n/a", "ignore": "สี"}
    expected, made = mreport.read(table, **choices), mreport.read(file)
    assert made.items == expected.items
    assert made.attributes == expected.attributes
    assert made.language == "th"
    assert THAI.search(text.splitlines()[0])
    capsys.readouterr()


def test_a_file_that_is_there_is_kept(tmp_path, data_file, capsys):
    """So is the table itself, and a name that is no data file's is refused."""
    file = data_file("attributes: {}\nitems: {}\n", "old.yaml")
    assert run(["init", str(file), "--lang", "en"]) == 2
    assert "is there already" in capsys.readouterr().err
    assert file.read_text("utf-8").startswith("attributes")
    assert run(["init", str(tmp_path / "new.csv")]) == 2
    assert run(["init", str(tmp_path / "no" / "new.yaml")]) == 2
    assert run(["init", str(tmp_path / "new.yaml"), "--from-table", str(tmp_path / "none.csv")]) == 2
    assert not (tmp_path / "new.yaml").exists()


@pytest.mark.parametrize("language", ["th", "en"])
def test_the_schema_is_printed(capsysbinary, language):
    """As JSON in UTF-8, described in the language."""
    assert run(["schema", "--lang", language]) == 0
    made = json.loads(capsysbinary.readouterr().out)
    assert made["$schema"].startswith("https://json-schema.org/")
    assert bool(THAI.search(made["properties"]["title"]["description"])) == (language == "th")
